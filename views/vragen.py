"""The page of questions: choose an example or write SPARQL, read the answer as a table, take it elsewhere."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote

import pandas as pd
import pyoxigraph as ox
import streamlit as st

from graph.errors import InvalidQueryError, KetengraafError
from graph.library import ASKERS, Parameter, Question, questions, unknown_terms
from graph.model import Iri
from graph.query import ROW_LIMIT, TIME_LIMIT, Answer, Cell
from graph.regions import label_of
from graph.values import to_term
from graph.vocabulary import ID, KETEN, PREFIXES, XSD
from views.gedeeld import download_csv, keep, load, md, page_address, questioner, short, show_passages, store, thousands

ANY = "*"
"""What the address says for a parameter that is left open where it has a default."""
_PREFIX = "p_"
"""Before the name of a parameter in the address, so that it is no other part of the address."""
OWN = "zelf"
"""The choice to write a question instead of choosing one."""
ASKER_NAMES = {
    "stakeholder": "Betrokkenen",
    "analist": "Analisten",
    "validator": "Controleurs",
    OWN: "Zelf schrijven",
}
TIME_LIMITS = (5, 30, 60, 120)
"""Seconds that a person can choose from."""
ADDRESS_LIMIT = 6000
"""Characters of an address that every browser and proxy still takes."""
TURTLE_LIMIT = 20_000
"""Characters of Turtle shown on the page; the download has all."""
_LONG_TEXT = 60
_AT_ONCE = 1.0
"""Seconds within which a query is asked again for its files without a person asking for them."""
_OFFERED = ("keten", "id", "rdf", "rdfs", "skos", "dct", "org", "prov", "sh", "gm", "xsd")
_TEMPLATE = "\n".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in _OFFERED) + (
    """

# Alle regio's met hun nummer. Verander de vraag en voer haar uit.
SELECT ?nummer ?regio
WHERE {
  ?regio a keten:Regio ;
      keten:nummer ?nummer .
}
ORDER BY xsd:decimal(?nummer)
"""
)

# Names in the session's state; those with a widget are the keys of these widgets.
_ASKER, _CHOICE, _TEXT, _SECONDS = "vragen_wie", "vragen_voorbeeld", "vragen_tekst", "vragen_tijd"
_ADDRESS, _OUTCOME, _PENDING = "vragen_adres", "vragen_uitkomst", "vragen_nog_uit_te_voeren"


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a query gave: an answer or an error."""

    text: str
    seconds: float
    question: Question | None
    answer: Answer | None = None
    error: KetengraafError | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    """The files made of the answer so far, by form."""

    @property
    def key(self) -> str:
        """A short hash, for widgets that must not survive another question and for names of files."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        return self.question.key if self.question is not None else "eigen-vraag"


def show() -> None:
    """Render the page."""
    st.title("Vragen")
    st.html("<style>.st-key-vragen_tekst textarea { font-family: monospace; font-size: .85rem; }</style>")
    st.markdown(
        "Kies een voorbeeldvraag en voer haar uit, of pas haar aan en stel uw eigen vraag in SPARQL. "
        "Waar een rij op een passage berust, is die erbij te lezen."
    )
    _follow_address()
    _choose()
    _write()
    if st.session_state.pop(_PENDING, False):
        st.session_state[_OUTCOME] = _ask(st.session_state[_TEXT], float(st.session_state[_SECONDS]))
    outcome: _Outcome | None = st.session_state.get(_OUTCOME)
    if outcome is not None:
        _show_outcome(outcome)


# ---------------------------------------------------------------- choosing and writing


def _examples(asker: str) -> dict[str, Question]:
    return {q.key: q for q in questions() if q.asker == asker}


def _follow_address() -> None:
    """Take the state over from an address that a person opened; a query of their own waits for the button."""
    state, address = st.session_state, _address()
    key, text, _ = address
    if state.get(_ADDRESS) != address or _TEXT not in state:
        known = {q.key: q for q in questions()}
        state[_ADDRESS] = address
        state[_OUTCOME] = None
        if text:
            state[_ASKER], state[_TEXT] = OWN, text
        else:
            question = known.get(key, questions()[0])
            state[_ASKER], state[_CHOICE] = question.asker, question.key
            _take_values(question)
            state[_TEXT] = question.filled(_chosen(question))
            state[_PENDING] = key in known
    if key and not any(q.key == key for q in questions()):
        st.warning(f"Er is geen voorbeeldvraag met de naam “{md(key)}”. Kies er een uit de lijst.")


def _address() -> tuple[str, str, str]:
    names = sorted(_names() & set(st.query_params))
    values = "&".join(f"{name}={st.query_params[name]}" for name in names)
    return st.query_params.get("vraag", ""), st.query_params.get("sparql", ""), values


def _keep_address(**parameters: str | None) -> None:
    """Write the address; what it then says is the state already."""
    keep(**parameters)
    st.session_state[_ADDRESS] = _address()


def _choose() -> None:
    st.radio(
        "Wie vraagt het?",
        [*ASKERS, OWN],
        format_func=ASKER_NAMES.__getitem__,
        horizontal=True,
        key=_ASKER,
        on_change=_asker_chosen,
    )
    asker = st.session_state[_ASKER]
    if asker == OWN:
        st.caption("De voorvoegsels hieronder mogen ook weg: de graaf kent ze al.")
        return
    examples = _examples(asker)
    st.selectbox(
        "Voorbeeldvraag",
        list(examples),
        format_func=lambda key: examples[key].title,
        key=_CHOICE,
        on_change=_example_chosen,
    )
    question = examples[st.session_state[_CHOICE]]
    st.markdown(md(question.summary))
    _fill_in(question)


# ---------------------------------------------------------------- the form of a question


@cache
def _names() -> frozenset[str]:
    """Return the names that parameters have in the address."""
    return frozenset(_PREFIX + p.name for q in questions() for p in q.parameters)


@st.cache_data(show_spinner=False)
def _choices(query: str) -> list[str]:
    """Return what a parameter can be, from the graph, in the order of its query."""
    rows = questioner().ask(query).rows
    return [row[0].value for row in rows if row[0] is not None]


def _field(question: Question, parameter: Parameter) -> str:
    return f"vragen_veld_{question.key}_{parameter.name}"


def _standard(parameter: Parameter) -> str:
    return to_term(parameter.kind, parameter.default).value if parameter.default else ""


def _take_values(question: Question) -> None:
    """Take the values over from the address; one that cannot be is said, and the default stands."""
    for parameter in question.parameters:
        asked = st.query_params.get(_PREFIX + parameter.name)
        value = _standard(parameter)
        if asked is not None:
            try:
                found = to_term(parameter.kind, asked, name=parameter.label).value if asked not in {"", ANY} else ""
                if not parameter.choices or not found or found in _choices(parameter.choices):
                    value = found
                else:
                    st.warning(md(f"“{asked[:100]}” is geen keuze voor {parameter.label}; hier staat de standaard."))
            except KetengraafError as error:
                st.warning(md(str(error)))
        st.session_state[_field(question, parameter)] = value


def _chosen(question: Question) -> dict[str, str]:
    """Return the values in the fields of a question."""
    return {p.name: str(st.session_state.get(_field(question, p), _standard(p))) for p in question.parameters}


def _fill_in(question: Question) -> None:
    """Render a field for each parameter; a choice is answered at once, and stands in the address."""
    if not question.parameters:
        return
    columns = st.columns(len(question.parameters))
    for column, parameter in zip(columns, question.parameters, strict=True):
        key = _field(question, parameter)
        st.session_state.setdefault(key, _standard(parameter))
        # A widget that a run leaves out loses its state; writing it back keeps it.
        st.session_state[key] = st.session_state[key]
        if parameter.choices:
            column.selectbox(
                parameter.label,
                ["", *_choices(parameter.choices)],
                format_func=lambda value: _named(value) if value else "Alle",
                key=key,
                on_change=_filled_in,
                args=(question.key,),
            )
        else:
            column.text_input(parameter.label, key=key, max_chars=1000, on_change=_filled_in, args=(question.key,))


def _filled_in(key: str) -> None:
    """Put the values in the query and in the address, and let it be asked."""
    state = st.session_state
    question = next(q for q in questions() if q.key == key)
    try:
        state[_TEXT] = question.filled(_chosen(question))
    except KetengraafError as error:
        state[_OUTCOME] = _Outcome("", 0.0, question, error=error)
        return
    state[_PENDING] = True
    _keep_address(vraag=key, sparql=None, **_address_values(question))


def _address_values(question: Question) -> dict[str, str | None]:
    """Return what the address holds of a question: the values that are not the default."""
    values: dict[str, str | None] = dict.fromkeys(_names())
    for parameter in question.parameters:
        value = _chosen(question)[parameter.name]
        if value != _standard(parameter):
            values[_PREFIX + parameter.name] = value or ANY
    return values


def _question_of(text: str) -> Question | None:
    """Return the question that a text is, with the values that its fields hold now."""
    for question in questions():
        try:
            if _same(text, question.filled(_chosen(question))):
                return question
        except KetengraafError:
            continue
    return None


def _asker_chosen() -> None:
    state = st.session_state
    if state[_ASKER] != OWN:
        state[_CHOICE] = next(iter(_examples(state[_ASKER])))
        _example_chosen()
        return
    if _question_of(state.get(_TEXT, "")) is not None:
        state[_TEXT] = _TEMPLATE
    state[_OUTCOME] = None
    _keep_address(vraag=None, sparql=None, **dict.fromkeys(_names()))


def _example_chosen() -> None:
    state = st.session_state
    question = next(q for q in questions() if q.key == state[_CHOICE])
    state[_TEXT] = question.filled(_chosen(question))
    state[_PENDING] = True
    _keep_address(vraag=question.key, sparql=None, **_address_values(question))


def _write() -> None:
    st.session_state.setdefault(_SECONDS, int(TIME_LIMIT))
    lines = st.session_state[_TEXT].count("\n") + 2
    own = st.session_state[_ASKER] == OWN
    with st.form("vragen_formulier"):
        # Whoever knows no SPARQL sees the answer of an example without scrolling past its text.
        with st.container() if own else st.expander("Bekijk of verander de vraag in SPARQL"):
            st.text_area("SPARQL", key=_TEXT, height=min(480, max(160, 24 * lines)))
        left, right = st.columns([1, 1], vertical_alignment="bottom")
        left.form_submit_button(
            "Voer uit",
            type="primary",
            icon=":material/play_arrow:",
            key="vragen_voer_uit",
            on_click=_submitted,
            width="stretch",
        )
        right.selectbox("Tijdslimiet", TIME_LIMITS, format_func=lambda seconds: f"{seconds} seconden", key=_SECONDS)


def _submitted() -> None:
    """Put the question in the address, as an example or as a text, and let it be asked."""
    state = st.session_state
    state[_PENDING] = True
    question = _question_of(state[_TEXT])
    if question is not None:
        state[_ASKER], state[_CHOICE] = question.asker, question.key
        _keep_address(vraag=question.key, sparql=None, **_address_values(question))
        return
    state[_ASKER] = OWN
    fits = len(quote(state[_TEXT])) <= ADDRESS_LIMIT
    _keep_address(vraag=None, sparql=state[_TEXT] if fits else None, **dict.fromkeys(_names()))


def _same(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n").strip() == other.strip()


def _ask(text: str, seconds: float) -> _Outcome:
    question = _question_of(text)
    if not text.strip():
        return _Outcome(text, seconds, None, error=InvalidQueryError("er staat nog geen vraag."))
    try:
        with st.spinner("De vraag wordt beantwoord…"):
            answer = questioner().ask(text, seconds=seconds)
    except KetengraafError as error:
        return _Outcome(text, seconds, question, error=error)
    return _Outcome(text, seconds, question, answer=answer)


# ---------------------------------------------------------------- the outcome


def _show_outcome(outcome: _Outcome) -> None:
    st.subheader("Antwoord")
    if outcome.question is None and len(quote(outcome.text)) > ADDRESS_LIMIT:
        st.caption("Deze vraag is te lang voor het adres van de pagina; bewaar haar zelf.")
    answer = outcome.answer
    if answer is None:
        _show_error(outcome)
        return
    match answer.kind:
        case "ask":
            _show_yes_or_no(outcome, answer)
        case "construct":
            _show_turtle(outcome, answer)
        case _:
            _show_table(outcome, answer)


def _show_error(outcome: _Outcome) -> None:
    error = outcome.error
    st.error(md(str(error)))
    if isinstance(error, InvalidQueryError) and error.line is not None:
        lines = outcome.text.splitlines()
        if 0 < error.line <= len(lines):
            near = [f"{n:>4}  {lines[n - 1]}" for n in range(max(1, error.line - 2), error.line + 1)]
            st.code("\n".join([*near, " " * (5 + max(error.column or 1, 1)) + "^"]), language=None)
    _hint(outcome)


def _hint(outcome: _Outcome) -> None:
    """Name the terms that the ontology does not have: SPARQL passes over them in silence."""
    for term in unknown_terms(outcome.text):
        st.warning(md(str(term)))


def _caption(answer: Answer, what: str) -> str:
    seconds = f"{answer.seconds:.2f}".replace(".", ",") if answer.seconds >= 0.01 else "minder dan 0,01"
    return f"{what} in {seconds} seconden"


def _show_yes_or_no(outcome: _Outcome, answer: Answer) -> None:
    if answer.value:
        st.success("Ja: dit staat in de graaf.")
    else:
        st.info("Nee: dit staat niet in de graaf.")
        _hint(outcome)
    st.caption(_caption(answer, "Beantwoord"))
    _downloads(outcome, answer, ("json",))


def _show_turtle(outcome: _Outcome, answer: Answer) -> None:
    if not answer.rows:
        _show_nothing(outcome)
        return
    st.caption(_caption(answer, _counted(len(answer.rows), "uitspraak", "uitspraken")))
    _show_cut(answer, "uitspraken")
    st.code(answer.turtle[:TURTLE_LIMIT], language="turtle", wrap_lines=True)
    if len(answer.turtle) > TURTLE_LIMIT:
        st.caption("Hier staat alleen het begin; het bestand bevat alles.")
    _downloads(outcome, answer, ("turtle",))


def _show_nothing(outcome: _Outcome) -> None:
    st.info("Het antwoord is leeg: niets in de graaf voldoet aan deze vraag.")
    _hint(outcome)


def _show_cut(answer: Answer, what: str) -> None:
    if answer.cut:
        st.warning(
            f"Het antwoord is afgekapt na {thousands(ROW_LIMIT)} {what}; er zijn er meer. "
            "Maak de vraag nauwer, of maak hieronder een bestand van het hele antwoord."
        )


def _counted(number: int, one: str, more: str) -> str:
    return f"{thousands(number)} {one if number == 1 else more}"


def _show_table(outcome: _Outcome, answer: Answer) -> None:
    if not answer.rows:
        _show_nothing(outcome)
        return
    st.caption(_caption(answer, _counted(len(answer.rows), "rij", "rijen")))
    _show_cut(answer, "rijen")
    _hint(outcome)
    table = _Table(answer, dict(outcome.question.columns) if outcome.question else {})
    selectable = table.has_passages
    if selectable:
        st.caption("Kies een rij, met het vakje links, om de passage te lezen waarop zij berust.")
    frame = table.shown()
    event: Any = st.dataframe(
        frame,
        column_config=_column_config(frame),
        hide_index=True,
        height="auto" if len(frame) <= 10 else 420,
        placeholder="",
        key=f"vragen_tabel_{outcome.key}",
        on_select="rerun" if selectable else "ignore",
        selection_mode="single-row",
    )
    chosen = event.selection.rows if selectable else []
    if chosen and chosen[0] < len(answer.rows):
        show_passages(table.passages(chosen[0]), title="Waar dit staat")
    with st.container(horizontal=True):
        download_csv(table.with_iris(), outcome.name, key=f"vragen_rekenblad_{outcome.key}")
        _downloads(outcome, answer, ("csv", "tsv", "json", "xml"))
    st.caption(
        "De eerste CSV is voor een rekenblad: deze rijen met labels, en de IRI's ernaast. SPARQL-CSV en SPARQL-JSON "
        "zijn het hele antwoord in de standaardvorm, met IRI's in plaats van labels."
    )


def _column_config(frame: pd.DataFrame) -> dict[str, Any]:
    config: dict[str, Any] = {}
    for name in frame.columns:
        values = [v for v in frame[name] if v not in {None, ""}]
        if name == PAGE_COLUMN:
            config[name] = st.column_config.LinkColumn(name, display_text="Open de regio", width="small")
        elif values and all(isinstance(v, dt.date) for v in values):
            config[name] = st.column_config.DateColumn(name, format="DD-MM-YYYY")
        elif any(isinstance(v, str) and len(v) > _LONG_TEXT for v in values):
            config[name] = st.column_config.TextColumn(name, width="large")
    return config


# ---------------------------------------------------------------- files


_FORMS = {
    "csv": ("SPARQL-CSV", "text/csv"),
    "json": ("SPARQL-JSON", "application/sparql-results+json"),
    "tsv": ("SPARQL-TSV", "text/tab-separated-values"),
    "xml": ("SPARQL-XML", "application/sparql-results+xml"),
    "turtle": ("Turtle", "text/turtle"),
}


def _downloads(outcome: _Outcome, answer: Answer, forms: Sequence[str]) -> None:
    """Offer the whole answer as files; where making them takes long, only after a person asks for it."""
    at_once = answer.seconds < _AT_ONCE and not answer.cut
    for form in forms:
        label, mime = _FORMS[form]
        if form not in outcome.files:
            if not at_once and not st.button(f"Maak {label}", key=f"vragen_maak_{form}_{outcome.key}"):
                continue
            try:
                body = questioner().serialise(outcome.text, form, seconds=outcome.seconds)
            except KetengraafError as error:
                st.error(md(str(error)))
                continue
            outcome.files[form] = body
        name = f"{outcome.name}{'-sparql' if form == 'csv' else ''}.{'ttl' if form == 'turtle' else form}"
        st.download_button(
            f"Download {label}", outcome.files[form], name, mime, key=f"vragen_{form}_{outcome.key}", on_click="ignore"
        )


# ---------------------------------------------------------------- from cells to a table


PAGE_COLUMN = "Pagina"
_INTEGERS = {str(XSD[name]) for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")}
_NUMBERS = {str(XSD[name]) for name in ("decimal", "double", "float")}
_DATE, _BOOLEAN = str(XSD.date), str(XSD.boolean)
_SAFE_INTEGER = 2**53


class _Table:
    """An answer as a person reads it: labels instead of IRIs, quotations instead of passages."""

    def __init__(self, answer: Answer, headings: dict[str, str]) -> None:
        self._rows = answer.rows
        self._columns = list(zip(*answer.rows, strict=True))
        self._names = [headings.get(name, name) for name in answer.columns]
        self._labels: dict[Iri, str] = {}
        self._values = [self._read(column) for column in self._columns]

    def shown(self) -> pd.DataFrame:
        """Return the table for the page, without the columns that only repeat another as an IRI."""
        columns = {n: v for n, v, c in self._each() if not self._repeats(c, v)}
        addresses = self._addresses()
        if addresses and PAGE_COLUMN not in columns:
            columns[PAGE_COLUMN] = addresses
        return pd.DataFrame({name: _series(values) for name, values in columns.items()})

    def with_iris(self) -> pd.DataFrame:
        """Return the table for a file: as shown, with the IRIs in columns of their own."""
        columns: dict[str, list[Any]] = {}
        for name, values, cells in self._each():
            if not any(_is_iri(c) for c in cells):
                columns[name] = values
                continue
            if not self._repeats(cells, values):
                columns[name] = values
            iris = name if name.endswith("(IRI)") else f"{name} (IRI)"
            columns[iris] = [c.value if c is not None else "" for c in cells]
        return pd.DataFrame({name: _series(values) for name, values in columns.items()})

    @property
    def has_passages(self) -> bool:
        """Whether any row leads to a passage; the first hundred tell."""
        return any(self.passages(row) for row in range(min(100, len(self._rows))))

    def passages(self, row: int) -> list[Iri]:
        """Return the passages that a row names, or else those on which the things that it names rest."""
        iris = [c.value for c in self._rows[row] if c is not None and c.kind == "iri"]
        own = [iri for iri in iris if load().passage(iri) is not None]
        return own or list(dict.fromkeys(p for iri in iris for p in _passages_of(iri)))

    def _each(self) -> list[tuple[str, list[Any], tuple[Cell | None, ...]]]:
        return list(zip(self._names, self._values, self._columns, strict=True))

    def _read(self, cells: tuple[Cell | None, ...]) -> list[Any]:
        kinds = {c.datatype if c.kind == "literal" else c.kind for c in cells if c is not None}
        try:
            if kinds and kinds <= _INTEGERS:
                return [_integer(c) for c in cells]
            if kinds and kinds <= _INTEGERS | _NUMBERS:
                return [float(c.value) if c is not None else None for c in cells]
            if kinds == {_DATE}:
                return [dt.date.fromisoformat(c.value) if c is not None else None for c in cells]
        except ValueError:  # a value that its datatype does not allow is shown as the text that it is
            pass
        return [self._text(c) for c in cells]

    def _text(self, cell: Cell | None) -> str:
        if cell is None:
            return ""
        if cell.kind == "iri":
            if cell.value not in self._labels:
                self._labels[cell.value] = _named(cell.value)
            return self._labels[cell.value]
        if cell.datatype == _BOOLEAN:
            return {"true": "ja", "1": "ja", "false": "nee", "0": "nee"}.get(cell.value, cell.value)
        return cell.value

    def _repeats(self, cells: tuple[Cell | None, ...], values: list[Any]) -> bool:
        """Return whether a column of IRIs shows what a column of texts beside it says already."""
        if not any(_is_iri(c) for c in cells):
            return False
        return any(v == values for _, v, c in self._each() if c is not cells and not any(map(_is_iri, c)))

    def _addresses(self) -> list[str]:
        """Return the page of the region that each row names, or nothing when no row names one."""
        regions = load().regions
        found = []
        for row in self._rows:
            region = next((regions[c.value] for c in row if c is not None and c.value in regions), None)
            found.append(page_address("regio", regio=region.key) if region is not None else "")
        return found if any(found) else []


def _series(values: list[Any]) -> pd.Series[Any]:
    """Return a column in which whole numbers stay whole beside empty cells."""
    whole = any(isinstance(v, int) for v in values) and all(isinstance(v, int | None) for v in values)
    return pd.Series(values, dtype="Int64" if whole else None)


def _integer(cell: Cell | None) -> int | None:
    if cell is None:
        return None
    number = int(cell.value)
    if abs(number) > _SAFE_INTEGER:
        raise ValueError(cell.value)
    return number


def _is_iri(cell: Cell | None) -> bool:
    return cell is not None and cell.kind == "iri"


def _named(iri: Iri) -> str:
    """Return what a person reads for an IRI: a quotation, a label, or the IRI in its short form."""
    passage = load().passage(iri)
    if passage is not None:
        return f"“{' '.join(passage.quote.split())}”"
    name = label_of(store(), iri)
    if name and name != iri.rpartition("#")[2].rpartition("/")[2]:
        return name
    if iri.startswith(ID):
        return short(iri)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _passages_of(iri: Iri) -> list[Iri]:
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return []
    found = store().quads_for_pattern(node, ox.NamedNode(str(KETEN.passage)), None)
    return sorted({quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)})
