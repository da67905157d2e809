"""Coverage: sentences that name one who acts by a name of its own, or two actors, and from which no claim was read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox
import yaml

from graph.checks import own_result
from graph.findings import Place, Result, result_key
from graph.store import solutions
from graph.vocabulary import ID, KETEN, RDF, RDFS, SKOS

COVERAGE_CHECK = "zin-zonder-bewering"
_FEWEST_WORDS = 6
"""A shorter line is a heading or a keyword."""
_SHORTEST_NAME = 4
"""Letters that a name must have more of, unless it is an abbreviation: *zorg* is a word before it is an actor."""
# The end of a sentence, of a paragraph, of the item before this one, or of an item that is the heading of what follows.
_END = re.compile(
    r"[.!?]+[)”’\"']*(?=\s+[\"“‘'(]?[A-Z])|\n[ \t]*\n|\n(?=\s*[-•o]\s)|(?<![^\n])[•\ufffd] [^\n.;:]{1,60}\n(?=[A-Z])"
)
_CUES: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("dekking.yaml").read_text(encoding="utf-8"))
_REGION = re.compile(r"\s*\([^()]*(?:\([^()]*\))?\)$")
# What can hold sentences; a table, a heading or the name of a municipality cannot.
_TEXTS = """
    SELECT ?document ?begin ?end WHERE {
        VALUES ?kind { <KINDalinea> <KINDlijstonderdeel> <KINDantwoord> <KINDvoetnoot> }
        ?passage a <KETENPassage> ; <KETENsoortPassage> ?kind ; <KETENdocument> ?document ;
            <KETENbegin> ?begin ; <KETENeind> ?end }"""
_READ = """
    SELECT DISTINCT ?document ?begin ?end WHERE {
        ?claim a <KETENBewering> ; <KETENpassage> ?passage .
        ?passage <KETENdocument> ?document ; <KETENbegin> ?begin ; <KETENeind> ?end }"""
_NAMES = """
    SELECT DISTINCT ?document ?actor ?kind ?name ?from ?to WHERE {
        { SELECT DISTINCT ?actor ?section WHERE {
            ?claim a <KETENBewering> ; <RDFsubject>|<RDFobject> ?actor ;
                <KETENpassage>/<http://purl.org/dc/terms/isPartOf> ?section } }
        ?actor a ?kind . ?kind <RDFSsubClassOf>* <KETENActor> . ?actor <RDFSlabel>|<SKOSaltLabel> ?name .
        ?section <KETENdocument> ?document ; <KETENbegin> ?from ; <KETENeind> ?to }"""
#: Kinds whose names are common words; a sentence about them must name two. The names of the others count alone.
_COMMON = frozenset(str(KETEN[kind]) for kind in ("Actorgroep", "Rol"))
#: Kinds whose names are their own without a capital: *regionaal bestuurlijk overleg jeugdzorg*.
_OWN = frozenset(str(KETEN[kind]) for kind in ("Gremium", "Bestuursorgaan"))
_REGIONS = frozenset({str(KETEN.Regio)})
#: Kinds that are a stretch of land as well as one who acts.
_LANDS = _REGIONS | {str(KETEN.Gemeente), str(KETEN.Provincie)}
_PROFILES = """
    SELECT ?document WHERE {
        ?region a <KETENRegio> ; <KETENpassage>/<KETENdocument> ?document } GROUP BY ?document HAVING (COUNT(*) > 1)"""


@dataclass(slots=True)
class _Reading:
    """What the graph knows of one document."""

    texts: list[tuple[int, int]] = field(default_factory=list)
    read: list[tuple[int, int]] = field(default_factory=list)
    names: dict[tuple[int, int], dict[str, _Named]] = field(default_factory=lambda: defaultdict(dict))
    """Names of actors, in small letters, by the stretch of the document in which they are known."""


@dataclass(slots=True)
class _Named:
    """What a name stands for."""

    actors: set[str] = field(default_factory=set)
    proper: bool = False
    """Whether it says by itself who is meant."""
    capital: bool = False
    """Whether it does so when it is written with a capital."""
    abbreviated: bool = False
    """Whether it is written in capitals: *VO* is short, and yet no word."""
    land: bool = False
    """Whether it can be a place: then it says who is meant only where that one acts."""
    region: bool = False
    """Whether it is the name of a region, which seldom acts."""
    word: bool = False
    """Whether it is the name of a body in one common word: then it must be a body in particular."""


def unread_sentences(store: ox.Store, documents: Path) -> Iterator[Result]:
    """Yield a remark for each sentence that speaks of known actors and gave no claim.

    A proper name is enough; of common words such as *onderwijs* there must be two that mean different actors, and so
    of names of places.
    In an inventory a name is known within the profile of its region only: *de stuurgroep* of one region says nothing
    of another.
    """
    for document, reading in sorted(_readings(store).items()):
        slug = document.rpartition("/")[2]
        path = documents / slug / "tekst.txt"
        if not path.is_file():
            continue  # The check of the citations reports a text that is not there.
        text = path.read_bytes().decode("utf-8", errors="replace")
        read, texts = _joined(reading.read), _joined(reading.texts)
        for stretch, names in reading.names.items():
            pattern = _pattern(names)
            for begin, end in _sentences(text, _within(texts, stretch)):
                found = [] if _overlaps(read, begin, end) else _telling(pattern, names, text, begin, end)
                if found:
                    yield _result(document, Place("", slug, begin, end, text[begin:end]), found)


def _telling(pattern: re.Pattern[str], names: dict[str, _Named], text: str, begin: int, end: int) -> list[str]:
    """Return the proper name in a sentence, or else two names of different actors; nothing where it has neither."""
    seen: dict[str, str] = {}
    for match in pattern.finditer(text, begin, end):
        name = " ".join(match.group().split())
        meant = names.get(name.casefold())
        if meant is None:
            continue  # a letter of which the small form differs from one rule of case to another
        before = " ".join(text[begin : match.start()].split())
        if meant.land and (name == name.lower() or (_follows(before, "plaats") and not _follows(before, "bestuur"))):
            continue  # *leiden* is a verb too; *in Leiden* says where
        if len(name) <= _SHORTEST_NAME and not (meant.proper or meant.capital or name.isupper()):
            continue
        if not meant.capital and name[:1].isupper() and _in_name(before):
            continue  # *Passend Onderwijs* is not *onderwijs*
        if _is_telling(meant, name, before):
            return [name]
        seen.setdefault(min(meant.actors), name)
    return list(seen.values())[:2] if len(seen) > 1 else []


def _is_telling(meant: _Named, name: str, before: str) -> bool:
    """Tell whether a name says by itself who is meant, as one who acts, behind what the sentence says before it."""
    if meant.land:
        if not before or _AT_BEGIN.fullmatch(before):
            return True
        governs = _follows(before, "bestuur") or name.casefold().startswith("provincie ")
        if before.endswith("("):
            return False  # *regionaal (provincie Drenthe)* tells how wide
        # Behind a capital it is part of a longer name: *Transitieplan Zorg voor Jeugd Flevoland*.
        return governs or not (meant.region or _in_name(before) or _follows(before, "regio"))
    if meant.word and name == name.lower():
        return _follows(before, "bepaald")
    return meant.proper or (meant.capital and name != name.lower())


def _in_name(before: str) -> bool:
    """Tell whether a text ends in a word with a capital, so that a word with one behind it goes on with a name."""
    return before.rpartition(" ")[2][:1].isupper()


def _follows(before: str, cue: str) -> bool:
    """Tell whether a text ends in one of the words of a cue."""
    return _ENDS[cue].search(before) is not None


def _words(cue: str) -> str:
    return "|".join(re.escape(w) for w in sorted(_CUES[cue], key=len, reverse=True))


_ENDS = {
    **{cue: re.compile(rf"(?<!\w)(?:{_words(cue)})$", re.IGNORECASE) for cue in ("plaats", "bestuur", "bepaald")},
    "regio": re.compile(r"(?<!\w)(?:sub)?regio$", re.IGNORECASE),
}
_REFERS = re.compile(rf"\W*(?:{_words('verwijzing')})\b", re.IGNORECASE)
_AT_BEGIN = re.compile(rf"\W*(?:(?:{_words('aanhef')}|{_words('bestuur')})\W*)*", re.IGNORECASE)


def _readings(store: ox.Store) -> dict[str, _Reading]:
    found: dict[str, _Reading] = defaultdict(_Reading)
    profiles = {row["document"].value for row in solutions(store, _filled(_PROFILES))}
    for row in solutions(store, _filled(_TEXTS)):
        found[row["document"].value].texts.append((int(row["begin"].value), int(row["end"].value)))
    for row in solutions(store, _filled(_READ)):
        found[row["document"].value].read.append((int(row["begin"].value), int(row["end"].value)))
    for row in solutions(store, _filled(_NAMES)):
        document = row["document"].value
        whole = (0, max((end for _, end in found[document].texts), default=0))
        stretch = (int(row["from"].value), int(row["to"].value)) if document in profiles else whole
        name = " ".join(_REGION.sub("", row["name"].value).split())
        kind, known = row["kind"].value, found[document].names[stretch]
        endings = ("", *_CUES["meervoud"]) if kind == str(KETEN.Rol) else ("",)
        for ending in endings:
            named = known.setdefault(f"{name}{ending}".casefold(), _Named())
            named.actors.add(row["actor"].value)
            named.proper |= kind in _OWN
            named.capital |= kind not in _COMMON and name != name.lower()
            named.abbreviated |= name.isupper()
            named.land |= kind in _LANDS
            named.region |= kind in _REGIONS
            named.word |= kind in _OWN and " " not in name
    return found


def _filled(query: str) -> str:
    spaces = {"KIND": f"{ID}passagesoort/", "KETEN": KETEN, "SKOS": SKOS, "RDFS": RDFS, "RDF": RDF}
    for name, space in spaces.items():
        query = query.replace(f"<{name}", f"<{space}")
    return query


def _pattern(names: dict[str, _Named]) -> re.Pattern[str]:
    """Return a pattern that finds any of the names, as whole words, and not as a part of a name with a hyphen or dash.

    *West-Brabant* is no part of *West-Brabant-West*, and *de proeftuin AMK – SHG* is a pilot.
    """
    longest = sorted(
        (
            n
            for n, named in names.items()
            if len(n) > _SHORTEST_NAME or named.proper or named.capital or named.abbreviated
        ),
        key=lambda n: (-len(n), n),
    )
    words = "|".join(r"\s+".join(re.escape(w) for w in name.split()) for name in longest) or r"(?!)"
    return re.compile(rf"(?<![\w-])(?<![A-Z] – )(?:(?i:{words}))(?![\w-])(?! – [A-Z])")


def _joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(stretches):
        if found and begin < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def _within(stretches: Iterable[tuple[int, int]], limits: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for begin, end in stretches:
        if begin >= limits[0] and end <= limits[1]:
            yield begin, end


def _sentences(text: str, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for first, last in stretches:
        begin = first
        for end in [*(m.end() for m in _END.finditer(text, first, last)), last]:
            sentence = text[begin:end]
            start = begin + len(sentence) - len(sentence.lstrip())
            says = not sentence.rstrip().endswith("?") and not _REFERS.match(sentence)
            if says and len(sentence.split()) >= _FEWEST_WORDS:
                yield start, begin + len(sentence.rstrip())
            begin = end


def _overlaps(stretches: list[tuple[int, int]], begin: int, end: int) -> bool:
    """Tell whether any of the stretches, in order and apart, shares a character with begin..end."""
    number = bisect_right(stretches, (end - 1, end))
    return any(b < end and e > begin for b, e in stretches[max(0, number - 1) : number + 1])


def _result(document: str, place: Place, names: list[str]) -> Result:
    quote = " ".join(place.quote.split())
    shown = quote if len(quote) <= 160 else f"{quote[:157]}…"
    found = own_result(COVERAGE_CHECK, document, f"“{shown}”", namen=tuple(f"“{n}”" for n in names))
    return replace(found, document=document, places=(place,), key=result_key(COVERAGE_CHECK, document, quote))


__all__ = ["COVERAGE_CHECK", "unread_sentences"]
