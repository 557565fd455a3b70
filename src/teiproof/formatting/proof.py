"""Proves that two sources say the same: piece by piece, node by node, word by word.

Three proofs, none of which knows how the layout is made: the pieces of source, white space and the inside of
tags apart; the trees, insignificant white space apart; and both readings, block by block.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from lxml import etree

from teiproof.formatting.significance import ELEMENT_ONLY, VERBATIM
from teiproof.model.document import Document
from teiproof.model.elements import BLOCKS, name_of
from teiproof.model.reading import Block, Kind, read
from teiproof.names import XML_SPACE, tei
from teiproof.parsing import UnparsableError
from teiproof.source import WHITE, Piece, attributes_in, name_in

_READ_EITHER_WAY = "abbr am choice corr ex expan fw orig reg sic supplied surplus".split()
"""Elements without which a document has one reading."""

_TO_NOTHING = str.maketrans("", "", WHITE)
_RUN = re.compile(r"[ \t\r\n]+")


def difference(
    before: Document, after: Document, pieces: Iterable[Piece], pieces_after: Iterable[Piece]
) -> str | None:
    """What differs, in words; None if nothing does.

    Raises UnparsableError if the document was not well-formed before.
    """
    root = before.root
    try:
        root_after = after.root
    except UnparsableError as error:
        return f"it would no longer be well-formed ({error.diagnostic.message.rstrip('.')})"
    for one, other in zip_longest(_skeleton(pieces), _skeleton(pieces_after)):
        if one != other:
            return f"{_shown(one)} would become {_shown(other)}"
    trees = _Trees()
    for node, made in zip_longest(root.iter(), root_after.iter()):
        if node is None or made is None or not trees.is_same(node, made):
            line = (node if node is not None else root).sourceline
            return f"white space that matters would change near line {line}"
    for kind in kinds(before):
        for one, other in zip_longest(words(before, kind), words(after, kind)):
            if one != other:
                return f"the {kind} reading would change: {_shown(one)} would become {_shown(other)}"
    return None


def _skeleton(pieces: Iterable[Piece]) -> Iterator[object]:
    """The pieces of a source without the white space in texts and between attributes."""
    for kind, raw, _ in pieces:
        if kind == "text":
            if text := raw.translate(_TO_NOTHING):
                yield text
        elif kind in ("start", "empty"):
            attributes = sorted((name, value) for name, value, _, _ in attributes_in(raw))
            yield kind, name_in(raw), attributes
        elif kind == "end":
            yield kind, name_in(raw)
        else:
            yield raw


class _Trees:
    """Compares two trees; remembers in which elements white space is there for the eye only."""

    def __init__(self) -> None:
        self._insignificant: dict[etree._Element, bool] = {}

    def is_same(self, node: etree._Element, made: etree._Element) -> bool:
        """Whether two nodes have the same name, attributes, number of children, text and text after them."""
        return (
            node.tag == made.tag
            and len(node) == len(made)
            and node.attrib == made.attrib
            and self._is_same_text(node.text, made.text, node)
            and self._is_same_text(node.tail, made.tail, node.getparent())
        )

    def _is_same_text(self, text: str | None, made: str | None, element: etree._Element | None) -> bool:
        if text == made or element is None:
            return True
        if not isinstance(element.tag, str) or _is_verbatim(element):
            return False
        text, made = text or "", made or ""
        if _RUN.sub(" ", text) == _RUN.sub(" ", made):
            return True
        return not text.strip(WHITE) and not made.strip(WHITE) and self._is_insignificant(element)

    def _is_insignificant(self, element: etree._Element) -> bool:
        """Whether white space between the children of an element is there for the eye only.

        So it is if its content model has no text, or if it holds nothing but blocks and stands among blocks.
        """
        chain = []
        verdict = self._insignificant.get(element)
        while verdict is None:
            chain.append(element)
            verdict = _own_verdict(element)
            parent = element.getparent()
            if verdict is None and parent is not None:
                element = parent
                verdict = self._insignificant.get(element)
        self._insignificant.update(dict.fromkeys(chain, verdict))
        return verdict


def _is_verbatim(element: etree._Element | None) -> bool:
    while element is not None:
        if name_of(element) in VERBATIM or element.get(XML_SPACE) == "preserve":
            return True
        element = element.getparent()
    return False


def _own_verdict(element: etree._Element) -> bool | None:
    """Whether white space is insignificant in an element; None if that depends on its parent."""
    texts = [element.text, *(child.tail for child in element)]
    if any(text and text.strip(WHITE) for text in texts):
        return False
    if name_of(element) in ELEMENT_ONLY:
        return True
    children = [name_of(child) for child in element.iterchildren("*")]
    if not children or not BLOCKS.issuperset(children) or element.getparent() is None:
        return False
    return None


def kinds(document: Document) -> tuple[Kind, ...]:
    """The readings of a document that are not the same."""
    if next(document.root.iter(*map(tei, _READ_EITHER_WAY)), None) is None:
        return ("edited",)
    return ("edited", "diplomatic")


def words(document: Document, kind: Kind) -> Iterator[object]:
    """The blocks of a reading and of its notes, without the nodes in which they stand."""
    reading = read(document, kind)
    yield from map(_words_of, reading.blocks)
    for note in reading.notes:
        yield note.number, name_of(note.element), [_words_of(block) for block in note.blocks]


def _words_of(block: Block) -> tuple[str, list[tuple[str, int | None]]]:
    return name_of(block.element), list(block.parts())


def _shown(thing: object) -> str:
    text = str(thing)
    return f"“{text[:77]}...”" if len(text) > 80 else f"“{text}”"
