"""A page shown by `teiproof serve` loads itself again when the site is made anew, under its strict policy."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from teiproof.serving import SiteServer
from tests.browser.conftest import built

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_an_open_page_is_loaded_again_when_the_site_is_made_anew(new_page: Callable[..., "Page"]) -> None:
    server = SiteServer()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        server.show(built("en"))
        page = new_page()
        page.goto(f"{server.address}index.html")
        changed = [(path, content.replace(b"</h1>", b" anew</h1>")) for path, content in built("en")]
        server.show(changed)
        page.locator("h1", has_text="anew").wait_for()
    finally:
        server.shutdown()
        server.close()
