"""The network page: who is related to whom, from one start outwards, with the passages behind each line."""

from __future__ import annotations

from typing import Any

import streamlit as st

from graph import network
from graph.model import Iri
from graph.network import Filter, Item, Position, Thing
from views import netwerk_kaart, netwerk_onder
from views.gedeeld import md, page_link
from views.netwerk_keuze import FIRST_KINDS, View, read_view, whole, write
from views.netwerk_velden import fields
from views.taal import language, t
from views.tekening import clicked, draw, words

_DRAWING = "netwerk_tekening"
_LIMIT = 1000
"""So many things are drawn at most: more can be drawn, but not read."""


def show() -> None:
    """Render the page."""
    st.title(t("netwerk.titel"))
    st.markdown(t("netwerk.inleiding"))
    page_link("vergelijk", t("netwerk.vergelijk_link"), icon=":material/compare_arrows:")
    # What comes and goes stands in boxes that stay: else the drawing gets another place on the page, and with it a new
    # picture, without the zoom and the drags of the visitor.
    top, notes = st.container(), st.container()
    with top:
        view = read_view()
        fields(view)
    hint = _missing(view)
    if hint:
        notes.info(hint)
        return
    with notes:
        graph, part, positions = _selection(view)
    netwerk_kaart.legend(part)
    picture, card = st.columns([5, 3], gap="medium")
    with picture:
        _drawing(part, positions, view)
    with card:
        netwerk_kaart.card(graph, part, view)
    if view.mode == "weg":
        netwerk_onder.ways(part, view)
    netwerk_onder.tables(part)
    netwerk_onder.take_along(part, positions, view)
    netwerk_onder.structure(part)


def _missing(view: View) -> str:
    """Return what the visitor has to choose first, if anything."""
    if view.mode == "omgeving" and not view.starts:
        return t("netwerk.kies_begin")
    if view.mode == "weg" and (not view.starts or not view.goal or view.goal == view.keys[0]):
        return t("netwerk.kies_twee")
    if (view.mode == "document" and view.document is None) or (view.mode == "regio" and view.region is None):
        return t("netwerk.geen_relaties")
    return ""


# --------------------------------------------------------------------------- what is in view, and where


def _selection(view: View) -> tuple[Any, Any, dict[Iri, Position]]:
    """Return the network that the view is a part of, that part, and where its things stand."""
    known = _known_places(view)
    match view.mode:
        case "omgeving":
            graph, part, positions = _around(view, known)
        case "weg":
            graph, part, positions = _way(view, known)
        case _:
            graph, part, positions = _all_of(view, known)
    st.session_state["netwerk_plaatsen"] = positions
    return graph, part, positions


def _known_places(view: View) -> dict[Iri, Position]:
    """Return the places of the picture that stands, empty for another picture.

    Around one or more things it stays the same picture as long as one of its starts is left.
    """
    state = st.session_state
    subject = set(view.keys) if view.mode == "omgeving" else {view.subject}
    old_mode, old_subject = state.get("netwerk_was", ("", set()))
    if old_mode != view.mode or not old_subject & subject:
        state["netwerk_beeld"] = f"{view.mode} {view.subject}"
        state["netwerk_plaatsen"] = {}
    state["netwerk_was"] = (view.mode, subject)
    places: dict[Iri, Position] = state["netwerk_plaatsen"]
    return places


def _around(view: View, known: dict[Iri, Position]) -> tuple[Any, Any, dict[Iri, Position]]:
    graph = _joined(view.starts)
    hubs = network.hubs(graph, view.starts)
    if hubs:
        named = ", ".join(graph.nodes[iri]["thing"].label for iri in view.starts[:3])
        st.caption(t("netwerk.streek_uitleg", regio=md(named)))
    starts = (*view.starts, *hubs)
    part = network.select(graph, starts, view.hops, expanded=view.expanded, chosen=view.chosen)
    if known:
        positions = network.arrange(
            graph, starts, view.hops, expanded=view.expanded, first=FIRST_KINDS, fixed=known
        )  # fmt: skip
    else:
        positions = _fresh(view.starts, view.hops, view.expanded)
    return graph, _limited(part), positions


@st.cache_resource(show_spinner=False, max_entries=50)
def _joined(starts: tuple[Iri, ...]) -> Any:  # noqa: ANN401
    # With every region as a start the picture is of regions and municipalities.
    regions = [iri for iri in starts if whole().nodes[iri]["thing"].kind == "Regio"]
    return network.joined(whole(), only=regions if len(regions) <= 3 else ())


@st.cache_data(show_spinner=False, max_entries=200)
def _fresh(starts: tuple[Iri, ...], hops: int, expanded: tuple[Iri, ...]) -> dict[Iri, Position]:
    graph = _joined(starts)
    return network.arrange(
        graph, (*starts, *network.hubs(graph, starts)), hops, expanded=expanded, first=FIRST_KINDS
    )  # fmt: skip


def _all_of(view: View, known: dict[Iri, Position]) -> tuple[Any, Any, dict[Iri, Position]]:
    """Return all of a document or of what is said about a region."""
    document, region = _asked(view)
    graph, base, places = _base(document, region)
    if _is_whole(view) and known.items() <= places.items():
        return graph, _limited(base), places
    part = network.related(network.filtered(base, view.chosen))
    part = _limited(_grown(graph, part, view.expanded))
    positions = places | known
    if set(part) - positions.keys():
        positions = network.layout(part, positions)
    return graph, part, positions


def _asked(view: View) -> tuple[Iri, Iri]:
    """Return the document and the region that all is shown of; one of them is empty."""
    document = view.document.iri if view.mode == "document" and view.document else ""
    return document, view.region.iri if view.mode == "regio" and view.region else ""


@st.cache_resource(show_spinner=False, max_entries=50)
def _base(document: Iri, region: Iri) -> tuple[Any, Any, dict[Iri, Position]]:
    graph = network.joined(whole(), only=[region] if region else ())
    chosen = Filter(documents=frozenset({document}) if document else None, region=region)
    base = network.related(network.filtered(graph, chosen))
    return graph, base, network.layout(network.busiest(base, _LIMIT))


def _is_whole(view: View) -> bool:
    """Whether all of a document or region is asked for: every visitor then sees the same, made once."""
    return view.mode in {"document", "regio"} and view.chosen == Filter() and not view.expanded


@st.cache_resource(show_spinner=False, max_entries=20)
def _pictured(document: Iri, region: Iri, spoken: str) -> tuple[list[Item], list[Item]]:
    """Return the nodes and edges of all of a document or region."""
    _, base, places = _base(document, region)
    part = network.busiest(base, _LIMIT)
    starts = (region,) if region else ()
    return network.describe(
        part, places, starts=starts, unnamed=network.frequent(part, spoken), language=spoken
    )  # fmt: skip


def _grown(graph: Any, part: Any, expanded: tuple[Iri, ...]) -> Any:  # noqa: ANN401
    """Return a part with the neighbours of what was expanded."""
    inside = set(part)
    for iri in expanded:
        inside.update(network.neighbours(graph, iri) if iri in inside else ())
    return network.part_of(graph, inside) if inside != set(part) else part


def _way(view: View, known: dict[Iri, Position]) -> tuple[Any, Any, dict[Iri, Position]]:
    graph = whole()
    goal = network.find(graph, view.goal)
    ends = (view.starts[0], goal.iri if goal else "")
    passed = network.filtered(graph, view.chosen, keep=ends)
    found = network.ways(passed, *ends)
    inside = {end for way in found for step in way for r in step for end in (r.subject, r.object)} | set(ends)
    part = _grown(passed, network.part_of(passed, inside), view.expanded)
    return graph, part, network.layout(part, known)


def _limited(part: Any) -> Any:  # noqa: ANN401
    """Return a part that can still be drawn, and say so when it is not all."""
    if len(part) > _LIMIT:
        st.info(t("netwerk.te_veel", alles=len(part), limiet=_LIMIT))
    return network.busiest(part, _LIMIT)


# --------------------------------------------------------------------------- picture


def _drawing(part: Any, positions: dict[Iri, Position], view: View) -> None:  # noqa: ANN401
    found = network.relations(part)
    if _is_whole(view) and positions is _base(*_asked(view))[2]:
        nodes, edges = _pictured(*_asked(view), language())
    else:
        starts = view.starts if view.mode in {"omgeving", "weg"} else ()
        if view.mode == "regio" and view.region is not None:
            starts = (view.region.iri,)
        unnamed = network.frequent(part, language())
        nodes, edges = network.describe(part, positions, starts=starts, unnamed=unnamed, language=language())
    node, edge = netwerk_kaart.chosen(part, view)
    draw(
        nodes,
        edges,
        picture=f"{st.session_state['netwerk_beeld']} {language()}",
        description=t("netwerk.tekening", punten=len(nodes), lijnen=len(edges)),
        node=node.iri if node else "",
        edge=edge.key if edge else "",
        key=_DRAWING,
        on_click=_on_click,
        labels=words(),
    )
    claims = {c.iri for r in found for c in r.claims}
    documents = {c.document for r in found for c in r.claims}
    registered = sum(r.modality == network.REGISTER for r in found)
    st.caption(
        t("netwerk.beeld", punten=len(nodes), lijnen=len(edges), beweringen=len(claims), documenten=len(documents),
          feiten=registered) + " " + t("netwerk.bediening")
    )  # fmt: skip
    if not edges:
        st.info(t("netwerk.geen_relaties"))


def _on_click() -> None:
    node, edge = clicked(_DRAWING)
    thing: Thing | None = network.find(whole(), node)
    write(kies=thing.key if thing else edge)
