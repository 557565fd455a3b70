"""Opens the documents of an ODD, each with what it includes (XInclude), and knows where their elements stand.

A tree of which parts come from other files carries a processing instruction before its root, which says where
each run of elements stands; so every declaration has its place in its own file, and its relative addresses
lead where they did. It is made here alone: one that a file brings along is taken away.
"""

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from teiproof.diagnostics import Location
from teiproof.errors import TeiproofError, UnreadableFileError
from teiproof.inclusion import INCLUDE
from teiproof.names import XML_BASE
from teiproof.parsing import Positions, UnparsableError, read
from teiproof.parsing.presence import is_below, real
from teiproof.parsing.tree import parse

_ORIGINS = "teiproof-origins"
_OUTSIDE = "inclusion.outside"


class InclusionError(TeiproofError):
    """An ODD includes what is not to be read. The message begins with the place."""


def open_document(path: Path) -> etree._ElementTree:
    """The tree of a file, which knows its path, with what it includes: from the current folder if it is below
    that, and otherwise from its own.

    Raises UnreadableFileError, UnparsableError, InclusionError.
    """
    data = read(path)
    tree = _alone(path, data)
    return tree if next(tree.iter(INCLUDE), None) is None else _whole(path, data)


def _alone(path: Path, data: bytes) -> etree._ElementTree:
    """The tree of a file as it is written."""
    tree = parse(data, str(path))
    tree.docinfo.URL = str(path)
    for mark in _marks(tree):
        mark.text = ""  # one before the root cannot be taken away
    return tree


class _Part:
    """A file as it is written, with the number of each of its elements."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self._data = data

    @cached_property
    def tree(self) -> etree._ElementTree:
        return _alone(self.path, self._data)

    @cached_property
    def numbers(self) -> dict[etree._Element, int]:
        return {element: number for number, element in enumerate(self.tree.iter("*"))}

    @cached_property
    def _positions(self) -> Positions:
        return Positions(self._data, str(self.path))

    def location(self, element: etree._Element, attribute: str | None = None) -> Location:
        """The place of an element or attribute."""
        return Location(str(self.path), *self._positions.of(self.numbers[element], attribute))

    def text_location(self, node: etree._Element, is_tail: bool, offset: int) -> Location:
        """The place of the element a text belongs to: of the texts of an ODD none is reported by itself."""
        del is_tail, offset
        return self.location(node)


class _Run(NamedTuple):
    """From its first element on, elements of a tree stand in a file as they follow each other there."""

    first: int
    path: str
    begin: int

    def following(self, number: int) -> tuple[str, int]:
        """Where the element of a number stands if the run goes on as far."""
        return self.path, self.begin + number - self.first


def _whole(path: Path, data: bytes) -> etree._ElementTree:
    """A document with what it includes."""
    from teiproof.inclusion.whole import resolve

    parts: dict[object, _Part] = {}

    def part(path: Path, data: bytes) -> _Part:
        made = _Part(path, data)
        parts[made] = made
        return made

    here = Path.cwd()
    folder = here if is_below(path, real(here)) else path.parent
    try:
        whole = resolve(part(path, data), folder, part)
    except UnparsableError as error:
        if error.diagnostic.code != _OUTSIDE:
            raise
        raise InclusionError(
            f"{error.diagnostic.location}: this is neither below the current folder nor below that of the ODD, "
            "and so is not included. Go to the folder that holds both, or use specGrpRef, which may lead "
            "anywhere."
        ) from None
    tree = whole.tree
    tree.docinfo.URL = str(path)
    runs: list[_Run] = []
    for number, element in enumerate(tree.iter("*")):
        source, node = whole.origins[element]
        if element.get(XML_BASE) is not None and node.get(XML_BASE) is None:
            del element.attrib[XML_BASE]  # what an address refers to is known from `file_of`
        place = str(source.path), parts[source].numbers[node]
        if not runs or place != runs[-1].following(number):
            runs.append(_Run(number, *place))
    origins = json.dumps(runs).replace(">", "\\u003e")
    tree.getroot().addprevious(etree.ProcessingInstruction(_ORIGINS, origins))
    return tree


class Places:
    """The places of the elements of one tree."""

    def __init__(self, tree: etree._ElementTree) -> None:
        self._path = tree.docinfo.URL or ""
        self._numbers = {element: number for number, element in enumerate(tree.iter("*"))}
        self._runs = list(_runs(tree)) or [_Run(0, self._path, 0)]
        self._positions: dict[str, Positions | None] = {}

    def of(self, node: etree._Element, attribute: str | None = None) -> Location:
        """The place of an element, or of one of its attributes (Clark notation)."""
        path, index = self._stands(node)
        positions = self._of_file(path)
        if positions is None or index is None or index >= len(positions.offsets):
            return Location(path)
        return Location(path, *positions.of(index, attribute))

    def file(self, node: etree._Element) -> str:
        """The path of the file in which an element stands."""
        return self._stands(node)[0]

    def _stands(self, node: etree._Element) -> tuple[str, int | None]:
        number = self._numbers.get(node)
        if number is None:
            return self._path, None
        run = next(run for run in reversed(self._runs) if run.first <= number)
        return run.following(number)

    def _of_file(self, path: str) -> Positions | None:
        if path not in self._positions:
            try:
                self._positions[path] = Positions(read(Path(path)), path)
            except UnreadableFileError:  # it has gone since it was read
                self._positions[path] = None
        return self._positions[path]


def file_of(node: etree._Element) -> str:
    """The path of the file in which an element stands."""
    tree = node.getroottree()
    return Places(tree).file(node) if any(_runs(tree)) else tree.docinfo.URL or ""


def _runs(tree: etree._ElementTree) -> Iterator[_Run]:
    for mark in _marks(tree):
        if mark.text:
            yield from (_Run(*each) for each in json.loads(mark.text))


def _marks(tree: etree._ElementTree) -> Iterator[etree._ProcessingInstruction]:
    """The processing instructions before the root that say where elements stand."""
    for node in tree.getroot().itersiblings(preceding=True):
        if isinstance(node, etree._ProcessingInstruction) and node.target == _ORIGINS:
            yield node
