"""Takes the examples out of an ODD: each egXML holds a document, and says whether it is valid."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from teiproof.names import TEI, TEI_EXAMPLES

SOURCE = Path(__file__).resolve().parent / "source.xml"


@dataclass(frozen=True, slots=True)
class Example:
    """A document with its line in the ODD, and whether it must be valid."""

    line: int
    document: bytes
    is_valid: bool


def examples(odd: Path) -> Iterator[Example]:
    """The examples of an ODD, their elements moved to the namespace of TEI."""
    for egxml in etree.parse(odd).iter(f"{{{TEI_EXAMPLES}}}egXML"):
        (root,) = deepcopy(egxml)
        for element in root.iter("*"):
            if etree.QName(element).namespace == TEI_EXAMPLES:
                element.tag = f"{{{TEI}}}{etree.QName(element).localname}"
        yield Example(
            egxml.sourceline or 0, etree.tostring(root, with_tail=False), egxml.get("valid") != "false"
        )
