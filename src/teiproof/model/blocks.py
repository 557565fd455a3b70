"""What a reading is made of: blocks of text, which know the node and offset of every word.

A block holds its text as it stands in the document, run by run. Words and tokens are made of it when asked for,
because most who read want the text and not the place of each word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
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


class Break(NamedTuple):
    """The beginning of a page, column or line (pb, cb, gb, lb) after so many runs of a block."""

    position: int
    element: etree._Element


class Block(NamedTuple):
    """A paragraph, heading, verse line, list item...: `element` and its text, which has at least one word.

    `marks` are the notes anchored in it: pairs of the number of runs before the mark and a note's number.
    `breaks` are the beginnings of pages and lines in it and before its first word.
    """

    element: etree._Element
    runs: tuple[Run, ...]
    marks: tuple[tuple[int, int], ...] = ()
    breaks: tuple[Break, ...] = ()

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

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words, each of which knows its place; made anew at each call."""
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
    token: Token | None = None  # the last word, which may go on in the next run with more pieces and marks
    pieces: list[str] = []
    inside: list[tuple[int, int]] = []
    length = 0  # of the pieces
    for position, (space, text, node, is_tail, begin, is_preserved) in enumerate(runs):
        if position in noted:
            offset = len(token.text) + length if token is not None else 0
            inside.extend((offset, number) for number in noted[position])
        end = 0
        for word in _WORDS.finditer(text):
            start = word.start()
            if start:
                space = text[end:start] if is_preserved else " "
            end = word.end()
            if token is not None:
                if not space:
                    pieces.append(word.group())
                    length += end - start
                    continue
                if pieces or inside:
                    token = _whole(token, pieces, inside)
                    pieces, inside, length = [], [], 0
                yield token
            token = Token(space, word.group(), node, is_tail, begin + start)
    if token is not None:
        inside.extend((len(token.text) + length, number) for number in noted.get(len(runs), ()))
        yield _whole(token, pieces, inside) if pieces or inside else token


def _whole(token: Token, pieces: list[str], marks: list[tuple[int, int]]) -> Token:
    return token._replace(text="".join([token.text, *pieces]), marks=tuple(marks))
