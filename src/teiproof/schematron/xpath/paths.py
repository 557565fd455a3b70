"""Paths that libxml2 cannot follow alone, or not quickly: searches through the document are remembered."""

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from teiproof.schematron.xpath.comparisons import Compiled, numbers
from teiproof.schematron.xpath.focus import Focus
from teiproof.schematron.xpath.native import NODES, NotNativeError
from teiproof.schematron.xpath.native_call import CHUNK
from teiproof.schematron.xpath.syntax import Expression, Filter, Function, Path, Step, Variable
from teiproof.schematron.xpath.traits import (
    identity,
    is_constant,
    kind_of,
    owner_of,
    searches_document,
    sought_identifier,
)
from teiproof.schematron.xpath.values import Item, UncertainError, texts

if TYPE_CHECKING:
    from teiproof.schematron.xpath.interpreter import Interpreter

_SEARCHED = "tp-searched"


def compile_path(interpreter: "Interpreter", path: Path) -> Compiled:
    """The function that gives the nodes of a path. Raises NotNativeError, XPathSyntaxError."""
    if path.steps and isinstance(path.steps[-1], Function) and len(path.steps) > 1:
        return _last_function(interpreter, path)
    head = path.steps[0] if path.steps else None
    if not path.is_absolute and isinstance(head, Function) and head.name in ("doc", "document"):
        return _other_document(interpreter, head, path)
    value = sought_identifier(path)
    if value is not None:
        return _identified(interpreter, path, value)
    if searches_document(path):
        return _searching(interpreter, path)
    try:
        return interpreter.native(path, is_whole=True)
    except NotNativeError:
        if path.is_absolute or len(path.steps) < 2 or isinstance(head, Step):
            raise
    return _from_nodes(interpreter, interpreter.compile(path.steps[0]), Path(False, path.steps[1:]))


def _last_function(interpreter: "Interpreter", path: Path) -> Compiled:
    """A path that ends in a function called for each of its nodes."""
    nodes = interpreter.compile(Path(path.is_absolute, path.steps[:-1]))
    if nodes.kind not in NODES:
        raise NotNativeError
    last = replace(interpreter, has_focus=nodes.kind == "elements").compile(path.steps[-1])
    if last.kind in NODES:
        raise NotNativeError

    def evaluate(focus: Focus) -> list[Item]:
        return [item for node in nodes.evaluate(focus) for item in last.evaluate(focus.at(node))]

    return Compiled(evaluate, last.kind, "many")


def _searching(interpreter: "Interpreter", path: Path) -> Compiled:
    """A path that looks through the whole document: what it finds is remembered, if it cannot change."""
    if path.is_absolute:
        return _found_once(interpreter, path) if is_constant(path) else _filtered_search(interpreter, path)
    above = interpreter.native(Path(False, path.steps[:1]), is_whole=True)
    below = Path(False, path.steps[1:])
    if not is_constant(below):
        return interpreter.native(path, is_whole=True)
    return _from_nodes(interpreter, above, below, is_remembered=True)


def _found_once(interpreter: "Interpreter", path: Path) -> Compiled:
    """An absolute path that leads to the same nodes wherever it stands."""
    whole = interpreter.native(path, is_whole=True)
    number = next(numbers)

    def evaluate(focus: Focus) -> list[Item]:
        found = focus.run.memory.get((number, None))
        if found is None:
            found = focus.run.memory[number, None] = whole.evaluate(focus)
        return found

    return Compiled(evaluate, whole.kind, whole.count)


def _filtered_search(interpreter: "Interpreter", path: Path) -> Compiled:
    """An absolute path with a condition on the context: the nodes are found once, then filtered."""
    whole = interpreter.native(path, is_whole=True)
    split = next((index for index, step in enumerate(path.steps) if not is_constant(Path(True, (step,)))), 0)
    step, rest = path.steps[split], path.steps[split + 1 :]
    if not isinstance(step, Step) or kind_of(step) != "elements" or not all(map(_goes_down, rest)):
        return whole
    translator = interpreter.translator()
    if any(translator.is_positional(predicate) for predicate in step.predicates):
        return whole
    searched = _found_once(interpreter, Path(True, (*path.steps[:split], replace(step, predicates=()))))
    within = replace(interpreter, variables={**interpreter.variables, _SEARCHED: ("elements", "many")})
    filtered = within.native(Path(False, (Filter(Variable(_SEARCHED), step.predicates), *rest)), True)

    def evaluate(focus: Focus) -> list[Item]:
        nodes = searched.evaluate(focus)
        found: list[Item] = []
        for start in range(0, len(nodes), CHUNK):
            found += filtered.evaluate(focus.with_values(_SEARCHED, nodes[start : start + CHUNK]))
        return found

    return Compiled(evaluate, whole.kind, "many")


def _identified(interpreter: "Interpreter", path: Path, value: Expression) -> Compiled:
    """The elements of one identifier before or after the context item."""
    step = path.steps[0]
    if not isinstance(step, Step) or not interpreter.has_focus:
        raise NotNativeError
    sought = interpreter.compile(value).evaluate
    fits = interpreter.native(Path(False, (Step("self", step.test),)), is_whole=True)
    is_after = step.axis == "following"

    def evaluate(focus: Focus) -> list[Item]:
        order = focus.run.order
        found: dict[etree._Element, None] = {}
        for element in (one for text in texts(sought(focus)) for one in focus.run.with_identifier(text)):
            first, second = (focus.node, element) if is_after else (element, focus.node)
            is_beside = order[first] < order[second] and first not in second.iterancestors()
            if is_beside and fits.evaluate(focus.at(element)):
                found[element] = None
        return [*sorted(found, key=order.__getitem__)]

    return Compiled(evaluate, "elements", "many")


def _from_nodes(
    interpreter: "Interpreter", heads: Compiled, rest: Path, is_remembered: bool = False
) -> Compiled:
    """A path from each of some nodes; duplicates are dropped, and elements put in document order."""
    if heads.kind != "elements":
        raise NotNativeError
    steps = replace(interpreter, has_focus=True).native(rest, is_whole=True)
    number = next(numbers)

    def from_one(focus: Focus, node: Item) -> list[Item]:
        if not is_remembered or not isinstance(node, etree._Element):
            return steps.evaluate(focus.at(node))
        found = focus.run.memory.get((number, node))
        if found is None:
            found = focus.run.memory[number, node] = steps.evaluate(focus.at(node))
        return found

    def evaluate(focus: Focus) -> list[Item]:
        nodes = heads.evaluate(focus)
        if len(nodes) == 1:
            return from_one(focus, nodes[0])
        found = {identity(item): item for node in nodes for item in from_one(focus, node)}
        order = focus.run.order
        return sorted(found.values(), key=lambda item: order.get(owner_of(item), -1))

    return Compiled(evaluate, steps.kind, "many")


def _other_document(interpreter: "Interpreter", call: Function, path: Path) -> Compiled:
    """A path that begins with `document(...)`."""
    if len(call.arguments) != 1:
        raise NotNativeError
    uri = interpreter.compile(call.arguments[0]).evaluate
    rest = interpreter.native(Path(True, path.steps[1:]), is_whole=True)
    number = next(numbers)

    def evaluate(focus: Focus) -> list[Item]:
        names = texts(uri(focus))
        if len(names) != 1:
            raise UncertainError
        root = focus.run.other(names[0])
        if root is None:
            raise UncertainError
        found = focus.run.memory.get((number, root))
        if found is None:
            found = focus.run.memory[number, root] = rest.evaluate(focus.at(root))
        return found

    if not is_constant(Path(True, path.steps[1:])):
        raise NotNativeError
    return Compiled(evaluate, rest.kind, rest.count)


def _goes_down(step: Expression) -> bool:
    """Whether a step leads from different elements to different nodes, in their order."""
    return isinstance(step, Step) and step.axis in ("attribute", "self")
