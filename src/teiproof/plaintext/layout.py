"""The text of a reading, laid out: what stands between blocks, at notes, where pages and lines begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from teiproof.model.blocks import Block, Break, Reading
from teiproof.model.elements import name_of
from teiproof.model.ruby import Joint, has_ruby, joints

_LINES = frozenset(
    ["addrLine", "castItem", "docAuthor", "docDate", "item", "l", "label", "line", "speaker", "titlePart"]
)
_HYPHENS = "-‐¬⸗\u00ad"


@dataclass(frozen=True, slots=True)
class Layout:
    """What a text looks like.

    notes     at the end, in square brackets at their places, or not at all
    lines     whether the lines of the source flow together, or are kept (lb, and cb, gb and pb, begin one)
    hyphens   whether a hyphen before a break within a word (break="no") is kept, or dropped
    pages     whether page numbers stand in square brackets where pages begin
    speakers  on a line of their own, in the line of what they say, or not at all
    verse     each verse on a line, or all in one line with a slash between any two
    tables    tabs between the cells of a row, or bars
    """

    notes: Literal["none", "end", "inline"] = "end"
    lines: Literal["flow", "kept"] = "flow"
    hyphens: Literal["kept", "dropped"] = "kept"
    pages: bool = False
    speakers: Literal["line", "inline", "none"] = "line"
    verse: Literal["lines", "slashes"] = "lines"
    tables: Literal["tabs", "bars"] = "tabs"


class Segment(NamedTuple):
    """A part of a text: the runs of a block from `first` to before `last`, or what the layout puts between.

    `note` is the number of the note of which it is a part; 0 in the text itself.
    """

    text: str
    block: Block | None = None
    first: int = 0
    last: int = 0
    note: int = 0


@dataclass(frozen=True)
class Laid:
    """A text and the segments that make it up, with a line end after the last line."""

    segments: tuple[Segment, ...]

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return "".join([segment.text for segment in self.segments])

    def placed(self) -> Iterator[tuple[int, Segment]]:
        """Each segment of a block, and the offset at which it begins, in characters from 0."""
        offset = 0
        for segment in self.segments:
            if segment.block is not None:
                yield offset, segment
            offset += len(segment.text)


def marks_of(laid: Laid) -> dict[int, tuple[int, int]]:
    """The word to which the mark of each note belongs: its offsets in the text, by the numbers of the notes.

    A note that is not anchored in the text, or in a note that is not in it, is missing.
    """
    found: dict[int, tuple[int, int]] = {}
    for offset, segment in laid.placed():
        block = segment.block
        for position, number in block.marks if block is not None else ():
            # The mark of a note before the first word belongs to that.
            if segment.last == position or (segment.first == position == 0):
                is_before = segment.last == position
                text = segment.text
                word = text.split()[-1 if is_before else 0]
                end = len(text) if is_before else len(word)
                found[number] = offset + end - len(word), offset + end
    return found


def lay_out(reading: Reading, layout: Layout) -> Laid:
    """A reading as plain text."""
    return Laid(tuple(_Setter(reading, layout).segments()))


class _Setter:
    """Sets the blocks of a reading one after the other."""

    def __init__(self, reading: Reading, layout: Layout) -> None:
        self._reading = reading
        self._layout = layout
        self._notes = {note.number: note for note in reading.notes} if layout.notes != "none" else {}
        self._set: dict[int, list[Segment]] = {}  # notes in brackets, before the text that has their marks
        self._has_ruby = has_ruby(reading)
        self._looks_at_breaks = layout.pages or layout.lines == "kept" or layout.hyphens == "dropped"

    def segments(self) -> Iterator[Segment]:
        inline = self._layout.notes == "inline"
        if inline:
            for note in reversed(self._reading.notes):  # a note within a note has the greater number
                self._set[note.number] = list(self._blocks(note.blocks, note.number))
        yield from self._blocks(self._reading.blocks, 0)
        for note in self._reading.notes if self._layout.notes == "end" else ():
            yield Segment(f"\n\n[{note.number}] ")
            yield from self._blocks(note.blocks, note.number)
        yield Segment("\n")

    def _blocks(self, blocks: tuple[Block, ...], note: int) -> Iterator[Segment]:
        before: Block | None = None
        for block in blocks:
            if self._layout.speakers == "none" and name_of(block.element) == "speaker":
                continue
            if before is not None:
                yield Segment(self._separator(before, block))
            yield from self._block(block, note)
            before = block

    def _block(self, block: Block, note: int) -> Iterator[Segment]:
        """A block, cut where notes are anchored and, if the layout has something there, at breaks."""
        end = len(block.runs)
        breaks = [place for place in block.breaks if self._looks_at_breaks or 0 < place.position < end]
        broken: dict[int, list[Break]] = {}
        for place in breaks:
            broken.setdefault(place.position, []).append(place)
        noted: dict[int, list[int]] = {}
        for position, number in block.marks:
            noted.setdefault(position, []).append(number)
        glossed = joints(block) if self._has_ruby else {}
        positions = sorted({0, *noted, *broken, *glossed})
        for position, following in zip(positions, [*positions[1:], end], strict=True):
            joint = glossed.get(position) or Joint("", block.runs[position].space if position < end else "", "")
            yield Segment(joint.closing)
            for number in noted.get(position, ()):
                yield from self._noted(number)
            if position in broken:
                yield from self._broken(block, broken[position], joint.space)
            elif 0 < position < end:
                yield Segment(joint.space)
            yield Segment(joint.opening)
            if following > position:
                yield self._piece(block, position, following, note)

    def _piece(self, block: Block, first: int, last: int, note: int) -> Segment:
        """Some runs of a block, without the space before the first."""
        text = "".join([run.spaced for run in block.runs[first:last]])[len(block.runs[first].space) :]
        if self._layout.hyphens == "dropped" and text[-1] in _HYPHENS and self._is_word_broken(block, last):
            text = text[:-1]
        return Segment(text, block, first, last, note)

    @staticmethod
    def _is_word_broken(block: Block, position: int) -> bool:
        return position < len(block.runs) and any(
            place.position == position and place.element.get("break") == "no" for place in block.breaks
        )

    def _noted(self, number: int) -> Iterator[Segment]:
        """What stands at the mark of a note."""
        if number not in self._notes:
            return
        if self._layout.notes == "end":
            yield Segment(f"[{number}]")
        else:
            yield Segment(" [")
            yield from self._set.pop(number, [])
            yield Segment("]")

    def _broken(self, block: Block, breaks: list[Break], space: str) -> Iterator[Segment]:
        """What stands where pages and lines begin: a space, a line end or nothing, and the number of a page."""
        position = breaks[0].position
        is_inside = 0 < position < len(block.runs)
        if is_inside and self._layout.lines == "kept":
            space = "\n"
        elif space:
            space = " "
        numbers = [place.element.get("n", "") for place in breaks if name_of(place.element) == "pb"]
        signs = (
            " ".join(f"[p. {number}]" if number else "[p.]" for number in numbers) if self._layout.pages else ""
        )
        if not signs:
            yield Segment(space)
        elif position == 0:
            yield Segment(f"{signs}\n" if self._layout.lines == "kept" else f"{signs} ")
        elif not is_inside:
            yield Segment(f" {signs}")
        else:
            yield Segment(f"{space}{signs}{space}")

    def _separator(self, before: Block, block: Block) -> str:
        """What stands between two blocks: a blank line, a line end, or a tab."""
        layout = self._layout
        old, new = name_of(before.element), name_of(block.element)
        if old == "label" and new == "item":
            return " "
        if before.element.getparent() is block.element.getparent():
            if new == "cell":
                return "\t" if layout.tables == "tabs" else " | "
            if old == new == "l" and layout.verse == "slashes":
                return " / "
            if old in _LINES and new in _LINES and old != "speaker":
                return "\n"
        if old == "speaker":
            return " " if layout.speakers == "inline" else "\n"
        return "\n" if old == new == "cell" else "\n\n"
