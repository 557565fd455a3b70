"""White space and words as XML means them: Python knows more kinds of white space."""

import re

WHITESPACE = " \t\r\n"

_WORD = re.compile(f"[^{WHITESPACE}]+")


def is_blank(text: str) -> bool:
    """Whether a text is empty or all white space."""
    return not text.strip(WHITESPACE)


def words(text: str) -> list[str]:
    """The words of a text, as white space separates them."""
    return _WORD.findall(text)
