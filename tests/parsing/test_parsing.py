"""What cannot be parsed is explained at the place to repair; what could harm is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teiproof.diagnostics import Diagnostic
from teiproof.model.document import Document
from teiproof.names import XML_ID
from teiproof.parsing import Lines, UnparsableError, attribute_position, prolog, text_pieces
from teiproof.parsing.texts import TextPlaces
from teiproof.parsing.tree import parse

START = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'


def refusal(data: str | bytes) -> Diagnostic:
    with pytest.raises(UnparsableError) as caught:
        parse(data.encode() if isinstance(data, str) else data, "case.xml")
    return caught.value.diagnostic


@pytest.mark.parametrize(
    ("data", "code", "place", "words"),
    [
        (f"{START}\n<p>\n</TEI>", "not-well-formed", (2, 1), "<p> is never closed: </TEI> on line 3"),
        (f"{START}\n<p></q></p></TEI>", "not-well-formed", (2, 4), "Write </p>"),
        (f"{START}\n <p>", "not-well-formed", (2, 2), "<p> is never closed"),
        (f"{START}\n<persNam>A</persName><persName/></TEI>", "not-well-formed", (2, 1), "mean <persName>?"),
        (f"{START}\n<persName>A</persNam><persName/></TEI>", "not-well-formed", (2, 12), "mean </persName>?"),
        (f"{START}\n<pp>A</p><p/></TEI>", "not-well-formed", (2, 1), "mean <p>?"),
        (
            f"{START}<listPerson>\n<person>\n</listPerson></TEI>",
            "not-well-formed",
            (2, 1),
            "<person> is never closed",
        ),
        (f"{START}\n<persName>A</persNam></TEI>", "not-well-formed", (2, 12), "or is the start tag wrong?"),
        (f"{START}\n<div1>\n<div2>\n</div1></TEI>", "not-well-formed", (3, 1), "<div2> is never closed"),
        (
            f"{START}\n<div>\n <div>\n  <div>\n </div>\n</div>\n</TEI>",
            "not-well-formed",
            (4, 3),
            "<div> is never closed: </div> on line 5 is indented as that of an outer element",
        ),
        (
            f"{START}\n<div>\n <p/>\n  </div>\n <p/>\n</div>\n</TEI>",
            "not-well-formed",
            (4, 3),
            "</div> is one too many",
        ),
        (f"{START}</TEI></TEI>", "not-well-formed", (1, 48), "after the root element"),
        (f"{START}</TEI>\n</TEI>", "not-well-formed", (2, 1), "after the root element"),
        (f"\ufeff\ufeff{START}</TEI>", "not-well-formed", (1, 2), "“U+FEFF”"),
        (f"{START}\n<!-- a\nb -- c --></TEI>", "not-well-formed", (3, 3), "within a comment"),
        (f"{START}\n<!-- a ---></TEI>", "not-well-formed", (2, 8), "hyphen at its end"),
        (f"{START}\na & b</TEI>", "not-well-formed", (2, 3), "bare &"),
        (f"{START}\na &b c</TEI>", "not-well-formed", (2, 3), "“&b”"),
        (f"{START}\na < b</TEI>", "not-well-formed", (2, 3), "bare <"),
        (f"{START}<p n=1/></TEI>", "not-well-formed", (1, 47), "quotation marks"),
        (f'{START}<p n="1" n="2"/></TEI>', "not-well-formed", (1, 51), "“n” stands twice"),
        (f"{START}<my:p/></TEI>", "not-well-formed", (1, 42), "“my”"),
        (f"{START}\x01</TEI>", "not-well-formed", (1, 42), "U+0001"),
        ("", "not-well-formed", (1, 1), "empty"),
        ("plain words", "not-well-formed", (1, 1), "not XML"),
        (f"\n<?xml version='1.0'?>{START}</TEI>", "not-well-formed", (2, 1), "XML declaration"),
        (f"{START}\n a&nbsp;b</TEI>", "undeclared-entity", (2, 3), "&#160;"),
        (f"{START}\n a&mine;b</TEI>", "undeclared-entity", (2, 3), "&mine;"),
        (f'<!DOCTYPE TEI SYSTEM "tei.dtd">{START}\n&mine;</TEI>', "undeclared-entity", (2, 1), "&mine;"),
        (
            f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "x.xml">]>{START}\n&x;</TEI>',
            "external-entity",
            (2, 1),
            "XInclude",
        ),
        (f'<!DOCTYPE TEI [<!ENTITY x "&x;">]>{START}\n&x;</TEI>', "entity-bomb", (2, 1), "contains itself"),
        (START.encode() + b"caf\xe9</TEI>", "encoding", (1, 45), "UTF-8"),
        (
            b"<?xml version='1.0' encoding='martian'?>" + START.encode() + b"</TEI>",
            "encoding",
            (1, 31),
            "martian",
        ),
    ],
)
def test_a_broken_document_is_explained_where_it_is_to_be_repaired(
    data: str | bytes, code: str, place: tuple[int, int], words: str
) -> None:
    diagnostic = refusal(data)
    assert diagnostic.code == f"parsing.{code}"
    assert words in diagnostic.message
    assert (diagnostic.location.line, diagnostic.location.column) == place


def test_a_bomb_of_entities_is_refused() -> None:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<!DOCTYPE TEI [<!ENTITY a0 "{"a" * 20}">{entities}]>{START}&a11;</TEI>'
    assert refusal(bomb).code == "parsing.entity-bomb"


def test_absurd_depth_is_refused() -> None:
    assert refusal(START + "<div>" * 100_000 + "</div>" * 100_000 + "</TEI>").code == "parsing.too-deep"


def test_internal_entities_are_expanded() -> None:
    tree = parse(f'<!DOCTYPE TEI [<!ENTITY x "an <hi>x</hi>">]>{START}&x;</TEI>'.encode(), "case.xml")
    assert "".join(tree.getroot().itertext()) == "an x"


@pytest.mark.parametrize(
    ("markup", "place", "words"),
    [
        ('<p n="2"facs="x">a</p>', (2, 9), "no space before the attribute “facs”"),
        ('<p n="2 facs="x">a</p>', (2, 6), "the value of “n” has no quotation mark at its end"),
        ("<p n='2 facs='x'>a</p>", (2, 6), "the value of “n” has no quotation mark at its end"),
        ('<p n="2>a <hi rend="x">b</hi></p>', (2, 6), "the value of “n” has no quotation mark at its end"),
        ('<p\n n="2"\n m="3\n o="4">a</p>', (4, 4), "the value of “m” has no quotation mark at its end"),
        ('<p n="a<b">x</p>', (2, 8), "a bare < stands in the value of “n”"),
        ("<p n=“2”>a</p>", (2, 6), "curled quotation marks"),
        ("<p n=2/>", (2, 6), 'Write n="2".'),
        ("<p n= >a</p>", (2, 7), "stands without quotation marks"),
        ("<p n>a</p>", (2, 4), "the attribute “n” has no value"),
        ('<p m="1" n >a</p>', (2, 10), "the attribute “n” has no value"),
        ('<p n "2">a</p>', (2, 6), "= is missing after the attribute “n”. Write n=."),
        ('<p n:"2">a</p>', (2, 6), "= is missing after the attribute “n”. Write n= for n:."),
        ("<<<<<<< HEAD\n<p>a</p>", (2, 1), "“<<<<<<<” marks a conflict of versions"),
        ("<p><<<<<<< </p>", (2, 4), "a bare < stands in the text"),
        ('<p n="2"" m="3">a</p>', (2, 9), "a quotation mark too many"),
        ('<p n=""2">a</p>', (2, 7), "a quotation mark too many"),
        ('<p n="say "hi" to">a</p>', (2, 11), "Write &quot;"),
        ('<p n="2", m="3">a</p>', (2, 9), "“,” stands between attributes"),
        ('<p a&b="c">a</p>', (2, 5), "“&” is not allowed in the name of an attribute"),
        ('<p n="2"/ >', (2, 10), "/ must stand directly before >"),
        ("<p>a</ p>", (2, 7), "a space stands after </"),
        ('<p>a</p n="2">', (2, 9), "Write </p>."),
        ("<p>a</p", (2, 5), "the end tag </p is not finished"),
        ("<p>a<b c</p>", (2, 5), "the tag <b is not finished"),
        ("<p>a < b</p>", (2, 6), "a bare < stands in the text"),
        ("<p>R&ampc</p>", (2, 5), "an entity without its semicolon"),
        ('<p>a</p><?xml version="1.0"?>', (2, 9), "an XML declaration stands within the document. Remove it."),
        ("<p>a]]></p>", (2, 5), "Write ]]&gt;."),
        ("<p>&#0;</p>", (2, 4), "“&#0;” is no character that XML allows"),
        ("<p>a <!-- b </p>", (2, 6), "this comment is never closed"),
        ("<p>a <?b </p>", (2, 6), "this processing instruction is never closed"),
        ("<p>a <![CDATA[ b </p>", (2, 6), "this CDATA section is never closed"),
    ],
)
def test_a_slip_within_markup_is_named_where_it_is(markup: str, place: tuple[int, int], words: str) -> None:
    found = refusal(f"{START}\n{markup}\n<p>more</p></TEI>\n".encode())
    assert (found.location.line, found.location.column) == place
    assert words in found.message


@given(st.text("<>/=\"' pn&;!-[]?a\n", max_size=30))
def test_whatever_is_broken_in_markup_is_explained(markup: str) -> None:
    assert is_parsed_or_explained(f"<p>{markup}</p>".encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_every_usual_encoding_is_read_and_positions_hold(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    source = f'<?xml version="1.0" encoding="{declared}"?>\n{START}\n<p>é</p> <p n="é"\n xml:id="a"/></TEI>'
    document = Document(Path("case.xml"), source.encode(encoding))
    second = document.findall("p")[1]
    assert (document.location(second).line, document.location(second).column) == (3, 10)
    place = document.location(second, XML_ID)
    assert (place.line, place.column) == (4, 2)


def test_the_prolog_is_read_without_reading_on() -> None:
    found = prolog(b'<?xml-model href="a.rng"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><broken', "case.xml")
    assert [(entry.target, entry.line) for entry in found.instructions] == [("xml-model", 1)]
    assert (found.namespace, found.root) == ("http://www.tei-c.org/ns/1.0", "TEI")


@pytest.mark.parametrize(
    ("tag", "attribute", "column"),
    [
        ('<p n="1">', "n", 4),
        ('<p nn="n=1" n="1">', "n", 13),
        ("<p a='>' n='1'>", "n", 10),
        ('<p xml:id="a" id="b">', "id", 15),
        ('<p id="b" xml:id="a">', XML_ID, 11),
        ('<p n="1">', "ref", 1),
    ],
)
def test_an_attribute_is_found_in_its_tag(tag: str, attribute: str, column: int) -> None:
    assert attribute_position(tag, attribute, 1, 1) == (1, column)


def test_a_declaration_broken_within_the_name_of_the_encoding_is_refused() -> None:
    assert refusal(b'<?xml version="1.0" encoding="UT\n<TEI/>').code.startswith("parsing.")


def is_parsed_or_explained(data: bytes) -> bool:
    try:
        parse(data, "case.xml")
    except UnparsableError as error:
        place = error.diagnostic.location
        return bool(error.diagnostic.message) and place.line >= 1 and place.column >= 1
    return True


@given(st.binary(max_size=200))
def test_any_bytes_are_parsed_or_refused(data: bytes) -> None:
    assert is_parsed_or_explained(data)


@given(st.integers(0, 120), st.binary(min_size=1, max_size=4))
def test_any_damage_to_a_document_is_explained(place: int, damage: bytes) -> None:
    sound = f'<?xml version="1.0" encoding="UTF-8"?>\n{START}<p n="1">é &amp; two</p></TEI>'.encode()
    assert is_parsed_or_explained(sound[:place] + damage + sound[place + len(damage) :])
    assert is_parsed_or_explained(sound[:place])


@given(st.text(alphabet="<>/&;\"'= \nabé!-[]?x:", max_size=60))
def test_any_scraps_of_markup_are_parsed_or_refused(text: str) -> None:
    assert is_parsed_or_explained(f"{START}{text}</TEI>".encode())


TEXTS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "an entity">]>\r\n<!-- before --><a>one &e;\r\n two'
    "<b/>three<!-- c --> <?d e?>\nfour<![CDATA[<f>\n]]><g>é<h>i</h>\rj</g>k</a><!-- after -->"
).encode()


def test_where_texts_stand_is_the_same_for_one_and_for_all() -> None:
    places = TextPlaces(TEXTS, "a.xml")
    nodes = list(parse(TEXTS, "a.xml").getroot().iter())
    assert len(nodes) == 6
    for index, _ in enumerate(nodes):
        for is_tail in (False, True):
            assert places.of(index, is_tail) == text_pieces(TEXTS, "a.xml", index, is_tail)


def test_the_place_of_a_text_does_not_depend_on_how_many_were_asked_for() -> None:
    document = Document(Path("a.xml"), TEXTS)
    asked = [(node, node.tail is not None) for node in document.root.iter() if node.tail or node.text]
    once = [document.text_location(node, is_tail, 0) for node, is_tail in asked]
    assert [document.text_location(node, is_tail, 0) for node, is_tail in asked] == once
    assert len(set(once)) == len(asked) > 3


def test_lines_are_those_of_what_was_given() -> None:
    lines = Lines({"gone.xml": b"\xef\xbb\xbfone\r\ntwo"})
    assert [lines.at("gone.xml", number) for number in (1, 2, 3)] == ["one", "two", ""]
