"""The tokens of an XPath expression."""

import itertools
import re
from functools import lru_cache
from typing import NamedTuple

from teiproof.schematron.xpath.syntax import XPathSyntaxError

_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""
      (?P<number> (?: \d+(?:\.\d*)? | \.\d+ ) (?:[eE][+-]?\d+)? (?![\w]) )
    | (?P<string> "(?:[^"]|"")*" | '(?:[^']|'')*' )
    | \$\s*(?P<variable> {_NAME}(?::{_NAME})? )
    | (?P<name> {_NAME}(?: :(?!:)(?:{_NAME}|\*) )? | \*:{_NAME} )
    | (?P<symbol> :: | // | \.\. | != | <= | >= | << | >> | \|\| | => | := | [()\[\]/@,.|+\-*=<>!?\#{{}}:;] )
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"\s*")
_FORBIDDEN = frozenset({
    "available-environment-variables", "collection", "environment-variable", "function-lookup", "json-doc",
    "load-xquery-module", "parse-xml", "parse-xml-fragment", "transform", "unparsed-text",
    "unparsed-text-available", "unparsed-text-lines", "uri-collection",
})  # fmt: skip


class Token(NamedTuple):
    """A token: `kind` is number, string, variable, name, symbol or end; it stands at `start` in the text."""

    kind: str
    value: str
    start: int
    end: int


@lru_cache(maxsize=1024)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of an expression, comments left out, with one of kind `end` at its end.

    Raises XPathSyntaxError.
    """
    found = []
    position = _skip(text, 0)
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise XPathSyntaxError(f"“{text[position : position + 10]}” is not XPath")
        value = match.group(match.lastgroup)
        if match.lastgroup == "string":
            value = value[1:-1].replace(value[0] * 2, value[0])
        found.append(Token(match.lastgroup, value, position, match.end()))
        position = _skip(text, match.end())
    found.append(Token("end", "", len(text), len(text)))
    return tuple(found)


def forbidden_function(found: tuple[Token, ...]) -> str | None:
    """The first function in an expression that would read what no rule may read: files, the environment."""
    for token, following in itertools.pairwise(found):
        name = token.value.rpartition(":")[2]
        if token.kind == "name" and following.value in ("(", "#") and name in _FORBIDDEN:
            return token.value
    return None


def _skip(text: str, position: int) -> int:
    """The position after white space and comments, which may be nested."""
    while True:
        match = _SPACE.match(text, position)
        position = match.end() if match else position
        if not text.startswith("(:", position):
            return position
        depth = 0
        while True:
            if text.startswith("(:", position):
                depth, position = depth + 1, position + 2
            elif text.startswith(":)", position):
                depth, position = depth - 1, position + 2
            elif position >= len(text):
                raise XPathSyntaxError("a comment is not closed")
            else:
                position += 1
            if not depth:
                break
