"""From what a program read in prose to statements about things: named, typed, with their passage and certainty.

A thing's IRI follows from its class, its name and the region of the document, so that the regiovisie of one region is
not that of another; municipalities, provinces and coded tasks are those of the register. What people decided about
what was read is replayed by `loaders.curation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from graph.checks import finding
from graph.errors import CurationError
from graph.model import Finding, Iri, Load, Passage, Ref, Statement, Text, Value
from graph.register import Register
from graph.vocabulary import KETEN, local_subclasses, mint, relation_ends, slug
from loaders.curation import Scope, Thing, describe, thing_of
from loaders.lexicon import lexicon
from loaders.proposals import Proposal, Reading

AGENT = mint("lader", "proza", "2")
_ARTICLE = re.compile(r"^(?:de )?gemeente ", re.IGNORECASE)
_WORDS = "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien"
_NUMBERS = {word: n for n, word in enumerate(_WORDS.split(), 2)} | {str(n): n for n in range(1, 200)}
_LABEL = "Lezer van proza, versie 2"


def add_proposals(load: Load, reading: Reading, scope: Scope, register: Register) -> None:
    """Add to a load what a program read in its prose, as proposed statements; what stays open becomes a finding."""
    load.agents[AGENT] = _LABEL
    described = {str(d.subject) for d in load.descriptions}
    known = {s.key for s in load.statements}
    resolver = _Resolver(load.document, reading.title, scope, register)
    for proposal in reading.proposals:
        ends = resolver.ends(proposal)
        if ends is None or not _fits(proposal.relation, *ends):
            continue
        subject, value = ends
        things = [(subject, proposal.subject), *([(value, proposal.object)] if isinstance(value, Thing) else [])]
        for thing, name in things:
            if not thing.known and str(thing.iri) not in described:
                described.add(str(thing.iri))
                load.descriptions.append(describe(thing, {"naam": name}, scope, register))
        statement = _statement(proposal, subject, Ref(value.iri) if isinstance(value, Thing) else value)
        if statement.key not in known:
            known.add(statement.key)
            load.statements.append(statement)
    load.findings += _open_references(load.document, reading.open)


class _Resolver:
    """Finds the things that the names in one document stand for."""

    def __init__(self, document: str, title: str, scope: Scope, register: Register) -> None:
        self.document = Thing(mint("document", document), "Document", known=True)
        self.title, self.scope, self.register = title, scope, register
        self._kinds: dict[str, str] = {}
        """Class by slug of the name: one thing has one class in a document, the first that it was read with."""

    def ends(self, proposal: Proposal) -> tuple[Thing, Thing | Value] | None:
        """Return what a proposal is about; None where an end cannot be resolved."""
        subject = self._thing(proposal.subject, proposal.subject_kind)
        value = self._value(proposal) if subject is not None else None
        return (subject, value) if subject is not None and value is not None else None

    def _thing(self, name: str, kind: str) -> Thing | None:
        if name == self.title:
            return self.document
        key = slug(name)
        kind = self._kinds.setdefault(key, kind)
        if not key:
            return None
        entry = {
            "naam": _ARTICLE.sub("", name) if kind == "Gemeente" else name,
            "soort": "Thema" if kind in {"tekst", ""} else kind,
            "landelijk": name.casefold() in lexicon().names,
        }
        try:
            return thing_of(entry, self.scope, self.register)
        except CurationError:
            # A municipality that did not exist on that day: missing is better than wrong.
            return None

    def _value(self, proposal: Proposal) -> Thing | Value | None:
        if proposal.relation == "aantal":
            words = proposal.object.casefold().split()
            return next((number for word, number in _NUMBERS.items() if word in words), None)
        if proposal.object_kind == "tekst":
            return Text(proposal.object)
        return self._thing(proposal.object, proposal.object_kind)


def _fits(relation: str, subject: Thing, value: Thing | Value) -> bool:
    """Whether both ends have the class that the relation asks for, after one thing got one class."""
    domain, target = relation_ends(relation)
    if subject.kind not in local_subclasses(domain):
        return False
    return not isinstance(value, Thing) or value.kind in local_subclasses(target)


def _statement(proposal: Proposal, subject: Thing, value: Ref | Value) -> Statement:
    return Statement(
        subject.iri,
        _predicate(proposal.relation),
        value,
        proposal.passages,
        proposal.modality,
        "voorgesteld",
        certainty=Decimal(str(proposal.certainty)),
        agent=AGENT,
    )


def _predicate(relation: str) -> Iri:
    found: Iri = KETEN[relation]
    return found


def _open_references(document: str, found: Iterable[tuple[str, tuple[Passage, ...]]]) -> list[Finding]:
    return [finding("verwijzing-open", document, passages, woord=word) for word, passages in found]
