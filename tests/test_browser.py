"""The pages in headless Chromium: each opens by its own address, wide and narrow, and reaches nothing outside."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
PORT = 8598
BASE = f"http://localhost:{PORT}"
PAGES = {
    "start": ("", "Ketengraaf"),
    "regios": ("regios", "Regio's"),
    "regio": ("regio?regio=friesland", "Regio Friesland"),
    "vragen": ("vragen?vraag=juridisch-geborgd", "Vragen"),
    "netwerk": ("netwerk?start=groningen", "Netwerk"),
    "controle": ("controle", "Controle"),
    "over": ("over", "Over Ketengraaf"),
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("server"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed; make test installs it"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    environment = os.environ | {"STREAMLIT_SERVER_HEADLESS": "true"}
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(PORT)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _attempt in range(150):
            with contextlib.suppress(OSError), urlopen(f"{BASE}/_stcore/health", timeout=1):  # noqa: S310  our own server
                break
            time.sleep(0.2)
        yield BASE
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield found
        found.close()


class Visit:
    """One page in a window of its own, with everything that it asked for and complained of."""

    def __init__(self, browser: Any, address: str, width: int = 1400) -> None:
        self.page = browser.new_context(viewport={"width": width, "height": 1000}).new_page()
        self.page.set_default_timeout(30_000)
        self.outside: list[str] = []
        self.failed: list[str] = []
        self.dialogs: list[str] = []
        self.page.on("request", self._request)
        self.page.on("response", self._response)
        self.page.on("pageerror", lambda error: self.failed.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.page.goto(f"{BASE}/{address}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((BASE, BASE.replace("http", "ws"), "data:", "blob:")):
            self.outside.append(request.url)

    def _response(self, response: Any) -> None:
        # On the address of a page Streamlit first looks for its own service beside that page, and gets a 404.
        probing = response.url.endswith(("/_stcore/health", "/_stcore/host-config"))
        if response.status >= 400 and not probing:
            self.failed.append(f"{response.status} {response.url}")

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def settle(self) -> None:
        """Wait until Streamlit has run the page to its end."""
        self.page.get_by_role("heading", level=1).first.wait_for()
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')

    def text(self) -> str:
        """Return what the page says."""
        return str(self.page.inner_text('[data-testid="stMain"]'))


@pytest.mark.parametrize("width", [1400, 400])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_by_its_own_address(browser: Any, name: str, width: int) -> None:
    address, heading = PAGES[name]
    visit = Visit(browser, address, width)
    visit.settle()
    assert visit.page.get_by_role("heading", level=1).first.inner_text() == heading
    assert visit.page.locator('[data-testid="stException"]').count() == 0
    assert visit.outside == []
    assert visit.failed == []
    overflow = visit.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    assert "@" not in visit.text().replace("@prefix", "")


def test_a_cell_of_the_matrix_opens_its_passage(browser: Any) -> None:
    visit = Visit(browser, "regios?regio=friesland&taak=pleegzorg")
    visit.settle()
    marked = visit.page.locator(".passage mark").first
    marked.wait_for()
    assert "Pleegzorg Bovenregionaal Intentie" in " ".join(marked.inner_text().split())


def test_a_question_gives_its_answer(browser: Any) -> None:
    visit = Visit(browser, "vragen?vraag=juridisch-geborgd")
    visit.settle()
    visit.page.get_by_text("42 rijen").first.wait_for()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { ?s ?p ",
        "SELECT * WHERE { SERVICE <http://voorbeeld.nl/> { ?s ?p ?o } }",
        'SELECT ("<img src=x onerror=alert(1)>" AS ?x) { }',
        "</script><script>alert(1)</script>",
    ],
)
def test_a_hostile_address_does_nothing(browser: Any, text: str) -> None:
    visit = Visit(browser, f"vragen?sparql={quote(text)}")
    visit.settle()
    visit.page.get_by_role("button", name="Voer uit").click()
    visit.settle()
    assert visit.dialogs == []
    assert visit.outside == []
    assert visit.page.locator('[data-testid="stException"]').count() == 0
    assert visit.page.locator("img[src=x]").count() == 0


def test_an_unknown_region_is_said_to_be_unknown(browser: Any) -> None:
    visit = Visit(browser, f"regio?regio={quote('<b>nergens</b>')}")
    visit.settle()
    assert "nergens" in visit.text()
    assert visit.page.locator('[data-testid="stMain"] b:has-text("nergens")').count() == 0


def test_an_edge_of_the_network_leads_to_its_sentence(browser: Any) -> None:
    visit = Visit(browser, "netwerk?start=groningen")
    visit.settle()
    visit.page.locator(".tekening canvas").first.wait_for()
    visit.page.locator('[data-testid="stDataFrame"]').first.wait_for()
    assert visit.outside == []
    assert visit.failed == []


def test_a_finding_is_a_sentence_with_its_passage(browser: Any) -> None:
    visit = Visit(browser, "controle?code=gemeente-spelling")
    visit.settle()
    visit.page.get_by_text("Gemeente spelling", exact=False).first.wait_for()
    # The labels of the figures are drawn after the page itself.
    visit.page.get_by_text("Overtredingen", exact=True).first.wait_for()
    visit.page.locator('[data-testid="stDataFrame"]').last.wait_for()
