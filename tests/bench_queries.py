"""The library of questions through our path, in bare pyoxigraph and in rdflib's own engine; the process boundary apart.

Run as ``python -m tests.bench_queries [TIMES …]``: at 1, 10 and 100 times the graph, in copies with names of their own.
Our path is what a person waits for: the refusals, the process, the masking of contact data, and every value of every
row as an object; values that came before are remembered, as in the app. Bare pyoxigraph parses and answers the same
text in this process and takes every row, but no value. The two take turns, so that whatever else the machine
does meets both. ``--each`` adds a line for each question.
"""

from __future__ import annotations

import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

import pyoxigraph as ox
import rdflib

from graph.errors import QueryStoppedError
from graph.library import Question, questions
from graph.query import Questioner
from tests.bench_validate import multiplied

BUDGET = 0.5
"""Seconds for the rounds of one question."""
ROUNDS = (1, 25)
"""Rounds of one question, at least and at most."""
LIMIT = 5
"""Seconds after which a question is given up in rdflib."""
LONGEST = 10.0
"""Seconds after which a question is given up in our path; a person may wait three times as long."""
LARGE = 1_000_000
"""Quads from which on a question is asked only if it would not take too long even were its time to grow squarely."""
_NOTHING = "ASK {}"


@dataclass(frozen=True, slots=True)
class Figure:
    """What one question took: medians in seconds."""

    key: str
    bare: float
    ours: float
    boundary: float

    @property
    def ratio(self) -> float:
        """How much longer ours takes, the fixed cost of asking another process set apart."""
        return (self.ours - self.boundary) / self.bare

    @property
    def whole(self) -> float:
        """How much longer ours takes, all in."""
        return self.ours / self.bare


def seconds(run: Callable[[], object]) -> float:
    """Return what one run takes."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def bare(store: ox.Store, text: str) -> object:
    """Answer a question in this process and take all of it."""
    found = store.query(text, use_default_graph_as_union=True)
    return bool(found) if isinstance(found, ox.QueryBoolean) else list(found)


def measured(store: ox.Store, asked: Questioner, question: Question) -> Figure | None:
    """Return the medians of some rounds after one to warm up; None when it takes longer than anyone may wait."""
    ours = partial(asked.ask, question.text, limit=None, seconds=LONGEST)
    jobs: tuple[Callable[[], object], ...] = (partial(bare, store, question.text), ours, partial(asked.ask, _NOTHING))
    try:
        first = seconds(ours)
        rounds = min(max(int(BUDGET / (2 * first)), ROUNDS[0]), ROUNDS[1])
        warm = 0 if first > BUDGET else 1
        taken = [[seconds(job) for job in jobs] for _round in range(rounds + warm)][warm:]
    except QueryStoppedError:
        return None
    return Figure(question.key, *(statistics.median(column) for column in zip(*taken, strict=True)))


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


def main(sizes: list[int], *, each: bool = False) -> None:
    """Print the figures as a Markdown table."""
    print("| graaf | quads | laden | vragen | kaal pyoxigraph, samen | ons pad, samen | verhouding per vraag, mediaan "
          "| idem met de grens erbij | grens tussen processen | rdflib |\n|---|---|---|---|---|---|---|---|---|---|",
          flush=True)  # fmt: skip
    before: dict[str, tuple[int, float]] = {}
    for times in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with (folder / "graaf.nq").open("wb") as stream:
                stream.writelines(multiplied(times))
            store = ox.Store()
            load = partial(store.bulk_load, path=str(folder / "graaf.nq"), format=ox.RdfFormat.N_QUADS)
            loading = seconds(load)
            asked = Questioner(folder, processes=1)
            figures = []
            for question in questions():
                found = measured(store, asked, question) if _feasible(question.key, len(store), before) else None
                if found is not None:
                    figures.append(found)
                if each:
                    print(_line(question.key, found), file=sys.stderr, flush=True)
            asked.close()
            before = {f.key: (len(store), f.bare) for f in figures}
            slow = _rdflib(folder) if times == 1 else "niet gemeten"
            print(_row(times, len(store), loading, figures, slow), flush=True)
            left_out = sorted({q.key for q in questions()} - {f.key for f in figures})
            if left_out:
                print(
                    f"\nNiet in deze rij, want langer dan {LONGEST:.0f} s of daar te dicht bij: {', '.join(left_out)}\n"
                )
            del store


def _row(times: int, size: int, loading: float, figures: list[Figure], slow: str) -> str:
    median = statistics.median
    return (
        f"| {times} × | {size:,} | {loading:.1f} s | {len(figures)} van {len(questions())} "
        f"| {sum(f.bare for f in figures):.2f} s | {sum(f.ours for f in figures):.2f} s "
        f"| {median(f.ratio for f in figures):.2f} | {median(f.whole for f in figures):.2f} "
        f"| {median(f.boundary for f in figures) * 1000:.2f} ms | {slow} |"
    )


def _line(key: str, figure: Figure | None) -> str:
    if figure is None:
        return f"  {key:36} opgegeven"
    return f"  {key:36} kaal {figure.bare * 1000:9.2f} ms   ons {figure.ours * 1000:9.2f} ms   {figure.ratio:5.2f}"


def _feasible(key: str, size: int, before: dict[str, tuple[int, float]]) -> bool:
    """Whether a question can be asked of so large a graph: bare pyoxigraph cannot be ended."""
    if size < LARGE or not before:
        return True
    if key not in before:
        return False
    smaller, took = before[key]
    return took * (size / smaller) ** 2 <= LONGEST


def _rdflib(folder: Path) -> str:
    data = rdflib.Dataset(default_union=True)
    for path in folder.glob("*.nq"):
        data.parse(path, format="nquads")
    taken = [in_rdflib(data, q.text) for q in questions()]
    known = [t for t in taken if t is not None]
    return f"{sum(known):.1f} s voor {len(known)}; {len(taken) - len(known)} opgegeven na {LIMIT} s"


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:] if a.isdigit()] or [1, 10, 100], each="--each" in sys.argv)
