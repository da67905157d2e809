"""Contact data in texts: where it stands, and the text without it.

E-mail addresses and telephone numbers never enter the graph and are never shown. Three places see to that: the loaders
for what is read; `graph.table` for every answer to a query, on the page, in a file and from the endpoint alike; and the
pages for what they show of a document itself. A mask takes the place of the text and of nothing else: IRIs are keys,
and the offsets of a passage keep pointing at the same stretch of the document.
"""

from __future__ import annotations

import re

# Begins where a run of its characters begins: from every character on, a long text would take the square of its length.
_EMAIL = r"(?<![\w.+%-])[\w.+%-]+@\w[\w-]*(?:\.\w[\w-]*)*"
# Dutch numbers have ten digits after the trunk zero is counted, written with any of the usual separators; a date such
# as 08-09-2014 must not start one.
_PHONE = (
    r"(?<![\w@])(?!\d{2}[-/.]\d{2}[-/.]\d{4})"
    r"(?:(?:\+|00)31[\s.\-]?(?:\(0\)[\s.\-]?)?|\(?0)\d(?:[\s.\-/()]{0,2}\d){7,8}(?!\d)"
)
_NAMED_PHONE = r"(?i:(?<=tel\.:)|(?<=tel:)|(?<=tel\.)|(?<=telefoon)|(?<=telnr\.)|(?<=mobiel))\s*:?\s*\d[\d\s\-]{3,}\d"
_CONTACT = re.compile(f"(?P<email>{_EMAIL})|(?P<phone>{_PHONE}|{_NAMED_PHONE})")
_MASKS = {"email": "[e-mailadres]", "phone": "[telefoonnummer]"}


def contact_spans(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text that hold an e-mail address or a telephone number.

    >>> contact_spans("Jan, jan@voorbeeld.nl")
    [(5, 21)]
    """
    return [m.span() for m in _CONTACT.finditer(text)]


def mask(text: str) -> str:
    """Return the text with each e-mail address and telephone number replaced by a word that says so.

    >>> mask("bel 06-12345678 of mail a@b")
    'bel [telefoonnummer] of mail [e-mailadres]'
    >>> mask("besluit van 08-09-2014, zaak 12")
    'besluit van 08-09-2014, zaak 12'
    """
    return _CONTACT.sub(lambda m: _MASKS[m.lastgroup or "email"], text)
