"""The network, comparison, time line and tour in headless Chromium, with the real graph and with a hostile one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests import browsing
from tests.browsing import IN_BROWSER, ROOT, running_app
from tests.names import VIEWS, watch, written

PAGES = {
    "netwerk": "netwerk?start=gremium/regiegroep-groningen",
    "document": "netwerk?wat=document&document=samenwerkingskader-groningen",
    "weg": "netwerk?wat=weg&start=gremium/ontwikkeltafels-groningen"
    "&naar=gremium/regionaal-bestuurlijk-platform-groningen",
    "regios": "vergelijk?a=groningen&b=friesland",
    "documenten": "vergelijk?wat=documenten",
    "tijdlijn": "tijdlijn",
    "rondleiding": "rondleiding?halte=3",
}
HOSTILE = [
    '<img src=x onerror="alert(1)">',
    '"><script>alert(2)</script>',
    "</script><script>alert(3)</script>",
    "\u202egnirts\u202c \u200f\u2067",
    "[klik](javascript:alert(4)) :red[rood] $x$ `code`",
    "x" * 5000,
    "'; alert(5); //",
]
_MIDDLE = """(root, wanted) => {
  const network = root.netwerk;
  const edge = Object.values(network.body.edges).find((e) => e.options.title.textContent.includes(wanted));
  const [a, b] = [network.getPosition(edge.fromId), network.getPosition(edge.toId)];
  const at = network.canvasToDOM({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const box = root.querySelector("canvas").getBoundingClientRect();
  return [at.x + box.x, at.y + box.y];
}"""
_NODE = """(root, id) => {
  const at = root.netwerk.canvasToDOM(root.netwerk.getPosition(id));
  const box = root.querySelector("canvas").getBoundingClientRect();
  return [at.x + box.x, at.y + box.y];
}"""

pytestmark = IN_BROWSER


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the app on a graph in which every name that a document gives is hostile."""
    folder = tmp_path_factory.mktemp("vijandig")
    data = folder / "data"
    shutil.copytree(ROOT / "graph" / "data", data)
    names = cycle(HOSTILE)
    given = re.compile(
        r"(<http://www\.w3\.org/(?:2000/01/rdf-schema#label|2004/02/skos/core#(?:pref|alt)Label)> )"
        r'"(?:[^"\\]|\\.)*"'
    )
    for path in [*data.glob("document-*.nq"), data / "graaf-register.nq"]:
        text = path.read_text(encoding="utf-8")
        path.write_text(
            given.sub(lambda m: f'{m[1]}"{next(names).replace(chr(34), chr(92) + chr(34))}"', text),
            encoding="utf-8",
        )  # fmt: skip
    with running_app({"KETENGRAAF_DATA": str(data)}) as address:
        yield address


class Visit(browsing.Visit):
    """A visit to a page with a drawing."""

    def drawing(self) -> Any:
        """Return the drawing, once it has been drawn."""
        found = self.page.locator(".tekening").locator("visible=true").first
        found.wait_for()
        self.page.locator(".tekening[data-milliseconds]").first.wait_for(state="attached")
        return found


@pytest.mark.parametrize(("language", "width", "scheme"), [("nl", 1400, "light"), ("en", 400, "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_in_both_languages(  # noqa: PLR0913  (fixtures and cases)
    browser: Any, server: str, name: str, language: str, width: int, scheme: str
) -> None:
    address = PAGES[name] + ("&" if "?" in PAGES[name] else "?") + f"taal={language}"
    visit = Visit(browser, server, address, width=width, scheme=scheme)
    visit.settle()
    assert visit.page.locator('[data-testid="stException"]').count() == 0
    assert visit.outside == []
    assert visit.failed == []
    overflow = visit.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    assert "@" not in visit.text()


def test_a_click_on_a_line_shows_its_sentence_and_the_way_to_the_document(browser: Any, server: str) -> None:
    visit = Visit(browser, server, "netwerk?start=gremium/regiegroep-groningen")
    visit.settle()
    drawing = visit.drawing()
    drawing.scroll_into_view_if_needed()
    visit.page.mouse.click(*drawing.evaluate(_MIDDLE, "adviseert (mogelijk) Regionaal bestuurlijk platform"))
    card = visit.page.locator(".st-key-netwerk_kaart")
    card.locator("mark").wait_for()
    assert "Regiegroep kan het Regionaal bestuurlijk platform adviseren" in " ".join(card.inner_text().split())
    link = card.get_by_role("link", name="Lees dit in het document").get_attribute("href")
    assert "slug=samenwerkingskader-groningen" in link
    assert "tekens=" in link
    assert "kies=" in visit.page.url  # the view is in the address
    again = Visit(browser, server, visit.page.url.removeprefix(f"{server}/"))
    again.page.locator(".st-key-netwerk_kaart mark").wait_for()
    assert visit.failed == []


def test_a_click_in_the_small_network_shows_the_sentence(browser: Any, server: str) -> None:
    with browsing.opened(browser, server, "ding?id=gremium/regiegroep-groningen") as visit:
        root = visit.page.locator(".tekening[data-milliseconds]")
        root.wait_for(state="attached", timeout=60_000)
        root.scroll_into_view_if_needed()
        visit.page.mouse.click(*root.evaluate(_MIDDLE, "adviseert"))
        card = visit.page.locator(".st-key-ding_lijn")
        card.get_by_text("kan het Regionaal bestuurlijk platform adviseren").wait_for()
        assert root.get_attribute("data-opgebouwd") == "1"  # the picture stays the same
        assert "kies=" in visit.page.url
        visit.settle()
        card.get_by_role("link").first.click()
        visit.page.wait_for_url("**/document?*")
        assert not visit.failed


def test_a_click_on_a_node_shows_its_card(browser: Any, server: str) -> None:
    visit = Visit(browser, server, "netwerk?start=gremium/regiegroep-groningen")
    visit.settle()
    drawing = visit.drawing()
    drawing.scroll_into_view_if_needed()
    visit.page.mouse.click(*drawing.evaluate(_NODE, "https://w3id.org/ketengraaf/id/rol/kwartiermaker-groningen"))
    card = visit.page.locator(".st-key-netwerk_kaart")
    card.get_by_role("heading", name="kwartiermaker").wait_for()
    assert "id=rol%2Fkwartiermaker-groningen" in card.get_by_role("link").first.get_attribute("href")


@pytest.mark.parametrize("address", VIEWS.values(), ids=list(VIEWS))
def test_every_name_in_a_picture_can_be_read_and_zooming_in_takes_none_away(
    browser: Any, server: str, address: str
) -> None:
    with browser.new_context(viewport={"width": 1400, "height": 1000}) as context:
        page = context.new_page()
        watch(page)
        page.goto(f"{server}/{address}")
        root = page.locator(".tekening[data-milliseconds]")
        root.wait_for(state="attached", timeout=60_000)
        page.wait_for_timeout(500)
        whole = written(page)
        assert whole.lines >= 15
        assert (whole.covered, whole.tiny) == (0, 0)
        root.evaluate("root => root.netwerk.moveTo({ scale: 1.6 })")
        page.wait_for_timeout(200)
        nearer = written(page)
        assert nearer.lines >= whole.lines
        assert (nearer.covered, nearer.tiny) == (0, 0)


def test_a_thing_that_is_chosen_has_its_lines_named(browser: Any, server: str) -> None:
    lines = {"betrekt", "informeert", "overlegt met"}
    start, pick = "netwerk?start=groningen", "&kies=actorgroep/2013/gemeenten-in-de-regio-groningen"

    def named(address: str) -> set[str]:
        with browser.new_context(viewport={"width": 1400, "height": 1000}) as context:
            page = context.new_page()
            watch(page)
            page.goto(f"{server}/{address}")
            page.locator(".tekening[data-milliseconds]").wait_for(state="attached", timeout=60_000)
            page.wait_for_timeout(500)
            assert written(page).covered == 0
            return {line["text"] for line in page.evaluate("globalThis.geschreven")}

    unchosen, chosen = (named(start + more) for more in ("", pick))
    assert lines <= chosen
    assert not lines <= unchosen


def test_a_click_a_new_node_a_step_and_a_filter_move_nothing(browser: Any, server: str) -> None:
    visit = Visit(browser, server, "netwerk?start=gremium/regiegroep-groningen")
    visit.settle()
    drawing = visit.drawing()
    drawing.scroll_into_view_if_needed()
    state = "root => [root.netwerk.getPositions(), root.netwerk.getScale(), root.netwerk.getViewPosition()]"
    before, scale, view = drawing.evaluate(state)
    visit.page.mouse.click(*drawing.evaluate(_NODE, "https://w3id.org/ketengraaf/id/rol/kwartiermaker-groningen"))
    visit.page.get_by_role("button", name=re.compile("Voeg buren toe")).click()
    _until(visit, drawing, len(before) + 1)
    visit.page.get_by_text("2 stappen", exact=True).click()
    _until(visit, drawing, len(before) + 3)
    visit.settle()
    dragged = "https://w3id.org/ketengraaf/id/rol/kwartiermaker-groningen"
    x, y = drawing.evaluate(_NODE, dragged)
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    visit.page.mouse.move(x + 40, y + 30, steps=4)
    visit.page.mouse.up()
    moved = drawing.evaluate(state)[0]
    assert moved[dragged] != before[dragged]
    number = len(moved)
    visit.settle()
    visit.page.get_by_text("Filters", exact=True).click()
    box = visit.page.get_by_role("combobox", name="Hoe het er staat")
    box.click()
    box.press_sequentially("als feit", delay=60)
    visit.page.get_by_role("option", name="staat er als feit").wait_for()
    box.press("Enter")
    visit.page.get_by_text("Gefilterd op").wait_for()  # a line of text more above the drawing
    visit.page.keyboard.press("Escape")  # the rest of the page is hidden for roles while the list is open
    visit.settle()
    filtered = drawing.evaluate(state)[0]
    assert len(filtered) < number
    assert {node: moved[node] for node in filtered} == filtered  # also what was dragged
    visit.page.get_by_role("button", name="Wis de filters").click()
    _until(visit, drawing, number)
    after = drawing.evaluate(state)
    assert {node: after[0][node] for node in before if node != dragged} == {
        node: place for node, place in before.items() if node != dragged
    }
    assert (after[1], after[2]) == (scale, view)
    assert drawing.get_attribute("data-opgebouwd") == "1"  # changed in place, not built anew


def _until(visit: Visit, drawing: Any, number: int) -> None:
    """Wait until the drawing holds at least so many nodes."""
    for _attempt in range(100):
        if drawing.evaluate("root => Object.keys(root.netwerk.getPositions()).length") >= number:
            return
        visit.page.wait_for_timeout(100)
    raise AssertionError(number)


def _download(visit: Visit, name: str, folder: Path) -> Path:
    """Press a button that gives a file, and return that file."""
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name=name).click()
    path = folder / str(waiting.value.suggested_filename)
    waiting.value.save_as(path)
    return path


def test_the_exported_page_opens_offline_with_its_sentences(browser: Any, server: str, tmp_path: Path) -> None:
    visit = Visit(browser, server, "netwerk?start=gremium/regiegroep-groningen")
    visit.settle()
    visit.page.get_by_text("Meenemen", exact=True).click()
    path = _download(visit, "HTML-bestand dat zonder internet opent", tmp_path)
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.goto(path.as_uri())
    page.wait_for_selector('body[data-getekend="ja"]')
    page.get_by_role("button", name="Regiegroep adviseert (mogelijk) Regionaal bestuurlijk platform.").click()
    sentence = page.locator("#kaart blockquote").first.inner_text()
    assert "Regiegroep kan het Regionaal bestuurlijk" in " ".join(sentence.split())
    assert asked == [path.as_uri()]
    assert failed == []


def test_the_picture_and_the_network_can_be_taken_along(browser: Any, server: str, tmp_path: Path) -> None:
    visit = Visit(browser, server, "netwerk?start=gremium/regiegroep-groningen")
    visit.settle()
    visit.drawing()
    visit.page.get_by_text("Meenemen", exact=True).click()
    assert _download(visit, "Bewaar als PNG", tmp_path).read_bytes().startswith(b"\x89PNG")
    for name, tag in (("SVG (afbeelding)", "svg"), ("GraphML", "graphml"), ("GEXF (Gephi)", "gexf")):
        root = ElementTree.fromstring(_download(visit, name, tmp_path).read_bytes())  # noqa: S314  (our own file)
        assert root.tag.endswith(tag)


def test_two_regions_are_compared_by_clicks(browser: Any, server: str) -> None:
    visit = Visit(browser, server, "vergelijk")
    visit.settle()
    visit.choose(visit.page.get_by_role("combobox").nth(1), "Regio Drenthe", typed="Drenthe")
    visit.page.wait_for_url("**b=drenthe**")
    visit.page.get_by_text(re.compile("Regio Groningen.* en .*Regio Drenthe.* gelijk")).first.wait_for()
    visit.page.get_by_role("tab", name="Netwerk").click()
    drawing = visit.drawing()
    drawing.scroll_into_view_if_needed()
    visit.page.wait_for_timeout(500)  # the tab has just been given its size
    drawing.get_by_role("button", name="Alles in beeld").click()
    visit.page.mouse.click(*drawing.evaluate(_MIDDLE, "is opdrachtgever van programmamanager"))
    card = visit.page.locator(".st-key-vergelijk_kaart")
    card.locator("mark").wait_for()
    assert "opdrachtgever voor de programmamanager" in " ".join(card.inner_text().split())
    visit.page.get_by_role("tab", name="Netwerk").click()
    visit.page.get_by_text("Naast elkaar", exact=True).click()
    visit.page.get_by_text("B: Regio Drenthe").first.wait_for()
    assert visit.failed == []


def test_the_tour_is_walked_in_five_clicks(browser: Any, server: str) -> None:
    visit = Visit(browser, server, "rondleiding")
    visit.settle()
    for number in range(1, 5):
        visit.page.get_by_text(f"Halte {number} van 5").wait_for()
        visit.page.get_by_role("button", name="Volgende").click()
    visit.page.get_by_text("Halte 5 van 5").wait_for()
    visit.page.get_by_role("link", name="De brief en het kader naast elkaar").click()
    visit.page.get_by_role("heading", name="Vergelijk", level=1).wait_for()
    visit.page.get_by_text("Komt in beide voor").first.wait_for()


@pytest.mark.parametrize("name", PAGES)
def test_hostile_names_do_nothing(browser: Any, hostile_server: str, name: str) -> None:
    visit = Visit(browser, hostile_server, PAGES[name])
    visit.settle()
    if name in {"netwerk", "document"}:
        drawing = visit.drawing()
        drawing.scroll_into_view_if_needed()
        node = drawing.evaluate("root => Object.keys(root.netwerk.getPositions())[0]")
        visit.page.mouse.move(*drawing.evaluate(_NODE, node))
        visit.page.wait_for_timeout(400)  # its title shows
        visit.page.mouse.click(*drawing.evaluate(_NODE, node))
        visit.page.wait_for_url("**kies=**")
        visit.settle()
    if name == "regios":
        visit.page.get_by_role("tab", name="Netwerk").click()
        visit.drawing()
    if name != "tijdlijn":
        # The names are shown, as they are.
        assert any(sign in visit.text() for sign in ("onerror=", "<script>", "alert(5)", "xxxxxxxxxx", "\u202egnirts"))
    assert visit.dialogs == []
    assert visit.outside == []
    assert visit.failed == []
    assert visit.page.locator("img[src=x]").count() == 0
    assert visit.page.locator('a[href^="javascript"]').count() == 0
    assert visit.page.locator('[data-testid="stException"]').count() == 0
    overflow = visit.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0


def test_hostile_names_do_nothing_in_an_exported_page(browser: Any, hostile_server: str, tmp_path: Path) -> None:
    visit = Visit(browser, hostile_server, PAGES["document"])
    visit.settle()
    visit.page.get_by_text("Meenemen", exact=True).click()
    path = _download(visit, "HTML-bestand dat zonder internet opent", tmp_path)
    opened = Visit(browser, "", path.as_uri())
    opened.page.wait_for_selector('body[data-getekend="ja"]')
    for button in opened.page.locator("#rijen button").all()[:5]:
        button.click()
    assert opened.dialogs == []
    assert opened.failed == []
    assert opened.page.locator("img").count() == 0
    assert opened.page.locator("#kaart h2").inner_text() != ""
