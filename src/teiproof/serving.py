"""Shows a site that was just made to a browser on this machine, and tells the browser when it was made anew.

The server knows nothing but the files given to it: it reads no folder, so that no request, however written,
leads to another file. It listens on 127.0.0.1 alone and answers only those who call it by that name or
`localhost`, so that no page from elsewhere can read it under a name of its own (DNS rebinding).

Below a path of its own a service may answer, which is a function given to it as well.

A page gets one script more than the written site has. It waits for an event (server-sent events, HTML Living
Standard, section 9.2) and loads the page again.
"""

import re
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from teiproof.errors import TeiproofError, UnusablePortError

HOST = "127.0.0.1"
EVENTS = "/teiproof-events"
SCRIPT = "/teiproof-reload.js"

MEDIA_TYPES = {
    ".bib": "application/x-bibtex; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
}
"""By the end of the file's name; what is not listed is `application/octet-stream`, which no browser runs."""

Service = Callable[[str, str], tuple[int, str, bytes, Mapping[str, str]] | None]
"""Takes the rest of a path, decoded, and the query as it is; gives status, media type, content and further
fields of the head, or None if there is nothing of the kind."""

_RELOAD = f"""\
const shown = document.currentScript.dataset.made;
const events = new EventSource("{EVENTS}");
events.addEventListener("made", (event) => {{ if (event.data !== shown) location.reload(); }});
addEventListener("pagehide", () => events.close());
"""
_POLICY = re.compile(rb'(http-equiv="Content-Security-Policy" content=")(?![^"]*connect-src)')
_PATIENCE = 15.0  # seconds after which a sign of life is sent, which shows whether the browser is still there


class SiteServer(ThreadingHTTPServer):
    """A server of one site on 127.0.0.1; `port` 0 takes one that is free.

    Unless it `reloads`, the pages are given as they are, without the script. Raises UnusablePortError.
    """

    daemon_threads = True
    allow_reuse_address = True  # connections of a run before, which has ended, do not keep the port

    def __init__(self, port: int = 0, reloads: bool = True) -> None:
        self.reloads = reloads
        self._files: dict[str, bytes] = {}
        self._services: Mapping[str, Service] = {}
        self.made = 0  # sites shown so far
        self._closing = False
        self._changed = threading.Condition()
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise UnusablePortError(
                f"port {port} on {HOST} cannot be used: {reason}. Name another with --port, or none."
            ) from error

    @property
    def address(self) -> str:
        """The URL of the home page."""
        return f"http://{HOST}:{self.server_port}/"

    def show(
        self, files: Iterable[tuple[PurePosixPath, bytes]], services: Mapping[str, Service] | None = None
    ) -> None:
        """Put a site in the place of the one shown before, and have open pages loaded again.

        `services` answer for all paths that begin with their names, such as `dts`.
        """
        site = {f"/{path}": content for path, content in files}
        with self._changed:
            self._files = site
            self._services = services or {}
            self.made += 1
            self._changed.notify_all()

    def file_at(self, path: str) -> tuple[str, bytes] | None:
        """The name and the bytes of a file for the path of a URL, decoded; a folder has its index.html."""
        files = self._files
        name = f"{path}index.html" if path.endswith("/") else path
        return (name, files[name]) if name in files else None

    def served(self, path: str, query: str) -> tuple[int, str, bytes, Mapping[str, str]] | None:
        """The answer of the service that the path of a URL, decoded, is about; None if there is none."""
        name, _, rest = path.removeprefix("/").partition("/")
        service = self._services.get(name)
        try:
            return service(rest, query) if service else None
        except TeiproofError as error:
            return HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", f"{error}\n".encode(), {}

    def is_folder(self, path: str) -> bool:
        """Whether a path without its last slash names a folder with a page."""
        return f"{path}/index.html" in self._files

    def wait(self, seen: int) -> int | None:
        """The number of sites made, as soon as it is not the one seen or after a while; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing or self.made != seen, _PATIENCE)
            return None if self._closing else self.made

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is no error."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def close(self) -> None:
        """Let go of all who wait and of the port."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    server_version = "teiproof"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 60
    disable_nagle_algorithm = True  # or the content waits for the head to be acknowledged: 40 ms for each file

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing: the terminal is for the findings of the build."""

    def _answer(self) -> None:
        if self.headers.get("Host", "") not in self._own_names():
            self._send(
                HTTPStatus.MISDIRECTED_REQUEST, "text/plain; charset=utf-8", b"Not a name of this server.\n"
            )
            return
        address = urlsplit(self.path)
        path = unquote(address.path)
        if path == EVENTS:
            self._send_events()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, MEDIA_TYPES[".js"], _RELOAD.encode())
        elif answer := self.server.served(path, address.query):
            self._send(*answer)
        elif found := self.server.file_at(path):
            self._send_file(HTTPStatus.OK, *found)
        elif self.server.is_folder(path) and not path.startswith("//"):
            self._send(HTTPStatus.MOVED_PERMANENTLY, "text/plain", b"", {"Location": f"{address.path}/"})
        elif found := self.server.file_at("/404.html"):
            self._send_file(HTTPStatus.NOT_FOUND, *found)
        else:
            self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"There is no such page.\n")

    def _own_names(self) -> tuple[str, ...]:
        port = self.server.server_port
        return (f"{HOST}:{port}", f"localhost:{port}")

    def _send_file(self, status: HTTPStatus, name: str, content: bytes) -> None:
        media_type = MEDIA_TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
        if self.server.reloads and name.endswith(".html"):
            content = with_reloading(content, self.server.made)
        self._send(status, media_type, content)

    def _send(
        self, status: int, media_type: str, content: bytes, more: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self._send_cautions()
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_cautions(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")

    def _send_events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self._send_cautions()
        self.end_headers()
        self.close_connection = True
        seen = 0
        while self.command != "HEAD" and (made := self.server.wait(seen)) is not None:
            event = b": here\n\n" if made == seen else f"event: made\ndata: {made}\n\n".encode()
            seen = made
            try:
                self.wfile.write(event)
                self.wfile.flush()
            except OSError:  # the page was closed
                return


def with_reloading(page: bytes, made: int) -> bytes:
    """A page with the script that waits for the site after this one; what has no head is left as it is."""
    # The page's own policy may forbid it to ask anybody for anything: here it may ask this server.
    page = _POLICY.sub(rb"\1connect-src 'self'; ", page, count=1)
    head, found, rest = page.partition(b"</head>")
    script = f'<script src="{SCRIPT}" data-made="{made}" defer></script>'.encode()
    return head + script + found + rest if found else page
