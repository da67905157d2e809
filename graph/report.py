"""A report in the forms that people and machines read: text, JSON, the standard Turtle, JUnit and printable HTML.

SARIF, with its places in files, is written by `graph.sarif`. Each form is the same bytes for the same report.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox
import yaml

from graph.checks import known_checks
from graph.citations import QUOTES_CHECK
from graph.coverage import COVERAGE_CHECK
from graph.findings import ACCEPTED, NEW, SEVERITIES, Check, Report, Result
from graph.vocabulary import DCTERMS, ID, KETEN, PREFIXES, PROV, RDF, RDFS, SH, SKOS

_WORDS = Path(__file__).with_name("verslag.yaml")
OWN_GROUP = "lezen"
"""Group of what the loaders found while reading, and of the decisions."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    r"""Return a text on one line, without characters that steer a terminal or that XML does not have.

    >>> plain("a\x1b[31m\n b")
    'a�[31m b'
    """
    return " ".join(_CONTROL.sub("\ufffd", text).split())


@cache
def _words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return found


def word(name: str, language: str = "nl", **values: object) -> str:
    """Return a text of the report, with its places filled in."""
    text = _words()[name][language]
    return text.format(**values) if values else text


def _number(count: int, severity: str, language: str) -> str:
    return f"{count} {word(severity if count == 1 else f'{severity}_meer', language)}"


def label_of(result: Result, language: str = "nl") -> str:
    """Return what the thing that a result is about is called."""
    return result.label if language == "nl" else result.english_label or result.label


def sentence(result: Result, language: str = "nl") -> str:
    """Return a result as one sentence, in Dutch where it has no English; a loader's names itself what it is about."""
    said, label, step, other = result.message, label_of(result, language), result.path, result.other
    if language == "en":
        said = result.english or said
        step, other = result.english_path or step, result.english_other or other
    if result.own and not label.startswith("“"):
        return plain(said)
    path = f" ({step})" if step and not result.source.startswith("https://w3id.org/ketengraaf/") else ""
    value = ""
    if other:
        value = f" {word('tegenover', language, waarde=other)}"
    elif result.value:
        value = f" {word('waarde', language, waarde=result.value)}"
    return plain(f"{label}: {said}{path}{value}")


def state_text(result: Result, language: str = "nl") -> str:
    """Return what the decisions and the baseline say of a result as a sentence; empty when they say nothing."""
    if result.decision is not None:
        decision = result.decision
        return plain(word("besluit", language, wie=decision.who, wanneer=decision.when, waarom=decision.why))
    if not result.state:
        return ""
    return word("nieuw" if result.state == NEW else "bekend", language)


def groups(report: Report) -> dict[str, list[Check]]:
    """Return every check by group, those of the project itself among them; one with two shapes comes once."""
    known = known_checks()
    checks = {c.code: c for c in reversed(report.checks)}
    if report.quotes or any(r.code == QUOTES_CHECK for r in report.results):
        checks |= {code: known[code] for code in (QUOTES_CHECK, COVERAGE_CHECK)}
    for result in report.results:
        if result.code not in checks:
            checks[result.code] = known.get(result.code) or _unknown_check(result)
    ranked = sorted(checks.values(), key=lambda c: (c.group == OWN_GROUP, c.group, c.code))
    return {group: list(members) for group, members in groupby(ranked, key=lambda c: c.group)}


def fixed_lines(report: Report, language: str = "nl") -> list[str]:
    """Return what the baseline holds and is no longer found; it keeps its sentences in Dutch only, and says so."""
    if language == "nl":
        return list(report.fixed)
    titles = {c.code: title_of(c, language) for c in (*report.checks, *known_checks().values())}
    parts = [text.partition(": ") for text in report.fixed]
    return [word("alleen_nederlands", language, titel=titles.get(code, code), zin=said) for code, _, said in parts]


def title_of(check: Check, language: str = "nl") -> str:
    """Return what a check is called."""
    return check.title if language == "nl" else check.english_title or check.title


def why_of(result: Result, check: Check, language: str = "nl") -> str:
    """Return why this is checked."""
    return result.why if language == "nl" else check.english_why or result.why


def remedy_of(result: Result, check: Check, language: str = "nl") -> str:
    """Return what would mend it."""
    return result.remedy if language == "nl" else check.english_remedy or result.remedy


def _unknown_check(result: Result) -> Check:
    """Return a check that nothing describes: that of a loader in someone else's graph, or of a shape without a name."""
    title = result.code.replace("-", " ").capitalize()
    return Check(f"{ID}controle/{result.code}", result.code, OWN_GROUP, title, title, "", result.severity)


def summary(report: Report, language: str = "nl") -> str:
    """Return the verdict with the counts, and what was checked."""
    names = ", ".join(plain(d) for d in report.data)
    return word(
        "oordeel",
        language,
        voldoet=word("voldoet" if report.conforms else "voldoet_niet", language),
        aantallen=", ".join(_number(report.counts[s], s, language) for s in SEVERITIES),
        vormen=word("vormen" if report.shapes != 1 else "vorm", language, n=report.shapes),
        citaten="" if report.data else word("citaten", language, n=report.quotes),
        over=word("over", language, namen=names) if report.data else "",
    )


# ---------------------------------------------------------------- text and JSON


def report_text(report: Report) -> str:
    """Return a report as text for people."""
    lines: list[str] = []
    titles = {c.code: c.title for members in groups(report).values() for c in members}
    for severity in SEVERITIES:
        found = [r for r in report.results if r.severity == severity]
        if found:
            lines.append(word(f"{severity}_meer").upper())
        for code, members in groupby(found, key=lambda r: r.code):
            group = list(members)
            lines.append(f"  {plain(titles[code])} ({len(group)}; {plain(code)})")
            for result in group:
                mark = f" [{result.state}]" if result.state in {NEW, ACCEPTED} else ""
                lines.append(f"    - {sentence(result)}{mark}")
                if result.decision is not None:
                    lines.append(f"      {state_text(result)}")
            if group[0].remedy:
                lines.append(f"      {word('wat_te_doen', herstel=plain(group[0].remedy))}")
    if report.fixed:
        lines.append(word("opgelost").upper())
        lines += [f"    - {plain(text)}" for text in report.fixed]
    lines.append(summary(report))
    if report.compared:
        lines.append(_changes(report))
    return "\n".join(lines)


def _changes(report: Report, language: str = "nl") -> str:
    states = report.states
    return word("sinds", language, nieuw=states[NEW], opgelost=len(report.fixed), aanvaard=states[ACCEPTED])


def report_json(report: Report) -> str:
    """Return a report as JSON for machines: ``conforms``, ``counts``, ``states``, ``fixed`` and ``results``."""
    body = {
        "conforms": report.conforms,
        "counts": {s: report.counts[s] for s in SEVERITIES},
        "states": dict(sorted((k, n) for k, n in report.states.items() if k)),
        "shapes": report.shapes,
        "quotes": report.quotes,
        "triples": report.triples,
        "data": report.data,
        "fixed": report.fixed,
        "results": [{k: v for k, v in asdict(r).items() if k != "terms"} for r in report.results],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)


# ---------------------------------------------------------------- Turtle


def report_turtle(report: Report) -> str:
    """Return the standard ``sh:ValidationReport`` with what it lacks: key, passage, why, remedy, state.

    These are ``keten:waarom``, ``keten:herstel`` and ``keten:staat``; a decision stands in ``skos:historyNote``.
    SHACL 1.0 calls every result a lack of conformity; here only a violation is one, as NL-SBB has it, which
    ``sh:conformanceDisallows`` (SHACL 1.2) says. There are no blank nodes.
    """
    node = f"<{ID}verslag>"
    lines = [
        f"{node} <{RDF.type}> <{SH.ValidationReport}> .",
        f"{node} <{SH.conforms}> {ox.Literal(report.conforms)} .",
        f"{node} <http://www.w3.org/ns/shacl#conformanceDisallows> <{SH.Violation}> .",
        f"{node} <{RDFS.comment}> {_dutch(summary(report))} .",
    ]
    iris = {r.key: f"<{r.iri or f'{ID}resultaat/{r.key}'}>" for r in report.results}
    lines += [f"{node} <{SH.result}> {iris[r.key]} ." for r in report.results]
    for result in report.results:
        lines += [f"{iris[result.key]} <{p}> {o} ." for p, o in _facts(result)]
    lines += report.paths
    triples = list(ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES))
    used = {p: iri for p, iri in PREFIXES.items() if p in {"keten", "rdf", "rdfs", "skos", "dct", "prov", "xsd"}}
    written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={**used, "sh": str(SH)})
    # One result a line, so that a comparison of two reports shows which came or went.
    text = (written or b"").decode()
    return re.sub(r"(?m)^\tsh:result .*$", lambda m: m.group().replace("> , <", "> ,\n\t\t<"), text)


def _facts(result: Result) -> Iterable[tuple[str, str]]:
    focus, path, value = result.terms
    yield str(RDF.type), f"<{SH.ValidationResult}>"
    yield str(SH.resultSeverity), f"<{SH[result.severity]}>"
    yield str(SH.focusNode), focus or f"<{ID}graaf/dataset>"
    if path:
        yield str(SH.resultPath), path
    if value:
        yield str(SH.value), value
    yield str(SH.sourceConstraintComponent), f"<{result.component}>"
    if result.source and not result.own:
        yield str(SH.sourceShape), f"<{result.source}>"
    yield str(SH.resultMessage), _dutch(result.message)
    yield from ((str(SH.resultMessage), str(ox.Literal(said, language="en"))) for said in (result.english,) if said)
    yield str(RDFS.label), _dutch(sentence(result))
    yield str(DCTERMS.identifier), str(ox.Literal(result.key))
    if result.why:
        yield str(KETEN.waarom), _dutch(result.why)
    if result.remedy:
        yield str(KETEN.herstel), _dutch(result.remedy)
    if result.document:
        yield str(PROV.wasDerivedFrom), f"<{result.document}>"
    for passage in result.passages:
        yield str(KETEN.passage), f"<{passage}>"
    if result.state:
        yield str(KETEN.staat), f"<{ID}bevindingstaat/{result.state}>"
    if result.decision is not None:
        yield str(SKOS.historyNote), _dutch(state_text(result))
        day = ox.Literal(result.decision.when, datatype=ox.NamedNode(f"{PREFIXES['xsd']}date"))
        yield str(DCTERMS.dateAccepted), str(day)


def _dutch(text: str) -> str:
    return str(ox.Literal(text, language="nl"))


# ---------------------------------------------------------------- JUnit


def report_junit(report: Report, fail_on: str = "Violation") -> str:
    """Return a report as JUnit XML: one suite per group of shapes, one case per shape.

    A case fails on results of the severity or worse that nobody accepted; the others stand in its output.
    """
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    suites: list[str] = []
    total = failed = 0
    for group, checks in groups(report).items():
        cases: list[str] = []
        broken = 0
        for check in checks:
            found = [r for r in report.results if r.code == check.code]
            wrong = [r for r in found if r.severity in counted and r.state != ACCEPTED]
            broken += bool(wrong)
            cases.append(_case(group, check, found, wrong))
        total, failed = total + len(checks), failed + broken
        suites.append(
            f'  <testsuite name={_attribute(group)} tests="{len(checks)}" failures="{broken}" errors="0" skipped="0" '
            f'time="0">\n{"".join(cases)}  </testsuite>\n'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="ketengraaf" tests="{total}" failures="{failed}" errors="0" time="0">\n'
        f"{''.join(suites)}</testsuites>\n"
    )


def _case(group: str, check: Check, found: list[Result], wrong: list[Result]) -> str:
    head = f"    <testcase classname={_attribute(f'{group}.{check.code}')} name={_attribute(check.title)}"
    if not found:
        return f'{head} time="0"/>\n'
    inner = ""
    if wrong:
        worst = min((r.severity for r in wrong), key=SEVERITIES.index)
        title = _number(len(wrong), worst, "nl")
        lines = "\n".join(_line(r) for r in wrong)
        inner += f"      <failure message={_attribute(title)} type={_attribute(worst)}>{escape(lines)}</failure>\n"
    rest = [r for r in found if r not in wrong]
    if rest:
        lines = "\n".join(_line(r) for r in rest)
        inner += f"      <system-out>{escape(lines)}</system-out>\n"
    return f'{head} time="0">\n{inner}    </testcase>\n'


def _line(result: Result) -> str:
    where = "".join(f" [{p.slug}, tekens {p.begin}-{p.end}]" for p in result.places[:3])
    remedy = f" {word('wat_te_doen', herstel=plain(result.remedy))}" if result.remedy else ""
    state = f" {state_text(result)}" if result.decision is not None else ""
    return plain(f"{word(result.severity).capitalize()}: {sentence(result)}{where}{remedy}{state}")


def _attribute(text: str) -> str:
    return quoteattr(plain(text))


# ---------------------------------------------------------------- HTML

_STYLE = """
body { font: 11pt/1.45 Georgia, serif; color: #1a1a1a; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.25; }
h2 { border-bottom: 2px solid #01689b; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .2rem; }
ol { padding-left: 1.4rem; } li { margin-bottom: .6rem; break-inside: avoid; overflow-wrap: anywhere; }
blockquote { margin: .3rem 0; padding: .2rem .7rem; border-left: 3px solid #01689b; white-space: pre-wrap; }
mark { background: #ffe28a; } .stil { color: #555; font-size: .9rem; } table { border-collapse: collapse; }
td, th { border: 1px solid #bbb; padding: .2rem .5rem; text-align: left; vertical-align: top; }
@page { margin: 18mm; } @media print { body { margin: 0; max-width: none; } h2, h3 { break-after: avoid; }
mark { text-decoration: underline; } }
"""


def report_html(report: Report, language: str = "nl") -> str:
    """Return a report as one HTML page that prints well, fetches nothing and runs nothing."""
    text = _escaped
    checks = groups(report)
    of = {c.code: c for members in checks.values() for c in members}
    rows = "".join(
        f"<tr><td>{text(_group(group, language))}</td><td>{text(title_of(c, language))}</td>"
        f"<td>{word(c.severity, language)}</td><td>{sum(r.code == c.code for r in report.results)}</td></tr>\n"
        for group, members in checks.items()
        for c in members
    )
    parts: list[str] = []
    for severity in SEVERITIES:
        found = [r for r in report.results if r.severity == severity]
        if found:
            parts.append(f"<h2>{word(f'{severity}_meer', language).capitalize()} ({len(found)})</h2>\n")
        for code, members in groupby(found, key=lambda r: r.code):
            listed = list(members)
            said = why_of(listed[0], of[code], language)
            why = f'<p class="stil">{text(said)}</p>' if said else ""
            items = "".join(_item(r, of[code], language) for r in listed)
            parts.append(f"<h3>{text(title_of(of[code], language))} ({len(listed)})</h3>{why}<ol>{items}</ol>\n")
    if not report.results:
        parts.append(f"<p>{word('niets', language)}</p>\n")
    if report.fixed:
        items = "".join(f"<li>{text(t)}</li>" for t in fixed_lines(report, language))
        parts.append(f"<h2>{word('opgelost', language)} ({len(report.fixed)})</h2><ul>{items}</ul>\n")
    changes = f"<p>{text(_changes(report, language))}</p>" if report.compared else ""
    title = text(word("titel", language))
    head = "".join(f"<th>{column}</th>" for column in word("kolommen", language).split("|"))
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><h1>{title}</h1>"
        f"<p>{text(summary(report, language))}</p>{changes}\n{''.join(parts)}"
        f"<h2>{word('gecontroleerd', language)}</h2>\n<table><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody>"
        "</table></body></html>\n"
    )


def _group(group: str, language: str) -> str:
    """Return what a group of checks is called; that of other people's shapes has the name of their file."""
    return word(f"groep_{group}", language) if f"groep_{group}" in _words() else group


def _item(result: Result, check: Check, language: str) -> str:
    quotes = "".join(
        f"<blockquote><mark>{html.escape(_CONTROL.sub('', p.quote))}</mark>"
        f'\n<span class="stil">{_escaped(word("plaats", language, document=p.slug, begin=p.begin, eind=p.end))}</span>'
        "</blockquote>"
        for p in result.places
    )
    mends = remedy_of(result, check, language)
    remedy = f"<br>{_escaped(word('wat_te_doen', language, herstel=mends))}" if mends else ""
    state = f"<br><em>{_escaped(state_text(result, language))}</em>" if result.state else ""
    key = _escaped(word("bevinding", language, sleutel=result.key))
    shown = f'<div class="stil">{_escaped(result.focus)} · {key}</div>'
    return f"<li>{_escaped(sentence(result, language))}{remedy}{state}{quotes}{shown}</li>"


def _escaped(text: str) -> str:
    return html.escape(plain(text))
