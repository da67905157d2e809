"""Firmness: whether a clause states, intends, obliges, allows or denies, and how many signs support what is read."""

from __future__ import annotations

from loaders.clauses import INFINITIVE, RELATIVE, Clause
from loaders.groups import Group
from loaders.lexicon import DECIDING, Frame
from loaders.phrases import PRONOUN
from loaders.scene import Scene
from loaders.subjects import find_told
from loaders.verbs import roles_of

#: Where signs disagree the first holds.
_BY_WEIGHT = ("ontkend", "voorgenomen", "verplicht", "mogelijk")
#: What takes the denial from "niet" or "geen": "niet alleen".
_NO_DENIAL = {"alleen", "vrijblijvend", "slechts", "enkel", "pas"}


def judge_modality(scene: Scene, clause: Clause, verb: int, frame: Frame | None = None) -> str:
    """Return how firmly a clause says what one of its verbs states."""
    if is_denied(scene, clause, verb, frame):
        return "ontkend"
    found = _signs(scene, clause, verb, frame)
    for modality in _BY_WEIGHT:
        if modality in found:
            return modality
    return scene.given_modality or _inherited(scene, clause, verb)


def is_denied(scene: Scene, clause: Clause, verb: int, frame: Frame | None) -> bool:
    """Whether a word in a clause denies what one of its verbs states."""
    if clause.kind == INFINITIVE and scene.opener(clause) == "zonder":
        return True
    words = clause.words
    others = [m for m in clause.mains if m != clause.finite]
    previous = max((m for m in others if m < verb), default=-1) if verb in others else -1
    for position, word in enumerate(words):
        lemma = scene.lemma(word)
        if scene.lexicon.cues.get(lemma) != "ontkend" or word < previous:
            continue
        if lemma == "niet" and any(p.first <= word < p.last for p in scene.sentence.phrases):
            continue
        if {scene.lemma(w) for w in words[position + 1 : position + 3]} & _NO_DENIAL:
            continue
        if lemma == "niet" and (_contrasts(scene, word) or _on_condition(scene, clause, word)):
            continue
        if any(scene.word(w) == ":" for w in words if verb < w < word):
            continue  # "onderschrijven de uitgangspunten: eerst herstel, en geen besluit zonder het gezin"
        if lemma == "geen" and frame is not None and word > verb and _stands_elsewhere(scene, word, frame):
            continue
        return True
    return False


def _on_condition(scene: Scene, clause: Clause, word: int) -> bool:
    """Whether "niet" goes with "zonder": "mag de taak niet zonder toestemming overdragen" says that it may, with it."""
    near = [scene.word(w) for w in range(word + 1, min(word + 2, len(scene.tokens)))]
    return near == ["zonder"] and bool(scene.lemmas(clause) & {"mogen", "kunnen"})


def _contrasts(scene: Scene, word: int) -> bool:
    """Whether "niet" denies no more than what stands behind it: "rapporteert aan A, niet aan B"."""
    follows = scene.tokens[word + 1] if word + 1 < len(scene.tokens) else None
    set_off = word > 0 and scene.word(word - 1) in {",", "maar", "en"}  # "voor A, maar niet voor B"
    return set_off and follows is not None and follows.pos == "VZ"


def under_denial(scene: Scene, clause: Clause) -> bool:
    """Whether a clause with "dat" hangs on a denial: "het is niet zo dat"."""
    parent = clause.parent
    if scene.opener(clause) != "dat" or clause.kind == RELATIVE or parent is None or parent.finite is None:
        return False
    prevented = any(m == "ontkend" and f" {p} " in scene.spelled(parent) for p, m in scene.lexicon.phrases.items())
    return prevented or is_denied(scene, parent, parent.finite, None)


def count_witnesses(scene: Scene, clause: Clause, subject: Group, target: Group) -> int:
    """Return how many signs agree: the parser's roles, no second clause, no pronoun."""
    count = 0
    for group, roles in ((subject, {"su"}), (target, {"obj1", "obj2", "pc", "mod"})):
        token = scene.tokens[group.head.head]
        count += token.role in roles or (group.preposition != "" and scene.tokens[group.first - 1].role in roles)
        count += group.head.kind not in {PRONOUN, "Thema", "Organisatie"}
    count += len([c for c in scene.sentence.clauses if c.finite is not None]) == 1
    count += clause.previous is None
    return count


def _signs(scene: Scene, clause: Clause, verb: int, frame: Frame | None) -> set[str]:
    """Return every modality that the words of a clause are a sign of."""
    written = scene.spelled(clause)
    # "opdracht gegeven" obliges whoever is meant to do it, but is itself done.
    own = {scene.word(verb), *frame.required} if frame is not None else set()
    if not scene.is_infinitive(verb) or (frame is not None and frame.relation == "besluitOver"):
        # "heeft op advies van A besloten de pilot te verlengen": that is decided, and advised
        own |= {scene.word(m) for m in clause.mains if scene.lemma(m) == DECIDING and not scene.is_infinitive(m)}
    cues = {p: m for p, m in scene.lexicon.phrases.items() if m != "ontkend" and not set(p.split()) <= own}
    # "beschikbaar te stellen voor het team" proposes nothing.
    found = {m for phrase, m in cues.items() if f" {phrase} " in written.replace(f" te {phrase} ", " ")}
    if " niet verplicht " in written or " niet gehouden " in written:
        return {"ontkend"}
    found |= _signs_of_verb(scene, clause, verb, frame)
    for word in clause.words:
        token = scene.tokens[word]
        if token.pos != "WW" or token.lemma not in scene.lexicon.cues or word == verb or "prenom" in token.tag:
            continue
        if frame is not None and token.lemma in frame.required:
            continue  # "kan zich vinden in de visie"
        if scene.word(word) in {"zou", "zouden"} or (word in clause.mains and word != clause.finite):
            continue
        found.add(scene.lexicon.cues[token.lemma])
    return found


def _signs_of_verb(scene: Scene, clause: Clause, verb: int, frame: Frame | None) -> set[str]:
    """Return what the verb itself is a sign of: that someone is asked to, or that it is still to come."""
    found: set[str] = set()
    lemma = scene.tokens[verb].lemma
    if frame is not None and frame.relation == "streeftNaar" and lemma in scene.lexicon.cues:
        found.add(scene.lexicon.cues[lemma])
    hangs = verb != clause.finite and scene.is_infinitive(verb)
    # "toestemming te verlenen": who gives it is not who may then act.
    gives = frame is not None and bool(scene.lexicon.assigned & set(frame.required))
    asked = hangs and not gives and bool(find_told(scene, clause))
    if asked and _order(scene, clause) != "voorgenomen":
        return found | {_order(scene, clause)}  # "hebben de wethouder gemandateerd om te tekenen"
    # "gaan aan de slag": a set phrase with "gaan" in the present is about what is to come.
    to_come = frame is not None and frame.word == "gaan" and bool(frame.required) and "tgw" in scene.tokens[verb].tag
    return found | {"voorgenomen"} if asked or to_come else found


def _inherited(scene: Scene, clause: Clause, verb: int) -> str:
    """Return the modality of what a clause hangs on: "is afgesproken dat …", "met de opdracht om …"."""
    if clause.parent is None or scene.opener(clause) not in {"dat", "om"} or clause.kind == RELATIVE:
        return "feitelijk"
    if find_told(scene, clause.parent):
        return _order(scene, clause.parent)
    inherited = judge_modality(scene, clause.parent, verb)
    return inherited if inherited != "ontkend" else "feitelijk"


def _order(scene: Scene, clause: Clause) -> str:
    """Return how firmly what someone is told stands: allowed to by a mandate, else still to be done."""
    lemmas = scene.lemmas(clause)
    orders = lemmas & scene.lexicon.orders
    cues = {scene.lexicon.cues.get(o, "") for o in orders}
    if "verplicht" in cues:
        return "verplicht"
    if orders:
        return "mogelijk" if "mogelijk" in cues else "voorgenomen"
    if "vrij" in lemmas and {"niet", "evenmin"} & lemmas:
        return "ontkend"  # "het staat een opdrachtgever niet vrij om"
    powers = scene.lexicon.signs["bevoegdheid"].keys() | {"vrij"}
    return "mogelijk" if lemmas & powers else "verplicht"


def _stands_elsewhere(scene: Scene, word: int, frame: Frame) -> bool:
    """Whether "geen" stands in a phrase behind a preposition that is no role of the verb."""
    phrase = next((p for p in scene.sentence.phrases if p.covers(word)), None)
    return phrase is not None and bool(phrase.preposition) and f"pp:{phrase.preposition}" not in roles_of(frame)
