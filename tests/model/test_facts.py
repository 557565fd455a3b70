"""Small facts about documents, each by the smallest document that shows it."""

from pathlib import Path

import pytest

from teiproof.model.addresses import addresses
from teiproof.model.calendar import read_w3c
from teiproof.model.citation import source_of, text_of
from teiproof.model.context import Contexts
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.identifiers import judge
from teiproof.model.kinds import Kind, kind_of
from teiproof.model.likeness import Identifiers
from teiproof.model.reading import read
from teiproof.model.schemas import relaxng_schemas
from teiproof.parsing import Prolog

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">{}</TEI>'


def document(content: str) -> Document:
    return Document(Path("a.xml"), TEI.format(content).encode())


def test_a_leap_second_is_a_second() -> None:
    assert read_w3c("2016-12-31T23:59:60Z")
    with pytest.raises(ValueError, match="no second 61"):
        read_w3c("2016-12-31T23:59:61Z")


@pytest.mark.parametrize(
    ("kind", "text"),
    [("VIAF", "22137425 (Serge)"), ("GND", "118540238 (checked) "), ("DOI", "doi:10.1000/182")],
)
def test_labels_and_remarks_are_no_part_of_an_identifier(kind: str, text: str) -> None:
    judge(kind, text)


@pytest.mark.parametrize("known", [["ab1", "ab2"], ["ab2", "ab1"]])
def test_of_two_that_are_as_like_the_last_in_the_alphabet_is_taken(known: list[str]) -> None:
    assert Identifiers(known).most_like("ab") == "ab2"


def test_a_context_is_twelve_words_on_each_side() -> None:
    before, after = (" ".join(f"{side}{n}" for n in range(14)) for side in "ba")
    found = document(f"<text><body><p>{before} <name>one two</name> {after}</p></body></text>")
    context = Contexts(found).of(found.findall("text/body/p/name")[0])
    assert context is not None
    assert context.text == "one two"
    assert context.before.split() == before.split()[2:]
    assert context.after.split() == after.split()[:12]


def test_paragraphs_in_notes_are_not_counted() -> None:
    found = document("<text><body><p>a<note><p>n</p></note></p><p>b</p></body></text>")
    assert [*addresses(found).values()] == ["p:1", "p:2", "n:1"]


def test_a_source_that_is_described_goes_before_one_that_is_mentioned() -> None:
    bibls = "<bibl>a web page</bibl><bibl type='print'>a book</bibl>"
    header = "<teiHeader><fileDesc><sourceDesc>{}</sourceDesc></fileDesc></teiHeader>"
    assert text_of(source_of(document(header.format(bibls)))) == "a book"
    assert text_of(source_of(document(header.format("<bibl>a web page</bibl>")))) == "a web page"


def test_a_note_on_a_stretch_is_anchored_at_its_end() -> None:
    notes = '<standOff><note target="#a #b">note</note></standOff>'
    text = '<text><body><p xml:id="a">one</p><p xml:id="b">two</p><p>three</p></body></text>'
    assert [len(block.marks) for block in read(document(notes + text)).blocks] == [0, 1, 0]


def test_another_element_of_tei_is_a_part_of_a_document() -> None:
    assert kind_of(Prolog((), "http://www.tei-c.org/ns/1.0", "div")) is Kind.PART
    assert kind_of(Prolog((), "http://www.tei-c.org/ns/1.0", "teiCorpus")) is Kind.P5


def test_a_schema_without_a_type_is_known_by_the_ending_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "TEI.RNG").touch()
    models = '<?xml-model href="TEI.RNG"?><?xml-model href="rules.sch"?>'
    found = Document(tmp_path / "a.xml", f"{models}{TEI.format('')}".encode())
    assert relaxng_schemas(found, Edition([found])) == (tmp_path / "TEI.RNG",)
