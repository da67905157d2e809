"""The editor of SPARQL: CodeMirror with the words of this graph, checked while one types."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import streamlit as st

from graph.errors import InvalidQueryError, KetengraafError, QueryStoppedError
from graph.library import unknown_terms
from graph.privacy import mask
from graph.vocabulary import KETEN_IRI, OWL, PREFIXES, RDF, RDFS, SKOS, label, ontology
from views import zoekveld
from views.foutzin import sentence, unknown_sentence
from views.gedeeld import questioner, store
from views.taal import LANGUAGES, language, t, term

__all__ = ["set_text", "show", "text"]

TEXT, _VERSION, _KEY = "vragen_tekst", "vragen_versie", "vragen_bewerker"
_SCRIPT = Path(__file__).with_name("editor") / "editor.js"
_FOUND = 8
"""Things offered for what is typed."""
_BUTTONS = ("opmaken", "bewaar", "nieuw", "sluit")
_PHRASES = {
    "Find": "zoek", "Replace": "vervang_door", "next": "volgende", "previous": "vorige", "all": "alle",
    "match case": "hoofdletters", "regexp": "patroon", "by word": "per_woord", "replace": "vervang",
    "replace all": "vervang_alle", "close": "sluiten", "Completions": "aanvullingen", "Diagnostics": "fouten",
}  # fmt: skip
"""The words of CodeMirror's own panels, and the texts that stand for them."""

_HTML = """
<div class="bewerker">
  <div class="balk">
    <div class="tabbladen" role="tablist"></div>
    <button type="button" class="nieuw"></button>
    <button type="button" class="sluit" hidden></button>
    <span class="vulling"></span>
    <select class="geschiedenis"></select>
    <button type="button" class="opmaken"></button>
    <button type="button" class="bewaar"></button>
  </div>
  <div class="blad" id="blad"></div>
  <div class="melding" id="melding" role="status"></div>
  <div class="toetsen"></div>
</div>
"""
_CSS = """
.bewerker { font-family: var(--st-font); color: var(--st-text-color); --woord: light-dark(#86198f, #e9a8f2);
  --functie: light-dark(#0b5c63, #7fd9d0); --variabele: light-dark(#014f86, #8ecbff);
  --naam: light-dark(#7a3e00, #f3bd85);
  --tekst: light-dark(#1c621c, #9fdb9f); --opmerking: light-dark(#56616a, #aeb8c0); --rand: #767f86; }
.balk { display: flex; flex-wrap: wrap; gap: .3rem; align-items: center; margin-bottom: .3rem; }
.tabbladen { display: flex; flex-wrap: wrap; gap: .2rem; }
.vulling { flex: 1; }
.balk button, .balk select { min-height: 2.1rem; padding: .15rem .6rem; font: inherit; font-size: .85rem;
  color: inherit;
  background: var(--st-background-color); border: 1px solid var(--rand); border-radius: .4rem; cursor: pointer; }
.balk select { max-width: 13rem; }
.balk .tab[aria-selected="true"] { background: var(--st-secondary-background-color); font-weight: 600;
  box-shadow: inset 0 -3px var(--st-primary-color); }
.balk button:focus-visible, .balk select:focus-visible { outline: 3px solid var(--st-primary-color); }
[hidden] { display: none !important; }
.blad { border: 1px solid var(--rand); border-radius: .4rem; overflow: hidden; }
.mis .blad { border-color: light-dark(#b3261e, #ff8f85); }
.blad:focus-within { outline: 3px solid var(--st-primary-color); outline-offset: 1px; }
.cm-editor { font-size: .875rem; background: var(--st-background-color); color: var(--st-text-color); }
.cm-editor.cm-focused { outline: none !important; }
.cm-editor .cm-scroller { font-family: var(--st-code-font), monospace; min-height: 8rem; max-height: 26rem;
  overflow: auto; }
.cm-editor .cm-content { caret-color: var(--st-text-color); }
.cm-editor .cm-cursor { border-left-color: var(--st-text-color) !important; }
.cm-editor .cm-gutters { background: var(--st-secondary-background-color); color: var(--opmerking); border: none; }
.cm-editor .cm-activeLine, .cm-editor .cm-activeLineGutter {
  background: light-dark(#0000000d, #ffffff14) !important; }
.cm-editor .cm-selectionBackground { background: light-dark(#b9d9ee, #2f5877) !important; }
.cm-editor .cm-tooltip, .cm-editor .cm-panels { background: var(--st-background-color); color: var(--st-text-color);
  border: 1px solid var(--rand); }
.cm-editor .cm-tooltip-autocomplete > ul > li { padding: .2rem .5rem !important; }
.cm-editor .cm-tooltip-autocomplete > ul > li[aria-selected] { background: light-dark(#014f86, #8ecbff);
  color: light-dark(#fff, #0b1a24); }
.cm-editor .cm-completionDetail { opacity: .9; }
.cm-editor .cm-completionInfo { max-width: 22rem; }
.cm-editor .cm-panels input, .cm-editor .cm-panels button { font: inherit; color: inherit;
  background: var(--st-background-color); }
.melding { min-height: 1.4rem; padding-top: .25rem; font-size: .875rem; overflow-wrap: anywhere; }
.melding.fout { color: light-dark(#a3161f, #ffb0a8); font-weight: 600; }
.toetsen { font-size: .8rem; opacity: .85; }
"""
_COMPONENT = (
    st.components.v2.component("ketengraaf_bewerker", html=_HTML, css=_CSS, js=_SCRIPT.read_text(encoding="utf-8"))
    if _SCRIPT.is_file()
    else None
)
"""The editor, where `make` could build it; a plain field takes its place where it could not."""


def text() -> str:
    """Return the query as it stands in the editor."""
    return str(st.session_state.get(TEXT, ""))


def set_text(query: str) -> None:
    """Put a query in the editor; what a person wrote there can be taken back with undo."""
    st.session_state[TEXT] = query
    st.session_state[_VERSION] = st.session_state.get(_VERSION, 0) + 1


@st.fragment
def show(asked: int = 0, asked_text: str = "") -> None:
    """Render the editor; while one types only this part of the page runs.

    Parameters
    ----------
    asked, asked_text
        How often a person ran a query and the text of the last one, for the history in the browser.
    """
    query = text()
    if _COMPONENT is None:
        _plain(query)
        return
    _COMPONENT(
        data={
            "tekst": query,
            "versie": st.session_state.get(_VERSION, 0),
            "gekeurd": query,
            "fouten": _errors(query, language()),
            "onbekend": [{"naam": u.name, "zin": unknown_sentence(u)} for u in unknown_terms(query)],
            "termen": _terms(language()),
            "gevonden": _found(),
            "gevraagd": asked,
            "gevraagd_tekst": asked_text,
            "woorden": _words(),
        },
        key=_KEY,
        on_tekst_change=_typed,
        on_zoek_change=_nothing,
    )


def _plain(query: str) -> None:
    """Render a text field and what is wrong with the query in it."""
    key = f"{_KEY}_vak_{st.session_state.get(_VERSION, 0)}"  # a new text from the page makes a new field
    st.session_state[TEXT] = st.text_area(t("vragen.editor"), query, height=320, key=key)
    st.caption(t("vragen.zonder_editor"))
    for error in _errors(text(), language()):
        st.error(f"{error['regel']}:{error['kolom']} {error['zin']}" if error["regel"] else error["zin"])
    for unknown in unknown_terms(text()):
        st.warning(unknown_sentence(unknown))


def _nothing() -> None:
    """Stand in for a callback; Streamlit keeps a value only where one is given."""


def _state(name: str) -> dict[str, Any]:
    state: Any = st.session_state.get(_KEY)
    return dict((state.get(name) if state is not None else None) or {})


def _typed() -> None:
    """Take over what a person typed, unless the page has put another text there since."""
    typed = _state("tekst")
    if typed.get("versie") == st.session_state.get(_VERSION, 0):
        st.session_state[TEXT] = str(typed.get("tekst", ""))


def _errors(query: str, chosen: str) -> list[dict[str, Any]]:
    """Return what is wrong with a query, with its place; asked again only when the text changed."""
    known = st.session_state.get("vragen_gekeurd")
    if known is not None and known[0] == (query, chosen):
        return list(known[1])
    found: list[dict[str, Any]] = []
    try:
        if query.strip():
            questioner().check(query)
    except QueryStoppedError:
        return []  # no process was free to look at it; running it will tell
    except InvalidQueryError as error:
        found = [{"regel": error.line, "kolom": max(error.column or 1, 1), "zin": sentence(error)}]
    except KetengraafError as error:
        found = [{"regel": None, "kolom": 1, "zin": sentence(error)}]
    st.session_state["vragen_gekeurd"] = ((query, chosen), tuple(found))
    return found


def _found() -> dict[str, Any]:
    """Return the things whose names fit what is being typed."""
    asked = str(_state("zoek").get("vraag", ""))[:80]
    if not asked:
        return {}
    hits = zoekveld.index().search(asked, things=_FOUND, passages=0).things
    return {
        "vraag": asked,
        "keuzen": [{"naam": mask(h.label), "soort": term(KETEN_IRI + h.kind), "zet": _written(h.iri)} for h in hits],
    }


def _written(iri: str) -> str:
    """Return an IRI as a query has it; a code of a municipality fits behind its prefix."""
    municipality = iri.removeprefix(PREFIXES["gm"])
    return f"gm:{municipality}" if municipality != iri and municipality.isalnum() else f"<{iri}>"


@cache
def _terms(chosen: str) -> list[dict[str, Any]]:
    """Return what can be completed without asking: prefixes, and the classes, relations and codes of the ontology."""
    found = [
        {"naam": f"{name}:", "label": f"{name}:", "ook": [], "soort": t("vragen.soort_voorvoegsel"), "uitleg": iri}
        for name, iri in PREFIXES.items()
    ]
    graph = ontology()
    kinds = (
        ("soort_klasse", OWL.Class),
        ("soort_relatie", OWL.ObjectProperty),
        ("soort_eigenschap", OWL.DatatypeProperty),
        ("soort_begrip", SKOS.Concept),
    )
    for word, kind in kinds:
        for subject in sorted(str(s) for s in graph.subjects(RDF.type, kind)):
            written = _written_term(subject)
            if not written:
                continue
            labels = {code: label(subject, code) for code in LANGUAGES}
            found.append(
                {
                    "naam": written,
                    "label": labels[chosen],
                    "ook": [v for code, v in labels.items() if code != chosen],
                    "soort": t(f"vragen.{word}"),
                    "uitleg": "",
                }
            )
    known = {entry["naam"] for entry in found}
    for word, iri in _used():
        written = _written_term(iri)
        if written and written not in known:
            found.append({"naam": written, "label": written, "ook": [], "soort": t(f"vragen.{word}"), "uitleg": ""})
    return found


def _written_term(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and "/" not in local:
            return f"{prefix}:{local}"
    return f"<{iri}>" if iri.startswith("https://w3id.org/ketengraaf/") else ""


@cache
def _used() -> list[tuple[str, str]]:
    """Return the relations and classes of other vocabularies that the graph uses."""
    predicates = {q.predicate.value for q in store()}
    kinds = store().quads_for_pattern(None, ox.NamedNode(str(RDF.type)), None)
    classes = {q.object.value for q in kinds if isinstance(q.object, ox.NamedNode)}
    more = {str(RDFS.subClassOf), str(RDFS.subPropertyOf)}
    return [("soort_relatie", p) for p in sorted(predicates | more)] + [("soort_klasse", c) for c in sorted(classes)]


def _words() -> dict[str, Any]:
    return {
        "editor": t("vragen.editor"),
        "vraag": t("vragen.tabblad_vraag"),
        "tabblad": t("vragen.tabblad"),
        "tabbladen": t("vragen.tabbladen"),
        "geschiedenis": t("vragen.geschiedenis"),
        "toetsen": t("vragen.toetsen"),
        "knoppen": {b: {"tekst": t(f"vragen.knop_{b}"), "uitleg": t(f"vragen.uitleg_{b}")} for b in _BUTTONS},
        "zinnen": {english: t(f"vragen.cm_{word}") for english, word in _PHRASES.items()},
    }
