"""Labels, passages and documents of the things that results are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeGuard

import pyoxigraph as ox

from graph.findings import Place
from graph.vocabulary import ID, KETEN, PREFIXES, PROV, RDF, RDFS, SKOS

_MOST_PASSAGES = 5
"""Passages shown with a thing that has none of its own."""


class Labels:
    """Labels, passages and documents of things, asked for only where a result needs them."""

    def __init__(self, store: ox.Store, language: str = "nl") -> None:
        self.store = store
        self.language = language

    def of(self, iri: str) -> str:
        """Return the label of a thing, in Dutch where it has none in the language, or what tells it apart."""
        if label := self._composed(iri) or self._label(iri):
            return label
        if iri.startswith(f"{ID}bewering/") and (claim := self._claim(iri)):
            return claim
        for quote in self._values(iri, KETEN.citaat):
            if isinstance(quote, ox.Literal):
                return f"“{quote.value[:60]}”"
        return iri.removeprefix(ID).rpartition("#")[2]

    def property(self, iri: str) -> str:
        """Return the label of a property, or its name with a prefix, e.g. ``skos:inScheme``."""
        return self._label(iri) or prefixed(iri)

    def passages(self, iri: str) -> tuple[str, ...]:
        """Return the passages behind a thing."""
        return self._things(iri, KETEN.passage)

    def shown(self, iri: str) -> tuple[str, ...]:
        """Return the passages behind a thing, or else the first few of the claims that are about it."""
        found = self.passages(iri)
        node = named(iri)
        if found or node is None or not iri.startswith(ID):
            return found
        claims = {
            quad.subject.value
            for predicate in (RDF.subject, RDF.object, KETEN.onderwerp)
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(str(predicate)), node)
            if isinstance(quad.subject, ox.NamedNode)
        }
        places = self.places(sorted({p for claim in claims for p in self.passages(claim)}))
        return tuple(p.passage for p in places[:_MOST_PASSAGES])

    def places(self, passages: Iterable[str]) -> tuple[Place, ...]:
        """Return where passages stand, those that say so."""
        found: list[Place] = []
        for passage in passages:
            facts = [self._first(passage, p) for p in (KETEN.document, KETEN.begin, KETEN.eind, KETEN.citaat)]
            document, begin, end, quote = facts
            if document and begin.isdigit() and end.isdigit():
                found.append(Place(passage, document.rpartition("/")[2], int(begin), int(end), quote))
        return tuple(sorted(found, key=lambda p: (p.slug, p.begin, p.end)))

    def document(self, iri: str) -> str:
        """Return the document that a thing is, or says it comes from, or else that of its first passage."""
        if any(getattr(t, "value", "") == str(KETEN.Document) for t in self._values(iri, RDF.type)):
            return iri
        for thing in (iri, *self.shown(iri)[:1]):
            for predicate in (PROV.wasDerivedFrom, KETEN.document):
                for document in self._things(thing, predicate):
                    return document
        return ""

    def region(self, iri: str) -> str:
        """Return the name of the region that a thing is or refers to, or else of the first that refers to it."""
        node = named(iri)
        if node is None:
            return ""
        out = {q.object.value for q in self.store.quads_for_pattern(node, None, None) if _is_iri(q.object)}
        into = {q.subject.value for q in self.store.quads_for_pattern(None, None, node) if _is_iri(q.subject)}
        for things in ({iri}, out, into):
            found = sorted(t for t in things if self._is_region(t))
            if found:
                return self.of(found[0])
        return ""

    def _is_region(self, iri: str) -> bool:
        return any(getattr(t, "value", "") == str(KETEN.Regio) for t in self._values(iri, RDF.type))

    def identity(self, iri: str) -> str:
        """Return what a thing is, apart from where it stands: the IRI of a claim or passage holds its offsets."""
        if iri.startswith(f"{ID}passage/"):
            return "|".join(self._first(iri, p) for p in (KETEN.document, KETEN.citaat)).strip("|") or iri
        if iri.startswith(f"{ID}bewering/"):
            facts = [self._first(iri, p) for p in (RDF.subject, RDF.predicate, RDF.object, KETEN.modaliteit)]
            quotes = sorted(self.identity(p) for p in self.passages(iri))
            return "|".join([*facts, *quotes]).strip("|") or iri
        return iri

    def _claim(self, iri: str) -> str:
        """Return a claim as its three parts, e.g. “Regiegroep adviseert platform”; empty when one is missing."""
        parts: list[str] = []
        for predicate in (RDF.subject, RDF.predicate, RDF.object):
            term = min(self._values(iri, predicate), key=str, default=None)
            if term is None:
                return ""
            parts.append(self.of(term.value) if isinstance(term, ox.NamedNode) else str(getattr(term, "value", term)))
        return f"“{' '.join(parts)}”"

    def _composed(self, iri: str) -> str:
        """Return the label of what a region says of a task or a question: documents give it one in Dutch only."""
        if self.language == "nl":
            return ""
        for predicate in (KETEN.taak, KETEN.vraag):
            parts = [next(iter(self._things(iri, p)), "") for p in (KETEN.regio, predicate)]
            if all(parts):
                return ": ".join(self.of(part) for part in parts)
        return ""

    def _label(self, iri: str) -> str:
        for predicate in (RDFS.label, SKOS.prefLabel):
            found = [v for v in self._values(iri, predicate) if isinstance(v, ox.Literal)]
            for literal in sorted(found, key=lambda t: (t.language != self.language, t.language != "nl", t.value)):
                return literal.value
        return ""

    def _first(self, iri: str, predicate: object) -> str:
        return min((str(getattr(v, "value", v)) for v in self._values(iri, predicate)), default="")

    def _things(self, iri: str, predicate: object) -> tuple[str, ...]:
        return tuple(sorted({v.value for v in self._values(iri, predicate) if isinstance(v, ox.NamedNode)}))

    def _values(self, iri: str, predicate: object) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
        node = named(iri)
        if node is None:
            return []
        return [q.object for q in self.store.quads_for_pattern(node, ox.NamedNode(str(predicate)), None)]


def _is_iri(term: object) -> TypeGuard[ox.NamedNode]:
    return isinstance(term, ox.NamedNode)


def prefixed(iri: str) -> str:
    """Return an IRI with the longest prefix that fits it, or whole."""
    fitting = [(base, prefix) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    for base, prefix in sorted(fitting, key=lambda pair: -len(pair[0])):
        return f"{prefix}:{iri.removeprefix(base)}"
    return iri


def named(iri: str) -> ox.NamedNode | None:
    """Return an IRI as a node, or None when it is none."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


__all__ = ["Labels", "named", "prefixed"]
