"""IRIs and literals from documents: harmless in every notation, whatever they are made of."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from teiproof.exports import jsonld, turtle
from teiproof.linked.graph import Graph
from teiproof.linked.terms import Iri, Literal, Local, literal, local, web
from tests.conftest import absent

try:
    import rdflib
except ImportError:
    rdflib = None  # type: ignore[assignment]

# What can stand in XML, and something that must not go through as it is.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff"), max_size=40)


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("https://d-nb.info/gnd/118540238", "https://d-nb.info/gnd/118540238"),
        (" HTTP://example.org ", "HTTP://example.org"),
        ("https://perceptioro.com/Антонов-Овсеенко,_Владимир", "https://perceptioro.com/Антонов-Овсеенко,_Владимир"),
        ("http://example.org/a b<c>\"d\"{e}|f\\g^h`", "http://example.org/a%20b%3Cc%3E%22d%22%7Be%7D%7Cf%5Cg%5Eh%60"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/%C3%A9", "https://example.org/%C3%A9"),
        ("https://example.org/#a#b", "https://example.org/#a%23b"),
        ("http://[::1]/x", "http://[::1]/x"),
        ("https://example.org/\n> <b> <c> .", "https://example.org/%0A%3E%20%3Cb%3E%20%3Cc%3E%20."),
    ],
)  # fmt: skip
def test_an_address_becomes_a_safe_iri(text: str, iri: str) -> None:
    assert web(text) == Iri(iri)


@pytest.mark.parametrize(
    "text", ["", "javascript:alert(1)", "urn:isbn:1", "a.xml#a", "https://", "https://a b/", "http://<x>"]
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_no_iri(text: str) -> None:
    assert web(text) is None


def test_a_part_of_a_thing_has_an_address_that_no_xml_id_has() -> None:
    assert local("persons.html#a").part("birth") == Local("persons.html#a:birth")
    assert local("a.html").part("author:1") == Local("a.html#author:1")


@pytest.mark.parametrize(
    ("tag", "language"), [("en", "en"), ("de-Latf-AT", "de-Latf-AT"), ("not a tag", ""), ("", "")]
)
def test_the_language_of_a_name_is_its_own_or_inherited_and_checked(tag: str, language: str) -> None:
    tree = etree.fromstring(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="fr">'
        f'<name xml:lang="{tag}">A</name><name>B</name></TEI>'
    )
    assert literal(tree[0]) == Literal("A", language=language)
    assert literal(tree[1]) == Literal("B", language="fr")


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@given(TEXT, TEXT, TEXT)
def test_whatever_a_document_says_both_notations_are_read_back(text: str, address: str, anchor: str) -> None:
    if rdflib is None:
        absent("rdflib (teiproof[dev])")
    graph = Graph()
    subject = local(f"texts.html#{anchor}")
    graph.add(subject, "rdfs:label", Literal(text), Literal(text, language="en"), Literal(text, "edtf:EDTF"))
    graph.add(subject, "schema:sameAs", web(f"https://example.org/{address}"))
    base = "https://example.org/edition/"
    first = rdflib.Graph().parse(data=turtle.render(graph, base), format="turtle")
    second = rdflib.Graph().parse(data=jsonld.render(graph, base), format="json-ld")
    assert set(first) == set(second)
    assert len(first) == 4
    assert {str(value) for value in first.objects(predicate=rdflib.RDFS.label)} == {text}
    for node in {*first.subjects(), *first.objects(predicate=rdflib.URIRef("http://schema.org/sameAs"))}:
        assert not set(str(node)) & set('<>" {}|\\^`\n')
    json.loads(jsonld.render(graph))
