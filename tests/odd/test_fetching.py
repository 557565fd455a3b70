"""The specifications of TEI are fetched once, checked, and kept only if they are what they should be.

The archive is played by a server on this machine, which also does all that a server should not do.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from teiproof.errors import UnwritableTargetError
from teiproof.odd import fetching
from teiproof.odd.documents import open_document
from teiproof.odd.fetching import FetchError, cached, fetch
from teiproof.odd.source import Source
from tests.conftest import Ran
from tests.odd.examples import SOURCE

CONTENT = SOURCE.read_bytes()
SHA256 = hashlib.sha256(CONTENT).hexdigest()
NAME = "/Vault/P5/p5subset.xml"
VALUES = Path(__file__).resolve().parent / "features" / "values.odd"


class _Server(ThreadingHTTPServer):
    """An archive; `asked` are the paths that were asked for, `moved` where /moved leads."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Archive)
        self.asked: list[str] = []
        self.moved = ""
        self.closing = Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Archive(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        answers: dict[str, Callable[[], object]] = {
            NAME: self._whole,
            "/another": lambda: self._send(CONTENT + b" ", len(CONTENT) + 1),
            "/short": lambda: self._send(CONTENT[:-20], len(CONTENT)),
            "/short-and-silent": lambda: self._send(CONTENT[:-20], None),
            "/moved": lambda: self._redirect(self.server.moved),
            "/in-a-circle": lambda: self._redirect("/in-a-circle"),
            "/slow": self.server.closing.wait,
            "/drop": self._drop,
            "/no-http": lambda: self.wfile.write(b"220 ready\r\n"),
        }
        answers.get(self.path, lambda: self.send_error(404))()

    def _whole(self) -> None:
        self._send(CONTENT, len(CONTENT))

    def _send(self, content: bytes, announced: int | None) -> None:
        self.send_response(200)
        if announced is not None:
            self.send_header("Content-Length", str(announced))
        self.end_headers()
        self.wfile.write(content)

    def _redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def _drop(self) -> None:
        """Send byte after byte, and never the last."""
        self.send_response(200)
        self.end_headers()
        while not self.server.closing.wait(0.02):
            self.wfile.write(b" ")
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass


def _serving() -> Iterator[_Server]:
    server = _Server()
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # whoever asked has gone
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def archive() -> Iterator[_Server]:
    """A server on this machine."""
    yield from _serving()


@pytest.fixture
def another() -> Iterator[_Server]:
    """Another one, of another host and port."""
    yield from _serving()


def test_what_is_fetched_is_kept_and_not_fetched_again(archive: _Server, tmp_path: Path) -> None:
    for _ in range(2):
        path = fetch(tmp_path, archive.address + NAME, SHA256)
        assert path == cached(tmp_path)
        assert path.read_bytes() == CONTENT
    assert archive.asked == [NAME]
    assert [each.name for each in tmp_path.iterdir()] == [f"p5subset-{fetching.RELEASE}.xml"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/another", r"is not TEI .*: its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}\. Nothing was kept\."),
        ("/short-and-silent", r"is not TEI .*\. Nothing was kept\."),
        ("/short", r"broke off after [\d,]+ of [\d,]+ bytes\. Try again\."),
        ("/elsewhere.xml", r"cannot fetch http.*: the server answers 404 Not Found\."),
        ("/in-a-circle", r"cannot fetch http.*: the server answers 302 .*"),
        ("/no-http", r"cannot fetch http"),
    ],
)
def test_what_goes_wrong_is_said_and_nothing_is_written(
    path: str, message: str, archive: _Server, tmp_path: Path
) -> None:
    with pytest.raises(FetchError, match=rf"(?s){message}.*Download p5subset\.xml .* with --source\.$"):
        fetch(tmp_path, archive.address + path, SHA256)
    assert list(tmp_path.iterdir()) == []


def test_what_goes_wrong_leaves_what_was_there(archive: _Server, tmp_path: Path) -> None:
    cached(tmp_path).write_bytes(b"damaged")
    with pytest.raises(FetchError):
        fetch(tmp_path, f"{archive.address}/another", SHA256)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"damaged"]


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"cannot fetch http://127\.0\.0\.1:1/.*refused"):
        fetch(tmp_path, "http://127.0.0.1:1/p5subset.xml", SHA256)


@pytest.mark.parametrize(("path", "limit"), [("/slow", "_SECONDS"), ("/drop", "_MOST_SECONDS")])
def test_a_server_that_is_too_slow_is_left(
    path: str, limit: str, archive: _Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, limit, 0.1)
    with pytest.raises(FetchError, match=r"timed out|sent only [\d,]+ bytes in 0\.1 seconds"):
        fetch(tmp_path, archive.address + path, SHA256)
    assert list(tmp_path.iterdir()) == []


def test_too_much_is_refused(archive: _Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_MOST_BYTES", 3)
    with pytest.raises(FetchError, match="more than 3 bytes"):
        fetch(tmp_path, archive.address + NAME, SHA256)
    assert list(tmp_path.iterdir()) == []


def test_another_host_may_send_it_for_the_sum_decides(
    archive: _Server, another: _Server, tmp_path: Path
) -> None:
    archive.moved = another.address + NAME
    assert fetch(tmp_path, f"{archive.address}/moved", SHA256).read_bytes() == CONTENT
    assert another.asked == [NAME]
    cached(tmp_path).unlink()
    archive.moved = f"{another.address}/another"
    with pytest.raises(FetchError, match="Nothing was kept"):
        fetch(tmp_path, f"{archive.address}/moved", SHA256)


@pytest.mark.parametrize(
    "target", ["http://tei.example/p5subset.xml", "file:///etc/passwd", "ftp://tei.example/x"]
)
def test_nothing_is_fetched_but_by_https(target: str, archive: _Server, tmp_path: Path) -> None:
    archive.moved = target
    for address in (target, f"{archive.address}/moved"):
        with pytest.raises(FetchError, match=r"only what comes by https is|to url .* is not allowed"):
            fetch(tmp_path, address, SHA256)
    assert list(tmp_path.iterdir()) == []
    assert fetching.ADDRESS.startswith("https://")


def test_a_damaged_file_in_the_cache_is_fetched_again(archive: _Server, tmp_path: Path) -> None:
    cached(tmp_path).write_bytes(CONTENT[:-3])
    assert fetch(tmp_path, archive.address + NAME, SHA256).read_bytes() == CONTENT


def test_a_cache_that_cannot_be_written_is_said(archive: _Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UnwritableTargetError):
        fetch(tmp_path / "file", archive.address + NAME, SHA256)


def test_the_pinned_sum_is_that_of_the_specifications_at_hand(shared: Path) -> None:
    path = shared / "schemas" / "p5subset.xml"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == fetching.SHA256
    assert f"Version {fetching.RELEASE}." in Source.of_document(open_document(path)).edition
    assert f"/{fetching.RELEASE}/" in fetching.ADDRESS


def test_the_command_fetches_once_and_only_if_it_is_asked_to(
    teiproof: Callable[..., Ran], archive: _Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(fetching, "fetch", partial(fetch, address=archive.address + NAME, sha256=SHA256))
    assert teiproof("schema", VALUES).code == 2
    assert archive.asked == []
    assert teiproof("schema", VALUES, "--fetch").out.startswith("<?xml")
    assert teiproof("schema", VALUES, "--fetch").code == 0
    assert teiproof("schema", VALUES).code == 0
    assert archive.asked == [NAME]


def test_the_command_says_what_went_wrong_in_one_line(
    teiproof: Callable[..., Ran], archive: _Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(fetching, "fetch", partial(fetch, address=f"{archive.address}/short", sha256=SHA256))
    target = tmp_path / "made.rng"
    ran = teiproof("schema", VALUES, "--fetch", "--into", target)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(f"teiproof: {archive.address}/short broke off after ")
    assert not target.exists()
    assert not list(tmp_path.rglob("p5subset*"))
