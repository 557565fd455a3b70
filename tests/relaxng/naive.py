"""A RELAX NG validator that is as simple as can be, to judge the fast one by.

It follows James Clark, "An algorithm for RELAX NG validation" (2002), over a tree in memory, without
memoization: the derivative of a pattern with respect to a node is the pattern of what may follow the node.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

from teiproof.relaxng.datatypes import find

_TO_SPACES = str.maketrans("\t\n\r", "   ")


@dataclass(frozen=True)
class Name:
    namespace: str
    local: str


@dataclass(frozen=True)
class AnyName:
    excluded: "NameClass | None" = None


@dataclass(frozen=True)
class NsName:
    namespace: str
    excluded: "NameClass | None" = None


@dataclass(frozen=True)
class NameChoice:
    left: "NameClass"
    right: "NameClass"


NameClass = Name | AnyName | NsName | NameChoice


@dataclass(frozen=True)
class Empty:
    pass


@dataclass(frozen=True)
class NotAllowed:
    pass


@dataclass(frozen=True)
class Text:
    pass


@dataclass(frozen=True)
class Choice:
    left: "Pattern"
    right: "Pattern"


@dataclass(frozen=True)
class Group:
    left: "Pattern"
    right: "Pattern"


@dataclass(frozen=True)
class Interleave:
    left: "Pattern"
    right: "Pattern"


@dataclass(frozen=True)
class OneOrMore:
    pattern: "Pattern"


@dataclass(frozen=True)
class List:
    pattern: "Pattern"


@dataclass(frozen=True)
class Data:
    library: str
    type: str
    params: tuple[tuple[str, str], ...] = ()
    excluded: "Pattern | None" = None


@dataclass(frozen=True)
class Value:
    library: str
    type: str
    text: str


@dataclass(frozen=True)
class Attribute:
    names: NameClass
    pattern: "Pattern"


@dataclass(frozen=True)
class Element:
    """A reference to the definition of an element, as after simplification (section 4.19)."""

    definition: str


@dataclass(frozen=True)
class After:
    """What is left of an element, and what may follow its end tag."""

    left: "Pattern"
    right: "Pattern"


Pattern = (
    Empty | NotAllowed | Text | Choice | Group | Interleave | OneOrMore | List | Data | Value
    | Attribute | Element | After
)  # fmt: skip


@dataclass(frozen=True)
class Definition:
    names: NameClass
    pattern: Pattern


@dataclass(frozen=True)
class Schema:
    start: Pattern
    definitions: Mapping[str, Definition]


@dataclass(frozen=True)
class Node:
    """An element of a document. Texts among the children are not empty and do not follow each other."""

    name: Name
    attributes: tuple[tuple[Name, str], ...] = ()
    children: tuple["Node | str", ...] = ()


def is_valid(schema: Schema, root: Node) -> bool:
    """Whether a document belongs to a schema."""
    return _nullable(_Matcher(schema.definitions).child(schema.start, root))


def contains(names: NameClass | None, name: Name) -> bool:
    """Whether a name belongs to a name class."""
    match names:
        case None:
            return False
        case Name():
            return names == name
        case AnyName(excluded):
            return not contains(excluded, name)
        case NsName(namespace, excluded):
            return namespace == name.namespace and not contains(excluded, name)
        case NameChoice(left, right):
            return contains(left, name) or contains(right, name)


def _is_blank(text: str) -> bool:
    return text.strip(" \t\n\r") == ""


def _split(text: str) -> list[str]:
    return list(filter(None, text.translate(_TO_SPACES).split(" ")))


def _nullable(pattern: Pattern) -> bool:
    match pattern:
        case Empty() | Text():
            return True
        case Choice(left, right):
            return _nullable(left) or _nullable(right)
        case Group(left, right) | Interleave(left, right):
            return _nullable(left) and _nullable(right)
        case OneOrMore(inner):
            return _nullable(inner)
        case _:
            return False


def _choice(left: Pattern, right: Pattern) -> Pattern:
    if isinstance(left, NotAllowed) or left == right:
        return right
    if isinstance(right, NotAllowed):
        return left
    return Choice(left, right)


def _group(left: Pattern, right: Pattern) -> Pattern:
    if isinstance(left, NotAllowed) or isinstance(right, NotAllowed):
        return NotAllowed()
    if isinstance(left, Empty):
        return right
    return left if isinstance(right, Empty) else Group(left, right)


def _interleave(left: Pattern, right: Pattern) -> Pattern:
    if isinstance(left, NotAllowed) or isinstance(right, NotAllowed):
        return NotAllowed()
    if isinstance(left, Empty):
        return right
    return left if isinstance(right, Empty) else Interleave(left, right)


def _after(left: Pattern, right: Pattern) -> Pattern:
    if isinstance(left, NotAllowed) or isinstance(right, NotAllowed):
        return NotAllowed()
    return After(left, right)


def _one_or_more(pattern: Pattern) -> Pattern:
    return pattern if isinstance(pattern, NotAllowed) else OneOrMore(pattern)


def _apply_after(change: Callable[[Pattern], Pattern], pattern: Pattern) -> Pattern:
    match pattern:
        case After(left, right):
            return _after(left, change(right))
        case Choice(left, right):
            return _choice(_apply_after(change, left), _apply_after(change, right))
        case _:
            return NotAllowed()


class _Matcher:
    def __init__(self, definitions: Mapping[str, Definition]) -> None:
        self.definitions = definitions

    def child(self, pattern: Pattern, child: Node | str) -> Pattern:
        if isinstance(child, str):
            return self.text(pattern, child)
        opened = self.start_tag_open(pattern, child.name)
        for name, value in child.attributes:
            opened = self.attribute(opened, name, value)
        content = self.children(self.start_tag_close(opened), child.children)
        return self.end_tag(content)

    def children(self, pattern: Pattern, children: tuple[Node | str, ...]) -> Pattern:
        if not children:
            return self.children(pattern, ("",))
        if len(children) == 1 and isinstance(children[0], str):
            matched = self.text(pattern, children[0])
            return _choice(pattern, matched) if _is_blank(children[0]) else matched
        kept = (child for child in children if not (isinstance(child, str) and _is_blank(child)))
        return reduce(self.child, kept, pattern)

    def text(self, pattern: Pattern, text: str) -> Pattern:
        match pattern:
            case Choice(left, right):
                return _choice(self.text(left, text), self.text(right, text))
            case Interleave(left, right):
                return _choice(
                    _interleave(self.text(left, text), right), _interleave(left, self.text(right, text))
                )
            case Group(left, right):
                first = _group(self.text(left, text), right)
                return _choice(first, self.text(right, text)) if _nullable(left) else first
            case After(left, right):
                return _after(self.text(left, text), right)
            case OneOrMore(inner):
                return _group(self.text(inner, text), _choice(pattern, Empty()))
            case Text():
                return pattern
            case Value(library, type_, expected):
                datatype = find(library, type_)
                return (
                    Empty()
                    if datatype.allows(text) and datatype.value(text) == datatype.value(expected)
                    else NotAllowed()
                )
            case Data(library, type_, params, excluded):
                is_excluded = excluded is not None and _nullable(self.text(excluded, text))
                return (
                    Empty() if find(library, type_, params).allows(text) and not is_excluded else NotAllowed()
                )
            case List(inner):
                return Empty() if _nullable(reduce(self.text, _split(text), inner)) else NotAllowed()
            case _:
                return NotAllowed()

    def start_tag_open(self, pattern: Pattern, name: Name) -> Pattern:
        match pattern:
            case Choice(left, right):
                return _choice(self.start_tag_open(left, name), self.start_tag_open(right, name))
            case Element(definition):
                defined = self.definitions[definition]
                return _after(defined.pattern, Empty()) if contains(defined.names, name) else NotAllowed()
            case Interleave(left, right):
                return _choice(
                    _apply_after(lambda rest: _interleave(rest, right), self.start_tag_open(left, name)),
                    _apply_after(lambda rest: _interleave(left, rest), self.start_tag_open(right, name)),
                )
            case OneOrMore(inner):
                return _apply_after(
                    lambda rest: _group(rest, _choice(pattern, Empty())), self.start_tag_open(inner, name)
                )
            case Group(left, right):
                first = _apply_after(lambda rest: _group(rest, right), self.start_tag_open(left, name))
                return _choice(first, self.start_tag_open(right, name)) if _nullable(left) else first
            case After(left, right):
                return _apply_after(lambda rest: _after(rest, right), self.start_tag_open(left, name))
            case _:
                return NotAllowed()

    def attribute(self, pattern: Pattern, name: Name, value: str) -> Pattern:
        match pattern:
            case After(left, right):
                return _after(self.attribute(left, name, value), right)
            case Choice(left, right):
                return _choice(self.attribute(left, name, value), self.attribute(right, name, value))
            case Group(left, right):
                return _choice(
                    _group(self.attribute(left, name, value), right),
                    _group(left, self.attribute(right, name, value)),
                )
            case Interleave(left, right):
                return _choice(
                    _interleave(self.attribute(left, name, value), right),
                    _interleave(left, self.attribute(right, name, value)),
                )
            case OneOrMore(inner):
                return _group(self.attribute(inner, name, value), _choice(pattern, Empty()))
            case Attribute(names, content):
                matches = (_nullable(content) and _is_blank(value)) or _nullable(self.text(content, value))
                return Empty() if contains(names, name) and matches else NotAllowed()
            case _:
                return NotAllowed()

    def start_tag_close(self, pattern: Pattern) -> Pattern:
        match pattern:
            case After(left, right):
                return _after(self.start_tag_close(left), right)
            case Choice(left, right):
                return _choice(self.start_tag_close(left), self.start_tag_close(right))
            case Group(left, right):
                return _group(self.start_tag_close(left), self.start_tag_close(right))
            case Interleave(left, right):
                return _interleave(self.start_tag_close(left), self.start_tag_close(right))
            case OneOrMore(inner):
                return _one_or_more(self.start_tag_close(inner))
            case Attribute():
                return NotAllowed()
            case _:
                return pattern

    def end_tag(self, pattern: Pattern) -> Pattern:
        match pattern:
            case Choice(left, right):
                return _choice(self.end_tag(left), self.end_tag(right))
            case After(left, right):
                return right if _nullable(left) else NotAllowed()
            case _:
                return NotAllowed()
