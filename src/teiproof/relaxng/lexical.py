"""White space and words as XML means them: Python knows more kinds of white space."""

import re
from collections.abc import Callable

WHITESPACE = " \t\r\n"

_REMEMBERED = 1_000
"""Different pieces of white space: documents are untrusted."""

_WORD = re.compile(f"[^{WHITESPACE}]+")


def is_blank(text: str) -> bool:
    """Whether a text is empty or all white space."""
    return not text.strip(WHITESPACE)


def words(text: str) -> list[str]:
    """The words of a text, as white space separates them."""
    return _WORD.findall(text)


class Blanks(dict[str, None]):
    """Takes each piece of text where only white space may stand: `__getitem__` is a parser's handler, and what
    is not white space goes to `refuse`.

    Most pieces are a line's end and an indentation seen before: for these the look-up is all that runs.
    """

    def __init__(self, refuse: Callable[[str], None]) -> None:
        self._refuse = refuse

    def __missing__(self, text: str) -> None:
        if not is_blank(text):
            self._refuse(text)
        elif len(self) < _REMEMBERED:
            self[text] = None
