"""The stored graph in the formats that other tools read."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

from graph.errors import GraphDataError
from graph.vocabulary import KETEN, PREFIXES, RDF

_RDF = {
    "trig": (ox.RdfFormat.TRIG, ".trig"),
    "nquads": (ox.RdfFormat.N_QUADS, ".nq"),
    "turtle": (ox.RdfFormat.TURTLE, ".ttl"),
    "jsonld": (ox.RdfFormat.JSON_LD, ".jsonld"),
}
FORMATS = ("trig", "turtle", "nquads", "jsonld", "graphml", "gexf", "csv")
"""Names of the formats; csv is a zip with one table per class."""


def export(store: ox.Store, form: str) -> bytes:
    """Return the whole graph in a format.

    Raises
    ------
    GraphDataError
        When there is no such format.
    """
    if form in {"graphml", "gexf"}:
        from graph.network import write  # noqa: PLC0415  (networkx is slow to load, and only these two need it)

        return write(store, form)
    if form == "csv":
        return _tables(store)
    if form not in _RDF:
        raise GraphDataError(form, "dit formaat is er niet", f"Kies uit {', '.join(FORMATS)}.")
    kind = _RDF[form][0]
    quads = sorted(store, key=str)
    if kind.supports_datasets:
        return ox.serialize(quads, format=kind, prefixes=PREFIXES) or b""
    return turtle(quads).encode()


def turtle(quads: Iterable[ox.Quad]) -> str:
    """Return quads as Turtle, without their graphs, in a stable order."""
    triples = sorted({q.triple for q in quads}, key=str)
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()


def write_export(store: ox.Store, form: str, path: Path | None, emit: Callable[[bytes], object]) -> None:
    """Write the graph in a format to a file, or hand it to `emit` when there is none."""
    body = export(store, form)
    if path is None:
        emit(body)
        return
    try:
        path.write_bytes(body)
    except OSError as error:
        raise GraphDataError(
            path.name, f"kan niet worden geschreven ({error.strerror})", "Kies een andere plaats."
        ) from error


def _tables(store: ox.Store) -> bytes:
    """Return one CSV table per class of the model, in a zip; a column per property, several values parted by |."""
    target = io.BytesIO()
    classes = [KETEN.Regio, KETEN.Gemeente, KETEN.Taakbelegging, KETEN.Antwoord, KETEN.Bewering, KETEN.Passage,
               KETEN.Document, KETEN.Persoon, KETEN.Bevinding]  # fmt: skip
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind in classes:
            name = str(kind).rpartition("#")[2].lower()
            # A fixed date keeps two exports of one graph equal.
            archive.writestr(zipfile.ZipInfo(f"{name}.csv", (2013, 6, 20, 0, 0, 0)), _table(store, kind))
    return target.getvalue()


def _table(store: ox.Store, kind: str) -> str:
    members = store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), ox.NamedNode(str(kind)))
    rows: dict[str, dict[str, set[str]]] = {}
    for member in {q.subject for q in members}:
        values = rows.setdefault(str(getattr(member, "value", member)), {})
        for quad in store.quads_for_pattern(member, None, None):
            values.setdefault(_short(quad.predicate.value), set()).add(str(getattr(quad.object, "value", quad.object)))
    columns = sorted({c for values in rows.values() for c in values})
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["iri", *columns])
    for iri in sorted(rows):
        writer.writerow([iri, *("|".join(_harmless(v) for v in sorted(rows[iri].get(c, ()))) for c in columns)])
    return out.getvalue()


def _harmless(value: str) -> str:
    """Return a value that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def _short(iri: str) -> str:
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


__all__ = ["FORMATS", "export", "turtle", "write_export"]
