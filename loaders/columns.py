"""Tables set in columns of a text: a head of labels, and rows whose cells begin where the labels do."""

from __future__ import annotations

import re
from collections.abc import Sequence

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


def find_tables(lines: Sequence[Line]) -> dict[int, Cells]:
    """Return the cells of each line that is part of a table, by the line's number; the head comes first.

    A head is a line of at least three short labels with a capital, with at least two rows right under it.
    """
    found: dict[int, Cells] = {}
    at = 0
    while at < len(lines):
        head = _cells(lines[at])
        rows: dict[int, Cells] = {}
        if _is_head(lines[at], head):
            for line in lines[at + 1 :]:
                cells = _cells(line)
                if len(cells) < _LEAST or not _aligned(cells, head):
                    break
                rows[line.number] = cells
        if len(rows) >= _ROWS:
            found |= {lines[at].number: head, **rows}
            at += len(rows)
        at += 1
    return found


def _cells(line: Line) -> Cells:
    return [match.span() for match in _CELL.finditer(line.text)]


def _is_head(line: Line, cells: Cells) -> bool:
    labels = [line.text[begin:end] for begin, end in cells]
    return len(labels) >= _LEAST and all(
        label[:1].isupper() and len(label.split()) <= _LABEL_WORDS and label.replace(" ", "").isalpha()
        for label in labels
    )


def _aligned(cells: Cells, head: Cells) -> bool:
    starts = [begin for begin, _ in head]
    return all(any(abs(begin - start) <= _SLACK for start in starts) for begin, _ in cells)
