"""The engine and the naive validator give the same verdicts on generated schemas and documents."""

from pathlib import Path

import pytest
from documents import documents
from generated import schemas
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from naive import is_valid
from written import document, relaxng

from teiproof.relaxng import Schema


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("agreement") / "schema.rng"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_engine_agrees_with_the_naive_validator(path: Path, data: st.DataObject) -> None:
    schema = data.draw(schemas())
    path.write_text(relaxng(schema), encoding="utf-8")
    engine = Schema.load(path, cache=False)
    for _ in range(10):
        root = data.draw(documents(schema))
        found = list(engine.validate(document(root).encode(), "document.xml"))
        assert is_valid(schema, root) == (not found), (relaxng(schema), document(root), found)
