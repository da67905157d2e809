"""The build: documents to graph/data, checked, and all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graph.build import dataset_quads, ontology_quads, register_quads
from graph.errors import InvalidMetadataError, NonConformingGraphError
from graph.model import Finding, Load
from graph.rdf import FINDINGS_GRAPH, DocumentRecord, document_iri, document_quads, finding_quads
from graph.store import DATA_FOLDER, file_name, read_files, serialise, write_files
from graph.validate import Violations, violations
from loaders.document import DOCUMENTS_FOLDER, Metadata, document_slugs
from loaders.reading import read_document
from loaders.text import SourceText

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    files: dict[str, bytes]
    triples: int
    findings: tuple[Finding, ...]
    loads: tuple[Load, ...]


def build(
    slugs: Sequence[str] = (),
    *,
    folder: Path = DATA_FOLDER,
    documents: Path = DOCUMENTS_FOLDER,
    progress: Progress = lambda _: None,
) -> Built:
    """Build the graph from all documents, or only the named ones anew, and store it.

    Raises
    ------
    KetengraafError
        When a document cannot be read, falls short of its metadata, or the graph violates a shape; nothing is stored.
    """
    built = make(slugs, folder=folder, documents=documents, progress=progress)
    progress("controleren")
    found = check(built.files)
    if found.count:
        raise NonConformingGraphError(found.count, found.first)
    progress("opslaan")
    write_files(built.files, folder)
    return built


def make(
    slugs: Sequence[str] = (),
    *,
    folder: Path = DATA_FOLDER,
    documents: Path = DOCUMENTS_FOLDER,
    progress: Progress = lambda _: None,
) -> Built:
    """Make the files of the graph without checking or storing them."""
    known = document_slugs(documents)
    for slug in slugs:
        if slug not in known:
            raise InvalidMetadataError(documents / slug / "document.yaml", "dit document is er niet")
    quads: list[ox.Quad] = [*ontology_quads(), *register_quads()]
    findings: list[Finding] = []
    loads: list[Load] = []
    kept = _kept(slugs, known, folder)
    for number, slug in enumerate(known, 1):
        if slug in kept:
            progress(f"{number}/{len(known)} {slug}: ongewijzigd overgenomen")
            quads += _parse(kept[slug])
            continue
        metadata, source, load = read_document(slug, documents, progress=progress)
        quads += document_quads(record(metadata, source), load)
        findings += load.findings
        loads.append(load)
        progress(f"{number}/{len(known)} {slug}: {len(load.statements)} beweringen, {len(load.findings)} bevindingen")
    quads += finding_quads(findings)
    quads += _kept_findings(kept, folder)
    quads += list(dataset_quads(quads))
    return Built(serialise(quads), len(set(quads)), tuple(findings), tuple(loads))


def check(files: dict[str, bytes]) -> Violations:
    """Hold the files of a graph against the shapes."""
    store = ox.Store()
    for content in files.values():
        store.bulk_load(input=content, format=ox.RdfFormat.N_QUADS)
    return violations(store)


def record(metadata: Metadata, source: SourceText) -> DocumentRecord:
    """Return what the graph says of a document itself."""
    return DocumentRecord(
        slug=metadata.slug,
        title=metadata.title,
        kind=metadata.kind,
        publisher=metadata.publisher or None,
        region=metadata.region,
        language=metadata.language,
        date=metadata.date,
        date_from=metadata.date_from,
        date_until=metadata.date_until,
        date_reason=metadata.date_reason,
        length=len(source.text),
        digest=hashlib.sha256(source.text.encode()).hexdigest(),
    )


def _kept(slugs: Sequence[str], known: Iterable[str], folder: Path) -> dict[str, bytes]:
    """Return the stored graphs of the documents that are not built anew."""
    if not slugs:
        return {}
    stored = read_files(folder)
    names = {slug: file_name(document_iri(slug)) for slug in known if slug not in slugs}
    return {slug: stored[name] for slug, name in names.items() if name in stored}


def _kept_findings(kept: dict[str, bytes], folder: Path) -> list[ox.Quad]:
    """Return the stored findings of the documents that are not built anew."""
    if not kept:
        return []
    stored = _parse(read_files(folder).get(file_name(FINDINGS_GRAPH), b""))
    wanted = {str(document_iri(slug)) for slug in kept}
    derived = "http://www.w3.org/ns/prov#wasDerivedFrom"
    subjects = {
        q.subject
        for q in stored
        if q.predicate.value == derived and isinstance(q.object, ox.NamedNode) and q.object.value in wanted
    }
    return [q for q in stored if q.subject in subjects]


def _parse(content: bytes) -> list[ox.Quad]:
    return list(ox.parse(input=content, format=ox.RdfFormat.N_QUADS)) if content else []
