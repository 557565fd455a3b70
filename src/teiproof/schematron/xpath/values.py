"""The values of expressions: sequences as lists.

Items are elements, comments and processing instructions of lxml; attributes and texts as lxml's strings that
know their element; plain str, bool, int and float.
"""

from collections.abc import Sequence

from lxml import etree

Item = etree._Element | str | bool | int | float

_STRING_VALUE = etree.XPath("string()", smart_strings=False)


class UncertainError(Exception):
    """A value has a type for which elementpath is to be asked."""


def is_node(item: Item) -> bool:
    """Whether an item is a node."""
    return isinstance(item, etree._Element | etree._ElementUnicodeResult)


def text_of(item: Item) -> str:
    """The string value of an item (https://www.w3.org/TR/xpath-functions-31/#func-string)."""
    if isinstance(item, str):
        return str(item)
    if isinstance(item, etree._Element):
        return str(_STRING_VALUE(item)) if isinstance(item.tag, str) else item.text or ""
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, float):
        if item != item:
            return "NaN"
        if item in (float("inf"), float("-inf")):
            return "INF" if item > 0 else "-INF"
        if item.is_integer() and abs(item) < 1e15:
            return str(int(item))
    return str(item)


def truth_of(items: Sequence[Item]) -> bool:
    """The effective boolean value (https://www.w3.org/TR/xpath20/#id-ebv). Raises UncertainError."""
    if not items:
        return False
    first = items[0]
    if is_node(first):
        return True
    if len(items) > 1:
        raise UncertainError
    return bool(first) and first == first


def single_text(items: Sequence[Item]) -> str:
    """The text of at most one node or string. Raises UncertainError if there are more, or it is neither."""
    if not items:
        return ""
    if len(items) > 1 or isinstance(items[0], bool | int | float):
        raise UncertainError
    return text_of(items[0])


def texts(items: Sequence[Item]) -> list[str]:
    """The texts of nodes and strings. Raises UncertainError if there is anything else."""
    if any(isinstance(item, bool | int | float) for item in items):
        raise UncertainError
    return [text_of(item) for item in items]
