"""The addresses of blocks and notes on a page: their `xml:id`, or one made from their number.

A colon cannot stand in an `xml:id` (it is an NCName), so that an address made here clashes with none.
"""

from collections.abc import Mapping
from copy import deepcopy
from itertools import islice

from lxml import etree

from teiproof.model.document import Document
from teiproof.model.elements import BLOCKS, name_of
from teiproof.names import XML_ID, tei

TOP = "page:text"
"""The address of the text itself."""

_NUMBERED = tuple(map(tei, ("p", "ab", "lg", "sp")))
_NOTE = tei("note")


def addresses(document: Document) -> dict[etree._Element, str]:
    """The addresses of what readers cite: paragraphs, stanzas, speeches of the text, and all notes."""
    return {element: _address(document, element, made) for element, made in _counted(document.root)}


def addressed(document: Document) -> etree._ElementTree:
    """The document's tree in which all of these have their address as `xml:id`; the document stays as it is.

    Returns the document's own tree if nothing is missing.
    """
    missing = [
        number for number, (element, _) in enumerate(_counted(document.root)) if not _has_own(document, element)
    ]
    if not missing:
        return document.tree
    copy = deepcopy(document.tree)
    counted = list(_counted(copy.getroot()))
    for number in missing:
        element, address = counted[number]
        element.set(XML_ID, address)
    return copy


def address_of(element: etree._Element, known: Mapping[etree._Element, str]) -> str:
    """The address of the nearest block around an element."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor in known:
            return known[ancestor]
        if ancestor.get(XML_ID) and name_of(ancestor) in BLOCKS:
            return ancestor.get(XML_ID, "")
    return TOP


def _counted(root: etree._Element) -> list[tuple[etree._Element, str]]:
    """Elements with the addresses that they have if they have no `xml:id`."""
    found: list[tuple[etree._Element, str]] = []
    for text in root.iter(tei("text")):
        if any(name_of(ancestor) == "text" for ancestor in text.iterancestors()):
            continue
        walk = text.iter(*_NUMBERED, _NOTE)
        for element in walk:
            if element.tag == _NOTE:
                inside = sum(1 for _ in element.iter(*_NUMBERED, _NOTE)) - 1
                for _ in islice(walk, inside):
                    pass
            else:
                found.append((element, f"p:{len(found) + 1}"))
    notes = root.iter(_NOTE)
    return found + [(note, f"n:{number}") for number, note in enumerate(notes, 1)]


def _address(document: Document, element: etree._Element, made: str) -> str:
    return element.get(XML_ID, "") if _has_own(document, element) else made


def _has_own(document: Document, element: etree._Element) -> bool:
    identifier = element.get(XML_ID)
    return identifier is not None and document.ids[identifier] is element
