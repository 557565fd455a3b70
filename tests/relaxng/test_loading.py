"""Schemas that cannot be used are refused with the place, the reason and the section of the specification."""

import doctest
from pathlib import Path

import pytest

from teiproof import relaxng
from teiproof.errors import IncorrectSchemaError, SchemaNotFoundError
from teiproof.relaxng import Schema
from tests.conftest import PROJECT

RELAXNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'


def load(folder: Path, **files: str) -> Schema:
    """The schema `main`, with other files beside it; `ns` stands for the namespace declaration."""
    for name, content in files.items():
        (folder / f"{name}.rng").write_text(content.replace(" ns>", f" {RELAXNG}>"), encoding="utf-8")
    return Schema.load(folder / "main.rng", cache=False)


@pytest.mark.parametrize(
    ("schema", "place", "section", "reason"),
    [
        ("<element name='a' ns>\n <empti/></element>", "2:2", "3", "no element <empti>"),
        ("<element name='a' ns><ref name='b'/></element>", "1:", "4.18", "no grammar"),
        ("<grammar ns><start>\n<ref name='b'/></start></grammar>", "2:1", "4.18", "no definition “b”"),
        ("<grammar ns>\n<define name='b'><empty/></define></grammar>", "1:1", "4.18", "no <start>"),
        (
            "<grammar ns><start><ref name='b'/></start><define name='b'>\n<ref name='b'/></define></grammar>",
            "2:1", "4.19", "“b” refers to itself",
        ),
        ("<element name='a' ns><data type='toke'/></element>", "1:", "4.16", "“toke”"),
        ("<element name='a' ns><list>\n<text/></list></element>", "1:", "7.1.3", "<text>"),
        (
            "<element name='a' ns><attribute name='b'/>\n<attribute name='b'/></element>",
            "1:1", "7.3", "“b” is given twice",
        ),
        (
            "<element name='a' ns><interleave><text/><mixed><empty/></mixed></interleave></element>",
            "1:", "7.4", "<text>",
        ),
        ("<element name='a' ns><text/><data type='token'/></element>", "1:1", "7.2", "data"),
        ("<element name='a' ns>\n <elment name='b'/></element>", "2:2", "3", "did you mean <element>?"),
        (
            "<grammar ns><start>\n<ref name='nmae'/></start><define name='name'><empty/></define></grammar>",
            "2:1", "4.18", "no definition “nmae”; did you mean “name”?",
        ),
        (
            "<grammar ns>\n<start><text/></start></grammar>",
            "2:1", "7.1.5", "the start of a schema must not contain <text>",
        ),
        (
            (
                "<element name='a' datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes' ns>\n"
                "<data type='string'><param name='minLenght'>1</param></data></element>"
            ),
            "2:1", "4.16", "there is no parameter “minLenght”; did you mean “minLength”?",
        ),
        (
            (
                "<element name='a' ns><interleave><element name='b'><empty/></element>"
                "<element name='b'><empty/></element></interleave></element>"
            ),
            "1:", "7.4", "the same element <b>",
        ),
        ("<element name='a' ns><empty/>", "1:1", "3", "<element> is never closed"),
        ("<a/>", "1:1", "3", "not a RELAX NG schema"),
    ],
)  # fmt: skip
def test_an_incorrect_schema_is_refused_with_place_and_section(
    schema: str, place: str, section: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(IncorrectSchemaError) as caught:
        load(tmp_path, main=schema)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'main.rng'}:{place}")
    assert f"section {section})" in message
    assert reason in message


def test_a_schema_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SchemaNotFoundError, match=r"absent\.rng"):
        Schema.load(tmp_path / "absent.rng", cache=False)


@pytest.mark.parametrize(
    "reference",
    [
        "<grammar ns>\n<include href='absent.rng'/></grammar>",
        "<element name='a' ns>\n<externalRef href='absent.rng'/></element>",
    ],
)
def test_where_a_schema_names_a_file_that_is_not_there_is_told(reference: str, tmp_path: Path) -> None:
    with pytest.raises(SchemaNotFoundError, match=r"main\.rng:2:1: cannot read the schema .*absent\.rng"):
        load(tmp_path, main=reference)


def test_nothing_is_fetched_from_the_network(tmp_path: Path) -> None:
    with pytest.raises(IncorrectSchemaError, match="nothing is fetched from the network"):
        load(tmp_path, main="<externalRef href='http://example.org/a.rng' ns></externalRef>")


def test_a_resolver_may_find_a_file_for_an_address(tmp_path: Path) -> None:
    load(tmp_path, main="<element name='a' ns><empty/></element>")
    (tmp_path / "other.rng").write_text(f"<externalRef href='http://example.org/a.rng' {RELAXNG}/>")
    schema = Schema.load(tmp_path / "other.rng", resolver=lambda _: tmp_path / "main.rng")
    assert not list(schema.validate(b"<a/>", "a.xml"))


def test_a_file_that_includes_itself_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IncorrectSchemaError, match="includes itself"):
        load(tmp_path, main="<grammar ns><include href='main.rng'/></grammar>")
    with pytest.raises(IncorrectSchemaError, match="refers to itself"):
        load(tmp_path, main="<externalRef href='main.rng' ns></externalRef>")


def test_a_mistake_in_an_included_file_is_placed_there(tmp_path: Path) -> None:
    with pytest.raises(IncorrectSchemaError, match=r"part\.rng:1:.*“b”"):
        load(
            tmp_path,
            main="<grammar ns><include href='part.rng'/></grammar>",
            part="<grammar ns><start><ref name='b'/></start></grammar>",
        )


def test_an_id_must_be_one_everywhere(tmp_path: Path) -> None:
    library = "datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'"
    with pytest.raises(IncorrectSchemaError, match="DTD Compatibility"):
        load(
            tmp_path,
            main=f"<element name='a' {library} ns><attribute name='i'><data type='ID'/></attribute>"
            "<element name='a'><attribute name='i'/></element></element>",
        )


def test_a_schema_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IncorrectSchemaError, match="deep"):
        load(
            tmp_path,
            main="<element name='a' ns>" + "<group>" * 5000 + "<empty/>" + "</group>" * 5000 + "</element>",
        )
    chain = "".join(f"<define name='d{n}'><ref name='d{n + 1}'/></define>" for n in range(5000))
    start = "<start><element name='a'><ref name='d0'/></element></start>"
    with pytest.raises(IncorrectSchemaError, match="deep"):
        load(tmp_path, main=f"<grammar ns>{start}{chain}<define name='d5000'><text/></define></grammar>")


def test_the_library_does_what_its_manual_shows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(PROJECT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    failed, attempted = doctest.testmod(relaxng)
    assert (failed, attempted > 5) == (0, True)


def test_findings_name_the_file_or_nothing_or_what_they_are_told(tmp_path: Path) -> None:
    schema = load(tmp_path, main="<element name='a' ns><empty/></element>")
    path = tmp_path / "b.xml"
    path.write_text("<b/>", encoding="utf-8")
    with path.open("rb") as stream:
        found = [*schema.validate(path), *schema.validate(stream), *schema.validate(b"<b/>", "other.xml")]
    assert [diagnostic.location.path for diagnostic in found] == [str(path), "-", "other.xml"]


OTHERS = {
    "a.rng": (
        "element a { text }",
        "1:1: this is not XML. If it is in the compact syntax, its name must end in",
    ),
    "b.rng": ("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/>", "but a W3C XML Schema (XSD)."),
    "c.rng": ("<schema xmlns='http://purl.oclc.org/dsdl/schematron'/>", "but Schematron."),
    "d.odd": ("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "compile it: teiproof schema FILE --into NAME.rng"),
    "e.rng": ("<grammar/>", '<grammar> must be in the namespace of RELAX NG: write xmlns="http://relaxng.org/'),
    "f.dtd": ("<!ELEMENT a EMPTY>", "1:1: this is a DTD."),
    "g.rng": ("<html/>", "1:1: this is not a RELAX NG schema: <html> is not in the namespace"),
    "h.rng": ("<grammar xmlns='http://relaxng.org/ns/structure/1.0'>", "<grammar> is never closed"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_schema_is_named_for_what_it_is(name: str, tmp_path: Path) -> None:
    text, said = OTHERS[name]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(IncorrectSchemaError) as caught:
        Schema.load(path, cache=False)
    assert str(caught.value).startswith(f"{path}:1:")
    assert said in str(caught.value)
