"""Trees of HTML as files of XHTML, as EPUB wants them (EPUB 3.3, section 6.1)."""

from __future__ import annotations

from lxml import etree

from teiproof.names import SVG

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
OPS = "http://www.idpf.org/2007/ops"
EPUB_TYPE = f"{{{OPS}}}type"

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Declared, as the vocabulary of Z39.98-2012 is not among those that EPUB reserves names for.
_PREFIX = "z3998: http://www.daisy.org/z3998/2012/vocab/structure/#"


def named(element: etree._Element) -> None:
    """Give elements of HTML, MathML and SVG their namespaces, what they say of languages to XML as well, and
    formulae words for those who do not see them.
    """
    for drawing in [each for each in element.iter("svg") if each.getparent() is not None]:
        _replace(drawing, etree.Element(f"{{{SVG}}}svg", dict(drawing.attrib), nsmap={None: SVG}))
    for formula in list(element.iter("math")):
        words = " ".join("".join(formula.itertext()).split())
        _replace(
            formula,
            etree.Element(f"{{{MATHML}}}math", {**formula.attrib, "alttext": words}, nsmap={None: MATHML}),
        )
    for part in element.iter("*"):
        local = str(part.tag)
        if not local.startswith("{"):
            part.tag = f"{{{XHTML}}}{local}"
        language = part.get("lang")
        if language is not None:
            part.set(_XML_LANG, language)


def _replace(old: etree._Element, new: etree._Element) -> None:
    """Put an element of MathML or SVG in the place of one without a namespace."""
    namespace = etree.QName(new).namespace
    for part in list(old.iterdescendants("*")):
        if not str(part.tag).startswith("{"):
            part.tag = f"{{{namespace}}}{part.tag!s}"
    new.text, new.tail = old.text, old.tail
    new.extend(list(old))
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)


def page(
    title: str, language: str, direction: str, body: list[etree._Element], kind: str = "", css: str = "book.css"
) -> bytes:
    """A page of XHTML with some elements in its body; `kind` is the epub:type of all of it."""
    html = etree.Element("html", {"lang": language, "dir": direction}, nsmap={None: XHTML, "epub": OPS})
    html.set(f"{{{OPS}}}prefix", _PREFIX)
    head = etree.SubElement(html, "head")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": css})
    content = etree.SubElement(html, "body")
    if kind:
        content.set(EPUB_TYPE, kind)
    content.extend(body)
    named(html)
    written = etree.tostring(html, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n' + written + b"\n"
