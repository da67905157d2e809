// Lays out a query anew: the same words in the same order, one clause or triple on a line.

const WORD =
  /(#[^\n]*)|(<[^<>"{}|^`\\\s]*>)|("""(?:[^\\]|\\.)*?"""|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|([?$][\p{L}\p{N}_]+)|((?:[\p{L}_][\p{L}\p{N}_.-]*)?:(?:[\p{L}\p{N}_:%\\/-]|\\.|\.(?=[\p{L}\p{N}_:%\\-]))*)|(@[A-Za-z-]+)|([\p{L}_][\p{L}\p{N}_]*)|([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)|(\^\^|&&|\|\||!=|<=|>=|.)/gsu;
const KEYWORDS = new Set(
  ("BASE PREFIX SELECT DISTINCT REDUCED CONSTRUCT DESCRIBE ASK FROM NAMED WHERE ORDER BY ASC DESC LIMIT OFFSET FILTER " +
    "OPTIONAL GRAPH AS HAVING UNDEF VALUES GROUP MINUS IN NOT EXISTS UNION BIND SERVICE SILENT").split(" "),
);
const LINE = new Set("PREFIX BASE SELECT CONSTRUCT DESCRIBE ASK WHERE FROM ORDER GROUP HAVING LIMIT OFFSET VALUES OPTIONAL FILTER BIND MINUS GRAPH".split(" "));
const STEP = "  ";

function words(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    const word = match[0];
    if (/^\s+$/u.test(word)) continue;
    const between = text.slice(end, match.index);
    const lines = (found.length ? (text.slice(0, match.index).match(/\s*$/u)?.[0].match(/\n/g)?.length ?? 0) : 0);
    const plain = match[7] !== undefined;
    const upper = word.toUpperCase();
    found.push({
      text: plain && KEYWORDS.has(upper) ? upper : word,
      keyword: plain && KEYWORDS.has(upper) ? upper : "",
      comment: match[1] !== undefined,
      glued: found.length > 0 && between === "" && !/\s$/u.test(text.slice(0, match.index)),
      lines,
    });
    end = match.index + word.length;
  }
  return found;
}

/** Return the words of a query, comments included, to see whether two texts say the same. */
export function said(text) {
  return words(text).map((word) => word.text);
}

// A block without a block or a clause of its own stays on its line: VALUES ?x { a b }.
function inline(all, at) {
  let from = at - 1;
  while (from >= 0 && /^([?$(]|\)$)/.test(all[from].text)) from -= 1;
  if (all[from]?.keyword !== "VALUES") return 0;
  let long = 0;
  for (let to = at + 1; to < all.length; to++) {
    if (all[to].comment || all[to].text === "{" || all[to].text === "(") return 0;
    long += all[to].text.length + 1;
    if (all[to].text === "}") return long > 90 ? 0 : to;
  }
  return 0;
}

/** Return a query laid out anew. */
export function formatted(text) {
  const all = words(text);
  const out = [];
  let line = "";
  let depth = 0;
  let open = false; // inside a triple that goes on after a semicolon
  let round = 0;
  let until = 0;
  const flush = () => {
    if (line.trim()) out.push(line.trimEnd());
    line = "";
  };
  const put = (word, glued) => {
    if (!line) line = STEP.repeat(Math.max(0, depth) + (open ? 2 : 0)) + word;
    else line += (glued ? "" : " ") + word;
  };
  all.forEach((word, at) => {
    const previous = all[at - 1];
    if (word.comment) {
      if (word.lines > 0 || at === 0) flush();
      if (word.lines > 1 && out.length) out.push("");
      put(word.text, false);
      flush();
      return;
    }
    if (word.lines > 1 && !line && out.length && out.at(-1) !== "") out.push("");
    if (until && at === until) {
      put(word.text, word.glued);
      flush();
      open = false;
      return;
    }
    if (round === 0 && at > until) {
      if (word.text === "{") {
        put("{", false);
        until = inline(all, at);
        if (until) return;
        flush();
        depth += 1;
        open = false;
        return;
      }
      if (word.text === "}") {
        flush();
        depth -= 1;
        open = false;
        put("}", false);
        const next = all[at + 1];
        if (!(next && (next.keyword === "UNION" || (next.text === "." && next.lines === 0)))) flush();
        return;
      }
      if (word.text === "." && !word.comment) {
        if (!line && out.length && !out.at(-1).trimStart().startsWith("#")) line = out.pop();
        put(".", word.glued && previous?.text !== "}");
        flush();
        open = false;
        return;
      }
      if (word.text === ";") {
        put(";", false);
        flush();
        open = true;
        return;
      }
      const begins = LINE.has(word.keyword) && !(word.keyword === "BY") && !(word.keyword === "GRAPH" && previous?.keyword === "FROM");
      const after = ["CONSTRUCT", "DELETE", "INSERT"].includes(previous?.keyword) && word.keyword === "WHERE";
      if (begins && !after) {
        flush();
        open = false;
        if (word.lines > 1 && out.length && out.at(-1) !== "") out.push("");
      } else if (previous?.keyword === "" && depth === 0 && all.slice(0, at).findLast((w) => w.keyword)?.keyword === "PREFIX" && word.keyword) flush();
    }
    if (word.text === "(" || word.text === "[") round += 1;
    put(word.text, word.glued);
    if (word.text === ")" || word.text === "]") round -= 1;
  });
  flush();
  return out.join("\n").trim() + "\n";
}
