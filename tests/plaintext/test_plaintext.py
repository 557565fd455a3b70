"""Plain text and what is said of it: offsets always point to their words, and nothing is lost."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teiproof import exports
from teiproof.exports import Profile
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import Kind, read
from teiproof.plaintext.layout import Layout, lay_out
from teiproof.plaintext.names import names_of, outermost
from teiproof.plaintext.places import locations
from teiproof.plaintext.words import sentences_of, words_of
from tests.conftest import PROJECT, corpus

EDITION = sorted((PROJECT / "tei").glob("*.xml"))
GROUPS = ["diary", "documentation", "letters", "mixed", "novels", "plays"]
LAYOUTS = [
    Layout(),
    Layout("none"),
    Layout("inline", "kept", "kept", True, "inline", "slashes", "bars"),
    Layout("end", "flow", "dropped", True, "none"),
    Layout("end", "kept", "dropped"),
]
TAGS = {
    "person": "PER",
    "place": "LOC",
    "organisation": "ORG",
    "event": "EVENT",
    "work": "WORK",
    "date": "DATE",
}


def written(body: str) -> Document:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    return Document(Path("case.xml"), tei.encode())


def laid(body: str, layout: Layout, kind: Kind = "edited") -> str:
    return lay_out(read(written(body), kind), layout).text


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        (Layout(), "some words-here and\n"),
        (Layout(hyphens="dropped"), "some wordshere and\n"),
        (Layout(lines="kept"), "some\nwords-\nhere\nand\n"),
        (Layout(lines="kept", hyphens="dropped"), "some\nwords\nhere\nand\n"),
        (Layout(pages=True), "some words-here [p. 2] and\n"),
        (Layout(lines="kept", pages=True), "some\nwords-\nhere\n[p. 2]\nand\n"),
    ],
    ids=str,
)
def test_lines_pages_and_hyphens_look_as_asked_for(layout: Layout, text: str) -> None:
    assert laid('<p>some<lb/>words-<lb break="no"/>here <pb n="2"/><lb/>and</p>', layout) == text


def test_a_page_that_begins_between_blocks_is_said_before_the_next_one() -> None:
    body = '<p>one<pb n="2"/></p><pb n="3"/><p>two</p><pb n="4"/>'
    assert laid(body, Layout(pages=True)) == "one\n\n[p. 2] [p. 3] two [p. 4]\n"


RUBY = (
    "<p>私は<ruby>\n<rb>入学</rb><rt>にゅうがく</rt>\n</ruby>を<ruby><rb>東</rb><rt>とう</rt></ruby>"
    "<ruby><rb>京</rb><rt><hi>きょう</hi></rt></ruby></p>"
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (RUBY, "私は入学(にゅうがく)を東(とう)京(きょう)\n"),
        ("<p>The <ruby><rb>TEI</rb><rt>tiː <hi>iː</hi></rt></ruby> guide</p>", "The TEI(tiː iː) guide\n"),
        ("<p><ruby><rb>打</rb><rt>da</rt><rt>ダ</rt></ruby>, <hi><ruby><rb>a</rb><rt>b</rt></ruby></hi>.</p>",
         "打(da)(ダ), a(b).\n"),
        ("<p>x<ruby><rb>a<note>n</note></rb><rt>b</rt></ruby><note>m</note> y</p>",
         "xa[1](b)[2] y\n\n[1] n\n\n[2] m\n"),
        ('<p>x<lb/><ruby><rb>a</rb><rt>b</rt></ruby><lb break="no"/><ruby><rb>c</rb><rt>d</rt></ruby></p>',
         "x a(b)c(d)\n"),
        ("<p>x<note><ruby><rb>a</rb><rt>b</rt></ruby></note></p>", "x[1]\n\n[1] a(b)\n"),
        ("<p><hi>x </hi><ruby><rb>a</rb><rt>b</rt></ruby><hi>y</hi><ruby><rb>c</rb><rt>d</rt></ruby></p>",
         "x a(b)yc(d)\n"),
    ],
)  # fmt: skip
def test_the_gloss_of_a_ruby_is_in_parentheses_after_its_base(body: str, text: str) -> None:
    assert laid(body, Layout()) == text


def test_words_of_ruby_have_their_places_and_its_sentence_its_parenthesis() -> None:
    document = written(RUBY)
    made = lay_out(read(document), Layout())
    words = list(words_of(made))
    assert [word.text for word in words] == ["私は", "入学", "にゅうがく", "を", "東", "とう", "京", "きょう"]
    assert all(made.text[word.start : word.end] == word.text for word in words)
    assert [word.is_joined for word in words] == [False] + 7 * [True]
    columns = [place.column for place in locations(document, [word.place for word in words])]
    assert columns[:2] == [document.data.decode().index("私は") + 1, 5]
    (sentence,) = sentences_of(made)
    assert made.text[sentence.start : sentence.end] == made.text.strip()


def test_speakers_verses_and_tables_look_as_asked_for() -> None:
    body = "<sp><speaker>A</speaker><l>x</l><l>y</l></sp><table><row><cell>1</cell><cell>2</cell></row></table>"
    assert laid(body, Layout()) == "A\nx\ny\n\n1\t2\n"
    assert laid(body, Layout(speakers="inline", verse="slashes", tables="bars")) == "A x / y\n\n1 | 2\n"
    assert laid(body, Layout(speakers="none")) == "x\ny\n\n1\t2\n"


def test_line_ends_of_preserved_text_stay() -> None:
    assert laid('<p xml:space="preserve">a\n  b<lb/>c</p>', Layout()) == "a\n  b c\n"


def check(document: Document, layout: Layout, kind: Kind) -> None:
    """Every word stands at its offsets, and at its place in the tree; together they are the reading."""
    reading = read(document, kind)
    made = lay_out(reading, layout)
    words = list(words_of(made))
    assert all(made.text[word.start : word.end] == word.text for word in words)
    for word in words:
        node, is_tail, offset = word.place
        text = node.tail if is_tail else node.text
        assert text is not None
        assert text[offset] == word.text[0]
    if layout.speakers != "none" and layout.hyphens == "kept":
        assert "".join(word.text for word in words if not word.note) == "".join(reading.words())
    assert [word for sentence in sentences_of(made) for word in sentence.words] == words


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
@pytest.mark.parametrize("kind", ["edited", "diplomatic"])
def test_words_of_the_edition_are_where_they_are_said_to_be(layout: Layout, kind: Kind) -> None:
    for path in EDITION:
        check(Document(path), layout, kind)


@pytest.mark.parametrize("group", [group for group in GROUPS if group != "novels"])
def test_words_of_other_projects_are_where_they_are_said_to_be(group: str, shared: Path) -> None:
    for number, document in enumerate(corpus(shared / "corpus" / group).documents):
        check(document, LAYOUTS[number % len(LAYOUTS)], "edited")
        document.forget()


_PIECES = [
    "word", "two words", " ", "\n", "a-", ",", '<lb break="no"/>', "<lb/>", '<pb n="1"/>', "<note>n o</note>",
    "<hi>em</hi>", "<hi>x <persName>y z</persName></hi>", "<choice><sic>s</sic><corr>c</corr></choice>",
    "<!-- - -->", "é𝄞", '<seg xml:space="preserve">p  q\n r</seg>', "<list><item>i</item></list>",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=14), st.sampled_from(LAYOUTS))
def test_words_of_any_paragraph_are_where_they_are_said_to_be(pieces: list[str], layout: Layout) -> None:
    document = written(f"<p>{''.join(pieces)}</p>")
    for kind in ("edited", "diplomatic"):
        check(document, layout, kind)


@given(st.lists(st.sampled_from(_PIECES), max_size=14))
def test_lines_and_columns_lead_to_the_word_in_the_file(pieces: list[str]) -> None:
    document = written(f"<p>\n{''.join(pieces)}</p>")
    words = list(words_of(lay_out(read(document), Layout())))
    lines = document.data.decode().split("\n")
    for word, place in zip(words, locations(document, [word.place for word in words]), strict=True):
        assert lines[place.line - 1][place.column - 1] == word.text[0]


def records(name: str, document: Document, **options: Any) -> Iterator[dict[str, Any]]:
    for _, content in exports.run(name, Edition([document]), Profile(**options)):
        for line in content.decode().splitlines():
            yield json.loads(line)


@pytest.mark.parametrize("name", ["tokens", "sentences"])
@pytest.mark.parametrize(
    "options", [{}, {"notes": "none", "lines": "kept"}, {"reading": "diplomatic"}], ids=str
)
def test_offsets_are_those_of_the_text_export(name: str, options: dict[str, Any]) -> None:
    for path in EDITION[:1] + EDITION[2:]:
        document = Document(path)
        ((_, content),) = exports.run("text", Edition([document]), Profile(**options))
        text = content.decode()
        source = path.read_text(encoding="utf-8").split("\n")
        found = list(records(name, document, **options))
        assert found
        for record in found:
            assert text[record["start"] : record["end"]] == record["text"]
            assert source[record["line"] - 1][record["column"] - 1] == record["text"][0]


def test_a_sentence_ends_where_the_next_begins() -> None:
    document = written("<p>Dr. A. Meyer came. “Who?” he asked. <note>Here.</note> He left!</p>")
    made = lay_out(read(document), Layout())
    assert [made.text[one.start : one.end] for one in sentences_of(made)] == [
        "Dr. A. Meyer came.", "“Who?” he asked.", "He left!", "Here.",
    ]  # fmt: skip


def decoded(lines: list[str]) -> list[tuple[str, str]]:
    """The names that tags stand for: the tag, and the tokens joined."""
    found: list[tuple[str, str]] = []
    for line in lines:
        token, _, tag = line.partition("\t")
        if tag.startswith("B-"):
            found.append((tag[2:], token))
        elif tag.startswith("I-"):
            kind, text = found[-1]
            assert kind == tag[2:]
            found[-1] = kind, text + token
    return found


def tagged(document: Document) -> list[tuple[str, str]]:
    """The names in the tree that are to be tagged, cut where a sentence ends."""
    made = lay_out(read(document), Layout("none"))
    names = outermost([name for name in names_of(made) if name.is_name or name.kind == "date"])
    found = []
    for sentence in sentences_of(made):
        for name in names:
            text = "".join(word.text for word in sentence.words if name.start <= word.start < name.end)
            if text:
                found.append((TAGS[name.kind], text))
    return found


@pytest.mark.parametrize("path", EDITION[:1] + EDITION[2:], ids=lambda path: path.stem)
def test_tags_stand_for_the_names_of_the_articles(path: Path) -> None:
    ((_, content),) = exports.run("iob", Edition([Document(path)]), Profile())
    assert decoded(content.decode().split("\n")) == tagged(Document(path))


@pytest.mark.parametrize("group", GROUPS)
def test_tags_stand_for_the_names_of_other_projects(group: str, shared: Path) -> None:
    for document in corpus(shared / "corpus" / group).documents[:20]:
        for _, content in exports.run("iob", Edition([document]), Profile()):
            assert decoded(content.decode().split("\n")) == tagged(document)


def test_of_names_in_names_the_outermost_is_tagged_and_descriptions_are_not() -> None:
    document = written(
        "<p><persName>Ada of <placeName>Bonn</placeName></persName> and <rs type='person'>the man</rs> in"
        " <name type='place'>K.</name></p>"
    )
    ((_, content),) = exports.run("iob", Edition([document]), Profile())
    assert content.decode() == (
        "Ada\tB-PER\nof\tI-PER\nBonn\tI-PER\nand\tO\nthe\tO\nman\tO\nin\tO\nK\tB-LOC\n.\tI-LOC\n\n"
    )


def selected(text: str, selectors: list[dict[str, Any]]) -> None:
    """Both selectors of a target lead to the same words."""
    position, quote = selectors
    start, end = position["start"], position["end"]
    assert text[start:end] == quote["exact"]
    assert text[:start].endswith(quote["prefix"])
    assert text[end:].startswith(quote["suffix"])


@pytest.mark.parametrize("notes", ["none", "end", "inline"])
def test_annotations_are_found_again_in_the_text(notes: Any) -> None:
    edition = Edition([Document(path) for path in EDITION])
    pages = {path.name.partition(".")[0]: json.loads(content) for path, content in
             exports.run("annotations", edition, Profile(notes=notes))}  # fmt: skip
    texts = {
        path.stem: content.decode() for path, content in exports.run("text", edition, Profile(notes=notes))
    }
    assert set(pages) == set(texts)
    for name, page in pages.items():
        assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert len({item["id"] for item in page["items"]}) == len(page["items"])
        for item in page["items"]:
            assert item["target"]["source"] == f"{name}.txt"
            selected(texts[name], item["target"]["selector"])
        comments = [item for item in page["items"] if item["motivation"] == "commenting"]
        assert len(comments) == len(read(Document(PROJECT / "tei" / f"{name}.xml")).notes)


@pytest.mark.parametrize("group", GROUPS)
def test_annotations_of_other_projects_are_found_again(group: str, shared: Path) -> None:
    documents = corpus(shared / "corpus" / group).documents[:15]
    edition = Edition(documents)
    texts = {path.stem: content.decode() for path, content in exports.run("text", edition, Profile())}
    for path, content in exports.run("annotations", edition, Profile()):
        for item in json.loads(content)["items"]:
            selected(texts[path.name.removesuffix(".annotations.json")], item["target"]["selector"])


def test_annotations_lead_to_the_pages_of_the_published_edition() -> None:
    edition = Edition([Document(path) for path in EDITION])
    for path, content in exports.run("annotations", edition, Profile(base="https://example.org/s/")):
        page = json.loads(content)
        assert page["id"] == f"https://example.org/s/annotations/{path.name}"
        assert page["items"][0]["target"]["source"].startswith("https://example.org/s/text/")
        assert "https://example.org/s/persons.html#serge_victor" in content.decode()


def tables(edition: Edition) -> dict[str, list[dict[str, str]]]:
    return {
        path.stem: list(csv.DictReader(io.StringIO(content.decode(), newline="")))
        for path, content in exports.run("csv", edition, Profile())
    }


def test_tables_have_a_row_for_each_mention_entry_and_note() -> None:
    made = tables(Edition([Document(path) for path in EDITION]))
    assert (len(made["entities"]), len(made["notes"])) == (152, 67)
    texts = {path.name: path.read_text(encoding="utf-8").split("\n") for path in EDITION}
    known = {row["id"] for row in made["entities"]}
    for row in made["mentions"]:
        line = texts[row["document"]][int(row["line"]) - 1]
        assert line[int(row["column"]) - 1 :].startswith(f"<{row['element']}")
        assert all(entity in known for entity in row["entity"].split("; ") if entity)
    serge = next(row for row in made["entities"] if row["id"] == "serge_victor")
    assert int(serge["mentions"]) > 0


@pytest.mark.parametrize("group", GROUPS)
def test_tables_of_other_projects_can_be_read(group: str, shared: Path) -> None:
    edition = Edition(corpus(shared / "corpus" / group).documents[:15])
    ours = tables(edition)
    for path, content in exports.run("csv", edition, Profile()):
        read_back = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
        assert read_back.to_dict("records") == ours[path.stem]


def test_annotations_name_the_text_that_lies_beside_them(tmp_path: Path) -> None:
    body = "<p>On <date>a day</date></p>"
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    for name in ("my letter.xml", "a.xml", "a.tei"):
        (tmp_path / name).write_text(tei, encoding="utf-8")
    edition = Edition.open([tmp_path])
    texts = {str(path) for path, _ in exports.run("text", edition, Profile())}
    made = [json.loads(content) for _, content in exports.run("annotations", edition, Profile())]
    sources = [page["items"][0]["target"]["source"] for page in made]
    assert {unquote(source) for source in sources} == texts
    assert len(texts) == 3
    assert "my%20letter.txt" in sources
