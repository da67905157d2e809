"""Facts with a text as object: how often a body meets, how long something runs, when it is evaluated, who decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from graph.dates import months
from loaders.claims import Claim
from loaders.clauses import RELATIVE, SUBORDINATE, Clause
from loaders.coreference import Discourse, Referent, only
from loaders.groups import Group, Member, find_groups, is_actor
from loaders.lexicon import Lexicon
from loaders.parsing import Sentence
from loaders.phrases import PRONOUN, TIME, Phrase, text

_NUMBER = (
    r"(?:\d+|één|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|"
    r"vijfmaal|eenmaal|tweemaal|driemaal|viermaal|zesmaal)"
)
_ABOUT = (
    r"(?:(?:ten ?minste|minimaal|minstens|maximaal|ten hoogste|doorgaans|gemiddeld|in beginsel|in principe|ongeveer) )?"
)
_UNIT = r"(?:dag|week|weken|maand|maanden|kwartaal|kwartalen|half ?jaar|jaar|jaren|kalenderjaar|schooljaar)"
_OFTEN = re.compile(
    rf"\b{_ABOUT}(?:(?:{_NUMBER} (?:à|tot) )?{_NUMBER}"
    rf"(?:[ -]?(?:keer|maal|x)| bijeenkomsten| vergaderingen)? per {_UNIT}|"
    rf"(?:twee|drie|vier|zes)?(?:wekelijks|maandelijks|jaarlijks)|halfjaarlijks|per kwartaal|"
    rf"(?:elk|elke|ieder|iedere) (?:{_NUMBER} )?{_UNIT}|"
    rf"(?:eens|eenmaal|één keer|een keer) "
    rf"(?:per|in de|om de) (?:{_NUMBER} )?{_UNIT}|om de (?:{_NUMBER} )?{_UNIT}|eens in de {_NUMBER} {_UNIT}|"
    r"iedere (?:eerste|laatste) \w+ van de maand)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:vergader(?:t|en)|kom(?:t|en) [^.]*(?:bijeen|bij elkaar|samen)|bijeenkom(?:t|en)|samenkom(?:t|en)|"
    r"overleg(?:t|gen)|"
    r"plaatsvind(?:t|en)|vind(?:t|en) [^.]*(?:overleg|vergadering)\w* [^.]*plaats|"
    r"(?:treff(?:t|en)|ontmoe(?:t|ten)|zie(?:t|n)|spre(?:ekt|ken)) [^.]*elkaar|"
    r"word(?:t|en) [^.]*(?:vergaderd|gehouden)|vergaderd word(?:t|en)|"
    r"elkaar [^.]*(?:treffen|ontmoeten|zien|spreken)|zit(?:ten)? [^.]*bij elkaar|frequentie|"
    r"(?:bijeenkomsten|vergaderingen) zijn|zijn [^.]*(?:bijeenkomsten|vergaderingen) [^.]*(?:voorzien|gepland)|"
    r"is er (?:een )?(?:\w+ )?overleg|word(?:t|en) gehouden)\b|"
    r"\b(?:overleg|vergadering)\w* [^.]*\bplaats\b",
    re.IGNORECASE,
)
_MONTHS = "|".join(months())
_DATE = rf"(?:\d{{1,2}} )?(?:{_MONTHS}) \d{{4}}|\d{{4}}"
_LONG = re.compile(
    rf"\b(?:(?:voor )?(?:de|een) periode (?:(?:van|vanaf) )?(?:{_DATE}) tot (?:en met )?(?:{_DATE})|"
    rf"(?:van|vanaf) (?:{_DATE}) tot (?:en met )?(?:{_DATE})|"
    rf"looptijd (?:heeft |hebben )?van (?:\w+ )?{_NUMBER} {_UNIT}|"
    rf"voor (?:de duur|een periode|een termijn|een tijdvak) van (?:\w+ )?{_NUMBER} {_UNIT}|"
    rf"voor {_NUMBER} {_UNIT}|"
    rf"(?:voor )?(?:on)?bepaalde tijd|geen einddatum|"
    rf"(?:voor )?de periode (?:van )?\d{{4}} ?(?:-|–|tot en met|t/m|tot) ?"
    rf"\d{{4}}|tot (?:en met )?(?:uiterlijk )?(?:{_DATE})|"
    rf"eindig(?:t|en) (?:van rechtswege )?op (?:{_DATE})|loop(?:t|en) af op (?:{_DATE})|"
    rf"uiterlijk (?:op |tot )(?:{_DATE})|"
    rf"t/m (?:{_DATE})|op (?:{_DATE}) (?=afloopt|eindigt|af\b)|"
    rf"(?<=loopt )op (?:{_DATE})(?= af))\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"\b(?:(?:uiterlijk |voor |vóór |per |medio |eind |begin |in de loop van |"
    rf"in het (?:voorjaar|najaar) van |in de zomer van |"
    rf"(?:in|voor) het (?:eerste|tweede|derde|vierde) kwartaal van |in de (?:eerste|tweede) helft van |"
    rf"voor het (?:voorjaar|najaar) van |in )(?:{_DATE})|(?:twee|drie|vier|één|een|\d+) jaar na "
    rf"(?:de )?\w+(?: van \w+ \w+)?|na (?:{_NUMBER}) (?:jaar|maanden)|halverwege de (?:looptijd|periode)|"
    rf"(?:uiterlijk )?{_NUMBER} (?:jaar|maanden|weken) (?:voor|vóór) (?:de |het )?(?:afloop|einde)|"
    rf"(?:elk|ieder) (?:half ?)?jaar|(?:twee|drie|vier)?jaarlijks|na afloop van \w+ \w+)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"\b(?:telt|tellen|kent|heeft|bestaat uit) (?P<n>{_ABOUT}{_NUMBER})(?: \w+)? "
    r"(?:\w*leden|deelnemers|personen|\w+s|\w+en)\b",
    re.IGNORECASE,
)


#: What is held by a body, and is none itself.
_MEETINGS = {"overleg", "vergadering", "vergaderingen", "bijeenkomst", "bijeenkomsten"}
_COMPOUNDED = 7
"""Letters of a noun from which on it is told as the last part of a compound."""
#: What stands before or behind a power without being part of it.
_BEFORE_POWER = {".", ";", "om", "tot", ":", ","}
#: Verbs by which a body or party is allowed something; what they are followed by is then a power.
_ALLOWING = {"mogen", "kunnen"}


def find_facts(
    sentence: Sentence, written: str, lexicon: Lexicon, discourse: Discourse, *, claimed: bool = False
) -> Iterator[Claim]:
    """Yield the facts of a sentence; the discourse says whom it is about.

    Parameters
    ----------
    sentence
        The sentence.
    written
        The same as text.
    lexicon, discourse
        What words mean, and what the document said before.
    claimed
        Whether the sentence already gave a claim of what may be done.
    """
    if written.rstrip().endswith("?"):
        return
    lemmas = {t.lemma.casefold() for t in sentence.tokens}
    subject = _subject(sentence, discourse)
    yield from _meets(sentence, written, lexicon, discourse, subject)
    runs = _LONG.search(written)
    if runs is not None:
        subject = _document_of_clause(sentence, discourse, runs.start()) or subject
    if (
        runs is not None
        and lemmas & lexicon.signs["looptijd"].keys()
        and subject is not None
        and subject.kind in {"Document", "Beleid", "Rol", "Gremium"}
    ):
        yield _fact(subject, "looptijd", runs[0], sentence, lexicon)
    if any(lemma.endswith(sign) for lemma in lemmas for sign in lexicon.signs["evaluatiemoment"]):
        yield from _evaluation(sentence, written, lexicon, discourse)
    yield from _count(sentence, written, discourse, subject)
    yield from _powers(sentence, discourse, lexicon, subject)
    yield from _allowed(sentence, discourse, lexicon, claimed=claimed)


def _meets(
    sentence: Sentence, written: str, lexicon: Lexicon, discourse: Discourse, subject: Referent | None
) -> Iterator[Claim]:
    """Yield how often a body meets."""
    often = _OFTEN.search(written)
    if often is not None and _says_meeting(written) and _in_its_clause(sentence, often):
        body = subject if subject is not None and subject.kind in {"Gremium", "Organisatie"} else None
        if body is None and subject is not None and subject.kind in {"Rol", "Actorgroep"}:
            pronoun = next((p for p in sentence.phrases if p.kind == PRONOUN and p.first < 2), None)
            body = discourse.body if pronoun is not None else None  # "Zij komen zes keer per jaar bijeen"
        if " elkaar " in written and (body is None or body.kind == "Organisatie"):
            body = discourse.body  # "Men ziet elkaar om de zes weken": those who sit in the body spoken of
        body = _body_of_clause(sentence, discourse, often.start()) or body or _only_body(sentence, discourse)
        body = body or _place(sentence, discourse)
        if body is None and (subject is None or not is_actor(subject.kind)):
            body = discourse.body
        if body is not None and body.name.casefold() in _MEETINGS:
            body = discourse.body
        if body is not None:
            yield _fact(body, "vergaderfrequentie", often[0], sentence, lexicon)
    elif often is not None:
        yield from _held(sentence, often, lexicon, discourse)


def _place(sentence: Sentence, discourse: Discourse) -> Referent | None:
    """Return the one body at which others meet: "de aanbieders en de teams komen bijeen aan een Wijktafel"."""
    at = [p for p in sentence.phrases if p.kind == "Gremium" and not p.plural and p.preposition in {"aan", "in"}]
    return discourse.referent(sentence.tokens, Member(at[0], at[0].last, [])) if len(at) == 1 else None


def _held(sentence: Sentence, often: re.Match[str], lexicon: Lexicon, discourse: Discourse) -> Iterator[Claim]:
    """Yield how often a body is held: "belegt tweemaal per jaar een regiotafel", "Regiotafel, tweemaal per jaar"."""
    tokens = sentence.tokens
    ends = [i for i, t in enumerate(tokens) if t.begin >= often.end()]
    behind = next((p for p in sentence.phrases if ends and p.first == ends[0] and p.kind == "Gremium"), None)
    holds = {f.word for frames in lexicon.frames.values() for f in frames if f.relation == "organiseert"}
    held = any(t.pos == "WW" and any(h.endswith(t.lemma) for h in holds if t.lemma) for t in tokens)
    before = next((p for p in sentence.phrases if p.kind == "Gremium" and _precedes(sentence, p, often)), None)
    body = behind if behind is not None and (held or not any(t.pos == "WW" for t in tokens)) else before
    if body is not None:
        found = discourse.referent(tokens, Member(body, body.last, []))
        if found is not None:
            yield _fact(found, "vergaderfrequentie", often[0], sentence, lexicon)


def _precedes(sentence: Sentence, phrase: Phrase, often: re.Match[str]) -> bool:
    """Whether how often stands between a comma behind a body and the end of what is said of it."""
    marks = sentence.tokens[phrase.last + 1 : phrase.last + 3]
    follows = next((t for t in sentence.tokens if t.begin >= often.end()), None)
    opens = len(marks) == 2 and marks[0].text in {",", "("} and marks[1].begin == often.start()
    return opens and (follows is None or follows.text in {",", ".", ";", ")"})


def _count(sentence: Sentence, written: str, discourse: Discourse, subject: Referent | None) -> Iterator[Claim]:
    """Yield how many a body has: "telt zeven vaste leden", "bestaat uit acht gedragswetenschappers"."""
    yield from _bodies_counted(sentence, discourse)
    counted = _COUNTED.search(written)
    if counted is None or counted["n"].casefold() == "een":
        yield from _seats(sentence, discourse, subject)
        return
    body = subject if subject is not None and subject.kind == "Gremium" else _only_body(sentence, discourse)
    people = {"Actorgroep", "Rol"}
    begin = counted.end("n")
    if body is not None and any(p.kind in people and sentence.tokens[p.last].end > begin for p in sentence.phrases):
        yield Claim("aantal", body, Referent(counted["n"], "tekst"), "feitelijk", 2)


def _bodies_counted(sentence: Sentence, discourse: Discourse) -> Iterator[Claim]:
    """Yield how many bodies there are: "er zijn drie werkgroepen"."""
    words = [t.text.casefold() for t in sentence.tokens]
    there = any(pair in {("zijn", "er"), ("er", "zijn"), ("kent", "de"), ("waren", "er")} for pair in pairwise(words))
    for phrase in sentence.phrases if there else ():
        number = sentence.tokens[phrase.first]
        if phrase.kind == "Gremium" and phrase.plural and number.pos == "TW" and phrase.first < phrase.head:
            noun = Member(replace(phrase, first=phrase.head, name=sentence.tokens[phrase.head].text), phrase.last, [])
            found = discourse.referent(sentence.tokens, noun)
            if found is not None:
                yield Claim("aantal", found, Referent(number.text, "tekst"), "feitelijk", 2)
            return


def _seats(sentence: Sentence, discourse: Discourse, subject: Referent | None) -> Iterator[Claim]:
    """Yield how many members a body has where words stand between: "telt, de voorzitter inbegrepen, drie leden"."""
    for phrase in sentence.phrases:
        number, noun = sentence.tokens[phrase.first], sentence.tokens[phrase.head].lemma
        seats = noun in {"lid", "deelnemer"} and number.pos == "TW" and not phrase.preposition
        clause = next((c for c in sentence.clauses if phrase.head in c.words), None)
        if not seats or clause is None or not any(sentence.tokens[w].lemma == "tellen" for w in clause.words):
            continue
        named = [p for p in sentence.phrases if p.kind == "Gremium" and p.last < phrase.first]
        body = subject if subject is not None and subject.kind == "Gremium" else None
        if body is None and len(named) == 1:
            body = discourse.referent(sentence.tokens, Member(named[0], named[0].last, []))
        if body is not None:
            yield Claim("aantal", body, Referent(number.text, "tekst"), "feitelijk", 2)
        return


def _says_meeting(written: str) -> bool:
    return bool(_MEETING.search(written))


def _subject(sentence: Sentence, discourse: Discourse) -> Referent | None:
    """Return the first actor or document that stands without a preposition in the first clause."""
    for clause in sentence.clauses[:1]:
        for group in find_groups(sentence.tokens, sentence.phrases, frozenset(clause.words), frozenset()):
            if not group.preposition and group.head.kind != TIME:
                found = discourse.referent(sentence.tokens, group.members[0])
                if found is not None and found.kind != "Thema":
                    return found
    return None


def _body_of_clause(sentence: Sentence, discourse: Discourse, at: int) -> Referent | None:
    """Return the body that a relative clause is about: "aan het overleg, dat eens per kwartaal bijeenkomt"."""
    place = next((i for i, t in enumerate(sentence.tokens) if t.end > at), 0)
    clause = next((c for c in sentence.clauses if place in c.words), None)
    if clause is None or clause.kind != RELATIVE or clause.opener is None:
        return None
    before = [p for p in sentence.phrases if p.last < clause.opener]
    nearest = before[-1] if before and before[-1].kind == "Gremium" else None
    return discourse.referent(sentence.tokens, Member(nearest, nearest.last, [])) if nearest is not None else None


def _document_of_clause(sentence: Sentence, discourse: Discourse, at: int) -> Referent | None:
    """Return the document that a relative clause is about: "een overeenkomst, die doorloopt tot en met 2026"."""
    place = next((i for i, t in enumerate(sentence.tokens) if t.end > at), 0)
    clause = next((c for c in sentence.clauses if place in c.words), None)
    opener = (clause.anchor or clause.opener) if clause is not None and clause.kind == RELATIVE else None
    before = [p for p in sentence.phrases if opener is not None and p.last < opener and p.kind != TIME]
    nearest = before[-1] if before and before[-1].kind in {"Document", "Beleid"} else None
    return discourse.referent(sentence.tokens, Member(nearest, nearest.last, [])) if nearest is not None else None


def _only_body(sentence: Sentence, discourse: Discourse) -> Referent | None:
    """Return the one body that a sentence names: "Nissewaard: Het PFO, dat zesmaal per jaar wordt gehouden"."""
    named = [p for p in sentence.phrases if p.kind == "Gremium"]
    return only(discourse.referent(sentence.tokens, Member(p, p.last, [])) for p in named)


def _evaluation(sentence: Sentence, written: str, lexicon: Lexicon, discourse: Discourse) -> Iterator[Claim]:
    when = _WHEN.search(written)
    if when is None:
        return
    for phrase in sentence.phrases:
        if phrase.kind in {"Document", "Beleid"} or (phrase.kind == "Thema" and phrase.name.endswith("samenwerking")):
            found = discourse.referent(sentence.tokens, Member(phrase, phrase.last, []))
            if found is not None:
                yield _fact(found, "evaluatiemoment", when[0], sentence, lexicon)
                return
    for phrase in sentence.phrases:
        if not phrase.preposition and phrase.kind not in {TIME, "Persoon"} and not is_actor(phrase.kind):
            found = discourse.referent(sentence.tokens, Member(phrase, phrase.last, []))
            if found is not None and not is_actor(found.kind):
                yield _fact(found, "evaluatiemoment", when[0], sentence, lexicon)
                return


def _powers(sentence: Sentence, discourse: Discourse, lexicon: Lexicon, subject: Referent | None) -> Iterator[Claim]:
    """Yield "heeft geen stemrecht", "neemt geen formele besluiten"."""
    for clause in sentence.clauses:
        subject = _actor(sentence, clause, discourse) or subject
        if subject is None or not is_actor(subject.kind) or clause.hypothetical:
            continue
        lemmas = {sentence.tokens[w].lemma.casefold() for w in clause.words}
        if any(sentence.tokens[m].tag.startswith("WW(vd") for m in clause.mains):
            lemmas.discard("hebben")  # "heeft mandaat verleend": who has it is another
        for group in find_groups(sentence.tokens, sentence.phrases, frozenset(clause.words), frozenset({"over"})):
            head = sentence.tokens[group.head.head].lemma.casefold()
            denied = group.head.determiner == "geen" or bool(lemmas & {"niet", "geen"}) or _is_without(sentence, clause)
            needed = _needed(lexicon, head)
            has = bool((needed & lemmas) - {"nemen"})
            decides = "nemen" in needed and _takes(sentence, clause) and not _goes_on(sentence, group.last)
            governed = group.preposition and not (group.preposition == "over" and "beschikken" in lemmas & needed)
            if governed or not (has or (decides and denied)):
                continue
            name = (_power(sentence, group) if has else "") or text(
                sentence.tokens, group.head.head - _adjective(sentence, group.head.head), group.last
            )
            modality = "ontkend" if denied else "feitelijk"
            yield Claim("bevoegdheid", subject, Referent(name, "tekst"), modality, 2)
        yield from _entitled(sentence, clause, subject)


def _is_without(sentence: Sentence, clause: Clause) -> bool:
    return clause.opener is not None and sentence.tokens[clause.opener].text.casefold() == "zonder"


def _in_its_clause(sentence: Sentence, often: re.Match[str]) -> bool:
    """Whether how often it is stands in the clause that speaks of meeting, where only one of several does."""
    inside = {i for i, t in enumerate(sentence.tokens) if often.start() <= t.begin < often.end()}
    clauses = [c for c in sentence.clauses if c.finite is not None]
    spoken = [" ".join(sentence.tokens[w].text for w in c.words) for c in clauses]
    own = [text for c, text in zip(clauses, spoken, strict=True) if inside & set(c.words)]
    return not own or any(_says_meeting(t) for t in own) or not any(_says_meeting(t) for t in spoken)


def _needed(lexicon: Lexicon, noun: str) -> set[str]:
    """Return the verbs by which someone has the power that a noun names: "verwijsbevoegdheid" is a bevoegdheid."""
    signs = lexicon.signs["bevoegdheid"]
    named = [sign for sign in signs if noun == sign or (len(sign) > _COMPOUNDED and noun.endswith(sign))]
    return set(signs[max(named, key=len)]) if named else set()


def _power(sentence: Sentence, group: Group) -> str:
    """Return what a power is to do, "de bevoegdheid om aanbieders te schorsen"; empty where the power has a name."""
    at = group.head.head + 1
    if at >= len(sentence.tokens) or sentence.tokens[at].text.casefold() not in {"om", "tot"}:
        return ""
    last = len(sentence.tokens) - 1
    while last > at and sentence.tokens[last].pos == "LET":
        last -= 1
    return text(sentence.tokens, at + 1, last) if last > at else ""


def _actor(sentence: Sentence, clause: Clause, discourse: Discourse) -> Referent | None:
    """Return the first actor of a clause that stands without a preposition."""
    for group in find_groups(sentence.tokens, sentence.phrases, frozenset(clause.words), frozenset()):
        if not group.preposition and group.head.kind != TIME:
            found = discourse.referent(sentence.tokens, group.members[0])
            if found is not None and is_actor(found.kind):
                return found
    return None


def _entitled(sentence: Sentence, clause: Clause, subject: Referent) -> Iterator[Claim]:
    """Yield "is bevoegd om werkgroepen in te stellen"."""
    at = next((w for w in clause.words if sentence.tokens[w].text.casefold() in {"bevoegd", "gerechtigd"}), None)
    rest = [i for i in range((at or 0) + 1, len(sentence.tokens)) if sentence.tokens[i].text not in _BEFORE_POWER]
    if at is None or not rest:
        return
    denied = bool({sentence.tokens[w].lemma.casefold() for w in clause.words} & {"niet", "geen"})
    what = Referent(text(sentence.tokens, rest[0], rest[-1]), "tekst")
    yield Claim("bevoegdheid", subject, what, "ontkend" if denied else "feitelijk", 2)


def _adjective(sentence: Sentence, head: int) -> int:
    return 1 if head > 0 and sentence.tokens[head - 1].pos == "ADJ" else 0


def _takes(sentence: Sentence, clause: Clause) -> bool:
    """Whether "neemt" is the verb of a clause, not an infinitive under another."""
    return any(
        sentence.tokens[w].lemma == "nemen" and sentence.tokens[w - 1].text.casefold() != "te"
        for w in clause.words
        if w
    )


def find_field_facts(written: str, discourse: Discourse) -> Iterator[Claim]:
    """Yield "Frequentie: zes keer per jaar" of the body that is spoken of."""
    match = re.match(r"\s*(?:vergader|overleg)?(?:frequentie|ritme)\s*:\s*(?P<value>[^.]+)", written, re.IGNORECASE)
    if match is not None and discourse.body is not None:
        yield Claim("vergaderfrequentie", discourse.body, Referent(match["value"].strip(), "tekst"), "feitelijk", 3)


def _allowed(sentence: Sentence, discourse: Discourse, lexicon: Lexicon, *, claimed: bool) -> Iterator[Claim]:
    """Yield "mag de overeenkomst ontbinden", by a verb that states no relation."""
    for clause in sentence.clauses:
        finite = clause.finite
        if finite is None or clause.hypothetical or sentence.tokens[finite].lemma not in _ALLOWING or not clause.mains:
            continue
        verb = clause.mains[-1]
        if verb == finite or (sentence.tokens[verb].lemma in lexicon.frames and claimed):
            continue
        groups = find_groups(sentence.tokens, sentence.phrases, frozenset(clause.words), frozenset())
        # Of "zij" no more is said than what is denied or expressly allowed.
        told = sentence.tokens[finite].lemma == "mogen" or any(sentence.tokens[w].text == "niet" for w in clause.words)
        kinds = {PRONOUN} if told else set()
        acts = [g for g in groups if not g.preposition and (is_actor(g.head.kind) or g.head.kind in kinds)]
        actor = acts[0] if acts else None
        if actor is None or actor.first > verb:
            continue
        if sentence.tokens[finite].lemma == "kunnen" and not _may(sentence, clause, actor.head, lexicon):
            continue
        hangs = (
            clause.kind == SUBORDINATE and clause.opener is not None and sentence.tokens[clause.opener].text == "dat"
        )
        if hangs and actor.head.kind == "Actorgroep":
            continue  # "beogen dat elk kind veilig kan opgroeien" allows nobody anything
        value, denied = _what_may(sentence, clause, actor, verb)
        for member in actor.members:
            found = discourse.referent(sentence.tokens, member)
            if found is not None and value and is_actor(found.kind):
                yield Claim("bevoegdheid", found, Referent(value, "tekst"), "ontkend" if denied else "mogelijk", 1)


def _what_may(sentence: Sentence, clause: Clause, actor: Group, verb: int) -> tuple[str, bool]:
    """Return what someone may do, and whether that is denied: "toezeggingen mag de stuurgroep niet doen"."""
    finite = clause.finite or 0
    start = max(finite, actor.last) + 1
    denied = [i for i in range(start, verb) if i in clause.words and sentence.tokens[i].text.casefold() == "niet"]
    begin = clause.words[0]
    before = [p for p in sentence.phrases if p.first == begin and p.last + 1 == finite and not p.preposition]
    before = [p for p in before if p.kind != PRONOUN and p.first != actor.first]
    if denied and before and start == denied[0] and verb == denied[0] + 1:
        return f"{before[0].name} {sentence.tokens[verb].text}", True
    return text(sentence.tokens, start, verb), bool(denied)


def _may(sentence: Sentence, clause: Clause, actor: Phrase, lexicon: Lexicon) -> bool:
    """Whether "kan" allows: said of someone who decides or takes part, not of whom something can happen to."""
    passive = any(sentence.tokens[w].lemma in {"worden", "zijn", "blijven"} for w in clause.words)
    stated = any(sentence.tokens[w].lemma in lexicon.frames for w in clause.mains)
    return not passive and not stated and actor.kind != "Persoon"


def _goes_on(sentence: Sentence, last: int) -> bool:
    return last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].text.casefold() == "over"


def _fact(subject: Referent, relation: str, value: str, sentence: Sentence, lexicon: Lexicon) -> Claim:
    words = sentence.clauses[0].words if sentence.clauses else []
    lemmas = [sentence.tokens[w].lemma for w in words if sentence.tokens[w].tag.startswith("WW(pv")]
    found = {lexicon.cues[lemma] for lemma in lemmas if lemma in lexicon.cues and lemma != "gaan"}
    modality = next((m for m in ("voorgenomen", "verplicht", "mogelijk") if m in found), "feitelijk")
    return Claim(relation, subject, Referent(value, "tekst"), modality, 2)
