"""Costs: who bears a share of what the sentence before names the price of, "brengen daarvan € 350.000 op"."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.claims import Claim
from loaders.clauses import Clause
from loaders.coreference import Referent
from loaders.firmness import judge_modality
from loaders.groups import Group, inner_member, is_actor
from loaders.phrases import OF
from loaders.scene import Scene
from loaders.verbs import find_frames, is_passive

#: How nouns end that name a price, and those that name the money itself.
_PRICES = ("kosten", "begroting", "uitgaven", "budget", "financiering", "bekostiging")
_MONEY = ("budget", "fonds")
_BEARING = "financiert"
#: What stands for a share of it, or for all of it.
_SHARES = {"rest", "resterende", "overige", "derde", "kwart", "driekwart"}
_THEREOF = {"daarvan", "hiervan", "daarvoor", "hiervoor", "daaraan", "hieraan", "ervan", "ervoor"}


def named_costs(scene: Scene) -> Referent | None:
    """Return the only thing that a sentence names the price of: "de kosten van het programmabureau"."""
    found: dict[str, Referent] = {}
    for group in (g for c in scene.sentence.clauses for g in scene.groups(c)):
        for member in group.members:
            lemma = scene.lemma(member.phrase.head)
            inner = next((p for p in member.inner if p.preposition in OF | {"voor"}), None)
            if lemma.endswith(_PRICES) and inner is not None:
                found |= {r.name: r for r in scene.referents(Group([inner_member(member, inner)], ""))}
            elif lemma.endswith(_MONEY) and not member.inner and lemma != "budget":
                found |= {r.name: r for r in scene.referents(Group([member], ""))}
    return next(iter(found.values())) if len(found) == 1 else None


def speaks_of_money(scene: Scene) -> bool:
    """Whether a sentence goes on about money, so that the next can still share in what was named before."""
    return any(t.text in {"€", "euro"} or t.lemma in _SHARES for t in scene.sentence.tokens)


def read_share(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield who pays a part of what was named before.

    Parameters
    ----------
    scene, clause
        The clause, with a verb of paying and "daarvan", "de rest" or the like.
    """
    costs, subject = scene.discourse.costs, scene.subject(clause)
    words = {scene.word(w) for w in clause.words} | {scene.lemma(w) for w in clause.words}
    if costs is None or subject is None or not words & (_THEREOF | _SHARES) or not is_actor(scene.kind(subject)):
        return
    for verb in clause.mains:
        if is_passive(scene, clause, verb) or not any(f.relation == _BEARING for f in find_frames(scene, clause, verb)):
            continue
        modality = judge_modality(scene, clause, verb)
        for payer in scene.referents(subject):
            if is_actor(payer.kind) and payer.name != costs.name and costs.kind in scene.fits[_BEARING].object:
                yield Claim(_BEARING, payer, costs, modality, 1)
        return


def is_share(claim: Claim) -> bool:
    """Whether a claim names no more than a share as what is paid: "de gemeenten dragen de rest"."""
    return claim.relation == _BEARING and claim.object.name.casefold() in {"rest", "overige"}
