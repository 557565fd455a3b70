"""Places in a document do not depend on what was asked for before."""

import pytest

from teiproof.parsing import Positions

ONE_LINE = "<a>ä<b>𝔘</b>\u2029<c/>é<d>x</d></a>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize(
    "text", [ONE_LINE, f"<?xml version='1.0'?>\n{ONE_LINE}\n", "<a>\n<b/><c/>\r\n <d/>ö<e/>\n</a>"]
)
def test_a_place_is_the_same_in_whatever_order_it_is_asked_for(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    if encoding == "utf-16-be":
        data = "\ufeff".encode(encoding) + data
    count = len(Positions(data, "a.xml").offsets)
    alone = [Positions(data, "a.xml").of(number) for number in range(count)]
    asked = [*range(count), *reversed(range(count)), *range(0, count, 2)]
    positions = Positions(data, "a.xml")
    assert [positions.of(number) for number in asked] == [alone[number] for number in asked]
    if encoding == "utf-8":
        lines = text.replace("\r\n", "\n").split("\n")
        assert all(lines[line - 1][column - 1] == "<" for line, column in alone)
