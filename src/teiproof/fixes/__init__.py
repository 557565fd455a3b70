"""The fixes: one module for each kind of repair that is certain, named after it, with

    fix(draft: Draft, edition: Edition) -> Iterator[Repair]
    KEEPS  what of the document no repair may change: `READING`, `TEXT` or `COMPOSED_TEXT`

It yields repairs of one document as edits of its source text. It only proposes: `mending` applies them, and
proves that nothing else has changed. It raises a TeiproofError when it cannot look. To add a fix, add a file
here and its cases in `tests/fixes/cases/<fix>/`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from teiproof.diagnostics import Location
from teiproof.model.document import Document
from teiproof.names import XML
from teiproof.source import MARK, Attribute, Piece, UneditableError, attributes_in, decode, pieces

READING = "reading"
"""Both readings, token by token."""

TEXT = "text"
"""The characters of the text; what is a block or a note may change, because names or pointers do."""

COMPOSED_TEXT = "composed text"
"""The characters of the text after composition (NFC)."""


_LINE_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A replacement in the source text: what stands from `start` to `end` becomes `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Repair:
    """One repair: edits that belong together, the first at the place to show, and why it is certain."""

    edits: tuple[Edit, ...]
    reason: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """A source text after some edits, none of which overlap."""
    parts = []
    position = 0
    for edit in sorted(edits):
        parts += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*parts, text[position:]])


class Draft(Document):
    """A document that is being repaired, with its source text.

    Its properties raise UnparsableError, and UneditableError if its elements are not all in its source.
    """

    includes = False

    @cached_property
    def text(self) -> str:
        """The source text, byte order mark included."""
        return decode(self.data, str(self.path))

    @cached_property
    def pieces(self) -> list[Piece]:
        """The pieces of the source text."""
        return list(pieces(self.text))

    @cached_property
    def _lines(self) -> list[int]:
        """The offset of each line in the source text."""
        starts = (match.end() for match in _LINE_BREAK.finditer(self.text))
        return [len(MARK) * self.text.startswith(MARK), *starts]

    def offset(self, line: int, column: int) -> int:
        """The offset of a place, both counted from 1."""
        return self._lines[line - 1] + column - 1

    def place(self, offset: int) -> Location:
        """The place of an offset."""
        line = bisect_right(self._lines, offset)
        return Location(str(self.path), max(line, 1), offset - self._lines[max(line, 1) - 1] + 1)

    @cached_property
    def _tags(self) -> dict[etree._Element, Piece]:
        tags = [piece for piece in self.pieces if piece.kind in ("start", "empty")]
        elements = list(self.root.iter(etree.Element))
        if len(tags) != len(elements):
            raise UneditableError(f"{self.path} is not repaired, because its entities contain elements.")
        return dict(zip(elements, tags, strict=True))

    def tag(self, element: etree._Element) -> Piece:
        """The start tag of an element."""
        return self._tags[element]

    @cached_property
    def _elements(self) -> dict[int, etree._Element]:
        return {tag.offset: element for element, tag in self._tags.items()}

    def element_at(self, offset: int) -> etree._Element | None:
        """The element whose start tag begins there."""
        return self._elements.get(offset)

    def element_around(self, offset: int) -> etree._Element | None:
        """The element in whose start tag a place is."""
        index = bisect_right(self._starts, offset) - 1
        element = self.element_at(self._starts[index]) if index >= 0 else None
        if element is None or offset >= self._starts[index] + len(self.tag(element).raw):
            return None
        return element

    @cached_property
    def _starts(self) -> list[int]:
        return sorted(self._elements)

    @cached_property
    def _end_tags(self) -> dict[int, Piece]:
        """The end tags by the offsets of their start tags."""
        found = {}
        waiting = []
        for piece in self.pieces:
            if piece.kind == "start":
                waiting.append(piece.offset)
            elif piece.kind == "end":
                found[waiting.pop()] = piece
        return found

    def end_tag(self, element: etree._Element) -> Piece | None:
        """The end tag of an element; None if its tag is an empty one."""
        return self._end_tags.get(self.tag(element).offset)

    def attribute(self, element: etree._Element, name: str) -> Attribute | None:
        """An attribute (Clark notation) as written, with its offset in the source text.

        None if its value is written with references or line breaks, or if the document type gives it.
        """
        tag = self.tag(element)
        raw = name.replace(f"{{{XML}}}", "xml:")
        for attribute in attributes_in(tag.raw):
            if attribute.name == raw and attribute.value == element.get(name):
                return attribute._replace(offset=tag.offset + attribute.offset)
        return None
