"""The navigation of an EPUB: contents, pages of the source, landmarks (EPUB 3.3, section 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from teiproof.books.xhtml import EPUB_TYPE, page

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DEEPEST = 3  # levels of the contents
_SILENT = frozenset(["note-ref", "variant", "mark", "pb", "footnote"])


class Heading(NamedTuple):
    """A heading in a file: where it leads, what it says, how deep it is."""

    href: str
    words: str
    level: int


class Landmark(NamedTuple):
    """A place of note: where it is, its epub:type, what it is called."""

    href: str
    kind: str
    words: str


def headings(name: str, body: etree._Element) -> Iterator[Heading]:
    """The headings in a file, in order; each gets an identifier if it has none."""
    for number, element in enumerate((e for e in body.iter("*") if e.tag in _HEADINGS), 1):
        words = " ".join("".join(spoken(element)).split())
        if words:
            identifier = element.get("id") or f"heading:{number}"
            element.set("id", identifier)
            yield Heading(f"{name}#{identifier}", words, _HEADINGS[str(element.tag)])


def spoken(element: etree._Element) -> Iterator[str]:
    """The text of a heading without the marks of notes and pages."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, part in walk:
        if event == "end":
            yield (part.tail or "") if part is not element else ""
        elif _SILENT.intersection(part.get("class", "").split()):
            walk.skip_subtree()
        else:
            yield " " if part.tag == "br" else part.text or ""


def pages(name: str, body: etree._Element, label: str) -> Iterator[tuple[str, str]]:
    """Where the pages of the source begin in a file, and their numbers; says so in the file as well."""
    for number, mark in enumerate(body.iterfind(".//span[@class='pb mark']"), 1):
        said = mark.attrib.pop("data-n", "")
        if said:
            identifier = mark.get("id") or f"pb:{number}"
            mark.set("id", identifier)
            mark.set(EPUB_TYPE, "pagebreak")
            mark.set("role", "doc-pagebreak")
            mark.set("aria-label", f"{label} {said}")
            yield f"{name}#{identifier}", said


def navigation(
    title: str,
    language: str,
    words: Mapping[str, str],
    found: Sequence[Heading],
    numbers: Sequence[tuple[str, str]],
    landmarks: Sequence[Landmark],
) -> bytes:
    """The navigation document; `words` are the messages in the language of the interface."""
    contents = _nav("toc", "doc-toc", "page:contents")
    etree.SubElement(contents, "h1", id="page:contents").text = words["contents"]
    contents.append(_nested([heading for heading in found if heading.level <= _DEEPEST]))
    made = [contents]
    if numbers:
        listed = _nav("page-list", "doc-pagelist", "page:pages")
        etree.SubElement(listed, "h2", id="page:pages").text = words["page-list"]
        listed.append(_listed(numbers))
        listed.set("hidden", "hidden")
        made.append(listed)
    places = _nav("landmarks", "", "page:landmarks")
    etree.SubElement(places, "h2", id="page:landmarks").text = words["navigation"]
    entries = etree.SubElement(places, "ol")
    for landmark in landmarks:
        link = etree.SubElement(etree.SubElement(entries, "li"), "a", {"href": landmark.href})
        link.set(EPUB_TYPE, landmark.kind)
        link.text = landmark.words
    places.set("hidden", "hidden")
    made.append(places)
    return page(title, language, "ltr", made)


def _nav(kind: str, role: str, labelled: str) -> etree._Element:
    nav = etree.Element("nav", {"aria-labelledby": labelled})
    nav.set(EPUB_TYPE, kind)
    if role:
        nav.set("role", role)
    return nav


def _listed(entries: Sequence[tuple[str, str]]) -> etree._Element:
    made = etree.Element("ol")
    for href, words in entries:
        etree.SubElement(etree.SubElement(made, "li"), "a", {"href": href}).text = words
    return made


def _nested(found: Sequence[Heading]) -> etree._Element:
    """Headings as lists within lists: one that is deeper than the one before stands in it."""
    top = etree.Element("ol")
    open_: list[tuple[int, etree._Element]] = []
    for heading in found:
        while open_ and open_[-1][0] >= heading.level:
            open_.pop()
        parent = top
        if open_:
            item = open_[-1][1]
            inner = item.find("ol")
            parent = etree.SubElement(item, "ol") if inner is None else inner
        item = etree.SubElement(parent, "li")
        etree.SubElement(item, "a", {"href": heading.href}).text = heading.words
        open_.append((heading.level, item))
    return top
