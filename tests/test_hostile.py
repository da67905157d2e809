"""Hostile queries: each ends with an answer or a sentence, and the next honest query is answered."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from graph.errors import KetengraafError, QueryStoppedError
from graph.query import Questioner, Ticket

HONEST = "SELECT (COUNT(*) AS ?n) WHERE { ?regio a keten:Regio ; keten:nummer ?nummer }"
FIVE = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(5))
DIGITS = "VALUES ?{} {{ 0 1 2 3 4 5 6 7 8 9 }}"
REFUSED = [
    "SELECT * { SERVICE <http://x.invalid/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://x.invalid/> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE <http://x.invalid/> { ?s ?p ?o } }",
    "SELECT * { service ?x { ?s ?p ?o } }",
    r"SELECT * { \u0053ERVICE <http://x.invalid/> { } }",
    r"SELECT * { \U00000053ERVICE <http://x.invalid/> { } }",
    "SELECT * { SERVICE#\n<http://x.invalid/> { } }",
    "SELECT * { OPTIONAL { SERVICE <file:///etc/passwd> { ?s ?p ?o } } }",
    "ASK { FILTER EXISTS { SERVICE <http://x.invalid/> { } } }",
    "SELECT * { { SELECT * { SERVICE <http://x.invalid/> { } } } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <http://x.invalid/> { ?s ?p ?o }",
    "SELECT * FROM <https://w3id.org.x.invalid/> { ?s ?p ?o }",
    "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
    "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
    "LOAD <file:///etc/passwd>",
    "LOAD SILENT <http://x.invalid/> INTO GRAPH <a:a>",
    "load <http://x.invalid/>",
    "# SELECT\nLOAD <http://x.invalid/>",
    "PREFIX a: <a:> LOAD <http://x.invalid/>",
    "INSERT DATA { <a:a> <a:b> <a:c> }",
    "DELETE DATA { <a:a> <a:b> <a:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP ALL",
    "DROP GRAPH <a:a>",
    "CREATE GRAPH <a:a>",
    "COPY DEFAULT TO <a:a>",
    "MOVE <a:a> TO <a:b>",
    "ADD <a:a> TO <a:b>",
    r"\u0043LEAR ALL",
    "ASK { <a:a> <a:b> '" + "x" * 200_000 + "' }",
]
INVALID = [
    "",
    " ",
    "\x00",
    "\ufeff",
    "SELECT",
    "SELECT * {",
    "SELECT * { ?s ?p ?o } }",
    "ASK {} ; CLEAR ALL",
    "ASK {} CLEAR ALL",
    "SELECT * { ?s ?p ?o } ; INSERT DATA { <a:a> <a:b> 1 }",
    "SELECT * { ?s ?p 'x }",
    'SELECT * { ?s ?p """x }',
    "SELECT * { ?s <a b> ?o }",
    "SELECT * { ?s ?p ?o \u202e }",
    "ＳＥＬＥＣＴ * { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o FILTER(?o = \ud800) }",
    "{" * 50_000,
    "SELECT * " + "{" * 40_000 + "}" * 40_000,
    "ASK { FILTER(" + "(" * 40_000 + "1" + ")" * 40_000 + ") }",
    "ASK { FILTER(" + "!" * 90_000 + "true) }",
    "SELECT * { ?s " + "(" * 30_000 + "<a:a>" + ")" * 30_000 + " ?o }",
    "<script>alert(1)</script>",
    "'; DROP TABLE x; --",
    "../../etc/passwd",
]
ENDLESS = [
    f"SELECT * {{ {FIVE} }} ORDER BY ?c4",
    f"SELECT (COUNT(*) AS ?n) {{ {FIVE} }}",
    f"SELECT DISTINCT ?a0 ?a4 {{ {FIVE} FILTER(?a0 = ?nergens) }}",
    f"ASK {{ {FIVE} FILTER(STRLEN(CONCAT(STR(?a0), STR(?c4))) < 0) }}",
    f"CONSTRUCT {{ ?a0 ?b1 ?c2 }} {{ {FIVE} FILTER(STRLEN(CONCAT(STR(?a0), STR(?c4))) < 0) }}",
    "SELECT (COUNT(*) AS ?n) { ?a (!<a:a>|^!<a:a>)* ?b . ?b (!<a:a>|^!<a:a>)* ?c }",
    "SELECT (COUNT(*) AS ?n) { ?a (!<a:a>)+/(^!<a:a>)+/(!<a:a>)+ ?b . ?c (!<a:a>)* ?d }",
    "SELECT (COUNT(*) AS ?n) { " + " ".join(DIGITS.format(f"x{n}") for n in range(12)) + " }",
    "SELECT * { " + " ".join(DIGITS.format(f"x{n}") for n in range(12)) + " FILTER(?x0 + ?x11 > 99) }",
    "SELECT (GROUP_CONCAT(STR(?c)) AS ?t) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '(x+x+)+y')) }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?g ?h ?i FILTER(?i != ?c && ?i = ?a) } } ORDER BY ?c",
]


@pytest.fixture(scope="module")
def questioner() -> Iterator[Questioner]:
    asked = Questioner()
    yield asked
    asked.close()


def answered(questioner: Questioner) -> bool:
    rows = questioner.ask(HONEST).rows
    return rows[0][0] is not None and rows[0][0].value == "43"


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_refused_before_it_runs(questioner: Questioner, number: int) -> None:
    with pytest.raises(KetengraafError) as caught:
        questioner.ask(REFUSED[number], seconds=5)
    assert "is niet toegestaan" in str(caught.value)


@pytest.mark.parametrize("number", range(len(INVALID)))
def test_invalid_is_an_error_with_a_sentence(questioner: Questioner, number: int) -> None:
    with pytest.raises(KetengraafError) as caught:
        questioner.ask(INVALID[number], seconds=5)
    assert str(caught.value)[0].isupper()
    assert answered(questioner)


@pytest.mark.parametrize("number", range(len(ENDLESS)))
def test_endless_is_stopped_and_the_next_is_answered(questioner: Questioner, number: int) -> None:
    with pytest.raises(QueryStoppedError):
        questioner.ask(ENDLESS[number], seconds=1)
    assert answered(questioner)


def test_stop_works_while_it_runs(questioner: Questioner) -> None:
    ticket = Ticket()
    threading.Timer(0.5, ticket.stop).start()
    started = time.monotonic()
    with pytest.raises(QueryStoppedError, match="u hebt haar gestopt"):
        questioner.ask(ENDLESS[1], seconds=30, ticket=ticket)
    assert time.monotonic() - started < 15
    assert answered(questioner)


def test_there_are_enough() -> None:
    assert len({*REFUSED, *INVALID, *ENDLESS}) >= 60
