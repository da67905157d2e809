"""Time of the network: the first picture of 1,000 things, with and without an empty cache, and dragging in it.

Run as ``python -m tests.bench_netwerk`` or as the last part of ``make bench``; medians of several runs, as a table.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import Any
from urllib.request import urlopen

from tests.browsing import CHROMIUM, FLAGS, ROOT
from tests.names import VIEWS, Written, watch, written

RUNS = 5
LARGE = "wat=document&document=regioprofielen-2013"
"""The address of the largest picture: the document has more than 1,000 things, of which 1,000 are drawn."""
_STEPS = """
import time
from graph import network
from graph.regions import Inventory
from graph.store import open_store
inventory = Inventory(open_store())
inventory.regions, inventory.municipalities
times = [time.perf_counter()]
graph = network.build(inventory); times.append(time.perf_counter())
largest = max(network.sources(graph), key=lambda d: len(network.related(network.filtered(
    graph, network.Filter(documents=frozenset({d}))))))
times[-1] = time.perf_counter()
part = network.busiest(network.related(network.filtered(
    graph, network.Filter(documents=frozenset({largest})))), 1000); times.append(time.perf_counter())
places = network.layout(part); times.append(time.perf_counter())
network.describe(part, places); times.append(time.perf_counter())
print(len(part), part.number_of_edges(), *(b - a for a, b in zip(times, times[1:])))
"""
SMALL = "wat=document&document=samenwerkingskader-groningen"
_LARGE_DRAWN = """
root => new Promise(done => {
  root.dataset.milliseconds = "";
  const timer = setInterval(() => {
    if (!root.dataset.milliseconds || Object.keys(root.netwerk.body.nodes).length < 1000) return;
    clearInterval(timer);
    done();
  }, 10);
})
"""
_FRAMES = """
root => new Promise(done => {
  const stamps = [];
  const step = stamp => { stamps.push(stamp); stamps.length < 60 ? requestAnimationFrame(step) : done(stamps); };
  requestAnimationFrame(step);
})
"""


def steps() -> list[tuple[str, float]]:
    """Return the median seconds of each step in Python, from the loaded graph to what is sent to the browser."""
    rows = []
    for _run in range(RUNS):
        out = subprocess.run([sys.executable, "-c", _STEPS], cwd=ROOT, capture_output=True, text=True, check=True)
        rows.append([float(x) for x in out.stdout.split()])
    medians = [statistics.median(column) for column in zip(*rows, strict=True)]
    size = f"{medians[0]:.0f} punten, {medians[1]:.0f} lijnen"
    names = ("het hele netwerk maken, met zoeken naar het grootste document", "kiezen", "plaatsen", "beschrijven")
    return [(f"netwerk ({size}): {name}", seconds) for name, seconds in zip(names, medians[2:], strict=True)]


@contextmanager
def app(port: int) -> Iterator[str]:
    """Serve the app in a process of its own and yield its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port)],
        cwd=ROOT, env=os.environ | {"STREAMLIT_SERVER_HEADLESS": "true"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://localhost:{port}"
    try:
        for _attempt in range(150):
            with suppress(OSError), urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310  (our own server)
                break
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait()


def pictures(address: str) -> Iterator[tuple[str, float]]:
    """Yield the seconds from going to an address until the picture has been drawn, in windows with an empty cache.

    A browser that knows the app has had one other page of it open before.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)

        def drawn(query: str, *, known: bool = False) -> tuple[float, Any]:
            for context in browser.contexts:  # a window that stays open keeps asking for its share of the machine
                context.close()
            context = browser.new_context(viewport={"width": 1400, "height": 1000})
            if known:
                page = context.new_page()
                page.goto(f"{address}/over")
                page.locator("h1").wait_for()
                page.wait_for_load_state("networkidle")
                page.close()
            page = context.new_page()
            started = time.perf_counter()
            page.goto(f"{address}/netwerk?{query}")
            page.locator(".tekening[data-milliseconds]").wait_for(state="attached", timeout=60_000)
            return time.perf_counter() - started, page

        def chosen(page: Any) -> float:
            page.locator(".st-key-netwerk_document input").click()
            page.keyboard.type("Regioprofielen")
            option = page.locator("[role=listbox] [role=option]:not(.keus)").first  # not those of the search field
            option.wait_for()
            root = page.locator(".tekening")
            waiting = root.evaluate_handle(f"root => ({{ wait: ({_LARGE_DRAWN})(root) }})")
            started = time.perf_counter()
            option.click()
            waiting.evaluate("held => held.wait")
            return time.perf_counter() - started

        yield "eerste bezoek aan de pagina na het starten van de app", drawn("start=groningen")[0]
        yield "één regio, eerste beeld", _median(lambda: drawn("start=groningen")[0])
        yield "1.000 punten, eerste beeld, plaatsen nog niet berekend", drawn(LARGE)[0]
        yield "1.000 punten, eerste beeld", _median(lambda: drawn(LARGE)[0])
        yield "1.000 punten, eerste beeld, in een browser die de app kent", _median(lambda: drawn(LARGE, known=True)[0])
        yield "1.000 punten, gekozen op de open pagina", _median(lambda: chosen(drawn(SMALL)[1]))
        page = drawn(LARGE)[1]
        root = page.locator(".tekening")
        yield "1.000 punten: daarvan tekenen in de browser", float(root.get_attribute("data-milliseconds")) / 1000
        box = root.locator("canvas").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        frames = root.evaluate_handle(f"root => {{ root.frames = ({_FRAMES})(root); }}")
        for step in range(60):
            page.mouse.move(box["x"] + box["width"] / 2 + step, box["y"] + box["height"] / 2 + step / 2)
        stamps = root.evaluate("root => root.frames")
        page.mouse.up()
        frames.dispose()
        gaps = [b - a for a, b in pairwise(stamps)]
        yield "1.000 punten: slepen, mediaan per beeldje", statistics.median(gaps) / 1000
        browser.close()


def names(address: str) -> Iterator[tuple[str, Written]]:
    """Yield how the names stand in real pictures."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        for name, query in VIEWS.items():
            page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
            watch(page)
            page.goto(f"{address}/{query}")
            page.locator(".tekening[data-milliseconds]").wait_for(state="attached", timeout=60_000)
            page.wait_for_timeout(500)
            yield name, written(page)
        browser.close()


def _median(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _run in range(RUNS))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print all figures as a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8596)
    chosen = parser.parse_args(arguments)
    print("| netwerk | tijd |\n|---|---|")
    for name, seconds in steps():
        print(f"| {name} | {seconds:.2f} s |", flush=True)
    with app(chosen.port) as address:
        for name, seconds in pictures(address):
            print(f"| {name} | {seconds:.3f} s |", flush=True)
        print("\n| namen in beeld | regels | over elkaar | te klein |\n|---|---|---|---|")
        for name, found in names(address):
            print(f"| {name} | {found.lines} | {found.covered} | {found.tiny} |", flush=True)


if __name__ == "__main__":
    main()
