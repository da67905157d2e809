"""The process that answers queries: it holds its own copy of the graph and can be ended at any moment.

Started as ``python -m graph.worker FOLDER``; it reads requests from standard input and writes answers to standard
output, each as a pickle behind its length in four bytes. It imports no more than it needs, so that a new one is ready
at once. Nothing in it writes, and queries never get here before `graph.query.refuse` has passed them.
"""

from __future__ import annotations

import pickle
import struct
import sys
import time
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

try:
    import resource
except ImportError:  # Windows has no resource limits; the time limit still holds there.
    resource = None  # type: ignore[assignment]

MEMORY_BYTES = 2 * 2**30
"""Address space that one process may take; a query that needs more fails instead of taking the machine along."""

BODY_BYTES = 100 * 2**20
"""A download that is larger than this is refused, so that one question cannot fill the memory of the app."""

SERIALISATIONS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}


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
    body = stream.read(struct.unpack(">I", head)[0])
    message: dict[str, Any] = pickle.loads(body)  # noqa: S301  only our own process is at the other end
    return message


def limit_memory(size: int) -> None:
    """Let this process take no more than so many bytes of address space, where the system can limit it."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def main(folder: str) -> None:
    """Load the graph and answer requests until the other side goes."""
    limit_memory(MEMORY_BYTES)
    store = ox.Store()
    for path in sorted(Path(folder).glob("*.nq")):
        store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    if resource is not None:
        # From here on no file and no socket can be opened, whatever a query asks for.
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    send(sys.stdout.buffer, {"ready": True})
    while (request := receive(sys.stdin.buffer)) is not None:
        started = time.perf_counter()
        try:
            answer = _answer(store, request)
        except SyntaxError as error:
            answer = {"error": "syntax", "message": error.msg, "line": error.lineno, "column": error.offset}
        except MemoryError:
            answer = {"error": "memory"}
        except (ValueError, RuntimeError, OSError) as error:
            answer = {"error": "other", "message": str(error)}
        if len(answer.get("body") or b"") > BODY_BYTES:
            answer = {"error": "size"}
        answer["seconds"] = time.perf_counter() - started
        send(sys.stdout.buffer, answer)


def _answer(store: ox.Store, request: dict[str, Any]) -> dict[str, Any]:
    bindings: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
        ox.Variable(n): _term(v) for n, v in request.get("bindings", {}).items()
    }
    result = store.query(
        request["query"],
        prefixes=request.get("prefixes", {}),
        use_default_graph_as_union=True,
        substitutions=bindings or None,
    )
    limit = request.get("limit")
    wanted = request.get("serialise")
    if isinstance(result, ox.QueryBoolean):
        if wanted in SERIALISATIONS:
            return {"body": result.serialize(format=SERIALISATIONS[wanted])}
        return {"kind": "ask", "value": bool(result)}
    if isinstance(result, ox.QuerySolutions):
        if wanted in SERIALISATIONS:
            return {"body": result.serialize(format=SERIALISATIONS[wanted])}
        columns = [v.value for v in result.variables]
        rows: list[tuple[tuple[str, str, str, str] | None, ...]] = []
        cut = False
        for solution in result:
            if limit is not None and len(rows) == limit:
                cut = True
                break
            rows.append(tuple(_plain(term) for term in solution))
        return {"kind": "select", "columns": columns, "rows": rows, "cut": cut}
    triples: list[ox.Triple] = []
    cut = False
    for triple in result:
        if limit is not None and len(triples) == limit:
            cut = True
            break
        triples.append(triple)
    turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=request.get("prefixes", {}))
    rows = [tuple(_plain(t) for t in (x.subject, x.predicate, x.object)) for x in triples]
    return {
        "kind": "construct",
        "columns": ["s", "p", "o"],
        "rows": rows,
        "cut": cut,
        "turtle": (turtle or b"").decode(),
    }


def _term(value: tuple[str, str, str]) -> ox.NamedNode | ox.Literal:
    kind, text, extra = value
    if kind == "iri":
        return ox.NamedNode(text)
    if kind == "lang":
        return ox.Literal(text, language=extra)
    return ox.Literal(text, datatype=ox.NamedNode(extra)) if extra else ox.Literal(text)


def _plain(term: object) -> tuple[str, str, str, str] | None:
    """Return a term as (kind, value, language, datatype), or None where nothing is bound."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return ("iri", term.value, "", "")
    if isinstance(term, ox.Literal):
        return ("literal", term.value, term.language or "", term.datatype.value)
    return ("bnode", str(term), "", "")


if __name__ == "__main__":
    main(sys.argv[1])
