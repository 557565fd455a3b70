"""Gives every paragraph of the text an xml:id, by which it can be cited: the identifier of the document (else
the name of its file), and the paragraph's @n or else its position. Identifiers that are there stay.
"""

import re
from collections.abc import Iterator

from lxml import etree

from teiproof.fixes import READING, Draft, Edit, Repair
from teiproof.model.edition import Edition
from teiproof.names import XML_ID, tei

KEEPS = READING

_NOT_OF_A_NAME = re.compile(r"[^\w.-]+")


def fix(draft: Draft, edition: Edition) -> Iterator[Repair]:
    """Paragraphs without an identifier."""
    del edition  # identifiers are a document's own
    taken = set(draft.ids)
    for text in draft.root.iter(tei("text")):
        if next(text.iterancestors(tei("text")), None) is not None:
            continue
        base = _base(draft, text)
        for position, paragraph in enumerate(text.iter(tei("p")), 1):
            if paragraph.get(XML_ID) is None:
                identifier = _free(f"{base}-p{_number(paragraph) or position}", taken)
                taken.add(identifier)
                tag = draft.tag(paragraph)
                name = re.match(r"<[^\s/>]+", tag.raw)
                before = name.group() if name else "<p"
                edit = Edit(tag.offset, tag.offset + len(before), f'{before} xml:id="{identifier}"')
                yield Repair((edit,), "this paragraph has no xml:id to cite it by")


def _base(draft: Draft, text: etree._Element) -> str:
    """The identifier of the document to which a text belongs, or one made of the name of its file."""
    for ancestor in text.iterancestors(tei("TEI"), tei("teiCorpus")):
        if identifier := ancestor.get(XML_ID):
            return identifier
    name = _NOT_OF_A_NAME.sub("_", draft.path.stem).strip("_") or "text"
    return name if name[0].isalpha() else f"t{name}"


def _number(paragraph: etree._Element) -> str:
    """@n, if it can be part of an identifier; else nothing."""
    number = (paragraph.get("n") or "").strip()
    return "" if _NOT_OF_A_NAME.search(number) else number


def _free(identifier: str, taken: set[str]) -> str:
    """An identifier that is not taken: this one, or with the first number that makes it so."""
    number = 2
    free = identifier
    while free in taken:
        free = f"{identifier}-{number}"
        number += 1
    return free
