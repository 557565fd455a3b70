"""Plain text in UTF-8: a blank line between paragraphs, a line for each verse, list item, cast item and speech
prefix, tabs between the cells of a table row. Page and line beginnings leave no trace but a space.

--reading chooses the edited or the diplomatic text. --notes end puts the notes after the text, with numbers in
square brackets where they belong; inline puts each in square brackets at its place; none leaves them out.
"""

from collections.abc import Iterator, Mapping

from teiproof.exports import Made, Profile, file_name
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import name_of
from teiproof.model.reading import Block, Note, Reading, read

MEDIA_TYPE = "text/plain"
OPTIONS = ("reading", "notes")

_LINES = frozenset(
    ["addrLine", "castItem", "docAuthor", "docDate", "item", "l", "label", "line", "speaker", "titlePart"]
)


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The text of a document, if it has one. Raises UnparsableError."""
    del edition
    reading = read(document, profile.reading)
    if reading.blocks:
        yield file_name(document, ".txt"), render(reading, profile).encode()


def render(reading: Reading, profile: Profile) -> str:
    """A reading as plain text, with a line end after the last line."""
    notes = {note.number: note for note in reading.notes} if profile.notes != "none" else {}
    text = _render_blocks(reading.blocks, notes, profile)
    if profile.notes == "end" and notes:
        endnotes = [f"[{number}] {_render_note(notes[number], notes, profile)}" for number in sorted(notes)]
        text = "\n\n".join([text, *endnotes])
    return f"{text}\n"


def _render_note(note: Note, notes: Mapping[int, Note], profile: Profile) -> str:
    return _render_blocks(note.blocks, notes, profile)


def _render_blocks(blocks: tuple[Block, ...], notes: Mapping[int, Note], profile: Profile) -> str:
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None:
            parts.append(_separator(before, block))
        parts.extend(_render_words(block, notes, profile))
        before = block
    return "".join(parts)


def _render_words(block: Block, notes: Mapping[int, Note], profile: Profile) -> Iterator[str]:
    for token in block.tokens:
        yield token.space if token.space.strip("\n") or not token.space else " "
        if not token.marks:
            yield token.text
            continue
        position = 0
        for offset, number in token.marks:
            if number in notes:
                yield token.text[position:offset]
                position = offset
                if profile.notes == "inline":
                    yield f" [{_render_note(notes[number], notes, profile)}]"
                else:
                    yield f"[{number}]"
        yield token.text[position:]


def _separator(before: Block, block: Block) -> str:
    """What stands between two blocks: a blank line, a line end, or a tab."""
    old, new = name_of(before.element), name_of(block.element)
    together = before.element.getparent() is block.element.getparent()
    if new == "cell" and together:
        return "\t"
    if old == "label" and new == "item":
        return " "
    if old == "speaker" or (old == new == "cell") or (together and old in _LINES and new in _LINES):
        return "\n"
    return "\n\n"
