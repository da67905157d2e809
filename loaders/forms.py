"""Claims from what is no sentence: form fields ("Portefeuillehouder: …") and the lines under a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from loaders.claims import Claim
from loaders.coreference import Discourse, Referent
from loaders.groups import Member, is_actor
from loaders.lexicon import Lexicon
from loaders.parsing import Sentence
from loaders.phrases import Phrase

_FIELD = re.compile(r"^\s*(?P<label>[A-Za-z][\w/ .()-]{2,40}?)\s*(?::|\s{2,})\s*(?P<value>\S.*)$")
_PERSON = re.compile(
    r"(?:(?:drs|mr|ir|ing|dr|prof)\.\s)?(?:[A-Z]\.\s?)+(?:van |de |der |den |ter |te )*[A-Z][\w'’-]+|"
    r"[A-Z][a-zé]+ (?:van |de |der |den )*[A-Z][\w'’-]+"
)


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
    person = _PERSON.search(value)
    owner = discourse.region or discourse.author
    if last.casefold() in lexicon.signs["heeftContactpersoon"]:
        if person is not None and owner is not None:
            yield Claim("heeftContactpersoon", owner, Referent(person[0], "Persoon"), "feitelijk", 3)
        return
    if person is not None and person.start() < 30 and len(value) < 80:
        role = Referent(label[:1].lower() + label[1:], "Rol")
        yield Claim("heeftFunctie", Referent(person[0], "Persoon"), role, "feitelijk", 4)


def title_claims(sentence: Sentence) -> Iterator[Claim]:
    """Yield who holds a function that stands before or behind a name: "programmamanager G. Hadderingh"."""
    for phrase, following in zip_longest(sentence.phrases, sentence.phrases[1:]):
        person = _PERSON.search(phrase.name) if phrase.kind == "Rol" else None
        if person is not None and person.start() > 0 and re.match(r"(?:[A-Z]\.)", person[0]):
            role = Referent(
                phrase.name[: person.start()].strip().removesuffix("de heer").removesuffix("mevrouw").strip(), "Rol"
            )
            yield Claim("heeftFunctie", Referent(person[0], "Persoon"), role, "feitelijk", 3)
        elif (
            following is not None
            and {phrase.kind, following.kind} == {"Rol", "Persoon"}
            and following.first == phrase.last + 2
            and sentence.tokens[phrase.last + 1].text == ","
        ):
            one, other = (phrase, following) if phrase.kind == "Persoon" else (following, phrase)
            found = _PERSON.search(one.name)
            if found is not None:
                yield Claim("heeftFunctie", Referent(found[0], "Persoon"), Referent(other.name, "Rol"), "feitelijk", 3)


def signature_claims(sentence: Sentence, discourse: Discourse) -> Iterator[Claim]:
    """Yield who signs the document by a line under "aldus overeengekomen en ondertekend"."""
    document = Referent(discourse.title, "Document")
    signed: list[Referent] = []
    roles: list[Phrase] = []
    written = " ".join(t.text for t in sentence.tokens)
    # "Namens: X  Naam: Y  Functie: Z" is one line of a form; elsewhere what precedes a colon introduces the lines.
    form = written.casefold().startswith(("namens", "naam", "voor "))
    start = max((i for i, t in enumerate(sentence.tokens) if t.text == ":"), default=-1) if not form else -1
    for phrase in sentence.phrases:
        if phrase.first < start:
            continue
        if phrase.kind == "Rol":
            roles.append(phrase)
        elif is_actor(phrase.kind) and phrase.kind not in {"Actorgroep"} and phrase.proper:
            if not re.search(r"[A-Za-z]{2}", phrase.name):
                continue
            found = discourse.referent(sentence.tokens, Member(phrase, phrase.last, []))
            if found is not None:
                signed.append(found)
    for referent in signed:
        if referent.kind != "Persoon" or len(signed) == 1:
            yield Claim("ondertekent", referent, document, "feitelijk", 4)
    persons = [r for r in signed if r.kind == "Persoon"]
    if len(persons) == 1 and roles:
        roles = roles[-1:]
    if len(persons) == len(roles):
        # Side by side, "A. Tuuk, burgemeester  H. Koning, secretaris", or names above functions.
        for person, role in zip(persons, roles, strict=True):
            yield Claim("heeftFunctie", person, Referent(role.name, "Rol"), "feitelijk", 3)
