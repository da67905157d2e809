// The editor of the page of questions: CodeMirror 6, the words of this graph, and what a person keeps in the browser.
// Texts of the graph reach the screen as text nodes only.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, toggleComment } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { formatted, said } from "./opmaak.js";

const WAIT = 300; // milliseconds without a key before the text is checked
const UNDER_WAY = 120; // milliseconds in which a text that was sent reaches the page
const SEARCH_WAIT = 4000; // milliseconds that a search for a thing may take
const KEPT = 40; // questions in the history
const TABS = "ketengraaf.vragen.tabbladen";
const HISTORY = "ketengraaf.vragen.geschiedenis";
const LONGEST = 100000;

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--woord)", fontWeight: "600" },
  { tag: tags.standard(tags.variableName), color: "var(--functie)" },
  { tag: tags.local(tags.variableName), color: "var(--variabele)" },
  { tag: tags.atom, color: "var(--naam)" },
  { tag: tags.string, color: "var(--tekst)" },
  { tag: tags.comment, color: "var(--opmerking)", fontStyle: "italic" },
  { tag: tags.meta, color: "var(--functie)" },
]);

function read(name, fallback) {
  try {
    const found = JSON.parse(localStorage.getItem(name));
    return Array.isArray(found) ? found : fallback;
  } catch {
    return fallback; // a browser that keeps nothing, or something else under this name
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A full or closed storage: the tabs and the history last as long as the page.
  }
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

class Editor {
  constructor(root, component) {
    this.root = root;
    this.data = component.data;
    this.send = component.setStateValue;
    this.version = component.data.versie;
    this.words = component.data.woorden;
    this.language = new Compartment();
    this.sent = component.data.tekst;
    this.asked = null;
    this.number = 0;
    const kept = read(TABS, []).filter((text) => typeof text === "string" && text.length <= LONGEST);
    this.tabs = [this.state(component.data.tekst), ...kept.map((text) => this.state(text))];
    this.at = 0;
    this.view = new EditorView({ state: this.tabs[0], parent: root.querySelector(".blad"), root: root.getRootNode() });
    this.bind();
    this.draw();
  }

  state(text) {
    return EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: "Mod-Enter", run: () => this.press("vragen_voer_uit") },
            { key: "Escape", run: (view) => completionStatus(view.state) === null && this.press("vragen_stop") },
            { key: "Shift-Alt-f", run: () => this.format() },
            { key: "Mod-s", run: () => this.save(), preventDefault: true },
            { key: "Mod-/", run: toggleComment },
          ]),
        ),
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        search({ top: true }),
        autocompletion({ override: [(context) => this.terms(context), (context) => this.things(context)], icons: false }),
        lintGutter(),
        EditorState.tabSize.of(2),
        EditorView.lineWrapping,
        StreamLanguage.define(sparql),
        syntaxHighlighting(colours),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
        this.language.of(this.spoken()),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          this.mark([]);
          clearTimeout(this.timer);
          this.timer = setTimeout(() => this.tell(), WAIT);
        }),
        EditorView.domEventHandlers({ blur: () => void this.tell() }),
      ],
    });
  }

  spoken() {
    return [
      EditorView.contentAttributes.of({ "aria-label": this.words.editor, "aria-describedby": "melding" }),
      EditorState.phrases.of(this.words.zinnen),
    ];
  }

  get text() {
    return this.view.state.doc.toString();
  }

  // ---------------------------------------------------------------- to and from Python

  tell() {
    clearTimeout(this.timer);
    if (this.at > 0) this.keep();
    if (this.text === this.sent) return;
    this.sent = this.text;
    this.since = performance.now();
    this.told = this.since;
    this.send("tekst", { tekst: this.text, versie: this.version });
  }

  take(component) {
    const data = component.data;
    this.send = component.setStateValue;
    this.data = data;
    if (JSON.stringify(data.woorden) !== JSON.stringify(this.words)) {
      this.words = data.woorden;
      this.view.dispatch({ effects: this.language.reconfigure(this.spoken()) });
      this.draw();
    }
    if (data.versie !== this.version) {
      this.version = data.versie;
      this.sent = data.tekst;
      this.show(0);
      if (data.tekst !== this.text) this.replace(data.tekst);
      clearTimeout(this.timer);
    }
    if (data.gevonden && this.asked && data.gevonden.vraag === this.asked.vraag) {
      this.asked.done(data.gevonden.keuzen);
      this.asked = null;
    }
    if (data.gevraagd && data.gevraagd !== this.ran) {
      this.ran = data.gevraagd;
      this.remember(data.gevraagd_tekst);
    }
    if (data.gekeurd === this.text) this.judge(data);
  }

  replace(text) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  // The buttons stand beside the editor, on the page: pressing one carries the newest text along.
  press(key) {
    const button = document.querySelector(`.st-key-${key} button`);
    if (!button || button.disabled) return false;
    this.tell();
    button.click();
    return true;
  }

  // ---------------------------------------------------------------- errors

  judge(data) {
    const doc = this.view.state.doc;
    const found = [];
    for (const error of data.fouten) {
      let from = 0;
      let to = doc.length;
      if (error.regel && error.regel <= doc.lines) {
        const line = doc.line(error.regel);
        from = Math.min(line.from + error.kolom - 1, line.to);
        to = Math.min(from + 1, line.to);
        if (from === to && from > line.from) from -= 1;
      }
      found.push({ from, to, severity: "error", message: error.zin });
    }
    for (const term of data.onbekend) {
      for (const match of this.text.matchAll(new RegExp(`${term.naam.replace(/[^\w:]/g, "\\$&")}(?![\\w-])`, "g")))
        found.push({ from: match.index, to: match.index + term.naam.length, severity: "warning", message: term.zin });
    }
    this.mark(found);
    if (this.since) {
      this.root.dataset.milliseconden = String(Math.round(performance.now() - this.since)); // for the measurement
      this.since = 0;
    }
  }

  mark(found) {
    const first = found[0];
    const message = this.root.querySelector(".melding");
    queueMicrotask(() => this.view.dispatch(setDiagnostics(this.view.state, found)));
    const shown = first ? first.message : "";
    if (message.textContent !== shown) message.textContent = shown;
    message.classList.toggle("fout", first?.severity === "error");
    this.root.classList.toggle("mis", first?.severity === "error");
  }

  // ---------------------------------------------------------------- completion

  terms(context) {
    const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_-]*:?[\p{L}\p{N}_-]*/u);
    if (!word && !context.explicit) return null;
    const before = context.state.sliceDoc(Math.max(0, (word?.from ?? context.pos) - 1), word?.from ?? context.pos);
    if (/[?$@<"']/.test(before)) return null;
    const typed = (word?.text ?? "").toLowerCase();
    const options = [];
    for (const term of this.data.termen) {
      const names = [term.naam, term.label, ...term.ook];
      const rank = Math.min(...names.map((name) => place(name.toLowerCase(), typed)));
      if (rank < 9)
        options.push({ label: term.label === term.naam ? term.naam : `${term.naam}  ${term.label}`, apply: term.zet ?? term.naam, detail: term.soort, info: term.uitleg || undefined, boost: 50 - 10 * rank });
    }
    return { from: word?.from ?? context.pos, options: options.slice(0, 60), filter: false };
  }

  async things(context) {
    const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_-]*/u);
    if (!word || word.text.length < 3) return null;
    const before = context.state.sliceDoc(Math.max(0, word.from - 1), word.from);
    if (/[?$@<"':]/.test(before)) return null;
    if (this.data.termen.some((term) => term.naam.toLowerCase() === word.text.toLowerCase())) return null;
    const line = context.state.doc.lineAt(word.from);
    if (/^[^"']*#\s/.test(context.state.sliceDoc(line.from, word.from))) return null;
    const found = await this.ask(word.text);
    if (context.aborted || !found.length) return null;
    return {
      from: word.from,
      filter: false,
      options: found.map((thing, rank) => ({ label: thing.naam, detail: thing.soort, apply: thing.zet, boost: -10 - rank })),
    };
  }

  ask(question) {
    this.asked?.done([]);
    return new Promise((done) => {
      this.asked = { vraag: question, done };
      const mine = this.asked;
      setTimeout(() => mine === this.asked && ((this.asked = null), done([])), SEARCH_WAIT);
      this.send("zoek", { vraag: question, nummer: (this.number += 1) });
    });
  }

  // ---------------------------------------------------------------- commands, tabs and history

  format() {
    const laid = formatted(this.text);
    // Laying out never changes what is said; where it would, the text stays as it is.
    if (said(laid).join("\u0000") === said(this.text).join("\u0000") && laid !== this.text) this.replace(laid);
    this.view.focus();
    return true;
  }

  save() {
    const link = element("a", { download: "vraag.rq", href: URL.createObjectURL(new Blob([this.text], { type: "application/sparql-query" })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    return true;
  }

  keep() {
    this.tabs[this.at] = this.view.state;
    write(TABS, this.tabs.slice(1).map((state) => state.doc.toString()));
  }

  show(at) {
    this.tabs[this.at] = this.view.state;
    if (at !== this.at) {
      this.at = at;
      this.view.setState(this.tabs[at]);
      this.view.dispatch({ effects: this.language.reconfigure(this.spoken()) });
      this.draw();
    }
  }

  add(text) {
    this.tabs.push(this.state(text));
    this.show(this.tabs.length - 1);
    this.keep();
    this.tell();
    this.view.focus();
  }

  close() {
    if (this.at === 0) return;
    const gone = this.at;
    this.remember(this.text);
    this.show(0);
    this.tabs.splice(gone, 1);
    this.keep();
    this.draw();
    this.tell();
    this.view.focus();
  }

  remember(text) {
    if (!text || !text.trim()) return;
    const kept = read(HISTORY, []).filter((one) => one && typeof one.tekst === "string" && one.tekst !== text);
    write(HISTORY, [{ tekst: text, tijd: new Date().toISOString() }, ...kept].slice(0, KEPT));
    this.past();
  }

  past() {
    const list = this.root.querySelector(".geschiedenis");
    const kept = read(HISTORY, []).filter((one) => one && typeof one.tekst === "string");
    list.replaceChildren(element("option", { value: "" }, this.words.geschiedenis));
    kept.forEach((one, rank) => {
      const first = one.tekst.split("\n").find((line) => /\S/.test(line) && !/^\s*(PREFIX|BASE|#)/i.test(line)) ?? "";
      const rest = one.tekst.replace(/^\s*(PREFIX|BASE|#)[^\n]*$/gim, "").replace(/\s+/g, " ").trim();
      list.append(element("option", { value: String(rank) }, `${String(one.tijd).slice(0, 16).replace("T", " ")}  ${(rest || first).slice(0, 70)}`));
    });
    list.disabled = kept.length === 0;
  }

  draw() {
    const bar = this.root.querySelector(".tabbladen");
    const names = this.tabs.map((_, rank) => (rank ? `${this.words.tabblad} ${rank}` : this.words.vraag));
    bar.setAttribute("aria-label", this.words.tabbladen);
    bar.replaceChildren(
      ...names.map((name, rank) => {
        const tab = element("button", { type: "button", className: "tab", tabIndex: rank === this.at ? 0 : -1 }, name);
        tab.setAttribute("role", "tab");
        tab.setAttribute("aria-selected", String(rank === this.at));
        tab.setAttribute("aria-controls", "blad");
        tab.onclick = () => (this.show(rank), this.tell(), this.view.focus());
        return tab;
      }),
    );
    for (const [name, word] of Object.entries(this.words.knoppen)) {
      const button = this.root.querySelector(`.${name}`);
      button.textContent = word.tekst;
      button.title = word.uitleg;
    }
    this.root.querySelector(".sluit").hidden = this.at === 0;
    this.root.querySelector(".geschiedenis").setAttribute("aria-label", this.words.geschiedenis);
    this.root.querySelector(".toetsen").textContent = this.words.toetsen;
    this.past();
  }

  // A press on the button of the page comes right after the text was sent: it waits until the text is under way.
  hold(event) {
    if (!event.target.closest?.(".st-key-vragen_voer_uit button") || !this.root.isConnected) return;
    this.tell();
    if (performance.now() - (this.told ?? 0) > UNDER_WAY) return;
    const button = event.target.closest("button");
    event.preventDefault();
    event.stopImmediatePropagation();
    setTimeout(() => button.click(), UNDER_WAY + 20);
  }

  bind() {
    if (document.ketengraafDruk) document.removeEventListener("click", document.ketengraafDruk, true);
    document.ketengraafDruk = (event) => this.hold(event);
    document.addEventListener("click", document.ketengraafDruk, true);
    const on = (name, act) => (this.root.querySelector(`.${name}`).onclick = act);
    on("nieuw", () => this.add(this.text));
    on("sluit", () => this.close());
    on("opmaken", () => this.format());
    on("bewaar", () => this.save());
    this.root.querySelector(".tabbladen").addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      this.show((this.at + step + this.tabs.length) % this.tabs.length);
      this.tell();
      this.root.querySelector('.tab[aria-selected="true"]').focus();
      event.preventDefault();
    });
    const list = this.root.querySelector(".geschiedenis");
    list.onchange = () => {
      const one = read(HISTORY, [])[Number(list.value)];
      if (list.value !== "" && one) this.replace(one.tekst);
      list.value = "";
      this.view.focus();
    };
    this.root.querySelector(".melding").onclick = () => {
      this.view.focus();
    };
  }
}

// How well a name fits what was typed: 0 is the name itself, 9 is not at all.
function place(name, typed) {
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  if (name.includes(`:${typed}`) || name.includes(` ${typed}`)) return 2;
  return typed.length > 2 && name.includes(typed) ? 3 : 9;
}

export default function (component) {
  const root = component.parentElement.querySelector(".bewerker");
  if (!root.editor) {
    root.editor = new Editor(root, component);
    root.dataset.klaar = "ja";
  }
  root.editor.take(component);
}
