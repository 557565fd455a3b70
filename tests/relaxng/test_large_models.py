"""Large content models cost no more than their size: counted is what is made of them, not the time."""

from pathlib import Path

import pytest

from teiproof.relaxng import Schema
from teiproof.relaxng.automaton import Automaton
from teiproof.relaxng.factory import Patterns
from teiproof.relaxng.taking import holders, take


def loaded(folder: Path, text: str) -> Schema:
    path = folder / "large.rnc"
    path.write_text(text, encoding="utf-8")
    return Schema.load(path, cache=False)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many members the groups have that are made."""
    counted: list[int] = []
    group = Patterns.group

    def count(self: Patterns, *patterns: object) -> object:
        counted.append(len(patterns))
        return group(self, *patterns)  # type: ignore[arg-type]

    monkeypatch.setattr(Patterns, "group", count)
    return counted


def test_many_elements_that_may_all_be_left_out_are_one_state_each(tmp_path: Path, made: list[int]) -> None:
    count = 60
    schema = loaded(tmp_path, f"start = element a {{ {', '.join(['element b { empty }?'] * count)} }}")
    assert not list(schema.validate(b"<a>" + b"<b/>" * count + b"</a>"))
    assert len(made) < 3 * count**2
    (found,) = schema.validate(b"<a>" + b"<b/>" * (count + 1) + b"</a>")
    assert found.code == "relaxng.misplaced-element"
    assert found.location.column == 4 + 4 * count


def test_many_attributes_in_any_order_are_one_group(tmp_path: Path, made: list[int]) -> None:
    names = [f"x{number}" for number in range(90)]
    attributes = ", ".join(f"attribute {name} {{ text }}?" for name in names)
    schema = loaded(tmp_path, f"start = element a {{ element b {{ {attributes} }}* }}")
    given = [[names[(start + step * 37) % 90] for step in range(30)] for start in range(40)]
    tags = "".join(f"<b {' '.join(name + '=' + repr('1') for name in some)}/>" for some in given)
    before = len(made)
    assert not list(schema.validate(f"<a>{tags}</a>".encode()))
    assert len(made) - before < 6 * len(given)


def test_attributes_are_taken_together_as_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "some.rnc"
    path.write_text(
        "start = element a { attribute i { text }?, (attribute j { 'x' } | attribute k { 'y' | 'z' }),"
        " (attribute l { text }, attribute m { text })?, element b { empty }? }",
        encoding="utf-8",
    )
    schema = Schema.load(path, cache=False)
    automaton: Automaton = schema._automaton
    opening = automaton.opening(automaton.start, "a")
    assert opening is not None
    held = holders(opening.pattern)
    assert len(set(held.values())) == 3
    for names in (("j",), ("k", "i"), ("m", "k", "l"), ("l", "m"), ("j", "k"), ("i", "i"), ("x",), ("b",)):
        together = take(opening.pattern, held, names, automaton.patterns)
        apart = take(opening.pattern, {}, names, automaton.patterns)
        assert together == apart, names
