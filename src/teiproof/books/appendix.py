"""The appendix of a book: of each register those entries which its texts mention, with links to the mentions.

The entries have addresses of their own (`entry:` and the identifier), for they come from other documents than
the texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from teiproof.books.parts import parsed
from teiproof.messages import messages
from teiproof.model.elements import name_of
from teiproof.model.register import Mention
from teiproof.names import XML_ID, tei
from teiproof.pages import site
from teiproof.pages.data import Maker
from teiproof.pages.plan import Plan, Text
from teiproof.transform import transform

_SPEECHES = ("sp", "u")  # to speak is not to be mentioned
_AROUND = 4  # words around a mention


def appendix(maker: Maker, texts: Sequence[Text]) -> etree._Element | None:
    """The entries which some texts mention, as an appendix; if the texts are several, mentions name them."""
    planned = maker.plan
    words = messages(planned.language)
    labels: dict[Mention, tuple[str, str]] = {}
    for text in texts:
        said = f"{text.cited.title}, " if len(texts) > 1 else ""
        labels |= {
            mention: (f"{text.href}#{mention.anchor}", f"{said}{label}")
            for mention, label in _labelled(planned, text)
        }
    wanted: dict[str, list[tuple[str, str]]] = {}
    for key, found in planned.mentions.items():
        places: dict[str, str] = {}
        for mention in found:
            if mention in labels:
                places.setdefault(*labels[mention])
        if places and key in planned.entries:
            wanted[planned.entries[key].anchor] = list(places.items())
    made = etree.Element("section", {"class": "register", "aria-labelledby": "page:register"})
    etree.SubElement(made, "h2", id="page:register").text = words["register"]
    for kind in planned.kinds():
        if not any(entry.anchor in wanted for entry in planned.register(kind)):
            continue
        tree = maker.register(kind)
        page = tree.getroot()
        for entry in list(page.iterchildren(site("entry"))):
            places_of = wanted.get(entry.get("anchor", ""))
            for mentioned in list(entry.iterchildren(site("mention"))):
                entry.remove(mentioned)
            if places_of is None:
                page.remove(entry)
                # Its name is said where others point to it.
                stub = etree.SubElement(page, tei("item"), {XML_ID: entry.get("anchor", "")})
                etree.SubElement(stub, tei("name")).text = entry.get("name", "")
                continue
            for href, label in places_of:
                etree.SubElement(entry, site("mention"), {"href": href, "label": label})
        listed = parsed(transform(tree, "print-register").content)
        for element in listed.iter("*"):
            if element.get("id"):
                element.set("id", f"entry:{element.get('id')}")
            if element.get("href", "").startswith("#"):
                element.set("href", f"#entry:{element.get('href', '')[1:]}")
        made.append(listed)
    return made if len(made) > 1 else None


def _labelled(planned: Plan, text: Text) -> Iterator[tuple[Mention, str]]:
    """The mentions in a text, and what a link to each is called: `par. 3`, or some words around it."""
    words = messages(planned.language)
    numbers = {
        element.get(XML_ID): " ".join(element.get("n", "").split())
        for element in text.document.root.iter(tei("p"), tei("ab"))
        if element.get(XML_ID)
    }
    for found in planned.mentions.values():
        for mention in found:
            if mention.document is text.document and name_of(mention.element) not in _SPEECHES:
                number = numbers.get(mention.anchor, "")
                if number and not mention.in_note:
                    yield mention, f"{words['paragraph']} {number}"
                else:
                    yield mention, _in_context(mention, words["note"] if mention.in_note else "")


def _in_context(mention: Mention, kind: str) -> str:
    before = " ".join(mention.before.split()[-_AROUND:])
    after = mention.after if mention.after[:1].strip() else f" {mention.after.strip()}"
    after = " ".join(after.split(" ")[: _AROUND + 1])
    context = f"{before} {mention.text}{after}".strip()
    return f"{kind}: {context}" if kind else context
