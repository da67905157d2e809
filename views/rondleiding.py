"""The guided tour: five stops through one question, each with what a document says and how the graph holds it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
import yaml

from graph import network
from graph.model import Iri
from graph.network import Relation
from graph.privacy import mask
from graph.vocabulary import label
from loaders.document import DOCUMENTS_FOLDER
from views.gedeeld import keep, load, md, page_link, show_passages, store
from views.netwerk_kaart import legend
from views.netwerk_keuze import whole
from views.taal import language, t
from views.tekening import draw

_FILE = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document."""

    slug: str
    text: str

    def place(self) -> tuple[int, int] | None:
        """Return where the words stand, begin and end, whatever white space is between them; None when nowhere."""
        path = DOCUMENTS_FOLDER / self.slug / "tekst.txt"
        text = path.read_bytes().decode("utf-8") if path.is_file() else ""
        found = re.search(r"\s+".join(map(re.escape, self.text.split())), text)
        return found.span() if found else None


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of the tour; texts by language."""

    title: dict[str, str]
    text: dict[str, str]
    quotes: tuple[Quote, ...]
    things: tuple[str, ...]
    page: str
    parameters: dict[str, str]
    link: dict[str, str]


@cache
def tour() -> tuple[dict[str, str], tuple[Stop, ...]]:
    """Return the question of the tour and its stops."""
    raw = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    stops = tuple(
        Stop(
            title=entry["titel"],
            text=entry["tekst"],
            quotes=tuple(Quote(q["document"], q["citaat"]) for q in entry["citaten"]),
            things=tuple(entry["dingen"]),
            page=entry["verder"]["pagina"],
            parameters=entry["verder"]["parameters"],
            link=entry["verder"]["tekst"],
        )
        for entry in raw["haltes"]
    )
    return raw["vraag"], stops


def show() -> None:
    """Render the stop that the address names."""
    question, stops = tour()
    st.title(t("rondleiding.titel"))
    st.markdown(t("rondleiding.inleiding"))
    st.subheader(md(question[language()]), anchor=False)
    asked = st.query_params.get("halte", "1")
    number = int(asked) if asked.isdigit() and 1 <= int(asked) <= len(stops) else 1
    stop = stops[number - 1]
    st.progress(number / len(stops), t("rondleiding.halte", nummer=number, aantal=len(stops)))
    _steps(number, len(stops))
    st.header(md(stop.title[language()]), anchor=False)
    st.markdown(stop.text[language()])
    words, picture = st.columns([5, 4], gap="medium")
    with words:
        for quote in stop.quotes:
            _quote(quote, stop.things)
        page_link(stop.page, md(stop.link[language()]), icon=":material/arrow_forward:", **stop.parameters)
    with picture:
        _picture(stops, number)
    if number == len(stops):
        st.markdown(f"**{t('rondleiding.zelf')}**")
        page_link("netwerk", t("rondleiding.zelf_netwerk"), icon=":material/hub:", wat="weg")
        page_link("vergelijk", t("rondleiding.zelf_vergelijk"), icon=":material/compare_arrows:")
        page_link("tijdlijn", t("rondleiding.zelf_tijdlijn"), icon=":material/timeline:")


def _steps(number: int, last: int) -> None:
    with st.container(horizontal=True):
        if number > 1:
            st.button(t("rondleiding.vorige"), key="rondleiding_vorige", on_click=_go, args=(number - 1,),
                      icon=":material/arrow_back:")  # fmt: skip
        if number < last:
            st.button(t("rondleiding.volgende"), key="rondleiding_volgende", on_click=_go, args=(number + 1,),
                      icon=":material/arrow_forward:", type="primary")  # fmt: skip
        else:
            st.button(t("rondleiding.opnieuw"), key="rondleiding_opnieuw", on_click=_go, args=(1,))


def _go(number: int) -> None:
    keep(halte=str(number) if number > 1 else None)


def _quote(quote: Quote, things: tuple[str, ...]) -> None:
    """Show the words in their context, and what was read from them."""
    if quote.place() is None:
        st.warning(t("rondleiding.citaat_weg", wat=md(quote.text[:60]), document=md(quote.slug)))
        return
    found = read_from(quote)
    st.caption(t("rondleiding.staat_er"))
    st.html(f'<div class="passage"><mark>{html.escape(mask(quote.text))}</mark></div>')
    passages = list(dict.fromkeys(passage for _, passage in found))
    if passages:
        with st.expander(t("rondleiding.in_verband")):
            show_passages(passages[:1])
    sentences = [network.sentence(whole(), relation, language()) for relation, _ in found] + _in_words(quote, things)
    st.caption(t("rondleiding.gelezen") if sentences else t("rondleiding.niets_gelezen"))
    st.markdown("\n".join(f"- {md(sentence)}" for sentence in dict.fromkeys(sentences)))


def _in_words(quote: Quote, things: tuple[str, ...]) -> list[str]:
    """Return what the words say of the things of a stop that is no relation: how often it meets, what it may not do."""
    place, found = quote.place(), []
    for thing in (network.find(whole(), key) for key in things):
        for predicate, value, modality, claim in network.facts(store(), thing.iri) if thing and place else ():
            passages = [p for iri in claim.passages if (p := load().passage(iri)) is not None and p.slug == quote.slug]
            if thing and place and any(p.begin < place[1] and place[0] < p.end for p in passages):
                how = "" if modality == "feitelijk" else f" ({network.modality_name(modality, language())})"
                found.append(f"{thing.label}, {label(predicate, language())}{how}: {value}")
    return found


def read_from(quote: Quote) -> list[tuple[Relation, Iri]]:
    """Return the relations that were read from some words, each with the passage that they overlap most."""
    place = quote.place()
    if place is None:
        return []
    found: list[tuple[int, Relation, Iri]] = []
    for begin, end, passage, relation in _passages().get(quote.slug, ()):
        overlap = min(end, place[1]) - max(begin, place[0])
        if overlap > 0:
            found.append((overlap, relation, passage))
    return [(relation, passage) for _, relation, passage in sorted(found, key=lambda f: (-f[0], f[1].key))]


@st.cache_resource(show_spinner=False)
def _passages() -> dict[str, list[tuple[int, int, Iri, Relation]]]:
    """Return the passages of the documents that the tour visits, with what was read from each."""
    wanted = {quote.slug for stop in tour()[1] for quote in stop.quotes}
    slugs = {iri: s.slug for iri, s in network.sources(whole()).items() if s.slug in wanted}
    found: dict[str, list[tuple[int, int, Iri, Relation]]] = {}
    for relation in network.relations(whole()):
        for claim in relation.claims:
            for iri in claim.passages if claim.document in slugs else ():
                passage = load().passage(iri)
                if passage is not None:
                    found.setdefault(passage.slug, []).append((passage.begin, passage.end, iri, relation))
    return found


def _picture(stops: tuple[Stop, ...], number: int) -> None:
    """Draw what was read up to this stop; every stop's things have their place from the first on."""
    every = _part(stops)
    if not every:
        return
    part = _part(stops[:number])
    starts = [thing.iri for key in stops[number - 1].things if (thing := network.find(part, key)) is not None]
    nodes, edges = network.describe(part, network.layout(every), starts=starts, language=language())
    st.caption(t("rondleiding.tot_hier"))
    draw(
        nodes,
        edges,
        picture=f"rondleiding {number} {language()}",
        description=t("rondleiding.tekening", punten=len(nodes), lijnen=len(edges)),
        node="",
        edge="",
        key="rondleiding_tekening",
    )
    legend(part)


def _part(stops: tuple[Stop, ...]) -> Any:  # noqa: ANN401  (networkx has no types)
    relations = [relation for stop in stops for quote in stop.quotes for relation, _ in read_from(quote)]
    keys, ends = {r.key for r in relations}, {end for r in relations for end in (r.subject, r.object)}
    return network.only(network.part_of(whole(), ends), keys)
