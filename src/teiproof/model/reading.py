"""What the text of a document is: blocks of words, each of which knows its element.

A run of white space is one space; a block begins and ends a word, an element within a line does not (see
`elements`). Of alternatives one is read:

edited
    corr, reg, expan and ex; what is supplied; not what is surplus, nor forme work (fw).
diplomatic
    sic, orig, abbr and am; what is surplus, and forme work; not what is supplied.

In both, the lemma (or first reading) of an app is read, and no deletion, unless it is restored. Notes are
apart from the text that they annotate. The header, facsimiles and stand-off markup are not read.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lxml import etree

from teiproof.model.document import Document
from teiproof.model.elements import APPARATUS, BREAKS, is_block, name_of, stands_apart
from teiproof.names import TEI, XML_ID, XML_SPACE

Kind = Literal["edited", "diplomatic"]

_WORDS = re.compile(r"[^ \t\r\n]+")
_WHITE = " \t\r\n"
_PREFERENCES = {
    "edited": ("corr", "reg", "expan", "ex", "supplied"),
    "diplomatic": ("sic", "orig", "abbr", "am", "surplus"),
}
_ALTERNATIVES = frozenset({"app", "choice", "rdgGrp", "subst"})
_UNREAD = {
    "edited": APPARATUS | {"am", "fw", "surplus"},
    "diplomatic": APPARATUS | {"ex", "supplied"},
}


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


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, verse line, list item...: `element` and its words."""

    element: etree._Element
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note, apart from the text. Numbers count from 1 in the order of the marks."""

    number: int
    element: etree._Element
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a document and its notes."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]

    def tokens(self) -> Iterator[Token]:
        """The words of the text, without notes, in order."""
        for block in self.blocks:
            yield from block.tokens


def read(document: Document, kind: Kind = "edited") -> Reading:
    """The reading of a document. Raises UnparsableError if it is not well-formed."""
    reader = _Reader(kind, _notes_by_target(document))
    reader.walk(document.root)
    return Reading(tuple(reader.blocks), tuple(sorted(reader.notes, key=lambda note: note.number)))


def words_of(element: etree._Element, kind: Kind = "edited") -> str:
    """The words of one element, with a space between any two, and without notes."""
    reader = _Reader(kind, {})
    reader.walk(element)
    return " ".join(token.text for block in reader.blocks for token in block.tokens)


def _notes_by_target(document: Document) -> dict[str, list[etree._Element]]:
    """The notes of stand-off markup, by the identifier at which they are anchored."""
    found: dict[str, list[etree._Element]] = {}
    for note in document.root.iterfind(f".//{{{TEI}}}standOff//{{{TEI}}}note[@target]"):
        target = note.get("target", "").split()[-1:]
        if target and target[0].startswith("#"):
            found.setdefault(target[0][1:], []).append(note)
    return found


class _Reader:
    """Walks a tree once and gathers blocks and notes."""

    def __init__(
        self, kind: Kind, targeted: dict[str, list[etree._Element]], numbers: Iterator[int] | None = None
    ) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self._kind: Kind = kind
        self._targeted = targeted
        self._numbers = numbers or itertools.count(1)
        self._block: etree._Element | None = None
        self._sections: dict[etree._Element, bool] = {}  # whether a division holds nothing but notes
        self._tokens: list[Token] = []
        self._word: list[str] = []  # the pieces of the word being gathered
        self._word_place: tuple[etree._Element, bool, int] | None = None
        self._word_space = ""  # white space before that word
        self._marks: list[tuple[int, int]] = []  # notes anchored in that word
        self._gap = ""  # white space met since the last character
        self._joined = False  # after a break="no": white space counts for nothing until the next character

    def walk(self, root: etree._Element) -> None:
        """Read what stands in an element."""
        self._block = root
        skipped: set[etree._Element] = set()
        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, node in walker:
            if event == "start":
                if node is not root and not self._is_read(node):
                    skipped.add(node)
                    walker.skip_subtree()
                else:
                    self._enter(node)
                    self._read(node, False)
                continue
            if event == "end":
                if node not in skipped:
                    self._leave(node)
                skipped.discard(node)
                for note in self._targeted.get(node.get(XML_ID, ""), ()):
                    self._annotate(note)
            if node is not root:
                self._read(node, True)
        self._end_block()

    def _is_read(self, element: etree._Element) -> bool:
        """Whether the content of an element belongs to the text; a note is taken aside."""
        name, parent = name_of(element), name_of(element.getparent())
        if name == "note" and not self._is_in_section_of_notes(element):
            self._annotate(element)
            return False
        if parent in _ALTERNATIVES and parent != "subst":
            return _preferred(element.getparent(), self._kind) is element
        if name == "del":
            return parent == "restore"
        if name == "sourceDoc":
            return not any(name_of(sibling) == "text" for sibling in element.itersiblings())
        return name not in _UNREAD[self._kind]

    def _is_in_section_of_notes(self, note: etree._Element) -> bool:
        """Whether a note stands in a division that holds nothing but notes: then it is text there."""
        parent = note.getparent()
        if parent is None or not name_of(parent).startswith(("div", "back", "list")):
            return False
        if parent not in self._sections:
            names = {name_of(child) for child in parent.iterchildren("*")}
            self._sections[parent] = not names - {"head", "note", "milestone"} - BREAKS
        return self._sections[parent]

    def _enter(self, element: etree._Element) -> None:
        if is_block(element):
            self._end_block()
            self._block = element
        elif name_of(element) in BREAKS:
            self._joined = element.get("break") == "no"
            self._gap = "" if self._joined else "\n"
        elif stands_apart(element):
            self._gap = self._gap or " "

    def _leave(self, element: etree._Element) -> None:
        if is_block(element):
            self._end_block()
            self._block = element.getparent()

    def _read(self, node: etree._Element, is_tail: bool) -> None:
        """Take the text in a node, or the text after it."""
        text = node.tail if is_tail else node.text
        element = node.getparent() if is_tail else node
        if not text or (name_of(element) in _ALTERNATIVES and not text.strip(_WHITE)):
            return
        preserved = _preserves_space(element)
        words = list(_WORDS.finditer(text))
        first = words[0].start() if words else len(text)
        if first and not self._joined:
            self._gap = self._gap or (text[:first] if preserved else " ")
        if not words:
            return
        if self._gap or not self._word:
            self._end_word()
            self._word_place = (node, is_tail, first)
            self._word_space = self._gap if self._tokens else ""
        self._word.append(words[0].group())
        self._gap, self._joined = "", False
        if len(words) > 1:
            self._end_word()
            self._read_rest(node, is_tail, text, words, preserved)
        last = words[-1].end()
        if last < len(text):
            self._gap = text[last:] if preserved else " "

    def _read_rest(
        self, node: etree._Element, is_tail: bool, text: str, words: list[re.Match[str]], preserved: bool
    ) -> None:
        """Take the words after the first of a text; only the last of them may go on in the next text."""
        space = " "
        for index in range(1, len(words) - 1):
            word = words[index]
            start = word.start()
            if preserved:
                space = text[words[index - 1].end() : start]
            self._tokens.append(Token(space, word.group(), node, is_tail, start))
        start = words[-1].start()
        self._word = [words[-1].group()]
        self._word_place = (node, is_tail, start)
        self._word_space = text[words[-2].end() : start] if preserved else " "

    def _end_word(self) -> None:
        if self._word and self._word_place is not None:
            text = "".join(self._word)
            self._tokens.append(Token(self._word_space, text, *self._word_place, tuple(self._marks)))
            self._word, self._marks = [], []

    def _end_block(self) -> None:
        self._end_word()
        if self._tokens and self._block is not None:
            self.blocks.append(Block(self._block, tuple(self._tokens)))
            self._tokens = []
        self._gap, self._joined = "", False

    def _annotate(self, note: etree._Element) -> None:
        """Take a note aside and leave its mark at this place."""
        number = next(self._numbers)
        reader = _Reader(self._kind, {}, self._numbers)
        reader.walk(note)
        self.notes.append(Note(number, note, tuple(reader.blocks)))
        self.notes.extend(reader.notes)
        if self._word or not (self._tokens or self.blocks):
            self._marks.append((sum(map(len, self._word)), number))
        elif self._tokens:
            self._tokens[-1] = _marked(self._tokens[-1], number)
        else:
            last = self.blocks[-1]
            self.blocks[-1] = Block(last.element, (*last.tokens[:-1], _marked(last.tokens[-1], number)))


def _marked(token: Token, number: int) -> Token:
    return token._replace(marks=(*token.marks, (len(token.text), number)))


def _preferred(parent: etree._Element | None, kind: Kind) -> etree._Element | None:
    """The alternative that is read in a choice, an app or a group of readings."""
    if parent is None:
        return None
    alternatives = list(parent.iterchildren("*"))
    if name_of(parent) == "choice":
        order = _PREFERENCES[kind]
        return min(
            alternatives,
            key=lambda child: order.index(name_of(child)) if name_of(child) in order else len(order),
        )
    readings = [child for child in alternatives if name_of(child) in ("lem", "rdg", "rdgGrp")]
    lemma = next((child for child in readings if name_of(child) == "lem"), None)
    return lemma if lemma is not None or not readings else readings[0]


def _preserves_space(element: etree._Element | None) -> bool:
    while element is not None:
        value = element.get(XML_SPACE)
        if value:
            return value == "preserve"
        element = element.getparent()
    return False
