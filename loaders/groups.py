"""Coordinated noun phrases with what is attached to them: "de wethouders van A en B", "A en de directeur van B"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.frog import Token
from loaders.phrases import LINKS, OF, TIME, Phrase, text

_LISTERS = {",", "en", "of", "alsmede", "evenals", "alsook", "en/of", "&", "/", "én", "respectievelijk", "plus"}
_ENDERS = _LISTERS - {",", "/"}
#: What adds to a list that was closed: "twee leden van elke raad, aangevuld met jongeren en ouders".
_SUPPLEMENTS = frozenset({"aangevuld met"})


@dataclass(slots=True)
class Member:
    """A noun phrase with what is attached behind it."""

    phrase: Phrase
    last: int
    """Index of the last word, attached phrases included."""
    inner: list[Phrase]
    """Phrases attached to it, in order; of a list behind one preposition, all."""


@dataclass(slots=True)
class Group:
    """One or more members in one place of the clause."""

    members: list[Member]
    preposition: str

    @property
    def first(self) -> int:
        """Index of its first word."""
        return self.members[0].phrase.first

    @property
    def last(self) -> int:
        """Index of its last word."""
        return self.members[-1].last

    @property
    def head(self) -> Phrase:
        """The phrase that stands first."""
        return self.members[0].phrase

    @property
    def plural(self) -> bool:
        """Whether a plural verb goes with it."""
        return len(self.members) > 1 or self.head.plural


def find_groups(
    tokens: Sequence[Token],
    phrases: Sequence[Phrase],
    words: frozenset[int],
    blocked: frozenset[str],
    required: Sequence[str] = (),
) -> list[Group]:
    """Return the groups among a clause's words, from left to right.

    Parameters
    ----------
    tokens, phrases
        The sentence.
    words
        The clause's words; phrases with their noun elsewhere are left out.
    blocked
        Prepositions that the verb claims for itself: what follows them is attached to no noun.
    required
        Nouns that belong to the verb; where the verb claims "van", only these leave it to the verb.
    """
    inside = [p for p in phrases if p.head in words]
    found: list[Group] = []
    at = 0
    while at < len(inside):
        group, at = _group(tokens, inside, at, _Bound(blocked, tuple(required)))
        found.append(group)
    return _without_portfolio(tokens, found)


def _without_portfolio(tokens: Sequence[Token], groups: list[Group]) -> list[Group]:
    """Leave out what a person has to do with: "de wethouders met jeugd in portefeuille" meet nobody."""
    kept: list[Group] = []
    for group in groups:
        held = group.preposition == "in" and tokens[group.head.head].lemma == "portefeuille"
        if held and kept and kept[-1].preposition == "met" and group.first - kept[-1].last <= 3:
            kept.pop()
        elif not held or not kept:
            kept.append(group)
    return kept


@dataclass(frozen=True, slots=True)
class _Bound:
    """What the verb keeps for itself."""

    prepositions: frozenset[str]
    required: tuple[str, ...]


def _group(tokens: Sequence[Token], phrases: list[Phrase], at: int, blocked: _Bound) -> tuple[Group, int]:
    first = phrases[at]
    member, at = _member(tokens, phrases, at, blocked)
    members = [member]
    at = _behind_function(tokens, phrases, at, member)
    closed, kept, resume = False, 1, at
    while at < len(phrases):
        following, time = phrases[at], None
        reach = max(members[-1].last, phrases[at - 1].last)
        after = phrases[at + 1] if at + 1 < len(phrases) and first.kind != TIME else None
        if after is not None and _behind_time(tokens, reach, following, after, first.preposition):
            # "A, B en sinds januari ook C": when it is so is no member.
            time, at, following = following, at + 1, after
        gap = _between(tokens, reach, following, time)
        if gap is None or TIME in {first.kind, following.kind}:
            break
        if not _alike(first, following) and not (gap & _ENDERS and _before_verb(tokens, following)):
            break
        inner = members[-1].inner
        repeats = bool(inner and following.preposition) and following.preposition == inner[0].preposition
        foreign = following.preposition not in {"", first.preposition} | _SUPPLEMENTS
        if foreign and not repeats:
            break
        verbal = tokens[first.head].pos == "WW" and tokens[following.head].pos != "WW" and not following.preposition
        closer = not following.preposition and all(
            _closer(tokens, inner, outer, following) for outer in (first, members[-1].phrase) if inner
        )
        if repeats or (inner and (verbal or closer)):
            added, at = _member(tokens, phrases, at, blocked)
            inner.append(added.phrase)
            members[-1].last = added.last
        else:
            added, at = _member(tokens, phrases, at, blocked)
            members.append(added)
            at = _behind_function(tokens, phrases, at, added)
        if gap & _ENDERS:
            closed, kept, resume = True, len(members), at
    if not closed:
        # Commas alone part an apposition or a list of a clause, they do not join.
        return Group(members[:1], first.preposition), resume
    return Group(members[:kept], first.preposition), resume


def _behind_function(tokens: Sequence[Token], phrases: list[Phrase], at: int, member: Member) -> int:
    """Return where a list goes on behind the function of a person: "door A. Bos, wethouder jeugd en onderwijs"."""
    function = phrases[at] if at < len(phrases) else None
    if member.phrase.kind != "Persoon" or function is None or function.kind != "Rol" or not _is_bare(function):
        return at
    if _between(tokens, member.last, function) != {","}:
        return at
    at += 1
    while at < len(phrases) and phrases[at].kind != "Persoon":
        named = _is_bare(phrases[at]) and not phrases[at].proper  # what a function is about is named by bare words
        listed = named and _between(tokens, phrases[at - 1].last, phrases[at]) is not None
        if not listed and not (phrases[at].preposition in OF and _adjoins(tokens, phrases[at - 1].last, phrases[at])):
            break
        at += 1
    return at


def _is_bare(phrase: Phrase) -> bool:
    return not phrase.preposition and not phrase.determiner


def _member(tokens: Sequence[Token], phrases: list[Phrase], at: int, blocked: _Bound) -> tuple[Member, int]:
    phrase = phrases[at]
    lemma = tokens[phrase.head].lemma.casefold()
    member = Member(phrase, phrase.last, [])
    at += 1
    while at < len(phrases) and phrase.kind != TIME:
        following = phrases[at]
        if following.kind == TIME or not _adjoins(tokens, member.last, following):
            break
        takes = phrase.takes | (member.inner[-1].takes if member.inner else frozenset())
        about = following.preposition in _ABOUT and phrase.kind in _PEOPLE and following.preposition not in takes
        if about:
            break  # "praten met de ouders | over de vraag"
        if following.preposition not in LINKS | takes and not _on_behalf(phrase, following):
            break
        claimed = following.preposition in blocked.prepositions
        if claimed and _has_no(lemma, following):
            break  # "ontvangen de colleges van het team een rapportage": a team has no college
        # "de helft van de kosten | van de pilot": what hangs on the noun that the verb needs is the verb's.
        nearest = tokens[member.inner[-1].head] if member.inner else tokens[phrase.head]
        named = {lemma, tokens[phrase.head].text.casefold(), nearest.lemma.casefold(), nearest.text.casefold()}
        own = bool(named & set(blocked.required))
        if claimed and (following.preposition not in OF or not blocked.required or own):
            break
        if following.preposition not in OF and "Persoon" in {phrase.kind, following.kind}:
            break  # "benoemt X tot voorzitter": a person is of someone, not to or for
        member.inner.append(following)
        member.last = following.last
        at += 1
    return member, at


def _has_no(lemma: str, following: Phrase) -> bool:
    """Whether what is a municipality's cannot be of a body that meets."""
    if lemma in {"raad", "gemeenteraad"} and following.kind == "Bestuursorgaan":
        return following.determiner in {"hun", "haar", "zijn", "ons"}  # "ontvangen de raden van hun college"
    apart = following.kind in {"Gremium", "Inkooporganisatie"}
    return lemma in {"college", "raad", "gemeenteraad", "gemeente", "wethouder"} and apart


def _on_behalf(phrase: Phrase, following: Phrase) -> bool:
    """Whether "namens" tells whom someone stands for: "een lid namens de huisartsen"."""
    one = phrase.determiner == "een" or phrase.name.casefold().startswith(("één ", "een "))
    return following.preposition == "namens" and one


def _before_verb(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a finite verb follows: "de gemeenten en het onderwijs respecteren" joins what acts."""
    return phrase.last + 1 < len(tokens) and tokens[phrase.last + 1].tag.startswith("WW(pv,tgw,mv")


def _adjoins(tokens: Sequence[Token], last: int, following: Phrase) -> bool:
    return following.first - last == 2 and tokens[last + 1].pos == "VZ"


def _between(tokens: Sequence[Token], last: int, following: Phrase, time: Phrase | None = None) -> set[str] | None:
    """Return the words that list between two phrases, but for a time; None when other words stand there."""
    end = following.first - (1 if following.preposition else 0)
    skipped = range(time.first - bool(time.preposition), time.last + 1) if time is not None else ()
    words = [tokens[i].text.casefold() for i in range(last + 1, end) if i not in skipped]
    words = [w for w in words if w not in {"ook", "tevens", "anderzijds", "zo", "nodig", "eventueel", "(", ")"}]
    if following.preposition in _SUPPLEMENTS and words in ([",", "aangevuld"], ["aangevuld"]):
        return {"en"}
    both = words == ["als"] and any(t.text.casefold() == "zowel" for t in tokens[:last])
    return {"en"} if both else set(words) if words and len(words) <= 2 and set(words) <= _LISTERS else None


def _behind_time(tokens: Sequence[Token], last: int, time: Phrase, following: Phrase, preposition: str) -> bool:
    """Whether a time stands behind "en" in a list, right before a member of it."""
    begin = time.first - (1 if time.preposition else 0)
    joined = begin - last == 2 and tokens[last + 1].text.casefold() in _ENDERS
    alike = following.preposition in {"", preposition}
    end = following.first - (1 if following.preposition else 0)
    between = [t.text.casefold() for t in tokens[time.last + 1 : end]]
    return time.kind == TIME and joined and following.kind != TIME and alike and set(between) <= {"ook", "tevens"}


def _closer(tokens: Sequence[Token], attached: Sequence[Phrase], outer: Phrase, following: Phrase) -> bool:
    inner = attached[-1]
    # "de uitvoering van A, B en C", "vertegenwoordigers van A, B en C"
    if len(attached) > 1 and not following.determiner and (outer.determiner or "namens" in outer.takes):
        return True
    made_up = outer.kind == "Gremium" and outer.determiner == "een" and inner.preposition == "van"
    if made_up and inner.proper and following.proper and is_actor(inner.kind) and is_actor(following.kind):
        return True  # "een team van het Inkoopteam, de Raad en Veilig Thuis"
    if inner.proper and inner.kind == "Actorgroep" and following.kind == "Gemeente" and outer.kind != "Gemeente":
        return True  # "medewerkers van de gemeenten A, B en C"
    return _likeness(tokens, inner, following) > _likeness(tokens, outer, following)


def _likeness(tokens: Sequence[Token], left: Phrase, right: Phrase) -> float:
    people = [p.kind in _PEOPLE and not tokens[p.head].lemma.endswith(_BODIES) for p in (left, right)]
    return (
        2 * (all(people) or (left.kind == right.kind and not any(people)))
        + 1.5 * (bool(left.determiner) == bool(right.determiner))
        + (left.plural == right.plural)
    )


_PEOPLE = {"Rol", "Actorgroep", "Persoon"}
#: Prepositions before what something is about, which people are not.
_ABOUT = {"over", "rond", "rondom", "omtrent", "inzake"}
#: Groups of organisations, not of people.
_BODIES = ("gemeente", "aanbieder", "instelling", "organisatie", "college", "raad", "bestuur", "partij", "school")
_ACTORS = frozenset(
    "Actorgroep Gremium Gemeente Provincie Rijksorgaan Bestuursorgaan Rol Regio Organisatie Aanbieder "
    "Belangenorganisatie Financier Inkooporganisatie Persoon GecertificeerdeInstelling "
    "Kennisinstituut Onderwijsorganisatie".split()
)


def _alike(left: Phrase, right: Phrase) -> bool:
    return (left.kind in _ACTORS) == (right.kind in _ACTORS)


def is_actor(kind: str) -> bool:
    """Whether a class is one of those that can act."""
    return kind in _ACTORS


def both_sides(group: Group) -> Group:
    """Return two sides where "tussen" stands before one: "tussen de accounthouders van A en de aanbieders"."""
    member = group.members[0]
    apart = len(group.members) == 1 and len(member.inner) > 1 and not member.inner[-1].preposition
    if not apart:
        return group
    *kept, other = member.inner
    return Group([Member(member.phrase, kept[-1].last, kept), Member(other, other.last, [])], group.preposition)


def listed(member: Member) -> list[Phrase]:
    """Return the first phrase attached to a member with those that are listed with it."""
    if not member.inner:
        return []
    first = member.inner[0]
    found = [first]
    for before, phrase in pairwise(member.inner):
        if phrase.preposition not in {"", first.preposition}:
            break
        if phrase.first - before.last == 2 and phrase.preposition:
            continue  # "een plan van aanpak": what hangs on the one before is not listed beside it
        found.append(phrase)
    return found


def inner_member(member: Member, inner: Phrase) -> Member:
    """Return an attached phrase as a member of its own, with what is attached to it in turn."""
    rest = member.inner[member.inner.index(inner) + 1 :]
    return Member(inner, member.last, rest)


def name_of(tokens: Sequence[Token], member: Member) -> str:
    """Return a member's name as printed, what is attached included."""
    phrase = member.phrase
    if member.last == phrase.last:
        return phrase.name
    return f"{phrase.name} {text(tokens, phrase.last + 1, member.last)}"
