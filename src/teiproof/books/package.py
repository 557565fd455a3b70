"""The package document of an EPUB: metadata, files, reading order (EPUB 3.3, section 5).

The metadata of accessibility are those that are true of every book made here (EPUB Accessibility 1.1,
section 2). That a book conforms to WCAG is not claimed: that is for those to say who have read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from teiproof.books.about import About, Contributor

_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SUMMARY = (
    "All content is text in a logical order, with headings, a table of contents, and notes that are linked "
    "there and back. Nothing moves, sounds or depends on colour."
)
_SUMMARY_OF_IMAGES = " Images have the descriptions that their edition gives them."

CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


class File(NamedTuple):
    """A file of a book. `properties` are those of its item in the manifest; what is read is in the spine."""

    name: str
    media_type: str
    data: bytes
    properties: str = ""
    is_read: bool = False


def package(about: About, files: Sequence[File], has_pages: bool, has_images: bool, direction: str) -> bytes:
    """The package document."""
    root = etree.Element(
        f"{{{_OPF}}}package", {"version": "3.0", "unique-identifier": "id"}, nsmap={None: _OPF}
    )
    root.set(_XML_LANG, about.language)
    metadata = etree.SubElement(root, f"{{{_OPF}}}metadata", nsmap={"dc": _DC})
    _describe(metadata, about, has_pages)
    _accessibility(metadata, has_pages, has_images)
    manifest = etree.SubElement(root, f"{{{_OPF}}}manifest")
    spine = etree.SubElement(root, f"{{{_OPF}}}spine")
    if direction == "rtl":
        spine.set("page-progression-direction", "rtl")
    for number, file in enumerate(files, 1):
        item = etree.SubElement(manifest, f"{{{_OPF}}}item", {"id": f"file-{number}", "href": file.name})
        item.set("media-type", file.media_type)
        if file.properties:
            item.set("properties", file.properties)
        if file.is_read:
            etree.SubElement(spine, f"{{{_OPF}}}itemref", {"idref": f"file-{number}"})
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _describe(metadata: etree._Element, about: About, has_pages: bool) -> None:
    _dc(metadata, "identifier", about.identifier, "id")
    _dc(metadata, "title", about.title, "title")
    _refine(metadata, "title", "title-type", "main")
    if about.subtitle:
        _dc(metadata, "title", about.subtitle, "subtitle")
        _refine(metadata, "subtitle", "title-type", "subtitle")
    _dc(metadata, "language", about.language)
    for number, author in enumerate(about.authors, 1):
        _person(metadata, "creator", author, number)
    for number, other in enumerate(about.others, 1):
        _person(metadata, "contributor", other, number)
    _dc(metadata, "publisher", about.publisher)
    _dc(metadata, "date", about.published)
    _dc(metadata, "description", about.description)
    for subject in about.subjects:
        _dc(metadata, "subject", subject)
    _dc(metadata, "source", about.source, "source" if about.source else "")
    if has_pages:
        _meta(metadata, "pageBreakSource", about.source or "none")
    _dc(metadata, "rights", about.rights)
    if about.licence:
        _meta(metadata, "dcterms:license", about.licence)
    _meta(metadata, "dcterms:modified", f"{about.modified}T00:00:00Z")


def _accessibility(metadata: etree._Element, has_pages: bool, has_images: bool) -> None:
    for mode in ("textual", "visual") if has_images else ("textual",):
        _meta(metadata, "schema:accessMode", mode)
    if has_images:
        _meta(metadata, "schema:accessModeSufficient", "textual,visual")
    else:
        _meta(metadata, "schema:accessModeSufficient", "textual")
    features = ["displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents", "ARIA"]
    features += ["pageBreakMarkers", "pageNavigation"] if has_pages else []
    features += ["alternativeText"] if has_images else []
    for feature in features:
        _meta(metadata, "schema:accessibilityFeature", feature)
    _meta(metadata, "schema:accessibilityHazard", "none")
    summary = _SUMMARY + (_SUMMARY_OF_IMAGES if has_images else "")
    _meta(metadata, "schema:accessibilitySummary", summary).set(_XML_LANG, "en")


def _dc(metadata: etree._Element, local: str, text: str, identifier: str = "") -> None:
    if text:
        element = etree.SubElement(metadata, f"{{{_DC}}}{local}", {"id": identifier} if identifier else {})
        element.text = text


def _meta(metadata: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(metadata, f"{{{_OPF}}}meta", {"property": name})
    element.text = text
    return element


def _refine(metadata: etree._Element, identifier: str, name: str, text: str) -> etree._Element:
    element = _meta(metadata, name, text)
    element.set("refines", f"#{identifier}")
    return element


def _person(metadata: etree._Element, local: str, person: Contributor, number: int) -> None:
    identifier = f"{local}-{number}"
    _dc(metadata, local, person.name.straight, identifier)
    if person.role:
        _refine(metadata, identifier, "role", person.role).set("scheme", "marc:relators")
    if person.name.given:
        _refine(metadata, identifier, "file-as", person.name.turned)
