"""The only place where values become RDF: loads, metadata and findings as quads."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from graph.errors import UnknownTermError
from graph.model import Description, Finding, Iri, Load, Passage, Ref, SectionRecord, Statement, Text, Value
from graph.vocabulary import DCTERMS, KETEN, OA, PROV, RDF, RDFS, SH, XSD, concept, graph_iri, mint

FINDINGS_GRAPH = graph_iri("bevindingen")


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What the graph says of a document itself."""

    slug: str
    title: str
    kind: str
    """Key in the code list `documentsoort`."""
    publisher: str | None
    region: str
    language: str
    date: dt.date | None
    date_from: dt.date | None
    date_until: dt.date | None
    date_reason: str
    length: int
    """Code points in the text."""
    digest: str
    """SHA-256 of the text's bytes, hexadecimal."""


def document_iri(slug: str) -> Iri:
    """Return the IRI of a document, which is also that of its named graph."""
    return mint("document", slug)


def document_quads(record: DocumentRecord, load: Load) -> Iterator[ox.Quad]:
    """Yield everything that one document gave, in its named graph; no triple comes twice."""
    graph = ox.NamedNode(document_iri(record.slug))
    seen: set[ox.Triple] = set()
    for triple in _document_triples(record, load):
        if triple not in seen:
            seen.add(triple)
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _document_triples(record: DocumentRecord, load: Load) -> Iterator[ox.Triple]:
    yield from _metadata(record)
    if load.agent:
        yield _triple(load.agent, RDF.type, Ref(PROV.SoftwareAgent))
        yield _triple(load.agent, RDFS.label, Text("lader " + " ".join(load.agent.split("/")[-2:])))
    for agent, label in load.agents.items():
        yield _triple(agent, RDF.type, Ref(PROV.Agent))
        yield _triple(agent, RDFS.label, Text(label))
    for section in load.sections:
        yield from _section(record.slug, section)
    begins = [s.begin for s in load.sections]
    for passage in load.passages():
        yield from _passage(passage)
        if begins:
            number = max(1, bisect_right(begins, passage.begin))
            yield _triple(passage_iri(passage), DCTERMS.isPartOf, Ref(section_iri(record.slug, number)))
    for description in load.descriptions:
        yield from _description(description)
    for statement in load.statements:
        yield from _statement(statement, record.slug, load.agent)


def _metadata(record: DocumentRecord) -> Iterator[ox.Triple]:
    iri = document_iri(record.slug)
    yield _triple(iri, RDF.type, Ref(KETEN.Document))
    yield _triple(iri, RDFS.label, Text(record.title))
    yield _triple(iri, DCTERMS.title, Text(record.title))
    yield _triple(iri, DCTERMS.identifier, record.slug)
    yield _triple(iri, KETEN.documentsoort, Ref(concept("documentsoort", record.kind)))
    yield _triple(iri, DCTERMS.language, record.language)
    yield _triple(iri, DCTERMS.coverage, Text(record.region))
    if record.publisher is not None:
        yield _triple(iri, DCTERMS.publisher, Text(record.publisher))
    if record.date is not None:
        yield _triple(iri, DCTERMS.date, record.date)
    if record.date_from is not None:
        yield _triple(iri, KETEN.dateringVan, record.date_from)
    if record.date_until is not None:
        yield _triple(iri, KETEN.dateringTot, record.date_until)
    if record.date_reason:
        yield _triple(iri, KETEN.dateringReden, Text(record.date_reason))
    yield _triple(iri, DCTERMS.extent, f"{record.length} tekens")
    yield _triple(iri, KETEN.sha256, record.digest)


def passage_iri(passage: Passage) -> Iri:
    """Return the IRI of a passage."""
    return mint("passage", passage.key)


def section_iri(slug: str, number: int) -> Iri:
    """Return the IRI of a section of a document."""
    return mint("sectie", slug, str(number))


def _section(slug: str, section: SectionRecord) -> Iterator[ox.Triple]:
    iri = section_iri(slug, section.number)
    yield _triple(iri, RDF.type, Ref(KETEN.Sectie))
    yield _triple(iri, RDFS.label, Text(section.title or "(zonder kop)"))
    yield _triple(iri, KETEN.document, Ref(document_iri(slug)))
    yield _triple(iri, DCTERMS.isPartOf, Ref(document_iri(slug)))
    yield _triple(iri, KETEN.volgnummer, section.number)
    yield _triple(iri, KETEN.begin, section.begin)
    yield _triple(iri, KETEN.eind, section.end)


def _passage(passage: Passage) -> Iterator[ox.Triple]:
    iri = passage_iri(passage)
    yield _triple(iri, RDF.type, Ref(KETEN.Passage))
    yield _triple(iri, KETEN.document, Ref(document_iri(passage.document)))
    yield _triple(iri, KETEN.begin, passage.begin)
    yield _triple(iri, KETEN.eind, passage.end)
    yield _triple(iri, KETEN.citaat, Text(passage.quote))
    yield _triple(iri, KETEN.soortPassage, Ref(concept("passagesoort", passage.kind)))
    if passage.page is not None:
        yield _triple(iri, KETEN.pagina, passage.page)
    position, quotation = f"{iri}/positie", f"{iri}/citaat"
    yield _triple(iri, OA.hasSelector, Ref(position))
    yield _triple(position, RDF.type, Ref(OA.TextPositionSelector))
    yield _triple(position, OA.start, passage.begin)
    yield _triple(position, OA.end, passage.end)
    yield _triple(iri, OA.hasSelector, Ref(quotation))
    yield _triple(quotation, RDF.type, Ref(OA.TextQuoteSelector))
    yield _triple(quotation, OA.exact, passage.quote)
    yield _triple(quotation, OA.prefix, passage.prefix)
    yield _triple(quotation, OA.suffix, passage.suffix)


def _description(description: Description) -> Iterator[ox.Triple]:
    for kind in description.types:
        yield _triple(description.subject, RDF.type, Ref(kind))
    for predicate, value in description.properties:
        yield _triple(description.subject, predicate, value)
    for passage in description.passages:
        yield _triple(description.subject, KETEN.passage, Ref(passage_iri(passage)))


def claim_iri(statement: Statement) -> Iri:
    """Return the IRI of a claim."""
    return mint("bewering", statement.key)


def _statement(statement: Statement, slug: str, agent: Iri) -> Iterator[ox.Triple]:
    iri = claim_iri(statement)
    yield _triple(iri, RDF.type, Ref(KETEN.Bewering))
    yield _triple(iri, RDF.subject, Ref(statement.subject))
    yield _triple(iri, RDF.predicate, Ref(statement.predicate))
    yield _triple(iri, RDF.object, statement.object)
    yield _triple(iri, KETEN.modaliteit, Ref(KETEN[statement.modality]))
    yield _triple(iri, KETEN.status, Ref(KETEN[statement.status]))
    if statement.certainty is not None:
        yield _triple(iri, KETEN.zekerheid, statement.certainty)
    if statement.topic is not None:
        yield _triple(iri, KETEN.onderwerp, Ref(statement.topic))
    for passage in statement.passages:
        yield _triple(iri, KETEN.passage, Ref(passage_iri(passage)))
    yield _triple(iri, PROV.wasDerivedFrom, Ref(document_iri(slug)))
    if statement.reason:
        yield _triple(iri, RDFS.comment, Text(statement.reason))
    if statement.agent or agent:
        yield _triple(iri, PROV.wasAttributedTo, Ref(statement.agent or agent))
    if statement.gives_edge:
        yield _triple(statement.subject, statement.predicate, statement.object)


def finding_quads(findings: Iterable[Finding]) -> Iterator[ox.Quad]:
    """Yield findings of loaders as results of a SHACL validation report, in the graph of findings."""
    graph = ox.NamedNode(FINDINGS_GRAPH)
    for finding in findings:
        iri = mint("bevinding", finding.key)
        triples = [
            _triple(iri, RDF.type, Ref(KETEN.Bevinding)),
            _triple(iri, RDF.type, Ref(SH.ValidationResult)),
            _triple(iri, SH.resultSeverity, Ref(SH[finding.severity.value])),
            *(_triple(iri, SH.resultMessage, t) for t in _texts(finding.message, finding.english)),
            _triple(iri, SH.sourceConstraintComponent, Ref(mint("controle", finding.code))),
            _triple(iri, KETEN.bevindingcode, finding.code),
        ]
        focus = finding.focus or (document_iri(finding.document) if finding.document else None)
        if focus is not None:
            triples.append(_triple(iri, SH.focusNode, Ref(focus)))
        if finding.document:
            triples.append(_triple(iri, PROV.wasDerivedFrom, Ref(document_iri(finding.document))))
        triples += [_triple(iri, KETEN.herstel, t) for t in _texts(finding.remedy, finding.english_remedy)]
        triples += [_triple(iri, KETEN.passage, Ref(passage_iri(p))) for p in finding.passages]
        for triple in triples:
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _texts(dutch: str, english: str) -> list[Text]:
    """Return a text in the languages that it is there in."""
    return [text for text in (Text(dutch), Text(english, "en")) if text.value]


def _triple(subject: Iri, predicate: Iri, value: Ref | Value) -> ox.Triple:
    return ox.Triple(ox.NamedNode(str(subject)), ox.NamedNode(str(predicate)), to_term(value))


def to_term(value: Ref | Value) -> ox.NamedNode | ox.Literal:
    """Return a value as an RDF term.

    Raises
    ------
    UnknownTermError
        For a value of a kind that the model does not have.
    """
    match value:
        case Ref():
            return ox.NamedNode(str(value.iri))
        case Text():
            return ox.Literal(value.value, language=value.language)
        case bool():
            return ox.Literal(str(value).lower(), datatype=ox.NamedNode(str(XSD.boolean)))
        case int():
            return ox.Literal(str(value), datatype=ox.NamedNode(str(XSD.integer)))
        case Decimal():
            return ox.Literal(str(value), datatype=ox.NamedNode(str(XSD.decimal)))
        case float():
            return ox.Literal(str(value), datatype=ox.NamedNode(str(XSD.double)))
        case dt.date():
            return ox.Literal(value.isoformat(), datatype=ox.NamedNode(str(XSD.date)))
        case str():
            return ox.Literal(value)
    raise UnknownTermError(repr(value), "het gegevensmodel")


__all__ = [
    "FINDINGS_GRAPH", "DocumentRecord", "claim_iri", "document_iri", "document_quads", "finding_quads", "passage_iri",
    "section_iri", "to_term",
]  # fmt: skip
