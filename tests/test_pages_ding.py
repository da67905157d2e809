"""The page of a thing and that of a document, as their trees of elements say it."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from streamlit.testing.v1 import AppTest

from graph import network
from graph.alike import likes
from graph.claims import Claims
from graph.store import open_store
from graph.vocabulary import ID, KETEN_IRI
from views import ding, document, netwerk_keuze
from views.blad import Node

Opened = Callable[..., tuple[AppTest, str]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Return what opens a page and gives it with the text of every sheet on it."""

    def open_page(page: str, **parameters: str) -> tuple[AppTest, str]:
        drawn: list[str] = []

        def keep(*nodes: Node, **_: object) -> None:
            drawn.extend(" ".join(words(node).split()) for node in nodes)

        for module in (ding, document):
            monkeypatch.setattr(module, "sheet", keep)
        test = AppTest.from_function(_ding if page == "ding" else _document, default_timeout=60)
        for name, value in parameters.items():
            test.query_params[name] = value
        test.run()
        assert not test.exception
        return test, "\n".join(drawn)

    return open_page


def _ding() -> None:
    from views import ding

    ding.show()


def _document() -> None:
    from views import document

    document.show()


def words(node: Node) -> str:
    return node if isinstance(node, str) else "".join(words(child) for child in node[2:]) + "\n"


def test_a_body_says_what_it_does_and_what_is_done_to_it(opened: Opened) -> None:
    test, text = opened("ding", id="gremium/regiegroep-groningen")
    assert test.title[0].value == "Regiegroep"
    assert "Mag of kan: Regiegroep adviseert Regionaal bestuurlijk platform" in text
    assert "Volgens het document niet: Regiegroep" in text
    assert "Samenwerkingskader ketenpartners jeugdhulpregio Groningen, tussen 1 januari 2022 en 20 juni 2024" in text


def test_the_object_of_a_relation_is_read_the_other_way_round(opened: Opened) -> None:
    _, text = opened("ding", id="gremium/regionaal-bestuurlijk-platform-groningen")
    assert "wordt geadviseerd door" in text
    assert "Regionaal bestuurlijk platform wordt geadviseerd door Regiegroep" in text


def test_the_same_page_in_english_uses_the_labels_of_the_ontology(opened: Opened) -> None:
    _, text = opened("ding", id="gremium/regionaal-bestuurlijk-platform-groningen", taal="en")
    assert "is advised by" in text
    assert "possible" in text


@pytest.mark.parametrize(
    ("thing", "said"),
    [("gremium/regiegroep-groningen", "Alles waarmee dit"), ("regio/2013/groningen", "12 van de 27 dingen")],
)
def test_the_small_network_says_what_it_leaves_out(opened: Opened, thing: str, said: str) -> None:
    test, _ = opened("ding", id=thing)
    assert "Het netwerk eromheen" in [header.value for header in test.subheader]
    assert any(caption.value.startswith(said) for caption in test.caption)


def test_a_line_of_the_small_network_leads_to_its_passage(opened: Opened) -> None:
    graph = netwerk_keuze.whole()
    line = next(r for r in network.relations(graph) if r.subject == f"{ID}gremium/regiegroep-groningen" and r.claims)
    test, _ = opened("ding", id="gremium/regiegroep-groningen", kies=line.key)
    assert any("1 bewering" in text.value for text in test.markdown)


def test_the_page_of_a_person_has_no_network(opened: Opened) -> None:
    test, _ = opened("ding", id="persoon/hans-jager")
    assert not test.subheader


def test_what_no_document_says_is_said(opened: Opened) -> None:
    _, text = opened("ding", id="gremium/regiegroep-groningen")
    assert "Wat de documenten niet zeggen" in text
    assert "hoe vaak het bijeenkomt" in text
    _, other = opened("ding", id="gremium/regionaal-bestuurlijk-platform-groningen")
    assert "hoe vaak het bijeenkomt" not in other  # "tenminste drie keer per jaar"


def test_a_municipality_has_a_successor_and_its_full_iri_is_an_address(opened: Opened) -> None:
    _, text = opened("ding", id="https://identifier.overheid.nl/tooi/id/gemeente/gm0003")
    assert "opgegaan in Eemsdelta" in text


@pytest.mark.parametrize("asked", ["", "nergens", "<b>", "javascript:alert(1)", "bewering/", "\u202e", "x" * 5000])
def test_an_unknown_thing_gives_a_sentence(opened: Opened, asked: str) -> None:
    test, _ = opened("ding", id=asked)
    assert len(test.warning) + len(test.info) == 1


def test_a_person_has_function_and_documents_and_nothing_else(opened: Opened) -> None:
    _, text = opened("ding", id="persoon/hans-jager")
    assert "Functie" in text
    assert "is contactpersoon van" in text
    assert "Wat de documenten niet zeggen" not in text
    assert "Wie elders" not in text


def test_a_steering_group_has_its_likes_in_other_regions() -> None:
    claims = Claims(open_store())
    own = f"{ID}gremium/a"
    peers = {own: "stuurgroep jeugd (Hier)", f"{ID}gremium/b": "Stuurgroep Jeugd (Daar)", f"{ID}gremium/c": "raad"}
    places = {own: "Hier", f"{ID}gremium/b": "Daar", f"{ID}gremium/c": "Daar"}
    assert [like.iri for like in likes(own, peers, places, claims)] == [f"{ID}gremium/b"]
    assert likes(own, peers, dict.fromkeys(peers, "Hier"), claims) == []


def _likes(own: str, **names: str) -> list[str]:
    """Return whom `own`, a name, is like among names by region."""
    peers = {"zelf": own, **{place: f"{name} ({place})" for place, name in names.items()}}
    return [like.iri for like in likes("zelf", peers, {p: p for p in peers}, Claims(ox.Store()))]


def test_a_rare_word_makes_a_like_part_and_a_common_one_does_not() -> None:
    found = _likes("kwartiermaker jeugd", Noord="kwartiermaker zorg voor jeugd", Zuid="raad jeugd", West="team jeugd")
    assert found == ["Noord"]


def test_a_word_is_known_by_its_head() -> None:
    assert _likes("regiovisie", Noord="visie", Zuid="divisie", West="raad") == ["Noord"]


def test_the_same_region_is_not_elsewhere_however_a_document_calls_it(opened: Opened) -> None:
    _, text = opened("ding", id="actorgroep/2013/gemeenten-in-de-regio-groningen")
    elsewhere = text.partition("Wie elders")[2].partition("Wat de documenten niet zeggen")[0]
    assert "gemeenten in de Regio" in elsewhere
    assert "Groningen" not in elsewhere


def test_a_document_shows_its_text_its_claims_and_its_share(opened: Opened) -> None:
    test, text = opened("document", slug="samenwerkingskader-groningen")
    assert test.title[0].value == "Samenwerkingskader ketenpartners jeugdhulpregio Groningen"
    assert "Tenminste drie keer per jaar vindt er een overleg plaats" in text
    assert "Aandeel in de graaf" in text
    assert "beweringen uit deze tekst" in text


def test_the_inventory_shows_one_region_at_a_time(opened: Opened) -> None:
    _, first = opened("document", slug="regioprofielen-2013")
    _, third = opened("document", slug="regioprofielen-2013", tekens="15000-15010")
    assert "1 Regio Groningen" in first
    assert "3 Regio Drenthe" in third
    assert "1 Regio Groningen" not in third


@pytest.mark.parametrize("tekens", ["", "x-y", "99999999-99999999", "-1--5", "5", "٣-٤"])
def test_a_wrong_place_opens_the_document_at_its_beginning(opened: Opened, tekens: str) -> None:
    _, text = opened("document", slug="regioprofielen-2013", tekens=tekens)
    assert "1 Regio Groningen" in text


def test_search_in_a_document_says_how_often(opened: Opened) -> None:
    _, text = opened("document", slug="regioprofielen-2013", woord="kernteam van zorginstellingen")
    assert "Gevonden in 2 zinnen." in text


def test_the_list_holds_every_document(opened: Opened) -> None:
    _, text = opened("document")
    assert "Regioprofielen decentralisatie jeugdzorg 2013" in text
    assert "Raadsvoorstel Regiovisie jeugd regio Groningen" in text


def test_every_kind_of_thing_opens(opened: Opened) -> None:
    claims = Claims(open_store())
    subjects = sorted({c.subject for c in claims.all} | {c.object for c in claims.all if not c.is_text})
    kinds = {iri.removeprefix(ID).split("/")[0] if iri.startswith(ID) else KETEN_IRI: iri for iri in subjects}
    assert len(kinds) > 8
    for iri in kinds.values():
        test, _ = opened("ding", id=iri)
        assert not test.warning, iri
