"""Validation: SHACL over Oxigraph without copies, citations against the texts, and the loaders' findings.

pySHACL is the engine and its report the standard one; this module picks the Dutch message, adds labels and passages,
and orders the results so that two reports can be compared.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from graph.build import ontology_quads
from graph.errors import GraphDataError, KetengraafError
from graph.store import dataset, solutions
from graph.vocabulary import ID, KETEN, PREFIXES, PROV, RDF, RDFS, SH, SKOS

SHAPES_FOLDER = Path(__file__).resolve().parent.parent / "shapes"
DOCUMENTS_FOLDER = Path(__file__).resolve().parent.parent / "documents"
_ORDER = {"Violation": 0, "Warning": 1, "Info": 2}
_RDF_REMEDY = (
    "Geef RDF: Turtle (.ttl), TriG (.trig), N-Triples (.nt), N-Quads (.nq), RDF/XML (.rdf) of JSON-LD (.jsonld)."
)
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a validation, as a person reads it."""

    severity: str
    """Violation, Warning or Info."""
    source: str
    """IRI of the shape, or of the loader's check."""
    code: str
    """Last part of the source: what results are grouped by."""
    focus: str
    """IRI of the thing that it is about."""
    label: str
    """Its label."""
    message: str
    """Dutch sentence."""
    path: str = ""
    """Label of the property, or its name with a prefix where it has none."""
    value: str = ""
    why: str = ""
    """Dutch sentence that says why this is checked; empty for findings of loaders."""
    remedy: str = ""
    """Dutch sentence that says what would mend it."""
    document: str = ""
    """IRI of the document, where the result is about one."""
    passages: tuple[str, ...] = ()
    """IRIs of the passages that show it."""


@dataclass(frozen=True, slots=True)
class Report:
    """All results, in a stable order: severity, code, thing, message."""

    results: tuple[Result, ...]
    shapes: int
    """Number of property and set-wise shapes that were checked."""
    quotes: int
    """Number of citations that were held against their text."""

    @property
    def counts(self) -> Counter[str]:
        """Number of results by severity."""
        return Counter(r.severity for r in self.results)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not affect conformity (NL-SBB)."""
        return not self.counts["Violation"]


@dataclass(frozen=True, slots=True)
class Violations:
    """The violations of a graph that is about to be stored."""

    count: int
    first: str


def violations(store: ox.Store) -> Violations:
    """Return how many violations a graph has, and the first one as a sentence."""
    found = [r for r in _shacl_results(store, load_shapes()) if r.severity == "Violation"]
    first = sorted(found, key=_sort_key)[:1]
    return Violations(len(found), f"{first[0].label}: {first[0].message}" if first else "")


def validate(
    store: ox.Store,
    *,
    shapes: Graph | None = None,
    documents: Path | None = DOCUMENTS_FOLDER,
    own_findings: bool = True,
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
    """
    shapes = shapes if shapes is not None else load_shapes()
    results = list(_shacl_results(store, shapes))
    checked = 0
    if documents is not None:
        checked, wrong = _quote_results(store, documents)
        results += wrong
    if own_findings:
        results += _stored_findings(store)
    return Report(tuple(sorted(results, key=_sort_key)), len(_checks(shapes)), checked)


def load_shapes(files: Sequence[Path] = ()) -> Graph:
    """Return the shapes of the project, or those in the given files, as one graph.

    Raises
    ------
    GraphDataError
        When a file is missing or is no RDF.
    """
    graph = Graph()
    for path in files or sorted(SHAPES_FOLDER.glob("*.ttl")):
        for triple in _parse(path):
            graph.add(triple)
    return graph


def load_data(files: Sequence[Path]) -> ox.Store:
    """Load RDF files of any standard format, with the vocabulary beside them so that subclasses are known.

    Raises
    ------
    GraphDataError
        When a file is missing, too large, of an unknown kind, or cannot be parsed.
    """
    store = ox.Store()
    for path in files:
        try:
            store.load(path=str(path), format=_format(path), base_iri=path.resolve().as_uri())
        except (SyntaxError, ValueError, OSError) as error:
            raise GraphDataError(path.name, f"kan niet worden gelezen ({_reason(error)})", _RDF_REMEDY) from error
    store.extend(ontology_quads())
    return store


def _format(path: Path) -> ox.RdfFormat:
    if not path.is_file():
        raise GraphDataError(path.name, "bestand niet gevonden", "Controleer de naam en de map.")
    if path.suffix.lower() not in _FORMATS:
        raise GraphDataError(path.name, f"onbekende soort bestand '{path.suffix}'", _RDF_REMEDY)
    return _FORMATS[path.suffix.lower()]


def _parse(path: Path) -> Iterator[tuple[Node, Node, Node]]:
    graph = Graph()
    store = ox.Store()
    try:
        store.load(path=str(path), format=_format(path), base_iri=path.resolve().as_uri())
    except (SyntaxError, ValueError, OSError) as error:
        raise GraphDataError(path.name, f"kan niet worden gelezen ({_reason(error)})", _RDF_REMEDY) from error
    graph.parse(data=store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()), format="nt")
    yield from graph


def _reason(error: Exception) -> str:
    if isinstance(error, SyntaxError) and error.lineno is not None:
        return f"regel {error.lineno}, kolom {error.offset}: {error.msg}"
    return str(error)


def _sort_key(result: Result) -> tuple[int, str, str, str, str]:
    return (_ORDER.get(result.severity, 3), result.code, result.focus, result.path, result.message)


def _checks(shapes: Graph) -> set[Node]:
    return {*shapes.subjects(RDF.type, SH.PropertyShape), *shapes.subjects(SH.target, None)}


# ---------------------------------------------------------------- SHACL


def _shacl_results(store: ox.Store, shapes: Graph) -> Iterator[Result]:
    report = shacl_report(store, shapes)
    labels = _Labels(store)
    for node in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(node, SH.focusNode)
        source = report.value(node, SH.sourceShape)
        severity = str(report.value(node, SH.resultSeverity)).rpartition("#")[2]
        value = report.value(node, SH.value)
        path = report.value(node, SH.resultPath)
        yield Result(
            severity=severity,
            source=str(source) if isinstance(source, URIRef) else "",
            code=str(source).rpartition("/")[2] if isinstance(source, URIRef) else "vorm-zonder-naam",
            focus=str(focus),
            label=labels.of(str(focus)),
            message=_dutch(report.objects(node, SH.resultMessage)),
            path=labels.path(path) if path is not None else "",
            value=str(value) if value is not None and value != focus else "",
            why=_dutch(shapes.objects(source, RDFS.comment)) if source is not None else "",
            remedy=_dutch(shapes.objects(source, SH.description)) if source is not None else "",
            document=labels.document(str(focus)),
            passages=labels.passages(str(focus)),
        )


def shacl_report(store: ox.Store, shapes: Graph) -> Graph:
    """Run pySHACL and return the standard validation report.

    Raises
    ------
    GraphDataError
        When the shapes themselves are in error.
    """
    logging.getLogger("pyshacl").setLevel(logging.CRITICAL)
    try:
        _, report, text = pyshacl.validate(
            dataset(store),
            shacl_graph=shapes,
            advanced=True,
            inplace=True,
            meta_shacl=False,
            inference="none",
        )
    except Exception as error:
        raise GraphDataError("shapes", f"de vormen zijn niet bruikbaar ({error})", "Herstel de SHACL.") from error
    if not isinstance(report, Graph):
        raise GraphDataError("shapes", f"de vormen zijn niet bruikbaar ({text})", "Herstel de SHACL.")
    return report


def _dutch(texts: Iterable[Node]) -> str:
    found = sorted((t for t in texts if isinstance(t, Literal)), key=lambda t: (t.language != "nl", str(t)))
    return str(found[0]) if found else ""


class _Labels:
    """Labels, passages and documents of things, asked for only where a result needs them."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def of(self, iri: str) -> str:
        """Return the Dutch label of a thing, or what tells it apart."""
        if label := self._label(iri):
            return label
        for quote in self._values(iri, KETEN.citaat):
            if isinstance(quote, ox.Literal):
                return f"“{quote.value[:60]}”"
        return iri.removeprefix(ID).rpartition("#")[2]

    def path(self, path: Node) -> str:
        """Return the Dutch label of a property, or its name with a prefix, e.g. ``skos:inScheme``."""
        if not isinstance(path, URIRef):  # a path of several steps, in shapes that are not our own
            return ""
        return self._label(str(path)) or _prefixed(str(path))

    def passages(self, iri: str) -> tuple[str, ...]:
        """Return the passages behind a thing."""
        return self._things(iri, KETEN.passage)

    def document(self, iri: str) -> str:
        """Return the document that a thing is, or says it comes from, or else that of its first passage."""
        if any(getattr(t, "value", "") == str(KETEN.Document) for t in self._values(iri, RDF.type)):
            return iri
        for thing in (iri, *self.passages(iri)[:1]):
            for predicate in (PROV.wasDerivedFrom, KETEN.document):
                for document in self._things(thing, predicate):
                    return document
        return ""

    def _label(self, iri: str) -> str:
        for predicate in (RDFS.label, SKOS.prefLabel):
            found = [v for v in self._values(iri, predicate) if isinstance(v, ox.Literal)]
            for literal in sorted(found, key=lambda t: (t.language != "nl", t.value)):
                return literal.value
        return ""

    def _things(self, iri: str, predicate: URIRef) -> tuple[str, ...]:
        return tuple(sorted({v.value for v in self._values(iri, predicate) if isinstance(v, ox.NamedNode)}))

    def _values(self, iri: str, predicate: URIRef) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
        node = _named(iri)
        if node is None:
            return []
        return [q.object for q in self.store.quads_for_pattern(node, ox.NamedNode(str(predicate)), None)]


def _prefixed(iri: str) -> str:
    """Return an IRI with the longest prefix that fits it, or whole."""
    fitting = [(base, prefix) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    for base, prefix in sorted(fitting, key=lambda pair: -len(pair[0])):
        return f"{prefix}:{iri.removeprefix(base)}"
    return iri


def _named(iri: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


# ---------------------------------------------------------------- citations


def _quote_results(store: ox.Store, documents: Path) -> tuple[int, list[Result]]:
    """Hold every citation against the text of its document."""
    query = f"""
        PREFIX keten: <{KETEN.Passage.rpartition("#")[0]}#>
        SELECT ?passage ?document ?begin ?eind ?citaat WHERE {{
            ?passage a keten:Passage ; keten:document ?document ; keten:begin ?begin ; keten:eind ?eind ;
                     keten:citaat ?citaat }}"""
    texts: dict[str, str | None] = {}
    wrong: list[Result] = []
    count = 0
    for row in solutions(store, query):
        count += 1
        document = row["document"].value
        if document not in texts:
            path = documents / document.rpartition("/")[2] / "tekst.txt"
            texts[document] = path.read_bytes().decode("utf-8") if path.is_file() else None
        text = texts[document]
        quote = row["citaat"].value
        if text is None:
            problem = "De tekst van het document is er niet; het citaat is niet te controleren."
        elif text[int(row["begin"].value) : int(row["eind"].value)] != quote:
            problem = "Het citaat is niet gelijk aan de tekst tussen begin en eind."
        else:
            continue
        source = f"{ID}controle/citaat-gelijk-aan-tekst"
        label = f"“{quote[:60]}”"
        why = "Een citaat dat niet woordelijk in het document staat, bewijst niets."
        remedy = "Bouw het document opnieuw, of herstel tekst.txt."
        passage = row["passage"].value
        wrong.append(
            Result("Violation", source, "citaat-gelijk-aan-tekst", passage, label, problem, why=why,
                   remedy=remedy, document=document, passages=(passage,))
        )  # fmt: skip
    return count, wrong


# ---------------------------------------------------------------- findings of the loaders


def _stored_findings(store: ox.Store) -> Iterator[Result]:
    labels = _Labels(store)
    kind = ox.NamedNode(str(KETEN.Bevinding))
    for quad in store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), kind):
        values: dict[str, list[str]] = {}
        for fact in store.quads_for_pattern(quad.subject, None, None):
            values.setdefault(fact.predicate.value, []).append(str(getattr(fact.object, "value", fact.object)))

        def first(predicate: URIRef, found: dict[str, list[str]] = values) -> str:
            return next(iter(sorted(found.get(str(predicate), []))), "")

        focus = first(SH.focusNode)
        yield Result(
            severity=first(SH.resultSeverity).rpartition("#")[2],
            source=first(SH.sourceConstraintComponent),
            code=first(KETEN.bevindingcode),
            focus=focus,
            label=labels.of(focus),
            message=first(SH.resultMessage),
            remedy=first(RDFS.comment),
            document=first(PROV.wasDerivedFrom),
            passages=tuple(sorted(values.get(str(KETEN.passage), []))),
        )


# ---------------------------------------------------------------- writing a report


def report_text(report: Report) -> str:
    """Return a report as text for people."""
    counts = report.counts
    names = {"Violation": "overtreding(en)", "Warning": "waarschuwing(en)", "Info": "opmerking(en)"}
    lines: list[str] = []
    for severity, title in (
        ("Violation", "OVERTREDINGEN"),
        ("Warning", "WAARSCHUWINGEN"),
        ("Info", "OPMERKINGEN"),
    ):
        group = [r for r in report.results if r.severity == severity]
        if group:
            lines.append(title)
        for code in dict.fromkeys(r.code for r in group):
            members = [r for r in group if r.code == code]
            lines.append(f"  {code} ({len(members)})")
            lines += [f"    - {_sentence(r)}" for r in members]
    summary = ", ".join(f"{counts[s]} {names[s]}" for s in names)
    verdict = "De graaf voldoet." if report.conforms else "De graaf voldoet niet."
    lines.append(f"{verdict} {summary}; {report.shapes} vormen en {report.quotes} citaten gecontroleerd.")
    return "\n".join(lines)


def _sentence(result: Result) -> str:
    """Return a result as one sentence; a loader's finding names what it is about itself."""
    if result.source.startswith(f"{ID}controle/") and not result.label.startswith("“"):
        return result.message
    value = f" (waarde: {result.value})" if result.value else ""
    return f"{result.label}: {result.message}{value}"


def report_json(report: Report) -> str:
    """Return a report as JSON for machines: ``conforms``, ``counts`` and ``results``."""
    body = {
        "conforms": report.conforms,
        "counts": {s: report.counts[s] for s in _ORDER},
        "shapes": report.shapes,
        "quotes": report.quotes,
        "results": [asdict(r) for r in report.results],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)


__all__ = [
    "KetengraafError", "Report", "Result", "Violations", "load_data", "load_shapes", "report_json", "report_text",
    "shacl_report", "validate", "violations",
]  # fmt: skip
