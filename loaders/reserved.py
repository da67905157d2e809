"""What is left to others: "over tarieven gaat het overleg niet: dat is aan de colleges", "mits de raad instemt"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.claims import Claim
from loaders.clauses import INFINITIVE, MAIN, QUESTION, Clause
from loaders.contents import printed
from loaders.coreference import Referent
from loaders.groups import Group, is_actor, name_of
from loaders.phrases import PRONOUN
from loaders.scene import Scene
from loaders.verbs import find_frames, is_passive

#: Verbs by which something lies with someone.
_LYING = {"zijn", "blijven", "liggen", "berusten", "toekomen"}
_BEHIND = frozenset({"aan", "bij", "van"})
#: Relations of what can be left to another.
_LEFT = {"besluitOver", "steltVast", "kooptIn", "contracteert", "voertUit", "verantwoordelijkVoor", "financiert"}
_THAT = {"dat", "die", "dit", "deze"}
#: Conjunctions before what has to be agreed first.
_PROVIDED = {"mits", "nadat", "zodra"}
_AGREEING = {"onderschrijft", "besluitOver"}


def read_reserved(scene: Scene, stated: Sequence[Claim]) -> Iterator[Claim]:
    """Yield what one clause denies of someone, of whom the next leaves it to.

    Parameters
    ----------
    scene
        The sentence.
    stated
        What was read from it so far, in the order of its clauses.
    """
    denied = [c for c in stated if c.modality == "ontkend" and c.relation in _LEFT]
    if not denied:
        return
    for clause in scene.sentence.clauses:
        holder = _holder(scene, clause)
        for end in scene.referents(holder) if holder is not None else ():
            for claim in denied:
                fits = end.kind in scene.fits[claim.relation].subject
                if fits and end.name.casefold() != claim.subject.name.casefold():
                    yield Claim(claim.relation, end, claim.object, "feitelijk", 1)


def read_open_questions(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "of de samenwerking wordt voortgezet, is aan de raden" as what the councils decide."""
    finite = clause.finite
    asked = next((c for c in scene.hanging(clause) if c.kind == QUESTION and not c.opener), None)
    lies = finite is not None and scene.tokens[finite].lemma in _LYING and len(clause.mains) < 2
    if asked is None or not lies:
        return
    held = [g for g in scene.behind(clause, _BEHIND) if g.preposition != "van"]
    what = printed(scene, asked)
    for end in scene.referents(held[0]) if held and what else ():
        if end.kind in scene.fits["besluitOver"].subject:
            yield Claim("besluitOver", end, Referent(what, "Thema"), "feitelijk", 1)


def _holder(scene: Scene, clause: Clause) -> Group | None:
    """Return with whom lies what "dat" or "die bevoegdheid" points back at."""
    finite = clause.finite
    if clause.kind != MAIN or finite is None or scene.tokens[finite].lemma not in _LYING:
        return None
    first = next((w for w in clause.words if scene.tokens[w].pos not in {"LET", "VG"}), None)
    if first is None or scene.word(first) not in _THAT:
        return None
    between = [w for w in range(first + 1, finite) if scene.tokens[w].pos != "N"]
    held = scene.behind(clause, _BEHIND)
    return next((g for g in held if is_actor(scene.kind(g))), None) if not between else None


def read_consents(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield who has to agree before something is done: "kunnen toetreden mits de stuurgroep daarmee instemt"."""
    main = clause.parent
    if scene.opener(clause) not in _PROVIDED or main is None or main.kind != MAIN:
        return
    points = any(
        scene.word(w) in {"daarmee", "hiermee", "daarvoor", "hiervoor", "daarover", "hierover"} for w in clause.words
    )
    agrees = any(f.relation in _AGREEING for v in clause.mains for f in find_frames(scene, clause, v))
    subject = next((g for g in scene.bare(scene.groups(clause)) if is_actor(scene.kind(g))), None)
    what = _what(scene, main) if points and agrees and subject is not None else ""
    for end in scene.referents(subject) if subject is not None and what else ():
        if end.kind in scene.fits["besluitOver"].subject:
            yield Claim("besluitOver", end, Referent(what, "Thema"), "feitelijk", 1)


def _what(scene: Scene, main: Clause) -> str:
    """Return what a clause says, as a noun: "toetreden van andere aanbieders", or what changes."""
    subject = scene.subject(main)
    verb = main.mains[-1] if main.mains else None
    if subject is None or verb is None or subject.head.kind == PRONOUN:
        return ""
    if scene.lemma(subject.head.head) == "sprake":
        # "van een wijziging kan sprake zijn nadat": it is about the wijziging
        about = next((g for g in scene.groups(main) if g.preposition == "van"), None)
        return name_of(scene.tokens, about.members[0]) if about is not None else ""
    named = name_of(scene.tokens, subject.members[0])
    if not is_actor(scene.kind(subject)):
        return named
    infinitive = scene.tokens[verb].tag.startswith("WW(inf") and not is_passive(scene, main, verb)
    return f"{scene.tokens[verb].text} van {named}" if infinitive and main.kind != INFINITIVE else ""
