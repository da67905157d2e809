"""Search finds things by what people type, and passages by their words."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from graph.search import SearchIndex, abbreviations, plain
from graph.store import open_store


@cache
def index() -> SearchIndex:
    return SearchIndex(open_store())


def labels(question: str) -> list[str]:
    return [hit.label for hit in index().search(question, things=10).things]


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Regiegroep", "Regiegroep"),
        ("regigroep", "Regiegroep"),
        ("ontwikkeltafl", "ontwikkeltafels"),
        ("APPINGEDAM", "Appingedam"),
        ("appingdam", "Appingedam"),
        ("fryslan", "Fryslân"),
        ("RvdK", "Raad voor de Kinderbescherming"),
        ("bestuurlijk platf", "Regionaal bestuurlijk platform"),
        ("samenwerkingskader gron", "Samenwerkingskader ketenpartners jeugdhulpregio Groningen"),
        ("Hans Jager", "Hans Jager"),
    ],
)
def test_a_thing_is_found_by_label_start_abbreviation_and_slip(question: str, label: str) -> None:
    assert label in labels(question)


def test_the_exact_name_comes_before_names_that_hold_it() -> None:
    assert labels("regiegroep")[0] == "Regiegroep"
    assert labels("pleegzorg")[0] == "Pleegzorg"


def test_an_alias_leads_to_its_thing_and_says_which_name_fitted() -> None:
    hit = index().search("Stuurgroep SWA").things[0]
    assert hit.iri.endswith("gremium/stuurgroep-samenwerkingsagenda-twente")
    assert hit.matched == "Stuurgroep SWA"


@pytest.mark.parametrize("question", ["", " ", "x", "qqqqzzzz", "<img onerror>", "?" * 5000, "\u202e", "a" * 5000])
def test_what_is_nowhere_finds_nothing(question: str) -> None:
    found = index().search(question)
    assert (found.things, found.passages) == ((), ())


def test_words_of_a_passage_lead_to_its_place() -> None:
    hit = index().search("neemt geen formele besluiten").passages[0]
    assert hit.document.endswith("samenwerkingskader-groningen")
    assert plain(hit.quote[hit.at :]).startswith("neemt geen formele besluiten")
    assert hit.section == "4. Regiegroep"


def test_the_last_word_may_be_unfinished_and_a_word_misspelt() -> None:
    assert index().search("formele beslu").passage_count > 0
    assert index().search("zorgkantor zorgverzekeraar").passage_count > 0


def test_passages_that_overlap_are_shown_once() -> None:
    hits = index().search("regiegroep", passages=20).passages
    places = [(h.document, h.begin, h.end) for h in hits]
    assert not [1 for a in places for b in places if a < b and a[0] == b[0] and b[1] < a[2]]


def test_a_plural_of_small_words_makes_no_abbreviation() -> None:
    assert abbreviations("VNG") == set()
    assert abbreviations("Raad voor de Kinderbescherming") == {"rk", "rvdk"}


def test_an_empty_graph_finds_nothing() -> None:
    assert SearchIndex(ox.Store()).search("regiegroep").thing_count == 0
