"""The answer to a question on the page: what it says, the views of it, and its files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

import streamlit as st

from graph.errors import InvalidQueryError, KetengraafError
from graph.library import Question, unknown_terms
from graph.query import ROW_LIMIT, Answer
from graph.sparql import tokens
from graph.spreadsheet import workbook
from views import antwoord_beeld, resultaat
from views.antwoord_tabel import Table
from views.foutzin import sentence, unknown_sentence
from views.gedeeld import download_csv, md, questioner, thousands
from views.taal import language, t, tn

ADDRESS_LIMIT = 6000
"""Characters of an address that every browser and proxy still takes."""
TURTLE_LIMIT = 20_000
"""Characters of Turtle shown on the page; the download has all."""
_AT_ONCE = 1.0
"""Seconds within which a query is asked again for its files without a person asking for them."""
_LARGE = 5_000
"""Rows from which on a file is made only after a person asks for it."""
_REASONS = 5
"""Rows shown as the reason for a yes."""
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMS = {
    "csv": ("SPARQL-CSV", "text/csv", "csv"),
    "tsv": ("SPARQL-TSV", "text/tab-separated-values", "tsv"),
    "json": ("SPARQL-JSON", "application/sparql-results+json", "json"),
    "xml": ("SPARQL-XML", "application/sparql-results+xml", "xml"),
    "turtle": ("Turtle", "text/turtle", "ttl"),
    "excel": ("Excel", _EXCEL, "xlsx"),
}
"""Name, media type and ending of each file."""


@dataclass(slots=True)
class Outcome:
    """What a query gave: an answer or an error."""

    text: str
    seconds: float
    """Time limit that it had."""
    question: Question | None
    answer: Answer | None = None
    error: KetengraafError | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    """The files made of the answer so far, by form and language."""
    tables: dict[str, Table] = field(default_factory=dict)
    """The table of the answer, by language."""
    reason: Answer | None = None
    """For a yes: the rows that it rests on."""

    @property
    def key(self) -> str:
        """A short hash, for widgets that must not survive another question and for names of files."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        """Name of its files."""
        return self.question.key if self.question is not None else "eigen-vraag"

    def table(self) -> Table:
        """Return the answer as a table in the visitor's language, made once."""
        if language() not in self.tables and self.answer is not None:
            headings = dict(self.question.columns) if self.question else {}
            self.tables[language()] = Table(self.answer, headings)
        return self.tables[language()]


def show(outcome: Outcome) -> None:
    """Render an answer, or what was wrong with the query."""
    st.subheader(t("vragen.antwoord"))
    if outcome.question is None and len(quote(outcome.text)) > ADDRESS_LIMIT:
        st.caption(t("vragen.te_lang"))
    answer = outcome.answer
    if answer is None:
        _show_error(outcome)
    elif answer.kind == "ask":
        _show_yes_or_no(outcome, answer)
    elif not answer.rows:
        st.info(t("vragen.leeg"))
        st.caption(_caption(answer))
        _hint(outcome)
    else:
        _show_rows(outcome, answer)


def _show_error(outcome: Outcome) -> None:
    error = outcome.error
    if error is None:
        return
    st.error(md(sentence(error)))
    if isinstance(error, InvalidQueryError) and error.line is not None:
        lines = outcome.text.splitlines()
        if 0 < error.line <= len(lines):
            near = [f"{n:>4}  {lines[n - 1]}" for n in range(max(1, error.line - 2), error.line + 1)]
            st.code("\n".join([*near, " " * (5 + max(error.column or 1, 1)) + "^"]), language=None)
    _hint(outcome)


def _hint(outcome: Outcome) -> None:
    """Name the terms that the ontology does not have: SPARQL passes over them in silence."""
    for unknown in unknown_terms(outcome.text):
        st.warning(md(unknown_sentence(unknown)))


def _caption(answer: Answer) -> str:
    words = {
        "select": tn("vragen.rijen", len(answer.rows)),
        "construct": tn("vragen.uitspraken", len(answer.rows)),
        "ask": t("vragen.beantwoord"),
    }
    seconds = f"{answer.seconds:.2f}" if answer.seconds >= 0.01 else t("vragen.minder_dan")
    seconds = seconds.replace(".", ",") if language() == "nl" else seconds
    return t("vragen.in_tijd", wat=words[answer.kind], n=seconds)


def _show_yes_or_no(outcome: Outcome, answer: Answer) -> None:
    if answer.value:
        st.success(t("vragen.ja"))
    else:
        st.info(t("vragen.nee"))
    st.caption(_caption(answer))
    if answer.value:
        _show_reason(outcome)
    else:
        st.markdown(t("vragen.reden_nee"))
        _hint(outcome)
    _files(outcome, answer, ("json", "xml"))


def _show_reason(outcome: Outcome) -> None:
    """Show the rows that make a yes true, where the query can be asked for them."""
    if outcome.reason is None:
        text = _as_select(outcome.text)
        try:
            outcome.reason = questioner().ask(text, seconds=outcome.seconds, limit=_REASONS) if text else None
        except KetengraafError:
            return  # the yes stands; only its rows are not to be had
    reason = outcome.reason
    if reason is not None and reason.rows and reason.columns:
        st.markdown(t("vragen.reden_ja", n=len(reason.rows)))
        resultaat.show(Table(reason, {}), question=outcome.key, passages=True, key="vragen_reden")


def _as_select(text: str) -> str:
    """Return an ASK as a SELECT of all that it names; empty where its first word is hard to find."""
    if not any(token.kind == "word" and token.text.upper() == "ASK" for token in tokens(text)):
        return ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        stripped = line.lstrip()
        if stripped[:3].upper() == "ASK" and not stripped[3:4].isalnum():
            rest = stripped[3:]
            return "\n".join([*lines[:number], f"SELECT * {rest}", *lines[number + 1 :]])
    return ""


# ---------------------------------------------------------------- rows


def _show_rows(outcome: Outcome, answer: Answer) -> None:
    st.caption(_caption(answer))
    if answer.cut:
        st.warning(t("vragen.afgekapt", n=thousands(ROW_LIMIT)))
    _hint(outcome)
    _views(outcome)
    forms = ("turtle",) if answer.kind == "construct" else ("csv", "tsv", "json", "xml")
    _files(outcome, answer, ("excel", *forms))


@st.fragment
def _views(outcome: Outcome) -> None:
    """Render one view of the rows, and the choice of another; turning a page runs only this."""
    answer = outcome.answer
    if answer is None:
        return
    table = outcome.table()
    offered = _offered(outcome, table)
    wanted = outcome.question.view if outcome.question is not None else ""
    names = {
        "table": t("vragen.weergave_table"),
        "chart": t("vragen.weergave_chart"),
        "map": t("vragen.weergave_map"),
        "network": t("vragen.weergave_network"),
        "value": t("vragen.weergave_value"),
        "turtle": t("vragen.weergave_turtle"),
    }
    first = wanted if wanted in offered else offered[0]
    view = st.segmented_control(
        t("vragen.weergave"),
        offered,
        default=first,
        format_func=names.__getitem__,
        key=f"vragen_weergave_{outcome.key}_{language()}",
        required=True,
    )
    match view:
        case "chart":
            antwoord_beeld.chart(table, outcome.key)
        case "map":
            antwoord_beeld.map_(table, outcome.key)
        case "network":
            antwoord_beeld.network(table, outcome.key)
        case "value":
            st.metric(md(table.headings[0]), table.text(0, 0))
        case "turtle":
            st.code(answer.turtle[:TURTLE_LIMIT], language="turtle", wrap_lines=True)
            if len(answer.turtle) > TURTLE_LIMIT:
                st.caption(t("vragen.alleen_begin"))
        case _:
            passages = st.toggle(t("vragen.met_passage"), key="vragen_met_passage")
            resultaat.show(table, question=outcome.key, passages=passages, key="vragen_tabel")


def _offered(outcome: Outcome, table: Table) -> list[str]:
    """Return the views that these rows can be shown in, the table first."""
    offered = ["table"]
    if outcome.answer is not None and outcome.answer.kind == "construct":
        offered.append("turtle")
    elif antwoord_beeld.has_numbers(table):
        offered.append("chart")
    if antwoord_beeld.has_places(table):
        offered.append("map")
    if antwoord_beeld.has_lines(table):
        offered.append("network")
    if len(table.cells) == 1 and len(table.headings) == 1:
        offered.append("value")
    return offered


# ---------------------------------------------------------------- files


def _files(outcome: Outcome, answer: Answer, forms: Sequence[str]) -> None:
    """Offer the whole answer as files; where making them takes long, only after a person asks for it."""
    at_once = answer.seconds < _AT_ONCE and not answer.cut and len(answer.rows) < _LARGE
    with st.expander(t("vragen.bestanden"), expanded=True):
        st.caption(t("vragen.bestanden_uitleg"))
        with st.container(horizontal=True):
            labels = f"vragen_maak_labels_{outcome.key}"
            if answer.rows and (at_once or st.button(t("vragen.maak", vorm="CSV"), key=labels)):
                download_csv(outcome.table().frame(), outcome.name, key=f"vragen_rekenblad_{outcome.key}")
            for form in forms:
                _file(outcome, form, at_once=at_once)


def _file(outcome: Outcome, form: str, *, at_once: bool) -> None:
    name, mime, ending = _FORMS[form]
    key = f"{form}_{language()}" if form == "excel" else form
    if key not in outcome.files:
        wanted = at_once or st.button(t("vragen.maak", vorm=name), key=f"vragen_maak_{form}_{outcome.key}")
        if not wanted:
            return
        try:
            outcome.files[key] = _made(outcome, form)
        except KetengraafError as error:
            st.error(md(sentence(error)))
            return
    st.download_button(
        t("vragen.download", vorm=name),
        outcome.files[key],
        f"{outcome.name}{'-sparql' if form == 'csv' else ''}.{ending}",
        mime,
        key=f"vragen_{form}_{outcome.key}",
        on_click="ignore",
    )


def _made(outcome: Outcome, form: str) -> bytes:
    if form != "excel":
        return questioner().serialise(outcome.text, form, seconds=outcome.seconds)
    columns = outcome.table().columns()
    rows = zip(*columns.values(), strict=True)
    return workbook(list(columns), rows, title=outcome.name)
