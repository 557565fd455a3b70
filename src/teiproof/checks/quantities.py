"""Looks at numbers that contradict each other, or that nothing can have: bounds, extents, areas of an image,
and coordinates on the earth (in degrees of WGS 84, unless a <geoDecl> says otherwise).

quantities.order
    A least number is greater than the greatest: @atLeast and @atMost, @min and @max; or the left edge of a
    <zone> or <surface> is right of the right one, the upper below the lower (@ulx and @lrx, @uly and @lry;
    a warning). Exchange the two, or look for a slip.

quantities.negative
    A <gap>, a <space> or a dimension has a @quantity below zero. Write how many there are.

quantities.coordinates
    The numbers in a <geo> cannot be a place on the earth: latitude goes from -90 to 90, longitude from -180
    to 180, and latitude comes first unless <geoDecl> says otherwise. Write for instance 48.2083 16.3731. (A
    warning.)
"""

import re
from collections.abc import Iterator

from lxml import etree

from teiproof.diagnostics import Diagnostic, Severity
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import is_tei, name_of
from teiproof.names import tei

_PAIRS = (("atLeast", "atMost"), ("min", "max"))
_CORNERS = (("ulx", "lrx"), ("uly", "lry"))
_GEO = (b"geo", "geo".encode("utf-16-le")[:-1])  # which stands in UTF-16 of either order
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})")
_COUNTED = frozenset("damage depth dim gap height space supplied surplus unclear width".split())
"""Elements whose @quantity counts what is there, or is not."""


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """Numbers that cannot be right."""
    del edition  # a document's numbers are its own
    for least, most in (*_PAIRS, *_CORNERS):
        for element, value in document.attributes.get(least, ()):
            yield from _check_order(document, element, (least, value), most)
    for element, value in document.attributes.get("quantity", ()):
        number = _number(value)
        if number is not None and number < 0 and is_tei(element) and name_of(element) in _COUNTED:
            message = f"@quantity is {value.strip()}, below zero. Write how many there are."
            yield document.finding(element, "quantities.negative", message, "quantity")
    if not any(name in document.data for name in _GEO):
        return  # most documents have none
    from teiproof.model.positions import fault_of

    for geo in document.root.iter(tei("geo")):
        if fault := fault_of(geo, document):
            message = f"“{' '.join(''.join(geo.itertext()).split())}” is no place on the earth: {fault}."
            yield document.finding(geo, "quantities.coordinates", message, severity=Severity.WARNING)


def _check_order(
    document: Document, element: etree._Element, lower: tuple[str, str], most: str
) -> Iterator[Diagnostic]:
    least, value = lower
    first, last = _number(value), _number(element.get(most, ""))
    if first is not None and last is not None and first > last and is_tei(element):
        message = f"@{least} “{value.strip()}” is greater than @{most} “{element.get(most, '').strip()}”."
        message += " Exchange them, or look for a slip."
        severity = Severity.WARNING if (least, most) in _CORNERS else Severity.ERROR
        yield document.finding(element, "quantities.order", message, least, severity)


def _number(text: str) -> float | None:
    """A plain number; None for another (1/2, 50%), which the schema judges."""
    return float(text) if _NUMBER.fullmatch(text.strip()) else None
