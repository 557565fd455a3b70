"""Strategies that draw documents: valid by construction, with mistakes, or anything."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from tests.relaxng.generated import LOCALS, NAMESPACES, WORDS, names
from tests.relaxng.naive import (
    Attribute,
    Choice,
    Data,
    Element,
    Empty,
    Group,
    Interleave,
    List,
    Name,
    NameClass,
    Node,
    OneOrMore,
    Pattern,
    Schema,
    Text,
    Value,
    contains,
)

_DEEPEST = 5
_SPACE = " \n "

Attributes = dict[Name, str]
Children = list[Node | str]


class _ImpossibleError(Exception):
    """There is no document within the depth that is allowed."""


class _Sampler:
    """Draws content that a pattern allows."""

    def __init__(self, draw: st.DrawFn, schema: Schema) -> None:
        self.draw = draw
        self.schema = schema

    def element(self, definition: str, depth: int) -> Node:
        if depth > _DEEPEST:
            raise _ImpossibleError
        defined = self.schema.definitions[definition]
        attributes, children = self.content(defined.pattern, depth)
        return Node(self.name(defined.names, ()), tuple(attributes.items()), _merged(children))

    def name(self, names: NameClass, taken: tuple[Name, ...]) -> Name:
        possible = [
            Name(namespace, local)
            for namespace in (*NAMESPACES, "urn:other")
            for local in LOCALS
            if contains(names, Name(namespace, local)) and Name(namespace, local) not in taken
        ]
        if not possible:
            raise _ImpossibleError
        return self.draw(st.sampled_from(possible))

    def content(self, pattern: Pattern, depth: int) -> tuple[Attributes, Children]:
        match pattern:
            case Empty():
                return {}, []
            case Text():
                return {}, [self.draw(st.sampled_from(["", "x", "text", " "]))]
            case Data() | Value() | List():
                return {}, [self.string(pattern)]
            case Attribute(names, inner):
                return {self.name(names, ()): self.string(inner)}, []
            case Element(definition):
                return {}, [self.element(definition, depth + 1)]
            case Choice(left, right):
                first, second = (left, right) if self.draw(st.booleans()) else (right, left)
                try:
                    return self.content(first, depth)
                except _ImpossibleError:
                    return self.content(second, depth)
            case Group(left, right):
                (attributes, before), (others, after) = self.content(left, depth), self.content(right, depth)
                return attributes | others, before + after
            case Interleave(left, right):
                (attributes, one), (others, other) = self.content(left, depth), self.content(right, depth)
                return attributes | others, self.shuffled(one, other)
            case OneOrMore(inner):
                attributes, children = self.content(inner, depth)
                for _ in range(self.draw(st.integers(0, 2)) if depth < _DEEPEST else 0):
                    others, more = self.content(inner, depth)
                    attributes, children = attributes | others, children + more
                return attributes, children
            case _:
                raise _ImpossibleError

    def shuffled(self, one: Children, other: Children) -> Children:
        one, other = list(one), list(other)
        result: Children = []
        while one or other:
            source = one if one and (not other or self.draw(st.booleans())) else other
            result.append(source.pop(0))
        return result

    def string(self, pattern: Pattern) -> str:
        match pattern:
            case List(inner):
                return self.draw(st.sampled_from([" ", " \n"])).join(self.items(inner))
            case Value(text=text):
                return text
            case Choice(left, right):
                return self.string(left if self.draw(st.booleans()) else right)
            case Empty():
                return ""
            case _:
                return self.draw(st.sampled_from(WORDS))

    def items(self, pattern: Pattern) -> list[str]:
        match pattern:
            case Empty():
                return []
            case Group(left, right):
                return self.items(left) + self.items(right)
            case Choice(left, right):
                return self.items(left if self.draw(st.booleans()) else right)
            case OneOrMore(inner):
                return [item for _ in range(self.draw(st.integers(1, 3))) for item in self.items(inner)]
            case _:
                return [self.string(pattern)]


def _merged(children: Children) -> tuple[Node | str, ...]:
    """The children as a parser reports them: no empty text, no two texts in a row."""
    result: Children = []
    for child in children:
        if isinstance(child, str) and result and isinstance(last := result[-1], str):
            result[-1] = last + child
        elif child != "":
            result.append(child)
    return tuple(result)


_texts = st.sampled_from([*WORDS, "text", _SPACE])
_attributes = st.dictionaries(names, _texts, max_size=2).map(lambda attributes: tuple(attributes.items()))
any_documents: st.SearchStrategy[Node] = st.recursive(
    st.builds(Node, names, _attributes, _texts.map(lambda text: _merged([text]))),
    lambda inner: st.builds(
        Node, names, _attributes, st.lists(inner | _texts, max_size=3).map(lambda children: _merged(children))
    ),
    max_leaves=5,
)


@st.composite
def documents(draw: st.DrawFn, schema: Schema) -> Node:
    """Documents that belong to a schema (as far as its patterns go, not its datatypes), or nearly do."""
    try:
        root = _Sampler(draw, schema).element("d0", 0)
    except _ImpossibleError:
        root = draw(any_documents)
    for _ in range(draw(st.integers(0, 2))):
        root = _mutated(draw, root)
    return root


def _mutated(draw: st.DrawFn, node: Node) -> Node:
    """The document with one mistake at the element or somewhere below it."""
    inner = [index for index, child in enumerate(node.children) if isinstance(child, Node)]
    goes_deeper = bool(inner) and draw(st.booleans())
    if goes_deeper:
        index = draw(st.sampled_from(inner))
        child = node.children[index]
        assert isinstance(child, Node)
        return replace(
            node, children=(*node.children[:index], _mutated(draw, child), *node.children[index + 1 :])
        )
    return draw(st.sampled_from(_MUTATIONS))(draw, node)


def _renamed(draw: st.DrawFn, node: Node) -> Node:
    return replace(node, name=draw(names))


def _with_attribute(draw: st.DrawFn, node: Node) -> Node:
    return replace(node, attributes=tuple((dict(node.attributes) | {draw(names): draw(_texts)}).items()))


def _without_attribute(_: st.DrawFn, node: Node) -> Node:
    return replace(node, attributes=node.attributes[1:])


def _with_child(draw: st.DrawFn, node: Node) -> Node:
    index = draw(st.integers(0, len(node.children)))
    child = draw(_texts | any_documents)
    return replace(node, children=_merged([*node.children[:index], child, *node.children[index:]]))


def _without_child(draw: st.DrawFn, node: Node) -> Node:
    index = draw(st.integers(0, len(node.children)))
    return replace(node, children=_merged([*node.children[:index], *node.children[index + 1 :]]))


def _with_children_turned(_: st.DrawFn, node: Node) -> Node:
    return replace(node, children=_merged(list(reversed(node.children))))


def _with_child_twice(draw: st.DrawFn, node: Node) -> Node:
    index = draw(st.integers(0, len(node.children)))
    return replace(node, children=_merged([*node.children[:index], *node.children[max(index - 1, 0) :]]))


def _with_space(_: st.DrawFn, node: Node) -> Node:
    spaced = [part for child in node.children for part in (_SPACE, child)]
    return replace(node, children=_merged([*spaced, _SPACE]))


_MUTATIONS: list[Callable[[st.DrawFn, Node], Node]] = [
    _renamed,
    _with_attribute,
    _without_attribute,
    _with_child,
    _without_child,
    _with_children_turned,
    _with_child_twice,
    _with_space,
]
