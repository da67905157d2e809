"""A network as a file for other tools: GraphML, GEXF and SVG."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Mapping, Sequence

import networkx as nx
import pyoxigraph as ox

from graph.model import Iri
from graph.network.build import build
from graph.network.lettering import LINE, Box, bend, place_names
from graph.network.looks import Item, kind_look, plain
from graph.network.model import JOIN, Position, relations, things
from graph.regions import Inventory

_MARGIN = 90.0
_INK = "#1a1a1a"
_HEAD = 9.0
"""Length of the head of an arrow."""


def write(store: ox.Store, form: str) -> bytes:
    """Return the whole network as GraphML when `form` is "graphml", else as GEXF; equal graphs give equal bytes."""
    return to_file(build(Inventory(store)), form)


def to_file(
    graph: nx.MultiDiGraph, form: str, positions: Mapping[Iri, Position] | None = None, language: str = "nl"
) -> bytes:
    """Return a network as GraphML or GEXF, with the places of its things where they are given."""
    result = nx.MultiDiGraph()
    for thing in things(graph):
        result.add_node(thing.iri, label=plain(thing.label_in(language)), soort=thing.kind)
        if positions is not None:
            x, y = positions[thing.iri]
            look = kind_look(thing.kind)
            if form == "graphml":
                result.nodes[thing.iri].update(x=x, y=y)
            else:
                red, green, blue = (int(look.colour[i : i + 2], 16) for i in (1, 3, 5))
                result.nodes[thing.iri]["viz"] = {
                    "position": {"x": x, "y": -y, "z": 0.0},
                    "color": {"r": red, "g": green, "b": blue, "a": 1.0},
                    "size": float(look.size),
                }
    for relation in relations(graph):
        if relation.modality == JOIN:  # no document says it
            continue
        result.add_edge(
            relation.subject,
            relation.object,
            key=relation.key,
            label=plain(relation.full_name_in(language)),
            relatie=relation.predicate,
            modaliteit=relation.modality,
            beweringen=len(relation.claims),
            documenten=" ".join(sorted({claim.document for claim in relation.claims})),
            datum=relation.date.isoformat() if relation.date else "",
        )
    lines = nx.generate_graphml(result) if form == "graphml" else nx.generate_gexf(result)
    text = re.sub(r' lastmodifieddate="[^"]*"', "", "\n".join(lines), count=1)
    return f"{text}\n".encode()


def to_svg(nodes: Sequence[Item], edges: Sequence[Item], title: str) -> bytes:
    """Return what `describe` gives as an SVG picture; every text is escaped, nothing is fetched."""
    places = {node["id"]: node for node in nodes}
    left = min((n["x"] for n in nodes), default=0.0) - _MARGIN
    top = min((n["y"] for n in nodes), default=0.0) - _MARGIN
    width = max((n["x"] for n in nodes), default=0.0) + _MARGIN - left
    height = max((n["y"] for n in nodes), default=0.0) + _MARGIN - top
    box = f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}"
    names = place_names(nodes, edges)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" font-family="sans-serif">',
        f"<title>{html.escape(plain(title))}</title>",
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="#ffffff"/>',
        *(_edge(edge, places[edge["from"]], places[edge["to"]]) for edge in edges),
        *(_node(node) for node in nodes),
        *(_name(edge["label"], names[edge["id"]], edge["color"]["color"]) for edge in edges if edge["id"] in names),
        *(_name(node["label"], names[node["id"]], _INK) for node in nodes if node["id"] in names),
        "</svg>",
    ]
    return "\n".join(parts).encode()


def _edge(edge: Item, begin: Item, end: Item) -> str:
    (x1, y1), (x2, y2) = (begin["x"], begin["y"]), (end["x"], end["y"])
    colour, dashes = edge["color"]["color"], " ".join(str(d) for d in edge["dashes"] or ())
    middle = bend(edge, begin, end)
    path = f"M{x1:.1f} {y1:.1f} Q{middle[0]:.1f} {middle[1]:.1f} {x2:.1f} {y2:.1f}"
    if begin is end:
        path = f"M{x1:.1f} {y1:.1f} c-60 -70 60 -70 0 0"
    line = (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{edge["width"]:.2f}"'
        + (f' stroke-dasharray="{dashes}"' if dashes else "")
        + f"><title>{html.escape(edge['title'])}</title></path>"
    )
    return line + (_head(edge, middle, end) if edge["arrows"] and begin is not end else "")


def _head(edge: Item, middle: Position, end: Item) -> str:
    """Return the head at the object: a bar for a denial, an open one for an intention, else a closed one."""
    angle = math.atan2(end["y"] - middle[1], end["x"] - middle[0])
    reach = float(end["size"]) + 2
    tip = (end["x"] - reach * math.cos(angle), end["y"] - reach * math.sin(angle))
    kind = edge["arrows"]["to"]["type"] if isinstance(edge["arrows"], dict) else "arrow"
    colour = edge["color"]["color"]
    if kind == "bar":
        across = angle + math.pi / 2
        dx, dy = _HEAD * math.cos(across), _HEAD * math.sin(across)
        ends = f"M{tip[0] - dx:.1f} {tip[1] - dy:.1f} L{tip[0] + dx:.1f} {tip[1] + dy:.1f}"
        return f'<path d="{ends}" stroke="{colour}" stroke-width="3" fill="none"/>'
    wings = [
        (tip[0] - _HEAD * 1.4 * math.cos(angle + turn), tip[1] - _HEAD * 1.4 * math.sin(angle + turn))
        for turn in (0.4, -0.4)
    ]
    points = f"M{wings[0][0]:.1f} {wings[0][1]:.1f} L{tip[0]:.1f} {tip[1]:.1f} L{wings[1][0]:.1f} {wings[1][1]:.1f}"
    if kind == "vee":
        return f'<path d="{points}" stroke="{colour}" stroke-width="2" fill="none"/>'
    return f'<path d="{points} Z" fill="{colour}"/>'


def _node(node: Item) -> str:
    x, y, size = node["x"], node["y"], float(node["size"])
    colour, border, wide = node["color"]["background"], node["color"]["border"], node["borderWidth"]
    style = f'fill="{colour}" stroke="{border}" stroke-width="{wide}"'
    if node["shapeProperties"]["borderDashes"]:
        style += ' stroke-dasharray="4 3"'
    if node["shape"] == "dot":
        shape = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" {style}>'
        closing = "</circle>"
    else:
        points = " ".join(f"{x + dx * size:.1f},{y + dy * size:.1f}" for dx, dy in _CORNERS[node["shape"]])
        shape, closing = f'<polygon points="{points}" {style}>', "</polygon>"
    name = f"<title>{html.escape(node['title'])}</title>"
    return shape + name + closing


def _name(label: str, box: Box, colour: str) -> str:
    """Return a name in its box, its lines below each other; what passes behind it does not shine through."""
    lines = [line for line in label.split("\n") if line]
    x, _ = box.middle
    step = box.size * LINE
    spans = "".join(
        f'<tspan x="{x:.1f}" dy="{box.size if rank == 0 else step:.1f}">{html.escape(line)}</tspan>'
        for rank, line in enumerate(lines)
    )
    return (
        f'<text x="{x:.1f}" y="{box.top:.1f}" font-size="{box.size}" text-anchor="middle" fill="{colour}" '
        f'stroke="#ffffff" stroke-width="4" paint-order="stroke">{spans}</text>'
    )


def _star() -> list[Position]:
    radii = [1.0 if corner % 2 == 0 else 0.45 for corner in range(10)]
    return [(r * math.sin(corner * math.pi / 5), -r * math.cos(corner * math.pi / 5)) for corner, r in enumerate(radii)]


_CORNERS: dict[str, list[Position]] = {
    "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    "diamond": [(0, -1), (1, 0), (0, 1), (-1, 0)],
    "triangle": [(0, -1), (1, 0.75), (-1, 0.75)],
    "triangleDown": [(0, 1), (1, -0.75), (-1, -0.75)],
    "hexagon": [(math.cos(i * math.pi / 3), math.sin(i * math.pi / 3)) for i in range(6)],
    "star": _star(),
}
