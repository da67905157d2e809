"""Mentions in a sentence: which words name an actor, body, role, task, theme or policy, found whole and typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.frog import Token
from loaders.lexicon import Lexicon

_DETERMINERS = {"LID", "TW"}
_NAME_LINKS = {"van", "voor", "de", "der", "den", "het", "en", "op", "&"}
#: Words that stand for someone named elsewhere.
_PRONOUNS = {"wij": "wij", "we": "wij", "zij": "zij", "ze": "zij", "deze": "deze", "hij": "hij"}
_VAGUE_BODY = {"overleg", "bestuur", "raad", "team", "tafel", "commissie", "college"}
_CLASS_ORDER = (
    "Gremium", "Bestuursorgaan", "Inkooporganisatie", "Provincie", "Rijksorgaan", "Regio", "Rol", "Actorgroep",
    "Beleid", "Document", "Taak", "Thema",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence that names something."""

    first: int
    """Index of the first word."""
    last: int
    """Index of the last word, inclusive."""
    head: int
    """Index of the word that says what it is."""
    kind: str
    """Local name of its class; "" for a pronoun."""
    name: str
    """As printed, without article."""
    definite: bool
    """Whether it is marked as known: "de stuurgroep", "dit overleg"."""

    def covers(self, index: int) -> bool:
        """Whether a word is part of the mention."""
        return self.first <= index <= self.last


def find_mentions(tokens: Sequence[Token], lexicon: Lexicon, names: dict[str, str]) -> list[Mention]:
    """Return the mentions in a sentence, from left to right, none overlapping another.

    Parameters
    ----------
    tokens
        The words of the sentence.
    lexicon
        What nouns name.
    names
        Class by proper name, lower case: the register, organisations, abbreviations that the document defines.
    """
    found: list[Mention] = []
    index = 0
    while index < len(tokens):
        mention = (
            _named(tokens, index, names)
            or _phrase(tokens, index, lexicon)
            or _unknown_name(tokens, index)
            or _pronoun(tokens, index)
        )
        if mention is not None:
            found.append(mention)
            index = mention.last + 1
        else:
            index += 1
    return found


def _named(tokens: Sequence[Token], index: int, names: dict[str, str]) -> Mention | None:
    """Return the longest known proper name that begins at a word, its article included."""
    start = index + 1 if tokens[index].pos == "LID" and index + 1 < len(tokens) else index
    for last in range(min(len(tokens), start + 9) - 1, start - 1, -1):
        text = _text(tokens, start, last)
        kind = names.get(text.casefold())
        if kind is not None and (tokens[start].text[:1].isupper() or len(text) > 6):
            return Mention(index, last, start, kind, text, start > index)
    return None


def _phrase(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Mention | None:
    """Return the noun phrase that begins at a word, when its noun names something."""
    position, definite = index, False
    while position < len(tokens) and _is_determiner(tokens[position]):
        definite = definite or tokens[position].lemma in {"de", "het", "dit", "dat", "deze", "die", "ons", "onze"}
        position += 1
    position = _skip_adjectives(tokens, position)
    if position >= len(tokens) or not _is_noun(tokens[position]):
        return None
    last = position
    while last + 1 < len(tokens) and _is_noun(tokens[last + 1]) and tokens[last].pos != "SPEC":
        last += 1
    head, kinds = _head(tokens, position, last, lexicon)
    if head is None:
        return None
    last = _extended(tokens, head, last, kinds)
    kind = _choose(kinds, tokens[head])
    start = index
    while start <= head and (_is_determiner(tokens[start]) or tokens[start].pos == "LET"):
        start += 1
    name = _text(tokens, start, last)
    named = any(t.text[:1].isupper() for t in tokens[start : last + 1] if t.begin > 0) or last > head or start < head
    if tokens[head].lemma.casefold() in _VAGUE_BODY and not (named or definite):
        return None
    return Mention(index, last, head, kind, name, definite)


def _is_determiner(token: Token) -> bool:
    return token.pos in _DETERMINERS or (token.pos == "VNW" and "det" in token.tag) or token.lemma in {"al", "beide"}


def _skip_adjectives(tokens: Sequence[Token], position: int) -> int:
    while position < len(tokens):
        token = tokens[position]
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        if (
            (token.pos == "ADJ" and "nom" not in token.tag)
            or (token.pos == "WW" and "prenom" in token.tag)
            or (
                (token.lemma in {"en", "of", ","})
                and following is not None
                and following.pos == "ADJ"
                and "prenom" in following.tag
                and tokens[position - 1].pos == "ADJ"
            )
        ):
            position += 1
        else:
            break
    return position


def _is_noun(token: Token) -> bool:
    return token.pos in {"N", "SPEC"} or (token.pos in {"ADJ", "WW"} and "nom" in token.tag)


def _head(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> tuple[int | None, tuple[str, ...]]:
    """Return the noun that says what a phrase is; the first one that the lexicon knows, for names follow it."""
    for position in range(first, last + 1):
        kinds = lexicon.classes_of(tokens[position].lemma) or lexicon.classes_of(tokens[position].text)
        if kinds:
            return position, kinds
    return None, ()


def _extended(tokens: Sequence[Token], head: int, last: int, kinds: tuple[str, ...]) -> int:
    """Return the last word of the name: what is capitalised behind the noun, or "van burgemeester en wethouders"."""
    following = [t.lemma.casefold() for t in tokens[last + 1 : last + 5]]
    if following[:1] == ["van"] and ("burgemeester" in following or following[1:2] in (["b&w"], ["b"])):
        ahead = range(last + 1, min(last + 6, len(tokens)))
        return next((i for i in ahead if tokens[i].lemma.casefold() in {"wethouder", "b&w"}), last)
    if not {"Gremium", "Regio", "Provincie", "Rijksorgaan", "Beleid"} & set(kinds):
        return last
    position = last + 1
    while position < len(tokens):
        token = tokens[position]
        if token.pos == "SPEC" or (token.text[:1].isupper() and token.pos == "N"):
            last = position
        elif (
            token.text not in _NAME_LINKS
            or position + 1 >= len(tokens)
            or not (tokens[position + 1].text[:1].isupper() or tokens[position + 1].text in _NAME_LINKS)
            or (last == head and token.text == "en")
        ):
            break
        position += 1
    return last


def _choose(kinds: tuple[str, ...], head: Token) -> str:
    """Return the class: a plural of what can be a group is a group."""
    if "Actorgroep" in kinds and ("mv" in head.tag or len(kinds) == 1):
        return "Actorgroep"
    rest = [k for k in kinds if k != "Actorgroep"] or list(kinds)
    return min(rest, key=lambda k: _CLASS_ORDER.index(k) if k in _CLASS_ORDER else 99)


def _unknown_name(tokens: Sequence[Token], index: int) -> Mention | None:
    """Return a proper name that nobody knows: an organisation, as far as the sentence tells."""
    start = index + 1 if tokens[index].pos == "LID" and index + 1 < len(tokens) else index
    last = start - 1
    while last + 1 < len(tokens) and tokens[last + 1].pos == "SPEC" and tokens[last + 1].text[:1].isupper():
        last += 1
    if last < start or len(_text(tokens, start, last)) < 3:
        return None
    return Mention(index, last, last, "Organisatie", _text(tokens, start, last), definite=True)


def _pronoun(tokens: Sequence[Token], index: int) -> Mention | None:
    token = tokens[index]
    if token.pos == "VNW" and token.text.casefold() in _PRONOUNS and "det" not in token.tag:
        return Mention(index, index, index, "", _PRONOUNS[token.text.casefold()], definite=True)
    return None


def _text(tokens: Sequence[Token], first: int, last: int) -> str:
    parts: list[str] = []
    for position in range(first, last + 1):
        if parts and tokens[position].begin > tokens[position - 1].end:
            parts.append(" ")
        parts.append(tokens[position].text)
    return re.sub(r"\s+", " ", "".join(parts))
