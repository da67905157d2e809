"""The page of a document: read it as it stands, what gave a claim marked, and the claims beside it."""

from __future__ import annotations

from typing import TypeAlias

import pyoxigraph as ox
import streamlit as st

from graph.claims import Claim, Place
from graph.model import Iri
from graph.privacy import mask
from graph.rdf import FINDINGS_GRAPH, document_iri
from graph.regions import Allocation, Region
from graph.vocabulary import DCTERMS, ID, KETEN, PROV, RDFS, SH
from views.beweringen import claims, dating, labels, marks, passage_link, sentence, value, values
from views.blad import Node, el, link, sheet
from views.gedeeld import address, bound, keep, load, md, page_link, short, slug_of, store, thousands, title_of
from views.leestekst import Part, Piece, Reader, Sentence, Unit, readable
from views.taal import t, term, tn

Rows: TypeAlias = dict[Place, tuple[Region, Allocation]]
#: Kinds of passage that say where something stands, and nothing more.
_LABELS = frozenset({"veld", "vraag"})


@st.cache_resource(show_spinner=False)
def reader(slug: str) -> Reader | None:
    """Divide a document for reading, once for all visitors."""
    return readable(slug, claims().by_document.get(str(document_iri(slug)), ()), allocations(slug))


@st.cache_resource(show_spinner=False)
def allocations(slug: str) -> Rows:
    """Return the rows of the tables of a document: where each stands, its region and what it says."""
    found: Rows = {}
    for region in load().regions.values():
        for allocation in region.allocations.values():
            for passage in map(load().passage, allocation.passages):
                if passage is not None and passage.slug == slug:
                    found[Place(passage.begin, passage.end)] = (region, allocation)
    return found


def show() -> None:
    """Render the document that the address names, or the list of documents."""
    slug = st.query_params.get("slug", "")
    if not slug:
        _show_list()
        return
    document = str(document_iri(slug))
    known = document in labels("Document")
    found = reader(slug) if known else None
    st.title(md(title_of(document)) if known else t("document.titel"), anchor=False)
    if found is None:
        st.warning(t("document.geen_tekst") if known else t("document.onbekend", naam=md(slug[:200])))
        page_link("document", t("document.alle"), icon=":material/menu_book:")
        return
    place = _asked_place()
    number = _choose_part(found, found.part_at(place.begin) if place else 0)
    _show_search(found, slug)
    part = found.parts[number]
    head = [_metadata(document, found), _findings(document), _contents(found, part, slug), _legend()]
    columns = el(
        "div", _text(part, place, found.claims, allocations(slug)), _margin(part, found.claims), class_="kolommen"
    )
    sheet(*head, columns, key="document_blad", target="doel" if place else "")


def _asked_place() -> Place | None:
    """Return the stretch that the address names as ``tekens=begin-end``; nothing when it names none."""
    begin, _, end = st.query_params.get("tekens", "").partition("-")
    if begin.isdecimal() and end.isdecimal() and len(begin) < 9 and len(end) < 9:
        return Place(int(begin), int(end))
    return None


# ---------------------------------------------------------------- the list of documents


def _show_list() -> None:
    st.title(t("document.lijst"), anchor=False)
    st.markdown(t("document.lijst_uitleg"))
    items: list[Node] = []
    for iri, title in sorted(labels("Document").items(), key=lambda pair: (dating(pair[0])[-4:], pair[1])):
        kind = term(value(iri, str(KETEN.documentsoort)))
        number = len(claims().by_document.get(iri, ()))
        facts = f"{kind} · {value(iri, str(DCTERMS.coverage))} · {dating(iri)} · {tn('document.beweringen', number)}"
        items.append(
            el("li", link(address("document", slug=slug_of(iri)), mask(title)), " ", el("div", facts, class_="stil"))
        )
    sheet(el("ul", *items), key="document_lijst")


# ---------------------------------------------------------------- which part, and search


def _choose_part(found: Reader, asked: int) -> int:
    """Render the choice of a part, where there are several, and return its number."""
    if len(found.parts) == 1:
        return 0
    numbers = [str(n) for n in range(len(found.parts))]

    def chosen() -> None:
        number = int(st.session_state["document_deel"])
        keep(tekens=f"{found.parts[number].begin}-{found.parts[number].begin}")

    st.session_state["document_deel"] = str(asked)
    st.selectbox(
        t("document.deel"),
        numbers,
        format_func=lambda n: f"{int(n) + 1}. {found.parts[int(n)].title}",
        key="document_deel",
        on_change=chosen,
    )
    return asked


def _show_search(found: Reader, slug: str) -> None:
    word = st.text_input(
        t("document.zoek"),
        placeholder=t("document.zoek_voorbeeld"),
        max_chars=100,
        **bound("woord", key="document_zoek"),
    )
    if not word.strip():
        return
    lines, total = found.find(word)
    nodes: list[Node] = [el("p", tn("document.gevonden", total))]
    items = [
        el(
            "li",
            link(
                address("document", slug=slug, woord=word, tekens=f"{x.begin}-{x.end}"), x.title or t("document.hier")
            ),
            f": … {x.before}",
            el("mark", x.word),
            f"{x.after} …",
        )
        for x in lines
    ]
    sheet(*nodes, el("ul", *items), key="document_gevonden")


# ---------------------------------------------------------------- about the document


def _metadata(document: Iri, found: Reader) -> Node:
    own = found.claims
    marked, total = found.coverage()
    everything = len(claims().all) or 1
    things = {end for c in own for end in (c.subject, "" if c.is_text else c.object, c.topic) if end}
    reason = value(document, str(KETEN.dateringReden))
    lines = (
        (t("document.soort"), term(value(document, str(KETEN.documentsoort)))),
        (t("document.datum"), dating(document) + (f". {reason}" if reason else "")),
        (t("document.uitgever"), value(document, str(DCTERMS.publisher)) or t("document.niet_genoemd")),
        (t("document.gaat_over"), value(document, str(DCTERMS.coverage))),
        (t("document.omvang"), t("document.tekens", n=thousands(found.length))),
        (
            t("document.aandeel"),
            t(
                "document.aandeel_tekst",
                n=thousands(len(own)),
                deel=f"{len(own) / everything:.0%}",
                dingen=thousands(len(things)),
            ),
        ),
        (t("document.gelezen"), t("document.gelezen_tekst", n=thousands(marked), alle=thousands(total))),
        (t("document.vingerafdruk"), value(document, str(KETEN.sha256))),
    )
    rows = [el("tr", el("th", name, scope="row"), el("td", mask(text))) for name, text in lines if text]
    table = el("table", el("tbody", *rows), class_="feiten")
    ways = el("p", link(address("ding", id=short(document)), t("document.naar_ding")))
    return el("details", el("summary", t("document.over")), table, ways)


def _findings(document: Iri) -> Node:
    """Return what a loader found odd in the document, each with its place."""
    graph = ox.NamedNode(str(FINDINGS_GRAPH))
    about = store().quads_for_pattern(None, ox.NamedNode(str(PROV.wasDerivedFrom)), ox.NamedNode(document), graph)
    items: list[Node] = []
    for finding in sorted({q.subject.value for q in about if isinstance(q.subject, ox.NamedNode)}):
        places = [_place_of(p) for p in values(finding, str(KETEN.passage))]
        ways = [passage_link(document, p, t("bewering.lees")) for p in places if p]
        remedy = value(finding, str(RDFS.comment))
        items.append(
            el("li", mask(value(finding, str(SH.resultMessage))), " ", el("span", mask(remedy), class_="stil"), *ways)
        )
    if not items:
        return el("p", t("document.geen_bevindingen"), class_="stil")
    return el("details", el("summary", tn("document.bevindingen", len(items))), el("ul", *items))


def _place_of(passage: Iri) -> Place | None:
    begin, end = value(passage, str(KETEN.begin)), value(passage, str(KETEN.eind))
    return Place(int(begin), int(end)) if begin and end else None


def _contents(found: Reader, part: Part, slug: str) -> Node:
    items: list[Node] = []
    for title, begin, _end in found.sections:
        if not title:
            continue
        if part.begin <= begin < part.end and not found.is_long:
            items.append(el("li", el("button", mask(title), type="button", data_naar=f"kop-{begin}")))
        else:
            items.append(el("li", link(address("document", slug=slug, tekens=f"{begin}-{begin}"), mask(title))))
    return el("details", el("summary", tn("document.inhoud", len(items))), el("ul", *items, class_="inhoud"))


def _legend() -> Node:
    return el(
        "div",
        el("span", el("mark", t("document.gemarkeerd")), " ", t("document.gemarkeerd_uitleg")),
        el("span", el("mark", t("document.mogelijk"), class_="mogelijk")),
        el("span", el("mark", t("document.voornemen"), class_="voorgenomen")),
        el("span", el("span", t("document.ongemarkeerd"), class_="leeg"), " ", t("document.ongemarkeerd_uitleg")),
        class_="legenda tekst",
    )


# ---------------------------------------------------------------- the text

_TOGETHER = {"lijstonderdeel": ("lijstonderdeel",), "tabelcel": ("tabelcel",), "kolomkop": ("kolomkop", "tabelcel")}
"""What goes on, by the kind of unit that it begins with, in this order."""


def _text(part: Part, place: Place | None, claims_: tuple[Claim, ...], rows: Rows) -> Node:
    """Return the text of a part; list items that follow each other are one list, cells one table."""
    nodes: list[Node] = []
    units = list(part.units)
    drawn = _Drawn(place, claims_, rows)
    while units:
        kind = units[0].kind
        run = [units.pop(0)]
        for follows in _TOGETHER.get(kind, ()):
            while units and units[0].kind == follows:
                run.append(units.pop(0))
        if kind == "kolomkop":
            nodes.append(drawn.columns(run))
        elif kind == "tabelcel":
            nodes.append(drawn.table(run))
        elif kind == "lijstonderdeel":
            nodes.append(el("ul", *[el("li", *drawn.words(u)) for u in run], class_="lijst"))
        else:
            nodes.append(drawn.block(run[0]))
    return el("article", *nodes, class_="tekst", data_kolom="tekst", lang="nl")


class _Drawn:
    """Turns units of a text into elements."""

    def __init__(self, place: Place | None, claims_: tuple[Claim, ...], rows: Rows) -> None:
        self._place, self._claims, self._rows = place, claims_, rows

    def block(self, unit: Unit) -> Node:
        if unit.kind == "kop":
            return el("h2", *self.words(unit), id=f"kop-{unit.begin}")
        if unit.kind in _LABELS and not unit.read:
            return el("p", *self.words(unit), class_="label")
        return el("p", *self.words(unit), class_=unit.kind)

    def table(self, cells: list[Unit]) -> Node:
        """Return cells as rows: a label and what stands beside it; labels with nothing beside them are the head."""
        rows: list[Node] = []
        while cells:
            first = cells.pop(0)
            if not first.read and cells and cells[0].read:
                beside = [cells.pop(0)]
                while cells and cells[0].read:
                    beside.append(cells.pop(0))
                words = [w for u in beside for w in (*self.words(u), " ")]
                rows.append(el("tr", el("th", *self.words(first), scope="row"), el("td", *words), self._record(beside)))
            else:
                rows.append(el("tr", el("th" if not first.read else "td", *self.words(first), colspan="3")))
        return el("table", el("tbody", *rows))

    def columns(self, cells: list[Unit]) -> Node:
        """Return a table in columns: its first line names them, and each row begins with its own name."""
        labels = [u for u in cells if u.kind == "kolomkop"]
        head = el("tr", *[el("th", *self.words(u), scope="col") for u in labels])
        rows: list[list[Node]] = []
        for unit in cells[len(labels) :]:
            if not unit.read:
                rows.append([el("th", *self.words(unit), scope="row")])
            else:
                rows[-1].append(el("td", *self.words(unit)))
        return el("table", el("thead", head), el("tbody", *[el("tr", *row) for row in rows]))

    def _record(self, cells: list[Unit]) -> Node:
        """Return what the graph holds of a row, with the way to it on the page of its region."""
        begin, end = cells[0].begin, cells[-1].sentences[-1].end
        for place, (region, row) in self._rows.items():
            if place.begin < end and begin < place.end:
                levels = [term(f"{ID}niveau/{key}") for key in row.levels]
                agreed = [term(f"{ID}overeenstemming/{row.agreement}")] if row.agreement else []
                text = " · ".join([*levels, *agreed]) or t("document.niets_herkend")
                return el("td", link(address("regio", regio=region.key, taak=row.task), text), class_="stil")
        return el("td")

    def words(self, unit: Unit) -> list[Node]:
        nodes: list[Node] = []
        for sentence_ in unit.sentences:
            nodes += [*([" "] if nodes else []), self._sentence(sentence_, read=unit.read)]
        return nodes

    def _sentence(self, sentence_: Sentence, *, read: bool) -> Node:
        keys = " ".join(f"k{n}" for n in sentence_.claims)
        asked = self._place is not None and self._is_asked(sentence_.begin, sentence_.end)
        pieces: list[Node] = [self._piece(p) for p in sentence_.pieces]
        if keys:
            label = tn("document.noot", len(sentence_.claims))
            note = str(len(sentence_.claims))
            pieces.append(el("button", note, type="button", class_="noot", data_bij=keys, aria_label=label))
        style = "zin" + (" leeg" if read and not keys and not sentence_.is_recorded else "")
        return el("span", *pieces, class_=style, data_bij=f"{keys} {'doel' if asked else ''}".strip())

    def _piece(self, piece: Piece) -> Node:
        asked = " doel" if self._is_asked(piece.begin, piece.end) else ""
        if not piece.claims:
            return el("span", piece.text, class_="doel") if asked else piece.text
        said = {self._claims[n].modality for n in piece.claims}
        style = next((m for m in ("feitelijk", "verplicht", "mogelijk", "voorgenomen", "ontkend") if m in said), "")
        return el("mark", piece.text, class_=style + asked)

    def _is_asked(self, begin: int, end: int) -> bool:
        return self._place is not None and begin < self._place.end and self._place.begin < end


def _margin(part: Part, claims_: tuple[Claim, ...]) -> Node:
    """Return the claims of a part, in the order of the text."""
    numbers = list(dict.fromkeys(n for u in part.units for s in u.sentences for n in s.claims))
    if not numbers:
        return el("aside", el("p", t("document.geen_beweringen")), class_="kanttekening", data_kolom="beweringen")
    items = [
        el(
            "li",
            sentence(claims_[n]),
            el("div", *marks(claims_[n])),
            el("button", t("document.naar_zin"), type="button", data_bij=f"k{n}"),
            class_=f"bewering {claims_[n].modality}",
            data_bij=f"k{n}",
        )
        for n in numbers
    ]
    title = el("h3", tn("document.beweringen_hier", len(numbers)))
    panel = {"class_": "kanttekening", "data_kolom": "beweringen", "tabindex": "0", "aria_label": t("document.paneel")}
    return el("aside", title, el("p", t("document.klik"), class_="stil"), el("ul", *items), **panel)
