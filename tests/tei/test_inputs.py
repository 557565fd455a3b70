"""Whatever TEI comes in: encodings, line ends, corpora; and what is no TEI P5 is named as what it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof import gate
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.kinds import EXPORTED, Kind
from teiproof.model.reading import read
from tests.conftest import Ran

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>p</p></publicationStmt>"
    "<sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>"
)
TEXT = "{}<{} xmlns='http://www.tei-c.org/ns/1.0'>{}<text><body>\n<p>{}<foo/></p></body></text></{}>"
WORDS = "Grüße 𝄞 e\u0301 עברית"
LATIN = "Grüße"


def document(words: str, declaration: str = "", root: str = "TEI") -> str:
    return TEXT.format(declaration, root, HEADER, words, root)


def declared(encoding: str, version: str = "1.0") -> str:
    return f'<?xml version="{version}" encoding="{encoding}"?>'


ENCODED = {
    "utf-8-mark": (document(WORDS).encode("utf-8-sig"), WORDS),
    "utf-16-mark": (document(WORDS).encode("utf-16"), WORDS),
    "utf-16-declared": (document(WORDS, declared("UTF-16")).encode("utf-16"), WORDS),
    "utf-16-big": (b"\xfe\xff" + document(WORDS, declared("UTF-16")).encode("utf-16-be"), WORDS),
    "utf-16-big-without-mark": (document(WORDS, declared("UTF-16")).encode("utf-16-be"), WORDS),
    "utf-16le-without-mark": (document(WORDS, declared("UTF-16LE")).encode("utf-16-le"), WORDS),
    "utf-16be-without-mark": (document(WORDS, declared("UTF-16BE")).encode("utf-16-be"), WORDS),
    "latin-1": (document(LATIN, declared("ISO-8859-1")).encode("iso-8859-1"), LATIN),
    "latin-2": (document("Łódź", declared("ISO-8859-2")).encode("iso-8859-2"), "Łódź"),
    "greek": (document("Καλά", declared("ISO-8859-7")).encode("iso-8859-7"), "Καλά"),
    "windows": (document("“Grüße”", declared("windows-1252")).encode("cp1252"), "“Grüße”"),
    "xml-1.1": (document(WORDS, declared("UTF-8", "1.1")).encode(), WORDS),
    "crlf": (document(WORDS).replace("\n", "\r\n").encode(), WORDS),
    "cr": (document(WORDS).replace("\n", "\r").encode(), WORDS),
}


@pytest.mark.parametrize("name", ENCODED)
def test_every_encoding_is_read_and_columns_count_characters(name: str, tmp_path: Path, shared: Path) -> None:
    content, words = ENCODED[name]
    path = tmp_path / "document.xml"
    path.write_bytes(content)
    edition = Edition.open([path], shared / "schemas" / "tei_all.rng")
    (only,) = edition.documents
    assert [block.text for block in read(only).blocks] == [words]
    (one,) = gate.run(edition, ["relaxng"]).diagnostics
    assert (one.location.line, one.location.column) == (2, len("<p>") + len(words) + 1)
    (foo,) = only.root.iter("{*}foo")
    assert only.location(foo) == one.location


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (document(LATIN).encode("iso-8859-1"), "parsing.encoding"),
        (document(LATIN, declared("UTF-8")).encode("iso-8859-1"), "parsing.encoding"),
        (document(LATIN).encode()[:-20], "parsing.not-well-formed"),
        (b"", "parsing.not-well-formed"),
        (document(LATIN, declared("no-such")).encode(), "parsing.encoding"),
    ],
)
def test_what_cannot_be_read_is_a_finding(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "document.xml"
    path.write_bytes(content)
    (one,) = gate.run(Edition.open([path]), ["references"]).diagnostics
    assert one.code == code


FILES = {
    "p4.xml": f"<TEI.2>{HEADER}<text><body><p/></body></text></TEI.2>",
    "plain.xml": f"<TEI>{HEADER}<text><body><p>x</p></body></text></TEI>",
    "part.xml": "<div xmlns='http://www.tei-c.org/ns/1.0'><p>part</p></div>",
    "other.xml": "<html><body/></html>",
}
SAID = {
    "p4.xml": "is TEI P4 or older: its root element is <TEI.2>. Convert it",
    "plain.xml": "is TEI without its namespace: its root element is <TEI>. Give",
    "part.xml": "is a part of a TEI document: its root element is <div>. Name",
    "other.xml": "is not TEI: its root element is <html>. Only",
}
REFUSED_BY = {
    "check": {"p4.xml", "part.xml", "other.xml"},
    "format": {"p4.xml", "other.xml"},
    "fix": {"p4.xml", "other.xml"},
    "export": set(FILES),
    "build": set(FILES),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of each kind."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "tei.xml").write_text(document("words").replace("<foo/>", ""), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", REFUSED_BY)
@pytest.mark.parametrize("name", FILES)
def test_what_is_named_and_no_tei_p5_is_refused_as_what_it_is(
    name: str, command: str, folder: Path, teiproof: Callable[..., Ran]
) -> None:
    options: dict[str, list[str]] = {
        "export": ["text"],
        "build": ["--into", str(folder / "build")],
        "check": ["--only", "references"],
    }
    ran = teiproof(command, *options.get(command, []), folder / name)
    if name in REFUSED_BY[command]:
        assert ran.code == 2
        assert SAID[name] in ran.err
        assert ran.out == ""
    else:
        assert SAID[name] not in ran.err


def test_in_folders_it_is_passed_over_and_counted(folder: Path, teiproof: Callable[..., Ran]) -> None:
    ran = teiproof("export", "text", folder, "--into", folder / "out")
    assert ran.code == 0
    assert [path.name for path in sorted((folder / "out").glob("*.txt"))] == ["tei.txt"]
    assert "4 files passed over: " in ran.err
    for kind in ("TEI without its namespace (1, first ", "TEI P4 or older (1, first ", "not TEI (1, first "):
        assert kind in ran.err
    assert "3 files passed over: " in teiproof("check", "--only", "references", folder).err
    assert "2 files passed over: " in teiproof("format", "--diff", folder).err


def test_a_part_that_names_a_schema_is_checked_by_itself(folder: Path, teiproof: Callable[..., Ran]) -> None:
    part = folder / "part.xml"
    assert teiproof("check", "--only", "references", part).code == 2
    part.write_text(f"<?xml-model href='s.rng'?>{FILES['part.xml']}", encoding="utf-8")
    assert teiproof("check", "--only", "references", part).code == 0
    assert Edition.open([folder], takes=EXPORTED).passed_over[2][1] is Kind.PART


def test_a_corpus_within_a_corpus_has_the_texts_of_all(tmp_path: Path) -> None:
    inner = document("one").replace("<foo/>", "")
    text = (
        f"<teiCorpus xmlns='http://www.tei-c.org/ns/1.0'>{HEADER}{inner}<teiCorpus>{HEADER}{inner}</teiCorpus>"
    )
    path = tmp_path / "corpus.xml"
    path.write_text(f"{text}</teiCorpus>", encoding="utf-8")
    assert [block.text for block in read(Document(path)).blocks] == ["one", "one"]
