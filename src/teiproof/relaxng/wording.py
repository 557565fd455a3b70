"""How names, values and lists of them are written in a message."""

from collections.abc import Callable

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


def tag(name: str) -> str:
    """An element's name as a start tag; its namespace shows only where the prefix is always the same."""
    namespace, _, local = name.rpartition(" ")
    prefix = _PREFIXES.get(namespace)
    return f"<{prefix}:{cut(local)}>" if prefix else f"<{cut(local)}>"


def tags(names: list[str], conjunction: str, shown: int = SHOWN) -> str:
    """Several start tags in a row."""
    return row(names, tag, conjunction, shown)


def prefix_of(namespace: str) -> str:
    """The prefix that a namespace always has; "" if there is none."""
    return _PREFIXES.get(namespace, "")


def attribute(name: str) -> str:
    """An attribute's name in quotation marks, with its namespace where no prefix tells it."""
    namespace, _, local = name.rpartition(" ")
    prefix = _PREFIXES.get(namespace)
    if namespace and not prefix:
        return f"“{cut(local)}” of the namespace “{cut(namespace)}”"
    return f"“{prefix}:{cut(local)}”" if prefix else f"“{cut(local)}”"


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
