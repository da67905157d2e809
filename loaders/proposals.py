"""Proposals from prose: claims that a program reads and a person must judge; nothing of it enters the stored graph.

What this reads was measured against annotations by readers (`make evaluate`); the README gives the figures.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.model import Passage
from graph.register import Register, provinces
from graph.vocabulary import local_subclasses, relation_ends
from loaders.document import Role
from loaders.frog import Token, analyse
from loaders.lexicon import lexicon
from loaders.mentions import Mention, find_mentions
from loaders.prose import read_prose
from loaders.relations import Claim, Fit, find_claims
from loaders.sentences import sentences
from loaders.text import SourceText, Span

_MARK = re.compile(r"^\s*(?:[•▪◦\-–−*�\uf02d\uf0b7]|\d{1,2}(?:\.\d{1,2})*[.)]?|\(?[a-z][.)])\s+")
_DEFINED = re.compile(r"\((?:hierna(?: te noemen)?:?\s*)?(?:de |het )?[‘'“\"]?([A-Z][\w&-]{1,20})[’'”\"]?\)")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that a program proposes."""

    subject: str
    """As the text names it."""
    relation: str
    """Local name of the relation."""
    object: str
    modality: str
    sentence: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to be read, and where it stands."""

    text: str
    spans: tuple[Span, ...]


def propose(
    source: SourceText, day: dt.date, *, kept: Path | None = None, progress: Callable[[str], None] = lambda _: None
) -> list[Proposal]:
    """Return the claims that a program reads in a prose document.

    Raises
    ------
    AnalyserError
        When Frog is missing or fails.
    """
    read = prose_sentences(source)
    analysed = analyse([s.text for s in read], kept=kept, progress=progress)
    names = _names(day)
    aliases: dict[str, str] = {}
    found: list[Proposal] = []
    for sentence, tokens in zip(read, analysed, strict=True):
        mentions = find_mentions(tokens, lexicon(), names)
        _learn(sentence.text, tokens, mentions, names, aliases)
        for claim in find_claims(tokens, mentions, lexicon(), fits()):
            found.append(_proposal(source, sentence, claim, aliases))  # noqa: PERF401  (three levels read better so)
    return found


def prose_sentences(source: SourceText) -> list[Sentence]:
    """Return the sentences that can state something: no headings, fields or signatures; marks of lists left out."""
    found: list[Sentence] = []
    for block in read_prose(source).blocks:
        if block.role is not Role.READ or block.kind in {"veld", "ondertekening"}:
            continue
        reading = source.read(block.spans)
        for begin, end in sentences(reading):
            mark = _MARK.match(reading.text[begin:end])
            start = begin + (mark.end() if mark is not None else 0)
            if reading.text[start:end].strip():
                found.append(Sentence(reading.text[start:end], tuple(reading.spans(start, end))))
    return found


@cache
def fits() -> dict[str, Fit]:
    """Return the classes that the ends of each relation may have, pronouns included."""
    found: dict[str, Fit] = {}
    for frames in lexicon().frames.values():
        for frame in frames:
            domain, target = relation_ends(frame.relation)
            found[frame.relation] = Fit(local_subclasses(domain) | {""}, local_subclasses(target) | {""})
    return found


def _names(day: dt.date) -> dict[str, str]:
    names: dict[str, str] = {}
    for municipality in Register.at(day).current:
        for name in (municipality.name, *municipality.aliases):
            names[name.casefold()] = names[f"gemeente {name.casefold()}"] = "Gemeente"
    for name in provinces():
        names.setdefault(f"provincie {name.casefold()}", "Provincie")
    return names


def _learn(
    text: str, tokens: tuple[Token, ...], mentions: list[Mention], names: dict[str, str], aliases: dict[str, str]
) -> None:
    """Follow definitions: "de Regionale Inkooporganisatie (hierna: RIGG)"."""
    for match in _DEFINED.finditer(text):
        before = [m for m in mentions if 0 <= match.start() - tokens[m.last].end <= 2]
        if before:
            short = match.group(1).casefold()
            names[short] = before[-1].kind or "Organisatie"
            aliases[short] = before[-1].name


def _proposal(source: SourceText, sentence: Sentence, claim: Claim, aliases: dict[str, str]) -> Proposal:
    def full(mention: Mention) -> str:
        return aliases.get(mention.name.casefold(), mention.name)

    return Proposal(
        full(claim.subject),
        claim.relation,
        full(claim.object),
        claim.modality,
        sentence.text,
        source.passages(sentence.spans, "alinea"),
    )
