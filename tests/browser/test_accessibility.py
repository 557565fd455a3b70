"""axe-core finds no violation on any page, on a screen of any size, light or dark, in two languages; and none
is wider than the screen."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE, Served

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

_RUN = """(options) => axe.run(document, {resultTypes: ["violations"], ...options})
  .then(found => found.violations)"""
_ALL: dict[str, Any] = {}
_COLOURS: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


# Of many brothers the later ones are like the first: entries, notes, paragraphs, elements of a schema. A line
# that has words of its own stays as it is. A page as long as the manual of a schema is made of so many that
# the first forty stand for all even where it is to be looked at whole.
_LONG = 5000  # elements
_SHORTEN = """(count) => {
  const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
  for (const element of document.querySelectorAll("main, main *")) {
    if ([...element.childNodes].some(isText)) continue;
    [...element.children].slice(count).forEach((child) => child.remove());
  }
}"""

Look = tuple[str, Literal["light", "dark"], dict[str, Any]]
SCREENS: dict[str, "ViewportSize"] = {"desktop": DESKTOP, "phone": PHONE}

# Dark and light differ in nothing but colours.
LOOKS: tuple[Look, ...] = (
    ("desktop", "light", _ALL),
    ("desktop", "dark", _COLOURS),
    ("phone", "light", _ALL),
    ("phone", "dark", _COLOURS),
)
# Each screen and each scheme once.
EACH_ONCE: tuple[Look, ...] = (("desktop", "light", _ALL), ("phone", "dark", _ALL))
# The second language changes words, and so widths and labels, but no colour: once, where there is least room.
LOOKS_OF_OTHER_WORDS: tuple[Look, ...] = (
    ("phone", "light", {"rules": {"color-contrast": {"enabled": False}}}),
)


def violations(page: "Page", name: str, axe: str, looks: Iterable[Look] = LOOKS, whole: int = 1) -> list[str]:
    """What is wrong with the page that is open, on a screen of any size, light or dark.

    It is not to be wider than the screen. In the first looks (`whole`) it is the page as it is, in the others
    one of which the lists are shortened.
    """
    found = []
    for screen, size in SCREENS.items():
        page.set_viewport_size(size)
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            found.append(f"{name} is wider than the screen of a {screen}")
    page.evaluate(axe)
    if page.evaluate("document.querySelectorAll('*').length") > _LONG:
        page.evaluate(_SHORTEN, 40)
    for number, (screen, scheme, rules) in enumerate(looks):
        if number == whole:
            page.evaluate(_SHORTEN, 8)
        page.set_viewport_size(SCREENS[screen])
        page.emulate_media(color_scheme=scheme)
        found += described(f"{name}, {screen}, {scheme}", page.evaluate(_RUN, rules))
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
    assert {"index.html", "persons.html", "views.html", "schema.html"} <= {*site.pages}
    # The policy of the pages forbids the judge's script as well; that it is kept, the other tests see.
    page = new_page(bypass_csp=True)
    found = []
    for name in site.pages:
        page.goto(f"{site.address}{name}")
        if language == LANGUAGES[0]:
            found += violations(page, name, axe)
        else:
            found += violations(page, name, axe, LOOKS_OF_OTHER_WORDS, whole=0)
    assert found == []
