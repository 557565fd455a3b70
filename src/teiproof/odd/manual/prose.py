"""The prose of an ODD as HTML: what stands in its text besides specifications."""

from collections.abc import Iterable, Iterator

from lxml import etree

from teiproof.names import TEI, TEI_EXAMPLES, XML_ID, XML_LANG, tei
from teiproof.odd.manual.elements import Addresses, append, made
from teiproof.odd.manual.examples import example
from teiproof.odd.manual.words import Words
from teiproof.odd.markup import CONSTRAINT_DECL, CONSTRAINT_SPEC, MODULE_SPEC, SPECS, words
from teiproof.odd.specifications import SpecView

_GROUP = tei("specGrp")
_SILENT = {
    *(tei(name) for name in ("schemaSpec", "specGrpRef", "moduleRef", "elementRef", "classRef", "macroRef")),
    *(tei(name) for name in ("dataRef", "divGen")),
    *(*SPECS, MODULE_SPEC, CONSTRAINT_SPEC, CONSTRAINT_DECL),
}
_BLOCKS = {
    "p": "p",
    "ab": "p",
    "list": "ul",
    "listBibl": "ul",
    "item": "li",
    "quote": "blockquote",
    "lg": "div",
    "l": "div",
    "titlePage": "div",
    "docTitle": "div",
    **dict.fromkeys(("titlePart", "byline", "docAuthor", "docDate", "docEdition", "docImprint"), "p"),
    "table": "table",
    "row": "tr",
    "cell": "td",
    "eg": "pre",
    "specList": "dl",
    "egXML": "figure",
}
_PHRASES = {
    **dict.fromkeys(("emph", "foreign", "hi", "mentioned"), "em"),
    "title": "cite",
    "code": "code",
    "ident": "code",
    "term": "dfn",
    "lb": "br",
    **dict.fromkeys(("q", "soCalled"), "q"),
}
_SIGNS = {"att": "@{}", "val": "{}", "tag": "<{}>"}
_MOST_DEEP = 5


def guide(
    spec: etree._Element, addresses: Addresses, views: Iterable[SpecView], words: Words
) -> list[etree._Element]:
    """The text around a schemaSpec, as far as it holds prose: a section for each division, and for what stands
    before them. `views` are what a specDesc may mean."""
    text = spec.getroottree().getroot().find(f".//{tei('text')}")
    if text is None:
        return []
    prose = _Prose(text, addresses, {view.ident: view for view in views}, words)
    sections = []
    for part in text.iterchildren(tei("front"), tei("body"), tei("back")):
        sections += [prose.undivided(part)]
        sections += [prose.division(division, 2) for division in part.iterchildren(tei("div"))]
    return [section for section in sections if section is not None]


def _prose_in(node: etree._Element) -> Iterator[etree._Element]:
    """The elements of prose in a node, those in groups of specifications too."""
    for child in node:
        if isinstance(child.tag, str) and child.tag not in _SILENT:
            yield from _prose_in(child) if child.tag == _GROUP else (child,)


class _Prose:
    def __init__(
        self, text: etree._Element, addresses: Addresses, views: dict[str, SpecView], words: Words
    ) -> None:
        self._words = words
        self._addresses = addresses
        self._views = views
        self._heads = {
            division.get(XML_ID, ""): division.find(tei("head")) for division in text.iter(tei("div"))
        }

    def undivided(self, node: etree._Element) -> etree._Element | None:
        """What stands in a part of the text outside of its divisions."""
        blocks = [self._block(child) for child in _prose_in(node) if child.tag != tei("div")]
        if not blocks:
            return None
        section = made("section", {"class": "guide"}, *blocks)
        self._words.mark(section, node)
        return section

    def division(self, node: etree._Element, level: int) -> etree._Element | None:
        """A division as a section; None if there is no prose in it."""
        attributes = {"class": "guide"}
        identifier = node.get(XML_ID)
        if identifier:
            attributes["id"] = f"guide.{identifier}"
        section = made("section", attributes)
        for child in _prose_in(node):
            if child.tag == tei("div"):
                inner = self.division(child, min(level + 1, _MOST_DEEP))
                if inner is not None:
                    section.append(inner)
            elif child.tag == tei("head"):
                section.append(self._filled("h" + str(level), child))
            else:
                section.append(self._block(child))
        self._words.mark(section, node)
        has_prose = any(part.tag not in ("h2", "h3", "h4", "h5") for part in section)
        return section if has_prose else None

    def _block(self, node: etree._Element) -> etree._Element:
        name = _BLOCKS.get(etree.QName(node).localname, "div")
        if name == "figure":
            return example(node, self._words)
        if name == "dl":
            return self._described(node)
        if name == "pre":
            return made("pre", {"tabindex": "0"}, "".join(node.itertext()))
        if name in ("ul", "table", "tr"):
            return self._list(node, name)
        if name == "p" and any(etree.QName(each).localname in _BLOCKS for each in node.iterchildren("*")):
            block = self._filled("div", node)  # a paragraph of HTML holds no blocks
            block.set("class", "p")
            return block
        block = self._filled(name, node)
        if node.tag == tei("titlePage"):
            block.set("class", "title-page")
        return block

    def _list(self, node: etree._Element, name: str) -> etree._Element:
        """A list, a table or one of its rows; a heading stands before the list and in the table."""
        parts = [child for child in node.iterchildren("*") if child.tag != tei("head")]
        if name == "ul" and any(part.tag == tei("label") for part in parts):
            block = made("dl", {"class": "glosses"})
            block.extend(self._filled("dt" if part.tag == tei("label") else "dd", part) for part in parts)
        else:
            is_numbered = name == "ul" and "numbered" in (node.get("rend"), node.get("type"))
            block = made("ol" if is_numbered else name, {})
            inner = {"ul": "li", "table": "tr", "tr": "td"}[name]
            block.extend(
                self._list(part, inner) if inner == "tr" else self._filled(inner, part) for part in parts
            )
        if node.get("role") == "label":
            for cell in block.iter("td"):
                cell.tag = "th"
        heads = list(node.iterchildren(tei("head")))
        if not heads:
            return block
        if name == "table":
            block.insert(0, self._filled("caption", heads[0]))
            return block
        return made("div", {}, *(self._filled("p", head) for head in heads), block)

    def _described(self, node: etree._Element) -> etree._Element:
        """What a specList names, each with its description, and the attributes that are asked for."""
        listed = made("dl", {"class": "summary"})
        for asked in node.iterchildren(tei("specDesc")):
            key = asked.get("key", "").strip()
            view = self._views.get(key)
            listed.append(made("dt", {}, self._addresses.link(key)))
            if view is None:
                listed.append(made("dd", {}, self._words("absent")))
                continue
            description = made("dd", {}, self._words.said("span", {}, view.description or view.gloss))
            wanted = words(asked, "atts") or ()
            for attribute in view.attributes:
                if attribute.name in wanted:
                    append(description, " ")
                    description.append(made("code", {}, f"@{attribute.name}"))
                    append(description, " ")
                    description.append(self._words.said("span", {}, attribute.description or attribute.gloss))
            listed.append(description)
        return listed

    def _filled(self, name: str, node: etree._Element) -> etree._Element:
        """An element with the phrases of a node."""
        own = node.get(XML_LANG)
        filled = made(name, {"lang": own} if own else {})
        append(filled, node.text or "")
        for child in node:
            if isinstance(child.tag, str) and child.tag not in _SILENT:
                filled.append(self._phrase(child))
            append(filled, child.tail or "")
        return filled

    def _phrase(self, node: etree._Element) -> etree._Element:
        name = etree.QName(node)
        text = " ".join("".join(node.itertext()).split())
        if name.localname == "gi" and name.namespace == TEI:
            return self._addresses.link(text, f"<{text}>")
        if name.localname in _SIGNS:
            return made("code", {}, _SIGNS[name.localname].format(text))
        if name.localname in ("ref", "ptr"):
            return self._link(node.get("target", ""), text)
        if name.localname == "ident" and not len(node):
            return self._addresses.link(text)
        if name.localname == "note":
            return made("span", {}, f" ({text})")
        if name.localname in _BLOCKS and name.namespace in (TEI, TEI_EXAMPLES):
            return self._block(node)
        return self._filled(_PHRASES.get(name.localname, "span"), node)

    def _link(self, target: str, text: str) -> etree._Element:
        """A link, to a division of the prose or to the web; of another there is its text, or where it leads."""
        if target.startswith(("http://", "https://")):
            return made("a", {"href": target}, text or target)
        head = self._heads.get(target.removeprefix("#")) if target.startswith("#") else None
        if head is None:
            return made("span", {}, text) if text else made("code", {}, target)
        return made("a", {"href": f"#guide.{target[1:]}"}, text or " ".join("".join(head.itertext()).split()))
