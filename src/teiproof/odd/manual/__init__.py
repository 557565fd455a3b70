"""The manual of a schema: the prose of its ODD, then every element, class, macro and datatype, as HTML.

`content` makes elements without a namespace, to be put into a page. Identifiers of sections are `guide.ID` for
the prose and the kind and the identifier of a specification otherwise: `element.persName`, `class.att.typed`,
`macro.data.date`.
"""

from lxml import etree

from teiproof.odd.flattened import Flattened
from teiproof.odd.manual.elements import Addresses, links_to, made
from teiproof.odd.manual.prose import guide
from teiproof.odd.manual.sections import section
from teiproof.odd.manual.words import Words
from teiproof.odd.reachability import used
from teiproof.odd.specifications import Specifications, SpecView


def content(schema: Flattened, words: Words) -> list[etree._Element]:
    """The manual: contents, prose, specifications."""
    schema = used(schema)
    views = Specifications(schema)
    addresses = Addresses(schema)
    groups = (
        ("elements", words("elements"), list(views.elements())),
        ("classes", words("classes"), list(views.classes())),
        ("macros", words("macros-and-datatypes"), list(views.macros())),
    )
    prose = guide(schema.node, addresses, [view for _, _, found in groups for view in found], words)
    return [
        _contents(prose, groups, addresses, words),
        *prose,
        *(_group(name, title, found, addresses, words) for name, title, found in groups if found),
    ]


def _group(name: str, title: str, found: list[SpecView], addresses: Addresses, words: Words) -> etree._Element:
    whole = made("section", {"id": name, "class": "specifications"}, made("h2", {}, title))
    whole.extend(section(view, addresses, words) for view in found)
    return whole


def _contents(
    prose: list[etree._Element],
    groups: tuple[tuple[str, str, list[SpecView]], ...],
    addresses: Addresses,
    words: Words,
) -> etree._Element:
    """Links to the sections of the prose, and to every specification."""
    nav = made("nav", {"class": "manual-contents", "aria-label": words.shared("contents")})
    guide_list = made("ul", {})
    guide_list.extend(made("li", {}, link) for link in links_to(prose))
    if len(guide_list):
        nav.append(guide_list)
    for name, title, found in groups:
        if found:
            line = made("p", {}, made("a", {"href": f"#{name}"}, title), ": ")
            for number, view in enumerate(found):
                line.append(addresses.link(view.ident))
                line[-1].tail = ", " if number < len(found) - 1 else ""
            nav.append(line)
    return nav
