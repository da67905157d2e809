"""The small network on the page of a thing: the thing with what it is tied to, as far as a small picture can hold."""

from __future__ import annotations

from typing import Any

import streamlit as st

from graph import network
from graph.model import Iri
from graph.network import Position
from views import netwerk_kaart
from views.gedeeld import keep, md, page_link, short
from views.netwerk_keuze import whole
from views.taal import language, t
from views.tekening import clicked, draw

__all__ = ["show"]

_MOST = 12
"""So many neighbours can still be read in a small picture."""
_MOST_LINES = 30
"""With more lines than this, only those of the thing itself are drawn."""
_DRAWING = "ding_tekening"


@st.fragment
def show(iri: Iri) -> None:
    """Render the network around a thing, and what is chosen in it; nothing for what nothing is tied to."""
    part, positions, number = _around(iri)
    if number == 0:
        return
    st.subheader(t("ding.netwerk"), anchor=False)
    nodes, edges = network.describe(part, positions, starts=(iri,), language=language())
    node = network.find(part, st.query_params.get("kies", ""))
    edge = next((r for r in network.relations(part) if r.key == st.query_params.get("kies", "")), None)
    draw(
        nodes,
        edges,
        picture=f"{iri} {language()}",
        description=t("ding.netwerk_tekening", punten=len(nodes), lijnen=len(edges)),
        node=node.iri if node else "",
        edge=edge.key if edge else "",
        key=_DRAWING,
        on_click=_choose,
        small=True,
    )
    shown = len(part) - 1
    st.caption(t("ding.netwerk_alles" if shown == number else "ding.netwerk_deel", aantal=shown, alles=number))
    if edge is not None:
        with st.container(border=True, key="ding_lijn"):
            netwerk_kaart.edge_card(part, edge)
    elif node is not None and node.iri != iri:
        with st.container(border=True, key="ding_punt"):
            name = md(node.label_in(language()))
            st.markdown(f"**{name}**  \n{md(node.kind_in(language()).capitalize())}")
            page_link("ding", t("netwerk.naar_ding", naam=name), icon=":material/article:", id=short(node.iri))


def _choose() -> None:
    node, edge = clicked(_DRAWING)
    thing = network.find(whole(), node)
    keep(kies=thing.key if thing else edge)


@st.cache_resource(show_spinner=False, max_entries=200)
def _around(iri: Iri) -> tuple[Any, dict[Iri, Position], int]:
    """Return the small network, where its things stand, and how many neighbours the thing has in all."""
    graph = whole()
    if iri not in graph:
        return graph, {}, 0
    if graph.nodes[iri]["thing"].kind == "Regio":
        graph = network.joined(graph, only=[iri])
    near = network.neighbours(graph, iri)
    # Most said first; of as much said, what has more to do with the rest.
    said = {other: _said(graph, iri, other) for other in near}
    near.sort(key=lambda other: (-said[other], -graph.degree(other), other))
    part = network.part_of(graph, {iri, *near[:_MOST]})
    if part.number_of_edges() > _MOST_LINES:
        own = [r.key for r in network.relations(part) if iri in {r.subject, r.object}]
        part = network.only(part, own)
    return part, network.layout(part), len(near)


def _said(graph: Any, iri: Iri, other: Iri) -> int:  # noqa: ANN401  (networkx has no types)
    between = [r for ends in ((iri, other), (other, iri)) for r in (graph.get_edge_data(*ends) or {}).values()]
    return sum(1 + len(data["relation"].claims) for data in between)
