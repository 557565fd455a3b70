"""An XPath expression as a tree: all of XPath 1.0, and of XPath 2.0 what rules use.

What the parser does not know it refuses; that is not to say that it is wrong.
"""

from functools import lru_cache

from teiproof.schematron.xpath.lexer import Token, tokens
from teiproof.schematron.xpath.syntax import (
    ANY_NODE,
    DESCENDANTS,
    Binding,
    Cast,
    ContextItem,
    Expression,
    Filter,
    Function,
    If,
    Literal,
    Negative,
    NodeTest,
    Operation,
    Path,
    Sequence,
    Step,
    Variable,
    XPathSyntaxError,
)

_COMPARISONS = frozenset(
    {"=", "!=", "<", "<=", ">", ">=", "eq", "ne", "lt", "le", "gt", "ge", "is", "<<", ">>"}
)
# Binary operators from the loosest to the tightest; comparisons do not chain.
_LEVELS = (
    frozenset({"or"}),
    frozenset({"and"}),
    _COMPARISONS,
    frozenset({"||"}),
    frozenset({"to"}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "idiv", "mod"}),
    frozenset({"union", "|"}),
    frozenset({"intersect", "except"}),
)
_OPERATORS = frozenset().union(*_LEVELS)
_AXES = frozenset({
    "ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self", "following",
    "following-sibling", "parent", "preceding", "preceding-sibling", "self",
})  # fmt: skip
_KINDS = frozenset({"attribute", "comment", "element", "node", "processing-instruction", "text"})
_RESERVED = frozenset({
    "array", "document-node", "empty-sequence", "function", "if", "item", "map", "namespace-node",
    "schema-attribute", "schema-element", "switch", "typeswitch",
})  # fmt: skip
_DEEPEST = 60
_LONGEST = 300  # operations or steps in a row, digits of a number: all that walks over them is recursive


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """The tree of an expression. Raises XPathSyntaxError."""
    parser = _Parser(tokens(text))
    try:
        expression = parser.expression()
    except RecursionError as error:
        raise XPathSyntaxError("the expression is nested too deeply") from error
    if parser.here.kind != "end":
        raise XPathSyntaxError(f"“{parser.here.value}” is not expected here")
    return expression


def _balanced(operator: str, operands: list[Expression]) -> Expression:
    """A chain of an associative operator as a flat tree: some rules have hundreds of parts."""
    if len(operands) == 1:
        return operands[0]
    middle = len(operands) // 2
    return Operation(operator, _balanced(operator, operands[:middle]), _balanced(operator, operands[middle:]))


class _Parser:
    def __init__(self, found: tuple[Token, ...]) -> None:
        self._tokens = found
        self._position = 0
        self._depth = 0

    @property
    def here(self) -> Token:
        return self._tokens[self._position]

    @property
    def _next(self) -> Token:
        return self._tokens[min(self._position + 1, len(self._tokens) - 1)]

    def _is(self, value: str) -> bool:
        return self.here.value == value and self.here.kind in ("symbol", "name")

    def _take(self, value: str) -> bool:
        if self._is(value):
            self._position += 1
            return True
        return False

    def _expect(self, value: str) -> None:
        if not self._take(value):
            raise XPathSyntaxError(f"“{value}” is missing {self._before_here()}")

    def _before_here(self) -> str:
        return f"before “{self.here.value}”" if self.here.value else "at its end"

    def _advance(self) -> Token:
        self._position += 1
        return self._tokens[self._position - 1]

    def expression(self) -> Expression:
        first = self._single()
        if not self._is(","):
            return first
        items = [first]
        while self._take(","):
            items.append(self._single())
        return Sequence(tuple(items))

    def _single(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise XPathSyntaxError("the expression is nested too deeply")
        try:
            if self.here.kind == "name" and self.here.value in ("for", "some", "every"):
                if self._next.kind == "variable":
                    return self._binding()
            elif self.here.kind == "name" and self.here.value == "if" and self._next.value == "(":
                return self._conditional()
            return self._binary(0)
        finally:
            self._depth -= 1

    def _binding(self) -> Expression:
        kind = self._advance().value
        bound = []
        while True:
            if self.here.kind != "variable":
                raise XPathSyntaxError(f"a variable is missing before “{self.here.value}”")
            variable = self._advance().value
            self._expect("in")
            bound.append((variable, self._single()))
            if not self._take(","):
                break
        self._expect("return" if kind == "for" else "satisfies")
        body = self._single()
        for variable, domain in reversed(bound):
            body = Binding(kind, variable, domain, body)
        return body

    def _conditional(self) -> Expression:
        self._advance()
        self._expect("(")
        test = self.expression()
        self._expect(")")
        self._expect("then")
        then = self._single()
        self._expect("else")
        return If(test, then, self._single())

    def _binary(self, level: int, first: Expression | None = None) -> Expression:
        """Operations of a level or a tighter one; `first` is their first operand, if it has been read."""
        first = first or self._cast()
        if level == len(_LEVELS) or self.here.value not in _OPERATORS:
            return first
        operators = _LEVELS[level]
        operands = [self._binary(level + 1, first)]
        found = []
        while self.here.value in operators and self.here.kind in ("symbol", "name"):
            operator = self._advance().value
            found.append("|" if operator == "union" else operator)
            operands.append(self._binary(level + 1))
            if operators is _COMPARISONS:
                break
        if found and found[0] in ("or", "and", "|"):
            return _balanced(found[0], operands)
        if len(found) > _LONGEST:
            raise XPathSyntaxError("the expression is too long")
        left = operands[0]
        for operator, right in zip(found, operands[1:], strict=True):
            left = Operation(operator, left, right)
        return left

    def _cast(self) -> Expression:
        operand = self._unary()
        while self.here.value in ("cast", "castable") and self._next.value == "as":
            is_test = self._advance().value == "castable"
            self._advance()
            if self.here.kind != "name":
                raise XPathSyntaxError("a type is missing")
            type_ = self._advance().value
            operand = Cast(operand, type_ + "?" if self._take("?") else type_, is_test)
        return operand

    def _unary(self) -> Expression:
        if self._take("-"):
            return Negative(self._unary())
        if self._take("+"):
            raise XPathSyntaxError("unary plus")
        return self._path()

    def _path(self) -> Expression:
        steps: list[Expression] = []
        is_absolute = self._is("/") or self._is("//")
        if self._take("//"):
            steps.append(DESCENDANTS)
        elif self._take("/") and not self._starts_step():
            return Path(True, ())
        while True:
            steps.append(self._step())
            if self._take("//"):
                steps.append(DESCENDANTS)
            elif not self._take("/"):
                break
        if len(steps) > _LONGEST:
            raise XPathSyntaxError("the path is too long")
        if len(steps) == 1 and not is_absolute and not isinstance(steps[0], Step):
            return steps[0]
        return Path(is_absolute, tuple(steps))

    def _starts_step(self) -> bool:
        here = self.here
        return here.kind in ("name", "variable", "string", "number") or here.value in ("@", ".", "..", "*", "(")

    def _step(self) -> Expression:
        here = self.here
        if self._take(".."):
            return Step("parent", ANY_NODE, self._predicates())
        if self._take("@"):
            return Step("attribute", self._test(), self._predicates())
        if here.kind == "name" and self._next.value == "::":
            if here.value not in _AXES:
                raise XPathSyntaxError(f"there is no axis “{here.value}”")
            self._position += 2
            return Step(here.value, self._test(), self._predicates())
        is_test = here.value == "*" or (
            here.kind == "name"
            and (self._next.value != "(" or here.value in _KINDS)
            and self._next.value != "#"
        )
        if is_test:
            is_attribute = here.value == "attribute" and self._next.value == "("
            test = self._test()
            return Step("attribute" if is_attribute else "child", test, self._predicates())
        primary = self._primary()
        predicates = self._predicates()
        return Filter(primary, predicates) if predicates else primary

    def _test(self) -> NodeTest:
        if self._take("*"):
            return NodeTest("name", "*")
        if self.here.kind != "name":
            raise XPathSyntaxError(f"a name is missing {self._before_here()}")
        name = self._advance().value
        if not self._is("("):
            return NodeTest("name", name)
        if name not in _KINDS:
            raise XPathSyntaxError(f"“{name}()” is no kind of node")
        self._advance()
        argument = ""
        if not self._is(")"):
            argument = self._advance().value
        self._expect(")")
        if name in ("attribute", "element"):
            return NodeTest("name", argument or "*")
        return NodeTest(name, argument)

    def _predicates(self) -> tuple[Expression, ...]:
        found = []
        while self._take("["):
            found.append(self.expression())
            self._expect("]")
        return tuple(found)

    def _primary(self) -> Expression:
        token = self._advance()
        if token.kind == "number":
            if len(token.value) > _LONGEST:
                raise XPathSyntaxError("a number is too long")
            return Literal(int(token.value) if token.value.isdigit() else float(token.value))
        if token.kind == "string":
            return Literal(token.value)
        if token.kind == "variable":
            return Variable(token.value)
        if token.value == "." and token.kind == "symbol":
            return ContextItem()
        if token.value == "(" and token.kind == "symbol":
            if self._take(")"):
                return Sequence(())
            inner = self.expression()
            self._expect(")")
            return inner
        if token.kind == "name" and self._is("(") and token.value not in _RESERVED:
            return Function(token.value.removeprefix("fn:"), self._arguments())
        raise XPathSyntaxError(f"“{token.value}” is not expected here" if token.value else "it breaks off")

    def _arguments(self) -> tuple[Expression, ...]:
        self._expect("(")
        found: list[Expression] = []
        if self._take(")"):
            return ()
        while True:
            found.append(self._single())
            if self._take(")"):
                return tuple(found)
            if not self._take(","):
                raise XPathSyntaxError(f"“)” is missing {self._before_here()}")
