"""The tree as CommonMark (https://spec.commonmark.org/0.31.2/) with the tables and footnotes of GitHub."""

import re
from collections.abc import Iterable, Iterator

from teiproof.prose.lines import lines_of
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
    Quotation,
    Style,
    Styled,
    Table,
    Text,
    Verses,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~^$#&@])")
_AT_THE_START = re.compile(r"^(?:([-+=:])|(\d{1,9}|[A-Za-z]{1,7}|\([^)\s]+)([.)]))(?=\s|$|[-+=:])")
_WITHOUT_LOOK = ("code", "small-caps")  # the one may hold notes, the other is unknown to Markdown
_DELIMITERS = {"emphasis": "*", "strong": "**", "strikeout": "~~"}
_ELEMENTS = {
    "emphasis": "em",
    "strikeout": "del",
    "strong": "strong",
    "subscript": "sub",
    "superscript": "sup",
    "underline": "u",
}
_TICKS = re.compile(r"`+")


def markdown(blocks: Blocks) -> str:
    """The whole text, with its notes as footnotes at the end and a line end after the last line."""
    return _Writer().document(blocks)


class _Writer:
    """Writes blocks as lines; the notes met on the way are kept for the end."""

    def __init__(self) -> None:
        self._notes: list[Blocks] = []
        self._styles: list[Style] = []  # of what surrounds the part of a line that is being written

    def document(self, blocks: Blocks) -> str:
        lines = list(self._blocks(blocks))
        for number, note in enumerate(self._notes, 1):  # a note holds no further one
            first, *rest = list(self._blocks(note)) or [""]
            lines += ["", f"[^{number}]: {first}", *(f"    {line}" if line else "" for line in rest)]
        return "\n".join(lines) + "\n"

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        before: Block | None = None
        for block in blocks:
            lines = list(self._block(block))
            if not lines:
                continue
            if before is not None:
                yield ""
                if isinstance(before, Items) and isinstance(block, Items):
                    yield from ("<!-- -->", "")  # or the second list would go on with the first
            yield from lines
            before = block

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield self._line(block.line)
        elif isinstance(block, Heading):
            yield f"{'#' * block.level} {self._inlines(block.line).strip(' ')}"
        elif isinstance(block, Verses):
            lines = [self._line(line) for line in block.lines]
            yield from (f"{line}\\" for line in lines[:-1])
            yield lines[-1]
        elif isinstance(block, Quotation):
            yield from (f"> {line}".rstrip() for line in self._blocks(block.blocks))
        elif isinstance(block, Items):
            yield from self._items(block)
        elif isinstance(block, Definitions):
            for number, (term, said) in enumerate(block.entries):
                if number:
                    yield ""
                yield self._line((Styled("strong", term),))
                yield ""
                yield from self._blocks(said)
        elif isinstance(block, Code):
            fence = "`" * max(3, 1 + max((len(ticks) for ticks in _TICKS.findall(block.text)), default=0))
            yield from (fence, *block.text.split("\n"), fence)
        else:
            yield from self._table(block)

    def _items(self, block: Items) -> Iterator[str]:
        is_loose = any(len(item) > 1 for item in block.items)
        for number, item in enumerate(block.items, 1):
            marker = f"{number}." if block.is_ordered else "-"
            indent = " " * (len(marker) + 1)
            if is_loose and number > 1:
                yield ""
            first, *rest = list(self._blocks(item)) or [""]
            yield f"{marker} {first}".rstrip()
            yield from (f"{indent}{line}" if line else "" for line in rest)

    def _table(self, table: Table) -> Iterator[str]:
        # A table of this notation has one row as its head, which may be empty.
        head, *rows = table.head if table.head else [((),) * table.width]
        yield self._row(head)
        yield "|" + " --- |" * table.width
        for row in (*rows, *table.body):
            yield self._row(row)

    def _row(self, row: Iterable[Blocks]) -> str:
        return "|" + "".join(f" {self._cell(cell)} |".replace("|  |", "| |") for cell in row)

    def _cell(self, blocks: Blocks) -> str:
        """What stands in a cell, in one line, for a cell can have no more."""
        lines = [self._inlines(line) for block in blocks for line in lines_of(block)]
        return " ".join(" ".join(lines).split("\n")).strip(" ")

    def _line(self, line: Line) -> str:
        """A line by itself: what would make something else of its beginning is escaped."""
        text = self._inlines(line).strip(" ")
        bare = text.strip(" \xa0")
        if bare != text:  # programs take such spaces away
            start, end = text[: len(text) - len(text.lstrip(" \xa0"))], text[len(text.rstrip(" \xa0")) :]
            return start.replace("\xa0", "&nbsp;") + bare + (end if bare else "").replace("\xa0", "&nbsp;")
        found = _AT_THE_START.match(text)
        if not found:
            return text
        place = found.start(1) if found.group(1) else found.start(3)
        return f"{text[:place]}\\{text[place:]}"

    def _inlines(self, line: Line) -> str:
        text = ""
        parts = list(_shown(line))
        for number, inline in enumerate(parts):
            follows = parts[number + 1] if number + 1 < len(parts) else None
            text += self._inline(inline, text[-1:], follows)
        return text

    def _inline(self, inline: Inline, before: str, follows: Inline | None) -> str:
        """A part of a line, after the character `before`; `follows` is the part after it."""
        if isinstance(inline, Text):
            return _SPECIAL.sub(r"\\\1", inline.text)
        if isinstance(inline, Note):
            self._notes.append(inline.blocks)
            return f"[^{len(self._notes)}]"
        if isinstance(inline, Link):
            inner = self._inlines(inline.content)
            return f"[{inner}](<{inline.target.translate({60: '%3C', 62: '%3E', 92: '%5C'})}>)"
        is_within_its_like = inline.style in self._styles
        self._styles.append(inline.style)
        inner = self._inlines(inline.content)
        self._styles.pop()
        text = inner.strip(" ")
        if not text:
            return inner
        start, end = inner[: len(inner) - len(inner.lstrip(" "))], inner[len(inner.rstrip(" ")) :]
        if (
            inline.style in _DELIMITERS
            and not is_within_its_like
            and _can_delimit(start or before, text, end, follows)
        ):
            delimiter = _DELIMITERS[inline.style]
            return f"{start}{delimiter}{text}{delimiter}{end}"
        name = _ELEMENTS[inline.style]
        return f"{start}<{name}>{text}</{name}>{end}"


def _shown(line: Line) -> Iterator[Inline]:
    """The parts of a line; what has no look here is its parts, for what stands beside them counts."""
    for inline in line:
        if isinstance(inline, Styled) and inline.style in _WITHOUT_LOOK:
            yield from _shown(inline.content)
        else:
            yield inline


def _can_delimit(before: str, text: str, end: str, follows: Inline | None) -> bool:
    """Whether asterisks around a text are read as meant (6.2, left- and right-flanking delimiter runs)."""
    if before in ("*", "~") or text[0] in "*~<" or text[-1] in "*~>" or text != text.strip():
        return False
    is_open = text[0].isalnum() or before in ("", " ")
    if end or follows is None:
        return is_open
    if isinstance(follows, Text):
        return is_open and (text[-1].isalnum() or follows.text[:1] in (" ", ",", ".", ";", ":"))
    return is_open and isinstance(follows, Note)
