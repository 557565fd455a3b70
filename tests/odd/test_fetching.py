"""The specifications of TEI are fetched once, checked, and kept only if they are what they should be."""

import hashlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from teiproof.odd import fetching
from teiproof.odd.fetching import FetchError, cached, fetch

CONTENT = b"<TEI/>\n"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class _Archive(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - the requests of one test

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200 if self.path == "/p5subset.xml" else 404)
        self.end_headers()
        if self.path == "/p5subset.xml":
            self.wfile.write(CONTENT)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def archive() -> Iterator[str]:
    """The address of a server on this machine."""
    _Archive.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Archive)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_is_fetched_is_kept_and_not_fetched_again(archive: str, tmp_path: Path) -> None:
    for _ in range(2):
        path = fetch(tmp_path, f"{archive}/p5subset.xml", SHA256)
        assert path == cached(tmp_path)
        assert path.read_bytes() == CONTENT
    assert _Archive.asked == ["/p5subset.xml"]


def test_another_content_is_refused_and_not_kept(archive: str, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="Nothing was kept"):
        fetch(tmp_path, f"{archive}/p5subset.xml")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_in_the_cache_is_fetched_again(archive: str, tmp_path: Path) -> None:
    cached(tmp_path).write_bytes(CONTENT[:-3])
    assert fetch(tmp_path, f"{archive}/p5subset.xml", SHA256).read_bytes() == CONTENT


def test_too_much_is_refused(archive: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_MOST_BYTES", 3)
    with pytest.raises(FetchError, match="more than 3 bytes"):
        fetch(tmp_path, f"{archive}/p5subset.xml", SHA256)


@pytest.mark.parametrize("address", ["{}/elsewhere.xml", "http://127.0.0.1:1/p5subset.xml"])
def test_what_cannot_be_fetched_is_said(archive: str, tmp_path: Path, address: str) -> None:
    with pytest.raises(FetchError, match=r"cannot fetch http.*--source"):
        fetch(tmp_path, address.format(archive), SHA256)


def test_only_https_leaves_the_machine(tmp_path: Path) -> None:
    for address in ("http://www.tei-c.org/p5subset.xml", "file:///etc/passwd", "ftp://example.org/x"):
        with pytest.raises(FetchError, match="https alone"):
            fetch(tmp_path, address, SHA256)
    assert fetching.ADDRESS.startswith("https://")


def test_the_pinned_sum_is_that_of_the_specifications_at_hand(shared: Path) -> None:
    data = (shared / "schemas" / "p5subset.xml").read_bytes()
    assert hashlib.sha256(data).hexdigest() == fetching.SHA256
    assert fetching.RELEASE.encode() in data
