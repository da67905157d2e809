"""The search field on top of every page: answers while one types, and leads to what was chosen."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import streamlit as st

from graph.privacy import mask
from graph.search import Found, PassageHit, SearchIndex, ThingHit
from graph.vocabulary import KETEN_IRI
from views.gedeeld import address, go, short, slug_of, store, title_of
from views.taal import language, t, term

_KEY = "zoekveld"
_AROUND = 60
"""Characters of a passage shown before and after the word that was found."""
_SCRIPT = Path(__file__).with_suffix(".js")

_HTML = """
<div class="zoekveld" role="search">
  <input type="text" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="zoeklijst"
         aria-label="Zoek" autocomplete="off" spellcheck="false" maxlength="120">
  <div class="lijst" id="zoeklijst" role="listbox" aria-label="Zoek" hidden></div>
  <div class="melding" role="status"></div>
</div>
"""
_CSS = """
.zoekveld { position: relative; font-family: var(--st-font); color: var(--st-text-color); }
.zoekveld input { width: 100%; box-sizing: border-box; padding: .5rem .75rem; font: inherit; color: inherit;
                  border-radius: .5rem; border: 1px solid #767f86; background: var(--st-background-color); }
.zoekveld input::placeholder { color: inherit; opacity: .75; }
.zoekveld input:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 1px; }
.lijst { margin-top: .25rem; max-height: 60vh; overflow-y: auto; border: 1px solid #767f86; border-radius: .5rem;
         background: var(--st-background-color); }
.groep { margin: 0; padding: .45rem .75rem .2rem; font-size: .8rem; font-weight: 600; }
.keus { display: block; padding: .4rem .75rem; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
.keus:hover, .keus[aria-selected="true"] { background: var(--st-secondary-background-color);
                                           box-shadow: inset 3px 0 var(--st-primary-color); }
.keus .erbij { font-size: .85rem; opacity: .85; margin-left: .5rem; }
.keus mark { background: #ffe28a; color: #1a1a1a; }
.melding { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
[hidden] { display: none; }
"""
_COMPONENT = st.components.v2.component(
    "ketengraaf_zoekveld", html=_HTML, css=_CSS, js=_SCRIPT.read_text(encoding="utf-8")
)


@st.cache_resource(show_spinner=False)
def index() -> SearchIndex:
    """Read the search index once for all visitors."""
    return SearchIndex(store())


@st.fragment
def show() -> None:
    """Render the search field; while one types only this part of the page runs."""
    state: Any = st.session_state.get(_KEY)
    question = str((state.get("vraag") if state is not None else None) or "")
    begin = time.perf_counter()
    found = index().search(question)
    data = {
        "vraag": question,
        "groepen": groups(found),
        "alles": _everything(question, found),
        "niets": t("zoek.niets"),
        "label": t("zoek.label"),
        "voorbeeld": t("zoek.voorbeeld"),
        "gevonden": t("zoek.gevonden", namen=found.thing_count, passages=found.passage_count),
        "taal": language(),
        "milliseconden": round((time.perf_counter() - begin) * 1000, 1),
    }
    result = _COMPONENT(data=data, key=_KEY, on_vraag_change=_nothing, on_ga_change=_nothing)
    chosen = result.get("ga")
    if chosen:
        go(str(chosen.get("pagina")), **{str(k): str(v) for k, v in dict(chosen.get("parameters") or {}).items()})


def _nothing() -> None:
    """Stand in for a callback; Streamlit keeps a value only where one is given."""


def groups(found: Found) -> list[dict[str, Any]]:
    """Return what was found as the field shows it: per group a title and the choices."""
    parts = (
        (t("zoek.namen"), [thing_choice(hit) for hit in found.things]),
        (t("zoek.passages"), [passage_choice(hit) for hit in found.passages]),
    )
    return [{"titel": title, "keuzen": choices} for title, choices in parts if choices]


def thing_choice(hit: ThingHit) -> dict[str, Any]:
    """Return a thing as a choice: its name, what it is, and where it leads to."""
    aside = term(KETEN_IRI + hit.kind)
    if hit.matched and hit.matched not in hit.label:
        aside += " · " + t("zoek.ook", naam=mask(hit.matched))
    if hit.kind == "Document":
        return _choice("document", {"slug": slug_of(hit.iri)}, naam=mask(hit.label), erbij=aside)
    return _choice("ding", {"id": short(hit.iri)}, naam=mask(hit.label), erbij=aside)


def passage_choice(hit: PassageHit) -> dict[str, Any]:
    """Return a passage as a choice: the words around what was found, the document, and the place in it."""
    title = " · ".join(filter(None, [mask(hit.section), title_of(hit.document)]))
    place = {"slug": slug_of(hit.document), "tekens": f"{hit.begin}-{hit.end}"}
    return _choice("document", place, naam=snippet(hit), erbij=title)


def snippet(hit: PassageHit) -> str:
    """Return the words around what was found, without contact data."""
    text = mask(hit.quote)
    begin, end = max(0, hit.at - _AROUND), min(len(text), hit.at + 2 * _AROUND)
    begin = text.find(" ", begin, begin + 20) + 1 if begin else 0
    return ("… " if begin else "") + " ".join(text[begin:end].split()) + (" …" if end < len(text) else "")


def _everything(question: str, found: Found) -> dict[str, Any] | None:
    if found.thing_count + found.passage_count == 0:
        return None
    text = t("zoek.alles", namen=found.thing_count, passages=found.passage_count)
    return _choice("zoek", {"vraag": question.strip()}, naam=text, erbij="")


def _choice(page: str, parameters: dict[str, str], *, naam: str, erbij: str) -> dict[str, Any]:
    return {
        "naam": naam,
        "erbij": erbij,
        "pagina": page,
        "parameters": parameters,
        "adres": address(page, **parameters),
    }
