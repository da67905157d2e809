"""Who is meant: definitions that a document gives, "de stuurgroep" after "Stuurgroep Koersplan", pronouns.

A reference is resolved when the document leaves one candidate; otherwise it stays open, and the caller can report it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders.frog import Token
from loaders.groups import Member, is_actor, name_of
from loaders.lexicon import lexicon
from loaders.phrases import PRONOUN, Phrase

#: Where a quotation mark stands before the article, a part of the parties is named oftener than all.
_PLAIN = r"(?:de |het |een )?[‘'“\"„]?(?P<short>[A-Za-z][\w&/. -]{1,40}?)[’'”\"]?"
_SHORT = r"[‘'“\"„]?" + _PLAIN
_DEFINED = re.compile(
    r"\(?(?:hierna|verder|in het vervolg|ook wel)(?: te noemen| genoemd| aangeduid als)?(?: ook)?:? "
    + _SHORT
    + r"(?=[),;.]|$)"
)
_BRACKETED = re.compile(
    r"\((?:de |het )?[‘'“\"]?(?P<short>[A-Z][\w&/-]{1,15}|[A-Z][A-Z&/-]+ [A-Z][\w-]{2,15})[’'”\"]?\)"
)
_TOGETHER = re.compile(
    r"(?:tezamen|gezamenlijk|samen|alle partijen)(?: verder| hierna)?(?: te noemen| genoemd| aangeduid als):? "
    + _PLAIN
    + r"(?=[),;.]|$)"
)
#: Only some of the parties: "partijen sub I tot en met IV, hierna gezamenlijk: de gemeenten".
_SOME = re.compile(r"\b(?:sub|onder|genoemd onder) (?:\d|[IVX]+\b)")
_SELF = {"dit", "deze", "onderhavig"}
#: Words that open a remark, not a short name.
_NO_NAME = {"zie", "bijlage", "artikel", "conform", "o.a.", "bijv.", "of", "en", "met", "in", "voor", "boven", "sub"}
#: Classes whose noun alone does not stand for the one that was named in full.
_UNSHORTENED = {"Actorgroep", "Persoon", "Gemeente", "Rol", "Rijksorgaan", "Provincie"}
#: What stands in "daarover" and "erover" for the thing spoken of.
THERE = "daar"
#: The same for the body that is spoken of: "hierin zitten de wethouders".
THERE_BODY = "daarin"
_NEAR = 9
"""Words within which "daarover" is about the sentence before."""
_FAR = 25
"""Words behind which a pronoun is no longer about what the same sentence named."""
_THIS = {"deze", "dit", "die", "dat"}
_FIRMS = frozenset(
    {"Organisatie", "GecertificeerdeInstelling", "Aanbieder", "Inkooporganisatie", "Onderwijsorganisatie"}
)
#: Legal forms that a name can go without: "Stichting Peuterwerk" is "Peuterwerk".
_LEGAL = frozenset({"stichting", "vereniging", "coöperatie"})
#: By the class of a noun, the classes of what it can be meant to name again.
_KINDRED = {"Gremium": frozenset({"Gremium"}), "Organisatie": _FIRMS, "Actorgroep": _FIRMS, "Aanbieder": _FIRMS}
#: Nouns, in the plural, of what each municipality has one of.
_OF_MUNICIPALITIES = {"college", "raad", "gemeenteraad"}
#: Classes that a name in a list of municipalities cannot have.
_NO_PLACES = {"Persoon", "Rol", "Beleid", "Document", "Gremium", "Regio", "Taak"}
_WE = {"wij", "we", "ons"}
_I = {"ik", "mij"}
_POINTERS = {THERE, THERE_BODY, "u", "hun", "hen"}
_ONE = {"hij", "deze", "die", "het", "zij", "ze", "dit", "haar", "hem", "zijn"}
#: What "hij" cannot stand for, where a person was just named.
_IMPERSONAL = {"Actorgroep", "Gemeente", "Beleid", "Document", "Taak", "Thema", "Regio"}


def _is_several(short: str) -> bool:
    """Whether a short name is a plural that stands for a group: "de aanbieders"."""
    word = short.rsplit(maxsplit=1)[-1].casefold()
    singulars = [word.removesuffix(e) for e in ("en", "s", "n") if word.endswith(e)]
    kinds = {k for written in (*singulars, word) for k in lexicon().nouns.get(written, ())}
    return bool(singulars) and bool(kinds & {"Actorgroep", "Aanbieder", "Organisatie", "Gemeente"})


@dataclass(frozen=True, slots=True)
class Referent:
    """What a phrase stands for."""

    name: str
    kind: str
    """Local name of a class."""
    printed: str = ""
    """As the sentence has it, where that differs."""


def _listed_behind(tokens: Sequence[Token], phrases: Sequence[Phrase], noun: Phrase) -> list[str]:
    """Return the names listed behind a noun with "van"."""
    found: list[str] = []
    last = noun.last
    for phrase in phrases:
        if phrase.first <= last:
            continue
        between = [t.text for t in tokens[last + 1 : phrase.first]]
        follows = between == ["van"] if not found else bool(between) and set(between) <= {",", "en"}
        if not follows or not phrase.proper or phrase.kind not in {"Organisatie", "Gemeente", "Thema"}:
            break
        found.append(phrase.name)
        last = phrase.last
    return found if len(found) > 1 and all(len(n.split()) < 4 for n in found) else []


def _bracketed(tokens: Sequence[Token], last: int) -> list[str]:
    """Return the names between brackets soon behind a word: "de zes gemeenten (Giesveld, Hardenwijk en …)"."""
    opens = next((i for i in range(last + 1, min(last + 6, len(tokens))) if tokens[i].text in {"(", ":"}), None)
    closing = {")"} if opens is not None and tokens[opens].text == "(" else {".", ";"}
    closes = next((i for i in range(opens or 0, len(tokens)) if tokens[i].text in closing), None)
    if opens is None or closes is None:
        return []
    parts: list[list[str]] = [[]]
    for token in tokens[opens + 1 : closes]:
        if token.text in {",", "en"}:
            parts.append([])
        else:
            parts[-1].append(token.text)
    names = [" ".join(p) for p in parts if p]
    return names if len(names) > 2 and all(n[:1].isupper() and len(n.split()) < 4 for n in names) else []


def _is_many(referent: Referent) -> bool:
    """Whether a plural verb goes with a referent: a group of people or organisations."""
    return referent.kind == "Actorgroep"


def only(referents: Iterable[Referent | None]) -> Referent | None:
    """Return the one thing that all of these are by name, "het Portefeuillehoudersoverleg (PFO)"; None for several."""
    found = {r.name: r for r in referents if r is not None}
    return next(iter(found.values())) if len(found) == 1 else None


@dataclass(slots=True)
class Discourse:
    """What a reader of the document knows so far."""

    title: str = ""
    """Name of the document itself."""
    own: frozenset[str] = frozenset()
    """Lemmas by which the document calls itself: "convenant"."""
    names: dict[str, str] = field(default_factory=dict)
    """Class by proper name, lower case."""
    aliases: dict[str, Referent] = field(default_factory=dict)
    """What a short name stands for, by lower case."""
    bodies: dict[str, set[str]] = field(default_factory=dict)
    """Full names of bodies by the lemma of their noun."""
    kinds: dict[str, str] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    """Those of them that it uses with "dit" or "deze"."""
    author: Referent | None = None
    """Who says "wij"."""
    region: Referent | None = None
    """The region that the document is about: the first that it names."""
    implied: Referent | None = None
    """Who acts where the text names nobody: the region whose answer it is."""
    addressee: Referent | None = None
    """Whom "u" means."""
    writer: Referent | None = None
    """Who says "ik": the person that a note names as its sender."""
    body: Referent | None = None
    """The body last spoken of."""
    latest: Referent | None = None
    """The body that the last sentence named last."""
    several: Referent | None = None
    """The only group of people that the last sentence was also about."""
    last: Referent | None = None
    """Whom the last sentence was about."""
    introduced: Referent | None = None
    """Whom the last sentence spoke of for the first time: "stelt een stuurgroep in"."""
    ending: tuple[Referent, bool] | None = None
    """The actor that the last sentence named last, and whether it is several: whom "deze" goes on about."""
    final: Referent | None = None
    """Whom the last sentence named last, not being about it: "de gemeente levert de secretaris"."""
    person: Referent | None = None
    """The last person or holder of a function that a sentence named alone: whom "hij" means."""
    office: Referent | None = None
    """The only function that the last sentence spoke of, for "dat is mevrouw A. Bos"."""
    costs: Referent | None = None
    """What was last said to cost something, for "de gemeenten brengen daarvan de helft op"."""
    articles: dict[str, str] = field(default_factory=dict)
    """The article that the document gives a name, lower case, in the singular: "de" or "het"."""
    matter: Referent | None = None
    """What the last sentence was about, for "daarover" and "daarmee"; None where it named several things."""
    phrases: Sequence[Phrase] = ()
    """Those of the sentence that is read."""
    open: list[str] = field(default_factory=list)
    """References that were left open."""

    def name_region(self, region: Referent, short: str) -> None:
        """Take the region that a document is about, and its name alone for it unless a municipality has that name."""
        self.region = region
        if short.casefold() not in self.names:
            self._alias(short, region)

    def learn(self, sentence: str, tokens: Sequence[Token], phrases: Sequence[Phrase], *, named: bool = True) -> None:
        """Take in the definitions of a sentence, and the bodies that it names unless it is a field of a form."""
        for match in (*_DEFINED.finditer(sentence), *_BRACKETED.finditer(sentence)):
            if match["short"].split()[0].casefold() in _NO_NAME:
                continue
            defined = self._defined(tokens, phrases, match)
            taken = defined is not None and (
                defined.kind == "Persoon" or self.names.get(match["short"].strip().casefold()) == "Gemeente"
            )
            if taken:
                continue  # "M. Verdel (Katwijk)": where someone is from, no other name for her
            one = defined is not None and (defined.kind != "Actorgroep" or not defined.name.islower())
            if one and _is_several(match["short"]):
                # "A, B en C, hierna: de aanbieders" are not the last of them.
                continue
            if defined is not None:
                self._alias(match["short"], defined)
        for together in _TOGETHER.finditer(sentence) if not _SOME.search(sentence) else ():
            self.author = Referent(together["short"].strip(), "Actorgroep")
            self.names[self.author.name.casefold()] = "Actorgroep"
        self._learn_articles(tokens, phrases)
        self._learn_municipalities(tokens, phrases)
        for phrase in phrases if named else ():
            lemma = tokens[phrase.head].lemma.casefold()
            if phrase.determiner in _SELF and phrase.kind in {"Document", "Beleid"} and lemma in self.own:
                self.called.add(lemma)
            self._learn_name(phrase, lemma, tokens)

    def _learn_municipalities(self, tokens: Sequence[Token], phrases: Sequence[Phrase]) -> None:
        """Take in municipalities that no register knows: "de gemeenten Giesveld, Hardenwijk en Lekkerwoud"."""
        for at, phrase in enumerate(phrases):
            noun, _, name = phrase.name.partition(" ")
            if noun.casefold() not in {"gemeente", "gemeenten"} or not name[:1].isupper():
                continue
            if phrase.kind not in {"Actorgroep", "Gemeente"}:
                continue
            found, last, closed = [name], phrase.last, False
            for following in phrases[at + 1 :] if noun.casefold() == "gemeenten" else ():
                marks = {t.text for t in tokens[last + 1 : following.first]}
                # "de gemeenten A, B en C, de GGD D": behind "en" the list is over, and no municipality has an article.
                apart = closed or bool(following.determiner) or following.kind in _NO_PLACES
                if apart or not following.proper or not marks or not marks <= {",", "en"}:
                    break
                found.append(following.name)
                last, closed = following.last, "en" in marks
            self.names |= {n.casefold(): "Gemeente" for n in found if n.casefold() not in self.names}
        self._learn_places(tokens, phrases)

    def _learn_places(self, tokens: Sequence[Token], phrases: Sequence[Phrase]) -> None:
        """Take in municipalities by what is said to be theirs, or by the number of them."""
        for phrase in phrases:
            # The colleges "van Giesveld, Hardenwijk en Lekkerwoud" are of municipalities.
            lemma = tokens[phrase.head].lemma
            theirs = phrase.plural and lemma in _OF_MUNICIPALITIES
            found = _listed_behind(tokens, phrases, phrase) if theirs else []
            found += _bracketed(tokens, phrase.last) if phrase.plural and lemma.endswith("gemeente") else []
            for place in found:
                self.names.setdefault(place.casefold(), "Gemeente")

    def _learn_articles(self, tokens: Sequence[Token], phrases: Sequence[Phrase]) -> None:
        """Take in which of "de" and "het" goes with a name."""
        for phrase in phrases:
            if phrase.determiner in {"de", "het"} and not phrase.plural:
                self.articles.setdefault(phrase.name.casefold(), phrase.determiner)
                self.articles.setdefault(tokens[phrase.head].lemma.casefold(), phrase.determiner)

    def _learn_name(self, phrase: Phrase, lemma: str, tokens: Sequence[Token]) -> None:
        """Take in the region or body that a phrase names in full."""
        if any(tokens[i].pos == "N" for i in range(phrase.first, phrase.head)):
            return  # "Behandeling Directeurenberaad 12 juni": something about it, not its name
        if self.region is None and phrase.kind == "Regio" and phrase.proper:
            self.region = Referent(phrase.name, "Regio")
        noun, _, own = phrase.name.partition(" ")
        if phrase.proper and phrase.kind in _FIRMS and own[:1].isupper() and noun.casefold() in _LEGAL | {lemma}:
            self._alias(own, Referent(phrase.name, phrase.kind))  # "welzijnsorganisatie Buurtkracht" is "Buurtkracht"
        shortened = is_actor(phrase.kind) and phrase.kind not in _UNSHORTENED and phrase.proper
        if shortened and phrase.name.casefold() != lemma:
            self.bodies.setdefault(lemma, set()).add(phrase.name)
            self.kinds[phrase.name] = phrase.kind

    def _alias(self, short: str, referent: Referent) -> None:
        short = short.strip().casefold()
        if short == referent.name.casefold() or short in self.aliases:
            return
        self.aliases[short] = referent
        self.names[short] = referent.kind

    def _defined(self, tokens: Sequence[Token], phrases: Sequence[Phrase], match: re.Match[str]) -> Referent | None:
        """Return what stands before a definition: the phrase right before it, else the only name before it."""
        before = [p for p in phrases if tokens[p.last].end <= match.start()]
        if not before:
            return None
        nearest = before[-1]
        bracketed = match[0].startswith("(")
        if not bracketed or match.start() - tokens[nearest.last].end > 2:
            named = [p for p in before if is_actor(p.kind) or p.kind in {"Beleid", "Document"}]
            if not named:
                return None
            nearest = next((p for p in named if p.proper and not p.preposition), named[0])
        named = [p for p in before if p.proper and is_actor(p.kind)]
        if bracketed and "hierna" in match[0].casefold() and not is_actor(nearest.kind) and len(named) == 1:
            nearest = named[0]  # "GGD X, als uitvoerder van de jeugdgezondheidszorg (hierna: de JGZ)" is the GGD
        short = match["short"].split()[-1].casefold()
        # The short name of "de Raad voor de Kinderbescherming, locatie Kolkhuizen" is "de Raad".
        nearest = next((p for p in reversed(before) if p.name.casefold().startswith(f"{short} ")), nearest)
        kind = nearest.kind
        return Referent(self._whole(tokens, before, nearest), "Organisatie" if kind in {"Thema", PRONOUN} else kind)

    def _whole(self, tokens: Sequence[Token], before: Sequence[Phrase], nearest: Phrase) -> str:
        """Return a name with what it is part of: "Inkooporganisatie van de Groninger Gemeenten"."""
        name, first = nearest.name, nearest
        for phrase in reversed(before[:-1]):
            if first.preposition in {"van", "voor"} and first.first - phrase.last == 2 and phrase.proper:
                between = f" {tokens[phrase.last + 1].text} "
                determiner = f"{first.determiner} " if first.determiner else ""
                name, first = f"{phrase.name}{between}{determiner}{name}", phrase
            else:
                break
        return name

    def follow(
        self, subject: Referent | None, introduced: Referent | None = None, named: Referent | None = None
    ) -> None:
        """Remember whom a sentence was about, whom it introduced, and the only body that it named."""
        self.introduced = introduced
        if introduced is not None and introduced.kind == "Gremium":
            self.body = introduced
        if named is not None and (subject is None or subject.kind != "Gremium"):
            self.body = named
        if subject is None:
            return
        self.last = subject
        if subject.kind == "Gremium" and introduced is None:
            self.body = subject

    def focus(self) -> tuple[Referent | None, Referent | None, Referent | None]:
        """Return whom is spoken of, to come back to with `look_at`."""
        return self.last, self.body, self.introduced

    def look_at(self, focus: tuple[Referent | None, Referent | None, Referent | None]) -> None:
        """Speak again of whom was spoken of before."""
        self.last, self.body, self.introduced = focus

    def referent(self, tokens: Sequence[Token], member: Member) -> Referent | None:
        """Return what a phrase stands for; None where that stays open."""
        phrase = member.phrase
        if phrase.kind == PRONOUN:
            return self._pronoun(phrase)
        found = self._named(tokens, member)
        printed = name_of(tokens, member)
        return found if found.name == printed else Referent(found.name, found.kind, printed)

    def _named(self, tokens: Sequence[Token], member: Member) -> Referent:
        """Return what a phrase with a noun stands for."""
        phrase = member.phrase
        lemma = tokens[phrase.head].lemma.casefold()
        if (
            self.title
            and phrase.kind in {"Document", "Beleid"}
            and not member.inner
            and self._is_self(phrase, lemma, tokens)
        ):
            return Referent(self.title, phrase.kind)
        alias = self.aliases.get(phrase.name.casefold())
        name = name_of(tokens, member)
        if alias is not None:
            return alias if not member.inner else Referent(name.replace(phrase.name, alias.name, 1), alias.kind)
        if (
            not member.inner
            and phrase.determiner not in {"", "een", "elk", "ieder", "geen"}
            and not self._goes_on(phrase, tokens)
            and phrase.name.casefold() in {lemma, tokens[phrase.head].text.casefold()}
        ):
            known = self._known(lemma, phrase) or self._just_named(phrase)
            if known is not None:
                return known
        of_body = lemma in lexicon().signs["heeftFunctie"]
        if of_body and not member.inner and self.body is not None and phrase.determiner and not phrase.proper:
            # "de voorzitter": of the body that is spoken of.
            return Referent(f"{name} van {self.body.name}", phrase.kind)
        return Referent(self._expanded(name), phrase.kind)

    @staticmethod
    def _goes_on(phrase: Phrase, tokens: Sequence[Token]) -> bool:
        """Whether a name begins right behind a phrase: "de tafel Zo thuis mogelijk" is not the tafel spoken of."""
        return phrase.last + 1 < len(tokens) and tokens[phrase.last + 1].text[:1].isupper()

    def _is_self(self, phrase: Phrase, lemma: str, tokens: Sequence[Token]) -> bool:
        """Whether a phrase means the document that it stands in: "dit convenant", and then "het convenant"."""
        if phrase.determiner in _SELF:
            return lemma in self.own
        bare = phrase.name.casefold() == tokens[phrase.head].text.casefold()
        return bare and lemma in self.called and phrase.determiner in {"de", "het"}

    def enter(self, phrases: Sequence[Phrase]) -> None:
        """Take a heading that names a body as the subject of what stands under it."""
        named = [p.name for p in phrases if p.kind == "Gremium"]
        body = only(self.aliases.get(n.casefold()) or Referent(n, "Gremium") for n in named)
        if body is not None:
            self.last = self.body = body

    def _expanded(self, name: str) -> str:
        """Return a name with a short name at its end written out: "directeur van JIK"."""
        head, _, tail = name.rpartition(" van ")
        alias = self.aliases.get(re.sub(r"^(?:de|het) ", "", tail).casefold())
        return f"{head} van {alias.name}" if alias is not None and head else name

    def _known(self, lemma: str, phrase: Phrase) -> Referent | None:
        if not is_actor(phrase.kind) or phrase.kind in {"Actorgroep", "Rol", "Gemeente"}:
            return None
        full = self.bodies.get(lemma, set())
        if self.body is not None and self.body.name in full:
            return self.body
        compounds = {n for noun, named in self.bodies.items() if noun.endswith(lemma) for n in named}
        if len(full) == 1 and compounds == full:
            name = next(iter(full))
            return Referent(name, self.kinds[name])
        # "het bureau" beside "bureau Landmerk" and "het Inkoopbureau": who was spoken of last, or nobody.
        return next((r for r in (self.last, self.latest) if r is not None and r.name in compounds | full), None)

    def _just_named(self, phrase: Phrase) -> Referent | None:
        """Return what "deze instelling" or "dit team" means: the one of its kind that was just named."""
        if phrase.determiner not in _THIS or phrase.plural or phrase.kind not in _KINDRED:
            return None
        if any(p.last < phrase.first and p.kind in _KINDRED[phrase.kind] for p in self.phrases):
            return None  # the sentence itself names one before
        ending = self.ending[0] if self.ending is not None and not self.ending[1] else None
        near = [r for r in (ending, self.introduced, self.last) if r is not None]
        return next((r for r in near if r.kind in _KINDRED[phrase.kind] and not r.name.islower()), None)

    def _spoken_of(self, phrase: Phrase) -> Referent | None:
        """Return the only policy, document or task that the sentence names before "daarover" as what it is about."""
        before = [p for p in self.phrases if p.last < phrase.first and p.determiner not in _SELF]
        named = [p for p in before if p.kind in {"Beleid", "Document", "Taak"}]
        if not named and phrase.preposition == "over":
            # "legt de casus voor aan de tafel, die daarover beslist"
            named = [p for p in before if p.kind == "Thema" and p.determiner in {"de", "het"}]
        before = named
        bare = [p for p in before if not p.preposition]
        return Referent(bare[0].name, bare[0].kind) if len(before) == len(bare) == 1 else None

    def _pronoun(self, phrase: Phrase) -> Referent | None:
        word = phrase.name.casefold()
        if word in _I:
            found = self.writer
        elif word.startswith("laatstgenoemde"):
            found = self.ending[0] if self.ending is not None else None
        elif word in _POINTERS | _WE:
            found = self._pointed_at(phrase, word)
        elif word == "deze" and self._has_subject(phrase):
            found = None  # "Het loket verwerkt deze": what was spoken of, and not who
        else:
            found = self._named_here(phrase, word) or self._named_before(phrase, word)
        if found is None and word not in _POINTERS:
            self.open.append(phrase.name)
        return found

    def _pointed_at(self, phrase: Phrase, word: str) -> Referent | None:
        """Return what a word that points means: "daarover", "hierin", "wij", "u", "hun"."""
        match word:
            case _ if word == THERE:
                return self._spoken_of(phrase) or (self.matter if phrase.first < _NEAR else None)
            case _ if word == THERE_BODY:
                return self.latest or self.body
            case "u":
                return self.addressee
            case "hun" | "hen":
                named = self._plurals_before(phrase)
                return self._only(named) if named else self.several
            case _:
                return self.author

    def _plurals_before(self, phrase: Phrase) -> list[Phrase]:
        named = [p for p in self.phrases if p.last < phrase.first and p.plural and is_actor(p.kind)]
        # "Met de huisartsen maken zij afspraken": with others than themselves.
        return [p for p in named if p.preposition != "met" or phrase.preposition]

    def _only(self, phrases: Sequence[Phrase]) -> Referent | None:
        return Referent(phrases[0].name, phrases[0].kind) if len(phrases) == 1 else None

    def _named_here(self, phrase: Phrase, word: str) -> Referent | None:
        """Return whom a personal pronoun means when the sentence itself names one candidate before it."""
        if word in {"die", "dat"} and phrase.first:
            # "de toegang blijft buiten beschouwing; die organiseert elke gemeente zelf"
            before = [p for p in self.phrases if p.last < phrase.first and not p.preposition]
            return self._only(before) if before and before[0].kind in {"Taak", "Beleid", "Document"} else None
        if word not in {"zij", "ze", "hij", "het", "zijn"}:
            return None
        if word == "het" and any(p.last == phrase.first - 1 and is_actor(p.kind) for p in self.phrases):
            return None  # "moeten de gemeenten het zelf betalen": what they pay
        if any(p.kind == PRONOUN and p.name == word and p.last < phrase.first for p in self.phrases):
            return None  # "voordat hij de rechter verzoekt, hoort hij": whoever it was the first time
        near = [p for p in self.phrases if p.last < phrase.first < p.last + _FAR]
        nearest = next((p for p in reversed(near) if p.plural), None)
        if word == "ze" and nearest is not None and not is_actor(nearest.kind):
            return None  # "voorzieningen zo bijzonder dat geen gemeente ze in stand houdt"
        earlier = [p for p in near if is_actor(p.kind) and not p.preposition]
        alike = {p.name: p for p in earlier if p.plural == phrase.plural and p.kind != "Persoon"}
        return self._only(list(alike.values()))

    def _named_before(self, phrase: Phrase, word: str) -> Referent | None:
        """Return whom a pronoun means by what the sentences before were about."""
        last = self.last
        if word == "die" and phrase.plural:
            return self.several  # "Die zijn belegd bij": not the one thing last spoken of
        if word == "dit":
            # It may be all that was said: only a body that was just named with "het" or "een" is meant.
            known = [r for r in (self.introduced, self.final, self.latest) if r is not None and r.kind == "Gremium"]
            return next((r for r in known if not self._is_other_gender(word, r)), None)
        if word in {"deze", "die"}:
            shown = self._shown(phrase, word)
            if shown is not None or last in (self.author, self.addressee):
                return shown  # never whoever writes
        acts = last is not None and is_actor(last.kind) and last.kind != "Rol"
        if word in {"zij", "ze"} and last is not None and acts and phrase.plural != _is_many(last):
            other = self._of_other_number(phrase)
            if other is not None or not phrase.plural:
                return other
        return self._last_spoken_of(phrase, word)

    def _shown(self, phrase: Phrase, word: str) -> Referent | None:
        """Return what "deze" or "die" points at: what was introduced or named last."""
        if self.introduced is not None:
            return self.introduced
        if word == "deze" and self.final is not None and not phrase.plural:
            return self.final
        ends = self.ending is not None and self.ending[1] == phrase.plural and not phrase.first
        return self.ending[0] if ends and self.ending is not None else None

    def _of_other_number(self, phrase: Phrase) -> Referent | None:
        """Return whom "zij" means where what was spoken of is one and the verb is plural, or the other way round.

        "Aanbieders leveren gegevens aan bij het bureau. Daarvan stelt zij …": not the aanbieders.
        """
        named = self._plurals_before(phrase) if phrase.plural else []
        if named or (phrase.plural and self.several is not None):
            return self._only(named) if named else self.several
        fits = self.ending is not None and self.ending[1] == phrase.plural
        return self.ending[0] if fits and self.ending is not None else None

    def _last_spoken_of(self, phrase: Phrase, word: str) -> Referent | None:
        """Return whom a pronoun means where the last sentence was about them, unless its gender says otherwise."""
        last = self.last
        if last is not None and not phrase.plural and self._is_other_gender(word, last):
            # "Het kernteam overlegt. Zij …": the pronoun goes with another that is spoken of, or stays open.
            return self.body if self.body is not None and not self._is_other_gender(word, self.body) else None
        neuter = last is not None and self.articles.get(last.name.casefold()) == "het"
        impersonal = last is None or last.kind in _IMPERSONAL | {"Gremium", "Organisatie"}
        if word == "hij" and self.person is not None and (impersonal or neuter):
            return self.person
        if last is not None and last.kind == "Actorgroep":
            return self._besides_many(phrase, word)
        if phrase.plural and word in {"zij", "ze"}:
            # "Van de lokale teams wordt verwacht dat zij …"
            named = self._plurals_before(phrase)
            if named or self.several is not None:
                return self._only(named) if named else self.several
        # Only what can be an end of a relation is taken for "zij": the overeenkomst "bouwt voort op" the regiovisie.
        spoken = last is not None and (is_actor(last.kind) or last.kind in {"Beleid", "Document", "Taak"})
        one = last is not None and last.kind == "Gemeente"
        return last if word in _ONE and spoken and not (one and phrase.plural) else None

    def _has_subject(self, phrase: Phrase) -> bool:
        """Whether an actor stands before a pronoun that is then its object."""
        return any(p.last < phrase.first and is_actor(p.kind) and not p.preposition for p in self.phrases)

    def _is_other_gender(self, word: str, referent: Referent) -> bool:
        """Whether a pronoun cannot stand for a thing: "zij" not for "het kernteam", "het" not for "de tafel"."""
        name = referent.name.casefold()
        article = self.articles.get(name) or self.articles.get(name.split()[0], "")
        # "zijn taken" are those of a team as well as of a council: nothing is told by "zijn" or "hij".
        other = {"zij": "het", "ze": "het", "haar": "het", "deze": "het", "het": "de", "dit": "de"}.get(word, "")
        return bool(article) and article == other and referent.kind not in {"Actorgroep", "Persoon"}

    def _besides_many(self, phrase: Phrase, word: str) -> Referent | None:
        """Return whom a pronoun means where the last sentence was about a group of people."""
        if word in {"zij", "ze"}:
            return self.last
        if word == "het":
            return self.body  # the last sentence was about the gemeenten in it
        return self.matter if word in {"deze", "die"} and not phrase.plural else None
