"""Rows of the questions that were read in the documents: each names the place where a person can check it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.library import questions
from graph.query import Questioner
from loaders.document import DOCUMENTS_FOLDER
from tests import test_queries
from tests.test_queries import rows_of

KADER, TWENTE = "id:document/samenwerkingskader-groningen", "id:document/samenwerkingsagenda-twente"
BRIEF, VOORSTEL = "id:document/raadsbrief-westerkwartier", "id:document/raadsvoorstel-regiovisie-groningen"
PLATFORM = "Regionaal bestuurlijk platform"
KADER_TITLE = "Samenwerkingskader ketenpartners jeugdhulpregio Groningen"
BRIEF_TITLE = "Raadsbrief over ontwikkelingen rondom jeugdhulp"
PARTIJEN = "partijen die betrokken zijn in de jeugdhulpketen in de regio Groningen"
RIGG = "Regionale Inkooporganisatie Groninger Gemeenten"
JURIDISCH = "Is de samenwerking juridisch geborgd?"

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


PROFIELEN = "regioprofielen-2013"

# key, values, columns, a row that must be there, and where it was read: the document and its words.
QUOTED = [
    (
        "wie-ondertekent-wat",
        {"document": KADER},
        "wie relatie wat modaliteit",
        ("colleges van burgemeester en wethouders van de Groninger gemeenten", "ondertekent", KADER_TITLE, "feitelijk"),
        "samenwerkingskader-groningen",
        "In ieder geval wordt deze verklaring ondertekend door alle colleges van B&W van de Groninger gemeenten.",
    ),
    (
        "wie-ondertekent-wat",
        {"document": KADER},
        "wie relatie wat modaliteit",
        (PARTIJEN, "ondertekent", KADER_TITLE, "mogelijk"),
        "samenwerkingskader-groningen",
        "Alle partijen die betrokken zijn in de jeugdhulpketen in de regio Groningen kunnen deze verklaring",
    ),
    (
        "wie-ondertekent-wat",
        {"document": VOORSTEL},
        "wie relatie modaliteit",
        ("college van burgemeester en wethouders van Groningen", "ondertekent", "ontkend"),
        "raadsvoorstel-regiovisie-groningen",
        "Dit raadsvoorstel is elektronisch aangemaakt en daarom niet ondertekend.",
    ),
    (
        "wie-werkt-samen",
        {"document": KADER},
        "wie relatie wat modaliteit",
        (PARTIJEN, "werkt samen met", PARTIJEN, "verplicht"),
        "samenwerkingskader-groningen",
        (
            "Partijen hebben elkaar daarvoor nodig en onderkennen dat het essentieel is dat alle partijen in de keten "
            "samenwerken, ieder vanuit zijn eigen verantwoordelijkheid."
        ),
    ),
    (
        "wie-werkt-samen",
        {"document": KADER},
        "wie relatie wat modaliteit",
        ("kwartiermaker", "overlegt met", "voorzitter van het Regionaal bestuurlijk platform", "feitelijk"),
        "samenwerkingskader-groningen",
        "De kwartiermaker stelt, in samenspraak met de voorzitter van het Regionaal bestuurlijk platform, de agenda op",
    ),
    (
        "wie-beslist-waarover",
        {},
        "wie relatie wat modaliteit",
        ("gemeenteraad van Groningen", "stelt vast", "Regiovisie Jeugdhulp Groningen", "voorgenomen"),
        "raadsvoorstel-regiovisie-groningen",
        (
            "De raad besluit 1. kennis te nemen van de “reactienota regiovisie”; 2. de regiovisie jeugd van regio "
            "Groningen vast te stellen."
        ),
    ),
    (
        "wie-beslist-waarover",
        {},
        "wie relatie wat modaliteit",
        ("gemeenten in de Regio Twente", "stelt vast", "Visienota Jeugdzorg (Twente)", "feitelijk"),
        PROFIELEN,
        "De Visienota Jeugdzorg is begin 2013 door de lokale Twentse gemeenten vastgesteld.",
    ),
    (
        "gremia-per-regio",
        {},
        "nummer gremium",
        ("1", "kernteam van zorginstellingen (Groningen)"),
        PROFIELEN,
        (
            "Er bestaat een kernteam van zorginstellingen dat momenteel als gesprekspartner voor de routekaart van de "
            "transitie jeugdzorg geldt."
        ),
    ),
    (
        "gremia-per-regio",
        {},
        "nummer gremium",
        ("3", "Algemeen Bestuurlijk Overleg Portefeuillehouders Jeugd (Drenthe)"),
        PROFIELEN,
        "De gedeputeerde neemt deel aan het Algemeen Bestuurlijk Overleg Portefeuillehouders Jeugd van de 12",
    ),
    # Lines 1077-1123 and 1446-1488: the tables of Flevoland and Rivierenland.
    (
        "taak-op-de-kaart",
        {},
        "gemeente niveau regio",
        ("Almere", "bovenregionaal", "Regio Flevoland"),
        PROFIELEN,
        "Deelnemende gemeenten: Almere, Dronten, Lelystad, Noord-Oostpolder, Urk, Zeewolde",
    ),
    (
        "taak-op-de-kaart",
        {},
        "gemeente niveau regio",
        ("Tiel", "lokaal", "Regio Rivierenland"),
        PROFIELEN,
        "Jeugdzorgplus Lokaal Intentie",
    ),
    # The only denial of a relation in each; that one does not hide behind procedures, or does not discuss in public,
    # is conduct and no relation to anyone.
    (
        "beweringen-per-document",
        {},
        "document modaliteit aantal",
        (KADER_TITLE, "ontkend", "1"),
        "samenwerkingskader-groningen",
        "De Regiegroep neemt geen formele besluiten",
    ),
    (
        "beweringen-per-document",
        {},
        "document modaliteit aantal",
        ("Uitgangspunten Samenwerkingsagenda Twente (tweede versie)", "ontkend", "1"),
        "samenwerkingsagenda-twente",
        "We hebben geen behoefte aan formele doorzettingsmacht",
    ),
    # Article 4a, “kan … adviseren”, and 7a, “kunnen … ondertekenen”, are all that is merely possible.
    (
        "beweringen-per-document",
        {},
        "document modaliteit aantal",
        (KADER_TITLE, "mogelijk", "2"),
        "samenwerkingskader-groningen",
        "De Regiegroep kan het Regionaal bestuurlijk platform adviseren over de in de werkagenda opgenomen thema’s.",
    ),
    (
        "beweringen-per-relatie",
        {},
        "relatie aantal",
        ("kiest", "1"),
        "samenwerkingskader-groningen",
        "De Regiegroep kiest uit haar midden een voorzitter.",
    ),
    # The other two: Friesland, “een gezamenlijk aangestelde kwartiermaker”, and Arnhem, “een regionale projectleider”.
    (
        "beweringen-per-relatie",
        {},
        "relatie aantal",
        ("benoemt", "3"),
        "samenwerkingskader-groningen",
        "De kwartiermaker wordt door de Regiegroep aangesteld.",
    ),
    (
        "netwerk-van-een-document",
        {},
        "s p o",
        ("ontwikkeltafels", "legt voor aan", "Regiegroep"),
        "samenwerkingskader-groningen",
        (
            "De Ontwikkeltafels bereiden de in de werkagenda opgenomen thema’s op inhoud voor, en leggen voorstellen "
            "voor aan de Regiegroep."
        ),
    ),
    (
        "netwerk-van-een-document",
        {},
        "s p o",
        ("Regiegroep", "benoemt", "kwartiermaker"),
        "samenwerkingskader-groningen",
        "De kwartiermaker wordt door de Regiegroep aangesteld.",
    ),
    # Counted in the 42 tables: “Lokaal” is line 1488. Regionaal alone 9 (43, 267, 1992, 4001, 5306, 5658, 6593, 6793,
    # 7522), in words around it 7083 and 6106, beside bovenregionaal 676, 4445, 7896 and 8160.
    (
        "niveaus-per-taak",
        {},
        "taak niveau aantal",
        ("Jeugdzorgplus", "lokaal", "1"),
        PROFIELEN,
        "Jeugdzorgplus Lokaal Intentie",
    ),
    (
        "niveaus-per-taak",
        {},
        "taak niveau aantal",
        ("Jeugdzorgplus", "regionaal", "15"),
        PROFIELEN,
        "Jeugdzorgplus Regionaal; mogelijk bovenregionaal vanwege hoogspecialistische en financieel risicovolle taak",
    ),
    # Lines 836-859 and 1969-1992: ten of the eleven tasks.
    (
        "overeenstemming-per-regio",
        {},
        "nummer regio aantal",
        ("5", "Regio IJsselland", "10"),
        PROFIELEN,
        "Jeugdzorgplus Bovenregionaal Intentie Toelichting In de regionale visie is ook een interventiemodel",
    ),
    (
        "overeenstemming-per-regio",
        {},
        "nummer regio aantal",
        ("11", "Regio Rijk van Nijmegen", "10"),
        PROFIELEN,
        "Residentieel (niet GGZ en LVB) Regionaal Gedeelde afspraak Crisisopvang Bovenregionaal Intentie",
    ),
    # Kader: they prepare, submit, and have worked out themes; all signatories are named once and sign.
    (
        "twee-documenten-over-hetzelfde",
        {},
        "iets tweede aantalTweede",
        ("ontwikkeltafels", KADER_TITLE, "3"),
        "samenwerkingskader-groningen",
        "de uitwerking van thema’s in de ontwikkeltafels",
    ),
    # Ten colleges that it consists of, that it is one of the parties, and that it signs.
    (
        "twee-documenten-over-hetzelfde",
        {},
        "iets tweede aantalTweede",
        ("colleges van burgemeester en wethouders van de Groninger gemeenten", KADER_TITLE, "12"),
        "samenwerkingskader-groningen",
        (
            "de colleges van burgemeester en wethouders van de gemeenten Eemsdelta, Groningen, Het Hogeland, "
            "Midden-Groningen, Oldambt, Pekela, Stadskanaal, Veendam, Westerkwartier en Westerwolde,"
        ),
    ),
    (
        "zelfde-bewering-twee-documenten",
        {},
        "wie relatie wat1 document1 wat2",
        (RIGG, "koopt in", "jeugdhulp", BRIEF_TITLE, "specialistische jeugdhulp"),
        "raadsbrief-westerkwartier",
        "De gewenste beweging faciliteert de RIGG door de wijze waarop ze de jeugdhulp contracteren en financieren.",
    ),
    (
        "zelfde-bewering-twee-documenten",
        {},
        "wie relatie wat1 wat2",
        (RIGG, "koopt in", "jeugdhulp", "hoog specialistische jeugdhulp"),
        "raadsvoorstel-regiovisie-groningen",
        (
            "De Regionale Inkooporganisatie Groninger Gemeenten (RIGG) ondersteunt hierbij door (hoog) specialistische "
            "jeugdhulp in te kopen,"
        ),
    ),
    (
        "antwoorden-zonder-bewering",
        {},
        "nummer vraag tekst",
        ("1", JURIDISCH, "Nee, dit dient nog nader uitgewerkt te worden."),
        PROFIELEN,
        "1d. Is de samenwerking juridisch geborgd? Nee, dit dient nog nader uitgewerkt te worden.",
    ),
    (
        "antwoorden-zonder-bewering",
        {},
        "nummer vraag tekst",
        ("3", JURIDISCH, "Nee, deze samenwerking is op vrijwillige basis maar is niet vrijblijvend."),
        PROFIELEN,
        "Nee, deze samenwerking is op vrijwillige basis maar is niet vrijblijvend.",
    ),
    (
        "oordeel-onbekend",
        {},
        "nummer vraag tekst",
        ("16", JURIDISCH, "Het is in nog te vroeg om op deze vraag inhoudelijke antwoorden te geven."),
        PROFIELEN,
        "Het is in nog te vroeg om op deze vraag inhoudelijke antwoorden te geven.",
    ),
    (
        "oordeel-onbekend",
        {},
        "nummer tekst",
        ("16", "Dat is opgenomen in de transitieagenda."),
        PROFIELEN,
        "Dat is opgenomen in de transitieagenda.",
    ),
    (
        "minst-zekere-beweringen",
        {},
        "wie relatie wat",
        ("Skarsterlân", "neemt deel aan", "Regio Friesland"),
        PROFIELEN,
        "Skasterlân",
    ),
    (
        "minst-zekere-beweringen",
        {},
        "wie relatie wat",
        ("IJsselstein", "neemt deel aan", "Regio Lekstroom"),
        PROFIELEN,
        "IJsseltein",
    ),
    # The whole of it is these two sentences; its subregions have the answers.
    (
        "waar-is-de-graaf-dun",
        {},
        "nummer antwoorden",
        ("34", "0"),
        PROFIELEN,
        (
            "Daarna is er in een tweetal subregio’s (West-Brabant-West en West-Brabant- Oost) uiteen gegaan om met "
            "deze visie als onderlegger verder te gaan. Hieronder per sub-regio een antwoord."
        ),
    ),
    # Lines 1446-1600: all questions but the first of part 2 are asked, which begins at 1a.
    (
        "waar-is-de-graaf-dun",
        {},
        "nummer antwoorden",
        ("8", "11"),
        PROFIELEN,
        "8 Regio Rivierenland Deelnemende gemeenten: Buren, Culemborg, Geldermalsen, Lingewaal, Maasdriel,",
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


@pytest.mark.parametrize(
    ("key", "values", "columns", "row", "document", "words"), QUOTED, ids=[f"{c[0]}-{n}" for n, c in enumerate(QUOTED)]
)
def test_row_that_was_read_is_there_and_so_are_its_words(  # noqa: PLR0913  one row with its place
    asked: Questioner, key: str, values: dict[str, str], columns: str, row: tuple[str, ...], document: str, words: str
) -> None:
    text = (DOCUMENTS_FOLDER / document / "tekst.txt").read_text(encoding="utf-8")
    assert words in " ".join(text.split())
    found = {tuple(r[c] for c in columns.split()) for r in rows_of(asked, key, **values)}
    assert row in found


def test_every_question_has_a_row_that_was_read() -> None:
    with_rows = {case[0] for case in (*ROWS, *QUOTED)}
    source = Path(test_queries.__file__).read_text(encoding="utf-8")
    elsewhere = {q.key for q in questions() if f'rows_of(questioner, "{q.key}")' in source}
    # The question that is answered with yes or no has its own test below.
    assert {q.key for q in questions()} - with_rows - elsewhere == {"staat-dit-in-de-graaf"}


def test_a_document_says_that_the_regiegroep_advises_and_none_that_it_buys(asked: Questioner) -> None:
    # samenwerkingskader, article 4a: "De Regiegroep kan het Regionaal bestuurlijk platform adviseren"
    question = next(q for q in questions() if q.key == "staat-dit-in-de-graaf")
    assert asked.ask(question.text).value is True
    # Article 4 says all that there is about it; buying is not in it, and of formal decisions only that it takes none.
    assert asked.ask(question.filled({"relatie": "keten:kooptIn"})).value is False
    assert asked.ask(question.filled({"relatie": "keten:bevoegdheid"})).value is False


def test_answer_that_is_the_table_of_tasks_counts_as_read(asked: Questioner) -> None:
    # Region 2, lines 246-267: nothing but the table, from which the levels were read.
    rows = rows_of(asked, "antwoorden-zonder-bewering")
    assert not [r for r in rows if r["tekst"].startswith("Organisatie eerste lijn")]
    # Region 4, line 678: the remark under the table says that agreements are in a memorandum, and nothing of who.
    assert ("4", "*Gedeelde afspraken zijn opgenomen in visienota jeugdzorg") in {
        (r["nummer"], r["tekst"]) for r in rows
    }


def test_signatories_have_all_23_municipalities_of_the_region(asked: Questioner) -> None:
    # documents/regioprofielen-2013/tekst.txt, lines 3-5.
    rows = rows_of(asked, "gemeenten-achter-ondertekenaars", document=KADER)
    assert len({r["voorganger"] for r in rows if r["regio"] == "Regio Groningen"}) == 23


def test_nothing_changed_after_the_last_event(asked: Questioner) -> None:
    assert rows_of(asked, "herindelingen-sinds", vanaf="2100-01-01") == []
