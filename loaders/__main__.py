"""Commands: build the graph from the documents, or read one document of any supported kind."""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import sys
from pathlib import Path

from graph.errors import KetengraafError
from graph.rdf import DocumentRecord
from graph.register import Register
from graph.vocabulary import slug
from loaders.building import build
from loaders.curation import region_scope
from loaders.document import read_metadata
from loaders.extraction import add_proposals
from loaders.output import as_json, as_table, as_turtle
from loaders.profiles import is_on_template
from loaders.proposals import read_claims, title_of
from loaders.reading import printed_date, read, read_document
from loaders.text import SourceText

_EXAMPLES = """voorbeelden:
  python -m loaders build                          alle documenten, naar graph/data
  python -m loaders build regioprofielen-2013      alleen dit document opnieuw
  python -m loaders read brief.txt                 wat er in één bestand staat, als tabel
  python -m loaders read profielen.txt --date 2014-09-15 --format json
"""


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 the input is not in order, 2 wrong use."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "build":
            _build(options.documents)
        else:
            _read(options.file, options.date, options.format)
    except KetengraafError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m loaders",
        description="Van documenten naar beweringen.",
        epilog=_EXAMPLES,
        formatter_class=form,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    builder = commands.add_parser(
        "build",
        help="bouw de graaf uit de documenten",
        description="Leest de documenten, controleert de graaf en slaat haar op: alles of niets.",
        epilog="voorbeeld: python -m loaders build regioprofielen-2013",
    )
    builder.add_argument("documents", nargs="*", metavar="DOCUMENT", help="map in documents/; zonder: alle")
    reader = commands.add_parser(
        "read",
        help="lees één bestand",
        description="Leest één tekstbestand en toont wat erin staat; er wordt niets opgeslagen. Lopende tekst vraagt "
        "Frog (make frog); wat daaruit gelezen is, is een voorstel met zijn zekerheid en zijn zin.",
        epilog="voorbeeld: python -m loaders read profielen.txt --date 2014-09-15 --format json",
    )
    reader.add_argument("file", type=Path, metavar="FILE", help="tekstbestand (UTF-8)")
    reader.add_argument("--date", type=_date, help="datum van het document (jjjj-mm-dd); zonder: uit de paginakoppen")
    reader.add_argument("--format", choices=("table", "json", "turtle"), default="table", help="vorm van de uitvoer")
    return parser


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is geen datum; schrijf jjjj-mm-dd") from None


def _build(documents: list[str]) -> None:
    built = build(documents, progress=lambda message: print(message, file=sys.stderr, flush=True))
    print(f"{built.triples} triples in {len(built.files)} grafen opgeslagen; {len(built.findings)} bevindingen.")


def _read(path: Path, date: dt.date | None, form: str) -> None:
    known = (path.parent / "document.yaml").is_file() and path.name == "tekst.txt"
    name = path.resolve().parent.name if known else slug(path.stem) or "document"
    source = SourceText.from_file(path, name)
    if known and date is None:
        # A document of the project: its dating is known.
        metadata = read_metadata(name, path.resolve().parent.parent)
        load = read(source, metadata.first_day, metadata.last_day)
    else:
        load = read(source, date, date)
    if known and not is_on_template(source):
        # What people decided about a document of the project stands beside it.
        _, _, load = read_document(name, path.resolve().parent.parent, progress=_tell)
    elif not is_on_template(source):
        day = date or printed_date(source) or dt.date.today()  # noqa: DTZ011  (a municipality exists today or not)
        reading = read_claims(source, day, progress=_tell)
        add_proposals(load, reading, region_scope(name, len(source.text)), Register.at(day, day))
    if form == "table":
        print(as_table(load))
    elif form == "json":
        print(as_json(load))
    else:
        print(as_turtle(load, _record(path, source, date)))


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _record(path: Path, source: SourceText, date: dt.date | None) -> DocumentRecord:
    on_template = is_on_template(source)
    return DocumentRecord(
        slug=source.slug,
        title=("" if on_template else title_of(source)) or path.stem,
        kind="inventarisatie" if on_template else "overig",
        publisher=None,
        region="",
        language="nl",
        date=date or printed_date(source),
        date_from=None,
        date_until=None,
        date_reason="",
        length=len(source.text),
        digest=hashlib.sha256(source.text.encode()).hexdigest(),
    )


if __name__ == "__main__":
    sys.exit(main())
