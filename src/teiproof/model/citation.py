"""How a document is cited: what its header says of it, in a few styles and for reference managers.

The title statement gives title, authors and editors, the source description the first printing, the publication
statement the digital edition (Guidelines 2.2). Nothing is made up: what the header does not say is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from teiproof.model.calendar import read_w3c
from teiproof.model.document import Document
from teiproof.model.elements import name_of
from teiproof.names import XML_LANG, tei

if TYPE_CHECKING:
    from lxml import etree

_MONTHS = "January February March April May June July August September October November December".split()
_URL = re.compile(r"https?://[^\s<>\"]+")


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


class Piece(NamedTuple):
    """A part of a citation; the title of a book or journal is set in italics."""

    text: str
    is_italic: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """What is known of a text, for those who cite it: dates as in TEI attributes; what is unknown is empty."""

    title: str
    authors: tuple[Name, ...]
    translators: tuple[Name, ...]
    journal: str
    printed: str
    volume: str
    issue: str
    pages: str
    publisher: str
    published: str
    language: str
    url: str


def citation(document: Document) -> Citation:
    """The citation of a document. Raises UnparsableError."""
    source = _source(document)
    publication = document.find("teiHeader/fileDesc/publicationStmt")
    urls = [text for idno in _children(publication, "idno") if _URL.fullmatch(text := _text(idno))]
    language = document.root.get(XML_LANG) or next(
        (text.get(XML_LANG, "") for text in document.root.iterchildren(tei("text"))), ""
    )
    date = _first(publication, "date")
    return Citation(
        title=title_of(document),
        authors=tuple(_names(document, "author")),
        translators=tuple(
            name
            for element in document.findall("teiHeader/fileDesc/titleStmt/editor")
            if element.get("role") == "translator" and (name := _name(element)).family
        ),
        journal=next((_text(title) for title in _all(source, "title") if title.get("level") == "j"), ""),
        printed=next((when for date in _all(source, "date") if (when := _when(date))), ""),
        volume=_scope(source, "volume"),
        issue=_scope(source, "issue"),
        pages=_scope(source, "page"),
        publisher=_text(_first(publication, "publisher")),
        published=_when(date) or _text(date),
        language=language,
        url=urls[0] if urls else "",
    )


def title_of(document: Document) -> str:
    """The title of a document: its main title, or its first; else the name of its file."""
    titles = document.findall("teiHeader/fileDesc/titleStmt/title")
    main = [title for title in titles if title.get("type") == "main"] or titles
    return next((text for title in main if (text := _text(title))), document.path.stem)


def styles(cited: Citation, paragraph: str = "") -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    """The citation in the styles of Chicago (17th edition), MLA (9th) and APA (7th), which are English ones.

    `paragraph` is the number of a paragraph, to cite that one.
    """
    return tuple(
        (name, tuple(piece for piece in style(cited, paragraph) if piece.text))
        for name, style in (("Chicago", _chicago), ("MLA", _mla), ("APA", _apa))
    )


def bibtex(cited: Citation, key: str) -> str:
    """An entry for BibTeX and biblatex; `key` is what it is cited by there."""
    fields = {
        "author": " and ".join(name.turned for name in cited.authors),
        "translator": " and ".join(name.turned for name in cited.translators),
        "title": f"{{{_braced(cited.title)}}}",
        "journal": _braced(cited.journal),
        "year": (cited.printed or cited.published)[:4],
        "date": cited.printed,
        "volume": cited.volume,
        "number": cited.issue,
        "pages": cited.pages.replace("–", "--"),
        "publisher": _braced(cited.publisher),
        "note": f"Digital edition, {_braced(cited.publisher)} {cited.published[:4]}".strip(),
        "langid": cited.language,
        "url": cited.url,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    kind = "article" if cited.journal else "misc"
    return "\n".join([f"@{kind}{{{re.sub(r'[^A-Za-z0-9_:-]', '-', key)},", *lines, "}", ""])


def ris(cited: Citation) -> str:
    """A record in the RIS format, with line ends as it wants them."""
    first, _, last = cited.pages.partition("–")
    date = (cited.printed or cited.published).replace("-", "/")
    pairs = [
        ("TY", "JOUR" if cited.journal else "GEN"),
        *(("AU", name.turned) for name in cited.authors),
        *(("A4", name.turned) for name in cited.translators),
        ("TI", cited.title),
        ("T2", cited.journal),
        ("PY", date[:4]),
        ("DA", date),
        ("VL", cited.volume),
        ("IS", cited.issue),
        ("SP", first),
        ("EP", last),
        ("PB", cited.publisher),
        ("LA", cited.language),
        ("UR", cited.url),
    ]
    lines = [f"{tag}  - {value}" for tag, value in pairs if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(cited: Citation, key: str) -> str:
    """A list of one item in CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json)."""
    item = {
        "id": key,
        "type": "article-magazine" if cited.journal else "webpage",
        "title": cited.title,
        "author": [_csl_name(name) for name in cited.authors],
        "translator": [_csl_name(name) for name in cited.translators],
        "container-title": cited.journal,
        "issued": _csl_date(cited.printed or cited.published),
        "volume": cited.volume,
        "issue": cited.issue,
        "page": cited.pages.replace("–", "-"),
        "publisher": cited.publisher,
        "language": cited.language,
        "URL": cited.url,
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2) + "\n"


def day(date: str) -> str:
    """A date of an attribute in English words: `28 August 1937`, `August 1937`, `1937`."""
    parts = date.split("-")
    if not date or not date[0].isdigit() or len(parts) > 3 or not all(part.isdigit() for part in parts):
        return date
    year, *rest = parts
    if rest and 1 <= int(rest[0]) <= 12:
        month = _MONTHS[int(rest[0]) - 1]
        return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"
    return year


def _chicago(cited: Citation, paragraph: str) -> Iterator[Piece]:
    yield Piece(_sentence("; ".join(_listed(cited.authors))))
    yield Piece(f"“{_closed(cited.title)}” " if cited.journal else "")
    yield Piece("" if cited.journal else cited.title, True)
    yield Piece("" if cited.journal else ". ")
    yield Piece(cited.journal, True)
    if cited.journal:
        number = ", ".join(part for part in (cited.volume, cited.issue and f"no. {cited.issue}") if part)
        place = f" {number}" if number else ""
        place += f" ({day(cited.printed)})" if cited.printed else ""
        yield Piece(f"{place}: {cited.pages}. " if cited.pages else f"{place}. ")
    elif cited.printed:
        yield Piece(f"{day(cited.printed)}. ")
    yield Piece(_edition(cited, paragraph, "Par."))


def _mla(cited: Citation, paragraph: str) -> Iterator[Piece]:
    yield Piece(_sentence(" and ".join(_listed(cited.authors))))
    yield Piece(f"“{_closed(cited.title)}” " if cited.journal else "")
    yield Piece("" if cited.journal else cited.title, True)
    yield Piece("" if cited.journal else ". ")
    yield Piece(cited.journal, True)
    details = [
        f"vol. {cited.volume}" if cited.volume else "",
        f"no. {cited.issue}" if cited.issue else "",
        day(cited.printed),
        f"{'pp' if '–' in cited.pages else 'p'}. {cited.pages}" if cited.pages else "",
    ]
    given = ", ".join(detail for detail in details if detail)
    if given:
        yield Piece(f", {given}. " if cited.journal else f"{given}. ")
    yield Piece(_edition(cited, paragraph, "Par."))


def _apa(cited: Citation, paragraph: str) -> Iterator[Piece]:
    authors = " & ".join(name.short for name in cited.authors)
    yield Piece(f"{authors} " if authors else "")
    year, _, rest = day(cited.printed or cited.published).rpartition(" ")[2], "", ""
    words = day(cited.printed or cited.published).split(" ")
    rest = " ".join(reversed(words[:-1]))
    yield Piece(f"({year}{f', {rest}' if rest else ''}). " if year else "")
    yield Piece(f"{_closed(cited.title)} " if cited.journal else "")
    yield Piece("" if cited.journal else cited.title, True)
    yield Piece("" if cited.journal else ". ")
    if cited.journal:
        yield Piece(cited.journal, True)
        yield Piece(", ")
        yield Piece(cited.volume, True)
        issue = f"({cited.issue})" if cited.issue else ""
        yield Piece(f"{issue}, {cited.pages}. " if cited.pages else f"{issue}. ")
    yield Piece(_edition(cited, paragraph, "para."))


def _edition(cited: Citation, paragraph: str, abbreviation: str) -> str:
    """“Digital edition, the teiproof project, 2026, par. 3. https://…”"""
    parts = [cited.publisher, cited.published[:4], f"{abbreviation.lower()} {paragraph}" if paragraph else ""]
    made = ", ".join(part for part in parts if part)
    ending = f" {cited.url}" if cited.url else ""
    return f"Digital edition, {made}.{ending}" if made else ending.strip()


def _listed(names: tuple[Name, ...]) -> list[str]:
    """The first name turned, the others straight."""
    return [name.straight if number else name.turned for number, name in enumerate(names)]


def _sentence(text: str) -> str:
    return f"{_closed(text)} " if text else ""


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _braced(text: str) -> str:
    return re.sub(r"([#$%&_{}])", r"\\\1", text)


def _csl_name(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}


def _csl_date(date: str) -> dict[str, list[list[int]]]:
    parts = [int(part) for part in date.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", date) else []
    return {"date-parts": [parts]} if parts else {}


def _source(document: Document) -> etree._Element | None:
    """The first described source: the printing, if there is one."""
    description = document.find("teiHeader/fileDesc/sourceDesc")
    if description is None:
        return None
    for element in description.iter(tei("biblStruct"), tei("biblFull"), tei("bibl")):
        if name_of(element) != "bibl" or element.get("type"):
            return element
    return next(description.iter(tei("bibl")), None)


def _names(document: Document, kind: str) -> Iterator[Name]:
    for element in document.findall(f"teiHeader/fileDesc/titleStmt/{kind}"):
        name = _name(element)
        if name.family:
            yield name


def _name(element: etree._Element) -> Name:
    inner = next(element.iter(tei("persName"), tei("name"), tei("orgName")), element)
    surname = _text(next(inner.iter(tei("surname")), None))
    forename = " ".join(_text(part) for part in inner.iter(tei("forename")))
    if surname:
        return Name(surname, forename)
    family, _, given = _text(inner).partition(", ")
    return Name(family, given) if not re.search(r"[\d,;(]", given) else Name(f"{family}, {given}")


def _scope(source: etree._Element | None, unit: str) -> str:
    for element in _all(source, "biblScope"):
        if unit == element.get("unit", element.get("type", "")):
            first, last = element.get("from", ""), element.get("to", "")
            if first:
                return f"{first}–{last}" if last not in ("", first) else first
            return element.get("n") or _text(element)
    return ""


def _when(date: etree._Element | None) -> str:
    """The value of a date that W3C notation knows."""
    text = "" if date is None else (date.get("when") or date.get("from") or "").strip()
    try:
        return text if text and read_w3c(text) else ""
    except ValueError:
        return ""


def _first(parent: etree._Element | None, name: str) -> etree._Element | None:
    return next(iter(_all(parent, name)), None)


def _all(parent: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if parent is None else list(parent.iter(tei(name)))


def _text(element: etree._Element | None) -> str:
    """The words of an element of the header, without what notes and identifiers say beside them."""
    if element is None:
        return ""
    pieces = [element.text or ""]
    for child in element:
        if name_of(child) not in ("note", "idno") and isinstance(child.tag, str):
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())


def _children(parent: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if parent is None else list(parent.iterchildren(tei(name)))
