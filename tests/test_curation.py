"""Claims kept beside a document: what they give, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.errors import CurationError
from graph.model import Load
from graph.regions import Inventory
from graph.store import open_store
from graph.vocabulary import KETEN
from loaders.curation import CURATOR
from loaders.document import DOCUMENTS_FOLDER, document_slugs
from loaders.reading import read_document
from views.regio import claim_sentence

SLUG = "samenwerkingskader-groningen"
QUOTE = "De Regiegroep kan het Regionaal bestuurlijk platform adviseren over de in de werkagenda opgenomen thema’s."
CURATION = f"""
volledig: true
blokken:
  - regio: Groningen
    dingen:
      regiegroep: {{naam: Regiegroep, soort: Gremium}}
      platform: {{naam: Regionaal bestuurlijk platform, soort: Gremium}}
    beweringen:
      - {{citaat: "{QUOTE}", onderwerp: regiegroep, relatie: adviseert, object: platform, modaliteit: mogelijk}}
"""


def read(tmp_path: Path, curation: str) -> Load:
    """Return what is read from the Groningen framework with another curation beside it."""
    folder = tmp_path / SLUG
    shutil.copytree(DOCUMENTS_FOLDER / SLUG, folder)
    (folder / "curatie.yaml").write_text(curation, encoding="utf-8")
    return read_document(SLUG, tmp_path)[2]


def test_a_claim_is_proposed_until_a_person_puts_a_name_to_it(tmp_path: Path) -> None:
    proposed = read(tmp_path / "a", CURATION).statements
    assert [(s.status, s.agent) for s in proposed] == [("voorgesteld", CURATOR)]
    load = read(tmp_path / "b", CURATION.replace("    dingen:", "    bevestigd_door: A. Jansen\n    dingen:"))
    assert [s.status for s in load.statements] == ["bevestigd"]
    assert list(load.agents.values()) == ["A. Jansen"]


def test_the_passage_of_a_claim_is_its_quotation(tmp_path: Path) -> None:
    (claim,) = read(tmp_path, CURATION).statements
    assert claim.predicate == KETEN.adviseert
    assert " ".join(" ".join(p.quote for p in claim.passages).split()) == QUOTE


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kan het Regionaal", "moet het Regionaal", "citaat staat niet in de tekst"),
        (QUOTE, "Regiegroep", "keer in de tekst"),
        ("relatie: adviseert", "relatie: adviseerd", "onbekende relatie 'adviseerd'"),
        ("modaliteit: mogelijk", "modaliteit: misschien", "onbekende modaliteit 'misschien'"),
        ("object: platform", "object: platvorm", "onbekend ding 'platvorm'"),
        (", object: platform", "", "zonder object of waarde"),
        ("soort: Gremium}\n    bew", "soort: Groep}\n    bew", "onbekende soort 'Groep'"),
        ("naam: Regiegroep, ", "", "ding regiegroep: ontbreekt naam"),
        ("naam: Regiegroep", "naam: Regiegroep, kleur: rood", "onbekend veld kleur"),
        ("  - regio: Groningen", "  - regio: Groningen\n    bevestigd_door: ''", "bevestigd_door is leeg"),
        ("  - regio: Groningen", "  - gewest: Groningen", "onbekend veld gewest"),
        ("blokken:", "blokken: [", "geen geldige YAML"),
        (CURATION, "blokken: niets", "geen lijst 'blokken'"),
        (CURATION, "blokken: [niets]", "blok heeft geen velden"),
        (CURATION, "- niets", "geen lijst 'blokken'"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in CURATION
    with pytest.raises(CurationError, match=said):
        read(tmp_path, CURATION.replace(old, new))


def test_the_same_claim_twice_is_refused(tmp_path: Path) -> None:
    line = CURATION.splitlines()[-1]
    with pytest.raises(CurationError, match="staat er twee keer"):
        read(tmp_path, f"{CURATION}{line}\n")


def test_nothing_of_the_project_is_called_confirmed_that_no_person_confirmed() -> None:
    for slug in document_slugs():
        named = "bevestigd_door" in (DOCUMENTS_FOLDER / slug / "curatie.yaml").read_text(encoding="utf-8")
        assert named == any(s.status == "bevestigd" for s in read_document(slug)[2].statements)


def test_a_claim_stands_with_the_answer_that_it_was_read_from() -> None:
    inventory = Inventory(open_store())
    region = next(r for r in inventory.regions.values() if r.key == "groningen")
    said = [claim_sentence(c) for c in inventory.claims(region.answers["i1"])]
    assert "provincie Groningen **stelt vast** Routekaart zorg voor de jeugd in de provincie Groningen" in said
    assert any(line.endswith("(voorgenomen)") for line in said)
    assert not any("wethouders" in claim_sentence(c) for c in inventory.claims(region.answers["1d"]))
