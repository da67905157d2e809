"""Verbs of a clause: their voice, their separable prefixes, and the frames of the lexicon that they open."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.clauses import ASKING, INFINITIVE, QUESTION, Clause
from loaders.groups import is_actor
from loaders.lexicon import SPOKEN_OF, Frame
from loaders.phrases import Phrase
from loaders.scene import Scene
from loaders.subjects import find_told

_COPULAS = {"zijn", "blijven", "worden"}
#: Auxiliaries that carry an infinitive over: "dient te bewaken", "is te bewaken".
_CARRIERS = {"zijn", "hebben", "dienen", "horen"}
_ABOUT = {"er", "daar", "hier"}
#: Finite verbs of meeting, each with the words beside it.
_MEETINGS = (
    *((f" {v} ", (w,)) for v in ("komt", "komen") for w in ("bijeen", "samen", "elkaar")),
    *((f" {v} ", ("elkaar",)) for v in ("treffen", "spreken", "ontmoeten", "zien")),
    *((f" {v} ", ()) for v in ("vergadert", "vergaderen")),
)
#: Relations of what is done at a meeting.
_AT_MEETINGS = {"bespreekt", "besluitOver", "stemtAfMet", "coordineert"}


def roles_of(frame: Frame) -> tuple[str, ...]:
    """Return the grammatical roles of a frame, whatever their class must be."""
    return tuple(r.partition("@")[0] for r in (*frame.subject_roles, *frame.object_roles, *frame.topic_roles))


def find_frames(scene: Scene, clause: Clause, verb: int) -> Iterator[Frame]:
    """Yield what a verb can state in its clause, by the words that stand with it."""
    token = scene.tokens[verb]
    met_for = False
    if _hangs_on_infinitive(scene, clause, verb) and not _is_licensed(scene, clause):
        met_for = _meets_for(scene, clause)
        if not met_for:
            return
    if verb == clause.finite and _only_helps(scene, clause, token.lemma):
        return
    if token.tag.startswith("WW(vd") and not auxiliaries_of(scene, clause, verb):
        # "…, samengesteld uit": a participle without its auxiliary.
        for auxiliary in ("zijn", "worden"):
            yield from (f for f in scene.lexicon.frames.get(auxiliary, ()) if token.lemma in f.required)
    controls = verb == clause.finite and any(scene.is_infinitive(m) for m in clause.mains)
    for lemma in [f"{p}{token.lemma}" for p in find_particles(scene, clause, verb)] or [token.lemma]:
        for frame in scene.lexicon.frames.get(lemma, ()):
            if (controls and not frame.required) or (met_for and frame.relation not in _AT_MEETINGS):
                continue
            exact = SPOKEN_OF in frame.subject_roles  # "de transformatieagenda staat gepland" is on no agenda
            stands = all(_has(scene, clause, verb, word, exact=exact) for word in frame.required)
            if stands and _is_predicate(scene, clause, frame):
                yield frame


def _only_helps(scene: Scene, clause: Clause, lemma: str) -> bool:
    """Whether a finite verb carries another that says what is meant: "heeft … beëindigd", "gaan … voorlichten"."""
    others = [scene.tokens[m].tag for m in clause.mains if m != clause.finite]
    perfect = lemma == "hebben" and any(t.startswith("WW(vd,vrij") for t in others)
    return perfect or (lemma in {"gaan", "komen", "blijven"} and any(t.startswith("WW(inf,vrij") for t in others))


def auxiliaries_of(scene: Scene, clause: Clause, verb: int) -> set[str]:
    """Return the lemmas of the auxiliaries beside a verb."""
    words = [w for w in clause.words if w != verb and scene.tokens[w].pos == "WW"]
    return {scene.tokens[w].lemma for w in words if scene.tokens[w].lemma in scene.lexicon.auxiliaries}


def is_passive(scene: Scene, clause: Clause, verb: int) -> bool:
    """Whether a verb is a participle in the passive: "wordt bewaakt", "is vastgesteld"."""
    if not scene.tokens[verb].tag.startswith("WW(vd"):
        return False
    helpers = auxiliaries_of(scene, clause, verb)
    return not helpers or "worden" in helpers or ("zijn" in helpers and "hebben" not in helpers)


def turns(scene: Scene, clause: Clause, verb: int, frame: Frame) -> bool:
    """Whether a passive turns the roles of a frame round."""
    helpers = auxiliaries_of(scene, clause, verb)
    transitive = "obj1" in roles_of(frame)
    if helpers == {"zijn"}:
        # "het bureau is nagegaan waarom": who did so; "de rekenkamer is begonnen aan een onderzoek"
        asks = frame.relation in ASKING and any(c.kind == QUESTION for c in scene.hanging(clause))
        by_subject = bool(frame.subject_roles) and frame.subject_roles[0].partition("@")[0] == "su"
        if (asks or (by_subject and not transitive)) and _acts_itself(scene, clause):
            return False
    return (transitive or bool(frame.required) or "worden" in helpers) and is_passive(scene, clause, verb)


def _acts_itself(scene: Scene, clause: Clause) -> bool:
    """Whether the subject can act, and no "door" says who else did."""
    subject = scene.subject(clause)
    acts = subject is not None and is_actor(scene.kind(subject))
    return acts and not scene.behind(clause, frozenset({"door"}))


# ---------------------------------------------------------------- infinitives


def _hangs_on_infinitive(scene: Scene, clause: Clause, verb: int) -> bool:
    """Whether a verb stands behind "te", or under a verb with "te" that does."""
    if scene.is_infinitive(verb):
        return True
    finite = clause.finite
    if finite is None or verb == finite or scene.tokens[finite].lemma in scene.lexicon.auxiliaries:
        return False
    has_to = any(scene.is_infinitive(w) and scene.tokens[w].pos == "WW" for w in clause.words)
    return scene.tokens[verb].tag.startswith(("WW(vd", "WW(inf")) and has_to


def _is_licensed(scene: Scene, clause: Clause) -> bool:
    """Whether an infinitive with "te" states something: under an auxiliary, or a verb that carries it over."""
    if clause.kind == INFINITIVE:
        opener = scene.word(clause.opener or 0)
        parent = clause.parent
        return opener == "door" or (parent is not None and (_carries(scene, parent) or bool(find_told(scene, parent))))
    return clause.finite is None or _carries(scene, clause) or bool(find_told(scene, clause))


def _meets_for(scene: Scene, clause: Clause) -> bool:
    """Whether an infinitive with "om" is what a body meets for: "komt bijeen om casussen door te nemen"."""
    parent = clause.parent
    if clause.kind != INFINITIVE or scene.opener(clause) != "om" or parent is None or parent.finite is None:
        return False
    verb = f" {scene.word(parent.finite)} "
    spelled = scene.spelled(parent)
    return any(v in verb and all(f" {w} " in spelled for w in words) for v, words in _MEETINGS)


def _carries(scene: Scene, clause: Clause) -> bool:
    """Whether what hangs on a clause is meant: "heeft tot taak", "moet", "is afgesproken"."""
    finite = clause.finite
    if finite is None:
        return True
    lemmas = {scene.tokens[w].lemma for w in clause.words if scene.tokens[w].pos == "WW"}
    if lemmas & scene.lexicon.cues.keys():
        return True
    perfect = scene.tokens[finite].lemma == "hebben" and any(
        scene.tokens[m].tag.startswith("WW(vd") for m in clause.mains
    )
    if scene.tokens[finite].lemma in _CARRIERS and lemmas - {"zijn", "hebben"} and not perfect:
        return True  # "heeft te bewaken"; "heeft overwogen te bewaken" says nothing of the kind
    written = scene.spelled(clause)
    return any(f" {p} " in written for p in scene.lexicon.phrases)


# ---------------------------------------------------------------- separable prefixes


def find_particles(scene: Scene, clause: Clause, verb: int) -> list[str]:
    """Return the separable prefixes that stand apart from a verb and make one of the lexicon with it."""
    lemma = scene.tokens[verb].lemma
    known = scene.lexicon.frames
    if scene.is_infinitive(verb):
        before = scene.word(verb - 2) if verb > 1 else ""
        return [before] if f"{before}{lemma}" in known else []
    if verb != clause.finite:
        return []
    found: list[str] = []
    for word in clause.words:
        if word <= verb or any(p.first <= word < p.head for p in scene.sentence.phrases):
            continue
        token = scene.tokens[word]
        parted = scene.word(word).split()[0] if token.tag.startswith("VZ(fin") else scene.word(word)
        if f"{parted}{lemma}" in known and _is_stranded(scene, word):
            found.append(parted)
        elif token.pos == "VZ" and " " not in token.text and _is_unknown_prefix(scene, clause, word):
            # "spreken het volgende af": a verb with a prefix that the lexicon lacks is not the verb without it.
            found.append(scene.word(word))
    return found[-1:]


def _is_unknown_prefix(scene: Scene, clause: Clause, index: int) -> bool:
    """Whether a preposition is the prefix of a verb: it governs nothing, nor belongs to "er" or "daar"."""
    token = scene.tokens[index]
    about = any(scene.word(w) in _ABOUT for w in clause.words)
    after = scene.tokens[index + 1] if index + 1 < len(scene.tokens) else None
    ends = after is None or after.pos in {"LET", "VG", "VZ", "WW"}
    if after is not None and after.pos == "VG" and index + 2 < len(scene.tokens):
        ends = scene.tokens[index + 2].pos != "VZ"  # "vertegenwoordigt de gemeente in en buiten rechte"
    return not about and ends and (token.tag.startswith("VZ(fin") or token.role == "svp")


def _is_stranded(scene: Scene, index: int) -> bool:
    """Whether a preposition governs nothing: it closes the clause or another preposition follows."""
    token = scene.tokens[index]
    if token.tag.startswith("VZ(fin") or token.role == "svp" or token.pos in {"BW", "ADJ", "N"}:
        return True
    if token.pos != "VZ":
        return False
    after = scene.tokens[index + 1] if index + 1 < len(scene.tokens) else None
    if after is None or after.pos in {"LET", "VG", "VZ"}:
        return True
    return (after.tag.startswith("VNW(betr") or after.text == "die") and "det" not in after.tag


# ---------------------------------------------------------------- words that must stand with a verb


def _has(scene: Scene, clause: Clause, verb: int, word: str, *, exact: bool) -> bool:
    """Whether a word stands in a clause beside its verb, also as the last part of a compound unless exact."""
    compounds = not exact and len(word) > 5  # "salariskosten" are "kosten"
    words = clause.words
    own = scene.subject(clause)
    if own is not None and clause.previous is not None and own.head.head not in words:
        # "de kosten zijn geraamd op A en worden door B gedragen": the kosten are its subject too
        words = [*words, *(m.phrase.head for m in own.members)]
    for i in words:
        apart = i and scene.tokens[i - 1].pos in {"LID", "ADJ"}
        if i == verb or (word in scene.lexicon.idioms and apart and scene.tokens[i].pos == "N" and word == "deel"):
            continue  # "een deel van de gesprekken" is not "deel" in "deelnemen"
        # "hun handtekening onder de Hervormingsagenda": what stands in a name is on no agenda.
        within = compounds and not (i and scene.tokens[i].text[:1].isupper())
        if any(w == word or (within and w.endswith(word)) for w in scene.written(i)):
            return True
    return False


def _is_subject(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether another function is what someone is said to be: "de coördinator van het bureau is secretaris"."""
    finite = clause.finite
    if finite is None or phrase.determiner not in {"de", "het"}:
        return False
    if phrase.first > finite:
        # "Opdrachtgever is de voorzitter van het overleg": what stands first says what she is.
        first = next((p for p in scene.sentence.phrases if p.head in clause.words), phrase)
        return first.last < finite and first.kind == "Rol" and not first.determiner and not first.proper
    behind = [p for p in scene.sentence.phrases if p.first == finite + 1 and p.head in clause.words]
    return any(p.kind == "Rol" and not p.determiner and not p.preposition and not p.proper for p in behind)


def _is_predicate(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether the noun that "zijn" needs is its predicate: "is voorzitter", not "is voor de voorzitter"."""
    if frame.word not in _COPULAS:
        return True
    other = any(scene.tokens[m].tag.startswith("WW(vd") for m in clause.mains)
    for phrase in scene.sentence.phrases:
        if phrase.head not in clause.words or not scene.written(phrase.head) & set(frame.required):
            continue
        if phrase.preposition:
            return phrase.preposition == "in"
        inside = phrase.first > (clause.finite or 0) and any(
            scene.is_infinitive(m) and phrase.last < m for m in clause.mains
        )
        if inside:
            return False  # "is verplicht de voorzitter te waarschuwen"
        if _is_subject(scene, clause, phrase):
            return False
        if other and phrase.first and scene.word(phrase.first - 1) == ",":
            return False  # "is belegd bij het bureau, een onderdeel van de gemeente"
    return True
