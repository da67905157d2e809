"""Values for the parameters of a query: RDF terms in its VALUES blocks, never text pasted into text.

A parameter is a line ``VALUES ?name { … }`` in the query; ``UNDEF`` in it means any. What goes in is written by the RDF
library from a term, so that no value can end its own quotation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from graph.errors import InvalidValueError
from graph.vocabulary import PREFIXES, XSD

__all__ = ["KINDS", "fill", "placeholders", "to_term"]

KINDS = ("iri", "text", "date", "integer")
"""Kinds of values that a parameter can have."""
VALUE_LIMIT = 1000
"""Characters that a value may have."""

Term = ox.NamedNode | ox.Literal

_BLOCK = re.compile(r"VALUES \?(?P<name>\w+) \{ (?P<value>[^{}\n]*) \}")
_DATATYPES = {"date": str(XSD.date), "integer": str(XSD.integer)}
_SHAPES = {"date": r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "integer": r"[+-]?\d{1,15}"}


def to_term(kind: str, value: str, *, name: str = "waarde") -> Term:
    r"""Return a value as a term: a full IRI or a prefixed name, a text, a date or a whole number.

    >>> str(to_term("iri", "keten:adviseert"))
    '<https://w3id.org/ketengraaf/def#adviseert>'
    >>> str(to_term("text", 'zegt "ja"'))
    '"zegt \\"ja\\""'

    Raises
    ------
    InvalidValueError
        When the value is not of that kind.
    """
    if len(value) > VALUE_LIMIT:
        raise InvalidValueError(name, f"zij heeft {len(value)} tekens; de grens is {VALUE_LIMIT}")
    if kind == "iri":
        return _iri(value, name)
    if kind == "text":
        return ox.Literal(value)
    if kind not in _DATATYPES:
        raise InvalidValueError(name, f"de soort '{kind}' is er niet; kies uit {', '.join(KINDS)}")
    if not re.fullmatch(_SHAPES[kind], value, re.ASCII):
        wanted = "een datum als 2021-01-01" if kind == "date" else "een geheel getal"
        raise InvalidValueError(name, f"'{value}' is niet {wanted}")
    return ox.Literal(value, datatype=ox.NamedNode(_DATATYPES[kind]))


def _iri(value: str, name: str) -> ox.NamedNode:
    prefix, colon, local = value.partition(":")
    full = PREFIXES[prefix] + local if colon and prefix in PREFIXES else value
    if not full.startswith(("http://", "https://")):
        raise InvalidValueError(name, f"'{value}' is geen IRI")
    try:
        return ox.NamedNode(full)
    except ValueError as error:
        raise InvalidValueError(name, f"'{value}' is geen IRI") from error


def placeholders(text: str) -> dict[str, str]:
    """Return the parameters of a query with what stands in their blocks.

    >>> placeholders("SELECT * WHERE { VALUES ?regio { UNDEF } ?regio a keten:Regio }")
    {'regio': 'UNDEF'}
    """
    return {m["name"]: m["value"] for m in _BLOCK.finditer(text)}


def fill(text: str, terms: Mapping[str, Term | Sequence[Term] | None]) -> str:
    """Return a query with these terms in the blocks of its parameters, one or several; None means any.

    >>> fill("ASK { VALUES ?x { UNDEF } ?x ?p ?o }", {"x": ox.Literal("} ?a ?b ?c")})
    'ASK { VALUES ?x { "} ?a ?b ?c" } ?x ?p ?o }'
    """

    def filled(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in terms:
            return match.group()
        term = terms[name]
        several = term if isinstance(term, Sequence) else ["UNDEF" if term is None else term]
        return f"VALUES ?{name} {{ {' '.join(map(str, several))} }}"

    return _BLOCK.sub(filled, text)
