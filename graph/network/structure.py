"""What a network shows as a whole: ways from one thing to another, who connects, who stands alone, which groups.

The documents are not the world: these figures describe what was read, and say nothing of what was not written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from graph.model import Iri
from graph.network.model import JOIN, Relation, relations

_SEED = 2013
_SAMPLE = 250
"""From so many things on, betweenness is estimated from this many beginnings."""


@dataclass(frozen=True, slots=True)
class Broker:
    """A thing that lies between others."""

    iri: Iri
    share: float
    """Of all pairs of other things that are connected, how often it lies on a shortest way between them; 0 to 1."""
    cuts: bool
    """Whether the network falls apart without it."""


def ways(graph: nx.MultiDiGraph, begin: Iri, end: Iri, limit: int = 5) -> list[list[list[Relation]]]:
    """Return the shortest ways between two things, in either direction of each relation.

    A way is a list of steps; a step is every relation between its two things. Denials are no way, nor are the lines
    that no document draws. No way gives an empty list.
    """
    plain: nx.Graph = nx.Graph()
    between: dict[frozenset[Iri], list[Relation]] = {}
    for relation in sorted(relations(graph), key=lambda r: r.key):
        if relation.modality not in {"ontkend", JOIN} and relation.subject != relation.object:
            plain.add_edge(relation.subject, relation.object)
            between.setdefault(frozenset((relation.subject, relation.object)), []).append(relation)
    if begin not in plain or end not in plain or begin == end or not nx.has_path(plain, begin, end):
        return []
    found = islice(nx.all_shortest_paths(plain, begin, end), 200)
    ranked = sorted(found, key=lambda way: (-sum(len(between[frozenset(step)]) for step in pairwise(way)), way))
    return [[between[frozenset(step)] for step in pairwise(way)] for way in ranked[:limit]]


def brokers(graph: nx.MultiDiGraph, limit: int = 10) -> list[Broker]:
    """Return the things that most often lie on the shortest way between two others, most first."""
    plain = _numbered(graph)
    names = list(graph)
    size = len(plain)
    shares = nx.betweenness_centrality(plain, k=None if size <= _SAMPLE else _SAMPLE, seed=_SEED)
    cuts = set(nx.articulation_points(plain))
    ranked = sorted(shares, key=lambda number: (-shares[number], number))
    return [Broker(names[n], shares[n], n in cuts) for n in ranked[:limit] if shares[n] > 0]


def alone(graph: nx.MultiDiGraph) -> list[Iri]:
    """Return the things that nothing in the network is related to, in its order."""
    return [iri for iri in graph if not set(graph.successors(iri)) | set(graph.predecessors(iri)) - {iri}]


def groups(graph: nx.MultiDiGraph) -> list[list[Iri]]:
    """Return groups that are related more within than without (Louvain), the largest first, each in its own order.

    Things that stand alone are no group.
    """
    names = list(graph)
    found = nx.community.louvain_communities(_numbered(graph), seed=_SEED)
    ranked = sorted((sorted(group) for group in found if len(group) > 1), key=lambda group: (-len(group), group[0]))
    return [sorted((names[n] for n in group), key=lambda iri: (-graph.degree(iri), iri)) for group in ranked]


def _numbered(graph: nx.MultiDiGraph) -> nx.Graph:
    """Return the same network without directions, with numbers for names: their order is the same in every process."""
    numbers = {iri: rank for rank, iri in enumerate(graph)}
    plain = nx.Graph()
    plain.add_nodes_from(numbers.values())
    ends = {tuple(sorted((numbers[r.subject], numbers[r.object]))) for r in relations(graph) if r.modality != JOIN}
    plain.add_edges_from(sorted(pair for pair in ends if pair[0] != pair[1]))
    return plain
