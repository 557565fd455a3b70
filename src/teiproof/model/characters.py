"""Characters that a text should not have, or that nobody sees (The Unicode Standard, 2, 5 and 23)."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

CONTROL = r"\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17)
)
"""Control characters that XML allows, and noncharacters, as a part of a class of a regular expression."""

REPLACEMENT = "\ufffd"

PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"

DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"

JOINERS = "\u200c\u200d"

INVISIBLE = "\u00ad\u034f\u180e\u200b\u2028\u2029\u2060-\u2064\ufeff"

RIGHT_TO_LEFT = "\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"

NAMES = {
    "\u00ad": "soft hyphen", "\u034f": "combining grapheme joiner", "\u061c": "Arabic letter mark",
    "\u180e": "Mongolian vowel separator", "\u200b": "zero width space", "\u200c": "zero width non-joiner",
    "\u200d": "zero width joiner", "\u200e": "left-to-right mark", "\u200f": "right-to-left mark",
    "\u2028": "line separator", "\u2029": "paragraph separator", "\u2060": "word joiner",
    "\ufeff": "byte order mark",
}  # fmt: skip


class Text(NamedTuple):
    """A run of characters between tags: the text in a node, or the text after it (`is_tail`)."""

    string: str
    node: etree._Element
    is_tail: bool

    @property
    def element(self) -> etree._Element | None:
        """The element of which the text is content."""
        return self.node.getparent() if self.is_tail else self.node


def texts(root: etree._Element) -> Iterator[Text]:
    """Every text in an element, in document order; comments and processing instructions are no texts."""
    # Twice as fast as `iterwalk`, which tells of every end tag.
    opened: list[etree._Element] = []
    for node in root.iter():
        parent = node.getparent()
        while opened and opened[-1] is not parent:
            closed = opened.pop()
            if closed.tail:
                yield Text(closed.tail, closed, True)
        if node.text and isinstance(node.tag, str):
            yield Text(node.text, node, False)
        opened.append(node)
    for closed in reversed(opened[1:]):
        if closed.tail:
            yield Text(closed.tail, closed, True)


def is_needed_joiner(string: str, offset: int) -> bool:
    """Whether a joiner stands in a script that needs it, or in an emoji (The Unicode Standard, 23.2)."""
    return any(
        0x0590 <= ord(neighbour) < 0x1AB0 or ord(neighbour) >= 0x2190
        for neighbour in (*string[offset - 1 : offset], *string[offset + 1 : offset + 2])
    )


def shown(character: str) -> str:
    """How to name a character that cannot be quoted: U+00AD (soft hyphen)."""
    name = NAMES.get(character)
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def windows_1252(character: str) -> str:
    """What a control character is meant to be, if a byte of Windows-1252 was taken for it; else nothing."""
    if not "\x80" <= character <= "\x9f":
        return ""
    return bytes([ord(character)]).decode("cp1252", "ignore")
