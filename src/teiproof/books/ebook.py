"""A book as an EPUB: its parts in files, their links, the archive (EPUB 3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from teiproof.books.cover import cover
from teiproof.books.navigation import Heading, Landmark, headings, navigation, pages
from teiproof.books.package import CONTAINER, File, package
from teiproof.books.parts import Kind, Part, Volume
from teiproof.books.splitting import split
from teiproof.books.xhtml import EPUB_TYPE, MATHML, page
from teiproof.messages import messages
from teiproof.names import SVG

MEDIA_TYPE = "application/epub+zip"

_XHTML = "application/xhtml+xml"
_NAMES: dict[Kind, str] = {
    "title": "title",
    "text": "text",
    "notes": "notes",
    "corrections": "corrections",
    "register": "register",
    "colophon": "about",
}
_TYPES: dict[Kind, tuple[str, str]] = {
    "title": ("titlepage", ""),
    "notes": ("endnotes", "doc-endnotes"),
    "corrections": ("errata", "doc-errata"),
    "register": ("appendix", "doc-appendix"),
    "colophon": ("colophon", "doc-colophon"),
}
_ROLES = {"doc-noteref": "noteref", "doc-backlink": "backlink"}
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NOTES = 400  # in one file


@dataclass(slots=True)
class _Chapter:
    """A file that is read, before it is written."""

    name: str
    part: Part
    body: etree._Element

    @property
    def kind(self) -> Kind:
        return self.part.kind


def epub(volume: Volume) -> bytes:
    """The bytes of the book; the parts of the volume are used up."""
    words = messages(volume.language)
    chapters = list(_chapters(volume))
    _inflect(chapters)
    found: list[Heading] = []
    numbers: list[tuple[str, str]] = []
    outermost = _outermost(chapters)
    for chapter in chapters:
        if chapter.kind == "text":
            numbers += pages(chapter.name, chapter.body, words["page"])
        else:
            _forget_pages(chapter.body)
        above = _above(chapter.part, outermost)
        found += [h._replace(level=h.level - above) for h in headings(chapter.name, chapter.body)]
    found = _with_text(found, chapters, volume.about.title)
    _link(chapters)
    landmarks = list(_landmarks(chapters, words))
    navigated = navigation(volume.about.title, volume.language, words, found, numbers, landmarks)
    read = [_file(volume, chapter) for chapter in chapters]
    made = [*_cover(volume), read[0], File("nav.xhtml", _XHTML, navigated, "nav", is_read=True), *read[1:]]
    style = files("teiproof").joinpath("assets", "epub.css").read_bytes()
    made.append(File("book.css", "text/css", style))
    made += [File(image.name, image.media_type, image.data) for image in volume.images]
    opf = package(volume.about, made, bool(numbers), bool(volume.images), volume.direction)
    return _archive([File("package.opf", "", opf), *made])


def _chapters(volume: Volume) -> Iterator[_Chapter]:
    for part in volume.parts:
        name = _NAMES[part.kind]
        if part.kind == "text":
            pieces = split(part.element)
        elif part.kind == "notes":
            pieces = _in_files(part.element)
        else:
            pieces = [part.element]
        name = f"{name}-{part.text}" if part.text else name
        for number, piece in enumerate(pieces, 1):
            yield _Chapter(f"{name}-{number}.xhtml" if len(pieces) > 1 else f"{name}.xhtml", part, piece)


def _in_files(section: etree._Element) -> list[etree._Element]:
    """The notes, each a block with its number, as items of lists may be no footnotes; many in several files."""
    listed = section.findall("ol")
    pieces = [section]
    for number, note in enumerate([note for notes in listed for note in notes], 1):
        if number > 1 and number % _NOTES == 1:
            pieces.append(etree.Element("section", {"class": "endnotes", "aria-label": str(number)}))
        note.tag = "div"
        note.set(EPUB_TYPE, "footnote")
        note.set("role", "doc-footnote")
        count = etree.Element("p", {"class": "note-number"})
        count.text = str(number)
        count.tail = "\n"
        note.insert(0, count)
        pieces[-1].append(note)
    for notes in listed:
        section.remove(notes)
    return pieces


def _inflect(chapters: Iterable[_Chapter]) -> None:
    """Say of parts, notes and links what they are."""
    for chapter in chapters:
        kind, role = _TYPES.get(chapter.kind, ("", ""))
        if kind:
            chapter.body.set(EPUB_TYPE, kind)
        if role:
            chapter.body.set("role", role)
        for link in chapter.body.iter("a"):
            if link.get("role") in _ROLES:
                link.set(EPUB_TYPE, _ROLES[link.get("role", "")])


def _forget_pages(body: etree._Element) -> None:
    """Outside of the text a page of the source begins nowhere."""
    for mark in body.iterfind(".//span[@data-n]"):
        del mark.attrib["data-n"]


def _outermost(chapters: Iterable[_Chapter]) -> dict[int, int]:
    """The level of the highest headings in each text, by its number."""
    found: dict[int, int] = {}
    for chapter in chapters:
        if chapter.kind == "text":
            levels = [int(str(heading.tag)[1]) for heading in chapter.body.iter(*_HEADINGS)]
            known = found.get(chapter.part.text, len(_HEADINGS))
            found[chapter.part.text] = min([known, *levels])
    return found


def _above(part: Part, outermost: Mapping[int, int]) -> int:
    """The levels between the headings of a part and those of the contents.

    The highest headings of a text stand beside those of the other parts; where a book has several texts, all
    of them below the title of the text.
    """
    if part.kind == "title":
        return 0
    highest = outermost[part.text] if part.kind == "text" else 2
    return highest - (2 if part.text else 1)


def _with_text(found: list[Heading], chapters: list[_Chapter], title: str) -> list[Heading]:
    """The headings, and the text, if it begins without one; of several texts each has a title page."""
    first = next((chapter for chapter in chapters if chapter.kind == "text"), None)
    if first is None or first.part.text or any(heading.href.startswith(f"{first.name}#") for heading in found):
        return found
    place = sum(heading.href.startswith("title.xhtml#") for heading in found)
    return [*found[:place], Heading(first.name, title, 1), *found[place:]]


def _link(chapters: list[_Chapter]) -> None:
    """Let links name the files in which they lead to a place."""
    places = {
        place: chapter.name
        for chapter in chapters
        for element in chapter.body.iter("*")
        if (place := element.get("id")) is not None
    }
    for chapter in chapters:
        for link in chapter.body.iter("a"):
            href = link.get("href", "")
            if href.startswith("#") and places[href[1:]] != chapter.name:
                link.set("href", f"{places[href[1:]]}{href}")


def _landmarks(chapters: list[_Chapter], words: Mapping[str, str]) -> Iterator[Landmark]:
    yield Landmark("cover.xhtml", "cover", words["cover"])
    yield Landmark("nav.xhtml#page:contents", "toc", words["contents"])
    called: dict[Kind, tuple[str, str]] = {
        "title": ("titlepage", words["title-page"]),
        "text": ("bodymatter", words["view-text"]),
        "notes": ("endnotes", words["notes"]),
        "register": ("appendix", words["register"]),
        "colophon": ("colophon", words["about-text"]),
    }
    seen: set[Kind] = set()
    for chapter in chapters:
        is_of_all = chapter.kind == "text" or not chapter.part.text
        if is_of_all and chapter.kind in called and chapter.kind not in seen:
            seen.add(chapter.kind)
            yield Landmark(chapter.name, *called[chapter.kind])


def _cover(volume: Volume) -> Iterator[File]:
    about = volume.about
    image = etree.Element("img", {"class": "cover", "src": "cover.svg", "role": "doc-cover"})
    image.set("alt", ": ".join(filter(None, (about.author, about.title))))
    section = etree.Element("section")
    section.append(image)
    shown = page(about.title, about.language, volume.direction, [section], "cover")
    yield File("cover.xhtml", _XHTML, shown, is_read=True)
    yield File("cover.svg", "image/svg+xml", cover(about, volume.direction), "cover-image")


def _file(volume: Volume, chapter: _Chapter) -> File:
    """A chapter as a file; its title is its first heading, or the book's."""
    heading = next((found.words for found in headings(chapter.name, chapter.body)), volume.about.title)
    data = page(
        heading,
        chapter.part.language,
        chapter.part.direction,
        [chapter.body],
        "bodymatter" if chapter.kind == "text" else "frontmatter" if chapter.kind == "title" else "backmatter",
    )
    properties = " ".join(
        name for name, uri in (("mathml", MATHML), ("svg", SVG)) if f'"{uri}"'.encode() in data
    )
    return File(chapter.name, _XHTML, data, properties, is_read=True)


def _archive(made: list[File]) -> bytes:
    """The container (section 4.2): its first file says what it is, uncompressed."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        _store(archive, "mimetype", MEDIA_TYPE.encode(), ZIP_STORED)
        _store(archive, "META-INF/container.xml", CONTAINER, ZIP_DEFLATED)
        for file in made:
            is_packed = file.media_type.startswith("image/") and file.name.startswith("images/")
            _store(archive, f"EPUB/{file.name}", file.data, ZIP_STORED if is_packed else ZIP_DEFLATED)
    return buffer.getvalue()


def _store(archive: ZipFile, name: str, data: bytes, method: int) -> None:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = method
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # the same on every machine
    archive.writestr(entry, data, compresslevel=9)
