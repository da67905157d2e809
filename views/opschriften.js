// Writes the names over a drawing of vis-network, which is given none itself: it would write every name at the middle
// of its line, over others. Here a name stands where it covers no other name and no node, and is left out where there
// is no such place. Letters keep a size that can be read, so zooming in makes room for more. What is chosen or pointed
// at is always named, and what it is tied to before all else.

const SMALLEST = 11; // pixels on the screen; names of starts two more
const LARGEST = 20;
const ROOM = 3; // pixels kept free around a name
const FAR = 0.2; // below this zoom the shape of the whole is what one looks at: only the best connected are named
const NAMED_FROM_AFAR = 30;
const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]; // where on its line a name may stand
const TYPEFACE = "arial, sans-serif";

const widths = new Map();

function widthOf(pen, line) {
  if (!widths.has(line)) {
    pen.font = `100px ${TYPEFACE}`;
    widths.set(line, pen.measureText(line).width / 100);
  }
  return widths.get(line);
}

// Boxes in a grid, so that a new one is held against those near it only.
class Boxes {
  constructor(cell) {
    this.cell = cell;
    this.found = new Map();
  }

  *near(box) {
    const { cell } = this;
    for (let x = Math.floor(box.left / cell); x <= Math.floor((box.left + box.width) / cell); x += 1) {
      for (let y = Math.floor(box.top / cell); y <= Math.floor((box.top + box.height) / cell); y += 1) yield `${x} ${y}`;
    }
  }

  add(box) {
    for (const key of this.near(box)) {
      if (!this.found.has(key)) this.found.set(key, []);
      this.found.get(key).push(box);
    }
  }

  isFree(box) {
    for (const key of this.near(box)) {
      if (this.found.get(key)?.some((other) => other.owner !== box.owner && touch(box, other))) return false;
    }
    return true;
  }
}

function touch(a, b) {
  return (
    a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height
  );
}

class Lettering {
  constructor(network) {
    this.network = network;
    this.names = new Map();
    this.placed = [];
    this.scale = 0;
    this.hovered = "";
    const hover = (id) => {
      this.hovered = id;
      network.redraw();
    };
    network.on("afterDrawing", (pen) => this.paint(pen));
    network.on("hoverNode", (event) => hover(event.node));
    network.on("hoverEdge", (event) => hover(event.edge));
    network.on("blurNode", () => hover(""));
    network.on("blurEdge", () => hover(""));
    network.on("dragging", (event) => event.nodes.length && this.forget());
    network.on("dragEnd", (event) => event.nodes.length && this.forget());
  }

  // Take the names from what is to be drawn.
  read(nodes, edges) {
    this.names.clear();
    for (const item of [...nodes, ...edges]) {
      if (item.label) this.names.set(item.id, { lines: item.label.split("\n"), font: item.font, weight: item.width ?? 0 });
    }
    this.forget();
  }

  forget() {
    this.scale = 0;
  }

  // Return the id of what a name belongs to, if one was written at this place.
  at(place) {
    const point = { left: place.x, top: place.y, width: 0, height: 0 };
    return this.placed.find((box) => touch(point, box))?.owner ?? "";
  }

  paint(pen) {
    const scale = this.network.getScale();
    if (scale !== this.scale) {
      this.scale = scale;
      this.everywhere = this.place(pen, this.ranked(), new Set());
    }
    const chosen = new Set([...this.network.getSelectedNodes(), ...this.network.getSelectedEdges(), this.hovered]);
    const first = this.place(pen, this.around(chosen), chosen);
    const rest = this.everywhere.filter((box) => !first.some((other) => other.owner === box.owner || touch(box, other)));
    this.placed = [...first, ...rest];
    for (const box of [...rest, ...first]) this.write(pen, box);
  }

  // What is named when nothing is chosen: starts, then the best connected things, then the lines that most is behind.
  ranked() {
    const { nodes, edges } = this.network.body;
    const named = [...this.names.keys()];
    const degree = (id) => nodes[id].edges.length + (this.names.get(id).font.size > 14 ? 1e6 : 0);
    const things = named.filter((id) => nodes[id]).sort((a, b) => degree(b) - degree(a));
    if (this.scale < FAR) return things.slice(0, NAMED_FROM_AFAR);
    const lines = named.filter((id) => edges[id]);
    return [...things, ...lines.sort((a, b) => this.names.get(b).weight - this.names.get(a).weight)];
  }

  // The chosen and, of a thing that is chosen, its lines and what they lead to.
  around(chosen) {
    const { nodes, edges } = this.network.body;
    const found = new Set();
    for (const id of chosen) {
      if (edges[id]) [id, edges[id].fromId, edges[id].toId].forEach((one) => found.add(one));
      if (nodes[id]) {
        found.add(id);
        nodes[id].edges.forEach((edge) => found.add(edge.id));
        nodes[id].edges.forEach((edge) => found.add(edge.fromId).add(edge.toId));
      }
    }
    return [...found].filter((id) => this.names.has(id));
  }

  place(pen, ids, always) {
    if (ids.length === 0) return [];
    const boxes = new Boxes(120 / this.scale);
    for (const node of Object.values(this.network.body.nodes)) {
      const { left, top, width, height } = node.shape;
      boxes.add({ owner: node.id, left, top, width, height });
    }
    const placed = [];
    for (const id of ids) {
      const spots = this.spots(pen, id);
      const box = spots.find((spot) => boxes.isFree(spot)) ?? (always.has(id) ? spots[0] : undefined);
      if (!box) continue;
      boxes.add(box);
      placed.push(box);
    }
    return placed;
  }

  // Where a name may stand, the best place first, in the measures of the drawing.
  spots(pen, id) {
    const { lines, font } = this.names.get(id);
    const node = this.network.body.nodes[id];
    const smallest = SMALLEST + (node && font.size > 14 ? 2 : 0);
    const size = Math.min(Math.max(font.size * this.scale, smallest), LARGEST) / this.scale;
    const room = ROOM / this.scale;
    const width = Math.max(...lines.map((line) => widthOf(pen, line))) * size + 2 * room;
    const height = lines.length * size * 1.15 + room;
    const box = (x, y) => ({ owner: id, left: x - width / 2, top: y - height / 2, width, height, size, lines, font, line: !node });
    if (node) {
      const { shape, x, y } = node;
      const [beside, below] = [(shape.width + width) / 2, (shape.height + height) / 2];
      // On the side where its lines do not come from: a name hides the head of an arrow.
      const others = node.edges.map((edge) => (edge.from === node ? edge.to : edge.from).y - y);
      const side = others.length > 0 && others.length < 4 && Math.min(...others) > 0 ? -1 : 1;
      return [box(x, y + side * below), box(x, y - side * below), box(x + beside, y), box(x - beside, y)];
    }
    const edge = this.network.body.edges[id];
    if (edge.from === edge.to) {
      const { shape, x, y } = edge.from;
      return [box(x + shape.width / 2 + 12, y - shape.height / 2 - 30)];
    }
    const bend = edge.edgeType.getViaNode();
    return ALONG.map((part) => {
      const point = edge.edgeType.getPoint(part, bend);
      return box(point.x, point.y);
    });
  }

  write(pen, box) {
    pen.font = `${box.size}px ${TYPEFACE}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 4 / this.scale;
    pen.strokeStyle = "#ffffff";
    if (box.line) {
      pen.fillStyle = "#ffffffe6"; // nothing that passes below shines through the letters
      pen.fillRect(box.left, box.top, box.width, box.height);
    }
    pen.fillStyle = box.font.color;
    box.lines.forEach((line, rank) => {
      const y = box.top + (box.height * (rank + 0.5)) / box.lines.length;
      if (!box.line) pen.strokeText(line, box.left + box.width / 2, y);
      pen.fillText(line, box.left + box.width / 2, y);
    });
  }
}

// Return how much smaller a drawing must be than its canvas for the names of what stands at the sides to fit on it.
function roomForNames(canvas) {
  return Math.max(0.7, (canvas.clientWidth - 110) / Math.max(canvas.clientWidth, 1));
}

// Return an item as vis-network takes it: without its name, and with its title as text and not as markup.
function unnamed(item) {
  const { label, title, ...rest } = item;
  if (!title) return rest;
  const element = document.createElement("div");
  element.textContent = title;
  return { ...rest, title: element };
}
