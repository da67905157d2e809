"""One entry for every document: recognise what it is, read it, and check what was found."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from graph.checks import finding
from graph.errors import ExpectationError, InvalidMetadataError
from graph.model import Iri, Load, Ref, SectionRecord, Text
from graph.register import Register
from graph.vocabulary import KETEN
from loaders.curation import curate, is_complete, region_of, region_scope
from loaders.document import (
    DOCUMENTS_FOLDER,
    Block,
    Metadata,
    Role,
    Section,
    StructuredText,
    read_metadata,
    sections_spans,
)
from loaders.extraction import add_proposals
from loaders.profiles import is_on_template, read_profiles
from loaders.proposals import read_answers, read_claims
from loaders.prose import AGENT as PROSE_AGENT
from loaders.prose import read_prose
from loaders.regioprofiel import load_profiles
from loaders.text import SourceText, Span

ANALYSIS = "frog.json.gz"
"""Beside a document: what Frog said of its sentences."""
_HEADER_DATE = re.compile(r"^\s*(\d{1,2})-(\d{1,2})-(\d{4})\s+\S")


def structure(source: SourceText) -> StructuredText:
    """Divide a text into sections and blocks, by its template or as prose."""
    if is_on_template(source):
        profiles = read_profiles(source)
        return StructuredText(source, tuple(profiles.sections), tuple(profiles.blocks))
    return read_prose(source)


def read(source: SourceText, begin: dt.date | None, end: dt.date | None) -> Load:
    """Read a text of any supported kind; the dates are the day or the interval that it is of."""
    if is_on_template(source):
        profiles = read_profiles(source)
        first = begin or printed_date(source)
        load = load_profiles(profiles, first or dt.date.today(), end or first or dt.date.today())  # noqa: DTZ011
        if first is None:
            load.findings.insert(0, finding("datum-onbekend", source.slug))
        text = StructuredText(source, tuple(profiles.sections), tuple(profiles.blocks))
    else:
        text = read_prose(source)
        load = Load(source.slug, agent=PROSE_AGENT)
        load.text_passages = tuple(
            passage
            for block in text.blocks
            if block.role is not Role.FURNITURE
            for passage in source.passages(block.spans, block.kind)
        )
    load.sections = section_records(text.sections, len(source.text))
    return load


def read_document(
    slug: str, folder: Path = DOCUMENTS_FOLDER, *, progress: Callable[[str], None] = lambda _: None
) -> tuple[Metadata, SourceText, Load]:
    """Read a document of the project and hold what was found against its `document.yaml`.

    Prose whose curation is not complete is read by the program too, with what Frog says of it; that is kept beside the
    document, so that a later build needs no Frog.

    Raises
    ------
    ExpectationError
        When fewer things were found than the metadata declares.
    InvalidMetadataError
        When a passage that the date rests on is not in the text.
    """
    metadata = read_metadata(slug, folder)
    source = SourceText.from_file(folder / slug / "tekst.txt", slug)
    for quote in metadata.date_quotes:
        if quote not in source.text:
            raise InvalidMetadataError(folder / slug / "document.yaml", f"citaat staat niet in de tekst: {quote!r}")
    first, last = metadata.first_day, metadata.last_day
    load = read(source, first, last)
    # Before the curation: what is expected is what the program must find, however much people add.
    _check(metadata, load)
    curation = folder / slug / "curatie.yaml"
    if first is not None and is_on_template(source) and not is_complete(curation):
        read_regions(load, source, first, last or first, kept=folder / slug / ANALYSIS, progress=progress)
    elif first is not None and not is_complete(curation):
        reading = read_claims(source, first, kept=folder / slug / ANALYSIS, progress=progress)
        scope = region_scope(metadata.region.removeprefix("Jeugdhulpregio ") or slug, len(source.text))
        add_proposals(load, reading, scope, Register.at(first, last))
    if first is not None:
        curate(load, source, curation, Register.at(first, last))
    for passage in load.passages():
        passage.verify(source.text)
    return metadata, source, load


def read_regions(  # noqa: PLR0913  (two days, and where the analysis is kept)
    load: Load,
    source: SourceText,
    first: dt.date,
    last: dt.date,
    *,
    kept: Path | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Add to a load what a program reads in the answers of each region, as proposed statements."""
    regions = {
        str(d.subject): number.value if isinstance(number, Text) else str(number)
        for d in load.descriptions
        for key, number in d.properties
        if KETEN.Regio in d.types and key == KETEN.nummer
    }
    answers = answers_of(load)
    scopes = [region_of(load, source, regions[iri]) for iri, _ in answers]
    given = [(scope.label, spans) for scope, (_, spans) in zip(scopes, answers, strict=True)]
    for scope, reading in zip(scopes, read_answers(source, given, first, kept=kept, progress=progress), strict=True):
        add_proposals(load, reading, scope, Register.at(first, last))


def answers_of(load: Load) -> list[tuple[Iri, list[tuple[Span, ...]]]]:
    """Return where the answers of each region stand, in order of the document."""
    found: dict[Iri, list[tuple[Span, ...]]] = {}
    for description in load.descriptions:
        region = next((v.iri for p, v in description.properties if p == KETEN.regio and isinstance(v, Ref)), None)
        if KETEN.Antwoord in description.types and region is not None and description.passages:
            found.setdefault(region, []).append(tuple(Span(p.begin, p.end) for p in description.passages))
    return list(found.items())


def counts(load: Load) -> dict[str, int]:
    """Return how many of each countable thing a load holds, by the name that `document.yaml` uses."""
    kinds = Counter(str(t) for d in load.descriptions for t in d.types)
    predicates = Counter(s.predicate for s in load.statements)
    return {
        "regio": kinds[str(KETEN.Regio)],
        "deelname": predicates[KETEN.neemtDeelAan],
        "contactpersoon": predicates[KETEN.heeftContactpersoon],
        "taakbelegging": kinds[str(KETEN.Taakbelegging)],
        "antwoord": kinds[str(KETEN.Antwoord)],
        "sectie": len(load.sections),
        "passage": len(list(load.passages())),
    }


def _check(metadata: Metadata, load: Load) -> None:
    found = counts(load)
    unknown = metadata.expected.keys() - found.keys()
    if unknown:
        path = DOCUMENTS_FOLDER / metadata.slug / "document.yaml"
        raise InvalidMetadataError(path, f"verwacht: onbekend soort {', '.join(sorted(unknown))}")
    shortfalls = [(what, found[what], least) for what, least in metadata.expected.items() if found[what] < least]
    if shortfalls:
        raise ExpectationError(metadata.slug, shortfalls)
    for what, least in metadata.expected.items():
        if found[what] > least:
            load.findings.append(
                finding("meer-dan-verwacht", metadata.slug, aantal=found[what], soort=what, verwacht=least)
            )


def printed_date(source: SourceText) -> dt.date | None:
    """Return the date in the page headers, when they all carry the same one."""
    found = {m.groups() for line in source.lines if line.is_furniture and (m := _HEADER_DATE.match(line.text))}
    if len(found) != 1:
        return None
    day, month, year = (int(n) for n in found.pop())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def section_records(sections: tuple[Section, ...], length: int) -> tuple[SectionRecord, ...]:
    """Return the sections with where they end."""
    spans = sections_spans(sections, length)
    return tuple(
        SectionRecord(n, s.title, s.level, span.begin, span.end)
        for n, (s, span) in enumerate(zip(sections, spans, strict=True), 1)
    )


__all__ = ["Block", "counts", "printed_date", "read", "read_document", "section_records", "structure"]
