"""An expression as one of XPath 1.0 with the same value, which libxml2 evaluates quickly.

XPath 2.0 and later give many expressions another meaning than XPath 1.0 (https://www.w3.org/TR/xpath20/#id-
backwards-compatibility): numbers and strings are not converted silently, `=` compares by type, value
comparisons want single values. A translation is given only where both mean the same for every document.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from teiproof.schematron.xpath.known import ADDED, FUNCTIONS, ONLY_1
from teiproof.schematron.xpath.syntax import (
    DESCENDANTS,
    ContextItem,
    Expression,
    Filter,
    Function,
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
from teiproof.schematron.xpath.traits import is_single, kind_of, picks_one, searches_document, sought_identifier

NODES = frozenset({"elements", "nodes", "values"})
TEXTS = NODES | {"string"}
NUMBERS = frozenset({"integer", "number"})
_VALUE_COMPARISONS = {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_ORDERED = frozenset({"<", "<=", ">", ">="})

_LONGEST_LIST = 40
EXTENSIONS = "https://teiproof.example/xpath"
"""The namespace of the functions that libxml2 lacks, which `interpreter` gives it; its prefix is `tp`."""


class NotNativeError(Exception):
    """There is no expression of XPath 1.0 with the same value."""


class UnboundPrefixError(XPathSyntaxError):
    """An expression uses a prefix that the schema does not bind."""

    def __init__(self, prefix: str) -> None:
        super().__init__(f'the prefix “{prefix}” is not bound; add <ns prefix="{prefix}" uri="..."/>')


@dataclass(frozen=True, slots=True)
class Native:
    """An expression of XPath 1.0.

    `kind` is elements, nodes, values (nodes of which only the text counts), string, integer, number or
    boolean. `count` is one, maybe (none or one) or many.
    """

    text: str
    kind: str
    count: str


@dataclass(slots=True)
class Translator:
    """Translates expressions of one version (1 or 3).

    `variables` gives kind and count of those that can be handed to libxml2. `has_focus`: whether the
    context item is a node that libxml2 can be given. `has_current`: whether `$tp-current` will be given.
    """

    version: int
    namespaces: Mapping[str, str]
    variables: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    has_focus: bool = True
    has_current: bool = True
    used: set[str] = field(default_factory=set)
    _depth: int = 0

    def translate(self, expression: Expression, is_whole: bool = False) -> Native:
        """The same expression in XPath 1.0.

        A path that searches the document is left to the interpreter, which knows quicker ways, unless it is
        the whole expression (`is_whole`). Raises NotNativeError, UnboundPrefixError.
        """
        if isinstance(expression, Path) and is_whole:
            return self._path(expression)
        match expression:
            case Literal():
                return self._literal(expression)
            case Variable():
                return self._variable(expression)
            case ContextItem():
                self._want_focus()
                return Native(".", "nodes" if self._depth else "elements", "one")
            case Negative():
                return self._negative(expression)
            case Operation():
                return self._operation(expression)
            case Function():
                return self._function(expression)
            case Filter():
                return self._filter(expression)
            case Path():
                return self._path_in_expression(expression)
        raise NotNativeError

    def _literal(self, literal: Literal) -> Native:
        value = literal.value
        if isinstance(value, str):
            if '"' not in value:
                return Native(f'"{value}"', "string", "one")
            if "'" not in value:
                return Native(f"'{value}'", "string", "one")
            raise NotNativeError
        text = str(value)
        if not text.replace(".", "", 1).isdigit():
            raise NotNativeError
        return Native(text, "integer" if isinstance(value, int) else "number", "one")

    def _variable(self, variable: Variable) -> Native:
        if variable.name not in self.variables or ":" in variable.name:
            raise NotNativeError
        self.used.add(variable.name)
        return Native(f"${variable.name}", *self.variables[variable.name])

    def _want_focus(self) -> None:
        if not self.has_focus and not self._depth:
            raise NotNativeError

    def _negative(self, negative: Negative) -> Native:
        operand = self.translate(negative.operand)
        if operand.kind not in NUMBERS and self.version > 1:
            raise NotNativeError
        # In XPath 1.0 -0 is another number than 0.
        kind = operand.kind if self.version > 1 else "number"
        return Native(f"-{operand.text}", kind, operand.count)

    def _operation(self, operation: Operation) -> Native:
        operator = operation.operator
        if operator in ("and", "or"):
            left, right = self.translate(operation.left), self.translate(operation.right)
            return Native(f"({left.text} {operator} {right.text})", "boolean", "one")
        if operator == "|":
            left, right = self.translate(operation.left), self.translate(operation.right)
            if left.kind not in NODES or right.kind not in NODES or "values" in (left.kind, right.kind):
                raise NotNativeError
            kind = "elements" if left.kind == right.kind == "elements" else "nodes"
            return Native(f"({left.text} | {right.text})", kind, "many")
        if operator in ("+", "-", "*", "div", "mod"):
            return self._arithmetic(operation)
        return self._comparison(operation)

    def _arithmetic(self, operation: Operation) -> Native:
        left, right = self.translate(operation.left), self.translate(operation.right)
        operator = operation.operator
        if self.version > 1:
            if left.kind not in NUMBERS or right.kind not in NUMBERS:
                raise NotNativeError
            if operator in ("div", "mod") and (
                not isinstance(operation.right, Literal) or not operation.right.value
            ):
                raise NotNativeError  # an error in XPath 2.0 if the divisor is zero
        is_whole = left.kind == right.kind == "integer" and operator != "div"
        return Native(f"({left.text} {operator} {right.text})", "integer" if is_whole else "number", "one")

    def _comparison(self, operation: Operation) -> Native:
        operator = _VALUE_COMPARISONS.get(operation.operator, operation.operator)
        if operator not in ("=", "!=", *_ORDERED):
            raise NotNativeError
        is_value_comparison = operator != operation.operator
        if operator in ("=", "!=") and (same := self._same_node(operation)):
            return Native(same if operator == "=" else f"not({same})", "boolean", "one")
        if isinstance(operation.right, Sequence) and not is_value_comparison:
            if len(operation.right.items) > _LONGEST_LIST:
                raise NotNativeError  # quicker as a set, and libxml2 counts each part as a level of nesting
            parts = [
                self._comparison(Operation(operator, operation.left, one)) for one in operation.right.items
            ]
            return Native(
                f"({' or '.join(part.text for part in parts)})" if parts else "false()", "boolean", "one"
            )
        left, right = self.translate(operation.left), self.translate(operation.right)
        if self.version > 1:
            kinds = {left.kind, right.kind}
            alike = kinds <= NUMBERS or (operator not in _ORDERED and (kinds <= TEXTS or kinds == {"boolean"}))
            is_single = "many" not in (left.count, right.count)
            if not alike or (is_value_comparison and not is_single):
                raise NotNativeError
            if "maybe" in (left.count, right.count) and kinds.isdisjoint(NODES):
                raise NotNativeError  # nothing where XPath 1.0 has a truth value
        is_certain = not is_value_comparison or left.count == right.count == "one"
        return Native(f"({left.text} {operator} {right.text})", "boolean", "one" if is_certain else "maybe")

    def _same_node(self, operation: Operation) -> str | None:
        """`generate-id(a) eq generate-id(b)` in XPath 1.0 without that function."""
        sides = []
        for side in (operation.left, operation.right):
            if not isinstance(side, Function) or side.name != "generate-id" or len(side.arguments) > 1:
                return None
            node = self.translate(side.arguments[0] if side.arguments else ContextItem())
            if node.kind not in ("elements", "nodes") or node.count != "one":
                return None
            sides.append(node.text)
        return f"(count({sides[0]} | {sides[1]}) = 1)"

    def _function(self, call: Function) -> Native:
        name, arguments = call.name, call.arguments
        if name == "current" and not arguments:
            if not self.has_focus or (self._depth and not self.has_current):
                raise NotNativeError
            return Native("$tp-current" if self._depth else ".", "elements", "one")
        if name == "id" and len(arguments) == 1:
            return Native(f"tp:id({self._text(arguments[0])})", "elements", "many")
        if name in ("exists", "empty") and len(arguments) == 1 and self.version > 1:
            operand = self.translate(arguments[0])
            if operand.kind not in NODES:
                raise NotNativeError
            return Native(f"{'boolean' if name == 'exists' else 'not'}({operand.text})", "boolean", "one")
        if name in ADDED and self.version > 1:
            return self._added(call)
        if name in FUNCTIONS:
            return self._core(call)
        if name in ONLY_1 and self.version == 1:
            return Native(
                f"{name}({', '.join(self.translate(one).text for one in arguments)})", ONLY_1[name], "one"
            )
        raise NotNativeError

    def _core(self, call: Function) -> Native:
        signature, kind = FUNCTIONS[call.name]
        required, _, optional = signature.partition("?")
        endless = required.endswith("*")
        kinds = required.removesuffix("*") + optional
        least = len(required.removesuffix("*"))
        if len(call.arguments) < least or (len(call.arguments) > len(kinds) and not endless):
            raise XPathSyntaxError(f"{call.name}() does not take {len(call.arguments)} arguments")
        if not call.arguments and optional:
            self._want_focus()
        if call.name in ("position", "last") and not self._depth:
            raise NotNativeError
        kinds += kinds[-1:] * (len(call.arguments) - len(kinds))
        texts = [self._argument(one, wanted) for one, wanted in zip(call.arguments, kinds, strict=False)]
        return Native(f"{call.name}({', '.join(texts)})", kind, "one")

    def _argument(self, argument: Expression, wanted: str) -> str:
        made = self.translate(argument)
        if wanted in "xe" and (made.kind not in NODES or (wanted == "e" and made.kind == "values")):
            raise NotNativeError
        if self.version > 1:
            if wanted == "e" and made.count == "many":
                raise NotNativeError
            if wanted == "n" and (made.kind not in NUMBERS or made.count != "one"):
                raise NotNativeError
            if wanted == "s" and (made.kind not in TEXTS | {"integer"} or made.count == "many"):
                raise NotNativeError
        return made.text

    def _text(self, argument: Expression) -> str:
        return f"string({self._argument(argument, 's')})"

    def _added(self, call: Function) -> Native:
        number, kind = ADDED[call.name]
        if len(call.arguments) != number:
            raise NotNativeError
        if call.name == "matches":
            from teiproof.schematron.xpath.regex import is_searchable

            pattern = call.arguments[1]
            if not isinstance(pattern, Literal) or not is_searchable(str(pattern.value)):
                raise NotNativeError
        return Native(f"tp:{call.name}({', '.join(map(self._text, call.arguments))})", kind, "one")

    def _filter(self, filtered: Filter) -> Native:
        primary = self.translate(filtered.primary)
        if primary.kind not in NODES:
            raise NotNativeError
        text = f"({primary.text}){self.predicates(filtered.predicates)}"
        is_one = primary.count != "many" or picks_one(filtered.predicates)
        return Native(text, primary.kind, "maybe" if is_one else "many")

    def predicates(self, predicates: tuple[Expression, ...]) -> str:
        """Predicates, each in its brackets."""
        self._depth += 1
        try:
            texts = [self._predicate(predicate) for predicate in predicates]
        finally:
            self._depth -= 1
        return "".join(texts)

    def _predicate(self, predicate: Expression) -> str:
        made = self.translate(predicate)
        if made.count != "one" and made.kind not in NODES | {"boolean"}:
            raise NotNativeError
        return f"[{made.text}]"

    def is_positional(self, predicate: Expression) -> bool:
        """Whether a predicate may select by position. Raises NotNativeError if that cannot be told."""
        self._depth += 1
        try:
            made = self.translate(predicate)
        finally:
            self._depth -= 1
        return made.kind in NUMBERS or "position()" in made.text or "last()" in made.text

    def _path_in_expression(self, path: Path) -> Native:
        if not self._depth and (searches_document(path) or sought_identifier(path) is not None):
            raise NotNativeError
        return self._path(path)

    def _path(self, path: Path) -> Native:
        for index, step in enumerate(path.steps):
            if isinstance(step, Operation | Filter) and (index or path.is_absolute):
                return self._grouped(path, index)
        text, kind, count = ("/", "nodes", "one") if path.is_absolute else ("", "elements", "one")
        if not path.is_absolute and isinstance(path.steps[0], Step):
            self._want_focus()
        for index, step in enumerate(path.steps):
            if text and not text.endswith("/"):
                text += "/"
            if step == DESCENDANTS and 0 < index + 1 < len(path.steps) and text:
                text += "/" if text.endswith("/") and text != "//" else ""
                count = "many"
                continue
            if isinstance(step, Step):
                text += self.step(step)
                kind = kind_of(step)
                count = "maybe" if count != "many" and is_single(step) else "many"
            elif isinstance(step, ContextItem) and index:
                text += "self::node()"
            elif index == 0 and not path.is_absolute:
                head = self.translate(step)
                if head.kind not in ("elements", "nodes"):
                    raise NotNativeError
                text, kind, count = head.text, head.kind, head.count
            else:
                raise NotNativeError
        return Native(text, kind, count)

    def _grouped(self, path: Path, index: int) -> Native:
        """A path in which one of the steps is a union in parentheses."""
        step = path.steps[index]
        group, predicates = (step.primary, step.predicates) if isinstance(step, Filter) else (step, ())
        before, after = path.steps[:index], path.steps[index + 1 :]
        branches = list(_branches(group))
        if all(_is_plain_child(branch) for branch in branches):
            condition: Expression | None = None
            for branch in branches:
                itself = Path(False, (replace(branch[0], axis="self"),))
                condition = itself if condition is None else Operation("or", condition, itself)
            merged = Step("child", NodeTest("name", "*"), (condition, *predicates) if condition else predicates)
            return self._path(Path(path.is_absolute, (*before, merged, *after)))
        if predicates:
            raise NotNativeError
        parts = [self._path(Path(path.is_absolute, (*before, *branch, *after))) for branch in branches]
        kind = "elements" if all(part.kind == "elements" for part in parts) else "nodes"
        return Native(f"({' | '.join(part.text for part in parts)})", kind, "many")

    def step(self, step: Step) -> str:
        """An axis step."""
        return f"{step.axis}::{self.test(step.test)}{self.predicates(step.predicates)}"

    def test(self, test: NodeTest) -> str:
        """A node test."""
        if test.kind != "name":
            literal = self._literal(Literal(test.name)).text if test.name else ""
            return f"{test.kind}({literal})"
        prefix, colon, local = test.name.rpartition(":")
        if prefix == "*":
            return f'*[local-name()="{local}"]'
        if colon and prefix not in self.namespaces and prefix != "xml":
            raise UnboundPrefixError(prefix)
        return test.name


def _branches(group: Expression) -> Iterator[tuple[Step, ...]]:
    """The relative paths of a union."""
    if isinstance(group, Operation) and group.operator == "|":
        yield from _branches(group.left)
        yield from _branches(group.right)
        return
    if not isinstance(group, Path) or group.is_absolute:
        raise NotNativeError
    steps = tuple(step for step in group.steps if isinstance(step, Step))
    if len(steps) < len(group.steps):
        raise NotNativeError
    yield steps


def _is_plain_child(branch: tuple[Step, ...]) -> bool:
    first = branch[0]
    return len(branch) == 1 and first.axis == "child" and not first.predicates and first.test.kind == "name"
