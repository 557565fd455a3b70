"""Lays out documents in a canonical way, for readable differences, and never changes what they say.

What is written is source text, piece by piece, not a tree: comments, processing instructions, CDATA
sections, references and the DOCTYPE stay as they are, and so do encoding, byte order mark and the kind of
line breaks. Nothing comes out that has not been proved to be the same (`proof`).
"""

from teiproof.formatting.layout import DEFAULT_WIDTH, Style, lay_out
from teiproof.formatting.proof import difference
from teiproof.model.document import Document, Part
from teiproof.parsing import encoding_of
from teiproof.source import MARK, UneditableError, decode, pieces

__all__ = ["DEFAULT_WIDTH", "Style", "UneditableError", "formatted"]


_PLAIN = Style()


def formatted(document: Document, style: Style = _PLAIN) -> bytes:
    """The bytes of a document in canonical layout; its own bytes if it is laid out so already.

    Raises UnparsableError, and UneditableError if it cannot be laid out without changing what it says.
    """
    path = str(document.path)
    source = decode(document.data, path)
    ending = _line_ending(source)
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    found = list(pieces(text))
    made = MARK * text.startswith(MARK) + lay_out(found, style)
    result = made.replace("\n", ending).encode(encoding_of(document.data))
    if result == document.data:
        return result
    reason = difference(document.alone(), Part(document.path, result), found, pieces(made))
    if reason:
        raise UneditableError(f"{path} is left as it is, because {reason}.")
    return result


def _line_ending(text: str) -> str:
    """The line ending that is used most: LF, CR LF, or CR."""
    both, carriage, feed = text.count("\r\n"), text.count("\r"), text.count("\n")
    if both and both * 2 >= feed:
        return "\r\n"
    return "\r" if carriage - both > feed else "\n"
