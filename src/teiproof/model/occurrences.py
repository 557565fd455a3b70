"""Where something stands in the characters of a document, in its text or in attributes, and how often."""

import re
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from teiproof.diagnostics import Location
from teiproof.model.characters import Text, texts
from teiproof.model.document import Document


class Occurrences(NamedTuple):
    """How often something stands in a document, and where first: in a text, at `offset`, or, if `text` is
    None, in an attribute of an element."""

    number: int
    element: etree._Element
    text: Text | None = None
    offset: int = 0
    attribute: str = ""

    def place(self, document: Document) -> Location:
        """The first place; to find it takes a pass over the document."""
        if self.text is None:
            return document.location(self.element, self.attribute)
        return document.text_location(self.text.node, self.text.is_tail, self.offset)


def occurrences(
    document: Document,
    pattern: re.Pattern[str],
    accepts: Callable[[re.Match[str], etree._Element], bool],
    may_hold: Callable[[str], bool] = lambda _: True,
) -> dict[str, Occurrences]:
    """What a pattern finds beyond ASCII, by what is found: first what stands in texts, in document order.

    `accepts` is told the match and the element that holds it, in its content or in an attribute; `may_hold`
    says quickly of many a text that there is nothing to find in it.
    """
    found: dict[str, Occurrences] = {}

    def is_worthwhile(string: str) -> bool:
        return (not string.isascii() or "\x7f" in string) and may_hold(string)

    def search(string: str, here: Occurrences) -> None:
        for match in pattern.finditer(string):
            if accepts(match, here.element):
                what = match.group()
                known = found.get(what)
                found[what] = (
                    known._replace(number=known.number + 1) if known else here._replace(offset=match.start())
                )

    for text in texts(document.root):
        if is_worthwhile(text.string) and text.element is not None:
            search(text.string, Occurrences(1, text.element, text))
    for attribute, holders in document.attributes.items():
        for element, value in holders:
            if is_worthwhile(value):
                search(value, Occurrences(1, element, attribute=attribute))
    return found


def first(document: Document, found: dict[str, Occurrences]) -> tuple[str, Location]:
    """What of some things stands first, and where. `found` must not be empty."""
    # Of those in texts the first that was found is the first of all: to find places takes time.
    in_texts = next((one for one in found.items() if one[1].text is not None), None)
    candidates = [one for one in found.items() if one[1].text is None]
    if in_texts:
        candidates.insert(0, in_texts)
    return min(((what, one.place(document)) for what, one in candidates), key=lambda pair: pair[1])


def number(found: dict[str, Occurrences]) -> int:
    """How often some things stand in a document, taken together."""
    return sum(one.number for one in found.values())
