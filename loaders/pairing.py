"""Pairs: a relation between groups as claims between their members, as far as their classes fit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from loaders.claims import TO_FUNCTIONS, Claim, Manner
from loaders.coreference import Referent
from loaders.groups import Group, is_actor
from loaders.phrases import PRONOUN, RECIPROCAL
from loaders.scene import Scene

#: Relations towards others that nobody but the one who answers can be meant to have.
_TOWARDS = frozenset(
    {"overlegtMet", "werktSamenMet", "betrekt", "informeert", "consulteert", "legtVoorAan", "stemtAfMet"}
)
#: Those of them that whoever writes a letter or proposal can be meant to have: "de adviesraad is geraadpleegd".
_BY_WRITER = frozenset({"informeert", "consulteert", "overlegtMet"})
#: Classes that do not act, yet stand beside actors as what they are.
_TEXTS = {"Document", "Beleid", "tekst"}


def pair(scene: Scene, relation: str, subject: Group, target: Group, manner: Manner) -> Iterator[Claim]:
    """Yield a relation from every member of one group to every member of another."""
    fit = scene.fits[relation]
    acting = is_actor(scene.kind(subject))
    lefts = [_acting(r) if acting else r for r in scene.referents(subject)]
    lefts = [r for r in lefts if r.kind in fit.subject]
    if target.head.kind == RECIPROCAL:
        ends = _with_each_other(lefts)
    else:
        members = _listed_municipalities(scene, target) if relation == "bestaatUit" else []
        rights = [_as_object(relation, r) for r in members or scene.referents(target)] if lefts else []
        ends = [(a, b) for a in lefts for b in rights if a.name.casefold() != b.name.casefold()]
    for left, right in ends:
        if right.kind in fit.object:
            yield Claim(relation, left, right, manner.modality, manner.witnesses, manner.topic)


def _listed_municipalities(scene: Scene, group: Group) -> list[Referent]:
    """Return the municipalities listed behind a number of them: "vijf gemeenten: A, B, C, D en E"."""
    mark = scene.word(group.last + 1) if group.last + 1 < len(scene.tokens) else ""
    if mark not in {":", ",", "namelijk"} or not scene.lemma(group.head.head).endswith("gemeente"):
        return []
    found: list[Referent] = []
    last = group.last
    for phrase in scene.sentence.phrases:
        if phrase.first <= last:
            continue
        if phrase.kind != "Gemeente" or phrase.first - last > 3:
            break
        found.append(Referent(phrase.name, phrase.kind))
        last = phrase.last
    return found if len(found) > 1 else []


def pair_mutually(scene: Scene, relation: str, group: Group, modality: str) -> Iterator[Claim]:
    """Yield a relation that the members of one group stand in with each other."""
    ends = [r for r in scene.referents(group) if is_actor(r.kind)]
    for left, right in combinations(ends, 2):
        yield Claim(relation, left, right, modality, 1)
    many = group.plural and (group.head.kind != PRONOUN or (bool(ends) and ends[0].kind == "Actorgroep"))
    if len(ends) == 1 and many and relation != "overlegtMet":
        # "partijen werken samen": with each other; "wij", when that is a college, do so with others.
        yield Claim(relation, ends[0], ends[0], modality, 1)


def pair_implied(
    scene: Scene, relation: str, target: Group, modality: str, doer: Referent | None = None
) -> Iterator[Claim]:
    """Yield a relation of whoever is meant where the text names nobody: "de aanbieders worden betrokken".

    Parameters
    ----------
    scene, relation, target, modality
        The sentence, and the relation to what.
    doer
        Who was just said to do what the sentence is about, if anyone.
    """
    actor, fit = scene.discourse.implied, scene.fits[relation]
    actor = actor or doer
    if actor is None and relation in _BY_WRITER and scene.discourse.addressee is not None:
        actor = scene.discourse.author
    if actor is None or actor.kind not in fit.subject or relation not in _TOWARDS:
        return
    if relation == "overlegtMet" and not target.head.proper and actor is not scene.discourse.implied:
        return  # "met alle jeugdigen is gesproken": by whom, that may be others
    for end in scene.referents(target):
        if end.kind in fit.object and is_actor(end.kind) and end.name.casefold() != actor.name.casefold():
            yield Claim(relation, actor, end, modality, 0)


def _with_each_other(parties: list[Referent]) -> list[tuple[Referent, Referent]]:
    """Return every ordered pair of parties; a single one, which is plural, is paired with itself."""
    pairs = [(a, b) for a in parties for b in parties if a is not b]
    return pairs or [(a, a) for a in parties]


def _acting(referent: Referent) -> Referent:
    """Return a field of work named beside actors as those who work in it: "de gemeenten en het onderwijs"."""
    acts = is_actor(referent.kind) or referent.kind in _TEXTS
    return referent if acts else Referent(referent.name, "Actorgroep", referent.printed)


def _as_object(relation: str, referent: Referent) -> Referent:
    """Return a referent with the class that the relation gives it: who is appointed gets a function."""
    if relation in TO_FUNCTIONS and referent.kind == "Thema":
        return Referent(referent.name, "Rol", referent.printed)
    if relation == "bespreekt" and referent.kind == "Actorgroep" and referent.name.islower():
        return Referent(referent.name, "Thema", referent.printed)  # "bespreekt gezinnen die vastlopen"
    return referent
