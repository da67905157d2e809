"""Claims that no verb states by itself: by a noun with what is attached to it, or by a phrase beside the verb."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from loaders.attributes import read_attributes
from loaders.bodies import claim_chair, is_counsel
from loaders.claims import Claim, Manner
from loaders.clauses import INFINITIVE, QUESTION, Clause
from loaders.composition import read_composition, relation_between
from loaders.coreference import Referent
from loaders.firmness import judge_modality
from loaders.frog import Token
from loaders.groups import Group, Member, both_sides, inner_member, is_actor, listed, name_of
from loaders.lexicon import DECIDING, Frame, Lexicon, last_part
from loaders.pairing import pair, pair_implied, pair_mutually
from loaders.phrases import PRONOUN, TIME, Phrase, text
from loaders.roles import advises, stand_in
from loaders.scene import Scene
from loaders.subjects import find_told
from loaders.verbs import find_frames, find_particles, is_passive

#: Relations of those who act together; beside something made, they say who had a part in it.
_TOGETHER = {"werktSamenMet", "overlegtMet", "stemtAfMet"}
#: Relations of what someone can be asked to do as a task.
_TASKS = {"steltOp", "voertUit", "onderzoekt", "bereidtVoor", "organiseert", "coordineert", "evalueert", "kooptIn"}
#: Relations of what someone can be asked to think of something.
_OPINIONS = {"adviseert", "draagtBijAan"}
#: How firm it is that what is asked comes about.
_REQUESTS = {"", "voorgenomen"}
#: What is said of a body, not of who sits in it.
_OF_BODIES = {"bestaatUit", "heeftVoorzitter"}
#: What a body is meant to do with what it is presented.
_PURPOSES = {"steltVast", "besluitOver", "bespreekt", "onderschrijft"}
#: Relations of what can be had done by someone unnamed.
_DONE = {"evalueert", "onderzoekt"}
#: Relations that say that something is made.
_MAKING = {"steltOp", "bereidtVoor"}
_WRITTEN = {"Document", "Beleid"}
_OURS = {"ons", "onze"}
#: What follows "ons" where someone acts for whoever writes.
_BY_OUR = {"onze opdracht", "ons verzoek"}
#: Verbs by which the subject does what a noun names.
_DOING = {"voeren", "verzorgen", "verrichten", "doen", "uitvoeren", "uitoefenen", "vervullen", "dragen"}
_NEAR = 4
"""Most words between a noun and the "tussen" that belongs to it."""


#: Where who does something stands beside a noun that names it: "de uitvoering berust bij".
_DOERS = ("pp:aan", "pp:bij", "pp:door", "pp:in handen van")


def frame_of_noun(lexicon: Lexicon, token: Token) -> Frame | None:
    """Return what a noun states, also an infinitive used as one: "het voorbereiden van"."""
    event = event_of(lexicon, token.lemma.casefold())
    if event is not None or not (token.pos == "WW" and token.nominal):
        return event
    frame = next((f for f in lexicon.frames.get(token.lemma, ()) if f.transitive and not f.required), None)
    return Frame(frame.word, frame.relation, _DOERS, ("pp:van",), (), ()) if frame is not None else None


def event_of(lexicon: Lexicon, lemma: str) -> Frame | None:
    """Return what a noun states; a compound states what its last part does: "eindevaluatie"."""
    return lexicon.events.get(lemma) or lexicon.events.get(last_part(lemma, lexicon.events, 7))


def nominal_ends(lexicon: Lexicon, tokens: Sequence[Token], named: Member, whole: Member) -> tuple[str, list[Phrase]]:
    """Return what a noun states and of what: "het vaststellen van A en B", "het sluiten van contracten met C".

    Parameters
    ----------
    lexicon, tokens
        What words mean, and the words.
    named
        The noun.
    whole
        The noun with what hangs on it; another where two nouns share that.
    """
    head = tokens[named.phrase.head]
    if not whole.inner:
        return "", []
    if head.pos == "WW" and head.nominal:
        first = tokens[whole.inner[0].head]
        for frame in lexicon.frames.get(head.lemma, ()):
            if len(frame.required) == 1 and first.lemma.casefold().endswith(frame.required[0]):
                ends = [p for p in whole.inner[1:] if f"pp:{p.preposition}" in frame.object_roles]
                return frame.relation, ends[:1]
    found = frame_of_noun(lexicon, head)
    return (found.relation, listed(whole)) if found is not None else ("", [])


def read_supported(scene: Scene, clause: Clause, verb: int) -> Iterator[Claim]:
    """Yield what a noun states with the help of a verb: "het voorzitterschap van X berust bij Y"."""
    lemma = scene.tokens[verb].lemma
    lemmas = {f"{p}{lemma}" for p in find_particles(scene, clause, verb)} | {lemma}
    if not lemmas & scene.lexicon.support or (
        verb == clause.finite and lemma == "zijn" and _is_auxiliary(scene, clause)
    ):
        return
    groups = scene.groups(clause, frozenset({"bij", "door", "aan"}))
    subject = scene.subject(clause)
    if subject is not None and clause.previous is not None and all(g.first != subject.first for g in groups):
        groups = [subject, *groups]  # "het voorzitterschap wisselt jaarlijks en berust bij de wethouder"
    for group in groups:
        frame = frame_of_noun(scene.lexicon, scene.tokens[group.head.head])
        if frame is not None and not group.preposition:
            yield from _read_event(scene, (clause, verb), frame, group, groups)


def _is_auxiliary(scene: Scene, clause: Clause) -> bool:
    """Whether "is" helps a verb that says what is done: "de oprichting is voorbereid door"."""
    participles = [m for m in clause.mains if scene.tokens[m].tag.startswith("WW(vd,vrij")]
    return any(True for m in participles for _ in find_frames(scene, clause, m))


def _read_event(
    scene: Scene, place: tuple[Clause, int], frame: Frame, group: Group, groups: list[Group]
) -> Iterator[Claim]:
    """Yield what one noun states with a verb, from what is attached to it and what else stands in the clause."""
    clause, verb = place
    attached = _attached(group)
    hung = _hung(scene, place, group, groups)
    roles = {
        f"pp:{g.preposition}": g
        for g in reversed([g for g in groups if g not in hung])
        if g is not group and g.preposition and (g.preposition != "bij" or is_actor(scene.kind(g)))
    }
    if attached:
        roles[f"pp:{group.members[0].inner[0].preposition}"] = attached[0]
    through = roles.get("pp:via")
    if through is not None and is_actor(scene.kind(through)):
        roles.setdefault("pp:door", through)  # "de inkoop loopt via het inkoopteam"
    others = [g for g in groups if g is not group and not g.preposition and g.head.kind != TIME]
    if others and not is_passive(scene, clause, verb):
        roles["su"] = others[0]
        apart = find_particles(scene, clause, verb)  # "dragen de inkoop op aan": who is told to does it
        if is_actor(scene.kind(others[0])) and scene.tokens[verb].lemma in _DOING and not apart:
            # "voert de regie over de hulp aan het gezin": who does it is the subject
            roles = {r: g for r, g in roles.items() if r not in {"pp:aan", "pp:bij"}}
        if frame.relation != "heeftVoorzitter":
            roles.setdefault("pp:door", others[0])
    subject = next((roles[r] for r in frame.subject_roles if r in roles), None)
    target = next((roles[r] for r in frame.object_roles if r in roles), None)
    if subject is None and frame.relation == "heeftVoorzitter":
        yield from claim_chair(scene, clause, verb, target)
    if subject is None or target is None:
        return
    # "de inkoop van A, B en C": all of them, not the first alone.
    for end in attached if attached and target is attached[0] else [target]:
        if end is not subject:
            yield from pair(scene, frame.relation, subject, end, Manner(judge_modality(scene, clause, verb)))


def _hung(scene: Scene, place: tuple[Clause, int], group: Group, groups: list[Group]) -> list[Group]:
    """Return the groups that belong to a noun before them, and are no role of the verb."""
    clause, verb = place
    behind = [g for g in groups if g.preposition and g.first == group.last + 2]
    # "de zorgcoördinatie bij gezinnen wordt belegd bij de aanbieder": with whom it lies comes last.
    hung = [g for g in behind if any(o.preposition == g.preposition and o.first > g.first for o in groups)]
    if any(g.preposition == "bij" and g.first > verb for g in groups) and not is_passive(scene, clause, verb):
        # "het toezicht op de uitvoering door de instellingen blijft bij de inspectie"
        hung += [g for g in groups if g.preposition == "door" and g.last < verb]
    return hung


def _attached(group: Group) -> list[Group]:
    """Return what is listed right behind the noun of a group, each by itself."""
    member = group.members[0]
    return [Group([inner_member(member, phrase)], "") for phrase in listed(member)]


def read_purpose(scene: Scene, clause: Clause, roles: Mapping[str, list[Group]]) -> Iterator[Claim]:
    """Yield what is meant to be done with what is presented: "legt de visie ter vaststelling aan de raad voor"."""
    purpose = next((g for g in scene.groups(clause) if g.preposition in {"ter", "tot"}), None)
    event = event_of(scene.lexicon, scene.lemma(purpose.head.head)) if purpose is not None else None
    if event is None or event.relation not in _PURPOSES:
        return
    receivers = [*roles.get("pp:aan", ()), *roles.get("obj2", ())]
    receiver = next((g for g in receivers if is_actor(scene.kind(g))), None)
    bare = [g for g in scene.bare(scene.groups(clause)) if not is_actor(scene.kind(g)) and g.head.kind != PRONOUN]
    if receiver is not None and bare and (event.relation != "bespreekt" or scene.kind(receiver) == "Gremium"):
        yield from pair(scene, event.relation, receiver, bare[0], Manner("voorgenomen"))


def read_adjuncts(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield what a phrase beside the verb states of who acts: "in overleg met", "in opdracht van"."""
    for group in scene.groups(clause):
        verb = _main_verb(scene, clause)
        if group.preposition not in scene.lexicon.adjuncts or verb is None:
            continue
        relation, swapped = scene.lexicon.adjuncts[group.preposition]
        if "Document" in scene.fits[relation].subject:
            continue  # said of the document, in its preamble
        if relation == "opdrachtgeverVan" and _only_meets(scene, clause, verb):
            continue  # "op verzoek van drie leden komt de raad bijeen"
        actor = _made(scene, clause, verb) if relation == "draagtBijAan" else _actor(scene, clause, verb)
        if relation in _OF_BODIES:
            actor = _body_before(scene, clause, group) or actor
        if actor is None and relation in _TOGETHER:
            # "de visie is in samenwerking met A opgesteld": by whom is not said, that A had a part in it is.
            relation, swapped, actor = "draagtBijAan", True, _made_thing(scene, clause, verb)
        if actor is None:
            continue
        told = actor.head.kind == PRONOUN and scene.discourse.body is not None
        if relation == "heeftVoorzitter" and told and scene.kind(actor) in {"Rol", "Actorgroep"}:
            yield from claim_chair(scene, clause, verb, group)  # "Zij komen bijeen onder leiding van A"
            continue
        if relation in _OF_BODIES and scene.kind(actor) in {"Rol", "Persoon", "Actorgroep"}:
            # "een adviseur heeft zitting, aangevuld met", "hieraan nemen zij deel, onder leiding van": said of the body
            continue
        subject, target = (group, actor) if swapped else (actor, group)
        modality = judge_modality(scene, clause, verb)
        # What is denied is what the verb says, not who would have done it together.
        manner = Manner("feitelijk" if modality == "ontkend" else modality)
        yield from pair(scene, relation, subject, target, manner)


def _only_meets(scene: Scene, clause: Clause, verb: int) -> bool:
    """Whether a verb says no more than that someone meets."""
    relations = {f.relation for f in find_frames(scene, clause, verb)}
    return bool(relations) and relations <= {"neemtDeelAan", "overlegtMet"}


def _body_before(scene: Scene, clause: Clause, group: Group) -> Group | None:
    """Return the new body right before a phrase, but for a verb: "stelt een team in onder leiding van A"."""
    before = [g for g in scene.groups(clause) if g.last < group.first and g.head.kind == "Gremium"]
    begin = group.first - len(group.preposition.split())
    # "berust bij de stuurgroep, met daarin": a comma does not part them.
    adjoins = begin - 2 if scene.word(begin - 1) == "," else begin - 1
    before = [g for g in before if g.head.determiner == "een" or g.last == adjoins]
    if not before:
        return None
    between = range(before[-1].last + 1, begin)
    apart = [w for w in between if scene.tokens[w].pos not in {"WW", "LET", "BW"} and w in clause.words]
    return Group(before[-1].members[-1:], "") if not apart else None


def _main_verb(scene: Scene, clause: Clause) -> int | None:
    """Return the verb that a clause is about: its finite one unless that only helps another."""
    finite = clause.finite
    if finite is not None and finite in clause.mains and scene.tokens[finite].lemma not in scene.lexicon.auxiliaries:
        return finite
    stated = [m for m in clause.mains if scene.lemma(m) == DECIDING and not scene.is_infinitive(m)]
    return (stated or clause.mains)[-1] if clause.mains else finite


def read_commissions(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield what someone has done: "wordt in opdracht van A geëvalueerd", whoever does it."""
    verb = clause.mains[-1] if clause.mains else None
    if verb is None:
        return
    ours = next((w for w in clause.words if scene.word(w) in _OURS and scene.spelled_at(w, 2) in _BY_OUR), None)
    doer = _actor(scene, clause, verb) if ours is not None else None
    if ours is not None and doer is not None:
        # "het bureau heeft dat in onze opdracht onderzocht"
        counsel = is_counsel(scene, doer.head.name) or any(
            w.endswith("-raad") for w in doer.head.name.casefold().split()
        )
        relation = "consulteert" if counsel else "opdrachtgeverVan"
        yield from pair(scene, relation, stand_in("wij", ours, ""), doer, Manner(judge_modality(scene, clause, verb)))
    for group in scene.groups(clause):
        if scene.lexicon.adjuncts.get(group.preposition) != ("opdrachtgeverVan", True):
            continue
        bare = [g for g in scene.groups(clause) if not g.preposition and g.head.kind != TIME]
        done = [g for g in bare if not is_actor(scene.kind(g))]
        modality = judge_modality(scene, clause, verb)
        if len(done) == 1 and modality != "ontkend":
            yield from pair(scene, "geeftOpdrachtTot", group, done[0], Manner(modality))


def read_requests(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "vraagt het bureau een voorstel te maken": who asks for work is the principal of who does it."""
    subject = scene.subject(clause)
    # A mandate allows and an order obliges; a request makes who asks the principal.
    orders = scene.lemmas(clause) & scene.lexicon.orders
    asks = {o for o in orders if scene.lexicon.cues.get(o, "") in _REQUESTS and not advises(scene, {o})}
    told = find_told(scene, clause) if asks and subject is not None else []
    if not told or subject is None or not is_actor(scene.kind(subject)) or told[0].first == subject.first:
        return
    done = {f.relation for c, m in _to_be_done(scene, clause) for f in find_frames(scene, c, m)}
    if done & _TASKS:
        yield from pair(scene, "opdrachtgeverVan", subject, told[0], Manner("feitelijk"))
    elif done & _OPINIONS:
        yield from pair(scene, "consulteert", subject, told[0], Manner("feitelijk"))


def _to_be_done(scene: Scene, clause: Clause) -> list[tuple[Clause, int]]:
    """Return the infinitives with "te" in a clause and in those that hang on it, each with its clause."""
    asked = [clause, *(c for c in scene.hanging(clause) if c.kind == INFINITIVE)]
    return [(c, m) for c in asked for m in c.mains if scene.is_infinitive(m)]


def read_ordered_tasks(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "draagt het college op een plan te maken" as what the subject has made, also "geeft opdracht om"."""
    subject = scene.subject(clause)
    orders = scene.lemmas(clause) & ({"opdragen", "opdracht"} & (scene.lexicon.orders | {"opdracht"}))
    given = scene.given is not None or clause.finite is not None
    if not orders or not given or subject is None or not is_actor(scene.kind(subject)):
        return
    for place, verb in _to_be_done(scene, clause):
        if not any(f.relation in _TASKS for f in find_frames(scene, place, verb)):
            continue
        before = [g for g in scene.bare(scene.groups(place)) if g.last < verb and not is_actor(scene.kind(g))]
        main = next((m for m in reversed(clause.mains) if m != verb), _main_verb(scene, clause))
        if before and main is not None and main != verb:
            modality = judge_modality(scene, clause, main)
            stands = modality if modality in {"voorgenomen", "ontkend"} else "feitelijk"
            yield from pair(scene, "geeftOpdrachtTot", subject, before[-1], Manner(stands))


def read_orders(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "laat een onderzoek uitvoeren door X": who has it done is the principal of who does it."""
    yield from read_requests(scene, clause)
    yield from read_ordered_tasks(scene, clause)
    if clause.finite is None or scene.tokens[clause.finite].lemma != "laten" or not clause.mains:
        return
    agent = _agent(scene, clause)
    subject = scene.subject(clause)
    if any(scene.word(w) == "zich" for w in clause.words):
        return
    if scene.tokens[clause.mains[-1]].lemma == "weten" and subject is not None:
        # "laat de raad weten": who is told stands as the object.
        bare = [g for g in scene.bare(scene.groups(clause)) if g.first != subject.first]
        told = [*(g for g in scene.groups(clause, frozenset({"aan"})) if g.preposition == "aan"), *bare][:1]
        for end in told:
            yield from pair(scene, "informeert", subject, end, Manner(judge_modality(scene, clause, clause.mains[-1])))
    if agent is None and subject is not None and is_actor(scene.kind(subject)):
        yield from _read_ordered(scene, clause, subject)
    if agent is not None and subject is not None and is_actor(scene.kind(agent)):
        manner = Manner(judge_modality(scene, clause, clause.mains[-1]))
        yield from pair(scene, "opdrachtgeverVan", subject, agent, manner)


def _read_ordered(scene: Scene, clause: Clause, subject: Group) -> Iterator[Claim]:
    """Yield "laat de samenwerking evalueren" as what the subject has done, by whom is not said."""
    verb = clause.mains[-1]
    frames = [f for f in find_frames(scene, clause, verb) if f.relation in _DONE]
    bare = [g for g in scene.bare(scene.groups(clause)) if g.first != subject.first]
    asked = next((c for c in scene.sentence.clauses if c.kind == QUESTION and c.parent is clause), None)
    if not frames or (bare and is_actor(scene.kind(bare[0]))) or not (bare or asked):
        return
    words = [] if asked is None else [w for w in asked.words[1:] if scene.tokens[w].pos != "LET"]
    what = name_of(scene.tokens, bare[0].members[0]) if bare else text(scene.tokens, words[0], words[-1])
    task = Referent(f"{scene.tokens[verb].text} {'van' if bare else 'of'} {what}", "Taak")
    for end in scene.referents(subject):
        yield Claim("geeftOpdrachtTot", end, task, judge_modality(scene, clause, verb), 1)


def _actor(scene: Scene, clause: Clause, verb: int) -> Group | None:
    """Return who acts in a clause, also in a passive one."""
    if is_passive(scene, clause, verb):
        return _agent(scene, clause)
    subject = scene.subject(clause)
    return subject if subject is not None and is_actor(scene.kind(subject)) else None


def _made(scene: Scene, clause: Clause, verb: int) -> Group | None:
    """Return what is made in a clause: "is opgesteld met inbreng van A" makes the subject."""
    subject = scene.subject(clause)
    if is_passive(scene, clause, verb):
        return subject
    bare = [g for g in scene.groups(clause) if not g.preposition and g.head.kind != TIME]
    return next((g for g in bare if subject is None or g.first != subject.first), None)


def _made_thing(scene: Scene, clause: Clause, verb: int) -> Group | None:
    """Return the policy or document that comes about in a clause which does not say by whom."""
    subject = scene.subject(clause)
    if subject is None or scene.kind(subject) not in _WRITTEN:
        return None
    makes = any(f.relation in _MAKING for f in find_frames(scene, clause, verb))
    comes_about = " tot stand " in scene.spelled(clause)
    return subject if (makes and is_passive(scene, clause, verb)) or comes_about else None


def _agent(scene: Scene, clause: Clause) -> Group | None:
    return next((g for g in scene.groups(clause) if g.preposition == "door"), None)


# ---------------------------------------------------------------- nouns without a verb


def read_nouns(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "de samenwerking tussen A en B", "na vaststelling van A door B", "een stuurgroep met wethouders"."""
    yield from _read_agents(scene, clause)
    yield from read_composition(scene, clause)
    yield from read_attributes(scene, clause)
    yield from _read_postponed(scene, clause)
    yield from _read_chaired(scene, clause)
    yield from _read_between(scene, clause)
    yield from _read_with(scene, clause)


def _read_with(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "er is overleg met de aanbieders", of whoever is meant where the text names nobody."""
    subject = scene.subject(clause)
    names_someone = subject is not None and scene.kind(subject) not in {"Gremium", "Thema", "Taak"}
    if scene.discourse.implied is None or names_someone:
        return
    for group in scene.groups(clause, frozenset({"met"})):
        near = range(group.first - _NEAR, group.first - 1)
        before = [p for p in scene.sentence.phrases if p.last in near]
        relation = relation_between(scene, before[-1]) if before else None
        if group.preposition == "met" and relation is not None:
            verb = next(iter(clause.mains), clause.finite)
            modality = judge_modality(scene, clause, verb) if verb is not None else "feitelijk"
            yield from pair_implied(scene, relation, group, modality)


def _read_agents(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "na vaststelling van A door B"."""
    for group, agent in pairwise(scene.groups(clause, frozenset({"door", "in"}))):
        member = group.members[-1]
        frame = scene.lexicon.events.get(scene.lemma(member.phrase.head))
        if member.inner and scene.lemma(member.inner[-1].head) in scene.lexicon.events:
            continue  # "toezicht op de uitvoering door de instellingen": they carry out
        talked = frame is not None and frame.relation == "bespreekt" and agent.head.kind == "Gremium"
        by_whom = {"door", "in"} if talked and not clause.mains else {"door"}
        if frame is None or agent.preposition not in by_whom or agent.first != group.last + 2:
            continue
        inner = next((p for p in member.inner if f"pp:{p.preposition}" in frame.object_roles), None)
        if inner is None:
            continue
        target = Group([inner_member(member, inner)], "")
        certain = group.preposition == "na" or not clause.mains
        modality = "feitelijk" if certain else judge_modality(scene, clause, clause.mains[-1])
        yield from pair(scene, frame.relation, agent, target, Manner(modality))


def _read_postponed(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "een jaarplan, op te stellen door het bureau": an infinitive behind a comma that says who does it."""
    for whole, agent in pairwise(scene.groups(clause, frozenset({"door"}))):
        mark = whole.last + 1
        between = range(mark + 1, agent.first - 1)
        if agent.preposition != "door" or scene.word(mark) != "," or len(between) not in {2, 3}:
            continue
        if scene.word(between[-2]) != "te" or scene.tokens[between[-1]].pos != "WW":
            continue
        prefix = scene.word(between[0]) if len(between) == 3 else ""
        lemma = f"{prefix}{scene.lemma(between[-1])}"
        frame = next((f for f in scene.lexicon.frames.get(lemma, ()) if f.transitive and not f.required), None)
        if frame is not None:
            yield from pair(scene, frame.relation, agent, Group(whole.members, ""), Manner("feitelijk"))


def _read_chaired(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "…, met de wethouder van Goes als voorzitter" of the body that is named or spoken of."""
    for chair, capacity in pairwise(scene.groups(clause, frozenset({"met"}))):
        is_chair = capacity.preposition == "als" and scene.lemma(capacity.head.head) in {"voorzitter", "voorzitster"}
        if chair.preposition != "met" or not is_chair or capacity.first > chair.last + 3:
            continue
        bodies = [g for g in scene.groups(clause) if g.head.kind == "Gremium" and g.last < chair.first]
        verb = next(iter(clause.mains), clause.finite)
        if bodies:
            yield from pair(scene, "heeftVoorzitter", Group(bodies[-1].members[-1:], ""), chair, Manner("feitelijk"))
        elif verb is not None:
            yield from claim_chair(scene, clause, verb, chair)


def _read_between(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield "de samenwerking tussen A en B"."""
    if scene.tokens[-1].text not in {".", ";", ":", ","} and all(c.finite is None for c in scene.sentence.clauses):
        return  # a heading: "Samenwerking tussen gemeenten, jeugdhulp en onderwijs 2025-2028"
    for group in map(both_sides, scene.groups(clause, frozenset({"tussen"}))):
        if group.preposition != "tussen" or len(group.members) < 2:
            continue
        near = range(group.first - _NEAR, group.first - 1)
        before = [p for p in scene.sentence.phrases if p.last in near]
        begins = group.first - 1 == clause.words[0]
        later = [p for p in scene.sentence.phrases if begins and p.first > group.last and not p.preposition]
        named = before[-1:] or [p for p in later if p.head in clause.words]
        relation = next((r for r in (relation_between(scene, p) for p in named) if r is not None), None)
        if relation is None:
            continue
        verb = next(iter(clause.mains), clause.finite)
        modality = judge_modality(scene, clause, verb) if verb is not None else "feitelijk"
        yield from pair_mutually(scene, relation, group, modality)
