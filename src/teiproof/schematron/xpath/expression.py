"""One expression of a rule: checked when the schema is read, compiled when first needed.

It is evaluated natively or by the interpreter where they can, and by elementpath otherwise.
"""

import contextlib
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from teiproof.schematron.xpath.comparisons import Compiled
from teiproof.schematron.xpath.focus import Focus, Run
from teiproof.schematron.xpath.interpreter import Decide, Interpreter
from teiproof.schematron.xpath.known import names_everything
from teiproof.schematron.xpath.lexer import forbidden_function, tokens
from teiproof.schematron.xpath.native import NotNativeError
from teiproof.schematron.xpath.parser import parse
from teiproof.schematron.xpath.syntax import Binding, Step, XPathSyntaxError
from teiproof.schematron.xpath.syntax import Expression as Syntax
from teiproof.schematron.xpath.traits import is_later, mentions
from teiproof.schematron.xpath.values import Item, UncertainError, text_of
from teiproof.schematron.xpath.viewpoint import from_element, from_root
from teiproof.schematron.xpath.writing import written


@dataclass(frozen=True, slots=True)
class Language:
    """The version of XPath (1 or 3) and the namespaces by prefix."""

    version: int
    namespaces: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A node to which a rule applies: an element, one of its attributes (Clark notation), a text, or the
    document (`element` is then its root)."""

    element: etree._Element
    attribute: str | None = None
    is_document: bool = False
    text: etree._ElementUnicodeResult | None = None


def place_of(item: Item) -> Place | None:
    """The place of a node; None for what is not a node."""
    if isinstance(item, etree._Element):
        return Place(item)
    if isinstance(item, etree._ElementUnicodeResult):
        owner = item.getparent()
        if owner is not None:
            return Place(owner, item.attrname) if item.is_attribute else Place(owner, text=item)
    return None


class Expression:
    """An expression as the schema has it.

    `lets` are the variables in scope, in order. `viewpoint` is the attribute step if the context item is an
    attribute, `document` for the document node, `text` for a text, and None for an element.
    """

    def __init__(
        self,
        text: str,
        language: Language,
        lets: Mapping[str, "Expression"],
        viewpoint: Step | str | None = None,
    ) -> None:
        self.text = text
        self._language = language
        self._lets = lets
        self._viewpoint = viewpoint
        self._check()

    def _check(self) -> None:
        """Raise XPathSyntaxError if the expression is wrong whatever the document."""
        found = tokens(self.text)
        if forbidden := forbidden_function(found):
            raise XPathSyntaxError(f"{forbidden}() is not allowed in rules, which may not look outside")
        bound = {
            token.value
            for token, following in itertools.pairwise(found)
            if token.kind == "variable" and (following.value in ("in", ":=") or following.value == "as")
        }
        for token in found:
            if token.kind == "variable" and token.value not in bound and token.value not in self._lets:
                raise XPathSyntaxError(f"there is no variable ${token.value}")
        version = self._language.version
        try:
            tree = parse(self.text)
            is_known = not (version == 1 and is_later(tree)) and names_everything(
                found, version, self._language.namespaces
            )
        except XPathSyntaxError:
            is_known = False
        if not is_known:
            self._token  # noqa: B018  # elementpath must understand what the parser does not

    @cached_property
    def syntax(self) -> Syntax | None:
        """The expression as a tree, seen from an element; None if it is left to elementpath."""
        try:
            tree = parse(self.text)
            if isinstance(self._viewpoint, Step):
                return from_element(tree, self._viewpoint)
            if self._viewpoint == "document":
                return from_root(tree)
            return tree if self._viewpoint is None else None
        except (XPathSyntaxError, NotNativeError):
            return None

    @cached_property
    def _interpreter(self) -> Interpreter:
        shapes = {
            name: (let.compiled.kind, let.compiled.count) for name, let in self._lets.items() if let.compiled
        }
        return Interpreter(self._language.version, self._language.namespaces, shapes)

    @cached_property
    def compiled(self) -> Compiled | None:
        """The expression as a function; None if it is left to elementpath."""
        try:
            return self._interpreter.compile(self.syntax) if self.syntax is not None else None
        except (NotNativeError, XPathSyntaxError):
            return None

    @cached_property
    def _decide(self) -> Decide | None:
        try:
            return self._interpreter.decide(self.syntax) if self.syntax is not None else None
        except (NotNativeError, XPathSyntaxError):
            return None

    @cached_property
    def _token(self) -> Any:
        from teiproof.schematron.xpath.elsewhere import compile_elsewhere

        text = self.text
        with contextlib.suppress(XPathSyntaxError):
            if mentions(tree := parse(text), Binding):
                # elementpath 5 pairs the items of several variables; written out, each has its own loop.
                text = written(tree)
        return compile_elsewhere(text, self._language.version, self._language.namespaces)

    def truth(self, scope: "Scope") -> bool:
        """The effective boolean value. Raises EvaluationError, XPathSyntaxError."""
        if self._decide is not None:
            try:
                return self._decide(scope.focus)
            except UncertainError:
                pass
        return scope.run.elsewhere.truth(self._token, self.elsewhere(scope))

    def texts(self, scope: "Scope") -> list[str]:
        """The texts of the items of the value. Raises EvaluationError, XPathSyntaxError."""
        try:
            return [text_of(item) for item in self.items(scope)]
        except UncertainError:
            values = self.elsewhere(scope)
            return [scope.run.elsewhere.text(self._token, value) for value in values]

    def items(self, scope: "Scope") -> list[Item]:
        """The value. Raises UncertainError if it is left to elementpath."""
        if self.compiled is None:
            raise UncertainError
        return self.compiled.evaluate(scope.focus)

    def elements(self, scope: "Scope") -> list[Item]:
        """The nodes of the value that lxml knows. Raises EvaluationError, XPathSyntaxError."""
        try:
            return self.items(scope)
        except UncertainError:
            return scope.run.elsewhere.lxml_nodes(self.elsewhere(scope))

    def elsewhere(self, scope: "Scope") -> list[Any]:
        """The value as elementpath has it. Raises EvaluationError, XPathSyntaxError."""
        return scope.run.elsewhere.select(self._token, scope.node_elsewhere, scope.elsewhere)


class Scope:
    """A place with the variables that can be seen from it, each evaluated when first asked for."""

    def __init__(
        self, run: Run, place: Place, lets: Mapping[str, Expression], outer: "Scope | None" = None
    ) -> None:
        self.run = run
        self.place = place
        self.focus = Focus(run, place.element, self.value)
        self._lets = lets
        self._outer = outer
        self._values: dict[str, list[Item]] = {}
        self._values_elsewhere: dict[str, list[Any]] = {}

    def value(self, name: str) -> list[Item]:
        """The value of a variable. Raises UncertainError if it is left to elementpath."""
        if name not in self._lets and self._outer is not None:
            return self._outer.value(name)
        if name not in self._values:
            self._values[name] = self._lets[name].items(self)
        return self._values[name]

    def elsewhere(self, name: str) -> list[Any]:
        """The value of a variable as elementpath has it. Raises EvaluationError, XPathSyntaxError."""
        if name not in self._lets:
            if self._outer is None:
                raise KeyError(name)
            return self._outer.elsewhere(name)
        if name not in self._values_elsewhere:
            self._values_elsewhere[name] = self._lets[name].elsewhere(self)
        return self._values_elsewhere[name]

    @cached_property
    def node_elsewhere(self) -> Any:
        """The context item as elementpath has it."""
        place = self.place
        if place.text is not None:
            return self.run.elsewhere.text_node_of(place.text)
        return self.run.elsewhere.node_of(place.element, place.attribute, place.is_document)
