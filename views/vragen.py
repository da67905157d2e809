"""Page under construction."""

import streamlit as st


def show() -> None:
    """Render the page."""
    st.title("vragen")
