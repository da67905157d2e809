"""What people decided about results, and what the committed baseline holds: every validation replays both."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import yaml

from graph.checks import own_result
from graph.errors import GraphDataError
from graph.findings import ACCEPTED, DOCUMENTS_FOLDER, KNOWN, NEW, Decision, Report, Result, ordered, result_key
from graph.privacy import mask
from graph.report import sentence
from graph.shapes import SHAPES_FOLDER
from graph.validate import Progress, validate
from graph.vocabulary import ID

DECISIONS_FILE = SHAPES_FOLDER / "besluiten.yaml"
BASELINE_FILE = SHAPES_FOLDER / "basislijn.json"
_REMEDY = "Herstel het bestand; de pagina Controle geeft de regels om te plakken."
_FIELDS = ("bevinding", "wie", "waarom", "wanneer")


def review(
    store: ox.Store,
    *,
    documents: Path = DOCUMENTS_FOLDER,
    decisions: Path = DECISIONS_FILE,
    baseline: Path = BASELINE_FILE,
    progress: Progress = lambda _part, _what: None,
) -> Report:
    """Validate the project's own graph, replay the decisions and compare with the baseline.

    Raises
    ------
    GraphDataError
        When the shapes, the decisions or the baseline are in error.
    """
    chosen = read_decisions(decisions)
    known = read_baseline(baseline)
    return compared(validate(store, documents=documents, progress=progress), chosen, known)


def compared(report: Report, decisions: Iterable[Decision], baseline: Mapping[str, str] | None) -> Report:
    """Return a report with the state of each result, and with a finding for each decision that does not hold.

    A violation cannot be accepted: it stays what it is, and the decision about it is reported.
    """
    by_key = {d.key: d for d in decisions}
    present = {r.key: r for r in report.results}
    odd = [_odd(d, present.get(k)) for k, d in by_key.items() if k not in present or _violates(present[k])]
    results: list[Result] = []
    for result in ordered([*report.results, *odd]):
        decision = by_key.get(result.key)
        if decision is not None and not _violates(result):
            results.append(replace(result, state=ACCEPTED, decision=decision))
        elif baseline is not None:
            results.append(replace(result, state=KNOWN if result.key in baseline else NEW))
        else:
            results.append(result)
    keys = {r.key for r in results}
    fixed = sorted(text for key, text in (baseline or {}).items() if key not in keys)
    return replace(report, results=tuple(results), fixed=tuple(fixed), compared=baseline is not None)


def _violates(result: Result) -> bool:
    return result.severity == "Violation"


def _odd(decision: Decision, result: Result | None) -> Result:
    """Return the finding that a decision matches nothing any more, or that it may not be taken."""
    code = "besluit-zonder-bevinding" if result is None else "besluit-over-overtreding"
    about = decision.about or decision.key
    found = own_result(
        code, f"{ID}besluit/{decision.key}", f"besluit {decision.key}", wie=decision.who, bevinding=about
    )
    return replace(found, key=result_key(code, decision.key))


# ---------------------------------------------------------------- decisions


def read_decisions(path: Path = DECISIONS_FILE) -> tuple[Decision, ...]:
    """Return the decisions that were committed; none when there is no file.

    Raises
    ------
    GraphDataError
        When the file is no YAML, or a decision lacks who, why, when or what, or comes twice.
    """
    if not path.is_file():
        return ()
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" op regel {mark.line + 1}, kolom {mark.column + 1}" if mark is not None else ""
        raise GraphDataError(path.name, f"geen geldige YAML{where}", _REMEDY) from error
    rows = content.get("besluiten") if isinstance(content, dict) else content
    if not isinstance(rows, list | None) or (rows and not isinstance(content, dict)):
        raise GraphDataError(path.name, "'besluiten' is geen lijst", _REMEDY)
    found: dict[str, Decision] = {}
    for number, row in enumerate(rows or [], start=1):
        decision = _decision(path, number, row)
        if decision.key in found:
            raise GraphDataError(path.name, f"bevinding {decision.key} heeft twee besluiten", _REMEDY)
        found[decision.key] = decision
    return tuple(found.values())


def _decision(path: Path, number: int, row: object) -> Decision:
    values = {str(k): v for k, v in row.items()} if isinstance(row, dict) else {}
    for field in _FIELDS:
        if not str(values.get(field) or "").strip():
            raise GraphDataError(path.name, f"besluit {number} zegt niet '{field}'", _REMEDY)
    if unknown := values.keys() - {*_FIELDS, "betreft"}:
        raise GraphDataError(path.name, f"besluit {number} kent '{min(unknown)}' niet", _REMEDY)
    when = values["wanneer"]
    try:
        day = when if isinstance(when, dt.date) else dt.date.fromisoformat(str(when))
    except ValueError as error:
        raise GraphDataError(path.name, f"besluit {number} heeft geen datum als jjjj-mm-dd", _REMEDY) from error
    return Decision(
        key=str(values["bevinding"]),
        who=str(values["wie"]).strip(),
        why=str(values["waarom"]).strip(),
        when=day.isoformat()[:10],
        about=str(values.get("betreft") or "").strip(),
    )


def decision_lines(result: Result, who: str, why: str, when: dt.date) -> str:
    """Return a decision about a result as lines to paste into `shapes/besluiten.yaml`.

    The key is quoted: one of digits only is a number in YAML.
    """
    rows = {
        "bevinding": result.key,
        "betreft": mask(sentence(result)),
        "wie": who,
        "waarom": why,
        "wanneer": when.isoformat(),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in rows.items()]
    return "  - " + "\n    ".join(lines) + "\n"


# ---------------------------------------------------------------- baseline


def read_baseline(path: Path = BASELINE_FILE) -> dict[str, str] | None:
    """Return the results of the committed baseline, key by key in words; None when there is no baseline.

    Raises
    ------
    GraphDataError
        When the file is not what `write_baseline` makes.
    """
    if not path.is_file():
        return None
    remedy = "Maak hem opnieuw met 'python -m graph validate --write-baseline', of haal hem terug uit git."
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): str(text) for key, text in content["bevindingen"].items()}
    except json.JSONDecodeError as error:
        where = f"geen geldige JSON op regel {error.lineno}, kolom {error.colno}"
        raise GraphDataError(path.name, where, remedy) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GraphDataError(path.name, "dit is geen basislijn", remedy) from error


def write_baseline(report: Report, path: Path = BASELINE_FILE) -> None:
    """Write the keys of the results, each with its sentence, as the baseline of later validations."""
    rows = {r.key: f"{r.code}: {mask(sentence(r))}" for r in report.results}
    body = {"bevindingen": dict(sorted(rows.items(), key=lambda row: (row[1], row[0])))}
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
