"""The pointing attributes are those of the TEI: every attribute of every element that holds a pointer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from teiproof.model.document import Document
from teiproof.model.pointers import POINTING, POINTING_ON, folder_of, pointers
from teiproof.names import TEI, tei
from teiproof.parsing.tree import parse

NOT_FOLLOWED = {"xml:base"}  # it moves the place from which others are followed


def specifications(shared: Path) -> etree._Element:
    path = shared / "schemas" / "p5subset.xml"
    return parse(path.read_bytes(), str(path)).getroot()


def attributes_of(spec: etree._Element, classes: dict[str, etree._Element]) -> Iterator[tuple[str, bool]]:
    """The attributes of an element, those of its classes first, and whether a value is or holds a pointer."""
    for member in spec.iterfind(f"{tei('classes')}/{tei('memberOf')}"):
        if member.get("key", "").startswith("att."):
            yield from attributes_of(classes[member.get("key", "")], classes)
    for attribute in spec.iterfind(f".//{tei('attDef')}"):
        types = [
            reference.get("key") for reference in attribute.iterfind(f"{tei('datatype')}//{tei('dataRef')}")
        ]
        if attribute.find(tei("datatype")) is not None:
            yield attribute.get("ident", ""), "teidata.pointer" in types


@pytest.fixture(scope="module")
def pointing(shared: Path) -> dict[str, dict[str, bool]]:
    """For each element its attributes, and whether they point."""
    root = specifications(shared)
    classes = {spec.get("ident", ""): spec for spec in root.iter(tei("classSpec"))}
    return {spec.get("ident", ""): dict(attributes_of(spec, classes)) for spec in root.iter(tei("elementSpec"))}


def test_every_attribute_that_points_is_followed_and_no_other(pointing: dict[str, dict[str, bool]]) -> None:
    wrong = set()
    for element, attributes in pointing.items():
        for attribute, points in attributes.items():
            ours = attribute in POINTING or element in POINTING_ON.get(attribute, ())
            if ours != points and attribute not in NOT_FOLLOWED:
                wrong.add((element, attribute, "not followed" if points else "followed"))
    assert wrong == set()
    assert sum(points for attributes in pointing.values() for points in attributes.values()) > 9_000


def test_each_such_attribute_is_found_in_a_document(pointing: dict[str, dict[str, bool]]) -> None:
    for element, attributes in pointing.items():
        names = sorted(name for name, points in attributes.items() if points and name not in NOT_FOLLOWED)
        written = " ".join(f'{name}="#a b.xml"' for name in names)
        document = Document(Path("a.xml"), f'<{element} xmlns="{TEI}" {written}/>'.encode())
        found = sorted((pointer.attribute, pointer.uri) for pointer in pointers(document))
        assert found == sorted((name, uri) for name in names for uri in ("#a", "b.xml"))


WRITTEN = '<TEI xmlns="http://www.tei-c.org/ns/1.0">{}</TEI>'


def test_of_several_prefixes_of_one_name_the_first_that_matches_counts() -> None:
    definitions = (
        '<prefixDef ident="x" matchPattern="([a-z]+)" replacementPattern="letters.xml#$1"/>'
        '<prefixDef ident="x" matchPattern="([0-9]+)" replacementPattern="numbers.xml#n$1"/>'
        '<prefixDef ident="x" matchPattern="(.+)" replacementPattern="others.xml#$1"/>'
    )
    document = Document(
        Path("a.xml"), WRITTEN.format(f'{definitions}<ref target="x:abc x:12 x:a1 y:b"/>').encode()
    )
    targets = [pointer.target for pointer in pointers(document)]
    assert targets == ["letters.xml#abc", "numbers.xml#n12", "others.xml#a1", "y:b"]


def test_the_bases_around_an_element_add_up() -> None:
    text = '<text xml:base="my%20files/x.xml"><body xml:base="../others/"><p/></body></text>'
    document = Document(Path("tei/a.xml"), WRITTEN.format(text).encode())
    (paragraph,) = document.findall("text/body/p")
    assert folder_of(document, paragraph) == Path("tei/my files/../others")
