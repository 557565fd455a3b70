"""The name that was meant is found, and no name where none is near."""

import pytest

from teiproof.relaxng.nearness import distance, near

NAMES = [
    "app",
    "head",
    "l",
    "lb",
    "p",
    "persName",
    "ref",
    "roleName",
    "rs",
    "s",
    "sp",
    "speaker",
    "stage",
    "u",
    "url",
]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("rolename", "roleName"),
        ("speeker", "speaker"),
        ("stag", "stage"),
        ("pp", "p"),
        ("sr", "rs"),
        ("bl", "lb"),
        ("rf", "ref"),
        ("presName", "persName"),
        ("HEAD", "head"),
        ("uRl", "url"),
    ],
)
def test_the_word_meant_comes_first(written: str, meant: str) -> None:
    assert near(written, NAMES)[0] == meant


@pytest.mark.parametrize("written", ["quux", "x", "table", "placeName"])
def test_nothing_is_near_to_what_is_far(written: str) -> None:
    assert near(written, NAMES) == []


def test_letters_exchanged_with_their_neighbour_are_one_step() -> None:
    assert distance("titel", "title", 2) == 1
    assert distance("abc", "abc", 2) == 0
    assert distance("abcdef", "uvwxyz", 2) > 2
