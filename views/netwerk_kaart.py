"""The legend of the network, and the card of what is chosen in it: a thing, or a relation with its sentences."""

from __future__ import annotations

import html
from typing import Any

import streamlit as st

from graph import network
from graph.model import Iri
from graph.network import REGISTER, Claim, Relation, Thing
from graph.regions import label_of
from graph.vocabulary import label
from views.gedeeld import load, md, page_link, short, show_passages, store
from views.netwerk_keuze import View, add_start, begin_at, expand, kinds_present, whole, write
from views.taal import language, t

_STATUSES = ("voorgesteld", "bevestigd")


def legend(part: Any) -> None:  # noqa: ANN401
    """Explain the shapes and lines that are in view."""
    kinds = {thing.kind: thing.kind_in(language()) for thing in network.things(part)}
    marks = [
        f'<span><span aria-hidden="true" style="color:{network.kind_look(k).colour};'
        f'-webkit-text-stroke:.6px #1a1a1a;background:#fff;border-radius:.2em;padding:0 .15em">'
        f"{network.kind_look(k).glyph}</span> {html.escape(kinds[k])}</span>"
        for k in kinds_present()
        if k in kinds
    ]
    modalities = {r.modality for r in network.relations(part)}
    for modality, look in network.EDGE_LOOKS.items():
        if modality in modalities:
            style = "solid" if not look.dashes else "dotted" if look.dashes[0] < 3 else "dashed"
            marks.append(
                f'<span><span aria-hidden="true" style="display:inline-block;width:2.2em;vertical-align:middle;'
                f'background:#fff;border-top:3px {style} {look.colour}"></span> '
                f"{html.escape(t(f'netwerk.lijn_{modality}'))}</span>"
            )
    if any(thing.until for thing in network.things(part)):
        marks.append(f"<span>{html.escape(t('netwerk.legenda_tot'))}</span>")
    unnamed = ", ".join(network.frequent(part, language()))
    if unnamed:
        marks.append(f"<span>{html.escape(t('netwerk.legenda_naamloos', namen=unnamed))}</span>")
    marks.append(f"<span>{html.escape(t('netwerk.legenda_dikte'))}</span>")
    row = "display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem 1.2rem;font-size:.9rem"
    st.html(f'<div style="{row}">{"".join(marks)}</div>')


def chosen(part: Any, view: View) -> tuple[Thing | None, Relation | None]:  # noqa: ANN401
    """Return the thing or the relation that is chosen, if it is in view."""
    return network.find(part, view.pick), next((r for r in network.relations(part) if r.key == view.pick), None)


def card(graph: Any, part: Any, view: View) -> None:  # noqa: ANN401
    """Render the card of what is chosen."""
    node, edge = chosen(part, view)
    with st.container(border=True, key="netwerk_kaart"):
        if node is not None:
            _node_card(graph, part, node, view)
        elif edge is not None:
            edge_card(part, edge)
        else:
            st.markdown(f"**{t('netwerk.niets')}**")
            st.markdown(t("netwerk.niets_uitleg"))


def _node_card(graph: Any, part: Any, node: Thing, view: View) -> None:  # noqa: ANN401
    st.subheader(md(node.label_in(language())), anchor=False)
    st.markdown("  \n".join([md(node.kind_in(language()).capitalize()), *_lines(node)]))
    if node.kind == "Persoon":
        st.caption(t("netwerk.persoon_uitleg"))
    around, in_view = network.neighbours(graph, node.iri), set(network.neighbours(part, node.iri))
    st.markdown(t("netwerk.verbonden", alle=len(around), zichtbaar=len(in_view)))
    kinds = view.chosen.kinds
    hidden = [i for i in around if i not in in_view and (kinds is None or graph.nodes[i]["thing"].kind in kinds)]
    with st.container(horizontal=True):
        if hidden and node.iri not in view.expanded:
            st.button(
                t("netwerk.voeg_buren_toe", aantal=len(hidden)), key="netwerk_uitbreiden", on_click=expand,
                args=(view, node.key),
            )  # fmt: skip
        if view.expanded:
            st.button(t("netwerk.haal_weg"), key="netwerk_inkrimpen", on_click=write, kwargs={"erbij": None})
        if view.mode != "omgeving" or node.key not in view.keys:
            st.button(t("netwerk.begin_hier"), key="netwerk_begin", on_click=begin_at, args=(node.key,))
            if view.mode == "omgeving":
                st.button(t("netwerk.ook_begin"), key="netwerk_ook", on_click=add_start, args=(view, node.key))
        st.button(
            t("netwerk.weg_hiervandaan"), key="netwerk_weg", on_click=write,
            kwargs={"wat": "weg", "start": node.key, "naar": None},
        )  # fmt: skip
    if len(around) > len(in_view) + len(hidden):
        st.caption(t("netwerk.elders", aantal=len(around) - len(in_view) - len(hidden)))
    if node.iri in load().regions:
        page_link("regio", t("netwerk.naar_regio", naam=md(node.label)), icon=":material/location_on:", regio=node.key)
    page_link("ding", t("netwerk.naar_ding", naam=md(node.label)), icon=":material/article:", id=short(node.iri))
    _said(node)


def _lines(node: Thing) -> list[str]:
    """Return the lines of Markdown that say more about a thing than its kind."""
    inventory, lines = load(), []
    municipality = inventory.municipalities.get(node.iri)
    if municipality is not None:
        lines.append(md(f"{municipality.code} · {municipality.province}".strip(" ·")))
        if municipality.until is not None:
            lines.append(t("netwerk.bestond_tot", datum=f"{municipality.until:%d-%m-%Y}"))
    if node.kind == "Regio":
        others = [
            thing.label
            for thing in network.things(whole())
            if thing.kind == "Regio" and thing.iri != node.iri and _place(thing) == _place(node)
        ]
        if others:
            lines.append(t("netwerk.zelfde_naam", namen=md(", ".join(others))))
    return lines


def _place(thing: Thing) -> str:
    return thing.iri.rpartition("/")[2]


def _said(node: Thing) -> None:
    """Show what documents say of a thing in words: how often it meets, until when it runs."""
    found = network.facts(store(), node.iri)
    if not found:
        return
    with st.expander(t("netwerk.in_woorden"), expanded=False):
        for predicate, value, modality, claim in found:
            how = "" if modality == "feitelijk" else f" ({network.modality_name(modality, language())})"
            st.markdown(f"**{md(label(predicate, language()))}**{md(how)}: {md(value)}")
            sentences([claim])


def edge_card(part: Any, edge: Relation) -> None:  # noqa: ANN401
    """Render a relation: who does what to whom, and each claim with its sentence and the way to the document."""
    subject, target = (part.nodes[end]["thing"] for end in (edge.subject, edge.object))
    arrow = "↔" if edge.symmetric else "→"
    begin, end = md(subject.label_in(language())), md(target.label_in(language()))
    st.subheader(f"{begin} {arrow} {end}", anchor=False)
    st.markdown(f"**{md(edge.name_in(language()))}**")
    if edge.modality == network.JOIN:
        st.markdown(t("netwerk.lijn_streek"))
        return
    if edge.modality == REGISTER:
        st.markdown(t("netwerk.bron_register"))
        if edge.event:
            day = f"  \n{t('netwerk.ingegaan', datum=f'{edge.date:%d-%m-%Y}')}" if edge.date else ""
            st.markdown(f"{md(edge.event)}{day}")
        return
    number = len(edge.claims)
    counted = t("netwerk.een_bewering") if number == 1 else t("netwerk.beweringen", aantal=number)
    st.markdown(f"{counted} · {t(f'netwerk.lijn_{edge.modality}')}")
    sentences(edge.claims)


def sentences(claims: tuple[Claim, ...] | list[Claim]) -> None:
    """Show claims, each with its status, its sentence in its context, and the way to the document."""
    for claim in claims:
        said = t(f"netwerk.bewering_{claim.status if claim.status in _STATUSES else 'status'}")
        if claim.certainty:
            said += f", {t('netwerk.met_zekerheid', getal=claim.certainty.replace('.', ','))}"
        if claim.topic:
            said += f" · {t('netwerk.over', wat=md(label_of(store(), claim.topic)))}"
        st.markdown(said)
        show_passages(claim.passages)
        _to_document(claim.passages)


def _to_document(passages: tuple[Iri, ...]) -> None:
    found = [p for iri in passages if (p := load().passage(iri)) is not None]
    if found:
        first = min(found, key=lambda p: p.begin)
        page_link(
            "document", t("netwerk.naar_document"), icon=":material/menu_book:", slug=first.slug,
            tekens=f"{first.begin}-{first.end}",
        )  # fmt: skip
