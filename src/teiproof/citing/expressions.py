"""The XPath of citation structures: untrusted, so that it is asked for elements and texts of one document only,
and refused before it could take for ever.

A name without a prefix is TEI's, as in the Guidelines' own examples of citeStructure. The expressions are those
of Schematron rules: evaluated by libxml2 or by Python where they can be, and by elementpath otherwise.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from teiproof.model.document import Document
from teiproof.names import TEI
from teiproof.schematron.xpath.evaluation_error import EvaluationError
from teiproof.schematron.xpath.expression import Expression, Language, Place, Scope
from teiproof.schematron.xpath.focus import Run
from teiproof.schematron.xpath.native_call import forget_run
from teiproof.schematron.xpath.parser import parse
from teiproof.schematron.xpath.syntax import (
    Binding,
    Filter,
    Function,
    Literal,
    NodeTest,
    Path,
    Step,
    XPathSyntaxError,
)
from teiproof.schematron.xpath.syntax import Expression as Syntax
from teiproof.schematron.xpath.writing import written

if TYPE_CHECKING:
    from lxml import etree

_LONGEST = 1_000  # characters of an expression
_VISITS = 300_000_000  # nodes that all expressions of a document may look at, by an estimate
_DEFAULT = "tei-by-default"
_POSITION = Function("position", ())
_OUTSIDE = frozenset({"collection", "doc", "doc-available", "document"})
_SIBLINGS = ("following-sibling", "preceding-sibling")


class RefusedExpressionError(Exception):
    """An expression that cannot be evaluated; the argument says why, without a full stop."""


class Expressions:
    """Evaluates expressions on one document, until they have looked at more nodes than is reasonable."""

    def __init__(self, document: Document) -> None:
        self._run = Run(document, ())
        self._left = float(_VISITS)
        self._sizes = _Sizes(document.root)

    def close(self) -> None:
        """Let go of the document."""
        forget_run()

    def elements(
        self, text: str, context: etree._Element, namespaces: Mapping[str, str]
    ) -> list[etree._Element]:
        """The elements to which an expression leads. Raises RefusedExpressionError."""
        expression = self._prepared(text, namespaces)
        with _refusing():
            found = expression.elements(Scope(self._run, Place(context), {}))
        elements = [item for item in found if not isinstance(item, str | bool | float | int)]
        if len(elements) != len(found) or not all(isinstance(item.tag, str) for item in elements):
            raise RefusedExpressionError("it leads to something that is no element")
        return elements

    def text(self, text: str, context: etree._Element, position: int, namespaces: Mapping[str, str]) -> str:
        """The first item of an expression as a text; `position` is that of the context among its like.

        Nothing if it leads nowhere. Raises RefusedExpressionError.
        """
        if text.strip() == "position()":
            return str(position)
        expression = self._prepared(text, namespaces, position if "position" in text else 0)
        with _refusing():
            found = expression.texts(Scope(self._run, Place(context), {}))
        return " ".join(found[0].split()) if found else ""

    def _prepared(self, text: str, namespaces: Mapping[str, str], position: int = 0) -> Expression:
        with _refusing():
            known = {prefix: uri for prefix, uri in namespaces.items() if prefix}
            expression, syntax = _compiled(text, position, tuple(sorted(known.items())))
        visits = 1 + self._sizes.visits(syntax)[0]
        if visits > self._left:
            raise RefusedExpressionError("it would have to look at too many nodes, in this document")
        self._left -= visits
        return expression


@contextlib.contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (EvaluationError, XPathSyntaxError) as error:
        raise RefusedExpressionError(str(error)) from error
    except RecursionError as error:
        raise RefusedExpressionError("it is nested too deeply") from error


@lru_cache(maxsize=1024)
def _compiled(text: str, position: int, namespaces: tuple[tuple[str, str], ...]) -> tuple[Expression, Syntax]:
    if len(text) > _LONGEST:
        raise XPathSyntaxError(f"it is longer than {_LONGEST} characters")
    syntax = parse(text)
    for part in _within(syntax):
        if isinstance(part, Binding):
            raise XPathSyntaxError("loops have no place in it")
        if isinstance(part, Function) and part.name.rpartition(":")[2] in _OUTSIDE:
            raise XPathSyntaxError(f"{part.name}() has no place in it, which may not look outside")
    syntax = _in_tei(_at_position(syntax, position) if position else syntax)
    known = {"tei": TEI, **dict(namespaces), _DEFAULT: TEI}
    return Expression(written(syntax), Language(3, known), {}), syntax


def _within(value: object) -> Iterator[object]:
    """A part of an expression and all parts of it."""
    yield value
    for part in _parts(value):
        yield from _within(part)


def _parts(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        yield from value
    elif is_dataclass(value):
        yield from (getattr(value, one.name) for one in fields(value))


def _in_tei(value: Syntax) -> Syntax:
    """An expression in which each name of an element without a prefix is TEI's."""
    made = cast(Syntax, _mapped(value, _in_tei))
    if isinstance(made, Step) and made.axis not in ("attribute", "namespace"):
        test = made.test
        if test.kind == "name" and ":" not in test.name and test.name != "*":
            return replace(made, test=NodeTest("name", f"{_DEFAULT}:{test.name}"))
    return made


def _at_position(value: Syntax, position: int) -> Syntax:
    """An expression with the position of the context item written out; in a path it is another's."""
    if value == _POSITION:
        return Literal(position)
    if isinstance(value, Path | Step | Filter):
        return value
    return cast(Syntax, _mapped(value, lambda part: _at_position(part, position)))


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """An expression whose parts are changed; they are of many classes."""
    if not is_dataclass(value):
        return value
    changed = {}
    for one in fields(value):
        part = getattr(value, one.name)
        if isinstance(part, tuple):
            changed[one.name] = tuple(change(item) for item in part)
        elif is_dataclass(part) and not isinstance(part, NodeTest):
            changed[one.name] = change(part)
    return replace(value, **changed) if changed and not isinstance(value, type) else value


class _Sizes:
    """How much of a document an expression has to look at, at worst."""

    def __init__(self, root: etree._Element) -> None:
        self._nodes, self._depth, self._width = 1, 1, 1
        from lxml import etree

        depth = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                depth += 1
                self._nodes += 2  # with its text
                self._depth = max(self._depth, depth)
                self._width = max(self._width, 2 * len(element) + 1)
            else:
                depth -= 1

    def visits(self, syntax: object) -> tuple[float, float]:
        """The nodes that are looked at, and those that are found."""
        if isinstance(syntax, Path):
            visits, found = 0.0, 1.0
            for step in syntax.steps:
                cost, found = self._step(step, found)
                visits += cost
            return visits, found
        if isinstance(syntax, Step | Filter):
            return self._step(syntax, 1.0)
        inner = [self.visits(part) for part in _parts(syntax)]
        return sum(cost for cost, _ in inner), max((found for _, found in inner), default=1.0)

    def _step(self, step: object, before: float) -> tuple[float, float]:
        if isinstance(step, Step):
            visits = min(before * self._reach(step.axis), before * self._nodes)
            if step.axis in ("child", "attribute", "self", "parent"):
                visits = min(visits, float(self._nodes))
            elif step.axis.startswith("descendant"):
                visits = min(visits, float(self._nodes) * self._depth)
            found = min(visits, float(self._nodes))
            predicates: tuple[object, ...] = step.predicates
        elif isinstance(step, Filter):
            cost, found = self.visits(step.primary)
            visits, predicates = before * cost, step.predicates
        else:
            cost, found = self.visits(step)
            visits, predicates = before * cost, ()
        visits += found * sum(self.visits(one)[0] for one in predicates)
        return visits, max(found, 1.0)

    def _reach(self, axis: str) -> int:
        if axis in ("self", "parent", "attribute"):
            return 1
        if axis in _SIBLINGS or axis == "child":
            return self._width
        return self._depth if axis.startswith("ancestor") else self._nodes
