"""One sentence under study: what its readers share, and what its phrases stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loaders.claims import Fit
from loaders.clauses import Clause
from loaders.coreference import Discourse, Referent
from loaders.frog import Token
from loaders.groups import Group, Member, find_groups, inner_member, is_actor, listed, name_of
from loaders.lexicon import Lexicon
from loaders.parsing import Sentence
from loaders.phrases import RECIPROCAL, TIME


@dataclass(slots=True)
class Scene:
    """A sentence with everything that says what it means."""

    lexicon: Lexicon
    fits: Mapping[str, Fit]
    """Which classes the ends of each relation may have."""
    discourse: Discourse
    sentence: Sentence
    given: Group | None = None
    """Whom verbs without a subject of their own are about: the head of a list."""
    given_modality: str = ""
    """How firmly the head of a list says it, where the sentence itself says nothing."""
    meeting: bool = False
    """Whether a meeting stands for the body that meets, in the relation that is read."""
    at_table: bool = False
    """Whether the clause that is read says who sits at a table."""
    _subjects: dict[int, Group | None] = field(default_factory=dict)
    """Subject by identity of the clause, of those read so far."""

    @property
    def tokens(self) -> Sequence[Token]:
        """The words of the sentence."""
        return self.sentence.tokens

    def set_subject(self, clause: Clause, subject: Group | None) -> None:
        """Remember whom a clause is about."""
        self._subjects[id(clause)] = subject

    def subject(self, clause: Clause) -> Group | None:
        """Return whom a clause is about; None where nobody is named, or the clause was not read yet."""
        return self._subjects.get(id(clause))

    def hanging(self, clause: Clause) -> list[Clause]:
        """Return the clauses that hang on a clause: opened under it, or right behind its last word."""
        opened = [c for c in self.sentence.clauses if c.opener is not None and c.previous is None]
        return [c for c in opened if c.parent is clause or (c.opener or 0) - 1 in clause.words]

    def subject_of(self, clause: Clause | None) -> Group | None:
        """Return whom a clause is about, if there is such a clause."""
        return self.subject(clause) if clause is not None else None

    def groups(
        self, clause: Clause, blocked: frozenset[str] = frozenset(), required: Sequence[str] = ()
    ) -> list[Group]:
        """Return the noun phrases of a clause, coordinated ones together; for the rest see `find_groups`."""
        return find_groups(self.tokens, self.sentence.phrases, frozenset(clause.words), blocked, required)

    def bare(self, groups: Sequence[Group]) -> list[Group]:
        """Return those groups that stand without a preposition, without times and names that explain a function."""
        found: list[Group] = []
        for group in groups:
            if group.preposition or group.head.kind == TIME:
                continue
            before = found[-1] if found else None
            if group.first and self.word(group.first - 1) == "waaronder":
                continue  # "de instellingen, waaronder Jeugdhulp Zuid": one of those already named
            if before is not None and self._explains(before, group):
                continue
            if before is not None and {before.head.kind, group.head.kind} == {"Rol", "Persoon"}:
                # "De coördinator, de heer X, doet het overleg verslag": one and the same.
                after = self.word(group.last + 1) if group.last + 1 < len(self.tokens) else ""
                if group.first == before.last + 2 and self.word(group.first - 1) == "," and after == ",":
                    continue
            found.append(group)
        return found

    def _explains(self, before: Group, group: Group) -> bool:
        """Whether a phrase between commas says what the one before it is: "de raad, adviesorgaan van X, telt"."""
        if group.first != before.last + 2 or self.word(group.first - 1) != "," or group.last + 2 >= len(self.tokens):
            return False
        ends = self.word(group.last + 1) == "," and self.tokens[group.last + 2].tag.startswith("WW(pv")
        return ends and group.head.determiner != "de" and not group.head.proper

    def lemma(self, index: int) -> str:
        """Return the lemma of a word in lower case."""
        return self.tokens[index].lemma.casefold()

    def lemmas(self, clause: Clause) -> set[str]:
        """Return the lemmas of the words of a clause, in lower case, of the parts too where Frog joined words."""
        return {part for w in clause.words for part in (self.lemma(w), *self.lemma(w).split("_"))}

    def governs_nothing(self, index: int) -> bool:
        """Whether no phrase stands right behind a preposition."""
        return not any(p.first == index + 1 for p in self.sentence.phrases)

    def word(self, index: int) -> str:
        """Return a word as printed, in lower case."""
        return self.tokens[index].text.casefold()

    def written(self, index: int) -> set[str]:
        """Return a word as printed, its lemma, and the parts of either that Frog joined."""
        return {self.lemma(index), *self.lemma(index).split("_"), *self.word(index).split()}

    def spelled(self, clause: Clause) -> str:
        """Return the words of a clause in lower case with a space around each, to look for phrases in."""
        words = [self.word(w) for w in clause.words]
        behind = clause.words[-1] + 1 if clause.words else 0
        if any(c.parent is clause and c.opener == behind for c in self.sentence.clauses):
            words.append(self.word(behind))  # "is bevoegd | om": the cue reaches into what it opens
        return f" {' '.join(words)} "

    def spelled_at(self, index: int, count: int) -> str:
        """Return some words from one on, in lower case."""
        return " ".join(t.text.casefold() for t in self.tokens[index : index + count])

    def opener(self, clause: Clause) -> str:
        """Return the word that opens a clause, in lower case; empty where none does."""
        return self.word(clause.opener) if clause.opener is not None else ""

    def is_infinitive(self, verb: int) -> bool:
        """Whether "te" stands before a verb."""
        return verb > 0 and self.word(verb - 1) == "te"

    def prefixed(self, verb: int) -> str:
        """Return an infinitive with the word before "te", "opdragen" of "op te dragen"; empty for other verbs."""
        return f"{self.word(verb - 2)}{self.lemma(verb)}" if verb > 1 and self.is_infinitive(verb) else ""

    def behind(self, clause: Clause, prepositions: frozenset[str]) -> list[Group]:
        """Return the groups that stand behind one of these prepositions, attached to no noun."""
        return [g for g in self.groups(clause, prepositions) if g.preposition in prepositions]

    def hangs_on_noun(self, group: Group) -> bool:
        """Whether a noun stands right before the preposition of a group."""
        at = group.first - len(group.preposition.split()) - 1
        return at >= 0 and any(p.first <= at <= p.last and p.kind != TIME for p in self.sentence.phrases)

    # ------------------------------------------------------------ referents

    def kind(self, group: Group) -> str:
        """Return the class of what stands first in a group; empty where that stays open."""
        found = self.referent(group.members[0])
        return found.kind if found is not None else ""

    def referents(self, group: Group) -> list[Referent]:
        """Return what the members of a group stand for, without those that stay open."""
        found: list[Referent] = []
        for member in group.members:
            if self.lemma(member.phrase.head) in self.lexicon.signs["vertegenwoordigt"] and len(member.inner) > 1:
                # "vertegenwoordigers van gemeenten, aanbieders en cliënten": one claim each.
                found += [
                    Referent(f"{member.phrase.name} van {inner.name}", member.phrase.kind) for inner in member.inner
                ]
                continue
            several = self._of_each(member)
            referent = self.referent(member) if not several else None
            found += several if referent is None else [referent]
        return found

    def _of_each(self, member: Member) -> list[Referent]:
        """Return "de gemeenteraden van A, B en C" as the council of each; empty where no municipalities are listed."""
        named = [p for p in listed(member) if p.kind == "Gemeente" and p.proper and not p.plural]
        singular = self.tokens[member.phrase.head].lemma
        bare = member.phrase.last == member.phrase.head and self.lexicon.classes_of(singular)
        if len(named) < 2 or len(named) != len(member.inner) or not member.phrase.plural or not bare:
            return []
        printed = name_of(self.tokens, member)
        return [Referent(f"{singular} van {p.name}", member.phrase.kind, printed) for p in named]

    def referent(self, member: Member) -> Referent | None:
        """Return what a noun phrase stands for; None where that stays open or is no thing."""
        if member.phrase.kind in {TIME, RECIPROCAL}:
            return None
        if self.meeting and self.lemma(member.phrase.head) in self.lexicon.signs["vergaderfrequentie"]:
            # "woont de vergaderingen van het overleg bij": who takes part, does so in the body.
            if member.inner and is_actor(member.inner[0].kind):
                return self.discourse.referent(self.tokens, inner_member(member, member.inner[0]))
            if not self.lexicon.signs["vergaderfrequentie"][self.lemma(member.phrase.head)]:
                return self.discourse.body  # "de bijeenkomst in mei" is no body; "de bijeenkomst van het overleg" is
        return self.discourse.referent(self.tokens, member)
