"""The library of questions through our path, in bare pyoxigraph and in rdflib's own engine; the process boundary apart.

Run as ``python -m tests.bench_queries [TIMES …]``: at 1, 10 and 100 times the graph, the copies under other IRIs.
"""

from __future__ import annotations

import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

import pyoxigraph as ox
import rdflib

from graph.library import questions
from graph.query import Questioner
from graph.store import DATA_FOLDER
from graph.vocabulary import ID, PREFIXES

RUNS = 5
LIMIT = 5
"""Seconds after which a question is given up in rdflib."""


def enlarged(times: int, folder: Path) -> None:
    """Write the graph so many times, each further copy with IRIs of its own for the things."""
    for path in DATA_FOLDER.glob("*.nq"):
        text = path.read_text(encoding="utf-8")
        with (folder / path.name).open("w", encoding="utf-8") as stream:
            for number in range(times):
                stream.write(text if number == 0 else text.replace(f"<{ID}", f"<{ID}kopie{number}/"))


def median(run: Callable[[], object]) -> float:
    """Return the median seconds of some runs, after one to warm up."""
    run()
    taken = []
    for _run in range(RUNS):
        started = time.perf_counter()
        run()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def bare(store: ox.Store, text: str) -> object:
    """Answer a question in this process and take all of it."""
    found = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    return bool(found) if isinstance(found, ox.QueryBoolean) else list(found)


def in_rdflib(data: rdflib.Dataset, text: str) -> float | None:
    """Return the seconds that rdflib's own engine takes, once; None when it is given up."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LIMIT)
    started = time.perf_counter()
    try:
        list(data.query(text))
        return time.perf_counter() - started
    except TimeoutError:
        return None
    finally:
        signal.alarm(0)


def main(sizes: list[int]) -> None:
    """Print the figures as a Markdown table."""
    print("| graaf | quads | kaal pyoxigraph (som van medianen) | ons pad | mediaan van de verhouding "
          "| grens tussen processen, mediaan | rdflib |\n|---|---|---|---|---|---|---|")  # fmt: skip
    for times in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            enlarged(times, folder)
            store = ox.Store()
            for path in folder.glob("*.nq"):
                store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
            asked = Questioner(folder)
            boundary = median(partial(asked.ask, "ASK {}"))
            ours, theirs = [], []
            for question in questions():
                theirs.append(median(partial(bare, store, question.text)))
                ours.append(median(partial(asked.ask, question.text, limit=None)))
            asked.close()
            ratio = statistics.median((o - boundary) / t for o, t in zip(ours, theirs, strict=True))
            slow = _rdflib(folder) if times == 1 else "niet gemeten"
            print(f"| {times}× | {len(store)} | {sum(theirs):.2f} s | {sum(ours):.2f} s | {ratio:.2f} "
                  f"| {boundary * 1000:.2f} ms | {slow} |", flush=True)  # fmt: skip


def _rdflib(folder: Path) -> str:
    data = rdflib.Dataset(default_union=True)
    for path in folder.glob("*.nq"):
        data.parse(path, format="nquads")
    taken = [in_rdflib(data, q.text) for q in questions()]
    known = [t for t in taken if t is not None]
    return f"{sum(known):.1f} s voor {len(known)}; {len(taken) - len(known)} opgegeven na {LIMIT} s"


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [1, 10, 100])
