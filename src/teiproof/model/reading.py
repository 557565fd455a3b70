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
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from lxml import etree

from teiproof.model.blocks import WHITE, Block, Break, Note, Reading, Run, Token
from teiproof.model.document import Document
from teiproof.model.elements import APPARATUS, BREAKS, Traits, name_of, stands_apart, traits_of
from teiproof.names import TEI, XML_ID, XML_SPACE

__all__ = ["Block", "Kind", "Note", "Reading", "Run", "Token", "read", "words_of"]

Kind = Literal["edited", "diplomatic"]

_PREFERENCES = {
    "edited": ("corr", "reg", "expan", "ex", "supplied"),
    "diplomatic": ("sic", "orig", "abbr", "am", "surplus"),
}
_ONE_OF_MANY = frozenset({"app", "choice", "rdgGrp"})
_ALTERNATIVES = _ONE_OF_MANY | {"subst"}
_UNREAD = {
    "edited": APPARATUS | {"am", "fw", "surplus"},
    "diplomatic": APPARATUS | {"ex", "supplied"},
}
_NOWHERE = Traits("", False, True, False, False, False)  # a root is a block


def read(document: Document, kind: Kind = "edited") -> Reading:
    """The reading of a document. Raises UnparsableError if it is not well-formed."""
    reader = _Reader(kind, _notes_by_target(document))
    blocks = reader.walk(document.root)
    return Reading(blocks, tuple(sorted(reader.notes, key=lambda note: note.number)))


def words_of(element: etree._Element, kind: Kind = "edited") -> str:
    """The words of one element, with a space between any two, and without notes."""
    return " ".join([block.line for block in _Reader(kind, {}).walk(element)])


def _notes_by_target(document: Document) -> dict[str, list[etree._Element]]:
    """The notes of stand-off markup, by the identifier at which they are anchored."""
    found: dict[str, list[etree._Element]] = {}
    for note in document.root.iterfind(f".//{{{TEI}}}standOff//{{{TEI}}}note[@target]"):
        target = note.get("target", "").split()[-1:]
        if target and target[0].startswith("#"):
            found.setdefault(target[0][1:], []).append(note)
    return found


class _Level(NamedTuple):
    """An element that is open, while the reader is in it.

    `chosen` is the alternative that is read in it, if it is one of those that hold alternatives. A note has
    its number, and in `outer` the text that goes on after it.
    """

    traits: Traits
    is_read: bool = True
    is_block: bool = False
    is_preserved: bool = False
    chosen: etree._Element | None = None
    number: int = 0
    outer: "_Flow | None" = None


class _Flow:
    """A text, or a note, while it is read: its blocks, and the one being gathered."""

    def __init__(self, element: etree._Element) -> None:
        self._element = element
        self._finished: list[tuple[etree._Element, list[Run], list[tuple[int, int]], list[Break]]] = []
        self._runs: list[Run] = []
        self._marks: list[tuple[int, int]] = []
        self._breaks: list[Break] = []
        self._gap = ""  # white space met since the last character
        self._joined = False  # after a break="no": white space counts for nothing until the next character

    def blocks(self) -> tuple[Block, ...]:
        """The blocks, when all has been read."""
        self.begin_block(self._element)
        if self._finished:  # what begins after the last word of all has no block to come
            _, runs, _, breaks = self._finished[-1]
            breaks += [Break(len(runs), place.element) for place in self._breaks]
        return tuple(
            [
                Block(element, tuple(runs), tuple(marks), tuple(breaks))
                for element, runs, marks, breaks in self._finished
            ]
        )

    def begin_block(self, element: etree._Element) -> None:
        """End the block that was being gathered; what follows is in `element`."""
        if self._runs:
            count = len(self._runs)
            later = [Break(0, place.element) for place in self._breaks if place.position == count]
            breaks = self._breaks[: len(self._breaks) - len(later)]
            self._finished.append((self._element, self._runs, self._marks, breaks))
            self._runs, self._marks, self._breaks = [], [], later
        self._element = element
        self._gap, self._joined = "", False

    def leave(self, element: etree._Element) -> None:
        """What follows is no longer in an element that holds blocks without being one, such as a quotation."""
        parent = element.getparent() if self._element is element and not self._runs else None
        if parent is not None:
            self._element = parent

    def begin_line(self, element: etree._Element) -> None:
        """Take the beginning of a page, column or line."""
        is_word_broken = element.get("break") == "no"
        self._breaks.append(Break(len(self._runs), element))
        self._joined = is_word_broken
        self._gap = "" if is_word_broken else "\n"

    def end_word(self) -> None:
        """Let what follows be another word."""
        self._gap = self._gap or " "

    def take(self, text: str, node: etree._Element, is_tail: bool, level: _Level) -> None:
        """Take the text in a node, or the text after it; `level` is the element in which it stands."""
        preserved = level.is_preserved
        trimmed = text.strip(WHITE)
        if not trimmed:
            if not (self._gap or self._joined or level.traits.name in _ALTERNATIVES):
                self._gap = text if preserved else " "
            return
        offset = 0
        if text[0] in WHITE:
            offset = text.index(trimmed[0])
            if not (self._gap or self._joined):
                self._gap = text[:offset] if preserved else " "
        self._runs.append(Run(self._gap if self._runs else "", trimmed, node, is_tail, offset, preserved))
        end = offset + len(trimmed)
        self._gap = "" if end == len(text) else text[end:] if preserved else " "
        self._joined = False

    def mark(self, number: int) -> None:
        """Leave the mark of a note at this place: in a block without words, at the end of the one before."""
        if self._runs or not self._finished:
            self._marks.append((len(self._runs), number))
        else:
            _, runs, marks, _ = self._finished[-1]
            marks.append((len(runs), number))


class _Reader:
    """Walks a tree once and gathers blocks and notes."""

    def __init__(
        self, kind: Kind, targeted: Mapping[str, list[etree._Element]], numbers: Iterator[int] | None = None
    ) -> None:
        self.notes: list[Note] = []
        self._kind: Kind = kind
        self._targeted = targeted
        self._numbers = numbers or itertools.count(1)
        self._sections: dict[etree._Element, bool] = {}  # whether a division holds nothing but notes

    def walk(self, root: etree._Element) -> tuple[Block, ...]:
        """The blocks of an element, other than those of its notes, which are added to `notes`."""
        self._flow = self._text = _Flow(root)
        parent = root.getparent()
        levels = [_Level(_NOWHERE if parent is None else traits_of(str(parent.tag)))]
        levels.append(self._level(root, levels[0]._replace(is_preserved=_preserves_space(parent))))
        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, node in walker:
            if event == "start":
                if node is not root:
                    levels.append(self._open(node, levels[-1]))
                if not levels[-1].is_read:
                    walker.skip_subtree()
                elif text := node.text:
                    self._flow.take(text, node, False, levels[-1])
                continue
            if event == "end":
                self._close(node, levels.pop())
            if node is not root and (tail := node.tail):
                self._flow.take(tail, node, True, levels[-1])
        return self._flow.blocks()

    def _open(self, element: etree._Element, parent: _Level) -> _Level:
        """What is to be done with an element."""
        traits = traits_of(str(element.tag))
        name = traits.name
        if name == "note" and not self._is_in_section_of_notes(element):
            outer, self._flow = self._flow, _Flow(element)
            number = next(self._numbers)
            return self._level(element, parent)._replace(number=number, outer=outer)
        if parent.traits.name in _ONE_OF_MANY:
            is_read = parent.chosen is element
        elif name == "del":
            is_read = parent.traits.name == "restore"
        elif name == "sourceDoc":
            is_read = not any(name_of(sibling) == "text" for sibling in element.itersiblings())
        else:
            is_read = name not in _UNREAD[self._kind]
        return self._level(element, parent) if is_read else _Level(traits, is_read=False)

    def _level(self, element: etree._Element, parent: _Level) -> _Level:
        """Go into an element."""
        traits = traits_of(str(element.tag))
        is_block = traits.is_block or parent.traits.is_container
        if is_block:
            self._flow.begin_block(element)
        if traits.is_break:
            self._flow.begin_line(element)
        elif not is_block and stands_apart(element, traits, parent.traits):
            self._flow.end_word()
        space = element.get(XML_SPACE)
        is_preserved = space == "preserve" if space else parent.is_preserved
        chosen = _preferred(element, self._kind) if traits.name in _ONE_OF_MANY else None
        return _Level(traits, True, is_block, is_preserved, chosen)

    def _close(self, element: etree._Element, level: _Level) -> None:
        """Go out of an element."""
        if level.outer is not None:
            self.notes.append(Note(level.number, element, self._flow.blocks()))
            self._flow = level.outer
            self._flow.mark(level.number)
        elif level.is_block:
            parent = element.getparent()
            self._flow.begin_block(element if parent is None else parent)
        else:
            self._flow.leave(element)
        if self._targeted and self._flow is self._text:
            for note in self._targeted.get(element.get(XML_ID, ""), ()):
                self._annotate(note)

    def _annotate(self, note: etree._Element) -> None:
        """Take a note of stand-off markup, and leave its mark at this place."""
        number = next(self._numbers)
        reader = _Reader(self._kind, {}, self._numbers)
        self.notes.append(Note(number, note, reader.walk(note)))
        self.notes.extend(reader.notes)
        self._flow.mark(number)

    def _is_in_section_of_notes(self, note: etree._Element) -> bool:
        """Whether a note stands in a division that holds nothing but notes: then it is text there."""
        parent = note.getparent()
        if parent is None or not name_of(parent).startswith(("div", "back", "list")):
            return False
        if parent not in self._sections:
            names = {name_of(child) for child in parent.iterchildren("*")}
            self._sections[parent] = not names - {"head", "note", "milestone"} - BREAKS
        return self._sections[parent]


def _preferred(parent: etree._Element, kind: Kind) -> etree._Element | None:
    """The alternative that is read in a choice, an app or a group of readings."""
    alternatives = list(parent.iterchildren("*"))
    if name_of(parent) == "choice":
        order = _PREFERENCES[kind]
        return min(
            alternatives,
            key=lambda child: order.index(name_of(child)) if name_of(child) in order else len(order),
            default=None,
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
