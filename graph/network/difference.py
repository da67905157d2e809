"""Two parts of the network beside each other: what only the first has, what only the second, and what both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import networkx as nx

from graph.model import Iri
from graph.network.build import relation_key
from graph.network.model import JOIN, Relation, Thing, relations, things
from graph.vocabulary import is_kind_of, slug


@dataclass(frozen=True, slots=True)
class Difference:
    """Two parts laid over each other."""

    graph: nx.MultiDiGraph
    """What either has; things of the same kind and name are one."""
    sides: Mapping[str, str]
    """Of each node, by IRI, and each edge, by key: "a", "b" or "ab"."""
    same: Mapping[Iri, tuple[Iri, ...]]
    """The things of both parts that a node stands for."""


def overlay(
    first: nx.MultiDiGraph,
    second: nx.MultiDiGraph,
    alike: Mapping[Iri, str] | None = None,
    places: Sequence[str] = (),
) -> Difference:
    """Lay two parts over each other.

    Things are the same when they are one thing, or are both actors, or both not, and printed with the same name: each
    region has a 'stuurgroep' of its own. `alike` names things that count as the same for another reason, such as the
    two regions that are compared, by what they are then called; names of `places` are left out of names, so that 'de
    gemeenten in de regio' of the one are those of the other.
    """
    named = alike or {}
    result = nx.MultiDiGraph(**first.graph)
    sides: dict[str, str] = {}
    nodes: dict[tuple[str, str], Iri] = {}
    stands: dict[Iri, Iri] = {}
    same: dict[Iri, list[Iri]] = {}
    for side, graph in (("a", first), ("b", second)):
        for thing in things(graph):
            key = _identity(thing, named, places)
            if key not in nodes:
                nodes[key] = thing.iri
                label = named.get(thing.iri) or _without(thing.bare, places) or thing.bare
                result.add_node(thing.iri, thing=replace(thing, label=label, name=""))
            node = stands[thing.iri] = nodes[key]
            sides[node] = _both(sides.get(node, ""), side)
            if thing.iri not in same.setdefault(node, []):
                same[node].append(thing.iri)
        for relation in relations(graph):
            if relation.modality == JOIN:
                continue
            _add(
                result, sides, replace(relation, subject=stands[relation.subject], object=stands[relation.object]), side
            )
    return Difference(result, sides, {node: tuple(found) for node, found in same.items()})


def _identity(thing: Thing, named: Mapping[Iri, str], places: Sequence[str]) -> tuple[str, str]:
    """Return what two things share that are the same in a comparison."""
    if thing.iri in named:
        return "", named[thing.iri]
    if thing.kind in {"Gemeente", "Provincie", "Regio", "Persoon"}:
        return thing.kind, thing.iri
    kind = "Actor" if is_kind_of(thing.kind, "Actor") else "Concept"
    return kind, slug(_without(thing.bare, places)) or thing.iri


def _without(name: str, places: Sequence[str]) -> str:
    """Return a name without the names of places in it."""
    for place in places:
        name = name.replace(place, "…")
    return "" if name.strip(" …") == "" else name


def _add(result: nx.MultiDiGraph, sides: dict[str, str], relation: Relation, side: str) -> None:
    """Add a relation of one side, to what the other side has of it."""
    ends = [relation.subject, relation.object]
    begin, end = sorted(ends) if relation.symmetric else ends
    key = relation_key(begin, relation.predicate, end, relation.modality)
    known = result.get_edge_data(begin, end, key)
    # Two documents may share a relation as a whole, with the claims of both.
    claims = dict.fromkeys((*(known["relation"].claims if known else ()), *relation.claims))
    merged = replace(relation, key=key, subject=begin, object=end, claims=tuple(claims))
    result.add_edge(begin, end, key=key, relation=merged)
    sides[key] = _both(sides.get(key, ""), side)


def _both(known: str, side: str) -> str:
    return "".join(sorted({*known, side}))


__all__ = ["Difference", "overlay"]
