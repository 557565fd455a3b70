"""Finds out what was meant where a document is wrong, so that one mistake is one message and the next is
still found.

* A misspelt element or attribute is taken for the near one that is allowed there.
* An element that is missing is taken for given.
* An element at the wrong place is judged by its own definition, and its parent goes on without it.
* Of an unknown element nothing is demanded; known elements in it are judged by their own definitions.
* A namespace that is wrong at the root, or unknown, is taken for the right one from then on.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple, TypeVar

from teiproof.relaxng import explanation
from teiproof.relaxng.automaton import Automaton, Opening, State
from teiproof.relaxng.datatypes import Context
from teiproof.relaxng.factory import Patterns
from teiproof.relaxng.nameclass import NameClass, listed
from teiproof.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    After,
    Choice,
    Element,
    Group,
    Interleave,
    OneOrMore,
    Pattern,
    Simple,
    matches,
)  # fmt: skip
from teiproof.relaxng.vocabulary import Vocabulary, alternatives, next_attributes, next_elements, required

_MEMORY_LIMIT = 5_000

_T = TypeVar("_T")


class _Anything(Pattern):
    """What an unknown element contains: of it nothing is demanded."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__()
        self.nullable = self.text = True

    def after_text(self, *_: object) -> Pattern:
        return self


ANYTHING = _Anything()


class Remedy(NamedTuple):
    """What to make of a start tag that is not allowed.

    `opening` is the start tag to go on with, `code` and `message` what to report ("" for nothing).
    `misplaced`: the parent goes on without the element. `missing`: names of elements taken for given.
    `wrappers`: elements that may stand here and contain it. `late`: it might have stood at the beginning.
    `namespace`: the one that was meant.
    """

    opening: Opening
    code: str = ""
    message: str = ""
    misplaced: bool = False
    missing: tuple[str, ...] = ()
    wrappers: frozenset[str] = frozenset()
    late: bool = False
    namespace: str | None = None


Fault = tuple[str, str, str]
"""The attribute that is wrong ("" for the tag), code, message."""


class Recovery:
    """What a schema can tell about mistakes."""

    def __init__(self, automaton: Automaton, definitions: Mapping[str, Simple]) -> None:
        self._automaton = automaton
        self._definitions = definitions
        self._vocabulary: Vocabulary | None = None
        self._memory: dict[Hashable, Any] = {}

    @property
    def vocabulary(self) -> Vocabulary:
        """The names of the schema, gathered when first needed."""
        if self._vocabulary is None:
            self._vocabulary = Vocabulary(self._definitions)
        return self._vocabulary

    def element(self, state: State, name: str, attributes: tuple[str, ...], ancestors: list[Opening]) -> Remedy:
        """What to make of a start tag, with attributes of these names, that a state does not allow."""
        if state.pattern is ANYTHING:
            return Remedy(self._by_definition(state, name))
        vocabulary = self.vocabulary
        parent = ancestors[-1].name if ancestors else ""
        allowed = self._once(("allowed", state.pattern), lambda: names_of(next_elements(state.pattern)))
        if name not in vocabulary.elements:
            return self._once(
                ("unknown", state.pattern, name, attributes, parent),
                lambda: self._unknown(state, name, attributes, allowed, parent),
            )
        premature = self._once(
            ("premature", state.pattern, name, parent), lambda: self._premature(state, name, parent)
        )
        if premature is not None:
            return premature
        if ancestors and self._begins(ancestors[-1], name):
            message = explanation.late(name, parent, self._expected(state, name))
            return Remedy(
                self._by_definition(state, name), "relaxng.misplaced-element", message, True, late=True
            )
        parents, wrappers = self._once(("parents", state.pattern, name), lambda: self._parents(name, allowed))
        names = [opening.name for opening in ancestors]
        if not set(parents).isdisjoint(names[:-1]):
            wrappers = []  # more likely an end tag is missing than a wrapper
        message = explanation.misplaced(name, parent, parents, wrappers, names, self._expected(state, name))
        opening = self._by_definition(state, name)
        return Remedy(opening, "relaxng.misplaced-element", message, True, wrappers=frozenset(wrappers))

    def _parents(self, name: str, allowed: list[str]) -> tuple[list[str], list[str]]:
        """The elements in which an element may stand, and those of them that may stand at the place."""
        parents = explanation.ranked(sorted(self.vocabulary.parents.get(name, ())), [], "")
        return parents, [other for other in parents if other in allowed]

    def _premature(self, state: State, name: str, parent: str) -> Remedy | None:
        """What to make of an element before which something is missing; None if that is not what is wrong."""
        ahead = _ahead(state.pattern, name, self._automaton.patterns)
        fewest = min((len(skipped) for _, _, skipped in ahead), default=0)
        nearest = [step for step in ahead if len(step[2]) == fewest]
        opening = self._automaton.join(name, [(element, rest) for element, rest, _ in nearest])
        if opening is None:
            return None
        choices = [names_of(alternatives(pattern, attributes=False)) for pattern in nearest[0][2]]
        message = explanation.missing_before(name, parent, choices)
        names = tuple(name for choice in choices for name in choice)
        return Remedy(opening, "relaxng.missing-element", message, missing=names)

    def _unknown(
        self, state: State, name: str, attributes: tuple[str, ...], allowed: list[str], parent: str
    ) -> Remedy:
        """What to make of a name that is nowhere in the schema."""
        namespace, _, local = name.rpartition(" ")
        twins = [other for other in allowed if other.rpartition(" ")[2] == local]
        if twins and namespace not in self.vocabulary.namespaces:
            opening = self._automaton.opening(state, twins[0])
            if opening is not None:
                right = twins[0].rpartition(" ")[0]
                return Remedy(
                    opening, "relaxng.wrong-namespace", explanation.wrong_namespace(local, namespace, right),
                    namespace=right,
                )  # fmt: skip
        near = self._once(("near", state.pattern, name), lambda: explanation.near(name, allowed))
        openings = [self._automaton.opening(state, other) for other in near]
        meant = min(
            (opening for opening in openings if opening is not None),
            key=lambda opening: self._refused(opening, attributes),
            default=None,
        )
        if meant is not None:
            message = explanation.unknown_element(name, parent, meant.name, True, self._expected(state, name))
            return Remedy(meant, "relaxng.unknown-element", message)
        known = self._once(("known", name), lambda: explanation.near(name, list(self.vocabulary.elements)))
        elsewhere = next(iter(known), "")
        message = explanation.unknown_element(name, parent, elsewhere, False, self._expected(state, name))
        return Remedy(self._by_definition(state, name), "relaxng.unknown-element", message, misplaced=True)

    def _refused(self, opening: Opening, attributes: tuple[str, ...]) -> int:
        """How many attributes of a start tag the element must not have."""
        return sum(1 for name in attributes if not opening.pattern.attribute(name, self._automaton.patterns))

    def _once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` makes, remembered: in a wrong document the same mistake comes a thousand times."""
        if key not in self._memory:
            if len(self._memory) > _MEMORY_LIMIT:
                self._memory.clear()
            self._memory[key] = make()
        found: _T = self._memory[key]
        return found

    def _by_definition(self, state: State, name: str) -> Opening:
        """A start tag judged by the definitions its name has anywhere; the parent goes on as it was."""

        def make() -> Opening:
            elements = self.vocabulary.elements.get(name, [])
            joined = self._automaton.join(name, [(Element(simple), state.pattern) for simple in elements])
            return joined or Opening(name, ANYTHING, self._automaton.state(ANYTHING), state)

        return self._once(("definition", state.pattern, name), make)

    def _begins(self, parent: Opening, name: str) -> bool:
        """Whether an element may stand at the beginning of its parent."""
        return bool(parent.pattern.close(self._automaton.patterns, True).open(name, self._automaton.patterns))

    def _expected(self, state: State, name: str) -> "explanation.Expected":
        """What may stand in a state: required names first, then those near to the one found."""
        pattern = state.pattern

        def make() -> explanation.Expected:
            names = names_of(next_elements(pattern))
            names = explanation.ranked(names, names_of(required(pattern, attributes=False)), name)
            return explanation.Expected(names, pattern.text or pattern.data, pattern.nullable)

        return self._once(("expected", pattern, name), make)

    def attributes(
        self, opening: Opening, attributes: list[str], context: Context
    ) -> tuple[State, list[Fault]]:
        """The content of an element after its attributes, taken one by one, and what is wrong with them."""
        automaton = self._automaton
        patterns = automaton.patterns
        pattern = opening.pattern
        faults: list[Fault] = []
        if pattern is ANYTHING:
            return automaton.state(ANYTHING), faults
        given = attributes[::2]
        for index in range(0, len(attributes), 2):
            name, value = attributes[index], attributes[index + 1]
            steps = pattern.attribute(name, patterns)
            if not steps:
                meant, fault = self._once(
                    ("attribute", pattern, name, tuple(given)),
                    partial(self._unknown_attribute, opening, pattern, name, given),
                )
                faults.append(fault)
                steps = pattern.attribute(meant, patterns) if meant else []
                if steps:
                    pattern = patterns.choice(*[rest for _, rest in steps])
                continue
            right = [rest for check, rest in steps if matches(check, value, context, patterns)]
            if not right:
                check = patterns.choice(*[check for check, _ in steps])
                message = explanation.bad_value(name, value, check, context, patterns)
                faults.append((name, "relaxng.bad-value", message))
            pattern = patterns.choice(*(right or [rest for _, rest in steps]))
        closed = pattern.close(patterns, False)
        if closed is NOT_ALLOWED:
            missing = names_of(required(pattern, attributes=True))
            others = [] if missing else names_of(alternatives(pattern, attributes=True))
            message = explanation.missing_attribute(opening.name, missing, others)
            faults.append(("", "relaxng.missing-attribute", message))
            closed = pattern.close(patterns, True)
        return automaton.state(closed), faults

    def _unknown_attribute(
        self, opening: Opening, pattern: Pattern, name: str, given: list[str]
    ) -> tuple[str, Fault]:
        """The attribute that was meant, "" if there is none near, and the message."""
        allowed = [other for other in names_of(next_attributes(pattern)) if other not in given]
        holders = self.vocabulary.attributes.get(name, set())
        near = next(iter(explanation.near(name, allowed)), "")
        required_names = names_of(required(pattern, attributes=True))
        message = explanation.unknown_attribute(
            opening.name, name, near, holders, explanation.ranked(allowed, required_names, name)
        )
        code = "relaxng.misplaced-attribute" if holders else "relaxng.unknown-attribute"
        return near, (name, code, message)

    def text_holders(self, state: State) -> list[str]:
        """The elements that may come next and contain text, likely ones first."""
        return self._once(("holding", state.pattern), lambda: self._holding(state))

    def refused_text(self, state: State, ancestors: list[Opening], text: str) -> tuple[str, str]:
        """Code and message for text where none may stand."""
        parent = ancestors[-1].name if ancestors else ""
        message = explanation.text_not_allowed(text, parent, self.text_holders(state))
        return "relaxng.text-not-allowed", message

    def _holding(self, state: State) -> list[str]:
        names = names_of(next_elements(state.pattern))
        return explanation.ranked([name for name in names if name in self.vocabulary.mixed], [], "")

    def bad_text(self, state: State, opening: Opening, text: str, context: Context) -> tuple[str, str]:
        """Code and message for text that is not what an element may contain."""
        if not state.pattern.data:
            return self.refused_text(state, [opening], text.strip())
        message = explanation.bad_text(opening.name, text, state.pattern, context, self._automaton.patterns)
        return "relaxng.bad-value", message

    def incomplete(self, state: State, opening: Opening, line: int) -> tuple[str, str]:
        """Code and message for an end tag that comes too early."""
        pattern = state.pattern
        missing = names_of(required(pattern, attributes=False))
        expected = explanation.ranked(names_of(alternatives(pattern, attributes=False)), [], "")
        return "relaxng.missing-element", explanation.incomplete(
            opening.name, line, missing, expected, pattern.data
        )


def names_of(classes: Iterable[NameClass]) -> list[str]:
    """The names in name classes, one by one, without repetition."""
    return list(dict.fromkeys(name for names in classes for name in listed(names)))


Ahead = tuple[Pattern, Pattern, tuple[Pattern, ...]]


def _ahead(pattern: Pattern, name: str, patterns: Patterns) -> list[Ahead]:
    """The elements of a name that may come once something required before them is given.

    Each with what remains, and the patterns skipped.
    """
    if isinstance(pattern, Element):
        return [(element, rest, ()) for element, rest in pattern.open(name, patterns)]
    if isinstance(pattern, Choice):
        return [found for member in pattern.members for found in _ahead(member, name, patterns)]
    if isinstance(pattern, Group):
        return _ahead_in_group(pattern, name, patterns)
    if isinstance(pattern, Interleave):
        return [
            (
                element,
                patterns.interleave(*pattern.members[:index], rest, *pattern.members[index + 1 :]),
                skipped,
            )
            for index, member in enumerate(pattern.members)
            for element, rest, skipped in _ahead(member, name, patterns)
        ]
    if isinstance(pattern, OneOrMore):
        more = patterns.choice(pattern, EMPTY)
        found = _ahead(pattern.content, name, patterns)
        return [(element, patterns.group(rest, more), skipped) for element, rest, skipped in found]
    if isinstance(pattern, After):
        found = _ahead(pattern.content, name, patterns)
        return [(element, patterns.after(rest, pattern.number), skipped) for element, rest, skipped in found]
    return []


def _ahead_in_group(pattern: Group, name: str, patterns: Patterns) -> list[Ahead]:
    found: list[Ahead] = []
    passed: tuple[Pattern, ...] = ()
    for index, member in enumerate(pattern.members):
        for element, rest, skipped in _ahead(member, name, patterns):
            found.append((element, patterns.group(rest, *pattern.members[index + 1 :]), (*passed, *skipped)))
        if not member.nullable:
            passed = (*passed, member)
    return found
