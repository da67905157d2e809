"""Claims: what a sentence says of two things, and which things a relation can hold between."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.coreference import Referent

#: Relations that two parties stand in with each other.
MUTUAL = frozenset({"werktSamenMet", "overlegtMet"})
#: Relations whose object is a function, also one that no list knows: "stellen een aanjager aan".
TO_FUNCTIONS = frozenset({"benoemt", "kiest"})


@dataclass(frozen=True, slots=True)
class Fit:
    """Which classes the ends of a relation may have."""

    subject: frozenset[str]
    object: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation between two things that a sentence names."""

    relation: str
    subject: Referent
    object: Referent
    modality: str
    witnesses: int
    """Independent signs that support it."""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a claim is made."""

    modality: str
    witnesses: int = 1
    """Independent signs that support it."""
    topic: str = ""
