"""A book on pages of paper, as a tagged PDF: HTML with its notes where they are called for, which WeasyPrint
lays out.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from lxml import etree

from teiproof.books.navigation import spoken
from teiproof.books.parts import Part, Volume
from teiproof.errors import MissingExtraError, TransformError

if TYPE_CHECKING:
    from teiproof.books.images import Image

MEDIA_TYPE = "application/pdf"

_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_SPACES = re.compile(r"[ \t\r\n]+")
_OURS = "book:"  # the scheme of what the book itself holds
_IN_LINE = {"li": "as-list-item", "table": "as-table", "tr": "as-row", "td": "as-cell", "th": "as-cell"}
_PHRASES = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q rp rt ruby s samp small span strong "
    "sub sup time u var wbr".split()
)


def pdf(volume: Volume, name: str) -> bytes:
    """The bytes of the book, of which messages speak by its name; the parts of the volume are used up.

    Raises MissingExtraError if a library of the system that WeasyPrint needs is not there, RecursionError if
    the elements are nested too deeply, and TransformError if it fails for another reason.
    """
    weasyprint = _weasyprint()
    fetcher = _fetcher(weasyprint, volume.images)
    identifier = volume.about.identifier.encode()
    try:
        html = weasyprint.HTML(string=page(volume), base_url=_OURS, url_fetcher=fetcher)
        return bytes(html.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier))
    except RecursionError:
        raise
    except Exception as error:  # what WeasyPrint cannot lay out is not known beforehand
        raise TransformError(
            f"{name}: WeasyPrint cannot lay out this text ({type(error).__name__}: {error}). "
            "Please report this."
        ) from error


def _weasyprint() -> Any:
    """WeasyPrint, which says no more than what goes wrong."""
    try:
        import weasyprint
    except OSError as error:  # it is there, but Pango is not
        raise MissingExtraError(
            f"pdf needs Pango, which WeasyPrint does not find ({error}). Install it (Debian: apt install "
            "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango)."
        ) from error
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    return weasyprint


def _fetcher(weasyprint: Any, images: tuple[Image, ...]) -> Any:
    """What gives a page the images of its book, and refuses all else: no file is read, nothing is fetched."""
    known: Mapping[str, Image] = {f"{_OURS}{image.name}": image for image in images}

    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # without annotations
        def fetch(self, url: str, headers: Any = None) -> Any:
            del headers
            if url not in known:
                raise ValueError(f"“{url}” is no part of the book")
            image = known[url]
            return weasyprint.urls.URLFetcherResponse(url, image.data, {"Content-Type": image.media_type})

    return Fetcher()


def page(volume: Volume) -> str:
    """The book as one page of HTML."""
    about = volume.about
    html = etree.Element("html", {"lang": about.language, "dir": volume.direction})
    head = etree.SubElement(html, "head")
    etree.SubElement(head, "meta", {"charset": "utf-8"})
    etree.SubElement(head, "title").text = about.title
    for name, content in (
        *(("author", author.name.straight) for author in about.authors),
        ("description", about.description or about.source),
        ("keywords", ", ".join(about.subjects)),
        ("generator", "teiproof"),
        ("dcterms.created", about.modified),
        ("dcterms.modified", about.modified),
    ):
        if content:
            etree.SubElement(head, "meta", {"name": name, "content": content})
    style = files("teiproof").joinpath("assets", "print.css").read_text(encoding="utf-8")
    etree.SubElement(head, "style").text = style + _heads(volume)
    body = etree.SubElement(html, "body")
    notes = next((part.element for part in volume.parts if part.kind == "notes"), None)
    for part in volume.parts:
        body.append(_prepared(volume, part))
    if notes is not None:
        _call(body, notes)
        if notes.find("ol/li") is None:
            body.remove(notes)
    for heading in body.iter(*_HEADINGS):
        heading.set("data-bookmark", " ".join("".join(spoken(heading)).split()) or "–")
    return "<!DOCTYPE html>\n" + str(etree.tostring(html, encoding="unicode", method="html"))


def _prepared(volume: Volume, part: Part) -> etree._Element:
    """A part, in its language; of the appendix the names, the descriptions and the pages of mentions."""
    if part.kind not in ("title", "text") and volume.language != volume.about.language:
        part.element.set("lang", volume.language)
        part.element.set("dir", "ltr")
    if part.kind == "register":
        for details in list(part.element.iter("dl")):
            parent = details.getparent()
            if parent is not None:
                parent.remove(details)
        for link in part.element.iter("a"):
            if link.get("class") == "mention":
                link.text = ""  # the style sheet writes the number of the page
    return part.element


def _heads(volume: Volume) -> str:
    """The heads of pages: the author at the left of the left ones, the title at the right of the right ones."""
    quiet = "font: 8.5pt P052, Palatino, 'Palatino Linotype', Georgia, serif; color: #675f54;"
    author, title = (
        _string(words) for words in (volume.about.author or volume.about.title, volume.about.title)
    )
    return (
        f"@page :left {{ @top-left {{ content: {author}; {quiet} font-variant-caps: all-small-caps }} }}\n"
        f"@page :right {{ @top-right {{ content: {title}; {quiet} font-style: italic }} }}\n"
        "@page :first { @top-left { content: none } @top-right { content: none } }\n"
    )


_TOO_LONG = 2_500  # characters of a note: more do not go to the foot of a page, which holds 4,500
_LONGEST = 60  # characters of a running head


def _string(words: str) -> str:
    """A string of CSS, in which nothing but letters and digits stands as itself."""
    short = words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in short) + '"'


def _call(body: etree._Element, notes: etree._Element) -> None:
    """Put each note to the place from which it is called: from there the style sheet takes it to the foot.

    A note on a note stands within that one, in brackets. One that is too long for the foot of a page, or called
    from nowhere, stays in the list, and is linked.
    """
    marks: dict[str, etree._Element] = {}
    for mark in (*body.iter("sup"), *notes.iter("sup")):
        if mark.get("class") == "note-ref" and len(mark):
            marks[mark[0].get("id", "")] = mark
    listed = [note for list_ in notes.findall("ol") for note in list_]
    inner = {mark for mark in marks.values() if any(part is notes for part in mark.iterancestors())}
    for number, note in enumerate(listed, 1):
        called = marks.get(f"mark:{number}")
        if called is None or sum(map(len, note.itertext())) > _TOO_LONG:
            note.set("value", str(number))
            continue
        made = _in_line(note)
        made.set("data-n", str(number))
        made.set("class", "inner-note" if called in inner else "footnote")
        if called in inner:
            made.text = f" [{made.text or ''}"
            made[-1].tail = f"{made[-1].tail or ''}]"
        parent = note.getparent()
        if parent is not None:
            parent.remove(note)
        _replace(called, made)


def _in_line(note: etree._Element) -> etree._Element:
    """A note as phrases: blocks that only look like such, for it stands in the line where it is called."""
    made = etree.Element("span", {"id": note.get("id", "")})
    for part in list(note):
        if part.get("class") == "note-about":
            said = " ".join((part.text or "").split())  # without the way back
            if said:
                about = etree.SubElement(made, "span", {"class": "about-note"})
                about.text = f" {said}"
        else:
            made.append(part)
    for part in made.iter("*"):
        local = str(part.tag)
        if local not in _PHRASES:
            looks = " ".join(filter(None, (part.get("class"), _IN_LINE.get(local, "block"))))
            part.tag = "span"
            part.set("class", looks)
    for part in made.iter("*"):  # WeasyPrint keeps the ends of lines in what it takes to the foot
        part.text = _SPACES.sub(" ", part.text) if part.text else None
        part.tail = _SPACES.sub(" ", part.tail) if part.tail else None
    # The first block goes on from the number.
    for wrapper in list(made.iterchildren("span"))[:1]:
        wrapper.set("class", "note-text")
        wrapper.text = (wrapper.text or "").lstrip() or None
        for first in list(wrapper.iterchildren("span"))[:1]:
            first.set("class", (first.get("class") or "").replace("block", "").strip())
    return made


def _replace(mark: etree._Element, note: etree._Element) -> None:
    """Put a note in the place of its mark; one within a link stands after that, as links hold no links."""
    note.tail = mark.tail
    outer = next((around for around in mark.iterancestors("a")), None)
    parent = mark.getparent()
    if parent is None:
        return
    if outer is None:
        parent.replace(mark, note)
        return
    text = mark.tail or ""
    before = mark.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    mark.tail = None
    parent.remove(mark)
    note.tail = None
    outer.addnext(note)
    note.tail, outer.tail = outer.tail, None
