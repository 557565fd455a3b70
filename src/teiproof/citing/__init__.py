"""How a text is cited: trees of units with identifiers, and the passage that each of them is.

    trees           what a citation tree is, in the words of DTS
    declarations    what refsDecl says, with citeStructure or with cRefPattern
    declared        the units that the XPath of declarations leads to
    structure       the units of the text's own structure
    expressions     XPath that comes from documents
    passages        a passage as a document

The trees that a document declares come first, the first of them without an identifier; the last is that of its
structure, so that every word of any text can be reached.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from teiproof.citing.declared import declared_trees
from teiproof.citing.structure import NAME, structure_tree
from teiproof.citing.trees import CitationTree
from teiproof.model.document import Document

__all__ = ["citation_trees"]

_NAME = re.compile(r"\w[\w.-]{0,60}")  # of a tree: such as an xml:id, and safe in the name of a file


def citation_trees(document: Document, remark: Callable[[str], None]) -> tuple[CitationTree, ...]:
    """The citation trees of a document, none if it has no text; `remark` is told what is left out, and where.

    Raises UnparsableError.
    """
    structure = structure_tree(document)
    if not structure.units:
        return ()
    found = [*declared_trees(document, remark), structure]
    taken: set[str] = {NAME}
    named = [replace(found[0], identifier="")]
    for number, tree in enumerate(found[1:-1], 2):
        name = tree.identifier if _NAME.fullmatch(tree.identifier) else f"tree{number}"
        while name in taken:
            name = f"{name}-{number}"
        taken.add(name)
        named.append(replace(tree, identifier=name))
    return (*named, structure) if len(found) > 1 else tuple(named)
