"""What people read of a specification: glosses and descriptions, in the languages wanted."""

from lxml import etree

from teiproof.names import XML_LANG, tei
from teiproof.odd.patterns import Pattern

_QUOTES = {tei("gi"): "<{}>", tei("att"): "@{}", tei("val"): "“{}”", tei("tag"): "<{}>", tei("q"): "“{}”"}


class Documentation:
    """Finds descriptions; `languages` are tags, the best first."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self._languages = languages

    def of(self, nodes: tuple[etree._Element, ...]) -> list[Pattern]:
        """The annotation that describes what some declarations declare, if they do."""
        gloss, description = self.text(nodes, "gloss"), self.text(nodes, "desc")
        found = f"({gloss}) {description}".strip() if gloss else description
        return [Pattern("a:documentation", text=found)] if found else []

    def text(self, nodes: tuple[etree._Element, ...], name: str) -> str:
        """The text of the last gloss or description in the best language; without a language it is English."""
        found: dict[str, str] = {}
        for node in nodes:
            for child in node.iterchildren(tei(name)):
                found[_language(child)] = plain_text(child)
        for language in (*self._languages, "en"):
            for known, text in found.items():
                if known == language or known.partition("-")[0] == language.partition("-")[0]:
                    return text
        return next(iter(found.values()), "")


def _language(node: etree._Element) -> str:
    """The language of an element, which it may have from one around it; English where nothing is said."""
    for each in (node, *node.iterancestors()):
        language = each.get(XML_LANG)
        if language:
            return language
    return "en"


def plain_text(node: etree._Element) -> str:
    """The text of a description, with the signs that belong to names of elements and attributes."""
    return " ".join("".join(_pieces(node)).split())


def _pieces(node: etree._Element) -> list[str]:
    pieces = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str):
            inner = "".join(_pieces(child))
            pieces.append(_QUOTES.get(child.tag, "{}").format(inner))
        pieces.append(child.tail or "")
    return pieces
