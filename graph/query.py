"""Questions to the graph: refused when they would reach outside, answered in a process that can be ended."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from graph.errors import GraphDataError, InvalidQueryError, QueryStoppedError, RefusedQueryError
from graph.faults import Parses, find_fault
from graph.model import Iri
from graph.processes import Pool, Ticket
from graph.sparql import OUTSIDE, TEXT_LIMIT, examine, refuse
from graph.store import DATA_FOLDER, recover
from graph.table import Cell, Cells

__all__ = [
    "ROW_LIMIT", "TEXT_LIMIT", "TIME_LIMIT", "Answer", "Cell", "Questioner", "Selected", "Ticket", "iri_binding",
    "refuse",
]  # fmt: skip

TIME_LIMIT = 30.0
"""Seconds that a query may take."""
ROW_LIMIT = 100_000
"""Rows that a page takes; a query may give more, and then says so."""
_CHECK_LIMIT = 3.0
_REMEDY = "Vraag minder tegelijk: voeg LIMIT toe, of noem eerst het ding waar het om gaat."


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query."""

    kind: str
    """select, ask or construct."""
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    seconds: float
    """Time that the engine took."""
    cut: bool = False
    """Whether there were more rows than the limit."""
    value: bool | None = None
    """Yes or no, for ASK."""
    turtle: str = ""
    """The graph, for CONSTRUCT and DESCRIBE."""


@dataclass(frozen=True, slots=True)
class Selected:
    """The graphs that a query is about when the one who asks says so, as the SPARQL Protocol has it."""

    default: tuple[Iri, ...] = ()
    """Merged as the default graph."""
    named: tuple[Iri, ...] = ()
    """Reachable with GRAPH."""


class Questioner:
    """Answers queries side by side in a few processes, each of which can be ended.

    Parameters
    ----------
    folder
        Folder with the stored graph.
    processes
        Queries that run at the same time; a further one waits for its turn.
    slow
        Queries beyond these that may go on after their first second, while others are answered.
    """

    def __init__(self, folder: Path = DATA_FOLDER, processes: int = 2, slow: int = 2) -> None:
        recover(folder)
        if not any(folder.glob("*.nq")):
            raise GraphDataError(folder.name, "er is geen opgeslagen graaf", "Bouw haar met 'python -m loaders build'.")
        self._pool = Pool(folder, fast=processes, slow=slow)
        self._cells = Cells()

    def warm(self) -> None:
        """Start a process before the first question comes."""
        self._pool.warm()

    def ask(  # noqa: PLR0913  (each limits another thing)
        self,
        text: str,
        *,
        bindings: Mapping[str, tuple[str, str, str]] | None = None,
        seconds: float = TIME_LIMIT,
        limit: int | None = ROW_LIMIT,
        selected: Selected | None = None,
        ticket: Ticket | None = None,
    ) -> Answer:
        """Answer a query.

        Parameters
        ----------
        text
            SPARQL; the prefixes of the project need not be declared.
        bindings
            Values for variables that the query selects, as (kind, value, language or datatype), kind being iri, lang
            or literal; they are bound, never pasted into the text.
        seconds
            Time after which the query is ended.
        limit
            Rows after which the answer is cut.
        selected
            Graphs that the query is about; without, the union of all, or those that it names with FROM.
        ticket
            With which another thread can stop the query.

        Raises
        ------
        RefusedQueryError, InvalidQueryError, QueryStoppedError
        """
        messages = self._run(text, seconds, ticket, selected, bindings=dict(bindings or {}), limit=limit)
        message = next(iter(messages))
        columns, rows = self._cells.rows(message["rows"]) if "rows" in message else ((), ())
        return Answer(
            kind=message["kind"],
            columns=columns,
            rows=rows,
            seconds=message["seconds"],
            cut=message.get("cut", False),
            value=message.get("value"),
            turtle=message.get("turtle", ""),
        )

    def serialise(self, text: str, form: str, *, seconds: float = TIME_LIMIT, ticket: Ticket | None = None) -> bytes:
        """Answer a query in a standard format: csv, tsv, json, xml; for CONSTRUCT and DESCRIBE turtle and other RDF."""
        return b"".join(self.stream(text, form, seconds=seconds, ticket=ticket))

    def stream(
        self,
        text: str,
        form: str,
        *,
        seconds: float = TIME_LIMIT,
        selected: Selected | None = None,
        ticket: Ticket | None = None,
    ) -> Iterator[bytes]:
        """Yield the whole answer in a standard format, piece by piece, as the engine finds it.

        Raises
        ------
        RefusedQueryError, InvalidQueryError, QueryStoppedError
            Also after the first piece: what was yielded till then is not the whole answer.
        """
        for message in self._run(text, seconds, ticket, selected, limit=None, serialise=form):
            if "chunk" in message:
                yield cast("bytes", message["chunk"])

    def check(self, text: str) -> None:
        """Raise when a query is refused or is no SPARQL; nothing is asked of the graph."""
        next(iter(self._run(text, _CHECK_LIMIT, None, None, check=True)))

    def _run(
        self, text: str, seconds: float, ticket: Ticket | None, selected: Selected | None, **options: object
    ) -> Iterator[dict[str, Any]]:
        """Yield the messages of one answer, each looked at for an error first."""
        examined = examine(text)
        request = {
            "query": text,
            "prefixes": examined.prefixes,
            "union": selected is None and not examined.names_dataset,
            "default_graphs": None if selected is None else list(selected.default),
            "named_graphs": None if selected is None else list(selected.named),
            **options,
        }
        for message in self._pool.run(request, seconds, ticket or Ticket()):
            if message.get("error") == "syntax":
                raise _syntax_error(text, message, self._gives_up)
            yield _checked(message)

    def _gives_up(self, text: str) -> tuple[int, int] | None:
        """Return where the parser gives up a text that was made from a query to find its fault."""
        examined = examine(text)
        request = {"query": text, "prefixes": examined.prefixes, "check": True}
        message = deque(self._pool.run(request, _CHECK_LIMIT, Ticket()), maxlen=1).pop()
        if message.get("error") != "syntax":
            return None
        found = _PLACE.match(message["message"])
        return (int(found[1]), int(found[2])) if found is not None else (1, 1)

    def close(self) -> None:
        """End all processes."""
        self._pool.close()


def _checked(message: dict[str, Any]) -> dict[str, Any]:
    match message.get("error"):
        case None:
            return message
        case "memory":
            raise QueryStoppedError("zij vroeg meer geheugen dan er is", _REMEDY, cause="memory")
        case "size":
            raise QueryStoppedError("het antwoord is te groot om te downloaden", _REMEDY, cause="size")
        case "form":
            raise InvalidQueryError(f"dit antwoord is niet als {message['form']} te geven.")
        case "graph":
            raise InvalidQueryError(f"de graaf <{message['graph']}> is er niet.")
    if re.search(r"Too many open files|failed to lookup|[Ss]ervice|Connection", message["message"]):
        raise RefusedQueryError("SERVICE", OUTSIDE)
    raise InvalidQueryError(message["message"])


_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)


def _syntax_error(text: str, message: dict[str, Any], parses: Parses) -> InvalidQueryError:
    """Return the fault with its place where it can be told, else where the parser stopped and a little of why."""
    found = _PLACE.match(message["message"])
    if found is None:
        return InvalidQueryError(message["message"], message["line"], message["column"])
    line, column = int(found[1]), int(found[2])
    try:
        fault = find_fault(text, found[3], (line, column), parses)
    except (QueryStoppedError, RefusedQueryError):  # of a repair that was tried; the query itself is only wrong
        fault = None
    if fault is not None:
        begun = text.rfind("\n", 0, fault.place) + 1
        return InvalidQueryError(
            fault.nl, text.count("\n", 0, fault.place) + 1, fault.place - begun + 1, english=fault.en
        )
    expected = [e.strip() for e in found[3].split(",") if re.fullmatch(r'\s*"[^"A-Za-z0-9]+"\s*|\s*[A-Z]{2,}\s*', e)]
    some = f", bijvoorbeeld {' of '.join(expected)}" if 0 < len(expected) <= 3 else ""
    return InvalidQueryError(f"hier wordt iets anders verwacht{some}.", line, column)


def iri_binding(iri: Iri) -> tuple[str, str, str]:
    """Return an IRI as a binding for `Questioner.ask`."""
    return ("iri", str(iri), "")
