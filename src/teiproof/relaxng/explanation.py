"""Says what is wrong in the words of an encoder. The codes:

relaxng.unknown-element
    The schema has no element of this name, neither here nor anywhere. Usually it is a slip of the pen, and
    the message names the element that was probably meant: names are case-sensitive, <roleName> is not
    <rolename>. Correct the name in the start tag and in the end tag. Content of a misspelt element is checked
    as that of the element meant.

relaxng.misplaced-element
    The schema has this element, but not at this place. The message says in which elements it may stand, and
    what may stand here instead. Move it, or choose another element. If it belongs into this parent, but
    earlier, its order is wrong.

relaxng.missing-element
    Something required is not there. Either an element came before its time (the message is then at its start
    tag), or the parent ended too early (the message is at its end tag). Add the element that the message
    names.

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
    The element has the right name, but in the wrong namespace, because xmlns="..." is missing or misspelt,
    usually at the root element. The message names the namespace that the schema wants. It is reported once;
    the document is then checked as if it were right.

relaxng.bad-id
    An ID (xml:id) is given twice in one document, or a reference of type IDREF points to an ID that is not
    there. Give each element its own ID; correct the reference.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from teiproof.relaxng import nearness
from teiproof.relaxng.datatypes import Context
from teiproof.relaxng.factory import Patterns
from teiproof.relaxng.lexical import words
from teiproof.relaxng.patterns import Data, Pattern, matches
from teiproof.relaxng.vocabulary import leaves, values

_INSTANCE = re.compile(r",? for instance [^;]*")  # the reasons of datatypes have examples, which follow here

SHOWN = 8
"""How many names or values a message lists at most."""

_QUOTED = 60
_PREFIXES = {
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/2001/XInclude": "xi",
    "http://www.w3.org/1998/Math/MathML": "mml",
    "http://www.w3.org/2000/svg": "svg",
}
# What encoders mostly mean, to be named before hundreds of others that may also stand at a place.
_USUAL_NAMES = """
    p div head lg l sp speaker stage ab list item note quote name persName placeName orgName date rs ref hi
    title author publisher idno bibl pb lb cb figure graphic table row cell
    who type n when ref target key ana corresp
"""
_USUAL = {name: rank for rank, name in enumerate(_USUAL_NAMES.split())}


class Expected(NamedTuple):
    """What may stand at a place: names, the likely ones first, text, and the end tag."""

    names: list[str]
    text: bool
    end: bool


def near(name: str, known: list[str]) -> list[str]:
    """The known names of the same namespace that may have been meant, the nearest and most usual first."""
    namespace = name.rpartition(" ")[0]
    prefix = f"{namespace} " if namespace else ""
    locals_ = [other[len(prefix) :] for other in known if other.rpartition(" ")[0] == namespace]
    locals_.sort(key=lambda local: _USUAL.get(local, len(_USUAL)))
    return [prefix + local for local in nearness.near(name[len(prefix) :], locals_)]


def ranked(names: list[str], required: list[str], found: str) -> list[str]:
    """Names with the likely ones first: required, near to what was found, usual, then by the alphabet."""
    close = set(nearness.near(found.rpartition(" ")[2], [name.rpartition(" ")[2] for name in names]))
    must = set(required)

    def rank(name: str) -> tuple[bool, bool, int, str]:
        own = name.rpartition(" ")[2]
        return name not in must, own not in close, _USUAL.get(own, len(_USUAL)), own.lower()

    return sorted(names, key=rank)


def unknown_element(name: str, parent: str, meant: str, here: bool, expected: Expected) -> str:
    """For an element that the schema does not know; `meant` is near, and allowed at the place if `here`."""
    known = f"{_tag(name)} is not an element of the schema"
    if meant and here:
        return f"{known}. Did you mean {_tag(meant)}?"
    if meant:
        return f"{known}. {_tag(meant)} is, but must not stand here{_in(parent)}. {_allowed(expected)}"
    return f"{known}. {_allowed(expected)}"


def misplaced(
    name: str, parent: str, parents: list[str], wrappers: list[str], ancestors: list[str], expected: Expected
) -> str:
    """For an element that may not stand at a place.

    `parents` are those in which it may, `wrappers` those of them that may stand here, likely ones first.
    """
    if not parent:
        return f"{_tag(name)} must not be the root of the document. {_allowed(expected)}"
    message = f"{_tag(name)} must not stand {'at this place ' if parent in parents else ''}in {_tag(parent)}. "
    if wrappers:
        return f"{message}Put it into {_tags(wrappers, 'or', 5)}, which may stand here."
    elsewhere = [other for other in parents if other != parent]
    if elsewhere:
        depth = {ancestor: index for index, ancestor in enumerate(ancestors)}
        elsewhere.sort(key=lambda other: -depth.get(other, -1))
        message += f"It may stand in {_tags(elsewhere, 'or', 5)}. "
    return message + _allowed(expected)


def late(name: str, parent: str, expected: Expected) -> str:
    """For an element that may stand in its parent, but only earlier, and perhaps only once."""
    return f"{_tag(name)} must come earlier{_in(parent)}, or is one too many. {_allowed(expected)}"


def missing_before(name: str, parent: str, missing: list[list[str]]) -> str:
    """For an element that comes too early; `missing` lists the choices for each thing required before it."""
    needed = [
        _tag(names[0]) if len(names) == 1 else f"one of {_tags(ranked(names, [], ''), 'or')}"
        for names in missing
        if names
    ]
    verb = "is" if len(needed) == 1 else "are"
    return f"{_list(needed, str, 'and', SHOWN)} {verb} missing{_in(parent)} before {_tag(name)}."


def incomplete(name: str, line: int, missing: list[str], expected: list[str], data: bool) -> str:
    """For an element that ends too early; `line` is that of its start tag."""
    whole = f"{_tag(name)}, begun on line {line}, is incomplete: "
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        return f"{whole}{_tags(missing, 'and')} {verb} missing."
    if expected:
        return f"{whole}it must also contain {_tags(expected, 'or')}."
    return (
        f"{whole}it must contain text."
        if data
        else f"{_tag(name)} must not stand here: nothing is allowed in it."
    )


def wrong_namespace(local: str, found: str, right: str) -> str:
    """For an element whose name is right and whose namespace is not."""
    remedy = f'Write xmlns="{right}".' if right else "Remove its xmlns."
    if not found:
        return f"<{local}> has no namespace, but must be in “{right}”. {remedy}"
    return (
        f"<{local}> is in the namespace “{found}”, but must be in {f'“{right}”' if right else 'none'}. {remedy}"
    )


def unknown_attribute(element: str, name: str, meant: str, holders: set[str], allowed: list[str]) -> str:
    """For an attribute an element must not have; `holders` are the elements that may, `allowed` what this one
    may."""
    message = f"{_tag(element)} has no attribute “{attribute(name)}”"
    if element in holders:
        what = f"the attribute “{attribute(name)}” of {_tag(element)}"
        return f"{what} does not go with its other attributes, or with their values."
    if meant:
        return f"{message}. Did you mean “{attribute(meant)}”?"
    if holders:
        message += f"; {_tags(ranked(sorted(holders), [], element), 'and', 5)} may have it"
    if not allowed:
        return f"{message}. It may have no other attributes."
    return f"{message}. It may have {_attributes(allowed, 'or')}."


def missing_attribute(element: str, missing: list[str], others: list[str]) -> str:
    """For a start tag without a required attribute: all of `missing`, or one of `others`."""
    if missing:
        noun = "attribute" if len(missing) == 1 else "attributes"
        return f"{_tag(element)} must have the {noun} {_attributes(missing, 'and')}."
    if others:
        return f"{_tag(element)} must have one of {_attributes(others, 'or')}."
    return f"these attributes of {_tag(element)} do not go together, with these values."


def bad_value(name: str, value: str, pattern: Pattern, context: Context, patterns: Patterns) -> str:
    """For an attribute whose value is not allowed."""
    fault = _fault(value, pattern, context, patterns)
    return f"the value “{_cut(value)}” of the attribute “{attribute(name)}” {fault}"


def bad_text(name: str, text: str, pattern: Pattern, context: Context, patterns: Patterns) -> str:
    """For an element whose text is not allowed."""
    return f"the text “{_cut(text.strip())}” of {_tag(name)} {_fault(text, pattern, context, patterns)}"


def text_not_allowed(text: str, parent: str, holding: list[str]) -> str:
    """For text where only elements may stand; `holding` are those that may hold it."""
    where = f"directly in {_tag(parent)}" if parent else "here"
    message = f"the text “{_cut(text)}” must not stand {where}."
    if not holding:
        return f"{message} Remove it, or move it."
    return f"{message} Put it into {_tags(holding, 'or', 5)}."


def attribute(name: str) -> str:
    """An attribute's name as an encoder writes it."""
    namespace, _, local = name.rpartition(" ")
    prefix = _PREFIXES.get(namespace)
    return f"{prefix}:{_cut(local)}" if prefix else _cut(local)


def _fault(text: str, pattern: Pattern, context: Context, patterns: Patterns) -> str:
    """Why a text is not what a pattern wants, and what would be."""
    literals, datas, several = values(pattern)
    parts = words(text)
    if not parts:
        return f"is empty. {_instances([*literals, *_examples(datas)])}".rstrip()
    if several and len(parts) > 1:
        return _fault_of_list(parts, pattern, context, patterns)
    meant = nearness.near(text.strip(), literals)
    if meant:
        return f"is not allowed. Did you mean “{meant[0]}”?"
    if literals:
        instances = f", or for instance {_values(_examples(datas)[:3], 'or')}" if datas else ""
        return f"is not allowed. Allowed: {_values(literals, 'or')}{instances}."
    faults = [(data.datatype.fault(text, context), data.datatype.example()) for data in datas]
    faults = [(_INSTANCE.sub("", fault), example) for fault, example in faults if fault]
    if not faults:
        return f"is not allowed. {_instances(_examples(datas))}".rstrip()
    # A reason such as “month 13 does not exist” tells which of several types was meant; else it is the first.
    fault, example = next((each for each in faults if not _is_vague(each[0])), faults[0])
    others = _examples(datas) if len(datas) > 1 and _is_vague(fault) else [example]
    told = f"is {fault}" if fault.startswith("not ") else f"is wrong: {fault}"
    return f"{told}. {_instances(others)}".rstrip()


def _is_vague(fault: str) -> bool:
    """Whether a reason says no more than that a text has not the form of a type at all."""
    return fault.startswith("not ") or "does not fit" in fault


def _fault_of_list(parts: list[str], pattern: Pattern, context: Context, patterns: Patterns) -> str:
    """Why a list of several words is not what a pattern wants."""
    single = patterns.choice(*leaves(pattern))
    wrong = [word for word in parts if not matches(single, word, context, patterns)]
    if not wrong:
        return f"has {len(parts)} words, which is not the right number."
    return f"is wrong: “{_cut(wrong[0])}” {_fault(wrong[0], single, context, patterns)}"


def _examples(datas: list[Data]) -> list[str]:
    return [example for example in dict.fromkeys(data.datatype.example() for data in datas) if example]


def _instances(examples: list[str]) -> str:
    if len(examples) < 2:
        return f"A valid value: “{examples[0]}”." if examples and examples[0] else ""
    return f"Valid values are, for instance, {_values(examples[:4], 'and')}."


def _allowed(expected: Expected) -> str:
    names = _tags(expected.names, "or")
    if not names and not expected.text:
        return "Nothing may stand here but the end tag." if expected.end else "Nothing may stand here."
    return f"Here may stand {'text' if expected.text else ''}{', ' if expected.text and names else ''}{names}."


def _in(parent: str) -> str:
    return f" in {_tag(parent)}" if parent else ""


def _tag(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    prefix = _PREFIXES.get(namespace)
    return f"<{prefix}:{_cut(local)}>" if prefix else f"<{_cut(local)}>"


def _tags(names: list[str], conjunction: str, shown: int = SHOWN) -> str:
    return _list(names, _tag, conjunction, shown)


def _attributes(names: list[str], conjunction: str) -> str:
    return _list(names, lambda name: f"“{attribute(name)}”", conjunction, SHOWN)


def _values(literals: list[str], conjunction: str) -> str:
    return _list(literals, lambda literal: f"“{literal}”", conjunction, SHOWN)


def _list(items: list[str], show: Callable[[str], str], conjunction: str, shown: int) -> str:
    """Items in a row; of long lists the first ones, and how many more there are."""
    if len(items) > shown + 1:
        return f"{', '.join(map(show, items[:shown]))} ({len(items) - shown} more)"
    if len(items) < 2:
        return "".join(map(show, items))
    return f"{', '.join(map(show, items[:-1]))} {conjunction} {show(items[-1])}"


def _cut(text: str) -> str:
    flat = " ".join(text[: 4 * _QUOTED].split())
    return flat if len(flat) <= _QUOTED and len(text) <= 4 * _QUOTED else f"{flat[:_QUOTED]}…"
