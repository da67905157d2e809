"""Shapes and data as they come in files: read within limits, refused where they reach outside, named for a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from graph.build import ontology_quads
from graph.checks import CHECKS_FILE
from graph.errors import GraphDataError, RefusedQueryError
from graph.findings import Check, severity_name
from graph.query import refuse
from graph.vocabulary import RDF, RDFS, SH

SHAPES_FOLDER = Path(__file__).resolve().parent.parent / "shapes"
SIZE_LIMIT = 50 * 2**20
"""Bytes that a file of data or shapes may have."""
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
SUFFIXES = tuple(_FORMATS)
_SIMPLE_TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
# What a node shape may say without checking anything itself.
_NO_CONSTRAINT = {SH.property, SH.message, SH.severity, SH.description, SH.name, SH.deactivated, SH.order, SH.group,
                  SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf, SH.declare}  # fmt: skip


class Shapes(Graph):
    """Shapes as one graph that knows which file each came from."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[Node, str] = {}


# ---------------------------------------------------------------- reading shapes and data


def load_shapes(files: Sequence[Path] = ()) -> Shapes:
    """Return the shapes of the project, or those in the given files, as one graph.

    Raises
    ------
    GraphDataError
        When a file is missing, too large, is no RDF, or holds no shape.
    RefusedQueryError
        When a query in it would reach outside.
    """
    shapes = Shapes()
    for number, path in enumerate(files or _own_files()):
        store = ox.Store()
        store.extend(_quads(path, f"v{number}"))
        part = Graph()
        part.parse(data=_triples(store), format="nt")
        for subject in set(part.subjects()):
            shapes.groups[subject] = path.stem
        for triple in part:
            shapes.add(triple)
        if files and not _shape_nodes(part):
            raise GraphDataError(path.name, "er staat geen SHACL-vorm in", "Geef een bestand met een sh:NodeShape.")
    if files:
        _refuse_queries(shapes, files)
    return shapes


def _own_files() -> list[Path]:
    return sorted(p for p in SHAPES_FOLDER.glob("*.ttl") if p != CHECKS_FILE)


def load_data(files: Sequence[Path]) -> ox.Store:
    """Load RDF files of any standard format, with the vocabulary beside them so that subclasses are known.

    Raises
    ------
    GraphDataError
        When a file is missing, too large, of an unknown kind, or cannot be parsed.
    """
    store = ox.Store()
    for number, path in enumerate(files):
        before = len(store)
        store.extend(_quads(path, f"d{number}"))
        if len(store) == before:
            raise GraphDataError(path.name, "er staat geen enkele uitspraak in", _RDF_REMEDY)
    store.extend(ontology_quads())
    return store


def _quads(path: Path, prefix: str) -> Iterator[ox.Quad]:
    """Yield the quads of a file; blank nodes are numbered in order, so that two readings are the same."""
    form = _format(path)
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def renamed(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term, ox.BlankNode(f"{prefix}b{len(names) + 1}"))
        if isinstance(term, ox.Triple):
            reason = "er staat een uitspraak over een uitspraak in (RDF 1.2)"
            raise GraphDataError(path.name, reason, "Geef RDF 1.1; SHACL gaat daarover.")
        return term

    try:
        for quad in ox.parse(path=str(path), format=form, base_iri=f"file:///{quote(path.name)}"):
            subject, value = renamed(quad.subject), renamed(quad.object)
            if not isinstance(subject, ox.Literal):
                yield ox.Quad(subject, quad.predicate, value, quad.graph_name)
    except (SyntaxError, ValueError, OSError) as error:
        raise GraphDataError(path.name, f"kan niet worden gelezen ({reason_of(error)})", _RDF_REMEDY) from error


def _triples(store: ox.Store) -> bytes:
    triples = sorted({str(q.triple) for q in store})
    return "".join(f"{t} .\n" for t in triples).encode()


def _format(path: Path) -> ox.RdfFormat:
    if not path.is_file():
        raise GraphDataError(path.name, "bestand niet gevonden", "Controleer de naam en de map.")
    if path.suffix.lower() not in _FORMATS:
        raise GraphDataError(path.name, f"onbekende soort bestand '{path.suffix}'", _RDF_REMEDY)
    if (size := path.stat().st_size) > SIZE_LIMIT:
        reason = f"het bestand is {size / 2**20:.0f} MB en de grens is {SIZE_LIMIT / 2**20:.0f} MB"
        raise GraphDataError(path.name, reason, "Geef een kleiner bestand, of deel het op.")
    return _FORMATS[path.suffix.lower()]


def reason_of(error: BaseException) -> str:
    """Return why something could not be read, in one line, with line and column where the parser has them."""
    if isinstance(error, SyntaxError) and error.lineno is not None:
        said = re.sub(r"^Parser error at (line \d+ column \d+|\d+:\d+)[^:]*: ", "", error.msg)
        return f"regel {error.lineno}, kolom {error.offset}: {said}"
    return " ".join(str(error).split())[:300]


def _refuse_queries(shapes: Shapes, files: Sequence[Path]) -> None:
    """Refuse what the queries in someone else's shapes may not do; nothing but the data is reached."""
    names = ", ".join(p.name for p in files)
    for predicate in (SH.select, SH.ask, SH.construct, SH.update):
        for text in shapes.objects(None, predicate):
            refuse(str(text))
    for predicate in (SH.js, SH.jsLibrary, SH.rule):
        if next(shapes.subjects(predicate, None), None) is not None:
            raise RefusedQueryError(f"sh:{predicate.rpartition('#')[2]} in {names}", "een controle verandert niets.")


# ---------------------------------------------------------------- the shapes


def shape_checks(shapes: Graph) -> tuple[Check, ...]:
    """Return every shape that checks something, in order of group and code."""
    groups: dict[Node, str] = getattr(shapes, "groups", {})
    owners = {shape: node for node, shape in shapes.subject_objects(SH.property)}
    found: list[Check] = []
    for shape in _shape_nodes(shapes):
        own = {p for p in shapes.predicates(shape, None) if str(p).startswith(str(SH))} - _NO_CONSTRAINT
        if not own:
            continue
        message = text_of(shapes.objects(shape, SH.message))
        english = text_of(shapes.objects(shape, SH.message), "en")
        owner = text_of(shapes.objects(owners[shape], RDFS.label)) if shape in owners else ""
        title = f"{owner}: {message[:1].lower()}{message[1:]}".rstrip(".") if owner and message else ""
        code = code_of(shapes, shape)
        found.append(
            Check(
                iri=str(shape) if isinstance(shape, URIRef) else "",
                code=code,
                group=groups.get(shape, "vormen"),
                title=title
                or text_of(shapes.objects(shape, RDFS.label))
                or text_of(shapes.objects(shape, SH.name))
                or code,
                message=message,
                english=english,
                severity=severity_name(str(shapes.value(shape, SH.severity) or SH.Violation)),
                why=text_of(shapes.objects(shape, RDFS.comment)),
                remedy=text_of(shapes.objects(shape, SH.description)),
                english_title=text_of(shapes.objects(shape, RDFS.label), "en") or english.rstrip("."),
                english_why=text_of(shapes.objects(shape, RDFS.comment), "en"),
                english_remedy=text_of(shapes.objects(shape, SH.description), "en"),
            )
        )
    return tuple(sorted(found, key=lambda c: (c.group, c.code, c.iri)))


def set_wise(shapes: Graph) -> Graph:
    """Return the same shapes with the targets of node shapes moved to their property shapes.

    pySHACL runs a property shape that hangs under a node shape once for each thing, and one that has the target itself
    once for all things: 1.4 s instead of 3.8 s over the whole graph, with the same report. A property shape that is
    shared, or whose owner is used in another way too, stays where it is.
    """
    flat = Graph()
    for triple in shapes:
        flat.add(triple)
    for owner in set(shapes.subjects(SH.property, None)):
        targets = [(p, o) for p, o in shapes.predicate_objects(owner) if p in _SIMPLE_TARGETS]
        used = any((triple in shapes) for triple in ((None, None, owner), (owner, SH.target, None)))
        if not targets or used or (owner, RDF.type, RDFS.Class) in shapes or (owner, SH.deactivated, None) in shapes:
            continue
        for shape in list(shapes.objects(owner, SH.property)):
            if len(list(shapes.subjects(None, shape))) == 1:
                flat.remove((owner, SH.property, shape))
                for predicate, target in targets:
                    flat.add((shape, predicate, target))
    return flat


def _shape_nodes(shapes: Graph) -> set[Node]:
    kinds = {*shapes.subjects(RDF.type, SH.NodeShape), *shapes.subjects(RDF.type, SH.PropertyShape)}
    return (
        kinds
        | {s for t in (SH.target, *_SIMPLE_TARGETS) for s in shapes.subjects(t, None)}
        | set(shapes.objects(None, SH.property))
    )


def code_of(shapes: Graph, shape: Node | None) -> str:
    """Return the name by which results of a shape are grouped; one without an IRI is named after its owner."""
    if isinstance(shape, URIRef):
        return _local(shape)
    if shape is None:
        return "vorm-zonder-naam"
    owner = next((o for o in shapes.subjects(SH.property, shape) if isinstance(o, URIRef)), None)
    path = shapes.value(shape, SH.path)
    step = _local(path) if isinstance(path, URIRef) else "pad" if path is not None else ""
    return "_".join(p for p in (_local(owner) if owner is not None else "vorm-zonder-naam", step) if p)


def _local(iri: Node) -> str:
    return re.split(r"[/#]", str(iri).rstrip("/#"))[-1]


def text_of(texts: Iterable[Node], language: str = "nl") -> str:
    """Return a text in a language, or for Dutch in whatever language there is."""
    found = sorted((t for t in texts if isinstance(t, Literal)), key=lambda t: (t.language != language, str(t)))
    return str(found[0]) if found and (language == "nl" or found[0].language == language) else ""
