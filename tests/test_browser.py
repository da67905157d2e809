"""The pages in headless Chromium: each opens by its own address and reaches nothing outside; the paths through them."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import quote

import pytest

from tests.browsing import IN_BROWSER, opened

#: Address, and the heading in Dutch and in English; an empty heading is whatever the page calls itself.
PAGES = {
    "start": ("", "Ketengraaf", "Ketengraaf"),
    "regios": ("regios", "Regio's", "Regions"),
    "regios-samenvatting": ("regios?weergave=samenvatting", "Regio's", "Regions"),
    "regios-kaart": ("regios?weergave=kaart", "Regio's", "Regions"),
    "regio": ("regio?regio=friesland", "Regio Friesland", "Regio Friesland"),
    "vragen": ("vragen?vraag=juridisch-geborgd", "", ""),
    "netwerk": ("netwerk?start=groningen", "", ""),
    "netwerk-weg": ("netwerk?wat=weg&start=regiegroep-groningen", "", ""),
    "vergelijk": ("vergelijk?a=groningen&b=friesland", "", ""),
    "vergelijk-documenten": ("vergelijk?wat=documenten", "", ""),
    "tijdlijn": ("tijdlijn", "", ""),
    "rondleiding": ("rondleiding", "", ""),
    "rondleiding-slot": ("rondleiding?halte=5", "", ""),
    "controle": ("controle", "", ""),
    "over": ("over", "Over Ketengraaf", "About Ketengraaf"),
    "documenten": ("document", "Documenten", "Documents"),
    "document": (
        "document?slug=samenwerkingskader-groningen",
        "Samenwerkingskader ketenpartners jeugdhulpregio Groningen",
        "Samenwerkingskader ketenpartners jeugdhulpregio Groningen",
    ),
    "inventarisatie": (
        "document?slug=regioprofielen-2013&tekens=8173-8180",
        "Regioprofielen decentralisatie jeugdzorg 2013",
        "Regioprofielen decentralisatie jeugdzorg 2013",
    ),
    "ding": ("ding?id=gremium/regiegroep-groningen", "Regiegroep", "Regiegroep"),
    "persoon": ("ding?id=persoon/hans-jager", "Hans Jager", "Hans Jager"),
    "zoek": ("zoek?vraag=pleegzorg", "Zoekresultaten", "Search results"),
}
SEARCH = "input[role=combobox][aria-controls=zoeklijst]"

pytestmark = IN_BROWSER


def in_english(address: str) -> str:
    return address + ("&" if "?" in address else "?") + "taal=en"


#: Each value of each with each value of the others; with ALLE_COMBINATIES set, every combination (twice as long).
COMBINATIONS = [
    (language, width, scheme)
    for language in ("nl", "en")
    for width in (1400, 400)
    for scheme in ("light", "dark")
    if "ALLE_COMBINATIES" in os.environ or ((language == "en") + (width == 400) + (scheme == "dark")) % 2 == 0
]


@pytest.mark.parametrize(("language", "width", "scheme"), COMBINATIONS)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_by_its_own_address(  # noqa: PLR0913  (what it is combined with)
    browser: Any, server: str, name: str, language: str, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    address, dutch, english = PAGES[name]
    asked = in_english(address) if language == "en" else address
    with opened(browser, server, asked, width=width, scheme=scheme) as visit:
        heading = dutch if language == "nl" else english
        assert heading in {"", visit.heading()}
        assert visit.page.locator('[data-testid="stException"]').count() == 0
        visit.page.wait_for_function("wanted => document.documentElement.lang === wanted", arg=language)
        visit.page.wait_for_timeout(500)  # components draw after the page itself
        assert visit.outside == []
        assert visit.failed == []
        assert visit.overflow() <= 0
        assert "@" not in visit.everything().replace("@prefix", "")
        assert serious(Axe().run(visit.page).response["violations"]) == []


def serious(violations: list[dict[str, Any]]) -> list[str]:
    """Return what axe-core counts as serious or critical, each with the first element that has it."""
    return [
        f"{v['id']}: {v['nodes'][0]['target']} {v['nodes'][0]['html'][:200]} {v['nodes'][0]['failureSummary']}"
        for v in violations
        if v["impact"] in {"serious", "critical"}
    ]


# ---------------------------------------------------------------- the paths through the pages


def test_from_a_misspelt_name_to_its_passage_with_the_keyboard(browser: Any, server: str) -> None:
    with opened(browser, server, "regios") as visit:
        page = visit.page
        page.locator(SEARCH).press_sequentially("regigroep", delay=30)
        page.locator(".keus", has_text="Regiegroep").first.wait_for()
        page.keyboard.press("ArrowDown")
        assert "Regiegroep" in page.locator('.keus[aria-selected="true"]').inner_text()
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1, name="Regiegroep").wait_for()
        claim = page.locator(".bewering", has_text="adviseert").first
        assert "Mag of kan" in claim.inner_text()
        claim.locator("summary").click()
        assert "kan het Regionaal bestuurlijk platform adviseren" in claim.inner_text()
        claim.get_by_role("link", name="Lees verder in het document").click()
        page.locator("mark.doel").first.wait_for()
        assert "De Regiegroep kan het Regionaal bestuurlijk platform adviseren" in " ".join(
            page.locator(".doel").all_inner_texts()
        )
        assert visit.failed == []
        assert visit.outside == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("RvdK", "Raad voor de Kinderbescherming"),
        ("Fryslan", "Fryslân"),
        ("ontwikkeltafl", "ontwikkeltafels"),
        ("formele besluiten", "neemt geen formele besluiten"),
    ],
)
def test_search_understands_abbreviations_accents_slips_and_words_of_a_passage(
    browser: Any, server: str, typed: str, found: str
) -> None:
    with opened(browser, server, "over") as visit:
        visit.page.locator(SEARCH).press_sequentially(typed, delay=20)
        visit.page.locator(".keus", has_text=found).first.wait_for()


def test_a_sentence_leads_to_its_claims_and_a_claim_to_its_sentence(browser: Any, server: str) -> None:
    with opened(browser, server, "document?slug=samenwerkingskader-groningen") as visit:
        page = visit.page
        page.locator(".zin", has_text="kiest uit haar midden een voorzitter").last.click()
        chosen = page.locator(".kanttekening .gekozen.bewering")
        assert "kiest" in " ".join(chosen.all_inner_texts())
        claim = page.locator(".kanttekening .bewering", has_text="heeft als voorzitter").first
        claim.get_by_role("button").click()
        assert "Het voorzitterschap van het Regionaal bestuurlijk platform" in " ".join(
            page.locator(".tekst .zin.gekozen").all_inner_texts()
        )
        # What gave no claim is there too, and can be told from what did.
        silent = page.locator(".zin.leeg", has_text="We gaan vertrouwelijk met alle informatie om")
        assert silent.locator("mark").count() == 0


def test_a_document_can_be_searched_and_its_regions_reached(browser: Any, server: str) -> None:
    with opened(browser, server, "document?slug=regioprofielen-2013") as visit:
        page = visit.page
        page.get_by_label("Zoek in dit document").fill("kernteam van zorginstellingen")
        page.keyboard.press("Enter")
        page.locator(".blad li", has_text="kernteam van zorginstellingen").first.wait_for()
        page.get_by_text("Inhoud: 43 delen").click()
        page.get_by_role("link", name="Regio Zeeland").click()
        page.locator(".tekst h2", has_text="Regio Zeeland").wait_for()
        assert "tekens=" in page.url
        page.get_by_role("link", name="lokaal · ").first.click()
        page.get_by_role("heading", level=1, name="Regio Zeeland").wait_for()
        page.get_by_role("dialog").locator(".passage mark").first.wait_for()


def test_the_language_stays_over_navigation_and_in_the_address(browser: Any, server: str) -> None:
    with opened(browser, server, "over") as visit:
        page = visit.page
        page.get_by_text("EN", exact=True).click()
        page.get_by_role("heading", level=1, name="About Ketengraaf").wait_for()
        assert "taal=en" in page.url
        page.get_by_role("link", name="Home").click()
        page.get_by_text("Where do you begin?").wait_for()
        page.get_by_role("link", name="Regiegroep").click()
        page.locator(".blad", has_text="What the documents do not say").wait_for()
        assert "taal=en" in page.url
        page.get_by_text("NL", exact=True).click()
        page.locator(".blad", has_text="Wat de documenten niet zeggen").wait_for()
        assert "taal" not in page.url


def test_the_home_page_leads_to_a_region(browser: Any, server: str) -> None:
    with opened(browser, server, "") as visit:
        visit.choose(visit.page.get_by_role("combobox", name="Kies een regio"), "Twente", typed="Twen")
        visit.page.get_by_role("heading", level=1, name="Regio Twente").wait_for()
        assert "regio=twente" in visit.page.url


def test_the_page_of_a_person_shows_function_and_documents_only(browser: Any, server: str) -> None:
    with opened(browser, server, "ding?id=persoon/hans-jager") as visit:
        headings = visit.page.locator(".blad h2").all_inner_texts()
        assert headings == ["Functie", "Documenten"]
        assert "Regioprofielen" in visit.everything()


def test_an_unknown_thing_and_document_are_said_to_be_unknown(browser: Any, server: str) -> None:
    for address in (f"ding?id={quote('<b>nergens</b>')}", f"document?slug={quote('../<b>nergens</b>')}"):
        with opened(browser, server, address) as visit:
            assert "nergens" in visit.text()
            assert visit.page.locator('[data-testid="stMain"] b:has-text("nergens")').count() == 0


def test_a_cell_of_the_matrix_opens_its_passage(browser: Any, server: str) -> None:
    with opened(browser, server, "regios?regio=friesland&taak=pleegzorg") as visit:
        marked = visit.page.locator(".passage mark").first
        marked.wait_for()
        assert "Pleegzorg Bovenregionaal Intentie" in " ".join(marked.inner_text().split())


def test_a_question_gives_its_answer(browser: Any, server: str) -> None:
    with opened(browser, server, "vragen?vraag=juridisch-geborgd") as visit:
        visit.page.get_by_text("42 rijen").first.wait_for()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { ?s ?p ",
        "SELECT * WHERE { SERVICE <http://voorbeeld.nl/> { ?s ?p ?o } }",
        'SELECT ("<img src=x onerror=alert(1)>" AS ?x) { }',
        "</script><script>alert(1)</script>",
    ],
)
def test_a_hostile_address_does_nothing(browser: Any, server: str, text: str) -> None:
    with opened(browser, server, f"vragen?sparql={quote(text)}") as visit:
        visit.page.get_by_role("button", name="Voer uit").click()
        visit.settle()
        assert visit.dialogs == []
        assert visit.outside == []
        assert visit.page.locator('[data-testid="stException"]').count() == 0
        assert visit.page.locator("img[src=x]").count() == 0


def test_an_unknown_region_is_said_to_be_unknown(browser: Any, server: str) -> None:
    with opened(browser, server, f"regio?regio={quote('<b>nergens</b>')}") as visit:
        assert "nergens" in visit.text()
        assert visit.page.locator('[data-testid="stMain"] b:has-text("nergens")').count() == 0


def test_an_edge_of_the_network_leads_to_its_sentence(browser: Any, server: str) -> None:
    with opened(browser, server, "netwerk?start=groningen") as visit:
        visit.page.locator(".tekening canvas").first.wait_for()
        visit.page.locator('[data-testid="stDataFrame"]').first.wait_for()
        assert visit.outside == []
        assert visit.failed == []


def test_a_finding_is_a_sentence_with_its_passage(browser: Any, server: str) -> None:
    with opened(browser, server, "controle?code=gemeente-spelling") as visit:
        visit.page.get_by_text("Gemeentenaam is verkeerd gespeld", exact=False).first.wait_for()
        # The labels of the figures are drawn after the page itself.
        visit.page.get_by_text("Overtredingen", exact=True).first.wait_for()
        visit.page.locator('[data-testid="stDataFrame"]').last.wait_for()
