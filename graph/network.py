"""The graph as a network: what is related to what, a part of it, where each thing stands, how it looks."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any, TypeAlias

import networkx as nx
import pyoxigraph as ox
from pyvis.network import Network

from graph.model import Iri
from graph.regions import Inventory, label_of
from graph.vocabulary import ID, KETEN, KETEN_IRI, ORG, OWL, PREFIXES, RDF, RDFS, label, ontology

__all__ = [
    "EDGE_LOOKS", "KIND_LOOKS", "OTHER_KIND", "REGISTER", "Claim", "EdgeLook", "Item", "KindLook", "Position",
    "Relation", "Thing", "arrange", "build", "describe", "ego", "find", "frequent", "kind_look", "layout",
    "neighbours", "relations", "select", "things", "write",
]  # fmt: skip

Position: TypeAlias = tuple[float, float]
"""Pixels at zoom 1, y downwards."""
Item: TypeAlias = dict[str, Any]
"""A node or edge as vis-network takes it."""

REGISTER = "register"
"""Stands where a modality stands, for an edge that comes from the register and not from a document."""

_TOOI = "https://identifier.overheid.nl/tooi/id/"
_REGION = f"{ID}regio/2013/"
_DRAWN_MODALITIES = frozenset({"feitelijk", "mogelijk", "verplicht", "voorgenomen", "ontkend"})


@dataclass(frozen=True, slots=True)
class Thing:
    """A node: something that relations lead to or from."""

    iri: Iri
    key: str
    """Short name in addresses."""
    label: str
    kind: str
    """Local name of its most specific class."""
    until: dt.date | None = None
    """First day on which it no longer exists, where the register says so."""

    @property
    def kind_label(self) -> str:
        """Dutch name of the kind."""
        return label(KETEN_IRI + self.kind)

    @property
    def full_label(self) -> str:
        """The label, with the year in which it ceased to exist."""
        return self.label if self.until is None else f"{self.label} (tot {self.until.year})"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim behind an edge."""

    iri: Iri
    document: Iri
    status: str
    certainty: str
    passages: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge: a relation between two things, with what it rests on."""

    key: str
    """Hash of subject, predicate, object and modality."""
    subject: Iri
    predicate: Iri
    object: Iri
    modality: str
    """Key of the modality, or `REGISTER`."""
    claims: tuple[Claim, ...] = ()
    event: str = ""
    """Label of the event behind a fact of the register."""
    date: dt.date | None = None
    """Date of that event."""

    @property
    def name(self) -> str:
        """Dutch name of the relation, read from subject to object."""
        return label(self.predicate)

    @property
    def full_name(self) -> str:
        """The name with what qualifies it: a date, a modality that is not plain fact."""
        if self.date is not None:
            return f"{self.name} ({self.date.year})"
        return self.name if self.modality in {"feitelijk", REGISTER} else f"{self.name} ({self.modality})"

    @property
    def symmetric(self) -> bool:
        """Whether it has no direction."""
        return self.predicate in _symmetric()


# --------------------------------------------------------------------------------------------------- building


def build(inventory: Inventory) -> nx.MultiDiGraph:
    """Return everything that is related as one network.

    Each node is an IRI with its `Thing` as attribute ``thing``; each edge has the key of its `Relation`,
    which is its attribute ``relation``. Claims with the same subject, predicate, object and modality are one;
    claims that a person rejected give none; intentions and denials give an edge of their own, beside the fact
    if there is one.
    """
    graph = nx.MultiDiGraph()
    found = [*_claimed(inventory.store), *_succeeded(inventory.store)]
    regions, municipalities = inventory.regions, inventory.municipalities
    named = sorted(municipalities.values(), key=lambda m: (m.name, m.iri))
    others = sorted({end for r in found for end in (r.subject, r.object)})
    for iri in dict.fromkeys([*regions, *(m.iri for m in named), *others]):
        municipality = municipalities.get(iri)
        thing = Thing(
            iri=iri,
            key=_key(iri),
            label=_region_name(regions[iri].name) if iri in regions else label_of(inventory.store, iri),
            kind=_kind(inventory.store, iri),
            until=municipality.until if municipality else None,
        )
        graph.add_node(iri, thing=thing)
    for relation in found:
        graph.add_edge(relation.subject, relation.object, key=relation.key, relation=relation)
    return graph


def _region_name(name: str) -> str:
    """Return a name that does not look like that of a municipality."""
    return name if "regio" in name.casefold() else f"Regio {name}"


def write(store: ox.Store, form: str) -> bytes:
    """Return the network as a file: GraphML when `form` is "graphml", else GEXF; equal graphs give equal bytes."""
    graph = build(Inventory(store))
    plain = nx.MultiDiGraph()
    for thing in things(graph):
        plain.add_node(thing.iri, label=_plain(thing.full_label), soort=thing.kind)
    for relation in relations(graph):
        plain.add_edge(
            relation.subject,
            relation.object,
            key=relation.key,
            label=_plain(relation.full_name),
            relatie=relation.predicate,
            modaliteit=relation.modality,
            beweringen=len(relation.claims),
            documenten=" ".join(sorted({claim.document for claim in relation.claims})),
            datum=relation.date.isoformat() if relation.date else "",
        )
    lines = nx.generate_graphml(plain) if form == "graphml" else nx.generate_gexf(plain)
    text = re.sub(r' lastmodifieddate="[^"]*"', "", "\n".join(lines), count=1)
    return f"{text}\n".encode()


def _claimed(store: ox.Store) -> list[Relation]:
    """Return the relations that documents state."""
    query = """
        SELECT ?claim ?subject ?predicate ?object ?modality ?status ?certainty ?document ?passage WHERE {
            ?claim a keten:Bewering ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
                   keten:modaliteit ?modality ; prov:wasDerivedFrom ?document .
            OPTIONAL { ?claim keten:status ?status }
            OPTIONAL { ?claim keten:zekerheid ?certainty }
            OPTIONAL { ?claim keten:passage ?passage }
            FILTER(isIRI(?object)) }
        ORDER BY ?claim ?passage"""
    ends: dict[Iri, tuple[Iri, Iri, Iri, str]] = {}
    facts: dict[Iri, tuple[Iri, str, str]] = {}
    passages: dict[Iri, list[Iri]] = defaultdict(list)
    for row in _rows(store, query):
        claim, modality, status = row["claim"], _local(row["modality"]), _local(row["status"])
        if status == "afgewezen" or modality not in _DRAWN_MODALITIES:
            continue
        ends[claim] = (row["subject"], row["predicate"], row["object"], modality)
        facts[claim] = (row["document"], status, row["certainty"])
        passages[claim] += [row["passage"]] if row["passage"] else []
    grouped: dict[str, list[Claim]] = defaultdict(list)
    relation_ends: dict[str, tuple[Iri, Iri, Iri, str]] = {}
    for claim, (subject, predicate, target, modality) in ends.items():
        pair = sorted((subject, target)) if predicate in _symmetric() else [subject, target]
        key = _hash(pair[0], predicate, pair[1], modality)
        relation_ends[key] = (pair[0], predicate, pair[1], modality)
        grouped[key].append(Claim(claim, *facts[claim], tuple(dict.fromkeys(passages[claim]))))
    return [
        Relation(key, *relation_ends[key], claims=tuple(grouped[key]))
        for key in sorted(relation_ends, key=lambda k: relation_ends[k])
    ]


def _succeeded(store: ox.Store) -> list[Relation]:
    """Return which municipality was succeeded by which, with the event that did it."""
    query = f"""
        SELECT ?subject ?object ?date ?event WHERE {{
            ?subject keten:opgevolgdDoor ?object .
            OPTIONAL {{ ?change a <{ORG.ChangeEvent}> ; <{ORG.originalOrganization}> ?subject ;
                                <{ORG.resultingOrganization}> ?object ; dct:date ?date ; rdfs:label ?event
                       FILTER(lang(?event) = "nl") }} }}
        ORDER BY ?subject ?object ?date"""
    predicate = str(KETEN.opgevolgdDoor)
    found: dict[str, Relation] = {}
    for row in _rows(store, query):
        key = _hash(row["subject"], predicate, row["object"], REGISTER)
        date = dt.date.fromisoformat(row["date"]) if row["date"] else None
        found[key] = Relation(key, row["subject"], predicate, row["object"], REGISTER, event=row["event"], date=date)
    return list(found.values())


def _rows(store: ox.Store, query: str) -> Iterator[dict[str, str]]:
    names = ("keten", "rdf", "rdfs", "prov", "dct")
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in names)
    solutions = store.query(prefixes + query, use_default_graph_as_union=True)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError(query)
    variables = [v.value for v in solutions.variables]
    for solution in solutions:
        yield {name: "" if solution[name] is None else solution[name].value for name in variables}


def _kind(store: ox.Store, iri: Iri) -> str:
    """Return the local name of the most specific own class of a thing."""
    pattern = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(str(RDF.type)), None)
    types = {q.object.value for q in pattern if isinstance(q.object, ox.NamedNode)}
    own = sorted(t for t in types if t.startswith(KETEN_IRI))
    wider = {w for t in own if t in _classes() for w in nx.descendants(_classes(), t)}
    return next((_local(t) for t in own if t not in wider), OTHER_KIND)


@cache
def _classes() -> nx.DiGraph:
    """Return the classes of the ontology, with an arrow from each to those that are wider."""
    return nx.DiGraph((str(n), str(w)) for n, w in ontology().subject_objects(RDFS.subClassOf))


@cache
def _symmetric() -> frozenset[Iri]:
    return frozenset(str(p) for p in ontology().subjects(RDF.type, OWL.SymmetricProperty))


def _key(iri: Iri) -> str:
    if iri.startswith(_REGION):
        return iri.removeprefix(_REGION)
    return iri.removeprefix(f"{_TOOI}gemeente/").removeprefix(ID)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


# ------------------------------------------------------------------------------------------------ parts of it


def things(graph: nx.MultiDiGraph) -> list[Thing]:
    """Return the things of a network, in its order."""
    return [thing for _, thing in graph.nodes(data="thing")]


def relations(graph: nx.MultiDiGraph) -> list[Relation]:
    """Return the relations of a network, in its order."""
    return [relation for _, _, relation in graph.edges(data="relation")]


def find(graph: nx.MultiDiGraph, key: str) -> Thing | None:
    """Return the thing with this IRI or short name, or None."""
    for iri in (key, f"{_REGION}{key}", f"{_TOOI}gemeente/{key.casefold()}", f"{ID}{key}"):
        if key and iri in graph:
            thing: Thing = graph.nodes[iri]["thing"]
            return thing
    return None


def neighbours(graph: nx.MultiDiGraph, iri: Iri) -> list[Iri]:
    """Return what a thing is related to, in either direction."""
    return sorted({*graph.successors(iri), *graph.predecessors(iri)} - {iri}) if iri in graph else []


def ego(graph: nx.MultiDiGraph, starts: Iterable[Iri], hops: int) -> nx.MultiDiGraph:
    """Return the part of a network that is at most `hops` relations from the starts, in either direction."""
    return _part(graph, {iri for ring in _rings(graph, starts, hops) for iri in ring})


def select(
    graph: nx.MultiDiGraph,
    starts: Collection[Iri],
    hops: int,
    *,
    expanded: Sequence[Iri] = (),
    kinds: Collection[str] | None = None,
) -> nx.MultiDiGraph:
    """Return the ego network of the starts and the neighbours of the expanded things, of the kinds asked for.

    What can be reached only through a kind that is left out, is left out as well; the starts never are.
    """
    if kinds is not None:
        graph = _part(graph, {t.iri for t in things(graph) if t.kind in kinds or t.iri in starts})
    inside = {iri for ring in _rings(graph, starts, hops) for iri in ring}
    for iri in expanded:
        inside.update(neighbours(graph, iri) if iri in inside else ())
    return _part(graph, inside)


def _part(graph: nx.MultiDiGraph, inside: Collection[Iri]) -> nx.MultiDiGraph:
    """Return the part of a network between some of its nodes, in the same order.

    The views of networkx give nodes in the order of a set, which differs from run to run.
    """
    part = nx.MultiDiGraph()
    part.add_nodes_from((iri, data) for iri, data in graph.nodes(data=True) if iri in inside)
    part.add_edges_from(
        (begin, end, key, data)
        for begin, end, key, data in graph.edges(keys=True, data=True)
        if begin in inside and end in inside
    )
    return part


def _rings(graph: nx.MultiDiGraph, starts: Iterable[Iri], hops: int) -> list[list[Iri]]:
    """Return the starts, then what is one relation away, then two, and so on."""
    rings = [[iri for iri in dict.fromkeys(starts) if iri in graph]]
    seen = set(rings[0])
    for _ in range(hops):
        ring = sorted({n for iri in rings[-1] for n in neighbours(graph, iri)} - seen)
        seen.update(ring)
        rings.append(ring)
    return rings


# ------------------------------------------------------------------------------------------ where each stands

_BOX: Position = (128.0, 76.0)
"""Room that a node with its label takes."""
_GAP = 90.0
"""Room between parts that are not connected."""
_MANY_PARTS = 8
"""With more parts than this their names stand close: narrow parts then get more room."""
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_SEED = 2013


def arrange(
    graph: nx.MultiDiGraph,
    starts: Collection[Iri],
    hops: int,
    *,
    expanded: Sequence[Iri] = (),
    first: Collection[str] = (),
) -> dict[Iri, Position]:
    """Return where everything stands that `select` can return for these starts, hops and expanded things.

    Ring after ring and then expansion after expansion is added to what stands already, the kinds in `first`
    before the others: one expansion more or other kinds never move what was there.
    """
    rings = _rings(graph, starts, hops)
    waves = [[iri for ring in rings[:2] for iri in ring], *rings[2:]]
    waves += [[iri, *neighbours(graph, iri)] for iri in expanded if iri in graph]
    inside: set[Iri] = set()
    positions: dict[Iri, Position] = {}
    for wave in waves:
        early = {iri for iri in wave if iri in starts or graph.nodes[iri]["thing"].kind in first}
        for group in (early, set(wave) - early):
            if not group <= inside:
                inside |= group
                positions = layout(_part(graph, inside), positions)
    return positions


def layout(graph: nx.MultiDiGraph, fixed: Mapping[Iri, Position] | None = None) -> dict[Iri, Position]:
    """Return where each node stands: what is connected near each other, no two on top of each other.

    The same graph gives the same positions. What is in `fixed` stays exactly where it is, and its places are
    not given away, also when it is not in the graph.
    """
    positions = dict(fixed or {})
    taken = _Places(positions.values())
    plain = nx.Graph(graph)  # the spring layout takes an arrow for a one-way pull
    order = {iri: rank for rank, iri in enumerate(graph)}
    parts = [sorted(part, key=order.__getitem__) for part in nx.connected_components(plain)]
    islands: list[dict[Iri, Position]] = []
    for part in sorted(parts, key=lambda nodes: order[nodes[0]]):
        known = [iri for iri in part if iri in positions]
        if not known:
            islands.append(_island(plain.subgraph(part), order))
        elif len(known) < len(part):
            positions |= _grown(plain.subgraph(part), positions, order, taken)
    left = max((x for x, _ in positions.values()), default=None)
    top = min((y for _, y in positions.values()), default=0.0)
    corner = (0.0, 0.0) if left is None else (left + _BOX[0] + _GAP, top)
    return positions | _packed(islands, corner)


def _island(part: nx.Graph, order: Mapping[Iri, int]) -> dict[Iri, Position]:
    """Return positions for a connected part of which nothing stands yet."""
    nodes = sorted(part, key=order.__getitem__)
    scale = math.sqrt(len(nodes)) * _BOX[0] * 0.55
    found = nx.spring_layout(_ordered(part, nodes), seed=_SEED, iterations=120, scale=scale, method="force")
    taken = _Places(())
    return {iri: taken.take((float(x), float(y))) for iri, (x, y) in _inside_out(found, part, order)}


def _grown(
    part: nx.Graph, positions: Mapping[Iri, Position], order: Mapping[Iri, int], taken: _Places
) -> dict[Iri, Position]:
    """Return positions for what is new in a connected part of which something stands."""
    unit = _BOX[0]
    nodes = sorted(part, key=order.__getitem__)
    known = [iri for iri in nodes if iri in positions]
    middle = _mean([positions[iri] for iri in known])
    begin = {iri: (positions[iri][0] / unit, positions[iri][1] / unit) for iri in known}
    for rank, iri in enumerate(n for n in nodes if n not in positions):
        near = [positions[n] for n in part[iri] if n in positions]
        x, y = _mean(near) if near else middle
        away = math.atan2(y - middle[1], x - middle[0]) + 0.6 * math.sin(rank * _GOLDEN_ANGLE)
        begin[iri] = (x / unit + math.cos(away), y / unit + math.sin(away))
    found = nx.spring_layout(
        _ordered(part, nodes), pos=begin, fixed=known, k=1.0, iterations=40, seed=_SEED, method="force"
    )
    fresh = {iri: (x * unit, y * unit) for iri, (x, y) in found.items() if iri not in positions}
    return {iri: taken.take((float(x), float(y))) for iri, (x, y) in _inside_out(fresh, part, order)}


def _inside_out(found: Mapping[Iri, Position], part: nx.Graph, order: Mapping[Iri, int]) -> list[tuple[Iri, Position]]:
    """Return the most connected first, so that hubs get the place they want."""
    return sorted(found.items(), key=lambda pair: (-part.degree(pair[0]), order[pair[0]]))


def _ordered(part: nx.Graph, nodes: Sequence[Iri]) -> nx.Graph:
    """Return the same graph with its nodes in a fixed order, on which the spring layout's result depends."""
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(sorted(tuple(sorted(edge)) for edge in part.edges()))
    return graph


def _packed(islands: Sequence[Mapping[Iri, Position]], corner: Position) -> dict[Iri, Position]:
    """Return unconnected parts beside each other in rows, in their order, from a corner on."""
    boxes = [_bounds(island, 4.0 * _BOX[0] if len(islands) > _MANY_PARTS else 0.0) for island in islands]
    area = sum((right - left + _GAP) * (bottom - top + _GAP) for left, top, right, bottom in boxes)
    width = 1.15 * math.sqrt(area)
    placed: dict[Iri, Position] = {}
    x, y, height = corner[0], corner[1], 0.0
    for island, (left, top, right, bottom) in zip(islands, boxes, strict=True):
        if x > corner[0] and x + right - left > corner[0] + width:
            x, y, height = corner[0], y + height + _GAP, 0.0
        for iri, (old_x, old_y) in island.items():
            placed[iri] = (round(old_x - left + x, 1), round(old_y - top + y, 1))
        x, height = x + right - left + _GAP, max(height, bottom - top)
    return placed


def _bounds(island: Mapping[Iri, Position], at_least: float) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a part, widened where it is narrower than `at_least`."""
    horizontal, vertical = [x for x, _ in island.values()], [y for _, y in island.values()]
    left, right = min(horizontal) - _BOX[0] / 2, max(horizontal) + _BOX[0] / 2
    extra = max(at_least - (right - left), 0.0) / 2
    return left - extra, min(vertical) - _BOX[1] / 2, right + extra, max(vertical) + _BOX[1] / 2


def _mean(points: Sequence[Position]) -> Position:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


class _Places:
    """The places that are taken; gives the free one nearest to where a node wants to stand."""

    def __init__(self, taken: Iterable[Position]) -> None:
        self._cells: dict[tuple[int, int], list[Position]] = defaultdict(list)
        for place in taken:
            self._cells[self._cell(place)].append(place)

    def take(self, wanted: Position) -> Position:
        for step in count():
            radius, angle = 12.0 * math.sqrt(step), step * _GOLDEN_ANGLE
            place = (
                round(wanted[0] + radius * math.cos(angle), 1),
                round(wanted[1] + radius * math.sin(angle), 1),
            )
            if self._is_free(place):
                self._cells[self._cell(place)].append(place)
                return place
        raise AssertionError  # the plane has no end

    def _is_free(self, place: Position) -> bool:
        column, row = self._cell(place)
        return not any(
            abs(place[0] - x) < _BOX[0] and abs(place[1] - y) < _BOX[1]
            for c in (column - 1, column, column + 1)
            for r in (row - 1, row, row + 1)
            for x, y in self._cells.get((c, r), ())
        )

    @staticmethod
    def _cell(place: Position) -> tuple[int, int]:
        return math.floor(place[0] / _BOX[0]), math.floor(place[1] / _BOX[1])


# --------------------------------------------------------------------------------------------- how each looks


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
    explanation: str
    """Dutch, for the legend."""


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
    "feitelijk": EdgeLook("#5f6b73", (), "staat in een document"),
    "verplicht": EdgeLook("#1b3a57", (), "moet volgens een document"),
    "mogelijk": EdgeLook("#5f6b73", (10, 6), "kan volgens een document"),
    "voorgenomen": EdgeLook("#c0272d", (2, 5), "is een voornemen"),
    "ontkend": EdgeLook("#c0272d", (2, 5), "wordt ontkend"),
    REGISTER: EdgeLook("#8a5a00", (12, 4, 3, 4), "staat in het register"),
}
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


def describe(
    graph: nx.MultiDiGraph,
    positions: Mapping[Iri, Position],
    *,
    starts: Collection[Iri] = (),
    unnamed: Collection[str] = (),
) -> tuple[list[Item], list[Item]]:
    """Return the nodes and edges as vis-network takes them: plain text, fixed places, no physics.

    The relations whose names are in `unnamed` have them in their titles only.
    """
    network = Network(directed=True)
    font, growth = (72, 2.6) if len(graph) > _MANY else (20, 1.6)
    for thing in things(graph):
        look, is_start = kind_look(thing.kind), thing.iri in starts
        x, y = positions[thing.iri]
        network.add_node(
            thing.iri,
            label=_short(thing.label) + (f"\n(tot {thing.until.year})" if thing.until else ""),
            title=_plain(f"{thing.full_label} - {thing.kind_label}"),
            shape=look.shape,
            size=look.size * (growth if is_start else 1),
            color={
                "background": look.colour,
                "border": _INK,
                "highlight": {"background": look.colour, "border": _CHOSEN},
                "hover": {"background": look.colour, "border": _CHOSEN},
            },
            borderWidth=2 if is_start else 1,
            borderWidthSelected=5,
            shapeProperties={"borderDashes": [4, 3] if thing.until else False},
            font={"size": font if is_start else 14, "color": _INK, "multi": False},
            x=x,
            y=y,
            physics=False,
        )  # fmt: skip
    curves = _curves(graph)
    for relation in relations(graph):
        style = EDGE_LOOKS[relation.modality]
        subject, target = (graph.nodes[end]["thing"] for end in (relation.subject, relation.object))
        network.add_edge(
            relation.subject,
            relation.object,
            id=relation.key,
            label="" if relation.name in unnamed else _short(relation.full_name),
            title=_plain(f"{subject.label} {relation.full_name} {target.label}"),
            width=min(1.5 + 0.75 * max(len(relation.claims) - 1, 0), 8),
            dashes=list(style.dashes) or False,
            color={"color": style.colour, "highlight": _CHOSEN, "hover": _CHOSEN},
            font={"size": 11, "color": style.colour, **_HALO},
            smooth=curves[relation.key],
            physics=False,
            **({"arrows": ""} if relation.symmetric else {}),
        )
    nodes: list[Item] = network.nodes
    edges: list[Item] = network.edges
    return nodes, edges


def frequent(graph: nx.MultiDiGraph) -> list[str]:
    """Return the names of relations that there are so many of that the names would cover the picture."""
    counts = Counter(relation.name for relation in relations(graph))
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


def _plain(text: str) -> str:
    """Return a text as one line, without characters that cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _short(text: str) -> str:
    """Return a text in at most two short lines."""
    lines = textwrap.wrap(_plain(text), _LINE_LENGTH, max_lines=2, placeholder="…") or ["(zonder naam)"]
    return "\n".join(lines)
