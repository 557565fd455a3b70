"""The bibliography of a document: what its bibl, biblStruct and biblFull describe (Guidelines 3.12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from teiproof.model.citation import (
    Citation,
    all_of,
    citation,
    first,
    names_of,
    scope_of,
    source_of,
    text_of,
    when_of,
)
from teiproof.model.document import Document
from teiproof.model.elements import name_of
from teiproof.names import XML_ID, tei

if TYPE_CHECKING:
    from lxml import etree

_DESCRIPTIONS = (tei("bibl"), tei("biblStruct"), tei("biblFull"))
_YEAR = re.compile(r"\d{4}(-\d\d){0,2}")
_WEB = ("http://", "https://")


def references(document: Document) -> dict[str, Citation]:
    """What a reference manager can take from a document: itself, if it has a text, then what it describes.

    The keys are the name of the document and the xml:ids of the descriptions, or the name with a number. A work
    described twice in the same words is given once; so is the printing of which the text itself is an edition.
    Raises UnparsableError.
    """
    found: dict[str, Citation] = {}
    own = citation(document)
    if next(document.root.iter(tei("text"), tei("sourceDoc")), None) is not None:
        found[document.path.stem] = own
    seen = set()
    for number, element in enumerate(_descriptions(document), 1):
        described = _described(element)
        known = replace(described, language="")
        if not described.title or known in seen or _is_printing(element, document, own):
            continue
        seen.add(known)
        found[element.get(XML_ID) or f"{document.path.stem}-{number}"] = described
    return found


def _descriptions(document: Document) -> Iterator[etree._Element]:
    """The descriptions of works that are not part of another one."""
    for element in document.root.iter(*_DESCRIPTIONS):
        if next(element.iterancestors(*_DESCRIPTIONS), None) is None:
            yield element


def _is_printing(element: etree._Element, document: Document, own: Citation) -> bool:
    """Whether a description says of the text's printing what the text's own citation says already."""
    return bool(own.journal) and element is source_of(document)


def _described(element: etree._Element) -> Citation:
    """What a description says. One that is no more than a sentence has it as its title."""
    part = first(element, "analytic")
    titles = all_of(part, "title") + [
        title for title in all_of(element, "title") if next(title.iterancestors(tei("analytic")), None) is None
    ]
    main = titles[0] if titles else None
    level = "" if main is None else main.get("level", "a" if part is not None else "")
    containers = {
        title.get("level", "m"): text_of(title) for title in reversed(titles[1:]) if title.get("type") != "sub"
    }
    authors = all_of(part, "author") or all_of(element, "author")
    editors = all_of(element, "editor")
    translators = [editor for editor in editors if editor.get("role") == "translator"]
    return Citation(
        title=text_of(element if main is None else main).strip(" ,.;"),
        level=level,
        authors=names_of(authors),
        editors=names_of(editor for editor in editors if editor not in translators),
        translators=names_of(translators),
        journal=containers.get("j", ""),
        book=containers.get("m", "") if level in ("a", "") and (part is not None or level) else "",
        series=containers.get("s", ""),
        printed=_date(element),
        volume=scope_of(element, "volume") or scope_of(element, "vol"),
        issue=scope_of(element, "issue"),
        pages=scope_of(element, "page") or scope_of(element, "pp"),
        place=text_of(first(element, "pubPlace")),
        publisher=text_of(first(element, "publisher")),
        url=_url(element),
        doi=_identifier(element, "doi").removeprefix("https://doi.org/"),
        isbn=_identifier(element, "isbn"),
        issn=_identifier(element, "issn"),
    )


def _date(element: etree._Element) -> str:
    """The first date that is one, in an attribute or as a year in words."""
    for date in all_of(element, "date"):
        found = when_of(date) or text_of(date)
        if _YEAR.fullmatch(found):
            return found
    return ""


def _url(element: etree._Element) -> str:
    """The first address on the web to which a description leads."""
    for inner in element.iter(tei("ref"), tei("ptr"), tei("idno")):
        address = text_of(inner) if name_of(inner) == "idno" else inner.get("target", "")
        if address.startswith(_WEB):
            return address.split()[0]
    return ""


def _identifier(element: etree._Element, kind: str) -> str:
    for idno in all_of(element, "idno"):
        if idno.get("type", "").lower() == kind:
            return text_of(idno)
    return ""
