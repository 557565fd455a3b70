"""Each file in `cases/<check>/` is run through its check; it says itself what must be found, and why:

    <?expect references.dangling 12 the reason?>     a finding with this code on this line
    <?expect nothing the reason?>                    no finding

Files whose names begin with an underscore are what cases point to. A new file is a new test.
"""

from pathlib import Path

import pytest

from teiproof import checks, gate, registry
from teiproof.model.document import Document
from teiproof.model.edition import Edition

CASES = Path(__file__).parent / "cases"
FILES = sorted(path for path in CASES.glob("*/*.xml") if not path.name.startswith("_"))


def expectations(document: Document) -> set[tuple[str, int]]:
    expected = set()
    instructions = [
        entry.text.split(maxsplit=2) for entry in document.prolog.instructions if entry.target == "expect"
    ]
    assert instructions, "a case says what it expects"
    for code, *rest in instructions:
        if code == "nothing":
            assert len(instructions) == 1
            assert rest, "a case gives its reason"
        else:
            line, reason = rest
            assert reason, "a case gives its reason"
            expected.add((code, int(line)))
    return expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_finds_what_it_expects_and_nothing_else(path: Path) -> None:
    documents = [Document(path)]
    beside = path.with_name("_register.xml")
    if beside.exists():
        documents.append(Document(beside))
    outcome = gate.run(Edition(documents), [path.parent.name])
    assert not outcome.refusals
    found = {
        (diagnostic.code, diagnostic.location.line)
        for diagnostic in outcome.diagnostics
        if diagnostic.location.path == str(path)
    }
    assert found == expectations(documents[0])


@pytest.mark.parametrize("name", [name for name in registry.names(checks) if name != "relaxng"])
def test_every_code_of_a_check_has_a_case_that_fires_and_one_that_does_not(name: str) -> None:
    from teiproof import manual

    expected = {code for path in FILES if path.parent.name == name for code, _ in expectations(Document(path))}
    assert expected == set(manual.codes(name))
    assert any(not expectations(Document(path)) for path in FILES if path.parent.name == name)
