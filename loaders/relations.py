"""Relations in a sentence: which mention stands in which relation to which, and how firmly the sentence says so.

A verb of the lexicon opens a claim. Its ends are found by grammatical role first; where the parse gives none, by the
order of the clause. What does not fit the relation's domain and range is not claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.frog import Token
from loaders.lexicon import Frame, Lexicon
from loaders.mentions import Mention

_AUXILIARIES = {
    "worden",
    "zijn",
    "hebben",
    "kunnen",
    "mogen",
    "moeten",
    "willen",
    "zullen",
    "gaan",
    "dienen",
    "blijven",
    "laten",
}
_CHAIN_ROLES = {"vc", "body", "cnj", "ROOT", "obcomp", "crd"}
_RELATIVE = {"die", "dat", "welke", "wie", "waarin", "waaraan", "waarbij", "waarmee"}
#: Relations that two parties stand in with each other.
_MUTUAL = {"werktSamenMet", "overlegtMet"}
#: Relations whose participle describes its subject: "samengesteld uit", "gebaseerd op".
_STATES = {"bestaatUit", "heeftBetrekkingOp", "gebaseerdOp"}
_STAND_INS = {"vertegenwoordiger", "afgevaardigde", "lid"}
_LISTERS = {",", "en", "of", "alsmede", "evenals", "en/of", "&", "/"}


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation between two mentions of one sentence."""

    relation: str
    subject: Mention
    object: Mention
    modality: str
    witnesses: int
    """Independent signs that support it: role of the subject, role of the object, order, fit of classes."""
    topic: Mention | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """Which classes the ends of a relation may have."""

    subject: frozenset[str]
    object: frozenset[str]


def find_claims(
    tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon, fits: dict[str, Fit]
) -> list[Claim]:
    """Return the claims of a sentence; none of a question."""
    if not tokens or tokens[-1].text == "?":
        return []
    sentence = _Sentence(tokens, mentions, lexicon, fits)
    found: dict[tuple[str, int, int], Claim] = {}
    for verb in range(len(tokens)):
        for claim in sentence.claims_of(verb):
            key = (claim.relation, claim.subject.first, claim.object.first)
            if key not in found or found[key].witnesses < claim.witnesses:
                found[key] = claim
    return list(found.values())


class _Sentence:
    """One sentence under study."""

    def __init__(
        self, tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon, fits: dict[str, Fit]
    ) -> None:
        self.tokens, self.mentions, self.lexicon, self.fits = tokens, mentions, lexicon, fits

    # ------------------------------------------------------------ verbs

    def claims_of(self, verb: int) -> Iterator[Claim]:
        token = self.tokens[verb]
        if token.pos != "WW" or "prenom" in token.tag or "nom" in token.tag:
            return
        particle = self._particle(verb)
        lemma = f"{particle}{token.lemma}" if particle else token.lemma
        for frame in self.lexicon.frames.get(lemma, ()):
            if frame.required and not self._has(verb, frame.required):
                continue
            claims = list(self._framed(verb, frame))
            if claims:
                yield from claims
                return

    def _particle(self, verb: int) -> str:
        """Return the separable prefix that stands apart from a finite verb ("stelt … op")."""
        _, end = self._clause(verb)
        for token in self.tokens[verb + 1 : end]:
            parted = token.tag.startswith("VZ(fin") or token.role == "svp" or self._closes(token)
            if parted and f"{token.lemma}{self.tokens[verb].lemma}" in self.lexicon.frames:
                return token.lemma
        return ""

    def _closes(self, token: Token) -> bool:
        """Whether a preposition stands where a clause ends: it governs nothing there."""
        behind = next((t for t in self.tokens if t.begin >= token.end), None)
        return token.pos == "VZ" and (behind is None or behind.pos in {"LET", "VG"})

    def _has(self, verb: int, word: str) -> bool:
        begin, end = self._clause(verb)
        return any(self.tokens[i].lemma.casefold() == word for i in range(begin, end))

    def _clause(self, verb: int) -> tuple[int, int]:
        """Return the stretch of words around a verb, up to a semicolon or a conjunction that begins another clause."""
        begin, end = verb, verb + 1
        while begin > 0 and not self._border(begin - 1, verb):
            begin -= 1
        while end < len(self.tokens) and not self._border(end, verb):
            end += 1
        return begin, end

    def _border(self, index: int, verb: int) -> bool:
        token = self.tokens[index]
        if token.text in {";", ":"}:
            return True
        if token.tag.startswith("VG(onder") and token.lemma in {
            "dat",
            "omdat",
            "als",
            "wanneer",
            "zodat",
            "indien",
            "terwijl",
            "nadat",
            "voordat",
            "of",
        }:
            return index != verb
        if token.lemma in {"en", "maar", "want", "of"} and token.pos == "VG":
            joined = [i for i, t in enumerate(self.tokens) if t.head == index and t.role == "cnj"]
            if joined:
                return any(self.tokens[i].tag.startswith("WW(pv") for i in joined)
            # Without a parse: a conjunction directly before a finite verb begins a clause.
            return index + 1 < len(self.tokens) and self.tokens[index + 1].tag.startswith("WW(pv")
        return False

    def _chain(self, verb: int) -> list[int]:
        """Return a verb with the auxiliaries and modals that it hangs under."""
        chain = [verb]
        current = verb
        for _step in range(4):
            head = self.tokens[current].head
            if not 0 <= head < len(self.tokens) or head in chain:
                break
            token = self.tokens[head]
            if token.pos == "WW" and token.lemma in _AUXILIARIES:
                chain.append(head)
            elif token.lemma not in {"te", "om", "en"}:
                break
            current = head
        begin, end = self._clause(verb)
        if len(chain) == 1:
            # Frog now and then takes an infinitive behind a modal for a finite verb; word order tells them apart.
            finite = self.tokens[verb].tag.startswith("WW(pv")
            if finite and not self.tokens[verb].text.endswith("n"):
                return chain
            begin, end = (begin, verb) if finite else (begin, end)
            near = [
                i
                for i in range(begin, end)
                if self.tokens[i].tag.startswith("WW(pv") and self.tokens[i].lemma in _AUXILIARIES
            ]
            if near:
                chain.append(min(near, key=lambda i: abs(i - verb)))
        return chain

    # ------------------------------------------------------------ ends

    def _framed(self, verb: int, frame: Frame) -> Iterator[Claim]:
        chain = self._chain(verb)
        subjects, objects, witnesses = self._ends(verb, chain, frame)
        if not witnesses:
            return
        fit = self.fits[frame.relation]
        modality = self._modality(verb, chain)
        topics = [m for role in frame.topic_roles for m in self._role(chain, role, subjects, verb)]
        for subject in self._coordinated(subjects):
            for target in self._coordinated(objects):
                if subject is not target and subject.kind in fit.subject and target.kind in fit.object:
                    yield Claim(frame.relation, subject, target, modality, witnesses, next(iter(topics), None))
        if frame.relation in _MUTUAL and not objects:
            for left, right in pairwise(self._coordinated(subjects)):
                if left.kind in fit.subject and right.kind in fit.object:
                    yield Claim(frame.relation, left, right, modality, witnesses)

    def _ends(self, verb: int, chain: list[int], frame: Frame) -> tuple[list[Mention], list[Mention], int]:
        """Return the relation's subjects and objects, and how many of them the grammar itself names."""
        named = self._antecedent(verb) or self._role(chain, "su", [], verb)
        grammatical = named or self._by_order(verb, chain)
        if self._passive(verb, chain, frame):
            agents = self._prepositional(verb, chain, "door")
            if frame.relation in _STATES:
                objects = self._objects(verb, chain, frame, grammatical)
                ends = (grammatical, objects, int(bool(named)) + int(bool(objects)))
            elif "obj1" in frame.object_roles:
                ends = (agents, grammatical, 1 + int(bool(named)))
            else:
                ends = (agents, self._objects(verb, chain, frame, []), 2)
        else:
            by_role = [m for r in frame.object_roles for m in self._role(chain, r, grammatical, verb)][:1]
            objects = by_role or self._objects(verb, chain, frame, grammatical)
            ends = (grammatical, objects, int(bool(named)) + int(bool(by_role)))
        return (ends[1], ends[0], ends[2]) if frame.swapped else ends

    def _passive(self, verb: int, chain: list[int], frame: Frame) -> bool:
        if not self.tokens[verb].tag.startswith("WW(vd"):
            return False
        auxiliaries = {self.tokens[i].lemma for i in chain[1:]}
        return not auxiliaries or "worden" in auxiliaries or ("zijn" in auxiliaries and "obj1" in frame.object_roles)

    def _antecedent(self, verb: int) -> list[Mention]:
        """Return whom a relative clause is about: "een regiegroep die … bespreekt"."""
        begin, _ = self._clause(verb)
        for index in range(verb - 1, begin, -1):
            token = self.tokens[index]
            if token.tag.startswith("WW(pv"):
                return []
            if token.tag.startswith("VNW(betr") and token.lemma in {"die", "dat"}:
                return [m for m in self.mentions if 0 <= index - m.last - 1 <= 1][-1:]
        return []

    def _by_order(self, verb: int, chain: list[int]) -> list[Mention]:
        """Return the subject by word order: before the finite verb, or right behind it when something else is first."""
        finite = min(chain)
        begin, end = self._clause(verb)
        before = [m for m in self.mentions if begin <= m.first and m.last < finite and not self._in_phrase(m)]
        if before:
            return before[-1:] if self._relative_between(before[-1], finite) else before[:1]
        if begin > 0 and self.tokens[begin - 1].pos == "VG" and finite <= begin + 1:
            # "… en is samengesteld uit": a second verb under the subject of the first.
            earlier = [m for m in self.mentions if m.last < begin and not self._in_phrase(m)]
            return earlier[:1]
        after = [m for m in self.mentions if finite < m.first < end and not self._in_phrase(m)]
        return after[:1] if self.tokens[finite].tag.startswith("WW(pv") else []

    def _relative_between(self, mention: Mention, verb: int) -> bool:
        return any(self.tokens[i].lemma in _RELATIVE for i in range(mention.last + 1, verb))

    def _in_phrase(self, mention: Mention) -> bool:
        """Whether a preposition stands before a mention."""
        return mention.first > 0 and self.tokens[mention.first - 1].pos == "VZ"

    def _at(self, index: int) -> Mention | None:
        """Return the mention that a word is in; a relative pronoun stands for the mention before it."""
        for mention in self.mentions:
            if mention.covers(index):
                return mention
        if self.tokens[index].lemma in _RELATIVE:
            before = [m for m in self.mentions if m.last < index]
            return before[-1] if before else None
        return None

    def _role(self, chain: list[int], role: str, subjects: list[Mention], verb: int) -> list[Mention]:
        if role.startswith("pp:"):
            return self._prepositional(verb, chain, role.removeprefix("pp:"))
        for link in chain:
            for index, token in enumerate(self.tokens):
                if token.role == role and token.head == link:
                    mention = self._at(index)
                    if mention is not None and mention not in subjects:
                        return [mention]
        return []

    def _objects(self, verb: int, chain: list[int], frame: Frame, subjects: list[Mention]) -> list[Mention]:
        for role in frame.object_roles:
            found = self._role(chain, role, subjects, verb)
            if found:
                return found
        if "obj1" in frame.object_roles:
            return self._object_by_order(verb, chain, subjects)
        return []

    def _object_by_order(self, verb: int, chain: list[int], subjects: list[Mention]) -> list[Mention]:
        begin, end = self._clause(verb)
        free = [m for m in self.mentions if begin <= m.first < end and m not in subjects and not self._in_phrase(m)]
        if len(chain) == 1 and self.tokens[verb].tag.startswith("WW(pv"):
            behind = [m for m in free if m.first > verb]
            return behind[:1]
        between = [m for m in free if min(chain) < m.first < verb]
        return between[-1:] or [m for m in free if m.last < verb][-1:]

    def _prepositional(self, verb: int, chain: list[int], preposition: str) -> list[Mention]:
        """Return the mention behind a preposition in the verb's clause; one that hangs under the verb comes first."""
        begin, end = self._clause(verb)
        candidates = [
            i for i in range(begin, end) if self.tokens[i].text.casefold() == preposition and self.tokens[i].pos == "VZ"
        ]
        candidates.sort(key=lambda i: (self.tokens[i].head not in chain, abs(i - verb)))
        for index in candidates:
            mention = next((m for m in self.mentions if m.first in {index + 1}), None)
            if mention is not None:
                return [mention]
        return []

    def _coordinated(self, mentions: list[Mention]) -> list[Mention]:
        """Return the mentions with those that are listed with them: "A, B en C"."""
        result: list[Mention] = []
        for mention in map(self._through, mentions):
            group = [mention]
            position = self.mentions.index(mention)
            for following in self.mentions[position + 1 :]:
                between = self.tokens[group[-1].last + 1 : following.first]
                if (
                    not between
                    or len(between) > 3
                    or any(t.text.casefold() not in _LISTERS and t.pos != "VZ" for t in between)
                ):
                    break
                if following.kind == "" or not _alike(mention, following):
                    break
                group.append(following)
            result += group
        return result

    def _through(self, mention: Mention) -> Mention:
        """Return whom representatives stand for: "vertegenwoordigers van gemeenten" are the municipalities'."""
        following = next((m for m in self.mentions if m.first == mention.last + 2), None)
        if (
            following is not None
            and self.tokens[mention.head].lemma.casefold() in _STAND_INS
            and self.tokens[mention.last + 1].lemma in {"van", "uit"}
        ):
            return following
        return mention

    # ------------------------------------------------------------ modality

    def _modality(self, verb: int, chain: list[int]) -> str:
        begin, end = self._clause(verb)
        words = {self.tokens[i].lemma.casefold() for i in range(begin, end)}
        if self._negated(verb, chain, begin, end):
            return "ontkend"
        modals = [self.lexicon.cues[self.tokens[i].lemma] for i in chain if self.tokens[i].lemma in self.lexicon.cues]
        if "voorgenomen" in modals or "voornemen" in words:
            return "voorgenomen"
        for modality in ("verplicht", "mogelijk"):
            if modality in modals:
                return modality
        return "feitelijk"

    def _negated(self, verb: int, chain: list[int], begin: int, end: int) -> bool:
        low, high = min([*chain, verb]), max([*chain, verb])
        for index in range(begin, end):
            lemma = self.tokens[index].lemma.casefold()
            if self.lexicon.cues.get(lemma) != "ontkend":
                continue
            if lemma == "niet" and index + 1 < end and self.tokens[index + 1].lemma in {"alleen", "vrijblijvend"}:
                continue
            if low <= index <= high or self.tokens[index].head in chain or index > low:
                return True
        return False


def _alike(left: Mention, right: Mention) -> bool:
    actors = {"Actorgroep", "Gremium", "Gemeente", "Provincie", "Rijksorgaan", "Bestuursorgaan", "Rol", "Regio",
              "Organisatie", "Aanbieder", "Belangenorganisatie", "Financier", "Inkooporganisatie", "Persoon",
              "GecertificeerdeInstelling", "Kennisinstituut", "Onderwijsorganisatie"}  # fmt: skip
    return left.kind == right.kind or (left.kind in actors and right.kind in actors)
