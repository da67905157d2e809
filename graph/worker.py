"""The process that answers queries: it holds its own copy of the graph and can be ended at any moment.

Started as ``python -m graph.worker FOLDER``; it reads requests from standard input and writes answers to standard
output, each as a pickle behind its length in four bytes. It imports no more than it needs, so that a new one is ready
at once. Nothing in it writes, and queries never get here before `graph.sparql.examine` has passed them.
"""

from __future__ import annotations

import itertools
import os
import pickle
import struct
import sys
import time
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyoxigraph as ox

from graph.table import FORMS, Converter, EnoughError, Gathered, Rows, masked, masked_triple

try:
    import resource
except ImportError:  # Windows has no resource limits; the time limit still holds there.
    resource = None  # type: ignore[assignment]

MEMORY_BYTES = 2 * 2**30
"""Address space that a query may take above the graph; one that needs more fails, and the machine goes on."""

BODY_BYTES = 100 * 2**20
"""A download that is larger than this is refused, so that one question cannot fill the memory of the app."""

FEW = 100
"""Rows up to which a query is ended at its row limit exactly, and not some hundreds of rows later."""

GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""Formats of the answer to CONSTRUCT and DESCRIBE."""


class _TooLargeError(Exception):
    """An answer above `BODY_BYTES`."""


def send(stream: BinaryIO, message: dict[str, Any]) -> None:
    """Write one message."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(struct.pack(">I", len(body)) + body)
    stream.flush()


def receive(stream: BinaryIO) -> dict[str, Any] | None:
    """Read one message, or None when the other side has gone."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = struct.unpack(">I", head)[0]
    body = stream.read(size)
    if len(body) < size:
        return None
    message: dict[str, Any] = pickle.loads(body)  # noqa: S301  only our own process is at the other end
    return message


def limit_memory(size: int) -> None:
    """Let this process take no more than so many bytes of address space, where the system can limit it."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _taken() -> int:
    """Return the address space that this process has, with the graph in it; nothing where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


class _Pieces(Gathered):
    """A file that sends what is written to it on in pieces, up to a limit."""

    def __init__(self) -> None:
        super().__init__()
        self._total = 0

    def write(self, data: Any) -> int:  # noqa: ANN401  any buffer
        """Take some bytes while there is room."""
        piece = bytes(data)
        self._total += len(piece)
        if self._total > BODY_BYTES:
            raise _TooLargeError
        return super().write(piece)

    def hand_on(self, data: bytes) -> None:
        """Send a piece."""
        send(sys.stdout.buffer, {"chunk": data, "more": True})


def main(folder: str) -> None:
    """Load the graph and answer requests until the other side goes."""
    store = ox.Store()
    for path in sorted(Path(folder).glob("*.nq")):
        store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    limit_memory(_taken() + MEMORY_BYTES)
    if resource is not None:
        # From here on no file and no socket can be opened, whatever a query asks for.
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    nothing = ox.Store()
    send(sys.stdout.buffer, {"ready": True})
    while (request := receive(sys.stdin.buffer)) is not None:
        started = time.perf_counter()
        try:
            answer = _answer(nothing if request.get("check") else store, request, known=store)
        except SyntaxError as error:
            answer = {"error": "syntax", "message": error.msg, "line": error.lineno, "column": error.offset}
        except MemoryError:
            answer = {"error": "memory"}
        except _TooLargeError:
            answer = {"error": "size"}
        except (ValueError, RuntimeError, OSError) as error:
            answer = {"error": "other", "message": str(error)}
        answer["seconds"] = time.perf_counter() - started
        send(sys.stdout.buffer, answer)


def _answer(store: ox.Store, request: dict[str, Any], *, known: ox.Store) -> dict[str, Any]:
    graphs = [request.get(name) for name in ("default_graphs", "named_graphs")]
    unknown = next((g for g in itertools.chain(*filter(None, graphs)) if not _has(known, g)), None)
    if unknown is not None:
        return {"error": "graph", "graph": unknown}
    default, named = ([ox.NamedNode(g) for g in names] if names is not None else None for names in graphs)
    result = store.query(
        request["query"],
        prefixes=request.get("prefixes", {}),
        use_default_graph_as_union=request.get("union", True),
        default_graph=cast("Any", default),
        named_graphs=cast("Any", named),
        substitutions={ox.Variable(n): _term(v) for n, v in request.get("bindings", {}).items()} or None,
    )
    if request.get("check"):
        return {"kind": "check"}
    if request.get("serialise"):
        return _serialised(result, request)
    if isinstance(result, ox.QueryBoolean):
        return {"kind": "ask", "value": bool(result)}
    if isinstance(result, ox.QuerySolutions):
        return _table(result, request.get("limit"))
    return _graph(result, request)


def _has(store: ox.Store, graph: str) -> bool:
    return store.contains_named_graph(ox.NamedNode(graph))


def _table(result: ox.QuerySolutions, limit: int | None) -> dict[str, Any]:
    if limit is not None and limit <= FEW:
        return _few(result, limit)
    parts: list[str] = []
    rows = Rows(parts.append, limit)
    cut = False
    try:
        result.serialize(cast("BinaryIO", rows), format=FORMS["tsv"])
        rows.finish()
    except EnoughError:
        cut = True
    return {"kind": "select", "rows": "".join(parts), "cut": cut}


def _few(result: ox.QuerySolutions, limit: int) -> dict[str, Any]:
    """Return some rows as soon as they are there: what the engine writes comes in blocks of hundreds."""
    found = list(itertools.islice(result, limit + 1))
    lines = ["\t".join(str(v) for v in result.variables)]
    lines += ["\t".join("" if t is None else str(t) for t in row) for row in found[:limit]]
    return {"kind": "select", "rows": masked("".join(f"{x}\n" for x in lines)), "cut": len(found) > limit}


def _graph(result: ox.QueryTriples, request: dict[str, Any]) -> dict[str, Any]:
    limit = request.get("limit")
    triples: dict[ox.Triple, None] = {}
    cut = False
    for found in result:
        triple = masked_triple(found)
        if limit is not None and len(triples) == limit and triple not in triples:
            cut = True
            break
        triples[triple] = None
    turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=request.get("prefixes", {})) or b""
    rows = "".join(f"{t.subject}\t{t.predicate}\t{t.object}\n" for t in triples)
    return {"kind": "construct", "rows": f"?s\t?p\t?o\n{rows}", "cut": cut, "turtle": turtle.decode()}


def _serialised(
    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, request: dict[str, Any]
) -> dict[str, Any]:
    """Send the answer on in pieces and return the message that closes it."""
    form = request["serialise"]
    if form not in (GRAPHS if isinstance(result, ox.QueryTriples) else FORMS):
        return {"error": "form", "form": form}
    pieces = _Pieces()
    if isinstance(result, ox.QueryTriples):
        prefixes = request.get("prefixes", {}) if form in {"turtle", "rdfxml", "jsonld"} else None
        ox.serialize(map(masked_triple, result), cast("BinaryIO", pieces), format=GRAPHS[form], prefixes=prefixes)
    elif isinstance(result, ox.QueryBoolean):
        result.serialize(cast("BinaryIO", pieces), format=FORMS[form])
    else:
        converter = Converter(form, pieces.write)
        rows = Rows(converter.take)
        result.serialize(cast("BinaryIO", rows), format=FORMS["tsv"])
        rows.finish()
        converter.finish()
    pieces.finish()
    return {"kind": "serialised"}


def _term(value: tuple[str, str, str]) -> ox.NamedNode | ox.Literal:
    kind, text, extra = value
    if kind == "iri":
        return ox.NamedNode(text)
    if kind == "lang":
        return ox.Literal(text, language=extra)
    return ox.Literal(text, datatype=ox.NamedNode(extra)) if extra else ox.Literal(text)


if __name__ == "__main__":
    main(sys.argv[1])
