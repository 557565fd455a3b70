"""An expression of XPath 1.0, compiled by libxml2 when first used, and its way to Python values and back."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from lxml import etree

from teiproof.schematron.xpath.evaluation_error import EvaluationError
from teiproof.schematron.xpath.focus import Focus, Run
from teiproof.schematron.xpath.native import EXTENSIONS, NODES, Native
from teiproof.schematron.xpath.regex import searches
from teiproof.schematron.xpath.syntax import XPathSyntaxError
from teiproof.schematron.xpath.values import Item, text_of

CHUNK = 64
"""Nodes handed to libxml2 at once: it compares each node of a list with all before it."""


class _Running:
    """The run whose expressions libxml2 evaluates just now, for the functions that it calls."""

    run: Run | None = None


def forget_run() -> None:
    """Let go of the document that was evaluated last."""
    _Running.run = None


def _identified(_: object, identifiers: str) -> list[etree._Element]:
    return _Running.run.identified(identifiers) if _Running.run else []


_FUNCTIONS = {
    (EXTENSIONS, "id"): _identified,
    (EXTENSIONS, "ends-with"): lambda _, text, end: text.endswith(end),
    (EXTENSIONS, "lower-case"): lambda _, text: text.lower(),
    (EXTENSIONS, "upper-case"): lambda _, text: text.upper(),
    (EXTENSIONS, "matches"): lambda _, text, pattern: searches(pattern, text),
}


def compile_native(text: str, namespaces: Mapping[str, str]) -> etree.XPath:
    """An expression of XPath 1.0 compiled. Raises XPathSyntaxError."""
    bound = {prefix: uri for prefix, uri in namespaces.items() if prefix}
    extensions = None
    if "tp:" in text:
        bound["tp"] = EXTENSIONS
        extensions = _FUNCTIONS
    try:
        return etree.XPath(text, namespaces=bound, extensions=extensions)  # type: ignore[arg-type]  # stubs lack the functions' type
    except etree.XPathError as error:
        raise XPathSyntaxError(f"{str(error).lower()} in {text}") from error


def handed_over(kind: str, count: str) -> tuple[str, str] | None:
    """Kind and count of a variable as libxml2 sees it; None if it cannot be handed over unchanged."""
    if kind in ("string", "number", "integer", "boolean") and count == "one":
        return kind, count
    if kind == "elements":
        return kind, count
    return ("values", count) if kind in ("nodes", "string") else None


class NativeCall:
    """An expression of XPath 1.0 with the variables that it uses, by kind and count."""

    def __init__(
        self, native: Native, namespaces: Mapping[str, str], variables: Mapping[str, tuple[str, str]]
    ) -> None:
        self._native = native
        self._namespaces = namespaces
        self._variables = variables
        self._is_integer = native.kind == "integer"
        self._needs_current = "$tp-current" in native.text

    @cached_property
    def _compiled(self) -> etree.XPath:
        return compile_native(self._native.text, self._namespaces)

    def evaluate(self, focus: Focus) -> list[Item]:
        """The value as a sequence."""
        value = self._call(focus)
        if isinstance(value, list):
            return value
        if isinstance(value, str):
            return [str(value)]  # of lxml's own kind it would pass for an attribute
        if isinstance(value, float) and self._is_integer and value.is_integer():
            return [int(value)]
        return [value]

    def decide(self, focus: Focus) -> bool:
        """The value of an expression that is true or false."""
        return self._call(focus) is True

    def _call(self, focus: Focus) -> Any:
        _Running.run = focus.run
        try:
            return self._called(focus)
        except etree.XPathError as error:  # a limit of libxml2
            raise EvaluationError(str(error).lower()) from error

    def _called(self, focus: Focus) -> Any:
        if not self._variables and not self._needs_current:
            return self._compiled(focus.node)
        given = {name: _given(focus.value(name), *shape) for name, shape in self._variables.items()}
        if self._needs_current:
            given["tp-current"] = [focus.node]
        return self._compiled(focus.node, **given)


def _given(items: list[Item], kind: str, count: str) -> Any:
    """A value as libxml2 takes it: lists hold elements only, so that a text is put in one."""
    passed = handed_over(kind, count)
    if passed is None or passed[0] not in NODES:
        return items[0]
    if passed[0] == "elements":
        return items
    holder = etree.Element("values")
    for item in items:
        etree.SubElement(holder, "value").text = text_of(item)
    return list(holder)
