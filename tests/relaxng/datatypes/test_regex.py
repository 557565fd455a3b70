"""The regular expressions of XML Schema."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teiproof.relaxng.datatypes import DatatypeError
from teiproof.relaxng.datatypes.patterns import CompiledPattern, compile_pattern

MATCHES = [
    ("", "", "a"),
    ("a|", "", "b"),
    ("a{2,3}", "aaa", "a"),
    ("a{2,}", "aaaa", "a"),
    ("a{0}", "", "a"),
    ("(ab|a)(b|c)?", "abb", "abcb"),
    ("^a$", "^a$", "a"),
    ("[a-z-[aeiou]]+", "xyz", "xaz"),
    ("[^a-c-[e]]", "d", "e"),
    ("[a^]", "^", "b"),
    ("[-a]", "-", "b"),
    ("[a-]", "-", "b"),
    (r"[a\-z]", "-", "b"),
    (".", "a", "\n"),
    (r"\d+", "1٣", "½"),
    (r"\w+", "aé1", "a-b"),
    (r"\W", "-", "a"),
    (r"\s", "\t", "\u00a0"),
    (r"\S", "\u00a0", "\t"),
    (r"\i\c*", "_a-1", "-a"),
    (r"[\i-[:]][\c-[:]]*", "ab", "a:b"),
    (r"\p{Lu}\p{Ll}*", "Émile", "émile"),
    (r"\P{L}", "1", "a"),
    (r"\p{IsCyrillic}+", "Серж", "Serge"),
    (r"\P{IsBasicLatin}", "é", "e"),
    (r"[^\p{C}\p{Z}]+", "l’été", "a\u00a0b"),
    (r"(\p{L}|\p{N}|\p{P}|\p{S})+", "a1.+", "a b"),
    (r"(a?){3}b", "aab", "aaaab"),
    ("[\U00010400-\U00010402]", "\U00010401", "\U00010403"),
]


@pytest.mark.parametrize(("pattern", "matching", "other"), MATCHES)
def test_a_pattern_matches_whole_texts(pattern: str, matching: str, other: str) -> None:
    compiled = compile_pattern(pattern)
    assert compiled.matches(matching)
    assert not compiled.matches(other)


INCORRECT = [
    "(", ")", "a)", "[", "]", "[]", "[^]", "[a", "{", "}", "*", "a**", "a{", "a{}", "a{,2}", "a{3,2}",
    "a{1", "|*", "[z-a]", r"[\d-z]", r"[a-\d]", "[a-c-e]", "[[a]]", "\\", r"\x", r"\$", r"\b", r"\u0041",
    r"\p", r"\p{", r"\p{X}", r"\p{Cs}", r"\p{IsKlingon}", "(?:a)", "a+?", "(" * 200 + ")" * 200,
    "(a{1000}){1000}", "a{99999999999}",
]  # fmt: skip


@pytest.mark.parametrize("pattern", INCORRECT)
def test_an_incorrect_pattern_is_refused_with_the_place(pattern: str) -> None:
    with pytest.raises(DatatypeError, match=r"is no regular expression of XML Schema: at character \d+, "):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a*)*b", "(a|a)*b", "(a|aa)+b", "(.*a){12}b", "(a?){50}a{50}b"])
def test_no_text_makes_matching_explode(pattern: str) -> None:
    compiled = compile_pattern(pattern)
    assert not compiled.matches("a" * 5_000)
    assert compiled.matches("a" * 100 + "b")


def test_memory_is_bounded_when_a_text_visits_ever_new_states_and_characters() -> None:
    compiled = compile_pattern(r"(\p{L}|b)*b(\p{L}|b){12}")
    letters = "".join(map(chr, range(0x4E00, 0x6E00)))
    assert compiled.matches(letters + "b" * 13)
    assert compiled.matches("".join("ab"[number.bit_count() % 2] for number in range(9_000)) + "b" + "a" * 12)


ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", "(a|b)", "(ab|)", "(a)"])
QUANTIFIERS = st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}"])
PIECES = st.builds(lambda atom, quantifier: atom + quantifier, ATOMS, QUANTIFIERS)
PATTERNS = st.recursive(
    PIECES,
    lambda inner: (
        st.lists(inner, max_size=3).map("".join)
        | st.builds(lambda left, right, quantifier: f"({left}|{right}){quantifier}", inner, inner, QUANTIFIERS)
    ),
    max_leaves=6,
)


@given(PATTERNS, st.text("abc", max_size=6))
def test_what_both_notations_share_matches_as_in_python(pattern: str, text: str) -> None:
    assert CompiledPattern(pattern).matches(text) == (re.fullmatch(pattern, text) is not None)


@given(PATTERNS)
def test_examples_match(pattern: str) -> None:
    compiled = CompiledPattern(pattern)
    assert all(compiled.matches(example) for example in compiled.examples())
    assert list(compiled.examples())


def test_word_characters_agree_with_the_automaton_of_the_same_pattern() -> None:
    fast = compile_pattern(r"[^\p{C}\p{Z}]+")
    exact = compile_pattern(r"[^\p{C}\p{Z}]{1,}")
    everything = map(chr, [*range(0x20, 0xD800), *range(0xE000, 0x3_0000), *range(0xE_0000, 0xE_0200)])
    assert [character for character in everything if fast.matches(character) != exact.matches(character)] == []
