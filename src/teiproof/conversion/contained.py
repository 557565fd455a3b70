"""A document that needs no other file of its edition: what it includes is in it, its prefixes are written out,
and the entries of registers that it uses stand in its standOff."""

from __future__ import annotations

import os
from copy import deepcopy
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from lxml import etree

from teiproof.conversion.entries import LISTS, Entry, Used, copied, language_of
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import name_of
from teiproof.model.pointers import POINTING, POINTING_ON, Pointer, pointers, pointers_within
from teiproof.model.schemes import has_scheme
from teiproof.names import XI, XML_BASE, XML_ID, tei
from teiproof.parsing.presence import relative

if TYPE_CHECKING:
    from collections.abc import Iterable

_Uris = dict[tuple[etree._Element, str], list[str]]
"""The addresses of a pointing attribute, by element and attribute."""


class Contained(NamedTuple):
    """A document by itself, as a tree of its own; `copies` leads from the elements of the document to its."""

    tree: etree._ElementTree
    copies: dict[etree._Element, etree._Element]


def contained(document: Document, edition: Edition, base: str = "", takes_entries: bool = True) -> Contained:
    """A document by itself, with the entries that it uses unless these are not wanted.

    `base` is the address at which the edition is published: by it pointers to its other documents are made
    absolute. Raises UnparsableError.
    """
    tree = deepcopy(document.tree)
    tree.docinfo.clear()  # a DOCTYPE, whose entities are expanded
    making = _Making(document, edition, base, takes_entries)
    copies = dict(zip(document.root.iter("*"), tree.getroot().iter("*"), strict=True))
    making.rewrite(document, pointers(document), copies)
    making.add_entries(tree.getroot())
    for element in tree.getroot().iter("*"):
        if not has_scheme(element.get(XML_BASE, "x:")):
            del element.attrib[XML_BASE]
    _drop_prefixes(tree.getroot())
    if document.has_inclusions:
        _drop_xinclude(tree.getroot())
    return Contained(tree, copies)


def _drop_xinclude(root: etree._Element) -> None:
    """Take out the declarations of the namespace of XInclude, which nothing has any more."""
    prefixes = {prefix for node in root.iter("*") for prefix, uri in node.nsmap.items() if prefix and uri != XI}
    etree.cleanup_namespaces(root, keep_ns_prefixes=sorted(prefixes))


class _Making:
    def __init__(self, document: Document, edition: Edition, base: str, takes_entries: bool) -> None:
        self._document = document
        self._edition = edition
        self._base = base
        self._used = Used(document, edition, takes_entries)

    def rewrite(
        self, document: Document, found: Iterable[Pointer], copies: dict[etree._Element, etree._Element]
    ) -> None:
        """Give the pointers of a document new addresses in copies of its elements."""
        uris: _Uris = {}
        for pointer in found:
            if pointer.element in copies:
                new = self._address(document, pointer)
                uris.setdefault((pointer.element, pointer.attribute), []).append(new)
        for (element, attribute), values in uris.items():
            if values != (element.get(attribute) or "").split():
                copies[element].set(attribute, " ".join(values))

    def _address(self, document: Document, pointer: Pointer) -> str:
        if not pointer.is_local:
            return pointer.target
        identifier = self._used.identifier(document, pointer)
        if identifier is not None:
            return f"#{identifier}"
        is_at_home = document is self._document
        if not pointer.file:
            if is_at_home:
                return pointer.target
            return self._elsewhere(document, f"#{pointer.target.partition('#')[2]}")
        fragment = "".join(pointer.target.partition("#")[1:])
        other = self._edition.document_of(document, pointer)
        if other is self._document:
            return fragment or pointer.target
        if other is not None and other in self._edition.documents:
            return self._elsewhere(other, fragment)
        path = self._edition.path_of(document, pointer)
        if path is None or (is_at_home and XML_BASE not in document.attributes):
            return pointer.target  # as it is written
        return f"{self._relative(path)}{fragment}"

    def _elsewhere(self, other: Document, fragment: str) -> str:
        """The address of another document."""
        if self._base and other in self._edition.documents:
            from teiproof.pages.plan import safe_name  # by which the site calls its copies

            return f"{self._base}tei/{safe_name(other.path.stem)}.xml{fragment}"
        return f"{self._relative(other.path)}{fragment}"

    def _relative(self, path: Path) -> str:
        place = relative(path, self._document.path.parent)
        return quote(str(PurePosixPath(place.replace(os.sep, "/"))))

    def add_entries(self, root: etree._Element) -> None:
        """Copy the entries that are used into standOff, in a list for each kind."""
        if not self._used.entries:
            return
        stand_off = root.find(tei("standOff"))
        if stand_off is None:
            stand_off = etree.Element(tei("standOff"))
            _insert(root, stand_off)
        language = language_of(stand_off)
        made: dict[str, etree._Element] = {}
        for entry in self._used.entries:
            made.setdefault(LISTS[name_of(entry.element)], etree.Element(tei("list"))).append(
                self._copy(entry, language)
            )
        for name in dict.fromkeys(LISTS.values()):
            if name in made:
                made[name].tag = tei(name)
                _append(stand_off, made[name])

    def _copy(self, entry: Entry, language: str) -> etree._Element:
        pairs = list(copied(entry, language))
        for copy, original in pairs:
            identifier = copy.get(XML_ID)
            if identifier is not None and entry.document.ids[identifier] is original:
                copy.set(XML_ID, self._used.name(entry, identifier) or identifier)
        within = pointers_within(entry.document, entry.element)
        self.rewrite(entry.document, within, {original: copy for copy, original in pairs})
        return pairs[0][0]


def _insert(root: etree._Element, stand_off: etree._Element) -> None:
    """Put a standOff behind the header."""
    header = root.find(tei("teiHeader"))
    index = 0 if header is None else root.index(header) + 1
    stand_off.tail = header.tail if header is not None else root.text
    root.insert(index, stand_off)


def _append(stand_off: etree._Element, made: etree._Element) -> None:
    """Put a list at the end of a standOff, each entry on a line of its own."""
    before = stand_off[-1] if len(stand_off) else None
    if before is None:
        stand_off.text = "\n    "
    else:
        before.tail = "\n    "
    made.text = "\n      "
    for entry in made:
        entry.tail = "\n      "
    made[-1].tail = "\n    "
    made.tail = "\n  "
    stand_off.append(made)


def _drop_prefixes(root: etree._Element) -> None:
    """Take out the prefixDefs of prefixes with which no pointer begins any more."""
    definitions = list(root.iter(tei("prefixDef")))
    if not definitions:
        return
    begun: set[str] = set()
    pointed_to: set[str] = set()
    for element in root.iter("*"):
        for attribute, value in element.items():
            if ":" in value or "#" in value:
                begun.update(uri.partition(":")[0] for uri in str(value).split())
                if attribute in POINTING or attribute in POINTING_ON:
                    pointed_to.update(uri[1:] for uri in str(value).split() if uri.startswith("#"))
    for definition in definitions:
        if definition.get("ident") not in begun and definition.get(XML_ID) not in pointed_to:
            _remove(definition, pointed_to)


def _remove(element: etree._Element, pointed_to: set[str]) -> None:
    """Take out an element, and what around it may not be empty."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None and not (before.tail or "").strip():
        before.tail = element.tail
    parent.remove(element)
    inner = {name_of(child) for child in parent.iterchildren("*")}
    name = name_of(parent)
    is_empty = inner.isdisjoint({"prefixDef", "listPrefixDef"}) if name == "listPrefixDef" else not inner
    if is_empty and name in ("listPrefixDef", "encodingDesc") and parent.get(XML_ID) not in pointed_to:
        _remove(parent, pointed_to)
