"""What a validation finds: results, the checks behind them, and the report that holds both."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from graph.vocabulary import ID

DOCUMENTS_FOLDER = Path(__file__).resolve().parent.parent / "documents"
SEVERITIES = ("Violation", "Warning", "Info")
"""The severities of SHACL, the worst first."""
NEW, KNOWN, ACCEPTED = "nieuw", "bekend", "aanvaard"
"""States of a result against the committed baseline and the decisions."""
# Where a finding of a loader names a place in a text: it moves when the text or the loader changes.
_PLACE = re.compile(r"\b(teken|tekens|regel|regels|bladzijde|plaats)\s+\d+(?:\s*[-–]\s*\d+)?")


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that shows a result."""

    passage: str
    slug: str
    """Slug of its document."""
    begin: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision to accept a result as it is."""

    key: str
    """Key of the result."""
    who: str
    why: str
    when: str
    """Day, as jjjj-mm-dd."""
    about: str = ""
    """The result in words, for who reads the file."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check: a shape, or a check that the project does itself."""

    iri: str
    code: str
    """Last part of the IRI: what results are grouped by."""
    group: str
    """What it is about: structuur, herkomst, tijd, …"""
    title: str
    message: str
    english: str
    severity: str
    why: str = ""
    remedy: str = ""
    english_title: str = ""
    english_why: str = ""
    english_remedy: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a validation, as a person reads it."""

    severity: str
    """Violation, Warning or Info."""
    source: str
    """IRI of the shape, or of the loader's check; empty for a shape without an IRI."""
    code: str
    """Last part of the source: what results are grouped by."""
    focus: str
    """IRI of the thing that it is about, or its label where it has no IRI."""
    label: str
    """Its label."""
    message: str
    """Dutch sentence."""
    english: str = ""
    """The same in English; empty where only the Dutch is there, as in someone else's graph."""
    path: str = ""
    """Label of the property, or its name with a prefix where it has none."""
    value: str = ""
    other: str = ""
    """Label of the value where that is a thing of the graph: what stands against the thing."""
    english_label: str = ""
    """The label in English, where that differs; so for the two below."""
    english_path: str = ""
    english_other: str = ""
    why: str = ""
    """Dutch sentence that says why this is checked."""
    remedy: str = ""
    """Dutch sentence that says what would mend it."""
    document: str = ""
    """IRI of the document, where the result is about one."""
    region: str = ""
    """Name of the region that the thing is, or that it is tied to, where the data say so."""
    passages: tuple[str, ...] = ()
    """IRIs of the passages that show it."""
    places: tuple[Place, ...] = ()
    """The same passages with their offsets and quotations."""
    key: str = ""
    """Hash that stays the same from one validation to the next; decisions and the baseline name it."""
    state: str = ""
    """nieuw, bekend or aanvaard; empty when nothing was compared."""
    decision: Decision | None = None
    iri: str = ""
    """IRI of the result itself, where the graph has one."""
    component: str = ""
    """IRI of the constraint component."""
    terms: tuple[str, str, str] = ("", "", "")
    """Focus node, path and value as N-Triples; blank nodes have become IRIs."""

    @property
    def own(self) -> bool:
        """Whether it comes from a check of the project itself, whose sentence names what it is about."""
        return self.source.startswith(f"{ID}controle/")


@dataclass(frozen=True, slots=True)
class Report:
    """All results, in a stable order: severity, code, thing, path, message, value."""

    results: tuple[Result, ...]
    checks: tuple[Check, ...]
    """Every property and set-wise shape that was checked."""
    quotes: int
    """Number of citations that were held against their text."""
    triples: int = 0
    """Number of statements in the graph."""
    fixed: tuple[str, ...] = ()
    """What the baseline holds and is no longer found, in words."""
    compared: bool = False
    """Whether there was a baseline to compare with."""
    paths: tuple[str, ...] = ()
    """N-Triples that describe paths of several steps, in shapes that are not our own."""
    data: tuple[str, ...] = ()
    """Names of the files that were checked; empty for the stored graph."""

    @property
    def shapes(self) -> int:
        """Number of shapes that were checked."""
        return len(self.checks)

    @property
    def counts(self) -> Counter[str]:
        """Number of results by severity."""
        return Counter(r.severity for r in self.results)

    @property
    def states(self) -> Counter[str]:
        """Number of results by state."""
        return Counter(r.state for r in self.results)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not affect conformity (NL-SBB)."""
        return not self.counts["Violation"]

    def fails(self, severity: str) -> bool:
        """Whether there is a result of this severity or worse that nobody accepted."""
        counted = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return any(r.severity in counted and r.state != ACCEPTED for r in self.results)


def sort_key(result: Result) -> tuple[int, str, str, str, str, str]:
    """Return what results are ordered by."""
    order = SEVERITIES.index(result.severity)
    return (order, result.code, result.focus, result.path, result.message, result.value)


def ordered(results: Iterable[Result]) -> tuple[Result, ...]:
    """Return results in their order, and tell apart those that would have the same key."""
    seen: Counter[str] = Counter()
    found: list[Result] = []
    for result in sorted(results, key=sort_key):
        seen[result.key] += 1
        number = seen[result.key]
        found.append(result if number == 1 else replace(result, key=f"{result.key}-{number}"))
    return tuple(found)


def result_key(code: str, *parts: str) -> str:
    """Return the key of a result; places in a text do not count.

    >>> result_key("a", "regel 12 ontbreekt") == result_key("a", "regel 13 ontbreekt")
    True
    """
    stable = (code, *(_PLACE.sub(r"\1", p) for p in parts))
    return hashlib.sha256("\x1f".join(stable).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def severity_name(iri: str) -> str:
    """Return the severity as one of SHACL's three; one that a shape makes up itself counts as the worst."""
    name = iri.rpartition("#")[2].rpartition("/")[2]
    if name in {"Debug", "Trace"}:  # SHACL 1.2
        return "Info"
    return name if name in SEVERITIES else "Violation"


__all__ = [
    "ACCEPTED", "DOCUMENTS_FOLDER", "KNOWN", "NEW", "SEVERITIES", "Check", "Decision", "Place", "Report", "Result",
    "ordered", "result_key", "severity_name", "sort_key",
]  # fmt: skip
