"""RELAX NG DTD Compatibility: which attributes are ID, IDREF or IDREFS, and whether IDs are sound (section 5
there).

As in jing, the type of an attribute depends on the names of the element and the attribute alone; a schema in
which it would not is refused. Of a document only its IDs are kept, and the places of references that wait for
theirs.
"""

import re
from typing import NamedTuple

from teiproof.relaxng.nameclass import NameClass, contains, is_open, listed
from teiproof.relaxng.sources import Sources

SECTION = "5 of DTD Compatibility"

_TOKEN = re.compile(r"[^ \t\r\n]+")

IdTypes = dict[str, dict[str, str]]
"""Element name, attribute name: ID, IDREF or IDREFS."""


class Typed(NamedTuple):
    """An attribute pattern of type ID, IDREF or IDREFS: name class, type, place in the schema."""

    names: NameClass
    id_type: str
    where: int


class ElementAttributes(NamedTuple):
    """The attributes an element pattern may have: single names, other name classes, and those with an ID
    type."""

    element: NameClass
    where: int
    names: frozenset[str]
    classes: tuple[NameClass, ...]
    ids: tuple[Typed, ...]


def id_types(elements: list[ElementAttributes], sources: Sources) -> IdTypes:
    """The attributes with an ID type in a schema.

    Raises IncorrectSchemaError if an element and an attribute of the same names have different types in two
    places.
    """
    types: IdTypes = {}
    for element in elements:
        for typed in element.ids:
            if not isinstance(typed.names, str):
                raise sources.error(
                    typed.where, SECTION, f"an attribute of type {typed.id_type} must have a name"
                )
            if is_open(element.element):
                message = f"an element with an attribute of type {typed.id_type} must have a name"
                raise sources.error(element.where, SECTION, message)
            for name in listed(element.element):
                if types.setdefault(name, {}).setdefault(typed.names, typed.id_type) != typed.id_type:
                    raise _conflict(name, typed.names, element, sources)
    attributes = {attribute for known in types.values() for attribute in known}
    for element in elements:
        if not element.classes and attributes.isdisjoint(element.names):
            continue
        for name, known in types.items():
            if not contains(element.element, name):
                continue
            for attribute in known:
                if attribute in element.names or any(contains(names, attribute) for names in element.classes):
                    raise _conflict(name, attribute, element, sources)
    return types


def _conflict(name: str, attribute: str, element: ElementAttributes, sources: Sources) -> Exception:
    what = f"the attribute “{attribute.rpartition(' ')[2]}” of <{name.rpartition(' ')[2]}>"
    message = f"{what} is an ID, or refers to one, in one place, and not in another"
    return sources.error(element.where, SECTION, message)


class Place(NamedTuple):
    """Line and column in a document, from 1."""

    line: int
    column: int


class Soundness:
    """The IDs of one document and the references to IDs."""

    def __init__(self) -> None:
        self._defined: dict[str, int] = {}
        self._waiting: dict[str, list[Place]] = {}

    def add(self, id_type: str, value: str, place: Place) -> str:
        """Take in a value; the message if it is an ID that is there already, else "".

        Values that are no names are left to the datatype.
        """
        tokens = _TOKEN.findall(value)
        if id_type != "ID":
            for token in tokens:
                if token not in self._defined:
                    self._waiting.setdefault(token, []).append(place)
            return ""
        if len(tokens) != 1:
            return ""
        first = self._defined.get(tokens[0])
        if first is None:
            self._defined[tokens[0]] = place.line
            self._waiting.pop(tokens[0], None)
            return ""
        return f"the ID “{tokens[0]}” is given already on line {first}. Give this element another."

    def dangling(self) -> list[tuple[Place, str]]:
        """The references without an ID, once the document has ended."""
        return [
            (place, f"there is no ID “{token}” in this document. Correct the reference, or add the ID.")
            for token, places in self._waiting.items()
            for place in places
        ]
