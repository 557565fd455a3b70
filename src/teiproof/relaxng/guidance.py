"""What a schema allows at a place, for those who build a document step by step. Names are in Clark notation."""

from collections.abc import Iterable, Mapping

from teiproof.relaxng.automaton import COLLECTED, REFUSED, Automaton, Opening, State
from teiproof.relaxng.datatypes import Context
from teiproof.relaxng.nameclass import listed
from teiproof.relaxng.patterns import NOT_ALLOWED, matches
from teiproof.relaxng.vocabulary import next_elements


class Guide:
    """The automaton of a schema; `start` is the state before the root element, `elements` are the local names
    of those that the schema names."""

    def __init__(self, automaton: Automaton, needs_context: bool, elements: Iterable[str]) -> None:
        self._automaton = automaton
        self.elements = frozenset(name.rpartition(" ")[2] for name in elements)
        self._context: Context = {"": ""} if needs_context else None
        self.start = automaton.start

    def opening(self, state: State, name: str) -> Opening | None:
        """The start tag of an element; None if it may not stand in the state."""
        return self._automaton.opening(state, _event_name(name))

    def content(self, opening: Opening, attributes: Mapping[str, str]) -> tuple[State | None, list[str]]:
        """The content of an element, and the attributes which it may not have or not with this value.

        The content is None if it lacks an attribute even so.
        """
        patterns = self._automaton.patterns
        pattern = opening.pattern
        wrong = []
        for name, value in attributes.items():
            steps = pattern.attribute(_event_name(name), patterns)
            right = [rest for check, rest in steps if matches(check, value, self._context, patterns)]
            if right:
                pattern = patterns.choice(*right)
            else:
                wrong.append(name)
        closed = pattern.close(patterns, False)
        return (None if closed is NOT_ALLOWED else self._automaton.state(closed)), wrong

    def after_text(self, state: State, text: str) -> State | None:
        """The state after text that is not blank; None if it may not stand there."""
        if state.text == REFUSED:
            return None
        if state.text != COLLECTED:
            return state
        rest = state.pattern.after_text(text, self._context, self._automaton.patterns)
        return None if rest is NOT_ALLOWED else self._automaton.state(rest)

    def ended(self, opening: Opening, state: State) -> State | None:
        """The state of the parent after the end tag of an element; None if more must stand in it before."""
        return self._automaton.ended(opening, state.pattern)

    def next_elements(self, state: State) -> list[str]:
        """The elements that may come next, in the order of the schema."""
        names = [name for names in next_elements(state.pattern) for name in listed(names)]
        return [f"{{{name.replace(' ', '}')}" if " " in name else name for name in dict.fromkeys(names)]


def _event_name(name: str) -> str:
    """A name as expat writes it."""
    return name[1:].replace("}", " ") if name.startswith("{") else name
