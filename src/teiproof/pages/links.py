"""What leads where in a site: from a pointer of a document to the address of what it means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from teiproof.model.document import Document
from teiproof.model.elements import is_tei, name_of
from teiproof.model.pointers import POINTING, POINTING_ON, Pointer, pointers
from teiproof.names import XML_ID
from teiproof.pages.plan import REGISTERS, Entry, Plan

_LINK = re.compile(rb'(href=")([^"#:]+\.html)#([^"]+)"')
_ID = re.compile(rb'\sid="([^"]+)"')


class Links:
    """The addresses that the pointers of documents lead to; one object for a whole site.

    `entries` are the entries of the registers by their elements.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._texts = plan.by_path
        self.entries = {entry.entity.element: entry for entry in plan.entries.values()}
        self._known: dict[Path, dict[str, tuple[str, Entry | None]]] = {}

    def of(self, document: Document) -> Mapping[str, tuple[str, Entry | None]]:
        """The addresses of a document's pointers, by the URIs as written there, seen from its own page.

        With an address goes the entry of the register, if it is that of one. A pointer within the text is
        left out: the stylesheet knows best whether it is seen.
        """
        if document.path in self._known:
            return self._known[document.path]
        found = self._known[document.path] = {}
        for pointer in pointers(document):
            if pointer.is_local and pointer.uri not in found:
                address = self._address(document, pointer)
                if address is not None and not address[0].startswith("#"):
                    found[pointer.uri] = address
        return found

    def moved(self, document: Document, element: etree._Element, addresses: dict[str, str]) -> None:
        """Make the pointers in a copied part of a document lead to where they lead, seen from another page.

        A pointer to an entry becomes `#` and its anchor. What the new pointers mean is added to `addresses`.
        """
        written = self.of(document)
        text = self._texts.get(document.path)
        page = text.href if text else None
        for part in element.iter("*"):
            for name, value in part.items():
                owners = POINTING_ON.get(name)
                if is_tei(part) and (name in POINTING or (owners is not None and name_of(part) in owners)):
                    moved = [self._moved(uri, written, document, page, addresses) for uri in value.split()]
                    part.set(name, " ".join(moved))

    def _moved(
        self,
        uri: str,
        written: Mapping[str, tuple[str, Entry | None]],
        document: Document,
        page: str | None,
        addresses: dict[str, str],
    ) -> str:
        address, entry = written.get(uri, ("", None))
        if entry is not None:
            addresses[f"#{entry.anchor}"] = entry.href
            return f"#{entry.anchor}"
        if not address and page and uri.startswith("#") and uri[1:] in document.ids:
            address = f"{page}{uri}"
        if address:
            addresses[address] = address
            return address
        return uri

    def _address(self, document: Document, pointer: Pointer) -> tuple[str, Entry | None] | None:
        other = self._plan.edition.document_of(document, pointer)
        if other is None or other.path not in self._plan.files:
            return None
        text = self._texts.get(other.path)
        if not pointer.fragment:
            if text is not None:
                return text.href, None
            own = next((e for e in self._plan.entries.values() if e.entity.document.path == other.path), None)
            return (f"{REGISTERS[own.entity.kind]}.html" if own else "about.html"), None
        element = other.ids.get(pointer.fragment)
        if element is None:
            return None
        for ancestor in (element, *element.iterancestors()):
            entry = self.entries.get(ancestor)
            if entry is not None:
                inner = f"{REGISTERS[entry.entity.kind]}.html#{element.get(XML_ID)}"
                return (entry.href, entry) if ancestor is element else (inner, None)
        if text is None:
            return None
        return (f"#{pointer.fragment}" if other is document else f"{text.href}#{pointer.fragment}"), None


def mended(pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pages, in which a link to a place that another page does not show leads to that page as a whole."""
    html = {name: page for name, page in pages.items() if name.endswith(".html")}
    linked = {found[1].decode() for page in html.values() for found in _LINK.findall(page)}
    places = {name: set(_ID.findall(html[name])) for name in sorted(linked & html.keys())}

    def mend(found: re.Match[bytes]) -> bytes:
        known = places.get(found[2].decode())
        return found[0] if known is None or found[3] in known else found[1] + found[2] + b'"'

    return {name: _LINK.sub(mend, page) if name in html else page for name, page in pages.items()}
