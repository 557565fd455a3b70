"""A specification as a section of the manual."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from teiproof.names import TEI, TEI_EXAMPLES, tei
from teiproof.odd.documentation import Said, plain_text
from teiproof.odd.manual.elements import Addresses, append, made
from teiproof.odd.manual.examples import example
from teiproof.odd.manual.words import Words
from teiproof.odd.specifications import AttributeView, SpecView

_NAMES = re.compile(r"(“[^”]*”|[\w.-]+)")
_MANY = 12  # a longer list of values is folded away


def section(view: SpecView, addresses: Addresses, words: Words, level: int = 3) -> etree._Element:
    """A section: heading (of a level), description, what goes where, attributes, rules, examples."""
    shown = f"<{view.name}>" if view.kind == "element" else view.ident
    heading = made(f"h{level}", {}, made("code", {}, shown))
    if view.kind == "element" and view.name != view.ident:
        append(heading, " ")
        heading.append(made("span", {"class": "ident"}, view.ident))
    whole = made("section", {"id": addresses.section(view.ident), "class": "specification"}, heading)
    if view.gloss:
        whole.append(words.said("p", {"class": "gloss"}, view.gloss))
    if view.description:
        whole.append(words.said("p", {}, view.description))
    whole.append(_facts(view, addresses, words))
    if view.attributes:
        whole.append(_part(words("attributes"), level + 1, _attributes(view, addresses, words)))
    if view.rules:
        whole.append(_part(words("rules"), level + 1, _rules(view, words)))
    if view.remarks:
        whole.append(words.said("p", {"class": "remarks"}, view.remarks))
    for exemplum in view.examples:
        for child in exemplum.iterchildren(f"{{{TEI_EXAMPLES}}}egXML", tei("p")):
            is_prose = child.tag == tei("p")
            whole.append(made("p", {}, plain_text(child)) if is_prose else example(child, words))
            if is_prose:
                words.mark(whole[-1], child)
    return whole


def _part(title: str, level: int, content: etree._Element) -> etree._Element:
    return made("div", {}, made(f"h{level}", {}, title), content)


def _facts(view: SpecView, addresses: Addresses, words: Words) -> etree._Element:
    facts = made("dl", {"class": "facts"})
    kind = words(view.kind.replace(" ", "-"))
    _fact(facts, words.shared("view-kind"), [_with_module(kind, view.module, words)])
    if view.namespace and view.namespace != TEI:
        _fact(facts, words("namespace"), [made("code", {}, view.namespace)])
    if view.content:
        _fact(facts, words("content"), _linked(view.content, addresses))
    for name, idents in (
        (words("holds"), view.children),
        (words("stands-in"), view.parents),
        (words("classes"), view.classes),
        (words("members"), view.members),
    ):
        if idents:
            _fact(facts, name, addresses.links(idents))
    for number, choice in enumerate(view.alternatives):
        branches = [f" {words('with')} ".join(f"@{name}" for name in branch) for branch in choice]
        if number == 0:
            facts.append(made("dt", {}, words("only-one")))
        facts.append(made("dd", {}, "; ".join(branches)))
    return facts


def _with_module(kind: str, module: str, words: Words) -> str:
    return words("of-module", kind=kind, module=module) if module else kind


def _linked(content: str, addresses: Addresses) -> Iterator["etree._Element | str"]:
    """A content model, the names in it as links; values in quotation marks are none."""
    for piece in _NAMES.split(content):
        if piece:
            yield addresses.link(piece)


def _fact(facts: etree._Element, name: str, content: Iterable["etree._Element | str"]) -> None:
    facts.append(made("dt", {}, name))
    facts.append(made("dd", {}, *content))


def _attributes(view: SpecView, addresses: Addresses, words: Words) -> etree._Element:
    listed = made("dl", {"class": "attributes"})
    for attribute in view.attributes:
        term = made("dt", {}, made("code", {}, f"@{attribute.name}"), f" {words(attribute.usage)}")
        listed.append(term)
        described = made("dd", {})
        if attribute.description or attribute.gloss:
            described.append(words.said("span", {}, attribute.description or attribute.gloss))
            append(described, " ")
        described.append(made("span", {"class": "datatype"}, *_datatype(attribute, view, addresses, words)))
        if attribute.values:
            described.append(_values(attribute, words))
        listed.append(described)
    return listed


def _datatype(
    attribute: AttributeView, view: SpecView, addresses: Addresses, words: Words
) -> Iterable["etree._Element | str"]:
    if attribute.kind == "closed":
        yield words("one-below" if attribute.values else "no-value")
    else:
        yield addresses.link(attribute.datatype)
    if attribute.most != 1:
        is_any = attribute.most is None
        yield f", {words('several-words') if is_any else words('most-words', number=attribute.most)}"
    if attribute.default:
        yield f", {words('default', value=attribute.default)}"
    if attribute.origin not in ("", view.ident):
        yield f", {words('from')} "
        yield addresses.link(attribute.origin)


def _values(attribute: AttributeView, words: Words) -> etree._Element:
    listed = made("dl", {"class": "values"})
    for value in attribute.values:
        listed.append(made("dt", {}, made("code", {}, value.value)))
        listed.append(words.said("dd", {}, value.description or value.gloss or Said("—", "")))
    if len(attribute.values) <= _MANY:
        return listed
    return made("details", {}, made("summary", {}, words("values", number=len(attribute.values))), listed)


def _rules(view: SpecView, words: Words) -> etree._Element:
    listed = made("ul", {"class": "rules"})
    for rule in view.rules:
        item = made("li", {}, words.said("span", {}, rule.message))
        if rule.description:
            append(item, " ")
            item.append(words.said("span", {"class": "reason"}, rule.description))
        listed.append(item)
    return listed
