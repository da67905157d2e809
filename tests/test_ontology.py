"""The vocabulary: whole, labelled, closed; the code lists after NL-SBB; the register adds up."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from graph.errors import UnknownTermError
from graph.register import Register
from graph.vocabulary import (
    DCTERMS,
    ID,
    KETEN,
    ONTOLOGY_FILES,
    ONTOLOGY_FOLDER,
    coded_concepts,
    concept,
    judgement_rules,
    ontology,
    slug,
)

DEF = "https://w3id.org/ketengraaf/def#"
CLASSES = (
    "Actor Organisatie Gemeente Provincie Rijksorgaan Bestuursorgaan Aanbieder "
    "GecertificeerdeInstelling Financier Inkooporganisatie Belangenorganisatie Kennisinstituut Onderwijsorganisatie "
    "Gremium Regio Actorgroep Persoon Rol Taak Thema Beleid "
    "Document Passage Bewering Taakbelegging Antwoord "
).split()
RELATIONS = (
    "adviseert ondertekent werktSamenMet overlegtMet stemtAfMet neemtDeelAan bestaatUit "
    "maaktDeelUitVan vertegenwoordigt heeftVoorzitter heeftFunctie heeftContactpersoon benoemt kiest "
    "legtVoorAan bereidtVoor coordineert bewaakt steltOp steltVast besluitOver "
    "agendeert bespreekt informeert rapporteertAan consulteert betrekt ondersteunt "
    "opdrachtgeverVan geeftOpdrachtTot voertUit organiseert kooptIn contracteert financiert "
    "houdtToezichtOp verantwoordelijkVoor evalueert onderzoekt neemtOver streeftNaar onderschrijft "
    "respecteert draagtBijAan gebaseerdOp heeftBetrekkingOp "
).split()
FACTS = ["vergaderfrequentie", "looptijd", "evaluatiemoment", "bevoegdheid", "aantal"]


def languages(graph: Graph, subject: URIRef, predicate: URIRef) -> set[str | None]:
    return {o.language for o in graph.objects(subject, predicate) if isinstance(o, Literal)}


def own_terms() -> list[URIRef]:
    subjects = {s for s in ontology().subjects(RDFS.isDefinedBy) if isinstance(s, URIRef) and str(s).startswith(DEF)}
    return sorted(subjects)


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_of_the_model_is_there(name: str) -> None:
    assert (KETEN[name], RDF.type, OWL.Class) in ontology()


@pytest.mark.parametrize("name", RELATIONS)
def test_each_relation_has_domain_range_and_inverse_label(name: str) -> None:
    graph = ontology()
    assert (KETEN[name], RDF.type, OWL.ObjectProperty) in graph
    assert graph.value(KETEN[name], RDFS.domain) is not None
    assert graph.value(KETEN[name], RDFS.range) is not None
    assert languages(graph, KETEN[name], KETEN.omgekeerdLabel) >= {"nl", "en"}


@pytest.mark.parametrize("name", FACTS)
def test_each_literal_fact_is_a_datatype_property(name: str) -> None:
    assert (KETEN[name], RDF.type, OWL.DatatypeProperty) in ontology()


def test_each_own_term_is_labelled_and_defined_in_two_languages() -> None:
    graph = ontology()
    terms = own_terms()
    assert len(terms) > len(CLASSES) + len(RELATIONS)
    bare = [
        term
        for term in terms
        if not {"nl", "en"} <= languages(graph, term, RDFS.label) & languages(graph, term, SKOS.definition)
    ]
    assert bare == []


def test_no_two_terms_share_a_label() -> None:
    graph = ontology()
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    labels = Counter(
        str(label).casefold()
        for term in own_terms()
        if any((term, RDF.type, k) in graph for k in kinds)
        for label in graph.objects(term, RDFS.label)
        if isinstance(label, Literal) and label.language == "nl"
    )
    assert [label for label, n in labels.items() if n > 1] == []


def test_a_misspelt_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = KETEN.advizeert
    with pytest.raises(UnknownTermError):
        concept("niveau", "regional")


def test_every_keten_term_in_data_and_queries_is_declared() -> None:
    declared = {str(s) for s in ontology().subjects() if str(s).startswith(DEF)}
    folder = ONTOLOGY_FOLDER.parent
    files = [*folder.glob("shapes/*.ttl"), *folder.glob("queries/*.rq"), *folder.glob("ontology/*.ttl")]
    used = {
        (f.name, name)
        for f in files
        for name in re.findall(r"(?<![\w/])keten:(\w+)", re.sub(r"#.*", "", f.read_text(encoding="utf-8")))
    }
    assert sorted(u for u in used if DEF + u[1] not in declared) == []


@pytest.mark.parametrize("name", [*ONTOLOGY_FILES, "register.ttl", "dataset.ttl"])
def test_files_hold_no_blank_nodes(name: str) -> None:
    triples = ox.parse(path=str(ONTOLOGY_FOLDER / name), format=ox.RdfFormat.TURTLE)
    assert not [t for t in triples if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode)]


def test_concepts_follow_nl_sbb() -> None:
    graph = ontology()
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert concepts
    for subject in concepts:
        schemes = set(graph.objects(subject, SKOS.inScheme))
        assert schemes
        assert all(graph.value(s, DCTERMS.title) is not None for s in schemes)
        assert graph.value(subject, SKOS.definition) is not None
        labels = [o.language for o in graph.objects(subject, SKOS.prefLabel) if isinstance(o, Literal)]
        assert labels.count("nl") == 1
        assert len(labels) == len(set(labels))
        assert not set(graph.objects(subject, SKOS.prefLabel)) & set(graph.objects(subject, SKOS.altLabel))


def test_code_lists_of_the_inventory() -> None:
    assert set(coded_concepts("niveau")) == {
        "lokaal",
        "subregionaal",
        "regionaal",
        "bovenregionaal",
        "landelijk",
    }
    assert set(coded_concepts("overeenstemming")) == {"geen-opvatting", "intentie", "gedeelde-afspraak"}
    assert set(coded_concepts("oordeel")) == {"ja", "nee", "deels", "onbekend"}
    assert len(coded_concepts("taak")) == 11
    assert set(coded_concepts("vraag")) == {
        "i1",
        "i2",
        "i3",
        "i4",
        "i5",
        "g1",
        "1a",
        "1b",
        "1c",
        "1d",
        "g2",
        "g3",
    }


@pytest.mark.parametrize("question", ["1a", "1b", "1c", "1d"])
def test_rules_for_a_question_have_an_order_of_their_own(question: str) -> None:
    orders = Counter(r.order for r in judgement_rules() if r.question in ("", question))
    assert [order for order, count in orders.items() if count > 1] == []
    assert len(orders) > 10


def test_every_rule_is_for_a_question_that_is_judged_or_for_all() -> None:
    assert {r.question for r in judgement_rules()} == {"", "1a", "1b", "1c", "1d"}


def test_the_dataset_declares_no_concepts_of_others() -> None:
    graph = Graph().parse(ONTOLOGY_FOLDER / "dataset.ttl", format="turtle")
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == set()
    assert set(graph.subject_objects(SKOS.prefLabel)) == set()


@pytest.mark.parametrize(("year", "number"), [(2013, 408), (2015, 393), (2019, 355), (2023, 342), (2026, 342)])
def test_municipalities_add_up(year: int, number: int) -> None:
    day = dt.date(year, 1, 1)
    assert sum(1 for m in Register.at(day).all if m.exists(day)) == number


def test_a_name_stands_for_whoever_carried_it_then() -> None:
    assert [m.code for m in Register.at(dt.date(2013, 6, 20)).named("Eemsdelta")] == []
    assert [m.code for m in Register.at(dt.date(2021, 6, 1)).named("Eemsdelta")] == ["GM1979"]
    assert [m.code for m in Register.at(dt.date(2013, 6, 20)).named("Groesbeek")] == ["GM0241"]
    assert [m.code for m in Register.at(dt.date(2017, 6, 20)).named("Groesbeek")] == ["GM1945"]


def test_slug_is_ascii_and_stable() -> None:
    assert slug("Súdwest-Fryslân / Noord") == "sudwest-fryslan-noord"
    assert not ID.endswith("#")
