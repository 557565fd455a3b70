"""The parts of a book as trees of HTML: made of a text by a stylesheet, and linked with each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lxml import etree

from teiproof.books.about import About, about
from teiproof.books.images import Image, images
from teiproof.errors import TransformError
from teiproof.pages import site
from teiproof.pages.data import Maker
from teiproof.pages.plan import REGISTERS, Text
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
_OUTWARD = ("http://", "https://", "mailto:")
BEGINNING = "page:title"
"""The place to which a link to a text as a whole leads, where a book has several."""

_NAMING = ("id", "aria-labelledby", "aria-describedby")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a book: an element of HTML without a namespace, in a language and direction.

    `text` is the number of the text to which it belongs, counted from 1, where a book has several.
    """

    kind: Kind
    element: etree._Element
    language: str
    direction: str = "ltr"
    text: int = 0

    @property
    def prefix(self) -> str:
        """What stands before the identifiers in it, so that those of several texts differ."""
        return f"t{self.text}:" if self.text else ""


@dataclass(frozen=True, slots=True)
class Volume:
    """A text as a book, or several: what it says of itself, the language of its own words, parts and images."""

    about: About
    language: str
    direction: str
    parts: tuple[Part, ...]
    images: tuple[Image, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How parts are made: by which stylesheet, those of a project's own folder before it, and who is told what.

    `report` is told the names of elements of a text without a rule, `remark` of images that are left out.
    """

    stylesheet: str
    own: Path | None
    report: Callable[[Text, tuple[str, ...]], None]
    remark: Callable[[str], None]


def bound(maker: Maker, text: Text, manner: Manner, number: int = 0) -> Volume:
    """A text by itself, whose links still lead to the pages of a site. Raises TransformError."""
    packed = images(text.document, manner.remark, f"images/{number}-" if number else "images/")
    tree = maker.text(text)
    page = tree.getroot()[-1]
    for image in packed:
        etree.SubElement(page, site("image"), {"uri": image.uri, "href": image.name})
    result = transform(tree, manner.stylesheet, own=manner.own)
    manner.report(text, result.unhandled)
    book = parsed(result.content)
    known = about(text.document, text.cited, book.get("lang", ""))
    language, direction = maker.plan.language, book.get("dir", "ltr")
    parts = []
    for element in book:
        kind = _KINDS[element.get("class", "")]
        spoken = (known.language, direction) if kind in ("title", "text") else (language, "ltr")
        parts.append(Part(kind, element, *spoken, number))
    return Volume(known, language, direction, tuple(parts), packed)


def parsed(content: bytes) -> etree._Element:
    """What a stylesheet made, however large it is."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False, huge_tree=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise TransformError(
            f"what the stylesheet made is not well-formed: {error}. Please report this."
        ) from error


def lead_home(parts: Iterable[Part], homes: Mapping[str, str]) -> None:
    """Let links lead to places of the book: an entry, a block of a text. One that leads nowhere is none.

    `homes` are the prefixes of the texts, by the addresses of their pages.
    """
    parts = tuple(parts)
    for part in parts:
        for element in part.element.iter("*"):
            for name in _NAMING if part.prefix else ():
                if element.get(name):
                    element.set(name, " ".join(f"{part.prefix}{one}" for one in element.get(name, "").split()))
            if element.tag == "a":
                element.set("href", _home(element.get("href", ""), part.prefix, homes))
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


def _home(href: str, prefix: str, homes: Mapping[str, str]) -> str:
    page, _, place = href.partition("#")
    if href.startswith(_PAGES):
        return f"#entry:{place}"
    if href.startswith("#"):
        return f"#{prefix}{place}"
    return f"#{homes[page]}{place or BEGINNING}" if page in homes else href
