"""Books: valid and accessible, with exactly the words of the reading, and the same each time."""

import re
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml import etree

from teiproof import exports
from teiproof.books.splitting import LARGE
from teiproof.errors import TransformError, UnknownNameError
from teiproof.exports import Profile
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.model.register import mentions
from teiproof.names import TEI
from teiproof.parsing import UnparsableError
from tests.conftest import PROJECT
from tests.epub.books import (
    DC,
    EDITION,
    OPF,
    TEXTS,
    TYPE,
    XHTML,
    book_of,
    book_of_text,
    files,
    note_words,
    our_book,
    package,
    read_files,
    spine,
    text_words,
)
from tests.html.page_words import read_page

CASES = sorted((PROJECT / "tests" / "html" / "cases").glob("*.xml"))
GROUPS = ("letters", "plays", "diary", "mixed", "documentation", "novels")
JUDGED = {"letters": 1, "plays": 1, "diary": 1, "mixed": 2, "documentation": 2, "novels": 1}
"""How many of a group EPUBCheck is shown: it takes seconds for each. All were shown to it by hand."""

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)


def named(path: Path) -> str:
    return path.stem


def of_text(path: Path) -> bool:
    """Whether a document is whole, has a text and is in the namespace that the stylesheets know."""
    try:
        root = Document(path).root
    except UnparsableError:
        return False
    return str(root.tag).startswith(f"{{{TEI}}}") and next(root.iter(f"{{{TEI}}}text"), None) is not None


# Words


@pytest.mark.parametrize("name", TEXTS)
def test_the_words_of_a_text_are_those_of_its_reading(name: str) -> None:
    reading = read(Document(EDITION / f"{name}.xml"))
    assert text_words(our_book(name)) == [token.text for token in reading.tokens()]


@pytest.mark.parametrize("name", TEXTS)
def test_the_words_of_the_notes_are_those_of_the_reading(name: str) -> None:
    reading = read(Document(EDITION / f"{name}.xml"))
    expected = [[token.text for block in note.blocks for token in block.tokens] for note in reading.notes]
    assert note_words(our_book(name)) == expected


@pytest.mark.parametrize("path", [case for case in CASES if of_text(case)], ids=named)
def test_the_words_of_cases_are_those_of_the_reading(path: Path) -> None:
    document = Document(path)
    assert text_words(book_of(document)) == [token.text for token in read(document).tokens()]


@pytest.mark.parametrize("group", GROUPS)
def test_on_other_projects_the_words_are_those_of_the_reading(group: str, shared: Path) -> None:
    edition = Edition.open([shared / "corpus" / group])
    different = [
        document.path.name
        for document in edition.documents
        if of_text(document.path)
        and text_words(book_of(document, edition)) != [token.text for token in read(document).tokens()]
    ]
    assert different == []


# Files


def test_the_first_file_says_what_the_archive_is() -> None:
    book = our_book(TEXTS[0])
    assert book[30:58] == b"mimetypeapplication/epub+zip"
    with ZipFile(BytesIO(book)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_book_is_the_same_each_time() -> None:
    edition = Edition.open([EDITION])
    made = dict(exports.run("epub", edition, Profile()))
    assert {str(path) for path in made} == {f"{name}.epub" for name in TEXTS}  # the register has no text
    assert made == {path: our_book(path.stem) for path in made}


@pytest.mark.parametrize("name", TEXTS)
def test_every_link_of_a_book_leads_to_a_place_in_it(name: str) -> None:
    read = {file: read_page(page) for file, page in read_files(our_book(name)).items()}
    for file, page in read.items():
        assert max(Counter(page.identifiers).values(), default=1) == 1
        for link in page.links:
            target, _, fragment = link.partition("#")
            if link != "book.css" and not link.startswith(("http:", "https:", "mailto:")):
                assert not fragment or fragment in read[target or file].identifiers, (file, link)


@pytest.mark.parametrize("name", TEXTS)
def test_every_entry_that_is_mentioned_is_in_the_appendix_and_leads_back(name: str) -> None:
    found = [
        mention
        for mention in mentions(Edition.open([EDITION]))
        if mention.document.path.stem == name and mention.element.tag != f"{{{TEI}}}sp"
    ]
    assert found
    content = read_files(our_book(name))
    appendix = read_page(content["register.xhtml"])
    for mention in found:
        assert f"entry:{mention.entity.identifier}" in appendix.identifiers
    back = {link.partition("#")[2] for link in appendix.links if not link.startswith("http")}
    assert {mention.anchor for mention in found} <= back
    there = {
        link for link in read_page(content["text.xhtml"]).links if link.startswith("register.xhtml#entry:")
    }
    assert there


@pytest.mark.parametrize("name", TEXTS)
def test_every_note_has_its_way_there_and_back(name: str) -> None:
    content = read_files(our_book(name))
    notes = etree.fromstring(content["notes.xhtml"])
    blocks = notes.findall(f".//{XHTML}div[@role='doc-footnote']")
    marks = etree.fromstring(content["text.xhtml"]).findall(f".//{XHTML}a[@role='doc-noteref']")
    assert len(blocks) == len(marks) > 10
    assert [mark.get("href") for mark in marks] == [f"notes.xhtml#{note.get('id')}" for note in blocks]
    for note, mark in zip(blocks, marks, strict=True):
        assert note.get(TYPE) == "footnote"
        assert mark.get(TYPE) == "noteref"
        back = note.find(f".//{XHTML}a[@role='doc-backlink']")
        assert back is not None
        assert back.get("href") == f"text.xhtml#{mark.get('id')}"


# What a book says of itself


def test_the_package_says_who_what_when_and_whose() -> None:
    root = package(our_book("the-end-of-henry-yagoda"))
    metadata = root[0]
    said = {name: [e.text for e in metadata.iter(f"{DC}{name}")] for name in ("title", "creator", "language")}
    assert said == {
        "title": ["The End of Henry Yagoda", "A digital edition"],
        "creator": ["Victor Serge"],
        "language": ["en"],
    }
    meta = {(e.get("refines"), e.get("property")): e.text for e in metadata.iter(f"{OPF}meta")}
    assert meta[("#creator-1", "role")] == "aut"
    assert meta[("#creator-1", "file-as")] == "Serge, Victor"
    assert meta[(None, "dcterms:license")] == "https://creativecommons.org/licenses/by/4.0/"
    assert str(meta[(None, "dcterms:modified")]).endswith("T00:00:00Z")
    assert (
        metadata.findtext(f"{DC}source")
        == "The End of Henry Yagoda, Socialist Appeal, New York, 28 August 1937"
    )
    assert re.fullmatch("urn:uuid:[0-9a-f-]{36}", str(metadata.findtext(f"{DC}identifier")))


def modified(header: str) -> str:
    root = package(book_of_text("<text><body><p>x</p></body></text>", header))
    (found,) = [e.text for e in root.iter(f"{OPF}meta") if e.get("property") == "dcterms:modified"]
    return str(found)


def test_a_book_was_changed_when_its_header_says_so() -> None:
    days = ("2020-05-01", "2021-03", "nonsense", "2031-02-31")
    change = "".join(f'<change when="{day}"/>' for day in days)
    assert modified(f"<revisionDesc>{change}</revisionDesc>") == "2021-03-01T00:00:00Z"
    published = '<fileDesc><publicationStmt><date when="1999"/></publicationStmt></fileDesc>'
    assert modified(published) == "1999-01-01T00:00:00Z"
    assert modified("") == "1980-01-01T00:00:00Z"


def identifier(idno: str, title: str = "T") -> str:
    header = (
        f"<fileDesc><titleStmt><title>{title}</title></titleStmt>"
        f"<publicationStmt>{idno}</publicationStmt></fileDesc>"
    )
    return str(
        package(book_of_text("<text><body><p>x</p></body></text>", header)).findtext(f".//{DC}identifier")
    )


def test_a_book_is_identified_by_what_its_header_has_and_by_no_address_of_a_whole_server() -> None:
    assert identifier('<idno type="DOI">10.1/a</idno>') == "https://doi.org/10.1/a"
    assert identifier('<idno type="URL">https://example.org/a</idno>') == "https://example.org/a"
    server = '<idno type="URL">https://example.org</idno>'
    assert identifier(server).startswith("urn:uuid:")
    assert identifier(server, "One") != identifier(server, "Two")
    assert identifier("<idno>1</idno>") != identifier("<idno>2</idno>")


def test_a_language_that_is_not_known_is_said_not_to_be() -> None:
    document = Document(Path("a.xml"), f'<TEI xmlns="{TEI}"><text><body><p>x</p></body></text></TEI>'.encode())
    assert package(book_of(document)).findtext(f".//{DC}language") == "und"


# The text


def chapters(count: int, length: int) -> str:
    made = "".join(
        f'<div type="chapter"><head>Chapter {number}</head><pb n="{number}"/><p>{"word " * length}'
        f'<note>to {number}</note><ref target="#last">on</ref></p></div>'
        for number in range(count)
    )
    return f'<text><front><div><p>Before.</p></div></front><body>{made}<p xml:id="last">End.</p></body></text>'


def test_a_long_text_is_split_at_its_divisions_and_its_links_cross_the_files() -> None:
    book = book_of_text(chapters(4, 4000))
    content = read_files(book)
    texts = [name for name in content if name.startswith("text")]
    assert texts == [f"text-{number}.xhtml" for number in range(1, 6)]
    assert b'href="text-5.xhtml#last"' in content["text-2.xhtml"]
    assert b'href="notes.xhtml#n:1"' in content["text-2.xhtml"]
    assert b'href="text-2.xhtml#mark:1"' in content["notes.xhtml"]
    assert b'role="doc-chapter"' in content["text-3.xhtml"]
    nav = etree.fromstring(content["nav.xhtml"])
    lists = {
        part.get(TYPE): [a.get("href", "") for a in part.iter(f"{XHTML}a")] for part in nav.iter(f"{XHTML}nav")
    }
    files_of_chapters = [href.partition("#")[0] for href in lists["toc"] if "text-" in href]
    assert files_of_chapters == texts
    assert lists["page-list"] == [f"text-{number + 2}.xhtml#pb:1" for number in range(4)]


def test_what_has_no_divisions_is_split_as_well() -> None:
    paragraphs = "".join(f"<p>{number} {'word ' * 1000}</p>" for number in range(100))
    content = read_files(book_of_text(f"<text><body><div><p>first</p>{paragraphs}</div></body></text>"))
    texts = [page for name, page in content.items() if name.startswith("text")]
    assert len(texts) == 4
    assert all(len(page) < LARGE * 1.1 for page in texts)


def test_a_short_text_is_one_file_and_short_divisions_share_one() -> None:
    assert "text.xhtml" in read_files(book_of_text(chapters(4, 10)))
    tiny = "".join(f"<div><head>{n}</head><p>short</p></div>" for n in range(20))
    large = f"<div><head>Long</head><p>{'word ' * 9000}</p></div>"
    content = read_files(book_of_text(f"<text><body>{tiny}{large}{tiny}</body></text>"))
    assert [name for name in content if name.startswith("text")] == ["text-1.xhtml", "text-2.xhtml"]


def test_a_text_of_another_language_and_direction_says_so() -> None:
    text = '<text xml:lang="he"><body><p>שלום <foreign xml:lang="en">peace</foreign></p></body></text>'
    document = Document(Path("a.xml"), f'<TEI xmlns="{TEI}">{text}</TEI>'.encode())
    book = book_of(document)
    page = read_files(book)["text.xhtml"].decode()
    assert re.search(r'<html[^>]* lang="he" dir="rtl"[^>]* xml:lang="he"', page)
    assert re.search(r'lang="en" dir="ltr" xml:lang="en">peace<', page)
    assert b'page-progression-direction="rtl"' in files(book)["EPUB/package.opf"]


def test_parts_of_texts_are_said_to_be_such() -> None:
    page = read_files(
        book_of_text(
            "<text><front><epigraph><p>E</p></epigraph></front><body><sp><speaker>A.</speaker><stage>goes</stage>"
            "<lg><l>One</l></lg></sp><opener><salute>Dear</salute></opener></body></text>"
        )
    )["text.xhtml"].decode()
    for kind in ("frontmatter", "bodymatter", "epigraph", "z3998:speech", "z3998:persona"):
        assert f'epub:type="{kind}"' in page
    for kind in ("z3998:stage-direction", "z3998:verse", "z3998:salutation"):
        assert f'epub:type="{kind}"' in page
    assert 'role="doc-epigraph"' in page


def test_pages_of_the_source_are_marked_and_listed() -> None:
    book = book_of_text('<text><body><pb n="7"/><p>One<pb n="8" xml:id="eight"/> two.<pb/></p></body></text>')
    content = read_files(book)
    marks = etree.fromstring(content["text.xhtml"]).findall(f".//{XHTML}span[@role='doc-pagebreak']")
    assert [(m.get("aria-label"), m.get("id"), m.text) for m in marks] == [
        ("page 7", "pb:1", "[7]"),
        ("page 8", "eight", "[8]"),
    ]
    assert b'href="text.xhtml#eight">8<' in content["nav.xhtml"]
    assert b"pageBreakMarkers" in files(book)["EPUB/package.opf"]


def test_a_correction_is_read_and_what_it_replaces_is_listed() -> None:
    content = read_files(our_book("the-end-of-henry-yagoda"))
    assert b'class="variant' not in content["text.xhtml"]
    assert b"Corrections and additions" in content["corrections.xhtml"]


def test_an_element_without_a_rule_is_reported_and_with_strict_refused() -> None:
    remarks: list[str] = []
    text = "<text><body><p>one <foo>two</foo></p></body></text>"
    book = book_of_text(text, profile=Profile(remark=remarks.append))
    assert text_words(book) == ["one", "two"]
    assert remarks == ["a.xml:1:98: the stylesheet has no rule for <foo>; its text is kept."]
    with pytest.raises(TransformError, match="without --strict"):
        book_of_text(text, profile=Profile(strict=True))


def test_a_language_without_messages_is_an_error() -> None:
    with pytest.raises(UnknownNameError):
        book_of_text("<text><body><p>x</p></body></text>", profile=Profile(language="tlh"))


def test_the_words_that_a_book_says_itself_are_in_the_language_asked_for() -> None:
    book = book_of_text("<text><body><p>x<note>y</note></p></body></text>", profile=Profile(language="fr"))
    assert b">Notes<" in read_files(book)["notes.xhtml"]
    assert b">Sommaire<" in read_files(book)["nav.xhtml"]
    assert re.search(rb'<html[^>]* lang="fr"', read_files(book)["notes.xhtml"])


# Images


def with_images(folder: Path, *urls: str) -> tuple[bytes, list[str]]:
    """A book with these images, and the remarks on them."""
    remarks: list[str] = []
    figures = "".join(f'<figure><graphic url="{url}"/><figDesc>Seen {url}</figDesc></figure>' for url in urls)
    book = book_of_text(f"<text><body>{figures}</body></text>", "", folder, Profile(remark=remarks.append))
    return book, remarks


def test_an_image_beside_the_document_is_in_the_book_with_its_description(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a b.png").write_bytes(PNG)
    book, remarks = with_images(tmp_path, "pictures/a%20b.png")
    assert remarks == []
    assert files(book)["EPUB/images/1.png"] == PNG
    assert b'src="images/1.png" alt="Seen pictures/a%20b.png"' in read_files(book)["text.xhtml"]
    assert b"alternativeText" in files(book)["EPUB/package.opf"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://example.org/a.png", "nothing is fetched"),
        ("//example.org/a.png", "nothing is fetched"),
        ("file:///etc/passwd", "nothing is fetched"),
        ("../outside.png", "it is outside"),
        ("link.png", "it is outside"),
        ("/etc/passwd", "it is outside"),
        ("missing.png", "there is no such file"),
        (".", "there is no such file"),
        ("drawing.svg", "it is no JPEG, PNG or GIF"),
        ("nul%00.png", "it "),
    ],
)
def test_what_is_no_safe_image_beside_the_document_is_left_out_and_described(
    url: str, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "outside.png").write_bytes(PNG)
    folder = tmp_path / "tei"
    folder.mkdir()
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "drawing.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    book, remarks = with_images(folder, url)
    assert len(remarks) == 1
    assert reason in remarks[0]
    assert f"a.xml:1:99: the image “{url}” is left out" in remarks[0]
    assert not any(name.startswith("EPUB/images/") for name in files(book))
    assert f"Seen {url}" in read_files(book)["text.xhtml"].decode()


def test_an_image_that_is_too_large_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teiproof.books.images.LARGEST", len(PNG) - 1)
    (tmp_path / "a.png").write_bytes(PNG)
    assert "more than" in with_images(tmp_path, "a.png")[1][0]


# Judges


@pytest.mark.parametrize("name", TEXTS)
def test_epubcheck_has_nothing_to_say_of_our_books(
    name: str, tmp_path: Path, epubcheck: Callable[[Path], list[str]]
) -> None:
    book = tmp_path / f"{name}.epub"
    book.write_bytes(our_book(name))
    assert epubcheck(book) == []


def test_epubcheck_has_nothing_to_say_of_images_formulae_pages_and_other_directions(
    tmp_path: Path, epubcheck: Callable[[Path], list[str]]
) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    text = (
        '<text xml:lang="ar">'
        "<front><titlePage><docTitle><titlePart>T</titlePart></docTitle></titlePage></front>"
        '<body><div type="chapter"><head>One<note>n</note></head><pb n="1"/>'
        '<figure><graphic url="a.png"/></figure>'
        '<p><formula><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></formula></p>'
        '<figure><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="x"><title>A line</title>'
        '<line x1="1" y1="1" x2="5" y2="5" style="stroke: black"/><text x="1" y="8">end</text></svg></figure>'
        '<table><row role="label"><cell>a</cell></row><row><cell cols="2">b<note>m</note></cell></row></table>'
        '<list type="gloss"><label>a</label><item>b</item></list></div><div type="act"><head>Two</head>'
        '<sp who="#a"><speaker>A</speaker><l n="5">verse</l></sp></div></body></text>'
    )
    (tmp_path / "a.epub").write_bytes(book_of_text(text, "", tmp_path))
    with ZipFile(tmp_path / "a.epub") as book:
        chapters = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    assert any('<svg xmlns="http://www.w3.org/2000/svg" class="drawing"' in chapter for chapter in chapters)
    assert epubcheck(tmp_path / "a.epub") == []


@pytest.mark.parametrize("group", GROUPS)
def test_epubcheck_has_nothing_to_say_of_books_of_other_projects(
    group: str, tmp_path: Path, shared: Path, epubcheck: Callable[[Path], list[str]]
) -> None:
    edition = Edition.open([shared / "corpus" / group])
    written = [document for document in edition.documents if of_text(document.path)]
    for document in sorted(written, key=lambda document: len(document.data))[:: len(written) // JUDGED[group]]:
        book = tmp_path / "a.epub"
        book.write_bytes(book_of(document, edition))
        assert epubcheck(book) == [], document.path


@pytest.mark.parametrize("name", TEXTS)
def test_ace_finds_no_violation_in_our_books(
    name: str, tmp_path: Path, ace: Callable[[Path, Path], list[str]]
) -> None:
    book = tmp_path / f"{name}.epub"
    book.write_bytes(our_book(name))
    assert ace(book, tmp_path / "report") == []


def test_the_spine_begins_with_cover_title_and_contents() -> None:
    assert spine(our_book(TEXTS[0])) == [
        *("cover.xhtml", "title.xhtml", "nav.xhtml", "text.xhtml", "notes.xhtml", "corrections.xhtml"),
        *("register.xhtml", "about.xhtml"),
    ]
