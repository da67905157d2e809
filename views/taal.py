"""The two languages of the screens: every text is data, in `views/teksten/<page>.yaml`, in Dutch and in English."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
import yaml

from graph.vocabulary import label

LANGUAGES = {"nl": "Nederlands", "en": "English"}
_TEXTS = Path(__file__).with_name("teksten")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return every text by key (``page.name``) and language."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(_TEXTS.glob("*.yaml")):
        entries: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        found |= {f"{path.stem}.{name}": entry for name, entry in entries.items()}
    return found


def language() -> str:
    """Return the visitor's language: what the address says, else what was chosen before, else Dutch."""
    asked = st.query_params.get("taal", "")
    if asked in LANGUAGES:
        st.session_state["taal"] = asked
    return str(st.session_state.get("taal", "nl"))


def keep_language() -> None:
    """Write the language into the address, where it is not the one that a page opens in by itself."""
    chosen = language()
    if chosen != "nl" and st.query_params.get("taal") != chosen:
        st.query_params["taal"] = chosen


def choose_language(chosen: str) -> None:
    """Change the visitor's language, and the address with it."""
    st.session_state["taal"] = chosen
    if chosen == "nl":
        st.query_params.pop("taal", None)
    else:
        st.query_params["taal"] = chosen


def t(key: str, **values: object) -> str:
    """Return a text in the visitor's language, with its ``{places}`` filled in.

    Raises
    ------
    KeyError
        When no catalogue holds the key.
    """
    text = catalogue()[key][language()]
    return text.format(**values) if values else text


def tn(key: str, number: int, **values: object) -> str:
    """Return a text about a number of things: the one under ``<key>_een`` when there is one of them."""
    return t(f"{key}_een" if number == 1 else key, n=_thousands(number), **values)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".") if language() == "nl" else f"{number:,}"


@cache
def _term(iri: str, chosen: str) -> str:
    return label(iri, chosen)


def term(iri: str) -> str:
    """Return the label of a term or concept of the ontology in the visitor's language."""
    return _term(iri, language())
