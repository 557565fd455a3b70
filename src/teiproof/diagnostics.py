"""Facts about documents: frozen, ordered values. They are returned, sorted and counted, never raised."""

import re
from enum import IntEnum
from typing import NamedTuple

_INVISIBLE = r"[^\S \t\r\n]|[\u00ad\u200b-\u200f\u2060\ufeff]"


class Severity(IntEnum):
    """How much a diagnostic matters; a larger value matters more."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def label(self) -> str:
        """The word a reader sees: `info`, `warning` or `error`."""
        return self.name.lower()


class Location(NamedTuple):
    """A place in a file. `line` and `column` count from 1, `column` in Unicode characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Diagnostic(NamedTuple):
    """One fact about one place: `code` is stable (`references.dangling`), `message` says what is wrong,
    then what to do."""

    location: Location
    severity: Severity
    code: str
    message: str


def visible(text: str) -> str:
    """A text as a message quotes it: spaces and signs that nobody can tell apart are there by their numbers."""
    return text if text.isascii() else re.sub(_INVISIBLE, lambda found: f"[U+{ord(found[0]):04X}]", text)
