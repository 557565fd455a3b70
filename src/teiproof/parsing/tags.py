"""Explains what is wrong within a tag, from what stands in it up to the place at which a parser gives up.

The parser's place is often behind the slip: a quotation mark that is missing shows only at the next one.
"""

import re

_NAME = re.compile(r"[^\s<>/=\"'&,;]+")
_ATTRIBUTE = re.compile(r"\s*([^\s<>/=\"'&,;]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_BEGUN = re.compile(r"\s*([^\s<>/=\"'&,;]+)\s*(?:(=)\s*(?:([\"'])(.*))?)?", re.DOTALL)
_NEXT = re.compile(r"([\w:.-]+)\s*=")
_SWALLOWED = re.compile(r"(?:^|\s)[\w:.-]+\s*=\s*$")
_BARE = re.compile(r"[^\s\"'<>=&]{1,40}?(?=\s|/?>)")
_CURLED = "“”„‟«»‘’‚"

Slip = tuple[str, int]
"""A message, and the index of what is to be repaired."""


def explain_tag(text: str, at: int) -> Slip | None:
    """What is wrong in the tag that is open at an index of a text, where a parser gave up; None if no tag is
    open there, or nothing is known."""
    start = text.rfind("<", 0, at)
    if start < 0 or text[start + 1 : start + 2] in ("!", "?", ""):
        return None
    if text.startswith("</", start):
        return _explain_end_tag(text, start, at)
    name = _NAME.match(text, start + 1, at)
    if name is None:
        return None
    place, last = name.end(), None
    while attribute := _ATTRIBUTE.match(text, place, at):
        place, last = attribute.end(), attribute
    rest = text[place:at]
    if rest.lstrip().startswith((">", "/>")):
        return None
    if last is not None and not rest:
        return _explain_after_value(text, at, last)
    if rest.strip() == "/":
        return "/ must stand directly before >. Remove what is between them.", at
    begun = _BEGUN.fullmatch(text, place, at)
    if text[at] == "<" and not (begun and begun[2]):
        return f"the tag <{name[0]} is not finished. Add >, or write &lt; if it is no tag.", start
    return _explain_attribute(text, at, begun) if begun else None


def _explain_end_tag(text: str, start: int, at: int) -> Slip | None:
    inner = text[start + 2 : at]
    if not inner and text[at].isspace():
        return "a space stands after </. Remove it.", at
    name = _NAME.match(inner)
    if name is None or ">" in inner:
        return None
    if text[at] == "<":
        return f"the end tag </{name[0]} is not finished. Add >.", start
    return f"an end tag holds nothing but its name. Write </{name[0]}>.", at


def _explain_after_value(text: str, at: int, attribute: re.Match[str]) -> Slip | None:
    """At what stands immediately after the value of an attribute."""
    name, value = attribute[1], attribute[2]
    quote, here = value[0], text[at]
    if _SWALLOWED.search(value[1:-1]):
        return _unclosed(name), attribute.start(2)
    if here == quote or value == quote * 2:
        return f"a quotation mark too many stands at the value of “{name}”. Remove it.", at - (here != quote)
    if following := _NEXT.match(text, at):
        return f"there is no space before the attribute “{following[1]}”. Add one.", at
    if here in ",;":
        return f"“{here}” stands between attributes. Only white space may; remove it.", at
    if quote in text[at:].partition(">")[0]:
        return f"a quotation mark stands within the value of “{name}”. Write &quot; or &apos; there.", at - 1
    return None


def _explain_attribute(text: str, at: int, begun: re.Match[str]) -> Slip | None:
    """At an attribute that is not finished."""
    name, equals, quote, value = begun.groups()
    here = text[at]
    if not equals:
        if here in "\"'":
            written = f"{name[:-1]}= for {name}" if name.endswith(":") else f"{name}="
            return f"= is missing after the attribute “{name.rstrip(':')}”. Write {written}.", at
        if here not in " \t\r\n/>":
            return f"“{here}” is not allowed in the name of an attribute.", at
        return f'the attribute “{name}” has no value. Write {name}="…", or remove it.', begun.start(1)
    if not quote:
        if here in _CURLED:
            return f'the value of “{name}” stands in curled quotation marks. Write straight ones: "…".', at
        bare = _BARE.match(text, at)
        remedy = f'Write {name}="{bare[0]}".' if bare else "Add them."
        return f"the value of “{name}” stands without quotation marks. {remedy}", at
    if here != "<":
        return None
    if quote in text[at:].partition(">")[0] and ">" not in value:
        return f"a bare < stands in the value of “{name}”. Write &lt;.", at
    return _unclosed(name), begun.start(3)


def _unclosed(name: str) -> str:
    return f"the value of “{name}” has no quotation mark at its end. Add it."
