"""What the checks found: a work list for validators of the graph and of the documents behind it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from graph.decisions import decision_lines
from graph.findings import ACCEPTED, NEW, Check, Report, Result
from graph.model import Iri
from graph.regions import Inventory, label_of
from graph.report import groups, sentence, state_text
from graph.vocabulary import coded_concepts
from views.bevindingen import (
    GROUPS,
    SEVERITIES,
    STATES,
    own_report,
    plural,
    region_names,
    region_of,
    show_downloads,
    show_places,
    show_upload,
)
from views.gedeeld import bound, keep, load, md, page_link, short, show_passages, store, thousands

MEANING = {
    "Violation": "de graaf klopt niet, en wordt zo niet opgeslagen.",
    "Warning": "er ontbreekt iets of er is een keuze gemaakt; kijk het na.",
    "Info": "zo staat het in het document; goed om te weten.",
}
_KEYS = {name.casefold(): severity for severity, (name, *_) in SEVERITIES.items()}
_NO_DOCUMENT = "geen"
_NO_REGION = "geen"
_NO_REMEDY = "lees de passage en ga na of dit klopt; de controle noemt geen herstel."


def show() -> None:
    """Render the findings, filtered as the address says."""
    st.title("Controle")
    report = own_report()
    checks = {c.code: c for members in groups(report).values() for c in members}
    _show_verdict(report)
    _show_changes(report)
    _show_checked(report, checks)
    with st.expander("Eigen gegevens of vormen controleren", icon=":material/upload_file:"):
        show_upload()
    st.header("Werklijst", anchor=False)
    if not report.results:
        st.success(
            f"Er is niets gevonden: alle {report.shapes} vormen en {thousands(report.quotes)} citaten zijn in orde.",
            icon=":material/check:",
        )
        return
    _show_unknown(report.results)
    shown = _filtered(report, checks)
    show_downloads(report, shown, "controle", key="controle")
    if not shown:
        st.info(
            "Geen bevindingen met deze keuze. De controle zelf omvatte "
            f"{report.shapes} vormen en {thousands(report.quotes)} citaten; kies minder filters om meer te zien."
        )
        return
    chosen = _choose(shown)
    for group in dict.fromkeys([*GROUPS, *(c.group for c in checks.values())]):
        members = [r for r in shown if checks[r.code].group == group]
        if members:
            st.subheader(f"{GROUPS.get(group, group.capitalize())} ({len(members)})", anchor=False)
        for code in dict.fromkeys(r.code for r in members):
            _show_group([r for r in members if r.code == code], checks[code], chosen)


# ---------------------------------------------------------------- what was checked


def _show_verdict(report: Report) -> None:
    counts = report.counts
    st.markdown(
        f"De graaf is gehouden tegen **{report.shapes} vormen** (regels voor wat een graaf mag zeggen) en "
        f"**{thousands(report.quotes)} citaten** zijn teken voor teken met de tekst van hun document "
        "vergeleken. De bevindingen die bij het lezen van de documenten ontstonden staan erbij."
    )
    if report.conforms:
        st.success("De graaf voldoet: er is geen overtreding.", icon=":material/check:")
    else:
        st.error(f"De graaf voldoet niet: {plural(counts['Violation'], 'Violation')}.", icon=":material/error:")
    with st.container(horizontal=True):
        for severity, (_, several, *_rest) in SEVERITIES.items():
            st.metric(several.capitalize(), counts[severity], border=True, width=150)
        if report.compared:
            st.metric("Nieuw", report.states[NEW], border=True, width=110)
            st.metric("Opgelost", len(report.fixed), border=True, width=110)
            st.metric("Aanvaard", report.states[ACCEPTED], border=True, width=110)
    st.caption(" ".join(f"{name}: {MEANING[key]}" for key, (name, *_) in SEVERITIES.items()))


def _show_changes(report: Report) -> None:
    """Say what is new and what was solved since the committed baseline."""
    if not report.compared:
        st.caption("Er is nog geen basislijn om mee te vergelijken (shapes/basislijn.json).")
        return
    if report.fixed:
        with st.expander(f"Opgelost sinds de basislijn ({len(report.fixed)})", icon=":material/task_alt:"):
            st.markdown("\n".join(f"- {md(text)}" for text in report.fixed))


def _show_checked(report: Report, checks: dict[str, Check]) -> None:
    """List every check with what it found, those that found nothing too."""
    with st.expander(f"Wat is gecontroleerd: {report.shapes} vormen en {thousands(report.quotes)} citaten"):
        found = Counter(r.code for r in report.results)
        wrong = found["citaat-gelijk-aan-tekst"]
        st.markdown(
            f"Van de {thousands(report.quotes)} citaten "
            + ("zijn alle gelijk aan de tekst tussen hun begin en eind." if not wrong else f"wijken er {wrong} af.")
        )
        rows = [
            (c.title, found[code], SEVERITIES[c.severity][0], c.group.capitalize(), c.why, c.remedy, code)
            for code, c in checks.items()
        ]
        columns = ["Bericht", "Gevonden", "Ernst", "Groep", "Waarom", "Wat te doen", "Vorm"]
        st.dataframe(
            pd.DataFrame(rows, columns=columns).sort_values(["Gevonden", "Bericht"], ascending=[False, True]),
            hide_index=True,
            key="controle_vormen",
            column_config={
                "Bericht": st.column_config.TextColumn(width="large"),
                "Waarom": st.column_config.TextColumn(width="large"),
                "Wat te doen": st.column_config.TextColumn(width="large"),
            },
        )


# ---------------------------------------------------------------- choosing


def _show_unknown(results: Sequence[Result]) -> None:
    """Say so when the address asks for something that is not there; the rest of it is followed."""
    known = {
        "ernst": set(_KEYS),
        "code": {r.code for r in results},
        "document": {_slug(r.document) for r in results},
        "regio": {region_of(r) or _NO_REGION for r in results},
        "staat": {r.state for r in results},
        "bevinding": {r.key for r in results},
    }
    unknown = [f"{name} “{md(st.query_params[name])}”" for name in known if name in st.query_params
               and st.query_params[name] not in known[name]]  # fmt: skip
    if unknown:
        st.info(f"Wat het adres noemt is er niet (meer) bij de bevindingen: {', '.join(unknown)}.")


def _filtered(report: Report, checks: dict[str, Check]) -> list[Result]:
    """Show the filters and return what they leave."""
    results = report.results
    names = region_names()
    documents = {_slug(r.document): _document_name(r.document) for r in results}
    regions = {k: names.get(k, "Niet bij een regio") for k in {region_of(r) or _NO_REGION for r in results}}
    left, middle, right = st.columns(3)
    with left:
        severity = _KEYS.get(
            _chosen("Ernst", "ernst", {k: SEVERITIES[s][1].capitalize() for k, s in _KEYS.items()},
                    Counter(next(k for k, s in _KEYS.items() if s == r.severity) for r in results)), ""
        )  # fmt: skip
        state = _chosen("Staat", "staat", {k: v.capitalize() for k, v in STATES.items()}, report.states)
    with middle:
        kinds = {c: checks[c].title for c in sorted({r.code for r in results}, key=lambda c: checks[c].title)}
        code = _chosen("Soort bevinding", "code", kinds, Counter(r.code for r in results))
        by_name = dict(sorted(regions.items(), key=lambda row: (row[0] == _NO_REGION, row[1])))
        region = _chosen("Regio", "regio", by_name, Counter(region_of(r) or _NO_REGION for r in results))
    with right:
        slug = _chosen(
            "Document", "document", dict(sorted(documents.items())), Counter(_slug(r.document) for r in results)
        )
    return [
        r
        for r in results
        if severity in ("", r.severity)
        and state in ("", r.state)
        and code in ("", r.code)
        and slug in ("", _slug(r.document))
        and region in ("", region_of(r) or _NO_REGION)
    ]


def _chosen(label: str, name: str, choices: dict[str, str], counts: Counter[str]) -> str:
    """Show one filter, with how many each choice holds, and return what is chosen."""
    key = f"controle_{name}"
    st.selectbox(
        label,
        ["", *choices],
        format_func=lambda k: f"{choices[k]} ({counts[k]})" if k else "Alle",
        **bound(name, key=key, choices=["", *choices]),
    )
    return str(st.session_state[key])


def _slug(document: Iri) -> str:
    return document.rpartition("/")[2] or _NO_DOCUMENT


def _document_name(document: Iri) -> str:
    return label_of(store(), document) if document else "Niet uit een document"


def _choose(shown: Sequence[Result]) -> str:
    """Show the list to choose from by keyboard and return the key of the chosen finding."""
    sentences = {r.key: f"{SEVERITIES[r.severity][0]}: {_sentence(r)}" for r in shown}
    st.selectbox(
        f"Kies een bevinding ({len(shown)}), of open hieronder een soort en klik een rij aan",
        ["", *sentences],
        format_func=lambda k: sentences[k] if k else "Geen gekozen",
        **bound("bevinding", key="controle_bevinding", choices=["", *sentences]),
    )
    return str(st.session_state["controle_bevinding"])


def _sentence(result: Result) -> str:
    """Return a finding as one sentence, and whether it is new or accepted."""
    mark = f" [{result.state}]" if result.state in {NEW, ACCEPTED} else ""
    return f"{sentence(result)}{mark}".replace("https://w3id.org/ketengraaf/id/", "")


# ---------------------------------------------------------------- a kind of finding, and one of them


def _show_group(listed: Sequence[Result], check: Check, chosen: str) -> None:
    """Show the findings of one kind as a list to choose from, and the chosen one below it."""
    first = listed[0]
    _, _, colour, icon = SEVERITIES[first.severity]
    found = next((r for r in listed if r.key == chosen), None)
    alone = st.session_state["controle_code"] == first.code
    title = f"{md(check.title)} — :{colour}[{plural(len(listed), first.severity)}]"
    with st.expander(title, icon=icon, expanded=found is not None or alone):
        if check.message and check.message != check.title:
            st.markdown(md(check.message))
        st.caption(f"Code {md(first.code)}")
        # The key follows the choice, so that only the chosen row is marked, wherever it was chosen.
        name = f"controle_rij_{first.code}_{chosen if found else ''}"
        st.dataframe(
            pd.DataFrame({"Bevinding": [_sentence(r) for r in listed]}),
            hide_index=True,
            key=name,
            selection_mode="single-row",
            selection_default={"selection": {"rows": [listed.index(found)] if found else []}},
            on_select=lambda: _row_chosen(name, [r.key for r in listed]),
            column_config={"Bevinding": st.column_config.TextColumn(width="large")},
        )
        if found is not None:
            _show_finding(found)


def _row_chosen(name: str, keys: Sequence[str]) -> None:
    rows = st.session_state[name]["selection"]["rows"]
    keep(bevinding=keys[rows[0]] if rows and rows[0] < len(keys) else None)


def _show_finding(result: Result) -> None:
    """Show one finding: what is wrong, why that matters, what mends it, where it leads and the passages behind it."""
    name, _, colour, icon = SEVERITIES[result.severity]
    with st.container(border=True):
        st.badge(name, icon=icon, color=colour)  # type: ignore[arg-type]
        st.markdown(f"**{md(_sentence(result))}**")
        if state := state_text(result):
            st.caption(md(state))
        if result.why:
            st.markdown(f"Waarom dit wordt gecontroleerd: {md(_continued(result.why))}")
        st.markdown(f"Wat te doen: {md(_continued(result.remedy or _NO_REMEDY))}")
        facts = [
            ("Betreft", result.label),
            ("Eigenschap", result.path),
            ("Waarde", short(result.value)),
            ("Document", _document_name(result.document) if result.document else ""),
            ("Ding", short(result.focus)),
            ("Bevinding", result.key),
        ]
        st.caption("  \n".join(f"{label}: {md(text)}" for label, text in facts if text))
        _show_link(load(), result.focus)
        if result.passages:
            show_passages(result.passages, title="Waar het staat")
        elif result.places:
            show_places(result)
        else:
            st.caption("Bij deze bevinding hoort geen passage.")
        _show_decision(result)


def _show_decision(result: Result) -> None:
    """Show the lines that accept a finding, ready to paste; the app itself writes no file."""
    if result.severity == "Violation":
        st.caption("Een overtreding is niet te aanvaarden; herstel haar.")
        return
    if result.decision is not None:
        return
    st.markdown("**Aanvaarden.** Vul in wie en waarom, en plak de regels in shapes/besluiten.yaml onder besluiten.")
    left, right = st.columns([1, 2])
    with left:
        who = st.text_input("Wie", key=f"controle_wie_{result.key}", max_chars=80)
    with right:
        why = st.text_input("Waarom", key=f"controle_waarom_{result.key}", max_chars=400)
    if who.strip() and why.strip():
        today = dt.datetime.now(dt.UTC).date()
        st.code(decision_lines(result, who.strip(), why.strip(), today), language="yaml", wrap_lines=True)
    else:
        st.caption("De regels verschijnen zodra beide zijn ingevuld.")


def _continued(text: str) -> str:
    """Return a sentence as it stands after a colon; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


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
