"""Noun phrases of a sentence: where each begins and ends, what it names, and the preposition before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.frog import Token
from loaders.lexicon import Lexicon
from loaders.naming import (
    TIME,
    choose_class,
    class_of_unknown,
    find_capitals,
    find_head,
    find_known,
    find_name_end,
    has_capital_inside,
    is_name,
    text,
)
from loaders.prepositions import find_preposition

#: Kinds that are no relation's end by themselves, as is TIME.
PRONOUN, RECIPROCAL = "voornaamwoord", "elkaar"

_LATTER = {"laatstgenoemde", "laatstgenoemden"}
_PRONOUNS = {"ik", "mij", "wij", "we", "zij", "ze", "hij", "deze", "het", "hen", "hun", "hem", "haar", "ons", "u"}
#: Prepositions whose phrase belongs to the noun before it, nearest in meaning first.
OF = frozenset({"van", "der", "des"})
LINKS = OF | {"per", "voor", "tot", "uit", "tussen", "over", "rond", "rondom", "omtrent", "inzake", "op het gebied van"}
_MAX_ATTRIBUTE = 14
"""Most words between an article and the participle that it opens for."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase without what is attached to it behind its noun."""

    first: int
    """Index of the first word, determiner included, preposition not."""
    last: int
    """Index of the last word, inclusive."""
    head: int
    """Index of the noun that says what it is."""
    kind: str
    """Local name of a class, or TIME, PRONOUN, RECIPROCAL."""
    name: str
    """As printed, without article."""
    preposition: str
    """The preposition before it, lower case; empty where none stands."""
    plural: bool
    determiner: str
    """Lemma of the article or pronoun before it; empty where none stands."""
    proper: bool
    """Whether it is, or holds, a proper name."""
    takes: frozenset[str] = frozenset()
    """Prepositions that its noun takes, so that what follows them belongs to it."""

    def covers(self, index: int) -> bool:
        """Whether a word is part of it."""
        return self.first <= index <= self.last

    @property
    def definite(self) -> bool:
        """Whether it is marked as known."""
        return self.determiner in {"de", "het", "deze", "dit", "dat", "die", "ons", "onze"} or self.proper


#: Classes beside which a field of work stands for who work in it.
_ACTING = frozenset(
    "Actorgroep Organisatie Aanbieder GecertificeerdeInstelling Rijksorgaan Gemeente Gremium "
    "Onderwijsorganisatie Belangenorganisatie Bestuursorgaan".split()
)
#: Words in lower case inside a surname.
_PARTICLES = frozenset("van de der den het 't ten ter te el al in op la le von".split())


def find_phrases(tokens: Sequence[Token], lexicon: Lexicon, names: Mapping[str, str]) -> list[Phrase]:
    """Return the noun phrases of a sentence, from left to right, none overlapping another.

    Parameters
    ----------
    tokens
        The words of the sentence.
    lexicon
        What nouns name.
    names
        Class by proper name, lower case: the register, and what the document defines.
    """
    found: list[Phrase] = []
    index = 0
    while index < len(tokens):
        phrase = _phrase(tokens, index, lexicon, names)
        if phrase is None:
            index += 1
        else:
            takes = lexicon.complements.get(tokens[phrase.head].lemma.casefold(), frozenset())
            found.append(_one_of(tokens, replace(phrase, takes=takes)))
            index = phrase.last + 1
    return _acting_beside(tokens, found, lexicon)


def _acting_beside(tokens: Sequence[Token], phrases: list[Phrase], lexicon: Lexicon) -> list[Phrase]:
    """Return fields of work that are listed beside actors as those who work in it: "de politie en de reclassering"."""
    found = list(phrases)
    for at, phrase in enumerate(phrases):
        alone = phrase.last == phrase.head and phrase.determiner in {"de", "het", ""}
        field = alone and phrase.kind in {"Taak", "Thema"}
        if not field or "Actorgroep" not in lexicon.classes_of(tokens[phrase.head].lemma):
            continue
        beside = [found[i] for i in (at - 1, at + 1) if 0 <= i < len(found) and _is_beside(tokens, found[i], phrase)]
        together = phrase.preposition == "samen met" and bool(phrase.determiner)
        if together or any(b.kind in _ACTING for b in beside):
            found[at] = replace(phrase, kind="Actorgroep")
    return found


def _is_beside(tokens: Sequence[Token], other: Phrase, phrase: Phrase) -> bool:
    """Whether nothing but a comma or "en" stands between two phrases."""
    before, after = sorted((other, phrase), key=lambda p: p.first)
    between = [t.text.casefold() for t in tokens[before.last + 1 : after.first]]
    return bool(between) and set(between) <= {",", "en", "of", "alsmede", "evenals"}


def _one_of(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Return "een van de gemeenten" and "drie van de vier gemeenten" as one phrase."""
    at = phrase.first - 2
    if phrase.preposition != "van" or at < 0:
        return phrase
    word = tokens[at].text.casefold()
    one = word in {"een", "één", "elk", "ieder"}
    if not one and not (tokens[at].pos == "TW" and phrase.plural and word.isalpha()):
        return phrase
    name = f"{tokens[at].text} van {'' if one else 'de '}{phrase.name}"
    return replace(phrase, first=at, name=name, preposition=find_preposition(tokens, at), plural=not one)


def _phrase(tokens: Sequence[Token], index: int, lexicon: Lexicon, names: Mapping[str, str]) -> Phrase | None:
    pronoun = _pronoun(tokens, index)
    if pronoun is not None:
        return pronoun
    return _of_name_or_noun(tokens, index, lexicon, names)


def _of_name_or_noun(tokens: Sequence[Token], index: int, lexicon: Lexicon, names: Mapping[str, str]) -> Phrase | None:
    """Return the phrase around a known name, else around a noun, that begins at a word."""
    shared = _shared_noun(tokens, index, lexicon)
    if shared is not None:
        return shared
    named = _article_of_name(tokens, index, lexicon)
    if named is not None:
        return _make(tokens, (index, index, named), named, "Organisatie", proper=True)
    core = _skip_determiners(tokens, index)
    core = _skip_attribute(tokens, core) if core > index else core
    known = find_known(tokens, core, names, lexicon) or find_capitals(tokens, core, lexicon)
    if known is not None:
        last, kind = known
        return _make(tokens, (index, core, last), core, kind, proper=True)
    first_word = core
    core = _skip_adjectives(tokens, core)
    known = find_known(tokens, core, names, lexicon) if core > first_word else None
    if known is not None:
        last, kind = known
        return _make(tokens, (index, first_word, last), core, kind, proper=True)
    if core >= len(tokens) or not is_noun(tokens[core]):
        return None
    return _of_noun(tokens, (index, first_word, core), lexicon, names)


def _shared_noun(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Phrase | None:
    """Return "het algemeen" of "het algemeen en het dagelijks bestuur" as a body of its own."""
    ahead = tokens[index : index + 6]
    if [t.pos for t in ahead] != ["LID", "ADJ", "VG", "LID", "ADJ", "N"] or ahead[2].text not in {"en", "of"}:
        return None
    kinds = lexicon.classes_of(ahead[5].lemma)
    alike = ahead[0].text.casefold() == ahead[3].text.casefold() and not ahead[1].nominal
    if not kinds or not alike or choose_class(kinds, ahead[5]) != "Gremium":
        return None
    name, before = f"{ahead[1].text} {ahead[5].text}", find_preposition(tokens, index)
    return Phrase(index, index + 1, index + 1, "Gremium", name, before, plural=False, determiner="het", proper=False)


def _article_of_name(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int | None:
    """Return the end of a name that begins with an article inside a sentence: "de directeur van De Waaier"."""
    if not index or index + 1 >= len(tokens) or tokens[index].text not in {"De", "Het"}:
        return None
    before, name = tokens[index - 1], tokens[index + 1]
    unknown = not lexicon.is_known(name.text.casefold()) and not lexicon.classes_of(name.lemma)
    # A quotation or colon begins a sentence of its own.
    inside = before.pos not in {"LET"} or before.text in {",", "("}
    return index + 1 if inside and name.pos in {"N", "SPEC"} and name.text[:1].isupper() and unknown else None


def _of_noun(
    tokens: Sequence[Token], start: tuple[int, int, int], lexicon: Lexicon, names: Mapping[str, str]
) -> Phrase | None:
    """Return the phrase around a noun, given its first word, its first word behind determiners, and its noun."""
    index, first_word, core = start
    core = _behind_hyphen(tokens, core)
    last = core
    while last + 1 < len(tokens) and _goes_on(tokens, last, lexicon):
        known = find_known(tokens, last + 1, names, lexicon)
        last = known[0] if known is not None and known[1] == "Gemeente" else last + 1  # "gemeenten Berg en Dal"
    last = _surname_end(tokens, last)
    head, kinds = find_head(tokens, core, last, lexicon)
    proper = any(is_name(tokens[i]) for i in range(first_word, last + 1)) or has_capital_inside(
        tokens, first_word, last
    )
    if kinds:
        last = find_name_end(tokens, head, last, kinds)
    if tokens[core].lemma.casefold() == "midden":
        return None
    governed = last == index + 1 and index > 0 and tokens[index - 1].pos == "VZ" and tokens[index].text == "het"
    if (last == index or governed) and tokens[core].lemma.casefold() in lexicon.idioms:
        return None  # "van start", "in het leven"
    kind = (
        choose_class(kinds, tokens[head])
        if kinds
        else class_of_unknown(tokens, first_word, last, lexicon, proper=proper)
    )
    joined = "_" in tokens[head].lemma and tokens[head].pos == "SPEC"
    if (
        kind in {"Taak", "Thema"}
        and (joined or last > head)
        and tokens[head].text[:1].isupper()
        and (is_name(tokens[last]) or _is_odd_capital(tokens, head, last, lexicon))
    ):
        # "Jeugdbescherming Rijnstroom": a field of work that is the name of who works in it.
        kind = "Organisatie"
    if kind in {"Rol", "Actorgroep", "Gremium", "Bestuursorgaan", "Organisatie"} and last + 1 < len(tokens):
        field = find_known(tokens, last + 1, {}, lexicon)
        last = field[0] if field is not None and field[1] == "Thema" else last
    return _make(tokens, (index, first_word, last), head, kind, proper=proper)


def _surname_end(tokens: Sequence[Token], last: int) -> int:
    """Return the end of a surname behind initials: "mevrouw A. | de Wit", "R. | el Amrani"."""
    if re.fullmatch(r"(?:.* )?(?:[A-Z]\.)+", tokens[last].text) is None:
        return last
    at = last + 1
    while at < len(tokens) and set(tokens[at].text.split()) <= _PARTICLES:
        at += 1
    return at if at < len(tokens) and tokens[at].text[:1].isupper() else last


def _is_odd_capital(tokens: Sequence[Token], head: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a noun that no list knows has a capital inside the sentence, as the noun before it has."""
    word = tokens[last].text
    return head > 0 and last > head and word[:1].isupper() and not lexicon.is_known(word.casefold())


def _behind_hyphen(tokens: Sequence[Token], core: int) -> int:
    """Return the noun that two parts share: "kinder- en jeugdpsychiater"."""
    shared = core + 2 < len(tokens) and tokens[core].text.endswith("-") and tokens[core + 1].text in {"en", "of"}
    return core + 2 if shared and is_noun(tokens[core + 2]) else core


def _make(tokens: Sequence[Token], span: tuple[int, int, int], head: int, kind: str, *, proper: bool) -> Phrase:
    first, core, last = span
    determiner = next((tokens[i].lemma.casefold() for i in range(first, core) if tokens[i].pos != "TW"), "")
    start = next((i for i in range(first, last + 1) if not _drops(tokens[i])), first)
    if tokens[start].pos == "TW" and start + 1 < head and tokens[start + 1].pos == "LID":
        start += 2  # "alle drie de tafels"
    if tokens[start].text.casefold() == "door":
        # "de door het bureau opgestelde monitor": who made it is said of it, and no part of what it is called.
        start = max((i + 1 for i in range(start, head) if tokens[i].pos == "WW"), default=start)
    plural = "mv" in tokens[head].tag or determiner in {"beide", "alle"}
    plural = plural or re.search(r"[A-Z]['’]s$", tokens[last].text) is not None  # "de GI's"
    name = re.sub(r"(?<=[a-z]{3})\d{1,2}$", "", text(tokens, start, last))
    if kind == "Gemeente" and not name.casefold().startswith("gemeenten"):
        plural = False  # "Wijdemeren" is one
    return Phrase(first, last, head, kind, name, find_preposition(tokens, first), plural, determiner, proper)


def _drops(token: Token) -> bool:
    return token.pos in {"LID", "LET"} or (token.pos == "VNW" and "det" in token.tag)


def _pronoun(tokens: Sequence[Token], index: int) -> Phrase | None:
    token = tokens[index]
    word = token.text.casefold()
    behind = tokens[index + 1].tag if index + 1 < len(tokens) else ""
    points = word in {"die", "dat"} and ("det" not in token.tag or behind.startswith("WW(pv"))
    if points and token.pos == "VNW" and index and tokens[index - 1].text in {";", ":"} and behind.startswith("WW(pv"):
        return _single(tokens, index, PRONOUN, plural=word == "die" and behind.startswith("WW(pv,tgw,mv"))
    if (points or (word == "dit" and behind.startswith("WW(pv"))) and index == 0 and token.pos == "VNW":
        return _single(tokens, index, PRONOUN, plural=word == "die" and behind.startswith("WW(pv,tgw,mv"))
    if word in _LATTER and (index == 0 or (index == 1 and tokens[0].pos == "LID")) and behind.startswith("WW(pv"):
        return _single(tokens, index, PRONOUN, plural=word.endswith("n"))
    if token.pos != "VNW" or ("det" in token.tag and not token.nominal) or "betr" in token.tag:
        return None
    if "recip" in token.tag or word == "elkaar":
        return _single(tokens, index, RECIPROCAL, plural=True)
    if word in _PRONOUNS and "refl" not in token.tag:
        plural = "mv" in token.tag or word in {"wij", "we", "ons"}
        if word in {"zij", "ze", "deze"}:
            # The verb beside it tells, not Frog's tag: "Zij is", "Deze informeren".
            beside = [tokens[i].tag for i in (index - 1, index + 1) if 0 <= i < len(tokens)]
            later = (t.tag for t in tokens[index + 2 : index + 14])
            finite = next((t for t in (*beside, *later) if t.startswith("WW(pv")), None)
            plural = finite.startswith(("WW(pv,tgw,mv", "WW(pv,verl,mv")) if finite is not None else plural
        return _single(tokens, index, PRONOUN, plural=plural)
    return None


def _single(tokens: Sequence[Token], index: int, kind: str, *, plural: bool = False) -> Phrase:
    """Return a pronoun as a phrase of its own."""
    word = tokens[index].text.casefold()
    return Phrase(index, index, index, kind, word, find_preposition(tokens, index), plural, determiner="", proper=False)


def _skip_determiners(tokens: Sequence[Token], index: int) -> int:
    while index < len(tokens) and (
        tokens[index].pos in {"LID", "TW"}
        or (tokens[index].pos == "VNW" and "det" in tokens[index].tag and not tokens[index].nominal)
        or tokens[index].lemma.casefold() in {"al", "alle", "beide", "elk", "ieder", "elke", "iedere"}
        or _measures(tokens, index)
        or _is_other(tokens, index)
    ):
        whole = index > 1 and tokens[index - 2].lemma.casefold() in {"al", "alle"}  # "alle drie de tafels"
        if tokens[index].pos == "LID" and index and tokens[index - 1].pos == "TW" and not whole:
            break
        if tokens[index].pos == "TW" and not _counts(tokens, index):
            break
        index += 1
    return index


def _measures(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word says how much of what follows: "minder wachttijden", "meer samenhang"."""
    follows = tokens[index + 1] if index + 1 < len(tokens) else None
    grade = tokens[index].tag.startswith("VNW(onbep,grad") and follows is not None
    return grade and follows is not None and (is_noun(follows) or _is_adjective(follows))


def _is_other(tokens: Sequence[Token], index: int) -> bool:
    """Whether an adjective stands between an article and a number: "de andere vijf colleges"."""
    if not index or index + 2 >= len(tokens) or tokens[index - 1].pos != "LID" or tokens[index + 1].pos != "TW":
        return False
    return _is_adjective(tokens[index]) and (is_noun(tokens[index + 2]) or _is_adjective(tokens[index + 2]))


def _counts(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number goes with what follows it: "twee gecertificeerde instellingen", not "twee worden"."""
    if index + 1 >= len(tokens) or tokens[index + 1].pos in {"LET", "VZ"}:
        return False
    is_year = len(tokens[index].text) == 4 and tokens[index].text.isdigit()
    return not is_year and (tokens[index + 1].pos != "WW" or "prenom" in tokens[index + 1].tag)


def _skip_attribute(tokens: Sequence[Token], index: int) -> int:
    """Return where the noun part begins behind "in de werkagenda opgenomen" (thema's)."""
    if index >= len(tokens) or tokens[index].pos not in {"VZ", "BW", "ADJ"}:
        return index
    for position in range(index + 1, min(len(tokens) - 1, index + _MAX_ATTRIBUTE)):
        token = tokens[position]
        if token.tag.startswith("WW(pv") or token.pos in {"LET", "VG"}:
            return index
        if tokens[position - 1].text == "te" and token.pos == "WW":
            following = _skip_adjectives(tokens, position + 1, at_most=len(tokens) - 1)
            return position + 1 if is_noun(tokens[following]) else index
        if tokens[index].pos == "ADJ" and is_noun(token):
            return index
        if _is_participle(token) and is_noun(tokens[_skip_adjectives(tokens, position + 1, at_most=len(tokens) - 1)]):
            return position
    return index


def _is_participle(token: Token) -> bool:
    return token.tag.startswith(("WW(vd", "WW(od")) or (token.pos == "WW" and "prenom" in token.tag)


def _skip_adjectives(tokens: Sequence[Token], position: int, *, at_most: int | None = None) -> int:
    end = len(tokens) if at_most is None else at_most
    start = position
    if position + 1 < end and _is_predicate(tokens, position):
        return position
    while position < end:
        token = tokens[position]
        if not (_is_adjective(token) or (position > start and _joins_adjectives(tokens, position))):
            break
        position += 1
    return position


def _is_predicate(tokens: Sequence[Token], index: int) -> bool:
    """Whether an adjective without ending is no part of the plural behind it: "is bevoegd | besluiten te nemen"."""
    bare = tokens[index].tag == "ADJ(vrij,basis,zonder)" and not tokens[index].text.endswith("en")
    behind = bool(index) and tokens[index - 1].pos in {"WW", "BW", "ADJ", "N", "SPEC"}
    return bare and behind and tokens[index + 1].tag.startswith("N(soort,mv")


def _is_adjective(token: Token) -> bool:
    return (token.pos == "ADJ" and not token.nominal) or (token.pos == "WW" and "prenom" in token.tag)


def _joins_adjectives(tokens: Sequence[Token], position: int) -> bool:
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    return (
        tokens[position].text in {"en", "of", ",", "en/of"}
        and following is not None
        and _is_adjective(following)
        and _is_adjective(tokens[position - 1])
    )


def is_noun(token: Token) -> bool:
    """Whether a word can be the noun of a phrase."""
    return token.pos in {"N", "SPEC"} or (token.pos in {"ADJ", "WW"} and token.nominal)


def _goes_on(tokens: Sequence[Token], last: int, lexicon: Lexicon) -> bool:
    """Whether the next word belongs to the same run of nouns: "Koersplan Jeugd 2019-2022", "wethouder M. van Hooff"."""
    token, following = tokens[last], tokens[last + 1]
    if token.lemma.casefold() in {"aantal", "tal"} and is_noun(following):
        return True
    if following.lemma.casefold() in lexicon.carried or following.lemma.casefold() in lexicon.times:
        return False
    if token.lemma.casefold() in lexicon.times:
        return following.pos == "TW"
    if token.pos == "TW" and tokens[last - 1].lemma.casefold() in lexicon.times:
        return False  # "in oktober 2019 | toestemming"
    if token.pos == "SPEC" and _starts_anew(following, lexicon):
        return False  # "behandelt de Tweede Kamer | groslijsten"
    if token.lemma == "gemeente" and following.pos == "N" and following.text.islower():
        return False  # "koopt namens de gemeenten | jeugdhulp in"
    if is_noun(following) and not following.nominal:
        return not (token.pos == "SPEC" and following.pos == "N" and following.text.islower() and _is_verbal(following))
    beyond = tokens[last + 2] if last + 2 < len(tokens) else None
    if following.pos == "TW" and following.text.isalpha() and beyond is not None and beyond.pos == "N":
        return False  # "heeft Stichting Stem drie avonden georganiseerd"
    if following.pos == "TW" and (re.fullmatch(r"\d{4}(?:[-–]\d{4})?", following.text) or token.pos == "SPEC"):
        return True
    return (
        following.text.casefold() in {"van", "de", "der", "den", "&"}
        and token.pos == "SPEC"
        and bool(re.fullmatch(r"(?:[A-Z]\.)+|van|de|der|den|[A-Z]\w*", token.text))
        and last + 2 < len(tokens)
        and tokens[last + 2].pos == "SPEC"
        and (re.fullmatch(r"(?:[A-Z]\.)+", token.text) is not None or token.text in lexicon.given)
    )


def _starts_anew(following: Token, lexicon: Lexicon) -> bool:
    """Whether a noun behind a name is no part of it: in lower case, no field of work, and no kind of actor."""
    word = following.lemma.casefold()
    common = following.pos == "N" and following.text.islower()
    return common and not word.startswith("jeugd") and not lexicon.classes_of(word)


def _is_verbal(token: Token) -> bool:
    return token.pos == "WW"


__all__ = ["LINKS", "OF", "PRONOUN", "RECIPROCAL", "TIME", "Phrase", "find_phrases", "is_noun", "text"]
