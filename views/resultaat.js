// The table of an answer: one page of its rows, sorted, filtered and turned by Python. Every text becomes a text node.

const WAIT = 250; // milliseconds without a key before the rows are filtered

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function change(root, part) {
  root.stand = { ...root.stand, ...part };
  root.stel("stand", root.stand);
}

function heading(root, column, words) {
  const chosen = root.stand.kolom === column.nummer;
  const button = element("button", { type: "button", title: column.uitleg }, column.naam);
  button.append(element("span", { className: "pijl", ariaHidden: "true" }, chosen ? (root.stand.aflopend ? " ▼" : " ▲") : ""));
  const cell = element("th", { scope: "col", className: column.getal ? "getal" : "" }, button);
  cell.setAttribute("aria-sort", chosen ? (root.stand.aflopend ? "descending" : "ascending") : "none");
  button.onclick = () => {
    // Up, down, and then back to the order of the answer.
    const next = !chosen ? { kolom: column.nummer, aflopend: false } : root.stand.aflopend ? { kolom: -1, aflopend: false } : { aflopend: true };
    root.aandacht = column.nummer;
    change(root, { ...next, bladzijde: 0 });
  };
  return cell;
}

function link(root, part) {
  const made = element("a", { href: part.adres, title: part.iri ?? "" }, part.tekst);
  made.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    root.zend("ga", { pagina: part.pagina, parameters: part.parameters });
  };
  return made;
}

function cell(root, parts, column) {
  const made = element("td", { className: column.getal ? "getal" : "" });
  parts.forEach((part, rank) => {
    if (rank) made.append(element("br", {}));
    if (part.adres) made.append(link(root, part));
    else made.append(element("span", { title: part.iri ?? "" }, part.tekst));
  });
  return made;
}

function draw(root, data) {
  const table = root.querySelector("table");
  const head = element("thead", {}, element("tr", {}, ...data.kolommen.map((c) => (c.nummer < 0 ? element("th", { scope: "col" }, c.naam) : heading(root, c, data.woorden)))));
  const body = element("tbody", {}, ...data.rijen.map((row) => element("tr", {}, ...row.map((parts, at) => cell(root, parts, data.kolommen[at])))));
  table.replaceChildren(head, body);
  table.setAttribute("aria-label", data.woorden.tabel);
  root.querySelector(".rol").setAttribute("aria-label", data.woorden.tabel);
  root.querySelector(".telling").textContent = data.woorden.telling;
  for (const [name, step, free] of [["vorige", -1, data.bladzijde > 0], ["volgende", 1, data.bladzijde + 1 < data.bladzijden]]) {
    const button = root.querySelector(`.${name}`);
    button.textContent = data.woorden[name];
    button.disabled = !free;
    button.hidden = data.bladzijden < 2;
    button.onclick = () => change(root, { bladzijde: data.bladzijde + step });
  }
  if (root.aandacht !== undefined) {
    const at = data.kolommen.findIndex((c) => c.nummer === root.aandacht);
    table.querySelectorAll("th")[at]?.querySelector("button")?.focus({ preventScroll: true });
    root.aandacht = undefined;
  }
}

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  const root = parentElement.querySelector(".resultaat");
  root.stel = setStateValue;
  root.zend = setTriggerValue;
  const field = root.querySelector("input");
  if (root.vraag !== data.vraag) {
    root.vraag = data.vraag;
    root.stand = { vraag: data.vraag, kolom: -1, aflopend: false, bladzijde: 0, filter: "" };
    field.value = "";
  }
  if (!root.gebonden) {
    root.gebonden = true;
    let timer = 0;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => change(root, { filter: field.value, bladzijde: 0 }), WAIT);
    });
  }
  field.placeholder = data.woorden.filter;
  field.setAttribute("aria-label", data.woorden.filter);
  const shown = JSON.stringify(data);
  if (root.getoond === shown) return;
  root.getoond = shown;
  draw(root, data);
}
