"""The table of an answer on the page: sorted, filtered and paged here, so that the browser holds one page of rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from views.antwoord_tabel import Link, Table, link_of, named
from views.gedeeld import address, go, thousands
from views.taal import t

PAGE = 100
"""Rows on one page."""
_LONGEST = 600
"""Characters of a value on the page; files have all."""
_SCRIPT = Path(__file__).with_suffix(".js")
_HTML = """
<div class="resultaat">
  <div class="balk"><input type="search" maxlength="200"><span class="telling" role="status"></span>
    <button type="button" class="vorige"></button><button type="button" class="volgende"></button></div>
  <div class="rol" tabindex="0" role="region"><table></table></div>
</div>
"""
_CSS = """
.resultaat { font-family: var(--st-font); color: var(--st-text-color); font-size: .9rem; }
.balk { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-bottom: .4rem; }
.balk input { flex: 1 1 12rem; min-width: 0; padding: .4rem .6rem; font: inherit; color: inherit;
  border: 1px solid #767f86;
  border-radius: .4rem; background: var(--st-background-color); }
.balk input::placeholder { color: inherit; opacity: .75; }
.balk button { min-height: 2.2rem; padding: .2rem .7rem; font: inherit; color: inherit; border: 1px solid #767f86;
  border-radius: .4rem; background: var(--st-background-color); cursor: pointer; }
.balk button:disabled { opacity: .5; cursor: default; }
[hidden] { display: none !important; }
.rol { max-height: 32rem; overflow: auto; border: 1px solid #767f86; border-radius: .4rem; }
:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 1px; }
table { border-collapse: collapse; width: 100%; }
th { position: sticky; top: 0; text-align: left; background: var(--st-secondary-background-color);
  white-space: nowrap; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid light-dark(#d5dadd, #44505a); vertical-align: top; }
td { overflow-wrap: break-word; min-width: 5rem; max-width: 34rem; }
th.getal, td.getal { text-align: right; font-variant-numeric: tabular-nums; }
th button { font: inherit; font-weight: 600; color: inherit; background: none; border: none; padding: 0;
  cursor: pointer; }
a { color: light-dark(#01568a, #8ecbff); }
"""
_COMPONENT = st.components.v2.component(
    "ketengraaf_resultaat", html=_HTML, css=_CSS, js=_SCRIPT.read_text(encoding="utf-8")
)


def show(table: Table, *, question: str, passages: bool, key: str) -> None:
    """Render the rows of an answer.

    Parameters
    ----------
    question
        Key of the query; with another one the table begins at its first page again.
    passages
        Whether each row gets its passages in a column of their own.
    """
    state: Any = st.session_state.get(key)
    stand = dict((state.get("stand") if state is not None else None) or {})
    if stand.get("vraag") != question:
        stand = {}
    column, descending = int(stand.get("kolom", -1)), bool(stand.get("aflopend", False))
    rows = table.arranged(str(stand.get("filter", "")), column, descending=descending)
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(int(stand.get("bladzijde", 0)), 0), pages - 1)
    shown = rows[page * PAGE : (page + 1) * PAGE]
    columns = [_column(table, n) for n in table.visible]
    cells = [[_cell(table, r, n) for n in table.visible] for r in shown]
    if passages:
        columns.append({"nummer": -1, "naam": t("vragen.passage"), "uitleg": "", "getal": False})
        for row, filled in zip(shown, cells, strict=True):
            filled.append([_part(named(p), link_of(p), p) for p in table.passages(row)])
    data = {
        "vraag": question,
        "kolommen": columns,
        "rijen": cells,
        "bladzijde": page,
        "bladzijden": pages,
        "woorden": {
            "tabel": t("vragen.tabel"),
            "filter": t("vragen.filter"),
            "vorige": t("vragen.vorige"),
            "volgende": t("vragen.volgende"),
            "telling": _counted(page, shown, rows),
        },
    }
    result = _COMPONENT(data=data, key=key, on_stand_change=_nothing, on_ga_change=_nothing)
    chosen = result.get("ga")
    if chosen:
        go(str(chosen.get("pagina")), **{str(k): str(v) for k, v in dict(chosen.get("parameters") or {}).items()})


def _nothing() -> None:
    """Stand in for a callback; Streamlit keeps a value only where one is given."""


def _counted(page: int, shown: list[int], rows: list[int]) -> str:
    if not rows:
        return t("vragen.niets_over")
    begin = page * PAGE
    numbers = (thousands(begin + 1), thousands(begin + len(shown)), thousands(len(rows)))
    return t("vragen.per_bladzijde", van=numbers[0], tot=numbers[1], n=numbers[2])


def _column(table: Table, number: int) -> dict[str, Any]:
    name = table.headings[number]
    return {
        "nummer": number,
        "naam": name,
        "uitleg": t("vragen.sorteer", kolom=name),
        "getal": table.numeric(number),
    }


def _cell(table: Table, row: int, column: int) -> list[dict[str, Any]]:
    cell = table.cells[row][column]
    if cell is None:
        return []
    iri = cell.value if cell.kind == "iri" else ""
    # A text that only names an IRI beside it leads to the page of that IRI.
    if not iri:
        iri = next((c.value for n, c in _hidden(table, row) if table.values[n] == table.values[column]), "")
    return [_part(table.text(row, column), link_of(iri) if iri else None, iri)]


def _hidden(table: Table, row: int) -> list[tuple[int, Any]]:
    hidden = [n for n in range(len(table.headings)) if n not in table.visible]
    return [(n, c) for n in hidden if (c := table.cells[row][n]) is not None and c.kind == "iri"]


def _part(text: str, link: Link | None, iri: str) -> dict[str, Any]:
    part: dict[str, Any] = {"tekst": text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"}
    if iri:
        part["iri"] = iri
    if link is not None:
        parameters = dict(link.parameters)
        part |= {"pagina": link.page, "parameters": parameters, "adres": address(link.page, **parameters)}
    return part
