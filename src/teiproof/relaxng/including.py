"""Judges a document together with what it includes (XInclude): the files are read one within the other, so that
every finding has its place in its own file. Memory does not grow with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from teiproof.diagnostics import Diagnostic, Location
from teiproof.inclusion.requests import Inclusions, Request, UnavailableError, not_found, text_in
from teiproof.inclusion.xpointers import Search
from teiproof.names import XI, XML
from teiproof.parsing import UnparsableError, create_parser, feed
from teiproof.parsing.presence import is_remote, normal
from teiproof.relaxng.namespaces import Scope
from teiproof.relaxng.validator import Validation

if TYPE_CHECKING:
    from teiproof.relaxng.automaton import Automaton
    from teiproof.relaxng.recovery import Recovery

_INCLUDE, _FALLBACK, _BASE = f"{XI} include", f"{XI} fallback", f"{XML} base"


class _Inclusion:
    """An xi:include that is open.

    `depth` counts the elements open in it, `inner` those open in its fallback while that is read (-1 if not).
    `want` says why there must be a fallback.
    """

    def __init__(self, place: Location, want: Diagnostic | None) -> None:
        self.place = place
        self.want = want
        self.depth = 0
        self.inner = -1


class WholeValidation(Validation):
    """The handlers for a document and for what it includes from an edition's folder."""

    def __init__(
        self,
        automaton: Automaton,
        recovery: Callable[[], Recovery],
        needs_context: bool,
        name: str,
        folder: Path,
    ) -> None:
        super().__init__(automaton, recovery, needs_context, name)
        document = folder / name if is_remote(folder) else Path(name)
        self._inclusions = Inclusions(document, folder)
        self._open: list[_Inclusion] = []
        # The folders to which relative addresses refer: each with the number of elements open around it.
        self._folders: list[tuple[int, Path]] = [(0, document.parent)]
        self._elements = 0

    @property
    def _is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1].inner < 0

    def start(self, name: str, attributes: list[str]) -> None:
        if self._is_hidden:
            inclusion = self._open[-1]
            if not inclusion.depth and name == _FALLBACK and inclusion.want:
                inclusion.inner, inclusion.want = 0, None
                self._inclusions.enter_fallback(inclusion.place)
            inclusion.depth += 1
            return
        if self._open:
            self._open[-1].inner += 1
        self.enter(attributes)
        if name == _INCLUDE:
            self._include(attributes)
        else:
            super().start(name, attributes)

    def enter(self, attributes: list[str]) -> None:
        """Go into an element, to which relative addresses may refer in another way."""
        self._elements += 1
        names = attributes[::2]
        base = attributes[2 * names.index(_BASE) + 1] if _BASE in names else ""
        if base and ":" not in base.partition("/")[0] and not base.startswith("//"):
            folder = self._folders[-1][1] / unquote(base.rpartition("/")[0])
            self._folders.append((self._elements, normal(folder)))

    def leave(self) -> None:
        """Go out of an element."""
        if self._folders[-1][0] == self._elements:
            self._folders.pop()
        self._elements -= 1

    def _end(self, name: str) -> None:
        if self._is_hidden and self._open[-1].depth:
            self._open[-1].depth -= 1
            return
        if self._open and self._open[-1].inner == 0:  # the end of the fallback
            self._inclusions.leave_fallback()
            self._open[-1].inner = -1
            self._open[-1].depth -= 1
            return
        if self._is_hidden:
            inclusion = self._open.pop()
            if inclusion.want:
                raise UnparsableError(inclusion.want)
        else:
            super()._end(name)
        if self._open:
            self._open[-1].inner -= 1
        self.leave()

    def _refuse_text(self, text: str) -> None:
        if not self._is_hidden:
            super()._refuse_text(text)

    def _collect_text(self, text: str) -> None:
        if not self._is_hidden:
            super()._collect_text(text)

    def _include(self, attributes: list[str]) -> None:
        """Judge what an xi:include names in its place; hide what it holds, but a fallback that is needed."""
        given = dict(zip(attributes[::2], attributes[1::2], strict=True))
        place = Location(self._name, *self._place())
        want = None
        try:
            request = self._inclusions.request(given, self._folders[-1][1], place)
            data = self._inclusions.read(request)
            if request.is_text:
                text, handler = text_in(data, request), self._text_handlers[self._text_kind]
                if handler:
                    handler(text)
            else:
                self._read_part(request, data)
        except UnavailableError as error:
            want = error.diagnostic
        self._open.append(_Inclusion(place, want))

    def _read_part(self, request: Request, data: bytes) -> None:
        """Judge a file, or the element of it that is asked for, as if it stood here."""
        link = request.link
        outer = self.parser, self._name, self._encoding, self._unsettled
        outer_scope = self._scope
        outer_lists = self._open, self._folders, self._elements
        depth = len(self.open_elements)
        self.parser = create_parser(str(link.path))
        self._name, self._encoding, self._unsettled = str(link.path), "utf-8", []
        self._enter_scope(Scope())
        self._open, self._folders, self._elements = [], [(0, link.path.parent)], 0
        self._inclusions.chain.append(link)
        part = _Part(self, request)
        try:
            feed(self.parser, data, self._name)
            if not part.is_found:
                raise not_found(request)
            self._settle_part(data, part.depth - depth)
        finally:
            self._inclusions.chain.pop()
            self.parser, self._name, self._encoding, self._unsettled = outer
            self._enter_scope(outer_scope)
            self._open, self._folders, self._elements = outer_lists
            self.parser.CharacterDataHandler = self._text_handlers[self._text_kind]

    def _settle_part(self, data: bytes, shift: int) -> None:
        """Look a second time at a file; what was found in it counted `shift` elements less than stand there."""
        if self._unsettled:
            from teiproof.relaxng import hindsight

            unsettled = [each._replace(depth=each.depth + shift) for each in self._unsettled]
            hindsight.settle(self.diagnostics, unsettled, data, self._automaton, self._aliases)

    def watch(self, part: _Part) -> None:
        """Have the parser of a part tell it of its tags."""
        parser = self.parser
        # As in the parser of the outermost document.
        parser.buffer_text = False
        parser.ordered_attributes = True
        parser.StartElementHandler = part.start
        parser.EndElementHandler = part.end
        parser.XmlDeclHandler = self._note_encoding
        parser.StartNamespaceDeclHandler = self._declare
        parser.EndNamespaceDeclHandler = self._undeclare

    def listen(self, to_text: bool) -> None:
        """Attend to text as the state wants it, or not at all."""
        self.parser.CharacterDataHandler = self._text_handlers[self._text_kind] if to_text else None

    def end(self, name: str) -> None:
        """Take an end tag of what is included."""
        self._end(name)


class _Part:
    """The handlers for a file of which one element is included, or all."""

    def __init__(self, validation: WholeValidation, request: Request) -> None:
        self.is_found = False
        self.depth = 0  # how many elements are open around the element
        self._validation = validation
        self._search = Search(request.pointer) if request.pointer else None
        self._level = 0
        self._inside = 0
        validation.watch(self)
        validation.listen(self._search is None)

    def start(self, name: str, attributes: list[str]) -> None:
        """Take a start tag of the file."""
        if not self._inside:
            if self.is_found:
                return
            if self._search and not self._search.start(attributes):
                self._level += 1
                self._validation.enter(attributes)
                return
            self.is_found, self.depth = True, self._level
            self._validation.listen(True)
        self._inside += 1
        self._validation.start(name, attributes)

    def end(self, name: str) -> None:
        """Take an end tag of the file."""
        if self._inside:
            self._inside -= 1
            self._validation.end(name)
            if not self._inside:
                self._validation.listen(False)
        elif not self.is_found and self._search:
            self._level -= 1
            self._validation.leave()
            self._search.end()
