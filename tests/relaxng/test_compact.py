"""The compact syntax means the same as the XML syntax, and is refused with the same care."""

import contextlib
import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from teiproof.errors import IncorrectSchemaError, TeiproofError
from teiproof.relaxng import Schema

Jing = Callable[[Path, Sequence[Path]], str]

SCHEMA = """
default namespace = "urn:letter"
start = element letter { attribute n { xsd:integer }?, paragraph+ }
paragraph = element p { text }
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "letter.rnc"
    path.write_text(SCHEMA, encoding="utf-8")
    return path


def test_a_schema_in_compact_syntax_judges_documents(path: Path) -> None:
    schema = Schema.load(path, cache=False)
    assert not list(schema.validate(b'<letter xmlns="urn:letter" n="1"><p>Dear</p></letter>', "x"))
    assert list(schema.validate(b'<letter xmlns="urn:letter" n="one"/>', "x"))


REFUSED: list[tuple[str | bytes, str]] = [
    ("start = element", "1:16: the schema ends here: a name is wanted"),
    ("start = element a { empty", "1:26: the schema ends here: “}” is wanted"),
    ("start = element a { empty empty }", "1:27: “empty” is not expected here: “,”, “|”, “&” or “}” is wanted"),
    ("start = elment a { empty }", "1:9: “elment” is not expected here; did you mean “element”?"),
    (
        "a = empty\nstart = element a { attribte x { a } }",
        "2:21: “attribte” is not expected here; did you mean",
    ),
    ("start = element a { xsd:string { length = 3 } }", "1:43: a text must stand in quotation marks"),
    ("default namespace = http://x\nstart = element a { empty }", "1:25: a text must stand in quotation marks"),
    ("<grammar/>", "1:1: this seems to be the XML syntax: then the name of the file must not end in .rnc"),
    ("start =\n  element a { § }", "2:15: “§” means nothing in the compact syntax"),
    ('start = element a { "b }', "1:21: the text that begins here has no closing quotation mark"),
    ("start = element a { b:c }", "1:21: the prefix “b” is not declared: add datatypes b"),
    ("start = element b:c { empty }", "1:17: the prefix “b” is not declared: add namespace b"),
    ('start = element a { [ b:c = "1" ] empty }', "1:23: the prefix “b” is not declared"),
    ('namespace b = "u"\nstart = element a { [ b:c = "1" empty }', "2:39: “}” is not expected here"),
    ("start = element a {\n empty } }", "2:10: “}” is not expected here: a definition is wanted"),
    ("element a {\n empty } }", "2:10: “}” is not expected here: the end of the schema is wanted"),
    ("start = element a { b, c | d }", "1:26: “,” and “|” must not stand side by side; set parentheses"),
    ("start = element a { text, }", "1:27: “}” is not expected here: a pattern is wanted"),
    ("start = list\nlist = empty", "2:1: “list” is not expected here: “{” is wanted"),
    ("start = element a { parent list }", "a name (or \\list, if that is its name) is wanted"),
    ('namespace a = "u"\nnamespace a = "v"\nelement a { empty }', "2:1: “a” is declared twice"),
    ('namespace xml = "u"\nelement a { empty }', "1:1: “xml” must not mean “u”"),
    ("element a { empty }\n## of nothing", "2:1: “## of nothing” is not expected here"),
    ("start = element a { b }", "1:21: there is no definition “b” (RELAX NG, section 4.18)"),
    ("start = element a { xsd:dat }", "1:21: XML Schema has no datatype “dat”"),
    (
        "start = element a { empty }\nstart = element b { empty }",
        "2:1: <start> is defined twice; write |= (or &=) for = if both are meant",
    ),
    ('start = element a { ("x" | "y")+ }', "1:21: <oneOrMore> must not repeat data outside <list>"),
    ('include "other.rnc"', "other.rnc: no such file"),
    ('include "http://example.org/other.rnc"', "nothing is fetched from the network"),
    ('include "letter.rnc"', "includes itself"),
    ("(" * 300 + "empty" + ")" * 300, "nested deeper than 200 levels"),
    (b"element \xff { empty }", "the schema is not text in UTF-8"),
]


@pytest.mark.parametrize(("schema", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_what_cannot_be_read_is_refused_at_its_place(path: Path, schema: str | bytes, reason: str) -> None:
    path.write_bytes(schema if isinstance(schema, bytes) else schema.encode())
    with pytest.raises(TeiproofError) as caught:
        Schema.load(path, cache=False)
    assert reason in str(caught.value)


def test_jing_refuses_the_same(path: Path, tmp_path: Path, jing: Jing) -> None:
    document = tmp_path / "a.xml"
    document.write_text("<a/>", encoding="utf-8")
    for schema, _ in REFUSED[::6]:  # each costs half a second
        if "http:" not in str(schema):
            path.write_bytes(schema if isinstance(schema, bytes) else schema.encode())
            assert not jing(path, [document]).startswith(str(document)), schema


FEATURES = tomllib.loads((Path(__file__).parent / "compact" / "features.toml").read_text(encoding="utf-8"))[
    "feature"
]


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: re.sub(r"\W+", "-", feature["schema"])[:60])
def test_every_feature_of_the_syntax_means_what_it_says(path: Path, feature: dict[str, Any]) -> None:
    path.write_text(feature["schema"], encoding="utf-8")
    schema = Schema.load(path, cache=False)
    for right in feature["right"]:
        assert not list(schema.validate(right.encode(), "right.xml")), right
    for wrong in feature["wrong"]:
        assert list(schema.validate(wrong.encode(), "wrong.xml")), wrong


def test_jing_judges_by_every_feature_as_we_do(path: Path, tmp_path: Path, jing: Jing) -> None:
    for feature in FEATURES[::8]:  # each costs half a second
        path.write_text(feature["schema"], encoding="utf-8")
        documents = []
        for number, content in enumerate([*feature["right"], *feature["wrong"]]):
            documents.append(tmp_path / f"{number}.xml")
            documents[-1].write_text(content, encoding="utf-8")
        report = jing(path, documents)
        wrong = [document for document in documents if f"{document}:" in report]
        assert (wrong, "letter.rnc" in report) == (documents[len(feature["right"]) :], False), (feature, report)


def test_whatever_is_lost_or_doubled_the_schema_is_read_or_refused(path: Path) -> None:
    random = Random(1)  # noqa: S311 - the same schemas in every run
    for feature in FEATURES:
        pieces = re.split(r"(\W)", feature["schema"])
        for _ in range(4):
            at = random.randrange(len(pieces))
            changed = [*pieces[:at], *random.choice(([], pieces[at : at + 1] * 2, ["}"], [" - "]))]
            path.write_text("".join([*changed, *pieces[at + 1 :]]), encoding="utf-8", errors="replace")
            with contextlib.suppress(TeiproofError):
                Schema.load(path, cache=False)


def test_a_schema_may_be_in_utf_16(path: Path) -> None:
    path.write_text(SCHEMA + "§", encoding="utf-16")
    with pytest.raises(IncorrectSchemaError, match=r"letter\.rnc:5:1: “§”"):
        Schema.load(path, cache=False)
    path.write_text(SCHEMA, encoding="utf-16")
    assert Schema.load(path, cache=False)


DOCUMENTS = {
    "<p/>": True,
    "<old/>": False,
    '<p o:n="1">a</p><p>b<o:mark list="1 2"/></p>': True,
    '<p o:n="one">a</p>': False,
    '<p n="1">a</p>': False,
    '<p><mark list="1 2"/></p>': False,
    '<p><o:mark list="1 b"/></p>': False,
    '<p/><end kind="warm"/>': True,
    "<p/><end kind='so \"cold\"'/>": True,
    '<p/><end kind="cold"/>': False,
    "<p/><leave/>": False,
    "<p/><closer/>": False,
    "<o:element/><p/>": True,
    "<element/><p/>": False,
    "<p/><date>1936-08-25</date>": True,
    "<p/><date>1836-08-25</date>": False,
    '<p/><appendix><own>tripled "quotes" here</own><p/></appendix>': True,
    "<p/><appendix><own>AB</own><p/></appendix>": True,
    "<p/><appendix><own>BA</own><p/></appendix>": False,
    "<p/><appendix><p/><own>AB</own></appendix>": False,
}


@pytest.fixture
def documents(tmp_path: Path) -> dict[Path, bool]:
    found = {}
    for number, (content, valid) in enumerate(DOCUMENTS.items()):
        path = tmp_path / f"{number}.xml"
        text = f'<letter xmlns="urn:letter" xmlns:o="urn:other">{content}</letter>'
        path.write_text(text, encoding="utf-8")
        found[path] = valid
    return found


def test_includes_and_externals_are_those_of_the_same_schema_in_xml_syntax(documents: dict[Path, bool]) -> None:
    folder = Path(__file__).parent / "compact"
    for name in ("letter.rng", "letter.rnc"):
        schema = Schema.load(folder / name, cache=False)
        assert {path: not list(schema.validate(path, path.name)) for path in documents} == documents, name


def test_jing_judges_by_the_compact_syntax_as_we_do(documents: dict[Path, bool], jing: Jing) -> None:
    folder = Path(__file__).parent / "compact"
    report = jing(folder / "letter.rnc", list(documents))
    wrong = {path for path in documents if f"{path}:" in report}
    assert {path: path not in wrong for path in documents} == documents, report
