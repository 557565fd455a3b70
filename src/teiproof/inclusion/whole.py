"""A tree in which every xi:include is replaced by what it includes, and where each node of it stands."""

from __future__ import annotations

import os
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import quote, unquote

from lxml import etree

from teiproof.diagnostics import Diagnostic, Location
from teiproof.inclusion import FALLBACK, INCLUDE
from teiproof.inclusion.requests import (
    TOO_MUCH,
    Inclusions,
    Link,
    Request,
    UnavailableError,
    not_found,
    text_in,
)
from teiproof.inclusion.xpointers import find
from teiproof.names import XML_BASE, XML_LANG
from teiproof.parsing import UnparsableError, place_in
from teiproof.parsing.presence import normal, relative


class Source(Protocol):
    """A document as it is written, without what it includes."""

    @property
    def path(self) -> Path: ...
    @property
    def tree(self) -> etree._ElementTree: ...
    def location(self, element: etree._Element, attribute: str | None = None) -> Location:
        """The place of an element or attribute."""

    def text_location(self, node: etree._Element, is_tail: bool, offset: int) -> Location:
        """The place of a character of a text."""


class _Plain(NamedTuple):
    """A file that is included as text."""

    path: Path
    text: str

    def place(self, offset: int) -> Location:
        return Location(str(self.path), *place_in(self.text, offset))


class _InNode(NamedTuple):
    """The text in a node of a source, or the one after it."""

    source: Source
    node: etree._Element
    is_tail: bool

    def place(self, offset: int) -> Location:
        return self.source.text_location(self.node, self.is_tail, offset)


class _Piece(NamedTuple):
    """A part of a text in the whole: its length, and where it stands."""

    length: int
    origin: _InNode | _Plain


_Text = tuple[etree._Element, bool]
"""The text in a node, or the text after it."""


class Whole:
    """A document with what it includes; `tree` is a tree of its own."""

    def __init__(self, tree: etree._ElementTree) -> None:
        self.tree = tree
        # The dictionaries keep lxml's proxies alive, so that a node stays the same object.
        self.origins: dict[etree._Element, tuple[Source, etree._Element]] = {}
        self.texts: dict[_Text, list[_Piece]] = {}

    def location(self, element: etree._Element, attribute: str | None = None) -> Location:
        """The place of an element, or of one of its attributes, in the file in which it stands."""
        source, node = self.origins[element]
        return source.location(node, attribute)

    def text_location(self, node: etree._Element, is_tail: bool, offset: int) -> Location:
        """The place of a character of a text in the file in which it stands."""
        for piece in self.texts.get((node, is_tail), ()):
            if offset < piece.length:
                return piece.origin.place(offset)
            offset -= piece.length
        source, origin = self.origins[node]
        return source.text_location(origin, is_tail, offset)


def resolve(
    source: Source,
    folder: Path,
    read: Callable[[Path, bytes], Source],
    omissions: list[Diagnostic] | None = None,
) -> Whole:
    """A document with what it includes; `read` makes a source of a file of the edition in `folder`.

    Raises UnparsableError, also for what is included. If `omissions` are given, what cannot be included is
    left out and added to them, and only a document that includes too much raises.
    """
    tree = deepcopy(source.tree)
    whole = Whole(tree)
    _Resolver(whole, source, folder, read, omissions).run()
    return whole


class _Resolver:
    def __init__(
        self,
        whole: Whole,
        source: Source,
        folder: Path,
        read: Callable[[Path, bytes], Source],
        omissions: list[Diagnostic] | None,
    ) -> None:
        self._whole = whole
        self._source = source
        self._read = read
        self._omissions = omissions
        self._broken: dict[str, Diagnostic] = {}
        self._inclusions = Inclusions(source.path, folder)
        self._sources: dict[str, Source] = {self._inclusions.chain[0].real: source}

    def run(self) -> None:
        root = self._whole.tree.getroot()
        self._note_origins(root, self._source.tree.getroot(), self._source)
        self._resolve(root, self._source.path.parent)

    def _note_origins(self, copy: etree._Element, original: etree._Element, source: Source) -> None:
        for made, node in zip(copy.iter(), original.iter(), strict=True):
            self._whole.origins[made] = source, node

    def _resolve(self, top: etree._Element, folder: Path) -> None:
        """Replace the inclusions below an element; `folder` is that of the tree in which it stands."""
        includes = [
            node for node in top.iter(INCLUDE) if not any(above.tag == INCLUDE for above in _between(node, top))
        ]
        for include in includes:
            self._replace(include, folder)

    def _replace(self, include: etree._Element, folder: Path) -> None:
        parent = include.getparent()
        if parent is None:
            return  # the root of the whole document, which is no TEI
        source, node = self._whole.origins[include]
        place = source.location(node)
        attributes = {str(name): str(value) for name, value in include.items()}
        content: etree._Element | _Plain
        try:
            request = self._inclusions.request(attributes, _folder(include, folder), place)
            if request.is_text:
                content = _Plain(request.link.path, text_in(self._inclusions.read(request), request))
            else:
                content = self._element(request, parent, folder)
        except UnavailableError as error:
            fallback = include.find(FALLBACK)
            if fallback is None:
                content = self._nothing(UnparsableError(error.diagnostic))
            else:
                self._inclusions.enter_fallback(place)
                self._resolve(fallback, folder)
                self._inclusions.leave_fallback()
                content = fallback
        except UnparsableError as error:
            content = self._nothing(error)
        self._splice(include, parent, content)

    def _nothing(self, error: UnparsableError) -> etree._Element:
        """What takes the place of that which cannot be included, if there may be such."""
        if self._omissions is None or error.diagnostic.code == TOO_MUCH:
            raise error
        self._omissions.append(error.diagnostic)
        return etree.Element("nothing")

    def _element(self, request: Request, parent: etree._Element, folder: Path) -> etree._Element:
        """An element that holds nothing but what is included, its own inclusions resolved."""
        source = self._open(request)
        root = source.tree.getroot()
        chosen = find(request.pointer, root) if request.pointer else root
        if chosen is None:
            raise not_found(request)
        self._inclusions.count(request.place, nodes=sum(1 for _ in chosen.iter()))
        holder = etree.Element("holder")
        copy = deepcopy(chosen)
        copy.tail = None
        holder.append(copy)
        self._note_origins(copy, chosen, source)
        above = chosen.getparent()
        outside = source.path.parent if above is None else _folder(above, source.path.parent)
        is_same_file = request.link.real == self._inclusions.chain[-1].real
        self._inclusions.chain.append(request.link)
        self._resolve(holder, outside)
        self._inclusions.chain.pop()
        if copy.getparent() is holder:
            if not is_same_file:
                _keep_base(copy, request.link, _folder(copy, outside), _folder(parent, folder))
            _keep_language(copy, chosen, parent)
        return holder

    def _open(self, request: Request) -> Source:
        """The file that is asked for, which has a tree; one that has none is looked at but once."""
        link = request.link
        if link.real in self._broken:
            raise UnparsableError(self._broken[link.real])
        if link.real in self._sources:
            self._inclusions.count(request.place, size=1)
            return self._sources[link.real]
        source = self._read(link.path, self._inclusions.read(request))
        try:
            source.tree  # noqa: B018 - it is read here, and kept
        except UnparsableError as error:
            self._broken[link.real] = error.diagnostic
            raise
        self._sources[link.real] = source
        return source

    def _splice(
        self, include: etree._Element, parent: etree._Element, content: etree._Element | _Plain
    ) -> None:
        """Put what an element holds, or a text, in the place of an xi:include."""
        before = include.getprevious()
        anchor: _Text = (parent, False) if before is None else (before, True)
        own = self._pieces((include, True))
        if isinstance(content, _Plain):
            self._add(anchor, content.text, [_Piece(len(content.text), content)])
        else:
            self._add(anchor, content.text or "", self._pieces((content, False)))
            for child in list(content):
                tail = self._pieces((child, True))
                include.addprevious(child)  # which takes its tail along
                if child.tail:
                    self._whole.texts[child, True] = tail
                anchor = child, True
        tail_text = include.tail or ""
        include.tail = None
        parent.remove(include)
        self._add(anchor, tail_text, own)

    def _own(self, node: etree._Element, is_tail: bool) -> _Piece:
        source, origin = self._whole.origins[node]
        return _Piece(len((node.tail if is_tail else node.text) or ""), _InNode(source, origin, is_tail))

    def _pieces(self, text: _Text) -> list[_Piece]:
        """The pieces of a text as it is now."""
        node, is_tail = text
        if known := self._whole.texts.get(text):
            return known
        if node not in self._whole.origins or not (node.tail if is_tail else node.text):
            return []
        return [self._own(node, is_tail)]

    def _add(self, anchor: _Text, text: str, pieces: list[_Piece]) -> None:
        """Add to a text."""
        if not text:
            return
        self._whole.texts[anchor] = [*self._pieces(anchor), *pieces]
        node, is_tail = anchor
        if is_tail:
            node.tail = (node.tail or "") + text
        else:
            node.text = (node.text or "") + text


def _between(node: etree._Element, top: etree._Element) -> list[etree._Element]:
    """The elements around a node, up to an element and without it."""
    found = []
    for above in node.iterancestors():
        if above is top:
            break
        found.append(above)
    return found


def _is_relative(base: str) -> bool:
    return bool(base) and ":" not in base.partition("/")[0] and not base.startswith("//")


def _folder(element: etree._Element, folder: Path) -> Path:
    """The folder to which relative addresses of an element refer; `folder` is that of its tree."""
    for node in [*reversed(list(element.iterancestors())), element]:
        base = node.get(XML_BASE, "")
        if _is_relative(base):
            folder = folder / unquote(base.rpartition("/")[0])
    return normal(folder)


def _keep_base(element: etree._Element, link: Link, base: Path, new: Path) -> None:
    """Give an element the xml:base by which its addresses lead where they did."""
    own = element.get(XML_BASE, "")
    if own and not _is_relative(own):
        return
    name = unquote(own.rpartition("/")[2]) if own else link.path.name
    folder = relative(base, new).replace(os.sep, "/")
    element.set(XML_BASE, quote(f"{folder}/{name}") if folder != "." or not name else quote(name))


def _keep_language(element: etree._Element, original: etree._Element, parent: etree._Element) -> None:
    """Give an element the language which its own file says of it."""
    if element.get(XML_LANG) is not None:
        return
    own, new = _language(original), _language(parent)
    if own and own != new:
        element.set(XML_LANG, own)


def _language(element: etree._Element | None) -> str:
    while element is not None:
        if value := element.get(XML_LANG):
            return value
        element = element.getparent()
    return ""
