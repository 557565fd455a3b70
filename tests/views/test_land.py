"""The land is where it is, whatever frame is looked through."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from teiproof.land import Ring, land

WORLD = (-180.0, -90.0, 180.0, 90.0)


def lies_on_land(longitude: float, latitude: float, rings: list[Ring]) -> bool:
    """By the rule of even and odd: whether a line to the east crosses coasts an odd number of times."""
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in zip((ring[-1], *ring[:-1]), ring, strict=True):
            if (y1 > latitude) != (y2 > latitude):
                crossings += longitude < x1 + (x2 - x1) * (latitude - y1) / (y2 - y1)
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [(37.6, 55.75), (2.35, 48.85), (-102, 40), (25, 0), (134, -25), (178, 66), (0, -85)],
)
def test_towns_and_middles_of_continents_are_on_land(longitude: float, latitude: float) -> None:
    assert lies_on_land(longitude, latitude, list(land(*WORLD)))


@pytest.mark.parametrize(
    ("longitude", "latitude"), [(-30, 40), (34, 43.5), (51, 41), (18, 39), (-179, 0), (0, 89), (179, -60)]
)
def test_seas_are_not_and_the_caspian_is_one(longitude: float, latitude: float) -> None:
    assert not lies_on_land(longitude, latitude, list(land(*WORLD)))


def test_no_ring_goes_around_the_back_of_the_earth() -> None:
    for ring in land(*WORLD):
        for (x1, y1), (x2, _) in zip((ring[-1], *ring[:-1]), ring, strict=True):
            assert abs(x1 - x2) < 90 or y1 < -60


@given(
    some.floats(-170, 150),
    some.floats(-80, 60),
    some.floats(4, 30),
    some.floats(0.1, 0.9),
    some.floats(0.1, 0.9),
)
def test_what_is_seen_through_a_frame_is_what_is_there(
    west: float, south: float, size: float, across: float, up: float
) -> None:
    rings = list(land(west, south, west + size, south + size))
    for ring in rings:
        assert all(west - 1e-6 <= x <= west + size + 1e-6 for x, _ in ring)
        assert all(south - 1e-6 <= y <= south + size + 1e-6 for _, y in ring)
    place = west + across * size, south + up * size
    assert lies_on_land(*place, rings) == lies_on_land(*place, list(land(*WORLD)))
