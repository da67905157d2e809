"""The lexicon files as plain facts: one per sense of a word."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from graph.vocabulary import KETEN, ONTOLOGY_FOLDER

LEXICON_FILES = (ONTOLOGY_FOLDER / "lexicon.ttl", ONTOLOGY_FOLDER / "voornamen.ttl")
_ONTOLEX = "http://www.w3.org/ns/lemon/ontolex#"
_PART = "http://www.lexinfo.net/ontology/3.0/lexinfo#partOfSpeech"


@dataclass(frozen=True, slots=True)
class LexicalFact:
    """One sense of one lexical entry."""

    written: str
    """Written representation of the canonical form."""
    part: str
    """Part of speech: verb, noun, properNoun, adjective, preposition, auxiliary, modal or adverb."""
    reference: str
    """Local name of the term that the sense refers to."""
    subject_roles: tuple[str, ...]
    object_roles: tuple[str, ...]
    topic_roles: tuple[str, ...]
    required: tuple[str, ...]
    """Words that must stand with it."""
    swapped: bool


def lexical_facts() -> list[LexicalFact]:
    """Return every sense of the lexicon, in the order of the entries' IRIs."""
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    triples = chain.from_iterable(ox.parse(path=str(f), format=ox.RdfFormat.TURTLE) for f in LEXICON_FILES)
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            facts[triple.subject.value][triple.predicate.value].append(triple.object.value)
    found: list[LexicalFact] = []
    for _iri, entry in sorted(facts.items()):
        for form in entry[f"{_ONTOLEX}canonicalForm"]:
            for sense in entry[f"{_ONTOLEX}sense"]:
                found.append(_fact(entry, facts[form], facts[sense]))  # noqa: PERF401  (three levels read better so)
    return found


def _fact(entry: dict[str, list[str]], form: dict[str, list[str]], sense: dict[str, list[str]]) -> LexicalFact:
    return LexicalFact(
        written=form[f"{_ONTOLEX}writtenRep"][0],
        part=entry[_PART][0].rpartition("#")[2],
        reference=re.split("[#/]", sense[f"{_ONTOLEX}reference"][0])[-1],
        subject_roles=tuple(sorted(sense[str(KETEN.rolVanOnderwerp)])),
        object_roles=tuple(sorted(sense[str(KETEN.rolVanObject)])),
        topic_roles=tuple(sorted(sense[str(KETEN.rolVanThema)])),
        required=tuple(sorted(sense[str(KETEN.vereistWoord)])),
        swapped=sense[str(KETEN.omgekeerd)] == ["true"],
    )
