"""Where a query that does not parse is really wrong, and what would mend it.

The parser says where it gave up, which is often after the fault: a bracket is missed at the end of the text. What can
be seen in the text itself is looked for in the order of the text; what cannot is tried out: a repair after which the
query parses, or is understood further than before, was the fault. Nothing that is neither seen nor tried is claimed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.vocabulary import PREFIXES

__all__ = ["Fault", "find_fault"]

Parses = Callable[[str], tuple[int, int] | None]
"""Where the parser gives up a text, as line and column; None when it is a query."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its place, as a number of characters from the begin, and what to do, in two languages."""

    place: int
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str
    begin: int

    @property
    def word(self) -> str:
        """In capitals, when it is a word."""
        return self.text.upper() if self.kind == "word" else ""


_PIECE = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<iri><[^<>"{}|^`\\\s]*>)
      |(?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      |(?P<variable>[?$]\w+)|(?P<prefixed>_:[\w.-]*\w|(?:\w[\w.-]*)?:(?:[\w%\\:-]|\.(?=[\w%\\:-]))*)
      |(?P<language>@[A-Za-z-]+)|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<word>[A-Za-z_]\w*)
      |(?P<sign>&&|\|\||==|!=|<>|<=|>=|\^\^|[^\s\w])""",
    re.VERBOSE | re.DOTALL,
)
_WORDS = {
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "FROM", "NAMED", "PREFIX", "BASE", "DISTINCT", "REDUCED", "AS",
    "OPTIONAL", "UNION", "MINUS", "FILTER", "BIND", "VALUES", "GRAPH", "UNDEF", "EXISTS", "NOT", "IN", "GROUP",
    "ORDER", "BY", "HAVING", "ASC", "DESC", "LIMIT", "OFFSET", "A", "TRUE", "FALSE", "SEPARATOR", "SERVICE", "SILENT",
    "VERSION", "LATERAL", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "STR", "LANG", "LANGMATCHES",
    "DATATYPE", "BOUND", "IRI", "URI", "BNODE", "RAND", "ABS", "CEIL", "FLOOR", "ROUND", "CONCAT", "STRLEN", "UCASE",
    "LCASE", "ENCODE_FOR_URI", "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER", "YEAR", "MONTH", "DAY",
    "HOURS", "MINUTES", "SECONDS", "TIMEZONE", "TZ", "NOW", "UUID", "STRUUID", "MD5", "SHA1", "SHA256", "SHA384",
    "SHA512", "COALESCE", "IF", "STRLANG", "STRDT", "STRLANGDIR", "LANGDIR", "HASLANG", "HASLANGDIR", "SAMETERM",
    "ISIRI", "ISURI", "ISBLANK", "ISLITERAL", "ISNUMERIC", "REGEX", "SUBSTR", "REPLACE", "TRIPLE", "SUBJECT",
    "PREDICATE", "OBJECT", "ISTRIPLE", "ADJUST",
}  # fmt: skip
_OPEN = {"(": ")", "[": "]", "{": "}"}
_CLOSE = {close: begin for begin, close in _OPEN.items()}
_TYPOGRAPHIC = "“”„‟‘’‚«»"
_TERMS = {"iri", "string", "variable", "prefixed", "language", "number"}
_TRIED = 12
"""Repairs that are tried at most."""


def find_fault(text: str, said: str, place: tuple[int, int], parses: Parses) -> Fault | None:
    """Return the fault of a query that does not parse; None when it cannot be told.

    Parameters
    ----------
    text
        The query.
    said
        What the parser said.
    place
        Line and column where it gave up, from 1.
    parses
        Tries another text.
    """
    pieces = [
        _Piece(m.lastgroup or "", m.group(), m.start()) for m in _PIECE.finditer(text) if m.lastgroup != "comment"
    ]
    if not pieces:
        return Fault(0, "er staat geen vraag.", "there is no query.")
    seen = (_quotes, _iris, _brackets, _prologue, _selection, _words, _expressions, _order)
    for look in seen:
        fault = next(look(pieces), None)
        if fault is not None:
            return fault
    return _said(text, pieces, said) or _tried(text, pieces, place, parses)


# ---------------------------------------------------------------- what can be seen


def _quotes(pieces: Sequence[_Piece]) -> Iterator[Fault]:
    for piece in pieces:
        if piece.kind == "sign" and piece.text in "\"'":
            yield Fault(
                piece.begin,
                f"het aanhalingsteken {piece.text} wordt op deze regel niet gesloten.",
                f"the quotation mark {piece.text} is not closed on this line.",
            )
        if piece.kind == "sign" and piece.text in _TYPOGRAPHIC:
            yield Fault(
                piece.begin,
                f'gebruik rechte aanhalingstekens (") in plaats van {piece.text}.',
                f'use straight quotation marks (") instead of {piece.text}.',
            )


def _iris(pieces: Sequence[_Piece]) -> Iterator[Fault]:
    for before, after in pairwise(pieces):
        scheme = after.kind == "prefixed" and re.match(r"(?:https?|urn|mailto):", after.text) is not None
        if scheme and before.text == "<":
            yield Fault(
                before.begin,
                "deze IRI wordt niet gesloten: zet er > achter, zonder spaties erin.",
                "this IRI is not closed: put > behind it, without spaces in it.",
            )
        elif scheme and re.match(r"https?:", after.text):
            yield Fault(after.begin, "een IRI staat tussen < en >.", "an IRI stands between < and >.")


def _brackets(pieces: Sequence[_Piece]) -> Iterator[Fault]:
    opened: list[_Piece] = []
    for piece in pieces:
        if piece.kind != "sign":
            continue
        if piece.text in _OPEN:
            opened.append(piece)
        elif piece.text in _CLOSE:
            if not opened:
                yield Fault(
                    piece.begin,
                    f"deze {piece.text} hoort bij geen {_CLOSE[piece.text]}.",
                    f"this {piece.text} belongs to no {_CLOSE[piece.text]}.",
                )
                return
            last = opened.pop()
            if _OPEN[last.text] != piece.text:
                missed = last if last.text in "([" else piece
                yield (
                    _unclosed(last)
                    if missed is last
                    else Fault(
                        piece.begin,
                        f"deze {piece.text} hoort bij geen {_CLOSE[piece.text]}.",
                        f"this {piece.text} belongs to no {_CLOSE[piece.text]}.",
                    )
                )
                return
    if opened:
        yield _unclosed(opened[-1])


def _unclosed(piece: _Piece) -> Fault:
    close = _OPEN[piece.text]
    return Fault(
        piece.begin,
        f"deze {piece.text} wordt niet gesloten: er ontbreekt een {close}.",
        f"this {piece.text} is not closed: a {close} is missing.",
    )


def _prologue(pieces: Sequence[_Piece]) -> Iterator[Fault]:
    padded = [*pieces, _Piece("", "", pieces[-1].begin + len(pieces[-1].text))]
    for number, piece in enumerate(pieces):
        if piece.word != "PREFIX":
            continue
        name, iri = (padded[min(number + step, len(padded) - 1)] for step in (1, 2))
        if name.kind != "prefixed" or not name.text.endswith(":"):
            yield Fault(
                name.begin,
                "na PREFIX komen een naam met een dubbele punt en een IRI: PREFIX ex: <https://…>.",
                "after PREFIX come a name with a colon and an IRI: PREFIX ex: <https://…>.",
            )
        elif iri.kind == "iri" and padded[number + 3].text in {";", ".", ","}:
            yield Fault(
                padded[number + 3].begin,
                f"na een PREFIX staat geen {padded[number + 3].text}",
                f"a PREFIX is not followed by {padded[number + 3].text}",
            )


def _selection(pieces: Sequence[_Piece]) -> Iterator[Fault]:
    """Look at what stands between SELECT and the first brace."""
    for number, piece in enumerate(pieces):
        if piece.word != "SELECT":
            continue
        chosen = list(_until_body(pieces[number + 1 :]))
        yield from _columns(chosen)
        if not chosen and number + 1 < len(pieces):
            yield Fault(
                pieces[number + 1].begin,
                "na SELECT komen de variabelen die u wilt zien, of * voor alle.",
                "after SELECT come the variables that you want to see, or * for all.",
            )


def _until_body(pieces: Sequence[_Piece]) -> Iterator[tuple[int, _Piece]]:
    """Yield what is chosen after SELECT, with how many parentheses are open before it."""
    depth = 0
    for piece in pieces:
        if piece.text == "{" or (depth == 0 and piece.word in {"WHERE", "FROM"}):
            return
        yield depth, piece
        depth += (piece.text == "(") - (piece.text == ")")


def _columns(chosen: Sequence[tuple[int, _Piece]]) -> Iterator[Fault]:
    begin: _Piece | None = None
    called = {one.begin for (_, one), (_, other) in pairwise(chosen) if other.text == "("}
    for depth, piece in chosen:
        if depth == 0 and piece.text == "(":
            begin = piece
        elif depth == 1 and piece.word == "AS":
            begin = None
        elif depth == 1 and piece.text == ")" and begin is not None:
            yield _unnamed(begin.begin)
        elif depth == 0 and piece.text == ",":
            yield Fault(
                piece.begin,
                "tussen variabelen na SELECT staat geen komma.",
                "there is no comma between the variables after SELECT.",
            )
        elif depth == 0 and piece.word and piece.word not in {"DISTINCT", "REDUCED"}:
            question = f"?{piece.text}"
            yield (
                _unnamed(piece.begin)
                if piece.begin in called
                else Fault(
                    piece.begin,
                    f"een variabele begint met een vraagteken: {question}.",
                    f"a variable begins with a question mark: {question}.",
                )
            )


def _unnamed(place: int) -> Fault:
    return Fault(
        place,
        "een berekende kolom staat tussen haakjes en krijgt een naam: (COUNT(?x) AS ?aantal).",
        "a computed column stands in parentheses and gets a name: (COUNT(?x) AS ?number).",
    )


def _words(pieces: Sequence[_Piece]) -> Iterator[Fault]:
    for number, piece in enumerate(pieces):
        if not piece.word or piece.word in _WORDS or piece.word in {"AND", "OR"}:
            continue
        if number and pieces[number - 1].text in {"<", "^^"}:
            continue
        close = difflib.get_close_matches(piece.word, sorted(_WORDS), n=1, cutoff=0.7)
        if close:
            nl, en = f"bedoelde u {close[0]}?", f"did you mean {close[0]}?"
        else:
            nl = f'een variabele begint met ?, een naam met een prefix (keten:{piece.text}), een tekst staat tussen "".'
            en = f'a variable begins with ?, a name with a prefix (keten:{piece.text}), a text stands between "".'
        yield Fault(
            piece.begin, f"'{piece.text}' is geen woord van SPARQL: {nl}", f"'{piece.text}' is no word of SPARQL: {en}"
        )


_SIGNS = {"AND": "&&", "OR": "||", "==": "=", "<>": "!="}


def _expressions(pieces: Sequence[_Piece]) -> Iterator[Fault]:
    for before, piece in pairwise(pieces):
        sign = _SIGNS.get(piece.word or piece.text)
        if sign is not None:
            yield Fault(piece.begin, f"in SPARQL is dit {sign}.", f"in SPARQL this is {sign}.")
        elif before.word == "FILTER" and piece.kind in {"variable", "string", "number"}:
            yield Fault(
                piece.begin,
                "na FILTER komt een haakje: FILTER (…).",
                "FILTER is followed by a parenthesis: FILTER (…).",
            )
        elif before.word == "AS" and piece.kind != "variable":
            yield Fault(
                piece.begin, "na AS komt een variabele, met een vraagteken.", "AS is followed by a variable, with ?."
            )


def _order(pieces: Sequence[_Piece]) -> Iterator[Fault]:
    """Look at what stands behind the braces of the query."""
    padded = [*pieces, _Piece("", "", pieces[-1].begin + len(pieces[-1].text))]
    depth, closed, limited = 0, False, False
    for piece, after in pairwise(padded):
        depth += (piece.text == "{") - (piece.text == "}")
        closed = closed or (depth == 0 and piece.text == "}")
        if piece.word in {"GROUP", "ORDER"} and after.word != "BY":
            yield Fault(after.begin, f"na {piece.word} komt BY.", f"{piece.word} is followed by BY.")
        if piece.word in {"LIMIT", "OFFSET"}:
            if after.kind != "number":
                yield Fault(piece.begin, f"na {piece.word} komt een getal.", f"{piece.word} is followed by a number.")
            limited = limited or depth == 0
        elif limited and depth == 0 and piece.word in {"ORDER", "GROUP", "HAVING"}:
            yield Fault(
                piece.begin, f"{piece.word} staat voor LIMIT en OFFSET.", f"{piece.word} comes before LIMIT and OFFSET."
            )
        elif closed and depth == 0 and piece.word in {"SELECT", "ASK", "DESCRIBE", "PREFIX"}:
            yield Fault(
                piece.begin,
                "hier begint een tweede vraag; stel er één tegelijk.",
                "a second query begins here; ask one at a time.",
            )


# ---------------------------------------------------------------- what the parser knows


def _said(text: str, pieces: Sequence[_Piece], said: str) -> Fault | None:
    """Return what the parser said by name, at the place that it is about."""
    if "Prefix not found" in said:
        declared = {a.text.partition(":")[0] for b, a in pairwise(pieces) if b.word == "PREFIX"}
        known = declared | set(PREFIXES)
        for piece in pieces:
            name = piece.text.partition(":")[0]
            if piece.kind == "prefixed" and name not in known and name != "_":
                close = difflib.get_close_matches(name, sorted(known), n=1)
                nl, en = (f" Bedoelde u {close[0]}:?", f" Did you mean {close[0]}:?") if close else ("", "")
                return Fault(
                    piece.begin,
                    f"de prefix {name}: is niet bekend. Zet boven de vraag PREFIX {name}: <…>.{nl}",
                    f"the prefix {name}: is not known. Put PREFIX {name}: <…> above the query.{en}",
                )
    if "SELECT contains a variable that is unbound" in said:
        grouped = text[text.upper().rfind("GROUP") :] if re.search(r"(?i)\bGROUP\s+BY\b", text) else ""
        for piece in _plain_columns(pieces):
            if not re.search(re.escape(piece.text) + r"\b", grouped):
                return Fault(
                    piece.begin,
                    f"naast een telling moet {piece.text} in GROUP BY staan: GROUP BY {piece.text}.",
                    f"beside an aggregate {piece.text} must stand in GROUP BY: GROUP BY {piece.text}.",
                )
    if "overrides an existing variable" in said:
        named = [after for before, after in pairwise(pieces) if before.word == "AS"]
        for piece in named:
            if sum(p.text == piece.text for p in pieces) > 1:
                return Fault(
                    piece.begin,
                    f"{piece.text} bestaat al: geef deze kolom een andere naam.",
                    f"{piece.text} exists already: give this column another name.",
                )
    return None


def _plain_columns(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    first = next((n for n, p in enumerate(pieces) if p.word == "SELECT"), len(pieces))
    yield from (p for depth, p in _until_body(pieces[first + 1 :]) if depth == 0 and p.kind == "variable")


# ---------------------------------------------------------------- what can be tried


def _tried(text: str, pieces: Sequence[_Piece], place: tuple[int, int], parses: Parses) -> Fault | None:
    """Return the fault whose repair makes it a query; of those that do not, the one that is understood furthest."""
    best: tuple[tuple[int, int], Fault] | None = None
    for repaired, fault, shift in list(_repairs(text, pieces, place))[:_TRIED]:
        got = parses(repaired)
        if got is None:
            return fault
        # A character that was put in moves what follows on the same line.
        reached = (got[0], got[1] - shift)
        if reached[0] > place[0] and (best is None or reached > best[0]):
            best = (reached, fault)
    return best[1] if best is not None else None


def _repairs(text: str, pieces: Sequence[_Piece], place: tuple[int, int]) -> Iterator[tuple[str, Fault, int]]:
    """Yield texts with one thing mended, the nearest before the place where the parser gave up first."""
    lines = text.split("\n")
    given_up = sum(len(line) + 1 for line in lines[: place[0] - 1]) + place[1]
    for before, after in reversed(list(pairwise(pieces))):
        end = before.begin + len(before.text)
        if before.begin > given_up:
            continue
        if before.kind in _TERMS and after.kind in {"variable", "iri", "prefixed"} and "\n" in text[end : after.begin]:
            for sign, nl, en in ((" .", "een punt", "a dot"), (" ;", "een puntkomma", "a semicolon")):
                fault = Fault(
                    end,
                    f"aan het eind van deze regel ontbreekt {nl} ({sign.strip()}).",
                    f"{en} ({sign.strip()}) is missing at the end of this line.",
                )
                yield text[:end] + sign + text[end:], fault, 0
        if before.text == "," and after.kind in _TERMS | {"word"}:
            fault = Fault(
                before.begin,
                "hier hoort een puntkomma (;): na een komma komt nog een object, geen nieuwe relatie.",
                "a semicolon (;) belongs here: a comma is followed by another object, not by a new relation.",
            )
            yield text[: before.begin] + ";" + text[end:], fault, 0
        if before.kind == "prefixed" and after.text in {".", ";", "}"} and after.begin >= before.begin:
            fault = Fault(
                before.begin,
                f"achter {before.text} ontbreekt een waarde.",
                f"a value is missing after {before.text}.",
            )
            yield f"{text[:end]} ?ontbreekt {text[end:]}", fault, len(" ?ontbreekt ")
