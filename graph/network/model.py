"""What a network is made of: things, the relations between them, the claims behind those, and their sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import networkx as nx

from graph.model import Iri
from graph.vocabulary import ID, KETEN_IRI, OWL, RDF, label, ontology

Position: TypeAlias = tuple[float, float]
"""Pixels at zoom 1, y downwards."""

REGISTER = "register"
"""Stands where a modality stands, for an edge that comes from the register and not from a document."""
JOIN = "streek"
"""Stands where a modality stands, for a line that no document draws: from a region to what its part speaks of."""
MODALITIES = ("feitelijk", "verplicht", "mogelijk", "voorgenomen", "ontkend")
"""From firm to denied."""
TOOI = "https://identifier.overheid.nl/tooi/id/"
REGION = f"{ID}regio/2013/"
JOIN_NAMES = {"nl": "wordt genoemd bij", "en": "is named for"}


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
    name: str = ""
    """As its document prints it, where the label adds a region to tell it apart; else empty."""

    @property
    def kind_label(self) -> str:
        """Dutch name of the kind."""
        return self.kind_in("nl")

    def kind_in(self, language: str) -> str:
        """Return the name of the kind in a language."""
        return _label(KETEN_IRI + self.kind, language)

    @property
    def full_label(self) -> str:
        """The label, with the year in which it ceased to exist."""
        return self.label_in("nl")

    def label_in(self, language: str) -> str:
        """Return the label with the year in which it ceased to exist; names themselves are not translated."""
        word = {"nl": "tot", "en": "until"}[language]
        return self.label if self.until is None else f"{self.label} ({word} {self.until.year})"

    @property
    def bare(self) -> str:
        """The name without the region that a label adds."""
        return self.name or self.label


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim behind an edge."""

    iri: Iri
    document: Iri
    status: str
    certainty: str
    passages: tuple[Iri, ...]
    region: Iri = ""
    """The region that its part of the document is about; empty where that is none."""
    topic: Iri = ""
    """What it is about, where the text says so."""


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge: a relation between two things, with what it rests on."""

    key: str
    """Hash of subject, predicate, object and modality."""
    subject: Iri
    predicate: Iri
    object: Iri
    modality: str
    """Key of the modality, `REGISTER` or `JOIN`."""
    claims: tuple[Claim, ...] = ()
    event: str = ""
    """Label of the event behind a fact of the register."""
    date: dt.date | None = None
    """Date of that event."""

    @property
    def name(self) -> str:
        """Dutch name of the relation, read from subject to object."""
        return self.name_in("nl")

    def name_in(self, language: str) -> str:
        """Return the name of the relation, read from subject to object."""
        return JOIN_NAMES[language] if self.modality == JOIN else _label(self.predicate, language)

    @property
    def full_name(self) -> str:
        """The name with what qualifies it: a date, a modality that is not plain fact."""
        return self.full_name_in("nl")

    def full_name_in(self, language: str) -> str:
        """Return the name with what qualifies it, in a language."""
        name = self.name_in(language)
        if self.date is not None:
            return f"{name} ({self.date.year})"
        if self.modality in {"feitelijk", REGISTER, JOIN}:
            return name
        return f"{name} ({modality_name(self.modality, language)})"

    @property
    def symmetric(self) -> bool:
        """Whether it has no direction."""
        return self.predicate in symmetric() or self.modality == JOIN


@dataclass(frozen=True, slots=True)
class Source:
    """A document that claims come from."""

    iri: Iri
    slug: str
    title: str
    kind: str
    """Key in the code list of kinds of document."""
    begin: dt.date | None
    """First day on which it can have been written; equal to `end` when its date is known."""
    end: dt.date | None
    reason: str
    """How that is known, in Dutch."""
    region: Iri
    """The region that it is about as a whole; empty where its parts are each about another."""

    def within(self, years: tuple[int, int]) -> bool:
        """Whether it can have been written in these years; what has no date can."""
        first = self.begin.year if self.begin else years[0]
        last = self.end.year if self.end else years[1]
        return first <= years[1] and last >= years[0]


def modality_name(modality: str, language: str = "nl") -> str:
    """Return the name of a modality in lower case."""
    return _label(KETEN_IRI + modality, language).casefold()


def things(graph: nx.MultiDiGraph) -> list[Thing]:
    """Return the things of a network, in its order."""
    return [thing for _, thing in graph.nodes(data="thing")]


def relations(graph: nx.MultiDiGraph) -> list[Relation]:
    """Return the relations of a network, in its order."""
    return [relation for _, _, relation in graph.edges(data="relation")]


def sources(graph: nx.MultiDiGraph) -> Mapping[Iri, Source]:
    """Return the documents that a network was built from, by IRI; parts of it remember them all."""
    found: Mapping[Iri, Source] = graph.graph.get("sources", {})
    return found


def find(graph: nx.MultiDiGraph, key: str) -> Thing | None:
    """Return the thing with this IRI or short name, or None."""
    for iri in (key, f"{REGION}{key}", f"{TOOI}gemeente/{key.casefold()}", f"{ID}{key}"):
        if key and iri in graph:
            thing: Thing = graph.nodes[iri]["thing"]
            return thing
    return None


def neighbours(graph: nx.MultiDiGraph, iri: Iri) -> list[Iri]:
    """Return what a thing is related to, in either direction."""
    return sorted({*graph.successors(iri), *graph.predecessors(iri)} - {iri}) if iri in graph else []


def sentence(graph: nx.MultiDiGraph, relation: Relation, language: str = "nl") -> str:
    """Return a relation as a sentence that can be read out: who does what to whom, and how firmly."""
    subject, target = (graph.nodes[end]["thing"] for end in (relation.subject, relation.object))
    return f"{subject.label_in(language)} {relation.full_name_in(language)} {target.label_in(language)}."


_label = cache(label)  # a picture asks for the same few names thousands of times


@cache
def symmetric() -> frozenset[Iri]:
    """Return the relations that have no direction."""
    return frozenset(str(p) for p in ontology().subjects(RDF.type, OWL.SymmetricProperty))
