"""Which form of an answer a client gets: HTTP content negotiation over the standard result formats."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["GRAPH_TYPES", "TABLE_TYPES", "THING_TYPES", "NotAcceptableError", "choose"]

TABLE_TYPES = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""Media types of the answer to SELECT and ASK, the most wanted first."""

GRAPH_TYPES = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/x-turtle": "turtle",
    "text/plain": "ntriples",
    "application/json": "jsonld",
}
"""Media types of the answer to CONSTRUCT and DESCRIBE, the most wanted first."""

THING_TYPES = {"text/html": "html", "application/xhtml+xml": "html"} | GRAPH_TYPES
"""Media types of the description of a thing."""


class NotAcceptableError(Exception):
    """A client that takes none of the forms on offer."""


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    part: str
    quality: float

    def fits(self, media_type: str) -> bool:
        kind, _, part = media_type.partition("/")
        return self.kind in {"*", kind} and self.part in {"*", part}

    @property
    def precision(self) -> int:
        return (self.kind != "*") + (self.part != "*")


def choose(accept: str, offered: dict[str, str]) -> tuple[str, str]:
    """Return the media type and the form that a client likes best; among equals the first on offer.

    >>> choose("text/csv;q=0.5, application/sparql-results+xml", TABLE_TYPES)
    ('application/sparql-results+xml', 'xml')
    >>> choose("*/*", GRAPH_TYPES)
    ('text/turtle', 'turtle')

    Raises
    ------
    NotAcceptableError
        When the client takes none of them.
    """
    ranges = _ranges(accept) or [_Range("*", "*", 1.0)]
    best: tuple[float, int] = (0.0, 0)
    found = ""
    for media_type in offered:
        fitting = [r for r in ranges if r.fits(media_type)]
        if not fitting:
            continue
        # The most precise range counts: "text/csv;q=0, */*" takes everything but CSV.
        closest = max(fitting, key=lambda r: r.precision)
        value = (closest.quality, closest.precision)
        if closest.quality > 0 and value > best:
            best, found = value, media_type
    if not found:
        raise NotAcceptableError(accept)
    return found, offered[found]


def _ranges(accept: str) -> list[_Range]:
    found = []
    for item in accept.split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        kind, slash, part = name.lower().partition("/")
        if not slash:
            continue
        found.append(_Range(kind, part, _quality(parameters)))
    return found


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
