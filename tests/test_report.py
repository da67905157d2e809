"""The report of a validation in each form, decisions and the baseline, and what is said of input that is no good."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import yaml
from streamlit.testing.v1 import AppTest

from graph.checks import known_checks
from graph.decisions import compared, decision_lines, read_baseline, read_decisions, review, write_baseline
from graph.errors import KetengraafError
from graph.findings import ACCEPTED, KNOWN, NEW, Decision, Report, Result
from graph.limited import limited_report
from graph.report import report_html, report_json, report_junit, report_text, report_turtle, sentence
from graph.sarif import report_sarif
from graph.shapes import SIZE_LIMIT, load_data, load_shapes
from graph.store import DATA_FOLDER, open_store
from graph.validate import shacl_report, validate, violations
from graph.vocabulary import ID, KETEN, RDF, SH
from views.eigen_bestanden import uploaded_report

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = "<script>alert('x')</script>\x1b[31m & \"zo\" ]]>"
PREFIXES = """
@prefix ex: <http://voorbeeld.test/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = f"""{PREFIXES}
ex:anna a ex:Mens ; rdfs:label "Anna" ; ex:leeftijd 3 .
ex:bob a ex:Mens ; rdfs:label {json.dumps(HOSTILE)} ; ex:leeftijd "veel" .
[] a ex:Mens ; ex:kent ex:anna .
"""
SHAPES = f"""{PREFIXES}
ex:MensShape a sh:NodeShape ; sh:targetClass ex:Mens ;
    sh:property [ sh:path ex:leeftijd ; sh:datatype xsd:integer ; sh:minCount 1 ] ,
        [ sh:path ( ex:kent [ sh:zeroOrMorePath ex:kent ] ) ; sh:maxCount 0 ; sh:severity sh:Warning ] .
"""


@cache
def own() -> Report:
    """Return the report on the stored graph, without decisions and baseline."""
    return validate(open_store())


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    data, shapes = tmp_path / "mensen.ttl", tmp_path / "mensvormen.ttl"
    data.write_text(DATA, encoding="utf-8")
    shapes.write_text(SHAPES, encoding="utf-8")
    return data, shapes


@pytest.fixture
def other(files: tuple[Path, Path]) -> Report:
    data, shapes = files
    found = validate(load_data([data]), shapes=load_shapes([shapes]), documents=None, own_findings=False)
    return replace(found, data=(data.name,))


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graph", "validate", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def result(key: str = "abc", severity: str = "Warning", label: str = "Iets") -> Result:
    source = "https://w3id.org/ketengraaf/vorm/EenVorm"
    return Result(severity, source, "EenVorm", f"{ID}ding/{key}", label, "Dit klopt niet.", key=key,
                  component=str(SH.MinCountConstraintComponent), terms=(f"<{ID}ding/{key}>", "", ""))  # fmt: skip


def report(*results: Result) -> Report:
    return Report(tuple(results), (), 0)


# ---------------------------------------------------------------- text and JSON


def test_two_validations_give_equal_reports_in_every_form(files: tuple[Path, Path]) -> None:
    data, shapes = files
    first, second = (limited_report([data], [shapes]) for _ in range(2))
    for write in (report_text, report_json, report_turtle, report_sarif, report_junit, report_html):
        assert write(first) == write(second)


def test_text_calls_a_check_by_its_name() -> None:
    assert "  Gemeentenaam is verkeerd gespeld (5; gemeente-spelling)" in report_text(own()).splitlines()


def test_order_is_by_severity_first() -> None:
    ranks = [("Violation", "Warning", "Info").index(r.severity) for r in own().results]
    assert ranks == sorted(ranks)
    assert len({r.key for r in own().results}) == len(own().results)


def test_json_tells_where_it_stands_and_what_mends_it() -> None:
    found = json.loads(report_json(own()))
    assert found["conforms"] is own().conforms
    row = next(r for r in found["results"] if r["code"] == "gemeente-spelling")
    (place,) = row["places"]
    text = (ROOT / "documents" / place["slug"] / "tekst.txt").read_bytes().decode("utf-8")
    assert text[place["begin"] : place["end"]] == place["quote"]
    assert row["remedy"]


def test_a_shape_without_message_or_name_is_told_in_dutch(other: Report) -> None:
    said = {(r.code, r.message) for r in other.results}
    assert ("MensShape_leeftijd", "De waarde is niet van het soort xsd:integer.") in said
    assert ("MensShape_leeftijd", "Heeft te weinig waarden: ten minste 1 nodig.") in said
    assert {r.code for r in other.results if r.severity == "Warning"} == {"MensShape_pad"}
    assert next(r.path for r in other.results if r.code == "MensShape_pad").startswith("<http://voorbeeld.test/kent>/")


def test_nested_results_are_counted_once(tmp_path: Path) -> None:
    shapes = tmp_path / "v.ttl"
    shapes.write_text(
        f"{PREFIXES} ex:S a sh:NodeShape ; sh:targetClass ex:Mens ; sh:node ex:N . "
        "ex:N a sh:NodeShape ; sh:property [ sh:path ex:naam ; sh:minCount 1 ] .",
        encoding="utf-8",
    )
    data = tmp_path / "d.ttl"
    data.write_text(f"{PREFIXES} ex:a a ex:Mens .", encoding="utf-8")
    found = validate(load_data([data]), shapes=load_shapes([shapes]), documents=None)
    assert [r.code for r in found.results] == ["S"]


def test_moving_targets_does_not_change_what_is_found(files: tuple[Path, Path]) -> None:
    import pyshacl
    from rdflib import Graph

    data, shapes = files
    _, plain, _ = pyshacl.validate(Graph().parse(data), shacl_graph=Graph().parse(shapes), advanced=True)
    fast = shacl_report(load_data([data]), load_shapes([shapes]))
    facts = (SH.sourceConstraintComponent, SH.resultSeverity)

    def counted(graph: Any) -> list[tuple[str, ...]]:
        return sorted(tuple(str(graph.value(n, p)) for p in facts) for n in graph.objects(None, SH.result))

    assert counted(fast) == counted(plain)


# ---------------------------------------------------------------- Turtle


def test_turtle_is_the_standard_report_without_blank_nodes(other: Report) -> None:
    for found in (own(), other):
        triples = list(ox.parse(report_turtle(found), format=ox.RdfFormat.TURTLE))
        assert not [t for t in triples if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode)]
        verdict = [t.object for t in triples if t.predicate.value == str(SH.conforms)]
        assert [getattr(v, "value", "") for v in verdict] == [str(found.conforms).lower()]
        nodes = {t.object for t in triples if t.predicate.value == str(SH.result)}
        assert len(nodes) == len(found.results)
        needed = {str(p) for p in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, RDF.type)}
        for node in nodes:
            assert needed <= {t.predicate.value for t in triples if t.subject == node}


def test_turtle_leads_to_passages_that_exist() -> None:
    triples = list(ox.parse(report_turtle(own()), format=ox.RdfFormat.TURTLE))
    passages = {t.object for t in triples if t.predicate.value == str(KETEN.passage)}
    store = open_store()
    assert passages
    assert all(next(store.quads_for_pattern(p, None, None, None), None) for p in passages)


def test_a_path_of_several_steps_can_be_read_back(other: Report) -> None:
    from rdflib import Graph

    graph = Graph().parse(data=report_turtle(other), format="turtle")
    path = next(p for p in graph.objects(None, SH.resultPath) if (p, RDF.first, None) in graph)
    steps = list(graph.items(path))
    assert str(steps[0]) == "http://voorbeeld.test/kent"
    assert str(graph.value(steps[1], SH.zeroOrMorePath)) == "http://voorbeeld.test/kent"


# ---------------------------------------------------------------- SARIF


def test_sarif_has_the_fields_that_code_scanning_needs() -> None:
    log = json.loads(report_sarif(own()))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert len({r["id"] for r in rules}) == len(rules)
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["messageStrings"].keys() == {"nl", "en"}
    for found in run["results"]:
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]
        assert found["level"] in {"error", "warning", "note"}
        assert found["message"]["text"]
        assert found["partialFingerprints"]["primaryLocationLineHash"]
        (place,) = found["locations"]
        assert (ROOT / place["physicalLocation"]["artifactLocation"]["uri"]).is_file()
        assert place["physicalLocation"]["region"]["startLine"] >= 1


def test_sarif_points_at_the_words_in_the_text() -> None:
    (run,) = json.loads(report_sarif(own()))["runs"]
    by_key = {r.key: r for r in own().results}
    pointed = 0
    for found in run["results"]:
        place = found["locations"][0]["physicalLocation"]
        region = place["region"]
        if "charOffset" not in region:
            continue
        pointed += 1
        text = (ROOT / place["artifactLocation"]["uri"]).read_bytes().decode("utf-8")
        begin, end = region["charOffset"], region["charOffset"] + region["charLength"]
        quotes = {p.quote for p in by_key[found["partialFingerprints"]["ketengraaf/v1"]].places}
        assert text[begin:end] in quotes
        lines = text.split("\n")
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith(text[begin:end].split("\n")[0])
    assert pointed > 20


def test_sarif_points_at_the_line_of_a_data_file(files: tuple[Path, Path], other: Report) -> None:
    (run,) = json.loads(report_sarif(other, data=[files[0]]))["runs"]
    bob = next(r for r in run["results"] if r["properties"]["focusNode"].endswith("/bob"))
    place = bob["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "mensen.ttl"
    assert DATA.splitlines()[place["region"]["startLine"] - 1].startswith("ex:bob")


def test_sarif_knows_what_is_new_and_what_is_accepted() -> None:
    decision = Decision("b", "A. Bakker", "Zo staat het er.", "2026-01-31")
    found = compared(report(result("a"), result("b"), result("c")), [decision], {"a": "oud"})
    rows = {r["properties"]["focusNode"][-1]: r for r in json.loads(report_sarif(found))["runs"][0]["results"]}
    assert rows["a"]["baselineState"] == "unchanged"
    assert rows["c"]["baselineState"] == "new"
    assert "A. Bakker" in rows["b"]["suppressions"][0]["justification"]


# ---------------------------------------------------------------- JUnit


def test_junit_has_a_suite_for_each_group_and_a_case_for_each_shape() -> None:
    root = ElementTree.fromstring(report_junit(own()))  # noqa: S314  our own text
    suites = {s.get("name"): s for s in root}
    assert {"structuur", "herkomst", "tijd", "lezen"} <= suites.keys()
    names = {case.get("classname") for suite in root for case in suite}
    assert {f"{c.group}.{c.code}" for c in own().checks} <= names
    for suite in root:
        assert suite.get("tests") == str(len(suite))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
    assert root.get("failures") == "0"


def test_junit_fails_from_the_severity_that_is_asked_for() -> None:
    root = ElementTree.fromstring(report_junit(own(), "Warning"))  # noqa: S314  our own text
    warned = {r.code for r in own().results if r.severity == "Warning"}
    failed = [c for suite in root for c in suite if c.find("failure") is not None]
    assert {str(c.get("classname")).partition(".")[2] for c in failed} == warned
    assert "Wat te doen" in str(failed[0].findtext("failure"))


# ---------------------------------------------------------------- text of others is only text


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.outside += [str(v) for k, v in attrs if k in {"src", "href"} or k.startswith("on")]


def test_hostile_labels_do_nothing(other: Report) -> None:
    hostile = replace(other, fixed=(HOSTILE,))
    assert any(r.label == HOSTILE for r in hostile.results)
    page = _Tags()
    page.feed(report_html(hostile))
    assert "script" not in page.tags
    assert page.outside == []
    assert "&lt;script&gt;" in report_html(hostile)
    root = ElementTree.fromstring(report_junit(hostile, "Info"))  # noqa: S314  our own text
    assert any("<script>" in str(f.text) for f in root.iter("failure"))
    assert not list(root.iter("script"))
    assert "\x1b" not in report_text(hostile) + report_junit(hostile, "Info") + report_html(hostile)
    assert json.loads(report_sarif(hostile))
    assert list(ox.parse(report_turtle(hostile), format=ox.RdfFormat.TURTLE))


def test_html_stands_on_its_own_and_prints() -> None:
    page = report_html(own())
    assert "@media print" in page
    assert "http-equiv" in page
    assert page.count("<mark>") == sum(len(r.places) for r in own().results)
    assert "Er is niets gevonden" in report_html(replace(own(), results=()))


# ---------------------------------------------------------------- decisions and baseline


def test_accepted_is_shown_and_no_longer_counts() -> None:
    decision = Decision("b", "A. Bakker", "Zo staat het er.", "2026-01-31")
    found = compared(report(result("b")), [decision], {})
    assert [r.state for r in found.results] == [ACCEPTED]
    assert not found.fails("Warning")
    assert "Aanvaard door A. Bakker op 2026-01-31: Zo staat het er." in report_text(found)
    assert compared(report(result("b")), [], {}).fails("Warning")


def test_a_violation_cannot_be_accepted() -> None:
    decision = Decision("b", "A. Bakker", "Het mag.", "2026-01-31")
    found = compared(report(result("b", "Violation")), [decision], {})
    assert not found.conforms
    assert found.fails("Violation")
    assert [(r.code, r.state) for r in found.results] == [("EenVorm", NEW), ("besluit-over-overtreding", NEW)]


def test_a_build_knows_no_decisions() -> None:
    store = ox.Store()
    region = ox.NamedNode(f"{ID}regio/2013/nergens")
    store.add(
        ox.Quad(region, ox.NamedNode(str(RDF.type)), ox.NamedNode(str(KETEN.Regio)), ox.NamedNode(f"{ID}graaf/x"))
    )
    assert violations(store).count == len(
        [r for r in validate(store, documents=None).results if r.severity == "Violation"]
    )


def test_a_decision_without_finding_is_reported() -> None:
    decision = Decision("weg", "A. Bakker", "Zo staat het er.", "2026-01-31", about="Iets: Dit klopt niet.")
    (found,) = compared(report(), [decision], None).results
    assert (found.severity, found.code) == ("Info", "besluit-zonder-bevinding")
    assert "Iets: Dit klopt niet." in found.message


def test_new_known_and_fixed_follow_from_the_baseline(tmp_path: Path) -> None:
    path = tmp_path / "basislijn.json"
    write_baseline(report(result("a"), result("b", label="Bel 06-12345678")), path)
    assert "06-12345678" not in path.read_text("utf-8")
    found = compared(report(result("a"), result("c")), [], read_baseline(path))
    assert {r.key: r.state for r in found.results} == {"a": KNOWN, "c": NEW}
    assert found.fixed == ("EenVorm: Bel [telefoonnummer]: Dit klopt niet.",)
    assert "1 nieuw, 1 opgelost" in report_text(found)


def test_a_key_survives_a_change_of_place_and_of_wording() -> None:
    store = open_store()
    before = {r.key for r in validate(store, documents=None).results}
    store.update(
        f"DELETE {{ GRAPH ?g {{ ?p <{KETEN.begin}> ?b ; <{KETEN.eind}> ?e }} }}"
        f"INSERT {{ GRAPH ?g {{ ?p <{KETEN.begin}> ?c ; <{KETEN.eind}> ?f }} }}"
        f"WHERE {{ GRAPH ?g {{ ?p <{KETEN.begin}> ?b ; <{KETEN.eind}> ?e }} BIND(?b+9 AS ?c) BIND(?e+9 AS ?f) }}"
    )
    after = {r.key for r in validate(store, documents=None, shapes=load_shapes()).results if r.code in
             {c.code for c in own().checks} | {r.code for r in own().results}}  # fmt: skip
    assert before <= after


def test_the_lines_that_the_page_gives_are_a_decision(tmp_path: Path) -> None:
    path = tmp_path / "besluiten.yaml"
    odd = result("123456789012", label='Een "label": # met - tekens')
    path.write_text("besluiten:\n" + decision_lines(odd, "A. Bakker", "Zo: ja", dt.date(2026, 1, 31)), "utf-8")
    (decision,) = read_decisions(path)
    assert decision == Decision("123456789012", "A. Bakker", "Zo: ja", "2026-01-31", decision.about)
    assert compared(report(odd), [decision], None).results[0].state == ACCEPTED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("besluiten:\n  - bevinding: a\n   wie: b\n", "geen geldige YAML op regel 3"),
        ("besluiten: ja\n", "is geen lijst"),
        ("- los\n", "is geen lijst"),
        ("besluiten:\n  - {bevinding: a, wie: b, wanneer: 2026-01-31}\n", "besluit 1 zegt niet 'waarom'"),
        ("besluiten:\n  - {bevinding: a, wie: b, waarom: c, wanneer: gisteren}\n", "geen datum"),
        ("besluiten:\n  - {bevinding: a, wie: b, waarom: c, wanneer: 2026-01-31, hoe: d}\n", "kent 'hoe' niet"),
    ],
)
def test_a_broken_decision_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "besluiten.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KetengraafError, match=said):
        read_decisions(path)


@pytest.mark.parametrize("text", ["{", "[]", '{"bevindingen": [1]}'])
def test_a_broken_baseline_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "basislijn.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KetengraafError, match=r"geen basislijn|geen geldige JSON op regel 1"):
        read_baseline(path)


def test_committed_decisions_and_baseline_can_be_replayed() -> None:
    found = review(open_store())
    assert found.compared
    assert not [r for r in found.results if r.code.startswith("besluit-")]


# ---------------------------------------------------------------- the command


def test_fail_on_decides_the_exit_code(tmp_path: Path) -> None:
    data, shapes = tmp_path / "d.ttl", tmp_path / "v.ttl"
    data.write_text(f"{PREFIXES} ex:a a ex:Mens .", encoding="utf-8")
    text = f"{PREFIXES} ex:S a sh:NodeShape ; sh:targetClass ex:Mens ; sh:property ex:P . ex:P sh:path ex:naam ; "
    shapes.write_text(f"{text} sh:minCount 1 ; sh:severity sh:Warning .", encoding="utf-8")
    given = (str(data), "--shapes", str(shapes))
    assert command(*given).returncode == 0
    assert command(*given, "--fail-on", "warning").returncode == 1
    turtle = command(*given, "--fail-on", "warning", "--format", "turtle").stdout
    assert "sh:conforms true" in turtle


def test_a_validation_that_takes_too_long_is_ended(files: tuple[Path, Path]) -> None:
    started = time.monotonic()
    found = command(str(files[0]), "--shapes", str(files[1]), "--timeout", "0.2")
    assert found.returncode == 2
    assert "langer dan 0.2 seconden" in found.stderr
    assert time.monotonic() - started < 10


def test_a_baseline_of_other_data_is_refused(files: tuple[Path, Path]) -> None:
    found = command(str(files[0]), "--write-baseline")
    assert found.returncode == 2
    assert "opgeslagen graaf" in found.stderr


# ---------------------------------------------------------------- input that is no good

RIGHT = DATA.encode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.ttl", b"dit is geen RDF", r"a\.ttl: kan niet worden gelezen als Turtle \(regel 1, kolom 1: dit is not"),
        ("a.ttl", b'{"@id": "http://x/a"}', r"lijkt op JSON-LD. Geef het bestand een naam die op \.jsonld eindigt"),
        ("a.rdf", RIGHT, r"lijkt op Turtle. Geef het bestand een naam die op \.ttl eindigt"),
        ("a.ttl", b"<!DOCTYPE html><html></html>", "het is een webpagina"),
        ("a.ttl", "<http://x/a> <http://x/b> 'Zo\u00eb' .".encode("latin-1"), r"niet in UTF-8.*regel 1, kolom 30"),
        ("a.ttl", b"<http://x/S> a <http://www.w3.org/ns/shacl#NodeShape> .", "alleen vormen in, en geen gegevens"),
        ("a.ttl", b"@prefix ex: <http://x/> .\nex:a ex:b ;;; x", r"regel 2, kolom \d+"),
        ("a.ttl", b"<?xml version='1.0'?><rdf:RDF/>", "regel 1"),
        ("a.rdf", b"<a><b></a>", r"a\.rdf: kan niet worden gelezen"),
        ("a.jsonld", b'{"@id": ', "regel 1, kolom"),
        ("a.nt", b"<http://x/a> <http://x/b> .", "regel 1"),
        ("a.ttl", b"\xff\xfe\x00", "niet in UTF-8"),
        ("a.ttl", b"", "geen enkele uitspraak"),
        ("a.pdf", b"%PDF", r"onbekende soort bestand '\.pdf'"),
        ("a.ttl", b"<http://x/a> <http://x/b> <<( <http://x/c> <http://x/d> <http://x/e> )>> .", "RDF 1.2|regel 1"),
    ],
)
def test_data_that_is_no_good_gets_one_sentence(name: str, content: bytes, said: str) -> None:
    with pytest.raises(KetengraafError, match=said) as caught:
        uploaded_report([(name, content)], [])
    assert caught.value.english
    assert caught.value.english != str(caught.value)


def test_every_reason_is_said_in_both_languages_with_the_same_facts() -> None:
    for code, said in yaml.safe_load((ROOT / "graph" / "controlefouten.yaml").read_text("utf-8")).items():
        for part in ("wat", "doen"):
            dutch, english = (re.findall(r"{\w+}", said[part][tongue]) for tongue in ("nl", "en"))
            assert sorted(dutch) == sorted(english), code
    for name in ("verslag.yaml", "berichten.yaml"):
        for key, said in yaml.safe_load((ROOT / "graph" / name).read_text("utf-8")).items():
            assert sorted(re.findall(r"{\w*}", said["nl"])) == sorted(re.findall(r"{\w*}", said["en"])), key


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "map.ttl"
    folder.mkdir()
    with pytest.raises(KetengraafError, match=r"map\.ttl: dit is een map"):
        load_data([folder])


def test_a_mark_of_the_encoding_is_no_part_of_the_text() -> None:
    marked = b"\xef\xbb\xbf"
    found = uploaded_report([("d.ttl", marked + RIGHT)], [("v.ttl", marked + SHAPES.encode())])
    assert found.counts == uploaded_report([("d.ttl", RIGHT)], [("v.ttl", SHAPES.encode())]).counts


def test_a_query_may_leave_its_path_and_its_prefixes_to_the_shape() -> None:
    shapes = (
        f"{PREFIXES} ex: sh:declare [ sh:prefix 'ex' ; sh:namespace 'http://voorbeeld.test/'^^xsd:anyURI ] . "
        "ex:S a sh:NodeShape ; sh:targetClass ex:Mens ; sh:property [ sh:path ex:kent ; "
        "sh:sparql [ sh:prefixes ex: ; sh:select 'SELECT $this ?value WHERE { $this $PATH/ex:leeftijd ?value }' ] ] ."
    )
    found = uploaded_report([("d.ttl", RIGHT)], [("v.ttl", shapes.encode())])
    assert [r.value for r in found.results] == ["3"]


def test_shapes_about_shapes_may_check_them() -> None:
    about = f"{PREFIXES} ex:S a sh:NodeShape ; sh:targetClass sh:NodeShape ; sh:nodeKind sh:IRI ."
    assert uploaded_report([("d.ttl", SHAPES.encode())], [("v.ttl", about.encode())]).conforms


def test_other_data_get_no_findings_about_our_vocabulary() -> None:
    found = uploaded_report([("d.ttl", RIGHT)], [])
    assert not [r for r in found.results if r.focus.startswith(ID)]


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        ("ex:a ex:b ex:c .", "geen SHACL-vorm"),
        ("ex:S a sh:NodeShape ; sh:targetClass", r"v\.ttl: kan niet worden gelezen als Turtle \(regel \d+, kolom \d+"),
        (
            "ex:S a sh:NodeShape ; sh:targetClass ex:Mens ; sh:property [ sh:path 3 ; sh:minCount 1 ] .",
            "vormen zijn niet",
        ),
        ("ex:S a sh:NodeShape ; sh:targetClass ex:Mens ; sh:property [ sh:minCount 1 ] .", "vormen zijn niet"),
        (
            "ex:S a sh:NodeShape ; sh:targetClass ex:Mens ; sh:property [ sh:path ex:p ; sh:minCount 'veel' ] .",
            "vormen zijn niet",
        ),
        (
            "ex:S a sh:NodeShape ; sh:targetClass ex:Mens ; sh:property [ sh:path ex:leeftijd ; sh:pattern '((' ] .",
            "patroon",
        ),
        (
            "ex:S a sh:NodeShape ; sh:targetClass ex:Mens ; sh:sparql [ sh:select 'SELECT $this WHERE { o nee' ] .",
            r"v\.ttl: de vraag van vorm S is geen geldige SPARQL op regel 1, kolom 27",
        ),
        (
            (
                "ex:S a sh:NodeShape ; sh:targetClass ex:Mens ; "
                "sh:sparql [ sh:select 'SELECT $this WHERE { SERVICE <http://x/> { $this ?p ?o } }' ] ."
            ),
            "SERVICE is niet toegestaan",
        ),
        (
            (
                "ex:S a sh:NodeShape ; sh:targetClass ex:Mens ; sh:rule [ a sh:TripleRule ; sh:subject sh:this ; "
                "sh:predicate ex:p ; sh:object ex:o ] ."
            ),
            "is niet toegestaan",
        ),
        (
            (
                "ex:S a sh:NodeShape ; sh:targetClass ex:Mens ; sh:property [ sh:path _:l ; sh:maxCount 1 ] . "
                "_:l sh:inversePath _:l ."
            ),
            "in een kring",
        ),
        (
            (
                "ex:S a sh:NodeShape ; sh:targetClass ex:Mens ; sh:property [ sh:path _:l ; sh:maxCount 1 ] . "
                "_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> ex:p ; "
                "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l ."
            ),
            "in een kring",
        ),
    ],
)
def test_shapes_that_are_no_good_get_one_sentence(shapes: str, said: str) -> None:
    with pytest.raises(KetengraafError, match=said) as caught:
        uploaded_report([("d.ttl", RIGHT)], [("v.ttl", f"{PREFIXES}\n{shapes}".encode())])
    assert "\n" not in str(caught.value)


def test_a_path_that_loops_through_the_data_comes_to_an_end() -> None:
    data = f"{PREFIXES} ex:a a ex:Mens ; ex:kent ex:b . ex:b ex:kent ex:a ."
    shapes = (
        f"{PREFIXES} ex:S a sh:NodeShape ; sh:targetClass ex:Mens ; "
        "sh:property [ sh:path [ sh:oneOrMorePath ex:kent ] ; sh:maxCount 1 ] ."
    )
    found = uploaded_report([("d.ttl", data.encode())], [("v.ttl", shapes.encode())])
    assert [r.path for r in found.results] == ["<http://voorbeeld.test/kent>+"]


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.ttl"
    with path.open("wb") as stream:
        stream.truncate(10 * SIZE_LIMIT)
    with pytest.raises(KetengraafError, match="het bestand is 500 MB en de grens is 50 MB"):
        load_data([path])


def test_nothing_of_an_upload_stays_behind() -> None:
    before = set(Path(tempfile.gettempdir()).glob("ketengraaf-*"))
    found = uploaded_report([("../../weg.ttl", RIGHT)], [("v.ttl", SHAPES.encode())])
    assert found.data == ("weg.ttl",)
    assert set(Path(tempfile.gettempdir()).glob("ketengraaf-*")) <= before
    assert not (DATA_FOLDER / "weg.ttl").exists()


# ---------------------------------------------------------------- the page


def _page() -> None:
    from views import controle

    controle.show()


def _opened(**parameters: str) -> AppTest:
    test = AppTest.from_function(_page, default_timeout=60)
    for name, value in parameters.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def test_page_follows_the_filters_of_the_address() -> None:
    found = [r for r in own().results if r.code == "gemeente-spelling"]
    test = _opened(code="gemeente-spelling", ernst="waarschuwing", regio="friesland", staat="bekend")
    chooser = test.selectbox(key="controle_bevinding")
    assert 0 < len(chooser.options) - 1 <= len(found)
    assert all("Friesland" in option for option in chooser.options[1:])


def test_page_gives_the_lines_of_a_decision() -> None:
    chosen = next(r for r in own().results if r.severity == "Warning")
    test = _opened(bevinding=chosen.key)
    assert not test.code
    test.text_input(key=f"controle_wie_{chosen.key}").input("A. Bakker").run()
    test.text_input(key=f"controle_waarom_{chosen.key}").input("Zo staat het er.").run()
    (lines,) = test.code
    assert f'bevinding: "{chosen.key}"' in lines.value
    assert "A. Bakker" in lines.value


def test_page_says_what_was_checked_when_a_choice_leaves_nothing() -> None:
    test = _opened(ernst="waarschuwing", code="oordeel-onbekend")
    assert any("Geen bevindingen met deze keuze" in i.value and "vormen" in i.value for i in test.info)


def test_page_takes_a_broken_upload_and_goes_on() -> None:
    test = _opened()
    test.file_uploader(key="controle_gegevens").upload("stuk.ttl", b"geen RDF", "text/turtle").run()
    test.button(key="controle_start").click().run()
    assert not test.exception
    assert any("kan niet worden gelezen" in e.value for e in test.error)
    test.file_uploader(key="controle_gegevens").upload("goed.ttl", RIGHT, "text/turtle").run()


def _upload_only() -> None:
    from views import eigen_bestanden

    eigen_bestanden.show_upload()


def test_page_in_english_says_in_english_what_is_wrong_with_a_file() -> None:
    test = AppTest.from_function(_upload_only, default_timeout=60)
    test.query_params["taal"] = "en"
    test.run()
    test.file_uploader(key="controle_gegevens").upload("stuk.ttl", b"geen RDF", "text/turtle").run()
    test.button(key="controle_start").click().run()
    assert not test.exception
    (said,) = (e.value.replace("\\", "") for e in test.error)
    assert said.startswith("stuk.ttl: cannot be read as Turtle (line 1, column 1: geen is not a valid subject")
    assert said.endswith("Mend the file at that place.")


def test_page_refuses_a_file_that_is_too_large_and_lets_go_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.eigen_bestanden.SIZE_LIMIT", 2**20)
    test = _opened()
    test.file_uploader(key="controle_gegevens").upload("groot.ttl", b"#" * (2**20 + 1), "text/turtle").run()
    assert not test.exception
    said = [e.value.replace("\\", "") for e in test.error]
    assert said == ["groot.ttl: het bestand is 2 MB en de grens is 1 MB. Geef een kleiner bestand, of deel het op."]
    assert test.file_uploader(key="controle_gegevens_1").value == []


def test_uploaded_data_have_regions_and_the_check_says_how_far_it_is() -> None:
    text = (
        "@prefix k: <https://w3id.org/ketengraaf/def#> . @prefix x: <https://voorbeeld.test/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'x:r a k:Regio ; rdfs:label "Regio Proef"@nl . x:b a k:Taakbelegging ; k:regio x:r .'
    )
    steps: list[str] = []
    found = uploaded_report([("eigen.ttl", text.encode())], [], progress=lambda _part, what: steps.append(what))
    assert steps[0] == "vormen"
    assert steps[-1] == "klaar"
    assert {r.region for r in found.results if r.focus == "https://voorbeeld.test/b"} == {"Regio Proef"}


def test_page_in_english_says_a_finding_in_english() -> None:
    chosen = next(r for r in own().results if r.code == "TegenspraakInDocument")
    test = _opened(taal="en", bevinding=chosen.key)
    texts = " ".join(m.value for m in test.markdown).replace("\\", "")
    assert "The document denies this, and states it elsewhere." in texts
    assert "Why this is checked: a document that contradicts itself cannot be followed." in texts


DUTCH = re.compile(
    r"\b(?:het|een|niet|geen|zijn|wordt|staat|deze|zegt|gelezen|bewering|opmerking|graaf|vormen)\b", re.IGNORECASE
)


def _without_names(text: str) -> str:
    """Return what the report says itself: quotations, names of things and cells are those of the document."""
    return re.sub(r"“[^”]*”|'[^']*'|\([^()]*\)", "", text)


def test_every_finding_and_every_check_is_in_english() -> None:
    report_ = own()
    for found in report_.results:
        assert found.english
        said = sentence(found, "en")
        assert not DUTCH.search(_without_names(said.replace(found.english_label, ""))), said
    for check in (*report_.checks, *known_checks().values()):
        for text in (check.english_title, check.english, check.english_why, check.english_remedy):
            assert text, check.code
            assert not DUTCH.search(_without_names(text)), text


def test_html_in_english() -> None:
    page = report_html(own(), "en")
    assert '<html lang="en">' in page
    assert "The graph conforms." in page
    assert "Secure youth care: No level could be read from the cell." in page
    assert "confers with" in page
    plain_text = re.sub(r"<blockquote>.*?</blockquote>|<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    for word_ in ("Wat te doen", "bevinding", "tekens", "overtreding", "Groep", "Tegenover", "overlegt met"):
        assert word_ not in plain_text


def test_a_shape_without_message_is_told_in_english_too(other: Report) -> None:
    said = {sentence(r, "en") for r in other.results}
    assert any("Has too few values: at least 1 needed." in text for text in said)
    assert any(text.startswith("unnamed thing ") for text in said)


def test_what_is_solved_is_called_in_english() -> None:
    found = compared(report(), [], {"a": "gemeente-spelling: 'Skasterlân' is gelezen als Skarsterlân."})
    assert "Name of a municipality is misspelt (in Dutch: &#x27;Skasterlân" in report_html(found, "en")
