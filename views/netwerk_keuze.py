"""What the visitor of the network page asked to see: read from the address, which alone holds it."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import Any

import streamlit as st

from graph import network
from graph.model import Iri
from graph.network import REGISTER, Filter, Source, Thing
from graph.vocabulary import KETEN_IRI, label
from views.gedeeld import keep, load, md
from views.taal import t

ALL = "alle-regios"
NONE = "-"
"""Stands in the address when the visitor took every start away."""
FIRST_START = "groningen"
FIRST_KINDS = ("Regio", "Gemeente")
"""Placed first; with every region as a start they are all that is shown, unless the visitor asks for more."""
MODES = ("omgeving", "document", "regio", "weg")
FILTERS = ("soort", "relatie", "zeker", "uit", "streek", "jaren")


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
    graph = network.build(load())
    gc.collect()
    gc.freeze()  # it lasts as long as the app: looking through it for garbage takes half a second of a visitor's time
    return graph


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
    asked = {name: [v for v in st.query_params.get(name, "").split(",") if v] for name in FILTERS}
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
