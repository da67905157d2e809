"""The example questions of `queries/`, and what a query says about terms that the ontology does not have."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from graph.errors import InvalidLibraryError, InvalidValueError
from graph.values import KINDS, fill, placeholders, to_term
from graph.vocabulary import KETEN_IRI, ontology

__all__ = [
    "ASKERS",
    "QUERIES_FOLDER",
    "VIEWS",
    "Parameter",
    "Question",
    "UnknownTerm",
    "questions",
    "read_question",
    "unknown_terms",
]

QUERIES_FOLDER = Path(__file__).resolve().parent.parent / "queries"
ASKERS = ("stakeholder", "analist", "validator")
"""Who asks: each question has exactly one of these among its tags."""
LANGUAGES = ("nl", "en")
CHOICES_FOLDER = QUERIES_FOLDER / "keuzes"
"""One query per kind of choice, with the choices in ``?waarde``."""
VIEWS = ("table", "chart", "map", "network", "value", "ask")
"""How an answer can be shown best."""
_MARK = "#+"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A field of the form of a question."""

    name: str
    """The variable of its VALUES block, without the question mark."""
    label: str
    kind: str
    """One of `graph.values.KINDS`."""
    choices: str
    """The query that gives its choices; empty where any value is good."""
    default: str
    """A value; empty for any."""


@dataclass(frozen=True, slots=True)
class Question:
    """An example question: what it asks, for whom, and its SPARQL."""

    key: str
    """Stem of the file."""
    title: str
    summary: str
    tags: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    """Name and heading of each column, in order."""
    view: str
    """How the answer is shown best: one of `VIEWS`."""
    parameters: tuple[Parameter, ...]
    text: str
    """The SPARQL, without the header, with the defaults in place."""

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the SPARQL with these values for its parameters; empty for any, and the default for one not named.

        Raises
        ------
        InvalidValueError
            When a value is not of its parameter's kind, or there is no such parameter.
        """
        known = {p.name: p for p in self.parameters}
        unknown = next((name for name in values if name not in known), None)
        if unknown is not None:
            raise InvalidValueError(unknown, f"de vraag '{self.key}' heeft die parameter niet")
        terms = {
            name: to_term(known[name].kind, value, name=known[name].label) if value else None
            for name, value in values.items()
        }
        return fill(self.text, terms)

    @property
    def asker(self) -> str:
        """Who asks it: one of `ASKERS`."""
        return next(tag for tag in self.tags if tag in ASKERS)


@cache
def questions(language: str = "nl", folder: Path = QUERIES_FOLDER) -> tuple[Question, ...]:
    """Return all example questions, sorted by who asks them and then by key.

    Raises
    ------
    InvalidLibraryError
        When the header of a file is broken.
    """
    found = [read_question(path, language) for path in folder.glob("*.rq")]
    return tuple(sorted(found, key=lambda q: (ASKERS.index(q.asker), q.key)))


def read_question(path: Path, language: str = "nl") -> Question:
    """Read one question; its header is the YAML in the lines that start with ``#+``, as in grlc.

    Raises
    ------
    InvalidLibraryError
    """
    if language not in LANGUAGES:
        raise InvalidLibraryError(path, f"taal '{language}' is er niet; kies uit {', '.join(LANGUAGES)}")
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line.removeprefix(_MARK).removeprefix(" ") for line in lines if line.startswith(_MARK)]
    body = [line for line in lines if not line.startswith(_MARK)]
    try:
        values = yaml.safe_load("\n".join(head))
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise InvalidLibraryError(path, f"de regels met {_MARK} zijn geen geldige YAML ({reason})") from error
    if not isinstance(values, Mapping):
        raise InvalidLibraryError(path, f"er staan geen regels met {_MARK} boven de vraag")
    tags = _tags(path, values.get("tags"))
    view = values.get("view")
    if view not in VIEWS:
        raise InvalidLibraryError(path, f"view is {view!r}, geen {' of '.join(VIEWS)}")
    text = "\n".join(body).strip() + "\n"
    return Question(
        key=path.stem,
        title=_texts(path, "title", values.get("title"), required=LANGUAGES)[language],
        summary=_texts(path, "summary", values.get("summary"), required=LANGUAGES)[language],
        tags=tags,
        columns=_columns(path, values.get("columns"), language),
        view=str(view),
        parameters=_parameters(path, values.get("parameters") or {}, text, language),
        text=text,
    )


def _texts(path: Path, name: str, value: object, *, required: tuple[str, ...] = ()) -> dict[str, str]:
    if not isinstance(value, Mapping) or not value:
        raise InvalidLibraryError(path, f"{name} ontbreekt")
    missing = [key for key in required if key not in value]
    if missing:
        raise InvalidLibraryError(path, f"{name} ontbreekt in de taal {missing[0]}")
    if not all(isinstance(k, str) and isinstance(v, str) and v.strip() for k, v in value.items()):
        raise InvalidLibraryError(path, f"{name} heeft een waarde die geen tekst is")
    return {str(k): str(v) for k, v in value.items()}


def _columns(path: Path, value: object, language: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Mapping):
        raise InvalidLibraryError(path, "columns ontbreekt")
    return tuple(
        (str(name), _texts(path, f"columns/{name}", heading, required=LANGUAGES)[language])
        for name, heading in value.items()
    )


def _parameters(path: Path, value: object, text: str, language: str) -> tuple[Parameter, ...]:
    """Return the parameters; each has its block in the query, with its default in it."""
    if not isinstance(value, Mapping):
        raise InvalidLibraryError(path, "parameters is geen lijst van velden")
    blocks = placeholders(text)
    found = []
    for name, entry in value.items():
        if not isinstance(entry, Mapping) or name not in blocks:
            raise InvalidLibraryError(path, f"parameter {name} heeft geen regel VALUES ?{name} {{ … }}")
        kind, choices, default = entry.get("type"), str(entry.get("choices") or ""), str(entry.get("default") or "")
        if kind not in KINDS:
            raise InvalidLibraryError(path, f"parameter {name} is van soort {kind!r}, geen {' of '.join(KINDS)}")
        label = _texts(path, f"label van {name}", entry.get("label"), required=LANGUAGES)[language]
        found.append(Parameter(str(name), label, str(kind), _choices(path, choices), default))
    return tuple(found)


def _choices(path: Path, name: str) -> str:
    if not name:
        return ""
    file = CHOICES_FOLDER / f"{name}.rq"
    if not re.fullmatch(r"[\w-]+", name) or not file.is_file():
        raise InvalidLibraryError(path, f"de keuzen '{name}' zijn er niet in keuzes/")
    return file.read_text(encoding="utf-8")


def _tags(path: Path, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise InvalidLibraryError(path, "tags is geen lijst van woorden")
    if sum(tag in ASKERS for tag in value) != 1:
        raise InvalidLibraryError(path, f"tags noemt niet precies één van {', '.join(ASKERS)}")
    return tuple(value)


# ---------------------------------------------------------------- terms that do not exist

_LEXEME = re.compile(
    r"""\#[^\n]*
      |\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'
      |<(?P<iri>[^<>"{}|^`\\\s]*)>
      |[?$]\w+
      |(?P<prefix>[\w.-]*):(?P<local>\w[\w-]*)?""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class UnknownTerm:
    """A term of the project's namespace that a query names and the ontology does not have."""

    name: str
    """With its prefix, e.g. ``keten:Regoi``."""
    suggestion: str
    """The term that looks most like it, with its prefix; empty when none does."""

    def __str__(self) -> str:
        hint = f"; bedoelde u {self.suggestion}?" if self.suggestion else "."
        return f"{self.name} bestaat niet{hint}"


def unknown_terms(text: str) -> list[UnknownTerm]:
    """Return the terms in a query that the ontology lacks: SPARQL gives no rows for them and no error.

    >>> [str(t) for t in unknown_terms("SELECT ?r WHERE { ?r a keten:Regoi }")]
    ['keten:Regoi bestaat niet; bedoelde u keten:Regio?']
    """
    known = _terms()
    prefixes = {"keten"}
    names: dict[str, None] = {}
    expected: str | None = None
    for match in _LEXEME.finditer(text):
        iri, prefix, local = match["iri"], match["prefix"], match["local"]
        if iri is not None:
            if expected is not None:
                (prefixes.add if iri == KETEN_IRI else prefixes.discard)(expected)
            elif iri.startswith(KETEN_IRI):
                names[iri.removeprefix(KETEN_IRI)] = None
            expected = None
        elif prefix is not None:
            declares = (
                local is None
                and re.search(r"(?i)\bprefix\s+$", text[max(0, match.start() - 80) : match.start()]) is not None
            )
            expected = prefix if declares else None
            if local is not None and prefix in prefixes:
                names[local] = None
    return [UnknownTerm(f"keten:{name}", _nearest(name, known)) for name in names if name and name not in known]


@cache
def _terms() -> frozenset[str]:
    subjects = {str(s) for s in ontology().subjects()}
    return frozenset(s.removeprefix(KETEN_IRI) for s in subjects if s.startswith(KETEN_IRI)) - {""}


def _nearest(name: str, known: frozenset[str]) -> str:
    by_case = {term.casefold(): term for term in sorted(known)}
    if name.casefold() in by_case:
        return f"keten:{by_case[name.casefold()]}"
    # A class is meant where a capital stands, a property where none does.
    alike = sorted(term for term in known if term[0].isupper() == name[0].isupper())
    close = difflib.get_close_matches(name, alike, n=1, cutoff=0.6)
    return f"keten:{close[0]}" if close else ""
