"""Prose documents: sections, headings, paragraphs, list items, fields, footnotes and signatures, with exact offsets.

The texts were converted from PDF: every visual line is a line, and vertical space became empty lines, also inside
paragraphs. What belongs together is told by marks, by how full a line is, and by how a line ends and the next begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graph.dates import months
from graph.vocabulary import mint
from loaders.columns import TableLine, find_tables
from loaders.document import Block, Role, Section, StructuredText
from loaders.naming import SIGNATORY
from loaders.text import Line, SourceText, Span

AGENT = mint("lader", "proza", "1")

CELL = "tabelcel"
"""Kind of a block that is a cell of a table."""
LABEL = "kolomkop"
"""Kind of a block that is the label of a column: of the cells after it that begin where it does."""
_ROMAN = re.compile(r"^\s*(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})[.)]\s+\S")
_BULLET = re.compile(r"^\s*[•▪◦\-–−*�\uf02d\uf0b7]\s+\S")
_NUMBER = re.compile(r"^\s*(?P<n>\d{1,2}(?:\.\d{1,2})*)(?P<dot>[.)]?)\s+(?P<rest>\S.*)$")
_LETTER = re.compile(r"^\s*(?:\(?[a-z][.)])\s+\S")
_FOOTNOTE = re.compile(r"^\s*(?P<n>\d{1,2})\s+[A-Z‘'“].*")
_FIELD = re.compile(r"^\s*[A-Z][\w/.()-]*(?:\s[\w/.()-]+){0,4}(?::\s*|\s{2,})\S")
_LABEL = re.compile(r"^\s*[A-Z][a-z-]+(?: [a-z-]+){0,2}\s?:\s+\S")
_DASHED = re.compile(r"^\s*[A-Z0-9][^.;:]{2,28}\s[-–—]\s+\S")
#: What is said to have been done above the names of who did it: "Aldus vastgesteld".
CONCLUDED = "besloten|vastgesteld|overeengekomen|ondertekend|opgemaakt|getekend"
_SIGNED = re.compile(
    r"^\s*(?:hoogachtend|met vriendelijke groet|namens|getekend|"
    rf"aldus (?:{CONCLUDED}))",
    re.IGNORECASE,
)
#: "Walmen, 17 september 2020": where and when was signed what the lines below it name the parties of.
PLACED = re.compile(
    rf"^\s*(?:Te )?[A-Z][\w' -]{{1,40}},? (?:op )?\d{{1,2}} (?:{'|'.join(months())}) (?:19|20)\d\d[.,]?\s*$"
)
_SIGNING = re.compile(rf"^\s*[A-Z][^,:;]{{2,70}}, {SIGNATORY}")
#: How a line begins on which a party signs.
_PARTIES = ("Gemeente ", "gemeente ", "Stichting ", "Namens ", "namens ", "Voor ", "voor ", "Het college", "De raad")
_SENTENCE_END = (".", "!", "?", ";", ":")


@dataclass(slots=True)
class _Group:
    """Lines that are read as one."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    number: str = ""
    row: TableLine | None = None
    """Of a line of a table."""

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(line.span() for line in self.lines)


def read_prose(source: SourceText) -> StructuredText:
    """Divide a prose document into sections and blocks."""
    groups = _groups(source.lines)
    sections: list[Section] = []
    blocks: list[Block] = []
    for group in groups:
        if group.kind == "kop":
            title = source.read(group.spans).text
            sections.append(Section(title, _level(group), group.lines[0].begin, group.spans))
        elif not sections:
            sections.append(Section("", 1, 0))
        if group.row is not None:
            blocks += _cells(group.lines[0], group.row, len(sections) - 1)
            continue
        role = Role.STRUCTURE if group.kind == "kop" else Role.READ
        blocks.append(Block(group.kind, role, group.spans, len(sections) - 1))
    for line in source.lines:
        if line.is_furniture:
            at = max((i for i, s in enumerate(sections) if s.begin <= line.begin), default=0)
            blocks.append(Block("paginawerk", Role.FURNITURE, (line.span(),), at))
    if sections and sections[0].begin > 0:
        # What precedes the first heading is blank; the first section takes it, so that no character is in none.
        first = sections[0]
        sections[0] = Section(first.title, first.level, 0, first.heading)
    return StructuredText(source, tuple(sections), tuple(blocks))


def _cells(line: Line, row: TableLine, section: int) -> list[Block]:
    """Return the cells of a line of a table; labels and names of rows are structure, what they say is read."""
    kind = LABEL if row.is_head else CELL
    roles = [Role.STRUCTURE if row.is_head or not column else Role.READ for column in range(len(row.cells))]
    return [Block(kind, role, (line.span(*cell),), section) for role, cell in zip(roles, row.cells, strict=True)]


def _level(group: _Group) -> int:
    return 1 + group.number.count(".") if group.number else 1


def _groups(lines: Sequence[Line]) -> list[_Group]:
    filled = [line for line in lines if not line.is_blank and not line.is_furniture]
    width = _width(filled)
    following = {a.number: b for a, b in pairwise(filled)}
    groups: list[_Group] = []
    previous: Line | None = None
    tables = find_tables(filled)
    for line in filled:
        if line.number in tables:
            groups.append(_Group(CELL, [line], row=tables[line.number]))
            previous = None
            continue
        kind, number = _kind(line, previous, following.get(line.number), lines, width, groups)
        if kind is None:
            groups[-1].lines.append(line)
        else:
            groups.append(_Group(kind, [line], number))
        previous = line
    return groups


def _width(lines: Sequence[Line]) -> int:
    lengths = sorted(len(line.text.strip()) for line in lines)
    return lengths[int(len(lengths) * 0.85)] if lengths else 80


def _kind(  # noqa: C901, PLR0913  (one ladder of signs, each returning)
    line: Line,
    previous: Line | None,
    after: Line | None,
    lines: Sequence[Line],
    width: int,
    groups: list[_Group],
) -> tuple[str | None, str]:
    """Return the kind of group that a line begins, or None where it continues the one before."""
    text = line.text.strip()
    gap = _gap(previous, line, lines)
    current = groups[-1].kind if groups else ""
    number = _NUMBER.match(line.text)
    apart = gap > 0 or (previous is not None and not any(c.isalpha() for c in previous.text))
    if current == "ondertekening" and not (apart and len(text) > width * 0.75):
        # The words above the names can run over a line, each name stands by itself.
        opener = previous is not None and _SIGNED.match(previous.text) is not None and not gap
        return (None if opener and not text.startswith(_PARTIES) and _runs_on(previous) else "ondertekening"), ""
    if (_SIGNED.match(text) or (PLACED.match(text) and after and _SIGNING.match(after.text))) and gap:
        return "ondertekening", ""
    if number is not None and (number["dot"] or "." in number["n"]) and number["rest"][:1] not in "0123456789":
        ends_open = not text.endswith((".", ";", ",", ":"))
        short = _breaks_early(line, after, width) or _next_is_item(after)
        # "1.2 Het vaststellen is een belangrijke stap" fills its line and is a heading; a paragraph goes on below it.
        short = short or ("." in number["n"] and (after is None or _gap(line, after, lines) > 0))
        if ends_open and number["rest"][:1].isupper() and short:
            return "kop", number["n"]
        return "lijstonderdeel", ""
    if _BULLET.match(line.text) or _LETTER.match(line.text) or _ROMAN.match(line.text):
        return "lijstonderdeel", ""
    if _DASHED.match(line.text) and any(o is not None and _DASHED.match(o.text) for o in (previous, after)):
        return "lijstonderdeel", ""  # "september - het overleg bespreekt het concept"
    if previous is None:
        return ("kop" if _is_title(text, after, width, line) else "alinea"), ""
    if _FOOTNOTE.match(line.text) and (gap or current == "voetnoot") and _marked(line, lines):
        return "voetnoot", ""
    if _LABEL.match(line.text) and (current == "veld" or (after is not None and _LABEL.match(after.text))):
        return "veld", ""
    # A field of a form ends where a line is left blank: "Onderwerp: Inkoopkader" and below it "Voorgesteld besluit".
    apart_from = current == "veld" or bool(groups and _DASHED.match(groups[-1].lines[0].text))
    closed = current == "kop" or (gap > 0 and apart_from)
    if _continues(previous, line, gap=gap, width=width, heading=closed):
        return None, ""
    if gap and _FIELD.match(line.text) and len(text) < width * 0.75:
        return "veld", ""
    if gap and _is_title(text, after, width, line):
        return "kop", ""
    return "alinea", ""


def _runs_on(line: Line | None) -> bool:
    """Whether a line ends in the middle of what it says."""
    return line is not None and not line.text.rstrip().endswith((".", ",", ":", ";"))


def _gap(previous: Line | None, line: Line, lines: Sequence[Line]) -> int:
    """Return how many blank lines stand between two lines; a page break counts for one."""
    if previous is None:
        return 9
    blank = sum(1 for between in lines[previous.number + 1 : line.number] if between.is_blank)
    return max(blank, int(line.starts_page))


def _continues(previous: Line, line: Line, *, gap: int, width: int, heading: bool) -> bool:
    """Whether a line goes on with the sentence or paragraph of the line before."""
    before, text = previous.text.strip(), line.text.strip()
    if text[:1].islower() or text.startswith((")", "’", ",")):
        return gap < 2 or not before.endswith((*_SENTENCE_END, ","))
    if heading or gap > 1:
        return False
    if not gap:
        return not _breaks_early(previous, line, width)
    return len(before) >= width * 0.75 and not before.endswith(_SENTENCE_END)


def _breaks_early(line: Line, after: Line | None, width: int) -> bool:
    """Whether a line stops although the first word of the next one would have fitted on it."""
    if after is None:
        return True
    words = after.text.split()
    return len(line.text.strip()) + 1 + len(words[0] if words else "") < width * 0.9


def _next_is_item(after: Line | None) -> bool:
    return after is not None and bool(_LETTER.match(after.text) or _BULLET.match(after.text))


def _is_title(text: str, after: Line | None, width: int, line: Line) -> bool:
    if not text[:1].isupper() or text.endswith((".", ",", ";", ":", "!")) or len(text) > width * 0.75:
        return False
    if ":" in text or re.search(r"\s{3,}", text) or not len(text) > 3 or len(text.split()) > 10:
        return False
    return after is None or (_breaks_early(line, after, width) and not after.text.strip()[:1].islower())


def _marked(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a footnote's number stands in the text before it, fixed to a word or behind a heading."""
    match = _FOOTNOTE.match(line.text)
    if match is None:
        return False
    mark = re.compile(rf"[^\W\d_]{{3,}}[’'”]?\s?{match['n']}(?!\w)")
    return any(mark.search(earlier.text) for earlier in lines[: line.number])
