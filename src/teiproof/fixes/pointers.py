"""Writes the # that is missing before an xml:id of the same document in a pointing attribute (who="hamlet"
becomes who="#hamlet"), unless there is a file of this name.
"""

import re
from collections.abc import Iterator

from lxml import etree

from teiproof.fixes import TEXT, Draft, Edit, Repair
from teiproof.model.edition import Edition
from teiproof.model.pointers import folder_of, pointers
from teiproof.names import XML_BASE
from teiproof.parsing.presence import exists

KEEPS = TEXT

_URI = re.compile(r"[^ \t\r\n]+")


def fix(draft: Draft, edition: Edition) -> Iterator[Repair]:
    """Pointers that name an identifier of the document as if it were a file."""
    del edition  # only identifiers of the document itself are certain
    for element, name in {
        (pointer.element, pointer.attribute): None
        for pointer in pointers(draft)
        if pointer.uri == pointer.target and pointer.uri in draft.ids
    }:
        if any(node.get(XML_BASE) for node in [element, *element.iterancestors()]):
            continue  # "#" would then not mean this document
        attribute = draft.attribute(element, name)
        if attribute is None:
            continue
        for match in _URI.finditer(attribute.value):
            identifier = match.group()
            if identifier in draft.ids and not _is_file(draft, element, identifier):
                start = attribute.offset + match.start()
                edit = Edit(start, start + len(identifier), f"#{identifier}")
                yield Repair((edit,), f"@{name} is a pointer, and “{identifier}” is an xml:id of this document")


def _is_file(draft: Draft, element: etree._Element, name: str) -> bool:
    return exists(folder_of(draft, element) / name)
