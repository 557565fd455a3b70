"""Plain text in UTF-8: a blank line between paragraphs, a line for each verse, list item, cast item and speech
prefix, tabs between the cells of a table row. Page and line beginnings leave no trace but a space.

--reading chooses the edited or the diplomatic text. --notes end puts the notes after the text, with numbers in
square brackets where they belong; inline puts each in square brackets at its place; none leaves them out.
"""

import re
from collections.abc import Iterator

from teiproof.exports import Made, Profile, file_name
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import name_of
from teiproof.model.reading import Block, Reading, read

MEDIA_TYPE = "text/plain"
OPTIONS = ("reading", "notes")

_LINES = frozenset(
    ["addrLine", "castItem", "docAuthor", "docDate", "item", "l", "label", "line", "speaker", "titlePart"]
)
_BREAKS = re.compile(r"(?<![ \t\r\n])\n+(?![ \t\r\n])")


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The text of a document, if it has one. Raises UnparsableError."""
    del edition
    reading = read(document, profile.reading)
    if reading.blocks:
        yield file_name(document, ".txt"), render(reading, profile).encode()


def render(reading: Reading, profile: Profile) -> str:
    """A reading as plain text, with a line end after the last line."""
    signs: dict[int, str] = {}
    if profile.notes == "end":
        signs = {note.number: f"[{note.number}]" for note in reading.notes}
    elif profile.notes == "inline":
        for note in reversed(reading.notes):  # a note within a note has the greater number
            signs[note.number] = f" [{_render_blocks(note.blocks, signs)}]"
    parts = [_render_blocks(reading.blocks, signs)]
    if profile.notes == "end":
        parts += [f"[{note.number}] {_render_blocks(note.blocks, signs)}" for note in reading.notes]
    return "\n\n".join(parts) + "\n"


def _render_blocks(blocks: tuple[Block, ...], signs: dict[int, str]) -> str:
    """Blocks with what stands at the marks of notes, which is taken out of `signs`: each note has one mark."""
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None:
            parts.append(_separator(before, block))
        if block.marks:
            for text, number in block.parts():
                parts.append(_without_breaks(text))
                if number is not None:
                    parts.append(signs.pop(number, ""))
        else:
            parts.append(_without_breaks(block.text))
        before = block
    return "".join(parts)


def _without_breaks(text: str) -> str:
    """A text with a space where white space is nothing but line ends, as at the beginning of a page or line."""
    return _BREAKS.sub(" ", text) if "\n" in text else text


def _separator(before: Block, block: Block) -> str:
    """What stands between two blocks: a blank line, a line end, or a tab."""
    old, new = name_of(before.element), name_of(block.element)
    if old == "label" and new == "item":
        return " "
    if new == "cell" or (old in _LINES and new in _LINES):
        together = before.element.getparent() is block.element.getparent()
        if together:
            return "\t" if new == "cell" else "\n"
    return "\n" if old == "speaker" or old == new == "cell" else "\n\n"
