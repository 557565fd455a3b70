"""A specification as a section of the manual."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from teiproof.names import TEI, TEI_EXAMPLES, tei
from teiproof.odd.documentation import Said, plain_text
from teiproof.odd.manual.elements import Addresses, append, made, said
from teiproof.odd.manual.examples import example
from teiproof.odd.specifications import AttributeView, SpecView

_NAMES = re.compile(r"(“[^”]*”|[\w.-]+)")
_MANY = 12  # a longer list of values is folded away


def section(view: SpecView, addresses: Addresses, level: int = 3) -> etree._Element:
    """A section: heading (of a level), description, what goes where, attributes, rules, examples."""
    shown = f"<{view.name}>" if view.kind == "element" else view.ident
    heading = made(f"h{level}", {}, made("code", {}, shown))
    if view.kind == "element" and view.name != view.ident:
        append(heading, " ")
        heading.append(made("span", {"class": "ident"}, view.ident))
    whole = made("section", {"id": addresses.section(view.ident), "class": "specification"}, heading)
    if view.gloss:
        whole.append(said("p", {"class": "gloss"}, view.gloss))
    if view.description:
        whole.append(said("p", {}, view.description))
    whole.append(_facts(view, addresses))
    if view.attributes:
        whole.append(_part("Attributes", level + 1, _attributes(view, addresses)))
    if view.rules:
        whole.append(_part("Rules", level + 1, _rules(view)))
    if view.remarks:
        whole.append(said("p", {"class": "remarks"}, view.remarks))
    for exemplum in view.examples:
        for child in exemplum.iterchildren(f"{{{TEI_EXAMPLES}}}egXML", tei("p")):
            is_prose = child.tag == tei("p")
            whole.append(made("p", {}, plain_text(child)) if is_prose else example(child))
    return whole


def _part(title: str, level: int, content: etree._Element) -> etree._Element:
    return made("div", {}, made(f"h{level}", {}, title), content)


def _facts(view: SpecView, addresses: Addresses) -> etree._Element:
    facts = made("dl", {"class": "facts"})
    _fact(facts, "Kind", [view.kind + (f", module {view.module}" if view.module else "")])
    if view.namespace and view.namespace != TEI:
        _fact(facts, "Namespace", [made("code", {}, view.namespace)])
    if view.content:
        _fact(facts, "Content", _linked(view.content, addresses))
    for name, idents in (
        ("Holds", view.children),
        ("Stands in", view.parents),
        ("Classes", view.classes),
        ("Members", view.members),
    ):
        if idents:
            _fact(facts, name, addresses.links(idents))
    for number, choice in enumerate(view.alternatives):
        branches = [" with ".join(f"@{name}" for name in branch) for branch in choice]
        if number == 0:
            facts.append(made("dt", {}, "Only one of"))
        facts.append(made("dd", {}, "; ".join(branches)))
    return facts


def _linked(content: str, addresses: Addresses) -> Iterator["etree._Element | str"]:
    """A content model, the names in it as links; values in quotation marks are none."""
    for piece in _NAMES.split(content):
        if piece:
            yield addresses.link(piece)


def _fact(facts: etree._Element, name: str, content: Iterable["etree._Element | str"]) -> None:
    facts.append(made("dt", {}, name))
    facts.append(made("dd", {}, *content))


def _attributes(view: SpecView, addresses: Addresses) -> etree._Element:
    listed = made("dl", {"class": "attributes"})
    for attribute in view.attributes:
        term = made("dt", {}, made("code", {}, f"@{attribute.name}"), f" {attribute.usage}")
        listed.append(term)
        described = made("dd", {})
        if attribute.description or attribute.gloss:
            described.append(said("span", {}, attribute.description or attribute.gloss))
            append(described, " ")
        described.append(made("span", {"class": "datatype"}, *_datatype(attribute, view, addresses)))
        if attribute.values:
            described.append(_values(attribute))
        listed.append(described)
    return listed


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
        listed.append(said("dd", {}, value.description or value.gloss or Said("—")))
    if len(attribute.values) <= _MANY:
        return listed
    return made("details", {}, made("summary", {}, f"{len(attribute.values)} values"), listed)


def _rules(view: SpecView) -> etree._Element:
    listed = made("ul", {"class": "rules"})
    for rule in view.rules:
        item = made("li", {}, " ".join(rule.messages))
        if rule.description:
            append(item, " ")
            item.append(said("span", {"class": "reason"}, rule.description))
        listed.append(item)
    return listed
