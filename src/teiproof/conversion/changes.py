"""What has been changed in a document, counted, with the first place of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teiproof.diagnostics import Location
from teiproof.model.document import Document
from teiproof.names import TEI, XML

if TYPE_CHECKING:
    from lxml import etree

_HEAD = "count\twhat\tbecame\tfirst place\n"


class Changes:
    """Changes of one document. `origins` leads from an element of the copy to that of the document."""

    def __init__(self, document: Document, origins: dict[etree._Element, etree._Element]) -> None:
        self._document = document
        self._origins = origins
        self._counts: dict[tuple[str, str], int] = {}
        self._first: dict[tuple[str, str], etree._Element | None] = {}

    def __len__(self) -> int:
        return len(self._counts)

    def note(self, element: etree._Element, what: str, became: str) -> None:
        """Note a change at an element."""
        key = (what, became)
        self._counts[key] = self._counts.get(key, 0) + 1
        self._first.setdefault(key, self._origins.get(element))

    def place(self, element: etree._Element) -> Location:
        """The place of an element in the document, as far as it has one."""
        node: etree._Element | None = element
        while node is not None and node not in self._origins:
            node = node.getparent()
        return (
            Location(str(self._document.path)) if node is None else self._document.location(self._origins[node])
        )

    @property
    def total(self) -> int:
        """How many changes there are in all."""
        return sum(self._counts.values())

    def table(self) -> bytes:
        """The changes as tab-separated values, by what was changed."""
        lines = []
        for (what, became), count in sorted(self._counts.items()):
            first = self._first[what, became]
            place = self._document.location(first) if first is not None else Location(str(self._document.path))
            lines.append(f"{count}\t{what}\t{became}\t{place}\n")
        return (_HEAD + "".join(lines)).encode()


def shown(tag: str) -> str:
    """An element's name as it is reported."""
    return f"<{tag.removeprefix(f'{{{TEI}}}')}>"


def shown_attribute(tag: str, attribute: str) -> str:
    """An attribute's name as it is reported, with its element."""
    return f"{shown(tag)[:-1]} {attribute.replace(f'{{{XML}}}', 'xml:')}>"
