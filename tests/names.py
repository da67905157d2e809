"""Whether the names in a drawing can be read: what is written on its canvas, and how much of it lies on top of another.

Measured on the canvas itself, from outside: what a script says that it wrote is no witness.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

__all__ = ["VIEWS", "Written", "watch", "written"]

VIEWS = {
    "een gremium, 1 stap": "netwerk?start=gremium/regiegroep-groningen",
    "een gremium, 2 stappen": "netwerk?start=gremium/regiegroep-groningen&stap=2",
    "een regio": "netwerk?start=groningen",
    "een document": "netwerk?wat=document&document=samenwerkingskader-groningen",
    "veel lijnen tussen twee dingen": "netwerk?start=actorgroep/maatschappelijke-partners-groningen",
}
"""Real drawings, from sparse to crowded."""
_LEAST = 7.0
"""Letters smaller than this, in pixels on the screen, are a stain and not a name."""

#: Notes each line of text that is written on a canvas, in pixels of the screen, anew for each time it is wiped.
_SPY = """
(() => {
  const lines = (globalThis.geschreven = []);
  const pen = CanvasRenderingContext2D.prototype;
  const [write, wipe] = [pen.fillText, pen.clearRect];
  const isDrawing = (pen) => Boolean(pen.canvas.closest?.(".vis-network")); // tables are drawn on a canvas too
  pen.clearRect = function (...box) { if (isDrawing(this)) lines.length = 0; return wipe.apply(this, box); };
  pen.fillText = function (text, x, y) {
    if (!isDrawing(this)) return write.call(this, text, x, y);
    const at = this.getTransform(), ratio = devicePixelRatio;
    const size = parseFloat(this.font.match(/([\\d.]+)px/)[1]) * at.a / ratio;
    const width = this.measureText(text).width * at.a / ratio;
    const left = (at.a * x + at.e) / ratio - (this.textAlign === "center" ? width / 2 : 0);
    const middle = (at.d * y + at.f) / ratio;
    lines.push({ text, left, width, middle, size });
    return write.call(this, text, x, y);
  };
})();
"""


@dataclass(frozen=True, slots=True)
class Written:
    """The lines of text in a drawing."""

    lines: int
    """How many there are."""
    covered: int
    """How many of those lie over another, or another over them."""
    tiny: int
    """How many are too small to be read."""


def watch(page: Any) -> None:
    """Note from now on what is written on a canvas of a page that has not been opened yet."""
    page.add_init_script(_SPY)


def written(page: Any) -> Written:
    """Return what stands on the canvas that was drawn last."""
    lines = [line for line in page.evaluate("globalThis.geschreven") if line["text"].strip()]
    covered: set[int] = set()
    for (i, a), (j, b) in combinations(enumerate(lines), 2):
        # Of a letter's height two thirds are ink; a tenth of touching is no covering.
        high = 0.9 * (a["size"] + b["size"]) / 3
        beside = min(a["left"] + a["width"], b["left"] + b["width"]) - max(a["left"], b["left"])
        if beside > 1 and abs(a["middle"] - b["middle"]) < high:
            covered |= {i, j}
    return Written(len(lines), len(covered), sum(line["size"] < _LEAST for line in lines))
