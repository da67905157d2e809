"""The list of municipalities in a regional profile: names, separators, sub-headings, and who is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from graph.register import Municipality, Register, Resolution, name_key
from loaders.text import Reading

_SUBHEADING = re.compile(r"(?:^|(?<=[\s,;]))[A-Z][\w’' -]*?\w\s*:")
_SEPARATOR = re.compile(r"\s*(?:[,;•]|\ben\b|&|\.(?=\s*(?:[,;]|$))|\s-\s)\s*")
_TOKEN = re.compile(r"[^\s,;•]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the list: where it stands in the reading and what it stands for."""

    begin: int
    end: int
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class MunicipalityList:
    """A list of municipalities as read."""

    names: tuple[Named, ...]
    subheadings: tuple[tuple[int, int], ...]
    """Where names of sub-regions stand inside the list."""


def read_municipalities(reading: Reading, register: Register) -> MunicipalityList:
    """Read a list of municipalities.

    The longest name that the register knows wins, so that "Gilze en Rijen" is one and "Heemskerk Uitgeest" two;
    what is left between separators is a name that the register does not know as printed.
    """
    text = reading.text
    subheadings = _subheadings(text, register)
    names: list[tuple[int, int]] = []
    unknown: list[tuple[int, int]] = []
    position = 0
    while position < len(text):
        heading = next((h for h in subheadings if h[0] <= position < h[1]), None)
        if heading is not None:
            position = heading[1]
            continue
        separator = _SEPARATOR.match(text, position)
        if separator is not None and separator.end() > position:
            position = separator.end()
            continue
        if text[position].isspace():
            position += 1
            continue
        limit = min((h[0] for h in subheadings if h[0] > position), default=len(text))
        end = _longest_name(text, position, limit, register)
        if end is not None:
            names.append((position, end))
        else:
            end = _unknown_end(text, position, limit, register)
            unknown.append((position, end))
        position = max(end, position + 1)
    return MunicipalityList(_resolved(text, names, unknown, register), subheadings)


def _subheadings(text: str, register: Register) -> tuple[tuple[int, int], ...]:
    """Return the stretches that end in a colon; a name that the register knows before it is no part of them."""
    found: list[tuple[int, int]] = []
    for colon in (m.start() for m in re.finditer(":", text)):
        begin = max((text.rfind(c, 0, colon) for c in ",;:"), default=-1) + 1
        while begin < colon:
            piece = re.match(r"\s*(?:en\s+)?", text[begin:colon])
            begin += piece.end() if piece is not None else 0
            end = _longest_name(text, begin, colon, register)
            if end is None or end >= len(text[:colon].rstrip()):
                break
            begin = end
        # "Veere Oosterschelderegio:": what precedes the last word may be part of a name, or words of the heading.
        if text[begin:colon].strip():
            found.append((begin, colon + 1))
    return tuple(found)


def _longest_name(text: str, begin: int, limit: int, register: Register) -> int | None:
    best: int | None = None
    tokens = list(re.finditer(r"[^\s,;•]+|[,;•]", text[begin:limit]))
    for count in range(1, min(len(tokens), 8) + 1):
        end = begin + tokens[count - 1].end()
        piece = text[begin:end]
        if register.is_prefix_too_long(name_key(piece)):
            break
        # A comma inside a name ("Nuenen, Gerwen en Nederwetten") is part of it only if the register knows it so.
        for stop in (end, begin + len(piece.rstrip(" .,;•"))):
            name = text[begin:stop]
            whole = name.strip(" .,;•") and not name.endswith((",", ";", "•")) and not _cuts_word(text, stop)
            if whole and register.named(name):
                best = stop
    if best is not None and text[best : best + 1] == "." and re.search(r"\b\w\.\w$", text[begin:best]):
        best += 1  # "Nuenen c.a."
    return best


def _cuts_word(text: str, end: int) -> bool:
    return end < len(text) and text[end].isalnum()


def _unknown_end(text: str, begin: int, limit: int, register: Register) -> int:
    """Return the end of a name that the register does not know: at a separator, or where a known name begins."""
    position = begin
    for token in _TOKEN.finditer(text, begin, limit):
        if token.start() > begin:
            between = text[position : token.start()]
            if any(c in between for c in ",;•"):
                break
            known = _longest_name(text, token.start(), limit, register)
            if token.group() == "en":
                # "en" joins two names unless the whole is one slip of the pen away from a registered name.
                whole = re.match(r"[^,;]*", text[begin:limit])
                if whole is None or not register.similar(whole.group().strip(" .")):
                    break
            elif known is not None:
                break
        position = token.end()
    return begin + len(text[begin:position].rstrip(" .,;•"))


def _resolved(
    text: str, names: list[tuple[int, int]], unknown: list[tuple[int, int]], register: Register
) -> tuple[Named, ...]:
    certain = [m[0] for b, e in names if len(m := register.named(text[b:e])) == 1]
    provinces = Counter(m.province for m in certain)
    listed = {m.iri for m in certain}
    result = [Named(b, e, _known(text[b:e], register.named(text[b:e]), provinces, register)) for b, e in names]
    result += [Named(b, e, _slip(text[b:e], register, provinces, listed)) for b, e in unknown]
    return tuple(sorted(result, key=lambda n: n.begin))


def _nearest(candidates: Iterable[Municipality], provinces: Counter[str]) -> list[Municipality]:
    """Keep the candidates in the provinces of the other municipalities in the list."""
    candidates = list(candidates)
    best = max((provinces[c.province] for c in candidates), default=0)
    return [c for c in candidates if best and provinces[c.province] == best]


def _known(name: str, found: list[Municipality], provinces: Counter[str], register: Register) -> Resolution:
    if len(found) > 1:
        near = _nearest(found, provinces)
        if len(near) != 1:
            return Resolution(name, None, tuple(found))
        found = near
    return Resolution(name, found[0], exact=register.is_spelled_as_registered(name))


def _slip(name: str, register: Register, provinces: Counter[str], listed: set[str]) -> Resolution:
    similar = [(s, m) for s, m in register.similar(name) if m.iri not in listed]
    candidates = [m for _, m in similar]
    if len(candidates) > 1:
        candidates = _nearest(candidates, provinces) or candidates
    if len(candidates) != 1 or register.elsewhen(name):
        return Resolution(name, None, tuple(candidates), exact=False, similarity=0.0)
    similarity = next(s for s, m in similar if m.iri == candidates[0].iri)
    return Resolution(name, candidates[0], (), exact=False, similarity=round(similarity, 2))
