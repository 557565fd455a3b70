"""The appendix of a book: of each register those entries which its texts mention, with links to the mentions.

The entries have addresses of their own (`entry:` and the identifier), for they come from other documents than
the texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from teiproof.books.parts import parsed
from teiproof.messages import messages
from teiproof.model.elements import name_of
from teiproof.model.register import Mention
from teiproof.names import XML_ID, tei
from teiproof.pages import site
from teiproof.pages.data import Maker
from teiproof.pages.plan import Text
from teiproof.transform import transform

_SPEECHES = ("sp", "u")  # to speak is not to be mentioned
_AROUND = 4  # words around a mention


def appendix(maker: Maker, texts: Sequence[Text]) -> etree._Element | None:
    """The entries which some texts mention, as an appendix; if the texts are several, mentions name them."""
    planned = maker.plan
    words = messages(planned.language)
    mentioning = {text.document: _Mentioning(text, words, len(texts) > 1) for text in texts}
    wanted: dict[str, list[tuple[str, str]]] = {}
    for key, found in planned.mentions.items():
        places: dict[str, str] = {}
        for mention in found:
            if mention.document in mentioning and name_of(mention.element) not in _SPEECHES:
                places.setdefault(*mentioning[mention.document].place(mention))
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


class _Mentioning:
    """A text that mentions entries; `are_several` says that there are others."""

    def __init__(self, text: Text, words: Mapping[str, str], are_several: bool) -> None:
        self._text = text
        self._words = words
        self._title = f"{text.cited.title}, " if are_several else ""
        self._numbers = {
            element.get(XML_ID): " ".join(element.get("n", "").split())
            for element in text.document.root.iter(tei("p"), tei("ab"))
            if element.get(XML_ID)
        }

    def place(self, mention: Mention) -> tuple[str, str]:
        """The address of a mention, and what a link to it is called: `par. 3`, or some words around it."""
        number = "" if mention.in_note else self._numbers.get(mention.anchor, "")
        label = (
            f"{self._words['paragraph']} {number}"
            if number
            else _in_context(mention, self._words["note"] if mention.in_note else "")
        )
        return f"{self._text.href}#{mention.anchor}", f"{self._title}{label}"


def _in_context(mention: Mention, kind: str) -> str:
    before = " ".join(mention.before.split()[-_AROUND:])
    after = mention.after if mention.after[:1].strip() else f" {mention.after.strip()}"
    after = " ".join(after.split(" ")[: _AROUND + 1])
    context = f"{before} {mention.text}{after}".strip()
    return f"{kind}: {context}" if kind else context
