"""Composition: what a noun with what stands beside it says of who makes up a body, and of what something is a part."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from loaders.claims import Claim, Manner
from loaders.clauses import MAIN, RELATIVE, Clause
from loaders.groups import Group, Member, find_groups, inner_member, is_actor, listed
from loaders.pairing import pair
from loaders.phrases import OF, Phrase
from loaders.scene import Scene

#: Nouns that say of what something is a part.
_PARTS = {"onderdeel", "afdeling", "eenheid"}
_LISTERS = {",", "en"}
_SEATS = {"lid", "deelnemer", "vertegenwoordiger", "zetel"}


def read_composition(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "een stuurgroep met wethouders", "de vijf gemeenten (A, B, C, D en E)", "een onderdeel van de gemeente"."""
    yield from _read_parts(scene, clause)
    yield from _read_members(scene, clause)
    yield from _read_made_up(scene, clause)
    yield from _read_counted(scene, clause)
    yield from _read_as_follows(scene, clause)
    if clause.kind == MAIN and clause.previous is None:
        yield from _read_named(scene)


def relation_between(scene: Scene, phrase: Phrase) -> str | None:
    """Return the relation that a noun says its "tussen" or "met" to be: "het overleg tussen A en B"."""
    lemma = scene.lemma(phrase.head)
    return next((r for noun, r in scene.lexicon.between.items() if lemma.endswith(noun)), None)


def _read_parts(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "het Inkoopbureau, een onderdeel van de gemeente": what explains a name says what it belongs to."""
    for whole, part in pairwise(scene.groups(clause)):
        between = range(whole.last + 1, part.first)
        idle = all(
            scene.tokens[w].pos in {"LET", "ADJ", "BW"} for w in between
        )  # ", organisatorisch een onderdeel van"
        apposed = idle and 0 < len(between) < 3 and scene.word(between[0]) == "," and part.head.determiner == "een"
        inner = part.members[0].inner
        if apposed and inner and scene.lemma(part.head.head) in _PARTS and inner[0].preposition in OF:
            end = Group([inner_member(part.members[0], inner[0])], "")
            yield from pair(scene, "maaktDeelUitVan", Group(whole.members[-1:], ""), end, Manner("feitelijk"))


def _read_members(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "een stuurgroep met vertegenwoordigers van A en B": what stands behind the body are its members."""
    for body, members in pairwise(scene.groups(clause, frozenset({"met"}))):
        between = range(body.last + 1, members.first - 1)
        idle = all(
            scene.tokens[w].pos in {"LET", "VZ", "WW"} or scene.lemma(w) in scene.lexicon.idioms for w in between
        )
        adjoins = members.preposition == "met" and (not between or (idle and scene.word(members.first - 2) == ","))
        noun = scene.lemma(members.head.head)
        several = noun != "lid" and (len(members.members) > 1 or noun in scene.lexicon.signs["vertegenwoordigt"])
        named = body.head.kind == "Gremium" and body.head.determiner in {"een", ""}
        talks = scene.discourse.implied is not None and relation_between(scene, body.head) is not None
        if adjoins and named and several and is_actor(members.head.kind) and not talks:
            yield from pair(scene, "bestaatUit", Group(body.members[-1:], ""), members, Manner("feitelijk"))


def _read_made_up(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "een werkgroep van huisartsen en ouders": what several sorts of people make up."""
    for group in scene.groups(clause):
        member = group.members[0]
        people = [p for p in listed(member) if p.kind in {"Actorgroep", "Rol"} and p.plural and not p.definite]
        # "drie leden": how many says nothing of who; "drie gemeentesecretarissen" does.
        people = [p for p in people if scene.tokens[p.first].pos != "TW" or p.kind == "Rol"]
        named = [p for p in listed(member) if p.proper and is_actor(p.kind)]
        people = people or (named if len(named) > 1 else [])
        is_new = member.phrase.kind == "Gremium" and member.phrase.determiner == "een"
        if is_new and people and len(people) == len(listed(member)) and people[0].preposition == "van":
            body = Group([Member(member.phrase, member.phrase.last, [])], "")
            for phrase in people:
                end = Group([Member(phrase, phrase.last, [])], "")
                yield from pair(scene, "bestaatUit", body, end, Manner("feitelijk"))


def _read_counted(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield who are the members that a body counts: "de tafel telt zes leden: de wethouders, de directeur en …"."""
    body = scene.subject(clause)
    at = next((p.last + 1 for p in scene.sentence.phrases if p.head in clause.words and _is_seat(scene, p)), None)
    if body is None or scene.kind(body) != "Gremium" or at is None or at + 1 >= len(scene.tokens):
        return
    if scene.word(at) == "," and scene.word(at + 1) == "afkomstig":
        # "telt tien leden, afkomstig van gemeenten en aanbieders"
        for group in scene.groups(clause, frozenset({"van", "uit"})):
            if group.first == at + 3 and group.preposition in {"van", "uit"}:
                yield from pair(scene, "neemtDeelAan", group, body, Manner("feitelijk"))
        return
    among = [scene.word(w) for w in range(at, min(at + 3, len(scene.tokens)))]
    if among[:1] == [","] and (among[1:] == ["onder", "wie"] or among[1:2] in (["waaronder"], ["namelijk"])):
        at += 2 if among[1:] == ["onder", "wie"] else 1
    elif scene.word(at) != ":" and not (scene.word(at) in {"telt", "heeft"} and scene.word(at + 1) == ":"):
        return
    relative = {w for c in scene.sentence.clauses if c.kind == RELATIVE and (c.opener or 0) > at for w in c.words}
    words = frozenset(w for w in range(at + 1, len(scene.tokens)) if w not in relative)
    for group in find_groups(scene.tokens, scene.sentence.phrases, words, frozenset()):
        if not group.preposition:
            yield from pair(scene, "bestaatUit", body, group, Manner("feitelijk"))


def _read_as_follows(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "de samenstelling van de regiegroep is als volgt: de manager, de programmaleider en …"."""
    colon = next((w for w in clause.words if scene.word(w) == ":"), 0)
    whole = next(iter(scene.groups(clause)), None)
    listed_behind = 0 < colon < len(scene.tokens) - 1
    composed = whole is not None and scene.lemma(whole.head.head) == "samenstelling" and whole.members[0].inner
    if whole is None or not composed or not listed_behind:
        return
    body = Group([inner_member(whole.members[0], whole.members[0].inner[0])], "")
    words = frozenset(range(colon + 1, len(scene.tokens)))
    for group in find_groups(scene.tokens, scene.sentence.phrases, words, frozenset())[:1]:
        if not group.preposition and is_actor(group.head.kind):
            yield from pair(scene, "bestaatUit", body, group, Manner("feitelijk"))


def _is_seat(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase says how many members there are: "zes leden"."""
    return phrase.plural and scene.lemma(phrase.head) in _SEATS and not phrase.preposition


def _read_named(scene: Scene) -> Iterator[Claim]:
    """Yield which municipalities are meant, where they are listed behind a number of them."""
    phrases = scene.sentence.phrases
    for at, whole in enumerate(phrases):
        counted = whole.plural and any(scene.tokens[i].pos == "TW" for i in range(whole.first, whole.head))
        if not counted or not scene.lemma(whole.head).endswith("gemeente") or whole.proper:
            continue
        named: list[Phrase] = []
        for phrase in phrases[at + 1 :]:
            if phrase.kind == "Regio" and not named and phrase.preposition in {"in", "van", "uit"}:
                continue  # "de zes gemeenten in de regio Merwezoom (A, B, …)"
            if phrase.kind != "Gemeente" or (named and not _is_listed(scene, named[-1], phrase)):
                break
            named.append(phrase)
        if len(named) > 1 and _is_announced(scene, whole, named):
            ends = [Member(p, p.last, []) for p in named]
            region = next((p for p in phrases if p.kind == "Regio" and whole.last < p.first < named[0].first), whole)
            if region is whole and phrases[0].kind == "Regio" and phrases[0].proper and not phrases[0].preposition:
                region = phrases[0]  # "Jeugdregio De Vloedlijn telt zes gemeenten: A, B, …"
            body = Group([Member(region, region.last, [])], "")
            yield from pair(scene, "bestaatUit", body, Group(ends, ""), Manner("feitelijk"))


def _is_listed(scene: Scene, before: Phrase, phrase: Phrase) -> bool:
    return {scene.word(i) for i in range(before.last + 1, phrase.first)} <= _LISTERS


def _is_announced(scene: Scene, whole: Phrase, named: list[Phrase]) -> bool:
    """Whether a bracket or colon stands before a list, and nothing that it would go on with behind it."""
    mark = scene.word(named[0].first - 1)
    region = next((p for p in scene.sentence.phrases if p.last == named[0].first - 2), whole)
    near = mark == "(" and (region is whole or (region.kind == "Regio" and region.first - whole.last < 4))
    behind = scene.word(named[-1].last + 1) if named[-1].last + 1 < len(scene.tokens) else "."
    return (near and behind == ")") or (mark == ":" and behind in {".", ";"})
