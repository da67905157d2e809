"""A graph in which every name and quotation is an attack: no page runs it, and each page still opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph.store import DATA_FOLDER
from graph.vocabulary import DCTERMS, KETEN, RDFS, SH, SKOS
from tests.browsing import IN_BROWSER, Visit, running_app

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "omgekeerd \u202egnol tset\u202c en \u200f terug",
    "[klik](javascript:alert(1)) ![](http://voorbeeld.nl/x.png)",
    "$x^2$ :material/home: `code` **vet** :red[rood]",
    "{{constructor.constructor('alert(1)')()}}",
    "lang " * 1000,
)
#: Everything that a page shows of what a document says.
TEXTS = (
    RDFS.label, SKOS.prefLabel, SKOS.altLabel, DCTERMS.title, DCTERMS.coverage, DCTERMS.publisher, RDFS.comment,
    KETEN.citaat, KETEN.tekst, KETEN.toelichting, KETEN.niveauTekst, KETEN.overeenstemmingTekst, SH.resultMessage,
)  # fmt: skip
PAGES = (
    "",
    "regios",
    "regios?weergave=kaart",
    "regios?regio=friesland&taak=pleegzorg",
    "regio?regio=friesland",
    "vragen?vraag=wie-adviseert-wie",
    "netwerk?start=groningen",
    "controle",
    "over",
    "document",
    "document?slug=samenwerkingskader-groningen",
    "document?slug=regioprofielen-2013",
    "ding?id=gremium/regiegroep-groningen",
    "ding?id=persoon/hans-jager",
    "ding?id=regio/2013/groningen",
    "zoek?vraag=script",
    "zoek?vraag=lang",
)

pytestmark = IN_BROWSER


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("vijandig")
    write_hostile(folder)
    with running_app({"KETENGRAAF_DATA": str(folder)}) as base:
        yield base


def write_hostile(folder: Path) -> None:
    """Write the stored graph with an attack in the place of each text that a document gave."""
    texts = {str(p) for p in TEXTS}
    for path in DATA_FOLDER.glob("*.nq"):
        quads = list(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))
        if path.name.startswith(("document-", "graaf-bevindingen", "graaf-register")):
            quads = [_attacked(q, n) if q.predicate.value in texts else q for n, q in enumerate(quads)]
        (folder / path.name).write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")


def _attacked(quad: ox.Quad, number: int) -> ox.Quad:
    if not isinstance(quad.object, ox.Literal):
        return quad
    text = HOSTILE[number % len(HOSTILE)]
    value = ox.Literal(text, language=quad.object.language) if quad.object.language else ox.Literal(text)
    return ox.Quad(quad.subject, quad.predicate, value, quad.graph_name)


@pytest.mark.parametrize("address", PAGES)
def test_hostile_texts_do_nothing(browser: Any, server: str, address: str) -> None:
    with Visit(browser, server, address, width=400) as visit:
        visit.settle()
        visit.page.wait_for_timeout(300)
        assert visit.dialogs == []
        assert visit.outside == []
        assert [f for f in visit.failed if "404" not in f] == []
        assert visit.page.locator("img[src=x], [onerror], a[href^='javascript:']").count() == 0
        assert visit.page.locator('[data-testid="stException"]').count() == 0
        assert visit.overflow() <= 0


def test_a_hostile_name_can_be_found_and_opened(browser: Any, server: str) -> None:
    with Visit(browser, server, "over") as visit:
        visit.settle()
        visit.page.locator("input[role=combobox][aria-controls=zoeklijst]").press_sequentially("img src", delay=20)
        # The name itself, and not something of which it is another name: whose first page heading would be its own.
        choice = visit.page.locator(".keus", has_text=re.compile(r"^<img src=x onerror=alert\(1\)>")).first
        choice.wait_for()
        choice.click()
        visit.page.get_by_role("heading", level=1, name="<img src=x onerror=alert(1)>").wait_for()
        assert visit.dialogs == []
        assert visit.page.locator("img[src=x]").count() == 0
