"""Pointers to an element of a file: a bare name, or the element() scheme
(https://www.w3.org/TR/xptr-framework/, https://www.w3.org/TR/xptr-element/)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from teiproof.names import XML, XML_ID

if TYPE_CHECKING:
    from lxml import etree

_NAME = re.compile(r"[\w.:-]+")
_ELEMENT = re.compile(r"element\(\s*(?P<name>[\w.-]+)?(?P<steps>(?:/[1-9]\d*)*)\s*\)")
_EVENT_ID = f"{XML} id"


class BadPointerError(Exception):
    """A pointer cannot be read."""


class Pointer(NamedTuple):
    """An element: the one with this xml:id ("" for the document), and from there the children by number."""

    name: str
    steps: tuple[int, ...] = ()


def read_pointer(xpointer: str) -> Pointer:
    """What an @xpointer says. Raises BadPointerError for schemes other than element()."""
    text = xpointer.strip()
    if _NAME.fullmatch(text):
        return Pointer(text)
    found = _ELEMENT.fullmatch(text)
    if not found or not (found["name"] or found["steps"]):
        raise BadPointerError(
            f"@xpointer “{xpointer}” is neither an xml:id nor element(), and other schemes are not read"
        )
    return Pointer(found["name"] or "", tuple(int(step) for step in found["steps"].split("/")[1:]))


def find(pointer: Pointer, root: etree._Element) -> etree._Element | None:
    """The element that a pointer names in a tree."""
    steps = list(pointer.steps)
    if pointer.name:
        element = next((each for each in root.iter("*") if each.get(XML_ID) == pointer.name), None)
    else:
        element = root if steps.pop(0) == 1 else None
    for step in steps:
        if element is None:
            return None
        children = list(element.iterchildren("*"))
        element = children[step - 1] if step <= len(children) else None
    return element


class Search:
    """Finds the element that a pointer names while the tags of a file go by."""

    def __init__(self, pointer: Pointer) -> None:
        self._name = pointer.name
        self._steps = pointer.steps
        # How many of the steps are taken, and how many children of the element reached have gone by.
        self._taken = -1 if pointer.name else 0
        self._reached = 0 if not pointer.name else -1  # the depth at which the children of interest are
        self._depth = 0
        self._passed = 0

    def start(self, attributes: list[str]) -> bool:
        """Take a start tag (names and values in turn); whether it is that of the element."""
        depth = self._depth
        self._depth += 1
        if self._taken < 0:
            names = attributes[::2]
            if _EVENT_ID in names and attributes[2 * names.index(_EVENT_ID) + 1] == self._name:
                self._taken, self._reached = 0, self._depth
                return not self._steps
            return False
        if depth != self._reached or self._taken == len(self._steps):
            return False
        self._passed += 1
        if self._passed != self._steps[self._taken]:
            return False
        self._taken, self._reached, self._passed = self._taken + 1, self._depth, 0
        return self._taken == len(self._steps)

    def end(self) -> None:
        """Take an end tag."""
        self._depth -= 1
        if 0 <= self._depth < self._reached:
            self._reached = 1 << 30  # the element reached is over, and what was sought in it was not there
