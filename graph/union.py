"""The union of all named graphs as rdflib's libraries see it, read straight from Oxigraph without a copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from graph.store import dataset

_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Union(Dataset):
    """A read-only rdflib dataset in which each triple stands once, whichever named graphs hold it.

    pySHACL looks up every focus node by itself, some 80,000 times for our graph. rdflib makes new terms for each triple
    it finds, and a graph for each graph name; here each term is made once, and a graph never. pySHACL also asks for
    the size once for each result, for which rdflib's store counts all triples anew.
    """

    def __init__(self, store: ox.Store) -> None:
        super().__init__(store=dataset(store).store, default_union=True)
        self._quads = store.quads_for_pattern
        self._size = len(store)
        self._nodes: dict[_Term, Node] = {}
        self._terms: dict[Node, _Term] = {}

    def __len__(self) -> int:
        return self._size

    def triples(  # type: ignore[override]  # rdflib's also takes a path, which SHACL's engine follows itself
        self,
        triple: tuple[Node | None, Node | None, Node | None],
        context: Graph | None = None,  # noqa: ARG002  rdflib's own signature; this is the union
    ) -> Iterator[tuple[Node, Node, Node]]:
        """Yield the triples of a pattern, in which None stands for anything."""
        try:
            pattern: Any = [None if node is None else self._term(node) for node in triple]
            quads = self._quads(*pattern)
        except (TypeError, ValueError):
            return  # what is no term, or a literal as subject, stands in no triple
        subject, predicate, value = triple
        node = self._node
        if subject is not None and predicate is not None:  # nearly every question of pySHACL is of this form
            for term in {q.object for q in quads}:
                yield subject, predicate, node(term)
        elif predicate is not None and value is not None:
            for term in {q.subject for q in quads}:
                yield node(term), predicate, value
        else:
            for s, p, o in {(q.subject, q.predicate, q.object) for q in quads}:
                yield node(s), node(p), node(o)

    def _term(self, node: Node) -> _Term:
        term = self._terms.get(node)
        if term is None:
            term = self._terms[node] = _oxigraph_term(node)
        return term

    def _node(self, term: _Term) -> Node:
        node = self._nodes.get(term)
        if node is None:
            node = self._nodes[term] = _rdflib_node(term)
        return node


def _oxigraph_term(node: Node) -> _Term:
    match node:
        case URIRef():
            return ox.NamedNode(str(node))
        case BNode():
            return ox.BlankNode(str(node))
        case Literal(language=str(language)):
            return ox.Literal(str(node), language=language)
        case Literal():
            return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)
    raise TypeError(node)


def _rdflib_node(term: _Term) -> Node:
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal(language=str(language)):
            return Literal(term.value, lang=language)
        case ox.Literal():
            return Literal(term.value, datatype=URIRef(term.datatype.value))
    raise TypeError(term)  # a triple as a term: RDF 1.2, of which SHACL does not speak yet
