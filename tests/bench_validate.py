"""How validation grows with the graph, and how it compares with other engines on the same data and shapes.

Run as ``python -m tests.bench_validate`` or within ``make bench``. Every figure comes from one run on one machine, each
in a process of its own; ratios are to Ketengraaf on the same job. Reading the data is not counted for any of them.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from graph.store import DATA_FOLDER
from graph.vocabulary import DCTERMS, ID, KETEN, PREFIXES, RDF, RDFS, SKOS

ROOT = Path(__file__).resolve().parent.parent
MULTIPLES = (1, 10, 30)
BUDGET = 400.0
"""Seconds that all of it may take; what no longer fits is left out, and said so."""
LIMIT = 60.0
"""Seconds after which the rule per thing is ended."""
FEW, MORE = 40, 240
"""Numbers of claims from which the time of the rule per thing over all claims is worked out."""
_VOCABULARY = "graaf-ontologie.nq"
_SHARED = (_VOCABULARY, "graaf-dataset.nq")
_NAMING = "|".join(re.escape(str(p)) for p in (RDFS.label, SKOS.altLabel, SKOS.prefLabel, DCTERMS.coverage))
_RULE = """
@prefix keten: <https://w3id.org/ketengraaf/def#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix b: <https://voorbeeld.test/bench/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
b: sh:declare [ sh:prefix "keten" ; sh:namespace "https://w3id.org/ketengraaf/def#"^^xsd:anyURI ] ,
    [ sh:prefix "rdf" ; sh:namespace "http://www.w3.org/1999/02/22-rdf-syntax-ns#"^^xsd:anyURI ] .
"""
#: The rule "a claim that counts has its plain edge" once for all claims, and once for each claim.
SET_WISE = f"""{_RULE}
b:Rule a sh:NodeShape ; sh:nodeKind sh:Literal ; sh:target [ a sh:SPARQLTarget ; sh:prefixes b: ; sh:select
    \"\"\"SELECT ?this WHERE {{ ?this a keten:Bewering ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
        keten:modaliteit ?m FILTER(?m IN (keten:feitelijk, keten:mogelijk, keten:verplicht))
        MINUS {{ ?this keten:status keten:afgewezen }} MINUS {{ ?s ?p ?o }} }}\"\"\" ] .
"""
PER_NODE = f"""{_RULE}
b:Rule a sh:NodeShape ; TARGET ; sh:sparql [ sh:prefixes b: ; sh:select
    \"\"\"SELECT $this WHERE {{ $this rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; keten:modaliteit ?m
        FILTER(?m IN (keten:feitelijk, keten:mogelijk, keten:verplicht))
        FILTER NOT EXISTS {{ $this keten:status keten:afgewezen }} FILTER NOT EXISTS {{ ?s ?p ?o }} }}\"\"\" ] .
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured validation."""

    seconds: float
    triples: int
    results: int


# ---------------------------------------------------------------- data and shapes


def multiplied(times: int) -> Iterator[bytes]:
    """Yield the stored graph in N-Quads, then copies of all but the vocabulary in which everything has another IRI.

    A copy has its own documents, names and area, as further documents of further regions would have: copies under one
    name, or within one document, would all be pairs to compare, and those do grow with the square.
    """
    marker, word = "\x00", "\x01"
    names = "|".join(re.escape(p) for p in (ID, PREFIXES["gm"], PREFIXES["pv"]))
    texts = {path.name: path.read_text("utf-8") for path in sorted(DATA_FOLDER.glob("*.nq"))}
    subjects = {name: set(re.findall(r"(?m)^<([^>]+)>", text)) for name, text in texts.items()}
    whole = set().union(*(found for name, found in subjects.items() if name not in _SHARED))
    moving = whole - subjects[_VOCABULARY]

    def marked(match: re.Match[str]) -> str:
        return f"<{match[1]}{marker}{match[2]}>" if match[1] + match[2] in moving else match[0]

    shared: list[str] = []
    templates: list[str] = []
    for text in texts.values():
        # What the dataset says of a document goes with the document; what it says of itself is said once.
        lines = re.sub(f"<({names})([^>]*)>", marked, text).splitlines(keepends=True)
        shared += [line for line in lines if marker not in line.split(" ", 1)[0]]
        copied = "".join(line for line in lines if marker in line.split(" ", 1)[0])
        templates.append(
            re.sub(rf'(?m)^(<[^>]*{marker}[^>]*> <(?:{_NAMING})> ".*)("@?[a-z-]* <[^>]*> \.)$', rf"\1{word}\2", copied)
        )
    yield "".join(shared).replace(marker, "").encode()
    for number in range(times):
        copy = f"kopie-{number}/" if number else ""
        for written in templates:
            yield written.replace(marker, copy).replace(word, f" {number}" if number else "").encode()


def _store(times: int) -> ox.Store:
    store = ox.Store()
    for part in multiplied(times):
        store.bulk_load(input=part, format=ox.RdfFormat.N_QUADS)
    return store


def _union(store: ox.Store) -> bytes:
    return "".join(f"{t} .\n" for t in {str(q.triple) for q in store}).encode()


def _core_shapes() -> bytes:
    """Return the project's shapes without those that need SPARQL: what every engine knows."""
    from graph.shapes import load_shapes
    from graph.vocabulary import SH

    shapes = load_shapes()
    for owner, target in list(shapes.subject_objects(SH.target)):
        shapes.remove((owner, None, None))
        shapes.remove((target, None, None))
    return shapes.serialize(format="nt", encoding="utf-8")


# ---------------------------------------------------------------- the jobs, each in its own process


def _full(times: int) -> Figure:
    from graph.shapes import load_shapes
    from graph.validate import validate

    store, shapes = _store(times), load_shapes()
    started = time.perf_counter()
    report = validate(store, shapes=shapes, documents=None, own_findings=False)
    return Figure(time.perf_counter() - started, len(store), len(report.results))


def _own(times: int, shapes: bytes) -> Figure:
    from rdflib import Graph

    from graph.validate import shacl_report
    from graph.vocabulary import SH

    store, graph = _store(times), Graph().parse(data=shapes, format="turtle")
    started = time.perf_counter()
    report = shacl_report(store, graph)
    return Figure(time.perf_counter() - started, len(store), len(list(report.objects(None, SH.result))))


def _plain(times: int, shapes: bytes) -> Figure:
    import pyshacl
    from rdflib import Graph

    from graph.vocabulary import SH

    data = Graph().parse(data=_union(_store(times)), format="nt")
    graph = Graph().parse(data=shapes, format="turtle")
    started = time.perf_counter()
    _, report, _ = pyshacl.validate(data, shacl_graph=graph, advanced=True)
    return Figure(time.perf_counter() - started, len(data), len(list(report.objects(None, SH.result))))


def _rudof(times: int, shapes: bytes) -> Figure:
    pyrudof = importlib.import_module("pyrudof")  # not pinned: only compared with where someone installed it

    union = _union(_store(times))
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    with tempfile.TemporaryDirectory() as folder:
        data, rules = Path(folder) / "data.nt", Path(folder) / "shapes.nt"
        data.write_bytes(union)
        rules.write_bytes(shapes)
        engine.read_data(str(data), pyrudof.RDFFormat.NTriples)
        engine.read_shacl(str(rules), pyrudof.ShaclFormat.NTriples)
    started = time.perf_counter()
    report = engine.validate_shacl()
    return Figure(time.perf_counter() - started, union.count(b"\n"), len(report))


def _claims() -> list[str]:
    kind = ox.NamedNode(str(KETEN.Bewering))
    found = _store(1).quads_for_pattern(None, ox.NamedNode(str(RDF.type)), kind)
    return sorted(q.subject.value for q in found if isinstance(q.subject, ox.NamedNode))


def job(name: str, times: int) -> Figure:
    """Run one measurement in this process."""
    match name:
        case "full":
            return _full(times)
        case "core":
            return _own(times, _core_shapes())
        case "core-plain":
            return _plain(times, _core_shapes())
        case "core-rudof":
            return _rudof(times, _core_shapes())
        case "rule":
            return _own(times, SET_WISE.encode())
        case "rule-per-node":
            return _plain(times, PER_NODE.replace("TARGET", "sh:targetClass keten:Bewering").encode())
        case "rule-per-few":  # `times` is the number of claims here
            few = ", ".join(f"<{iri}>" for iri in _claims()[:times])
            return _plain(1, PER_NODE.replace("TARGET", f"sh:targetNode {few}").encode())
    raise ValueError(name)


# ---------------------------------------------------------------- the table


class Clock:
    """What is left of the budget."""

    def __init__(self, budget: float = BUDGET) -> None:
        self._end = time.monotonic() + budget

    def measured(self, name: str, times: int = 1, limit: float = BUDGET) -> Figure | None:
        """Run a job in a process of its own; None when time ran out."""
        seconds = min(limit, self._end - time.monotonic())
        if seconds <= 1:
            return None
        command = [sys.executable, "-m", "tests.bench_validate", name, str(times)]
        try:
            out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=seconds).stdout
        except subprocess.TimeoutExpired:
            return None
        took, triples, results = out.split()[-3:]
        return Figure(float(took), int(triples), int(results))


def rows(clock: Clock) -> Iterator[str]:
    """Yield the table, row by row."""
    yield "\n| controleren | uitspraken | tijd | resultaten | verhouding |\n|---|---|---|---|---|"
    first: Figure | None = None
    for times in MULTIPLES:
        found = clock.measured("full", times)
        first = first or found
        grown = (
            f"{found.triples / first.triples:.1f} × zo groot, {found.seconds / first.seconds:.1f} × zo lang"
            if found is not None and first is not None
            else ""
        )
        yield _row(f"Ketengraaf, alle vormen, graaf × {times}", found, grown)
    yield from _comparison(clock)


def _comparison(clock: Clock) -> Iterator[str]:
    own = clock.measured("core")
    yield _row("kernvormen: Ketengraaf (pySHACL over Oxigraph, per vorm)", own, "1")
    plain = clock.measured("core-plain", limit=LIMIT)
    yield _row("kernvormen: pySHACL zonder meer", plain, _ratio(plain, own))
    if importlib.util.find_spec("pyrudof") is None:
        yield _row("kernvormen: pyrudof (pip install pyrudof)", None, "niet geïnstalleerd")
    else:
        rudof = clock.measured("core-rudof", limit=LIMIT)
        yield _row("kernvormen: pyrudof", rudof, _ratio(rudof, own))
    rule, claims = clock.measured("rule"), len(_claims())
    yield _row(f"één regel over {claims} beweringen: Ketengraaf, in één keer", rule, "1")
    few, more = (clock.measured("rule-per-few", n, LIMIT) for n in (FEW, MORE))
    if few is None or more is None or rule is None:
        return
    whole = few.seconds + (more.seconds - few.seconds) / (MORE - FEW) * (claims - FEW)
    if whole <= LIMIT / 4:
        each = clock.measured("rule-per-node", limit=LIMIT)
        yield _row("dezelfde regel: pySHACL, sh:sparql per bewering", each, _ratio(each, rule))
    else:
        said = f"{whole / rule.seconds:.0f}, omgerekend naar alle beweringen ({whole:.0f} s)"
        yield _row(f"dezelfde regel: pySHACL, sh:sparql per bewering, {MORE} beweringen", more, said)


def _ratio(found: Figure | None, base: Figure | None) -> str:
    return f"{found.seconds / base.seconds:.1f}" if found is not None and base is not None else ""


def _row(what: str, found: Figure | None, ratio: str) -> str:
    if found is None:
        return f"| {what} | | niet gehaald binnen de tijd | | {ratio} |"
    size = f"{found.triples:,}".replace(",", ".")
    return f"| {what} | {size} | {found.seconds:.2f} s | {found.results} | {ratio} |"


def main(arguments: list[str]) -> None:
    """Print the table, or run one job when it is named."""
    if arguments:
        figure = job(arguments[0], int(arguments[1]))
        print(figure.seconds, figure.triples, figure.results)
        return
    clock = Clock()
    for row in rows(clock):
        print(row, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
