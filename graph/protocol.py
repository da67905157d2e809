"""The requests of the SPARQL 1.1 Protocol: from what came over HTTP to one query, or to what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from graph.errors import KetengraafError
from graph.query import Selected

__all__ = ["BODY_LIMIT", "FORMATS", "ProtocolError", "ProtocolRequest", "read_request"]

BODY_LIMIT = 1_000_000
"""Bytes that a request may have."""

FORMATS = {
    "json": "application/sparql-results+json, application/ld+json",
    "xml": "application/sparql-results+xml, application/rdf+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
"""What the parameter `format` stands for, for clients that cannot set a header."""

_READ_ONLY = "Dit adres is alleen om te lezen: wijzigingen lopen via de documenten."


class ProtocolError(KetengraafError):
    """A request that is no query by the protocol, with the HTTP status that says so."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class ProtocolRequest:
    """One query, as the protocol carries it."""

    query: str
    """Empty when the client asks what this service is."""
    selected: Selected | None = None
    accept: str = ""
    """What the parameter `format` asks for; empty when the header decides."""
    seconds: float | None = None
    """The time limit that the client asks for."""


def read_request(method: str, query_string: bytes, content_type: str, body: bytes) -> ProtocolRequest:
    """Read a request: GET, POST of a form, or POST of the query itself.

    Raises
    ------
    ProtocolError
    """
    if len(body) > BODY_LIMIT:
        raise ProtocolError(413, f"De vraag is te groot: {len(body)} bytes; de grens is {BODY_LIMIT}.")
    pairs = _pairs(query_string)
    if method == "POST":
        header = Message()
        header["Content-Type"] = content_type
        charset = str(header.get_param("charset", "utf-8")).lower()
        if charset not in {"utf-8", "utf8", "us-ascii"}:
            raise ProtocolError(400, f"De vraag is in {charset} gecodeerd; de afspraak is UTF-8.")
        match header.get_content_type() if content_type else "":
            case "application/x-www-form-urlencoded":
                pairs += _pairs(body)
            case "application/sparql-query":
                pairs.append(("query", _text(body)))
            case "application/sparql-update":
                raise ProtocolError(403, _READ_ONLY)
            case other:
                shown = other or "geen"
                raise ProtocolError(
                    415,
                    f"Content-Type is {shown}; stuur application/sparql-query, of application/x-www-form-urlencoded "
                    "met de vraag in 'query'.",
                )
    elif method not in {"GET", "HEAD"}:
        raise ProtocolError(405, f"{method} kan hier niet: vraag met GET of POST.")
    return _request(pairs)


def _request(pairs: list[tuple[str, str]]) -> ProtocolRequest:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    if "update" in values or "using-graph-uri" in values or "using-named-graph-uri" in values:
        raise ProtocolError(403, _READ_ONLY)
    queries = values.get("query", [])
    if len(queries) > 1:
        raise ProtocolError(400, f"Er staan {len(queries)} vragen in één verzoek; stuur er één.")
    form = values.get("format", [""])[0]
    if form and form not in FORMATS:
        raise ProtocolError(400, f"Het formaat '{form}' is er niet; kies uit {', '.join(FORMATS)}.")
    default, named = values.get("default-graph-uri", []), values.get("named-graph-uri", [])
    return ProtocolRequest(
        query=queries[0] if queries else "",
        selected=Selected(tuple(default), tuple(named)) if default or named else None,
        accept=FORMATS.get(form, ""),
        seconds=_seconds(values.get("timeout", [""])[0]),
    )


def _seconds(value: str) -> float | None:
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ProtocolError(400, f"De tijdgrens '{value}' is geen aantal seconden boven 0.")
    return seconds


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            encoded.decode("utf-8"), keep_blank_values=True, strict_parsing=False, errors="strict", max_num_fields=200
        )
    except UnicodeDecodeError as error:
        raise ProtocolError(400, "De vraag is geen UTF-8.") from error
    except ValueError as error:
        raise ProtocolError(400, f"De parameters zijn niet te lezen: {error}.") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, "De vraag is geen UTF-8.") from error
