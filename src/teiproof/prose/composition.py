"""The blocks of a reading, put into what surrounds them in the document: lists, tables, verses, quotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from lxml import etree

from teiproof.model import blocks as reading
from teiproof.model.elements import name_of
from teiproof.model.ruby import has_ruby, joints
from teiproof.names import XML_ID, tei
from teiproof.prose.lines import line
from teiproof.prose.tree import (
    Block,
    Blocks,
    Code,
    Definitions,
    Heading,
    Items,
    Line,
    Paragraph,
    Quotation,
    Styled,
    Table,
    Verses,
)

_QUOTATIONS = frozenset("quote q epigraph floatingText said".split())
_GROUPS = frozenset(["cell", "item", "list", "row", "table", *_QUOTATIONS])
_LINES = frozenset("addrLine l line castItem".split())
_CODE = frozenset(["eg", "{http://www.tei-c.org/ns/Examples}egXML"])
_DIVISIONS = frozenset("div div1 div2 div3 div4 div5 div6 div7".split())
_HEADED = _DIVISIONS | {"body", "front", "back", "group", "castList", "lg", "prologue", "epilogue", "set"}
_ORDERED = frozenset("ordered numbered number arabic roman alpha".split())
_DEEPEST = 6


class _Group:
    """An element with blocks in it, while it is being filled; `blocks` and inner groups in order."""

    def __init__(self, element: etree._Element | None) -> None:
        self.element = element
        self.content: list[_Group | reading.Block] = []


def compose(text: reading.Reading, notes: Literal["none", "end", "inline"] = "end") -> Blocks:
    """The text of a reading, with each note at its place, in brackets if `notes` is `inline`, or without notes.

    A note in a note is in brackets, for hardly a program knows notes in notes.
    """
    made: dict[int, Blocks] = {}
    looks = _renditions(text)
    glosses = has_ruby(text)
    for note in reversed(text.notes if notes != "none" else ()):  # one within another has the greater number
        composer = _Composer(made, looks, is_note=True, is_inline=True, has_ruby=glosses)
        made[note.number] = composer.blocks(_grouped(note.blocks, note.element))
    composer = _Composer(made, looks, is_note=False, is_inline=notes == "inline", has_ruby=glosses)
    return composer.blocks(_grouped(text.blocks, None))


def _renditions(text: reading.Reading) -> dict[str, str]:
    """What the header says of the look of renditions, by their identifiers (Guidelines 2.3.4)."""
    if not text.blocks:
        return {}
    root = text.blocks[0].element.getroottree().getroot()
    return {
        f"#{rendition.get(XML_ID)}": "".join(rendition.itertext())
        for rendition in root.iter(tei("rendition"))
        if rendition.get(XML_ID)
    }


def _grouped(blocks: Iterable[reading.Block], root: etree._Element | None) -> _Group:
    """The blocks below a root, in the groups in which they stand."""
    opened = [_Group(root)]
    for block in blocks:
        chain = _groups_around(block.element, root)
        count = 0
        while count < min(len(opened) - 1, len(chain)) and opened[count + 1].element is chain[count]:
            count += 1
        del opened[count + 1 :]
        for element in chain[count:]:
            group = _Group(element)
            opened[-1].content.append(group)
            opened.append(group)
        opened[-1].content.append(block)
    return opened[0]


def _groups_around(element: etree._Element | None, root: etree._Element | None) -> list[etree._Element]:
    chain = []
    while element is not None and element is not root:
        if name_of(element) in _GROUPS:
            chain.append(element)
        element = element.getparent()
    return chain[::-1]


class _Composer:
    """Makes blocks of groups; `notes` are those that have been made, `looks` what renditions look like."""

    def __init__(
        self, notes: dict[int, Blocks], looks: dict[str, str], *, is_note: bool, is_inline: bool, has_ruby: bool
    ) -> None:
        self._notes = notes
        self._looks = looks
        self._is_note = is_note
        self._is_inline = is_inline
        self._has_ruby = has_ruby

    def blocks(self, group: _Group) -> Blocks:
        """The blocks in a group."""
        made: list[Block] = []
        lines: list[Line] = []
        parent = None
        for part in group.content:
            if isinstance(part, reading.Block) and name_of(part.element) in _LINES:
                if lines and part.element.getparent() is not parent:
                    made.append(Verses(tuple(lines)))
                    lines = []
                parent = part.element.getparent()
                lines.append(self._line(part))
                continue
            if lines:
                made.append(Verses(tuple(lines)))
                lines = []
            made.extend(self._group(part) if isinstance(part, _Group) else [self._block(part)])
        if lines:
            made.append(Verses(tuple(lines)))
        return tuple(made)

    def _line(self, block: reading.Block) -> Line:
        glossed = joints(block) if self._has_ruby else {}
        return line(block, self._notes, self._looks, glossed, is_inline=self._is_inline)

    def _block(self, block: reading.Block) -> Block:
        name = name_of(block.element)
        if name in _CODE and not block.marks:
            return Code(_code(block))
        if name == "head":
            parent = block.element.getparent()
            if parent is not None and name_of(parent) in _HEADED and not self._is_note:
                return Heading(_level(block.element), self._line(block))
            return Paragraph((Styled("strong", self._line(block)),))
        if name == "titlePart" and not self._is_note:
            is_main = block.element.get("type", "main") == "main"
            return Heading(1, self._line(block)) if is_main else Paragraph(self._line(block))
        if name == "speaker":
            return Paragraph((Styled("strong", self._line(block)),))
        if name == "stage":
            return Paragraph((Styled("emphasis", self._line(block)),))
        return Paragraph(self._line(block))

    def _group(self, group: _Group) -> Iterator[Block]:
        name = name_of(group.element)
        if name == "list":
            yield from self._list(group)
        elif name == "table":
            yield from self._table(group)
        elif name in _QUOTATIONS:
            blocks = self.blocks(group)
            # A quotation within the lines of another block is no group; one within a quotation adds nothing.
            yield blocks[0] if len(blocks) == 1 and isinstance(blocks[0], Quotation) else Quotation(blocks)
        else:
            yield from self.blocks(group)  # an item without its list, a cell without its table

    def _list(self, group: _Group) -> Iterator[Block]:
        entries: list[tuple[Line, Blocks]] = []
        label: Line = ()
        for part in group.content:
            if isinstance(part, reading.Block) and name_of(part.element) == "label":
                if label:
                    entries.append((label, ()))
                label = self._line(part)
                continue
            is_item = isinstance(part, _Group) and name_of(part.element) == "item"
            blocks = self.blocks(_only(part))
            if is_item or entries or label:
                entries.append((label, blocks))
                label = ()
            else:
                yield from blocks  # a head before the first item
        if label:
            entries.append((label, ()))
        if entries and all(label and blocks for label, blocks in entries):
            yield Definitions(tuple(entries))
        elif entries:
            element = group.element
            kind = "" if element is None else f"{element.get('rend', '')} {element.get('type', '')}"
            items = tuple((Paragraph(label), *blocks) if label else blocks for label, blocks in entries)
            yield Items(bool(_ORDERED & set(kind.split())), items)

    def _table(self, group: _Group) -> Iterator[Block]:
        head: list[tuple[Blocks, ...]] = []
        body: list[tuple[Blocks, ...]] = []
        for part in group.content:
            if not (isinstance(part, _Group) and name_of(part.element) == "row"):
                yield from self.blocks(_only(part))
                continue
            cells = tuple(self.blocks(_only(inner)) for inner in part.content)
            is_label = part.element is not None and part.element.get("role") == "label"
            (head if is_label and not body else body).append(cells)
        width = max((len(row) for row in (*head, *body)), default=0)
        if width:
            yield Table(*(tuple((*row, *((),) * (width - len(row))) for row in rows) for rows in (head, body)))


def _only(part: _Group | reading.Block) -> _Group:
    """A group of one part."""
    group = _Group(None)
    group.content.append(part)
    return group


def _level(head: etree._Element) -> int:
    """The level of a heading: one more than there are headed divisions around; a second one is below."""
    parent = head.getparent()
    around = (
        [] if parent is None else [element for element in parent.iterancestors() if name_of(element) in _HEADED]
    )
    is_second = any(name_of(sibling) == "head" for sibling in head.itersiblings(preceding=True))
    return min(1 + sum(map(_has_heading, around)) + is_second, _DEEPEST)


def _has_heading(element: etree._Element) -> bool:
    return any(name_of(child) == "head" for child in element.iterchildren("*"))


def _code(block: reading.Block) -> str:
    """The text of an example as it stands, without what it is indented by."""
    from textwrap import dedent

    return dedent("".join(run.space + run.text for run in block.runs))
