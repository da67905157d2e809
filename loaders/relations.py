"""Relations in a sentence: who does what to whom, and how firmly the sentence says so.

Each verb of the lexicon in each clause opens a frame; the frame's roles are filled from the clause by the places that
Dutch gives them: before or behind the finite verb, behind a preposition, inherited from the clause before. What does
not fit the relation's domain and range is not claimed, nor what a condition or a question only supposes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from loaders.attendance import read_attendance
from loaders.bodies import (
    claim_accession,
    claim_advice,
    claim_chair,
    claim_seat,
    claim_support,
    claim_topic,
    is_counsel,
)
from loaders.claims import MUTUAL, TO_FUNCTIONS, Claim, Fit, Manner
from loaders.clauses import MAIN, RELATIVE, SUBORDINATE, Clause, asides
from loaders.contents import aimed_at, read_contents, wished
from loaders.coreference import THERE_BODY, Discourse, Referent, only
from loaders.costs import is_share, named_costs, read_share, speaks_of_money
from loaders.firmness import count_witnesses, judge_modality, under_denial
from loaders.groups import Group, Member, both_sides, inner_member, is_actor, listed, name_of
from loaders.lexicon import SPOKEN_OF, Frame, Lexicon
from loaders.mandates import read_mandates
from loaders.nominal import (
    event_of,
    read_adjuncts,
    read_commissions,
    read_nouns,
    read_orders,
    read_purpose,
    read_supported,
)
from loaders.offices import named_office, read_office, read_principal
from loaders.pairing import pair, pair_implied, pair_mutually
from loaders.parsing import Sentence, parse
from loaders.phrases import OF, PRONOUN, TIME
from loaders.reserved import read_consents, read_open_questions, read_reserved
from loaders.roles import fill_roles, keep_attached, named_examples, pick, put_causer, stand_in
from loaders.scene import Scene
from loaders.subjects import Roles, find_subject, find_told
from loaders.verbs import find_frames, is_passive

#: Prepositions before a body in which something passive happens.
_PLACES = ("in", "binnen", "tijdens", "via", "aan")
#: Relations that something passive in a body states of that body: "in het overleg wordt besproken".
_IN_BODY = {"bereidtVoor", "bespreekt", "agendeert", "besluitOver", "steltVast", "evalueert", "coordineert"}
#: Relations in which a meeting stands for the body that meets.
_AT_MEETING = {"neemtDeelAan", "heeftVoorzitter", "informeert", "rapporteertAan", "bespreekt"}
#: Prepositions before who has a seat beside the others: "behalve de wethouders", "aangevuld met de manager".
_SEATED_BESIDE = ("behalve", "aangevuld met")
#: Relations by which someone makes what a relative clause then says to be passed on.
_MAKES = frozenset({"steltOp", "draagtBijAan", "bereidtVoor"})
_HOUSED = "onderbrengen"
_AT_END = 4
"""Most words behind the last actor of a sentence that still ends with it."""
#: Relations that who is told to do something has towards who tells.
_TO_DECIDER = {"informeert", "rapporteertAan"}
#: Verbs of getting somewhere, and the prepositions before where.
_ARRIVING, _ARRIVED = frozenset({"komen", "gaan", "toegaan", "toewerken"}), frozenset({"tot", "naar"})
_WATCHING = {"bewaakt", "houdtToezichtOp"}
#: What those with a seat are called together.
_SEATED = frozenset({"leden", "deelnemers", "vaste leden", "groep"})
#: Members without saying who they are: "bestaat uit tien leden".
_MEMBERS = re.compile(r"(?:\w+ ){0,2}leden")
_COPULAS = {"zijn", "worden", "blijven"}
#: Relations that one verb can state at once: "bespreekt de uitkomsten met A", "nodigt A uit voor het overleg".
_BOTH = (
    {"overlegtMet", "bespreekt"},
    {"betrekt", "neemtDeelAan"},
    {"vertegenwoordigt", "neemtDeelAan"},
    {"informeert", "draagtBijAan"},
)


class RelationReader:
    """Reads the claims of sentences, one after another, of one document."""

    def __init__(self, lexicon: Lexicon, fits: Mapping[str, Fit], discourse: Discourse) -> None:
        self.lexicon, self.fits, self.discourse = lexicon, fits, discourse

    def claims(self, sentence: Sentence, *, subject: Group | None = None, modality: str = "") -> list[Claim]:
        """Return the claims of a sentence; none of a question.

        Parameters
        ----------
        sentence
            The sentence.
        subject
            Whom verbs without a subject of their own are about: the head of a list.
        modality
            How firmly the head of a list says it, where the sentence itself says nothing.
        """
        if not sentence.tokens or sentence.tokens[-1].text == "?":
            return []
        scene = self._scene(sentence, subject, modality)
        found: dict[tuple[str, str, str], Claim] = {}
        for claim in _read(scene):
            key = (claim.relation, claim.subject.name.casefold(), claim.object.name.casefold())
            if key not in found or found[key].witnesses < claim.witnesses:
                found[key] = claim
        for claim in read_reserved(scene, list(found.values())):
            found.setdefault((claim.relation, claim.subject.name.casefold(), claim.object.name.casefold()), claim)
        for claim in read_mandates(scene, list(found.values())):
            found[claim.relation, claim.subject.name.casefold(), claim.object.name.casefold()] = claim
        self.discourse.follow(_main_subject(scene), _introduced(scene), _named_body(scene))
        self.discourse.latest = _latest_body(scene)
        self.discourse.final = _named_last(scene)
        self.discourse.ending = _ending(scene)
        goes_on = any(p.kind == PRONOUN and p.name == "hij" for p in sentence.phrases)
        self.discourse.person = _named_person(scene) or (self.discourse.person if goes_on else None)
        kept = self.discourse.costs if speaks_of_money(scene) else None
        self.discourse.costs = named_costs(scene) or kept
        self.discourse.office = named_office(scene)
        self.discourse.several = _plural_subject(scene)
        self.discourse.matter = _matter(scene)
        return _without_twice(list(found.values()))

    def product(self, sentence: Sentence, relation: str, subject: Group, target: Group, modality: str) -> list[Claim]:
        """Return a relation between the members of two groups, as far as their classes fit."""
        return list(pair(self._scene(sentence), relation, subject, target, Manner(modality)))

    def _scene(self, sentence: Sentence, subject: Group | None = None, modality: str = "") -> Scene:
        self.discourse.phrases = sentence.phrases
        return Scene(self.lexicon, self.fits, self.discourse, sentence, subject, modality)


def _without_twice(claims: list[Claim]) -> list[Claim]:
    """Leave out what another claim of the sentence says better."""
    composed = [c for c in claims if c.relation == "bestaatUit" and not _MEMBERS.fullmatch(c.object.name)]
    members = Counter(c.object.name for c in composed)
    plain = [c for c in claims if c.relation != "streeftNaar"]
    return [
        c
        for c in claims
        # "A vormt samen met B het overleg": B is a member, no more is said.
        if not (c.relation == "werktSamenMet" and c.object.name in members)
        # "deelnemers zijn een vertegenwoordiger van A en …": one of them stands for A.
        and not (c.relation == "vertegenwoordigt" and c.subject.name.casefold() in _SEATED)
        and not is_share(c)
        # "de regio omvat vijf gemeenten: A, …": A is in the region, and that is said.
        and not (c.relation == "bestaatUit" and c.subject.kind == "Actorgroep" and members[c.object.name] > 1)
        and (c.relation != "bestaatUit" or c in composed)
        # "wil dat de Raad aan de tafel deelneemt": that the Raad is to take part is said.
        and not (c.relation == "streeftNaar" and any(_is_within(o, c.object.name) for o in plain))
    ]


def _is_within(claim: Claim, name: str) -> bool:
    """Whether a name says what a claim says: both ends stand in it."""
    ends = [end.printed or end.name for end in (claim.subject, claim.object)]
    return len(name.split()) > 3 and all(end.casefold() in name.casefold() for end in ends)


def _read(scene: Scene) -> Iterator[Claim]:
    for clause in scene.sentence.clauses:
        scene.set_subject(clause, find_subject(scene, clause))
        yield from read_consents(scene, clause)
        yield from read_open_questions(scene, clause)
        if clause.hypothetical or under_denial(scene, clause) or _is_watched(scene, clause):
            continue
        yield from read_office(scene, clause)
        yield from read_principal(scene, clause)
        yield from read_share(scene, clause)
        seated = list(read_attendance(scene, clause))
        scene.at_table = bool(seated)
        yield from seated
        supported = [c for verb in clause.mains for c in read_supported(scene, clause, verb)]
        yield from supported
        for verb in clause.mains if not supported else ():
            yield from _read_verb(scene, clause, verb)
        yield from _read_verbless(scene, clause)
        yield from read_adjuncts(scene, clause)
        yield from read_commissions(scene, clause)
        yield from read_orders(scene, clause)
        yield from read_nouns(scene, clause)


def _is_watched(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says no more than what someone sees to: "ziet erop toe dat de aanbieders hun taak uitvoeren"."""
    behind = (clause.opener or 0) - 1
    parent = next((c for c in scene.sentence.clauses if behind in c.words), clause.parent)
    if scene.opener(clause) != "dat" or clause.kind != SUBORDINATE or parent is None:
        return False
    ahead = any(scene.word(w).startswith("er") and len(scene.word(w)) < 6 for w in parent.words)
    return ahead and any(f.relation in _WATCHING for v in parent.mains for f in find_frames(scene, parent, v))


def _introduced(scene: Scene) -> Referent | None:
    """Return the only body or function that the sentence names with "een": who is spoken of next."""
    new = [p for p in scene.sentence.phrases if p.determiner == "een" and p.kind in {"Gremium", "Rol"}]
    return scene.referent(Member(new[0], new[0].last, [])) if len(new) == 1 else None


def _named_body(scene: Scene) -> Referent | None:
    """Return the only body with a name of its own that a sentence speaks of."""
    spoken = {w for c in scene.sentence.clauses if c.kind == MAIN for w in c.words} | asides(scene.tokens)
    named = [p for p in scene.sentence.phrases if p.kind == "Gremium" and p.proper and p.head in spoken]
    named = [p for p in named if p.preposition != "van"]  # "toestemming van het overleg" speaks of the toestemming
    return only(scene.referent(Member(p, p.last, [])) for p in named)


def _latest_body(scene: Scene) -> Referent | None:
    """Return the body that a sentence names last: what "hierin" in the next is about."""
    bodies = [p for p in scene.sentence.phrases if p.kind == "Gremium"]
    return scene.referent(Member(bodies[-1], bodies[-1].last, [])) if bodies else None


def _named_last(scene: Scene) -> Referent | None:
    """Return the one function or body that a sentence names last without being about it: what "deze" goes on about."""
    last = scene.sentence.phrases[-1] if scene.sentence.phrases else None
    alone = last is not None and not last.preposition and not last.plural and last.kind in {"Rol", "Gremium"}
    subjects = {g.first for c in scene.sentence.clauses if (g := scene.subject(c)) is not None}
    if last is None or not alone or last.first in subjects or len(scene.sentence.clauses) > 1:
        return None
    return scene.referent(Member(last, last.last, []))


def _ending(scene: Scene) -> tuple[Referent, bool] | None:
    """Return the actor that a sentence names last, at its end, and whether it is several."""
    actors = [p for p in scene.sentence.phrases if is_actor(p.kind) and p.kind != PRONOUN and p.preposition not in OF]
    if not actors or len(scene.tokens) - actors[-1].last > _AT_END:
        return None
    found = scene.referent(Member(actors[-1], actors[-1].last, []))
    return (found, actors[-1].plural) if found is not None else None


def _named_person(scene: Scene) -> Referent | None:
    """Return the only person that a sentence names, else the only function: whom the next calls "hij"."""
    persons = [p for p in scene.sentence.phrases if p.kind == "Persoon" and p.proper]
    functions = [p for p in scene.sentence.phrases if p.kind == "Rol" and not p.plural]
    alone = persons if len(persons) == 1 else functions if len(functions) == 1 and not persons else []
    return scene.referent(Member(alone[0], alone[0].last, [])) if alone else None


def _matter(scene: Scene) -> Referent | None:
    """Return the only policy, document or task that a sentence names: what "daarover" is about in the next."""
    named = [p for p in scene.sentence.phrases if p.kind in {"Beleid", "Document", "Taak"} and p.preposition != "van"]
    return scene.referent(Member(named[0], named[0].last, [])) if len(named) == 1 else None


def _main_subject(scene: Scene) -> Referent | None:
    """Return whom the sentence is about, for the sentences that follow."""
    for clause in scene.sentence.clauses:
        group = _predicated(scene, clause) or scene.subject(clause)
        if clause.kind == MAIN and group is not None and len(group.members) == 1:
            found = scene.referent(group.members[0])
            if found is None or is_actor(found.kind) or found.kind in {"Beleid", "Document", "Taak"}:
                return found
            return _acting_later(scene, clause) or found
    return None


def _acting_later(scene: Scene, first: Clause) -> Referent | None:
    """Return who acts behind a semicolon: "de samenwerking wordt geëvalueerd; de tafel geeft daartoe opdracht"."""
    later = [c for c in scene.sentence.clauses if c.kind == MAIN and c is not first and c.previous is None]
    groups = [g for g in (scene.subject(c) for c in later) if g is not None and len(g.members) == 1]
    return only(r for r in (scene.referent(g.members[0]) for g in groups) if r is not None and is_actor(r.kind))


def _predicated(scene: Scene, clause: Clause) -> Group | None:
    """Return whom a noun without an article is said of: "Spil van het geheel is de regiosecretaris"."""
    finite, first = clause.finite, scene.subject(clause)
    if finite is None or first is None or scene.tokens[finite].lemma != "zijn" or len(clause.mains) > 1:
        return None
    named = first.head.proper and first.first > 0  # at the beginning any noun has a capital
    if first.head.determiner or named or first.head.kind == PRONOUN or first.first > finite:
        return None
    bare = scene.bare(scene.groups(clause))
    behind = [g for g in bare if g.first == finite + 1 and g.head.determiner in {"de", "het"}]
    return behind[0] if behind and is_actor(scene.kind(behind[0])) and not first.plural else None


def _plural_subject(scene: Scene) -> Referent | None:
    """Return the only group of people that a sentence is about, in whichever of its clauses."""
    groups = [scene.subject(c) for c in scene.sentence.clauses if c.kind == MAIN]
    alone = [g for g in groups if g is not None and len(g.members) == 1 and g.plural]
    several = [g for g in alone if scene.kind(g) in {"Actorgroep", "Rol", "Gremium"}]
    return only(scene.referent(g.members[0]) for g in several)


# ---------------------------------------------------------------- verbs


def _read_verb(scene: Scene, clause: Clause, verb: int) -> Iterator[Claim]:
    """Yield what a verb states: by the first of its frames that states something, and others of that relation."""
    relation, stated, names_task, special = "", False, False, False
    for frame in find_frames(scene, clause, verb):
        if frame.relation == "idiom":
            return
        # "verzorgt de inkoop" without saying of what: that it is carried out can still be stated.
        carries_out = frame.relation == "voertUit" and not stated and names_task
        both = {relation, frame.relation} in _BOTH
        # "maakt een impactanalyse" does not say of what: that it is drawn up can still be stated.
        both = both or (not stated and {relation, frame.relation} == {"onderzoekt", "steltOp"})
        turned = frame.subject_roles[:1] == ("obj1",)
        if stated and special and turned and frame.relation == relation and not frame.required:
            continue  # "vaardigen twee leden af": what the set phrase says, the verb alone says less well
        if relation and frame.relation != relation and not frame.required and not carries_out and not both:
            return
        claims = list(_read_frame(scene, clause, verb, frame))
        special = special or (bool(claims) and bool(frame.required))
        # "sluit geen contracten" is no less about contracts when it leaves out with whom.
        is_set_phrase = bool(frame.required) and frame.word not in _COPULAS
        relation = relation or (frame.relation if claims or is_set_phrase else "")
        names_task = names_task or any(event_of(scene.lexicon, word) for word in frame.required)
        stated = stated or bool(claims)
        yield from claims
    if not relation:
        yield from _read_aim(scene, clause, verb)


def _read_verbless(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield what a label says without a verb: "Lokale teams: verantwoordelijk voor het gezinsplan"."""
    subject = scene.subject(clause)
    mark = subject.last + 1 if subject is not None else 0
    if clause.finite is not None or clause.mains or subject is None or mark + 1 >= len(scene.tokens):
        return
    if scene.word(mark) not in {":", "-", "–"} or not is_actor(scene.kind(subject)):
        return
    for frame in scene.lexicon.frames.get("zijn", ()):
        if frame.required and all(word in scene.written(mark + 1) for word in frame.required):
            yield from _read_frame(scene, clause, mark, frame)
            return


def _read_aim(scene: Scene, clause: Clause, verb: int) -> Iterator[Claim]:
    """Yield what someone wants done, by a verb that states no relation: "willen de wachttijden terugdringen"."""
    finite = clause.finite
    if finite is None or scene.tokens[finite].lemma not in scene.lexicon.aims:
        return
    subject = scene.subject(clause)
    target = next(iter(fill_roles(scene, clause, verb, None)["obj1"]), None) if verb != finite else None
    if target is not None and target.head.kind == PRONOUN:
        return  # "dat willen wij niet herhalen"
    if subject is None or subject is target or not is_actor(scene.kind(subject)):
        return
    modality = judge_modality(scene, clause, verb)
    named = [] if target is None else [f"{name_of(scene.tokens, target.members[0])} {scene.tokens[verb].text}"]
    if target is None and scene.tokens[verb].lemma in _ARRIVING:
        # "willen komen tot kortere lijnen en een helder besluit"
        ends = [g for g in scene.groups(clause, _ARRIVED) if g.preposition in _ARRIVED]
        named = [name_of(scene.tokens, m) for g in ends[:1] for m in g.members]
    if scene.is_infinitive(verb):
        named = aimed_at(scene, clause, verb)
    for aim in named or wished(scene, clause):
        for end in scene.referents(subject):
            thing = Referent(aim, "Thema")
            yield Claim("streeftNaar", end, thing, "voorgenomen" if modality == "feitelijk" else modality, 1)


def _read_frame(scene: Scene, clause: Clause, verb: int, frame: Frame) -> Iterator[Claim]:
    """Yield what a verb states by one frame, with its roles filled from the clause or from what was said before."""
    scene.meeting = frame.relation in _AT_MEETING
    if frame.relation == "heeftVoorzitter" and any(_is_plural_chair(scene, w) for w in clause.words if frame.required):
        return  # "levert deze voorzitters voor de hele regio"
    roles = fill_roles(scene, clause, verb, frame)
    put_causer(scene, clause, verb, roles)
    keep_attached(scene, clause, frame, roles)
    if frame.relation == "legtVoorAan":
        yield from read_purpose(scene, clause, roles)
    subject, target = _ends(scene, roles, frame)
    subject = _in_person(scene, frame, subject)
    target = named_examples(scene, clause, target)
    if target is not None and _is_nameless(scene, target):
        return  # "die taak ligt bij": which, another sentence says
    subject = subject or _our(scene, clause, frame)
    said = read_contents(scene, (clause, verb), frame, subject) if subject is not None and target is None else []
    spoken_of = _of_body(scene, (clause, verb), frame, roles, (subject, target))
    if said:
        yield from said
    elif spoken_of is not None:
        yield from spoken_of
    elif (
        frame.relation in MUTUAL and subject is not None and target is None and "pp:met@actor" not in frame.object_roles
    ):
        modality = judge_modality(scene, clause, verb)
        if scene.at_table:
            return  # "daar praten de raad en een instelling": they sit there, no more
        found = _as_region(scene, roles, subject, modality) if frame.relation == "werktSamenMet" else None
        yield from found or pair_mutually(scene, frame.relation, subject, modality)
    elif frame.relation in MUTUAL and subject is None and target is None and roles.get("pp:tussen"):
        # "er is gesproken tussen het overleg en het bestuur"
        sides = both_sides(roles["pp:tussen"][0])
        yield from pair_mutually(scene, frame.relation, sides, judge_modality(scene, clause, verb))
    else:
        yield from _read_ends(scene, (clause, verb), frame, roles, (subject, target))


def _is_plural_chair(scene: Scene, word: int) -> bool:
    return scene.lemma(word) == "voorzitter" and "mv" in scene.tokens[word].tag


def _as_region(scene: Scene, roles: Roles, members: Group, modality: str) -> Iterator[Claim] | None:
    """Return that several make up a region, and nothing of each pair of them; None where no region is named."""
    own, within = (
        next((g for p in prepositions for g in roles.get(f"pp:{p}", ()) if g.head.kind == "Regio"), None)
        for prepositions in (("als",), ("in", "binnen"))
    )
    if own is not None:
        # "A, B en C trekken samen op als jeugdregio"
        return pair(scene, "bestaatUit", own, members, Manner(modality))
    if within is not None and len(members.members) > 1:
        return pair(scene, "maaktDeelUitVan", members, within, Manner(modality))
    return None


def _in_person(scene: Scene, frame: Frame, group: Group | None) -> Group | None:
    """Return who holds the function that stands for someone: "vertegenwoordigd door haar bestuurder, mevrouw A"."""
    if frame.relation != "vertegenwoordigt" or group is None or group.head.kind != "Rol" or len(group.members) > 1:
        return group
    named = [p for p in scene.sentence.phrases if p.kind == "Persoon" and p.first == group.last + 2]
    apart = named and scene.word(group.last + 1) == ","
    return Group([Member(named[0], named[0].last, [])], group.preposition) if apart else group


def _our(scene: Scene, clause: Clause, frame: Frame) -> Group | None:
    """Return "wij" for whose aim it is: "ons doel is dat"."""
    aims = [w for w in clause.words if scene.written(w) & set(frame.required)]
    own = next((w - 1 for w in aims if w and scene.lemma(w - 1) in {"ons", "onze"}), None)
    return stand_in("wij", own, "") if own is not None and frame.relation == "streeftNaar" else None


def _of_body(
    scene: Scene, place: tuple[Clause, int], frame: Frame, roles: Roles, ends: tuple[Group | None, Group | None]
) -> Iterator[Claim] | None:
    """Return what is said of the body that is spoken of, where the sentence names only the other end; else None."""
    clause, verb = place
    subject, target = ends
    implied = _to_document_or_writer(scene, place, frame, roles, subject) if target is None else None
    if implied is not None or scene.discourse.body is None:
        return implied
    # "leidt de overgang" is no chair of the body that is spoken of.
    if subject is None and frame.relation == "heeftVoorzitter" and not roles.get("obj1"):
        return claim_chair(scene, clause, verb, target)
    if target is None and _takes_seat(scene, roles, frame):
        beside = (next(iter(roles.get(f"pp:{p}", ())), None) for p in _SEATED_BESIDE)
        return chain(*(claim_seat(scene, clause, verb, who) for who in (subject, *beside)))
    if subject is None and target is not None and SPOKEN_OF in frame.subject_roles:
        return claim_topic(scene, clause, verb, frame.relation, target)
    if subject is not None and target is None and SPOKEN_OF in frame.object_roles and frame.relation == "ondersteunt":
        return claim_support(scene, (clause, verb), frame.required[0], subject)
    return None


def _to_document_or_writer(
    scene: Scene, place: tuple[Clause, int], frame: Frame, roles: Roles, subject: Group | None
) -> Iterator[Claim] | None:
    """Return who accedes to the agreement that says so, or advises the college that writes; else None."""
    clause, verb = place
    if subject is None:
        return None
    accedes = frame.word == "toetreden" or (frame.word == "aansluiten" and "zich" in frame.required)
    if accedes and clause.kind == MAIN and not any(roles.get(f"pp:{p}") for p in ("tot", "bij")):
        acceded = claim_accession(scene, clause, verb, subject)
        return iter(acceded) if acceded else None
    counsels = frame.relation == "adviseert" and _is_counsel(scene, frame, subject)
    return claim_advice(scene, clause, verb, subject) if counsels else None


def _is_counsel(scene: Scene, frame: Frame, subject: Group) -> bool:
    """Whether it is an advisory council that gives its advice: "de adviesraad heeft positief geadviseerd"."""
    advises = frame.word == "adviseren" or "advies" in frame.required
    return advises and any(is_counsel(scene, m.phrase.name) for m in subject.members)


def _read_ends(
    scene: Scene, place: tuple[Clause, int], frame: Frame, roles: Roles, ends: tuple[Group | None, Group | None]
) -> Iterator[Claim]:
    """Yield the claim of a frame between its two ends, and what is said beside them."""
    clause, verb = place
    subject, target = _completed(scene, clause, frame, roles, ends)
    if subject is not None and target is not None and subject is not target:
        topic = pick(scene, roles, frame.topic_roles, None)
        manner = Manner(
            judge_modality(scene, clause, verb, frame),
            count_witnesses(scene, clause, subject, target),
            name_of(scene.tokens, topic.members[0]) if topic is not None else "",
        )
        if frame.relation == "organiseert" and target.head.proper and _HOUSED in (frame.word, *frame.required):
            yield from pair(scene, "maaktDeelUitVan", target, subject, manner)
            return  # "het Inkoopbureau is ondergebracht bij de gemeente": a part of it
        done = _read_costs(scene, frame, (subject, target, manner)) or _read_task(
            scene, frame, (subject, target, manner)
        )
        yield from done or pair(scene, frame.relation, subject, target, manner)
        if frame.relation == "bestaatUit" and target.preposition and any(scene.word(w) == "ook" for w in clause.words):
            # "bestaat behalve uit A ook uit B"
            for more in (g for g in roles.get(f"pp:{target.preposition}", ()) if g is not target):
                yield from pair(scene, frame.relation, subject, more, manner)
        if frame.relation == "bestaatUit" and frame.word == "vormen":
            for more in (g for g in roles.get("pp:met", ()) if g is not target):
                yield from pair(scene, frame.relation, subject, more, manner)  # "met A en B vormen wij de regio"
        yield from _read_beside(scene, clause, frame.relation, roles, (subject, target, manner))
        yield from _read_contrast(scene, clause, frame, (subject, target, manner))
    elif subject is None and target is not None and is_passive(scene, clause, verb):
        modality = judge_modality(scene, clause, verb, frame)
        doer = _doer(scene, clause, roles) if frame.relation in {"betrekt", "consulteert"} else None
        yield from pair_implied(scene, frame.relation, target, modality, doer)


def _doer(scene: Scene, clause: Clause, roles: Roles) -> Referent | None:
    """Return who was just said to do what others are drawn into: "bij die evaluatie worden de aanbieders betrokken"."""
    at = next(iter(roles.get("pp:bij", ())), None)
    if at is None or at.head.determiner in {"elk", "ieder", "al"}:
        return None
    if clause.kind == RELATIVE:
        # "de colleges stellen een visie op, waarbij de scholen worden betrokken"
        maker = scene.subject_of(clause.parent)
        return scene.referent(maker.members[0]) if maker is not None and len(maker.members) == 1 else None
    return scene.discourse.last


def _completed(
    scene: Scene, clause: Clause, frame: Frame, roles: Roles, ends: tuple[Group | None, Group | None]
) -> tuple[Group | None, Group | None]:
    """Return the ends of a frame with what stands in for one that the sentence leaves out."""
    subject, target = ends
    if subject is None and target is not None and frame.relation == "informeert":
        subject = _writer_to(scene, target)
    subject = subject or _place_of(scene, clause, roles, frame)
    if target is None and frame.relation in _TO_DECIDER and scene.given is not None and find_told(scene, clause):
        target = scene.given  # "De raad besluit het college op te dragen over de voortgang te rapporteren": aan de raad
    if subject is None and frame.relation == "legtVoorAan":
        subject = _maker(scene, clause)
    if target is None and frame.relation == "besluitOver" and clause.kind == RELATIVE:
        target = _presented(scene, clause)
    if target is None and frame.relation == "adviseert" and clause.kind == RELATIVE:
        target = _presenter(scene, clause)
    names_costs = any(word in scene.lexicon.events for word in frame.required)
    if target is None and frame.relation == "financiert" and names_costs:
        target = _costs(scene, clause, frame)
    return subject, target


def _maker(scene: Scene, clause: Clause) -> Group | None:
    """Return who makes what is passed on by nobody named: "stelt een aanpak op, die aan de tafel wordt aangeboden"."""
    parent, finite = clause.parent, clause.finite
    if clause.kind != RELATIVE or parent is None or finite is None:
        return None
    maker = scene.subject(parent)
    now = scene.tokens[finite].lemma == "worden" and "tgw" in scene.tokens[finite].tag
    if maker is None or not now or not is_actor(scene.kind(maker)):
        return None
    made = any(
        not is_passive(scene, parent, verb) and any(f.relation in _MAKES for f in find_frames(scene, parent, verb))
        for verb in parent.mains
    )
    return maker if made else None


def _presenter(scene: Scene, clause: Clause) -> Group | None:
    """Return who gets advice from whom it presents something to: "legt het voor aan de kring, die advies geeft"."""
    parent = clause.parent
    if parent is None or not any(
        f.relation == "legtVoorAan" for v in parent.mains for f in find_frames(scene, parent, v)
    ):
        return None
    return scene.subject(parent)


def _presented(scene: Scene, clause: Clause) -> Group | None:
    """Return what a body gets that decides: "legt de casus voor aan de tafel, die bindend beslist"."""
    parent = clause.parent
    if parent is None or any(g.head.kind != TIME for g in scene.bare(scene.groups(clause))):
        return None
    given = [g for g in scene.bare(scene.groups(parent)) if not is_actor(scene.kind(g)) and g.head.kind != PRONOUN]
    presents = any(f.relation == "legtVoorAan" for v in parent.mains for f in find_frames(scene, parent, v))
    return given[0] if presents and len(given) == 1 else None


def _is_nameless(scene: Scene, group: Group) -> bool:
    """Whether a group is no more than "die taak" or "deze bevoegdheid"."""
    head = scene.lemma(group.head.head)
    powers = scene.lexicon.signs["bevoegdheid"]
    if head in powers and group.head.determiner == "de" and group.last == group.head.last:
        return True  # "de bevoegdheid om … ligt bij": what it is hangs on it
    points = group.head.determiner in {"die", "deze", "dit", "dat"}
    return points and head in scene.lexicon.assigned and group.last == group.head.last and len(group.members) == 1


def _takes_seat(scene: Scene, roles: Roles, frame: Frame) -> bool:
    """Whether a verb says that someone takes part without saying in what: "zitting hebben", "schuift aan"."""
    if frame.relation == "maaktDeelUitVan" and SPOKEN_OF in frame.object_roles:
        return not roles.get("pp:van")  # "ook een huisarts maakt er deel van uit"
    if frame.relation != "neemtDeelAan" or "zich" in frame.required:
        return False  # "kunnen zich aansluiten": at what, the sentence would have to say
    if any(word in scene.lexicon.frames for word in frame.required):
        return False  # "worden vertegenwoordigd door" says whom, and not in what
    says_where = any(roles.get(r.partition("@")[0]) for r in frame.object_roles)
    return not says_where and (bool(frame.required) or SPOKEN_OF in frame.object_roles)


def _ends(scene: Scene, roles: Roles, frame: Frame) -> tuple[Group | None, Group | None]:
    """Return what fills the roles of a frame's subject and object and has a class that fits."""
    fit = scene.fits[frame.relation]
    kinds = fit.object | {"Thema"} if frame.relation in TO_FUNCTIONS else fit.object
    kinds = kinds | {"Actorgroep"} if frame.relation == "bespreekt" else kinds
    return pick(scene, roles, frame.subject_roles, fit.subject), pick(scene, roles, frame.object_roles, kinds)


def _place_of(scene: Scene, clause: Clause, roles: Roles, frame: Frame) -> Group | None:
    """Return the body in which something passive happens: "in het overleg worden voorstellen besproken"."""
    if frame.relation not in _IN_BODY:
        return None
    # "de deelname aan het overleg is vastgelegd": there it belongs to the noun.
    hung = {g.first for g in scene.groups(clause) if g.preposition == "aan" and scene.hangs_on_noun(g)}
    return next(
        (g for p in _PLACES for g in roles.get(f"pp:{p}", ()) if g.head.kind == "Gremium" and g.first not in hung), None
    ) or _there(scene, clause, frame)


def _there(scene: Scene, clause: Clause, frame: Frame) -> Group | None:
    """Return the body that "daar" points at, "daar worden casussen besproken", "komen de tarieven daar aan de orde"."""
    places = [w for w in clause.words if scene.word(w) in {"daar", "hier"}]
    at = next((w for w in places if scene.tokens[w].pos in {"BW", "VNW"}), None)
    passive = any(scene.tokens[w].lemma == "worden" for w in clause.words)
    return stand_in(THERE_BODY, at, "") if at is not None and (passive or frame.required) else None


def _writer_to(scene: Scene, target: Group) -> Group | None:
    """Return "wij" for whom "u" gets word from: "u ontvangt daarover bericht"."""
    first = target.head
    addressed = first.kind == PRONOUN and first.name == "u" and scene.discourse.addressee is not None
    return Group([Member(replace(first, name="wij", plural=True), first.last, [])], "") if addressed else None


def _read_costs(scene: Scene, frame: Frame, said: tuple[Group, Group, Manner]) -> list[Claim]:
    """Return "neemt de helft van de kosten van de proef voor zijn rekening" as that the subject pays for the proef."""
    subject, target, manner = said
    member = target.members[0]
    heads = [member.phrase, *member.inner]
    at = next((i for i, p in enumerate(heads) if any(w.endswith("kosten") for w in scene.written(p.head))), None)
    if frame.relation != "voertUit" or at is None or len(target.members) > 1:
        return []
    paid = heads[at + 1] if at + 1 < len(heads) else heads[at]
    end = Group([inner_member(member, paid) if paid is not member.phrase else member], "")
    return list(pair(scene, "financiert", subject, end, manner))


def _read_task(scene: Scene, frame: Frame, said: tuple[Group, Group, Manner]) -> list[Claim]:
    """Return "zorgt voor de voorbereiding van A en B" as that the subject prepares A and B."""
    subject, target, manner = said
    if frame.relation != "voertUit":
        return []
    found: list[Claim] = []
    for member in target.members:
        event = event_of(scene.lexicon, scene.lemma(member.phrase.head))
        if event is None or event.relation in {"voertUit", "besluitOver", "verantwoordelijkVoor"}:
            return []
        ends = [Group([inner_member(member, p)], "") for p in listed(member) if p.preposition == "van"]
        found += [c for end in ends for c in pair(scene, event.relation, subject, end, manner)]
    return found


def _read_contrast(scene: Scene, clause: Clause, frame: Frame, said: tuple[Group, Group, Manner]) -> Iterator[Claim]:
    """Yield what is set against an end: "aan A, niet aan B" denies B, "niet aan A, maar aan B" states B."""
    subject, target, manner = said
    for group in scene.groups(clause, frozenset({target.preposition})):
        at = group.first - 1
        if not group.preposition or group.preposition != target.preposition or group.first <= target.last or at < 2:
            continue
        before = scene.word(at - 1)
        denied = before == "niet" and manner.modality != "ontkend"
        if denied or (before == "maar" and manner.modality == "ontkend"):
            yield from pair(scene, frame.relation, subject, group, Manner("ontkend" if denied else "feitelijk"))


def _costs(scene: Scene, clause: Clause, frame: Frame) -> Group | None:
    """Return the costs that someone bears, where it is not said of what: "dragen de eigen kosten"."""
    ends = scene.groups(clause)
    return next(
        (g for g in ends if any(w.endswith(r) for w in scene.written(g.head.head) for r in frame.required)), None
    )


def _read_beside(
    scene: Scene, clause: Clause, relation: str, roles: Roles, said: tuple[Group, Group, Manner]
) -> Iterator[Claim]:
    """Yield the claim again of who is named beside an end: "naast de wethouders ook de bestuurders"."""
    subject, target, manner = said
    weaker = Manner(manner.modality, 1, manner.topic)
    signs = relation == "ondertekent" and not any(scene.lemma(w) == "sluiten" for w in clause.mains)
    together = [*roles.get("pp:met", ()), *roles.get("pp:samen met", ())] if signs else []
    fellow = next((g for g in together if g is not target and is_actor(scene.kind(g))), None)
    if fellow is not None:
        yield from pair(scene, relation, fellow, target, weaker)  # who signs with someone does not sign alone
    beside = next((g for p in ("pp:naast", "pp:behalve") for g in roles.get(p, ())), None)
    if beside is None or not any(scene.word(w) == "ook" for w in clause.words):
        return
    if is_actor(scene.kind(subject)):
        yield from pair(scene, relation, beside, target, weaker)
    elif is_actor(scene.kind(target)):
        yield from pair(scene, relation, subject, beside, weaker)


__all__ = ["Claim", "Fit", "RelationReader", "Sentence", "parse"]
