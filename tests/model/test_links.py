"""Which identifiers of a document others point to, however they write its name."""

from pathlib import Path

import pytest

from teiproof.model.edition import Edition
from teiproof.model.links import Links

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">{}</TEI>'


def linked(folder: Path, name: str, content: str, encoding: str = "utf-8") -> set[str]:
    (folder / name).write_text(TEI.format('<person xml:id="a"/><person xml:id="b"/>'), "utf-8")
    written = f'<?xml version="1.0" encoding="{encoding}"?>{TEI.format(content)}'
    (folder / "letter.xml").write_text(written, encoding)
    (folder / "other.xml").write_text(TEI.format('<p>register.xml</p><ref target="#a"/>'), "utf-8")
    edition = Edition.open([folder])
    register = next(document for document in edition.documents if document.path.name == name)
    return Links(edition).identifiers(register)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("register.xml", "register.xml#a"),
        ("register.xml", "./register.xml#a http://example.org/"),
        ("Personen ä (1).tei", "Personen%20%C3%A4%20(1).tei#a"),
        ("it's.xml", "it's.xml#a"),
        ("Persönen.xml", "Pers%C3%B6nen.xml#a"),
        ("Persönen.xml", "Persönen.xml#a"),
        ("a&b.xml", "a&amp;b.xml#a"),
        ("register.v1.xml", "register.v1.xml?x=1#a"),
    ],
)
def test_a_document_points_to_another_by_its_name(tmp_path: Path, name: str, target: str) -> None:
    assert linked(tmp_path, name, f'<rs ref="{target}"/>') == {"a"}


def test_a_prefix_may_stand_for_the_file(tmp_path: Path) -> None:
    prefix = '<prefixDef ident="psn" matchPattern="(.+)" replacementPattern="register.xml#$1"/>'
    assert linked(tmp_path, "register.xml", f'{prefix}<rs ref="psn:b"/>') == {"b"}


def test_a_prefix_may_complete_the_name_of_the_file(tmp_path: Path) -> None:
    prefix = '<prefixDef ident="x" matchPattern="([a-z]+):(.+)" replacementPattern="$1.xml#$2"/>'
    assert linked(tmp_path, "register.xml", f'{prefix}<rs ref="x:register:b"/>') == {"b"}


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_the_encoding_does_not_matter(encoding: str, tmp_path: Path) -> None:
    content = '<rs ref="Persönen.xml#a"/>'
    assert linked(tmp_path, "Persönen.xml", content, encoding) == {"a"}


def test_a_name_that_ends_alike_is_another(tmp_path: Path) -> None:
    assert linked(tmp_path, "register.xml", '<rs ref="myregister.xml#a register.xml.bak#b"/>') == set()
