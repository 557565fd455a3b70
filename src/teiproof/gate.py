"""Runs checks over an edition, in one process or several, and gathers what they find."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType

from teiproof import checks, registry
from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.errors import TeiproofError
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.parsing import UnparsableError
from teiproof.workers import Killed
from teiproof.workers.documents import each, told

_ECHOES = ("relaxng.bad-id", "relaxng.bad-value")
_WORTHWHILE_STREAMED = 4_000_000  # for RELAX NG alone, which needs no tree


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
    worthwhile = _WORTHWHILE_STREAMED if list(names) == ["relaxng"] else None
    found: set[Diagnostic] = set()
    refusals: set[str] = set()
    work = _Checking(names)
    for number, result in each(work, edition, jobs, largest_first=True, worthwhile=worthwhile):
        if isinstance(result, Killed):
            refusals.add(told(edition.documents[number], result))
        else:
            found |= result[0]
            refusals.update(result[1])
        progress(1)
    return Outcome(tuple(sorted(_without_echoes(found))), tuple(sorted(refusals)))


def _without_echoes(found: set[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings without what the schema says of a mistake that is better said elsewhere.

    Of a wrong value a check of its own says what is wrong; and of two tags that do not match the schema knows
    which one is misspelt.
    """
    said = {
        diagnostic.location
        for diagnostic in found
        if diagnostic.severity is Severity.ERROR and not diagnostic.code.startswith("relaxng.")
    }
    broken: dict[str, Location] = {}
    for diagnostic in sorted(found):
        if diagnostic.code == "parsing.not-well-formed":
            broken.setdefault(diagnostic.location.path, diagnostic.location)
    for diagnostic in found:
        place = diagnostic.location
        if diagnostic.code in _ECHOES and place in said:
            continue
        if diagnostic.code == "parsing.not-well-formed" and place > broken[place.path]:
            continue
        yield diagnostic


class _Checking:
    """The checks of a run, as work on a document."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)

    def prepare(self, edition: Edition) -> None:
        """Import the checks and load the schema that was named."""
        for plugin in self._plugins:
            if hasattr(plugin, "prepare"):
                plugin.prepare(edition)

    def __call__(self, document: Document, edition: Edition) -> _Found:
        found: set[Diagnostic] = set()
        refusals: dict[str, None] = {}
        for plugin in self._plugins:
            try:
                # Not `update`: what was found before a check gives up is kept.
                for diagnostic in plugin.check(document, edition):
                    found.add(diagnostic)
            except UnparsableError as error:
                found.add(error.diagnostic)
            except TeiproofError as error:
                refusals[str(error)] = None
        return found, tuple(refusals)

    def __reduce__(self) -> tuple[object, ...]:
        return _Checking, (self._names,)  # modules cannot be pickled

    @cached_property
    def _plugins(self) -> list[ModuleType]:
        return [registry.load(checks, name) for name in self._names]
