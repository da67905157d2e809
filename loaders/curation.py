"""Curation: claims read sentence by sentence, kept as data beside a document and replayed by every build.

`documents/<slug>/curatie.yaml` names things and states claims, each with the words of the text that state it. What no
longer matches the text, the register or the ontology is an error; nothing is dropped in silence. A claim is proposed
until a person puts a name to its block (`bevestigd_door`): only then is it confirmed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from graph.errors import CurationError
from graph.model import Description, Iri, Load, Passage, Ref, Statement, Text, Value
from graph.register import Register, provinces
from graph.vocabulary import KETEN, ORG, RDFS, SKOS, coded_concepts, concept, is_kind_of, mint, slug
from loaders.text import SourceText, Span

CURATOR = mint("curator", "lezing")
"""The reading that nobody has put a name to yet."""
_CURATOR_LABEL = "Lezing van Ketengraaf, zin voor zin, nog niet bevestigd"
_SCHEME = mint("schema", "genoemd")
_LITERALS = {"vergaderfrequentie", "looptijd", "evaluatiemoment", "bevoegdheid", "aantal"}
#: The organ of one municipality, by its name.
_ORGAN_OF = re.compile(
    r"^(?:college van (?:burgemeester en wethouders|B&W)|gemeenteraad|raad|college) van "
    r"(?:de gemeente )?(?P<gemeente>.+)$"
)
_MODALITIES = {"feitelijk", "mogelijk", "verplicht", "voorgenomen", "ontkend"}
_CONCEPTS = {"Taak", "Thema", "Beleid"}
#: Folder of the IRI by class; all other organisations share one.
_FOLDERS = {"Gremium": "gremium", "Bestuursorgaan": "bestuursorgaan", "Actorgroep": "actorgroep", "Rol": "rol",
            "Persoon": "persoon", "Taak": "taak", "Thema": "thema", "Beleid": "beleid", "Regio": "regio"}  # fmt: skip
_BLOCK_KEYS = {"regio", "bevestigd_door", "dingen", "beweringen", "besluiten"}
_DECISION_KEYS = {"citaat", "besluit", "relatie", "onderwerp", "object", "wordt", "reden"}
_VERDICTS = {"bevestig", "verwerp", "verbeter"}
_CLAIM_KEYS = {"citaat", "onderwerp", "relatie", "object", "waarde", "modaliteit", "over", "reden"}
_THING_KEYS = {"naam", "soort", "alias", "landelijk"}


@dataclass(frozen=True, slots=True)
class Scope:
    """The region that a block of decisions is about."""

    iri: Iri
    label: str
    key: str
    """Last part of the IRIs of its things, e.g. ``groningen`` or ``2013/groningen``."""
    begin: int
    end: int
    """Where in the text its words may stand."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that claims name."""

    iri: Iri
    kind: str
    known: bool = False
    """Whether the register or a code list already names it, so that this document need not."""


def is_complete(path: Path) -> bool:
    """Whether a curation holds all that its document states, so that a program need not read it too.

    Raises
    ------
    CurationError
        When the file is no YAML.
    """
    if not path.exists():
        return False
    raw = _raw(path)
    return isinstance(raw, dict) and raw.get("volledig") is True


def curate(load: Load, source: SourceText, path: Path, register: Register) -> None:
    """Add the claims that are kept beside a document to what a program read.

    Raises
    ------
    CurationError
        When a claim does not match the text, the register, the ontology or its own list of things.
    """
    if not path.exists():
        return
    finder = Finder(source)
    known = {s.key: place for place, s in enumerate(load.statements)}
    described = {str(d.subject) for d in load.descriptions}
    for block in _blocks(path):
        scope = _scope(path, block, load, source)
        things = _things(path, block, scope, load, register, described)
        agent, status = _reader(path, block, load)
        for claim in block.get("beweringen") or ():
            statement = _statement(path, claim, scope, things, finder, agent, status)
            proposed = known.get(statement.key)
            if proposed is not None and load.statements[proposed].certainty is not None:
                # What a program proposed too is stated by the person who wrote it down.
                load.statements[proposed] = statement
                continue
            if proposed is not None:
                raise CurationError(path, f"dezelfde bewering staat er twee keer: {claim['citaat'][:80]!r}")
            known[statement.key] = len(load.statements)
            load.statements.append(statement)
        for decision in block.get("besluiten") or ():
            decide(load, path, block, decision, things, agent)


def decide(  # noqa: PLR0913  (what a decision is about, and who took it)
    load: Load,
    path: Path,
    block: Mapping[str, Any],
    decision: Mapping[str, Any],
    things: Mapping[str, Thing],
    agent: Iri,
) -> None:
    """Confirm, reject or correct what a program proposed, by its quotation and relation.

    Raises
    ------
    CurationError
        When nobody's name is put to the decision, or it does not match exactly one proposal.
    """
    quote, verdict = str(decision["citaat"]), str(decision["besluit"])
    if "bevestigd_door" not in block:
        raise CurationError(path, f"een besluit vraagt een naam: zet bevestigd_door bij het blok van {quote[:80]!r}")
    if verdict not in _VERDICTS:
        raise CurationError(path, f"onbekend besluit {verdict!r}; kies uit {', '.join(sorted(_VERDICTS))}")
    found = [i for i, s in enumerate(load.statements) if _decided(load, s, decision)]
    if len(found) != 1:
        how = "geen" if not found else f"{len(found)}"
        raise CurationError(path, f"bij {quote[:80]!r} horen {how} voorgestelde beweringen '{decision['relatie']}'")
    proposed = load.statements[found[0]]
    reason = str(decision.get("reden") or "")
    if verdict == "bevestig":
        load.statements[found[0]] = replace(proposed, status="bevestigd", certainty=None, agent=agent, reason=reason)
        return
    load.statements[found[0]] = replace(proposed, status="afgewezen", agent=agent, reason=reason)
    if verdict == "verbeter":
        load.statements.append(_corrected(path, proposed, decision, things, agent, reason))


def _decided(load: Load, statement: Statement, decision: Mapping[str, Any]) -> bool:
    """Whether a decision is about a statement: proposed, of that relation, from those words, between those names."""
    if statement.status != "voorgesteld" or statement.certainty is None:
        return False
    if statement.predicate != KETEN[str(decision["relatie"])]:
        return False
    words = "".join(str(decision["citaat"]).split())
    if words not in "".join("".join(p.quote.split()) for p in statement.passages):
        return False
    ends = {"onderwerp": statement.subject, "object": statement.object}
    return all(_is_named(load, ends[role], str(decision[role])) for role in ends if role in decision)


def _is_named(load: Load, end: Iri | Ref | Value, name: str) -> bool:
    if isinstance(end, Text):
        return slug(end.value) == slug(name)
    iri = end.iri if isinstance(end, Ref) else str(end)
    labels = [
        v.value
        for d in load.descriptions
        if str(d.subject) == str(iri)
        for p, v in d.properties
        if p in {RDFS.label, SKOS.altLabel} and isinstance(v, Text)
    ]
    return slug(name) in {slug(label) for label in labels} or str(iri).endswith(f"/{slug(name)}")


def _corrected(  # noqa: PLR0913  (what is corrected, and who did)
    path: Path, proposed: Statement, decision: Mapping[str, Any], things: Mapping[str, Thing], agent: Iri, reason: str
) -> Statement:
    wanted = decision.get("wordt")
    if not isinstance(wanted, dict) or not wanted.keys() <= {"onderwerp", "relatie", "object", "waarde", "modaliteit"}:
        raise CurationError(path, f"'verbeter' vraagt 'wordt' met wat er anders is: {str(decision['citaat'])[:80]!r}")
    for role in ("onderwerp", "object"):
        if role in wanted and wanted[role] not in things:
            raise CurationError(path, f"onbekend ding {wanted[role]!r} in 'wordt'")
    value: Ref | Value = proposed.object
    if "object" in wanted:
        value = Ref(things[wanted["object"]].iri)
    elif "waarde" in wanted:
        value = Text(str(wanted["waarde"]))
    return replace(
        proposed,
        subject=things[wanted["onderwerp"]].iri if "onderwerp" in wanted else proposed.subject,
        predicate=KETEN[wanted["relatie"]] if "relatie" in wanted else proposed.predicate,
        object=value,
        modality=str(wanted.get("modaliteit", proposed.modality)),
        status="bevestigd",
        certainty=None,
        agent=agent,
        reason=reason,
    )


def _reader(path: Path, block: Mapping[str, Any], load: Load) -> tuple[Iri, str]:
    """Return who answers for the claims of a block, and the status that gives them."""
    if "bevestigd_door" not in block:
        load.agents[CURATOR] = _CURATOR_LABEL
        return CURATOR, "voorgesteld"
    name = str(block["bevestigd_door"] or "").strip()
    if not slug(name):
        raise CurationError(path, "bevestigd_door is leeg: noem wie het blok heeft nagelezen, of laat het weg")
    agent = mint("curator", slug(name))
    load.agents[agent] = name
    return agent, "bevestigd"


def _raw(path: Path) -> Any:  # noqa: ANN401  (YAML can be anything)
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CurationError(path, f"geen geldige YAML ({error})") from error


def _blocks(path: Path) -> list[dict[str, Any]]:
    raw = _raw(path)
    blocks = raw.get("blokken") if isinstance(raw, dict) else None
    if not isinstance(blocks, list):
        raise CurationError(path, "er staat geen lijst 'blokken' in")
    for block in blocks:
        _fields(path, "blok", block, _BLOCK_KEYS, {"regio"})
        things, claims = block.get("dingen") or {}, block.get("beweringen") or []
        if not isinstance(things, dict) or not isinstance(claims, list):
            raise CurationError(
                path, f"blok {block['regio']}: 'dingen' is een lijst met sleutels, 'beweringen' met streepjes"
            )
        for key, thing in things.items():
            _fields(path, f"ding {key}", thing, _THING_KEYS, {"naam", "soort"})
        for claim in claims:
            _fields(path, "bewering", claim, _CLAIM_KEYS, {"citaat", "onderwerp", "relatie", "modaliteit"})
            if ("waarde" if claim["relatie"] in _LITERALS else "object") not in claim:
                raise CurationError(path, f"bewering zonder object of waarde: {str(claim['citaat'])[:80]!r}")
        for decision in block.get("besluiten") or []:
            _fields(path, "besluit", decision, _DECISION_KEYS, {"citaat", "besluit", "relatie"})
    return blocks


def _fields(path: Path, what: str, entry: Any, allowed: set[str], needed: set[str]) -> None:  # noqa: ANN401  (YAML can be anything)
    """Refuse an entry that is not a mapping, has a field that nothing reads, or lacks one."""
    if not isinstance(entry, dict):
        raise CurationError(path, f"{what} heeft geen velden: {str(entry)[:80]!r}")
    unknown, missing = set(map(str, entry)) - allowed, needed - set(entry)
    if unknown:
        raise CurationError(path, f"{what}: onbekend veld {', '.join(sorted(unknown))}")
    if missing:
        raise CurationError(path, f"{what}: ontbreekt {', '.join(sorted(missing))}")


def _scope(path: Path, block: Mapping[str, Any], load: Load, source: SourceText) -> Scope:
    """Return the region of a block: one that the document itself describes, by number, or one by its name."""
    name = str(block["regio"])
    for description in load.descriptions:
        if KETEN.Regio in description.types and (KETEN.nummer, name) in description.properties:
            begin = description.passages[0].begin
            section = next(s for s in load.sections if s.begin <= begin < s.end)
            label = next(v.value for p, v in description.properties if p == RDFS.label and isinstance(v, Text))
            key = str(description.subject).rpartition("/regio/")[2]
            return Scope(description.subject, label, key, section.begin, section.end)
    if any(KETEN.Regio in d.types for d in load.descriptions):
        raise CurationError(path, f"er is geen regio met nummer {name!r}")
    iri = mint("regio", slug(name))
    return Scope(iri, f"Jeugdhulpregio {name}", slug(name), 0, len(source.text))


def _things(  # noqa: PLR0913  (what a thing is resolved against)
    path: Path,
    block: Mapping[str, Any],
    scope: Scope,
    load: Load,
    register: Register,
    described: set[str],
) -> dict[str, Thing]:
    things = {"regio": Thing(scope.iri, "Regio"), "document": Thing(mint("document", load.document), "Document")}
    if str(scope.iri) not in described:
        described.add(str(scope.iri))
        load.descriptions.append(Description(scope.iri, (KETEN.Regio,), ((RDFS.label, Text(scope.label)),)))
    for key, entry in (block.get("dingen") or {}).items():
        thing = _described_region(load, entry) or _thing(path, entry, scope, register)
        things[key] = thing
        if str(thing.iri) not in described and not thing.known:
            described.add(str(thing.iri))
            load.descriptions.append(describe(thing, entry, scope, register))
    return things


def _described_region(load: Load, entry: Mapping[str, Any]) -> Thing | None:
    """Return a region that the document itself describes, when an entry names it."""
    if entry["soort"] != "Regio":
        return None
    wanted = slug(str(entry["naam"]))
    for description in load.descriptions:
        if KETEN.Regio in description.types and description.passages:
            names = [
                v.value for p, v in description.properties if p in {RDFS.label, SKOS.altLabel} and isinstance(v, Text)
            ]
            if wanted in {slug(n) for n in names}:
                return Thing(description.subject, "Regio")
    return None


def thing_of(entry: Mapping[str, Any], scope: Scope, register: Register) -> Thing:
    """Return the thing that a name and a class stand for, in a region.

    Raises
    ------
    CurationError
        When the register knows no such municipality or province, or the class is unknown.
    """
    return _thing(Path("curatie.yaml"), entry, scope, register)


def region_of(load: Load, source: SourceText, number: str) -> Scope:
    """Return the scope of a region that a document describes, by its printed number."""
    return _scope(Path("curatie.yaml"), {"regio": number}, load, source)


def region_scope(name: str, length: int) -> Scope:
    """Return the region that a whole document is about, by its name."""
    return Scope(mint("regio", slug(name)), f"Jeugdhulpregio {name}", slug(name), 0, length)


def _thing(path: Path, entry: Mapping[str, Any], scope: Scope, register: Register) -> Thing:
    name = str(entry["naam"])
    # Only the sources themselves are documents; a document that is spoken of is policy.
    kind = "Beleid" if entry["soort"] == "Document" else str(entry["soort"])
    if kind == "Gemeente":
        found = register.named(name)
        if len(found) != 1:
            raise CurationError(path, f"gemeente {name!r} is er {len(found)} keer op de datum van het document")
        return Thing(found[0].iri, kind, known=True)
    if kind == "Provincie":
        if name not in provinces():
            raise CurationError(path, f"provincie {name!r} staat niet in het register")
        return Thing(provinces()[name], kind, known=True)
    if kind == "Taak":
        for key, coded in coded_concepts("taak").items():
            if slug(name) in {slug(coded.label), *(slug(a) for a in coded.alternatives)}:
                return Thing(concept("taak", key), kind, known=True)
    if not is_kind_of(kind, "Actor") and kind not in _CONCEPTS:
        raise CurationError(path, f"onbekende soort {kind!r} bij {name!r}")
    return Thing(_iri(name, kind, scope, national=bool(entry.get("landelijk"))), kind)


def _iri(name: str, kind: str, scope: Scope, *, national: bool) -> Iri:
    """Return the IRI of a thing: of its region and, where the document is of one year, of that year."""
    folder = _FOLDERS.get(kind, "organisatie")
    year, _, region = scope.key.rpartition("/")
    own = slug(name)
    if national:
        return mint(folder, own)
    key = own if own.endswith(region) else f"{own}-{region}"
    return mint(folder, *((year, key) if year else (key,)))


def describe(thing: Thing, entry: Mapping[str, Any], scope: Scope, register: Register) -> Description:
    """Return what a document says that a thing is: its class, name and other names, and whose organ it is."""
    printed = str(entry["naam"])
    aliases = entry.get("alias") or []
    others = [Text(str(a)) for a in ([aliases] if isinstance(aliases, str) else aliases)]
    name = Text(printed)
    # Each of forty regions has its own 'stuurgroep' and its own 'gemeenten': a list must tell them apart.
    if "/" in scope.key and not entry.get("landelijk") and slug(_bare(scope.label)) not in slug(printed):
        name = Text(f"{printed} ({_bare(scope.label)})")
        others.insert(0, Text(printed))
    properties: list[tuple[Iri, Ref | Value]] = [(RDFS.label, name)]
    if thing.kind in _CONCEPTS:
        properties += [(SKOS.prefLabel, name), (SKOS.inScheme, Ref(_SCHEME))]
    properties += [(SKOS.altLabel, other) for other in others if other != name]
    organ = _ORGAN_OF.match(printed) if thing.kind == "Bestuursorgaan" else None
    named = register.named(organ["gemeente"]) if organ is not None else []
    if len(named) == 1:
        properties.append((ORG.unitOf, Ref(named[0].iri)))
    return Description(thing.iri, (KETEN[thing.kind],), tuple(properties))


def _bare(label: str) -> str:
    """Return the name of a region without the word for it: 'Regio Groningen' is 'Groningen'."""
    kind, _, rest = label.partition(" ")
    return rest if kind in {"Regio", "Subregio", "Profiel", "Jeugdhulpregio"} and rest else label


def _statement(  # noqa: PLR0913  (what a claim is resolved against, and who answers for it)
    path: Path,
    claim: Mapping[str, Any],
    scope: Scope,
    things: Mapping[str, Thing],
    finder: Finder,
    agent: Iri,
    status: str,
) -> Statement:
    quote = str(claim["citaat"])
    for role in ("onderwerp", "object", "over"):
        if role in claim and claim[role] not in things:
            raise CurationError(path, f"onbekend ding {claim[role]!r} bij {quote[:80]!r}")
    if claim.get("modaliteit") not in _MODALITIES:
        raise CurationError(path, f"onbekende modaliteit {claim.get('modaliteit')!r} bij {quote[:80]!r}")
    relation = str(claim["relatie"])
    try:
        predicate: Iri = KETEN[relation]
    except KeyError:
        raise CurationError(path, f"onbekende relatie {relation!r} bij {quote[:80]!r}") from None
    value: Ref | Value
    if relation in _LITERALS:
        value = claim["waarde"] if relation == "aantal" else Text(str(claim["waarde"]))
    else:
        value = Ref(things[claim["object"]].iri)
    topic = things[claim["over"]].iri if "over" in claim else None
    return Statement(
        things[claim["onderwerp"]].iri,
        predicate,
        value,
        finder.passages(path, quote, scope),
        str(claim["modaliteit"]),
        status,
        topic=topic,
        reason=str(claim.get("reden") or ""),
        agent=agent,
    )


class Finder:
    """Finds quoted words in a text, whatever white space stands between them."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self._places = [i for i, c in enumerate(source.text) if not c.isspace()]
        self._plain = "".join(source.text[i] for i in self._places)

    def passages(self, path: Path, quote: str, scope: Scope) -> tuple[Passage, ...]:
        """Return the passage that a quotation names, within its region; exactly one must be left.

        Raises
        ------
        CurationError
            When the words are not in the text, or stand there more than once.
        """
        wanted = "".join(quote.split())
        found = list(self._find(wanted, scope))
        if len(found) != 1:
            how = "niet" if not found else f"{len(found)} keer"
            raise CurationError(path, f"citaat staat {how} in de tekst van {scope.label}: {quote[:100]!r}")
        kind = "antwoord" if "/" in scope.key else "alinea"
        passages = self.source.passages(found, kind)
        if not passages:
            raise CurationError(path, f"citaat bestaat alleen uit contactgegevens: {quote[:100]!r}")
        return passages

    def _find(self, wanted: str, scope: Scope) -> Iterator[Span]:
        low, high = bisect_left(self._places, scope.begin), bisect_left(self._places, scope.end)
        start = low
        while wanted and (at := self._plain.find(wanted, start, high)) >= 0:
            yield Span(self._places[at], self._places[at + len(wanted) - 1] + 1)
            start = at + 1


__all__ = ["CURATOR", "Finder", "Scope", "Thing", "curate", "describe", "is_complete", "region_scope", "thing_of"]
