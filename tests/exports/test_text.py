"""The plain text: the words of the reading, laid out for people."""

from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof import exports
from teiproof.exports import Profile, text
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import Kind, read
from tests.conftest import PROJECT, corpus

HERE = Path(__file__).parent
ARTICLES = ("the-end-of-henry-yagoda", "proofs-comrade-executioner")


def exported(document: Document, profile: Profile) -> str:
    ((_, content),) = text.export_document(document, Edition([document]), profile)
    return content.decode()


def written(body: str) -> Document:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    return Document(Path("case.xml"), tei.encode())


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize(
    "profile",
    [Profile(), Profile("diplomatic", "none"), Profile("edited", "inline")],
    ids=lambda profile: f"{profile.reading}-{profile.notes}",
)
def test_the_articles_read_as_blessed(
    name: str, profile: Profile, golden: Callable[[Path, bytes], None]
) -> None:
    made = exported(Document(PROJECT / "tei" / f"{name}.xml"), profile)
    golden(HERE / "golden" / f"{name}.{profile.reading}.{profile.notes}.txt", made.encode())


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("kind", ["edited", "diplomatic"])
def test_the_words_are_those_of_the_reading(name: str, kind: Kind) -> None:
    document = Document(PROJECT / "tei" / f"{name}.xml")
    made = exported(document, Profile(kind, "none"))
    assert made.replace("\n", " ").split(" ") != []
    assert [word for word in made.replace("\n", " ").split(" ") if word] == [
        token.text for token in read(document, kind).tokens()
    ]


@pytest.mark.parametrize("group", ["letters", "plays", "diary", "mixed", "documentation"])
def test_on_other_projects_the_words_are_those_of_the_reading(group: str, shared: Path) -> None:
    read_any = False
    for document in corpus(shared / "corpus" / group).documents:
        tokens = [token.text for token in read(document).tokens()]
        for _, content in exports.run("text", Edition([document]), Profile("edited", "none")):
            read_any = True
            assert [
                word for word in content.decode().replace("\n", " ").replace("\t", " ").split(" ") if word
            ] == tokens
    assert read_any


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<head>H</head><p>one\ntwo</p>", "H\n\none two\n"),
        ("<p>one <hi>\n two</hi>\n, three</p>", "one two , three\n"),
        ("<lg><l>a</l><l>b</l></lg><lg><l>c</l></lg>", "a\nb\n\nc\n"),
        ("<sp><speaker>A.</speaker><l>b</l><l>c</l></sp><sp><speaker>D.</speaker><p>e</p></sp>",
         "A.\nb\nc\n\nD.\ne\n"),
        ("<list><item>a</item><item>b</item></list>", "a\nb\n"),
        ("<list><label>1.</label><item>a</item></list>", "1. a\n"),
        ("<table><row><cell>a</cell><cell>b</cell></row><row><cell>c</cell></row></table>", "a\tb\nc\n"),
        ("<p>a<note>N</note>.</p>", "a[1].\n\n[1] N\n"),
        ("<p>a<note>N<note>M</note></note></p>", "a[1]\n\n[1] N[2]\n\n[2] M\n"),
        ('<eg xml:space="preserve">a\n  b</eg>', "a\n  b\n"),
    ],
)  # fmt: skip
def test_blocks_are_laid_out(body: str, expected: str) -> None:
    assert exported(written(body), Profile()) == expected


def test_inline_notes_stand_in_brackets_at_their_place() -> None:
    assert exported(written("<p>a<note>N</note>. b</p>"), Profile(notes="inline")) == "a [N]. b\n"


def test_inline_notes_stand_within_notes_however_deep() -> None:
    made = exported(written("<p>a" + "<note>n" * 1500 + "</note>" * 1500 + "</p>"), Profile(notes="inline"))
    assert made == "a" + " [n" * 1500 + "]" * 1500 + "\n"


def test_notes_can_be_left_out() -> None:
    assert exported(written("<p>a<note>N</note>. b</p>"), Profile(notes="none")) == "a. b\n"


def test_a_document_without_text_is_not_exported() -> None:
    assert list(exports.run("text", Edition([Document(PROJECT / "tei" / "register.xml")]), Profile())) == []
