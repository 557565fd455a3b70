"""Runs checks over an edition, in one process or several, and gathers what they find."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

from teiproof import checks, registry
from teiproof.diagnostics import Diagnostic, Severity
from teiproof.errors import TeiproofError
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.parsing import UnparsableError

_ECHOES = ("relaxng.bad-id", "relaxng.bad-value")
_WORTHWHILE = 2_000_000  # bytes of documents from which on more than one process saves time
_WORTHWHILE_STREAMED = 40_000_000  # the same for RELAX NG alone, which needs no tree
_BATCHES = 8  # for each process, so that none has to wait long for the others


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found: sorted diagnostics, and the reasons why a check could not look (each said once)."""

    diagnostics: tuple[Diagnostic, ...]
    refusals: tuple[str, ...]

    def fails(self, at: Severity = Severity.ERROR) -> bool:
        """Whether anything was found of this severity or a greater one."""
        return any(diagnostic.severity >= at for diagnostic in self.diagnostics)


_Found = tuple[set[Diagnostic], dict[str, None]]


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
    limit = _WORTHWHILE_STREAMED if list(names) == ["relaxng"] else _WORTHWHILE
    if jobs > 1 and len(edition.documents) > 1 and sum(map(_size, edition.documents)) > limit:
        results = _run_in_processes(edition, names, jobs, progress)
    else:
        results = _run_here(edition, names, progress)
    found: set[Diagnostic] = set()
    refusals: dict[str, None] = {}
    for diagnostics, reasons in results:
        found |= diagnostics
        refusals |= reasons
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


def _run_here(edition: Edition, names: Sequence[str], progress: Callable[[int], None]) -> Iterator[_Found]:
    plugins = [registry.load(checks, name) for name in names]
    for document in edition.documents:
        yield _check(document, edition, plugins)
        progress(1)


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
    return found, refusals


# What each process works on; set once, when it starts.
_edition: Edition
_plugins: list[ModuleType]


def _start(edition: Edition, names: Sequence[str]) -> None:
    import signal

    global _edition, _plugins
    _edition, _plugins = edition, [registry.load(checks, name) for name in names]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process alone answers an interruption


def _check_batch(numbers: Sequence[int]) -> _Found:
    found: set[Diagnostic] = set()
    refusals: dict[str, None] = {}
    for number in numbers:
        diagnostics, reasons = _check(_edition.documents[number], _edition, _plugins)
        found |= diagnostics
        refusals |= reasons
    return found, refusals


def _run_in_processes(
    edition: Edition, names: Sequence[str], jobs: int, progress: Callable[[int], None]
) -> Iterator[_Found]:
    from concurrent.futures import ProcessPoolExecutor, as_completed

    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(edition, names)) as executor:
        futures = {executor.submit(_check_batch, batch): len(batch) for batch in _batches(edition, jobs)}
        try:
            for future in as_completed(futures):
                yield future.result()
                progress(futures[future])
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            raise


def _batches(edition: Edition, jobs: int) -> Iterator[list[int]]:
    """The documents in batches of about equal size, the largest documents first."""
    sizes = sorted(
        ((_size(document), number) for number, document in enumerate(edition.documents)), reverse=True
    )
    limit = sum(size for size, _ in sizes) / (jobs * _BATCHES)
    batch: list[int] = []
    filled = 0
    for size, number in sizes:
        batch.append(number)
        filled += size
        if filled >= limit:
            yield batch
            batch, filled = [], 0
    if batch:
        yield batch


def _size(document: Document) -> int:
    try:
        return document.path.stat().st_size
    except OSError:
        return 0
