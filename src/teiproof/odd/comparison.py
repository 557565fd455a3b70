"""What changed between two grammars: elements, their attributes, values and children."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

from teiproof.odd.grammar_elements import Grammar, label, parts
from teiproof.odd.sequences import Sequence, Steps, sequence_alone
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

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A difference of an `element`, perhaps of its `attribute`.

    `kind` is element, attribute, child, content, usage, value or datatype; `what` is added, removed or changed.
    Of a content model in which the same children stand otherwise, one sequence is told for which that is so.
    """

    element: str
    attribute: str
    kind: str
    what: str
    detail: str = ""

    def sentence(self) -> str:
        """The change in words."""
        return self._said(f"<{self.element}>" + (f"/@{self.attribute}" if self.attribute else ""))

    def shared(self) -> str:
        """The change in words that do not name the element."""
        return self._said(f"@{self.attribute}") if self.attribute else f"child {self.detail} {self.what}"

    def _said(self, place: str) -> str:
        if self.kind in ("element", "attribute"):
            return f"{place} {self.what}"
        if self.kind == "usage":
            return f"{place} is now {self.detail}"
        if self.kind == "datatype":
            return f"{place}: {'values' if self.attribute else 'text'}: {self.detail}"
        if self.kind == "content":
            return f"{place} {self.detail}"
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
    content: Pattern
    attributes: dict[str, _Attribute] = field(default_factory=dict)
    children: set[str] = field(default_factory=set)
    text: _Attribute = field(default_factory=_Attribute)


def changes(old: Path, new: Path) -> tuple[Change, ...]:
    """The differences between two grammars in RELAX NG, sorted. Raises IncorrectSchemaError."""
    before, after = Grammar(old), Grammar(new)
    one, other = _elements(before), _elements(after)
    steps = Steps(before), Steps(after)
    return tuple(sorted({*_differences(one, other), *_contents(one, other, *steps)}))


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


def _contents(
    old: dict[str, _Element], new: dict[str, _Element], before: Steps, after: Steps
) -> Iterator[Change]:
    """The content models that have the same children, otherwise."""
    for name in old.keys() & new.keys():
        one, other = old[name], new[name]
        if one.children == other.children:
            gone = sequence_alone(one.content, other.content, before, after)
            come = sequence_alone(other.content, one.content, after, before)
            for what, way in ((REMOVED, gone), (ADDED, come)):
                if way is not None:
                    yield Change(name, "", "content", what, _told(way, what == ADDED))


def _told(sequence: Sequence, is_new: bool) -> str:
    """What may now follow some children, or may not any more."""
    way, child = sequence
    may = "may now" if is_new else "may no longer"
    behind = f"after {', '.join(f'<{each}>' for each in way)}" if way else ""
    if child is None:
        return f"{may} end {behind}" if way else f"{may} be without children"
    return f"{may} hold <{child}> {behind or 'as its first child'}"


def _elements(grammar: Grammar) -> dict[str, _Element]:
    """The elements of a grammar by name; those of one name together."""
    found: dict[str, _Element] = {}
    for name, elements in grammar.elements.items():
        content = grammar.content(name).close(grammar.patterns, True)
        made = []
        for element in elements:
            made.append(_Element(content))
            for always in _gather(grammar.patterns.content(element), True, made[-1]):
                made[-1].attributes[always].is_required = True
        found[name] = reduce(_joined, made)
    return found


def _joined(one: _Element, other: _Element) -> _Element:
    """Two elements of one name as one: what either allows; required is what both require."""
    made = _Element(one.content, children=one.children | other.children)
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
        name = label(pattern.name_class)
        known = found.attributes.setdefault(name, _Attribute(is_required=False))
        _take_values(pattern.value, known)
        return {name}
    if isinstance(pattern, Element):
        found.children.add(label(pattern.name_class))
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
    elif isinstance(pattern, List):
        _take_values(pattern.content, found)
    elif isinstance(pattern, Text):
        found.types.add("text")
    for part in parts(pattern):
        _take_values(part, found)
