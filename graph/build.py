"""The graphs that belong to no document: the vocabulary, the register and the description of the whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.model import Ref, Text
from graph.rdf import to_term
from graph.register import REGISTER_FILE
from graph.store import graph_name
from graph.vocabulary import DCTERMS, ONTOLOGY_FILES, ONTOLOGY_FOLDER, RDF, RDFS, VOID, graph_iri, slug

DATASET = graph_iri("dataset")
_DATASET_FILE = ONTOLOGY_FOLDER / "dataset.ttl"


def ontology_quads() -> Iterator[ox.Quad]:
    """Yield the vocabulary and the code lists, in the graph of the ontology."""
    for name in ONTOLOGY_FILES:
        yield from _turtle(ONTOLOGY_FOLDER / name, graph_iri("ontologie"))


def register_quads() -> Iterator[ox.Quad]:
    """Yield municipalities, provinces and change events, in the graph of the register."""
    yield from _turtle(REGISTER_FILE, graph_iri("register"))


def _turtle(path: object, graph: str) -> Iterator[ox.Quad]:
    for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph))


def dataset_quads(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield the description of the dataset: DCAT from `ontology/dataset.ttl`, VoID counted over all other quads."""
    yield from _turtle(_DATASET_FILE, DATASET)
    total: Counter[str] = Counter()
    classes: dict[str, set[str]] = defaultdict(set)
    properties: Counter[str] = Counter()
    subjects: set[str] = set()
    for quad in quads:
        total[graph_name(quad)] += 1
        properties[quad.predicate.value] += 1
        subjects.add(str(quad.subject))
        if quad.predicate.value == str(RDF.type):
            classes[str(quad.object)].add(str(quad.subject))
    yield _quad(DATASET, VOID.triples, sum(total.values()))
    yield _quad(DATASET, VOID.distinctSubjects, len(subjects))
    for name, count in sorted(total.items()):
        yield _quad(DATASET, VOID.subset, Ref(name))
        yield _quad(name, RDF.type, Ref(VOID.Dataset))
        yield _quad(name, DCTERMS.isPartOf, Ref(DATASET))
        yield _quad(name, VOID.triples, count)
    for kind, members in sorted(classes.items()):
        part = f"{DATASET}/klasse/{slug(kind.strip('<>'))}"
        yield _quad(DATASET, VOID.classPartition, Ref(part))
        yield _quad(part, VOID["class"], Ref(kind.strip("<>")))
        yield _quad(part, VOID.entities, len(members))
    for predicate, count in sorted(properties.items()):
        part = f"{DATASET}/eigenschap/{slug(predicate)}"
        yield _quad(DATASET, VOID.propertyPartition, Ref(part))
        yield _quad(part, VOID.property, Ref(predicate))
        yield _quad(part, VOID.triples, count)
    yield _quad(DATASET, RDFS.label, Text("Ketengraaf"))


def _quad(subject: str, predicate: str, value: Ref | Text | int) -> ox.Quad:
    return ox.Quad(ox.NamedNode(str(subject)), ox.NamedNode(str(predicate)), to_term(value), ox.NamedNode(str(DATASET)))
