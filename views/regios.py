"""The regions side by side: where each puts its tasks, how firmly, in sum and on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, cast

import altair as alt
import pandas as pd
import streamlit as st

from graph.regions import AGREEMENTS, LEVELS, TASKS, Allocation, Inventory, Region
from graph.vocabulary import coded_concepts
from views.gedeeld import (
    AGREEMENT_COLOURS,
    LEVEL_COLOURS,
    bound,
    download_csv,
    keep,
    load,
    md,
    page_link,
    parameter,
)
from views.regio import (
    NO_AGREEMENT,
    NO_LEVEL,
    agreement_name,
    agreement_style,
    close_dialog,
    level_key,
    level_name,
    level_style,
    region_name,
    show_allocation,
    task_name,
    text_colour,
)

VIEWS = {
    "niveau": "Niveau",
    "overeenstemming": "Overeenstemming",
    "samenvatting": "Samenvatting",
    "kaart": "Kaart",
}
#: What each view shows, as the line under its title.
EXPLANATIONS = {
    "niveau": "Waar legt elke regio elke taak neer: dicht bij huis of verder weg?",
    "overeenstemming": "Hoe vast staat die keuze: nog geen opvatting, een intentie of een gedeelde afspraak?",
    "samenvatting": "Hoeveel regio's kiezen per taak welk niveau, en hoe vast staat dat?",
    "kaart": "De gemeenten van 20 juni 2013 op de kaart, naar regio of naar het niveau van een taak.",
}
KEYS = [t.key for t in TASKS]
#: Categories of a level and of an agreement, in order, with the words on the screen.
LEVEL_WORDS = {**{k: k for k in LEVELS}, "gemengd": "gemengd", "": NO_LEVEL}
AGREEMENT_WORDS = {**{k: coded_concepts("overeenstemming")[k].label for k in AGREEMENTS}, "": NO_AGREEMENT}
#: Eight colours that the colour-blind can tell apart (Okabe and Ito 2008); with six shapes, 48 combinations.
REGION_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#6b6b6b", "#b8a800")
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
LEVEL_SHAPES = dict(zip(LEVEL_WORDS, (*SHAPES, "stroke"), strict=True))
#: Height in pixels from which Streamlit lets the text of a cell run over several lines.
WRAPPED = 66
FADED = "#d0d0d0"


def show() -> None:
    """Render the page."""
    inventory = load()
    st.title("Regio's")
    view = st.segmented_control(
        "Wat wilt u zien?",
        list(VIEWS),
        format_func=VIEWS.__getitem__,
        **bound("weergave", "niveau", key="regios_weergave", choices=list(VIEWS)),
    )
    view = view or "niveau"
    st.caption(EXPLANATIONS[view])
    regions = _filters(inventory)
    if not regions:
        st.info("Geen enkele regio voldoet aan deze keuzes. Maak een van de keuzes ruimer.")
    elif view == "kaart":
        _show_map(inventory.profiles, regions)
    elif view == "samenvatting":
        _show_summary(regions)
    else:
        _show_matrix(regions, view)
    _open_cell(inventory)


def _filters(inventory: Inventory) -> list[Region]:
    """Render the choices and return the regions that meet them."""
    everything = inventory.profiles
    provinces = sorted({m.municipality.province for r in everything for m in r.members})
    search, province, level, task = st.columns([3, 2, 2, 3])
    text = search.text_input(
        "Zoek op regio of gemeente", placeholder="bijvoorbeeld Appingedam", **bound("zoek", key="regios_zoek")
    )
    chosen_province = province.selectbox(
        "Provincie",
        ["", *provinces],
        format_func=lambda p: p or "Alle provincies",
        **bound("provincie", key="regios_provincie", choices=["", *provinces]),
    )
    chosen_level = level.selectbox(
        "Alleen regio's met niveau",
        ["", *LEVELS],
        format_func=lambda k: k or "Elk niveau",
        **bound("niveau", key="regios_niveau", choices=["", *LEVELS]),
    )
    chosen_task = task.selectbox(
        "voor taak",
        ["", *KEYS],
        format_func=lambda k: coded_concepts("taak")[k].label if k else "Een of meer taken",
        disabled=not chosen_level,
        help="Kies eerst een niveau.",
        **bound("voortaak", key="regios_voortaak", choices=["", *KEYS]),
    )
    found = matching(everything, text=text, province=chosen_province, level=chosen_level, task=chosen_task)
    st.caption(f"{len(found)} van de {len(everything)} profielen. Regio 34 staat er als haar twee subregio's.")
    return found


def matching(
    regions: Sequence[Region], *, text: str = "", province: str = "", level: str = "", task: str = ""
) -> list[Region]:
    """Return the regions that meet all choices; an empty choice asks nothing."""
    wanted = text.strip().casefold()
    return [
        r
        for r in regions
        if (not wanted or any(wanted in name.casefold() for name in _names(r)))
        and (not province or any(m.municipality.province == province for m in r.members))
        and (not level or any(level in a.levels for a in r.allocations.values() if task in {"", a.task}))
    ]


def _names(region: Region) -> list[str]:
    members = [name for m in region.members for name in (m.municipality.name, m.printed)]
    return [region.title, region.name, *members]


def matrix(regions: Sequence[Region], aspect: str) -> pd.DataFrame:
    """Return a row per region and a column per task, in words; aspect is "niveau" or "overeenstemming"."""
    name: Callable[[Allocation | None], str] = level_name if aspect == "niveau" else agreement_name
    rows = [
        {"Nr": float(r.number), "Regio": r.name, **{task_name(t): name(r.allocations.get(t)) for t in KEYS}}
        for r in regions
    ]
    return pd.DataFrame(rows)


def _show_matrix(regions: list[Region], aspect: str) -> None:
    frame = matrix(regions, aspect)
    _legend(aspect)
    row_height = WRAPPED if aspect == "niveau" else 38
    st.dataframe(
        frame.style.apply(lambda _: _styles(regions, frame, aspect), axis=None),
        hide_index=True,
        height=min(row_height * len(regions) + 44, 760),
        row_height=row_height,
        column_config=_columns(aspect),
        on_select=lambda: _select([r.key for r in regions]),
        selection_mode="single-cell",
        key="regios_matrix",
    )
    st.caption("Klik op een vak om de passage te lezen, op de kop van een kolom om te sorteren.")
    download_csv(frame, f"regios-{aspect}-2013", key="regios_csv")
    _cell_choice(regions)


def _styles(regions: list[Region], frame: pd.DataFrame, aspect: str) -> pd.DataFrame:
    style = level_style if aspect == "niveau" else agreement_style
    styles = pd.DataFrame("", index=frame.index, columns=frame.columns)
    for key in KEYS:
        styles[task_name(key)] = [style(r.allocations.get(key)) for r in regions]
    return styles


def _columns(aspect: str) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "Nr": st.column_config.NumberColumn(format="%g", width=50, help="Nummer van de regio in de inventarisatie"),
        "Regio": st.column_config.TextColumn(pinned=True, width=185 if aspect == "overeenstemming" else 150),
    }
    for task in TASKS:
        name = task_name(task.key)
        columns[name] = st.column_config.TextColumn(width=130, help=task.label)
    return columns


def _legend(aspect: str) -> None:
    colours = LEVEL_COLOURS if aspect == "niveau" else AGREEMENT_COLOURS
    words = LEVEL_WORDS if aspect == "niveau" else AGREEMENT_WORDS
    swatches = "".join(
        f'<span style="background:{colours[key]};color:{text_colour(colours[key])};border:1px solid #999;'
        f'padding:.1rem .5rem;border-radius:.25rem">{word}</span>'
        for key, word in words.items()
    )
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:.4rem;font-size:.85rem">{swatches}</div>')


def _select(keys: list[str]) -> None:
    """Put the cell of a task that was clicked in the address.

    A table that gets the focus, as when it is sorted, selects its first cell by itself: a region's name asks nothing.
    """
    for row, column in st.session_state["regios_matrix"].selection.cells:
        task = next((t for t in KEYS if task_name(t) == column), None)
        if task is not None:
            keep(regio=keys[row], taak=task)


def _cell_choice(regions: list[Region]) -> None:
    """Render the way to a cell that needs no mouse."""
    names = {r.key: region_name(r) for r in regions}
    st.markdown("**Of kies een regio en een taak**")
    left, right = st.columns(2)
    chosen = left.selectbox(
        "Regio",
        ["", *names],
        format_func=lambda k: names.get(k, "Kies een regio"),
        **bound("regio", key="regios_regio", choices=["", *names]),
    )
    right.selectbox(
        "Taak",
        ["", *KEYS],
        format_func=lambda k: coded_concepts("taak")[k].label if k else "Kies een taak",
        **bound("taak", key="regios_taak", choices=["", *KEYS]),
    )
    if chosen:
        page_link("regio", f"Alles over {md(names[chosen])}", icon=":material/arrow_forward:", regio=chosen)


def _open_cell(inventory: Inventory) -> None:
    """Open the cell that the address names."""
    regions = {r.key: r for r in inventory.profiles}
    region, task = parameter("regio", list(regions), ""), parameter("taak", KEYS, "")
    if region and task:
        title = f"{coded_concepts('taak')[task].label} in {regions[region].title}"
        st.dialog(md(title), width="medium", on_dismiss=close_dialog)(_show_cell)(regions[region], task)


def _show_cell(region: Region, task: str) -> None:
    show_allocation(region, task)
    page_link("regio", f"Alles over {md(region.title)}", icon=":material/arrow_forward:", regio=region.key)


def shares(regions: Sequence[Region], aspect: str) -> pd.DataFrame:
    """Return per task and category how many regions chose it, and which share of all regions that is."""
    words = LEVEL_WORDS if aspect == "niveau" else AGREEMENT_WORDS
    rows = []
    for key in KEYS:
        allocations = [r.allocations.get(key) for r in regions]
        counted = Counter(level_key(a) if aspect == "niveau" else (a and a.agreement) or "" for a in allocations)
        rows += [(task_name(key), words[c], counted[c], counted[c] / len(regions), i) for i, c in enumerate(words)]
    return pd.DataFrame(rows, columns=["Taak", "Keuze", "Aantal", "Aandeel", "Volgorde"])


def _show_summary(regions: list[Region]) -> None:
    for aspect, words, colours in (
        ("niveau", LEVEL_WORDS, LEVEL_COLOURS),
        ("overeenstemming", AGREEMENT_WORDS, AGREEMENT_COLOURS),
    ):
        st.subheader(f"{VIEWS[aspect]} per taak")
        frame = shares(regions, aspect)
        st.altair_chart(_bars(frame, words, colours), width="stretch", key=f"regios_balken_{aspect}")
        table = _share_table(frame)
        st.dataframe(table, hide_index=True, height="content", key=f"regios_aandelen_{aspect}")
        download_csv(table, f"samenvatting-{aspect}-2013", key=f"regios_csv_{aspect}")


def _bars(frame: pd.DataFrame, words: dict[str, str], colours: dict[str, str]) -> alt.LayerChart:
    names, shades = list(words.values()), [colours[k] for k in words]
    base = alt.Chart(frame[frame["Aantal"] > 0]).encode(
        y=alt.Y(
            "Taak:N", sort=[task_name(k) for k in KEYS], title=None, axis=alt.Axis(labelLimit=160, labelOverlap=False)
        ),
        x=alt.X("Aantal:Q", stack="zero", title="Aantal regio's"),
        order=alt.Order("Volgorde:Q"),
        tooltip=[
            "Taak",
            "Keuze",
            alt.Tooltip("Aantal:Q", title="Regio's"),
            alt.Tooltip("Aandeel:Q", format=".0%"),
        ],
    )
    bars = base.mark_bar(stroke="#777777", strokeWidth=0.5).encode(
        color=alt.Color(
            "Keuze:N",
            scale=alt.Scale(domain=names, range=shades),
            legend=_legend_above(),
        )
    )
    labels = base.mark_text(dx=-9, fontSize=11).encode(
        x=alt.X("Aantal:Q", stack="zero"),
        text="Aantal:Q",
        color=alt.Color("Keuze:N", scale=alt.Scale(domain=names, range=[text_colour(s) for s in shades]), legend=None),
    )
    chart = cast("alt.LayerChart", alt.layer(bars, labels))
    chart.resolve = alt.Resolve(scale=alt.LegendResolveMap(color="independent"))
    chart.height = 480
    return chart


def _share_table(frame: pd.DataFrame) -> pd.DataFrame:
    texts = frame.assign(Tekst=[f"{n} ({a:.0%})" for n, a in zip(frame["Aantal"], frame["Aandeel"], strict=True)])
    order = list(dict.fromkeys(frame["Keuze"]))
    wide = texts.pivot_table(index="Taak", columns="Keuze", values="Tekst", aggfunc="first")
    return wide.loc[[task_name(k) for k in KEYS], order].reset_index()


def places(regions: Sequence[Region], task: str = "") -> pd.DataFrame:
    """Return the municipalities with a place on the map, one per row; with a task, also its level."""
    rows = []
    for index, region in enumerate(regions):
        allocation = region.allocations.get(task)
        rows += [
            {
                "Gemeente": m.municipality.name,
                "Regio": region_name(region),
                "Nummer": region.number,
                "Niveau": level_name(allocation) if task else "",
                "Groep": LEVEL_WORDS[level_key(allocation)] if task else region.key,
                "Vorm": SHAPES[index // len(REGION_COLOURS) % len(SHAPES)],
                "Kleur": REGION_COLOURS[index % len(REGION_COLOURS)],
                "breedte": m.municipality.latitude,
                "lengte": m.municipality.longitude,
            }
            for m in region.members
            if m.municipality.latitude is not None
        ]
    return pd.DataFrame(rows)


def _show_map(everything: list[Region], regions: list[Region]) -> None:
    """Draw all municipalities; those outside the chosen regions stay as a grey background."""
    names = {r.key: region_name(r) for r in regions}
    left, right = st.columns(2)
    task = left.selectbox(
        "Kleur naar",
        ["", *KEYS],
        format_func=lambda k: f"Niveau van {coded_concepts('taak')[k].label}" if k else "Regio",
        **bound("kleur", key="regios_kleur", choices=["", *KEYS]),
    )
    chosen = right.selectbox(
        "Licht één regio uit",
        ["", *names],
        format_func=lambda k: names.get(k, "Geen"),
        **bound("regio", key="regios_uitgelicht", choices=["", *names]),
    )
    frame = places(everything, task)
    if frame.empty:
        st.info("Van deze gemeenten is geen ligging bekend.")
        return
    frame["Uitgelicht"] = frame["Regio"].isin([names[chosen]] if chosen in names else names.values())
    st.altair_chart(_map(frame, by_level=bool(task)), width="stretch", key="regios_kaart")
    st.caption(f"{_how_to_read(task)} Ligging: CBS/Kadaster.")
    with st.expander("De kaart als tabel"):
        table = frame.loc[frame["Uitgelicht"], ["Gemeente", "Regio", *(["Niveau"] if task else [])]]
        st.dataframe(table, hide_index=True, key="regios_kaarttabel")
        download_csv(table, "gemeenten-2013", key="regios_csv_kaart")


def _how_to_read(task: str) -> str:
    if task:
        return "Elk punt is een gemeente; kleur en vorm geven het niveau dat haar regio voor deze taak koos."
    return (
        "Elk punt is een gemeente. Gemeenten van één regio hebben dezelfde kleur en vorm; het getal is "
        "het nummer van de regio. Wijs een punt aan voor de namen."
    )


def _map(frame: pd.DataFrame, *, by_level: bool) -> alt.LayerChart:
    tooltip = ["Gemeente", "Regio", *(["Niveau"] if by_level else [])]
    colour = _level_colour() if by_level else alt.Color("Kleur:N", scale=None)
    base = alt.Chart(frame).encode(longitude="lengte:Q", latitude="breedte:Q", tooltip=tooltip)
    points = base.mark_point(filled=True, size=70, stroke="#555555", strokeWidth=0.6).encode(
        shape=_level_shape() if by_level else alt.Shape("Vorm:N", scale=None),
        color=alt.condition("datum.Uitgelicht", colour, alt.value(FADED)),
        opacity=alt.condition("datum.Uitgelicht", alt.value(1), alt.value(0.35)),
    )
    chart = cast("alt.LayerChart", alt.layer(points, *([] if by_level else _numbers(frame))))
    chart.projection = alt.Projection(type="mercator")
    chart.height = 720
    return chart


def _level_colour() -> alt.Color:
    scale = alt.Scale(domain=list(LEVEL_WORDS.values()), range=[LEVEL_COLOURS[k] if k else FADED for k in LEVEL_WORDS])
    return alt.Color("Groep:N", scale=scale, legend=_legend_above())


def _level_shape() -> alt.Shape:
    scale = alt.Scale(domain=list(LEVEL_WORDS.values()), range=list(LEVEL_SHAPES.values()))
    return alt.Shape("Groep:N", scale=scale, legend=_legend_above())


def _legend_above() -> alt.Legend:
    return alt.Legend(
        orient="top",
        columns=2,
        title=None,
        labelLimit=200,
        symbolStrokeWidth=0.6,
        symbolSize=110,
        symbolOpacity=1,
    )


def _numbers(frame: pd.DataFrame) -> list[Any]:
    """Return the number of each region in the middle of its municipalities, on a halo."""
    centres = frame[frame["Uitgelicht"]].groupby("Nummer", as_index=False)[["lengte", "breedte"]].mean()
    base = alt.Chart(centres).encode(longitude="lengte:Q", latitude="breedte:Q", text="Nummer:N")
    halo = base.mark_text(fontSize=14, fontWeight="bold", stroke="#ffffff", strokeWidth=4, color="#ffffff")
    return [halo, base.mark_text(fontSize=14, fontWeight="bold", color="#000000")]
