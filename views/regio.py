"""The page of one region: its municipalities, tasks and answers, each with the passage it was read from."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from graph.privacy import mask
from graph.regions import TASKS, Allocation, Inventory, Member, Municipality, Region, RegionAnswer, RegionClaim
from graph.vocabulary import Coded, coded_concepts
from views.gedeeld import (
    AGREEMENT_COLOURS,
    LEVEL_COLOURS,
    bound,
    keep,
    load,
    md,
    parameter,
    show_passages,
    show_text,
)

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
NO_LEVEL = "geen niveau"
NO_AGREEMENT = "niet ingevuld"
#: Colour of the badge and icon of each judgement; the word stands beside them.
BADGES = {
    "ja": ("green", ":material/check:"),
    "deels": ("orange", ":material/remove:"),
    "nee": ("red", ":material/close:"),
    "onbekend": ("gray", ":material/question_mark:"),
}
#: Keys of the tables, here and on the page with all regions, whose cells open a passage.
TABLES = ("regio_taken", "regio_gemeenten", "regios_matrix")
AS_PRINTED = ("Niveau, zoals gedrukt", "Status, zoals gedrukt", "Toelichting")
_LONGEST_HEADER = 18


def show() -> None:
    """Render the page of the region that the address names."""
    inventory = load()
    regions = {r.key: r for r in inventory.regions.values()}
    asked = st.query_params.get("regio", next(iter(regions), ""))
    st.title(regions[asked].title if asked in regions else "Eén regio")
    st.selectbox(
        "Kies een regio",
        ["", *regions],
        format_func=lambda k: region_name(regions[k]) if k else "Kies een regio",
        **bound("regio", asked if asked in regions else "", key="regio_keuze", choices=["", *regions]),
    )
    if asked not in regions:
        st.warning(f"Er is geen regio met de sleutel “{md(asked)}”. Kies hierboven een regio uit de lijst.")
        return
    _show_region(inventory, regions[asked])


def region_name(region: Region) -> str:
    """Return a region as lists show it, its number first."""
    return f"{region.number} · {region.name}"


def task_name(key: str) -> str:
    """Return the name of a task that fits above a column: its label, or a shorter name when that is long."""
    concept = coded_concepts("taak")[key]
    if len(concept.label) <= _LONGEST_HEADER:
        return concept.label
    return min(concept.alternatives, key=len, default=concept.label)


def level_name(allocation: Allocation | None) -> str:
    """Return the levels of an allocation in words, mixed ones joined, possible ones between brackets."""
    if allocation is None:
        return NO_LEVEL
    levels = " + ".join(allocation.levels) or NO_LEVEL
    return f"{levels} (mogelijk {' + '.join(allocation.possible)})" if allocation.possible else levels


def agreement_name(allocation: Allocation | None) -> str:
    """Return the degree of agreement of an allocation in words."""
    if allocation is None or allocation.agreement is None:
        return NO_AGREEMENT
    return coded_concepts("overeenstemming")[allocation.agreement].label


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


def dutch_date(date: dt.date) -> str:
    """Return a date in Dutch.

    >>> dutch_date(dt.date(2013, 6, 20))
    '20 juni 2013'
    """
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def fate(inventory: Inventory, municipality: Municipality) -> str:
    """Return what became of a municipality, step by step to those of today, each step with its year."""
    if municipality.until is None:
        return "bestaat nog"
    if not municipality.successors:
        return f"opgeheven in {municipality.until.year}"
    steps = [_step(inventory, iri, name) for iri, name in municipality.successors]
    split = len(steps) > 1
    return f"{municipality.until.year}: {'verdeeld over ' if split else ''}{', '.join(steps)}"


def _step(inventory: Inventory, iri: str, name: str) -> str:
    successor = inventory.municipalities.get(iri)
    if successor is None or successor.until is None:
        return name
    return f"{name} ({fate(inventory, successor)})"


def show_allocation(region: Region, task: str) -> None:
    """Show where a region puts a task, in our words and in the document's, with the passage."""
    allocation = region.allocations.get(task)
    if allocation is None:
        st.info("Deze regio heeft voor deze taak geen regel in de tabel.")
        return
    st.markdown(f"**Niveau:** {md(level_name(allocation))}  \n**Overeenstemming:** {md(agreement_name(allocation))}")
    st.markdown("**Zo staat het in de tabel van de regio**")
    words = [md(text) for text in _own_words(allocation)]
    st.table(pd.DataFrame([words], columns=["Niveau", "Status", "Toelichting"]), hide_index=True)
    show_passages(allocation.passages)


def _own_words(allocation: Allocation) -> tuple[str, str, str]:
    """Return the raw level, status and remark; a remark that only repeats a cell is left out."""
    cells = (allocation.level_text, allocation.status_text)
    remark = "" if allocation.remark in cells else allocation.remark
    return mask(cells[0]) or "(leeg)", mask(cells[1]) or "(leeg)", mask(remark) or "–"


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
    facts = [f"Nummer {region.number} in de inventarisatie"]
    facts += [f"stand van {dutch_date(region.date)}"] if region.date else []
    facts += [f"{len(region.members)} gemeente{'n' if len(region.members) != 1 else ''}"] if region.members else []
    st.markdown(md(" · ".join(facts)))
    if region.contacts:
        names = ", ".join(name for _, name in region.contacts)
        st.markdown(f"**Contactpersoon in {region.date.year if region.date else 2013}:** {md(names)}")
    parent = inventory.regions.get(region.parent) if region.parent else None
    if parent is not None:
        _region_button(f"Onderdeel van {parent.title}", parent)
    if region.parts:
        st.info("Deze regio bestaat uit subregio's, elk met eigen gemeenten, tabel en antwoorden. Kies er een:")
        for part in (inventory.regions[iri] for iri in region.parts):
            _region_button(f"{part.number} · {part.title}", part)
    with st.expander("Waar deze regio in het document begint"):
        show_passages(region.passages)


def _region_button(text: str, region: Region) -> None:
    """Render a button to another region; a link to the page that one is on leaves the browser's address as it was."""
    st.button(
        md(text), icon=":material/arrow_forward:", key=f"naar_{region.key}", on_click=keep, kwargs={"regio": region.key}
    )


def _show_tasks(region: Region) -> None:
    st.header("Taken")
    st.caption("Klik op een regel, of kies een taak in de lijst eronder, om de passage te lezen.")
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
            "Nr": st.column_config.NumberColumn(pinned=True, width=45),
            "Taak": st.column_config.TextColumn(pinned=True, width=130),
            "Mogelijk ook": st.column_config.TextColumn(width=120),
            **{name: st.column_config.TextColumn(width=260 if long else 150) for name in AS_PRINTED},
        },
        key="regio_taken",
    )
    st.selectbox(
        "Lees de passage van een taak",
        ["", *keys],
        format_func=lambda k: coded_concepts("taak")[k].label if k else "Kies een taak",
        **bound("taak", key="regio_taak", choices=["", *keys]),
    )


def _styled_tasks(region: Region) -> pd.io.formats.style.Styler:
    frame = task_table(region)
    styles = pd.DataFrame("", index=frame.index, columns=frame.columns)
    allocations = [region.allocations.get(t.key) for t in TASKS]
    styles["Niveau"] = [level_style(a) for a in allocations]
    styles["Overeenstemming"] = [agreement_style(a) for a in allocations]
    return frame.style.apply(lambda _: styles, axis=None)


def task_table(region: Region) -> pd.DataFrame:
    """Return the tasks of a region, one per row, in words and as printed."""
    rows = []
    for number, task in enumerate(TASKS, start=1):
        allocation = region.allocations.get(task.key)
        words = _own_words(allocation) if allocation else ("–", "–", "–")
        levels = " + ".join(allocation.levels) if allocation else ""
        possible = " + ".join(allocation.possible) if allocation else ""
        rows.append(
            (number, task_name(task.key), levels or NO_LEVEL, possible or "–", agreement_name(allocation), *words)
        )
    columns = ["Nr", "Taak", "Niveau", "Mogelijk ook", "Overeenstemming", *AS_PRINTED]
    return pd.DataFrame(rows, columns=columns)


def _show_members(inventory: Inventory, region: Region) -> None:
    st.header("Gemeenten")
    st.caption("De gemeenten van toen en wat er sindsdien van werd. Klik op een regel om de passage te lezen.")
    codes = [m.municipality.code for m in region.members]
    names = {m.municipality.code: m.municipality.name for m in region.members}
    st.dataframe(
        member_table(inventory, region),
        hide_index=True,
        height=min(38 * len(codes) + 40, 420),
        row_height=38,
        on_select=lambda: _select_row("regio_gemeenten", "gemeente", codes),
        selection_mode="single-cell",
        column_config={"Nr": st.column_config.NumberColumn(width=45)},
        key="regio_gemeenten",
    )
    st.selectbox(
        "Lees de passage van een gemeente",
        ["", *codes],
        format_func=lambda c: names.get(c, "Kies een gemeente"),
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
    return pd.DataFrame(rows, columns=["Nr", "Gemeente", "Wat werd ervan", "In het document gespeld als", "Provincie"])


def _show_answers(region: Region) -> None:
    content = {key for key in coded_concepts("vraag") if key.startswith("i")}
    questions = sorted(coded_concepts("vraag").values(), key=lambda q: q.order)
    st.header("Antwoorden over de inhoud")
    for question in (q for q in questions if q.key in content):
        _show_answer(question, region.answers.get(question.key))
    st.header("Antwoorden over bestuur en samenwerking")
    for question in (q for q in questions if q.key not in content):
        _show_answer(question, region.answers.get(question.key))


def _show_answer(question: Coded, answer: RegionAnswer | None) -> None:
    with st.container(border=True):
        badge = f"  \n{_badge(answer.judgement)}" if answer and answer.judgement else ""
        st.markdown(f"**{md(question.number)}. {md(question.label)}**{badge}")
        if answer is None:
            st.caption("Deze regio gaf op deze vraag geen apart antwoord.")
            return
        if answer.text.strip():
            show_text(answer.text)
        else:
            st.caption("Het antwoord is in het document leeg gelaten.")
        if answer.judgement:
            st.caption(_reason(answer))
        claims = load().claims(answer)
        if claims:
            with st.expander(f"Wie doet wat, volgens dit antwoord ({len(claims)})"):
                st.markdown("\n".join(f"- {claim_sentence(c)}" for c in claims))
                st.caption(
                    "Met een taalmodel uit het antwoord gelezen. Voorgesteld, dus door geen mens nagezien, tenzij er "
                    "'bevestigd' bij staat."
                )
        with st.expander("Lees het in het document"):
            show_passages(answer.passages)


def claim_sentence(claim: RegionClaim) -> str:
    """Return a claim as a line of Markdown; what is not plain fact, or was confirmed, is said."""
    marks = [m for m in (claim.modality, claim.status) if m not in {"feitelijk", "voorgesteld"}]
    after = f" ({', '.join(map(md, marks))})" if marks else ""
    return f"{md(claim.subject)} **{md(claim.relation)}** {md(claim.object)}{after}"


def _badge(judgement: str) -> str:
    colour, icon = BADGES[judgement]
    return f":{colour}-badge[{icon} Oordeel: {md(coded_concepts('oordeel')[judgement].label)}]"


def _reason(answer: RegionAnswer) -> str:
    if not answer.rule:
        return "Geen enkele regel herkent in dit antwoord een ja of nee; daarom staat het op onbekend."
    return f"Reden van het oordeel: {md(answer.rule)} Een programma oordeelde, geen mens."


def _select_row(table: str, name: str, values: list[str]) -> None:
    """Put the row that was clicked in the address.

    A table that gets the focus, as when it is sorted, selects its first cell by itself: the number asks nothing.
    """
    for row, column in st.session_state[table].selection.cells:
        if column != "Nr":
            keep(**{name: values[row]})


def _open_dialog(inventory: Inventory, region: Region) -> None:
    """Open the passage of the task or municipality that the address names."""
    task = parameter("taak", [t.key for t in TASKS], "")
    code = parameter("gemeente", [m.municipality.code for m in region.members], "")
    if task and region.allocations:
        title = f"{coded_concepts('taak')[task].label} in {region.title}"
        st.dialog(md(title), width="medium", on_dismiss=close_dialog)(show_allocation)(region, task)
    elif code:
        member = next(m for m in region.members if m.municipality.code == code)
        st.dialog(md(member.municipality.name), width="medium", on_dismiss=close_dialog)(_show_member)(
            inventory, member
        )


def _show_member(inventory: Inventory, member: Member) -> None:
    municipality = member.municipality
    st.markdown(f"**Wat werd ervan:** {md(fate(inventory, municipality))}  \n**CBS-code:** {md(municipality.code)}")
    if member.printed != municipality.name:
        st.markdown(f"**In het document gespeld als:** {md(mask(member.printed))}")
    show_passages(member.passages)


def close_dialog() -> None:
    """Take the passage that was open out of the address; clear the tables, so that its cell can be clicked anew."""
    keep(taak=None, gemeente=None)
    for table in TABLES:
        if table in st.session_state:
            st.session_state[table] = {"selection": {"rows": [], "columns": [], "cells": []}}
