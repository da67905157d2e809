"""Sentences of a reading, for showing and citing; the linguistics of the prose reader stand on Frog."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from loaders.text import Reading

_ABBREVIATIONS_FILE = Path(__file__).with_name("afkortingen.txt")
# The number of a footnote can stand right behind the stop: "… nakomen.1 Het bestuur …".
_END = re.compile(r"[.!?]+[)”’\"']*(?:(?<=[a-z)][.!?])\d{1,2})?(?=\s+[\"“‘'(]?[A-Z0-9])")


@cache
def _abbreviations() -> frozenset[str]:
    lines = _ABBREVIATIONS_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip().casefold() for line in lines if line.strip() and not line.startswith("#"))


def sentences(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield (begin, end) in the reading of each sentence.

    A full stop behind an abbreviation, an initial or a number of a list ends no sentence.
    """
    text = reading.text
    begin = 0
    for match in _END.finditer(text):
        word = text[begin : match.start() + 1].rpartition(" ")[2].lstrip("(“‘\"'")
        opens = text[begin : match.start() + 1].strip() == word  # "ongeveer 60. De raad" ends, "2. De raad" begins
        numbered = re.fullmatch(r"\d{1,2}\.", word) is not None and opens
        initial = re.fullmatch(r"(?:[A-Z]\.)+", word) is not None
        if text[match.start()] == "." and (word.casefold() in _abbreviations() or initial or numbered):
            continue
        if text[begin : match.end()].strip():
            yield begin, match.end()
        begin = match.end() + 1
    if text[begin:].strip():
        yield begin, len(text)
