"""The source text of a document as pieces of markup and text, each a raw slice.

Joined, the pieces are the source again. Trees forget how a document was written (quotation marks, CDATA
sections, character references, the DOCTYPE); what changes a document and must leave the rest as it stands
works on these pieces.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from teiproof.errors import TeiproofError
from teiproof.parsing import create_parser, encoding_of, feed

Kind = Literal["text", "start", "end", "empty", "comment", "instruction", "cdata", "doctype"]

MARK = "\ufeff"
WHITE = " \t\r\n"

# No two branches can begin alike, so that matching is linear in the length of the text. Only what expat has
# accepted is matched: there every < begins markup and every quotation mark in a tag has its partner.
_PIECE = re.compile(
    r"""[^<]++
      | <!--.*?-->
      | <\?.*?\?>
      | <!\[CDATA\[.*?\]\]>
      | <!DOCTYPE (?:[^\["'>] | "[^"]*" | '[^']*')*+
          (?:\[ (?: <!--.*?--> | <\?.*?\?> | "[^"]*" | '[^']*' | <(?![!]--|\?) | [^\]<"'] )*+ \]\s*)?+ >
      | <(?:[^>"']++ | "[^"]*" | '[^']*')++>""",
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""\s([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_NAME = re.compile(r"</?([^\s/>]+)")
_SPECIAL: dict[str, Kind] = {"<!-": "comment", "<![": "cdata", "<!D": "doctype"}


class UneditableError(TeiproofError):
    """The source text of a document cannot be edited without changing more than was asked for."""


class Piece(NamedTuple):
    """A tag, a text, a comment...: `raw` is its source, which begins at `offset`."""

    kind: Kind
    raw: str
    offset: int


class Attribute(NamedTuple):
    """An attribute as written: `value` without its quotation marks, beginning at `offset` in the tag."""

    name: str
    value: str
    quote: str
    offset: int


def decode(data: bytes, path: str) -> str:
    """The source text of a well-formed document, byte order mark included.

    Raises UnparsableError, and UneditableError if the text could not be written back as the same bytes.
    """
    feed(create_parser(path), data, path)
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
        if text.encode(encoding) == data:
            return text
    except (UnicodeError, LookupError):
        pass
    raise UneditableError(f"{path} cannot be edited in its encoding, {encoding}. Convert it to UTF-8.")


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a source text, in order, without a byte order mark at its beginning.

    Raises UneditableError if the text is not that of a well-formed document.
    """
    position = len(text) - len(text.removeprefix(MARK))
    for match in _PIECE.finditer(text, position):
        if match.start() != position:
            break
        raw = match.group()
        yield Piece(_kind(raw), raw, position)
        position = match.end()
    if position != len(text):
        line = text.count("\n", 0, position) + 1
        raise UneditableError(f"the markup on line {line} cannot be taken apart.")


def _kind(raw: str) -> Kind:
    if raw[0] != "<":
        return "text"
    if raw[1] == "/":
        return "end"
    if raw[1] == "?":
        return "instruction"
    if raw[1] == "!":
        return _SPECIAL[raw[:3]]
    return "empty" if raw[-2] == "/" else "start"


def name_in(tag: str) -> str:
    """The qualified name in a start tag or end tag, as written."""
    match = _NAME.match(tag)
    return match.group(1) if match else ""


def attributes_in(tag: str) -> list[Attribute]:
    """The attributes of a start tag, namespace declarations among them, as written."""
    return [
        Attribute(match.group(1), match.group(2)[1:-1], match.group(2)[0], match.start(2) + 1)
        for match in _ATTRIBUTE.finditer(tag)
    ]


class Namespaces:
    """The namespaces in scope while the tags of a document are met one after the other."""

    def __init__(self) -> None:
        self._scopes: list[dict[str, str]] = [{}]

    def enter(self, tag: str, is_empty: bool) -> tuple[str, str]:
        """Namespace and local name of the element which a start tag begins."""
        scope = self._scopes[-1]
        if "xmlns" in tag:
            scope = scope | {
                "" if attribute.name == "xmlns" else attribute.name[6:]: attribute.value
                for attribute in attributes_in(tag)
                if attribute.name == "xmlns" or attribute.name.startswith("xmlns:")
            }
        if not is_empty:
            self._scopes.append(scope)
        prefix, _, local = name_in(tag).rpartition(":")
        return scope.get(prefix, ""), local

    def leave(self) -> None:
        """Meet an end tag."""
        self._scopes.pop()
