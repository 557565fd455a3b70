"""Finds out what was meant where a document is wrong, so that one mistake is one message and the next is
still found.

* A misspelt element or attribute is taken for the near one that is allowed there.
* An element that is missing is taken for given.
* An element at the wrong place is judged by its own definition, and its parent goes on without it.
* Of an unknown element nothing is demanded; known elements in it are judged by their own definitions.
* A namespace that is wrong is taken for the right one: in the element, or from then on.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple, TypeVar

from teiproof.relaxng import badvalues, explanation, habits, likelihood
from teiproof.relaxng.anything import ANYTHING
from teiproof.relaxng.attributing import Attributes, Fault
from teiproof.relaxng.automaton import Automaton, Opening, State
from teiproof.relaxng.datatypes import Context
from teiproof.relaxng.nameclass import contains
from teiproof.relaxng.namespaces import is_slip
from teiproof.relaxng.patterns import EMPTY, Element, Simple
from teiproof.relaxng.prematurity import ahead, attributes_instead
from teiproof.relaxng.specified import is_of_tei
from teiproof.relaxng.vocabulary import (
    Vocabulary,
    all_elements,
    alternatives,
    names_of,
    next_elements,
    required,
)

_MEMORY_LIMIT = 5_000
_FEW = 5
_SMALL = 5  # lines of an element
_TELLING = 4  # letters of a name

_T = TypeVar("_T")


class Remedy(NamedTuple):
    """What to make of a start tag that is not allowed.

    `opening` is the start tag to go on with, `code` and `message` what to report ("" for nothing).
    `misplaced`: the parent goes on without the element. `missing`: names of elements taken for given.
    `wrappers`: elements that may stand here and contain it. `elsewhere`: the few elements in which alone it may
    stand, or its namespace, if it may stand in none. `late`: what might have followed it at the
    beginning, if it may stand there. `disordered`: it may stand elsewhere in its parent. `namespace`: the one
    that was meant; after the message what to write is still to be said, and then `besides`.
    """

    opening: Opening
    code: str = ""
    message: str = ""
    misplaced: bool = False
    missing: tuple[str, ...] = ()
    wrappers: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    late: State | None = None
    disordered: bool = False
    namespace: str | None = None
    besides: str = ""


class Lack(NamedTuple):
    """What to say of an element that ends too early.

    `is_whole`: that is wrong with all of it, and said at its start tag. `is_empty`: and so it is, if it is as
    empty as it seems; else `filled` is to be said.
    """

    message: str
    is_whole: bool
    is_empty: bool
    filled: str


class Recovery:
    """What a schema can tell about mistakes."""

    def __init__(self, automaton: Automaton, definitions: Mapping[str, Simple]) -> None:
        self._automaton = automaton
        self._definitions = definitions
        self._vocabulary: Vocabulary | None = None
        self._memory: dict[Hashable, Any] = {}
        self.attributes = Attributes(automaton, lambda: self.vocabulary, self._once)

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
            twin = self._once(("twin", name, parent), lambda: self._twin(name, parent))
            if twin and twin not in allowed:
                return self._estranged(name, twin, self.element(state, twin, attributes, ancestors))
            return self._once(
                ("unknown", state.pattern, name, attributes, parent),
                lambda: self._unknown(state, name, attributes, allowed, parent),
            )
        premature = self._once(
            ("premature", state.pattern, name, parent), lambda: self._premature(state, name, ancestors)
        )
        if premature is not None:
            return premature
        definition = self._by_definition(state, name)
        late = self._begun(ancestors[-1], name) if ancestors else None
        if late is not None:
            message = explanation.late(name, parent, self._expected(state, name))
            return Remedy(definition, "relaxng.misplaced-element", message, True, late=late, disordered=True)
        return self._misplaced(state, name, ancestors, allowed, definition)

    def _misplaced(
        self, state: State, name: str, openings: list[Opening], allowed: list[str], definition: Opening
    ) -> Remedy:
        """What to make of an element of the schema that is not allowed at a place."""
        vocabulary = self.vocabulary
        ancestors = [opening.name for opening in openings]
        parent = ancestors[-1] if ancestors else ""
        parents, wrappers, outer = self._once(
            ("parents", state.pattern, name, parent), lambda: self._parents(state, name, allowed, openings)
        )
        is_here = parent in parents and self._may_hold(openings[-1], name)
        closing = not set(parents).isdisjoint(ancestors[:-1])
        is_mixed = bool(openings) and openings[-1].pattern.close(self._automaton.patterns, True).text
        if closing and is_mixed:
            wrappers = []  # more likely an end tag is missing than a wrapper
        elif (closing or is_mixed) and wrappers != parents:
            # Then only those are likely that stand in few elements, as <item> does.
            wrappers = [other for other in wrappers if len(vocabulary.parents[other]) <= _FEW]
        needed = names_of(required(state.pattern, attributes=False))
        instead = habits.namesake(name, allowed) or habits.meant(name, needed, False)
        if not parent or is_here or not (wrappers or outer) or instead:
            expected = self._expected(state, name)
            message = explanation.misplaced(name, parent, is_here, parents, ancestors, instead, expected)
        elif outer:
            is_past = not ahead(state.pattern, outer, self._automaton.patterns)
            message = explanation.outside(name, parent, outer, is_past)
        else:
            message = explanation.unwrapped(name, parent, wrappers, closing)
        return Remedy(
            definition, "relaxng.misplaced-element", message, True,
            wrappers=frozenset(wrappers),
            elsewhere=frozenset(parents if len(parents) <= _FEW and not is_here else ()),
            late=self._begun(openings[-1], name, is_beyond=True) if is_here else None,
            disordered=is_here,
        )  # fmt: skip

    def _may_hold(self, parent: Opening, name: str) -> bool:
        """Whether an element may stand somewhere in this parent, and not only in another one of its name."""
        classes = self._once(("within", parent.pattern), lambda: all_elements(parent.pattern))
        return any(contains(names, name) for names in classes)

    def _parents(
        self, state: State, name: str, allowed: list[str], openings: list[Opening]
    ) -> tuple[list[str], list[str], str]:
        """The elements in which an element may stand, those of them that may stand at the place, and one that
        may not, but is likelier, and may stand elsewhere in the parent ("" if there is none)."""
        namespace = name.rpartition(" ")[0]
        parents = likelihood.ranked(sorted(self.vocabulary.parents.get(name, ())), [], "", namespace)
        needed = names_of(required(state.pattern, attributes=False))
        wrappers = likelihood.ranked([other for other in parents if other in allowed], needed, "")
        if not openings or not set(wrappers[:1]).isdisjoint(needed):
            return parents, wrappers, ""
        siblings = set(names_of(all_elements(openings[-1].pattern))).difference(allowed)
        if wrappers and likelihood.is_usual(wrappers[0]):
            return parents, wrappers, ""
        likelier = [other for other in parents if other in siblings and likelihood.is_usual(other)]
        likely = likelier[0] if likelier and len(self.vocabulary.parents[likelier[0]]) <= _FEW else ""
        return parents, wrappers, likely

    def _premature(self, state: State, name: str, ancestors: list[Opening]) -> Remedy | None:
        """What to make of an element before which something is missing; None if that is not what is wrong."""
        found = ahead(state.pattern, name, self._automaton.patterns)
        fewest = min((len(skipped) for _, _, skipped in found), default=0)
        nearest = [step for step in found if len(step[2]) == fewest]
        opening = self._automaton.join(name, [(element, rest) for element, rest, _ in nearest])
        if opening is None:
            return None
        choices = [names_of(alternatives(pattern, attributes=False)) for pattern in nearest[0][2]]
        around, patterns = (ancestors[-1].pattern if ancestors else EMPTY), self._automaton.patterns
        instead = attributes_instead(around, state.pattern, name, patterns)
        parent = ancestors[-1].name if ancestors else ""
        message = explanation.missing_before(name, parent, choices, instead)
        names = tuple(name for choice in choices for name in choice)
        return Remedy(opening, "relaxng.missing-element", message, missing=names)

    def _unknown(
        self, state: State, name: str, attributes: tuple[str, ...], allowed: list[str], parent: str
    ) -> Remedy:
        """What to make of a name that is nowhere in the schema."""
        namespace, _, local = name.rpartition(" ")
        twins = [other for other in allowed if other.rpartition(" ")[2] == local]
        opening = self._automaton.opening(state, twins[0]) if twins else None
        if opening is not None:
            right = twins[0].rpartition(" ")[0]
            message = explanation.wrong_namespace(name, right)
            return Remedy(opening, "relaxng.wrong-namespace", message, namespace=right)
        meant = self._meant(state, name, attributes, allowed)
        if meant is not None:
            message = explanation.unknown_element(name, parent, meant.name, True, self._expected(state, name))
            return Remedy(meant, "relaxng.unknown-element", message)
        meant = self._strayed(state, name, attributes, allowed, parent)
        if meant is not None:
            message = explanation.strange_name(name, meant.name)
            right = meant.name.rpartition(" ")[0]
            return Remedy(meant, "relaxng.wrong-namespace", message, namespace=right)
        own = [other for other in allowed if other.rpartition(" ")[0] == namespace]
        if namespace not in self.vocabulary.namespaces or not (parent or own):
            hosts = self._once(("hosts", name), lambda: self._hosts(name))
            message = explanation.foreign_vocabulary(name, parent, hosts, likelihood.ranked(allowed, [], ""))
            return Remedy(
                self._by_definition(state, name), "relaxng.unknown-element", message, True,
                elsewhere=frozenset((namespace,)),
            )  # fmt: skip
        usual = habits.meant(name, allowed, False)
        if usual:
            message = explanation.foreign_name(name, usual)
        else:
            elsewhere = self._once(("known", name), lambda: self._elsewhere(name))
            message = explanation.unknown_element(name, parent, elsewhere, False, self._expected(state, name))
        return Remedy(self._by_definition(state, name), "relaxng.unknown-element", message, misplaced=True)

    def _strayed(
        self, state: State, name: str, attributes: tuple[str, ...], allowed: list[str], parent: str
    ) -> Opening | None:
        """The element allowed at a place which has a near name, but another namespace; None if there is none,
        or the name is of another vocabulary."""
        namespace, _, local = name.rpartition(" ")
        is_own = not parent or not namespace or namespace in self.vocabulary.namespaces
        for right in dict.fromkeys(other.rpartition(" ")[0] for other in allowed):
            if right == namespace or not (is_own or is_slip(namespace, right)):
                continue
            own = f"{right} {local}".strip()
            meant = self._meant(state, own, attributes, allowed)
            if meant is None and (usual := habits.meant(own, allowed, False)):
                meant = self._automaton.opening(state, usual)
            if meant is not None:
                return meant
        return None

    def _twin(self, name: str, parent: str) -> str:
        """The element of the schema with a name that has no namespace, or a misspelt one; "" if none."""
        namespace, _, local = name.rpartition(" ")
        of_parent = parent.rpartition(" ")[0]
        known = sorted(self.vocabulary.namespaces, key=lambda other: (other != of_parent, other))
        twins = [f"{right} {local}".strip() for right in known if not namespace or is_slip(namespace, right)]
        return next((twin for twin in twins if twin in self.vocabulary.elements), "")

    def _estranged(self, name: str, twin: str, remedy: Remedy) -> Remedy:
        """What to make of an element that is wrong in its namespace as well as at its place."""
        right = twin.rpartition(" ")[0]
        return remedy._replace(
            code="relaxng.wrong-namespace",
            message=explanation.wrong_namespace(name, right),
            disordered=False,
            namespace=right,
            besides=explanation.besides(remedy.message),
        )

    def _meant(
        self, state: State, name: str, attributes: tuple[str, ...], allowed: list[str]
    ) -> Opening | None:
        """The element allowed at a place whose name is near; None if there is none, or another is usual, or the
        name is no slip, but of a larger schema."""
        near = self._once(("near", state.pattern, name), lambda: likelihood.near(name, allowed))
        if is_of_tei(name) or habits.meant(name, list(self.vocabulary.elements), False):
            near = [other for other in near if other.lower() == name.lower()]
        elif not near:
            near = likelihood.longer_or_shorter(name, allowed)
        openings = [self._automaton.opening(state, other) for other in near]
        return min(
            (opening for opening in openings if opening is not None),
            key=lambda opening: self._refused(opening, attributes),
            default=None,
        )

    def _elsewhere(self, name: str) -> str:
        """What is usual, or a near name, that is allowed elsewhere; short names are near to too many."""
        usual = habits.meant(name, list(self.vocabulary.elements), False)
        if usual:
            return usual
        near = [] if is_of_tei(name) else likelihood.near(name, list(self.vocabulary.elements))
        short = len(name.rpartition(" ")[2]) < _TELLING
        return next((other for other in near if not short or other.lower() == name.lower()), "")

    def _hosts(self, name: str) -> list[str]:
        return likelihood.ranked(sorted(self.vocabulary.hosts(name)), [], "")

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

    def faults_anywhere(
        self, state: State, opening: Opening, attributes: list[str], context: Context
    ) -> list[Fault]:
        """What is wrong with the attributes of an element wherever it stands: in an element that is misplaced
        another definition may be meant."""
        return self.attributes.judge(self._by_definition(state, opening.name), attributes, context).faults

    def _begun(self, parent: Opening, name: str, is_beyond: bool = False) -> State | None:
        """What may follow an element that stands at the beginning of its parent, or (`is_beyond`) wherever it
        may stand there first; None if it may not."""
        patterns = self._automaton.patterns
        content = parent.pattern.close(patterns, True)
        if is_beyond:
            rests = [rest for _, rest, _ in ahead(content, name, patterns)]
        else:
            rests = [rest for _, rest in content.open(name, patterns)]
        return self._automaton.state(patterns.choice(*rests)) if rests else None

    def _expected(self, state: State, name: str) -> "explanation.Expected":
        """What may stand in a state: required names first, then those near to the one found."""
        pattern = state.pattern

        def make() -> explanation.Expected:
            names = names_of(next_elements(pattern))
            names = likelihood.ranked(names, names_of(required(pattern, attributes=False)), name)
            return explanation.Expected(names, pattern.text or pattern.data, pattern.nullable)

        return self._once(("expected", pattern, name), make)

    def text_holders(self, state: State) -> list[str]:
        """The elements that may come next and contain text, likely ones first."""
        return self._once(("holding", state.pattern), lambda: self._holding(state))

    def may_contain(self, parent: str, name: str) -> bool:
        """Whether an element may contain another one, or text (if the name is empty)."""
        parents = self.vocabulary.parents
        if not name:
            return parent in self.vocabulary.mixed
        return self._once(("within", parent, name), lambda: parent in parents.get(name, ()))

    def refused_text(self, state: State, ancestors: list[Opening], text: str) -> tuple[str, str]:
        """Code and message for text where none may stand."""
        parent = ancestors[-1].name if ancestors else ""
        message = explanation.text_not_allowed(text, parent, self.text_holders(state))
        return "relaxng.text-not-allowed", message

    def _holding(self, state: State) -> list[str]:
        names = names_of(next_elements(state.pattern))
        return likelihood.ranked([name for name in names if name in self.vocabulary.mixed], [], "")

    def bad_text(self, state: State, opening: Opening, text: str, context: Context) -> tuple[str, str]:
        """Code and message for text that is not what an element may contain."""
        if not state.pattern.data:
            return self.refused_text(state, [opening], text.strip())
        message = badvalues.bad_text(opening.name, text, state.pattern, context, self._automaton.patterns)
        return "relaxng.bad-value", message

    def missing(self, state: State) -> set[str]:
        """The elements that a state still requires."""
        return set(names_of(required(state.pattern, attributes=False)))

    def incomplete(self, state: State, opening: Opening, lines: tuple[int, int]) -> Lack:
        """What to say of an end tag that comes too early; `lines` are those of the two tags.

        What is missing at the end is added there. But an element that is empty, or lacks one of several things,
        is wrong as a whole, if it is so small that it is seen as one.
        """
        pattern = state.pattern
        missing = names_of(required(pattern, attributes=False))
        expected = likelihood.ranked(names_of(alternatives(pattern, attributes=False)), [], "")
        empty = pattern is opening.pattern.close(self._automaton.patterns, True)
        values = badvalues.instances(pattern) if pattern.data else ""
        message, filled = (
            explanation.incomplete(opening.name, lines, is_empty, missing, expected, values)
            for is_empty in (empty, False)
        )
        return Lack(message, not missing and lines[1] - lines[0] <= _SMALL, empty, filled)
