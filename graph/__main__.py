"""Commands: ask, validate and export the stored graph."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from graph.errors import GraphDataError, KetengraafError
from graph.export import FORMATS, write_export
from graph.query import TIME_LIMIT, Answer, Questioner
from graph.store import open_store

_EXAMPLES = """voorbeelden:
  python -m graph query queries/juridisch-geborgd.rq
  python -m graph query "SELECT ?r WHERE { ?r a keten:Regio }" --format csv
  python -m graph validate
  python -m graph validate eigen.ttl --shapes eigen-vormen.ttl --format json
  python -m graph export --format trig --output ketengraaf.trig
"""


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 input or graph not in order, 2 could not run."""
    options = _parser().parse_args(arguments)
    try:
        match options.command:
            case "query":
                return _query(options.query, options.format, options.timeout)
            case "validate":
                return _validate(options.data, options.shapes, options.format)
            case _:
                write_export(open_store(), options.format, options.output, sys.stdout.buffer.write)
    except KetengraafError as error:
        print(error, file=sys.stderr)
        return 2 if options.command == "validate" else 1
    except BrokenPipeError:
        sys.stderr.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m graph",
        description="Vragen aan de graaf, haar controleren, haar uitvoeren.",
        epilog=_EXAMPLES,
        formatter_class=form,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    query = commands.add_parser(
        "query",
        help="stel een vraag in SPARQL",
        description="Stelt een vraag in SPARQL aan de opgeslagen graaf; alleen lezen.",
        epilog="voorbeeld: python -m graph query queries/juridisch-geborgd.rq --format csv",
    )
    query.add_argument("query", metavar="FILE_OR_TEXT", help="bestand met SPARQL, of de vraag zelf")
    query.add_argument(
        "--format",
        choices=("table", "csv", "tsv", "json", "xml", "turtle"),
        default="table",
        help="vorm van de uitvoer",
    )
    query.add_argument("--timeout", type=float, default=TIME_LIMIT, metavar="SEC", help="tijdgrens in seconden")
    check = commands.add_parser(
        "validate",
        help="controleer de graaf",
        description="Controleert met SHACL; uitgang 0: voldoet, 1: overtredingen, 2: kon niet worden uitgevoerd.",
        epilog="voorbeeld: python -m graph validate eigen.ttl --format json",
    )
    check.add_argument("data", nargs="*", type=Path, metavar="DATA", help="RDF-bestanden; zonder: de opgeslagen graaf")
    check.add_argument("--shapes", action="append", type=Path, default=[], metavar="FILE", help="eigen SHACL-vormen")
    check.add_argument("--format", choices=("text", "json", "turtle"), default="text", help="vorm van het verslag")
    export = commands.add_parser(
        "export",
        help="voer de graaf uit",
        description="Schrijft de opgeslagen graaf in een formaat dat andere gereedschappen lezen.",
        epilog="voorbeeld: python -m graph export --format graphml --output ketengraaf.graphml",
    )
    export.add_argument("--format", choices=FORMATS, required=True, help="csv is een zip met een tabel per klasse")
    export.add_argument("--output", type=Path, metavar="FILE", help="bestand; zonder: standaarduitvoer")
    return parser


def _query(query: str, form: str, timeout: float) -> int:
    text = _query_text(query)
    questioner = Questioner()
    try:
        if form == "table":
            print(_table(questioner.ask(text, seconds=timeout)))
        elif form == "turtle":
            print(questioner.ask(text, seconds=timeout, limit=None).turtle, end="")
        else:
            sys.stdout.buffer.write(questioner.serialise(text, form, seconds=timeout))
    finally:
        questioner.close()
    return 0


def _query_text(query: str) -> str:
    """Return the text of a query file, or the argument itself when it is the query."""
    if not query.endswith((".rq", ".sparql")) or "\n" in query:
        return query
    try:
        return Path(query).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GraphDataError(query, "de vraag kan niet worden gelezen", "Controleer de naam en de map.") from error


def _table(answer: Answer) -> str:
    if answer.kind == "ask":
        return "ja" if answer.value else "nee"
    if answer.kind == "construct":
        return answer.turtle
    rows = [tuple(" ".join(c.value.split()) if c is not None else "" for c in row) for row in answer.rows]
    table = [answer.columns, *rows]
    widths = [min(60, max(len(r[i]) for r in table)) for i in range(len(answer.columns))]
    lines = ["  ".join(v.ljust(w) for v, w in zip(row, widths, strict=True)).rstrip() for row in table]
    lines.insert(1, "  ".join("-" * w for w in widths))
    cut = "; er zijn er meer" if answer.cut else ""
    return "\n".join([*lines, f"{len(rows)} rijen in {answer.seconds:.3f} s{cut}"])


def _validate(data: Sequence[Path], shapes: Sequence[Path], form: str) -> int:
    # pySHACL takes half a second to load; only this command needs it.
    from graph.validate import load_data, load_shapes, report_json, report_text, shacl_report, validate  # noqa: PLC0415

    store = load_data(data) if data else open_store()
    chosen = load_shapes(shapes)
    if form == "turtle":
        print(shacl_report(store, chosen).serialize(format="turtle"), end="")
    if data:
        found = validate(store, shapes=chosen, documents=None, own_findings=False)
    else:
        found = validate(store, shapes=chosen)
    if form != "turtle":
        print(report_json(found) if form == "json" else report_text(found))
    return 0 if found.conforms else 1


if __name__ == "__main__":
    sys.exit(main())
