"""The regions side by side: where each puts its tasks, how firmly, in sum and on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, cast

import altair as alt
import pandas as pd
import streamlit as st

from graph.regions import AGREEMENTS, LEVELS, TASKS, Allocation, Inventory, Region
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
    agreement_label,
    agreement_name,
    agreement_style,
    close_dialog,
    level_key,
    level_label,
    level_name,
    level_style,
    region_name,
    show_allocation,
    task_label,
    task_name,
    text_colour,
)
from views.taal import t

VIEWS = ("niveau", "overeenstemming", "samenvatting", "kaart")
KEYS = [t.key for t in TASKS]
#: Categories of a level and of an agreement, in order; the empty one is that nothing was filled in.
LEVEL_KEYS = (*LEVELS, "gemengd", "")
AGREEMENT_KEYS = (*AGREEMENTS, "")
#: Eight colours that the colour-blind can tell apart (Okabe and Ito 2008); with six shapes, 48 combinations.
REGION_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#6b6b6b", "#b8a800")
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
LEVEL_SHAPES = dict(zip(LEVEL_KEYS, (*SHAPES, "stroke"), strict=True))
#: Height in pixels from which Streamlit lets the text of a cell run over several lines.
WRAPPED = 66
FADED = "#d0d0d0"


def show() -> None:
    """Render the page."""
    inventory = load()
    st.title(t("regios.titel"))
    view = st.segmented_control(
        t("regios.wat"),
        VIEWS,
        format_func=_view_name,
        **bound("weergave", "niveau", key="regios_weergave", choices=VIEWS),
    )
    view = view or "niveau"
    st.caption(t(f"regios.uitleg_{view}"))
    regions = _filters(inventory)
    if not regions:
        st.info(t("regios.niets"))
    elif view == "kaart":
        _show_map(inventory.profiles, regions)
    elif view == "samenvatting":
        _show_summary(regions)
    else:
        _show_matrix(regions, view)
    _open_cell(inventory)


def _view_name(view: str) -> str:
    return t(f"regios.weergave_{view}")


def _words(aspect: str) -> dict[str, str]:
    """Return the categories of "niveau" or "overeenstemming" in order, with the words on the screen."""
    if aspect == "niveau":
        return {key: level_label(key) for key in LEVEL_KEYS}
    return {key: agreement_label(key) for key in AGREEMENT_KEYS}


def _filters(inventory: Inventory) -> list[Region]:
    """Render the choices and return the regions that meet them."""
    everything = inventory.profiles
    provinces = sorted({m.municipality.province for r in everything for m in r.members})
    search, province, level, task = st.columns([3, 2, 2, 3])
    text = search.text_input(
        t("regios.zoek"), placeholder=t("regios.zoek_voorbeeld"), **bound("zoek", key="regios_zoek")
    )
    chosen_province = province.selectbox(
        t("regios.provincie"),
        ["", *provinces],
        format_func=lambda p: p or t("regios.alle_provincies"),
        **bound("provincie", key="regios_provincie", choices=["", *provinces]),
    )
    chosen_level = level.selectbox(
        t("regios.alleen_niveau"),
        ["", *LEVELS],
        format_func=lambda k: level_label(k) if k else t("regios.elk_niveau"),
        **bound("niveau", key="regios_niveau", choices=["", *LEVELS]),
    )
    chosen_task = ""
    if chosen_level:
        chosen_task = task.selectbox(
            t("regios.voor_taak"),
            ["", *KEYS],
            format_func=lambda k: task_label(k) if k else t("regios.een_of_meer"),
            **bound("voortaak", key="regios_voortaak", choices=["", *KEYS]),
        )
    found = matching(everything, text=text, province=chosen_province, level=chosen_level, task=chosen_task)
    st.caption(t("regios.gevonden", n=len(found), alle=len(everything)))
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
        {
            t("regio.kolom_nr"): float(r.number),
            t("regios.regio"): r.name,
            **{task_name(key): name(r.allocations.get(key)) for key in KEYS},
        }
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
    st.caption(t("regios.klik"))
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
        t("regio.kolom_nr"): st.column_config.NumberColumn(format="%g", width=50, help=t("regios.nummer")),
        t("regios.regio"): st.column_config.TextColumn(pinned=True, width=185 if aspect == "overeenstemming" else 150),
    }
    for task in TASKS:
        name = task_name(task.key)
        columns[name] = st.column_config.TextColumn(width=130, help=task_label(task.key))
    return columns


def _legend(aspect: str) -> None:
    colours = LEVEL_COLOURS if aspect == "niveau" else AGREEMENT_COLOURS
    words = _words(aspect)
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
        task = next((key for key in KEYS if task_name(key) == column), None)
        if task is not None:
            keep(regio=keys[row], taak=task)


def _cell_choice(regions: list[Region]) -> None:
    """Render the way to a cell that needs no mouse."""
    names = {r.key: region_name(r) for r in regions}
    st.markdown(f"**{t('regios.kies_cel')}**")
    left, right = st.columns(2)
    chosen = left.selectbox(
        t("regios.regio"),
        ["", *names],
        format_func=lambda k: names.get(k, t("regio.kies")),
        **bound("regio", key="regios_regio", choices=["", *names]),
    )
    right.selectbox(
        t("regio.kolom_taak"),
        ["", *KEYS],
        format_func=lambda k: task_label(k) if k else t("regio.kies_taak"),
        **bound("taak", key="regios_taak", choices=["", *KEYS]),
    )
    if chosen:
        page_link(
            "regio", t("regios.alles_over", naam=md(names[chosen])), icon=":material/arrow_forward:", regio=chosen
        )


def _open_cell(inventory: Inventory) -> None:
    """Open the cell that the address names."""
    regions = {r.key: r for r in inventory.profiles}
    region, task = parameter("regio", list(regions), ""), parameter("taak", KEYS, "")
    if region and task:
        title = t("regio.taak_in_regio", taak=task_label(task), regio=regions[region].title)
        st.dialog(md(title), width="medium", on_dismiss=close_dialog)(_show_cell)(regions[region], task)


def _show_cell(region: Region, task: str) -> None:
    show_allocation(region, task)
    page_link("regio", t("regios.alles_over", naam=md(region.title)), icon=":material/arrow_forward:", regio=region.key)


def shares(regions: Sequence[Region], aspect: str) -> pd.DataFrame:
    """Return per task and category how many regions chose it, and which share of all regions that is."""
    words = _words(aspect)
    rows = []
    for key in KEYS:
        allocations = [r.allocations.get(key) for r in regions]
        counted = Counter(level_key(a) if aspect == "niveau" else (a and a.agreement) or "" for a in allocations)
        rows += [(task_name(key), words[c], counted[c], counted[c] / len(regions), i) for i, c in enumerate(words)]
    return pd.DataFrame(rows, columns=["Taak", "Keuze", "Aantal", "Aandeel", "Volgorde"])


def _show_summary(regions: list[Region]) -> None:
    for aspect, colours in (("niveau", LEVEL_COLOURS), ("overeenstemming", AGREEMENT_COLOURS)):
        words = _words(aspect)
        st.subheader(t("regios.per_taak", aspect=_view_name(aspect)))
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
        x=alt.X("Aantal:Q", stack="zero", title=t("regios.aantal")),
        order=alt.Order("Volgorde:Q"),
        tooltip=[
            alt.Tooltip("Taak:N", title=t("regio.kolom_taak")),
            alt.Tooltip("Keuze:N", title=t("regios.keuze")),
            alt.Tooltip("Aantal:Q", title=t("regios.aantal")),
            alt.Tooltip("Aandeel:Q", format=".0%", title=t("regios.aandeel")),
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
    return wide.loc[[task_name(k) for k in KEYS], order].rename_axis(t("regio.kolom_taak")).reset_index()


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
                "Groep": level_label(level_key(allocation)) if task else region.key,
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
        t("regios.kleur"),
        ["", *KEYS],
        format_func=lambda k: t("regios.niveau_van", taak=task_label(k)) if k else t("regios.regio"),
        **bound("kleur", key="regios_kleur", choices=["", *KEYS]),
    )
    chosen = right.selectbox(
        t("regios.licht_uit"),
        ["", *names],
        format_func=lambda k: names.get(k, t("regios.geen")),
        **bound("regio", key="regios_uitgelicht", choices=["", *names]),
    )
    frame = places(everything, task)
    if frame.empty:
        st.info(t("regios.geen_ligging"))
        return
    frame["Uitgelicht"] = frame["Regio"].isin([names[chosen]] if chosen in names else names.values())
    st.altair_chart(_map(frame, by_level=bool(task)), width="stretch", key="regios_kaart")
    st.caption(f"{_how_to_read(task)} {t('regios.ligging')}")
    with st.expander(t("regios.als_tabel")):
        names_shown = _place_names(by_level=bool(task))
        table = frame.loc[frame["Uitgelicht"], list(names_shown)].rename(columns=names_shown)
        st.dataframe(table, hide_index=True, key="regios_kaarttabel")
        download_csv(table, "gemeenten-2013", key="regios_csv_kaart")


def _how_to_read(task: str) -> str:
    return t("regios.lees_niveau") if task else t("regios.lees_regio")


def _place_names(*, by_level: bool) -> dict[str, str]:
    """Return what is shown of a place, with its name on the screen."""
    shown = {"Gemeente": t("regio.kolom_gemeente"), "Regio": t("regios.regio")}
    return {**shown, "Niveau": t("regio.niveau")} if by_level else shown


def _map(frame: pd.DataFrame, *, by_level: bool) -> alt.LayerChart:
    tooltip = [alt.Tooltip(f"{column}:N", title=name) for column, name in _place_names(by_level=by_level).items()]
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
    words = _words("niveau")
    scale = alt.Scale(domain=list(words.values()), range=[LEVEL_COLOURS[k] if k else FADED for k in words])
    return alt.Color("Groep:N", scale=scale, legend=_legend_above())


def _level_shape() -> alt.Shape:
    scale = alt.Scale(domain=list(_words("niveau").values()), range=list(LEVEL_SHAPES.values()))
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
