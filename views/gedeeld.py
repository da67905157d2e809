"""What every page shares: the one cached load, passages in their context, labels, colours and addresses."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import pandas as pd
import pyoxigraph as ox
import streamlit as st

from graph.errors import KetengraafError
from graph.model import Iri
from graph.privacy import contact_spans, mask
from graph.query import Questioner
from graph.regions import Inventory, PassageText, label_of
from graph.store import open_store
from graph.vocabulary import ID, RDF
from loaders.document import DOCUMENTS_FOLDER
from views.taal import language, t

#: Levels from near to far: a light-to-dark scale that also reads in grey and for the colour-blind.
LEVEL_COLOURS = {
    "lokaal": "#fde7b0",
    "subregionaal": "#f7b267",
    "regionaal": "#8cc5de",
    "bovenregionaal": "#3b7ea8",
    "landelijk": "#1b3a57",
    "gemengd": "#cbbcdc",
    "": "#ffffff",
}
#: Degrees of agreement, from loose to firm.
AGREEMENT_COLOURS = {
    "geen-opvatting": "#f3f3f3",
    "intentie": "#cfe3c4",
    "gedeelde-afspraak": "#4c9a5b",
    "": "#ffffff",
}
#: Judgements of an answer.
JUDGEMENT_COLOURS = {"ja": "#4c9a5b", "deels": "#cfe3c4", "nee": "#f2b8a0", "onbekend": "#f3f3f3"}

CONTEXT = 400
"""Characters of text shown before and after a passage."""


@st.cache_resource(show_spinner=False)
def load() -> Inventory:
    """Load the graph once for all visitors."""
    return Inventory(open_store())


@st.cache_resource(show_spinner=False)
def questioner() -> Questioner:
    """Start the processes that answer queries, once for all visitors."""
    return Questioner()


def store() -> ox.Store:
    """Return the graph as an Oxigraph store; pages only read it."""
    return load().store


@cache
def source_text(slug: str) -> str:
    """Return the text of a document, or nothing where it is not there."""
    path = DOCUMENTS_FOLDER / slug / "tekst.txt"
    return path.read_bytes().decode("utf-8") if path.is_file() else ""


def passage_html(passage: PassageText) -> str:
    """Return a passage marked in its context, as safe HTML, without contact data."""
    text = source_text(passage.slug)
    begin, end = _around(text, passage)
    before, after = text[begin : passage.begin], text[passage.end : end]
    marked = f"{_escaped(before)}<mark>{_escaped(passage.quote)}</mark>{_escaped(after)}"
    return f'<div class="passage">… {marked} …</div>'


def _around(text: str, passage: PassageText) -> tuple[int, int]:
    """Return where the context of a passage begins and ends, so that no contact datum is cut in two."""
    begin, end = max(0, passage.begin - CONTEXT), min(len(text), passage.end + CONTEXT)
    window = text[max(0, begin - 80) : end + 80]
    for start, stop in contact_spans(window):
        left, right = start + max(0, begin - 80), stop + max(0, begin - 80)
        begin = right if left < begin < right else begin
        end = left if left < end < right else end
    return begin, end


def _escaped(text: str) -> str:
    return html.escape(mask(text))


def show_passages(iris: Iterable[Iri], *, title: str = "") -> None:
    """Show passages, each marked in its context, with the document and page it stands on."""
    if title:
        st.markdown(f"**{md(title)}**")
    shown = [p for iri in iris if (p := load().passage(iri)) is not None]
    if not shown:
        st.info(t("gedeeld.geen_passage"))
        return
    for passage in sorted(shown, key=lambda p: (p.slug, p.begin)):
        page = t("gedeeld.bladzijde", nummer=passage.page) if passage.page else ""
        place = t("gedeeld.tekens", begin=passage.begin, eind=passage.end)
        st.caption(f"{md(passage.document_title + page)} · {place}")
        st.html(passage_html(passage))
        page_link(
            "document",
            t("gedeeld.in_document"),
            icon=":material/menu_book:",
            slug=passage.slug,
            tekens=f"{passage.begin}-{passage.end}",
        )


def md(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]()#+-.!|<>~$:" else c for c in text)


def style() -> None:
    """Add the few styles that Streamlit lacks; nothing is fetched from outside."""
    st.html(
        """<style>
        .passage { white-space: pre-wrap; font-family: Georgia, serif; border-left: 3px solid #01689b;
                   padding: .4rem .8rem; margin-bottom: .8rem; overflow-wrap: anywhere; }
        .passage mark { background: #ffe28a; color: #1a1a1a; padding: 0 .1em; }
        .stMainBlockContainer { padding-top: 4rem; }
        [data-testid="stPageLink-NavLink"] * { white-space: normal; }
        .stMain [data-testid="stCaptionContainer"] { color: inherit !important; opacity: .85; }
        .stMain [data-testid="stCaptionContainer"] p { color: inherit !important; }
        /* White on the light colour that stands out on black cannot be read. */
        .stMain [data-testid="stMultiSelect"] span[title],
        .stMain [data-testid="stMultiSelect"] span[title] ~ * { color: light-dark(#ffffff, #0b1a24) !important; }
        .stMain [data-testid^="stBaseButton-primary"] * { color: light-dark(#ffffff, #0b1a24) !important; }
        .stMain h1 { font-size: clamp(1.8rem, 5vw, 2.6rem); hyphens: auto; }
        .zelf { white-space: pre-wrap; overflow-wrap: anywhere; }
        </style>"""
    )


def page_address(page: str, **parameters: str) -> str:
    """Return the address of a page of the app with its parameters, relative to the app's root."""
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in parameters.items() if value)
    return f"/{page}" + (f"?{query}" if query else "")


def address(page: str, **parameters: str) -> str:
    """Return the address of a page as seen from any other page, in the visitor's language."""
    return f"{page}?{urlencode(_query(parameters))}"


def _query(parameters: dict[str, str]) -> dict[str, str]:
    """Return the parameters of an address that have a value, and the language where it is not Dutch."""
    chosen = language()
    kept = {name: value for name, value in parameters.items() if value}
    return kept if chosen == "nl" else {**kept, "taal": chosen}


def parameter(name: str, choices: Sequence[str], default: str) -> str:
    """Return a parameter of the page's address, or the default when it is absent or unknown."""
    value = st.query_params.get(name, default)
    return value if value in choices else default


def keep(**parameters: str | None) -> None:
    """Write the state of the page into its address, so that it can be shared and opened anew."""
    for name, value in parameters.items():
        if value:
            if st.query_params.get(name) != value:
                st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def guarded(error: KetengraafError) -> None:
    """Show an expected error as a sentence."""
    st.error(md(str(error)))


def download_csv(frame: pd.DataFrame, name: str, *, key: str) -> None:
    """Offer a table as CSV that Dutch spreadsheets open: semicolons, UTF-8 with its mark, no formulas."""
    safe = frame.map(lambda v: f"'{v}" if isinstance(v, str) and v[:1] in "=+-@\t\r" else v)
    st.download_button(
        t("gedeeld.csv"),
        safe.to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig"),
        f"{name}.csv",
        "text/csv",
        key=key,
    )


def short(iri: Iri) -> str:
    """Return an IRI without the part that all things of the project share."""
    return iri.removeprefix(ID)


def bound(name: str, default: str = "", *, key: str, choices: Sequence[str] | None = None) -> dict[str, Any]:
    """Tie a widget to a parameter of the address, which alone holds its value; return the widget's arguments.

    Without `choices` any value is taken over. A value that equals the default is left out of the address.
    """
    known = choices is None or st.query_params.get(name, default) in choices
    st.session_state[key] = st.query_params.get(name, default) if known else default
    return {"key": key, "on_change": _write, "args": (name, key, default)}


def _write(name: str, key: str, default: str) -> None:
    value = st.session_state[key]
    keep(**{name: value if value != default else None})


def page_link(page: str, text: str, *, icon: str | None = None, **parameters: str) -> None:
    """Render a link to a page of the app; it opens in the same tab and keeps the session and the language."""
    st.page_link(_page(page), label=text, icon=icon, query_params=_query(parameters))


def go(page: str, **parameters: str) -> None:
    """Go to a page of the app at once; an address that names no page of the app goes to its beginning."""
    st.switch_page(_page(page), query_params=_query(parameters))


def _page(page: str) -> Any:  # noqa: ANN401  (Streamlit keeps the class of its pages to itself)
    return st.Page(_elsewhere, title=page, url_path=page)


def _elsewhere() -> None:
    """Stand in for a page that the app's navigation knows by its address."""


def slug_of(document: Iri) -> str:
    """Return the name of a document's folder."""
    return document.rpartition("/")[2]


def title_of(iri: Iri) -> str:
    """Return the name of a thing, without contact data."""
    return mask(label_of(store(), iri))


def date_text(date: dt.date) -> str:
    """Return a date in the visitor's language, such as "20 juni 2013"."""
    return f"{date.day} {t('gedeeld.maanden').split()[date.month - 1]} {date.year}"


def show_text(text: str) -> None:
    """Show a text of a document as it stands, line breaks kept, without contact data."""
    st.html(f'<div class="zelf">{_escaped(text)}</div>')


def thousands(number: int) -> str:
    """Return a whole number as readers of the visitor's language write it: 48.862 or 48,862."""
    return f"{number:,}".replace(",", ".") if language() == "nl" else f"{number:,}"


def count(kind: str, document: str = "") -> int:
    """Return how many things of a class there are, in the whole graph or in that of one document."""
    graph = ox.NamedNode(f"{ID}document/{document}") if document else None
    found = store().quads_for_pattern(None, ox.NamedNode(str(RDF.type)), ox.NamedNode(str(kind)), graph)
    return len({quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)})
