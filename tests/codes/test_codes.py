"""Every code of the gate fires where it should, and does not where it nearly should.

In a file for each family, `document` is one in which nothing is found, and each table is a code. `fires` and
`near` are what to replace in the document and by what, in turns; `.*` stands for anything, `{3|a|b}` for
`aaabbb`. After `fires` the code is found, after `near` it is not: `why` is the difference. A code without both
fails. `beside` are files in the same folder; `schema` is one that the documents do not name themselves.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from teiproof import checks, gate, manual, registry
from teiproof.model.document import Document
from teiproof.model.edition import Edition

FOLDER = Path(__file__).parent
NO_FINDINGS = ("odd",)  # of `teiproof schema`: see tests/odd/test_cases.py
FAMILIES = [family for family in manual.families() if family not in NO_FINDINGS]
CODES = [code for family in FAMILIES for code in manual.codes(family)]


def family_of(code: str) -> dict[str, Any]:
    """The file of the family that a code belongs to."""
    return tomllib.loads((FOLDER / f"{code.partition('.')[0]}.toml").read_text(encoding="utf-8"))


def repeated(text: str) -> str:
    """A text in which `{3|a|b}` is written out."""
    return re.sub(
        r"\{(\d+)\|(.*?)\|(.*?)\}", lambda part: part[2] * int(part[1]) + part[3] * int(part[1]), text
    )


def changed(document: str, changes: list[str]) -> str:
    """A document in which the first of each text is replaced by the one that follows it."""
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        pattern = ".*".join(map(re.escape, old.split(".*")))
        found = re.search(pattern, document, re.DOTALL)
        assert found, f"{old} is not in the document"
        document = f"{document[: found.start()]}{repeated(new)}{document[found.end() :]}"
    return document


def found(code: str, changes: list[str], folder: Path) -> set[str]:
    """The codes of all that is found in the family's document with these changes."""
    family, _, name = code.partition(".")
    described = family_of(code)
    encoding = described.get(name, {}).get("bytes", "utf-8")
    path = folder / "document.xml"
    path.write_bytes(changed(described["document"], changes).encode(encoding))
    for beside, content in described.get("beside", {}).items():
        (folder / beside).write_text(content.lstrip(), encoding="utf-8")
    schema = FOLDER / described["schema"] if "schema" in described else None
    names = [family] if family in registry.names(checks) else ["references"]
    edition = Edition([Document(path)], schema) if schema else Edition.open([path])  # a letter is no TEI
    outcome = gate.run(edition, names)
    assert family == "schematron" or not outcome.refusals
    return {diagnostic.code for diagnostic in outcome.diagnostics}


@pytest.mark.parametrize("family", FAMILIES)
def test_in_the_document_of_a_family_nothing_is_found(family: str, tmp_path: Path) -> None:
    assert found(f"{family}.", [], tmp_path) == set()


@pytest.mark.parametrize("code", CODES)
def test_a_code_fires_where_it_should(code: str, tmp_path: Path) -> None:
    case = family_of(code)[code.partition(".")[2]]
    assert case["why"]
    assert code in found(code, case["fires"], tmp_path)


@pytest.mark.parametrize("code", CODES)
def test_a_code_does_not_fire_at_a_near_miss(code: str, tmp_path: Path) -> None:
    case = family_of(code)[code.partition(".")[2]]
    assert case["near"] != case["fires"]
    assert code not in found(code, case["near"], tmp_path)


@pytest.mark.parametrize("family", FAMILIES)
def test_no_case_is_left_of_a_code_that_is_gone(family: str) -> None:
    cases = {name for name in family_of(f"{family}.") if name not in ("document", "beside", "schema")}
    assert {f"{family}.{name}" for name in cases} == set(manual.codes(family))
