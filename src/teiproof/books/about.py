"""What a book says of itself: who, what, when, whose; from the header of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from teiproof.model.citation import Citation, Name, all_of, names_of, source_of, text_of, when_of
from teiproof.model.document import Document
from teiproof.model.reading import words_of
from teiproof.names import tei

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml import etree

_NAMESPACE = uuid5(NAMESPACE_URL, "https://teiproof.github.io/ns/book")
_UNDATED = "1980-01-01"  # as in the archive, which knows no time before
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_PAGE = re.compile(r"https?://[^/\s]+/[^\s]*[^/\s][^\s]*")  # the address of something, not of a whole server
_MOST_AUTHORS = 3
_ROLES = {"translator": "trl", "editor": "edt", "": "edt", "illustrator": "ill", "transcriber": "trc"}


class Contributor(NamedTuple):
    """A person or institution, and its role as a MARC relator: `aut`, `edt`; nothing if it is not known."""

    name: Name
    role: str


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a book. `language` is a tag of BCP 47, `und` if it is not known.

    `identifier` is the DOI or address of the digital edition, or a UUID (RFC 9562, version 5) made of
    publisher, title and the other identifiers, or of the document's bytes if it has none. `modified` is the
    day of the last change that the header records, or of publication; 1 January 1980 if it records none.
    """

    title: str
    subtitle: str
    language: str
    identifier: str
    modified: str
    authors: tuple[Contributor, ...]
    others: tuple[Contributor, ...]
    publisher: str
    published: str
    rights: str
    licence: str
    source: str
    description: str
    subjects: tuple[str, ...]

    @property
    def author(self) -> str:
        """The names of the authors, as one reads them."""
        return "; ".join(contributor.name.straight for contributor in self.authors)


def about(document: Document, cited: Citation, language: str) -> About:
    """What the header of a document says; `language` is that of its text."""
    titles = document.findall("teiHeader/fileDesc/titleStmt/title")
    availability = document.find("teiHeader/fileDesc/publicationStmt/availability")
    licence = next((e.get("target", "") for e in all_of(availability, "licence")), "")
    return About(
        title=cited.title,
        subtitle=". ".join(text_of(t) for t in titles if t.get("type") in ("sub", "desc") and text_of(t)),
        language=language or "und",
        identifier=_identifier(document, cited),
        modified=_modified(document, cited),
        authors=tuple(Contributor(name, "aut") for name in cited.authors),
        others=tuple(_others(document)),
        publisher=cited.publisher,
        published=cited.published if _DAY.fullmatch(cited.published) else "",
        rights="" if availability is None else words_of(availability),
        licence=licence if licence.startswith(("http://", "https://")) else "",
        source=_source(document),
        description=_words(document.find("teiHeader/profileDesc/abstract")),
        subjects=tuple(dict.fromkeys(_subjects(document))),
    )


def together(title: str, found: Sequence[About]) -> About:
    """What a book of several texts says of itself: what they have in common, and what each of them has.

    More authors than a cover has room for are contributors.
    """
    authors = tuple(dict.fromkeys(author for one in found for author in one.authors))
    others = tuple(dict.fromkeys(other for one in found for other in one.others))
    if len(authors) > _MOST_AUTHORS:
        authors, others = (), (*authors, *others)
    return About(
        title=title,
        subtitle="",
        language=_common(one.language for one in found) or "mul",
        identifier=uuid5(_NAMESPACE, "|".join(one.identifier for one in found)).urn,
        modified=max(one.modified for one in found),
        authors=authors,
        others=others,
        publisher=_common(one.publisher for one in found),
        published=_common(one.published for one in found),
        rights=" ".join(dict.fromkeys(one.rights for one in found if one.rights)),
        licence=_common(one.licence for one in found),
        source="",
        description="",
        subjects=tuple(dict.fromkeys(subject for one in found for subject in one.subjects)),
    )


def _common(values: Iterable[str]) -> str:
    """The value that all have; nothing if they differ."""
    said = set(values)
    return said.pop() if len(said) == 1 else ""


def _others(document: Document) -> list[Contributor]:
    found = []
    for editor in document.findall("teiHeader/fileDesc/titleStmt/editor"):
        role = _ROLES.get(editor.get("role", ""), "")
        found += [Contributor(name, role) for name in names_of([editor])]
    for statement in document.findall("teiHeader/fileDesc/titleStmt/respStmt"):
        names = statement.iterchildren(tei("persName"), tei("name"), tei("orgName"))
        found += [Contributor(name, "") for name in names_of(names)]
    return list(dict.fromkeys(found))


def _identifier(document: Document, cited: Citation) -> str:
    numbers = document.findall("teiHeader/fileDesc/publicationStmt//idno")
    said = [text for number in numbers if (text := text_of(number))]
    doi = next((text_of(n) for n in numbers if n.get("type", "").lower() == "doi"), "")
    if doi.startswith("10."):
        return f"https://doi.org/{doi}"
    if _PAGE.fullmatch(cited.url):
        return cited.url
    known = "|".join([cited.publisher, cited.title, *said]) if said else document.data.hex()
    return uuid5(_NAMESPACE, known).urn


def _modified(document: Document, cited: Citation) -> str:
    changes = document.findall("teiHeader/revisionDesc//change")
    days = [
        _day(value) for change in changes for name in ("when", "to", "notAfter") if (value := change.get(name))
    ]
    return max((day for day in days if day), default="") or _day(cited.published) or _UNDATED


def _day(value: str) -> str:
    """A day, made whole: `1937-08` is 1937-08-01. Nothing for what is no date after the year 1000."""
    found = _DAY.match(value)
    if not found or value < "1000":
        return ""
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)).isoformat()
    except ValueError:
        return ""


def _source(document: Document) -> str:
    """The printing from which the text is taken, in words."""
    source = source_of(document)
    if source is None:
        return ""
    parts = [text_of(title) for title in all_of(source, "title")[:2]]
    parts += [text_of(place) for place in all_of(source, "pubPlace")[:1]]
    parts += [text_of(when) or when_of(when) for when in all_of(source, "date")[:1]]
    said = list(dict.fromkeys(part for part in parts if part))
    return ", ".join(said) or text_of(source)


def _subjects(document: Document) -> list[str]:
    terms = document.findall("teiHeader/profileDesc/textClass/keywords//term")
    return [words for term in terms if (words := _words(term))]


def _words(element: etree._Element | None) -> str:
    return "" if element is None else words_of(element)
