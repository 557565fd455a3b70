"""Where the places are that the texts name, by the `geo` in their entries (Guidelines 14.3.4, location).

Degrees of latitude and of longitude are equally long in the middle of the picture (equirectangular projection).
No coastline is drawn, for none comes with the TEI: the net of degrees says where one is. The size of a circle
says how often a place is mentioned; a hollow one marks a position that is rough (`@cert` is low or unknown).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil, cos, floor, hypot, radians, sqrt

from lxml import etree

from teiproof.drawing import Box, picture, place_label, put, put_link, put_text, shortened, width_of
from teiproof.model.edition import Edition
from teiproof.model.register import Entity, entities, mentions
from teiproof.names import tei
from teiproof.views import Cell, Frame, View

TITLE = "map"

_PLACES = 40  # with a label
_WIDTH = 680.0
_HEIGHT = (240.0, 760.0)  # at least and at most
_SIZE = 13.0
_LONG = 30  # characters of a name
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30)  # degrees between two lines of the net
_BORDER = 0.12  # of the extent of the places
_LINES = 7  # at most, in each direction


@dataclass(frozen=True, slots=True)
class _Place:
    """A place with its position in degrees, north and east being positive, and the number of its mentions."""

    entity: Entity
    latitude: float
    longitude: float
    is_rough: bool
    mentions: int


def view(edition: Edition, frame: Frame) -> View | None:
    """The map of an edition; None if no place has coordinates. Raises UnparsableError."""
    located = [(entity, position) for entity in entities(edition) if (position := _position(entity))]
    if not located:
        return None
    counts = Counter(mention.entity for mention in mentions(edition))
    places = [_Place(entity, *position, counts[entity.key]) for entity, position in located]
    say = frame.say
    places.sort(key=lambda place: (-place.mentions, place.entity.sort_key))
    west = min(places, key=lambda place: place.longitude)
    east = max(places, key=lambda place: place.longitude)
    sentence = say("map-sentence", places=len(places), west=west.entity.name, east=east.entity.name)
    left_out = len(places) - _PLACES
    note = say("map-note") + (" " + say("view-left-out", number=left_out) if left_out > 0 else "")
    rows = tuple(
        (
            Cell(place.entity.name, frame.entry(place.entity), place.entity.sort_key),
            Cell(f"{place.latitude:g}", order=f"{place.latitude + 90:010.4f}"),
            Cell(f"{place.longitude:g}", order=f"{place.longitude + 180:010.4f}"),
            Cell(say("map-rough") if place.is_rough else say("map-exact")),
            Cell(str(place.mentions), order=f"{place.mentions:09}"),
        )
        for place in sorted(places, key=lambda place: place.entity.sort_key)
    )
    header = (
        say("map-place"),
        say("map-latitude"),
        say("map-longitude"),
        say("map-position"),
        say("view-mentions"),
    )
    return View(TITLE, _draw(places[:_PLACES], frame, sentence), sentence, note, header, rows)


def _position(entity: Entity) -> tuple[float, float, bool] | None:
    """The first position that can be read: latitude and longitude in degrees, and whether it is rough."""
    if entity.kind != "place":
        return None
    for location in entity.element.iterchildren(tei("location")):
        geo = location.find(f".//{tei('geo')}")
        numbers = "".join(geo.itertext()).replace(",", " ").split() if geo is not None else []
        try:
            latitude, longitude = map(float, numbers[:2])
        except ValueError:
            continue
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude, location.get("cert") in ("low", "unknown")
    return None


class _Projection:
    """Degrees to units of the picture, which shows a little more than the places themselves."""

    def __init__(self, places: list[_Place]) -> None:
        latitudes = [place.latitude for place in places]
        longitudes = [place.longitude for place in places]
        extent = max(max(latitudes) - min(latitudes), max(longitudes) - min(longitudes), 0.4)
        self.step = next((step for step in _STEPS if extent / step <= _LINES), _STEPS[-1])
        self.south = max(min(latitudes) - extent * _BORDER / 2, -90.0)
        self.north = min(max(latitudes) + extent * _BORDER / 2, 90.0)
        self.west = max(min(longitudes) - extent * _BORDER, -180.0)
        self.east = min(max(longitudes) + extent * _BORDER, 180.0)
        self._across = _WIDTH / (self.east - self.west)
        middle = cos(radians((self.south + self.north) / 2))
        height = (self.north - self.south) * self._across / max(middle, 0.2)
        self.height = min(max(height, _HEIGHT[0]), _HEIGHT[1])

    def lines(self, first: float, last: float) -> list[float]:
        """The degrees of the net between two borders."""
        return [index * self.step for index in range(ceil(first / self.step), floor(last / self.step) + 1)]

    def x(self, longitude: float) -> float:
        return (longitude - self.west) * self._across

    def y(self, latitude: float) -> float:
        return (self.north - latitude) / (self.north - self.south) * self.height


def _draw(places: list[_Place], frame: Frame, sentence: str) -> etree._Element:
    projection = _Projection(places)
    svg = picture(_WIDTH, projection.height + 18, TITLE, frame.say(TITLE), sentence)
    put(svg, "rect", class_="sheet", x=0, y=0, width=_WIDTH, height=projection.height)
    _draw_net(svg, projection)
    circles: list[tuple[_Place, float, float, float]] = []
    most = max(place.mentions for place in places) or 1
    for place in places:
        size = 3 + 6 * sqrt(place.mentions / most)
        circles.append((place, projection.x(place.longitude), projection.y(place.latitude), size))
    taken = [Box(x - r, y - r, x + r, y + r) for _, x, y, r in circles]
    lines = put(svg, "g", class_="leaders")  # below the names, which stay free of them
    for place, x, y, size in circles:
        text = shortened(place.entity.name, _LONG)
        around = [*taken, *_outside(projection.height)]
        box = place_label(x, y, size + 3, width_of(text, _SIZE), _SIZE + 3, around)
        taken.append(box)
        end_x, end_y = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
        if hypot(end_x - x, end_y - y) > size + 8:
            put(lines, "line", x1=x, y1=y, x2=end_x, y2=end_y)
        link = put_link(svg, frame.entry(place.entity))
        put(link, "circle", class_="rough" if place.is_rough else "exact", cx=x, cy=y, r=size)
        _draw_name(link, x, text, box)
    return svg


def _outside(height: float) -> tuple[Box, ...]:
    """What lies around the sheet: no label is to lie there."""
    far = 10_000.0
    return (
        Box(-far, -far, 2, far),
        Box(_WIDTH - 2, -far, far, far),
        Box(-far, -far, far, 2),
        Box(-far, height - 2, far, far),
    )


def _draw_net(svg: etree._Element, projection: _Projection) -> None:
    net = put(svg, "g", class_="net")
    for longitude in projection.lines(projection.west, projection.east):
        x = projection.x(longitude)
        put(net, "line", x1=x, x2=x, y1=0, y2=projection.height)
        if 16 < x < _WIDTH - 16:
            label = _degrees(longitude, "E", "W")
            put_text(net, x, projection.height + 14, label, class_="small", text_anchor="middle")
    for latitude in projection.lines(projection.south, projection.north):
        y = projection.y(latitude)
        put(net, "line", x1=0, x2=_WIDTH, y1=y, y2=y)
        put_text(net, 4, y - 4, _degrees(latitude, "N", "S"), class_="small")


def _degrees(value: float, positive: str, negative: str) -> str:
    value = round(value, 4)
    return f"{abs(value):g}°" + (positive if value > 0 else negative if value < 0 else "")


def _draw_name(link: etree._Element, x: float, text: str, box: Box) -> None:
    """A name in its box, set flush to the side where its point is."""
    if box.left >= x:
        put_text(link, box.left, box.bottom - 4, text)
    elif box.right <= x:
        put_text(link, box.right, box.bottom - 4, text, text_anchor="end")
    else:
        put_text(link, (box.left + box.right) / 2, box.bottom - 4, text, text_anchor="middle")
