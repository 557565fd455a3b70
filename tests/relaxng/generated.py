"""Strategies that draw small correct schemas."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from teiproof.relaxng.datatypes import XSD
from tests.relaxng.naive import (
    AnyName,
    Attribute,
    Choice,
    Data,
    Definition,
    Element,
    Empty,
    Group,
    Interleave,
    List,
    Name,
    NameChoice,
    NameClass,
    NotAllowed,
    NsName,
    OneOrMore,
    Pattern,
    Schema,
    Text,
    Value,
    contains,
)

NAMESPACES = ("", "urn:a")
LOCALS = ("a", "b", "c")
WORDS = ("1", "01", "2", "true", "x", "x y", "")
TYPES = ((XSD, "integer"), (XSD, "NMTOKEN"), (XSD, "boolean"), ("", "token"), ("", "string"))

names = st.builds(Name, st.sampled_from(NAMESPACES), st.sampled_from(LOCALS))


def _several(strategy: st.SearchStrategy[NameClass]) -> st.SearchStrategy[NameClass]:
    return strategy | st.builds(NameChoice, strategy, strategy)


_named = _several(names)
_ns_names = st.builds(NsName, st.sampled_from(NAMESPACES), st.none() | _named)
_any_names = st.builds(AnyName, st.none() | _several(names | _ns_names))
name_classes = names | names | names | _several(names | _ns_names) | _any_names

_values = st.builds(
    lambda type_, text: Value(type_[0], type_[1], text),
    st.sampled_from([(XSD, "NMTOKEN"), ("", "token"), ("", "string")]),
    st.sampled_from([word for word in WORDS if word and " " not in word]),
) | st.builds(lambda text: Value("", "token", text), st.sampled_from(WORDS))
_excluded = st.none() | _values | st.builds(Choice, _values, _values)
_data = st.builds(
    lambda type_, excluded: Data(type_[0], type_[1], (), excluded), st.sampled_from(TYPES), _excluded
) | st.builds(lambda limit: Data(XSD, "integer", (("minInclusive", limit),)), st.sampled_from(["1", "2"]))
_simple = _data | _values
_in_list = st.recursive(
    _simple | st.just(Empty()),
    lambda inner: (
        st.builds(Group, inner, inner) | st.builds(Choice, inner, inner) | st.builds(OneOrMore, inner)
    ),
    max_leaves=4,
)
_strings = st.recursive(
    _simple | st.builds(List, _in_list), lambda inner: st.builds(Choice, inner, inner), max_leaves=3
)
_attribute_contents = st.just(Text()) | st.just(Empty()) | _strings


def is_infinite(names: NameClass) -> bool:
    """Whether a name class has infinitely many names."""
    if isinstance(names, NameChoice):
        return is_infinite(names.left) or is_infinite(names.right)
    return not isinstance(names, Name)


def _attribute(names: NameClass, content: Pattern) -> Pattern:
    """An attribute; of any name it may only be repeated, and its value is text (section 7.3)."""
    return OneOrMore(Attribute(names, Text())) if is_infinite(names) else Attribute(names, content)


def contents(definitions: list[str]) -> st.SearchStrategy[Pattern]:
    """Contents of elements, not all of which keep to section 7 yet."""
    elements = st.sampled_from([Element(definition) for definition in definitions])
    others: list[Pattern] = [Empty(), Text(), Text(), NotAllowed()]
    attributes = st.builds(_attribute, name_classes, _attribute_contents)
    # What stands twice is drawn more often.
    leaves = elements | elements | attributes | st.sampled_from(others) | _strings
    return st.recursive(
        leaves,
        lambda inner: (
            st.builds(Group, inner, inner)
            | st.builds(Group, inner, inner)
            | st.builds(Interleave, inner, inner)
            | st.builds(Choice, inner, inner)
            | st.builds(lambda pattern: Choice(pattern, Empty()), inner)
            | st.builds(OneOrMore, inner)
            | st.builds(lambda pattern: Interleave(Text(), pattern), inner)
        ),
        max_leaves=8,
    )


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    """Correct schemas of one to four elements, which may contain each other and themselves."""
    labels = [f"d{number}" for number in range(draw(st.integers(1, 4)))]
    definitions = {
        label: Definition(draw(name_classes if number else names), draw(contents(labels)))
        for number, label in enumerate(labels)
    }
    correct = {
        label: replace(definition, pattern=_corrected(definition.pattern, definitions))
        for label, definition in definitions.items()
    }
    start: Pattern = Element("d0")
    if len(labels) > 1 and draw(st.booleans()):
        start = Choice(start, Element("d1"))
    return Schema(start, correct)


@st.composite
def unchecked_schemas(draw: st.DrawFn) -> Schema:
    """Schemas which break a restriction of section 7 as often as not."""
    labels = [f"d{number}" for number in range(draw(st.integers(1, 3)))]
    patterns = contents(labels) | _anything(labels)
    definitions = {label: Definition(draw(name_classes), draw(patterns)) for label in labels}
    return Schema(Element("d0"), definitions)


def _anything(definitions: list[str]) -> st.SearchStrategy[Pattern]:
    elements = st.sampled_from([Element(definition) for definition in definitions])
    others: list[Pattern] = [Empty(), Text(), NotAllowed()]
    return st.recursive(
        elements | st.sampled_from(others) | _simple,
        lambda inner: (
            st.builds(Group, inner, inner)
            | st.builds(Interleave, inner, inner)
            | st.builds(Choice, inner, inner)
            | st.builds(OneOrMore, inner)
            | st.builds(List, inner)
            | st.builds(Attribute, name_classes, inner)
            | st.builds(Attribute, name_classes, st.just(Text()))
        ),
        max_leaves=5,
    )


def _corrected(pattern: Pattern, definitions: dict[str, Definition]) -> Pattern:
    """The pattern with the least changes that make it keep to sections 7.1 to 7.4, from the inside out."""
    match pattern:
        case Choice(left, right):
            return Choice(_corrected(left, definitions), _corrected(right, definitions))
        case OneOrMore(Attribute()):
            return pattern
        case OneOrMore(inner):
            repeated = _without_attributes(_corrected(inner, definitions))
            return repeated if _kind(repeated) == "data" else OneOrMore(repeated)
        case Group(left, right) | Interleave(left, right):
            left, right = _corrected(left, definitions), _corrected(right, definitions)
            if not _groupable(left, right):
                return Choice(left, right)
            if any(_overlap(one, other) for one, other in product(_attributes(left), _attributes(right))):
                right = _without_attributes(right)
            if isinstance(pattern, Interleave) and not _clash(left, right, definitions):
                return Interleave(left, right)
            return Group(left, right)
        case _:
            return pattern


def _kind(pattern: Pattern) -> str:
    """The content type (section 7.2): empty, complex or data."""
    match pattern:
        case Choice(left, right) | Group(left, right) | Interleave(left, right):
            return max(_kind(left), _kind(right), key=("empty", "complex", "data").index)
        case OneOrMore(inner):
            return _kind(inner)
        case Data() | Value() | List():
            return "data"
        case Text() | Element():
            return "complex"
        case _:
            return "empty"


def _groupable(left: Pattern, right: Pattern) -> bool:
    kinds = {_kind(left), _kind(right)}
    return "data" not in kinds or kinds == {"empty", "data"}


def _parts(pattern: Pattern) -> Iterator[Pattern]:
    """All patterns in a pattern, within the same element and outside of attributes and lists."""
    yield pattern
    match pattern:
        case Choice(left, right) | Group(left, right) | Interleave(left, right):
            yield from _parts(left)
            yield from _parts(right)
        case OneOrMore(inner):
            yield from _parts(inner)


def _attributes(pattern: Pattern) -> list[NameClass]:
    return [part.names for part in _parts(pattern) if isinstance(part, Attribute)]


def _clash(left: Pattern, right: Pattern, definitions: dict[str, Definition]) -> bool:
    """Whether the sides of an interleave have text both, or elements of the same name (section 7.4)."""
    sides = [list(_parts(side)) for side in (left, right)]
    if all(any(isinstance(part, Text) for part in side) for side in sides):
        return True
    classes = [
        [definitions[part.definition].names for part in side if isinstance(part, Element)] for side in sides
    ]
    return any(_overlap(one, other) for one, other in product(*classes))


def _without_attributes(pattern: Pattern) -> Pattern:
    match pattern:
        case Attribute():
            return Empty()
        case Choice(left, right):
            return Choice(_without_attributes(left), _without_attributes(right))
        case Group(left, right):
            return Group(_without_attributes(left), _without_attributes(right))
        case Interleave(left, right):
            return Interleave(_without_attributes(left), _without_attributes(right))
        case OneOrMore(inner):
            return OneOrMore(_without_attributes(inner))
        case _:
            return pattern


def _overlap(one: NameClass, other: NameClass) -> bool:
    """Whether two name classes have a name in common; names beyond ours stand for all others."""
    candidates = (Name(*pair) for pair in product((*NAMESPACES, "urn:other"), (*LOCALS, "other")))
    return any(contains(one, name) and contains(other, name) for name in candidates)
