"""The page of questions: choose one and fill it in, or write SPARQL; its answer is shown by `views.antwoord`."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import quote

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from graph.errors import KetengraafError
from graph.library import ASKERS, Parameter, Question, questions
from graph.query import TIME_LIMIT, Answer, Questioner, Ticket
from graph.values import to_term
from graph.vocabulary import PREFIXES
from views import antwoord, bewerker
from views.antwoord import ADDRESS_LIMIT, Outcome
from views.antwoord_tabel import named
from views.bewerker import TEXT as _TEXT
from views.bewerker import set_text
from views.foutzin import sentence
from views.gedeeld import keep, md, questioner
from views.taal import language, t

ANY = "*"
"""What the address says for a parameter that is left open where it has a default."""
_PREFIX = "p_"
"""Before the name of a parameter in the address, so that it is no other part of the address."""
OWN = "zelf"
"""The choice to write a question instead of choosing one."""
TIME_LIMITS = (5, 30, 60, 120)
"""Seconds that a person can choose from."""
_AT_FIRST = 0.15
"""Seconds before the page says that a query is running."""
_LOOK = 0.1
"""Seconds between two looks at a running query; a press on Stop is heard at the next."""
_OFFERED = ("keten", "id", "rdf", "rdfs", "skos", "dct", "org", "prov", "sh", "gm", "xsd")
_TEMPLATE = """
SELECT ?nummer ?regio
WHERE {
  ?regio a keten:Regio ;
      keten:nummer ?nummer .
}
ORDER BY xsd:decimal(?nummer)
"""

# Names in the session's state; those with a widget are the keys of these widgets.
_ASKER, _CHOICE, _SECONDS = "vragen_wie", "vragen_voorbeeld", "vragen_tijd"
_ADDRESS, _OUTCOME, _PENDING, _RUNNING = "vragen_adres", "vragen_uitkomst", "vragen_nog_uit_te_voeren", "vragen_loopt"
_LAST = "vragen_laatst"
"""How often a person ran a query, and the text of the last one: for the history in the browser."""


@dataclass(slots=True)
class _Running:
    """A query that is being answered in a thread of its own, so that the page can hear Stop meanwhile."""

    text: str
    seconds: float
    question: Question | None
    ticket: Ticket = field(default_factory=Ticket)
    done: threading.Event = field(default_factory=threading.Event)
    begun: float = field(default_factory=time.monotonic)
    answer: Answer | None = None
    error: Exception | None = None

    def outcome(self) -> Outcome:
        """Return what came of it; what no query should raise is raised here, where it is seen."""
        if self.error is not None and not isinstance(self.error, KetengraafError):
            raise self.error
        return Outcome(self.text, self.seconds, self.question, self.answer, self.error)


def show() -> None:
    """Render the page."""
    st.title(t("vragen.titel"))
    st.markdown(t("vragen.inleiding"))
    # Containers keep what follows in its place on the page, so that the editor is not built anew.
    with st.container():
        _follow_address()
    with st.container():
        _choose()
    place = _write()
    state = st.session_state
    if state.pop(_PENDING, False):
        if state[_TEXT].strip():
            _start(state[_TEXT], float(state[_SECONDS]))
        else:
            state[_OUTCOME] = None
            st.info(t("vragen.leeg_vraag"))
    if state.get(_RUNNING) is not None:
        _wait(place)
    outcome: Outcome | None = state.get(_OUTCOME)
    if outcome is not None:
        antwoord.show(outcome)


def _questions() -> tuple[Question, ...]:
    return questions(language())


def _template() -> str:
    prefixes = "\n".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in _OFFERED)
    return f"{prefixes}\n\n{t('vragen.sjabloon')}{_TEMPLATE}"


# ---------------------------------------------------------------- choosing and writing


def _examples(asker: str) -> dict[str, Question]:
    return {q.key: q for q in _questions() if q.asker == asker}


def _follow_address() -> None:
    """Take the state over from an address that a person opened; a query of their own waits for the button."""
    state, address = st.session_state, _address()
    key, text, _ = address
    if state.get(_ADDRESS) != address or _TEXT not in state:
        known = {q.key: q for q in _questions()}
        state[_ADDRESS] = address
        state[_OUTCOME] = None
        _drop()
        if text:
            state[_ASKER] = OWN
            set_text(text)
        else:
            question = known.get(key, _questions()[0])
            state[_ASKER], state[_CHOICE] = question.asker, question.key
            _take_values(question)
            set_text(question.filled(_chosen(question)))
            state[_PENDING] = key in known
    if key and not any(q.key == key for q in _questions()):
        st.warning(t("vragen.geen_vraag", naam=md(key)))


def _address() -> tuple[str, str, str]:
    names = sorted(_names() & set(st.query_params))
    values = "&".join(f"{name}={st.query_params[name]}" for name in names)
    return st.query_params.get("vraag", ""), st.query_params.get("sparql", ""), values


def _keep_address(**parameters: str | None) -> None:
    """Write the address; what it then says is the state already."""
    keep(**parameters)
    st.session_state[_ADDRESS] = _address()


def _choose() -> None:
    state = st.session_state
    state[_ASKER] = state[_ASKER]  # a widget whose words change with the language keeps its value
    st.radio(
        t("vragen.wie"),
        [*ASKERS, OWN],
        format_func=_asker_name,
        horizontal=True,
        key=_ASKER,
        on_change=_asker_chosen,
    )
    asker = st.session_state[_ASKER]
    if asker == OWN:
        st.caption(t("vragen.voorvoegsels"))
        return
    examples = _examples(asker)
    state[_CHOICE] = state.get(_CHOICE) if state.get(_CHOICE) in examples else next(iter(examples))
    st.selectbox(
        t("vragen.voorbeeld"),
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
    return frozenset(_PREFIX + p.name for q in _questions() for p in q.parameters)


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
                    st.warning(md(t("vragen.geen_keuze", waarde=asked[:100], veld=parameter.label)))
            except KetengraafError as error:
                st.warning(md(sentence(error)))
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
                format_func=lambda value: named(value) if value else t("vragen.alle"),
                key=key,
                on_change=_filled_in,
                args=(question.key,),
            )
        else:
            column.text_input(parameter.label, key=key, max_chars=1000, on_change=_filled_in, args=(question.key,))


def _filled_in(key: str) -> None:
    """Put the values in the query and in the address, and let it be asked."""
    state = st.session_state
    question = next(q for q in _questions() if q.key == key)
    try:
        set_text(question.filled(_chosen(question)))
    except KetengraafError as error:
        state[_OUTCOME] = Outcome("", 0.0, question, None, error)
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
    for question in _questions():
        try:
            if _same(text, question.filled(_chosen(question))):
                return question
        except KetengraafError:
            continue
    return None


def _asker_name(asker: str) -> str:
    names = {
        "stakeholder": t("vragen.wie_stakeholder"),
        "analist": t("vragen.wie_analist"),
        "validator": t("vragen.wie_validator"),
        OWN: t("vragen.wie_zelf"),
    }
    return names[asker]


def _asker_chosen() -> None:
    state = st.session_state
    if state[_ASKER] != OWN:
        state[_CHOICE] = next(iter(_examples(state[_ASKER])))
        _example_chosen()
        return
    if _question_of(state.get(_TEXT, "")) is not None:
        set_text(_template())
    state[_OUTCOME] = None
    _keep_address(vraag=None, sparql=None, **dict.fromkeys(_names()))


def _example_chosen() -> None:
    state = st.session_state
    question = next(q for q in _questions() if q.key == state[_CHOICE])
    set_text(question.filled(_chosen(question)))
    state[_PENDING] = True
    _keep_address(vraag=question.key, sparql=None, **_address_values(question))


def _write() -> DeltaGenerator:
    """Render the editor and the buttons; return the place of what only a running query has."""
    state = st.session_state
    state.setdefault(_SECONDS, int(TIME_LIMIT))
    # Whoever knows no SPARQL sees the answer of an example without scrolling past its text.
    own = state[_ASKER] == OWN
    with st.expander(t("vragen.toon_sparql"), expanded=own):
        bewerker.show(*state.get(_LAST, (0, "")))
    left, right = st.columns([1, 1], vertical_alignment="bottom")
    left.button(
        t("vragen.voer_uit"),
        type="primary",
        icon=":material/play_arrow:",
        key="vragen_voer_uit",
        on_click=_submitted,
        width="stretch",
    )
    right.selectbox(t("vragen.tijdslimiet"), TIME_LIMITS, format_func=lambda n: t("vragen.seconden", n=n), key=_SECONDS)
    return st.empty()


def _submitted() -> None:
    """Put the question in the address, as an example or as a text, and let it be asked."""
    state = st.session_state
    state[_PENDING] = True
    state[_LAST] = (state.get(_LAST, (0, ""))[0] + 1, state[_TEXT])
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


# ---------------------------------------------------------------- running and stopping


def _start(text: str, seconds: float) -> None:
    """Begin to answer a query; one that still runs for this visitor is ended."""
    _drop()
    state = st.session_state
    state[_OUTCOME] = None
    running = _Running(text, seconds, _question_of(text))
    state[_RUNNING] = running
    threading.Thread(target=_answer, args=(running, questioner()), daemon=True).start()


def _answer(running: _Running, asked: Questioner) -> None:
    try:
        running.answer = asked.ask(running.text, seconds=running.seconds, ticket=running.ticket)
    except Exception as error:  # noqa: BLE001  (a thread raises to nobody: the page raises it again)
        running.error = error
    finally:
        running.done.set()


def _wait(place: DeltaGenerator) -> None:
    """Show that a query runs, with Stop, till it is done; a press on anything interrupts this."""
    state = st.session_state
    running: _Running = state[_RUNNING]
    if not running.done.wait(_AT_FIRST):
        with place.container(horizontal=True, vertical_alignment="center"):
            st.button(t("vragen.stop"), icon=":material/stop:", key="vragen_stop", on_click=_stop)
            clock = st.empty()
        while not running.done.wait(_LOOK):
            clock.caption(t("vragen.bezig", n=int(time.monotonic() - running.begun)))
        place.empty()
    state[_RUNNING] = None
    state[_OUTCOME] = running.outcome()


def _stop() -> None:
    running: _Running | None = st.session_state.get(_RUNNING)
    if running is not None:
        running.ticket.stop()


def _drop() -> None:
    """End a query whose answer nobody waits for any more."""
    _stop()
    st.session_state[_RUNNING] = None
