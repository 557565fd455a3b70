"""Typical mistakes of encoders are reported once, at the right place, with the name of what was meant."""

import csv
from pathlib import Path

import pytest

from teiproof.diagnostics import Diagnostic
from teiproof.relaxng import Schema

MISTAKES = {"44_three_mistakes.xml": 3}


@pytest.fixture(scope="module")
def schema(shared: Path) -> Schema:
    return Schema.load(shared / "schemas" / "tei_all.rng", cache=False)


@pytest.fixture(scope="module")
def customised(shared: Path) -> dict[str, Schema]:
    return {name: Schema.load(shared / "schemas" / f"{name}.rng", cache=False) for name in ("dracor", "dtabf")}


def test_each_mistake_is_one_message_at_its_line_and_names_the_culprit(shared: Path, schema: Schema) -> None:
    with (shared / "mistakes" / "manifest.tsv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    assert len(rows) == 17
    for row in rows:
        name = row["file"]
        found = list(schema.validate(shared / "mistakes" / name, name))
        assert len(found) == MISTAKES.get(name, 1), (name, found)
        assert found[0].location.line == int(row["line"]), found
        assert any(culprit in found[0].message for culprit in row["culprit"].split("|")), found
        assert row["expected"] in found[0].message, found


def test_the_documents_the_mistakes_were_made_in_are_valid(shared: Path, schema: Schema) -> None:
    for path in sorted((shared / "mistakes").glob("00_base_*.xml")):
        assert not list(schema.validate(path, path.name))


def test_three_mistakes_in_one_document_are_three_messages(shared: Path, schema: Schema) -> None:
    found = list(schema.validate(shared / "mistakes" / "44_three_mistakes.xml", "x"))
    assert [_summary(each) for each in found] == [
        (86, "relaxng.unknown-element"),
        (89, "relaxng.unknown-attribute"),
        (103, "relaxng.unknown-element"),
    ]


def _summary(diagnostic: Diagnostic) -> tuple[int, str]:
    return diagnostic.location.line, diagnostic.code


CUSTOMISED = [
    # schema, base, what is replaced by what, and what has to be said
    ("dracor", "play", "<speaker>Ham.</speaker>", "<speeker>Ham.</speeker>", "<speaker>"),
    ("dracor", "play", '<sp who="#ham">', '<sp woh="#ham">', "“who”"),
    ("dracor", "play", "<stage>Enter Vikings.</stage>", "Enter Vikings.", "text"),
    ("dracor", "play", "<head>Act 1.</head>", "<b>Act 1.</b>", "<b> is not an element of the schema"),
    ("dracor", "play", "<p>Lovely Spam!</p>", "<castList/>", "<castList>"),
    ("dracor", "play", "<l>Spam and Spam!</l>", "<l><div/></l>", "<div>"),
    (
        "dtabf",
        "letter",
        '<fw type="folNum" place="bottom">[2]',
        '<fw type="folNum" place="botom">[2]',
        "“bottom”",
    ),
    ("dtabf", "letter", "<body>", '<body><lb n="1" brake="no"/>', "<lb>"),
    ("dtabf", "letter", "<body>", "<body><salut/>", "<salute>"),
]


@pytest.mark.parametrize(("name", "base", "old", "new", "words"), CUSTOMISED)
def test_with_a_customised_schema_a_mistake_is_one_message_at_its_line(
    shared: Path, customised: dict[str, Schema], name: str, base: str, old: str, new: str, words: str
) -> None:
    data = (shared / "mistakes" / f"00_base_{base}.xml").read_text(encoding="utf-8")
    assert old in data
    line = data[: data.index(old)].count("\n") + 1
    before = list(customised[name].validate(data.encode(), "x"))
    after = list(customised[name].validate(data.replace(old, new, 1).encode(), "x"))
    added = [diagnostic for diagnostic in after if diagnostic not in before]
    assert len(added) == len(after) - len(before) == 1, after
    assert added[0].location.line == line
    assert words in added[0].message
    assert len(added[0].message) < 400
