"""An executor of child processes made by fork(2).

`concurrent.futures.ProcessPoolExecutor` will not do here, for two reasons. It takes 40 ms to import and to
start, a fifth of a whole run over a shelf of novels; this one takes five. And when one of its processes is
killed, it gives up all its work, and nobody can say which part of it was at fault; here a killed process costs
the one batch it was working on.

There is no thread: whoever waits for a result (`Future.result`, `Future.exception`) sees to all the processes
meanwhile. `concurrent.futures.wait` and `as_completed` do not, and must not be used with it.
"""

from __future__ import annotations

import select
from collections import deque
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any

from teiproof.workers.child import Child, KilledError, uninterrupted
from teiproof.workers.messages import pack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_AHEAD = 2  # requests in a process, so that it never waits for this one
_PIPE = 32 * 1024  # bytes that surely find room in a pipe, even while nobody reads


class Processes(Executor):
    """Up to `jobs` child processes, made when there is work for them.

    `shared` are values which the processes have from this one and which are never sent: a function with all
    it knows, such as compiled schemas, is there at once.
    """

    def __init__(self, jobs: int, shared: Sequence[object] = ()) -> None:
        self._jobs = jobs
        self._shared = tuple(shared)
        self._waiting: deque[_Task] = deque()
        self._children: dict[Child, deque[_Task]] = {}  # with what each has been asked, the oldest first
        self._is_shut = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a function called in one of the processes; all arguments but the shared ones must be picklable.

        The future raises KilledError if the process is killed.
        """
        if self._is_shut:
            raise RuntimeError("the processes have been shut down")
        task = _Task(self, pack((fn, args, kwargs), self._shared))
        self._waiting.append(task)
        self._hand_out()
        return task

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, after what is underway or, with `wait=False`, at once."""
        self._is_shut = True
        if cancel_futures:
            self._cancel(self._waiting)
        while wait and any(self._children.values()):
            self._look(None)
        for child, tasks in self._children.items():
            child.end()
            self._cancel(tasks)
        self._cancel(self._waiting)
        self._children.clear()

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Leave a `with`: after an exception, without waiting for what is underway."""
        self.shutdown(wait=error is None)

    def see_to(self, task: _Task, timeout: float | None) -> None:
        """See to the processes until a task is done, or all are silent for `timeout` seconds."""
        while not task.is_settled and self._look(timeout):
            pass

    @staticmethod
    def _cancel(tasks: deque[_Task]) -> None:
        while tasks:
            tasks.popleft().cancel()

    def _hand_out(self) -> None:
        while self._waiting:
            child = self._free(len(self._waiting[0].request))
            if child is None:
                return
            task = self._waiting.popleft()
            if not task.cancelled():
                self._children[child].append(task)
                child.ask(task.request)

    def _free(self, size: int) -> Child | None:
        """A process that can take a request of this size. One that has answers to give takes no long request:
        both would wait for each other."""
        least = min(self._children, key=lambda child: len(self._children[child]), default=None)
        if (least is None or self._children[least]) and len(self._children) < self._jobs:
            with uninterrupted():
                least = Child(self._shared, self._children)
                self._children[least] = deque()
        limit = _AHEAD if size <= _PIPE else 1
        return least if least and len(self._children[least]) < limit else None

    def _look(self, timeout: float | None) -> bool:
        """Wait until some process has answered or died, and see to it. False if the time is over."""
        poll = select.poll()
        busy = {child.answers: child for child, tasks in self._children.items() if tasks}
        for handle in busy:
            poll.register(handle, select.POLLIN)
        events = poll.poll(None if timeout is None else timeout * 1000)
        for handle, _ in events:
            self._hear(busy[handle])
        self._hand_out()
        return bool(events)

    def _hear(self, child: Child) -> None:
        tasks = self._children[child]
        answer = child.answer()
        if answer is None:
            # What it was working on is lost; what it had not begun is handed out again.
            del self._children[child]
            tasks.popleft().fail(KilledError(child.end()))
            self._waiting.extendleft(reversed(tasks))
            return
        result, error = answer
        if error is None:
            tasks.popleft().succeed(result)
        else:
            tasks.popleft().fail(error)


class _Task(Future[Any]):
    """A future; waiting for it is seeing to the processes."""

    def __init__(self, processes: Processes, request: bytes) -> None:
        super().__init__()
        self.request = request
        self.is_settled = False
        self._processes = processes

    def result(self, timeout: float | None = None) -> Any:
        self._processes.see_to(self, timeout)
        return super().result(0)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        self._processes.see_to(self, timeout)
        return super().exception(0)

    def succeed(self, result: Any) -> None:
        """There is a result."""
        self.is_settled = True
        if not self.cancelled():
            self.set_result(result)

    def fail(self, error: BaseException) -> None:
        """There will be no result."""
        self.is_settled = True
        if not self.cancelled():
            self.set_exception(error)
