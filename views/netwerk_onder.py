"""What stands below the drawing of a network: the ways read out, the same as tables, as files, and its structure."""

from __future__ import annotations

import zlib
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from graph import network
from graph.model import Iri
from graph.network import JOIN, REGISTER, Position, Relation
from views.gedeeld import download_csv, md
from views.losse_pagina import page
from views.netwerk_kaart import sentences
from views.netwerk_keuze import View, switch, whole, write
from views.taal import language, t

_NAMED = 8
"""Of a group so many are named; the rest is counted."""


def ways(part: Any, view: View) -> None:  # noqa: ANN401
    """Read the shortest ways out as sentences, each with its passages."""
    begin, goal = network.find(whole(), view.keys[0]), network.find(whole(), view.goal)
    if begin is None or goal is None:
        return
    names = {"a": md(begin.label_in(language())), "b": md(goal.label_in(language()))}
    found = network.ways(part, begin.iri, goal.iri)
    if not found:
        st.info(t("netwerk.geen_weg", **names))
        return
    st.subheader(t("netwerk.wegen", **names))
    st.caption(t("netwerk.weg_uitleg"))
    for number, way in enumerate(found, start=1):
        st.markdown(f"**{t('netwerk.weg_nummer', nummer=number, stappen=len(way))}**")
        for step in way:
            for relation in step:
                with st.expander(md(network.sentence(part, relation, language()))):
                    if relation.modality == REGISTER:
                        st.markdown(t("netwerk.bron_register") + f" {md(relation.event)}")
                    sentences(relation.claims)


# --------------------------------------------------------------------------- the same as tables


def tables(part: Any) -> None:  # noqa: ANN401
    """Show the selection as tables, from which one can choose with the keyboard."""
    found = [r for r in network.relations(part) if r.modality != JOIN]
    nodes = network.things(part)
    st.caption(t("netwerk.tabel_uitleg"))
    tabs = st.tabs([t("netwerk.tab_relaties", aantal=len(found)), t("netwerk.tab_punten", aantal=len(nodes))])
    with tabs[0]:
        rows = relation_rows(part, found)
        _table(pd.DataFrame(rows), [r.key for r in found], "netwerk_relaties")
    with tabs[1]:
        spoken = language()
        things = {
            t("netwerk.kolom_naam"): [thing.label for thing in nodes],
            t("netwerk.kolom_soort"): [thing.kind_in(spoken) for thing in nodes],
            t("netwerk.kolom_tot"): [thing.until.isoformat() if thing.until else "" for thing in nodes],
            t("netwerk.kolom_aantal"): [part.degree(thing.iri) for thing in nodes],
            "IRI": [thing.iri for thing in nodes],
        }
        _table(pd.DataFrame(things), [thing.key for thing in nodes], "netwerk_punten")


def relation_rows(part: Any, found: list[Relation]) -> list[dict[str, object]]:  # noqa: ANN401
    """Return relations as the rows of a table."""
    columns = ("van", "relatie", "naar", "modaliteit", "datum", "beweringen", "bron", "gebeurtenis")
    names = [t(f"netwerk.kolom_{column}") for column in columns]
    titles = {iri: source.title for iri, source in network.sources(part).items()}
    spoken, rows = language(), []
    for relation in found:
        subject, target = (part.nodes[end]["thing"] for end in (relation.subject, relation.object))
        documents = sorted({titles.get(c.document, c.document) for c in relation.claims})
        registered = relation.modality == REGISTER
        values: tuple[object, ...] = (
            subject.label_in(spoken),
            relation.name_in(spoken),
            target.label_in(spoken),
            "" if registered else network.modality_name(relation.modality, spoken),
            relation.date.isoformat() if relation.date else "",
            len(relation.claims),
            "register" if registered else "; ".join(documents),
            relation.event,
        )
        row: dict[str, object] = dict(zip(names, values, strict=True))
        rows.append(row | {"IRI van": relation.subject, "IRI relatie": relation.predicate, "IRI naar": relation.object})
    return rows


def _table(frame: pd.DataFrame, keys: list[str], name: str) -> None:
    if frame.empty:
        st.info(t("netwerk.geen_rijen"))
        return

    key = f"{name}_{zlib.crc32(''.join(keys).encode())}"  # other rows: no row of the old ones stays selected

    def choose() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        write(kies=keys[rows[0]] if rows else None)

    shown = [column for column in frame.columns if not column.startswith("IRI")]
    st.dataframe(frame, hide_index=True, column_order=shown, on_select=choose, selection_mode="single-row", key=key)
    download_csv(frame, name, key=f"{name}_csv")


# --------------------------------------------------------------------------- as files


def take_along(part: Any, positions: dict[Iri, Position], view: View) -> None:  # noqa: ANN401
    """Offer what is in view as files for other tools; each is made when it is asked for."""
    chosen_language = language()
    name = "netwerk-" + "".join(c if c.isalnum() else "-" for c in view.subject)[:60].strip("-")
    title = f"{t('netwerk.los_titel')}: {view.subject}"
    starts = () if view.mode in {"document", "regio"} else view.starts
    unnamed = network.frequent(part, chosen_language)

    def items() -> tuple[list[network.Item], list[network.Item]]:
        return network.describe(part, positions, starts=starts, unnamed=unnamed, language=chosen_language)

    def graph_file(form: str) -> bytes:
        return network.to_file(part, form, positions, chosen_language)

    with st.expander(t("netwerk.meenemen"), icon=":material/download:"):
        st.caption(t("netwerk.meenemen_uitleg"))
        with st.container(horizontal=True):
            st.download_button(
                t("netwerk.als_html"), lambda: page(part, items(), title), f"{name}.html", "text/html",
                key="netwerk_html", on_click="ignore",
            )  # fmt: skip
            st.download_button(
                t("netwerk.als_svg"), lambda: network.to_svg(*items(), title), f"{name}.svg", "image/svg+xml",
                key="netwerk_svg", on_click="ignore",
            )  # fmt: skip
            for form in ("graphml", "gexf"):
                st.download_button(
                    t(f"netwerk.als_{form}"), partial(graph_file, form), f"{name}.{form}", "application/xml",
                    key=f"netwerk_{form}", on_click="ignore",
                )  # fmt: skip


# --------------------------------------------------------------------------- its structure


def structure(part: Any) -> None:  # noqa: ANN401
    """Show who connects others, who stands alone and which groups there are, and warn what that is worth."""
    with st.expander(
        t("netwerk.samenhang"), icon=":material/workspaces:", expanded=st.query_params.get("samenhang") == "ja"
    ):
        documents = {c.document for r in network.relations(part) for c in r.claims}
        st.warning(t("netwerk.samenhang_let_op", documenten=len(documents)))
        if not switch(t("netwerk.samenhang_reken"), "samenhang", "netwerk_samenhang"):
            return
        names = {thing.iri: thing.label_in(language()) for thing in network.things(part)}
        st.markdown(f"**{t('netwerk.spil')}**")
        st.caption(t("netwerk.spil_uitleg"))
        rows = [
            {
                t("netwerk.kolom_naam"): names[b.iri],
                t("netwerk.spil_aandeel"): round(100 * b.share, 1),
                t("netwerk.spil_knip"): t("netwerk.ja") if b.cuts else t("netwerk.nee"),
            }
            for b in network.brokers(part)
        ]
        if rows:
            st.dataframe(pd.DataFrame(rows), hide_index=True, key="netwerk_spillen")
        st.markdown(f"**{t('netwerk.alleen')}**")
        lonely = [names[iri] for iri in network.alone(part)]
        st.markdown(_listed(lonely, 40) if lonely else t("netwerk.alleen_geen"))
        st.markdown(f"**{t('netwerk.groepen')}**")
        st.caption(t("netwerk.groepen_uitleg"))
        for number, group in enumerate(network.groups(part), start=1):
            found = [names[iri] for iri in group]
            st.markdown("- " + t("netwerk.groep", nummer=number, aantal=len(found), namen=_listed(found, _NAMED)))


def _listed(names: list[str], limit: int) -> str:
    more = f" {t('netwerk.en_meer', aantal=len(names) - limit)}" if len(names) > limit else ""
    return md(", ".join(names[:limit])) + more
