"""Repairs of parts of speech: what Frog confuses in this genre, told by the words around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.frog import Token
from loaders.lexicon import Lexicon
from loaders.wordtags import MODALS, parted, repair_word

_FINITE_ONE, _FINITE_MORE = "WW(pv,tgw,met-t)", "WW(pv,tgw,mv)"
_LINKERS = {"en", "of", "alsmede", "dan wel", "maar"}


def repaired(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Return the words with their tags repaired.

    Frog reads the plural of a noun as a verb where both are spelled alike ("neemt besluiten over"), a finite plural as
    an infinitive ("en leggen voorstellen voor") and a finite verb as a noun, adjective or participle ("het convenant
    rust op", "die de uitvoering bewaakt").
    """
    if not tokens:
        return []
    result = [part for token in tokens for part in parted(token)]
    for index in range(len(result)):
        result[index] = repair_word(result, index, lexicon)
        word = result[index].text.casefold()
        if result[index].tag == _FINITE_MORE and result[index].lemma != word and result[index].lemma.endswith(word):
            result[index] = replace(result[index], lemma=word)  # "wonen" of "bijwonen", which Frog takes for "inwonen"
    licensed = False
    for begin, end in _stretches(result):
        complete = licensed and _is_passive_only(result, begin) and _ends_in_infinitive(result, begin, end)
        licensed = _repair_verb(result, begin, end, lexicon, licensed=licensed and not complete)
    return result


def _stretches(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the words between commas, conjunctions and relative pronouns."""
    begin = 0
    for index, token in enumerate(tokens):
        asks = token.tag.startswith(("VNW(betr", "VNW(vb,det")) or token.text.casefold().startswith("waar")
        if token.pos in {"LET", "VG"} or asks:
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
        if lone and all(tokens[i].lemma in MODALS for i in finite):
            _repair_infinitive(tokens, begin, end, lexicon)
        free = any(not tokens[i].tag.startswith("WW(pv") and not tokens[i].nominal for i in verbs)
        return any(tokens[i].lemma in MODALS for i in finite) and (free or lone)
    if any(tokens[i].text.casefold() == "te" for i in range(begin, end)):
        openers = {"om", "er"} if tokens[begin].text.casefold() != "om" else {"om"}
        opener = next((i for i in range(begin, end) if tokens[i].text.casefold() in openers), begin)
        if not licensed and verbs and verbs[0] < opener and tokens[verbs[0] - 1].text.casefold() != "te":
            _repair_finite(tokens, verbs[:1], lexicon)  # "De deelnemers verlenen het bestuur mandaat om … te sluiten"
        adjoin = [b for a, b in pairwise(verbs) if b == a + 1 and tokens[a - 1].text.casefold() == "te"]
        if not licensed and adjoin and tokens[begin].text.casefold() == "om":
            _repair_finite(tokens, adjoin[:1], lexicon)  # "Om de afbouw te versnellen realiseren de gemeenten"
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
        if _is_plural_like_participle(tokens, i):
            tokens[i] = replace(token, tag=_FINITE_MORE, lemma=token.text)
            return False
    return None


def _is_plural_like_participle(tokens: Sequence[Token], index: int) -> bool:
    """Whether a participle spelled as its infinitive is the verb: "Ouders ontvangen van de gemeente een vergoeding"."""
    token = tokens[index]
    if not token.tag.startswith("WW(vd,vrij") or token.text != token.lemma or not index or index + 1 >= len(tokens):
        return False
    return "mv" in tokens[index - 1].tag and tokens[index + 1].pos not in {"LET", "VG", "WW"}


def _stands_as_plural(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether an infinitive used as a noun is none: "met dit convenant streven partijen naar"."""
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    word = tokens[index].text
    known = lexicon.frames.keys() | lexicon.signs["looptijd"].keys()
    parted = any(f"{t.text}{word}" in known for t in tokens[index + 1 :] if t.pos in {"VZ", "BW"})
    if before is None or after is None or not (word in known or parted):
        return False
    governed = before.pos in {"LID", "ADJ", "VZ", "VG"} or "det" in before.tag or before.text.casefold() == "te"
    runs = word in lexicon.signs["looptijd"] and after.text in {"tot", "voor", "vanaf"}
    # "De gemeenten streven naar": the verb takes what follows.
    taken = {r.partition("@")[0] for f in lexicon.frames.get(word, ()) for r in (*f.object_roles, *f.topic_roles)}
    takes = "mv" in before.tag and after.pos == "VZ" and f"pp:{after.text}" in taken
    return not governed and (after.pos in {"LID", "SPEC", "VNW"} or "mv" in after.tag or runs or takes)


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
