"""What a text is as a book: its parts as trees of HTML, in which every link leads to a place of the book.

A part is made by a stylesheet (`xsl/print-book.xsl` and what imports it), the appendix by another one: of each
register those entries which the text mentions. The entries have addresses of their own (`entry:` and the
identifier), for they come from other documents than the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lxml import etree

from teiproof.books.about import About, about
from teiproof.books.images import Image, images
from teiproof.errors import TransformError
from teiproof.messages import messages
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import name_of
from teiproof.model.pointers import pointers
from teiproof.model.register import Mention
from teiproof.names import XML_ID, tei
from teiproof.pages import site
from teiproof.pages.data import Maker
from teiproof.pages.links import Links
from teiproof.pages.plan import REGISTERS, Plan, Text, plan
from teiproof.parsing import UnparsableError
from teiproof.transform import transform

Kind = Literal["title", "text", "notes", "corrections", "register", "colophon"]

_KINDS: dict[str, Kind] = {
    "title-page": "title",
    "reading": "text",
    "register": "register",
    "endnotes": "notes",
    "corrections": "corrections",
    "colophon": "colophon",
}
"""The parts by the classes of their elements."""

_PAGES = tuple(f"{page}.html#" for page in REGISTERS.values())
_SPEECHES = ("sp", "u")  # to speak is not to be mentioned
_AROUND = 4  # words around a mention


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a book: an element of HTML without a namespace."""

    kind: Kind
    element: etree._Element


@dataclass(frozen=True, slots=True)
class Volume:
    """A text as a book: what it says of itself, the language of its own words, its parts and images."""

    about: About
    language: str
    direction: str
    parts: tuple[Part, ...]
    images: tuple[Image, ...]


def volume(
    document: Document,
    edition: Edition,
    stylesheet: str,
    language: str | None = None,
    own: Path | None = None,
    report: Callable[[tuple[str, ...]], None] = lambda _: None,
    remark: Callable[[str], None] = lambda _: None,
) -> Volume | None:
    """A document as a book made by a stylesheet; nothing if it has no text.

    `language` is that of the words which the book says itself; without it, the text's, if there are messages
    in it. `report` is told the names of elements without a rule, `remark` of images that are left out. Raises
    UnparsableError, UnknownNameError and TransformError.
    """
    if language:
        messages(language)
    planned = plan(_near(document, edition), language)
    text = planned.text_of(document)
    if text is None:
        return None
    maker = Maker(planned, Links(planned), {})
    packed = images(document, remark)
    tree = maker.text(text)
    page = tree.getroot()[-1]
    for image in packed:
        etree.SubElement(page, site("image"), {"uri": image.uri, "href": image.name})
    result = transform(tree, stylesheet, own=own)
    report(result.unhandled)
    book = _parsed(result.content)
    parts = [Part(_KINDS[part.get("class", "")], part) for part in book]
    appendix = _appendix(planned, text, maker)
    if appendix is not None:
        parts.insert(-1, Part("register", appendix))  # before the colophon
    _lead_home(parts, text)
    known = about(document, text.cited, book.get("lang", ""))
    return Volume(known, planned.language, book.get("dir", "ltr"), tuple(parts), packed)


def _parsed(content: bytes) -> etree._Element:
    """What a stylesheet made, however large it is."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False, huge_tree=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise TransformError(
            f"what the stylesheet made is not well-formed: {error}. Please report this."
        ) from error


def _near(document: Document, edition: Edition) -> Edition:
    """The document and those that it points to: all that its book may be made of."""
    near: dict[Path, Document] = {document.path: document}
    for pointer in pointers(document):
        if pointer.is_local and pointer.fragment and pointer.file:
            other = edition.document_of(document, pointer)
            if other is not None and other.path not in near and _is_readable(other):
                near[other.path] = other
    return Edition(tuple(near.values()), edition.schema, edition.catalogs)


def _is_readable(document: Document) -> bool:
    try:
        return document.root is not None
    except UnparsableError:
        return False


def _appendix(planned: Plan, text: Text, maker: Maker) -> etree._Element | None:
    """The entries which a text mentions, as an appendix."""
    words = messages(planned.language)
    labels = dict(_labelled(planned, text))
    wanted: dict[str, list[tuple[str, str]]] = {}
    for key, found in planned.mentions.items():
        places: dict[str, str] = {}
        for mention in found:
            if mention in labels:
                places.setdefault(mention.anchor, labels[mention])
        if places and key in planned.entries:
            wanted[planned.entries[key].anchor] = list(places.items())
    appendix = etree.Element("section", {"class": "register", "aria-labelledby": "page:register"})
    etree.SubElement(appendix, "h2", id="page:register").text = words["register"]
    for kind in planned.kinds():
        if not any(entry.anchor in wanted for entry in planned.register(kind)):
            continue
        tree = maker.register(kind)
        page = tree.getroot()
        for entry in list(page.iterchildren(site("entry"))):
            places_of = wanted.get(entry.get("anchor", ""))
            for mentioned in list(entry.iterchildren(site("mention"))):
                entry.remove(mentioned)
            if places_of is None:
                page.remove(entry)
                # Its name is said where others point to it.
                stub = etree.SubElement(page, tei("item"), {XML_ID: entry.get("anchor", "")})
                etree.SubElement(stub, tei("name")).text = entry.get("name", "")
                continue
            for anchor, label in places_of:
                etree.SubElement(entry, site("mention"), {"href": f"{text.href}#{anchor}", "label": label})
        made = _parsed(transform(tree, "print-register").content)
        for element in made.iter("*"):
            if element.get("id"):
                element.set("id", f"entry:{element.get('id')}")
            if element.get("href", "").startswith("#"):
                element.set("href", f"#entry:{element.get('href', '')[1:]}")
        appendix.append(made)
    return appendix if len(appendix) > 1 else None


def _labelled(planned: Plan, text: Text) -> Iterator[tuple[Mention, str]]:
    """The mentions in a text, and what a link to each is called: `par. 3`, or some words around it."""
    words = messages(planned.language)
    numbers = {
        element.get(XML_ID): " ".join(element.get("n", "").split())
        for element in text.document.root.iter(tei("p"), tei("ab"))
        if element.get(XML_ID)
    }
    for found in planned.mentions.values():
        for mention in found:
            if mention.document is text.document and name_of(mention.element) not in _SPEECHES:
                number = numbers.get(mention.anchor, "")
                if number and not mention.in_note:
                    yield mention, f"{words['paragraph']} {number}"
                else:
                    yield mention, _in_context(mention, words["note"] if mention.in_note else "")


def _in_context(mention: Mention, kind: str) -> str:
    before = " ".join(mention.before.split()[-_AROUND:])
    after = mention.after if mention.after[:1].strip() else f" {mention.after.strip()}"
    after = " ".join(after.split(" ")[: _AROUND + 1])
    context = f"{before} {mention.text}{after}".strip()
    return f"{kind}: {context}" if kind else context


def _lead_home(parts: list[Part], text: Text) -> None:
    """Let links lead to places of the book: an entry, a block of the text. One that leads nowhere is none."""
    for part in parts:
        for element in part.element.iter("a"):
            href = element.get("href", "")
            if href.startswith(_PAGES):
                element.set("href", f"#entry:{href.partition('#')[2]}")
            elif href.startswith(f"{text.href}#"):
                element.set("href", href.removeprefix(text.href))
    places: set[str] = set()
    for part in parts:
        for element in part.element.iter("*"):
            place = element.get("id")
            if place is not None and place in places:
                del element.attrib["id"]
            elif place is not None:
                places.add(place)
    for part in parts:
        for link in part.element.iter("a"):
            href = link.get("href", "")
            if href[1:] not in places if href.startswith("#") else not href.startswith(_OUTWARD):
                link.tag = "span"
                for name in ("href", "role", "aria-label", "rel"):
                    link.attrib.pop(name, None)


_OUTWARD = ("http://", "https://", "mailto:")
