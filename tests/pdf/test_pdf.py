"""PDF: the words of the reading, tagged throughout, the same each time, with nothing fetched."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from teiproof import exports
from teiproof.books import paper
from teiproof.books.volume import volume
from teiproof.errors import MissingExtraError, TransformError
from teiproof.exports import Profile
from teiproof.exports import pdf as export
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from tests.conftest import Ran, absent, corpus
from tests.epub.books import EDITION, TEXTS
from tests.epub.test_epub import PNG, of_text
from tests.html.page_words import words

if TYPE_CHECKING:
    from pikepdf import Pdf

GROUPS = ("letters", "plays", "diary", "mixed", "documentation")


@pytest.fixture(autouse=True)
def _needs_weasyprint() -> None:
    if find_spec("weasyprint") is None:
        absent("WeasyPrint (teiproof[pdf])")


def pdf_of(document: Document, edition: Edition | None = None, profile: Profile | None = None) -> bytes:
    ((_, content),) = export.export_document(document, edition or Edition([document]), profile or Profile())
    return content


def pdf_of_text(text: str, folder: Path = Path(), profile: Profile | None = None) -> bytes:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader/>{text}</TEI>'
    return pdf_of(Document(folder / "a.xml", tei.encode()), profile=profile)


@cache
def ours(name: str) -> bytes:
    edition = Edition.open([EDITION])
    return pdf_of(next(document for document in edition.documents if document.path.stem == name), edition)


def laid_out(document: Document, edition: Edition) -> str:
    """The page of HTML that WeasyPrint is given."""
    made = volume(document, edition, "print")
    assert made is not None
    return paper.page(made)


def said_on_pages(pdf: bytes) -> list[str]:
    """The words on all pages; one that is divided at the end of a line is one."""
    import pypdfium2

    found = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in found)
    found.close()
    return re.sub(r"[\u2010\u00ad\ufffe]\s+", "", text).split()


def on_pages(pdf: bytes) -> list[str]:
    """The words that stand within the edges of a page, and not above or below it."""
    import pypdfium2

    found: list[str] = []
    for page in pypdfium2.PdfDocument(pdf):
        width, height = page.get_size()
        found += page.get_textpage().get_text_bounded(0, 0, width, height).split()
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_the_words_laid_out_are_those_of_the_reading(name: str) -> None:
    edition = Edition.open([EDITION])
    document = next(document for document in edition.documents if document.path.stem == name)
    assert text_words(laid_out(document, edition)) == [token.text for token in read(document).tokens()]


def text_words(html: str) -> list[str]:
    """The words of the text; what is taken to the foot is no part of it."""
    return words(html.replace('class="footnote"', 'class="note-ref"').encode())


@pytest.mark.parametrize("group", GROUPS)
def test_on_other_projects_the_words_laid_out_are_those_of_the_reading(group: str, shared: Path) -> None:
    edition = corpus(shared / "corpus" / group)
    different = [
        document.path.name
        for document in edition.documents[::3]
        if of_text(document.path)
        and text_words(laid_out(document, edition)) != [token.text for token in read(document).tokens()]
    ]
    assert different == []


@pytest.mark.parametrize("name", TEXTS)
def test_the_words_of_text_and_notes_are_on_the_pages(name: str) -> None:
    reading = read(Document(EDITION / f"{name}.xml"))
    expected = [token.text for token in reading.tokens()]
    expected += [token.text for note in reading.notes for block in note.blocks for token in block.tokens]
    letters = Counter("".join(said_on_pages(ours(name))))
    assert not Counter(re.sub(r"\s", "", "".join(expected))) - letters
    # A word is not found whole where its end is on another page, or a number of a note follows it.
    found = Counter(re.sub(r"\W|\d+$", "", word) for word in said_on_pages(ours(name)))
    wanted = Counter(re.sub(r"\W|\d+$", "", word) for word in expected)
    assert (wanted - found).total() < wanted.total() * 0.03


@pytest.mark.parametrize("name", TEXTS)
def test_every_note_is_on_the_page_of_its_call(name: str) -> None:
    import pypdfium2

    document = Document(EDITION / f"{name}.xml")
    notes = read(document).notes
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(ours(name))]
    for number, note in enumerate(notes, 1):
        first = " ".join(token.text for token in note.blocks[0].tokens[:2])
        at = [
            index for index, text in enumerate(pages) if re.search(rf"(?m)^{number}\s+{re.escape(first)}", text)
        ]
        assert len(at) == 1, (number, first)


def test_a_note_on_a_note_and_a_note_with_a_list_are_kept() -> None:
    pdf = pdf_of_text(
        "<text><body><p>One<note>outer<note>inner</note><list><item>first</item><item>second</item></list>"
        "<table><row><cell>cell</cell></row></table></note> two.</p></body></text>"
    )
    said = " ".join(said_on_pages(pdf))
    for word in ("One", "outer", "inner", "first", "second", "cell", "two."):
        assert word in said, said


def test_a_note_that_is_longer_than_a_page_is_whole() -> None:
    note = " ".join(f"word{number}" for number in range(3000))
    pdf = pdf_of_text(f"<text><body><p>One<note>{note}</note> two<note>short</note>.</p></body></text>")
    said = set(on_pages(pdf))
    assert [f"word{number}" for number in range(3000) if f"word{number}" not in said] == []
    assert "2 short" in " ".join(said_on_pages(pdf))


# Tags


def opened(pdf: bytes) -> "Pdf":
    from io import BytesIO

    import pikepdf

    return pikepdf.open(BytesIO(pdf))


def elements(node: Any) -> Iterator[Any]:
    """The elements of the structure below a node."""
    import pikepdf

    if isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        children: Any = node.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            yield from elements(child)


def untagged(pdf: "Pdf") -> list[str]:
    """What draws on a page outside of marked content."""
    import pikepdf

    found = []
    for number, page in enumerate(pdf.pages, 1):
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            name = str(instruction.operator)
            depth += (name in ("BMC", "BDC")) - (name == "EMC")
            if depth == 0 and name in (
                "Tj",
                "TJ",
                "'",
                '"',
                "Do",
                "S",
                "s",
                "f",
                "F",
                "f*",
                "B",
                "B*",
                "b",
                "sh",
            ):
                found.append(f"page {number}: {name}")
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_a_pdf_says_what_pdf_ua_wants_it_to_say(name: str) -> None:
    pdf = opened(ours(name))
    root = pdf.Root
    assert root.MarkInfo.Marked
    assert str(root.Lang) == "en"
    assert root.ViewerPreferences.DisplayDocTitle
    assert b'pdfuaid:part="1"' in root.Metadata.read_bytes()
    assert b"<dc:title>" in root.Metadata.read_bytes()
    assert {str(page.Tabs) for page in pdf.pages} == {"/S"}
    assert untagged(pdf) == []
    kinds = Counter(str(element.S) for element in elements(root.StructTreeRoot))
    assert kinds["/H1"] == 1
    assert kinds["/P"] > 10
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            assert "/StructParent" in annotation
            assert "/Contents" in annotation
    bookmarks = [str(item.title) for item in pdf.open_outline().root]
    assert bookmarks
    assert not any(re.search(r"\d$", title) for title in bookmarks)  # no number of a note


def test_an_image_has_its_description(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    text = '<text><body><figure><graphic url="a.png"/><figDesc>A dot</figDesc></figure></body></text>'
    pdf = opened(pdf_of_text(text, tmp_path))
    figures = [element for element in elements(pdf.Root.StructTreeRoot) if str(element.S) == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == ["A dot"]
    assert untagged(pdf) == []


# Safety


def test_the_same_text_makes_the_same_bytes() -> None:
    edition = Edition.open([EDITION])
    document = next(document for document in edition.documents if document.path.stem == TEXTS[1])
    assert pdf_of(document, edition) == ours(TEXTS[1])


def test_nothing_is_fetched_and_no_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint

    asked = []

    def refuse(self: object, url: str, headers: object = None) -> None:
        del self, headers
        asked.append(url)
        raise AssertionError(url)

    monkeypatch.setattr(weasyprint.urls.URLFetcher, "fetch", refuse)
    (tmp_path.parent / "secret.txt").write_text("secret")
    text = (
        '<text><body><p style="background: url(file:///etc/passwd)" rend="url(../secret.txt)">'
        '<ref target="file:///etc/passwd">x</ref><graphic url="https://example.org/a.png"/>'
        '<graphic url="../secret.txt"/> &lt;img src="file:///etc/passwd"&gt; &lt;/style&gt;</p></body></text>'
    )
    said = " ".join(said_on_pages(pdf_of_text(text, tmp_path)))
    assert '<img src="file:///etc/passwd">' in said
    assert asked == []


def test_a_title_cannot_break_out_of_the_style_sheet() -> None:
    title = '"} @page { size: 1mm } </style><h1>out'.replace("<", "&lt;").replace('"', "&quot;")
    header = f"<fileDesc><titleStmt><title>{title}</title></titleStmt></fileDesc>"
    tei = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader>
      <text><body><p>x</p></body></text></TEI>"""
    pdf = opened(pdf_of(Document(Path("a.xml"), tei.encode())))
    assert [float(side) for side in pdf.pages[0].MediaBox] == pytest.approx([0, 0, 419.5, 595.3], abs=0.1)


def test_what_cannot_be_laid_out_is_an_error_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint

    def fail(self: object, **options: object) -> None:
        del self, options
        raise ValueError("too much")

    monkeypatch.setattr(weasyprint.HTML, "write_pdf", fail)
    with pytest.raises(TransformError, match=r"\.xml: WeasyPrint cannot lay out .* \(ValueError: too much\)"):
        pdf_of_text("<text><body><p>x</p></body></text>")


def test_without_pango_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(MissingExtraError, match=r"pdf needs Pango.*libpango-1\.0-0\)\. Install it \(Debian"):
        pdf_of_text("<text><body><p>x</p></body></text>")


def test_without_weasyprint_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, teiproof: Callable[..., Ran]
) -> None:
    monkeypatch.setattr(exports, "find_spec", lambda name: None if name == "weasyprint" else find_spec(name))
    ran = teiproof("export", "pdf", EDITION / f"{TEXTS[0]}.xml")
    assert ran.code == 2
    assert ran.err == "teiproof: pdf needs more than is installed: pip install 'teiproof[pdf]'.\n"
