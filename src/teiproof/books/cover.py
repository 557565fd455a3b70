"""The cover of a book: author and title in the letters of the machine that shows it, as SVG."""

from __future__ import annotations

import textwrap
import unicodedata

from lxml import etree

from teiproof.books.about import About
from teiproof.names import SVG

_WIDTH, _HEIGHT = 1200, 1800
_MARGIN = 130
_SERIF = "'Iowan Old Style', 'Palatino Linotype', Palatino, 'URW Palladio L', P052, Georgia, serif"
_PAPER, _INK, _MUTED, _RED = "#fcf9f2", "#1c1917", "#675f54", "#9b1b1b"
_LETTER = 0.54  # the width of a letter on average, in its height
_LARGEST, _SMALLEST = 132, 56
_LINES = 7


def cover(about: About, direction: str) -> bytes:
    """The cover as an SVG image; text that is written from right to left stands at the right."""
    svg = etree.Element(
        f"{{{SVG}}}svg", {"viewBox": f"0 0 {_WIDTH} {_HEIGHT}", "font-family": _SERIF}, nsmap={None: SVG}
    )
    etree.SubElement(svg, f"{{{SVG}}}title").text = ": ".join(filter(None, (about.author, about.title)))
    _add(svg, "rect", width=_WIDTH, height=_HEIGHT, fill=_PAPER)
    start = _WIDTH - _MARGIN if direction == "rtl" else _MARGIN
    turned = {"direction": "rtl"} if direction == "rtl" else {}
    if about.author:
        for number, line in enumerate(_lines(about.author, 52, 2)):
            _add(svg, "text", line, x=start, y=330 + 66 * number, fill=_MUTED, **{"font-size": 52}, **turned)
    size, lines = _fitted(about.title)
    top = 560 + size
    for number, line in enumerate(lines):
        _add(
            svg,
            "text",
            line,
            x=start,
            y=round(top + 1.16 * size * number),
            fill=_INK,
            **{"font-size": size},
            **turned,
        )
    below = round(top + 1.16 * size * (len(lines) - 1)) + 90
    left = start - 160 if direction == "rtl" else start
    _add(svg, "rect", x=left, y=below, width=160, height=5, fill=_RED)
    for number, line in enumerate(_lines(about.publisher, 40, 2)):
        _add(svg, "text", line, x=start, y=1650 + 50 * number, fill=_MUTED, **{"font-size": 40}, **turned)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(svg, encoding="UTF-8") + b"\n"


def _fitted(title: str) -> tuple[int, list[str]]:
    """The size of letters, and the lines, in which a title fits."""
    for size in range(_LARGEST, _SMALLEST, -8):
        lines = _lines(title, size, _LINES + 1)
        if len(lines) <= _LINES and len(lines) * size * 1.16 <= 820:
            return size, lines
    return _SMALLEST, _lines(title, _SMALLEST, _LINES + 3)


def _lines(text: str, size: int, most: int) -> list[str]:
    """A text in lines of the width of the cover; what is too much is cut off with an ellipsis."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text) > len(text) / 2
    width = int((_WIDTH - 2 * _MARGIN) / (size * (1.0 if wide else _LETTER)))
    return textwrap.wrap(text, width, max_lines=most, placeholder=" …")


def _add(parent: etree._Element, local: str, text: str | None = None, **attributes: object) -> None:
    element = etree.SubElement(
        parent, f"{{{SVG}}}{local}", {name: str(value) for name, value in attributes.items()}
    )
    element.text = text
