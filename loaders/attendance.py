"""Attendance: who talks with others somewhere sits there, "de tafel, waar gemeenten met aanbieders praten"."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.claims import Claim, Manner
from loaders.clauses import RELATIVE, Clause
from loaders.coreference import THERE_BODY
from loaders.firmness import judge_modality
from loaders.groups import Group, is_actor
from loaders.pairing import pair
from loaders.roles import stand_in
from loaders.scene import Scene
from loaders.subjects import Roles, divide
from loaders.verbs import find_frames, is_passive

#: Relations of what is done with others at a table.
_TALKING = frozenset({"bespreekt", "overlegtMet", "stemtAfMet", "werktSamenMet"})
#: What several can do at one: "de werkgroep, waarin A en B een formulier ontwikkelen".
_MAKING = frozenset({"steltOp"})
_PLACES = frozenset({"in", "aan", "binnen", "tijdens", "bij"})


def read_attendance(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield that those who talk with each other at a body take part in it."""
    subject = scene.subject(clause)
    several = clause.kind == RELATIVE and subject is not None and len(subject.members) > 1
    doing = _TALKING | (_MAKING if several else frozenset())
    verb = next((v for v in clause.mains if _does(scene, clause, v, doing) and not is_passive(scene, clause, v)), None)
    if verb is None or subject is None:
        return
    others = [g for g in scene.groups(clause, frozenset({"met"})) if g.preposition in {"met", "samen met"}]
    joined = clause.kind == RELATIVE and any(is_actor(scene.kind(g)) for g in others)
    if not _are_several(scene, subject) and not (joined and is_actor(scene.kind(subject))):
        return
    body = _table(scene, clause) or _held(scene, clause, verb, subject)
    modality = judge_modality(scene, clause, verb)
    if body is None or body.first == subject.first or modality == "ontkend":
        return
    for group in (subject, *(g for g in others if is_actor(scene.kind(g)))):
        scene.meeting = False
        yield from pair(scene, "neemtDeelAan", group, body, Manner(modality, 1))


def _does(scene: Scene, clause: Clause, verb: int, relations: frozenset[str]) -> bool:
    return any(f.relation in relations for f in find_frames(scene, clause, verb))


def _are_several(scene: Scene, subject: Group) -> bool:
    """Whether a group is of those who can sit at a table together: several, or a plural."""
    kinds = {scene.kind(subject)}
    return subject.plural and all(is_actor(k) for k in kinds) and (len(subject.members) > 1 or kinds != {"Gremium"})


def _table(scene: Scene, clause: Clause) -> Group | None:
    """Return the body that a clause places its talk at."""
    roles: Roles = {}
    if clause.kind == RELATIVE:
        divide(scene, clause, scene.bare(scene.groups(clause)), roles, None)
    related = [g for p in _PLACES for g in roles.get(f"pp:{p}", ())]
    placed = [g for g in scene.groups(clause, _PLACES) if g.preposition in _PLACES]
    found = next((g for g in (*related, *placed) if _is_table(scene, g)), None)
    if found is not None:
        return found
    at = next(
        (w for w in clause.words if scene.word(w) in {"daar", "hier"} and scene.tokens[w].pos in {"BW", "VNW"}), None
    )
    there = stand_in(THERE_BODY, at, "") if at is not None else None
    return there if there is not None and scene.kind(there) == "Gremium" else None


def _held(scene: Scene, clause: Clause, verb: int, subject: Group) -> Group | None:
    """Return the meeting that its members hold: "elke twee weken houden zij een casusoverleg"."""
    if scene.lemma(verb) not in {"houden", "hebben"}:
        return None
    bare = [g for g in scene.bare(scene.groups(clause)) if g.head.kind == "Gremium" and g.first != subject.first]
    if len(bare) != 1 or len(bare[0].members) != 1 or bare[0].head.plural:
        return None
    # "hebben overleg" names no meeting, "een casusoverleg" does.
    return bare[0] if bare[0].head.determiner == "een" and scene.lemma(bare[0].head.head) != "overleg" else None


def _is_table(scene: Scene, group: Group) -> bool:
    """Whether a group is one body, and stands behind no noun that it belongs to."""
    hangs = group.preposition == "van" and scene.hangs_on_noun(group)
    known = bool(group.head.determiner) or group.head.proper  # "treden in overleg" names no table
    return group.head.kind == "Gremium" and len(group.members) == 1 and known and not group.head.plural and not hangs
