"""What an ODD may say: each case is one, and its examples say which documents are valid.

The cases are in `features`; they draw on the small vocabulary `source.xml`.
"""

from pathlib import Path

import pytest

from teiproof.odd.flattening import flatten
from teiproof.odd.sources import Sources
from teiproof.odd.writers import rng
from teiproof.relaxng.schema import Schema
from tests.odd.examples import SOURCE, examples

CASES = sorted((Path(__file__).resolve().parent / "features").glob("*.odd"))
NOWHERE = Path("nowhere")


@pytest.mark.parametrize("odd", CASES, ids=lambda odd: odd.stem)
def test_examples_are_valid_or_not_as_they_say(odd: Path, tmp_path: Path) -> None:
    schema = flatten(odd, Sources(SOURCE, NOWHERE))
    made = tmp_path / "made.rng"
    made.write_bytes(rng.write(schema))
    grammar = Schema.load(made, cache=False)
    found = list(examples(odd))
    assert found
    for example in found:
        messages = [finding.message for finding in grammar.validate(example.document, "example")]
        assert example.is_valid == (not messages), f"line {example.line}: {example.document!r}: {messages}"


@pytest.mark.parametrize("odd", CASES, ids=lambda odd: odd.stem)
def test_nothing_is_noted_of_what_is_right(odd: Path) -> None:
    assert [note.message for note in flatten(odd, Sources(SOURCE, NOWHERE)).notes] == []
