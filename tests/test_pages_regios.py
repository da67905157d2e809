"""The pages Start, Regio's and Eén regio, on the committed graph."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from graph.regions import TASKS, Inventory, Region
from graph.store import open_store
from views import gedeeld, regio, regios, start


@cache
def inventory() -> Inventory:
    return Inventory(open_store())


def region(key: str) -> Region:
    return next(r for r in inventory().regions.values() if r.key == key)


def _start() -> None:
    from views import start

    start.show()


def _regios() -> None:
    from views import regios

    regios.show()


def _regio() -> None:
    from views import regio

    regio.show()


def opened(page: Callable[[], None], **parameters: str) -> AppTest:
    test = AppTest.from_function(page, default_timeout=30)
    for name, value in parameters.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def texts(test: AppTest) -> str:
    return "\n".join(
        str(getattr(e, "value", "")) for kind in ("markdown", "caption", "info", "warning") for e in test.get(kind)
    )


def test_matrix_has_a_row_for_each_of_42_profiles_and_a_column_for_each_of_11_tasks() -> None:
    frame = regios.matrix(inventory().profiles, "niveau")
    assert frame.shape == (42, 2 + 11)
    assert list(frame["Nr"])[33:35] == [34.1, 34.2]


def test_friesland_puts_pleegzorg_above_the_region_as_an_intention() -> None:
    levels = regios.matrix(inventory().profiles, "niveau").set_index("Regio")
    agreement = regios.matrix(inventory().profiles, "overeenstemming").set_index("Regio")
    assert levels.loc["Friesland", "Pleegzorg"] == "bovenregionaal"
    assert agreement.loc["Friesland", "Pleegzorg"] == "intentie"


def test_mixed_and_possible_levels_are_spelled_out() -> None:
    allocation = region("zuid-holland-zuid").allocations["residentieel"]
    assert regio.level_name(allocation) == "subregionaal + regionaal (mogelijk bovenregionaal)"
    assert regio.level_key(allocation) == "gemengd"


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"text": "appingedam"}, ["groningen"]),
        ({"text": "Den Haag"}, ["haaglanden"]),
        ({"province": "Zeeland"}, ["zeeland"]),
        ({"level": "lokaal", "task": "jeugdzorgplus"}, ["rivierenland"]),
        ({"text": "bestaat niet"}, []),
    ],
)
def test_choices_narrow_the_regions(choices: dict[str, str], expected: list[str]) -> None:
    assert [r.key for r in regios.matching(inventory().profiles, **choices)] == expected


def test_each_task_counts_every_region_once() -> None:
    for aspect in ("niveau", "overeenstemming"):
        per_task = regios.shares(inventory().profiles, aspect).groupby("Taak")["Aantal"].sum()
        assert len(per_task) == len(TASKS)
        assert set(per_task) == {42}


def test_map_places_the_408_municipalities_of_2013_inside_the_netherlands() -> None:
    frame = regios.places(inventory().profiles, "pleegzorg")
    assert len(frame) == 408
    assert frame["breedte"].between(50.7, 53.6).all()
    assert frame["lengte"].between(3.3, 7.3).all()


def test_every_region_on_the_map_has_its_own_colour_and_shape() -> None:
    frame = regios.places(inventory().profiles)
    marks = frame.drop_duplicates("Regio")[["Kleur", "Vorm"]]
    assert len(marks.drop_duplicates()) == 42


def test_text_on_every_colour_meets_the_contrast_of_wcag_aa() -> None:
    colours = {*gedeeld.LEVEL_COLOURS.values(), *gedeeld.AGREEMENT_COLOURS.values()}
    assert [c for c in colours if contrast(c, regio.text_colour(c)) < 4.5] == []


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(
    ("region_key", "name", "expected"),
    [
        ("groningen", "Appingedam", "2021: Eemsdelta"),
        ("groningen", "Winsum", "2019: verdeeld over Het Hogeland, Westerkwartier"),
        ("friesland", "Lemsterland", "2014: De Friese Meren (2015: De Fryske Marren)"),
        ("groningen", "Groningen", "bestaat nog"),
    ],
)
def test_fate_follows_a_municipality_to_today(region_key: str, name: str, expected: str) -> None:
    member = next(m for m in region(region_key).members if m.municipality.name == name)
    assert regio.fate(inventory(), member.municipality) == expected


@pytest.mark.parametrize("view", list(regios.VIEWS))
def test_regions_page_opens_in_every_view(view: str) -> None:
    assert "42 van de 42 profielen" in texts(opened(_regios, weergave=view))


def test_address_of_a_cell_opens_its_passage() -> None:
    test = opened(_regios, regio="friesland", taak="pleegzorg")
    assert "Pleegzorg Bovenregionaal Intentie" in "\n".join(str(e.proto.body) for e in test.get("html"))


def test_choosing_region_and_task_opens_the_cell_and_writes_the_address() -> None:
    test = opened(_regios)
    test.selectbox(key="regios_regio").select("twente").run()
    test.selectbox(key="regios_taak").select("crisisopvang").run()
    assert test.query_params["regio"] == "twente"
    assert test.query_params["taak"] == "crisisopvang"
    assert "Zo staat het in de tabel" in texts(test)


def test_choices_without_a_match_give_a_sentence() -> None:
    assert "Geen enkele regio voldoet" in texts(opened(_regios, zoek="Atlantis"))


def test_unknown_region_gives_a_sentence_and_no_markup() -> None:
    test = opened(_regio, regio="atlantis<b>")
    assert "Er is geen regio met de sleutel “atlantis\\<b\\>”" in test.warning[0].value


def test_page_of_every_region_opens() -> None:
    for found in inventory().regions.values():
        assert opened(_regio, regio=found.key).title[0].value == found.title


def test_region_of_subregions_leads_to_them_and_has_no_table() -> None:
    test = opened(_regio, regio="west-brabant")
    assert not test.dataframe
    test.button(key="naar_west-brabant-oost").click().run()
    assert test.title[0].value == "Subregio West-Brabant-Oost"
    assert test.query_params["regio"] == "west-brabant-oost"


def test_another_spelling_in_the_document_stands_beside_the_name() -> None:
    table = regio.member_table(inventory(), region("friesland")).set_index("Gemeente")
    assert table.loc["Achtkarspelen", "In het document gespeld als"] == "Achtkaspelen"


def test_judgement_stands_with_the_reason_of_its_rule() -> None:
    shown = texts(opened(_regio, regio="groningen"))
    assert "Oordeel: nee" in shown
    assert "Reden van het oordeel: Het antwoord begint met nee of nog niet" in shown


def test_home_page_counts_what_is_in_the_graph() -> None:
    counts = start.counts()
    assert counts["gemeenten"] == 408
    assert counts["regios"] == 41
    assert counts["documenten"] == len(start.documents())
    assert len(opened(_start).metric) == len(counts)


def test_home_page_names_documents_that_were_not_read_for_claims() -> None:
    unread = (start.documents()["beweringen"] == 0).sum()
    assert (f"Van {unread} van de" in texts(opened(_start))) == bool(unread)


def test_home_page_gives_the_interval_of_a_document_without_a_date() -> None:
    table = start.documents().set_index("document")
    assert (
        table.loc["Samenwerkingskader ketenpartners jeugdhulpregio Groningen", "datum"]
        == "tussen 1 januari 2022 en 20 juni 2024"
    )
