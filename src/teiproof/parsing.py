"""Bytes to events or to a tree, with a position for every element; refuses what could harm.

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

import re
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from lxml import etree

from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.errors import TeiproofError, UnreadableFileError

DEPTH_LIMIT = 2000

# expat.errors keeps messages; these are the codes of expat.h that deserve an explanation of their own.
_NO_ELEMENTS = 3
_INVALID_TOKEN = 4
_UNCLOSED_TOKEN = 5
_PARTIAL_CHARACTER = 6
_TAG_MISMATCH = 7
_DUPLICATE_ATTRIBUTE = 8
_JUNK_AFTER_ROOT = 9
_UNDEFINED_ENTITY = 11
_RECURSIVE_ENTITY = 12
_MISPLACED_DECLARATION = 17
_UNKNOWN_ENCODING = 18
_INCORRECT_ENCODING = 19
_UNBOUND_PREFIX = 27
_AMPLIFICATION = 43

_ATTRIBUTE = re.compile(r"""\s+([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_END_TAG = re.compile(r"</\s*([^\s>]*)")
_ENTITY = re.compile(r"&([\w.:-]+);")


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
    except OSError as error:
        raise UnreadableFileError(unreadable(path, error)) from error


def unreadable(path: Path, error: OSError) -> str:
    """One sentence on why a file cannot be read."""
    return f"cannot read {path}: {(error.strerror or str(error)).lower()}."


def create_parser(path: str) -> expat.XMLParserType:
    """A namespace-aware expat parser (names are `namespace local`) that fetches nothing.

    Its entity handlers raise UnparsableError; set element and character handlers as needed, then `feed`.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse_external(context: str, base: str | None, system: str | None, public: str | None) -> int:
        raise _unparsable(
            path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, "parsing.external-entity",
            f"the external entity “{system or public or context}” is not read, for safety. "
            "Use XInclude to include another file.",
        )  # fmt: skip

    def refuse_skipped(name: str, is_parameter_entity: bool) -> None:
        if not is_parameter_entity:
            raise _undeclared(path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, name)

    parser.ExternalEntityRefHandler = refuse_external
    parser.SkippedEntityHandler = refuse_skipped
    return parser


def feed(parser: expat.XMLParserType, source: bytes | BinaryIO, path: str) -> None:
    """Run a parser over a document: bytes, or a binary stream, which is read in pieces.

    Raises UnparsableError. To explain a mistake a seekable stream is read again.
    """
    try:
        if isinstance(source, bytes):
            parser.Parse(source, True)
        else:
            parser.ParseFile(source)
    except expat.ExpatError as error:
        if not isinstance(source, bytes):
            source = _again(source)
        raise UnparsableError(_explain(error, source, path)) from None


def parse(data: bytes, path: str) -> etree._ElementTree:
    """The tree of a document, internal entities expanded, comments and processing instructions kept.

    Raises UnparsableError.
    """
    feed(create_parser(path), data, path)
    parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities="internal", huge_tree=True)
    try:
        return etree.fromstring(data, parser).getroottree()
    except etree.XMLSyntaxError as error:
        # expat has accepted the document, so this is a limit of the tree: depth, or an XML 1.0 rule
        # that expat does not apply.
        line, column = error.position
        if "depth" in str(error):
            message = "elements are nested too deeply to be handled; the limit is 2,000 levels."
            raise _unparsable(path, line, max(column, 1), "parsing.too-deep", message) from None
        raise _unparsable(path, line, max(column, 1), "parsing.not-well-formed", f"{error.msg}.") from None


class Positions:
    """The place of every start tag of a document, in document order.

    `lines` and `columns` count from 1; `offsets` are byte offsets into the document.
    """

    def __init__(self, data: bytes, path: str) -> None:
        self.data = data
        self.lines = array("L")
        self.columns = array("L")
        self.offsets = array("Q")
        parser = create_parser(path)

        def start(name: str, attributes: list[str]) -> None:
            self.lines.append(parser.CurrentLineNumber)
            self.columns.append(parser.CurrentColumnNumber + 1)
            self.offsets.append(parser.CurrentByteIndex)

        parser.ordered_attributes = True
        parser.StartElementHandler = start
        feed(parser, data, path)

    def of(self, index: int, attribute: str | None = None) -> tuple[int, int]:
        """Line and column of the start tag with this index, or of one of its attributes (Clark notation)."""
        line, column = self.lines[index], self.columns[index]
        if attribute is None:
            return line, column
        offset = self.offsets[index]
        end = self.offsets[index + 1] if index + 1 < len(self.offsets) else len(self.data)
        tag = self.data[offset:end].decode(encoding_of(self.data), "replace")
        return attribute_position(tag, attribute, line, column)


def attribute_position(tag: str, attribute: str, line: int, column: int) -> tuple[int, int]:
    """Line and column of an attribute (Clark notation) in a text that begins with its start tag.

    `line` and `column` are those of the tag; they are returned where the attribute is not found.
    """
    local = attribute.rpartition("}")[2]
    position = len(tag) - len(tag.lstrip("<"))
    name = re.match(r"[^\s/>]*", tag[position:])
    position += name.end() if name else 0
    while match := _ATTRIBUTE.match(tag, position):
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
    """The name of the encoding of a document: byte order mark, XML declaration, or UTF-8."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if data.startswith(mark):
            return encoding
    declaration = re.match(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""", data)
    return declaration.group(1).decode("ascii") if declaration else "utf-8"


def _again(stream: BinaryIO) -> bytes:
    try:
        stream.seek(0)
        return stream.read()
    except OSError:
        return b""


def _unparsable(path: str, line: int, column: int, code: str, message: str) -> UnparsableError:
    return UnparsableError(Diagnostic(Location(path, line, column), Severity.ERROR, code, message))


def _undeclared(path: str, line: int, column: int, name: str) -> UnparsableError:
    from html.entities import name2codepoint

    if name in name2codepoint:
        number = name2codepoint[name]
        remedy = f"Write the character itself (U+{number:04X}) or &#{number};."
    else:
        remedy = "Write the character itself, or declare the entity in the DOCTYPE."
    message = f"the entity &{name}; is not declared in this document. {remedy}"
    return _unparsable(path, line, column, "parsing.undeclared-entity", message)


def _explain(error: expat.ExpatError, data: bytes, path: str) -> Diagnostic:
    """Why a document is not well-formed, in the words of an encoder, at the place to repair."""
    line, column = error.lineno, error.offset + 1
    code = error.code
    lines = data.decode(encoding_of(data) if code != _UNKNOWN_ENCODING else "utf-8", "replace").split("\n")
    here = lines[line - 1][column - 1 :] if line <= len(lines) else ""
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""

    def finding(message: str, at: tuple[int, int] = (line, column), kind: str = "not-well-formed") -> Diagnostic:
        return Diagnostic(Location(path, *at), Severity.ERROR, f"parsing.{kind}", message)

    if code == _TAG_MISMATCH:
        return finding(*_explain_mismatch(data, here, line, column))
    if code == _UNDEFINED_ENTITY:
        entity = _ENTITY.search(here) or _ENTITY.search(lines[line - 1])
        return _undeclared(path, line, column, entity.group(1) if entity else "?").diagnostic
    if code == _AMPLIFICATION:
        return finding("the entities of this document expand without measure; it is refused.", kind="entity-bomb")
    if code == _RECURSIVE_ENTITY:
        return finding("an entity contains itself; it is refused.", kind="entity-bomb")
    if code == _UNKNOWN_ENCODING:
        return finding(f"the encoding “{encoding_of(data)}” is not known. Save the file as UTF-8.", kind="encoding")
    if code in (_INVALID_TOKEN, _INCORRECT_ENCODING, _PARTIAL_CHARACTER) and _undecodable(data):
        return finding(
            f"the file is not text in {encoding_of(data)}, which it claims to be. "
            "Convert it to UTF-8, or name its encoding in the XML declaration.",
            kind="encoding",
        )
    if code == _INVALID_TOKEN:
        return finding(*_explain_token(here, before, line, column))
    if code in (_NO_ELEMENTS, _UNCLOSED_TOKEN) and not data.strip():
        return finding("the file is empty.")
    if code in (_NO_ELEMENTS, _UNCLOSED_TOKEN):
        unclosed = next(_open_elements(data), None)
        if unclosed:
            name, *place = unclosed
            return finding(f"<{name}> is never closed. Add </{name}>.", (place[0], place[1]))
        return finding("the document ends before its root element is complete.")
    if code == _DUPLICATE_ATTRIBUTE:
        name = re.split(r"[\s=]", here, maxsplit=1)[0]
        return finding(f"the attribute “{name}” stands twice in one tag. Remove one.")
    if code == _JUNK_AFTER_ROOT:
        return finding("there is text or a tag after the end of the root element. Remove it, or look for an "
                       "end tag too many before it.")  # fmt: skip
    if code == _UNBOUND_PREFIX:
        prefix = re.search(r"</?([\w.-]+):|\s([\w.-]+):[\w.-]+\s*=", here)
        name = next((group for group in prefix.groups() if group and group not in ("xml", "xmlns")), "") if prefix else ""
        return finding(f"the prefix “{name}” is not bound to a namespace. Declare it with xmlns:{name}=\"...\".")
    if code == _MISPLACED_DECLARATION:
        return finding("the XML declaration is not at the very start of the file. Remove what stands before it.")
    return finding(f"{expat.ErrorString(code)}.")


def _undecodable(data: bytes) -> bool:
    try:
        data.decode(encoding_of(data))
    except (UnicodeDecodeError, LookupError):
        return True
    return False


def _explain_token(here: str, before: str, line: int, column: int) -> tuple[str, tuple[int, int]]:
    if before.endswith("&") or here.startswith("&"):
        at = column - 1 if before.endswith("&") else column
        return "a bare & stands in the text. Write &amp;.", (line, at)
    if unfinished := re.search(r"&#?[\w.:-]+$", before):
        return f"“{unfinished.group()}” is an entity without its semicolon, or a bare & to be written &amp;.", (
            line, unfinished.start() + 1,
        )  # fmt: skip
    if before.endswith("<"):
        return "a bare < stands in the text. Write &lt;.", (line, column - 1)
    if here.startswith("<"):
        return "a < stands where a tag or an attribute value is not finished.", (line, column)
    if re.search(r"=\s*$", before):
        return "an attribute value stands without quotation marks.", (line, column)
    character = here[:1]
    if character and ord(character) < 32:
        return f"the control character U+{ord(character):04X} is not allowed in XML. Remove it.", (line, column)
    return f"“{character}” is not allowed here." if character else "the markup is broken here.", (line, column)


def _explain_mismatch(data: bytes, here: str, line: int, column: int) -> tuple[str, tuple[int, int]]:
    found = _END_TAG.match(here)
    name = found.group(1) if found else ""
    stack = list(_open_elements(data))
    if not stack:
        return f"</{name}> closes nothing.", (line, column)
    innermost, start_line, start_column = stack[0]
    if any(name == open_name for open_name, *_ in stack):
        return (
            f"<{innermost}> is never closed: </{name}> (line {line}) comes first. Add </{innermost}> before it.",
            (start_line, start_column),
        )
    return (
        f"</{name}> closes nothing: the open element is <{innermost}> (line {start_line}). "
        f"Write </{innermost}>, or remove the end tag.",
        (line, column),
    )


def _open_elements(data: bytes) -> Iterator[tuple[str, int, int]]:
    """Name, line and column of the elements open where parsing stops, innermost first."""
    parser = expat.ParserCreate()
    stack: list[tuple[str, int, int]] = []
    parser.StartElementHandler = lambda name, _: stack.append(
        (name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
    )
    parser.EndElementHandler = lambda _: stack.pop()
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        pass
    return reversed(stack)
