"""The automaton of a schema, built lazily: states, start tags and their attributes, memoised on interned
patterns.

A `State` is what may still come in an open element. A start tag seen before in the same state, with the same
attribute names, costs two dictionary look-ups and one per attribute whose value must be checked.

Where several element patterns match a start tag at once, their contents are followed together, each marked
with a number (`patterns.After`); the end tag tells which of them were satisfied, and so what remains of the
parent.
"""

from typing import Final

from teiproof.relaxng.datatypes import Context
from teiproof.relaxng.datatypes.datatype import Look, never
from teiproof.relaxng.factory import Patterns
from teiproof.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    After,
    Choice,
    Data,
    Element,
    OneOrMore,
    Pattern,
    matches,
)
from teiproof.relaxng.taking import holders, take

# What text means in a state: it changes nothing; only white space may stand; it must be collected up to the
# next tag.
FREE: Final = 0
REFUSED: Final = 1
COLLECTED: Final = 2

# Beyond these sizes what is memoised is forgotten: documents are untrusted and must not fill the memory.
_PATTERN_LIMIT = 30_000
_NAME_LIMIT = 5_000
_VALUE_LIMIT = 2_000
_LENGTH_LIMIT = 200


class State:
    """What may still come in an element: `pattern`, with what is known of it.

    `nullable`: the end tag may come. `completes`: and it may come after whatever comes before it. `text`:
    FREE, REFUSED or COLLECTED. `openings`: start tags by name.
    """

    __slots__ = ("completes", "nullable", "openings", "pattern", "text")

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.nullable = pattern.nullable
        self.openings: dict[str, Opening] = {}
        self.text = FREE
        if pattern.data:
            self.text = COLLECTED
        elif not pattern.text:
            self.text = REFUSED
        self.completes = pattern is EMPTY or pattern is TEXT or _repeats(pattern)


def _repeats(pattern: Pattern) -> bool:
    """Whether a pattern is that of any number of elements from a choice, mixed with text or not."""
    parts = (
        [part for part in pattern.members if part is not EMPTY] if isinstance(pattern, Choice) else [pattern]
    )
    if not pattern.nullable or len(parts) != 1 or not isinstance(parts[0], OneOrMore):
        return False
    content = parts[0].content
    return all(
        member is TEXT or isinstance(member, Element)
        for member in (content.members if isinstance(content, Choice) else (content,))
    )


class Check:
    """A pattern for the value of an attribute, with the values it is known to accept.

    `sure` is the quick look of its datatype (`Datatype.sure`), None before a value first needs it.
    """

    __slots__ = ("accepted", "pattern", "sure")

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.accepted: set[str] = set()
        self.sure: Look | None = None


class Plan:
    """What to do with the attributes of a start tag, in their order.

    `checks` are pairs of the index of a value in expat's list and the check of it. `state` is the content.
    `ids` are the indexes of values that are IDs or refer to IDs.
    """

    __slots__ = ("checks", "ids", "state")

    def __init__(
        self, checks: tuple[tuple[int, Check], ...], state: State, ids: tuple[tuple[int, str], ...]
    ) -> None:
        self.checks = checks
        self.state = state
        self.ids = ids


class Opening:
    """A start tag in a state.

    `pattern` is what the element may contain, attributes included; `bare` the state after it if it has no
    attributes (None if it must have some); `plans` what to do with attributes of these names; `after` the
    state of the parent once the element is closed, None if that depends on which of several elements it was:
    then `rests` tells what remains for each.
    """

    __slots__ = ("after", "bare", "holders", "name", "pattern", "plans", "rests")

    def __init__(self, name: str, pattern: Pattern, bare: State | None, after: State | None) -> None:
        self.name = name
        self.pattern = pattern
        self.bare = bare
        self.after = after
        self.rests: tuple[Pattern, ...] = ()
        self.holders: dict[str, int] | None = None
        self.plans: dict[tuple[str, ...], Plan] = {}

    def all_rests(self) -> tuple[Pattern, ...]:
        """What may remain of the parent, whichever element it was."""
        return self.rests if self.after is None else (self.after.pattern,)


class Automaton:
    """The states of a schema.

    `id_types` maps element names to their attributes that are of type ID, IDREF or IDREFS.
    """

    def __init__(self, patterns: Patterns, start: Pattern, id_types: dict[str, dict[str, str]]) -> None:
        self.patterns = patterns
        self.id_types = id_types
        self._states: dict[Pattern, State] = {}
        self._checks: dict[Pattern, Check] = {}
        self.start = self.state(start)

    def state(self, pattern: Pattern) -> State:
        """The state for a pattern without attributes."""
        found = self._states.get(pattern)
        if found is None:
            if len(self.patterns) > _PATTERN_LIMIT:
                self._forget()
            found = self._states[pattern] = State(pattern)
            if pattern.text and not pattern.data:
                after = pattern.after_text("", None, self.patterns)
                found.text = FREE if after is pattern else REFUSED if after is NOT_ALLOWED else COLLECTED
        return found

    def _forget(self) -> None:
        self.patterns.forget()
        self._states.clear()
        self._checks.clear()
        self.start.openings.clear()

    def opening(self, state: State, name: str) -> Opening | None:
        """The start tag `name` in a state, None if it is not allowed there."""
        found = state.openings.get(name)
        if found is None:
            found = self.join(name, state.pattern.open(name, self.patterns))
            if found is not None:
                if len(state.openings) > _NAME_LIMIT:
                    state.openings.clear()
                state.openings[name] = found
        return found

    def join(self, name: str, steps: list[tuple[Pattern, Pattern]]) -> Opening | None:
        """One start tag for all the elements that match it, each given with what remains of the parent."""
        patterns = self.patterns
        found: dict[Pattern, list[Pattern]] = {}
        for element, rest in steps:
            if not isinstance(element, Element):
                continue
            content = patterns.content(element)
            if content is not NOT_ALLOWED and rest is not NOT_ALLOWED:
                found.setdefault(content, []).append(rest)
        if not found:
            return None
        rests = {content: patterns.choice(*some) for content, some in found.items()}
        if len(rests) == 1:
            (content, rest), = rests.items()  # fmt: skip
            return Opening(name, content, self._bare(content), self.state(rest))
        content = patterns.choice(*[patterns.after(content, number) for number, content in enumerate(rests)])
        opening = Opening(name, content, self._bare(content), None)
        opening.rests = tuple(rests.values())
        return opening

    def _bare(self, content: Pattern) -> State | None:
        closed = content.close(self.patterns, False)
        return None if closed is NOT_ALLOWED else self.state(closed)

    def plan(self, opening: Opening, names: tuple[str, ...]) -> Plan | None:
        """What to do with attributes of these names; None if not all are allowed, if one is missing, or if
        what is allowed depends on values."""
        found = opening.plans.get(names)
        if found is not None:
            return found
        if opening.holders is None:
            opening.holders = holders(opening.pattern)
        taken = take(opening.pattern, opening.holders, names, self.patterns)
        if taken is None:
            return None
        values, pattern = taken
        checks = [(2 * index + 1, self.check(value)) for index, value in enumerate(values) if value is not TEXT]
        state = self._bare(pattern)
        if state is None:
            return None
        types = self.id_types.get(opening.name, {})
        ids = tuple((2 * index + 1, types[name]) for index, name in enumerate(names) if name in types)
        if len(opening.plans) > _NAME_LIMIT:
            opening.plans.clear()
        found = opening.plans[names] = Plan(tuple(checks), state, ids)
        return found

    def check(self, value: Pattern) -> Check:
        """The check for a value."""
        found = self._checks.get(value)
        if found is None:
            found = self._checks[value] = Check(value)
        return found

    def accepts(self, check: Check, text: str, context: Context) -> bool:
        """Whether a value is right; remembered if that does not depend on namespace declarations, and takes
        more than a look, as an ID does not, of which there are many."""
        if check.sure is None:
            pattern = check.pattern
            check.sure = never
            if isinstance(pattern, Data) and pattern.excepted is None and not pattern.named[2]:
                check.sure = pattern.datatype.sure
        if check.sure(text):
            return True
        right = matches(check.pattern, text, context, self.patterns)
        if right and context is None and len(text) < _LENGTH_LIMIT:
            if len(check.accepted) > _VALUE_LIMIT:
                check.accepted.clear()
            check.accepted.add(text)
        return right

    def ended(self, opening: Opening, content: Pattern) -> State | None:
        """The state of the parent after an end tag, None if none of the elements may end with this content
        left."""
        if opening.after is not None:
            return opening.after if content.nullable else None
        members = content.members if isinstance(content, Choice) else (content,)
        rests = [
            opening.rests[member.number]
            for member in members
            if isinstance(member, After) and member.content.nullable
        ]
        return self.state(self.patterns.choice(*rests)) if rests else None
