"""The rows of an answer as lines of TSV, which the engine writes faster than Python could take its terms one by one.

The process that answers masks the lines (`masked`), counts them (`Rows`) and turns them into another format
(`Converter`); the one that asked reads them (`Cells`). SPARQL's TSV keeps everything that a term is: one row is one
line, one value is one field in the syntax of Turtle, and a field is empty where nothing is bound.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from graph.privacy import mask

__all__ = ["CHUNK_BYTES", "FORMS", "Cell", "Cells", "Converter", "Gathered", "Rows", "masked", "masked_triple"]

CHUNK_BYTES = 64 * 2**10
"""Size of the pieces in which an answer is looked at and sent on."""
_REMEMBERED = 50_000
"""Fields that are remembered from one answer to the next: most names and IRIs come back."""
_LONG = 2_000
"""Characters above which a field is not remembered."""
_XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING, _LANGUAGE_STRING = f"{_XSD}string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

FORMS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
"""Formats of the answer to SELECT and ASK."""
_BETWEEN = {"csv": b"", "json": b",", "xml": b""}
_ENDS = {"csv": b"", "json": b"]}}", "xml": b"</results></sparql>"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in a result."""

    kind: str
    """iri, literal or bnode."""
    value: str
    language: str = ""
    datatype: str = ""


# ---------------------------------------------------------------- reading

_LITERAL = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<language>[\w-]+)|\^\^<(?P<datatype>[^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Cells(dict[str, Cell | None]):
    """The values of fields, each read once."""

    def __missing__(self, field: str) -> Cell | None:
        cell = _cell(field)
        if len(field) <= _LONG:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[field] = cell
        return cell

    def rows(self, text: str) -> tuple[tuple[str, ...], tuple[tuple[Cell | None, ...], ...]]:
        r"""Return the names of the columns and the rows.

        >>> Cells().rows('?naam\t?aantal\n"Regio"@nl\t41\n')[0]
        ('naam', 'aantal')
        """
        heading, *lines = text.split("\n")[:-1]
        if not heading:  # a SELECT of no variable at all
            return (), ((),) * len(lines)
        read = self.__getitem__
        columns = tuple(name[1:] for name in heading.split("\t"))
        return columns, tuple(tuple(map(read, line.split("\t"))) for line in lines)


def _cell(field: str) -> Cell | None:
    if not field:
        return None
    if field.startswith("<") and not field.startswith("<<"):
        return Cell("iri", field[1:-1])
    found = _LITERAL.fullmatch(field)
    if found is not None:
        language = found["language"] or ""
        return Cell(
            "literal",
            _unescaped(found["text"]),
            language.partition("--")[0],
            _LANGUAGE_STRING if language else found["datatype"] or _STRING,
        )
    if field.startswith(("_:", "<<")):
        return Cell("bnode", field)
    if field in {"true", "false"}:
        return Cell("literal", field, "", f"{_XSD}boolean")
    kind = "double" if "e" in field.lower() else "decimal" if "." in field else "integer"
    return Cell("literal", field, "", _XSD + kind)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[1]), text) if "\\" in text else text


# ---------------------------------------------------------------- masking

#: Fields in which there was nothing to mask.
_clean: set[str] = set()


def masked(lines: str) -> str:
    r"""Return lines without contact data in their texts; an IRI stays what it is, for it is a key and no text.

    >>> masked('"mail a@b.nl"@nl\t<mailto:a@b.nl>\n')
    '"mail [e-mailadres]"@nl\t<mailto:a@b.nl>\n'
    """
    fresh = set(lines.replace("\n", "\t").split("\t")) - _clean
    changed = {field: other for field in fresh if (other := _masked_field(field)) != field}
    if len(_clean) + len(fresh) > _REMEMBERED:
        _clean.clear()
    _clean.update(field for field in fresh if len(field) <= _LONG and field not in changed)
    if not changed:
        return lines
    return "\n".join("\t".join(changed.get(f, f) for f in line.split("\t")) for line in lines.split("\n"))


def _masked_field(field: str) -> str:
    """Return a field without contact data; of a triple in a field, each text."""
    if not field.startswith(('"', "<<")):
        return field
    return _LITERAL.sub(_masked_literal, field)


def _masked_literal(match: re.Match[str]) -> str:
    begin, end = (place - match.start() for place in match.span("text"))
    whole, text = match[0], _unescaped(match["text"])
    hidden = mask(text)
    return whole if hidden == text else whole[:begin] + hidden.translate(_ESCAPES) + whole[end:]


def masked_triple(triple: ox.Triple) -> ox.Triple:
    """Return a triple of a CONSTRUCT without contact data."""
    value = triple.object
    if isinstance(value, ox.Triple):
        inner = masked_triple(value)
        return triple if inner == value else ox.Triple(triple.subject, triple.predicate, inner)
    if not isinstance(value, ox.Literal):
        return triple
    hidden = mask(value.value)
    if hidden == value.value:
        return triple
    literal = (
        ox.Literal(hidden, language=value.language, direction=value.direction)
        if value.language
        else ox.Literal(hidden, datatype=value.datatype)
    )
    return ox.Triple(triple.subject, triple.predicate, literal)


# ---------------------------------------------------------------- counting and converting


class EnoughError(Exception):
    """Ends the engine's writing when there are as many rows as were asked for."""


class Gathered(io.RawIOBase):
    """A file that hands on what is written to it whenever it holds `CHUNK_BYTES`."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        """Say so to the engine."""
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401  any buffer
        """Take some bytes, which may end anywhere."""
        piece = bytes(data)
        self._held.append(piece)
        self._size += len(piece)
        if self._size >= CHUNK_BYTES:
            self.finish()
        return len(piece)

    def finish(self) -> None:
        """Hand on what is held."""
        if self._held:
            data = b"".join(self._held)
            self._held.clear()
            self._size = 0
            self.hand_on(data)

    def hand_on(self, data: bytes) -> None:
        """Do with the bytes what this file is for."""
        raise NotImplementedError


class Rows(Gathered):
    """A file for the engine to write TSV to: hands on whole lines, masked, and stops at a number of rows.

    Parameters
    ----------
    take
        Gets the lines, some at a time; the first line it gets is the heading.
    limit
        Rows after which the rest is left out.
    """

    def __init__(self, take: Callable[[str], None], limit: int | None = None) -> None:
        super().__init__()
        self._take = take
        self._left = None if limit is None else limit + 1  # with the heading
        self._rest = b""

    def hand_on(self, data: bytes) -> None:
        """Hand on the lines that are whole."""
        written = self._rest + data
        end = written.rfind(b"\n") + 1
        self._rest = written[end:]
        if not end:
            return
        lines = written[:end].decode()
        if self._left is not None:
            number = lines.count("\n")
            if number > self._left:
                kept = lines.split("\n", self._left)[: self._left]
                self._take(masked("".join(f"{line}\n" for line in kept)))
                raise EnoughError
            self._left -= number
        self._take(masked(lines))


class Converter:
    """Turns lines of TSV into another format, a part at a time.

    The parts of a format fit together because each is what the engine's own writer makes between a head and an end
    that do not depend on the rows.
    """

    def __init__(self, form: str, write: Callable[[bytes], object]) -> None:
        self._form = form
        self._write = write
        self._heading = ""
        self._head = b""
        self._begun = False

    def take(self, lines: str) -> None:
        """Write some lines; the first one ever is the heading."""
        if self._form == "tsv":
            self._write(lines.encode())
            return
        if not self._head:
            self._heading, _, lines = lines.partition("\n")
            empty = self._converted("")
            self._head = empty[: len(empty) - len(_ENDS[self._form])]
            self._write(self._head)
        if lines:
            whole = self._converted(lines)
            part = whole[len(self._head) : len(whole) - len(_ENDS[self._form])]
            self._write((_BETWEEN[self._form] if self._begun else b"") + part)
            self._begun = True

    def finish(self) -> None:
        """Write the end."""
        if self._form != "tsv":
            self._write(_ENDS[self._form])

    def _converted(self, lines: str) -> bytes:
        rows = ox.parse_query_results(f"{self._heading}\n{lines}".encode(), format=ox.QueryResultsFormat.TSV)
        return rows.serialize(format=FORMS[self._form]) or b""
