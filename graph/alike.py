"""Who plays a like part elsewhere: things of one kind that resemble each other in name and in what is said of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from graph.claims import Claims
from graph.model import Iri
from graph.search import plain

__all__ = ["Like", "likes"]

_Sign = TypeVar("_Sign", bound=Hashable)

#: Words that name no part: they stand in the names of bodies of every kind, or say what all documents are about.
_EMPTY = frozenset(
    "jeugd jeugdhulp jeugdzorg zorg regio regionaal regionale "
    "de het een van voor en der den in op aan te bij met over binnen".split()
)
_NAME, _DEEDS = 0.65, 0.35
"""How much the name counts, and how much what the documents say of it."""
_LEAST = 0.3
_MANY_DEEDS = 3
"""So many relations stated of both make a like part, whatever the names."""
_HEAD = 5
"""So many letters at the end of a word are its head, if they are a word themselves: a regiovisie is a visie."""


@dataclass(frozen=True, slots=True)
class Like:
    """A thing elsewhere, with why it is thought to play a like part."""

    iri: Iri
    words: tuple[str, ...]
    """Words that both names hold."""
    deeds: tuple[tuple[Iri, bool], ...]
    """Relations that are stated of both, each with whether it is read from the object."""
    score: float


def likes(  # noqa: PLR0913  (each says another thing about whom to compare)
    iri: Iri,
    peers: Mapping[Iri, str],
    places: Mapping[Iri, str],
    claims: Claims,
    *,
    most: int = 6,
    by_deeds: bool = True,
) -> list[Like]:
    """Return what resembles a thing, of each region the most alike, the most alike of all first.

    A word that few names hold says more than one that many hold, and so does a relation.

    Parameters
    ----------
    peers
        The label of everything of the same kind, the thing itself among it.
    places
        The region of each; what is of the same region is no answer.
    by_deeds
        Whether things whose names share nothing can be alike by what is said of them alone.
    """
    words = _all_words(peers, places)
    deeds = {other: _deeds(other, claims) for other in peers}
    rare_words, rare_deeds = _rarity(words.values()), _rarity(deeds.values())
    best: dict[str, Like] = {}
    for other in peers:
        place = places.get(other, "")
        if other == iri or place == places.get(iri, ""):
            continue
        both_words, both_deeds = words[iri] & words[other], deeds[iri] & deeds[other]
        score = _NAME * _share(words[iri], words[other], rare_words) + _DEEDS * _share(
            deeds[iri], deeds[other], rare_deeds
        )
        if (both_words and score >= _LEAST) or (by_deeds and len(both_deeds) >= _MANY_DEEDS):
            like = Like(other, tuple(sorted(both_words)), tuple(sorted(both_deeds)), score)
            if place not in best or _rank(like, peers) < _rank(best[place], peers):
                best[place] = like
    return sorted(best.values(), key=lambda like: _rank(like, peers))[:most]


def _rank(like: Like, peers: Mapping[Iri, str]) -> tuple[float, str, Iri]:
    return -like.score, peers[like.iri], like.iri


def _share(left: frozenset[_Sign], right: frozenset[_Sign], rarity: Mapping[_Sign, float]) -> float:
    """Return how much two sets share: the mean of their share in both and of that in the smaller.

    'Kwartiermaker' is all of the one name, and a part of 'kwartiermaker zorg voor jeugd'.
    """
    weights = [sum(rarity[x] for x in found) for found in (left & right, left | right, left, right)]
    shared, union, *each = weights
    return (shared / union + shared / min(each)) / 2 if shared else 0.0


def _rarity(found: Iterable[frozenset[_Sign]]) -> dict[_Sign, float]:
    counts = Counter(x for one in found for x in one)
    return {x: math.log(1 + len(counts) / number) for x, number in counts.items()}


def _all_words(peers: Mapping[Iri, str], places: Mapping[Iri, str]) -> dict[Iri, frozenset[str]]:
    """Return the words of each name, and of long words the head, where that is a word of another name."""
    own = {iri: _words(label, places.get(iri, "")) for iri, label in peers.items()}
    known = {word for words in own.values() for word in words if len(word) >= _HEAD}
    heads = {w: {w[n:] for n in range(3, len(w) - _HEAD + 1)} & known for w in {w for ws in own.values() for w in ws}}
    return {iri: words | frozenset(h for w in words for h in heads[w]) for iri, words in own.items()}


def _words(label: str, place: str) -> frozenset[str]:
    """Return the words of a name, without those of its region."""
    name = label.partition(" (")[0] if label.endswith(")") else label
    return frozenset(plain(name).split()) - _EMPTY - frozenset(plain(place).split())


def _deeds(iri: Iri, claims: Claims) -> frozenset[tuple[Iri, bool]]:
    does = {(claim.predicate, False) for claim in claims.by_subject.get(iri, ())}
    return frozenset(does | {(claim.predicate, True) for claim in claims.by_object.get(iri, ())})
