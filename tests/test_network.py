"""The network: what is in it, where things stand, how they are described, and the page that shows it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from streamlit.testing.v1 import AppTest

from graph import network
from graph.network import REGISTER, Claim, Relation, Thing
from graph.regions import Inventory
from graph.store import open_store
from graph.vocabulary import KETEN

HOSTILE = "<img src=x onerror=alert(1)>"
FIRST = ("Regio", "Gemeente")
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    return Inventory(open_store())


@pytest.fixture(scope="module")
def whole(inventory: Inventory) -> Any:
    return network.build(inventory)


def iri(whole: Any, key: str) -> str:
    thing = network.find(whole, key)
    assert thing is not None
    return thing.iri


def small(modality: str = "feitelijk", name: str = HOSTILE, claims: int = 1) -> Any:
    """Return a network of two things with hostile names and one relation between them."""
    graph = nx.MultiDiGraph()
    for key in "ab":
        graph.add_node(key, thing=Thing(iri=key, key=key, label=name, kind="Gemeente"))
    behind = tuple(Claim(str(n), "d", "voorgesteld", "1", ()) for n in range(claims))
    relation = Relation("r", "a", str(KETEN.adviseert), "b", modality, behind)
    graph.add_edge("a", "b", key="r", relation=relation)
    return graph


# what is in it


def test_region_of_groningen_has_23_municipalities_each_with_its_passage(whole: Any, inventory: Inventory) -> None:
    part = network.ego(whole, [iri(whole, "groningen")], 1)
    members = [r for r in network.relations(part) if r.predicate == str(KETEN.neemtDeelAan)]
    assert len(members) == 23
    assert {r.object for r in members} == {iri(whole, "groningen")}
    passages = [inventory.passage(p) for r in members for c in r.claims for p in c.passages]
    assert len(passages) >= 23
    assert None not in passages


def test_successors_of_boarnsterhim_come_from_the_register_with_their_date(whole: Any) -> None:
    start = iri(whole, "gm0055")
    found = [r for r in network.relations(whole) if r.subject == start and r.modality == REGISTER]
    names = {whole.nodes[r.object]["thing"].label for r in found}
    assert names == {"Heerenveen", "Leeuwarden", "Súdwest-Fryslân", "De Friese Meren"}
    assert all(str(r.date) == "2014-01-01" and "Boarnsterhim" in r.event and not r.claims for r in found)
    assert {r.full_name for r in found} == {"is opgevolgd door (2014)"}


def test_every_fact_of_the_register_has_its_event(whole: Any) -> None:
    found = [r for r in network.relations(whole) if r.modality == REGISTER]
    assert found
    assert [r for r in found if not r.event or r.date is None] == []


def test_every_other_relation_has_claims_with_passages(whole: Any) -> None:
    found = [r for r in network.relations(whole) if r.modality != REGISTER]
    assert found
    assert [r for r in found if not r.claims or not all(c.passages for c in r.claims)] == []


@pytest.mark.parametrize("key", ["groningen", "gm0014", "GM0014"])
def test_things_are_found_by_short_name_and_by_iri(whole: Any, key: str) -> None:
    found = network.find(whole, key)
    assert found is not None
    assert network.find(whole, found.iri) == found


@pytest.mark.parametrize("key", ["", "onbekend", HOSTILE, "https://example.org/x"])
def test_what_is_not_there_is_not_found(whole: Any, key: str) -> None:
    assert network.find(whole, key) is None


# a part of it


def test_two_steps_reach_what_one_does_not(whole: Any) -> None:
    start = [iri(whole, "gm0055")]
    one, two = network.ego(whole, start, 1), network.ego(whole, start, 2)
    assert set(one) < set(two)
    assert iri(whole, "gm1940") in two  # De Fryske Marren, as De Friese Meren is called from 2015
    assert iri(whole, "gm1940") not in one


def test_kinds_that_are_left_out_do_not_lead_further_but_the_start_stays(whole: Any) -> None:
    start = iri(whole, "gm0014")
    part = network.select(whole, [start], 2, kinds=["Persoon"])
    assert list(part) == [start]


def test_expanding_adds_the_neighbours_of_what_is_in_view_only(whole: Any) -> None:
    start, inside, outside = (iri(whole, key) for key in ("groningen", "gm0003", "gm0055"))
    plain = network.select(whole, [start], 1)
    grown = network.select(whole, [start], 1, expanded=[inside, outside])
    assert set(grown) - set(plain) == {iri(whole, "gm1979")}


# where each stands


def test_expanding_a_node_moves_nothing(whole: Any) -> None:
    start, expanded = [iri(whole, "groningen")], [iri(whole, "gm0003"), iri(whole, "gm0014")]
    before = network.arrange(whole, start, 1, first=FIRST)
    after = network.arrange(whole, start, 1, expanded=expanded, first=FIRST)
    assert len(after) > len(before)
    assert {key: after[key] for key in before} == before


def test_one_step_more_moves_nothing(whole: Any) -> None:
    start = [iri(whole, "gm0055")]
    before = network.arrange(whole, start, 1, first=FIRST)
    after = network.arrange(whole, start, 2, first=FIRST)
    assert {key: after[key] for key in before} == before


def test_everything_that_can_be_selected_has_a_place(whole: Any) -> None:
    start, expanded = [iri(whole, "groningen")], [iri(whole, "gm0003")]
    places = network.arrange(whole, start, 2, expanded=expanded, first=FIRST)
    assert set(network.select(whole, start, 2, expanded=expanded)) <= set(places)


def test_no_two_nodes_stand_on_top_of_each_other(whole: Any) -> None:
    starts = [t.iri for t in network.things(whole) if t.kind == "Regio"]
    places = sorted(network.arrange(whole, starts, 2, first=FIRST).values())
    close = [
        (a, b)
        for n, a in enumerate(places)
        for b in places[n + 1 :]
        if abs(a[0] - b[0]) < 100 and abs(a[1] - b[1]) < 50
    ]
    assert close == []


def test_fixed_places_are_kept_and_not_given_away() -> None:
    fixed = {"a": (3.0, 4.0), "elders": (5.0, 150.0)}
    places = network.layout(small(), fixed)
    assert {key: places[key] for key in fixed} == fixed
    assert all(abs(places["b"][0] - x) > 50 or abs(places["b"][1] - y) > 50 for x, y in fixed.values())


def test_places_are_the_same_in_every_process(whole: Any) -> None:
    script = (
        "import json; from graph import network as n; from graph.regions import Inventory;"
        "from graph.store import open_store; g = n.build(Inventory(open_store()));"
        "s = [n.find(g, 'friesland').iri];"
        "print(json.dumps(n.arrange(g, s, 2, expanded=[n.find(g, 'gm1900').iri], first=('Regio', 'Gemeente'))))"
    )
    found = [
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert found[0] == found[1]
    assert iri(whole, "friesland") in json.loads(found[0])


# how each looks


def test_a_hostile_name_stays_plain_text_and_is_cut_off() -> None:
    graph = small(name=HOSTILE + "x" * 500 + "\u202e\x00")
    nodes, edges = network.describe(graph, network.layout(graph))
    for node in nodes:
        assert all(len(line) <= 18 for line in node["label"].split("\n"))
        assert node["label"].startswith("<img")
        assert isinstance(node["title"], str)
        assert node["title"].startswith(HOSTILE)
        assert node["title"].isprintable()
    assert {item["font"]["multi"] for item in [*nodes, *edges]} == {False}  # else vis-network reads markup


def test_nothing_moves_by_itself_and_every_node_has_its_place(whole: Any) -> None:
    part = network.ego(whole, [iri(whole, "friesland")], 2)
    places = network.arrange(whole, [iri(whole, "friesland")], 2, first=FIRST)
    nodes, edges = network.describe(part, places)
    assert {item["physics"] for item in [*nodes, *edges]} == {False}
    assert {node["id"]: (node["x"], node["y"]) for node in nodes} == {key: places[key] for key in part}
    json.dumps([nodes, edges])


def test_the_start_region_and_a_municipality_differ_in_shape() -> None:
    assert network.kind_look("Regio").shape != network.kind_look("Gemeente").shape
    looks = [(look.shape, look.colour) for kind, look in network.KIND_LOOKS.items() if kind != network.OTHER_KIND]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize(
    ("modality", "name", "dashed", "head"),
    [
        ("feitelijk", "adviseert", False, "arrow"),
        ("mogelijk", "adviseert\n(mogelijk)", True, "arrow"),
        ("voorgenomen", "adviseert\n(voorgenomen)", True, "vee"),
        ("ontkend", "adviseert\n(ontkend)", True, "bar"),
    ],
)
def test_modality_shows_in_the_line_and_in_its_name(modality: str, name: str, head: str, *, dashed: bool) -> None:
    graph = small(modality, name="A")
    (edge,) = network.describe(graph, network.layout(graph))[1]
    assert edge["label"] == name
    assert bool(edge["dashes"]) is dashed
    assert (edge["arrows"] if head == "arrow" else edge["arrows"]["to"]["type"]) == ("to" if head == "arrow" else head)


def test_more_claims_give_a_thicker_line() -> None:
    widths = [network.describe(g, network.layout(g))[1][0]["width"] for g in (small(), small(claims=4))]
    assert widths[0] < widths[1]


def test_two_relations_between_the_same_things_do_not_cover_each_other() -> None:
    graph = small()
    graph.add_edge("b", "a", key="s", relation=Relation("s", "b", str(KETEN.informeert), "a", "feitelijk"))
    bends = [json.dumps(edge["smooth"]) for edge in network.describe(graph, network.layout(graph))[1]]
    assert len(set(bends)) == 2


def test_names_that_would_cover_the_picture_are_left_to_the_legend(whole: Any) -> None:
    start = [iri(whole, "groningen")]
    part, places = network.ego(whole, start, 1), network.arrange(whole, start, 1, first=FIRST)
    assert network.frequent(part) == ["neemt deel aan"]
    edges = network.describe(part, places, unnamed=network.frequent(part))[1]
    assert {e["label"] for e in edges if "neemt deel aan" in e["title"]} == {""}


# as a file


@pytest.mark.parametrize(("form", "tag"), [("graphml", "graphml"), ("gexf", "gexf")])
def test_the_network_as_a_file_holds_every_node_and_edge_and_no_date_of_writing(form: str, tag: str) -> None:
    store = open_store()
    whole, body = network.build(Inventory(store)), network.write(store, form)
    root = ElementTree.fromstring(body)  # noqa: S314  (our own file)
    assert root.tag.endswith(tag)
    assert sum(e.tag.endswith("}node") for e in root.iter()) == len(whole)
    assert sum(e.tag.endswith("}edge") for e in root.iter()) == whole.number_of_edges()
    assert body == network.write(store, form)
    assert b"lastmodifieddate" not in body


# the page


def _page() -> AppTest:
    def script() -> None:
        from views import netwerk

        netwerk.show()

    return AppTest.from_function(script, default_timeout=60)


def test_the_page_shows_the_region_of_the_address() -> None:
    page = _page()
    page.query_params["start"] = "rijnmond"
    page.query_params["soort"] = "Regio,Gemeente"
    page.run()
    assert not page.exception
    assert page.selectbox(key="netwerk_start").value == "rijnmond"
    assert any("In beeld: 17 punten" in c.value for c in page.caption)


def test_around_one_thing_every_kind_is_shown() -> None:
    page = _page()
    page.query_params["start"] = "gremium/regiegroep-groningen"
    page.run()
    assert not page.exception
    relations = page.dataframe[0].value
    assert ["Regiegroep", "adviseert", "Regionaal bestuurlijk platform", "mogelijk"] in relations[
        ["Van", "Relatie", "Naar", "Modaliteit"]
    ].values.tolist()


def test_the_page_says_that_it_does_not_know_a_start() -> None:
    page = _page()
    page.query_params["start"] = HOSTILE
    page.run()
    assert not page.exception
    assert "staat niet in de graaf" in page.warning[0].value


def test_the_card_of_a_chosen_municipality_offers_its_neighbours_and_keeps_them_in_the_address() -> None:
    page = _page()
    page.query_params["start"] = "groningen"
    page.query_params["kies"] = "gm0003"
    page.query_params["soort"] = "Regio,Gemeente"
    page.run()
    page.button(key="netwerk_uitbreiden").click().run()
    assert not page.exception
    assert page.query_params["erbij"] in ("gm0003", ["gm0003"])
    assert any("In beeld: 25 punten" in c.value for c in page.caption)
