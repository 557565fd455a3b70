"""Content models: from values back to markup (Guidelines, 23.5.1)."""

from copy import deepcopy

from lxml import etree

from teiproof.names import TEI, XML_ID, tei
from teiproof.odd import content as c
from teiproof.odd.relaxng_copying import is_left


def content_markup(content: c.Content) -> etree._Element:
    """The element that declares a content model."""
    made = etree.Element(tei("content"), nsmap={None: TEI})
    if _is_plain(content):
        made.set("autoPrefix", "false")
    made.append(markup(content))
    return made


def _is_plain(content: c.Content) -> bool:
    """Whether references in RELAX NG are names of patterns: a content element says that for all of them."""
    if isinstance(content, c.Sequence | c.Alternate):
        return any(map(_is_plain, content.members))
    return isinstance(content, c.RelaxNG) and content.plain


def markup(content: c.Content) -> etree._Element | etree._ProcessingInstruction:
    """The element that declares a component of a content model."""
    if isinstance(content, c.AnyDeclared):
        return etree.ProcessingInstruction("NameList")
    if isinstance(content, c.RelaxNG):
        return _without(content.node, content.gone)
    if isinstance(content, c.ValList):
        return values_markup(content)
    made = etree.Element(tei(_NAMES[type(content)]), nsmap={None: TEI})
    _set_occurs(made, content.occurs)
    if isinstance(content, c.ElementRef | c.MacroRef | c.ClassRef):
        made.set("key", content.key)
    if isinstance(content, c.ClassRef):
        _set_class(made, content)
    elif isinstance(content, c.DataRef):
        _set_data(made, content)
    elif isinstance(content, c.AnyElement):
        return _any_element(content)
    elif isinstance(content, c.Sequence | c.Alternate):
        if isinstance(content, c.Sequence) and not content.in_order:
            made.set("preserveOrder", "false")
        made.extend([markup(member) for member in content.members])
    return made


_NAMES: dict[type[c.Content], str] = {
    c.Empty: "empty",
    c.TextNode: "textNode",
    c.ElementRef: "elementRef",
    c.MacroRef: "macroRef",
    c.ClassRef: "classRef",
    c.DataRef: "dataRef",
    c.Sequence: "sequence",
    c.Alternate: "alternate",
    c.AnyElement: "anyElement",
}


def _set_occurs(made: etree._Element, occurs: c.Occurs) -> None:
    if occurs != c.ONCE:
        made.set("minOccurs", str(occurs.least))
        made.set("maxOccurs", "unbounded" if occurs.most is None else str(occurs.most))


def _set_class(made: etree._Element, content: c.ClassRef) -> None:
    if content.expand != c.ALTERNATION or not content.is_plain:
        made.set("expand", content.expand)
    if content.only is not None:
        made.set("include", " ".join(sorted(content.only)))
    if content.but:
        made.set("except", " ".join(sorted(content.but)))


def _set_data(made: etree._Element, content: c.DataRef) -> None:
    made.set("key" if content.key else "name", content.key or content.name)
    for pattern in content.patterns:
        made.set("restriction", pattern)
    for name, value in content.facets:
        etree.SubElement(made, tei("dataFacet"), {"name": name, "value": value})


def _any_element(content: c.AnyElement) -> etree._Element:
    made = with_names("anyElement", "except", content.but)
    _set_occurs(made, content.occurs)
    if content.require:
        made.set("require", " ".join(content.require))
    return made


def with_names(tag: str, attribute: str, names: tuple[tuple[str, str], ...] | None) -> etree._Element:
    """An element with an attribute for namespaces and qualified names, if there are some; their prefixes are
    declared on it."""
    namespaces = sorted({namespace for namespace, local in names or () if local})
    prefixes = {namespace: f"ns{number}" for number, namespace in enumerate(namespaces, 1)}
    declared: dict[str | None, str] = {None: TEI, **{prefix: uri for uri, prefix in prefixes.items()}}
    made = etree.Element(tei(tag), nsmap=declared)
    if names is not None:
        words = (f"{prefixes[namespace]}:{local}" if local else namespace for namespace, local in names)
        made.set(attribute, " ".join(words))
    return made


def values_markup(content: c.ValList) -> etree._Element:
    """A valList, with the descriptions and parameters of its items."""
    made = etree.Element(tei("valList"), nsmap={None: TEI})
    if content.kind:
        made.set("type", content.kind)
    for item in content.items:
        child = etree.SubElement(made, tei("valItem"), {"ident": item.ident})
        if item.name != item.ident:
            etree.SubElement(child, tei("altIdent")).text = item.name
        child.extend(described(item.nodes, ("equiv", "gloss", "desc", "paramList", "remarks")))
    return made


def described(nodes: tuple[etree._Element, ...], kinds: tuple[str, ...]) -> list[etree._Element]:
    """Copies of what some declarations say in elements of some kinds: of each kind what was said last."""
    found: list[etree._Element] = []
    for kind in kinds:
        for node in reversed(nodes):
            said = node.findall(tei(kind))
            if said:
                found += [whole(each) for each in said]
                break
    return found


def whole(node: etree._Element) -> etree._Element:
    """A copy without what follows the element, and without identifiers: it may be made more than once."""
    copied = deepcopy(node)
    copied.tail = None
    for element in copied.iter("*"):
        element.attrib.pop(XML_ID, None)
    return copied


def _without(node: etree._Element, gone: frozenset[etree._Element]) -> etree._Element:
    """A copy of a pattern in RELAX NG without some references."""
    if not gone:
        return whole(node)
    copied = etree.Element(node.tag, dict(node.attrib), nsmap=node.nsmap)
    copied.text = node.text
    for child in node:
        if isinstance(child.tag, str) and is_left(child, gone):
            copied.append(_without(child, gone))
    return copied
