"""Citation trees: the units into which a text can be cited, as DTS names their parts.

Source: Distributed Text Services 1.0 (https://dtsapi.org/versions/v1.0), “Citation Tree”.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml import etree

TITLE = "http://purl.org/dc/terms/title"


class Passage(NamedTuple):
    """A stretch of a document: from the start of one element to the end of another, or of the same.

    If it is `open`, it ends before the start of the last: a page goes on to the beginning of the next one.
    """

    first: etree._Element
    last: etree._Element
    is_open: bool = False


class Datum(NamedTuple):
    """What is said of a unit: the IRI of a property, a text, and the tag of its language or nothing."""

    property: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class CitableUnit:
    """A unit that has an identifier, which is its own in its tree; `parent` is that of the unit around it.

    `level` counts from 1. `cite_type` is what such a unit is called: paragraph, page, scene.
    """

    identifier: str
    cite_type: str
    level: int
    parent: str | None
    passage: Passage
    data: tuple[Datum, ...] = ()


@dataclass(frozen=True, slots=True)
class CiteStructure:
    """What units of one kind are called, and the kinds of units within them."""

    cite_type: str
    within: tuple[CiteStructure, ...] = ()


@dataclass(frozen=True)
class CitationTree:
    """The units of one way to cite a text, in document order, each before those within it.

    The default tree of a text has no identifier.
    """

    identifier: str
    structures: tuple[CiteStructure, ...]
    units: tuple[CitableUnit, ...]
    description: str = field(default="")

    @cached_property
    def by_identifier(self) -> dict[str, int]:
        """The place of each unit among the units."""
        return {unit.identifier: number for number, unit in enumerate(self.units)}

    @cached_property
    def depth(self) -> int:
        """The number of levels."""
        return max((unit.level for unit in self.units), default=0)

    @cached_property
    def _ends(self) -> list[int]:
        ends = [len(self.units)] * len(self.units)
        waiting: list[int] = []
        for number, unit in enumerate(self.units):
            while waiting and self.units[waiting[-1]].level >= unit.level:
                ends[waiting.pop()] = number
            waiting.append(number)
        return ends

    def end_of(self, number: int) -> int:
        """The place after the last unit within a unit."""
        return self._ends[number]

    def siblings(self, number: int) -> list[CitableUnit]:
        """The units that have the same parent as one, that one among them, in document order."""
        return self._children[self.units[number].parent]

    @cached_property
    def _children(self) -> dict[str | None, list[CitableUnit]]:
        found: dict[str | None, list[CitableUnit]] = {}
        for unit in self.units:
            found.setdefault(unit.parent, []).append(unit)
        return found

    def leaves(self) -> list[CitableUnit]:
        """The units without units in them, in document order."""
        return [unit for number, unit in enumerate(self.units) if self.end_of(number) == number + 1]
