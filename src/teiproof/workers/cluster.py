"""An executor on a Dask cluster (https://distributed.dask.org).

The processes of the cluster must have this version of teiproof and see the same files under the same paths.
What is sent to a scheduler and comes back from it is trusted: name none that is not yours. How often a cluster
tries again what has killed a process is its own matter (`distributed.scheduler.allowed-failures`); after that,
it is tried once more by itself.
"""

from __future__ import annotations

import logging
import os
import pickle
import threading
import time
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures import TimeoutError as NotYetError
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from weakref import WeakKeyDictionary

import distributed

from teiproof import __version__
from teiproof.errors import ClusterError
from teiproof.workers.child import KilledError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CONNECTING = 10  # seconds for finding a scheduler
_PATIENCE = 30  # seconds in which a cluster may be without a process, because one is being started
_ATTEMPTS = 10
_PAUSE = 0.5  # seconds between two attempts
_GLANCE = 5  # seconds between two looks whether there are any


class Cluster(Executor):
    """The cluster whose scheduler has an address, such as `tcp://127.0.0.1:8786`.

    `shared` are values that are sent to each process once. Raises ClusterError if there is no such cluster, or
    it has not this version of teiproof.
    """

    def __init__(self, scheduler: str, shared: Sequence[object] = ()) -> None:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is raised
        self._scheduler = scheduler
        try:
            self._client: Any = distributed.Client(scheduler, timeout=_CONNECTING, set_as_default=False)
        except Exception as error:  # the library has no kind of its own for what can go wrong
            raise ClusterError(
                f"there is no cluster at {scheduler}: {error}. Start one with dask scheduler and dask worker, "
                "or leave out --scheduler."
            ) from error
        try:
            self._await_processes()
            self._require_version()
        except BaseException:
            self._close()
            raise
        self._is_shut = False
        # Those that are underway; who has lost interest in one has it no longer.
        self._tasks: WeakKeyDictionary[_Task, distributed.Future[Any]] = WeakKeyDictionary()
        self._token = uuid4().hex
        self._shared = {id(value): _Shared(self._token, number) for number, value in enumerate(shared)}
        # Not as data of the cluster: a process that is started later would look for them at one that is dead.
        self._steadily(partial(self._client.register_plugin, _Sharing(self._token, tuple(shared))))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a function called in one of the processes, with the working directory of this one.

        The future raises KilledError if the process is killed, ClusterError if the cluster is gone.
        """
        sent = [self._shared.get(id(argument), argument) for argument in args]
        theirs = self._client.submit(_in_turn, str(Path.cwd()), fn, *sent, pure=False, **kwargs)
        ours = _Task(self)
        ours.set_running_or_notify_cancel()
        self._tasks[ours] = theirs
        self._client.loop.add_callback(_hand_over, ours, self._scheduler, theirs)
        return ours

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, after what is underway or, with `wait=False`, at once."""
        if self._is_shut:
            return
        self._is_shut = True
        if wait and not cancel_futures:
            for task in list(self._tasks):
                with suppress(Exception):  # which is for whoever wants the result
                    task.exception()
        with suppress(OSError, TimeoutError):  # the cluster may be gone
            self._client.cancel(list(self._tasks.values()))
            self._client.unregister_worker_plugin(self._token)
        self._close()

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Leave a `with`: after an exception, without waiting for what is underway."""
        self.shutdown(wait=error is None)

    def has_processes(self) -> bool:
        """Whether there is any process to work. There is none for us where nobody answers."""
        try:
            return bool(self._client.nthreads())
        except Exception:  # the library has no kind of its own
            return False

    def _steadily(self, ask: Callable[[], Any]) -> Any:
        """What all processes answer. If one dies while it is asked, all are asked again."""
        for _ in range(_ATTEMPTS):
            try:
                return ask()
            except OSError as error:
                last = error
                time.sleep(_PAUSE)
        raise self._unanswered(last) from last

    def _await_processes(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise self.deserted() from error
        except Exception as error:
            raise self._unanswered(error) from error

    def _close(self) -> None:
        """Leave the cluster, whatever the library has to say of one that is going away or does not answer."""
        with suppress(Exception):
            self._client.close()

    def _unanswered(self, error: Exception) -> ClusterError:
        reason = str(error) or type(error).__name__
        return ClusterError(f"the cluster at {self._scheduler} does not answer: {reason}.")

    def deserted(self) -> ClusterError:
        """What is to be said of a cluster without processes."""
        return ClusterError(f"the cluster at {self._scheduler} has no processes. Start some with dask worker.")

    def _require_version(self) -> None:
        try:
            versions = self._steadily(partial(self._client.run, _version))
        except ClusterError:
            raise
        except Exception as error:
            raise ClusterError(
                f"the processes of the cluster at {self._scheduler} cannot run teiproof: {error}. "
                "Install it there."
            ) from error
        others = sorted({version for version in versions.values() if version != __version__})
        if others:
            raise ClusterError(
                f"the cluster at {self._scheduler} has teiproof {', '.join(others)}, and this is "
                f"{__version__}. Install the same everywhere."
            )


class _Task(Future[Any]):
    """A future that does not wait for ever when the last process is gone."""

    def __init__(self, cluster: Cluster) -> None:
        super().__init__()
        self._cluster = cluster

    def result(self, timeout: float | None = None) -> Any:
        self._wait(timeout)
        return super().result(0)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        self._wait(timeout)
        return super().exception(0)

    def _wait(self, timeout: float | None) -> None:
        if timeout is not None:
            super().exception(timeout)
            return
        waited = 0
        while True:
            try:
                super().exception(_GLANCE)
                return
            except NotYetError:
                waited = 0 if self._cluster.has_processes() else waited + _GLANCE
                if waited >= _PATIENCE:
                    raise self._cluster.deserted() from None


async def _hand_over(ours: Future[Any], scheduler: str, theirs: distributed.Future[Any]) -> None:
    """Give our future what becomes of the cluster's.

    The executor of the library is not used: it takes a result for an error if the process that had it dies at
    that moment.
    """
    try:
        ours.set_result(await theirs.result())
    except distributed.KilledWorker as error:
        ours.set_exception(KilledError(f"on a cluster, {error.allowed_failures + 1} times"))
    except CancelledError:
        ours.set_exception(ClusterError(f"the scheduler {scheduler} has gone, and the work is not finished."))
    except Exception as error:
        ours.set_exception(error)


@dataclass(frozen=True, slots=True)
class _Shared:
    """Stands for a value which the processes have."""

    token: str
    number: int


_SHARED: dict[str, tuple[Any, ...]] = {}  # in a process of the cluster, the values of those who use it


class _Sharing(distributed.WorkerPlugin):
    """Gives values to the processes of a cluster, and to those which are started later."""

    def __init__(self, token: str, values: tuple[object, ...]) -> None:
        self.name = token
        self._values = pickle.dumps(values)

    def setup(self, worker: object) -> None:
        """A process takes up the values."""
        del worker
        _SHARED[self.name] = pickle.loads(self._values)  # noqa: S301 - from the cluster that was named

    def teardown(self, worker: object) -> None:
        """A process lets go of them."""
        del worker
        _SHARED.pop(self.name, None)


def _version() -> str:
    from teiproof import __version__

    return __version__


_TURN = threading.Lock()


def _in_turn(folder: str, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Call a function in a process of the cluster, where nothing of ours may run at the same time.

    A process has several threads, and documents, schemas and the working directory are not made to be shared
    between them.
    """
    with _TURN:
        before = Path.cwd()
        try:
            os.chdir(folder)
        except OSError as error:
            raise ClusterError(
                f"the cluster has no folder {folder}. Its processes must see the same files under the same "
                "paths."
            ) from error
        try:
            known = [
                _SHARED[value.token][value.number] if isinstance(value, _Shared) else value
                for value in arguments
            ]
            return function(*known, **named)
        finally:
            os.chdir(before)
