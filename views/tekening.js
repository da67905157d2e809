// Draws the network with vis-network, which stands before this text and has put itself in `globalThis.vis`; what
// writes the names stands between them.
// The picture is built once per start; later calls add, change and take away, so that nothing jumps.
// Names are painted on a canvas; titles become elements by `textContent`: no text ever runs as script.

const MAX_ZOOM = 1.2;

// What nodes or lines have in common was sent once.
function unpack({ vormen, nodes, edges }) {
  return {
    nodes: nodes.map(([look, id, label, title, x, y]) => ({ ...vormen[look], id, label, title, x, y })),
    edges: edges.map(([look, id, label, title, from, to]) => ({
      ...vormen[look],
      id,
      label,
      title,
      from: nodes[from][1],
      to: nodes[to][1],
    })),
  };
}

function sync(dataset, items) {
  const wanted = new Set(items.map((item) => item.id));
  dataset.remove(dataset.getIds().filter((id) => !wanted.has(id)));
  dataset.update(
    items.map((item) => {
      const shown = unnamed(item);
      if (dataset.get(item.id) === null) return shown;
      const { x, y, ...rest } = shown; // stays where it is, also when a person dragged it
      return rest;
    }),
  );
}

// On a tab that is not in view the picture has no size yet: it is fitted once it has.
function fitWhenSeen(picture, canvas) {
  fit(picture);
  if (canvas.clientWidth > 0) return;
  const watcher = new ResizeObserver(() => {
    if (canvas.clientWidth === 0) return;
    watcher.disconnect();
    requestAnimationFrame(() => {
      if (picture.gone) return;
      picture.network.redraw();
      fit(picture);
    });
  });
  picture.watcher = watcher;
  watcher.observe(canvas);
}

function discard(picture) {
  picture.gone = true;
  picture.watcher?.disconnect();
  picture.network.destroy();
}

function fit(picture) {
  const { network, canvas } = picture;
  network.fit({ animation: false, maxZoomLevel: MAX_ZOOM });
  network.moveTo({ scale: network.getScale() * roomForNames(canvas) });
}

function build(root, canvas, key, items) {
  const begin = performance.now();
  const { DataSet, Network } = globalThis.vis;
  const nodes = new DataSet(items.nodes.map(unnamed));
  const edges = new DataSet(items.edges.map(unnamed));
  const options = {
    physics: { enabled: false },
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, selectConnectedEdges: false, keyboard: false, tooltipDelay: 150 },
    edges: { arrows: { to: { scaleFactor: 0.7 } }, selectionWidth: 3, hoverWidth: 1 },
  };
  const network = new Network(canvas, { nodes, edges }, options);
  const lettering = new Lettering(network);
  lettering.read(items.nodes, items.edges);
  const picture = { key, canvas, nodes, edges, network, lettering, send: null, shown: "" };
  network.once("afterDrawing", () => {
    root.dataset.milliseconds = String(Math.round(performance.now() - begin));
  });
  network.on("click", (event) => {
    const named = event.nodes.length ? "" : lettering.at(event.pointer.canvas);
    const node = event.nodes[0] ?? (nodes.get(named) ? named : undefined);
    const edge = edges.get(named) ? named : (event.edges[0] ?? "");
    picture.send("klik", { knoop: node ?? "", lijn: node === undefined ? edge : "" });
  });
  // It is a picture: the keyboard goes to its buttons and to the table, and in the order of the page.
  canvas.querySelector(".vis-network").tabIndex = -1;
  fitWhenSeen(picture, canvas);
  root.dataset.opgebouwd = String(Number(root.dataset.opgebouwd ?? 0) + 1);
  root.netwerk = network; // for the browser tests
  return picture;
}

// The picture as it stands on the screen, on white: the canvas itself is transparent.
function savePng(network, canvas) {
  const drawn = canvas.querySelector("canvas");
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [drawn.width, drawn.height];
  const pen = copy.getContext("2d");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(drawn, 0, 0);
  copy.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = "netwerk.png";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }, "image/png");
}

function name(root, words) {
  for (const [button, text] of Object.entries(words)) {
    const element = root.querySelector(`.${button}`);
    if (button === "alles" || button === "png") element.textContent = text;
    else element.setAttribute("aria-label", text);
    element.title = text;
  }
}

function bind(root, canvas) {
  const zoom = (factor) => {
    const network = root.beeld.network;
    network.moveTo({ scale: network.getScale() * factor });
  };
  root.querySelector(".dichterbij").onclick = () => zoom(1.3);
  root.querySelector(".verder").onclick = () => zoom(1 / 1.3);
  root.querySelector(".alles").onclick = () => fit(root.beeld);
  root.querySelector(".png").onclick = () => savePng(root.beeld.network, canvas);
  // The wheel scrolls the page; with Ctrl it zooms the picture.
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
    },
    { capture: true },
  );
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".tekening");
  const canvas = root.querySelector(".doek");
  canvas.setAttribute("aria-label", data.beschrijving);
  root.classList.toggle("klein", data.klein);
  name(root, data.woorden);
  const shown = JSON.stringify([data.vormen, data.nodes, data.edges]);
  if (!root.beeld || root.beeld.key !== data.key) {
    if (root.beeld) discard(root.beeld);
    else bind(root, canvas);
    root.beeld = build(root, canvas, data.key, unpack(data));
  } else if (root.beeld.shown !== shown) {
    const items = unpack(data);
    sync(root.beeld.edges, items.edges);
    sync(root.beeld.nodes, items.nodes);
    root.beeld.lettering.read(items.nodes, items.edges);
  }
  const picture = root.beeld;
  picture.shown = shown;
  picture.send = setTriggerValue;
  picture.network.setSelection(
    {
      nodes: picture.nodes.get(data.knoop) ? [data.knoop] : [],
      edges: picture.edges.get(data.lijn) ? [data.lijn] : [],
    },
    { highlightEdges: false },
  );
  // Called when Streamlit takes the drawing away.
  return () => {
    if (!root.isConnected && root.beeld) {
      discard(root.beeld);
      root.beeld = undefined;
    }
  };
}
