"""The parts of an XPath expression, as values named after the productions of its grammar."""

from dataclasses import dataclass


class XPathSyntaxError(Exception):
    """A text is not an XPath expression, or not one of the kinds that the parser knows."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A string or a number."""

    value: str | int | float


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name`."""

    name: str


@dataclass(frozen=True, slots=True)
class ContextItem:
    """`.`"""


@dataclass(frozen=True, slots=True)
class Function:
    """A function call; `name` as written."""

    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class NodeTest:
    """A node test: `kind` is `name` or that of a kind test (`node`, `text`, ...); `name` may hold `*`."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """An axis step."""

    axis: str
    test: NodeTest
    predicates: tuple["Expression", ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """A primary expression with predicates."""

    primary: "Expression"
    predicates: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Path:
    """Steps; `//` is written out as `descendant-or-self::node()`. An absolute path may have no step."""

    is_absolute: bool
    steps: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """A binary operator."""

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Negative:
    """Unary minus."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Sequence:
    """`(a, b, ...)`, also `()`."""

    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class If:
    """`if (test) then a else b`."""

    test: "Expression"
    then: "Expression"
    otherwise: "Expression"


@dataclass(frozen=True, slots=True)
class Binding:
    """`for`, `some` or `every` (`kind`) over one variable."""

    kind: str
    variable: str
    domain: "Expression"
    body: "Expression"


@dataclass(frozen=True, slots=True)
class Cast:
    """`operand cast as type`, or `castable as` (`is_test`); `type` ends in `?` if nothing is allowed."""

    operand: "Expression"
    type: str
    is_test: bool


Expression = (
    Literal
    | Variable
    | ContextItem
    | Function
    | Step
    | Filter
    | Path
    | Operation
    | Negative
    | Sequence
    | If
    | Binding
    | Cast
)

ANY_NODE = NodeTest("node")
DESCENDANTS = Step("descendant-or-self", ANY_NODE)
