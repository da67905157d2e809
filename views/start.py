"""The home page: begin with a name, a region or a question; what is in the graph, and the documents behind it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.privacy import mask
from graph.vocabulary import ID, KETEN
from loaders.document import Metadata, document_slugs, read_metadata
from views.blad import el, link, sheet
from views.ding import kind_of
from views.gedeeld import address, count, date_text, go, load, md, page_link, store, thousands, title_of
from views.taal import t, term

#: Things to begin with, by the part of their IRI behind the project's base.
NAMES = ("gremium/regiegroep-groningen", "gremium/ontwikkeltafels-groningen", "taak/pleegzorg")
#: Questions to begin with: keys of files in `queries/`.
QUESTIONS = ("jeugdbescherming-per-niveau", "juridisch-geborgd", "wat-werd-van-gemeenten")


def show() -> None:
    """Render the page."""
    st.title("Ketengraaf", anchor=False)
    st.markdown(t("start.inleiding"))
    _show_beginnings()
    _show_counts()
    _show_documents()


def _show_beginnings() -> None:
    st.subheader(t("start.begin"), anchor=False)
    name, region, question = st.columns(3)
    with name.container(border=True, height="stretch"):
        st.markdown(f"**{t('start.naam')}**")
        st.markdown(t("start.naam_uitleg"))
        for key, title in names().items():
            page_link("ding", md(title), icon=":material/person_search:", id=key)
    with region.container(border=True, height="stretch"):
        st.markdown(f"**{t('start.regio')}**")
        st.markdown(t("start.regio_uitleg"))
        _choose_region()
        page_link("regios", t("start.regio_alle"), icon=":material/grid_on:")
    with question.container(border=True, height="stretch"):
        st.markdown(f"**{t('start.vraag')}**")
        st.markdown(t("start.vraag_uitleg"))
        for key in QUESTIONS:
            page_link("vragen", t(f"start.vraag_{key}"), icon=":material/help:", vraag=key)
        page_link("vragen", t("start.vraag_alle"), icon=":material/search:")
    page_link("netwerk", t("start.netwerk"), icon=":material/hub:")
    page_link("controle", t("start.controle"), icon=":material/fact_check:")


def names() -> dict[str, str]:
    """Return the labels of the things to begin with that the graph holds."""
    return {key: title_of(f"{ID}{key}") for key in NAMES if kind_of(f"{ID}{key}")}


def _choose_region() -> None:
    regions = {r.key: r.name for r in load().regions.values()}
    chosen = st.selectbox(
        t("start.regio_kies"),
        sorted(regions, key=regions.__getitem__),
        index=None,
        format_func=regions.__getitem__,
        placeholder=t("start.regio_kies"),
        label_visibility="collapsed",
        key="start_regio",
    )
    if chosen:
        go("regio", regio=chosen)


def _show_counts() -> None:
    st.subheader(t("start.erin"), anchor=False)
    with st.container(horizontal=True):
        for key, value in counts().items():
            st.metric(t(f"start.aantal_{key}"), thousands(value), width=117)


def counts() -> dict[str, int]:
    """Return how much of what the graph holds."""
    regions = load().regions.values()
    return {
        "documenten": count(KETEN.Document),
        "regios": sum(1 for r in regions if r.parent is None),
        "gemeenten": len({m.municipality.iri for r in regions for m in r.members}),
        "beweringen": count(KETEN.Bewering),
        "passages": count(KETEN.Passage),
        "triples": len(store()),
        "bevindingen": count(KETEN.Bevinding),
    }


def _show_documents() -> None:
    st.subheader(t("start.documenten"), anchor=False)
    table = documents()
    read = table.loc[table["beweringen"] > 0, "document"]
    if len(read) < len(table):
        names_read = md(", ".join(read)) or t("start.nog_geen")
        st.info(t("start.ongelezen", n=len(table) - len(read), alle=len(table), gelezen=names_read))
    if table.empty:
        st.info(t("start.geen"))
        return
    shown = [column for column in table.columns if column != "slug"]
    head = el("tr", *[el("th", t(f"start.kolom_{column}"), scope="col") for column in shown])
    rows = [
        el(
            "tr",
            el("td", link(address("document", slug=row["slug"]), row["document"])),
            *[el("td", _shown(row[column])) for column in shown[1:]],
        )
        for row in table.to_dict("records")
    ]
    sheet(el("div", el("table", el("thead", head), el("tbody", *rows)), class_="breed"), key="start_documenten")


def _shown(value: str | int) -> str:
    return thousands(value) if isinstance(value, int) else mask(value)


def documents() -> pd.DataFrame:
    """Return the documents, oldest first: title, kind, date, region, how much was read from each, and its folder."""
    found = sorted((read_metadata(slug) for slug in document_slugs()), key=lambda m: (str(m.first_day), m.title))
    rows = [
        {
            "document": m.title,
            "soort": term(f"{ID}documentsoort/{m.kind}").capitalize(),
            "datum": dating(m),
            "regio": m.region,
            "passages": count(KETEN.Passage, m.slug),
            "beweringen": count(KETEN.Bewering, m.slug),
            "slug": m.slug,
        }
        for m in found
    ]
    columns = ["document", "soort", "datum", "regio", "passages", "beweringen", "slug"]
    return pd.DataFrame(rows, columns=columns)


def dating(metadata: Metadata) -> str:
    """Return the date of a document, or the days between which it was written."""
    first, last = metadata.first_day, metadata.last_day
    if metadata.date is not None:
        return date_text(metadata.date)
    if first is None or last is None:
        return t("start.datum_onbekend")
    return t("gedeeld.tussen", eerste=date_text(first), laatste=date_text(last))
