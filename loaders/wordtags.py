"""Words with their part of speech: what Frog joined without reason, and tags that the words beside them contradict."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from graph.dates import months
from loaders.frog import Token
from loaders.lexicon import Lexicon

#: Words that deny must not be lost in "nog geen", "nog niet".
_DENIALS = {"niet", "geen"}
_JOINED = re.compile(r"VNW\(pers|VZ\(fin\)_VZ|VZ\(init\)_LID")
_NOUN, _NOUN_ONE, _NAME, _FINITE_MORE = "N(soort,mv,basis)", "N(soort,ev,basis)", "SPEC(deeleigen)", "WW(pv,tgw,mv)"
#: Prepositions that stand behind an infinitive used as a noun.
_BEHIND_NOUN = {"van", "op", "aan", "in", "over", "met"}
_ASKING = {"welke", "wie", "hoe", "waar", "wat", "of"}
#: Words that open a clause, also where Frog joined them to what stands before.
_CONJUNCTIONS = set("zodra nadat omdat zodat totdat doordat opdat indien wanneer mits tenzij".split())
_ARTICLES = {"de": "LID(bep,stan,rest)", "het": "LID(bep,stan,evon)", "een": "LID(onbep,stan,agr)"}
#: Classes of what someone can act as.
_CAPACITIES = {"Gemeente", "Regio", "Organisatie", "Actorgroep", "Gremium", "Inkooporganisatie"}
#: Verbs that carry another.
MODALS = {"kunnen", "moeten", "mogen", "willen", "zullen", "worden", "gaan", "dienen"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A word among the others of its sentence."""

    tokens: Sequence[Token]
    index: int
    lexicon: Lexicon

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    @property
    def word(self) -> str:
        return self.token.text.casefold()

    @property
    def before(self) -> Token | None:
        return self.tokens[self.index - 1] if self.index else None

    @property
    def after(self) -> Token | None:
        return self.tokens[self.index + 1] if self.index + 1 < len(self.tokens) else None

    def follows(self, words: set[str]) -> bool:
        """Whether one of these words stands right before it."""
        return self.before is not None and self.before.text.casefold() in words


def repair_word(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Token:
    """Return a word with the tag and lemma that the words around it and the lexicon give it."""
    place = _Place(tokens, index, lexicon)
    return next((found for found in (repair(place) for repair in _REPAIRS) if found is not None), place.token)


# ---------------------------------------------------------------- repairs, of which the first that applies is made


def _name(place: _Place) -> Token | None:
    token, before = place.token, place.before
    if "_SPEC" in token.tag:
        return replace(token, tag=_NAME)  # "De Steiger" as one word: what it is a name of comes last
    after = place.after.lemma if place.after is not None else ""
    leads = place.index == 0 and token.text in {"De", "Het", "Een"} and place.lexicon.classes_of(after)
    if leads and token.pos == "SPEC":
        return replace(token, tag=_ARTICLES[place.word])  # "De Tafel Toegang bestaat uit"
    inside = before is not None and before.pos not in {"LET", "TW"}
    # "Stichting Stem in Zorg": no verb has a capital inside a sentence.
    return replace(token, tag=_NAME) if token.pos == "WW" and token.text[0].isupper() and inside else None


def _adverb(place: _Place) -> Token | None:
    ahead = [t.text.casefold() for t in place.tokens[place.index + 1 : place.index + 3]]
    # "gevraagd en ongevraagd", "gevraagd of uit eigen beweging"
    unasked = ahead[:1] in (["en"], ["of"]) and ahead[1:] in (["ongevraagd"], ["uit"], ["op"])
    says_how = place.word in place.lexicon.adverbs or (place.word == "gevraagd" and unasked)
    return replace(place.token, tag="BW()") if says_how else None


def _conjunction(place: _Place) -> Token | None:
    """Return "mits" before a clause as what it is; Frog takes it for a preposition."""
    opens = place.word in _CONJUNCTIONS and place.token.pos == "VZ"
    return replace(place.token, tag="VG(onder)") if opens else None


def _mark(place: _Place) -> Token | None:
    """Return signs that Frog takes for a word, ");", as signs."""
    is_mark = place.token.pos != "LET" and not any(c.isalnum() for c in place.token.text) and place.token.text != "&"
    return replace(place.token, tag="LET()") if is_mark else None


def _towards(place: _Place) -> Token | None:
    """Return "richting" before a noun phrase as a preposition: "een adviserende rol richting de colleges"."""
    after, before = place.after, place.before
    free = before is not None and before.pos not in {"LID", "ADJ", "VZ"} and "det" not in before.tag
    leads = after is not None and after.pos in {"LID", "SPEC"}
    return replace(place.token, tag="VZ(init)") if place.word == "richting" and free and leads else None


def _relating(place: _Place) -> Token | None:
    """Return "die" between a comma and a name as relative: "de ombouw, die Stichting A dit jaar uitvoert"."""
    after = place.after
    named = after is not None and (after.pos == "SPEC" or (after.pos == "N" and after.text[:1].isupper()))
    points = place.word in {"die", "dat"} and place.token.tag.startswith("VNW(aanw,det")
    # "de wethouder die jeugd in zijn portefeuille heeft": right behind a noun, before another without an article.
    adjoins = place.before is not None and place.before.pos == "N" and after is not None and after.pos == "N"
    # "voert de maatregelen uit die de rechter oplegt": before an article it stands by itself.
    parts = points and after is not None and after.pos == "LID" and place.before is not None
    parts = parts and place.before is not None and place.before.pos in {"VZ", "N"}
    relates = points and ((named and place.follows({","})) or adjoins or parts)
    return replace(place.token, tag="VNW(betr,pron,stan,vol,persoon,getal)") if relates else None


def _capacity(place: _Place) -> Token | None:
    """Return "als" before a function as a preposition: "is als kwartiermaker aangesteld" states no condition."""
    after = place.after
    if place.word != "als" or place.token.pos != "VG" or after is None or after.pos != "N":
        return None
    kinds = place.lexicon.classes_of(after.lemma)
    # "als centrumgemeente", "als jeugdregio": one thing without an article is what someone acts as.
    acts = "Rol" in kinds or (bool(kinds) and after.tag.startswith("N(soort,ev") and kinds[0] in _CAPACITIES)
    return replace(place.token, tag="VZ(init)") if acts else None


def _article(place: _Place) -> Token | None:
    ahead = place.tokens[place.index + 1 : place.index + 3]
    leads = [t.pos for t in ahead] == ["ADJ", "N"] and not ahead[0].nominal
    if place.word == "het" and place.token.pos == "VNW" and (leads or _opens_attribute(place)):
        return replace(place.token, tag=_ARTICLES["het"])  # "het dagelijks bestuur"
    return None


def _opens_attribute(place: _Place) -> bool:
    """Whether "door" and a participle before a noun follow: "het door de raad vastgestelde beleidsplan"."""
    ahead = place.tokens[place.index + 1 : place.index + 14]
    if not ahead or ahead[0].text != "door":
        return False
    at = next((i for i, t in enumerate(ahead) if t.pos in {"WW", "LET"}), len(ahead))
    return at + 1 < len(ahead) and "prenom" in ahead[at].tag and ahead[at + 1].pos in {"N", "SPEC", "ADJ"}


def _own(place: _Place) -> Token | None:
    """Return "zijn" behind a relative pronoun as a possessive: "dat zijn bevindingen toestuurt"."""
    pronoun = place.before is not None and place.before.pos == "VNW" and place.follows({"dat", "die"})
    if place.word != "zijn" or place.token.pos != "WW" or not pronoun or place.after is None or place.after.pos != "N":
        return None
    later = next((t.tag for t in place.tokens[place.index + 1 :] if t.tag.startswith(("WW(pv", "LET"))), "")
    ends = later.startswith("WW") and "mv" not in later
    return replace(place.token, tag="VNW(bez,det,stan,vol,3,ev,prenom,zonder,agr)") if ends else None


def _we(place: _Place) -> Token | None:
    token = place.token
    follows = token.tag.startswith("WW(inf") and place.follows({"wij", "we"})
    # "Besluiten worden in dit overleg niet genomen": behind the word that begins a sentence stands its verb.
    second = place.index == 1 and token.tag.startswith("WW(inf") and token.text in {"worden", "zijn"}
    return replace(token, tag=_FINITE_MORE) if follows or second else None  # "Wij vragen …"


def _noun(place: _Place) -> Token | None:
    token, word, lexicon = place.token, place.word, place.lexicon
    if token.pos == "WW" and word in lexicon.plurals and _stands_as_noun(place):
        return replace(token, tag=_NOUN, lemma=lexicon.plurals[word])
    led = place.before is not None and place.before.tag.startswith(_ARTICLES["de"].rstrip(")"))
    owned = place.before is not None and place.before.tag.startswith("VNW(bez,det")
    if token.tag.startswith("WW(pv") and owned and token.text == word and word in lexicon.carried:
        return replace(token, tag=_NOUN_ONE, lemma=word)  # "na uw besluit"
    if token.tag.startswith(("WW(inf,vrij", _FINITE_MORE)) and led:
        return replace(token, tag=_NOUN)  # "de kosten": no verb stands behind "de"
    is_no_verb = token.lemma.casefold() == word and word not in lexicon.frames and not word.endswith("en")
    if token.tag.startswith(("WW(vd", "WW(pv")) and is_no_verb and lexicon.is_known(word):
        return replace(token, tag=_NOUN_ONE)  # "instemmingsrecht", "jeugdhulp"
    unknown = word not in lexicon.frames and word not in lexicon.forms and word.endswith("den")
    heads = place.after is not None and place.after.text == ":"
    if token.pos == "WW" and unknown and heads and _names_someone(word, lexicon):
        return replace(token, tag=_NOUN)  # "Ondergetekenden:"
    if token.pos == "ADJ" and len(word) > 6 and not token.nominal and _names_someone(word, lexicon):
        return replace(token, tag=_NOUN if word.endswith(("s", "n")) else _NOUN_ONE)
    return None


def _attribute(place: _Place) -> Token | None:
    """Return a participle before a noun as its adjective: "de gecontracteerde aanbieders", "de gesloten jeugdhulp"."""
    token, before, after = place.token, place.before, place.after
    if before is None or after is None:
        return None
    beyond = place.tokens[place.index + 2 : place.index + 3]
    if before.pos == "LID" and token.tag.startswith("WW(vd,vrij") and "prenom" in after.tag and beyond:
        # "de betrokken gecertificeerde instelling"
        return replace(token, tag="WW(vd,prenom,zonder)") if beyond[0].pos == "N" else None
    far = place.tokens[place.index - 2] if place.index > 1 else None
    if far is not None and far.pos == "LID" and before.pos in {"BW", "VNW"} and after.pos in {"N", "SPEC"}:
        # "het daar ondergebrachte Inkoopteam"
        past = token.tag.startswith("WW(pv,verl") and token.text.endswith("e")
        return replace(token, tag="WW(vd,prenom,basis,met-e)") if past else None
    if after.pos != "N":
        return None
    led = before.pos in {"LID", "TW", "VZ"} or "det" in before.tag
    # "verstrekken cijfers over wachttijden en beëindigde trajecten": nothing that is told in the past.
    earlier = [t.tag for t in place.tokens[: place.index] if t.tag.startswith("WW(pv")]
    led = led or (before.pos == "VG" and bool(earlier) and earlier[-1].startswith("WW(pv,tgw"))
    if token.tag.startswith("WW(pv,verl") and led and token.text.endswith("e"):
        return replace(token, tag="WW(vd,prenom,basis,met-e)")
    led_far = [t.pos for t in place.tokens[max(0, place.index - 3) : place.index]] == ["LID", "VZ", "N"]
    governed = before.tag.startswith("VZ(init") and before.lemma != "te"  # "de afbouw van gesloten jeugdhulp"
    helped = any(t.lemma in {"zijn", "hebben", "worden", "krijgen"} for t in place.tokens if t.pos == "WW")
    # "vindt op overeenstemming gericht overleg plaats": nothing helps it to be a verb.
    helpless = not helped and before.pos == "N" and any(t.tag.startswith("WW(pv") for t in place.tokens)
    # "pleegzorg en gesloten jeugdhulp": between two nouns, the last of which ends what is listed.
    joined = before.pos == "VG" and far is not None and far.pos == "N" and (not beyond or beyond[0].pos == "LET")
    if token.tag.startswith("WW(vd,vrij") and (before.pos == "LID" or governed or led_far or helpless or joined):
        return replace(token, tag="WW(vd,prenom,zonder)")
    return None


_LOOKING_AHEAD = {"ernaar", "erop", "eraan", "ervoor", "ervan", "ertoe", "erover"}


def _that(place: _Place) -> Token | None:
    """Return "dat" behind "ernaar" as the conjunction: "streven ernaar dat eind 2025 niemand wacht"."""
    points = place.before is not None and place.before.text.casefold() in _LOOKING_AHEAD
    return replace(place.token, tag="VG(onder)") if place.word == "dat" and points else None


def _listed_name(place: _Place) -> Token | None:
    """Return a name in a list of names that Frog takes for another word: "de gemeenten Klaaistede, Oudezijl en …"."""
    token, before, after = place.token, place.before, place.after
    if before is None or not token.text[:1].isupper() or token.pos not in {"ADJ", "BW", "WW", "TSW"}:
        return None
    parts = {",", "en"}
    listed = before.text in parts and (after is None or after.text in parts | {".", ";", ")"})
    near = [place.tokens[i] for i in (place.index - 2, place.index + 2) if 0 <= i < len(place.tokens)]
    named = any(t.pos == "SPEC" and t.text[:1].isupper() for t in near)
    return replace(token, tag="SPEC(deeleigen)", lemma=token.text) if listed and named else None


def _participle(place: _Place) -> Token | None:
    if not place.token.tag.startswith("WW(vd"):
        return None
    return replace(place.token, lemma=_infinitive(place.token, place.lexicon))


def _lasting(place: _Place) -> Token | None:
    """Return "gelden" before how long as a verb: "de afspraken gelden tot", "de overeenkomst zal gelden van"."""
    after, before = place.after, place.before
    runs = place.token.pos == "N" and place.word in place.lexicon.signs["looptijd"]
    follows = after.text.split()[0] if after is not None else ""
    if not runs or before is None or follows not in {"tot", "van", "vanaf", "voor"}:
        return None
    if any(t.tag.startswith("WW(pv") and t.lemma in MODALS for t in place.tokens[: place.index]):
        return replace(place.token, tag="WW(inf,vrij,zonder)", lemma=place.word)
    return replace(place.token, tag=_FINITE_MORE, lemma=place.word) if "mv" in before.tag else None


def _asking(place: _Place) -> Token | None:
    """Return "bepalen" in "De teams bepalen welke hulp …" as a plural, unless another verb or "te" carries it."""
    after = place.after
    if not place.token.tag.startswith("WW(inf,vrij") or after is None or after.text.casefold() not in _ASKING:
        return None
    carried = any(t.pos == "WW" for t in place.tokens[: place.index]) or place.follows({"te"})
    return None if carried else replace(place.token, tag=_FINITE_MORE)


def _used_as_noun(place: _Place) -> Token | None:
    """Return "het bewaken van" as an infinitive that is a noun."""
    behind = place.after is not None and place.after.text.casefold() in _BEHIND_NOUN
    if place.token.tag.startswith("WW(inf") and place.follows({"het"}) and behind:
        return replace(place.token, tag="WW(inf,nom,zonder,zonder-n)")
    return None


def _under_modal(place: _Place) -> Token | None:
    """Return an infinitive at the end of "kan haar deelname schriftelijk beëindigen" as no noun."""
    tokens, index, after = place.tokens, place.index, place.after
    if not place.token.tag.startswith("WW(inf,nom") or place.before is None or place.before.pos in {"LID", "VZ", "VNW"}:
        return None
    if after is not None and after.pos not in {"LET", "VG", "VZ"}:
        return None
    begin = next((i for i in range(index - 1, -1, -1) if tokens[i].pos == "LET"), -1)
    verbs = [t for t in tokens[begin + 1 : index] if t.pos == "WW" and "prenom" not in t.tag and "nom" not in t.tag]
    waits = verbs and verbs[-1].tag.startswith("WW(pv") and verbs[-1].lemma in MODALS - {"worden", "gaan"}
    return replace(place.token, tag="WW(inf,vrij,zonder)") if waits else None


_REPAIRS: tuple[Callable[[_Place], Token | None], ...] = (
    _mark, _name, _adverb, _towards, _relating, _conjunction, _capacity, _article, _own,
    _we, _noun, _that, _listed_name, _attribute, _participle, _lasting, _asking, _used_as_noun, _under_modal,
)  # fmt: skip


def _infinitive(token: Token, lexicon: Lexicon) -> str:
    """Return the lemma of a participle: Frog loses the prefix of "opgedragen" and doubles that of "gedragen"."""
    word, known = token.text.casefold(), lexicon.frames.keys() | lexicon.support
    prefix = word.partition("ge")[0]
    if prefix and f"{prefix}{token.lemma}" in known:
        return f"{prefix}{token.lemma}"
    if token.lemma not in known and token.lemma.removeprefix("ge") in known:
        return token.lemma.removeprefix("ge")  # "geleid" is of "leiden"
    plain = word.replace("ge", "", 1)
    stem = word.removeprefix("ge")[:-1]
    short = re.sub(r"(aa|ee|oo|uu)(?=[^aeiou]$)", lambda m: m[1][0], stem)
    # "geschaard" is of "scharen", "gevuld" of "vullen".
    rest = word.removeprefix("ge")
    spelled = (plain, f"{stem}en", f"{short}en", f"{stem}{stem[-1:]}en", f"{rest}{rest[-1:]}en")
    bare = next((w for w in spelled if w in known), "")
    # "op de agenda gezet": no "opzetten", of which the prefix would stand in the participle.
    doubled = word.startswith("ge") and bare and token.lemma != bare and token.lemma.endswith(bare)
    return bare if doubled or (bare and token.lemma not in known) else token.lemma


def _names_someone(word: str, lexicon: Lexicon) -> bool:
    """Whether an "adjective" is a noun that the lexicon knows: "het gezinsteam", "de portefeuillehouders"."""
    return bool(lexicon.classes_of(word) or (word.endswith(("s", "n")) and lexicon.classes_of(word[:-1])))


def _stands_as_noun(place: _Place) -> bool:
    """Whether a word that can be a verb and a plural noun is the noun."""
    before, after = place.before, place.after
    if before is None:
        # "Besluiten neemt het overleg niet.", "Besluiten over het budget worden genomen door"
        verbs = [t for t in place.tokens[place.index + 2 :] if t.pos == "WW" and "prenom" not in t.tag]
        carried = bool(verbs) and verbs[0].lemma in MODALS | {"zijn", "hebben"}
        begins = after is not None and after.tag.startswith(("WW(pv", "VNW(betr", "WW(inf"))
        return begins or (after is not None and after.pos == "VZ" and carried)
    if before.pos in {"LID", "ADJ"} or (before.pos == "VNW" and "det" in before.tag) or "prenom" in before.tag:
        return True
    if before.pos == "VZ" and before.text.casefold() != "te" and after is not None and after.pos in {"VZ", "LET"}:
        return True  # "bij zorgen over"
    light = before.pos == "WW" and before.lemma not in MODALS
    return light and (after is None or after.pos in {"VZ", "LET", "VG", "BW"})


# ---------------------------------------------------------------- words that Frog joined


def parted(token: Token) -> list[Token]:
    """Return two words that Frog joined without reason ("zij het", "af aan", "aan het") as two."""
    words, tags = token.text.split(), re.findall(r"[A-Z]+\([^()]*\)", token.tag)
    if len(words) > 1 and words[-1] in _CONJUNCTIONS and token.pos == "VZ":
        # "van kracht zodra": the last word opens a clause.
        begin = token.begin + token.text.rindex(words[-1])
        head = token.text[: token.text.rindex(words[-1])].rstrip()
        opener = replace(token, text=words[-1], begin=begin, lemma=words[-1], tag="VG(onder)")
        return [replace(token, text=head, end=token.begin + len(head), lemma=head, tag="BW()"), opener]
    if token.pos == "SPEC" and len(words) > 1:
        return _parted_name(token, words)
    if len(words) != 2 or len(tags) != 2 or not (_JOINED.match(token.tag) or _DENIALS & set(words)):
        return [token]
    lemmas = token.lemma.split("_") if token.lemma.count("_") == 1 else words
    begin = token.text.rindex(words[1])
    return [
        replace(token, text=words[0], end=token.begin + len(words[0]), lemma=lemmas[0], tag=tags[0]),
        replace(token, text=words[1], begin=token.begin + begin, lemma=lemmas[1], tag=tags[1]),
    ]


def _parted_name(token: Token, words: Sequence[str]) -> list[Token]:
    """Return a name that Frog joined without what is no part of it: "BO de", "maart J. Pouwels"."""
    if words[-1] in _ARTICLES:
        at = token.text.rindex(words[-1])
        head = token.text[:at].rstrip()
        article = replace(token, text=words[-1], begin=token.begin + at, lemma=words[-1], tag=_ARTICLES[words[-1]])
        return [replace(token, text=head, end=token.begin + len(head), lemma=head), article]
    if words[0].casefold() in months():
        at = token.text.index(words[1], len(words[0]))
        month = replace(token, text=words[0], end=token.begin + len(words[0]), lemma=words[0])
        return [month, replace(token, text=token.text[at:], begin=token.begin + at, lemma=token.text[at:])]
    return [token]
