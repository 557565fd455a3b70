"""The prose of an ODD as HTML: what stands in its text besides specifications."""

from lxml import etree

from teiproof.names import TEI, TEI_EXAMPLES, XML_ID, tei
from teiproof.odd.manual.elements import Addresses, append, made
from teiproof.odd.manual.examples import example

_SILENT = {tei(name) for name in ("schemaSpec", "specGrp", "specGrpRef", "specList", "divGen")}
_BLOCKS = {"p": "p", "ab": "p", "list": "ul", "item": "li", "quote": "blockquote"}
_PHRASES = {"hi": "em", "emph": "em", "title": "cite", "code": "code", "ident": "code", "term": "dfn"}
_SIGNS = {"att": "@{}", "val": "{}", "tag": "<{}>"}
_MOST_DEEP = 5


def guide(spec: etree._Element, addresses: Addresses) -> list[etree._Element]:
    """The divisions of the text around a schemaSpec that hold prose."""
    text = spec.getroottree().getroot().find(f".//{tei('text')}")
    if text is None:
        return []
    found = []
    for division in text.iter(tei("div")):
        if next(division.iterancestors(tei("div")), None) is None:
            section = _Prose(addresses).division(division, 2)
            if section is not None:
                found.append(section)
    return found


class _Prose:
    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses

    def division(self, node: etree._Element, level: int) -> etree._Element | None:
        """A division as a section; None if there is no prose in it."""
        attributes = {"class": "guide"}
        identifier = node.get(XML_ID)
        if identifier:
            attributes["id"] = f"guide.{identifier}"
        section = made("section", attributes)
        for child in node:
            if not isinstance(child.tag, str) or child.tag in _SILENT:
                continue
            if child.tag == tei("div"):
                inner = self.division(child, min(level + 1, _MOST_DEEP))
                if inner is not None:
                    section.append(inner)
            elif child.tag == tei("head"):
                section.append(self._filled("h" + str(level), child))
            else:
                section.append(self._block(child))
        has_prose = any(part.tag not in ("h2", "h3", "h4", "h5") for part in section)
        return section if has_prose else None

    def _block(self, node: etree._Element) -> etree._Element:
        if node.tag == f"{{{TEI_EXAMPLES}}}egXML":
            return example(node)
        name = _BLOCKS.get(etree.QName(node).localname, "div")
        if name == "ul" and node.get("rend") == "numbered":
            name = "ol"
        block = made(name, {})
        if name in ("ul", "ol"):
            block.extend(self._block(item) for item in node.iterchildren(tei("item")))
            return block
        return self._filled(name, node)

    def _filled(self, name: str, node: etree._Element) -> etree._Element:
        """An element with the phrases of a node."""
        filled = made(name, {})
        append(filled, node.text or "")
        for child in node:
            if isinstance(child.tag, str) and child.tag not in _SILENT:
                filled.append(self._phrase(child))
            append(filled, child.tail or "")
        return filled

    def _phrase(self, node: etree._Element) -> etree._Element:
        local = etree.QName(node).localname
        text = " ".join("".join(node.itertext()).split())
        if local == "gi" and etree.QName(node).namespace == TEI:
            return self._addresses.link(text, f"<{text}>")
        if local in _SIGNS:
            return made("code", {}, _SIGNS[local].format(text))
        if local in ("ref", "ptr"):
            target = node.get("target", "")
            if target.startswith(("http://", "https://")):
                return made("a", {"href": target}, text or target)
            return made("span", {}, text)
        if local == "ident" and not len(node):
            return self._addresses.link(text)
        if local == "egXML":
            return example(node)
        if local == "q":
            return self._filled("q", node)
        if local in _BLOCKS:
            return self._block(node)
        return self._filled(_PHRASES.get(local, "span"), node)
