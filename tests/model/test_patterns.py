"""Patterns of documents: what TEI projects write is matched, and nothing takes for ever."""

import time

import pytest

from teiproof.model.patterns import compile_pattern


@pytest.mark.parametrize(
    ("pattern", "text", "groups"),
    [
        (r"([A-Za-z0-9]+) ([0-9]+):([0-9]+)", "Mt 5:3", ("Mt", "5", "3")),
        (r"(\S+) ([^.]+)\.(.*)", "Mt 5.3", ("Mt", "5", "3")),
        (r"([a-z]+[a-z0-9]*)", "a1", ("a1",)),
        (r"^(person|place)-(\d{1,4})$", "place-12", ("place", "12")),
        (r"([^/]+)/([^/]+)/(.+)#(.*)", "a/b/c/d#e", ("a", "b", "c/d", "e")),
        (r"(?:a)(?P<x>[^]]+)(-z)?", "abc", ("bc", None)),
    ],
)
def test_a_pattern_matches(pattern: str, text: str, groups: tuple[str, ...]) -> None:
    compiled = compile_pattern(pattern)
    assert compiled
    match = compiled.fullmatch(text)
    assert match
    assert match.groups() == groups


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+", r"(a|a)*b", r"(\w+\s?)*b", "((a{0,100}){0,100}){0,100}", "a?" * 40 + "a" * 40, "(a|a)" * 40,
        "(" * 500 + ")" * 500, "a{99999999999}", "[", "(", ")", "\\", "*", r"\p{L}", "a" * 5000, ".*" * 40,
    ],
    ids=lambda pattern: pattern[:20],
)  # fmt: skip
def test_what_is_no_expression_or_could_take_for_ever_is_none(pattern: str) -> None:
    assert compile_pattern(pattern) is None


@pytest.mark.parametrize("pattern", ["(.*)" * 2 + "b", "(.*)" * 6 + "b", "a{1,4000}" * 5, "(a|a)" * 9 + ".*b"])
@pytest.mark.parametrize("length", [30, 3_000, 300_000])
def test_a_text_for_which_it_takes_too_long_is_not_matched(pattern: str, length: int) -> None:
    compiled = compile_pattern(pattern)
    assert compiled
    start = time.process_time()
    compiled.fullmatch("a" * length)
    assert time.process_time() - start < 1
