"""Rules of Schematron as lines of XML: structure is indented, what an assertion says stays on one line."""

import re
from collections.abc import Iterator
from html import escape

from lxml import etree

from teiproof.names import XML
from teiproof.odd.patterns import quoted
from teiproof.odd.schematron_patterns import SCHEMATRON, Rules

_INDENT = "  "
_STRUCTURE = {
    f"{{{SCHEMATRON}}}{name}" for name in ("pattern", "rule", "phase", "diagnostics", "properties", "schema")
}
_MESSAGES = {f"{{{SCHEMATRON}}}{name}" for name in ("assert", "report", "diagnostic", "title", "p")}
_SPACE = re.compile(r"\s+")
_PIECES = re.compile(r"""("[^"]*"|'[^']*')|\s+""")


def rule_lines(rules: Rules, depth: int) -> Iterator[str]:
    """All rules of a schema as lines, their namespaces first, with the prefix `sch`."""
    for prefix, uri in rules.namespaces.items():
        yield f'{_INDENT * depth}<sch:ns prefix="{quoted(prefix)}" uri="{quoted(uri)}"/>'
    for component in rules.components:
        yield from component_lines(component, depth)


def component_lines(node: etree._Element, depth: int) -> Iterator[str]:
    """An element of a Schematron schema as lines, with the prefix `sch`."""
    indent = _INDENT * depth
    if node.tag not in _STRUCTURE:
        yield indent + _whole(node).strip()
        return
    children = [child for child in node if isinstance(child.tag, str)]
    start = f"{indent}<{_name(node)}{_attributes(node)}"
    if not children:
        yield f"{start}/>"
        return
    yield f"{start}>"
    for child in children:
        yield from component_lines(child, depth + 1)
    yield f"{indent}</{_name(node)}>"


def _name(node: etree._Element) -> str:
    return f"sch:{etree.QName(node).localname}"


def _attributes(node: etree._Element) -> str:
    found = []
    for name, value in node.attrib.items():
        qname = etree.QName(name)
        prefix = declared = ""
        if qname.namespace == XML:
            prefix = "xml:"
        elif qname.namespace:  # of other languages, such as the fixes of Schematron QuickFix
            known = next(prefix for prefix, uri in node.nsmap.items() if prefix and uri == qname.namespace)
            prefix, declared = f"{known}:", f' xmlns:{known}="{quoted(qname.namespace)}"'
        found.append(f'{declared} {prefix}{qname.localname}="{quoted(_collapsed(value))}"')
    return "".join(found)


def _collapsed(expression: str) -> str:
    """An expression without needless white space; what is quoted in it is kept."""
    return _PIECES.sub(lambda match: match[1] or " ", expression).strip()


def _whole(node: etree._Element) -> str:
    """An element with what is in it, its white space collapsed."""
    inner = _text(node.text) + "".join(
        (_whole(child) if isinstance(child.tag, str) else "") + _text(child.tail) for child in node
    )
    if node.tag in _MESSAGES:
        inner = inner.strip()
    namespace = etree.QName(node).namespace
    name, declared = _name(node), ""
    if namespace != SCHEMATRON:
        name, declared = etree.QName(node).localname, f' xmlns="{quoted(namespace or "")}"'
    start = f"<{name}{declared}{_attributes(node)}"
    return f"{start}>{inner}</{name}>" if inner else f"{start}/>"


def _text(text: str | None) -> str:
    return _SPACE.sub(" ", escape(text or "", quote=False))
