"""From the store to the network: everything that is related, with the claims, passages and documents behind it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import networkx as nx
import pyoxigraph as ox

from graph.model import Iri
from graph.network.looks import OTHER_KIND
from graph.network.model import MODALITIES, REGION, REGISTER, TOOI, Claim, Relation, Source, Thing, symmetric
from graph.regions import Inventory, label_of
from graph.vocabulary import ID, KETEN, KETEN_IRI, ORG, OWL, PREFIXES, RDF, RDFS, SKOS, ontology


def build(inventory: Inventory) -> nx.MultiDiGraph:
    """Return everything that is related as one network.

    Each node is an IRI with its `Thing` as attribute ``thing``; each edge has the key of its `Relation`,
    which is its attribute ``relation``. Claims with the same subject, predicate, object and modality are one;
    claims that a person rejected give none; intentions and denials give an edge of their own, beside the fact
    if there is one.
    """
    store = inventory.store
    graph = nx.MultiDiGraph(sources=_sources(store), links=_links(store))
    found = [*_claimed(store, graph.graph["sources"]), *_succeeded(store)]
    regions, municipalities = inventory.regions, inventory.municipalities
    named = sorted(municipalities.values(), key=lambda m: (m.name, m.iri))
    # A region of which a document speaks need not be in any relation itself.
    spoken = {claim.region for r in found for claim in r.claims} - {""}
    others = sorted(spoken | {end for r in found for end in (r.subject, r.object)})
    aliases = _aliases(store)
    for iri in dict.fromkeys([*regions, *(m.iri for m in named), *others]):
        municipality = municipalities.get(iri)
        name = _region_name(regions[iri].name) if iri in regions else label_of(store, iri)
        thing = Thing(
            iri=iri,
            key=_key(iri),
            label=name,
            kind=kind_of(store, iri),
            until=municipality.until if municipality else None,
            name=next((a for a in aliases.get(iri, ()) if name.startswith(f"{a} (") and name.endswith(")")), ""),
        )
        graph.add_node(iri, thing=thing)
    for relation in found:
        graph.add_edge(relation.subject, relation.object, key=relation.key, relation=relation)
    return graph


def facts(store: ox.Store, iri: Iri) -> list[tuple[Iri, str, str, Claim]]:
    """Return what documents say of a thing in words: predicate, value, modality and the claim."""
    query = f"""
        SELECT ?claim ?predicate ?value ?modality ?status ?certainty ?document ?passage WHERE {{
            ?claim rdf:subject <{iri}> ; a keten:Bewering ; rdf:predicate ?predicate ; rdf:object ?value ;
                   keten:modaliteit ?modality ; keten:status ?status ; prov:wasDerivedFrom ?document ;
                   keten:passage ?passage .
            OPTIONAL {{ ?claim keten:zekerheid ?certainty }}
            FILTER(isLiteral(?value) && ?status != keten:afgewezen) }}
        ORDER BY ?predicate ?claim ?passage"""
    found: dict[Iri, tuple[Iri, str, str, Claim]] = {}
    for row in rows(store, query):
        passages = (*(found[row["claim"]][3].passages if row["claim"] in found else ()), row["passage"])
        claim = Claim(row["claim"], row["document"], _local(row["status"]), row["certainty"], passages)
        found[row["claim"]] = (row["predicate"], row["value"], _local(row["modality"]), claim)
    return list(found.values())


def rows(store: ox.Store, query: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a SELECT as texts by variable; what is not bound is empty."""
    names = ("keten", "rdf", "rdfs", "prov", "dct", "skos")
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in names)
    solutions = store.query(prefixes + query, use_default_graph_as_union=True)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError(query)
    variables = [v.value for v in solutions.variables]
    for solution in solutions:
        yield {name: "" if solution[name] is None else solution[name].value for name in variables}


def _region_name(name: str) -> str:
    """Return a name that does not look like that of a municipality."""
    return name if "regio" in name.casefold() else f"Regio {name}"


def _sources(store: ox.Store) -> dict[Iri, Source]:
    """Return the documents, oldest first."""
    query = """
        SELECT ?document ?slug ?title ?kind ?date ?from ?until ?reason ?region WHERE {
            ?document a keten:Document ; dct:identifier ?slug ; rdfs:label ?title ; keten:documentsoort ?kind .
            OPTIONAL { ?document dct:date ?date } OPTIONAL { ?document keten:dateringVan ?from }
            OPTIONAL { ?document keten:dateringTot ?until } OPTIONAL { ?document keten:dateringReden ?reason }
            OPTIONAL { ?document dct:coverage ?named . ?region a keten:Regio ; rdfs:label ?named } }
        ORDER BY ?document"""
    found = [
        Source(
            row["document"],
            row["slug"],
            row["title"],
            _local(row["kind"]),
            _day(row["date"] or row["from"]),
            _day(row["date"] or row["until"]),
            row["reason"],
            row["region"],
        )
        for row in rows(store, query)
    ]
    return {s.iri: s for s in sorted(found, key=lambda s: (s.begin or dt.date.max, s.end or dt.date.max, s.slug))}


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _claimed(store: ox.Store, sources: dict[Iri, Source]) -> list[Relation]:
    """Return the relations that documents state."""
    query = """
        SELECT ?claim ?subject ?predicate ?object ?modality ?status ?certainty ?document ?topic ?passage ?section
        WHERE {
            ?claim a keten:Bewering ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
                   keten:modaliteit ?modality ; prov:wasDerivedFrom ?document .
            OPTIONAL { ?claim keten:status ?status }
            OPTIONAL { ?claim keten:zekerheid ?certainty }
            OPTIONAL { ?claim keten:onderwerp ?topic }
            OPTIONAL { ?claim keten:passage ?passage OPTIONAL { ?passage dct:isPartOf ?section } }
            FILTER(isIRI(?object)) }
        ORDER BY ?claim ?passage"""
    regions = _section_regions(store)
    ends: dict[Iri, tuple[Iri, Iri, Iri, str]] = {}
    facts: dict[Iri, tuple[Iri, str, str, Iri, Iri]] = {}
    passages: dict[Iri, list[Iri]] = defaultdict(list)
    for row in rows(store, query):
        claim, modality, status = row["claim"], _local(row["modality"]), _local(row["status"])
        if status == "afgewezen" or modality not in MODALITIES:
            continue
        ends[claim] = (row["subject"], row["predicate"], row["object"], modality)
        whole = sources[row["document"]].region if row["document"] in sources else ""
        facts[claim] = (
            row["document"], status, row["certainty"], whole or regions.get(row["section"], ""), row["topic"],
        )  # fmt: skip
        passages[claim] += [row["passage"]] if row["passage"] else []
    grouped: dict[str, list[Claim]] = defaultdict(list)
    relation_ends: dict[str, tuple[Iri, Iri, Iri, str]] = {}
    for claim, (subject, predicate, target, modality) in ends.items():
        pair = sorted((subject, target)) if predicate in symmetric() else [subject, target]
        key = relation_key(pair[0], predicate, pair[1], modality)
        relation_ends[key] = (pair[0], predicate, pair[1], modality)
        document, status, certainty, region, topic = facts[claim]
        behind = tuple(dict.fromkeys(passages[claim]))
        grouped[key].append(Claim(claim, document, status, certainty, behind, region, topic))
    return [
        Relation(key, *relation_ends[key], claims=tuple(grouped[key]))
        for key in sorted(relation_ends, key=lambda k: relation_ends[k])
    ]


def _section_regions(store: ox.Store) -> dict[Iri, Iri]:
    """Return the region that each section of a document is about: the one whose heading stands in it."""
    query = """
        SELECT ?section ?region WHERE {
            ?region a keten:Regio ; keten:nummer ?number ; keten:passage ?heading . ?heading dct:isPartOf ?section }
        ORDER BY ?section ?number"""
    return {row["section"]: row["region"] for row in rows(store, query)}


def _aliases(store: ox.Store) -> dict[Iri, list[str]]:
    found: dict[Iri, list[str]] = defaultdict(list)
    for row in rows(store, "SELECT DISTINCT ?thing ?name WHERE { ?thing skos:altLabel ?name } ORDER BY ?thing ?name"):
        found[row["thing"]].append(row["name"])
    return found


def _links(store: ox.Store) -> dict[Iri, Iri]:
    """Return what the graph says is the same thing under two names: of each, one name for all of them."""
    plain = nx.Graph()
    for predicate in (OWL.sameAs, SKOS.exactMatch):
        for quad in store.quads_for_pattern(None, ox.NamedNode(str(predicate)), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                plain.add_edge(quad.subject.value, quad.object.value)
    return {iri: min(group) for group in nx.connected_components(plain) for iri in group}


def _succeeded(store: ox.Store) -> list[Relation]:
    """Return which municipality was succeeded by which, with the event that did it."""
    query = f"""
        SELECT ?subject ?object ?date ?event WHERE {{
            ?subject keten:opgevolgdDoor ?object .
            OPTIONAL {{ ?change a <{ORG.ChangeEvent}> ; <{ORG.originalOrganization}> ?subject ;
                                <{ORG.resultingOrganization}> ?object ; dct:date ?date ; rdfs:label ?event
                       FILTER(lang(?event) = "nl") }} }}
        ORDER BY ?subject ?object ?date"""
    predicate = str(KETEN.opgevolgdDoor)
    found: dict[str, Relation] = {}
    for row in rows(store, query):
        key = relation_key(row["subject"], predicate, row["object"], REGISTER)
        found[key] = Relation(
            key, row["subject"], predicate, row["object"], REGISTER, event=row["event"], date=_day(row["date"])
        )
    return list(found.values())


def kind_of(store: ox.Store, iri: Iri) -> str:
    """Return the local name of the most specific own class of a thing."""
    pattern = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(str(RDF.type)), None)
    types = {q.object.value for q in pattern if isinstance(q.object, ox.NamedNode)}
    own = sorted(t for t in types if t.startswith(KETEN_IRI))
    wider = {w for t in own if t in _classes() for w in nx.descendants(_classes(), t)}
    return next((_local(t) for t in own if t not in wider), OTHER_KIND)


@cache
def _classes() -> nx.DiGraph:
    """Return the classes of the ontology, with an arrow from each to those that are wider."""
    return nx.DiGraph((str(n), str(w)) for n, w in ontology().subject_objects(RDFS.subClassOf))


def _key(iri: Iri) -> str:
    if iri.startswith(REGION):
        return iri.removeprefix(REGION)
    return iri.removeprefix(f"{TOOI}gemeente/").removeprefix(ID)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def relation_key(*parts: str) -> str:
    """Return a short name for a relation: the hash of its ends, its kind and its modality."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
