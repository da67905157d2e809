"""Clauses of a sentence: which words belong together under one finite verb, and which verbs carry the meaning.

A full parse errs often in long administrative sentences, so clauses are told by signs that hold: conjunctions, relative
pronouns, commas and the places of the verbs.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.frog import Token
from loaders.lexicon import Lexicon

MAIN, SUBORDINATE, RELATIVE, INFINITIVE, CONDITION, QUESTION = "hoofd", "bij", "betrekkelijk", "te", "als", "of"
_CONDITIONS = {"vóórdat", "als", "indien", "wanneer", "tenzij", "mits", "zolang", "ingeval", "voorzover", "voordat"}
_SUBORDINATORS = {
    "dat", "omdat", "zodat", "terwijl", "nadat", "doordat", "aangezien", "hoewel", "opdat", "zodra", "totdat",
    "waarna", "sinds", "naarmate",
}  # fmt: skip
_COORDINATORS = {"en", "maar", "want", "of", "doch", "alsmede", "alsook", "evenals"}
#: Relations whose object can be a dependent question: "onderzoekt hoe de samenwerking verloopt".
ASKING = frozenset({"onderzoekt", "bespreekt", "besluitOver", "evalueert", "bewaakt", "houdtToezichtOp"})
_TO = {"om", "door", "teneinde", "zonder", "alvorens", "ten einde"}


@dataclass(slots=True)
class Clause:
    """The words under one finite verb, or under one infinitive with "te"."""

    kind: str
    words: list[int] = field(default_factory=list)
    opener: int | None = None
    """The conjunction or relative pronoun that opens it."""
    anchor: int | None = None
    """The first of several coordinated relative pronouns, which stands behind what they are about."""
    parent: Clause | None = None
    previous: Clause | None = None
    """The clause that it is coordinated with."""
    finite: int | None = None
    mains: list[int] = field(default_factory=list)
    """The verbs that carry the meaning."""

    @property
    def hypothetical(self) -> bool:
        """Whether it states a condition or a question, or lies in one that does."""
        return self.kind in {CONDITION, QUESTION} or (self.parent is not None and self.parent.hypothetical)


def find_clauses(tokens: Sequence[Token], lexicon: Lexicon, inside: Set[int] = frozenset()) -> list[Clause]:
    """Return the clauses of a sentence in the order in which they begin.

    Verbs at the places `inside` are part of a noun phrase ("de op te stellen agenda") and open nothing.
    """
    aside = asides(tokens)
    found: list[Clause] = []
    start = 0
    for index, token in enumerate([*tokens, None]):
        if token is not None and token.text == ":" and not _parts(tokens, index):
            continue
        if token is None or (token.text in {";", ":"} and index not in aside):
            found += _Reader(tokens, lexicon, aside, inside).read(start, index)
            start = index + 1
    return [c for c in found if c.words]


def _parts(tokens: Sequence[Token], colon: int) -> bool:
    """Whether a colon parts two clauses: near the beginning only before a new sentence, "NB: De raad …"."""
    begins = colon + 1 < len(tokens) and tokens[colon + 1].text[:1].isupper()
    return _states(tokens, colon) and (colon >= 4 or begins)


def _states(tokens: Sequence[Token], colon: int) -> bool:
    """Whether what follows a colon has a finite verb of its own, up to the next border."""
    for token in tokens[colon + 1 :]:
        if token.text == ";":
            return False
        if token.tag.startswith("WW(pv"):
            return True
    return False


def asides(tokens: Sequence[Token]) -> set[int]:
    """Return the words between brackets."""
    inside: set[int] = set()
    depth = 0
    for index, token in enumerate(tokens):
        depth += token.text.count("(") + token.text.count("[")
        if depth > 0:
            inside.add(index)
        depth = max(0, depth - token.text.count(")") - token.text.count("]"))
    return inside


class _Reader:
    """Reads the clauses of a stretch without a hard border."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon, aside: set[int], inside: Set[int]) -> None:
        self.tokens, self.lexicon, self.aside, self.inside = tokens, lexicon, aside, inside

    def read(self, start: int, end: int) -> list[Clause]:
        nested = self._nested(start, end)
        found = [part for clause in nested for part in self._coordinated(clause)]
        for clause in found:
            self._find_verbs(clause)
        return found

    # ------------------------------------------------------------ nesting

    def _nested(self, start: int, end: int) -> list[Clause]:
        clauses = [Clause(MAIN)]
        stack = [clauses[0]]
        for index in range(start, end):
            if index in self.aside:
                continue
            while len(stack) > 1 and self._ends(stack, index, end):
                stack.pop()
            kind = self._opens(index, start, end)
            if kind:
                opened = Clause(kind, opener=index, parent=stack[-1])
                clauses.append(opened)
                stack.append(opened)
            stack[-1].words.append(index)
        return clauses

    def _opens(self, index: int, start: int, end: int) -> str:
        """Return the kind of clause that a word opens; empty where it opens none."""
        before = self.tokens[index - 1] if index > start else None
        if before is not None:
            # A pronoun relates or asks only behind something else.
            kind = self._opens_by_pronoun(index, start, end, before)
            if kind is not None:
                return kind
        if self._last_word(index) == "alvorens" and self._to_infinitive(index, end) is None:
            return CONDITION
        return self._opens_by_conjunction(index, end, before) or self._opens_infinitive(index, end)

    def _opens_by_pronoun(self, index: int, start: int, end: int, before: Token) -> str | None:
        """Return the kind of clause that a pronoun opens, empty if none; None where the word is no such pronoun."""
        token, word = self.tokens[index], self._last_word(index)
        if word == "wat" and token.pos == "VNW":
            return QUESTION
        if word in {"die", "dat"} and before.text != "," and self._goes_on(index, start, end):
            return ""  # "en leggen die aan de stuurgroep voor", "dan voert X die uit": no relative pronoun
        if token.tag.startswith("VNW(betr"):
            names = before.pos in {"N", "SPEC", "LET", "VZ", "TW", "ADJ", "WW"} or before.nominal
            return RELATIVE if names else ""  # "degenen die"
        if (
            word == "wie"
            and before.pos == "VZ"
            and index - 2 >= start
            and self.tokens[index - 2].pos in {"N", "SPEC", "LET"}
        ):
            return RELATIVE if self._has_verb(index, end) else ""
        if word == "dat" and index == start + 1 and before.tag.startswith("WW(pv") and self._leads_on(index, end):
            return ""  # "Levert dat niets op, dan …"
        if word in {"die", "dat"} and token.pos in {"VNW", "VG"} and "det" not in token.tag:
            kind = self._opens_by_that(index, start, end, before)
            if kind:
                return kind
        behind_noun = before.pos in {"N", "SPEC"} and self._verb_final(index, end)
        if word == "waar" and (before.text == "," or behind_noun) and token.pos in {"BW", "VNW", "VG"}:
            return RELATIVE
        return self._opens_by_where(index, end, before)

    def _opens_by_where(self, index: int, end: int, before: Token) -> str | None:
        """Return what "waar", "waarom" or "waarvan" opens, empty if nothing; None for other words."""
        token, word = self.tokens[index], self._last_word(index)
        if word == "waaronder" and not self._has_verb(index, end, {","}):
            return ""
        if word in {"waarom", "waar", "waardoor"} and (before.pos == "WW" or self._parts_from_verb(index)):
            return QUESTION if self._verb_final(index, end) else ""  # "zoekt uit waarom het beroep verschilt"
        if word.startswith(("waar", "wiens")) and len(word) > 5 and token.pos in {"BW", "VNW"}:
            return "" if word in {"waarna", "waarde"} else RELATIVE
        return None

    def _leads_on(self, index: int, end: int) -> bool:
        """Whether ", dan" follows: what stands before it is a condition."""
        return any(self.tokens[i].text == "," and self.tokens[i + 1].text == "dan" for i in range(index, end - 1))

    def _goes_on(self, index: int, start: int, end: int) -> bool:
        """Whether a finite verb stands soon before a word and none behind it."""
        acts = [i for i in range(max(start, index - 4), index) if self._is_finite(i)]
        return bool(acts) and self._continues(index, end)

    def _continues(self, index: int, end: int) -> bool:
        """Whether no finite verb follows that a relative pronoun could go with."""
        return not any(self._is_finite(i) for i in range(index + 1, end))

    def _opens_by_that(self, index: int, start: int, end: int, before: Token) -> str:
        """Return what "die" or "dat" opens: relative behind a noun, else subordinate."""
        token, word = self.tokens[index], self._last_word(index)
        final = self._verb_final(index, end)
        follows = self.tokens[index + 1].text if index + 1 < end else ""
        if word == "dat" and index == start + 1 and before.tag.startswith("WW(pv") and follows in {"niet", ","}:
            return ""  # "Lukt dat niet, dan …"
        pointed = index - 2 >= start and self.tokens[index - 2].text.casefold() == "dit"
        if pointed and word == "dat" and final:
            return SUBORDINATE  # "beogen met dit convenant dat"
        if (before.pos in {"N", "SPEC"} or (before.pos == "ADJ" and before.nominal)) and (final or token.pos == "VNW"):
            # "de bedoeling dat": behind a noun with "de", "dat" is no relative pronoun.
            return SUBORDINATE if word == "dat" and ("zijd" in before.tag or "mv" in before.tag) else RELATIVE
        if before.pos == "VZ" and word == "die":
            # "wijst een contactpersoon aan die deelneemt".
            return RELATIVE
        if before.text == "," and final:
            # "heeft een bureau opgericht, dat de inkoop doet": behind the verb, of what the clause introduced.
            behind_verb = index > start + 1 and self.tokens[index - 2].tag.startswith("WW(vd")
            if behind_verb and (word == "die" or any(t.text == "een" for t in self.tokens[start:index])):
                return RELATIVE
            return RELATIVE if index > start + 1 and self.tokens[index - 2].pos in {"N", "SPEC", "TW"} else SUBORDINATE
        if before.pos == "WW" and word == "dat" and final:
            # "Op dit moment is dat de werkgroep, waarin": without a verb of its own it opens nothing.
            return SUBORDINATE if before.lemma != "zijn" or self._has_verb(index, end, frozenset({","})) else ""
        return SUBORDINATE if word == "dat" and token.pos == "VG" else ""

    def _opens_by_conjunction(self, index: int, end: int, before: Token | None) -> str:
        """Return what a conjunction or question word opens."""
        token, word = self.tokens[index], self._last_word(index)
        if token.tag.startswith("VG(onder") or word in {"voordat", "nadat", "omdat", "zodat"}:
            if word in _CONDITIONS:
                # "als opdrachtgever": without a verb of its own it opens no clause.
                if word == "als" and before is None and self._is_capacity(index, end):
                    return ""
                return CONDITION if word != "als" or self._has_verb(index, end) else ""
            if word == "of":
                return QUESTION
            if word in _SUBORDINATORS:
                return SUBORDINATE
            if word == "zoals":
                return CONDITION if self._verb_final(index, end) else ""
        if word == "of" and before is not None and self._opens_question(index, end, before):
            return QUESTION
        if word in {"hoe", "welke", "wie"} and token.pos in {"BW", "VNW"} and before is not None:
            return QUESTION if before.pos in {"WW", "LET", "VG", "BW"} or self._parts_from_verb(index) else ""
        return QUESTION if before is None and self._asks_first(index, end) else ""

    def _opens_question(self, index: int, end: int, before: Token) -> bool:
        """Whether "of" asks, "onderzocht wordt of …", and joins no two things."""
        if before.tag.startswith(("WW(vd", "WW(pv", "WW(inf")) and self._asks(index, end):
            return True
        return before.pos in {"N", "SPEC", "VZ", "TW", "BW"} and self._is_asked(index, end)

    def _asks_first(self, index: int, end: int) -> bool:
        """Whether a sentence begins with what it goes on to answer: "Hoe het verder gaat, bepaalt het college"."""
        if self._last_word(index) not in {"hoe", "of", "welke", "wat", "wie"} or not self._verb_final(index, end):
            return False
        marks = [i for i in range(index + 1, end - 1) if self.tokens[i].text == ","]
        return any(self._is_finite(i + 1) and any(self._is_finite(j) for j in range(index, i)) for i in marks)

    def _parts_from_verb(self, index: int) -> bool:
        """Whether the word before is the part of a verb that stands apart: "gaan partijen na hoe"."""
        particle = self._last_word(index - 1)
        verbs = (t.lemma for t in self.tokens[:index] if t.tag.startswith("WW(pv"))
        return any(particle + verb in self.lexicon.frames for verb in verbs)

    def _is_capacity(self, index: int, end: int) -> bool:
        """Whether "als" opens no condition but a capacity: "Als penvoerder heeft de gemeente …"."""
        if index + 3 >= end or self.tokens[index + 1].pos != "N" or not self._is_finite(index + 2):
            return False
        return self.tokens[index + 3].pos in {"LID", "SPEC", "VNW"}

    def _is_asked(self, index: int, end: int) -> bool:
        """Whether "of" behind a noun opens a question: "bekijkt het overleg of de werkwijze voldoet"."""
        verbs = [t.lemma for t in self.tokens[:index] if t.pos == "WW"]
        verbs += [f"{self.tokens[index - 1].text}{verb}" for verb in verbs]  # "gaan partijen na of"
        words = {part for t in self.tokens[:index] for part in t.lemma.split("_")}
        frames = [f for v in verbs for f in self.lexicon.frames.get(v, ()) if words.issuperset(f.required)]
        asks = any(f.relation in ASKING for f in frames)
        later = [i for i in range(index + 1, end) if self._is_finite(i)]
        near = self.tokens[index + 1].tag.startswith("VNW(pers") if index + 1 < end else False  # "of het loont"
        return asks and bool(later) and later[0] - index > (1 if near else 2) and self._verb_final(index, end)

    def _asks(self, index: int, end: int) -> bool:
        """Whether "of" behind a verb opens a question, "onderzocht wordt of …", and joins no second verb."""
        follows = self.tokens[index + 1] if index + 1 < end else None
        return follows is not None and follows.pos != "WW" and any(t.pos == "WW" for t in self.tokens[index + 2 : end])

    def _opens_infinitive(self, index: int, end: int) -> str:
        """Return INFINITIVE where "om" or "door" stands before an infinitive with "te"."""
        token, word = self.tokens[index], self._last_word(index)
        if word not in _TO or token.pos not in {"VZ", "VG"}:
            return ""
        ahead = [t.lemma for t in self.tokens[index + 1 : index + 4]]
        if word == "om" and len(ahead) == 3 and ahead[1] == "te" and ahead[2] in {"vragen", "verzoeken"}:
            return ""  # "de raad om advies te vragen": for what, not to what end
        if self._under_om(index):
            return ""  # "om een werkwijze voor verwijzingen door huisartsen te ontwikkelen"
        verb = self._to_infinitive(index, end)
        # "dient door het bureau te worden gehoord": there "door" names who acts.
        return INFINITIVE if verb is not None and self.tokens[verb].lemma != "worden" else ""

    def _under_om(self, index: int) -> bool:
        """Whether "om" stands before a word in the same clause and still waits for its infinitive."""
        for token in reversed(self.tokens[max(0, index - 12) : index]):
            word = token.text.casefold()
            if word in {",", ";", ":", "te"} or token.tag.startswith("WW(pv"):
                return False
            if word == "om":
                return True
        return False

    def _last_word(self, index: int) -> str:
        """Return the last of the words that Frog joined into one, in lower case."""
        return self.tokens[index].text.casefold().split()[-1]

    def _has_verb(self, index: int, end: int, borders: Set[str] = frozenset({",", "en", "of"})) -> bool:
        """Whether a finite verb stands before the next border: without one "waaronder de raden, …" opens no clause."""
        for position in range(index + 1, end):
            if self.tokens[position].text in borders:
                return False
            if self._is_finite(position):
                return True
        return False

    def _verb_final(self, index: int, end: int) -> bool:
        """Whether the finite verb of what begins here does not stand second."""
        following = [i for i in range(index + 1, end) if i not in self.aside]
        return bool(following) and not self._is_finite(following[0])

    def _to_infinitive(self, index: int, end: int) -> int | None:
        """Return the infinitive with "te" that a word opens for, if no finite verb comes first."""
        for position in range(index + 1, end):
            token = self.tokens[position]
            if self._is_finite(position):
                return None
            if position in self.inside:
                continue
            if token.text.casefold() == "te" and position + 1 < end and self.tokens[position + 1].pos == "WW":
                return position + 1
            # "door de instelling geïnformeerd over de mogelijkheid om … te": who informs, not how.
            ends = token.text in {",", "om"} or token.tag.startswith("WW(vd,vrij")
            if ends and self.tokens[index].text.casefold() == "door":
                return None
        return None

    def _ends(self, stack: list[Clause], index: int, end: int) -> bool:
        top, parent = stack[-1], stack[-2]
        token = self.tokens[index]
        if top.kind == INFINITIVE:
            seen = any(self.tokens[i].text.casefold() == "te" for i in top.words)
            if not seen:
                return False
            later = self._more_to(index, end)
            if token.text == "," or (token.pos == "VG" and token.text in _COORDINATORS):
                commas = [i for i in (*top.words, index) if self.tokens[i].text == ","]
                return not later and not any(self._lists_to_the_end(i, end) for i in commas)
            return self._is_finite(index)
        finite = [i for i in top.words if self._is_finite(i)]
        if not finite:
            return False
        if token.text == ",":
            return not self._lists_to_the_end(index, end)
        if token.text in _COORDINATORS and token.pos == "VG":
            if self._lists_on(finite[-1], index, end):
                return False
            if self._goes_on_second(index, end) and any(self._is_finite(i) for i in parent.words):
                return True
            following = sum(self._is_finite(i) and i not in self.aside for i in range(index + 1, end))
            return following < (1 if any(self._is_finite(i) for i in parent.words) else 2)
        if self._is_finite(index):
            # A finite verb right behind the verbs of a relative clause belongs to what the clause hangs on.
            needs = not any(self._is_finite(i) for i in parent.words)
            return needs and not self._auxiliary_pair(finite[-1], index)
        return False

    def _lists_to_the_end(self, comma: int, end: int) -> bool:
        """Whether nothing but the rest of a list follows: "die past bij de wensen van jeugdigen, ouders en scholen"."""
        words = [t for t in self.tokens[comma + 1 : end] if t.text != "."]
        last = next((i for i in range(len(words) - 1, 0, -1) if words[i].text == "en" and words[i].pos == "VG"), 0)
        ranked = {"N", "SPEC", "ADJ", "LID", "TW", "VZ", "VNW"}
        plain = all(t.pos in ranked or t.nominal or "prenom" in t.tag or t.text in {",", "en"} for t in words)
        plain = plain and self.tokens[comma - 1].pos in ranked
        return plain and 0 < last < len(words) - 1

    def _lists_on(self, finite: int, index: int, end: int) -> bool:
        """Whether a conjunction adds to a list behind the verb: "dat bestaat uit een manager en drie adviseurs"."""
        if self.tokens[index - 1].pos not in {"N", "SPEC"} or index - 1 <= finite or index + 1 >= end:
            return False
        if not any(self.tokens[i].pos == "VZ" for i in range(finite, index)):
            return False
        if self.tokens[index + 1].pos not in {"LID", "ADJ", "N", "SPEC", "TW"}:
            return False
        return not self._has_verb(index, end, {","})

    def _goes_on_second(self, index: int, end: int) -> bool:
        """Whether a conjunction goes on with the main clause: "… dat het overleg bespreekt en mag ook iets doen"."""
        if index + 1 >= end or not self._is_finite(index + 1):
            return False
        later: list[Token] = []
        for token in self.tokens[index + 2 : end]:
            if token.text == "," or token.pos == "VG":
                break
            later.append(token)
        return any(t.pos in {"N", "SPEC"} for t in later) and not any(t.tag.startswith("WW(pv") for t in later)

    def _auxiliary_pair(self, left: int, right: int) -> bool:
        a, b = self.tokens[left], self.tokens[right]
        return right - left == 1 and (a.lemma in self.lexicon.auxiliaries) and b.text.endswith("n")

    def _more_to(self, index: int, end: int) -> bool:
        for position in range(index + 1, end):
            if self._is_finite(position):
                return False
            if self.tokens[position].text.casefold() == "te" and self.tokens[position].pos == "VZ":
                return position + 1 < end and self.tokens[position + 1].pos == "WW"
        return False

    # ------------------------------------------------------------ coordination

    def _coordinated(self, clause: Clause) -> list[Clause]:
        """Divide a clause with several finite verbs at the conjunctions between them."""
        words = clause.words
        finite = [w for w in words if self._is_finite(w)]
        finite = [f for i, f in enumerate(finite) if not self._is_infinitive_after(words, finite[:i], f)]
        if len(finite) < 2:
            clause.finite = finite[0] if finite else None
            return [clause]
        parts: list[Clause] = []
        begin = 0
        for left, right in pairwise(finite):
            border = self._border(words, left, right, verb_final=clause.kind != MAIN)
            if border is None:
                continue
            at = words.index(border)
            parts.append(self._part(clause, words[begin:at], parts))
            begin = at
        parts.append(self._part(clause, words[begin:], parts))
        first = parts[0]
        if clause.kind == MAIN and len(parts) > 1 and first.words and first.finite == first.words[0]:
            # "Is de veiligheid in het geding, dan …": a condition by its order.
            then = next((w for w in parts[1].words if self.tokens[w].pos != "LET"), None)
            if then is not None and self.tokens[then].text.casefold() == "dan":
                first.kind = CONDITION
                parts[1].previous = None
        return parts

    def _part(self, clause: Clause, words: list[int], before: list[Clause]) -> Clause:
        part = Clause(clause.kind, words, clause.opener, parent=clause.parent, previous=before[-1] if before else None)
        if len(words) > 1 and before and self._relates(words[1]):
            # "… en die door X wordt georganiseerd": about what the first relative clause is about.
            part.opener, part.previous, part.anchor = words[1], None, clause.opener
        part.finite = next((w for w in words if self._is_finite(w)), None)
        return part

    def _relates(self, index: int) -> bool:
        token = self.tokens[index]
        return token.tag.startswith("VNW(betr") or (token.pos == "BW" and token.text.casefold().startswith("waar"))

    def _border(self, words: list[int], left: int, right: int, *, verb_final: bool) -> int | None:
        between = [w for w in words if left < w < right]
        joined = [w for w in between if self.tokens[w].text in _COORDINATORS and self.tokens[w].pos == "VG"]
        commas = [w for w in between if self.tokens[w].text == ","]
        then = [w for w in commas if w + 1 < right and self.tokens[w + 1].text == "dan"]
        if then and words[0] == left:
            return then[-1]  # "Komen verwijzer en aanbieder er niet uit, dan …"
        if verb_final:
            close = [w for w in joined if w - left <= 3]
            return next(iter(close or joined or commas), None)
        # ", werkt voorstellen uit": what stands right before a verb parts, whatever is listed before it.
        adjacent = [w for w in (*joined, *commas) if right - w == 1]
        return next(reversed(adjacent or joined or commas), None)

    def _is_infinitive_after(self, words: list[int], before: list[int], index: int) -> bool:
        """Whether what Frog calls finite is an infinitive: behind an auxiliary with nothing between to part them."""
        if not before or not self.tokens[index].text.endswith("n"):
            return False
        between = [w for w in words if before[-1] < w < index]
        if any(self.tokens[w].text.casefold() == "dan" for w in between):
            return False
        # "willen gemeenten en aanbieders het aantal hebben gehalveerd": "en" joins who wants it.
        follows = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        perfect = self.tokens[index].lemma in {"hebben", "zijn", "worden"} and follows is not None
        ends = perfect and follows is not None and follows.tag.startswith("WW(vd") and between[:1] == [before[-1] + 1]
        parted = any(self._joins_clauses(w) for w in between) and not (ends and self._last(index + 1))
        return self.tokens[before[-1]].lemma in self.lexicon.auxiliaries and not parted

    def _joins_clauses(self, index: int) -> bool:
        """Whether a conjunction can join clauses: not the one of "gevraagd en ongevraagd"."""
        if self.tokens[index].text not in _COORDINATORS:
            return False
        around = [t.pos for t in (*self.tokens[index - 1 : index], *self.tokens[index + 1 : index + 2])]
        return not (len(around) == 2 and set(around) <= {"BW", "ADJ"})

    def _last(self, index: int) -> bool:
        """Whether nothing but a full stop follows a word."""
        return all(t.pos == "LET" for t in self.tokens[index + 1 :])

    # ------------------------------------------------------------ verbs

    def _is_finite(self, index: int) -> bool:
        token = self.tokens[index]
        return token.tag.startswith("WW(pv") and not (index and self.tokens[index - 1].text.casefold() == "te")

    def _find_verbs(self, clause: Clause) -> None:
        free = [
            w
            for w in clause.words
            if self.tokens[w].pos == "WW"
            and w != clause.finite
            and w not in self.inside
            and "prenom" not in self.tokens[w].tag
            and not self.tokens[w].nominal
        ]
        meaning = [w for w in free if not self._is_auxiliary(w, free)]
        finite = clause.finite
        if finite is None:
            clause.mains = meaning
        elif self.tokens[finite].lemma in self.lexicon.auxiliaries:
            clause.mains = [finite, *meaning] if self._stands_alone(finite, meaning) else meaning
        else:
            clause.mains = [finite, *meaning]

    def _stands_alone(self, finite: int, meaning: list[int]) -> bool:
        """Whether an auxiliary carries meaning itself: "is lid van", "heeft de regie"."""
        return self.tokens[finite].lemma in {"zijn", "hebben", "blijven", "gaan", "worden"} or not meaning

    def _is_auxiliary(self, index: int, free: list[int]) -> bool:
        token = self.tokens[index]
        if token.lemma not in self.lexicon.auxiliaries:
            return False
        if token.tag.startswith("WW(vd") and any(f.transitive for f in self.lexicon.frames.get(token.lemma, ())):
            return False  # "dient te worden gehoord"
        return any(abs(other - index) <= 2 for other in free if other != index)
