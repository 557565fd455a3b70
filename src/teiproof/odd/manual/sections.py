"""A specification as a section of the manual."""

from collections.abc import Iterable

from lxml import etree

from teiproof.names import TEI, TEI_EXAMPLES
from teiproof.odd.manual.elements import Addresses, append, made
from teiproof.odd.manual.examples import example
from teiproof.odd.specifications import AttributeView, SpecView

_MANY = 12  # a longer list of values is folded away


def section(view: SpecView, addresses: Addresses) -> etree._Element:
    """A section: heading, description, what goes where, attributes, rules, examples."""
    shown = f"<{view.name}>" if view.kind == "element" else view.ident
    heading = made("h3", {}, made("code", {}, shown))
    if view.kind == "element" and view.name != view.ident:
        append(heading, " ")
        heading.append(made("span", {"class": "ident"}, view.ident))
    whole = made("section", {"id": addresses.section(view.ident), "class": "specification"}, heading)
    if view.gloss:
        whole.append(made("p", {"class": "gloss"}, view.gloss))
    if view.description:
        whole.append(made("p", {}, view.description))
    whole.append(_facts(view, addresses))
    if view.attributes:
        whole.append(_attributes(view, addresses))
    if view.rules:
        whole.append(_rules(view))
    if view.remarks:
        whole.append(made("p", {"class": "remarks"}, view.remarks))
    for exemplum in view.examples:
        for egxml in exemplum.iterchildren(f"{{{TEI_EXAMPLES}}}egXML"):
            whole.append(example(egxml))
    return whole


def _facts(view: SpecView, addresses: Addresses) -> etree._Element:
    facts = made("dl", {"class": "facts"})
    _fact(facts, "Kind", [view.kind + (f", module {view.module}" if view.module else "")])
    if view.namespace and view.namespace != TEI:
        _fact(facts, "Namespace", [made("code", {}, view.namespace)])
    if view.content:
        _fact(facts, "Content", [made("code", {}, view.content)])
    for name, idents in (
        ("Holds", view.children),
        ("Stands in", view.parents),
        ("Classes", view.classes),
        ("Members", view.members),
    ):
        if idents:
            _fact(facts, name, _linked(idents, addresses))
    for number, choice in enumerate(view.alternatives):
        branches = [" with ".join(f"@{name}" for name in branch) for branch in choice]
        if number == 0:
            facts.append(made("dt", {}, "Only one of"))
        facts.append(made("dd", {}, "; ".join(branches)))
    return facts


def _fact(facts: etree._Element, name: str, content: Iterable["etree._Element | str"]) -> None:
    facts.append(made("dt", {}, name))
    facts.append(made("dd", {}, *content))


def _linked(idents: Iterable[str], addresses: Addresses) -> list["etree._Element | str"]:
    parts: list[etree._Element | str] = []
    for ident in idents:
        parts += [" ", addresses.link(ident)] if parts else [addresses.link(ident)]
    return parts


def _attributes(view: SpecView, addresses: Addresses) -> etree._Element:
    listed = made("dl", {"class": "attributes"})
    for attribute in view.attributes:
        term = made("dt", {}, made("code", {}, f"@{attribute.name}"), f" {attribute.usage}")
        listed.append(term)
        described = made("dd", {})
        if attribute.description or attribute.gloss:
            append(described, attribute.description or attribute.gloss)
            append(described, " ")
        described.append(made("span", {"class": "datatype"}, *_datatype(attribute, view, addresses)))
        if attribute.values:
            described.append(_values(attribute))
        listed.append(described)
    return made("div", {}, made("h4", {}, "Attributes"), listed)


def _datatype(
    attribute: AttributeView, view: SpecView, addresses: Addresses
) -> Iterable["etree._Element | str"]:
    if attribute.kind == "closed":
        yield "one of the values below" if attribute.values else "no value"
    else:
        yield addresses.link(attribute.datatype)
    if attribute.most != 1:
        yield ", several words" if attribute.most is None else f", up to {attribute.most} words"
    if attribute.default:
        yield f", “{attribute.default}” if it is not there"
    if attribute.origin not in ("", view.ident):
        yield ", from "
        yield addresses.link(attribute.origin)


def _values(attribute: AttributeView) -> etree._Element:
    listed = made("dl", {"class": "values"})
    for value in attribute.values:
        listed.append(made("dt", {}, made("code", {}, value.value)))
        listed.append(made("dd", {}, value.description or value.gloss or "—"))
    if len(attribute.values) <= _MANY:
        return listed
    return made("details", {}, made("summary", {}, f"{len(attribute.values)} values"), listed)


def _rules(view: SpecView) -> etree._Element:
    listed = made("ul", {"class": "rules"})
    for rule in view.rules:
        item = made("li", {}, " ".join(rule.messages))
        if rule.description:
            append(item, " ")
            item.append(made("span", {"class": "reason"}, rule.description))
        listed.append(item)
    return made("div", {}, made("h4", {}, "Rules"), listed)
