"""The table of tasks in a regional profile: rows, raw cells, and what the cells mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.template import Match, Phrase, Template, match_words, question_at
from loaders.text import Line, Reading, SourceText, Span

_LOOKAHEAD = 14
"""Lines within which another task of the template must follow for a gap to be inside the table."""
_ROW_NAME = re.compile(
    r"^(?P<name>[^\W\d_][\w\s()/.-]{2,50}?)\s+"
    r"(?P<rest>\(?\s*(?:boven|sub)?\s*\)?\s*(?:lokaal|regionaal|landelijk)\b.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell of the table says."""

    raw: str
    """As printed, wraps joined; empty when the cell is."""
    values: tuple[str, ...]
    """Keys in the code list."""
    possible: tuple[str, ...] = ()
    """Levels that the cell names only as a possibility."""
    repeated: bool = False
    """Whether the cell says "idem" and takes the values of the cell above."""
    deviates: bool = False
    """Whether the form is not the template's own."""


@dataclass(slots=True)
class Row:
    """One task of the table."""

    task: str
    name_spans: list[Span] = field(default_factory=list)
    value_spans: list[Span] = field(default_factory=list)
    levels: Cell = field(default_factory=lambda: Cell("", ()))
    status: Cell = field(default_factory=lambda: Cell("", ()))


@dataclass(slots=True)
class Table:
    """The table as read, and where it ends."""

    header: list[Span] = field(default_factory=list)
    header_notes: list[Span] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    unknown_rows: list[Span] = field(default_factory=list)
    end: int = 0
    """Index of the first line behind the table."""


def read_table(source: SourceText, lines: Sequence[Line], start: int, template: Template) -> Table:
    """Read the table that begins at a line; rows may stand in any order and be torn by page breaks."""
    table = Table()
    index = _read_header(table, lines, start, template)
    unused = {task.key for task in template.tasks}
    pending: tuple[str, ...] = ()
    gap = False
    while index < len(lines):
        line = lines[index]
        if line.is_furniture or line.is_blank:
            gap = gap or line.is_blank
            index += 1
            continue
        row = table.rows[-1] if table.rows else None
        if row is not None and pending:
            match = match_words(pending, line.text)
            if match.words == len(pending) or (match.words and match.whole_line):
                pending = pending[match.words :]
                _take(row, line, match)
                index, gap = index + 1, False
                continue
            pending = ()
        found = _task_at(lines, index, template, unused)
        if found is not None:
            task, match = found
            unused.discard(task.key)
            row = Row(task.key)
            table.rows.append(row)
            _take(row, line, match)
            pending = task.words[match.words :]
        elif row is None or _ends(source, lines, index, row, template, unused, gap=gap):
            break
        elif _is_unknown_row(source, row, line, template):
            table.unknown_rows.append(line.span())
        else:
            row.value_spans.append(line.span())
        index, gap = index + 1, False
    table.end = index
    _read_cells(source, table, template)
    return table


def begins_table(lines: Sequence[Line], index: int, template: Template) -> bool:
    """Whether the header of the table begins at a line; its cells may stand on lines of their own."""
    if template.matches("tabelkop", lines[index].text):
        return True
    match = match_words(template.header_words, lines[index].text)
    if not match.words or not match.whole_line:
        return False
    return _continued(lines, index + 1, template.header_words[match.words :]) >= 3


def _read_header(table: Table, lines: Sequence[Line], start: int, template: Template) -> int:
    pending = template.header_words
    index = start
    everything = {task.key for task in template.tasks}
    while index < len(lines):
        line = lines[index]
        if not line.is_blank and not line.is_furniture:
            match = match_words(pending, line.text)
            if match.words and match.whole_line:
                table.header.append(line.span())
                pending = pending[match.words :]
            elif _task_at(lines, index, template, everything) is not None or index - start > _LOOKAHEAD:
                break
            else:
                table.header_notes.append(line.span())
        index += 1
    return index


def _task_at(lines: Sequence[Line], index: int, template: Template, unused: set[str]) -> tuple[Phrase, Match] | None:
    """Return the task whose name begins at a line, and how much of it this line holds."""
    best: tuple[int, Phrase, Match] | None = None
    for task in template.tasks:
        if task.key not in unused:
            continue
        match = match_words(task.words, lines[index].text)
        if not match.words or lines[index].text[: match.end].rstrip().endswith(":"):
            continue
        total = match.words
        if match.words < len(task.words):
            rest = lines[index].text[match.end :].strip()
            if rest and (match.words < 3 or not any(f.pattern.search(rest) for f in template.levels)):
                continue
            total += _continued(lines, index + 1, task.words[match.words :])
            if total < len(task.words):
                continue
        if best is None or total > best[0]:
            best = (total, task, match)
    return (best[1], best[2]) if best is not None else None


def _continued(lines: Sequence[Line], index: int, pending: tuple[str, ...]) -> int:
    taken = 0
    while index < len(lines) and taken < len(pending):
        line = lines[index]
        index += 1
        if line.is_blank or line.is_furniture:
            continue
        match = match_words(pending[taken:], line.text)
        if not match.words or not (match.whole_line or taken + match.words == len(pending)):
            return taken
        taken += match.words
    return taken


def _take(row: Row, line: Line, match: Match) -> None:
    row.name_spans.append(line.span(0, match.end))
    rest = line.span(match.end)
    if rest.end > rest.begin:
        row.value_spans.append(rest)


def _ends(  # noqa: PLR0913  (the state of one loop, named)
    source: SourceText,
    lines: Sequence[Line],
    index: int,
    row: Row,
    template: Template,
    unused: set[str],
    *,
    gap: bool,
) -> bool:
    text = lines[index].text
    if template.matches("tabelnoot", text) or any(template.matches(f"onderdeel_{p}", text) for p in _PARTS):
        return True
    if question_at(template, text):
        return True
    if not gap:
        return False
    ahead = range(index, min(index + _LOOKAHEAD, len(lines)))
    if any(_task_at(lines, i, template, unused) is not None for i in ahead if not lines[i].is_blank):
        return False
    said = source.read(row.value_spans).text
    stripped = text.strip()
    continues = stripped[:1].islower() or stripped.startswith("(") or said.count("(") > said.count(")")
    return _find_status(said, template) is not None and not continues


_PARTS = ("inhoud", "governance")


def _is_unknown_row(source: SourceText, row: Row, line: Line, template: Template) -> bool:
    said = source.read(row.value_spans).text
    found = _ROW_NAME.match(line.text.strip())
    if found is None or _find_status(said, template) is None or _find_status(found["rest"], template) is None:
        return False
    patterns = [*(f.pattern for f in template.levels), *(f.pattern for f in template.statuses)]
    return not any(pattern.search(found["name"]) for pattern in patterns)


def _read_cells(source: SourceText, table: Table, template: Template) -> None:
    above: Row | None = None
    for row in table.rows:
        reading = source.read(row.value_spans)
        raw_level, raw_status = split_cells(reading, source, row.value_spans, template)
        row.levels = read_level(raw_level, template, above.levels if above is not None else None)
        row.status = read_status(raw_status, template, above.status if above is not None else None)
        above = row


def _find_status(text: str, template: Template) -> re.Match[str] | None:
    """Return where the status cell begins: the first status form outside brackets, or "idem" after something."""
    depth, outside = 0, []
    for char in text:
        depth = max(0, depth + (char == "(") - (char == ")"))
        outside.append(depth == 0)
    found = [m for status in template.statuses for m in status.pattern.finditer(text) if outside[m.start()]]
    found += list(re.finditer(r"(?<=\S)\s+(idem)\b", text, re.I))
    return min(found, key=lambda m: (m.start(m.lastindex or 0), -m.end()), default=None)


def split_cells(reading: Reading, source: SourceText, spans: Sequence[Span], template: Template) -> tuple[str, str]:
    """Split the values of a row into level and status.

    The conversion to text lost the border between the columns: the status begins at its first known form; failing
    that, where the printed lines are parted by a blank one; failing that, behind the words for levels.
    """
    text = reading.text
    if not text:
        return "", ""
    found = [(m.start(m.lastindex or 0), m.end()) for m in [_find_status(text, template)] if m is not None]
    if found:
        begin, end = found[0]
        if begin == 0:
            again = _find_status(text[end:], template)
            # "Nog geen opvatting" in both columns: the first one stands under levels.
            if again is not None and re.match(r"\W*$", text[end : end + again.start()]):
                return text[:end].strip(), text[end:].strip()
        return text[:begin].strip(), text[begin:].strip()
    blocks = _blank_separated(source, spans)
    if len(blocks) == 2:
        return blocks[0], blocks[1]
    dash = re.match(r"\s*[-–]\s+(?=\S)", text)
    column = dash.end() if dash is not None else 0
    for form in template.levels:
        for match in form.pattern.finditer(text):
            column = max(column, match.end())
    bracket = re.match(r"\s*\([^)]*\)", text[column:])
    column += bracket.end() if bracket is not None else 0
    return text[:column].strip(), text[column:].strip()


def _blank_separated(source: SourceText, spans: Sequence[Span]) -> list[str]:
    blocks: list[list[Span]] = []
    for span in spans:
        gap = source.text[blocks[-1][-1].end : span.begin].count("\n") if blocks else 2
        if gap > 1:
            blocks.append([span])
        else:
            blocks[-1].append(span)
    return [source.read(b).text for b in blocks]


def read_level(raw: str, template: Template, above: Cell | None) -> Cell:
    """Read the levels that a cell states, and those that it names only as a possibility."""
    if template.matches("zelfde", raw):
        return Cell(raw, above.values if above else (), above.possible if above else (), repeated=True)
    stated: list[str] = []
    possible: list[str] = []
    masked = raw
    for look_alike in template.no_levels:
        masked = look_alike.sub(lambda m: " " * len(m.group()), masked)
    borders = [0, *(m.end() for m in template.patterns["zinsdeel"].finditer(_keep_forms(masked, template)))]
    taken: list[tuple[int, int]] = []
    for form in template.levels:
        for match in form.pattern.finditer(masked):
            if any(match.start() < e and match.end() > b for b, e in taken):
                continue
            taken.append(match.span())
            clause = masked[max(b for b in borders if b <= match.start()) : match.start()]
            (possible if template.matches("mogelijk", clause) else stated).extend(form.levels)
    order = ("lokaal", "subregionaal", "regionaal", "bovenregionaal", "landelijk")
    return Cell(
        raw,
        tuple(k for k in order if k in stated),
        tuple(k for k in order if k in possible and k not in stated),
    )


def _keep_forms(text: str, template: Template) -> str:
    """Blank out the brackets of "(boven)regionaal", which part no clauses."""
    for form in template.levels:
        text = form.pattern.sub(lambda m: "x" * len(m.group()), text)
    return text


def read_status(raw: str, template: Template, above: Cell | None) -> Cell:
    """Read the degree of agreement; no value when the cell fits none."""
    if template.matches("zelfde", raw):
        return Cell(raw, above.values if above else (), repeated=True)
    for form in template.statuses:
        if form.pattern.search(raw):
            values = (form.value,) if form.value is not None else ()
            return Cell(raw, values, deviates=form.deviates or form.value is None)
    return Cell(raw, ())
