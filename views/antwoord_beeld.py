"""An answer as a chart, as a map and as a network."""

from __future__ import annotations

from collections import defaultdict

import altair as alt
import pandas as pd
import pyoxigraph as ox
import streamlit as st

from graph.model import Iri
from graph.network import describe, layout
from graph.network.answer import of_lines
from graph.vocabulary import GEO, KETEN_IRI, PREFIXES
from views import tekening
from views.antwoord_tabel import Table, link_of, named
from views.gedeeld import load, md, page_link, store, thousands
from views.taal import language, t

__all__ = ["chart", "has_lines", "has_numbers", "has_places", "map_", "network"]

_BARS = 60
"""Bars that a person can still read."""
_LINES = 1_000
"""Lines that are drawn: as many as the page of the network draws without faltering."""
_LATITUDE, _LONGITUDE = {"breedte", "lat", "latitude"}, {"lengte", "long", "lon", "longitude"}
"""Names of variables that hold coordinates."""
_RELATED = f"{PREFIXES['rdfs']}seeAlso"
"""Stands between two things of a row that names no relation."""
_KEY, _CHOSEN = "vragen_netwerk", "vragen_netwerk_gekozen"
_LOOKED_AT = 200
"""Rows that tell whether an answer has places."""


def has_numbers(table: Table) -> bool:
    """Whether there is a number to draw beside something that it is of."""
    numbers = _numbers(table)
    return bool(numbers) and len(table.visible) > len(numbers) and len(table.cells) > 1


def _numbers(table: Table) -> list[int]:
    coordinates = set(_coordinates(table) or ())
    return [n for n in table.visible if table.numeric(n) and n not in coordinates]


def chart(table: Table, key: str) -> None:
    """Render bars: a number for each name."""
    numbers = _numbers(table)
    words = [n for n in table.visible if not table.numeric(n)]
    left, middle, right = st.columns(3)
    label = table.headings.__getitem__
    what = left.selectbox(t("vragen.horizontaal"), words, format_func=label, key=f"vragen_wat_{key}")
    much = middle.selectbox(t("vragen.verticaal"), numbers, format_func=label, key=f"vragen_hoeveel_{key}")
    others: list[int | None] = [None, *(n for n in words if n != what)]
    # What has several rows for one name is told apart by the next column.
    repeated = len({table.text(r, what) for r in range(len(table.cells))}) < len(table.cells)
    colour = right.selectbox(
        t("vragen.kleur"),
        others,
        index=1 if repeated and len(others) > 1 else 0,
        format_func=lambda n: t("vragen.geen") if n is None else label(n),
        key=f"vragen_kleur_{key}",
    )
    names = list(dict.fromkeys(table.text(r, what) for r in range(len(table.cells))))
    shown = set(names[:_BARS])
    rows = [r for r in range(len(table.cells)) if table.text(r, what) in shown]
    frame = pd.DataFrame(
        {
            "wat": [table.text(r, what) for r in rows],
            "hoeveel": [float(table.values[much][r] or 0) for r in rows],
            "kleur": [table.text(r, colour) if colour is not None else "" for r in rows],
        }
    )
    tooltip = [alt.Tooltip("wat:N", title=label(what)), alt.Tooltip("hoeveel:Q", title=label(much))]
    encoding: dict[str, object] = {
        "x": alt.X("hoeveel:Q", title=label(much), stack="zero"),
        "y": alt.Y("wat:N", title=label(what), sort=names[:_BARS], axis=alt.Axis(labelLimit=260)),
    }
    if colour is not None:
        tooltip.append(alt.Tooltip("kleur:N", title=label(colour)))
        legend = alt.Legend(title=label(colour), orient="top", columns=3, labelLimit=220)
        encoding["color"] = alt.Color("kleur:N", legend=legend)
    drawn = alt.Chart(frame).mark_bar().encode(**encoding, tooltip=tooltip)
    st.altair_chart(drawn.properties(height=max(160, 24 * len(shown))), width="stretch", key=f"vragen_grafiek_{key}")
    if len(names) > _BARS:
        st.caption(t("vragen.grafiek_deel", n=_BARS))


# ---------------------------------------------------------------- map


def _coordinates(table: Table) -> tuple[int, int] | None:
    names = [v.casefold() for v in table.variables]
    latitude = next((n for n, v in enumerate(names) if v in _LATITUDE), None)
    longitude = next((n for n, v in enumerate(names) if v in _LONGITUDE), None)
    if latitude is None or longitude is None or not (table.numeric(latitude) and table.numeric(longitude)):
        return None
    return latitude, longitude


@st.cache_resource(show_spinner=False)
def _places() -> dict[Iri, tuple[float, float]]:
    """Return latitude and longitude of each municipality, and of each region the mean of its municipalities."""
    found: dict[Iri, list[float]] = defaultdict(lambda: [float("nan"), float("nan")])
    for at, predicate in enumerate((GEO.lat, GEO.long)):
        for quad in store().quads_for_pattern(None, ox.NamedNode(str(predicate)), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                found[quad.subject.value][at] = float(quad.object.value)
    places = {iri: (lat, long) for iri, (lat, long) in found.items() if lat == lat and long == long}  # noqa: PLR0124  (NaN)
    for iri, region in load().regions.items():
        members = [places[m.municipality.iri] for m in region.members if m.municipality.iri in places]
        if members:
            places[iri] = (sum(p[0] for p in members) / len(members), sum(p[1] for p in members) / len(members))
    return places


def _place_column(table: Table) -> int | None:
    """Return the column of things that have a place: the one with the most of them."""
    places = _places()
    best: tuple[int, int | None] = (0, None)
    for column in table.iris:
        cells = [row[column] for row in table.cells[:_LOOKED_AT]]
        placed = sum(c is not None and c.value in places for c in cells)
        if placed * 2 >= len([c for c in cells if c is not None]):
            best = max(best, (placed, column), key=lambda b: b[0])
    return best[1]


def has_places(table: Table) -> bool:
    """Whether rows have coordinates, or name things that have."""
    return _coordinates(table) is not None or _place_column(table) is not None


def map_(table: Table, key: str) -> None:
    """Render a dot for each place."""
    coordinates, column = _coordinates(table), _place_column(table)
    shown = [n for n in table.visible if n not in (coordinates or ())]
    records: list[dict[str, object]] = []
    for number, row in enumerate(table.cells):
        if coordinates is not None:
            place = (table.values[coordinates[0]][number], table.values[coordinates[1]][number])
        else:
            cell = row[column] if column is not None else None
            place = _places().get(cell.value, (None, None)) if cell is not None else (None, None)
        if place[0] is None or place[1] is None:
            continue
        texts = {f"k{n}": table.text(number, n)[:120] for n in shown}
        records.append({"breedte": place[0], "lengte": place[1], **texts})
    others: list[int | None] = [None, *shown[1:]]
    groups = [n for n in shown[1:] if 1 < len({table.text(r, n) for r in range(len(table.cells))}) <= 12]
    colour = st.selectbox(
        t("vragen.kleur"),
        others,
        index=others.index(groups[0]) if groups else 0,
        format_func=lambda n: t("vragen.geen") if n is None else table.headings[n],
        key=f"vragen_kaartkleur_{key}",
    )
    base = alt.Chart(pd.DataFrame(records)).encode(
        longitude="lengte:Q",
        latitude="breedte:Q",
        tooltip=[alt.Tooltip(f"k{n}:N", title=table.headings[n]) for n in shown],
    )
    points = base.mark_point(filled=True, size=70, stroke="#555555", strokeWidth=0.6, opacity=0.9)
    if colour is not None:
        legend = alt.Legend(title=table.headings[colour], orient="top", columns=3, labelLimit=200)
        points = points.encode(
            color=alt.Color(f"k{colour}:N", legend=legend), shape=alt.Shape(f"k{colour}:N", legend=legend)
        )
    drawn = points.project(type="mercator").properties(height=620)
    st.altair_chart(drawn, width="stretch", key=f"vragen_kaart_{key}")
    st.caption(t("vragen.kaart_plaatsen", n=thousands(len(records))))


# ---------------------------------------------------------------- network


def _ends(table: Table) -> tuple[int, int | None, int] | None:
    """Return the columns of subject, relation (where there is one) and object; None where rows are no lines."""
    things, relations = [], []
    for column in table.iris:
        cells = [c for c in (row[column] for row in table.cells[:_LOOKED_AT]) if c is not None and c.kind == "iri"]
        terms = [c for c in cells if c.value.startswith(KETEN_IRI)]
        if len(terms) * 2 > len(cells):
            if all(c.value.removeprefix(KETEN_IRI)[:1].islower() for c in terms):
                relations.append(column)
        elif any((link := link_of(c.value)) is not None and link.page == "ding" for c in cells[:20]):
            things.append(column)
    if len(things) < 2:
        return None
    between = [n for n in relations if things[0] < n < things[-1]]
    return things[0], next(iter(between), None), things[1]


def has_lines(table: Table) -> bool:
    """Whether rows name two things."""
    return _ends(table) is not None


def network(table: Table, key: str) -> None:
    """Render the rows as lines; a click on a thing gives a link to its page."""
    ends = _ends(table)
    if ends is None:
        return
    subject, relation, target = ends
    lines: dict[tuple[Iri, Iri, Iri], None] = {}
    for row in table.cells:
        begin, end = row[subject], row[target]
        between = row[relation] if relation is not None else None
        if begin is None or end is None or begin.kind != "iri" or end.kind != "iri":
            continue
        lines[begin.value, between.value if between is not None else _RELATED, end.value] = None
    shown = list(lines)[:_LINES]
    graph = of_lines(store(), shown, named)
    unnamed = [named(_RELATED), "seeAlso"]
    nodes, edges = describe(graph, layout(graph), unnamed=unnamed, language=language())
    tekening.draw(
        nodes,
        edges,
        picture=f"{key}_{language()}",
        description=t("vragen.netwerk_beschrijving", knopen=len(nodes), lijnen=len(edges)),
        node="",
        edge="",
        key=_KEY,
        on_click=_clicked,
    )
    if len(lines) > _LINES:
        st.caption(_left_out(len(lines)))
    chosen = str(st.session_state.get(_CHOSEN, ""))
    link = link_of(chosen) if chosen in graph else None
    if link is not None:
        page_link(link.page, md(named(chosen)), icon=":material/arrow_forward:", **dict(link.parameters))


def _left_out(lines: int) -> str:
    return t("vragen.netwerk_deel", n=thousands(_LINES), alle=thousands(lines), rest=thousands(lines - _LINES))


def _clicked() -> None:
    st.session_state[_CHOSEN] = tekening.clicked(_KEY)[0]
