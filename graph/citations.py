"""Citations, each held against the text of its document."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from graph.checks import known_checks
from graph.findings import Result, result_key
from graph.labels import Labels
from graph.store import solutions
from graph.vocabulary import ID, KETEN

QUOTES_CHECK = "citaat-gelijk-aan-tekst"


def quote_results(store: ox.Store, documents: Path) -> tuple[int, list[Result]]:
    """Hold every citation against the text of its document; return how many there are, and what differs."""
    query = f"""
        PREFIX keten: <{KETEN.Passage.rpartition("#")[0]}#>
        SELECT ?passage ?document ?begin ?eind ?citaat WHERE {{
            ?passage a keten:Passage ; keten:document ?document ; keten:begin ?begin ; keten:eind ?eind ;
                     keten:citaat ?citaat }}"""
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
            problem = (
                "De tekst van het document is er niet; het citaat is niet te controleren.",
                "The text of the document is not there; the quotation cannot be checked.",
            )
        elif text[int(row["begin"].value) : int(row["eind"].value)] != quote:
            problem = (
                "Het citaat is niet gelijk aan de tekst tussen begin en eind.",
                "The quotation differs from the text between its begin and end.",
            )
        else:
            continue
        wrong.append(_own_result(store, row["passage"].value, quote, document, problem))
    return count, wrong


def _own_result(store: ox.Store, passage: str, quote: str, document: str, problem: tuple[str, str]) -> Result:
    labels = Labels(store)
    check = known_checks()[QUOTES_CHECK]
    return Result(
        severity=check.severity,
        source=f"{ID}controle/{QUOTES_CHECK}",
        code=QUOTES_CHECK,
        focus=passage,
        label=f"“{quote[:60]}”",
        message=problem[0],
        english=problem[1],
        why=check.why,
        remedy=check.remedy,
        document=document,
        passages=(passage,),
        places=labels.places([passage]),
        key=result_key(QUOTES_CHECK, labels.identity(passage)),
        component=f"{ID}controle/{QUOTES_CHECK}",
        terms=(f"<{passage}>", "", ""),
    )


__all__ = ["QUOTES_CHECK", "quote_results"]
