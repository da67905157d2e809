// Draws a sheet from a tree of elements. Only these elements and attributes are made; every text is a text node and
// every link leads to a page of this app, so that nothing in a document or an address can run as script.

const ELEMENTS = new Set(
  ("a article aside b button caption dd details div dl dt em h2 h3 h4 header i li mark nav ol p q s section small span " +
    "strong summary table tbody td th thead tr ul").split(" "),
);
const ATTRIBUTES = new Set(
  "class id lang role scope colspan tabindex title open aria-label aria-hidden data-bij data-kolom data-naar type".split(" "),
);
const ADDRESS = /^[a-z]+(\?[^#:]*)?$/;

function make(node) {
  if (typeof node === "string") return document.createTextNode(node);
  const [name, attributes, ...children] = node;
  if (!ELEMENTS.has(name)) return document.createTextNode("");
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (ATTRIBUTES.has(key) || (key === "href" && ADDRESS.test(value))) element.setAttribute(key, value);
  }
  element.append(...children.map(make));
  return element;
}

function keys(element) {
  return (element.dataset.bij ?? "").split(" ").filter(Boolean);
}

function lightUp(root, wanted, from) {
  const named = [...root.querySelectorAll("[data-bij]")];
  const found = (set) => named.filter((e) => keys(e).some((k) => set.has(k)));
  // What an address points at has the claims of its own sentence beside it.
  const set = new Set(from ? wanted : found(new Set(wanted)).flatMap(keys));
  const together = found(set);
  root.querySelectorAll(".gekozen").forEach((e) => e.classList.remove("gekozen"));
  together.forEach((e) => e.classList.add("gekozen"));
  if (!from) together[0]?.scrollIntoView({ block: "center" });
  const column = (from ?? together[0])?.closest("[data-kolom]");
  const other = together.find((e) => e.closest("[data-kolom]") !== column);
  const panel = other?.closest("aside");
  if (panel && getComputedStyle(panel).overflowY === "auto") {
    panel.scrollTop += other.getBoundingClientRect().top - panel.getBoundingClientRect().top - 24;
  } else if (from) other?.scrollIntoView({ block: "center" });
}

function follow(root, event) {
  const anchor = event.target.closest("a[href]");
  if (anchor && !(event.ctrlKey || event.metaKey || event.shiftKey || event.button)) {
    const url = new URL(anchor.href);
    event.preventDefault();
    root.zend("ga", { pagina: url.pathname.split("/").pop(), parameters: Object.fromEntries(url.searchParams) });
    return;
  }
  const jump = event.target.closest("[data-naar]");
  if (jump) root.querySelector(`#${CSS.escape(jump.dataset.naar)}`)?.scrollIntoView({ block: "start" });
  const chosen = event.target.closest("[data-bij]");
  if (chosen && !anchor) lightUp(root, keys(chosen), chosen);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".blad");
  root.zend = setTriggerValue;
  if (!root.gebonden) {
    root.gebonden = true;
    root.addEventListener("click", (event) => follow(root, event));
    root.addEventListener("keydown", (event) => {
      const isKey = event.key === "Enter" || event.key === " ";
      if (!isKey || !event.target.matches("[data-bij][tabindex]")) return;
      event.preventDefault();
      lightUp(root, keys(event.target), event.target);
    });
  }
  const shown = JSON.stringify(data);
  if (root.getoond === shown) return;
  root.getoond = shown;
  root.replaceChildren(...data.boom.map(make));
  if (data.doel) requestAnimationFrame(() => lightUp(root, [data.doel], null));
}
