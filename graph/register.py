"""The register of municipalities and provinces through time, and the resolution of names against it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rapidfuzz.distance import DamerauLevenshtein

from graph.model import Iri
from graph.vocabulary import GEO, KETEN, ONTOLOGY_FOLDER, RDF, RDFS, SKOS

REGISTER_FILE = ONTOLOGY_FOLDER / "register.ttl"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality as the register knows it."""

    iri: Iri
    code: str
    name: str
    aliases: tuple[str, ...]
    province: Iri
    begin: dt.date | None
    """First day on which it existed; None: before 2013."""
    end: dt.date | None
    """First day on which it no longer existed; None: it still does."""
    successors: tuple[Iri, ...]
    latitude: float | None
    """WGS 84, degrees."""
    longitude: float | None

    def exists(self, day: dt.date) -> bool:
        """Whether it existed on a day."""
        return (self.begin is None or self.begin <= day) and (self.end is None or self.end > day)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name in a text stands for."""

    name: str
    """As printed."""
    municipality: Municipality | None
    candidates: tuple[Municipality, ...] = ()
    """What was left when no single municipality was."""
    exact: bool = True
    """Whether the name is in the register as printed, but for capitals, accents and hyphens."""
    similarity: float = 1.0
    """1 for a name in the register; else 1 - edit distance / length."""


class Register:
    """The municipalities that existed at any time in an interval, and their names."""

    def __init__(self, municipalities: Iterable[Municipality], begin: dt.date, end: dt.date) -> None:
        self.begin, self.end = begin, end
        self.all = tuple(municipalities)
        self.current = tuple(m for m in self.all if m.exists(begin) or m.exists(end))
        self._by_key: dict[str, list[Municipality]] = defaultdict(list)
        for municipality in self.current:
            for key in {name_key(n) for n in (municipality.name, *municipality.aliases)}:
                self._by_key[key].append(municipality)
        self._longest = max((len(k) for k in self._by_key), default=0)

    @classmethod
    def at(cls, begin: dt.date, end: dt.date | None = None) -> Register:
        """Return the register as it stood on a day, or at either end of an interval."""
        return cls(_municipalities(), begin, end or begin)

    def named(self, name: str) -> list[Municipality]:
        """Return the municipalities that carry a name or alias, but for capitals, accents and hyphens."""
        return list(self._by_key.get(name_key(name), ()))

    def is_prefix_too_long(self, key: str) -> bool:
        """Whether a key is longer than any name in the register."""
        return len(key) > self._longest

    def is_spelled_as_registered(self, name: str) -> bool:
        """Whether a name is in the register letter for letter, but for the kind of apostrophe and its first capital."""
        plain = _apostrophes(name)
        names = {_apostrophes(n) for m in self.named(name) for n in (m.name, *m.aliases)}
        return plain in names or (plain[:1].upper() + plain[1:]) in names

    def similar(self, name: str) -> list[tuple[float, Municipality]]:
        """Return the municipalities whose name differs from a name by a slip of the pen, likest first.

        One edit is allowed up to six letters, two from seven letters on.
        """
        key = name_key(name)
        limit = 1 if len(key) <= 6 else 2
        best: dict[Iri, tuple[float, Municipality]] = {}
        for other, holders in self._by_key.items():
            distance = DamerauLevenshtein.distance(key, other, score_cutoff=limit)
            if distance > limit or not key:
                continue
            score = 1 - distance / max(len(key), len(other))
            for holder in holders:
                if holder.iri not in best or best[holder.iri][0] < score:
                    best[holder.iri] = (score, holder)
        return sorted(best.values(), key=lambda pair: (-pair[0], pair[1].code))

    def elsewhen(self, name: str) -> list[Municipality]:
        """Return the municipalities that carry a name, but at another time."""
        key = name_key(name)
        current = {m.iri for m in self.current}
        return [m for m in self.all if m.iri not in current and key in {name_key(n) for n in (m.name, *m.aliases)}]


@cache
def provinces() -> dict[str, Iri]:
    """Return the provinces by name and by other name."""
    found: dict[str, Iri] = {}
    for triple in ox.parse(path=str(REGISTER_FILE), format=ox.RdfFormat.TURTLE):
        named = triple.predicate.value in {str(RDFS.label), str(SKOS.altLabel)}
        if named and "/provincie/" in str(triple.subject) and isinstance(triple.object, ox.Literal):
            found[triple.object.value] = str(triple.subject).strip("<>")
    return found


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common: letters and digits, without capitals and accents.

    >>> name_key("Graft De Rijp") == name_key("Graft-De Rijp")
    True
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"\bst\b\.?(?=[\s-]*\w)", "sint", plain)
    return re.sub(r"[^a-z0-9]", "", plain)


def _apostrophes(name: str) -> str:
    return re.sub(r"[’‘`´]", "'", name).strip()


@cache
def _municipalities() -> tuple[Municipality, ...]:
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(path=str(REGISTER_FILE), format=ox.RdfFormat.TURTLE):
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            facts[subject.value][predicate.value].append(value.value)
    found = [
        _municipality(iri, values) for iri, values in facts.items() if str(KETEN.Gemeente) in values[str(RDF.type)]
    ]
    return tuple(sorted(found, key=lambda m: m.code))


def _municipality(iri: Iri, values: dict[str, list[str]]) -> Municipality:
    def first(predicate: str) -> str | None:
        return next(iter(values[str(predicate)]), None)

    def day(predicate: str) -> dt.date | None:
        value = first(predicate)
        return dt.date.fromisoformat(value) if value is not None else None

    latitude, longitude = first(GEO.lat), first(GEO.long)
    return Municipality(
        iri=iri,
        code=first(KETEN.cbsCode) or "",
        name=first(RDFS.label) or "",
        aliases=tuple(sorted(values[str(SKOS.altLabel)])),
        province=first(KETEN.provincie) or "",
        begin=day(KETEN.bestaatVan),
        end=day(KETEN.bestaatTot),
        successors=tuple(sorted(values[str(KETEN.opgevolgdDoor)])),
        latitude=float(latitude) if latitude is not None else None,
        longitude=float(longitude) if longitude is not None else None,
    )
