"""A validation in a process of its own, that can be ended at any moment: for the command, and for files of visitors.

Started as ``python -m graph.limited``; it reads one request from standard input and writes one answer to standard
output, as `graph.worker` does.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from graph.errors import CheckError, KetengraafError, ReportedError
from graph.findings import Report
from graph.store import DATA_FOLDER, open_store
from graph.worker import limit_memory, receive, send

TIME_LIMIT = 120.0
"""Seconds that a validation may take."""
MEMORY_BYTES = 6 * 2**30
"""Address space that a validation may take."""
_PLACES = threading.BoundedSemaphore(2)
"""Validations that run at the same time; a further one waits for its turn."""


def limited_report(
    data: Sequence[Path] = (),
    shapes: Sequence[Path] = (),
    *,
    seconds: float = TIME_LIMIT,
    folder: Path = DATA_FOLDER,
    progress: Callable[[float, str], None] = lambda _part, _what: None,
) -> Report:
    """Validate files, or the stored graph when there are none, within a time limit; say how far it is.

    Raises
    ------
    KetengraafError
        When files cannot be read, shapes are in error, or time or memory ran out.
    """
    if not _PLACES.acquire(timeout=seconds):
        raise CheckError("controle", "druk")
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "graph.limited"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).resolve().parent.parent,
        )
        request = {"data": [p.resolve() for p in data], "shapes": [p.resolve() for p in shapes], "folder": folder}
        answer = _answer(process, request, seconds, progress)
    except subprocess.TimeoutExpired as error:
        raise CheckError("controle", "tijd", tellen=f"{seconds:g}") from error
    finally:
        _PLACES.release()
    if answer is None or answer.get("error") == "memory":
        raise CheckError("controle", "geheugen")
    if "error" in answer:
        raise ReportedError(str(answer["error"]), str(answer["english"]))
    report: Report = answer["report"]
    return report


def _answer(
    process: subprocess.Popen[bytes],
    request: dict[str, Any],
    seconds: float,
    progress: Callable[[float, str], None],
) -> dict[str, Any] | None:
    """Send a request, end the process when time is up, and return its answer; None when there is none."""
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, end)
    timer.start()
    answer: dict[str, Any] | None = None
    try:
        with suppress(BrokenPipeError):
            send(cast("BinaryIO", process.stdin), request)
            while (answer := receive(cast("BinaryIO", process.stdout))) is not None and "progress" in answer:
                progress(*answer["progress"])
        if answer is None and late.is_set():
            raise subprocess.TimeoutExpired(process.args, seconds)
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
    return answer


def main() -> None:
    """Answer one request."""
    limit_memory(MEMORY_BYTES)
    request = receive(sys.stdin.buffer)
    if request is None:
        return
    output = sys.stdout.buffer
    sys.stdout = sys.stderr  # What a library prints must not end up in the answer.
    try:
        send(output, {"report": _report(**request, progress=lambda *step: send(output, {"progress": step}))})
    except KetengraafError as error:
        send(output, {"error": str(error), "english": error.english})
    except (MemoryError, RecursionError):
        send(output, {"error": "memory"})


def _report(
    data: Sequence[Path], shapes: Sequence[Path], folder: Path, progress: Callable[[float, str], None]
) -> Report:
    # pySHACL takes half a second to load; the process that waits does not need it.
    from graph.decisions import review  # noqa: PLC0415
    from graph.shapes import load_data, load_shapes, refuse_shapes_only  # noqa: PLC0415
    from graph.validate import about_data, validate  # noqa: PLC0415

    if not data and not shapes:
        return review(open_store(folder), progress=progress)
    chosen = load_shapes(shapes)
    if not data:
        return validate(open_store(folder), shapes=chosen, documents=None, own_findings=False, progress=progress)
    store = load_data(data)
    refuse_shapes_only(store, chosen, data)
    found = validate(store, shapes=chosen, documents=None, own_findings=False, progress=progress)
    return replace(found, results=about_data(store, found.results), data=tuple(p.name for p in data))


if __name__ == "__main__":
    main()
