"""The list of checks that are no shapes is complete: every code that a loader or a check of the project uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.checks import known_checks
from graph.citations import QUOTES_CHECK
from graph.report import OWN_GROUP

ROOT = Path(__file__).resolve().parent.parent


def _stored_codes() -> set[str]:
    text = (ROOT / "graph" / "data" / "graaf-bevindingen.nq").read_text("utf-8")
    return set(re.findall(r'def#bevindingcode> "([^"]+)"', text))


def test_every_code_in_the_graph_is_described() -> None:
    assert _stored_codes()
    assert _stored_codes() <= known_checks().keys()


@pytest.mark.parametrize("name", ["regioprofiel.py", "reading.py"])
def test_every_code_that_a_loader_uses_is_described(name: str) -> None:
    text = (ROOT / "loaders" / name).read_text("utf-8")
    calls = re.findall(r'_?[fF]ind(?:ing)?\(\s*Severity\.\w+,\s*"([a-z-]+)"', text)
    assert calls
    assert set(calls) <= known_checks().keys()


@pytest.mark.parametrize("code", sorted(known_checks()))
def test_check_says_in_two_languages_why_and_what_mends_it(code: str) -> None:
    check = known_checks()[code]
    assert check.title != check.english_title
    for text in (check.why, check.remedy, check.english_why, check.english_remedy):
        assert text.endswith(".")
    assert (check.group == OWN_GROUP) == (code not in {QUOTES_CHECK, "zin-zonder-bewering"})
