"""The citation trees that a document declares: its units, found by the XPath of the declarations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from teiproof.citing.declarations import Declaration, Kind, cite_type_of, declarations
from teiproof.citing.expressions import Expressions, RefusedExpressionError
from teiproof.citing.trees import CitableUnit, CitationTree, CiteStructure, Datum, Passage
from teiproof.model.document import Document
from teiproof.model.elements import BREAKS, name_of
from teiproof.names import XML_LANG, tei

if TYPE_CHECKING:
    from lxml import etree

_MOST = 200_000  # units of a tree
_LONGEST = 500  # characters of an identifier
_MILESTONES = BREAKS | {"milestone"}


def declared_trees(document: Document, remark: Callable[[str], None]) -> list[CitationTree]:
    """The trees of a document's declarations, without those that have no unit.

    `remark` is told what cannot be evaluated, and which units are left out, with the place.
    """

    def refuse(element: etree._Element, attribute: str, reason: str) -> None:
        what = f"@{attribute} “{element.get(attribute, '')}”" if attribute else f"<{name_of(element)}>"
        place = document.location(element, attribute if attribute and attribute in element.attrib else None)
        remark(f"{place}: {what} is left out of the citation trees: {reason}.")

    order = _Order(document.root)
    expressions = Expressions(document)
    try:
        found = [
            _Growing(document, expressions, order, refuse, remark).tree(declaration)
            for declaration in declarations(document.root, refuse)
        ]
    finally:
        expressions.close()
    return [tree for tree in found if tree.units]


class _Order:
    """The places of elements in a document: their number, and that of the first one after them."""

    def __init__(self, root: etree._Element) -> None:
        from lxml import etree

        self._begin: dict[etree._Element, int] = {}
        self._end: dict[etree._Element, int] = {}
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._begin[element] = len(self._begin)
            else:
                self._end[element] = len(self._begin)

    def begin(self, element: etree._Element) -> int:
        return self._begin[element]

    def end(self, passage: Passage) -> int:
        return self._begin[passage.last] if passage.is_open else self._end[passage.last]

    def holds(self, passage: Passage, element: etree._Element) -> bool:
        """Whether an element begins within a passage and is not the one with which it begins."""
        return self._begin[passage.first] < self._begin[element] < self.end(passage)


class _Match(NamedTuple):
    """An element that a kind of units matches, and its number among them."""

    kind: Kind
    element: etree._Element
    position: int
    passage: Passage


class _Growing:
    """A tree that is being made."""

    def __init__(
        self,
        document: Document,
        expressions: Expressions,
        order: _Order,
        refuse: Callable[[etree._Element, str, str], None],
        remark: Callable[[str], None],
    ) -> None:
        self._root = document.root
        self._location = document.location
        self._remark = remark
        self._described = {one for head in document.root.iter(tei("teiHeader")) for one in head.iter("*")}
        self._expressions = expressions
        self._order = order
        self._refuse = refuse
        self._units: list[CitableUnit] = []
        self._taken: set[str] = set()
        self._types: dict[int, str] = {}
        self._refused: set[tuple[int, str]] = set()
        self._left: dict[str, tuple[Kind, int]] = {}
        self._matched: dict[tuple[int, etree._Element], list[etree._Element]] = {}

    def tree(self, declaration: Declaration) -> CitationTree:
        self._grow(declaration.kinds, None, 1)
        for reason, (kind, count) in self._left.items():
            units = "1 unit is" if count == 1 else f"{count} units are"
            self._remark(f"{self._location(kind.element)}: {units} not in the citation tree that {reason}.")
        return CitationTree(
            declaration.name,
            tuple(map(self._structure, declaration.kinds)),
            tuple(self._units),
            declaration.description,
        )

    def _structure(self, kind: Kind) -> CiteStructure:
        cite_type = self._types.get(id(kind)) or cite_type_of(kind, [])
        return CiteStructure(cite_type, tuple(map(self._structure, kind.within)))

    def _grow(self, kinds: Sequence[Kind], parent: CitableUnit | None, level: int) -> None:
        """Add the units of some kinds within a unit, in document order, each with those within it."""
        found = [match for kind in kinds for match in self._matches(kind, parent)]
        found.sort(key=lambda match: self._order.begin(match.element))
        for match in found:
            unit = self._unit(match, parent, level)
            if unit is None:
                continue
            if len(self._units) == _MOST:
                self._leave(f"come after the first {_MOST}", match.kind)
                return
            self._taken.add(unit.identifier)
            self._units.append(unit)
            self._grow(match.kind.within, unit, level + 1)

    def _matches(self, kind: Kind, parent: CitableUnit | None) -> Iterator[_Match]:
        context = self._root if parent is None else parent.passage.first
        try:
            elements = self._expressions.elements(kind.match, context, kind.namespaces)
        except RefusedExpressionError as error:
            self._refuse_once(kind, "match", str(error))
            return
        if parent is not None:
            if not elements and name_of(context) in _MILESTONES:
                elements = self._after(kind, parent.passage)
            elements = [one for one in elements if self._order.holds(parent.passage, one)]
        elements = [one for one in elements if one not in self._described]
        elements = sorted(dict.fromkeys(elements), key=self._order.begin)
        if elements:
            self._types.setdefault(id(kind), cite_type_of(kind, elements))
        for number, element in enumerate(elements):
            following = elements[number + 1] if number + 1 < len(elements) else None
            yield _Match(kind, element, number + 1, self._passage(element, following, parent))

    def _after(self, kind: Kind, passage: Passage) -> list[etree._Element]:
        """What a kind of units matches in a passage that a milestone begins: anywhere, or else beside that.

        A milestone is empty, so that nothing is within it; what is meant is the text up to the next one.
        """
        for context in (self._root, passage.first.getparent()):
            if context is None:
                continue
            if (id(kind), context) not in self._matched:
                found = self._expressions.elements(kind.match, context, kind.namespaces)
                self._matched[id(kind), context] = sorted(dict.fromkeys(found), key=self._order.begin)
            found = self._matched[id(kind), context]
            start = bisect_right(found, self._order.begin(passage.first), key=self._order.begin)
            end = bisect_left(found, self._order.end(passage), key=self._order.begin)
            if start < end:
                return found[start:end]
        return []

    def _passage(
        self, element: etree._Element, following: etree._Element | None, parent: CitableUnit | None
    ) -> Passage:
        """An element itself; from the beginning of a page, column or line, what is before the next."""
        if name_of(element) not in _MILESTONES:
            return Passage(element, element)
        if following is not None:
            return Passage(element, following, is_open=True)
        if parent is not None:
            return Passage(element, parent.passage.last, parent.passage.is_open)
        around = [one for one in element.iterancestors() if name_of(one) in ("text", "sourceDoc")]
        return Passage(element, around[-1] if around else self._root)

    def _unit(self, match: _Match, parent: CitableUnit | None, level: int) -> CitableUnit | None:
        kind, element = match.kind, match.element
        try:
            part = self._expressions.text(kind.use, element, match.position, kind.namespaces)
        except RefusedExpressionError as error:
            self._refuse_once(kind, "use", str(error))
            return None
        identifier = f"{parent.identifier}{kind.delim}{part}" if parent else part
        reason = self._objection(part, identifier)
        if reason:
            self._leave(reason, kind)
            return None
        cite_type = self._types[id(kind)]
        above = parent.identifier if parent else None
        data = tuple(self._data(kind, element, match.position))
        return CitableUnit(identifier, cite_type, level, above, match.passage, data)

    def _objection(self, part: str, identifier: str) -> str:
        """Why there can be no unit of an identifier; nothing if there can."""
        if not part:
            return "would have no identifier"
        if len(identifier) > _LONGEST:
            return f"would have an identifier of more than {_LONGEST} characters"
        return "would have the identifier of an earlier unit" if identifier in self._taken else ""

    def _data(self, kind: Kind, element: etree._Element, position: int) -> Iterator[Datum]:
        for iri, use, declaration in kind.data:
            try:
                text = self._expressions.text(use, element, position, kind.namespaces)
            except RefusedExpressionError as error:
                if (id(declaration), "use") not in self._refused:
                    self._refused.add((id(declaration), "use"))
                    self._refuse(declaration, "use", str(error))
                continue
            if text and iri:
                language = next(
                    (tag for one in (element, *element.iterancestors()) if (tag := one.get(XML_LANG))), ""
                )
                yield Datum(iri, text, language)

    def _leave(self, reason: str, kind: Kind) -> None:
        first, count = self._left.get(reason, (kind, 0))
        self._left[reason] = (first, count + 1)

    def _refuse_once(self, kind: Kind, attribute: str, reason: str) -> None:
        if (id(kind), attribute) not in self._refused:
            self._refused.add((id(kind), attribute))
            self._refuse(kind.element, attribute, reason)
