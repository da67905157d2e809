"""How well prose is read: claims held against annotations by readers who had not seen the rules.

Run as ``make evaluate``; ``--schrijf`` stores the figures in docs/kwaliteit.json, which the page "Over" shows and a
test holds against a fresh run. A claim counts as right when relation, direction, modality and both ends agree with an
annotated claim of the same sentence; ends agree when the words of one are among those of the other, or half of all
their words are shared. Precision is over all claims, recall over those that a reader called essential.
"""

from __future__ import annotations

import datetime as dt
import difflib
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from graph.model import Iri, Ref, Value
from graph.register import provinces
from loaders.output import Names
from loaders.profiles import is_on_template
from loaders.proposals import Proposal, Reading, read_answers, read_claims
from loaders.reading import answers_of, read, read_document
from loaders.text import SourceText

HERE = Path(__file__).parent
_DOCUMENTS = HERE.parent / "documents"
_GOLD = HERE / "gold"
_EMPTY = {"de", "het", "een", "van", "en", "voor", "in", "alle", "onze", "der", "onder", "andere"}
_WORDLESS = {"wij", "zij", "deze", "hij", "die", "hun", "hen", "het", "dit", "dat", "haar", "ons", "zich", "elkaar"}
#: The region that a label is given to tell things of one name apart.
_UNSCOPED = re.compile(r" \((?:[^()]|\([^()]*\))*\)$")
_MUTUAL = {"werktSamenMet", "overlegtMet"}


REPORT = HERE.parent / "docs" / "kwaliteit.json"


@dataclass(frozen=True, slots=True)
class Case:
    """A document with its annotations."""

    name: str
    part: str
    """ontwikkeling: the rules were made with it in view; toets: nobody who made them looked at it."""
    text: Path
    gold: Path
    kept: Path
    """What Frog said of it, so that measuring needs no Frog."""
    day: dt.date


@dataclass(slots=True)
class Score:
    """What came of one or more documents."""

    right: Counter[str] = field(default_factory=Counter)
    """Claims that are annotated, by relation."""
    wrong: list[Proposal] = field(default_factory=list)
    essential: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    mentions: Counter[str] = field(default_factory=Counter)
    """gevonden, juist, geannoteerd, herkend: of names and nouns in annotated sentences."""

    def add(self, other: Score) -> None:
        """Add what came of another document."""
        self.right += other.right
        self.wrong += other.wrong
        self.essential += other.essential
        self.missed += other.missed
        self.mentions += other.mentions

    def figures(self, relation: str = "") -> dict[str, float | int]:
        """Return claims, precision, essential claims, recall and F1, of one relation or of all."""
        right = self.right[relation] if relation else self.right.total()
        wrong = sum(1 for p in self.wrong if not relation or p.relation == relation)
        essential = self.essential[relation] if relation else self.essential.total()
        missed = sum(1 for _, c in self.missed if not relation or c["relatie"] == relation)
        precision = right / (right + wrong) if right + wrong else 0.0
        recall = 1 - missed / essential if essential else 0.0
        both = precision + recall
        return {
            "beweringen": right + wrong,
            "precisie": round(precision, 3),
            "essentieel": essential,
            "volledigheid": round(recall, 3),
            "f1": round(2 * precision * recall / both, 3) if both else 0.0,
        }


def _project(slug: str, part: str, day: dt.date) -> Case:
    gold = _GOLD / "proza" / f"{slug}.yaml"
    return Case(slug, part, _DOCUMENTS / slug / "tekst.txt", gold, gold.with_suffix(".frog.json.gz"), day)


def _new(slug: str, part: str, day: dt.date) -> Case:
    folder = _GOLD / "nieuw" / slug
    return Case(slug, part, folder / "tekst.txt", folder / "gold.yaml", folder / "frog.json.gz", day)


CASES = (
    _project("samenwerkingskader-groningen", "ontwikkeling", dt.date(2023, 6, 1)),
    _project("raadsvoorstel-regiovisie-groningen", "ontwikkeling", dt.date(2021, 11, 23)),
    _project("samenwerkingsagenda-twente", "ontwikkeling", dt.date(2022, 12, 1)),
    _project("raadsbrief-westerkwartier", "ontwikkeling", dt.date(2023, 7, 1)),
    _new("convenant-kempenrand", "ontwikkeling", dt.date(2019, 3, 14)),
    _new("raadsvoorstel-venray", "ontwikkeling", dt.date(2022, 6, 1)),
    _new("samenwerkingsovereenkomst-bevelanden", "ontwikkeling", dt.date(2022, 1, 1)),
    _new("raadsinformatiebrief-medemblik", "ontwikkeling", dt.date(2023, 1, 1)),
    _new("governancenotitie-noordmiddendrenthe", "ontwikkeling", dt.date(2023, 6, 12)),
    _new("convenant-maasoevers", "ontwikkeling", dt.date(2021, 2, 9)),
    _new("bestuursnota-deltarand", "ontwikkeling", dt.date(2024, 1, 1)),
    _new("gemeenschappelijke-regeling-waldrane", "ontwikkeling", dt.date(2022, 1, 1)),
    _new("raadsvoorstel-montfoort", "ontwikkeling", dt.date(2022, 1, 1)),
    _new("convenant-randmeren", "ontwikkeling", dt.date(2022, 1, 1)),
    _new("governancenotitie-berkelslinge", "toets", dt.date(2023, 1, 1)),
    _new("raadsbrief-raalte", "toets", dt.date(2023, 1, 1)),
    _new("centrumregeling-reestland", "ontwikkeling", dt.date(2019, 12, 1)),
    _new("bestuursrapportage-gouweplas", "ontwikkeling", dt.date(2018, 6, 1)),
    _new("raadsinformatiebrief-lingewaarden", "ontwikkeling", dt.date(2023, 6, 1)),
    _new("samenwerkingsconvenant-graetheide", "ontwikkeling", dt.date(2021, 6, 1)),
    _new("governanceparagraaf-waldstreek", "ontwikkeling", dt.date(2022, 6, 1)),
    _new("raadsvoorstel-rhenen", "toets", dt.date(2024, 6, 1)),
    _new("governancenotitie-vechtzoom", "toets", dt.date(2024, 3, 14)),
    _new("samenwerkingsovereenkomst-biesboschrand", "toets", dt.date(2017, 11, 14)),
    _new("samenwerkingsconvenant-amstelweide", "ontwikkeling", dt.date(2016, 6, 1)),
    _new("raadsbrief-hollandserading", "ontwikkeling", dt.date(2024, 6, 1)),
    _new("raadsvoorstel-zwinstreek", "toets", dt.date(2021, 6, 1)),
    _new("samenwerkingsafspraken-kustvallei", "ontwikkeling", dt.date(2019, 6, 1)),
    _new("governancenotitie-heuvelkwartier", "ontwikkeling", dt.date(2020, 6, 1)),
    _new("collegebrief-eemsdelta", "ontwikkeling", dt.date(2022, 6, 1)),
    _new("samenwerkingsovereenkomst-veenrand", "ontwikkeling", dt.date(2023, 6, 1)),
    _new("raadsvoorstel-drechtvallei", "toets", dt.date(2018, 6, 1)),
    _new("raadsbrief-waalzicht", "ontwikkeling", dt.date(2019, 6, 1)),
    _new("bestuursopdracht-ijsselvliet", "ontwikkeling", dt.date(2021, 6, 1)),
    _new("convenant-hoeksterra", "ontwikkeling", dt.date(2020, 6, 1)),
    _new("raadsbrief-peelrand", "toets", dt.date(2020, 6, 1)),
    _new("samenwerkingskader-oosterduin", "ontwikkeling", dt.date(2022, 6, 1)),
    _new("raadsbrief-leijstroom", "ontwikkeling", dt.date(2024, 6, 1)),
    _new("convenant-dinkelzoom", "ontwikkeling", dt.date(2022, 6, 1)),
    _new("raadsvoorstel-leedestreek", "toets", dt.date(2024, 6, 1)),
    _new("governancenotitie-lauwerwolden", "ontwikkeling", dt.date(2024, 6, 1)),
    _new("samenwerkingsovereenkomst-leijdal", "ontwikkeling", dt.date(2021, 12, 1)),
    _new("samenwerkingsafspraken-wieringerkust", "ontwikkeling", dt.date(2024, 6, 1)),
    _new("raadsbrief-scheldevliet", "toets", dt.date(2024, 6, 1)),
    _new("samenwerkingskader-defennen", "ontwikkeling", dt.date(2024, 6, 1)),
    _new("gemeenschappelijke-regeling-zoomvliet", "toets", dt.date(2024, 6, 1)),
    _new("raadsvoorstel-dommelbeek", "ontwikkeling", dt.date(2024, 6, 1)),
    _new("memo-aalanden", "ontwikkeling", dt.date(2024, 6, 1)),
    _new("memo-duinspaarne", "toets", dt.date(2024, 6, 1)),
    _new("convenant-wiedenland", "ontwikkeling", dt.date(2024, 6, 1)),
    _new("dienstverleningsovereenkomst-dommelstroom", "toets", dt.date(2024, 6, 1)),
    _new("samenwerkingsagenda-venenvecht", "ontwikkeling", dt.date(2024, 6, 1)),
    _new("raadsvoorstel-tjongerdal", "ontwikkeling", dt.date(2024, 6, 1)),
    _new("raadsbrief-hanzeveluwe", "toets", dt.date(2024, 6, 1)),
    _new("convenant-middelzee", "toets", dt.date(2024, 6, 1)),
    _new("samenwerkingskader-rijnveen", "toets", dt.date(2024, 6, 1)),
    _new("raadsbrief-horst", "toets", dt.date(2024, 6, 1)),
    _new("centrumregeling-berkelstreek", "toets", dt.date(2024, 6, 1)),
    _new("afsprakenkader-zaanwaterland", "toets", dt.date(2024, 6, 1)),
    _new("raadsvoorstel-beemdstreek", "ontwikkeling", dt.date(2024, 6, 1)),
    _new("raadsvoorstel-merwezoom", "ontwikkeling", dt.date(2023, 6, 1)),
    _new("raadsbrief-ravenbeek", "ontwikkeling", dt.date(2022, 10, 4)),
    _new("governancenotitie-oeverlanden", "ontwikkeling", dt.date(2020, 9, 1)),
    _new("samenwerkingsovereenkomst-vlietpolder", "ontwikkeling", dt.date(2024, 6, 1)),
    _new("gemeenschappelijke-regeling-kromland", "toets", dt.date(2021, 6, 1)),
    _new("convenant-heidestede", "toets", dt.date(2018, 6, 27)),
    _new("raadsvoorstel-aalstrand", "ontwikkeling", dt.date(2021, 6, 1)),
    _new("raadsbrief-westerveen", "ontwikkeling", dt.date(2024, 10, 8)),
    _new("samenwerkingskader-bovenmaat", "ontwikkeling", dt.date(2023, 9, 1)),
    _new("governancenotitie-duinkerland", "ontwikkeling", dt.date(2017, 9, 1)),
    _new("dienstverleningsovereenkomst-lindemark", "toets", dt.date(2019, 6, 1)),
    _new("convenant-rozenveld", "toets", dt.date(2022, 6, 1)),
    _new("raadsvoorstel-stroomkant", "ontwikkeling", dt.date(2020, 6, 1)),
    _new("raadsbrief-noordersluis", "ontwikkeling", dt.date(2019, 10, 8)),
    _new("gemeenschappelijke-regeling-zandmeren", "ontwikkeling", dt.date(2018, 6, 1)),
    _new("samenwerkingsovereenkomst-eikendaal", "ontwikkeling", dt.date(2021, 3, 25)),
    _new("governancenotitie-valkrijk", "toets", dt.date(2022, 6, 1)),
    _new("convenant-schelpenkust", "toets", dt.date(2024, 6, 1)),
    _new("convenant-lichtenberg", "ontwikkeling", dt.date(2020, 6, 1)),
    _new("raadsbrief-veldhuizen", "ontwikkeling", dt.date(2021, 9, 28)),
    _new("governancenotitie-riviersingel", "ontwikkeling", dt.date(2018, 5, 17)),
    _new("samenwerkingsovereenkomst-tweestromen", "ontwikkeling", dt.date(2019, 6, 1)),
    _new("raadsvoorstel-molenwaard", "toets", dt.date(2024, 6, 1)),
    _new("gemeenschappelijke-regeling-hoogveen", "toets", dt.date(2023, 6, 1)),
    _new("samenwerkingsovereenkomst-grensmark", "ontwikkeling", dt.date(2021, 6, 1)),
    _new("raadsinformatiebrief-kempenrand", "ontwikkeling", dt.date(2023, 10, 31)),
    _new("governancenotitie-waddenboog", "ontwikkeling", dt.date(2020, 6, 1)),
    _new("gemeenschappelijke-regeling-heuvelkwartier", "ontwikkeling", dt.date(2018, 6, 1)),
    _new("raadsvoorstel-hollandermeer", "toets", dt.date(2022, 6, 1)),
    _new("convenant-stadspolders", "toets", dt.date(2019, 6, 1)),
    _new("samenwerkingsafspraken-kleiland", "ontwikkeling", dt.date(2022, 6, 1)),
    _new("raadsbrief-loosterdal", "ontwikkeling", dt.date(2024, 10, 8)),
    _new("governancenotitie-bergerveld", "ontwikkeling", dt.date(2019, 6, 1)),
    _new("dienstverleningsovereenkomst-scheldeoord", "ontwikkeling", dt.date(2023, 6, 1)),
    _new("raadsvoorstel-wierdenoord", "toets", dt.date(2021, 6, 1)),
    _new("convenant-oostwoud", "toets", dt.date(2020, 9, 24)),
    _new("samenwerkingskader-duinrijk", "ontwikkeling", dt.date(2022, 9, 1)),
    _new("raadsinformatiebrief-brunsweerd", "ontwikkeling", dt.date(2022, 6, 1)),
    _new("raadsvoorstel-hazerveen", "ontwikkeling", dt.date(2020, 6, 1)),
    _new("gemeenschappelijke-regeling-veldermeer", "ontwikkeling", dt.date(2021, 5, 1)),
    _new("governancenotitie-rietlanden", "toets", dt.date(2023, 6, 1)),
    _new("convenant-lauwerstreek", "toets", dt.date(2024, 6, 1)),
)


#: The answers of the inventory; annotated is a sample of eleven regions.
INVENTORY = _project("regioprofielen-2013", "antwoorden", dt.date(2013, 6, 20))


def extracted(case: Case) -> Reading:
    """Return what the program reads in a document by itself; of an inventory, in its answers."""
    source = SourceText.from_file(case.text, case.name)
    if is_on_template(source):
        load = read(source, case.day, case.day)
        names = Names(load)
        answers = [(names.of(region), spans) for region, spans in answers_of(load)]
        whole = Reading()
        for region in read_answers(source, answers, case.day, kept=case.kept):
            whole.proposals += region.proposals
            whole.mentions += region.mentions
        return whole
    return read_claims(source, case.day, kept=case.kept)


def curated(case: Case) -> list[Proposal]:
    """Return what the graph holds of a document of the project: extraction plus curation."""
    _, _, load = read_document(case.name)
    names = Names(load)
    # A province is named by the register, not by the document: without its name it would be known by its code.
    codes = {names.of(iri): name for name, iri in provinces().items()}

    def named(thing: Iri | Ref | Value) -> str:
        name = _UNSCOPED.sub("", names.of(thing))
        return codes.get(name, name)

    return [
        Proposal(
            named(s.subject),
            s.predicate.rpartition("#")[2],
            named(s.object),
            s.modality,
            " ".join(" ".join(p.quote.split()) for p in s.passages),
            s.passages,
        )
        for s in load.statements
        if s.agent and "/curator/" in s.agent
    ]


def score(case: Case, proposals: list[Proposal], mentions: Sequence[tuple[str, str, str]] = ()) -> Score:
    """Hold claims on one document, and the names recognised in it, against its annotations."""
    entries: list[dict[str, Any]] = yaml.safe_load(case.gold.read_text(encoding="utf-8"))
    found: set[tuple[int, int]] = set()
    result = Score()
    variants = _variants(entries)
    for proposal in proposals:
        hits = [
            (i, j)
            for i, entry in enumerate(entries)
            if _overlap(proposal.sentence, entry["citaat"])
            for j, claim in enumerate(entry["beweringen"] or [])
            if _agrees(proposal, claim, variants)
        ]
        found |= set(([h for h in hits if h not in found] or hits)[:1])
        if hits:
            result.right[proposal.relation] += 1
        else:
            result.wrong.append(proposal)
    for i, entry in enumerate(entries):
        for j, claim in enumerate(entry["beweringen"] or []):
            if claim.get("essentieel"):
                result.essential[claim["relatie"]] += 1
                if (i, j) not in found:
                    result.missed.append((entry["citaat"], claim))
        result.mentions += _mentions(entry, mentions)
    return result


def _mentions(entry: dict[str, Any], mentions: Sequence[tuple[str, str, str]]) -> Counter[str]:
    """Count the names of one annotated sentence: recognised by the program, annotated, and both."""
    here = [name for sentence, name, _ in mentions if _overlap(sentence, entry["citaat"])]
    noted = [str(m["tekst"]) for m in entry.get("vermeldingen") or [] if str(m["tekst"]).casefold() not in _WORDLESS]
    return Counter(
        gevonden=len(here) if noted else 0,
        juist=sum(1 for name in here if any(_same(name, n) for n in noted)),
        geannoteerd=len(noted) if here or mentions else 0,
        herkend=sum(1 for n in noted if any(_same(name, n) for name in here)),
    )


def _overlap(left: str, right: str) -> bool:
    a, b = (re.sub(r"\W+", " ", t).strip().casefold() for t in (left, right))
    return bool(a) and bool(b) and (a in b or b in a)


def _variants(entries: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Return as what else the annotated names stand in the text, as the annotator noted with each mention."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        for mention in entry.get("vermeldingen") or []:
            written, name = str(mention["tekst"]), str(mention["naam"])
            if len(written) > 2 and written.casefold() not in _WORDLESS:
                found.setdefault(name.casefold(), set()).add(written)
    return found


def _agrees(proposal: Proposal, claim: dict[str, Any], variants: dict[str, set[str]]) -> bool:
    also = claim.get("ook_goed") or {}

    def values(key: str) -> list[str]:
        members = (claim.get("leden") or []) if key in {"onderwerp", "object"} else []
        named = [str(v) for v in (claim.get(key), *(also.get(key) or []), *members) if v]
        return named + [w for v in named for w in variants.get(v.casefold(), ())]

    if proposal.relation not in values("relatie") or proposal.modality not in values("modaliteit"):
        return False
    left, right = (
        {n for n in (named, printed) if n}
        for named, printed in zip((proposal.subject, proposal.object), proposal.printed, strict=True)
    )

    def is_end(names: set[str], key: str) -> bool:
        return any(_same(name, value) for name in names for value in values(key))

    straight = is_end(left, "onderwerp") and is_end(right, "object")
    turned = is_end(right, "onderwerp") and is_end(left, "object")
    return straight or (proposal.relation in _MUTUAL and turned)


def _same(left: str, right: str) -> bool:
    left, right = (re.sub(r"\bB ?(?:&|en) ?W\b", "burgemeester en wethouders", t) for t in (left, right))
    a, b = ({w for w in re.findall(r"\w+", t.casefold()) if w not in _EMPTY} for t in (left, right))
    if not a or not b:
        return False
    if a <= b or b <= a or len(a & b) / len(a | b) >= 0.5:
        return True
    return difflib.SequenceMatcher(None, " ".join(sorted(a)), " ".join(sorted(b))).ratio() > 0.8


def measure() -> dict[str, Any]:
    """Return every figure: extraction alone per document, part and relation; with curation; between two readers."""
    totals = {part: Score() for part in ("ontwikkeling", "toets", "antwoorden")}
    documents = []
    for case in (*CASES, INVENTORY):
        reading = extracted(case)
        annotated = _in_sample(case, reading.proposals) if case is INVENTORY else reading.proposals
        found = score(case, annotated, reading.mentions)
        totals[case.part].add(found)
        documents.append({"document": case.name, "deel": case.part, **found.figures(), **_named(found)})
    parts = ("ontwikkeling", "toets")
    relations = sorted({r for t in totals.values() for r in (*t.right, *t.essential, *(p.relation for p in t.wrong))})
    return {
        "documenten": documents,
        "delen": [{"deel": part, **total.figures(), **_named(total)} for part, total in totals.items()],
        "relaties": [
            {"relatie": r, **{f"{part}_{k}": v for part in parts for k, v in totals[part].figures(r).items()}}
            for r in relations
        ],
        "curatie": [{"document": c.name, **with_curation(c).figures()} for c in _curated_cases()],
        "lezers": _agreement().figures(),
    }


def _named(found: Score) -> dict[str, float]:
    counted = found.mentions
    return {
        "vermeldingen_precisie": round(counted["juist"] / max(1, counted["gevonden"]), 3),
        "vermeldingen_volledigheid": round(counted["herkend"] / max(1, counted["geannoteerd"]), 3),
    }


def _curated_cases() -> list[Case]:
    return [*(c for c in CASES if (_DOCUMENTS / c.name).is_dir()), INVENTORY]


def with_curation(case: Case) -> Score:
    """Hold what the graph says of a document against its annotations, in the sentences that both read."""
    return score(case, _in_sample(case, curated(case)))


def _in_sample(case: Case, proposals: list[Proposal]) -> list[Proposal]:
    """Return the claims from sentences that were annotated: what was not read says nothing."""
    quotes = [entry["citaat"] for entry in yaml.safe_load(case.gold.read_text(encoding="utf-8"))]
    return [p for p in proposals if any(_overlap(p.sentence, quote) for quote in quotes)]


def _agreement() -> Score:
    """Hold one reader's annotation of a document against another's, who had not seen it: the ceiling."""
    case = CASES[0]
    entries = yaml.safe_load((_GOLD / "proza-tweede" / f"{case.name}.yaml").read_text(encoding="utf-8"))
    claims = [
        Proposal(
            str(c["onderwerp"]), c["relatie"], str(c.get("object", c.get("waarde"))), c["modaliteit"], e["citaat"], ()
        )
        for e in entries
        for c in e["beweringen"] or []
    ]
    return score(case, claims)


def main() -> None:
    """Print the figures, and store them with ``--schrijf``; ``-v`` lists misses and false claims to develop on."""
    found = measure()
    for title, rows in found.items():
        if isinstance(rows, list):
            print(f"\n## {title}\n")
            _print_table(rows)
    print("\n## twee lezers van hetzelfde document\n")
    _print_table([found["lezers"]])
    if "--schrijf" in sys.argv:
        REPORT.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if "-v" in sys.argv:
        for case in CASES:
            # What the part to test on holds stays unseen by whoever makes the rules.
            if case.part == "ontwikkeling":
                _print_lists(case.name, score(case, extracted(case).proposals))
        for case in _curated_cases():
            _print_lists(f"{case.name}, met curatie", with_curation(case))


def _print_table(rows: list[dict[str, Any]]) -> None:
    print("| " + " | ".join(rows[0]) + " |\n|" + "---|" * len(rows[0]))
    for row in rows:
        print("| " + " | ".join(str(v) for v in row.values()) + " |")


def _print_lists(name: str, found: Score) -> None:
    print(f"\n### {name}\n")
    for p in found.wrong:
        print(f"onjuist: {p.subject} | {p.relation} | {p.object} | {p.modality}\n    {p.sentence[:200]}")
    for sentence, claim in found.missed:
        print(f"gemist: {claim['onderwerp']} | {claim['relatie']} | {claim.get('object')} | {claim['modaliteit']}")
        print(f"    {sentence[:200]}")


if __name__ == "__main__":
    main()
