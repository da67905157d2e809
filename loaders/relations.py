"""Relations in a sentence: who does what to whom, and how firmly the sentence says so.

Each verb of the lexicon in each clause opens a frame; the frame's roles are filled from the clause by the places that
Dutch gives them: before or behind the finite verb, behind a preposition, inherited from the clause before. What does not
fit the relation's domain and range is not claimed, nor what a condition or a question only supposes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from loaders.clauses import INFINITIVE, MAIN, RELATIVE, Clause, find_clauses
from loaders.coreference import Discourse, Referent
from loaders.frog import Token
from loaders.groups import STAND_INS, Group, Member, find_groups, is_actor, listed, name_of
from loaders.lexicon import Frame, Lexicon
from loaders.phrases import PRONOUN, RECIPROCAL, TIME, Phrase

#: Relations that two parties stand in with each other.
MUTUAL = frozenset({"werktSamenMet", "overlegtMet"})
_PLACES = ("in", "binnen", "tijdens", "via")
"""Prepositions before a body in which something passive happens."""
_IN_BODY = {"bespreekt", "agendeert", "besluitOver", "steltVast", "evalueert", "coordineert"}
_ASKED = {"onderzoekt", "bespreekt", "besluitOver", "evalueert"}
_MEETINGS = {"vergadering"}
#: Relations whose object is a function, also one that no list knows: "stellen een aanjager aan".
_FUNCTIONS = {"benoemt", "kiest"}
#: Verbs whose noun takes what stands right behind it with "van", and nothing further on.
_ATTACHED = {"zijn", "blijven", "worden", "dragen", "behartigen", "vallen", "staan", "verzorgen", "voeren", "vervullen"}
_ORDERS = {"adviseren", "verzoeken", "opdragen", "vragen", "machtigen", "mandateren"}
_WHERE = {"mee": "met", "toe": "tot"}
_PASSIVES = {"worden", "zijn"}
_NO_DENIAL = {"alleen", "vrijblijvend", "slechts", "enkel"}


@dataclass(frozen=True, slots=True)
class Fit:
    """Which classes the ends of a relation may have."""

    subject: frozenset[str]
    object: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation between two things that a sentence names."""

    relation: str
    subject: Referent
    object: Referent
    modality: str
    witnesses: int
    """Independent signs that support it."""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its phrases and clauses."""

    tokens: Sequence[Token]
    phrases: Sequence[Phrase]
    clauses: Sequence[Clause]


def parse(tokens: Sequence[Token], phrases: Sequence[Phrase], lexicon: Lexicon) -> Sentence:
    """Return a sentence divided into clauses, with phrases like "in overleg met" taken as one preposition."""
    known, adjuncts = _with_adjuncts(tokens, phrases, lexicon)
    inside = adjuncts | {i for p in known for i in range(p.first, p.last + 1) if i != p.head}
    clauses = find_clauses(tokens, lexicon, inside)
    # "om de overeenkomst te verlengen", "door X te doen": what opens the clause governs no noun in it.
    openers = {c.opener for c in clauses if c.kind == INFINITIVE}
    freed = [replace(p, preposition="") if p.first - 1 in openers else p for p in known]
    return Sentence(tokens, freed, clauses)


def _with_adjuncts(
    tokens: Sequence[Token], phrases: Sequence[Phrase], lexicon: Lexicon
) -> tuple[list[Phrase], frozenset[int]]:
    """Return the phrases with multi-word prepositions before them, whose nouns name nothing, and those words."""
    spans: dict[int, tuple[int, str]] = {}
    words = [t.text.casefold() for t in tokens]
    for start in range(len(tokens)):
        for end in range(min(len(tokens), start + 4), start, -1):
            written = " ".join(" ".join(words[start:end]).split())
            if written in lexicon.adjuncts or written in lexicon.compounds:
                spans[end] = (start, written)
                break
    inside = frozenset(i for end, (start, _) in spans.items() for i in range(start, end))
    kept = [p for p in phrases if p.head not in inside]
    return [replace(p, preposition=spans[p.first][1]) if p.first in spans else p for p in kept], inside


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
        reading = _Reading(self, sentence, subject, modality)
        found: dict[tuple[str, str, str], Claim] = {}
        for claim in reading.all():
            key = (claim.relation, claim.subject.name.casefold(), claim.object.name.casefold())
            if key not in found or found[key].witnesses < claim.witnesses:
                found[key] = claim
        self.discourse.follow(reading.main_subject(), reading.introduced())
        composed = {c.object.name for c in found.values() if c.relation == "bestaatUit"}
        # "A vormt samen met B het overleg": B is a member, no more is said.
        return [c for c in found.values() if c.relation != "werktSamenMet" or c.object.name not in composed]

    def product(self, sentence: Sentence, relation: str, subject: Group, target: Group, modality: str) -> list[Claim]:
        """Return a relation between the members of two groups, as far as their classes fit."""
        return list(_Reading(self, sentence, None, "").product(relation, subject, target, modality, 1))


class _Reading:
    """One sentence under study."""

    def __init__(self, reader: RelationReader, sentence: Sentence, subject: Group | None, modality: str) -> None:
        self.lexicon, self.fits, self.discourse = reader.lexicon, reader.fits, reader.discourse
        self.sentence, self.tokens = sentence, sentence.tokens
        self.given, self.given_modality = subject, modality
        self.subjects: dict[int, Group | None] = {}
        self.meeting = False
        """Whether a meeting stands for the body that meets, in the relation that is read."""
        self.discourse.phrases = sentence.phrases

    def all(self) -> Iterator[Claim]:
        for clause in self.sentence.clauses:
            self.subjects[id(clause)] = self._subject_of(clause)
            if clause.hypothetical or self._under_denial(clause):
                continue
            supported = [c for verb in clause.mains for c in self._supported(clause, verb)]
            yield from supported
            for verb in clause.mains if not supported else ():
                yield from self._of_verb(clause, verb)
            yield from self._of_adjuncts(clause)
            yield from self._of_orders(clause)
            yield from self._of_nouns(clause)

    def _under_denial(self, clause: Clause) -> bool:
        """Whether a clause with "dat" hangs on a denial: "het is niet zo dat"."""
        opener = self.tokens[clause.opener].text.casefold() if clause.opener is not None else ""
        parent = clause.parent
        return (
            opener == "dat"
            and clause.kind != RELATIVE
            and parent is not None
            and parent.finite is not None
            and self._denied(parent, parent.finite, None)
        )

    def introduced(self) -> Referent | None:
        """Return the only body or function that the sentence names with "een": who is spoken of next."""
        new = [p for p in self.sentence.phrases if p.determiner == "een" and p.kind in {"Gremium", "Rol"}]
        return self._referent(Member(new[0], new[0].last, [])) if len(new) == 1 else None

    def main_subject(self) -> Referent | None:
        """Return whom the sentence is about, for the sentences that follow."""
        for clause in self.sentence.clauses:
            group = self.subjects.get(id(clause))
            if clause.kind == MAIN and group is not None and len(group.members) == 1:
                return self._referent(group.members[0])
        return None

    # ------------------------------------------------------------ frames

    def _of_verb(self, clause: Clause, verb: int) -> Iterator[Claim]:
        relation = ""
        for frame in self._frames(clause, verb):
            if frame.relation == "idiom":
                return
            if relation and frame.relation != relation and not frame.required:
                return
            claims = list(self._framed(clause, verb, frame))
            # "sluit geen contracten" is no less about contracts when it leaves out with whom.
            set_phrase = bool(frame.required) and frame.word not in {"zijn", "worden", "blijven"}
            relation = relation or (frame.relation if claims or set_phrase else "")
            yield from claims
        if not relation:
            yield from self._strives(clause, verb)

    def _strives(self, clause: Clause, verb: int) -> Iterator[Claim]:
        """Yield what someone wants done, by a verb that states no relation: "willen de wachttijden terugdringen"."""
        finite = clause.finite
        if (
            finite is None
            or verb == finite
            or self.tokens[finite].lemma not in {"willen", "streven", "beogen", "trachten"}
        ):
            return
        subject = self.subjects.get(id(clause))
        roles = self._roles(clause, verb, None)
        target = next(iter(roles["obj1"]), None)
        if subject is None or target is None or subject is target or not is_actor(self._kind(subject)):
            return
        modality = self._modality(clause, verb)
        for end in self._referents(subject):
            name = f"{name_of(self.tokens, target.members[0])} {self.tokens[verb].text}"
            yield Claim(
                "streeftNaar", end, Referent(name, "Thema"), "voorgenomen" if modality == "feitelijk" else modality, 1
            )

    def _frames(self, clause: Clause, verb: int) -> Iterator[Frame]:
        token = self.tokens[verb]
        controls = verb == clause.finite and any(self._to(m) for m in clause.mains)
        finite = clause.finite
        under = finite is not None and verb != finite and self.tokens[finite].lemma not in self.lexicon.auxiliaries
        if (
            self._to(verb) or (under and token.tag.startswith(("WW(vd", "WW(inf")) and self._has_to(clause))
        ) and not self._licensed(clause):
            return
        lemmas = [f"{p}{token.lemma}" for p in self._particles(clause, verb)] or [token.lemma]
        if token.tag.startswith("WW(vd") and not self._auxiliaries(clause, verb):
            # "…, samengesteld uit": a participle without its auxiliary.
            for auxiliary in ("zijn", "worden"):
                yield from (f for f in self.lexicon.frames.get(auxiliary, ()) if token.lemma in f.required)
        for lemma in lemmas:
            for frame in self.lexicon.frames.get(lemma, ()):
                if controls and not frame.required:
                    continue
                if all(self._has(clause, verb, word) for word in frame.required) and self._predicates(clause, frame):
                    yield frame

    def _has_to(self, clause: Clause) -> bool:
        return any(self._to(w) and self.tokens[w].pos == "WW" for w in clause.words)

    def _licensed(self, clause: Clause) -> bool:
        """Whether an infinitive with "te" states something: under an auxiliary, or a verb that carries it over."""
        if clause.kind == INFINITIVE:
            opener = self.tokens[clause.opener or 0].text.casefold()
            parent = clause.parent
            return opener == "door" or (parent is not None and (self._carries(parent) or bool(self._ordered(parent))))
        return clause.finite is None or self._carries(clause) or bool(self._ordered(clause))

    def _ordered(self, clause: Clause) -> list[Group]:
        """Return who is asked or told to do something: "verzoekt het college de visie op te stellen"."""
        finite = clause.finite
        helpers = {self.tokens[w].lemma for w in clause.words if self.tokens[w].pos == "WW"}
        if finite is None or not helpers & _ORDERS:
            return []
        if self.tokens[finite].lemma == "worden":
            # "het college wordt gevraagd te informeren": who is asked stands before the verb.
            subject = self.subjects.get(id(clause))
            return [subject] if subject is not None else []
        told = [
            g
            for g in self._groups(clause, frozenset())
            if g.first > finite and not g.preposition and is_actor(self._kind(g))
        ]
        before = [g for g in self._groups(clause, frozenset()) if g.last < finite and not g.preposition]
        return told[:1] if before or len(told) < 2 else told[1:2]

    def _carries(self, clause: Clause) -> bool:
        finite = clause.finite
        lemmas = {self.tokens[w].lemma for w in clause.words if self.tokens[w].pos == "WW"}
        written = f" {' '.join(self.tokens[w].text.casefold() for w in clause.words)} "
        return (
            finite is None
            or bool(lemmas & self.lexicon.cues.keys())
            or (
                self.tokens[finite].lemma in {"zijn", "hebben", "dienen", "horen"} and bool(lemmas - {"zijn", "hebben"})
            )
            or any(f" {p} " in written for p in self.lexicon.phrases)
        )

    def _particles(self, clause: Clause, verb: int) -> list[str]:
        """Return the separable prefixes that stand apart from a verb and make one of the lexicon with it."""
        lemma = self.tokens[verb].lemma
        known = self.lexicon.frames
        if self._to(verb):
            before = self.tokens[verb - 2].text.casefold() if verb > 1 else ""
            return [before] if f"{before}{lemma}" in self.lexicon.frames else []
        if verb != clause.finite:
            return []
        found: list[str] = []
        for word in clause.words:
            token = self.tokens[word]
            parted = token.text.casefold().split()[0] if token.tag.startswith("VZ(fin") else token.text.casefold()
            if word > verb and f"{parted}{lemma}" in known and self._stranded(word):
                found.append(parted)
            elif word > verb and token.pos == "VZ" and " " not in token.text and self._strands(clause, word):
                # "spreken het volgende af": a verb with a prefix that the lexicon lacks is not the verb without it.
                found.append(token.text.casefold())
        return found[-1:]

    def _strands(self, clause: Clause, index: int) -> bool:
        token = self.tokens[index]
        about = any(self.tokens[w].text.casefold() in {"er", "daar", "hier"} for w in clause.words)
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        ends = after is None or after.pos in {"LET", "VG", "VZ", "WW"}
        return not about and ends and (token.tag.startswith("VZ(fin") or token.role == "svp")

    def _stranded(self, index: int) -> bool:
        """Whether a preposition governs nothing: it closes the clause or another preposition follows."""
        token = self.tokens[index]
        if token.tag.startswith("VZ(fin") or token.role == "svp" or token.pos in {"BW", "ADJ", "N"}:
            return True
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        relative = after is not None and (after.tag.startswith("VNW(betr") or after.text == "die")
        relative = relative and after is not None and "det" not in after.tag
        return token.pos == "VZ" and (after is None or relative or after.pos in {"LET", "VG", "VZ"})

    def _to(self, verb: int) -> bool:
        return verb > 0 and self.tokens[verb - 1].text.casefold() == "te"

    def _predicates(self, clause: Clause, frame: Frame) -> bool:
        """Whether the noun that "zijn" needs is its predicate: "is voorzitter", not "is voor de voorzitter"."""
        if frame.word not in {"zijn", "blijven", "worden"}:
            return True
        for phrase in self.sentence.phrases:
            if phrase.head in clause.words and self._written(phrase.head) & set(frame.required) and phrase.preposition:
                return phrase.preposition == "in"
        return True

    def _has(self, clause: Clause, verb: int, word: str) -> bool:
        return any(i != verb and word in self._written(i) for i in clause.words)

    def _written(self, index: int) -> set[str]:
        """Return a word as printed, its lemma, and the parts of either that Frog joined."""
        token = self.tokens[index]
        return {token.lemma.casefold(), *token.lemma.casefold().split("_"), *token.text.casefold().split()}

    def _framed(self, clause: Clause, verb: int, frame: Frame) -> Iterator[Claim]:
        self.meeting = frame.relation in {"neemtDeelAan", "heeftVoorzitter"}
        roles = self._roles(clause, verb, frame)
        self._causer(clause, verb, roles)
        fit = self.fits[frame.relation]
        kinds = fit.object | {"Thema"} if frame.relation in _FUNCTIONS else fit.object
        self._only_attached(clause, frame, roles)
        subject = self._pick(roles, frame.subject_roles, fit.subject)
        target = self._pick(roles, frame.object_roles, kinds)
        if subject is None and frame.relation == "heeftVoorzitter" and self.discourse.body is not None:
            yield from self._about_body(clause, verb, target)
            return
        if target is None and frame.relation == "neemtDeelAan" and frame.required and self.discourse.body is not None:
            yield from self._in_body(clause, verb, subject)
            return
        if subject is None and frame.relation in _IN_BODY:
            subject = next((g for p in _PLACES for g in roles.get(f"pp:{p}", ()) if g.head.kind == "Gremium"), None)
        if frame.relation in MUTUAL and subject is not None and target is None:
            yield from self._mutual(frame.relation, subject, self._modality(clause, verb))
            return
        if frame.relation in MUTUAL and target is None:
            return
        if subject is None or target is None or subject is target:
            return
        topic = self._pick(roles, frame.topic_roles, None)
        witnesses = self._witnesses(clause, verb, subject, target)
        modality = self._modality(clause, verb, frame)
        yield from self.product(frame.relation, subject, target, modality, witnesses, topic)
        beside = next(iter(roles.get("pp:naast", ())), None)
        if beside is not None and any(self.tokens[w].text.casefold() == "ook" for w in clause.words):
            # "naast de wethouders ook de bestuurders": they too.
            if is_actor(self._kind(subject)):
                yield from self.product(frame.relation, beside, target, modality, 1, topic)
            elif is_actor(self._kind(target)):
                yield from self.product(frame.relation, subject, beside, modality, 1, topic)

    def _only_attached(self, clause: Clause, frame: Frame, roles: dict[str, list[Group]]) -> None:
        """Leave for "van" only what stands right behind the noun that "zijn" needs: "voorzitter van de stuurgroep"."""
        if frame.word not in _ATTACHED or "pp:van" not in roles or not frame.required:
            return
        ends = {w for w in clause.words if self._written(w) & set(frame.required)}
        roles["pp:van"] = [g for g in roles["pp:van"] if g.first - 2 in ends or g.first - 3 in ends]

    def _in_body(self, clause: Clause, verb: int, subject: Group | None) -> Iterator[Claim]:
        """Yield "zitting hebben de wethouders" about the body that is spoken of."""
        body = self.discourse.body
        for end in self._referents(subject) if subject is not None else ():
            if body is not None and is_actor(end.kind) and end.name != body.name:
                yield Claim("neemtDeelAan", end, body, self._modality(clause, verb), 0)

    def _causer(self, clause: Clause, verb: int, roles: dict[str, list[Group]]) -> None:
        """Put who is made to act in the place of the subject: "laat het convenant evalueren door een bureau"."""
        finite = clause.finite
        makes = [w for w in clause.words if self.tokens[w].lemma == "laten" and w != verb]
        if makes:
            roles["su"] = roles.get("pp:door", [])
        elif finite is not None and verb != finite and self._to(verb):
            told = self._ordered(clause)
            roles["su"] = told or roles["su"]
            roles["obj1"] = [g for g in roles["obj1"] if not told or g.first != told[0].first] or [
                g for g in self._groups(clause, frozenset()) if told and g.first > told[0].last and not g.preposition
            ][:1]

    def _about_body(self, clause: Clause, verb: int, target: Group | None) -> Iterator[Claim]:
        body = self.discourse.body
        if target is None or body is None:
            return
        for member in target.members:
            end = self._referent(member)
            if end is not None and is_actor(end.kind):
                yield Claim("heeftVoorzitter", body, end, self._modality(clause, verb), 0)

    def product(
        self, relation: str, subject: Group, target: Group, modality: str, witnesses: int, topic: Group | None = None
    ) -> Iterator[Claim]:
        fit = self.fits[relation]
        about = name_of(self.tokens, topic.members[0]) if topic is not None else ""
        subjects = (
            [r for r in map(_acting, self._referents(subject)) if r.kind in fit.subject]
            if is_actor(self._kind(subject))
            else [r for r in self._referents(subject) if r.kind in fit.subject]
        )
        if target.head.kind == RECIPROCAL:
            others = subjects if len(subjects) > 1 else []
            pairs = [(a, b) for a in subjects for b in others if a is not b] or [(a, a) for a in subjects]
            yield from (Claim(relation, a, b, modality, witnesses, about) for a, b in pairs if b.kind in fit.object)
            return
        for left in subjects:
            for right in self._referents(target):
                if relation in _FUNCTIONS and right.kind == "Thema":
                    right = Referent(right.name, "Rol", right.printed)  # noqa: PLW2901  (the class follows from the verb)
                if right.kind in fit.object and left.name.casefold() != right.name.casefold():
                    yield Claim(relation, left, right, modality, witnesses, about)

    def _mutual(self, relation: str, subject: Group, modality: str) -> Iterator[Claim]:
        ends = [r for r in self._referents(subject) if is_actor(r.kind)]
        for left, right in combinations(ends, 2):
            yield Claim(relation, left, right, modality, 1)
        if len(ends) == 1 and subject.plural:
            # "partijen werken samen": with each other.
            yield Claim(relation, ends[0], ends[0], modality, 1)

    # ------------------------------------------------------------ roles

    def _roles(self, clause: Clause, verb: int, frame: Frame | None) -> dict[str, list[Group]]:
        """Return what stands in each role of a verb, as of an active sentence."""
        blocked = (
            frozenset(r.removeprefix("pp:") for r in _roles_of(frame) if r.startswith("pp:")) if frame else frozenset()
        )
        required = frame.required if frame is not None else ()
        groups = [g for g in self._groups(clause, blocked, required) if not self._written(g.head.head) & set(required)]
        roles: dict[str, list[Group]] = {}
        for group in groups:
            if group.preposition:
                roles.setdefault(f"pp:{group.preposition}", []).append(group)
        bare = [g for g in groups if not g.preposition and g.head.kind != TIME and not self._absolute(g)]
        subject, objects = self._bare_roles(clause, bare, roles, frame)
        objects = self._near(clause, verb, objects)
        if not objects and frame is not None and frame.relation in _ASKED:
            objects = self._asked(clause)
        if not objects:
            objects = self._borrowed(clause, verb, blocked)
        if frame is not None and self._passive(clause, verb, frame):
            agent = roles.get("pp:door", [])
            roles["su"] = agent
            roles["obj1"] = [subject] if subject is not None else []
        else:
            roles["su"] = [subject] if subject is not None else []
            if frame is not None and "obj2" in frame.object_roles and (len(objects) > 1 or required):
                roles["obj2"], roles["obj1"] = objects[:1], objects[1:2]
            else:
                roles["obj1"] = objects[:1] if frame is None or "obj1" in _roles_of(frame) else []
        return roles

    def _absolute(self, group: Group) -> bool:
        """Whether a participle takes a phrase for itself: "de antwoorden overziend"."""
        return group.last + 1 < len(self.tokens) and self.tokens[group.last + 1].tag.startswith("WW(od,vrij")

    def _groups(self, clause: Clause, blocked: frozenset[str], required: Sequence[str] = ()) -> list[Group]:
        return find_groups(self.tokens, self.sentence.phrases, frozenset(clause.words), blocked, required)

    def _bare_roles(
        self, clause: Clause, bare: list[Group], roles: dict[str, list[Group]], frame: Frame | None
    ) -> tuple[Group | None, list[Group]]:
        if clause.kind == RELATIVE:
            return self._relative_roles(clause, bare, roles)
        if clause.kind == INFINITIVE and clause.parent is not None:
            told = self._ordered(clause.parent)
            if told:
                return told[0], bare
        if clause.kind == INFINITIVE or clause.finite is None:
            inherited = self.subjects.get(id(clause.parent)) if clause.parent is not None else self.given
            if inherited is None and clause.parent is None and bare:
                return bare[0], bare[1:]
            return inherited, bare
        finite = clause.finite
        if clause.kind != MAIN:
            return (bare[0] if bare else None), bare[1:]
        before = [g for g in bare if g.last < finite]
        behind = [g for g in bare if g.first > finite]
        if before:
            subject, objects = before[0], before[1:] + behind
            if objects and self._object_first(finite, subject, objects[0], frame):
                subject, objects = objects[0], [subject, *objects[1:]]
            return subject, objects
        if clause.previous is not None and self._shares_subject(clause, behind):
            return self.subjects.get(id(clause.previous)), behind
        if not behind or (self.given is not None and len(behind) == 1 and not is_actor(behind[0].head.kind)):
            return self.given or (behind[0] if behind else None), behind if self.given is not None else []
        return behind[0], behind[1:]

    def _relative_roles(
        self, clause: Clause, bare: list[Group], roles: dict[str, list[Group]]
    ) -> tuple[Group | None, list[Group]]:
        if clause.previous is not None:
            return self.subjects.get(id(clause.previous)), bare
        antecedent = self._antecedent(clause)
        opener = self.tokens[clause.opener or 0]
        word = opener.text.casefold()
        preposition = word.removeprefix("waar") if word.startswith("waar") else ""
        before = self.tokens[(clause.opener or 1) - 1]
        if not preposition and before.pos == "VZ":
            preposition = before.text.casefold()
        if preposition:
            preposition = _WHERE.get(preposition, preposition)
            if antecedent is not None:
                roles.setdefault(f"pp:{preposition}", []).insert(0, antecedent)
            return (bare[0] if bare else None), bare[1:]
        if antecedent is None:
            return None, bare
        if bare and not is_actor(antecedent.head.kind) and is_actor(bare[0].head.kind):
            return bare[0], [antecedent, *bare[1:]]
        if (
            bare
            and clause.finite is not None
            and bare[0].first < clause.finite
            and not self._agrees(clause.finite, antecedent)
        ):
            return bare[0], [antecedent, *bare[1:]]
        return antecedent, bare

    def _antecedent(self, clause: Clause) -> Group | None:
        """Return what a relative clause is about: the phrase before it, with what it is attached to when an actor."""
        opener = clause.anchor or clause.opener or 0
        words = frozenset(clause.parent.words) if clause.parent is not None else frozenset(range(opener))
        groups = [g for g in find_groups(self.tokens, self.sentence.phrases, words, frozenset()) if g.last < opener]
        if not groups:
            return None
        nearest = self._named_by(groups[-1], groups)
        between = [w for w in words if nearest.last < w < opener and self.tokens[w].pos not in {"WW", "LET"}]
        if len(between) > 1:
            return None
        member = nearest.members[-1]
        plural = "mv" in self.tokens[clause.finite].tag if clause.finite is not None else None
        if member.inner and plural is not None and member.phrase.plural != plural and member.inner[-1].plural == plural:
            inner = member.inner[-1]
            return Group([Member(inner, inner.last, [])], "")
        if len(nearest.members) > 1 and plural is not True:
            return Group([member], "")
        return Group(nearest.members, "")

    def _named_by(self, group: Group, groups: list[Group]) -> Group:
        """Return the name that an apposition explains: "het Inkooppunt, een stichting die …"."""
        before = next((g for g in groups if g.last == group.first - 2), None)
        mark = self.tokens[group.first - 1].text if group.first else ""
        # "het Inkooppunt, een stichting die …", "Kernteam: het team dat …".
        explains = not group.preposition and (mark == ":" or (mark == "," and group.head.determiner == "een"))
        if before is None or not explains or not is_actor(before.head.kind):
            return group
        return Group([replace(before.members[-1])], "")

    def _object_first(self, finite: int, first: Group, second: Group, frame: Frame | None) -> bool:
        """Whether the phrase before the verb is its object: number or class tells."""
        if self._agrees(finite, second) and not self._agrees(finite, first):
            return True
        if frame is None or "su" not in frame.subject_roles:
            return False
        kinds = self.fits[frame.relation].subject
        return (
            self._kind(first) not in kinds
            and self._kind(second) in kinds
            and self._agrees(finite, second)
            and second.first - finite <= 2
        )

    def _agrees(self, finite: int, group: Group) -> bool:
        tag = self.tokens[finite].tag
        return group.plural == ("mv" in tag or "inf" in tag)

    def _shares_subject(self, clause: Clause, behind: list[Group]) -> bool:
        """Whether a coordinated clause has no subject of its own: "… en bewaakt de voortgang"."""
        finite = clause.finite or 0
        before = [w for w in clause.words if w < finite and self.tokens[w].pos not in {"VG", "LET"}]
        if not before:
            return True
        subject = behind[0] if behind else None
        if subject is None:
            return True
        return not (is_actor(self._kind(subject)) and self._agrees(finite, subject) and subject.first == finite + 1)

    def _near(self, clause: Clause, verb: int, objects: list[Group]) -> list[Group]:
        """Return the objects that belong to one of several verbs: those between it and the verb before it."""
        others = [m for m in clause.mains if m != verb and m != clause.finite]
        if not others or verb == clause.finite:
            return objects
        previous = max((m for m in others if m < verb), default=-1)
        following = min((m for m in others if m > verb), default=10**6)
        own = [g for g in objects if previous < g.first < verb]
        if own:
            return own
        if self._to(verb) or previous < 0:
            return [g for g in objects if verb < g.first < following and following == 10**6]
        return [g for g in objects if g.first < verb][-1:]

    def _asked(self, clause: Clause) -> list[Group]:
        """Return what a dependent question is about: "onderzoekt hoe de samenwerking verloopt"."""
        for other in self.sentence.clauses:
            if other.kind == "of" and other.parent is clause:
                return [
                    g
                    for g in self._groups(other, frozenset())
                    if not g.preposition and g.head.kind not in {TIME, PRONOUN}
                ][:1]
        return []

    def _borrowed(self, clause: Clause, verb: int, blocked: frozenset[str]) -> list[Group]:
        """Return the object of the next verb, where two share it: "bespreekt en bewaakt de voortgang"."""
        for other in self.sentence.clauses:
            if other.previous is clause and other.finite is not None and clause.words:
                own = [w for w in other.words if w < other.finite and self.tokens[w].pos != "VG"]
                if not own and verb == clause.finite and other.finite - verb == 2:
                    return [g for g in self._groups(other, blocked) if not g.preposition and g.head.kind != TIME][:1]
        return []

    def _subject_of(self, clause: Clause) -> Group | None:
        roles: dict[str, list[Group]] = {}
        bare = [g for g in self._groups(clause, frozenset()) if not g.preposition and g.head.kind != TIME]
        if clause.kind == INFINITIVE and clause.parent is not None:
            return self.subjects.get(id(clause.parent))
        return self._bare_roles(clause, bare, roles, None)[0]

    def _pick(
        self, roles: Mapping[str, list[Group]], wanted: Sequence[str], kinds: frozenset[str] | None
    ) -> Group | None:
        """Return what fills the first of the roles that is filled by something of the right class."""
        for wish in wanted:
            role, _, only = wish.partition("@")
            for group in roles.get(role, ()):
                if only and not _is(self._kind(group), only):
                    continue
                if kinds is None or self._kind(group) in kinds or group.head.kind == RECIPROCAL:
                    return group
        return None

    def _kind(self, group: Group) -> str:
        found = self._referent(group.members[0])
        return found.kind if found is not None else ""

    # ------------------------------------------------------------ referents

    def _referents(self, group: Group) -> list[Referent]:
        found: list[Referent] = []
        for member in group.members:
            head = self.tokens[member.phrase.head].lemma.casefold()
            if head in STAND_INS and len(member.inner) > 1:
                # "vertegenwoordigers van gemeenten, aanbieders en cliënten": one claim each.
                found += [
                    Referent(f"{member.phrase.name} van {inner.name}", member.phrase.kind) for inner in member.inner
                ]
                continue
            referent = self._referent(member)
            if referent is not None:
                found.append(referent)
        return found

    def _referent(self, member: Member) -> Referent | None:
        if member.phrase.kind in {TIME, RECIPROCAL}:
            return None
        if self.meeting and self.tokens[member.phrase.head].lemma.casefold() in _MEETINGS:
            # "woont de vergaderingen van het overleg bij": who takes part, does so in the body.
            if member.inner and is_actor(member.inner[0].kind):
                return self.discourse.referent(self.tokens, inner_member(member, member.inner[0]))
            return self.discourse.body
        return self.discourse.referent(self.tokens, member)

    # ------------------------------------------------------------ nouns and phrases

    def _supported(self, clause: Clause, verb: int) -> Iterator[Claim]:
        """Yield what a noun states with the help of a verb: "het voorzitterschap van X berust bij Y"."""
        lemmas = {f"{p}{self.tokens[verb].lemma}" for p in self._particles(clause, verb)} | {self.tokens[verb].lemma}
        if not lemmas & self.lexicon.support:
            return
        groups = self._groups(clause, frozenset({"bij", "door", "aan"}))
        for group in groups:
            frame = self.lexicon.events.get(self.tokens[group.head.head].lemma.casefold())
            if frame is None or group.preposition:
                continue
            inner = {
                f"pp:{p.preposition}": Group([inner_member(member, p)], "")
                for member in group.members[:1]
                for p in member.inner[:1]
            }
            outer = {
                f"pp:{g.preposition}": g
                for g in reversed(groups)
                if g is not group and g.preposition and (g.preposition != "bij" or is_actor(self._kind(g)))
            }
            subject_side = {**outer, **inner}
            others = [g for g in groups if g is not group and not g.preposition and g.head.kind != TIME]
            if others and not self._is_passive(clause, verb):
                subject_side["su"] = others[0]
                if frame.relation != "heeftVoorzitter":
                    subject_side.setdefault("pp:door", others[0])
            inside = (
                [Group([inner_member(group.members[0], p)], "") for p in listed(group.members[0])]
                if group.members[0].inner
                else []
            )
            subject = next((subject_side[r] for r in frame.subject_roles if r in subject_side), None)
            target = next((subject_side[r] for r in frame.object_roles if r in subject_side), None)
            if subject is None and frame.relation == "heeftVoorzitter" and self.discourse.body is not None:
                yield from self._about_body(clause, verb, target)
            several = (
                inside
                if len(inside) > 1 and target is inner.get(f"pp:{group.members[0].inner[0].preposition}")
                else [target]
            )
            for one in several:
                if subject is not None and one is not None and subject is not one:
                    yield from self.product(frame.relation, subject, one, self._modality(clause, verb), 1)

    def _of_adjuncts(self, clause: Clause) -> Iterator[Claim]:
        for group in self._groups(clause, frozenset()):
            if group.preposition not in self.lexicon.adjuncts:
                continue
            relation, swapped = self.lexicon.adjuncts[group.preposition]
            verb = clause.mains[-1] if clause.mains else clause.finite
            if verb is None:
                continue
            actor = self._actor(clause, verb)
            if actor is None:
                continue
            ends = (group, actor) if swapped else (actor, group)
            modality = self._modality(clause, verb)
            yield from self.product(relation, *ends, "feitelijk" if modality == "ontkend" else modality, 1)

    def _of_orders(self, clause: Clause) -> Iterator[Claim]:
        """Yield "laat een onderzoek uitvoeren door X": who has it done is the principal of who does it."""
        if clause.finite is None or self.tokens[clause.finite].lemma != "laten" or not clause.mains:
            return
        agent = next((g for g in self._groups(clause, frozenset()) if g.preposition == "door"), None)
        subject = self.subjects.get(id(clause))
        if agent is not None and subject is not None and is_actor(self._kind(agent)):
            yield from self.product("opdrachtgeverVan", subject, agent, self._modality(clause, clause.mains[-1]), 1)

    def _actor(self, clause: Clause, verb: int) -> Group | None:
        """Return who acts in a clause, also in a passive one."""
        if self._is_passive(clause, verb):
            return next((g for g in self._groups(clause, frozenset()) if g.preposition == "door"), None)
        subject = self.subjects.get(id(clause))
        return subject if subject is not None and is_actor(self._kind(subject)) else None

    def _of_nouns(self, clause: Clause) -> Iterator[Claim]:
        """Yield "de samenwerking tussen A en B", "na vaststelling van A door B", "een stuurgroep met wethouders"."""
        yield from self._of_events(clause)
        yield from self._of_bodies(clause)
        for group in self._groups(clause, frozenset({"tussen"})):
            if group.preposition != "tussen" or len(group.members) < 2:
                continue
            earlier = [p for p in self.sentence.phrases if p.last < group.first - 1 and p.last >= group.first - 4]
            before = earlier[-1] if earlier else None
            relation = self._between(before) if before is not None else None
            if relation is None:
                continue
            verb = next(iter(clause.mains), clause.finite)
            modality = self._modality(clause, verb) if verb is not None else "feitelijk"
            yield from self._mutual(relation, group, modality)

    def _of_bodies(self, clause: Clause) -> Iterator[Claim]:
        """Yield "een stuurgroep met vertegenwoordigers van A en B": what stands behind the body are its members."""
        groups = self._groups(clause, frozenset({"met"}))
        for body, members in zip(groups, groups[1:], strict=False):
            adjoins = members.preposition == "met" and members.first == body.last + 2
            lemma = self.tokens[members.head.head].lemma.casefold()
            several = len(members.members) > 1 or lemma in STAND_INS
            if (
                adjoins
                and body.head.kind == "Gremium"
                and several
                and is_actor(members.head.kind)
                and not body.preposition
            ):
                yield from self.product("bestaatUit", Group(body.members[-1:], ""), members, "feitelijk", 1)

    def _between(self, phrase: Phrase) -> str | None:
        lemma = self.tokens[phrase.head].lemma.casefold()
        return next((r for noun, r in self.lexicon.between.items() if lemma.endswith(noun)), None)

    def _of_events(self, clause: Clause) -> Iterator[Claim]:
        groups = self._groups(clause, frozenset({"door"}))
        for group, agent in zip(groups, groups[1:], strict=False):
            member = group.members[-1]
            frame = self.lexicon.events.get(self.tokens[member.phrase.head].lemma.casefold())
            inner = [p for p in member.inner if f"pp:{p.preposition}" in (frame.object_roles if frame else ())]
            if frame is None or agent.preposition != "door" or agent.first != group.last + 2 or not inner:
                continue
            target = Group([inner_member(member, inner[0])], "")
            yield from self.product(
                frame.relation,
                agent,
                target,
                "feitelijk"
                if group.preposition == "na"
                else self._modality(clause, clause.mains[-1])
                if clause.mains
                else "feitelijk",
                1,
            )

    # ------------------------------------------------------------ voice and firmness

    def _auxiliaries(self, clause: Clause, verb: int) -> set[str]:
        words = [w for w in clause.words if w != verb and self.tokens[w].pos == "WW"]
        return {self.tokens[w].lemma for w in words if self.tokens[w].lemma in self.lexicon.auxiliaries}

    def _is_passive(self, clause: Clause, verb: int) -> bool:
        helpers = self._auxiliaries(clause, verb)
        if not self.tokens[verb].tag.startswith("WW(vd"):
            return False
        return not helpers or ("worden" in helpers) or ("zijn" in helpers and "hebben" not in helpers)

    def _passive(self, clause: Clause, verb: int, frame: Frame) -> bool:
        impersonal = "worden" in self._auxiliaries(clause, verb)
        return ("obj1" in _roles_of(frame) or bool(frame.required) or impersonal) and self._is_passive(clause, verb)

    def _witnesses(self, clause: Clause, verb: int, subject: Group, target: Group) -> int:
        """Return how many signs agree: the parser's roles, no second clause, no pronoun."""
        count = 0
        for group, roles in ((subject, {"su"}), (target, {"obj1", "obj2", "pc", "mod"})):
            token = self.tokens[group.head.head]
            count += token.role in roles or (group.preposition != "" and self.tokens[group.first - 1].role in roles)
            count += group.head.kind not in {PRONOUN, "Thema", "Organisatie"}
        count += len([c for c in self.sentence.clauses if c.finite is not None]) == 1
        count += clause.previous is None
        return count

    def _modality(self, clause: Clause, verb: int, frame: Frame | None = None) -> str:
        if self._denied(clause, verb, frame):
            return "ontkend"
        written = f" {' '.join(self.tokens[w].text.casefold() for w in clause.words)} "
        found = {m for phrase, m in self.lexicon.phrases.items() if f" {phrase} " in written and m != "ontkend"}
        if frame is not None and frame.relation == "streeftNaar" and self.tokens[verb].lemma in self.lexicon.cues:
            found.add(self.lexicon.cues[self.tokens[verb].lemma])
        if verb != clause.finite and self._to(verb) and self._ordered(clause):
            found.add("voorgenomen")
        if frame is not None and frame.word == "gaan" and frame.required and "tgw" in self.tokens[verb].tag:
            found.add("voorgenomen")
        for word in clause.words:
            token = self.tokens[word]
            if token.pos != "WW" or token.lemma not in self.lexicon.cues or word == verb or "prenom" in token.tag:
                continue
            if token.text.casefold() in {"zou", "zouden"} or (word in clause.mains and word != clause.finite):
                continue
            found.add(self.lexicon.cues[token.lemma])
        for modality in ("voorgenomen", "verplicht", "mogelijk"):
            if modality in found:
                return modality
        if self.given_modality:
            return self.given_modality
        # "is afgesproken dat …", "met de opdracht om …": as firm as what it hangs on.
        opener = self.tokens[clause.opener].text.casefold() if clause.opener is not None else ""
        if clause.parent is not None and opener in {"dat", "om"} and clause.kind != RELATIVE:
            inherited = "voorgenomen" if self._ordered(clause.parent) else self._modality(clause.parent, verb)
            return inherited if inherited != "ontkend" else "feitelijk"
        return "feitelijk"

    def _denied(self, clause: Clause, verb: int, frame: Frame | None) -> bool:
        words = clause.words
        others = [m for m in clause.mains if m != clause.finite]
        previous = max((m for m in others if m < verb), default=-1) if verb in others else -1
        for position, word in enumerate(words):
            lemma = self.tokens[word].lemma.casefold()
            if self.lexicon.cues.get(lemma) != "ontkend" or word < previous:
                continue
            if lemma == "niet" and any(p.first <= word < p.last for p in self.sentence.phrases):
                continue
            following = {self.tokens[w].lemma.casefold() for w in words[position + 1 : position + 3]}
            if following & _NO_DENIAL:
                continue
            if lemma == "geen" and frame is not None and word > verb and self._elsewhere(word, verb, frame):
                continue
            return True
        return False

    def _elsewhere(self, word: int, verb: int, frame: Frame) -> bool:
        """Whether "geen" stands in a phrase behind a preposition that is no role of the verb."""
        phrase = next((p for p in self.sentence.phrases if p.covers(word)), None)
        return phrase is not None and bool(phrase.preposition) and f"pp:{phrase.preposition}" not in _roles_of(frame)


def _acting(referent: Referent) -> Referent:
    """Return a field of work named beside actors as those who work in it: "de gemeenten en het onderwijs"."""
    acts = is_actor(referent.kind) or referent.kind in {"Document", "Beleid", "tekst"}
    return referent if acts else Referent(referent.name, "Actorgroep", referent.printed)


def _is(kind: str, wanted: str) -> bool:
    """Whether a class is one that a role of the lexicon asks for."""
    if wanted == "actor":
        return is_actor(kind)
    return kind in {"Document", "Beleid"} if wanted == "stuk" else kind == wanted


def inner_member(member: Member, inner: Phrase) -> Member:
    """Return the first attached phrase as a member of its own, with what is attached to it in turn."""
    rest = member.inner[member.inner.index(inner) + 1 :]
    return Member(inner, member.last, rest)


def _roles_of(frame: Frame) -> tuple[str, ...]:
    return tuple(r.partition("@")[0] for r in (*frame.subject_roles, *frame.object_roles, *frame.topic_roles))
