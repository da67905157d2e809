"""Regional profiles on the template of the inventory: where each begins, and every part of it.

The loader knows the template, not one document on it: markers come from `regioprofiel.yaml`, questions and tasks
from the code lists, and everything between them is an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loaders.document import Block, Role, Section
from loaders.tasktable import Table, begins_table, read_table
from loaders.template import NUMBERED, Match, Phrase, Template, match_words, printed_number, template
from loaders.text import Line, SourceText, Span

_LISTED = re.compile(r"^\s*(\d{1,2}\s?[a-z]?)\s?[.)]\s+")
_FOOTNOTE = re.compile(r"^\s*(\d{1,2})\s+[A-Z]")
_COLUMN_WIDTH = 80
"""A longer line than this does not come from the answer column, which holds some 72 characters."""
_QUESTION_WIDTH = 40
"""The question column is at most this wide."""


@dataclass(slots=True)
class Answer:
    """The answer to one question, as the stretches that it stands in."""

    question: str
    """Key in the code list of questions."""
    question_spans: list[Span] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Aside:
    """A text in or behind a profile that answers no question of the template."""

    kind: str
    """voetnoot, naschrift, tussentekst or vraag."""
    title: Span
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Profile:
    """One region's part of the document."""

    number: str
    """As printed; empty when the heading has none."""
    title: str
    """Heading as printed, without its number."""
    name: str
    """The region's own name, without "Regio" before it."""
    heading: Span
    section: int
    other_name: str = ""
    """What stands behind "Regionaam:"."""
    parent: str = ""
    """Number of the region that it is a part of."""
    is_container: bool = False
    """Whether it only holds subregions, without a list or table of its own."""
    municipalities: list[Span] = field(default_factory=list)
    contact: list[Span] = field(default_factory=list)
    contact_labelled: bool = False
    intro: list[Span] = field(default_factory=list)
    table: Table | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    asides: list[Aside] = field(default_factory=list)


@dataclass(slots=True)
class Profiles:
    """A whole document on the template."""

    source: SourceText
    profiles: list[Profile] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def is_on_template(source: SourceText) -> bool:
    """Whether a text is on the template of the regional profiles."""
    form = template()
    counts = dict.fromkeys(form.recognition, 0)
    for line in source.lines:
        counts["gemeenten"] += form.matches("gemeenten", line.text) is not None
        counts["onderdeel"] += any(form.matches(f"onderdeel_{p}", line.text) for p in ("inhoud", "governance"))
        counts["taken"] += any(
            (m := match_words(t.words, line.text)).words == len(t.words) or (m.words > 2 and m.whole_line)
            for t in form.tasks
        )
    return all(counts[name] >= minimum for name, minimum in form.recognition.items())


def read_profiles(source: SourceText) -> Profiles:
    """Divide a document into profiles and read every part of each."""
    form = template()
    result = Profiles(source)
    headings = _headings(source.lines, form)
    first = headings[0][0] if headings else len(source.lines)
    if any(not line.is_blank for line in source.lines[:first]):
        result.sections.append(Section("", 1, 0))
        _plain(result, source.lines[:first])
    for position, (index, number, title, container) in enumerate(headings):
        stop = headings[position + 1][0] if position + 1 < len(headings) else len(source.lines)
        line = source.lines[index]
        name = form.patterns["kopwoorden"].sub("", title).strip()
        subregion = "." in number or form.matches("subregio", title) is not None
        profile = Profile(number, title, name, line.span(), len(result.sections), is_container=container)
        if subregion:
            profile.parent = next((p.number for p in reversed(result.profiles) if p.is_container), "")
        result.profiles.append(profile)
        result.sections.append(Section(title, 2 if profile.parent else 1, line.begin, (line.span(),)))
        _Reader(result, profile, form).read(source.lines[index:stop])
    return result


def _headings(lines: Sequence[Line], form: Template) -> list[tuple[int, str, str, bool]]:
    """Return (line index, number, title, holds only subregions) of each profile, in order."""
    found: list[tuple[int, str, str, bool]] = []
    for index, line in enumerate(lines):
        if form.matches("gemeenten", line.text) is None or line.is_furniture:
            continue
        above = index - 1
        while above >= 0 and (
            lines[above].is_blank or lines[above].is_furniture or form.matches("regionaam", lines[above].text)
        ):
            above -= 1
        if above < 0 or index - above > 8 or (found and above <= found[-1][0]):
            continue
        match = form.matches("kop", lines[above].text)
        number, title = (match["nummer"], match["naam"]) if match is not None else ("", lines[above].text.strip())
        if match is None and (form.patterns["kopwoorden"].match(title) is None):
            continue
        if "." in number and not any(n == number.split(".")[0] for _, n, _, _ in found):
            container = _container(lines, number.split(".")[0], found[-1][0] if found else -1, above, form)
            if container is not None:
                found.append(container)
        found.append((above, number, re.sub(r"\s+", " ", title), False))
    return found


def _container(
    lines: Sequence[Line], number: str, after: int, before: int, form: Template
) -> tuple[int, str, str, bool] | None:
    for index in range(before - 1, after, -1):
        match = form.matches("kop", lines[index].text)
        if match is not None and match["nummer"] == number and form.patterns["kopwoorden"].match(match["naam"]):
            return (index, number, re.sub(r"\s+", " ", match["naam"]), True)
    return None


def _plain(result: Profiles, lines: Sequence[Line]) -> None:
    """Account for lines outside any profile."""
    section = len(result.sections) - 1
    for line in lines:
        if line.is_blank:
            continue
        kind, role = ("paginawerk", Role.FURNITURE) if line.is_furniture else ("alinea", Role.READ)
        result.blocks.append(Block(kind, role, (line.span(),), section))


class _Reader:
    """Reads one profile, line by line, into its parts."""

    def __init__(self, result: Profiles, profile: Profile, form: Template) -> None:
        self.result, self.profile, self.form = result, profile, form
        self.part = ""
        self.current: Answer | None = None
        self.pending: tuple[str, ...] = ()
        """Words of the current question that were not yet seen."""
        self.aside: Aside | None = None
        self.target: list[Span] = profile.intro
        """Where the next line of plain text goes."""

    def read(self, lines: Sequence[Line]) -> None:
        """Read all lines; the first is the heading."""
        self._block("kop", Role.STRUCTURE, [self.profile.heading])
        footnotes = dict(_footnotes(lines, self.result.source.text))
        index = 1
        while index < len(lines):
            line = lines[index]
            if line.is_furniture:
                self._block("paginawerk", Role.FURNITURE, [line.span()])
            elif index in footnotes:
                index = self._footnote(lines, index, footnotes[index])
                continue
            elif not line.is_blank:
                index = self._line(lines, index)
                continue
            index += 1
        self._flush()

    def _line(self, lines: Sequence[Line], index: int) -> int:
        """Take one line of text; return the index of the next one to take."""
        line = lines[index]
        part = next((p for p in ("inhoud", "governance") if self.form.matches(f"onderdeel_{p}", line.text)), None)
        if part is not None:
            self.part, self.current, self.pending, self.aside = part, None, (), None
            self.target = self.profile.intro
            self._block("kop", Role.STRUCTURE, [line.span()])
        elif not self.part and self._preamble(line):
            pass
        elif self.profile.table is None and begins_table(lines, index, self.form):
            return self._table(lines, index)
        elif (
            self._continues_question(lines, index)
            or self._begins_question(lines, index)
            or self._begins_aside(lines, index)
            or self._toelichting(line)
        ):
            pass
        else:
            self.target.append(line.span())
        return index + 1

    def _preamble(self, line: Line) -> bool:
        """Take a line of the list of municipalities or the contact person."""
        profile, form = self.profile, self.form
        match = form.matches("regionaam", line.text)
        if match is not None:
            profile.other_name = match["waarde"]
            self._block("veld", Role.STRUCTURE, [line.span(0, match.start("waarde"))])
            self._block("veld", Role.READ, [line.span(match.start("waarde"))])
            return True
        for name, target in (("gemeenten", profile.municipalities), ("contactpersoon", profile.contact)):
            match = form.matches(name, line.text)
            if match is not None:
                self._block("veld", Role.STRUCTURE, [line.span(0, match.end())])
                self._append(target, line.span(match.end()))
                profile.contact_labelled = profile.contact_labelled or name == "contactpersoon"
                self.target = target
                return True
        if self.target is profile.municipalities and "@" in line.text:
            # A contact person without a label: the list of municipalities holds no e-mail addresses.
            self.target = profile.contact
        return False

    def _table(self, lines: Sequence[Line], index: int) -> int:
        table = read_table(self.result.source, lines, index, self.form)
        self.profile.table = table
        for line in lines[index : table.end]:
            if line.is_furniture:
                self._block("paginawerk", Role.FURNITURE, [line.span()])
        self._block("tabelcel", Role.STRUCTURE, table.header)
        for row in table.rows:
            self._block("tabelcel", Role.STRUCTURE, row.name_spans)
            self._block("tabelcel", Role.READ, row.value_spans)
        for span in (*table.unknown_rows, *table.header_notes):
            self._block("tabelcel", Role.READ, [span])
        self.pending = ()
        return table.end

    def _continues_question(self, lines: Sequence[Line], index: int) -> bool:
        """Take what is left of a question that a wrap or a page break has torn."""
        if not self.pending or self.current is None:
            return False
        line = lines[index]
        match = match_words(self.pending, line.text)
        if not match.words:
            return False
        directly = not self.current.spans or _follows_question(lines, index, self.current)
        completes = match.words == len(self.pending)
        if not (directly or line.starts_page or line.text.startswith(" ") or (completes and match.whole_line)):
            return False
        if not (match.whole_line or completes):
            return False
        self._take_question(line, match)
        return True

    def _begins_question(self, lines: Sequence[Line], index: int) -> bool:
        line = lines[index]
        found = self._question_at(lines, index)
        if found is None:
            return self._begins_unknown_question(lines, index)
        question, match = found
        self.aside = None
        self.current = Answer(question.key)
        self.profile.answers[question.key] = self.current
        self.pending = question.words
        self.target = self.current.spans
        self._take_question(line, match)
        return True

    def _question_at(self, lines: Sequence[Line], index: int) -> tuple[Phrase, Match] | None:
        """Return the question of the template, not seen before, whose text begins at a line."""
        line = lines[index]
        numbered = NUMBERED.match(line.text)
        start = numbered.end() if numbered is not None else 0
        best: tuple[int, Phrase, Match] | None = None
        for question in self.form.questions:
            if question.key in self.profile.answers or (self.part and question.part != self.part):
                continue
            match = match_words(question.words, line.text, start)
            total = match.words + (_following(lines, index, question.words[match.words :]) if match.whole_line else 0)
            needed = 3 if numbered is not None and printed_number(numbered) == question.number else 5
            if match.words >= 2 and total >= min(needed, len(question.words)) and (best is None or total > best[0]):
                best = (total, question, match)
        return (best[1], best[2]) if best is not None else None

    def _take_question(self, line: Line, match: Match) -> None:
        if self.current is None:
            return
        span = line.span(0, match.end)
        self.current.question_spans.append(span)
        self._block("vraag", Role.STRUCTURE, [span])
        self.pending = self.pending[match.words :]
        rest = line.text[match.end :]
        if rest.strip():
            start = match.end
            # The bracket that opens an answer stands behind the question's last word.
            while start > 0 and line.text[start - 1] in "(“‘\"'":
                start -= 1
            self._append(self.current.spans, line.span(start))

    def _begins_unknown_question(self, lines: Sequence[Line], index: int) -> bool:
        """Take a question that the template lacks: numbered, in the question column, ending in a question mark."""
        numbered = _LISTED.match(lines[index].text)
        if numbered is None or self.current is None or not (_parted(lines, index) or lines[index].starts_page):
            return False
        seen = [q.number for q in self.form.questions if q.key == self.current.question]
        if not seen or _rank(printed_number(numbered)) <= _rank(seen[0]):
            return False
        spans: list[Span] = []
        for line in lines[index : index + 8]:
            if line.is_blank or len(line.text.strip()) > _QUESTION_WIDTH:
                break
            spans.append(line.span())
            if line.text.rstrip().endswith("?"):
                self.aside = Aside("vraag", Span(spans[0].begin, line.span().end))
                self.profile.asides.append(self.aside)
                self.pending = ()
                self.target = self.aside.spans
                self._unknown_left = len(spans)
                self._block("vraag", Role.STRUCTURE, [spans[0]])
                self._skip = {s.begin for s in spans[1:]}
                return True
        return False

    _skip: set[int] = set()  # noqa: RUF012  (replaced, never changed)
    _unknown_left = 0

    def _begins_aside(self, lines: Sequence[Line], index: int) -> bool:
        line = lines[index]
        if line.span().begin in self._skip:
            self._block("vraag", Role.STRUCTURE, [line.span()])
            return True
        if self.current is None or (self.aside is not None and self.aside.kind != "vraag"):
            return False
        if self.current.question != _last_question(self.form) or self.pending:
            return False
        if not self.current.spans or not _is_title(lines, index, self.form):
            return False
        kind = "naschrift" if self.form.matches("naschrift", line.text) else "tussentekst"
        self.aside = Aside(kind, line.span())
        self.profile.asides.append(self.aside)
        self.target = self.aside.spans
        self._block("kop", Role.STRUCTURE, [line.span()])
        return True

    def _toelichting(self, line: Line) -> bool:
        """Take the label before an explanation."""
        if self.form.matches("toelichtingslabel", line.text) is None:
            return False
        self._block("veld", Role.STRUCTURE, [line.span()])
        return True

    def _footnote(self, lines: Sequence[Line], index: int, stop: int) -> int:
        note = Aside("voetnoot", lines[index].span())
        for line in lines[index:stop]:
            if not line.is_blank:
                note.spans.append(line.span())
        self.profile.asides.append(note)
        return stop

    def _flush(self) -> None:
        profile = self.profile
        self._block("gemeentelijst", Role.READ, profile.municipalities)
        self._block("naam", Role.READ, profile.contact)
        self._block("alinea", Role.READ, profile.intro)
        for answer in profile.answers.values():
            self._block("antwoord", Role.READ, answer.spans)
        for aside in profile.asides:
            self._block("voetnoot" if aside.kind == "voetnoot" else "alinea", Role.READ, aside.spans)

    def _block(self, kind: str, role: Role, spans: Sequence[Span]) -> None:
        spans = [s for s in spans if s.end > s.begin]
        if spans:
            self.result.blocks.append(Block(kind, role, tuple(spans), self.profile.section))

    @staticmethod
    def _append(target: list[Span], span: Span) -> None:
        if span.end > span.begin:
            target.append(span)


def _following(lines: Sequence[Line], index: int, pending: tuple[str, ...]) -> int:
    """Return how many words of a phrase the next line of text holds."""
    below = next((ln for ln in lines[index + 1 : index + 4] if not ln.is_blank and not ln.is_furniture), None)
    return match_words(pending, below.text).words if below is not None else 0


def _rank(number: str) -> tuple[int, str]:
    match = re.match(r"(\d*)(.*)", number)
    return (int(match.group(1) or 0), match.group(2)) if match is not None else (0, "")


def _parted(lines: Sequence[Line], index: int) -> bool:
    return index == 0 or lines[index - 1].is_blank or lines[index - 1].is_furniture


def _follows_question(lines: Sequence[Line], index: int, answer: Answer) -> bool:
    """Whether the text line before this one ends in words of the question."""
    above = index - 1
    while above > 0 and (lines[above].is_blank or lines[above].is_furniture):
        above -= 1
    last = answer.question_spans[-1]
    return lines[above].begin <= last.begin < lines[above].end + 1


def _last_question(form: Template) -> str:
    return max(form.questions, key=lambda q: q.order).key


def _is_title(lines: Sequence[Line], index: int, form: Template) -> bool:
    """Whether a line heads a text of its own behind the last answer.

    Answers stand in a narrow column; a text that runs over the whole page is none. Its heading stands apart, ends
    in no full stop, and explains ("Toelichting …") or has a wide line below it.
    """
    line = lines[index]
    text = line.text.strip()
    if not (line.starts_page or _parted(lines, index)) or not text[:1].isupper():
        return False
    if form.matches("naschrift", text):
        return True
    if text.endswith((".", ";", ",")):
        return False
    following = [ln for ln in lines[index : index + 12] if not ln.is_blank and not ln.is_furniture]
    return any(len(ln.text.rstrip()) > _COLUMN_WIDTH for ln in following)


def _footnotes(lines: Sequence[Line], text: str) -> Iterator[tuple[int, int]]:
    """Yield (first line, line behind the last) of each footnote: at the foot of a page, with its mark in the text."""
    begin = lines[0].begin if lines else 0
    for index, line in enumerate(lines):
        match = _FOOTNOTE.match(line.text)
        if match is None or index == 0 or not lines[index - 1].is_blank:
            continue
        stop = index
        while stop < len(lines) and not lines[stop].starts_page:
            stop += 1
        filled = sum(1 for ln in lines[index:stop] if not ln.is_blank)
        ruled = len(lines[index - 1].text) > 20
        marked = re.search(rf"[^\W\d_]{{3,}}{match.group(1)}(?!\w)", text[begin : line.begin]) is not None
        at_foot = stop < len(lines)
        if at_foot and filled <= 8 and marked and (ruled or filled <= 4):
            yield index, stop
