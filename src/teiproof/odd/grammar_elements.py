"""A grammar in RELAX NG walked from its start: its elements by name, and what each may contain."""

from collections.abc import Callable
from pathlib import Path

from teiproof.relaxng.factory import Patterns
from teiproof.relaxng.grammar import START
from teiproof.relaxng.nameclass import NameClass
from teiproof.relaxng.patterns import Choice, Element, Group, Interleave, OneOrMore, Pattern
from teiproof.relaxng.reading import read
from teiproof.relaxng.simplification import simplify
from teiproof.relaxng.sources import Sources


class Grammar:
    """The elements of a grammar by the labels of their names; there may be several of one name.

    Raises IncorrectSchemaError, UnreadableFileError.
    """

    def __init__(self, path: Path) -> None:
        self.patterns = Patterns(simplify(read(Sources(), path), path).definitions)
        self.start = self.patterns.definition(START)
        self.elements: dict[str, list[Element]] = {}
        waiting = [self.start]
        seen: set[Pattern] = set()
        while waiting:
            pattern = waiting.pop()
            if pattern in seen:
                continue
            seen.add(pattern)
            if isinstance(pattern, Element):
                self.elements.setdefault(label(pattern.name_class), []).append(pattern)
                waiting.append(self.patterns.content(pattern))
            waiting += parts(pattern)

    def content(self, name: str) -> Pattern:
        """What an element may contain, attributes included."""
        return self.patterns.choice(*[self.patterns.content(element) for element in self.elements[name]])


def parts(pattern: Pattern) -> tuple[Pattern, ...]:
    """The patterns in a pattern, elements not entered."""
    if isinstance(pattern, Choice | Group | Interleave):
        return pattern.members
    return (pattern.content,) if isinstance(pattern, OneOrMore) else ()


def label(names: NameClass, shown: Callable[[str], str] = str) -> str:
    """A name class as a text that does not depend on the order of its members; `shown` writes a qualified name
    (`NAMESPACE LOCAL`, the local name `*` where all of a namespace is meant)."""
    if isinstance(names, str):
        return shown(names)
    if names[0] == "choice":
        return " | ".join(sorted(label(each, shown) for each in names[1]))
    excepted = "" if names[-1] is None else f" - ({label(names[-1], shown)})"
    return shown(f"{names[1] if names[0] == 'nsName' else ''} *") + excepted
