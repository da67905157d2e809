"""Repairs of parts of speech: what Frog confuses in this genre, told by the words around."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.frog import Token
from loaders.lexicon import Lexicon

_JOINED = re.compile(r"VNW\(pers|VZ\(fin\)_VZ|VZ\(init\)_LID")
_NOUN = "N(soort,mv,basis)"
_FINITE_ONE, _FINITE_MORE = "WW(pv,tgw,met-t)", "WW(pv,tgw,mv)"
_LINKERS = {"en", "of", "alsmede", "dan wel", "maar"}
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
        if "_SPEC" in token.tag:
            # "De Steiger" as one word: what it is a name of comes last.
            result[index] = replace(token, tag="SPEC(deeleigen)")
        elif token.text.casefold() == "gevraagd" and [t.text for t in result[index + 1 : index + 3]] == [
            "en",
            "ongevraagd",
        ]:
            result[index] = replace(token, tag="BW()")
        elif token.pos == "WW" and token.text.casefold() in lexicon.plurals and _stands_as_noun(result, index):
            result[index] = replace(token, tag=_NOUN, lemma=lexicon.plurals[token.text.casefold()])
        elif token.tag.startswith("WW(vd"):
            result[index] = replace(token, lemma=_infinitive(token, lexicon))
        elif token.pos == "ADJ" and len(token.text) > 6 and not token.nominal and _names_someone(token, lexicon):
            result[index] = replace(token, tag="N(soort,mv,basis)" if token.text.endswith("s") else "N(soort,ev,basis)")
        elif token.tag.startswith("WW(inf") and index and result[index - 1].text.casefold() == "het":
            after = result[index + 1] if index + 1 < len(result) else None
            if after is not None and after.text.casefold() in {"van", "op", "aan", "in", "over", "met"}:
                result[index] = replace(token, tag="WW(inf,nom,zonder,zonder-n)")
    licensed = False
    for begin, end in _stretches(result):
        licensed = _repair_verb(result, begin, end, lexicon, licensed=licensed)
    return result


def _parted(token: Token) -> list[Token]:
    """Return two words that Frog joined without reason ("zij het", "af aan", "aan het") as two."""
    words, tags = token.text.split(), re.findall(r"[A-Z]+\([^()]*\)", token.tag)
    if len(words) != 2 or len(tags) != 2 or not _JOINED.match(token.tag):
        return [token]
    lemmas = token.lemma.split("_") if token.lemma.count("_") == 1 else words
    begin = token.text.rindex(words[1])
    return [
        replace(token, text=words[0], end=token.begin + len(words[0]), lemma=lemmas[0], tag=tags[0]),
        replace(token, text=words[1], begin=token.begin + begin, lemma=lemmas[1], tag=tags[1]),
    ]


def _infinitive(token: Token, lexicon: Lexicon) -> str:
    """Return the lemma of a participle: Frog loses the prefix of "opgedragen" and doubles that of "gedragen"."""
    word, known = token.text.casefold(), lexicon.frames.keys() | lexicon.support
    prefix = word.partition("ge")[0]
    if prefix and f"{prefix}{token.lemma}" in known:
        return f"{prefix}{token.lemma}"
    plain = word.replace("ge", "", 1)
    return plain if token.lemma not in known and plain in known else token.lemma


def _names_someone(token: Token, lexicon: Lexicon) -> bool:
    """Whether an "adjective" is a noun that the lexicon knows: "het gezinsteam", "de portefeuillehouders"."""
    word = token.text.casefold()
    return bool(lexicon.classes_of(word) or (word.endswith("s") and lexicon.classes_of(word[:-1])))


def _stands_as_noun(tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if before is None:
        return False
    if before.pos in {"LID", "ADJ"} or (before.pos == "VNW" and "det" in before.tag) or "prenom" in before.tag:
        return True
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


def _repair_verb(tokens: list[Token], begin: int, end: int, lexicon: Lexicon, *, licensed: bool) -> bool:
    """Give a stretch its finite verb when it has none; return whether an auxiliary reaches beyond the stretch."""
    follows = begin > 0 and tokens[begin - 1].text.casefold() in {"en", "of"}
    if tokens[begin].pos != "LET" and tokens[begin].text.casefold() not in _LINKERS and not follows:
        licensed = False
    finite = [i for i in range(begin, end) if tokens[i].tag.startswith("WW(pv")]
    verbs = [i for i in range(begin, end) if tokens[i].pos == "WW" and "prenom" not in tokens[i].tag]
    if finite and len(verbs) == len(finite) and all(tokens[i].lemma in _MODALS for i in finite):
        # "kan onderwerpen op de agenda plaatsen": the verb that the modal needs, taken for a noun.
        final = next((i for i in range(end - 1, begin, -1) if tokens[i].pos != "LET"), begin)
        if (
            tokens[final].pos == "N"
            and tokens[final].text in lexicon.frames
            and tokens[final - 1].pos not in {"LID", "ADJ", "VZ"}
        ):
            tokens[final] = replace(tokens[final], tag="WW(inf,vrij,zonder)", lemma=tokens[final].text)
    if finite:
        free = any(not tokens[i].tag.startswith("WW(pv") and not tokens[i].nominal for i in verbs)
        return any(tokens[i].lemma in _MODALS for i in finite) and (free or len(verbs) == len(finite))
    if any(tokens[i].text.casefold() == "te" for i in range(begin, end)):
        return licensed
    for i in verbs:
        token = tokens[i]
        if token.tag.startswith("WW(inf,vrij") and not licensed:
            tokens[i] = replace(token, tag=_FINITE_MORE)
            return token.lemma in lexicon.auxiliaries
        if token.tag.startswith("WW(vd") and token.text.casefold() in lexicon.forms and not licensed:
            tokens[i] = replace(token, tag=_FINITE_ONE, lemma=lexicon.forms[token.text.casefold()])
            return False
    for i in range(begin + 1, end):
        if not verbs and tokens[i].text == "zijn" and tokens[i].tag.startswith("VNW(bez") and "mv" in tokens[i - 1].tag:
            tokens[i] = replace(tokens[i], tag=_FINITE_MORE, lemma="zijn")
            return False
    if not verbs:
        for i in range(begin + 1, end):
            if _could_be_finite(tokens, i, begin, lexicon):
                tokens[i] = replace(tokens[i], tag=_FINITE_ONE, lemma=lexicon.forms[tokens[i].text.casefold()])
                return False
    return licensed


def _could_be_finite(tokens: Sequence[Token], index: int, begin: int, lexicon: Lexicon) -> bool:
    token, before = tokens[index], tokens[index - 1]
    if token.pos not in {"N", "ADJ", "BW"} or token.text not in lexicon.forms or "prenom" in token.tag:
        return False
    subject = any(t.pos in {"N", "SPEC", "VNW"} for t in tokens[begin:index])
    return subject and before.pos not in {"LID", "ADJ", "VZ", "TW"} and "det" not in before.tag
