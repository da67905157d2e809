"""The endpoint as real clients meet it: over HTTP, with the command `serve` and beside the app."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

from graph.negotiation import GRAPH_TYPES, TABLE_TYPES, NotAcceptableError, choose
from graph.query import Cell
from graph.thing import Claim, Fact, Quote, Thing
from graph.thingpage import local_address, render_missing, render_thing
from graph.vocabulary import ID

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY, REGISTER = f"{ID}graaf/ontologie", f"{ID}graaf/register"
REGIONS = "SELECT ?regio WHERE { ?regio a keten:Regio ; keten:nummer ?nummer }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
# Facts of the two graphs: a relation is declared in the ontology, a municipality in the register.
IN_ONTOLOGY = "keten:adviseert rdfs:label 'adviseert'@nl"
IN_REGISTER = "gm:gm0014 keten:cbsCode 'GM0014'"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def yes(self) -> bool:
        """What an ASK says."""
        return bool(json.loads(self.body)["boolean"])

    @property
    def kind(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextlib.contextmanager
def serving(*command: str, port: int) -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _attempt in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    number = free_port()
    with serving("graph", "serve", "--port", str(number), "--timeout", "20", port=number):
        yield number


def call(
    port: int, path: str = "/sparql", *, method: str = "GET", body: bytes | str | None = None, **headers: str
) -> Reply:
    """Send one request; the names of headers have underscores here."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body.encode() if isinstance(body, str) else body, sent)
        got = connection.getresponse()
        return Reply(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
    finally:
        connection.close()


def get(port: int, query: str, *, accept: str = "*/*", **parameters: str | list[str]) -> Reply:
    return call(port, f"/sparql?{urlencode({'query': query, **parameters}, doseq=True)}", Accept=accept)


# ---------------------------------------------------------------- the protocol, as the tests of W3C have it


def test_query_by_get(port: int) -> None:
    assert get(port, "ASK {}").yes


def test_query_by_form(port: int) -> None:
    assert call(port, method="POST", body="query=ASK%20%7B%7D", Content_Type=FORM).yes


def test_query_by_direct_post(port: int) -> None:
    assert call(port, method="POST", body="ASK {}", Content_Type=DIRECT).yes


def test_path_with_a_slash_is_the_same(port: int) -> None:
    assert call(port, "/sparql/?query=ASK%20%7B%7D").yes


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_default_graphs_are_merged(port: int, way: str) -> None:
    query = f"ASK {{ {IN_ONTOLOGY} . {IN_REGISTER} }}"
    assert dataset(port, way, query, default=[ONTOLOGY, REGISTER]).yes
    assert not dataset(port, way, query, default=[ONTOLOGY]).yes


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_named_graphs_are_reached_by_name(port: int, way: str) -> None:
    query = f"ASK {{ GRAPH ?a {{ {IN_ONTOLOGY} }} GRAPH ?b {{ {IN_REGISTER} }} }}"
    assert dataset(port, way, query, named=[ONTOLOGY, REGISTER]).yes
    assert not dataset(port, way, query, named=[REGISTER]).yes
    # Without default-graph-uri the default graph is empty.
    assert not dataset(port, way, f"ASK {{ {IN_REGISTER} }}", named=[REGISTER]).yes


def test_default_and_named_graphs_together(port: int) -> None:
    query = f"ASK {{ {IN_ONTOLOGY} . GRAPH ?g {{ {IN_REGISTER} }} FILTER NOT EXISTS {{ {IN_REGISTER} }} }}"
    assert dataset(port, "get", query, default=[ONTOLOGY], named=[REGISTER]).yes


def test_graphs_of_the_protocol_go_before_those_of_the_query(port: int) -> None:
    query = f"ASK FROM <{REGISTER}> {{ {IN_ONTOLOGY} FILTER NOT EXISTS {{ {IN_REGISTER} }} }}"
    assert dataset(port, "get", query, default=[ONTOLOGY]).yes
    assert not dataset(port, "get", query).yes


def dataset(
    port: int, way: str, query: str, *, default: list[str] | None = None, named: list[str] | None = None
) -> Reply:
    graphs = [("default-graph-uri", g) for g in default or ()] + [("named-graph-uri", g) for g in named or ()]
    match way:
        case "get":
            return call(port, f"/sparql?{urlencode([('query', query), *graphs])}")
        case "form":
            return call(port, method="POST", body=urlencode([("query", query), *graphs]), Content_Type=FORM)
        case _:
            return call(port, f"/sparql?{urlencode(graphs)}", method="POST", body=query, Content_Type=DIRECT)


def test_from_in_the_query_is_followed(port: int) -> None:
    assert get(port, f"ASK FROM <{REGISTER}> {{ {IN_REGISTER} }}").yes
    assert not get(port, f"ASK FROM <{ONTOLOGY}> {{ {IN_REGISTER} }}").yes


def test_unknown_graph_is_said(port: int) -> None:
    reply = get(port, "ASK {}", **{"default-graph-uri": "http://voorbeeld.invalid/graaf"})
    assert reply.status == 400
    assert "http://voorbeeld.invalid/graaf" in reply.text


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ("SELECT (1 AS ?x) {}", {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"}),
        ("ASK {}", {"application/sparql-results+json", "application/sparql-results+xml"}),
        ("DESCRIBE keten:Regio", {"text/turtle", "application/rdf+xml", "application/n-triples"}),
        ("CONSTRUCT { <a:a> <a:b> 1 } {}", {"text/turtle", "application/rdf+xml", "application/n-triples"}),
    ],
)
def test_content_type_is_one_of_the_standard(port: int, query: str, types: set[str]) -> None:
    assert get(port, query).kind in types


@pytest.mark.parametrize("media_type", TABLE_TYPES)
def test_table_in_every_form(port: int, media_type: str) -> None:
    reply = get(port, REGIONS, accept=media_type)
    assert (reply.status, reply.kind) == (200, media_type)
    assert f"{ID}regio/2013/groningen" in reply.text


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
def test_graph_in_every_form(port: int, media_type: str) -> None:
    reply = get(port, f"CONSTRUCT WHERE {{ <{ID}regio/2013/groningen> keten:nummer ?n }}", accept=media_type)
    assert (reply.status, reply.kind) == (200, media_type)
    names = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}
    read = rdflib.Graph().parse(data=reply.body, format=names[GRAPH_TYPES[media_type]])
    assert [str(o) for o in read.objects()] == ["1"]


@pytest.mark.parametrize(
    ("method", "path", "content_type", "body", "status"),
    [
        ("PUT", "/sparql?query=ASK%20%7B%7D", "", "", 405),
        ("DELETE", "/sparql", "", "", 405),
        ("GET", "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", "", "", 400),
        ("POST", "/sparql", "text/plain", "query=ASK%20%7B%7D", 415),
        ("POST", "/sparql", "", "query=ASK%20%7B%7D", 415),
        ("POST", "/sparql", "", "ASK {}", 415),
        ("POST", "/sparql", "application/json", '{"query": "ASK {}"}', 415),
        ("POST", "/sparql", "application/sparql-query; charset=UTF-16", "ASK {}", 400),
        ("POST", "/sparql", DIRECT, b"ASK { <a:a> <a:b> '\xff' }", 400),
        ("POST", "/sparql", FORM, "query=", 400),
        ("GET", "/sparql?query=SELECT%20nonsense", "", "", 400),
        ("GET", "/sparql?query=ASK%20%7B%20%FF%20%7D", "", "", 400),
        ("GET", "/sparql?query=ASK%20%7B%7D&timeout=nu", "", "", 400),
        ("GET", "/sparql?query=ASK%20%7B%7D&format=doc", "", "", 400),
        ("GET", "/sparql?update=CLEAR%20ALL", "", "", 403),
        ("POST", "/sparql", "application/sparql-update", "CLEAR ALL", 403),
        ("POST", "/sparql", FORM, "update=CLEAR%20ALL", 403),
        ("POST", "/sparql", FORM, "query=CLEAR%20ALL", 403),
        ("GET", "/sparql?query=SELECT%20*%20%7B%20SERVICE%20%3Chttp%3A%2F%2Fx.invalid%2F%3E%20%7B%7D%7D", "", "", 403),
        ("POST", "/sparql", DIRECT, "ASK { <a:a> <a:b> 1 } #" + "x" * 120_000, 403),
        ("POST", "/sparql", DIRECT, "ASK {} #" + "x" * 1_100_000, 413),
    ],
)
def test_bad_request_has_its_status_and_a_sentence(  # noqa: PLR0913  one request each
    port: int, method: str, path: str, content_type: str, body: str | bytes, status: int
) -> None:
    headers = {"Content_Type": content_type} if content_type else {}
    reply = call(port, path, method=method, body=body or None, **headers)
    assert reply.status == status
    assert reply.kind == "text/plain"
    assert reply.text[0].isupper()
    assert len(reply.text.split()) > 3


def test_nothing_acceptable_is_406(port: int) -> None:
    reply = get(port, "ASK {}", accept="image/png")
    assert reply.status == 406
    assert "application/sparql-results+json" in reply.text


def test_parameter_format_stands_for_the_header(port: int) -> None:
    assert get(port, REGIONS, format="csv").kind == "text/csv"
    assert get(port, "DESCRIBE keten:Regio", format="json").kind == "application/ld+json"


def test_head_has_no_body(port: int) -> None:
    reply = call(port, "/sparql?query=ASK%20%7B%7D", method="HEAD")
    assert (reply.status, reply.body) == (200, b"")


def test_scripts_of_other_sites_may_read(port: int) -> None:
    before = call(port, method="OPTIONS", Origin="http://voorbeeld.invalid", Access_Control_Request_Method="POST")
    assert before.status == 204
    assert before.headers["access-control-allow-origin"] == "*"
    assert "POST" in before.headers["access-control-allow-methods"]
    for reply in (get(port, "ASK {}"), get(port, "ASK {"), call(port, "/id/regio/2013/groningen")):
        assert reply.headers["access-control-allow-origin"] == "*"


def test_service_describes_itself(port: int) -> None:
    reply = call(port, Accept="text/turtle")
    read = rdflib.Graph().parse(data=reply.body, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = rdflib.URIRef(f"http://127.0.0.1:{port}/sparql")
    assert read.value(service, sd.endpoint) == service
    assert read.value(service, sd.supportedLanguage) == sd.SPARQL11Query
    assert rdflib.URIRef(REGISTER) in set(read.objects(None, sd.name))
    assert "<form" in call(port, Accept="text/html").text


# ---------------------------------------------------------------- real clients


def test_sparqlwrapper(port: int) -> None:
    client = SPARQLWrapper(f"http://127.0.0.1:{port}/sparql")
    client.setQuery(REGIONS)
    for method, way in (("GET", None), (POST, "urlencoded"), (POST, POSTDIRECTLY)):
        client.setMethod(method)
        if way is not None:
            client.setRequestMethod(way)
        client.setReturnFormat(JSON)
        found: Any = client.queryAndConvert()
        assert len(found["results"]["bindings"]) == 43
    client.setReturnFormat(XML)
    converted: Any = client.queryAndConvert()
    assert len(converted.getElementsByTagName("result")) == 43
    client.setReturnFormat(CSV)
    converted = client.queryAndConvert()
    assert converted.decode().count("\r\n") == 44
    client.setQuery("CONSTRUCT WHERE { gm:gm0014 keten:cbsCode ?code }")
    client.setReturnFormat(TURTLE)
    converted = client.queryAndConvert()
    assert b"GM0014" in converted


def test_sparqlstore_of_rdflib(port: int) -> None:
    graph = rdflib.Graph(SPARQLStore(f"http://127.0.0.1:{port}/sparql"))
    assert len(list(graph.query(REGIONS))) == 43
    code = graph.value(rdflib.URIRef("https://identifier.overheid.nl/tooi/id/gemeente/gm0014"),
                       rdflib.URIRef("https://w3id.org/ketengraaf/def#cbsCode"))  # fmt: skip
    assert str(code) == "GM0014"


def test_curl(port: int) -> None:
    out = subprocess.run(
        ["/usr/bin/env", "curl", "-s", "-H", "Accept: text/csv", "--data-urlencode", f"query={REGIONS}",
         f"http://127.0.0.1:{port}/sparql"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert out.splitlines()[0] == "regio"
    assert len(out.splitlines()) == 44


def test_honest_clients_are_served_among_endless_ones(port: int) -> None:
    def honest(_number: int) -> int:
        return get(port, REGIONS, accept="text/csv").text.count("\n")

    def endless(_number: int) -> int:
        return get(port, ENDLESS, timeout="6").status

    with ThreadPoolExecutor(20) as clients:
        hostile = [clients.submit(endless, n) for n in range(7)]
        asked = [clients.submit(honest, n) for n in range(39)]
        assert [f.result() for f in asked] == [44] * 39
        assert {f.result() for f in hostile} == {503}


def test_client_that_leaves_takes_its_query_along(port: int) -> None:
    # With room for a few at a time, twelve that stay behind would keep this one waiting till their limit.
    for _time in range(12):
        with socket.create_connection(("127.0.0.1", port)) as gone:
            gone.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert get(port, REGIONS).status == 200


def test_time_limit_is_503_with_a_sentence(port: int) -> None:
    reply = get(port, ENDLESS, timeout="1")
    assert reply.status == 503
    assert "langer dan 1 seconden" in reply.text


def test_answer_that_breaks_off_is_seen_as_broken(port: int) -> None:
    # The answer passes the limit of 100 MB when most of it is sent: the connection ends without an end.
    query = "SELECT ?a ?b ?c ?d WHERE { ?a ?b ?c . VALUES ?d { 1 2 3 4 5 6 7 8 9 10 } }"
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        get(port, query)


def test_endpoint_is_beside_the_app() -> None:
    number = free_port()
    with serving("streamlit", "run", "server.py", "--server.port", str(number), port=number):
        assert get(number, "ASK {}").yes
        assert call(number, "/_stcore/health").status == 200
        assert "Groningen" in call(number, "/id/regio/2013/groningen", Accept="text/html").text
        assert "<title>Streamlit</title>" in call(number, "/vragen", Accept="text/html").text


# ---------------------------------------------------------------- things at their own address


def test_thing_as_html_with_its_passages_in_both_directions(port: int) -> None:
    page = call(port, "/id/gremium/regiegroep-groningen", Accept="text/html,*/*;q=0.8")
    assert (page.status, page.kind) == (200, "text/html")
    # documents/samenwerkingskader-groningen/tekst.txt, articles 4 and 5.
    assert "De Regiegroep kan het Regionaal bestuurlijk" in page.text
    assert "leggen voorstellen voor aan de Regiegroep" in " ".join(page.text.split())
    assert 'href="/id/gremium/regionaal-bestuurlijk-platform-groningen"' in page.text
    assert "<script" not in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_thing_in_english(port: int) -> None:
    page = call(port, "/id/gremium/regiegroep-groningen", Accept="text/html", Accept_Language="en-GB,en;q=0.9")
    assert '<html lang="en">' in page.text
    assert "What the documents say about it" in page.text


@pytest.mark.parametrize(("media_type", "form"), [("text/turtle", "turtle"), ("application/ld+json", "json-ld")])
def test_thing_as_rdf(port: int, media_type: str, form: str) -> None:
    reply = call(port, "/id/gremium/regiegroep-groningen", Accept=media_type)
    assert reply.kind == media_type
    read = rdflib.Graph().parse(data=reply.body, format=form)
    keten = rdflib.Namespace("https://w3id.org/ketengraaf/def#")
    group = rdflib.URIRef(f"{ID}gremium/regiegroep-groningen")
    assert rdflib.URIRef(f"{ID}gremium/regionaal-bestuurlijk-platform-groningen") in set(
        read.objects(group, keten.adviseert)
    )
    assert any("neemt" in str(q) for q in read.objects(None, keten.citaat))


@pytest.mark.parametrize(
    "path",
    [
        "/id?iri=https%3A%2F%2Fidentifier.overheid.nl%2Ftooi%2Fid%2Fgemeente%2Fgm0014",
        "/def?term=adviseert",
        "/id/document/samenwerkingskader-groningen",
        "/id/graaf/dataset",
    ],
)
def test_terms_and_things_of_elsewhere_have_a_page(port: int, path: str) -> None:
    assert call(port, path, Accept="text/html").status == 200
    assert call(port, path, Accept="text/turtle").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/id/bestaat-niet",
        "/id/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/id?iri=javascript%3Aalert(1)",
        "/id",
        "/id/a%20b",
    ],
)
def test_what_the_graph_does_not_know_is_404_and_escaped(port: int, path: str) -> None:
    for media_type in ("text/html", "text/turtle"):
        reply = call(port, path, Accept=media_type)
        assert reply.status == 404
        assert reply.kind != "text/html" or "<script" not in reply.text


def test_hostile_texts_are_shown_as_text() -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    iri = f"{ID}gremium/x"
    text, odd = Cell("literal", evil, "nl"), Cell("iri", "javascript:alert(3)")
    relation, modality = Cell("iri", "https://w3id.org/ketengraaf/def#adviseert"), Cell("iri", f"{ID}x/{evil}")
    passage = Quote(evil, f"{ID}document/x", evil, 0, 1)
    thing = Thing(
        iri=iri,
        claims=(Claim(f"{ID}bewering/1", Cell("iri", iri), relation, text, modality, modality, (passage,)),),
        facts=(Fact(relation, odd), Fact(odd, text)),
        mentions=(Fact(relation, odd),),
        quotes=(passage,),
        labels={iri: {"nl": evil}},
    )
    for page in (render_thing(thing, "nl"), render_missing(evil, "en")):
        assert "<script" not in page
        assert "<img" not in page
        assert 'href="javascript:' not in page


def test_local_addresses() -> None:
    assert local_address("http://x.invalid/?a=1&b=<2>") == "/id?iri=http%3A%2F%2Fx.invalid%2F%3Fa%3D1%26b%3D%3C2%3E"


# ---------------------------------------------------------------- negotiation


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.1, application/sparql-results+xml;q=0.2", "application/sparql-results+xml"),
        ("text/csv;q=0, text/*", "text/tab-separated-values"),
        ("TEXT/CSV", "text/csv"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "application/xml"),
    ],
)
def test_negotiation(accept: str, media_type: str) -> None:
    assert choose(accept, TABLE_TYPES)[0] == media_type


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "text/csv;q=veel"])
def test_negotiation_fails_with_an_error(accept: str) -> None:
    with pytest.raises(NotAcceptableError):
        choose(accept, TABLE_TYPES)
