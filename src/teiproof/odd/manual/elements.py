"""HTML elements, and the addresses of specifications."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from teiproof.odd.flattened import Flattened

_FORBIDDEN = {code: None for code in range(32) if code not in (9, 10, 13)}
_LONGEST = 100  # characters of a file's name before its ending


def made(name: str, attributes: Mapping[str, str], *content: "etree._Element | str") -> etree._Element:
    """An element with what is in it."""
    element = etree.Element(name, dict(attributes))
    for part in content:
        append(element, part)
    return element


def append(element: etree._Element, part: "etree._Element | str") -> None:
    """Put an element or a text at the end of an element."""
    if isinstance(part, etree._Element):
        element.append(part)
        return
    text = part.translate(_FORBIDDEN)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def links_to(sections: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """Links to those sections that have a heading and an address."""
    for section in sections:
        heading = section.find("h2")
        if heading is not None and section.get("id"):
            language = {name: value for name, value in section.items() if name == "lang"}
            yield made("a", {"href": f"#{section.get('id')}", **language}, "".join(heading.itertext()))


class Addresses:
    """Where the specifications of a schema are in its manual: all on one page, or each on a page of its own."""

    def __init__(self, schema: Flattened, has_pages: bool = False) -> None:
        self._sections = {
            **{ident: f"macro.{ident}" for ident in schema.macros},
            **{ident: f"class.{ident}" for ident in schema.classes},
            **{ident: f"element.{ident}" for ident in schema.elements},
        }
        self._pages = _file_names(self._sections) if has_pages else {}

    def section(self, ident: str) -> str:
        """The identifier of the section on a specification."""
        return self._sections[ident]

    def page(self, ident: str) -> str:
        """The name of the file of a specification that has a page of its own."""
        return self._pages[ident]

    def link(self, ident: str, text: str = "") -> etree._Element:
        """A specification as code that leads to what is said of it, if anything is."""
        code = made("code", {}, text or ident)
        if ident not in self._sections:
            return code
        return made("a", {"href": self._pages.get(ident, f"#{self._sections[ident]}")}, code)

    def links(self, idents: Iterable[str]) -> list["etree._Element | str"]:
        """Several specifications, with spaces between them."""
        parts: list[etree._Element | str] = []
        for ident in idents:
            parts += [" ", self.link(ident)] if parts else [self.link(ident)]
        return parts


def _file_names(sections: Mapping[str, str]) -> dict[str, str]:
    """A file's name for each section; names that some file systems cannot tell apart are numbered."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for ident, section in sections.items():
        stem = re.sub(r"[^\w.-]", "_", section)[:_LONGEST]
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        found[ident] = f"{name}.html"
    return found
