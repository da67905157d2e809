"""What the checks found: a work list for validators of the graph and of the documents behind it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import pyoxigraph as ox
import streamlit as st

from graph.model import Iri
from graph.privacy import mask
from graph.regions import Inventory, label_of
from graph.validate import Report, Result, load_shapes, report_json, validate
from graph.vocabulary import RDF, RDFS, SH, coded_concepts
from views.gedeeld import bound, download_csv, keep, load, md, page_link, short, show_passages, store

#: Dutch name, plural, colour and icon of each severity, the worst first.
SEVERITIES = {
    "Violation": ("Overtreding", "overtredingen", "red", ":material/error:"),
    "Warning": ("Waarschuwing", "waarschuwingen", "orange", ":material/warning:"),
    "Info": ("Opmerking", "opmerkingen", "blue", ":material/info:"),
}
MEANING = {
    "Violation": "de graaf klopt niet, en wordt zo niet opgeslagen.",
    "Warning": "er ontbreekt iets of er is een keuze gemaakt; kijk het na.",
    "Info": "zo staat het in het document; goed om te weten.",
}
_KEYS = {name.casefold(): severity for severity, (name, *_) in SEVERITIES.items()}
_NO_DOCUMENT = "geen"
_NO_REMEDY = "lees de passage en ga na of dit klopt; de controle noemt geen herstel."


@dataclass(frozen=True, slots=True)
class Found:
    """A result of the validation as this page shows it."""

    key: str
    """Hash by which the address names it."""
    result: Result

    @property
    def document(self) -> Iri:
        """The document that it is about, or an empty text."""
        return self.result.document


@dataclass(frozen=True, slots=True)
class Check:
    """A check: a shape, or a check of a loader."""

    title: str
    severity: str
    message: str
    why: str
    """Why it is there."""
    remedy: str
    """What mends what it finds."""


def show() -> None:
    """Render the findings, filtered as the address says."""
    st.title("Controle")
    report = _report(store(), id(store()))
    checks = _checks()
    findings = [_found(r) for r in report.results]
    _show_verdict(report)
    _show_checked(report, checks)
    st.header("Werklijst", anchor=False)
    if not findings:
        st.success(
            f"Er is niets gevonden: alle {report.shapes} vormen en {_thousands(report.quotes)} citaten zijn in orde.",
            icon=":material/check:",
        )
        return
    _show_unknown(findings)
    shown = _filtered(findings, checks)
    _show_downloads(report, shown, checks)
    if not shown:
        st.info(
            "Geen bevindingen met deze keuze. De controle zelf omvatte "
            f"{report.shapes} vormen en {_thousands(report.quotes)} citaten; kies minder filters om meer te zien."
        )
        return
    chosen = _choose(shown)
    for code in dict.fromkeys(f.result.code for f in shown):
        _show_group([f for f in shown if f.result.code == code], checks, chosen)


@st.cache_resource(show_spinner="De graaf wordt gecontroleerd; dit duurt enkele tellen…", max_entries=2)
def _report(_store: ox.Store, _identity: int) -> Report:
    """Validate the graph once for all visitors; its texts are shown without contact data."""
    report = validate(_store)
    return replace(report, results=tuple(_masked(r) for r in report.results))


def _masked(result: Result) -> Result:
    value = result.value if result.value.startswith("http") else mask(result.value)
    return replace(result, label=mask(result.label), message=mask(result.message), value=value)


@st.cache_resource(show_spinner=False)
def _checks() -> dict[str, Check]:
    """Return every shape, by the last part of its IRI."""
    shapes = load_shapes()

    def dutch(subject: object, predicate: object) -> str:
        found = [o for o in shapes.objects(subject, predicate) if getattr(o, "language", None) == "nl"]  # type: ignore[arg-type]
        return str(found[0]) if found else ""

    owners = {shape: node for node, shape in shapes.subject_objects(SH.property)}
    checks: dict[str, Check] = {}
    for shape in {*shapes.subjects(RDF.type, SH.PropertyShape), *shapes.subjects(SH.target, None)}:
        message = dutch(shape, SH.message)
        owner = dutch(owners[shape], RDFS.label) if shape in owners else ""
        checks[str(shape).rpartition("/")[2]] = Check(
            title=f"{owner}: {message[:1].lower()}{message[1:]}".rstrip(".") if owner else dutch(shape, RDFS.label),
            severity=str(shapes.value(shape, SH.severity)).rpartition("#")[2],
            message=message,
            why=dutch(shape, RDFS.comment),
            remedy=dutch(shape, SH.description),
        )
    return dict(sorted(checks.items()))


def _found(result: Result) -> Found:
    parts = (result.code, result.focus, result.path, result.value, result.message, *result.passages)
    key = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:10]
    return Found(key, result)


def _title(code: str, checks: dict[str, Check]) -> str:
    """Return the name of a kind of finding, in words."""
    if code in checks:
        return checks[code].title
    return code.replace("-", " ").capitalize()


def _plural(number: int, severity: str) -> str:
    name, plural, *_ = SEVERITIES[severity]
    return f"{number} {name.lower() if number == 1 else plural}"


# ---------------------------------------------------------------- what was checked


def _show_verdict(report: Report) -> None:
    counts = report.counts
    st.markdown(
        f"De graaf is gehouden tegen **{report.shapes} vormen** (regels voor wat een graaf mag zeggen) en "
        f"**{_thousands(report.quotes)} citaten** zijn teken voor teken met de tekst van hun document "
        "vergeleken. De bevindingen die bij het lezen van de documenten ontstonden staan erbij."
    )
    if report.conforms:
        st.success("De graaf voldoet: er is geen overtreding.", icon=":material/check:")
    else:
        st.error(f"De graaf voldoet niet: {_plural(counts['Violation'], 'Violation')}.", icon=":material/error:")
    with st.container(horizontal=True):
        for severity, (_, plural, *_rest) in SEVERITIES.items():
            st.metric(plural.capitalize(), counts[severity], border=True, width=150)
    st.caption(" ".join(f"{name}: {MEANING[key]}" for key, (name, *_) in SEVERITIES.items()))


def _show_checked(report: Report, checks: dict[str, Check]) -> None:
    """List every check with what it found, those that found nothing too."""
    with st.expander(f"Wat is gecontroleerd: {report.shapes} vormen en {_thousands(report.quotes)} citaten"):
        found = Counter(r.code for r in report.results)
        wrong = found["citaat-gelijk-aan-tekst"]
        st.markdown(
            f"Van de {_thousands(report.quotes)} citaten "
            + ("zijn alle gelijk aan de tekst tussen hun begin en eind." if not wrong else f"wijken er {wrong} af.")
        )
        rows = [(c.title, found[code], SEVERITIES[c.severity][0], c.why, c.remedy, code) for code, c in checks.items()]
        frame = pd.DataFrame(rows, columns=["Bericht", "Gevonden", "Ernst", "Waarom", "Wat te doen", "Vorm"])
        st.dataframe(
            frame.sort_values(["Gevonden", "Bericht"], ascending=[False, True]),
            hide_index=True,
            key="controle_vormen",
            column_config={
                "Bericht": st.column_config.TextColumn(width="large"),
                "Waarom": st.column_config.TextColumn(width="large"),
                "Wat te doen": st.column_config.TextColumn(width="large"),
            },
        )


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


# ---------------------------------------------------------------- choosing


def _show_unknown(findings: Sequence[Found]) -> None:
    """Say so when the address asks for something that is not there; the rest of it is followed."""
    known = {
        "ernst": set(_KEYS),
        "code": {f.result.code for f in findings},
        "document": {_slug(f.document) for f in findings},
        "bevinding": {f.key for f in findings},
    }
    unknown = [f"{name} “{md(st.query_params[name])}”" for name in known if name in st.query_params
               and st.query_params[name] not in known[name]]  # fmt: skip
    if unknown:
        st.info(f"Wat het adres noemt is er niet (meer) bij de bevindingen: {', '.join(unknown)}.")


def _filtered(findings: Sequence[Found], checks: dict[str, Check]) -> list[Found]:
    """Show the filters and return what they leave."""
    severities = Counter(f.result.severity for f in findings)
    codes = Counter(f.result.code for f in findings)
    documents = Counter(f.document for f in findings)
    slugs = {_slug(d): d for d in sorted(documents)}
    left, middle, right = st.columns(3)
    with left:
        st.selectbox(
            "Ernst",
            ["", *_KEYS],
            format_func=lambda k: _plural(severities[_KEYS[k]], _KEYS[k]).capitalize() if k else "Alle",
            **bound("ernst", key="controle_ernst", choices=["", *_KEYS]),
        )
    with middle:
        st.selectbox(
            "Soort bevinding",
            ["", *sorted(codes, key=lambda c: _title(c, checks))],
            format_func=lambda c: f"{_title(c, checks)} ({codes[c]})" if c else "Alle",
            **bound("code", key="controle_code", choices=["", *codes]),
        )
    with right:
        st.selectbox(
            "Document",
            ["", *slugs],
            format_func=lambda s: f"{_document_name(slugs[s])} ({documents[slugs[s]]})" if s else "Alle",
            **bound("document", key="controle_document", choices=["", *slugs]),
        )
    severity = _KEYS.get(st.session_state["controle_ernst"], "")
    code, slug = st.session_state["controle_code"], st.session_state["controle_document"]
    return [
        f
        for f in findings
        if severity in ("", f.result.severity) and code in ("", f.result.code) and slug in ("", _slug(f.document))
    ]


def _slug(document: Iri) -> str:
    return document.rpartition("/")[2] or _NO_DOCUMENT


def _document_name(document: Iri) -> str:
    return label_of(store(), document) if document else "Niet uit een document"


def _show_downloads(report: Report, shown: Sequence[Found], checks: dict[str, Check]) -> None:
    rows = [
        {
            "ernst": SEVERITIES[f.result.severity][0],
            "code": f.result.code,
            "soort": _title(f.result.code, checks),
            "betreft": f.result.label,
            "bevinding": f.result.message,
            "waarde": f.result.value,
            "waarom": f.result.why,
            "herstel": f.result.remedy,
            "document": _slug(f.document),
            "ding": f.result.focus,
            "passages": " ".join(f.result.passages),
        }
        for f in shown
    ]
    with st.container(horizontal=True):
        if rows:
            download_csv(pd.DataFrame(rows), "bevindingen", key="controle_csv")
        st.download_button(
            "Download het hele verslag als JSON",
            report_json(report).encode(),
            "controle.json",
            "application/json",
            key="controle_json",
        )


def _choose(shown: Sequence[Found]) -> str:
    """Show the list to choose from by keyboard and return the key of the chosen finding."""
    sentences = {f.key: f"{SEVERITIES[f.result.severity][0]}: {_sentence(f.result)}" for f in shown}
    st.selectbox(
        f"Kies een bevinding ({len(shown)}), of open hieronder een soort en klik een rij aan",
        ["", *sentences],
        format_func=lambda k: sentences[k] if k else "Geen gekozen",
        **bound("bevinding", key="controle_bevinding", choices=["", *sentences]),
    )
    return str(st.session_state["controle_bevinding"])


def _sentence(result: Result) -> str:
    """Return a finding as one sentence that says what it is about; those of loaders do so themselves."""
    if result.source.endswith(f"/controle/{result.code}") and not result.label.startswith("“"):
        return result.message
    value = f" (waarde: {_shortened(result.value)})" if result.value else ""
    return f"{result.label}: {result.message}{value}"


def _shortened(value: str) -> str:
    return short(value) if value.startswith("http") else value


# ---------------------------------------------------------------- a kind of finding, and one of them


def _show_group(group: Sequence[Found], checks: dict[str, Check], chosen: str) -> None:
    """Show the findings of one kind as a list to choose from, and the chosen one below it."""
    first = group[0].result
    _, _, colour, icon = SEVERITIES[first.severity]
    found = next((f for f in group if f.key == chosen), None)
    alone = st.session_state["controle_code"] == first.code
    title = f"{md(_title(first.code, checks))} — :{colour}[{_plural(len(group), first.severity)}]"
    with st.expander(title, icon=icon, expanded=found is not None or alone):
        if first.code in checks:
            st.markdown(md(checks[first.code].message))
        st.caption(f"Code {md(first.code)}")
        frame = pd.DataFrame({"Bevinding": [_sentence(f.result) for f in group]})
        # The key follows the choice, so that only the chosen row is marked, wherever it was chosen.
        name = f"controle_rij_{first.code}_{chosen if found else ''}"
        st.dataframe(
            frame,
            hide_index=True,
            key=name,
            selection_mode="single-row",
            selection_default={"selection": {"rows": [group.index(found)] if found else []}},
            on_select=lambda: _row_chosen(name, [f.key for f in group]),
            column_config={"Bevinding": st.column_config.TextColumn(width="large")},
        )
        if found is not None:
            _show_finding(found)


def _row_chosen(name: str, keys: Sequence[str]) -> None:
    rows = st.session_state[name]["selection"]["rows"]
    keep(bevinding=keys[rows[0]] if rows and rows[0] < len(keys) else None)


def _show_finding(found: Found) -> None:
    """Show one finding: what is wrong, why that matters, what mends it, where it leads and the passages behind it."""
    result = found.result
    name, _, colour, icon = SEVERITIES[result.severity]
    with st.container(border=True):
        st.badge(name, icon=icon, color=colour)  # type: ignore[arg-type]
        st.markdown(f"**{md(_sentence(result))}**")
        if result.why:
            st.markdown(f"Waarom dit wordt gecontroleerd: {md(_continued(result.why))}")
        st.markdown(f"Wat te doen: {md(_continued(result.remedy or _NO_REMEDY))}")
        facts = [
            ("Betreft", result.label),
            ("Eigenschap", result.path),
            ("Waarde", _shortened(result.value)),
            ("Document", _document_name(found.document) if found.document else ""),
            ("Ding", short(result.focus)),
        ]
        st.caption("  \n".join(f"{label}: {md(text)}" for label, text in facts if text))
        _show_link(load(), result.focus)
        if result.passages:
            show_passages(result.passages, title="Waar het staat")
        else:
            st.caption("Bij deze bevinding hoort geen passage.")


def _continued(sentence: str) -> str:
    """Return a sentence as it stands after a colon; an abbreviation keeps its capitals."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def _show_link(inventory: Inventory, focus: Iri) -> None:
    """Show a link to the region that a thing belongs to, where there is one."""
    region = inventory.regions.get(focus) or inventory.region_of(focus)
    if region is not None:
        page_link("regio", f"Naar {md(region.title)}", icon=":material/arrow_forward:", regio=region.key)
        return
    for region in inventory.regions.values():
        for task, allocation in region.allocations.items():
            if allocation.iri == focus:
                text = f"Naar {region.title}, {coded_concepts('taak')[task].label}"
                page_link("regio", md(text), icon=":material/arrow_forward:", regio=region.key, taak=task)
                return
        if any(answer.iri == focus for answer in region.answers.values()):
            page_link("regio", f"Naar {md(region.title)}", icon=":material/arrow_forward:", regio=region.key)
            return
