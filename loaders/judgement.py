"""Judgement of an answer by rules that are data: ja, nee, deels, or onbekend where no rule applies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from graph.model import Iri
from graph.vocabulary import judgement_rules

JUDGED = ("1a", "1b", "1c", "1d")
"""The questions that ask whether something is the case."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an answer says to a yes-or-no question, and the rule that says so."""

    key: str
    """ja, nee, deels or onbekend."""
    rule: Iri | None
    """None when no rule applied."""


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str, str, Iri], ...]:
    return tuple((re.compile(r.pattern, re.IGNORECASE), r.question, r.judgement, r.iri) for r in judgement_rules())


def judge(question: str, answer: str) -> Judgement:
    """Judge the answer to question 1a, 1b, 1c or 1d; an empty answer tells nothing."""
    for pattern, scope, judgement, rule in _compiled():
        if scope in {"", question} and answer and pattern.search(answer):
            return Judgement(judgement, rule)
    return Judgement("onbekend", None)
