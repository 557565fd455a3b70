"""The names, dates and other mentions in a text, with their offsets in it (Guidelines 3.6 and 14)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from lxml import etree

from teiproof.model.elements import name_of
from teiproof.plaintext.layout import Laid

Kind = Literal["person", "place", "organisation", "event", "work", "date"]

_KINDS: dict[str, Kind] = {
    "persName": "person", "placeName": "place", "geogName": "place", "country": "place", "region": "place",
    "settlement": "place", "district": "place", "bloc": "place", "orgName": "organisation",
    "eventName": "event", "title": "work", "date": "date",
}  # fmt: skip
_TYPES: dict[str, Kind] = {
    "person": "person", "pers": "person", "persname": "person", "place": "place", "placename": "place",
    "org": "organisation", "organisation": "organisation", "organization": "organisation",
    "orgname": "organisation", "event": "event", "work": "work", "title": "work", "bibl": "work",
}  # fmt: skip
_TYPED = ("name", "rs")


class Name(NamedTuple):
    """A mention: the characters from `start` to before `end` of a laid out text; `note` is as in Word.

    `is_name` is false for a description (rs) and a date.
    """

    element: etree._Element
    kind: Kind
    start: int
    end: int
    note: int

    @property
    def is_name(self) -> bool:
        """Whether it is a name, and not a description or a date."""
        return self.kind != "date" and name_of(self.element) != "rs"


def kind_of(element: etree._Element) -> Kind | None:
    """What an element mentions; None if it mentions nothing."""
    name = name_of(element)
    if name in _TYPED:
        return _TYPES.get(element.get("type", "").strip().lower())
    return _KINDS.get(name)


def names_of(laid: Laid) -> list[Name]:
    """The mentions of a text in the order in which they begin, one that holds another before that."""
    spans: dict[tuple[etree._Element, int], tuple[Kind, int, int]] = {}
    kinds: dict[etree._Element, Kind | None] = {}
    for element, start, end, note in _texts(laid):
        node: etree._Element | None = element
        while node is not None:
            if node not in kinds:
                kinds[node] = kind_of(node)
            kind = kinds[node]
            if kind is not None:
                first = spans.get((node, note), (kind, start, end))[1]
                spans[node, note] = kind, first, end
            if name_of(node) in ("note", "text", "TEI"):
                break
            node = node.getparent()
    found = [Name(element, kind, start, end, note) for (element, note), (kind, start, end) in spans.items()]
    return sorted(found, key=lambda name: (name.start, -name.end))


def _texts(laid: Laid) -> Iterator[tuple[etree._Element, int, int, int]]:
    """The element of each run of a text, where the run begins and ends, and the note in which it stands."""
    for offset, segment in laid.placed():
        if segment.block is None:
            continue
        position, limit = offset, offset + len(segment.text)
        for index, run in enumerate(segment.block.runs[segment.first : segment.last]):
            start = position + (len(run.space) if index else 0)
            position = start + len(run.spaced) - len(run.space)
            element = run.node.getparent() if run.is_tail else run.node
            if element is not None:
                yield element, start, min(position, limit), segment.note


def outermost(names: list[Name]) -> list[Name]:
    """Those that do not lie within, nor run into, one before."""
    kept: list[Name] = []
    for name in names:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept
