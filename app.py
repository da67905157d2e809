"""Ketengraaf: the Streamlit app. Sets up the pages and runs the chosen one."""

from __future__ import annotations

import streamlit as st

from graph.errors import KetengraafError
from views import zoekveld
from views.gedeeld import guarded, style
from views.paginas import PAGES
from views.taal import LANGUAGES, choose_language, keep_language, language, t


def run() -> None:
    """Set up the app and run the page that the address names."""
    st.set_page_config(page_title="Ketengraaf", page_icon="🔗", layout="wide")
    style()
    pages = [
        st.Page(
            show,
            title=t(f"app.{name}"),
            icon=icon or None,
            url_path=name,
            visibility="visible" if icon else "hidden",
        )
        for name, show, icon in PAGES
    ]
    # The home page has no address of its own in Streamlit; "/start" leads there too.
    home = st.Page(PAGES[0][1], title=t("app.start"), icon=":material/home:", url_path="thuis", default=True)
    page = st.navigation([home, *pages])
    keep_language()
    _head()
    try:
        page.run()
    except KetengraafError as error:
        guarded(error)


def _head() -> None:
    """Render what stands above every page: the search field and the choice of language."""
    field, switch = st.columns([5, 1], vertical_alignment="top")
    with field:
        zoekveld.show()
    st.session_state["app_taal"] = language()
    switch.segmented_control(
        t("app.taal"),
        list(LANGUAGES),
        format_func=str.upper,
        required=True,
        key="app_taal",
        label_visibility="collapsed",
        on_change=lambda: choose_language(st.session_state["app_taal"] or "nl"),
    )


run()
