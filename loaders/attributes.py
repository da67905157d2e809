"""Attributes: what a participle before a noun states of it: "de door het college vastgestelde begroting"."""

from __future__ import annotations

from collections.abc import Iterator

from graph.dates import months
from loaders.claims import Claim, Manner
from loaders.clauses import Clause
from loaders.groups import Group, Member, find_groups, is_actor
from loaders.pairing import pair
from loaders.phrases import Phrase, find_phrases
from loaders.scene import Scene


def read_attributes(scene: Scene, clause: Clause) -> Iterator[Claim]:
    """Yield who did, or is to do, what the participle before a noun says: a name behind "door" tells."""
    for phrase in scene.sentence.phrases:
        participle = _participle(scene, phrase)
        if phrase.head not in clause.words or participle is None:
            continue
        agent = _agent(scene, phrase, participle)
        frames = scene.lexicon.frames.get(_lemma(scene, participle), ())
        # "de verleende toestemming": where the noun makes the verb mean something of its own, it is another claim.
        own = any(scene.written(phrase.head) & set(f.required) for f in frames)
        frame = next((f for f in frames if f.transitive and not f.required and not own), None)
        if agent is None or frame is None or not is_actor(scene.kind(agent)):
            continue
        target = Group([Member(phrase, phrase.last, [])], "")
        yield from pair(scene, frame.relation, agent, target, Manner("feitelijk"))


def _participle(scene: Scene, phrase: Phrase) -> int | None:
    """Return the participle, or the infinitive with "te", that ends what stands before the noun of a phrase."""
    verbs = [i for i in range(max(0, phrase.first - 1), phrase.head) if scene.tokens[i].pos == "WW"]
    return verbs[-1] if verbs else None


def _lemma(scene: Scene, participle: int) -> str:
    """Return the lemma of a participle, with the prefix that stands apart in "op te stellen"."""
    whole = scene.prefixed(participle)
    return whole if whole in scene.lexicon.frames else scene.tokens[participle].lemma


def _agent(scene: Scene, phrase: Phrase, participle: int) -> Group | None:
    """Return whom "door" names right before a participle; None where other words stand between."""
    begin = next((i for i in range(max(0, phrase.first - 8), participle) if scene.word(i) == "door"), None)
    if begin is None:
        return None
    tokens = scene.tokens[:participle]
    phrases = [p for p in find_phrases(tokens, scene.lexicon, scene.discourse.names) if p.first > begin]
    groups = find_groups(tokens, phrases, frozenset(range(begin, participle)), frozenset({"door"}))
    first = groups[0] if groups else None
    if first is None or first.preposition != "door" or first.first != begin + 1:
        return None
    return first if set(range(first.last + 1, participle)) <= _between(scene, first.last + 1, participle) else None


def _between(scene: Scene, first: int, participle: int) -> set[int]:
    """Return the words between who did it and the participle that say no more than when or how."""
    between = range(first, participle)
    return {i for i in between if scene.tokens[i].pos in {"BW", "ADJ", "TW", "VZ"} or scene.lemma(i) in months()}
