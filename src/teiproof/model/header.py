"""What the header says of the text: its witnesses, and what was left out of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from teiproof.model.document import Document
from teiproof.model.pointers import folder_of, pointers_within
from teiproof.names import tei

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True, slots=True)
class Witness:
    """A plain-text file of which the document is an encoding; `element` and `attribute` name it."""

    path: Path
    element: etree._Element
    attribute: str


@dataclass(frozen=True, slots=True)
class Omission:
    """A passage of the source that the encoding leaves out on purpose, as `samplingDecl` quotes it."""

    element: etree._Element
    text: str


def witnesses(document: Document) -> tuple[Witness, ...]:
    """The local `.txt` files to which `sourceDesc` points (Guidelines 2.2.7)."""
    found = []
    for description in document.root.iter(tei("sourceDesc")):
        if next(description.iterancestors(tei("sourceDesc")), None) is None:
            for pointer in pointers_within(document, description):
                if pointer.is_local and pointer.file.lower().endswith(".txt"):
                    path = folder_of(document, pointer.element) / pointer.file
                    found.append(Witness(path, pointer.element, pointer.attribute))
    return tuple(found)


def omissions(document: Document) -> tuple[Omission, ...]:
    """The passages quoted in `samplingDecl` (Guidelines 2.3.2), in document order."""
    quotes = document.findall("teiHeader/encodingDesc/samplingDecl//quote")
    return tuple(Omission(quote, "".join(quote.itertext())) for quote in quotes)
