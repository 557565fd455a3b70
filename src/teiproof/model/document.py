"""One TEI document: its bytes, its tree, the place of every element; each made when first asked for."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.errors import UnreadableFileError
from teiproof.names import TEI, XML_ID
from teiproof.parsing import Positions, Prolog, prolog, read, text_pieces, unreadable
from teiproof.parsing.presence import is_remote

if TYPE_CHECKING:
    from lxml import etree

    from teiproof.inclusion.whole import Whole
    from teiproof.parsing.texts import TextPlaces

RELAXNG = "http://relaxng.org/ns/structure/1.0"
SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"

_XINCLUDE = (b"XInclude", b"X\0I\0n\0c\0l\0u\0d\0e")  # which stands in UTF-16 of either order

_FEW = 2  # texts whose place is asked for one by one

_PSEUDO = r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')"""


class SchemaAssociation(NamedTuple):
    """An `xml-model` processing instruction (https://www.w3.org/TR/xml-model/), `line` counted from 1."""

    href: str
    schematypens: str
    phase: str
    line: int


@lru_cache(maxsize=64)  # the documents that are looked at; each of very many does without
def _local(path: str) -> Path:
    return Path(path)


class Document:
    """A TEI document.

    `path` is its file, written as the user wrote it, and `name` its place below the folder in which it was
    found, so that exports keep the order of folders; `content` replaces the file's bytes (standard input).
    Every property that needs the tree raises `parsing.UnparsableError` if the document is not well-formed.

    What cannot be included (XInclude) raises the same, unless `omissions` is a list: then the document is read
    without that part, and the list says why. Only what is made to exhaust memory is still raised.
    """

    # There may be very many documents. What each of them remembers is in its __dict__.
    __slots__ = ("__dict__", "__weakref__", "_content", "_name", "_path", "omissions")

    includes = True
    """Whether what it includes is read in its place."""

    def __init__(
        self,
        path: Path,
        content: bytes | None = None,
        name: PurePosixPath | None = None,
        omissions: list[Diagnostic] | None = None,
    ) -> None:
        self._path: Path | str = path if is_remote(path) else str(path)  # which is less than a Path
        self.omissions = omissions
        self._content = content
        self._name = None if name is None else str(name)

    @property
    def path(self) -> Path:
        return _local(self._path) if isinstance(self._path, str) else self._path

    @property
    def name(self) -> PurePosixPath:
        return PurePosixPath(self.path.name if self._name is None else self._name)

    @name.setter
    def name(self, name: PurePosixPath) -> None:
        self._name = str(name)

    @property
    def stem(self) -> PurePosixPath:
        """Its name without the ending."""
        return self.name.parent / self.name.stem

    def forget(self) -> None:
        """Let go of everything that can be made again, to keep memory flat over many documents."""
        del self.__dict__  # not entry by entry, which would keep the room that they took

    def __getstate__(self) -> tuple[Path | str, bytes | None, str | None, list[Diagnostic] | None]:
        return self._path, self._content, self._name, self.omissions

    def __setstate__(self, state: tuple[Path | str, bytes | None, str | None, list[Diagnostic] | None]) -> None:
        self._path, self._content, self._name, self.omissions = state

    @cached_property
    def data(self) -> bytes:
        """The bytes of the document. Raises UnreadableFileError."""
        return read(self.path) if self._content is None else self._content

    @property
    def source(self) -> Path | bytes:
        """Where the document can be read from the start, for those who read it in pieces."""
        return self.path if self._content is None else self._content

    @property
    def folder(self) -> Path:
        """The folder of the edition: the one in which it was found, or its own; nothing outside is included."""
        return self.path.parents[0 if self._name is None else self._name.count("/")]

    @cached_property
    def tree(self) -> etree._ElementTree:
        """The tree of the document, with what it includes (XInclude) in its place."""
        if self._whole is not None:
            return self._whole.tree
        from teiproof.parsing.tree import parse  # lxml takes longer to import than a short check

        return parse(self.data, str(self.path))

    @cached_property
    def _whole(self) -> Whole | None:
        """The document with what it includes; None if it includes nothing."""
        if not (self.includes and any(name in self.data for name in _XINCLUDE)):
            return None
        from teiproof.inclusion.whole import resolve

        return resolve(self.alone(), self.folder, Part, self.omissions)

    @property
    def has_inclusions(self) -> bool:
        """Whether it may include files; if so, its tree is that of the whole."""
        return self._whole is not None

    def alone(self) -> Part:
        """The document as it is written, without what it includes."""
        return Part(self.path, self.data, self.name)

    @property
    def root(self) -> etree._Element:
        return self.tree.getroot()

    @cached_property
    def attributes(self) -> dict[str, list[tuple[etree._Element, str]]]:
        """The attributes of all elements by name (Clark notation): element and value, in document order.

        Walked once; every check that looks for attributes looks here.
        """
        found: dict[str, list[tuple[etree._Element, str]]] = {}
        for element in self.root.iter("*"):
            for name, value in element.items():
                found.setdefault(name, []).append((element, value))
        return found

    @cached_property
    def ids(self) -> dict[str, etree._Element]:
        """The first element of each `xml:id`."""
        found: dict[str, etree._Element] = {}
        for element, identifier in self.attributes.get(XML_ID, ()):
            found.setdefault(identifier, element)
        return found

    @cached_property
    def prolog(self) -> Prolog:
        """What stands before the content, read without reading on. Raises UnreadableFileError."""
        if self._content is not None or "data" in self.__dict__:
            return prolog(self.data, str(self.path))
        try:
            with self.path.open("rb", buffering=0) as stream:
                return prolog(stream, str(self.path))
        except OSError as error:
            raise UnreadableFileError(unreadable(self.path, error)) from error

    @property
    def schema_associations(self) -> tuple[SchemaAssociation, ...]:
        """The `xml-model` processing instructions, in document order."""
        found = []
        for instruction in self.prolog.instructions:
            if instruction.target == "xml-model":
                values = {
                    name: double or single for name, double, single in re.findall(_PSEUDO, instruction.text)
                }
                href, kind, phase = (values.get(name, "") for name in ("href", "schematypens", "phase"))
                found.append(SchemaAssociation(href, kind, phase, instruction.line))
        return tuple(found)

    def find(self, path: str) -> etree._Element | None:
        """The first element of an ElementPath expression, in which names without a prefix are TEI's."""
        return self.root.find(path, namespaces={"": TEI})

    def findall(self, path: str) -> list[etree._Element]:
        """All elements of an ElementPath expression, in which names without a prefix are TEI's."""
        return self.root.findall(path, namespaces={"": TEI})

    @cached_property
    def _positions(self) -> Positions:
        return Positions(self.data, str(self.path))

    @cached_property
    def _order(self) -> dict[etree._Element, int]:
        # The dictionary keeps lxml's proxies alive, so that an element stays the same object.
        return {element: index for index, element in enumerate(self.root.iter("*"))}

    def location(self, element: etree._Element, attribute: str | None = None) -> Location:
        """The place of an element's start tag, or of one of its attributes (Clark notation).

        What is included has its place in its own file.
        """
        if self._whole is not None:
            return self._whole.location(element, attribute)
        return Location(str(self.path), *self._positions.of(self._order[element], attribute))

    def text_location(self, node: etree._Element, is_tail: bool, offset: int) -> Location:
        """The place of a character of a text: that in a node, or the one after it (`is_tail`)."""
        if self._whole is not None:
            return self._whole.text_location(node, is_tail, offset)
        for length, line, column in self._text_pieces(node, is_tail):
            if offset < length:
                return Location(str(self.path), line, column + offset)
            offset -= length
        return self.location(node)

    def _text_pieces(self, node: etree._Element, is_tail: bool) -> list[tuple[int, int, int]]:
        """The pieces of a text. For one or two no more is read than needed, for many all at once."""
        asked = self.__dict__["_asked"] = self.__dict__.get("_asked", 0) + 1
        if asked > _FEW:
            return self._text_places.of(self._numbers[node], is_tail)
        index = next(index for index, other in enumerate(self.root.iter()) if other is node)
        return text_pieces(self.data, str(self.path), index, is_tail)

    @cached_property
    def _text_places(self) -> TextPlaces:
        from teiproof.parsing.texts import TextPlaces

        return TextPlaces(self.data, str(self.path))

    @cached_property
    def _numbers(self) -> dict[etree._Element, int]:
        # As in `_order`, with comments and processing instructions.
        return {node: index for index, node in enumerate(self.root.iter())}

    def finding(
        self,
        element: etree._Element,
        code: str,
        message: str,
        attribute: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Diagnostic:
        """A diagnostic at an element, or at one of its attributes."""
        return Diagnostic(self.location(element, attribute), severity, code, message)


class Part(Document):
    """A document as it is written: what it includes is not in its tree."""

    includes = False
