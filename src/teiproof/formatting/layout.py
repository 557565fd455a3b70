"""Lays out the pieces of a source anew: lines, indentation, tags. What is text is not touched."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from teiproof.formatting import tags
from teiproof.formatting.lines import Lines
from teiproof.formatting.structure import Mode, Node, nodes
from teiproof.model import sentences
from teiproof.model.elements import BLOCKS, BREAKS
from teiproof.source import WHITE, Piece, name_in

DEFAULT_WIDTH = 120
"""The length from which on a start tag is broken, where no width is asked for."""

_RUN = re.compile(r"[ \t\r\n]+")
_CONTEXT = 40  # characters before a space that may tell whether a sentence ends


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is to be laid out.

    `indent` is the number of spaces for each level; `width`, if given, the number of columns to which running
    prose is filled; `sentences` begins each sentence of running prose on a new line. With neither, its line
    breaks stay.
    """

    indent: int = 2
    width: int | None = None
    sentences: bool = False

    @property
    def refills(self) -> bool:
        """Whether the line breaks of running prose are made anew."""
        return self.sentences or self.width is not None


class _Frame:
    """An open element: its tags are indented to `outer`, the lines of its content to `inner`."""

    __slots__ = ("before", "inner", "is_empty", "is_refilled", "mode", "node", "outer", "root")

    def __init__(self, node: Node | None, mode: Mode, outer: int, inner: int) -> None:
        self.node = node
        self.mode = mode
        self.outer = outer
        self.inner = inner
        self.is_empty = True  # nothing has been written in it
        self.root = node  # the outermost element of the flow, or the note, in which it stands
        self.is_refilled = False
        self.before = ""  # the end of the text before it, if it is a note


def lay_out(pieces: Sequence[Piece], style: Style) -> str:
    """The source made of the pieces of a document, with a line break at its end."""
    return _Layout(pieces, style).run()


class _Layout:
    def __init__(self, pieces: Sequence[Piece], style: Style) -> None:
        self._pieces = pieces
        self._style = style
        self._width = style.width or DEFAULT_WIDTH
        self._indent = " " * style.indent
        self._nodes = nodes(pieces, self._width)
        self._lines = Lines(self._indent, style.width)
        self._frame = _Frame(None, "blocks", -1, 0)
        self._open: list[_Frame] = []
        self._breaks = 0  # line breaks in the white space just met between blocks
        self._is_spaced = False  # there was any
        self._before = ""  # the end of the text before this place

    def run(self) -> str:
        index = 0
        while index < len(self._pieces):
            piece = self._pieces[index]
            if piece.kind == "text":
                self._text(index, piece.raw)
            elif piece.kind in ("start", "empty"):
                index = self._start(index, piece)
            elif piece.kind == "end":
                self._end(piece)
            else:
                self._aside(piece)
            index += 1
        return self._lines.text() + "\n"

    def _start(self, index: int, piece: Piece) -> int:
        """Begin an element; the index of the last piece that has been dealt with."""
        node = self._nodes[index]
        self._begin_line()
        frame = self._frame_of(node)
        is_flow = self._frame.mode != "blocks"
        level = self._frame.inner if is_flow else frame.outer
        parts = tags.canonical(piece.raw, bool(node.name))
        if node.mode == "line":
            self._lines.add(tags.on_one_line(parts))
        else:
            width = max(self._width, DEFAULT_WIDTH) if is_flow else self._width
            self._lines.add(tags.lines(parts, self._indent * level, self._indent, width))
        if node.mode == "verbatim" and piece.kind == "start":
            last = self._pieces[node.end]
            raw = [inner.raw for inner in self._pieces[index + 1 : node.end]]
            self._lines.add("".join(raw) + f"</{name_in(last.raw)}>")
            self._before = ""
            return node.end
        if piece.kind == "start":
            self._open.append(self._frame)
            self._frame = frame
        return index

    def _frame_of(self, node: Node) -> _Frame:
        parent = self._frame
        outer = parent.inner
        if parent.mode == "blocks" or node.mode == "blocks":
            frame = _Frame(node, node.mode, outer, outer + 1)
            frame.is_refilled = node.mode == "flow" and self._style.refills and _is_prose(node)
            return frame
        frame = _Frame(node, node.mode, outer, outer)
        frame.root, frame.is_refilled = parent.root, parent.is_refilled and node.mode != "line"
        if node.name == "note":
            frame.root, frame.before = node, self._before
        if frame.is_refilled:
            frame.inner += node.name == "note" and self._opens(node)
        elif self._opens(node) or self._begins_part(node):
            frame.inner += 1
        return frame

    def _opens(self, node: Node) -> bool:
        """Whether the content of an element begins on a new line."""
        after = self._pieces[node.start + 1]
        return node.end > node.start and after.kind == "text" and "\n" in _leading(after.raw)

    def _begins_part(self, node: Node) -> bool:
        """Whether an element begins a line and is no mere phrase: a block, or in an element without text."""
        before = self._pieces[node.start - 1]
        is_part = node.name in BLOCKS or (node.parent is not None and not node.parent.has_text)
        return is_part and before.kind == "text" and "\n" in _trailing(before.raw)

    def _end(self, piece: Piece) -> None:
        frame = self._frame
        if frame.mode == "blocks" and not frame.is_empty:
            self._lines.line(frame.outer)
        self._lines.add(f"</{name_in(piece.raw)}>")
        if frame.root is frame.node:
            self._before = frame.before
        self._breaks, self._is_spaced = 0, False
        self._frame = self._open.pop()

    def _aside(self, piece: Piece) -> None:
        """A comment, processing instruction, CDATA section or DOCTYPE."""
        if self._frame.mode == "blocks" and not self._breaks and self._open and piece.kind == "comment":
            # A comment on the line of what it comments on stays there.
            if self._is_spaced:
                self._lines.add(" ")
            self._frame.is_empty = False
        else:
            self._begin_line()
        self._breaks, self._is_spaced = 0, False
        self._lines.add(piece.raw)
        if piece.kind == "cdata":
            self._before = piece.raw[:-3][-_CONTEXT:]

    def _begin_line(self) -> None:
        """Between blocks, begin a new line; an empty line before it stays, several become one."""
        frame = self._frame
        if frame.mode == "blocks":
            if not (frame.is_empty and frame.node is None):
                self._lines.line(frame.inner, self._breaks > 1 and not frame.is_empty)
            frame.is_empty = False
        self._breaks, self._is_spaced = 0, False

    def _text(self, index: int, raw: str) -> None:
        if self._frame.mode == "blocks":
            self._breaks = raw.count("\n")
            self._is_spaced = True
            return
        position = 0
        for match in _RUN.finditer(raw):
            self._words(raw[position : match.start()])
            self._space(index, raw, match)
            position = match.end()
        self._words(raw[position:])

    def _words(self, words: str) -> None:
        if words:
            self._lines.add(words)
            self._before = (self._before + words)[-_CONTEXT:]

    def _space(self, index: int, raw: str, match: re.Match[str]) -> None:
        """A run of white space in a flow: a space, or a line break."""
        frame = self._frame
        breaks = match.group().count("\n")
        after = self._pieces[index + 1] if match.end() == len(raw) else None
        is_last = after is not None and after.kind == "end"
        level = frame.outer if is_last else frame.inner
        if not frame.is_refilled:
            if breaks:
                self._lines.line(level, breaks > 1)
            else:
                self._lines.space()
        elif breaks and (breaks > 1 or self._keeps_break(index, match, after)):
            self._lines.line(level if frame.node is frame.root else frame.inner, breaks > 1)
        elif self._is_edge(index, match, is_last):
            self._lines.space()
        elif self._style.sentences and sentences.ends(self._before, self._following(index, match.end())):
            self._lines.line(frame.inner)
        else:
            self._lines.space(frame.inner)
        self._before = (self._before + " ")[-_CONTEXT:]

    def _keeps_break(self, index: int, match: re.Match[str], after: Piece | None) -> bool:
        """Whether a line break in refilled prose has a meaning for those who read the source."""
        before = self._pieces[index - 1] if match.start() == 0 else None
        if self._is_edge(index, match, after is not None and after.kind == "end"):
            return True
        for piece in (before, after):
            if piece is not None and piece.kind in ("comment", "instruction"):
                return True
        if after is not None and after.kind in ("start", "empty"):
            node = self._nodes[index + 1]
            return node.name in BREAKS or node.mode == "blocks"
        return False

    def _is_edge(self, index: int, match: re.Match[str], is_last: bool) -> bool:
        """Whether white space is the first or the last thing in the outermost element of a flow."""
        root = self._frame.root
        if root is None or self._frame.node is not root:
            return False
        return is_last or (match.start() == 0 and index - 1 == root.start)

    def _following(self, index: int, position: int) -> str:
        """The beginning of the text after a place, within the element or after its end."""
        rest = self._pieces[index].raw[position : position + _CONTEXT].lstrip(WHITE)
        return rest or self._words_after[index]

    @cached_property
    def _words_after(self) -> list[str]:
        """For each piece the beginning of the next text that is not white space alone."""
        found = []
        after = ""
        for piece in reversed(self._pieces):
            found.append(after)
            if piece.kind == "text":
                after = piece.raw[:_CONTEXT].lstrip(WHITE) or after
        return found[::-1]


def _is_prose(node: Node) -> bool:
    return bool(node.name) and (node.has_text or node.name in ("p", "ab"))


def _leading(text: str) -> str:
    return text[: len(text) - len(text.lstrip(WHITE))]


def _trailing(text: str) -> str:
    return text[len(text.rstrip(WHITE)) :]
