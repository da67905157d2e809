"""The terms of the ontology as closed namespaces, and the IRIs of things: a misspelt term is an error."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import (
    DCAT,
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SH,
    SKOS,
    VOID,
    XSD,
    ClosedNamespace,
)

from graph.errors import UnknownTermError

__all__ = [
    "DCAT",
    "DCTERMS",
    "FOAF",
    "GEO",
    "ID",
    "KETEN",
    "OA",
    "ONTOLOGY_FILES",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SH",
    "SKOS",
    "VOID",
    "XSD",
    "coded_concepts",
    "concept",
    "graph_iri",
    "is_kind_of",
    "judgement_rules",
    "label",
    "local_subclasses",
    "mint",
    "ontology",
    "relation_ends",
    "slug",
]

ONTOLOGY_FOLDER = Path(__file__).resolve().parent.parent / "ontology"
ONTOLOGY_FILES = ("keten.ttl", "codelijsten.ttl", "oordeelregels.ttl")
"""The vocabulary proper; `register.ttl` holds things, not terms, and `lexicon.ttl` follows with the prose reader."""

ID = "https://w3id.org/ketengraaf/id/"
KETEN_IRI = "https://w3id.org/ketengraaf/def#"
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
_OA_IRI = "http://www.w3.org/ns/oa#"
OA: ClosedNamespace = ClosedNamespace(
    _OA_IRI,
    ["TextPositionSelector", "TextQuoteSelector", "SpecificResource", "hasSelector", "hasSource", "start", "end",
     "exact", "prefix", "suffix"],
)  # fmt: skip


@cache
def ontology() -> Graph:
    """Return the vocabulary and the code lists as one graph."""
    graph = Graph()
    for name in ONTOLOGY_FILES:
        path = ONTOLOGY_FOLDER / name
        if path.exists():
            graph.parse(path, format="turtle")
    return graph


def _terms() -> list[str]:
    subjects = {str(s) for s in ontology().subjects() if str(s).startswith(KETEN_IRI)}
    return sorted(s.removeprefix(KETEN_IRI) for s in subjects if s != KETEN_IRI)


KETEN: ClosedNamespace = ClosedNamespace(KETEN_IRI, _terms())
"""The own terms, read from `ontology/`; an attribute that is no term raises `AttributeError`."""

PREFIXES: dict[str, str] = {
    "keten": KETEN_IRI,
    "id": ID,
    "gm": "https://identifier.overheid.nl/tooi/id/gemeente/",
    "pv": "https://identifier.overheid.nl/tooi/id/provincie/",
    "rdf": str(RDF), "rdfs": str(RDFS), "owl": str(OWL), "xsd": str(XSD), "skos": str(SKOS), "org": str(ORG),
    "prov": str(PROV), "dct": str(DCTERMS), "foaf": str(FOAF), "oa": _OA_IRI, "dcat": str(DCAT), "void": str(VOID),
    "geo": str(GEO), "sh": str(SH),
}  # fmt: skip
"""Prefixes that every query and every serialisation starts with."""


@cache
def _concepts() -> frozenset[str]:
    return frozenset(str(s) for s in ontology().subjects(RDF.type, SKOS.Concept))


def concept(scheme: str, key: str) -> URIRef:
    """Return the concept `key` of a code list, e.g. ``concept("niveau", "lokaal")``.

    Raises
    ------
    UnknownTermError
        When the code list has no such concept.
    """
    iri = f"{ID}{scheme}/{key}"
    if iri not in _concepts():
        raise UnknownTermError(f"{scheme}/{key}", "de codelijsten (ontology/codelijsten.ttl)")
    return URIRef(iri)


def mint(kind: str, *keys: str) -> URIRef:
    """Return the IRI of a thing: ``mint("regio", "2013", "groningen")``."""
    return URIRef(ID + "/".join((kind, *keys)))


def graph_iri(name: str) -> URIRef:
    """Return the IRI of a named graph that belongs to no document, e.g. ``graph_iri("register")``."""
    return mint("graaf", name)


def label(term: str, language: str = "nl") -> str:
    """Return the label of a term or concept, or its local name where it has none in that language."""
    graph = ontology()
    for predicate in (SKOS.prefLabel, RDFS.label):
        for value in graph.objects(URIRef(term), predicate):
            if getattr(value, "language", None) == language:
                return str(value)
    return re.split(r"[/#]", term)[-1]


def slug(name: str) -> str:
    """Return a name as the last part of an IRI.

    >>> slug("Midden IJssel / Oost Veluwe")
    'midden-ijssel-oost-veluwe'
    >>> slug("'s-Hertogenbosch")
    's-hertogenbosch'
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@dataclass(frozen=True, slots=True)
class Coded:
    """A concept of a code list, as a loader needs it."""

    key: str
    label: str
    """Dutch preferred label."""
    alternatives: tuple[str, ...]
    number: str
    """As printed before it, where it has one."""
    order: int


@cache
def coded_concepts(scheme: str, *, collection: str = "") -> dict[str, Coded]:
    """Return the concepts of a code list by key; with `collection`, those in ``…/id/onderdeel/<collection>``."""
    graph = ontology()
    members = set(graph.objects(mint("onderdeel", collection), SKOS.member)) if collection else None
    prefix = f"{ID}{scheme}/"
    found: dict[str, Coded] = {}
    for iri in sorted(graph.subjects(SKOS.inScheme, mint("schema", scheme)), key=str):
        if not str(iri).startswith(prefix) or (members is not None and iri not in members):
            continue
        order = graph.value(iri, KETEN.volgorde)
        found[str(iri).removeprefix(prefix)] = Coded(
            key=str(iri).removeprefix(prefix),
            label=label(str(iri)),
            alternatives=tuple(
                sorted(str(v) for v in graph.objects(iri, SKOS.altLabel) if getattr(v, "language", None) == "nl")
            ),
            number=str(graph.value(iri, KETEN.nummer) or ""),
            order=int(str(order)) if order is not None else 0,
        )
    return found


@dataclass(frozen=True, slots=True)
class JudgementRule:
    """A rule of `ontology/oordeelregels.ttl`."""

    iri: str
    order: int
    question: str
    """Key of the question that it is for; empty for every question."""
    pattern: str
    judgement: str
    """Key in the code list `oordeel`."""


@cache
def judgement_rules() -> tuple[JudgementRule, ...]:
    """Return the rules that judge answers, in the order in which they are tried."""
    graph = ontology()
    rules = [
        JudgementRule(
            iri=str(iri),
            order=int(str(graph.value(iri, KETEN.volgorde))),
            question=str(graph.value(iri, KETEN.vraag) or "").rpartition("/")[2],
            pattern=str(graph.value(iri, KETEN.patroon)),
            judgement=str(graph.value(iri, KETEN.oordeel)).rpartition("/")[2],
        )
        for iri in graph.subjects(RDF.type, KETEN.Oordeelregel)
    ]
    return tuple(sorted(rules, key=lambda r: (r.order, r.iri)))


def is_kind_of(kind: str, parent: str) -> bool:
    """Whether a class of the model, by local name, is another or a subclass of it.

    >>> is_kind_of("Gemeente", "Actor")
    True
    """
    return URIRef(KETEN_IRI + parent) in set(ontology().transitive_objects(URIRef(KETEN_IRI + kind), RDFS.subClassOf))


@cache
def local_subclasses(kind: str) -> frozenset[str]:
    """Return a class of the model and its subclasses, by local name."""
    found = ontology().transitive_subjects(RDFS.subClassOf, URIRef(KETEN_IRI + kind))
    return frozenset(str(s).removeprefix(KETEN_IRI) for s in found if str(s).startswith(KETEN_IRI))


def relation_ends(relation: str) -> tuple[str, str]:
    """Return the domain and range of a relation, all by local name."""
    graph = ontology()
    ends = (graph.value(KETEN[relation], RDFS.domain), graph.value(KETEN[relation], RDFS.range))
    return str(ends[0]).removeprefix(KETEN_IRI), str(ends[1]).removeprefix(KETEN_IRI)
