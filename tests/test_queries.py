"""The example questions against the committed graph, and what the questioner refuses, stops and survives."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery
from streamlit.testing.v1 import AppTest

from graph.errors import (
    InvalidLibraryError,
    InvalidQueryError,
    KetengraafError,
    QueryStoppedError,
    RefusedQueryError,
)
from graph.library import ASKERS, QUERIES_FOLDER, questions, read_question, unknown_terms
from graph.query import Answer, Cell, Questioner
from graph.regions import label_of
from graph.store import open_store
from graph.values import to_term
from graph.vocabulary import ID
from views import bewerker

KEYS = sorted(path.stem for path in QUERIES_FOLDER.glob("*.rq"))
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
EVERYTHING_ONCE = "SELECT (COUNT(*) AS ?n) WHERE { ?regio a keten:Regio ; keten:nummer ?nummer }"


@pytest.fixture(scope="module")
def questioner() -> Iterator[Questioner]:
    asked = Questioner()
    yield asked
    asked.close()


def rows_of(questioner: Questioner, key: str, **values: str) -> list[dict[str, str]]:
    """Return the rows of a question as a person reads them: labels for things, an empty text for what is not bound."""
    question = next(q for q in questions() if q.key == key)
    answer = questioner.ask(question.filled(values))
    return [{c: _read(cell) for c, cell in zip(answer.columns, row, strict=True)} for row in answer.rows]


@cache
def _graph() -> ox.Store:
    return open_store()


def _read(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.kind != "iri" or "/passage/" in cell.value or "/bewering/" in cell.value:
        return cell.value
    return label_of(_graph(), cell.value)


def refused(questioner: Questioner, text: str) -> str:
    """Return the sentence with which a query is refused."""
    with pytest.raises(RefusedQueryError) as caught:
        questioner.ask(text)
    return str(caught.value)


# ---------------------------------------------------------------- every example


def test_there_are_examples_for_everyone() -> None:
    assert {q.asker for q in questions()} == set(ASKERS)
    assert {"jeugdbescherming-per-niveau", "juridisch-geborgd", "wat-werd-van-gemeenten"} <= set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_example_returns_its_documented_columns(questioner: Questioner, key: str) -> None:
    question = read_question(QUERIES_FOLDER / f"{key}.rq")
    answer = questioner.ask(question.text)
    if answer.kind == "select":
        assert answer.columns == tuple(name for name, _ in question.columns)
    assert answer.rows or answer.value
    assert not answer.cut


@pytest.mark.parametrize("key", KEYS)
def test_example_gives_the_same_rows_in_the_same_order(questioner: Questioner, key: str) -> None:
    text = read_question(QUERIES_FOLDER / f"{key}.rq").text
    assert questioner.ask(text).rows == questioner.ask(text).rows
    assert "ORDER BY" in text


@pytest.mark.parametrize("key", KEYS)
def test_example_gives_no_row_twice(questioner: Questioner, key: str) -> None:
    rows = questioner.ask(read_question(QUERIES_FOLDER / f"{key}.rq").text).rows
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("key", KEYS)
def test_example_uses_only_terms_of_the_ontology(key: str) -> None:
    assert unknown_terms((QUERIES_FOLDER / f"{key}.rq").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("key", KEYS)
def test_example_declares_its_prefixes_and_parses_elsewhere(key: str) -> None:
    # The whole file, header and all, in another engine that knows no prefix of the project.
    prepareQuery((QUERIES_FOLDER / f"{key}.rq").read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", KEYS)
def test_example_has_a_title_in_two_languages(key: str) -> None:
    dutch, english = (read_question(QUERIES_FOLDER / f"{key}.rq", language) for language in ("nl", "en"))
    assert dutch.title != english.title
    assert dutch.summary != english.summary
    assert dutch.text == english.text


# ---------------------------------------------------------------- rows that were read in the document
# Line numbers are those of documents/regioprofielen-2013/tekst.txt.


def test_levels_of_child_protection(questioner: Questioner) -> None:
    rows = rows_of(questioner, "jeugdbescherming-per-niveau")
    found = {(r["nummer"], r["niveau"], r["overeenstemming"]) for r in rows}
    assert ("1", "regionaal", "intentie") in found  # line 36
    assert ("2", "bovenregionaal", "intentie") in found  # line 262
    assert ("4", "regionaal", "gedeelde afspraak") in found  # line 669
    assert ("34.1", "subregionaal", "intentie") in found  # line 6586
    assert ("34.2", "subregionaal", "intentie") in found  # line 6786
    # Line 4441, "(boven)regionaal": two levels.
    assert {n for nr, n, _ in found if nr == "24"} == {"regionaal", "bovenregionaal"}
    # Line 3578 f.: the cell goes on on the next line.
    assert [r["niveauTekst"] for r in rows if r["nummer"] == "20"] == [
        "Bovenregionaal, op niveau van de veiligheidsregio"
    ]
    assert len({r["nummer"] for r in rows}) == 42


def test_regions_follow_their_numbers(questioner: Questioner) -> None:
    numbers = [float(r["nummer"]) for r in rows_of(questioner, "jeugdbescherming-per-niveau")]
    assert numbers == sorted(numbers)


def test_legal_security(questioner: Questioner) -> None:
    rows = {r["nummer"]: r for r in rows_of(questioner, "juridisch-geborgd")}
    assert rows["1"]["oordeel"] == "nee"  # line 183
    assert rows["1"]["tekst"] == "Nee, dit dient nog nader uitgewerkt te worden."  # line 183
    assert rows["3"]["oordeel"] == "nee"  # lines 586-587
    assert rows["36"]["oordeel"] == "ja"  # line 7436
    assert rows["36"]["tekst"] == "Ja, via de gemeenschappelijke regeling."  # line 7436
    assert rows["30"]["oordeel"] == "ja"  # lines 5809-5812
    assert all(r["regel"] for r in rows.values() if r["oordeel"] in {"ja", "nee", "deels"})


def test_above_regional_crisis_care(questioner: Questioner) -> None:
    rows = {r["nummer"]: r["niveauTekst"] for r in rows_of(questioner, "crisisopvang-bovenregionaal")}
    # Lines 1269, 1469, 1786, 1973, 2136, 2341, 2560, 2730, 2910, 3079, 3219, 3566, 4273, 4602, 4836, 5062, 6397,
    # 7292, 7664, 7858 and 8122 print it; the others print regionaal.
    printed = "7 8 10 11 12 13 14 15 16 17 18 20 23 25 26 27 33 36 38 39 40"
    assert list(rows) == printed.split()
    assert rows["20"] == "Lokaal of bovenregionaal"  # line 3566
    assert rows["38"] == "(Boven)Regionaal"  # line 7664


def test_municipalities_of_a_region(questioner: Questioner) -> None:
    rows = rows_of(questioner, "gemeenten-per-regio")
    groningen = [r["gemeente"] for r in rows if r["nummer"] == "1"]  # lines 3-5
    assert len(groningen) == 23
    assert {"Appingedam", "Hoogezand-Sappemeer", "Ten Boer", "Zuidhorn"} <= set(groningen)
    kop = {r["gemeente"] for r in rows if r["nummer"] == "23"}  # line 4254, "Hollandse Kroon"
    assert kop == {"Den Helder", "Schagen", "Hollands Kroon", "Texel"}
    utrecht = {r["gemeente"] for r in rows if r["nummer"] == "17"}  # line 3061
    assert utrecht == {"Bunnik", "De Bilt", "Utrechtse Heuvelrug", "Wijk bij Duurstede", "Zeist"}


def test_misspelt_names(questioner: Questioner) -> None:
    rows = {r["gedrukt"]: r["gemeente"] for r in rows_of(questioner, "verkeerd-gespelde-namen")}
    assert rows == {
        "Achtkaspelen": "Achtkarspelen",  # line 227
        "Littensaradiel": "Littenseradiel",  # line 229
        "Skasterlân": "Skarsterlân",  # line 230
        "IJsseltein": "IJsselstein",  # line 2712
        "Hollandse Kroon": "Hollands Kroon",  # line 4254
    }


def test_talks_with_insurers(questioner: Questioner) -> None:
    rows = {r["nummer"]: r["tekst"] for r in rows_of(questioner, "overleg-met-zorgverzekeraars")}
    assert "zorgkantoren en zorgverzekeraars nog niet" in rows["8"]  # lines 1595-1596
    assert "zorgkantoren als zorgverzekeraars is structureel overleg" in rows["11"]  # lines 2112-2113
    assert "4" not in rows  # the answer after line 813 names no insurer


def test_agreement_is_counted_for_every_region(questioner: Questioner) -> None:
    rows = rows_of(questioner, "overeenstemming-per-taak")
    assert len(rows) == 11
    for row in rows:
        counted = int(row["geenOpvatting"]) + int(row["intentie"]) + int(row["gedeeldeAfspraak"])
        assert counted == int(row["regios"]) == 42


# ---------------------------------------------------------------- rows of the register


def test_what_became_of_municipalities(questioner: Questioner) -> None:
    rows = rows_of(questioner, "wat-werd-van-gemeenten")
    leek = [r for r in rows if r["gemeente"] == "Leek"]
    assert [(r["soort"], r["datum"], r["opvolger"]) for r in leek] == [("fusie", "2019-01-01", "Westerkwartier")]
    haaren = {r["opvolger"] for r in rows if r["gemeente"] == "Haaren"}
    assert haaren == {"Boxtel", "Oisterwijk", "Tilburg", "Vught"}
    # De Friese Meren went on as De Fryske Marren; a part of Skarsterlân that moved is no successor.
    skarsterlan = [(r["opvolger"], r["vandaag"]) for r in rows if r["gemeente"] == "Skarsterlân"]
    assert skarsterlan == [("De Friese Meren", "De Fryske Marren")]


def test_regions_most_changed(questioner: Questioner) -> None:
    rows = rows_of(questioner, "herindeling-per-regio")
    # Of the 23 of lines 3-5 remain Groningen, Oldambt, Pekela, Stadskanaal and Veendam.
    assert (rows[0]["nummer"], rows[0]["gemeenten"], rows[0]["opgeheven"]) == ("1", "23", "18")
    assert all(int(r["deel"]) >= 50 for r in rows)


# ---------------------------------------------------------------- headers


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("", "geen regels"),
        ("#+ title: [", "geen geldige YAML"),
        ("#+ tags: [analist]\n#+ view: table", "title ontbreekt"),
        ("#+ tags: [analist]\n#+ view: table\n#+ title: {nl: Vraag}", "in de taal en"),
        ("#+ tags: [analist, validator]\n#+ view: table", "precies één"),
        ("#+ tags: [analist]\n#+ view: taart", "view is 'taart'"),
    ],
)
def test_broken_header_is_an_error(tmp_path: Path, header: str, reason: str) -> None:
    path = tmp_path / "kapot.rq"
    path.write_text(f"{header}\nASK {{ ?s ?p ?o }}\n", encoding="utf-8")
    with pytest.raises(InvalidLibraryError, match=reason):
        read_question(path)


def test_misspelt_terms_are_named() -> None:
    text = """PREFIX k: <https://w3id.org/ketengraaf/def#>
        SELECT * WHERE { ?r a keten:Regoi ; k:nivo ?n ; rdfs:label "keten:Fout" . # keten:OokFout
                         ?r <https://w3id.org/ketengraaf/def#neemtDeelAan> ?x . }"""
    assert [str(term) for term in unknown_terms(text)] == [
        "keten:Regoi bestaat niet; bedoelde u keten:Regio?",
        "keten:nivo bestaat niet; bedoelde u keten:niveau?",
    ]


# ---------------------------------------------------------------- what is refused


def test_service_is_refused(questioner: Questioner) -> None:
    text = "SELECT * WHERE { SERVICE <http://voorbeeld.invalid/> { ?s ?p ?o } }"
    assert "SERVICE is niet toegestaan" in refused(questioner, text)


def test_service_in_escapes_is_refused(questioner: Questioner) -> None:
    text = r"SELECT * WHERE { \u0053ERVICE <http://voorbeeld.invalid/> { ?s ?p ?o } }"
    assert "SERVICE is niet toegestaan" in refused(questioner, text)


@pytest.mark.parametrize("target", ["file:///etc/hostname", "http://voorbeeld.invalid/graaf"])
@pytest.mark.parametrize("keyword", ["FROM", "FROM NAMED"])
def test_from_outside_is_refused(questioner: Questioner, keyword: str, target: str) -> None:
    text = f"SELECT * {keyword} <{target}> WHERE {{ ?s ?p ?o }}"
    assert f"FROM <{target}> is niet toegestaan" in refused(questioner, text)


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://voorbeeld.invalid/graaf>",
        "INSERT DATA { keten:a keten:b keten:c }",
        "PREFIX x: <http://voorbeeld.invalid/> DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
    ],
)
def test_updates_are_refused(questioner: Questioner, text: str) -> None:
    assert "de graaf is alleen te lezen" in refused(questioner, text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * WHERE { ?s rdfs:label "SERVICE <http://voorbeeld.invalid/>" }',
        "ASK { ?service a keten:Regio } # SERVICE <http://voorbeeld.invalid/>",
        "SELECT * FROM <https://w3id.org/ketengraaf/id/graaf/register> WHERE { ?s ?p ?o } LIMIT 1",
    ],
)
def test_what_only_looks_refusable_is_answered(questioner: Questioner, text: str) -> None:
    assert isinstance(questioner.ask(text), Answer)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <ADDRESS> { ?s ?p ?o } }",
        "PREFIX : <ADDRESS> SELECT * WHERE { SERVICE:{ ?s ?p ?o } }",
        "PREFIX x: <ADDRESS> SELECT * WHERE { SERVICE SILENT x:{ ?s ?p ?o } }",
        "PREFIX service: <ADDRESS> SELECT * WHERE { SERVICE service:{ ?s ?p ?o } }",
        "SELECT * WHERE { FILTER(1<2)SERVICE#>\n<ADDRESS>{ ?s ?p ?o } }",
    ],
)
def test_no_query_reaches_the_network(questioner: Questioner, text: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(KetengraafError):
            questioner.ask(text.replace("ADDRESS", address), seconds=1.0)
        with pytest.raises(TimeoutError):
            server.accept()


# ---------------------------------------------------------------- what is invalid or stopped


def test_syntax_error_has_its_place(questioner: Questioner) -> None:
    with pytest.raises(InvalidQueryError) as caught:
        questioner.ask("SELECT ?regio WHERE {\n  ?regio keten:nummer }\n")
    assert (caught.value.line, caught.value.column) == (2, 10)
    assert "op regel 2, kolom 10: achter keten:nummer ontbreekt een waarde." in str(caught.value)


def test_endless_query_is_stopped_and_the_next_one_works(questioner: Questioner) -> None:
    questioner.ask(EVERYTHING_ONCE)
    started = time.monotonic()
    with pytest.raises(QueryStoppedError, match="langer dan 1 seconden"):
        questioner.ask(ENDLESS, seconds=1.0)
    assert time.monotonic() - started < 1.0 + 1.5
    answer = questioner.ask(EVERYTHING_ONCE)
    assert [[c.value for c in row if c] for row in answer.rows] == [["43"]]


def test_long_answer_is_cut(questioner: Questioner) -> None:
    answer = questioner.ask("SELECT * WHERE { ?s ?p ?o }", limit=10)
    assert answer.cut
    assert len(answer.rows) == 10


# ---------------------------------------------------------------- the page


def _page() -> None:
    from views import vragen

    vragen.show()


def open_page(**address: str) -> AppTest:
    """Open the page of questions at an address."""
    page = AppTest.from_function(_page, default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    return page.run()


def answer_of(page: AppTest) -> Answer:
    """Return the answer that the page shows."""
    found = page.session_state["vragen_uitkomst"].answer
    assert isinstance(found, Answer)
    return found


def editor_text(page: AppTest) -> str:
    """Return what stands in the editor."""
    return str(page.session_state["vragen_tekst"])


def test_without_the_built_editor_a_plain_field_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bewerker, "_COMPONENT", None)
    page = open_page(sparql="SELECT ?r WHERE { ?r a keten:Regio }")
    (field,) = page.text_area
    assert field.value == "SELECT ?r WHERE { ?r a keten:Regio }"
    field.set_value("SELECT ?r WHERE { ?r a keten:Regio").run()
    assert editor_text(page) == "SELECT ?r WHERE { ?r a keten:Regio"
    assert page.error


@pytest.mark.parametrize("key", KEYS)
def test_address_of_an_example_is_answered_at_once(key: str) -> None:
    page = open_page(vraag=key)
    assert not page.exception
    assert not page.error
    assert answer_of(page).rows or answer_of(page).value


def test_address_with_a_query_waits_for_the_button() -> None:
    page = open_page(sparql="ASK { ?r a keten:Regio }")
    assert not page.subheader
    page.button[0].click().run()
    assert page.success[0].value == "Ja: dit staat in de graaf."


def test_misspelt_class_gets_a_hint() -> None:
    page = open_page(sparql="SELECT * WHERE { ?r a keten:Regoi }")
    page.button[0].click().run()
    assert "leeg" in page.info[0].value
    assert "Regio?" in page.warning[0].value


def test_unknown_example_is_said() -> None:
    page = open_page(vraag="bestaat-niet")
    assert not page.exception
    assert "geen voorbeeldvraag" in page.warning[0].value


def test_refused_query_leaves_the_page_alive() -> None:
    page = open_page(sparql='SELECT * FROM "![x](http://voorbeeld.invalid/x.png)" { ?s ?p ?o }')
    page.button[0].click().run()
    assert not page.exception
    assert "![x]" not in page.error[0].value
    page.session_state["vragen_tekst"] = EVERYTHING_ONCE
    page.button[0].click().run()
    assert len(answer_of(page).rows) == 1


# ---------------------------------------------------------------- questions as forms


def test_value_in_the_address_is_bound_and_answered() -> None:
    page = open_page(vraag="taken-van-een-regio", p_regio="id:regio/2013/friesland")
    assert not page.exception
    assert page.selectbox(key="vragen_veld_taken-van-een-regio_regio").value == f"{ID}regio/2013/friesland"
    assert "regio/2013/friesland>" in editor_text(page)
    assert answer_of(page).rows


def test_choice_is_answered_at_once_and_stands_in_the_address() -> None:
    page = open_page(vraag="jeugdbescherming-per-niveau")
    field = page.selectbox(key="vragen_veld_jeugdbescherming-per-niveau_taak")
    field.select("https://w3id.org/ketengraaf/id/taak/pleegzorg").run()
    assert not page.exception
    assert page.query_params["p_taak"] == "https://w3id.org/ketengraaf/id/taak/pleegzorg"
    assert "taak/pleegzorg>" in editor_text(page)
    assert answer_of(page).rows


@pytest.mark.parametrize(
    "value",
    [
        "x> } . ?a ?b ?c . { <y",
        "javascript:alert(1)",
        "<script>",
        "UNDEF } ?x ?y ?z",
        "id:regio/2013/bestaat-niet",
        "a" * 2000,
    ],
)
def test_hostile_value_in_the_address_is_no_part_of_the_query(value: str) -> None:
    page = open_page(vraag="taken-van-een-regio", p_regio=value)
    assert not page.exception
    assert page.warning
    assert value not in editor_text(page)


def test_text_value_cannot_leave_its_quotation(questioner: Questioner) -> None:
    question = next(q for q in questions() if q.key == "zoek-in-passages")
    for value in (
        '") } UNION { ?s ?p ?o } #',
        "\\",
        '\\"',
        "\\u0022) }",
        "'''",
        '"""',
        "}\n}",
        "doorzettingsmacht\x00",
    ):
        assert questioner.ask(question.filled({"woord": value})).rows == ()
    assert questioner.ask(question.filled({"woord": "Doorzettingsmacht"})).rows


@pytest.mark.parametrize("key", KEYS)
def test_default_in_the_header_is_that_in_the_query(key: str) -> None:
    question = next(q for q in questions() if q.key == key)
    again = question.filled({p.name: p.default for p in question.parameters})
    store = _graph()
    one, other = (store.query(t, use_default_graph_as_union=True) for t in (question.text, again))
    if isinstance(one, ox.QueryBoolean) or isinstance(other, ox.QueryBoolean):
        assert bool(one) == bool(other)
    else:
        assert [str(x) for x in one] == [str(x) for x in other]


@pytest.mark.parametrize("key", sorted({q.key for q in questions() if any(p.choices for p in q.parameters)}))
def test_choices_come_from_the_graph_and_hold_the_default(questioner: Questioner, key: str) -> None:
    question = next(q for q in questions() if q.key == key)
    for parameter in question.parameters:
        if parameter.choices:
            found = [row[0].value for row in questioner.ask(parameter.choices).rows if row[0] is not None]
            assert len(found) == len(set(found)) > 1
            assert not parameter.default or to_term("iri", parameter.default).value in found
