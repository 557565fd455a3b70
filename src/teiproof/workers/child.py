"""A child process that answers requests, seen from its parent and from within."""

from __future__ import annotations

import os
import signal
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from teiproof.workers.messages import pack, receive, send, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class KilledError(BrokenExecutor):
    """The process that was working on a batch was killed, or has left on its own; the message says how."""


class RemoteError(Exception):
    """What was raised in another process, with its traceback in words."""


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let an interruption wait while a child is made: it would be lost in what Python calls at every fork, be
    heard by the child, or leave a child that nobody knows."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


class Child:
    """A child process, from the side of its parent; `answers` is the handle from which its answers are read.

    `others` are the children that there are already. To be made while `uninterrupted`.
    """

    def __init__(self, shared: Sequence[object], others: Iterable[Child]) -> None:
        requests, self._requests = os.pipe()
        self.answers, answers = os.pipe()
        self._process = os.fork()
        if not self._process:
            # A pipe whose other end is open here as well would not end with the process it belongs to.
            for child in (self, *others):
                child._close()
            _serve(requests, answers, shared)
        os.close(requests)
        os.close(answers)

    def ask(self, request: bytes) -> None:
        """Send a request. If the process is gone, its answer will say so."""
        try:
            send(self._requests, request)
        except BrokenPipeError:
            return

    def answer(self) -> tuple[Any, BaseException | None] | None:
        """The next answer, which is waited for: a result, or what was raised. None if the process is gone."""
        content = receive(self.answers)
        if content is None:
            return None
        result, error, trace = unpack(content)
        if trace:
            told = RemoteError(trace)
            error = error or told
            error.__cause__ = None if error is told else told
        return result, error

    def end(self) -> str:
        """End the process, if it has not ended, and say how it did."""
        self._close()
        os.kill(self._process, signal.SIGKILL)  # it writes no files, and may be deep in its work
        status = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
        return f"signal {-status}" if status < 0 else f"exit code {status}"

    def _close(self) -> None:
        os.close(self._requests)
        os.close(self.answers)


def _serve(requests: int, answers: int, shared: Sequence[object]) -> NoReturn:
    """Answer requests until there are no more of them, or nobody hears the answers."""
    try:
        # The parent alone answers an interruption.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        while (request := receive(requests)) is not None:
            send(answers, _answered(request, shared))
    finally:
        # Whatever happens, nothing of the parent's is gone on with: no file is flushed, no handler called.
        os._exit(0)


def _answered(request: bytes, shared: Sequence[object]) -> bytes:
    try:
        function, arguments, named = unpack(request, shared)
        return pack((function(*arguments, **named), None, ""))
    except BaseException as error:
        return _packed_error(error)


def _packed_error(error: BaseException) -> bytes:
    """What was raised, if it can be brought to the parent, and its traceback in words."""
    from traceback import format_exception

    trace = "".join(format_exception(error))
    try:
        packed = pack((None, error, trace))
        unpack(packed)  # an exception with a constructor of its own may be packed and yet not unpacked
    except Exception:
        return pack((None, None, trace))
    return packed
