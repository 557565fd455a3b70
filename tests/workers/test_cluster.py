"""Work on a real Dask cluster of several processes on this machine, of which some are killed."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NoReturn

import pytest

from teiproof import gate, workers
from teiproof.errors import ClusterError
from teiproof.parsing import UnparsableError, prolog
from teiproof.workers import BATCH, Killed, documents
from tests.conftest import Ran, absent
from tests.workers.test_workers import Kills, double, raise_anew

try:
    import dask
    import distributed
    import fsspec

    from teiproof.workers import cluster as module
    from teiproof.workers.cluster import Cluster
except ImportError:
    absent("distributed (teiproof[cluster])")

Run = Callable[..., Ran]
PROCESSES = 3


def start(processes: int) -> Any:
    """A cluster on loopback, which tries once again by itself what has killed a process."""
    with dask.config.set({"distributed.scheduler.allowed-failures": 1}):
        return distributed.LocalCluster(
            n_workers=processes,
            threads_per_worker=2,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=50,
        )


@pytest.fixture(scope="module")
def clusters() -> Iterator[list[Any]]:
    """The clusters of these tests, the last one in use."""
    started: list[Any] = []
    yield started
    for cluster in started:
        cluster.close()


@pytest.fixture
def scheduler(clusters: list[Any], monkeypatch: pytest.MonkeyPatch) -> str:
    """A cluster of three processes. Dask does not start again what was killed while it was starting."""
    monkeypatch.setattr(module, "_PATIENCE", 120)  # a machine under load is slow to start what was killed
    if not clusters or not is_whole(clusters[-1]):
        clusters.append(start(PROCESSES))
    return str(clusters[-1].scheduler_address)


def is_whole(cluster: Any) -> bool:
    """Whether all processes are at work, or soon will be."""
    try:
        cluster.wait_for_workers(PROCESSES, timeout=15)
    except TimeoutError:
        return False
    return True


def processes_of(scheduler: str) -> list[int]:
    with distributed.Client(scheduler, set_as_default=False) as client:
        return list(client.run(os.getpid).values())


def slowly(number: int) -> int:
    time.sleep(0.005)
    return 2 * number


def test_results_come_in_the_order_of_the_items_from_several_processes(scheduler: str) -> None:
    assert len(set(processes_of(scheduler)) - {os.getpid()}) == PROCESSES
    with Cluster(scheduler, [slowly]) as executor:
        results = list(workers.run(slowly, range(300), executor, lambda _: BATCH // 4))
    assert results == [(number, 2 * number) for number in range(300)]


def test_what_is_raised_there_is_raised_here(scheduler: str) -> None:
    with Cluster(scheduler) as executor:
        with pytest.raises(ZeroDivisionError, match="zero"):
            executor.submit(raise_anew, ZeroDivisionError("zero")).result()
        with pytest.raises(UnparsableError) as caught:
            executor.submit(prolog, b"<a", "a.xml").result()
        assert caught.value.diagnostic.code == "parsing.not-well-formed"
        assert isinstance(executor.submit(raise_anew, OSError(2, "no")).exception(), FileNotFoundError)


def test_a_process_that_is_killed_from_outside_costs_no_result(scheduler: str) -> None:
    victims = processes_of(scheduler)
    with Cluster(scheduler, [slowly]) as executor:
        results = []
        for result in workers.run(slowly, range(400), executor, lambda _: BATCH // 4):
            results.append(result)
            if len(results) == 20:
                os.kill(victims[0], signal.SIGKILL)
    assert results == [(number, 2 * number) for number in range(400)]


def test_what_kills_its_process_twice_is_reported_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 120)
    kills = Kills(tmp_path, {7: 1, 33: 9})
    # More processes than can be killed, should none of them be started again.
    with start(6) as started, Cluster(started.scheduler_address, [kills]) as executor:
        results = dict(workers.run(kills, range(80), executor, lambda _: BATCH // 4))
    assert [number for number, result in results.items() if isinstance(result, Killed)] == [33]
    assert [results[number] for number in range(80) if number != 33] == [2 * n for n in range(80) if n != 33]
    assert len(list(tmp_path.glob("33-*"))) >= 2


TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{}</body></text></TEI>'


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = Path("tei")
    folder.mkdir()
    for number in range(60):
        body = "".join(f'<p>a  word <ref target="#a{n}">{n}</ref></p>' for n in range(number % 7, 200))
        (folder / f"{number}.xml").write_text(TEI.format(body), encoding="utf-8")
    (folder / "broken.xml").write_text("<TEI", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ("check", "--skip", "relaxng"),
        ("format", "--diff"),
        ("fix", "--only", "paragraphs"),
        ("export", "text", "--into", "out"),
    ],
    ids=lambda command: command[0],
)
def test_every_command_tells_the_same_from_a_cluster_of_which_a_process_is_killed(
    teiproof: Run, scheduler: str, corpus: Path, command: tuple[str, ...]
) -> None:
    """Paths are relative, and the processes of the cluster are in another folder."""
    here = teiproof(*command, "--jobs", "1", corpus)
    made = {path.name: path.read_bytes() for path in Path("out").rglob("*.txt")}
    victim = processes_of(scheduler)[0]
    threading.Timer(0.1, os.kill, (victim, signal.SIGKILL)).start()
    assert teiproof(*command, "--scheduler", scheduler, corpus) == here
    assert {path.name: path.read_bytes() for path in Path("out").rglob("*.txt")} == made
    assert here.code in (1, 2)


def test_a_scheduler_that_is_not_there_is_2(
    teiproof: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_CONNECTING", 0.2)
    ran = teiproof("check", "--scheduler", "tcp://127.0.0.1:1", corpus)
    assert (ran.code, ran.out) == (2, ""), ran.err
    assert ran.err.startswith("teiproof: there is no cluster at tcp://127.0.0.1:1")
    assert teiproof("check", "--scheduler", "nonsense://", corpus).code == 2


def test_a_cluster_with_another_version_is_2(
    teiproof: Run, scheduler: str, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "__version__", "99.0")
    ran = teiproof("check", "--scheduler", scheduler, corpus)
    assert (ran.code, ran.out) == (2, ""), ran.err
    assert "and this is 99.0. Install the same everywhere." in ran.err


def test_a_cluster_without_the_folder_cannot_do_the_work(scheduler: str, corpus: Path) -> None:
    """Here the folder is taken away; elsewhere it may never have been there."""
    folder = Path.cwd() / "gone"
    folder.mkdir()
    with Cluster(scheduler) as executor:
        os.chdir(folder)
        folder.rmdir()
        with pytest.raises((ClusterError, FileNotFoundError)):
            executor.submit(double, 1).result()
    os.chdir(corpus.parent)


def test_a_cluster_without_processes_is_2(teiproof: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.2)
    with start(0) as deserted:
        ran = teiproof("check", "--scheduler", deserted.scheduler_address, corpus)
    assert (ran.code, ran.out) == (2, ""), ran.err
    assert "has no processes" in ran.err


def test_a_cluster_that_breaks_off_is_2(
    teiproof: Run, scheduler: str, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the library raises then, and raises again when it is left."""

    close: Callable[[Any], None] = distributed.Client.close

    class Breaking(distributed.Client):
        def wait_for_workers(self, *_arguments: object, **_named: object) -> NoReturn:
            raise RuntimeError("IOLoop is closed")

        def close(self, *_arguments: object) -> None:
            was_open = self.status == "running"
            close(self)
            if was_open:
                raise RuntimeError("IOLoop is closed")

    monkeypatch.setattr(distributed, "Client", Breaking)
    ran = teiproof("check", "--scheduler", scheduler, corpus)
    assert (ran.code, ran.out) == (2, ""), ran.err
    assert ran.err == f"teiproof: the cluster at {scheduler} does not answer: IOLoop is closed.\n"


def test_a_result_that_came_just_before_its_process_died_is_a_result(
    scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gather: Callable[..., Any] = distributed.Client._gather

    async def gathered_at_the_last_moment(
        client: Any, futures: list[Any], *arguments: Any, **named: Any
    ) -> Any:
        results = await gather(client, futures, *arguments, **named)
        for future in futures:
            future._state.lose()
        return results

    monkeypatch.setattr(distributed.Client, "_gather", gathered_at_the_last_moment)
    with Cluster(scheduler) as executor:
        assert executor.submit(double, 2).result() == 4


def test_a_run_does_not_wait_for_ever_when_the_last_process_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.4)
    monkeypatch.setattr(module, "_GLANCE", 0.2)
    with start(1) as left, Cluster(left.scheduler_address) as executor:
        assert executor.submit(double, 2).result() == 4
        left.scale(0)
        with pytest.raises(ClusterError, match="has no processes"):
            executor.submit(time.sleep, 60).result()
        executor.shutdown(wait=False)


def test_without_the_library_the_extra_is_named(
    teiproof: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "teiproof.workers.cluster", None)
    ran = teiproof("check", "--scheduler", "tcp://127.0.0.1:1", corpus)
    assert (ran.code, ran.err) == (
        2, "teiproof: --scheduler needs more than is installed: pip install 'teiproof[cluster]'.\n",
    )  # fmt: skip


def test_a_document_that_kills_makes_the_check_incomplete(
    teiproof: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here with processes of this machine, which have the deadly check from this one."""
    from teiproof.checks import references

    check = references.check

    def deadly(document: Any, edition: Any) -> Any:
        if document.path.name == "31.xml":
            os.kill(os.getpid(), signal.SIGKILL)
        return check(document, edition)

    whole = teiproof("check", "--only", "references", corpus, "--jobs", "1")
    monkeypatch.setattr(references, "check", deadly)
    monkeypatch.setattr(documents, "WORTHWHILE", 0)
    ran = teiproof("check", "--only", "references", corpus, "--jobs", "2")
    assert ran.code == 2
    assert f"teiproof: {corpus / '31.xml'}: the process that works on it was killed" in ran.err
    assert "but the check is incomplete." in ran.err
    assert ran.out.splitlines() == [line for line in whole.out.splitlines() if "31.xml" not in line]


class Buggy(gate._Checking):
    """The checks with a bug that shows at one document."""

    def __call__(self, document: Any, edition: Any) -> Any:
        if document.path.name == "31.xml":
            raise ZeroDivisionError("a bug")
        return super().__call__(document, edition)

    def __reduce__(self) -> tuple[object, ...]:
        return Buggy, (self._names,)


@pytest.mark.parametrize("place", ["here", "cluster"])
def test_a_bug_in_a_process_ends_the_run_with_3(
    teiproof: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, place: str
) -> None:
    monkeypatch.setattr(documents, "WORTHWHILE", 0)
    monkeypatch.setattr(gate, "_Checking", Buggy)
    option = ("--jobs", "2") if place == "here" else ("--scheduler", request.getfixturevalue("scheduler"))
    ran = teiproof("check", "--only", "references", *option, corpus)
    assert (ran.code, ran.out) == (3, "")
    assert "ZeroDivisionError: a bug" in ran.err
    assert "this is a bug in teiproof." in ran.err


def test_a_cluster_reads_addresses_that_were_named(
    teiproof: Run, scheduler: str, corpus: Path, tmp_path: Path
) -> None:
    """Files of this machine through fsspec; and `memory://`, which is another one in each process."""
    here = teiproof("check", "--only", "references", "--jobs", "1", corpus)
    base = f"file://{tmp_path}/tei/"
    there = teiproof("check", "--only", "references", "--scheduler", scheduler, base)
    assert there.code == here.code == 1
    assert there.out.replace(base, "tei/") == here.out
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}/tei/"
        there = teiproof("check", "--only", "references", "--scheduler", scheduler, base)
        server.shutdown()
    assert (there.out.replace(base, "tei/"), there.code) == (here.out, 1)
    system = fsspec.filesystem("memory")
    system.pipe_file("/tei/a.xml", (corpus / "0.xml").read_bytes())
    there = teiproof("check", "--only", "references", "--scheduler", scheduler, "memory:///tei/a.xml")
    system.rm("/tei", recursive=True)
    assert there.code == 2
    assert "teiproof: cannot read memory:///tei/a.xml: there is nothing." in there.err
