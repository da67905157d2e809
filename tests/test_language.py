"""Every text of the screens is there in both languages, with the same places to fill in."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from views.taal import LANGUAGES, catalogue

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_text_is_complete(key: str) -> None:
    entry = catalogue()[key]
    assert entry.keys() == LANGUAGES.keys()
    places = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in entry.values()]
    assert all(p == places[0] for p in places)
    assert all(text.strip() for text in entry.values())


def test_every_text_that_is_asked_for_exists() -> None:
    asked: set[str] = set()
    for path in [*ROOT.glob("views/*.py"), ROOT / "app.py"]:
        asked |= set(re.findall(r"\bt\(\s*\"([^\"]+)\"", path.read_text(encoding="utf-8")))
    assert asked <= catalogue().keys()
