"""Where a place is: the coordinates in its `geo` (Guidelines 14.3.4.1), in degrees of WGS 84.

Latitude comes first, unless the prose of the `geoDecl` in force names the longitude before it. What a `geoDecl`
gives in another datum (MGRS, OSGB36, ED50) is not converted, and so not read.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from teiproof.model.document import Document
from teiproof.names import TEI, tei

if TYPE_CHECKING:
    from lxml import etree

_NUMBER = r"[+-]?\d{1,3}(?:\.\d{1,15})?"
_WITH_HEIGHT = 3  # numbers of a point of which the height is given, too
_DECIMAL_COMMAS = re.compile(r"\s*[+-]?\d+,\d+;?\s+[+-]?\d+,\d+\s*")
_SEPARATOR = re.compile(r"[\s,;]+")
_LONGITUDE, _LATITUDE = (
    re.compile(r"\b(?:lon|long|longitudes?|Länge)\b", re.I),
    re.compile(r"\b(?:lat|latitudes?|Breite)\b", re.I),
)


class Point(NamedTuple):
    """Degrees of latitude, north being positive, and of longitude, east being positive."""

    latitude: Decimal
    longitude: Decimal


class Position(NamedTuple):
    """One point, or more: of an outline if the last is the first again. `is_rough` says what @cert says."""

    points: tuple[Point, ...]
    is_rough: bool

    @property
    def is_outline(self) -> bool:
        """Whether the points go round an area."""
        return len(self.points) > 3 and self.points[0] == self.points[-1]


def geos(entry: etree._Element) -> list[etree._Element]:
    """The coordinates given in an entry, without those in the entry of a place within it."""
    inner = tei("place")
    return [
        geo
        for geo in entry.iter(tei("geo"))
        if next(node for node in geo.iterancestors() if node is entry or node.tag == inner) is entry
    ]


def position(entry: etree._Element, document: Document) -> Position | None:
    """The first position in an entry that can be read."""
    return next((found for geo in geos(entry) if (found := position_of(geo, document))), None)


def position_of(geo: etree._Element, document: Document) -> Position | None:
    """The position that a `geo` gives; None if it cannot be read."""
    points = _points(geo, document)
    around = [geo, *geo.iterancestors(tei("location"))]
    is_rough = any(element.get("cert") in ("low", "unknown") for element in around)
    return Position(points, is_rough) if points else None


def fault_of(geo: etree._Element, document: Document) -> str:
    """Why the numbers that a `geo` gives are no position, and what to do; nothing for what is no mere numbers
    (59°55′N, GML), or of another datum."""
    declared, numbers = _declaration(geo, document), _numbers(geo)
    if len(geo) or not _is_wgs84(declared) or not _are_plain(numbers):
        return ""
    if len(numbers) % 2:
        return "" if len(numbers) == _WITH_HEIGHT else "there is a latitude without its longitude. Write both"
    pairs = _pairs(numbers, declared)
    if all(_is_on_earth(point) for point in pairs):
        return ""
    if all(_is_on_earth(Point(point.longitude, point.latitude)) for point in pairs):
        return "latitude goes from -90 to 90, so the longitude seems to stand first. Write the latitude first"
    return "latitude goes from -90 to 90, and longitude from -180 to 180. Look for a slip"


def _points(geo: etree._Element, document: Document) -> tuple[Point, ...]:
    declared, numbers = _declaration(geo, document), _numbers(geo)
    if not _is_wgs84(declared) or len(numbers) % 2 or not _are_plain(numbers):
        return ()
    points = _pairs(numbers, declared)
    return points if all(map(_is_on_earth, points)) else ()


def _numbers(geo: etree._Element) -> list[str]:
    text = "".join(geo.itertext())
    if _DECIMAL_COMMAS.fullmatch(text):
        text = text.replace(",", ".")
    return [part for part in _SEPARATOR.split(text) if part]


def _are_plain(numbers: list[str]) -> bool:
    return bool(numbers) and all(re.fullmatch(_NUMBER, number) for number in numbers)


def _pairs(numbers: list[str], declared: etree._Element | None) -> tuple[Point, ...]:
    """Numbers by twos, which may be too great, as the `geoDecl` in force orders them."""
    degrees = [Decimal(number) for number in numbers]
    pairs = zip(degrees[::2], degrees[1::2], strict=True)
    if declared is not None and _has_longitude_first("".join(declared.itertext())):
        return tuple(Point(latitude, longitude) for longitude, latitude in pairs)
    return tuple(Point(latitude, longitude) for latitude, longitude in pairs)


def _is_on_earth(point: Point) -> bool:
    return abs(point.latitude) <= 90 and abs(point.longitude) <= 180


def _is_wgs84(declared: etree._Element | None) -> bool:
    return declared is None or declared.get("datum", "WGS84") == "WGS84"


@lru_cache(maxsize=1)
def _declarations(root: etree._Element) -> tuple[etree._Element, ...]:
    """The `geoDecl`s of a document; looked for once, and not for each of its places."""
    return tuple(root.iterfind("teiHeader//geoDecl", namespaces={"": TEI}))


def _declaration(geo: etree._Element, document: Document) -> etree._Element | None:
    """The `geoDecl` in force: that to which @decls points, the default one, the only one."""
    known = _declarations(document.root)
    if not known:
        return None
    for node in (geo, *geo.iterancestors()):
        for uri in node.get("decls", "").split():
            element = document.ids.get(uri.removeprefix("#"))
            if element in known:
                return element
    default = [element for element in known if element.get("default") == "true"]
    return default[0] if default else known[0] if len(known) == 1 else None


def _has_longitude_first(prose: str) -> bool:
    longitude, latitude = _LONGITUDE.search(prose), _LATITUDE.search(prose)
    return bool(longitude and latitude and longitude.start() < latitude.start())
