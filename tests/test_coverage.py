"""Sentences without a claim: a proper name is enough, of common words there must be two."""

from __future__ import annotations

from functools import cache

import pytest

from graph.coverage import _Named, _pattern, _telling, unread_sentences
from graph.findings import DOCUMENTS_FOLDER
from graph.store import open_store

NAMES = {
    "onderwijs": _Named({"a"}),
    "scholen": _Named({"a"}),
    "gemeenten": _Named({"b"}),
    "de vaart": _Named({"c"}, capital=True),
    "regionaal bestuurlijk overleg": _Named({"d"}, proper=True),
    "leiden": _Named({"e"}, capital=True, land=True),
    "urk": _Named({"f"}, capital=True, land=True),
    "twente": _Named({"g"}, capital=True, land=True, region=True),
    "stuurgroep": _Named({"h"}, proper=True, word=True),
    "vo": _Named({"i"}, abbreviated=True),
}


def _found(sentence: str) -> list[str]:
    return _telling(_pattern(NAMES), NAMES, sentence, 0, len(sentence))


def test_a_common_word_alone_says_nothing() -> None:
    assert _found("Er is veel aandacht voor het onderwijs.") == []
    assert _found("Het onderwijs en de scholen zijn hetzelfde.") == []


def test_two_different_actors_or_a_name_do() -> None:
    assert _found("Het onderwijs spreekt met de gemeenten.") == ["onderwijs", "gemeenten"]
    assert _found("Men bezocht De Vaart in mei.") == ["De Vaart"]
    assert _found("Het komt in het regionaal\nbestuurlijk overleg.") == ["regionaal bestuurlijk overleg"]


def test_a_name_in_small_letters_is_a_common_word() -> None:
    assert _found("Men houdt de vaart erin dit jaar.") == []


def test_a_place_is_no_actor_and_a_municipality_that_acts_is() -> None:
    assert _found("Dat gebeurt in Leiden en in Urk.") == []
    assert _found("Daarnaast neemt Leiden de taak over.") == ["Leiden"]
    assert _found("Men laat zich leiden door de gemeenten.") == []
    assert _found("Daarom overlegt men met Leiden (Urk) of niet.") == ["Leiden"]
    assert _found("Het geldt voor heel het land (Urk) en verder niet.") == []


def test_a_region_acts_where_it_is_the_subject_or_beside_another() -> None:
    assert _found("Daarmee is Twente een bestaande indeling.") == []
    assert _found("• Ook Twente doet mee aan de proef.") == ["Twente"]
    assert _found("Daarover spreekt ook Twente met de gemeenten.") == ["Twente", "gemeenten"]


def test_a_body_of_one_word_must_be_one_in_particular() -> None:
    assert _found("Er is behoefte aan een stuurgroep voor de jeugd.") == []
    assert _found("Dat gaat eerst langs de stuurgroep van wethouders.") == ["stuurgroep"]


def test_an_abbreviation_counts_in_capitals() -> None:
    assert _found("De gemeenten spreken met VO over de jeugd.") == ["gemeenten", "VO"]
    assert _found("De gemeenten spreken vo of later over de jeugd.") == []


def test_part_of_a_longer_name_is_not_that_name() -> None:
    assert _found("Het Actieplan Veilig Urk wordt besproken in mei.") == []
    assert _found("De gemeenten voeren het Passend Onderwijs in.") == []
    assert _found("De proef Leiden-Noord is dit jaar begonnen.") == []


# ---------------------------------------------------------------- sentences of the documents themselves


@cache
def _remarks() -> tuple[str, ...]:
    return tuple(" ".join(r.places[0].quote.split()) for r in unread_sentences(open_store(), DOCUMENTS_FOLDER))


GOOD = (
    "Haarlemmermeer benadert de drie transities",
    "De gemeenschappelijke regeling Holland Rijnland wordt daarbij als platform gebruikt.",
    "Holland Rijnland werkt al sinds 2006 nauw samen",
    "De regio Food Valley vindt het gevraagde schema",
    "Het is nog de vraag Of gemeente Eemnes in de toekomst",
    "dat de regio bestaat uit de provincie Drenthe.",
    "binnen de regio Westerveld, Staphorst, Steenwijkerland, Meppel",
    "worden CJG coaches gekoppeld aan VO scholen",
    "Deze partijen zitten of in de regionale stuurgroep",
    "zullen nog voor de zomervakantie aan de stuurgroep jeugd worden voorgelegd.",
    "de doorontwikkeling van het Veiligheidshuis en de aansluiting met het CJG.",
    "Zo zijn onderwijs en veiligheid betrokken in het eerste voorbereidingsjaar 2012",
    "Raad voor de Kinderbescherming; Eerste kennismaking heeft plaatsgevonden",
    "Verwachting van de VNG is",
    "het vervolg van de ontwikkeltafels (nu: duidingstafels)",
    "agenderen zij het betreffende onderwerp voor de Stuurgroep Samenwerkingsagenda.",
)
WEAK = (
    "In Twente worden diverse (innovatieve) pilots uitgevoerd",
    "In Overijssel is een specifieke routekaart gemaakt",
    "kennisateliers op de schaal van Drenthe.",
    "Deze werkwijze is in de regio Holland Rijnland ontwikkeld",
    "Als eerste regio wordt in Zuid-Kennemerland in 2013 al het Passend Onderwijs",
    "Ook binnen de regio Amsterdam-Amstelland zijn diverse samenwerkingsverbanden",
    "is Zaanstreek-Waterland een bestaande regionale indeling.",
    "is al veel ‘op schaal’ georganiseerd in Zaanstreek-Waterland.",
    "het profiel van Midden-Limburg Oost is aangegeven",
    "Met elkaar in de regio West-Brabant-West zijn wij in 2012 gestart",
    "het regionaal Transitieplan Zorg voor Jeugd Flevoland.",
    "Hiervoor worden in Flevoland nu 2 pilots gedaan (1 in Urk en 1 in Almere)",
    "bij de samenwerkende gemeenten in de regio Rotterdam",
    "en de proeftuin AMK – SHG.",
    "De komende periode staat in het teken van ontwikkeltafels.",
    "Jeugdbescherming is aangemerkt als een regionale opgave.",
)


@pytest.mark.parametrize("part", GOOD)
def test_a_sentence_that_says_who_does_what_is_shown(part: str) -> None:
    assert [s for s in _remarks() if part in s]


@pytest.mark.parametrize("part", WEAK)
def test_a_sentence_that_only_says_where_is_not(part: str) -> None:
    texts = (p.read_text("utf-8") for p in DOCUMENTS_FOLDER.glob("*/tekst.txt"))
    assert any(part in " ".join(text.split()) for text in texts)
    assert not [s for s in _remarks() if part in s]
