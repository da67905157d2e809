"""Stretches of a document that a reader of prose takes one by one: sentences, headings, and items with their head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.document import Block, Role
from loaders.prose import CELL, LABEL, read_prose
from loaders.sentences import sentences
from loaders.text import SourceText, Span

_MARK = re.compile(
    r"^\s*(?:[•▪◦\-–−*�\uf02d\uf0b7]|\d{1,2}(?:\.\d{1,2})*[.)]?|\(?[a-z][.)]|[IVX]{1,5}[.)]|"
    r"(?:artikel|lid) \d+[.:]?)\s+",
    re.IGNORECASE,
)
#: The head of a decision, whose items are what is decided.
DECIDES = re.compile(
    r"^(?:de (?:gemeente)?ra(?:ad|den)|(?:het|de) colleges?|het (?:algemeen|dagelijks) bestuur|"
    r"burgemeester en wethouders|gedeputeerde staten|provinciale staten)[^.]{0,170}\bbesluit(?:en)?\b",
    re.IGNORECASE,
)
#: The heading above what a council is asked to decide.
ASKS = re.compile(
    r"^(?:\d+\.? )?(?:(?:voorgesteld|gevraagd|te nemen|ontwerp|concept)[- ]?(?:raads)?besluit(?:en)?|beslispunten|"
    r"besluitpunten|(?:raads)?voorstel|(?:wij|burgemeester en wethouders|het college(?: van [^:.]{0,60})?|de colleges) "
    r"stel(?:len|t) (?:u|de raad|uw raad|de gemeenteraad)(?: het volgende)? voor|de raad (?:wordt )?voorgesteld)\b"
    r"[^.]{0,40}$",
    re.IGNORECASE,
)
#: Who decides, at the head of a decision: its considerations come first, and "besluit:" only behind them.
_DECIDER = re.compile(
    r"^(?P<who>(?:De (?:gemeente)?ra(?:ad|den)|(?:Het|De) colleges?|Het (?:algemeen|dagelijks) bestuur|"
    r"Burgemeester en wethouders|Gedeputeerde [Ss]taten|Provinciale [Ss]taten)\b[^;,.:]{0,160}?"
    r"(?:, (?!(?i:gelezen|gezien|gelet|gehoord|overwegende|besluit))[A-Z][^;,.:]{0,60}?)*)"
    r"\s*(?:[;,]|$|(?=\b(?i:gelezen|gezien|gelet|gehoord|overwegende|b ?e ?s ?l ?u ?i ?t)))"
)
#: The word behind the considerations, spaced out or not, that opens what is decided.
_RESOLVES = re.compile(r"(?:^|[;,\s])(?P<word>b ?e ?s ?l ?u ?i ?t(?: ?e ?n)?)\s{0,3}:?\s{0,3}$", re.IGNORECASE)
#: The same within one sentence, with what is decided behind it.
_OPENS = re.compile(r"[;,]\s{0,9}(?P<word>b ?e ?s ?l ?u ?i ?t(?: ?e ?n)?)\b\s{0,3}:?\s{1,9}(?=\w)", re.IGNORECASE)
#: The end of words before a list that announce it: "levert de volgende producten op:".
_FOLLOWING = re.compile(
    r"\b(?:de|het) volgende (?:\w+ ){1,3}(?P<particle>op|aan|in|uit|voor|af|toe|over|mee|bij)\s*:\s*$", re.IGNORECASE
)
_ITEMS = {"lijstonderdeel"}
#: A person by initials: "J.P. van der Wal"; not "B.V.".
_INITIALS = re.compile(r"\b(?:[A-Z]\.\s?)+(?:(?:van|de|der|den|ten|ter|’t|'t) )*[A-Z][a-z]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence to be read, and where it stands."""

    text: str
    spans: tuple[Span, ...]
    kind: str = "alinea"
    head: Head | None = None
    """What a list item completes."""
    parted: str = ""
    """As it is analysed where that is not as it is printed: a line on which someone signs for a party with a colon
    between its columns, "Gemeente Goes: J. Bakker"; a decision without its considerations, "De raad besluit …"."""

    @property
    def heard(self) -> str:
        """The text as it is analysed."""
        return self.parted or self.text


@dataclass(frozen=True, slots=True)
class Head:
    """The words before a list that its items complete."""

    text: str
    spans: tuple[Span, ...]


def prose_sentences(source: SourceText) -> list[Stretch]:
    """Return the sentences that can state something: no headings; marks of lists left out."""
    return [s for s in find_stretches(source) if s.kind not in {"kop", "veld", "ondertekening"}]


def texts_of(stretch: Stretch) -> list[str]:
    """Return the texts to analyse: the sentence, and with the words that it completes."""
    if stretch.head is None:
        return [stretch.heard, stretch.text] if stretch.parted else [stretch.heard]
    return [stretch.heard, stretch.text, join_head(stretch), stretch.head.text]


def join_head(stretch: Stretch) -> str:
    """Return a list item behind the words that it completes."""
    head = stretch.head.text if stretch.head is not None else ""
    if stretch.kind == CELL:
        return f"{head}: {stretch.text}"
    announced = _FOLLOWING.search(head)
    if announced is not None:
        # "levert een regiovisie op"
        item = stretch.text.strip().rstrip(";,.").partition(",")[0]
        return f"{head[: announced.start()]}{item} {announced['particle']}."
    return f"{head.rstrip(': ')} {stretch.text.strip().rstrip(';,')}"


def cut(source: SourceText, spans: tuple[Span, ...]) -> Iterator[Stretch]:
    """Yield the sentences of a text that was found by its place: an answer."""
    reading = source.read(spans)
    for begin, end in sentences(reading):
        mark = _MARK.match(reading.text[begin:end])
        start = begin + (mark.end() if mark is not None else 0)
        if re.search(r"[^\W\d_]{2}", reading.text[start:end]):
            yield Stretch(reading.text[start:end], tuple(reading.spans(start, end)))


def find_stretches(source: SourceText) -> Iterator[Stretch]:
    """Yield the sentences and headings of a document, each list item with the words that it completes."""
    # A line to sign on, or of dots, says nothing.
    return (s for s in _all_stretches(source) if re.search(r"[^\W\d_]{2}", s.text))


def _all_stretches(source: SourceText) -> Iterator[Stretch]:
    head: Head | None = None
    table = _Table(source)
    decision = _Decision()
    for block in read_prose(source).blocks:
        if block.role is Role.FURNITURE:
            continue
        if block.kind in {CELL, LABEL}:
            yield from table.take(_whole(source, block))
            continue
        if block.kind in {"kop", "veld", "ondertekening"}:
            stretch = _whole(source, block)
            decides = bool(DECIDES.match(stretch.text) or ASKS.match(stretch.text)) or stretch.text.endswith(":")
            head = Head(stretch.text, stretch.spans) if block.kind == "kop" and decides else None
            head = decision.take(stretch) or head
            yield stretch
            continue
        found = list(_sentences(source, block, head if block.kind in _ITEMS else None))
        found = [decision.complete(s) for s in found]
        yield from found
        resolved = [h for s in found if (h := decision.take(s)) is not None]
        if resolved:
            head = resolved[-1]
        elif found and (found[-1].text.rstrip().endswith(":") or _stays_open(found[-1], block)):
            head = Head(found[-1].text, found[-1].spans)
        elif block.kind not in _ITEMS:
            head = None


def _stays_open(stretch: Stretch, block: Block) -> bool:
    """Whether words before a list go on in its items without a colon: "Het overleg geeft richting en"."""
    return block.kind == "alinea" and stretch.text.rstrip().endswith((" en", " om", " door", " te", " dat"))


def opens_decision(text: str) -> bool:
    """Whether words before a list open what is decided, "De raad besluit:", and not "De raad besluit over:"."""
    return bool(DECIDES.match(text) and _RESOLVES.search(text.rstrip()))


class _Decision:
    """Who takes a decision, held until "besluit:" opens what is decided."""

    def __init__(self) -> None:
        self._who = ""
        self._spans: tuple[Span, ...] = ()

    def take(self, stretch: Stretch) -> Head | None:
        """Return the head of what is decided, "De raad besluit:", where a stretch opens it."""
        decider = _DECIDER.match(stretch.text)
        if decider is not None:
            self._who, self._spans = decider["who"].strip(), stretch.spans
        elif stretch.kind in {"kop", "ondertekening"} and not _RESOLVES.search(stretch.text):
            self._who = ""
        resolves = _RESOLVES.search(stretch.text)
        if resolves is None or not self._who or (decider is not None and decider.end() == len(stretch.text)):
            return None
        word = "".join(resolves["word"].split()).casefold()
        spans = self._spans if stretch.spans == self._spans else (*self._spans, *stretch.spans)
        who, self._who = self._who, ""
        return Head(f"{who} {word}:", spans)

    def complete(self, stretch: Stretch) -> Stretch:
        """Return a sentence that begins with "besluit" behind who decides: "BESLUIT vast te stellen het reglement"."""
        begins = _OPENS.match(f",{stretch.text}") if self._who and not stretch.parted else None
        return replace(stretch, parted=_decision(self._who, begins, f",{stretch.text}")) if begins else stretch


class _Table:
    """Tables whose cells are taken one by one: first the labels of the columns, then the cells under them."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._labels: dict[int, Stretch] = {}
        self._head = -1

    def take(self, cell: Stretch) -> Iterator[Stretch]:
        """Yield a cell of a row with the label of its column as its head, the name of a row as a heading."""
        at = cell.spans[0].begin
        line = self._source.line_at(at).begin
        if cell.kind == LABEL:
            if line != self._head:
                self._labels, self._head = {}, line
            self._labels[at - line] = cell
            return
        label = self._labels[min(self._labels, key=lambda column: abs(column - (at - line)))]
        is_name = label is next(iter(self._labels.values()))
        yield replace(cell, kind="kop" if is_name else CELL, head=None if is_name else Head(label.text, label.spans))


def _whole(source: SourceText, block: Block) -> Stretch:
    reading = source.read(block.spans)
    mark = _MARK.match(reading.text)
    start = mark.end() if mark is not None else 0
    spans = tuple(reading.spans(start, len(reading.text)))
    parted = _parted(source, spans) if block.kind == "ondertekening" else ""
    return Stretch(reading.text[start:], spans, block.kind, parted=parted)


def _parted(source: SourceText, spans: tuple[Span, ...]) -> str:
    """Return a line of a party and, in a second column, who signs for it with a colon between; empty for others."""
    cells = re.split(r"\s{2,}", source.text[spans[0].begin : spans[0].end].strip()) if len(spans) == 1 else []
    if len(cells) != 2 or _INITIALS.search(cells[0]) or not _INITIALS.search(cells[1]):
        return ""
    return f"{cells[0].rstrip(':')}: {cells[1]}"


def _sentences(source: SourceText, block: Block, head: Head | None) -> Iterator[Stretch]:
    reading = source.read(block.spans)
    first = True
    for begin, end in sentences(reading):
        mark = _MARK.match(reading.text[begin:end])
        start = begin + (mark.end() if mark is not None else 0)
        said = reading.text[start:end]
        if said.strip():
            completes = head if first else None
            yield Stretch(said, tuple(reading.spans(start, end)), block.kind, completes, parted=_resolved(said))
            first = False


def _resolved(said: str) -> str:
    """Return a decision in one sentence without its considerations, "De raad besluit …"; empty for other sentences."""
    decider = _DECIDER.match(said)
    resolves = _OPENS.search(said, decider.end()) if decider is not None else None
    if decider is None or resolves is None:
        return ""
    return _decision(decider["who"].strip(), resolves, said)


def _decision(who: str, resolves: re.Match[str], said: str) -> str:
    """Return a decision as one sentence: who decides, and what stands behind "besluit"."""
    word = "".join(resolves["word"].split()).casefold()
    # "besluit vast te stellen de verordening": what is decided stands where it does in other sentences.
    decided = re.sub(r"^((?:\w+ )?te \w+en) ((?:de|het|een) [^.;:]+)", r"\2 \1", said[resolves.end() :])
    return f"{who} {word} {decided}"
