"""Sentences without a claim: a proper name is enough, of common words there must be two."""

from __future__ import annotations

from graph.coverage import _Named, _pattern, _telling

NAMES = {
    "onderwijs": _Named({"a"}),
    "scholen": _Named({"a"}),
    "gemeenten": _Named({"b"}),
    "de vaart": _Named({"c"}, capital=True),
    "regionaal bestuurlijk overleg": _Named({"d"}, proper=True),
}


def _found(sentence: str) -> list[str]:
    return _telling(_pattern(NAMES), NAMES, sentence, 0, len(sentence))


def test_a_common_word_alone_says_nothing() -> None:
    assert _found("Er is veel aandacht voor het onderwijs.") == []
    assert _found("Het onderwijs en de scholen zijn hetzelfde.") == []


def test_two_different_actors_or_a_name_do() -> None:
    assert _found("Het onderwijs spreekt met de gemeenten.") == ["onderwijs", "gemeenten"]
    assert _found("Men bezocht De Vaart in mei.") == ["De Vaart"]
    assert _found("Het komt in het regionaal\nbestuurlijk overleg.") == ["regionaal bestuurlijk overleg"]


def test_a_name_in_small_letters_is_a_common_word() -> None:
    assert _found("Men houdt de vaart erin dit jaar.") == []
