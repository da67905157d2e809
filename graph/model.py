"""The values that flow from a loader to the graph: passages, statements, descriptions, findings."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from graph.errors import PassageMismatchError

Iri: TypeAlias = str
"""An absolute IRI, as text; every term of `graph.vocabulary` is one."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a language."""

    value: str
    language: str = "nl"


Value: TypeAlias = Text | str | int | float | bool | Decimal | dt.date
"""A literal; a `str` that is meant as an IRI is wrapped in `Ref`."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a thing, as opposed to a literal that happens to look like an IRI."""

    iri: Iri


@dataclass(frozen=True, slots=True)
class Passage:
    """An exact stretch of a document.

    `begin` and `end` count Unicode code points in `documents/<slug>/tekst.txt`; `end` is exclusive.
    """

    document: str
    """Slug of the document."""
    begin: int
    end: int
    quote: str
    """The text between the offsets, to the character."""
    kind: str = "alinea"
    """Key in the code list `passagesoort`."""
    page: int | None = None
    """Page in order of the text, from 1, where page breaks are visible."""
    prefix: str = ""
    """Up to 32 characters before, for re-finding; never holds contact data."""
    suffix: str = ""

    @property
    def key(self) -> str:
        """Hash of document and offsets: the passage's own part of its IRI."""
        return _hash(self.document, str(self.begin), str(self.end))

    def verify(self, text: str) -> None:
        """Raise `PassageMismatchError` unless the quotation is the text between the offsets."""
        if text[self.begin : self.end] != self.quote:
            raise PassageMismatchError(self.document, self.begin, self.end, self.quote)


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim that a document makes: subject, relation, object, modality, passages."""

    subject: Iri
    predicate: Iri
    object: Ref | Value
    passages: tuple[Passage, ...]
    modality: str = "feitelijk"
    """Local name in the code list of modalities."""
    status: str = "voorgesteld"
    """voorgesteld (by a program), bevestigd or afgewezen (by a person)."""
    certainty: Decimal | None = None
    """0..1, only on what a program proposed."""
    topic: Iri | None = None
    """About what, where the text says so."""
    reason: str = ""
    """Why a curator reads it so, where the passage alone does not show it."""
    agent: Iri = ""
    """Who is answerable for it; the loader of the document when empty."""

    @property
    def key(self) -> str:
        """Hash of document, offsets, subject, predicate, object and modality."""
        places = [f"{p.document}:{p.begin}-{p.end}" for p in self.passages]
        return _hash(*places, self.subject, self.predicate, repr(self.object), self.modality)

    @property
    def gives_edge(self) -> bool:
        """Whether the claim states its relation: intentions, denials and rejected claims do not."""
        return self.status != "afgewezen" and self.modality in {"feitelijk", "mogelijk", "verplicht"}


@dataclass(frozen=True, slots=True)
class Description:
    """What a thing is: its classes and properties, as read from a document."""

    subject: Iri
    types: tuple[Iri, ...]
    properties: tuple[tuple[Iri, Ref | Value], ...]
    passages: tuple[Passage, ...] = ()


class Severity(Enum):
    """How bad a finding is; the names are those of SHACL."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a document or a graph that a person must know."""

    severity: Severity
    code: str
    """Stable key of the kind of finding, lowercase with hyphens."""
    message: str
    """A Dutch sentence that says what is wrong."""
    document: str = ""
    passages: tuple[Passage, ...] = ()
    focus: Iri | None = None
    """The thing that it is about."""
    remedy: str = ""
    """A Dutch sentence that says what would mend it."""
    english: str = ""
    """The message in English."""
    english_remedy: str = ""
    """The remedy in English."""

    @property
    def key(self) -> str:
        """Hash of everything that identifies the finding."""
        places = [f"{p.begin}-{p.end}" for p in self.passages]
        return _hash(self.code, self.document, self.focus or "", self.message, *places)


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """A part of a document under its own heading; the sections of a document follow each other without a gap."""

    number: int
    """From 1, in order of the text."""
    title: str
    level: int
    begin: int
    end: int


@dataclass(slots=True)
class Load:
    """Everything that one document gave."""

    document: str
    sections: tuple[SectionRecord, ...] = ()
    text_passages: tuple[Passage, ...] = ()
    """The headings, paragraphs, list items and cells of a document that is not read further."""
    descriptions: list[Description] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    agent: Iri = ""
    """IRI of the loader and its version."""
    agents: dict[Iri, str] = field(default_factory=dict)
    """Labels of others who are answerable for statements."""

    def passages(self) -> Iterable[Passage]:
        """Yield each passage once, in order of the text."""
        seen: dict[str, Passage] = {}
        for passage in self.text_passages:
            seen.setdefault(passage.key, passage)
        held = [
            *(d.passages for d in self.descriptions),
            *(s.passages for s in self.statements),
            *(f.passages for f in self.findings),
        ]
        for passages in held:
            for passage in passages:
                seen.setdefault(passage.key, passage)
        return sorted(seen.values(), key=lambda p: (p.begin, p.end))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]
