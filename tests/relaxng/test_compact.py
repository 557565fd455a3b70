"""The compact syntax is read through the library rnc2rng, if that is installed."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from teiproof.errors import IncorrectSchemaError, TeiproofError
from teiproof.relaxng import Schema, compact

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
    pytest.importorskip("rnc2rng", reason="the extra “rnc” is not installed")
    schema = Schema.load(path, cache=False)
    assert not list(schema.validate(b'<letter xmlns="urn:letter" n="1"><p>Dear</p></letter>', "x"))
    assert list(schema.validate(b'<letter xmlns="urn:letter" n="one"/>', "x"))


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ("start = element", r"letter\.rnc"),
        ("start =\n  element a { § }", "“§” on line 2"),
        ("start = element a { b:c }", "the prefix “b” is not declared"),
        ("start = element a {\n empty } }", r"letter\.rnc:2:10: .* “}” is not expected here"),
        ('include "other.rnc"', r"other\.rnc: no such file"),
        ('include "http://example.org/other.rnc"', "nothing is fetched from the network"),
        ('include "letter.rnc"', "includes itself"),
    ],
)
def test_what_cannot_be_read_is_refused(path: Path, schema: str, reason: str) -> None:
    pytest.importorskip("rnc2rng", reason="the extra “rnc” is not installed")
    path.write_text(schema, encoding="utf-8")
    with pytest.raises(TeiproofError, match=reason):
        Schema.load(path, cache=False)


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
    pytest.importorskip("rnc2rng", reason="the extra “rnc” is not installed")
    folder = Path(__file__).parent / "compact"
    for name in ("letter.rng", "letter.rnc"):
        schema = Schema.load(folder / name, cache=False)
        assert {path: not list(schema.validate(path, path.name)) for path in documents} == documents, name


def test_jing_judges_by_the_compact_syntax_as_we_do(documents: dict[Path, bool], jing: Jing) -> None:
    folder = Path(__file__).parent / "compact"
    report = jing(folder / "letter.rnc", list(documents))
    wrong = {path for path in documents if f"{path}:" in report}
    assert {path: path not in wrong for path in documents} == documents, report


def test_without_the_library_the_message_says_what_to_install(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(compact, "import_module", absent)
    with pytest.raises(IncorrectSchemaError, match=r"teiproof\[rnc\]"):
        Schema.load(path, cache=False)
