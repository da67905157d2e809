"""What the visitor of the network page asked to see: read from the address, which alone holds it, and set by fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from graph import network
from graph.model import Iri
from graph.network import REGISTER, Filter, Source, Thing
from graph.vocabulary import KETEN_IRI, label
from views.gedeeld import keep, load, md
from views.taal import language, t

ALL = "alle-regios"
NONE = "-"
"""Stands in the address when the visitor took every start away."""
FIRST_START = "groningen"
FIRST_KINDS = ("Regio", "Gemeente")
"""Placed first; with every region as a start they are all that is shown, unless the visitor asks for more."""
MODES = ("omgeving", "document", "regio", "weg")
_FILTERS = ("soort", "relatie", "zeker", "uit", "streek", "jaren")


@dataclass(frozen=True, slots=True)
class View:
    """What the visitor asked to see."""

    mode: str
    """One of `MODES`."""
    keys: tuple[str, ...]
    """Short names of the starts, or `ALL`."""
    goal: str
    document: Source | None
    region: Thing | None
    hops: int
    chosen: Filter
    expanded: tuple[Iri, ...]
    pick: str
    """Short name of the thing, or key of the relation, that is chosen."""

    @property
    def starts(self) -> tuple[Iri, ...]:
        """The things that the picture starts from."""
        graph = whole()
        if ALL in self.keys:
            return tuple(t.iri for t in network.things(graph) if t.kind == "Regio")
        return tuple(found.iri for key in self.keys if (found := network.find(graph, key)) is not None)

    @property
    def subject(self) -> str:
        """What the picture is of, for its name and for telling one from the next."""
        match self.mode:
            case "document":
                return self.document.slug if self.document else ""
            case "regio":
                return self.region.key if self.region else ""
            case "weg":
                return f"{next(iter(self.keys), '')} {self.goal}"
        return " ".join(self.keys)


@st.cache_resource(show_spinner=False)
def whole() -> Any:  # noqa: ANN401  (networkx has no types)
    """Build the network once for all visitors."""
    return network.build(load())


def read_view() -> View:
    """Read the address; say so where it names what is not there."""
    graph, address = whole(), st.query_params
    mode = address.get("wat", "") if address.get("wat", "") in MODES else "omgeving"
    asked = [key for key in address.get("start", FIRST_START).split(",") if key not in {"", NONE}]
    keys: list[str] = []
    for key in asked:
        found = network.find(graph, key)
        if key == ALL or found is not None:
            keys.append(ALL if found is None else found.key)
        else:
            st.warning(t("netwerk.onbekend_begin", wat=md(key)))
    goal = network.find(graph, address.get("naar", ""))
    return View(
        mode=mode,
        keys=tuple(dict.fromkeys(keys)) or _no_start(graph, asked),
        goal=goal.key if goal else "",
        document=_document(mode),
        region=_region(address.get("regio", "")),
        hops=2 if address.get("stap", "") == "2" else 1,
        chosen=_filter(keys),
        expanded=tuple(
            dict.fromkeys(f.iri for key in address.get("erbij", "").split(",") if (f := network.find(graph, key)))
        ),
        pick=address.get("kies", ""),
    )


def _no_start(graph: Any, asked: list[str]) -> tuple[str, ...]:  # noqa: ANN401
    """Return the first region when the address names something unknown or the graph has no region of that name."""
    if st.query_params.get("start") == NONE:
        return ()
    first = next((thing.key for thing in network.things(graph)), "")
    return (FIRST_START,) if not asked and network.find(graph, FIRST_START) else (first,) if first else ()


def _document(mode: str) -> Source | None:
    found = {s.slug: s for s in network.sources(whole()).values()}
    asked = st.query_params.get("document", "")
    if mode == "document" and asked and asked not in found:
        st.warning(t("netwerk.onbekend_document", wat=md(asked)))
    # The shortest ones come first: they can be taken in at a glance.
    return found.get(asked) or next(iter(reversed(found.values())), None)


def _region(key: str) -> Thing | None:
    found = network.find(whole(), key)
    if found is not None and found.kind == "Regio":
        return found
    return next((thing for thing in network.things(whole()) if thing.kind == "Regio"), None)


def _filter(keys: list[str]) -> Filter:
    """Return what the address filters by; what it names that is not there, is passed over."""
    asked = {name: [v for v in st.query_params.get(name, "").split(",") if v] for name in _FILTERS}
    slugs = {s.slug: s.iri for s in network.sources(whole()).values()}
    kinds = set(asked["soort"]) & set(kinds_present()) or (set(FIRST_KINDS) if ALL in keys else set())
    region = network.find(whole(), asked["streek"][0]) if asked["streek"] else None
    return Filter(
        kinds=frozenset(kinds) or None,
        predicates=frozenset(KETEN_IRI + p for p in asked["relatie"] if KETEN_IRI + p in predicates_present()) or None,
        modalities=frozenset(m for m in asked["zeker"] if m in (*network.MODALITIES, REGISTER)) or None,
        documents=frozenset(slugs[s] for s in asked["uit"] if s in slugs) or None,
        region=region.iri if region else "",
        years=_years(asked["jaren"]),
    )


def _years(asked: list[str]) -> tuple[int, int] | None:
    first, last = year_span()
    begin, _, end = (asked[0] if asked else "").partition("-")
    if not (begin.isdigit() and end.isdigit() and first <= int(begin) <= int(end) <= last):
        return None
    return None if (int(begin), int(end)) == (first, last) else (int(begin), int(end))


@st.cache_resource(show_spinner=False)
def kinds_present() -> list[str]:
    """Return the kinds of thing that the network holds, in the order of the legend."""
    order = list(network.KIND_LOOKS)
    present = {thing.kind for thing in network.things(whole())}
    return sorted(present, key=lambda k: order.index(k) if k in order else 99)


@st.cache_resource(show_spinner=False)
def predicates_present() -> list[Iri]:
    """Return the relations that the network holds, by name."""
    found = {r.predicate for r in network.relations(whole())}
    return sorted((p for p in found if p.startswith(KETEN_IRI)), key=label)


@st.cache_resource(show_spinner=False)
def year_span() -> tuple[int, int]:
    """Return the first and last year that anything in the network is of."""
    days = [d for s in network.sources(whole()).values() for d in (s.begin, s.end) if d]
    days += [r.date for r in network.relations(whole()) if r.date]
    return min((d.year for d in days), default=2000), max((d.year for d in days), default=2001)


# --------------------------------------------------------------------------- changing it


def write(**values: str | None) -> None:
    """Write a change into the address."""
    keep(**values)


def switch(text: str, parameter: str, key: str) -> bool:
    """Render a switch that the address holds, and return whether it is on."""
    st.session_state[key] = st.query_params.get(parameter, "") == "ja"

    def take() -> None:
        write(**{parameter: "ja" if st.session_state[key] else None})

    return st.toggle(text, key=key, on_change=take)


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


def begin_at(key: str) -> None:
    """Start anew at one thing."""
    write(wat=None, start=key, erbij=None, kies=key, document=None, regio=None, naar=None)


def add_start(view: View, key: str) -> None:
    """Make a thing a start as well."""
    write(start=",".join(dict.fromkeys([*view.keys, key])))


def expand(view: View, key: str) -> None:
    """Add the neighbours of a thing to what is in view."""
    known = [whole().nodes[iri]["thing"].key for iri in view.expanded]
    write(erbij=",".join(dict.fromkeys([*known, key])))


def _clear_filters() -> None:
    write(**dict.fromkeys(_FILTERS, None))


# --------------------------------------------------------------------------- fields


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
