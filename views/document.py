"""document"""

import streamlit as st


def show() -> None:
    st.title(st.query_params.get("slug", "?"))
