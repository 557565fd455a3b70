"""What is in an element, as texts and nodes in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from teiproof.names import TEI

Item: TypeAlias = "etree._Element | str"


def text_in(element: etree._Element) -> str:
    """The text in an element, without comments."""
    texts = [node.text for node in element.iter("*")] + [
        node.tail for node in element.iter() if node is not element
    ]
    return "".join(filter(None, texts)).strip()


def local_name(element: etree._Element) -> str:
    """The name of a TEI element, also of one in an example."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def plain(name: str) -> str:
    return name.removeprefix(f"{{{TEI}}}")


def emptied(element: etree._Element) -> list[Item]:
    """Take everything out of an element: its texts and nodes, in order."""
    items: list[Item] = [element.text] if element.text else []
    for child in list(element):
        tail, child.tail = child.tail, None
        items.append(child)
        if tail:
            items.append(tail)
        element.remove(child)
    element.text = None
    return items


def significant(element: etree._Element) -> Iterator[Item]:
    """The texts that are not blank, and the elements in an element."""
    if element.text and element.text.strip():
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield child
        if child.tail and child.tail.strip():
            yield child.tail


def add_text(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def put(element: etree._Element, item: Item) -> None:
    """Put an item after all that an element holds."""
    if isinstance(item, str):
        add_text(element, item)
    else:
        element.append(item)
