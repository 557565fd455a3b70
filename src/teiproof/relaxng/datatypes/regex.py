"""The regular expressions of XML Schema (XML Schema Part 2, Appendix F): syntax.

A hyphen at either end of a character class stands for itself, as the second edition of XML Schema 1.0 says
and jing does not allow. Groups may be nested 100 deep; repetitions may not multiply an expression beyond
20,000 characters, so that no schema and no text can exhaust time or memory.
"""

from collections.abc import Callable
from typing import NoReturn

from teiproof.relaxng.datatypes import characters
from teiproof.relaxng.datatypes.characters import CharacterClass
from teiproof.relaxng.datatypes.datatype import DatatypeError

DEPTH_LIMIT = 100
SIZE_LIMIT = 20_000

_NOT_ATOMS = "?*+){}|]"
_LITERAL_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", **{sign: sign for sign in "\\|.-^?*+(){}[]"}}


class Atom:
    """One character of a class."""

    __slots__ = ("contains",)
    size = 1

    def __init__(self, contains: CharacterClass) -> None:
        self.contains = contains


class Sequence:
    """Expressions one after the other."""

    __slots__ = ("parts", "size")

    def __init__(self, parts: tuple["Expression", ...], size: int) -> None:
        self.parts = parts
        self.size = size


class Choice:
    """One of several expressions."""

    __slots__ = ("parts", "size")

    def __init__(self, parts: tuple["Expression", ...], size: int) -> None:
        self.parts = parts
        self.size = size


class Repetition:
    """An expression `least` to `most` times; any number of times if `most` is None."""

    __slots__ = ("least", "most", "part", "size")

    def __init__(self, part: "Expression", least: int, most: int | None, size: int) -> None:
        self.part = part
        self.least = least
        self.most = most
        self.size = size


Expression = Atom | Sequence | Choice | Repetition


def parse(pattern: str) -> Expression:
    """The expression that a pattern stands for; its `size` is how many atoms it has when written out.

    Raises DatatypeError.
    """
    return _Parser(pattern).parse()


class _Parser:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.position = 0
        self.depth = 0

    def parse(self) -> Expression:
        expression = self.choice()
        if self.position < len(self.pattern):
            character = self.pattern[self.position]
            self.fail(
                f"“{character}” has nothing to repeat" if character in "?*+{" else
                f"“{character}” stands alone; write \\{character} for the character"
            )  # fmt: skip
        return expression

    def fail(self, reason: str) -> NoReturn:
        raise DatatypeError(
            f"the pattern “{self.pattern}” is no regular expression of XML Schema: at character "
            f"{self.position + 1}, {reason}"
        )

    @property
    def here(self) -> str:
        return self.pattern[self.position : self.position + 1]

    def take(self, expected: str) -> bool:
        """Whether the next character is the expected one, which is then passed over."""
        if self.here != expected:
            return False
        self.position += 1
        return True

    def choice(self) -> Expression:
        branches = [self.branch()]
        while self.take("|"):
            branches.append(self.branch())
        return self.composed(Choice, branches)

    def branch(self) -> Expression:
        parts = []
        while self.here and self.here not in _NOT_ATOMS:
            parts.append(self.quantified(self.atom()))
        return self.composed(Sequence, parts)

    def composed(
        self, kind: Callable[[tuple[Expression, ...], int], Expression], parts: list[Expression]
    ) -> Expression:
        if len(parts) == 1:
            return parts[0]
        return kind(tuple(parts), self.limited(1 + sum(part.size for part in parts)))

    def limited(self, size: int) -> int:
        if size > SIZE_LIMIT:
            self.fail(f"its repetitions make it too large; the limit is {SIZE_LIMIT:,} characters")
        return size

    def quantified(self, part: Expression) -> Expression:
        if self.take("*"):
            least, most = 0, None
        elif self.take("+"):
            least, most = 1, None
        elif self.take("?"):
            least, most = 0, 1
        elif self.take("{"):
            least, most = self.quantity()
        else:
            return part
        return Repetition(part, least, most, self.limited(1 + part.size * max(least, most or 1, 1)))

    def quantity(self) -> tuple[int, int | None]:
        least = self.number()
        most: int | None = least
        if self.take(","):
            most = None if self.here == "}" else self.number()
        if most is not None and most < least:
            self.fail(f"the repetition {least},{most} is the wrong way round")
        if not self.take("}"):
            self.fail("“}” is missing")
        return least, most

    def number(self) -> int:
        start = self.position
        while self.here and self.here in "0123456789":
            self.position += 1
        if start == self.position:
            self.fail("a number is missing")
        return self.limited(int(self.pattern[start : self.position][:9]))

    def atom(self) -> Expression:
        if self.take("("):
            self.depth += 1
            if self.depth > DEPTH_LIMIT:
                self.fail(f"groups are nested deeper than {DEPTH_LIMIT}")
            inner = self.choice()
            if not self.take(")"):
                self.fail("“)” is missing")
            self.depth -= 1
            return inner
        if self.take("["):
            return Atom(self.character_class())
        if self.take("."):
            return Atom(characters.any_character)
        return Atom(self.escape_or_literal()[0])

    def escape_or_literal(self) -> tuple[CharacterClass, str]:
        """The class of a literal character or an escape, and the character if it is only one."""
        if not self.here:
            self.fail("“]” is missing")
        character = self.here
        self.position += 1
        if character != "\\":
            return characters.single(character), character
        letter = self.here
        self.position += 1
        if letter in ("p", "P"):
            named = self.category_or_block()
            return (named if letter == "p" else characters.complement(named)), ""
        if letter in characters.ESCAPES:
            return characters.ESCAPES[letter], ""
        if not letter or letter not in _LITERAL_ESCAPES:
            self.position -= 1
            self.fail(f"“\\{letter}” is no escape")
        literal = _LITERAL_ESCAPES[letter]
        return characters.single(literal), literal

    def category_or_block(self) -> CharacterClass:
        end = self.pattern.find("}", self.position)
        if not self.take("{") or end < 0:
            self.fail("the name of a category in braces is missing, as in \\p{L}")
        name = self.pattern[self.position : end]
        found = characters.category(name) if name in characters.CATEGORIES else None
        if found is None and name.startswith("Is"):
            found = characters.block(name.removeprefix("Is"))
        if found is None:
            self.fail(f"there is no category and no block “{name}”")
        self.position = end + 1
        return found

    def character_class(self) -> CharacterClass:
        """A class after its “[”, up to and with its “]” (productions 12 to 20)."""
        is_negative = self.take("^")
        members: list[CharacterClass] = []
        excluded: CharacterClass | None = None
        while not members or self.here != "]":
            if members and self.pattern.startswith("-[", self.position):
                self.position += 2
                self.depth += 1
                if self.depth > DEPTH_LIMIT:
                    self.fail(f"groups are nested deeper than {DEPTH_LIMIT}")
                excluded = self.character_class()
                self.depth -= 1
                break
            members.append(self.member(is_first=not members))
        if not self.take("]"):
            self.fail("“]” is missing")
        union = characters.either(members)
        if is_negative:
            union = characters.complement(union)
        return characters.without(union, excluded) if excluded else union

    def member(self, is_first: bool) -> CharacterClass:
        """A character, an escape or a range in a class."""
        if self.here in ("[", "]") or (self.here == "-" and not is_first and not self.is_at("-]")):
            self.fail(f"write \\{self.here} for the character in a class")
        contains, first = self.escape_or_literal()
        if self.here != "-" or self.is_at("-]") or self.is_at("-["):
            return contains
        self.position += 1
        if self.here in ("[", "]", "-"):
            self.fail(f"write \\{self.here} for the character in a class")
        _, last = self.escape_or_literal()
        if not first or not last:
            self.fail("a range needs a character at either end")
        if first > last:
            self.fail(f"the range {first}-{last} is the wrong way round")
        return characters.between(first, last)

    def is_at(self, text: str) -> bool:
        return self.pattern.startswith(text, self.position)
