"""Time and memory of a build, of loading, validating and asking the graph, and of the app's first page.

Run as ``make bench``; each figure is the median of several runs on this machine, printed as a Markdown table.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from tests import bench_queries, bench_validate
from tests.browsing import CHROMIUM, FLAGS, ROOT

PORT = 8597
RUNS = 3

_CHILD = """
import resource, time
started = time.perf_counter()
{code}
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def measured(code: str) -> tuple[float, float]:
    """Run Python code in a fresh process; return seconds (imports excluded) and peak megabytes, medians of the runs."""
    setup, _, timed = code.rpartition("\n---\n")
    program = setup + _CHILD.format(code=timed)
    results = []
    for _run in range(RUNS):
        out = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
        seconds, megabytes = out.stdout.split()[-2:]
        results.append((float(seconds), float(megabytes)))
    return statistics.median(r[0] for r in results), statistics.median(r[1] for r in results)


@contextlib.contextmanager
def app() -> Iterator[int]:
    """Serve the app and yield its process id."""
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(PORT)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _attempt in range(100):
            with contextlib.suppress(OSError), urlopen(f"http://localhost:{PORT}/_stcore/health", timeout=1):
                break
            time.sleep(0.2)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def resident(pid: int) -> float:
    """Return the resident megabytes of a process and its children, shared pages counted once."""
    pids = [
        pid,
        *(int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()),
    ]
    total = 0
    for each in pids:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{each}/smaps_rollup").read_text(encoding="utf-8").splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024


def first_content() -> Iterator[tuple[str, float]]:
    """Yield each page with the seconds until its heading shows, in a new browser window, the first page twice."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        for page_name in ("", "", "regios", "regio", "vragen", "netwerk", "controle", "over"):
            page = browser.new_context().new_page()
            started = time.perf_counter()
            page.goto(f"http://localhost:{PORT}/{page_name}")
            page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
            yield page_name, time.perf_counter() - started
            page.close()
        browser.close()


def main() -> None:
    """Print all figures as a Markdown table."""
    print("| wat | tijd | geheugen |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KETENGRAAF_BENCH"] = folder
        figures = {
            "bouwen, alles, met controle": "from pathlib import Path\nfrom loaders.building import build\n---\n"
            f"build(folder=Path({folder!r}) / 'data')",
            "de graaf laden": "from graph.store import open_store\n---\nopen_store()",
            "controleren (SHACL, citaten, bevindingen)": "from graph.store import open_store\n"
            "from graph.validate import validate\nstore = open_store()\n---\nvalidate(store)",
        }
        for what, code in figures.items():
            seconds, megabytes = measured(code)
            print(f"| {what} | {seconds:.2f} s | {megabytes:.0f} MB |", flush=True)
    with app() as pid:
        seen: set[str] = set()
        for name, seconds in first_content():
            what = f"pagina {name or 'start'}" if name in seen or name else "eerste pagina na het starten van de app"
            seen.add(name)
            print(f"| {what}: eerste inhoud | {seconds:.2f} s | {resident(pid):.0f} MB |", flush=True)
    bench_validate.main([])
    bench_queries.main([1, 10])


if __name__ == "__main__":
    main()
