"""Questions to the graph: refused when they would reach outside, answered in a process that can be ended."""

from __future__ import annotations

import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from graph.errors import GraphDataError, InvalidQueryError, QueryStoppedError, RefusedQueryError
from graph.model import Iri
from graph.store import DATA_FOLDER, recover
from graph.vocabulary import ID, PREFIXES
from graph.worker import receive, send

TIME_LIMIT = 30.0
"""Seconds that a query may take."""
ROW_LIMIT = 10_000
"""Rows that a page shows; a query may give more, and then says so."""
TEXT_LIMIT = 100_000
"""Characters that a query may have."""
_START_LIMIT = 60.0
_REMEDY = "Vraag minder tegelijk: voeg LIMIT toe, of noem eerst het ding waar het om gaat."


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in a result."""

    kind: str
    """iri, literal or bnode."""
    value: str
    language: str = ""
    datatype: str = ""


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


# ---------------------------------------------------------------- what is refused

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<iri><[^<>"{}|^`\\\s]*>)
      |(?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      |(?P<variable>[?$]\w+)|(?P<prefixed>[\w.-]*:[\w.%\\:-]*)|(?P<language>@[A-Za-z-]+)|(?P<word>[A-Za-z_]\w*)""",
    re.VERBOSE | re.DOTALL,
)
_OUTSIDE = "een vraag bereikt alleen de eigen graaf, nooit het netwerk of een bestand."
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}


def refuse(text: str) -> None:
    """Raise when a query would change the graph, or reach the network or the file system.

    Raises
    ------
    RefusedQueryError
        For SERVICE, for FROM with anything but a graph of this project, for every update, and for overlong text.
    """
    if len(text) > TEXT_LIMIT:
        raise RefusedQueryError(f"Een vraag van {len(text)} tekens", f"de grens is {TEXT_LIMIT} tekens.")
    # Escapes of code points are resolved before SPARQL is parsed, so a keyword can hide in them.
    plain = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _unescape, text)
    tokens = [(m.lastgroup or "", m.group()) for m in _TOKEN.finditer(plain) if m.lastgroup != "comment"]
    first = True
    for position, (kind, token) in enumerate(tokens):
        if kind == "prefixed" and token.upper().startswith("SERVICE:"):
            # "SERVICE:" with the empty prefix reads as a prefixed name, and runs as a keyword.
            raise RefusedQueryError("SERVICE", _OUTSIDE)
        if kind == "iri" and re.search(r"(?i)\bservice\b", token) and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*:", token):
            # "1<2)SERVICE#>" reads as an IRI, and runs as a comparison and a keyword.
            raise RefusedQueryError("SERVICE", _OUTSIDE)
        if kind != "word":
            continue
        word = token.upper()
        if word == "SERVICE":
            raise RefusedQueryError("SERVICE", _OUTSIDE)
        if word == "FROM":
            _refuse_from(tokens[position + 1 : position + 3])
        if first and word not in {"PREFIX", "BASE", "VERSION"}:
            if word in _UPDATES:
                raise RefusedQueryError(word, "de graaf is alleen te lezen; wijzigingen lopen via de documenten.")
            first = False


def _refuse_from(following: list[tuple[str, str]]) -> None:
    target = [t for t in following if t[1].upper() != "NAMED"][:1]
    if not target or target[0][0] != "iri" or not target[0][1].startswith(f"<{ID}"):
        shown = target[0][1] if target else ""
        raise RefusedQueryError(
            f"FROM {shown}".strip(),
            "alleen grafen van Ketengraaf zelf zijn te noemen, met hun volledige IRI.",
        )


def _unescape(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code <= sys.maxunicode else ""


# ---------------------------------------------------------------- processes


class _Process:
    """One worker process."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own module, no text of a user among its arguments
            [sys.executable, "-m", "graph.worker", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).resolve().parent.parent,
        )
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        if self.wait(_START_LIMIT) is None:
            self.end()
            raise QueryStoppedError("het antwoordproces wilde niet starten", "Probeer het opnieuw.")

    def _listen(self) -> None:
        stream = cast("BinaryIO", self._process.stdout)
        while (message := receive(stream)) is not None:
            self._answers.put(message)
        self._answers.put(None)

    def ask(self, request: dict[str, Any]) -> None:
        send(cast("BinaryIO", self._process.stdin), request)

    def wait(self, seconds: float) -> dict[str, Any] | None:
        """Return the next message; None when the process has gone. Raises `queue.Empty` when time is up."""
        return self._answers.get(timeout=seconds)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


class Questioner:
    """Answers queries side by side in a few processes, each of which can be ended.

    Parameters
    ----------
    folder
        Folder with the stored graph.
    processes
        Queries that run at the same time; a further one waits for its turn.
    """

    def __init__(self, folder: Path = DATA_FOLDER, processes: int = 2) -> None:
        recover(folder)
        if not any(folder.glob("*.nq")):
            raise GraphDataError(folder.name, "er is geen opgeslagen graaf", "Bouw haar met 'python -m loaders build'.")
        self._folder = folder
        self._idle: list[_Process] = []
        self._places = threading.BoundedSemaphore(processes)
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start a process before the first question comes."""
        with self._lock:
            if not self._idle:
                self._idle.append(_Process(self._folder))

    def ask(
        self,
        text: str,
        *,
        bindings: Mapping[str, tuple[str, str, str]] | None = None,
        seconds: float = TIME_LIMIT,
        limit: int | None = ROW_LIMIT,
    ) -> Answer:
        """Answer a query.

        Parameters
        ----------
        text
            SPARQL; the prefixes of the project need not be declared.
        bindings
            Values for variables as (kind, value, language or datatype), kind being iri, lang or literal; they are
            bound, never pasted into the text.
        seconds
            Time after which the query is ended.
        limit
            Rows after which the answer is cut.

        Raises
        ------
        RefusedQueryError, InvalidQueryError, QueryStoppedError
        """
        message = self._request(text, bindings, seconds, limit=limit)
        rows = tuple(tuple(Cell(*c) if c is not None else None for c in row) for row in message.get("rows", ()))
        return Answer(
            kind=message["kind"],
            columns=tuple(message.get("columns", ())),
            rows=rows,
            seconds=message["seconds"],
            cut=message.get("cut", False),
            value=message.get("value"),
            turtle=message.get("turtle", ""),
        )

    def serialise(self, text: str, form: str, *, seconds: float = TIME_LIMIT) -> bytes:
        """Answer a query in a standard result format: csv, tsv, json or xml; Turtle for CONSTRUCT and DESCRIBE."""
        message = self._request(text, None, seconds, limit=None, serialise=form)
        if "body" in message:
            return cast("bytes", message["body"])
        if message.get("kind") == "construct":
            return cast("str", message["turtle"]).encode()
        raise InvalidQueryError(f"dit antwoord is niet als {form} te geven")

    def _request(
        self,
        text: str,
        bindings: Mapping[str, tuple[str, str, str]] | None,
        seconds: float,
        **options: object,
    ) -> dict[str, Any]:
        refuse(text)
        deadline = time.monotonic() + seconds
        if not self._places.acquire(timeout=seconds):
            raise QueryStoppedError("andere vragen zijn nog bezig", "Probeer het zo nog eens.")
        try:
            process = self._take()
            try:
                request = {
                    "query": text,
                    "prefixes": _undeclared(text),
                    "bindings": dict(bindings or {}),
                    **options,
                }
                process.ask(request)
                message = process.wait(max(0.1, deadline - time.monotonic()))
            except queue.Empty:
                process.end()
                raise QueryStoppedError(f"zij duurde langer dan {seconds:g} seconden", _REMEDY) from None
            except BaseException:
                process.end()
                raise
            if message is None:
                process.end()
                raise QueryStoppedError("zij vroeg meer geheugen dan er is", _REMEDY)
            with self._lock:
                self._idle.append(process)
        finally:
            self._places.release()
        return _checked(message)

    def _take(self) -> _Process:
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.alive:
                    return process
        return _Process(self._folder)

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            for process in self._idle:
                process.end()
            self._idle.clear()


def _checked(message: dict[str, Any]) -> dict[str, Any]:
    match message.get("error"):
        case None:
            return message
        case "syntax":
            raise _syntax_error(message)
        case "memory":
            raise QueryStoppedError("zij vroeg meer geheugen dan er is", _REMEDY)
        case "size":
            raise QueryStoppedError("het antwoord is te groot om te downloaden", _REMEDY)
    if re.search(r"Too many open files|failed to lookup|[Ss]ervice|Connection", message["message"]):
        raise RefusedQueryError("SERVICE", _OUTSIDE)
    raise InvalidQueryError(message["message"])


def _syntax_error(message: dict[str, Any]) -> InvalidQueryError:
    """Return the parser's error with its place, and with no more of what it expected than a person can use."""
    found = re.match(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", message["message"], re.DOTALL)
    if found is None:
        return InvalidQueryError(message["message"], message["line"], message["column"])
    expected = [
        e.strip() for e in found.group(3).split(",") if re.fullmatch(r'\s*"[^"A-Za-z0-9]+"\s*|\s*[A-Z]{2,}\s*', e)
    ]
    some = f", bijvoorbeeld {' of '.join(expected)}" if 0 < len(expected) <= 3 else ""
    detail = f"hier wordt iets anders verwacht{some}"
    return InvalidQueryError(detail, int(found.group(1)), int(found.group(2)))


def _undeclared(text: str) -> dict[str, str]:
    """Return the prefixes of the project that a query does not declare itself."""
    declared = {m.group(1) for m in re.finditer(r"(?i)\bprefix\s+([\w.-]*):", text)}
    return {name: iri for name, iri in PREFIXES.items() if name not in declared}


def iri_binding(iri: Iri) -> tuple[str, str, str]:
    """Return an IRI as a binding for `Questioner.ask`."""
    return ("iri", str(iri), "")
