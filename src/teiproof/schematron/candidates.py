"""Which nodes of a document may break which pattern: one pass over the document, then native conditions."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from teiproof.schematron.compiled import Branch, CompiledSchema
from teiproof.schematron.contexts import DOCUMENT, Candidates
from teiproof.schematron.xpath.evaluation_error import EvaluationError
from teiproof.schematron.xpath.expression import Expression, Place, Scope, place_of
from teiproof.schematron.xpath.focus import Run
from teiproof.schematron.xpath.native_call import CHUNK, compile_native
from teiproof.schematron.xpath.syntax import XPathSyntaxError
from teiproof.schematron.xpath.writing import written


@dataclass(slots=True)
class Found:
    """The nodes to which a pattern must be applied one by one.

    `selected` are the nodes that a branch matches whose context is found as a whole.
    """

    places: dict[Place, None] = field(default_factory=dict)
    selected: dict[Branch, set[Place]] = field(default_factory=dict)

    def is_candidate(self, branch: Branch, place: Place) -> bool:
        """Whether a place is of the name that the last step of a branch demands."""
        alternative = branch.alternative
        candidates = alternative.candidates
        if candidates is None or place.text is not None or not _has_tag(place.element, candidates.tag):
            return False
        if alternative.step is not None:
            return place.attribute is not None and place.attribute == candidates.attribute
        return place.attribute is None and (
            candidates.attribute is None or candidates.attribute in place.element.attrib
        )


def _has_tag(element: etree._Element, wanted: str) -> bool:
    tag = element.tag
    if not isinstance(tag, str):
        return False
    if wanted in (tag, "*"):
        return True
    if wanted.startswith("{*}"):
        return tag.rpartition("}")[2] == wanted[3:]
    return wanted.endswith("}*") and tag.startswith(wanted[:-1])


class Screens:
    """The conditions of a schema, by candidates; made once and used for every document."""

    def __init__(self, schema: CompiledSchema) -> None:
        self.branches: dict[Candidates, dict[int, list[Branch]]] = {}
        self.whole: list[tuple[int, Branch]] = []
        for index, pattern in enumerate(schema.patterns):
            for rule in pattern.rules:
                for branch in rule.branches:
                    candidates = branch.alternative.candidates
                    if candidates is None:
                        self.whole.append((index, branch))
                    else:
                        self.branches.setdefault(candidates, {}).setdefault(index, []).append(branch)
        self.tags = tuple({one.tag for one in self.branches if one.attribute is None and "*" not in one.tag})
        self._namespaces = schema.language.namespaces
        self._compiled: dict[tuple[Candidates, int | None], etree.XPath | None] = {}

    def of(self, candidates: Candidates, index: int | None) -> etree.XPath | None:
        """The condition for candidates to break a pattern, or any pattern; None if there is none."""
        key = candidates, index
        if key not in self._compiled:
            by_pattern = self.branches[candidates]
            branches = (
                by_pattern[index]
                if index is not None
                else [one for some in by_pattern.values() for one in some]
            )
            screens = [branch.screen for branch in branches]
            self._compiled[key] = None
            if all(screens):
                text = " or ".join(f"({screen})" for screen in screens)
                self._compiled[key] = compile_native(f"$tp-candidates[{text}]", self._namespaces)
        return self._compiled[key]


def pending(schema: CompiledSchema, screens: Screens, run: Run) -> list[Found]:
    """For each pattern the nodes that may break it."""
    found = [Found() for _ in schema.patterns]
    for candidates, nodes in _gathered(screens, run):
        remaining = _screened(screens.of(candidates, None), nodes, run)
        if not remaining:
            continue
        by_pattern = screens.branches[candidates]
        for index, branches in by_pattern.items():
            survivors = (
                _screened(screens.of(candidates, index), remaining, run) if len(by_pattern) > 1 else remaining
            )
            for branch in branches:
                attribute = candidates.attribute if branch.alternative.step is not None else None
                for node in survivors:
                    found[index].places[Place(node, attribute)] = None
    for index, branch in screens.whole:
        places = _selected(schema, branch, run)
        found[index].selected[branch] = set(places)
        found[index].places.update(dict.fromkeys(places))
    return found


def _gathered(screens: Screens, run: Run) -> Iterator[tuple[Candidates, list[etree._Element]]]:
    by_tag: dict[str, list[etree._Element]] = {}
    if screens.tags:
        for element in run.root.iter(*screens.tags):
            by_tag.setdefault(str(element.tag), []).append(element)
    for candidates in screens.branches:
        if candidates.attribute is not None:
            having = run.document.attributes.get(candidates.attribute, ())
            nodes = [element for element, _ in having if _has_tag(element, candidates.tag)]
        elif "*" in candidates.tag:
            nodes = list(run.root.iter(candidates.tag))
        else:
            nodes = by_tag.get(candidates.tag, [])
        if nodes:
            yield candidates, nodes


def _screened(screen: etree.XPath | None, nodes: list[etree._Element], run: Run) -> list[etree._Element]:
    if screen is None:
        return nodes
    kept: list[etree._Element] = []
    for start in range(0, len(nodes), CHUNK):
        chunk = nodes[start : start + CHUNK]
        try:
            kept += screen(run.root, **{"tp-candidates": chunk})
        except etree.XPathError:  # a limit of libxml2: each is looked at, and says so
            kept += chunk
    return kept


def _selected(schema: CompiledSchema, branch: Branch, run: Run) -> list[Place]:
    """The nodes of a branch whose context is found as a whole."""
    path = branch.alternative.condition
    if branch.alternative is DOCUMENT or path is None:
        return [Place(run.root, is_document=True)]
    scope = Scope(run, Place(run.root, is_document=True), schema.lets)
    expression = Expression(written(path), schema.language, schema.lets)
    try:
        items = expression.elements(scope)
    except (EvaluationError, XPathSyntaxError) as error:
        fault = f"{branch.source}: the context “{expression.text}” cannot be evaluated: {error}."
        if fault not in schema.faults:
            schema.faults.append(fault)
        return []
    return [place for item in items if (place := place_of(item)) is not None]
