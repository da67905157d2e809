"""The lexicon as the readers of prose use it: what verbs, nouns and cues stand for, read from OntoLex-Lemon data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from graph.lexicon import LexicalFact, lexical_facts


@dataclass(frozen=True, slots=True)
class Frame:
    """What a verb states, and which grammatical roles its ends have."""

    verb: str
    """Lemma, a separable prefix included ("opstellen")."""
    relation: str
    """Local name of the relation."""
    subject_roles: tuple[str, ...]
    object_roles: tuple[str, ...]
    topic_roles: tuple[str, ...]
    required: str
    """Lemma that must depend on the verb; empty where none need to."""
    swapped: bool
    """Whether the grammatical subject is the relation's object."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, by lemma."""

    frames: dict[str, tuple[Frame, ...]]
    nouns: dict[str, tuple[str, ...]]
    """Classes that a noun can name, by lemma."""
    cues: dict[str, str]
    """Modality of a modal verb or negation, by lemma."""

    def classes_of(self, lemma: str) -> tuple[str, ...]:
        """Return the classes that a noun names; a compound names what its last part does."""
        lemma = lemma.casefold()
        if lemma in self.nouns:
            return self.nouns[lemma]
        ends = [noun for noun in self.nouns if len(noun) > 3 and lemma.endswith(noun)]
        return self.nouns[max(ends, key=len)] if ends else ()


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read once."""
    frames: dict[str, list[Frame]] = defaultdict(list)
    nouns: dict[str, list[str]] = defaultdict(list)
    cues: dict[str, str] = {}
    for fact in lexical_facts():
        if fact.part == "verb":
            frames[fact.written].append(_frame(fact))
        elif fact.part == "noun":
            nouns[fact.written].append(fact.reference)
        else:
            cues[fact.written] = fact.reference
    ordered = {v: tuple(sorted(f, key=lambda x: (not x.required, x.relation))) for v, f in frames.items()}
    return Lexicon(ordered, {n: tuple(sorted(set(c))) for n, c in nouns.items()}, cues)


def _frame(fact: LexicalFact) -> Frame:
    return Frame(
        fact.written,
        fact.reference,
        fact.subject_roles,
        fact.object_roles,
        fact.topic_roles,
        fact.required,
        fact.swapped,
    )
