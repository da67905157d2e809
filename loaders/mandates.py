"""Mandates: who is given the power to do something, and what, where no relation of the model says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.claims import Claim
from loaders.clauses import INFINITIVE, Clause
from loaders.coreference import Referent
from loaders.firmness import is_denied
from loaders.groups import Group, is_actor
from loaders.phrases import text
from loaders.scene import Scene
from loaders.subjects import find_empowered, find_told
from loaders.verbs import is_passive


def read_mandates(scene: Scene, stated: Iterable[Claim]) -> Iterator[Claim]:
    """Yield "de gemeenten mandateren het bureau om contracten te sluiten" as a power of the bureau.

    Parameters
    ----------
    scene
        The sentence.
    stated
        What was read from it so far; who is said there to be allowed to do something has that power already.
    """
    allowed = {c.subject.name for c in stated if c.modality == "mogelijk"}
    for clause in scene.sentence.clauses:
        power = _power(scene, clause)
        holder = _holder(scene, clause) if power else None
        if holder is not None and power and clause.finite is None and scene.given is not None:
            # "het college toestemming te verlenen om toe te treden", which a council decides
            for end in scene.referents(scene.given):
                yield Claim("besluitOver", end, Referent(power, "Thema"), scene.given_modality or "feitelijk", 1)
            continue
        if holder is None or not power or clause.hypothetical:
            continue
        denied = clause.finite is not None and is_denied(scene, clause, clause.finite, None)
        for end in scene.referents(holder):
            if is_actor(end.kind) and end.name not in allowed:
                yield Claim("bevoegdheid", end, Referent(power, "tekst"), "ontkend" if denied else "feitelijk", 2)


def _power(scene: Scene, clause: Clause) -> str:
    """Return what hangs on a clause with "om", as printed; empty where nothing does."""
    child = next((c for c in scene.sentence.clauses if c.parent is clause and c.kind == INFINITIVE), None)
    if child is None or scene.opener(child) != "om":
        return ""
    words = [w for w in child.words if scene.tokens[w].pos != "LET" and w != child.opener]
    return text(scene.tokens, words[0], words[-1]) if words else ""


def _holder(scene: Scene, clause: Clause) -> Group | None:
    """Return who gets the power: told by a verb that mandates, or named beside a noun as "mandaat"."""
    reserved = _reserved(scene, clause)
    if reserved is not None:
        return reserved
    mandating = [v for v in clause.mains if _mandates(scene, v)]
    if mandating:
        return (
            scene.subject(clause)
            if is_passive(scene, clause, mandating[0])
            else next(iter(find_told(scene, clause)), None)
        )
    powers = scene.lemmas(clause) & scene.lexicon.signs["bevoegdheid"].keys()
    return next(iter(find_empowered(scene, clause)), None) if powers else None


def _reserved(scene: Scene, clause: Clause) -> Group | None:
    """Return with whom a power lies: "de bevoegdheid om … is voorbehouden aan de inspectie"."""
    subject = scene.subject(clause)
    if subject is None or scene.lemma(subject.head.head) not in scene.lexicon.signs["bevoegdheid"]:
        return None
    held = scene.behind(clause, frozenset({"aan", "bij"}))
    return next((g for g in held if is_actor(scene.kind(g))), None)


def _mandates(scene: Scene, verb: int) -> bool:
    lemma = scene.lemma(verb)
    return lemma in scene.lexicon.orders and scene.lexicon.cues.get(lemma) == "mogelijk"
