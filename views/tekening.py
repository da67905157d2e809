"""The drawing of a network, with the vis-network that pyvis ships; a click comes back to Python."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import streamlit as st

from graph.network import Item
from views.taal import t

_OWN = frozenset({"id", "label", "title", "x", "y", "from", "to"})
"""What a node or edge has of its own; the rest is its look, which it shares with others."""
_SCRIPT = Path(__file__).with_suffix(".js")
_LIBRARY = "lib/vis-9.1.2/vis-network.min.js"

_HTML = """
<div class="tekening">
  <div class="knoppen">
    <button type="button" class="png"></button>
    <button type="button" class="dichterbij">+</button>
    <button type="button" class="verder">−</button>
    <button type="button" class="alles"></button>
  </div>
  <div class="doek" role="img"></div>
</div>
"""
_CSS = """
.tekening { position: relative; border: 1px solid #c9d1d6; border-radius: .4rem; background: #fff; }
.doek { height: clamp(340px, 62vh, 620px); }
.klein .doek { height: 340px; }
.knoppen { display: flex; justify-content: flex-end; gap: .3rem; padding: .3rem .3rem 0; }
.knoppen button { min-width: 2.2rem; min-height: 2.2rem; border: 1px solid #8896a0; border-radius: .3rem;
                  background: #fffffff0; color: #1a1a1a; font: inherit; font-size: .9rem; cursor: pointer; }
.knoppen button:focus-visible { outline: 3px solid #01689b; }
div.vis-tooltip { position: absolute; visibility: hidden; padding: .3rem .5rem; max-width: 20rem; z-index: 5;
                  white-space: normal; overflow-wrap: anywhere; font: inherit; font-size: .85rem;
                  color: #1a1a1a; background: #fff; border: 1px solid #8896a0; border-radius: .3rem;
                  pointer-events: none; }
"""


def library() -> str:
    """Return the script of vis-network, without the map for debuggers."""
    return (files("pyvis") / _LIBRARY).read_text(encoding="utf-8").partition("//# sourceMappingURL")[0]


def _module() -> str:
    """Return vis-network and the scripts that use it, as one module."""
    return f"{library()}\n{lettering()}\n{_SCRIPT.read_text(encoding='utf-8')}"


def lettering() -> str:
    """Return the script that writes the names over a drawing."""
    return _SCRIPT.with_name("opschriften.js").read_text(encoding="utf-8")


_COMPONENT = st.components.v2.component("ketengraaf_tekening", html=_HTML, css=_CSS, js=_module())


def draw(  # noqa: PLR0913  (each says another thing about the picture)
    nodes: list[Item],
    edges: list[Item],
    *,
    picture: str,
    description: str,
    node: str,
    edge: str,
    key: str,
    on_click: Callable[[], None] | None = None,
    labels: dict[str, str] | None = None,
    small: bool = False,
) -> None:
    """Draw a network.

    Parameters
    ----------
    nodes, edges
        As `graph.network.describe` gives them.
    picture
        As long as this stays the same, the picture is changed in place and not built anew.
    description
        What there is to see, for those who do not see it.
    node, edge
        Id of the node or edge that is chosen; empty for none.
    on_click
        Is called at the start of the next run after a click; `clicked` then says on what.
    labels
        What the buttons say: `words()`.
    small
        Whether it stands beside other things on its page, and not as what the page is about.
    """
    data: dict[str, object] = {**pack(nodes, edges), "key": picture, "beschrijving": description}
    data |= {"knoop": node, "lijn": edge, "woorden": labels or words(), "klein": small}
    _COMPONENT(data=data, key=key, on_klik_change=on_click or _nothing)


def pack(nodes: list[Item], edges: list[Item]) -> dict[str, object]:
    """Return nodes and edges as they go to the browser: what a thousand of them have in common goes once.

    A node is the number of its look, its id, name, title and place; an edge that, with the numbers of its nodes.
    """
    looks: list[Item] = []
    known: dict[bytes, int] = {}

    def look(item: Item) -> int:
        rest = {name: value for name, value in item.items() if name not in _OWN}
        key = marshal.dumps(rest, 2)  # of the second version, in which equal values give equal bytes
        if key not in known:
            known[key] = len(looks)
            looks.append(rest)
        return known[key]

    number = {node["id"]: rank for rank, node in enumerate(nodes)}
    return {
        "vormen": looks,
        "nodes": [[look(n), n["id"], n["label"], n["title"], n["x"], n["y"]] for n in nodes],
        "edges": [[look(e), e["id"], e["label"], e["title"], number[e["from"]], number[e["to"]]] for e in edges],
    }


def _nothing() -> None:
    """Take a click that changes nothing."""


def words() -> dict[str, str]:
    """Return what the buttons of the drawing say, in the visitor's language."""
    return {
        "dichterbij": t("netwerk.zoom_in"),
        "verder": t("netwerk.zoom_uit"),
        "alles": t("netwerk.alles_in_beeld"),
        "png": t("netwerk.als_png"),
    }


def clicked(key: str) -> tuple[str, str]:
    """Return the id of the node and of the edge that was clicked on; both empty for a click beside them."""
    state: Any = st.session_state.get(key)
    click = (state.get("klik") if state is not None else None) or {}
    return str(click.get("knoop") or ""), str(click.get("lijn") or "")
