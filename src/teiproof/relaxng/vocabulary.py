"""What a schema has names for, and where they may stand: asked only when there is something to explain."""

from collections.abc import Iterable, Iterator, Mapping

from teiproof.relaxng.nameclass import NameClass, contains, is_open, listed
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

_Owner = str | tuple[str, ...]
"""What contains a part of a schema directly: a definition (its key), or an element (its names)."""


class Vocabulary:
    """The names of a schema, as expat writes them.

    `elements` maps each name to its element patterns in simple form, `parents` to the names of the elements
    that may contain it; `attributes` maps attribute names to the names of the elements that may have them.
    `mixed` are those that may contain text; `namespaces` are those of the elements.
    """

    def __init__(self, definitions: Mapping[str, Simple]) -> None:
        self.elements: dict[str, list[Simple]] = {}
        # TEI has 50,000 pairs of an element and one that may stand in it. A message asks for a few of them:
        # so it is followed up from the part that is asked for.
        users: dict[str, list[_Owner]] = {}
        parents: dict[str, list[_Owner]] = {}
        attributes: dict[str, list[_Owner]] = {}
        texts: list[_Owner] = []
        self._open: list[tuple[NameClass, _Owner]] = []
        for key, definition in definitions.items():
            waiting: list[tuple[Simple, _Owner]] = [(definition, key)]
            while waiting:
                simple, owner = waiting.pop()
                kind = simple[0]
                if kind == "ref":
                    users.setdefault(simple[2], []).append(owner)
                elif kind in ("choice", "group", "interleave"):
                    for member in simple[2]:
                        if member[0] == "ref":  # as most are, or empty
                            users.setdefault(member[2], []).append(owner)
                        elif member[0] != "empty":
                            waiting.append((member, owner))
                elif kind == "oneOrMore":
                    waiting.append((simple[2], owner))
                elif kind == "attribute":
                    for name in listed(simple[2]):
                        attributes.setdefault(name, []).append(owner)
                elif kind == "element":
                    names = tuple(listed(simple[2]))
                    for name in names:
                        self.elements.setdefault(name, []).append(simple)
                        parents.setdefault(name, []).append(owner)
                    waiting.append((simple[3], names))
                    if is_open(simple[2]):
                        self._open.append((simple[2], owner))
                elif kind == "text":
                    texts.append(owner)
        self._users = users
        self.parents: Mapping[str, set[str]] = _Containers(parents, users)
        self.attributes: Mapping[str, set[str]] = _Containers(attributes, users)
        self.mixed = _elements_around(texts, users)
        self.namespaces = {name.rpartition(" ")[0] for name in self.elements}

    def hosts(self, name: str) -> set[str]:
        """The elements that may contain one of this name because they may contain any, or any of its
        namespace."""
        owners = [owner for names, owner in self._open if contains(names, name)]
        return _elements_around(owners, self._users)


class _Containers(Mapping[str, set[str]]):
    """The elements that may contain a part of this name directly, found when they are asked for."""

    def __init__(self, owners: dict[str, list[_Owner]], users: dict[str, list[_Owner]]) -> None:
        self._owners = owners
        self._users = users

    def __getitem__(self, name: str) -> set[str]:
        return _elements_around(self._owners[name], self._users)

    def __iter__(self) -> Iterator[str]:
        return iter(self._owners)

    def __len__(self) -> int:
        return len(self._owners)


def _elements_around(owners: list[_Owner], users: dict[str, list[_Owner]]) -> set[str]:
    """The elements among these owners, and among those that use the definitions among them, and so on."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(owners)
    while waiting:
        owner = waiting.pop()
        if isinstance(owner, tuple):
            found.update(owner)
        elif owner not in seen:
            seen.add(owner)
            waiting += users.get(owner, ())
    return found


def next_elements(pattern: Pattern) -> list[NameClass]:
    """The name classes of the elements that may come next, in the order of the schema."""
    found: dict[NameClass, None] = {}
    _collect(pattern, found, attributes=False)
    return list(found)


def names_of(classes: Iterable[NameClass]) -> list[str]:
    """The names in name classes, one by one, without repetition."""
    return list(dict.fromkeys(name for names in classes for name in listed(names)))


def all_elements(pattern: Pattern) -> list[NameClass]:
    """The name classes of the elements that stand anywhere in a pattern, outside of elements."""
    found: dict[NameClass, None] = {}
    waiting = [pattern]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Element):
            found[part.name_class] = None
        elif isinstance(part, (Choice, Group, Interleave)):
            waiting += part.members
        elif isinstance(part, (OneOrMore, After)):
            waiting.append(part.content)
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


def next_words(pattern: Pattern) -> list[Data | Value]:
    """The datatypes and values of the word that may come next in a list."""
    if isinstance(pattern, (Data, Value)):
        return [pattern]
    found: dict[Data | Value, None] = {}
    if isinstance(pattern, OneOrMore):
        found.update(dict.fromkeys(next_words(pattern.content)))
    elif isinstance(pattern, (Choice, Group)):
        for member in pattern.members:
            found.update(dict.fromkeys(next_words(member)))
            if isinstance(pattern, Group) and not member.nullable:
                break
    return list(found)


def contents_of_lists(pattern: Pattern) -> list[Pattern]:
    """The contents of the lists in a pattern."""
    found: list[Pattern] = []
    waiting = [pattern]
    while waiting:
        part = waiting.pop()
        if isinstance(part, List):
            found.append(part.content)
        elif isinstance(part, (Choice, Group, Interleave)):
            waiting += part.members
        elif isinstance(part, (OneOrMore, After)):
            waiting.append(part.content)
    return found


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
