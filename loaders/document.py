"""A document on disk: its metadata and the parts that a reading of it consists of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

from graph.errors import InvalidMetadataError
from graph.vocabulary import concept
from loaders.text import SourceText, Span

DOCUMENTS_FOLDER = Path(__file__).resolve().parent.parent / "documents"


class Role(Enum):
    """What a stretch of text is for."""

    READ = "gelezen"
    """What the document says."""
    STRUCTURE = "structuur"
    """Headings, labels, questions of a template: they say where something stands, they claim nothing."""
    FURNITURE = "paginawerk"
    """Page headers and footers."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, cell, label or page header."""

    kind: str
    """Key in the code list `passagesoort`, or "paginawerk"."""
    role: Role
    spans: tuple[Span, ...]
    section: int
    """Index of the section that it belongs to."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document under its own heading; it ends where the next one begins."""

    title: str
    level: int
    """1 for the main parts."""
    begin: int
    heading: tuple[Span, ...] = ()
    """Where the heading stands; empty for what precedes the first one."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The contents of `document.yaml`."""

    slug: str
    title: str
    kind: str
    """Key in the code list `documentsoort`."""
    publisher: str
    region: str
    language: str
    date: dt.date | None
    date_from: dt.date | None
    """Where the document gives no date: the first day that it can be of."""
    date_until: dt.date | None
    """The first day that it can no longer be of."""
    date_reason: str
    date_quotes: tuple[str, ...]
    """The passages that the date or interval rests on, verbatim."""
    expected: Mapping[str, int] = field(default_factory=dict)
    """Counts that a load must find, by kind of thing."""

    @property
    def first_day(self) -> dt.date | None:
        """The date, or the first day that the document can be of."""
        return self.date or self.date_from

    @property
    def last_day(self) -> dt.date | None:
        """The date, or the last day that the document can be of."""
        if self.date is not None or self.date_until is None:
            return self.date
        return self.date_until - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StructuredText:
    """A text divided into sections and blocks; every character that is no white space is in exactly one block."""

    source: SourceText
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]

    def unaccounted(self) -> list[Span]:
        """Return the stretches with text that no block holds; empty for a sound reading."""
        covered = bytearray(len(self.source.text))
        for block in self.blocks:
            for span in block.spans:
                covered[span.begin : span.end] = b"\x01" * (span.end - span.begin)
        lost = [i for i, char in enumerate(self.source.text) if not covered[i] and not char.isspace() and char != "\f"]
        return _stretches(lost)

    def overlaps(self) -> list[Span]:
        """Return the stretches with text that two blocks hold; empty for a sound reading."""
        count = bytearray(len(self.source.text))
        for block in self.blocks:
            for span in block.spans:
                for position in range(span.begin, span.end):
                    count[position] = min(2, count[position] + 1)
        return _stretches([i for i, n in enumerate(count) if n > 1 and not self.source.text[i].isspace()])


def _stretches(positions: list[int]) -> list[Span]:
    stretches: list[Span] = []
    for position in positions:
        if stretches and stretches[-1].end == position:
            stretches[-1] = Span(stretches[-1].begin, position + 1)
        else:
            stretches.append(Span(position, position + 1))
    return stretches


def document_slugs(folder: Path = DOCUMENTS_FOLDER) -> list[str]:
    """Return the slugs of the documents in the project, sorted."""
    return sorted(p.parent.name for p in folder.glob("*/document.yaml"))


def read_metadata(slug: str, folder: Path = DOCUMENTS_FOLDER) -> Metadata:
    """Read and check the `document.yaml` of a document.

    Raises
    ------
    InvalidMetadataError
        When it is missing, is no YAML, lacks a key or holds an unknown one.
    """
    path = folder / slug / "document.yaml"
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidMetadataError(path, "het bestand ontbreekt; zie README, 'Een document toevoegen'") from error
    except yaml.YAMLError as error:
        raise InvalidMetadataError(path, f"geen geldige YAML ({error})") from error
    if not isinstance(raw, dict):
        raise InvalidMetadataError(path, "er staan geen gegevens in")
    return _metadata(path, slug, raw)


_REQUIRED = {"titel", "soort", "uitgever", "regio", "taal"}
_OPTIONAL = {"datum", "datering", "verwacht"}


def _metadata(path: Path, slug: str, raw: dict[str, Any]) -> Metadata:
    missing, unknown = _REQUIRED - raw.keys(), raw.keys() - _REQUIRED - _OPTIONAL
    if missing:
        raise InvalidMetadataError(path, f"ontbreekt: {', '.join(sorted(missing))}")
    if unknown:
        raise InvalidMetadataError(path, f"onbekend: {', '.join(sorted(unknown))}")
    dating = raw.get("datering") or {}
    date = raw.get("datum")
    if date is None and not {"van", "tot"} <= dating.keys():
        raise InvalidMetadataError(path, "geef een datum, of een datering met van, tot, reden en citaten")
    for name, value in (
        ("datum", date),
        ("datering: van", dating.get("van")),
        ("datering: tot", dating.get("tot")),
    ):
        if value is not None and not isinstance(value, dt.date):
            raise InvalidMetadataError(path, f"{name} is geen datum (jjjj-mm-dd): {value!r}")
    if date is None and dating["van"] >= dating["tot"]:
        raise InvalidMetadataError(path, "datering: 'van' ligt niet voor 'tot'")
    concept("documentsoort", raw["soort"])
    return Metadata(
        slug=slug,
        title=raw["titel"],
        kind=raw["soort"],
        publisher=raw["uitgever"],
        region=raw["regio"],
        language=raw["taal"],
        date=date,
        date_from=dating.get("van"),
        date_until=dating.get("tot"),
        date_reason=dating.get("reden", ""),
        date_quotes=tuple(dating.get("citaten", ())),
        expected=dict(raw.get("verwacht") or {}),
    )


def sections_spans(sections: Iterable[Section], length: int) -> list[Span]:
    """Return where each section begins and ends."""
    begins = [s.begin for s in sections]
    return [Span(b, e) for b, e in zip(begins, [*begins[1:], length], strict=True)]
