"""Ketengraaf with its endpoint: the pages of `app.py`, and `/sparql` and `/id/…` beside them."""

from __future__ import annotations

import streamlit as st

from graph.endpoint import Endpoint

app = st.App("app.py", routes=Endpoint().routes())
