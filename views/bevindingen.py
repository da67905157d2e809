"""What the page Controle shows of findings: their words in two languages, their region, and the downloads."""

from __future__ import annotations

import html
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from graph.decisions import review
from graph.findings import ACCEPTED, KNOWN, NEW, Check, Report, Result
from graph.model import Iri
from graph.privacy import mask
from graph.regions import Inventory
from graph.report import groups, remedy_of, report_html, report_json, report_turtle, sentence, title_of, why_of, word
from graph.store import solutions
from graph.vocabulary import DCTERMS, KETEN
from views.gedeeld import download_csv, load, md, page_link, source_text, store, thousands
from views.taal import language, t

#: Colour and icon of each severity, the worst first.
SEVERITIES = {
    "Violation": ("red", ":material/error:"),
    "Warning": ("orange", ":material/warning:"),
    "Info": ("blue", ":material/info:"),
}
STATES = (NEW, ACCEPTED, KNOWN)
GROUPS = ("structuur", "herkomst", "tijd", "bestuur", "dekking", "metadata", "lezen")


# ---------------------------------------------------------------- in the visitor's language


def plural(number: int, severity: str) -> str:
    """Return a number of results of a severity, in words."""
    return f"{thousands(number)} {t(f'controle.{severity}').lower() if number == 1 else several(severity)}"


def several(severity: str) -> str:
    """Return the plural of a severity."""
    return t(f"controle.{severity}_meer")


def title_of_check(check: Check) -> str:
    """Return what a check is called."""
    return title_of(check, language())


def said(result: Result, check: Check) -> str:
    """Return a result as one sentence; one that is in Dutch only, as such, behind what its check is called."""
    if language() == "nl" or result.english:
        return sentence(result, language())
    return word("alleen_nederlands", language(), titel=title_of_check(check), zin=sentence(result))


def why(result: Result, check: Check) -> str:
    """Return why this is checked."""
    return why_of(result, check, language())


def remedy(result: Result, check: Check) -> str:
    """Return what would mend it."""
    return remedy_of(result, check, language())


def state(result: Result) -> str:
    """Return what the decisions and the baseline say of a result; nothing when they say nothing."""
    if (decision := result.decision) is not None:
        return t("controle.besluit", wie=decision.who, wanneer=decision.when, waarom=decision.why)
    return t(f"controle.staat_is_{result.state}") if result.state else ""


# ---------------------------------------------------------------- the one report


@dataclass(slots=True)
class _Memory:
    """The last report, shared by all visitors."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    identity: int = 0
    report: Report | None = None


@st.cache_resource(show_spinner=False)
def _memory() -> _Memory:
    return _Memory()


def own_report() -> Report:
    """Validate the graph once for all visitors, and show how far it is; texts come without contact data."""
    graph, memory = store(), _memory()
    if memory.report is not None and memory.identity == id(graph):
        return memory.report
    bar = st.progress(0.0, t("controle.bezig"))
    with memory.lock:
        if memory.report is None or memory.identity != id(graph):
            found = review(graph, progress=lambda part, what: show_step(bar, part, what))
            memory.report = replace(found, results=tuple(_masked(r) for r in found.results))
            memory.identity = id(graph)
    bar.empty()
    return memory.report


def show_step(bar: Any, part: float, what: str) -> None:  # noqa: ANN401  Streamlit's own type is not public
    """Show how far a check is."""
    bar.progress(part, t("controle.bezig_met", wat=t(f"controle.stap_{what}")))


def _masked(result: Result) -> Result:
    value = result.value if result.value.startswith("http") else mask(result.value)
    places = tuple(replace(p, quote=mask(p.quote)) for p in result.places)
    names = ("label", "message", "english", "other", "english_label", "english_other")
    masked: dict[str, Any] = {name: mask(getattr(result, name)) for name in names}
    return replace(result, value=value, places=places, **masked)


# ---------------------------------------------------------------- regions


@st.cache_resource(show_spinner=False)
def _region_index(_inventory: Inventory, _identity: int) -> dict[Iri, str]:
    """Return the key of the region that a thing belongs to."""
    index: dict[Iri, str] = {}
    for region in _inventory.regions.values():
        things = [
            region.iri,
            *(m.claim for m in region.members),
            *(m.municipality.iri for m in region.members),
            *(c for c, _ in region.contacts),
            *(a.iri for a in region.allocations.values()),
            *(a.iri for a in region.answers.values()),
        ]
        index.update(dict.fromkeys(things, region.key))
    return index


def region_of(result: Result, *, own: bool = True) -> str:
    """Return the key of the region that a result is about, or its name in other data; or an empty text."""
    if not own:
        return result.region
    inventory = load()
    found = _region_index(inventory, id(inventory)).get(result.focus, "")
    if found or not result.places:
        return found
    first = result.places[0]
    for slug, begin, end, key in _profiles(inventory, id(inventory)):
        if slug == first.slug and begin <= first.begin < end:
            return key
    return ""


@st.cache_resource(show_spinner=False)
def _profiles(_inventory: Inventory, _identity: int) -> list[tuple[str, int, int, str]]:
    """Return the document, begin and end of the section of each region, and the key of the region."""
    query = (
        f"SELECT ?region ?document ?begin ?end WHERE {{ ?region a <{KETEN.Regio}> ; "
        f"<{KETEN.passage}>/<{DCTERMS.isPartOf}> ?section . ?section <{KETEN.document}> ?document ; "
        f"<{KETEN.begin}> ?begin ; <{KETEN.eind}> ?end }}"
    )
    return [
        (row["document"].value.rpartition("/")[2], int(row["begin"].value), int(row["end"].value), region.key)
        for row in solutions(store(), query)
        if (region := _inventory.regions.get(row["region"].value)) is not None
    ]


def show_places(result: Result) -> None:
    """Show the places of a finding that are no passages of the graph: a sentence from which nothing was read."""
    st.markdown(f"**{t('controle.waar')}**")
    for place in result.places:
        st.caption(f"{md(place.slug)} · {t('gedeeld.tekens', begin=place.begin, eind=place.end)}")
        st.html(f'<div class="passage"><mark>{html.escape(mask(place.quote))}</mark></div>')
        if source_text(place.slug)[place.begin : place.end] == place.quote:
            page_link(
                "document",
                t("gedeeld.in_document"),
                icon=":material/menu_book:",
                slug=place.slug,
                tekens=f"{place.begin}-{place.end}",
            )


def region_names() -> dict[str, str]:
    """Return the name of each region by its key."""
    return {r.key: r.title for r in load().regions.values()}


# ---------------------------------------------------------------- downloads


def table(report: Report, results: Sequence[Result]) -> pd.DataFrame:
    """Return results as a table to take along, in the visitor's language."""
    checks = checks_of(report)
    rows = [
        (
            t(f"controle.{r.severity}"),
            r.code,
            title_of_check(checks[r.code]),
            r.label,
            said(r, checks[r.code]),
            r.path,
            r.value,
            why(r, checks[r.code]),
            remedy(r, checks[r.code]),
            r.state,
            state(r) if r.decision is not None else "",
            region_of(r, own=not report.data),
            r.document.rpartition("/")[2],
            r.focus,
            " ".join(r.passages),
            r.key,
        )
        for r in results
    ]
    return pd.DataFrame(rows, columns=t("controle.velden").split("|"))


def checks_of(report: Report) -> dict[str, Check]:
    """Return every check of a report by its code."""
    return {c.code: c for members in groups(report).values() for c in members}


def show_downloads(report: Report, shown: Sequence[Result], name: str, *, key: str) -> None:
    """Offer the shown results as CSV, and the whole report in each form."""
    forms: dict[str, tuple[str, str, Callable[[Report], str]]] = {
        "JSON": ("json", "application/json", report_json),
        "Turtle": ("ttl", "text/turtle", report_turtle),
        t("controle.verslag_html"): ("html", "text/html", partial(report_html, language=language())),
    }
    with st.container(horizontal=True):
        if shown:
            download_csv(table(report, shown), t("controle.bestand_csv"), key=f"{key}_csv")
        for form, (suffix, kind, write) in forms.items():
            st.download_button(
                t("controle.verslag_als", vorm=form),
                partial(_bytes, write, report),
                f"{name}.{suffix}",
                kind,
                key=f"{key}_{suffix}",
                on_click="ignore",
            )


def _bytes(write: Callable[[Report], str], report: Report) -> bytes:
    return write(report).encode()
