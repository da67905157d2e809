"""Roles of a verb: what in the clause, or in those around it, fills each of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from loaders.clauses import ASKING, QUESTION, SUBORDINATE, Clause
from loaders.coreference import THERE, THERE_BODY
from loaders.groups import Group, Member, is_actor
from loaders.lexicon import Frame
from loaders.phrases import PRONOUN, RECIPROCAL, TIME, Phrase
from loaders.scene import Scene
from loaders.subjects import AS_PREPOSITION, Roles, divide, find_told
from loaders.verbs import roles_of, turns

#: Verbs whose noun takes what stands right behind it with "van", and nothing further on.
_PRONOUN_ADVERB = re.compile(r"(?:daar|hier|er)(over|mee|toe|van|voor|op|bij|aan|in|naar)")
#: Prepositions that can stand apart from "daar".
_PARTED = {"aan", "bij", "mee", "over", "op", "van", "voor", "toe", "in", "naar"}
#: Relations whose object can be the noun that the verb needs: "houdt een informatieavond".
_MADE = {"organiseert", "voertUit", "steltOp", "steltVast", "financiert", "ondertekent", "onderschrijft"}
#: Prepositions before what happens at another time than what the verb says.
_WHEN = {"na", "voor", "vóór", "bij", "tot"}
#: Prepositions before a body in which someone takes a seat.
_PLACES = {"in", "aan", "bij", "binnen"}
_ATTACHED = {"zijn", "blijven", "worden", "dragen", "behartigen", "vallen", "staan", "verzorgen", "voeren", "vervullen"}


def fill_roles(scene: Scene, clause: Clause, verb: int, frame: Frame | None) -> Roles:
    """Return what stands in each role of a verb, as of an active sentence."""
    claimed = roles_of(frame) if frame is not None else ()
    blocked = frozenset(r.removeprefix("pp:") for r in claimed if r.startswith("pp:"))
    required = frame.required if frame is not None else ()
    groups = scene.groups(clause, blocked, required)
    named = [g for g in groups if scene.written(g.head.head) & set(required)]
    groups = [g for g in groups if g not in named]
    groups = [g for g in groups if not _of_noun(scene, groups, g) and not _of_postponed(scene, verb, g)]
    groups = _own(scene, clause, verb, groups)
    roles: Roles = {}
    for group in groups:
        if group.preposition:
            roles.setdefault(f"pp:{group.preposition}", []).append(group)
    _fill_by_there(scene, clause, frame, roles)
    bare = [g for g in scene.bare(groups) if not _is_absolute(scene, g)]
    subject, objects = divide(scene, clause, bare, roles, frame)
    apposed = _apposed(scene, clause, verb)
    subject = apposed if apposed is not None else subject
    objects = _nearest(scene, clause, verb, objects)
    if not objects and frame is not None and frame.relation in ASKING:
        objects = _asked(scene, clause)
    objects = objects or _borrowed(scene, clause, verb, blocked) or _of_infinitive(scene, verb, groups)
    is_own = frame is not None and frame.object_roles == ("obj1",) and frame.relation in _MADE
    if not objects and is_own:
        # "houdt een informatieavond": the noun that the verb needs is itself its object.
        objects = [g for g in scene.bare(named) if subject is None or g.first != subject.first][:1]
    own = [subject] if subject is not None else []
    if frame is not None and _receives(scene, clause, verb):
        # "krijgt van het overleg de stukken voorgelegd": who gets is the one to whom, not who acts.
        roles["su"] = [*roles.get("pp:van", []), *roles.get("pp:door", [])][:1]
        roles["obj2"] = roles["pp:aan"] = own
        roles["obj1"] = objects[:1]
        return roles
    if frame is not None and turns(scene, clause, verb, frame):
        roles["su"], roles["obj1"] = roles.get("pp:door", []), own
        return roles
    roles["su"] = own
    receives = any(r.partition("@")[0] == "obj2" for r in frame.object_roles) if frame is not None else False
    if frame is not None and receives and (len(objects) > 1 or required):
        if len(objects) > 1 and is_actor(scene.kind(objects[1])) and not is_actor(scene.kind(objects[0])):
            objects = [objects[1], objects[0]]  # "die wij u voorleggen": who gets it, and what
        roles["obj2"], roles["obj1"] = objects[:1], objects[1:2]
    else:
        roles["obj1"] = objects[:1] if frame is None or "obj1" in claimed else []
    return roles


def _fill_by_there(scene: Scene, clause: Clause, frame: Frame | None, roles: Roles) -> None:
    """Fill the roles of what "daarover", "ervoor" and "daarin" stand for."""
    for at, preposition in _about(scene, clause):
        # "zorgt ervoor dat de knelpunten …" carries out no knelpunten.
        watches = frame is None or frame.relation != "voertUit"
        announced = _announced(scene, clause) if watches and scene.word(at).startswith("er") else None
        if announced is not None:
            roles.setdefault(f"pp:{preposition}", [announced])
            continue
        # Someone takes a seat in a body: "daarin hebben de wethouders zitting" is not about the visie.
        seat = frame is not None and frame.relation == "neemtDeelAan"
        there = [stand_in(name, at, preposition) for name in ((THERE_BODY, THERE) if seat else (THERE, THERE_BODY))]
        placed = preposition in _PLACES or (seat and preposition in {"voor", "naar", "van"})
        roles.setdefault(f"pp:{preposition}", there if placed else there[:1])


def _announced(scene: Scene, clause: Clause) -> Group | None:
    """Return what "er" looks ahead to: "ziet erop toe dat de afspraken worden nagekomen" is about the afspraken."""
    for other in scene.hanging(clause):
        if other.kind in {SUBORDINATE, QUESTION}:
            bare = scene.bare(scene.groups(other))
            return next((g for g in bare if g.head.kind != PRONOUN), None)
    return None


def _own(scene: Scene, clause: Clause, verb: int, groups: list[Group]) -> list[Group]:
    """Leave out what another of several participles has for itself: "opgesteld door A, besproken in B en vastgesteld".

    What stands before the first of them they share, unless a participle has the like of its own.
    """
    verbs = [m for m in clause.mains if scene.tokens[m].tag.startswith("WW(vd")]
    if verb not in verbs or len(verbs) < 2:
        return groups
    borders = [_border(scene, a, b) for a, b in pairwise(verbs)]
    at = verbs.index(verb)
    begin = borders[at - 1] if at else -1
    end = borders[at] if at < len(borders) else len(scene.tokens)
    own = [g for g in groups if g.preposition and begin < g.first < end and not (at and g.first < verbs[0])]
    taken = {g.preposition for g in own}
    shared = [g for g in groups if g.last < verbs[0] and (not g.preposition or g.preposition not in taken or g in own)]
    bare = [g for g in groups if not g.preposition and g.first > verbs[0]]
    return sorted({id(g): g for g in (*shared, *own, *bare)}.values(), key=lambda g: g.first)


def _of_noun(scene: Scene, groups: list[Group], group: Group) -> bool:
    """Whether "door" belongs to the noun of an event before it: "na advisering door het overleg"."""
    before = next((g for g in groups if g.last == group.first - 2), None)
    if group.preposition != "door" or before is None or before.preposition not in _WHEN:
        return False
    return scene.lemma(before.head.head) in scene.lexicon.events


def _of_postponed(scene: Scene, verb: int, group: Group) -> bool:
    """Whether "door" belongs to an infinitive right before it: "zijn belegd, uit te voeren door het bureau"."""
    at = group.first - 2
    return group.preposition == "door" and at > 0 and at != verb and scene.is_infinitive(at)


def _apposed(scene: Scene, clause: Clause, verb: int) -> Group | None:
    """Return the body that "…, bestaande uit" stands behind."""
    if not scene.tokens[verb].tag.startswith("WW(od") or scene.word(verb - 1) != ",":
        return None
    before = [p for p in scene.sentence.phrases if p.last < verb and p.kind == "Gremium" and p.head in clause.words]
    return Group([Member(before[-1], before[-1].last, [])], "") if before else None


def _of_infinitive(scene: Scene, verb: int, groups: list[Group]) -> list[Group]:
    """Return what "van" attaches to an infinitive without an article: "adviseren van de colleges over"."""
    return [g for g in groups if g.preposition == "van" and g.first == verb + 2 and scene.word(verb).endswith("n")]


def _receives(scene: Scene, clause: Clause, verb: int) -> bool:
    """Whether "krijgen" makes who is given something the subject of a participle."""
    is_participle = scene.tokens[verb].tag.startswith("WW(vd")
    return is_participle and any(scene.tokens[w].lemma == "krijgen" for w in clause.words if w != verb)


def _border(scene: Scene, first: int, second: int) -> int:
    """Return the comma or conjunction behind which what stands between two participles belongs to the second."""
    between = range(first + 1, second)
    marks = [i for i in between if scene.tokens[i].text in {",", ";"} or scene.tokens[i].pos == "VG"]
    return marks[0] if marks else first


def stand_in(name: str, at: int, preposition: str) -> Group:
    """Return "daar" in a word as a phrase of its own."""
    phrase = Phrase(at, at, at, PRONOUN, name, preposition, plural=False, determiner="", proper=False)
    return Group([Member(phrase, at, [])], preposition)


def _about(scene: Scene, clause: Clause) -> list[tuple[int, str]]:
    """Return where "daarover", "hiermee" or "ervan" stands in a clause, with the preposition in it."""
    found: list[tuple[int, str]] = []
    for word in clause.words:
        match = _PRONOUN_ADVERB.fullmatch(scene.word(word))
        if match is not None and scene.tokens[word].pos in {"BW", "VNW"}:
            found.append((word, AS_PREPOSITION.get(match[1], match[1])))
        elif scene.word(word) in {"daar", "hier"} and scene.tokens[word].pos in {"BW", "VNW"}:
            found.append((word, "in"))  # "treffen zij elkaar daar"
            found += [(word, AS_PREPOSITION.get(p, p)) for p in _stranded(scene, clause, word)]
        elif scene.word(word) == "er" and _announced(scene, clause) is not None:
            # "draagt er zorg voor dat": the preposition stands by itself.
            later = [w for w in clause.words if w > word and scene.tokens[w].pos == "VZ"]
            alone = [w for w in later if scene.governs_nothing(w)]
            found += [(word, scene.word(w)) for w in alone[:1]]
    return found


def _stranded(scene: Scene, clause: Clause, there: int) -> list[str]:
    """Return the preposition that "daar" belongs to further on: "draagt daar 350.000 euro aan bij"."""
    later = [w for w in clause.words if w > there and scene.tokens[w].pos in {"VZ", "BW"} and scene.word(w) in _PARTED]
    alone = [scene.word(w) for w in later if scene.governs_nothing(w)]
    finite = scene.lemma(clause.finite) if clause.finite is not None else ""
    if alone and f"{alone[-1]}{finite}" in scene.lexicon.frames:
        alone.pop()  # the prefix of the verb
    return alone[:1]


def put_causer(scene: Scene, clause: Clause, verb: int, roles: Roles) -> None:
    """Put who is made to act in the place of the subject: "laat het convenant evalueren door een bureau"."""
    finite = clause.finite
    if any(scene.tokens[w].lemma == "laten" and w != verb for w in clause.words):
        own = roles.get("su", [])
        roles["su"] = roles.get("pp:door", [])
        if roles["su"] and any(scene.word(w) == "zich" for w in clause.words):
            roles["obj1"] = own  # "laat zich adviseren door": who does it, does it to the subject
            return
        causee = _causee(scene, clause)
        if not roles["su"] and causee is not None:
            roles["su"] = [causee]
            roles["obj1"] = [g for g in roles["obj1"] if g.first != causee.first]
    elif (finite is not None or scene.given is not None) and verb != finite and scene.is_infinitive(verb):
        told = find_told(scene, clause) if not _orders(scene, verb) else []
        if not told and _gives_order(scene, clause, verb):
            roles["su"] = []  # "heeft opdracht gegeven een model te ontwerpen": by whom is not said
        if told and advises(scene, scene.lemmas(clause) & scene.lexicon.orders):
            roles["su"] = []  # "heeft de colleges geadviseerd de aanpak op te zetten": no one says that they will
        elif told:
            roles["su"] = told
            tasks = scene.lexicon.signs["Taakbelegging"]
            others = [g for g in roles["obj1"] if g.first != told[0].first and scene.lemma(g.head.head) not in tasks]
            behind = [g for g in scene.groups(clause) if g.first > told[0].last and not g.preposition]
            roles["obj1"] = others or behind[:1]


def _gives_order(scene: Scene, clause: Clause, verb: int) -> bool:
    """Whether a clause says that its subject has something done: "geeft opdracht om", "is opdracht gegeven te"."""
    said = {part for w in clause.words if w < verb for part in scene.lemma(w).split("_")}
    ordered = "opdracht" in said and bool(said & {"geven", "verlenen", "verstrekken"})
    # "had voorgesteld een raadscommissie in te stellen"
    finite = clause.finite
    proposed = finite is not None and "voorstellen" in said and scene.tokens[finite].lemma not in {"worden", "zijn"}
    return (ordered or proposed) and not _orders(scene, verb)


def advises(scene: Scene, verbs: Set[str]) -> bool:
    """Whether one of some verbs says no more than what would be good: "heeft de raad geadviseerd het te behandelen"."""
    return any(f.relation == "adviseert" for verb in verbs for f in scene.lexicon.frames.get(verb, ()))


def _orders(scene: Scene, verb: int) -> bool:
    """Whether an infinitive is itself the order: "het college op te dragen de raad te informeren"."""
    lemma = scene.lemma(verb)
    said = scene.lexicon.assigned & {scene.lemma(w) for w in range(max(0, verb - 4), verb)}
    gives = any(said & set(f.required) for f in scene.lexicon.frames.get(lemma, ()))
    return gives or bool({scene.prefixed(verb), lemma} & scene.lexicon.orders)


def _causee(scene: Scene, clause: Clause) -> Group | None:
    """Return who is made to act where no "door" says it: "laat een bureau nagaan of"."""
    subject = scene.subject(clause)
    others = [g for g in scene.bare(scene.groups(clause)) if subject is None or g.first != subject.first]
    return next((g for g in others if is_actor(scene.kind(g)) and g.head.kind != PRONOUN), None)


def keep_attached(scene: Scene, clause: Clause, frame: Frame, roles: Roles) -> None:
    """Leave for "van" only what stands right behind the noun that "zijn" needs: "voorzitter van de stuurgroep"."""
    if frame.word not in _ATTACHED or "pp:van" not in roles or not frame.required:
        return
    ends = {w for w in clause.words if scene.written(w) & set(frame.required)}
    roles["pp:van"] = [g for g in roles["pp:van"] if g.first - 2 in ends or g.first - 3 in ends]


def named_examples(scene: Scene, clause: Clause, group: Group | None) -> Group | None:
    """Return what "onderwerpen als A, B en C" names in the place of its noun; else the group itself."""
    if group is None or scene.lemma(group.head.head) not in scene.lexicon.signs["heeftBetrekkingOp"]:
        return group
    named = [g for g in scene.groups(clause) if g.preposition in {"als", "zoals"} and g.first == group.last + 2]
    return Group(named[0].members, group.preposition) if named else group


def pick(
    scene: Scene, roles: Mapping[str, list[Group]], wanted: Sequence[str], kinds: frozenset[str] | None
) -> Group | None:
    """Return what fills the first of the roles that is filled by something of the right class; None for any class."""
    for wish in wanted:
        role, _, only = wish.partition("@")
        for group in roles.get(role, ()):
            if only and not _is(scene.kind(group), only):
                continue
            if kinds is None or scene.kind(group) in kinds or group.head.kind == RECIPROCAL:
                return group
    return None


def _is(kind: str, wanted: str) -> bool:
    """Whether a class is one that a role of the lexicon asks for."""
    if wanted == "actor":
        return is_actor(kind)
    return kind in {"Document", "Beleid"} if wanted == "stuk" else kind == wanted


def _is_absolute(scene: Scene, group: Group) -> bool:
    """Whether a participle takes a phrase for itself: "de antwoorden overziend"."""
    return group.last + 1 < len(scene.tokens) and scene.tokens[group.last + 1].tag.startswith("WW(od,vrij")


def _nearest(scene: Scene, clause: Clause, verb: int, objects: list[Group]) -> list[Group]:
    """Return the objects that belong to one of several verbs: those between it and the verb before it."""
    others = [m for m in clause.mains if m not in {verb, clause.finite}]
    others = [m for m in others if not scene.tokens[m].tag.startswith("WW(od")]  # "aanvullend te controleren"
    if not others or verb == clause.finite:
        return objects
    previous = max((m for m in others if m < verb), default=-1)
    own = [g for g in objects if previous < g.first < verb]
    if own:
        return own
    if scene.is_infinitive(verb) or previous < 0:
        is_last = all(m < verb for m in others)
        return [g for g in objects if verb < g.first] if is_last else []
    return [g for g in objects if g.first < verb][-1:]


def _asked(scene: Scene, clause: Clause) -> list[Group]:
    """Return what a dependent question is about: "onderzoekt hoe de samenwerking verloopt"."""
    for other in scene.hanging(clause):
        if other.kind == QUESTION:
            bare = [g for g in scene.groups(other) if not g.preposition and g.head.kind not in {TIME, PRONOUN}]
            # "onderzoekt hoe de raad zijn taak invult" looks into more than the raad.
            return bare[:1] if bare and not is_actor(scene.kind(bare[0])) else []
    return []


def _borrowed(scene: Scene, clause: Clause, verb: int, blocked: frozenset[str]) -> list[Group]:
    """Return the object of the next verb, where two share it: "bespreekt en bewaakt de voortgang"."""
    for other in scene.sentence.clauses:
        if other.previous is not clause or other.finite is None or not clause.words:
            continue
        own = [w for w in other.words if w < other.finite and scene.tokens[w].pos != "VG"]
        if not own and verb == clause.finite and other.finite - verb == 2:
            return [g for g in scene.groups(other, blocked) if not g.preposition and g.head.kind != TIME][:1]
    return []
