"""Content models: from markup to values (Guidelines, 23.5.1)."""

import re
from collections.abc import Callable

from lxml import etree

from teiproof.names import TEI, TEI_EXAMPLES, tei
from teiproof.odd import content as c
from teiproof.odd.markup import (
    RELAXNG,
    TYPES,
    alternative_name,
    choice_of,
    is_tei,
    mode_of,
    occurs_of,
    required,
    words,
)
from teiproof.odd.problems import near, refusal

_DEPTH = 100

_TYPE_URI = re.compile(r"https?://www\.w3\.org/(?:TR/xmlschema-2/?|2001/XMLSchema(?:-datatypes)?)#(\w+)")

_DEFAULT_EXCEPTIONS = ((TEI, ""), (TEI_EXAMPLES, "egXML"))
"""What anyElement leaves out if nobody says otherwise (the default of schemaSpec/@defaultExceptions)."""


def read_content(node: etree._Element) -> c.Content:
    """What a content (or datatype) element declares. Several components stand for a sequence.

    Raises OddError.
    """
    if node.get("allowText", "").strip() in ("true", "1"):  # what ODD had before TEI 3.0
        raise refusal(
            node,
            "@allowText has no meaning any more. Write <textNode/> into the content, in an <alternate> with "
            "what may stand beside it.",
            "allowText",
        )
    found = [_component(child, 0) for child in _components(node)]
    if not found:
        return c.Empty(node)
    return found[0] if len(found) == 1 else c.Sequence(node, members=tuple(found))


def _components(node: etree._Element) -> list[etree._Element]:
    """The children that declare content: also the processing instruction that stands for all elements."""
    return [child for child in node if isinstance(child.tag, str) or _is_name_list(child)]


def _is_name_list(node: etree._Element) -> bool:
    return isinstance(node, etree._ProcessingInstruction) and node.target == "NameList"


def _component(node: etree._Element, depth: int) -> c.Content:
    if _is_name_list(node):
        return c.AnyDeclared(next(node.iterancestors()))
    if depth > _DEPTH:
        raise refusal(node, f"content models are nested deeper than {_DEPTH} levels. Use a macro.")
    if is_tei(node):
        reader = _READERS.get(etree.QName(node).localname)
        if reader is not None:
            return reader(node, depth + 1)
    elif etree.QName(node).namespace == RELAXNG:
        plain = any(
            outer.get("autoPrefix", "").strip() == "false" for outer in node.iterancestors(tei("content"))
        )
        return c.RelaxNG(node, plain=plain)
    raise refusal(
        node,
        f"<{etree.QName(node).localname}> is no part of a content model. Known: {', '.join(sorted(_READERS))}, "
        "and patterns in the namespace of RELAX NG.",
    )


def _sequence(node: etree._Element, depth: int) -> c.Content:
    members = tuple(_component(child, depth) for child in _components(node))
    in_order = node.get("preserveOrder", "true").strip() not in ("false", "0")
    return c.Sequence(node, occurs_of(node), members, in_order)


def _alternate(node: etree._Element, depth: int) -> c.Content:
    return c.Alternate(node, occurs_of(node), tuple(_component(child, depth) for child in _components(node)))


def _element_ref(node: etree._Element, _: int) -> c.Content:
    return c.ElementRef(node, occurs_of(node), required(node, "key"))


def _macro_ref(node: etree._Element, _: int) -> c.Content:
    return c.MacroRef(node, occurs_of(node), required(node, "key"))


def _class_ref(node: etree._Element, _: int) -> c.Content:
    expand = node.get("expand", c.ALTERNATION).strip()
    # The Guidelines name the value after the element <alternate> in places.
    expand = c.ALTERNATION if expand == "alternate" else expand
    if expand not in c.EXPANSIONS:
        raise refusal(node, f"@expand is “{expand}”. It is one of: {', '.join(c.EXPANSIONS)}.", "expand")
    only, but = choice_of(node)
    return c.ClassRef(node, occurs_of(node), required(node, "key"), expand, only, but)


def _data_ref(node: etree._Element, _: int) -> c.Content:
    named = [attribute for attribute in ("key", "name", "ref") if node.get(attribute) is not None]
    if len(named) != 1:
        raise refusal(node, "dataRef names its datatype by one of @key, @name and @ref. Give exactly one.")
    key = required(node, "key") if named == ["key"] else ""
    name = required(node, "name") if named == ["name"] else ""
    if named == ["ref"]:
        name = _type_by_uri(node)
    if name and name not in TYPES:
        message = f"XML Schema has no datatype “{name}”{near(name, TYPES)}."
        advice = "A dataSpec is named by @key." if named == ["name"] else "Correct the name."
        raise refusal(node, f"{message} {advice}", named[0])
    restriction = node.get("restriction")
    facets = tuple(
        (required(facet, "name"), facet.get("value", "")) for facet in node.findall(tei("dataFacet"))
    )
    if facets and restriction is not None:
        raise refusal(
            node, "@restriction and dataFacet exclude each other. Take one of them away.", "restriction"
        )
    if facets and key:
        raise refusal(node, "dataFacet restricts a datatype of XML Schema, given by @name, not by @key.")
    patterns = () if restriction is None else (restriction,)
    return c.DataRef(node, occurs_of(node), key, name, patterns, facets)


def _type_by_uri(node: etree._Element) -> str:
    uri = required(node, "ref")
    match = _TYPE_URI.fullmatch(uri)
    if match is None:
        raise refusal(
            node,
            f"the datatype library of “{uri}” is not supported, that of XML Schema alone is: "
            "https://www.w3.org/TR/xmlschema-2/#token and the like. Or give the @name of one of its types.",
            "ref",
        )
    return match.group(1)


def _text(node: etree._Element, _: int) -> c.Content:
    return c.TextNode(node)


def _empty(node: etree._Element, _: int) -> c.Content:
    return c.Empty(node)


def _values(node: etree._Element, _: int) -> c.Content:
    return read_values(node)


def read_values(node: etree._Element) -> c.ValList:
    """A valList. Raises OddError."""
    kind = node.get("type", "").strip()
    if kind not in ("", "open", "semi", "closed"):
        raise refusal(node, f"@type of valList is “{kind}”. It is open, semi or closed.", "type")
    items: dict[str, c.ValItem] = {}
    for item in node.iterfind(tei("valItem")):
        ident = item.get("ident")
        if ident is None:
            raise refusal(item, "valItem has no @ident. It is the value.")
        if ident in items:
            raise refusal(item, f"the value “{ident}” is declared twice. Take one of them away.", "ident")
        items[ident] = c.ValItem(ident, alternative_name(item, ident), _stated_mode(item), (item,))
    return c.ValList(node, kind=kind, mode=_stated_mode(node), items=tuple(items.values()))


def _stated_mode(node: etree._Element) -> str:
    return "" if node.get("mode") is None else mode_of(node)


def _any_element(node: etree._Element, _: int) -> c.Content:
    but = words(node, "except")
    return c.AnyElement(
        node,
        occurs_of(node),
        words(node, "require") or (),
        None if but is None else _exceptions(node, but, "except"),
    )


def default_exceptions(spec: etree._Element) -> tuple[tuple[str, str], ...]:
    """What anyElement leaves out in a schemaSpec if it does not say. Raises OddError."""
    stated = words(spec, "defaultExceptions")
    return _DEFAULT_EXCEPTIONS if stated is None else _exceptions(spec, stated, "defaultExceptions")


def _exceptions(node: etree._Element, stated: tuple[str, ...], attribute: str) -> tuple[tuple[str, str], ...]:
    """Namespaces and qualified names as pairs. Raises OddError for a prefix that is not declared."""
    found = []
    for word in stated:
        prefix, colon, local = word.partition(":")
        if colon and re.fullmatch(r"[^\W\d][\w.-]*", local):
            namespace = node.nsmap.get(prefix)
            if namespace is None and prefix == "teix":
                namespace = TEI_EXAMPLES  # the default of the Guidelines, often without a declaration
            if namespace is not None:
                found.append((namespace, local))
                continue
            if not re.fullmatch(r"urn|tag|mailto|http|https|info", prefix):
                raise refusal(node, f"the prefix of “{word}” is not declared. Declare it.", attribute)
        found.append((word, ""))
    return tuple(found)


_READERS: dict[str, Callable[[etree._Element, int], c.Content]] = {
    "sequence": _sequence,
    "alternate": _alternate,
    "elementRef": _element_ref,
    "classRef": _class_ref,
    "macroRef": _macro_ref,
    "dataRef": _data_ref,
    "anyElement": _any_element,
    "textNode": _text,
    "empty": _empty,
    "valList": _values,
}
