"""A report as SARIF 2.1.0, in the subset that code scanning services read, with the place of each result in a file."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.findings import ACCEPTED, DOCUMENTS_FOLDER, KNOWN, NEW, Check, Report, Result
from graph.report import groups, plain, sentence, state_text, title_of, word
from graph.store import DATA_FOLDER

LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}
_ROOT = Path(__file__).resolve().parent.parent
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_PREFIX = re.compile(r"(?im)^\s*@?prefix\s+([\w.-]*):\s*<([^>]*)>")
_URI = "https://w3id.org/ketengraaf/def"


class _Text:
    """A text file in which offsets become lines and columns; SARIF counts both from 1."""

    def __init__(self, path: Path) -> None:
        self.text = path.read_bytes().decode("utf-8", errors="replace") if path.is_file() else ""

    @cached_property
    def starts(self) -> list[int]:
        """Offset of the start of each line."""
        return [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]

    def position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line_of(self, *starts: str) -> int:
        """Return the first line that begins with one of the texts, tried in order; 0 when there is none."""
        for start in starts:
            found = 0 if self.text.startswith(start) else self.text.find(f"\n{start}") + 1
            if found or self.text.startswith(start):
                return self.position(found)[0]
        return 0


class _Files:
    """The files that results point into, each read once."""

    def __init__(self, documents: Path, folder: Path, data: Sequence[Path]) -> None:
        self._texts: dict[Path, _Text] = {}
        self._documents, self._folder, self._data = documents, folder, data

    def text(self, path: Path) -> _Text:
        if path not in self._texts:
            self._texts[path] = _Text(path)
        return self._texts[path]

    def locations(self, result: Result) -> list[dict[str, Any]]:
        """Return the places of a result: its passages, or else the file that says the thing."""
        if result.places and not self._data:
            return [
                _location(
                    f"documents/{p.slug}/tekst.txt",
                    _region(self.text(self._documents / p.slug / "tekst.txt"), p.begin, p.end),
                )
                for p in result.places[:10]
            ]
        if result.document and not self._data:
            slug = result.document.rpartition("/")[2]
            return [_location(f"documents/{slug}/document.yaml", {"startLine": 1})]
        local = result.focus.replace("#", "/").rstrip("/").rpartition("/")[2]
        starts = (f"<{result.focus}> ", f":{local} ", *(f"{p}:{local} " for p in self._prefixes(result.focus)))
        for path in self._data or sorted(self._folder.glob("*.nq")):
            if line := self.text(path).line_of(*starts):
                return [_location(_relative(path), {"startLine": line})]
        if self._data:
            return [_location(_relative(self._data[0]), {"startLine": 1})]
        return [_location("shapes/besluiten.yaml", {"startLine": 1})]

    def _prefixes(self, iri: str) -> list[str]:
        """Return the prefixes that the data files declare for the IRI."""
        declared = (m for p in self._data for m in _PREFIX.finditer(self.text(p).text))
        return sorted({m.group(1) for m in declared if m.group(2) and iri.startswith(m.group(2))})


def _relative(path: Path) -> str:
    absolute = path.resolve()
    for root in (Path.cwd(), _ROOT):
        if absolute.is_relative_to(root):
            return absolute.relative_to(root).as_posix()
    return path.name


def _region(text: _Text, begin: int, end: int) -> dict[str, int]:
    line, column = text.position(begin)
    last, last_column = text.position(end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": last,
        "endColumn": last_column,
        "charOffset": begin,
        "charLength": end - begin,
    }


def _location(uri: str, region: dict[str, int]) -> dict[str, Any]:
    artifact = {"uri": uri, "uriBaseId": "%SRCROOT%"}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def report_sarif(
    report: Report,
    *,
    documents: Path = DOCUMENTS_FOLDER,
    folder: Path = DATA_FOLDER,
    data: Sequence[Path] = (),
) -> str:
    """Return a report as SARIF 2.1.0.

    Offsets count code points (``columnKind``), as the graph does. An accepted result is suppressed, with the decision
    as its justification; what the baseline knows is ``unchanged``.
    """
    checks = [c for members in groups(report).values() for c in members]
    index = {c.code: number for number, c in enumerate(checks)}
    files = _Files(documents, folder, data)
    driver = {
        "name": "Ketengraaf",
        "informationUri": _URI,
        "semanticVersion": "0.1.0",
        "language": "nl",
        "rules": [_rule(c) for c in checks],
    }
    english = {
        "name": "Ketengraaf",
        "language": "en",
        "contents": ["localizedData"],
        "isComprehensive": False,
        "rules": [{"id": c.code, "shortDescription": {"text": _described(c, "en")}} for c in checks],
    }
    run = {
        "tool": {"driver": driver},
        "translations": [english],
        "language": "nl",
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": "ketengraaf/"},
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(r, index[r.code], files.locations(r)) for r in report.results],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(check: Check) -> dict[str, Any]:
    dutch, english_said = _described(check), _described(check, "en") if check.english else ""
    said = " ".join(plain(t) for t in (check.why, check.remedy) if t) or dutch
    english = f"\n\nEnglish: {english_said}" if english_said else ""
    return {
        "id": check.code,
        "name": check.code[:255],
        "shortDescription": {"text": dutch[:1024]},
        "fullDescription": {"text": (plain(check.why) or dutch)[:1024]},
        "help": {"text": f"{said}{english}", "markdown": f"{_markdown(said)}{_markdown(english)}"},
        "messageStrings": {"nl": {"text": _braced(dutch)}, "en": {"text": _braced(english_said or dutch)}},
        "defaultConfiguration": {"level": LEVELS[check.severity]},
        "properties": {
            "tags": [check.group],
            "precision": "very-high",
            "problem.severity": {"Violation": "error", "Warning": "warning", "Info": "recommendation"}[check.severity],
        },
    }


def _described(check: Check, language: str = "nl") -> str:
    """Return what a check says; its name where that has places, which only a result can fill."""
    said = check.message if language == "nl" else check.english
    return plain(title_of(check, language) if not said or "{" in said else said)


def _result(result: Result, rule: int, locations: list[dict[str, Any]]) -> dict[str, Any]:
    remedy = f" {word('wat_te_doen', herstel=plain(result.remedy))}" if result.remedy else ""
    found: dict[str, Any] = {
        "ruleId": result.code,
        "ruleIndex": rule,
        "level": LEVELS[result.severity],
        "message": {"text": f"{sentence(result)}{remedy}"},
        "locations": locations[:1],
        "partialFingerprints": {"primaryLocationLineHash": f"{result.key}:1", "ketengraaf/v1": result.key},
        "properties": {"focusNode": result.focus, "passages": list(result.passages)},
    }
    if locations[1:]:
        found["relatedLocations"] = [{"id": n, **place} for n, place in enumerate(locations[1:], start=1)]
    if result.state in {NEW, KNOWN, ACCEPTED}:
        found["baselineState"] = "new" if result.state == NEW else "unchanged"
    if result.decision is not None:
        found["suppressions"] = [{"kind": "external", "status": "accepted", "justification": state_text(result)}]
    return found


def _markdown(text: str) -> str:
    """Return a text in which Markdown and HTML mean nothing."""
    return "".join(
        f"\\{c}" if c in r"\`*_{}[]#!|~$" else {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(c, c) for c in text
    )


def _braced(text: str) -> str:
    """Return a message string of a rule, where braces stand for arguments."""
    return text.replace("{", "{{").replace("}", "}}")
