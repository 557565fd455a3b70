"""Looks for what a library, an archive and a reader need in the header before a file is exchanged. Nothing is
asked of a document without <teiHeader>; a document in a <teiCorpus> need not repeat what the header of the
corpus says; prose (<publicationStmt><p>...</p>) counts. What is missing is reported once, at the element where
it belongs. What a template left behind (“Publication Information”) counts as missing. What the Guidelines (2.2)
require of every header is an error, the rest a warning.

header.title
    The title is missing or empty. Write it in <titleStmt><title>.

header.publication
    <publicationStmt> says nothing. Name who publishes the file in <publisher> (or <authority>, <distributor>),
    with <date> and <availability>; or write <p>Unpublished.</p>.

header.source
    <sourceDesc> says nothing. Describe what the text was taken from in <bibl>, <biblStruct> or <msDesc>; of a
    text without a source say <p>Born digital.</p>.

header.language
    Nothing says in which language the text is, so that it cannot be indexed, hyphenated or read aloud
    rightly. Write xml:lang="..." on <TEI> or <text>, or name the language in <langUsage>. (A warning.)

header.responsibility
    Nobody is named who is responsible for the text. Name the author, the editor, or others with <respStmt>
    in <titleStmt>. (A warning.)

header.publisher
    <publicationStmt> does not say who publishes the file. Add <publisher>, <authority> or <distributor>. (A
    warning.)

header.date
    <publicationStmt> does not say when the file was published. Add <date when="...">. (A warning.)

header.licence
    <publicationStmt> does not say what others may do with the file. Add
    <availability><licence target="https://creativecommons.org/licenses/by/4.0/">...</licence></availability>,
    with the address of the licence that you choose. (A warning.)

header.licence-address
    The licence is named in words only, or @target is no address. A program recognises a licence by its
    address. (A warning.)

header.licence-name
    The licence is called otherwise than that to which @target leads: CC BY-SA 4.0 is not
    https://creativecommons.org/licenses/by/4.0/. Make both the same. (A warning.)

header.identifier
    The text has no identifier by which it can be cited. Add <idno> to <publicationStmt>, at best a DOI, a
    handle or another that stays; or xml:id to <TEI>. Registers need none. (A warning.)

header.persons
    None of the persons in <titleStmt> has an identifier. Point from one of them at least to a register or
    to an authority file: <author ref="https://d-nb.info/gnd/118540238">. Anonymous needs none. (A warning.)

header.encoding
    <encodingDesc> is missing: nothing says what was transcribed, and by which rules. (A warning.)

header.version
    Nothing tells one version of the file from another. Add <revisionDesc>, <editionStmt>, or the date of
    publication. (A warning.)
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lxml import etree

from teiproof.diagnostics import Diagnostic, Severity
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.names import XML_ID, XML_LANG, tei


class _Need(NamedTuple):
    """Something that one of the elements at some paths must say; if none does, it is reported at `place`."""

    code: str
    paths: tuple[str, ...]
    place: str
    message: str


_PUBLICATION = "fileDesc/publicationStmt"

_NEEDS = (
    _Need(
        "header.responsibility",
        tuple(
            f"fileDesc/titleStmt/{name}"
            for name in ("author", "editor", "respStmt", "principal", "meeting", "sponsor", "funder")
        ),
        "fileDesc/titleStmt",
        "nobody is named as responsible. Add author, editor or respStmt to titleStmt.",
    ),
    _Need(
        "header.publisher",
        tuple(f"{_PUBLICATION}/{name}" for name in ("publisher", "authority", "distributor", "p", "ab")),
        _PUBLICATION,
        "nothing says who publishes this file. Add publisher, authority or distributor to publicationStmt.",
    ),
    _Need(
        "header.date",
        (f"{_PUBLICATION}/date", f"{_PUBLICATION}/p", f"{_PUBLICATION}/ab", f"{_PUBLICATION}//date"),
        _PUBLICATION,
        'nothing says when this file was published. Add <date when="..."> to publicationStmt.',
    ),
    _Need(
        "header.licence",
        (f"{_PUBLICATION}//availability", f"{_PUBLICATION}/p", f"{_PUBLICATION}/ab", "//licence"),
        _PUBLICATION,
        "nothing says what others may do with this file. "
        "Add <availability><licence target=...> to publicationStmt, with the address of the licence.",
    ),
    _Need(
        "header.encoding",
        ("encodingDesc",),
        "",
        "nothing says how the text was encoded. Add encodingDesc: what was transcribed, by which rules.",
    ),
    _Need(
        "header.version",
        ("revisionDesc", "fileDesc/editionStmt", f"{_PUBLICATION}/date"),
        "",
        "nothing tells this version of the file from others. Add revisionDesc with a dated change.",
    ),
)

_LEFT_BEHIND = frozenset(
    ["title", "publication information", "publication statement", "information about the source", "todo", "tbd"]
)
"""What templates of editors have in place of what is needed, in small letters."""

_NOBODY = frozenset(
    "anon anónimo anonym anonyme anonymous anonymus inconnu n.n nn sconosciuto unbekannt unknown".split()
)
"""What stands for a name where there is none, in small letters, without spaces and the signs around it."""

_CITED = ("text", "sourceDoc", "facsimile")
"""What is cited as a whole; of a register its entries are, by their xml:id."""

_TEXTS = ("text", "standOff", "sourceDoc", "facsimile")

_CC = re.compile(r"\bCC[ -]?(0|BY(?:[ -](?:SA|NC|ND))*)(?:[ -]?([0-9]\.[0-9]))?(?![\w.-]*[A-Z])")
"""The name of a licence of Creative Commons: its kind, and its version if that is said."""

_DEAD = re.compile(r"creativecommons\.org/(?:licences?|license)/")
"""What leads nowhere, for it is written licenses."""

_CC_ADDRESS = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/([0-9.]+)?")

_string_value = etree.XPath("string()", smart_strings=False)

_IDENTIFIERS = ("ref", "key", "sameAs", "corresp")


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """What the headers of a document lack."""
    del edition  # a document's header is its own
    for header in document.root.iter(tei("teiHeader")):
        holder = header.getparent()
        if holder is None or holder.tag not in (tei("TEI"), tei("teiCorpus")):
            continue
        yield from _check_title(document, header)
        # What a corpus says holds for its documents, and they are asked for the rest.
        if next(holder.iterchildren(tei("TEI"), tei("teiCorpus")), None) is None:
            headers = [header, *_inherited(holder)]
            yield from _check_statements(document, headers)
            yield from _check_language(document, headers)
            yield from _check_further(document, headers)


def _inherited(holder: etree._Element) -> Iterator[etree._Element]:
    """The headers above, the nearest first."""
    for ancestor in holder.iterancestors(tei("TEI"), tei("teiCorpus")):
        yield from ancestor.iterchildren(tei("teiHeader"))


def _find(element: etree._Element, path: str) -> list[etree._Element]:
    """The TEI elements at a path of names; what follows an empty name (a//b) may be at any depth."""
    # A fifth of the time that lxml's own findall takes, which would be most of the time of this check.
    found = [element]
    for tag, is_deep in _steps(path):
        if is_deep:
            found = [child for parent in found for child in parent.iter(tag)]
        elif len(found) == 1:
            found = list(found[0].iterchildren(tag))
        else:
            found = [child for parent in found for child in parent.iterchildren(tag)]
        if not found:
            break
    return found


@cache
def _steps(path: str) -> tuple[tuple[str, bool], ...]:
    """The tags in a path of names, and whether each may be at any depth."""
    names = path.split("/")
    return tuple((tei(name), index > 0 and not names[index - 1]) for index, name in enumerate(names) if name)


def _all(headers: Sequence[etree._Element], *paths: str) -> Iterator[etree._Element]:
    for header in headers:
        for path in paths:
            yield from _find(header, path)


def _says_something(element: etree._Element) -> bool:
    """Whether an element has words that no template left behind, or points to some."""
    words = _string_value(element).split()
    if words:
        return " ".join(words).lower().rstrip(".") not in _LEFT_BEHIND
    return any(node.attrib for node in element.iter(etree.Element) if node is not element) or any(
        element.get(name) for name in ("target", "when", "n", *_IDENTIFIERS)
    )


def _lack(name: str, found: Sequence[etree._Element]) -> str:
    """What is the matter where nothing is said: it is missing, empty, or as a template left it."""
    words = " ".join(_string_value(found[0]).split()) if found else ""
    if words:
        return f"{name} has only “{words}”, as templates have"
    return f"{name} is empty" if found else f"{name} is missing"


def _place(header: etree._Element, path: str) -> etree._Element:
    """The first element of a path, or the nearest above it that is there."""
    while path:
        found = _find(header, path)
        if found:
            return found[0]
        path = path.rpartition("/")[0]
    return header


def _check_title(document: Document, header: etree._Element) -> Iterator[Diagnostic]:
    titles = _find(header, "fileDesc/titleStmt/title")
    if not any(_says_something(title) for title in titles):
        place = titles[0] if titles else _place(header, "fileDesc/titleStmt")
        message = f"{_lack('the title', titles)}. Write it in the title of titleStmt."
        yield document.finding(place, "header.title", message)


def _check_statements(document: Document, headers: Sequence[etree._Element]) -> Iterator[Diagnostic]:
    """Publication and source; and what is to be said of them."""
    header = headers[0]
    is_published = any(_says_something(statement) for statement in _all(headers, _PUBLICATION))
    if not is_published:
        lack = _lack("publicationStmt", _find(header, _PUBLICATION))
        message = (
            f"{lack}. Add publisher, date and availability, or a p which says that the file is not published."
        )
        yield document.finding(_place(header, _PUBLICATION), "header.publication", message)
    if not any(_says_something(source) for source in _all(headers, "fileDesc/sourceDesc")):
        lack = _lack("sourceDesc", _find(header, "fileDesc/sourceDesc"))
        message = f"{lack}. Describe the source, or write <p>Born digital.</p>."
        yield document.finding(_place(header, "fileDesc/sourceDesc"), "header.source", message)
    for need in _NEEDS:
        if need.place == _PUBLICATION and not is_published:
            continue
        if not any(_says_something(element) for element in _all(headers, *need.paths)):
            place = _place(header, need.place)
            yield document.finding(place, need.code, need.message, severity=Severity.WARNING)


def _check_language(document: Document, headers: Sequence[etree._Element]) -> Iterator[Diagnostic]:
    holder = headers[0].getparent()
    if holder is None or any(node.get(XML_LANG) for node in (holder, *holder.iterancestors())):
        return
    for child in holder.iterchildren(*map(tei, _TEXTS)):
        parts = (child, *child.iterchildren(tei("body"), tei("group")))
        if any(part.get(XML_LANG) for part in parts):
            return
    if (
        next(_all(headers, "profileDesc/langUsage/language", "profileDesc/langUsage/p", "//textLang"), None)
        is None
    ):
        message = 'nothing says in which language the text is. Write for instance xml:lang="en" here.'
        yield document.finding(holder, "header.language", message, severity=Severity.WARNING)


def _check_further(document: Document, headers: Sequence[etree._Element]) -> Iterator[Diagnostic]:
    """Addresses and identifiers."""
    header = headers[0]
    for availability in _all(headers[:1], f"{_PUBLICATION}/availability"):
        yield from _check_address(document, availability)
    holder = header.getparent()
    if holder is None or holder.get(XML_ID) or next(holder.iterchildren(*map(tei, _CITED)), None) is None:
        yield from _check_persons(document, headers)
        return
    is_published = any(_says_something(statement) for statement in _all(headers, _PUBLICATION))
    if is_published and not any(_says_something(idno) for idno in _all(headers, f"{_PUBLICATION}//idno")):
        message = "this file has no identifier by which it can be cited. Add idno to publicationStmt."
        place = _place(header, _PUBLICATION)
        yield document.finding(place, "header.identifier", message, severity=Severity.WARNING)
    yield from _check_persons(document, headers)


def _check_address(document: Document, availability: etree._Element) -> Iterator[Diagnostic]:
    if not _says_something(availability) or availability.get("status") == "restricted":
        return
    code = "header.licence-address"
    for licence in _find(availability, "//licence"):
        target = licence.get("target", ":")
        if (":" not in target and not target.startswith("#")) or _DEAD.search(target):
            message = (
                f"“{target}” is not the address of a licence. "
                "Write for instance https://creativecommons.org/licenses/by/4.0/."
            )
            yield document.finding(licence, code, message, "target", Severity.WARNING)
        yield from _check_name(document, licence)
    pointers = [*_find(availability, "//licence"), *_find(availability, "//ref"), *_find(availability, "//ptr")]
    if not any(pointer.get("target") for pointer in pointers):
        place = next(iter(_find(availability, "//licence")), availability)
        message = 'the licence has no address. Write <licence target="..."> with the address of its text.'
        yield document.finding(place, code, message, severity=Severity.WARNING)


def _check_name(document: Document, licence: etree._Element) -> Iterator[Diagnostic]:
    leads_to = _CC_ADDRESS.search(licence.get("target", ""))
    found = list(_CC.finditer(_string_value(licence)))
    if leads_to is None or len({match.groups() for match in found}) != 1:
        return
    kind, version = re.sub("[ -]", "-", found[0][1].lower()).replace("0", "zero"), found[0][2]
    is_other_version = bool(version and leads_to[2]) and version != leads_to[2]
    if sorted(kind.split("-")) != sorted(leads_to[1].split("-")) or is_other_version:
        name, address = " ".join(found[0][0].split()), leads_to[0].rstrip("/")
        message = f"the licence is called “{name}”, but @target leads to {address}. Make both the same."
        yield document.finding(licence, "header.licence-name", message, "target", Severity.WARNING)


def _is_nobody(person: etree._Element) -> bool:
    return "".join(_string_value(person).split()).strip("[](){}.?").lower() in _NOBODY


def _check_persons(document: Document, headers: Sequence[etree._Element]) -> Iterator[Diagnostic]:
    paths = ("fileDesc/titleStmt/author", "fileDesc/titleStmt/editor", "fileDesc/titleStmt/principal")
    everybody = _all(headers, *paths, "fileDesc/titleStmt/respStmt//persName")
    persons = [person for person in everybody if _says_something(person) and not _is_nobody(person)]
    for person in persons:
        for node in (person, *person.iter(etree.Element)):
            if node.tag == tei("idno") or any(node.get(name) for name in _IDENTIFIERS):
                return
    if persons:
        message = (
            "no person in titleStmt has an identifier. Point from author or editor by @ref to a register or "
            "an authority file."
        )
        place = _place(headers[0], "fileDesc/titleStmt")
        yield document.finding(place, "header.persons", message, severity=Severity.WARNING)
