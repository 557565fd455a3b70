"""Puts a document into the namespace of TEI P5, if it is in one that nobody else has (http://www.tei-c.org/ns/1.1,
https://..., a slash too many), or if its root element is TEI or teiCorpus in none."""

import re
from collections.abc import Iterator

from teiproof.fixes import TEXT, Draft, Edit, Repair
from teiproof.model.edition import Edition
from teiproof.names import TEI
from teiproof.source import attributes_in

KEEPS = TEXT

_MEANT = re.compile(r"\s*https?://(?:www\.)?tei-c\.org/ns/1(?:\.[0-9])*/*\s*", re.IGNORECASE)
_EXTERNAL = re.compile(r"<!DOCTYPE\s+\S+\s+(?:SYSTEM|PUBLIC)\s")
_ROOTS = ("TEI", "teiCorpus")


def fix(draft: Draft, edition: Edition) -> Iterator[Repair]:
    """Declarations of a namespace that is nearly TEI's, and the one that is missing."""
    del edition  # a document's namespaces are its own
    root = draft.root
    if root.tag in _ROOTS and not _has_external_subset(draft):
        tag = draft.tag(root)
        end = tag.offset + 1 + len(str(root.tag))
        if not any(attribute.name == "xmlns" for attribute in attributes_in(tag.raw)):
            edit = Edit(tag.offset, end, f'<{root.tag} xmlns="{TEI}"')
            yield Repair((edit,), f"the root element {root.tag} is in no namespace, but belongs to TEI P5")
    for piece in draft.pieces:
        if piece.kind in ("start", "empty") and "xmlns" in piece.raw:
            yield from _declarations(piece.raw, piece.offset)


def _has_external_subset(draft: Draft) -> bool:
    """Whether the document type may give the root element its namespace."""
    return any(piece.kind == "doctype" and _EXTERNAL.match(piece.raw) for piece in draft.pieces)


def _declarations(tag: str, offset: int) -> Iterator[Repair]:
    for name, value, _, start in attributes_in(tag):
        if name.startswith("xmlns") and value != TEI and _MEANT.fullmatch(value):
            edit = Edit(offset + start, offset + start + len(value), TEI)
            yield Repair((edit,), "this is not the namespace of TEI P5")
