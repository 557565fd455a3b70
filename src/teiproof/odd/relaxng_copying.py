"""Copies patterns in RELAX NG from an ODD or a grammar into a schema, names and prefixes resolved."""

from collections.abc import Callable

from lxml import etree

from teiproof.odd.markup import ANNOTATIONS, RELAXNG
from teiproof.odd.patterns import Pattern
from teiproof.odd.problems import refusal

_DEPTH = 150
_TEXTS = ("value", "param", "name", "documentation")
_CONTAINERS = {
    f"{{{RELAXNG}}}{name}"
    for name in ("group", "choice", "interleave", "optional", "zeroOrMore", "oneOrMore", "mixed", "list")
}

Reference = Callable[[etree._Element], Pattern]
"""Makes the pattern of a `ref`."""


def is_left(node: etree._Element, gone: frozenset[etree._Element]) -> bool:
    """Whether anything is left of a pattern once some references are gone."""
    if node in gone:
        return False
    if not gone or node.tag not in _CONTAINERS:
        return True
    inner = [child for child in node if isinstance(child.tag, str)]
    return not inner or any(is_left(child, gone) for child in inner)


def copied(
    node: etree._Element,
    reference: Reference,
    gone: frozenset[etree._Element] = frozenset(),
    depth: int = 0,
) -> Pattern:
    """A pattern as it stands, references aside; annotations of other vocabularies are left out.

    Raises OddError for what reaches outside the schema.
    """
    name = etree.QName(node)
    local = name.localname
    if name.namespace == RELAXNG and local == "ref":
        return reference(node)
    if name.namespace == RELAXNG and local in ("externalRef", "grammar", "parentRef"):
        raise refusal(
            node, f"<{local}> in a schema made from an ODD is not supported. Write its patterns here."
        )
    if depth > _DEPTH:
        raise refusal(node, f"patterns are nested deeper than {_DEPTH} levels.")
    made = Pattern(local if name.namespace == RELAXNG else f"a:{local}", _attributes(node))
    for child in node:
        if _is_pattern(child) and is_left(child, gone):
            made.children.append(copied(child, reference, gone, depth + 1))
    if local in _TEXTS:
        made.text = node.text or ""
    if local in ("element", "attribute"):
        _resolve_attribute(node, made)
    elif local == "name":
        _resolve_text(node, made)
    return made


def _is_pattern(node: etree._Element) -> bool:
    return isinstance(node.tag, str) and etree.QName(node).namespace in (RELAXNG, ANNOTATIONS)


def _attributes(node: etree._Element) -> dict[str, str]:
    """The attributes of RELAX NG, and the default value of an attribute."""
    found = {name: value for name, value in node.attrib.items() if not name.startswith("{")}
    default = node.get(f"{{{ANNOTATIONS}}}defaultValue")
    return found if default is None else {**found, "a:defaultValue": default}


def _resolve_attribute(node: etree._Element, made: Pattern) -> None:
    """Write a name with a prefix as local name and namespace: prefixes are not declared in our schemas."""
    resolved = _resolved(node, made.attributes.get("name", ""), "name")
    if resolved:
        made.attributes["ns"], made.attributes["name"] = resolved


def _resolve_text(node: etree._Element, made: Pattern) -> None:
    resolved = _resolved(node, made.text, None)
    if resolved:
        made.attributes["ns"], made.text = resolved


def _resolved(node: etree._Element, name: str, attribute: str | None) -> tuple[str, str] | None:
    """Namespace and local name of a name with a prefix."""
    prefix, colon, local = name.strip().partition(":")
    if not colon or prefix == "xml":
        return None
    namespace = node.nsmap.get(prefix)
    if namespace is None:
        raise refusal(node, f"the prefix of “{name.strip()}” is not declared. Declare it.", attribute)
    return namespace, local
