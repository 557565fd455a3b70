"""What only a second look at a document can tell of a mistake: its earlier siblings, and where a start tag was.

The first pass keeps neither, so that valid documents cost no time and large ones no memory. The second is made
only for documents with such mistakes, and ends at the last of them.
"""

import contextlib
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import BinaryIO, NamedTuple

from teiproof.diagnostics import Diagnostic, Location
from teiproof.parsing import UnparsableError, create_parser, feed
from teiproof.relaxng import explanation
from teiproof.relaxng.automaton import COLLECTED, REFUSED, Automaton, Opening, State
from teiproof.relaxng.lexical import is_blank
from teiproof.relaxng.namespaces import put_right
from teiproof.relaxng.patterns import NOT_ALLOWED, matches
from teiproof.relaxng.prematurity import ahead
from teiproof.relaxng.recovery import Lack

_SIBLINGS = 1_000  # different names of siblings that are remembered at most


_Reason = tuple[Callable[[str, str, str, int], str], str]


class Unsettled(NamedTuple):
    """A diagnostic to be made more exact: its number, its place, and the elements that are open there.

    If it is about an element out of order, `name` is that element and `parent` the one it stands in; if it is
    about an end tag that comes too early, `name` is empty, and `lack` says what is missing.
    """

    number: int
    line: int
    column: int
    depth: int
    parent: Opening
    name: str = ""
    lack: Lack | None = None

    @property
    def place(self) -> "_Place":
        """Line, column and depth: expat places the end of an empty element where the next tag begins."""
        return self.line, self.column, self.depth


_Place = tuple[int, int, int]


def settle(
    diagnostics: list[Diagnostic],
    unsettled: list[Unsettled],
    source: bytes | BinaryIO,
    automaton: Automaton,
    aliases: Mapping[str, str],
) -> None:
    """Put what a second look tells into diagnostics. What cannot be read again stays as it is.

    `aliases` are namespaces that are wrong in the whole document, with the right ones.
    """
    look = _Look(unsettled, aliases)
    with contextlib.suppress(UnparsableError, OSError, _EnoughError):
        look.read(source)
    # In a wrong document the same mistake comes a thousand times.
    reasons: dict[Hashable, _Reason | None] = {}
    for each in unsettled:
        old = diagnostics[each.number]
        location, message = old.location, old.message
        if each.lack is not None and each.place in look.starts:
            *start, is_empty = look.starts[each.place]
            if each.lack.is_whole or is_empty:
                location = Location(location.path, *start)
            if not is_empty:
                message = each.lack.filled
        elif each.name and each.place in look.siblings:
            attributes, siblings = look.siblings[each.place]
            key = (each.name, each.parent, tuple(attributes.items()), tuple(siblings))
            if key not in reasons:
                reasons[key] = _order(each.name, each.parent, attributes, siblings, automaton)
            reason = reasons[key]
            if reason is not None:
                tell, blocker = reason
                told = tell(each.name, each.parent.name, blocker, siblings.get(blocker, 0))
                # If attributes are the reason, then what may stand there is still worth telling.
                message = f"{told} {message.partition('. ')[2]}" if tell is explanation.unfit else told
        diagnostics[each.number] = Diagnostic(location, old.severity, old.code, message)


class _EnoughError(Exception):
    pass


class _Look:
    """The second pass. `siblings` maps the places of elements to the attributes of their parent, and the names
    of their earlier siblings ("" for text), in order, each with the line where it first stands; `starts` the
    places of end tags to those of their start tags, and to whether the elements have no content."""

    def __init__(self, unsettled: list[Unsettled], aliases: Mapping[str, str]) -> None:
        self.siblings: dict[_Place, tuple[dict[str, str], dict[str, int]]] = {}
        self.starts: dict[_Place, tuple[int, int, bool]] = {}
        self._aliases = aliases
        self._elements = {each.place for each in unsettled if each.name}
        self._ends = {each.place for each in unsettled if not each.name}

    def read(self, source: bytes | BinaryIO) -> None:
        """Look. Raises UnparsableError, OSError."""
        if not isinstance(source, bytes):
            source.seek(0)
        parser = create_parser("")
        open_elements: list[tuple[tuple[int, int], dict[str, str], dict[str, int]]] = []
        last = max(self._elements | self._ends)[:2]

        def start(name: str, attributes: dict[str, str]) -> None:
            name = put_right(name, (self._aliases,))
            place = (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
            if open_elements:
                _, of_parent, siblings = open_elements[-1]
                if (*place, len(open_elements)) in self._elements:
                    self.siblings[*place, len(open_elements)] = of_parent, dict(siblings)
                if len(siblings) < _SIBLINGS:
                    siblings.setdefault(name, place[0])
            open_elements.append((place, attributes, {}))

        def text(data: str) -> None:
            if not is_blank(data):
                open_elements[-1][2].setdefault("", parser.CurrentLineNumber)

        def end(_: str) -> None:
            place = (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
            begun, _attributes, children = open_elements.pop()
            if (*place, len(open_elements)) in self._ends:
                self.starts[*place, len(open_elements)] = *begun, not children
            if place > last:
                raise _EnoughError

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.buffer_text = False
        parser.CharacterDataHandler = text
        feed(parser, source, "")


def _order(
    name: str, parent: Opening, attributes: Mapping[str, str], siblings: Iterable[str], automaton: Automaton
) -> _Reason | None:
    """Why an element must not stand after its siblings, though it may stand in its parent: the message, and the
    sibling it is about; None if that is unknown."""
    before = state = _content(parent, attributes, automaton)
    if not ahead(state.pattern, name, automaton.patterns):
        return explanation.unfit, ""
    blocker = None
    for sibling in siblings:
        after = _after(state, sibling, automaton)
        if after is None:
            continue  # it was misplaced itself
        if _after(state, name, automaton) and not _after(after, name, automaton):
            blocker, before = sibling, state
        state = after
    beside = _after(before, name, automaton)
    if blocker is None or beside is None:
        return None
    if blocker == name:
        return explanation.one_too_many, blocker
    follows = ahead(beside.pattern, blocker, automaton.patterns) if blocker else _after(beside, "", automaton)
    return (explanation.too_late if follows else explanation.alternative), blocker


def _content(parent: Opening, attributes: Mapping[str, str], automaton: Automaton) -> State:
    """What an element with these attributes may contain; those that are wrong are taken for others."""
    patterns = automaton.patterns
    pattern = parent.pattern
    for name, value in attributes.items():
        steps = pattern.attribute(name, patterns)
        right = [rest for check, rest in steps if matches(check, value, None, patterns)]
        pattern = patterns.choice(*(right or [rest for _, rest in steps] or [pattern]))
    return automaton.state(pattern.close(patterns, True))


def _after(state: State, name: str, automaton: Automaton) -> State | None:
    """The state after an element, or text (if the name is empty); None if it may not come any more."""
    if not name:
        if state.text != COLLECTED or state.pattern.data:
            return None if state.text == REFUSED else state
        rest = state.pattern.after_text("text", None, automaton.patterns)
        return None if rest is NOT_ALLOWED else automaton.state(rest)
    opening = automaton.opening(state, name)
    if opening is not None:
        return opening.after or automaton.state(automaton.patterns.choice(*opening.all_rests()))
    # What is required before it is taken for given, as it was when it was reported as missing.
    found = ahead(state.pattern, name, automaton.patterns)
    fewest = min((len(skipped) for *_, skipped in found), default=0)
    rests = [rest for _, rest, skipped in found if len(skipped) == fewest]
    return automaton.state(automaton.patterns.choice(*rests)) if rests else None
