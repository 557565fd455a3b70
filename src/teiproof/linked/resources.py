"""What the things of an edition are called in linked data: by the addresses at which its site shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from teiproof.linked.terms import Local, local
from teiproof.model.addresses import TOP
from teiproof.model.document import Document
from teiproof.model.pointers import Pointer, pointers
from teiproof.model.register import Entity, Key
from teiproof.pages.plan import Plan, Text

if TYPE_CHECKING:
    from lxml import etree

EDITION = Local("")
"""The edition itself: its first page."""


class Resources:
    """The resources of one edition, and what the pointers of its documents lead to among them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._pointers: tuple[Document, dict[etree._Element, list[Pointer]]] | None = None

    def entry(self, entity: Entity) -> Local:
        """An entry of the register, at its place on the page of its kind."""
        return local(self.plan.entries[entity.key].href)

    def entries(self, entities: Iterable[Entity]) -> list[Local]:
        """Some entries of the register."""
        return [self.entry(entity) for entity in entities]

    def page(self, text: Text) -> Local:
        """The page of a text: what the editors have published."""
        return local(text.href)

    def text(self, text: Text) -> Local:
        """A text: what its author has written."""
        return local(f"{text.href}#{TOP}")

    def passage(self, text: Text, anchor: str) -> Local:
        """A block of a text or a note on it, by its address on the page."""
        return local(f"{text.href}#{anchor}")

    def file(self, text: Text) -> Local:
        """The copy of the TEI document."""
        return local(f"tei/{text.file}")

    def within(self, element: etree._Element, document: Document, *kinds: str) -> list[Entity]:
        """The entries of some kinds to which an element or one within it points, each once."""
        found: dict[Key, Entity] = {}
        for node in element.iter("*"):
            for entity in self.of(node, document, *kinds):
                found[entity.key] = entity
        return list(found.values())

    def of(self, element: etree._Element, document: Document, *kinds: str, attribute: str = "") -> list[Entity]:
        """The entries of some kinds, or any, to which an element points, by one attribute or any."""
        found = (
            self._entity(document, pointer)
            for pointer in self._of(document).get(element, ())
            if attribute in ("", pointer.attribute)
        )
        return [entity for entity in found if entity is not None and (not kinds or entity.kind in kinds)]

    def _entity(self, document: Document, pointer: Pointer) -> Entity | None:
        if not pointer.is_local or not pointer.fragment or pointer.attribute in ("source", "resp"):
            return None
        other = self.plan.edition.document_of(document, pointer)
        entry = self.plan.entries.get(Key(other.path, pointer.fragment)) if other else None
        return entry.entity if entry else None

    def _of(self, document: Document) -> dict[etree._Element, list[Pointer]]:
        """The pointers of a document by their elements; those of the last document asked for are kept."""
        if self._pointers is None or self._pointers[0] is not document:
            found: dict[etree._Element, list[Pointer]] = {}
            for pointer in pointers(document):
                found.setdefault(pointer.element, []).append(pointer)
            self._pointers = (document, found)
        return self._pointers[1]
