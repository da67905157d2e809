"""Who plays a like part elsewhere: things of one kind that resemble each other in name and in what is said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graph.claims import Claims
from graph.model import Iri
from graph.search import plain

__all__ = ["Like", "likes"]

#: Words that name no part: they stand in the names of bodies of every kind.
_EMPTY = frozenset("de het een van voor en der den in op aan te bij met over regio regionaal regionale".split())
_NAME, _DEEDS = 0.65, 0.35
"""How much the name counts, and how much what the documents say of it."""
_LEAST = 0.3
_MANY_DEEDS = 3
"""So many relations stated of both make a like part, whatever the names."""


@dataclass(frozen=True, slots=True)
class Like:
    """A thing elsewhere, with why it is thought to play a like part."""

    iri: Iri
    words: tuple[str, ...]
    """Words that both names hold."""
    deeds: tuple[tuple[Iri, bool], ...]
    """Relations that are stated of both, each with whether it is read from the object."""
    score: float


def likes(
    iri: Iri, peers: Mapping[Iri, str], places: Mapping[Iri, str], claims: Claims, *, most: int = 6
) -> list[Like]:
    """Return what resembles a thing, the most alike first.

    Parameters
    ----------
    peers
        The label of everything of the same kind, the thing itself among it.
    places
        The region of each; what is of the same region is no answer.
    """
    own_words, own_deeds = _words(peers[iri]), _deeds(iri, claims)
    found: list[Like] = []
    for other, label in peers.items():
        if other == iri or places.get(other, "") == places.get(iri, ""):
            continue
        words, deeds = _words(label), _deeds(other, claims)
        score = _NAME * _share(own_words, words) + _DEEDS * _share(own_deeds, deeds)
        if (own_words & words and score >= _LEAST) or len(own_deeds & deeds) >= _MANY_DEEDS:
            found.append(Like(other, tuple(sorted(own_words & words)), tuple(sorted(own_deeds & deeds)), score))
    return sorted(found, key=lambda like: (-like.score, peers[like.iri], like.iri))[:most]


def _share(left: frozenset[object], right: frozenset[object]) -> float:
    union = left | right
    return len(left & right) / len(union) if union else 0.0


def _words(label: str) -> frozenset[str]:
    """Return the words of a name, without those of the region behind it."""
    return frozenset(plain(label.partition("(")[0]).split()) - _EMPTY


def _deeds(iri: Iri, claims: Claims) -> frozenset[tuple[Iri, bool]]:
    found: dict[tuple[Iri, bool], int] = defaultdict(int)
    for claim in claims.by_subject.get(iri, ()):
        found[claim.predicate, False] += 1
    for claim in claims.by_object.get(iri, ()):
        found[claim.predicate, True] += 1
    return frozenset(found)
