"""Parts of a network: around a start, of a document or a region, filtered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import networkx as nx

from graph.model import Iri
from graph.network.build import relation_key
from graph.network.model import JOIN, REGISTER, Relation, neighbours, relations, sources, things


@dataclass(frozen=True, slots=True)
class Filter:
    """What may be in view; None lets everything through."""

    kinds: frozenset[str] | None = None
    predicates: frozenset[Iri] | None = None
    modalities: frozenset[str] | None = None
    """`REGISTER` among them for what the register says."""
    documents: frozenset[Iri] | None = None
    region: Iri = ""
    """Only what the part of a document about this region says; empty for everything."""
    years: tuple[int, int] | None = None
    """First and last year in which the document was written, or the event of the register took place."""

    def kept(self, graph: nx.MultiDiGraph, relation: Relation) -> Relation | None:
        """Return a relation with the claims that pass; None when nothing of it is left."""
        if relation.modality == JOIN:
            return relation
        if self.predicates is not None and relation.predicate not in self.predicates:
            return None
        if self.modalities is not None and relation.modality not in self.modalities:
            return None
        if relation.modality == REGISTER:
            return relation if self._passes_register(relation) else None
        claims = tuple(
            claim
            for claim in relation.claims
            if (self.documents is None or claim.document in self.documents)
            and (not self.region or claim.region == self.region)
            and (self.years is None or sources(graph)[claim.document].within(self.years))
        )
        return replace(relation, claims=claims) if claims else None

    def _passes_register(self, relation: Relation) -> bool:
        """Whether a fact of the register passes: it comes from no document and is about no region."""
        if self.documents is not None or self.region:
            return False
        return self.years is None or relation.date is None or self.years[0] <= relation.date.year <= self.years[1]


def filtered(graph: nx.MultiDiGraph, chosen: Filter, *, keep: Collection[Iri] = ()) -> nx.MultiDiGraph:
    """Return the part of a network that passes a filter; the things in `keep` always do."""
    part = nx.MultiDiGraph(**graph.graph)
    part.add_nodes_from(
        (iri, data)
        for iri, data in graph.nodes(data=True)
        if chosen.kinds is None or data["thing"].kind in chosen.kinds or iri in keep
    )
    for relation in relations(graph):
        if relation.subject in part and relation.object in part:
            kept = chosen.kept(graph, relation)
            if kept is not None:
                part.add_edge(kept.subject, kept.object, key=kept.key, relation=kept)
    return part


def related(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a network without the things that nothing in it is related to."""
    return part_of(graph, {iri for iri, degree in graph.degree() if degree})


def busiest(graph: nx.MultiDiGraph, limit: int) -> nx.MultiDiGraph:
    """Return the `limit` things with the most relations and what is between them, in the same order."""
    if len(graph) <= limit:
        return graph
    ranked = sorted(graph, key=lambda iri: -graph.degree(iri))
    return part_of(graph, set(ranked[:limit]))


def ego(graph: nx.MultiDiGraph, starts: Iterable[Iri], hops: int) -> nx.MultiDiGraph:
    """Return the part of a network that is at most `hops` relations from the starts, in either direction."""
    return part_of(graph, {iri for ring in rings(graph, starts, hops) for iri in ring})


def select(  # noqa: PLR0913  (each is another thing that a visitor chooses)
    graph: nx.MultiDiGraph,
    starts: Collection[Iri],
    hops: int,
    *,
    expanded: Sequence[Iri] = (),
    kinds: Collection[str] | None = None,
    chosen: Filter | None = None,
) -> nx.MultiDiGraph:
    """Return the ego network of the starts and the neighbours of the expanded things, as far as they pass.

    What can be reached only through something that is left out, is left out as well; the starts never are.
    """
    if chosen is None:
        chosen = Filter(kinds=None if kinds is None else frozenset(kinds))
    graph = filtered(graph, chosen, keep=starts)
    inside = {iri for ring in rings(graph, starts, hops) for iri in ring}
    for iri in expanded:
        inside.update(neighbours(graph, iri) if iri in inside else ())
    return part_of(graph, inside)


def part_of(graph: nx.MultiDiGraph, inside: Collection[Iri]) -> nx.MultiDiGraph:
    """Return the part of a network between some of its nodes, in the same order.

    The views of networkx give nodes in the order of a set, which differs from run to run.
    """
    part = nx.MultiDiGraph(**graph.graph)
    part.add_nodes_from((iri, data) for iri, data in graph.nodes(data=True) if iri in inside)
    part.add_edges_from(
        (begin, end, key, data)
        for begin, end, key, data in graph.edges(keys=True, data=True)
        if begin in inside and end in inside
    )
    return part


def only(graph: nx.MultiDiGraph, keys: Collection[str]) -> nx.MultiDiGraph:
    """Return a network with some of its relations, by key, and all of its things."""
    part = nx.MultiDiGraph(**graph.graph)
    part.add_nodes_from(graph.nodes(data=True))
    part.add_edges_from(edge for edge in graph.edges(keys=True, data=True) if edge[2] in keys)
    return part


def rings(graph: nx.MultiDiGraph, starts: Iterable[Iri], hops: int) -> list[list[Iri]]:
    """Return the starts, then what is one relation away, then two, and so on."""
    found = [[iri for iri in dict.fromkeys(starts) if iri in graph]]
    seen = set(found[0])
    for _ in range(hops):
        ring = sorted({n for iri in found[-1] for n in neighbours(graph, iri)} - seen)
        seen.update(ring)
        found.append(ring)
    return found


def joined(graph: nx.MultiDiGraph, only: Collection[Iri] | None = None) -> nx.MultiDiGraph:
    """Return a network in which regions (all, or `only` some) are tied to what their part of the documents speaks of.

    A document says "the municipalities in this region" and hardly ever names the region itself. What stands in the
    part about a region falls apart into groups that are connected within; the best connected thing of each group
    that the region is not in, gets a line of modality `JOIN`, so that no start at a region misses it.
    """
    result = part_of(graph, graph)
    spoken: dict[Iri, nx.Graph] = {}
    for relation in relations(graph):
        for region in {claim.region for claim in relation.claims} - {""}:
            if region in graph and (only is None or region in only):
                spoken.setdefault(region, nx.Graph()).add_edge(relation.subject, relation.object)
    for region, part in spoken.items():
        for group in nx.connected_components(part):
            if region in group:
                continue
            hub = min(group, key=lambda iri: (-part.degree(iri), iri))
            key = relation_key(region, JOIN, hub)
            result.add_edge(region, hub, key=key, relation=Relation(key, region, "", hub, JOIN))
    return result


def hubs(graph: nx.MultiDiGraph, starts: Iterable[Iri]) -> list[Iri]:
    """Return what `joined` tied to the regions among the starts: they stand for the region, so they start as well."""
    return [
        relation.object
        for iri in starts
        if iri in graph
        for _, _, relation in graph.out_edges(iri, data="relation")
        if relation.modality == JOIN
    ]


def kinds_in(graph: nx.MultiDiGraph) -> set[str]:
    """Return the kinds of thing in a network."""
    return {thing.kind for thing in things(graph)}
