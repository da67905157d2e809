"""Tables set in columns of a text: a head of labels, and rows whose cells begin where the labels do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.text import Line

_CELL = re.compile(r"\S+(?: \S+)*")
"""What stands between two or more spaces."""
_LEAST, _ROWS = 3, 2
"""Fewest columns of a table, and fewest rows under its head."""
_SLACK = 2
"""Characters by which a cell may begin beside its label."""
_LABEL_WORDS = 3

Cells = list[tuple[int, int]]
"""Where each cell of a line begins and ends, in characters from the beginning of the line."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table."""

    cells: Cells
    is_head: bool
    """Whether its cells are the labels of the columns of the lines after it, up to the next head."""


def find_tables(lines: Sequence[Line]) -> dict[int, TableLine]:
    """Return the lines that are part of a table, by their number.

    A head is a line of at least three short labels with a capital, with at least two rows right under it. Lines that
    could be a head and stand further from the line above than rows stand from each other begin another table.
    """
    found: dict[int, TableLine] = {}
    at = 0
    while at < len(lines):
        rows = _rows(lines[at:]) if _is_head(lines[at]) else []
        if len(rows) >= _ROWS:
            found |= {line.number: TableLine(_cells(line), line is lines[at]) for line in (lines[at], *rows)}
            at += len(rows)
        at += 1
    return found


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines under the first that are in its columns."""
    head = _cells(lines[0])
    found: list[Line] = []
    for above, line in pairwise(lines):
        cells = _cells(line)
        apart = bool(found) and line.number - above.number > found[0].number - lines[0].number
        if len(cells) < _LEAST or not _aligned(cells, head) or (apart and _is_head(line)):
            break
        found.append(line)
    return found


def _cells(line: Line) -> Cells:
    return [match.span() for match in _CELL.finditer(line.text)]


def _is_head(line: Line) -> bool:
    labels = [line.text[begin:end] for begin, end in _cells(line)]
    return len(labels) >= _LEAST and all(
        label[:1].isupper() and len(label.split()) <= _LABEL_WORDS and label.replace(" ", "").isalpha()
        for label in labels
    )


def _aligned(cells: Cells, head: Cells) -> bool:
    starts = [begin for begin, _ in head]
    return all(any(abs(begin - start) <= _SLACK for start in starts) for begin, _ in cells)
