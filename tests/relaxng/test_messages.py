"""What is said of mistakes: each document of `cases` names, after its root, the messages that must come of it.

<?expect CODE LINE:COLUMN PART OF THE MESSAGE?>, one for each message, in their order; no other may come.
"""

import re
from pathlib import Path

import pytest

from teiproof.relaxng import Schema

CASES = Path(__file__).parent / "cases"
EXPECTED = re.compile(r"<\?expect (\S+) (\d+):(\d+) (.*?)\?>")


@pytest.fixture(scope="module")
def schema() -> Schema:
    return Schema.load(CASES / "letter.rng", cache=False)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.xml")), ids=lambda path: path.stem)
def test_the_messages_are_those_the_document_expects(path: Path, schema: Schema) -> None:
    expected = EXPECTED.findall(path.read_text(encoding="utf-8"))
    found = list(schema.validate(path, path.name))
    places = [(each.code, str(each.location.line), str(each.location.column)) for each in found]
    assert places == [(code, line, column) for code, line, column, _ in expected], found
    for diagnostic, (_, _, _, part) in zip(found, expected, strict=True):
        assert part in diagnostic.message
