"""Patterns of RELAX NG as trees to be written: elements with attributes, children or a text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from teiproof.odd.content import Occurs

_INDENT = "  "


@dataclass(slots=True, eq=False)
class Pattern:
    """An element of a schema. `text` is written only where there are no children."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Pattern"] = field(default_factory=list)
    text: str = ""

    def lines(self, depth: int) -> Iterator[str]:
        """The element as lines of XML, each child on lines of its own."""
        indent = _INDENT * depth
        attributes = "".join(f' {name}="{quoted(value)}"' for name, value in self.attributes.items())
        if self.children:
            yield f"{indent}<{self.tag}{attributes}>"
            for child in self.children:
                yield from child.lines(depth + 1)
            yield f"{indent}</{self.tag}>"
        elif self.text:
            yield f"{indent}<{self.tag}{attributes}>{escape(self.text, quote=False)}</{self.tag}>"
        else:
            yield f"{indent}<{self.tag}{attributes}/>"


def quoted(value: str) -> str:
    """A text as the value of an attribute; white space keeps its kind."""
    value = escape(value, quote=False).replace('"', "&quot;")
    return value.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def reference(name: str) -> Pattern:
    """A reference to a definition."""
    return Pattern("ref", {"name": name})


def empty() -> Pattern:
    """The pattern that matches nothing at all."""
    return Pattern("empty")


def not_allowed() -> Pattern:
    """The pattern that matches never."""
    return Pattern("notAllowed")


def text() -> Pattern:
    """The pattern that matches any text."""
    return Pattern("text")


def group(members: Iterable[Pattern], tag: str = "group") -> Pattern:
    """All of the members."""
    kept = [member for member in members if member.tag != "empty"]
    if not kept:
        return empty()
    return kept[0] if len(kept) == 1 and tag != "list" else Pattern(tag, children=kept)


def choice(members: Iterable[Pattern]) -> Pattern:
    """One of the members."""
    kept = [member for member in members if member.tag != "notAllowed"]
    if not kept:
        return not_allowed()
    some = [member for member in kept if member.tag != "empty"]
    if some and len(some) < len(kept):
        return _repeated("optional", choice(some))
    return kept[0] if len(kept) == 1 else Pattern("choice", children=kept)


def occurring(pattern: Pattern, occurs: Occurs) -> Pattern:
    """A pattern as often as it may occur."""
    least, most = occurs.least, occurs.most
    if (least, most) == (1, 1) or pattern.tag == "empty":
        return pattern
    if most is None:
        if least == 0:
            return _repeated("zeroOrMore", pattern)
        return group([*[pattern] * (least - 1), _repeated("oneOrMore", pattern)])
    rest = empty()
    for _ in range(most - least):
        rest = _repeated("optional", group([pattern, rest]))
    return group([*[pattern] * least, rest])


_STRONGER = {("optional", "zeroOrMore"), ("zeroOrMore", "zeroOrMore"), ("optional", "optional")}


def _repeated(tag: str, pattern: Pattern) -> Pattern:
    if pattern.tag in ("empty", "notAllowed"):
        return pattern if tag == "oneOrMore" else empty()
    if (tag, pattern.tag) in _STRONGER or (tag, pattern.tag) == ("oneOrMore", "zeroOrMore"):
        return pattern
    if (tag, pattern.tag) in (
        ("zeroOrMore", "oneOrMore"),
        ("zeroOrMore", "optional"),
        ("optional", "oneOrMore"),
    ):
        return Pattern("zeroOrMore", children=pattern.children)
    return Pattern(tag, children=pattern.children if pattern.tag == "group" else [pattern])
