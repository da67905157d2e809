"""The lexicon as the readers of prose use it: what verbs, nouns and cues stand for, read from OntoLex-Lemon data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache

from graph.lexicon import LexicalFact, lexical_facts

DECIDING = "besluiten"
"""Verb of what is decided, under which others stand as infinitives."""
SPOKEN_OF = "voorafgaand"
"""Role that the body which is spoken of can have, where the sentence names none."""
_PREFIXES = (
    "voor",
    "vast",
    "uit",
    "aan",
    "toe",
    "bij",
    "deel",
    "over",
    "mee",
    "samen",
    "op",
    "in",
    "af",
    "na",
    "door",
    "terug",
)
_MODALITIES = {"feitelijk", "mogelijk", "verplicht", "voorgenomen", "ontkend"}
#: What a word can be a sign of, without stating it: terms that a sense refers to without giving roles.
_SIGNS = frozenset(
    "bevoegdheid evaluatiemoment looptijd vergaderfrequentie vertegenwoordigt heeftFunctie heeftContactpersoon "
    "heeftBetrekkingOp Taakbelegging adviseert steltOp".split()
)
#: References of nouns that name nothing.
_NAMELESS = _SIGNS | {"TemporalEntity", "plural", "idiom", "NounPPFrame"}
#: Reference of past forms that are spelled like another word.
_PAST = "past"
#: Object role of verbs whose object is the infinitive that hangs on them.
_INFINITIVE = ("vc",)
_GIVEN = "givenName"
#: Object role of nouns that label a form field.
_LABEL = ("veld",)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a verb or noun states, and which grammatical roles its ends have."""

    word: str
    """Lemma, a separable prefix included ("opstellen")."""
    relation: str
    """Local name of the relation."""
    subject_roles: tuple[str, ...]
    object_roles: tuple[str, ...]
    topic_roles: tuple[str, ...]
    required: tuple[str, ...]
    """Lemmas that must stand in the clause."""

    @property
    def transitive(self) -> bool:
        """Whether a passive turns it round."""
        return "obj1" in {r.partition("@")[0] for r in self.object_roles}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, by lemma or by phrase."""

    frames: dict[str, tuple[Frame, ...]]
    """Of verbs; those that require more words come first."""
    events: dict[str, Frame]
    """Nouns that state a relation with the help of a supporting verb."""
    between: dict[str, str]
    """Nouns whose "tussen A en B" states a relation; relation by lemma."""
    adjuncts: dict[str, tuple[str, bool]]
    """Phrases beside a verb: relation, and whether what follows is its subject."""
    compounds: frozenset[str]
    """Prepositions of several words that are a role of some verb: "voor rekening van"."""
    support: frozenset[str]
    auxiliaries: frozenset[str]
    nouns: dict[str, tuple[str, ...]]
    """Classes that a noun can name, by lemma."""
    names: dict[str, str]
    """Class by proper name, lower case."""
    capitalised: frozenset[str]
    """Those of them that are a name only with a capital, lower case."""
    forms: dict[str, str]
    """Lemma by finite form of the verbs, base of separable ones included: "stelt" is of "stellen"."""
    idioms: frozenset[str]
    """Nouns that name nothing behind a preposition: "van start"."""
    fields: dict[str, str]
    """Relation of a body to what follows, by the label of a form field: "Voorzitter: …"."""
    carried: frozenset[str]
    """Nouns that a verb needs to state its relation ("zitting" in "zitting hebben"); no part of a name."""
    times: frozenset[str]
    signs: dict[str, dict[str, tuple[str, ...]]]
    """Words that show what a sentence is about, by term; with each the words that must stand with it."""
    complements: dict[str, frozenset[str]]
    """Prepositions that a noun takes: "toezicht op"."""
    orders: frozenset[str]
    """Verbs by which someone is told to do what hangs on them: "verzoekt het college … op te stellen"."""
    aims: frozenset[str]
    """Verbs by which someone wants what hangs on them: "willen de wachttijden terugdringen"."""
    assigned: frozenset[str]
    """What can be given to someone: the nouns and verbs of powers and of tasks, by lemma."""
    plurals: dict[str, str]
    """Lemma by plural, of nouns whose plural is spelled like a verb."""
    cues: dict[str, str]
    """Modality of a modal verb or negation, by lemma."""
    given: frozenset[str]
    """Given names of persons."""
    adverbs: frozenset[str]
    """Phrases that look like a preposition and govern nothing: "onder meer", "ten hoogste"."""
    phrases: dict[str, str]
    """Modality of a phrase, as printed in lower case."""

    def is_known(self, word: str) -> bool:
        """Whether a word names something, or is a sign of something."""
        return word in self.nouns or any(word in words for words in self.signs.values())

    def classes_of(self, lemma: str) -> tuple[str, ...]:
        """Return the classes that a noun names; a compound names what its last part does."""
        lemma = lemma.casefold()
        return self.nouns.get(lemma) or self.nouns.get(last_part(lemma, self.nouns, 4), ())


def last_part(lemma: str, nouns: Container[str], shortest: int) -> str:
    """Return the longest of some nouns that a compound ends in, of at least so many letters; empty where none is."""
    ends = (lemma[at:] for at in range(len(lemma) - shortest + 1))
    return next((end for end in ends if end in nouns), "")


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read once."""
    facts = lexical_facts()
    signs = [f for f in facts if f.reference in _SIGNS and f.part != "preposition" and not f.object_roles]
    past = [f for f in facts if f.reference == _PAST]
    stated = [f for f in facts if f not in signs and f not in past]
    carriers = [f for f in _of(stated, "verb") if f.object_roles == _INFINITIVE]
    verbs, nouns = [f for f in _of(stated, "verb") if f not in carriers], _of(stated, "noun")
    proper = [f for f in _of(facts, "properNoun") if f.reference != _GIVEN]
    frames: dict[str, list[Frame]] = defaultdict(list)
    for fact in verbs:
        frames[fact.written].append(_frame(fact))
    labels = [f for f in nouns if f.object_roles == _LABEL]
    stating = [f for f in nouns if f.subject_roles and f not in labels]
    naming: dict[str, set[str]] = defaultdict(set)
    for fact in nouns:
        if fact not in [*stating, *labels] and fact.reference not in _NAMELESS:
            naming[fact.written.casefold()].add(fact.reference)
    firmness = [f for f in facts if f.reference in _MODALITIES]
    lower = {f.written for f in proper}
    return Lexicon(
        frames={v: tuple(sorted(f, key=_rank)) for v, f in frames.items()},
        events={f.written: _frame(f) for f in stating if f.subject_roles != ("pp:tussen",)},
        between={f.written: f.reference for f in stating if f.subject_roles == ("pp:tussen",)},
        adjuncts={f.written: (f.reference, f.swapped) for f in _of(facts, "preposition")},
        compounds=frozenset(
            r.removeprefix("pp:").partition("@")[0]
            for f in verbs
            for r in (*f.subject_roles, *f.object_roles)
            if r.startswith("pp:") and " " in r
        ),
        support=frozenset(f.written for f in facts if f.reference == "lightVerb"),
        auxiliaries=frozenset(f.written for f in facts if f.reference == "auxiliary"),
        nouns={n: tuple(sorted(c)) for n, c in naming.items()},
        names={f.written.casefold(): f.reference for f in proper},
        capitalised=frozenset(
            f.written.casefold() for f in proper if f.written[0].isupper() and f.written.casefold() not in lower
        ),
        forms=_forms(f.written for f in verbs) | {f.written: f.required[0] for f in past},
        idioms=frozenset(f.written for f in nouns if f.reference == "idiom"),
        fields={f.written: f.reference for f in labels},
        carried=frozenset(w for f in verbs for w in f.required) | {"plaats"},
        times=frozenset(f.written for f in nouns if f.reference == "TemporalEntity"),
        signs=_signs(signs),
        complements={f.written: frozenset(f.required) for f in nouns if f.reference == "NounPPFrame"},
        orders=frozenset(f.written for f in carriers if f.reference == "geeftOpdrachtTot"),
        aims=frozenset(f.written for f in carriers if f.reference == "streeftNaar"),
        assigned=frozenset(f.written for f in signs if f.reference in {"bevoegdheid", "Taakbelegging"}),
        plurals={f.written: f.required[0] for f in nouns if f.reference == "plural"},
        cues={f.written: f.reference for f in firmness if " " not in f.written},
        given=frozenset(f.written for f in facts if f.reference == _GIVEN),
        adverbs=frozenset(f.written for f in facts if f.reference == "adverb"),
        phrases={f.written: f.reference for f in firmness if f.part == "adverb"},
    )


def _signs(facts: Iterable[LexicalFact]) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {term: {} for term in sorted(_SIGNS)}
    for fact in facts:
        found[fact.reference][fact.written] = fact.required
    return found


def _rank(frame: Frame) -> tuple[bool, int, bool, str]:
    """Order frames: set phrases that state nothing first, then what requires more of the clause."""
    narrow = any("@" in r for r in (*frame.subject_roles, *frame.object_roles))
    return frame.relation != "idiom", -len(frame.required), not narrow, frame.relation


def _forms(infinitives: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for infinitive in sorted(set(infinitives)):
        base = next((infinitive.removeprefix(p) for p in _PREFIXES if infinitive.startswith(p)), infinitive)
        for verb in dict.fromkeys((infinitive, base if len(base) > 4 else infinitive)):
            for stem in stems(verb):
                found.setdefault(stem if stem.endswith("t") else f"{stem}t", verb)
    return found


def stems(infinitive: str) -> set[str]:
    """Return what the stem of a verb can be; an "e" before its last consonant may be long or short.

    >>> sorted(stems("bewaken"))
    ['bewaak']
    >>> sorted(stems("adviseren"))
    ['adviseer', 'adviser']
    """
    if infinitive.endswith(("aan", "oen", "ien")):
        return {infinitive[:-1]}
    stem = infinitive.removesuffix("en")
    if len(stem) > 2 and stem[-1] == stem[-2]:
        return {stem[:-1]}
    hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    if re.search(r"(?:^|[^aeiou])[aou][^aeiou]$", stem):
        return {hard[:-1] + stem[-2] + hard[-1]}
    if re.search(r"(?:^|[^aeiou])e[^aeiou]$", stem):
        return {hard, f"{hard[:-1]}e{hard[-1]}"}
    return {hard}


def _of(facts: Iterable[LexicalFact], part: str) -> list[LexicalFact]:
    return [f for f in facts if f.part == part]


def _frame(fact: LexicalFact) -> Frame:
    return Frame(fact.written, fact.reference, fact.subject_roles, fact.object_roles, fact.topic_roles, fact.required)
