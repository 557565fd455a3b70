"""Ruby glosses, set in one line: the reading in parentheses after its base (Guidelines, 3.4.2).

That is how browsers without ruby show it (https://html.spec.whatwg.org/#the-rp-element): 東京(とうきょう).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teiproof.model.blocks import WHITE, Block, Reading
from teiproof.model.elements import BREAKS, name_of
from teiproof.names import tei

if TYPE_CHECKING:
    from lxml import etree

_RUBY, _BASE, _GLOSS = tei("ruby"), tei("rb"), tei("rt")


class Joint(NamedTuple):
    """What stands between two runs: a sign that closes a gloss, white space, and one that opens a gloss."""

    closing: str
    space: str
    opening: str


def has_ruby(reading: Reading) -> bool:
    """Whether the document of a reading has ruby glosses, as few have."""
    blocks = reading.blocks or tuple(block for note in reading.notes for block in note.blocks)
    return bool(blocks) and any(True for _ in blocks[0].element.getroottree().iter(_RUBY))


def joints(block: Block) -> dict[int, Joint]:
    """What stands before those runs of a block with which a base, a gloss, or what follows them begins.

    After the last run, it stands before the run that would be next.
    """
    found: dict[int, Joint] = {}
    before: etree._Element | None = None
    for position, run in enumerate(block.runs):
        after = _part(run.node.getparent() if run.is_tail else run.node, block.element)
        if after is not before:
            space = run.space
            if after is not None and (_is_beside(before, after) or not _is_spaced(after)):
                space = ""
            if before is not None and after is None and _goes_on(before):
                space = ""
            found[position] = Joint(_closing(before), space, "(" if _is_gloss(after) else "")
        before = after
    if _is_gloss(before):
        found[len(block.runs)] = Joint(")", "", "")
    return found


def _part(element: etree._Element | None, block: etree._Element) -> etree._Element | None:
    """The base or gloss in which something stands; None if in none."""
    while element is not None and element is not block:
        if element.tag in (_BASE, _GLOSS):
            return element
        element = element.getparent()
    return None


def _is_gloss(part: etree._Element | None) -> bool:
    return part is not None and part.tag == _GLOSS


def _closing(part: etree._Element | None) -> str:
    return ")" if _is_gloss(part) else ""


def _is_beside(before: etree._Element | None, after: etree._Element) -> bool:
    return before is not None and before.getparent() is after.getparent()


def _goes_on(part: etree._Element) -> bool:
    """Whether text follows a ruby at once; white space within it, after its last part, is none of the text."""
    ruby = part.getparent()
    tail = None if ruby is None else ruby.tail
    return bool(tail and tail[0] not in WHITE)


def _is_spaced(part: etree._Element) -> bool:
    """Whether there is white space before a ruby in the document: the reading has it before every one."""
    element = part.getparent()
    while element is not None:
        before, parent = element.getprevious(), element.getparent()
        text = (
            parent.text if before is None and parent is not None else before.tail if before is not None else ""
        )
        if text:
            return text[-1] in WHITE
        if before is None:
            element = parent
        elif name_of(before) in BREAKS:
            return before.get("break") != "no"
        elif name_of(before) != "note" and (words := "".join(before.itertext("*"))):
            return words[-1] in WHITE
        else:
            element = before
    return False
