"""Judges one document in a single pass over expat's events, and goes on after a mistake.

The handlers do no more than look up what the automaton knows. What they do not find there is given to
`recovery`, which finds out what was meant, and to `explanation`. Memory does not grow with the document: kept
are the open elements, the IDs, and the diagnostics.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.names import XI
from teiproof.parsing import UnparsableError, attribute_position, create_parser, feed
from teiproof.relaxng.automaton import COLLECTED, FREE, Automaton, Opening, State
from teiproof.relaxng.lexical import WHITESPACE, Blanks, is_blank
from teiproof.relaxng.namespaces import Scope, put_right
from teiproof.relaxng.patterns import EMPTY, NOT_ALLOWED
from teiproof.relaxng.soundness import Place, Soundness
from teiproof.relaxng.trouble import Trouble

if TYPE_CHECKING:
    from teiproof.relaxng.hindsight import Unsettled
    from teiproof.relaxng.recovery import Lack, Recovery, Remedy
    from teiproof.relaxng.wording import Prefixes


_INCLUDE = f"{XI} include"

# Faults of attributes that come of a wrong name of the element.
_OF_WRONG_NAME = ("relaxng.misplaced-attribute", "relaxng.missing-attribute")


class InclusionMetError(Exception):
    """There is an xi:include in the document, which the schema does not know."""


class Validation:
    """The handlers for one document and what they remember.

    `state` is what may still come in the innermost of the `open_elements`; `diagnostics` what was found so far,
    before `settle` with marked names (`wording`).
    """

    def __init__(
        self,
        automaton: Automaton,
        recovery: "Callable[[], Recovery]",
        needs_context: bool,
        name: str,
        takes_inclusions: bool = True,
    ) -> None:
        self._takes_inclusions = takes_inclusions
        self.diagnostics: list[Diagnostic] = []
        self._prefixes: list[Prefixes] = []  # where each of them was found
        self._automaton = automaton
        self._recovery = recovery
        self._name = name
        self.state = automaton.start
        self.open_elements: list[Opening] = []
        self._lines: list[int] = []
        self._text: list[str] = []
        self._text_place = Place(1, 1)
        self._text_kind = FREE
        self._text_refused = False
        self._troubles: dict[int, Trouble] = {}
        self._unsettled: list[Unsettled] = []
        self._broken: Diagnostic | None = None
        self._aliases: dict[str, str] = {}
        self._soundness = Soundness() if automaton.id_types else None
        self._needs_context = needs_context
        self._enter_scope(Scope())
        self._encoding = "utf-8"
        # Text is attended to as the state wants it: not at all where it is free.
        self._text_handlers = (None, Blanks(self._refuse_text).__getitem__, self._collect_text)
        self.parser = parser = create_parser(name)
        # Text that is refused must be placed exactly; text that is free is never asked for.
        parser.buffer_text = False
        parser.ordered_attributes = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self._end
        parser.XmlDeclHandler = self._note_encoding
        parser.StartNamespaceDeclHandler = self._declare
        parser.EndNamespaceDeclHandler = self._undeclare
        if needs_context:
            parser.UnparsedEntityDeclHandler = self._declare_entity

    def read(self, stream: BinaryIO) -> None:
        """Judge the document in a stream."""
        try:
            feed(self.parser, stream, self._name)
        except UnparsableError as error:
            self._broken = error.diagnostic
            return
        if self._soundness is not None:
            for place, message in self._soundness.dangling():
                self._report(place, "relaxng.bad-id", message)

    def settle(self, stream: BinaryIO) -> None:
        """Look a second time at what the first pass could not tell; write names as the document does."""
        if self._unsettled:
            from teiproof.relaxng import hindsight

            hindsight.settle(self.diagnostics, self._unsettled, stream, self._automaton, self._aliases)
        if self.diagnostics:
            from teiproof.relaxng.wording import spelled

            told = zip(self.diagnostics, self._prefixes, strict=True)
            self.diagnostics = [each._replace(message=spelled(each.message, used)) for each, used in told]
        if self._broken is not None:
            from teiproof.relaxng.brokenness import Stop, reconcile

            trouble = self._troubles.get(len(self.open_elements), Trouble())
            orphans = [(self.diagnostics[number], name) for number, name in trouble.orphans]
            parsing = Stop(self._broken, self.open_elements, self._scope.prefixes, orphans)
            self.diagnostics = reconcile(self.diagnostics, parsing, self._recovery)

    def may_end(self) -> bool:
        """Whether the end tag of the innermost open element may come."""
        return self._automaton.ended(self.open_elements[-1], self.state.pattern) is not None

    # What runs for every tag.

    def start(self, name: str, attributes: list[str]) -> None:
        state = self.state
        if self._text_kind:
            if self._text:
                state = self._take_text(state)
            self._text_refused = False
        opening = state.openings.get(name)
        if opening is None:
            opening = self._automaton.opening(state, name) or self._recover(state, name, attributes)
        if attributes:
            names = tuple(attributes[::2])
            plan = opening.plans.get(names) or self._automaton.plan(opening, names)
            if plan is None:
                content = self._judge(opening, attributes)
            else:
                content = plan.state
                for index, check in plan.checks:
                    value = attributes[index]
                    if value not in check.accepted and not self._automaton.accepts(check, value, self._context):
                        content = self._judge(opening, attributes)
                        break
                else:
                    if plan.ids:
                        self._take_ids(plan.ids, attributes)
        else:
            content = opening.bare or self._judge(opening, attributes)
        self.open_elements.append(opening)
        # The line is told of an element that ends too early.
        self._lines.append(0 if content.completes else self.parser.CurrentLineNumber)
        self.state = content
        if content.text != self._text_kind:
            self._text_kind = content.text
            self.parser.CharacterDataHandler = self._text_handlers[content.text]

    def _end(self, _: str) -> None:
        state = self.state
        opening = self.open_elements.pop()
        line = self._lines.pop()
        after = opening.after if state.nullable and self._text_kind != COLLECTED else None
        if after is None:
            after = self._close(state, opening, line)
        if self._troubles:
            inner = self._troubles.pop(len(self.open_elements) + 1, None)
            if inner is not None and inner.orphans:
                self._trouble().strays.update(name for _, name in inner.orphans)
            trouble = self._troubles.get(len(self.open_elements))
            if trouble is not None and state.pattern is not EMPTY:
                trouble.take_in(opening, self._recovery)
        self._text_refused = False
        self.state = after
        if after.text != self._text_kind:
            self._text_kind = after.text
            self.parser.CharacterDataHandler = self._text_handlers[after.text]

    def _refuse_text(self, text: str) -> None:
        if not self._text_refused:
            self._text_refused = True
            stripped = text.lstrip(WHITESPACE)
            self._leave_text(self.state, self._text_start(text, stripped), stripped)

    def _collect_text(self, text: str) -> None:
        stripped = text.lstrip(WHITESPACE)
        if stripped and not any(not is_blank(piece) for piece in self._text):
            self._text_place = self._text_start(text, stripped)
        self._text.append(text)

    # What runs where a document is wrong, or where the schema is ambiguous.

    def _text_start(self, text: str, stripped: str) -> Place:
        """The place of a text, white space before it left aside; expat gives each line of text apart."""
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return Place(line, column + len(text) - len(stripped))

    def _take_text(self, state: State) -> State:
        """The state after collected text that stands before a start tag."""
        text = "".join(self._text)
        self._text.clear()
        if is_blank(text):
            return state
        rest = state.pattern.after_text(text, self._context, self._automaton.patterns)
        if rest is NOT_ALLOWED:
            self._leave_text(state, self._text_place, text.strip(WHITESPACE))
            return state
        return self._automaton.state(rest)

    def _close(self, state: State, opening: Opening, line: int) -> State:
        """The state after an end tag that could not simply be accepted."""
        pattern = state.pattern
        patterns = self._automaton.patterns
        text = "".join(self._text)
        self._text.clear()
        if self._text_kind == COLLECTED:
            rest = pattern.after_text(text, self._context, patterns)
            pattern = patterns.choice(pattern, rest) if is_blank(text) else rest
        after = self._automaton.ended(opening, pattern)
        if after is not None:
            return after
        trouble = self._troubles.get(len(self.open_elements) + 1)
        if trouble is None or not trouble.faulty:
            if not is_blank(text):
                self._report(self._text_place, *self._recovery().bad_text(state, opening, text, self._context))
            elif not self._has_strayed(opening.name, self._recovery().missing(state)):
                place = self._place()
                lack = self._recovery().incomplete(state, opening, (line, place.line))
                self._report(place, "relaxng.missing-element", lack.message)
                if lack.is_whole or lack.is_empty:
                    self._leave_unsettled(place, opening, lack=lack)
        return self._automaton.state(patterns.choice(*opening.all_rests()))

    def _has_strayed(self, name: str, missing: set[str]) -> bool:
        """Whether what an element lacks was reported just before it, or in one of its children."""
        inner = self._troubles.get(len(self.open_elements) + 1)
        outer = self._troubles.get(len(self.open_elements))
        is_inside = inner is not None and bool(missing) and missing.issubset(inner.strays)
        return is_inside or (outer is not None and outer.has_strayed(name, missing))

    def _recover(self, state: State, name: str, attributes: list[str]) -> Opening:
        """The start tag that was meant by one that is not allowed."""
        if name == _INCLUDE and not (self._takes_inclusions or name in self._recovery().vocabulary.elements):
            raise InclusionMetError
        meant = self._meant(name)
        if meant != name:
            found = self._automaton.opening(state, meant)
            if found is not None:
                return found
            if name not in self._recovery().vocabulary.elements:
                name = meant
        remedy = self._recovery().element(state, name, tuple(attributes[::2]), self.open_elements)
        if remedy.namespace is not None:
            remedy = self._put_right(name, remedy, remedy.namespace)
        if remedy.code and not self._is_excused(remedy, name):
            self._report(self._place(), remedy.code, remedy.message)
            if remedy.misplaced:
                self._trouble().orphans.append((len(self.diagnostics) - 1, name))
            if remedy.disordered:
                self._leave_unsettled(self._place(), self.open_elements[-1], name)
        return remedy.opening

    def _put_right(self, name: str, remedy: "Remedy", right: str) -> "Remedy":
        """Take a namespace for the right one from now on, in the element or everywhere; what to write is added
        to the message."""
        wrong = name.rpartition(" ")[0]
        depth = len(self.open_elements)
        is_known = wrong in self._recovery().vocabulary.namespaces
        is_elsewhere = bool(wrong and depth and self._scope.has(right))
        if is_known or is_elsewhere or self._scope.begins(wrong, depth):
            self._troubles.setdefault(depth + 1, Trouble()).namespaces[wrong] = right
        else:
            self._aliases[wrong] = right
            if self.parser.StartElementHandler == self.start:
                # Or what may stand anywhere would be taken for content of other vocabularies.
                self.parser.StartElementHandler = self._start_meant
        local = remedy.opening.name.rpartition(" ")[2]
        write = self._scope.remedy(f"{wrong} {local}".strip(), right, depth, is_known)
        return remedy._replace(message=" ".join(filter(None, (remedy.message, write, remedy.besides))))

    def _meant(self, name: str) -> str:
        """A name in the namespace that was meant."""
        return put_right(name, (self._aliases, *(each.namespaces for each in self._troubles.values())))

    def _start_meant(self, name: str, attributes: list[str]) -> None:
        self.start(self._meant(name), attributes)

    def _is_excused(self, remedy: "Remedy", name: str) -> bool:
        """Whether a start tag that is not allowed comes of a mistake that was reported in the same parent.

        Notes it, so that what comes of this one is excused in turn.
        """
        trouble = self._trouble()
        trouble.last = remedy.opening
        if remedy.misplaced and not remedy.disordered:
            self._troubles.setdefault(len(self.open_elements) + 1, Trouble()).stray()
        if trouble.is_stray and remedy.code != "relaxng.unknown-element":
            return True
        if remedy.missing:
            return trouble.forgives(remedy.missing, len(self.diagnostics))
        if not remedy.misplaced:
            return False
        trouble.faulty = True
        around = self._troubles.get(len(self.open_elements) - 1, trouble)
        for each in (trouble, around):
            if name in each.forgiven:
                self._tell_found(each.forgiven.pop(name), name)
                return True
        return trouble.explains(name, remedy, self._automaton)

    def _tell_found(self, number: int, name: str) -> None:
        """Add to a diagnostic that what it misses comes too late; there is none if it was excused."""
        from teiproof.relaxng.explanation import found_later, misses

        old = self.diagnostics[number] if number < len(self.diagnostics) else None
        if old is not None and misses(old.message, name):
            message = f"{old.message} {found_later(name, self.parser.CurrentLineNumber)}"
            self.diagnostics[number] = old._replace(message=message)

    def _leave_text(self, state: State, place: Place, text: str) -> None:
        """Report text that may not stand at a place, unless it belongs to what was reported just before it."""
        trouble = self._trouble()
        trouble.faulty = True
        holders = self._recovery().text_holders(state)
        if not trouble.share(frozenset(holders)) and not trouble.is_stray:
            trouble.holder = "".join(holders[:1])
            trouble.orphans.append((len(self.diagnostics), ""))
            self._report(place, *self._recovery().refused_text(state, self.open_elements, text))

    def _judge(self, opening: Opening, attributes: list[str]) -> State:
        """The content of an element after attributes that need more than a look-up; reports what is wrong."""
        content, faults, ids = self._recovery().attributes.judge(opening, attributes, self._context)
        trouble = self._troubles.get(len(self.open_elements) + 1)
        around = self._troubles.get(len(self.open_elements))
        if faults and around is not None and around.is_stray:
            faults = self._recovery().faults_anywhere(self.state, opening, attributes, self._context)
        for attribute, code, message in faults:
            if trouble is None or not trouble.is_stray or code not in _OF_WRONG_NAME:
                self._report(self._place(attribute), code, message)
        self._take_ids(tuple(ids), attributes)
        return content

    def _take_ids(self, ids: tuple[tuple[int, str], ...], attributes: list[str]) -> None:
        if self._soundness is None:
            return
        for index, id_type in ids:
            if id_type != "ID":
                # References must be placed now: whether they dangle shows only at the end.
                self._soundness.refer(attributes[index], self._place(attributes[index - 1]))
            elif message := self._soundness.define(attributes[index], self.parser.CurrentLineNumber):
                self._report(self._place(attributes[index - 1]), "relaxng.bad-id", message)

    def _trouble(self) -> Trouble:
        return self._troubles.setdefault(len(self.open_elements), Trouble())

    def _place(self, attribute: str = "") -> Place:
        """The place of the tag, or of one of its attributes."""
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        tag = self.parser.GetInputContext() if attribute else None
        if not tag:
            return Place(line, column)
        encoding = "utf-16-le" if tag[1:2] == b"\0" else "utf-16-be" if tag[:1] == b"\0" else self._encoding
        text = tag.decode(encoding, "replace")
        if not text.startswith("<"):
            return Place(line, column)  # within an entity the context is its use
        namespace, _, local = attribute.rpartition(" ")
        clark = f"{{{namespace}}}{local}" if namespace else local
        return Place(*attribute_position(text, clark, line, column))

    def _report(self, place: Place, code: str, message: str) -> None:
        location = Location(self._name, place.line, place.column)
        self.diagnostics.append(Diagnostic(location, Severity.ERROR, code, message))
        self._prefixes.append(self._scope.prefixes)

    def _leave_unsettled(
        self, place: Place, parent: Opening, name: str = "", lack: "Lack | None" = None
    ) -> None:
        """Leave what was just reported to a second look."""
        from teiproof.relaxng.hindsight import Unsettled

        self._unsettled.append(
            Unsettled(len(self.diagnostics) - 1, *place, len(self.open_elements), parent, name, lack)
        )

    def _note_encoding(self, _: str, encoding: str | None, __: int) -> None:
        self._encoding = encoding or "utf-8"

    # Namespace declarations, and unparsed entities for datatypes that depend on them.

    def _enter_scope(self, scope: Scope) -> None:
        self._scope = scope
        self._context = scope.namespaces if self._needs_context else None

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        self._scope.declare(prefix or "", uri or "", len(self.open_elements))

    def _undeclare(self, _: str | None) -> None:
        self._scope.undeclare()

    def _declare_entity(self, name: str, *_: str | None) -> None:
        self._scope.namespaces[f"&{name}"] = ""
