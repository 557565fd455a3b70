"""Matches regular expressions in time linear in the text: a deterministic automaton built as texts need it.

An expression becomes a nondeterministic automaton (Thompson's construction). The sets of its states which
texts reach are the states of the deterministic one, kept with the characters met in each. No text can make it
try again what it has tried.
"""

from teiproof.relaxng.datatypes.characters import CharacterClass
from teiproof.relaxng.datatypes.regex import Atom, Choice, Expression, Repetition, Sequence

# When so many states or characters are kept, they are forgotten and found anew.
_STATES_KEPT = 2_000
_CHARACTERS_KEPT = 2_000


class _State:
    """A set of states of the nondeterministic automaton, and where each character met so far leads."""

    __slots__ = ("accepts", "following", "members")

    def __init__(self, members: tuple[int, ...], accepts: bool) -> None:
        self.members = members
        self.accepts = accepts
        self.following: dict[str, _State] = {}


class Automaton:
    """Judges whether whole texts match an expression."""

    def __init__(self, expression: Expression) -> None:
        # Each state has either a character class and the state behind it, or the states reached without one.
        self._classes: list[tuple[CharacterClass, int] | None] = []
        self._empty: list[tuple[int, ...]] = []
        self._final = self._add_empty()
        entry = self._build(expression, self._final)
        self._states: dict[tuple[int, ...], _State] = {}
        self._dead = _State((), False)
        self._start = self._state([entry])

    def matches(self, text: str) -> bool:
        """Whether the whole text matches."""
        state = self._start
        for character in text:
            following = state.following.get(character) or self._follow(state, character)
            if following is self._dead:
                return False
            state = following
        return state.accepts

    def stops_at(self, text: str) -> int | None:
        """The index of the first character after which no continuation matches, if there is one."""
        state = self._start
        for index, character in enumerate(text):
            state = state.following.get(character) or self._follow(state, character)
            if state is self._dead:
                return index
        return None

    def _add_empty(self, *targets: int) -> int:
        self._classes.append(None)
        self._empty.append(targets)
        return len(self._empty) - 1

    def _build(self, expression: Expression, after: int) -> int:
        """Add the states of an expression that continues with the state `after`; its first state."""
        match expression:
            case Atom():
                self._classes.append((expression.contains, after))
                self._empty.append(())
                return len(self._empty) - 1
            case Sequence():
                for part in reversed(expression.parts):
                    after = self._build(part, after)
                return after
            case Choice():
                return self._add_empty(*(self._build(part, after) for part in expression.parts))
            case Repetition():
                return self._build_repetition(expression, after)

    def _build_repetition(self, repetition: Repetition, after: int) -> int:
        part, least, most = repetition.part, repetition.least, repetition.most
        entry = after
        if most is None:
            entry = self._add_empty()
            self._empty[entry] = (self._build(part, entry), after)
        else:
            for _ in range(most - least):
                entry = self._add_empty(self._build(part, entry), after)
        for _ in range(least):
            entry = self._build(part, entry)
        return entry

    def _state(self, reached: list[int]) -> _State:
        """The deterministic state of nondeterministic ones and all that follow them without a character."""
        seen = set(reached)
        open_states = list(seen)
        while open_states:
            for target in self._empty[open_states.pop()]:
                if target not in seen:
                    seen.add(target)
                    open_states.append(target)
        members = tuple(sorted(member for member in seen if self._classes[member] or member == self._final))
        if not members:
            return self._dead
        state = self._states.get(members)
        if state is None:
            if len(self._states) >= _STATES_KEPT:
                self._states.clear()
                self._start.following.clear()
            state = self._states[members] = _State(members, self._final in members)
        return state

    def _follow(self, state: _State, character: str) -> _State:
        reached = [
            move[1] for member in state.members if (move := self._classes[member]) and move[0](character)
        ]
        following = self._state(reached)
        if len(state.following) >= _CHARACTERS_KEPT:
            state.following.clear()
        state.following[character] = following
        return following
