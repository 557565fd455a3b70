"""Runs checks over an edition, in one process or several, and gathers what they find."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from types import ModuleType
from typing import Any, NamedTuple

from teiproof import checks, registry
from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.errors import TeiproofError
from teiproof.journal import Journal, is_long, place, request
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.parsing import UnparsableError
from teiproof.workers import Killed
from teiproof.workers.documents import Jobs, each, told

_ECHOES = ("header.licence-address", "relaxng.bad-id", "relaxng.bad-value")
# For RELAX NG alone, which needs no tree: 6 ms of work for a megabyte, and 55 ms for a second process, so that
# two save time from 20 MB on where there is nothing else to do, and later where there is.
_WORTHWHILE_STREAMED = 32_000_000

_LINE = r"^:\d+"


class Outcome(NamedTuple):
    """What a run found: sorted diagnostics, and the reasons why a check could not look.

    A reason that is the same for many documents is said once, of the first.
    """

    diagnostics: tuple[Diagnostic, ...]
    refusals: tuple[str, ...]

    def fails(self, at: Severity = Severity.ERROR) -> bool:
        """Whether anything was found of this severity or a greater one."""
        return any(diagnostic.severity >= at for diagnostic in self.diagnostics)


_Found = tuple[set[Diagnostic], tuple[str, ...]]


def run(
    edition: Edition,
    names: Sequence[str],
    jobs: Jobs = 1,
    progress: Callable[[int], None] = lambda _: None,
    resumes: bool = False,
) -> Outcome:
    """Run the named checks on every document; `progress` is told how many documents are newly done.

    The outcome does not depend on the number of processes (`jobs`), nor on whether a run was interrupted and
    then gone on with (`resumes`). Small work is done in this process. A document that is not well-formed is one
    diagnostic, whichever check meets it first. Raises UnknownNameError.
    """
    for name in names:
        registry.require(checks, name)
    worthwhile = _WORTHWHILE_STREAMED if list(names) == ["relaxng"] else None
    found: set[Diagnostic] = set()
    refusals = _Refusals()
    work = _Checking(names)
    with _journal(edition, names, resumes) as journal:
        found.update(diagnostic for note in journal.notes() for diagnostic in map(_diagnostic, note))
        progress(len(journal.done))
        left = journal.left(edition)
        for number, result in each(
            work, edition, jobs, numbers=left, largest_first=True, worthwhile=worthwhile
        ):
            document = edition.documents[number]
            if isinstance(result, Killed):
                refusals.add(document, told(document, result))
            else:
                found |= result[0]
                for refusal in result[1]:
                    refusals.add(document, refusal)
                if not result[1]:  # what could not be done is tried again
                    journal.add(number, list(map(_note, sorted(result[0]))))
            progress(1)
    said = refusals.sentences()
    if not found and not said:
        said = tuple(_unconcerned(edition, names))
    return Outcome(tuple(sorted(_without_echoes(found))), said)


class _Refusals:
    """Why checks could not look: for each reason the first document of which it was said, and their number."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._count: Counter[str] = Counter()

    def add(self, document: Document, refusal: str) -> None:
        path = str(document.path)
        is_of_this = refusal.startswith(path)
        reason = re.sub(_LINE, "", refusal.removeprefix(path))
        self._first[reason] = min(refusal, self._first.get(reason, refusal))
        self._count[reason] += is_of_this

    def sentences(self) -> tuple[str, ...]:
        """The refusals, sorted, each with the number of documents for which it holds, too."""
        return tuple(sorted(f"{first}{self._more(reason)}" for reason, first in self._first.items()))

    def _more(self, reason: str) -> str:
        others = self._count[reason] - 1
        if others < 1:
            return ""
        return f" The same is true of {others:,} other document{'s' if others > 1 else ''}."


def _unconcerned(edition: Edition, names: Sequence[str]) -> Iterator[str]:
    """Why nothing was looked at, if all checks concern certain documents only, and there is none of those."""
    plugins = [registry.load(checks, name) for name in names]
    if not all(hasattr(plugin, "concerns") for plugin in plugins):
        return
    for document in edition.documents:
        if any(plugin.concerns(document) for plugin in plugins):
            return
        document.forget()
    for name in names:
        yield f"{name} looked at nothing: it concerns none of the documents (see: teiproof explain {name})."


def _journal(edition: Edition, names: Sequence[str], resumes: bool) -> Journal:
    asked = ("check", tuple(names), edition.schema, edition.catalogs, edition.has_ids)
    if not (resumes or is_long(edition)):
        return Journal(None, "", resumes)
    where = place(edition, *asked)
    return Journal(where, request(edition, *asked), resumes)


def _note(diagnostic: Diagnostic) -> list[object]:
    """A diagnostic as a journal takes it."""
    where = diagnostic.location
    return [
        *(where.path, where.line, where.column),
        *(int(diagnostic.severity), diagnostic.code, diagnostic.message),
    ]


def _diagnostic(note: list[Any]) -> Diagnostic:
    path, line, column, severity, code, message = note
    return Diagnostic(Location(path, line, column), Severity(severity), code, message)


def _without_echoes(found: set[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings without what is better said elsewhere of the same mistake.

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
