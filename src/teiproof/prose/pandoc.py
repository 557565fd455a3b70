"""The tree as pandoc's own, in JSON (https://hackage.haskell.org/package/pandoc-types-1.23.1)."""

import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from teiproof.errors import TransformError
from teiproof.model.document import Document
from teiproof.model.reading import Kind, read
from teiproof.prose.composition import compose
from teiproof.prose.metadata import metadata
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
    Styled,
    Table,
    Text,
    Verses,
)

_VERSION = [1, 23, 1]  # of pandoc-types: what pandoc 3 reads
_EPOCH = "315532800"  # the first moment that the zip files of office programs can hold
_STYLES = {
    "emphasis": "Emph",
    "small-caps": "SmallCaps",
    "strikeout": "Strikeout",
    "strong": "Strong",
    "subscript": "Subscript",
    "superscript": "Superscript",
    "underline": "Underline",
}
_NO_ATTRIBUTES: list[Any] = ["", [], []]
Node = dict[str, Any]


def document(of: Document, kind: Kind, notes: Literal["none", "end", "inline"]) -> bytes | None:
    """A document as pandoc reads it, or nothing if it has no text. Raises UnparsableError."""
    reading = read(of, kind)
    if not reading.blocks:
        return None
    meta = {name: {"t": "MetaString", "c": value} for name, value in metadata(of).items()}
    blocks = _blocks(compose(reading, notes))
    made = {"pandoc-api-version": _VERSION, "meta": meta, "blocks": blocks}
    return json.dumps(made, ensure_ascii=False).encode()


def converted(of: Document, kind: Kind, notes: Literal["none", "end", "inline"], writer: str) -> bytes | None:
    """What pandoc (https://pandoc.org/MANUAL.html) makes of a document with one of its writers; nothing of one
    that has no text.

    Pandoc reads and writes no file (--sandbox), and knows no time but the beginning of 1980. Raises
    UnparsableError, and TransformError if pandoc fails.
    """
    made = document(of, kind, notes)
    return made and _convert(made, writer)


def _convert(made: bytes, writer: str) -> bytes:
    import pypandoc

    command = [
        pypandoc.get_pandoc_path(),
        "--from=json",
        f"--to={writer}",
        "--standalone",
        "--sandbox",
        "--output=-",
    ]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": _EPOCH}
    ended = subprocess.run(command, input=made, capture_output=True, check=False, env=environment)  # noqa: S603
    if ended.returncode:
        raise TransformError(f"pandoc cannot write {writer}: {ended.stderr.decode(errors='replace').strip()}.")
    return ended.stdout


def _node(kind: str, *content: Any) -> Node:
    if not content:
        return {"t": kind}
    return {"t": kind, "c": content[0] if len(content) == 1 else list(content)}


def _blocks(blocks: Iterable[Block]) -> list[Node]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> Node:
    if isinstance(block, Paragraph):
        return _node("Para", _inlines(block.line))
    if isinstance(block, Heading):
        return _node("Header", block.level, _NO_ATTRIBUTES, _inlines(block.line))
    if isinstance(block, Verses):
        return _node("LineBlock", [_inlines(line) for line in block.lines])
    if isinstance(block, Quotation):
        return _node("BlockQuote", _blocks(block.blocks))
    if isinstance(block, Items):
        items = [_blocks(item) for item in block.items]
        numbers = [1, {"t": "Decimal"}, {"t": "Period"}]
        return _node("OrderedList", numbers, items) if block.is_ordered else _node("BulletList", items)
    if isinstance(block, Definitions):
        return _node("DefinitionList", [[_inlines(term), [_blocks(said)]] for term, said in block.entries])
    if isinstance(block, Code):
        return _node("CodeBlock", _NO_ATTRIBUTES, block.text)
    return _table(block)


def _table(table: Table) -> Node:
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in range(table.width)]
    body = [_NO_ATTRIBUTES, 0, [], _rows(table.body)]
    return _node(
        "Table",
        _NO_ATTRIBUTES,
        [None, []],
        columns,
        [_NO_ATTRIBUTES, _rows(table.head)],
        [body],
        [_NO_ATTRIBUTES, []],
    )


def _rows(rows: Iterable[tuple[Blocks, ...]]) -> list[Any]:
    return [
        [_NO_ATTRIBUTES, [[_NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, _blocks(cell)] for cell in row]]
        for row in rows
    ]


def _inlines(line: Line) -> list[Node]:
    return [node for inline in line for node in _inline(inline)]


def _inline(inline: Inline) -> Iterator[Node]:
    if isinstance(inline, Text):
        for number, word in enumerate(inline.text.split(" ")):
            if number:
                yield _node("Space")
            if word:
                yield _node("Str", word)
    elif isinstance(inline, Link):
        yield _node("Link", _NO_ATTRIBUTES, _inlines(inline.content), [inline.target, ""])
    elif isinstance(inline, Note):
        yield _node("Note", _blocks(inline.blocks))
    elif inline.style == "code":
        yield _node("Code", _NO_ATTRIBUTES, "".join(_texts(inline.content)))
        yield from (node for note in _notes(inline.content) for node in _inline(note))
    else:
        yield _node(_STYLES[inline.style], _inlines(inline.content))


def _texts(line: Line) -> Iterator[str]:
    for inline in line:
        if isinstance(inline, Text):
            yield inline.text
        elif isinstance(inline, Styled | Link):
            yield from _texts(inline.content)


def _notes(line: Line) -> Iterator[Note]:
    for inline in line:
        if isinstance(inline, Note):
            yield inline
        elif isinstance(inline, Styled | Link):
            yield from _notes(inline.content)
