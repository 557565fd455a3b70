"""The flattened ODD as a document: every specification whole, nothing left to be looked up.

Processors that know ODD can take it as it is, and another customisation can name it in @source. What is
deleted is not in it; attributes say how they differ from those of the classes; models, parameters and
constraints are those declared last. Descriptions are in the languages of schemaSpec/@docLang, or in all.
"""

from collections.abc import Mapping

from lxml import etree

from teiproof.names import TEI, XML_LANG, tei
from teiproof.odd.attribute_merging import Key, key_of
from teiproof.odd.content import Content, Occurs
from teiproof.odd.content_markup import content_markup, described, markup, values_markup, whole, with_names
from teiproof.odd.flattened import Flattened
from teiproof.odd.markup import words
from teiproof.odd.problems import refusal
from teiproof.odd.records import Attribute, AttributeList, ClassSpec, Constraint, ElementSpec, MacroSpec, Spec

_GLOSSES = ("equiv", "gloss", "desc")
_REMARKS = ("exemplum", "remarks", "listRef")
_KEPT = ("targetLang", "docLang")


def write(schema: Flattened, docs: bool = False) -> bytes:
    """The flattened ODD; with `docs` also descriptions, examples and remarks.

    Raises OddError if it takes in grammars in RELAX NG, which have no place in a flattened ODD.
    """
    if schema.external:
        raise refusal(schema.node, "a flattened ODD cannot hold the grammars that moduleRef takes in by @url.")
    root = etree.Element(tei("TEI"), nsmap={None: TEI})
    root.append(_header(schema))
    body = etree.SubElement(etree.SubElement(root, tei("text")), tei("body"))
    body.append(_Writer(schema, docs).schema_spec())
    etree.indent(root, "  ")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _header(schema: Flattened) -> etree._Element:
    header = etree.Element(tei("teiHeader"))
    file = etree.SubElement(header, tei("fileDesc"))
    title = etree.SubElement(etree.SubElement(file, tei("titleStmt")), tei("title"))
    title.text = f"{schema.ident}, flattened"
    if schema.edition:
        etree.SubElement(etree.SubElement(file, tei("editionStmt")), tei("edition")).text = schema.edition
    for name, text in (("publicationStmt", "Made from an ODD."), ("sourceDesc", "The ODD and its source.")):
        etree.SubElement(etree.SubElement(file, tei(name)), tei("p")).text = text
    return header


class _Writer:
    def __init__(self, schema: Flattened, docs: bool) -> None:
        self._schema = schema
        self._docs = docs
        self._languages = words(schema.node, "docLang")

    def schema_spec(self) -> etree._Element:
        schema = self._schema
        stated = None if schema.node.get("defaultExceptions") is None else schema.exceptions
        made = with_names("schemaSpec", "defaultExceptions", stated)
        made.set("ident", schema.ident)
        made.set("start", " ".join(schema.start))
        if schema.namespace != TEI:
            made.set("ns", schema.namespace)
        if schema.prefix:
            made.set("prefix", schema.prefix)
        for name in _KEPT:
            value = schema.node.get(name)
            if value is not None:
                made.set(name, value)
        used = {
            spec.module for group in (schema.elements, schema.classes, schema.macros) for spec in group.values()
        }
        for ident in sorted(used & schema.modules.keys()):
            module = etree.SubElement(made, tei("moduleSpec"), {"ident": ident})
            self._describe(module, (schema.modules[ident],), _GLOSSES)
        made.extend(self._macro(spec) for spec in schema.macros.values())
        made.extend(self._class(spec) for spec in schema.classes.values())
        made.extend(self._element(spec) for spec in schema.elements.values())
        made.extend(_constraints(schema.constraints))
        return made

    def _spec(self, spec: Spec, tag: str) -> etree._Element:
        made = etree.Element(tei(tag), {"ident": spec.ident})
        if spec.module:
            made.set("module", spec.module)
        if spec.prefix is not None:
            made.set("prefix", spec.prefix)
        _name(made, spec.ident, spec.name)
        self._describe(made, spec.nodes, _GLOSSES)
        return made

    def _describe(
        self, made: etree._Element, nodes: tuple[etree._Element, ...], kinds: tuple[str, ...]
    ) -> None:
        if self._docs:
            made.extend(each for each in described(nodes, kinds) if self._is_wanted(each))

    def _is_wanted(self, node: etree._Element) -> bool:
        """Whether a description is in a language that the ODD asks for; if it asks for none, all are."""
        language = node.get(XML_LANG)
        return language is None or not self._languages or language in self._languages

    def _macro(self, spec: MacroSpec) -> etree._Element:
        made = self._spec(spec, "dataSpec" if spec.is_data else "macroSpec")
        if spec.content is not None:
            made.append(content_markup(spec.content))
        made.extend(_constraints(spec.constraints))
        self._describe(made, spec.nodes, _REMARKS)
        return made

    def _class(self, spec: ClassSpec) -> etree._Element:
        made = self._spec(spec, "classSpec")
        made.set("type", spec.kind)
        _memberships(made, spec)
        made.extend(_constraints(spec.constraints))
        self._attributes(made, spec)
        self._describe(made, spec.nodes, _REMARKS)
        return made

    def _element(self, spec: ElementSpec) -> etree._Element:
        made = self._spec(spec, "elementSpec")
        if spec.namespace is not None:
            made.set("ns", spec.namespace)
        _memberships(made, spec)
        if spec.content is not None:
            made.append(content_markup(spec.content))
        made.extend(_constraints(spec.constraints))
        self._attributes(made, spec)
        made.extend(whole(model) for model in spec.models)
        self._describe(made, spec.nodes, _REMARKS)
        return made

    def _attributes(self, made: etree._Element, spec: ElementSpec | ClassSpec) -> None:
        """The attributes as they differ from those of the classes."""
        owner = spec.ident if isinstance(spec, ClassSpec) else ""
        inherited = self._inherited(spec)
        present = {key_of(attribute): attribute for attribute in spec.attributes.attributes()}
        members: list[etree._Element] = []
        for key, attribute in inherited.items():
            kept = present.get(key)
            if kept is None:
                members.append(etree.Element(tei("attDef"), {"ident": attribute.ident, "mode": "delete"}))
                if attribute.namespace and ":" not in attribute.ident:
                    members[-1].set("ns", attribute.namespace)
            elif kept.is_changed:
                members.append(self._attribute(kept, inherited))
        organisation = "group"
        for part in spec.attributes.members:
            if isinstance(part, AttributeList) and part.origin == owner:
                own = self._list(part, owner, inherited)
                if part.organisation == "group":
                    members += own
                elif members:
                    members.append(_att_list(part.organisation, own))
                else:
                    organisation, members = part.organisation, own
        if members:
            made.append(_att_list(organisation, members))

    def _inherited(self, spec: ElementSpec | ClassSpec) -> dict[Key, Attribute]:
        """The attributes that the classes of an element or a class would give it."""
        found: dict[Key, Attribute] = {}
        for membership in spec.memberships or ():
            for attribute in self._schema.classes[membership.key].attributes.attributes():
                found.setdefault(key_of(attribute), attribute)
        return found

    def _list(
        self, declared: AttributeList, owner: str, inherited: dict[Key, Attribute]
    ) -> list[etree._Element]:
        members: list[etree._Element] = []
        for member in declared.members:
            if isinstance(member, Attribute):
                if member.origin == owner:
                    members.append(self._attribute(member, inherited))
                else:
                    members.append(etree.Element(tei("attRef"), {"class": member.origin, "name": member.ident}))
            elif isinstance(member, AttributeList):
                inner = self._list(member, owner, inherited)
                is_group = member.organisation == declared.organisation == "group"
                members += inner if is_group else [_att_list(member.organisation, inner)]
        return members

    def _attribute(self, attribute: Attribute, inherited: Mapping[Key, Attribute]) -> etree._Element:
        prefix, colon, _ = attribute.ident.partition(":")
        declared = {prefix: attribute.namespace} if colon and prefix != "xml" and attribute.namespace else None
        made = etree.Element(tei("attDef"), {"ident": attribute.ident}, nsmap=declared)
        if attribute.namespace is not None and not colon:
            made.set("ns", attribute.namespace)
        before = inherited.get(key_of(attribute))
        if before is not None:
            made.set("mode", "change" if _is_change(attribute, before) else "replace")
        if attribute.usage:
            made.set("usage", attribute.usage)
        _name(made, attribute.ident, attribute.name)
        self._describe(made, attribute.nodes, _GLOSSES)
        if attribute.datatype is not None and attribute.datatype.content is not None:
            made.append(_datatype(attribute.datatype.content, attribute.datatype.occurs))
        made.extend(_constraints(attribute.constraints))
        if attribute.default is not None:
            etree.SubElement(made, tei("defaultVal")).text = attribute.default
        if attribute.values is not None:
            made.append(values_markup(attribute.values))
        self._describe(made, attribute.nodes, ("valDesc", *_REMARKS))
        return made


def _is_change(attribute: Attribute, before: Attribute) -> bool:
    """Whether an attribute is written as a change of that of a class, so that it goes if a further ODD takes
    the membership away; which is not so for one declared anew, nor for one that lacks what the class says."""
    lacks = (
        (before.usage and not attribute.usage)
        or (before.name != before.ident and attribute.name == attribute.ident)
        or (before.datatype is not None and (attribute.datatype is None or attribute.datatype.content is None))
        or (before.values is not None and attribute.values is None)
        or (before.default is not None and attribute.default is None)
        or before.constraints
    )
    return attribute.is_changed and not lacks


def _att_list(organisation: str, members: list[etree._Element]) -> etree._Element:
    made = etree.Element(tei("attList"), {} if organisation == "group" else {"org": organisation})
    made.extend(members)
    return made


def _datatype(content: Content, occurs: Occurs) -> etree._Element:
    made = etree.Element(tei("datatype"))
    if occurs.least != 1:
        made.set("minOccurs", str(occurs.least))
    if occurs.most != 1:
        made.set("maxOccurs", "unbounded" if occurs.most is None else str(occurs.most))
    made.append(markup(content))
    return made


def _name(made: etree._Element, ident: str, name: str) -> None:
    if name != ident:
        etree.SubElement(made, tei("altIdent")).text = name


def _memberships(made: etree._Element, spec: ElementSpec | ClassSpec) -> None:
    if spec.memberships:
        classes = etree.SubElement(made, tei("classes"))
        for member in spec.memberships:
            child = etree.SubElement(classes, tei("memberOf"), {"key": member.key})
            if member.occurs is not None:
                child.set("min", str(member.occurs.least))
                child.set("max", "unbounded" if member.occurs.most is None else str(member.occurs.most))


def _constraints(constraints: tuple[Constraint, ...]) -> list[etree._Element]:
    found = []
    for constraint in constraints:
        copied = whole(constraint.node)
        if constraint.node is not constraint.nodes[-1]:  # a change of the description alone
            for old in copied.findall(tei("desc")):
                copied.remove(old)
            copied[:0] = described(constraint.nodes, ("desc",))
        copied.attrib.pop("mode", None)
        if constraint.ident:
            copied.set("ident", constraint.ident)
        if constraint.scheme:
            copied.set("scheme", constraint.scheme)
        found.append(copied)
    return found
