"""Subjects: whom a clause is about, and what stands in it without a preposition besides, by the order of its words."""

from __future__ import annotations

from loaders.claims import TO_FUNCTIONS
from loaders.clauses import INFINITIVE, MAIN, RELATIVE, Clause
from loaders.frog import Token
from loaders.groups import Group, Member, is_actor
from loaders.lexicon import DECIDING, Frame
from loaders.phrases import PRONOUN
from loaders.scene import Scene

Roles = dict[str, list[Group]]
"""What fills each grammatical role: su, obj1, obj2 or pp:<preposition>."""
Bare = tuple[Group | None, list[Group]]
"""The subject of a clause, and what else stands in it without a preposition."""
#: Prepositions that are spelled otherwise behind "waar" and "daar": "waarmee" is "met".
AS_PREPOSITION = {"mee": "met", "toe": "tot"}


def find_subject(scene: Scene, clause: Clause) -> Group | None:
    """Return whom a clause is about, whatever its verb; None where nobody is named."""
    if clause.kind == INFINITIVE and clause.parent is not None:
        told = find_told(scene, clause.parent)
        return told[0] if told else scene.subject(clause.parent)
    return divide(scene, clause, scene.bare(scene.groups(clause)), {}, None)[0]


def find_told(scene: Scene, clause: Clause) -> list[Group]:
    """Return who is asked or told to do something: "verzoekt het college de visie op te stellen"."""
    finite = clause.finite
    verbs = [w for w in clause.words if scene.tokens[w].pos == "WW"]
    helpers = {scene.tokens[w].lemma for w in verbs}
    helpers |= {scene.prefixed(w) for w in verbs}
    if finite is None:
        # "Het college op te dragen de raad te informeren", which is what the council is asked to decide.
        if scene.given is None:
            return []
        told = [g for g in scene.bare(scene.groups(clause)) if is_actor(scene.kind(g)) and _is_named(g)]
        return told[:1] if helpers & scene.lexicon.orders else find_empowered(scene, clause)
    if not helpers & scene.lexicon.orders:
        return _whose_turn(scene, clause) or find_empowered(scene, clause)
    bound = "zich" in scene.lemmas(clause) and scene.tokens[finite].lemma in scene.lexicon.orders
    if scene.tokens[finite].lemma in {"worden", "zijn"} or bound:
        # "het college wordt gevraagd te informeren", "partijen verplichten zich": who is asked stands before the verb.
        subject = scene.subject(clause)
        if subject is not None:
            return [subject]
        # "Aan het overleg wordt voorgesteld te besluiten tot …"
        return [g for g in scene.groups(clause) if g.preposition == "aan" and is_actor(scene.kind(g))][:1]
    subject = scene.subject(clause)
    bare = [g for g in scene.groups(clause) if not g.preposition and is_actor(scene.kind(g))]
    told = [g for g in bare if subject is None or g.first != subject.first]
    return told[:1] if subject is not None or len(told) < 2 else told[1:2]


def _is_named(group: Group) -> bool:
    """Whether a group is a noun, or "ons": "ons op te dragen de raad te informeren"."""
    return group.head.kind != PRONOUN or group.head.name in {"wij", "ons"}


def _whose_turn(scene: Scene, clause: Clause) -> list[Group]:
    """Return whose part it is to do something: "het is aan ieder college om de raad te informeren"."""
    groups = scene.groups(clause)
    finite = scene.tokens[clause.finite].lemma if clause.finite is not None else ""
    is_copula = finite == "zijn" and len(clause.mains) < 2
    is_free = finite == "staan" and "vrij" in scene.lemmas(clause)
    it = [g for g in groups if g.head.kind == PRONOUN and g.head.name.casefold() == "het" and not g.preposition]
    to = [g for g in groups if g.preposition == "aan" and is_actor(scene.kind(g))]
    if is_free and it:
        # "het staat een gemeente vrij zelf een overeenkomst te sluiten"
        return [g for g in groups if not g.preposition and is_actor(scene.kind(g)) and g.head.kind != PRONOUN][:1]
    return to[:1] if is_copula and it and len(groups) == 2 else []


def find_empowered(scene: Scene, clause: Clause) -> list[Group]:
    """Return who is given a power or task by a noun: "verlenen het bestuur mandaat om", "geven het opdracht om"."""
    powers = scene.lemmas(clause) & scene.lexicon.assigned
    # "het college opdracht te geven om", "besluit het college toestemming te verlenen om": what a council decides
    asked = clause.finite is None or scene.tokens[clause.finite].lemma == DECIDING
    verbs = [v for v in dict.fromkeys((*clause.mains, clause.finite)) if v is not None]
    verbs = [v for v in verbs if asked or not scene.is_infinitive(v)]
    if not any(powers & set(f.required) for v in verbs for f in scene.lexicon.frames.get(scene.lemma(v), ())):
        return []
    groups = [g for g in scene.groups(clause, frozenset({"aan"})) if is_actor(scene.kind(g))]
    subject = scene.subject(clause)
    told = [g for g in groups if g.preposition == "aan"]
    own = subject if clause.finite is not None else None
    others = [g for g in groups if not g.preposition and (own is None or g.first != own.first)]
    return (told or others)[:1]


def divide(scene: Scene, clause: Clause, bare: list[Group], roles: Roles, frame: Frame | None) -> Bare:
    """Divide what stands without a preposition over the subject and the rest.

    Parameters
    ----------
    scene, clause
        The clause.
    bare
        What stands without a preposition, from left to right.
    roles
        What stands behind prepositions; what a relative clause is about is added ("waarmee").
    frame
        What the verb states, which helps to tell an object before the verb; None where that does not matter.
    """
    if clause.kind == RELATIVE:
        return _divide_relative(scene, clause, bare, roles, frame)
    if clause.kind == INFINITIVE and clause.parent is not None:
        told = find_told(scene, clause.parent)
        if told:
            return told[0], bare
    if clause.kind == INFINITIVE or clause.finite is None:
        return _inherit(scene, clause, bare)
    if clause.kind != MAIN:
        return _first(bare)
    return _divide_main(scene, clause, clause.finite, bare, frame)


def agrees(scene: Scene, finite: int, group: Group) -> bool:
    """Whether a finite verb and a group have the same number."""
    tag = scene.tokens[finite].tag
    if group.head.kind == PRONOUN and (group.head.name in {"zij", "ze"} or len(group.members) > 1):
        return True  # "hij of zij bewaakt"
    return group.plural == ("mv" in tag or "inf" in tag)


def _first(bare: list[Group]) -> Bare:
    acting = [g for g in bare if not _is_object(g)]
    subject = acting[0] if acting else None
    return subject, [g for g in bare if g is not subject]


def _is_object(group: Group) -> bool:
    """Whether a pronoun can be no subject: "de andere twee betalen haar een vergoeding"."""
    return group.head.kind == PRONOUN and group.head.name in {"haar", "hem", "hen", "hun", "ons", "mij"}


def _inherit(scene: Scene, clause: Clause, bare: list[Group]) -> Bare:
    """Take the subject of the clause that this one hangs on, or of the head of a list."""
    if clause.parent is not None:
        return scene.subject(clause.parent), bare
    return _first(bare) if scene.given is None else (scene.given, bare)


def _divide_main(scene: Scene, clause: Clause, finite: int, bare: list[Group], frame: Frame | None) -> Bare:
    """Divide by the place of the finite verb, which stands second."""
    before = [g for g in bare if g.last < finite]
    behind = [g for g in bare if g.first > finite]
    if before:
        # "De Waarden, de gecertificeerde instelling in onze regio, verstrekt": said of what stands first, no object.
        more = [g for g in before[1:] if scene.word(g.first - 1) != "," or g.first - 2 != before[0].last]
        subject, objects = before[0], more + behind
        if objects and _object_first(scene, finite, (subject, objects[0]), frame):
            subject, objects = objects[0], [subject, *objects[1:]]
        return subject, objects
    if clause.previous is not None and _shares_subject(scene, clause, behind):
        return scene.subject(clause.previous), behind
    if scene.given is None:
        return _first(behind)
    if not behind or (len(behind) == 1 and not is_actor(behind[0].head.kind)):
        return scene.given, behind
    return _first(behind)


def _object_first(scene: Scene, finite: int, pair: tuple[Group, Group], frame: Frame | None) -> bool:
    """Whether the phrase before the verb is its object: number or class tells."""
    first, second = pair
    if agrees(scene, finite, second) and not agrees(scene, finite, first):
        return True
    nominative = second.head.kind == PRONOUN and second.head.name in {"wij", "we", "hij"}
    if nominative and first.head.kind != PRONOUN and second.first == finite + 1:
        return True  # "De jongeren willen we bij de uitwerking betrekken"
    if frame is None or not any(r.partition("@")[0] == "su" for r in frame.subject_roles):
        return False
    kinds = scene.fits[frame.relation].subject
    return (
        scene.kind(first) not in kinds
        and scene.kind(second) in kinds
        and agrees(scene, finite, second)
        and second.first - finite <= 2
    )


def _shares_subject(scene: Scene, clause: Clause, behind: list[Group]) -> bool:
    """Whether a coordinated clause has no subject of its own: "… en bewaakt de voortgang"."""
    finite = clause.finite or 0
    before = [w for w in clause.words if w < finite and scene.tokens[w].pos not in {"VG", "LET"}]
    if {scene.word(w) for w in before} & {"dat", "dit"}:
        return False  # "kan de tafel niet beslissen, want dat is een zaak van de colleges"
    previous = clause.previous
    own = scene.subject_of(previous)
    turned = previous is not None and own is not None and previous.finite is not None and own.first > previous.finite
    if turned and len(behind) > 1 and behind[0].first == finite + 1 and is_actor(scene.kind(behind[0])):
        return not agrees(
            scene, finite, behind[0]
        )  # "Daarna informeren de colleges de raden en bespreken de scholen …"
    inverted = not before and scene.word(clause.words[0]) == "," and scene.subject_of(clause.previous) is None
    if not behind or (not before and not inverted):
        return True
    subject = behind[0]
    return not (is_actor(scene.kind(subject)) and agrees(scene, finite, subject) and subject.first == finite + 1)


# ---------------------------------------------------------------- relative clauses


def _divide_relative(scene: Scene, clause: Clause, bare: list[Group], roles: Roles, frame: Frame | None) -> Bare:
    """Divide with the role of what the clause is about: behind a preposition, subject or object."""
    if clause.previous is not None:
        return scene.subject(clause.previous), bare
    antecedent = _antecedent(scene, clause)
    preposition = _relative_preposition(scene, clause)
    if preposition:
        if antecedent is not None:
            roles.setdefault(f"pp:{preposition}", []).insert(0, antecedent)
        return _first(bare)
    if antecedent is None or not bare:
        return antecedent, bare
    acts = is_actor(bare[0].head.kind) and not is_actor(antecedent.head.kind)
    held = antecedent.head.kind == "Gremium" and bare[0].head.kind != "Gremium" and is_actor(bare[0].head.kind)
    # "de tafel, die het bureau elk kwartaal belegt": who holds it, not what it holds
    acts = acts or (frame is not None and frame.relation == "organiseert" and held)
    if frame is not None and frame.relation in TO_FUNCTIONS and antecedent.head.kind in {"Rol", "Persoon"}:
        acts = bare[0].head.kind not in {"Rol", "Persoon"}  # "een voorzitter, die het overleg benoemt"
    finite = clause.finite
    if acts or (finite is not None and bare[0].first < finite and not agrees(scene, finite, antecedent)):
        return bare[0], [antecedent, *bare[1:]]
    return antecedent, bare


def _relative_preposition(scene: Scene, clause: Clause) -> str:
    """Return the preposition in or before a relative pronoun: "waarmee", "met wie"; empty where there is none."""
    opener = clause.opener or 0
    word = scene.word(opener)
    preposition = word.removeprefix("waar") if word.startswith("waar") else ""
    before = scene.tokens[(opener or 1) - 1]
    if word == "waar":
        # "waar ook de scholen bij betrokken worden".
        stranded = [w for w in clause.words if w > opener and scene.tokens[w].pos == "VZ" and scene.governs_nothing(w)]
        preposition = scene.word(stranded[0]) if stranded else "in"
    elif not preposition and before.pos == "VZ" and not _is_prefix(scene, clause, before):
        preposition = before.text.casefold()
    return AS_PREPOSITION.get(preposition, preposition)


def _is_prefix(scene: Scene, clause: Clause, before: Token) -> bool:
    """Whether a preposition belongs to the verb before it: "wijst een contactpersoon aan die …"."""
    finite = clause.parent.finite if clause.parent is not None else None
    if finite is None:
        return False
    return f"{before.text.casefold()}{scene.tokens[finite].lemma}" in scene.lexicon.frames


#: Words before a relative clause that name nobody: "ook degenen die geen partij zijn".
_ANYONE = {"degene", "degenen", "diegenen", "datgene", "hetgeen"}


def _antecedent(scene: Scene, clause: Clause) -> Group | None:
    """Return what a relative clause is about: the phrase before it, with what it is attached to when an actor."""
    opener = clause.anchor or clause.opener or 0
    whole = clause.parent if clause.parent is not None else Clause(MAIN, list(range(opener)))
    beside = _relative_before(scene, opener)
    if beside is not None:
        # "het overleg, dat de stukken voorbereidt en waaraan A deelneemt": both are about the overleg.
        opener = beside.anchor or beside.opener or 0
        whole = beside.parent if beside.parent is not None else Clause(MAIN, list(range(opener)))
    groups = [g for g in scene.groups(whole) if g.last < opener]
    if not groups or scene.word(opener - 1) in _ANYONE:
        return None
    reached = groups[-1].last
    if len(groups) > 1 and _is_idle(scene, groups[-1]):
        groups.pop()
    said = _predicate_of(scene, groups[-1], groups)
    nearest = said or _named_by(scene, groups[-1], groups)
    last = max(reached, groups[-1].last)
    between = [w for w in whole.words if last < w < opener and scene.tokens[w].pos not in {"WW", "LET"}]
    between = [w for w in between if not any(scene.is_infinitive(v) for v in (w, w + 1, w + 2) if v < opener)]
    between = [w for w in between if w not in _quoted(scene, last, opener) and w not in _idle(scene, last, opener)]
    if len(between) > 1:
        return None
    member = nearest.members[-1]
    if member.inner and _goes_with(scene.word(opener), member):
        # "het rapport van de commissie, die": a het-word is no "die"
        inner = member.inner[-1]
        return Group([Member(inner, inner.last, [])], "")
    plural = "mv" in scene.tokens[clause.finite].tag if clause.finite is not None else None
    if member.inner and plural is not None and member.phrase.plural != plural and member.inner[-1].plural == plural:
        inner = member.inner[-1]
        return Group([Member(inner, inner.last, [])], "")
    if len(nearest.members) > 1 and (plural is not True or member.phrase.plural):
        return Group([member], "")  # "A, B en twee directeuren die namens de aanbieders spreken"
    return Group(nearest.members, "")


def _goes_with(pronoun: str, member: Member) -> bool:
    """Whether a relative pronoun goes with what is attached to a noun, and not with the noun: "het … de …, die"."""
    own, other = {"die": ("het", "de"), "dat": ("de", "het")}.get(pronoun, ("", ""))
    inner = member.inner[-1]
    one = not member.phrase.plural and not inner.plural
    return bool(own) and one and member.phrase.determiner == own and inner.determiner == other


def _idle(scene: Scene, first: int, last: int) -> set[int]:
    """Return the words of a set phrase, "in het leven": what follows is not about them."""
    found: set[int] = set()
    for word in range(first + 1, last):
        if scene.lemma(word) in scene.lexicon.idioms:
            found |= {w for w in range(max(first + 1, word - 2), word + 1) if scene.tokens[w].pos in {"VZ", "LID", "N"}}
    return found


def _quoted(scene: Scene, first: int, last: int) -> set[int]:
    """Return the words between quotation marks: "de visie 'Dichtbij en op tijd' hebben vastgesteld, waarop"."""
    marks = [w for w in range(first, last) if scene.tokens[w].text in {"'", "‘", "’", '"', "“", "”"}]
    return set(range(marks[0], marks[-1])) if len(marks) > 1 else set()


def _is_idle(scene: Scene, group: Group) -> bool:
    """Whether a group is part of what is done: "gaat een coach aan de slag, die …" is not about the slag."""
    phrase = group.head
    bare = group.last == phrase.head and phrase.first + bool(phrase.determiner) == phrase.head
    return bool(group.preposition) and bare and not group.plural and scene.lemma(phrase.head) in scene.lexicon.idioms


def _predicate_of(scene: Scene, group: Group, groups: list[Group]) -> Group | None:
    """Return whom "zijn" says to be a group: "het beraad is het orgaan dat …" is about the beraad."""
    before = [g for g in groups if g.last < group.first and not g.preposition and is_actor(g.head.kind)]
    bare = not group.preposition and not group.members[0].inner and group.head.name.islower()
    before = [g for g in before if g.head.determiner or g.head.proper]  # "Opdrachtgever is het overleg, dat …"
    if not bare or not before or group.head.determiner not in {"het", "de"}:
        return None
    between = scene.tokens[before[-1].last + 1 : group.first]
    earlier = scene.tokens[: before[-1].first]
    is_verb = [t for t in (*between, *earlier) if t.tag.startswith("WW(pv")]
    copula = len(is_verb) == 1 and is_verb[0].lemma in {"zijn", "blijven"}
    return Group([before[-1].members[0]], "") if copula else None


def _relative_before(scene: Scene, opener: int) -> Clause | None:
    """Return the relative clause that "en" before a relative pronoun belongs to."""
    if opener < 2 or scene.word(opener - 1) not in {"en", "of"}:
        return None
    others = (c for c in scene.sentence.clauses if c.kind == RELATIVE and c.opener != opener)
    return next((c for c in others if opener - 1 in c.words and c.finite is not None), None)


def _named_by(scene: Scene, group: Group, groups: list[Group]) -> Group:
    """Return the name that an apposition explains: "het Inkooppunt, een stichting die …"."""
    before = next((g for g in groups if g.last == group.first - 2), None)
    mark = scene.word(group.first - 1) if group.first else ""
    # "het Inkooppunt, een stichting die …", "Kernteam: het team dat …".
    explains = not group.preposition and (mark == ":" or (mark == "," and group.head.determiner == "een"))
    if before is None or not explains or not is_actor(before.head.kind):
        return group
    return Group([before.members[-1]], "")
