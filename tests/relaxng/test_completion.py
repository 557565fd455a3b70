"""The schema tells what may stand at a place."""

from pathlib import Path

import pytest

from teiproof.relaxng import Schema

BEGIN = b'<letter xmlns="urn:letter"><header><title/>'
SECTION = BEGIN + b'<date when="1936"/><sender/></header><section>'


@pytest.fixture(scope="module")
def schema() -> Schema:
    return Schema.load(Path(__file__).parent / "cases" / "letter.rng", cache=False)


def local(names: tuple[str, ...]) -> list[str]:
    return [name.removeprefix("{urn:letter}") for name in names]


def test_at_the_beginning_the_root_may_stand(schema: Schema) -> None:
    assert schema.expected(b"").elements == ("{urn:letter}letter",)


def test_after_a_title_comes_a_date(schema: Schema) -> None:
    found = schema.expected(BEGIN)
    assert (local(found.elements), found.text, found.end) == (["date"], False, False)


def test_in_mixed_content_text_elements_and_the_end_may_come(schema: Schema) -> None:
    found = schema.expected(SECTION + b"<p>Dear <hi>friend</hi> and")
    assert (local(found.elements), found.text, found.end) == (["name", "hi"], True, True)


def test_in_a_start_tag_only_attributes_may_come(schema: Schema) -> None:
    found = schema.expected(SECTION + b"<p n='3' re")
    assert found.elements == ()
    assert found.attributes == ("rend", "{http://www.w3.org/XML/1998/namespace}id")


def test_the_required_attribute_comes_first(schema: Schema) -> None:
    assert schema.expected(BEGIN + b'<date from="1936-01-01" ').attributes == ("to", "certainty")


def test_a_mistake_before_the_place_does_no_harm(schema: Schema) -> None:
    assert "p" in local(schema.expected(SECTION + b"<zzz/><sectoin>").elements)
