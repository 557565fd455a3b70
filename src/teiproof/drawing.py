"""Draws simple SVG: elements with classes, labels as real text, and places for labels that do not overlap.

Measures are in units of the picture (of its viewBox). SVG 2: https://www.w3.org/TR/SVG2/.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from unicodedata import east_asian_width

from lxml import etree

SVG = "http://www.w3.org/2000/svg"

_WIDE = 1.0  # em: the advance of a character of East Asia
_USUAL = 0.54  # em: of others in a serif, on average and rather too much than too little

_COVERING = 50  # a label that lies on another is so much worse than a line to it that crosses one


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its left, top, right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The area in common."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0) * max(height, 0)


def picture(width: float, height: float, name: str, title: str, description: str) -> etree._Element:
    """An svg element with a title and a description, which assistive technology reads as a group of links.

    Not as an image: the contents of an image are hidden from it, and so would be the links (WAI-ARIA 1.2, img).
    `name` becomes its class, and part of the identifiers by which it is named.
    """
    svg = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    svg.set("viewBox", f"0 0 {number(width)} {number(height)}")
    svg.set("class", f"view {name}")
    svg.set("role", "group")
    svg.set("aria-labelledby", f"{name}-title")
    svg.set("aria-describedby", f"{name}-description")
    put(svg, "title", id=f"{name}-title").text = title
    put(svg, "desc", id=f"{name}-description").text = description
    return svg


def put(parent: etree._Element, element: str, **attributes: float | str) -> etree._Element:
    """Append an element. In the names of attributes `_` stands for `-`, and one at the end for nothing."""
    made = etree.SubElement(parent, f"{{{SVG}}}{element}")
    for name, value in attributes.items():
        made.set(name.rstrip("_").replace("_", "-"), value if isinstance(value, str) else number(value))
    return made


def put_text(
    parent: etree._Element, x: float, y: float, text: str, **attributes: float | str
) -> etree._Element:
    """Append a line of text that begins, or by `text_anchor` ends, at a place on its baseline."""
    made = put(parent, "text", x=x, y=y, **attributes)
    made.text = text
    return made


def put_link(parent: etree._Element, href: str) -> etree._Element:
    """Append a link; what has no address is a group."""
    return put(parent, "a", href=href) if href else put(parent, "g")


def number(value: float) -> str:
    """A number as short as it may be: one decimal is finer than any screen."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def width_of(text: str, size: float) -> float:
    """About how wide a text is in a serif of some size."""
    return size * sum(_WIDE if east_asian_width(letter) in "WF" else _USUAL for letter in text)


def shortened(text: str, length: int) -> str:
    """A text of at most some characters, cut between words where it can be."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    before = cut.rpartition(" ")[0]
    return f"{(before if len(before) > length // 2 else cut).rstrip(' ,;:–-')}…"


def spread(wanted: Sequence[float], height: float) -> list[float]:
    """Places for labels of one height in a column, as near as may be to where each is wanted, none overlapping.

    `wanted` is in ascending order. Labels that would touch become a block, which lies around the middle of what
    its labels want.
    """
    blocks: list[tuple[float, int]] = []  # where a block's first label lies, and how many it has
    for place in wanted:
        first, count = place, 1
        while blocks and blocks[-1][0] + blocks[-1][1] * height > first:
            before, many = blocks.pop()
            # The mean of what all the labels wish the first to be at.
            first = (before * many + (first - many * height) * count) / (many + count)
            count += many
        blocks.append((first, count))
    return [first + index * height for first, count in blocks for index in range(count)]


def place_label(x: float, y: float, distance: float, width: float, height: float, taken: Iterable[Box]) -> Box:
    """A place for a label beside a point: the one of many around it that covers least of what is
    taken, and the line to which crosses least of it.

    Of equals the nearest is taken; at equal distance right goes before left and above before below, as
    cartographers have it.
    """
    known = list(taken)
    places = [box for step in range(8) for box in _around(x, y, distance + step * height * 0.8, width, height)]

    def cost(box: Box) -> float:
        covered = sum(box.overlap(other) for other in known)
        return _COVERING * covered + height * _crossed(x, y, distance, box, known)

    return min(places, key=cost)  # the first of equals


def _crossed(x: float, y: float, distance: float, box: Box, known: list[Box]) -> int:
    """Over how much of what is taken a line from a point to a label would go."""
    end_x, end_y = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
    length = hypot(end_x - x, end_y - y)
    steps = [distance + step for step in range(0, max(int(length - distance), 0), 3)]
    line = [(x + (end_x - x) * step / length, y + (end_y - y) * step / length) for step in steps]
    return sum(
        other.left < px < other.right and other.top < py < other.bottom for px, py in line for other in known
    )


def _around(x: float, y: float, gap: float, width: float, height: float) -> list[Box]:
    slant = gap * 0.7
    corners = [
        (x + gap, y - height / 2),
        (x - gap - width, y - height / 2),
        (x + slant, y - slant - height),
        (x + slant, y + slant),
        (x - slant - width, y - slant - height),
        (x - slant - width, y + slant),
        (x - width / 2, y - gap - height),
        (x - width / 2, y + gap),
    ]
    return [Box(left, top, left + width, top + height) for left, top in corners]
