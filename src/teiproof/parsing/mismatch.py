"""Explains start tags and end tags that do not match, at the tag to repair.

A parser sees that something is wrong where an end tag closes another element than it should, which may be far
from the tag that is missing. Names that are near, and indentation, tell where that is.
"""

import contextlib
import re
from collections import Counter
from typing import NamedTuple
from xml.parsers import expat

from teiproof.parsing import encoding_of

_LONGER = 2  # letters at most by which it differs in length
_DOUBLED = re.compile(r"(.)\1")
_LIKE = 0.75  # the least likeness of a misspelt name to the right one
_ASIDE = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_START = re.compile(r"<([\w.:-]+)[\s/>]")


class Tag(NamedTuple):
    """A tag in a document; `line` and `column` count from 1."""

    name: str
    line: int
    column: int


Explained = tuple[str, tuple[int, int]]
"""A message, and the line and column of what is to be repaired."""


def open_elements(data: bytes) -> list[Tag]:
    """The elements that are open where parsing stops, innermost first."""
    return _outline(data)[0]


def explain_end(data: bytes, place: tuple[int, int]) -> Explained:
    """Why a document ends too early."""
    stack, astray = _outline(data)
    if not stack:
        return "the document ends before its root element.", place
    return _never_closed(stack[0], "", astray)


def explain_mismatch(data: bytes, name: str, place: tuple[int, int]) -> Explained:
    """Why an end tag of a name, at a place, does not close the element that is open there."""
    stack, astray = _outline(data)
    if not stack:
        return f"</{name}> closes nothing. Remove it.", place
    start = stack[0]
    slip = _explain_slip(data, start, Tag(name, *place)) if _is_misspelt(start.name, name) else None
    if slip is not None:
        return slip
    if any(name == tag.name for tag in stack):
        return _never_closed(start, f": </{name}> on line {place[0]} comes first", astray)
    if astray is not None and astray[1].name == name and astray[1].column > astray[0].column:
        end = astray[1]
        return f"</{name}> is one too many, by its indentation. Remove it.", (end.line, end.column)
    remedy = f"Write </{start.name}>, remove it, or add <{name}> before."
    return f"</{name}> closes nothing: open is <{start.name}> of line {start.line}. {remedy}", place


def _never_closed(start: Tag, what: str, astray: tuple[Tag, Tag] | None) -> Explained:
    """For a start tag without its end tag; the end tag of an inner element may have closed an outer one."""
    if astray is not None and astray[0].name == start.name and astray[1].column < astray[0].column:
        start, end = astray
        what = f": </{end.name}> on line {end.line} is indented as that of an outer element"
    return f"<{start.name}> is never closed{what}. Add </{start.name}>.", (start.line, start.column)


def _explain_slip(data: bytes, start: Tag, end: Tag) -> Explained | None:
    """For two tags of nearly the same name: the one whose name is nowhere else in the document is misspelt;
    None if neither is."""
    starts = Counter(_START.findall(_ASIDE.sub("", text_of(data))))
    others = starts[start.name] - 1
    if others and starts[end.name]:
        return None
    if not others and starts[end.name]:
        message = f"<{start.name}> is closed by </{end.name}> on line {end.line}. Did you mean <{end.name}>?"
        return message, (start.line, start.column)
    message = f"</{end.name}> closes <{start.name}> of line {start.line}."
    if others and not starts[end.name]:
        return f"{message} Did you mean </{start.name}>?", (end.line, end.column)
    return f"{message} Did you mean </{start.name}>, or is the start tag wrong?", (end.line, end.column)


def _is_misspelt(one: str, other: str) -> bool:
    """Whether two names differ as by a slip; names that differ by a digit (div1, div2) do not."""
    from difflib import SequenceMatcher

    if abs(len(one) - len(other)) > _LONGER or re.sub(r"\d", "", one) == re.sub(r"\d", "", other):
        return False
    if _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other):
        return True
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio() >= _LIKE


def _outline(data: bytes) -> tuple[list[Tag], tuple[Tag, Tag] | None]:
    """The elements open where parsing stops, innermost first; and the first start tag and its end tag that
    stand at the beginnings of their lines, but not below each other."""
    parser = expat.ParserCreate()
    lines = text_of(data).split("\n")
    stack: list[Tag] = []
    astray: list[tuple[Tag, Tag]] = []

    def start(name: str, _: dict[str, str]) -> None:
        stack.append(Tag(name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    def end(name: str) -> None:
        begun = stack.pop()
        tag = Tag(name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        if astray or tag.line == begun.line or tag.column == begun.column:
            return
        if all(not lines[each.line - 1][: each.column - 1].strip() for each in (begun, tag)):
            astray.append((begun, tag))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    with contextlib.suppress(expat.ExpatError):
        parser.Parse(data, True)
    return stack[::-1], astray[0] if astray else None


def text_of(data: bytes) -> str:
    """The text of a broken document, as well as it can be read, with lines as expat counts them."""
    try:
        text = data.decode(encoding_of(data), "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
