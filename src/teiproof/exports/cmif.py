"""CMIF, an index of the letters for correspSearch and other catalogues of letters.

One file, cmif.xml, in the Correspondence Metadata Interchange Format 1, which is TEI with a correspDesc for
each letter (https://github.com/TEI-Correspondence-SIG/CMIF): sender and addressee, place and date of each, with
an address of an authority file (GND, VIAF, GeoNames and others), from the letter or from its entry in the
register, and the address of the letter itself: --base says where the edition is published; without it, that
of correspDesc/@ref or of the header is taken. The key is that of correspDesc, or else the name of the file or,
in a teiCorpus, the xml:id of the letter.

The metadata come from correspDesc, or else from a creation in which names have the type sender or addressee.
Documents without either are no letters, and are counted. CMIF wants a contact, a date, the address of the file
and the licence CC BY 4.0; what the headers do not say, or say otherwise, is not made up: a remark says what is
missing.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from teiproof.exports import Made, Profile
from teiproof.linked.headers import contact, last_revision, licences, publishers
from teiproof.linked.letters import Letter, letters
from teiproof.linked.resources import Resources
from teiproof.linked.terms import web
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import words_of
from teiproof.names import TEI, XML_ID, tei
from teiproof.pages.metadata import name_of_edition
from teiproof.pages.plan import Plan, Text, plan

if TYPE_CHECKING:
    from lxml import etree

MEDIA_TYPE = "application/tei+xml"
OPTIONS = ("base",)

_NAME = "cmif.xml"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_WORDS = "This file is licensed under the terms of the Creative Commons License CC-BY 4.0"
_FREER = ("creativecommons.org/licenses/by/4.0", "creativecommons.org/publicdomain/zero/1.0")
_NOBODY = "Unknown"  # as the format has it


def export(edition: Edition, profile: Profile) -> Iterator[Made]:
    """The index of the edition’s letters, if there are any. Raises UnparsableError."""
    planned, known = plan(edition), web(profile.base)
    base = known.iri if known else ""
    resources = Resources(planned)
    found = [(text, letter) for text in planned.texts for letter in letters(text.document, resources, base)]
    if not found:
        return
    written = {text.name for text, _ in found}
    if len(written) < len(planned.texts):
        others = len(planned.texts) - len(written)
        profile.remark(
            f"{others} of {len(planned.texts)} texts say nothing of a sender or an addressee: no letters."
        )
    documents = [text.document for text in planned.texts if text.name in written]
    yield PurePosixPath(_NAME), _index(planned, documents, found, base, profile.remark)


def _index(
    planned: Plan,
    documents: Sequence[Document],
    found: Sequence[tuple[Text, Letter]],
    base: str,
    remark: Callable[[str], None],
) -> bytes:
    from lxml import etree

    name = name_of_edition(planned)
    source = f"uuid-{uuid.uuid5(uuid.NAMESPACE_URL, base or name)}"  # the same as long as the edition is
    root = etree.Element(tei("TEI"), nsmap={None: TEI})
    header = _put(root, "teiHeader")
    description = _put(header, "fileDesc")
    titles = _put(description, "titleStmt")
    _put(titles, "title", f"{name}: index of letters")
    _edited(titles, documents, remark)
    _published(_put(description, "publicationStmt"), documents, base, remark)
    bibl = _put(_put(description, "sourceDesc"), "bibl", type="online")
    bibl.set(XML_ID, source)
    _put(bibl, "title", name)
    if base:
        bibl[-1].tail = " "
        _put(bibl, "ref", base, target=base)
    profile = _put(header, "profileDesc")
    counts = Counter(text.name for text, _ in found)
    for text, letter in found:
        page = f"{base}{text.href}" if base else ""
        whole = page or (known.iri if (known := web(text.cited.url)) else "")
        own = letter.ref if counts[text.name] > 1 or not page else ""  # no page is that of one of several
        _letter(profile, letter, letter.key or text.name, own or whole, source)
    _put(_put(_put(root, "text"), "body"), "p")
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _edited(titles: etree._Element, documents: Sequence[Document], remark: Callable[[str], None]) -> None:
    """Whom to ask: the editors, or else the publishers."""
    path = "teiHeader/fileDesc/titleStmt/editor"
    elements = [element for document in documents for element in document.findall(path)]
    names = list(dict.fromkeys(name for editor in elements for name in _names(editor) if name))
    for name in names or publishers(documents):
        _put(titles, "editor", name)
    address = contact(documents)
    if len(titles) > 1 and address:
        titles[1].text = f"{titles[1].text} "
        _put(titles[1], "email", address)
    elif len(titles) == 1:
        remark("CMIF wants an editor as contact: name one in titleStmt/editor.")


def _names(editor: etree._Element) -> list[str]:
    """The names in an `editor`, which may hold those of several."""
    inner = list(editor.iterchildren(tei("persName"), tei("orgName"), tei("name")))
    if inner:
        return [words_of(name) for name in inner]
    pieces = [editor.text or ""]
    for child in editor.iterchildren("*"):
        pieces += ["" if child.tag == tei("email") else words_of(child), child.tail or ""]
    return [" ".join(" ".join(pieces).split())]


def _published(
    statement: etree._Element, documents: Sequence[Document], base: str, remark: Callable[[str], None]
) -> None:
    for name in publishers(documents):
        _put(statement, "publisher", name)
    if not len(statement):
        remark(
            "CMIF wants a publisher, to whom the index is attributed: name one in publicationStmt/publisher."
        )
        _put(statement, "publisher", _NOBODY)
    _put(statement, "idno", f"{base}cmif/{_NAME}" if base else _NAME, type="url")
    if not base:
        remark("CMIF wants the addresses of the index and of the letters: say where they are with --base.")
    day = last_revision(documents)
    if day:
        _put(statement, "date", when=day)
    else:
        remark("CMIF wants the date of the index: put one into publicationStmt/date or revisionDesc/change.")
    targets = licences(documents)
    is_free = targets and all(any(free in target for free in _FREER) for target in targets)
    availability = _put(statement, "availability")
    if is_free:
        _put(availability, "licence", _WORDS, target=_LICENCE)
        return
    for target in targets:
        _put(availability, "licence", target, target=target)
    if not targets:
        _put(availability, "p", "The headers of the letters name no licence.")
    remark(f"CMIF wants the licence CC BY 4.0: the headers have {', '.join(targets) or 'none'}, which is kept.")


def _letter(profile: etree._Element, letter: Letter, key: str, ref: str, source: str) -> None:
    description = _put(profile, "correspDesc", key=key, source=f"#{source}", ref=ref)
    for act in ("sent", "received"):
        mine = [action for action in letter.actions if action.act == act]
        element = _put(description, "correspAction", type=act)
        parties = [party for action in mine for party in action.parties]
        agents = [party for party in parties if party.element != "placeName"]
        for party in agents:
            _put(element, party.element, party.name, ref=party.ref)
        if not agents:
            _put(element, "persName", _NOBODY)
        for party in parties:
            if party.element == "placeName":
                _put(element, "placeName", party.name, ref=party.ref)
        for action in mine:
            for date in action.dates:
                _put(element, "date", **dict(date))


def _put(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element of TEI, with those attributes that are not empty."""
    from lxml import etree

    element = etree.SubElement(parent, tei(name), {key: value for key, value in attributes.items() if value})
    element.text = text or None
    return element
