"""A query that does not parse is told where it is wrong and what would mend it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from graph.errors import InvalidQueryError, QueryStoppedError
from graph.faults import find_fault
from graph.library import CHOICES_FOLDER, questions
from graph.query import Questioner

# The query, the line and column of the fault, and words of the sentence in Dutch and in English.
FAULTS = {
    "dot": ("SELECT ?a {\n  ?a a keten:Regio\n  ?a rdfs:label ?b\n}", (2, 19), "ontbreekt een punt", "a dot"),
    "dot after a text": ("SELECT * {\n  ?a rdfs:label 'x'@nl\n  ?b a ?c .\n}", (2, 23), "een punt", "a dot"),
    "semicolon": ("SELECT * {\n  ?a a ?c\n    rdfs:label ?b .\n}", (2, 10), "een puntkomma", "a semicolon"),
    "comma": ("SELECT ?a {\n  ?a a keten:Regio ,\n    rdfs:label ?b .\n}", (2, 20), "een puntkomma", "a semicolon"),
    "brace": ("SELECT ?a WHERE {\n  ?a a keten:Regio .\n", (1, 17), "ontbreekt een }", "a } is missing"),
    "inner brace": ("ASK {\n  OPTIONAL {\n    ?a a ?b .\n}", (1, 5), "ontbreekt een }", "a } is missing"),
    "brace too many": ("ASK {\n  ?a a ?b .\n}\n}", (4, 1), "hoort bij geen {", "belongs to no {"),
    "parenthesis": ("ASK {\n  ?a a ?b .\n  FILTER (BOUND(?a)\n}", (3, 10), "ontbreekt een )", "a ) is missing"),
    "parenthesis too many": ("ASK {\n  FILTER (BOUND(?a)))\n}", (2, 21), "hoort bij geen (", "belongs to no ("),
    "prefix": ("ASK {\n  ?a a ketten:Regio .\n}", (2, 8), "Bedoelde u keten:?", "Did you mean keten:?"),
    "strange prefix": ("ASK {\n  ?a a zqx:Regio .\n}", (2, 8), "zqx: is niet bekend", "zqx: is not known"),
    "quote": ('ASK {\n  ?a rdfs:label "Groningen .\n  ?a a ?b\n}', (2, 17), "niet gesloten", "not closed"),
    "typographic quote": ("ASK {\n  ?a rdfs:label “Groningen” .\n}", (2, 17), "rechte", "straight"),
    "commas in SELECT": ("SELECT ?a, ?b WHERE {\n  ?a a ?b\n}", (1, 10), "geen komma", "no comma"),
    "no question mark": ("SELECT regio WHERE {\n  ?regio a ?b\n}", (1, 8), "?regio", "?regio"),
    "no name": ("SELECT (COUNT(?a)) WHERE {\n  ?a a ?b\n}", (1, 8), "krijgt een naam", "gets a name"),
    "no parentheses": ("SELECT COUNT(?a) WHERE {\n  ?a a ?b\n}", (1, 8), "krijgt een naam", "gets a name"),
    "nothing chosen": ("SELECT WHERE {\n  ?a a ?b\n}", (1, 8), "of * voor alle", "or * for all"),
    "not grouped": ("SELECT ?a (COUNT(?b) AS ?n) {\n  ?a a ?b\n}", (1, 8), "GROUP BY ?a", "GROUP BY ?a"),
    "name twice": ("SELECT (?b AS ?a) {\n  ?a a ?b\n}", (1, 15), "bestaat al", "exists already"),
    "misspelt SELECT": ("SELCT ?a {\n  ?a a ?b\n}", (1, 1), "bedoelde u SELECT?", "did you mean SELECT?"),
    "misspelt OPTIONAL": ("ASK {\n  ?a a ?b .\n  OPTINAL { ?a a ?c }\n}", (3, 3), "OPTIONAL", "OPTIONAL"),
    "bare word": ("ASK {\n  ?a rdfs:label label .\n}", (2, 17), "geen woord van SPARQL", "no word of SPARQL"),
    "and": ("ASK {\n  FILTER (?a = 1 AND ?b = 2)\n}", (2, 18), "dit &&", "this is &&"),
    "equals": ("ASK {\n  FILTER (?a == 1)\n}", (2, 14), "dit =.", "this is =."),
    "FILTER": ("ASK {\n  ?a a ?b .\n  FILTER ?a = ?b\n}", (3, 10), "FILTER (…)", "FILTER (…)"),
    "AS": ("ASK {\n  ?a a ?b .\n  BIND (?b AS 'c')\n}", (3, 15), "na AS", "AS is followed"),
    "LIMIT": ("SELECT * {\n  ?a a ?b\n}\nLIMIT", (4, 1), "een getal", "a number"),
    "ORDER": ("SELECT * {\n  ?a a ?b\n}\nORDER ?a", (4, 7), "komt BY", "followed by BY"),
    "ORDER too late": ("SELECT * {\n  ?a a ?b\n}\nLIMIT 5\nORDER BY ?a", (5, 1), "voor LIMIT", "before LIMIT"),
    "IRI": ("ASK {\n  ?a a http://voorbeeld.test/x .\n}", (2, 8), "tussen < en >", "between < and >"),
    "IRI not closed": ("ASK {\n  ?a a <http://voorbeeld.test/x .\n}", (2, 8), "zet er > achter", "put > behind"),
    "PREFIX": ("PREFIX ex <http://voorbeeld.test/>\nASK { ?a a ex:b }", (1, 8), "dubbele punt", "a colon"),
    "PREFIX with an end": ("PREFIX ex: <http://x.test/> ;\nASK { ?a a ex:b }", (1, 29), "geen ;", "followed by ;"),
    "no object": ("ASK {\n  ?a rdfs:label .\n  ?a a ?b\n}", (2, 6), "ontbreekt een waarde", "a value is missing"),
    "two queries": ("ASK { ?a a ?b }\nASK { ?c a ?d }", (2, 1), "een tweede vraag", "a second query"),
    "nothing": ("# niets\n", (1, 1), "geen vraag", "no query"),
}  # fmt: skip


@pytest.fixture(scope="module")
def asked() -> Iterator[Questioner]:
    questioner = Questioner()
    yield questioner
    questioner.close()


@pytest.mark.parametrize("name", FAULTS)
def test_fault_has_its_place_and_its_remedy(asked: Questioner, name: str) -> None:
    text, place, dutch, english = FAULTS[name]
    with pytest.raises(InvalidQueryError) as caught:
        asked.check(text)
    error = caught.value
    assert (error.line, error.column) == place
    assert dutch in error.detail
    assert english in error.english_detail
    assert f"op regel {place[0]}, kolom {place[1]}" in str(error)


def _valid() -> list[str]:
    return [q.text for q in questions()] + [p.read_text(encoding="utf-8") for p in CHOICES_FOLDER.glob("*.rq")]


@pytest.mark.parametrize("text", _valid(), ids=range(len(_valid())))
def test_nothing_is_wrong_with_what_is_right(text: str) -> None:
    assert find_fault(text, "", (1, 1), lambda _text: (1, 1)) is None


def test_what_cannot_be_told_keeps_the_place_of_the_parser(asked: Questioner) -> None:
    with pytest.raises(InvalidQueryError) as caught:
        asked.check("ASK {\n  ?a a ?b . }  { ?c a ?d }")
    assert caught.value.english_detail == ""
    assert caught.value.line == 2


HOSTILE = (
    "ASK {" + "(" * 50_000,
    "SELECT " + "x, " * 30_000,
    "ASK { " + "?a a ?b\n" * 12_000,
    "<" * 90_000,
    '"' * 99_999,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_looked_at_in_no_time(asked: Questioner, text: str) -> None:
    began = time.monotonic()
    with pytest.raises((InvalidQueryError, QueryStoppedError)):
        asked.ask(text)
    assert time.monotonic() - began < 10
