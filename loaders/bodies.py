"""Claims about the body that is spoken of, where the sentence leaves it out."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.claims import Claim
from loaders.clauses import Clause
from loaders.coreference import Referent
from loaders.firmness import judge_modality
from loaders.groups import Group, is_actor
from loaders.scene import Scene


def claim_seat(scene: Scene, clause: Clause, verb: int, members: Group | None) -> Iterator[Claim]:
    """Yield "zitting hebben de wethouders" about the body that is spoken of."""
    body = scene.discourse.body
    for end in scene.referents(members) if members is not None else ():
        if body is not None and is_actor(end.kind) and end.name != body.name:
            yield Claim("neemtDeelAan", end, body, judge_modality(scene, clause, verb), 0)


def claim_chair(scene: Scene, clause: Clause, verb: int, chair: Group | None) -> Iterator[Claim]:
    """Yield "voorzitter is de wethouder" about the body that is spoken of."""
    body = scene.discourse.body
    if chair is None or body is None:
        return
    for member in chair.members:
        if member.phrase.name.casefold() == "voorzitter" and not member.inner:
            continue  # "wethouder A is voorzitter": the function itself is no one
        end = scene.referent(member)
        if end is not None and is_actor(end.kind):
            yield Claim("heeftVoorzitter", body, end, judge_modality(scene, clause, verb), 0)


def is_counsel(scene: Scene, name: str) -> bool:
    """Whether a name is that of a council that advises: "Cliëntenraad Jeugd"."""
    nouns = tuple(scene.lexicon.signs["adviseert"])
    return any(word.endswith(nouns) for word in name.casefold().split())


def claim_support(scene: Scene, place: tuple[Clause, int], task: str, subject: Group) -> Iterator[Claim]:
    """Yield "de gemeente verzorgt het secretariaat", which does not say of what, as the task that it is."""
    if scene.discourse.body is None:
        return
    for end in scene.referents(subject):
        if is_actor(end.kind):
            yield Claim("voertUit", end, Referent(task, "Taak"), judge_modality(scene, *place), 0)


def claim_advice(scene: Scene, clause: Clause, verb: int, subject: Group) -> Iterator[Claim] | None:
    """Return "de adviesraad heeft positief geadviseerd" as advice to the college that writes, if one does."""
    author = scene.discourse.author
    if author is None or author.kind != "Bestuursorgaan":
        return None
    ends = [r for r in scene.referents(subject) if is_actor(r.kind) and r.name != author.name]
    modality = judge_modality(scene, clause, verb)
    return iter([Claim("adviseert", end, author, modality, 0) for end in ends])


def claim_accession(scene: Scene, clause: Clause, verb: int, subject: Group) -> list[Claim]:
    """Return "andere aanbieders kunnen toetreden" about the agreement that says so."""
    title = scene.discourse.title
    if not title or scene.discourse.addressee is not None:
        return []  # a letter or proposal is joined by nobody
    ends = [r for r in scene.referents(subject) if is_actor(r.kind)]
    modality = judge_modality(scene, clause, verb)
    return [Claim("neemtDeelAan", end, Referent(title, "Document"), modality, 0) for end in ends]


def claim_topic(scene: Scene, clause: Clause, verb: int, relation: str, topics: Group) -> Iterator[Claim]:
    """Yield "op de agenda staan de tarieven" about the body that is spoken of."""
    body, fit = scene.discourse.body, scene.fits[relation]
    for end in scene.referents(topics):
        if body is not None and body.kind in fit.subject and end.kind in fit.object and end.name != body.name:
            yield Claim(relation, body, end, judge_modality(scene, clause, verb), 0)
