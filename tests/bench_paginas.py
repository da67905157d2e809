"""Time to first content of each page, alone and with ten visitors at once, and the latency of search while typing.

``python -m tests.bench_paginas [--visitors N]`` starts the app, opens each page in Chromium and prints a table.
First content is the title of the page and the first words below it; the time runs from the request of the address.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from typing import Any

from tests.browsing import CHROMIUM, FLAGS, running_app

PAGES = {
    "start": "",
    "regios": "regios",
    "regio": "regio?regio=friesland",
    "documenten": "document",
    "document (kort)": "document?slug=samenwerkingskader-groningen",
    "document (inventarisatie)": "document?slug=regioprofielen-2013&tekens=100000-100010",
    "ding": "ding?id=gremium/regiegroep-groningen",
    "zoek": "zoek?vraag=pleegzorg",
    "vragen": "vragen?vraag=juridisch-geborgd",
    "netwerk": "netwerk?start=groningen",
    "controle": "controle",
    "over": "over",
}
QUESTIONS = ("regigroep", "RvdK", "appingdam", "pleegzorg", "formele besluiten", "stuurgroep jeugd")
_LIMIT = 120_000


async def first_content(browser: Any, base: str, address: str) -> float:
    """Return the seconds from asking for a page to its first content, in a new window with an empty cache."""
    context = await browser.new_context(viewport={"width": 1400, "height": 1000})
    page = await context.new_page()
    page.set_default_timeout(_LIMIT)
    begin = time.perf_counter()
    await page.goto(f"{base}/{address}", wait_until="commit")
    await page.get_by_role("heading", level=1).first.wait_for()
    await page.wait_for_function(
        """() => [...document.querySelectorAll('[data-testid="stMain"] [data-testid="stElementContainer"]')]
                 .some((e) => !e.querySelector('h1, [data-testid="stHeading"]') && !e.closest('.stColumn')
                              && e.offsetHeight > 10)"""
    )
    seconds = time.perf_counter() - begin
    await context.close()
    return seconds


async def latency(browser: Any, base: str) -> list[float]:
    """Return the milliseconds from the last key to the answers, per question; the field waits 120 of them itself."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(f"{base}/over")
    field = page.locator("input[role=combobox][aria-controls=zoeklijst]")
    found: list[float] = []
    for question in QUESTIONS:
        await field.fill("")
        await field.press_sequentially(question, delay=60)
        answered = page.locator(f'.zoekveld[data-vraag="{question}"]')
        await answered.wait_for()
        found.append(float(await answered.get_attribute("data-milliseconden")))
    await context.close()
    return found


async def measure(base: str, visitors: int) -> None:
    """Print the times of every page."""
    from playwright.async_api import async_playwright

    async with async_playwright() as engine:
        browser = await engine.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        begin = time.perf_counter()
        await first_content(browser, base, "")
        print(f"eerste bezoek na het starten van de app: {time.perf_counter() - begin:.1f} s")
        print(f"{'pagina':28}{'alleen':>9}{f'{visitors} tegelijk':>24}")
        print(f"{'':28}{'':>9}{'mediaan':>12}{'langste':>12}")
        for name, address in PAGES.items():
            await first_content(browser, base, address)
            alone = statistics.median([await first_content(browser, base, address) for _ in range(3)])
            together = await asyncio.gather(*(first_content(browser, base, address) for _ in range(visitors)))
            print(f"{name:28}{alone:8.2f}s{statistics.median(together):11.2f}s{max(together):11.2f}s", flush=True)
        times = await latency(browser, base)
        print(f"zoeken tijdens het typen: mediaan {statistics.median(times):.0f} ms, langste {max(times):.0f} ms")
        await browser.close()


def main() -> None:
    """Start the app and measure it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=10)
    visitors = parser.parse_args().visitors
    with running_app() as base:
        asyncio.run(measure(base, visitors))


if __name__ == "__main__":
    main()
