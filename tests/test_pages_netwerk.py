"""The pages netwerk, vergelijk, tijdlijn and rondleiding, and what they show: comparison, dates, the tour."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from graph import comparison, network, timeline
from graph.dates import read_dates
from graph.regions import Inventory
from graph.store import open_store
from views import rondleiding
from views.taal import catalogue

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    return Inventory(open_store())


@pytest.fixture(scope="module")
def whole(inventory: Inventory) -> Any:
    return network.build(inventory)


def page(name: str, **address: str) -> AppTest:
    """Run a page at an address."""

    def script(name: str) -> None:
        import importlib

        importlib.import_module(f"views.{name}").show()

    found = AppTest.from_function(script, default_timeout=120, kwargs={"name": name})
    for key, value in address.items():
        found.query_params[key] = value
    return found.run()


def texts(found: AppTest) -> str:
    """Return what a page says outside its tables."""
    kinds = (found.markdown, found.caption, found.subheader, found.header, found.info, found.warning, found.title)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


# netwerk


def test_the_page_shows_the_region_of_the_address() -> None:
    found = page("netwerk", start="rijnmond", soort="Regio,Gemeente")
    assert not found.exception
    assert found.multiselect(key="netwerk_start").value == ["rijnmond"]
    members = found.dataframe[0].value
    assert {"Rotterdam", "Schiedam", "Vlaardingen"} <= set(members["Van"])
    assert "Gefilterd op" in texts(found)


def test_around_one_thing_every_kind_is_shown() -> None:
    found = page("netwerk", start="gremium/regiegroep-groningen")
    assert not found.exception
    assert ["Regiegroep", "adviseert", "Regionaal bestuurlijk platform", "mogelijk"] in found.dataframe[0].value[
        ["Van", "Relatie", "Naar", "Modaliteit"]
    ].values.tolist()


def test_several_starts_are_shown_together() -> None:
    found = page("netwerk", start="gremium/regiegroep-groningen,regio/twente")
    assert not found.exception
    names = set(found.dataframe[1].value["Naam"])
    assert {"Regiegroep", "Jeugdhulpregio Twente"} <= names


def test_the_page_says_that_it_does_not_know_a_start() -> None:
    found = page("netwerk", start=HOSTILE)
    assert not found.exception
    assert "staat niet in de graaf" in found.warning[0].value


def test_a_page_without_a_start_asks_for_one() -> None:
    found = page("netwerk", start="-")
    assert not found.exception
    assert "Kies een begin" in found.info[0].value


def test_the_card_of_a_chosen_municipality_offers_its_neighbours_and_keeps_them_in_the_address() -> None:
    found = page("netwerk", start="groningen", kies="gm0003", soort="Regio,Gemeente")
    found.button(key="netwerk_uitbreiden").click().run()
    assert not found.exception
    assert found.query_params["erbij"] in ("gm0003", ["gm0003"])
    assert "Eemsdelta" in set(found.dataframe[1].value["Naam"])


def test_no_place_moves_when_a_start_a_step_or_a_filter_is_added() -> None:
    found = page("netwerk", start="groningen")
    before = dict(found.session_state["netwerk_plaatsen"])
    picture = found.session_state["netwerk_beeld"]
    found.multiselect(key="netwerk_start").set_value(["groningen", "gremium/regiegroep-groningen"]).run()
    found.radio(key="netwerk_stap").set_value(2).run()
    found.multiselect(key="netwerk_soort").set_value(["Regio", "Gremium"]).run()
    assert not found.exception
    after = found.session_state["netwerk_plaatsen"]
    assert len(after) > len(before)
    assert {iri: after[iri] for iri in before} == before
    assert found.session_state["netwerk_beeld"] == picture


def test_another_start_is_another_picture() -> None:
    found = page("netwerk", start="groningen")
    picture = found.session_state["netwerk_beeld"]
    found.multiselect(key="netwerk_start").set_value(["twente"]).run()
    assert found.session_state["netwerk_beeld"] != picture


def test_a_whole_document_and_a_whole_region() -> None:
    document = page("netwerk", wat="document", document="samenwerkingskader-groningen")
    assert not document.exception
    assert set(document.dataframe[0].value["Bron"]) == {"Samenwerkingskader ketenpartners jeugdhulpregio Groningen"}
    region = page("netwerk", wat="regio", regio="friesland")
    assert not region.exception
    assert "Regio Friesland" in set(region.dataframe[1].value["Naam"])


def test_a_way_is_read_out_with_its_passages() -> None:
    found = page("netwerk", wat="weg", start="gremium/ontwikkeltafels-groningen",
                 naar="gremium/regionaal-bestuurlijk-platform-groningen")  # fmt: skip
    assert not found.exception
    labels = [expander.label for expander in found.expander]
    assert "ontwikkeltafels legt voor aan Regiegroep\\." in labels
    nowhere = page("netwerk", wat="weg", start="gm0003", naar="gm0055", uit="samenwerkingskader-groningen")
    assert "geen weg" in texts(nowhere)


def test_the_structure_comes_with_its_warning() -> None:
    found = page("netwerk", start="gremium/regiegroep-groningen", stap="2")
    found.toggle(key="netwerk_samenhang").set_value(True).run()
    assert not found.exception
    assert any("documenten zijn niet de wereld" in w.value for w in found.warning)
    assert "Regiegroep" in set(found.dataframe[2].value["Naam"])


def test_the_page_speaks_english() -> None:
    found = page("netwerk", start="gremium/regiegroep-groningen", taal="en")
    assert not found.exception
    assert found.title[0].value == "Network"
    assert "advises" in set(found.dataframe[0].value["Relation"])


def test_the_card_of_a_person_shows_function_and_documents_only() -> None:
    found = page("netwerk", start="persoon/hans-jager", kies="persoon/hans-jager")
    assert not found.exception
    assert "alleen de functie en het document" in texts(found)
    assert "@" not in texts(found)


# vergelijk


def test_two_regions_are_compared_cell_by_cell() -> None:
    found = page("vergelijk", a="groningen", b="friesland")
    assert not found.exception
    rows = {row["Taak"]: row for row in found.dataframe[0].value.to_dict("records")}
    # The profile of Groningen prints "Pleegzorg Regionaal Intentie", that of Friesland "Bovenregionaal Intentie".
    care = rows["Pleegzorg"]
    assert (care["A: niveau"], care["B: niveau"], care["Gelijk"]) == ("regionaal", "bovenregionaal", "verschilt")
    assert rows["Crisisopvang"]["Gelijk"] == "gelijk"


def test_likeness_counts_what_both_say(inventory: Inventory) -> None:
    regions = {r.key: r for r in inventory.profiles}
    found = comparison.compare(regions["groningen"], regions["friesland"])
    assert found == comparison.Likeness(
        regions["groningen"], regions["friesland"], found.levels, found.agreement, found.judgements
    )
    assert found.compared == found.levels[1] + found.agreement[1] + found.judgements[1]
    assert found.agreement == (9, 11)  # eerste lijn and ambulante hulp are shared agreements in Friesland only
    assert comparison.compare(regions["groningen"], regions["groningen"]).score == 1.0


def test_likeness_goes_both_ways_and_ranks_every_other_region(inventory: Inventory) -> None:
    regions = inventory.profiles
    one, other = regions[0], regions[5]
    assert comparison.compare(one, other).score == comparison.compare(other, one).score
    ranked = comparison.most_alike(inventory, one)
    assert len(ranked) == len(regions) - 1
    assert [x.score for x in ranked] == sorted((x.score for x in ranked), reverse=True)


def test_a_region_is_not_compared_with_itself_and_an_unknown_one_is_said_to_be_unknown() -> None:
    assert "Kies twee verschillende" in texts(page("vergelijk", a="arnhem", b="arnhem"))
    found = page("vergelijk", a=HOSTILE)
    assert not found.exception
    assert "staat niet in de graaf" in found.warning[0].value


def test_two_documents_say_what_each_says_of_the_same_thing() -> None:
    found = page(
        "vergelijk", wat="documenten", a="raadsvoorstel-regiovisie-groningen", b="samenwerkingskader-groningen"
    )
    assert not found.exception
    offered = found.selectbox(key="vergelijk_ding").options
    assert any(option.casefold().startswith("ontwikkeltafels") for option in offered)
    assert any("alleen hier" in expander.label for expander in found.expander)


# tijdlijn


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("besproken in het voorjaar van 2024", dt.date(2024, 3, 1), dt.date(2024, 5, 31)),
        ("B&W-besluit d.d.: 23-11-2021", dt.date(2021, 11, 23), dt.date(2021, 11, 23)),
        ("in oktober (2023) gepresenteerd", dt.date(2023, 10, 1), dt.date(2023, 10, 31)),
        ("de tweede helft van 2013", dt.date(2013, 7, 1), dt.date(2013, 12, 31)),
        ("de periode 2012-2015", dt.date(2012, 1, 1), dt.date(2015, 12, 31)),
        ("tot en met februari 2014", dt.date(2014, 2, 1), dt.date(2014, 2, 28)),
    ],
)
def test_dates_are_read_as_the_days_that_they_can_mean(text: str, begin: dt.date, end: dt.date) -> None:
    (found,) = read_dates(text)
    assert (found.begin, found.end) == (begin, end)


@pytest.mark.parametrize(
    "text", ["artikel 2013a", "31-02-2014", "bedrag van 2.013.000 euro", "in mei", "tel 020 2013500"]
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert [d for d in read_dates(text) if d.begin == d.end or "mei" in d.printed] == []


def test_the_time_line_holds_documents_mergers_and_intentions(inventory: Inventory, whole: Any) -> None:
    found = timeline.moments(inventory, whole)
    assert [m.begin for m in found] == sorted(m.begin for m in found)
    assert {m.text for m in found if m.kind == "document" and m.begin == m.end} >= {
        "Raadsvoorstel Regiovisie jeugd regio Groningen", "Regioprofielen decentralisatie jeugdzorg 2013",
    }  # fmt: skip
    merger = next(m for m in found if m.kind == "herindeling" and "Eemsdelta" in m.text)
    assert merger.begin == dt.date(2021, 1, 1)
    spring = [m for m in found if m.kind == "voornemen" and m.printed == "voorjaar van 2024"]
    assert any("Regionaal bestuurlijk platform" in m.text for m in spring)
    for moment in found:
        passage = inventory.passage(moment.passage) if moment.passage else None
        if moment.kind in {"voornemen", "feit"}:
            assert passage is not None
            assert moment.printed in " ".join(passage.quote.split())


def test_the_page_filters_by_kind_region_and_year() -> None:
    found = page("tijdlijn", soort="voornemen", regio="regio/groningen", jaren="2024-2025")
    assert not found.exception
    rows = found.dataframe[0].value
    assert set(rows["Soort"]) == {"Voornemen"}
    assert "voorjaar van 2024" in set(rows["Zoals genoemd"])
    assert page("tijdlijn", soort=HOSTILE, regio=HOSTILE, jaren=HOSTILE).exception.len == 0


# rondleiding


def test_every_quote_of_the_tour_stands_in_its_document_and_gave_a_claim() -> None:
    stops = rondleiding.tour()[1]
    assert len(stops) == 5
    for stop in stops:
        for quote in stop.quotes:
            assert quote.place() is not None, quote.text


def test_the_tour_is_written_in_both_languages() -> None:
    raw = yaml.safe_load((ROOT / "views" / "rondleiding.yaml").read_text(encoding="utf-8"))
    for entry in [raw["vraag"], *(s[part] for s in raw["haltes"] for part in ("titel", "tekst"))]:
        assert set(entry) == {"nl", "en"}
        assert all(text.strip() for text in entry.values())


@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_stop_shows_its_words_and_what_was_read_from_them(number: int, language: str) -> None:
    found = page("rondleiding", halte=str(number), taal=language)
    assert not found.exception
    assert f" {number} " in found.get("progress")[0].proto.text
    shown = texts(found)
    assert not found.warning
    assert catalogue()["rondleiding.gelezen"][language] in shown


def test_the_tour_leads_from_table_to_platform() -> None:
    assert "ontwikkeltafels legt voor aan Regiegroep" in texts(page("rondleiding", halte="2"))
    third = texts(page("rondleiding", halte="3"))
    assert "adviseert \\(mogelijk\\) Regionaal bestuurlijk platform" in third
    assert "\\(ontkend\\)" in third
    found = page("rondleiding", halte="1")
    found.button(key="rondleiding_volgende").click().run()
    assert found.query_params["halte"] in ("2", ["2"])
