"""What the graph says of one thing, in both directions, with the passages behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.model import Iri
from graph.query import Answer, Cell
from graph.values import fill, to_term

__all__ = ["CLAIM_LIMIT", "Claim", "Fact", "Quote", "Thing", "describe", "description_query", "is_known"]

CLAIM_LIMIT = 300
"""Claims, and facts of each direction, that a page shows; the page says how many there are."""

_OUT = """SELECT ?relatie ?waarde WHERE {
  VALUES ?ding { UNDEF }
  ?ding ?relatie ?waarde .
} ORDER BY ?relatie ?waarde"""
_IN = """SELECT ?wie ?relatie WHERE {
  VALUES ?ding { UNDEF }
  ?wie ?relatie ?ding .
  FILTER (?relatie NOT IN (rdf:subject, rdf:object, rdf:predicate, keten:document, dct:isPartOf))
} ORDER BY ?relatie ?wie"""
_CLAIMS = """SELECT DISTINCT ?bewering ?wie ?relatie ?wat ?modaliteit ?status ?passage WHERE {
  { VALUES ?ding { UNDEF } ?bewering rdf:subject ?ding }
  UNION { VALUES ?ding { UNDEF } ?bewering rdf:object ?ding }
  UNION { VALUES ?ding { UNDEF } ?ding a keten:Bewering BIND (?ding AS ?bewering) }
  ?bewering rdf:subject ?wie ; rdf:predicate ?relatie ; rdf:object ?wat ;
      keten:modaliteit ?modaliteit ; keten:status ?status ; keten:passage ?passage .
} ORDER BY ?wie ?relatie ?wat ?bewering ?passage"""
_QUOTES = """SELECT DISTINCT ?passage ?citaat ?document ?titel ?begin ?eind WHERE {
  { VALUES ?ding { UNDEF } ?ding keten:passage ?passage }
  UNION { VALUES ?ding { UNDEF } ?bewering rdf:subject ?ding ; keten:passage ?passage }
  UNION { VALUES ?ding { UNDEF } ?bewering rdf:object ?ding ; keten:passage ?passage }
  UNION { VALUES ?ding { UNDEF } ?ding a keten:Passage BIND (?ding AS ?passage) }
  ?passage keten:citaat ?citaat ; keten:document ?document ; keten:begin ?begin ; keten:eind ?eind .
  ?document dct:title ?titel .
} ORDER BY ?document ?begin"""
_LABELS = """SELECT ?iets ?label WHERE {
  VALUES ?iets { UNDEF }
  ?iets rdfs:label|skos:prefLabel|dct:title ?label .
}"""
_ALL = """CONSTRUCT { ?s ?p ?o } WHERE {
  { VALUES ?s { UNDEF } ?s ?p ?o }
  UNION { VALUES ?o { UNDEF } ?s ?p ?o }
  UNION { VALUES ?x { UNDEF } ?s rdf:subject ?x . ?s ?p ?o }
  UNION { VALUES ?x { UNDEF } ?s rdf:object ?x . ?s ?p ?o }
  UNION { VALUES ?x { UNDEF } ?x keten:passage ?s . ?s ?p ?o }
  UNION { VALUES ?x { UNDEF } ?b rdf:subject ?x ; keten:passage ?s . ?s ?p ?o }
  UNION { VALUES ?x { UNDEF } ?b rdf:object ?x ; keten:passage ?s . ?s ?p ?o }
}"""

_KNOWN = """ASK {
  { VALUES ?ding { UNDEF } ?ding ?p ?o } UNION { VALUES ?ding { UNDEF } ?s ?p ?ding }
}"""
_AT_ONCE = 500
"""IRIs whose labels are asked for in one query."""

Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as the page of a thing shows it, without contact data."""

    text: str
    document: Iri
    title: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that the thing is in."""

    iri: Iri
    subject: Cell
    relation: Cell
    object: Cell
    modality: Cell
    status: Cell
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A triple that the thing is in."""

    relation: Cell
    other: Cell


@dataclass(frozen=True, slots=True)
class Thing:
    """What the graph says of one thing."""

    iri: Iri
    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...]
    """Triples of which it is the subject."""
    mentions: tuple[Fact, ...]
    """Triples of which it is the object, claims and passages left out."""
    quotes: tuple[Quote, ...]
    """Its own passages."""
    labels: dict[Iri, dict[str, str]]
    """Label by language, of everything that is named."""

    def label(self, iri: Iri, language: str) -> str:
        """Return the label of something in a language, else in Dutch, else the last part of its IRI."""
        found = self.labels.get(iri, {})
        named = found.get(language) or found.get("nl") or found.get("")
        return named or next(iter(found.values()), "") or iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2] or iri


def description_query(iri: Iri) -> str:
    """Return the query whose answer is everything of a thing, as RDF.

    Raises
    ------
    InvalidValueError
        When it is no IRI.
    """
    term = to_term("iri", iri, name="iri")
    return fill(_ALL, dict.fromkeys(("s", "o", "x"), term))


def is_known(ask: Ask, iri: Iri) -> bool:
    """Whether the graph says anything of a thing.

    Raises
    ------
    InvalidValueError
        When it is no IRI.
    """
    return bool(ask(fill(_KNOWN, {"ding": to_term("iri", iri, name="iri")})).value)


def describe(ask: Ask, iri: Iri) -> Thing | None:
    """Return what the graph says of a thing, or None when it says nothing.

    Raises
    ------
    InvalidValueError
        When it is no IRI.
    """
    term = to_term("iri", iri, name="iri")

    def rows(query: str) -> Iterable[tuple[Cell | None, ...]]:
        return ask(fill(query, {"ding": term})).rows

    facts = [Fact(_there(p), _there(o)) for p, o in rows(_OUT)]
    mentions = [Fact(_there(p), _there(s)) for s, p in rows(_IN)]
    if not facts and not mentions:
        return None
    quotes = {_there(row[0]).value: _quote([_there(c) for c in row[1:]]) for row in rows(_QUOTES)}
    claims = _claims(rows(_CLAIMS), quotes)
    own = {f.other.value for f in facts} | {iri}
    return Thing(
        iri=iri,
        claims=tuple(claims),
        facts=tuple(facts),
        mentions=tuple(m for m in mentions if not _is_claim(m)),
        quotes=tuple(quote for passage, quote in quotes.items() if passage in own),
        labels=_labels(ask, _named(iri, claims, [*facts, *mentions])),
    )


def _named(iri: Iri, claims: Iterable[Claim], facts: Iterable[Fact]) -> list[Iri]:
    cells = [c for claim in claims for c in (claim.subject, claim.relation, claim.object, claim.modality, claim.status)]
    cells += [c for fact in facts for c in (fact.relation, fact.other)]
    return sorted({iri, *(c.value for c in cells if c.kind == "iri")})


def _labels(ask: Ask, iris: list[Iri]) -> dict[Iri, dict[str, str]]:
    found: dict[Iri, dict[str, str]] = {}
    for begin in range(0, len(iris), _AT_ONCE):
        terms = [to_term("iri", iri) for iri in iris[begin : begin + _AT_ONCE] if iri.startswith("http")]
        for thing, label in ask(fill(_LABELS, {"iets": terms})).rows:
            found.setdefault(_there(thing).value, {})[_there(label).language] = _there(label).value
    return found


def _claims(rows: Iterable[tuple[Cell | None, ...]], quotes: dict[Iri, Quote]) -> list[Claim]:
    found: dict[Iri, tuple[list[Cell], list[Quote]]] = {}
    for row in rows:
        claim, *parts, passage = (_there(c) for c in row)
        _, known = found.setdefault(claim.value, (parts, []))
        if passage.value in quotes:
            known.append(quotes[passage.value])
    return [
        Claim(iri, who, relation, what, modality, status, tuple(known))
        for iri, ((who, relation, what, modality, status), known) in found.items()
    ]


def _quote(cells: list[Cell]) -> Quote:
    text, document, title, begin, end = (c.value for c in cells)
    return Quote(text, document, title, int(begin), int(end))


def _is_claim(fact: Fact) -> bool:
    return "/id/bewering/" in fact.other.value


def _there(cell: Cell | None) -> Cell:
    return cell if cell is not None else Cell("literal", "")
