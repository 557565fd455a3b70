"""How names, values and lists of them are written in a message.

Messages are remembered, and come in documents with different prefixes: so a name stands in them as expat writes
it, between marks which no document can contain, until `spelled`.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

SHOWN = 8
"""How many names or values a message lists at most."""

_QUOTED = 60
_PREFIXES = {
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/2001/XInclude": "xi",
    "http://www.w3.org/1998/Math/MathML": "mml",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2004/02/skos/core#": "skos",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.idpf.org/2007/ops": "epub",
    "http://relaxng.org/ns/structure/1.0": "rng",
    "http://purl.oclc.org/dsdl/schematron": "sch",
}


WELL_KNOWN = tuple(_PREFIXES)
"""Namespaces that mostly have the same prefix."""


_ELEMENT, _ATTRIBUTE, _END = "\x02", "\x03", "\x04"
_MARKED = re.compile(f"([{_ELEMENT}{_ATTRIBUTE}])([^{_END}]*){_END}")


class Prefixes(NamedTuple):
    """What a document writes before names: nothing in its default namespace, in others a prefix."""

    default: str
    prefixes: Mapping[str, str]


def spelled(message: str, prefixes: Prefixes) -> str:
    """A message with its names as they are written in a document; a namespace without a prefix there has its
    usual one."""

    def spell(marked: re.Match[str]) -> str:
        namespace, _, local = marked[2].rpartition(" ")
        prefix = prefixes.prefixes.get(namespace) or _PREFIXES.get(namespace, "")
        name = f"{prefix}:{cut(local)}" if prefix else cut(local)
        if marked[1] == _ELEMENT:
            return f"<{cut(local) if namespace == prefixes.default else name}>"
        return f"“{name}” of the namespace “{cut(namespace)}”" if namespace and not prefix else f"“{name}”"

    return _MARKED.sub(spell, message)


def tag(name: str) -> str:
    """An element's name as a start tag."""
    return f"{_ELEMENT}{name}{_END}"


def tags(names: list[str], conjunction: str, shown: int = SHOWN) -> str:
    """Several start tags in a row."""
    return row(names, tag, conjunction, shown)


def prefix_of(namespace: str) -> str:
    """The prefix that a namespace always has; "" if there is none."""
    return _PREFIXES.get(namespace, "")


def attribute(name: str) -> str:
    """An attribute's name in quotation marks, with its namespace where no prefix tells it."""
    return f"{_ATTRIBUTE}{name}{_END}"


def attributes(names: list[str], conjunction: str) -> str:
    """Several attributes in a row."""
    return row(names, attribute, conjunction, SHOWN)


def quoted(literals: list[str], conjunction: str) -> str:
    """Several values in a row."""
    return row(literals, lambda literal: f"“{cut(literal)}”", conjunction, SHOWN)


def row(items: list[str], show: Callable[[str], str], conjunction: str, shown: int) -> str:
    """Items in a row; of long lists the first ones, and how many more there are."""
    if len(items) > shown + 1:
        return f"{', '.join(map(show, items[:shown]))} ({len(items) - shown} more)"
    if len(items) < 2:
        return "".join(map(show, items))
    return f"{', '.join(map(show, items[:-1]))} {conjunction} {show(items[-1])}"


def within(parent: str) -> str:
    """` in <parent>`, or nothing outside of the root."""
    return f" in {tag(parent)}" if parent else ""


def cut(text: str) -> str:
    """A text on one line, and not too long to be quoted."""
    flat = " ".join(text[: 4 * _QUOTED].split())
    return flat if len(flat) <= _QUOTED and len(text) <= 4 * _QUOTED else f"{flat[:_QUOTED]}…"
