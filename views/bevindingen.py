"""What the page Controle shows of findings: their sentence, region, downloads, and the lines of a decision."""

from __future__ import annotations

import html
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from graph.decisions import review
from graph.errors import KetengraafError
from graph.findings import ACCEPTED, KNOWN, NEW, Report, Result
from graph.limited import TIME_LIMIT, limited_report
from graph.model import Iri
from graph.privacy import mask
from graph.regions import Inventory
from graph.report import groups, report_html, report_json, report_turtle, sentence, state_text, summary
from graph.shapes import SIZE_LIMIT, SUFFIXES
from graph.store import solutions
from graph.vocabulary import DCTERMS, KETEN
from views.gedeeld import download_csv, guarded, load, md, store, thousands

#: Dutch name, plural, colour and icon of each severity, the worst first.
SEVERITIES = {
    "Violation": ("Overtreding", "overtredingen", "red", ":material/error:"),
    "Warning": ("Waarschuwing", "waarschuwingen", "orange", ":material/warning:"),
    "Info": ("Opmerking", "opmerkingen", "blue", ":material/info:"),
}
STATES = {
    NEW: "nieuw sinds de basislijn",
    ACCEPTED: "aanvaard door een besluit",
    KNOWN: "bekend: stond al in de basislijn",
}
GROUPS = {
    "structuur": "Structuur: wat een ding moet hebben",
    "herkomst": "Herkomst: alles leidt terug naar de tekst",
    "tijd": "Tijd: wie bestond wanneer",
    "bestuur": "Bestuur: wie wat doet met wie",
    "dekking": "Dekking: waarover de documenten zwijgen",
    "metadata": "Metadata: hoe de graaf en haar codelijsten zijn beschreven",
    "lezen": "Lezen: wat bij het lezen van de documenten opviel",
}


def plural(number: int, severity: str) -> str:
    """Return a number of results of a severity, in words."""
    name, several, *_ = SEVERITIES[severity]
    return f"{number} {name.lower() if number == 1 else several}"


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
    bar = st.progress(0.0, "De graaf wordt gecontroleerd; dit duurt enkele tellen…")
    with memory.lock:
        if memory.report is None or memory.identity != id(graph):
            found = review(graph, progress=lambda part, what: _show(bar, part, what))
            memory.report = replace(found, results=tuple(_masked(r) for r in found.results))
            memory.identity = id(graph)
    bar.empty()
    return memory.report


def _show(bar: Any, part: float, what: str) -> None:  # noqa: ANN401  Streamlit's own type is not public
    bar.progress(part, f"De graaf wordt gecontroleerd: {what}…")


def _masked(result: Result) -> Result:
    value = result.value if result.value.startswith("http") else mask(result.value)
    places = tuple(replace(p, quote=mask(p.quote)) for p in result.places)
    return replace(result, label=mask(result.label), message=mask(result.message), value=value, places=places)


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


def region_of(result: Result) -> str:
    """Return the key of the region that a result is about, or an empty text."""
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
    st.markdown("**Waar het staat**")
    for place in result.places:
        st.caption(f"{md(place.slug)} · tekens {place.begin}-{place.end}")
        st.html(f'<div class="passage"><mark>{html.escape(mask(place.quote))}</mark></div>')


def region_names() -> dict[str, str]:
    """Return the name of each region by its key."""
    return {r.key: r.title for r in load().regions.values()}


# ---------------------------------------------------------------- downloads


def table(results: Sequence[Result], titles: dict[str, str]) -> pd.DataFrame:
    """Return results as a table to take along."""
    return pd.DataFrame(
        [
            {
                "ernst": SEVERITIES[r.severity][0],
                "code": r.code,
                "soort": titles.get(r.code, r.code),
                "betreft": r.label,
                "bevinding": r.message,
                "eigenschap": r.path,
                "waarde": r.value,
                "waarom": r.why,
                "herstel": r.remedy,
                "staat": r.state,
                "besluit": state_text(r) if r.decision is not None else "",
                "regio": region_of(r),
                "document": r.document.rpartition("/")[2],
                "ding": r.focus,
                "passages": " ".join(r.passages),
                "sleutel": r.key,
            }
            for r in results
        ]
    )


def titles_of(report: Report) -> dict[str, str]:
    """Return the name of each kind of finding, in words."""
    return {c.code: c.title for members in groups(report).values() for c in members}


def show_downloads(report: Report, shown: Sequence[Result], name: str, *, key: str) -> None:
    """Offer the shown results as CSV, and the whole report in each form."""
    forms: dict[str, tuple[str, str, Callable[[Report], str]]] = {
        "JSON": ("json", "application/json", report_json),
        "Turtle": ("ttl", "text/turtle", report_turtle),
        "afdruk (HTML)": ("html", "text/html", report_html),
    }
    with st.container(horizontal=True):
        if shown:
            download_csv(table(shown, titles_of(report)), "bevindingen", key=f"{key}_csv")
        for form, (suffix, kind, write) in forms.items():
            st.download_button(
                f"Heel het verslag als {form}",
                partial(_bytes, write, report),
                f"{name}.{suffix}",
                kind,
                key=f"{key}_{suffix}",
                on_click="ignore",
            )


def _bytes(write: Callable[[Report], str], report: Report) -> bytes:
    return write(report).encode()


# ---------------------------------------------------------------- someone else's data


def show_upload() -> None:
    """Let a visitor check files of their own; nothing of them is kept."""
    megabytes = SIZE_LIMIT // 2**20
    st.markdown(
        f"Geef RDF-bestanden ({', '.join(SUFFIXES)}), elk tot {megabytes} MB. Zonder eigen vormen gelden die van "
        f"Ketengraaf. Een controle duurt ten hoogste {TIME_LIMIT:.0f} seconden. Er wordt niets bewaard: de bestanden "
        "verdwijnen na de controle, het verslag als u de app sluit."
    )
    kinds = [s.removeprefix(".") for s in SUFFIXES]
    left, right = st.columns(2)
    with left:
        data = st.file_uploader(
            "Gegevens", kinds, accept_multiple_files=True, max_upload_size=megabytes, key="controle_gegevens"
        )
    with right:
        shapes = st.file_uploader(
            "Eigen vormen (SHACL), als u die heeft",
            kinds,
            accept_multiple_files=True,
            max_upload_size=megabytes,
            key="controle_eigen_vormen",
        )
    if st.button("Controleer deze bestanden", key="controle_start", type="primary", disabled=not data):
        st.session_state.pop("controle_eigen_verslag", None)
        try:
            with st.spinner("De bestanden worden gecontroleerd…", show_time=True):
                st.session_state["controle_eigen_verslag"] = uploaded_report(
                    [(f.name, f.getvalue()) for f in data], [(f.name, f.getvalue()) for f in shapes]
                )
        except KetengraafError as error:
            guarded(error)
    report = st.session_state.get("controle_eigen_verslag")
    if report is not None:
        _show_other(report)


def uploaded_report(data: Sequence[tuple[str, bytes]], shapes: Sequence[tuple[str, bytes]]) -> Report:
    """Validate uploaded files, given as name and content, and remove them."""
    with tempfile.TemporaryDirectory(prefix="ketengraaf-") as folder:
        return limited_report(_written(Path(folder) / "data", data), _written(Path(folder) / "vormen", shapes))


def _written(folder: Path, files: Sequence[tuple[str, bytes]]) -> list[Path]:
    paths: list[Path] = []
    for number, (name, content) in enumerate(files):
        path = folder / str(number) / (Path(name).name or "bestand")
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        paths.append(path)
    return paths


def _show_other(report: Report) -> None:
    """Show the report about someone else's data, in the form of the work list."""
    said = md(summary(report))
    if report.conforms:
        st.success(said, icon=":material/check:")
    else:
        st.error(said, icon=":material/error:")
    if not report.results:
        st.markdown(f"Er is niets gevonden in {thousands(report.triples)} uitspraken (met het vocabulaire erbij).")
    show_downloads(report, report.results, "controle-eigen-gegevens", key="controle_eigen")
    titles = titles_of(report)
    for code in dict.fromkeys(r.code for r in report.results):
        listed = [r for r in report.results if r.code == code]
        _, _, colour, icon = SEVERITIES[listed[0].severity]
        title = f"{md(titles[code])} — :{colour}[{plural(len(listed), listed[0].severity)}]"
        with st.expander(title, icon=icon):
            if listed[0].why:
                st.caption(md(listed[0].why))
            if listed[0].remedy:
                st.markdown(f"Wat te doen: {md(listed[0].remedy)}")
            st.dataframe(
                pd.DataFrame({"Bevinding": [sentence(r) for r in listed], "Ding": [r.focus for r in listed]}),
                hide_index=True,
                key=f"controle_eigen_{code}",
                column_config={"Bevinding": st.column_config.TextColumn(width="large")},
            )
