"""The processes that answer queries: a few at a time, each ended when its time is up or when a person stops it.

A query that runs longer than `PATIENCE` makes place for the next one and goes on with lower priority, so that endless
queries of one person do not keep others waiting.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from graph.errors import QueryStoppedError
from graph.worker import receive, send

__all__ = ["PATIENCE", "Pool", "Ticket"]

PATIENCE = 1.0
"""Seconds after which a query makes place for others."""
_START_LIMIT = 300.0
"""Seconds to load the graph in; a hundred times ours takes more than a minute."""
_LOOK = 0.2
"""Seconds between two looks at whether a waiting query was stopped."""
_LOWER = 10
"""How much nicer a slow query is to the others."""
_REMEDY = "Vraag minder tegelijk: voeg LIMIT toe, of noem eerst het ding waar het om gaat."
_LATER = "Probeer het zo nog eens."


class Process:
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
        try:
            ready = self.wait(_START_LIMIT)
        except queue.Empty:
            ready = None
        if ready is None:
            self.end()
            raise QueryStoppedError("het antwoordproces wilde niet starten", "Probeer het opnieuw.", cause="start")

    def _listen(self) -> None:
        stream = cast("BinaryIO", self._process.stdout)
        # A process that is ended in the middle of a message leaves half of one.
        with suppress(ValueError, OSError, EOFError):
            while (message := receive(stream)) is not None:
                self._answers.put(message)
        self._answers.put(None)

    def ask(self, request: dict[str, Any]) -> None:
        """Send a request; a process that has gone is noticed at the first `wait`."""
        with suppress(OSError):
            send(cast("BinaryIO", self._process.stdin), request)

    def wait(self, seconds: float) -> dict[str, Any] | None:
        """Return the next message; None when the process has gone. Raises `queue.Empty` when time is up."""
        return self._answers.get(timeout=seconds)

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Stop it at once; whoever waits for it gets None."""
        self._process.kill()

    def lower(self) -> None:
        """Let others go first, where the system knows priorities."""
        if hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _LOWER)

    def end(self) -> None:
        """Stop it and clean up."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


class Ticket:
    """A query as the one who asks it holds it: to stop it from another thread, at any moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: Process | None = None
        self.stopped = False
        """Whether a person stopped it."""
        self.late = False
        """Whether its time was up."""

    def stop(self) -> None:
        """Stop the query, whether it runs, waits, or has yet to begin."""
        self._end(late=False)

    def expire(self) -> None:
        """Stop the query because its time is up."""
        self._end(late=True)

    def _end(self, *, late: bool) -> None:
        with self._lock:
            if late:
                self.late = True
            else:
                self.stopped = True
            if self._process is not None:
                self._process.kill()

    def attach(self, process: Process | None) -> None:
        """Say which process answers the query; None for no longer any."""
        with self._lock:
            self._process = process
            if process is not None and (self.stopped or self.late):
                process.kill()


class _Place:
    """The right to run one query, in the fast lane or in the slow one."""

    def __init__(self, lane: threading.Semaphore) -> None:
        self.lane: threading.Semaphore | None = lane

    def move(self, lane: threading.Semaphore) -> None:
        self.leave()
        self.lane = lane

    def leave(self) -> None:
        if self.lane is not None:
            self.lane.release()
            self.lane = None


class Pool:
    """Worker processes, some for queries that have just begun and some for slow ones.

    Parameters
    ----------
    folder
        Folder with the stored graph.
    fast, slow
        How many queries may run in their first second, and how many longer than that while others wait.
    """

    def __init__(self, folder: Path, *, fast: int, slow: int) -> None:
        self._folder = folder
        self._fast = threading.BoundedSemaphore(fast)
        self._slow = threading.BoundedSemaphore(slow)
        self._idle: list[Process] = []
        self._lock = threading.Lock()
        self._waiting = 0

    def warm(self) -> None:
        """Start a process before the first query comes."""
        with self._lock:
            if not self._idle:
                self._idle.append(Process(self._folder))

    def run(self, request: dict[str, Any], seconds: float, ticket: Ticket) -> Iterator[dict[str, Any]]:
        """Yield the messages that answer a request; the last one is yielded after the process is free again.

        Raises
        ------
        QueryStoppedError
            When time or memory ran out, when too many slow queries run, or when a person stopped it.
        """
        place = self._enter(seconds, ticket)
        process: Process | None = None
        last: dict[str, Any] | None = None
        try:
            process = self._take()
            ticket.attach(process)
            until = time.monotonic() + seconds
            process.ask(request)
            while last is None:
                message = self._next(process, place, ticket, seconds, until)
                if message.get("more"):
                    yield message
                else:
                    last = message
        finally:
            ticket.attach(None)
            if process is not None:
                # Priority cannot be raised again: a process that was slow is not used for another query.
                self._put_back(process, usable=last is not None and place.lane is self._fast)
            place.leave()
        yield last

    def _enter(self, seconds: float, ticket: Ticket) -> _Place:
        until = time.monotonic() + seconds
        with self._lock:
            self._waiting += 1
        try:
            while not self._fast.acquire(timeout=_LOOK):
                if ticket.stopped:
                    raise _stopped()
                if time.monotonic() > until:
                    raise QueryStoppedError("andere vragen zijn nog bezig", _LATER, cause="busy")
        finally:
            with self._lock:
                self._waiting -= 1
        return _Place(self._fast)

    def _next(self, process: Process, place: _Place, ticket: Ticket, seconds: float, until: float) -> dict[str, Any]:
        """Wait for a message; after a while in the fast lane, go on in the slow one if others wait."""
        patience = PATIENCE
        while True:
            left = until - time.monotonic()
            if left <= 0:
                # Also when pieces of an answer keep coming: the limit is on the whole of it.
                ticket.expire()
            try:
                # A process that was just ended says so at once.
                message = process.wait(min(patience, left) if left > 0 else _START_LIMIT)
                break
            except queue.Empty:
                patience = _LOOK if place.lane is self._fast else seconds
                if place.lane is not self._fast or self._waiting == 0:
                    continue
                if not self._slow.acquire(blocking=False):
                    raise QueryStoppedError("er lopen al te veel lange vragen", _LATER, cause="busy") from None
                place.move(self._slow)
                process.lower()
        if message is not None:
            return message
        if ticket.stopped:
            raise _stopped()
        if ticket.late:
            raise QueryStoppedError(f"zij duurde langer dan {seconds:g} seconden", _REMEDY, cause="time")
        # Out of memory, or nested deeper than the engine's stack.
        raise QueryStoppedError("zij vroeg meer geheugen dan er is", _REMEDY, cause="memory")

    def _take(self) -> Process:
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.alive:
                    return process
        return Process(self._folder)

    def _put_back(self, process: Process, *, usable: bool) -> None:
        if usable and process.alive:
            with self._lock:
                self._idle.append(process)
        else:
            process.end()

    def close(self) -> None:
        """End all idle processes."""
        with self._lock:
            for process in self._idle:
                process.end()
            self._idle.clear()


def _stopped() -> QueryStoppedError:
    return QueryStoppedError("u hebt haar gestopt", "Pas haar aan, of voer haar opnieuw uit.", cause="stopped")
