"""Claims from what is no sentence: form fields ("Portefeuillehouder: …") and the lines under a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from loaders.claims import Claim
from loaders.clauses import asides
from loaders.coreference import Discourse, Referent
from loaders.groups import Member, find_groups, is_actor
from loaders.lexicon import Lexicon
from loaders.naming import PERSON, SIGNATORY, TIME, find_person, text
from loaders.parsing import Sentence

_FIELD = re.compile(r"^\s*(?P<label>[A-Za-z][\w/ .()-]{2,40}?)\s*(?::|\s{2,})\s*(?P<value>\S.*)$")
_MADE = {"steltVast", "steltOp"}
_FUNCTION = re.compile(r", (?P<function>(?P<noun>[a-z-]+)(?: [\w-]+){0,4})")
#: What a field can say that someone does with the document itself.
_OF_DOCUMENT = {"steltVast", "steltOp", "bespreekt", "besluitOver"}


def field_claims(written: str, lexicon: Lexicon, discourse: Discourse) -> Iterator[Claim]:
    """Yield who holds the function that a form field names: "Portefeuillehouder: wethouder Y. Kistemaker"."""
    words = written.split()
    match = _FIELD.match(written)
    if match is None and len(words) > 6:
        return
    label, value = (match["label"], match["value"]) if match is not None else (words[0], " ".join(words[1:]))
    last = label.split()[-1] if label.split() else ""
    if last.casefold() in {"gemeenten", "regiogemeenten"} and discourse.region is not None:
        for name in re.split(r",\s*|\s+en\s+", value.rstrip(".; ")):
            if discourse.names.get(name.casefold()) == "Gemeente":
                yield Claim("neemtDeelAan", Referent(name, "Gemeente"), discourse.region, "feitelijk", 4)
        return
    if "Rol" not in lexicon.classes_of(last.casefold()):
        return
    yield from _person_in_field(label, value, lexicon, discourse)


def _person_in_field(label: str, value: str, lexicon: Lexicon, discourse: Discourse) -> Iterator[Claim]:
    """Yield what a field with the name of a function says of the person behind it."""
    person, last = PERSON.search(value), label.rpartition(" ")[2].casefold()
    if person is None:
        return
    named = Referent(person[0], "Persoon")
    owner = discourse.region or discourse.author
    if last in lexicon.signs["heeftContactpersoon"]:
        if owner is not None:
            yield Claim("heeftContactpersoon", owner, named, "feitelijk", 3)
    elif last in lexicon.signs["steltOp"]:
        # "Steller: A. Bos": who wrote it, which is no function
        if discourse.title:
            yield Claim("steltOp", named, Referent(discourse.title, "Document"), "feitelijk", 4)
        function = _FUNCTION.fullmatch(value[person.end() :])
        if function is not None and "Rol" in lexicon.classes_of(function["noun"].casefold()):
            yield Claim("heeftFunctie", named, Referent(function["function"], "Rol"), "feitelijk", 4)
    elif person.start() < 30 and len(value) < 80:
        yield Claim("heeftFunctie", named, Referent(label[:1].lower() + label[1:], "Rol"), "feitelijk", 4)


def body_claims(written: str, sentence: Sentence, discourse: Discourse, lexicon: Lexicon) -> Iterator[Claim]:
    """Yield what a field says of the body that is spoken of: "Voorzitter: de wethouder van A", "Leden: B en C"."""
    label, colon, _ = written.partition(":")
    name, of, _ = label.strip().casefold().partition(" van ")
    relation = lexicon.fields.get(name, "")
    if relation in _OF_DOCUMENT:
        yield from _document_field(relation, name, sentence, discourse)
        return
    body = _body_of_label(sentence, discourse, len(label)) if of else discourse.body
    if not relation or not colon or body is None:
        return
    aside = asides(sentence.tokens)  # "M. Verdel (Katwijk, voorzitter)": no members
    words = frozenset(i for i, t in enumerate(sentence.tokens) if t.begin > len(label) and i not in aside)
    for group in find_groups(sentence.tokens, sentence.phrases, words, frozenset()):
        for member in group.members:
            found = discourse.referent(sentence.tokens, member)
            if found is not None and is_actor(found.kind) and group.preposition == "met":
                yield Claim("neemtDeelAan", found, body, "feitelijk", 2)  # "…, met de secretaris als adviseur"
            elif found is not None and is_actor(found.kind) and not member.phrase.preposition:
                yield Claim(relation, body, found, "feitelijk", 3)


def _document_field(relation: str, label: str, sentence: Sentence, discourse: Discourse) -> Iterator[Claim]:
    """Yield who does something with the document by a field: "Ter vaststelling: Bestuurstafel, 15 oktober 2020"."""
    if not discourse.title:
        return
    modality = "voorgenomen" if label.startswith("ter ") else "feitelijk"
    words = frozenset(i for i, t in enumerate(sentence.tokens) if t.begin > len(label))
    for group in find_groups(sentence.tokens, sentence.phrases, words, frozenset())[:1]:
        for member in group.members:
            found = discourse.referent(sentence.tokens, member)
            if found is not None and is_actor(found.kind):
                yield Claim(relation, found, Referent(discourse.title, "Document"), modality, 3)


def _body_of_label(sentence: Sentence, discourse: Discourse, end: int) -> Referent | None:
    """Return the body that a label names: "Samenstelling van de projectgroep: …"."""
    named = [p for p in sentence.phrases if sentence.tokens[p.last].end <= end and p.kind == "Gremium"]
    return discourse.referent(sentence.tokens, Member(named[0], named[0].last, [])) if len(named) == 1 else None


def status_claims(sentence: Sentence, discourse: Discourse, lexicon: Lexicon) -> Iterator[Claim]:
    """Yield who adopted or drew up the document by a line without a finite verb: "Status: vastgesteld door het PFO"."""
    if not discourse.title or any(c.finite is not None for c in sentence.clauses):
        return
    made = [t.lemma for t in sentence.tokens if t.tag.startswith("WW(vd")]
    relation = next((f.relation for v in made for f in lexicon.frames.get(v, ()) if f.relation in _MADE), "")
    for phrase in sentence.phrases:
        places = {"door", "in"} if phrase.kind == "Gremium" else {"door"}
        if not relation or phrase.preposition not in places or not is_actor(phrase.kind):
            continue
        found = discourse.referent(sentence.tokens, Member(phrase, phrase.last, []))
        if found is not None:
            yield Claim(relation, found, Referent(discourse.title, "Document"), "feitelijk", 3)


def title_claims(sentence: Sentence) -> Iterator[Claim]:
    """Yield who holds a function that stands before or behind a name: "programmamanager G. Hadderingh"."""
    for phrase, following in zip_longest(sentence.phrases, sentence.phrases[1:]):
        person = PERSON.search(phrase.name) if phrase.kind == "Rol" else None
        # One word before the name is the function, "kwartiermaker Noor Vos"; behind more only initials show a person.
        alone = (
            person is not None and len(phrase.name[: person.start()].split()) == 1 and person.end() == len(phrase.name)
        )
        if person is not None and person.start() > 0 and (alone or re.match(r"(?:[A-Z]\.)", person[0])):
            role = Referent(
                phrase.name[: person.start()].strip().removesuffix("de heer").removesuffix("mevrouw").strip(), "Rol"
            )
            yield Claim("heeftFunctie", Referent(person[0], "Persoon"), role, "feitelijk", 3)
        elif (
            following is not None
            and {phrase.kind, following.kind} == {"Rol", "Persoon"}
            and [t.text for t in sentence.tokens[phrase.last + 1 : following.first]] in ([","], [",", "de"])
        ):
            one, other = (phrase, following) if phrase.kind == "Persoon" else (following, phrase)
            holder = find_person(one.name)
            if holder is not None:
                yield Claim("heeftFunctie", Referent(holder, "Persoon"), Referent(other.name, "Rol"), "feitelijk", 3)
    yield from _named_function(sentence)


def _named_function(sentence: Sentence) -> Iterator[Claim]:
    """Yield "Programmamanager is mevrouw A. Bos": a function without an article, and who has it."""
    phrases = [p for p in sentence.phrases if p.kind != TIME]
    if len(phrases) < 2 or phrases[0].first or phrases[0].kind != "Rol" or phrases[1].kind != "Persoon":
        return
    is_copula = phrases[0].last + 1 < len(sentence.tokens) and sentence.tokens[phrases[0].last + 1].lemma == "zijn"
    person = find_person(phrases[1].name)
    if is_copula and person is not None and not phrases[0].determiner and not phrases[1].preposition:
        yield Claim("heeftFunctie", Referent(person, "Persoon"), Referent(phrases[0].name, "Rol"), "feitelijk", 3)


def contact_claims(sentence: Sentence, discourse: Discourse, lexicon: Lexicon) -> Iterator[Claim]:
    """Yield the contact of who writes a letter: "Met vragen kunt u terecht bij A. Bos"."""
    own = [p for p in sentence.phrases if p.kind in {"Document", "Beleid"} and p.determiner in {"dit", "deze"}]
    asked = Referent(discourse.title, "Document") if own and discourse.title else discourse.author
    if asked is None:
        return
    signs = tuple(sign for sign in lexicon.signs["heeftContactpersoon"] if " " in sign)
    for phrase in sentence.phrases:
        person = find_person(phrase.name) if phrase.kind in {"Persoon", "Rol"} else None
        if person is None:
            continue
        before = " ".join(t.text.casefold() for t in sentence.tokens[: phrase.first]).removesuffix(" de")
        if before.endswith(signs):
            # "vragen over deze notitie" are about it, others go to whoever writes.
            yield Claim("heeftContactpersoon", asked, Referent(person, "Persoon"), "feitelijk", 3)


def signature_claims(sentence: Sentence, discourse: Discourse, relation: str = "ondertekent") -> Iterator[Claim]:
    """Yield who signs the document by a line under "aldus overeengekomen en ondertekend", and for whom.

    Parameters
    ----------
    sentence, discourse
        The line, and what the document said before.
    relation
        Local name of what whoever stands there does with the document; persons always sign.
    """
    document = Referent(discourse.title, "Document")
    signed, functions = _signatories(sentence, discourse)
    persons = [r for r, _ in signed if r.kind == "Persoon"]
    parties = [r for r, _ in signed if r.kind != "Persoon"]
    for referent in parties or persons:
        decides = referent.kind == "Bestuursorgaan"
        yield Claim(relation if decides else "ondertekent", referent, document, "feitelijk", 4)
    behalf = [r for r, namens in signed if namens and r.kind != "Persoon"]
    if len(behalf) == 1 and len(persons) == 1:
        yield Claim("vertegenwoordigt", persons[0], behalf[0], "feitelijk", 3)
    # Side by side, "A. Tuuk, burgemeester  H. Koning, secretaris", or names above functions, or below them.
    behind = [f for f, follows in functions if follows]
    chosen = behind or [f for f, _ in functions][-len(persons) :]
    chosen = chosen[-1:] if len(persons) == 1 else chosen
    if len(persons) == len(chosen):
        for person, function in zip(persons, chosen, strict=True):
            yield Claim("heeftFunctie", person, function, "feitelijk", 3)


#: "GGD Lichtenberg, P. Kranendonk, directeur publieke gezondheid": a party, who signs for it, and as what.
_SIGNING = re.compile(
    r"(?P<party>[A-Z][^,:;()]{2,70}), (?P<person>" + SIGNATORY + r"[\w'’ -]+)"
    r"(?:, (?P<function>[a-z][^,;.]+))?"
)
#: The name of an organisation before a colon: no words of a sentence, no label of a form.
_PARTY = re.compile(r"(?!Naam|Datum|Plaats|Functie|Namens|Aldus|Getekend)[A-Z][\w.’'-]*(?: [\w.&’'-]+){1,6}")


def _signatories(
    sentence: Sentence, discourse: Discourse
) -> tuple[list[tuple[Referent, bool]], list[tuple[Referent, bool]]]:
    """Return the parties and persons of a line, each with whether it is signed on their behalf, and the functions.

    With each function stands whether a person was named before it.
    """
    tokens = sentence.tokens
    line = _SIGNING.fullmatch(text(tokens, 0, len(tokens) - 1).strip(" ,.")) if tokens else None
    if line is not None:
        function = [(Referent(line["function"], "Rol"), True)] if line["function"] else []
        return [(_party(line["party"], discourse), True), (Referent(line["person"], "Persoon"), False)], function
    written = " ".join(t.text for t in tokens)
    # "Namens: X  Naam: Y  Functie: Z" is one line of a form; elsewhere what precedes a colon introduces the lines.
    form = written.casefold().startswith(("namens", "naam", "voor "))
    colon = max((i for i, t in enumerate(tokens) if t.text == ":"), default=-1)
    # "Gemeente Goes: J. Bakker, wethouder": what stands before the colon signs.
    party = any(p.proper and is_actor(p.kind) and p.first == 0 and p.last == colon - 1 for p in sentence.phrases)
    signs = any(p.kind == "Persoon" and p.first > colon for p in sentence.phrases)
    start = -1 if form or (party and signs) else colon
    signed: list[tuple[Referent, bool]] = []
    name = text(tokens, 0, colon - 1) if colon > 0 and signs and not form and not party else ""
    if _PARTY.fullmatch(name):
        # "Stichting Primair Onderwijs Zuid: A. Bos": what no phrase covers whole is a party all the same.
        signed.append((discourse.aliases.get(name.casefold()) or Referent(name, "Organisatie"), False))
    functions: list[tuple[Referent, bool]] = []
    words = frozenset(i for i in range(len(tokens)) if i > start)
    for group in find_groups(tokens, sentence.phrases, words, frozenset({"te", "op", "in"})):
        if group.preposition in {"te", "op", "in"}:
            continue  # where and when it was signed
        namens = group.preposition == "namens" or (group.first == 1 and form)
        for member in group.members:
            found = discourse.referent(tokens, member)
            if found is None:
                continue
            if member.phrase.kind == "Rol":
                named = any(r.kind == "Persoon" for r, _ in signed)
                functions.append((Referent(found.printed or found.name, "Rol"), named))
            elif _signs(member, found, namens=namens):
                signed.append((found, namens))
    return signed, functions


def _party(name: str, discourse: Discourse) -> Referent:
    """Return who signs under a name that is printed on a line of its own."""
    noun, _, place = name.partition(" ")
    if noun.casefold() == "gemeente" and place:
        return Referent(f"gemeente {place}", "Gemeente")
    known = discourse.names.get(name.casefold(), "Organisatie")
    return discourse.aliases.get(name.casefold()) or Referent(name, known)


def _signs(member: Member, found: Referent, *, namens: bool) -> bool:
    """Whether a phrase on a line of signatures is someone who signs."""
    if not is_actor(found.kind) or not re.search(r"[A-Za-z]{2}", found.name):
        return False
    if found.name.isupper() and len(found.name) > 6:
        return False  # "TOELICHTING": the heading of what follows the signatures
    named = member.phrase.proper or any(p.proper for p in member.inner)
    return namens or (named and found.kind != "Actorgroep")
