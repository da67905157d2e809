"""Checks that are no shapes, as data describes them, and what loaders found by them while reading."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graph.findings import Check, Result, result_key, severity_name
from graph.labels import Labels
from graph.vocabulary import KETEN, PROV, RDF, RDFS, SH

CHECKS_FILE = Path(__file__).resolve().parent.parent / "shapes" / "controles.ttl"


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


__all__ = ["CHECKS_FILE", "known_checks", "stored_findings"]
