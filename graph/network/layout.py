"""Where each thing stands: what is connected near each other, and nothing that stands ever moves."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import count

import networkx as nx

from graph.model import Iri
from graph.network.model import Position, neighbours
from graph.network.select import part_of, rings

_BOX: Position = (128.0, 76.0)
"""Room that a node with its label takes."""
_GAP = 90.0
"""Room between parts that are not connected."""
_MANY_PARTS = 8
"""With more parts than this their names stand close: narrow parts then get more room."""
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_SEED = 2013
_LARGE = 150
"""A connected part with more things than this is laid out group by group: springs take time by its square."""


def arrange(  # noqa: PLR0913  (each is another thing that a visitor chooses)
    graph: nx.MultiDiGraph,
    starts: Collection[Iri],
    hops: int,
    *,
    expanded: Sequence[Iri] = (),
    first: Collection[str] = (),
    fixed: Mapping[Iri, Position] | None = None,
) -> dict[Iri, Position]:
    """Return where everything stands that `select` can return for these starts, hops and expanded things.

    Ring after ring and then expansion after expansion is added to what stands already, the kinds in `first`
    before the others: one expansion more or other kinds never move what was there, nor does anything move what
    is in `fixed`.
    """
    found = rings(graph, starts, hops)
    waves = [[iri for ring in found[:2] for iri in ring], *found[2:]]
    waves += [[iri, *neighbours(graph, iri)] for iri in expanded if iri in graph]
    inside: set[Iri] = set()
    positions: dict[Iri, Position] = dict(fixed or {})
    for wave in waves:
        early = {iri for iri in wave if iri in starts or graph.nodes[iri]["thing"].kind in first}
        for group in (early, set(wave) - early):
            inside |= group
            if not group <= positions.keys():
                positions = layout(part_of(graph, inside), positions)
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
    if len(part) > _LARGE:
        return _grouped(part, order)
    nodes = sorted(part, key=order.__getitem__)
    scale = math.sqrt(len(nodes)) * _BOX[0] * 0.55
    found = nx.spring_layout(_ordered(part, nodes), seed=_SEED, iterations=120, scale=scale, method="force")
    taken = _Places(())
    return {iri: taken.take((float(x), float(y))) for iri, (x, y) in _inside_out(found, part, order)}


def _grouped(part: nx.Graph, order: Mapping[Iri, int]) -> dict[Iri, Position]:
    """Return positions for a large connected part: each group by itself, the groups beside those they belong to."""
    groups = _groups(part, order)
    inner = [_springs(part.subgraph(group), order) for group in groups]
    radii = [max(math.hypot(x, y) for x, y in places.values()) + _BOX[0] * 0.8 for places in inner]
    member = {iri: rank for rank, group in enumerate(groups) for iri in group}
    between = nx.Graph()
    between.add_nodes_from(range(len(groups)))
    for begin, end in sorted(tuple(sorted((member[a], member[b]))) for a, b in part.edges()):
        if begin != end:
            weight = between.get_edge_data(begin, end, {"weight": 0})["weight"]
            between.add_edge(begin, end, weight=weight + 1)
    wide = 1.4 * math.sqrt(sum(r * r for r in radii))
    wanted = nx.spring_layout(between, seed=_SEED, iterations=60, scale=wide, method="force")
    middles = _discs([(float(x), float(y)) for x, y in (wanted[rank] for rank in range(len(groups)))], radii)
    return {
        iri: (round(x + middles[rank][0], 1), round(y + middles[rank][1], 1))
        for rank, places in enumerate(inner)
        for iri, (x, y) in places.items()
    }


def _groups(part: nx.Graph, order: Mapping[Iri, int]) -> list[list[Iri]]:
    """Return the groups of a large part, the largest first, none larger than springs can take."""
    nodes = sorted(part, key=order.__getitem__)
    # Numbers, not names: sets of names have another order in every process.
    numbers = {iri: rank for rank, iri in enumerate(nodes)}
    plain = nx.Graph()
    plain.add_nodes_from(range(len(nodes)))
    plain.add_edges_from(sorted(tuple(sorted((numbers[a], numbers[b]))) for a, b in part.edges()))
    found = nx.community.louvain_communities(plain, seed=_SEED)
    pieces = [sorted(group)[begin : begin + _LARGE] for group in found for begin in range(0, len(group), _LARGE)]
    pieces.sort(key=lambda piece: (-len(piece), piece[0]))
    return [[nodes[number] for number in piece] for piece in pieces]


def _springs(part: nx.Graph, order: Mapping[Iri, int]) -> dict[Iri, Position]:
    """Return positions for a group around its middle, which need not be connected."""
    nodes = sorted(part, key=order.__getitem__)
    scale = math.sqrt(len(nodes)) * _BOX[0] * 0.5
    found = nx.spring_layout(_ordered(part, nodes), seed=_SEED, iterations=50, scale=scale, method="force")
    taken = _Places(())
    return {iri: taken.take((float(x), float(y))) for iri, (x, y) in _inside_out(found, part, order)}


def _discs(wanted: Sequence[Position], radii: Sequence[float]) -> list[Position]:
    """Return where discs stand, each as near to where it wants to be as those before it leave room."""
    placed: list[Position] = []
    for rank, (x, y) in enumerate(wanted):
        for step in count():
            reach, angle = 40.0 * math.sqrt(step), step * _GOLDEN_ANGLE
            place = (x + reach * math.cos(angle), y + reach * math.sin(angle))
            if all(math.dist(place, other) >= radii[rank] + radii[n] for n, other in enumerate(placed)):
                placed.append(place)
                break
    return placed


def _grown(
    part: nx.Graph, positions: Mapping[Iri, Position], order: Mapping[Iri, int], taken: _Places
) -> dict[Iri, Position]:
    """Return positions for what is new in a connected part of which something stands."""
    unit = _BOX[0]
    fresh = sorted((iri for iri in part if iri not in positions), key=order.__getitem__)
    if len(part) > _LARGE:  # then only what the new things are tied to pulls at them
        part = part.subgraph({*fresh, *(n for iri in fresh for n in part[iri])})
    nodes = sorted(part, key=order.__getitem__)
    known = [iri for iri in nodes if iri in positions]
    middle = _mean([positions[iri] for iri in known])
    begin = {iri: (positions[iri][0] / unit, positions[iri][1] / unit) for iri in known}
    for rank, iri in enumerate(_outwards(part, fresh, known)):
        near = [(begin[n][0] * unit, begin[n][1] * unit) for n in part[iri] if n in begin]
        x, y = _mean(near) if near else middle
        away = math.atan2(y - middle[1], x - middle[0]) + 0.6 * math.sin(rank * _GOLDEN_ANGLE)
        begin[iri] = (x / unit + math.cos(away), y / unit + math.sin(away))
    found: Mapping[Iri, Position] = begin
    if len(part) <= 2 * _LARGE:
        found = nx.spring_layout(
            _ordered(part, nodes), pos=begin, fixed=known, k=1.0, iterations=40, seed=_SEED, method="force"
        )
    wanted = {iri: (found[iri][0] * unit, found[iri][1] * unit) for iri in fresh}
    return {iri: taken.take((float(x), float(y))) for iri, (x, y) in _inside_out(wanted, part, order)}


def _outwards(part: nx.Graph, fresh: Sequence[Iri], known: Sequence[Iri]) -> list[Iri]:
    """Return what is new, nearest to what stands first."""
    far = nx.multi_source_dijkstra_path_length(part, set(known)) if known else {}
    return sorted(fresh, key=lambda iri: far.get(iri, math.inf))


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
