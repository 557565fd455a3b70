"""Calls a function for each document of an edition, in as many processes as save time."""

from __future__ import annotations

import gc
import os
from array import array
from contextlib import nullcontext
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from teiproof.errors import MissingExtraError
from teiproof.workers import Killed, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from teiproof.model.document import Document
    from teiproof.model.edition import Edition

Result_co = TypeVar("Result_co", covariant=True)

WORTHWHILE = 500_000
"""The bytes of documents from which on more than one process saves time."""


Jobs = int | str
"""Where work is done: in so many processes here, or on the cluster whose scheduler has this address."""


_OFTEN = 250  # documents after which a process looks for garbage


class Work(Protocol[Result_co]):
    """What is to be done with a document; it can be pickled, and so can what it returns."""

    def prepare(self, edition: Edition) -> None:
        """Import modules and load schemas, once for all processes."""

    def __call__(self, document: Document, edition: Edition) -> Result_co:
        """The result for one document. Facts and refusals are returned; what is raised ends the run."""


def each(
    work: Work[Result_co],
    edition: Edition,
    jobs: Jobs = 1,
    *,
    numbers: Iterable[int] | None = None,
    largest_first: bool = False,
    worthwhile: int | None = None,
) -> Iterator[tuple[int, Result_co | Killed]]:
    """The result for each document with its number, in the order of the edition or, if that is of no account
    and several processes share the work, the largest documents first: so in the end none has to wait long for
    another.

    `numbers` chooses documents; with fewer than `worthwhile` bytes the work is done in this process. Documents
    forget what they have read, so that memory stays flat.
    """
    # Arrays, for there may be very many.
    chosen = array("Q", range(len(edition.documents)) if numbers is None else numbers)
    sizes = array("Q")
    if jobs != 1:
        sizes.extend(map(_size, edition.documents))
        if largest_first:
            chosen = array("Q", sorted(chosen, key=lambda number: (-sizes[number], number)))
        least = WORTHWHILE if worthwhile is None else worthwhile
        if isinstance(jobs, int) and sum(sizes[number] for number in chosen) <= least:
            jobs = 1
    call = _Call(work, edition)
    with _executor(call, jobs, len(chosen)) as executor:
        for number, result in run(call, chosen, executor, sizes.__getitem__):
            edition.documents[number].forget()
            yield number, result


def told(document: Document, killed: Killed) -> str:
    """What is to be said of a document that was given up."""
    return (
        f"{document.path}: the process that works on it was killed, and so was the next ({killed.reason}). "
        "Perhaps it needs more memory than there is; try it by itself, with --jobs 1."
    )


class _Call(Generic[Result_co]):
    """Work on an edition, as a function of a document's number."""

    def __init__(self, work: Work[Result_co], edition: Edition) -> None:
        self.work = work
        self.edition = edition
        self._count = 0

    def __call__(self, number: int) -> Result_co:
        document = self.edition.documents[number]
        result = self.work(document, self.edition)
        document.forget()
        self.edition.let_go()
        self._count += 1
        if self._count % _OFTEN == 0:
            # What a short run never looks for. Schemas are no garbage: they are looked at but once.
            gc.collect()
            if self._count == _OFTEN:
                gc.freeze()
        return result


def _executor(call: _Call[Result_co], jobs: Jobs, count: int) -> AbstractContextManager[Executor | None]:
    """The executor for a call that is made so often; None if the work is to be done here."""
    if isinstance(jobs, str):
        return _cluster(jobs, call)
    if min(jobs, count) < 2 or not hasattr(os, "fork"):
        return nullcontext()
    from teiproof.workers.processes import Processes

    call.work.prepare(call.edition)
    return Processes(min(jobs, count), [call])


def _cluster(scheduler: str, call: _Call[Result_co]) -> Executor:
    try:
        from teiproof.workers.cluster import Cluster
    except ImportError as error:
        raise MissingExtraError(
            "--scheduler needs more than is installed: pip install 'teiproof[cluster]'."
        ) from error
    return Cluster(scheduler, [call])


def _size(document: Document) -> int:
    """The bytes of a document; 0 if it cannot be asked, which will be said when it is read."""
    try:
        return document.path.stat().st_size
    except OSError:
        return 0
