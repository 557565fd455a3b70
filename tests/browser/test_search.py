"""The search finds a name in every spelling, leads to the passage, and can be narrowed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from teiproof.exports import write
from tests.browser.conftest import LANGUAGES, Served, built

if TYPE_CHECKING:
    from playwright.sync_api import Page

ENTRY = "persons.html#bukharin_nikolai"


def links(page: "Page", question: str) -> list[str]:
    """The addresses of what is found, after typing a question."""
    page.fill("#search-words", "")
    page.locator("#search-status:empty").wait_for(state="attached")
    page.fill("#search-words", question)
    page.keyboard.press("Enter")
    page.locator("#search-status:not(:empty)").wait_for()
    return [link.get_attribute("href") or "" for link in page.locator("#search-found a").all()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_found_in_its_french_and_its_english_spelling(
    language: str, served: Callable[[str], Served], new_page: Callable[..., "Page"]
) -> None:
    page = new_page()
    page.goto(f"{served(language).address}search.html")
    page.locator("#search").wait_for()
    for spelling in ("Boukharine", "Bukharin", "boukharine"):
        found = links(page, spelling)
        assert ENTRY in found
        assert "proofs-comrade-executioner.html#proofs-p4" in found  # which has Boukharine only
        assert "the-end-of-henry-yagoda.html#yagoda-p2" in found  # which has Bukharin only


def test_what_is_found_can_be_narrowed_to_a_kind_and_to_a_text(
    served: Callable[[str], Served], new_page: Callable[..., "Page"]
) -> None:
    page = new_page()
    address = served("en").address
    page.goto(f"{address}search.html?q=Bukharin&kind=person")
    page.locator(".found").first.wait_for()
    assert {link.get_attribute("href") for link in page.locator(".found-title a").all()} == {ENTRY}
    page.goto(f"{address}search.html?q=Yagoda&kind=text&text=the-end-of-henry-yagoda")
    page.locator(".found").first.wait_for()
    titles = [link.get_attribute("href") for link in page.locator(".found-title a").all()]
    assert titles == ["the-end-of-henry-yagoda.html"]


def test_what_is_found_leads_to_its_place(
    served: Callable[[str], Served], new_page: Callable[..., "Page"]
) -> None:
    page = new_page()
    page.goto(f"{served('en').address}search.html")
    page.locator("#search").wait_for()
    for href in links(page, "Zinoviev"):
        page.goto(f"{served('en').address}{href}")
        anchor = href.partition("#")[2]
        assert not anchor or page.locator(f'[id="{anchor}"]').count() == 1, href


def test_nothing_found_is_said(served: Callable[[str], Served], new_page: Callable[..., "Page"]) -> None:
    page = new_page()
    page.goto(f"{served('en').address}search.html?q=xyzzyqwfp")
    page.get_by_text("Nothing found.").wait_for()


def test_pages_opened_as_files_work_and_the_search_says_what_it_needs(
    tmp_path: Path, new_page: Callable[..., "Page"]
) -> None:
    write(built("en"), tmp_path)
    page = new_page()
    for path in sorted(tmp_path.glob("*.html")):
        page.goto(path.as_uri())
        assert page.locator("h1").first.is_visible()
    page.goto((tmp_path / "search.html").as_uri())
    page.get_by_text("teiproof serve").wait_for()
    assert not page.locator("#search").is_visible()
