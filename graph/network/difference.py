"""Two parts of the network beside each other: what only the first has, what only the second, and what both."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
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
    """What either has; things that are the same are one."""
    sides: Mapping[str, str]
    """Of each node, by IRI, and each edge, by key: "a", "b" or "ab"."""
    same: Mapping[Iri, tuple[Iri, ...]]
    """The things of both parts that a node stands for."""
    grounds: Mapping[Iri, str]
    """Why a node of both parts is one: `ITSELF`, `LINKED`, `GIVEN` or `NAMED`, from certain to likely."""


ITSELF, LINKED, GIVEN, NAMED = "zelf", "verband", "gegeven", "naam"
"""It is one thing in the graph; the graph says that the two are the same; the caller does; they are printed alike."""


def overlay(
    first: nx.MultiDiGraph,
    second: nx.MultiDiGraph,
    alike: Mapping[Iri, str] | None = None,
    places: Sequence[str] = (),
) -> Difference:
    """Lay two parts over each other.

    Things are the same when they are one thing; else when the graph says so; and only then when both are actors, or
    both not, and printed with the same name: each region has a 'stuurgroep' of its own. A name that several things
    of a part have, is only taken for that of the region which the other part speaks of; else it decides nothing.
    `alike` names things that count as the same for another reason, such as the two regions that are compared, by
    what they are then called; names of `places` are left out of names, so that 'de gemeenten in de regio' of the one
    are those of the other.
    """
    named = alike or {}
    result = nx.MultiDiGraph(**first.graph)
    sides: dict[str, str] = {}
    same: dict[Iri, list[Iri]] = {}
    pairs = _pairs(first, second, named, places)
    grounds = dict(pairs.values())
    for side, graph in (("a", first), ("b", second)):
        stands = {t.iri: pairs[t.iri][0] if side == "b" and t.iri in pairs else t.iri for t in things(graph)}
        for thing in things(graph):
            node = stands[thing.iri]
            if node not in result:
                # Of several regions in one picture each keeps what tells its things apart.
                bare = _without(thing.bare, places) or thing.bare
                label = named.get(thing.iri) or (bare if places or grounds.get(node) == NAMED else thing.label)
                result.add_node(node, thing=replace(thing, label=label, name=""))
            sides[node] = _both(sides.get(node, ""), side)
            if thing.iri not in same.setdefault(node, []):
                same[node].append(thing.iri)
        for relation in relations(graph):
            if relation.modality == JOIN:
                continue
            _add(
                result, sides, replace(relation, subject=stands[relation.subject], object=stands[relation.object]), side
            )
    return Difference(result, sides, {node: tuple(found) for node, found in same.items()}, grounds)


def _pairs(
    first: nx.MultiDiGraph, second: nx.MultiDiGraph, named: Mapping[Iri, str], places: Sequence[str]
) -> dict[Iri, tuple[Iri, str]]:
    """Return of the second part's things which of the first they are, and why."""
    pairs = {iri: (iri, ITSELF) for iri in second if iri in first}
    links: Mapping[Iri, Iri] = first.graph.get("links", {})
    regions = [_regions(graph) for graph in (first, second)]
    steps: tuple[tuple[str, Callable[[Thing], Hashable]], ...] = (
        (LINKED, lambda thing: links.get(thing.iri)),
        (GIVEN, lambda thing: named.get(thing.iri)),
        (NAMED, lambda thing: _identity(thing, places)),
    )
    for why, key in steps:
        taken = {mine for mine, _ in pairs.values()}
        ours = _by(key, (t for t in things(first) if t.iri not in taken))
        theirs = _by(key, (t for t in things(second) if t.iri not in pairs))
        for shared in ours.keys() & theirs.keys():
            left, right = _of_one_region(ours[shared], theirs[shared], regions) if why == NAMED else (
                ours[shared], theirs[shared],
            )  # fmt: skip
            if len(left) == len(right) == 1:
                pairs[right[0]] = (left[0], why)
    return pairs


def _by(key: Callable[[Thing], Hashable], found: Iterable[Thing]) -> dict[Hashable, list[Iri]]:
    grouped: dict[Hashable, list[Iri]] = {}
    for thing in found:
        value = key(thing)
        if value is not None:
            grouped.setdefault(value, []).append(thing.iri)
    return grouped


def _regions(graph: nx.MultiDiGraph) -> dict[Iri, set[Iri]]:
    """Return of each thing the regions that what is said of it is about."""
    found: dict[Iri, set[Iri]] = {}
    for relation in relations(graph):
        for end in (relation.subject, relation.object):
            found.setdefault(end, set()).update(claim.region for claim in relation.claims if claim.region)
    return found


def _of_one_region(
    ours: list[Iri], theirs: list[Iri], regions: Sequence[Mapping[Iri, set[Iri]]]
) -> tuple[list[Iri], list[Iri]]:
    """Return of things with one name those of a region that both parts speak of, where one side has several."""
    if len(ours) == len(theirs) == 1:
        return ours, theirs
    where = [
        {r for iri in side for r in found.get(iri, ())} for side, found in zip((ours, theirs), regions, strict=True)
    ]
    shared = where[0] & where[1]
    left, right = (
        [iri for iri in side if found.get(iri, set()) & shared]
        for side, found in zip((ours, theirs), regions, strict=True)
    )
    return left, right


def _identity(thing: Thing, places: Sequence[str]) -> tuple[str, str]:
    """Return what two things share that are printed alike."""
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


__all__ = ["GIVEN", "ITSELF", "LINKED", "NAMED", "Difference", "overlay"]
