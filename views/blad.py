"""A sheet: HTML that a page makes itself, drawn from a tree of elements, so that no text can ever be markup.

Links within it go to pages of the app without loading it anew, and elements that belong together light up together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import streamlit as st

from views.gedeeld import go

Node: TypeAlias = "str | list[Any]"
"""A text, or a list: the name of an element, its attributes, and then its children."""

_SCRIPT, _STYLES = Path(__file__).with_suffix(".js"), Path(__file__).with_suffix(".css")
_COMPONENT = st.components.v2.component(
    "ketengraaf_blad",
    html='<div class="blad"></div>',
    css=_STYLES.read_text(encoding="utf-8"),
    js=_SCRIPT.read_text(encoding="utf-8"),
)


def el(name: str, *children: Node, **attributes: str) -> Node:
    """Return an element; attributes are written as Python allows: ``class_``, ``data_bij``, ``aria_label``."""
    return [name, {k.rstrip("_").replace("_", "-"): v for k, v in attributes.items() if v}, *children]


def link(address: str, *children: Node, **attributes: str) -> Node:
    """Return a link to a page of the app; see `views.gedeeld.address`."""
    return el("a", *children, href=address, **attributes)


def sheet(*nodes: Node, key: str, target: str = "") -> None:
    """Render a sheet.

    Parameters
    ----------
    nodes
        What stands on it. An element with ``data-bij`` holds keys, separated by spaces; choosing it lights up
        everything that shares a key with it, and brings the first of those in the other column into view.
    target
        A key; what holds it is brought into view when the sheet is first drawn.
    """
    result = _COMPONENT(data={"boom": list(nodes), "doel": target}, key=key, on_ga_change=_nothing)
    chosen = result.get("ga")
    if chosen:
        go(str(chosen["pagina"]), **{str(k): str(v) for k, v in chosen["parameters"].items() if k != "taal"})


def _nothing() -> None:
    """Stand in for a callback; Streamlit keeps a value only where one is given."""
