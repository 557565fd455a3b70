"""The identifier that is suggested is the one that difflib would suggest."""

from difflib import get_close_matches

from hypothesis import given
from hypothesis import strategies as st

from teiproof.model.likeness import Identifiers

WORDS = st.text("abcA_-1é", max_size=8)


@given(WORDS, st.lists(WORDS, max_size=8))
def test_the_most_like_is_the_one_that_difflib_finds(word: str, known: list[str]) -> None:
    found = get_close_matches(word, known, n=1)
    assert Identifiers(known).most_like(word) == (found[0] if found else None)
