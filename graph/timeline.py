"""What happened or is meant to happen when: documents, mergers, and sentences that name a date."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

import networkx as nx

from graph.dates import read_dates
from graph.model import Iri
from graph.network import REGISTER, Relation, relations, sources
from graph.network.build import rows
from graph.regions import Inventory
from graph.vocabulary import KETEN

KINDS = ("document", "herindeling", "voornemen", "looptijd", "feit")
"""What a moment can be, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something with a date."""

    kind: str
    """One of `KINDS`."""
    begin: dt.date
    end: dt.date
    """Last day that the date can mean; equal to `begin` for a day."""
    text: str
    """What it is: a title, an event, or the sentence."""
    printed: str = ""
    """The date as the sentence names it; empty where it is known otherwise."""
    document: Iri = ""
    region: Iri = ""
    passage: Iri = ""
    relations: tuple[str, ...] = ()
    """Keys of the relations that the sentence states."""
    things: tuple[Iri, ...] = ()


def moments(inventory: Inventory, graph: nx.MultiDiGraph) -> list[Moment]:
    """Return everything with a date, oldest first; `graph` is the whole network of the inventory."""
    found = [*_documents(graph), *_mergers(graph), *_sentences(inventory, graph), *_terms(inventory, graph)]
    return sorted(found, key=lambda m: (m.begin, m.end, KINDS.index(m.kind), m.text))


def _documents(graph: nx.MultiDiGraph) -> list[Moment]:
    return [
        Moment("document", source.begin, source.end, source.title, document=source.iri, region=source.region)
        for source in sources(graph).values()
        if source.begin is not None and source.end is not None
    ]


def _mergers(graph: nx.MultiDiGraph) -> list[Moment]:
    """Return the events of the register; the things of each are the municipalities before and after it."""
    events: dict[tuple[dt.date, str], list[Relation]] = defaultdict(list)
    for relation in relations(graph):
        if relation.modality == REGISTER and relation.date is not None:
            events[relation.date, relation.event].append(relation)
    return [
        Moment(
            "herindeling",
            date,
            date,
            event,
            relations=tuple(r.key for r in group),
            things=tuple(dict.fromkeys(end for r in group for end in (r.subject, r.object))),
        )
        for (date, event), group in events.items()
    ]


def _sentences(inventory: Inventory, graph: nx.MultiDiGraph) -> list[Moment]:
    """Return the sentences behind claims that name a date: intentions, and facts.

    The date stands in the sentence; whether it belongs to each claim that was read from it, only a reader can tell.
    """
    behind: dict[Iri, list[tuple[Relation, Iri]]] = defaultdict(list)
    for relation in relations(graph):
        for claim in relation.claims:
            for iri in claim.passages:
                behind[iri].append((relation, claim.region))
    found: list[Moment] = []
    for iri, stated in behind.items():
        passage = inventory.passage(iri)
        if passage is None:
            continue
        found.extend(
            Moment(
                "voornemen" if any(r.modality == "voorgenomen" for r, _ in stated) else "feit",
                date.begin,
                date.end,
                " ".join(passage.quote.split()),
                date.printed,
                passage.document,
                next((region for _, region in stated if region), ""),
                iri,
                tuple(dict.fromkeys(r.key for r, _ in stated)),
                tuple(dict.fromkeys(end for r, _ in stated for end in (r.subject, r.object))),
            )
            for date in read_dates(passage.quote)
        )
    return found


def _terms(inventory: Inventory, graph: nx.MultiDiGraph) -> list[Moment]:
    """Return the terms and moments of evaluation that documents state in words with a date in them."""
    query = f"""
        SELECT ?thing ?value ?document ?passage WHERE {{
            ?claim a keten:Bewering ; rdf:subject ?thing ; rdf:predicate ?kind ; rdf:object ?value ;
                   prov:wasDerivedFrom ?document ; keten:passage ?passage ; keten:status ?status .
            VALUES ?kind {{ <{KETEN.looptijd}> <{KETEN.evaluatiemoment}> }}
            FILTER(?status != keten:afgewezen) }} ORDER BY ?passage"""
    regions = {p: c.region for r in relations(graph) for c in r.claims for p in c.passages}
    found = []
    for row in rows(inventory.store, query):
        passage = inventory.passage(row["passage"])
        for date in read_dates(row["value"]):
            text = " ".join(passage.quote.split()) if passage else row["value"]
            source = sources(graph).get(row["document"])
            region = regions.get(row["passage"], "") or (source.region if source else "")
            found.append(
                Moment(
                    "looptijd", date.begin, date.end, text, date.printed, row["document"], region, row["passage"],
                    things=(row["thing"],),
                )
            )  # fmt: skip
    return found
