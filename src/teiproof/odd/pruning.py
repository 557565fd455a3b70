"""Content models without what the schema does not have (Guidelines, 24.5.1).

A reference to a specification that is not part of the schema disappears, and so does a group around it that is
left empty: what remains is as if it had never been offered. Only where something was required and nothing of it
is left must nothing follow in its place; what was optional may still be left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from teiproof.odd import content as c
from teiproof.odd.markup import RELAXNG
from teiproof.odd.relaxng_copying import is_left

_SUFFIXES = tuple(f"_{expand}" for expand in sorted(c.EXPANSIONS, key=len, reverse=True))

Missing = Callable[[etree._Element, str], bool]
"""Whether the schema lacks a specification; it may refuse or note that. Asked with the referring node."""


def pruned(content: c.Content, missing: Missing) -> c.Content | None:
    """A content model without its references to what is missing; None if nothing is left of it."""
    if isinstance(content, c.ElementRef | c.ClassRef | c.MacroRef):
        return None if missing(content.node, content.key) else content
    if isinstance(content, c.DataRef):
        return None if content.key and missing(content.node, content.key) else content
    if isinstance(content, c.Sequence | c.Alternate):
        members = tuple(_pruned_members(content, missing))
        if content.members and not members:
            return None
        is_same = len(members) == len(content.members) and all(map(_same, members, content.members))
        return content if is_same else replace(content, members=members)
    if isinstance(content, c.RelaxNG) and not content.plain:
        refs = content.node.iter(f"{{{RELAXNG}}}ref")
        gone = frozenset(ref for ref in refs if missing(ref, spec_of_pattern(ref.get("name", "").strip())))
        if gone:
            return replace(content, gone=gone) if is_left(content.node, gone) else None
    return content


def _pruned_members(content: c.Sequence | c.Alternate, missing: Missing) -> Iterator[c.Content]:
    """The members that remain. An alternative that need not occur leaves behind that nothing need occur."""
    for member in content.members:
        kept = pruned(member, missing)
        if kept is not None:
            yield kept
        elif isinstance(content, c.Alternate) and member.occurs.least == 0:
            yield c.Empty(member.node)


def _same(new: c.Content, old: c.Content) -> bool:
    return new is old


def spec_of_pattern(name: str) -> str:
    """The identifier of the specification which a name in a pattern in RELAX NG refers to."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix):
            return name.removesuffix(suffix)
    if name.endswith(".attributes"):
        return name.removesuffix(".attributes")
    return name.partition(".attribute.")[0]
