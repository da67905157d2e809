"""Commands: ask, validate, export and serve the stored graph."""

from __future__ import annotations

import argparse
import sys
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
  python -m graph validate --format sarif --fail-on warning > controle.sarif
  python -m graph export --format trig --output ketengraaf.trig
  python -m graph serve --port 8890
"""


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 input or graph not in order, 2 could not run."""
    options = _parser().parse_args(arguments)
    try:
        match options.command:
            case "query":
                return _query(options.query, options.format, options.timeout)
            case "validate":
                return _validate(options)
            case "serve":
                return _serve(options.host, options.port, options.timeout)
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
    _add_validate(commands)
    _add_serve(commands)
    export = commands.add_parser(
        "export",
        help="voer de graaf uit",
        description="Schrijft de opgeslagen graaf in een formaat dat andere gereedschappen lezen.",
        epilog="voorbeeld: python -m graph export --format graphml --output ketengraaf.graphml",
    )
    export.add_argument("--format", choices=FORMATS, required=True, help="csv is een zip met een tabel per klasse")
    export.add_argument("--output", type=Path, metavar="FILE", help="bestand; zonder: standaarduitvoer")
    return parser


def _add_validate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser(
        "validate",
        help="controleer de graaf",
        description="Controleert met SHACL; uitgang 0: voldoet, 1: overtredingen, 2: kon niet worden uitgevoerd.",
        epilog="voorbeeld: python -m graph validate eigen.ttl --format json",
    )
    check.add_argument("data", nargs="*", type=Path, metavar="DATA", help="RDF-bestanden; zonder: de opgeslagen graaf")
    check.add_argument(
        "--shapes", action="extend", nargs="+", type=Path, default=[], metavar="FILE", help="eigen SHACL-vormen"
    )
    check.add_argument(
        "--format",
        choices=("text", "json", "turtle", "sarif", "junit", "html"),
        default="text",
        help="vorm van het verslag",
    )
    check.add_argument(
        "--fail-on",
        choices=("violation", "warning", "info"),
        default="violation",
        help="vanaf welke ernst de uitgang 1 is; aanvaarde bevindingen tellen niet mee",
    )
    check.add_argument("--timeout", type=float, default=120.0, metavar="SEC", help="tijdgrens in seconden")
    check.add_argument(
        "--write-baseline", action="store_true", help="schrijf de bevindingen van nu als basislijn (basislijn.json)"
    )


def _add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser(
        "serve",
        help="beantwoord vragen over HTTP",
        description="Beantwoordt SPARQL 1.1 over HTTP op /sparql, alleen lezen, en toont dingen op /id/.",
        epilog="voorbeeld: python -m graph serve --port 8890",
    )
    serve.add_argument("--host", default="127.0.0.1", help="adres waarop wordt geluisterd; 0.0.0.0 voor iedereen")
    serve.add_argument("--port", type=int, default=8890, help="poort")
    serve.add_argument(
        "--timeout", type=float, default=TIME_LIMIT, metavar="SEC", help="tijdgrens per vraag in seconden"
    )


def _serve(host: str, port: int, timeout: float) -> int:
    # A web server takes time to load, and the other commands need none.
    import uvicorn  # noqa: PLC0415  (only this command needs it)
    from starlette.applications import Starlette  # noqa: PLC0415  (only this command needs it)

    from graph.endpoint import Endpoint  # noqa: PLC0415  (only this command needs it)

    if not timeout > 0:
        raise GraphDataError("--timeout", "de tijdgrens is geen aantal seconden boven 0", "Geef bijvoorbeeld 30.")
    endpoint = Endpoint(seconds=timeout)
    endpoint.questioner().warm()
    print(f"Vraag op http://{host}:{port}/sparql (stoppen: Ctrl-C).", flush=True)
    try:
        uvicorn.run(Starlette(routes=endpoint.routes()), host=host, port=port, log_level="warning")
    finally:
        endpoint.close()
    return 0


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


def _validate(options: argparse.Namespace) -> int:
    # The reports need no more than this; the validation itself runs in a process that can be ended.
    from graph.limited import limited_report  # noqa: PLC0415  (only this command needs it)
    from graph.report import report_html, report_json, report_junit, report_text, report_turtle  # noqa: PLC0415  (only this command needs it)
    from graph.sarif import report_sarif  # noqa: PLC0415  (only this command needs it)

    if options.write_baseline and (options.data or options.shapes):
        remedy = "Laat DATA en --shapes weg, of laat --write-baseline weg."
        raise GraphDataError("--write-baseline", "de basislijn gaat over de opgeslagen graaf", remedy)
    if not options.timeout > 0:
        raise GraphDataError("--timeout", "de tijdgrens is geen aantal seconden boven 0", "Geef bijvoorbeeld 120.")
    severity = options.fail_on.capitalize()
    found = limited_report(options.data, options.shapes, seconds=options.timeout)
    if options.write_baseline:
        from graph.decisions import write_baseline  # noqa: PLC0415  (only this command needs it)

        write_baseline(found)
    match options.format:
        case "sarif":
            written = report_sarif(found, data=options.data)
        case "junit":
            written = report_junit(found, severity)
        case form:
            plain = {"json": report_json, "turtle": report_turtle, "html": report_html, "text": report_text}
            written = plain[form](found)
    print(written.rstrip("\n"))
    return 1 if found.fails(severity) else 0


if __name__ == "__main__":
    sys.exit(main())
