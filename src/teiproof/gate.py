"""Runs checks over an edition, in one process or several, and gathers what they find."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

from teiproof import checks, registry, workers
from teiproof.diagnostics import Diagnostic, Severity
from teiproof.errors import TeiproofError
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.parsing import UnparsableError

_ECHOES = ("relaxng.bad-id", "relaxng.bad-value")
_WORTHWHILE = 500_000  # bytes of documents from which on more than one process saves time
_WORTHWHILE_STREAMED = 4_000_000  # the same for RELAX NG alone, which needs no tree


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found: sorted diagnostics, and the reasons why a check could not look (each said once)."""

    diagnostics: tuple[Diagnostic, ...]
    refusals: tuple[str, ...]

    def fails(self, at: Severity = Severity.ERROR) -> bool:
        """Whether anything was found of this severity or a greater one."""
        return any(diagnostic.severity >= at for diagnostic in self.diagnostics)


_Found = tuple[set[Diagnostic], tuple[str, ...]]


def run(
    edition: Edition,
    names: Sequence[str],
    jobs: int = 1,
    progress: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Run the named checks on every document; `progress` is told how many documents are newly done.

    The outcome does not depend on the number of processes (`jobs`). Small work is done in this one. A document
    that is not well-formed is one diagnostic, whichever check meets it first. Raises UnknownNameError.
    """
    for name in names:
        registry.require(checks, name)
    checking = _Checking(edition, names)
    sizes = [_size(document) for document in edition.documents]
    # The largest documents first, so that in the end no process has to wait long for another.
    numbers = sorted(range(len(sizes)), key=lambda number: (-sizes[number], number))
    limit = _WORTHWHILE_STREAMED if list(names) == ["relaxng"] else _WORTHWHILE
    found: set[Diagnostic] = set()
    refusals: set[str] = set()
    with workers.executor(checking, jobs if sum(sizes) > limit else 1, len(sizes)) as executor:
        for number, result in workers.run(checking, numbers, executor, sizes.__getitem__):
            if isinstance(result, workers.Killed):
                refusals.add(workers.told(edition.documents[number].path, result))
            else:
                found |= result[0]
                refusals.update(result[1])
            progress(1)
    return Outcome(tuple(sorted(_without_echoes(found))), tuple(sorted(refusals)))


def _without_echoes(found: set[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings without what the schema says of a mistake that is better said elsewhere.

    Of a wrong value a check of its own says what is wrong; and after a tag that is never closed the schema
    finds everything misplaced.
    """
    said = {
        diagnostic.location
        for diagnostic in found
        if diagnostic.severity is Severity.ERROR and not diagnostic.code.startswith("relaxng.")
    }
    broken = {
        diagnostic.location.path: diagnostic.location
        for diagnostic in found
        if diagnostic.code == "parsing.not-well-formed"
    }
    for diagnostic in found:
        place = diagnostic.location
        if diagnostic.code in _ECHOES and place in said:
            continue
        if diagnostic.code.startswith("relaxng.") and place.path in broken and place >= broken[place.path]:
            continue
        yield diagnostic


class _Checking:
    """The checks of a run, as a function of a document's number."""

    def __init__(self, edition: Edition, names: Sequence[str]) -> None:
        self._edition = edition
        self._names = tuple(names)
        self._plugins: list[ModuleType] = []

    def __getstate__(self) -> dict[str, object]:
        return {"_edition": self._edition, "_names": self._names, "_plugins": []}

    def prepare(self) -> None:
        """Import the checks and load the schema, once for all processes."""
        self._plugins = [registry.load(checks, name) for name in self._names]
        for plugin in self._plugins:
            if hasattr(plugin, "prepare"):
                plugin.prepare(self._edition)

    def __call__(self, number: int) -> _Found:
        if not self._plugins:
            self._plugins = [registry.load(checks, name) for name in self._names]
        return _check(self._edition.documents[number], self._edition, self._plugins)


def _check(document: Document, edition: Edition, plugins: Sequence[ModuleType]) -> _Found:
    found: set[Diagnostic] = set()
    refusals: dict[str, None] = {}
    for plugin in plugins:
        try:
            # Not `update`: what was found before a check gives up is kept.
            for diagnostic in plugin.check(document, edition):
                found.add(diagnostic)
        except UnparsableError as error:
            found.add(error.diagnostic)
        except TeiproofError as error:
            refusals[str(error)] = None
    document.forget()
    return found, tuple(refusals)


def _size(document: Document) -> int:
    try:
        return document.path.stat().st_size
    except OSError:
        return 0
