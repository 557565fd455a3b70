"""Composes letters and their accents (NFC), as the Guidelines recommend (vi.1): in the text and in attributes
that are read, not in identifiers and pointers, which other files may have to match.
"""

import re
import unicodedata
from collections.abc import Iterator

from teiproof.fixes import COMPOSED_TEXT, Draft, Edit, Repair
from teiproof.model.edition import Edition
from teiproof.model.pointers import POINTING, POINTING_ON
from teiproof.source import attributes_in

KEEPS = COMPOSED_TEXT

_WORD = re.compile(r"[^ \t\r\n]+")
_MATCHED = POINTING | POINTING_ON.keys() | {"xml:id", "xml:base", "key"}


def fix(draft: Draft, edition: Edition) -> Iterator[Repair]:
    """Words that are not composed."""
    del edition  # a document's characters are its own
    if unicodedata.is_normalized("NFC", draft.text):
        return
    for piece in draft.pieces:
        if unicodedata.is_normalized("NFC", piece.raw):
            continue
        if piece.kind in ("text", "cdata"):
            yield from _words(piece.raw, piece.offset)
        elif piece.kind in ("start", "empty"):
            for name, value, _, offset in attributes_in(piece.raw):
                if name not in _MATCHED and not name.startswith("xmlns"):
                    yield from _words(value, piece.offset + offset)


def _words(text: str, offset: int) -> Iterator[Repair]:
    for match in _WORD.finditer(text):
        word = match.group()
        composed = unicodedata.normalize("NFC", word)
        if composed != word:
            edit = Edit(offset + match.start(), offset + match.end(), composed)
            yield Repair((edit,), f"{_named(word)} can be composed (NFC)")


def _named(word: str) -> str:
    """The first character that is not as it should be, with the one before it if it is a mark on it."""
    composed = unicodedata.normalize("NFC", word)
    index = next((i for i, (a, b) in enumerate(zip(word, composed, strict=False)) if a != b), len(composed) - 1)
    end = index + 1
    while end < len(word) and unicodedata.combining(word[end]):
        end += 1
    return " ".join(f"U+{ord(character):04X}" for character in word[index:end])
