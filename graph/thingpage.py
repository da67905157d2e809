"""The page of a thing at its own address: plain HTML without script; every text in it is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import TypeVar
from urllib.parse import quote

from graph.labels import prefixed
from graph.model import Iri
from graph.query import Cell
from graph.thing import CLAIM_LIMIT, Claim, Fact, Quote, Thing
from graph.vocabulary import ID, KETEN_IRI

__all__ = ["local_address", "render_missing", "render_service", "render_thing"]

_TEXTS = {
    "nl": {
        "claims": "Wat de documenten erover zeggen",
        "facts": "Kenmerken",
        "mentions": "Wordt genoemd door",
        "quotes": "Waar dit staat",
        "none": "Geen document zegt hier iets over.",
        "missing": "Hierover zegt de graaf niets",
        "missing_text": "Controleer het adres; of vraag met SPARQL wat er wel is.",
        "first": "De eerste {shown} van {all}.",
        "formats": "Ook als",
        "characters": "tekens",
        "service": "SPARQL-endpoint van Ketengraaf",
        "service_text": "Dit adres beantwoordt vragen in SPARQL 1.1, met GET en met POST. Alleen lezen.",
        "try": "Stel een vraag",
        "ask": "Vraag",
        "app": "Naar de app",
        "other": "English",
    },
    "en": {
        "claims": "What the documents say about it",
        "facts": "Properties",
        "mentions": "Mentioned by",
        "quotes": "Where this stands",
        "none": "No document says anything about this.",
        "missing": "The graph says nothing about this",
        "missing_text": "Check the address; or ask with SPARQL what there is.",
        "first": "The first {shown} of {all}.",
        "formats": "Also as",
        "characters": "characters",
        "service": "SPARQL endpoint of Ketengraaf",
        "service_text": "This address answers questions in SPARQL 1.1, by GET and by POST. Read only.",
        "try": "Ask a question",
        "ask": "Ask",
        "app": "To the app",
        "other": "Nederlands",
    },
}
_STYLE = """
:root { color-scheme: light dark; --rand: #c4ccd2; --link: #01587f; --mark: #ffe28a; }
@media (prefers-color-scheme: dark) { :root { --rand: #55626b; --link: #7cc4ee; --mark: #5a4a10; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; overflow-wrap: anywhere; }
a { color: var(--link); }
h1 { font-size: 1.6rem; margin: .5rem 0; } h2 { font-size: 1.2rem; margin: 1.6rem 0 .4rem; }
nav { display: flex; gap: 1rem; flex-wrap: wrap; }
dl { display: grid; grid-template-columns: minmax(9rem, 16rem) 1fr; gap: .3rem 1rem; margin: 0; }
dt { font-weight: 600; } dd { margin: 0; }
blockquote { margin: .3rem 0 .8rem; border-left: 3px solid var(--link); padding: .2rem .8rem; white-space: pre-wrap;
             font-family: Georgia, serif; }
li { margin: .5rem 0; } .klein { font-size: .9rem; } .ontkend { text-decoration: underline wavy; }
textarea { width: 100%; min-height: 9rem; font: .9rem/1.4 monospace; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
"""
_EXAMPLE = "SELECT ?regio ?nummer WHERE {\n  ?regio a keten:Regio ;\n      keten:nummer ?nummer .\n}"
_Item = TypeVar("_Item")


def local_address(iri: Iri) -> str:
    """Return the address, at this server, of the page of a thing.

    >>> local_address("https://w3id.org/ketengraaf/id/regio/2013/groningen")
    '/id/regio/2013/groningen'
    """
    if iri.startswith(ID) and len(iri) > len(ID):
        return "/id/" + quote(iri.removeprefix(ID), safe="/")
    if iri.startswith(KETEN_IRI):
        return f"/def?term={quote(iri.removeprefix(KETEN_IRI), safe='')}"
    return f"/id?iri={quote(iri, safe='')}"


def render_thing(thing: Thing, language: str) -> str:
    """Return the page of a thing."""
    texts = _TEXTS[language]
    name = thing.label(thing.iri, language)
    parts = [f"<h1>{escape(name)}</h1>", f'<p class="klein"><code>{escape(thing.iri)}</code></p>']
    if thing.quotes:
        parts += [f"<h2>{texts['quotes']}</h2>", *(_quote(q, texts) for q in _first(thing.quotes))]
    parts.append(f"<h2>{texts['claims']}</h2>")
    if thing.claims:
        items = "".join(f"<li>{_claim(c, thing, language)}</li>" for c in _first(thing.claims))
        parts += [f"<ul>{items}</ul>", _rest(thing.claims, texts)]
    else:
        parts.append(f"<p>{texts['none']}</p>")
    for title, facts in (("facts", thing.facts), ("mentions", thing.mentions)):
        if facts:
            parts += [f"<h2>{texts[title]}</h2>", _facts(_first(facts), thing, language), _rest(facts, texts)]
    here = local_address(thing.iri)
    joint = "&amp;" if "?" in here else "?"
    links = ", ".join(
        f'<a href="{escape(here)}{joint}format={form}">{label}</a>'
        for form, label in (("turtle", "Turtle"), ("jsonld", "JSON-LD"), ("ntriples", "N-Triples"))
    )
    parts.append(f'<p class="klein">{texts["formats"]}: {links}</p>')
    return _document(name, parts, language, f"{escape(here)}{joint}")


def render_missing(iri: Iri, language: str) -> str:
    """Return the page that says that there is nothing of this name."""
    texts = _TEXTS[language]
    body = [
        f"<h1>{texts['missing']}</h1>",
        f"<p><code>{escape(iri[:500])}</code></p>",
        f"<p>{texts['missing_text']}</p>",
    ]
    return _document(texts["missing"], body, language, "?")


def render_service(address: str, language: str) -> str:
    """Return the page of the endpoint for a person who opens its address."""
    texts = _TEXTS[language]
    body = [
        f"<h1>{texts['service']}</h1>",
        f"<p>{texts['service_text']}</p>",
        f"<pre>curl -H 'Accept: text/csv' -d 'query=SELECT * {{ ?s ?p ?o }} LIMIT 3' {escape(address)}</pre>",
        f'<form action="{escape(address)}" method="get"><h2><label for="vraag">{texts["try"]}</label></h2>',
        f'<textarea id="vraag" name="query">{escape(_EXAMPLE)}</textarea>',
        f'<p><button type="submit">{texts["ask"]}</button></p></form>',
    ]
    return _document(texts["service"], body, language, "?")


def _document(title: str, body: Iterable[str], language: str, here: str) -> str:
    texts = _TEXTS[language]
    other = "en" if language == "nl" else "nl"
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · Ketengraaf</title><style>{_STYLE}</style></head><body>"
        f'<nav aria-label="Ketengraaf"><a href="/">{texts["app"]}</a><a href="/sparql">SPARQL</a>'
        f'<a href="{here}taal={other}" hreflang="{other}" lang="{other}">{texts["other"]}</a></nav>'
        f"<main>{''.join(body)}</main></body></html>"
    )


def _claim(claim: Claim, thing: Thing, language: str) -> str:
    texts = _TEXTS[language]
    parts = " ".join(_cell(c, thing, language) for c in (claim.subject, claim.relation, claim.object))
    modality = escape(thing.label(claim.modality.value, language))
    status = escape(thing.label(claim.status.value, language))
    quotes = "".join(_quote(q, texts) for q in claim.quotes)
    own = f'<a href="{escape(local_address(claim.iri))}">{modality}, {status}</a>'
    return f'{parts} <span class="klein">({own})</span>{quotes}'


def _quote(passage: Quote, texts: dict[str, str]) -> str:
    where = f"{texts['characters']} {passage.begin}-{passage.end}"
    link = f'<a href="{escape(local_address(passage.document))}">{escape(passage.title)}</a>'
    return f'<blockquote>{escape(passage.text)}</blockquote><p class="klein">{link}, {where}</p>'


def _facts(facts: Sequence[Fact], thing: Thing, language: str) -> str:
    rows = []
    for relation, same in groupby(facts, key=lambda f: f.relation):
        values = "<br>".join(_cell(f.other, thing, language) for f in same)
        rows.append(f"<dt>{_cell(relation, thing, language)}</dt><dd>{values}</dd>")
    return f"<dl>{''.join(rows)}</dl>"


def _cell(cell: Cell, thing: Thing, language: str) -> str:
    if cell.kind != "iri":
        tag = f' lang="{escape(cell.language)}"' if cell.language else ""
        return f"<span{tag}>{escape(cell.value)}</span>"
    iri = cell.value
    name = thing.label(iri, language) if iri in thing.labels else prefixed(iri)
    # Things that the graph does not know are shown, and not linked: a link may not lead anywhere that a text chose.
    known = iri in thing.labels or iri.startswith((ID, KETEN_IRI))
    shown = f'<a href="{escape(local_address(iri))}" title="{escape(iri)}">{escape(name)}</a>'
    return shown if known else f'<span title="{escape(iri)}">{escape(name)}</span>'


def _first(items: Sequence[_Item]) -> Sequence[_Item]:
    return items[:CLAIM_LIMIT]


def _rest(items: Sequence[object], texts: dict[str, str]) -> str:
    if len(items) <= CLAIM_LIMIT:
        return ""
    return f'<p class="klein">{texts["first"].format(shown=CLAIM_LIMIT, all=len(items))}</p>'
