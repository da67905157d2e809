"""Fixtures that the browser tests share; each module has an app and a browser of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browsing import running_app, running_browser


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_app() as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with running_browser() as found:
        yield found
