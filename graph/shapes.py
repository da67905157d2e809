"""Shapes and data as they come in files: read within limits, refused where they reach outside, named for a report."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.build import ontology_quads
from graph.checks import CHECKS_FILE
from graph.errors import CheckError, RefusedQueryError
from graph.findings import Check, severity_name
from graph.sparql import TEXT_LIMIT, refuse
from graph.vocabulary import RDF, RDFS, SH, graph_iri

SHAPES_FOLDER = Path(__file__).resolve().parent.parent / "shapes"
_MB = 2**20
SIZE_LIMIT = 50 * _MB
"""Bytes that a file of data or shapes may have."""
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
# How a file begins that is of another kind than its name says, what it looks like, and the name that it should have.
_LOOKS = (
    (re.compile(rb"\s*<(?:!doctype html|html)", re.IGNORECASE), None),
    (re.compile(rb"\s*<(?:\?xml|rdf:RDF)"), ".rdf"),
    (re.compile(rb"\s*[{\[]\s*[\"{]"), ".jsonld"),
    (re.compile(rb"\s*(?:@prefix|PREFIX|@base)\b"), ".ttl"),
)
_LOOK_BYTES = 1000
_PATHS = (SH.inversePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath, SH.alternativePath)
_SIMPLE_TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
# What a node shape may say without checking anything itself.
_NO_CONSTRAINT = {SH.property, SH.message, SH.severity, SH.description, SH.name, SH.deactivated, SH.order, SH.group,
                  SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf, SH.declare}  # fmt: skip


class Shapes(Graph):
    """Shapes as one graph that knows which file each came from."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[Node, str] = {}
        self.names: list[str] = []


# ---------------------------------------------------------------- reading shapes and data


def load_shapes(files: Sequence[Path] = ()) -> Shapes:
    """Return the shapes of the project, or those in the given files, as one graph.

    Raises
    ------
    CheckError
        When a file is missing, too large, is no RDF, or holds no shape; when a path in it is a loop; when a query in it
        is no SPARQL or would reach outside.
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
            raise CheckError(path.name, "geen_vorm")
        if files:
            shapes.names.append(path.name)
            _refuse_loops(part, path.name)
    if files:
        _refuse_queries(shapes, files)
    return shapes


def _own_files() -> list[Path]:
    return sorted(p for p in SHAPES_FOLDER.glob("*.ttl") if p != CHECKS_FILE)


def load_data(files: Sequence[Path]) -> ox.Store:
    """Load RDF files of any standard format, with the vocabulary beside them so that subclasses are known.

    Raises
    ------
    CheckError
        When a file is missing, too large, of an unknown kind, or cannot be parsed.
    """
    store = ox.Store()
    for number, path in enumerate(files):
        before = len(store)
        store.extend(_quads(path, f"d{number}"))
        if len(store) == before:
            raise CheckError(path.name, "leeg")
    store.extend(ontology_quads())
    return store


def refuse_shapes_only(store: ox.Store, shapes: Graph, files: Sequence[Path]) -> None:
    """Refuse data that are nothing but shapes: whoever gives them has swapped the two.

    Shapes that are about shapes may check them.

    Raises
    ------
    CheckError
        When everything in the data that says what it is, is a shape.
    """
    vocabulary = str(graph_iri("ontologie"))
    kinds = {
        str(getattr(q.object, "value", ""))
        for q in store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), None)
        if str(getattr(q.graph_name, "value", "")) != vocabulary
    }
    space = str(SH)
    about_shapes = any(str(o).startswith(space) for p in _SIMPLE_TARGETS for o in shapes.objects(None, p))
    if (
        kinds & {str(SH.NodeShape), str(SH.PropertyShape)}
        and all(k.startswith(space) for k in kinds)
        and not about_shapes
    ):
        raise CheckError(", ".join(p.name for p in files), "vormen_als_gegevens")


def _quads(path: Path, prefix: str) -> Iterator[ox.Quad]:
    """Yield the quads of a file; blank nodes are numbered in order, so that two readings are the same."""
    form = _format(path)
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def renamed(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term, ox.BlankNode(f"{prefix}b{len(names) + 1}"))
        if isinstance(term, ox.Triple):
            raise CheckError(path.name, "rdf12")
        return term

    try:
        with path.open("rb") as stream:
            # Some editors begin a file with a mark of its encoding, which the parsers take for a part of the text.
            stream.seek(len(codecs.BOM_UTF8) if stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else 0)
            for quad in ox.parse(input=stream, format=form, base_iri=f"file:///{quote(path.name)}"):
                subject, value = renamed(quad.subject), renamed(quad.object)
                if not isinstance(subject, ox.Literal):
                    yield ox.Quad(subject, quad.predicate, value, quad.graph_name)
    except OSError as error:
        raise CheckError(path.name, "niet_te_openen", gezegd=error.strerror or error) from error
    except (SyntaxError, ValueError) as error:
        raise _unreadable(path, form, error) from error


def _unreadable(path: Path, form: ox.RdfFormat, error: SyntaxError | ValueError) -> CheckError:
    """Return what is wrong with a file that its parser refused, as far as that can be told."""
    with path.open("rb") as stream:
        begin = stream.read(_LOOK_BYTES)
    said = said_by(error)
    line, column = (error.lineno, error.offset) if isinstance(error, SyntaxError) else (None, None)
    facts = {"vorm": form.name, "regel": line or 1, "kolom": column or 1, "gezegd": said}
    if re.search(r"utf-?8", said, re.IGNORECASE):
        return CheckError(path.name, "tekenset", **facts)
    for pattern, suffix in _LOOKS:
        if pattern.match(begin) and (suffix is None or _FORMATS[suffix] != form):
            if suffix is None:
                return CheckError(path.name, "webpagina", **facts)
            return CheckError(path.name, "andere_vorm", lijkt_op=_FORMATS[suffix].name, uitgang=suffix, **facts)
    return CheckError(path.name, "niet_te_lezen" if line is not None else "niet_te_lezen_ergens", **facts)


def _triples(store: ox.Store) -> bytes:
    triples = sorted({str(q.triple) for q in store})
    return "".join(f"{t} .\n" for t in triples).encode()


def _format(path: Path) -> ox.RdfFormat:
    if path.is_dir():
        raise CheckError(path.name, "map")
    if not path.is_file():
        raise CheckError(path.name, "niet_gevonden")
    if path.suffix.lower() not in _FORMATS:
        kinds = ", ".join(f"{form.name} ({suffix})" for suffix, form in _FORMATS.items())
        raise CheckError(path.name, "onbekende_soort", uitgang=path.suffix, soorten=kinds)
    if (size := path.stat().st_size) > SIZE_LIMIT:
        raise CheckError(path.name, "te_groot", mb=-(-size // _MB), grens=SIZE_LIMIT // _MB)
    return _FORMATS[path.suffix.lower()]


def reason_of(error: BaseException) -> str:
    """Return why something could not be read, in one line, with line and column where the parser has them."""
    if isinstance(error, SyntaxError) and error.lineno is not None:
        return f"regel {error.lineno}, kolom {error.offset}: {said_by(error)}"
    return said_by(error)


def said_by(error: BaseException) -> str:
    """Return what a parser says is wrong, in one line and without the place."""
    said = error.msg if isinstance(error, SyntaxError) and error.msg else str(error)
    return " ".join(re.sub(r"^(?:Parser )?error at [^:]*(?:\d:\d+)?: ", "", said, flags=re.IGNORECASE).split())[:300]


def _refuse_loops(shapes: Graph, name: str) -> None:
    """Refuse paths and lists that lead back to themselves; the engine would follow them, or pass them by in silence."""
    steps: dict[Node, set[Node]] = {}
    for predicate in (RDF.first, RDF.rest, *_PATHS):
        for node, value in shapes.subject_objects(predicate):
            if isinstance(value, BNode):
                steps.setdefault(node, set()).add(value)
    done: set[Node] = set()
    for start in steps:
        waiting, open_ = [(start, False)], set[Node]()
        while waiting:
            node, leaving = waiting.pop()
            if leaving:
                open_.discard(node)
                done.add(node)
            elif node in open_:
                raise CheckError(name, "kring")
            elif node not in done:
                open_.add(node)
                waiting.append((node, True))
                waiting += [(value, False) for value in steps.get(node, ())]


def _refuse_queries(shapes: Shapes, files: Sequence[Path]) -> None:
    """Refuse queries in someone else's shapes that reach beyond the data, or that are no SPARQL."""
    names = {p.stem: p.name for p in files}
    found = [
        _query_error(shapes, node, str(text), names[shapes.groups[node]])
        for predicate in (SH.select, SH.ask, SH.construct, SH.update)
        for node, text in shapes.subject_objects(predicate)
    ]
    if errors := sorted((e for e in found if e is not None), key=str):
        raise errors[0]
    for predicate in (SH.js, SH.jsLibrary, SH.rule):
        for node in shapes.subjects(predicate, None):
            construct = f"sh:{predicate.rpartition('#')[2]}"
            raise CheckError(names[shapes.groups[node]], "geweigerd", bouwsel=construct)


def _query_error(shapes: Shapes, node: Node, text: str, name: str) -> CheckError | None:
    if len(text) > TEXT_LIMIT:
        return CheckError(name, "vraag_te_lang", lengte=len(text), grens=TEXT_LIMIT)
    try:
        refuse(text)
    except RefusedQueryError as error:
        return CheckError(name, "geweigerd", bouwsel=error.construct)
    declared = {
        str(shapes.value(row, SH.prefix)): str(shapes.value(row, SH.namespace))
        for row in shapes.objects(None, SH.declare)
    }
    known = {prefix: str(space) for prefix, space in shapes.namespaces()}
    try:
        # On its own, so that the line is that of the query: the engine puts the prefixes before it. It fills in the
        # path too, for which an IRI of the same length stands here.
        ox.Store().query(re.sub(r"[$?]PATH\b", "<p:x>", text), prefixes={**known, **declared})
    except SyntaxError as error:
        owner = next(iter(shapes.subjects(None, node)), node)
        place = re.match(r"error at (\d+):(\d+)", str(error))
        line, column = place.groups() if place is not None else (1, 1)
        return CheckError(name, "ongeldige_vraag", vorm=code_of(shapes, owner), regel=line, kolom=column)
    return None


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
