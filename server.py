"""Ketengraaf with its endpoint: the pages of `app.py`, and `/sparql` and `/id/…` beside them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Route

from graph.endpoint import Endpoint

#: Every page has the same shell. Streamlit's own looks for its service beside the page first (`/netwerk/_stcore/…`),
#: gets a 404, waits and looks again at the root: a slower first open, and two errors in each visitor's console.
_ROOT = "<script>window.__streamlit = { BACKEND_BASE_URL: location.origin };</script>"


class _PageName(StringConvertor):
    """One word, or none: the address of a page. What Streamlit serves of its own has a dot or a slash in it."""

    regex = "[a-z]*"


@cache
def _shell() -> str:
    """Return Streamlit's shell, told where its service is."""
    text = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    begin, head, rest = text.partition("<head>")
    return f"{begin}{head}{_ROOT}{rest}"


def page(_request: Request) -> HTMLResponse:
    """Answer with the shell of every page, anew each time: a newer Streamlit has other scripts in it."""
    return HTMLResponse(_shell(), headers={"Cache-Control": "no-cache"})


def routes() -> list[BaseRoute]:
    """Return what is served beside Streamlit's own; under another root than "/" its own shell is left to find it."""
    if st.get_option("server.baseUrlPath"):
        return Endpoint().routes()
    register_url_convertor("pagina", _PageName())
    return [*Endpoint().routes(), Route("/{name:pagina}", page)]


app = st.App("app.py", routes=routes())
