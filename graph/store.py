"""The stored graph: sorted N-Quads on disk, Oxigraph in memory, rdflib in front of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset

from graph.errors import GraphDataError
from graph.vocabulary import ID

DATA_FOLDER = Path(os.environ.get("KETENGRAAF_DATA") or Path(__file__).resolve().parent / "data")
"""The stored graph; the environment can name another folder, to show another graph in the same app."""
_REMEDY = "Bouw de graaf opnieuw met 'python -m loaders build', of haal graph/data terug uit git."


def file_name(graph: str) -> str:
    """Return the name of the file that holds a named graph.

    >>> file_name("https://w3id.org/ketengraaf/id/document/regioprofielen-2013")
    'document-regioprofielen-2013.nq'
    """
    return graph.removeprefix(ID).replace("/", "-") + ".nq"


def graph_name(quad: ox.Quad) -> str:
    """Return the IRI of the named graph that a quad is in; every quad of the project is in one.

    Raises
    ------
    GraphDataError
        When it is in none.
    """
    if isinstance(quad.graph_name, ox.NamedNode):
        return quad.graph_name.value
    raise GraphDataError("graaf", f"een uitspraak staat in geen benoemde graaf: {quad}", _REMEDY)


def solutions(store: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    """Yield the rows of a SELECT of the project's own over the union of all graphs."""
    found = store.query(query, use_default_graph_as_union=True)
    if isinstance(found, ox.QuerySolutions):
        yield from found


def open_store(folder: Path = DATA_FOLDER) -> ox.Store:
    """Load the stored graph into memory.

    Raises
    ------
    GraphDataError
        When there is no stored graph or a file of it cannot be parsed.
    """
    recover(folder)
    files = sorted(folder.glob("*.nq")) if folder.is_dir() else []
    if not files:
        raise GraphDataError(folder.name, "er is geen opgeslagen graaf", _REMEDY)
    store = ox.Store()
    for path in files:
        try:
            store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
        except (SyntaxError, OSError, ValueError) as error:
            raise GraphDataError(path.name, f"het bestand is beschadigd ({error})", _REMEDY) from error
    return store


def dataset(store: ox.Store) -> Dataset:
    """Return the store as an rdflib dataset whose queries see the union of all named graphs."""
    return Dataset(store=OxigraphStore(store=store), default_union=True)


def serialise(quads: Iterable[ox.Quad]) -> dict[str, bytes]:
    """Return the file of each named graph: N-Quads, one line each, sorted, so that equal graphs are equal bytes."""
    # A store writes numbers in their canonical form; what is stored must be what is read back.
    canonical = ox.Store()
    canonical.bulk_extend(quads)
    lines: dict[str, set[bytes]] = defaultdict(set)
    for quad in canonical:
        row = ox.serialize([quad], format=ox.RdfFormat.N_QUADS) or b""
        lines[file_name(graph_name(quad))].add(row)
    return {name: b"".join(sorted(rows)) for name, rows in lines.items()}


def write_files(files: Mapping[str, bytes], folder: Path = DATA_FOLDER) -> None:
    """Replace the stored graph, all or nothing.

    The new files are written beside the old folder and flushed to disk; two renames then swap the folders. A process
    that is killed in between leaves the old folder under another name, from which `recover` brings it back.
    """
    recover(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-nieuw-", dir=folder.parent))
    try:
        for name, content in files.items():
            with (fresh / name).open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        fresh.chmod(0o755)
        old = _set_aside(folder)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def recover(folder: Path = DATA_FOLDER) -> None:
    """Bring back the graph that an interrupted build set aside."""
    old = _set_aside(folder)
    if old.is_dir():
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(folder)


def read_files(folder: Path = DATA_FOLDER) -> dict[str, bytes]:
    """Return the stored files by name; empty when there is no stored graph."""
    recover(folder)
    return {p.name: p.read_bytes() for p in sorted(folder.glob("*.nq"))} if folder.is_dir() else {}


def _set_aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}-oud")
