"""What the browser tests share: an app of their own, headless Chromium, and a visit that notes what goes wrong."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed; make test installs it"),
    # A page that a busy machine is late with is opened once more; -ra names each test that needed it.
    pytest.mark.flaky(reruns=1),
]
"""The marks of a module of browser tests."""


@contextlib.contextmanager
def running_app(environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Start the app on a free port and yield its address; it stops when the block ends."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "STREAMLIT_SERVER_HEADLESS": "true", **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    base = f"http://localhost:{port}"
    try:
        for _attempt in range(300):
            with contextlib.suppress(OSError), urlopen(f"{base}/_stcore/health", timeout=1):  # noqa: S310  our own server
                break
            time.sleep(0.2)
        yield base
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def running_browser() -> Iterator[Any]:
    """Start Chromium and yield it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield found
        found.close()


class Visit:
    """One page in a window of its own, with everything that it asked for and complained of."""

    def __init__(self, browser: Any, base: str, address: str, *, width: int = 1400, scheme: str = "light") -> None:
        self.base = base
        self.context = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.outside: list[str] = []
        self.failed: list[str] = []
        self.dialogs: list[str] = []
        self.page.on("request", self._request)
        self.page.on("response", self._response)
        self.page.on("pageerror", lambda error: self.failed.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("dialog", self._dialog)
        self.page.goto(f"{base}/{address}" if base else address)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.base, self.base.replace("http", "ws"), "data:", "blob:")):
            self.outside.append(request.url)

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.failed.append(f"{response.status} {response.url}")

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.failed.append(message.text)

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def settle(self) -> None:
        """Wait until Streamlit has run the page to its end."""
        self.page.get_by_role("heading", level=1).first.wait_for()
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')

    def choose(self, box: Any, name: str, *, typed: str = "") -> None:
        """Choose a name from a list; a list that a running page redraws just then closes, and is opened again."""
        from playwright.sync_api import TimeoutError as TooLate

        offered = self.page.get_by_role("option", name=name)
        for attempts_left in reversed(range(6)):
            box.click()
            if typed:
                self.page.keyboard.type(typed)  # an open list hides all else from roles, the box included
            try:
                offered.click(timeout=60_000 if attempts_left == 0 else 8_000)
            except TooLate:
                if attempts_left == 0:
                    raise
                self.page.keyboard.press("Escape")
                self.settle()
            else:
                return

    def heading(self) -> str:
        """Return the title of the page."""
        return str(self.page.get_by_role("heading", level=1).first.inner_text())

    def text(self) -> str:
        """Return what the page says."""
        return str(self.page.inner_text('[data-testid="stMain"]'))

    def everything(self) -> str:
        """Return what the page says, its own components included."""
        sheets = self.page.locator(".blad, .zoekveld").all_inner_texts()
        return "\n".join([self.text(), *sheets])

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def opened(browser: Any, server: str, address: str, *, width: int = 1400, scheme: str = "light") -> Visit:
    """Return a visit to a page that has run to its end."""
    visit = Visit(browser, server, address, width=width, scheme=scheme)
    visit.settle()
    return visit
