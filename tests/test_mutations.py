"""Damage to the real graph, one at a time: each is found by the shape that should, and nothing else fires.

The graph is a slice of the stored one that stands on its own, in memory: some of the region Groningen of 2013 with its
register and terms, and the whole of one prose document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import Template

import pyoxigraph as ox
import pytest
from rdflib import Graph

from graph.build import ontology_quads, register_quads
from graph.store import DATA_FOLDER
from graph.validate import load_shapes, validate
from graph.vocabulary import ID, PREFIXES, RDF

# ---------------------------------------------------------------- damage to the real graph

DOCUMENT = ox.NamedNode(f"{ID}document/regioprofielen-2013")
REGION = ox.NamedNode(f"{ID}regio/2013/groningen")
MUNICIPALITIES = ("gm0014", "gm0053", "gm0003")
"""The members of the region that the slice keeps; Winsum (gm0053) ended in 2019."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that goes wrong in the real graph, and exactly the results that must follow from it."""

    name: str
    update: str
    """SPARQL Update; `$claim`, `$passage` and the like stand for things of the slice."""
    expected: frozenset[tuple[str, str]]
    """Code of the result and name of the thing."""


def _damage(name: str, update: str, *expected: tuple[str, str]) -> Damage:
    return Damage(name, update, frozenset(expected))


def _claimed(name: str, subject: str, relation: str, value: str, modality: str = "feitelijk") -> str:
    """Return an update that adds a claim to the prose document, with its edge where it has one."""
    edge = f"{subject} {relation} {value} ." if modality == "feitelijk" else ""
    return (
        f"INSERT {{ GRAPH $kader {{ <{ID}bewering/zz-{name}> a keten:Bewering ; rdf:subject {subject} ; "
        f"rdf:predicate {relation} ; rdf:object {value} ; keten:modaliteit keten:{modality} ; "
        f"keten:status keten:voorgesteld ; keten:passage ?p ; prov:wasDerivedFrom $kader ; prov:wasAttributedTo ?w . "
        f"{edge} }} }} WHERE {{ GRAPH $kader {{ $advice keten:passage ?p ; prov:wasAttributedTo ?w }} }} ; "
    )


DAMAGES = [
    _damage(
        "claim-without-passage",
        "DELETE WHERE { GRAPH $document { $claim keten:passage ?p } }",
        ("BeweringShape_passage_minCount", "claim"),
    ),
    _damage(
        "offsets-off-by-one",
        """DELETE { GRAPH $document { $passage keten:begin ?b ; keten:eind ?e } }
           INSERT { GRAPH $document { $passage keten:begin ?c ; keten:eind ?f } }
           WHERE { GRAPH $document { $passage keten:begin ?b ; keten:eind ?e }
                   BIND(?b + 1 AS ?c) BIND(?e + 1 AS ?f) }""",
        ("SelectorNaastPassage", "passage"),
        ("citaat-gelijk-aan-tekst", "passage"),
    ),
    _damage(
        "quotation-changed",
        """DELETE { GRAPH $document { $passage keten:citaat ?c } }
           INSERT { GRAPH $document { $passage keten:citaat ?d } }
           WHERE { GRAPH $document { $passage keten:citaat ?c }
                   BIND(STRLANG(CONCAT(STR(?c), "."), "nl") AS ?d) }""",
        ("SelectorNaastPassage", "passage"),
        ("citaat-gelijk-aan-tekst", "passage"),
    ),
    _damage(
        "begin-after-end",
        """DELETE { GRAPH $document { $passage keten:begin ?b ; keten:eind ?e } }
           INSERT { GRAPH $document { $passage keten:begin ?e ; keten:eind ?b } }
           WHERE { GRAPH $document { $passage keten:begin ?b ; keten:eind ?e } }""",
        ("PassageShape_begin_lessThan", "passage"),
        ("SelectorNaastPassage", "passage"),
        ("citaat-gelijk-aan-tekst", "passage"),
    ),
    _damage(
        "edge-removed",
        "DELETE DATA { GRAPH $document { $municipality keten:neemtDeelAan $region } }",
        ("BeweringZonderLijn", "claim"),
    ),
    _damage(
        "edge-without-claim",
        "INSERT DATA { GRAPH $document { $municipality keten:werktSamenMet $neighbour } }",
        ("LijnZonderBewering", "municipality"),
    ),
    _damage(
        "claim-denied-but-edge-kept",
        """DELETE DATA { GRAPH $document { $claim keten:modaliteit keten:feitelijk } } ;
           INSERT DATA { GRAPH $document { $claim keten:modaliteit keten:ontkend } }""",
        ("LijnZonderBewering", "municipality"),
    ),
    _damage(
        "claim-and-passage-dropped-together",
        """DELETE WHERE { GRAPH $document { $claim ?p ?o } } ;
           DELETE WHERE { GRAPH $document { $passage ?p ?o } }""",
        ("LijnZonderBewering", "municipality"),
    ),
    _damage(
        "relation-misspelt",
        """DELETE DATA { GRAPH $document { $claim rdf:predicate keten:neemtDeelAan } } ;
           INSERT DATA { GRAPH $document { $claim rdf:predicate keten:neemtDeelaan } } ;
           DELETE DATA { GRAPH $document { $municipality keten:neemtDeelAan $region } } ;
           INSERT DATA { GRAPH $document { $municipality keten:neemtDeelaan $region } }""",
        ("BeweringShape_predicate_class", "claim"),
    ),
    _damage(
        "code-not-in-list",
        """DELETE WHERE { GRAPH $document { $allocation keten:niveau ?n } } ;
           INSERT DATA { GRAPH $document {
               $allocation keten:niveau <https://w3id.org/ketengraaf/id/niveau/regionnaal> } }""",
        ("TaakbeleggingShape_niveau_in", "allocation"),
    ),
    _damage(
        "claim-in-another-graph",
        """DELETE { GRAPH $document { $claim ?p ?o } } INSERT { GRAPH $other { $claim ?p ?o } }
           WHERE { GRAPH $document { $claim ?p ?o } }""",
        ("BeweringInVerkeerdeGraaf", "claim"),
        ("BeweringZonderLijn", "claim"),
        ("LijnZonderBewering", "municipality"),
    ),
    _damage(
        "municipality-of-2021-in-2013",
        """DELETE { GRAPH ?g { ?s ?p $municipality } } INSERT { GRAPH ?g { ?s ?p $later } }
           WHERE { GRAPH ?g { ?s ?p $municipality FILTER(?p = rdf:subject) } } ;
           DELETE DATA { GRAPH $document { $municipality keten:neemtDeelAan $region } } ;
           INSERT DATA { GRAPH $document { $later keten:neemtDeelAan $region } }""",
        ("DeelnameBuitenBestaan", "later"),
    ),
    _damage(
        "coordinates-swapped",
        """DELETE { GRAPH ?g { $municipality geo:lat ?a ; geo:long ?b } }
           INSERT { GRAPH ?g { $municipality geo:lat ?b ; geo:long ?a } }
           WHERE { GRAPH ?g { $municipality geo:lat ?a ; geo:long ?b } }""",
        ("GemeenteShape_lat_range", "municipality"),
        ("GemeenteShape_long_range", "municipality"),
    ),
    _damage(
        "event-without-receiver",
        "DELETE WHERE { GRAPH ?g { $event org:resultingOrganization ?o } }",
        ("GebeurtenisShape_resulting_minCount", "event"),
        ("OpvolgingZonderGebeurtenis", "ended"),
    ),
    _damage(
        "ended-without-successor",
        "DELETE WHERE { GRAPH ?g { $ended keten:opgevolgdDoor ?o } }",
        ("EindeZonderOpvolger", "ended"),
    ),
    _damage(
        "two-statuses",
        "INSERT DATA { GRAPH $document { $claim keten:status keten:afgewezen } }",
        ("BeweringShape_status_in", "claim"),
    ),
    _damage(
        "answer-judged-by-no-rule",
        """DELETE WHERE { GRAPH $document { $answer keten:oordeelregel ?r } } ;
           INSERT DATA { GRAPH $document {
               $answer keten:oordeelregel <https://w3id.org/ketengraaf/id/oordeelregel/gevoel> } }""",
        ("AntwoordShape_oordeelregel_class", "answer"),
    ),
    _damage(
        "passage-of-another-document",
        """DELETE { GRAPH $document { $passage keten:document ?d } }
           INSERT { GRAPH $document { $passage keten:document $other . $other a keten:Document } }
           WHERE { GRAPH $document { $passage keten:document ?d } }""",
        ("PassageUitAnderDocument", "claim"),
        ("DocumentShape_title_exactlyOne", "other"),
        ("DocumentShape_documentsoort_exactlyOne", "other"),
        ("DocumentShape_sha256_exactlyOne", "other"),
        ("citaat-gelijk-aan-tekst", "passage"),
    ),
    _damage(
        "subject-of-the-wrong-kind",
        """DELETE DATA { GRAPH $document { $claim rdf:subject $municipality .
                                           $municipality keten:neemtDeelAan $region } } ;
           INSERT DATA { GRAPH $document {
               $claim rdf:subject <https://w3id.org/ketengraaf/id/taak/pleegzorg> .
               <https://w3id.org/ketengraaf/id/taak/pleegzorg> keten:neemtDeelAan $region } }""",
        ("RelatieBuitenDomein", "claim"),
    ),
    _damage(
        "region-without-name-and-number-as-number",
        """DELETE WHERE { GRAPH $document { $region rdfs:label ?l } } ;
           DELETE WHERE { GRAPH $document { $region keten:nummer ?n } } ;
           INSERT DATA { GRAPH $document { $region keten:nummer 1 } }""",
        ("ActorShape_label", "region"),
        ("RegioShape_nummer_maxCount", "region"),
    ),
    # ------------------------------------------------------------ provenance
    _damage(
        "quotation-lost",
        "DELETE WHERE { GRAPH $document { $passage keten:citaat ?c } }",
        ("PassageShape_citaat_exactlyOne", "passage"),
    ),
    _damage(
        "modality-lost",
        "DELETE WHERE { GRAPH $kader { $advice keten:modaliteit ?m } }",
        ("BeweringShape_modaliteit_in", "advice"),
        ("LijnZonderBewering", "regiegroep"),
    ),
    _damage(
        "modality-misspelt",
        """DELETE DATA { GRAPH $kader { $advice keten:modaliteit keten:mogelijk } } ;
           INSERT DATA { GRAPH $kader { $advice keten:modaliteit keten:mogelijkk } }""",
        ("BeweringShape_modaliteit_in", "advice"),
        ("LijnZonderBewering", "regiegroep"),
    ),
    _damage(
        "intention-with-an-edge",
        """DELETE DATA { GRAPH $kader { $advice keten:modaliteit keten:mogelijk } } ;
           INSERT DATA { GRAPH $kader { $advice keten:modaliteit keten:voorgenomen } }""",
        ("LijnZonderBewering", "regiegroep"),
    ),
    _damage(
        "denial-made-fact",
        """DELETE DATA { GRAPH $kader { $denial keten:modaliteit keten:ontkend } } ;
           INSERT DATA { GRAPH $kader { $denial keten:modaliteit keten:feitelijk } }""",
        ("BeweringZonderLijn", "denial"),
    ),
    _damage(
        "claim-rejected-but-edge-kept",
        """DELETE WHERE { GRAPH $kader { $advice keten:status ?s } } ;
           INSERT DATA { GRAPH $kader { $advice keten:status keten:afgewezen } }""",
        ("LijnZonderBewering", "regiegroep"),
    ),
    _damage(
        "status-lost",
        "DELETE WHERE { GRAPH $document { $claim keten:status ?s } }",
        ("BeweringShape_status_in", "claim"),
        ("LijnZonderBewering", "municipality"),
    ),
    _damage(
        "relation-reversed",
        """DELETE DATA { GRAPH $kader { $advice rdf:subject $regiegroep ; rdf:object $platform .
                                       $regiegroep keten:adviseert $platform } } ;
           INSERT DATA { GRAPH $kader { $advice rdf:subject $platform ; rdf:object $regiegroep } }""",
        ("BeweringZonderLijn", "advice"),
    ),
    _damage(
        "claim-without-author",
        "DELETE WHERE { GRAPH $kader { $advice prov:wasAttributedTo ?a } }",
        ("BeweringShape_wasAttributedTo_minCount", "advice"),
    ),
    _damage(
        "claim-of-two-documents",
        "INSERT DATA { GRAPH $kader { $advice prov:wasDerivedFrom $document } }",
        ("BeweringShape_wasDerivedFrom_exactlyOne", "advice"),
        ("BeweringInVerkeerdeGraaf", "advice"),
        ("PassageUitAnderDocument", "advice"),
        ("AdviesAanOnbekend", "advice"),  # the other document knows no such body
    ),
    _damage(
        "certainty-in-percent",
        "INSERT DATA { GRAPH $kader { $advice keten:zekerheid 80.0 } }",
        ("BeweringShape_zekerheid_range", "advice"),
    ),
    _damage(
        "claim-twice",
        """INSERT { GRAPH $kader { <https://w3id.org/ketengraaf/id/bewering/zz> ?p ?o } }
           WHERE { GRAPH $kader { $advice ?p ?o } }""",
        ("BeweringDubbel", "advice"),
    ),
    _damage(
        "object-misspelt",
        """DELETE DATA { GRAPH $kader { $advice rdf:object $platform . $regiegroep keten:adviseert $platform } } ;
           INSERT DATA { GRAPH $kader { $advice rdf:object $nothing . $regiegroep keten:adviseert $nothing } }""",
        ("RelatieBuitenBereik", "advice"),
        ("DingZonderSoort", "nothing"),
    ),
    _damage(
        "selector-lost",
        "DELETE WHERE { GRAPH $document { $passage oa:hasSelector ?s } }",
        ("PassageShape_hasSelector_count", "passage"),
        ("SelectorNaastPassage", "passage"),
    ),
    # ------------------------------------------------------------ structure
    _damage(
        "row-twice",
        """INSERT { GRAPH $document { <https://w3id.org/ketengraaf/id/taakbelegging/2013/groningen/dubbel> ?p ?o } }
           WHERE { GRAPH $document { $allocation ?p ?o } }""",
        ("RijDubbel", "allocation"),
        ("RijDubbel", "https://w3id.org/ketengraaf/id/taakbelegging/2013/groningen/dubbel"),
    ),
    _damage(
        "row-without-task",
        "DELETE WHERE { GRAPH $document { $allocation keten:taak ?t } }",
        ("TaakbeleggingShape_taak_exactlyOne", "allocation"),
        ("TaakZonderUitvoerder", "pleegzorg"),
    ),
    _damage(
        "level-lost",
        "DELETE WHERE { GRAPH $document { $allocation keten:niveau ?n } }",
        ("TaakbeleggingShape_niveau_minCount", "allocation"),
    ),
    _damage(
        "answer-without-text",
        "DELETE WHERE { GRAPH $document { $answer keten:tekst ?t } }",
        ("AntwoordShape_tekst_exactlyOne", "answer"),
    ),
    _damage(
        "kind-of-document-from-another-list",
        """DELETE WHERE { GRAPH $kader { $kader keten:documentsoort ?s } } ;
           INSERT DATA { GRAPH $kader {
               $kader keten:documentsoort <https://w3id.org/ketengraaf/id/passagesoort/alinea> } }""",
        ("CodeUitAndereLijst", "kader"),
    ),
    _damage(
        "label-in-another-language",
        """DELETE { GRAPH $kader { $platform rdfs:label ?l } }
           INSERT { GRAPH $kader { $platform rdfs:label "Platform"@en } }
           WHERE { GRAPH $kader { $platform rdfs:label ?l } }""",
        ("NaamZonderNederlands", "platform"),
        ("VoorzitterVanNiets", "chair-of-platform"),  # whose name no longer names a body
        ("RolZonderBezetting", "chair-of-platform"),
    ),
    _damage(
        "two-things-under-one-iri",
        'INSERT DATA { GRAPH $kader { $platform rdfs:label "Ontwikkelplatform"@nl } }',
        ("TweeActorenEenIri", "platform"),
    ),
    _damage(
        "date-that-is-none",
        """DELETE WHERE { GRAPH $document { $document dct:date ?d } } ;
           INSERT DATA { GRAPH $document { $document dct:date "voorjaar 2013" } }""",
        ("DocumentShape_date_datatype", "document"),
    ),
    _damage(
        "dating-reversed",
        """DELETE WHERE { GRAPH $kader { $kader keten:dateringTot ?t } } ;
           INSERT DATA { GRAPH $kader { $kader keten:dateringTot "2001-01-01"^^xsd:date } }""",
        ("DocumentShape_dateringVan_datatype", "kader"),
    ),
    # ------------------------------------------------------------ time
    _damage(
        "event-without-date",
        "DELETE WHERE { GRAPH ?g { $event dct:date ?d } }",
        ("GebeurtenisShape_date_exactlyOne", "event"),
    ),
    _damage(
        "event-in-another-year",
        """DELETE WHERE { GRAPH ?g { $event dct:date ?d } } ;
           INSERT DATA { GRAPH <https://w3id.org/ketengraaf/id/graaf/register> {
               $event dct:date "2030-01-01"^^xsd:date } }""",
        ("GebeurtenisNaastRegister", "event"),
    ),
    _damage(
        "event-lost",
        "DELETE WHERE { GRAPH ?g { $event ?p ?o } }",
        ("OpvolgingZonderGebeurtenis", "ended"),
    ),
    _damage(
        "succession-in-a-circle",
        """INSERT DATA { GRAPH <https://w3id.org/ketengraaf/id/graaf/register> {
               $successor keten:opgevolgdDoor $ended } }""",
        ("OpvolgingInKring", "ended"),
        ("OpvolgingInKring", "successor"),
        ("OpvolgingZonderGebeurtenis", "successor"),
    ),
    _damage(
        "register-too-short",
        """INSERT DATA { GRAPH <https://w3id.org/ketengraaf/id/graaf/dataset> {
               <https://w3id.org/ketengraaf/id/graaf/register> dct:isPartOf
                   <https://w3id.org/ketengraaf/id/graaf/dataset> } }""",
        ("AantalGemeenten", "https://w3id.org/ketengraaf/id/graaf/register"),
    ),
    # ------------------------------------------------------------ governance
    _damage(
        "members-lost",
        """DELETE { GRAPH $kader { ?b ?p ?o . $platform keten:bestaatUit ?lid } }
           WHERE { GRAPH $kader {
               ?b rdf:subject $platform ; rdf:predicate keten:bestaatUit ; rdf:object ?lid ; ?p ?o } }""",
        ("GremiumZonderLeden", "platform"),
    ),
    # Of a claim that is wholly lost the sentence is left without one, which is a finding of its own: the next damage.
    _damage(
        "appointment-read-as-support",
        """DELETE { GRAPH $kader { ?b rdf:predicate keten:benoemt . $regiegroep keten:benoemt ?rol } }
           INSERT { GRAPH $kader { ?b rdf:predicate keten:ondersteunt . $regiegroep keten:ondersteunt ?rol } }
           WHERE { GRAPH $kader { ?b rdf:predicate keten:benoemt ; rdf:object ?rol } }""",
        ("RolZonderBezetting", "kwartiermaker"),
    ),
    _damage(
        "only-claim-of-a-sentence-lost",
        """DELETE { GRAPH $kader { $advice ?p ?o . ?who keten:adviseert ?whom } }
           WHERE { GRAPH $kader { $advice ?p ?o ; rdf:subject ?who ; rdf:object ?whom } }""",
        ("zin-zonder-bewering", "kader"),
    ),
    _damage(
        "part-of-its-own-part",
        _claimed("new", "$group", "keten:bestaatUit", "$platform")
        + _claimed("new-2", "$platform", "keten:bestaatUit", "$group"),
        ("DeelVanZichzelf", "group"),
        ("DeelVanZichzelf", "platform"),
    ),
    _damage(
        "denied-in-the-same-document",
        _claimed("new", "$regiegroep", "keten:adviseert", "$platform", "ontkend"),
        ("TegenspraakInDocument", "new"),
    ),
    _damage(
        "second-chair",
        _claimed("new", "$platform", "keten:heeftVoorzitter", "$regiegroep"),
        ("VoorzittersVerschillen", "chairing"),
    ),
    _damage(
        "second-frequency",
        _claimed("new", "$platform", "keten:vergaderfrequentie", '"wekelijks"@nl'),
        ("FrequentiesVerschillen", "frequency"),
    ),
    _damage(
        "advice-to-a-body-nobody-knows",
        'INSERT DATA { GRAPH $kader { $nothing a keten:Gremium ; rdfs:label "Adviestafel"@nl } } ; '
        + _claimed("new", "$regiegroep", "keten:adviseert", "$nothing"),
        ("AdviesAanOnbekend", "new"),
        ("GremiumZonderLeden", "nothing"),
    ),
    _damage(
        "signed-by-a-stranger",
        _claimed("new", "$regiegroep", "keten:ondertekent", "$kader"),
        ("OndertekenaarGeenPartij", "new"),
    ),
    _damage(
        "actor-under-a-second-iri",
        'INSERT DATA { GRAPH $kader { $nothing a keten:Actorgroep ; rdfs:label "regiegroep"@nl } } ; '
        + _claimed("new", "$nothing", "keten:bespreekt", "$themes"),
        ("EenActorTweeIris", "nothing"),
    ),
    _damage(
        "all-claims-of-a-document-lost",
        """DELETE { GRAPH $kader { ?b ?p ?o . ?s ?r ?w } }
           WHERE { GRAPH $kader {
               ?b a keten:Bewering ; ?p ?o ; rdf:subject ?s ; rdf:predicate ?r ; rdf:object ?w } }""",
        ("DocumentMetWeinigBeweringen", "kader"),
        ("GremiumZonderLeden", "platform"),
        ("GremiumZonderLeden", "regiegroep"),
        *(("RolZonderBezetting", n) for n in ("kwartiermaker", "chair", "chair-of-platform")),
        *(("RolZonderBewering", n) for n in ("kwartiermaker", "chair", "chair-of-platform")),
        *(("TaakZonderUitvoerder", n) for n in ("preparation", "execution")),
    ),
]


@cache
def slice_quads() -> tuple[ox.Quad, ...]:
    """Return a part of the real graph that stands on its own: some of a region, its register, the terms."""
    store = ox.Store()
    store.bulk_load(path=str(DATA_FOLDER / "document-regioprofielen-2013.nq"), format=ox.RdfFormat.N_QUADS)
    members = {ox.NamedNode(f"{PREFIXES['gm']}{code}") for code in MUNICIPALITIES}
    wanted: set[ox.NamedNode] = {DOCUMENT, REGION}
    wanted |= {
        _node(f"{ID}{part}/2013/groningen/{key}") for part, key in (("taakbelegging", "pleegzorg"), ("antwoord", "1d"))
    }
    for quad in store.quads_for_pattern(None, _node(f"{RDF}object"), REGION, None):
        (subject,) = store.quads_for_pattern(quad.subject, _node(f"{RDF}subject"), None, None)
        wanted |= {_named(quad.subject)} if subject.object in members else set()
    quads = {q for m in members for q in store.quads_for_pattern(m, None, REGION, None)}
    done: set[ox.NamedNode] = set()
    while wanted - done:
        thing = (wanted - done).pop()
        done.add(thing)
        wanted |= {_named(q.subject) for q in store.quads_for_pattern(None, _node(f"{RDF}subject"), thing, None)}
        for quad in store.quads_for_pattern(thing, None, None, None):
            quads.add(quad)
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(ID):
                wanted.add(quad.object)
    prose = ox.parse(path=str(DATA_FOLDER / "document-samenwerkingskader-groningen.nq"), format=ox.RdfFormat.N_QUADS)
    return (*quads, *prose, *ontology_quads(), *_register(members))


def _register(members: set[ox.NamedNode]) -> Iterator[ox.Quad]:
    """Yield what the register says of the members, what became of them, their provinces and one event."""
    store = ox.Store()
    store.extend(register_quads())
    wanted = set(members) | {_event()}
    done: set[ox.NamedNode] = set()
    while wanted - done:
        thing = (wanted - done).pop()
        done.add(thing)
        for event in store.quads_for_pattern(None, _node(f"{PREFIXES['org']}originalOrganization"), thing, None):
            wanted.add(_named(event.subject))
        for quad in store.quads_for_pattern(thing, None, None, None):
            yield quad
            if isinstance(quad.object, ox.NamedNode):
                wanted.add(quad.object)


def _event() -> ox.NamedNode:
    store = ox.Store()
    store.extend(register_quads())
    found = store.quads_for_pattern(
        None, _node(f"{PREFIXES['org']}originalOrganization"), _node(f"{PREFIXES['gm']}gm0053"), None
    )
    return min((_named(q.subject) for q in found), key=lambda n: n.value)


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _named(term: object) -> ox.NamedNode:
    assert isinstance(term, ox.NamedNode)
    return term


@cache
def things() -> dict[str, str]:
    """Return the things of the slice that damages and expectations name."""
    municipality = _node(f"{PREFIXES['gm']}gm0014")
    store = ox.Store()
    store.extend(slice_quads())
    claims = {_named(q.subject) for q in store.quads_for_pattern(None, _node(f"{RDF}subject"), municipality, None)}
    (claim,) = claims
    (passage,) = store.quads_for_pattern(claim, _node(f"{PREFIXES['keten']}passage"), None, None)

    def claimed(subject: str, relation: str) -> str:
        pattern = (None, _node(f"{RDF}predicate"), _node(f"{PREFIXES['keten']}{relation}"))
        about = {_named(q.subject) for q in store.quads_for_pattern(*pattern)}
        mine = {_named(q.subject) for q in store.quads_for_pattern(None, _node(f"{RDF}subject"), _node(subject))}
        (found,) = about & mine
        return found.value

    regiegroep, platform = f"{ID}gremium/regiegroep-groningen", f"{ID}gremium/regionaal-bestuurlijk-platform-groningen"
    themes = "gezamenlijk-uit-te-werken-relevante-thema-s-groningen"
    return {
        "document": DOCUMENT.value,
        "pleegzorg": f"{ID}taak/pleegzorg",
        "other": f"{ID}document/raadsbrief-westerkwartier",
        "kader": f"{ID}document/samenwerkingskader-groningen",
        "regiegroep": regiegroep,
        "platform": platform,
        "advice": claimed(regiegroep, "adviseert"),
        "denial": claimed(regiegroep, "bevoegdheid"),
        "chairing": claimed(platform, "heeftVoorzitter"),
        "frequency": claimed(platform, "vergaderfrequentie"),
        "kwartiermaker": f"{ID}rol/kwartiermaker-groningen",
        "chair": f"{ID}rol/voorzitter-van-de-regiegroep-groningen",
        "chair-of-platform": f"{ID}rol/voorzitter-van-het-regionaal-bestuurlijk-platform-groningen",
        "preparation": f"{ID}taak/voorbereiding-van-de-{themes}",
        "execution": f"{ID}taak/uitvoering-van-de-{themes}",
        "themes": f"{ID}thema/in-de-werkagenda-opgenomen-thema-s-groningen",
        "group": f"{ID}actorgroep/ketenpartners-in-de-jeugdhulpregio-groningen",
        "nothing": f"{ID}actorgroep/bestaat-niet",
        "new": f"{ID}bewering/zz-new",
        "successor": f"{PREFIXES['gm']}gm1966",
        "region": REGION.value,
        "municipality": municipality.value,
        "neighbour": f"{PREFIXES['gm']}gm0003",
        "later": f"{PREFIXES['gm']}gm1979",
        "ended": f"{PREFIXES['gm']}gm0053",
        "event": _event().value,
        "claim": claim.value,
        "passage": _named(passage.object).value,
        "allocation": f"{ID}taakbelegging/2013/groningen/pleegzorg",
        "answer": f"{ID}antwoord/2013/groningen/1d",
    }


def _found(store: ox.Store) -> set[tuple[str, str]]:
    names = {iri: name for name, iri in things().items()}
    report = validate(store, shapes=_shapes(), own_findings=False)
    return {(r.code, names.get(r.focus, r.focus)) for r in report.results}


@cache
def _shapes() -> Graph:
    return load_shapes()


@cache
def _before() -> frozenset[tuple[str, str]]:
    store = ox.Store()
    store.extend(slice_quads())
    return frozenset(_found(store))


def test_undamaged_slice_gives_remarks_only() -> None:
    store = ox.Store()
    store.extend(slice_quads())
    results = validate(store, shapes=_shapes(), own_findings=False).results
    # All but one region of the inventory was left out, so that its document gives few claims.
    assert {r.code for r in results if r.severity != "Info"} == {"DocumentMetWeinigBeweringen"}
    assert len(store) < 8000


def test_there_are_damages_of_many_kinds() -> None:
    assert len(DAMAGES) >= 40
    assert len({d.name for d in DAMAGES}) == len(DAMAGES)


@pytest.mark.parametrize("damage", [pytest.param(d, id=d.name) for d in DAMAGES])
def test_damage_is_found_by_the_right_shape(damage: Damage) -> None:
    store = ox.Store()
    store.extend(slice_quads())
    before = {str(q) for q in store}
    iris = {name: f"<{iri}>" for name, iri in things().items() if "-" not in name}
    update = Template(damage.update).substitute(iris)
    store.update("".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items()) + update)
    assert {str(q) for q in store} != before
    assert _found(store) - _before() == damage.expected
