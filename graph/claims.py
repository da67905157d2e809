"""Every claim of the graph with its passages, found by the thing or the document that it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from graph.model import Iri
from graph.vocabulary import KETEN, KETEN_IRI, PROV, RDF, RDFS, label, ontology

__all__ = ["Claim", "Claims", "Place", "relation_label"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a document, in code points; `end` is exclusive."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim that a document makes."""

    iri: Iri
    subject: Iri
    predicate: Iri
    object: str
    """An IRI, or a text when `is_text`."""
    is_text: bool
    modality: str
    """Local name: feitelijk, mogelijk, verplicht, voorgenomen or ontkend."""
    status: str
    """Local name: voorgesteld, bevestigd or afgewezen."""
    topic: Iri
    """About what; empty where the text does not say so."""
    document: Iri
    places: tuple[Place, ...]
    """Where its words stand, in the order of the text."""
    certainty: str
    reason: str
    """Why a reader took it so; empty where the words speak for themselves."""


class Claims:
    """The claims of a store, read once."""

    def __init__(self, store: ox.Store) -> None:
        places = _places(store)
        found: list[Claim] = []
        for quad in store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), ox.NamedNode(str(KETEN.Bewering))):
            claim = _claim(store, quad.subject, places) if isinstance(quad.subject, ox.NamedNode) else None
            if claim is not None:
                found.append(claim)
        self.all = tuple(sorted(found, key=lambda c: (c.document, c.places, c.predicate, c.iri)))
        self.by_subject = _grouped((c.subject, c) for c in self.all)
        self.by_object = _grouped((c.object, c) for c in self.all if not c.is_text)
        self.by_topic = _grouped((c.topic, c) for c in self.all if c.topic)
        self.by_document = _grouped((c.document, c) for c in self.all)

    def about(self, iri: Iri) -> list[Claim]:
        """Return the claims that name a thing, as subject, object or topic, each once."""
        named = (*self.by_subject.get(iri, ()), *self.by_object.get(iri, ()), *self.by_topic.get(iri, ()))
        return list({c.iri: c for c in named}.values())


def _grouped(pairs: Iterable[tuple[str, Claim]]) -> dict[str, tuple[Claim, ...]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for key, claim in pairs:
        found[key].append(claim)
    return {key: tuple(claims) for key, claims in found.items()}


def _places(store: ox.Store) -> dict[Iri, Place]:
    ends = {q.subject: q.object for q in store.quads_for_pattern(None, ox.NamedNode(str(KETEN.eind)), None)}
    return {
        q.subject.value: Place(int(q.object.value), int(ends[q.subject].value))  # type: ignore[union-attr]  # an end is a number
        for q in store.quads_for_pattern(None, ox.NamedNode(str(KETEN.begin)), None)
        if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.Literal) and q.subject in ends
    }


def _claim(store: ox.Store, node: ox.NamedNode, places: dict[Iri, Place]) -> Claim | None:
    facts: dict[str, list[ox.NamedNode | ox.Literal]] = defaultdict(list)
    for quad in store.quads_for_pattern(node, None, None):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            facts[quad.predicate.value].append(quad.object)

    def one(predicate: str) -> str:
        return min((term.value for term in facts[str(predicate)]), default="")

    ends = facts[str(RDF.object)]
    if not (facts[str(RDF.subject)] and facts[str(RDF.predicate)] and ends):
        return None
    return Claim(
        iri=node.value,
        subject=one(RDF.subject),
        predicate=one(RDF.predicate),
        object=ends[0].value,
        is_text=isinstance(ends[0], ox.Literal),
        modality=_local(one(KETEN.modaliteit)),
        status=_local(one(KETEN.status)),
        topic=one(KETEN.onderwerp),
        document=one(PROV.wasDerivedFrom),
        places=tuple(sorted(places[t.value] for t in facts[str(KETEN.passage)] if t.value in places)),
        certainty=one(KETEN.zekerheid),
        reason=one(RDFS.comment),
    )


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


@cache
def relation_label(predicate: Iri, language: str, *, inverse: bool = False) -> str:
    """Return what a relation is called, read from its subject, or from its object when `inverse`."""
    name = predicate.removeprefix(KETEN_IRI)
    if inverse and predicate.startswith(KETEN_IRI) and name.isidentifier():
        for value in ontology().objects(KETEN[name], KETEN.omgekeerdLabel):
            if getattr(value, "language", None) == language:
                return str(value)
    return label(predicate, language)
