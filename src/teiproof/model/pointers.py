"""The pointing attributes of TEI P5 and the URIs in them.

The tables hold every attribute whose datatype is teidata.pointer in TEI P5 4.9.0, except xml:base
(https://tei-c.org/release/doc/tei-p5-doc/en/html/ref-teidata.pointer.html).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from teiproof.model.document import Document
from teiproof.model.elements import is_tei, name_of
from teiproof.model.patterns import Pattern, compile_pattern
from teiproof.model.schemes import has_scheme, scheme_of
from teiproof.names import XML_BASE

if TYPE_CHECKING:
    from lxml import etree

POINTING = frozenset(
    """
    adj adjFrom adjTo ana calendar change children code copyOf corresp datcat datingMethod datingPoint
    decls domains edRef end exclude facs feats filter follow fromUnit fVal given hand inst lemmaRef
    mergedIn mutual next nymRef origin parent parts perf period prev property ref rendition replyTo resp
    sameAs scribeRef scriptRef select since source spanTo synch target targetDatcat targetEnd toUnit
    toWhom unitRef uri url valueDatcat who wit
    """.split()
)
"""Attributes that point wherever they stand."""

POINTING_ON = {
    "active": frozenset({"relation"}),
    "class": frozenset({"msContents", "msItem", "msItemStruct"}),
    "from": frozenset({"app", "arc", "rt", "span"}),
    "location": frozenset(
        """
        case colloc def entryFree etym form gen gram gramGrp hom hyph iType lang lbl mood number oRef orth pRef
        per pos pron re sense subc syll tns usg xr
        """.split()
    ),
    "new": frozenset({"handShift"}),
    "passive": frozenset({"relation"}),
    "require": frozenset({"lem", "rdg", "rdgGrp"}),
    "scheme": frozenset("catRef classCode keywords locus locusGrp occupation socecStatus".split()),
    "start": frozenset(
        """
        annotationBlock binaryObject ellipsis gap incident kinesic line media path pause post surface u vocal
        writing zone
        """.split()
    ),
    "to": frozenset({"app", "arc", "rt", "span"}),
    "value": frozenset("eLeaf eTree iNode leaf node root triangle".split()),
    "where": frozenset({"conversion", "event"}),
}  # fmt: skip
"""Attributes that point on these elements only."""

_ATTRIBUTES = POINTING | POINTING_ON.keys()
_GROUP = re.compile(r"\$([1-9])")
_MANY_PREFIXES = 50  # of one name: more are a mistake, and would cost time at every pointer


class Pointer(NamedTuple):
    """One URI of a pointing attribute: `attribute` is its name, `uri` as it is written, `target` what it stands
    for: the URI that a `prefixDef` makes of it, or the same."""

    element: etree._Element
    attribute: str
    uri: str
    target: str

    @property
    def is_local(self) -> bool:
        """Whether it points into this document or to a file beside it, rather than to an absolute URI."""
        return not has_scheme(self.target)

    @property
    def scheme(self) -> str:
        """The scheme or prefix of the URI as it is written; nothing if it has none."""
        return scheme_of(self.uri)

    @property
    def file(self) -> str:
        """The path part of a local pointer, decoded; empty for the document itself."""
        return unquote(self.target.partition("#")[0].partition("?")[0])

    @property
    def fragment(self) -> str:
        """The part after `#`, decoded; empty where there is none."""
        return unquote(self.target.partition("#")[2])


@dataclass(frozen=True, slots=True)
class Prefix:
    """A `prefixDef`: what begins with `ident:` and matches becomes the replacement (Guidelines 17.2.3).

    `match` is None if the pattern is no regular expression, or one that could take for ever.
    """

    element: etree._Element
    ident: str
    match: Pattern | None
    replacement: str

    @property
    def missing_group(self) -> int:
        """The first part that the replacement names and the pattern does not have; 0 if there is none."""
        named = (int(number) for number in _GROUP.findall(self.replacement))
        return next((number for number in named if self.match and number > self.match.compiled.groups), 0)

    def expand(self, uri: str) -> str | None:
        """The URI that a prefixed one stands for; None if it is not of this prefix or does not match."""
        found = self.match.fullmatch(uri.partition(":")[2]) if self.match else None
        if found is None:
            return None
        return _GROUP.sub(lambda group: _group(found, int(group.group(1))), self.replacement)


def _group(found: re.Match[str], number: int) -> str:
    return (found.group(number) or "") if number <= found.re.groups else ""


def prefixes(document: Document) -> dict[str, list[Prefix]]:
    """The prefixes which a document defines, by their names."""
    found: dict[str, list[Prefix]] = {}
    for element, pattern in document.attributes.get("matchPattern", ()):
        if name_of(element) == "prefixDef":
            ident = element.get("ident", "")
            known = found.setdefault(ident, [])
            if len(known) < _MANY_PREFIXES:
                replacement = element.get("replacementPattern", "")
                known.append(Prefix(element, ident, compile_pattern(pattern), replacement))
    return found


def pointers(document: Document, passed_over: Container[str] = ()) -> Iterator[Pointer]:
    """Every URI in every pointing attribute of the TEI elements of a document, attribute by attribute.

    Attributes with a value in `passed_over` are left out: most documents have few values many times.
    """
    defined = prefixes(document)
    for attribute in sorted(document.attributes.keys() & _ATTRIBUTES):
        owners = POINTING_ON.get(attribute)
        for element, value in document.attributes[attribute]:
            if value in passed_over or not is_tei(element):
                continue
            if owners is None or name_of(element) in owners:
                for uri in value.split():
                    yield Pointer(element, attribute, uri, _expand(uri, defined) if defined else uri)


def pointers_within(document: Document, element: etree._Element) -> Iterator[Pointer]:
    """The pointers in an element and below it, attribute by attribute."""
    found = [
        (attribute, node, value)
        for node in element.iter("*")
        for attribute, value in node.items()
        if attribute in POINTING or name_of(node) in POINTING_ON.get(attribute, ())
    ]
    found = [one for one in found if is_tei(one[1])]
    defined = prefixes(document) if found else {}
    for attribute, node, value in sorted(found, key=lambda one: one[0]):
        for uri in value.split():
            yield Pointer(node, attribute, uri, _expand(uri, defined))


def _expand(uri: str, defined: dict[str, list[Prefix]]) -> str:
    for prefix in defined.get(scheme_of(uri), ()):
        expanded = prefix.expand(uri)
        if expanded is not None:
            return expanded
    return uri


def folder_of(document: Document, element: etree._Element) -> Path:
    """The folder to which relative URIs of an element refer: the document's own, as moved by xml:base."""
    folder = document.path.parent
    if XML_BASE not in document.attributes:
        return folder
    for node in [*reversed(list(element.iterancestors())), element]:
        base = node.get(XML_BASE, "")
        if base and not has_scheme(base):
            folder = folder / unquote(base.rpartition("/")[0])
    return folder
