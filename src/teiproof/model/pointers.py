"""The pointing attributes of TEI P5 and the URIs in them.

The tables hold every attribute whose datatype is teidata.pointer in TEI P5 4.9.0, except xml:base
(https://tei-c.org/release/doc/tei-p5-doc/en/html/ref-teidata.pointer.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from teiproof.model.document import Document
from teiproof.model.elements import is_tei, name_of
from teiproof.names import XML_BASE

if TYPE_CHECKING:
    from lxml import etree

POINTING = frozenset(
    [
        "adj",
        "adjFrom",
        "adjTo",
        "ana",
        "calendar",
        "change",
        "children",
        "code",
        "copyOf",
        "corresp",
        "datcat",
        "datingMethod",
        "datingPoint",
        "decls",
        "domains",
        "edRef",
        "end",
        "exclude",
        "facs",
        "feats",
        "filter",
        "follow",
        "fromUnit",
        "fVal",
        "given",
        "hand",
        "inst",
        "lemmaRef",
        "mergedIn",
        "mutual",
        "next",
        "nymRef",
        "origin",
        "parent",
        "parts",
        "perf",
        "period",
        "prev",
        "property",
        "ref",
        "rendition",
        "replyTo",
        "resp",
        "sameAs",
        "scribeRef",
        "scriptRef",
        "select",
        "since",
        "source",
        "spanTo",
        "synch",
        "target",
        "targetDatcat",
        "targetEnd",
        "toUnit",
        "toWhom",
        "unitRef",
        "uri",
        "url",
        "valueDatcat",
        "who",
        "wit",
    ]
)
"""Attributes that point wherever they stand."""

POINTING_ON = {
    "active": frozenset({"relation"}),
    "class": frozenset({"msContents", "msItem", "msItemStruct"}),
    "from": frozenset({"app", "arc", "rt", "span"}),
    "new": frozenset({"handShift"}),
    "passive": frozenset({"relation"}),
    "scheme": frozenset({"catRef", "classCode", "keywords", "locus", "locusGrp", "occupation"}),

    "to": frozenset({"app", "arc", "rt", "span"}),
    "value": frozenset({"eLeaf", "eTree", "iNode", "leaf", "node", "root"}),
}  # fmt: skip
"""Attributes that point on these elements only."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Pointer:
    """One URI of a pointing attribute; `attribute` is its name."""

    element: etree._Element
    attribute: str
    uri: str

    @property
    def is_local(self) -> bool:
        """Whether it points into this document or to a file beside it, rather than to an absolute URI."""
        return not has_scheme(self.uri)

    @property
    def file(self) -> str:
        """The path part of a local pointer, decoded; empty for the document itself."""
        return unquote(self.uri.partition("#")[0].partition("?")[0])

    @property
    def fragment(self) -> str:
        """The part after `#`, decoded; empty where there is none."""
        return unquote(self.uri.partition("#")[2])


def has_scheme(uri: str) -> bool:
    """Whether a URI is absolute or names a host, so that it is not a file beside the document."""
    return bool(_SCHEME.match(uri)) or uri.startswith("//")


def pointers(document: Document) -> Iterator[Pointer]:
    """Every URI in every pointing attribute of the TEI elements of a document, attribute by attribute."""
    for attribute in sorted(POINTING | POINTING_ON.keys()):
        owners = POINTING_ON.get(attribute)
        for element, value in document.attributes.get(attribute, ()):
            if is_tei(element) and (owners is None or name_of(element) in owners):
                for uri in value.split():
                    yield Pointer(element, attribute, uri)


def folder_of(document: Document, element: etree._Element) -> Path:
    """The folder to which relative URIs of an element refer: the document's own, as moved by xml:base."""
    folder = document.path.parent
    bases = [base for node in element.iterancestors() if (base := node.get(XML_BASE))]
    own = element.get(XML_BASE)
    for base in [*reversed(bases), *([own] if own else [])]:
        if not has_scheme(base):
            folder = folder / unquote(base.rpartition("/")[0])
    return folder
