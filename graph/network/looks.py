"""How each thing and each relation is drawn: shapes and lines that tell apart without their colours."""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import networkx as nx
from pyvis.network import Network

from graph.model import Iri
from graph.network.model import JOIN, REGISTER, Position, Relation, relations, things

Item: TypeAlias = dict[str, Any]
"""A node or edge as vis-network takes it."""


@dataclass(frozen=True, slots=True)
class KindLook:
    """How a kind of thing is drawn: the shape tells it apart without the colour."""

    shape: str
    """Shape of vis-network whose label stands below it."""
    colour: str
    glyph: str
    """The character that looks most like it, for the legend."""
    size: int = 12


@dataclass(frozen=True, slots=True)
class EdgeLook:
    """How an edge is drawn."""

    colour: str
    dashes: tuple[int, ...]
    """Lengths of line and gap; empty for a closed line."""
    arrow: str
    """Shape of its head, of those that vis-network knows: intentions and denials have one of their own."""


_SQUARE, _DOT, _TRIANGLE, _DOWN, _DIAMOND, _STAR, _HEXAGON = (
    ("square", "■"), ("dot", "●"), ("triangle", "▲"), ("triangleDown", "▼"), ("diamond", "◆"), ("star", "★"),
    ("hexagon", "⬢"),
)  # fmt: skip


def _look(shape: tuple[str, str], colour: str, size: int = 12) -> KindLook:
    return KindLook(shape[0], colour, shape[1], size)


OTHER_KIND = "Ding"
# The colours are those of Okabe and Ito, which stay apart for every kind of colour-blindness.
KIND_LOOKS: dict[str, KindLook] = {
    "Regio": _look(_SQUARE, "#0072b2", 20),
    "Gemeente": _look(_DOT, "#e69f00"),
    "Provincie": _look(_DOT, "#56b4e9", 16),
    "Rijksorgaan": _look(_DOT, "#0072b2", 16),
    "Bestuursorgaan": _look(_DOT, "#009e73"),
    "Gremium": _look(_HEXAGON, "#009e73", 14),
    "Organisatie": _look(_DIAMOND, "#999999"),
    "Aanbieder": _look(_DIAMOND, "#d55e00"),
    "GecertificeerdeInstelling": _look(_DIAMOND, "#cc79a7"),
    "Financier": _look(_DIAMOND, "#f0e442"),
    "Inkooporganisatie": _look(_DIAMOND, "#56b4e9"),
    "Belangenorganisatie": _look(_DIAMOND, "#009e73"),
    "Kennisinstituut": _look(_DIAMOND, "#0072b2"),
    "Onderwijsorganisatie": _look(_DIAMOND, "#e69f00"),
    "Actorgroep": _look(_HEXAGON, "#56b4e9", 14),
    "Persoon": _look(_TRIANGLE, "#cc79a7"),
    "Rol": _look(_DOWN, "#009e73"),
    "Taak": _look(_STAR, "#d55e00"),
    "Thema": _look(_STAR, "#e69f00"),
    "Beleid": _look(_STAR, "#0072b2"),
    OTHER_KIND: _look(_SQUARE, "#999999"),
}
EDGE_LOOKS: dict[str, EdgeLook] = {
    "feitelijk": EdgeLook("#5f6b73", (), "arrow"),
    "verplicht": EdgeLook("#1b3a57", (), "arrow"),
    "mogelijk": EdgeLook("#5f6b73", (10, 6), "arrow"),
    "voorgenomen": EdgeLook("#a34700", (2, 5), "vee"),
    "ontkend": EdgeLook("#a3161f", (2, 5), "bar"),
    REGISTER: EdgeLook("#8a5a00", (12, 4, 3, 4), "arrow"),
    JOIN: EdgeLook("#7a8790", (1, 7), "arrow"),
}
SIDE_COLOURS = {"a": "#0072b2", "b": "#d55e00", "ab": "#1a1a1a"}
"""In a comparison: what only the first has, what only the second has, what both have."""
_INK = "#1a1a1a"
_CHOSEN = "#d4006a"
_HALO = {"strokeWidth": 4, "strokeColor": "#ffffff", "multi": False}
_LINE_LENGTH = 18
_MANY = 150
"""From so many nodes on, the starts get larger letters, to be read when everything is in view."""


def kind_look(kind: str) -> KindLook:
    """Return how a kind is drawn; kinds without a look of their own share one."""
    return KIND_LOOKS.get(kind, KIND_LOOKS[OTHER_KIND])


_NAMED = 12
"""Of a relation that is there more often, the legend gives the name."""


def describe(  # noqa: PLR0913  (each says another thing about the picture)
    graph: nx.MultiDiGraph,
    positions: Mapping[Iri, Position],
    *,
    starts: Collection[Iri] = (),
    unnamed: Collection[str] = (),
    language: str = "nl",
    sides: Mapping[str, str] | None = None,
) -> tuple[list[Item], list[Item]]:
    """Return the nodes and edges as vis-network takes them: plain text, fixed places, no physics.

    The relations whose names are in `unnamed` have them in their titles only. In a comparison `sides` says of each
    node (by IRI) and edge (by key) whose it is: "a", "b" or "ab"; what one side alone has, is named and coloured so.
    """
    network = Network(directed=True)
    font, growth = (72, 2.6) if len(graph) > _MANY else (20, 1.6)
    for thing in things(graph):
        look, is_start = kind_look(thing.kind), thing.iri in starts
        x, y = positions[thing.iri]
        side = sides.get(thing.iri, "ab") if sides is not None else ""
        border = SIDE_COLOURS.get(side, _INK)
        until = thing.label_in(language).removeprefix(thing.label).strip()
        network.add_node(
            thing.iri,
            label=f"{_mark(side)}{_short(thing.label)}\n{until}".rstrip("\n"),
            title=plain(f"{_mark(side)}{thing.label_in(language)} - {thing.kind_in(language)}"),
            shape=look.shape,
            size=look.size * (growth if is_start else 1),
            color={
                "background": look.colour,
                "border": border,
                "highlight": {"background": look.colour, "border": _CHOSEN},
                "hover": {"background": look.colour, "border": _CHOSEN},
            },
            borderWidth=3 if side in {"a", "b"} else 2 if is_start else 1,
            borderWidthSelected=5,
            shapeProperties={"borderDashes": [4, 3] if thing.until else False},
            font={"size": font if is_start else 14, "color": _INK, "multi": False},
            x=x,
            y=y,
            physics=False,
        )  # fmt: skip
    curves = _curves(graph)
    for relation in relations(graph):
        style, name = EDGE_LOOKS[relation.modality], relation.full_name_in(language)
        subject, target = (graph.nodes[end]["thing"] for end in (relation.subject, relation.object))
        side = sides.get(relation.key, "ab") if sides is not None else ""
        colour = SIDE_COLOURS.get(side, style.colour)
        network.add_edge(
            relation.subject,
            relation.object,
            id=relation.key,
            label="" if relation.name_in(language) in unnamed else _mark(side) + _short(name),
            title=plain(f"{_mark(side)}{subject.label} {name} {target.label}"),
            width=min(1.5 + 0.75 * max(len(relation.claims) - 1, 0), 8),
            dashes=list(style.dashes) or False,
            color={"color": colour, "highlight": _CHOSEN, "hover": _CHOSEN},
            font={"size": 11, "color": colour, **_HALO},
            smooth=curves[relation.key],
            physics=False,
            arrows=_heads(relation),
        )
    nodes: list[Item] = network.nodes
    edges: list[Item] = network.edges
    return nodes, edges


def _heads(relation: Relation) -> Item | str:
    """Return the heads of an edge: one at the object, none without a direction, a bar at both ends of a denial."""
    shape = EDGE_LOOKS[relation.modality].arrow
    head: Item = {"enabled": True, "type": shape}
    if relation.symmetric:
        return {"to": head, "from": head} if shape == "bar" else ""
    return "to" if shape == "arrow" else {"to": head}


def _mark(side: str) -> str:
    return {"a": "A: ", "b": "B: "}.get(side, "")


def frequent(graph: nx.MultiDiGraph, language: str = "nl") -> list[str]:
    """Return the names of relations that there are so many of that the names would cover the picture."""
    counts = Counter(relation.name_in(language) for relation in relations(graph))
    return sorted(name for name, number in counts.items() if number > _NAMED)


def _curves(graph: nx.MultiDiGraph) -> dict[str, Item | bool]:
    """Return for each edge how it bends: straight when alone between two nodes, else each further out."""
    between: dict[tuple[Iri, ...], list[str]] = defaultdict(list)
    for relation in relations(graph):
        between[tuple(sorted((relation.subject, relation.object)))].append(relation.key)
    curves: dict[str, Item | bool] = {}
    for keys in between.values():
        for rank, key in enumerate(keys):
            bend: Item = {"enabled": True, "type": "curvedCW", "roundness": round(0.12 + 0.14 * rank, 2)}
            curves[key] = bend if len(keys) > 1 else False
    return curves


def plain(text: str) -> str:
    """Return a text as one line, without characters that cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _short(text: str) -> str:
    """Return a text in at most two short lines."""
    lines = textwrap.wrap(plain(text), _LINE_LENGTH) or ["(zonder naam)"]
    if len(lines) <= 2:
        return "\n".join(lines)
    # Names of offices begin alike; what tells them apart stands at the end.
    last = textwrap.wrap(plain(text)[::-1], _LINE_LENGTH - 1)[0][::-1]
    return f"{lines[0]}\n…{last}"
