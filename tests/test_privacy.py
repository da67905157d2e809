"""Contact data that stands in the documents leaves by no way out of the workbench and the endpoint.

The graph that is committed holds none, so a graph is made here that does: each stretch of the real documents around an
e-mail address or a telephone number, as a quotation with its offsets.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.negotiation import GRAPH_TYPES, TABLE_TYPES
from graph.privacy import contact_spans, mask
from graph.query import Questioner
from graph.spreadsheet import workbook
from graph.vocabulary import ID, KETEN, RDFS
from loaders.document import DOCUMENTS_FOLDER, document_slugs
from tests.test_endpoint import call, free_port, get, serving
from views.antwoord_tabel import Table

SELECT = "SELECT ?p ?citaat ?begin ?eind WHERE { ?p keten:citaat ?citaat ; keten:begin ?begin ; keten:eind ?eind }"
#: So many rows that the answer is handed on in many parts, whose ends fall anywhere.
LONG = f"SELECT ?n ?citaat {{ {{ {SELECT} }} VALUES ?n {{ {' '.join(map(str, range(40)))} }} }}"
CONSTRUCT = f"CONSTRUCT {{ ?p keten:citaat ?citaat ; keten:begin ?begin }} WHERE {{ {{ {SELECT} }} }}"
#: An IRI is a key: it stays what it is, whatever it looks like.
KEYS = (f"{ID}passage/0612345678", "tel:+31612345678", "mailto:hans.jager@groningen.nl")
AROUND = 120


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch of a document with contact data in it."""

    slug: str
    begin: int
    end: int
    text: str
    contact: str


def _quoted() -> list[Quoted]:
    found = []
    for slug in document_slugs():
        text = (DOCUMENTS_FOLDER / slug / "tekst.txt").read_text(encoding="utf-8")
        for begin, end in contact_spans(text):
            left, right = max(0, begin - AROUND), min(len(text), end + AROUND)
            found.append(Quoted(slug, left, right, text[left:right], text[begin:end]))
    return found


QUOTED = _quoted()
MASKED = {mask(q.text) for q in QUOTED}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("graaf")
    graph = ox.NamedNode(f"{ID}document/gemaakt")
    quads = []
    for number, quoted in enumerate(QUOTED):
        passage = ox.NamedNode(f"{ID}passage/{quoted.slug}-{number}")
        for term, value in ((KETEN.begin, quoted.begin), (KETEN.eind, quoted.end)):
            quads.append(ox.Quad(passage, ox.NamedNode(str(term)), ox.Literal(value), graph))
        quote = ox.Literal(quoted.text, language="nl")
        quads.append(ox.Quad(passage, ox.NamedNode(str(KETEN.citaat)), quote, graph))
        quads.append(ox.Quad(passage, ox.NamedNode(str(RDFS.label)), quote, graph))
        quads += [ox.Quad(passage, ox.NamedNode(str(RDFS.seeAlso)), ox.NamedNode(key), graph) for key in KEYS]
    (made / "document-gemaakt.nq").write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    return made


@pytest.fixture(scope="module")
def asked(folder: Path) -> Iterator[Questioner]:
    questioner = Questioner(folder)
    yield questioner
    questioner.close()


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    number = free_port()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("KETENGRAAF_DATA", str(folder))
        with serving("graph", "serve", "--port", str(number), port=number):
            yield number


def leaks(text: str) -> list[str]:
    """Return the contact data of the documents that a text holds; of a number, also where a line breaks it."""
    flat = re.sub(r"\\[nrt]|\s+", " ", text)
    for key in KEYS:
        flat = flat.replace(key, "")
    return sorted({q.contact for q in QUOTED if " ".join(q.contact.split()) in flat})


def test_the_documents_hold_contact_data_to_test_with() -> None:
    assert len(QUOTED) > 40
    assert {q.slug for q in QUOTED} >= {"regioprofielen-2013", "raadsvoorstel-regiovisie-groningen"}
    assert len({"@" in q.contact for q in QUOTED}) == 2
    # The check finds them where nothing was masked.
    assert leaks("".join(q.text for q in QUOTED)) == sorted({q.contact for q in QUOTED})


@pytest.mark.parametrize("limit", [None, 100_000, 5])
def test_rows_of_the_page(asked: Questioner, limit: int | None) -> None:
    rows = asked.ask(SELECT, limit=limit).rows
    texts = {row[1].value for row in rows if row[1] is not None}
    assert texts <= MASKED
    assert texts == MASKED or limit == 5


def test_offsets_still_point_at_the_same_stretch(asked: Questioner) -> None:
    whole = {q.slug: (DOCUMENTS_FOLDER / q.slug / "tekst.txt").read_text(encoding="utf-8") for q in QUOTED}
    rows = asked.ask(SELECT).rows
    assert len(rows) == len(QUOTED)
    for row in rows:
        iri, quote, begin, end = (cell.value for cell in row if cell is not None)
        slug = iri.rpartition("/")[2].rpartition("-")[0]
        assert mask(whole[slug][int(begin) : int(end)]) == quote


@pytest.mark.parametrize("form", ["tsv", "json", "xml"])
@pytest.mark.parametrize("query", [SELECT, LONG], ids=["short", "long"])
def test_table_in_a_standard_format(asked: Questioner, form: str, query: str) -> None:
    body = asked.serialise(query, form)
    assert leaks(unescape(body.decode())) == []
    formats = {
        "tsv": ox.QueryResultsFormat.TSV,
        "json": ox.QueryResultsFormat.JSON,
        "xml": ox.QueryResultsFormat.XML,
    }
    found = ox.parse_query_results(body, format=formats[form])
    assert isinstance(found, ox.QuerySolutions)
    rows = [row["citaat"] for row in found]
    assert len(rows) == len(QUOTED) * (40 if query == LONG else 1)
    assert {row.value for row in rows} == MASKED


@pytest.mark.parametrize("query", [SELECT, LONG], ids=["short", "long"])
def test_table_as_csv(asked: Questioner, query: str) -> None:
    body = asked.serialise(query, "csv").decode()
    rows = list(csv.DictReader(io.StringIO(body, newline="")))
    assert len(rows) == len(QUOTED) * (40 if query == LONG else 1)
    assert {row["citaat"] for row in rows} == MASKED


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml"])
def test_graph_in_a_standard_format(asked: Questioner, form: str) -> None:
    formats = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML}
    found = ox.parse(asked.serialise(CONSTRUCT, form), format=formats[form])
    texts = {q.object.value for q in found if isinstance(q.object, ox.Literal) and q.object.language}
    assert texts == MASKED


def test_graph_as_json_ld(asked: Questioner) -> None:
    body = asked.serialise(CONSTRUCT, "jsonld").decode()
    assert leaks(body) == []
    assert "[e-mailadres]" in body


def test_graph_on_the_page(asked: Questioner) -> None:
    answer = asked.ask(CONSTRUCT)
    assert leaks(answer.turtle) == []
    assert "[e-mailadres]" in answer.turtle
    assert {c.value for row in answer.rows for c in row if c is not None and c.language} == MASKED


def test_keys_stay_what_they_are(asked: Questioner) -> None:
    query = "SELECT DISTINCT ?key WHERE { ?p rdfs:seeAlso ?key }"
    assert {c.value for (c,) in asked.ask(query).rows if c is not None} == set(KEYS)
    for form in ("csv", "tsv", "json", "xml"):
        assert all(key in asked.serialise(query, form).decode() for key in KEYS)
    rows = asked.ask("CONSTRUCT WHERE { ?p rdfs:seeAlso ?key }").rows
    assert {row[2].value for row in rows if row[2] is not None} == set(KEYS)


def test_what_a_query_puts_together_is_masked_too(asked: Questioner) -> None:
    query = "SELECT (CONCAT('hans.jager', '@', 'groningen.nl') AS ?x) (STRDT('06-12345678', xsd:string) AS ?y) {}"
    assert [c.value for c in asked.ask(query).rows[0] if c is not None] == ["[e-mailadres]", "[telefoonnummer]"]
    for form in ("csv", "tsv", "json", "xml"):
        body = asked.serialise(query, form).decode()
        assert "[e-mailadres]" in body
        assert "[telefoonnummer]" in body
        assert "groningen" not in body


def test_a_triple_as_a_value_is_masked_too(asked: Questioner) -> None:
    query = "SELECT (TRIPLE(<mailto:a@b.nl>, rdfs:label, 'mail a@b.nl') AS ?x) {}"
    for form in ("tsv", "json", "xml"):
        body = asked.serialise(query, form).decode()
        assert "mail [e-mailadres]" in body
        assert "mailto:a@b.nl" in body


def test_spreadsheets(asked: Questioner) -> None:
    table = Table(asked.ask(SELECT), {})
    columns = table.columns()
    assert leaks(table.frame().to_csv()) == []
    book = zipfile.ZipFile(io.BytesIO(workbook(list(columns), zip(*columns.values(), strict=True), title="x")))
    texts = unescape(book.read("xl/sharedStrings.xml").decode())
    assert leaks(texts) == []
    assert "[e-mailadres]" in texts
    assert "[telefoonnummer]" in texts


@pytest.mark.parametrize("media_type", sorted(TABLE_TYPES))
def test_table_from_the_endpoint(port: int, media_type: str) -> None:
    reply = get(port, SELECT, accept=media_type)
    assert reply.status == 200
    assert leaks(unescape(reply.text)) == []
    assert "[e-mailadres]" in reply.text


@pytest.mark.parametrize("media_type", sorted(GRAPH_TYPES))
def test_graph_from_the_endpoint(port: int, media_type: str) -> None:
    reply = get(port, CONSTRUCT, accept=media_type)
    assert reply.status == 200
    assert leaks(unescape(reply.text)) == []
    assert "[e-mailadres]" in reply.text


@pytest.mark.parametrize("media_type", ["text/html", "text/turtle", "application/ld+json"])
def test_page_of_a_thing(port: int, media_type: str) -> None:
    number = next(n for n, q in enumerate(QUOTED) if q.slug == "regioprofielen-2013")
    reply = call(port, f"/id/passage/regioprofielen-2013-{number}", Accept=media_type)
    assert reply.status == 200
    assert leaks(unescape(reply.text)) == []
    assert "[e-mailadres]" in reply.text


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_command_line(folder: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KETENGRAAF_DATA", str(folder))
    command = [sys.executable, "-m", "graph", "query", SELECT, "--format", form]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert leaks(out) == []
    assert "[e-mailadres]" in out
