"""Sentences with their phrases and clauses; phrases like "in overleg met" count as one preposition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.clauses import INFINITIVE, Clause, find_clauses
from loaders.frog import Token
from loaders.lexicon import Lexicon
from loaders.phrases import PRONOUN, Phrase

_MAX_PREPOSITION = 4
"""Most tokens in a preposition of several words."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its phrases and clauses."""

    tokens: Sequence[Token]
    phrases: Sequence[Phrase]
    clauses: Sequence[Clause]


def parse(tokens: Sequence[Token], phrases: Sequence[Phrase], lexicon: Lexicon) -> Sentence:
    """Return a sentence divided into clauses, with phrases like "in overleg met" taken as one preposition."""
    known, adjuncts = _with_adjuncts(tokens, phrases, lexicon)
    inside = adjuncts | {i for p in known for i in range(p.first, p.last + 1) if i != p.head}
    clauses = find_clauses(tokens, lexicon, inside)
    # "om de overeenkomst te verlengen", "door X te doen": what opens the clause governs no noun in it.
    openers = {c.opener for c in clauses if c.kind == INFINITIVE}
    freed = [replace(p, preposition="") if p.first - 1 in openers else p for p in known]
    return Sentence(tokens, [_numbered(p, tokens, clauses) for p in freed], clauses)


def _numbered(phrase: Phrase, tokens: Sequence[Token], clauses: Sequence[Clause]) -> Phrase:
    """Return "zij" with the number of the verb beside it: alone the word can be one or many."""
    if phrase.kind != PRONOUN or phrase.name.casefold() not in {"zij", "ze"}:
        return phrase
    finite = next((c.finite for c in clauses if phrase.head in c.words and c.finite is not None), None)
    return phrase if finite is None else replace(phrase, plural="mv" in tokens[finite].tag)


def _with_adjuncts(
    tokens: Sequence[Token], phrases: Sequence[Phrase], lexicon: Lexicon
) -> tuple[list[Phrase], frozenset[int]]:
    """Return the phrases with multi-word prepositions before them, whose nouns name nothing, and those words."""
    spans: dict[int, tuple[int, str]] = {}
    words = [t.text.casefold() for t in tokens]
    for start in range(len(tokens)):
        for end in range(min(len(tokens), start + _MAX_PREPOSITION), start, -1):
            written = " ".join(" ".join(words[start:end]).split())
            if written in lexicon.adjuncts or written in lexicon.compounds:
                spans[end] = (start, written)
                break
    # Without a phrase behind it "gehoord" is a verb: "dient te worden gehoord".
    spans = {end: found for end, found in spans.items() if any(p.first == end for p in phrases)}
    inside = frozenset(i for end, (start, _) in spans.items() for i in range(start, end))
    kept = [p for p in phrases if p.head not in inside]
    return [replace(p, preposition=spans[p.first][1]) if p.first in spans else p for p in kept], inside
