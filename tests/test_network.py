"""The network: what is in it, where things stand, how they are described, and the page that shows it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from graph import network
from graph.network import REGISTER, Claim, Relation, Thing
from graph.network.lettering import Box, place_names
from graph.regions import Inventory
from graph.store import open_store
from graph.vocabulary import KETEN
from views.tekening import pack

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


def test_a_selection_as_a_file_has_places_and_no_line_that_no_document_draws(whole: Any) -> None:
    region = iri(whole, "groningen")
    graph = network.joined(whole, only=[region])
    part = network.ego(graph, [region], 1)
    assert any(r.modality == network.JOIN for r in network.relations(part))
    body = network.to_file(part, "gexf", network.layout(part))
    root = ElementTree.fromstring(body)  # noqa: S314  (our own file)
    assert sum(e.tag.endswith("}position") for e in root.iter()) == len(part)
    drawn = [r for r in network.relations(part) if r.modality != network.JOIN]
    assert sum(e.tag.endswith("}edge") for e in root.iter()) == len(drawn)


def test_an_svg_shows_every_name_as_text_and_nothing_as_markup() -> None:
    graph = small(modality="ontkend")
    body = network.to_svg(*network.describe(graph, network.layout(graph)), HOSTILE)
    root = ElementTree.fromstring(body)  # noqa: S314  (our own file)
    assert {e.tag.rpartition("}")[2] for e in root.iter()} <= {
        "svg",
        "title",
        "rect",
        "path",
        "circle",
        "text",
        "tspan",
    }
    assert any(HOSTILE in (e.text or "") for e in root.iter() if e.tag.endswith("title"))
    assert b"<img" not in body


def test_names_in_an_svg_cover_neither_each_other_nor_a_node(whole: Any) -> None:
    source = next(s for s in network.sources(whole).values() if s.slug == "samenwerkingskader-groningen")
    part = network.related(network.filtered(whole, network.Filter(documents=frozenset({source.iri}))))
    nodes, edges = network.describe(part, network.layout(part))
    names = place_names(nodes, edges)
    assert len(names) > len(nodes) / 2
    for one, other in combinations(names.values(), 2):
        assert not one.touches(other), (one, other)
    for node in nodes:
        size = float(node["size"])
        shape = Box(node["x"] - size, node["y"] - size, 2 * size, 2 * size, str(node["id"]))
        assert not [n for n in names.values() if n.owner != shape.owner and n.touches(shape)]
    body = network.to_svg(nodes, edges, "kader").decode()
    assert body.count("<text") == len(names)


# filters


def test_a_filter_by_document_leaves_only_its_claims(whole: Any) -> None:
    source = next(s for s in network.sources(whole).values() if s.slug == "samenwerkingskader-groningen")
    part = network.related(network.filtered(whole, network.Filter(documents=frozenset({source.iri}))))
    claims = [c for r in network.relations(part) for c in r.claims]
    assert claims
    assert {c.document for c in claims} == {source.iri}
    assert not [r for r in network.relations(part) if r.modality == REGISTER]


def test_a_filter_by_modality_by_relation_and_by_kind(whole: Any) -> None:
    chosen = network.Filter(modalities=frozenset({"mogelijk"}), predicates=frozenset({str(KETEN.adviseert)}))
    part = network.related(network.filtered(whole, chosen))
    ends = {(r.subject.rpartition("/")[2], r.object.rpartition("/")[2]) for r in network.relations(part)}
    assert ("regiegroep-groningen", "regionaal-bestuurlijk-platform-groningen") in ends
    assert {(r.modality, r.predicate) for r in network.relations(part)} == {("mogelijk", str(KETEN.adviseert))}
    kinds = network.filtered(whole, network.Filter(kinds=frozenset({"Gremium"})))
    assert {thing.kind for thing in network.things(kinds)} == {"Gremium"}


def test_a_filter_by_region_takes_what_its_part_of_the_document_says(whole: Any, inventory: Inventory) -> None:
    region = iri(whole, "friesland")
    part = network.related(network.filtered(whole, network.Filter(region=region)))
    begins = [
        found.begin for r in network.relations(part) for c in r.claims for p in c.passages
        if (found := inventory.passage(p)) is not None
    ]  # fmt: skip
    heading = inventory.passage(inventory.regions[region].passages[0])
    following = inventory.passage(inventory.regions[iri(whole, "drenthe")].passages[0])
    assert heading is not None
    assert following is not None
    assert heading.begin <= min(begins) <= max(begins) < following.begin


def test_a_filter_by_year_knows_what_a_document_without_a_date_can_be_of(whole: Any) -> None:
    found = {s.slug: s for s in network.sources(whole).values()}
    assert found["regioprofielen-2013"].within((2013, 2013))
    assert not found["regioprofielen-2013"].within((2014, 2020))
    assert found["samenwerkingskader-groningen"].within((2023, 2023))  # somewhere from 2022 to spring 2024
    part = network.filtered(whole, network.Filter(years=(2018, 2018), modalities=frozenset({REGISTER})))
    assert {r.date.year for r in network.relations(part) if r.date} == {2018}


def test_a_region_is_tied_to_what_its_part_of_the_documents_speaks_of(whole: Any) -> None:
    region = iri(whole, "groningen")
    before = network.ego(whole, [region], 1)
    graph = network.joined(whole, only=[region])
    starts = [region, *network.hubs(graph, [region])]
    assert "gemeenten in de Regio Groningen" in {graph.nodes[s]["thing"].label for s in starts}
    after = network.ego(graph, starts, 1)
    said = [
        {c.iri for r in network.relations(part) for c in r.claims if c.region == region} for part in (before, after)
    ]
    assert said[0] < said[1]
    assert not [r for r in network.relations(whole) if r.modality == network.JOIN]


# what it shows as a whole


def test_the_way_from_development_table_to_platform_reads_as_sentences(whole: Any) -> None:
    ends = (
        iri(whole, "gremium/ontwikkeltafels-groningen"),
        iri(whole, "gremium/regionaal-bestuurlijk-platform-groningen"),
    )
    ways = network.ways(whole, *ends)
    sentences = [network.sentence(whole, relation) for way in ways for step in way for relation in step]
    assert "ontwikkeltafels legt voor aan Regiegroep." in sentences
    assert "Regiegroep adviseert (mogelijk) Regionaal bestuurlijk platform." in sentences
    english = [network.sentence(whole, relation, "en") for way in ways for step in way for relation in step]
    assert any("advises" in sentence for sentence in english)


def line(*steps: tuple[str, str], modality: str = "feitelijk") -> Any:
    """Return a network of the steps, each a relation between two things."""
    graph = nx.MultiDiGraph()
    for key in dict.fromkeys(end for step in steps for end in step):
        graph.add_node(key, thing=Thing(iri=key, key=key, label=key.upper(), kind="Gremium"))
    for begin, end in steps:
        relation = Relation(begin + end, begin, str(KETEN.adviseert), end, modality)
        graph.add_edge(begin, end, key=relation.key, relation=relation)
    return graph


def test_a_denial_is_no_way_and_what_is_not_connected_has_none() -> None:
    assert network.ways(line(("a", "b"), modality="ontkend"), "a", "b") == []
    assert network.ways(line(("a", "b"), ("c", "d")), "a", "d") == []
    assert network.ways(line(("a", "b")), "a", "a") == []
    assert len(network.ways(line(("a", "b"), ("c", "b")), "a", "c")[0]) == 2  # against the arrow as well


def test_who_connects_who_stands_alone_and_which_groups() -> None:
    graph = line(("a", "b"), ("b", "c"), ("c", "a"), ("c", "x"), ("x", "p"), ("p", "q"), ("q", "r"), ("r", "p"))
    graph.add_node("los", thing=Thing(iri="los", key="los", label="Los", kind="Gremium"))
    found = {b.iri: b for b in network.brokers(graph)}
    assert found["x"].cuts
    assert "a" not in found
    assert network.alone(graph) == ["los"]
    groups = [set(group) for group in network.groups(graph)]
    assert any({"a", "b"} <= group for group in groups)
    assert any({"q", "r"} <= group for group in groups)
    assert not any({"a", "q"} <= group for group in groups)


# two parts over each other


def test_an_overlay_knows_what_each_side_has_and_takes_equal_names_together() -> None:
    def part(region: str, *names: str) -> Any:
        graph = nx.MultiDiGraph()
        for name in names:
            key = f"{region}/{name}"
            graph.add_node(key, thing=Thing(iri=key, key=key, label=f"{name} ({region})", kind="Gremium", name=name))
        for name in names[1:]:
            relation = Relation(
                region + name, f"{region}/{names[0]}", str(KETEN.adviseert), f"{region}/{name}", "feitelijk"
            )
            graph.add_edge(relation.subject, relation.object, key=relation.key, relation=relation)
        return graph

    over = network.overlay(part("Noord", "stuurgroep", "raad", "team in Noord"),
                           part("Zuid", "stuurgroep", "college", "team in Zuid"), places=("Noord", "Zuid"))  # fmt: skip
    sides = {thing.label: over.sides[thing.iri] for thing in network.things(over.graph)}
    assert sides == {"stuurgroep": "ab", "raad": "a", "college": "b", "team in …": "ab"}
    assert sorted(over.sides[r.key] for r in network.relations(over.graph)) == ["a", "ab", "b"]


def _bodies(*found: tuple[str, str, str], links: dict[str, str] | None = None) -> Any:
    """Return a network of bodies (key, name, region), each of which advises one and the same board."""
    graph = nx.MultiDiGraph(links=links or {})
    for key, name, region in [*found, ("bestuur", "bestuur", "")]:
        graph.add_node(key, thing=Thing(iri=key, key=key, label=f"{name} ({region})", kind="Gremium", name=name))
    for key, _, region in found:
        claim = Claim(f"bewering-{key}", "document", "bevestigd", "", (), region)
        relation = Relation(f"lijn-{key}", key, str(KETEN.adviseert), "bestuur", "feitelijk", (claim,))
        graph.add_edge(key, "bestuur", key=relation.key, relation=relation)
    return graph


def test_an_overlay_takes_together_what_is_one_then_what_is_linked_and_then_what_is_printed_alike() -> None:
    links = {"tafel": "tafel", "duidingstafel": "tafel"}
    over = network.overlay(
        _bodies(("tafel", "ontwikkeltafel", "Noord"), ("raad-n", "raad", "Noord"), links=links),
        _bodies(("duidingstafel", "duidingstafel", "Noord"), ("raad-z", "raad", "Zuid"), links=links),
    )
    assert over.grounds == {"bestuur": network.ITSELF, "tafel": network.LINKED, "raad-n": network.NAMED}
    assert over.same["tafel"] == ("tafel", "duidingstafel")


def test_a_name_that_several_have_is_taken_for_that_of_the_same_region_or_for_nothing() -> None:
    many = _bodies(("raad-n", "raad", "Noord"), ("raad-z", "raad", "Zuid"))
    over = network.overlay(many, _bodies(("raad-n-nu", "raad", "Noord")))
    assert over.same["raad-n"] == ("raad-n", "raad-n-nu")
    assert over.sides["raad-z"] == "a"
    other = network.overlay(many, _bodies(("raad-w", "raad", "West")))
    assert (other.sides["raad-w"], other.sides["raad-n"]) == ("b", "a")


def test_two_documents_share_the_things_that_both_name(whole: Any) -> None:
    parts = [
        network.related(network.filtered(whole, network.Filter(documents=frozenset({s.iri}))))
        for s in network.sources(whole).values()
        if s.slug in {"samenwerkingskader-groningen", "raadsvoorstel-regiovisie-groningen"}
    ]
    over = network.overlay(*parts)
    shared = {thing.label for thing in network.things(over.graph) if over.sides[thing.iri] == "ab"}
    assert "ontwikkeltafels" in {name.casefold() for name in shared}


# large parts


def test_a_thousand_things_have_a_place_each_and_the_same_every_time(whole: Any) -> None:
    part = network.busiest(whole, 1000)
    assert len(part) == 1000
    places = network.layout(part)
    assert places == network.layout(part)
    assert set(places) == set(part)
    assert len(set(places.values())) == len(places)


def test_a_thousand_things_go_to_the_browser_without_saying_everything_a_thousand_times(whole: Any) -> None:
    part = network.busiest(whole, 1000)
    nodes, edges = network.describe(part, network.layout(part))
    sent = pack(nodes, edges)
    assert len(json.dumps(sent)) < len(json.dumps([nodes, edges])) / 3
    looks: Any = sent["vormen"]
    for (look, key, label, title, x, y), node in zip(sent["nodes"], nodes, strict=True):  # type: ignore[call-overload]
        assert {**looks[look], "id": key, "label": label, "title": title, "x": x, "y": y} == node
    for (look, key, label, title, begin, end), edge in zip(sent["edges"], edges, strict=True):  # type: ignore[call-overload]
        ends = {"from": nodes[begin]["id"], "to": nodes[end]["id"]}
        assert {**looks[look], "id": key, "label": label, "title": title, **ends} == edge


def test_what_stands_does_not_move_when_a_large_part_grows(whole: Any) -> None:
    before = network.layout(network.busiest(whole, 600))
    after = network.layout(network.busiest(whole, 900), before)
    assert len(after) == 900
    assert {key: after[key] for key in before} == before
