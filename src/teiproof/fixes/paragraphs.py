"""Gives every paragraph of the text an xml:id, by which it can be cited: the identifier of the document (else
the name of its file), and the paragraph's @n or else its position. Identifiers that are there stay.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from lxml import etree

from teiproof.fixes import READING, Draft, Edit, Repair
from teiproof.model.edition import Edition
from teiproof.names import XML_ID, tei
from teiproof.relaxng.datatypes.xmlnames import is_name_character, is_start

KEEPS = READING


def fix(draft: Draft, edition: Edition) -> Iterator[Repair]:
    """Paragraphs without an identifier."""
    del edition  # identifiers are a document's own
    identifiers = _Identifiers(draft.ids)
    for text in draft.root.iter(tei("text")):
        if next(text.iterancestors(tei("text")), None) is not None:
            continue
        base = _base(draft, text)
        for position, paragraph in enumerate(text.iter(tei("p")), 1):
            if paragraph.get(XML_ID) is None:
                identifier = identifiers.like(f"{base}-p{_number(paragraph) or position}")
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
    stem = unicodedata.normalize("NFC", draft.path.stem)  # some file systems take letters and accents apart
    words = "".join(character if _is_of_a_name(character) else " " for character in stem).split()
    name = "_".join(words).strip("_") or "text"
    return name if is_start(name[0]) else f"t{name}"


def _number(paragraph: etree._Element) -> str:
    """@n, if it can be part of an identifier; else nothing."""
    number = (paragraph.get("n") or "").strip()
    return number if all(map(_is_of_a_name, number)) else ""


def _is_of_a_name(character: str) -> bool:
    """Whether an xml:id, which is an NCName, may have this character in its middle."""
    return character != ":" and is_name_character(character)


class _Identifiers:
    """The identifiers that are taken."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._last: dict[
            str, int
        ] = {}  # the number last put behind one, since @n may begin anew in each chapter

    def like(self, identifier: str) -> str:
        """Take one that is free: this one, or with the first number that makes it so."""
        number = self._last.get(identifier, 1)
        free = identifier
        while free in self._taken:
            number += 1
            free = f"{identifier}-{number}"
        self._last[identifier] = number
        self._taken.add(free)
        return free
