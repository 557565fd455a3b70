"""Reads one file as a stream, in memory that does not grow with it, and counts what it holds."""

from __future__ import annotations

import os
import re
from pathlib import Path

from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.errors import SchemaNotFoundError, UnreadableFileError
from teiproof.inspection.survey import FileSurvey
from teiproof.model.calendar import read_w3c
from teiproof.model.document import RELAXNG, SCHEMATRON, Document
from teiproof.model.edition import Edition
from teiproof.model.kinds import Kind, kind_of
from teiproof.model.pointers import POINTING, POINTING_ON
from teiproof.model.register import KINDS, LISTS
from teiproof.model.schemas import locate
from teiproof.model.schemes import has_scheme, scheme_of
from teiproof.names import TEI, XI, XML
from teiproof.parsing import Prolog, UnparsableError, create_parser, encoding_of, feed, unreadable

P5, P4 = "TEI P5", "TEI P4 or older"
WITHOUT_NAMESPACE = "TEI without its namespace"
OUTSIDE = "outside the file and never read"
PART, OTHER, BROKEN = "a part of TEI P5", "not TEI", "not well-formed"

_ROOTS = ("TEI", "teiCorpus")
_KINDS = {Kind.P5: P5, Kind.P4: P4, Kind.WITHOUT_NAMESPACE: WITHOUT_NAMESPACE}
_DATES = frozenset(
    f"{name}{notation}"
    for name in ("when", "notBefore", "notAfter", "from", "to")
    for notation in ("", "-iso", "-custom")
)
_NO_DATES = {name: POINTING_ON[name] | {"biblScope", "locus"} for name in ("from", "to")}
_MENTIONS = frozenset("persName placeName orgName geogName name rs eventName objectName title".split())
_MEDIA = frozenset(["graphic", "media", "binaryObject"])
_WORD = re.compile(r"\S+")
_PREFIXES = {XML: "xml:", TEI: "", "": ""}


def survey_file(path: Path, edition: Edition) -> FileSurvey:
    """What a file holds. `edition` says where schemas are found. Raises nothing: a problem is in the survey."""
    gatherer = _Gatherer(path)
    file = gatherer.file
    try:
        with path.open("rb") as stream:
            file.size = stream.seek(0, os.SEEK_END)
            stream.seek(0)
            file.count("encodings", encoding_of(stream.read(1024)).lower(), 1, 1)
            stream.seek(0)
            feed(gatherer.parser, stream, str(path))
    except UnparsableError as error:
        return unread(file, error.diagnostic)
    except OSError as error:
        place = Location(str(path))
        return unread(file, Diagnostic(place, Severity.ERROR, "inspect.unreadable", unreadable(path, error)))
    _look_for_schemas(file, Document(path), edition)
    return file


def unread(file: FileSurvey, problem: Diagnostic) -> FileSurvey:
    """The survey of a file that could not be read to its end: of what was counted only its kind is kept."""
    unread = FileSurvey(file.path, file.size, problem=problem)
    known = file.facts.get("kinds", {})
    if known and P5 not in known:
        unread.facts["kinds"] = known
    else:
        unread.count("kinds", BROKEN, problem.location.line, problem.location.column)
    return unread


def _look_for_schemas(file: FileSurvey, document: Document, edition: Edition) -> None:
    """Count the schemas which a document names, and whether each is found."""
    for schema in document.schema_associations:
        kind = {RELAXNG: "RELAX NG", SCHEMATRON: "Schematron"}.get(schema.schematypens, "schema")
        try:
            locate(document, schema, edition)
            found = "found"
        except (SchemaNotFoundError, UnreadableFileError):
            found = "not found"
        file.count("schemas", f"{found}: {kind} {schema.href}", schema.line, 1)


class _Gatherer:
    """The handlers of one parser, and the survey that they fill."""

    def __init__(self, path: Path) -> None:
        self.file = FileSurvey(str(path), 0)
        self.parser = create_parser(str(path))
        self._folder = path.parent
        self._text = 0  # how many <text> elements are open
        self._lists = 0  # how many lists of entries are open
        self._entries = 0  # how many entries are open
        self._licence: list[str] | None = None  # the words of a licence without an address, while it is open
        self._licence_place = (1, 1)
        self.parser.StartElementHandler = self._start_root
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity

    def _place(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def _count(self, topic: str, value: str) -> None:
        self.file.count(topic, value, *self._place())

    def _start_root(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        self._count("kinds", _kind(namespace, local))
        if local in _ROOTS:
            self._count("versions", attributes.get("version", "none"))
        self.parser.StartElementHandler = self._start
        self._start(name, attributes)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        is_tei = namespace == TEI
        shown = local if is_tei else _shown(namespace, local)
        self._count("namespaces", namespace or "none")
        self._count("elements", shown)
        for attribute, value in attributes.items():
            attribute_namespace, _, attribute_local = attribute.rpartition(" ")
            self._count("attributes", _shown(attribute_namespace, attribute_local))
            if attribute == f"{XML} lang":
                self._count("languages", value or "none")
            elif is_tei:
                self._look_at(local, attribute, value)
        if is_tei:
            self._look_at_element(local, attributes)
        elif namespace == XI and local == "include":
            href = attributes.get("href", "")
            self._count("inclusions", f"{self._found(href)}: {href or 'this file'}")

    def _look_at(self, element: str, attribute: str, value: str) -> None:
        """Count the pointers and the date in an attribute of a TEI element."""
        owners = POINTING_ON.get(attribute)
        if attribute in POINTING or (owners is not None and element in owners):
            for uri in value.split():
                self._count("pointers", self._pointer_kind(uri))
                self._count("pointing attributes", attribute)
        if attribute in _DATES and element not in _NO_DATES.get(attribute, ()):
            self._count("dates", attribute)
            self._remember_year(value)

    def _look_at_element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "text":
            self._text += 1
        elif name == "language" and "ident" in attributes:
            self._count("language declarations", attributes["ident"])
        elif name == "licence":
            self._count_licence(attributes.get("target", ""))
        elif name == "idno":
            self._count("identifiers", attributes.get("type", "no type"))
        elif name in _MEDIA:
            url = attributes.get("url", "")
            self._count("images", f"{name}: {'within the file' if not url else self._found(url)}")
        elif name in LISTS:
            self._lists += 1
        elif self._lists and name in KINDS:
            if not (self._entries and KINDS[name] == "work"):  # a work in an entry is a source of what is said
                self._count("entries", name)
            self._entries += 1
        if self._text and name in _MENTIONS:
            known = "ref" in attributes or "key" in attributes
            self._count("mentions", f"{name} {'with @ref or @key' if known else 'without @ref'}")

    def _count_licence(self, target: str) -> None:
        if target:
            self._count("licences", target)
        else:
            self._licence, self._licence_place = [], self._place()

    def _end(self, name: str) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace != TEI:
            return
        if local == "text":
            self._text -= 1
        elif local in LISTS:
            self._lists -= 1
        elif self._lists and local in KINDS:
            self._entries -= 1
        elif self._licence is not None and local == "licence":
            words = " ".join("".join(self._licence).split())
            self.file.count("licences", f"in words: {words[:80]}", *self._licence_place)
            self._licence = None

    def _characters(self, text: str) -> None:
        if self._text:
            self.file.words += len(_WORD.findall(text))
        if self._licence is not None:
            self._licence.append(text)

    def _instruction(self, target: str, _: str) -> None:
        self._count("instructions", target)

    def _doctype(self, _: str, system: str | None, __: str | None, has_internal_subset: bool) -> None:
        if system:
            self._count("schemas", f"never read: DTD {system}")
        if has_internal_subset:
            self._count("declarations", "an internal DTD subset")

    def _entity(
        self,
        name: str,
        is_parameter: int,
        value: str | None,
        _: str | None,
        system: str | None,
        *__: str | None,
    ) -> None:
        kind = "parameter entity" if is_parameter else "entity"
        outside = "" if value is not None else f"{OUTSIDE}, {system}: "
        self._count("declarations", f"{outside}{kind} {name}")

    def _pointer_kind(self, uri: str) -> str:
        if uri.startswith("#"):
            return "to this file"
        if has_scheme(uri):
            scheme = scheme_of(uri)
            return "to the web" if scheme in ("http", "https", "") else f"with the scheme or prefix {scheme}:"
        path = uri.partition("#")[0]
        return f"to another file: {self._found(path)}"

    def _found(self, href: str) -> str:
        """Whether what an address names is there."""
        if not href:
            return "found"
        if has_scheme(href):
            return "elsewhere, never fetched"
        from urllib.parse import unquote

        try:
            return "found" if (self._folder / unquote(href.partition("#")[0])).exists() else "not found"
        except (OSError, ValueError):
            return "not found"

    def _remember_year(self, value: str) -> None:
        match = re.match(r"-?\d{4,}", value.strip())
        try:
            is_date = match is not None and read_w3c(value.strip()) is not None
        except ValueError:
            return
        if match is not None and is_date:
            year = int(match.group())
            earliest, latest = self.file.years or (year, year)
            self.file.years = min(earliest, year), max(latest, year)


def _kind(namespace: str, root: str) -> str:
    kind = kind_of(Prolog((), namespace, root))
    return _KINDS.get(kind) or f"{PART if kind is Kind.PART else OTHER}: <{root}>"


def _shown(namespace: str, local: str) -> str:
    prefix = _PREFIXES.get(namespace)
    return f"{{{namespace}}}{local}" if prefix is None else f"{prefix}{local}"


class Surveying:
    """The survey of a file, as work on documents."""

    def prepare(self, edition: Edition) -> None:
        """There is nothing to prepare."""

    def __call__(self, document: Document, edition: Edition) -> FileSurvey:
        """What the file of a document holds."""
        return survey_file(document.path, edition)
