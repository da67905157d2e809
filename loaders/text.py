"""The text of a document as lines, pages and readings that map back to exact offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from graph.errors import UnreadableFileError
from graph.model import Passage
from graph.privacy import contact_spans

MAX_BYTES = 20 * 1024 * 1024
"""A text longer than this is no governance document; the largest known one has 0.3 MB."""

_CONTEXT = 32
"""Characters of context before and after a passage, as Web Annotation clients use to find it again."""

# A line that a word processor repeats on every page: a date, a title and the page number.
_PAGE_HEADER = re.compile(
    r"^\s*\d{1,2}-\d{1,2}-\d{4}\s+\S.*?\s(\d{1,4})\s*$|^\s*(?:pagina|blad)\s+(\d{1,4})(?:\s*(?:van|/)\s*\d+)?\s*$",
    re.IGNORECASE,
)
# A hyphen at the end of a line belongs to the word ("Pijnacker-Nootdorp"), unless a conjunction follows ("zorg- en").
_SUSPENDED = re.compile(r"(?:en|of|tot|als|resp\.?|c\.q\.)\b")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source text; `end` is exclusive."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source, without its line break."""

    number: int
    """From 0."""
    begin: int
    end: int
    text: str
    page: int
    """Page in order of the text, from 1."""
    starts_page: bool
    is_furniture: bool
    """A page header or footer: no part of what the document says."""

    @property
    def is_blank(self) -> bool:
        """Whether the line holds nothing but white space."""
        return not self.text.strip()

    @property
    def is_empty(self) -> bool:
        """Whether the line has no character at all: vertical space within a paragraph in converted PDFs."""
        return not self.text

    def span(self, start: int = 0, stop: int | None = None) -> Span:
        """Return the stretch of the line between two columns, without white space at either side."""
        piece = self.text[start:stop]
        begin = self.begin + start + len(piece) - len(piece.lstrip())
        return Span(begin, max(begin, self.begin + start + len(piece.rstrip())))


@dataclass(frozen=True, slots=True)
class Reading:
    """Text as a person reads it, wraps joined, with the source offset of each of its characters."""

    text: str
    origins: tuple[int, ...]
    pieces: tuple[Span, ...]

    def __bool__(self) -> bool:
        return bool(self.text)

    def spans(self, start: int = 0, stop: int | None = None) -> list[Span]:
        """Return the source stretches behind a stretch of the reading, one per unbroken piece of the source."""
        stop = len(self.text) if stop is None else stop
        if stop <= start:
            return []
        begin, end = self.origins[start], self.origins[stop - 1] + 1
        return [Span(max(p.begin, begin), min(p.end, end)) for p in self.pieces if p.end > begin and p.begin < end]


class SourceText:
    """The text of one document, verbatim."""

    def __init__(self, slug: str, text: str) -> None:
        self.slug = slug
        self.text = text

    @classmethod
    def from_file(cls, path: Path, slug: str) -> SourceText:
        """Read a UTF-8 text file, byte for byte.

        Raises
        ------
        UnreadableFileError
            When the file is missing, too large, empty or no UTF-8 text.
        """
        try:
            size = path.stat().st_size
        except OSError as error:
            raise UnreadableFileError(path, "bestand niet gevonden", "Controleer de naam en de map.") from error
        if path.is_dir():
            raise UnreadableFileError(path, "dit is een map", "Geef een tekstbestand (.txt).")
        if size > MAX_BYTES:
            reason = f"het bestand is {size // 2**20} MB; de grens is {MAX_BYTES // 2**20} MB"
            raise UnreadableFileError(path, reason, "Splits het document.")
        data = path.read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableFileError(path, *_not_text(data, error)) from error
        if "\x00" in text:
            raise UnreadableFileError(path, "het bestand bevat binaire gegevens", _CONVERT)
        if not text.strip():
            raise UnreadableFileError(path, "het bestand is leeg", "Geef een bestand met tekst.")
        return cls(slug, text)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines, with their pages."""
        return tuple(_lines(self.text))

    @cached_property
    def pages_visible(self) -> bool:
        """Whether the text shows where its pages begin."""
        return any(line.starts_page for line in self.lines)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.begin for line in self.lines]

    def line_at(self, offset: int) -> Line:
        """Return the line that holds an offset."""
        return self.lines[bisect_right(self._line_starts, offset) - 1]

    def read(self, spans: Iterable[Span]) -> Reading:
        """Join stretches into a reading: wraps become one space, hyphens at a wrap keep their word whole."""
        return _join(self.text, [s for s in spans if s.end > s.begin])

    def passages(self, spans: Iterable[Span], kind: str) -> tuple[Passage, ...]:
        """Return the stretches as passages, without any contact data.

        Stretches with only white space between them become one passage, so that a citation that runs over lines is
        one citation, and one that a page header or a torn question cuts in two is two.
        """
        merged = list(self._merge(spans))
        return tuple(self._passage(s, kind) for span in merged for s in self._without_contacts(span))

    def _merge(self, spans: Iterable[Span]) -> Iterator[Span]:
        current: Span | None = None
        for span in spans:
            if span.end <= span.begin:
                continue
            if current is not None and not self.text[current.end : span.begin].strip():
                current = Span(current.begin, span.end)
                continue
            if current is not None:
                yield current
            current = span
        if current is not None:
            yield current

    def _without_contacts(self, span: Span) -> Iterator[Span]:
        begin = span.begin
        for start, stop in self._contacts:
            if stop <= span.begin or start >= span.end:
                continue
            yield from self._trimmed(begin, start)
            begin = stop
        yield from self._trimmed(begin, span.end)

    def _trimmed(self, begin: int, end: int) -> Iterator[Span]:
        piece = self.text[begin:end]
        if any(c.isalnum() for c in piece):
            yield Span(begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip()))

    @cached_property
    def _contacts(self) -> list[tuple[int, int]]:
        return contact_spans(self.text)

    def _passage(self, span: Span, kind: str) -> Passage:
        before = max([span.begin - _CONTEXT, 0, *(e for _, e in self._contacts if e <= span.begin)])
        after = min([span.end + _CONTEXT, len(self.text), *(b for b, _ in self._contacts if b >= span.end)])
        page = self.line_at(span.begin).page if self.pages_visible else None
        quote = self.text[span.begin : span.end]
        prefix, suffix = self.text[before : span.begin], self.text[span.end : after]
        return Passage(self.slug, span.begin, span.end, quote, kind, page, prefix, suffix)


_CONVERT = "Zet het document om naar platte tekst (UTF-8), bijvoorbeeld met 'Opslaan als .txt'."


def _not_text(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    known = {
        b"%PDF": "een PDF",
        b"PK\x03\x04": "een Word-, Excel- of zipbestand",
        b"\xd0\xcf\x11\xe0": "een oud Wordbestand",
    }
    for magic, name in known.items():
        if data.startswith(magic):
            return f"dit is {name}, geen tekstbestand", _CONVERT
    return f"geen geldige UTF-8-tekst (byte {error.start})", _CONVERT


def _lines(text: str) -> Iterator[Line]:
    raw = text.split("\n")
    # Converted PDFs mark a new page by a form feed, or by the single space that is left of it. Where many lines are
    # indented by one space, the space is layout and says nothing about pages.
    filled = [r for r in raw if r.strip()]
    indented = sum(1 for r in filled if r.startswith(" ") and not r.startswith("  "))
    space_marks_page = 0 < indented <= max(3, len(filled) // 20)
    offset, page = 0, 1
    said_something = False
    for number, row in enumerate(raw):
        content = row.rstrip("\r")
        header = _PAGE_HEADER.match(content) is not None
        marked = "\f" in content or (
            space_marks_page and bool(content.strip()) and content.startswith(" ") and not content.startswith("  ")
        )
        # A mark and a header on the same page, with nothing said between them, are one page start.
        starts = (marked or header) and said_something
        if starts:
            page += 1
            said_something = False
        if content.strip() and not header:
            said_something = True
        yield Line(number, offset, offset + len(content), content, page, starts, header)
        offset += len(row) + 1


def _join(text: str, spans: Sequence[Span]) -> Reading:
    chars: list[str] = []
    origins: list[int] = []
    for index, span in enumerate(spans):
        if index and chars and chars[-1] != " ":
            ahead = text[span.begin : span.begin + 8]
            glued = chars[-1] in "-‐" and len(chars) > 1 and chars[-2].isalnum()
            if not glued or _SUSPENDED.match(ahead) or not ahead[:1].isalnum():
                chars.append(" ")
                origins.append(spans[index - 1].end)
        for position in range(span.begin, span.end):
            char = text[position]
            if char.isspace():
                if chars and chars[-1] not in " ":
                    chars.append(" ")
                    origins.append(position)
            else:
                chars.append(char)
                origins.append(position)
    while chars and chars[-1] == " ":
        chars.pop()
        origins.pop()
    return Reading("".join(chars), tuple(origins), tuple(spans))
