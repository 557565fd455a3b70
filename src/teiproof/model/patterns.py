"""Regular expressions of documents, which may be made to take for ever: what can, is not matched.

Python's `re` tries again what it has tried. Here it is given only a pattern that repeats no choice and no other
repetition, and only a text for which the ways of matching, counted as if every part could match everything, are
not too many.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from math import factorial, prod

_LONGEST = 1_000  # characters of a pattern
_DEEPEST = 50  # groups in each other
_WAYS = 1_000_000
_TOKENS = re.compile(
    r"(?P<single>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^()|?*+{}\\\[])"
    r"|(?P<open>\((?:\?(?:[:=!>]|<[=!]|P?<\w+>))?)|(?P<close>\))|(?P<choice>\|)"
    r"|(?P<count>[?*+]|\{\d*,?\d*\})[?+]?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, and in how many ways it may have to be tried: `choices` times the length of the
    text to the power of `repetitions`, by its factorial."""

    compiled: re.Pattern[str]
    choices: int
    repetitions: int

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of a whole text; none for a text for which that might take too long."""
        ways = self.choices * len(text) ** self.repetitions // factorial(self.repetitions)
        return self.compiled.fullmatch(text) if ways <= _WAYS else None


def compile_pattern(text: str) -> Pattern | None:
    """A pattern; None for what is no regular expression, or one that could take for ever."""
    counted = _counted(text) if len(text) <= _LONGEST else None
    if counted is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what may mean something else one day
            return Pattern(re.compile(text), *counted)
    except (re.error, OverflowError):  # a number of repetitions that no text has
        return None


def _counted(text: str) -> tuple[int, int] | None:
    """The choices and the repetitions of a pattern; None if one repeats the other, or there are too many."""
    branches = [1]  # of the groups that are open
    is_simple = [True]  # whether these hold neither a choice nor a repetition
    closed = [1]  # the branches of those that are closed
    optional = repetitions = position = 0
    may_repeat = False
    while position < len(text):
        token = _TOKENS.match(text, position)
        if token is None:
            return None
        kind, position = token.lastgroup, token.end()
        if kind == "open":
            branches.append(1)
            is_simple.append(True)
        elif kind == "close":
            if len(branches) == 1:
                return None
            closed.append(branches.pop())
            may_repeat = is_simple.pop()
            is_simple[-1] = is_simple[-1] and may_repeat
        elif kind == "choice":
            branches[-1] += 1
            is_simple[-1] = False
        elif kind == "single":
            may_repeat = True
        elif token["count"] == "?":
            optional += 1
            is_simple[-1] = False
        elif not may_repeat:
            return None
        else:
            repetitions += 1
            is_simple[-1] = False
        if len(branches) > _DEEPEST:
            return None
    choices = prod([*closed, *branches]) * 2**optional
    return (choices, repetitions) if choices <= _WAYS and factorial(repetitions) <= _WAYS else None
