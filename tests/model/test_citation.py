"""Citations: what headers say, in styles and in the formats of reference managers."""

import json
from pathlib import Path

import pytest

from teiproof.model.bibtex import bibtex
from teiproof.model.citation import Citation, citation
from teiproof.model.csl import csl_json
from teiproof.model.document import Document
from teiproof.model.ris import ris
from teiproof.model.styles import day, styles
from tests.conftest import PROJECT

YAGODA = PROJECT / "tei" / "the-end-of-henry-yagoda.xml"


def cited(header: str) -> Citation:
    header = f"<teiHeader><fileDesc>{header}</fileDesc></teiHeader>"
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="de">{header}</TEI>'
    return citation(Document(Path("a.xml"), text.encode()))


def text_of(style: str, found: Citation, paragraph: str = "") -> str:
    pieces = dict(styles(found, paragraph))[style]
    return "".join(f"*{piece.text}*" if piece.is_italic else piece.text for piece in pieces)


def test_an_article_in_three_styles() -> None:
    found = citation(Document(YAGODA))
    assert text_of("Chicago", found, "3") == (
        "Serge, Victor. “The End of Henry Yagoda.” *Socialist Appeal* 1, no. 3 (28 August 1937): 9. "
        "Digital edition, the teiproof project, 2026, par. 3."
    )
    assert text_of("MLA", found) == (
        "Serge, Victor. “The End of Henry Yagoda.” *Socialist Appeal*, vol. 1, no. 3, 28 August 1937, p. 9. "
        "Digital edition, the teiproof project, 2026."
    )
    assert text_of("APA", found) == (
        "Serge, V. (1937, August 28). The End of Henry Yagoda. *Socialist Appeal*, *1*(3), 9. "
        "Digital edition, the teiproof project, 2026."
    )


def test_a_book_and_its_address() -> None:
    found = cited(
        "<titleStmt><title>Faust!</title><author><forename>J. W.</forename> <surname>Goethe</surname></author>"
        "</titleStmt><publicationStmt><publisher>P &amp; Q</publisher><idno type='URI'>https://example.org/f</idno>"
        "</publicationStmt><sourceDesc><bibl><date when='1808'/></bibl></sourceDesc>"
    )
    assert (
        text_of("Chicago", found)
        == "Goethe, J. W. *Faust!*. 1808. Digital edition, P & Q. https://example.org/f"
    )
    assert "author = {Goethe, J. W.}" in bibtex(found, "f")
    assert "P \\& Q" in bibtex(found, "f")


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Trollope, Frances Milton (1780-1863).", "Trollope, Frances Milton"),
        ("Ouida, [pseud.] (1839-1908)", "Ouida"),
        ("Shakespeare, William, 1564-1616.", "Shakespeare, William"),
        ("[Anonymous]", "[Anonymous]"),
        ("Bohl, Jan (Hans)", "Bohl, Jan (Hans)"),
        ("<persName><surname>Goethe</surname><forename>Johann</forename><nameLink>von</nameLink></persName>",
         "Goethe, Johann von"),
        ("<name><note>not known</note></name>", ""),
    ],
)  # fmt: skip
def test_a_name_is_a_name_alone(author: str, name: str) -> None:
    authors = cited(f"<titleStmt><title>T</title><author>{author}</author></titleStmt>").authors
    assert [one.turned for one in authors] == ([name] if name else [])


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("<date>March 2015</date>", "2015"),
        ("<date>[2010]</date>", "2010"),
        ("<date>$Date: 2009/04/23 08:15:20 $</date>", "2009"),
        ("<date>2024-01-23</date>", "2024-01-23"),
        ('<date when="1999-05">May of that year</date>', "1999-05"),
        ("<date>undated</date>", ""),
    ],
)
def test_the_year_of_publication_is_found_in_the_words_of_its_date(date: str, published: str) -> None:
    assert cited(f"<publicationStmt><p/>{date}</publicationStmt>").published == published


def test_a_publisher_is_named_without_the_address() -> None:
    found = cited(
        "<titleStmt><title>T</title></titleStmt><publicationStmt><publisher><orgName>A Press</orgName>"
        "<address><addrLine>1 Street</addrLine></address></publisher></publicationStmt>"
    )
    assert found.publisher == "A Press"


def test_nothing_is_made_up_where_the_header_says_nothing() -> None:
    found = cited("<titleStmt><title>T</title></titleStmt>")
    assert text_of("Chicago", found) == "*T*. "
    assert ris(found) == "TY  - ELEC\r\nTI  - T\r\nLA  - de\r\nER  - \r\n"
    assert json.loads(csl_json({"t": found})) == [
        {"id": "t", "type": "webpage", "title": "T", "language": "de"}
    ]


def test_formats_of_an_article() -> None:
    found = citation(Document(YAGODA))
    assert bibtex(found, "yagoda").startswith("@article{yagoda,\n  author = {Serge, Victor},\n")
    assert "SP  - 9\r\n" in ris(found)
    item = json.loads(csl_json({"yagoda": found}))[0]
    assert item["issued"] == {"date-parts": [[1937, 8, 28]]}
    assert item["author"] == [{"family": "Serge", "given": "Victor"}]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1937-08-28", "28 August 1937"),
        ("1937-08", "August 1937"),
        ("1937", "1937"),
        ("", ""),
        ("-0044", "-0044"),
        ("1937-²", "1937-²"),
        ("1937-13", "1937"),
        ("1937-08-28T12:00:00", "1937-08-28T12:00:00"),
        ("in spring", "in spring"),
    ],
)
def test_a_date_is_said_in_words_or_left_as_it_is(date: str, words: str) -> None:
    assert day(date) == words
