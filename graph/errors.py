"""The errors that Ketengraaf raises; each takes facts and builds its own Dutch sentence from them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_CHECK_ERRORS = Path(__file__).with_name("controlefouten.yaml")


class KetengraafError(Exception):
    """Root of everything that a command or a page may show to a person."""

    english = ""
    """The sentence in English, of those that have one."""


class UnreadableFileError(KetengraafError):
    """A file that is missing, is no text, or is too large."""

    def __init__(self, path: Path | str, reason: str, remedy: str) -> None:
        self.path = Path(path)
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{self.path.name}: {reason}. {remedy}")


class InvalidMetadataError(KetengraafError):
    """A `document.yaml` that lacks something or says something impossible."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path.parent.name}/{path.name}: {reason}.")


class UnknownTermError(KetengraafError):
    """A term that the ontology does not define."""

    def __init__(self, term: str, known: str) -> None:
        self.term = term
        super().__init__(f"Onbekende term '{term}': staat niet in {known}.")


class PassageMismatchError(KetengraafError):
    """A passage whose quotation is not the text between its offsets."""

    def __init__(self, document: str, begin: int, end: int, quote: str) -> None:
        self.document, self.begin, self.end, self.quote = document, begin, end, quote
        super().__init__(f"Passage {begin}-{end} van {document} is niet gelijk aan de tekst: {quote[:60]!r}.")


class ExpectationError(KetengraafError):
    """A load that found fewer things than its `document.yaml` declares."""

    def __init__(self, document: str, shortfalls: list[tuple[str, int, int]]) -> None:
        self.document = document
        self.shortfalls = shortfalls
        listed = "; ".join(f"{what}: {found} gevonden, {declared} verwacht" for what, found, declared in shortfalls)
        super().__init__(f"{document}: minder gevonden dan document.yaml opgeeft ({listed}). Er is niets opgeslagen.")


class GraphDataError(KetengraafError):
    """Graph data that is missing or cannot be parsed."""

    def __init__(self, path: Path | str, reason: str, remedy: str) -> None:
        self.path = Path(path)
        self.reason = reason
        super().__init__(f"{self.path}: {reason}. {remedy}")


class CheckError(GraphDataError):
    """A check of someone's files that cannot be done; `code` says why, `facts` fill the places of its sentence."""

    def __init__(self, name: str, code: str, **facts: object) -> None:
        self.code, self.facts = code, facts
        said = _check_errors()[code]
        parts = {key: {tongue: text.format(**facts) for tongue, text in said[key].items()} for key in said}
        super().__init__(name, parts["wat"]["nl"], parts["doen"]["nl"])
        self.english = f"{name}: {parts['wat']['en']}. {parts['doen']['en']}"


@cache
def _check_errors() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(_CHECK_ERRORS.read_text(encoding="utf-8"))
    return found


class ReportedError(KetengraafError):
    """An error of another process, in the words that it had there."""

    def __init__(self, said: str, english: str) -> None:
        self.english = english
        super().__init__(said)


class InvalidQueryError(KetengraafError):
    """A query that is no SPARQL, with the place of the fault, or else where the parser stopped."""

    def __init__(self, detail: str, line: int | None = None, column: int | None = None, *, english: str = "") -> None:
        self.detail, self.line, self.column = detail, line, column
        self.english_detail = english
        """What is wrong, in English; a page has the words around it."""
        place = f" op regel {line}, kolom {column}" if line is not None else ""
        super().__init__(f"De vraag is geen geldige SPARQL{place}: {detail}")


class InvalidValueError(KetengraafError):
    """A value for a parameter of a question that is not of its kind, or not among its choices."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"De waarde van '{name}' kan niet: {reason}.")


class RefusedQueryError(KetengraafError):
    """A query that asks for something that Ketengraaf never does."""

    def __init__(self, construct: str, reason: str) -> None:
        self.construct = construct
        super().__init__(f"{construct} is niet toegestaan: {reason}")


class QueryStoppedError(KetengraafError):
    """A query that was ended because it took too long or too much; `cause` says which, for programs."""

    def __init__(self, reason: str, remedy: str, *, cause: str) -> None:
        self.reason = reason
        self.cause = cause
        super().__init__(f"De vraag is gestopt: {reason}. {remedy}")


class NonConformingGraphError(KetengraafError):
    """A graph that may not be written because a shape was violated."""

    def __init__(self, count: int, first: str) -> None:
        self.count = count
        super().__init__(
            f"De nieuwe graaf voldoet niet: {count} overtreding(en), de eerste: {first} Er is niets opgeslagen."
        )


class InvalidLibraryError(KetengraafError):
    """An example question whose header lacks something or says something impossible."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"queries/{path.name}: {reason}.")


class CurationError(KetengraafError):
    """A curator's decision that no longer matches its document."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path.parent.name}/{path.name}: {reason}. Herstel de curatie; er is niets opgeslagen.")


class AnalyserError(KetengraafError):
    """A linguistic analyser that is missing or failed."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason = reason
        super().__init__(f"Nieuwe tekst kan niet worden gelezen: {reason}. {remedy}")
