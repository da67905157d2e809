"""Sentences for SHACL's own constraint components, for shapes that have no message themselves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.labels import prefixed
from graph.vocabulary import SH

_SENTENCES = Path(__file__).with_name("berichten.yaml")


@cache
def _sentences() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(_SENTENCES.read_text(encoding="utf-8"))
    return found


def default_message(component: str, parameters: Mapping[Any, object], given: str, language: str = "nl") -> str:
    """Return a sentence for a result whose shape has no message of its own; else what the engine said."""
    said = _sentences().get(component.removeprefix(str(SH)).removesuffix("ConstraintComponent"))
    if said is None:
        return given
    sentence = said[language]
    value = parameters.get(SH[said["waarde"]]) if "waarde" in said else None
    if "{}" in sentence and value is None:
        return sentence.partition(":")[0].replace(" {}", "").rstrip(".") + "."
    return sentence.format(prefixed(str(value)))
