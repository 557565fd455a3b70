"""A tree as the bytes of a document, in UTF-8."""

from __future__ import annotations

import re

from lxml import etree

_HREF = re.compile(r"""\bhref\s*=\s*["']([^"']*)["']""")
_NAMING_FILES = ("xml-model", "xml-stylesheet")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def written(tree: etree._ElementTree, names_schemas: bool = True) -> bytes:
    """The bytes of a document, each comment and instruction before the root on a line of its own.

    An `xml-model` or `xml-stylesheet` with a relative address is left out: the file that it names is elsewhere.
    So is every `xml-model`, unless the document `names_schemas` by which it is valid.
    """
    root = tree.getroot()
    parts = ['<?xml version="1.0" encoding="UTF-8"?>']
    before = [node for node in root.itersiblings(preceding=True) if not _is_left_out(node, names_schemas)]
    nodes = [*reversed(before), root, *root.itersiblings()]
    parts += [etree.tostring(node, encoding="unicode", with_tail=False) for node in nodes]
    return ("\n".join(parts) + "\n").encode()


def _is_left_out(node: etree._Element, names_schemas: bool) -> bool:
    if not isinstance(node, etree._ProcessingInstruction) or node.target not in _NAMING_FILES:
        return False
    if node.target == "xml-model" and not names_schemas:
        return True
    href = _HREF.search(node.text or "")
    return href is None or not _ABSOLUTE.match(href[1])
