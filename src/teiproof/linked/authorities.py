"""The identifiers of what an element describes: `idno`, and its or its names’ pointers to authority files.

Guidelines 3.11.1.3 (idno), 14.2.2 (@key and @ref of names), 17.10 (prefixes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from teiproof.linked.terms import Iri, web
from teiproof.model.document import Document
from teiproof.model.elements import name_of
from teiproof.model.identifiers import in_uri, judge, kind_of, prefixed
from teiproof.model.pointers import Prefix, prefixes
from teiproof.model.schemes import scheme_of
from teiproof.names import tei

if TYPE_CHECKING:
    from lxml import etree


class Authority(NamedTuple):
    """An authority file: `prefix` is what its identifiers are preceded by in the IRIs of what they identify."""

    name: str
    prefix: str


AUTHORITIES = {
    authority.name: authority
    for authority in (
        Authority("DOI", "https://doi.org/"),
        Authority("GND", "https://d-nb.info/gnd/"),
        Authority("GeoNames", "https://sws.geonames.org/"),
        Authority("ISNI", "https://isni.org/isni/"),
        Authority("ORCID", "https://orcid.org/"),
        Authority("VIAF", "http://viaf.org/viaf/"),
        Authority("Wikidata", "http://www.wikidata.org/entity/"),
    )
}
"""Those known to `model.identifiers` whose identifiers stand for persons, places or works themselves."""

_ENDINGS = {"GeoNames": "/"}  # of the IRIs of what is described there, not of the page
_NAMES = frozenset(
    "persName orgName placeName settlement country region district bloc geogName name title eventName".split()
)
_POINTING = ("ref", "sameAs", "key")
_HYPHENED = re.compile(r"(gnd|viaf|wikidata|geonames)-([0-9A-Za-z][0-9A-Za-z-]*)", re.IGNORECASE)
_LABEL = re.compile(r"^\(DE-588\)|^[A-Za-z]+:\s*")


class Identifier(NamedTuple):
    """An identifier: `kind` is the authority's name, or @type as it is written, `value` what it is there.

    `iri` is what it stands for, if `is_thing`, or else a page about it; None if neither is known. `cert` is how
    sure it is, as the encoder says.
    """

    kind: str
    value: str
    iri: Iri | None
    is_thing: bool
    cert: str

    @property
    def text(self) -> str:
        """Its IRI, or else its kind and value."""
        return self.iri.iri if self.iri else f"{self.kind} {self.value}".strip()


def identifiers(element: etree._Element, document: Document) -> tuple[Identifier, ...]:
    """The identifiers of what an element describes, each once, without those that cannot be right."""
    defined = prefixes(document)
    found = {(one.kind, one.value): one for one in reversed(list(_identifiers(element, defined)))}
    return tuple(reversed(found.values()))


def pointed_to(element: etree._Element, document: Document) -> Identifier | None:
    """What a name points to by itself in an authority file that is known; None if in none."""
    defined = prefixes(document)
    for attribute in _POINTING:
        for uri in element.get(attribute, "").split():
            for found in _of_uri(_expanded(uri, defined), "", element.get("cert", ""), only_known=True):
                if found.is_thing:
                    return found
    return None


def _identifiers(element: etree._Element, defined: dict[str, list[Prefix]]) -> Iterator[Identifier]:
    for idno in element.iterfind(f"{tei('idno')}"):
        yield from _of_idno(idno)
    for holder in (element, *(child for child in element.iterchildren("*") if name_of(child) in _NAMES)):
        cert = holder.get("cert", "") if holder is not element else ""
        for idno in holder.iterfind(f"{tei('idno')}") if holder is not element else ():
            yield from _of_idno(idno)
        for attribute in _POINTING:
            for uri in holder.get(attribute, "").split():
                yield from _of_uri(_expanded(uri, defined), "", cert, only_known=attribute == "key")


def _of_idno(idno: etree._Element) -> Iterator[Identifier]:
    inner = list(idno.iterchildren(tei("idno")))
    for part in inner:
        yield from _of_idno(part)
    text = " ".join("".join(idno.itertext()).split())
    if inner or not text:
        return
    type_, cert = idno.get("type", ""), idno.get("cert", "")
    known = kind_of(type_)
    if web(text) or (prefixed(text) and not known):
        yield from _of_uri(text, type_, cert)
    elif known:
        yield from _known(known, _LABEL.sub("", text), cert)
    else:
        yield Identifier(type_, text, None, False, cert)


def _of_uri(uri: str, type_: str, cert: str, only_known: bool = False) -> Iterator[Identifier]:
    hyphened, written = _HYPHENED.fullmatch(uri), prefixed(uri)
    if hyphened:
        written = prefixed(f"{hyphened[1]}:{hyphened[2]}")
    known = in_uri(uri) or (written[1:] if written else None)
    if known:
        yield from _known(*known, cert)
        return
    iri = web(uri)
    if iri and not only_known:
        yield Identifier(type_ if type_.lower() not in ("uri", "url") else "", iri.iri, iri, False, cert)


def _known(kind: str, text: str, cert: str) -> Iterator[Identifier]:
    """An identifier of a kind that is known, if it is made as it has to be."""
    value = re.sub(r"[\s-]", "", text) if kind in ("ISNI", "ISBN") else text.strip()
    value = value.upper() if kind in ("Wikidata", "GND", "ISNI", "ORCID", "ISBN") else value
    try:
        judge(kind, value)
    except ValueError:
        return
    authority = AUTHORITIES.get(kind)
    iri = web(f"{authority.prefix}{value}{_ENDINGS.get(kind, '')}") if authority else None
    yield Identifier(kind, value, iri, iri is not None, cert)


def _expanded(uri: str, defined: dict[str, list[Prefix]]) -> str:
    for prefix in defined.get(scheme_of(uri), ()):
        expanded = prefix.expand(uri)
        if expanded is not None:
            return expanded
    return uri
