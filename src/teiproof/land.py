"""The land of the earth, as roughly as a map of a few places needs it: rings of coast, cut to a frame.

They come from `assets/land.txt`, which says where they are from. Coasts are those of today. Positions are
longitude and latitude in degrees, east and north being positive.
"""

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

FINEST = 4.0
"""The extent in degrees below which the coasts are too rough to be shown: a town would lie in the sea."""


class Position(NamedTuple):
    """Longitude and latitude in degrees."""

    longitude: float
    latitude: float


Ring = tuple[Position, ...]


def land(west: float, south: float, east: float, north: float) -> Iterator[Ring]:
    """The rings of land within a frame, each closed by a line from its last position to its first.

    A ring within another is water: fill them by the rule of even and odd. Where a ring is cut it runs along
    the frame.
    """
    for ring in _rings():
        longitudes = [position.longitude for position in ring]
        latitudes = [position.latitude for position in ring]
        if (
            min(longitudes) < east
            and max(longitudes) > west
            and min(latitudes) < north
            and max(latitudes) > south
        ):
            kept = _cut(ring, west, south, east, north)
            if len(kept) > 2:
                yield kept


@cache
def _rings() -> tuple[Ring, ...]:
    text = files("teiproof").joinpath("assets", "land.txt").read_text(encoding="ascii")
    return tuple(_ring(line) for line in text.splitlines() if not line.startswith("#"))


def _ring(line: str) -> Ring:
    x = y = 0
    positions = []
    for step in line.split():
        east, _, north = step.partition(",")
        x, y = x + int(east), y + int(north)
        positions.append(Position(x / 100, y / 100))
    return tuple(positions)


def _cut(ring: Ring, west: float, south: float, east: float, north: float) -> Ring:
    """The part of a ring within a frame, by the method of Sutherland and Hodgman: one border after another."""
    ring = _beyond(ring, lambda position: position.longitude - west)
    ring = _beyond(ring, lambda position: east - position.longitude)
    ring = _beyond(ring, lambda position: position.latitude - south)
    return _beyond(ring, lambda position: north - position.latitude)


def _beyond(ring: Ring, inside: Callable[[Position], float]) -> Ring:
    """The part of a ring where a distance, which grows evenly, is positive."""
    kept = []
    before = ring[-1] if ring else None
    for position in ring:
        if before is not None and (inside(before) >= 0) != (inside(position) >= 0):
            share = inside(before) / (inside(before) - inside(position))
            kept.append(
                Position(
                    before.longitude + (position.longitude - before.longitude) * share,
                    before.latitude + (position.latitude - before.latitude) * share,
                )
            )
        if inside(position) >= 0:
            kept.append(position)
        before = position
    return tuple(kept)
