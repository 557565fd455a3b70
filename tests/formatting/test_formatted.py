"""What the layout keeps, what it proves, and where it refuses."""

from pathlib import Path

import pytest
from lxml import etree

from teiproof.formatting import Style, UneditableError, formatted
from teiproof.formatting.proof import difference
from teiproof.formatting.significance import ELEMENT_ONLY, IN_LINE, VERBATIM
from teiproof.model.document import Document
from teiproof.model.sentences import ends
from teiproof.parsing import UnparsableError
from teiproof.source import pieces

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{}</body></text></TEI>'
STYLES = (Style(), Style(sentences=True), Style(width=72), Style(indent=4, width=50, sentences=True))


def document(data: bytes | str) -> Document:
    return Document(Path("letter.xml"), data.encode() if isinstance(data, str) else data)


def why(before: str, after: str) -> str | None:
    one, other = TEI.format(before), TEI.format(after)
    return difference(document(one), document(other), pieces(one), pieces(other))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>a <hi>b</hi></p>", "<p>a<hi>b</hi></p>"),
        ("<p>a<hi>b</hi></p>", "<p>a <hi>b</hi></p>"),
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p>a</p>", "<p>b</p>"),
        ("<p><hi>a</hi> <hi>b</hi></p>", "<p><hi>a</hi><hi>b</hi></p>"),
        ("<p> <hi>a</hi></p>", "<p><hi>a</hi></p>"),
        ("<p xml:space='preserve'>a  b</p>", "<p xml:space='preserve'>a b</p>"),
        ("<eg>a\n b</eg>", "<eg>a\nb</eg>"),
        ("<p n='1'>a</p>", "<p n='2'>a</p>"),
        ("<p n='1 2'>a</p>", "<p n='1  2'>a</p>"),
        ("<p/><p/>", "<p><p/></p>"),
        ("<p>a<!-- b --></p>", "<p>a<!--b--></p>"),
        ("<p>&#160;</p>", "<p>\u00a0</p>"),
        ("<p><![CDATA[a]]></p>", "<p>a</p>"),
        ("<p>a<?b c?></p>", "<p>a</p>"),
        ("<p><dimensions><height>a</height><width>b</width></dimensions></p>",
         "<p><dimensions><height>a</height> <width>b</width></dimensions></p>"),
        # What is no text of the edition has words as well.
        ("<gap><desc>a <hi>b</hi></desc></gap>", "<gap><desc>a<hi>b</hi></desc></gap>"),
        ("<gap><desc><hi>a</hi> b</desc></gap>", "<gap><desc><hi>a</hi>b</desc></gap>"),
    ],
)  # fmt: skip
def test_what_would_change_the_document_is_not_proved(before: str, after: str) -> None:
    assert why(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<div><p/><p/></div>", "<div>\n <p/>\n <p/>\n</div>"),
        ("<p>a  b\nc</p>", "<p>a b c</p>"),
        ("<p n='1' xml:id='a'/>", '<p xml:id="a"\n n="1"/>'),
        ("<note><p>a</p></note>", "<note>\n<p>a</p>\n</note>"),
    ],
)
def test_white_space_that_tei_does_not_know_is_free(before: str, after: str) -> None:
    assert why(before, after) is None


def test_a_layout_that_is_not_proved_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teiproof.formatting.difference", lambda *_: "a word would be lost")
    with pytest.raises(UneditableError, match="left as it is, because a word would be lost"):
        formatted(document(TEI.format("<p>a b</p>")))


@pytest.mark.parametrize(
    ("breaks", "usual"),
    [
        ("\r\n \n \n \n", "\n"),
        ("\r\n \r\n \n", "\r\n"),
        ("\r \r \n", "\r"),
        ("\r \n \n", "\n"),
        ("\r\n \r", "\r\n"),
    ],
)
def test_of_mixed_line_endings_the_usual_one_is_kept(breaks: str, usual: str) -> None:
    made = formatted(document(f"<TEI>a {breaks} b</TEI>")).decode()
    assert usual in made
    assert not set(made.replace(usual, "")) & set("\r\n")


def test_parts_that_touch_stand_on_lines_of_their_own_only_where_nobody_reads_them() -> None:
    parts = "".join(f"<{name}>{name * 30}</{name}>" for name in ("height", "width"))
    text = f"<text><body><p><dimensions>{parts}</dimensions></p></body></text>"
    layout = f"<layoutDesc><dimensions>{parts}</dimensions></layoutDesc>"
    header = f"<teiHeader><physDesc>{layout}</physDesc></teiHeader>"
    made = formatted(document(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}{text}</TEI>')).decode()
    in_header, in_text = made.split("<text>")
    assert "</height>\n" in in_header
    assert "</height><width>" in in_text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encoding_mark_and_line_endings_are_kept(encoding: str, ending: str) -> None:
    name = encoding.removesuffix("-sig")
    body = TEI.format("<p>é</p>\n<p>ü</p>")
    source = f'<?xml version="1.0" encoding="{name}"?>\n{body}\n'
    data = source.replace("\n", ending).encode(encoding)
    laid_out = formatted(document(data))
    text = laid_out.decode(encoding)
    assert text.startswith(f'<?xml version="1.0" encoding="{name}"?>{ending}<TEI')
    assert f"{ending}      <p>é</p>{ending}" in text
    assert text.replace(ending, "").count("\n") == text.replace(ending, "").count("\r") == 0
    assert laid_out[:3] == data[:3]


@pytest.mark.parametrize("style", STYLES)
def test_deep_nesting_is_laid_out(style: Style) -> None:
    deep = document(
        TEI.format("<div>" * 900 + "<p>" + "<hi>a b " * 900 + "</hi>" * 900 + "</p>" + "</div>" * 900)
    )
    laid_out = formatted(deep, style)
    assert formatted(document(laid_out), style) == laid_out


def test_a_document_that_is_not_well_formed_is_not_laid_out() -> None:
    with pytest.raises(UnparsableError):
        formatted(document("<TEI><p></TEI>"))


def test_a_document_without_the_tei_namespace_keeps_its_lines() -> None:
    assert (
        formatted(document("<TEI.2><p>a</p><p>b\n   c</p></TEI.2>"))
        == b"<TEI.2><p>a</p><p>b\n  c</p></TEI.2>\n"
    )


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "name",
    [
        "letters/gut_00555_w_ap_1925_07_25.xml",
        "diary/entry__1898-02-28.xml",
        "documentation/testall.xml",
        "documentation/tei_drama.odd",
        "documentation/testtranscr.xml",
        "documentation/testcorpus.xml",
        "mixed/27003.xml",
        "plays/lortzing-zar-und-zimmermann.xml",
    ],
)
def test_real_documents_are_laid_out_and_stay_so(shared: Path, name: str, style: Style) -> None:
    original = Document(shared / "corpus" / name)
    laid_out = formatted(original, style)
    assert formatted(Document(original.path, laid_out), style) == laid_out


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("He came.", "She went"),
        ("He came!”", "“Why?"),
        ("„Warum?“", "Er ging"),
        ("1936.", "Then"),
        ("etc…", "A"),
    ],
)
def test_sentences_end(before: str, after: str) -> None:
    assert ends(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [("Mr.", "Smith"), ("J.", "Haddon"), ("am 17.", "November"), ("z.B.", "So"), ("vol.", "3"), ("p.", "IX"),
     ("he asked?", "said she"), ("a comma,", "Then"), ("", "A")],
)  # fmt: skip
def test_sentences_do_not_end(before: str, after: str) -> None:
    assert not ends(before, after)


def test_the_table_of_elements_without_text_is_that_of_the_guidelines(shared: Path) -> None:
    root = etree.parse(shared / "schemas" / "p5subset.xml").getroot()
    prefix = "{http://www.tei-c.org/ns/1.0}"
    contents = {
        spec.get("ident", ""): spec.find(f"{prefix}content")
        for spec in root.iter(f"{prefix}elementSpec", f"{prefix}macroSpec")
    }

    def has_text(content: etree._Element | None) -> bool:
        for part in () if content is None else content.iter("*"):
            name = etree.QName(part).localname
            if name in ("textNode", "dataRef", "valList", "anyElement"):
                return True
            if name == "macroRef" and has_text(contents[part.get("key", "")]):
                return True
        return False

    without_text = {
        name
        for name, content in contents.items()
        if content is not None and len(content) and content[0].tag != f"{prefix}empty" and not has_text(content)
    }
    macros = {spec.get("ident") for spec in root.iter(f"{prefix}macroSpec")}
    assert without_text - macros == ELEMENT_ONLY
    assert IN_LINE <= ELEMENT_ONLY
    assert not VERBATIM & ELEMENT_ONLY
