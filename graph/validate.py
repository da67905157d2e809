"""Validation: SHACL over Oxigraph without copies, citations against the texts, and the loaders' findings.

pySHACL is the engine; this module reads shapes and data, picks the Dutch message, adds labels and passages, and orders
the results so that two reports can be compared. `graph.report` writes the report, `graph.limited` runs a validation
that can be ended.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from pyshacl.errors import ReportableRuntimeError
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.checks import stored_findings
from graph.citations import quote_results
from graph.coverage import unread_sentences
from graph.errors import CheckError, KetengraafError
from graph.findings import DOCUMENTS_FOLDER, Report, Result, ordered, result_key, severity_name, sort_key
from graph.labels import Labels, named
from graph.messages import default_message
from graph.report import report_json, report_text, word
from graph.shapes import code_of, load_data, load_shapes, reason_of, set_wise, shape_checks, text_of
from graph.union import Union
from graph.vocabulary import ID, RDFS, SH, graph_iri

GENID = "https://w3id.org/.well-known/genid/ketengraaf/"
"""Blank nodes become IRIs under this path, as RDF 1.1 (3.5) has it, so that a report has none."""
Progress = Callable[[float, str], None]
STEPS = ("vormen", "citaten", "zinnen", "lezen", "klaar")
"""The steps of a validation, in their order; a page has the words for them."""


@dataclass(frozen=True, slots=True)
class Violations:
    """The violations of a graph that is about to be stored."""

    count: int
    first: str


def violations(store: ox.Store) -> Violations:
    """Return how many violations a graph has, and the first one as a sentence; no decision can hide one."""
    shapes = load_shapes()
    found = [r for r in _shacl_results(store, shapes, shacl_report(store, shapes)) if r.severity == "Violation"]
    first = sorted(found, key=sort_key)[:1]
    return Violations(len(found), f"{first[0].label}: {first[0].message}" if first else "")


def validate(
    store: ox.Store,
    *,
    shapes: Graph | None = None,
    documents: Path | None = DOCUMENTS_FOLDER,
    own_findings: bool = True,
    progress: Progress = lambda _part, _what: None,
) -> Report:
    """Validate a graph: shapes, citations and the findings that loaders left in it.

    Parameters
    ----------
    store
        The graph; it is not changed.
    shapes
        Shapes graph; by default the project's own.
    documents
        Folder with the texts to hold citations against; None to leave that out.
    own_findings
        Whether to report the findings stored in the graph.
    progress
        Called with the part that is done (0..1) and the name of the step that comes next: one of `STEPS`.
    """
    shapes = shapes if shapes is not None else load_shapes()
    checks = shape_checks(shapes)
    progress(0.05, STEPS[0])
    found = shacl_report(store, shapes)
    results = list(_shacl_results(store, shapes, found))
    counted = 0
    if documents is not None:
        progress(0.85, STEPS[1])
        counted, wrong = quote_results(store, documents)
        results += wrong
        progress(0.9, STEPS[2])
        results += unread_sentences(store, documents)
    if own_findings:
        progress(0.95, STEPS[3])
        results += stored_findings(store)
    progress(1.0, STEPS[4])
    return Report(ordered(results), checks, counted, triples=len(store), paths=_path_lines(found))


# ---------------------------------------------------------------- SHACL


@contextlib.contextmanager
def _no_collecting() -> Iterator[None]:
    """Pause the cyclic collector: the terms of a graph form no cycles, and it walks all of them time and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def shacl_report(store: ox.Store, shapes: Graph) -> Graph:
    """Run pySHACL and return the standard validation report.

    Raises
    ------
    GraphDataError
        When the shapes themselves are in error.
    """
    logging.getLogger("pyshacl").setLevel(logging.CRITICAL)
    name = ", ".join(getattr(shapes, "names", ())) or "shapes"
    try:
        with warnings.catch_warnings(), _no_collecting():
            warnings.simplefilter("ignore")
            _, report, text = pyshacl.validate(
                Union(store),
                shacl_graph=set_wise(shapes),
                advanced=True,
                inplace=True,
                meta_shacl=False,
                inference="none",
            )
    except MemoryError:
        raise
    except Exception as error:
        raise _shapes_error(error, name) from error
    if not isinstance(report, Graph):
        raise CheckError(name, "onbruikbaar", gezegd=text)
    return report


def _shapes_error(error: Exception, name: str) -> KetengraafError:
    said = reason_of(error).partition(" For reference")[0]
    if "depth" in said or "too deep" in said:
        return CheckError(name, "kring")
    said = said.rstrip(".")
    if isinstance(error, SyntaxError):
        # The engine puts prefixes before a query, so its line is not that of the query.
        return CheckError(name, "ongeldige_vraag_ergens", gezegd=re.sub(r"^error at \d+:\d+: ", "", said))
    if isinstance(error, re.error):
        return CheckError(name, "ongeldig_patroon", gezegd=said)
    return CheckError(name, "onbruikbaar" if isinstance(error, ReportableRuntimeError) else "mislukt", gezegd=said)


def about_data(store: ox.Store, results: Iterable[Result]) -> tuple[Result, ...]:
    """Return the results that are about the data: the vocabulary that stands beside them is not to be judged."""
    vocabulary = ox.NamedNode(str(graph_iri("ontologie")))

    def is_there(focus: str) -> bool:
        node = named(focus)
        if node is None:
            return True  # a blank node, or a literal
        mentioned = False
        for quad in chain(store.quads_for_pattern(node, None, None), store.quads_for_pattern(None, None, node)):
            mentioned = True
            if quad.graph_name != vocabulary:
                return True
        return not mentioned

    return tuple(r for r in results if is_there(r.focus))


def _shacl_results(store: ox.Store, shapes: Graph, report: Graph) -> Iterator[Result]:
    labels, english_labels = Labels(store), Labels(store, "en")
    for node in set(report.objects(None, SH.result)):
        focus, path, value = (report.value(node, p) for p in (SH.focusNode, SH.resultPath, SH.value))
        source = report.value(node, SH.sourceShape)
        component = report.value(node, SH.sourceConstraintComponent)
        code = code_of(shapes, source)
        thing = str(focus)
        other = str(value) if isinstance(value, URIRef) and value != focus and str(value).startswith(ID) else ""
        against = bool(other) and component == SH.SPARQLConstraintComponent
        passages = tuple(dict.fromkeys((*labels.shown(thing), *(labels.shown(other) if other else ()))))
        said = text_of(shapes.objects(source, SH.message)) if source is not None else ""
        english = text_of(shapes.objects(source, SH.message), "en") if source is not None else ""
        given = text_of(report.objects(node, SH.resultMessage))
        given_english = text_of(report.objects(node, SH.resultMessage), "en")
        constraint = report.value(node, SH.sourceConstraint)
        spoken = said or (constraint is not None and text_of(shapes.objects(constraint, SH.message)))
        parameters = dict(shapes.predicate_objects(source)) if source is not None else {}
        yield Result(
            severity=severity_name(str(report.value(node, SH.resultSeverity))),
            source=str(source) if isinstance(source, URIRef) else "",
            code=code,
            focus=thing,
            label=word("naamloos", naam=thing) if isinstance(focus, BNode) else labels.of(thing),
            english_label=word("naamloos", "en", naam=thing) if isinstance(focus, BNode) else english_labels.of(thing),
            message=_message(said, given) if spoken else default_message(str(component), parameters, given),
            english=_message(english, given_english)
            if spoken
            else default_message(str(component), parameters, given, "en"),
            path=_path_name(labels, report, path),
            english_path=_path_name(english_labels, report, path),
            value=str(value) if value is not None and value != focus else "",
            other=labels.of(other) if against else "",
            english_other=english_labels.of(other) if against else "",
            why=text_of(shapes.objects(source, RDFS.comment)) if source is not None else "",
            remedy=text_of(shapes.objects(source, SH.description)) if source is not None else "",
            document=labels.document(thing),
            region=labels.region(thing),
            passages=passages,
            places=labels.places(passages),
            key=result_key(code, labels.identity(thing), _path_name(labels, report, path),
                           labels.identity(str(value)) if value is not None else "", str(component)),
            component=str(component),
            terms=(_n3(report, focus), _n3(report, path), _n3(report, value)),
        )  # fmt: skip


def _message(said: str, given: str) -> str:
    """Return the message of a shape; what the engine made of it where it has places that the engine fills."""
    return given if not said or "{" in said else said


# ---------------------------------------------------------------- paths and blank nodes


def _n3(report: Graph, node: Node | None) -> str:
    """Return a term as N-Triples; a blank node as an IRI that says what it is (RDF 1.1, 3.5)."""
    if node is None:
        return ""
    if isinstance(node, BNode):
        structure = _structure(report, node)
        return f"<{GENID}{result_key('pad', structure) if structure else node}>"
    if not isinstance(node, Literal):
        return f"<{node}>"
    if node.language:
        return str(ox.Literal(str(node), language=node.language))
    return str(ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None))


def _path_name(labels: Labels, report: Graph, path: Node | None) -> str:
    if path is None:
        return ""
    return labels.property(str(path)) if isinstance(path, URIRef) else _structure(report, path)


def _structure(report: Graph, path: Node) -> str:
    """Return a path of several steps as SPARQL writes it; empty when the node is no path."""
    marks = {SH.inversePath: "^{}", SH.zeroOrMorePath: "{}*", SH.oneOrMorePath: "{}+", SH.zeroOrOnePath: "{}?"}
    for predicate, mark in marks.items():
        inner = report.value(path, predicate)
        if inner is not None:
            return mark.format(_step(report, inner))
    options = report.value(path, SH.alternativePath)
    if options is not None:
        return "|".join(_step(report, s) for s in report.items(options))
    return "/".join(_step(report, s) for s in report.items(path))


def _step(report: Graph, path: Node) -> str:
    return f"<{path}>" if isinstance(path, URIRef) else f"({_structure(report, path)})"


def _path_lines(report: Graph) -> tuple[str, ...]:
    """Return the paths of several steps that results name, with IRIs for their blank nodes."""
    lines: set[str] = set()
    waiting = [p for p in report.objects(None, SH.resultPath) if isinstance(p, BNode)]
    seen: set[Node] = set()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for predicate, value in report.predicate_objects(node):
            lines.add(f"{_n3(report, node)} <{predicate}> {_n3(report, value)} .")
            if isinstance(value, BNode):
                waiting.append(value)
    return tuple(sorted(lines))


__all__ = [
    "GENID", "KetengraafError", "Progress", "Report", "Result", "Violations", "about_data", "load_data", "load_shapes",
    "report_json", "report_text", "shacl_report", "validate", "violations",
]  # fmt: skip
