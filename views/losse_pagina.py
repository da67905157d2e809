"""A network as one HTML file that opens without internet: the drawing, the same as a table, and every sentence."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

from graph import network
from graph.network import JOIN, REGISTER, Item, Relation
from graph.privacy import mask
from views.gedeeld import load
from views.taal import language, t
from views.tekening import lettering, library

_SCRIPT = Path(__file__).with_suffix(".js")
# The file may run the script in it and nothing else, and may fetch nothing.
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
_STYLE = """
body { font: 16px/1.45 sans-serif; margin: 1rem auto; max-width: 80rem; padding: 0 1rem; color: #1a1a1a;
       background: #fff; }
#doek { height: 70vh; min-height: 22rem; border: 1px solid #8896a0; border-radius: .4rem; }
#kaart { border: 1px solid #8896a0; border-radius: .4rem; padding: .2rem 1rem; margin: 1rem 0; min-height: 3rem; }
blockquote { border-left: 3px solid #01689b; margin: .5rem 0; padding: .2rem .8rem; white-space: pre-wrap;
             font-family: Georgia, serif; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; overflow-wrap: anywhere; }
th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid #c9d1d6; vertical-align: top; }
button { font: inherit; text-align: left; border: 0; background: none; color: #01689b; cursor: pointer;
         text-decoration: underline; padding: 0; }
.bron { font-size: .85rem; color: #444; }
"""


def page(part: Any, items: tuple[list[Item], list[Item]], title: str) -> bytes:  # noqa: ANN401
    """Return a network with its sentences as one HTML file; no text in it can run as script."""
    nodes, edges = items
    names = {thing.iri: thing.label_in(language()) for thing in network.things(part)}
    relations = [
        {
            "id": relation.key,
            "zin": network.sentence(part, relation, language()),
            "bron": _source(part, relation),
            "zinnen": _sentences(relation),
        }
        for relation in network.relations(part)
    ]
    things = [{"id": thing.iri, "naam": names[thing.iri], "soort": thing.kind_in(language())}
              for thing in network.things(part)]  # fmt: skip
    data = {"nodes": nodes, "edges": edges, "relaties": relations, "dingen": things}
    # Inside a script element only "<" can end it; as an escape it is the same text.
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", " ").replace("\u2029", " ")
    drawing = library().replace("</script", r"<\/script")
    script = _SCRIPT.read_text(encoding="utf-8")
    return f"""<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{html.escape(title)}</h1>
<p>{html.escape(t("netwerk.los_uitleg"))}</p>
<div id="doek" role="img" aria-label="{html.escape(t("netwerk.tekening", punten=len(nodes), lijnen=len(edges)))}"></div>
<div id="kaart" aria-live="polite"><p>{html.escape(t("netwerk.niets_uitleg"))}</p></div>
<table>
<thead><tr><th>{html.escape(t("netwerk.kolom_relatie"))}</th><th>{html.escape(t("netwerk.kolom_bron"))}</th></tr></thead>
<tbody id="rijen"></tbody>
</table>
<script>{drawing}</script>
<script type="application/json" id="gegevens">{text}</script>
<script>{lettering()}
{script}</script>
</body>
</html>
""".encode()


def _source(part: Any, relation: Relation) -> str:  # noqa: ANN401
    if relation.modality == JOIN:
        return t("netwerk.lijn_streek")
    if relation.modality == REGISTER:
        return f"register: {relation.event}" if relation.event else "register"
    titles = {iri: source.title for iri, source in network.sources(part).items()}
    return "; ".join(sorted({titles.get(c.document, c.document) for c in relation.claims}))


def _sentences(relation: Relation) -> list[dict[str, str]]:
    found = [load().passage(iri) for claim in relation.claims for iri in claim.passages]
    return [
        {
            "citaat": mask(passage.quote),
            "bron": t("netwerk.los_bron", titel=passage.document_title, begin=passage.begin, eind=passage.end),
        }
        for passage in found
        if passage is not None
    ]
