"""The page that compares: two regions or two documents side by side, and as difference."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph import comparison, network
from graph.comparison import Likeness
from graph.network import Filter, Thing
from graph.regions import TASKS, Allocation, Region
from graph.vocabulary import ID, coded_concepts, label
from views import vergelijk_documenten, vergelijk_net
from views.gedeeld import bound, download_csv, keep, load, md, page_link, show_passages, show_text
from views.netwerk_keuze import whole
from views.taal import language, t

_BODIES = ("Gremium", "Rol", "Bestuursorgaan", "Actorgroep")


def show() -> None:
    """Render the page."""
    st.title(t("vergelijk.titel"))
    st.markdown(t("vergelijk.inleiding"))
    st.radio(
        t("vergelijk.wat"), ["regios", "documenten"], format_func=lambda w: t(f"vergelijk.wat_{w}"), horizontal=True,
        **bound("wat", "regios", key="vergelijk_wat", choices=["regios", "documenten"]),
    )  # fmt: skip
    if st.session_state["vergelijk_wat"] == "documenten":
        vergelijk_documenten.show()
    else:
        _regions()


def _regions() -> None:
    regions = {r.key: r for r in load().profiles}
    keys = list(regions)
    if len(keys) < 2:
        st.info(t("vergelijk.kies_twee"))
        return
    names = {key: region.title for key, region in regions.items()}
    chosen = two(names, keys[0], keys[1], "regio")
    if chosen is None:
        return
    first, second = (regions[key] for key in chosen)
    found = comparison.compare(first, second)
    _score(found)
    tabs = st.tabs([t(f"vergelijk.tab_{tab}") for tab in ("taken", "antwoorden", "gremia", "netwerk", "lijkt")])
    with tabs[0]:
        _tasks(first, second)
    with tabs[1]:
        _answers(first, second)
    with tabs[2]:
        _bodies(first, second)
    with tabs[3]:
        parts = [network.related(network.filtered(whole(), Filter(region=r.iri))) for r in (first, second)]
        vergelijk_net.show(
            parts[0], parts[1], (first.title, second.title),
            alike={r.iri: t("vergelijk.de_regio") for r in (first, second)},
            places=tuple(place for r in (first, second) for place in (f"Regio {r.name}", f"regio {r.name}", r.name)),
        )  # fmt: skip
    with tabs[4]:
        _alike(first)


def two(names: dict[str, str], first: str, second: str, kind: str) -> tuple[str, str] | None:
    """Render two fields bound to the address, and return what is chosen; None after a sentence when it is the same."""
    keys = list(names)
    chosen: list[str] = []
    for column, parameter, default, text in zip(
        st.columns(2, gap="medium"), ("a", "b"), (first, second), (t("vergelijk.links"), t("vergelijk.rechts")),
        strict=True,
    ):  # fmt: skip
        asked = st.query_params.get(parameter, "")
        with column:
            if asked and asked not in names:
                st.warning(t("vergelijk.onbekend", wat=md(asked)))
            field = bound(parameter, default, key=f"vergelijk_{kind}_{parameter}", choices=keys)
            chosen.append(st.selectbox(text, keys, format_func=names.__getitem__, **field))
    if chosen[0] == chosen[1]:
        st.info(t("vergelijk.kies_twee"))
        return None
    return chosen[0], chosen[1]


def _score(found: Likeness) -> None:
    st.markdown(
        t("vergelijk.gelijkenis", a=md(found.first.title), b=md(found.second.title), procent=round(100 * found.score),
          punten=found.compared)
    )  # fmt: skip
    amount = f"{found.levels[0]:.1f}".removesuffix(".0").replace(".", ",")
    st.caption(
        t("vergelijk.gelijkenis_delen", niveau=amount, niveau_n=found.levels[1], eens=found.agreement[0],
          eens_n=found.agreement[1], oordeel=found.judgements[0], oordeel_n=found.judgements[1])
    )  # fmt: skip
    with st.expander(t("vergelijk.hoe_berekend")):
        st.markdown(t("vergelijk.hoe_berekend_tekst"))


# --------------------------------------------------------------------------- tasks, answers, bodies


def _tasks(first: Region, second: Region) -> None:
    st.caption(t("vergelijk.taken_uitleg"))
    rows = []
    for task in TASKS:
        cells = [region.allocations.get(task.key) for region in (first, second)]
        row = {t("vergelijk.kolom_taak"): label(f"{ID}taak/{task.key}", language())}
        for side, cell in zip("AB", cells, strict=True):
            row[f"{side}: {t('vergelijk.kolom_niveau')}"] = _levels(cell)
            row[f"{side}: {t('vergelijk.kolom_eens')}"] = _agreement(cell)
        row[t("vergelijk.kolom_gelijk")] = _alike_words(cells[0], cells[1])
        rows.append(row)
    frame = pd.DataFrame(rows)
    chosen = st.dataframe(
        frame, hide_index=True, key=f"vergelijk_taken_{first.key}_{second.key}", on_select="rerun",
        selection_mode="single-row", height=35 * (len(rows) + 1) + 3,
    )  # fmt: skip
    download_csv(frame, "vergelijk-taken", key="vergelijk_taken_csv")
    selected = chosen["selection"]["rows"]
    if selected:
        task = TASKS[selected[0]]
        for column, region in zip(st.columns(2, gap="medium"), (first, second), strict=True):
            with column:
                cell = region.allocations.get(task.key)
                st.markdown(f"**{md(region.title)}**")
                show_passages(cell.passages if cell else ())


def _levels(cell: Allocation | None) -> str:
    found = [label(f"{ID}niveau/{key}", language()) for key in (cell.levels if cell else ())]
    return ", ".join(found) or t("vergelijk.leeg")


def _agreement(cell: Allocation | None) -> str:
    return (
        label(f"{ID}overeenstemming/{cell.agreement}", language()) if cell and cell.agreement else t("vergelijk.leeg")
    )


def _alike_words(first: Allocation | None, second: Allocation | None) -> str:
    """Return in a word whether two cells say the same, of what both say."""
    if first is None or second is None or not (first.levels and second.levels):
        return t("vergelijk.gelijk_geen")
    agreed = first.agreement == second.agreement or not (first.agreement and second.agreement)
    if first.levels == second.levels and agreed:
        return t("vergelijk.gelijk_ja")
    return t("vergelijk.gelijk_deels") if {*first.levels} & {*second.levels} else t("vergelijk.gelijk_nee")


def _answers(first: Region, second: Region) -> None:
    for question, coded in coded_concepts("vraag").items():
        number = f"{coded.number}. " if coded.number else ""
        text = label(f"{ID}vraag/{question}", language())
        st.markdown(f"**{md(number + text)}**")
        for column, region in zip(st.columns(2, gap="medium"), (first, second), strict=True):
            with column:
                st.caption(md(region.title))
                answer = region.answers.get(question)
                if answer is None or not answer.text.strip():
                    st.markdown(f"*{t('vergelijk.geen_antwoord')}*")
                    continue
                if answer.judgement:
                    st.markdown(t("vergelijk.oordeel", wat=md(label(f"{ID}oordeel/{answer.judgement}", language()))))
                show_text(answer.text)


def _bodies(first: Region, second: Region) -> None:
    st.caption(t("vergelijk.gremia_uitleg"))
    found = [_bodies_of(region) for region in (first, second)]
    shared = {thing.bare.casefold() for thing, _ in found[0]} & {thing.bare.casefold() for thing, _ in found[1]}
    for column, region, bodies in zip(st.columns(2, gap="medium"), (first, second), found, strict=True):
        with column:
            st.markdown(f"**{md(region.title)}**")
            if not bodies:
                st.markdown(t("vergelijk.gremia_geen"))
            lines = []
            for thing, number in bodies:
                name = f"**{md(thing.bare)}**" if thing.bare.casefold() in shared else md(thing.bare)
                lines.append(f"- {name} ({md(thing.kind_in(language()))}, {number})")
            st.markdown("\n".join(lines))
            page_link("netwerk", t("vergelijk.naar_netwerk", naam=md(region.title)), icon=":material/hub:",
                      wat="regio", regio=region.key)  # fmt: skip
            page_link("regio", t("vergelijk.naar_regio", naam=md(region.title)), icon=":material/location_on:",
                      regio=region.key)  # fmt: skip


def _bodies_of(region: Region) -> list[tuple[Thing, int]]:
    """Return the bodies and functions in the part about a region with the number of claims, named bodies first."""
    part = network.related(network.filtered(whole(), Filter(region=region.iri)))
    found = [
        (thing, sum(len(r.claims) for _, _, r in [*part.in_edges(thing.iri, data="relation"),
                                                  *part.out_edges(thing.iri, data="relation")]))
        for thing in network.things(part)
        if thing.kind in _BODIES
    ]  # fmt: skip
    return sorted(found, key=lambda pair: (_BODIES.index(pair[0].kind), -pair[1], pair[0].bare.casefold()))


# --------------------------------------------------------------------------- who is like whom


def _alike(region: Region) -> None:
    st.markdown(f"**{t('vergelijk.lijkt_op', naam=md(region.title))}**")
    st.caption(t("vergelijk.lijkt_uitleg"))
    found = comparison.most_alike(load(), region)
    frame = pd.DataFrame(
        {
            t("vergelijk.kolom_regio"): [x.second.title for x in found],
            t("vergelijk.kolom_gelijkenis"): [round(100 * x.score) for x in found],
            t("vergelijk.kolom_punten"): [x.compared for x in found],
        }
    )
    key = f"vergelijk_lijkt_{region.key}"

    def choose() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows:
            keep(a=region.key, b=found[rows[0]].second.key)

    st.dataframe(frame, hide_index=True, key=key, on_select=choose, selection_mode="single-row")
    with st.expander(t("vergelijk.alle_paren")):
        pairs = pd.DataFrame(_pairs(), columns=["A", "B", t("vergelijk.kolom_gelijkenis"), t("vergelijk.kolom_punten")])
        st.dataframe(pairs, hide_index=True, key="vergelijk_paren")
        download_csv(pairs, "gelijkenis-regios", key="vergelijk_paren_csv")


@st.cache_data(show_spinner=False)
def _pairs() -> list[tuple[str, str, int, int]]:
    found = comparison.pairs(load())
    return [(x.first.title, x.second.title, round(100 * x.score), x.compared) for x in found]
