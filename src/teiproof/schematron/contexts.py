"""The context of a rule, an XSLT pattern (https://www.w3.org/TR/xslt20/#patterns): which nodes it matches.

A pattern is read from its end: its last step names the candidates, which lxml finds in one pass over the
document, and what stands before becomes a condition on a candidate.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from teiproof.schematron.xpath.expression import Language
from teiproof.schematron.xpath.native import NotNativeError, Translator
from teiproof.schematron.xpath.syntax import (
    DESCENDANTS,
    Expression,
    Filter,
    Function,
    NodeTest,
    Operation,
    Path,
    Step,
    XPathSyntaxError,
)
from teiproof.schematron.xpath.traits import is_truth


@dataclass(frozen=True, slots=True)
class Candidates:
    """Where the nodes come from that may match: elements by tag (Clark notation, `*` allowed), and, if
    `attribute` is given, only those that have it (Clark notation)."""

    tag: str
    attribute: str | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """One branch of a context.

    With `candidates`, a candidate matches if `condition` is true of it (None: always); what is matched is
    its attribute `step`, if that is given, or else the element itself. Without, `condition` is a path to
    all nodes that match.
    """

    candidates: Candidates | None
    condition: Expression | None
    step: Step | None = None


DOCUMENT = Alternative(None, None)
"""The context `/`."""


def alternatives(context: Expression, language: Language) -> tuple[Alternative, ...]:
    """The branches of a context. Raises XPathSyntaxError if it is not a pattern, or prefixes are unbound."""
    return tuple(_alternative(path, language) for path in _branches(context))


def _branches(expression: Expression) -> Iterator[Path]:
    """The unions in an expression written out."""
    if isinstance(expression, Operation) and expression.operator == "|":
        yield from _branches(expression.left)
        yield from _branches(expression.right)
        return
    if isinstance(expression, Filter):
        for branch in _branches(expression.primary):
            if not branch.steps or not isinstance(branch.steps[-1], Step):
                raise XPathSyntaxError("this is not a pattern that selects nodes")
            last = branch.steps[-1]
            filtered = replace(last, predicates=(*last.predicates, *expression.predicates))
            yield Path(branch.is_absolute, (*branch.steps[:-1], filtered))
        return
    if not isinstance(expression, Path):
        raise XPathSyntaxError("this is not a pattern that selects nodes")
    for index, step in enumerate(expression.steps):
        if not isinstance(step, Step):
            for branch in _branches(step):
                if branch.is_absolute:
                    raise XPathSyntaxError("this is not a pattern that selects nodes")
                steps = (*expression.steps[:index], *branch.steps, *expression.steps[index + 1 :])
                yield from _branches(Path(expression.is_absolute, steps))
            return
    yield expression


def _alternative(path: Path, language: Language) -> Alternative:
    if not path.steps:
        return DOCUMENT
    steps = [step for step in path.steps if isinstance(step, Step)]
    translator = Translator(language.version, language.namespaces)
    for step in steps:
        translator.test(step.test)
    attribute = steps[-1] if steps[-1].axis == "attribute" else None
    owner = steps[:-1] if attribute else steps
    if attribute and ("*" in attribute.test.name or attribute.predicates or attribute.test.kind != "name"):
        return Alternative(None, _everywhere(path))
    if attribute and not owner:
        owner = [Step("child", NodeTest("name", "*"))]
    last = owner[-1]
    if last == DESCENDANTS:
        last, owner = Step("child", NodeTest("name", "*")), [*owner, Step("child", NodeTest("name", "*"))]
    if last.axis not in ("child", "descendant") or last.test.kind != "name":
        return Alternative(None, _everywhere(path))
    condition = _condition(owner, path.is_absolute, translator)
    if condition is None:
        return Alternative(None, _everywhere(path))
    key = _attribute_key(last) if attribute is None else attribute.test.name
    clark = _clark(last.test.name, language)
    named = None if key is None else _clark(key, language)
    if attribute is None and "*" not in clark:
        named = None
    return Alternative(Candidates(clark, named), condition[0], attribute)


def _everywhere(path: Path) -> Path:
    """A path to all nodes that a pattern matches."""
    return path if path.is_absolute else Path(True, (DESCENDANTS, *path.steps))


def _condition(steps: list[Step], is_absolute: bool, translator: Translator) -> tuple[Expression | None] | None:
    """What must be true of a candidate for the last of some steps; None if that depends on positions."""
    for step in steps:
        for predicate in step.predicates:
            try:
                if translator.is_positional(predicate):
                    return None
            except NotNativeError:
                if not is_truth(predicate):
                    return None
    inner: Expression | None = None
    axis = "parent"
    if is_absolute and steps[0] != DESCENDANTS:
        inner = Function("not", (Path(False, (Step("parent", NodeTest("name", "*")),)),))
    for number, step in enumerate(steps[:-1]):
        if step == DESCENDANTS:
            axis = "ancestor"
            continue
        if step.axis != "child" or step.test.kind != "name":
            return None
        predicates = step.predicates if inner is None else (*step.predicates, inner)
        axis = "ancestor" if steps[number + 1] == DESCENDANTS else "parent"
        inner = Path(False, (Step(axis, step.test, predicates),))
    wanted = [*steps[-1].predicates, *([inner] if inner is not None else [])]
    whole: Expression | None = None
    for one in wanted:
        whole = one if whole is None else Operation("and", whole, one)
    return (whole,)


def _attribute_key(step: Step) -> str | None:
    """An attribute without which a step cannot match."""
    pending = list(step.predicates)
    while pending:
        predicate = pending.pop(0)
        if isinstance(predicate, Operation) and predicate.operator == "and":
            pending += [predicate.left, predicate.right]
        elif isinstance(predicate, Operation) and predicate.operator in ("=", "eq"):
            pending.append(predicate.left)
        elif isinstance(predicate, Path) and len(predicate.steps) == 1 and not predicate.is_absolute:
            only = predicate.steps[0]
            if isinstance(only, Step) and only.axis == "attribute" and "*" not in only.test.name:
                return only.test.name
    return None


def _clark(name: str, language: Language) -> str:
    """A name in Clark notation; a name that may be in any namespace begins with `{*}`."""
    prefix, _, local = name.rpartition(":")
    if name == "*":
        return "*"
    if not prefix:
        return local
    if prefix == "*":
        return f"{{*}}{local}"
    uri = "http://www.w3.org/XML/1998/namespace" if prefix == "xml" else language.namespaces[prefix]
    return f"{{{uri}}}{local}"
