"""The server of `teiproof serve`: it gives what it was given, to this machine alone, and tells what is new."""

import http.client
import threading
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from teiproof.errors import UnusablePortError
from teiproof.serving import EVENTS, HOST, SCRIPT, SiteServer

PAGE = b"<!DOCTYPE html><html><head><title>T</title></head><body>1</body></html>"
SITE = [
    (PurePosixPath("index.html"), PAGE),
    (PurePosixPath("pages/index.html"), PAGE),
    (PurePosixPath("data/text.xml"), b"<TEI/>"),
    (PurePosixPath("data/thing.pf_index"), b"\0"),
]


@pytest.fixture
def server() -> Iterator[SiteServer]:
    server = SiteServer()
    server.show(SITE)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.close()
    thread.join()


def answer(
    server: SiteServer, path: str, method: str = "GET", host: str | None = None
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=10)
    try:
        connection.request(method, path, headers={"Host": host or f"{HOST}:{server.server_port}"})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_a_page_has_one_script_more_than_the_file(server: SiteServer) -> None:
    response, content = answer(server, "/")
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    script = f'<script src="{SCRIPT}" data-made="1" defer></script>'.encode()
    assert content == PAGE.replace(b"</head>", script + b"</head>")
    assert answer(server, SCRIPT)[0].headers["Content-Type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "media_type"),
    [("/data/text.xml", "application/xml"), ("/data/thing.pf_index", "application/octet-stream")],
)
def test_other_files_are_as_they_are(server: SiteServer, path: str, media_type: str) -> None:
    response, content = answer(server, path)
    assert response.headers["Content-Type"] == media_type
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert content in {file for _, file in SITE}


@pytest.mark.parametrize(
    "path",
    [
        "/data/", "/data", "/nothing.html", "/../pyproject.toml", "/%2e%2e/pyproject.toml", "//etc/passwd",
        "/etc/passwd", "/data/../index.html", "/data/%00", "/index.html/",
    ],
)  # fmt: skip
def test_what_is_no_file_of_the_site_is_not_found(server: SiteServer, path: str) -> None:
    response, content = answer(server, path)
    assert response.status == 404
    assert b"root" not in content


def test_a_folder_with_a_page_has_a_slash(server: SiteServer) -> None:
    response, _ = answer(server, "/pages?query")
    assert (response.status, response.headers["Location"]) == (301, "/pages/")
    assert answer(server, "/pages/")[0].status == 200


def test_nobody_gets_in_under_another_name(server: SiteServer) -> None:
    assert answer(server, "/", host="example.org")[0].status == 421
    assert answer(server, "/", host=f"localhost:{server.server_port}")[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_done_but_read(server: SiteServer, method: str) -> None:
    assert answer(server, "/", method)[0].status == 501
    response, content = answer(server, "/", "HEAD")
    assert (response.status, content) == (200, b"")


def test_a_new_site_is_told_to_those_who_listen(server: SiteServer) -> None:
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=10)
    connection.request("GET", EVENTS)
    events = connection.getresponse()
    assert events.headers["Content-Type"] == "text/event-stream"
    assert [events.readline() for _ in range(3)] == [b"event: made\n", b"data: 1\n", b"\n"]
    server.show([(PurePosixPath("index.html"), b"2")])
    assert [events.readline() for _ in range(3)] == [b"event: made\n", b"data: 2\n", b"\n"]
    assert answer(server, "/")[1] == b"2"
    connection.close()


def test_a_port_that_is_taken_is_an_error_in_words(server: SiteServer) -> None:
    with pytest.raises(UnusablePortError, match="Name another with --port"):
        SiteServer(server.server_port)
