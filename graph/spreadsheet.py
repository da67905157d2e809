"""Excel workbooks in which a text stays a text: no formula, no link, whatever it begins with."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

__all__ = ["CELL_LIMIT", "ROW_LIMIT", "workbook"]

ROW_LIMIT = 1_048_575
"""Rows below the heading that a sheet can hold."""
CELL_LIMIT = 32_767
"""Characters that a cell can hold."""
_WIDEST = 60


def workbook(headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str) -> bytes:
    """Return a workbook with one sheet: numbers and dates as such, everything else as text.

    Parameters
    ----------
    rows
        At most `ROW_LIMIT` are written; a longer text is cut at `CELL_LIMIT`.
    title
        Name of the sheet; what a sheet's name cannot hold is left out.
    """
    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(output, options)
    sheet = book.add_worksheet("".join(c for c in title if c not in "[]:*?/\\'")[:31] or "blad")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
    widths = [len(name) for name in headings]
    for column, name in enumerate(headings):
        sheet.write_string(0, column, name[:CELL_LIMIT], bold)
    last = 0
    for number, row in enumerate(rows, start=1):
        if number > ROW_LIMIT:
            break
        last = number
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(number, column, value)
            elif isinstance(value, dt.date):
                sheet.write_datetime(number, column, dt.datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
            else:
                sheet.write_string(number, column, str(value)[:CELL_LIMIT])
                widths[column] = max(widths[column], min(len(str(value)), _WIDEST))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width + 2)
    sheet.freeze_panes(1, 0)
    if headings:
        sheet.autofilter(0, 0, last, len(headings) - 1)
    book.close()
    return output.getvalue()
