"""Expressions seen from another node, for context items that libxml2 cannot be given.

A test on an attribute is rewritten as one on its element, a test on the document node as one on its root.
"""

from dataclasses import replace

from teiproof.schematron.xpath.native import NotNativeError
from teiproof.schematron.xpath.syntax import (
    Binding,
    Cast,
    ContextItem,
    Expression,
    Filter,
    Function,
    If,
    Literal,
    Negative,
    Operation,
    Path,
    Sequence,
    Step,
    Variable,
)
from teiproof.schematron.xpath.traits import CURRENT, mentions

_IMPLICIT = frozenset(
    {"local-name", "name", "namespace-uri", "normalize-space", "number", "string", "string-length"}
)


def from_element(expression: Expression, attribute: Step) -> Expression:
    """An expression on an attribute as one on the element that has it. Raises NotNativeError."""
    return _Attribute(attribute).seen(expression)


def from_root(expression: Expression) -> Expression:
    """An expression on the document node as one on its root element. Raises NotNativeError."""
    return _Document().seen(expression)


class _Viewpoint:
    """Rewrites what depends on the context item; what stands in predicates has one of its own."""

    def item(self) -> Expression:
        """The context item."""
        raise NotNativeError

    def path(self, path: Path) -> Expression:
        """A relative path that begins with an axis step."""
        raise NotNativeError(path)

    def seen(self, expression: Expression) -> Expression:
        """The expression as it must be written. Raises NotNativeError."""
        if isinstance(expression, ContextItem) or expression == CURRENT:
            return self.item()
        if isinstance(expression, Literal | Variable):
            return expression
        if isinstance(expression, Path):
            if mentions(expression.steps[1:] if expression.steps else (), CURRENT):
                raise NotNativeError
            return self._path(expression)
        if isinstance(expression, Function):
            arguments = expression.arguments
            if not arguments and expression.name in _IMPLICIT:
                arguments = (ContextItem(),)
            return replace(expression, arguments=tuple(map(self.seen, arguments)))
        if isinstance(expression, Sequence):
            return replace(expression, items=tuple(map(self.seen, expression.items)))
        if isinstance(expression, Operation):
            return replace(expression, left=self.seen(expression.left), right=self.seen(expression.right))
        if isinstance(expression, Negative | Cast):
            return replace(expression, operand=self.seen(expression.operand))
        if isinstance(expression, If):
            return If(self.seen(expression.test), self.seen(expression.then), self.seen(expression.otherwise))
        if isinstance(expression, Binding):
            return replace(expression, domain=self.seen(expression.domain), body=self.seen(expression.body))
        return self._filter(expression)

    def _filter(self, expression: Expression) -> Expression:
        if not isinstance(expression, Filter) or mentions(expression.predicates, CURRENT):
            raise NotNativeError
        return replace(expression, primary=self.seen(expression.primary))

    def _path(self, path: Path) -> Expression:
        if path.is_absolute:
            return path
        head = path.steps[0]
        if isinstance(head, Step):
            if mentions(head.predicates, CURRENT):
                raise NotNativeError
            return self.path(path)
        if isinstance(head, ContextItem) or head == CURRENT:
            return self.seen(path.steps[1]) if len(path.steps) == 2 else self.path(Path(False, path.steps[1:]))
        return replace(path, steps=(self.seen(head), *path.steps[1:]))


class _Attribute(_Viewpoint):
    def __init__(self, attribute: Step) -> None:
        self._attribute = Path(False, (attribute,))

    def item(self) -> Expression:
        return self._attribute

    def path(self, path: Path) -> Expression:
        head, rest = path.steps[0], path.steps[1:]
        if not isinstance(head, Step):
            raise NotNativeError
        if head.axis == "parent":
            head = replace(head, axis="self")
        elif head.axis == "ancestor":
            head = replace(head, axis="ancestor-or-self")
        else:
            raise NotNativeError
        if rest and head == Step("self", head.test) and head.test.kind == "node":
            return Path(False, rest)
        return Path(False, (head, *rest))


class _Document(_Viewpoint):
    def path(self, path: Path) -> Expression:
        head = path.steps[0]
        if not isinstance(head, Step) or head.axis not in ("child", "descendant", "descendant-or-self"):
            raise NotNativeError
        return Path(True, path.steps)
