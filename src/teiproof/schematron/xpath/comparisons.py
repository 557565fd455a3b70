"""Comparisons of sequences (https://www.w3.org/TR/xpath20/#id-comparisons) of texts and numbers."""

import itertools
import operator as python
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from teiproof.schematron.xpath.focus import Focus
from teiproof.schematron.xpath.native import NUMBERS, TEXTS, NotNativeError
from teiproof.schematron.xpath.syntax import Literal, Operation, Path, Sequence
from teiproof.schematron.xpath.traits import is_constant
from teiproof.schematron.xpath.values import Item, UncertainError, texts

Evaluate = Callable[[Focus], list[Item]]
VALUE_COMPARISONS: dict[str, Callable[[object, object], bool]] = {
    name: getattr(python, name) for name in ("eq", "ne", "lt", "le", "gt", "ge")
}
ORDERS = {"<": python.lt, "<=": python.le, ">": python.gt, ">=": python.ge}
numbers = itertools.count()
"""Numbers under which a `Run` remembers what was found."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression ready to run; kind and count as in `Native`, kind also `atomic` if it cannot be told."""

    evaluate: Evaluate
    kind: str
    count: str


def general_comparison(operation: Operation, left: Compiled, right: Compiled) -> Compiled:
    """`=` or `!=` on texts, or on values of one simple kind: whether it holds for any pair."""
    is_negated = operation.operator == "!="
    if left.kind == right.kind and left.kind in ("boolean", "integer"):

        def compare_values(focus: Focus) -> list[Item]:
            return [_agree(left.evaluate(focus), frozenset(right.evaluate(focus)), is_negated)]

        return Compiled(compare_values, "boolean", "one")
    others = _set_of(right.evaluate, operation)

    def compare_texts(focus: Focus) -> list[Item]:
        return [_agree(texts(left.evaluate(focus)), others(focus), is_negated)]

    return Compiled(compare_texts, "boolean", "one")


def ordered_comparison(operator: str, left: Compiled, right: Compiled) -> Compiled:
    """`<` and the like on texts, by code points: whether it holds for any pair.

    Raises NotNativeError if neither side is a string: nodes may be compared as numbers.
    """
    kinds = {left.kind, right.kind}
    if "string" not in kinds or not kinds <= TEXTS:
        raise NotNativeError
    holds = ORDERS[operator]
    is_less = operator in ("<", "<=")
    likeliest, its_likeliest = (min, max) if is_less else (max, min)

    def compare(focus: Focus) -> list[Item]:
        mine, others = texts(left.evaluate(focus)), texts(right.evaluate(focus))
        return [bool(mine and others) and holds(likeliest(mine), its_likeliest(others))]

    return Compiled(compare, "boolean", "one")


def _agree(mine: Iterable[Item], others: frozenset[Item], is_negated: bool) -> bool:
    """Whether any two are equal, or, if `is_negated`, different."""
    if is_negated:
        return any(others - {one} for one in mine)
    return not others.isdisjoint(mine)


def _set_of(evaluate: Evaluate, operation: Operation) -> Callable[[Focus], frozenset[Item]]:
    """The texts on the right, remembered if they do not change within a document."""
    right = operation.right
    if isinstance(right, Sequence) and all(isinstance(item, Literal) for item in right.items):
        words = [item.value for item in right.items if isinstance(item, Literal)]
        if all(isinstance(word, str) for word in words):
            constant: frozenset[Item] = frozenset(map(str, words))
            return lambda _: constant
    if not (isinstance(right, Path) and right.is_absolute and is_constant(right)):
        return lambda focus: frozenset(texts(evaluate(focus)))
    number = next(numbers)

    def remembered(focus: Focus) -> frozenset[Item]:
        found = focus.run.sets.get(number)
        if found is None:
            found = focus.run.sets[number] = frozenset(texts(evaluate(focus)))
        return found

    return remembered


def value_comparison(name: str, left: Compiled, right: Compiled) -> Compiled:
    """`eq` and the like on at most one value each. Raises NotNativeError unless numbers or equality."""
    if not {left.kind, right.kind} <= NUMBERS and name not in ("eq", "ne"):
        raise NotNativeError
    holds = VALUE_COMPARISONS[name]

    def compare(focus: Focus) -> list[Item]:
        mine, other = left.evaluate(focus), right.evaluate(focus)
        if not mine or not other:
            return []
        if len(mine) > 1 or len(other) > 1:
            raise UncertainError
        if _is_number(mine[0]) and _is_number(other[0]):
            return [holds(mine[0], other[0])]
        return [holds(texts(mine)[0], texts(other)[0])]

    return Compiled(compare, "boolean", "maybe")


def _is_number(item: Item) -> bool:
    return isinstance(item, int | float) and not isinstance(item, bool)
