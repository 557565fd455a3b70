"""Makes patterns, each once and in its simplest form; compiles them on demand from the simple form."""

from collections.abc import Mapping
from typing import Any

from teiproof.errors import IncorrectSchemaError
from teiproof.relaxng.datatypes import find
from teiproof.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
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

_LONGEST = 1_000
"""Members of a group: definitions that name each other twice would make it longer than any memory."""

_MANY = 8
"""Alternatives from which on it is looked whether some are contained in others."""


class Patterns:
    """Makes patterns in their simplest form (4.20, 4.21), each once."""

    def __init__(self, definitions: Mapping[str, Simple]) -> None:
        self._definitions = definitions
        self._compiled: dict[str, Pattern] = {}
        self._interned: dict[tuple[Any, ...], Pattern] = {}

    def __len__(self) -> int:
        """How many patterns are remembered."""
        return len(self._interned)

    def forget(self) -> None:
        """Forget what derivatives have made, so that no document can fill the memory. What is in use stays
        right: patterns made later may merely fail to be shared with it."""
        self._interned.clear()

    def choice(self, *patterns: Pattern) -> Pattern:
        members: dict[Pattern, None] = {}
        for pattern in patterns:
            if isinstance(pattern, Choice):
                members.update(dict.fromkeys(pattern.members))
            elif pattern is not NOT_ALLOWED:
                members[pattern] = None
        if EMPTY in members and any(member.nullable for member in members if member is not EMPTY):
            del members[EMPTY]
        if len(members) > _MANY:
            self._drop_tails(members)
        if not members:
            return NOT_ALLOWED
        if len(members) == 1:
            return next(iter(members))
        # The order does not matter, and one order for all makes more of them one.
        key = (Choice, frozenset(members))
        found = self._interned.get(key)
        if found is None:
            found = self._interned[key] = Choice(*members)
        return found

    def _drop_tails(self, members: dict[Pattern, None]) -> None:
        """Remove groups that are what remains of another one, if nothing comes before it: of b?, b?, b?… only
        the longest remains, and not as many as there are."""
        groups = [member for member in members if isinstance(member, Group) and member.members[0].nullable]
        for group in groups:
            members.pop(self.group(*group.members[1:]), None)

    def group(self, *patterns: Pattern) -> Pattern:
        return self._sequence(Group, patterns)

    def interleave(self, *patterns: Pattern) -> Pattern:
        return self._sequence(Interleave, patterns)

    def _sequence(self, kind: type[Group] | type[Interleave], patterns: tuple[Pattern, ...]) -> Pattern:
        members: list[Pattern] = []
        for pattern in patterns:
            if isinstance(pattern, kind):
                members += pattern.members
            elif pattern is NOT_ALLOWED:
                return NOT_ALLOWED
            elif pattern is not EMPTY:
                members.append(pattern)
        if not members:
            return EMPTY
        if len(members) > _LONGEST:
            raise IncorrectSchemaError(
                f"the schema's definitions, put in the place of their names, make a {kind.__name__.lower()} of "
                f"more than {_LONGEST:,} patterns. Write them as one that is repeated."
            )
        return members[0] if len(members) == 1 else self._intern((kind, *members), kind, *members)

    def one_or_more(self, content: Pattern) -> Pattern:
        if content in (NOT_ALLOWED, EMPTY, TEXT) or isinstance(content, OneOrMore):
            return content
        return self._intern((OneOrMore, content), OneOrMore, content)

    def after(self, content: Pattern, number: int) -> Pattern:
        return (
            NOT_ALLOWED
            if content is NOT_ALLOWED
            else self._intern((After, content, number), After, content, number)
        )

    def _intern(self, key: tuple[Any, ...], kind: type[Pattern], *arguments: Any) -> Pattern:
        found = self._interned.get(key)
        if found is None:
            found = self._interned[key] = kind(*arguments)
        return found

    def definition(self, key: str) -> Pattern:
        """The pattern of a definition."""
        found = self._compiled.get(key)
        if found is None:
            found = self._compiled[key] = self.compile(self._definitions[key])
        return found

    def content(self, element: Element) -> Pattern:
        """The content of an element, attributes included."""
        if element.content is None:
            element.content = self.compile(element.simple[3])
        return element.content

    def compile(self, simple: Simple) -> Pattern:
        """The pattern of a simple form."""
        kind = simple[0]
        if kind == "ref":
            return self.definition(simple[2])
        if kind == "choice":
            return self.choice(*[self.compile(member) for member in simple[2]])
        if kind == "group":
            return self.group(*[self.compile(member) for member in simple[2]])
        if kind == "interleave":
            return self.interleave(*[self.compile(member) for member in simple[2]])
        if kind == "oneOrMore":
            return self.one_or_more(self.compile(simple[2]))
        if kind == "element":
            return Element(simple)
        if kind == "empty":
            return EMPTY
        if kind == "text":
            return TEXT
        if kind == "notAllowed":
            return NOT_ALLOWED
        return self._compile_leaf(simple)

    def _compile_leaf(self, simple: Simple) -> Pattern:
        kind, _, first, *rest = simple
        if kind == "attribute":
            value = self.compile(rest[0])
            return (
                NOT_ALLOWED
                if value is NOT_ALLOWED
                else self._intern((Attribute, first, value), Attribute, first, value)
            )
        if kind == "list":
            content = self.compile(first)
            return NOT_ALLOWED if content is NOT_ALLOWED else self._intern((List, content), List, content)
        if kind == "data":
            name, params, excepted = rest
            exception = None if excepted is None else self.compile(excepted)
            return self._intern((Data, *simple[2:5], exception), Data, first, name, params, exception)
        name, literal, context = rest
        return self._intern((Value, *simple[2:]), Value, find(first, name), literal, dict(context))
