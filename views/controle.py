"""What the checks found: a work list for validators of the graph, of the documents behind it, and of other data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from graph.citations import QUOTES_CHECK
from graph.findings import ACCEPTED, NEW, Check, Report, Result
from graph.model import Iri
from graph.report import fixed_lines
from views.bevinding import document_name, marked, show_finding
from views.bevindingen import (
    GROUPS,
    SEVERITIES,
    STATES,
    checks_of,
    own_report,
    plural,
    region_names,
    region_of,
    remedy,
    several,
    show_downloads,
    title_of_check,
    why,
)
from views.eigen_bestanden import kept_report, show_upload
from views.gedeeld import bound, keep, md, thousands
from views.taal import catalogue, language, t

_SEVERITIES = {"overtreding": "Violation", "waarschuwing": "Warning", "opmerking": "Info"}
"""Severities as the address names them, in whatever language the page is."""
_NONE = "geen"
_GROUPINGS = ("soort", "document", "regio")


def show() -> None:
    """Render the findings, filtered as the address says."""
    st.title(t("controle.titel"))
    place = st.container()
    with st.expander(t("controle.upload"), icon=":material/upload_file:"):
        show_upload()
    with place:
        report = _chosen_report()
        checks = checks_of(report)
        _show_verdict(report)
        _show_changes(report)
        _show_checked(report, checks)
    st.header(t("controle.werklijst"), anchor=False)
    _show_list(report, checks)


def _chosen_report() -> Report:
    """Return the report that the address asks for: of the stored graph, or of the visitor's own files."""
    other = kept_report()
    if other is None:
        if st.query_params.get("bron") == "bestand":
            st.info(t("controle.bron_weg"))
        return own_report()
    choices = ["graaf", "bestand"]
    st.segmented_control(
        t("controle.bron"),
        choices,
        format_func=lambda k: t(f"controle.bron_{k}"),
        required=True,
        **bound("bron", "graaf", key="controle_bron", choices=choices),
    )
    return other if st.session_state["controle_bron"] == "bestand" else own_report()


def _show_list(report: Report, checks: dict[str, Check]) -> None:
    own = not report.data
    if not report.results:
        numbers = {"vormen": report.shapes, "citaten": thousands(report.quotes)}
        said = t("controle.niets", **numbers) if own else t(
            "controle.niets_bestand", uitspraken=thousands(report.triples), vormen=report.shapes
        )  # fmt: skip
        st.success(said, icon=":material/check:")
        show_downloads(report, (), "controle", key="controle")
        return
    _show_unknown(report)
    shown = _filtered(report, checks)
    show_downloads(report, shown, "controle" if own else "controle-eigen-gegevens", key="controle")
    if not shown:
        st.info(t("controle.geen_met_keuze", vormen=report.shapes, citaten=thousands(report.quotes)))
        return
    st.segmented_control(
        t("controle.groepeer"),
        _GROUPINGS,
        format_func=lambda k: t(f"controle.groepeer_{k}"),
        required=True,
        **bound("groep", "soort", key="controle_groep", choices=_GROUPINGS),
    )
    chosen = _choose(shown, checks)
    grouping = str(st.session_state["controle_groep"])
    if grouping == "soort":
        _show_kinds(shown, checks, chosen, own=own)
        return
    names = _names(report, grouping)
    of = _place_of(report, grouping)
    for name, title in names.items():
        listed = [r for r in shown if of(r) == name]
        if listed:
            _show_group(f"{grouping}_{name}", title, listed, checks, chosen, own=own)


def _show_kinds(shown: Sequence[Result], checks: dict[str, Check], chosen: str, *, own: bool) -> None:
    for group in dict.fromkeys([*GROUPS, *(c.group for c in checks.values())]):
        members = [r for r in shown if checks[r.code].group == group]
        if members:
            st.subheader(f"{md(_group_name(group))} ({thousands(len(members))})", anchor=False)
        for code in dict.fromkeys(r.code for r in members):
            listed = [r for r in members if r.code == code]
            _show_group(code, title_of_check(checks[code]), listed, checks, chosen, own=own)


def _group_name(group: str) -> str:
    key = f"controle.groep_{group}"
    return t(key) if key in catalogue() else group.capitalize()


# ---------------------------------------------------------------- what was checked


def _show_verdict(report: Report) -> None:
    counts = report.counts
    facts = {"vormen": report.shapes, "citaten": thousands(report.quotes)}
    if report.data:
        names = md(", ".join(report.data))
        facts = {"vormen": report.shapes, "bestanden": names, "uitspraken": thousands(report.triples)}
    st.markdown(t("controle.gehouden_bestand" if report.data else "controle.gehouden", **facts))
    if report.conforms:
        st.success(t("controle.voldoet"), icon=":material/check:")
    else:
        st.error(t("controle.voldoet_niet", aantal=plural(counts["Violation"], "Violation")), icon=":material/error:")
    with st.container(horizontal=True):
        for severity in SEVERITIES:
            st.metric(several(severity).capitalize(), counts[severity], border=True, width=150)
        if report.compared:
            st.metric(t("controle.nieuw"), report.states[NEW], border=True, width=110)
            st.metric(t("controle.opgelost"), len(report.fixed), border=True, width=110)
            st.metric(t("controle.aanvaard"), report.states[ACCEPTED], border=True, width=110)
    st.caption(" ".join(f"{t(f'controle.{s}')}: {t(f'controle.{s}_is')}" for s in SEVERITIES))


def _show_changes(report: Report) -> None:
    """Say what is new and what was solved since the committed baseline."""
    if report.data:
        return
    if not report.compared:
        st.caption(t("controle.geen_basislijn"))
    elif report.fixed:
        with st.expander(t("controle.opgelost_sinds", n=len(report.fixed)), icon=":material/task_alt:"):
            st.markdown("\n".join(f"- {md(text)}" for text in fixed_lines(report, language())))


def _show_checked(report: Report, checks: dict[str, Check]) -> None:
    """List every check with what it found, those that found nothing too."""
    quotes = thousands(report.quotes)
    own = not report.data
    head = t(
        "controle.gecontroleerd" if own else "controle.gecontroleerd_bestand", vormen=report.shapes, citaten=quotes
    )
    with st.expander(head):
        found = Counter(r.code for r in report.results)
        if own:
            wrong = found[QUOTES_CHECK]
            st.markdown(
                t("controle.citaten_anders" if wrong else "controle.citaten_gelijk", citaten=quotes, fout=wrong)
            )
        first = {r.code: r for r in reversed(report.results)}
        rows = [
            (
                title_of_check(c),
                found[code],
                t(f"controle.{c.severity}"),
                _group_name(c.group),
                why(first[code], c) if code in first else _of_check(c, "why"),
                remedy(first[code], c) if code in first else _of_check(c, "remedy"),
                code,
            )
            for code, c in checks.items()
        ]
        columns = t("controle.kolommen").split("|")
        wide = {columns[n]: st.column_config.TextColumn(width="large") for n in (0, 4, 5)}
        st.dataframe(
            pd.DataFrame(rows, columns=columns).sort_values([columns[1], columns[0]], ascending=[False, True]),
            hide_index=True,
            key="controle_vormen",
            column_config=wide,
        )


def _of_check(check: Check, name: str) -> str:
    blank = Result("", "", "", "", "", "", why=check.why, remedy=check.remedy)
    return why(blank, check) if name == "why" else remedy(blank, check)


# ---------------------------------------------------------------- choosing


def _show_unknown(report: Report) -> None:
    """Say so when the address asks for something that is not there; the rest of it is followed."""
    results, document, region = report.results, _place_of(report, "document"), _place_of(report, "regio")
    known = {
        "ernst": set(_SEVERITIES),
        "code": {r.code for r in results},
        "document": {document(r) for r in results},
        "regio": {region(r) for r in results},
        "staat": {r.state for r in results},
        "bevinding": {r.key for r in results},
    }
    unknown = [f"{name} “{md(st.query_params[name])}”" for name in known if name in st.query_params
               and st.query_params[name] not in known[name]]  # fmt: skip
    if unknown:
        st.info(t("controle.adres_onbekend", namen=", ".join(unknown)))


def _place_of(report: Report, name: str) -> Callable[[Result], str]:
    """Return what tells the document or the region of a result, as the address names it."""
    if name == "document":
        return lambda r: _slug(r.document)
    return lambda r: region_of(r, own=not report.data) or _NONE


def _names(report: Report, name: str) -> dict[str, str]:
    """Return the names of the documents or regions of a report, in order; what has none comes last."""
    own = not report.data
    if name == "document":
        found = {_slug(r.document): document_name(r.document, own=own) for r in report.results}
    else:
        titles = region_names() if own else {}
        of = _place_of(report, "regio")
        found = {k: t("controle.geen_regio") if k == _NONE else titles.get(k, k) for k in map(of, report.results)}
    return dict(sorted(found.items(), key=lambda row: (row[0] == _NONE, row[1])))


def _filtered(report: Report, checks: dict[str, Check]) -> list[Result]:
    """Show the filters and return what they leave."""
    results = report.results
    address_of = {s: k for k, s in _SEVERITIES.items()}
    document_of, area_of = _place_of(report, "document"), _place_of(report, "regio")
    left, middle, right = st.columns(3)
    with left:
        names = {k: several(s).capitalize() for k, s in _SEVERITIES.items()}
        severity = _SEVERITIES.get(_chosen("ernst", names, Counter(address_of[r.severity] for r in results)), "")
        kept = {k: t(f"controle.staat_{k}").capitalize() for k in STATES}
        state = _chosen("staat", kept, report.states) if report.compared else ""
    with middle:
        kinds = {c: title_of_check(checks[c]) for c in {r.code for r in results}}
        by_title = dict(sorted(kinds.items(), key=lambda row: row[1]))
        code = _chosen("code", by_title, Counter(r.code for r in results), label="soort")
        region = _chosen("regio", _names(report, "regio"), Counter(area_of(r) for r in results))
    with right:
        slug = _chosen("document", _names(report, "document"), Counter(document_of(r) for r in results))
    return [
        r
        for r in results
        if severity in ("", r.severity)
        and state in ("", r.state)
        and code in ("", r.code)
        and slug in ("", document_of(r))
        and region in ("", area_of(r))
    ]


def _chosen(name: str, choices: dict[str, str], counts: Counter[str], *, label: str = "") -> str:
    """Show one filter, with how many each choice holds, and return what is chosen."""
    key = f"controle_{name}"
    st.selectbox(
        t(f"controle.{label or name}"),
        ["", *choices],
        format_func=lambda k: f"{choices[k]} ({thousands(counts[k])})" if k else t("controle.alle"),
        **bound(name, key=key, choices=["", *choices]),
    )
    return str(st.session_state[key])


def _slug(document: Iri) -> str:
    return document.rpartition("/")[2] or _NONE


def _choose(shown: Sequence[Result], checks: dict[str, Check]) -> str:
    """Show the list to choose from by keyboard and return the key of the chosen finding."""
    sentences = {r.key: f"{t(f'controle.{r.severity}')}: {marked(r, checks[r.code])}" for r in shown}
    st.selectbox(
        t("controle.kies", n=thousands(len(shown))),
        ["", *sentences],
        format_func=lambda k: sentences[k] if k else t("controle.geen_gekozen"),
        **bound("bevinding", key="controle_bevinding", choices=["", *sentences]),
    )
    return str(st.session_state["controle_bevinding"])


# ---------------------------------------------------------------- a group of findings


def _show_group(  # noqa: PLR0913  (a group, and what its findings are read with)
    name: str, title: str, listed: Sequence[Result], checks: dict[str, Check], chosen: str, *, own: bool
) -> None:
    """Show the findings of one kind, document or region as a list to choose from, and the chosen one below it."""
    counts = Counter(r.severity for r in listed)
    worst = next(s for s in SEVERITIES if counts[s])
    found = next((r for r in listed if r.key == chosen), None)
    alone = st.session_state["controle_code"] == name
    parts = [f":{SEVERITIES[s][0]}[{plural(counts[s], s)}]" for s in SEVERITIES if counts[s]]
    with st.expander(f"{md(title)} — {', '.join(parts)}", icon=SEVERITIES[worst][1], expanded=bool(found) or alone):
        if name in checks:
            st.caption(t("controle.code", code=md(name)))
        # The key follows the choice, so that only the chosen row is marked, wherever it was chosen.
        key = f"controle_rij_{name}_{chosen if found else ''}"
        column = t("controle.bevinding")
        st.dataframe(
            pd.DataFrame({column: [marked(r, checks[r.code]) for r in listed]}),
            hide_index=True,
            key=key,
            selection_mode="single-row",
            selection_default={"selection": {"rows": [listed.index(found)] if found else []}},
            on_select=lambda: _row_chosen(key, [r.key for r in listed]),
            column_config={column: st.column_config.TextColumn(width="large")},
        )
        if found is not None:
            show_finding(found, checks[found.code], own=own)


def _row_chosen(name: str, keys: Sequence[str]) -> None:
    rows = st.session_state[name]["selection"]["rows"]
    keep(bevinding=keys[rows[0]] if rows and rows[0] < len(keys) else None)
