"""Sequences of children that a content model allows, followed as an automaton is: state by state."""

from collections.abc import Iterator

from teiproof.odd.grammar_elements import Grammar, label
from teiproof.relaxng.factory import Patterns
from teiproof.relaxng.patterns import EMPTY, Choice, Element, Group, Interleave, OneOrMore, Pattern

_MOST_STATES = 5_000


class Steps:
    """The children that may come next in the content models of a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self._patterns = grammar.patterns
        self._known: dict[Pattern, dict[str, Pattern]] = {}

    def of(self, pattern: Pattern) -> dict[str, Pattern]:
        """The children that may come next by their labels, each with what remains after it."""
        found = self._known.get(pattern)
        if found is None:
            rests: dict[str, list[Pattern]] = {}
            for child, rest in _steps(pattern, self._patterns):
                rests.setdefault(child, []).append(rest)
            found = {child: self._patterns.choice(*rests[child]) for child in sorted(rests)}
            self._known[pattern] = found
        return found


Sequence = tuple[tuple[str, ...], str | None]
"""Some children, and the child after them; None stands for the end."""


def sequence_alone(mine: Pattern, other: Pattern, steps: Steps, others: Steps) -> Sequence | None:
    """The shortest sequence of children with which the one content may go on, or end, and the other may not.

    Attributes must be closed. Nothing is found where there are more states than anybody can want to follow.
    """
    waiting: list[tuple[Pattern, Pattern, tuple[str, ...]]] = [(mine, other, ())]
    seen = {(mine, other)}
    for one, two, way in waiting:
        if one.nullable and not two.nullable:
            return way, None
        after = others.of(two)
        for child, rest in steps.of(one).items():
            if child not in after:
                return way, child
            pair = rest, after[child]
            if pair not in seen and len(seen) < _MOST_STATES:
                seen.add(pair)
                waiting.append((*pair, (*way, child)))
    return None


def _steps(pattern: Pattern, patterns: Patterns) -> Iterator[tuple[str, Pattern]]:
    if isinstance(pattern, Element):
        yield label(pattern.name_class), EMPTY
    elif isinstance(pattern, Choice):
        for member in pattern.members:
            yield from _steps(member, patterns)
    elif isinstance(pattern, Group):
        for index, member in enumerate(pattern.members):
            for child, rest in _steps(member, patterns):
                yield child, patterns.group(rest, *pattern.members[index + 1 :])
            if not member.nullable:
                break
    elif isinstance(pattern, Interleave):
        for index, member in enumerate(pattern.members):
            for child, rest in _steps(member, patterns):
                others = (*pattern.members[:index], rest, *pattern.members[index + 1 :])
                yield child, patterns.interleave(*others)
    elif isinstance(pattern, OneOrMore):
        more = patterns.choice(pattern, EMPTY)
        for child, rest in _steps(pattern.content, patterns):
            yield child, patterns.group(rest, more)
