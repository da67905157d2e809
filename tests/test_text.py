"""Readings map back to exact offsets, and no character of a document is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import UnreadableFileError
from graph.privacy import contact_spans, mask
from loaders.document import Role, document_slugs, sections_spans
from loaders.reading import structure
from loaders.sentences import sentences
from loaders.text import SourceText, Span

DOCUMENTS = Path(__file__).resolve().parent.parent / "documents"
FIXTURES = Path(__file__).parent / "fixtures"
TEXTS = {slug: DOCUMENTS / slug / "tekst.txt" for slug in document_slugs()} | {
    p.parent.name: p for p in FIXTURES.glob("*/tekst.txt")
}


@pytest.mark.parametrize("slug", TEXTS)
def test_every_character_is_in_one_block_and_one_section(slug: str) -> None:
    source = SourceText.from_file(TEXTS[slug], slug)
    text = structure(source)
    assert text.unaccounted() == []
    assert text.overlaps() == []
    covered = [s for s in sections_spans(text.sections, len(source.text)) if s.end > s.begin]
    first = next(i for i, c in enumerate(source.text) if not c.isspace())
    assert covered[0].begin <= first
    assert covered[-1].end == len(source.text)
    assert {b.role for b in text.blocks} <= {Role.READ, Role.STRUCTURE, Role.FURNITURE}
    for block in text.blocks:
        at = max(i for i, s in enumerate(text.sections) if s.begin <= block.spans[0].begin)
        assert block.section == at


@pytest.mark.parametrize("slug", TEXTS)
def test_every_character_of_a_reading_is_the_source_character(slug: str) -> None:
    source = SourceText.from_file(TEXTS[slug], slug)
    for block in structure(source).blocks:
        reading = source.read(block.spans)
        for char, origin in zip(reading.text, reading.origins, strict=True):
            assert char == " " or source.text[origin] == char


def test_page_headers_are_furniture_and_start_a_page() -> None:
    source = SourceText("x", "Een zin die\n\n12-05-2016 Regio Delta 7\n\nverder gaat.\n")
    assert [line.text for line in source.lines if line.is_furniture] == ["12-05-2016 Regio Delta 7"]
    assert source.lines[-2].page == 2


def test_wrapped_lines_are_joined_and_hyphens_kept() -> None:
    text = "samen met Pijnacker-\nNootdorp en zorg-\nen welzijn"
    source = SourceText("x", text)
    reading = source.read([Span(0, 20), Span(21, 38), Span(39, len(text))])
    assert reading.text == "samen met Pijnacker-Nootdorp en zorg- en welzijn"
    assert source.read(reading.spans(10, 28)).text == "Pijnacker-Nootdorp"


def test_a_passage_never_holds_contact_data() -> None:
    text = "Vragen aan Jo Bos, jo.bos@voorbeeld.nl of 010-1234567, elke dag."
    passages = SourceText("x", text).passages([Span(0, len(text))], "alinea")
    assert [p.quote for p in passages] == ["Vragen aan Jo Bos,", "of", ", elke dag."]
    assert not any(contact_spans(p.prefix + "|" + p.quote + "|" + p.suffix) for p in passages)


@pytest.mark.parametrize(
    "text",
    [
        "besluit van 08-09-2014, zaak 12",
        "in 2013-2014 en 2015",
        "artikel 3.1.2",
        "23 gemeenten",
        "€ 1.250.000",
    ],
)
def test_look_alikes_are_no_contact_data(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    "text", ["0681086026", "06-12 34 56 78", "+31 6 12345678", "(0598) 61 25 75", "a.b@c", "x@y.nl"]
)
def test_contact_data_is_masked(text: str) -> None:
    masked = mask(f"zie {text} hier")
    assert text not in masked
    assert masked.startswith("zie [")


def test_an_abbreviation_ends_no_sentence() -> None:
    source = SourceText("x", "Overleg t.a.v. Passend onderwijs loopt. De heer A. Bos is lid. Dat was in 2013. Goed zo!")
    reading = source.read([Span(0, len(source.text))])
    found = [reading.text[b:e] for b, e in sentences(reading)]
    assert found == [
        "Overleg t.a.v. Passend onderwijs loopt.",
        "De heer A. Bos is lid.",
        "Dat was in 2013.",
        "Goed zo!",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 \xff\xfe", "PDF"),
        (b"PK\x03\x04\xff", "Word"),
        (b"\xff\xfe\x00a", "UTF-8"),
        (b"   \n", "leeg"),
        (b"a\x00b", "binaire"),
    ],
)
def test_a_wrong_file_is_named_as_what_it_is(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "bestand.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=said):
        SourceText.from_file(path, "x")


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="niet gevonden"):
        SourceText.from_file(tmp_path / "er-niet.txt", "x")
