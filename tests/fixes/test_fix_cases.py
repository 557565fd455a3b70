"""Each file in `cases/<fix>/` is repaired by its fix; it says itself what must be changed, and into what:

    <?expect 12 1936-08-25?>        on line 12 something becomes 1936-08-25
    <?expect nothing the reason?>   nothing is changed

Nothing else may change, and nothing must be left to repair. A new file is a new test.
"""

from pathlib import Path

import pytest

from teiproof import fixes, registry
from teiproof.mending import mend
from teiproof.model.document import Document
from teiproof.model.edition import Edition

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*/*.xml"))


def expectations(document: Document) -> list[tuple[int, str]]:
    instructions = [entry.text for entry in document.prolog.instructions if entry.target == "expect"]
    assert instructions, "a case says what it expects"
    if instructions[0].startswith("nothing "):
        assert len(instructions) == 1
        return []
    return [(int(line), text) for line, _, text in (entry.partition(" ") for entry in instructions)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_is_repaired_as_it_expects_and_not_otherwise(path: Path) -> None:
    document = Document(path)
    edition = Edition([document])
    outcome = mend(document, edition, [path.parent.name])
    assert not outcome.refusals
    assert not [change.refusal for change in outcome.changes if change.refusal]
    assert [(change.location.line, change.after) for change in outcome.changes] == expectations(document)
    lines = zip(document.data.split(b"\n"), outcome.data.split(b"\n"), strict=True)
    changed = {number for number, (before, after) in enumerate(lines, 1) if before != after}
    assert changed == {change.location.line for change in outcome.changes}
    again = mend(Document(path, outcome.data), edition, [path.parent.name])
    assert (again.data, again.changes) == (outcome.data, ())


@pytest.mark.parametrize("name", registry.names(fixes))
def test_every_fix_has_a_case_that_is_repaired_and_one_that_is_not(name: str) -> None:
    found = [bool(expectations(Document(path))) for path in FILES if path.parent.name == name]
    assert set(found) == {True, False}
