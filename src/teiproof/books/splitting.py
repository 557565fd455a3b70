"""A long text in files of a sensible size: a new one at each division, and within those that are too long.

What is split keeps what is around it: each file has the same elements around its part of the text, and only the
first has their identifiers.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

WHOLE = 40_000
"""Characters of a text which stays in one file."""
SMALL = 2_000
"""Characters of a division which shares its file with the next one."""
LARGE = 150_000
"""Characters of a file that is split further."""
_DEEPEST = 40  # elements within each other; what is deeper is not split

_OUTER = frozenset(["reading", "TEI", "teiCorpus", "text", "group", "front", "body", "back"])
_DIVISIONS = frozenset(["div", *(f"div{level}" for level in range(1, 8))])


_Chain = list[etree._Element]


def split(element: etree._Element, whole: int = WHOLE) -> list[etree._Element]:
    """A text in pieces, each of which is an element like it; the element itself is used up."""
    if _size(element) <= whole:
        return [element]
    begun: set[etree._Element] = set()
    return [_rebuilt(chain, run, begun) for chain, run in list(_runs([element]))]


def _runs(chain: _Chain) -> Iterator[tuple[_Chain, _Chain]]:
    """The children of the last element of a chain in runs, each with its chain."""
    run: _Chain = []
    size = 0
    for child in chain[-1]:
        length = _size(child)
        divides = _is_division(child)
        goes_within = divides and len(child) > 0 and (length > LARGE or _is_outer(child))
        goes_within = goes_within and len(chain) < _DEEPEST
        if run and (goes_within or (divides and size > SMALL) or size + length > LARGE):
            yield chain, run
            run, size = [], 0
        if goes_within:
            yield from _runs([*chain, child])
        else:
            run.append(child)
            size += length
    if run:
        yield chain, run


def _is_division(element: etree._Element) -> bool:
    name = _name(element)
    return name in _OUTER or name in _DIVISIONS


def _is_outer(element: etree._Element) -> bool:
    """Whether it is the text or a part of it, within which each division has a file."""
    return _name(element) in _OUTER


def _name(element: etree._Element) -> str:
    """The name of the element of TEI, which is the first class of that of HTML."""
    return element.get("class", "").partition(" ")[0]


def _size(element: etree._Element) -> int:
    return sum(map(len, element.itertext()))


def _rebuilt(chain: _Chain, run: _Chain, begun: set[etree._Element]) -> etree._Element:
    """A run of elements with copies of those around it; the first copy has all that the original has."""
    made: list[etree._Element] = []
    for around in chain:
        copy = etree.Element(around.tag, dict(around.attrib))
        copy.text = "\n"
        if around in begun:
            copy.attrib.pop("id", None)
        else:
            copy.text = around.text
            begun.add(around)
        if made:
            made[-1].append(copy)
        made.append(copy)
    made[-1].extend(run)
    return made[0]
