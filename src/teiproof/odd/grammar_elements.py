"""A grammar in RELAX NG walked from its start: its elements by name, and what each may contain."""

from pathlib import Path

from teiproof.names import TEI, XML
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


def label(names: NameClass) -> str:
    """A name class as a text that does not depend on the order of its members: local names of TEI alone, others
    with their namespace."""
    if isinstance(names, str):
        namespace, _, local = names.rpartition(" ")
        if namespace == XML:
            return f"xml:{local}"
        return local if namespace in ("", TEI) else f"{{{namespace}}}{local}"
    if names[0] == "choice":
        return " | ".join(sorted(map(label, names[1])))
    excepted = "" if names[-1] is None else f" - ({label(names[-1])})"
    return (f"{{{names[1]}}}*" if names[0] == "nsName" else "*") + excepted
