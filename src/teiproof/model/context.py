"""Words in context: what stands around an element in the edited reading, and where a page has it."""

from bisect import bisect_left
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from teiproof.model.addresses import address_of, addresses
from teiproof.model.document import Document
from teiproof.model.elements import name_of
from teiproof.model.reading import Block, read, words_of

_WORDS = 12  # before and after
_LONG = 24  # words of the element itself, which may be a chapter


class Context(NamedTuple):
    """The words of an element and those around it in the same block, at most twelve on each side.

    `anchor` is the address of its block or note; `place` counts elements, for sorting in document order.
    """

    place: int
    anchor: str
    before: str
    text: str
    after: str
    in_note: bool


class _Line(NamedTuple):
    """The words of a block as one string; `starts` are the offsets of its words."""

    text: str
    starts: tuple[int, ...]


class _Text:
    """A text, or a note: its blocks, and the place of every word among the texts of the document."""

    def __init__(
        self, blocks: tuple[Block, ...], begins: dict[etree._Element, int], ends: dict[etree._Element, int]
    ) -> None:
        self._blocks = blocks
        self._words: list[tuple[int, int]] = []  # the numbers of the block and of the word in it
        self._places: list[int] = []
        for number, block in enumerate(blocks):
            for index, token in enumerate(block.tokens):
                self._words.append((number, index))
                self._places.append(ends[token.node] if token.is_tail else begins[token.node])
        self._lines: dict[int, _Line] = {}

    def around(self, first: int, last: int, text: str) -> tuple[str, str]:
        """What stands before and after a text of which the words lie between two places."""
        if not self._words:
            return "", ""
        index = min(bisect_left(self._places, first), len(self._words) - 1)
        number, word = self._words[index]
        line = self._line(number)
        start = line.starts[word]
        if not line.text.startswith(text, start) or (not text and self._places[index] >= last):
            # It begins within the word before, as a name after a bracket does, or has no words here at all.
            earlier = self._words[index - 1] if index else (number, word)
            line, start = self._line(earlier[0]), self._line(earlier[0]).starts[earlier[1]]
            found = line.text.find(text, start) if text else -1
            if found < 0:  # not in the reading: beside it
                end = _end_of_word(line.text, start)
                return line.text[:end] + " " * bool(text), line.text[end:]
            start = found
        return line.text[:start], line.text[start + len(text) :]

    def _line(self, number: int) -> _Line:
        if number not in self._lines:
            block = self._blocks[number]
            starts = accumulate((len(word) + 1 for word in block.words[:-1]), initial=0)
            self._lines[number] = _Line(block.line, tuple(starts))
        return self._lines[number]


class Contexts:
    """The contexts of a document's elements: one walk for the first question, little work for each other one.

    Raises UnparsableError.
    """

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _places(self) -> tuple[dict[etree._Element, int], dict[etree._Element, int]]:
        """The numbers of the texts within and after each node, in document order."""
        begins: dict[etree._Element, int] = {}
        ends: dict[etree._Element, int] = {}
        walk = etree.iterwalk(self._document.root, events=("start", "end", "comment", "pi"))
        for place, (event, node) in enumerate(walk):
            if event != "end":
                begins[node] = place
            if event != "start":
                ends[node] = place
        return begins, ends

    @cached_property
    def _addresses(self) -> dict[etree._Element, str]:
        return addresses(self._document)

    @cached_property
    def _texts(self) -> tuple[_Text, dict[etree._Element, _Text]]:
        """The text, and the texts of the notes by their elements."""
        reading = read(self._document)
        notes = {note.element: _Text(note.blocks, *self._places) for note in reading.notes}
        return _Text(reading.blocks, *self._places), notes

    def of(self, element: etree._Element) -> Context | None:
        """The context of an element; None if it is neither in the text nor in a note on it."""
        around = [element, *element.iterancestors()]
        names = {name_of(ancestor) for ancestor in around}
        if "teiHeader" in names or not names & {"text", "note"}:
            return None
        whole, notes = self._texts
        note = next((ancestor for ancestor in around if ancestor in notes), None)
        if note is None and "text" not in names:
            return None
        begins, ends = self._places
        first, last = begins[element], ends[element]
        text = " ".join(words_of(element).split(" ")[:_LONG])
        place = whole if note is None else notes[note]
        before, after = place.around(first, last, text)
        anchor = address_of(element, self._addresses) if note is None else self._addresses[note]
        return Context(first, anchor, _last_words(before), text, _first_words(after), note is not None)


def _end_of_word(text: str, start: int) -> int:
    end = text.find(" ", start)
    return len(text) if end < 0 else end


def _last_words(text: str) -> str:
    words = text.rsplit(" ", _WORDS + 1)
    return " ".join(words[-_WORDS - 1 :]) if len(words) <= _WORDS + 1 else " ".join(words[1:])


def _first_words(text: str) -> str:
    words = text.split(" ", _WORDS + 1)
    return " ".join(words) if len(words) <= _WORDS + 1 else " ".join(words[:-1])
