"""Regular expressions of XPath (https://www.w3.org/TR/xpath-functions-31/#regex-syntax) without catastrophes.

`matches` runs on the automata of XML Schema patterns, in time linear in the text. `replace` and `tokenize` need
to know where a match ends; for them a pattern is given to Python's `re` only if it holds no group. What remains
is left to elementpath, behind `is_hazardous`.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from teiproof.relaxng.datatypes.patterns import CompiledPattern

LONGEST = 20_000
"""Characters of the longest text that is split or changed by a pattern: time may grow with its square."""

_CLASS = r"\[\^?(?:[^\[\]\\^]|\\[-nrtsd.\\?*+{}()\[\]|^$])+\]"
_ATOM = rf"(?:{_CLASS}|\\[-nrtsd.\\?*+{{}}()\[\]|^$]|[^\\?*+{{}}()\[\]|^$.])"
_GROUPLESS = re.compile(rf"\^?(?:{_ATOM}(?:[?*+]|\{{\d+(?:,\d*)?\}})?\??)+\$?")


@cache
def is_searchable(pattern: str) -> bool:
    """Whether `searches` can tell whether texts match a pattern."""
    from teiproof.relaxng.datatypes.datatype import DatatypeError

    try:
        _automaton(pattern)
    except (DatatypeError, ValueError):
        return False
    return True


def searches(pattern: str, text: str) -> bool:
    """Whether a searchable pattern matches somewhere in a text."""
    return _automaton(pattern).matches(text)


@cache
def _automaton(pattern: str) -> "CompiledPattern":
    """The pattern of XML Schema, which is anchored at both ends, that says the same."""
    from teiproof.relaxng.datatypes.patterns import compile_pattern

    body, anchored_start, anchored_end = _anchors(pattern)
    return compile_pattern(f"{'' if anchored_start else _ANYTHING}({body}){'' if anchored_end else _ANYTHING}")


_ANYTHING = r"[\s\S]*"


def _anchors(pattern: str) -> tuple[str, bool, bool]:
    """A pattern without its anchors and reluctance, and whether it began and ended with an anchor.

    Raises ValueError if the pattern has anchors elsewhere, or references to its groups.
    """
    kept: list[str] = []
    starts = ends = has_choice = False
    depth = 0
    in_class = False
    index = 0
    while index < len(pattern):
        character = pattern[index]
        if character == "\\":
            if pattern[index + 1 : index + 2].isdigit():
                raise ValueError("a reference to a group")
            escaped = pattern[index : index + 2]
            # XML Schema does not know \$, because its $ needs no escape.
            kept.append(escaped if escaped != r"\$" else "$" if in_class else "[$]")
            index += 2
            continue
        if in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
        elif character == "^" or character == "$":
            if character == "^" and index == 0:
                starts = True
            elif character == "$" and index == len(pattern) - 1:
                ends = True
            else:
                raise ValueError("an anchor within the pattern")
            index += 1
            continue
        elif character == "(":
            depth += 1
            if pattern.startswith("(?:", index):
                index += 2
            elif pattern.startswith("(?", index):
                raise ValueError("an unknown kind of group")
            kept.append("(")
            index += 1
            continue
        elif character == ")":
            depth -= 1
        elif character == "|":
            has_choice = has_choice or not depth
        elif (
            character == "?"
            and kept
            and kept[-1] in ("?", "*", "+", "}")
            and _is_quantifier(pattern, index - 1)
        ):
            index += 1
            continue
        kept.append(character)
        index += 1
    if has_choice and (starts or ends):
        raise ValueError("an anchor in one branch of a choice")
    return "".join(kept), starts, ends


def _is_quantifier(pattern: str, index: int) -> bool:
    """Whether the character there, one of ?*+}, is not escaped."""
    return not (index and pattern[index - 1] == "\\")


@cache
def groupless(pattern: str) -> re.Pattern[str] | None:
    """A pattern for Python, if it is so simple that both languages agree and that it cannot run wild."""
    if not _GROUPLESS.fullmatch(pattern):
        return None
    in_class = False
    pieces = []
    for piece in re.findall(r"\\.|.", pattern, re.DOTALL):
        if piece == r"\s":
            pieces.append(r" \t\n\r" if in_class else r"[ \t\n\r]")
            continue
        if piece in "[]":
            in_class = piece == "["
        pieces.append(r"\Z" if piece == "$" and not in_class else piece)
    made = re.compile("".join(pieces))
    return None if made.search("") else made  # fn:tokenize and fn:replace refuse to match nothing


def is_hazardous(pattern: str) -> bool:
    """Whether a pattern repeats a group that itself repeats without bound: matching may take for ever."""
    opened: list[bool] = []
    index = 0
    while index < len(pattern):
        character = pattern[index]
        if character == "\\":
            index += 2
            continue
        if character == "(":
            opened.append(False)
        elif character == ")" and opened:
            repeats = opened.pop()
            follows = pattern[index + 1 : index + 2]
            if follows and follows in "*+{":
                if repeats or "|" in pattern[:index]:
                    return True
                repeats = True
            if opened:
                opened[-1] = opened[-1] or repeats
        elif character in "*+{" and opened:
            opened[-1] = True
        index += 1
    return False
