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
from rdflib import Graph, Literal, URIRef

from graph.build import ontology_quads, register_quads
from graph.store import DATA_FOLDER
from graph.validate import Result, load_shapes, report_json, shacl_report, validate
from graph.vocabulary import ID, PREFIXES, RDF, RDFS, SH

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
        assert [t.language for t in texts] == ["nl"]
        assert str(texts[0]).endswith(".")


def test_no_two_shapes_are_mended_alike() -> None:
    sentences = [str(SHAPES.value(shape, SH.description)) for shape in (*PROPERTY_SHAPES, *SET_SHAPES)]
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


# ---------------------------------------------------------------- damage to the real graph

DOCUMENT = ox.NamedNode(f"{ID}document/regioprofielen-2013")
REGION = ox.NamedNode(f"{ID}regio/2013/groningen")
MUNICIPALITIES = ("gm0014", "gm0053", "gm0003")
"""The members of the region that the slice keeps; Winsum (gm0053) ended in 2019."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that goes wrong in the real graph, and exactly the results that must follow from it."""

    name: str
    update: str
    """SPARQL Update; `$claim`, `$passage` and the like stand for things of the slice."""
    expected: frozenset[tuple[str, str]]
    """Code of the result and name of the thing."""


def _damage(name: str, update: str, *expected: tuple[str, str]) -> Damage:
    return Damage(name, update, frozenset(expected))


DAMAGES = [
    _damage(
        "claim-without-passage",
        "DELETE WHERE { GRAPH $document { $claim keten:passage ?p } }",
        ("BeweringShape_passage_minCount", "claim"),
    ),
    _damage(
        "offsets-off-by-one",
        """DELETE { GRAPH $document { $passage keten:begin ?b ; keten:eind ?e } }
           INSERT { GRAPH $document { $passage keten:begin ?c ; keten:eind ?f } }
           WHERE { GRAPH $document { $passage keten:begin ?b ; keten:eind ?e }
                   BIND(?b + 1 AS ?c) BIND(?e + 1 AS ?f) }""",
        ("SelectorNaastPassage", "passage"),
        ("citaat-gelijk-aan-tekst", "passage"),
    ),
    _damage(
        "quotation-changed",
        """DELETE { GRAPH $document { $passage keten:citaat ?c } }
           INSERT { GRAPH $document { $passage keten:citaat ?d } }
           WHERE { GRAPH $document { $passage keten:citaat ?c }
                   BIND(STRLANG(CONCAT(STR(?c), "."), "nl") AS ?d) }""",
        ("SelectorNaastPassage", "passage"),
        ("citaat-gelijk-aan-tekst", "passage"),
    ),
    _damage(
        "begin-after-end",
        """DELETE { GRAPH $document { $passage keten:begin ?b ; keten:eind ?e } }
           INSERT { GRAPH $document { $passage keten:begin ?e ; keten:eind ?b } }
           WHERE { GRAPH $document { $passage keten:begin ?b ; keten:eind ?e } }""",
        ("PassageShape_begin_lessThan", "passage"),
        ("SelectorNaastPassage", "passage"),
        ("citaat-gelijk-aan-tekst", "passage"),
    ),
    _damage(
        "edge-removed",
        "DELETE DATA { GRAPH $document { $municipality keten:neemtDeelAan $region } }",
        ("BeweringZonderLijn", "claim"),
    ),
    _damage(
        "edge-without-claim",
        "INSERT DATA { GRAPH $document { $municipality keten:werktSamenMet $neighbour } }",
        ("LijnZonderBewering", "municipality"),
    ),
    _damage(
        "claim-denied-but-edge-kept",
        """DELETE DATA { GRAPH $document { $claim keten:modaliteit keten:feitelijk } } ;
           INSERT DATA { GRAPH $document { $claim keten:modaliteit keten:ontkend } }""",
        ("LijnZonderBewering", "municipality"),
    ),
    _damage(
        "claim-and-passage-dropped-together",
        """DELETE WHERE { GRAPH $document { $claim ?p ?o } } ;
           DELETE WHERE { GRAPH $document { $passage ?p ?o } }""",
        ("LijnZonderBewering", "municipality"),
    ),
    _damage(
        "relation-misspelt",
        """DELETE DATA { GRAPH $document { $claim rdf:predicate keten:neemtDeelAan } } ;
           INSERT DATA { GRAPH $document { $claim rdf:predicate keten:neemtDeelaan } } ;
           DELETE DATA { GRAPH $document { $municipality keten:neemtDeelAan $region } } ;
           INSERT DATA { GRAPH $document { $municipality keten:neemtDeelaan $region } }""",
        ("BeweringShape_predicate_class", "claim"),
    ),
    _damage(
        "code-not-in-list",
        """DELETE WHERE { GRAPH $document { $allocation keten:niveau ?n } } ;
           INSERT DATA { GRAPH $document {
               $allocation keten:niveau <https://w3id.org/ketengraaf/id/niveau/regionnaal> } }""",
        ("TaakbeleggingShape_niveau_in", "allocation"),
    ),
    _damage(
        "claim-in-another-graph",
        """DELETE { GRAPH $document { $claim ?p ?o } } INSERT { GRAPH $other { $claim ?p ?o } }
           WHERE { GRAPH $document { $claim ?p ?o } }""",
        ("BeweringInVerkeerdeGraaf", "claim"),
        ("BeweringZonderLijn", "claim"),
        ("LijnZonderBewering", "municipality"),
    ),
    _damage(
        "municipality-of-2021-in-2013",
        """DELETE { GRAPH ?g { ?s ?p $municipality } } INSERT { GRAPH ?g { ?s ?p $later } }
           WHERE { GRAPH ?g { ?s ?p $municipality FILTER(?p = rdf:subject) } } ;
           DELETE DATA { GRAPH $document { $municipality keten:neemtDeelAan $region } } ;
           INSERT DATA { GRAPH $document { $later keten:neemtDeelAan $region } }""",
        ("DeelnameBuitenBestaan", "later"),
    ),
    _damage(
        "coordinates-swapped",
        """DELETE { GRAPH ?g { $municipality geo:lat ?a ; geo:long ?b } }
           INSERT { GRAPH ?g { $municipality geo:lat ?b ; geo:long ?a } }
           WHERE { GRAPH ?g { $municipality geo:lat ?a ; geo:long ?b } }""",
        ("GemeenteShape_lat_range", "municipality"),
        ("GemeenteShape_long_range", "municipality"),
    ),
    _damage(
        "event-without-receiver",
        "DELETE WHERE { GRAPH ?g { $event org:resultingOrganization ?o } }",
        ("GebeurtenisShape_resulting_minCount", "event"),
    ),
    _damage(
        "ended-without-successor",
        "DELETE WHERE { GRAPH ?g { $ended keten:opgevolgdDoor ?o } }",
        ("EindeZonderOpvolger", "ended"),
    ),
    _damage(
        "two-statuses",
        "INSERT DATA { GRAPH $document { $claim keten:status keten:afgewezen } }",
        ("BeweringShape_status_in", "claim"),
    ),
    _damage(
        "answer-judged-by-no-rule",
        """DELETE WHERE { GRAPH $document { $answer keten:oordeelregel ?r } } ;
           INSERT DATA { GRAPH $document {
               $answer keten:oordeelregel <https://w3id.org/ketengraaf/id/oordeelregel/gevoel> } }""",
        ("AntwoordShape_oordeelregel_class", "answer"),
    ),
    _damage(
        "passage-of-another-document",
        """DELETE { GRAPH $document { $passage keten:document ?d } }
           INSERT { GRAPH $document { $passage keten:document $other . $other a keten:Document } }
           WHERE { GRAPH $document { $passage keten:document ?d } }""",
        ("PassageUitAnderDocument", "claim"),
        ("DocumentShape_title_exactlyOne", "other"),
        ("DocumentShape_documentsoort_exactlyOne", "other"),
        ("DocumentShape_sha256_exactlyOne", "other"),
        ("citaat-gelijk-aan-tekst", "passage"),
    ),
    _damage(
        "subject-of-the-wrong-kind",
        """DELETE DATA { GRAPH $document { $claim rdf:subject $municipality .
                                           $municipality keten:neemtDeelAan $region } } ;
           INSERT DATA { GRAPH $document {
               $claim rdf:subject <https://w3id.org/ketengraaf/id/taak/pleegzorg> .
               <https://w3id.org/ketengraaf/id/taak/pleegzorg> keten:neemtDeelAan $region } }""",
        ("RelatieBuitenDomein", "claim"),
    ),
    _damage(
        "region-without-name-and-number-as-number",
        """DELETE WHERE { GRAPH $document { $region rdfs:label ?l } } ;
           DELETE WHERE { GRAPH $document { $region keten:nummer ?n } } ;
           INSERT DATA { GRAPH $document { $region keten:nummer 1 } }""",
        ("ActorShape_label", "region"),
        ("RegioShape_nummer_maxCount", "region"),
    ),
]


@cache
def _slice() -> tuple[ox.Quad, ...]:
    """Return a part of the real graph that stands on its own: some of a region, its register, the terms."""
    store = ox.Store()
    store.bulk_load(path=str(DATA_FOLDER / "document-regioprofielen-2013.nq"), format=ox.RdfFormat.N_QUADS)
    members = {ox.NamedNode(f"{PREFIXES['gm']}{code}") for code in MUNICIPALITIES}
    wanted: set[ox.NamedNode] = {DOCUMENT, REGION}
    wanted |= {
        _node(f"{ID}{part}/2013/groningen/{key}") for part, key in (("taakbelegging", "pleegzorg"), ("antwoord", "1d"))
    }
    for quad in store.quads_for_pattern(None, _node(f"{RDF}object"), REGION, None):
        (subject,) = store.quads_for_pattern(quad.subject, _node(f"{RDF}subject"), None, None)
        wanted |= {_named(quad.subject)} if subject.object in members else set()
    quads = {q for m in members for q in store.quads_for_pattern(m, None, REGION, None)}
    done: set[ox.NamedNode] = set()
    while wanted - done:
        thing = (wanted - done).pop()
        done.add(thing)
        wanted |= {_named(q.subject) for q in store.quads_for_pattern(None, _node(f"{RDF}subject"), thing, None)}
        for quad in store.quads_for_pattern(thing, None, None, None):
            quads.add(quad)
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(ID):
                wanted.add(quad.object)
    return (*quads, *ontology_quads(), *_register(members))


def _register(members: set[ox.NamedNode]) -> Iterator[ox.Quad]:
    """Yield what the register says of the members, what became of them, their provinces and one event."""
    store = ox.Store()
    store.extend(register_quads())
    wanted = set(members) | {_event()}
    done: set[ox.NamedNode] = set()
    while wanted - done:
        thing = (wanted - done).pop()
        done.add(thing)
        for quad in store.quads_for_pattern(thing, None, None, None):
            yield quad
            if isinstance(quad.object, ox.NamedNode):
                wanted.add(quad.object)


def _event() -> ox.NamedNode:
    store = ox.Store()
    store.extend(register_quads())
    found = store.quads_for_pattern(
        None, _node(f"{PREFIXES['org']}originalOrganization"), _node(f"{PREFIXES['gm']}gm0053"), None
    )
    return min((_named(q.subject) for q in found), key=lambda n: n.value)


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _named(term: object) -> ox.NamedNode:
    assert isinstance(term, ox.NamedNode)
    return term


@cache
def _things() -> dict[str, str]:
    """Return the things of the slice that damages and expectations name."""
    municipality = _node(f"{PREFIXES['gm']}gm0014")
    store = ox.Store()
    store.extend(_slice())
    claims = {_named(q.subject) for q in store.quads_for_pattern(None, _node(f"{RDF}subject"), municipality, None)}
    (claim,) = claims
    (passage,) = store.quads_for_pattern(claim, _node(f"{PREFIXES['keten']}passage"), None, None)
    return {
        "document": DOCUMENT.value,
        "other": f"{ID}document/samenwerkingskader-groningen",
        "region": REGION.value,
        "municipality": municipality.value,
        "neighbour": f"{PREFIXES['gm']}gm0003",
        "later": f"{PREFIXES['gm']}gm1979",
        "ended": f"{PREFIXES['gm']}gm0053",
        "event": _event().value,
        "claim": claim.value,
        "passage": _named(passage.object).value,
        "allocation": f"{ID}taakbelegging/2013/groningen/pleegzorg",
        "answer": f"{ID}antwoord/2013/groningen/1d",
    }


def _found(store: ox.Store) -> set[tuple[str, str]]:
    names = {iri: name for name, iri in _things().items()}
    report = validate(store, shapes=_shapes(), own_findings=False)
    return {(r.code, names.get(r.focus, r.focus)) for r in report.results}


@cache
def _shapes() -> Graph:
    return load_shapes()


def test_undamaged_slice_is_right() -> None:
    store = ox.Store()
    store.extend(_slice())
    assert _found(store) == set()
    assert len(store) < 5000


@pytest.mark.parametrize("damage", [pytest.param(d, id=d.name) for d in DAMAGES])
def test_damage_is_found_by_the_right_shape(damage: Damage) -> None:
    store = ox.Store()
    store.extend(_slice())
    before = {str(q) for q in store}
    update = Template(damage.update).substitute({name: f"<{iri}>" for name, iri in _things().items()})
    store.update("".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items()) + update)
    assert {str(q) for q in store} != before
    assert _found(store) == damage.expected


# ---------------------------------------------------------------- what a result says


def _result(update: str, code: str) -> Result:
    """Return the one result with this code after an update of the slice."""
    store = ox.Store()
    store.extend(_slice())
    filled = Template(update).substitute({name: f"<{iri}>" for name, iri in _things().items()})
    store.update("".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items()) + filled)
    report = validate(store, shapes=_shapes(), own_findings=False)
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
    assert result.why == str(SHAPES.value(URIRef(SHAPE + code), RDFS.comment))
    assert result.remedy == str(SHAPES.value(URIRef(SHAPE + code), SH.description))


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
