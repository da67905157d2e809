"""Where the names of a picture stand: none over another name or a node, and left out where there is no such place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.network.looks import Item
from graph.network.model import Position

_WIDE = 0.56
"""Width of a letter, as part of its height: of an ordinary sans-serif, on the safe side."""
LINE = 1.15
"""Height of a line of text, as part of that of its letters."""
_ROOM = 3.0
"""Units kept free around a name."""
_CELL = 120.0
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
"""Parts of a line at which its name may stand, the best first."""


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a name or node takes, in the units of the picture."""

    left: float
    top: float
    width: float
    height: float
    owner: str
    size: int = 0
    """Height of the letters; 0 for a node."""

    @property
    def middle(self) -> Position:
        """Where the name is centred."""
        return self.left + self.width / 2, self.top + self.height / 2

    def touches(self, other: Box) -> bool:
        """Whether two boxes cover a place in common."""
        beside = self.left < other.left + other.width and other.left < self.left + self.width
        return beside and self.top < other.top + other.height and other.top < self.top + self.height


class _Boxes:
    """Boxes in a grid, so that a new one is held against those near it only."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def _near(self, box: Box) -> Iterator[tuple[int, int]]:
        for column in range(int(box.left // _CELL), int((box.left + box.width) // _CELL) + 1):
            for row in range(int(box.top // _CELL), int((box.top + box.height) // _CELL) + 1):
                yield column, row

    def add(self, box: Box) -> None:
        for key in self._near(box):
            self._found[key].append(box)

    def is_free(self, box: Box) -> bool:
        return not any(
            box.touches(other) for key in self._near(box) for other in self._found[key] if other.owner != box.owner
        )


def place_names(nodes: Sequence[Item], edges: Sequence[Item]) -> dict[str, Box]:
    """Return where each name stands that finds room, by the id of its node or edge.

    Starts come first, then the best connected things, then the lines that most is behind.
    """
    by_id = {str(node["id"]): node for node in nodes}
    degree: dict[str, int] = defaultdict(int)
    for edge in edges:
        degree[edge["from"]] += 1
        degree[edge["to"]] += 1
    boxes, placed = _Boxes(), {}
    for node in nodes:
        x, y, size = node["x"], node["y"], float(node["size"])
        boxes.add(Box(x - size, y - size, 2 * size, 2 * size, str(node["id"])))
    things = sorted(nodes, key=lambda n: (-int(n["font"]["size"] > 14), -degree[n["id"]], str(n["id"])))
    lines = sorted(edges, key=lambda e: (-float(e["width"]), str(e["id"])))
    spots = [(str(n["id"]), _beside(n)) for n in things if n["label"]]
    spots += [(str(e["id"]), _along(e, by_id[e["from"]], by_id[e["to"]])) for e in lines if e["label"]]
    for owner, wanted in spots:
        box = next((spot for spot in wanted if boxes.is_free(spot)), None)
        if box is not None:
            boxes.add(box)
            placed[owner] = box
    return placed


def bend(edge: Item, begin: Item, end: Item) -> Position:
    """Return the middle of the curve of an edge, which lies beside the line as far as the picture bends it."""
    (x1, y1), (x2, y2) = (begin["x"], begin["y"]), (end["x"], end["y"])
    if begin is end:
        return x1, y1 - 50
    round_ = edge["smooth"]["roundness"] if edge["smooth"] else 0.0
    return (x1 + x2) / 2 + round_ * (y2 - y1) * 0.8, (y1 + y2) / 2 - round_ * (x2 - x1) * 0.8


def _box(label: str, x: float, y: float, size: int, owner: str) -> Box:
    lines = [line for line in label.split("\n") if line]
    width = max(len(line) for line in lines) * size * _WIDE + 2 * _ROOM
    height = len(lines) * size * LINE + _ROOM
    return Box(x - width / 2, y - height / 2, width, height, owner, size)


def _beside(node: Item) -> Iterator[Box]:
    x, y, half, size = node["x"], node["y"], float(node["size"]), int(node["font"]["size"])
    first = _box(node["label"], x, y, size, str(node["id"]))
    below, aside = half + first.height / 2, half + first.width / 2
    for dx, dy in ((0.0, below), (0.0, -below), (aside, 0.0), (-aside, 0.0)):
        yield _box(node["label"], x + dx, y + dy, size, str(node["id"]))


def _along(edge: Item, begin: Item, end: Item) -> Iterator[Box]:
    middle = bend(edge, begin, end)
    for part in _ALONG if begin is not end else (0.5,):
        a, b, c = (1 - part) ** 2, 2 * part * (1 - part), part**2
        x = a * begin["x"] + b * middle[0] + c * end["x"]
        y = a * begin["y"] + b * middle[1] + c * end["y"]
        yield _box(edge["label"], x, y, 11, str(edge["id"]))
