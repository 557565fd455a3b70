"""What a schema has names for, and where they may stand: asked only when there is something to explain."""

from collections.abc import Iterator, Mapping

from teiproof.relaxng.nameclass import NameClass, listed
from teiproof.relaxng.patterns import (
    After,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    List,
    OneOrMore,
    Pattern,
    Simple,
    Value,
)

_Direct = tuple[frozenset[str], frozenset[str], bool]
_NONE: frozenset[str] = frozenset()


class Vocabulary:
    """The names of a schema, as expat writes them.

    `elements` maps each name to its element patterns in simple form, `parents` to the names of the elements
    that may contain it; `attributes` maps attribute names to the names of the elements that may have them.
    `mixed` are those that may contain text; `namespaces` are those of the elements.
    """

    def __init__(self, definitions: Mapping[str, Simple]) -> None:
        self._definitions = definitions
        self._known: dict[str, _Direct] = {}
        self.elements: dict[str, list[Simple]] = {}
        self.parents: dict[str, set[str]] = {}
        self.attributes: dict[str, set[str]] = {}
        self.mixed: set[str] = set()
        for simple in definitions.values():
            for element in _elements(simple):
                for name in listed(element[2]):
                    self._add(name, element)
        self.namespaces = {name.rpartition(" ")[0] for name in self.elements}

    def _add(self, name: str, element: Simple) -> None:
        self.elements.setdefault(name, []).append(element)
        children, attributes, text = self._direct(element[3])
        for child in children:
            self.parents.setdefault(child, set()).add(name)
        for attribute in attributes:
            self.attributes.setdefault(attribute, set()).add(name)
        if text:
            self.mixed.add(name)

    def _direct(self, simple: Simple) -> _Direct:
        """The names of elements and attributes that stand directly in a pattern, and whether text does."""
        kind = simple[0]
        if kind == "element":
            return frozenset(listed(simple[2])), _NONE, False
        if kind == "attribute":
            return _NONE, frozenset(listed(simple[2])), False
        if kind == "ref":
            key = simple[2]
            if key not in self._known:
                self._known[key] = self._direct(self._definitions[key])
            return self._known[key]
        if kind in ("choice", "group", "interleave"):
            found = [self._direct(member) for member in simple[2]]
            return (
                _NONE.union(*[elements for elements, _, _ in found]),
                _NONE.union(*[attributes for _, attributes, _ in found]),
                any(text for _, _, text in found),
            )
        return self._direct(simple[2]) if kind == "oneOrMore" else (_NONE, _NONE, kind == "text")


def _elements(simple: Simple) -> Iterator[Simple]:
    """The element patterns written in a definition, nested ones included."""
    waiting = [simple]
    while waiting:
        part = waiting.pop()
        kind = part[0]
        if kind == "element":
            yield part
            waiting.append(part[3])
        elif kind in ("choice", "group", "interleave"):
            waiting += part[2]
        elif kind == "oneOrMore":
            waiting.append(part[2])


def next_elements(pattern: Pattern) -> list[NameClass]:
    """The name classes of the elements that may come next, in the order of the schema."""
    found: dict[NameClass, None] = {}
    _collect(pattern, found, attributes=False)
    return list(found)


def next_attributes(pattern: Pattern) -> list[NameClass]:
    """The name classes of the attributes that may still be given."""
    found: dict[NameClass, None] = {}
    _collect(pattern, found, attributes=True)
    return list(found)


def _collect(pattern: Pattern, found: dict[NameClass, None], attributes: bool) -> None:
    if isinstance(pattern, Element):
        if not attributes:
            found[pattern.name_class] = None
    elif isinstance(pattern, Attribute):
        if attributes:
            found[pattern.name_class] = None
    elif isinstance(pattern, (OneOrMore, After)):
        _collect(pattern.content, found, attributes)
    elif isinstance(pattern, (Choice, Interleave)):
        for member in pattern.members:
            _collect(member, found, attributes)
    elif isinstance(pattern, Group):
        for member in pattern.members:
            _collect(member, found, attributes)
            if not attributes and not member.nullable:
                break


def required(pattern: Pattern, attributes: bool) -> list[NameClass]:
    """The elements (attributes) that every completion of a pattern contains, in the order of the schema."""
    if isinstance(pattern, Element):
        return [] if attributes else [pattern.name_class]
    if isinstance(pattern, Attribute):
        return [pattern.name_class] if attributes else []
    if isinstance(pattern, (OneOrMore, After)):
        return required(pattern.content, attributes)
    if isinstance(pattern, (Group, Interleave)):
        return list(
            dict.fromkeys(names for member in pattern.members for names in required(member, attributes))
        )
    if isinstance(pattern, Choice) and not pattern.nullable:
        first, *others = [required(member, attributes) for member in pattern.members]
        return [names for names in first if all(names in other for other in others)]
    return []


def alternatives(pattern: Pattern, attributes: bool) -> list[NameClass]:
    """The elements (attributes) one of which a pattern needs next; of those it needs together, the first."""
    if isinstance(pattern, Element):
        return [] if attributes else [pattern.name_class]
    if isinstance(pattern, Attribute):
        return [pattern.name_class] if attributes else []
    if isinstance(pattern, (OneOrMore, After)):
        return alternatives(pattern.content, attributes)
    found: list[NameClass] = []
    if isinstance(pattern, Choice) and not pattern.nullable:
        for member in pattern.members:
            found += alternatives(member, attributes)
    elif isinstance(pattern, (Group, Interleave)):
        for member in pattern.members:
            found = found if found or member.nullable else alternatives(member, attributes)
    return list(dict.fromkeys(found))


def leaves(pattern: Pattern) -> list[Data | Value]:
    """The datatypes and values in a pattern, in the order of the schema."""
    found: dict[Data | Value, None] = {}
    waiting = [pattern]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, (Data, Value)):
            found[part] = None
        elif isinstance(part, (Choice, Group, Interleave)):
            waiting = [*part.members, *waiting]
        elif isinstance(part, (OneOrMore, After, List)):
            waiting.insert(0, part.content)
    return list(found)


def values(pattern: Pattern) -> tuple[list[str], list[Data], bool]:
    """The closed list of values in a pattern, its datatypes, and whether it contains a list of words."""
    found = leaves(pattern)
    literals = list(
        dict.fromkeys(leaf.literal.strip() for leaf in found if isinstance(leaf, Value) and leaf.literal)
    )
    waiting = [pattern]
    while waiting:
        part = waiting.pop()
        if isinstance(part, List):
            return literals, [leaf for leaf in found if isinstance(leaf, Data)], True
        if isinstance(part, Choice):
            waiting += part.members
        elif isinstance(part, After):
            waiting.append(part.content)
    return literals, [leaf for leaf in found if isinstance(leaf, Data)], False
