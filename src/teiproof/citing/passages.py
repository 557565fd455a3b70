"""A passage of a document as a document of its own: well-formed, with the elements around it.

The passage is the content of a `dts:wrapper` within copies of the elements that hold all of it, of which
nothing else is kept; an element that is cut keeps its tags (DTS 1.0, “XML/TEI encoding and sub-tree
representation”). The header is cut down to title, publication and licence.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from teiproof.citing.trees import Passage
from teiproof.names import TEI, tei

if TYPE_CHECKING:
    from collections.abc import Sequence

DTS = "https://w3id.org/api/dts#"
WRAPPER = f"{{{DTS}}}wrapper"

_KEPT = ("titleStmt", "publicationStmt")


def document_of(passage: Passage, whole: str) -> bytes:
    """A passage as a TEI document in UTF-8; `whole` is the address of the document from which it comes."""
    above, pieces = _cut(passage)
    while above and above[0].tag != tei("TEI"):
        if any(element.tag == tei("TEI") for element in above):
            above = above[1:]
        else:
            break
    if above and above[0].tag == tei("TEI"):
        root = _shell(above[0])
        above = above[1:]
    else:
        root = etree.Element(tei("TEI"), nsmap={None: TEI})
    root.append(_header(passage.first, whole))
    inner = root
    for element in above:
        shell = _shell(element)
        inner.append(shell)
        inner = shell
    wrapper = etree.SubElement(inner, WRAPPER, nsmap={"dts": DTS})
    wrapper.extend(pieces)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _cut(passage: Passage) -> tuple[Sequence[etree._Element], list[etree._Element]]:
    """The elements around a passage from the root on, and copies of what stands in the innermost of them."""
    first, last = _path(passage.first), _path(passage.last)
    shared = 0
    while shared < min(len(first), len(last)) and first[shared] is last[shared]:
        shared += 1
    if shared == len(first) or shared == len(last):  # one is within the other, or both are one
        shared -= 1
    above, first, last = first[:shared], first[shared:], last[shared:]
    if first[0] is last[0]:
        return above, [_both_cut(first, last, passage.is_open)]
    pieces = [_from(first)]
    sibling = first[0].getnext()
    while sibling is not None and sibling is not last[0]:
        pieces.append(_whole(sibling))
        sibling = sibling.getnext()
    _keep_tails(pieces, first[0])
    if not (passage.is_open and len(last) == 1):
        pieces.append(_until(last, passage.is_open))
    return above, pieces


def _path(element: etree._Element) -> list[etree._Element]:
    return [*reversed(list(element.iterancestors())), element]


def _shell(element: etree._Element) -> etree._Element:
    """An element without content."""
    made = etree.Element(element.tag, nsmap=element.nsmap)
    made.attrib.update(element.attrib)
    return made


def _whole(element: etree._Element) -> etree._Element:
    copy = deepcopy(element)
    copy.tail = None
    return copy


def _keep_tails(copies: list[etree._Element], element: etree._Element) -> None:
    """Give copies of consecutive siblings, of which `element` is the first, the text after each."""
    for copy in copies:
        copy.tail = element.tail
        following = element.getnext()
        if following is None:
            return
        element = following


def _append_after(target: etree._Element, element: etree._Element) -> None:
    """Add copies of what follows an element within its parent; the last child of `target` is its copy."""
    target[-1].tail = element.tail
    for sibling in element.itersiblings():
        target.append(deepcopy(sibling))


def _from(path: Sequence[etree._Element]) -> etree._Element:
    """A copy of the first element of a path, in which nothing stands before the last."""
    copy = _whole(path[-1])
    for parent, child in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
        shell = _shell(parent)
        shell.append(copy)
        _append_after(shell, child)
        copy = shell
    return copy


def _until(path: Sequence[etree._Element], is_open: bool) -> etree._Element:
    """A copy of the first element of a path, in which nothing stands after the last, nor it itself if open."""
    copy = None if is_open else _whole(path[-1])
    for parent, child in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
        shell = _shell(parent)
        shell.text = parent.text
        for sibling in parent:
            if sibling is child:
                break
            shell.append(deepcopy(sibling))
        if copy is not None:
            shell.append(copy)
        copy = shell
    if copy is None:
        raise ValueError("a passage cannot end before the element in which it is")
    return copy


def _both_cut(first: Sequence[etree._Element], last: Sequence[etree._Element], is_open: bool) -> etree._Element:
    """A copy of an element that both paths begin with, where one of them ends."""
    if len(first) == 1 and len(last) == 1:
        return _whole(first[0])
    return _from(first) if len(last) == 1 else _until(last, is_open)


def _header(element: etree._Element, whole: str) -> etree._Element:
    """The header of a passage: what the document says of title, publication and licence, and where it is."""
    header = etree.Element(tei("teiHeader"), nsmap={None: TEI})
    description = etree.SubElement(header, tei("fileDesc"))
    found = None
    for ancestor in (element, *element.iterancestors()):
        found = ancestor.find(f"{tei('teiHeader')}/{tei('fileDesc')}")
        if found is not None:
            break
    for name in _KEPT:
        own = None if found is None else found.find(tei(name))
        if own is not None:
            description.append(_whole(own))
        else:
            inner = etree.SubElement(description, tei(name))
            etree.SubElement(inner, tei("title" if name == "titleStmt" else "p"))
    bibl = etree.SubElement(etree.SubElement(description, tei("sourceDesc")), tei("bibl"))
    reference = etree.SubElement(bibl, tei("ref"), {"target": whole})
    reference.text = whole
    return header
