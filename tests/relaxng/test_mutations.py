"""The engine and jing judge real documents alike in which a mistake was made."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from teiproof.relaxng import Schema
from tests.relaxng.judged import line_of_jing
from tests.relaxng.mutations import mutate

Jing = Callable[[Path, Sequence[Path]], str]

# Valid documents of each schema, none of them large; those with XInclude make jing stop.
ORIGINALS = {
    "tei_all.rng": ("corpus/diary/*.xml", "corpus/letters/*.xml", "mistakes/00_base_*.xml"),
    "tei_lite.rng": ("corpus/documentation/testmeta2010.xml",),
    "dracor.rng": ("corpus/mixed/2700[35].xml", "mistakes/00_base_play.xml"),
}


@pytest.mark.parametrize("schema", ORIGINALS)
def test_a_mutated_document_has_its_first_error_where_jing_sees_it_or_none(
    jing: Jing, shared: Path, tmp_path: Path, schema: str
) -> None:
    random = Random(schema)  # noqa: S311 - the same documents in every run
    originals = [path for pattern in ORIGINALS[schema] for path in sorted(shared.glob(pattern))]
    documents = [tmp_path / f"{number}.xml" for number in range(60)]
    for document in documents:
        document.write_bytes(mutate(random, random.choice(originals).read_bytes()))

    report = jing(shared / "schemas" / schema, documents)
    assert "fatal" not in report, report
    expected: dict[str, int] = {}
    for name, line in re.findall(r"([0-9]+\.xml):([0-9]+):[0-9]+: error", report):
        expected.setdefault(name, int(line))
    assert 0 < len(expected) < len(documents), "some documents should have become invalid, others not"

    engine = Schema.load(shared / "schemas" / schema, cache=False)
    found = {document.name: list(engine.validate(document, document.name)) for document in documents}
    assert expected == {name: min(map(line_of_jing, items)) for name, items in found.items() if items}
