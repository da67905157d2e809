"""The build: equal bytes, all or nothing, and the committed graph is a fresh one."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.errors import ExpectationError, InvalidMetadataError, PassageMismatchError
from graph.model import Load, Passage, Ref, Statement
from graph.privacy import contact_spans
from graph.rdf import DocumentRecord, document_quads
from graph.store import DATA_FOLDER, open_store, read_files, recover, write_files
from loaders.building import make
from loaders.document import DOCUMENTS_FOLDER, document_slugs
from loaders.reading import read_document
from loaders.text import SourceText

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def fresh() -> dict[str, bytes]:
    return make().files


def test_the_committed_graph_is_a_fresh_build(fresh: dict[str, bytes]) -> None:
    stored = read_files()
    assert stored.keys() == fresh.keys()
    assert [name for name in fresh if stored[name] != fresh[name]] == []


def test_two_builds_give_equal_bytes(fresh: dict[str, bytes]) -> None:
    assert make().files == fresh


def test_building_one_document_gives_the_same_graph(fresh: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    write_files(fresh, folder)
    assert make(["samenwerkingsagenda-twente"], folder=folder).files == fresh


def test_files_are_sorted_and_hold_no_blank_nodes(fresh: dict[str, bytes]) -> None:
    for content in fresh.values():
        lines = content.splitlines()
        assert lines == sorted(set(lines))
        assert not any(line.startswith(b"_:") or b" _:" in line.split(b'"')[0] for line in lines)


def test_no_contact_data_enters_the_graph(fresh: dict[str, bytes]) -> None:
    for name, content in fresh.items():
        literals = re.findall(rb'"((?:[^"\\]|\\.)*)"', content)
        leaks = [t for t in {x.decode() for x in literals} if contact_spans(t.replace("\\n", "\n"))]
        assert leaks == [], name


@pytest.mark.parametrize("slug", document_slugs())
def test_every_citation_is_the_text_between_its_offsets(slug: str) -> None:
    _, source, load = read_document(slug)
    passages = list(load.passages())
    assert passages
    for passage in passages:
        assert source.text[passage.begin : passage.end] == passage.quote
        assert source.text[: passage.begin].endswith(passage.prefix)
        assert source.text[passage.end :].startswith(passage.suffix)


@pytest.mark.parametrize("slug", document_slugs())
def test_texts_are_kept_byte_for_byte(slug: str) -> None:
    data = (DOCUMENTS_FOLDER / slug / "tekst.txt").read_bytes()
    assert SourceText.from_file(DOCUMENTS_FOLDER / slug / "tekst.txt", slug).text.encode() == data


def test_load_after_save_is_the_same_graph(fresh: dict[str, bytes], tmp_path: Path) -> None:
    write_files(fresh, tmp_path / "data")
    assert {str(q) for q in open_store(tmp_path / "data")} == {str(q) for q in open_store(DATA_FOLDER)}


def test_a_build_that_is_killed_leaves_the_old_graph_intact(tmp_path: Path) -> None:
    for name in ("graph", "loaders", "ontology", "shapes", "documents"):
        shutil.copytree(ROOT / name, tmp_path / name)
    before = read_files(tmp_path / "graph" / "data")
    for delay in (0.6, 1.5, 3.0):
        process = subprocess.Popen(
            [sys.executable, "-m", "loaders", "build"],
            cwd=tmp_path,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert read_files(tmp_path / "graph" / "data") == before


def test_a_swap_that_is_cut_in_two_is_recovered(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    write_files({"a.nq": b"<a:a> <a:b> <a:c> .\n"}, folder)
    folder.rename(tmp_path / ".data-oud")
    recover(folder)
    assert read_files(folder) == {"a.nq": b"<a:a> <a:b> <a:c> .\n"}


def document(tmp_path: Path, **changes: str) -> Path:
    folder = tmp_path / "documents" / "proef"
    folder.mkdir(parents=True)
    source = DOCUMENTS_FOLDER / "samenwerkingskader-groningen"
    shutil.copy(source / "tekst.txt", folder)
    text = (source / "document.yaml").read_text(encoding="utf-8")
    for old, new in changes.items():
        text = text.replace(old, new)
    (folder / "document.yaml").write_text(text, encoding="utf-8")
    return folder.parent


def test_a_load_that_finds_too_little_stops(tmp_path: Path) -> None:
    folder = document(tmp_path, **{"passage: 42": "passage: 43"})
    with pytest.raises(ExpectationError, match="passage: 42 gevonden, 43 verwacht"):
        read_document("proef", folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("van: 2022-01-01", "van: 2025-01-01", "'van' ligt niet voor 'tot'"),
        ("van: 2022-01-01", "van: voorjaar", "geen datum"),
        ("titel:", "title:", "ontbreekt: titel"),
        ("taal: nl", "taal: nl\nkleur: rood", "onbekend: kleur"),
        ("In 2021 en 2022 zijn", "In 2031 en 2032 zijn", "citaat staat niet in de tekst"),
        ("passage: 42", "paspoort: 42", "onbekend soort paspoort"),
        ("titel: S", "titel: [", "geen geldige YAML"),
    ],
)
def test_wrong_metadata_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(InvalidMetadataError, match=re.escape(said)):
        read_document("proef", document(tmp_path, **{old: new}))


def test_a_passage_proves_itself() -> None:
    with pytest.raises(PassageMismatchError):
        Passage("x", 0, 3, "abd").verify("abc")


@pytest.mark.parametrize(
    ("modality", "status", "edge"),
    [
        ("feitelijk", "voorgesteld", True),
        ("mogelijk", "bevestigd", True),
        ("verplicht", "voorgesteld", True),
        ("voorgenomen", "voorgesteld", False),
        ("ontkend", "bevestigd", False),
        ("feitelijk", "afgewezen", False),
    ],
)
def test_only_what_is_stated_gives_an_edge(modality: str, status: str, edge: bool) -> None:  # noqa: FBT001
    passage = Passage("x", 0, 3, "abc")
    statement = Statement("https://a/1", "https://a/p", Ref("https://a/2"), (passage,), modality, status)
    record = DocumentRecord("x", "X", "overig", None, "", "nl", None, None, None, "", 3, "0" * 64)
    quads = list(document_quads(record, Load("x", statements=[statement], agent="https://a/l")))
    edges = [q for q in quads if q.predicate.value == "https://a/p"]
    assert bool(edges) is edge
    assert sum(1 for q in quads if str(q.object) == "<https://w3id.org/ketengraaf/def#Bewering>") == 1


def test_environment_is_not_needed() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "import loaders.building, graph.query"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        check=False,
    )
    assert result.returncode == 0
