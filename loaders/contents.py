"""Contents: what someone strives for or decides where no noun says it: "beogen dat ieder kind meedoet"."""

from __future__ import annotations

from loaders.claims import Claim
from loaders.clauses import QUESTION, SUBORDINATE, Clause
from loaders.coreference import Referent
from loaders.firmness import judge_modality
from loaders.groups import Group, name_of
from loaders.lexicon import DECIDING, Frame
from loaders.phrases import PRONOUN, TIME, text
from loaders.scene import Scene

_LONGEST = 24
"""Most words of a clause that still serves as a name."""
#: By relation, the kinds of clause that can stand in the place of its object.
_CLAUSES = {"streeftNaar": {SUBORDINATE}, "besluitOver": {QUESTION}, "onderzoekt": {QUESTION}}


def read_contents(scene: Scene, place: tuple[Clause, int], frame: Frame, subject: Group) -> list[Claim]:
    """Return what a verb states of a clause in the place of its object; nothing where none stands there."""
    clause, verb = place
    if frame.relation not in _CLAUSES:
        return []
    named = _clauses_of(scene, clause, _CLAUSES[frame.relation])
    if not named and frame.word == DECIDING and scene.tokens[verb].tag.startswith(("WW(vd", "WW(pv,verl")):
        # "heeft besloten de regiovisie te herzien"
        later = [m for m in clause.mains if m > verb and scene.is_infinitive(m)]
        frames = [f for m in later for f in scene.lexicon.frames.get(scene.lemma(m), ()) if not f.required]
        later = [] if any(f.relation == frame.relation for f in frames) else later  # what it decides, that says itself
        named = aimed_at(scene, clause, later[0]) if later else []
    modality = judge_modality(scene, clause, verb, frame)
    fit = scene.fits[frame.relation]
    ends = [r for r in scene.referents(subject) if r.kind in fit.subject]
    return [Claim(frame.relation, end, Referent(name, "Thema"), modality, 1) for end in ends for name in named]


def wished(scene: Scene, clause: Clause) -> list[str]:
    """Return what is wished in clauses with "dat": "willen dat jeugdigen thuis opgroeien"."""
    return _clauses_of(scene, clause, {SUBORDINATE})


def _clauses_of(scene: Scene, clause: Clause, kinds: set[str]) -> list[str]:
    """Return the clauses of some kinds that hang on a clause, as printed without the conjunction "dat"."""
    found: list[Clause] = []
    hanging = scene.hanging(clause)
    for other in scene.sentence.clauses:
        if other.kind not in kinds or other.opener is None or other.previous is not None:
            continue
        joined = bool(found) and scene.word(other.opener - 1) == "en"
        if not (other in hanging or joined):
            continue
        if other.kind == QUESTION or (scene.opener(other) == "dat" and _says_of_someone(scene, other)):
            found.append(other)
    names = [printed(scene, c) for c in found if not _asks_of_pronoun(scene, c)]
    return [n for n in names if n]


def _asks_of_pronoun(scene: Scene, clause: Clause) -> bool:
    """Whether a question is about whom another sentence names: "of zij werken zoals bedoeld" is no name for itself."""
    first = next((g for g in scene.groups(clause) if not g.preposition), None)
    personal = first is not None and first.head.kind == PRONOUN and first.head.name != "het"  # "of het loont om"
    return clause.kind == QUESTION and personal


def _says_of_someone(scene: Scene, clause: Clause) -> bool:
    """Whether "dat" opens a clause with a subject and a verb: not in "de gemeente wil dat niet"."""
    verbs = [w for w in clause.words if scene.tokens[w].pos == "WW" and "prenom" not in scene.tokens[w].tag]
    breaks_off = any(scene.word(w) == "," for w in clause.words[1:3])
    last = max(verbs, default=-1)
    return not breaks_off and any(p.head in clause.words and p.last < last for p in scene.sentence.phrases)


def printed(scene: Scene, clause: Clause) -> str:
    """Return a clause with all that hangs on it as printed; empty where it is too long for a name."""
    opener = clause.opener or 0
    first = opener + 1 if scene.word(opener) == "dat" else opener
    again = [c.opener for c in scene.sentence.clauses if c.opener is not None and _goes_on(scene, clause, c)]
    words = {w for c in scene.sentence.clauses if _is_under(c, clause) for w in c.words}
    inside = sorted(w for w in words if w >= first and (not again or w < min(again)))
    while inside and scene.tokens[inside[-1]].pos in {"LET", "VG"}:
        inside.pop()
    return text(scene.tokens, first, inside[-1]) if inside and inside[-1] - first < _LONGEST else ""


def _goes_on(scene: Scene, clause: Clause, other: Clause) -> bool:
    """Whether another clause is listed behind a clause: "dat … en dat …"."""
    begins = other.opener or 0
    return begins > (clause.opener or 0) and scene.opener(other) == "dat" and scene.word(begins - 1) == "en"


def _is_under(clause: Clause | None, whole: Clause) -> bool:
    while clause is not None and clause is not whole and clause.opener != whole.opener:
        clause = clause.parent
    return clause is not None


def aimed_at(scene: Scene, clause: Clause, verb: int) -> list[str]:
    """Return what an infinitive with "te" says: "streven ernaar de wachttijd terug te brengen"."""
    before = max((m for m in clause.mains if m < verb), default=-1)
    own = scene.subject(clause)
    between = [g for g in scene.groups(clause) if before < g.first and g.last < verb]
    between = [g for g in between if own is None or g.first != own.first]
    named = [g for g in between if g.head.kind not in {TIME, PRONOUN}]
    named = [g for g in named if not g.preposition] or named
    prefix = scene.word(verb - 2) if scene.tokens[verb - 2].pos in {"VZ", "BW"} else ""
    return [f"{name_of(scene.tokens, g.members[0])} {prefix}{scene.word(verb)}" for g in named[:1]]
