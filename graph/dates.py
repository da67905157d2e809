"""Dates as Dutch texts name them, each as the first and last day that it can mean."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

_WORDS = Path(__file__).with_name("tijdwoorden.yaml")
_Reader: TypeAlias = Callable[[re.Match[str]], tuple[dt.date, dt.date] | None]
_YEAR = r"(?:19[89]|20[0-4])\d"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that a text names."""

    begin: dt.date
    end: dt.date
    """Last day that it can mean; equal to `begin` for a day."""
    printed: str


def read_dates(text: str) -> list[Dated]:
    """Return the dates that a text names, in its order; of two that overlap the longer one.

    >>> [(str(d.begin), str(d.end)) for d in read_dates("van september 2013 tot eind 2014, en per 1 januari 2015")]
    [('2013-09-01', '2013-09-30'), ('2014-10-01', '2014-12-31'), ('2015-01-01', '2015-01-01')]
    >>> read_dates("artikel 20, bijlage 12013")
    []
    """
    found: list[tuple[int, int, Dated]] = []
    for pattern, read in _patterns():
        for match in pattern.finditer(text):
            days = read(match)
            taken = any(match.start() < end and begin < match.end() for begin, end, _ in found)
            if days is not None and not taken:
                dated = Dated(*days, " ".join(match[0].split()))
                found.append((match.start(), match.end(), dated))
    return [dated for _, _, dated in sorted(found, key=lambda item: item[0])]


@cache
def _words() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return found


def months() -> tuple[str, ...]:
    """Return the names of the months in lower case, January first."""
    return tuple(_words()["maanden"])


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    """Return the forms of a date with their readers, the most exact first."""
    raw = _words()
    rank = {name: number for number, name in enumerate(months(), start=1)} | raw["afkortingen"]
    parts: dict[str, list[int]] = raw["delen"]
    month = "|".join(sorted(rank, key=len, reverse=True))
    part = "|".join(p.replace(" ", r"\s+") for p in sorted(parts, key=len, reverse=True))

    def day_of_month(match: re.Match[str]) -> tuple[dt.date, dt.date] | None:
        return _day(int(match[3]), rank[match[2].casefold()], int(match[1]))

    def numbers(match: re.Match[str]) -> tuple[dt.date, dt.date] | None:
        return _day(int(match[3]), int(match[2]), int(match[1]))

    def in_month(match: re.Match[str]) -> tuple[dt.date, dt.date]:
        number = rank[match[1].casefold()]
        return _span(int(match[2]), number, number)

    def in_part(match: re.Match[str]) -> tuple[dt.date, dt.date]:
        first, last = parts[" ".join(match[1].casefold().split())]
        return _span(int(match[2]), first, last)

    def years(match: re.Match[str]) -> tuple[dt.date, dt.date] | None:
        return (dt.date(int(match[1]), 1, 1), dt.date(int(match[2]), 12, 31)) if match[1] <= match[2] else None

    def year(match: re.Match[str]) -> tuple[dt.date, dt.date]:
        return _span(int(match[1]), 1, 12)

    forms: list[tuple[str, _Reader]] = [
        (rf"\b(\d{{1,2}})\s+({month})\.?\s+({_YEAR})\b", day_of_month),
        (rf"\b(\d{{1,2}})[-/.](\d{{1,2}})[-/.]({_YEAR})\b", numbers),
        (rf"\b({month})\.?\s+\(?({_YEAR})\b", in_month),
        (rf"\b({part})\s+(?:van\s+)?(?:het\s+jaar\s+)?({_YEAR})\b", in_part),
        (rf"\b({_YEAR})\s*(?:-|–|/|t/m|tot en met)\s*({_YEAR})\b", years),
        (rf"(?<![\d.,])({_YEAR})(?![\d]|[.,]\d)", year),
    ]
    return tuple((re.compile(form, re.IGNORECASE), read) for form, read in forms)


def _day(year: int, month: int, day: int) -> tuple[dt.date, dt.date] | None:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None
    return found, found


def _span(year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
