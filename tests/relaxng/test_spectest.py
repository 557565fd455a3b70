"""James Clark's suite: correct schemas are accepted, incorrect ones refused, and documents judged rightly."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from teiproof.errors import IncorrectSchemaError
from teiproof.relaxng import Schema
from tests.relaxng.spectest import Case, cases


def test_every_case_is_judged_as_the_suite_says(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    every = cases(shared / "relaxng" / "spectest.xml")
    wrong = [complaint for case in every for complaint in _complaints(case, tmp_path / case.name)]
    documents = sum(len(case.documents) for case in every)
    with capsys.disabled():
        print(f"\nspectest: {len(every)} schemas and {documents} documents judged, {len(wrong)} wrongly")
    assert not wrong
    # A case that would be skipped in reading the suite shows here.
    assert (len(every), documents) == (385, 580)


def _complaints(case: Case, folder: Path) -> Iterator[str]:
    folder.mkdir()
    for name, content in case.files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    path = folder / "schema-under-test.rng"
    path.write_bytes(case.schema)
    try:
        schema = Schema.load(path, cache=False)
    except IncorrectSchemaError as error:
        if case.correct:
            yield f"{case.name}: refused: {error}"
        elif "RELAX NG, section" not in str(error):
            yield f"{case.name}: refused without naming the section: {error}"
        return
    if not case.correct:
        yield f"{case.name}: accepted"
        return
    for number, (document, valid) in enumerate(case.documents, start=1):
        found = list(schema.validate(document, "document.xml"))
        if bool(found) is valid:
            yield f"{case.name}: document {number}: {[diagnostic.message for diagnostic in found]}"
