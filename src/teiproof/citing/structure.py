"""The citation tree of a text that comes from its structure: every word is in a unit, and in one leaf.

Divisions, acts, scenes, stanzas and speeches in verse are units with units in them; paragraphs, verse lines,
other speeches, headings, lists and whatever else stands in a division are leaves. A paragraph, stanza or speech
has the identifier by which the site shows it: its `xml:id`, or p and its number. That of another is its
`xml:id`, or that of the unit around it, a full stop, and its `n`, or its name and number.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from teiproof.citing.trees import TITLE, CitableUnit, CitationTree, CiteStructure, Datum, Passage
from teiproof.model.addresses import addresses
from teiproof.model.document import Document
from teiproof.model.elements import name_of
from teiproof.model.reading import Block, read, words_of
from teiproof.names import XML_ID, XML_LANG, tei

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

NAME = "structure"
"""The identifier of the tree where it is not the default one."""

_DIVISIONS = frozenset(
    """
    back div div1 div2 div3 div4 div5 div6 div7 front group lg performance sourceDoc sp spGrp surface text
    """.split()
)
_THROUGH = frozenset("TEI body group teiCorpus".split())  # no reader cites by these
_VERSE = (tei("l"), tei("lg"))
_TYPES = {
    "ab": "block",
    "castList": "cast",
    "front": "front",
    "head": "heading",
    "l": "line",
    "lg": "stanza",
    "p": "paragraph",
    "sp": "speech",
    "stage": "stage direction",
    "text": "text",
}
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,30}")
_TITLE_LENGTH = 200  # characters
_DEEPEST = 20  # levels; what is divided further is cited as a whole

_Kinds = dict[str, "_Kinds"]


def structure_tree(document: Document, identifier: str = NAME) -> CitationTree:
    """The tree of a document's structure; without units if it has no text. Raises UnparsableError."""
    return _Growing(document).tree(identifier)


class _Growing:
    """The tree while it is made."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._holding = _holding(read(document).blocks)
        self._addresses = addresses(document)
        self._taken: set[str] = set(document.ids)
        self._units: list[CitableUnit] = []
        self._kinds: _Kinds = {}

    def tree(self, identifier: str) -> CitationTree:
        """The tree."""
        root = self._document.root
        waiting: list[tuple[Iterator[tuple[etree._Element, str]], CitableUnit | None, _Kinds]] = [
            (self._pieces(root), None, self._kinds)
        ]
        while waiting:
            pieces, parent, above = waiting[-1]
            piece = next(pieces, None)
            if piece is None:
                waiting.pop()
                continue
            unit = self._unit(*piece, parent)
            self._units.append(unit)
            within = above.setdefault(unit.cite_type, {})
            if unit.level < _DEEPEST and self._is_divided(piece[0]):
                waiting.append((self._pieces(piece[0]), unit, within))
        return CitationTree(identifier, _nested(self._kinds), tuple(self._units))

    def _pieces(self, element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
        """The elements within one that are units, with the last part of their identifiers."""
        found = self._parts(element)
        numbers = Counter(_number(one) for one in found)
        named = Counter(map(_name, found))
        before: Counter[str] = Counter()
        for one in found:
            name, number = _name(one), _number(one)
            before[name] += 1
            if not number or numbers[number] > 1:
                number = name if named[name] == 1 else f"{name}{before[name]}"
            yield one, number

    def _parts(self, element: etree._Element) -> list[etree._Element]:
        found: list[etree._Element] = []
        waiting = [element] if not self._is_divided(element) and self._is_through(element) else []
        if not waiting:
            waiting = list(reversed([one for one in element if one in self._holding]))
        while waiting:
            one = waiting.pop()
            if self._is_through(one):
                waiting.extend(reversed([child for child in one if child in self._holding]))
            else:
                found.append(one)
        return found

    def _is_through(self, element: etree._Element) -> bool:
        """Whether an element is passed over for those within it."""
        if element in self._holding and self._has_words(element):
            return False
        if name_of(element) == "text":  # one of several is a unit: in a corpus, or in a group
            return name_of(element.getparent()) != "group" and self._is_only_text
        return name_of(element) in _THROUGH

    @cached_property
    def _is_only_text(self) -> bool:
        texts = self._document.root.iter(tei("text"))
        return sum(1 for one in texts if name_of(one.getparent()) in ("TEI", "")) < 2

    def _has_words(self, element: etree._Element) -> bool:
        """Whether there is text in an element that is in none of its children."""
        texts = [element.text, *(child.tail for child in element)]
        return any(text and text.strip() for text in texts)

    def _is_divided(self, element: etree._Element) -> bool:
        name = name_of(element)
        if name not in _DIVISIONS or self._has_words(element):
            return False
        return name != "sp" or any(child.tag in _VERSE for child in element)

    def _unit(self, element: etree._Element, part: str, parent: CitableUnit | None) -> CitableUnit:
        own = element.get(XML_ID)
        if own is not None and self._document.ids[own] is element:
            identifier = own
        else:
            address = self._addresses.get(element, "")
            if address.startswith("p:"):
                identifier = self._free(address.replace(":", ""))
            else:
                identifier = self._free(f"{parent.identifier}.{part}" if parent else part)
        name = name_of(element)
        kind = element.get("type", "") if name.startswith("div") or name == "lg" else ""
        cite_type = " ".join(kind.split())[:40] or _TYPES.get(
            name, "division" if name.startswith("div") else name
        )
        return CitableUnit(
            identifier,
            cite_type if cite_type and not cite_type.startswith("{") else "part",
            parent.level + 1 if parent else 1,
            parent.identifier if parent else None,
            Passage(element, element),
            _titles(element),
        )

    def _free(self, wanted: str) -> str:
        """An identifier that no other unit has, and no element as its `xml:id`."""
        number, identifier = 1, wanted
        while identifier in self._taken:
            number += 1
            identifier = f"{wanted}-{number}"
        self._taken.add(identifier)
        return identifier


def _holding(blocks: tuple[Block, ...]) -> set[etree._Element]:
    """The elements in which there is a word of the text."""
    found: set[etree._Element] = set()
    for block in blocks:
        for run in block.runs:
            element = run.node.getparent() if run.is_tail else run.node
            while element is not None and element not in found:
                found.add(element)
                element = element.getparent()
    return found


def _name(element: etree._Element) -> str:
    name = name_of(element)
    return name if _PLAIN.fullmatch(name) else "part"


def _number(element: etree._Element) -> str:
    number = element.get("n", "")
    return number if _PLAIN.fullmatch(number) else ""


def _titles(element: etree._Element) -> tuple[Datum, ...]:
    head = element.find(tei("head"))
    words = "" if head is None else words_of(head)
    if not words or head is None:
        return ()
    if len(words) > _TITLE_LENGTH:
        words = f"{words[:_TITLE_LENGTH].rpartition(' ')[0] or words[:_TITLE_LENGTH]} …"
    language = next((tag for one in (head, *head.iterancestors()) if (tag := one.get(XML_LANG))), "")
    return (Datum(TITLE, words, language),)


def _nested(kinds: _Kinds) -> tuple[CiteStructure, ...]:
    return tuple(CiteStructure(kind, _nested(within)) for kind, within in kinds.items())
