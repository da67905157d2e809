"""The fields of the network page in which the view is chosen; what they hold stands in the address."""

from __future__ import annotations

import streamlit as st

from graph import network
from graph.network import REGISTER, Filter
from graph.vocabulary import KETEN_IRI, label
from views.gedeeld import md
from views.netwerk_keuze import (
    ALL,
    FILTERS,
    FIRST_START,
    MODES,
    NONE,
    View,
    kinds_present,
    predicates_present,
    whole,
    write,
    year_span,
)
from views.taal import language, t


def fields(view: View) -> None:
    """Render the fields in which the view is chosen."""
    state = st.session_state
    state["netwerk_wat"] = view.mode
    st.radio(
        t("netwerk.wat"), MODES, format_func=lambda mode: t(f"netwerk.wat_{mode}"), horizontal=True,
        key="netwerk_wat", on_change=_take, args=("wat", "netwerk_wat", "omgeving"),
    )  # fmt: skip
    names = _names(language())
    match view.mode:
        case "omgeving":
            _around(view, names)
        case "document":
            slugs = {s.slug: s.title for s in network.sources(whole()).values()}
            state["netwerk_document"] = view.document.slug if view.document else None
            st.selectbox(
                t("netwerk.document"), list(slugs), format_func=slugs.__getitem__, key="netwerk_document",
                on_change=_take, args=("document", "netwerk_document"),
            )  # fmt: skip
        case "regio":
            regions = {x.key: x.label for x in network.things(whole()) if x.kind == "Regio"}
            state["netwerk_regio"] = view.region.key if view.region else None
            st.selectbox(
                t("netwerk.regio"), list(regions), format_func=regions.__getitem__, key="netwerk_regio",
                on_change=_take, args=("regio", "netwerk_regio"),
            )  # fmt: skip
        case "weg":
            _two(view, names)
    _filters(view)


def _around(view: View, names: dict[str, str]) -> None:
    state = st.session_state
    where, how_far = st.columns([7, 3], gap="medium")
    state["netwerk_start"], state["netwerk_stap"] = list(view.keys), view.hops
    with where:
        st.multiselect(
            t("netwerk.begin"), [ALL, *names], format_func=lambda key: names.get(key, t("netwerk.alle_regios")),
            key="netwerk_start", on_change=_take_starts, placeholder=t("netwerk.begin"), select_all=False,
        )  # fmt: skip
    with how_far:
        st.radio(
            t("netwerk.hoe_ver"), [1, 2], format_func=lambda n: t(f"netwerk.stap_{n}"), horizontal=True,
            key="netwerk_stap", on_change=_take, args=("stap", "netwerk_stap", "1"),
        )  # fmt: skip


def _two(view: View, names: dict[str, str]) -> None:
    state = st.session_state
    state["netwerk_van"], state["netwerk_naar"] = next(iter(view.keys), None), view.goal or None
    for column, text, key, parameter in zip(
        st.columns(2, gap="medium"),
        (t("netwerk.van"), t("netwerk.naar")),
        ("netwerk_van", "netwerk_naar"),
        ("start", "naar"),
        strict=True,
    ):
        with column:
            st.selectbox(
                text, list(names), format_func=lambda k: names.get(k, k), key=key, index=None,
                on_change=_take, args=(parameter, key),
            )  # fmt: skip


def _filters(view: View) -> None:
    state, chosen = st.session_state, view.chosen
    kept = st.query_params
    slugs = {s.slug: s.title for s in network.sources(whole()).values()}
    regions = {x.key: x.label for x in network.things(whole()) if x.kind == "Regio"}
    relations = {p.removeprefix(KETEN_IRI): label(p, language()) for p in predicates_present()}
    options: list[tuple[str, str, dict[str, str]]] = [
        ("soort", t("netwerk.soorten"), {k: label(KETEN_IRI + k, language()) for k in kinds_present()}),
        ("relatie", t("netwerk.relaties"), relations),
        ("zeker", t("netwerk.zekerheid"), {m: t(f"netwerk.lijn_{m}") for m in (*network.MODALITIES, REGISTER)}),
        ("uit", t("netwerk.documenten"), slugs),
    ]
    with st.expander(t("netwerk.filters"), icon=":material/filter_alt:"):
        st.caption(t("netwerk.filter_leeg"))
        columns = st.columns(2, gap="medium")
        for rank, (parameter, text, names) in enumerate(options):
            key = f"netwerk_{parameter}"
            state[key] = [v for v in kept.get(parameter, "").split(",") if v in names]
            if parameter == "soort" and not state[key] and chosen.kinds:
                state[key] = [k for k in names if k in chosen.kinds]
            with columns[rank % 2]:
                st.multiselect(
                    text, list(names), format_func=names.__getitem__, key=key, on_change=_take,
                    args=(parameter, key), placeholder="", select_all=False,
                )  # fmt: skip
        with columns[0]:
            state["netwerk_streek"] = kept.get("streek", "") if kept.get("streek", "") in regions else ""
            st.selectbox(
                t("netwerk.streek"), ["", *regions], format_func=lambda k: regions.get(k, t("netwerk.streek_alle")),
                key="netwerk_streek", on_change=_take, args=("streek", "netwerk_streek"),
            )  # fmt: skip
        with columns[1]:
            first, last = year_span()
            state["netwerk_jaren"] = chosen.years or (first, last)
            st.slider(t("netwerk.jaren"), first, last, key="netwerk_jaren", on_change=_take_years)
    active = [text for parameter, text, _ in options if kept.get(parameter)]
    active += [t("netwerk.streek")] * bool(chosen.region) + [t("netwerk.jaren")] * bool(chosen.years)
    if active:
        said, button = st.columns([7, 3], gap="medium", vertical_alignment="center")
        said.caption(t("netwerk.gefilterd", wat="; ".join(_said(chosen, active))))
        button.button(t("netwerk.wis_filters"), key="netwerk_wis", on_click=_clear_filters)


def _said(chosen: Filter, active: list[str]) -> list[str]:
    """Return in words what a filter lets through, so that the picture carries it."""
    graph, words = whole(), []
    if chosen.kinds:
        words.append(", ".join(label(KETEN_IRI + k, language()) for k in sorted(chosen.kinds)))
    if chosen.predicates:
        words.append(", ".join(sorted(label(p, language()) for p in chosen.predicates)))
    if chosen.modalities:
        words.append(", ".join(t(f"netwerk.lijn_{m}") for m in sorted(chosen.modalities)))
    if chosen.documents:
        words.append(", ".join(s.title for iri, s in network.sources(graph).items() if iri in chosen.documents))
    if chosen.region:
        words.append(graph.nodes[chosen.region]["thing"].label)
    if chosen.years:
        words.append(f"{chosen.years[0]}-{chosen.years[1]}")
    return [md(w) for w in words] or active


def _take_years() -> None:
    begin, end = st.session_state["netwerk_jaren"]
    write(jaren=None if (begin, end) == year_span() else f"{begin}-{end}")


@st.cache_data(show_spinner=False)
def _names(chosen_language: str) -> dict[str, str]:
    """Return the names of all things by key, as fields show them; regions and named bodies first."""
    ranks = {"Regio": 0, "Gremium": 1}
    found = sorted(network.things(whole()), key=lambda x: (ranks.get(x.kind, 2), x.label.casefold()))
    return {x.key: f"{x.label_in(chosen_language)} · {x.kind_in(chosen_language)}" for x in found}


def _take(parameter: str, key: str, default: str = "") -> None:
    """Take over what a field says."""
    value = st.session_state[key]
    text = ",".join(value) if isinstance(value, list) else str(value or "")
    write(**{parameter: None if text == default else text})


def _take_starts() -> None:
    """Take over the starts; when none of the old ones is left it is another picture, without what was added."""
    keys, old = st.session_state["netwerk_start"], st.query_params.get("start", FIRST_START).split(",")
    write(start=",".join(keys) or NONE)
    if not set(keys) & set(old):
        write(erbij=None, kies=None)


def _clear_filters() -> None:
    write(**dict.fromkeys(FILTERS, None))
