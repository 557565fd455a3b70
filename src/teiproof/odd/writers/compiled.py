"""The compiled ODD: the document as it was, with its prose, and in the place of its schemaSpec all that the
elements of the schema make use of, whole and described. The manual of a schema can be made from it.
"""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from teiproof.names import tei
from teiproof.odd.flattened import Flattened
from teiproof.odd.reachability import used
from teiproof.odd.writers import odd

_DISSOLVED = (tei("specGrp"), tei("specGrpRef"))


def write(schema: Flattened, docs: bool = True) -> bytes:
    """The compiled ODD. Raises OddError if it takes in grammars in RELAX NG."""
    del docs  # without descriptions it is of no use
    own = etree.XMLParser(remove_blank_text=True, huge_tree=True)  # what was just written is no danger
    flattened = etree.fromstring(odd.write(used(schema), docs=True), own)
    spec = next(flattened.iter(tei("schemaSpec")))
    named = list(_qualified(spec))
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
        for node, attribute, words in named:
            node.set(attribute, " ".join(_with_prefix(node, *word) for word in words))
    etree.indent(spec, "  ", level=0 if parent is None else _depth(spec))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _qualified(spec: etree._Element) -> Iterator[tuple[etree._Element, str, list[tuple[str, str]]]]:
    """The attributes that hold qualified names, each word as a namespace and a local name: in another document
    the prefixes may be others."""
    for node in spec.iter(tei("schemaSpec"), tei("anyElement")):
        for attribute in ("defaultExceptions", "except"):
            words = node.get(attribute, "").split()
            found = [
                (node.nsmap.get(prefix), local) for prefix, _, local in (each.partition(":") for each in words)
            ]
            if any(uri for uri, _ in found):
                pairs = zip(words, found, strict=True)
                yield node, attribute, [(uri, local) if uri else (word, "") for word, (uri, local) in pairs]


def _with_prefix(node: etree._Element, namespace: str, local: str) -> str:
    """A qualified name as it is written at a node; a namespace stands for itself."""
    if not local:
        return namespace
    return next(f"{prefix}:{local}" for prefix, uri in node.nsmap.items() if prefix and uri == namespace)


def _holds(node: etree._Element, inner: etree._Element) -> bool:
    return any(each is node for each in inner.iterancestors())


def _depth(node: etree._Element) -> int:
    return sum(1 for _ in node.iterancestors())
