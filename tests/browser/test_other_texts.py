"""What our own edition does not have: long tables, manuscripts, texts from right to left or without numbers."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from teiproof import search
from teiproof.exports import Files, Profile, site
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.pages import further
from tests.browser.test_accessibility import EACH_ONCE, violations
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Page

CASES = PROJECT / "tests" / "browser" / "cases"
BASE = "https://example.org/edition/"
ARABIC = "right-to-left.html"
OTHERS = ("manuscript", "apparatus", "inscription", "dictionary", "spoken", "pages")


@pytest.fixture(scope="module")
def address(serve_files: Callable[[Files], str]) -> str:
    """The address of a site of a few texts, with tables that are soon too long for the page of the views."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "is_available", lambda: False)
        patch.setattr(further, "_ROWS", 3)
        others = (PROJECT / "tests" / "html" / "cases" / f"{name}.xml" for name in OTHERS)
        edition = Edition([Document(path) for path in (*sorted(CASES.glob("*.xml")), *others)])
        return serve_files(tuple(site.export(edition, Profile(language="en", base=BASE))))


def test_no_page_violates_a_rule(address: str, new_page: Callable[..., "Page"], axe: str) -> None:
    page = new_page(bypass_csp=True)
    found = []
    for name in (
        ARABIC,
        "dates.html",
        *(f"{name}.html" for name in OTHERS),
        "lists-in-notes.html",
        "views.html",
        "timeline.html",
        "index.html",
        "about.html",
    ):
        page.goto(f"{address}{name}")
        if name == "views.html":
            page.locator("details").first.evaluate("(details) => { details.open = true; }")
        found += violations(page, name, axe, EACH_ONCE)
    assert found == []


def test_a_table_is_sorted_by_a_column_there_and_back_with_the_keyboard(
    address: str, new_page: Callable[..., "Page"]
) -> None:
    page = new_page()
    page.goto(f"{address}timeline.html")
    dates = page.locator("tbody tr > :first-child")
    in_time = dates.all_inner_texts()
    assert in_time[0] == "-0044-03-15"
    head = page.locator("thead th").first
    assert head.get_attribute("aria-sort") is None
    head.locator("button").focus()
    for order, expected in (("ascending", in_time), ("descending", in_time[::-1]), ("ascending", in_time)):
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == order
        assert sorted(dates.all_inner_texts()) == sorted(expected)
        assert dates.all_inner_texts()[0] == expected[0]
    page.locator("thead button").nth(1).click()
    assert head.get_attribute("aria-sort") is None
    words = page.locator("tbody tr > :nth-child(2)").all_inner_texts()
    assert words == sorted(words, key=str.casefold)


def test_a_paragraph_without_a_number_can_be_cited_by_pointer_and_by_keyboard(
    address: str, new_page: Callable[..., "Page"]
) -> None:
    page = new_page()
    page.goto(f"{address}dates.html")
    sign = page.locator("a.paragraph-number").first
    opacity = "(element) => getComputedStyle(element).opacity"
    assert sign.evaluate(opacity) == "0"
    sign.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert sign.evaluate(opacity) == "1"
    page.keyboard.press("Enter")
    assert f"{BASE}dates.html#p:1" in page.locator("[role=dialog]").inner_text()
    page.keyboard.press("Escape")
    page.mouse.move(0, 0)
    assert page.locator("a.paragraph-number").nth(1).evaluate(opacity) == "0"
    page.locator(".reading p").nth(1).hover()
    assert page.locator("a.paragraph-number").nth(1).evaluate(opacity) == "1"


def test_the_notes_of_a_text_from_right_to_left_stand_at_its_left(
    address: str, new_page: Callable[..., "Page"]
) -> None:
    page = new_page()
    page.goto(f"{address}{ARABIC}")
    text, note = page.locator(".reading").bounding_box(), page.locator("li.note").first.bounding_box()
    assert text
    assert note
    assert note["x"] >= 0
    assert note["x"] + note["width"] <= text["x"]


def test_a_list_in_a_note_counts_as_no_note_and_stands_in_it(
    address: str, new_page: Callable[..., "Page"]
) -> None:
    page = new_page()
    page.goto(f"{address}lists-in-notes.html")
    style = "(item) => { const own = getComputedStyle(item); return [own.position, own.counterIncrement]; }"
    assert page.locator("li.note").nth(1).evaluate(style) == ["absolute", "note 1"]
    for item in page.locator("li.note li").all():
        assert item.evaluate(style) == ["static", "none"]


def test_what_stands_after_the_text_is_printed(address: str, new_page: Callable[..., "Page"]) -> None:
    page = new_page()
    page.goto(f"{address}lists-in-notes.html")
    page.emulate_media(media="print")
    assert page.get_by_text("What stands after the text.").is_visible()
    assert not page.locator("a.back").first.is_visible()
