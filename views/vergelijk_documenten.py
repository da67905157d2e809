"""Two documents side by side: what each says of the same actor, function or theme, and where they differ."""

from __future__ import annotations

from typing import Any

import streamlit as st

from graph import network
from graph.model import Iri
from graph.network import Difference, Filter, Relation, Source, Thing
from views import vergelijk_net
from views.gedeeld import bound, md, title_of
from views.netwerk_kaart import sentences
from views.netwerk_keuze import whole
from views.taal import language, t


def show() -> None:
    """Render two documents beside each other."""
    from views.vergelijk import two  # noqa: PLC0415  (that page shows this one)

    found = {s.slug: s for s in network.sources(whole()).values()}
    slugs = sorted(found, key=lambda slug: (found[slug].kind == "inventarisatie", found[slug].title))
    if len(slugs) < 2:
        st.info(t("vergelijk.kies_twee"))
        return
    chosen = two({slug: found[slug].title for slug in slugs}, *_first_two(found, slugs), "document")
    if chosen is None:
        return
    first, second = (found[slug] for slug in chosen)
    for column, source in zip(st.columns(2, gap="medium"), (first, second), strict=True):
        column.caption(f"{t('vergelijk.dateringen')}: {_dating(source)}. {md(source.reason)}")
    parts = [network.related(network.filtered(whole(), Filter(documents=frozenset({s.iri})))) for s in (first, second)]
    tabs = st.tabs([t("vergelijk.tab_zelfde"), t("vergelijk.tab_netwerk")])
    with tabs[0]:
        _same(parts, (first, second))
    with tabs[1]:
        vergelijk_net.show(parts[0], parts[1], (first.title, second.title))


def _first_two(found: dict[str, Source], slugs: list[str]) -> tuple[str, str]:
    """Return two documents about one region, else the first two."""
    for slug in slugs:
        others = [o for o in slugs if o != slug and found[o].region and found[o].region == found[slug].region]
        if others:
            return slug, others[0]
    return slugs[0], slugs[1]


def _dating(source: Source) -> str:
    days = dict.fromkeys(f"{day:%d-%m-%Y}" for day in (source.begin, source.end) if day)
    return " - ".join(days) or "?"


def _same(parts: list[Any], documents: tuple[Source, Source]) -> None:
    over = network.overlay(parts[0], parts[1])
    shared = [thing for thing in network.things(over.graph) if over.sides[thing.iri] == "ab"]
    shared.sort(
        key=lambda thing: (over.grounds[thing.iri] == network.NAMED, -over.graph.degree(thing.iri), thing.label)
    )
    if not shared:
        st.info(t("vergelijk.zelfde_geen"))
        return
    st.caption(t("vergelijk.zelfde_uitleg"))
    names = {thing.key: f"{thing.label} · {thing.kind_in(language())}{_doubt(over, thing)}" for thing in shared}
    st.selectbox(
        t("vergelijk.zelfde"), list(names), format_func=names.__getitem__,
        **bound("ding", shared[0].key, key="vergelijk_ding", choices=list(names)),
    )  # fmt: skip
    thing = next(x for x in shared if x.key == st.session_state["vergelijk_ding"])
    found = [r for r in network.relations(over.graph) if thing.iri in {r.subject, r.object}]
    differing = _differing(found, over)
    counts = {side: sum(over.sides[r.key] == side for r in found) for side in ("a", "b", "ab")}
    st.markdown(
        t("vergelijk.samenvatting", naam=md(thing.label), beide=counts["ab"], a=counts["a"], b=counts["b"],
          anders=len(differing))
    )  # fmt: skip
    st.caption(_ground(over, thing))
    for column, side, source in zip(st.columns(2, gap="medium"), "ab", documents, strict=True):
        with column:
            st.markdown(f"**{side.upper()}: {md(source.title)}**")
            mine = [r for r in found if side in over.sides[r.key]]
            if not mine:
                st.markdown(f"*{t('vergelijk.zegt_niets')}*")
            for relation in mine:
                _said(over, relation, source.iri, differing)


def _doubt(over: Difference, thing: Thing) -> str:
    return f" · {t('vergelijk.grond_naam_kort')}" if over.grounds.get(thing.iri) == network.NAMED else ""


def _ground(over: Difference, thing: Thing) -> str:
    """Return why what both name is taken for one thing."""
    ground = over.grounds[thing.iri]
    names = [md(title_of(iri)) for iri in over.same[thing.iri]]
    return t(f"vergelijk.grond_{ground}", a=names[0], b=names[-1])


def _differing(found: list[Relation], over: Difference) -> set[tuple[Iri, Iri, Iri]]:
    """Return the relations that both state of the same two things, though not with the same firmness."""
    sides: dict[tuple[Iri, Iri, Iri], set[str]] = {}
    for relation in found:
        if over.sides[relation.key] != "ab":
            ends = (relation.subject, relation.predicate, relation.object)
            sides.setdefault(ends, set()).add(over.sides[relation.key])
    return {ends for ends, which in sides.items() if which == {"a", "b"}}


def _said(over: Difference, relation: Relation, document: Iri, differing: set[tuple[Iri, Iri, Iri]]) -> None:
    """Show one relation as its document states it, and whether the other states it too."""
    where = t("vergelijk.in_beide") if over.sides[relation.key] == "ab" else t("vergelijk.alleen_hier")
    if (relation.subject, relation.predicate, relation.object) in differing:
        where = t("vergelijk.anders_gezegd")
    with st.expander(f"{md(network.sentence(over.graph, relation, language()))} *({where})*"):
        sentences([claim for claim in relation.claims if claim.document == document])
