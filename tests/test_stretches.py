"""What a reader of prose takes one by one: cells under labels, items, parties under numbers, decisions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from loaders.columns import find_tables
from loaders.proposals import read_claims
from loaders.prose import read_prose
from loaders.stretches import find_stretches, join_head, texts_of
from loaders.text import SourceText

GOLD = Path(__file__).parent / "gold" / "nieuw"
TABLE = """Overzicht van de overleggen

Overleg              Frequentie          Voorzitter
Kernteam             maandelijks         de regiosecretaris
Zorgtafel            ieder kwartaal      wethouder van Almelo

De stuurgroep besluit over het budget.
"""


def source(text: str) -> SourceText:
    return SourceText("overleggen", text)


def test_a_table_gives_cells_under_the_labels_of_their_columns() -> None:
    found = list(find_stretches(source(TABLE)))
    cells = [(s.head.text, s.text) for s in found if s.kind == "tabelcel" and s.head is not None]
    assert cells == [
        ("Frequentie", "maandelijks"), ("Voorzitter", "de regiosecretaris"),
        ("Frequentie", "ieder kwartaal"), ("Voorzitter", "wethouder van Almelo"),
    ]  # fmt: skip
    assert [s.text for s in found if s.kind == "kop"][-2:] == ["Kernteam", "Zorgtafel"]
    assert found[-1].text == "De stuurgroep besluit over het budget."


def test_two_tables_under_each_other_have_their_own_labels() -> None:
    below = """
Gremium              Leden               Doel
Kernteam             de aanbieders       overleg
Zorgtafel            de scholen          advies
"""
    two = TABLE.replace("\nDe stuurgroep besluit over het budget.\n", below)
    found = [(s.head.text, s.text) for s in find_stretches(source(two)) if s.kind == "tabelcel" and s.head is not None]
    assert found[3:] == [
        ("Voorzitter", "wethouder van Almelo"),
        ("Leden", "de aanbieders"), ("Doel", "overleg"), ("Leden", "de scholen"), ("Doel", "advies"),
    ]  # fmt: skip
    row = "Raad                 Jaarlijks           Griffie"
    spaced = TABLE.replace("Voorzitter\n", "Voorzitter\n\n").replace("Almelo\n", f"Almelo\n\n{row}\n")
    labels = [block for block in read_prose(source(spaced)).blocks if block.kind == "kolomkop"]
    assert len(labels) == 3, "rows as far apart as the first is from the head are one table"


def test_each_cell_stands_where_its_place_says() -> None:
    text = source(TABLE)
    for stretch in find_stretches(text):
        assert " ".join(text.text[s.begin : s.end] for s in stretch.spans) == stretch.text


def test_lines_that_are_no_table_are_left_alone() -> None:
    letter = "Geachte raad,\n\nDit is   een brief   met ruimte\nen nog een regel   met ruimte   erin\n"
    assert find_tables(source(letter).lines) == {}
    signed = "Gemeente Goes        J. Bakker\nGemeente Tholen      P. de Wit\nGemeente Veere       A. Vos\n"
    assert find_tables(source(signed).lines) == {}


def test_a_table_under_a_head_needs_two_rows() -> None:
    assert (
        find_tables(source("Overleg      Frequentie      Voorzitter\nKernteam     maandelijks     Jansen\n").lines)
        == {}
    )


def test_a_planning_in_dashes_is_a_list() -> None:
    planning = "Planning\n\nseptember 2024: start\n\nJuni - het kernteam bespreekt het concept\n"
    planning += "September - de colleges stellen het vast\n\nDe afspraken gelden voor drie jaar.\n"
    items = [b for b in read_prose(source(planning)).blocks if b.kind == "lijstonderdeel"]
    assert len(items) == 2


def test_parties_under_roman_numbers_are_named_without_their_number() -> None:
    covenant = "Partijen:\n\nI.   de gemeente Goes;\n\nII.  de gemeente Tholen;\n\nIV.  de gemeente Veere;\n"
    assert [s.text for s in find_stretches(source(covenant))][1:] == [
        "de gemeente Goes;", "de gemeente Tholen;", "de gemeente Veere;",
    ]  # fmt: skip


def test_the_cells_of_a_real_table_become_claims_of_the_body_in_their_row() -> None:
    place = GOLD / "samenwerkingsconvenant-amstelweide"
    text = SourceText.from_file(place / "tekst.txt", place.name)
    read = read_claims(text, dt.date(2016, 6, 1), kept=place / "frog.json.gz")
    said = {(p.subject, p.relation, p.object) for p in read.proposals}
    assert ("Ambtelijke Regiegroep", "vergaderfrequentie", "maandelijks") in said
    assert ("Aanbiederstafel", "heeftVoorzitter", "wethouder van Aalsmeer") in said
    assert ("Werkgroep Monitoring", "rapporteertAan", "Ambtelijke Regiegroep") in said


def test_whom_the_reader_of_a_letter_may_ask_is_a_contact_of_the_writer() -> None:
    place = GOLD / "raadsbrief-waalzicht"
    text = SourceText.from_file(place / "tekst.txt", place.name)
    read = read_claims(text, dt.date(2022, 6, 1), kept=place / "frog.json.gz")
    contacts = {(p.subject, p.object) for p in read.proposals if p.relation == "heeftContactpersoon"}
    assert len(contacts) == 1
    assert next(iter(contacts))[1] == "J. Heesters"


def test_the_function_behind_a_name_in_a_list_of_parties_is_of_that_person() -> None:
    place = GOLD / "samenwerkingsovereenkomst-veenrand"
    text = SourceText.from_file(place / "tekst.txt", place.name)
    read = read_claims(text, dt.date(2023, 6, 1), kept=place / "frog.json.gz")
    functions = {(p.subject, p.object) for p in read.proposals if p.relation == "heeftFunctie"}
    assert {("R. Zandberg", "wethouder jeugd"), ("J. Wolthuis", "directeur-bestuurder")} <= functions
    represented = {p.subject for p in read.proposals if p.relation == "vertegenwoordigt"}
    assert "onderwijs" not in represented


DECISION = """RAADSBESLUIT

De raad van de gemeente Veendam;
gelezen het voorstel van burgemeester en wethouders van 3 oktober 2023;
gelet op de Jeugdwet;

B E S L U I T :

1. de Regiovisie Jeugd Noordoost vast te stellen;
2. het college op te dragen de raad jaarlijks te informeren.

De raad van de gemeente Oldambt, gezien het advies van de adviesraad, besluit in te stemmen met de Regiovisie Jeugd.
"""


def test_who_decides_is_read_behind_the_considerations() -> None:
    found = list(find_stretches(source(DECISION)))
    heads = [(s.head.text, s.text) for s in found if s.head is not None]
    assert heads == [
        ("De raad van de gemeente Veendam besluit:", "de Regiovisie Jeugd Noordoost vast te stellen;"),
        ("De raad van de gemeente Veendam besluit:", "het college op te dragen de raad jaarlijks te informeren."),
    ]
    assert found[-1].text.startswith("De raad van de gemeente Oldambt, gezien")
    assert found[-1].heard == "De raad van de gemeente Oldambt besluit in te stemmen met de Regiovisie Jeugd."
    text = source(DECISION)
    assert all(text.read(s.spans).text for s in found), "each stands where it says"


def test_a_list_that_is_announced_takes_the_place_of_what_announces_it() -> None:
    text = "De kwartiermaker levert de volgende stukken op:\n- een regiovisie, met een begroting;\n- een werkplan.\n"
    items = [s for s in find_stretches(source(text)) if s.head is not None]
    assert [join_head(s) for s in items] == [
        "De kwartiermaker levert een regiovisie op.", "De kwartiermaker levert een werkplan op.",
    ]  # fmt: skip


def test_all_who_decide_together_are_named_and_an_item_decides_nothing() -> None:
    text = """De colleges van de gemeenten Aalten, Lochem en Winterswijk, ieder voor zich;

overwegende dat
- de gemeenteraden toestemming hebben verleend;

besluiten:
1. de regeling te treffen.
"""
    found = list(find_stretches(source(text)))
    assert [s.head.text for s in found if s.head is not None and s.text == "de regeling te treffen."] == [
        "De colleges van de gemeenten Aalten, Lochem en Winterswijk besluiten:"
    ]
    assert all(s.heard in texts_of(s) for s in found), "what is read was analysed"
