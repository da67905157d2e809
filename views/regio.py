"""The page of one region: its municipalities, tasks and answers, each with the passage it was read from."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.privacy import mask
from graph.regions import TASKS, Allocation, Inventory, Member, Municipality, Region, RegionAnswer, RegionClaim
from graph.vocabulary import ID, Coded, coded_concepts
from views.gedeeld import (
    AGREEMENT_COLOURS,
    LEVEL_COLOURS,
    bound,
    date_text,
    keep,
    load,
    md,
    page_link,
    parameter,
    short,
    show_passages,
    show_text,
)
from views.taal import language, t, term, tn

#: Colour of the badge and icon of each judgement; the word stands beside them.
BADGES = {
    "ja": ("green", ":material/check:"),
    "deels": ("orange", ":material/remove:"),
    "nee": ("red", ":material/close:"),
    "onbekend": ("gray", ":material/question_mark:"),
}
#: Keys of the tables, here and on the page with all regions, whose cells open a passage.
TABLES = ("regio_taken", "regio_gemeenten", "regios_matrix")
_LONGEST_HEADER = 18


def show() -> None:
    """Render the page of the region that the address names."""
    inventory = load()
    regions = {r.key: r for r in inventory.regions.values()}
    asked = st.query_params.get("regio", next(iter(regions), ""))
    st.title(regions[asked].title if asked in regions else t("regio.titel"))
    st.selectbox(
        t("regio.kies"),
        ["", *regions],
        format_func=lambda k: region_name(regions[k]) if k else t("regio.kies"),
        **bound("regio", asked if asked in regions else "", key="regio_keuze", choices=["", *regions]),
    )
    if asked not in regions:
        st.warning(t("regio.onbekend", naam=md(asked)))
        return
    _show_region(inventory, regions[asked])


def region_name(region: Region) -> str:
    """Return a region as lists show it, its number first."""
    return f"{region.number} · {region.name}"


def task_name(key: str) -> str:
    """Return the name of a task that fits above a column: its label, or a shorter name when that is long."""
    if language() != "nl":
        return task_label(key)
    concept = coded_concepts("taak")[key]
    if len(concept.label) <= _LONGEST_HEADER:
        return concept.label
    return min(concept.alternatives, key=len, default=concept.label)


def task_label(key: str) -> str:
    """Return the full name of a task."""
    return term(f"{ID}taak/{key}")


def level_label(key: str) -> str:
    """Return a level, "gemengd" or no level at all in words."""
    if key in {"", "gemengd"}:
        return t("regio.gemengd") if key else t("regio.geen_niveau")
    return term(f"{ID}niveau/{key}")


def agreement_label(key: str) -> str:
    """Return a degree of agreement, or that none was filled in, in words."""
    return term(f"{ID}overeenstemming/{key}") if key else t("regio.niet_ingevuld")


def level_name(allocation: Allocation | None) -> str:
    """Return the levels of an allocation in words, mixed ones joined, possible ones between brackets."""
    if allocation is None:
        return level_label("")
    levels = _joined(allocation.levels) or level_label("")
    if not allocation.possible:
        return levels
    return t("regio.mogelijk", niveaus=levels, mogelijk=_joined(allocation.possible))


def _joined(levels: tuple[str, ...]) -> str:
    return " + ".join(map(level_label, levels))


def agreement_name(allocation: Allocation | None) -> str:
    """Return the degree of agreement of an allocation in words."""
    return agreement_label((allocation.agreement if allocation else None) or "")


def level_key(allocation: Allocation | None) -> str:
    """Return the level under which an allocation is coloured and counted: one level, "gemengd", or empty."""
    if allocation is None or not allocation.levels:
        return ""
    return allocation.levels[0] if len(allocation.levels) == 1 else "gemengd"


def cell_style(colour: str) -> str:
    """Return the CSS of a coloured cell, with black or white text: whichever reads best.

    >>> cell_style("#1b3a57")
    'background-color: #1b3a57; color: #ffffff'
    """
    return f"background-color: {colour}; color: {text_colour(colour)}"


def text_colour(colour: str) -> str:
    """Return black or white: the one with the higher contrast on a colour (WCAG 2.1, relative luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) else "#ffffff"


def level_style(allocation: Allocation | None) -> str:
    """Return the CSS of a cell that shows a level."""
    return cell_style(LEVEL_COLOURS[level_key(allocation)])


def agreement_style(allocation: Allocation | None) -> str:
    """Return the CSS of a cell that shows a degree of agreement."""
    return cell_style(AGREEMENT_COLOURS[(allocation.agreement if allocation else None) or ""])


def fate(inventory: Inventory, municipality: Municipality) -> str:
    """Return what became of a municipality, step by step to those of today, each step with its year."""
    if municipality.until is None:
        return t("regio.bestaat_nog")
    if not municipality.successors:
        return t("regio.opgeheven", jaar=municipality.until.year)
    steps = [_step(inventory, iri, name) for iri, name in municipality.successors]
    if len(steps) > 1:
        return t("regio.verdeeld", jaar=municipality.until.year, namen=", ".join(steps))
    return f"{municipality.until.year}: {steps[0]}"


def _step(inventory: Inventory, iri: str, name: str) -> str:
    successor = inventory.municipalities.get(iri)
    if successor is None or successor.until is None:
        return name
    return f"{name} ({fate(inventory, successor)})"


def show_allocation(region: Region, task: str) -> None:
    """Show where a region puts a task, in our words and in the document's, with the passage."""
    allocation = region.allocations.get(task)
    if allocation is None:
        st.info(t("regio.geen_regel"))
        return
    st.markdown(
        f"**{t('regio.niveau')}:** {md(level_name(allocation))}  \n"
        f"**{t('regio.overeenstemming')}:** {md(agreement_name(allocation))}"
    )
    st.markdown(f"**{t('regio.zo_in_tabel')}**")
    words = [md(text) for text in _own_words(allocation)]
    st.table(
        pd.DataFrame([words], columns=[t("regio.niveau"), t("regio.status"), t("regio.toelichting")]), hide_index=True
    )
    show_passages(allocation.passages)


def _own_words(allocation: Allocation) -> tuple[str, str, str]:
    """Return the raw level, status and remark; a remark that only repeats a cell is left out."""
    cells = (allocation.level_text, allocation.status_text)
    remark = "" if allocation.remark in cells else allocation.remark
    return mask(cells[0]) or t("regio.leeg"), mask(cells[1]) or t("regio.leeg"), mask(remark) or "–"


def _show_region(inventory: Inventory, region: Region) -> None:
    _show_head(inventory, region)
    if region.allocations:
        _show_tasks(region)
    if region.members:
        _show_members(inventory, region)
    if region.answers:
        _show_answers(region)
    _open_dialog(inventory, region)


def _show_head(inventory: Inventory, region: Region) -> None:
    facts = [t("regio.nummer", nummer=region.number)]
    facts += [t("regio.stand", datum=date_text(region.date))] if region.date else []
    facts += [tn("regio.gemeenten", len(region.members))] if region.members else []
    st.markdown(md(" · ".join(facts)))
    if region.contacts:
        names = ", ".join(mask(name) for _, name in region.contacts)
        year = region.date.year if region.date else 2013
        st.markdown(f"**{t('regio.contactpersoon', jaar=year)}** {md(names)}")
    parent = inventory.regions.get(region.parent) if region.parent else None
    if parent is not None:
        _region_button(t("regio.onderdeel", naam=parent.title), parent)
    if region.parts:
        st.info(t("regio.subregios"))
        for part in (inventory.regions[iri] for iri in region.parts):
            _region_button(f"{part.number} · {part.title}", part)
    with st.container(horizontal=True):
        page_link("ding", t("regio.kaart"), icon=":material/badge:", id=short(region.iri))
        for passage in filter(None, map(inventory.passage, region.passages[:1])):
            place = f"{passage.begin}-{passage.end}"
            page_link("document", t("regio.lees_geheel"), icon=":material/menu_book:", slug=passage.slug, tekens=place)
    with st.expander(t("regio.waar")):
        show_passages(region.passages)


def _region_button(text: str, region: Region) -> None:
    """Render a button to another region; a link to the page that one is on leaves the browser's address as it was."""
    st.button(
        md(text), icon=":material/arrow_forward:", key=f"naar_{region.key}", on_click=keep, kwargs={"regio": region.key}
    )


def _show_tasks(region: Region) -> None:
    st.header(t("regio.taken"))
    st.caption(t("regio.taken_uitleg"))
    keys = [t.key for t in TASKS]
    long = any(len(text) > 40 for a in region.allocations.values() for text in _own_words(a))
    st.dataframe(
        _styled_tasks(region),
        hide_index=True,
        height="content",
        row_height=84 if long else 38,
        on_select=lambda: _select_row("regio_taken", "taak", keys),
        selection_mode="single-cell",
        column_config={
            t("regio.kolom_nr"): st.column_config.NumberColumn(pinned=True, width=45),
            t("regio.kolom_taak"): st.column_config.TextColumn(pinned=True, width=130 if language() == "nl" else 240),
            t("regio.kolom_mogelijk"): st.column_config.TextColumn(width=120),
            **{name: st.column_config.TextColumn(width=260 if long else 150) for name in _as_printed()},
        },
        key="regio_taken",
    )
    st.selectbox(
        t("regio.lees_taak"),
        ["", *keys],
        format_func=lambda k: task_label(k) if k else t("regio.kies_taak"),
        **bound("taak", key="regio_taak", choices=["", *keys]),
    )


def _styled_tasks(region: Region) -> pd.io.formats.style.Styler:
    frame = task_table(region)
    styles = pd.DataFrame("", index=frame.index, columns=frame.columns)
    allocations = [region.allocations.get(t.key) for t in TASKS]
    styles[t("regio.niveau")] = [level_style(a) for a in allocations]
    styles[t("regio.overeenstemming")] = [agreement_style(a) for a in allocations]
    return frame.style.apply(lambda _: styles, axis=None)


def _as_printed() -> list[str]:
    """Return the names of the columns with the document's own words."""
    return [t("regio.kolom_niveau_gedrukt"), t("regio.kolom_status_gedrukt"), t("regio.toelichting")]


def task_table(region: Region) -> pd.DataFrame:
    """Return the tasks of a region, one per row, in words and as printed."""
    rows = []
    for number, task in enumerate(TASKS, start=1):
        allocation = region.allocations.get(task.key)
        words = _own_words(allocation) if allocation else ("–", "–", "–")
        levels = (_joined(allocation.levels) if allocation else "") or level_label("")
        possible = (_joined(allocation.possible) if allocation else "") or "–"
        rows.append((number, task_name(task.key), levels, possible, agreement_name(allocation), *words))
    keys = ("kolom_nr", "kolom_taak", "niveau", "kolom_mogelijk", "overeenstemming")
    columns = [*(t(f"regio.{key}") for key in keys), *_as_printed()]
    return pd.DataFrame(rows, columns=columns)


def _show_members(inventory: Inventory, region: Region) -> None:
    st.header(t("regio.kop_gemeenten"))
    st.caption(t("regio.gemeenten_uitleg"))
    codes = [m.municipality.code for m in region.members]
    names = {m.municipality.code: m.municipality.name for m in region.members}
    st.dataframe(
        member_table(inventory, region),
        hide_index=True,
        height=min(38 * len(codes) + 40, 420),
        row_height=38,
        on_select=lambda: _select_row("regio_gemeenten", "gemeente", codes),
        selection_mode="single-cell",
        column_config={t("regio.kolom_nr"): st.column_config.NumberColumn(width=45)},
        key="regio_gemeenten",
    )
    st.selectbox(
        t("regio.lees_gemeente"),
        ["", *codes],
        format_func=lambda c: names.get(c, t("regio.kies_gemeente")),
        **bound("gemeente", key="regio_gemeente", choices=["", *codes]),
    )


def member_table(inventory: Inventory, region: Region) -> pd.DataFrame:
    """Return the municipalities of a region: what became of it, and how the document spells it."""
    rows = [
        (
            number,
            m.municipality.name,
            fate(inventory, m.municipality),
            mask(m.printed) if m.printed != m.municipality.name else "–",
            m.municipality.province,
        )
        for number, m in enumerate(region.members, start=1)
    ]
    keys = ("nr", "gemeente", "werd", "gespeld", "provincie")
    return pd.DataFrame(rows, columns=[t(f"regio.kolom_{key}") for key in keys])


def _show_answers(region: Region) -> None:
    content = {key for key in coded_concepts("vraag") if key.startswith("i")}
    questions = sorted(coded_concepts("vraag").values(), key=lambda q: q.order)
    st.header(t("regio.inhoud"))
    for question in (q for q in questions if q.key in content):
        _show_answer(question, region.answers.get(question.key))
    st.header(t("regio.bestuur"))
    for question in (q for q in questions if q.key not in content):
        _show_answer(question, region.answers.get(question.key))


def _show_answer(question: Coded, answer: RegionAnswer | None) -> None:
    with st.container(border=True):
        badge = f"  \n{_badge(answer.judgement)}" if answer and answer.judgement else ""
        st.markdown(f"**{md(question.number)}. {md(term(f'{ID}vraag/{question.key}'))}**{badge}")
        if answer is None:
            st.caption(t("regio.geen_antwoord"))
            return
        if answer.text.strip():
            show_text(answer.text)
        else:
            st.caption(t("regio.leeg_antwoord"))
        if answer.judgement:
            st.caption(_reason(answer))
        claims = load().claims(answer)
        if claims:
            with st.expander(t("regio.wie_doet_wat", n=len(claims))):
                st.markdown("\n".join(f"- {claim_sentence(c)}" for c in claims))
                st.caption(t("regio.taalmodel"))
        with st.expander(t("regio.lees")):
            show_passages(answer.passages)


def claim_sentence(claim: RegionClaim) -> str:
    """Return a claim as a line of Markdown; what is not plain fact, or was confirmed, is said."""
    marks = [m for m in (claim.modality, claim.status) if m not in {"feitelijk", "voorgesteld"}]
    after = f" ({', '.join(map(md, marks))})" if marks else ""
    return f"{md(claim.subject)} **{md(claim.relation)}** {md(claim.object)}{after}"


def _badge(judgement: str) -> str:
    colour, icon = BADGES[judgement]
    return f":{colour}-badge[{icon} {t('regio.oordeel', oordeel=md(term(f'{ID}oordeel/{judgement}')))}]"


def _reason(answer: RegionAnswer) -> str:
    if not answer.rule:
        return t("regio.geen_reden")
    return t("regio.reden", regel=md(answer.rule))


def _select_row(table: str, name: str, values: list[str]) -> None:
    """Put the row that was clicked in the address.

    A table that gets the focus, as when it is sorted, selects its first cell by itself: the number asks nothing.
    """
    for row, column in st.session_state[table].selection.cells:
        if column != t("regio.kolom_nr"):
            keep(**{name: values[row]})


def _open_dialog(inventory: Inventory, region: Region) -> None:
    """Open the passage of the task or municipality that the address names."""
    task = parameter("taak", [t.key for t in TASKS], "")
    code = parameter("gemeente", [m.municipality.code for m in region.members], "")
    if task and region.allocations:
        title = t("regio.taak_in_regio", taak=task_label(task), regio=region.title)
        st.dialog(md(title), width="medium", on_dismiss=close_dialog)(show_allocation)(region, task)
    elif code:
        member = next(m for m in region.members if m.municipality.code == code)
        st.dialog(md(member.municipality.name), width="medium", on_dismiss=close_dialog)(_show_member)(
            inventory, member
        )


def _show_member(inventory: Inventory, member: Member) -> None:
    municipality = member.municipality
    what, code = t("regio.wat_werd"), t("regio.cbs")
    st.markdown(f"**{what}** {md(fate(inventory, municipality))}  \n**{code}** {md(municipality.code)}")
    if member.printed != municipality.name:
        st.markdown(f"**{t('regio.gespeld')}** {md(mask(member.printed))}")
    show_passages(member.passages)


def close_dialog() -> None:
    """Take the passage that was open out of the address; clear the tables, so that its cell can be clicked anew."""
    keep(taak=None, gemeente=None)
    for table in TABLES:
        if table in st.session_state:
            st.session_state[table] = {"selection": {"rows": [], "columns": [], "cells": []}}
