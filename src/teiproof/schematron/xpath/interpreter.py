"""What XPath 2.0 adds and rules use often, in Python around native parts.

An expression becomes a function of a `Focus`. Where the meaning of a value is in doubt (a type error, an
unusual type) the functions raise UncertainError, and the expression is left to elementpath.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from teiproof.schematron.xpath.comparisons import (
    ORDERS,
    VALUE_COMPARISONS,
    Compiled,
    Evaluate,
    general_comparison,
    ordered_comparison,
    value_comparison,
)
from teiproof.schematron.xpath.focus import Focus
from teiproof.schematron.xpath.functions import FUNCTIONS
from teiproof.schematron.xpath.native import NODES, NUMBERS, NotNativeError, Translator
from teiproof.schematron.xpath.native_call import NativeCall, handed_over
from teiproof.schematron.xpath.paths import compile_path
from teiproof.schematron.xpath.syntax import (
    Binding,
    Cast,
    ContextItem,
    Expression,
    Filter,
    Function,
    If,
    Literal,
    Operation,
    Path,
    Sequence,
    Variable,
    XPathSyntaxError,
)
from teiproof.schematron.xpath.traits import (
    identity,
    is_truth,
)
from teiproof.schematron.xpath.values import Item, UncertainError, texts, truth_of

Decide = Callable[[Focus], bool]
_XML_SCHEMA = "http://www.w3.org/2001/XMLSchema"


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Compiles expressions of one version in one scope.

    `variables` are kind and count of those in scope. `has_focus`: whether the context item is an element.
    """

    version: int
    namespaces: Mapping[str, str]
    variables: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    has_focus: bool = True

    def compile(self, expression: Expression) -> Compiled:
        """The function that gives the value of an expression. Raises NotNativeError, XPathSyntaxError."""
        if isinstance(expression, Literal):
            value: list[Item] = [expression.value]
            kind = {str: "string", int: "integer", float: "number"}[type(expression.value)]
            return Compiled(lambda _: value, kind, "one")
        if isinstance(expression, Variable):
            return self._variable(expression)
        if isinstance(expression, ContextItem):
            return Compiled(lambda focus: [focus.item], "elements" if self.has_focus else "atomic", "one")
        if isinstance(expression, Path):
            return compile_path(self, expression)
        try:
            native = self.native(expression)
        except NotNativeError:
            return self._composed(expression)
        # Where XPath 2.0 has nothing XPath 1.0 has false: the same as a truth value, but not as a value.
        return native if (native.kind, native.count) != ("boolean", "maybe") else self._composed(expression)

    def decide(self, expression: Expression) -> Decide:
        """The function that gives the truth value of an expression. Raises NotNativeError, XPathSyntaxError."""
        if isinstance(expression, Operation | Function):
            try:
                return self._decide_native(expression)
            except NotNativeError:
                pass
        if isinstance(expression, Operation) and expression.operator in ("and", "or"):
            return self._decide_both(expression)
        if isinstance(expression, Function) and expression.name in ("not", "boolean", "exists", "empty"):
            return self._decide_function(expression)
        evaluate = self.compile(expression).evaluate
        return lambda focus: truth_of(evaluate(focus))

    def _decide_both(self, operation: Operation) -> Decide:
        left, right = self.decide(operation.left), self.decide(operation.right)
        if operation.operator == "and":
            return lambda focus: left(focus) and right(focus)
        return lambda focus: left(focus) or right(focus)

    def _decide_function(self, call: Function) -> Decide:
        if len(call.arguments) != 1:
            raise XPathSyntaxError(f"{call.name}() takes one argument")
        if call.name in ("not", "boolean"):
            decide = self.decide(call.arguments[0])
            return decide if call.name == "boolean" else lambda focus: not decide(focus)
        evaluate = self.compile(call.arguments[0]).evaluate
        if call.name == "exists":
            return lambda focus: bool(evaluate(focus))
        return lambda focus: not evaluate(focus)

    def translator(self) -> Translator:
        """A translator that knows the variables in scope."""
        passable = {name: given for name, shape in self.variables.items() if (given := handed_over(*shape))}
        return Translator(self.version, self.namespaces, passable, self.has_focus)

    def native(self, expression: Expression, is_whole: bool = False) -> Compiled:
        """An expression that libxml2 evaluates. Raises NotNativeError, XPathSyntaxError."""
        translator = self.translator()
        native = translator.translate(expression, is_whole)
        call = NativeCall(native, self.namespaces, {name: self.variables[name] for name in translator.used})
        return Compiled(call.evaluate, native.kind, native.count)

    def _decide_native(self, expression: Expression) -> Decide:
        translator = self.translator()
        native = translator.translate(expression)
        used = {name: self.variables[name] for name in translator.used}
        return NativeCall(replace(native, text=f"boolean({native.text})"), self.namespaces, used).decide

    def _composed(self, expression: Expression) -> Compiled:
        match expression:
            case Operation():
                return self._operation(expression)
            case Function():
                return self._function(expression)
            case Binding():
                return self._binding(expression)
            case Sequence():
                return self._sequence(expression)
            case If():
                return self._if(expression)
            case Filter():
                return self._filter(expression)
            case Cast():
                return self._cast(expression)
        raise NotNativeError

    def _variable(self, variable: Variable) -> Compiled:
        if variable.name not in self.variables:
            raise NotNativeError  # a let that is left to elementpath
        name = variable.name
        return Compiled(lambda focus: focus.value(name), *self.variables[name])

    def _sequence(self, sequence: Sequence) -> Compiled:
        parts = [self.compile(item) for item in sequence.items]
        kinds = {part.kind for part in parts}
        if kinds and kinds <= NODES:
            kind = "elements" if kinds == {"elements"} else "nodes"
        else:
            kind = kinds.pop() if len(kinds) == 1 else "atomic"
        return Compiled(lambda focus: [item for part in parts for item in part.evaluate(focus)], kind, "many")

    def _if(self, expression: If) -> Compiled:
        test = self.decide(expression.test)
        then, otherwise = self.compile(expression.then), self.compile(expression.otherwise)
        kind = then.kind if then.kind == otherwise.kind else "atomic"
        if kind == "atomic" and {then.kind, otherwise.kind} <= NUMBERS:
            kind = "number"
        count = then.count if then.count == otherwise.count else "many"
        return Compiled(lambda focus: (then if test(focus) else otherwise).evaluate(focus), kind, count)

    def _binding(self, binding: Binding) -> Compiled:
        domain = self.compile(binding.domain)
        variable = binding.variable
        within = replace(self, variables={**self.variables, variable: (domain.kind, "one")})
        if binding.kind == "for":
            body = within.compile(binding.body)
            return Compiled(
                lambda focus: [
                    item
                    for bound in domain.evaluate(focus)
                    for item in body.evaluate(focus.with_variable(variable, bound))
                ],
                body.kind,
                "many",
            )
        decide = within.decide(binding.body)
        quantify = any if binding.kind == "some" else all
        return Compiled(
            lambda focus: [
                quantify(decide(focus.with_variable(variable, one)) for one in domain.evaluate(focus))
            ],
            "boolean",
            "one",
        )

    def _cast(self, cast: Cast) -> Compiled:
        type_, optional, _ = cast.type.partition("?")
        if cast.is_test or optional or self.namespaces.get(type_.partition(":")[0]) != _XML_SCHEMA:
            raise NotNativeError
        if type_.partition(":")[2] != "integer":
            raise NotNativeError
        operand = self.compile(cast.operand).evaluate

        def evaluate(focus: Focus) -> list[Item]:
            values = texts(operand(focus))
            if len(values) != 1 or not values[0].strip(" \t\r\n").lstrip("+-").isdecimal():
                raise UncertainError
            return [int(values[0])]

        return Compiled(evaluate, "integer", "one")

    def _function(self, call: Function) -> Compiled:
        if call.name in ("not", "boolean", "exists", "empty"):
            decide = self._decide_function(call)
            return Compiled(lambda focus: [decide(focus)], "boolean", "one")
        known = FUNCTIONS.get(call.name)
        if known is None or self.version < known.since:
            raise NotNativeError
        arguments = call.arguments
        if not arguments and known.least == 0 and known.takes_context_item:
            arguments = (ContextItem(),)
        if not known.least <= len(arguments) <= known.most:
            raise XPathSyntaxError(f"{call.name}() does not take {len(arguments)} arguments")
        parts = [self.compile(argument).evaluate for argument in arguments]
        work = known.work
        return Compiled(lambda focus: work([part(focus) for part in parts]), known.kind, known.count)

    def _operation(self, operation: Operation) -> Compiled:
        operator = operation.operator
        if operator in ("and", "or"):
            decide = self._decide_both(operation)
            return Compiled(lambda focus: [decide(focus)], "boolean", "one")
        left, right = self.compile(operation.left), self.compile(operation.right)
        if operator in ("=", "!="):
            return general_comparison(operation, left, right)
        if operator in ORDERS and self.version > 1:
            return ordered_comparison(operator, left, right)
        if operator in VALUE_COMPARISONS:
            return value_comparison(operator, left, right)
        if operator in ("except", "intersect") and left.kind in NODES and right.kind in NODES:
            keep = operator == "intersect"

            def select(focus: Focus) -> list[Item]:
                others = {identity(item) for item in right.evaluate(focus)}
                return [item for item in left.evaluate(focus) if (identity(item) in others) is keep]

            return Compiled(select, left.kind, "many")
        if operator == "||":
            concat = FUNCTIONS["concat"].work
            return Compiled(
                lambda focus: concat([left.evaluate(focus), right.evaluate(focus)]), "string", "one"
            )
        raise NotNativeError

    def _filter(self, filtered: Filter) -> Compiled:
        primary = self.compile(filtered.primary)
        evaluate = primary.evaluate
        within = replace(self, has_focus=primary.kind == "elements")
        count = "many"
        for predicate in filtered.predicates:
            if isinstance(predicate, Literal) and isinstance(predicate.value, int):
                evaluate, count = _nth(evaluate, predicate.value - 1), "maybe"
            elif predicate == Function("last", ()):
                evaluate, count = _nth(evaluate, -1), "maybe"
            elif is_truth(predicate):
                evaluate = _where(evaluate, within.decide(predicate))
            else:
                raise NotNativeError
        return Compiled(evaluate, primary.kind, count)


def _nth(evaluate: Evaluate, index: int) -> Evaluate:
    def pick(focus: Focus) -> list[Item]:
        items = evaluate(focus)
        return [items[index]] if -1 <= index < len(items) and items else []

    return pick


def _where(evaluate: Evaluate, decide: Decide) -> Evaluate:
    return lambda focus: [item for item in evaluate(focus) if decide(focus.at(item))]
