"""The page with everything that a search found."""

from __future__ import annotations

import streamlit as st

from views.gedeeld import bound, md, page_link
from views.taal import t
from views.zoekveld import index, passage_choice, thing_choice

#: So many names and passages are shown; who wants others asks more precisely.
_MOST = 50


def show() -> None:
    """Render the page."""
    st.title(t("zoek.titel"))
    question = st.text_input(t("zoek.label"), max_chars=120, **bound("vraag", key="zoek_vraag"))
    found = index().search(question, things=_MOST, passages=_MOST)
    if not question.strip():
        st.info(t("zoek.leeg"))
        return
    if not found.things and not found.passages:
        st.info(t("zoek.niets"))
        return
    cut = " " + t("zoek.meer", n=_MOST) if max(found.thing_count, found.passage_count) > _MOST else ""
    st.markdown(t("zoek.gevonden", namen=found.thing_count, passages=found.passage_count) + cut)
    names, passages = st.columns(2)
    with names:
        st.header(t("zoek.namen"), anchor=False)
        for choice in map(thing_choice, found.things):
            page_link(choice["pagina"], f"{md(choice['naam'])} · {md(choice['erbij'])}", **choice["parameters"])
    with passages:
        st.header(t("zoek.passages"), anchor=False)
        for choice in map(passage_choice, found.passages):
            page_link(choice["pagina"], f"{md(choice['naam'])} · *{md(choice['erbij'])}*", **choice["parameters"])
