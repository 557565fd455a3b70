"""Labels find places where they do not overlap, as near as may be to what they name."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from teiproof.drawing import Box, number, place_label, shortened, spread

places = some.lists(some.floats(0, 500), max_size=60).map(sorted)


@given(places)
def test_labels_that_are_spread_never_touch(wanted: list[float]) -> None:
    made = spread(wanted, 10)
    assert all(after - before >= 9.999 for before, after in pairwise(made))


@given(places)
def test_labels_that_have_room_stay_where_they_are(wanted: list[float]) -> None:
    apart = [place + index * 10 for index, place in enumerate(wanted)]
    assert spread(apart, 10) == pytest.approx(apart)


def test_a_crowd_spreads_around_its_middle() -> None:
    assert spread([50, 50, 50], 10) == [40, 50, 60]


def test_a_label_goes_to_the_right_if_it_can() -> None:
    assert place_label(0, 0, 5, 30, 10, []) == Box(5, -5, 35, 5)


def test_a_label_goes_elsewhere_if_it_must() -> None:
    taken = [Box(4, -10, 100, 10)]
    assert place_label(0, 0, 5, 30, 10, taken) == Box(-35, -5, -5, 5)


def test_what_is_too_long_is_cut_between_words() -> None:
    assert shortened("Press campaign against Ukraine", 20) == "Press campaign…"
    assert shortened("Antidisestablishmentarianism", 10) == "Antidises…"
    assert shortened("short", 10) == "short"


def test_numbers_are_short() -> None:
    assert [number(value) for value in (1, 1.25, -0.01, 10.04)] == ["1", "1.2", "0", "10"]
