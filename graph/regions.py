"""The inventory as pages need it: regions, municipalities, allocations and answers, read from the store once."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from graph.model import Iri
from graph.store import solutions
from graph.vocabulary import DCTERMS, GEO, ID, KETEN, RDF, RDFS, SKOS, coded_concepts, ontology

TASKS = tuple(sorted(coded_concepts("taak").values(), key=lambda c: c.order))
"""The tasks of the inventory, in order."""
LEVELS = ("lokaal", "subregionaal", "regionaal", "bovenregionaal", "landelijk")
"""Keys of the levels, from near to far."""
AGREEMENTS = ("geen-opvatting", "intentie", "gedeelde-afspraak")
"""Keys of the degrees of agreement, from loose to firm."""
JUDGEMENTS = ("ja", "deels", "nee", "onbekend")
"""Keys of the judgements of an answer."""


_KIND_WORDS = {str(KETEN.Gemeente): "gemeente", str(KETEN.Provincie): "provincie"}


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality as a page shows it."""

    iri: Iri
    code: str
    name: str
    province: str
    latitude: float | None
    longitude: float | None
    until: dt.date | None
    """First day on which it no longer exists."""
    successors: tuple[tuple[Iri, str], ...]
    """IRI and name of each successor."""


@dataclass(frozen=True, slots=True)
class Member:
    """A municipality that takes part in a region, and the claim that says so."""

    municipality: Municipality
    claim: Iri
    printed: str
    """As the document prints it."""
    passages: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Allocation:
    """Where a region puts a task, and how firm that is."""

    iri: Iri
    region: Iri
    task: str
    """Key in the code list of tasks."""
    levels: tuple[str, ...]
    possible: tuple[str, ...]
    agreement: str | None
    level_text: str
    status_text: str
    remark: str
    passages: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class RegionAnswer:
    """A region's answer to a question."""

    iri: Iri
    region: Iri
    question: str
    """Key in the code list of questions."""
    text: str
    judgement: str | None
    rule: str
    """What the rule behind the judgement says, in Dutch; empty when there is none."""
    passages: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class RegionClaim:
    """What an answer states about who does what, as it was read from it."""

    iri: Iri
    subject: str
    relation: str
    object: str
    modality: str
    status: str


@dataclass(slots=True)
class Region:
    """A region or subregion of the inventory."""

    iri: Iri
    number: str
    title: str
    """As the heading prints it."""
    name: str
    """Without "Regio" before it."""
    date: dt.date | None
    parent: Iri | None
    passages: tuple[Iri, ...]
    members: list[Member] = field(default_factory=list)
    contacts: list[tuple[Iri, str]] = field(default_factory=list)
    allocations: dict[str, Allocation] = field(default_factory=dict)
    answers: dict[str, RegionAnswer] = field(default_factory=dict)
    parts: list[Iri] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The last part of its IRI, as addresses of pages carry it."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage as a page shows it."""

    iri: Iri
    document: Iri
    document_title: str
    slug: str
    begin: int
    end: int
    quote: str
    page: int | None
    kind: str


class Inventory:
    """Everything that pages show of the inventory."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    @cached_property
    def municipalities(self) -> dict[Iri, Municipality]:
        """Every municipality of the register, by IRI."""
        facts = {iri: _facts(self.store, iri) for iri in _instances(self.store, KETEN.Gemeente)}
        names = {iri: _first(values, RDFS.label) for iri, values in facts.items()}
        found: dict[Iri, Municipality] = {}
        for iri, values in facts.items():
            until = _first(values, KETEN.bestaatTot)
            latitude, longitude = _first(values, GEO.lat), _first(values, GEO.long)
            found[iri] = Municipality(
                iri=iri,
                code=_first(values, KETEN.cbsCode),
                name=names[iri],
                province=label_of(self.store, _first(values, KETEN.provincie)),
                latitude=float(latitude) if latitude else None,
                longitude=float(longitude) if longitude else None,
                until=dt.date.fromisoformat(until) if until else None,
                successors=tuple((s, names.get(s, s)) for s in sorted(values[str(KETEN.opgevolgdDoor)])),
            )
        return found

    @cached_property
    def regions(self) -> dict[Iri, Region]:
        """Every region of the inventory, by IRI, in the order of their numbers; subregions follow their region."""
        found: dict[Iri, Region] = {}
        # Other documents speak of regions too; only the inventory numbers them.
        facts = {iri: _facts(self.store, iri) for iri in _instances(self.store, KETEN.Regio)}
        numbered = {iri: values for iri, values in facts.items() if values[str(KETEN.nummer)]}
        for iri, values in numbered.items():
            title = _first(values, RDFS.label)
            date = _first(values, DCTERMS.date)
            found[iri] = Region(
                iri=iri,
                number=_first(values, KETEN.nummer),
                title=title,
                name=min(values[str(SKOS.altLabel)], key=lambda n: (n not in title, n), default=title),
                date=dt.date.fromisoformat(date) if date else None,
                parent=next((p for p in sorted(values[str(KETEN.maaktDeelUitVan)]) if p in numbered), None),
                passages=tuple(sorted(values[str(KETEN.passage)])),
                contacts=[(p, label_of(self.store, p)) for p in sorted(values[str(KETEN.heeftContactpersoon)])],
            )
        found = dict(sorted(found.items(), key=lambda pair: _number_order(pair[1].number)))
        for region in found.values():
            if region.parent in found:
                found[region.parent].parts.append(region.iri)
        self._add_members(found)
        self._add_allocations(found)
        self._add_answers(found)
        return found

    @property
    def profiles(self) -> list[Region]:
        """The regions with a table of their own: all but those that only hold subregions."""
        return [r for r in self.regions.values() if r.allocations or not r.parts]

    def region_of(self, municipality: Iri) -> Region | None:
        """Return the region that a municipality takes part in."""
        return self._region_of.get(municipality)

    @cached_property
    def _region_of(self) -> dict[Iri, Region]:
        return {m.municipality.iri: r for r in self.regions.values() for m in r.members}

    def _add_members(self, regions: dict[Iri, Region]) -> None:
        query = f"""
            PREFIX keten: <{_KETEN}> PREFIX rdf: <{RDF}>
            SELECT ?claim ?municipality ?region ?passage ?quote WHERE {{
                ?claim a keten:Bewering ; rdf:subject ?municipality ; rdf:predicate keten:neemtDeelAan ;
                       rdf:object ?region ; keten:passage ?passage .
                ?passage keten:citaat ?quote }} ORDER BY ?passage"""
        grouped: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
        for row in solutions(self.store, query):
            key = (row["region"].value, row["municipality"].value, row["claim"].value)
            grouped[key].append((row["passage"].value, " ".join(row["quote"].value.split())))
        for (region, municipality, claim), passages in grouped.items():
            if region in regions and municipality in self.municipalities:
                printed = " ".join(q for _, q in passages)
                member = Member(
                    self.municipalities[municipality],
                    claim,
                    printed,
                    tuple(dict.fromkeys(p for p, _ in passages)),
                )
                regions[region].members.append(member)
        for found in regions.values():
            found.members.sort(key=lambda m: m.municipality.name)

    def _add_allocations(self, regions: dict[Iri, Region]) -> None:
        for iri in _instances(self.store, KETEN.Taakbelegging):
            values = _facts(self.store, iri)
            allocation = Allocation(
                iri=iri,
                region=_first(values, KETEN.regio),
                task=_key(_first(values, KETEN.taak)),
                levels=_levels(values[str(KETEN.niveau)]),
                possible=_levels(values[str(KETEN.mogelijkNiveau)]),
                agreement=_key(_first(values, KETEN.overeenstemming)) or None,
                level_text=_first(values, KETEN.niveauTekst),
                status_text=_first(values, KETEN.overeenstemmingTekst),
                remark=_first(values, KETEN.toelichting),
                passages=tuple(sorted(values[str(KETEN.passage)])),
            )
            if allocation.region in regions:
                regions[allocation.region].allocations[allocation.task] = allocation

    def _add_answers(self, regions: dict[Iri, Region]) -> None:
        order = list(coded_concepts("vraag"))
        found: list[RegionAnswer] = []
        for iri in _instances(self.store, KETEN.Antwoord):
            values = _facts(self.store, iri)
            rule = _first(values, KETEN.oordeelregel)
            found.append(
                RegionAnswer(
                    iri=iri,
                    region=_first(values, KETEN.regio),
                    question=_key(_first(values, KETEN.vraag)),
                    text=_first(values, KETEN.tekst),
                    judgement=_key(_first(values, KETEN.oordeel)) or None,
                    rule=_first(_facts(self.store, rule), SKOS.definition) if rule else "",
                    passages=tuple(sorted(values[str(KETEN.passage)])),
                )
            )
        ranks = {key: coded_concepts("vraag")[key].order for key in order}
        for answer in sorted(found, key=lambda a: ranks.get(a.question, 99)):
            if answer.region in regions:
                regions[answer.region].answers[answer.question] = answer

    def claims(self, answer: RegionAnswer) -> tuple[RegionClaim, ...]:
        """Return what was read from an answer, in the order of the text."""
        return tuple(claim for _, claim in sorted(self._claims.get(answer.iri, []), key=lambda pair: pair[0]))

    @cached_property
    def _claims(self) -> dict[Iri, list[tuple[int, RegionClaim]]]:
        """The claims of the inventory with the place where their words begin, by the answer that holds those words."""
        places = sorted(
            (passage.document, passage.begin, passage.end, answer.iri)
            for region in self.regions.values()
            for answer in region.answers.values()
            for passage in filter(None, map(self.passage, answer.passages))
        )
        query = f"""
            PREFIX keten: <{_KETEN}> PREFIX rdf: <{RDF}>
            SELECT ?claim ?subject ?relation ?object ?modality ?status ?document ?begin WHERE {{
                ?claim a keten:Bewering ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
                       keten:modaliteit ?modality ; keten:status ?status ; keten:passage ?passage .
                ?passage keten:document ?document ; keten:begin ?begin }} ORDER BY ?begin ?claim"""
        found: dict[Iri, list[tuple[int, RegionClaim]]] = defaultdict(list)
        seen: set[tuple[Iri, Iri]] = set()
        for row in solutions(self.store, query):
            document, begin, claim = row["document"].value, int(row["begin"].value), row["claim"].value
            at = bisect_right(places, (document, begin, math.inf, "")) - 1
            if at < 0 or not (places[at][0] == document and begin < places[at][2]) or (places[at][3], claim) in seen:
                continue
            holder = places[at][3]
            seen.add((holder, claim))
            target = row["object"]
            named = self._full_name(target.value) if isinstance(target, ox.NamedNode) else target.value
            read = RegionClaim(
                claim,
                self._full_name(row["subject"].value),
                label_of(self.store, row["relation"].value),
                named,
                label_of(self.store, row["modality"].value),
                label_of(self.store, row["status"].value),
            )
            found[holder].append((begin, read))
        return found

    def _full_name(self, iri: Iri) -> str:
        """Return the name of a thing; Groningen and Utrecht are a municipality and a province."""
        kinds = _facts(self.store, iri)[str(RDF.type)]
        return next((f"{word} " for kind, word in _KIND_WORDS.items() if kind in kinds), "") + label_of(self.store, iri)

    def passage(self, iri: Iri) -> PassageText | None:
        """Return a passage, or None when there is no such thing."""
        values = _facts(self.store, iri)
        document = _first(values, KETEN.document)
        if not document or not values[str(KETEN.citaat)]:
            return None
        page = _first(values, KETEN.pagina)
        return PassageText(
            iri=iri,
            document=document,
            document_title=label_of(self.store, document),
            slug=_key(document),
            begin=int(_first(values, KETEN.begin)),
            end=int(_first(values, KETEN.eind)),
            quote=_first(values, KETEN.citaat),
            page=int(page) if page else None,
            kind=_key(_first(values, KETEN.soortPassage)),
        )


_KETEN = str(KETEN.Passage).removesuffix("Passage")


def label_of(store: ox.Store, iri: Iri) -> str:
    """Return the Dutch label of a thing, or the last part of its IRI."""
    values = _facts(store, iri) if iri else {}
    for predicate in (SKOS.prefLabel, RDFS.label):
        name = _first(values, predicate)
        if name:
            return name
    return iri.rpartition("#")[2].rpartition("/")[2]


def short_label(scheme: str, key: str) -> str:
    """Return the shortest Dutch name of a concept, for narrow columns."""
    found = coded_concepts(scheme).get(key)
    if found is None:
        return key
    return min((found.label, *found.alternatives), key=len)


def definition_of(iri: Iri) -> str:
    """Return the Dutch definition of a term of the ontology, or an empty text."""
    from rdflib import URIRef  # noqa: PLC0415  (terms are rdflib's; nothing else here needs them)

    found = [d for d in ontology().objects(URIRef(iri), SKOS.definition) if getattr(d, "language", None) == "nl"]
    return str(found[0]) if found else ""


def _instances(store: ox.Store, kind: str) -> list[Iri]:
    pattern = store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), ox.NamedNode(str(kind)))
    return sorted({q.subject.value for q in pattern if isinstance(q.subject, ox.NamedNode)})


def _facts(store: ox.Store, iri: Iri) -> dict[str, list[str]]:
    """Return the values of a thing by predicate; of texts in several languages the Dutch ones come first."""
    found: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return defaultdict(list)
    for quad in store.quads_for_pattern(node, None, None):
        value = quad.object
        if isinstance(value, ox.Literal):
            found[quad.predicate.value].append((value.language not in {"nl", None}, value.value))
        elif isinstance(value, ox.NamedNode):
            found[quad.predicate.value].append((False, value.value))
    result: dict[str, list[str]] = defaultdict(list)
    for predicate, values in found.items():
        result[predicate] = [v for _, v in sorted(set(values))]
    return result


def _first(values: dict[str, list[str]], predicate: str) -> str:
    return next(iter(values.get(str(predicate), [])), "")


def _key(iri: str) -> str:
    return iri.rpartition("/")[2]


def _levels(iris: list[str]) -> tuple[str, ...]:
    return tuple(k for k in LEVELS if f"{ID}niveau/{k}" in iris)


def _number_order(number: str) -> tuple[int, ...]:
    return tuple(int(p) for p in number.split(".") if p.isdigit()) or (999,)
