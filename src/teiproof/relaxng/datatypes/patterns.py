"""The parameter `pattern`: whether texts match, and why not, in the words of encoders.

The patterns of the TEI itself are known here by their text, so that they are explained rather than quoted.
For the two commonest Python has its own means; they need no automaton, and most documents no other pattern.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from teiproof.relaxng.datatypes.automaton import Automaton

_WORD = r"[^\p{C}\p{Z}]+"
_NO_SPACE = r"\S+"
_SPACES = frozenset(" \t\n\r")

# Each pattern with what it demands and an example.
_KNOWN = {
    _WORD: ("must be one word without spaces", "word"),
    r"(\p{L}|\p{N}|\p{P}|\p{S})+": ("must be one word without spaces", "word"),
    _NO_SPACE: ("must be one pointer without spaces", "#p1"),
    r".+": ("must not be empty", "text"),
    r"[0-9.,DHMPRSTWYZ/:+\-]+": ("must be a date or a time span as in ISO 8601", "1936-08-25"),
    r"(\-?[\d]+/\-?[\d]+)": ("must be a ratio of two whole numbers", "1/2"),
    r"[\-+]?\d+(\.\d+)?(%|cm|mm|in|pt|pc|px|em|ex|ch|rem|vw|vh|vmin|vmax)": (
        "must be a number with a unit (cm, mm, in, pt, px, em, % ...)", "12pt",
    ),
    r"(-?[0-9]+(\.[0-9]+)?,-?[0-9]+(\.[0-9]+)?)": ("must be two numbers with a comma between", "10,20"),
    r"(\-?[0-9]+\.?[0-9]*,\-?[0-9]+\.?[0-9]*)": ("must be two numbers with a comma between", "10,20"),
    r"[\d]+(\.[\d]+){0,2}": ("must be a version number of one to three numbers with points between", "4.7.0"),
    r"[\d]+[a-z]*[\d]*(\.[\d]+[a-z]*[\d]*){0,3}": ("must be a version number", "4.7.0"),
    r"[a-z][a-z0-9\+\.\-]*": ("must be a prefix of small letters, digits, “+”, “.” and “-”", "bibl"),
    r"(19[789][0-9]|[2-9][0-9]{3}).*": ("must begin with a year from 1970 on", "1994-05-16"),
    r".+:.+": ("must have a colon between two names", "tei:div"),
    r"[^/\s]+:\S*": ("must be an absolute address", "https://example.org/"),
}  # fmt: skip

_QUOTED_AT_MOST = 80


class CompiledPattern:
    """One pattern. `fault` gives the clause, `examples` some texts that match."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._automaton: Automaton | None = None
        if pattern not in _KNOWN:
            self._matcher()

    @property
    def refuses_space(self) -> bool:
        """Whether it is one of the two for which a look is enough: a text that matches has no white space."""
        return self.pattern in (_WORD, _NO_SPACE)

    def matches(self, text: str) -> bool:
        """Whether the whole text matches."""
        if self.pattern == _WORD:
            # isprintable knows the same categories, C and Z, except that it allows the space.
            return text != "" and text.isprintable() and " " not in text
        if self.pattern == _NO_SPACE:
            return text != "" and _SPACES.isdisjoint(text)
        return self._matcher().matches(text)

    def fault(self, text: str) -> str:
        """One clause on why a text does not match; "" if it does."""
        if self.matches(text):
            return ""
        if not text:
            return "empty"
        demand, example = _KNOWN.get(self.pattern, ("", ""))
        if self.refuses_space and " " in text:
            return "contains a space; only one word is allowed here"
        hint = f", for instance {example}" if example else ""
        return f"{demand or self._quoted()}{hint}{self._offending(text)}"

    def examples(self) -> Iterator[str]:
        """Texts that match, the best first."""
        if self.pattern in _KNOWN:
            yield _KNOWN[self.pattern][1]
        from teiproof.relaxng.datatypes.samples import samples

        yield from filter(self.matches, samples(self.pattern))

    def _matcher(self) -> "Automaton":
        if self._automaton is None:
            from teiproof.relaxng.datatypes.automaton import Automaton
            from teiproof.relaxng.datatypes.regex import parse

            self._automaton = Automaton(parse(self.pattern))
        return self._automaton

    def _quoted(self) -> str:
        if len(self.pattern) > _QUOTED_AT_MOST:
            return f"must match a pattern which begins {self.pattern[:_QUOTED_AT_MOST]}…"
        return f"must match the pattern {self.pattern}"

    def _offending(self, text: str) -> str:
        index = self._matcher().stops_at(text)
        if index is None:
            return "; something is missing at its end"
        return f"; “{text[index]}” (character {index + 1}) does not fit"


@cache
def compile_pattern(pattern: str) -> CompiledPattern:
    """The pattern of a text.

    Raises DatatypeError if it is no regular expression of XML Schema.
    """
    return CompiledPattern(pattern)
