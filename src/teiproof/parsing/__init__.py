"""Bytes to events, or to a tree (`parsing.tree`), with a position for every element; refuses what could harm.

Nothing outside the document is ever read: external entities and external DTD subsets are not fetched.
Internal entities are expanded within expat's bound on amplification. The codes:

parsing.not-well-formed
    The file is not well-formed XML (https://www.w3.org/TR/xml/#sec-well-formed), so nothing else can be
    said of it. The message names the usual cause: a tag that is never closed, a bare & or <, a value
    without quotation marks. Repair it and check again; a second such mistake shows only then.

parsing.encoding
    The bytes are not text in the encoding which the XML declaration names (UTF-8 if it names none).
    Convert the file to UTF-8, or name the right encoding in <?xml version="1.0" encoding="..."?>.

parsing.undeclared-entity
    An entity such as &nbsp; is used and not declared in the document itself. XML knows only &amp; &lt;
    &gt; &quot; and &apos;. Write the character itself or its number, for instance &#160;.

parsing.external-entity
    The document includes another file through an external entity (<!ENTITY ... SYSTEM "...">). teiproof
    never reads it, because an untrusted document could so reach any file or address. Use XInclude.

parsing.entity-bomb
    The entities of the document expand to a text out of proportion with its size. Such a file is made to
    exhaust memory; it is refused.

parsing.too-deep
    Elements are nested deeper than any edition needs (2,000 levels). Such a file is made to exhaust
    memory; it is refused.
"""

import contextlib
import itertools
import re
from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from teiproof.diagnostics import Diagnostic
from teiproof.errors import TeiproofError, UnreadableFileError

_PIECE = 1 << 16
_HANDLERS = (
    *("StartElementHandler", "EndElementHandler", "CharacterDataHandler", "CommentHandler"),
    *("ProcessingInstructionHandler", "ExternalEntityRefHandler", "SkippedEntityHandler", "XmlDeclHandler"),
    *("StartNamespaceDeclHandler", "EndNamespaceDeclHandler", "UnparsedEntityDeclHandler"),
)

# Compiled when the place of an attribute is first asked for, which a document without findings never does.
_ATTRIBUTE = r"""\s+([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')"""


class UnparsableError(TeiproofError):
    """A document cannot be parsed; `diagnostic` says why and where."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(f"{diagnostic.location}: {diagnostic.message}")
        self.diagnostic = diagnostic

    def __reduce__(self) -> tuple[type["UnparsableError"], tuple[Diagnostic]]:
        return type(self), (self.diagnostic,)


def read(path: Path) -> bytes:
    """The bytes of a file.

    Raises UnreadableFileError.
    """
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with U+0000
        raise UnreadableFileError(unreadable(path, error)) from error


def decode(data: bytes, path: str) -> str:
    """The text of a plain-text file in UTF-8, with or without a byte order mark.

    Raises UnreadableFileError.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableFileError(
            f"{path}:{line}: byte {data[error.start]:#04x} is not UTF-8. Convert the file to UTF-8."
        ) from error


class Lines:
    """The lines of files, for those who show or remember a place; the last file read is kept.

    `given` are contents that are not those of the files, by path.
    """

    def __init__(self, given: Mapping[str, bytes] | None = None) -> None:
        self._given = given or {}
        self._path = ""
        self._lines: list[str] = []

    def at(self, path: str, number: int) -> str:
        """A line, counted from 1; nothing where there is no such line or file."""
        if path != self._path:
            self._path, self._lines = path, _lines(path, self._given.get(path))
        return self._lines[number - 1] if number <= len(self._lines) else ""


def _lines(path: str, given: bytes | None) -> list[str]:
    try:
        data = read(Path(path)) if given is None else given
        text = data.decode(encoding_of(data), "replace").removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except (UnreadableFileError, LookupError):
        return []


def unreadable(path: Path, error: OSError | ValueError) -> str:
    """One sentence on why a file cannot be read."""
    reason = error.strerror if isinstance(error, OSError) else None
    return f"cannot read {path}: {(reason or str(error)).lower()}."


def create_parser(path: str) -> expat.XMLParserType:
    """A namespace-aware expat parser (names are `namespace local`) that fetches nothing.

    Its entity handlers raise UnparsableError; set element and character handlers as needed, then `feed`.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse_external(context: str, _: str | None, system: str | None, public: str | None) -> int:
        from teiproof.parsing.malformed import external_entity

        raise UnparsableError(external_entity(path, *_place(parser), system or public or context))

    def refuse_skipped(name: str, is_parameter_entity: bool) -> None:
        if not is_parameter_entity:
            from teiproof.parsing.malformed import undeclared_entity

            raise UnparsableError(undeclared_entity(path, *_place(parser), name))

    parser.ExternalEntityRefHandler = refuse_external
    parser.SkippedEntityHandler = refuse_skipped
    return parser


def feed(parser: expat.XMLParserType, source: bytes | BinaryIO, path: str) -> None:
    """Run a parser over a document: bytes, or a binary stream, which is read in pieces.

    The parser is of no use afterwards, and its handlers are let go of. Raises UnparsableError. To explain a
    mistake a seekable stream is read again.
    """
    try:
        if isinstance(source, bytes):
            parser.Parse(source, True)
        else:
            while piece := source.read(_PIECE):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        if not isinstance(source, bytes):
            source = _again(source)
        from teiproof.parsing.malformed import explain

        raise UnparsableError(explain(error, source, path)) from None
    except LookupError:
        from teiproof.parsing.malformed import unknown_encoding

        head = source if isinstance(source, bytes) else _again(source)
        raise UnparsableError(unknown_encoding(head, path)) from None
    finally:
        # Handlers know their parser: without this its memory, more than that of many a document, would be
        # kept until the garbage collector comes round.
        for handler in _HANDLERS:
            setattr(parser, handler, None)


class Instruction(NamedTuple):
    """A processing instruction; `line` counts from 1."""

    target: str
    text: str
    line: int


class Prolog(NamedTuple):
    """What stands before the content of a document: the processing instructions and the root's name."""

    instructions: tuple[Instruction, ...]
    namespace: str
    root: str


class _EnoughError(Exception):
    """What was looked for is found; the rest need not be read."""


def prolog(source: bytes | BinaryIO, path: str) -> Prolog:
    """The prolog of a document; no more is read than up to its root element.

    Raises UnparsableError if the document is not well-formed up to there.
    """
    parser = create_parser(path)
    instructions: list[Instruction] = []
    root = ""

    def instruction(target: str, text: str) -> None:
        instructions.append(Instruction(target, text, parser.CurrentLineNumber))

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal root
        root = name
        raise _EnoughError

    parser.ProcessingInstructionHandler = instruction
    parser.StartElementHandler = start
    with contextlib.suppress(_EnoughError):
        feed(parser, source, path)
    namespace, _, local = root.rpartition(" ")
    return Prolog(tuple(instructions), namespace, local)


def text_pieces(data: bytes, path: str, index: int, is_tail: bool) -> list[tuple[int, int, int]]:
    """Where the pieces of a text stand: length, line and column of each piece.

    The text is that in an element, or the one after it (`is_tail`) or after a comment or processing
    instruction; `index` is the number of that node in document order. No more is read than up to the text.
    """
    parser = create_parser(path)
    parser.buffer_text = False
    parser.ordered_attributes = True
    pieces: list[tuple[int, int, int]] = []
    open_elements: list[int] = []
    count = 0
    is_here = False

    def characters(piece: str) -> None:
        pieces.append((len(piece), *_place(parser)))

    def arrive(number: int, after: bool) -> None:
        nonlocal is_here
        if is_here:
            raise _EnoughError
        if number == index and after == is_tail:
            is_here = True
            parser.CharacterDataHandler = characters

    def start(_: str, __: list[str]) -> None:
        nonlocal count
        open_elements.append(count)
        if is_here or count == index:
            arrive(count, False)
        count += 1

    def end(_: str) -> None:
        number = open_elements.pop()
        if is_here or number == index:
            arrive(number, True)

    def aside(*_: str) -> None:
        nonlocal count
        if open_elements:
            arrive(count, True)
            count += 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CommentHandler = aside
    parser.ProcessingInstructionHandler = aside
    with contextlib.suppress(_EnoughError):
        feed(parser, data, path)
    return pieces


class Positions:
    """The place of every start tag of a document, in document order; `offsets` are byte offsets into it."""

    def __init__(self, data: bytes, path: str) -> None:
        self.data = data
        self.offsets = array("Q")
        self._encoding = encoding_of(data)
        self._lines: Sequence[int] | None = None
        self._last = (0, 1, 1)  # the offset, line and column asked for last
        parser = create_parser(path)
        add = self.offsets.append

        def start(_: str, __: list[str]) -> None:
            # Lines and columns are worked out for those that are asked for: expat takes longer to tell them.
            add(parser.CurrentByteIndex)

        parser.ordered_attributes = True
        parser.StartElementHandler = start
        feed(parser, data, path)

    def _place(self, offset: int) -> tuple[int, int]:
        if self._lines is None:
            self._lines = _line_offsets(self.data, self._encoding)
        line = bisect_right(self._lines, offset)
        start, column = self._lines[line - 1], 1
        if self._last[1] == line and self._last[0] <= offset:  # a whole document may be on one line
            start, _, column = self._last
        column += len(self.data[start:offset].decode(self._encoding, "replace"))
        self._last = offset, line, column
        return line, column

    def of(self, index: int, attribute: str | None = None) -> tuple[int, int]:
        """Line and column of the start tag with this index, or of one of its attributes (Clark notation)."""
        offset = self.offsets[index]
        line, column = self._place(offset)
        if attribute is None:
            return line, column
        end = self.offsets[index + 1] if index + 1 < len(self.offsets) else len(self.data)
        tag = self.data[offset:end].decode(self._encoding, "replace")
        return attribute_position(tag, attribute, line, column)


def _line_offsets(data: bytes, encoding: str) -> list[int]:
    """The byte offsets at which the lines of a document begin."""
    if encoding.startswith("utf-16"):
        # Line by line, because a line ends in the middle of a byte sequence that looks like its end.
        text = data.decode(encoding, "replace")
        lengths = [len(line.encode(encoding, "replace")) for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)]
    else:
        lengths = list(map(len, data.splitlines(keepends=True)))
    return [0, *itertools.accumulate(lengths)]


def attribute_position(tag: str, attribute: str, line: int, column: int) -> tuple[int, int]:
    """Line and column of an attribute (Clark notation) in a text that begins with its start tag.

    `line` and `column` are those of the tag; they are returned where the attribute is not found.
    """
    local = attribute.rpartition("}")[2]
    position = len(tag) - len(tag.lstrip("<"))
    name = re.match(r"[^\s/>]*", tag[position:])
    position += name.end() if name else 0
    pattern = re.compile(_ATTRIBUTE)
    while match := pattern.match(tag, position):
        raw = match.group(1)
        if raw == local if local == attribute else raw.rpartition(":")[2] == local and ":" in raw:
            before = tag[: match.start(1)]
            breaks = before.count("\n")
            if breaks:
                return line + breaks, len(before) - before.rfind("\n")
            return line, column + len(before)
        position = match.end()
    return line, column


def encoding_of(data: bytes) -> str:
    """The name of the encoding of a document: byte order mark, first character, XML declaration, or UTF-8."""
    for mark, encoding in (
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"<\0", "utf-16-le"),
        (b"\0<", "utf-16-be"),
    ):
        if data.startswith(mark):
            return encoding
    declaration = re.match(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""", data)
    return declaration.group(1).decode("ascii") if declaration else "utf-8"


def place_in(text: str, index: int) -> tuple[int, int]:
    """The line and column of a character of a text, from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _place(parser: expat.XMLParserType) -> tuple[int, int]:
    return parser.CurrentLineNumber, parser.CurrentColumnNumber + 1


def _again(stream: BinaryIO) -> bytes:
    try:
        stream.seek(0)
        return stream.read()
    except OSError:
        return b""
