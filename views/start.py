"""The home page: what Ketengraaf is, what is in it, and where each kind of user begins."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.vocabulary import KETEN, coded_concepts
from loaders.document import Metadata, document_slugs, read_metadata
from views.gedeeld import count, load, md, page_link, store, thousands
from views.regio import dutch_date

#: Key of a question in `queries/`, and how the home page asks it.
EXAMPLES = {
    "jeugdbescherming-per-niveau": "Op welk niveau zat jeugdbescherming?",
    "juridisch-geborgd": "Waar was samenwerking juridisch geborgd?",
    "wat-werd-van-gemeenten": "Wat werd er van de gemeenten van 2013?",
}
#: Kind of user, what one comes for, and the pages to go to: address, text, icon.
USERS = (
    (
        "U analyseert",
        "Stel een kant-en-klare vraag of schrijf zelf SPARQL, en neem de uitkomst mee naar Excel of R.",
        (("vragen", "Naar Vragen", ":material/search:"),),
    ),
    (
        "U bestuurt, adviseert of werkt in de keten",
        "Bekijk per regio wie wat doet en hoe vast dat staat, en lees de passage waar het vandaan komt.",
        (("regios", "Naar Regio's", ":material/grid_on:"), ("netwerk", "Naar Netwerk", ":material/hub:")),
    ),
    (
        "U controleert",
        "Zie waar documenten of gegevens elkaar tegenspreken, met bij elke melding wat er moet veranderen.",
        (("controle", "Naar Controle", ":material/fact_check:"),),
    ),
)


def show() -> None:
    """Render the page."""
    st.title("Ketengraaf")
    st.markdown(
        "Wie doet wat met wie in de jeugdhulp? Ketengraaf leest bestuurlijke documenten over de jeugdhulp en "
        "zet wat erin staat om in één kennisgraaf: regio's, gemeenten, taken, overleggen en afspraken. Bij "
        "elk gegeven ziet u de precieze passage waar het uit gelezen is, zodat u het zelf kunt nagaan."
    )
    _show_counts()
    _show_users()
    _show_examples()
    _show_documents()


def _show_counts() -> None:
    st.subheader("Wat erin zit")
    with st.container(horizontal=True):
        for label, value in counts().items():
            st.metric(label, thousands(value), width=117)


def counts() -> dict[str, int]:
    """Return how much of what the graph holds, by its name on the page."""
    regions = load().regions.values()
    return {
        "Documenten": count(KETEN.Document),
        "Regio's": sum(1 for r in regions if r.parent is None),
        "Gemeenten in 2013": len({m.municipality.iri for r in regions for m in r.members}),
        "Beweringen": count(KETEN.Bewering),
        "Passages": count(KETEN.Passage),
        "Triples": len(store()),
        "Bevindingen": count(KETEN.Bevinding),
    }


def _show_users() -> None:
    st.subheader("Waar begint u?")
    for column, (title, text, pages) in zip(st.columns(len(USERS)), USERS, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{title}**")
            st.markdown(text)
            for page, label, icon in pages:
                page_link(page, label, icon=icon)


def _show_examples() -> None:
    st.subheader("Drie vragen om mee te beginnen")
    for key, text in EXAMPLES.items():
        page_link("vragen", text, icon=":material/help:", vraag=key)


def _show_documents() -> None:
    st.subheader("De documenten")
    table = documents()
    unread = int((table["Beweringen"] == 0).sum())
    if unread:
        st.info(
            f"Van {unread} van de {len(table)} documenten zijn tot nu toe alleen de opbouw en de passages "
            "geladen: wie daarin wat doet, is er nog niet uit gelezen. Gelezen is: "
            f"{md(', '.join(table.loc[table['Beweringen'] > 0, 'Document'])) or 'nog geen enkel document'}."
        )
    if table.empty:
        st.info("Er zijn nog geen documenten.")
        return
    st.table(table.map(lambda v: md(str(v))), hide_index=True)


def documents() -> pd.DataFrame:
    """Return the documents, oldest first: title, kind, date, region, and how much was read from each."""
    found = sorted((read_metadata(slug) for slug in document_slugs()), key=lambda m: (str(m.first_day), m.title))
    rows = [
        (
            m.title,
            coded_concepts("documentsoort")[m.kind].label.capitalize(),
            dating(m),
            m.region,
            count(KETEN.Passage, m.slug),
            count(KETEN.Bewering, m.slug),
        )
        for m in found
    ]
    return pd.DataFrame(rows, columns=["Document", "Soort", "Datum", "Regio", "Passages", "Beweringen"])


def dating(metadata: Metadata) -> str:
    """Return the date of a document, or the days between which it was written."""
    first, last = metadata.first_day, metadata.last_day
    if metadata.date is not None:
        return dutch_date(metadata.date)
    if first is None or last is None:
        return "onbekend"
    return f"tussen {dutch_date(first)} en {dutch_date(last)}"
