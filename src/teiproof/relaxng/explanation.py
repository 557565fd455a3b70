"""Says what is wrong in the words of an encoder. The codes:

relaxng.unknown-element
    The schema has no element of this name, neither here nor anywhere. Usually it is a slip of the pen, and
    the message names the element that was probably meant: names are case-sensitive, <roleName> is not
    <rolename>. Correct the name in the start tag and in the end tag. Content of a misspelt element is checked
    as that of the element meant. For a name of HTML, of older TEI or of a larger schema the usual one is named.
    An element of TEI which the schema leaves out is said to be one: choose another, or have the customisation
    (ODD) include it. Elements of other vocabularies (SVG, MathML) may stand in a few elements only; of several
    in a row the first is reported.

relaxng.misplaced-element
    The schema has this element, but not at this place. The message says in which elements it may stand, and
    what may stand here instead. Move it, or choose another element. If it belongs into this parent, but
    earlier, its order is wrong: the message says before which element it must stand, or which one may stand
    there only once, or what it must not stand beside. The attributes of the parent may also rule it out. Of
    several in a row which all belong elsewhere the first is reported.

relaxng.missing-element
    Something required is not there. Either an element came before its time: the message is then at its start
    tag. Or the parent ended too early: the message is at its end tag, before which an element is missing, or at
    its start tag, if it is empty, or small and in need of one of several. Add what the message names.

relaxng.unknown-attribute
    The schema has no attribute of this name, on any element. Correct the name, or remove the attribute.

relaxng.misplaced-attribute
    The schema has this attribute, but not on this element. The message names elements that may have it.
    Remove it, or choose the attribute or the element that was meant.

relaxng.missing-attribute
    The element must have this attribute. Add it.

relaxng.bad-value
    The value of an attribute, or the text of an element, is not one that the schema allows: it is not in the
    closed list of values, or does not have the form of its datatype (a date, a number, a pointer without
    spaces). The message says what is wrong, and gives a valid example or the nearest value.

relaxng.text-not-allowed
    Here only elements may stand, and white space between them. Wrap the text in an element, or move it into
    one.

relaxng.wrong-namespace
    The element has the right name, but in the wrong namespace: xmlns="..." is missing or misspelt, usually at
    the root element, or it is xmlns="", which puts an element and its content in none; or a prefix is missing,
    or another one is needed. The message names the namespace that the schema wants, and what to write for it.
    It comes once: what is in the element is then checked as if its namespace were right, and after a mistake at
    the root, or in the declaration of a prefix, the whole document.

relaxng.bad-id
    An ID (xml:id) is given twice in one document, or a reference of type IDREF points to an ID that is not
    there. Give each element its own ID; correct the reference. With --no-ids nobody looks.
"""

from typing import NamedTuple

from teiproof.relaxng.likelihood import is_usual, ranked
from teiproof.relaxng.namespaces import meant_by
from teiproof.relaxng.specified import is_of_tei
from teiproof.relaxng.wording import SHOWN, attribute, attributes, cut, row, tag, tags, within


class Expected(NamedTuple):
    """What may stand at a place: names, the likely ones first, text, and the end tag."""

    names: list[str]
    text: bool
    end: bool


def unknown_element(name: str, parent: str, meant: str, here: bool, expected: Expected) -> str:
    """For an element that the schema does not know; `meant` is near, and allowed at the place if `here`."""
    known = _unknown(name)
    if meant and here:
        return f"{known}. Did you mean {tag(meant)}?"
    if meant:
        other = f"It has {tag(meant)}, which" if is_of_tei(name) else f"{tag(meant)} is, but"
        return f"{known}. {other} must not stand here{within(parent)}. {_allowed(expected)}"
    return f"{known}. {_allowed(expected)}"


def foreign_name(name: str, usual: str) -> str:
    """For an element that is called `usual` in this schema."""
    return f"{_unknown(name)}. Use {tag(usual)}."


def _unknown(name: str) -> str:
    if is_of_tei(name):
        return f"{tag(name)} is an element of TEI, but this schema leaves it out"
    return f"{tag(name)} is not an element of the schema"


def foreign_vocabulary(name: str, parent: str, hosts: list[str], roots: list[str]) -> str:
    """For an element of a namespace that the schema does not know.

    `hosts` are those that may contain any such element, `roots` those that a document may have as its root.
    """
    namespace = name.rpartition(" ")[0]
    known = (
        f"{tag(name)} is in the namespace “{cut(namespace)}”" if namespace else f"{tag(name)} has no namespace"
    )
    if usual := meant_by(namespace):
        return f"{known}. Did you mean “{usual}”?"
    if not parent and roots:
        namespaces = {root.rpartition(" ")[0] for root in roots}
        right = f" in the namespace “{namespaces.pop()}”" if len(namespaces) == 1 else ""
        right = right if right != " in the namespace “”" else " without a namespace"
        return f"{known}. The root of the document must be {tags(roots, 'or')}{right}."
    message = f"{known}, of which nothing may stand {f'in {tag(parent)}' if parent else 'here'}."
    if hosts:
        return f"{message} It may stand in {tags(hosts, 'or', 5)}."
    return f"{message} The schema has no place for it: remove it, or extend the schema."


def misplaced(
    name: str,
    parent: str,
    is_here: bool,
    parents: list[str],
    ancestors: list[str],
    instead: str,
    expected: Expected,
) -> str:
    """For an element that may not stand at a place; `is_here`: but elsewhere in its parent.

    `parents` are those in which it may, likely ones first; `instead` has the same meaning here, if any.
    """
    if not parent:
        return f"{tag(name)} must not be the root of the document. {_allowed(expected)}"
    here = "at this place in" if is_here else "in this" if parent in parents else "in"
    message = f"{tag(name)} must not stand {here} {tag(parent)}. "
    if instead:
        return f"{message}Use {tag(instead)}."
    elsewhere = [other for other in parents if other != parent]
    if elsewhere:
        depth = {ancestor: index for index, ancestor in enumerate(ancestors)}
        elsewhere.sort(key=lambda other: -depth.get(other, -1))
        message += f"It may stand in {tags(elsewhere, 'or', 5)}. "
    return message + _allowed(expected)


def unwrapped(name: str, parent: str, wrappers: list[str], closing: bool) -> str:
    """For an element that lacks one around it: `wrappers` may stand here; or its parent is not yet closed."""
    remedy = f"Put it into {tags(wrappers, 'or', 5)}"
    end = f", or close {tag(parent)} before it." if closing else ", which may stand here."
    return f"{tag(name)} must not stand in {tag(parent)}. {remedy}{end}"


def outside(name: str, parent: str, wrapper: str, is_past: bool) -> str:
    """For an element that belongs into another one, which may only stand earlier (or later) in its parent."""
    remedy = f"It belongs into {tag(wrapper)}, which {'stands earlier' if is_past else 'comes later'} there."
    return f"{tag(name)} must not stand directly in {tag(parent)}. {remedy}"


def late(name: str, parent: str, expected: Expected) -> str:
    """For an element that may stand in its parent, but only earlier, and perhaps only once."""
    return f"{tag(name)} must come earlier{within(parent)}, or is one too many. {_allowed(expected)}"


def one_too_many(name: str, parent: str, _: str, line: int) -> str:
    """For an element that may stand in its parent once only, and does so already."""
    return f"{tag(parent)} may contain only one {tag(name)}; the first is on line {line}. Remove one of them."


def too_late(name: str, parent: str, before: str, line: int) -> str:
    """For an element that must come before one that stands on an earlier line."""
    what = tag(before) if before else "the text"
    return f"{tag(name)} must come earlier in {tag(parent)}: before {what} on line {line}."


def alternative(name: str, parent: str, other: str, line: int) -> str:
    """For an element that may stand in its parent, but not beside one (or text) that is there already."""
    both = f"{tag(name)} and {tag(other) if other else 'text'}"
    return f"{tag(parent)} must not contain both {both}, which stands on line {line}. Decide for one of them."


def unfit(name: str, parent: str, _: str, __: int) -> str:
    """For an element that may stand in its parent, but not if that has the attributes which it has."""
    return f"{tag(name)} must not stand in {tag(parent)} with these attributes."


def missing_before(name: str, parent: str, missing: list[list[str]], instead: list[str]) -> str:
    """For an element that comes too early; `missing` lists the choices for each thing required before it, or
    one of the attributes `instead`."""
    needed = [
        tag(names[0]) if len(names) == 1 else f"one of {tags(ranked(names, [], ''), 'or')}"
        for names in missing
        if names
    ]
    verb = "is" if len(needed) == 1 else "are"
    also = f", or the attribute {attributes(instead, 'or')} of {tag(parent)}" if instead else ""
    return f"{row(needed, str, 'and', SHOWN)} {verb} missing{within(parent)} before {tag(name)}{also}."


def misses(message: str, name: str) -> bool:
    """Whether a message says that an element is missing before another one."""
    return tag(name) in message.partition(" missing in ")[0] and " missing in " in message


def found_later(name: str, line: int) -> str:
    """For an element that was reported as missing, and follows too late."""
    return f"{tag(name)} stands on line {line}: move it."


def incomplete(
    name: str, lines: tuple[int, int], empty: bool, missing: list[str], expected: list[str], values: str
) -> str:
    """For an element that ends too early; `lines` are those of its tags, `empty`: it has no content, `values`
    names values that its text may have."""
    first, last = lines
    extent = f" of lines {first} to {last}" if first < last else ""
    whole = f"{tag(name)}{extent} is {'empty' if empty else 'incomplete'}: "
    if missing and not empty:
        verb = "is" if len(missing) == 1 else "are"
        return f"{whole}{tags(missing, 'and')} {verb} missing."
    also = "" if empty else "also "
    if missing:
        return f"{whole}it must {also}contain {tags(missing, 'and')}."
    if expected:
        return f"{whole}it must {also}contain {tags(expected, 'or')}."
    if values:
        return f"{whole.removesuffix(': ')}. {values}"
    return f"{tag(name)} must not stand here: nothing is allowed in it."


def wrong_namespace(name: str, right: str) -> str:
    """For an element whose name is right and whose namespace is not."""
    found = name.rpartition(" ")[0]
    must = f"must be in “{right}”" if right else "must be in none"
    if not found:
        return f"{tag(name)} has no namespace, but {must}."
    return f"{tag(name)} is in the namespace “{cut(found)}”, but {must}."


def strange_name(name: str, meant: str) -> str:
    """For an element whose namespace is not the right one, and whose name is near to one that is allowed."""
    namespace = name.rpartition(" ")[0]
    what = f"in the namespace “{cut(namespace)}”" if namespace else "without a namespace"
    return f"{tag(name)} {what} is not an element of the schema. Did you mean {tag(meant)}?"


def besides(message: str) -> str:
    """A message that comes after another one on the same element."""
    return f"Besides, {message}" if message else ""


def unknown_attribute(
    element: str, name: str, meant: str, holders: set[str], allowed: list[str], missing: list[str]
) -> str:
    """For an attribute an element must not have; `holders` are the elements that may, `allowed` what this one
    may, `missing` what it must have and has not."""
    message = f"{tag(element)} has no attribute {attribute(name)}"
    if element in holders:
        what = f"the attribute {attribute(name)} of {tag(element)}"
        return f"{what} does not go with its other attributes, or with their values."
    if meant:
        return f"{message}. Did you mean {attribute(meant)}?"
    if holders:
        own = element.rpartition(" ")[0]
        message += f"; {tags(ranked(sorted(holders), [], element, own), 'and', 5)} may have it"
    if missing:
        return f"{message}. It must have {attributes(missing, 'and')}."
    if not allowed:
        return f"{message}. It may have no other attributes."
    return f"{message}. It may have {attributes(allowed, 'or')}."


def missing_attribute(element: str, missing: list[str], others: list[str]) -> str:
    """For a start tag without a required attribute: all of `missing`, or one of `others`."""
    if missing:
        noun = "attribute" if len(missing) == 1 else "attributes"
        return f"{tag(element)} must have the {noun} {attributes(missing, 'and')}."
    if others:
        return f"{tag(element)} must have one of {attributes(others, 'or')}."
    return f"these attributes of {tag(element)} do not go together, with these values."


def text_not_allowed(text: str, parent: str, holding: list[str]) -> str:
    """For text where only elements may stand; `holding` are those that may hold it."""
    where = f"directly in {tag(parent)}" if parent else "here"
    message = f"the text “{cut(text)}” must not stand {where}."
    if not holding:
        return f"{message} Remove it, or move it."
    remedy = "Put it" if is_usual(holding[0]) else "Remove it, or put it"
    return f"{message} {remedy} into {tags(holding, 'or', 5)}."


def _allowed(expected: Expected) -> str:
    names = tags(expected.names, "or")
    if not names and not expected.text:
        return "Nothing may stand here but the end tag." if expected.end else "Nothing may stand here."
    return f"Here may stand {'text' if expected.text else ''}{', ' if expected.text and names else ''}{names}."
