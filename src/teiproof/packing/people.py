"""Who made an edition, as its headers say: authors, editors and publishers as entities of a crate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from teiproof.linked.headers import publishers
from teiproof.linked.terms import web
from teiproof.model.citation import names_of
from teiproof.model.document import Document
from teiproof.model.reading import words_of
from teiproof.names import tei
from teiproof.pages.plan import safe_name

if TYPE_CHECKING:
    from lxml import etree

Entity = dict[str, object]

_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", re.IGNORECASE)
_STATEMENT = "teiHeader/fileDesc/titleStmt"
_PUBLICATION = "teiHeader/fileDesc/publicationStmt"


class People:
    """The persons and organisations of an edition, each an entity with an identifier of its own."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}

    def named(self, document: Document, role: str) -> list[str]:
        """The identifiers of the authors or editors that a document names (`role` is the element's name)."""
        found = [
            self._person(document, element, name.straight)
            for element in document.findall(f"{_STATEMENT}/{role}")
            for name in names_of([element])
        ]
        return list(dict.fromkeys(found))

    def publishers(self, documents: Sequence[Document]) -> list[str]:
        """The identifiers of the publishers."""
        return [
            self._organisation(name, next(_addresses_of_publisher(documents, name), ""))
            for name in publishers(documents)
        ]

    def _person(self, document: Document, element: etree._Element, name: str) -> str:
        made: Entity = {"@type": "Person", "name": name}
        told = list(_told_of(document, element))
        orcid = next(filter(None, map(_orcid, told)), "")
        if next(element.iter(tei("orgName")), None) is not None:
            made["@type"] = "Organization"
        for affiliation in (one for part in told for one in part.iter(tei("affiliation"))):
            if words := _called(affiliation):
                address = next(_addresses(document, affiliation), "")
                made["affiliation"] = {"@id": self._organisation(words, address)}
                break
        return self._entity(f"https://orcid.org/{orcid}" if orcid else f"#person-{safe_name(name)}", made)

    def _organisation(self, name: str, address: str) -> str:
        made: Entity = {"@type": "Organization", "name": name}
        return self._entity(f"#organisation-{safe_name(name)}", made | ({"url": address} if address else {}))

    def _entity(self, wanted: str, made: Entity) -> str:
        """Add an entity unless it is there; two of different names have different identifiers."""
        number, identifier = 1, wanted
        while identifier in self.entities and self.entities[identifier]["name"] != made["name"]:
            if not wanted.startswith("#"):
                return identifier
            number += 1
            identifier = f"{wanted}-{number}"
        self.entities.setdefault(identifier, {"@id": identifier, **made})
        return identifier


def _orcid(element: etree._Element) -> str:
    """The ORCID of an author, in an idno or a pointer."""
    texts = ["".join(idno.itertext()) for idno in element.iter(tei("idno"))]
    for node in element.iter(tei("author"), tei("editor"), tei("persName"), tei("name")):
        texts += [*node.get("ref", "").split(), *node.get("key", "").split()]
    for text in texts:
        match = _ORCID.fullmatch(text.strip())
        if match:
            return match[1].upper()
    return ""


def _told_of(document: Document, element: etree._Element) -> Iterator[etree._Element]:
    """An element of the header, and what stands elsewhere in the document of whom it names by `#` and an id."""
    yield element
    for node in element.iter("*"):
        for pointer in node.get("ref", "").split():
            other = document.ids.get(pointer[1:]) if pointer.startswith("#") else None
            if other is not None:
                yield other


def _called(affiliation: etree._Element) -> str:
    """The name of an organisation to which somebody belongs, without the dates or the role."""
    name = next(affiliation.iter(tei("orgName")), affiliation)
    return words_of(name)


def _addresses_of_publisher(documents: Sequence[Document], name: str) -> Iterator[str]:
    """The addresses on the web that headers give for a publisher."""
    for document in documents:
        for publisher in (
            *document.findall(f"{_PUBLICATION}/publisher"),
            *document.findall(f"{_PUBLICATION}/authority"),
        ):
            if name in words_of(publisher):
                yield from _addresses(document, publisher)


def _addresses(document: Document, organisation: etree._Element) -> Iterator[str]:
    """The addresses on the web that a document gives for an organisation."""
    for part in _told_of(document, organisation):
        for node in part.iter("*"):
            said = [*node.get("ref", "").split(), *node.get("target", "").split()]
            said += ["".join(node.itertext())] if node.tag == tei("idno") else []
            for text in said:
                known = web(text)
                if known:
                    yield known.iri
