"""The network page: who is related to whom, from one start outwards, with the passages behind each line."""

from __future__ import annotations

import html
import zlib
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from graph import network
from graph.model import Iri
from graph.network import REGISTER, Relation, Thing
from graph.regions import label_of
from graph.vocabulary import KETEN_IRI, label
from views.gedeeld import download_csv, keep, load, md, page_address, show_passages, store
from views.tekening import clicked, draw

_ALL = "alle-regios"
_FIRST_KINDS = ("Regio", "Gemeente")
"""Shown unless the visitor asks for others."""
_STATUSES = {"voorgesteld": "voorgesteld, nog door niemand bevestigd", "bevestigd": "bevestigd door een persoon"}
_PARAMETERS = ("start", "stap", "soort", "erbij", "kies")
_DRAWING = "netwerk_tekening"


@dataclass(frozen=True, slots=True)
class _View:
    """What the visitor asked to see."""

    start: str
    hops: int
    kinds: tuple[str, ...]
    expanded: tuple[Iri, ...]

    @property
    def starts(self) -> tuple[Iri, ...]:
        """The things that the picture starts from."""
        if self.start == _ALL:
            return tuple(t.iri for t in network.things(_network()) if t.kind == "Regio")
        found = network.find(_network(), self.start)
        return (found.iri,) if found else ()


@st.cache_resource(show_spinner=False)
def _network() -> Any:  # noqa: ANN401  (networkx has no types)
    """Build the network once for all visitors."""
    return network.build(load())


@st.cache_data(show_spinner=False, max_entries=200)
def _positions(starts: tuple[Iri, ...], hops: int, expanded: tuple[Iri, ...]) -> dict[Iri, network.Position]:
    return network.arrange(_network(), starts, hops, expanded=expanded, first=_FIRST_KINDS)


def show() -> None:
    """Render the page."""
    st.title("Netwerk")
    st.markdown(
        "Wie doet mee met wie? Kies een begin, klik op een **punt** voor wat het is of op een **lijn** voor de "
        "passages erachter. De documenten zijn niet de wereld: u ziet wat er in de gelezen documenten en in het "
        "register staat. Dat een lijn ontbreekt, wil niet zeggen dat er geen relatie is."
    )
    _adopt_address()
    view = _controls()
    part = network.select(_network(), view.starts, view.hops, expanded=view.expanded, kinds=view.kinds)
    _legend(part)
    picture, card = st.columns([5, 3], gap="medium")
    with picture:
        _drawing(part, view)
    with card:
        _card(part, view)
    _tables(part)
    _keep_address(view)


# --------------------------------------------------------------------------- state and address


def _adopt_address() -> None:
    """Take over the state that the address asks for, on opening the page and after a step back or forward."""
    address = {name: st.query_params.get(name, "") for name in _PARAMETERS}
    known = "netwerk_start" in st.session_state
    if known and st.session_state.get("netwerk_adres") == address:
        return
    graph = _network()
    start = network.find(graph, address["start"])
    if address["start"] not in {"", _ALL} and start is None:
        st.warning(f"Het begin “{md(address['start'])}” staat niet in de graaf.")
    first = next(t.key for t in network.things(graph))
    st.session_state["netwerk_start"] = _ALL if address["start"] == _ALL else start.key if start else first
    st.session_state["netwerk_stap"] = 2 if address["stap"] == "2" else 1
    asked = [k for k in address["soort"].split(",") if k in _kinds()]
    st.session_state["netwerk_soort"] = asked or _default_kinds(st.session_state["netwerk_start"])
    found = [network.find(graph, key) for key in address["erbij"].split(",")]
    st.session_state["netwerk_erbij"] = tuple(dict.fromkeys(t.iri for t in found if t))
    st.session_state["netwerk_kies"] = address["kies"]


def _keep_address(view: _View) -> None:
    values = {
        "start": view.start,
        "stap": str(view.hops),
        "soort": "" if set(view.kinds) == set(_default_kinds(view.start)) else ",".join(view.kinds),
        "erbij": ",".join(_network().nodes[iri]["thing"].key for iri in view.expanded),
        "kies": st.session_state["netwerk_kies"],
    }
    keep(**values)
    st.session_state["netwerk_adres"] = values


def _kinds() -> list[str]:
    """Return the kinds of thing that the network holds, in the order of the legend."""
    present = {t.kind for t in network.things(_network())}
    return sorted(present, key=lambda k: list(network.KIND_LOOKS).index(k) if k in network.KIND_LOOKS else 99)


def _default_kinds(start: str) -> list[str]:
    """Return the kinds to show first: all of them around one thing, few when every region is a beginning."""
    return list(_FIRST_KINDS) if start == _ALL else _kinds()


def _choose(key: str) -> None:
    st.session_state["netwerk_kies"] = key


def _on_click() -> None:
    node, edge = clicked(_DRAWING)
    thing = network.find(_network(), node)
    _choose(thing.key if thing else edge)


def _on_start() -> None:
    st.session_state["netwerk_erbij"] = ()
    st.session_state["netwerk_soort"] = _default_kinds(st.session_state["netwerk_start"])
    _choose("")


def _begin_at(key: str) -> None:
    st.session_state["netwerk_start"] = key
    _on_start()
    _choose(key)


def _expand(iri: Iri) -> None:
    st.session_state["netwerk_erbij"] = tuple(dict.fromkeys([*st.session_state["netwerk_erbij"], iri]))


def _shrink() -> None:
    st.session_state["netwerk_erbij"] = ()


# --------------------------------------------------------------------------- controls and legend


def _controls() -> _View:
    graph = _network()
    by_key = {t.key: t for t in network.things(graph)}
    names = {_ALL: "Alle regio's"} | {key: _name(thing) for key, thing in by_key.items()}
    where, how_far = st.columns([4, 6], gap="medium")
    with where:
        start = st.selectbox(
            "Begin bij", list(names), format_func=names.__getitem__, key="netwerk_start", on_change=_on_start
        )
    with how_far:
        hops = st.radio(
            "Hoe ver", [1, 2], format_func={1: "1 stap", 2: "2 stappen"}.__getitem__, horizontal=True,
            key="netwerk_stap",
        )  # fmt: skip
    kinds = st.pills(
        "Toon", _kinds(), selection_mode="multi", format_func=lambda k: label(KETEN_IRI + k),
        key="netwerk_soort", wrap=True,
    )  # fmt: skip
    expanded = st.session_state["netwerk_erbij"]
    return _View(start, hops, tuple(k for k in _kinds() if k in kinds), tuple(i for i in expanded if i in graph))


def _name(thing: Thing) -> str:
    return thing.full_label if thing.kind == "Regio" else f"{thing.kind_label.capitalize()} {thing.full_label}"


def _legend(part: Any) -> None:  # noqa: ANN401
    """Explain the shapes and lines that are in view."""
    kinds = {t.kind: t.kind_label for t in network.things(part)}
    marks = [
        f'<span><span style="color:{network.kind_look(k).colour};-webkit-text-stroke:.6px #1a1a1a">'
        f"{network.kind_look(k).glyph}</span> {html.escape(kinds[k])}</span>"
        for k in _kinds()
        if k in kinds
    ]
    modalities = {r.modality for r in network.relations(part)}
    for modality, look in network.EDGE_LOOKS.items():
        if modality in modalities:
            style = "solid" if not look.dashes else "dotted" if look.dashes[0] < 3 else "dashed"
            marks.append(
                f'<span><span style="display:inline-block;width:2.2em;vertical-align:middle;'
                f'border-top:3px {style} {look.colour}"></span> {html.escape(modality)}</span>'
            )
    if any(t.until for t in network.things(part)):
        marks.append("<span>(tot jaar) bestaat niet meer</span>")
    unnamed = ", ".join(network.frequent(part))
    if unnamed:
        marks.append(f"<span>lijn zonder naam: {html.escape(unnamed)}</span>")
    marks.append("<span>hoe dikker de lijn, hoe meer beweringen</span>")
    row = "display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem 1.2rem;font-size:.9rem"
    st.html(f'<div style="{row}">{"".join(marks)}</div>')


# --------------------------------------------------------------------------- picture


def _drawing(part: Any, view: _View) -> None:  # noqa: ANN401
    found = network.relations(part)
    positions = _positions(view.starts, view.hops, view.expanded)
    unnamed = network.frequent(part)
    nodes, edges = network.describe(part, positions, starts=view.starts, unnamed=unnamed)
    node, edge = _chosen(part)
    draw(
        nodes,
        edges,
        picture=f"{view.start} {view.hops}",
        description=f"Tekening van {_count(nodes, 'punt', 'punten')} en {_count(edges, 'lijn', 'lijnen')}. "
        "De tabel onder de tekening geeft hetzelfde.",
        node=node.iri if node else "",
        edge=edge.key if edge else "",
        key=_DRAWING,
        on_click=_on_click,
    )
    claims = [c for r in found for c in r.claims]
    documents = {c.document for c in claims}
    registered = [r for r in found if r.modality == REGISTER]
    st.caption(
        f"In beeld: {_count(nodes, 'punt', 'punten')}, {_count(edges, 'relatie', 'relaties')}, uit "
        f"{_count(claims, 'bewering', 'beweringen')} in {_count(documents, 'document', 'documenten')} en "
        f"{_count(registered, 'feit', 'feiten')} uit het register. "
        "Slepen verschuift, Ctrl + wiel zoomt."
    )
    if not edges:
        st.info("Hier zijn geen relaties van de gekozen soorten. Kies hierboven meer soorten of een ander begin.")


def _count(found: Any, one: str, more: str) -> str:  # noqa: ANN401
    return f"{len(found)} {one if len(found) == 1 else more}"


# --------------------------------------------------------------------------- card of what is chosen


def _chosen(part: Any) -> tuple[Thing | None, Relation | None]:  # noqa: ANN401
    """Return the thing or the relation that is chosen, if it is in view."""
    key = st.session_state["netwerk_kies"]
    return network.find(part, key), next((r for r in network.relations(part) if r.key == key), None)


def _card(part: Any, view: _View) -> None:  # noqa: ANN401
    node, edge = _chosen(part)
    with st.container(border=True, key="netwerk_kaart"):
        if node is not None:
            _node_card(part, node, view)
        elif edge is not None:
            _edge_card(part, edge)
        else:
            st.markdown("**Niets gekozen**")
            st.markdown("Klik op een punt of een lijn, of kies een regel in de tabel onder de tekening.")


def _node_card(part: Any, node: Thing, view: _View) -> None:  # noqa: ANN401
    graph = _network()
    st.subheader(md(node.full_label), anchor=False)
    st.markdown("  \n".join([md(node.kind_label.capitalize()), *_facts(node)]))
    around, in_view = network.neighbours(graph, node.iri), set(network.neighbours(part, node.iri))
    st.markdown(f"Verbonden met {_count(around, 'ander punt', 'andere punten')}; {len(in_view)} daarvan in beeld.")
    hidden = [i for i in around if i not in in_view and graph.nodes[i]["thing"].kind in view.kinds]
    if hidden:
        st.button(f"Voeg buren toe ({len(hidden)})", key="netwerk_uitbreiden", on_click=_expand, args=(node.iri,))
    elif len(in_view) < len(around):
        kinds = sorted({graph.nodes[i]["thing"].kind_label for i in around if i not in in_view})
        st.caption(f"Kies bij “Toon” ook {md(', '.join(kinds))} om de andere te zien.")
    if view.expanded:
        st.button("Haal toegevoegde buren weg", key="netwerk_inkrimpen", on_click=_shrink)
    if node.key != view.start:
        st.button("Begin hier", key="netwerk_begin", on_click=_begin_at, args=(node.key,))


def _facts(node: Thing) -> list[str]:
    """Return the lines of Markdown that say more about a thing than its kind."""
    inventory = load()
    if node.iri in inventory.regions:
        return [_region_link(node.iri)]
    municipality = inventory.municipalities.get(node.iri)
    if municipality is None:
        return []
    lines = [md(f"{municipality.code} · {municipality.province}".strip(" ·"))]
    if municipality.until is not None:
        lines.append(f"Bestond tot {municipality.until:%d-%m-%Y}")
    region = inventory.region_of(node.iri)
    return [*lines, f"Deelnemer in de inventarisatie: {_region_link(region.iri)}"] if region else lines


def _region_link(iri: Iri) -> str:
    region = load().regions[iri]
    return f"[Bekijk de regio {md(region.name)}]({page_address('regio', regio=region.key)})"


def _edge_card(part: Any, edge: Relation) -> None:  # noqa: ANN401
    subject, target = (part.nodes[end]["thing"] for end in (edge.subject, edge.object))
    arrow = "↔" if edge.symmetric else "→"
    st.subheader(f"{md(subject.full_label)} {arrow} {md(target.full_label)}", anchor=False)
    st.markdown(f"**{md(edge.name)}**")
    if edge.modality == REGISTER:
        st.markdown("Bron: **register**. Dit is geen bewering uit een document.")
        if edge.event:
            day = f"  \nIngegaan op {edge.date:%d-%m-%Y}" if edge.date else ""
            st.markdown(f"{md(edge.event)}{day}")
        return
    st.markdown(f"{_count(edge.claims, 'bewering', 'beweringen')} · {md(edge.modality)}")
    for claim in edge.claims:
        certainty = f" (zekerheid {claim.certainty.replace('.', ',')})" if claim.certainty else ""
        st.markdown(f"Bewering, {_STATUSES.get(claim.status, 'zonder status')}{certainty}")
        show_passages(claim.passages)


# --------------------------------------------------------------------------- the same as tables


def _tables(part: Any) -> None:  # noqa: ANN401
    """Show the selection as tables, from which one can choose with the keyboard."""
    found, nodes = network.relations(part), network.things(part)
    st.caption("Hetzelfde als tabel. Kies een regel met de muis, of met de pijltjes en Shift + spatie.")
    tabs = st.tabs([f"Relaties ({len(found)})", f"Punten ({len(nodes)})"])
    with tabs[0]:
        frame = pd.DataFrame([_relation_row(part, r) for r in found])
        _table(frame, [r.key for r in found], "netwerk_relaties")
    with tabs[1]:
        rows = [
            {"Naam": t.label, "Soort": t.kind_label, "Bestond tot": t.until.isoformat() if t.until else "",
             "Relaties in beeld": part.degree(t.iri), "IRI": t.iri}
            for t in nodes
        ]  # fmt: skip
        _table(pd.DataFrame(rows), [t.key for t in nodes], "netwerk_punten")


def _relation_row(part: Any, relation: Relation) -> dict[str, object]:  # noqa: ANN401
    subject, target = (part.nodes[end]["thing"] for end in (relation.subject, relation.object))
    documents = sorted({label_of(store(), c.document) for c in relation.claims})
    return {
        "Van": subject.full_label,
        "Relatie": relation.name,
        "Naar": target.full_label,
        "Modaliteit": "" if relation.modality == REGISTER else relation.modality,
        "Datum": relation.date.isoformat() if relation.date else "",
        "Beweringen": len(relation.claims),
        "Bron": "register" if relation.modality == REGISTER else "; ".join(documents),
        "Gebeurtenis": relation.event,
        "IRI van": relation.subject,
        "IRI relatie": relation.predicate,
        "IRI naar": relation.object,
    }


def _table(frame: pd.DataFrame, keys: list[str], name: str) -> None:
    if frame.empty:
        st.info("Er zijn geen relaties in beeld.")
        return

    key = f"{name}_{zlib.crc32(''.join(keys).encode())}"  # other rows: no row of the old ones stays selected

    def choose() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        _choose(keys[rows[0]] if rows else "")

    shown = [column for column in frame.columns if not column.startswith("IRI")]
    st.dataframe(frame, hide_index=True, column_order=shown, on_select=choose, selection_mode="single-row", key=key)
    download_csv(frame, name, key=f"{name}_csv")
