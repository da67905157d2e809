"""Proposals from prose: Frog's words stand on the text, and invented sentences give the claims that they make."""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import AnalyserError, CurationError
from loaders import frog
from loaders.building import build
from loaders.coreference import Discourse, Referent
from loaders.facts import find_facts
from loaders.frog import Token, analyse
from loaders.lexicon import lexicon
from loaders.phrases import find_phrases
from loaders.proposals import fits, read_claims
from loaders.reading import read_document
from loaders.relations import RelationReader, parse
from loaders.stretches import prose_sentences
from loaders.tagging import repaired
from loaders.text import SourceText
from tests.evaluate import REPORT, measure

HERE = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "zinnen.yml").read_text(encoding="utf-8"))
KEPT = HERE / "zinnen.frog.json.gz"
"""What Frog said of these sentences, so that the tests run without it."""


@pytest.mark.parametrize("index", range(len(CASES)), ids=[c["id"] for c in CASES])
def test_a_sentence_gives_its_claims(index: int) -> None:
    written = CASES[index]["zin"]
    tokens = repaired(analyse([c["zin"] for c in CASES], kept=KEPT)[index], lexicon())
    discourse = Discourse()
    phrases = find_phrases(tokens, lexicon(), discourse.names)
    discourse.learn(written, tokens, phrases)
    sentence = parse(tokens, phrases, lexicon())
    claims = RelationReader(lexicon(), fits(), discourse).claims(sentence)
    possible = any(c.modality == "mogelijk" for c in claims)
    claims += find_facts(sentence, written, lexicon(), discourse, claimed=possible)
    found = [f"{c.subject.name} | {c.relation} | {c.object.name} | {c.modality}" for c in claims]
    assert sorted(found) == sorted(CASES[index]["beweringen"])


def test_every_word_stands_on_the_text() -> None:
    for case, tokens in zip(CASES, analyse([c["zin"] for c in CASES], kept=KEPT), strict=True):
        assert tokens
        assert "".join("".join(t.text.split()) for t in tokens) == case["zin"].replace(" ", "")
        assert all(case["zin"][t.begin : t.end] == t.text for t in tokens)


def test_a_list_of_municipalities_ends_behind_its_en() -> None:
    index = next(i for i, c in enumerate(CASES) if c["id"] == "list-of-municipalities-ends")
    tokens = repaired(analyse([c["zin"] for c in CASES], kept=KEPT)[index], lexicon())
    discourse = Discourse()
    discourse.learn(CASES[index]["zin"], tokens, find_phrases(tokens, lexicon(), discourse.names))
    assert {n for n, kind in discourse.names.items() if kind == "Gemeente"} == {"veldrijk", "oostmeer", "zandhuizen"}


def test_no_mangled_sentence_stops_the_reader() -> None:
    # Words fall out, double and change places in what people type and PDFs give; fixed seed, so it can be repeated.
    chance = random.Random(20)  # noqa: S311  (no secret)
    whole = [list(tokens) for tokens in analyse([c["zin"] for c in CASES], kept=KEPT)]
    for _ in range(300):
        mangled = list(chance.choice(whole)) + (list(chance.choice(whole)) if chance.random() < 0.5 else [])
        for _ in range(chance.randint(1, 4)):
            at, other = chance.randrange(len(mangled)), chance.randrange(len(mangled))
            match chance.choice(("drop", "swap", "double")):
                case "drop" if len(mangled) > 1:
                    del mangled[at]
                case "swap":
                    mangled[at], mangled[other] = mangled[other], mangled[at]
                case _:
                    mangled.insert(at, mangled[other])
        written = " ".join(t.text for t in mangled)
        begins = list(accumulate((len(t.text) + 1 for t in mangled), initial=0))
        tokens = repaired(
            tuple(replace(t, begin=b, end=b + len(t.text)) for t, b in zip(mangled, begins, strict=False)), lexicon()
        )
        discourse = Discourse(body=Referent("Regiegroep", "Gremium"), title="Convenant")
        phrases = find_phrases(tokens, lexicon(), discourse.names)
        discourse.learn(written, tokens, phrases)
        claims = RelationReader(lexicon(), fits(), discourse).claims(parse(tokens, phrases, lexicon()))
        assert all(c.subject.name and c.object.name for c in claims), written


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
    assert fits().keys() >= {f.relation for frames in lexicon().frames.values() for f in frames} - {"idiom"}
    assert lexicon().classes_of("portefeuillehoudersoverleg") == ("Gremium",)
    assert lexicon().classes_of("overlegd") == ()


# ---------------------------------------------------------------- a document that nobody curated

COVENANT = Path(__file__).parent / "gold" / "nieuw" / "convenant-kempenrand"
DAY = dt.date(2019, 3, 14)


def project(folder: Path, curation: str = "") -> Path:
    """Return a folder of documents with one covenant, as a person would add it."""
    place = folder / "documenten" / "convenant"
    place.mkdir(parents=True)
    (place / "tekst.txt").write_bytes((COVENANT / "tekst.txt").read_bytes())
    (place / "frog.json.gz").write_bytes((COVENANT / "frog.json.gz").read_bytes())
    (place / "document.yaml").write_text(
        "titel: Convenant\nsoort: convenant\nuitgever: De Kempenrand\nregio: Jeugdhulpregio De Kempenrand\ntaal: nl\n"
        "datum: 2019-03-14\nverwacht:\n  sectie: 1\n",
        encoding="utf-8",
    )
    if curation:
        (place / "curatie.yaml").write_text(curation, encoding="utf-8")
    return folder / "documenten"


def test_an_unseen_covenant_goes_into_the_graph_as_proposals(tmp_path: Path) -> None:
    built = build(folder=tmp_path / "data", documents=project(tmp_path))
    statements = built.loads[0].statements
    assert len(statements) > 50
    assert {s.status for s in statements} == {"voorgesteld"}
    assert all(s.certainty is not None and 0 < s.certainty < 1 and s.passages for s in statements)


def test_each_citation_is_the_text_between_its_offsets(tmp_path: Path) -> None:
    _, source, load = read_document("convenant", project(tmp_path))
    for statement in load.statements:
        for passage in statement.passages:
            passage.verify(source.text)


DECIDED = """blokken:
  - regio: "De Kempenrand"
    bevestigd_door: "{who}"
    dingen:
      boj: {{naam: "Bestuurlijk Overleg Jeugd", soort: Gremium}}
    besluiten:
      - {{citaat: "Het BOJ stelt een Stuurgroep Koersplan in.", relatie: organiseert, besluit: {verdict}{more}}}
"""


@pytest.mark.parametrize(("verdict", "status"), [("bevestig", "bevestigd"), ("verwerp", "afgewezen")])
def test_a_person_decides_on_a_proposal(tmp_path: Path, verdict: str, status: str) -> None:
    curation = DECIDED.format(who="J. Lezer", verdict=verdict, more="")
    _, _, load = read_document("convenant", project(tmp_path, curation))
    decided = [s for s in load.statements if s.status != "voorgesteld"]
    assert [(s.status, s.agent.rpartition("/")[2]) for s in decided] == [(status, "j-lezer")]


def test_a_correction_rejects_what_was_proposed_and_confirms_what_it_becomes(tmp_path: Path) -> None:
    curation = DECIDED.format(who="J. Lezer", verdict="verbeter", more=", wordt: {modaliteit: voorgenomen}")
    _, _, load = read_document("convenant", project(tmp_path, curation))
    decided = {s.status: s.modality for s in load.statements if s.status != "voorgesteld"}
    assert decided == {"afgewezen": "feitelijk", "bevestigd": "voorgenomen"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("besluit: bevestig", "besluit: misschien"), "onbekend besluit"),
        (("Het BOJ stelt een", "Het BOJ stelt geen"), "horen geen voorgestelde beweringen"),
        (('    bevestigd_door: "J. Lezer"\n', ""), "vraagt een naam"),
    ],
)
def test_a_decision_that_cannot_be_replayed_is_an_error(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    curation = DECIDED.format(who="J. Lezer", verdict="bevestig", more="").replace(*change)
    with pytest.raises(CurationError, match=said):
        read_document("convenant", project(tmp_path, curation))


def test_headings_and_questions_claim_nothing() -> None:
    source = SourceText.from_file(COVENANT / "tekst.txt", "convenant")
    reading = read_claims(source, DAY, kept=COVENANT / "frog.json.gz")
    assert prose_sentences(source)
    assert not [p for p in reading.proposals if p.sentence.endswith("?") or p.sentence.startswith("Artikel")]


# ---------------------------------------------------------------- the figures


def test_the_stored_figures_are_those_of_a_fresh_run() -> None:
    assert json.loads(REPORT.read_text(encoding="utf-8")) == json.loads(json.dumps(measure()))
