"""What is said of mistakes in TEI: `tei/mistakes.toml` edits `tei/base.xml`, and names each message in full."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from teiproof.relaxng import Schema

FOLDER = Path(__file__).parent / "tei"
MISTAKES = tomllib.loads((FOLDER / "mistakes.toml").read_text(encoding="utf-8"))["mistake"]


@pytest.fixture(scope="module")
def schema(shared: Path) -> Schema:
    return Schema.load(shared / "schemas" / "tei_all.rng", cache=False)


def edited(mistake: dict[str, Any]) -> str:
    text = (FOLDER / "base.xml").read_text(encoding="utf-8")
    for old, new in mistake["edits"]:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_the_document_the_mistakes_are_made_in_is_valid(schema: Schema) -> None:
    assert not list(schema.validate(FOLDER / "base.xml", "base.xml"))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: re.sub(r"\W+", "-", mistake["name"]))
def test_a_mistake_is_said_once_and_where_it_is(schema: Schema, mistake: dict[str, Any]) -> None:
    found = schema.validate(edited(mistake).encode(), "base.xml")
    said = [f"{each.location.line}:{each.location.column} {each.code} {each.message}" for each in found]
    assert said == mistake["found"]


def test_a_message_is_short_enough_to_be_read() -> None:
    assert max(len(message) for mistake in MISTAKES for message in mistake["found"]) < 330
