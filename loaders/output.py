"""What was read from one document, as a table for people, as JSON, or as Turtle."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from graph.export import turtle
from graph.model import Description, Iri, Load, Passage, Ref, Statement, Text, Value
from graph.privacy import mask
from graph.rdf import DocumentRecord, document_quads, finding_quads
from graph.register import Register
from graph.vocabulary import KETEN, RDFS, coded_concepts, label

_SEVERITIES = {"Violation": "overtreding", "Warning": "waarschuwing", "Info": "opmerking"}


class Names:
    """Labels of the things that one load speaks of."""

    def __init__(self, load: Load) -> None:
        self._names = {m.iri: m.name for m in Register.at(dt.date(2013, 1, 1)).all}
        for description in load.descriptions:
            for predicate, value in description.properties:
                if str(predicate) == str(RDFS.label) and isinstance(value, Text):
                    self._names.setdefault(str(description.subject), value.value)

    def of(self, thing: Iri | Ref | Value) -> str:
        """Return the label of a thing, or a literal as text."""
        if isinstance(thing, Ref):
            return self._names.get(str(thing.iri)) or label(thing.iri)
        if isinstance(thing, Text):
            return thing.value
        text = str(thing)
        return self._names.get(text) or (label(text) if text.startswith("http") else text)


def as_table(load: Load) -> str:
    """Return what was read as text: claims, allocations and answers by region, and findings."""
    names = Names(load)
    parts = [_heading(load)]
    if load.statements:
        rows: list[tuple[str, ...]] = [("onderwerp", "relatie", "object", "modaliteit", "zekerheid", "zin")]
        rows += [_claim_row(s, names) for s in load.statements]
        parts.append("BEWERINGEN\n" + _aligned(rows))
    allocations = _of_kind(load, KETEN.Taakbelegging)
    if allocations:
        rows = [("regio", "taak", "niveau", "mogelijk", "overeenstemming", "zoals gedrukt")]
        rows += [_allocation_row(d, names) for d in allocations]
        parts.append("TAKEN\n" + _aligned(rows))
    answers = _of_kind(load, KETEN.Antwoord)
    if answers:
        rows = [("regio", "vraag", "oordeel", "antwoord")]
        rows += [_answer_row(d, names) for d in answers]
        parts.append("ANTWOORDEN\n" + _aligned(rows))
    if load.text_passages and not load.statements:
        rows = [("begin", "soort", "tekst")]
        rows += [(str(p.begin), p.kind, _one_line(p.quote, 100)) for p in load.text_passages]
        parts.append("PASSAGES\n" + _aligned(rows))
    if load.findings:
        rows = [("ernst", "code", "bevinding")]
        rows += [(_SEVERITIES[f.severity.value], f.code, f.message) for f in load.findings]
        parts.append("BEVINDINGEN\n" + _aligned(rows))
    return "\n\n".join(parts)


def as_json(load: Load) -> str:
    """Return what was read as JSON: ``document``, ``secties``, ``regios``, ``beweringen``, ``bevindingen``."""
    names = Names(load)
    body = {
        "document": load.document,
        "lader": load.agent,
        "secties": [
            {"nummer": s.number, "kop": s.title, "niveau": s.level, "begin": s.begin, "eind": s.end}
            for s in load.sections
        ],
        "regios": [_region(d, load, names) for d in _of_kind(load, KETEN.Regio)],
        "beweringen": [_claim(s, names) for s in load.statements],
        "passages": [_passage(p) for p in load.text_passages],
        "bevindingen": [
            {
                "ernst": _SEVERITIES[f.severity.value],
                "code": f.code,
                "bevinding": f.message,
                "herstel": f.remedy,
                "passages": [_passage(p) for p in f.passages],
            }
            for f in load.findings
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)


def as_turtle(load: Load, record: DocumentRecord) -> str:
    """Return what was read as Turtle, with the findings."""
    quads = [*document_quads(record, load), *finding_quads(load.findings)]
    return turtle(quads)


def _heading(load: Load) -> str:
    counted = {
        "secties": len(load.sections),
        "regio's": len(_of_kind(load, KETEN.Regio)),
        "beweringen": len(load.statements),
        "taken": len(_of_kind(load, KETEN.Taakbelegging)),
        "antwoorden": len(_of_kind(load, KETEN.Antwoord)),
        "bevindingen": len(load.findings),
    }
    return f"{load.document}: " + ", ".join(f"{n} {what}" for what, n in counted.items() if n)


def _of_kind(load: Load, kind: Iri) -> list[Description]:
    return [d for d in load.descriptions if kind in d.types]


def _value(description: Description, predicate: Iri) -> Ref | Value | None:
    return next((v for p, v in description.properties if p == predicate), None)


def _keys(description: Description, predicate: Iri) -> list[str]:
    return [v.iri.rpartition("/")[2] for p, v in description.properties if p == predicate and isinstance(v, Ref)]


def _text(description: Description, predicate: Iri) -> str:
    value = _value(description, predicate)
    return value.value if isinstance(value, Text) else str(value or "")


def _claim_row(statement: Statement, names: Names) -> tuple[str, ...]:
    certainty = f"{statement.certainty:.2f}" if statement.certainty is not None else ""
    quote = " … ".join(_one_line(p.quote, 160) for p in statement.passages)
    relation = label(statement.predicate)
    return (
        names.of(statement.subject),
        relation,
        names.of(statement.object),
        statement.modality,
        certainty,
        quote,
    )


def _allocation_row(description: Description, names: Names) -> tuple[str, ...]:
    region, task = _value(description, KETEN.regio), _value(description, KETEN.taak)
    printed = f"{_text(description, KETEN.niveauTekst)} | {_text(description, KETEN.overeenstemmingTekst)}"
    return (
        names.of(region or ""),
        names.of(task or ""),
        " + ".join(_keys(description, KETEN.niveau)) or "-",
        " + ".join(_keys(description, KETEN.mogelijkNiveau)),
        " ".join(_keys(description, KETEN.overeenstemming)) or "-",
        _one_line(printed, 90),
    )


def _answer_row(description: Description, names: Names) -> tuple[str, ...]:
    return (
        names.of(_value(description, KETEN.regio) or ""),
        "".join(_keys(description, KETEN.vraag)),
        "".join(_keys(description, KETEN.oordeel)),
        _one_line(_text(description, KETEN.tekst), 100),
    )


def _claim(statement: Statement, names: Names) -> dict[str, Any]:
    value = statement.object
    return {
        "onderwerp": {"iri": statement.subject, "label": names.of(statement.subject)},
        "relatie": {"iri": statement.predicate, "label": label(statement.predicate)},
        "object": {"iri": value.iri, "label": names.of(value)}
        if isinstance(value, Ref)
        else {"waarde": names.of(value)},
        "modaliteit": statement.modality,
        "status": statement.status,
        "zekerheid": float(statement.certainty) if isinstance(statement.certainty, Decimal) else None,
        "passages": [_passage(p) for p in statement.passages],
    }


def _region(description: Description, load: Load, names: Names) -> dict[str, Any]:
    iri = description.subject
    rows = [d for d in load.descriptions if Ref(iri) == _value(d, KETEN.regio)]
    return {
        "iri": iri,
        "nummer": _text(description, KETEN.nummer),
        "kop": names.of(iri),
        "deelVan": next(
            (s.object.iri for s in load.statements
             if s.subject == iri and s.predicate == KETEN.maaktDeelUitVan and isinstance(s.object, Ref)), None
        ),
        "gemeenten": [
            {
                "tekst": " ".join(" ".join(p.quote.split()) for p in s.passages),
                "gemeente": names.of(s.subject),
                "iri": s.subject,
                "zekerheid": float(s.certainty) if s.certainty is not None else None,
                "passages": [_passage(p) for p in s.passages],
            }
            for s in load.statements
            if s.predicate == KETEN.neemtDeelAan and s.object == Ref(iri)
        ],
        "contactpersonen": [
            names.of(s.object) for s in load.statements if s.subject == iri and s.predicate == KETEN.heeftContactpersoon
        ],
        "taken": [_allocation(d) for d in rows if KETEN.Taakbelegging in d.types],
        "antwoorden": [_answer(d) for d in rows if KETEN.Antwoord in d.types],
    }  # fmt: skip


def _allocation(description: Description) -> dict[str, Any]:
    return {
        "taak": "".join(_keys(description, KETEN.taak)),
        "niveaus": _keys(description, KETEN.niveau),
        "mogelijkeNiveaus": _keys(description, KETEN.mogelijkNiveau),
        "overeenstemming": next(iter(_keys(description, KETEN.overeenstemming)), None),
        "niveauTekst": _text(description, KETEN.niveauTekst),
        "overeenstemmingTekst": _text(description, KETEN.overeenstemmingTekst),
        "toelichting": _text(description, KETEN.toelichting),
        "passages": [_passage(p) for p in description.passages],
    }


def _answer(description: Description) -> dict[str, Any]:
    key = "".join(_keys(description, KETEN.vraag))
    return {
        "vraag": key,
        "vraagtekst": coded_concepts("vraag")[key].label,
        "tekst": _text(description, KETEN.tekst),
        "oordeel": next(iter(_keys(description, KETEN.oordeel)), None),
        "passages": [_passage(p) for p in description.passages],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {"begin": passage.begin, "eind": passage.end, "bladzijde": passage.page, "citaat": passage.quote}


def _one_line(text: str, width: int) -> str:
    flat = " ".join(mask(text).split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def _aligned(rows: Iterable[tuple[str, ...]]) -> str:
    rows = list(rows)
    widths = [min(48, max(len(r[i]) for r in rows)) for i in range(len(rows[0]) - 1)]
    lines = ["  ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[-1]]).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * w for w in widths))
    return "\n".join(lines)
