"""A text can be read with the keyboard alone, without JavaScript, and on paper."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Served

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

TEXTS = ("proofs-comrade-executioner.html", "the-end-of-henry-yagoda.html")
REGISTERS = ("persons.html", "places.html", "organisations.html", "works.html", "events.html")

_FOCUSED = """() => {
  const at = document.activeElement;
  return {tag: at.tagName, role: at.getAttribute("role"), href: at.getAttribute("href"), id: at.id,
          described: at.getAttribute("aria-describedby")};
}"""
_NAMED = """() => {
  const cards = new Set([...document.querySelectorAll("template[data-card]")].map((card) => card.dataset.card));
  const links = [...document.querySelectorAll("main a[href]")].filter((link) => link.checkVisibility());
  return links.map((link) => link.getAttribute("href")).filter((href) => cards.has(href));
}"""
_SEEN = """(elements) => elements.filter((element) => {
  const box = element.getBoundingClientRect();
  return element.checkVisibility({opacityProperty: true, visibilityProperty: true})
    && box.width > 60 && box.height > 8 && box.left >= 0 && box.right <= innerWidth + 1
    && element.innerText.trim().length > 2;
}).length"""
_CUT = "(elements) => elements.filter((element) => element.scrollHeight > element.clientHeight + 4).length"


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_keyboard_reaches_and_closes_each_note_and_card(
    screen: "ViewportSize", name: str, served: Callable[[str], Served], new_page: Callable[..., "Page"]
) -> None:
    page = new_page(viewport=screen)
    page.goto(f"{served('en').address}{name}")
    marks = {mark.get_attribute("href") for mark in page.locator("[role=doc-noteref]").all()}
    names = set(page.evaluate(_NAMED))
    opened: set[str | None] = set()
    described: set[str | None] = set()
    for _ in range(2000):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        if focused["tag"] == "BODY":
            break
        if focused["described"] and focused["href"] not in described:
            assert page.locator(".card").is_visible()
            described.add(focused["href"])
            page.keyboard.press("Escape")
            assert page.locator(".card").count() == 0
        if focused["role"] == "doc-noteref" and focused["href"] not in opened:
            opened.add(focused["href"])
            page.keyboard.press("Enter")
            assert_opened(page, focused["href"])
            page.keyboard.press("Escape")
            assert page.evaluate(_FOCUSED)["href"] == focused["href"]
            assert page.locator(".popover").count() == 0
    assert marks
    assert opened == marks
    assert described == names


def assert_opened(page: "Page", href: str) -> None:
    """The note is where the keyboard is now: in the margin, or in a window of its own."""
    focused = page.evaluate(_FOCUSED)
    if focused["id"] != href.removeprefix("#"):
        dialog = page.locator("[role=dialog]")
        assert dialog.is_visible(), href
        assert len(dialog.inner_text().strip()) > 20, href
        assert page.evaluate("document.activeElement.closest('[role=dialog]') !== null"), href


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_without_javascript_each_note_and_entry_can_be_read(
    screen: "ViewportSize", served: Callable[[str], Served], new_page: Callable[..., "Page"]
) -> None:
    page = new_page(viewport=screen, java_script_enabled=False)
    for name in TEXTS:
        page.goto(f"{served('en').address}{name}")
        notes = page.locator("li.note")
        assert notes.count() == page.locator("[role=doc-noteref]").count() > 10
        assert notes.evaluate_all(_SEEN) == notes.count()
        assert notes.evaluate_all(_CUT) == 0
    for name in REGISTERS:
        page.goto(f"{served('en').address}{name}")
        entries = page.locator("article.entry")
        assert entries.count() > 5
        assert entries.evaluate_all(_SEEN) == entries.count()
    page.goto(f"{served('en').address}search.html")
    assert page.get_by_text("The search needs JavaScript").is_visible()


@pytest.mark.parametrize("name", TEXTS)
def test_on_paper_all_notes_are_there_whole(
    name: str, served: Callable[[str], Served], new_page: Callable[..., "Page"]
) -> None:
    page = new_page()
    page.goto(f"{served('en').address}{name}")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    notes = page.locator("li.note")
    assert notes.evaluate_all(_SEEN) == notes.count() > 10
    assert notes.evaluate_all(_CUT) == 0
    boxes = [box for note in notes.all() if (box := note.bounding_box())]
    bottoms = [box["y"] + box["height"] for box in boxes]
    assert all(box["y"] >= bottom - 1 for box, bottom in zip(boxes[1:], bottoms, strict=False))
    assert not page.locator(".site-header nav").is_visible()
