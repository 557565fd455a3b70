"""One line for each finding, `path:line:column: severity: message [code]`, as compilers write them.

In a terminal the line of the document follows, with a caret under the place.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from teiproof.diagnostics import Diagnostic

_WINDOW = 92  # characters of a line that are shown
# Compiled when there is something to report: that takes longer than to read a small document.
_CONTROL = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]"
_BREAK = rf"\s*{_CONTROL}\s*"


def report(diagnostics: Sequence[Diagnostic], refusals: Sequence[str] = ()) -> Iterator[str]:
    """A line for each diagnostic."""
    del refusals  # which are said on standard error
    for diagnostic in diagnostics:
        line = f"{diagnostic.location}: {diagnostic.severity.label}: {diagnostic.message} [{diagnostic.code}]"
        yield re.sub(_BREAK, " ", line)


def report_with_excerpts(
    diagnostics: Sequence[Diagnostic], line_at: Callable[[str, int], str]
) -> Iterator[str]:
    """A line for each diagnostic and an excerpt below; `line_at` gives the line of a file by its number."""
    for diagnostic in diagnostics:
        yield from report([diagnostic])
        place = diagnostic.location
        line = line_at(place.path, place.line).expandtabs(1)
        if line.strip() and place.column <= len(line) + 1:
            yield from _excerpt(line, place.column - 1)


def _excerpt(line: str, column: int) -> Iterator[str]:
    """The line, cut to a window around the column (from 0), and a caret below it."""
    indent = len(line) - len(line.lstrip())
    start = max(min(indent, column), column - _WINDOW // 2)
    end = start + _WINDOW
    before = "…" if start > indent else ""
    shown = re.sub(_CONTROL, " ", line[start:end])
    yield f"    {before}{shown}{'…' if len(line) > end else ''}"
    yield f"    {' ' * (len(before) + _width(shown[: column - start]))}^"


def _width(text: str) -> int:
    """The columns that a text takes in a terminal: two for a Chinese character, none for an accent."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(character) in ("Mn", "Me") else 1 + (east_asian_width(character) in "WF")
        for character in text
    )
