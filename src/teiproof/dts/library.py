"""The texts of an edition by their identifiers, and the citation trees of each, made when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from teiproof.citing import citation_trees
from teiproof.citing.passages import document_of
from teiproof.citing.trees import CitationTree, Passage
from teiproof.names import tei
from teiproof.pages.metadata import name_of_edition
from teiproof.pages.plan import Plan, Text

if TYPE_CHECKING:
    from teiproof.model.document import Document

PAGE = 100
"""The members of a collection that are listed on one page."""

_ROOT = "edition"
_REMEMBERED = 32  # texts whose trees are kept


class Library:
    """An edition as one collection of texts. `remark` is told what is left out of the citation trees."""

    def __init__(self, plan: Plan, remark: Callable[[str], None]) -> None:
        self.plan = plan
        self.texts: Sequence[Text] = plan.texts
        self._remark = remark
        self._trees: dict[str, tuple[CitationTree, ...]] = {}
        self._told: set[str] = set()

    @cached_property
    def name(self) -> str:
        """The identifier of the collection, which no text has."""
        name = _ROOT
        while name in self._by_name:
            name = f"{name}-"
        return name

    @property
    def title(self) -> str:
        """What the edition is called."""
        return name_of_edition(self.plan)

    @property
    def pages(self) -> int:
        """The number of pages of the list of texts."""
        return max(1, -(-len(self.texts) // PAGE))

    @cached_property
    def _by_name(self) -> dict[str, Text]:
        return {text.name: text for text in self.texts}

    def text(self, name: str) -> Text | None:
        """The text of an identifier."""
        return self._by_name.get(name)

    def trees(self, text: Text) -> tuple[CitationTree, ...]:
        """The citation trees of a text."""
        trees = self._trees.pop(text.name, None)
        if trees is None:
            trees = citation_trees(text.document, self._hear(text))
        self._trees[text.name] = trees
        while len(self._trees) > _REMEMBERED:
            self._trees.pop(next(iter(self._trees)))
        return trees

    def _hear(self, text: Text) -> Callable[[str], None]:
        """Where remarks on a text go: nowhere when its trees are made again."""
        if text.name in self._told:
            return lambda _: None
        self._told.add(text.name)
        return self._remark

    def tree(self, text: Text, identifier: str) -> CitationTree | None:
        """A citation tree of a text; the default one has no identifier."""
        return next((tree for tree in self.trees(text) if tree.identifier == identifier), None)


def whole(document: Document, address: str) -> bytes:
    """A document as TEI: itself, unless its root is another element than TEI.

    A corpus becomes a TEI that holds others; of another element a TEI is made; what is included is in its
    place. `address` is the document's.
    """
    root = document.root
    if root.tag == tei("TEI") and not document.has_inclusions:
        return document.data
    if root.tag in (tei("TEI"), tei("teiCorpus")):
        copy = deepcopy(root)
        copy.tag = tei("TEI")
        return etree.tostring(copy, xml_declaration=True, encoding="UTF-8") + b"\n"
    return document_of(Passage(root, root), address)
