"""The preposition before a noun phrase, also where other words or Frog's joining hide it."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.frog import Token

_ARTICLES = {"de", "het", "een"}
_TOGETHER = {"samen", "tezamen"}
#: What stands before a number without being a part of it: "met ruim tachtig aanbieders".
_ABOUT = {"ruim", "bijna", "circa", "ongeveer", "minstens", "hooguit", "maximaal", "minimaal", "vrijwel"}


def find_preposition(tokens: Sequence[Token], first: int) -> str:
    """Return the preposition before a phrase in lower case; empty where none stands.

    Parameters
    ----------
    tokens
        The words of the sentence.
    first
        Index of the first word of the phrase.
    """
    if first == 0:
        return ""
    before = tokens[first - 1]
    word = before.text.casefold()
    if word == "behalve" or (word == "dan" and before.pos == "VG"):
        return word  # "behalve de gemeenten", "anders dan het bestuur"
    if first == 1 and before.text == "Als" and tokens[first].pos == "N":
        return "als"  # "Als penvoerder sluit de gemeente …"
    bounded = before.tag == "BW()" and " " in before.text and first > 1 and tokens[first - 2].pos == "VZ"
    about = word in _ABOUT and tokens[first].pos == "TW"
    if bounded or about or word == "zowel":
        # "met ten hoogste twaalf aanbieders", "van zowel de regiegroep als het overleg"
        return find_preposition(tokens, first - 1)
    return _as_used(tokens, first) if before.pos == "VZ" else ""


def _as_used(tokens: Sequence[Token], first: int) -> str:
    """Return a preposition with the word before it that it belongs to, and without what Frog joined to it."""
    before = tokens[first - 1]
    if first > 3 and [t.text for t in tokens[first - 3 : first]] == ["door", "en", "uit"]:
        return "door"  # "worden door en uit het bestuur gekozen"
    words = before.text.casefold().split()
    if words == ["met"] and first > 1 and tokens[first - 2].text.casefold() in _TOGETHER:
        return "samen met"
    if len(words) == 2 and words[1] in _ARTICLES:
        return words[0]
    # "legt verantwoording af aan": two words that Frog joined.
    return words[-1] if before.tag.startswith("VZ(fin") else " ".join(words)
