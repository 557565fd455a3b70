"""BibTeX, RIS and CSL-JSON: other programs read back what the documents say."""

import json
import warnings
from collections.abc import Mapping
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry
from hypothesis import given
from hypothesis import strategies as st

from teiproof import exports
from teiproof.exports import Profile
from teiproof.model.bibliography import references
from teiproof.model.bibtex import bibtex
from teiproof.model.citation import Citation, Name
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.ris import ris
from tests.conftest import PROJECT, corpus

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of its own dependencies
    from citeproc.source.json import CiteProcJSON

EDITION = sorted((PROJECT / "tei").glob("*.xml"))
GROUPS = ["letters", "plays", "diary", "mixed", "documentation", "novels"]

BIBLIOGRAPHY = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><back><listBibl>
<biblStruct xml:id="one"><analytic><author><surname>Meyer</surname> <forename>Ada</forename></author>
<title level="a">On 100 % &amp; {braces}</title></analytic>
<monogr><title level="m">A Book</title><editor>Smith and Sons</editor>
<imprint><pubPlace>Bonn</pubPlace><publisher>Cohen</publisher><date>1901</date>
<biblScope unit="page" from="3" to="9">3-9</biblScope></imprint></monogr>
<series><title level="s">Series</title></series><idno type="DOI">10.1000/182</idno></biblStruct>
<bibl>Greeman, Revolutionary History 5/3 (<ref target="https://example.org/g">on line</ref>)</bibl>
<bibl>Greeman, Revolutionary History 5/3 (<ref target="https://example.org/g">on line</ref>)</bibl>
<biblFull><titleStmt><title>A Whole</title><author>Jane Doe</author></titleStmt>
<publicationStmt><publisher>P</publisher><date when="1999-02-03"/></publicationStmt></biblFull>
<bibl><title level="a">Piece</title>, <title level="j">Journal</title> <biblScope unit="volume">7</biblScope>
<bibl>nested</bibl></bibl>
<bibl/>
</listBibl></back></text></TEI>"""

_names = st.builds(Name, st.text(st.characters(codec="utf-8", categories=["L"]), min_size=1, max_size=8))
_texts = st.text("aZ{}\\\\%&$#_^~ é“”–", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@pytest.fixture
def bibliography() -> Mapping[str, Citation]:
    return references(Document(Path("works.xml"), BIBLIOGRAPHY.encode()))


def test_what_a_bibliography_describes_is_taken_once_in_order(bibliography: Mapping[str, Citation]) -> None:
    assert [(key, cited.kind, cited.title) for key, cited in bibliography.items()] == [
        ("works", "page", "works"),
        ("one", "chapter", "On 100 % & {braces}"),
        ("works-2", "page", "Greeman, Revolutionary History 5/3 (on line)"),
        ("works-4", "other", "A Whole"),
        ("works-5", "article", "Piece"),
    ]
    chapter = bibliography["one"]
    assert (chapter.authors, chapter.editors) == ((Name("Meyer", "Ada"),), (Name("Smith and Sons"),))
    assert (chapter.book, chapter.series, chapter.printed, chapter.pages) == ("A Book", "Series", "1901", "3–9")
    assert (chapter.place, chapter.publisher, chapter.doi) == ("Bonn", "Cohen", "10.1000/182")
    assert bibliography["works-4"].printed == "1999-02-03"
    assert bibliography["works-5"].volume == "7"


TITLED = "<teiHeader><fileDesc><titleStmt><title>Whole</title></titleStmt></fileDesc></teiHeader>"


@pytest.mark.parametrize(
    ("content", "titles"),
    [
        (f"<TEI>{TITLED}<sourceDoc><surface/></sourceDoc></TEI>", ["Whole"]),
        (f"<teiCorpus>{TITLED}<TEI><text><body/></text></TEI></teiCorpus>", ["Whole"]),
        (f"<TEI>{TITLED}<standOff/></TEI>", []),
        (f"<teiCorpus>{TITLED}<TEI/></teiCorpus>", []),
    ],
)
def test_a_transcription_and_a_corpus_of_texts_can_be_cited(content: str, titles: list[str]) -> None:
    data = content.replace(">", ' xmlns="http://www.tei-c.org/ns/1.0">', 1).encode()
    document = Document(Path("whole.xml"), data)
    assert [cited.title for cited in references(document).values()] == titles


def test_a_note_without_publisher_or_year_is_a_whole_one() -> None:
    assert "note = {Digital edition}," in bibtex(Citation(title="T", is_digital=True), "t")


def test_the_printing_of_which_a_text_is_an_edition_is_not_given_twice() -> None:
    found = references(Document(PROJECT / "tei" / "the-end-of-henry-yagoda.xml"))
    printed = [key for key, cited in found.items() if cited.journal == "Socialist Appeal" and cited.pages]
    assert printed == ["the-end-of-henry-yagoda"]


def entries_of(text: str) -> list[Entry]:
    """The entries of a BibTeX file of which nothing is wrong."""
    library = parse_string(text)
    assert not library.failed_blocks
    return library.entries


def read_back(folder: Path | list[Path]) -> None:
    """Every file of the three formats is read by another program, which finds as many references in each."""
    edition = Edition.open(folder) if isinstance(folder, list) else corpus(folder)
    for document in edition.documents:
        alone = Edition([document])
        made = {
            name: content.decode()
            for name in ("bibtex", "ris", "csl-json")
            for _, content in exports.run(name, alone, Profile())
        }
        if not made:
            continue
        entries = entries_of(made["bibtex"])
        records = rispy.loads(made["ris"])
        items = json.loads(made["csl-json"])
        CiteProcJSON(items)
        assert len(entries) == len(records) == len(items)
        assert [record["title"] for record in records] == [item["title"] for item in items]
        assert [entry.key for entry in entries] == [
            bibtex(Citation(title="x"), item["id"]).split("{")[1].split(",")[0] for item in items
        ]


def test_other_programs_read_the_references_of_the_edition() -> None:
    read_back(EDITION)


@pytest.mark.parametrize("group", GROUPS)
def test_other_programs_read_the_references_of_other_projects(group: str, shared: Path) -> None:
    read_back(shared / "corpus" / group)


@given(_texts, _texts, _names)
def test_no_title_spoils_a_bibtex_file(title: str, journal: str, author: Name) -> None:
    cited = Citation(title=title, journal=journal, authors=(author,), pages="1–2")
    read = entries_of(bibtex(cited, "a") + bibtex(cited, "b"))
    assert [entry.key for entry in read] == ["a", "b"]
    assert {entry.fields_dict["pages"].value for entry in read} == {"1--2"}


@given(_texts, _names)
def test_no_title_spoils_a_ris_file(title: str, author: Name) -> None:
    read = rispy.loads(ris(Citation(title=title, authors=(author,))) * 2)
    assert [record["title"] for record in read] == [title, title]
