"""How well lopende tekst is read: the figures that `make evaluate` stored, as tables."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from graph.vocabulary import KETEN, label
from views.blad import el, sheet
from views.taal import language, t

REPORT = Path(__file__).resolve().parent.parent / "docs" / "kwaliteit.json"


@cache
def figures() -> dict[str, Any]:
    """Return the stored figures: per document, part and relation, with curation, and between two readers."""
    found: dict[str, Any] = json.loads(REPORT.read_text(encoding="utf-8"))
    return found


def show() -> None:
    """Render the section: what is measured, the ceiling, and the figures per part, document and relation."""
    st.header(t("kwaliteit.titel"), anchor=False)
    test = next(p for p in figures()["delen"] if p["deel"] == "toets")
    readers = figures()["lezers"]
    st.markdown(
        t(
            "kwaliteit.uitleg",
            precisie=_percent(test["precisie"]),
            volledigheid=_percent(test["volledigheid"]),
            lezers_precisie=_percent(readers["precisie"]),
            lezers_volledigheid=_percent(readers["volledigheid"]),
        )
    )
    _table([_row(p, t(f"kwaliteit.{p['deel']}")) for p in figures()["delen"]], "delen")
    with st.expander(t("kwaliteit.per_document")):
        rows = [
            {**_row(d, d["document"]), t("kwaliteit.deel"): t(f"kwaliteit.{d['deel']}")}
            for d in figures()["documenten"]
        ]
        _table(rows, "document")
    with st.expander(t("kwaliteit.per_relatie")):
        _table([_relation(r) for r in figures()["relaties"]], "relatie")
    with st.expander(t("kwaliteit.met_lezing")):
        st.markdown(t("kwaliteit.met_lezing_uitleg"))
        _table([_row(d, d["document"]) for d in figures()["curatie"]], "lezing")


def _table(rows: list[dict[str, Any]], key: str) -> None:
    """Render rows as a table that scrolls sideways where the screen is narrow."""
    head = el("tr", *[el("th", name, scope="col") for name in rows[0]])
    body = [el("tr", *[el("td", str(value)) for value in row.values()]) for row in rows]
    whole = el("table", el("thead", head), el("tbody", *body))
    title = t("kwaliteit.titel")
    sheet(el("div", whole, class_="breed", role="region", tabindex="0", aria_label=title), key=f"kwaliteit_{key}")


def _row(found: dict[str, Any], name: str) -> dict[str, Any]:
    return {
        t("kwaliteit.wat"): name,
        t("kwaliteit.beweringen"): found["beweringen"],
        t("kwaliteit.precisie"): _percent(found["precisie"]),
        t("kwaliteit.hoofdzaken"): found["essentieel"],
        t("kwaliteit.volledigheid"): _percent(found["volledigheid"]),
        "F1": _percent(found["f1"]),
    }


def _relation(found: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {t("kwaliteit.relatie"): label(KETEN[found["relatie"]], language())}
    for part in ("ontwikkeling", "toets"):
        name, count = t(f"kwaliteit.{part}"), found[f"{part}_beweringen"]
        row[f"{name}: {t('kwaliteit.precisie').lower()}"] = (
            f"{_percent(found[f'{part}_precisie'])} ({count})" if count else "–"
        )
        wanted = found[f"{part}_essentieel"]
        reached = f"{_percent(found[f'{part}_volledigheid'])} ({wanted})" if wanted else "–"
        row[f"{name}: {t('kwaliteit.volledigheid').lower()}"] = reached
        row[f"{name}: F1"] = _percent(found[f"{part}_f1"]) if count and wanted else "–"
    return row


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%"
