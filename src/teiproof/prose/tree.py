"""The values: what a text is made of for those who write documents, after pandoc's Block and Inline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal[
    "code", "emphasis", "small-caps", "strikeout", "strong", "subscript", "superscript", "underline"
]


@dataclass(frozen=True, slots=True)
class Text:
    """Words, with single spaces between them and perhaps around them."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled:
    """A part of a line that looks otherwise."""

    style: Style
    content: Line


@dataclass(frozen=True, slots=True)
class Link:
    """A part of a line that leads to an address on the web."""

    target: str
    content: Line


@dataclass(frozen=True, slots=True)
class Note:
    """The place of a note, which is here."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1 to 6."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Verses:
    """Lines of verse, of an address, of a title page: each begins anew."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """What is set apart as the words of another, or as a text of its own."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    is_ordered: bool
    items: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """A list of terms, each with what is said of it."""

    entries: tuple[tuple[Line, Blocks], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the rows at its head come first, and all rows have the same number of cells."""

    head: tuple[tuple[Blocks, ...], ...]
    body: tuple[tuple[Blocks, ...], ...]

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(row) for row in (*self.head, *self.body)), default=0)


@dataclass(frozen=True, slots=True)
class Code:
    """Text of which every space and line counts."""

    text: str


Inline = Text | Styled | Link | Note
Line = tuple[Inline, ...]
Block = Paragraph | Heading | Verses | Quotation | Items | Definitions | Table | Code
Blocks = tuple[Block, ...]
