"""Two parts of the network compared in a drawing: as one with the differences marked, or side by side."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from graph import network
from graph.model import Iri
from graph.network import Difference, Relation
from views.gedeeld import bound, download_csv, md
from views.netwerk_kaart import edge_card, legend
from views.netwerk_keuze import switch
from views.netwerk_onder import relation_rows
from views.taal import language, t
from views.tekening import clicked, draw

_FORMS = ("verschil", "naast")
_SHADE = 0.12
"""How much is seen of what only the other side has."""


def show(
    first: Any,  # noqa: ANN401  (networkx has no types)
    second: Any,  # noqa: ANN401
    names: tuple[str, str],
    *,
    alike: Mapping[Iri, str] | None = None,
    places: Sequence[str] = (),
) -> None:
    """Render two parts of the network beside each other."""
    if not first or not second:
        st.info(t("vergelijk.leeg_netwerk"))
        return
    form, towns = st.columns([6, 4], vertical_alignment="bottom")
    with form:
        st.radio(
            t("vergelijk.vorm"), _FORMS, format_func=lambda f: t(f"vergelijk.vorm_{f}"), horizontal=True,
            **bound("vorm", "verschil", key="vergelijk_vorm", choices=_FORMS),
        )  # fmt: skip
    with towns:
        with_towns = switch(t("vergelijk.met_gemeenten"), "gemeenten", "vergelijk_gemeenten")
    found = network.overlay(first, second, alike, places)
    towns_left_out = _without_towns(found.graph)
    # The municipalities find their places around the rest, so that showing them moves nothing.
    positions = network.layout(found.graph, network.layout(towns_left_out))
    graph = found.graph if with_towns else towns_left_out
    picked = next((r for r in network.relations(graph) if r.key == st.query_params.get("kies", "")), None)
    both = [
        sum(found.sides[i] == "ab" for i in graph),
        sum(found.sides[r.key] == "ab" for r in network.relations(graph)),
    ]
    st.markdown(
        t("vergelijk.verschil_uitleg", a=md(names[0]), b=md(names[1]), beide=both[0], lijnen=both[1])
    )  # fmt: skip
    legend(graph)
    if st.session_state["vergelijk_vorm"] == "naast":
        st.caption(t("vergelijk.naast_uitleg"))
        for column, side, name in zip(st.columns(2, gap="small"), "ab", names, strict=True):
            with column:
                st.markdown(f"**{side.upper()}: {md(name)}**")
                _draw(graph, found, positions, f"vergelijk_{side}", picked, only=side)
    else:
        _draw(graph, found, positions, "vergelijk_verschil", picked, only="")
    with st.container(border=True, key="vergelijk_kaart"):
        if picked is None:
            st.markdown(t("vergelijk.klik_uitleg"))
        else:
            edge_card(graph, picked)
    _table(graph, found)


def _without_towns(graph: Any) -> Any:  # noqa: ANN401
    inside = {thing.iri for thing in network.things(graph) if thing.kind != "Gemeente"}
    return network.related(network.part_of(graph, inside))


def _draw(  # noqa: PLR0913  (each says another thing about the picture)
    graph: Any,  # noqa: ANN401
    found: Difference,
    positions: dict[Iri, network.Position],
    key: str,
    picked: Relation | None,
    *,
    only: str,
) -> None:
    """Draw an overlay, or what one side has of it; what the other has is then a shade, in its place."""
    nodes, edges = network.describe(
        graph, positions, sides=found.sides, unnamed=network.frequent(graph, language()), language=language()
    )
    if only:
        for node in nodes:
            if only not in found.sides[node["id"]]:
                node.update(label="", opacity=_SHADE)
        edges = [edge for edge in edges if only in found.sides[edge["id"]]]
    whole_key = f"{key}_{zlib.crc32(''.join(sorted(found.sides)).encode())}"

    def choose() -> None:
        edge = clicked(key)[1]
        if edge:
            st.query_params["kies"] = edge

    draw(
        nodes,
        edges,
        picture=f"{whole_key} {language()}",
        description=t("vergelijk.tekening", punten=len(nodes), lijnen=len(edges)),
        node="",
        edge=picked.key if picked is not None else "",
        key=key,
        on_click=choose,
    )


def _table(graph: Any, found: Difference) -> None:  # noqa: ANN401
    relations = sorted(network.relations(graph), key=lambda r: ("ab", "a", "b").index(found.sides[r.key]))
    where = {side: t(f"vergelijk.waar_{side}") for side in ("a", "b", "ab")}
    rows = [
        {t("vergelijk.kolom_waar"): where[found.sides[relation.key]], **row}
        for relation, row in zip(relations, relation_rows(graph, relations), strict=True)
    ]
    if not rows:
        return
    frame = pd.DataFrame(rows)
    shown = [column for column in frame.columns if not column.startswith("IRI")]
    key = f"vergelijk_relaties_{zlib.crc32(''.join(r.key for r in relations).encode())}"

    def choose() -> None:
        chosen = st.session_state[key]["selection"]["rows"]
        if chosen:
            st.query_params["kies"] = relations[chosen[0]].key

    st.dataframe(frame, hide_index=True, column_order=shown, key=key, on_select=choose, selection_mode="single-row")
    download_csv(frame, "vergelijk-netwerk", key="vergelijk_netwerk_csv")
