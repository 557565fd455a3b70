"""axe-core finds no violation on any page, on a screen of any size, light or dark, in two languages."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE, Served

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

_RUN = """(options) => axe.run(document, {resultTypes: ["violations"], ...options})
  .then(found => found.violations)"""
_ALL: dict[str, Any] = {}
_COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def violations(page: "Page", name: str, axe: str) -> list[str]:
    """What is wrong with the page that is open, on a screen of any size, light or dark."""
    found = []
    page.evaluate(axe)
    for screen, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)
        # Dark and light differ in nothing but colours.
        page.emulate_media(color_scheme="light")
        found += described(f"{name}, {screen}, light", page.evaluate(_RUN, _ALL))
        page.emulate_media(color_scheme="dark")
        found += described(f"{name}, {screen}, dark", page.evaluate(_RUN, _COLOURS))
    return found


def described(name: str, violations: list[dict[str, Any]]) -> list[str]:
    return [
        f"{name}: {violation['id']} ({len(violation['nodes'])}): {violation['nodes'][0]['html'][:200]}"
        for violation in violations
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_violates_a_rule(
    language: str, served: Callable[[str], Served], new_page: Callable[..., "Page"], axe: str
) -> None:
    site = served(language)
    # The policy of the pages forbids the judge's script as well; that it is kept, the other tests see.
    page = new_page(bypass_csp=True)
    found = []
    for name in site.pages:
        page.goto(f"{site.address}{name}")
        found += violations(page, name, axe)
    assert found == []


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_page_is_wider_than_the_screen(
    screen: "ViewportSize", served: Callable[[str], Served], new_page: Callable[..., "Page"]
) -> None:
    site = served("en")
    page = new_page(viewport=screen)
    for name in site.pages:
        page.goto(f"{site.address}{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"], name
