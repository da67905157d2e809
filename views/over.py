"""About Ketengraaf: what is read, how judgements are made, sources, personal data."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import streamlit as st

from graph.regions import definition_of, label_of
from graph.vocabulary import (
    DCTERMS,
    ID,
    KETEN,
    KETEN_IRI,
    PROV,
    RDF,
    JudgementRule,
    coded_concepts,
    graph_iri,
    judgement_rules,
)
from views import kwaliteit
from views.beweringen import dating
from views.blad import el, sheet
from views.gedeeld import count, load, md, page_link, show_passages, store, title_of
from views.taal import t, term

#: Modalities that give a plain edge in the network, and those that do not.
WITH_EDGE = ("feitelijk", "mogelijk", "verplicht")
WITHOUT_EDGE = ("voorgenomen", "ontkend")


def show() -> None:
    """Render the page."""
    st.title(t("over.titel"))
    st.markdown(t("over.inleiding"))
    _show_read()
    kwaliteit.show()
    _show_passages_and_claims()
    _show_judgements()
    _show_checks()
    _show_sources()
    _show_personal_data()


def _header(text: str) -> None:
    st.header(text, anchor=False)


# ---------------------------------------------------------------- what is read


def _show_read() -> None:
    _header(t("over.gelezen"))
    st.markdown(t("over.gelezen_uitleg"))
    rows = []
    for document in sorted(_instances(str(KETEN.Document)), key=lambda d: label_of(store(), d)):
        slug = document.rpartition("/")[2]
        kinds = (
            (KETEN.Passage, "over.passages"),
            (KETEN.Taakbelegging, "over.tabelrijen"),
            (KETEN.Antwoord, "over.antwoorden"),
        )
        counts = [(count(str(kind), slug), name) for kind, name in kinds]
        rules, proposed, confirmed = _readings(document)
        rows.append(
            {
                t("over.kolom_document"): title_of(document),
                t("over.kolom_datum"): dating(document),
                t("over.kolom_regels"): t("over.beweringen", n=rules) if rules else "–",
                t("over.kolom_zinnen"): t("over.beweringen_bevestigd", n=proposed + confirmed, bevestigd=confirmed),
                t("over.kolom_ook"): ", ".join(t(key, n=number) for number, key in counts if number),
            }
        )
    head = el("tr", *[el("th", name, scope="col") for name in (rows[0] if rows else ())])
    body = [el("tr", *[el("td", text) for text in row.values()]) for row in rows]
    table = el("table", el("thead", head), el("tbody", *body))
    sheet(
        el("div", table, class_="breed", role="region", tabindex="0", aria_label=t("over.gelezen")), key="over_gelezen"
    )
    st.caption(t("over.regels_lopende_tekst"))


def _readings(document: str) -> tuple[int, int, int]:
    """Return how many claims of a document rules read, how many a reading proposes, and how many are confirmed."""
    graph = ox.NamedNode(document)
    confirmed = {
        q.subject
        for q in store().quads_for_pattern(
            None, ox.NamedNode(str(KETEN.status)), ox.NamedNode(str(KETEN.bevestigd)), graph
        )
    }
    agents = store().quads_for_pattern(None, ox.NamedNode(str(PROV.wasAttributedTo)), None, graph)
    curated = {q.subject for q in agents if "/curator/" in str(q.object)}
    both = len(confirmed & curated)
    return count(str(KETEN.Bewering), document.rpartition("/")[2]) - len(curated), len(curated) - both, both


# ---------------------------------------------------------------- passages and claims


def _show_passages_and_claims() -> None:
    _header(t("over.passages_titel"))
    st.markdown(t("over.passages_uitleg", wel=_words(WITH_EDGE), niet=_words(WITHOUT_EDGE)))
    with st.expander(t("over.voorbeeld")):
        region = next((r for r in load().profiles if r.members), None)
        if region is None:
            st.info(t("over.geen_deelname"))
        else:
            member = region.members[0]
            st.markdown(f"{md(member.municipality.name)} **{md(term(str(KETEN.neemtDeelAan)))}** {md(region.title)}.")
            show_passages(member.passages)


def _words(keys: tuple[str, ...]) -> str:
    names = [term(KETEN_IRI + key) for key in keys]
    return t("over.of").join(filter(None, [", ".join(names[:-1]), names[-1]]))


# ---------------------------------------------------------------- judgements


def _show_judgements() -> None:
    rules = judgement_rules()
    judged = Counter(
        j.judgement or "onbekend"
        for r in load().regions.values()
        for q, j in r.answers.items()
        if q in {rule.question for rule in rules if rule.question}
    )
    _header(t("over.oordeel_titel"))
    st.markdown(t("over.oordeel_uitleg"))
    parts = [f"{term(f'{ID}oordeel/{k}')}: **{judged[k]}**" for k in coded_concepts("oordeel")]
    st.markdown(t("over.oordeel_telling", n=sum(judged.values()), delen=", ".join(parts)))
    used = Counter(
        q.object.value
        for q in store().quads_for_pattern(None, ox.NamedNode(str(KETEN.oordeelregel)), None)
        if isinstance(q.object, ox.NamedNode)
    )
    with st.expander(t("over.regels", n=len(rules))):
        st.markdown("\n".join(f"1. {_rule(rule, used[rule.iri])}" for rule in rules))
    page_link(
        "controle",
        t("over.geen_regel"),
        icon=":material/fact_check:",
        code="oordeel-onbekend",
    )


def _rule(rule: JudgementRule, used: int) -> str:
    """Return a rule as a line of Markdown: its judgement, the question it is for, when it applies, how often."""
    judgement = term(f"{ID}oordeel/{rule.judgement}")
    question = t("over.regel_vraag", vraag=rule.question) if rule.question else t("over.regel_elke")
    return f"**{judgement}** ({question}): {md(definition_of(rule.iri))} {t('over.regel_toegepast', n=used)}"


def _show_checks() -> None:
    _header(t("over.controle_titel"))
    st.markdown(t("over.controle_uitleg"))
    page_link("controle", t("over.naar_controle"), icon=":material/fact_check:")


# ---------------------------------------------------------------- sources and personal data


def _show_sources() -> None:
    _header(t("over.bronnen_titel"))
    register = str(graph_iri("register"))
    sources = sorted(v for v in _values(register, str(DCTERMS.source)))
    st.markdown(t("over.bronnen_uitleg"))
    st.markdown("\n".join(f"- {md(s)}" for s in sources))
    rights = _value(register, str(DCTERMS.rights))
    st.markdown(f"{md(rights)} {t('over.naamsvermelding')}")


def _show_personal_data() -> None:
    _header(t("over.personen_titel"))
    st.markdown(t("over.personen_uitleg", n=count(str(KETEN.Persoon))))


# ---------------------------------------------------------------- facts


def _instances(kind: str) -> list[str]:
    found = store().quads_for_pattern(None, ox.NamedNode(str(RDF.type)), ox.NamedNode(kind))
    return sorted({q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)})


def _values(iri: str, predicate: str) -> set[str]:
    found = store().quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None)
    return {q.object.value for q in found if isinstance(q.object, ox.Literal | ox.NamedNode)}


def _value(iri: str, predicate: str) -> str:
    return min(_values(iri, predicate), default="")
