"""The entries of registers that a document uses, directly or through other entries, to be copied into it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import name_of
from teiproof.model.pointers import Pointer, pointers, pointers_within
from teiproof.model.register import KINDS, is_entry
from teiproof.names import XML_ID, XML_LANG, tei

if TYPE_CHECKING:
    from lxml import etree

LISTS = {
    "person": "listPerson",
    "personGrp": "listPerson",
    "place": "listPlace",
    "org": "listOrg",
    "bibl": "listBibl",
    "biblStruct": "listBibl",
    "biblFull": "listBibl",
    "event": "listEvent",
}
"""The lists in which entries stand, in the order in which the lists are made."""


class Entry(NamedTuple):
    """An entry of another document."""

    document: Document
    element: etree._Element


class Used:
    """The entries of other documents that a document uses, or none of them.

    Raises UnparsableError if a register is not well-formed.
    """

    def __init__(self, document: Document, edition: Edition, takes_entries: bool = True) -> None:
        self._document = document
        self._edition = edition
        self._names: dict[tuple[Document, str], str] = {}
        self.entries = self._sorted(self._found()) if takes_entries else []
        self._call(set(document.ids))

    def _call(self, taken: set[str]) -> None:
        """Give the identifiers in the entries names that are free: their own, or with a number after it."""
        found = [
            (entry.document, identifier)
            for entry in self.entries
            for node in entry.element.iter("*")
            if (identifier := node.get(XML_ID)) is not None and entry.document.ids[identifier] is node
        ]
        own: dict[str, tuple[Document, str]] = {}
        for each in found:
            own.setdefault(each[1], each)
        avoided = taken | own.keys()
        for each in found:
            name, number = each[1], 1
            if name in taken or own[name] != each:
                while name in avoided:
                    number += 1
                    name = f"{each[1]}-{number}"
                avoided.add(name)
            self._names[each] = name

    def identifier(self, document: Document, pointer: Pointer) -> str | None:
        """The xml:id here to which a pointer of another document's, or of this one, leads; None if to none."""
        other = self._edition.document_of(document, pointer)
        if other is None or not pointer.fragment:
            return None
        if other is self._document:
            return pointer.fragment if pointer.fragment in other.ids else None
        return self._names.get((other, pointer.fragment))

    def name(self, entry: Entry, identifier: str) -> str | None:
        """What an xml:id of an entry is called here; None if it is another element's there as well."""
        return self._names.get((entry.document, identifier))

    def _found(self) -> dict[etree._Element, Entry]:
        found: dict[etree._Element, Entry] = {}
        waiting = [(self._document, pointer) for pointer in pointers(self._document)]
        while waiting:
            document, pointer = waiting.pop()
            if not (pointer.is_local and pointer.fragment):
                continue
            other = self._edition.document_of(document, pointer)
            if other is None or other is self._document:
                continue
            element = other.ids.get(pointer.fragment)
            entry = None if element is None else _entry_around(element)
            if entry is not None and entry not in found:
                found[entry] = Entry(other, entry)
                waiting += [(other, inner) for inner in pointers_within(other, entry)]
        return found

    def _sorted(self, found: dict[etree._Element, Entry]) -> list[Entry]:
        """The entries that are in no other one, by document and place."""
        kept = [
            entry
            for entry in found.values()
            if not any(above in found for above in entry.element.iterancestors())
        ]
        order: dict[etree._Element, int] = {}
        for document in {entry.document: None for entry in kept}:
            nodes = document.root.iter(*map(tei, KINDS))
            order.update((node, index) for index, node in enumerate(nodes))
        return sorted(kept, key=lambda entry: (str(entry.document.path), order[entry.element]))


def _entry_around(element: etree._Element) -> etree._Element | None:
    """The entry of a register in which an element stands, or which it is."""
    for node in (element, *element.iterancestors()):
        if name_of(node) in KINDS and is_entry(node):
            return node
    return None


def copied(entry: Entry, language: str) -> Iterator[tuple[etree._Element, etree._Element]]:
    """A copy of an entry, node by node: the copy and the original. `language` is that of its new place."""
    copy = deepcopy(entry.element)
    copy.tail = None
    said = language_of(entry.element)
    if said and said != language and copy.get(XML_LANG) is None:
        copy.set(XML_LANG, said)
    yield from zip(copy.iter("*"), entry.element.iter("*"), strict=True)


def language_of(element: etree._Element | None) -> str:
    """The language in force at an element; nothing if none is said."""
    while element is not None:
        if value := element.get(XML_LANG):
            return value
        element = element.getparent()
    return ""
