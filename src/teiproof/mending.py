"""Applies what the fixes propose, and proves that nothing else changes.

The fixes are asked again and again until they propose nothing more, so that one may work on what another has
made possible (dates after the namespace). After each step the document must parse, keep what the fix
promises to keep, and no longer need the repair. A repair of which this is not true is not applied, and
reported.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from types import ModuleType

from teiproof import fixes, registry
from teiproof.diagnostics import Location
from teiproof.errors import TeiproofError
from teiproof.fixes import READING, TEXT, Draft, Edit, Repair, apply
from teiproof.formatting.proof import kinds, words
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.parsing import UnparsableError, encoding_of
from teiproof.source import UneditableError


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A repair at its place in the document as it was: what stood there, what stands there now, and why.

    `refusal` says why it was not applied; it is empty if it was.
    """

    location: Location
    name: str
    before: str
    after: str
    reason: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has become of a document: its bytes, what was changed, and why some fix could not look."""

    data: bytes
    changes: tuple[Change, ...]
    refusals: tuple[str, ...]


def mend(document: Document, edition: Edition, names: Sequence[str]) -> Outcome:
    """Repair a document by the named fixes.

    Raises UnparsableError, UneditableError, UnknownNameError.
    """
    modules = {name: registry.load(fixes, name) for name in names}
    run = _Run(Draft(document.path, document.data), edition)
    while sum(run.take(name, module) for name, module in modules.items()):
        pass
    return Outcome(run.draft.data, tuple(sorted(run.changes)), tuple(run.refusals))


class _Step:
    """The edits, sorted, that have made one state of a document of the one before."""

    def __init__(self, edits: list[Edit]) -> None:
        self._edits = edits
        grown = (len(edit.text) - (edit.end - edit.start) for edit in edits)
        self._shifts = list(accumulate(grown, initial=0))
        self._starts = [edit.start + shift for edit, shift in zip(edits, self._shifts, strict=False)]

    def offset_before(self, offset: int) -> int:
        """The offset which a place had before; within what an edit wrote, that of its beginning."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._starts[index] + len(self._edits[index].text):
            return self._edits[index].start
        return offset - self._shifts[index + 1]


class _Run:
    """A document on its way from one state to the next."""

    def __init__(self, draft: Draft, edition: Edition) -> None:
        self.draft = draft
        self.changes: set[Change] = set()
        self.refusals: dict[str, None] = {}
        self._edition = edition
        self._original = draft
        self._steps: list[_Step] = []

    def take(self, name: str, module: ModuleType) -> bool:
        """Apply or refuse at least one repair that a fix proposes. False if it proposes nothing."""
        refused = {(change.location, change.reason) for change in self.changes if change.refusal}
        repairs = [
            repair
            for repair in self._proposed(module, self.draft)
            if (self._place(repair, self._steps), repair.reason) not in refused
        ]
        while repairs:
            objection = self._apply(name, module, repairs)
            if not objection:
                return True
            if len(repairs) == 1:
                self.changes.add(self._change(name, repairs[0], objection))
                return True
            # One of them is the culprit. What is left out now will be proposed again.
            repairs = repairs[: len(repairs) // 2]
        return False

    def _proposed(self, module: ModuleType, draft: Draft) -> list[Repair]:
        try:
            return list(module.fix(draft, self._edition))
        except (UnparsableError, UneditableError):
            raise
        except TeiproofError as error:
            self.refusals[str(error)] = None
            return []

    def _apply(self, name: str, module: ModuleType, repairs: list[Repair]) -> str:
        """Go on to the state after some repairs, if they stand the proof; else say why not."""
        edits = sorted(edit for repair in repairs for edit in repair.edits)
        if any(one.end > other.start for one, other in pairwise(edits)):
            return "it overlaps with another repair"
        try:
            data = apply(self.draft.text, edits).encode(encoding_of(self.draft.data))
            trial = Draft(self.draft.path, data)
            lost = _lost(module.KEEPS, self.draft, trial)
            steps = [*self._steps, _Step(edits)]
            left = {(self._place(repair, steps), repair.reason) for repair in self._proposed(module, trial)}
        except UnicodeEncodeError:
            return f"the encoding {encoding_of(self.draft.data)} has no such character"
        except UnparsableError as error:
            return f"the document would no longer parse: {error.diagnostic.message}"
        if lost:
            return f"{lost} would change"
        if left & {(self._place(repair, self._steps), repair.reason) for repair in repairs}:
            return "the finding would still be there"
        self.changes |= {self._change(name, repair) for repair in repairs}
        self._steps = steps
        self.draft = trial
        return ""

    def _change(self, name: str, repair: Repair, refusal: str = "") -> Change:
        first = repair.edits[0]
        before = self.draft.text[first.start : first.end]
        return Change(self._place(repair, self._steps), name, before, first.text, repair.reason, refusal)

    def _place(self, repair: Repair, steps: Sequence[_Step]) -> Location:
        """Where a repair stands in the document as it was before all steps."""
        offset = repair.edits[0].start
        for step in reversed(steps):
            offset = step.offset_before(offset)
        return self._original.place(offset)


def _lost(keeps: str, before: Draft, after: Draft) -> str:
    """What has changed that must not change; nothing if all is well."""
    texts = ["".join(draft.root.itertext()) for draft in (before, after)]
    if keeps not in (READING, TEXT):
        texts = [unicodedata.normalize("NFC", text) for text in texts]
    if texts[0] != texts[1]:
        return "the text"
    if keeps == READING:
        for kind in kinds(before):
            if list(words(before, kind)) != list(words(after, kind)):
                return f"the {kind} reading"
    return ""
