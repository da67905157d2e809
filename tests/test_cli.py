"""The commands: what they print, how they end, and that README and help say the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).resolve().parent.parent
NEW = ROOT / "tests" / "fixtures" / "regioprofielen-nieuw" / "tekst.txt"


def run(*arguments: str, expected: int = 0) -> str:
    result = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert result.returncode == expected, result.stderr
    return result.stdout if expected == 0 or result.stdout else result.stderr


def test_read_gives_a_table() -> None:
    out = run("loaders", "read", str(NEW))
    assert out.startswith("tekst: 8 secties, 8 regio's")
    assert re.search(r"Regio Vechtdal +Pleegzorg +bovenregionaal", out) or "Pleegzorg" in out
    assert "@" not in out


def test_read_gives_json_that_leads_back_to_the_text() -> None:
    found = json.loads(run("loaders", "read", str(NEW), "--format", "json"))
    text = NEW.read_bytes().decode("utf-8")
    assert [r["nummer"] for r in found["regios"]] == ["1", "2", "3", "4", "5", "5.1", "5.2", "6"]
    passages = [
        p
        for r in found["regios"]
        for kind in ("gemeenten", "taken", "antwoorden")
        for x in r[kind]
        for p in x["passages"]
    ]
    assert passages
    assert all(text[p["begin"] : p["eind"]] == p["citaat"] for p in passages)


def test_read_gives_turtle() -> None:
    triples = list(ox.parse(input=run("loaders", "read", str(NEW), "--format", "turtle"), format=ox.RdfFormat.TURTLE))
    kinds = [str(t.object) for t in triples if t.predicate.value.endswith("#type")]
    assert kinds.count("<https://w3id.org/ketengraaf/def#Taakbelegging>") == 76


def test_the_date_decides_who_existed() -> None:
    found = json.loads(run("loaders", "read", str(NEW), "--format", "json", "--date", "2013-06-20"))
    names = {g["gemeente"] for r in found["regios"] for g in r["gemeenten"]}
    assert "Boarnsterhim" in names


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("loaders", "read", "er-is-niets.txt"), "bestand niet gevonden", 1),
        (("loaders", "read", "documents"), "dit is een map", 1),
        (("loaders", "read", "README.md", "--date", "gisteren"), "geen datum", 2),
        (("loaders", "build", "bestaat-niet"), "dit document is er niet", 1),
        (("graph", "query", "SELECT * WHERE {"), "geen geldige SPARQL op regel 1", 1),
        (("graph", "query", "er-is-niets.rq"), "kan niet worden gelezen", 1),
        (("graph", "query", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"), "is niet toegestaan", 1),
        (
            (
                "graph",
                "query",
                "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
                "--timeout",
                "1",
            ),
            "gestopt",
            1,
        ),
        (("graph", "validate", "README.md"), "onbekende soort bestand", 2),
        (("graph", "validate", "er-is-niets.ttl"), "niet gevonden", 2),
        (
            ("graph", "export", "--format", "trig", "--output", "/er/is/niets.trig"),
            "kan niet worden geschreven",
            1,
        ),
    ],
)
def test_bad_input_gets_one_clear_sentence(arguments: tuple[str, ...], said: str, code: int) -> None:
    message = run(*arguments, expected=code)
    assert said in message
    assert "Traceback" not in message


def test_a_broken_data_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "stuk.ttl"
    path.write_text("@prefix a: <http://a/> .\na:b a:c ;;; .\n x", encoding="utf-8")
    message = run("graph", "validate", str(path), expected=2)
    assert "stuk.ttl" in message
    assert re.search(r"regel \d, kolom \d", message)


def test_validate_ends_with_1_on_a_violation(tmp_path: Path) -> None:
    path = tmp_path / "fout.ttl"
    path.write_text(
        "@prefix keten: <https://w3id.org/ketengraaf/def#> . <http://x/1> a keten:Antwoord .", encoding="utf-8"
    )
    report = json.loads(run("graph", "validate", str(path), "--format", "json", expected=1))
    assert not report["conforms"]
    assert "AntwoordShape_tekst_exactlyOne" in {r["code"] for r in report["results"]}


def test_query_gives_each_result_format() -> None:
    query = "SELECT ?r WHERE { ?r keten:nummer '34.1' }"
    assert run("graph", "query", query, "--format", "csv").splitlines()[1].endswith("/regio/2013/west-brabant-west")
    assert json.loads(run("graph", "query", query, "--format", "json"))["head"]["vars"] == ["r"]
    assert "<sparql" in run("graph", "query", query, "--format", "xml")
    assert run("graph", "query", query, "--format", "tsv").startswith("?r")
    assert run("graph", "query", "ASK { ?r a keten:Regio }").strip() == "ja"
    turtle = run(
        "graph",
        "query",
        "CONSTRUCT { ?r a keten:Regio } WHERE { ?r a keten:Regio ; keten:nummer ?n }",
        "--format",
        "turtle",
    )
    assert len(list(ox.parse(input=turtle, format=ox.RdfFormat.TURTLE))) == 43


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld", "turtle"])
def test_export_holds_the_whole_graph(form: str, tmp_path: Path) -> None:
    path = tmp_path / "uit"
    run("graph", "export", "--format", form, "--output", str(path))
    formats = {
        "trig": ox.RdfFormat.TRIG,
        "nquads": ox.RdfFormat.N_QUADS,
        "jsonld": ox.RdfFormat.JSON_LD,
        "turtle": ox.RdfFormat.TURTLE,
    }
    read = {str(q.triple) for q in ox.parse(path=str(path), format=formats[form])}
    stored = {
        str(q.triple)
        for f in (ROOT / "graph" / "data").glob("*.nq")
        for q in ox.parse(path=str(f), format=ox.RdfFormat.N_QUADS)
    }
    assert read == stored


@pytest.mark.parametrize(
    "command",
    ["loaders build", "loaders read", "graph query", "graph validate", "graph export"],
)
def test_each_command_has_help_with_an_example_and_stands_in_the_readme(command: str) -> None:
    package, name = command.split()
    text = run(package, name, "--help")
    assert f"voorbeeld: python -m {command}" in text
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"python -m {command}" in readme
    options = {o for o in re.findall(r"--[a-z][a-z-]*", text) if o != "--help"}
    assert {o for o in options if o not in readme} == set()
