"""Specifications: from markup to records (Guidelines, 23.4 to 23.7)."""

from lxml import etree

from teiproof.names import XML, tei
from teiproof.odd import content_reading
from teiproof.odd.content import Content
from teiproof.odd.markup import (
    CLASS_SPEC,
    CONSTRAINT_DECL,
    DATA_SPEC,
    ELEMENT_SPEC,
    alternative_name,
    children,
    is_tei,
    mode_of,
    name_of,
    occurs_of,
    required,
)
from teiproof.odd.problems import refusal
from teiproof.odd.records import (
    ADD,
    CHANGE,
    REPLACE,
    AnySpec,
    Attribute,
    AttributeList,
    AttributeRef,
    ClassSpec,
    Constraint,
    Datatype,
    ElementSpec,
    MacroSpec,
    Membership,
)

_MODELS = (tei("model"), tei("modelGrp"), tei("modelSequence"))
_ATTRIBUTES = ".attributes"
_ATTRIBUTE = ".attribute."


def read_spec(node: etree._Element) -> AnySpec:
    """The record of an elementSpec, classSpec, macroSpec or dataSpec. Raises OddError."""
    ident = required(node, "ident")
    if node.tag == ELEMENT_SPEC:
        return _element_spec(node, ident)
    return _class_spec(node, ident) if node.tag == CLASS_SPEC else _macro_spec(node, ident)


def _element_spec(node: etree._Element, ident: str) -> ElementSpec:
    memberships, memberships_mode = _memberships(node)
    return ElementSpec(
        ident=ident,
        name=alternative_name(node, ident),
        module=node.get("module", "").strip(),
        mode=mode_of(node),
        nodes=(node,),
        prefix=node.get("prefix"),
        constraints=read_constraints(node),
        namespace=node.get("ns"),
        memberships=memberships,
        memberships_mode=memberships_mode,
        content=_element_content(node),
        attributes=_attribute_list(node),
        models=tuple(node.iterchildren(*_MODELS)),
    )


def _class_spec(node: etree._Element, ident: str) -> ClassSpec:
    memberships, memberships_mode = _memberships(node)
    mode = mode_of(node)
    kind = _class_kind(node, mode)
    attributes = node.find(tei("attList"))
    if kind == "model" and attributes is not None:
        raise refusal(attributes, "a model class has no attributes. Declare them in a class of type “atts”.")
    return ClassSpec(
        ident=ident,
        name=alternative_name(node, ident),
        module=node.get("module", "").strip(),
        mode=mode,
        nodes=(node,),
        prefix=node.get("prefix"),
        constraints=read_constraints(node),
        kind=kind,
        memberships=memberships,
        memberships_mode=memberships_mode,
        attributes=_attribute_list(node),
    )


def _macro_spec(node: etree._Element, ident: str) -> MacroSpec:
    return MacroSpec(
        ident=ident,
        name=alternative_name(node, ident),
        module=node.get("module", "").strip(),
        mode=mode_of(node),
        nodes=(node,),
        prefix=node.get("prefix"),
        constraints=read_constraints(node),
        is_data=node.tag == DATA_SPEC,
        content=_macro_content(node),
    )


def _class_kind(node: etree._Element, mode: str) -> str:
    kind = node.get("type", "").strip()
    if kind not in ("model", "atts") and (kind or mode in (ADD, REPLACE)):
        raise refusal(node, f"@type of {name_of(node)} is “{kind}”. It is model or atts.", "type")
    return kind


def _memberships(node: etree._Element) -> tuple[tuple[Membership, ...] | None, str]:
    classes = node.find(tei("classes"))
    if classes is None:
        return None, CHANGE
    mode = classes.get("mode", REPLACE).strip()
    if mode not in (CHANGE, REPLACE):
        raise refusal(classes, f"@mode of classes is “{mode}”. It is change or replace.", "mode")
    return tuple(_membership(member) for member in classes.iterfind(tei("memberOf"))), mode


def _membership(node: etree._Element) -> Membership:
    bounded = node.get("min") is not None or node.get("max") is not None
    return Membership(
        required(node, "key"), mode_of(node), node, occurs_of(node, "min", "max") if bounded else None
    )


def _element_content(node: etree._Element) -> Content | None:
    values = node.find(tei("valList"))
    if values is not None:
        found = content_reading.read_values(values)
        if found.kind == "closed":
            return found
    return _content(node)


def _content(node: etree._Element) -> Content | None:
    declared = node.find(tei("content"))
    return None if declared is None else content_reading.read_content(declared)


def _macro_content(node: etree._Element) -> Content | None:
    values = node.find(tei("valList"))
    if values is not None:
        return content_reading.read_values(values)
    for child in children(node):
        if child.tag == tei("stringVal"):
            raise refusal(child, "stringVal belongs to DTDs and is not supported. Use content.")
        if child.tag == tei("dataRef"):
            raise refusal(child, "a dataRef stands in a content element. Write <content> around it.")
    return _content(node)


def read_constraints(node: etree._Element) -> tuple[Constraint, ...]:
    """The constraintSpecs that are children of an element. Raises OddError."""
    return tuple(map(read_constraint, node.iterfind(tei("constraintSpec"))))


def read_constraint(node: etree._Element) -> Constraint:
    """The record of a constraintSpec, or of a constraintDecl, which has no name. Raises OddError."""
    ident = "" if node.tag == CONSTRAINT_DECL else required(node, "ident")
    return Constraint(ident, node.get("scheme", "").strip(), mode_of(node), (node,))


def _attribute_list(node: etree._Element) -> AttributeList:
    """All attList children, as one list; an only one keeps its @org."""
    lists = [_list(child) for child in node.iterfind(tei("attList"))]
    return lists[0] if len(lists) == 1 else AttributeList(members=tuple(lists))


def _list(node: etree._Element) -> AttributeList:
    organisation = node.get("org", "group").strip()
    if organisation not in ("group", "choice"):
        raise refusal(node, f"@org is “{organisation}”. It is group or choice.", "org")
    members: list[Attribute | AttributeRef | AttributeList] = []
    for child in children(node):
        if child.tag == tei("attDef"):
            if not child.get("ident", "").startswith("xmlns"):  # declarations are no attributes
                members.append(_attribute(child))
        elif child.tag == tei("attRef"):
            members.append(_attribute_ref(child))
        elif child.tag == tei("attList"):
            members.append(_list(child))
        elif is_tei(child) and child.tag not in (tei("desc"), tei("gloss")):
            kind = etree.QName(child).localname
            raise refusal(child, f"<{kind}> has no place in an attList. Known: attDef, attRef, attList.")
    return AttributeList(organisation, tuple(members))


def _attribute(node: etree._Element) -> Attribute:
    ident = required(node, "ident")
    default = node.find(tei("defaultVal"))
    datatype = node.find(tei("datatype"))
    values = node.find(tei("valList"))
    usage = node.get("usage", "").strip()
    if usage not in ("", "opt", "rec", "req"):
        raise refusal(node, f"@usage is “{usage}”. It is opt, rec or req.", "usage")
    return Attribute(
        ident,
        alternative_name(node, ident),
        mode_of(node),
        (node,),
        _attribute_namespace(node, ident),
        usage,
        None if datatype is None else _datatype(datatype),
        None if values is None else content_reading.read_values(values),
        None if default is None else " ".join("".join(default.itertext()).split()),
        read_constraints(node),
    )


def _attribute_namespace(node: etree._Element, ident: str) -> str | None:
    """The namespace of an attribute: @ns, or that of a prefix in its name."""
    namespace = node.get("ns")
    if namespace is not None:
        return namespace
    prefix, colon, _ = ident.partition(":")
    if not colon:
        return None
    found = XML if prefix == "xml" else node.nsmap.get(prefix)
    if found is None:
        raise refusal(node, f"the prefix of “{ident}” is not declared. Declare it, or give @ns.", "ident")
    return found


def _datatype(node: etree._Element) -> Datatype:
    found = children(node)
    content = content_reading.read_content(node) if found else None
    return Datatype(content, occurs_of(node), node)


def _attribute_ref(node: etree._Element) -> AttributeRef:
    owner = node.get("class", "").strip()
    name = node.get("key", node.get("name", "")).strip()  # @key is what later releases of TEI write
    if not owner:  # the older form names a pattern: att.typed.attribute.type, att.typed.attributes
        if _ATTRIBUTE in name:
            owner, _, name = name.partition(_ATTRIBUTE)
        elif name.endswith(_ATTRIBUTES):
            owner, name = name.removesuffix(_ATTRIBUTES), ""
    if not owner:
        raise refusal(node, "attRef names no class. Give @class, and @key for one attribute of it.")
    return AttributeRef(owner, name, node)
