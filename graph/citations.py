"""Citations, each held against the text of its document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from graph.checks import own_result
from graph.findings import Result, result_key
from graph.labels import Labels
from graph.store import solutions
from graph.vocabulary import KETEN

QUOTES_CHECK = "citaat-gelijk-aan-tekst"
TEXT_CHECK = "citaat-zonder-tekst"


def quote_results(store: ox.Store, documents: Path) -> tuple[int, list[Result]]:
    """Hold every citation against the text of its document; return how many there are, and what differs."""
    query = f"""
        PREFIX keten: <{KETEN.Passage.rpartition("#")[0]}#>
        SELECT ?passage ?document ?begin ?eind ?citaat WHERE {{
            ?passage a keten:Passage ; keten:document ?document ; keten:begin ?begin ; keten:eind ?eind ;
                     keten:citaat ?citaat }}"""
    labels = Labels(store)
    texts: dict[str, str | None] = {}
    wrong: list[Result] = []
    count = 0
    for row in solutions(store, query):
        count += 1
        document = row["document"].value
        if document not in texts:
            path = documents / document.rpartition("/")[2] / "tekst.txt"
            texts[document] = path.read_bytes().decode("utf-8") if path.is_file() else None
        text = texts[document]
        quote = row["citaat"].value
        if text is None:
            code = TEXT_CHECK
        elif text[int(row["begin"].value) : int(row["eind"].value)] != quote:
            code = QUOTES_CHECK
        else:
            continue
        passage = row["passage"].value
        found = own_result(code, passage, f"“{quote[:60]}”")
        wrong.append(
            replace(
                found,
                document=document,
                passages=(passage,),
                places=labels.places([passage]),
                key=result_key(code, labels.identity(passage)),
            )
        )
    return count, wrong


__all__ = ["QUOTES_CHECK", "TEXT_CHECK", "quote_results"]
