"""The two languages of the screens: every text is data, in `views/teksten/<page>.yaml`, in Dutch and in English."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
import yaml

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


def t(key: str, **values: object) -> str:
    """Return a text in the visitor's language, with its ``{places}`` filled in.

    Raises
    ------
    KeyError
        When no catalogue holds the key.
    """
    text = catalogue()[key][language()]
    return text.format(**values) if values else text
