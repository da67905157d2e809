"""Offices: who holds the function that was just spoken of, "tot 1 juli is dat wethouder M. Tjaden"."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.claims import Claim
from loaders.clauses import Clause
from loaders.coreference import Referent
from loaders.firmness import judge_modality
from loaders.groups import Group, Member, is_actor
from loaders.naming import find_person
from loaders.phrases import PRONOUN, Phrase
from loaders.scene import Scene

#: Verbs that say that someone holds a function.
_HOLDING = {"vervullen", "bekleden", "uitoefenen"}
_FUNCTIONS = {"functie", "rol", "taak"}


def read_office(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield who is the chair or secretary that the sentence before, or the clause before, speaks of.

    Parameters
    ----------
    scene, clause
        The clause: "dat is mevrouw A. Bos", "de functie wordt vervuld door A. Bos".
    """
    person = _person(scene, clause)
    if person is None:
        return
    office = _chair_of_body(scene, clause)
    if office is None and (_is_that(scene, clause) or _holds(scene, clause)):
        office = _office_before(scene, clause) or scene.discourse.office
    if office is None:
        return
    modality = judge_modality(scene, clause, clause.finite if clause.finite is not None else person[1])
    holder = Referent(person[0], "Persoon")
    yield Claim("heeftFunctie", holder, office, modality, 1)
    body = scene.discourse.body
    chairs = office.name.partition(" ")[0].casefold().endswith("voorzitter")
    if chairs and body is not None and office.name.endswith(f" van {body.name}"):
        yield Claim("heeftVoorzitter", body, holder, modality, 1)


def read_principal(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "Opdrachtgever is de stuurgroep" of whoever the sentence before is about."""
    subject, finite, done_by = scene.subject(clause), clause.finite, scene.discourse.last
    if finite is None or scene.tokens[finite].lemma != "zijn" or len(clause.mains) > 1 or done_by is None:
        return
    groups = [g for g in scene.bare(scene.groups(clause)) if g.head.kind != PRONOUN]
    said = [g for g in groups if scene.lemma(g.head.head) == "opdrachtgever"]
    whole = subject is not None and len(groups) == 2 and len(said) == 1 and not said[0].members[0].inner
    if not whole or said[0].head.determiner == "een" or not is_actor(done_by.kind) or done_by.kind == "Actorgroep":
        return
    principal = next(g for g in groups if g is not said[0])
    modality = judge_modality(scene, clause, finite)
    for referent in scene.referents(principal):
        if is_actor(referent.kind) and referent.name != done_by.name:
            yield Claim("opdrachtgeverVan", referent, done_by, modality, 1)


def named_office(scene: Scene) -> Referent | None:
    """Return the only function that a sentence speaks of, for the sentence behind it."""
    named = [p for p in scene.sentence.phrases if _is_office(p)]
    found = {r.name: r for r in (_referent(scene, p) for p in named) if r is not None}
    return next(iter(found.values())) if len(found) == 1 else None


def _chair_of_body(scene: Scene, clause: Clause) -> Referent | None:
    """Return the chair that "het voorzitterschap wordt vervuld door" is about: that of the body spoken of."""
    held = {scene.lemma(m) for m in clause.mains} & _HOLDING
    bare = [g for g in scene.bare(scene.groups(clause)) if scene.lemma(g.head.head) == "voorzitterschap"]
    body = scene.discourse.body
    if not held or len(bare) != 1 or bare[0].members[0].inner or body is None:
        return None
    return Referent(f"voorzitter van {body.name}", "Rol")


def _office_before(scene: Scene, clause: Clause) -> Referent | None:
    begin = min(clause.words, default=0)
    named = [p for p in scene.sentence.phrases if p.last < begin and _is_office(p)]
    return _referent(scene, named[-1]) if named else None


def _is_office(phrase: Phrase) -> bool:
    return phrase.kind == "Rol" and not phrase.plural and find_person(phrase.name) is None


def _referent(scene: Scene, phrase: Phrase) -> Referent | None:
    groups = [g for c in scene.sentence.clauses for g in scene.groups(c)]
    member = next((m for g in groups for m in g.members if m.phrase == phrase), Member(phrase, phrase.last, []))
    found = next(iter(scene.referents(Group([member], ""))), None)
    return found if found is not None and found.kind == "Rol" else None


def _person(scene: Scene, clause: Clause) -> tuple[str, int] | None:
    """Return the only person that a clause names, and where."""
    own = [p for p in scene.sentence.phrases if p.head in clause.words and p.kind in {"Persoon", "Rol"}]
    named = [(found, p.head) for p in own if (found := find_person(p.name)) is not None]
    return named[0] if len(named) == 1 else None


def _is_that(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says who someone is: "tot 2023 is dat", "dat is thans"."""
    finite = clause.finite
    if finite is None or scene.tokens[finite].lemma != "zijn" or len(clause.mains) > 1:
        return False
    beside = [i for i in (finite - 1, finite + 1) if i in clause.words]
    return any(scene.word(i) in {"dat", "dit"} and scene.tokens[i].pos == "VNW" for i in beside)


def _holds(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says that someone fills the function without naming it."""
    verbs = {scene.lemma(m) for m in clause.mains}
    phrases = [p for p in scene.sentence.phrases if p.head in clause.words]
    bare = [g for g in scene.groups(clause) if scene.lemma(g.head.head) in _FUNCTIONS and not g.members[0].inner]
    return bool(verbs & _HOLDING and bare) and any(p.determiner in {"de", "die", "deze"} for p in phrases)
