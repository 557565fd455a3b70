"""On what is generated the engine agrees: with the naive validator on documents, with jing on schemas."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teiproof.errors import IncorrectSchemaError
from teiproof.relaxng import Schema
from tests.relaxng.documents import documents
from tests.relaxng.generated import schemas, unchecked_schemas
from tests.relaxng.naive import Definition, Element, List, Name, is_valid
from tests.relaxng.naive import Schema as Written
from tests.relaxng.written import document, relaxng

Jing = Callable[[Path, Sequence[Path]], str]


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


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(schema=unchecked_schemas())
def test_the_engine_refuses_the_schemas_that_jing_refuses(jing: Jing, path: Path, schema: Written) -> None:
    path.write_text(relaxng(schema), encoding="utf-8")
    document_path = path.with_suffix(".xml")
    document_path.write_text("<r/>", encoding="utf-8")
    why = why_incorrect(path)
    # jing does not see that a list holds the very element whose content it is, which section 7.1.3 forbids.
    if "a list must not contain <element>" not in why:
        assert (why == "") == (path.name not in jing(path, [document_path])), (relaxng(schema), why)


def test_a_list_in_an_element_must_not_contain_the_same_element(path: Path) -> None:
    element = Definition(Name("", "a"), List(Element("d0")))
    path.write_text(relaxng(Written(Element("d0"), {"d0": element})), encoding="utf-8")
    assert "a list must not contain <element>" in why_incorrect(path)


def why_incorrect(path: Path) -> str:
    try:
        Schema.load(path, cache=False)
    except IncorrectSchemaError as error:
        return str(error)
    return ""
