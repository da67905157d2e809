"""The inventory held against annotations by readers who had not seen the loader, for two documents on its template."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.model import Load, Ref
from graph.register import Register
from graph.vocabulary import KETEN
from loaders.judgement import judge
from loaders.municipalities import read_municipalities
from loaders.profiles import Profile, Profiles, is_on_template, read_profiles
from loaders.reading import read, read_document
from loaders.tasktable import read_level, read_status, split_cells
from loaders.template import template
from loaders.text import SourceText, Span

HERE = Path(__file__).parent
INVENTORY = HERE.parent / "documents" / "regioprofielen-2013" / "tekst.txt"
NEW = HERE / "fixtures" / "regioprofielen-nieuw"
OTHER = HERE / "fixtures" / "regioprofielen-anders"
TEXTS = {"2013": INVENTORY, "2014": NEW / "tekst.txt", "2016": OTHER / "tekst.txt"}
DAYS = {"2013": dt.date(2013, 6, 20), "2014": dt.date(2014, 9, 15), "2016": dt.date(2016, 11, 12)}


def gold_2013() -> list[dict[str, Any]]:
    files = sorted((HERE / "gold" / "regioprofielen-2013").glob("*.yaml"))
    return [entry for f in files for entry in yaml.safe_load(f.read_text(encoding="utf-8"))]


def gold_new(folder: Path = NEW) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = next(yaml.safe_load_all((folder / "verwacht.yaml").read_text(encoding="utf-8")))
    return [{**entry, "nummer": str(entry["nummer"])} for entry in found]


CASES = [pytest.param("2013", e, id=f"2013-{e['nummer']}") for e in gold_2013()]
CASES += [pytest.param("2014", e, id=f"nieuw-{e['nummer']}") for e in gold_new()]
CASES += [pytest.param("2016", e, id=f"anders-{e['nummer']}") for e in gold_new(OTHER)]


@cache
def profiles(year: str) -> Profiles:
    return read_profiles(SourceText.from_file(TEXTS[year], year))


@cache
def register(year: str) -> Register:
    return Register.at(DAYS[year])


@cache
def new_load() -> Load:
    return read(SourceText.from_file(NEW / "tekst.txt", "nieuw"), None, None)


def profile(year: str, number: str) -> Profile:
    return next(p for p in profiles(year).profiles if p.number == number)


def flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip().replace("- ", "-")


@pytest.mark.parametrize(("year", "expected"), CASES)
def test_heading_and_municipalities(year: str, expected: dict[str, Any]) -> None:
    found = profile(year, expected["nummer"])
    assert flat(found.title) == flat(expected["kop"])
    names = read_municipalities(profiles(year).source.read(found.municipalities), register(year)).names
    wanted = [n if isinstance(n, dict) else {"tekst": n} for n in expected["gemeenten"]]
    assert [n.resolution.name for n in names] == [w["tekst"] for w in wanted]
    for name, want in zip(names, wanted, strict=True):
        code = name.resolution.municipality.code if name.resolution.municipality is not None else None
        assert code == want["code"] if "code" in want else code is not None


@pytest.mark.parametrize(("year", "expected"), CASES)
def test_table(year: str, expected: dict[str, Any]) -> None:
    table = profile(year, expected["nummer"]).table
    assert table is not None
    found = {
        row.task: {
            "niveau": flat(row.levels.raw),
            "status": flat(row.status.raw),
            "niveaus": sorted(row.levels.values),
            "mogelijk": sorted(row.levels.possible),
            "overeenstemming": next(iter(row.status.values), None),
        }
        for row in table.rows
    }
    wanted = {
        task: {
            "niveau": flat(cells["niveau"]),
            "status": flat(cells["status"]),
            "niveaus": sorted(cells["niveaus"]),
            "mogelijk": sorted(cells["mogelijk"]),
            "overeenstemming": cells["overeenstemming"],
        }
        for task, cells in expected["taken"].items()
    }
    assert found == wanted


@pytest.mark.parametrize(("year", "expected"), CASES)
def test_answers(year: str, expected: dict[str, Any]) -> None:
    found = profile(year, expected["nummer"])
    assert found.answers.keys() - {"i1"} == expected["vragen"].keys() - {"i1"}
    for key, want in expected["vragen"].items():
        text = flat(profiles(year).source.read(found.answers[key].spans).text)
        if want is None:
            assert text == ""
            continue
        # Two of the three annotators counted the label "Toelichting" as part of the text.
        assert text.startswith(re.sub(r"^Toelichting:? ", "", flat(want["begin"])))
        assert text.endswith(flat(want["eind"]))


def test_judgements_are_never_wrong_where_readers_are_sure() -> None:
    wrong, onbekend, sure = [], 0, 0
    for year, entries in (("2013", gold_2013()), ("2014", gold_new()), ("2016", gold_new(OTHER))):
        for entry in entries:
            for key, wanted in entry["oordelen"].items():
                answer = profile(year, entry["nummer"]).answers.get(key)
                doubted = any(str(d).startswith(key) for d in entry.get("twijfel") or [])
                if answer is None or doubted:
                    continue
                found = judge(key, profiles(year).source.read(answer.spans).text).key
                sure += 1
                onbekend += found == "onbekend" != wanted
                if found not in {wanted, "onbekend"}:
                    wrong.append((year, entry["nummer"], key, wanted, found))
    assert wrong == []
    assert onbekend <= sure * 0.15


@pytest.mark.parametrize(
    "case", yaml.safe_load((HERE / "cases" / "cellen.yml").read_text("utf-8")), ids=lambda c: c["id"]
)
def test_cells(case: dict[str, Any]) -> None:
    source = SourceText("x", case["tekst"] or " ")
    spans = [Span(0, len(case["tekst"]))]
    raw_level, raw_status = split_cells(source.read(spans), source, spans, template())
    level, status = read_level(raw_level, template(), None), read_status(raw_status, template(), None)
    assert list(level.values) == case["niveaus"]
    assert list(level.possible) == case.get("mogelijk", [])
    assert next(iter(status.values), None) == case["status"]


@pytest.mark.parametrize(
    "case", yaml.safe_load((HERE / "cases" / "oordelen.yml").read_text("utf-8")), ids=lambda c: c["id"]
)
def test_judgement(case: dict[str, Any]) -> None:
    assert judge(case["vraag"], case["tekst"]).key == case["oordeel"]


def test_all_408_municipalities_of_2013_are_in_exactly_one_region() -> None:
    _, _, load = read_document("regioprofielen-2013")
    regions = {d.subject for d in load.descriptions if KETEN.Regio in d.types}
    into_region = {Ref(r) for r in regions}
    joining = [s for s in load.statements if s.predicate == KETEN.neemtDeelAan and s.object in into_region]
    members = [s.subject for s in joining if "/gemeente/" in s.subject]
    existing = [m for m in Register.at(dt.date(2013, 6, 20)).all if m.exists(dt.date(2013, 6, 20))]
    assert len(existing) == 408
    assert sorted(members) == sorted(m.iri for m in existing)


def test_a_shared_name_is_told_apart_by_its_neighbours() -> None:
    text = "Alkmaar, Bergen, Castricum"
    north = read_municipalities(SourceText("x", text).read([Span(0, len(text))]), register("2013"))
    assert [n.resolution.municipality.code for n in north.names if n.resolution.municipality] == [
        "GM0361",
        "GM0373",
        "GM0383",
    ]
    alone = read_municipalities(SourceText("x", "Bergen").read([Span(0, 6)]), register("2013"))
    assert alone.names[0].resolution.municipality is None
    assert len(alone.names[0].resolution.candidates) == 2


def test_a_name_of_another_time_is_not_resolved() -> None:
    text = "Eemsdelta, Groningen"
    found = read_municipalities(SourceText("x", text).read([Span(0, len(text))]), register("2013"))
    assert [n.resolution.municipality is None for n in found.names] == [True, False]


def test_findings_of_the_new_document() -> None:
    codes = Counter(f.code for f in new_load().findings)
    assert codes["gemeente-bestond-niet"] == 1
    assert codes["gemeente-spelling"] == 2
    assert codes["gemeente-dubbel"] == 1
    assert codes["taak-ontbreekt"] == 1
    assert codes["taak-onbekend"] == 1
    assert codes["vraag-ontbreekt"] == 1
    assert codes["vraag-onbekend"] == 1
    assert codes["antwoord-leeg"] == 2
    assert codes["tekst-buiten-regio"] == 1
    assert codes["aantal-gemeenten"] == 1
    assert codes["overeenstemming-onbekend"] == 1
    assert codes["niveau-leeg"] == 1


def test_contact_persons_are_names_only() -> None:
    people = [
        v.value
        for d in new_load().descriptions
        if KETEN.Persoon in d.types
        for _, v in d.properties
        if hasattr(v, "value")
    ]
    assert sorted(people) == sorted(e["contactpersoon"] for e in gold_new())


def test_prose_is_not_taken_for_profiles() -> None:
    path = HERE.parent / "documents" / "raadsbrief-westerkwartier" / "tekst.txt"
    assert not is_on_template(SourceText.from_file(path, "x"))
    assert is_on_template(profiles("2014").source)
