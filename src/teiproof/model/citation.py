"""How a document is cited: what its header says of it.

The title statement gives title, authors and editors, the source description the first printing, the publication
statement the digital edition (Guidelines 2.2). Nothing is made up: what the header does not say is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from teiproof.model.calendar import read_w3c
from teiproof.model.document import Document
from teiproof.model.elements import name_of
from teiproof.names import XML_LANG, tei

if TYPE_CHECKING:
    from lxml import etree

Kind = Literal["article", "chapter", "book", "page", "other"]

_URL = re.compile(r"https?://[^\s<>\"]+")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")


class Name(NamedTuple):
    """A person's name in two parts; one that has no parts, or an institution's, is all `family`."""

    family: str
    given: str = ""

    @property
    def turned(self) -> str:
        """`Serge, Victor`"""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def straight(self) -> str:
        """`Victor Serge`"""
        return f"{self.given} {self.family}" if self.given else self.family

    @property
    def short(self) -> str:
        """`Serge, V.`"""
        initials = " ".join(f"{part[0]}." for part in self.given.split())
        return f"{self.family}, {initials}" if initials else self.family


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What is known of a work, for those who cite it: dates as in TEI attributes; what is unknown is empty.

    `journal` is the title of the periodical, `book` that of the book in which it appeared; `printed` and
    `place` belong to the printing, `published` and `publisher` to the digital edition, or, if there is none
    (`is_digital` is false), to the printing. `level` is the level of its title (Guidelines 3.12.2.2).
    """

    title: str
    level: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    journal: str = ""
    book: str = ""
    series: str = ""
    printed: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    place: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    doi: str = ""
    isbn: str = ""
    issn: str = ""
    is_digital: bool = False

    @property
    def kind(self) -> Kind:
        """What sort of work it is, as far as can be told."""
        if self.journal:
            return "article"
        if self.book:
            return "chapter"
        if self.is_digital:
            return "page"
        if self.level in ("m", "j", "s") or self.isbn:
            return "book"
        return "page" if self.url else "other"


def citation(document: Document) -> Citation:
    """The citation of a document. Raises UnparsableError."""
    source = source_of(document)
    publication = document.find("teiHeader/fileDesc/publicationStmt")
    statement = document.find("teiHeader/fileDesc/titleStmt")
    urls = [text for idno in _children(publication, "idno") if _URL.fullmatch(text := text_of(idno))]
    language = document.root.get(XML_LANG) or next(
        (text.get(XML_LANG, "") for text in document.root.iterchildren(tei("text"))), ""
    )
    date = first(publication, "date")
    return Citation(
        title=title_of(document),
        authors=names_of(_children(statement, "author")),
        translators=names_of(
            editor for editor in _children(statement, "editor") if editor.get("role") == "translator"
        ),
        journal=next((text_of(title) for title in all_of(source, "title") if title.get("level") == "j"), ""),
        printed=next((when for date in all_of(source, "date") if (when := when_of(date))), ""),
        volume=scope_of(source, "volume"),
        issue=scope_of(source, "issue"),
        pages=scope_of(source, "page"),
        publisher=_institution(first(publication, "publisher")),
        published=_publication_date(date),
        language=language,
        url=urls[0] if urls else "",
        is_digital=True,
    )


def title_of(document: Document) -> str:
    """The title of a document: its main title, or its first; else the name of its file."""
    titles = document.findall("teiHeader/fileDesc/titleStmt/title")
    main = [title for title in titles if title.get("type") == "main"] or titles
    return next((text for title in main if (text := text_of(title))), document.path.stem)


def source_of(document: Document) -> etree._Element | None:
    """The first described source of a document: the printing, if there is one."""
    description = document.find("teiHeader/fileDesc/sourceDesc")
    if description is None:
        return None
    for element in description.iter(tei("biblStruct"), tei("biblFull"), tei("bibl")):
        if name_of(element) != "bibl" or element.get("type"):
            return element
    return next(description.iter(tei("bibl")), None)


def names_of(elements: Iterable[etree._Element]) -> tuple[Name, ...]:
    """The names of persons or institutions in elements such as author and editor; empty ones are left out."""
    return tuple(name for element in elements if (name := _name(element)).family)


def _name(element: etree._Element) -> Name:
    inner = next(element.iter(tei("persName"), tei("name"), tei("orgName")), element)
    surname = text_of(next(inner.iter(tei("surname")), None))
    forename = " ".join(text_of(part) for part in inner.iter(tei("forename"), tei("nameLink")))
    if surname:
        return Name(surname, forename)
    family, _, given = _undated(text_of(inner)).partition(", ")
    return Name(family, given) if not re.search(r"[\d,;(]", given) else Name(f"{family}, {given}")


def _undated(name: str) -> str:
    """A name without the remarks and dates that catalogues put behind it: `Serge, Victor (1890–1947)`."""
    name = name.partition(" [")[0]
    before, _, after = name.partition(" (")
    if any(character.isdigit() for character in after):
        name = before
    before, _, after = name.rpartition(",")
    if not after.strip() or any(character.isdigit() for character in after):
        name = before or name
    return name.rstrip(" ,")


def _institution(element: etree._Element | None) -> str:
    """The name of an institution, without its address."""
    names = all_of(element, "orgName") or all_of(element, "name") or ([] if element is None else [element])
    return next((text for name in names if (text := text_of(name))), "")


def scope_of(source: etree._Element | None, unit: str) -> str:
    """The volume, issue or pages of a source: what biblScope says, a range with an en dash."""
    for element in all_of(source, "biblScope"):
        if unit == element.get("unit", element.get("type", "")):
            first, last = element.get("from", ""), element.get("to", "")
            if first:
                return f"{first}–{last}" if last not in ("", first) else first
            return element.get("n") or text_of(element)
    return ""


def when_of(date: etree._Element | None) -> str:
    """The value of a date that W3C notation knows."""
    return _in_w3c_notation("" if date is None else (date.get("when") or date.get("from") or "").strip())


def _in_w3c_notation(text: str) -> str:
    """A date in W3C notation as it is; of any other text nothing."""
    try:
        return text if text and read_w3c(text) else ""
    except ValueError:
        return ""


def _publication_date(date: etree._Element | None) -> str:
    """The date that an attribute says, or the words if they are a W3C date; else the year in the words."""
    text = text_of(date)
    year = _YEAR.search(text)
    return when_of(date) or _in_w3c_notation(text) or (year.group() if year else "")


def first(parent: etree._Element | None, name: str) -> etree._Element | None:
    """The first descendant of a name, if there is one."""
    return next(iter(all_of(parent, name)), None)


def all_of(parent: etree._Element | None, name: str) -> list[etree._Element]:
    """The descendants of a name."""
    return [] if parent is None else list(parent.iter(tei(name)))


def text_of(element: etree._Element | None) -> str:
    """The words of an element of the header, without notes, identifiers and addresses beside them."""
    if element is None:
        return ""
    pieces = [element.text or ""]
    for child in element:
        if name_of(child) not in ("note", "idno", "address", "email") and isinstance(child.tag, str):
            pieces.append(text_of(child))
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())


def _children(parent: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if parent is None else list(parent.iterchildren(tei(name)))
