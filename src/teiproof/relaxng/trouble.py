"""What is remembered of mistakes among the children of one element, so that one mistake is one message."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from teiproof.relaxng.automaton import Automaton, Opening, State

if TYPE_CHECKING:
    from teiproof.relaxng.recovery import Recovery, Remedy


class Trouble:
    """What went wrong among the children of an open element, so that what comes of it is not reported again.

    `faulty`: something was left aside; then nothing is said of what is missing at the end. `unknown`: how many
    unknown elements may stand for required ones. `forgiven`: names reported as missing, which may follow too
    late, with the numbers of the diagnostics. `wrappers`: the elements one of which may have been forgotten
    around a run of children and text, `holder` the likeliest one around text, `last` the last child in it.
    `instead`: what might have followed an element that came too late. `is_stray`: the element itself must not
    stand where it does; perhaps it has the wrong name, so that nothing is said of what it has or lacks.
    `repeated`: names of misplaced elements in an unbroken row, `elsewhere` the elements in which alone all of
    them may stand, or their namespace. `orphans`: what was said of misplaced elements, with their names, and of
    text (""); `strays`: the names of those in the children. `namespaces`: those which are wrong in the whole
    element, with the right ones.
    """

    __slots__ = (
        "elsewhere",
        "faulty",
        "forgiven",
        "holder",
        "instead",
        "is_stray",
        "last",
        "namespaces",
        "orphans",
        "repeated",
        "strays",
        "unknown",
        "wrappers",
    )

    def __init__(self) -> None:
        self.faulty = self.is_stray = False
        self.repeated: set[str] = set()
        self.orphans: list[tuple[int, str]] = []
        self.strays: set[str] = set()
        self.forgiven: dict[str, int] = {}
        self.last: Opening | None = None
        self.holder = ""
        self.instead: State | None = None
        self.unknown = 0
        self.wrappers: frozenset[str] = frozenset()
        self.elsewhere: frozenset[str] = frozenset()
        self.namespaces: dict[str, str] = {}

    def stray(self) -> None:
        """Note that the element itself must not stand where it does."""
        self.faulty = self.is_stray = True

    def has_strayed(self, name: str, missing: set[str]) -> bool:
        """Whether what an element lacks stands just before it, and was reported there."""
        return name in self.wrappers and bool(missing) and missing.issubset(stray for _, stray in self.orphans)

    def take_in(self, opening: Opening, recovery: "Callable[[], Recovery]") -> None:
        """Take in the end of a child: one that stands rightly ends what belongs together, unless it could stand
        in the element that was forgotten."""
        if opening is self.last or (self.holder and recovery().may_contain(self.holder, opening.name)):
            return
        self.wrappers = self.elsewhere = frozenset()
        self.instead = None
        self.holder = ""
        self.repeated.clear()

    def forgives(self, missing: tuple[str, ...], number: int) -> bool:
        """Whether one of these missing elements was reported as forgotten or unknown, or stands in a child.

        Notes that they are taken for given, and that the diagnostic of this number says so.
        """
        self.forgiven.update(dict.fromkeys(missing, number))
        if not (self.wrappers.isdisjoint(missing) and self.strays.isdisjoint(missing)):
            return True
        self.unknown -= 1
        return self.unknown >= 0

    def explains(self, name: str, remedy: "Remedy", automaton: Automaton) -> bool:
        """Whether what was reported just before explains that an element is misplaced; notes it."""
        if self.follows(name, automaton):
            return True
        if remedy.late is not None:
            self.instead = remedy.late
        if remedy.wrappers:
            return self.share(remedy.wrappers)
        self.unknown += not remedy.disordered
        is_known = remedy.code == "relaxng.misplaced-element"
        return (is_known or bool(remedy.elsewhere)) and self.repeats(name, remedy.elsewhere)

    def share(self, wrappers: frozenset[str]) -> bool:
        """Whether one of these elements, forgotten, explains what was reported just before, too."""
        shared = self.wrappers & wrappers
        self.wrappers = shared or wrappers
        return bool(shared)

    def repeats(self, name: str, elsewhere: frozenset[str]) -> bool:
        """Whether a misplaced element is one of a row that has come here from the same place."""
        shared = self.elsewhere & elsewhere
        self.elsewhere = shared or elsewhere
        if name in self.repeated or shared:
            return True
        self.repeated.add(name)
        return False

    def follows(self, name: str, automaton: Automaton) -> bool:
        """Whether an element belongs to one that came too late just before it."""
        found = automaton.opening(self.instead, name) if self.instead is not None else None
        if found is not None:
            self.instead = automaton.state(automaton.patterns.choice(*found.all_rests()))
        return found is not None
