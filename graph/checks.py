"""Checks that are no shapes, as data describes them, and what loaders found by them while reading."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graph.findings import Check, Result, result_key, severity_name
from graph.labels import Labels
from graph.model import Finding, Iri, Passage, Ref, Severity
from graph.privacy import mask
from graph.vocabulary import KETEN, PROV, RDF, RDFS, SH, label

CHECKS_FILE = Path(__file__).resolve().parent.parent / "shapes" / "controles.ttl"


@cache
def known_checks() -> dict[str, Check]:
    """Return the checks that are no shapes, by code, as `shapes/controles.ttl` describes them."""
    facts: dict[str, dict[tuple[str, str], str]] = {}
    for triple in ox.parse(path=str(CHECKS_FILE), format=ox.RdfFormat.TURTLE):
        node, language = str(getattr(triple.subject, "value", "")), str(getattr(triple.object, "language", None) or "")
        value = str(getattr(triple.object, "value", ""))
        facts.setdefault(node, {})[triple.predicate.value, language] = value
    title, message, why, remedy = str(RDFS.label), str(SH.message), str(KETEN.waarom), str(KETEN.herstel)
    found: dict[str, Check] = {}
    for node, said in facts.items():
        code = node.rpartition("/")[2]
        found[code] = Check(
            iri=node,
            code=code,
            group=said[str(KETEN.controlegroep), ""],
            title=said[title, "nl"],
            message=said[message, "nl"],
            english=said[message, "en"],
            severity=severity_name(said[str(SH.severity), ""]),
            why=said[why, "nl"],
            remedy=said[remedy, "nl"],
            english_title=said[title, "en"],
            english_why=said[why, "en"],
            english_remedy=said[remedy, "en"],
        )
    return found


Filling = str | int | Ref | tuple[str | Ref, ...]
"""What a place in a message holds: several are joined, and a reference to a concept becomes its label."""
_AND = {"nl": " en ", "en": " and "}


def filled(check: Check, **values: Filling) -> tuple[str, str]:
    """Return the message of a check with its values, in Dutch and in English.

    Raises
    ------
    KeyError
        When the message has a place that no value is for.
    """
    dutch, english = ({name: _said(value, language) for name, value in values.items()} for language in ("nl", "en"))
    return check.message.format(**dutch), check.english.format(**english)


def _said(value: Filling, language: str) -> str:
    match value:
        case Ref():
            return label(value.iri, language)
        case tuple():
            *first, last = (_said(v, language) for v in value)
            return _AND[language].join([*([", ".join(first)] if first else []), last])
    return str(value)


def finding(
    code: str, document: str, passages: tuple[Passage, ...] = (), focus: Iri | None = None, **values: Filling
) -> Finding:
    """Return what a loader found by a check, in both languages and without contact data."""
    check = known_checks()[code]
    message, english = (mask(text) for text in filled(check, **values))
    return Finding(
        Severity(check.severity),
        code,
        message,
        document,
        passages,
        focus,
        remedy=check.remedy,
        english=english,
        english_remedy=check.english_remedy,
    )


def own_result(code: str, focus: str, title: str, **values: Filling) -> Result:
    """Return a result of one of the project's own checks about a thing; it is its own key until it gets another."""
    check = known_checks()[code]
    message, english = filled(check, **values)
    return Result(
        severity=check.severity,
        source=check.iri,
        code=code,
        focus=focus,
        label=title,
        message=message,
        english=english,
        why=check.why,
        remedy=check.remedy,
        key=result_key(code, focus),
        component=check.iri,
        terms=(f"<{focus}>", "", ""),
    )


def stored_findings(store: ox.Store) -> Iterator[Result]:
    """Yield the findings that loaders left in the graph."""
    labels = Labels(store)
    known = known_checks()
    kind = ox.NamedNode(str(KETEN.Bevinding))
    for quad in store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), kind):
        values: dict[tuple[str, str], list[str]] = {}
        for fact in store.quads_for_pattern(quad.subject, None, None):
            # A text in another language than English is taken for Dutch, as everywhere else.
            language = "en" if getattr(fact.object, "language", None) == "en" else ""
            value = str(getattr(fact.object, "value", fact.object))
            values.setdefault((fact.predicate.value, language), []).append(value)

        def first(predicate: object, language: str = "", found: dict[tuple[str, str], list[str]] = values) -> str:
            return min(found.get((str(predicate), language), []), default="")

        focus, code, message = first(SH.focusNode), first(KETEN.bevindingcode), first(SH.resultMessage)
        passages = tuple(sorted(values.get((str(KETEN.passage), ""), [])))
        yield Result(
            severity=severity_name(first(SH.resultSeverity)),
            source=first(SH.sourceConstraintComponent),
            code=code,
            focus=focus,
            label=labels.of(focus),
            message=message or first(SH.resultMessage, "en"),
            english=first(SH.resultMessage, "en"),
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


__all__ = ["CHECKS_FILE", "Filling", "filled", "finding", "known_checks", "own_result", "stored_findings"]
