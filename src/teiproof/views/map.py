"""Where the places are that the texts name, by the `geo` in their entries (Guidelines 14.3.4, location).

Degrees of latitude and of longitude are equally long in the middle of the picture (equirectangular projection).
The coasts are those of today, and rough (see `land`); where a map shows so little that they would mislead, only
the net of degrees says where one is. The size of a circle says how often a place is mentioned; a hollow one
marks a position that is rough (`@cert` is low or unknown). A place without a position is in the table alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil, cos, floor, hypot, radians, sqrt

from lxml import etree

from teiproof.drawing import Box, number, picture, place_label, put, put_link, put_text, shortened, width_of
from teiproof.land import FINEST, land
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
    all_places = [entity for entity in entities(edition) if entity.kind == "place"]
    located = [(entity, position) for entity in all_places if (position := _position(entity))]
    if not located:
        return None
    counts = Counter(mention.entity for mention in mentions(edition))
    places = [_Place(entity, *position, counts[entity.key]) for entity, position in located]
    say = frame.say
    places.sort(key=lambda place: (-place.mentions, place.entity.sort_key))
    west = min(places, key=lambda place: place.longitude)
    east = max(places, key=lambda place: place.longitude)
    sentence = say("map-sentence", places=len(places), west=west.entity.name, east=east.entity.name)
    projection = _Projection(places[:_PLACES])
    known = {place.entity.key: place for place in places}
    rows = tuple(
        _row(entity, known.get(entity.key), counts[entity.key], frame)
        for entity in sorted(all_places, key=lambda entity: entity.sort_key)
    )
    header = (
        say("map-place"),
        say("map-latitude"),
        say("map-longitude"),
        say("map-position"),
        say("view-mentions"),
    )
    note = _note(projection, len(all_places) - len(places), len(places) - _PLACES, frame)
    svg = _draw(places[:_PLACES], projection, frame, sentence)
    return View(TITLE, svg, sentence, note, header, rows)


def _row(entity: Entity, place: _Place | None, count: int, frame: Frame) -> tuple[Cell, ...]:
    """A row of the table; what is not known sorts last."""
    name = Cell(entity.name, frame.entry(entity), entity.sort_key)
    mentioned = Cell(str(count), order=f"{count:09}")
    if place is None:
        return name, Cell("–", order="~"), Cell("–", order="~"), Cell(frame.say("map-unknown")), mentioned
    return (
        name,
        Cell(f"{place.latitude:g}", order=f"{place.latitude + 90:010.4f}"),
        Cell(f"{place.longitude:g}", order=f"{place.longitude + 180:010.4f}"),
        Cell(frame.say("map-rough" if place.is_rough else "map-exact")),
        mentioned,
    )


def _note(projection: _Projection, unknown: int, left_out: int, frame: Frame) -> str:
    """How the picture is to be read, and what is not in it."""
    say = frame.say
    notes = [say("map-note"), say("map-coasts" if projection.has_coasts else "map-no-coasts")]
    if unknown:
        notes.append(say("map-without-position", number=unknown))
    if left_out > 0:
        notes.append(say("view-left-out", number=left_out))
    return " ".join(notes)


def _position(entity: Entity) -> tuple[float, float, bool] | None:
    """The first position that can be read: latitude and longitude in degrees, and whether it is rough."""
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
        middle = max(cos(radians((self.south + self.north) / 2)), 0.2)
        # What is too high or too low for a page gets more land beside it, for coasts cannot be stretched.
        across = max(self.east - self.west, (self.north - self.south) / middle * _WIDTH / _HEIGHT[1])
        self.west, self.east = _widened(self.west, self.east, across, 180.0)
        along = max(self.north - self.south, across * middle * _HEIGHT[0] / _WIDTH)
        self.south, self.north = _widened(self.south, self.north, along, 90.0)
        self._across = _WIDTH / (self.east - self.west)
        height = (self.north - self.south) * self._across / middle
        self.height = min(max(height, _HEIGHT[0]), _HEIGHT[1])
        self.has_coasts = max(self.north - self.south, self.east - self.west) >= FINEST

    def lines(self, first: float, last: float) -> list[float]:
        """The degrees of the net between two borders."""
        return [index * self.step for index in range(ceil(first / self.step), floor(last / self.step) + 1)]

    def x(self, longitude: float) -> float:
        return (longitude - self.west) * self._across

    def y(self, latitude: float) -> float:
        return (self.north - latitude) / (self.north - self.south) * self.height


def _widened(first: float, last: float, extent: float, border: float) -> tuple[float, float]:
    """A stretch made longer on both sides to an extent; on one alone where the other is at the border."""
    more = max(extent - (last - first), 0) / 2
    first, last = first - more, last + more
    first, last = first - max(last - border, 0), last + max(-border - first, 0)
    return max(first, -border), min(last, border)


def _draw(places: list[_Place], projection: _Projection, frame: Frame, sentence: str) -> etree._Element:
    svg = picture(_WIDTH, projection.height + 18, TITLE, frame.say(TITLE), sentence)
    if projection.has_coasts:
        _draw_land(svg, projection)
    _draw_net(svg, projection)
    put(svg, "rect", class_="sheet", x=0, y=0, width=_WIDTH, height=projection.height)
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


def _draw_land(svg: etree._Element, projection: _Projection) -> None:
    """The land as one shape, a little larger than the sheet, which hides the lines along which it is cut."""
    over_x, over_y = (projection.east - projection.west) / 50, (projection.north - projection.south) / 50
    sheet = put(svg, "svg", x=0, y=0, width=_WIDTH, height=projection.height)
    rings = land(
        projection.west - over_x, projection.south - over_y, projection.east + over_x, projection.north + over_y
    )
    shapes = []
    for ring in rings:
        points = [f"{number(projection.x(x))},{number(projection.y(y))}" for x, y in ring]
        shapes.append(f"M{'L'.join(dict.fromkeys(points))}Z")
    put(sheet, "path", class_="land", fill_rule="evenodd", d="".join(shapes))


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
