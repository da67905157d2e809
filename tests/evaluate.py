"""How well prose is read: proposals held against annotations by readers who had not seen the rules.

Run as ``make evaluate``. A proposal counts as right when relation, direction, modality and both ends agree with an
annotated claim of the same sentence; ends agree when their words do, articles aside, or when one names the other in
full. Recall counts the claims that a reader called essential.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from loaders.output import Names
from loaders.proposals import Proposal, propose
from loaders.reading import read_document
from loaders.text import SourceText

HERE = Path(__file__).parent
_DOCUMENTS = HERE.parent / "documents"
_GOLD = HERE / "gold"
_EMPTY = {"de", "het", "een", "van", "en", "voor", "in", "alle", "onze", "der", "onder", "andere"}
_WORDLESS = {"wij", "zij", "deze", "hij", "die", "hun", "hen", "het", "dit", "dat", "haar", "ons", "zich", "elkaar"}
#: The region that a label is given to tell things of one name apart.
_UNSCOPED = re.compile(r" \([^()]*\)$")
_MUTUAL = {"werktSamenMet", "overlegtMet"}


@dataclass(frozen=True, slots=True)
class Case:
    """A document with its annotations."""

    name: str
    part: str
    """ontwikkeling: the rules were made with it in view; toets: they were not."""
    text: Path
    gold: Path
    day: dt.date


@dataclass(slots=True)
class Score:
    """What came of one document."""

    right: int = 0
    wrong: list[Proposal] = field(default_factory=list)
    essential: int = 0
    missed: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the proposals that are right."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """Share of the essential claims that were proposed."""
        return 1 - len(self.missed) / max(1, self.essential)


def _project(slug: str, part: str, day: dt.date) -> Case:
    return Case(slug, part, _DOCUMENTS / slug / "tekst.txt", _GOLD / "proza" / f"{slug}.yaml", day)


def _new(slug: str, part: str, day: dt.date) -> Case:
    return Case(slug, part, _GOLD / "nieuw" / slug / "tekst.txt", _GOLD / "nieuw" / slug / "gold.yaml", day)


CASES = (
    _project("samenwerkingskader-groningen", "ontwikkeling", dt.date(2023, 6, 1)),
    _project("raadsvoorstel-regiovisie-groningen", "ontwikkeling", dt.date(2021, 11, 23)),
    _new("convenant-kempenrand", "ontwikkeling", dt.date(2019, 3, 14)),
    _project("samenwerkingsagenda-twente", "toets", dt.date(2022, 12, 1)),
    _project("raadsbrief-westerkwartier", "toets", dt.date(2023, 7, 1)),
    _new("raadsvoorstel-venray", "toets", dt.date(2022, 6, 1)),
)


def proposed(case: Case) -> list[Proposal]:
    """Return what a program proposes for a document."""
    return propose(SourceText.from_file(case.text, case.name), case.day)


def curated(case: Case) -> list[Proposal]:
    """Return what the curation of a document of the project states."""
    _, _, load = read_document(case.name)
    names = Names(load)
    return [
        Proposal(
            _UNSCOPED.sub("", names.of(s.subject)),
            s.predicate.rpartition("#")[2],
            _UNSCOPED.sub("", names.of(s.object)),
            s.modality,
            " ".join(" ".join(p.quote.split()) for p in s.passages),
            s.passages,
        )
        for s in load.statements
        if s.agent and "/curator/" in s.agent
    ]


def score(case: Case, proposals: list[Proposal]) -> Score:
    """Hold claims on one document against its annotations."""
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
            result.right += 1
        else:
            result.wrong.append(proposal)
    for i, entry in enumerate(entries):
        for j, claim in enumerate(entry["beweringen"] or []):
            if claim.get("essentieel"):
                result.essential += 1
                if (i, j) not in found:
                    result.missed.append((entry["citaat"], claim))
    return result


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
    a, b = ({w for w in re.findall(r"\w+", t.casefold()) if w not in _EMPTY} for t in (left, right))
    if not a or not b:
        return False
    if a <= b or b <= a or len(a & b) / len(a | b) >= 0.5:
        return True
    return difflib.SequenceMatcher(None, " ".join(sorted(a)), " ".join(sorted(b))).ratio() > 0.8


def main() -> None:
    """Print precision and recall, and with ``-v`` every miss and false claim; with ``--curatie`` of the curation."""
    if "--curatie" in sys.argv:
        _curation()
        return
    print("| document | deel | voorstellen | precisie | essentieel | volledigheid |\n|---|---|---|---|---|---|")
    for part in ("ontwikkeling", "toets"):
        total = Score()
        for case in (c for c in CASES if c.part == part):
            found = score(case, proposed(case))
            _row(case.name, part, found)
            total.right += found.right
            total.wrong += found.wrong
            total.essential += found.essential
            total.missed += found.missed
        _row("**samen**", part, total)
        if "-v" in sys.argv:
            for proposal in total.wrong:
                print(
                    f"onjuist: {proposal.subject} | {proposal.relation} | {proposal.object} | {proposal.sentence[:120]}"
                )
            for sentence, claim in total.missed:
                print(f"gemist: {claim['onderwerp']} | {claim['relatie']} | {claim['object']} | {sentence[:120]}")


def _curation() -> None:
    """Print how far the curation and an independent reading agree; neither is the truth."""
    print(
        "| document | curatie | beweringen uit zinnen die beiden lazen | ook bij de lezer "
        "| essentieel | ook in de curatie |"
    )
    print("|---|---|---|---|---|---|")
    inventory = _project("regioprofielen-2013", "curatie", dt.date(2013, 6, 20))
    for case in (*(c for c in CASES if (_DOCUMENTS / c.name).is_dir()), inventory):
        read = [entry["citaat"] for entry in yaml.safe_load(case.gold.read_text(encoding="utf-8"))]
        # The second reader took a sample of the inventory: what it did not read says nothing.
        found = score(case, [p for p in curated(case) if any(_overlap(p.sentence, quote) for quote in read)])
        _row(case.name, "curatie", found)
        if "-v" in sys.argv:
            for proposal in found.wrong:
                print(f"alleen curatie: {proposal.subject} | {proposal.relation} | {proposal.object}")
                print(f"    {proposal.modality}: {proposal.sentence[:150]}")
            for sentence, claim in found.missed:
                print(f"alleen lezer: {claim['onderwerp']} | {claim['relatie']} | {claim['object']}")
                print(f"    {claim['modaliteit']}: {sentence[:150]}")


def _row(name: str, part: str, found: Score) -> None:
    count = found.right + len(found.wrong)
    print(f"| {name} | {part} | {count} | {found.precision:.2f} | {found.essential} | {found.recall:.2f} |")


if __name__ == "__main__":
    main()
