"""Proposals from prose: claims that a program reads, each with its passage and how certain the program is.

What this reads was measured against annotations by readers (`make evaluate`); the page "Over" shows the figures.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from graph.dates import months
from graph.model import Passage
from graph.register import Register, provinces
from graph.vocabulary import local_subclasses, relation_ends
from loaders.claims import Claim, Fit
from loaders.clauses import RELATIVE
from loaders.coreference import Discourse, Referent
from loaders.document import Role
from loaders.facts import find_facts, find_field_facts
from loaders.forms import body_claims, contact_claims, field_claims, signature_claims, status_claims, title_claims
from loaders.frog import Token, analyse
from loaders.groups import Group, Member, find_groups, inner_member, is_actor, listed
from loaders.lexicon import Lexicon, lexicon
from loaders.naming import INITIALLED
from loaders.nominal import nominal_ends
from loaders.parsing import Sentence, parse
from loaders.phrases import PRONOUN, RECIPROCAL, TIME, Phrase, find_phrases
from loaders.prose import CELL, CONCLUDED, PLACED, read_prose
from loaders.relations import RelationReader
from loaders.stretches import ASKS, DECIDES, Head, Stretch, cut, find_stretches, join_head, opens_decision, texts_of
from loaders.tagging import repaired
from loaders.text import SourceText, Span

#: Prepositions before whom tasks belong to: "de taken van", "is voorbehouden aan".
_OWNS = frozenset({"van", "aan"})
#: Whoever was spoken of: "tot zijn taken behoren".
_THEY = Phrase(0, 0, 0, PRONOUN, "zij", "", plural=False, determiner="", proper=False)
_YOU = Phrase(0, 0, 0, PRONOUN, "u", "", plural=False, determiner="", proper=False)
_IT = Phrase(0, 0, 0, PRONOUN, "zijn", "", plural=False, determiner="", proper=False)
_REGION = re.compile(r"\b(?:jeugd(?:hulp|zorg)?)?regio [A-Z][\w’'-]+(?:[ -](?:en |[A-Z])[\w’'-]+)*")
#: The end of a decision that was taken: a draft has no day.
_DECIDED = re.compile(r"\baldus (?:besloten|vastgesteld)\b[^.…]{0,90}?\b\d{1,2} \w+ \d{4}", re.IGNORECASE)
_TASKS = re.compile(
    r"(?:hoofd|kern)?(?:taak|taken)|taken en (?:bevoegdheden|verantwoordelijkheden)|opdracht", re.IGNORECASE
)
_DATED = re.compile(
    rf"^[^:–]{{0,24}}\b(?:{'|'.join(months())}|"
    r"kwartaal|voorjaar|najaar|zomer|20\d\d)\b[^:–]{0,10}(?::|\s[-–])\s",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"^(?:gemeente )?(?P<name>[A-Z][\w' -]{2,40}?):\s")
_SIGNED = re.compile(
    r"^\s*(?:getekend|ondertekend) (?:te|op|door)\b|"
    rf"\baldus\b[^.]*(?:{CONCLUDED})|"
    r"^(?!.*\b(?:is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben)\b).*\bondertekend (?:te|op|door)\b",
    re.I,
)
#: Whose paper it is, which is no title: "Gemeente Stroomkant".
_LETTERHEAD = re.compile(r"Gemeente(?: [A-Z][\w'’-]+| (?:aan|den|op|bij|de|het))+")
#: How a letter begins.
_SALUTATION = re.compile(r"^(?:Geachte|Beste|Hooggeachte) [^.]{3,60},?$")
#: Who signs a letter, with a function on the next line.
_SIGNATURE = re.compile(
    rf"^(?P<name>{INITIALLED})\s*\n"
    r"\s*(?:wethouder|regiosecretaris|kwartiermaker)\b",
    re.MULTILINE,
)
#: Who takes part in an agreement, before the list of them.
_LISTED = re.compile(r"\b(?:volgende|onderstaande)\s+(?P<who>\w*(?:partners|partijen|organisaties))\s*:", re.IGNORECASE)
#: Who sends a note, by name: "Van: Noor Vos, kwartiermaker".
_SENDER = re.compile(
    r"^(?:Van|Opsteller|Auteur|Steller|Afzender)\s*:\s*(?:mevrouw |de heer )?"
    r"(?P<name>(?:[A-Z]\.\s?)*(?:[A-Z][\w'’-]+ )?(?:van |de |der |den |ter |te )*[A-Z][\w'’-]+)\s*(?:,|$)",
    re.MULTILINE,
)
_PROPOSAL = re.compile(
    r"raadsvoorstel|voorstel aan de (?:gemeente)?raad|ontwerp-?besluit|wordt u? ?voorgesteld|collegevoorstel",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"raadsbrief|informatiebrief|geachte (?:leden van de |leden |raad)|collegebrief|"
    r"aan de (?:leden van de )?(?:gemeente)?raad",
    re.IGNORECASE,
)


_PLACE = r"(?:de )?(?:[Gg]emeente )?(?P<name>[A-Z][\w’'-]+(?: (?:(?:en|op|aan|de|den|bij|van|over) )*[A-Z][\w’'-]+)*)"
#: Where the municipality stands whose college writes: in the signature, in the letterhead, in the address.
_WRITERS = (
    re.compile(rf"\b(?:[Ww]ethouders|[Cc]ollege|B&W) van {_PLACE}"),
    re.compile(rf"^[ \t]*(?:[Gg]emeente) {_PLACE}[ \t]*$", re.MULTILINE),
    re.compile(rf"\b(?:[Gg]emeenter|R|r)aad van {_PLACE}"),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that a program proposes."""

    subject: str
    relation: str
    """Local name of the relation."""
    object: str
    modality: str
    sentence: str
    passages: tuple[Passage, ...]
    subject_kind: str = ""
    """Local name of a class."""
    object_kind: str = ""
    """Local name of a class; "tekst" for a literal."""
    certainty: float = 0.5
    topic: str = ""
    printed: tuple[str, str] = ("", "")
    """Subject and object as the sentence has them, where that differs."""


@dataclass(slots=True)
class Reading:
    """Everything that was read from a document."""

    proposals: list[Proposal] = field(default_factory=list)
    open: list[tuple[str, tuple[Passage, ...]]] = field(default_factory=list)
    """References that stayed open, and where they stand."""
    title: str = ""
    """Name by which the document goes."""
    mentions: list[tuple[str, str, str]] = field(default_factory=list)
    """Sentence, name and class of everything that was recognised by name or noun."""


def propose(
    source: SourceText, day: dt.date, *, kept: Path | None = None, progress: Callable[[str], None] = lambda _: None
) -> list[Proposal]:
    """Return the claims that a program reads in a prose document.

    Raises
    ------
    AnalyserError
        When Frog is missing or fails.
    """
    return read_claims(source, day, kept=kept, progress=progress).proposals


def read_claims(
    source: SourceText, day: dt.date, *, kept: Path | None = None, progress: Callable[[str], None] = lambda _: None
) -> Reading:
    """Return the claims that a program reads in a prose document, and what it left open.

    Raises
    ------
    AnalyserError
        When Frog is missing or fails.
    """
    stretches = list(find_stretches(source))
    texts = [t for s in stretches for t in texts_of(s)]
    analysed = dict(zip(texts, analyse(texts, kept=kept, progress=progress), strict=True)) if texts else {}
    reader = _Reader(source, day, lexicon(), analysed)
    reader.introduce()
    return reader.read(stretches)


def read_answers(
    source: SourceText,
    answers: Sequence[tuple[str, Sequence[tuple[Span, ...]]]],
    day: dt.date,
    *,
    kept: Path | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Reading]:
    """Return the claims that a program reads in answers on a template, region by region.

    Parameters
    ----------
    source
        The document.
    answers
        Label of each region, and the stretches of each of its answers.
    day
        Municipalities are those of this day.
    kept, progress
        As of `read_claims`.
    """
    stretches = [[s for spans in given for s in cut(source, spans)] for _, given in answers]
    texts = list(dict.fromkeys(s.text for region in stretches for s in region))
    analysed = dict(zip(texts, analyse(texts, kept=kept, progress=progress), strict=True)) if texts else {}
    found: list[Reading] = []
    for (region, _), own in zip(answers, stretches, strict=True):
        reader = _Reader(source, day, lexicon(), {s.text: analysed[s.text] for s in own})
        reader.answer_for(region)
        found.append(reader.read(own))
    return found


# ---------------------------------------------------------------- reading


class _Reader:
    """Reads one document."""

    def __init__(
        self, source: SourceText, day: dt.date, words: Lexicon, analysed: dict[str, tuple[Token, ...]]
    ) -> None:
        self.source, self.lexicon = source, words
        self.tokens = {text: repaired(tokens, words) for text, tokens in analysed.items()}
        self.proposal = False
        self.decided = False
        self.discourse = Discourse(names=_names(day))
        self.speaker: Referent | None = None
        self.reader = RelationReader(words, fits(), self.discourse)

    def introduce(self) -> None:
        """Take from the beginning of the document what it calls itself, and who writes to whom."""
        beginning, title = self.source.text[:1500], title_of(self.source)
        self.proposal = bool(_PROPOSAL.search(beginning))
        self.decided = _DECIDED.search(self.source.text) is not None
        self.discourse.title, self.discourse.own = title, _own_names(title)
        region = _REGION.search(beginning)
        if region is not None:
            name = " ".join(region[0].split())
            self.discourse.name_region(Referent(name, "Regio"), name.partition(" ")[2])
        sender = _SENDER.search(beginning) or _SIGNATURE.search(self.source.text[-400:])
        if sender is not None:
            self.discourse.writer = Referent(sender["name"], "Persoon")
        if self.proposal or _LETTER.search(beginning):
            municipality = _writing_municipality(self.source.text)
            of = f" van {municipality}" if municipality else ""
            self.discourse.author = Referent(f"college van burgemeester en wethouders{of}", "Bestuursorgaan")
            self.discourse.addressee = Referent(f"gemeenteraad{of}", "Bestuursorgaan")

    def answer_for(self, region: str) -> None:
        """Take the region's municipalities for "wij", and for whoever acts unnamed: they gave the answers."""
        municipalities = Referent(f"gemeenten {region}", "Actorgroep")
        self.discourse.author = self.discourse.implied = municipalities
        self.discourse.region = Referent(region, "Regio")

    def read(self, stretches: Sequence[Stretch]) -> Reading:
        for stretch in stretches:
            if stretch.kind != "ondertekening":
                named, phrases = stretch.kind != "veld", self._phrases(stretch.heard)
                self.discourse.learn(stretch.text, self.tokens[stretch.heard], phrases, named=named)
        if self.discourse.author is None and any("partijen" in s.text.casefold() for s in stretches):
            self.discourse.author = Referent("partijen", "Actorgroep")
        region = self.discourse.region
        listed = _LISTED.search(self.source.text)
        if self.discourse.author is None and listed is not None:
            # "Het kader geldt voor de volgende ketenpartners:": those who speak in it
            self.discourse.author = Referent(listed["who"], "Actorgroep")
        if self.discourse.author is None and region is not None and "gemeenten" in self.source.text[:1500].casefold():
            # A text about a region that names its municipalities and no parties speaks for them.
            self.discourse.author = Referent(f"gemeenten in {region.name}", "Actorgroep")
        found = Reading(title=self.discourse.title)
        signing = ""
        for stretch in stretches:
            opened = _SIGNED.search(stretch.text)
            if opened is not None and not (self.proposal and "besloten" in opened[0].casefold()):
                # "Aldus vastgesteld door:" heads those who decided, "Aldus ondertekend" those who signed.
                decided = any(word in opened[0].casefold() for word in ("vastgesteld", "besloten"))
                signing = "steltVast" if decided else "ondertekent"
            elif stretch.kind == "ondertekening" and PLACED.match(stretch.text):
                signing = signing or "ondertekent"
            self.discourse.open.clear()
            for claim in self._claims(stretch, signing=signing):
                found.proposals.append(self._proposal(stretch, claim))
            passages = self.source.passages(stretch.spans, "alinea")
            found.open += [(word, passages) for word in dict.fromkeys(self.discourse.open)]
            found.mentions += [
                (stretch.text, p.name, p.kind)
                for p in self._phrases(stretch.heard)
                if p.kind not in {TIME, PRONOUN, RECIPROCAL, "Thema"}
            ]
        return found

    def _phrases(self, text: str) -> list[Phrase]:
        return find_phrases(self.tokens[text], self.lexicon, self.discourse.names)

    def _claims(self, stretch: Stretch, *, signing: str) -> Iterator[Claim]:
        if _SALUTATION.match(stretch.text) or (stretch.kind == "ondertekening" and PLACED.match(stretch.text)):
            return
        sentence = self._parse(self._heard(stretch))
        fields = list(field_claims(stretch.text, self.lexicon, self.discourse))
        fields += body_claims(stretch.text, sentence, self.discourse, self.lexicon)
        fields += self._task_field(stretch.text, sentence) + list(find_field_facts(stretch.text, self.discourse))
        if stretch.kind == "veld" or fields:
            yield from fields or status_claims(sentence, self.discourse, self.lexicon)
            return
        if stretch.kind == CELL:
            yield from self._cell(stretch)
            return
        if stretch.kind == "kop":
            self.discourse.enter(sentence.phrases)
        if signing and self.discourse.title and not any(c.finite is not None for c in sentence.clauses):
            signed = list(signature_claims(sentence, self.discourse, signing))
            yield from signed
            holders = {c.subject.name for c in signed if c.relation == "heeftFunctie"}
            yield from (c for c in title_claims(sentence) if c.subject.name not in holders)
            return
        if stretch.kind == "ondertekening":
            claims = signature_claims(sentence, self.discourse)
            yield from (c for c in claims if c.relation == "heeftFunctie")
        if stretch.kind == "kop" and ASKS.match(stretch.text.rstrip(":")):
            # What "Burgemeester en wethouders stellen de raad voor:" itself says.
            yield from (c for c in self.reader.claims(sentence) if c.relation == "legtVoorAan")
        if stretch.kind in {"kop", "ondertekening"}:
            return
        if stretch.head is not None and not self._stands_alone(sentence):
            about = self.discourse.focus()
            yield from self._item(stretch)
            # The next item is about what the head of the list is about.
            self.discourse.look_at(about)
            return
        found = self.reader.claims(sentence, modality=self._firmness(stretch.text))
        yield from found
        yield from title_claims(sentence)
        yield from contact_claims(sentence, self.discourse, self.lexicon)
        yield from self._preamble(self._parse(stretch.text) if stretch.parted else sentence)
        possible = any(c.modality == "mogelijk" for c in found)
        yield from find_facts(sentence, stretch.text, self.lexicon, self.discourse, claimed=possible)

    def _cell(self, stretch: Stretch) -> Iterator[Claim]:
        """Yield what a cell of a table says of the body that its row is about, by the label of its column."""
        written = join_head(stretch)
        sentence = self._parse(written)
        yield from body_claims(written, sentence, self.discourse, self.lexicon)
        yield from find_field_facts(written, self.discourse)

    def _preamble(self, sentence: Sentence) -> Iterator[Claim]:
        """Yield what the document rests on: "gelet op de Jeugdwet en de Gemeentewet"."""
        document = Referent(self.discourse.title, "Document")
        words = frozenset(range(len(sentence.tokens)))
        for group in find_groups(sentence.tokens, sentence.phrases, words, frozenset()):
            relation, _ = self.lexicon.adjuncts.get(group.preposition, ("", False))
            if not relation or not document.name or "Document" not in fits()[relation].subject:
                continue
            for member in group.members:
                found = self.discourse.referent(sentence.tokens, member)
                if found is not None and found.kind in {"Beleid", "Document"} and member.phrase.proper:
                    yield Claim(relation, document, found, "feitelijk", 3)

    def _heard(self, stretch: Stretch) -> str:
        """Return a sentence without the municipality that says it, who from here on is "wij": "Leudal: wij …"."""
        said = _SPEAKER.match(stretch.text)
        name = said["name"] if said is not None else ""
        if stretch.kind == "kop":
            self.speaker = None
        if name and self.discourse.names.get(name.casefold()) == "Gemeente":
            self.speaker = Referent(name, "Gemeente")
        if self.speaker is not None:
            self.discourse.author = self.speaker
        return stretch.heard

    def _parse(self, text: str) -> Sentence:
        return parse(self.tokens[text], self._phrases(text), self.lexicon)

    def _stands_alone(self, sentence: Sentence) -> bool:
        """Whether a list item is a sentence of its own: a finite verb behind a subject, not at its end."""
        for clause in sentence.clauses[:1]:
            if clause.finite is None or clause.finite == clause.words[0]:
                return False
            behind = [w for w in clause.words if w > clause.finite and sentence.tokens[w].pos != "LET"]
            return bool(behind) and clause.finite - clause.words[0] < 12
        return False

    def _item(self, stretch: Stretch) -> Iterator[Claim]:
        """Yield the claims of a list item together with the words that it completes."""
        head = stretch.head
        if head is None:
            return
        before = self._parse(head.text) if head.text in self.tokens else None
        alone = self._parse(stretch.text)
        yield from title_claims(alone)
        continues = alone.clauses and alone.clauses[0].finite == alone.clauses[0].words[0]
        if _DATED.match(stretch.text):
            # "maart 2025: de raad stelt de visie vast" completes no words before it.
            yield from self.reader.claims(alone)
            return
        if ASKS.match(head.text.rstrip(":")) and self.discourse.addressee is not None:
            # What a proposal asks the council to decide.
            with self._spoken_to(None) as asked:
                yield from self.reader.claims(alone, subject=asked, modality="voorgenomen")
            return
        decider = self._decider(head)
        if decider is not None:
            # "De raad besluit: 1. het college op te dragen …": who decides is whom the item is about.
            with self._spoken_to(decider) as about:
                yield from self.reader.claims(alone, subject=about, modality=self._firmness(head.text))
            return
        text = join_head(stretch)
        sentence = self._parse(text)
        modality = self._firmness(head.text)
        tasks = list(self._task(head, stretch, sentence, modality))
        if tasks:
            yield from tasks
            return
        verbless = before is not None and all(c.finite is None and not c.mains for c in before.clauses)
        names_parties = _LISTED.search(head.text) is not None and all(c.finite is None for c in alone.clauses)
        if not continues and before is not None and (verbless or names_parties):
            yield from self._party(before, stretch)
            return
        yield from self._preamble(alone)
        if self._defines(head):
            yield from self._definition(alone)
            return
        own = {(c.relation, c.subject.name, c.object.name) for c in self.reader.claims(before)} if before else set()
        found = [
            c
            for c in self.reader.claims(sentence, modality=modality)
            if (c.relation, c.subject.name, c.object.name) not in own
        ]
        yield from found
        # What the head says by itself was read there.
        said = list(find_facts(before, head.text, self.lexicon, self.discourse)) if before is not None else []
        known = {(c.relation, c.object.name) for c in said}
        facts = find_facts(sentence, text, self.lexicon, self.discourse)
        yield from (c for c in facts if (c.relation, c.object.name) not in known)

    def _decider(self, head: Head) -> Referent | None:
        """Return who decides what the items of a list say: "De raad van de gemeente Veendam besluit:"."""
        if not opens_decision(head.text) or head.text not in self.tokens:
            return None
        sentence = self._parse(head.text)
        first = next(iter(sentence.phrases), None)
        if first is None or not is_actor(first.kind):
            return None
        words = frozenset(range(len(sentence.tokens)))
        group = find_groups(sentence.tokens, sentence.phrases, words, frozenset())[0]
        return self.discourse.referent(sentence.tokens, group.members[0])

    def _defines(self, head: Head) -> bool:
        """Whether a list gives definitions: "In deze regeling wordt verstaan onder:"."""
        before = self._parse(head.text) if head.text in self.tokens else None
        return before is not None and any(t.lemma == "verstaan" for t in before.tokens)

    def _definition(self, sentence: Sentence) -> Iterator[Claim]:
        """Yield whom a defined group or body consists of: "gastgemeenten: de gemeenten A, B en C"."""
        colon = next((i for i, t in enumerate(sentence.tokens) if t.text == ":"), None)
        term = sentence.phrases[0] if sentence.phrases else None
        if colon is None or term is None or term.last >= colon or not is_actor(term.kind):
            return
        relative = next((c.opener for c in sentence.clauses if c.kind == RELATIVE and c.opener is not None), None)
        words = frozenset(range(colon + 1, relative if relative is not None else len(sentence.tokens)))
        groups = find_groups(sentence.tokens, sentence.phrases, words, frozenset())
        whole = self.discourse.referent(sentence.tokens, Member(term, term.last, []))
        if whole is None or not groups or groups[0].preposition:
            return
        member = groups[0].members[0]
        inner = [p for p in listed(member) if p.preposition == "van"]
        if term.kind == "Gremium" and inner and is_actor(inner[0].kind) and inner[0].plural:
            # "het overleg van de wethouders van A en B"
            ends = [inner_member(member, p) for p in inner]
        elif term.kind == "Actorgroep" and term.plural:
            named = [p for p in sentence.phrases if p.kind == "Gemeente" and p.first in words and not p.plural]
            ends = [Member(p, p.last, []) for p in named]
        else:
            return
        for end in ends:
            found = self.discourse.referent(sentence.tokens, end)
            if found is not None and is_actor(found.kind) and found.name != whole.name:
                yield Claim("bestaatUit", whole, found, "feitelijk", 2)

    def _party(self, before: Sentence, stretch: Stretch) -> Iterator[Claim]:
        """Yield the claims of an item under a head without a verb, "Partijen:", and that it names one of them."""
        alone = self._parse(stretch.text)
        yield from self.reader.claims(alone)
        group = next((p for p in reversed(before.phrases) if p.kind == "Actorgroep" and p.plural), None)
        first = next(iter(alone.phrases), None)
        if group is None or first is None or not is_actor(first.kind) or first.first > 1:
            return
        whole = Group([Member(group, group.last, [])], "")
        words = frozenset(range(len(alone.tokens)))
        found = find_groups(alone.tokens, alone.phrases, words, frozenset({"door", "te"}))
        owner = self.discourse.author or self.discourse.referent(before.tokens, whole.members[0])
        if self.discourse.author is None and group.name.casefold() == "ondergetekenden":
            return  # they are called something else further on
        several = (
            found[0].members if _LISTED.search(stretch.head.text if stretch.head else "") else found[0].members[:1]
        )
        for member in several:
            end = self.discourse.referent(alone.tokens, member)
            if owner is not None and end is not None:
                yield Claim("bestaatUit", owner, end, "feitelijk", 2)

    def _task(self, head: Head, stretch: Stretch, sentence: Sentence, modality: str) -> Iterator[Claim]:
        """Yield what an item names as a task of the one that its head is about: "het bewaken van de voortgang"."""
        # Frog joins "tot taak".
        lemmas = {p for t in sentence.tokens if t.end <= len(head.text) for p in t.lemma.casefold().split("_")}
        if not lemmas & self.lexicon.signs["Taakbelegging"].keys():
            return
        owner = self._owner(sentence, len(head.text))
        if owner is None:
            return
        alone = self._parse(stretch.text)
        found = self.discourse.referent(sentence.tokens, owner.members[0]) if len(owner.members) == 1 else None
        with self._spoken_to(found) as about:
            # Whose tasks they are is known from the head: the words of the item are others.
            whose = about if found is not None else owner
            yield from self.reader.claims(alone, subject=whose, modality=modality)
            yield from self._nominal(whose, alone, modality)

    @contextmanager
    def _spoken_to(self, referent: Referent | None) -> Iterator[Group]:
        """Give a group that stands for a referent of another sentence, as long as the context lasts."""
        addressee = self.discourse.addressee
        self.discourse.addressee = referent or addressee
        try:
            yield Group([Member(_YOU, 0, [])], "")
        finally:
            self.discourse.addressee = addressee

    def _task_field(self, written: str, sentence: Sentence) -> list[Claim]:
        """Return what a field names as tasks of the body that is spoken of: "Taken: bewaking van de planning"."""
        label, colon, _ = written.partition(":")
        if not colon or self.discourse.body is None or not _TASKS.fullmatch(label.strip()):
            return []
        self.discourse.last = self.discourse.body
        return list(self._nominal(Group([Member(_IT, 0, [])], ""), sentence, ""))

    def _owner(self, sentence: Sentence, until: int) -> Group | None:
        """Return whose tasks a list gives: the subject of its head, or what "de taken van" has attached."""
        from_head = frozenset(i for i, t in enumerate(sentence.tokens) if t.end <= until)
        groups = find_groups(sentence.tokens, sentence.phrases, from_head, _OWNS)
        fit = fits()["verantwoordelijkVoor"].subject
        actors = [g for g in groups if g.head.kind in fit and (not g.preposition or g.preposition in _OWNS)]
        if actors:
            return actors[0]
        own = [t.text.casefold() for t in sentence.tokens if t.end <= until and t.tag.startswith("VNW(bez")]
        return Group([Member(_IT if own[0] == "zijn" else _THEY, 0, [])], "") if own else None

    def _nominal(self, owner: Group, sentence: Sentence, modality: str) -> Iterator[Claim]:
        """Yield "het bewaken van X" and "de voorbereiding van X en Y" as what the owner does."""
        words = frozenset(range(len(sentence.tokens)))
        for group in find_groups(sentence.tokens, sentence.phrases, words, frozenset()):
            if group.preposition:
                continue
            for at, member in enumerate(group.members):
                if member.phrase.kind == TIME:
                    continue
                # "het sluiten en beheren van contracten": what hangs on the last hangs on the first.
                whole = next((m for m in group.members[at:] if m.inner), member)
                relation, ends = nominal_ends(self.lexicon, sentence.tokens, member, whole)
                for end in ends:
                    inner = Group([inner_member(whole, end)], "")
                    yield from self.reader.product(sentence, relation, owner, inner, modality or "feitelijk")

    def _firmness(self, text: str) -> str:
        """Return how firmly a decision of a proposal stands: it is still to be taken."""
        decides = DECIDES.match(text.strip()) or "besluit" in text.casefold()
        proposed = self.proposal and not self.decided
        return "voorgenomen" if proposed and decides and text.rstrip().endswith((":", "besluit")) else ""

    def _proposal(self, stretch: Stretch, claim: Claim) -> Proposal:
        return Proposal(
            claim.subject.name,
            claim.relation,
            claim.object.name,
            claim.modality,
            stretch.text,
            self.source.passages(stretch.spans, "alinea"),
            claim.subject.kind,
            claim.object.kind,
            certainty(claim),
            claim.topic,
            (claim.subject.printed, claim.object.printed),
        )


def certainty(claim: Claim) -> float:
    """Return how certain a claim is, from 0 to 1, by the signs that agree on it."""
    return round(min(0.95, 0.5 + 0.09 * claim.witnesses), 2)


def title_of(source: SourceText) -> str:
    """Return the name by which a document goes: its first heading."""
    for block in read_prose(source).blocks:
        if block.kind not in {"kop", "alinea"} or block.role is Role.FURNITURE:
            continue
        title = " ".join(source.read(block.spans).text.split())[:120]
        if not _LETTERHEAD.fullmatch(title):
            return title
    return ""


def _writing_municipality(text: str) -> str:
    """Return the municipality whose college writes a letter or proposal; empty where that is not clear."""
    for pattern in _WRITERS:
        named = {" ".join(m["name"].split()) for part in (text[:1500], text[-1200:]) for m in pattern.finditer(part)}
        if len(named) == 1:
            return named.pop()
    return ""


def _own_names(title: str) -> frozenset[str]:
    """Return the nouns by which a document speaks of itself: those that its title ends in, and general ones."""
    general = {"verklaring", "overeenkomst", "convenant", "kader", "regeling", "document", "notitie", "nota"}
    words = {w.casefold() for w in re.findall(r"\w+", title)}
    return frozenset(general | words | {g for w in words for g in general if w.endswith(g)})


@cache
def fits() -> dict[str, Fit]:
    """Return the classes that the ends of each relation may have."""
    words = lexicon()
    relations = {frame.relation for frames in words.frames.values() for frame in frames}
    relations |= {f.relation for f in words.events.values()} | set(words.between.values())
    relations |= {relation for relation, _ in words.adjuncts.values()}
    found: dict[str, Fit] = {}
    for relation in sorted(relations - {"idiom"}):
        domain, target = relation_ends(relation)
        found[relation] = Fit(local_subclasses(domain), local_subclasses(target))
    return found


def _names(day: dt.date) -> dict[str, str]:
    names: dict[str, str] = {}
    for municipality in Register.at(day).current:
        for name in (municipality.name, *municipality.aliases):
            names[name.casefold()] = names[f"gemeente {name.casefold()}"] = "Gemeente"
    for name in provinces():
        names.setdefault(f"provincie {name.casefold()}", "Provincie")
    return names
