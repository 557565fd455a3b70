"""How the content of each element is laid out.

blocks
    Each child on lines of its own. Only where white space is insignificant, or beside blocks.
flow
    The line breaks stay where they are, or running prose is filled anew; white space is neither added nor
    removed.
line
    As flow, but written on one line, and left so.
verbatim
    Not touched.
"""

from collections.abc import Sequence
from typing import Literal

from teiproof.formatting.significance import ELEMENT_ONLY, IN_LINE, VERBATIM
from teiproof.model.elements import APPARATUS, BLOCKS, CONTAINERS, STRUCTURED
from teiproof.names import TEI
from teiproof.source import WHITE, Namespaces, Piece, attributes_in

Mode = Literal["blocks", "flow", "line", "verbatim"]

_ALWAYS_BROKEN = (CONTAINERS | STRUCTURED) - {"row"}
_TRANSPARENT = ("comment", "instruction")


class Node:
    """An element in the source: `name` is its local name if it is TEI's, else empty."""

    __slots__ = (
        "children",
        "end",
        "first_raw",
        "has_breaks",
        "has_grandchildren",
        "has_text",
        "holds_text",
        "is_unread",
        "mode",
        "name",
        "only_blocks",
        "parent",
        "start",
        "touching",
    )

    def __init__(self, name: str, start: int, parent: "Node | None") -> None:
        self.name = name
        self.start = self.end = start  # indices of its tags among the pieces
        self.parent = parent
        self.mode: Mode = "flow"
        self.children = 0
        self.has_text = False
        self.has_grandchildren = False
        self.has_breaks = False  # its source is on more than one line
        self.only_blocks = True  # all its children are blocks
        self.holds_text = False  # it or an element in it has text
        self.touching: list[tuple[Node, Node]] = []  # children that touch, neither of which is a block
        self.is_unread: bool = name in APPARATUS or (parent is not None and parent.is_unread)


def nodes(pieces: Sequence[Piece], width: int) -> dict[int, Node]:
    """The elements of a document, by the index of the piece which is their start tag, with their modes.

    What is written on one line is left so if it is no longer than `width`.
    """
    found = _gather(pieces)
    for node in found.values():  # parents come before their children
        node.mode = _mode(node, pieces, width)
    return found


def _gather(pieces: Sequence[Piece]) -> dict[int, Node]:
    found: dict[int, Node] = {}
    namespaces = Namespaces()
    node: Node | None = None
    touched: Node | None = None  # the child before this place, if nothing stands between
    for index, piece in enumerate(pieces):
        kind, raw = piece.kind, piece.raw
        if kind in ("start", "empty"):
            namespace, local = namespaces.enter(raw, kind == "empty")
            child = Node(local if namespace == TEI else "", index, node)
            found[index] = child
            if node is not None:
                _adopt(node, child, touched)
            if kind == "start":
                node, touched = child, None
            else:
                child.has_breaks = _has_breaks(raw)
                touched = child
                if node is not None:
                    node.has_breaks |= child.has_breaks
        elif node is None:
            continue
        elif kind == "end":
            namespaces.leave()
            node.end = index
            start = pieces[node.start].raw
            node.has_breaks |= _has_breaks(start)
            if node.parent is not None:
                node.parent.has_breaks |= node.has_breaks
                node.parent.holds_text |= node.holds_text
            touched, node = node, node.parent
        elif kind == "text":
            node.has_text |= bool(raw.strip(WHITE))
            node.holds_text |= node.has_text
            node.has_breaks |= "\n" in raw
            touched = None
        else:
            node.has_text |= kind == "cdata"
            node.holds_text |= node.has_text
            node.has_breaks |= "\n" in raw
    return found


def _adopt(parent: Node, child: Node, touched: Node | None) -> None:
    parent.children += 1
    is_block = child.name in BLOCKS
    parent.only_blocks &= is_block
    if touched is not None and not is_block and touched.name not in BLOCKS:
        parent.touching.append((touched, child))
    if parent.parent is not None:
        parent.parent.has_grandchildren = True


def _mode(node: Node, pieces: Sequence[Piece], width: int) -> Mode:
    name = node.name
    tag = pieces[node.start].raw
    if name in VERBATIM or ("xml:space" in tag and _preserves(tag)):
        return "verbatim"
    if node.parent is not None and node.parent.mode == "line":
        return "line"
    if node.has_text or not name or name in IN_LINE:
        return "flow"
    is_beside_text = node.parent is not None and node.parent.mode == "flow"
    if name in ELEMENT_ONLY:
        return _mode_of_element_only(node, pieces, width, is_beside_text)
    if node.children and node.only_blocks and not is_beside_text:
        return "line" if _is_short_line(node, pieces, width) else "blocks"
    return "flow"


def _mode_of_element_only(node: Node, pieces: Sequence[Piece], width: int, is_beside_text: bool) -> Mode:
    if is_beside_text and node.name not in BLOCKS:
        return "flow"
    if not node.children:
        return "blocks"
    if is_beside_text or node.name not in _ALWAYS_BROKEN:
        if _is_short_line(node, pieces, width):
            return "line"
        # White space between words that touch would part them in the reading.
        touches = any(one.holds_text and other.holds_text for one, other in node.touching)
        if touches and not node.is_unread and node.name not in _ALWAYS_BROKEN:
            return "flow"
    return "blocks"


def _is_short_line(node: Node, pieces: Sequence[Piece], width: int) -> bool:
    if node.has_breaks or node.has_grandchildren:
        return False
    last = pieces[node.end]
    return last.offset + len(last.raw) - pieces[node.start].offset <= width


def _has_breaks(tag: str) -> bool:
    """Whether a start tag will be on more than one line because a value is."""
    return "\n" in tag and any("\n" in attribute.value for attribute in attributes_in(tag))


def _preserves(tag: str) -> bool:
    return any(a.name == "xml:space" and a.value.strip() == "preserve" for a in attributes_in(tag))
