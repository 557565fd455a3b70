"""Finds out what was meant by attributes that are wrong."""

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any, NamedTuple

from teiproof.relaxng import badvalues, explanation, habits, likelihood
from teiproof.relaxng.anything import ANYTHING
from teiproof.relaxng.automaton import Automaton, Opening, State
from teiproof.relaxng.datatypes import Context
from teiproof.relaxng.patterns import NOT_ALLOWED, Pattern, matches
from teiproof.relaxng.vocabulary import Vocabulary, alternatives, names_of, next_attributes, required

Fault = tuple[str, str, str]
"""The attribute that is wrong ("" for the tag), code, message."""

_Once = Callable[[Hashable, Callable[[], Any]], Any]


class Judgement(NamedTuple):
    """What the attributes of a start tag come to: the content of the element, what is wrong with them, and the
    places in expat's list of the values of IDs and references to IDs, with their type."""

    content: State
    faults: list[Fault]
    ids: list[tuple[int, str]]


class Attributes:
    """What a schema can tell about wrong attributes; `once` remembers what was found out before."""

    def __init__(self, automaton: Automaton, vocabulary: Callable[[], Vocabulary], once: _Once) -> None:
        self._automaton = automaton
        self._vocabulary = vocabulary
        self._once = once

    def judge(self, opening: Opening, attributes: list[str], context: Context) -> Judgement:
        """Take the attributes of a start tag one by one."""
        given = attributes[::2]
        content, faults, meant = self._taken(opening, given, attributes[1::2], context)
        types = self._id_types(opening)
        names = [meant.get(name, name) for name in given]
        wrong = {name for name, code, _ in faults if code == "relaxng.bad-value"}
        ids = [
            (2 * index + 1, types[name])
            for index, name in enumerate(names)
            if name in types and name not in wrong
        ]
        return Judgement(content, faults, ids)

    def _taken(
        self, opening: Opening, given: list[str], values: list[str], context: Context
    ) -> tuple[State, list[Fault], dict[str, str]]:
        """The content of an element, what is wrong, and the attributes meant by those with a wrong name."""
        automaton = self._automaton
        patterns = automaton.patterns
        pattern = opening.pattern
        faults: list[Fault] = []
        meant_names: dict[str, str] = {}
        if pattern is ANYTHING:
            return automaton.state(ANYTHING), faults, meant_names
        strange = ""
        for name, value in zip(given, values, strict=True):
            steps = pattern.attribute(name, patterns)
            if not steps:
                meant, fault = self._once(
                    ("attribute", pattern, name, tuple(given)),
                    partial(self._unknown, opening, pattern, name, given),
                )
                faults.append(fault)
                strange = strange if meant else name
                steps = pattern.attribute(meant, patterns) if meant else []
                if steps:
                    meant_names[name] = meant
                    pattern = patterns.choice(*[rest for _, rest in steps])
                continue
            right = [rest for check, rest in steps if matches(check, value, context, patterns)]
            if not right:
                check = patterns.choice(*[check for check, _ in steps])
                message = badvalues.bad_value(name, value, check, context, patterns)
                faults.append((name, "relaxng.bad-value", message))
            pattern = patterns.choice(*(right or [rest for _, rest in steps]))
        closed = pattern.close(patterns, False)
        if closed is NOT_ALLOWED:
            missing = names_of(required(pattern, attributes=True))
            # Of an attribute that is missing while another is unknown it was said that it must be there.
            if len(missing) != 1 or not strange:
                others = [] if missing else names_of(alternatives(pattern, attributes=True))
                message = explanation.missing_attribute(opening.name, missing, others)
                faults.append(("", "relaxng.missing-attribute", message))
            closed = pattern.close(patterns, True)
        return automaton.state(closed), faults, meant_names

    def _unknown(self, opening: Opening, pattern: Pattern, name: str, given: list[str]) -> tuple[str, Fault]:
        """The attribute that was meant, "" if there is none near, and the message."""
        allowed = [other for other in names_of(next_attributes(pattern)) if other not in given]
        holders = self._vocabulary().attributes.get(name, set())
        missing = [other for other in names_of(required(pattern, attributes=True)) if other not in given]
        allowed = likelihood.ranked(allowed, missing, name, attributes=True)
        meant = "" if opening.name in holders else _meant(name, allowed)
        if meant and not self._needs_nothing(pattern, meant, given):
            meant = _meant(name, [other for other in allowed if self._needs_nothing(pattern, other, given)])
        message = explanation.unknown_attribute(
            opening.name, name, meant, holders, allowed, missing if len(missing) == 1 else []
        )
        code = "relaxng.misplaced-attribute" if holders else "relaxng.unknown-attribute"
        return meant, (name, code, message)

    def _needs_nothing(self, pattern: Pattern, name: str, given: list[str]) -> bool:
        """Whether an attribute can be taken for another one without need for a third."""
        patterns = self._automaton.patterns
        rest = patterns.choice(*[rest for _, rest in pattern.attribute(name, patterns)])
        before = (*names_of(required(pattern, attributes=True)), *given)
        return set(before).issuperset(names_of(required(rest, attributes=True)))

    def _id_types(self, opening: Opening) -> Mapping[str, str]:
        """The attributes of an element that are of type ID, IDREF or IDREFS; of an unknown element those that
        are IDs on any other."""
        types = self._automaton.id_types
        if opening.pattern is not ANYTHING:
            return types.get(opening.name, {})
        return {name: kind for known in types.values() for name, kind in known.items() if kind == "ID"}


def _meant(name: str, allowed: list[str]) -> str:
    """The allowed attribute that was probably meant: another namespace, a usual mistake, a slip, a longer or
    shorter name; "" if none."""
    local = name.rpartition(" ")[2]
    twins = [other for other in allowed if other.rpartition(" ")[2] == local]
    near = likelihood.near(name, allowed)
    same = [other for other in near if other.lower() == name.lower()]
    usual = habits.meant(name, allowed, True)
    longer = likelihood.longer_or_shorter(name, allowed)
    return next(filter(None, [*twins, *same, usual, *near, *longer]), "")
