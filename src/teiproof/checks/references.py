"""Follows every pointing attribute that TEI defines (@ref, @target, @who, @resp, ...) to what it points to,
in the document itself and in the files beside it. Absolute addresses (https:...) are not followed; nothing
is fetched.

references.dangling
    A pointer names an xml:id which the file it points to does not have. Correct the pointer, or give the
    element this xml:id.

references.missing-file
    A pointer names a file which is not there. Correct the pointer, or add the file. A value without # is the
    name of a file: to point to an xml:id of the same document, write "#" before it.

references.unmatched-prefix
    A pointer begins with a prefix that a prefixDef of the document defines, but no matchPattern of this prefix
    fits the rest. Correct the pointer, or the matchPattern.

references.bad-pattern
    The matchPattern of a prefixDef is not a regular expression, or one that could take for ever because it
    repeats a repetition, as (a+)+ does. Correct it; nothing that begins with the prefix can be followed.

references.unknown-prefix
    A pointer begins with a prefix that is neither defined by a prefixDef of the document nor a scheme of URIs
    in common use, so that nobody can follow it. Define it in encodingDesc/listPrefixDef. (A warning.)

references.local-file
    A pointer names a file by its place on one computer (file:///C:/..., C:\\...), so that nobody else can
    follow it. Write its path from the document. (A warning.)

references.duplicate-id
    Two elements of one document have the same xml:id, so that a pointer to it is ambiguous. Rename one.

references.unused
    A register has an entry to which no document points, although documents point to other entries of it.
    Mark the mention, or remove the entry. (A warning.)
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from teiproof.diagnostics import Diagnostic, Severity
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import name_of
from teiproof.model.likeness import Identifiers
from teiproof.model.links import Links
from teiproof.model.pointers import Pointer, Prefix, pointers, prefixes
from teiproof.names import XML_ID
from teiproof.parsing import UnparsableError
from teiproof.parsing.presence import is_remote

_POINTER_SCHEME = re.compile(r"(xpath|range|left|right|match|string-range|string-index|xpointer|element)\(")
"""Pointer schemes of TEI (Guidelines 17.2.4) and W3C, which lead to more than an xml:id; not followed."""

_SCHEMES = frozenset(
    """
    about acct ark bibcode blob cid dav data dns doi file ftp ftps geo git gopher hdl http https imap info isbn
    issn jdbc ldap lsid magnet mailto mid news nfs nntp oai ocid oid pid pmid purl resource rsync
    rtsp sftp sip ssh svn tag tel telnet urn view-source wais ws wss xmpp
    """.split()
)
"""Schemes of URIs registered with IANA or in common use for identifiers."""

_OF_ONE_COMPUTER = re.compile(r"(?i:file:/)|[A-Za-z]:[\\/]")
_SUGGESTIONS = 200  # identifiers of a document for which a likely one is looked for: each is compared with all
_ENTRIES = ("person", "personGrp", "place", "org", "bibl", "biblStruct", "event", "object", "nym")


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """Pointers that lead nowhere, identifiers that stand twice, register entries nobody mentions."""
    defined = prefixes(document)
    yield from _check_patterns(document, defined)
    near = _Near(edition)
    resolved = {f"#{identifier}" for identifier in document.ids}
    for pointer in pointers(document, passed_over=resolved):
        if pointer.target in resolved:
            continue  # one of several in an attribute
        if not pointer.is_local:
            yield from _check_prefix(document, pointer, defined)
            continue
        try:
            yield from _check_pointer(document, edition, pointer, near)
        except UnparsableError as error:
            yield error.diagnostic  # the other document's; the rest of this one is checked all the same
    yield from _check_identifiers(document)
    yield from _check_entries(document, edition)


@lru_cache(maxsize=1)
def _links(edition: Edition) -> Links:
    return Links(edition)


class _Near:
    """Remembers which identifier is most like one that is missing: the same one is often missing many times."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._identifiers: dict[Document, Identifiers] = {}
        self._known: dict[tuple[Document, str], str] = {}

    def suggestion(self, document: Document, pointer: Pointer) -> str:
        """` Did you mean “…”?`, or nothing."""
        other = self._edition.document_of(document, pointer)
        if other is None:
            return ""
        key = (other, pointer.fragment)
        if key not in self._known:
            if other not in self._identifiers:
                well_made = (one for one in other.ids if len(one.split()) == 1)  # the others are mistakes
                self._identifiers[other] = Identifiers(well_made)
            is_rare = len(self._known) < _SUGGESTIONS
            found = self._identifiers[other].most_like(pointer.fragment) if is_rare else None
            self._known[key] = f" Did you mean “{found}”?" if found else ""
        return self._known[key]


def _check_patterns(document: Document, defined: dict[str, list[Prefix]]) -> Iterator[Diagnostic]:
    for known in defined.values():
        for prefix in known:
            if prefix.match is None:
                pattern = prefix.element.get("matchPattern", "")
                message = f"the matchPattern “{pattern}” cannot be used. Write a plain regular expression."
                yield document.finding(prefix.element, "references.bad-pattern", message, "matchPattern")


def _check_prefix(
    document: Document, pointer: Pointer, defined: dict[str, list[Prefix]]
) -> Iterator[Diagnostic]:
    scheme = pointer.scheme
    if scheme in defined and pointer.target == pointer.uri:
        patterns = " or ".join(f"“{prefix.element.get('matchPattern')}”" for prefix in defined[scheme])
        message = f"“{pointer.uri}” does not match the prefixDef of “{scheme}:”, which expects {patterns}."
        yield document.finding(pointer.element, "references.unmatched-prefix", message, pointer.attribute)
    elif _OF_ONE_COMPUTER.match(pointer.target):
        message = (
            f"“{pointer.uri}” in @{pointer.attribute} is the place of a file on one computer. "
            "Write its path from the document."
        )
        yield document.finding(
            pointer.element, "references.local-file", message, pointer.attribute, Severity.WARNING
        )
    elif scheme and scheme not in defined and scheme.lower() not in _SCHEMES:
        message = (
            f"the prefix “{scheme}:” in @{pointer.attribute} is not defined. "
            f'Add <prefixDef ident="{scheme}" matchPattern="..." replacementPattern="..."/> to listPrefixDef.'
        )
        yield document.finding(
            pointer.element, "references.unknown-prefix", message, pointer.attribute, Severity.WARNING
        )


def _check_pointer(document: Document, edition: Edition, pointer: Pointer, near: _Near) -> Iterator[Diagnostic]:
    written = f"“{pointer.uri}”, that is “{pointer.target}”," if pointer.uri != pointer.target else ""
    if edition.path_of(document, pointer) is None:
        message = f"there is no file “{pointer.file}”, to which @{pointer.attribute} {written} points."
        if is_remote(document.path):
            message = f"{message[:-1]}, among what was named. Name it, too, if it is at that address."
        if not pointer.fragment and pointer.file in document.ids:
            message += f" To point to the xml:id, write “#{pointer.file}”."
        message += _with_a_space(document, edition, pointer)
        yield _finding(document, pointer, "references.missing-file", message)
        return
    if not pointer.fragment or _POINTER_SCHEME.match(pointer.fragment):
        return
    if edition.target(document, pointer) is None:
        where = f"in {pointer.file}" if pointer.file else "in this document"
        message = f"no xml:id “{pointer.fragment}” {where}, to which @{pointer.attribute} {written} points."
        message += near.suggestion(document, pointer)
        yield _finding(document, pointer, "references.dangling", message)


def _with_a_space(document: Document, edition: Edition, pointer: Pointer) -> str:
    """` If one file is meant, write “…”.`, where an attribute names a file with spaces; or nothing."""
    parts = pointer.element.get(pointer.attribute, "").split()
    whole = "%20".join(parts)
    one = pointer._replace(uri=whole, target=whole)
    is_file = len(parts) > 1 and one.is_local and edition.path_of(document, one) is not None
    return f" If one file is meant, write “{whole}”." if is_file else ""


def _finding(document: Document, pointer: Pointer, code: str, message: str) -> Diagnostic:
    return document.finding(pointer.element, code, message.replace("  ", " "), pointer.attribute)


def _check_identifiers(document: Document) -> Iterator[Diagnostic]:
    for element, identifier in document.attributes.get(XML_ID, ()):
        if document.ids[identifier] is not element:
            other = document.location(document.ids[identifier])
            here = document.location(element, XML_ID)
            where = f"on line {other.line}" if other.path == here.path else f"in {other.path}:{other.line}"
            message = f"the xml:id “{identifier}” stands already {where}. Rename one of the two."
            yield Diagnostic(here, Severity.ERROR, "references.duplicate-id", message)


def _check_entries(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    entries = {
        identifier: element
        for identifier, element in document.ids.items()
        if name_of(element) in _ENTRIES and _is_in_register(element)
    }
    if not entries:
        return
    own = [pointer for pointer in pointers(document) if not pointer.file]
    mentioned = {pointer.fragment for pointer in own}
    if entries.keys() <= mentioned:
        return
    others = _links(edition).identifiers(document)
    mentioned |= others
    if not others & entries.keys() and not any(p.fragment in entries and _is_in_text(p.element) for p in own):
        return  # none of the texts at hand uses this register
    for identifier, element in entries.items():
        if identifier not in mentioned:
            message = f"no document mentions the entry “{identifier}”. Mark the mention, or remove the entry."
            yield document.finding(element, "references.unused", message, XML_ID, Severity.WARNING)


def _is_in_text(element: etree._Element) -> bool:
    """Whether an element is a mention in a text, and not in another entry."""
    names = {name_of(ancestor) for ancestor in element.iterancestors()}
    return "text" in names and names.isdisjoint(_ENTRIES)


def _is_in_register(element: etree._Element) -> bool:
    """Whether an entry stands in a list of entries, and not in a header's description of its own source."""
    parent = element.getparent()
    if parent is None or parent.get("type") == "sources" or not name_of(parent).startswith("list"):
        return False
    names = {name_of(ancestor) for ancestor in element.iterancestors()}
    return "teiHeader" not in names or not names.isdisjoint({"particDesc", "settingDesc", "standOff"})
