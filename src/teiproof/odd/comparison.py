"""What changed between two grammars: elements, their attributes, values and children."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from teiproof.names import TEI
from teiproof.relaxng.factory import Patterns
from teiproof.relaxng.grammar import START
from teiproof.relaxng.nameclass import NameClass
from teiproof.relaxng.patterns import (
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    List,
    OneOrMore,
    Pattern,
    Text,
    Value,
)
from teiproof.relaxng.reading import read
from teiproof.relaxng.simplification import simplify
from teiproof.relaxng.sources import Sources

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A difference of an `element`, perhaps of its `attribute`.

    `kind` is element, attribute, child, usage, value or datatype; `what` is added, removed or changed.
    """

    element: str
    attribute: str
    kind: str
    what: str
    detail: str = ""

    def sentence(self) -> str:
        """The change in words."""
        place = f"<{self.element}>" + (f"/@{self.attribute}" if self.attribute else "")
        if self.kind in ("element", "attribute"):
            return f"{place} {self.what}"
        if self.kind == "usage":
            return f"{place} is now {self.detail}"
        if self.kind == "datatype":
            return f"{place}: {'values' if self.attribute else 'text'}: {self.detail}"
        noun = {"value": "value", "child": "child"}[self.kind]
        return f"{place}: {noun} {self.detail} {self.what}"


@dataclass(slots=True)
class _Attribute:
    """What the value of an attribute, or the text of an element, may be."""

    is_required: bool = True
    values: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Element:
    attributes: dict[str, _Attribute] = field(default_factory=dict)
    children: set[str] = field(default_factory=set)
    text: _Attribute = field(default_factory=_Attribute)


def changes(old: Path, new: Path) -> tuple[Change, ...]:
    """The differences between two grammars in RELAX NG, sorted. Raises IncorrectSchemaError."""
    return tuple(sorted(set(_differences(_elements(old), _elements(new)))))


def is_stricter(change: Change) -> bool:
    """Whether a change can break documents."""
    if change.kind == "usage":
        return change.detail == "required"
    return change.what.startswith(REMOVED) or change.what.endswith("(required)") or change.kind == "datatype"


def _differences(old: dict[str, _Element], new: dict[str, _Element]) -> Iterator[Change]:
    for name in old.keys() | new.keys():
        if name not in new or name not in old:
            yield Change(name, "", "element", REMOVED if name in old else ADDED)
            continue
        before, after = old[name], new[name]
        for child in before.children ^ after.children:
            yield Change(name, "", "child", REMOVED if child in before.children else ADDED, f"<{child}>")
        yield from _values(name, "", before.text, after.text)
        for attribute in before.attributes.keys() | after.attributes.keys():
            yield from _attribute(
                name, attribute, before.attributes.get(attribute), after.attributes.get(attribute)
            )


def _attribute(
    element: str, name: str, before: _Attribute | None, after: _Attribute | None
) -> Iterator[Change]:
    if before is None or after is None:
        required = " (required)" if after is not None and after.is_required else ""
        yield Change(element, name, "attribute", (ADDED if before is None else REMOVED) + required)
        return
    if before.is_required != after.is_required:
        yield Change(element, name, "usage", CHANGED, "required" if after.is_required else "optional")
    yield from _values(element, name, before, after)


def _values(element: str, name: str, before: _Attribute, after: _Attribute) -> Iterator[Change]:
    for value in before.values ^ after.values:
        yield Change(element, name, "value", REMOVED if value in before.values else ADDED, f"“{value}”")
    if before.types != after.types:
        was, now = (", ".join(sorted(each.types)) or "no other" for each in (before, after))
        yield Change(element, name, "datatype", CHANGED, f"{now}; was: {was}")


def _elements(path: Path) -> dict[str, _Element]:
    """The elements of a grammar by name; those of one name together."""
    patterns = Patterns(simplify(read(Sources(), path), path).definitions)
    waiting = [patterns.definition(START)]
    seen: set[Pattern] = set()
    found: dict[str, _Element] = {}
    while waiting:
        pattern = waiting.pop()
        if pattern in seen:
            continue
        seen.add(pattern)
        if isinstance(pattern, Element):
            content = patterns.content(pattern)
            name = _label(pattern.name_class)
            element = _Element()
            _gather(content, True, element)
            found[name] = element if name not in found else _joined(found[name], element)
            waiting.append(content)
        waiting += _parts(pattern)
    return found


def _joined(one: _Element, other: _Element) -> _Element:
    """Two elements of one name as one: what either allows; required is what both require."""
    made = _Element(children=one.children | other.children)
    for each in (one, other):
        made.text.values |= each.text.values
        made.text.types |= each.text.types
    for name in one.attributes.keys() | other.attributes.keys():
        found = [each.attributes[name] for each in (one, other) if name in each.attributes]
        made.attributes[name] = _Attribute(
            len(found) == 2 and all(each.is_required for each in found),
            set().union(*(each.values for each in found)),
            set().union(*(each.types for each in found)),
        )
    return made


def _gather(pattern: Pattern, required: bool, found: _Element) -> set[str]:
    """Take in the attributes and children of a pattern; the result are the attributes it always has."""
    if isinstance(pattern, Attribute):
        name = _label(pattern.name_class)
        known = found.attributes.setdefault(name, _Attribute(is_required=False))
        _take_values(pattern.value, known)
        return {name}
    if isinstance(pattern, Element):
        found.children.add(_label(pattern.name_class))
        return set()
    if isinstance(pattern, Choice):
        each = [_gather(member, False, found) for member in pattern.members]
        always = set.intersection(*each) if each else set()
    elif isinstance(pattern, Group | Interleave):
        always = set().union(*(_gather(member, False, found) for member in pattern.members))
    elif isinstance(pattern, OneOrMore):
        always = _gather(pattern.content, False, found)
    else:
        _take_values(pattern, found.text)
        always = set()
    if required:
        for name in always:
            found.attributes[name].is_required = True
    return always


def _take_values(pattern: Pattern, found: _Attribute) -> None:
    if isinstance(pattern, Value):
        found.values.add(pattern.literal)
    elif isinstance(pattern, Data):
        _, name, parameters = pattern.named
        found.types.add(name + "".join(f" {{{key} = {text}}}" for key, text in sorted(parameters)))
    elif isinstance(pattern, Choice | Group | Interleave):
        for member in pattern.members:
            _take_values(member, found)
    elif isinstance(pattern, OneOrMore | List):
        _take_values(pattern.content, found)
    elif isinstance(pattern, Text):
        found.types.add("text")


def _parts(pattern: Pattern) -> tuple[Pattern, ...]:
    if isinstance(pattern, Choice | Group | Interleave):
        return pattern.members
    return (pattern.content,) if isinstance(pattern, OneOrMore) else ()


def _label(names: NameClass) -> str:
    """A name class as text: local names of TEI, others with their namespace."""
    if isinstance(names, str):
        namespace, _, local = names.rpartition(" ")
        if namespace == "http://www.w3.org/XML/1998/namespace":
            return f"xml:{local}"
        return local if namespace in ("", TEI) else f"{{{namespace}}}{local}"
    if names[0] == "choice":
        return " | ".join(sorted(map(_label, names[1])))
    excepted = "" if names[-1] is None else f" - ({_label(names[-1])})"
    return f"{names[1] if names[0] == 'nsName' else ''}*{excepted}"
