"""The reading view of a document: every sentence is there once, with the claims that rest on its words."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from graph.claims import Claims, Place, relation_label
from graph.privacy import contact_spans
from graph.rdf import document_iri
from graph.store import open_store
from graph.vocabulary import KETEN
from loaders.document import DOCUMENTS_FOLDER, document_slugs
from views import document
from views.leestekst import Piece, Reader, Sentence, Unit, readable, shown

KADER = "samenwerkingskader-groningen"
INVENTORY = "regioprofielen-2013"
MASKS = (("[e-mailadres]", ""), ("[telefoonnummer]", ""))


@cache
def claims() -> Claims:
    return Claims(open_store())


@cache
def reader(slug: str) -> Reader:
    return Reader(slug, claims().by_document.get(str(document_iri(slug)), ()))


def sentences(slug: str) -> list[Sentence]:
    return [s for part in reader(slug).parts for unit in part.units for s in unit.sentences]


def words(sentence: Sentence) -> str:
    return "".join(piece.text for piece in sentence.pieces)


def sentence_with(slug: str, text: str) -> Sentence:
    return next(s for s in sentences(slug) if text in words(s))


@pytest.mark.parametrize("slug", document_slugs())
def test_every_claim_stands_beside_a_sentence(slug: str) -> None:
    beside = {n for s in sentences(slug) for n in s.claims}
    assert beside == set(range(len(reader(slug).claims)))


@pytest.mark.parametrize("slug", document_slugs())
def test_a_marked_piece_lies_within_a_passage_of_each_of_its_claims(slug: str) -> None:
    found = reader(slug)
    for piece in (p for s in sentences(slug) for p in s.pieces):
        for number in piece.claims:
            assert any(p.begin < piece.end and piece.begin < p.end for p in found.claims[number].places)


@pytest.mark.parametrize("slug", document_slugs())
def test_nothing_is_lost_and_nothing_is_shown_twice(slug: str) -> None:
    source = (DOCUMENTS_FOLDER / slug / "tekst.txt").read_text(encoding="utf-8")
    secret = {i for b, e in contact_spans(source) for i in range(b, e)}
    written = Counter(c for i, c in enumerate(source) if i not in secret and c.isalnum())
    read = Counter(c for s in sentences(slug) for c in words(s).replace(*MASKS[0]).replace(*MASKS[1]) if c.isalnum())
    assert read - written == Counter()
    # Only page headers are left out: a date, a region and a number on some pages of the inventory.
    assert (written - read).total() < 250


@pytest.mark.parametrize("slug", document_slugs())
def test_no_contact_data_is_shown(slug: str) -> None:
    text = " ".join(words(s) for s in sentences(slug))
    assert contact_spans(text) == []
    assert "@" not in text


def test_a_contact_datum_is_said_to_be_left_out() -> None:
    assert words(sentence_with(INVENTORY, "Hans Jager")).startswith("Hans Jager, [e-mailadres]")


def test_the_denial_is_marked_as_one() -> None:
    sentence = sentence_with(KADER, "neemt geen formele besluiten")
    said = [reader(KADER).claims[n] for n in sentence.claims]
    assert "ontkend" in {c.modality for c in said}


def test_a_short_document_is_one_part_and_the_inventory_one_per_region() -> None:
    assert len(reader(KADER).parts) == 1
    titles = [p.title for p in reader(INVENTORY).parts]
    assert "Regio Groningen" in titles
    assert max(sum(len(words(s)) for u in p.units for s in u.sentences) for p in reader(INVENTORY).parts) < 25_000


def test_the_part_of_an_offset_holds_it() -> None:
    found = reader(INVENTORY)
    for offset in (0, 8173, 100_000, found.length - 1):
        part = found.parts[found.part_at(offset)]
        assert part.begin <= offset < part.end
    assert found.part_at(10**9) == 0


def test_headings_lists_and_cells_keep_their_kind() -> None:
    kinds = {unit.kind for part in reader(INVENTORY).parts for unit in part.units}
    assert {"kop", "tabelcel", "vraag", "antwoord", "gemeentelijst"} <= kinds
    assert "lijstonderdeel" in {unit.kind for part in reader(KADER).parts for unit in part.units}


def test_search_in_the_text_runs_over_line_breaks_and_ignores_capitals() -> None:
    lines, total = reader(KADER).find("KAN HET Regionaal bestuurlijk platform adviseren")
    assert total == len(lines) == 1
    assert lines[0].title == "4. Regiegroep"
    assert reader(KADER).find("x") == ([], 0)


def test_a_row_of_a_table_counts_as_recorded() -> None:
    place = next(
        Place(s.begin, s.end)
        for part in reader(INVENTORY).parts
        for u in part.units
        if u.kind == "tabelcel" and u.read
        for s in u.sentences
    )
    found = Reader(INVENTORY, (), [place])
    assert [s.begin for p in found.parts for u in p.units for s in u.sentences if s.is_recorded] == [place.begin]


def test_a_table_in_columns_is_drawn_with_its_labels_and_the_names_of_its_rows() -> None:
    def cell(text: str, *, read: bool, kind: str = "tabelcel") -> Unit:
        return Unit(kind, read, (Sentence(0, len(text), (Piece(text, (), 0, len(text)),)),))

    labels = [cell(t, read=False, kind="kolomkop") for t in ("Overleg", "Frequentie", "Voorzitter")]
    row = [cell("Kernteam", read=False), cell("maandelijks", read=True), cell("de secretaris", read=True)]
    drawn = str(document._Drawn(None, (), {}).columns([*labels, *row]))
    assert drawn.count("'scope': 'col'") == 3
    assert drawn.count("'scope': 'row'") == 1
    assert drawn.count("['td', {}") == 2


def test_bullets_of_a_lost_font_become_dashes() -> None:
    assert shown("\uf02d Partijen, jan@voorbeeld.nl") == "– Partijen, [e-mailadres]"


def test_an_unknown_document_is_not_read() -> None:
    assert readable("bestaat-niet", ()) is None


def test_a_relation_has_a_name_in_both_directions_and_languages() -> None:
    adviseert = str(KETEN.adviseert)
    assert relation_label(adviseert, "nl") == "adviseert"
    assert relation_label(adviseert, "nl", inverse=True) == "wordt geadviseerd door"
    assert relation_label(adviseert, "en", inverse=True) == "is advised by"
