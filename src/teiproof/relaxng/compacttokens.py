"""The tokens of the compact syntax (Compact Syntax, section 3)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ESCAPE = r"\\x+\{[0-9A-Fa-f]{1,6}\}"
_NAME = rf"(?:[^\W\d]|{_ESCAPE})(?:[\w.\-\u00b7]|{_ESCAPE})*"
_TOKEN = re.compile(
    rf"""
    (?P<documentation>\#\#[^\n\r]*)
  | (?P<blank>\s+|\#[^\n\r]*)
  | (?P<literal>\"\"\".*?\"\"\"|'''.*?'''|"[^"\n\r]*"|'[^'\n\r]*')
  | (?P<cname>{_NAME}:{_NAME})
  | (?P<nsname>{_NAME}:\*)
  | (?P<quoted>\\(?!x+\{{){_NAME})
  | (?P<name>{_NAME})
  | (?P<symbol>\|=|&=|>>|[(){{}}\[\]=|,&\-*+?~])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\x+\{([0-9A-Fa-f]{1,6})\}")
_LAST_CHARACTER = 0x10FFFF


class Token(NamedTuple):
    """A token: its kind, what it says (a literal without its quotation marks), and its offset in characters.

    Kinds are `literal`, `cname` (prefix:name), `nsname` (prefix:*), `quoted` (a name after a backslash),
    `name`, `documentation` (a comment that begins ##), `symbol`, `end`, and `unknown` for a character that
    begins no token.
    """

    kind: str
    text: str
    offset: int


def text_of(data: bytes) -> str:
    """The text of a schema in UTF-16, if it begins with a byte order mark, or in UTF-8.

    Raises UnicodeDecodeError.
    """
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a schema, up to the first that is `unknown`; the last is `end` else."""
    offset = 0
    while offset < len(text):
        match = _TOKEN.match(text, offset)
        if match is None:
            yield Token("unknown", text[offset], offset)
            return
        kind, found = str(match.lastgroup), match.group()
        if kind == "literal":
            marks = 3 if found[:3] in ('"""', "'''") and len(found) >= 6 else 1
            found = found[marks:-marks].replace("\r\n", "\n")
        elif kind == "quoted":
            found = found[1:]
        if kind != "blank":
            yield Token(kind, _ESCAPED.sub(_character, found) if "\\x" in found else found, offset)
        offset = match.end()
    yield Token("end", "", len(text))


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1], 16)
    return chr(number) if number <= _LAST_CHARACTER else escape[0]
