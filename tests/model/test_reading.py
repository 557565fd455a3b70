"""What is read, and in which words, whatever the markup."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teiproof.model.document import Document
from teiproof.model.reading import Kind, Reading, read

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc/></teiHeader>{}</TEI>'


def document(body: str) -> Document:
    return Document(Path("case.xml"), TEI.format(body).encode())


def reading(body: str, kind: Kind = "edited") -> Reading:
    return read(document(f"<text><body>{body}</body></text>"), kind)


def words(body: str, kind: Kind = "edited") -> list[list[str]]:
    """The words of each block."""
    return [[token.text for token in block.tokens] for block in reading(body, kind).blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>one <hi>t</hi>wo</p>", [["one", "two"]]),
        ("<p>\n  one\n  two\n</p>", [["one", "two"]]),
        ("<p>one</p><p>two</p>", [["one"], ["two"]]),
        ("<p>one<lb/>two</p>", [["one", "two"]]),
        ('<p>o-\n  <lb break="no"/>\n  ne</p>', [["o-ne"]]),
        ('<p>o<pb n="2" break="no"/>ne</p>', [["one"]]),
        ("<p>one<!-- aside -->two</p>", [["onetwo"]]),
        ("<p>one <?aside?>two</p>", [["one", "two"]]),
        ("<p>one\u00a0two</p>", [["one\u00a0two"]]),
        ("<p>a<list><item>b</item><item>c</item></list>d</p>", [["a"], ["b"], ["c"], ["d"]]),
        ("<lg><l>one</l><l>two</l></lg>", [["one"], ["two"]]),
        ("<sp><speaker>A.</speaker><p>one <stage>(b)</stage></p><stage>c</stage></sp>",
         [["A."], ["one", "(b)"], ["c"]]),
        ("<div><quote>one</quote><p>two <quote>three</quote>.</p></div>", [["one"], ["two", "three."]]),
        ("<table><row><cell>a</cell><cell>b</cell></row></table>", [["a"], ["b"]]),
        ("<p>one<s>two</s><s>three</s></p>", [["one", "two", "three"]]),
        ("<p><w>one</w><w>two</w><pc>.</pc></p>", [["one", "two."]]),
        ('<p><w part="I">on</w><w part="F">e</w></p>', [["one"]]),
        ('<p><w join="right">l\'</w><w>un</w> <w>va</w><w join="left">-t-il</w></p>', [["l'un", "va-t-il"]]),
        ('<p><w>a</w><w join="both">·</w><w>b</w></p>', [["a·b"]]),
        ("<p><forename>A</forename><surname>B</surname>-<surname>C</surname></p>", [["A", "B-C"]]),
        ("<p><forename>A</forename><nameLink>d’</nameLink><surname>B</surname></p>", [["A", "d’B"]]),
        ("<p><forename>A</forename><nameLink>de</nameLink><surname>B</surname></p>", [["A", "de", "B"]]),
        ('<p xml:lang="ja"><surname>夏目</surname><forename>漱石</forename></p>', [["夏目漱石"]]),
        ('<p xml:lang="zh-Hant"><s><w>我</w><w>們</w>。</s><s><w>走</w>。</s></p>', [["我們。走。"]]),
        ('<p xml:lang="ja"><surname>Natsume</surname><forename>Sōseki</forename></p>', [["Natsume", "Sōseki"]]),
        ('<p xml:lang="zh"><s xml:lang="en"><w>We</w><w>go</w>.</s></p>', [["We", "go."]]),
        ("<p><cit><quote>a</quote><bibl>b</bibl></cit>.</p>", [["a", "b."]]),
        ('<p>a:<egXML xmlns="http://www.tei-c.org/ns/Examples"><p>b</p></egXML>c</p>', [["a:"], ["b"], ["c"]]),
        ("<p><bibl><author>A</author>, <title>T</title></bibl></p>", [["A,", "T"]]),
        ("<p><biblStruct><monogr><author>A</author><title>T</title></monogr></biblStruct></p>", [["A", "T"]]),
        ("<p>a <gap><desc>lost</desc></gap>b</p>", [["a", "b"]]),
        ("<figure><head>A</head><figDesc>seen</figDesc></figure>", [["A"]]),
        ("<p>one<index><term>Eins</term></index> two</p>", [["one", "two"]]),
    ],
)  # fmt: skip
def test_blocks_and_breaks_end_words_and_inline_elements_do_not(body: str, expected: list[list[str]]) -> None:
    assert words(body) == expected


@pytest.mark.parametrize(
    ("body", "edited", "diplomatic"),
    [
        ("<choice><sic>teh</sic><corr>the</corr></choice>", "the", "teh"),
        ("<choice>\n <corr>the</corr>\n <sic>teh</sic>\n</choice>", "the", "teh"),
        ("o<choice><orig>ſ</orig><reg>s</reg></choice>o", "oso", "oſo"),
        ("<choice><abbr>Dr.</abbr><expan>Doctor</expan></choice>", "Doctor", "Dr."),
        ("<expan>M<ex>iste</ex>r</expan>", "Mister", "Mr"),
        ("<expan>co<am>~</am><ex>m</ex>ing</expan>", "coming", "co~ing"),
        ("<choice><am>~</am><ex>m</ex></choice>", "m", "~"),
        ("a <supplied>b </supplied>c", "a b c", "a c"),
        ("a <surplus>b</surplus> c", "a c", "a b c"),
        ("a <fw>13</fw> b", "a b", "a 13 b"),
        ("a <del>b</del> c", "a c", "a c"),
        ("a <restore><del>b</del></restore> c", "a b c", "a b c"),
        ("<subst><del>b</del><add>c</add></subst>", "c", "c"),
        ("<app><lem>a</lem><rdg>b</rdg></app>", "a", "a"),
        ("<app><rdg>a</rdg><rdg>b</rdg></app>", "a", "a"),
        ("<app><rdgGrp><rdg>a</rdg><rdg>b</rdg></rdgGrp><rdg>c</rdg></app>", "a", "a"),
        ("<choice><unclear>a</unclear><unclear>b</unclear></choice>", "a", "a"),
        ("<choice><sic/><corr>a</corr></choice> b", "a b", "b"),
    ],
)
def test_of_alternatives_one_is_read(body: str, edited: str, diplomatic: str) -> None:
    assert words(f"<p>{body}</p>") == [edited.split()]
    assert words(f"<p>{body}</p>", "diplomatic") == [diplomatic.split()]


def test_header_facsimile_and_stand_off_markup_are_not_read() -> None:
    body = (
        "<facsimile><surface><desc>a</desc></surface></facsimile><sourceDoc><line>b</line></sourceDoc>"
        "<standOff><listPerson><person><p>c</p></person></listPerson></standOff><text><body><p>d</p></body></text>"
    )
    assert [token.text for token in read(document(body)).tokens()] == ["d"]


def test_a_source_document_is_read_where_there_is_no_text() -> None:
    body = "<sourceDoc><surface><zone><line>one</line><line>two</line></zone></surface></sourceDoc>"
    assert [token.text for token in read(document(body)).tokens()] == ["one", "two"]


def test_a_note_is_taken_aside_and_leaves_its_mark_inside_the_word() -> None:
    result = reading("<p>one<note>N <note>M</note></note>. two</p>")
    first, second = result.tokens()
    assert (first.text, first.marks, second.text, second.marks) == ("one.", ((3, 1),), "two", ())
    assert [
        (note.number, [token.text for block in note.blocks for token in block.tokens]) for note in result.notes
    ] == [
        (1, ["N"]),
        (2, ["M"]),
    ]


def test_a_note_between_blocks_belongs_to_the_word_before_it() -> None:
    result = reading("<p>one</p><note>N</note><p>two</p>")
    assert [token.marks for token in result.tokens()] == [((3, 1),), ()]


def test_notes_in_a_division_of_notes_are_text() -> None:
    assert words("<div><head>Notes</head><note>one</note><note>two</note></div>") == [
        ["Notes"],
        ["one"],
        ["two"],
    ]


def test_a_note_of_stand_off_markup_is_anchored_at_its_target() -> None:
    body = (
        "<standOff><listAnnotation><note target='#a'>N</note></listAnnotation></standOff>"
        "<text><body><p>one <seg xml:id='a'>two</seg>.</p></body></text>"
    )
    result = read(document(body))
    assert [token.marks for token in result.tokens()] == [(), ((3, 1),)]


def test_preserved_space_is_kept_before_words() -> None:
    result = reading('<ab xml:space="preserve">a  b\n c</ab><p>d  e</p>')
    assert [token.space for token in result.tokens()] == ["", "  ", "\n ", "", " "]


def test_a_token_knows_where_it_stands() -> None:
    source = document("<text><body><p>one\n  &amp; <hi>two</hi>\n three</p></body></text>")
    lines = source.data.decode().split("\n")
    for token in read(source).tokens():
        place = source.text_location(token.node, token.is_tail, token.offset)
        assert lines[place.line - 1][place.column - 1 :].startswith(token.text.replace("&", "&amp;"))


INLINE = ("hi", "persName", "foreign", "seg", "emph")
LETTERS = st.text(alphabet="abcdefgh.,’“äж", min_size=1, max_size=6)


@st.composite
def marked_up(draw: st.DrawFn) -> tuple[list[str], str]:
    """Some words, and a paragraph of them with inline elements, comments and white space of every kind."""
    chosen = draw(st.lists(LETTERS, min_size=1, max_size=8))
    pieces = []
    open_elements: list[str] = []
    for index, word in enumerate(chosen):
        if index:
            pieces.append(draw(st.sampled_from([" ", "\n", "\t \n", "  "])))
        for letter in word:
            action = draw(st.integers(0, 9))
            if action == 0:
                open_elements.append(draw(st.sampled_from(INLINE)))
                pieces.append(f"<{open_elements[-1]}>")
            elif action == 1 and open_elements:
                pieces.append(f"</{open_elements.pop()}>")
            elif action == 2:
                pieces.append(draw(st.sampled_from(["<!--c c-->", "<?p i?>", "<note>n n</note>", "<anchor/>"])))
            pieces.append(letter)
    while open_elements:
        pieces.append(f"</{open_elements.pop()}>")
    return chosen, "".join(pieces)


@given(marked_up())
def test_inline_markup_never_fuses_splits_or_loses_a_word(case: tuple[list[str], str]) -> None:
    expected, body = case
    assert words(f"<p>{body}</p>") == [expected]


@given(st.lists(marked_up(), min_size=1, max_size=4), st.sampled_from(["p", "ab", "head", "item", "l"]))
def test_blocks_keep_their_words_apart(cases: list[tuple[list[str], str]], name: str) -> None:
    body = "".join(f"<{name}>{markup}</{name}>" for _, markup in cases)
    assert words(f"<div>{body}</div>") == [expected for expected, _ in cases]


@given(marked_up())
def test_every_token_is_found_again_where_it_says_it_stands(case: tuple[list[str], str]) -> None:
    source = document(f"<text><body><p>{case[1]}</p></body></text>")
    lines = source.data.decode().split("\n")
    for token in read(source).tokens():
        place = source.text_location(token.node, token.is_tail, token.offset)
        assert lines[place.line - 1][place.column - 1] == token.text[0]


@st.composite
def broken_up(draw: st.DrawFn) -> str:
    """Blocks with notes, beginnings of lines, alternatives and white space that counts, one within another."""
    around = draw(
        st.sampled_from(
            ["p", "item", 'ab xml:space="preserve"', "note", "note", "w", "hi", "choice", "supplied"]
        )
    )
    white = st.sampled_from(["", "", " ", "\n", "\n  ", "\t ", "\u00a0"])
    aside = st.sampled_from(
        ["", "<lb/>", '<lb break="no"/>', "<!--c-->", "<anchor/>", "<note>n  n</note>", "<note/>"]
    )
    pieces = [f"<{around}>"]
    for _ in range(draw(st.integers(0, 4))):
        pieces += [draw(white), draw(LETTERS), draw(white), draw(aside)]
        if draw(st.integers(0, 3)) == 0:
            pieces.append(draw(broken_up()))
    return "".join([*pieces, draw(white), f"</{around.partition(' ')[0]}>"])


@given(st.lists(broken_up(), max_size=4), st.sampled_from(["edited", "diplomatic"]))
def test_the_text_of_a_block_is_its_tokens_and_their_spaces(bodies: list[str], kind: Kind) -> None:
    result = reading("".join(bodies), kind)
    for block in (*result.blocks, *(block for note in result.notes for block in note.blocks)):
        assert block.text == "".join(token.space + token.text for token in block.tokens)
        assert block.words == [token.text for token in block.tokens]
        assert block.line == " ".join(block.words)
        assert [token.space == "" for token in block.tokens] == [
            index == 0 for index in range(len(block.tokens))
        ]


@given(st.lists(broken_up(), max_size=4), st.sampled_from(["edited", "diplomatic"]))
def test_a_token_points_to_its_first_character(bodies: list[str], kind: Kind) -> None:
    result = reading("".join(bodies), kind)
    for block in (*result.blocks, *(block for note in result.notes for block in note.blocks)):
        for token in block.tokens:
            text = token.node.tail if token.is_tail else token.node.text
            assert text is not None
            assert text[token.offset] == token.text[0]
            assert token.offset == 0 or text[token.offset - 1] in " \t\r\n"


@given(st.lists(broken_up(), max_size=4))
def test_the_marks_of_a_block_are_those_of_its_tokens(bodies: list[str]) -> None:
    result = reading("".join(bodies))
    for block in result.blocks:
        expected = []
        written = ""
        for token in block.tokens:
            written += token.space
            expected += [(written + token.text[:offset], number) for offset, number in token.marks]
            written += token.text
        found = []
        before = ""
        for part, number in block.parts():
            before += part
            found.append((before, number))
        assert found == [*expected, (written, None)]


def test_notes_within_notes_are_read_however_deep() -> None:
    result = reading("<p>a" + "<note>n" * 1500 + "</note>" * 1500 + "</p>")
    assert [note.number for note in result.notes] == list(range(1, 1501))
    assert [token.marks for note in result.notes[:2] for block in note.blocks for token in block.tokens] == [
        ((1, 2),),
        ((1, 3),),
    ]
