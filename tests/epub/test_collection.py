"""The book of a whole edition: every text as in its own book, one register, links from text to text."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from teiproof.exports import Profile, epub_edition
from teiproof.model.edition import Edition
from tests.epub.books import (
    DC,
    EDITION,
    TEXTS,
    TYPE,
    XHTML,
    note_words,
    our_book,
    package,
    read_files,
    spine,
    text_words,
)
from tests.html.page_words import read_page

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{language}"><teiHeader><fileDesc><titleStmt>{title}'
REST = "</titleStmt></fileDesc></teiHeader><text><body>{body}</body></text></TEI>"


def book_of(edition: Edition) -> bytes:
    ((path, content),) = epub_edition.export(edition, Profile())
    assert str(path) == "edition.epub"
    return content


@cache
def ours() -> bytes:
    return book_of(Edition.open([EDITION]))


def text(folder: Path, name: str, body: str, title: str = "<title>T</title>", language: str = "en") -> None:
    content = TEI.format(title=title, language=language) + REST.format(body=body)
    (folder / f"{name}.xml").write_text(content, encoding="utf-8")


def contents(book: bytes) -> list[tuple[int, str, str]]:
    """The entries of the contents: level, address, words."""
    nav = etree.fromstring(read_files(book)["nav.xhtml"]).find(f".//{XHTML}nav[@{TYPE}='toc']")
    assert nav is not None
    return [
        (sum(1 for _ in link.iterancestors(f"{XHTML}ol")), link.get("href", ""), "".join(link.itertext()))
        for link in nav.iter(f"{XHTML}a")
    ]


def test_the_texts_and_their_notes_are_those_of_their_own_books() -> None:
    assert text_words(ours()) == [word for name in TEXTS for word in text_words(our_book(name))]
    assert note_words(ours()) == [words for name in TEXTS for words in note_words(our_book(name))]


def test_every_link_leads_to_a_place_in_the_book() -> None:
    read = {file: read_page(page) for file, page in read_files(ours()).items()}
    for file, page in read.items():
        assert max(Counter(page.identifiers).values(), default=1) == 1
        for link in page.links:
            target, _, fragment = link.partition("#")
            if link != "book.css" and not link.startswith(("http:", "https:", "mailto:")):
                assert not fragment or fragment in read[target or file].identifiers, (file, link)


def test_a_note_pops_up_in_the_text_to_which_it_belongs() -> None:
    content = read_files(ours())
    for number in (1, 2):
        marks = etree.fromstring(content[f"text-{number}.xhtml"]).findall(f".//{XHTML}a[@{TYPE}='noteref']")
        notes = etree.fromstring(content[f"notes-{number}.xhtml"]).findall(f".//{XHTML}div[@{TYPE}='footnote']")
        assert len(marks) > 10
        assert [mark.get("href") for mark in marks] == [
            f"notes-{number}.xhtml#{note.get('id')}" for note in notes
        ]


def test_the_contents_go_text_by_text_and_section_by_section() -> None:
    found = contents(ours())
    assert [href.partition("#")[0] for level, href, _ in found if level == 1] == [
        *("title.xhtml", "title-1.xhtml", "title-2.xhtml", "register.xhtml")
    ]
    below = [href.partition("#")[0] for level, href, _ in found if level == 2]
    assert [name for name in dict.fromkeys(below) if name.startswith(("text", "notes"))] == [
        *("text-1.xhtml", "notes-1.xhtml", "text-2.xhtml", "notes-2.xhtml")
    ]
    assert spine(ours())[:4] == ["cover.xhtml", "title.xhtml", "nav.xhtml", "title-1.xhtml"]
    assert spine(ours())[-1] == "register.xhtml"


def test_one_register_has_the_entries_of_all_texts_and_says_in_which_they_are_mentioned() -> None:
    register = read_page(read_files(ours())["register.xhtml"])
    of_each = [set(read_page(read_files(our_book(name))["register.xhtml"]).identifiers) for name in TEXTS]
    entries = {place for place in register.identifiers if place.startswith("entry:")}
    assert entries == {place for places in of_each for place in places if place.startswith("entry:")}
    assert {link.partition("#")[0] for link in register.links} >= {"text-1.xhtml", "text-2.xhtml"}
    words = b" ".join(read_files(ours())["register.xhtml"].split())
    assert words.count(b"The End of Henry Yagoda, par.") > 10


def test_a_link_from_one_text_to_another_leads_there(tmp_path: Path) -> None:
    text(tmp_path, "a", '<p xml:id="x">One <ref target="b.xml#x">two</ref> <ref target="b.xml">all</ref></p>')
    text(tmp_path, "b", '<p xml:id="x">Two <ref target="a.xml#x">one</ref> <ref target="#x">two</ref></p>')
    content = read_files(book_of(Edition.open([tmp_path])))
    assert [link for link in read_page(content["text-1.xhtml"]).links if "#" in link] == [
        *("text-2.xhtml#t2:x", "title-2.xhtml#t2:page:title")
    ]
    assert [link for link in read_page(content["text-2.xhtml"]).links if "#" in link] == [
        *("text-1.xhtml#t1:x", "#t2:x")
    ]


def test_the_book_says_what_its_texts_have_in_common_and_what_each_has(tmp_path: Path) -> None:
    title = "<title type='main'>{0}</title><title type='series'>The Series</title><author>{1}</author>"
    text(tmp_path, "a", "<p>a</p>", title.format("A", "Anna One"))
    text(tmp_path, "b", "<p>b</p>", title.format("B", "Bert Two"), "de")
    metadata = package(book_of(Edition.open([tmp_path])))
    assert metadata.findtext(f".//{DC}title") == "The Series"
    assert metadata.findtext(f".//{DC}language") == "mul"
    assert [creator.text for creator in metadata.iter(f"{DC}creator")] == ["Anna One", "Bert Two"]


@pytest.mark.parametrize("count", [0, 1])
def test_of_a_single_text_there_is_no_such_book(tmp_path: Path, count: int) -> None:
    text(tmp_path, "a", "<p>a</p>" if count else "<listPerson/>")
    assert list(epub_edition.export(Edition.open([tmp_path]), Profile())) == []


def test_the_book_is_the_same_each_time() -> None:
    assert book_of(Edition.open([EDITION])) == ours()


@pytest.mark.parametrize("group", ["tei", "mixed"])
def test_epubcheck_has_nothing_to_say_of_it(
    group: str, tmp_path: Path, shared: Path, epubcheck: Callable[[Path], list[str]]
) -> None:
    book = tmp_path / "edition.epub"
    book.write_bytes(ours() if group == "tei" else book_of(Edition.open([shared / "corpus" / group])))
    assert epubcheck(book) == []
