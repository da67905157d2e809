"""How far two regions of the inventory are alike: the same levels, the same agreement, the same judgements."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from graph.regions import TASKS, Inventory, Region

QUESTIONS = ("1a", "1b", "1c", "1d")
"""The questions whose answers are judged."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far two regions are alike."""

    first: Region
    second: Region
    levels: tuple[float, int]
    """Sum of the likeness of the levels of each task, and the number of tasks for which both name levels."""
    agreement: tuple[int, int]
    """Number of tasks with the same degree of agreement, and of those for which both name one."""
    judgements: tuple[int, int]
    """Number of questions with the same judgement, and of those that are judged for both."""

    @property
    def compared(self) -> int:
        """Number of points on which both say something."""
        return self.levels[1] + self.agreement[1] + self.judgements[1]

    @property
    def score(self) -> float:
        """Share of those points on which they are alike, 0 to 1; 0 when there is nothing to compare."""
        alike = self.levels[0] + self.agreement[0] + self.judgements[0]
        return alike / self.compared if self.compared else 0.0


def compare(first: Region, second: Region) -> Likeness:
    """Compare two regions point by point; a point on which one of them says nothing does not count.

    A task counts as alike in its levels for the share of the levels named by either that both name, so that
    'lokaal en regionaal' and 'regionaal' are half alike.
    """
    levels, level_points, same, same_points = 0.0, 0, 0, 0
    for task in TASKS:
        one, other = first.allocations.get(task.key), second.allocations.get(task.key)
        if one is None or other is None:
            continue
        if one.levels and other.levels:
            level_points += 1
            levels += len({*one.levels} & {*other.levels}) / len({*one.levels} | {*other.levels})
        if one.agreement and other.agreement:
            same_points += 1
            same += one.agreement == other.agreement
    judged = [
        (judgement(first, question), judgement(second, question))
        for question in QUESTIONS
        if judgement(first, question) and judgement(second, question)
    ]
    return Likeness(
        first, second, (levels, level_points), (same, same_points), (sum(a == b for a, b in judged), len(judged))
    )


def judgement(region: Region, question: str) -> str:
    """Return the judgement of an answer, empty when there is none or it is unknown."""
    answer = region.answers.get(question)
    found = (answer.judgement or "") if answer else ""
    return "" if found == "onbekend" else found


def most_alike(inventory: Inventory, region: Region) -> list[Likeness]:
    """Return every other region with a table of its own, the most alike first."""
    found = [compare(region, other) for other in inventory.profiles if other.iri != region.iri]
    return sorted(found, key=lambda likeness: (-likeness.score, likeness.second.name))


def pairs(inventory: Inventory) -> list[Likeness]:
    """Return every pair of regions, the most alike first."""
    found = [compare(a, b) for a, b in combinations(inventory.profiles, 2)]
    return sorted(found, key=lambda likeness: (-likeness.score, likeness.first.name, likeness.second.name))
