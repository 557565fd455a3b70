"""The terms of RDF (https://www.w3.org/TR/rdf11-concepts/#section-rdf-graph): resources and literals.

What comes from a document is untrusted: an IRI is made harmless or is none, a language tag is checked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from teiproof.model.reading import words_of
from teiproof.names import XML_LANG

if TYPE_CHECKING:
    from lxml import etree

PREFIXES = {
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The vocabularies; schema.org in the form to which its own JSON-LD context expands its names."""


ABOVE = "../"
"""The edition as seen from a folder within its site, where the site offers such a file as this.

Absolute addresses are written whole, not with a base: there are readers that take what stands before the colon
of an anchor for a scheme.
"""


class Local(NamedTuple):
    """A resource of the edition: its address, relative to that of the edition's first page, safe in an IRI."""

    address: str

    def part(self, name: str) -> Local:
        """What belongs to this resource: a colon stands in no `xml:id`, so that no other has this address."""
        return Local(f"{self.address}{':' if '#' in self.address else '#'}{name}")


class Iri(NamedTuple):
    """A resource somewhere else: an absolute IRI, safe to be written between angle brackets."""

    iri: str


class Term(NamedTuple):
    """A term of one of the vocabularies: `crm:E21_Person`."""

    name: str


class Literal(NamedTuple):
    """A text with a datatype (`xsd:gYear`) or a language (`en`), or with neither."""

    text: str
    datatype: str = ""
    language: str = ""


Resource = Local | Iri
Object = Local | Iri | Term | Literal

_WEB = re.compile(
    r"(https?://(?:\[[0-9A-Fa-f:.]+\]|[^\s<>\"{}|\\^`\[\]/?#%]+))([/?#].*)?", re.IGNORECASE | re.DOTALL
)
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# What must not stand in the path, query or fragment of an IRI (RFC 3987, 2.2), the percent sign apart.
_UNSAFE = re.compile(
    '[\x00-\x20"<>\\[\\\\\\]^`{|}\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff'
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def local(address: str) -> Local:
    """The resource at an address of the edition, with or without a fragment, of whatever characters."""
    path, hash_, fragment = address.partition("#")
    return Local(_safe(path) + hash_ + _safe(fragment).replace("#", "%23"))


def web(text: str) -> Iri | None:
    """The IRI that a text is, made safe, if it begins with http: or https: and names a host; else None."""
    match = _WEB.fullmatch(text.strip())
    if match is None:
        return None
    path, hash_, fragment = (match[2] or "").partition("#")
    return Iri(match[1] + _safe(path) + hash_ + _safe(fragment).replace("#", "%23"))


def literal(element: etree._Element | None) -> Literal | None:
    """The words of an element in its language; None if it has none."""
    text = "" if element is None else words_of(element)
    return Literal(text, language=language_of(element)) if text and element is not None else None


def language_of(element: etree._Element) -> str:
    """The language tag of an element, its own or inherited; nothing if it is not made as one."""
    for node in (element, *element.iterancestors()):
        tag = node.get(XML_LANG)
        if tag is not None:
            return tag if _LANGUAGE.fullmatch(tag) else ""
    return ""


def _safe(text: str) -> str:
    text = _BARE_PERCENT.sub("%25", text)
    return _UNSAFE.sub(lambda found: quote(found[0], safe="", errors="replace"), text)
