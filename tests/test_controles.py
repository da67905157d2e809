"""The list of checks that are no shapes is complete: every code that a loader or a check of the project uses."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from graph.checks import finding, known_checks, stored_findings
from graph.citations import QUOTES_CHECK, TEXT_CHECK
from graph.coverage import COVERAGE_CHECK
from graph.model import Ref, Severity
from graph.report import OWN_GROUP
from graph.store import open_store
from graph.vocabulary import concept

ROOT = Path(__file__).resolve().parent.parent


def places(text: str) -> set[str]:
    """Return the names of the places in a message."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _stored_codes() -> set[str]:
    text = (ROOT / "graph" / "data" / "graaf-bevindingen.nq").read_text("utf-8")
    return set(re.findall(r'def#bevindingcode> "([^"]+)"', text))


def test_every_code_in_the_graph_is_described() -> None:
    assert _stored_codes()
    assert _stored_codes() <= known_checks().keys()


def test_checks_that_are_described_are_those_that_are_used() -> None:
    files = [*(ROOT / "loaders").glob("*.py"), *(ROOT / "graph").glob("*.py")]
    texts = "\n".join(p.read_text("utf-8") for p in files)
    assert {code for code in known_checks() if f'"{code}"' not in texts} == set()
    calls = re.findall(r'\b(?:finding|_find|find|own_result)\(\s*(?:"([a-z-]+)"|"([a-z-]+)" if)', texts)
    assert len(calls) > 20
    assert {a or b for a, b in calls} <= known_checks().keys()


@pytest.mark.parametrize("code", sorted(known_checks()))
def test_check_says_in_two_languages_why_and_what_mends_it(code: str) -> None:
    check = known_checks()[code]
    assert check.title != check.english_title
    assert check.message != check.english
    assert places(check.message) == places(check.english)
    for text in (check.why, check.remedy, check.english_why, check.english_remedy):
        assert text.endswith(".")
    assert (check.group == OWN_GROUP) == (code not in {QUOTES_CHECK, TEXT_CHECK, COVERAGE_CHECK})


def test_a_value_that_is_a_concept_is_called_so_in_each_language() -> None:
    levels = tuple(Ref(concept("niveau", key)) for key in ("lokaal", "regionaal", "landelijk"))
    task = Ref(concept("taak", "jeugdzorgplus"))
    found = finding("niveau-mogelijk", "proef", profiel="Regio Proef", taak=task, cel="wellicht", niveaus=levels)
    assert found.message == (
        "Regio Proef, Jeugdzorgplus: 'wellicht' noemt lokaal, regionaal en landelijk alleen als mogelijkheid."
    )
    assert found.english == (
        "Regio Proef, Secure youth care: 'wellicht' names local, regional and national only as a possibility."
    )
    assert found.severity is Severity.INFO


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        finding("niveau-leeg", "proef", profiel="Regio Proef")


def test_what_a_loader_finds_has_no_contact_data_in_either_language() -> None:
    found = finding("naschrift", "proef", profiel="Regio Proef", kop="Bel 06-12345678")
    assert "06-12345678" not in found.message + found.english


def test_findings_in_the_graph_speak_both_languages() -> None:
    found = list(stored_findings(open_store()))
    assert found
    for result in found:
        assert result.english
        assert result.english != result.message
