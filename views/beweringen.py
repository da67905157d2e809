"""Claims on the screen: a sentence, how firm it is, who proposed it, and the way to its passage."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pyoxigraph as ox
import streamlit as st

from graph.claims import Claim, Claims, Place, relation_label
from graph.model import Iri
from graph.privacy import mask
from graph.vocabulary import DCTERMS, KETEN, KETEN_IRI, RDFS, SKOS
from views.blad import Node, el, link
from views.gedeeld import address, date_text, short, slug_of, source_text, store, title_of
from views.taal import language, t, term


@st.cache_resource(show_spinner=False)
def claims() -> Claims:
    """Read the claims once for all visitors."""
    return Claims(store())


def thing_link(iri: Iri) -> Node:
    """Return a link to the page of a thing, or of a document."""
    if iri.startswith(DOCUMENT):
        return link(address("document", slug=slug_of(iri)), title_of(iri))
    return link(address("ding", id=short(iri)), title_of(iri))


def passage_link(document: Iri, place: Place, text: str) -> Node:
    """Return a link to a place in a document."""
    return link(address("document", slug=slug_of(document), tekens=f"{place.begin}-{place.end}"), text)


def quoted(document: Iri, place: Place) -> str:
    """Return the words of a passage as one line, without contact data."""
    return mask(" ".join(source_text(slug_of(document))[place.begin : place.end].split()))


def sentence(claim: Claim, seen_from: Iri = "") -> Node:
    """Return a claim as a sentence with links; seen from its object it is read the other way round."""
    inverse = not claim.is_text and seen_from == claim.object != claim.subject
    name = relation_label(claim.predicate, language(), inverse=inverse)
    verb = el("b", f"{name}:" if claim.is_text else name)
    target = f"“{mask(claim.object)}”" if claim.is_text else thing_link(claim.object)
    ends = (target, thing_link(claim.subject)) if inverse else (thing_link(claim.subject), target)
    before = t(f"bewering.voor_{claim.modality}") if claim.modality != "feitelijk" else ""
    about = [t("bewering.over"), thing_link(claim.topic)] if claim.topic else []
    return el("span", before, ends[0], " ", verb, " ", ends[1], *about, class_="zin")


def marks(claim: Claim) -> list[Node]:
    """Return how firmly the document says it, and whether a person confirmed it."""
    return [el("span", term(KETEN_IRI + key), class_=f"merk {key}") for key in (claim.modality, claim.status) if key]


def claim_item(claim: Claim, seen_from: Iri = "") -> Node:
    """Return a claim as an item of a list: sentence, firmness, status, document, date, and its passages."""
    quotes = [
        el("p", f"“{quoted(claim.document, place)}” ", passage_link(claim.document, place, t("gedeeld.in_document")))
        for place in claim.places
    ]
    reason = [el("p", t("bewering.reden", tekst=mask(claim.reason)), class_="stil")] if claim.reason else []
    source = el("span", f"{title_of(claim.document)}, {dating(claim.document)}", class_="stil")
    passage = el("details", el("summary", t("bewering.lees")), *quotes, *reason, class_="passage") if quotes else ""
    return el(
        "li", sentence(claim, seen_from), " ", *marks(claim), source, passage, class_=f"bewering {claim.modality}"
    )


DOCUMENT = "https://w3id.org/ketengraaf/id/document/"


def dating(document: Iri) -> str:
    """Return the date of a document, or the days between which it was written."""
    dates = [value(document, str(p)) for p in (DCTERMS.date, KETEN.dateringVan, KETEN.dateringTot)]
    date, begin, end = (dt.date.fromisoformat(d) if d else None for d in dates)
    if date is not None:
        return date_text(date)
    if begin is None or end is None:
        return t("gedeeld.datum_onbekend")
    return t("gedeeld.tussen", eerste=date_text(begin), laatste=date_text(end - dt.timedelta(days=1)))


def values(iri: Iri, predicate: str) -> list[str]:
    """Return the values that a thing has for a predicate, sorted; nothing for what is no IRI."""
    try:
        found = store().quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(str(predicate)), None)
        return sorted({q.object.value for q in found if isinstance(q.object, ox.NamedNode | ox.Literal)})
    except ValueError:
        return []


def value(iri: Iri, predicate: str) -> str:
    """Return the first value that a thing has for a predicate, or nothing."""
    return next(iter(values(iri, predicate)), "")


@cache
def labels(kind: str) -> dict[Iri, str]:
    """Return the label of everything of a class, given by local name."""
    found = store().quads_for_pattern(None, None, ox.NamedNode(KETEN_IRI + kind))
    iris = sorted({q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)})
    named = {iri: value(iri, str(SKOS.prefLabel)) or value(iri, str(RDFS.label)) for iri in iris}
    return {iri: name for iri, name in named.items() if name}
