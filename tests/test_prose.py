"""Proposals from prose: Frog's words stand on the text, and invented sentences give the claims that they make."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import AnalyserError
from loaders import frog
from loaders.frog import Token, analyse
from loaders.lexicon import lexicon
from loaders.mentions import find_mentions
from loaders.proposals import fits
from loaders.relations import find_claims

HERE = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "zinnen.yml").read_text(encoding="utf-8"))
KEPT = HERE / "zinnen.frog.json.gz"
"""What Frog said of these sentences, so that the tests run without it."""


@pytest.mark.parametrize("index", range(len(CASES)), ids=[c["id"] for c in CASES])
def test_a_sentence_gives_its_claims(index: int) -> None:
    tokens = analyse([c["zin"] for c in CASES], kept=KEPT)[index]
    mentions = find_mentions(tokens, lexicon(), {})
    claims = find_claims(tokens, mentions, lexicon(), fits())
    found = [f"{c.subject.name} | {c.relation} | {c.object.name} | {c.modality}" for c in claims]
    assert sorted(found) == sorted(CASES[index]["beweringen"])


def test_every_word_stands_on_the_text() -> None:
    for case, tokens in zip(CASES, analyse([c["zin"] for c in CASES], kept=KEPT), strict=True):
        assert tokens
        assert "".join(t.text for t in tokens) == case["zin"].replace(" ", "")
        assert all(case["zin"][t.begin : t.end] == t.text for t in tokens)


def test_joined_words_are_found_with_their_spaces() -> None:
    words = [["in_samenspraak_met", "in_samenspraak_met", "VZ(init)", -1, ""], ["de", "de", "LID(bep)", -1, ""]]
    tokens = frog._aligned("in samenspraak  met de", words)
    assert [t.text for t in tokens] == ["in samenspraak  met", "de"]


def test_a_word_that_is_not_in_the_sentence_is_an_error() -> None:
    with pytest.raises(AnalyserError, match="staat niet in de zin"):
        frog._aligned("een zin", [["ander", "ander", "ADJ()", -1, ""]])


def test_a_line_that_frog_divides_is_put_together_again() -> None:
    analysed = [
        [["Ja", "ja", "TSW()", -1, "ROOT"]],
        [["Wij", "wij", "VNW(pers)", 1, "su"], ["gaan", "gaan", "WW(pv)", -1, "ROOT"]],
    ]
    grouped = frog._regroup(["Ja Wij gaan"], analysed)
    assert [w[3] for w in grouped[0]] == [-1, 2, -1]


def test_without_frog_there_is_a_sentence_that_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(frog, "version", lambda: None)
    monkeypatch.setattr(frog, "CACHE_FOLDER", tmp_path)
    with pytest.raises(AnalyserError, match="apt-get install frog"):
        analyse(["Een zin die niemand eerder las."])


def test_a_broken_cache_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frog, "CACHE_FOLDER", tmp_path)
    monkeypatch.setattr(frog, "_run_parts", lambda _: [[["Hallo", "hallo", "TSW()", -1, "ROOT"]]])
    place = tmp_path / "kapot.json.gz"
    place.write_bytes(b"geen gzip")
    assert analyse(["Hallo"], kept=place) == ((Token("Hallo", 0, 5, "hallo", "TSW()", -1, "ROOT"),),)
    assert analyse(["Hallo"], kept=place)[0][0].lemma == "hallo"


def test_the_lexicon_names_relations_and_classes_of_the_model() -> None:
    assert fits().keys() == {f.relation for frames in lexicon().frames.values() for f in frames}
    assert lexicon().classes_of("portefeuillehoudersoverleg") == ("Gremium",)
    assert lexicon().classes_of("overlegd") == ()
