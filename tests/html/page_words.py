"""What a reader of a page reads: its words, links and identifiers, found without any code of the project.

The words are those in the element of class `reading`, without what classes mark as no part of the text: signs
of the editor (mark), other readings (variant), the marks of notes (note-ref), notes in a record (aside), and
the numbers of paragraphs.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"br", "hr", "img", "input", "link", "meta"}
_BLOCKS = {
    *("p", "div", "section", "article", "header", "hgroup", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "tr", "td", "th", "figure", "figcaption", "pre"),
}
_APART = {"mark", "variant", "note-ref", "aside", "paragraph-number"}
_WITHOUT_END = {"li", "dt", "dd", "p", "td", "th", "tr"}  # their end tags may be left out


@dataclass(slots=True)
class _Open:
    name: str
    is_block: bool
    is_reading: bool
    is_apart: bool


@dataclass(slots=True)
class Page:
    """What was found in a page; `words` of the text, `start_tags` as (name, attributes)."""

    text: str = ""
    start_tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        return self.text.replace("\t", " ").replace("\n", " ").replace("\r", " ").split(" ")

    @property
    def identifiers(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.start_tags if "id" in attributes]

    @property
    def links(self) -> list[str]:
        return [attributes["href"] for _, attributes in self.start_tags if "href" in attributes]


def read_page(page: bytes) -> Page:
    """Read a page."""
    reader = _Reader()
    reader.feed(page.decode())
    reader.close()
    reader.page.text = "".join(reader.pieces)
    return reader.page


def words(page: bytes) -> list[str]:
    """The words of the text of a page."""
    return [word for word in read_page(page).words if word]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.pieces: list[str] = []
        self._open: list[_Open] = []
        self._readings = 0  # how many open elements are the text, and how many are apart from it
        self._aparts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.page.start_tags.append((tag, attributes))
        if tag in _VOID:
            self.pieces.append(" " if tag == "br" else "")
            return
        classes = set(attributes.get("class", "").split())
        opened = _Open(
            tag, tag in _BLOCKS and "inline" not in classes, "reading" in classes, bool(classes & _APART)
        )
        self._open.append(opened)
        self._readings += opened.is_reading
        self._aparts += opened.is_apart
        if opened.is_block:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        while True:
            closed = self._open.pop()
            self._readings -= closed.is_reading
            self._aparts -= closed.is_apart
            if closed.is_block:
                self.pieces.append(" ")
            if closed.name == tag:
                return
            assert closed.name in _WITHOUT_END, f"</{tag}> closes <{closed.name}>"

    def handle_data(self, data: str) -> None:
        if self._readings and not self._aparts:
            self.pieces.append(data)
