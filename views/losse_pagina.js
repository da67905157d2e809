// The script of the stand-alone file: draws the network, and shows the sentences of what is chosen.
// Every text becomes an element by `textContent`: no text ever runs as script.
(() => {
  const data = JSON.parse(document.getElementById("gegevens").textContent);
  const card = document.getElementById("kaart");
  const add = (parent, kind, text, style) => {
    const element = document.createElement(kind);
    if (text) element.textContent = text;
    if (style) element.className = style;
    parent.append(element);
    return element;
  };
  const relations = new Map(data.relaties.map((relation) => [relation.id, relation]));
  const things = new Map(data.dingen.map((thing) => [thing.id, thing]));
  const showRelation = (id) => {
    const relation = relations.get(id);
    card.replaceChildren();
    add(card, "h2", relation.zin);
    if (!relation.zinnen.length) add(card, "p", relation.bron);
    for (const sentence of relation.zinnen) {
      add(card, "blockquote", sentence.citaat);
      add(card, "p", sentence.bron, "bron");
    }
  };
  const choose = (id) => {
    network.setSelection({ nodes: [], edges: [id] }, { highlightEdges: false });
    showRelation(id);
    card.scrollIntoView({ block: "nearest" });
  };
  const showThing = (id) => {
    const thing = things.get(id);
    card.replaceChildren();
    add(card, "h2", thing.naam);
    add(card, "p", thing.soort);
    const list = add(card, "ul");
    for (const edge of data.edges.filter((e) => e.from === id || e.to === id)) {
      const button = add(add(list, "li"), "button", relations.get(edge.id).zin);
      button.type = "button";
      button.onclick = () => choose(edge.id);
    }
  };
  const rows = document.getElementById("rijen");
  for (const relation of data.relaties) {
    const row = add(rows, "tr");
    const button = add(add(row, "td"), "button", relation.zin);
    button.type = "button";
    button.onclick = () => choose(relation.id);
    add(row, "td", relation.bron);
  }
  const { DataSet, Network } = globalThis.vis;
  const sets = { nodes: new DataSet(data.nodes.map(unnamed)), edges: new DataSet(data.edges.map(unnamed)) };
  const network = new Network(document.getElementById("doek"), sets, {
    physics: { enabled: false },
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, selectConnectedEdges: false, tooltipDelay: 150 },
    edges: { arrows: { to: { scaleFactor: 0.7 } }, selectionWidth: 3, hoverWidth: 1 },
  });
  const lettering = new Lettering(network);
  lettering.read(data.nodes, data.edges);
  network.once("afterDrawing", () => document.body.setAttribute("data-getekend", "ja"));
  network.on("click", (event) => {
    const named = event.nodes.length ? "" : lettering.at(event.pointer.canvas);
    const chosen = event.nodes[0] ?? (named || event.edges[0]);
    if (things.has(chosen)) showThing(chosen);
    else if (relations.has(chosen)) showRelation(chosen);
  });
  document.querySelector("#doek .vis-network").tabIndex = -1;
  network.fit({ animation: false, maxZoomLevel: 1.2 });
  network.moveTo({ scale: network.getScale() * roomForNames(document.getElementById("doek")) });
})();
