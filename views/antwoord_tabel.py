"""An answer as a person reads it: labels instead of IRIs, quotations instead of passages, links to pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import pyoxigraph as ox
import streamlit as st

from graph.labels import prefixed
from graph.model import Iri
from graph.privacy import mask
from graph.query import Answer, Cell
from graph.vocabulary import ID, KETEN, KETEN_IRI, RDF, RDFS, SKOS, XSD
from views.gedeeld import load, short, store
from views.taal import t, term

__all__ = ["Link", "Table", "link_of", "named"]

_INTEGERS = {str(XSD[name]) for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")}
_NUMBERS = {str(XSD[name]) for name in ("decimal", "double", "float")}
_DATE, _BOOLEAN = str(XSD.date), str(XSD.boolean)
_SAFE_INTEGER = 2**53
_TOOI = "https://identifier.overheid.nl/tooi/id/"
_PASSAGE = f"{ID}passage/"
_NOT_THINGS = ("passage/", "bewering/", "graaf/", "lader/")
"""Beginnings of the names of what has no page of a thing."""


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the app."""

    page: str
    parameters: tuple[tuple[str, str], ...]


@st.cache_resource(show_spinner=False)
def _labels() -> dict[Iri, str]:
    """Return the label of everything that has one, read once."""
    found: dict[Iri, str] = {}
    for predicate in (RDFS.label, SKOS.prefLabel):
        for quad in store().quads_for_pattern(None, ox.NamedNode(str(predicate)), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                if quad.object.language not in {"nl", None}:
                    continue
                found[quad.subject.value] = quad.object.value
    return found


def named(iri: Iri) -> str:
    """Return what a person reads for an IRI: a quotation, a label, or the IRI in its short form.

    These come from the graph and not with the answer, so contact data is masked here as `graph.table` does there.
    """
    if iri.startswith(_PASSAGE):
        passage = load().passage(iri)
        if passage is not None:
            return mask(f"“{' '.join(passage.quote.split())}”")
    if iri.startswith(KETEN_IRI):
        return term(iri)
    name = _labels().get(iri)
    if name:
        return mask(name)
    if iri.startswith(ID):
        return short(iri)
    return prefixed(iri)


def link_of(iri: Iri) -> Link | None:
    """Return the page of an IRI: the passage in its document, the document, or the page of the thing."""
    name = iri.removeprefix(ID)
    if iri.startswith(_PASSAGE):
        passage = load().passage(iri)
        if passage is None:
            return None
        return Link("document", (("slug", passage.slug), ("tekens", f"{passage.begin}-{passage.end}")))
    if name != iri and name.startswith("document/"):
        return Link("document", (("slug", name.partition("/")[2]),))
    is_thing = (name != iri and not name.startswith(_NOT_THINGS)) or iri.startswith(_TOOI)
    return Link("ding", (("id", name),)) if is_thing and iri in _labels() else None


class Table:
    """The rows of an answer with their headings."""

    def __init__(self, answer: Answer, headings: dict[str, str]) -> None:
        self.cells = answer.rows
        self.variables = answer.columns
        self.headings = [headings.get(name, name) for name in answer.columns]
        self._names: dict[Iri, str] = {}

    @cached_property
    def values(self) -> list[list[Any]]:
        """The values by column: numbers, dates and texts."""
        return [self._read(column) for column in zip(*self.cells, strict=True)]

    @cached_property
    def visible(self) -> list[int]:
        """The columns on the page: not those that only repeat a column of texts as an IRI."""
        return [n for n in range(len(self.headings)) if not self._repeats(n)]

    @cached_property
    def iris(self) -> list[int]:
        """The columns that hold an IRI anywhere."""
        return [n for n in range(len(self.headings)) if any(_is_iri(row[n]) for row in self.cells)]

    def numeric(self, column: int) -> bool:
        """Whether a column holds numbers only."""
        values = [v for v in self.values[column] if v is not None]
        return bool(values) and all(isinstance(v, int | float) for v in values)

    def arranged(self, wanted: str, column: int, *, descending: bool) -> list[int]:
        """Return the numbers of the rows that hold all wanted words, in the order of a column; -1 for as they came."""
        rows = list(range(len(self.cells)))
        words = wanted.casefold().split()
        if words:
            texts = self._folded
            rows = [r for r in rows if all(word in texts[r] for word in words)]
        if 0 <= column < len(self.headings):
            values = self.values[column]
            filled = [r for r in rows if values[r] not in {None, ""}]
            empty = [r for r in rows if values[r] in {None, ""}]
            numbers = all(isinstance(values[r], int | float) for r in filled)
            dates = all(isinstance(values[r], dt.date) for r in filled)
            key = (lambda r: values[r]) if numbers or dates else (lambda r: str(values[r]).casefold())
            rows = sorted(filled, key=key, reverse=descending) + empty
        return rows

    @cached_property
    def _folded(self) -> list[str]:
        columns = [self.values[n] for n in self.visible]
        return ["\n".join("" if v is None else str(v) for v in row).casefold() for row in zip(*columns, strict=True)]

    def columns(self) -> dict[str, list[Any]]:
        """Return the columns for a file by heading: labels, with the IRIs in columns of their own."""
        columns: dict[str, list[Any]] = {}
        for number, name in enumerate(self.headings):
            if number not in self.iris:
                columns[_free(name, columns)] = self.values[number]
                continue
            if number in self.visible:
                columns[_free(name, columns)] = self.values[number]
            iris = name if name.endswith("(IRI)") else f"{name} (IRI)"
            columns[_free(iris, columns)] = [c.value if c is not None else "" for c in (r[number] for r in self.cells)]
        return columns

    def frame(self) -> pd.DataFrame:
        """Return the table for a file as a frame."""
        return pd.DataFrame({name: _series(values) for name, values in self.columns().items()})

    def passages(self, row: int) -> list[Iri]:
        """Return the passages that a row names, or those of the claims that it names, or of those about its things."""
        iris = list(dict.fromkeys(c.value for c in self.cells[row] if c is not None and c.kind == "iri"))
        own = [iri for iri in iris if iri.startswith(_PASSAGE)]
        if own:
            return own
        of_claims = list(dict.fromkeys(p for iri in iris for p in _objects(iri, str(KETEN.passage))))
        if of_claims:
            return of_claims
        between: dict[Iri, None] = {}
        for subject in iris:
            for target in iris:
                if subject != target:
                    both = _subjects(str(RDF.subject), subject) & _subjects(str(RDF.object), target)
                    between |= dict.fromkeys(p for claim in sorted(both) for p in _objects(claim, str(KETEN.passage)))
        return list(between)

    def text(self, row: int, column: int) -> str:
        """Return a value as the page shows it."""
        value = self.values[column][row]
        if value is None:
            return ""
        if isinstance(value, dt.date):
            return value.strftime("%d-%m-%Y")
        return str(value)

    def _read(self, cells: tuple[Cell | None, ...]) -> list[Any]:
        kinds = {c.datatype if c.kind == "literal" else c.kind for c in cells if c is not None}
        try:
            if kinds and kinds <= _INTEGERS:
                return [_integer(c) for c in cells]
            if kinds and kinds <= _INTEGERS | _NUMBERS:
                return [float(c.value) if c is not None else None for c in cells]
            if kinds == {_DATE}:
                return [dt.date.fromisoformat(c.value) if c is not None else None for c in cells]
        except ValueError:  # a value that its datatype does not allow is shown as the text that it is
            pass
        return [self._text(c) for c in cells]

    def _text(self, cell: Cell | None) -> str:
        if cell is None:
            return ""
        if cell.kind == "iri":
            if cell.value not in self._names:
                self._names[cell.value] = named(cell.value)
            return self._names[cell.value]
        if cell.datatype == _BOOLEAN:
            yes, no = t("vragen.waar"), t("vragen.onwaar")
            return {"true": yes, "1": yes, "false": no, "0": no}.get(cell.value, cell.value)
        return cell.value

    def _repeats(self, number: int) -> bool:
        """Return whether a column of IRIs shows what a column of texts beside it says already."""
        others = [n for n in range(len(self.headings)) if n not in self.iris]
        return number in self.iris and any(self.values[n] == self.values[number] for n in others)


def _free(name: str, columns: dict[str, list[Any]]) -> str:
    """Return a heading that no other column of the file has."""
    number = 2
    free = name
    while free in columns:
        free, number = f"{name} ({number})", number + 1
    return free


def _series(values: list[Any]) -> pd.Series[Any]:
    """Return a column in which whole numbers stay whole beside empty cells."""
    whole = any(isinstance(v, int) for v in values) and all(isinstance(v, int | None) for v in values)
    return pd.Series(values, dtype="Int64" if whole else None)


def _integer(cell: Cell | None) -> int | None:
    if cell is None:
        return None
    number = int(cell.value)
    if abs(number) > _SAFE_INTEGER:
        raise ValueError(cell.value)
    return number


def _is_iri(cell: Cell | None) -> bool:
    return cell is not None and cell.kind == "iri"


def _objects(subject: Iri, predicate: Iri) -> list[Iri]:
    try:
        node = ox.NamedNode(subject)
    except ValueError:
        return []
    found = store().quads_for_pattern(node, ox.NamedNode(predicate), None)
    return sorted({quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)})


def _subjects(predicate: Iri, target: Iri) -> set[Iri]:
    try:
        node = ox.NamedNode(target)
    except ValueError:
        return set()
    found = store().quads_for_pattern(None, ox.NamedNode(predicate), node)
    return {quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}
