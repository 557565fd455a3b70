# ruff: noqa: ARG002 - the derivatives of every kind of pattern have the same parameters
"""The algebra of patterns: interned, immutable, with the derivatives of James Clark's algorithm.

Patterns are made by the factory `Patterns` only, so that equal patterns are one object: they compare by
identity and make cheap keys. Derivatives (what remains of a pattern after a start tag, an attribute, the end
of the attributes, or text) follow https://relaxng.org/jclark/derivative.html, except that a start tag yields
the elements that may match, each with what remains of its parent: `After` is needed only where several
elements match at once.
"""

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from teiproof.relaxng.datatypes import Context, Datatype, find
from teiproof.relaxng.lexical import is_blank, words
from teiproof.relaxng.nameclass import NameClass, contains

if TYPE_CHECKING:
    from teiproof.relaxng.factory import Patterns

Simple = tuple[Any, ...]
"""A pattern in simple form, see `simplification`; its first item is its kind."""


class Pattern:
    """A pattern. `nullable`: matches nothing at all; `attributes`, `data`, `text`: contains such a pattern
    outside of elements (lists count as data)."""

    __slots__ = ("attributes", "data", "nullable", "text")

    nullable: bool
    attributes: bool
    data: bool
    text: bool

    def __init__(self, *parts: "Pattern") -> None:
        self.nullable = self.attributes = self.data = self.text = False
        for part in parts:
            if part.attributes:
                self.attributes = True
            if part.data:
                self.data = True
            if part.text:
                self.text = True

    def open(self, name: str, patterns: "Patterns") -> "Steps":
        """The elements that may begin here with this name, each with what remains."""
        return []

    def attribute(self, name: str, patterns: "Patterns") -> "Steps":
        """The patterns for the value of the attribute with this name, each with what remains."""
        return []

    def close(self, patterns: "Patterns", lenient: bool) -> "Pattern":
        """What remains after the last attribute: attributes still required are not allowed, or forgiven
        (`lenient`)."""
        return self

    def after_text(self, text: str, context: Context, patterns: "Patterns") -> "Pattern":
        """What remains after a text."""
        return NOT_ALLOWED


Steps = list[tuple["Pattern", "Pattern"]]
"""Pairs of a pattern matched (an Element, or the value of an attribute) and what remains."""


class Empty(Pattern):
    __slots__ = ()

    def __init__(self) -> None:
        super().__init__()
        self.nullable = True


class NotAllowed(Pattern):
    __slots__ = ()


class Text(Pattern):
    __slots__ = ()

    def __init__(self) -> None:
        super().__init__()
        self.nullable = self.text = True

    def after_text(self, text: str, context: Context, patterns: "Patterns") -> Pattern:
        return self


EMPTY = Empty()
NOT_ALLOWED = NotAllowed()
TEXT = Text()


class Choice(Pattern):
    __slots__ = ("_closed", "_named", "_others", "members")

    def __init__(self, *members: Pattern) -> None:
        super().__init__(*members)
        self.members = members
        self.nullable = any(member.nullable for member in members)
        self._named: dict[str, Element] | None = None
        self._others: list[Pattern] = []
        self._closed: Pattern | None = None

    def open(self, name: str, patterns: "Patterns") -> Steps:
        if self._named is None:
            self._named = self._index()
        element = self._named.get(name)
        found: Steps = [] if element is None else [(element, EMPTY)]
        for member in self._others:
            found += member.open(name, patterns)
        return found

    def _index(self) -> "dict[str, Element]":
        """Elements by name, the rest apart: content models of TEI are choices of up to 200 elements."""
        named: dict[str, Element] = {}
        for member in self.members:
            names = member.name_class if isinstance(member, Element) else None
            if isinstance(member, Element) and isinstance(names, str) and names not in named:
                named[names] = member
            else:
                self._others.append(member)
        return named

    def attribute(self, name: str, patterns: "Patterns") -> Steps:
        found: Steps = []
        for member in self.members:
            if member.attributes:
                found += member.attribute(name, patterns)
        return found

    def close(self, patterns: "Patterns", lenient: bool) -> Pattern:
        if not self.attributes:
            return self
        if lenient:
            return patterns.choice(*[member.close(patterns, lenient) for member in self.members])
        if self._closed is None:
            self._closed = patterns.choice(*[member.close(patterns, lenient) for member in self.members])
        return self._closed

    def after_text(self, text: str, context: Context, patterns: "Patterns") -> Pattern:
        return patterns.choice(*[member.after_text(text, context, patterns) for member in self.members])


class Group(Pattern):
    __slots__ = ("members",)

    def __init__(self, *members: Pattern) -> None:
        super().__init__(*members)
        self.members = members
        self.nullable = all(member.nullable for member in members)

    def open(self, name: str, patterns: "Patterns") -> Steps:
        found: Steps = []
        for index, member in enumerate(self.members):
            for element, rest in member.open(name, patterns):
                found.append((element, patterns.group(rest, *self.members[index + 1 :])))
            if not member.nullable:
                break
        return found

    def attribute(self, name: str, patterns: "Patterns") -> Steps:
        found: Steps = []
        members = self.members
        for index, member in enumerate(members):
            if member.attributes:
                for value, rest in member.attribute(name, patterns):
                    found.append((value, patterns.group(*members[:index], rest, *members[index + 1 :])))
        return found

    def close(self, patterns: "Patterns", lenient: bool) -> Pattern:
        if not self.attributes:
            return self
        return patterns.group(
            *[member.close(patterns, lenient) if member.attributes else member for member in self.members]
        )

    def after_text(self, text: str, context: Context, patterns: "Patterns") -> Pattern:
        found: list[Pattern] = []
        for index, member in enumerate(self.members):
            rest = member.after_text(text, context, patterns)
            found.append(patterns.group(rest, *self.members[index + 1 :]))
            if not member.nullable:
                break
        return patterns.choice(*found)


class Interleave(Pattern):
    __slots__ = ("members",)

    def __init__(self, *members: Pattern) -> None:
        super().__init__(*members)
        self.members = members
        self.nullable = all(member.nullable for member in members)

    def _with(self, index: int, rest: Pattern, patterns: "Patterns") -> Pattern:
        return patterns.interleave(*self.members[:index], rest, *self.members[index + 1 :])

    def open(self, name: str, patterns: "Patterns") -> Steps:
        return [
            (element, self._with(index, rest, patterns))
            for index, member in enumerate(self.members)
            for element, rest in member.open(name, patterns)
        ]

    def attribute(self, name: str, patterns: "Patterns") -> Steps:
        return [
            (value, self._with(index, rest, patterns))
            for index, member in enumerate(self.members)
            if member.attributes
            for value, rest in member.attribute(name, patterns)
        ]

    def close(self, patterns: "Patterns", lenient: bool) -> Pattern:
        if not self.attributes:
            return self
        return patterns.interleave(*[member.close(patterns, lenient) for member in self.members])

    def after_text(self, text: str, context: Context, patterns: "Patterns") -> Pattern:
        return patterns.choice(*[
            self._with(index, member.after_text(text, context, patterns), patterns)
            for index, member in enumerate(self.members)
        ])  # fmt: skip


class OneOrMore(Pattern):
    __slots__ = ("content",)

    def __init__(self, content: Pattern) -> None:
        super().__init__(content)
        self.content = content
        self.nullable = content.nullable

    def open(self, name: str, patterns: "Patterns") -> Steps:
        more = patterns.choice(self, EMPTY)
        return [(element, patterns.group(rest, more)) for element, rest in self.content.open(name, patterns)]

    def attribute(self, name: str, patterns: "Patterns") -> Steps:
        more = patterns.choice(self, EMPTY)
        return [(value, patterns.group(rest, more)) for value, rest in self.content.attribute(name, patterns)]

    def close(self, patterns: "Patterns", lenient: bool) -> Pattern:
        return patterns.one_or_more(self.content.close(patterns, lenient)) if self.attributes else self

    def after_text(self, text: str, context: Context, patterns: "Patterns") -> Pattern:
        more = patterns.choice(self, EMPTY)
        rest = self.content.after_text(text, context, patterns)
        # More text after text changes nothing: mixed content remains the same pattern, and so the same state.
        return more if rest is TEXT else patterns.group(rest, more)


class After(Pattern):
    """The content of one of several elements that match at once, and the number of that element.

    It is never nullable: which elements may end is asked with `ended`.
    """

    __slots__ = ("content", "number")

    def __init__(self, content: Pattern, number: int) -> None:
        super().__init__(content)
        self.content = content
        self.number = number

    def open(self, name: str, patterns: "Patterns") -> Steps:
        return [
            (element, patterns.after(rest, self.number)) for element, rest in self.content.open(name, patterns)
        ]

    def attribute(self, name: str, patterns: "Patterns") -> Steps:
        return [
            (value, patterns.after(rest, self.number)) for value, rest in self.content.attribute(name, patterns)
        ]

    def close(self, patterns: "Patterns", lenient: bool) -> Pattern:
        return patterns.after(self.content.close(patterns, lenient), self.number)

    def after_text(self, text: str, context: Context, patterns: "Patterns") -> Pattern:
        return patterns.after(self.content.after_text(text, context, patterns), self.number)


class Element(Pattern):
    """An element. Its content is compiled when a document first needs it, see `Patterns.content`."""

    __slots__ = ("content", "name_class", "simple")

    def __init__(self, simple: Simple) -> None:
        super().__init__()
        self.simple = simple
        self.name_class: NameClass = simple[2]
        self.content: Pattern | None = None

    def open(self, name: str, patterns: "Patterns") -> Steps:
        return [(self, EMPTY)] if contains(self.name_class, name) else []


class Attribute(Pattern):
    __slots__ = ("name_class", "value")

    def __init__(self, name_class: NameClass, value: Pattern) -> None:
        super().__init__()
        self.name_class = name_class
        self.value = value
        self.attributes = True

    def attribute(self, name: str, patterns: "Patterns") -> Steps:
        return [(self.value, EMPTY)] if contains(self.name_class, name) else []

    def close(self, patterns: "Patterns", lenient: bool) -> Pattern:
        return EMPTY if lenient else NOT_ALLOWED


class Data(Pattern):
    """A datatype. It is made when a text first needs it: many are named where few are used, and their modules
    take time to import."""

    __slots__ = ("_named", "_type", "excepted")

    def __init__(
        self, library: str, name: str, params: tuple[tuple[str, str], ...], excepted: Pattern | None
    ) -> None:
        super().__init__()
        self._named = library, name, params
        self._type: Datatype | None = None
        self.excepted = excepted
        self.data = True

    @property
    def named(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """Library, name and parameters, as the schema says them."""
        return self._named

    @property
    def datatype(self) -> Datatype:
        if self._type is None:
            self._type = find(*self._named)
        return self._type

    def after_text(self, text: str, context: Context, patterns: "Patterns") -> Pattern:
        datatype = self._type or self.datatype
        if not (datatype.sure(text) or datatype.allows(text, context)):
            return NOT_ALLOWED
        if self.excepted is not None and self.excepted.after_text(text, context, patterns).nullable:
            return NOT_ALLOWED
        return EMPTY


class Value(Pattern):
    """One value. `key` is what it means in its datatype, `literal` what the schema says."""

    __slots__ = ("datatype", "key", "literal")

    def __init__(self, datatype: Datatype, literal: str, context: Mapping[str, str]) -> None:
        super().__init__()
        self.datatype = datatype
        self.literal = literal
        self.key: Hashable = datatype.value(literal, context)
        self.data = True

    def after_text(self, text: str, context: Context, patterns: "Patterns") -> Pattern:
        try:
            return EMPTY if self.datatype.value(text, context) == self.key else NOT_ALLOWED
        except ValueError:
            return NOT_ALLOWED


class List(Pattern):
    __slots__ = ("content",)

    def __init__(self, content: Pattern) -> None:
        super().__init__()
        self.content = content
        self.data = True

    def after_text(self, text: str, context: Context, patterns: "Patterns") -> Pattern:
        rest = self.content
        if isinstance(rest, OneOrMore) and isinstance(rest.content, (Data, Value)):
            # Most lists: each word is judged by itself, and no pattern made for what remains.
            fits = [rest.content.after_text(token, context, patterns) is EMPTY for token in words(text)]
            return EMPTY if fits and all(fits) else NOT_ALLOWED
        for token in words(text):
            rest = rest.after_text(token, context, patterns)
        return EMPTY if rest.nullable else NOT_ALLOWED


def matches(value: Pattern, text: str, context: Context, patterns: "Patterns") -> bool:
    """Whether a pattern matches the value of an attribute, or the text that is all of an element's content."""
    if value.nullable and is_blank(text):
        return True
    if isinstance(value, Choice):
        # The first that fits will do: the dates of TEI are a choice of eight types.
        return any(member.after_text(text, context, patterns).nullable for member in value.members)
    return value.after_text(text, context, patterns).nullable
