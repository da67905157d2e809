"""The template of the regional profiles, read from its data: markers, cells, questions, tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz.distance import Levenshtein

from graph.vocabulary import coded_concepts

TEMPLATE_FILE = Path(__file__).with_name("regioprofiel.yaml")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A printed phrase that may stand in a document over several lines: a question or the name of a task."""

    key: str
    number: str
    """As printed before a question; empty for a task."""
    words: tuple[str, ...]
    order: int
    part: str = ""
    """"inhoud" or "governance" for a question."""


@dataclass(frozen=True, slots=True)
class LevelForm:
    """A written form of one or more levels."""

    pattern: re.Pattern[str]
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusForm:
    """A written form of a degree of agreement."""

    pattern: re.Pattern[str]
    value: str | None
    """None: the form is known, but fits none of the template's values."""
    deviates: bool
    """Whether the form is not the template's own."""


@dataclass(frozen=True, slots=True)
class Template:
    """Everything that is printed in every profile, and how its cells are read."""

    patterns: dict[str, re.Pattern[str]]
    recognition: dict[str, int]
    header_words: tuple[str, ...]
    questions: tuple[Phrase, ...]
    tasks: tuple[Phrase, ...]
    levels: tuple[LevelForm, ...]
    no_levels: tuple[re.Pattern[str], ...]
    statuses: tuple[StatusForm, ...]
    numerals: dict[str, int]

    def matches(self, name: str, text: str) -> re.Match[str] | None:
        """Search a text for one of the template's patterns."""
        return self.patterns[name].search(text)


@cache
def template() -> Template:
    """Return the template, read once from `regioprofiel.yaml` and the code lists."""
    raw: dict[str, Any] = yaml.safe_load(TEMPLATE_FILE.read_text(encoding="utf-8"))
    single = ["kop", "kopwoorden", "subregio", "regionaam", "gemeenten", "contactpersoon", "tabelkop", "tabelnoot",
              "toelichtingslabel", "naschrift", "aanhef", "na_naam", "mogelijk", "zinsdeel", "zelfde",
              "ander_verband"]  # fmt: skip
    patterns = {name: _compile(raw[name]) for name in single}
    patterns |= {f"onderdeel_{name}": _compile(p) for name, p in raw["onderdeel"].items()}
    numerals = {str(word): int(value) for word, value in raw["telwoorden"].items()}
    patterns["aantal_gemeenten"] = _compile(raw["aantal_gemeenten"].replace("{TELWOORD}", "|".join(numerals)))
    parts = {key: part for part in ("inhoud", "governance") for key in coded_concepts("vraag", collection=part)}
    return Template(
        patterns=patterns,
        recognition=raw["herkenning"],
        header_words=words(raw["tabelkoptekst"]),
        questions=tuple(
            Phrase(c.key, c.number, words(c.label), c.order, parts.get(c.key, ""))
            for c in sorted(coded_concepts("vraag").values(), key=lambda c: c.order)
        ),
        tasks=tuple(
            Phrase(c.key, "", words(name), c.order)
            for c in sorted(coded_concepts("taak").values(), key=lambda c: c.order)
            for name in (c.label, *c.alternatives)
        ),
        levels=tuple(LevelForm(_compile(n["patroon"]), tuple(n["niveaus"])) for n in raw["niveaus"]),
        no_levels=tuple(_compile(p) for p in raw["geen_niveau"]),
        statuses=tuple(
            StatusForm(_compile(s["patroon"]), s["waarde"], bool(s.get("afwijkend"))) for s in raw["overeenstemming"]
        ),
        numerals=numerals,
    )


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, without punctuation.

    >>> words("(onderwijs, veiligheid,werk e.d.);")
    ('onderwijs', 'veiligheid', 'werk', 'e', 'd')
    """
    return tuple(m.group().casefold() for m in _WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class Match:
    """How much of a phrase and of a line agree, from the start of both."""

    words: int
    """Words of the phrase that were found."""
    end: int
    """Column in the line behind the last word and its punctuation."""
    whole_line: bool
    """Whether nothing but the phrase stands in the line."""


def match_words(pending: tuple[str, ...], line: str, start: int = 0) -> Match:
    """Match the words of a phrase against a line, allowing for slips of the pen and a word broken by a wrap."""
    found = list(_WORD.finditer(line, start))
    taken = column = index = 0
    while index < len(found) and taken < len(pending):
        word = found[index].group().casefold()
        wanted = pending[taken]
        if _same(word, wanted):
            taken += 1
        elif index + 1 == len(found) and line.rstrip().endswith(("-", "‐")) and wanted.startswith(word):
            pass  # the rest of the word is on the next line; it is matched there as a slip
        elif _one_missing(found, index, pending, taken):
            taken += 2  # a word of the phrase is missing here
        else:
            break
        column = found[index].end()
        index += 1
    whole = taken > 0 and index == len(found)
    tail = re.match(r"[\s?;:.,)]*", line[column:])
    end = (
        len(line)
        if whole and not _says_more(line[column:])
        else column + (tail.end() if tail is not None and taken else 0)
    )
    return Match(taken, end, whole and not _says_more(line[column:]))


def _says_more(rest: str) -> bool:
    """Whether a dash on its own stands behind the words: an empty cell, not a hyphen."""
    return re.match(r"\s+[-–]\s*$", rest) is not None


def _one_missing(found: list[re.Match[str]], index: int, pending: tuple[str, ...], taken: int) -> bool:
    """Whether the line goes on with the word after the wanted one; at its start, two such words must agree."""
    words_left = [m.group().casefold() for m in found[index : index + 2]]
    if taken + 1 >= len(pending) or not _same(words_left[0], pending[taken + 1]):
        return False
    if index:
        return True
    return len(words_left) > 1 and taken + 2 < len(pending) and _same(words_left[1], pending[taken + 2])


def question_at(template: Template, line: str) -> bool:
    """Whether a line begins with the text of a question, its number included or not."""
    numbered = NUMBERED.match(line)
    start = numbered.end() if numbered is not None else 0
    for question in template.questions:
        match = match_words(question.words, line, start)
        own = numbered is not None and printed_number(numbered) == question.number
        if match.words >= (2 if own and match.whole_line else 4):
            return True
    return False


def printed_number(numbered: re.Match[str]) -> str:
    """Return the number before a question as the code list writes it."""
    return numbered.group(1).replace(" ", "").casefold()


NUMBERED = re.compile(r"^\s*(\d{1,2}\s?[a-z]?)\s?[.)]?\s+", re.IGNORECASE)
"""A number before a question; some profiles leave out the full stop."""
_WORD = re.compile(r"[^\W_]+")


def _same(left: str, right: str) -> bool:
    if left == right:
        return True
    if min(len(left), len(right)) < 5:
        return False
    return Levenshtein.distance(left, right, score_cutoff=2) <= (1 if len(right) < 9 else 2)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
