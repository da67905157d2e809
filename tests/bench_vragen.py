"""Latency of the editor of SPARQL: from a key to the painted letter, and to the word on what is wrong.

``python -m tests.bench_vragen`` starts the app, types into the editor in Chromium and prints a table.
"""

from __future__ import annotations

import statistics
from typing import Any

from tests.browsing import Visit, running_app, running_browser

_TYPED = "\n  ?regio rdfs:label ?naam . FILTER (STRLEN(?naam) > 5)"
_CHECKS = 12
_LISTEN = """
() => {
  window.gemeten = [];
  addEventListener("keydown", () => {
    const begin = performance.now();
    requestAnimationFrame(() => setTimeout(() => window.gemeten.push(performance.now() - begin)));
  }, true);
}
"""


def measure() -> dict[str, list[float]]:
    """Return milliseconds by what was measured."""
    with (
        running_app() as base,
        running_browser() as browser,
        Visit(
            browser, base, "vragen?sparql=SELECT%20*%20WHERE%20%7B%0A%20%20%3Fregio%20a%20keten%3ARegio%20."
        ) as visit,
    ):
        visit.settle()
        page: Any = visit.page
        editor = page.locator(".cm-content")
        editor.click()
        page.keyboard.press("Control+End")
        page.evaluate(_LISTEN)
        page.keyboard.type(_TYPED, delay=60)
        page.wait_for_timeout(1500)
        keys = [float(n) for n in page.evaluate("window.gemeten")]
        checks = []
        for number in range(_CHECKS):
            page.keyboard.type(" }" if number % 2 else " #")
            page.wait_for_timeout(1200)
            checks.append(float(page.locator(".bewerker").get_attribute("data-milliseconden")))
    return {"toets tot beeld": keys, "tekst verstuurd tot oordeel": checks}


def main() -> None:
    """Print the table."""
    print(f"{'':32}{'aantal':>8}{'mediaan':>10}{'p95':>10}{'langste':>10}")
    for name, values in measure().items():
        p95 = statistics.quantiles(values, n=20)[-1]
        print(f"{name:32}{len(values):>8}{statistics.median(values):>7.0f} ms{p95:>7.0f} ms{max(values):>7.0f} ms")


if __name__ == "__main__":
    main()
