// The search field: a combobox whose list is filled by Python while one types. Every text becomes a text node.

const WAIT = 120; // milliseconds without a key before the question is sent

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function choices(root) {
  return [...root.querySelectorAll(".keus")];
}

function mark(root, index) {
  const all = choices(root);
  root.gekozen = all.length ? (index + all.length) % all.length : -1;
  all.forEach((choice, rank) => choice.setAttribute("aria-selected", String(rank === root.gekozen)));
  const input = root.querySelector("input");
  const chosen = all[root.gekozen];
  if (chosen) {
    input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function open(root, visible) {
  root.querySelector(".lijst").hidden = !visible;
  root.querySelector("input").setAttribute("aria-expanded", String(visible));
  if (!visible) mark(root, -1), (root.gekozen = -1);
}

function leave(root, choice) {
  const input = root.querySelector("input");
  open(root, false);
  input.value = "";
  root.zend("ga", { pagina: choice.pagina, parameters: choice.parameters });
  root.stel("vraag", "");
}

function row(root, choice, number) {
  const link = element("a", { className: "keus", id: `keus-${number}`, href: choice.adres, tabIndex: -1 });
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  link.append(choice.naam);
  if (choice.erbij) link.append(element("span", { className: "erbij" }, choice.erbij));
  link.keuze = choice;
  link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    leave(root, choice);
  };
  return link;
}

function fill(root, data) {
  const list = root.querySelector(".lijst");
  list.replaceChildren();
  let number = 0;
  for (const group of data.groepen) {
    const title = element("div", { className: "groep" }, group.titel);
    title.setAttribute("role", "presentation");
    list.append(title, ...group.keuzen.map((choice) => row(root, choice, number++)));
  }
  if (data.alles) list.append(row(root, data.alles, number++));
  const asked = data.vraag.trim().length > 1;
  if (asked && !number) {
    const none = element("div", { className: "keus" }, data.niets);
    none.classList.replace("keus", "groep");
    list.append(none);
  }
  root.querySelector(".melding").textContent = asked ? (number ? data.gevonden : data.niets) : "";
  root.gekozen = -1;
  open(root, asked && root.querySelector("input").value.trim().length > 1);
}

function bind(root) {
  const input = root.querySelector("input");
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    root.getypt = performance.now();
    timer = setTimeout(() => root.stel("vraag", input.value), WAIT);
    if (input.value.trim().length < 2) open(root, false);
  });
  input.addEventListener("keydown", (event) => {
    const visible = !root.querySelector(".lijst").hidden;
    if (event.key === "ArrowDown" && visible) mark(root, root.gekozen + 1);
    else if (event.key === "ArrowUp" && visible) mark(root, root.gekozen < 0 ? -1 : root.gekozen - 1);
    else if (event.key === "Escape" && visible) open(root, false);
    else if (event.key === "Enter") {
      const chosen = choices(root)[root.gekozen];
      if (chosen) leave(root, chosen.keuze);
      else if (input.value.trim().length > 1) leave(root, { pagina: "zoek", parameters: { vraag: input.value.trim() } });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("focus", () => open(root, choices(root).length > 0 && input.value.trim().length > 1));
  root.addEventListener("focusout", (event) => {
    if (!root.contains(event.relatedTarget)) setTimeout(() => open(root, false), 150);
  });
}

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  const root = parentElement.querySelector(".zoekveld");
  const input = root.querySelector("input");
  root.stel = setStateValue;
  root.zend = setTriggerValue;
  if (!root.gebonden) {
    bind(root);
    root.gebonden = true;
  }
  document.documentElement.lang = data.taal;
  input.setAttribute("aria-label", data.label);
  root.querySelector(".lijst").setAttribute("aria-label", data.label);
  input.placeholder = data.voorbeeld;
  const shown = JSON.stringify([data.vraag, data.groepen]);
  if (root.getoond === shown) return;
  root.getoond = shown;
  fill(root, data);
  if (root.getypt && data.vraag === input.value) {
    root.dataset.milliseconden = String(Math.round(performance.now() - root.getypt)); // for the measurement
    root.dataset.vraag = data.vraag;
  }
}
