"""Examples of an ODD as HTML: markup as it is written, without the namespace of examples."""

from html import escape

from lxml import etree

from teiproof.names import TEI_EXAMPLES, XML
from teiproof.odd.manual.elements import made
from teiproof.odd.manual.words import Words


def example(egxml: etree._Element, words: Words) -> etree._Element:
    """An example; one that is wrong on purpose says so."""
    pre = made("pre", {"tabindex": "0"}, made("code", {}, source(egxml)))
    is_wrong = egxml.get("valid") == "false"
    figure = made("figure", {"class": "example wrong" if is_wrong else "example"}, pre)
    if is_wrong:
        figure.append(made("figcaption", {}, words("wrong")))
    return figure


def source(egxml: etree._Element) -> str:
    """The markup in an example, its indentation taken back."""
    text = escape(egxml.text or "", quote=False) + "".join(_node(child) for child in egxml)
    lines = text.strip("\n").rstrip().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    margin = min(margins, default=0)
    return "\n".join(line[margin:].rstrip() for line in lines)


def _node(node: etree._Element) -> str:
    tail = escape(node.tail or "", quote=False)
    if not isinstance(node.tag, str):  # a comment, or a processing instruction
        return f"{etree.tostring(node, encoding='unicode', with_tail=False)}{tail}"
    name = _name(node)
    attributes = "".join(f' {_attribute(key)}="{escape(value)}"' for key, value in node.attrib.items())
    namespace = etree.QName(node).namespace
    parent = node.getparent()
    above = None if parent is None else etree.QName(parent).namespace
    if namespace not in (TEI_EXAMPLES, above) and node.prefix is None:
        attributes = f' xmlns="{escape(namespace or "")}"{attributes}'
    inner = escape(node.text or "", quote=False) + "".join(_node(child) for child in node)
    return f"<{name}{attributes}>{inner}</{name}>{tail}" if inner else f"<{name}{attributes}/>{tail}"


def _name(node: etree._Element) -> str:
    local = etree.QName(node).localname
    is_plain = node.prefix is None or etree.QName(node).namespace == TEI_EXAMPLES
    return local if is_plain else f"{node.prefix}:{local}"


def _attribute(key: str) -> str:
    local = key.rpartition("}")[2]
    return f"xml:{local}" if key.startswith(f"{{{XML}}}") else local
