"""A text can be read with the keyboard alone, without JavaScript, and on paper."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Served

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

TEXTS = ("proofs-comrade-executioner.html", "the-end-of-henry-yagoda.html")
REGISTERS = ("persons.html", "places.html", "organisations.html", "works.html", "events.html")

# Where the keyboard is, and what is open there: one question, for each costs time.
_STATE = """() => {
  const at = document.activeElement;
  const dialog = document.querySelector("[role=dialog]");
  const card = document.querySelector(".card");
  return {tag: at.tagName, role: at.getAttribute("role"), href: at.getAttribute("href"), id: at.id,
          described: at.hasAttribute("aria-describedby"), card: card && card.checkVisibility(),
          dialog: dialog && dialog.checkVisibility() && dialog.contains(at) && dialog.innerText.trim()};
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


@pytest.mark.parametrize(("screen", "name"), [(DESKTOP, TEXTS[0]), (PHONE, TEXTS[1])], ids=["desktop", "phone"])
def test_the_keyboard_reaches_and_closes_each_note_and_card(
    screen: "ViewportSize", name: str, served: Callable[[str], Served], new_page: Callable[..., "Page"]
) -> None:
    page = new_page(viewport=screen)
    page.goto(f"{served('en').address}{name}")
    marks = {mark.get_attribute("href") for mark in page.locator("[role=doc-noteref]").all()}
    names = set(page.evaluate(_NAMED))
    opened: set[str] = set()
    described: set[str] = set()
    for _ in range(2000):
        state = pressed(page, "Tab")
        if state["tag"] == "BODY":
            break
        href = state["href"]
        if state["described"] and href not in described:
            assert state["card"], href
            described.add(href)
            assert pressed(page, "Escape")["card"] is None
        if state["role"] == "doc-noteref" and href not in opened:
            opened.add(href)
            note = pressed(page, "Enter")
            # In the margin, or in a window of its own.
            assert note["id"] == href.removeprefix("#") or len(note["dialog"] or "") > 20, href
            after = pressed(page, "Escape")
            assert (after["href"], after["dialog"]) == (href, None)
    assert marks
    assert opened == marks
    assert described == names


def pressed(page: "Page", key: str) -> dict[str, Any]:
    """Where the keyboard is after a key."""
    page.keyboard.press(key)
    state: dict[str, Any] = page.evaluate(_STATE)
    return state


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
