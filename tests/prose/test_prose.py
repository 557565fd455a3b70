"""Texts as writers of documents know them: pandoc reads back the words of the reading, whatever is written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from teiproof import exports
from teiproof.exports import Profile
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import Kind, read
from teiproof.prose.composition import compose
from teiproof.prose.markdown import markdown
from teiproof.prose.tree import (
    Block,
    Blocks,
    Definitions,
    Heading,
    Items,
    Link,
    Note,
    Paragraph,
    Quotation,
    Styled,
    Table,
    Text,
    Verses,
)
from tests.conftest import PROJECT, corpus
from tests.prose.pandoc_words import composed, words_of

HERE = Path(__file__).parent
ARTICLES = [
    PROJECT / "tei" / f"{name}.xml" for name in ("the-end-of-henry-yagoda", "proofs-comrade-executioner")
]
GROUPS = ["diary", "documentation", "letters", "mixed", "novels", "plays"]
COMMONMARK = "commonmark+footnotes+pipe_tables+strikeout+yaml_metadata_block"
READERS = {"docx": "docx", "odt": "odt", "latex": "latex-smart", "pandoc": "json"}


def written(body: str) -> Document:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    return Document(Path("case.xml"), tei.encode())


def composed_of(body: str) -> Blocks:
    return compose(read(written(body)))


def test_the_gloss_of_a_ruby_is_in_parentheses_after_its_base() -> None:
    glossed = "<ruby><rb>東<note>n</note></rb><rt>とう</rt></ruby>"
    (paragraph,) = composed_of(f"<p>私は<hi>{glossed}</hi>を <ruby><rb>a</rb><rt>b</rt></ruby></p>")
    assert isinstance(paragraph, Paragraph)
    line = [inline.text if isinstance(inline, Text) else "[]" for inline in paragraph.line]
    assert "".join(line) == "私は東[](とう)を a(b)"


def documents(folder: Path, most: int) -> Iterator[Document]:
    """Documents with a text, at most so many, from all over a folder."""
    found = [document for document in corpus(folder).documents if read(document).blocks]
    yield from found[:: max(1, len(found) // most)]


def judge(document: Document, name: str, reader: str, kind: Kind = "edited") -> None:
    """The words that pandoc reads in an export are those of the reading, and so are those of the notes."""
    ((_, content),) = exports.run(name, Edition([document]), Profile(reading=kind))
    reading = read(document, kind)
    words, notes = words_of(content, reader)
    assert words == composed(list(reading.words()))
    assert sum(map(len, notes)) == sum(len(block.words) for note in reading.notes for block in note.blocks)


def test_what_surrounds_words_is_kept() -> None:
    assert composed_of(
        '<head>A <hi rend="italic">b</hi></head><p>x<hi rend="sup">2</hi> <ref target="https://a.org">l</ref></p>'
        "<lg><l>one</l><l>two</l></lg><list><item>i</item><item><p>j</p><p>k</p></item></list>"
        "<list><label>t</label><item>d</item></list>"
        '<table><row role="label"><cell>h</cell></row><row><cell>c</cell><cell/></row></table>'
        "<quote><p>q</p></quote><sp><speaker>S</speaker><p>said</p></sp>"
    ) == (
        Heading(1, (Text("A "), Styled("emphasis", (Text("b"),)))),
        Paragraph(
            (Text("x"), Styled("superscript", (Text("2"),)), Text(" "), Link("https://a.org", (Text("l"),)))
        ),
        Verses(((Text("one"),), (Text("two"),))),
        Items(False, ((Paragraph((Text("i"),)),), (Paragraph((Text("j"),)), Paragraph((Text("k"),))))),
        Definitions((((Text("t"),), (Paragraph((Text("d"),)),)),)),
        Table((((Paragraph((Text("h"),)),),),), (((Paragraph((Text("c"),)),),),)),
        Quotation((Paragraph((Text("q"),)),)),
        Paragraph((Styled("strong", (Text("S"),)),)),
        Paragraph((Text("said"),)),
    )


def test_a_note_is_at_its_place_and_a_note_in_a_note_in_brackets() -> None:
    (paragraph,) = composed_of("<p>a<note>n<note>m</note></note> b</p>")
    assert paragraph == Paragraph((Text("a"), Note((Paragraph((Text("n [m]"),)),)), Text(" b")))


def test_notes_can_be_in_brackets_or_left_out() -> None:
    reading = read(written("<p>a<note>n</note> b</p>"))
    assert compose(reading, "inline") == (Paragraph((Text("a [n] b"),)),)
    assert compose(reading, "none") == (Paragraph((Text("a b"),)),)


def test_a_rendition_looks_as_the_header_says() -> None:
    text = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><rendition xml:id="r">font-weight: bold'
        '</rendition></teiHeader><text><body><p><hi rendition="#r">b</hi></p></body></text></TEI>'
    )
    assert compose(read(Document(Path("a.xml"), text.encode()))) == (
        Paragraph((Styled("strong", (Text("b"),)),)),
    )


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_articles_in_markdown_read_as_blessed(path: Path, golden: Callable[[Path, bytes], None]) -> None:
    ((_, content),) = exports.run("markdown", Edition([Document(path)]), Profile())
    golden(HERE / "golden" / f"{path.stem}.md", content)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", ["edited", "diplomatic"])
@pytest.mark.parametrize("reader", [COMMONMARK, "markdown-smart"])
def test_pandoc_reads_back_the_words_of_the_articles_in_markdown(path: Path, kind: Kind, reader: str) -> None:
    judge(Document(path), "markdown", reader, kind)


@pytest.mark.parametrize("name", READERS)
def test_pandoc_reads_back_the_words_of_the_articles(name: str) -> None:
    for path in ARTICLES:
        judge(Document(path), name, READERS[name])


@pytest.mark.parametrize("group", GROUPS)
def test_pandoc_reads_back_the_words_of_other_projects_in_markdown(group: str, shared: Path) -> None:
    for document in documents(shared / "corpus" / group, 2 if group == "novels" else 12):
        judge(document, "markdown", COMMONMARK)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("group", [group for group in GROUPS if group != "novels"])
def test_pandoc_reads_back_the_words_of_other_projects(name: str, group: str, shared: Path) -> None:
    for document in documents(shared / "corpus" / group, 3):
        judge(document, name, READERS[name])


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_the_same_text_gives_the_same_bytes(name: str) -> None:
    first, second = (list(exports.run(name, Edition([Document(ARTICLES[0])]), Profile())) for _ in range(2))
    assert first == second


_words = st.text("ab1é.,-+*_#<>&[]()|`~^$\\!:\"'=@{}%\xa0", min_size=1, max_size=6)
_texts = st.lists(_words, min_size=1, max_size=4).map(" ".join).map(Text)
_inlines = st.recursive(
    _texts,
    lambda inner: st.builds(
        Styled,
        st.sampled_from(["emphasis", "strong", "strikeout", "superscript", "underline", "small-caps"]),
        st.lists(inner, min_size=1, max_size=3).map(tuple),
    ),
    max_leaves=4,
)
_lines = st.lists(_inlines, min_size=1, max_size=4).map(tuple)
_paragraphs: st.SearchStrategy[Block] = st.builds(Paragraph, _lines)
_blocks: st.SearchStrategy[Block] = st.one_of(
    _paragraphs,
    st.builds(Verses, st.lists(_lines, min_size=1, max_size=3).map(tuple)),
    st.builds(Quotation, st.lists(_paragraphs, min_size=1, max_size=2).map(tuple)),
    st.builds(
        Items,
        st.booleans(),
        st.lists(st.lists(_paragraphs, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple),
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_blocks, min_size=1, max_size=12).map(tuple))
@example((Paragraph((Text("1"), Styled("small-caps", (Styled("emphasis", (Text(":"),)),)))),))
def test_no_word_becomes_markup_in_markdown(blocks: Blocks) -> None:
    from teiproof.prose.lines import lines_of

    expected = " ".join("".join(_plain(line)) for block in blocks for line in lines_of(block))
    words, _ = words_of(markdown(blocks).encode(), COMMONMARK)
    assert words == composed([word for word in expected.split(" ") if word])


def _plain(line: tuple[object, ...]) -> Iterator[str]:
    for inline in line:
        if isinstance(inline, Text):
            yield inline.text
        elif isinstance(inline, Styled):
            yield from _plain(inline.content)


def test_what_follows_a_quotation_of_paragraphs_is_not_quoted() -> None:
    quoted = Quotation((Paragraph((Text("one"),)), Paragraph((Text("two"),))))
    assert composed_of("<p>before<quote><p>one</p><p>two</p></quote>after <q>said</q></p>") == (
        Paragraph((Text("before"),)),
        quoted,
        Paragraph((Text("after said"),)),
    )
