"""The page of one thing: what it is, what the documents say of it and what they do not, each with its passage."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict

import pyoxigraph as ox
import streamlit as st

from graph.alike import likes
from graph.claims import Claim, relation_label
from graph.model import Iri
from graph.privacy import mask
from graph.vocabulary import DCTERMS, ID, KETEN, KETEN_IRI, ORG, RDF, SKOS, is_kind_of, local_subclasses
from views import klein_net
from views.beweringen import claim_item, claims, dating, labels, thing_link, value, values
from views.blad import Node, el, sheet
from views.gedeeld import date_text, load, md, page_link, short, store, title_of
from views.netwerk_keuze import whole
from views.taal import catalogue, language, t, term, tn

#: Claims of one relation shown at once; the others unfold.
_FIRST = 8
#: What stands before the name of a region in some documents, and not in others.
_REGION = re.compile(r"^(jeugdhulp|jeugdzorg)?regio ")
#: Kinds for which a like part elsewhere is asked: the others are of every region, or of one alone.
_WITH_PEERS = frozenset(
    "Gremium Rol Actorgroep Inkooporganisatie GecertificeerdeInstelling Belangenorganisatie Beleid".split()
)


def show() -> None:
    """Render the page of the thing that the address names."""
    asked = st.query_params.get("id", "")
    iri = resolve(asked)
    kind = kind_of(iri) if iri else ""
    if not kind:
        st.title(t("ding.titel"))
        if asked:
            st.warning(t("ding.onbekend", naam=md(asked[:200])))
        else:
            st.info(t("ding.leeg"))
        return
    st.title(md(title_of(iri)), anchor=False)
    if kind == "Document":
        page_link("document", t("ding.naar_document"), icon=":material/menu_book:", slug=iri.rpartition("/")[2])
    if kind == "Persoon":
        sheet(*_person(iri), key="ding_blad")
        return
    _ways(iri, kind)
    facts, picture = st.columns(2, gap="medium")
    with facts:
        sheet(*_what(iri, kind), key="ding_feiten")
    body = [*_said(iri), *_through_time(iri), *_elsewhere(iri, kind), *_unsaid(iri, kind)]
    sheet(*body, key="ding_blad")
    with picture:  # last: what it is and what is said of it do not wait for the drawing
        klein_net.show(iri)


def resolve(asked: str) -> Iri:
    """Return the IRI of the thing that an address names, shortened or in full; nothing when it is no IRI."""
    for iri in (asked, ID + asked):
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            continue
        if asked and next(store().quads_for_pattern(node, ox.NamedNode(str(RDF.type)), None), None) is not None:
            return iri
    return ""


def kind_of(iri: Iri) -> str:
    """Return the narrowest class of a thing that documents can speak of, by local name; nothing for other things."""
    known = local_subclasses("Ding")
    own = {k.removeprefix(KETEN_IRI) for k in values(iri, str(RDF.type))} & known
    return min(own, key=lambda k: (len(local_subclasses(k)), k), default="")


def _ways(iri: Iri, kind: str) -> None:
    """Render the ways to other pages about the same thing."""
    with st.container(horizontal=True):
        page_link("netwerk", t("ding.naar_netwerk"), icon=":material/hub:", start=short(iri))
        region = load().regions.get(iri)
        if region is None and kind == "Gemeente":
            region = load().region_of(iri)
        if region is not None:
            page_link(
                "regio", t("ding.naar_regio", naam=md(region.title)), icon=":material/location_on:", regio=region.key
            )


# ---------------------------------------------------------------- what it is


def _what(iri: Iri, kind: str) -> list[Node]:
    lines: list[tuple[str, list[Node]]] = [(t("ding.soort"), [term(KETEN_IRI + kind).capitalize()])]
    also = [mask(name) for name in values(iri, str(SKOS.altLabel)) if name != title_of(iri)]
    lines += [(t("ding.ook"), [" · ".join(also)])] if also else []
    for predicate, name in ((ORG.unitOf, "ding.orgaan_van"), (KETEN.provincie, "ding.provincie")):
        found = values(iri, str(predicate))
        lines += [(t(name), [thing_link(v)]) for v in found]
    for predicate, name in ((KETEN.cbsCode, "ding.cbs"), (KETEN.nummer, "ding.nummer")):
        lines += [(t(name), [v]) for v in values(iri, str(predicate))]
    for predicate, name in ((KETEN.bestaatVan, "ding.van"), (KETEN.bestaatTot, "ding.tot")):
        lines += [(t(name), [date_text(dt.date.fromisoformat(v))]) for v in values(iri, str(predicate))]
    named = _documents(iri)
    lines += [(t("ding.genoemd_in"), _listed(named))] if named else []
    definition = value(iri, str(SKOS.definition))
    lines += [(t("ding.betekenis"), [mask(definition)])] if definition else []
    return [_facts(lines)]


def _facts(lines: list[tuple[str, list[Node]]]) -> Node:
    rows = [el("tr", el("th", name, scope="row"), el("td", *nodes)) for name, nodes in lines]
    return el("table", el("tbody", *rows), class_="feiten")


def _documents(iri: Iri) -> list[Iri]:
    """Return the documents that speak of a thing or describe it."""
    said = {c.document for c in claims().about(iri)}
    passages = (value(p, str(KETEN.document)) for p in values(iri, str(KETEN.passage)))
    return sorted(said | {d for d in passages if d}, key=title_of)


def _listed(documents: list[Iri]) -> list[Node]:
    nodes: list[Node] = []
    for document in documents:
        nodes += [*([" · "] if nodes else []), thing_link(document), f" ({dating(document)})"]
    return nodes


# ---------------------------------------------------------------- what is said


def _said(iri: Iri) -> list[Node]:
    """Return what the documents say, grouped by relation: first what it does, then what is done to it."""
    parts = (
        ("ding.doet", claims().by_subject.get(iri, ()), False),
        ("ding.ondergaat", claims().by_object.get(iri, ()), True),
    )
    nodes: list[Node] = []
    for title, found, inverse in parts:
        if found:
            nodes += [el("h2", t(title)), *_grouped(found, iri, inverse=inverse)]
    about = claims().by_topic.get(iri, ())
    if about:
        nodes += [el("h2", t("ding.gaat_over")), *_items(list(about), iri)]
    return nodes or [el("p", t("ding.niets_gezegd"))]


def _grouped(found: tuple[Claim, ...], iri: Iri, *, inverse: bool) -> list[Node]:
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in found:
        groups[relation_label(claim.predicate, language(), inverse=inverse)].append(claim)
    nodes: list[Node] = []
    for name, group in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        nodes += [el("h3", f"{name} ({len(group)})"), *_items(group, iri)]
    return nodes


def _items(group: list[Claim], iri: Iri) -> list[Node]:
    items = [claim_item(claim, iri) for claim in group]
    nodes: list[Node] = [el("ul", *items[:_FIRST])]
    if len(items) > _FIRST:
        rest = len(items) - _FIRST
        nodes.append(el("details", el("summary", tn("ding.meer", rest)), el("ul", *items[_FIRST:])))
    return nodes


# ---------------------------------------------------------------- before, after and elsewhere


def _through_time(iri: Iri) -> list[Node]:
    """Return what came before a thing and what came after it, with the day and the event."""
    before, after = str(ORG.resultingOrganization), str(ORG.originalOrganization)
    lines = [*_events(iri, before, after, "ding.voorganger"), *_events(iri, after, before, "ding.opvolger")]
    return [el("h2", t("ding.door_de_tijd")), el("ul", *lines)] if lines else []


def _events(iri: Iri, own: str, other: str, text: str) -> list[Node]:
    found = store().quads_for_pattern(None, ox.NamedNode(own), ox.NamedNode(iri))
    lines: list[tuple[str, Node]] = []
    for event in {q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)}:
        date = value(event, str(DCTERMS.date))
        day = date_text(dt.date.fromisoformat(date)) if date else t("gedeeld.datum_onbekend")
        names = [n for v in values(event, other) if v != iri for n in (thing_link(v), " ")]
        if names:
            lines.append((date, el("li", t(text, dag=day), *names, el("span", title_of(event), class_="stil"))))
    return [node for _, node in sorted(lines, key=lambda pair: pair[0])]


def _elsewhere(iri: Iri, kind: str) -> list[Node]:
    if kind not in _WITH_PEERS:
        return []
    peers = labels(kind)
    places = {other: _place(other, name) for other, name in peers.items()}
    if iri not in peers:
        return []
    items: list[Node] = []
    # A group is what it is called: providers are no schools, however much both work with the municipalities.
    for like in likes(iri, peers, places, claims(), by_deeds=kind != "Actorgroep"):
        deeds = ", ".join(relation_label(p, language(), inverse=i) for p, i in like.deeds[:4])
        words = t("ding.gelijk_naam", woorden=", ".join(like.words)) if like.words else ""
        why = f"{words} {t('ding.gelijk_doet', wat=deeds) if deeds else ''}".strip()
        items.append(el("li", thing_link(like.iri), " ", el("span", why, class_="stil")))
    if not items:
        return []
    return [el("h2", t("ding.elders")), el("p", t("ding.elders_uitleg"), class_="stil"), el("ul", *items)]


def _place(iri: Iri, label: str) -> str:
    """Return the region of a thing: what stands between brackets behind its name, else what its passages are about.

    A region has one name here, whether a document of today or the inventory speaks of it.
    """
    graph = whole()
    place = label.partition(" (")[2].removesuffix(")") if label.endswith(")") and " (" in label else ""
    if not place and iri in graph:
        edges = (*graph.in_edges(iri, data="relation"), *graph.out_edges(iri, data="relation"))
        found = Counter(claim.region for *_, relation in edges for claim in relation.claims if claim.region)
        place = title_of(min(found, key=lambda region: (-found[region], region))) if found else ""
    if not place:
        documents = [c.document for c in (*claims().by_subject.get(iri, ()), *claims().by_object.get(iri, ()))[:1]]
        place = value(documents[0], str(DCTERMS.coverage)) if documents else ""
    return _REGION.sub("", place.casefold())


# ---------------------------------------------------------------- what is not said


def _unsaid(iri: Iri, kind: str) -> list[Node]:
    """Return what one would want to know of such a thing and no document says."""
    said = {(c.predicate, "uit") for c in claims().by_subject.get(iri, ())}
    said |= {(c.predicate, "in") for c in claims().by_object.get(iri, ())}
    missing = [
        t(key)
        for key in catalogue()
        if key.startswith("ding.mist_")
        for _, wanted, relation, way in [key.split("_")]
        if is_kind_of(kind, wanted) and (KETEN_IRI + relation, way) not in said
    ]
    if not missing:
        return []
    return [
        el("h2", t("ding.niet_gezegd")),
        el("p", t("ding.niet_gezegd_uitleg"), class_="stil"),
        el("ul", *[el("li", text) for text in missing]),
    ]


# ---------------------------------------------------------------- people


def _person(iri: Iri) -> list[Node]:
    """Return the function of a person and the documents that name it, and nothing else."""
    held_of = {str(KETEN.heeftContactpersoon), str(KETEN.heeftVoorzitter)}
    functions = [
        claim_item(claim, iri)
        for claim in claims().about(iri)
        if (claim.subject == iri and claim.predicate == str(KETEN.heeftFunctie))
        or (claim.object == iri and claim.predicate in held_of)
    ]
    held = [el("li", thing_link(role)) for role in values(iri, str(KETEN.heeftFunctie)) if not functions]
    return [
        el("p", t("ding.persoon"), class_="stil"),
        el("h2", t("ding.functie")),
        el("ul", *functions, *held),
        el("h2", t("ding.documenten")),
        el("ul", *[el("li", thing_link(d), f" ({dating(d)})") for d in _documents(iri)]),
    ]


__all__ = ["kind_of", "resolve", "show"]
