"""About Ketengraaf: what is read, how judgements are made, sources, personal data."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pandas as pd
import pyoxigraph as ox
import streamlit as st

from graph.regions import definition_of, label_of
from graph.vocabulary import DCTERMS, KETEN, PROV, RDF, JudgementRule, coded_concepts, graph_iri, judgement_rules
from views.gedeeld import count, load, md, page_link, show_passages, store
from views.regio import dutch_date

#: Modalities that give a plain edge in the network, and those that do not.
WITH_EDGE = ("feitelijk", "mogelijk", "verplicht")
WITHOUT_EDGE = ("voorgenomen", "ontkend")


def show() -> None:
    """Render the page."""
    st.title("Over Ketengraaf")
    st.markdown(
        "Ketengraaf leest bestuurlijke documenten over jeugdhulp en legt vast **wie volgens die documenten "
        "wat doet met wie**: gemeenten, regio's, overleggen, aanbieders, hun taken en hun onderlinge "
        "relaties. Alles wat hier staat leidt terug naar de passage waaruit het is gelezen. Ketengraaf "
        "zegt dus niet hoe het is, maar wat een document zegt dat het is."
    )
    _show_read()
    _show_passages_and_claims()
    _show_judgements()
    _show_checks()
    _show_sources()
    _show_personal_data()


def _header(text: str) -> None:
    st.header(text, anchor=False)


# ---------------------------------------------------------------- what is read


def _show_read() -> None:
    _header("Wat is gelezen, en wat nog niet")
    st.markdown(
        "Er zijn twee manieren van lezen, en zij zijn niet even zeker.\n"
        "- **Met vaste regels**, door een programma: het sjabloon van de regioprofielen van 2013 (gemeenten, "
        "contactpersonen, tabellen met taken, antwoorden). Deze lezing is cel voor cel vergeleken met die van "
        "lezers die de regels niet kenden.\n"
        "- **Zin voor zin, met een taalmodel**: wie in lopende tekst wat doet met wie. Elke bewering heeft de "
        "letterlijke woorden bij zich, en staat op **voorgesteld** tot een mens haar heeft bevestigd. Een "
        "onafhankelijke lezing van dezelfde zinnen vond vier tot zeven van de tien beweringen ook; de cijfers "
        "per document staan in de README. Er kan dus iets ontbreken of anders te lezen zijn: kijk bij twijfel "
        "naar de passage."
    )
    rows = []
    for document in sorted(_instances(str(KETEN.Document)), key=lambda d: label_of(store(), d)):
        slug = document.rpartition("/")[2]
        kinds = (
            (KETEN.Passage, "passages"),
            (KETEN.Taakbelegging, "tabelrijen"),
            (KETEN.Antwoord, "antwoorden"),
        )
        counts = [(count(str(kind), slug), name) for kind, name in kinds]
        rules, proposed, confirmed = _readings(document)
        rows.append(
            {
                "Document": md(label_of(store(), document)),
                "Datum": _dating(document),
                "Met regels": f"{rules} beweringen" if rules else "–",
                "Zin voor zin": f"{proposed + confirmed} beweringen, {confirmed} bevestigd",
                "Ook in de graaf": ", ".join(f"{number} {name}" for number, name in counts if number),
            }
        )
    st.table(pd.DataFrame(rows).set_index("Document"))
    st.caption(
        "Met regels lopende tekst lezen is geprobeerd en gemeten; het vindt nog te weinig, en wordt daarom niet "
        "opgeslagen. Een nieuw prozadocument heeft dus eerst een lezing nodig."
    )


def _readings(document: str) -> tuple[int, int, int]:
    """Return how many claims of a document rules read, how many a reading proposes, and how many are confirmed."""
    graph = ox.NamedNode(document)
    confirmed = {
        q.subject
        for q in store().quads_for_pattern(
            None, ox.NamedNode(str(KETEN.status)), ox.NamedNode(str(KETEN.bevestigd)), graph
        )
    }
    agents = store().quads_for_pattern(None, ox.NamedNode(str(PROV.wasAttributedTo)), None, graph)
    curated = {q.subject for q in agents if "/curator/" in str(q.object)}
    both = len(confirmed & curated)
    return count(str(KETEN.Bewering), document.rpartition("/")[2]) - len(curated), len(curated) - both, both


def _dating(document: str) -> str:
    """Return the date of a document, or the days between which it was written."""
    date = _value(document, str(DCTERMS.date))
    if date:
        return dutch_date(dt.date.fromisoformat(date))
    begin, end = _value(document, str(KETEN.dateringVan)), _value(document, str(KETEN.dateringTot))
    between = [("vanaf", begin), ("tot", end)]
    parts = [f"{word} {dutch_date(dt.date.fromisoformat(day))}" for word, day in between if day]
    return " ".join(parts) or "onbekend"


# ---------------------------------------------------------------- passages and claims


def _show_passages_and_claims() -> None:
    _header("Hoe passages en beweringen werken")
    st.markdown(
        "- Een **passage** is een stuk van een document, van het ene teken tot het andere, met het citaat "
        "erbij. Bij elke controle wordt het citaat met de tekst vergeleken.\n"
        "- Een **bewering** is één uitspraak: onderwerp, relatie, object, met een of meer passages als "
        "bewijs. Zij zegt ook hoe stellig het document is en of een mens haar heeft bevestigd.\n"
        f"- Een uitspraak die {_words(WITH_EDGE)} is en niet is afgewezen, wordt een **lijn** in het "
        f"netwerk. Wat {_words(WITHOUT_EDGE)} is blijft zichtbaar als bewering, maar wordt nooit een gewone "
        "lijn.\n"
        "- Elk document heeft een **eigen deel** van de graaf: zo is altijd te zien wie iets zegt.\n"
        "- Gemeenten worden herkend **op de datum van het document**: Winsum bestaat in 2013, Eemsdelta "
        "pas vanaf 2021."
    )
    with st.expander("Een voorbeeld: een gemeente die aan een regio deelneemt"):
        region = next((r for r in load().profiles if r.members), None)
        if region is None:
            st.info("Er is nog geen deelname gelezen.")
        else:
            member = region.members[0]
            st.markdown(
                f"{md(member.municipality.name)} **{md(label_of(store(), str(KETEN.neemtDeelAan)))}** "
                f"{md(region.title)}."
            )
            show_passages(member.passages)


def _words(keys: tuple[str, ...]) -> str:
    return " of ".join(filter(None, [", ".join(keys[:-1]), keys[-1]]))


# ---------------------------------------------------------------- judgements


def _show_judgements() -> None:
    rules = judgement_rules()
    judged = Counter(
        j.judgement or "onbekend"
        for r in load().regions.values()
        for q, j in r.answers.items()
        if q in {rule.question for rule in rules if rule.question}
    )
    _header("Hoe een antwoord een oordeel krijgt")
    st.markdown(
        "De regio's antwoordden in 2013 in eigen woorden op de vragen 1a tot en met 1d. Of zo'n antwoord "
        "**ja**, **deels** of **nee** is, bepalen vaste regels, niet een model dat raadt. De regels worden "
        "in volgorde geprobeerd; de eerste die past beslist, en staat bij het oordeel. Past er geen, dan "
        "is het oordeel **onbekend**: dan moet een mens het antwoord lezen. Een oordeel gaat over wat het "
        "antwoord zegt, niet over of het waar is."
    )
    parts = [f"{coded_concepts('oordeel')[k].label}: **{judged[k]}**" for k in coded_concepts("oordeel")]
    st.markdown(f"Van de {sum(judged.values())} antwoorden kregen als oordeel — {', '.join(parts)}.")
    used = Counter(
        q.object.value
        for q in store().quads_for_pattern(None, ox.NamedNode(str(KETEN.oordeelregel)), None)
        if isinstance(q.object, ox.NamedNode)
    )
    with st.expander(f"Alle {len(rules)} regels, in de volgorde waarin ze worden geprobeerd"):
        st.markdown("\n".join(f"1. {_rule(rule, used[rule.iri])}" for rule in rules))
    page_link(
        "controle",
        "Antwoorden waar geen regel op past",
        icon=":material/fact_check:",
        code="oordeel-onbekend",
    )


def _rule(rule: JudgementRule, used: int) -> str:
    """Return a rule as a line of Markdown: its judgement, the question it is for, when it applies, how often."""
    judgement = coded_concepts("oordeel")[rule.judgement].label
    question = f"vraag {rule.question}" if rule.question else "elke vraag"
    return f"**{judgement}** ({question}): {md(definition_of(rule.iri))} *{used} keer toegepast.*"


def _show_checks() -> None:
    _header("Hoe de graaf wordt gecontroleerd")
    st.markdown(
        "Voordat de graaf wordt opgeslagen, wordt hij gehouden tegen vormen (SHACL): geen bewering zonder "
        "passage, geen lijn zonder bewering, geen gemeente op een dag waarop zij niet bestond. Bij een "
        "overtreding wordt niets opgeslagen. Wat de controle vindt, staat met de passage op de pagina "
        "Controle."
    )
    page_link("controle", "Naar de controle", icon=":material/fact_check:")


# ---------------------------------------------------------------- sources and personal data


def _show_sources() -> None:
    _header("Bronnen")
    register = str(graph_iri("register"))
    sources = sorted(v for v in _values(register, str(DCTERMS.source)))
    st.markdown(
        "De documenten zijn van de overheden en samenwerkingsverbanden die ze schreven; hun tekst is "
        "overgenomen zoals hij is ontvangen. Het register van gemeenten, provincies en herindelingen "
        "berust op:"
    )
    st.markdown("\n".join(f"- {md(s)}" for s in sources))
    rights = _value(register, str(DCTERMS.rights))
    st.markdown(
        f"{md(rights)} Naamsvermelding: **TOOI**, Kennis- en Exploitatiecentrum Officiële "
        "Overheidspublicaties (KOOP); **RvIG**, Rijksdienst voor Identiteitsgegevens, Landelijke tabel 33; "
        "**© CBS en Kadaster**, gemeentegrenzen, CC BY 4.0. De ligging van een gemeente is uit die grenzen "
        "afgeleid: één punt in haar grootste deel."
    )


def _show_personal_data() -> None:
    _header("Persoonsgegevens")
    people = count(str(KETEN.Persoon))
    st.markdown(
        "Van mensen staan alleen **naam en rol** in de graaf, en alleen van wie een document als "
        f"contactpersoon noemt ({people} personen, stand van 2013). **E-mailadressen en telefoonnummers** "
        "komen niet in de graaf en worden nergens getoond: ook in de tekst rond een passage staat dan "
        "*[e-mailadres]* of *[telefoonnummer]*. De namen zijn van toen; iemand kan inmiddels iets anders "
        "doen. In de aangehaalde tekst zelf kunnen andere namen staan, zoals het document ze noemt. "
        "Ketengraaf haalt bij het bekijken niets van andere websites."
    )


# ---------------------------------------------------------------- facts


def _instances(kind: str) -> list[str]:
    found = store().quads_for_pattern(None, ox.NamedNode(str(RDF.type)), ox.NamedNode(kind))
    return sorted({q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)})


def _values(iri: str, predicate: str) -> set[str]:
    found = store().quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None)
    return {q.object.value for q in found if isinstance(q.object, ox.Literal | ox.NamedNode)}


def _value(iri: str, predicate: str) -> str:
    return min(_values(iri, predicate), default="")
