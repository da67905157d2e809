"""What the endpoint says of itself: a SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox

from graph.query import Answer
from graph.vocabulary import PREFIXES, RDF, VOID, XSD, graph_iri
from graph.worker import GRAPHS

__all__ = ["description_turtle"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
)  # fmt: skip
_GRAPHS = "SELECT ?graaf (COUNT(*) AS ?aantal) WHERE { GRAPH ?graaf { ?s ?p ?o } } GROUP BY ?graaf ORDER BY ?graaf"


def description_turtle(ask: Callable[[str], Answer], address: str, form: str) -> bytes:
    """Return the description of the service at an address, in one of the formats of `graph.worker.GRAPHS`."""
    service = ox.NamedNode(address)
    dataset, default = ox.NamedNode(str(graph_iri("dataset"))), ox.BlankNode("standaard")
    triples = [
        _triple(service, RDF.type, _sd("Service")),
        _triple(service, f"{_SD}endpoint", service),
        _triple(service, f"{_SD}supportedLanguage", _sd("SPARQL11Query")),
        # Whoever names no graph asks the union of all.
        _triple(service, f"{_SD}feature", _sd("UnionDefaultGraph")),
        *(_triple(service, f"{_SD}resultFormat", ox.NamedNode(_FORMATS + name)) for name in _RESULT_FORMATS),
        _triple(service, f"{_SD}defaultDataset", dataset),
        _triple(dataset, RDF.type, _sd("Dataset")),
        _triple(dataset, f"{_SD}defaultGraph", default),
        _triple(default, RDF.type, _sd("Graph")),
    ]
    for number, (graph, count) in enumerate(ask(_GRAPHS).rows):
        if graph is None or count is None:
            continue
        named, inside = ox.BlankNode(f"graaf{number}"), ox.BlankNode(f"inhoud{number}")
        triples += [
            _triple(dataset, f"{_SD}namedGraph", named),
            _triple(named, RDF.type, _sd("NamedGraph")),
            _triple(named, f"{_SD}name", ox.NamedNode(graph.value)),
            _triple(named, f"{_SD}graph", inside),
            _triple(inside, RDF.type, _sd("Graph")),
            _triple(inside, str(VOID.triples), ox.Literal(count.value, datatype=ox.NamedNode(str(XSD.integer)))),
        ]
    prefixes = PREFIXES | {"sd": _SD, "formats": _FORMATS}
    return ox.serialize(triples, format=GRAPHS[form], prefixes=None if form == "ntriples" else prefixes) or b""


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def _triple(
    subject: ox.NamedNode | ox.BlankNode, predicate: str, value: ox.NamedNode | ox.BlankNode | ox.Literal
) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(str(predicate)), value)
