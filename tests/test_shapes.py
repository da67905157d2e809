"""Each shape accepts what is right and refuses what is wrong; damage to the graph is found by the right one.

How the snippets under `tests/shapes` are laid out is described in `tests/shapes/LEESMIJ.md`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

import pyoxigraph as ox
import pytest
import yaml
from rdflib import Literal, URIRef

from graph.build import ontology_quads
from graph.shapes import text_of
from graph.validate import Result, load_shapes, report_json, shacl_report, validate
from graph.vocabulary import PREFIXES, RDF, RDFS, SH
from tests.test_mutations import DOCUMENT, slice_quads, things

SNIPPETS = Path(__file__).resolve().parent / "shapes"
SHAPE = "https://w3id.org/ketengraaf/vorm/"
EX = "https://voorbeeld.test/wereld/"
OWN_GRAPH = ox.NamedNode(f"{EX}document")
TURTLE_HEAD = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in {**PREFIXES, "ex": EX}.items())
REFUSALS = {
    SH.minCount: SH.MinCountConstraintComponent,
    SH.maxCount: SH.MaxCountConstraintComponent,
    SH.datatype: SH.DatatypeConstraintComponent,
    SH["class"]: SH.ClassConstraintComponent,
    SH["in"]: SH.InConstraintComponent,
    SH.pattern: SH.PatternConstraintComponent,
    SH.minLength: SH.MinLengthConstraintComponent,
    SH.nodeKind: SH.NodeKindConstraintComponent,
    SH.lessThan: SH.LessThanConstraintComponent,
    SH.minInclusive: SH.MinInclusiveConstraintComponent,
    SH.maxInclusive: SH.MaxInclusiveConstraintComponent,
    SH.uniqueLang: SH.UniqueLangConstraintComponent,
}
"""Which constraint component each constraining property of a property shape declares."""
BEYOND_ONE_THING = {
    "AantallenVerschillen",
    "BeweringDubbel",
    "DingZonderSoort",
    "EenActorTweeIris",
    "GremiumZonderLeden",
    "OpvolgingZonderGebeurtenis",
    "TermDubbelInKader",
}
"""Shapes that look at what else there is; all snippets are in one graph, so they count for their own snippets only.

That they are silent elsewhere is shown on the real graph, in `tests/test_mutations.py`.
"""
ABOUT_A_SHAPE = {RDF.type, RDFS.comment, RDFS.label, SH.path, SH.severity, SH.message, SH.description}


@dataclass(frozen=True, slots=True)
class Case:
    """A snippet, and the shapes that are to fail on what it names `<ding…>`."""

    name: str
    shape: str
    """Local name of the shape that it is for."""
    kind: str
    """goed or fout."""
    quads: tuple[ox.Quad, ...]
    also: tuple[str, ...] = ()
    """Shapes that cannot but fail with it."""

    @property
    def base(self) -> str:
        """The base IRI of the snippet."""
        return _base(self.name)

    @property
    def targets(self) -> set[str]:
        """The things that the shape is to judge."""
        subjects = {q.subject.value for q in self.quads if isinstance(q.subject, ox.NamedNode)}
        return {s for s in subjects if s.startswith(f"{self.base}ding")}


def _base(name: str) -> str:
    return f"https://voorbeeld.test/{name}/"


def _read(text: str, name: str) -> tuple[ox.Quad, ...]:
    """Return the quads of a TriG text; what is outside a graph belongs to the invented document."""
    found = ox.parse(TURTLE_HEAD + text, format=ox.RdfFormat.TRIG, base_iri=_base(name))
    return tuple(
        ox.Quad(q.subject, q.predicate, q.object, OWN_GRAPH if q.graph_name == ox.DefaultGraph() else q.graph_name)
        for q in found
    )


def _changed(good: str, change: dict[str, str], name: str) -> tuple[ox.Quad, ...]:
    """Return a valid `<ding>` after a change of its properties."""
    thing = ox.NamedNode(f"{_base(name)}ding")
    added = change.get("met") or change.get("anders") or ""
    extra = _read(f"<ding> {added} .", name) if added else ()
    gone = change.get("zonder") or (added.split()[0] if "anders" in change else "")
    prefix, _, local = gone.partition(":")
    predicate = ox.NamedNode(PREFIXES[prefix] + local) if gone else None
    kept = [q for q in _read(good, name) if not (q.subject == thing and q.predicate == predicate)]
    assert predicate is None or len(kept) < len(_read(good, name)), f"{name}: er valt geen {gone} weg te halen"
    return (*kept, *extra)


def _cases() -> Iterator[Case]:
    for folder in sorted(p for p in SNIPPETS.iterdir() if p.is_dir()):
        for path in sorted(folder.glob("*.trig")):
            name = f"{folder.name}-{path.stem}"
            yield Case(name, folder.name, path.stem.partition("-")[0], _read(path.read_text("utf-8"), name))
        if (folder / "goed.ttl").is_file():
            good = (folder / "goed.ttl").read_text("utf-8")
            yield Case(f"{folder.name}-goed", folder.name, "goed", _read(good, f"{folder.name}-goed"))
            changes: dict[str, list[dict[str, str]]] = yaml.safe_load((folder / "fout.yaml").read_text("utf-8"))
            for shape, faults in changes.items():
                for number, fault in enumerate(faults, start=1):
                    name = f"{shape}-fout-{number}"
                    yield Case(name, shape, "fout", _changed(good, fault, name), tuple(fault.get("ook", ())))


CASES = list(_cases())
SHAPES = load_shapes()
PROPERTY_SHAPES = sorted(URIRef(str(s)) for s in set(SHAPES.subjects(RDF.type, SH.PropertyShape)))
SET_SHAPES = sorted(URIRef(str(s)) for s in set(SHAPES.subjects(SH.target, None)))


def _of_kind(kind: str) -> list[object]:
    return [pytest.param(c, id=c.name) for c in CASES if c.kind == kind]


@cache
def _results() -> dict[str, set[tuple[str, str, str]]]:
    """Validate all snippets at once; return focus, shape and component by base IRI of the focus."""
    store = ox.Store()
    store.extend(ontology_quads())
    store.extend(_read((SNIPPETS / "wereld.ttl").read_text("utf-8"), "wereld"))
    for case in CASES:
        store.extend(case.quads)
    report = shacl_report(store, SHAPES)
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for node in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(node, SH.focusNode))
        shape = str(report.value(node, SH.sourceShape)).removeprefix(SHAPE)
        component = str(report.value(node, SH.sourceConstraintComponent))
        if shape not in BEYOND_ONE_THING or f"/{shape}-" in focus:
            found[focus.rpartition("/")[0] + "/"].add((focus, shape, component))
    return found


# ---------------------------------------------------------------- the shapes themselves


@pytest.mark.parametrize("shape", [*PROPERTY_SHAPES, *SET_SHAPES], ids=lambda s: str(s).removeprefix(SHAPE))
def test_shape_says_what_it_is(shape: URIRef) -> None:
    assert str(shape).startswith(SHAPE)  # a blank node has no such name
    assert SHAPES.value(shape, SH.severity) in {SH.Violation, SH.Warning, SH.Info}
    messages = [m for m in SHAPES.objects(shape, SH.message) if isinstance(m, Literal)]
    assert sorted(str(m.language) for m in messages) == ["en", "nl"]
    for said in (RDFS.comment, SH.description):  # why it is there, and what mends it
        texts = [t for t in SHAPES.objects(shape, said) if isinstance(t, Literal)]
        assert sorted(str(t.language) for t in texts) in (["nl"], ["en", "nl"])
        assert all(str(t).endswith(".") for t in texts)


def test_no_two_shapes_are_mended_alike() -> None:
    sentences = [text_of(SHAPES.objects(shape, SH.description)) for shape in (*PROPERTY_SHAPES, *SET_SHAPES)]
    assert len(set(sentences)) == len(sentences)


def test_every_property_shape_is_in_use() -> None:
    assert set(SHAPES.objects(None, SH.property)) == set(PROPERTY_SHAPES)


def test_every_shape_has_a_right_and_a_wrong_snippet() -> None:
    right = {c.shape for c in CASES if c.kind == "goed"}
    wrong = {c.shape for c in CASES if c.kind == "fout"}
    properties = {str(s).removeprefix(SHAPE) for s in PROPERTY_SHAPES}
    sets = {str(s).removeprefix(SHAPE) for s in SET_SHAPES}
    assert wrong == properties | sets
    assert right == sets | {name.partition("_")[0] for name in properties}


@pytest.mark.parametrize("shape", PROPERTY_SHAPES, ids=lambda s: str(s).removeprefix(SHAPE))
def test_right_snippet_has_a_value_for_every_shape(shape: URIRef) -> None:
    node_shape = str(shape).removeprefix(SHAPE).partition("_")[0]
    thing = ox.NamedNode(f"{_base(f'{node_shape}-goed')}ding")
    path = ox.NamedNode(str(SHAPES.value(shape, SH.path)))
    good = next(c for c in CASES if c.name == f"{node_shape}-goed")
    assert any(q.subject == thing and q.predicate == path for q in good.quads)


@pytest.mark.parametrize("shape", PROPERTY_SHAPES, ids=lambda s: str(s).removeprefix(SHAPE))
def test_every_constraint_of_a_shape_is_broken_once(shape: URIRef) -> None:
    declared = {p for p in SHAPES.predicates(shape, None) if p not in ABOUT_A_SHAPE}
    name = str(shape).removeprefix(SHAPE)
    broken = {c for results in _results().values() for _, source, c in results if source == name}
    assert broken == {str(REFUSALS[URIRef(str(p))]) for p in declared}


# ---------------------------------------------------------------- snippets


def test_invented_world_is_right() -> None:
    assert _results()[EX] == set()


@pytest.mark.parametrize("case", _of_kind("goed"))
def test_right_snippet_gives_no_result(case: Case) -> None:
    assert _results()[case.base] == set()


@pytest.mark.parametrize("case", _of_kind("fout"))
def test_wrong_snippet_fails_with_its_shape_and_no_other(case: Case) -> None:
    found = {(focus, shape) for focus, shape, _ in _results()[case.base]}
    assert case.targets
    assert found == {(t, s) for t in case.targets for s in (case.shape, *case.also)}


# ---------------------------------------------------------------- what a result says


def _result(update: str, code: str) -> Result:
    """Return the one result with this code after an update of the slice."""
    store = ox.Store()
    store.extend(slice_quads())
    filled = Template(update).substitute({name: f"<{iri}>" for name, iri in things().items()})
    store.update("".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items()) + filled)
    report = validate(store, shapes=SHAPES, own_findings=False)
    (result,) = (r for r in report.results if r.code == code)
    said = {(r["code"], r["why"], r["remedy"]) for r in json.loads(report_json(report))["results"]}
    assert (code, result.why, result.remedy) in said
    return result


@pytest.mark.parametrize(
    ("update", "code"),
    [
        ("DELETE WHERE { GRAPH $document { $claim keten:passage ?p } }", "BeweringShape_passage_minCount"),
        ("DELETE WHERE { GRAPH $document { $municipality keten:neemtDeelAan $region } }", "BeweringZonderLijn"),
    ],
)
def test_result_says_why_and_what_mends_it(update: str, code: str) -> None:
    result = _result(update, code)
    assert result.why == text_of(SHAPES.objects(URIRef(SHAPE + code), RDFS.comment))
    assert result.remedy == text_of(SHAPES.objects(URIRef(SHAPE + code), SH.description))


def test_quotation_that_differs_says_why_too() -> None:
    result = _result(
        """DELETE { GRAPH $document { $passage keten:citaat ?c } }
           INSERT { GRAPH $document { $passage keten:citaat "Iets anders"@nl } }
           WHERE { GRAPH $document { $passage keten:citaat ?c } }""",
        "citaat-gelijk-aan-tekst",
    )
    assert result.why
    assert result.remedy
    assert result.document == DOCUMENT.value


@pytest.mark.parametrize(
    ("update", "code"),
    [
        ("DELETE WHERE { GRAPH $document { $claim keten:status ?s } }", "BeweringShape_status_in"),
        ("DELETE WHERE { GRAPH $document { $passage oa:hasSelector ?s } }", "PassageShape_hasSelector_count"),
        ("DELETE WHERE { GRAPH $document { $answer keten:tekst ?t } }", "AntwoordShape_tekst_exactlyOne"),
        ("DELETE WHERE { GRAPH $document { $document keten:sha256 ?s } }", "DocumentShape_sha256_exactlyOne"),
    ],
    ids=["claim", "passage", "answer", "document"],
)
def test_result_names_the_document_that_it_is_about(update: str, code: str) -> None:
    assert _result(update, code).document == DOCUMENT.value


def test_result_about_the_register_names_no_document() -> None:
    update = "DELETE WHERE { GRAPH ?g { $ended keten:opgevolgdDoor ?o } }"
    assert _result(update, "EindeZonderOpvolger").document == ""


@pytest.mark.parametrize(
    ("update", "code", "path"),
    [
        ("DELETE WHERE { GRAPH $document { $claim rdf:object ?o } }", "BeweringShape_object_exactlyOne", "rdf:object"),
        ("DELETE WHERE { GRAPH $document { $claim keten:status ?s } }", "BeweringShape_status_in", "heeft status"),
        (
            "DELETE WHERE { GRAPH ?g { <https://w3id.org/ketengraaf/id/niveau/lokaal> skos:inScheme ?s } }",
            "ConceptShape_inScheme_minCount",
            "skos:inScheme",
        ),
    ],
    ids=["foreign", "own", "concept"],
)
def test_property_without_a_label_keeps_its_prefix(update: str, code: str, path: str) -> None:
    assert _result(update, code).path == path


def test_of_three_actors_of_one_name_the_first_stands_against_each_other_one() -> None:
    store = ox.Store()
    store.extend(slice_quads())
    name = "Drieluik van Proef"
    actors = [f"{EX}drieluik-{n}" for n in "abc"]
    facts = "".join(
        f'<{a}> a keten:Actorgroep ; rdfs:label "{name}"@nl . <{a}-bewering> a keten:Bewering ; rdf:subject <{a}> ; '
        f"prov:wasDerivedFrom <{DOCUMENT.value}> . "
        for a in actors
    )
    prefixes = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())
    store.update(f"{prefixes} INSERT DATA {{ GRAPH <{DOCUMENT.value}> {{ {facts} }} }}")

    def pairs() -> set[tuple[str, str]]:
        found = validate(store, shapes=SHAPES, own_findings=False, documents=None).results
        return {(r.focus, r.value) for r in found if r.code.startswith("EenActorTweeIris")}

    assert pairs() == {(actors[0], actors[1]), (actors[0], actors[2])}
    store.update(
        f"{prefixes} DELETE {{ GRAPH ?g {{ <{actors[0]}> rdfs:label ?old }} }} INSERT {{ GRAPH ?g {{ <{actors[0]}> "
        f'rdfs:label "Iets anders"@nl }} }} WHERE {{ GRAPH ?g {{ <{actors[0]}> rdfs:label ?old }} }}'
    )
    assert pairs() == {(actors[1], actors[2])}
