"""The answer to a query as a network: its rows as lines between things."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import networkx as nx
import pyoxigraph as ox

from graph.model import Iri
from graph.network.build import kind_of, relation_key
from graph.network.model import Relation, Thing

__all__ = ["of_lines"]


def of_lines(store: ox.Store, lines: Iterable[tuple[Iri, Iri, Iri]], name: Callable[[Iri], str]) -> nx.MultiDiGraph:
    """Return lines (subject, predicate, object) as a network, as `build` gives one.

    Parameters
    ----------
    name
        Gives what a person reads for an IRI.
    """
    graph = nx.MultiDiGraph(sources={})
    for subject, predicate, target in lines:
        for iri in (subject, target):
            if iri not in graph:
                graph.add_node(iri, thing=Thing(iri=iri, key=iri, label=name(iri), kind=kind_of(store, iri)))
        key = relation_key(subject, predicate, target)
        relation = Relation(key=key, subject=subject, predicate=predicate, object=target, modality="feitelijk")
        graph.add_edge(subject, target, key=key, relation=relation)
    return graph
