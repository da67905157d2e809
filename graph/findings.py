"""What a validation finds: results, the checks behind them, and what the graph itself says of both."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graph.store import solutions
from graph.vocabulary import ID, KETEN, PREFIXES, PROV, RDF, RDFS, SH, SKOS

DOCUMENTS_FOLDER = Path(__file__).resolve().parent.parent / "documents"
CHECKS_FILE = Path(__file__).resolve().parent.parent / "shapes" / "controles.ttl"
SEVERITIES = ("Violation", "Warning", "Info")
"""The severities of SHACL, the worst first."""
NEW, KNOWN, ACCEPTED = "nieuw", "bekend", "aanvaard"
"""States of a result against the committed baseline and the decisions."""
QUOTES_CHECK = "citaat-gelijk-aan-tekst"
_MOST_PASSAGES = 5
"""Passages shown with a thing that has none of its own."""
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
    path: str = ""
    """Label of the property, or its name with a prefix where it has none."""
    value: str = ""
    other: str = ""
    """Label of the value where that is a thing of the graph: what stands against the thing."""
    why: str = ""
    """Dutch sentence that says why this is checked."""
    remedy: str = ""
    """Dutch sentence that says what would mend it."""
    document: str = ""
    """IRI of the document, where the result is about one."""
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


# ---------------------------------------------------------------- checks that are no shapes


@cache
def known_checks() -> dict[str, Check]:
    """Return the checks that are no shapes, by code, as `shapes/controles.ttl` describes them."""
    facts: dict[str, dict[tuple[str, str], str]] = {}
    for triple in ox.parse(path=str(CHECKS_FILE), format=ox.RdfFormat.TURTLE):
        node, language = str(getattr(triple.subject, "value", "")), str(getattr(triple.object, "language", None) or "")
        value = str(getattr(triple.object, "value", ""))
        facts.setdefault(node, {})[triple.predicate.value, language] = value
    label, why, remedy = str(RDFS.label), str(KETEN.waarom), str(KETEN.herstel)
    found: dict[str, Check] = {}
    for node, said in facts.items():
        code = node.rpartition("/")[2]
        found[code] = Check(
            iri=node,
            code=code,
            group=said[str(KETEN.controlegroep), ""],
            title=said[label, "nl"],
            message=said[label, "nl"],
            english=said[label, "en"],
            severity=severity_name(said[str(SH.severity), ""]),
            why=said[why, "nl"],
            remedy=said[remedy, "nl"],
            english_title=said[label, "en"],
            english_why=said[why, "en"],
            english_remedy=said[remedy, "en"],
        )
    return found


# ---------------------------------------------------------------- labels


class Labels:
    """Labels, passages and documents of things, asked for only where a result needs them."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def of(self, iri: str) -> str:
        """Return the Dutch label of a thing, or what tells it apart."""
        if label := self._label(iri):
            return label
        if iri.startswith(f"{ID}bewering/") and (claim := self._claim(iri)):
            return claim
        for quote in self._values(iri, KETEN.citaat):
            if isinstance(quote, ox.Literal):
                return f"“{quote.value[:60]}”"
        return iri.removeprefix(ID).rpartition("#")[2]

    def property(self, iri: str) -> str:
        """Return the Dutch label of a property, or its name with a prefix, e.g. ``skos:inScheme``."""
        return self._label(iri) or prefixed(iri)

    def passages(self, iri: str) -> tuple[str, ...]:
        """Return the passages behind a thing."""
        return self._things(iri, KETEN.passage)

    def shown(self, iri: str) -> tuple[str, ...]:
        """Return the passages behind a thing, or else the first few of the claims that are about it."""
        found = self.passages(iri)
        node = named(iri)
        if found or node is None or not iri.startswith(ID):
            return found
        claims = {
            quad.subject.value
            for predicate in (RDF.subject, RDF.object, KETEN.onderwerp)
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(str(predicate)), node)
            if isinstance(quad.subject, ox.NamedNode)
        }
        places = self.places(sorted({p for claim in claims for p in self.passages(claim)}))
        return tuple(p.passage for p in places[:_MOST_PASSAGES])

    def places(self, passages: Iterable[str]) -> tuple[Place, ...]:
        """Return where passages stand, those that say so."""
        found: list[Place] = []
        for passage in passages:
            facts = [self._first(passage, p) for p in (KETEN.document, KETEN.begin, KETEN.eind, KETEN.citaat)]
            document, begin, end, quote = facts
            if document and begin.isdigit() and end.isdigit():
                found.append(Place(passage, document.rpartition("/")[2], int(begin), int(end), quote))
        return tuple(sorted(found, key=lambda p: (p.slug, p.begin, p.end)))

    def document(self, iri: str) -> str:
        """Return the document that a thing is, or says it comes from, or else that of its first passage."""
        if any(getattr(t, "value", "") == str(KETEN.Document) for t in self._values(iri, RDF.type)):
            return iri
        for thing in (iri, *self.shown(iri)[:1]):
            for predicate in (PROV.wasDerivedFrom, KETEN.document):
                for document in self._things(thing, predicate):
                    return document
        return ""

    def identity(self, iri: str) -> str:
        """Return what a thing is, apart from where it stands: the IRI of a claim or passage holds its offsets."""
        if iri.startswith(f"{ID}passage/"):
            return "|".join(self._first(iri, p) for p in (KETEN.document, KETEN.citaat)).strip("|") or iri
        if iri.startswith(f"{ID}bewering/"):
            facts = [self._first(iri, p) for p in (RDF.subject, RDF.predicate, RDF.object, KETEN.modaliteit)]
            quotes = sorted(self.identity(p) for p in self.passages(iri))
            return "|".join([*facts, *quotes]).strip("|") or iri
        return iri

    def _claim(self, iri: str) -> str:
        """Return a claim as its three parts, e.g. “Regiegroep adviseert platform”; empty when one is missing."""
        parts: list[str] = []
        for predicate in (RDF.subject, RDF.predicate, RDF.object):
            term = min(self._values(iri, predicate), key=str, default=None)
            if term is None:
                return ""
            parts.append(self.of(term.value) if isinstance(term, ox.NamedNode) else str(getattr(term, "value", term)))
        return f"“{' '.join(parts)}”"

    def _label(self, iri: str) -> str:
        for predicate in (RDFS.label, SKOS.prefLabel):
            found = [v for v in self._values(iri, predicate) if isinstance(v, ox.Literal)]
            for literal in sorted(found, key=lambda t: (t.language != "nl", t.value)):
                return literal.value
        return ""

    def _first(self, iri: str, predicate: object) -> str:
        return min((str(getattr(v, "value", v)) for v in self._values(iri, predicate)), default="")

    def _things(self, iri: str, predicate: object) -> tuple[str, ...]:
        return tuple(sorted({v.value for v in self._values(iri, predicate) if isinstance(v, ox.NamedNode)}))

    def _values(self, iri: str, predicate: object) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
        node = named(iri)
        if node is None:
            return []
        return [q.object for q in self.store.quads_for_pattern(node, ox.NamedNode(str(predicate)), None)]


def prefixed(iri: str) -> str:
    """Return an IRI with the longest prefix that fits it, or whole."""
    fitting = [(base, prefix) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    for base, prefix in sorted(fitting, key=lambda pair: -len(pair[0])):
        return f"{prefix}:{iri.removeprefix(base)}"
    return iri


def named(iri: str) -> ox.NamedNode | None:
    """Return an IRI as a node, or None when it is none."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


# ---------------------------------------------------------------- citations


def quote_results(store: ox.Store, documents: Path) -> tuple[int, list[Result]]:
    """Hold every citation against the text of its document; return how many there are, and what differs."""
    query = f"""
        PREFIX keten: <{KETEN.Passage.rpartition("#")[0]}#>
        SELECT ?passage ?document ?begin ?eind ?citaat WHERE {{
            ?passage a keten:Passage ; keten:document ?document ; keten:begin ?begin ; keten:eind ?eind ;
                     keten:citaat ?citaat }}"""
    texts: dict[str, str | None] = {}
    wrong: list[Result] = []
    count = 0
    for row in solutions(store, query):
        count += 1
        document = row["document"].value
        if document not in texts:
            path = documents / document.rpartition("/")[2] / "tekst.txt"
            texts[document] = path.read_bytes().decode("utf-8") if path.is_file() else None
        text = texts[document]
        quote = row["citaat"].value
        if text is None:
            problem = "De tekst van het document is er niet; het citaat is niet te controleren."
        elif text[int(row["begin"].value) : int(row["eind"].value)] != quote:
            problem = "Het citaat is niet gelijk aan de tekst tussen begin en eind."
        else:
            continue
        wrong.append(_own_result(store, row["passage"].value, quote, document, problem))
    return count, wrong


def _own_result(store: ox.Store, passage: str, quote: str, document: str, problem: str) -> Result:
    labels = Labels(store)
    check = known_checks()[QUOTES_CHECK]
    return Result(
        severity=check.severity,
        source=f"{ID}controle/{QUOTES_CHECK}",
        code=QUOTES_CHECK,
        focus=passage,
        label=f"“{quote[:60]}”",
        message=problem,
        why=check.why,
        remedy=check.remedy,
        document=document,
        passages=(passage,),
        places=labels.places([passage]),
        key=result_key(QUOTES_CHECK, labels.identity(passage)),
        component=f"{ID}controle/{QUOTES_CHECK}",
        terms=(f"<{passage}>", "", ""),
    )


# ---------------------------------------------------------------- findings of the loaders


def stored_findings(store: ox.Store) -> Iterator[Result]:
    """Yield the findings that loaders left in the graph."""
    labels = Labels(store)
    known = known_checks()
    kind = ox.NamedNode(str(KETEN.Bevinding))
    for quad in store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), kind):
        values: dict[str, list[str]] = {}
        for fact in store.quads_for_pattern(quad.subject, None, None):
            values.setdefault(fact.predicate.value, []).append(str(getattr(fact.object, "value", fact.object)))

        def first(predicate: object, found: dict[str, list[str]] = values) -> str:
            return next(iter(sorted(found.get(str(predicate), []))), "")

        focus, code, message = first(SH.focusNode), first(KETEN.bevindingcode), first(SH.resultMessage)
        passages = tuple(sorted(values.get(str(KETEN.passage), [])))
        yield Result(
            severity=severity_name(first(SH.resultSeverity)),
            source=first(SH.sourceConstraintComponent),
            code=code,
            focus=focus,
            label=labels.of(focus),
            message=message,
            why=known[code].why if code in known else "",
            remedy=first(KETEN.herstel) or (known[code].remedy if code in known else ""),
            document=first(PROV.wasDerivedFrom),
            passages=passages,
            places=labels.places(passages),
            key=result_key(code, labels.identity(focus), message),
            iri=str(getattr(quad.subject, "value", "")),
            component=first(SH.sourceConstraintComponent),
            terms=(f"<{focus}>" if focus else "", "", ""),
        )


def severity_name(iri: str) -> str:
    """Return the severity as one of SHACL's three; one that a shape makes up itself counts as the worst."""
    name = iri.rpartition("#")[2].rpartition("/")[2]
    if name in {"Debug", "Trace"}:  # SHACL 1.2
        return "Info"
    return name if name in SEVERITIES else "Violation"


__all__ = [
    "ACCEPTED",
    "CHECKS_FILE",
    "DOCUMENTS_FOLDER",
    "KNOWN",
    "NEW",
    "QUOTES_CHECK",
    "SEVERITIES",
    "Check",
    "Decision",
    "Labels",
    "Place",
    "Report",
    "Result",
    "known_checks",
    "named",
    "ordered",
    "prefixed",
    "quote_results",
    "result_key",
    "severity_name",
    "sort_key",
    "stored_findings",
]  # fmt: skip
