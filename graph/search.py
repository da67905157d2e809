"""Search: things by label, alias, abbreviation or misspelling, and passages by their words; one index per graph."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from graph.model import Iri
from graph.vocabulary import DCTERMS, KETEN, KETEN_IRI, RDF, RDFS, SKOS, local_subclasses

#: Longest question that is looked at, in characters; what stands behind it is left out.
LONGEST = 120
#: How well a name fits, by what fits of it; a misspelling scores below all of these.
EXACT, ALIAS, PREFIX, WORDS, INSIDE = 100.0, 96.0, 90.0, 80.0, 70.0
_ALIKE = 80.0
"""How alike (0..100, by rapidfuzz) a name must be to count as a misspelling of it."""
_DOUBTFUL = 55.0
"""A misspelling that fits no better than this is a coincidence."""
_SHORT = 5
"""Fewer letters than this are too few to be a misspelling of something."""
_FEW = 5
"""With fewer good names than this, misspellings are looked for as well."""
_SMALL = frozenset("de het een van voor en der den in op aan te bij met".split())
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class ThingHit:
    """A thing that was found."""

    iri: Iri
    label: str
    kind: str
    """Local name of its class."""
    matched: str
    """The name that fitted, where that is not the label."""
    score: float


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that was found."""

    document: Iri
    begin: int
    end: int
    quote: str
    at: int
    """Where in the quotation the first of the words stands."""
    section: str = ""
    """Heading above it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives: the best things and passages, and how many there are of each."""

    things: tuple[ThingHit, ...]
    passages: tuple[PassageHit, ...]
    thing_count: int
    passage_count: int


@dataclass(frozen=True, slots=True)
class _Name:
    plain: str
    printed: str
    iri: Iri
    is_label: bool


class SearchIndex:
    """Everything that can be found in a graph, read from its store once."""

    def __init__(self, store: ox.Store) -> None:
        self._labels: dict[Iri, str] = {}
        self._kinds = _kinds(store)
        self._names = list(self._read_names(store))
        self._plain = [name.plain for name in self._names]
        self._weight = _weights(store)
        self._passages = sorted(_passages(store), key=lambda p: (p.document, p.begin, p.end))
        self._folded = [plain(p.quote) for p in self._passages]
        self._places: dict[str, set[int]] = defaultdict(set)
        for number, text in enumerate(self._folded):
            for word in set(_WORD.findall(text)):
                self._places[word].add(number)
        self._words = sorted(self._places)

    def search(self, question: str, *, things: int = 8, passages: int = 5) -> Found:
        """Return what fits a question best; an empty question finds nothing."""
        wanted = plain(question[:LONGEST])
        if len(wanted.replace(" ", "")) < 2:
            return Found((), (), 0, 0)
        named = self._named(wanted)
        numbers = self._spoken(wanted)
        return Found(tuple(named[:things]), tuple(self._hits(numbers, wanted, passages)), len(named), len(numbers))

    # ------------------------------------------------------------ things

    def _read_names(self, store: ox.Store) -> Iterator[_Name]:
        """Yield each name of each thing once, its label first, and the abbreviations that its names make."""
        for predicate, is_label in ((SKOS.prefLabel, True), (RDFS.label, True), (SKOS.altLabel, False)):
            for quad in store.quads_for_pattern(None, ox.NamedNode(str(predicate)), None):
                iri, text = quad.subject, quad.object
                if not isinstance(iri, ox.NamedNode) or not isinstance(text, ox.Literal):
                    continue
                if iri.value not in self._kinds or text.language not in {"nl", None}:
                    continue
                first = is_label and iri.value not in self._labels
                if first:
                    self._labels[iri.value] = text.value
                yield _Name(plain(text.value), text.value, iri.value, first)
                for short in abbreviations(text.value):
                    yield _Name(short, text.value, iri.value, is_label=False)

    def _named(self, wanted: str) -> list[ThingHit]:
        best: dict[Iri, tuple[float, _Name]] = {}
        tokens = wanted.split()
        for name in self._names:
            fit = _fit(wanted, tokens, name)
            if fit and fit > best.get(name.iri, (0.0, name))[0]:
                best[name.iri] = (fit, name)
        if len(best) < _FEW and len(wanted) >= _SHORT:
            alike = process.extract(wanted, self._plain, scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=40)
            for _, score, number in alike:
                name = self._names[number]
                # A short name is contained in anything; a misspelling is about as long as what was meant.
                fit = INSIDE * score / 100 * min(1.0, len(name.plain) / len(wanted), len(wanted) * 2 / len(name.plain))
                if fit > best.get(name.iri, (_DOUBTFUL, name))[0]:
                    best[name.iri] = (fit, name)
        hits = [
            ThingHit(
                iri=iri,
                label=self._labels.get(iri, name.printed),
                kind=self._kinds[iri],
                matched="" if name.printed == self._labels.get(iri) else name.printed,
                score=fit,
            )
            for iri, (fit, name) in best.items()
        ]
        return sorted(hits, key=lambda h: (-h.score - self._weight.get(h.iri, 0.0), len(h.label), h.label, h.iri))

    # ------------------------------------------------------------ passages

    def _spoken(self, wanted: str) -> list[int]:
        """Return the passages that hold all words, the last of them perhaps unfinished; the closest together first."""
        tokens = _WORD.findall(wanted)
        sets = [self._holding(token, unfinished=rank == len(tokens)) for rank, token in enumerate(tokens, 1)]
        if not sets or not all(sets):
            return []
        together = set.intersection(*sets)
        return sorted(together, key=lambda n: (wanted not in self._folded[n], self._folded[n].find(tokens[0]) < 0, n))

    def _holding(self, token: str, *, unfinished: bool) -> set[int]:
        found = set(self._places.get(token, ()))
        if unfinished and len(token) > 2:
            start = bisect_left(self._words, token)
            for word in self._words[start:]:
                if not word.startswith(token):
                    break
                found |= self._places[word]
        if not found and len(token) > 4:
            close = process.extractOne(token, self._words, scorer=fuzz.ratio, score_cutoff=_ALIKE)
            found = set(self._places[close[0]]) if close else found
        return found

    def _hits(self, numbers: list[int], wanted: str, most: int) -> list[PassageHit]:
        """Return the first passages, of those that overlap only one."""
        hits: list[PassageHit] = []
        for number in numbers:
            hit = self._hit(number, wanted)
            if not any(h.document == hit.document and h.begin < hit.end and hit.begin < h.end for h in hits):
                hits.append(hit)
            if len(hits) == most:
                break
        return hits

    def _hit(self, number: int, wanted: str) -> PassageHit:
        passage = self._passages[number]
        at = _place(passage.quote, wanted.split())
        return PassageHit(passage.document, passage.begin, passage.end, passage.quote, at, passage.section)


def _place(quote: str, tokens: list[str]) -> int:
    """Return where some words stand in a quotation, one behind the other; else where the first of them stands."""
    words = [(m.start(), plain(m.group())) for m in _WORD.finditer(quote)]
    for rank in range(len(words)):
        window = words[rank : rank + len(tokens)]
        if len(window) == len(tokens) and all(w.startswith(t) for (_, w), t in zip(window, tokens, strict=True)):
            return words[rank][0]
    return next((start for start, word in words for token in tokens if word.startswith(token)), 0)


@dataclass(frozen=True, slots=True)
class _Passage:
    document: Iri
    begin: int
    end: int
    quote: str
    section: str


def plain(text: str) -> str:
    r"""Return a text as search compares it: lower case, no accents, single spaces, no signs that cannot be seen.

    >>> plain("  Fryslân: Zorg-\n voor  Jeugd ")
    'fryslan zorg voor jeugd'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return " ".join(_WORD.findall(bare))


def abbreviations(name: str) -> set[str]:
    """Return what people may shorten a name to: its initials, with and without its small words.

    >>> sorted(abbreviations("Raad voor de Kinderbescherming"))
    ['rk', 'rvdk']
    """
    words = [plain(w) for w in _WORD.findall(name.partition("(")[0])]
    words = [w for w in words if w]
    if not 2 <= len(words) <= 8:
        return set()
    every = "".join(w[0] for w in words)
    large = "".join(w[0] for w in words if w not in _SMALL)
    return {s for s in (every, large) if len(s) > 1}


def _fit(wanted: str, tokens: list[str], name: _Name) -> float:
    if name.plain == wanted:
        return EXACT if name.is_label else ALIAS
    if len(wanted) < 3 or len(name.plain) < 3:
        return 0.0
    if name.plain.startswith(wanted):
        return PREFIX
    words = name.plain.split()
    if all(any(word.startswith(token) for word in words) for token in tokens):
        return WORDS
    return INSIDE if wanted in name.plain else 0.0


def _kinds(store: ox.Store) -> dict[Iri, str]:
    """Return the class of everything that a document can speak of; of several the narrowest."""
    found: dict[Iri, str] = {}
    depth = {kind: len(local_subclasses(kind)) for kind in local_subclasses("Ding")}
    for kind in sorted(depth, key=lambda k: (-depth[k], k)):
        for quad in store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), ox.NamedNode(KETEN_IRI + kind)):
            if isinstance(quad.subject, ox.NamedNode):
                found[quad.subject.value] = kind
    return {iri: kind for iri, kind in found.items() if not iri.startswith(KETEN_IRI)}


def _weights(store: ox.Store) -> dict[Iri, float]:
    """Return a bonus (0..4) by how many claims speak of a thing: of equal names the one that matters comes first."""
    counts: Counter[Iri] = Counter()
    for predicate in (RDF.subject, RDF.object):
        for quad in store.quads_for_pattern(None, ox.NamedNode(str(predicate)), None):
            if isinstance(quad.object, ox.NamedNode):
                counts[quad.object.value] += 1
    return {iri: min(4.0, math.log2(1 + number) * 0.8) for iri, number in counts.items()}


def _passages(store: ox.Store) -> Iterable[_Passage]:
    facts: dict[Iri, dict[str, str]] = defaultdict(dict)
    titles = {
        q.subject.value: q.object.value
        for kind in store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), ox.NamedNode(str(KETEN.Sectie)))
        for q in store.quads_for_pattern(kind.subject, ox.NamedNode(str(RDFS.label)), None)
        if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.Literal)
    }
    for predicate in (KETEN.document, KETEN.begin, KETEN.eind, KETEN.citaat, DCTERMS.isPartOf):
        for quad in store.quads_for_pattern(None, ox.NamedNode(str(predicate)), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                facts[quad.subject.value][str(predicate)] = quad.object.value
    for values in facts.values():
        if str(KETEN.citaat) in values and str(KETEN.document) in values:
            yield _Passage(
                values[str(KETEN.document)],
                int(values[str(KETEN.begin)]),
                int(values[str(KETEN.eind)]),
                values[str(KETEN.citaat)],
                titles.get(values.get(str(DCTERMS.isPartOf), ""), ""),
            )


__all__ = ["Found", "PassageHit", "SearchIndex", "ThingHit", "abbreviations", "plain"]
