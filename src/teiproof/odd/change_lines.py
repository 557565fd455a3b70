"""Changes of a grammar as lines for people: what holds for many elements is told once.

That an element is no longer a child of others goes without saying where it is gone altogether, as does that a
new one stands somewhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from teiproof.odd.comparison import Change

_FEW = 2  # elements of which each has a line of its own
_TOGETHER = ("attribute", "child", "datatype", "usage", "value")


def lines(changes: Iterable[Change]) -> Iterator[str]:
    """The lines, in the order of the first element of each."""
    known = list(changes)
    whole = {(f"<{change.element}>", change.what) for change in known if change.kind == "element"}
    alike: dict[Change, list[str]] = {}
    for change in known:
        if change.kind == "child" and (change.detail, change.what) in whole:
            continue
        name = change.element if _is_alone(change) else ""
        alike.setdefault(replace(change, element=name), []).append(change.element)
    for change, elements in alike.items():
        if change.element or len(elements) <= _FEW:
            for element in elements:
                yield replace(change, element=element).sentence()
        else:
            yield f"{change.shared()}: {', '.join(f'<{element}>' for element in elements)}"


def _is_alone(change: Change) -> bool:
    """Whether a change is told of its element alone: a text without attribute is the element's own."""
    return change.kind not in _TOGETHER or (change.kind != "child" and not change.attribute)
