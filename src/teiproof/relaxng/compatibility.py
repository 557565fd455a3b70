"""RELAX NG DTD Compatibility: which attributes are ID, IDREF or IDREFS (section 5 there).

As in jing, the type of an attribute depends on the names of the element and the attribute alone; a schema in
which it would not is refused.
"""

from collections.abc import Iterator
from typing import NamedTuple

from teiproof.errors import IdTypesError
from teiproof.relaxng.nameclass import NameClass, contains, is_open, listed, spares
from teiproof.relaxng.sources import Sources

_SECTION = "5 of DTD Compatibility"

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

    Raises IdTypesError if an element and an attribute of the same names have different types in two places.
    """
    types: IdTypes = {}
    for element in elements:
        for typed in element.ids:
            if not isinstance(typed.names, str):
                message = f"an attribute of type {typed.id_type} must have a name"
                raise error(typed.where, message, sources)
            if is_open(element.element):
                message = f"an element with an attribute of type {typed.id_type} must have a name"
                raise error(element.where, message, sources)
            for name in listed(element.element):
                if types.setdefault(name, {}).setdefault(typed.names, typed.id_type) != typed.id_type:
                    raise _conflict(name, typed.names, element, sources)
    attributes = {attribute for known in types.values() for attribute in known}
    namespaces: dict[str, list[str]] = {}
    for name in types:
        namespaces.setdefault(name.rpartition(" ")[0], []).append(name)
    for element in elements:
        plain = attributes & element.names
        for names in element.classes:
            plain |= {attribute for attribute in attributes if contains(names, attribute)}
        if not plain:
            continue
        for name in _shared(element.element, types, namespaces):
            if not plain.isdisjoint(types[name]):
                raise _conflict(name, min(plain & types[name].keys()), element, sources)
    return types


def error(where: int, message: str, sources: Sources) -> Exception:
    """The error that refuses a schema for its IDs."""
    return sources.error(where, _SECTION, message, IdTypesError)


def _shared(names: NameClass, types: IdTypes, namespaces: dict[str, list[str]]) -> Iterator[str]:
    """The elements with an ID type whose names a name class contains; `namespaces` are those of all of them."""
    if isinstance(names, str):
        if names in types:
            yield names
        return
    for namespace, known in namespaces.items():
        if not spares(names, namespace):
            yield from (name for name in known if contains(names, name))


def _conflict(name: str, attribute: str, element: ElementAttributes, sources: Sources) -> Exception:
    what = f"the attribute “{attribute.rpartition(' ')[2]}” of <{name.rpartition(' ')[2]}>"
    message = f"{what} is an ID, or refers to one, in one place, and not in another"
    return error(element.where, message, sources)
