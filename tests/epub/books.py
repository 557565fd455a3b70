"""Books made for tests, and what is in them."""

from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from teiproof.exports import Profile, epub
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from tests.conftest import PROJECT
from tests.html.page_words import words

EDITION = PROJECT / "tei"
TEXTS = ("proofs-comrade-executioner", "the-end-of-henry-yagoda")
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def book_of(document: Document, edition: Edition | None = None, profile: Profile | None = None) -> bytes:
    """The EPUB of a document."""
    ((_, content),) = epub.export_document(document, edition or Edition([document]), profile or Profile())
    return content


@cache
def our_book(name: str) -> bytes:
    """The book of one of the two texts of this project."""
    edition = Edition.open([EDITION])
    document = next(document for document in edition.documents if document.path.stem == name)
    return book_of(document, edition)


def book_of_text(text: str, header: str = "", folder: Path = Path(), profile: Profile | None = None) -> bytes:
    """The book of a document with this in its text element, and in its header."""
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader>{header}</teiHeader>{text}</TEI>'
    return book_of(Document(folder / "a.xml", tei.encode()), profile=profile)


def files(book: bytes) -> dict[str, bytes]:
    """The files of a book, in their order."""
    with ZipFile(BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(book: bytes) -> etree._Element:
    """The root of the package document."""
    return etree.fromstring(files(book)["EPUB/package.opf"])


def spine(book: bytes) -> list[str]:
    """The names of the files that are read, in reading order."""
    root = package(book)
    items = {item.get("id"): item.get("href", "") for item in root.iter(f"{OPF}item")}
    return [items[reference.get("idref")] for reference in root.iter(f"{OPF}itemref")]


def read_files(book: bytes) -> dict[str, bytes]:
    """What is read, by name, in reading order."""
    content = files(book)
    return {name: content[f"EPUB/{name}"] for name in spine(book)}


def text_words(book: bytes) -> list[str]:
    """The words of the text of a book, as its files follow each other."""
    return [word for name, page in read_files(book).items() if name.startswith("text") for word in words(page)]


def note_words(book: bytes) -> list[list[str]]:
    """The words of each note of a book."""
    found = []
    for name, page in read_files(book).items():
        if name.startswith("notes"):
            for note in etree.fromstring(page).iterfind(f".//{XHTML}div[@class='note-text']"):
                # Without the namespace, for that is how a page is read.
                text = etree.tostring(note, encoding="unicode", with_tail=False)
                found.append(words(f'<div class="reading">{text}</div>'.encode()))
    return found
