"""The compiled ODD: the document as it was, with its prose, and in the place of its schemaSpec all that the
elements of the schema make use of, whole and described. The manual of a schema can be made from it.
"""

from copy import deepcopy

from lxml import etree

from teiproof.names import tei
from teiproof.odd.flattened import Flattened
from teiproof.odd.reachability import used
from teiproof.odd.writers import odd

_DISSOLVED = (tei("specGrp"), tei("specGrpRef"))


def write(schema: Flattened, docs: bool = True) -> bytes:  # noqa: ARG001 - without descriptions it is of no use
    """The compiled ODD. Raises OddError if it takes in grammars in RELAX NG."""
    own = etree.XMLParser(remove_blank_text=True, huge_tree=True)  # what was just written is no danger
    flattened = etree.fromstring(odd.write(used(schema), docs=True), own)
    spec = next(flattened.iter(tei("schemaSpec")))
    source = schema.node.getroottree()
    index = list(source.iter(tei("schemaSpec"))).index(schema.node)
    root = deepcopy(source.getroot())
    place = list(root.iter(tei("schemaSpec")))[index]
    for node in [each for each in root.iter(*_DISSOLVED) if not _holds(each, place)]:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    parent = place.getparent()
    if parent is None:
        root = spec
    else:
        spec.tail = place.tail
        parent.replace(place, spec)
    etree.indent(spec, "  ", level=0 if parent is None else _depth(spec))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _holds(node: etree._Element, inner: etree._Element) -> bool:
    return any(each is node for each in inner.iterancestors())


def _depth(node: etree._Element) -> int:
    return sum(1 for _ in node.iterancestors())
