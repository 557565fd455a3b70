"""Where the characters of a text stand in the tree, and in the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from teiproof.diagnostics import Location
from teiproof.model.document import Document
from teiproof.parsing import create_parser, feed


class Place(NamedTuple):
    """A character of a text in the tree: at `offset` in the text in `node`, or in that after it (`is_tail`)."""

    node: etree._Element
    is_tail: bool
    offset: int


_Name = tuple[int, bool]
"""A text: the number of a node in document order, and whether it is the text after that node."""


def locations(document: Document, places: Iterable[Place]) -> list[Location]:
    """The lines and columns of characters of a document, for many at once. Raises UnparsableError."""
    wanted = list(places)
    index = {node: number for number, node in enumerate(document.root.iter())}
    names: list[_Name] = [(index[place.node], place.is_tail) for place in wanted]
    pieces = _pieces(document, frozenset(names))
    return [
        _location(document, pieces.get(name, []), place.offset)
        for name, place in zip(names, wanted, strict=True)
    ]


def _location(document: Document, pieces: list[tuple[int, int, int]], offset: int) -> Location:
    for length, line, column in pieces:
        if offset < length:
            return Location(str(document.path), line, column + offset)
        offset -= length
    return Location(str(document.path))


def _pieces(document: Document, wanted: frozenset[_Name]) -> dict[_Name, list[tuple[int, int, int]]]:
    """The pieces in which texts stand in the file: the length, line and column of each."""
    path = str(document.path)
    parser = create_parser(path)
    parser.buffer_text = False
    parser.ordered_attributes = True
    found: dict[_Name, list[tuple[int, int, int]]] = {}
    open_elements: list[int] = []
    count = 0
    text: _Name = (-1, False)

    def start(_: str, __: list[str]) -> None:
        nonlocal count, text
        text = (count, False)
        open_elements.append(count)
        count += 1

    def end(_: str) -> None:
        nonlocal text
        text = (open_elements.pop(), True)

    def aside(*_: str) -> None:
        nonlocal count, text
        if open_elements:
            text = (count, True)
            count += 1

    def characters(piece: str) -> None:
        if text in wanted:
            place = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
            found.setdefault(text, []).append((len(piece), *place))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CommentHandler = aside
    parser.ProcessingInstructionHandler = aside
    parser.CharacterDataHandler = characters
    feed(parser, document.data, path)
    return found
