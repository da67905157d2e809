"""Names and classes: how far the name in a noun phrase goes, and which class its noun gives it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from loaders.frog import Token
from loaders.lexicon import Lexicon

#: Kind of a phrase of time, which is no relation's end by itself.
TIME = "tijd"
#: Prepositions inside a name.
_IN_NAMES = {"aan", "in", "op", "voor"}
_CLASS_ORDER = (
    "Gremium", "Bestuursorgaan", "Inkooporganisatie", "Provincie", "Rijksorgaan", "Regio", "Rol", "Actorgroep",
    "Beleid", "Document", "Taak", "Thema",
)  # fmt: skip
_PERSONAL = re.compile(
    r"(?:(?:[Mm]evrouw|[Mm]evr\.|[Hh]eer|[Dd]hr\.|[Mm]w\.|drs\.|mr\.|dr\.|ir\.|ing\.)\s+|[A-Z]\.\s?)+(?=[A-Za-z])"
)


#: Initials and a surname, as part of a pattern.
INITIALLED = r"(?:[A-Z]\.\s?)+(?:van |de |der |den |ter |te )*[A-Z][\w'’-]+"
#: How the name of who signs begins, whatever stands in lower case before the surname.
SIGNATORY = r"(?:[A-Z]\.\s?)+(?:[a-z]{2,4} )*[A-Z]"
#: Initials and a surname with or without a title, or a given name and a surname.
PERSON = re.compile(
    rf"(?:(?:drs|mr|ir|ing|dr|prof)\.\s)?{INITIALLED}|[A-Z][a-zé]+ (?:van |de |der |den )*[A-Z][\w'’-]+"
)


def find_person(name: str) -> str | None:
    """Return the person that the name of a phrase has in it: "H. te Bokkel" in "mevrouw H. te Bokkel"."""
    found = PERSON.search(name)
    return found[0] if found is not None else None


def is_name(token: Token) -> bool:
    """Whether a word is a name or part of one, by its tag or its capitals."""
    return token.pos == "SPEC" or token.tag.startswith("N(eigen") or (len(token.text) > 1 and token.text.isupper())


def has_capital_inside(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a word from first to last has a capital that the start of the sentence does not explain."""
    return any(t.text[:1].isupper() and t.begin > 0 for t in tokens[first : last + 1])


def find_known(
    tokens: Sequence[Token], start: int, names: Mapping[str, str], lexicon: Lexicon
) -> tuple[int, str] | None:
    """Return the end and class of the longest known name that begins at a word."""
    for last in range(min(len(tokens), start + 9) - 1, start - 1, -1):
        words = text(tokens, start, last)
        kind = names.get(words.casefold())
        if kind is None and not (words.islower() and words.casefold() in lexicon.capitalised):
            kind = lexicon.names.get(words.casefold())
        if kind is not None and (
            kind == "Thema" or any(t.text[:1].isupper() for t in tokens[start : last + 1]) or len(words) > 6
        ):
            end = last
            while kind != "Gemeente" and end + 1 < len(tokens) and _is_more(tokens[end + 1], kind, tokens[start]):
                end += 1
            if kind in {"Taak", "Thema"} and end > last and tokens[start].text[:1].isupper():
                # "Jeugdbescherming Rijnstroom": a field of work that is the name of who works in it.
                kind = "Organisatie"
            return end, kind
    return None


def _is_more(token: Token, kind: str, first: Token) -> bool:
    """Whether a word goes on a known name: "Gemeenschappelijke Regeling | Sociaal Domein Noorderkwartier"."""
    capital = token.text[:1].isupper() and first.text[:1].isupper() and token.pos in {"N", "ADJ"}
    return is_name(token) or (capital and kind in {"Beleid", "Document", "Gremium", "Organisatie"})


def find_capitals(tokens: Sequence[Token], start: int, lexicon: Lexicon) -> tuple[int, str] | None:
    """Return the end of a run of capitalised words inside a sentence that no part of speech explains: a name."""
    last = start - 1
    while (
        last + 1 < len(tokens) and tokens[last + 1].text[:1].isupper() and tokens[last + 1].pos in {"ADJ", "BW", "SPEC"}
    ):
        last += 1
    odd = any(tokens[i].pos == "BW" for i in range(start, last + 1))
    if start == 0 or last <= start or not odd:
        return None
    kinds = lexicon.classes_of(tokens[start].lemma)
    return last, choose_class(kinds, tokens[start]) if kinds else "Organisatie"


def find_head(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> tuple[int, tuple[str, ...]]:
    """Return the noun that says what a phrase is: the first one that the lexicon knows, for names follow it."""
    for position in range(first, last + 1):
        if position > first and tokens[position].lemma.casefold() == "jeugd":
            # "PHO Jeugd", "portefeuillehouders jeugd": the field, not who is meant.
            continue
        for written in _spellings(tokens[position]):
            kinds = lexicon.classes_of(written)
            if kinds:
                return position, kinds
    return first, ()


def _spellings(token: Token) -> list[str]:
    """Return what a noun can be listed under: its lemma, as printed, as a plural without its ending, its parts."""
    word = token.text.casefold()
    if "_" in token.lemma:
        return token.lemma.split("_")
    if word.endswith("raden") and len(word) > 5:
        return [token.lemma, word, f"{word.removesuffix('raden')}raad"]  # "leerlingenraden"
    if word.endswith("issen"):
        return [token.lemma, word, word.removesuffix("sen")]  # "functionarissen"
    return [token.lemma, word, *(word.removesuffix(e) for e in ("n", "en", "s", "'s", "’s") if word.endswith(e))]


def find_name_end(tokens: Sequence[Token], head: int, last: int, kinds: tuple[str, ...]) -> int:
    """Return the last word of a name: what is capitalised behind the noun, or "van burgemeester en wethouders"."""
    following = [t.lemma.casefold() for t in tokens[last + 1 : last + 5]]
    if following[:1] == ["van"] and ("burgemeester" in following or following[1:2] in (["b&w"], ["b"])):
        ahead = range(last + 1, min(last + 6, len(tokens)))
        return next((i for i in ahead if tokens[i].lemma.casefold() in {"wethouder", "b&w"}), last)
    named = {"Gremium", "Rijksorgaan", "Beleid", "Organisatie", "Kennisinstituut", "Inkooporganisatie"} & set(kinds)
    if not named and not _opens_name(tokens, head, last):
        return last
    position = last + 1
    while position < len(tokens):
        token = tokens[position]
        if (
            token.text in {"De", "Het", "Den"}
            and position == last + 1
            and last > head - 1
            and position + 1 < len(tokens)
        ):
            if tokens[position + 1].pos != "SPEC" and not tokens[position + 1].text[:1].isupper():
                break
            last = position + 1
            position += 1
        elif token.text[:1].isupper() and token.pos in _named_by(tokens[head]) and position == last + 1:
            last = position
        elif (token.text in _IN_NAMES and _goes_on_in_name(tokens, head, position)) or (
            token.text in {"en", "&"}
            and (last > head or (token.text == "&" and " " in tokens[last].text))
            and tokens[last].text[:1].isupper()
            and position + 1 < len(tokens)
            and tokens[position + 1].text[:1].isupper()
            and tokens[position + 1].pos in {"SPEC", "N"}
            # "Stichting Het Tij en Pleegzorg Lichtbaken": a name of more words is another's.
            and (token.text == "&" or " " not in tokens[position + 1].text)
            and not (position + 2 < len(tokens) and tokens[position + 2].text == ",")
        ):
            last = position + 1
            position += 1
        else:
            break
        position += 1
    return last


def _named_by(head: Token) -> set[str]:
    """Return the parts of speech that go on a name: behind a capital any word, "Regiovisie Samen Opgroeien"."""
    return {"SPEC", "N", "ADJ"} | ({"BW", "WW"} if head.text[:1].isupper() else set())


def _opens_name(tokens: Sequence[Token], head: int, last: int) -> bool:
    """Whether an article with a capital goes on the name of an organisation: "Jeugdbescherming De Donge"."""
    follows = tokens[last + 1 : last + 3]
    capitals = [t.text[:1].isupper() for t in (tokens[head], *follows)]
    return head > 0 and len(follows) == 2 and all(capitals) and follows[0].text in {"De", "Het", "Den"}


def _goes_on_in_name(tokens: Sequence[Token], head: int, position: int) -> bool:
    """Whether a preposition belongs to the name of a foundation: "Stichting Stem aan Zee"."""
    named = tokens[head].lemma.casefold() in {"stichting", "vereniging", "coöperatie"} and position > head + 1
    return named and position + 1 < len(tokens) and is_name(tokens[position + 1])


def choose_class(kinds: tuple[str, ...], head: Token) -> str:
    """Return the class: a plural of what can be a group is a group."""
    if "Actorgroep" in kinds and ("mv" in head.tag or len(kinds) == 1):
        return "Actorgroep"
    rest = [k for k in kinds if k != "Actorgroep"] or list(kinds)
    return min(rest, key=lambda k: _CLASS_ORDER.index(k) if k in _CLASS_ORDER else 99)


def class_of_unknown(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon, *, proper: bool) -> str:
    """Return the class of what no list knows: time, someone with a name of their own, or a subject."""
    if re.fullmatch(r"(?:medio |begin |eind )?(?:19|20)\d\d", text(tokens, first, last), re.IGNORECASE):
        return TIME
    if any(tokens[i].lemma.casefold() in lexicon.times for i in range(first, last + 1)):
        return TIME
    if re.fullmatch(r"[\d.,–-]+(?: miljoen| mln\.?)?", text(tokens, first, last)):
        return TIME
    if re.search(r"€|%|\b(?:euro|procent)\b", text(tokens, first, last), re.IGNORECASE):
        return TIME  # an amount acts as little as a time does
    if proper and any(is_name(tokens[i]) for i in range(first, last + 1)):
        written = text(tokens, first, last)
        # "Anneke Visser": a given name with another name behind it.
        given, _, rest = written.partition(" ")
        named = given in lexicon.given and rest.split()[-1:] and rest.split()[-1][0].isupper()
        return "Persoon" if named or _PERSONAL.match(written) else "Organisatie"
    return "Thema"


def text(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return the words from first to last as printed, with single spaces."""
    parts: list[str] = []
    for position in range(first, last + 1):
        if parts and tokens[position].begin > tokens[position - 1].end:
            parts.append(" ")
        parts.append(tokens[position].text)
    return re.sub(r"\s+", " ", "".join(parts))
