"""The runs of a block, put into what surrounds them in the line: emphasis, links, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from teiproof.model import blocks as reading
from teiproof.model.elements import name_of
from teiproof.model.ruby import Joint
from teiproof.prose.tree import (
    Block,
    Blocks,
    Code,
    Definitions,
    Heading,
    Inline,
    Items,
    Line,
    Link,
    Note,
    Paragraph,
    Style,
    Styled,
    Table,
    Text,
    Verses,
)

_BY_NAME: Mapping[str, Style] = {
    "att": "code", "code": "code", "emph": "emphasis", "foreign": "emphasis", "gi": "code", "ident": "code",
    "mentioned": "emphasis", "stage": "emphasis", "tag": "code", "val": "code",
}  # fmt: skip
_ITALIC_TITLES = frozenset("jms")
_BY_REND: tuple[tuple[re.Pattern[str], Style], ...] = (
    (re.compile(r"\b(small-?caps?|smcap|sc|k)\b|font-variant:\s*small-caps", re.I), "small-caps"),
    (re.compile(r"\b(super(script)?|sup)\b|vertical-align:\s*super", re.I), "superscript"),
    (re.compile(r"\b(sub(script)?)\b|vertical-align:\s*sub", re.I), "subscript"),
    (re.compile(r"\b(bold|b|fett|strong)\b|font-weight:\s*(bold|[6-9]00)", re.I), "strong"),
    (
        re.compile(
            r"\b(italics?|ital|it|i|kursiv|em|emph|spaced|gesperrt|g)\b|letter-spacing:|font-style:\s*(italic|oblique)",
            re.I,
        ),
        "emphasis",
    ),
    (re.compile(r"\b(under-?line[ds]?|u)\b|text-decoration:\s*underline", re.I), "underline"),
    (re.compile(r"\b(strike(-?through|out)?|line-through|s)\b", re.I), "strikeout"),
)
_WEB = re.compile(r"(https?|mailto):\S+")


class _Open:
    """An element that is open in a line: what it makes of its content, and the content so far."""

    def __init__(self, element: etree._Element | None, wraps: tuple[Style | Link, ...]) -> None:
        self.element = element
        self._wraps = wraps
        self.content: list[Inline] = []

    def closed(self) -> list[Inline]:
        """Its content, wrapped in what the element says of it."""
        content: list[Inline] = self.content
        for wrap in self._wraps:
            if content:
                inner = tuple(content)
                content = [Link(wrap.target, inner) if isinstance(wrap, Link) else Styled(wrap, inner)]
        return content


def line(
    block: reading.Block,
    notes: Mapping[int, Blocks],
    looks: Mapping[str, str],
    glossed: Mapping[int, Joint],
    *,
    is_inline: bool,
) -> Line:
    """A block as a line; `notes` by their numbers, `looks` by the addresses of renditions.

    `glossed` is what stands before runs where ruby begins or ends, by the numbers of the runs. With `is_inline`
    notes stand in square brackets at their places.
    """
    marks: dict[int, list[int]] = {}
    for position, number in block.marks:
        marks.setdefault(position, []).append(number)
    opened = [_Open(None, ())]
    for position, run in enumerate(block.runs):
        chain = _around(run, block.element)
        _close(opened, _shared(opened, chain))
        joint = glossed.get(position) or Joint("", run.space, "")
        if joint.closing:
            opened[-1].content.append(Text(joint.closing))
        for number in marks.get(position, ()):
            opened[-1].content.extend(_noted(notes.get(number), is_inline))
        if joint.space or joint.opening:
            opened[-1].content.append(Text((" " if joint.space else "") + joint.opening))
        opened += [_Open(element, tuple(_wraps(element, looks))) for element in chain[len(opened) - 1 :]]
        opened[-1].content.append(Text(reading.with_single_spaces(run.text)))
    _close(opened, 0)
    if len(block.runs) in glossed:
        opened[0].content.append(Text(glossed[len(block.runs)].closing))
    for number in marks.get(len(block.runs), ()):
        opened[0].content.extend(_noted(notes.get(number), is_inline))
    return tuple(_joined(opened[0].content))


def _around(run: reading.Run, block: etree._Element) -> list[etree._Element]:
    """The elements between a block and the text of a run, from the outermost."""
    element = run.node.getparent() if run.is_tail else run.node
    chain = []
    while element is not None and element is not block:
        chain.append(element)
        element = element.getparent()
    return chain[::-1]


def _shared(opened: list[_Open], chain: list[etree._Element]) -> int:
    """How many of the elements that are open surround the next run too."""
    count = 0
    while count < min(len(opened) - 1, len(chain)) and opened[count + 1].element is chain[count]:
        count += 1
    return count


def _close(opened: list[_Open], count: int) -> None:
    while len(opened) - 1 > count:
        content = opened.pop().closed()
        opened[-1].content.extend(content)


def _noted(blocks: Blocks | None, is_inline: bool) -> Iterator[Inline]:
    if blocks is None:
        return
    if not is_inline:
        yield Note(blocks)
        return
    yield Text(" [")
    for number, block in enumerate(blocks):
        if number:
            yield Text(" ")
        yield from _inlines(block)
    yield Text("]")


def _inlines(block: Block) -> Iterator[Inline]:
    """What stands in the lines of a block, one after the other."""
    for number, inner in enumerate(lines_of(block)):
        if number:
            yield Text(" ")
        yield from inner


def lines_of(block: Block) -> Iterator[Line]:
    """The lines in a block, those of inner blocks too."""
    if isinstance(block, Paragraph | Heading):
        yield block.line
    elif isinstance(block, Verses):
        yield from block.lines
    elif isinstance(block, Code):
        yield (Text(block.text),)
    elif isinstance(block, Definitions):
        for term, blocks in block.entries:
            yield term
            yield from _lines_of_all(blocks)
    elif isinstance(block, Table):
        for row in (*block.head, *block.body):
            for cell in row:
                yield from _lines_of_all(cell)
    elif isinstance(block, Items):
        for item in block.items:
            yield from _lines_of_all(item)
    else:
        yield from _lines_of_all(block.blocks)


def _lines_of_all(blocks: Blocks) -> Iterator[Line]:
    for block in blocks:
        yield from lines_of(block)


def _wraps(element: etree._Element, looks: Mapping[str, str]) -> Iterator[Style | Link]:
    """What an element makes of its content, from the innermost."""
    name = name_of(element)
    if name in _BY_NAME and not (name == "stage" and element.get("rend")):
        yield _BY_NAME[name]
    elif name == "title" and element.get("level", "m") in _ITALIC_TITLES:
        yield "emphasis"
    look = f"{element.get('rend', '')} {element.get('style', '')}".strip()
    for address in element.get("rendition", "").split():
        look = f"{look} {looks.get(address, address.replace('#', ' '))}"
    if look:
        found = dict.fromkeys(style for pattern, style in _BY_REND if pattern.search(look))
        yield from (style for style in found if style != _BY_NAME.get(name))
    target = element.get("target", "")
    if name == "ref" and _WEB.fullmatch(target):
        yield Link(target, ())


def _joined(content: list[Inline]) -> Iterator[Inline]:
    """The same with neighbouring texts made one."""
    pieces: list[str] = []
    for inline in content:
        if isinstance(inline, Text):
            pieces.append(inline.text)
            continue
        if pieces:
            yield Text("".join(pieces))
            pieces = []
        yield inline
    if pieces:
        yield Text("".join(pieces))
