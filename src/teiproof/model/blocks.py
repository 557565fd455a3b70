"""What a reading is made of: blocks of text, which know the node and offset of every word.

A block holds its text as it stands in the document, run by run. Words and tokens are made of it when asked for,
because most who read want the text and not the place of each word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lxml import etree

WHITE = " \t\r\n"
"""White space as XML defines it (https://www.w3.org/TR/xml/#sec-common-syn)."""

_WORDS = re.compile(r"[^ \t\r\n]+")
_MORE_THAN_A_SPACE = re.compile(r"[\t\r\n][ \t\r\n]*| [ \t\r\n]+")


class Token(NamedTuple):
    """A word: a run of characters other than white space, in one block.

    `space` is the white space before it (nothing at the start of a block). It begins at `offset` in the
    text in `node`, or in the text after it (`is_tail`). `marks` are the notes anchored in it: pairs of an
    offset into `text` and a note's number.
    """

    space: str
    text: str
    node: etree._Element
    is_tail: bool
    offset: int
    marks: tuple[tuple[int, int], ...] = ()


class Run(NamedTuple):
    """A text between two tags, from its first word to the end of its last, as it stands in the document.

    It begins at `offset` in the text in `node`, or in the text after it (`is_tail`). `space` is the white
    space before it; if there is none, its first word goes on with the last of the run before.
    """

    space: str
    text: str
    node: etree._Element
    is_tail: bool
    offset: int
    is_preserved: bool

    @property
    def spaced(self) -> str:
        """Its words with the white space before each."""
        return self.space + (self.text if self.is_preserved else with_single_spaces(self.text))

    def words(self) -> Iterator[tuple[str, str, int]]:
        """Its words, each with the white space before it and its offset in the text of the document."""
        space, end = self.space, 0
        for word in _WORDS.finditer(self.text):
            start = word.start()
            if start:
                space = self.text[end:start] if self.is_preserved else " "
            yield space, word.group(), self.offset + start
            end = word.end()


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, verse line, list item...: `element` and its text, which has at least one word.

    `marks` are the notes anchored in it: pairs of the number of runs before the mark and a note's number.
    """

    element: etree._Element
    runs: tuple[Run, ...]
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """Its words with the white space before each, which is a line end where a page or line begins."""
        return "".join([run.spaced for run in self.runs])

    @property
    def line(self) -> str:
        """Its words with one space between any two."""
        return with_single_spaces(self.text)

    @property
    def words(self) -> list[str]:
        """Its words."""
        return self.line.split(" ")

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words, each of which knows its place."""
        return tuple(_tokens(self.runs, self.marks))

    def parts(self) -> Iterator[tuple[str, int | None]]:
        """Its text from mark to mark, with the number of the note at the end of each part; None at the last."""
        start = 0
        for position, number in self.marks:
            yield "".join([run.spaced for run in self.runs[start:position]]), number
            start = position
        yield "".join([run.spaced for run in self.runs[start:]]), None


@dataclass(frozen=True, slots=True)
class Note:
    """A note, apart from the text. Numbers count from 1 in the order of the marks."""

    number: int
    element: etree._Element
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a document and its notes, which are in the order of their numbers."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]

    def tokens(self) -> Iterator[Token]:
        """The words of the text, without notes, in order, each of which knows its place."""
        for block in self.blocks:
            yield from block.tokens

    def words(self) -> Iterator[str]:
        """The words of the text, without notes, in order."""
        for block in self.blocks:
            yield from block.words


def with_single_spaces(text: str) -> str:
    """A text in which each run of white space is one space."""
    return _MORE_THAN_A_SPACE.sub(" ", text)


def _tokens(runs: tuple[Run, ...], marks: tuple[tuple[int, int], ...]) -> Iterator[Token]:
    noted: dict[int, list[int]] = {}
    for position, number in marks:
        noted.setdefault(position, []).append(number)
    pieces: list[str] = []  # of the word that is being gathered
    length = 0
    begins: tuple[str, tuple[etree._Element, bool, int]] | None = None  # its white space and its place
    inside: list[tuple[int, int]] = []  # the marks in it
    for position, run in enumerate(runs):
        inside.extend((length, number) for number in noted.get(position, ()))
        for space, word, offset in run.words():
            if begins is None or space:
                if begins is not None:
                    yield Token(begins[0], "".join(pieces), *begins[1], tuple(inside))
                    pieces, length, inside = [], 0, []
                begins = space, (run.node, run.is_tail, offset)
            pieces.append(word)
            length += len(word)
    inside.extend((length, number) for number in noted.get(len(runs), ()))
    if begins is not None:
        yield Token(begins[0], "".join(pieces), *begins[1], tuple(inside))
