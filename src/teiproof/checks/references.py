"""Follows every pointing attribute that TEI defines (@ref, @target, @who, @resp, ...) to what it points to,
in the document itself and in the files beside it. Absolute addresses (https:...) are not followed; nothing
is fetched. What more than three pointers of a document miss is said once, with the first places.

references.dangling
    A pointer names an xml:id which the file it points to does not have. Correct the pointer, or give the
    element this xml:id.

references.empty
    A pointer is # alone, and names nothing. Write the xml:id after it, without a space, or remove the
    attribute until it is known. (A warning, if nothing follows after a space.)

references.missing-file
    A pointer names a file which is not there. Correct the pointer, or add the file. A value without # is the
    name of a file: to point to an xml:id of the same document, write "#" before it, which teiproof fix does
    where it is certain.

references.unmatched-prefix
    A pointer begins with a prefix that a prefixDef of the document defines, but no matchPattern of this prefix
    fits the rest. Correct the pointer, or the matchPattern.

references.bad-pattern
    The matchPattern of a prefixDef is not a regular expression, or one that could take for ever because it
    repeats a repetition, as (a+)+ does; or the replacementPattern names $2 where only one part of it stands in
    brackets. Correct it; nothing that begins with the prefix can be followed.

references.unknown-prefix
    A pointer begins with a prefix that is neither defined by a prefixDef of the document nor a scheme of URIs
    in common use, so that nobody can follow it. Define it in encodingDesc/listPrefixDef. (A warning.)

references.bad-address
    An address of the web has its scheme twice, or other signs than :// after it, so that it opens nothing.
    (A warning.)

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
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from lxml import etree

from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import name_of
from teiproof.model.likeness import Identifiers
from teiproof.model.links import Links
from teiproof.model.pointers import Pointer, Prefix, folder_of, pointers, prefixes
from teiproof.model.schemes import has_scheme
from teiproof.model.slips import address_meant, pointers_meant, repaired_address, scheme_meant
from teiproof.names import XML_ID
from teiproof.parsing import UnparsableError
from teiproof.parsing.presence import exists, is_remote

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
_FILES = 500  # in a folder among which a likely one is looked for; and so for that many names at most
_LONG = 500  # characters of a value in which slips are looked for
_NUMBERS = re.compile(r"\d+")
_ONE_BY_ONE = 3  # pointers that miss the same and are said each by itself
_SUGGESTIONS = 200  # identifiers of a document for which a likely one is looked for: each is compared with all
_ENTRIES = ("person", "personGrp", "place", "org", "bibl", "biblStruct", "event", "object", "nym")


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """Pointers that lead nowhere, identifiers that stand twice, register entries nobody mentions."""
    defined = prefixes(document)
    yield from _check_patterns(document, defined)
    near, missing = _Near(edition), _Missing()
    resolved = {f"#{identifier}" for identifier in document.ids}
    for pointer in pointers(document, passed_over=resolved):
        if pointer.target in resolved:
            continue  # one of several in an attribute
        if not pointer.is_local:
            yield from _check_prefix(document, pointer, defined)
            continue
        if pointer.uri == "#":
            yield _empty(document, pointer)
            continue
        if pointer.uri in document.ids and _is_after_hash(pointer):
            continue  # “# a”, of which the # has been said
        try:
            missing.add(pointer, _missed(document, edition, pointer, near))
        except UnparsableError as error:
            yield error.diagnostic  # the other document's; the rest of this one is checked all the same
    yield from missing.findings(document)
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
        self._files: dict[tuple[Path, str], str] = {}
        self._padded: dict[Document, dict[str, etree._Element]] = {}

    def file(self, folder: Path, name: str) -> str:
        """The name of a likely file; nothing if there is none, or very many were looked for."""
        key = (folder, name)
        if key not in self._files:
            self._files[key] = _file_like(folder, name) if len(self._files) < _SUGGESTIONS else ""
        return self._files[key]

    def suggestion(self, document: Document, pointer: Pointer) -> str:
        """` Did you mean “…”?`, or nothing."""
        other = self._edition.document_of(document, pointer)
        if other is None:
            return ""
        key = (other, pointer.fragment)
        if other not in self._padded:
            ids = other.ids.items()
            self._padded[other] = {one.strip(): element for one, element in ids if one != one.strip()}
        if (padded := self._padded[other].get(pointer.fragment)) is not None:
            line = other.location(padded, XML_ID).line
            return f" The xml:id on line {line} has a space at its beginning or end: remove it."
        if key not in self._known:
            if other not in self._identifiers:
                well_made = (one for one in other.ids if one.split() == [one])  # the others are mistakes
                self._identifiers[other] = Identifiers(well_made)
            is_rare = len(self._known) < _SUGGESTIONS
            found = self._identifiers[other].most_like(pointer.fragment) if is_rare else None
            self._known[key] = f" Did you mean “{found}”?" if found else ""
        return self._known[key]


class _Miss(NamedTuple):
    """That a pointer leads nowhere: `key` is what is missing, `what` says so without the stop at its end.

    `hint` is a sentence on what is to be written instead, `remark` one that holds for all that miss the same.
    """

    code: str
    key: str
    what: str
    hint: str
    remark: str = ""


class _Missing:
    """The pointers that lead nowhere, by what they miss and what is said of it."""

    def __init__(self) -> None:
        self._pointers: dict[_Miss, list[Pointer]] = {}

    def add(self, pointer: Pointer, miss: _Miss | None) -> None:
        if miss is not None:
            # Attributes of several names may miss the same; each has words of its own where they are few.
            self._pointers.setdefault(miss, []).append(pointer)

    def findings(self, document: Document) -> Iterator[Diagnostic]:
        groups: dict[tuple[str, str, str], list[tuple[Location, _Miss]]] = {}
        for miss, pointers_ in self._pointers.items():
            places = [(document.location(one.element, one.attribute), miss) for one in pointers_]
            groups.setdefault((miss.code, miss.key, miss.hint), []).extend(places)
        for group in groups.values():
            # What is meant by a slip is to be written at each of its places.
            if len(group) <= _ONE_BY_ONE or group[0][1].hint:
                for place, miss in group:
                    said = f"{miss.what}.{miss.hint or miss.remark}"
                    yield Diagnostic(place, Severity.ERROR, miss.code, said)
            else:
                yield _once(sorted(group))


def _once(group: list[tuple[Location, _Miss]]) -> Diagnostic:
    """One finding for all pointers that miss the same, at the first of them."""
    (place, miss), *others = group
    lines = dict.fromkeys(f"{one.line}" if one.path == place.path else str(one) for one, _ in others)
    shown = ", ".join(list(lines)[:_ONE_BY_ONE])
    more = f"as do {len(others):,} more pointers (the next on line{'s' if len(lines) > 1 else ''} {shown})"
    remedy = miss.remark or " Add it, or correct them."
    return Diagnostic(place, Severity.ERROR, miss.code, f"{miss.what}, {more}.{remedy}")


def _check_patterns(document: Document, defined: dict[str, list[Prefix]]) -> Iterator[Diagnostic]:
    for known in defined.values():
        for prefix in known:
            if prefix.match is None:
                pattern = prefix.element.get("matchPattern", "")
                message = f"the matchPattern “{pattern}” cannot be used. Write a plain regular expression."
                yield document.finding(prefix.element, "references.bad-pattern", message, "matchPattern")
            elif prefix.missing_group:
                message = (
                    f"the replacementPattern “{prefix.replacement}” names ${prefix.missing_group}, and so "
                    "many parts of the matchPattern do not stand in brackets. Add brackets, or name another."
                )
                yield document.finding(prefix.element, "references.bad-pattern", message, "replacementPattern")


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
    elif meant := repaired_address(pointer.target):
        message = f"“{pointer.uri}” in @{pointer.attribute} is no address. Write “{meant}”."
        yield document.finding(
            pointer.element, "references.bad-address", message, pointer.attribute, Severity.WARNING
        )
    elif scheme and scheme not in defined and scheme.lower() not in _SCHEMES:
        likely = scheme_meant(scheme, defined)
        define = f'<prefixDef ident="{scheme}" matchPattern="..." replacementPattern="..."/>'
        remedy = f"Did you mean “{likely}:”?" if likely else f"Add {define} to listPrefixDef."
        message = f"the prefix “{scheme}:” in @{pointer.attribute} is not defined. {remedy}"
        yield document.finding(
            pointer.element, "references.unknown-prefix", message, pointer.attribute, Severity.WARNING
        )


def _missed(document: Document, edition: Edition, pointer: Pointer, near: _Near) -> _Miss | None:
    """What a local pointer misses; None if it leads somewhere."""
    written = f"“{pointer.uri}”, that is “{pointer.target}”," if pointer.uri != pointer.target else ""
    which = f"to which @{pointer.attribute} {written} points".replace("  ", " ")
    if edition.path_of(document, pointer) is None:
        what = f"there is no file “{pointer.file}”, {which}"
        if is_remote(document.path):
            what += ", among what was named. Name it, too, if it is at that address"
        remark = _on_file(document, pointer, near)
        hint = _file_meant(document, edition, pointer)
        return _Miss("references.missing-file", pointer.file, what, hint, remark)
    if not pointer.fragment or _POINTER_SCHEME.match(pointer.fragment):
        return None
    if edition.target(document, pointer) is not None:
        return None
    where = f"in {pointer.file}" if pointer.file else "in this document"
    what = f"no xml:id “{pointer.fragment}” {where}, {which}"
    meant = pointers_meant(pointer.uri, document.ids)
    hint = f" Write “{meant}”." if meant else near.suggestion(document, pointer)
    return _Miss("references.dangling", f"{pointer.file}#{pointer.fragment}", what, hint)


def _on_file(document: Document, pointer: Pointer, near: _Near) -> str:
    """What is to be known of a file that is not there, as a sentence; or nothing."""
    if not pointer.fragment and not re.search(r"[./\\]", pointer.file):
        return " Without # it is the name of a file, and no xml:id."
    if is_remote(document.path):
        return ""
    folder = folder_of(document, pointer.element)
    if "\\" in pointer.file and exists(folder / pointer.file.replace("\\", "/")):
        return " Write / for each \\."
    likely = near.file((folder / pointer.file).parent, PurePosixPath(pointer.file).name)
    return f" Did you mean “{likely}”?" if likely else ""


def _file_like(folder: Path, name: str) -> str:
    """The file of the same kind in a folder whose name is most like one that is not there; or nothing.

    A number is no slip for another.
    """
    from difflib import get_close_matches

    names = _names_in(folder, PurePosixPath(name).suffix.lower())
    found = get_close_matches(name.lower(), names, n=1, cutoff=0.85) if len(names) <= _FILES else []
    is_other_number = bool(found) and _NUMBERS.sub("", found[0]) == _NUMBERS.sub("", name.lower())
    return names[found[0]] if found and (found[0] == name.lower() or not is_other_number) else ""


@lru_cache(maxsize=16)
def _names_in(folder: Path, suffix: str) -> dict[str, str]:
    """The names with an ending in a folder, by the same in small letters."""
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return {}
    return {name.lower(): name for name in names if name.lower().endswith(suffix)}


def _file_meant(document: Document, edition: Edition, pointer: Pointer) -> str:
    """What to write in place of a pointer to a file that is not there, as a sentence; or nothing."""
    if not pointer.fragment and pointer.file in document.ids:
        return f" To point to the xml:id, write “#{pointer.file}”."
    if meant := address_meant(pointer.target):
        return f" If an address is meant, write “{meant}”."
    return _with_a_space(document, edition, pointer)


def _written(pointer: Pointer) -> str:
    """The value of the attribute; no more of it than a person writes, for each of its pointers asks for it."""
    return pointer.element.get(pointer.attribute, "")[:_LONG]


def _is_after_hash(pointer: Pointer) -> bool:
    parts = _written(pointer).split()
    return ("#", pointer.uri) in pairwise(parts)


def _empty(document: Document, pointer: Pointer) -> Diagnostic:
    value = " ".join(_written(pointer).split())
    message, severity = f"“#” in @{pointer.attribute} names no xml:id.", Severity.WARNING
    if "# " in value:
        message, severity = f"{message} Write “{value.replace('# ', '#')}”.", Severity.ERROR
    else:
        message = f"{message} Write one after it, or remove the attribute."
    return document.finding(pointer.element, "references.empty", message, pointer.attribute, severity)


def _with_a_space(document: Document, edition: Edition, pointer: Pointer) -> str:
    """What to write in place of a file or an address with spaces, as a sentence; or nothing."""
    parts = _written(pointer).split()
    whole = "%20".join(parts)
    one = pointer._replace(uri=whole, target=whole)
    if len(parts) < 2:
        return ""
    if one.scheme in ("http", "https") and len([part for part in parts if has_scheme(part)]) == 1:
        return f" If it belongs to the address before it, write “{whole}”."
    is_file = bool(one.file) and one.is_local and edition.path_of(document, one) is not None
    return f" If one file is meant, write “{whole}”." if is_file else ""


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
