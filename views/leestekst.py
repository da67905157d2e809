"""A document as one reads it: headings, paragraphs, lists and tables, with the claims that each sentence gave."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from graph.claims import Claim, Place
from graph.errors import KetengraafError
from graph.privacy import contact_spans, mask
from loaders.document import DOCUMENTS_FOLDER, Role, document_slugs, sections_spans
from loaders.reading import structure
from loaders.sentences import sentences
from loaders.text import Reading, SourceText, Span

__all__ = ["Line", "Part", "Piece", "Reader", "Sentence", "Unit"]

#: A document longer than this (characters) is read a part at a time, so that no page grows with it.
_WHOLE = 25_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters that the same claims rest on."""

    text: str
    claims: tuple[int, ...]
    """Numbers of the claims, in the order of the document."""
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a cell, or a heading."""

    begin: int
    end: int
    pieces: tuple[Piece, ...]
    is_recorded: bool = False
    """Whether it gave something else than a claim: a row of a table."""

    @property
    def claims(self) -> tuple[int, ...]:
        """The claims that rest on some of its words."""
        return tuple(dict.fromkeys(n for piece in self.pieces for n in piece.claims))


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading, paragraph, list item, cell or label."""

    kind: str
    """Key in the code list `passagesoort`, or "paginawerk"."""
    read: bool
    """Whether it says something: headings and the questions of a template do not."""
    sentences: tuple[Sentence, ...]

    @property
    def begin(self) -> int:
        """Where it begins in the document."""
        return self.sentences[0].begin


@dataclass(frozen=True, slots=True)
class Part:
    """What is shown at once: a whole document, or a section of a long one."""

    title: str
    begin: int
    end: int
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A place where a word was found."""

    begin: int
    end: int
    before: str
    word: str
    after: str
    title: str
    """Of the section that it stands in."""


class Reader:
    """One document, divided for reading."""

    def __init__(self, slug: str, claims: Sequence[Claim], records: Iterable[Place] = ()) -> None:
        self.claims = tuple(claims)
        self._records = sorted(records)
        self._source = SourceText.from_file(DOCUMENTS_FOLDER / slug / "tekst.txt", slug)
        text = structure(self._source)
        self._contacts = contact_spans(self._source.text)
        spans = sections_spans(text.sections, len(self._source.text))
        self.sections = tuple((s.title, span.begin, span.end) for s, span in zip(text.sections, spans, strict=True))
        self._marks = sorted(
            (place.begin, place.end, number) for number, c in enumerate(self.claims) for place in c.places
        )
        self.is_long = len(self._source.text) > _WHOLE
        units = list(self._units((b.kind, b.role, b.spans) for b in text.blocks if b.role is not Role.FURNITURE))
        self.parts = tuple(self._parts(units))

    @property
    def length(self) -> int:
        """Code points in the text."""
        return len(self._source.text)

    def part_at(self, offset: int) -> int:
        """Return the number of the part that holds an offset; the first for an offset outside the text."""
        return next((n for n, p in enumerate(self.parts) if p.begin <= offset < p.end), 0)

    def quote(self, begin: int, end: int) -> str:
        """Return the words between two offsets, as one line without contact data."""
        return mask(" ".join(self._source.text[begin:end].split()))

    def coverage(self) -> tuple[int, int]:
        """Return how many sentences and cells gave something, and how many there are that could have."""
        said = [s for part in self.parts for u in part.units if u.read for s in u.sentences]
        return sum(1 for s in said if s.claims or s.is_recorded), len(said)

    def find(self, word: str, most: int = 40) -> tuple[list[Line], int]:
        """Return the first places where some words stand, capitals and line breaks apart, and how many there are."""
        wanted = " ".join(word.casefold().split())
        if len(wanted) < 2:
            return [], 0
        lines: list[Line] = []
        total = 0
        for sentence in (s for part in self.parts for u in part.units for s in u.sentences):
            text = "".join(p.text for p in sentence.pieces)
            at = text.casefold().find(wanted)
            if at < 0:
                continue
            total += 1
            if len(lines) < most:
                stop = at + len(wanted)
                title = next((t for t, b, e in self.sections if b <= sentence.begin < e), "")
                cut = text[max(0, at - 70) : at], text[at:stop], text[stop : stop + 90]
                lines.append(Line(sentence.begin, sentence.end, *cut, title))
        return lines, total

    # ------------------------------------------------------------ from blocks to sentences

    def _parts(self, units: list[Unit]) -> Iterator[Part]:
        if not self.is_long:
            yield Part("", 0, len(self._source.text), tuple(units))
            return
        begins = [u.begin for u in units]
        for title, begin, end in self.sections:
            yield Part(title, begin, end, tuple(units[bisect_left(begins, begin) : bisect_left(begins, end)]))

    def _units(self, blocks: Iterable[tuple[str, Role, tuple[Span, ...]]]) -> Iterator[Unit]:
        """Yield the blocks in the order of the text; the lines of one question, or of one cell, become one."""
        pending: tuple[str, bool, list[Span]] | None = None
        for kind, role, spans in sorted((b for b in blocks if b[2]), key=lambda b: b[2][0].begin):
            read = role is Role.READ
            if pending is not None and kind == "vraag" == pending[0] and self._follow(pending[2][-1], spans[0]):
                pending[2].extend(spans)
                continue
            if pending is not None:
                yield from self._unit(*pending)
            pending = (kind, read, list(spans))
        if pending is not None:
            yield from self._unit(*pending)

    def _follow(self, last: Span, following: Span) -> bool:
        return not self._source.text[last.end : following.begin].strip()

    def _unit(self, kind: str, read: bool, spans: list[Span]) -> Iterator[Unit]:  # noqa: FBT001  (of the block)
        reading = self._source.read(spans)
        if reading:
            is_one = kind in {"tabelcel", "kolomkop", "kop", "vraag"}
            places = [(0, len(reading.text))] if is_one else list(sentences(reading))
            found = tuple(self._sentence(reading, begin, end) for begin, end in places)
            yield Unit(kind, read, found)

    def _sentence(self, reading: Reading, start: int, stop: int) -> Sentence:
        origins = reading.origins
        begin, end = origins[start], origins[stop - 1] + 1
        marks = list(self._marks_between(begin, end))
        contacts = [(b, e) for b, e in self._contacts if b < end and e > begin]
        cuts = {start, stop}
        for left, right, *_ in [*marks, *contacts]:
            cuts |= {min(max(bisect_left(origins, place), start), stop) for place in (left, right)}
        edges = sorted(cuts)
        pieces: list[Piece] = []
        for left, right in pairwise(edges):
            first, last = origins[left], origins[right - 1] + 1
            secret = next(((b, e) for b, e in contacts if b <= first < e), None)
            if secret is not None and first != max(secret[0], begin):
                continue  # the rest of a contact datum, whose beginning was shown as masked
            text = shown(self._source.text[secret[0] : secret[1]] if secret else reading.text[left:right])
            numbers = tuple(sorted({n for b, e, n in marks if b < last and first < e}))
            pieces.append(Piece(text, numbers, first, last))
        at = bisect_left(self._records, Place(begin, begin))
        recorded = any(r.begin < end and r.end > begin for r in self._records[max(0, at - 1) : at + 1])
        return Sentence(begin, end, tuple(pieces), recorded)

    def _marks_between(self, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield the passages of claims that overlap a stretch; none is longer than a few thousand characters."""
        stop = bisect_left(self._marks, (end, 0, 0))
        for left, right, number in self._marks[:stop]:
            if right > begin:
                yield left, right, number


def shown(text: str) -> str:
    """Return a text without contact data, and with bullets for the signs that only its own font knew.

    >>> shown("\uf02d Partijen")
    '– Partijen'
    """
    return "".join("–" if "\ue000" <= c <= "\uf8ff" else c for c in mask(text))


@cache
def known(slug: str) -> bool:
    """Whether the project has a document of this name."""
    return slug in document_slugs()


def readable(slug: str, claims: Sequence[Claim], records: Iterable[Place] = ()) -> Reader | None:
    """Return a document for reading, or nothing where its text is not there or cannot be read."""
    if not known(slug):
        return None
    try:
        return Reader(slug, claims, records)
    except KetengraafError:
        return None
