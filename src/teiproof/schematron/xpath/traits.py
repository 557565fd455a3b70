"""What can be told of an expression by looking at it."""

from collections.abc import Iterator

from lxml import etree

from teiproof.schematron.xpath.syntax import (
    Binding,
    Cast,
    ContextItem,
    Expression,
    Function,
    If,
    Literal,
    NodeTest,
    Operation,
    Path,
    Sequence,
    Step,
    Variable,
)
from teiproof.schematron.xpath.values import Item, UncertainError

CURRENT = Function("current", ())
TRUTHS = frozenset({
    "!=", "<", "<=", "=", ">", ">=", "and", "eq", "ge", "gt", "is", "le", "lt", "ne", "or",
})  # fmt: skip
"""The operators whose value is true, false or nothing."""
_LATER_OPERATORS = frozenset({
    "<<", ">>", "eq", "except", "ge", "gt", "idiv", "intersect", "is", "le", "lt", "ne", "to", "||",
})  # fmt: skip
_TRUTH_FUNCTIONS = frozenset({
    "boolean", "contains", "empty", "ends-with", "exists", "false", "matches", "not", "starts-with", "true",
})  # fmt: skip


def is_later(expression: Expression) -> bool:
    """Whether an expression is of XPath 2.0 or later by its form alone."""
    operations = _operations(expression)
    return mentions(expression, Binding, Cast, If, Sequence) or any(
        one in _LATER_OPERATORS for one in operations
    )


def _operations(expression: object) -> Iterator[str]:
    if isinstance(expression, Operation):
        yield expression.operator
    for part in _parts(expression):
        yield from _operations(part)


def searches_document(path: Path) -> bool:
    """Whether a path looks through the whole document, or through that of an ancestor."""
    first = path.steps[0] if path.steps else None
    is_above = path.is_absolute or (
        isinstance(first, Step) and first.axis in ("ancestor", "ancestor-or-self") and len(path.steps) > 1
    )
    return is_above and any(
        isinstance(step, Step) and step.axis.startswith("descendant") for step in path.steps
    )


def sought_identifier(path: Path) -> Expression | None:
    """The value of `following::*[@xml:id = value]` (or `preceding`), if it is the same for all nodes there.

    The TEI asks this of every `spanTo`; to look at every element after each would take time with the square
    of a document's length.
    """
    step = path.steps[0] if len(path.steps) == 1 and not path.is_absolute else None
    if not isinstance(step, Step) or step.axis not in ("following", "preceding") or len(step.predicates) != 1:
        return None
    predicate = step.predicates[0]
    if not isinstance(predicate, Operation) or predicate.operator not in ("=", "eq"):
        return None
    identifier = Path(False, (Step("attribute", NodeTest("name", "xml:id")),))
    if predicate.left == identifier and not _depends_on_focus(predicate.right):
        return predicate.right
    return None


def _depends_on_focus(expression: Expression) -> bool:
    if isinstance(expression, ContextItem) or (isinstance(expression, Function) and not expression.arguments):
        return expression != CURRENT
    if isinstance(expression, Path):
        head = expression.steps[0] if expression.steps else None
        return not expression.is_absolute and (
            isinstance(head, Step) or head is None or _depends_on_focus(head)
        )
    if isinstance(expression, Function):
        return any(map(_depends_on_focus, expression.arguments))
    return not isinstance(expression, Literal | Variable)


def kind_of(step: Step) -> str:
    """Whether a step leads to elements only, or to any nodes."""
    return "nodes" if step.axis == "attribute" or step.test.kind in ("node", "text") else "elements"


def is_single(step: Step) -> bool:
    """Whether a step from one node leads to at most one."""
    if step.axis in ("self", "parent"):
        return True
    if step.axis == "attribute" and "*" not in step.test.name:
        return True
    return picks_one(step.predicates)


def picks_one(predicates: tuple[Expression, ...]) -> bool:
    """Whether predicates leave at most one node: one is a position."""
    return any(
        (isinstance(one, Literal) and isinstance(one.value, int)) or one == Function("last", ())
        for one in predicates
    )


def is_truth(predicate: Expression) -> bool:
    """Whether a predicate is true or false, whatever its items are, and no position."""
    if isinstance(predicate, Operation):
        return predicate.operator in TRUTHS
    if isinstance(predicate, Function):
        return predicate.name in _TRUTH_FUNCTIONS
    if isinstance(predicate, Binding):
        return predicate.kind != "for"
    return isinstance(predicate, Path)


def is_constant(path: Path) -> bool:
    """Whether a path leads to the same nodes whenever it starts from the same node."""
    return not mentions(path, Variable, CURRENT) and (path.is_absolute or isinstance(path.steps[0], Step))


def mentions(expression: object, *wanted: object) -> bool:
    """Whether a part of an expression is of a wanted class, or equal to a wanted expression."""
    if any(isinstance(expression, one) if isinstance(one, type) else expression == one for one in wanted):
        return True
    return any(mentions(part, *wanted) for part in _parts(expression))


def _parts(expression: object) -> Iterator[object]:
    if isinstance(expression, tuple):
        yield from expression
    else:
        for name in getattr(type(expression), "__dataclass_fields__", ()):
            yield getattr(expression, name)


def identity(item: Item) -> object:
    """What tells a node from all others."""
    if isinstance(item, etree._ElementUnicodeResult):
        return item.getparent(), item.attrname, item.is_tail
    return item if isinstance(item, etree._Element) else id(item)


def owner_of(item: Item) -> etree._Element:
    """An element itself, or the one to which an attribute or text belongs. Raises UncertainError."""
    owner = item.getparent() if isinstance(item, etree._ElementUnicodeResult) else item
    if isinstance(owner, etree._Element):
        return owner
    raise UncertainError
