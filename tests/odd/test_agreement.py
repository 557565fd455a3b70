"""Our grammars agree with those that the TEI's tools have made of the same ODDs, but for what is explained."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.odd.agreement import differences
from tests.odd.explained import EXPLAINED


@pytest.mark.parametrize("name", EXPLAINED)
def test_elements_attributes_and_contents_are_those_of_the_teis_own_grammar(
    name: str, shared: Path, compiled: Callable[[str], Path]
) -> None:
    found = differences(compiled(name), shared / "schemas" / f"{name}.rng")
    subjects = [line.rpartition(": ")[0] for line in found]
    assert sorted(subject.partition(": ")[0] for subject in subjects) == sorted(EXPLAINED[name])


def test_a_difference_would_be_found(shared: Path) -> None:
    lite, minimal = (shared / "schemas" / f"tei_{name}.rng" for name in ("lite", "minimal"))
    assert len(list(differences(lite, minimal))) > 100


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<ref name="macro.phraseSeq"/>', "<text/>"),
        ('<attribute name="n">', '<attribute name="nn">'),
        ("<value>high</value>", "<value>higher</value>"),
        ('<param name="minInclusive">0</param>', '<param name="minInclusive">1</param>'),
        ("oneOrMore>", "zeroOrMore>"),
        ("optional>", "group>"),
    ],
)
def test_one_change_is_found(old: str, new: str, compiled: Callable[[str], Path], tmp_path: Path) -> None:
    text = compiled("tei_lite").read_text(encoding="utf-8")
    other = tmp_path / "changed.rng"
    # An element has two tags, and the first one of these kinds contains no other of its kind.
    other.write_text(text.replace(old, new, 2 if old.endswith("l>") or old[0] == "o" else 1), encoding="utf-8")
    assert list(differences(other, compiled("tei_lite")))
