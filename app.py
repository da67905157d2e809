"""Ketengraaf: the Streamlit app. Sets up the pages and runs the chosen one."""

from __future__ import annotations

import streamlit as st

from graph.errors import KetengraafError
from views import controle, netwerk, over, regio, regios, rondleiding, start, tijdlijn, vergelijk, vragen
from views.gedeeld import guarded, style


def run() -> None:
    """Set up the app and run the page that the address names."""
    st.set_page_config(page_title="Ketengraaf", page_icon="🔗", layout="wide")
    style()
    pages = [
        st.Page(start.show, title="Start", icon=":material/home:", url_path="start", default=True),
        st.Page(regios.show, title="Regio's", icon=":material/grid_on:", url_path="regios"),
        st.Page(regio.show, title="Eén regio", icon=":material/location_on:", url_path="regio"),
        st.Page(vragen.show, title="Vragen", icon=":material/search:", url_path="vragen"),
        st.Page(netwerk.show, title="Netwerk", icon=":material/hub:", url_path="netwerk"),
        st.Page(vergelijk.show, title="Vergelijk", icon=":material/compare_arrows:", url_path="vergelijk"),
        st.Page(tijdlijn.show, title="Tijdlijn", icon=":material/timeline:", url_path="tijdlijn"),
        st.Page(rondleiding.show, title="Rondleiding", icon=":material/tour:", url_path="rondleiding"),
        st.Page(controle.show, title="Controle", icon=":material/fact_check:", url_path="controle"),
        st.Page(over.show, title="Over", icon=":material/info:", url_path="over"),
    ]
    page = st.navigation(pages)
    try:
        page.run()
    except KetengraafError as error:
        guarded(error)


run()
