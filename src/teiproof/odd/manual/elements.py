"""HTML elements, and the addresses of specifications."""

from collections.abc import Mapping

from lxml import etree

from teiproof.odd.flattened import Flattened

_FORBIDDEN = {code: None for code in range(32) if code not in (9, 10, 13)}


def made(name: str, attributes: Mapping[str, str], *content: "etree._Element | str") -> etree._Element:
    """An element with what is in it."""
    element = etree.Element(name, dict(attributes))
    for part in content:
        append(element, part)
    return element


def append(element: etree._Element, part: "etree._Element | str") -> None:
    """Put an element or a text at the end of an element."""
    if isinstance(part, etree._Element):
        element.append(part)
        return
    text = part.translate(_FORBIDDEN)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


class Addresses:
    """Where the specifications of a schema are in its manual."""

    def __init__(self, schema: Flattened) -> None:
        self._sections = {
            **{ident: f"macro.{ident}" for ident in schema.macros},
            **{ident: f"class.{ident}" for ident in schema.classes},
            **{ident: f"element.{ident}" for ident in schema.elements},
        }

    def section(self, ident: str) -> str:
        """The identifier of the section on a specification."""
        return self._sections[ident]

    def link(self, ident: str, text: str = "") -> etree._Element:
        """A specification as code that leads to its section, if it has one."""
        code = made("code", {}, text or ident)
        if ident not in self._sections:
            return code
        return made("a", {"href": f"#{self._sections[ident]}"}, code)
