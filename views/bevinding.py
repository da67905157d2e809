"""One finding on the page Controle: what is wrong, why that matters, what mends it, and where it leads."""

from __future__ import annotations

import datetime as dt

import pyoxigraph as ox
import streamlit as st

from graph.decisions import decision_lines
from graph.findings import ACCEPTED, NEW, Check, Result
from graph.labels import prefixed
from graph.model import Iri
from graph.regions import Inventory
from graph.report import label_of
from graph.vocabulary import ID, KETEN_IRI, RDF
from views.bevindingen import SEVERITIES, remedy, said, show_places, state, why
from views.ding import kind_of
from views.gedeeld import load, md, page_link, short, show_passages, slug_of, store, title_of
from views.taal import language, t, term

_ARROW = ":material/arrow_forward:"


def marked(result: Result, check: Check) -> str:
    """Return a finding as one sentence, and whether it is new or accepted."""
    mark = f" [{t(f'controle.merk_{result.state}')}]" if result.state in {NEW, ACCEPTED} else ""
    return f"{said(result, check)}{mark}".replace(ID, "")


def document_name(document: Iri, *, own: bool) -> str:
    """Return the title of a document of the graph, or the last part of the IRI of another one."""
    if not document:
        return t("controle.geen_document")
    return title_of(document) if own else slug_of(document)


def show_finding(result: Result, check: Check, *, own: bool) -> None:
    """Show one finding; `own` tells whether it is about the stored graph, to whose pages it can lead."""
    colour, icon = SEVERITIES[result.severity]
    with st.container(border=True):
        st.badge(t(f"controle.{result.severity}"), icon=icon, color=colour)  # type: ignore[arg-type]
        st.markdown(f"**{md(marked(result, check))}**")
        if text := state(result):
            st.caption(md(text))
        if reason := why(result, check):
            st.markdown(t("controle.waarom", tekst=md(_continued(reason))))
        mends = remedy(result, check) or t("controle.geen_herstel")
        st.markdown(t("controle.wat_te_doen", tekst=md(_continued(mends))))
        facts = [
            ("betreft", label_of(result, language())),
            ("eigenschap", _property(result)),
            ("waarde", short(result.value)),
            ("document", document_name(result.document, own=own) if result.document else ""),
            ("regio", "" if own else result.region),
            ("ding", short(result.focus)),
            ("bevinding", result.key),
        ]
        st.caption("  \n".join(f"{t(f'controle.{name}')}: {md(text)}" for name, text in facts if text))
        if own:
            _show_links(result)
        if own and result.passages:
            show_passages(result.passages, title=t("controle.waar"))
        elif result.places:
            show_places(result)
        else:
            st.caption(t("controle.geen_passage"))
        if own:
            _show_decision(result)


def _property(result: Result) -> str:
    """Return the property in the visitor's language, where the ontology names it."""
    iri = result.terms[1].strip("<>")
    if language() == "nl" or not iri:
        return result.path
    return term(iri) if iri.startswith(KETEN_IRI) else prefixed(iri)


def _continued(text: str) -> str:
    """Return a sentence as it stands after a colon; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


# ---------------------------------------------------------------- where it leads


def _show_links(result: Result) -> None:
    """Show links to the cards of what a finding is about, to its document and to its region."""
    things = [result.focus, result.value, *_ends(result.focus)]
    for iri in dict.fromkeys(i for i in things if i.startswith("http")):
        kind = kind_of(iri)
        if kind == "Document":
            page_link("document", t("controle.naar_document", naam=md(title_of(iri))), icon=":material/menu_book:",
                      slug=slug_of(iri))  # fmt: skip
        elif kind:
            page_link("ding", t("controle.naar_ding", naam=md(title_of(iri))), icon=_ARROW, id=short(iri))
    _show_region(load(), result.focus)


def _ends(claim: Iri) -> list[Iri]:
    """Return the two ends of a claim; nothing for what is no claim."""
    if not claim.startswith(f"{ID}bewering/"):
        return []
    return [
        quad.object.value
        for predicate in (RDF.subject, RDF.object)
        for quad in store().quads_for_pattern(ox.NamedNode(claim), ox.NamedNode(str(predicate)), None)
        if isinstance(quad.object, ox.NamedNode)
    ]


def _show_region(inventory: Inventory, focus: Iri) -> None:
    region = inventory.regions.get(focus) or inventory.region_of(focus)
    if region is not None:
        page_link("regio", t("controle.naar_regio", naam=md(region.title)), icon=_ARROW, regio=region.key)
        return
    for region in inventory.regions.values():
        for task, allocation in region.allocations.items():
            if allocation.iri == focus:
                name = f"{region.title}, {term(f'{ID}taak/{task}')}"
                page_link("regio", t("controle.naar_regio", naam=md(name)), icon=_ARROW, regio=region.key, taak=task)
                return
        if any(answer.iri == focus for answer in region.answers.values()):
            page_link("regio", t("controle.naar_regio", naam=md(region.title)), icon=_ARROW, regio=region.key)
            return


# ---------------------------------------------------------------- a decision


def _show_decision(result: Result) -> None:
    """Show the lines that accept a finding, ready to paste; the app itself writes no file."""
    if result.severity == "Violation":
        st.caption(t("controle.niet_aanvaardbaar"))
        return
    if result.decision is not None:
        return
    st.markdown(t("controle.aanvaarden"))
    left, right = st.columns([1, 2])
    with left:
        who = st.text_input(t("controle.wie"), key=f"controle_wie_{result.key}", max_chars=80)
    with right:
        reason = st.text_input(t("controle.reden"), key=f"controle_waarom_{result.key}", max_chars=400)
    if who.strip() and reason.strip():
        today = dt.datetime.now(dt.UTC).date()
        st.code(decision_lines(result, who.strip(), reason.strip(), today), language="yaml", wrap_lines=True)
    else:
        st.caption(t("controle.nog_invullen"))
