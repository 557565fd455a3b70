"""The names in texts that point to an authority file by themselves, as in editions which keep no register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from teiproof.linked.authorities import Identifier, identifiers, pointed_to
from teiproof.model.context import Context, Contexts
from teiproof.model.elements import name_of
from teiproof.model.register import EntityKind
from teiproof.names import tei
from teiproof.pages.plan import Entry, Plan, Text

if TYPE_CHECKING:
    from lxml import etree

_KINDS: dict[str, EntityKind] = {
    "persName": "person", "placeName": "place", "settlement": "place", "country": "place", "region": "place",
    "district": "place", "geogName": "place", "orgName": "organisation", "eventName": "event", "title": "work",
}  # fmt: skip
_TYPES: dict[str, EntityKind] = {
    "person": "person", "pers": "person", "place": "place", "event": "event", "work": "work", "bibl": "work",
    "org": "organisation", "organisation": "organisation", "organization": "organisation",
}  # fmt: skip


class Named(NamedTuple):
    """A name in a text: what it points to, of which kind that is, if it is known, and where the name stands."""

    identifier: Identifier
    kind: EntityKind | None
    context: Context


def named(text: Text) -> Iterator[Named]:
    """The names in a text, or in a note on it, that point to an authority file, in document order."""
    contexts: Contexts | None = None
    for element in text.document.root.iter(*map(tei, (*_KINDS, "name", "rs"))):
        identifier = pointed_to(element, text.document)
        if identifier is not None:
            contexts = contexts or Contexts(text.document)
            context = contexts.of(element)
            if context is not None:
                yield Named(identifier, _kind(element), context)


def registered(plan: Plan) -> Mapping[tuple[str, str], Entry]:
    """The entries of the register by the kinds and values of their identifiers."""
    return {
        (identifier.kind, identifier.value): entry
        for entry in plan.entries.values()
        for identifier in identifiers(entry.entity.element, entry.entity.document)
        if identifier.is_thing
    }


def _kind(element: etree._Element) -> EntityKind | None:
    return _KINDS.get(name_of(element)) or _TYPES.get(element.get("type", "").lower())
