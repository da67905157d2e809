"""The time line: documents, mergers of municipalities, intentions and facts with their dates."""

from __future__ import annotations

import datetime as dt
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from graph import network, timeline
from graph.timeline import KINDS, Moment
from views.gedeeld import bound, download_csv, keep, load, md, page_link, show_passages
from views.netwerk_keuze import whole
from views.taal import language, t

#: After Okabe and Ito; each kind has a row of its own as well.
_COLOURS = {"document": "#0072b2", "herindeling": "#009e73", "voornemen": "#d55e00", "looptijd": "#cc79a7",
            "feit": "#5f6b73"}  # fmt: skip


@st.cache_resource(show_spinner=False)
def _moments() -> list[Moment]:
    return timeline.moments(load(), whole())


def show() -> None:
    """Render the page."""
    st.title(t("tijdlijn.titel"))
    st.markdown(t("tijdlijn.inleiding"))
    every = _moments()
    found = _chosen(every)
    st.caption(t("tijdlijn.aantal", aantal=len(found), alle=len(every)))
    if not found:
        st.info(t("tijdlijn.niets"))
        return
    _chart(found)
    st.caption(t("tijdlijn.uitleg"))
    _table(found)


def _chosen(every: list[Moment]) -> list[Moment]:
    """Render the fields, which the address holds, and return what they let through."""
    state, address = st.session_state, st.query_params
    asked = [kind for kind in address.get("soort", "").split(",") if kind in KINDS]
    state["tijdlijn_soort"] = asked or list(KINDS)
    kinds = st.pills(
        t("tijdlijn.soorten"), KINDS, selection_mode="multi", format_func=lambda k: t(f"tijdlijn.soort_{k}"),
        key="tijdlijn_soort", on_change=_take_kinds,
    )  # fmt: skip
    regions = {r: whole().nodes[r]["thing"] for r in dict.fromkeys(m.region for m in every if m.region) if r in whole()}
    names = {thing.key: thing.label for thing in sorted(regions.values(), key=lambda x: x.label)}
    where, when = st.columns(2, gap="medium")
    with where:
        st.selectbox(
            t("tijdlijn.regio"), ["", *names], format_func=lambda k: names.get(k, t("tijdlijn.alle_regios")),
            **bound("regio", "", key="tijdlijn_regio", choices=["", *names]),
        )  # fmt: skip
    first, last = min(m.begin.year for m in every), max(m.end.year for m in every)
    with when:
        state["tijdlijn_jaren"] = _years(address.get("jaren", ""), first, last)
        if first < last:
            st.slider(t("tijdlijn.jaren"), first, last, key="tijdlijn_jaren", on_change=_take_years, args=(first, last))
    begin, end = state["tijdlijn_jaren"]
    region = state["tijdlijn_regio"]
    iri = next((i for i, thing in regions.items() if thing.key == region), "")
    members = {m.municipality.iri for m in load().regions[iri].members} if iri in load().regions else set()
    return [
        m
        for m in every
        if m.kind in kinds
        and m.begin.year <= end
        and m.end.year >= begin
        and (not iri or m.region == iri or members & set(m.things))
    ]


def _years(asked: str, first: int, last: int) -> tuple[int, int]:
    begin, _, end = asked.partition("-")
    if begin.isdigit() and end.isdigit() and first <= int(begin) <= int(end) <= last:
        return int(begin), int(end)
    return first, last


def _take_kinds() -> None:
    chosen = st.session_state["tijdlijn_soort"]
    keep(soort=None if not chosen or len(chosen) == len(KINDS) else ",".join(chosen))


def _take_years(first: int, last: int) -> None:
    begin, end = st.session_state["tijdlijn_jaren"]
    keep(jaren=None if (begin, end) == (first, last) else f"{begin}-{end}")


def _chart(found: list[Moment]) -> None:
    rows = [
        {
            "soort": t(f"tijdlijn.soort_{m.kind}"),
            "van": m.begin.isoformat(),
            # A day is drawn as wide as a fortnight, else it cannot be seen.
            "tot": max(m.end, m.begin + dt.timedelta(days=14)).isoformat(),
            "wat": m.text[:160],
            "genoemd": m.printed or _days(m),
        }
        for m in found
    ]
    names = [t(f"tijdlijn.soort_{kind}") for kind in KINDS]
    chart = (
        alt.Chart(pd.DataFrame(rows), description=t("tijdlijn.grafiek"))
        .mark_bar(height=16, opacity=0.55, stroke="#1a1a1a", strokeWidth=0.6)
        .encode(
            x=alt.X("van:T", title=None, axis=alt.Axis(format="%Y", tickCount="year", labelOverlap=True)),
            x2="tot:T",
            y=alt.Y("soort:N", sort=names, title=None, axis=alt.Axis(labelLimit=200)),
            color=alt.Color("soort:N", scale=alt.Scale(domain=names, range=list(_COLOURS.values())), legend=None),
            tooltip=[
                alt.Tooltip("genoemd:N", title=t("tijdlijn.kolom_genoemd")),
                alt.Tooltip("wat:N", title=t("tijdlijn.kolom_wat")),
            ],
        )
        .properties(height=240)
    )
    st.altair_chart(chart, width="stretch")


def _days(moment: Moment) -> str:
    return " - ".join(dict.fromkeys(f"{day:%d-%m-%Y}" for day in (moment.begin, moment.end)))


def _table(found: list[Moment]) -> None:
    graph = whole()
    titles = {iri: source.title for iri, source in network.sources(graph).items()}
    frame = pd.DataFrame(
        [
            {
                t("tijdlijn.kolom_van"): m.begin.isoformat(),
                t("tijdlijn.kolom_tot"): m.end.isoformat(),
                t("tijdlijn.kolom_soort"): t(f"tijdlijn.soort_{m.kind}"),
                t("tijdlijn.kolom_wat"): m.text,
                t("tijdlijn.kolom_genoemd"): m.printed,
                t("tijdlijn.kolom_document"): titles.get(m.document, ""),
                t("tijdlijn.kolom_regio"): graph.nodes[m.region]["thing"].label if m.region in graph else "",
            }
            for m in found
        ]
    )
    st.caption(t("tijdlijn.tabel_uitleg"))
    key = f"tijdlijn_tabel_{len(found)}_{found[0].begin}_{found[-1].begin}"
    chosen: Any = st.dataframe(frame, hide_index=True, key=key, on_select="rerun", selection_mode="single-row")
    download_csv(frame, "tijdlijn", key="tijdlijn_csv")
    rows = chosen["selection"]["rows"]
    if rows:
        _card(found[rows[0]])


def _card(moment: Moment) -> None:
    graph = whole()
    with st.container(border=True, key="tijdlijn_kaart"):
        st.markdown(f"**{t(f'tijdlijn.soort_{moment.kind}')}: {md(moment.printed or _days(moment))}**")
        if moment.kind == "document":
            source = network.sources(graph)[moment.document]
            st.markdown(md(source.title))
            st.caption(t("tijdlijn.reden", wat=md(source.reason)))
            page_link("document", t("tijdlijn.open_document"), icon=":material/menu_book:", slug=source.slug)
            return
        passage = load().passage(moment.passage) if moment.passage else None
        if passage is None:
            st.markdown(md(moment.text))
        else:
            show_passages([moment.passage])
            page_link(
                "document", t("tijdlijn.naar_document"), icon=":material/menu_book:", slug=passage.slug,
                tekens=f"{passage.begin}-{passage.end}",
            )  # fmt: skip
        keys = set(moment.relations)
        stated = [r for r in network.relations(graph) if r.key in keys]
        if stated and moment.kind != "herindeling":
            st.markdown(f"**{t('tijdlijn.gelezen')}**")
            st.markdown("\n".join(f"- {md(network.sentence(graph, r, language()))}" for r in stated))
        for thing in (graph.nodes[i]["thing"] for i in moment.things[:4] if i in graph):
            page_link("netwerk", t("tijdlijn.naar_netwerk", naam=md(thing.label)), icon=":material/hub:",
                      start=thing.key)  # fmt: skip
