"""Runs a function over many items, in this process or on a `concurrent.futures.Executor`.

Results keep the order of the items, and memory stays bounded: only a window of the work is handed out at any
time. A process that is killed costs a retry, not a result; an item that is given up because its process was
killed twice is `Killed`, and the rest goes on. `processes` has the executor for this machine, `cluster` the one
for a Dask cluster.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

Item = TypeVar("Item")
Result = TypeVar("Result")

BATCH = 128 * 1024
"""The weight, in bytes of documents, of items that are handed out together: so that this costs little."""

_ITEMS = 64  # in a batch, so that progress shows and a retry is short
_WINDOW = 128  # batches that may be underway
_WINDOW_WEIGHT = 256 * BATCH  # what they may weigh together, if they are more than a few
_FEW = 8


class Killed(NamedTuple):
    """In the place of a result: the process that worked on the item was killed, and so was the next one."""

    reason: str


def run(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    executor: Executor | None = None,
    weigh: Callable[[Item], int] = lambda _: BATCH,
) -> Iterator[tuple[Item, Result | Killed]]:
    """Each item and what the function makes of it, in the order of the items.

    Without an executor the function is called here, when its result is asked for. `weigh` gives the bytes of
    an item. What the function raises is raised here.
    """
    if executor is None:
        for item in items:
            yield item, function(item)
        return
    window = _Window(executor, function)
    for batch, weight in _batches(items, weigh):
        while window.is_full(weight):
            yield from window.take()
        window.put(batch, weight)
    while window.underway:
        yield from window.take()


def _batches(items: Iterable[Item], weigh: Callable[[Item], int]) -> Iterator[tuple[list[Item], int]]:
    """Consecutive items together, as many as weigh about BATCH, and their weight."""
    batch: list[Item] = []
    weight = 0
    for item in items:
        heavy = weigh(item)
        if batch and (weight + heavy > BATCH or len(batch) == _ITEMS):
            yield batch, weight
            batch, weight = [], 0
        batch.append(item)
        weight += heavy
    if batch:
        yield batch, weight


class _Window(Generic[Item, Result]):
    """The batches that have been handed out, in their order."""

    def __init__(self, executor: Executor, function: Callable[[Item], Result]) -> None:
        self.underway: deque[tuple[list[Item], int, Future[list[Result]]]] = deque()
        self._executor = executor
        self._function = function
        self._weight = 0

    def is_full(self, weight: int) -> bool:
        """Whether a batch of this weight has to wait."""
        count = len(self.underway)
        return count >= _WINDOW or (count >= _FEW and self._weight + weight > _WINDOW_WEIGHT)

    def put(self, batch: list[Item], weight: int) -> None:
        """Hand a batch out."""
        self.underway.append((batch, weight, self._submit(batch)))
        self._weight += weight

    def take(self) -> Iterator[tuple[Item, Result | Killed]]:
        """Wait for the results of the batch that was handed out first."""
        from concurrent.futures import BrokenExecutor

        batch, weight, future = self.underway.popleft()
        self._weight -= weight
        try:
            results: Sequence[Result | Killed] = future.result()
        except BrokenExecutor:
            results = list(self._try_again(batch))
        yield from zip(batch, results, strict=True)

    def _try_again(self, batch: list[Item]) -> Iterator[Result | Killed]:
        """The results of a batch whose process was killed: item by item, with nothing else underway, so that
        nothing else can be taken for what kills."""
        for _, _, future in self.underway:
            future.exception()
        for item in batch:
            yield self._alone(item)

    def _alone(self, item: Item) -> Result | Killed:
        from concurrent.futures import BrokenExecutor

        try:
            return self._submit([item]).result()[0]
        except BrokenExecutor as error:
            return Killed(str(error))

    def _submit(self, batch: list[Item]) -> Future[list[Result]]:
        return self._executor.submit(_each, self._function, batch)


def _each(function: Callable[[Item], Result], batch: list[Item]) -> list[Result]:
    return [function(item) for item in batch]
