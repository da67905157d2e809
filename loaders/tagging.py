"""Repairs of parts of speech: what Frog confuses in this genre, told by the words around."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.frog import Token
from loaders.lexicon import Lexicon

#: Words that deny must not be lost in "nog geen", "nog niet".
_DENIALS = {"niet", "geen"}
_JOINED = re.compile(r"VNW\(pers|VZ\(fin\)_VZ|VZ\(init\)_LID")
_NOUN, _NOUN_ONE = "N(soort,mv,basis)", "N(soort,ev,basis)"
_FINITE_ONE, _FINITE_MORE = "WW(pv,tgw,met-t)", "WW(pv,tgw,mv)"
_LINKERS = {"en", "of", "alsmede", "dan wel", "maar"}
#: Prepositions that stand behind an infinitive used as a noun.
_BEHIND_NOUN = {"van", "op", "aan", "in", "over", "met"}
_ASKING = {"welke", "wie", "hoe", "waar", "wat", "of"}
#: Words that open a clause, also where Frog joined them to what stands before.
_CONJUNCTIONS = {"zodra", "nadat", "omdat", "zodat", "totdat", "doordat", "opdat", "indien", "wanneer", "mits", "tenzij"}
_ARTICLES = {"de": "LID(bep,stan,rest)", "het": "LID(bep,stan,evon)", "een": "LID(onbep,stan,agr)"}
_MONTHS = set("januari februari maart april mei juni juli augustus september oktober november december".split())
_MODALS = {"kunnen", "moeten", "mogen", "willen", "zullen", "worden", "gaan", "dienen"}


def repaired(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Return the words with their tags repaired.

    Frog reads the plural of a noun as a verb where both are spelled alike ("neemt besluiten over"), a finite plural as
    an infinitive ("en leggen voorstellen voor") and a finite verb as a noun, adjective or participle ("het convenant
    rust op", "die de uitvoering bewaakt").
    """
    if not tokens:
        return []
    result = [part for token in tokens for part in _parted(token)]
    for index, token in enumerate(result):
        result[index] = _repair_word(result, index, token, lexicon)
    licensed = False
    for begin, end in _stretches(result):
        complete = licensed and _is_passive_only(result, begin) and _ends_in_infinitive(result, begin, end)
        licensed = _repair_verb(result, begin, end, lexicon, licensed=licensed and not complete)
    return result


def _repair_word(tokens: Sequence[Token], index: int, token: Token, lexicon: Lexicon) -> Token:
    """Return a word with the tag and lemma that the words around it and the lexicon give it."""
    word, following = token.text.casefold(), [t.text for t in tokens[index + 1 : index + 3]]
    if "_SPEC" in token.tag:
        # "De Steiger" as one word: what it is a name of comes last.
        return replace(token, tag="SPEC(deeleigen)")
    if token.pos == "WW" and token.text[0].isupper() and index and tokens[index - 1].pos not in {"LET", "TW"}:
        return replace(token, tag="SPEC(deeleigen)")  # "Stichting Stem in Zorg"
    if word in lexicon.adverbs:
        return replace(token, tag="BW()")
    ahead = tokens[index + 1 : index + 3]
    if word == "het" and token.pos == "VNW" and [t.pos for t in ahead] == ["ADJ", "N"] and not ahead[0].nominal:
        return replace(token, tag="LID(bep,stan,evon)")  # "het dagelijks bestuur"
    if token.tag.startswith("WW(inf") and index and tokens[index - 1].text.casefold() in {"wij", "we"}:
        return replace(token, tag=_FINITE_MORE)  # "Wij vragen …"
    if word == "gevraagd" and following == ["en", "ongevraagd"]:
        return replace(token, tag="BW()")
    if token.pos == "WW" and word in lexicon.plurals and _stands_as_noun(tokens, index):
        return replace(token, tag=_NOUN, lemma=lexicon.plurals[word])
    if token.tag.startswith(("WW(inf,vrij", "WW(pv,tgw,mv")) and _follows_article(tokens, index):
        return replace(token, tag=_NOUN)  # "de kosten": no verb stands behind "de"
    if token.tag.startswith("WW(pv,verl") and index and _stands_before_noun(tokens, index):
        return replace(token, tag="WW(vd,prenom,basis,met-e)")  # "de gecontracteerde aanbieders"
    if token.tag.startswith("WW(vd") and token.lemma.casefold() == word and lexicon.classes_or_sign(word):
        return replace(token, tag=_NOUN_ONE)  # "instemmingsrecht"
    if token.tag.startswith("WW(vd,vrij") and index and _stands_between(tokens, index):
        return replace(token, tag="WW(vd,prenom,zonder)")  # "de gesloten jeugdhulp"
    if token.tag.startswith("WW(vd"):
        return replace(token, lemma=_infinitive(token, lexicon))
    if token.pos == "ADJ" and len(token.text) > 6 and not token.nominal and _names_someone(token, lexicon):
        return replace(token, tag=_NOUN if token.text.endswith(("s", "n")) else _NOUN_ONE)
    if token.tag.startswith("WW(inf,vrij") and following[:1] and following[0].casefold() in _ASKING:
        # "De teams bepalen welke hulp …": a plural verb, unless another verb or "te" carries it.
        carried = any(t.pos == "WW" for t in tokens[:index]) or (index and tokens[index - 1].text.casefold() == "te")
        return token if carried else replace(token, tag=_FINITE_MORE)
    if token.tag.startswith("WW(inf") and index and tokens[index - 1].text.casefold() == "het":
        # "het bewaken van": an infinitive as a noun.
        return (
            replace(token, tag="WW(inf,nom,zonder,zonder-n)")
            if {w.casefold() for w in following[:1]} & _BEHIND_NOUN
            else token
        )
    return token


def _parted(token: Token) -> list[Token]:
    """Return two words that Frog joined without reason ("zij het", "af aan", "aan het") as two."""
    words, tags = token.text.split(), re.findall(r"[A-Z]+\([^()]*\)", token.tag)
    if len(words) > 1 and words[-1] in _CONJUNCTIONS and token.pos == "VZ":
        # "van kracht zodra": the last word opens a clause.
        begin = token.begin + token.text.rindex(words[-1])
        head = token.text[: token.text.rindex(words[-1])].rstrip()
        opener = replace(token, text=words[-1], begin=begin, lemma=words[-1], tag="VG(onder)")
        return [replace(token, text=head, end=token.begin + len(head), lemma=head, tag="BW()"), opener]
    if token.pos == "SPEC" and len(words) > 1:
        return _parted_name(token, words)
    if len(words) != 2 or len(tags) != 2 or not (_JOINED.match(token.tag) or _DENIALS & set(words)):
        return [token]
    lemmas = token.lemma.split("_") if token.lemma.count("_") == 1 else words
    begin = token.text.rindex(words[1])
    return [
        replace(token, text=words[0], end=token.begin + len(words[0]), lemma=lemmas[0], tag=tags[0]),
        replace(token, text=words[1], begin=token.begin + begin, lemma=lemmas[1], tag=tags[1]),
    ]


def _parted_name(token: Token, words: Sequence[str]) -> list[Token]:
    """Return a name that Frog joined without what is no part of it: "BO de", "maart J. Pouwels"."""
    if words[-1] in _ARTICLES:
        at = token.text.rindex(words[-1])
        head = token.text[:at].rstrip()
        article = replace(token, text=words[-1], begin=token.begin + at, lemma=words[-1], tag=_ARTICLES[words[-1]])
        return [replace(token, text=head, end=token.begin + len(head), lemma=head), article]
    if words[0].casefold() in _MONTHS:
        at = token.text.index(words[1], len(words[0]))
        month = replace(token, text=words[0], end=token.begin + len(words[0]), lemma=words[0])
        return [month, replace(token, text=token.text[at:], begin=token.begin + at, lemma=token.text[at:])]
    return [token]


def _infinitive(token: Token, lexicon: Lexicon) -> str:
    """Return the lemma of a participle: Frog loses the prefix of "opgedragen" and doubles that of "gedragen"."""
    word, known = token.text.casefold(), lexicon.frames.keys() | lexicon.support
    prefix = word.partition("ge")[0]
    if prefix and f"{prefix}{token.lemma}" in known:
        return f"{prefix}{token.lemma}"
    if token.lemma not in known and token.lemma.removeprefix("ge") in known:
        return token.lemma.removeprefix("ge")  # "geleid" is of "leiden"
    plain = word.replace("ge", "", 1)
    return plain if token.lemma not in known and plain in known else token.lemma


def _names_someone(token: Token, lexicon: Lexicon) -> bool:
    """Whether an "adjective" is a noun that the lexicon knows: "het gezinsteam", "de portefeuillehouders"."""
    word = token.text.casefold()
    return bool(lexicon.classes_of(word) or (word.endswith(("s", "n")) and lexicon.classes_of(word[:-1])))


def _stands_before_noun(tokens: Sequence[Token], index: int) -> bool:
    before, after = tokens[index - 1], tokens[index + 1] if index + 1 < len(tokens) else None
    led = before.pos in {"LID", "TW", "VZ"} or "det" in before.tag
    return led and after is not None and after.pos == "N" and tokens[index].text.endswith("e")


def _stands_between(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word stands between an article and a noun."""
    before, after = tokens[index - 1], tokens[index + 1] if index + 1 < len(tokens) else None
    return before.pos == "LID" and after is not None and after.pos == "N"


def _follows_article(tokens: Sequence[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].tag.startswith("LID(bep,stan,rest)")


def _stands_as_noun(tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if before is None:
        # "Besluiten neemt het overleg niet.", "Besluiten over het budget worden genomen door"
        verbs = [t for t in tokens[index + 2 :] if t.pos == "WW" and "prenom" not in t.tag]
        carried = bool(verbs) and verbs[0].lemma in _MODALS | {"zijn", "hebben"}
        relates = after is not None and after.tag.startswith("VNW(betr")
        return after is not None and (after.tag.startswith("WW(pv") or relates or (after.pos == "VZ" and carried))
    if before.pos in {"LID", "ADJ"} or (before.pos == "VNW" and "det" in before.tag) or "prenom" in before.tag:
        return True
    if before.pos == "VZ" and before.text.casefold() != "te" and after is not None and after.pos in {"VZ", "LET"}:
        return True  # "bij zorgen over"
    light = before.pos == "WW" and before.lemma not in _MODALS
    return light and (after is None or after.pos in {"VZ", "LET", "VG", "BW"})


def _stretches(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the words between commas, conjunctions and relative pronouns."""
    begin = 0
    for index, token in enumerate(tokens):
        if token.pos in {"LET", "VG"} or token.tag.startswith("VNW(betr") or token.text.casefold().startswith("waar"):
            if index > begin:
                yield begin, index
            begin = index
    yield begin, len(tokens)


def _is_passive_only(tokens: Sequence[Token], begin: int) -> bool:
    """Whether the last auxiliary before a word is "worden" with its participle, which carries no infinitive over."""
    before = [t for t in tokens[:begin] if t.pos == "WW" and "prenom" not in t.tag]
    finite = [i for i, t in enumerate(before) if t.tag.startswith("WW(pv")]
    if not finite or before[finite[-1]].lemma != "worden":
        return False
    return any(t.tag.startswith("WW(vd") for t in before[finite[-1] :])


def _ends_in_infinitive(tokens: Sequence[Token], begin: int, end: int) -> bool:
    verbs = [t for t in tokens[begin:end] if t.pos == "WW" and "prenom" not in t.tag]
    return len(verbs) == 1 and verbs[0].tag.startswith("WW(inf,vrij")


def _repair_verb(tokens: list[Token], begin: int, end: int, lexicon: Lexicon, *, licensed: bool) -> bool:
    """Give a stretch its finite verb when it has none; return whether an auxiliary reaches beyond the stretch."""
    follows = begin > 0 and tokens[begin - 1].text.casefold() in {"en", "of"}
    if tokens[begin].pos != "LET" and tokens[begin].text.casefold() not in _LINKERS and not follows:
        licensed = False
    finite = [i for i in range(begin, end) if tokens[i].tag.startswith("WW(pv")]
    verbs = [i for i in range(begin, end) if tokens[i].pos == "WW" and "prenom" not in tokens[i].tag]
    if finite:
        lone = len(verbs) == len(finite)
        if lone and all(tokens[i].lemma in _MODALS for i in finite):
            _repair_infinitive(tokens, begin, end, lexicon)
        free = any(not tokens[i].tag.startswith("WW(pv") and not tokens[i].nominal for i in verbs)
        return any(tokens[i].lemma in _MODALS for i in finite) and (free or lone)
    if any(tokens[i].text.casefold() == "te" for i in range(begin, end)):
        opener = next((i for i in range(begin, end) if tokens[i].text.casefold() == "om"), begin)
        if not licensed and verbs and verbs[0] < opener and tokens[verbs[0] - 1].text.casefold() != "te":
            _repair_finite(tokens, verbs[:1], lexicon)  # "De deelnemers verlenen het bestuur mandaat om … te sluiten"
        return licensed
    if not licensed:
        reaches = _repair_finite(tokens, verbs, lexicon)
        if reaches is not None:
            return reaches
    found = not verbs and (_find_finite(tokens, begin, end, lexicon) or _find_plural(tokens, begin, end, lexicon))
    return licensed and not found


def _repair_infinitive(tokens: list[Token], begin: int, end: int, lexicon: Lexicon) -> None:
    """Take the last noun for the verb that a modal needs: "kan onderwerpen op de agenda plaatsen"."""
    final = next((i for i in range(end - 1, begin, -1) if tokens[i].pos != "LET"), begin)
    token = tokens[final]
    if _could_be_infinitive(tokens, final, lexicon):
        tokens[final] = replace(token, tag="WW(inf,vrij,zonder)", lemma=token.text)


def _could_be_infinitive(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    token = tokens[index]
    noun = token.pos in {"N", "SPEC"} or token.nominal
    return noun and token.text in lexicon.frames and index > 0 and tokens[index - 1].pos not in {"LID", "ADJ", "VZ"}


def _repair_finite(tokens: list[Token], verbs: Sequence[int], lexicon: Lexicon) -> bool | None:
    """Make an infinitive or participle finite; return whether it is an auxiliary, None where there is neither."""
    for i in verbs:
        token = tokens[i]
        if token.tag.startswith("WW(inf,vrij"):
            tokens[i] = replace(token, tag=_FINITE_MORE)
            return token.lemma in lexicon.auxiliaries
        if token.tag.startswith("WW(inf,nom") and _stands_as_plural(tokens, i, lexicon):
            tokens[i] = replace(token, tag=_FINITE_MORE)
            return False
        if token.tag.startswith("WW(vd") and token.text.casefold() in lexicon.forms:
            tokens[i] = replace(token, tag=_FINITE_ONE, lemma=lexicon.forms[token.text.casefold()])
            return False
    return None


def _stands_as_plural(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether an infinitive used as a noun is none: "met dit convenant streven partijen naar"."""
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    word = tokens[index].text
    if before is None or after is None or word not in lexicon.frames.keys() | lexicon.signs["looptijd"].keys():
        return False
    governed = before.pos in {"LID", "ADJ", "VZ", "VG"} or "det" in before.tag or before.text.casefold() == "te"
    runs = word in lexicon.signs["looptijd"] and after.text in {"tot", "voor", "vanaf"}
    return not governed and (after.pos in {"LID", "SPEC", "VNW"} or "mv" in after.tag or runs)


def _find_finite(tokens: list[Token], begin: int, end: int, lexicon: Lexicon) -> bool:
    """Take a word that Frog gave another part of speech for the finite verb; return whether one was found."""
    for i in range(begin + 1, end):
        if tokens[i].text == "zijn" and tokens[i].tag.startswith("VNW(bez") and "mv" in tokens[i - 1].tag:
            tokens[i] = replace(tokens[i], tag=_FINITE_MORE, lemma="zijn")
            return True
    for i in range(begin + 1, end):
        if _could_be_finite(tokens, i, begin, lexicon):
            tokens[i] = replace(tokens[i], tag=_FINITE_ONE, lemma=lexicon.forms[tokens[i].text.casefold()])
            return True
    for i in range(begin + 1, end):
        if tokens[i].pos == "N" and _stands_as_plural(tokens, i, lexicon):
            # "De portefeuillehouders vormen dit beraad", "De afspraken gelden tot".
            tokens[i] = replace(tokens[i], tag=_FINITE_MORE, lemma=tokens[i].text)
            return True
    return False


def _find_plural(tokens: list[Token], begin: int, end: int, lexicon: Lexicon) -> bool:
    """Take the last noun of a relative clause for its verb: "die de gemeenten bijeenbrengen"."""
    final = end - 1
    opener = tokens[begin].tag.startswith("VNW(betr") or tokens[begin].text.casefold().startswith("waar")
    if not opener or final - begin < 2 or not _could_be_infinitive(tokens, final, lexicon):
        return False
    tokens[final] = replace(tokens[final], tag=_FINITE_MORE, lemma=tokens[final].text)
    return True


def _could_be_finite(tokens: Sequence[Token], index: int, begin: int, lexicon: Lexicon) -> bool:
    token, before = tokens[index], tokens[index - 1]
    if token.pos not in {"N", "ADJ", "BW"} or token.text not in lexicon.forms or "prenom" in token.tag:
        return False
    subject = any(t.pos in {"N", "SPEC", "VNW"} for t in tokens[begin:index])
    return subject and before.pos not in {"LID", "ADJ", "VZ", "TW"} and "det" not in before.tag
