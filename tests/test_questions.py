"""Rows of the questions that were read in the documents: each names the place where a person can check it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.query import Questioner
from tests.test_queries import rows_of

KADER, TWENTE = "id:document/samenwerkingskader-groningen", "id:document/samenwerkingsagenda-twente"
BRIEF, VOORSTEL = "id:document/raadsbrief-westerkwartier", "id:document/raadsvoorstel-regiovisie-groningen"
PLATFORM = "Regionaal bestuurlijk platform"

# key, values, columns, a row that must be there; the comment says where it was read.
ROWS = [
    # samenwerkingskader, article 4a: may advise; article 5: submit proposals
    (
        "wie-adviseert-wie",
        {"document": KADER},
        "wie relatie wat modaliteit",
        ("Regiegroep", "adviseert", PLATFORM, "mogelijk"),
    ),
    ("wie-adviseert-wie", {"document": KADER}, "wie relatie wat", ("ontwikkeltafels", "legt voor aan", "Regiegroep")),
    # article 4b and 6a
    ("wie-benoemt-wie", {}, "wie relatie wat", ("Regiegroep", "kiest", "voorzitter van de Regiegroep")),
    ("wie-benoemt-wie", {}, "wie relatie wat", ("Regiegroep", "benoemt", "kwartiermaker")),
    # article 3d
    ("wie-benoemt-wie", {}, "wie relatie", (PLATFORM, "heeft als voorzitter")),
    # article 4a: takes no formal decisions
    (
        "wat-mag-een-gremium",
        {"gremium": "id:gremium/regiegroep-groningen"},
        "relatie wat modaliteit",
        ("bevoegdheid", "formele besluiten", "ontkend"),
    ),
    ("wat-wordt-ontkend", {"document": KADER}, "wie wat", ("Regiegroep", "formele besluiten")),
    # article 4a: composed of representatives of clients
    (
        "wie-zit-in-welk-overleg",
        {"document": KADER},
        "wie relatie wat",
        ("Regiegroep", "bestaat uit", "vertegenwoordigers van cliënten"),
    ),
    # article 6a
    ("wie-is-verantwoordelijk", {"document": KADER}, "wie relatie", ("kwartiermaker", "coördineert")),
    ("wie-is-verantwoordelijk", {"document": KADER}, "wie relatie", ("kwartiermaker", "bewaakt")),
    # articles 3c, 7b and 7c
    ("termijnen-en-frequentie", {"document": KADER}, "wie wat", (PLATFORM, "tenminste drie keer per jaar")),
    ("termijnen-en-frequentie", {"document": KADER}, "relatie wat", ("looptijd", "geen einddatum")),
    ("termijnen-en-frequentie", {"document": KADER}, "relatie wat", ("evaluatiemoment", "in het voorjaar van 2024")),
    # articles 5, 5 and 4a, in this order
    ("route-van-een-thema", {}, "stap wie relatie", ("1", "ontwikkeltafels", "bereidt voor")),
    ("route-van-een-thema", {}, "stap wie wat", ("2", "ontwikkeltafels", "Regiegroep")),
    ("route-van-een-thema", {}, "stap wie wat", ("3", "Regiegroep", PLATFORM)),
    ("alles-over-een-actor", {}, "wie relatie wat", ("ontwikkeltafels", "legt voor aan", "Regiegroep")),
    # Twente, "Wanneer er strijdigheid optreedt tussen actielijnen agenderen de bestuurlijk trekkers"
    ("wat-wordt-besproken", {"document": TWENTE}, "wie relatie", ("bestuurlijk trekkers", "agendeert")),
    # Twente, point 1: "De partijen onderschrijven de leidende principes van de regiovisie"
    ("wie-respecteert-wat", {}, "relatie wat", ("onderschrijft", "leidende principes van de regiovisie")),
    # Twente, point 1: "geen behoefte aan formele doorzettingsmacht"
    ("zoek-in-passages", {}, "wat modaliteit", ("doorzettingsmacht", "ontkend")),
    # Westerkwartier: "burgemeester en wethouders" write to the council
    ("wie-informeert-wie", {"document": BRIEF}, "relatie wat", ("informeert", "gemeenteraad van Westerkwartier")),
    # Westerkwartier, the signature
    ("wie-heeft-welke-functie", {"document": BRIEF}, "wie wat", ("A. van der Tuuk", "burgemeester van Westerkwartier")),
    # Westerkwartier, on the administrative consultation
    (
        "termijnen-en-frequentie",
        {"document": BRIEF},
        "relatie wat",
        ("vergaderfrequentie", "drie tot vier keer per jaar"),
    ),
    # Groningen, what the RIGG does
    (
        "wie-koopt-in",
        {"document": VOORSTEL},
        "wie wat",
        ("Regionale Inkooporganisatie Groninger Gemeenten", "specialistische jeugdhulp"),
    ),
    # Groningen, "Dit kan alleen met de kennis en expertise van zorgaanbieders"
    ("wat-moet", {"document": VOORSTEL}, "wie wat", ("zorgaanbieders", "hybride model")),
    # Groningen, "de regiovisie … vast te stellen" is asked of the council
    ("wat-is-voorgenomen", {"document": VOORSTEL}, "wie relatie", ("gemeenteraad van Groningen", "stelt vast")),
    # Groningen, "Voorbeelden … 'de Transformatieagenda'"
    ("wat-is-gebaseerd-op-wat", {}, "relatie wat", ("is gebaseerd op", "Transformatieagenda")),
    # Kader, party 1, and the mergers of 2018, 2019 and 2021 in the register
    ("gemeenten-achter-ondertekenaars", {}, "gemeente voorganger", ("Eemsdelta", "Appingedam")),
    ("gemeenten-achter-ondertekenaars", {}, "gemeente voorganger", ("Westerkwartier", "Leek")),
    ("gemeenten-achter-ondertekenaars", {}, "gemeente voorganger", ("Groningen", "Haren")),
    # Profiles of 2013: the tables of Groningen (line 36 and around) and Haaglanden
    ("taken-van-een-regio", {}, "taak niveau overeenstemming", ("Pleegzorg", "regionaal", "intentie")),
    ("taken-zonder-niveau", {}, "nummer regio", ("29", "Regio Haaglanden")),
    (
        "antwoorden-op-een-vraag",
        {"vraag": "id:vraag/1d"},
        "nummer tekst",
        ("36", "Ja, via de gemeenschappelijke regeling."),
    ),
    ("antwoorden-van-een-regio", {}, "oordeel tekst", ("nee", "Nee, dit dient nog nader uitgewerkt te worden.")),
    ("juridisch-geborgd", {"oordeel": "id:oordeel/ja"}, "nummer oordeel", ("36", "ja")),
    ("contactpersonen", {"regio": "id:regio/2013/groningen"}, "persoon", ("Hans Jager",)),
    # Register
    (
        "regio-van-een-gemeente",
        {"gemeente": "gm:gm0022"},
        "gemeente regio vandaag",
        ("Leek", "Regio Groningen", "Westerkwartier"),
    ),
    ("herindelingen-sinds", {"vanaf": "2021-01-01"}, "gemeente opvolger", ("Haaren", "Vught")),
    ("herindelingen-sinds", {"vanaf": "2021-01-01"}, "gemeente opvolger", ("Delfzijl", "Eemsdelta")),
    ("gemeenten-op-de-kaart", {}, "gemeente regio", ("Ten Boer", "Regio Groningen")),
    ("aantal-gemeenten", {}, "aantal", ("408",)),
    ("aantal-gemeenten", {"regio": "id:regio/2013/groningen"}, "aantal", ("23",)),
    ("namen-die-op-elkaar-lijken", {}, "naam soortEen soortAnder", ("Groningen", "gemeente", "provincie")),
    ("documenten-en-datering", {}, "document", ("Raadsvoorstel Regiovisie jeugd regio Groningen",)),
    # IJsselland, answer to question 3 of governance: no talks with care office and insurer yet
    (
        "overleg-met-financiers",
        {"modaliteit": "keten:ontkend"},
        "wie relatie",
        ("gemeenten in de Regio IJsselland", "overlegt met"),
    ),
]


@pytest.fixture(scope="module")
def asked() -> Iterator[Questioner]:
    questioner = Questioner()
    yield questioner
    questioner.close()


@pytest.mark.parametrize(("key", "values", "columns", "row"), ROWS, ids=lambda v: str(v)[:30])
def test_row_that_was_read_is_there(
    asked: Questioner, key: str, values: dict[str, str], columns: str, row: tuple[str, ...]
) -> None:
    found = {tuple(r[c] for c in columns.split()) for r in rows_of(asked, key, **values)}
    assert row in found


def test_signatories_have_all_23_municipalities_of_the_region(asked: Questioner) -> None:
    # documents/regioprofielen-2013/tekst.txt, lines 3-5.
    rows = rows_of(asked, "gemeenten-achter-ondertekenaars", document=KADER)
    assert len({r["voorganger"] for r in rows if r["regio"] == "Regio Groningen"}) == 23


def test_nothing_changed_after_the_last_event(asked: Questioner) -> None:
    assert rows_of(asked, "herindelingen-sinds", vanaf="2100-01-01") == []
