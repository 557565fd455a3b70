"""A real browser, the built edition on a server of its own, and a watch on what pages ask for and get wrong."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from teiproof import search
from teiproof.exports import Files, Profile, site
from teiproof.model.edition import Edition
from teiproof.serving import HOST, SiteServer
from tests.conftest import PROJECT, absent
from tests.site.sites import made

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Route, ViewportSize

LANGUAGES = ("en", "fr")
DESKTOP: "ViewportSize" = {"width": 1280, "height": 900}
PHONE: "ViewportSize" = {"width": 390, "height": 844}

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@cache
def built(language: str) -> Files:
    """The files of the edition's site in a language."""
    edition = Edition.open([PROJECT / "tei"])
    return tuple(site.export(edition, Profile(language=language, made=made())))


@dataclass(slots=True)
class Served:
    """A site on a server: its address and the names of its pages."""

    address: str
    pages: tuple[str, ...]


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[str], Served]]:
    """Serves the site in a language, without the script that `teiproof serve` adds."""
    if not search.is_available():
        absent("Pagefind (teiproof[search])")
    servers: dict[str, SiteServer] = {}

    def serve(language: str) -> Served:
        if language not in servers:
            server = servers[language] = SiteServer(reloads=False)
            server.show(built(language))
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        pages = tuple(str(path) for path, _ in built(language) if path.suffix == ".html")
        return Served(servers[language].address, pages)

    yield serve
    for server in servers.values():
        server.shutdown()
        server.close()


@pytest.fixture(scope="session")
def serve_files() -> Iterator[Callable[[Files], str]]:
    """Serves some files and returns their address."""
    servers: list[SiteServer] = []

    def serve(files: Files) -> str:
        server = SiteServer(reloads=False)
        servers.append(server)
        server.show(files)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return server.address

    yield serve
    for server in servers:
        server.shutdown()
        server.close()


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium; Playwright brings none of its own."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        absent("playwright (teiproof[dev])")
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program:
        absent("Chromium (Debian package chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, the judge of accessibility."""
    path = Path(os.environ.get("AXE_JS", "axe.min.js"))
    if not path.is_file():
        absent("axe-core (npm package axe-core, its axe.min.js named by $AXE_JS)")
    return path.read_text(encoding="utf-8")


@dataclass
class Watch:  # without slots: Playwright hangs an attribute on it
    """What pages asked for elsewhere, and what went wrong in them."""

    strange: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def request(self, route: "Route", request: "Request") -> None:
        """Let a request to this machine pass, note and stop every other."""
        url = request.url
        if url.endswith("/favicon.ico"):  # the browser's own wish, not the page's
            route.fulfill(status=204)
        elif url.startswith((f"http://{HOST}:", "file://", "data:", "blob:")):
            route.continue_()
        else:
            self.strange.append(url)
            route.abort()


@pytest.fixture
def new_page(browser: "Browser") -> Iterator[Callable[..., "Page"]]:
    """Opens pages with the options of a Playwright context; at the end nothing may have gone wrong in them."""
    watch = Watch()
    contexts = []

    def open_page(**options: Any) -> "Page":
        context = browser.new_context(**{"viewport": DESKTOP, **options})
        contexts.append(context)
        context.route("**/*", watch.request)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: watch.errors.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: watch.errors.append(f"{page.url}: {said.text}") if said.type == "error" else None,
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch.strange == []
    assert watch.errors == []
