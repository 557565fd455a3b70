"""Reads a schema into light records: its XML syntax here, its compact syntax in `compact`.

Implements sections 4.1 (annotations), 4.2 (whitespace), 4.3 (datatypeLibrary), 4.8 (name attribute, in part)
and 4.9 (ns attribute) of the specification: foreign elements and attributes are dropped, and what elements
inherit stands in the `Scope` of every record.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from teiproof.errors import IncorrectSchemaError, SchemaNotFoundError
from teiproof.parsing import UnparsableError, create_parser, feed
from teiproof.relaxng.lexical import WHITESPACE, Blanks
from teiproof.relaxng.sources import Sources, is_compact, place

RELAXNG = "http://relaxng.org/ns/structure/1.0"
DEPTH_LIMIT = 200
"""Schemas nested deeper are refused: no schema needs it, and recursion over patterns must stay bounded."""

_NAMES = {
    f"{RELAXNG} {name}": name
    for name in [
        "element",
        "attribute",
        "group",
        "interleave",
        "choice",
        "optional",
        "zeroOrMore",
        "oneOrMore",
        "list",
        "mixed",
        "ref",
        "parentRef",
        "empty",
        "value",
        "data",
        "notAllowed",
        "externalRef",
        "grammar",
        "param",
        "except",
        "div",
        "include",
        "start",
        "define",
        "name",
        "anyName",
        "nsName",
        "text",
    ]
}
_BASE = "http://www.w3.org/XML/1998/namespace base"
_TEXTUAL = {"value", "param", "name"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_URI = re.compile(r"(?:[^%\s<>\"{}|\\^`#]|%[0-9A-Fa-f]{2})*")


class Scope(NamedTuple):
    """What an element of a schema inherits: `ns`, `library` (datatypeLibrary), namespace prefixes, base URI."""

    sources: Sources
    ns: str
    library: str
    prefixes: dict[str, str]
    base: str


class Node:
    """One element of a schema: local name, attributes without namespace, children, text, place and scope."""

    __slots__ = ("attributes", "children", "name", "scope", "text", "where")

    def __init__(self, name: str, attributes: dict[str, str], where: int, scope: Scope) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Node] = []
        self.text = ""
        self.where = where
        self.scope = scope

    def error(self, section: str, message: str) -> IncorrectSchemaError:
        """The error that refuses the schema because of this element."""
        return self.scope.sources.error(self.where, section, message)

    def check_attributes(self, allowed: tuple[str, ...] = (), required: tuple[str, ...] = ()) -> None:
        """Section 3: `ns` and `datatypeLibrary` may stand anywhere, others only where they are allowed.

        Raises IncorrectSchemaError.
        """
        for name in self.attributes:
            if name not in allowed and name not in ("ns", "datatypeLibrary"):
                raise self.error("3", f"<{self.name}> has no attribute “{name}”")
        for name in required:
            if name not in self.attributes:
                raise self.error("3", f"<{self.name}> must have the attribute “{name}”")

    def ncname(self) -> str:
        """The attribute `name`, which must be a name without a colon.

        Raises IncorrectSchemaError.
        """
        self.check_attributes(("name", "combine"), ("name",))
        name = self.attributes["name"].strip(WHITESPACE)
        if not is_ncname(name):
            raise self.error("3", f"“{name}” is not a name")
        return name


def read(sources: Sources, path: Path, ns: str = "") -> Node:
    """The root of the schema in a file; `ns` is inherited from the schema that includes it.

    Raises SchemaNotFoundError, and IncorrectSchemaError if the file is not well-formed, not RELAX NG, or
    nested too deeply.
    """
    file, data = sources.open(path)
    if is_compact(path):
        from teiproof.relaxng.compact import parse

        return parse(data, file, sources, path, ns)
    reader = _Reader(sources, file, path.absolute().as_uri(), ns)
    try:
        feed(reader.parser, data, str(path))
    except UnparsableError as error:
        from teiproof.relaxng import mistaken

        if what := mistaken.text(path, data):
            raise IncorrectSchemaError(f"{path}:1:1: {what}.") from None
        raise IncorrectSchemaError(f"{error} (RELAX NG, section 3).") from None
    return reader.root


def read_reference(node: Node, path: Path) -> Node:
    """The root of the schema in a file which an element refers to.

    Raises SchemaNotFoundError, with the place of the reference, and IncorrectSchemaError.
    """
    try:
        return read(node.scope.sources, path, node.scope.ns)
    except SchemaNotFoundError as error:
        raise SchemaNotFoundError(f"{node.scope.sources.locate(node.where)}: {error}") from None


def did_you_mean(name: str, known: Iterable[str], quoted: str) -> str:
    """The end of a sentence that names what was probably meant; "" if nothing is near."""
    from teiproof.relaxng.nearness import near

    found = near(name, sorted(known))
    return f"; did you mean {quoted.format(found[0])}?" if found else ""


class _Reader:
    """Builds the records."""

    def __init__(self, sources: Sources, file: int, base: str, ns: str) -> None:
        self.root: Node
        self._sources = sources
        self._file = place(file, 0)
        self._outermost = Scope(sources, ns, "", {"xml": "http://www.w3.org/XML/1998/namespace"}, base)
        self._declared: dict[str, str] = {}
        self.parser = create_parser(base)
        self.parser.StartNamespaceDeclHandler = self._declare
        self._attend()

    def _attend(self) -> None:
        """Set the handlers. They run 60,000 times for a TEI schema: hence closures with local names."""
        parser, names, file = self.parser, _NAMES, self._file
        open_nodes: list[Node] = []
        foreign = 0

        def start(qualified: str, attributes: dict[str, str]) -> None:
            nonlocal foreign
            name = names.get(qualified)
            if foreign or name is None:
                self._check_foreign(qualified, open_nodes, foreign)
                foreign += 1
                parser.CharacterDataHandler = None
                return
            scope = open_nodes[-1].scope if open_nodes else self._outermost
            if self._declared:
                scope = scope._replace(prefixes={**scope.prefixes, **self._declared})
                self._declared = {}
            if attributes and (len(attributes) > 1 or ("name" not in attributes and "type" not in attributes)):
                scope = self._inherit(attributes, scope)
            node = Node(name, attributes, file + parser.CurrentByteIndex, scope)
            if open_nodes:
                open_nodes[-1].children.append(node)
                if len(open_nodes) > DEPTH_LIMIT:
                    raise self._error(f"the schema is nested deeper than {DEPTH_LIMIT} levels")
            else:
                self.root = node
            open_nodes.append(node)
            if name in _TEXTUAL:
                parser.CharacterDataHandler = collect

        def end(_: str) -> None:
            nonlocal foreign
            if foreign:
                foreign -= 1
                if not foreign:
                    parser.CharacterDataHandler = take_blank
                return
            node = open_nodes.pop()
            if node.name in _TEXTUAL:
                if node.children:
                    inner = node.children[0]
                    raise inner.error("3", f"<{inner.name}> must not stand in <{node.name}>")
                parser.CharacterDataHandler = take_blank

        def collect(text: str) -> None:
            open_nodes[-1].text += text

        def refuse(text: str) -> None:
            raise self._error(f"the text “{text.strip()[:30]}” must not stand in <{open_nodes[-1].name}>")

        take_blank = Blanks(refuse).__getitem__
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = take_blank

    def _error(self, message: str, section: str = "3") -> IncorrectSchemaError:
        return self._sources.error(self._file + self.parser.CurrentByteIndex, section, message)

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        self._declared[prefix or ""] = uri or ""

    def _check_foreign(self, qualified: str, open_nodes: list[Node], foreign: int) -> None:
        """Elements of other namespaces are annotations: not the root, and not within a name or a value
        (4.1)."""
        self._declared = {}
        uri, _, local = qualified.rpartition(" ")
        if not foreign and uri == RELAXNG:
            raise self._error(
                f"RELAX NG has no element <{local}>{did_you_mean(local, _NAMES.values(), '<{}>')}"
            )
        if not open_nodes:
            from teiproof.relaxng import mistaken

            raise self._error(mistaken.root(uri, local))
        if open_nodes[-1].name in _TEXTUAL:
            raise self._error(f"<{local}> must not stand in <{open_nodes[-1].name}>")

    def _inherit(self, attributes: dict[str, str], scope: Scope) -> Scope:
        """The scope of an element with these attributes; those of other namespaces are removed (4.1)."""
        for name in [name for name in attributes if " " in name]:
            value = attributes.pop(name)
            if name == _BASE:
                from urllib.parse import urljoin

                try:
                    scope = scope._replace(base=urljoin(scope.base, value))
                except ValueError:
                    raise self._error(f"xml:base “{value}” is no address", "4.5") from None
            elif name.startswith(RELAXNG + " "):
                raise self._error("the attributes of RELAX NG have no namespace")
        if "ns" in attributes:
            scope = scope._replace(ns=attributes["ns"])
        if "datatypeLibrary" in attributes:
            library = attributes["datatypeLibrary"]
            scheme = _SCHEME.match(library)
            if library and not (scheme and scheme.end() < len(library) and _URI.fullmatch(library)):
                raise self._error(f"datatypeLibrary “{library}” is not an absolute URI, fragment aside", "4.3")
            scope = scope._replace(library=library)
        return scope


@lru_cache(maxsize=10_000)
def is_ncname(text: str) -> bool:
    """Whether a text is a name without a colon, as expat judges names in documents."""
    if text.isascii():
        return re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", text) is not None
    if re.search(r"[\s:<>/&\"'=]", text):
        return False
    parser = expat.ParserCreate()
    try:
        parser.Parse(f"<{text}/>".encode(), True)
    except (expat.ExpatError, UnicodeError):
        return False
    return True
