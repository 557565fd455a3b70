"""Everything else of XPath: elementpath, on a tree of its own, made when an expression first needs it."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import elementpath
from elementpath.regex import RegexError
from elementpath.xpath3 import XPath3Parser
from elementpath.xpath_nodes import AttributeNode, TextNode, XPathNode
from lxml import etree

from teiproof.schematron.xpath.evaluation_error import EvaluationError
from teiproof.schematron.xpath.lexer import forbidden_function, tokens
from teiproof.schematron.xpath.regex import is_hazardous
from teiproof.schematron.xpath.syntax import XPathSyntaxError
from teiproof.schematron.xpath.values import Item

if TYPE_CHECKING:
    from teiproof.schematron.xpath.focus import Run

_ATTRIBUTES = etree.XPath("@*")
CURRENT = "tp-current"
_IN_RANGES = 100_000
_BOUND = frozenset({"*", "array", "fn", "map", "math", "xml", "xs"})  # of prefixes: elementpath knows them
_ERRORS = (
    elementpath.ElementPathError,
    RegexError,
    ArithmeticError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class _Hazard(elementpath.ElementPathValueError):
    """A pattern that might take for ever."""


def _guarded(base: type[Any]) -> type[Any]:
    """A function with a pattern for its second argument, which refuses patterns that might take for ever."""

    class Guarded(base):  # type: ignore[misc]  # elementpath makes the classes of its functions as it goes
        def evaluate(self, context: Any = None) -> Any:
            if len(self) > 1:
                if context is None:  # elementpath tries at once whether it is constant
                    raise self.missing_context()
                pattern = self.get_argument(context, 1)
                if isinstance(pattern, str) and is_hazardous(pattern):
                    raise _Hazard(f"the pattern “{pattern}” repeats a repetition and may take for ever")
            return super().evaluate(context)

    Guarded.__name__ = base.__name__
    return Guarded


class _Ranges:
    """Ranges of numbers: elementpath writes them out, so that great ones would fill the memory."""

    left = 0
    """How many numbers those of the expression that is evaluated may still have together."""


def _limited(base: type[Any]) -> type[Any]:
    """The operator `to`, which refuses to make too many numbers."""

    class Limited(base):  # type: ignore[misc]  # as above
        def evaluate(self, context: Any = None) -> Any:
            start, stop = self.get_operands(context, cls=int)
            if start is not None and stop is not None:
                _Ranges.left -= max(0, stop - start)
                if _Ranges.left < 0:
                    raise elementpath.ElementPathValueError(f"its ranges have more than {_IN_RANGES:,} numbers")
            return super().evaluate(context)

    Limited.__name__ = base.__name__
    return Limited


class _Parser(XPath3Parser):
    """XPath 3.1 with guarded patterns and ranges."""


_Parser.symbol_table = {
    name: _guarded(token) if name in ("analyze-string", "matches", "replace", "tokenize") else token
    for name, token in XPath3Parser.symbol_table.items()
} | {"to": _limited(XPath3Parser.symbol_table["to"])}


def compile_elsewhere(text: str, version: int, namespaces: Mapping[str, str]) -> Any:
    """The elementpath token of an expression. `current()` is a variable there, and `document()` is `doc()`.

    Raises XPathSyntaxError.
    """
    found = tokens(text)
    forbidden = forbidden_function(found)
    if forbidden:
        raise XPathSyntaxError(f"{forbidden}() is not allowed in rules, which may not look outside")
    pieces = []
    position = 0
    for index, token in enumerate(found[:-1]):
        if token.kind == "name" and found[index + 1].value == "(":
            if token.value == "current" and found[index + 2].value == ")":
                pieces += [text[position : token.start], f"${CURRENT}"]
                position = found[index + 2].end
            elif token.value == "document":
                pieces += [text[position : token.start], "doc"]
                position = token.end
    pieces.append(text[position:])
    kind = elementpath.XPath1Parser if version == 1 else _Parser
    _Ranges.left = _IN_RANGES
    try:
        parser = kind(namespaces=dict(namespaces))
        if version > 1:
            parser.base_uri = "teiproof:/"
        return parser.parse("".join(pieces))
    except _ERRORS as error:
        raise XPathSyntaxError(_reason(error)) from error


def is_wrong(text: str) -> bool:
    """Whether a text is no expression of XPath 3.1, whatever its functions, prefixes and variables may mean."""
    try:
        prefixes = {token.value.partition(":")[0] for token in tokens(text) if ":" in token.value[1:]}
        compile_elsewhere(text, 3, {prefix: f"urn:{prefix}" for prefix in prefixes - _BOUND})
    except XPathSyntaxError as error:
        cause = error.__cause__
        return cause is None or "XPST0003" in str(getattr(cause, "code", ""))
    return False


class Elsewhere:
    """One document as a tree of elementpath."""

    def __init__(self, run: "Run") -> None:
        self._run = run
        self._tree = _tree_of(run.root)
        self._documents = _LocalDocuments(run)

    def node_of(self, node: etree._Element, attribute: str | None, is_document: bool) -> Any:
        """The node for an element, one of its attributes, or the document."""
        if is_document:
            return self._tree
        found = self._tree.tree.elements[node]
        if attribute is None:
            return found
        return next(one for one in found.attributes if one.name == attribute)

    def text_node_of(self, text: etree._ElementUnicodeResult) -> Any:
        """The node for a text that lxml has found. Raises EvaluationError."""
        owner = text.getparent()
        above = owner.getparent() if text.is_tail and owner is not None else owner
        before = self._tree.tree.elements[owner] if text.is_tail else None
        previous = None
        for child in self._tree.tree.elements[above].children:
            if isinstance(child, TextNode) and previous is before:
                return child
            previous = child
        raise EvaluationError("the text cannot be found")

    def select(self, token: Any, item: Any, variable: Callable[[str], list[Any]]) -> list[Any]:
        """The value of a token as a list of nodes and atomic values; `variable` gives those of variables.

        Raises EvaluationError.
        """
        try:
            context = elementpath.XPathContext(self._tree, item=item)
            context.variables = _Variables(variable, item)
            context.documents = self._documents
            _Ranges.left = _IN_RANGES
            return list(token.select(context))
        except _ERRORS as error:
            raise EvaluationError(_reason(error)) from error

    def truth(self, token: Any, values: list[Any]) -> bool:
        """The effective boolean value. Raises EvaluationError."""
        try:
            return bool(token.boolean_value(values))
        except _ERRORS as error:
            raise EvaluationError(_reason(error)) from error

    def text(self, token: Any, value: Any) -> str:
        """The text of a node or of an atomic value."""
        return str(token.string_value(value))

    def lxml_nodes(self, values: list[Any]) -> list[Item]:
        """The elements and attributes among some nodes, as lxml has them."""
        found: list[Item] = []
        for value in values:
            if isinstance(value, AttributeNode) and value.parent is not None:
                owner: Any = value.parent.value
                found += [one for one in _ATTRIBUTES(owner) if one.attrname == value.name]
            elif isinstance(value, XPathNode) and isinstance(value.value, etree._Element):
                found.append(value.value)
        return found


class _Variables(dict[str, Any]):
    """Variables by name, evaluated when asked for: one that has no value must not spoil a test without it."""

    def __init__(self, variable: Callable[[str], list[Any]], current: Any) -> None:
        super().__init__({CURRENT: current})
        self._variable = variable

    def copy(self) -> "_Variables":
        copied = _Variables(self._variable, self[CURRENT])
        copied.update(self)
        return copied

    __copy__ = copy

    def __missing__(self, name: str) -> Any:
        value = self[name] = self._variable(name)
        return value


class _LocalDocuments(dict[str, Any]):
    """Documents by their address, read when asked for if they are local and allowed."""

    def __init__(self, run: "Run") -> None:
        super().__init__()
        self._run = run

    def __missing__(self, uri: str) -> Any:
        root = self._run.other(uri.removeprefix("teiproof:/").lstrip("/"))
        if root is None:
            raise KeyError(uri)
        self[uri] = _tree_of(root)
        return self[uri]


def _tree_of(root: etree._Element) -> Any:
    tree: Any = root.getroottree()  # elementpath's own types leave lxml out, though it supports it
    return elementpath.get_node_tree(tree)


def _reason(error: BaseException) -> str:
    """What an error of elementpath says, without its own machinery."""
    text = getattr(error, "message", None) or str(error) or type(error).__name__
    return re.sub(r"UntypedAtomic\('(.*?)'\)", r"“\1”", str(text).strip().rstrip("."))
