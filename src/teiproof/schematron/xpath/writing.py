"""A tree written out as an expression again, for elementpath."""

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


def written(expression: Expression) -> str:
    """An expression with the same tree."""
    if isinstance(expression, Literal):
        value = expression.value
        return '"{}"'.format(value.replace('"', '""')) if isinstance(value, str) else str(value)
    if isinstance(expression, Variable):
        return f"${expression.name}"
    if isinstance(expression, ContextItem):
        return "."
    if isinstance(expression, Function):
        return f"{expression.name}({', '.join(map(written, expression.arguments))})"
    if isinstance(expression, Step):
        test = expression.test
        name = test.name if test.kind == "name" else f"{test.kind}({test.name})"
        return f"{expression.axis}::{name}{_predicates(expression.predicates)}"
    if isinstance(expression, Path):
        return ("/" if expression.is_absolute else "") + "/".join(map(_step, expression.steps))
    if isinstance(expression, Filter):
        return f"({written(expression.primary)}){_predicates(expression.predicates)}"
    if isinstance(expression, Operation):
        return f"({written(expression.left)} {expression.operator} {written(expression.right)})"
    if isinstance(expression, Negative):
        return f"(-{written(expression.operand)})"
    if isinstance(expression, Sequence):
        return f"({', '.join(map(written, expression.items))})"
    return _keyword(expression)


def _keyword(expression: If | Binding | Cast) -> str:
    if isinstance(expression, If):
        parts = map(written, (expression.test, expression.then, expression.otherwise))
        return "(if ({}) then {} else {})".format(*parts)
    if isinstance(expression, Binding):
        verb = "return" if expression.kind == "for" else "satisfies"
        domain, body = written(expression.domain), written(expression.body)
        return f"({expression.kind} ${expression.variable} in {domain} {verb} {body})"
    kind = "castable" if expression.is_test else "cast"
    return f"({written(expression.operand)} {kind} as {expression.type})"


def _step(step: Expression) -> str:
    text = written(step)
    return (
        text
        if isinstance(step, Step | Function | ContextItem | Variable) or text.startswith("(")
        else f"({text})"
    )


def _predicates(predicates: tuple[Expression, ...]) -> str:
    return "".join(f"[{written(predicate)}]" for predicate in predicates)
