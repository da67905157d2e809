"""The text of a query: its tokens, its form, the graphs and prefixes that it names, and what is refused in it."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.errors import RefusedQueryError
from graph.vocabulary import ID, PREFIXES

__all__ = [
    "OUTSIDE", "TEXT_LIMIT", "Examined", "Token", "examine", "form_of", "refuse", "tokens",
]  # fmt: skip

TEXT_LIMIT = 100_000
"""Characters that a query may have."""
OUTSIDE = "een vraag bereikt alleen de eigen graaf, nooit het netwerk of een bestand."

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<iri><[^<>"{}|^`\\\s]*>)
      |(?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      |(?P<variable>[?$]\w+)|(?P<prefixed>[\w.-]*:[\w.%\\:-]*)|(?P<language>@[A-Za-z-]+)|(?P<word>[A-Za-z_]\w*)""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
_PROLOGUE = {"PREFIX", "BASE", "VERSION"}
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


@dataclass(frozen=True, slots=True)
class Token:
    """A meaningful piece of a query; punctuation and comments are none."""

    kind: str
    """iri, string, variable, prefixed, language or word."""
    text: str


def tokens(text: str) -> list[Token]:
    """Return the tokens of a query, with escapes of code points resolved, as SPARQL does before it parses."""
    plain = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _unescape, text)
    return [Token(m.lastgroup or "", m.group()) for m in _TOKEN.finditer(plain) if m.lastgroup != "comment"]


def _unescape(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code <= sys.maxunicode else ""


def form_of(text: str) -> str:
    """Return the form of a query in lower case, or nothing where it has none.

    >>> form_of("PREFIX ask: <http://voorbeeld.invalid/> CONSTRUCT WHERE { ?s ?p ?o }")
    'construct'
    """
    return _form(tokens(text))


def _form(found: Sequence[Token]) -> str:
    first = next((t.text.upper() for t in found if t.kind == "word" and t.text.upper() not in _PROLOGUE), "")
    return first.lower() if first in _FORMS else ""


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a query that is not refused."""

    names_dataset: bool
    """Whether it says itself, with FROM, which graphs it is about."""
    prefixes: Mapping[str, str]
    """The prefixes of the project that it does not declare itself and that it, or its answer as Turtle, may use."""


@lru_cache(maxsize=256)
def examine(text: str) -> Examined:
    """Return what is known of a query; a text that comes again is not read again.

    Raises
    ------
    RefusedQueryError
        As `refuse` does, each time anew.
    """
    _refuse_length(text)
    found = tokens(text)
    _refuse(found)
    declared = {
        after.text.partition(":")[0]
        for before, after in itertools.pairwise(found)
        if before.kind == "word" and before.text.upper() == "PREFIX" and after.kind == "prefixed"
    }
    # Each prefix costs the engine as much as a line of the query, so a table gets only those that stand in its text.
    every = _form(found) in {"construct", "describe"} or "\\" in text
    prefixes = {p: iri for p, iri in PREFIXES.items() if p not in declared and (every or f"{p}:" in text)}
    return Examined(any(t.kind == "word" and t.text.upper() == "FROM" for t in found), prefixes)


def refuse(text: str) -> None:
    """Raise when a query would change the graph, or reach the network or the file system.

    Raises
    ------
    RefusedQueryError
        For SERVICE, for FROM with anything but a graph of this project, for every update, and for overlong text.
    """
    _refuse_length(text)
    _refuse(tokens(text))


def _refuse_length(text: str) -> None:
    if len(text) > TEXT_LIMIT:
        raise RefusedQueryError(f"Een vraag van {len(text)} tekens", f"de grens is {TEXT_LIMIT} tekens.")


def _refuse(found: Sequence[Token]) -> None:
    first = True
    for position, token in enumerate(found):
        if token.kind == "prefixed" and token.text.upper().startswith("SERVICE:"):
            # "SERVICE:" with the empty prefix reads as a prefixed name, and runs as a keyword.
            raise RefusedQueryError("SERVICE", OUTSIDE)
        if _hides_service(token):
            raise RefusedQueryError("SERVICE", OUTSIDE)
        if token.kind != "word":
            continue
        word = token.text.upper()
        if word == "SERVICE":
            raise RefusedQueryError("SERVICE", OUTSIDE)
        if word == "FROM":
            _refuse_from(found[position + 1 : position + 3])
        if first and word not in _PROLOGUE:
            if word in _UPDATES:
                raise RefusedQueryError(word, "de graaf is alleen te lezen; wijzigingen lopen via de documenten.")
            first = False


def _hides_service(token: Token) -> bool:
    """Whether a token only looks like an IRI: "1<2)SERVICE#>" runs as a comparison and a keyword."""
    return (
        token.kind == "iri"
        and re.search(r"(?i)\bservice\b", token.text) is not None
        and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*:", token.text)
    )


def _refuse_from(following: Sequence[Token]) -> None:
    target = [t for t in following if t.text.upper() != "NAMED"][:1]
    if not target or target[0].kind != "iri" or not target[0].text.startswith(f"<{ID}"):
        shown = target[0].text if target else ""
        raise RefusedQueryError(
            f"FROM {shown}".strip(),
            "alleen grafen van Ketengraaf zelf zijn te noemen, met hun volledige IRI.",
        )
