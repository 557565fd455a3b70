"""Work in other processes: results in order, memory bounded; who is killed costs a retry, not a result."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teiproof import workers
from teiproof.errors import TeiproofError, UnreadableFileError
from teiproof.parsing import UnparsableError, prolog
from teiproof.workers import BATCH, Killed
from teiproof.workers.child import KilledError, RemoteError
from teiproof.workers.processes import Processes


def double(number: int) -> int:
    return 2 * number


def kill_itself(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def raise_anew(error: BaseException) -> None:
    raise error


class Kills:
    """Doubles numbers; for some of them its process is killed, as often as is said."""

    def __init__(self, folder: Path, deaths: dict[int, int]) -> None:
        self.folder = folder
        self.deaths = deaths

    def __call__(self, number: int) -> int:
        earlier = list(self.folder.glob(f"{number}-*"))
        if len(earlier) < self.deaths.get(number, 0):
            (self.folder / f"{number}-{len(earlier)}").touch()
            kill_itself()
        return 2 * number


@given(st.lists(st.integers(0, 4 * BATCH), max_size=400), st.integers(1, 3))
def test_results_come_in_the_order_of_the_items(weights: list[int], jobs: int) -> None:
    items = list(range(len(weights)))
    with ThreadPoolExecutor(jobs) as executor:
        results = list(workers.run(double, items, executor, weights.__getitem__))
    assert results == [(item, 2 * item) for item in items]


@given(st.lists(st.integers(0, 4 * BATCH), min_size=1, max_size=400))
def test_every_item_is_in_exactly_one_batch_and_no_batch_is_heavier_than_it_must(weights: list[int]) -> None:
    batches = list(workers._batches(range(len(weights)), weights.__getitem__))
    assert [item for batch, _ in batches for item in batch] == list(range(len(weights)))
    for batch, weight in batches:
        assert weight == sum(weights[item] for item in batch)
        assert weight <= BATCH or len(batch) == 1


@pytest.mark.parametrize("weight", [0, BATCH, 100 * BATCH])
def test_only_a_window_of_the_work_is_handed_out(weight: int) -> None:
    taken = 0

    def items() -> Any:
        nonlocal taken
        while True:
            taken += 1
            yield taken - 1

    with ThreadPoolExecutor(1) as executor:
        results = workers.run(double, items(), executor, lambda _: weight)
        for _, (item, result) in zip(range(1_000), results, strict=False):
            assert result == 2 * item
            assert taken - item <= (workers._WINDOW + 1) * workers._ITEMS + 1
            if weight >= BATCH:
                assert (taken - item) * weight <= max(workers._WINDOW_WEIGHT, 10 * weight)


def test_processes_work_beside_this_one() -> None:
    with Processes(2) as executor:
        results = list(workers.run(os.path.basename, [f"a/{number}" for number in range(500)], executor))
        pids = {executor.submit(os.getpid).result() for _ in range(20)}
    assert [result for _, result in results] == [str(number) for number in range(500)]
    assert os.getpid() not in pids


def test_what_is_shared_is_never_sent() -> None:
    shared = lambda number: number + 1  # noqa: E731 - a lambda cannot be pickled
    with Processes(2, [shared]) as executor:
        assert [result for _, result in workers.run(shared, range(5), executor)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("size", [10, 100_000, 3_000_000])
def test_long_requests_and_long_answers_do_not_wait_for_each_other(size: int) -> None:
    with Processes(2) as executor:
        futures = [executor.submit(bytes.upper, b"x" * size) for _ in range(8)]
        assert all(future.result() == b"X" * size for future in futures)


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("zero"), UnreadableFileError("no"), OSError(2, "gone", "a")]
)
def test_what_is_raised_there_is_raised_here_with_its_traceback(error: Exception) -> None:
    with Processes(1) as executor, pytest.raises(type(error)) as caught:
        executor.submit(raise_anew, error).result()
    assert str(caught.value) == str(error)
    assert isinstance(caught.value.__cause__, RemoteError)
    assert "raise_anew" in str(caught.value.__cause__)


def test_a_document_that_is_not_well_formed_is_told_across_processes() -> None:
    with Processes(1) as executor, pytest.raises(UnparsableError) as caught:
        executor.submit(prolog, b"<a", "a.xml").result()
    assert caught.value.diagnostic.code == "parsing.not-well-formed"


def test_what_cannot_be_brought_here_is_told_in_words() -> None:
    with Processes(1) as executor, pytest.raises(RemoteError, match="OddError"):
        executor.submit(raise_odd).result()
    with Processes(1) as executor, pytest.raises(Exception, match="lambda"):
        executor.submit(make_lambda).result()


class OddError(Exception):
    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)
        self.way = lambda: None  # which cannot be pickled, nor could the exception be made anew from its text


def raise_odd() -> None:
    raise OddError("a", "b")


def make_lambda() -> Callable[[], None]:
    return lambda: None


def test_a_killed_process_costs_a_retry_not_a_result(tmp_path: Path) -> None:
    kills = Kills(tmp_path, {3: 1, 40: 1})
    with Processes(2, [kills]) as executor:
        results = list(workers.run(kills, range(200), executor, lambda _: BATCH // 4))
    assert results == [(number, 2 * number) for number in range(200)]
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("weight", [BATCH, BATCH // 8])
def test_what_kills_its_process_twice_is_reported_and_the_rest_goes_on(tmp_path: Path, weight: int) -> None:
    kills = Kills(tmp_path, {0: 9, 17: 9, 199: 9})
    with Processes(2, [kills]) as executor:
        results = dict(workers.run(kills, range(200), executor, lambda _: weight))
    killed = {number for number, result in results.items() if isinstance(result, Killed)}
    assert killed == {0, 17, 199}
    assert len(list(tmp_path.iterdir())) == 6
    assert all(results[number] == 2 * number for number in results.keys() - killed)


def test_only_the_work_of_the_killed_process_is_lost() -> None:
    with Processes(2) as executor:
        futures: list[Future[Any]] = [executor.submit(time.sleep, 0.05) for _ in range(4)]
        futures.insert(2, executor.submit(kill_itself))
        futures += [executor.submit(double, 4)]
        with pytest.raises(KilledError, match="signal 9"):
            futures[2].result()
        assert futures[-1].result() == 8


def test_a_process_that_leaves_on_its_own_is_like_a_killed_one() -> None:
    with Processes(1) as executor:
        with pytest.raises(KilledError, match="exit code 7"):
            executor.submit(os._exit, 7).result()
        assert executor.submit(double, 1).result() == 2


def test_an_exception_here_ends_the_processes_at_once() -> None:
    started = time.monotonic()
    pids: list[int] = []
    futures: list[Future[Any]] = []
    with pytest.raises(TeiproofError), Processes(2) as executor:  # noqa: PT012 - it must be raised last
        pids += [executor.submit(os.getpid).result() for _ in range(4)]
        futures += [executor.submit(time.sleep, 60) for _ in range(9)]
        raise TeiproofError
    assert time.monotonic() - started < 10
    assert all(future.cancelled() for future in futures)
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_nothing_is_taken_after_the_end() -> None:
    executor = Processes(1)
    executor.shutdown()
    with pytest.raises(RuntimeError):
        executor.submit(double, 1)


def test_a_result_that_does_not_come_in_time() -> None:
    with Processes(1) as executor:
        with pytest.raises(TimeoutError):
            executor.submit(time.sleep, 60).result(timeout=0.01)
        executor.shutdown(wait=False)


def test_no_process_outlives_this_one() -> None:
    """Whoever starts the processes is killed: they notice, for nobody hears them."""
    script = (
        "import os, time\n"
        "from teiproof.workers.processes import Processes\n"
        "executor = Processes(2)\n"
        "pids = {executor.submit(os.getpid).result() for _ in range(20)}\n"
        "print(*pids, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    for pid in map(int, ran.stdout.split()):
        for _ in range(500):
            if not _lives(pid):
                break
            time.sleep(0.01)
        assert not _lives(pid)


def _lives(pid: int) -> bool:
    """Whether a process is there and not merely waiting to be reaped."""
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
