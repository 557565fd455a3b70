"""When the source of a document was printed, as its `sourceDesc` says (Guidelines 2.2.7)."""

from typing import NamedTuple

from lxml import etree

from teiproof.model.calendar import Span, read_w3c
from teiproof.model.document import Document
from teiproof.names import tei

_PRINTS = (
    "teiHeader/fileDesc/sourceDesc//imprint/date",
    "teiHeader/fileDesc/sourceDesc/bibl/date",
    "teiHeader/fileDesc/sourceDesc/listBibl/bibl/date",
)
"""Where dates of printing stand, the more certain first: a `bibl` may also be that of a web page."""


class Printing(NamedTuple):
    """The date of a printing: its element, its value and what it covers."""

    element: etree._Element
    text: str
    span: Span


def printed(document: Document) -> Printing | None:
    """The last of the printings that `sourceDesc` dates; those in an `imprint` go before others.

    The last, because a later printing than the first may say more. None if no date has a sure value.
    """
    for path in _PRINTS:
        found = [printing for date in document.findall(path) if (printing := _printing(date))]
        if found:
            return max(found, key=lambda printing: printing.span.last)
    return None


def _printing(date: etree._Element) -> Printing | None:
    parent = date.getparent()
    if parent is not None and parent.tag != tei("imprint") and "digital" in (parent.get("type") or "").lower():
        return None
    text = (date.get("when") or date.get("notAfter") or date.get("to") or "").strip()
    try:
        span = read_w3c(text)
    except ValueError:
        return None
    return Printing(date, text, span) if span else None
