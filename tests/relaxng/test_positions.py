"""A mistake is placed at its tag, attribute or text, whatever the encoding; columns count characters."""

from pathlib import Path

import pytest

from teiproof.relaxng import Schema

DOCUMENT = """<letter xmlns="urn:letter"><header><title/><date when="1936"/><sender/></header>
<section>
<p>é§<hi
  é="1" quux="x"/><zzz/></p>é</section></letter>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_line_and_column_are_those_of_the_culprit(encoding: str) -> None:
    schema = Schema.load(Path(__file__).parent / "cases" / "letter.rng", cache=False)
    declaration = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    found = list(schema.validate((declaration + DOCUMENT).encode(encoding), "x"))
    assert [(each.location.line, each.location.column) for each in found] == [(4, 3), (4, 9), (4, 19), (4, 29)]


def test_a_mistake_in_an_entity_is_placed_where_the_entity_is_used() -> None:
    schema = Schema.load(Path(__file__).parent / "cases" / "letter.rng", cache=False)
    document = "<!DOCTYPE letter [<!ENTITY e \"<hi quux='x'/>\">]>\n" + DOCUMENT.replace("é§<hi", "&e;<hi")
    first = min(schema.validate(document.encode(), "x"))
    assert (first.location.line, first.code) == (4, "relaxng.unknown-attribute")
