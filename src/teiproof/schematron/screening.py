"""A condition that every node breaking a rule fulfils: libxml2 asks it of all candidates at once.

Nearly all nodes keep nearly all rules. So before the rules are evaluated node by node, one native expression
tells which nodes may break them; where a part of a test has no native form it is taken to be broken.
"""

from teiproof.schematron.xpath.expression import Language
from teiproof.schematron.xpath.native import NotNativeError, Translator
from teiproof.schematron.xpath.syntax import Expression, Filter, Function, Operation, Path, Sequence, Step


def may_be_true(expression: Expression, language: Language) -> str | None:
    """A native condition that is true wherever an expression is; None if only `true()` would do."""
    if isinstance(expression, Operation) and expression.operator == "and":
        parts = [may_be_true(one, language) for one in (expression.left, expression.right)]
        known = [part for part in parts if part is not None]
        return f"({' and '.join(known)})" if known else None
    if isinstance(expression, Operation) and expression.operator in ("or", "|"):
        left, right = may_be_true(expression.left, language), may_be_true(expression.right, language)
        return None if left is None or right is None else f"({left} or {right})"
    if isinstance(expression, Function) and expression.name == "not" and len(expression.arguments) == 1:
        must = must_be_true(expression.arguments[0], language)
        return None if must is None else f"not({must})"
    exact = _exactly(expression, language)
    if exact is None and isinstance(expression, Path):
        return _exactly(_without_predicates(expression), language)
    return exact


def must_be_true(expression: Expression, language: Language) -> str | None:
    """A native condition that is true only where an expression is; None if only `false()` would do."""
    if isinstance(expression, Operation) and expression.operator == "and":
        left, right = must_be_true(expression.left, language), must_be_true(expression.right, language)
        return None if left is None or right is None else f"({left} and {right})"
    if isinstance(expression, Operation) and expression.operator in ("or", "|"):
        parts = [must_be_true(one, language) for one in (expression.left, expression.right)]
        known = [part for part in parts if part is not None]
        return f"({' or '.join(known)})" if known else None
    if isinstance(expression, Function) and expression.name == "not" and len(expression.arguments) == 1:
        may = may_be_true(expression.arguments[0], language)
        return None if may is None else f"not({may})"
    return _exactly(expression, language)


def _exactly(expression: Expression, language: Language) -> str | None:
    if isinstance(expression, Sequence):
        return None
    translator = Translator(language.version, language.namespaces, has_current=False)
    try:
        return f"boolean({translator.translate(expression).text})"
    except NotNativeError:
        return None


def _without_predicates(path: Path) -> Path:
    steps: list[Expression] = []
    for step in path.steps:
        if isinstance(step, Step):
            steps.append(Step(step.axis, step.test))
        else:
            steps.append(step.primary if isinstance(step, Filter) else step)
    return Path(path.is_absolute, tuple(steps))
