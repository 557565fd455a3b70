"""The markup of ODDs: its names, and the simple values of its attributes."""

import re

from lxml import etree

from teiproof.names import TEI, XML_LANG, tei
from teiproof.odd.content import ONCE, Occurs
from teiproof.odd.problems import refusal
from teiproof.odd.records import ADD, MODES

RELAXNG = "http://relaxng.org/ns/structure/1.0"
ANNOTATIONS = "http://relaxng.org/ns/compatibility/annotations/1.0"
XSD = "http://www.w3.org/2001/XMLSchema-datatypes"

ELEMENT_SPEC, CLASS_SPEC, MACRO_SPEC, DATA_SPEC, MODULE_SPEC, CONSTRAINT_SPEC = (
    tei(name) for name in ("elementSpec", "classSpec", "macroSpec", "dataSpec", "moduleSpec", "constraintSpec")
)
CONSTRAINT_DECL = tei("constraintDecl")
"""What rules declare once for all (namespaces, keys, variables), in releases of TEI after 4.9."""
SPECS = (ELEMENT_SPEC, CLASS_SPEC, MACRO_SPEC, DATA_SPEC)

TYPES = frozenset(
    "anyURI base64Binary boolean byte date dateTime decimal double duration ENTITIES ENTITY float gDay "
    "gMonth gMonthDay gYear gYearMonth hexBinary ID IDREF IDREFS int integer language long Name NCName "
    "negativeInteger NMTOKEN NMTOKENS nonNegativeInteger nonPositiveInteger normalizedString NOTATION "
    "positiveInteger QName short string time token unsignedByte unsignedInt unsignedLong unsignedShort".split()
)
"""The datatypes of XML Schema (https://www.w3.org/TR/xmlschema-2/#built-in-datatypes)."""

MOST_OCCURRENCES = 100
"""How often a component may at most be asked for by number: RELAX NG has to repeat it as often."""


def name_of(node: etree._Element) -> str:
    """How a message names a declaration: `elementSpec “p”`."""
    ident = node.get("ident")
    return f"{etree.QName(node).localname} “{ident}”" if ident else etree.QName(node).localname


def children(node: etree._Element) -> list[etree._Element]:
    """The child elements of an element; comments and processing instructions are none."""
    return [child for child in node if isinstance(child.tag, str)]


def is_tei(node: etree._Element) -> bool:
    """Whether an element is one of TEI."""
    return etree.QName(node).namespace == TEI


def inherited(node: etree._Element, attribute: str) -> str:
    """The value of an attribute that holds for all that is in an element; nothing where none is given."""
    for each in (node, *node.iterancestors()):
        value = each.get(attribute)
        if value is not None:
            return value
    return ""


def required(node: etree._Element, attribute: str) -> str:
    """The value of an attribute that must be there. Raises OddError."""
    value = " ".join(node.get(attribute, "").split())
    if not value:
        kind = etree.QName(node).localname
        raise refusal(node, f"{kind} has no @{attribute}. Say what is meant, or take the {kind} away.")
    return value


def mode_of(node: etree._Element) -> str:
    """What a declaration does: `add` where it does not say (att.combinable). Raises OddError."""
    mode = node.get("mode", ADD).strip()
    if mode not in MODES:
        raise refusal(node, f"@mode is “{mode}”. It is one of: {', '.join(MODES)}.", "mode")
    return mode


def words(node: etree._Element, attribute: str) -> tuple[str, ...] | None:
    """The words of an attribute, None if there is no such attribute."""
    value = node.get(attribute)
    return None if value is None else tuple(value.split())


def choice_of(node: etree._Element) -> tuple[frozenset[str] | None, frozenset[str]]:
    """What @include and @except choose: the only names taken (None for all), and the names left out.

    Raises OddError if both are given, unless @except is empty.
    """
    include, but = words(node, "include"), words(node, "except")
    if include is not None and but:
        raise refusal(node, "@include and @except exclude each other. Take one of them away.", "except")
    return None if include is None else frozenset(include), frozenset(but or ())


def occurs_of(node: etree._Element, least: str = "minOccurs", most: str = "maxOccurs") -> Occurs:
    """How often something may occur (att.repeatable). Raises OddError."""
    if node.get(least) is None and node.get(most) is None:
        return ONCE
    low = _count(node, least)
    high = None if node.get(most, "").strip() == "unbounded" else _count(node, most)
    if high is not None and high < low:
        stated = f"@{most} is {high}" if node.get(most) is not None else f"@{most} is not given and so 1"
        raise refusal(node, f"@{least} is {low}, but {stated}. Raise the one or lower the other.", least)
    return Occurs(low, high)


def _count(node: etree._Element, attribute: str) -> int:
    value = node.get(attribute, "1").strip()
    if not re.fullmatch(r"\+?[0-9]{1,18}", value):
        also = ", or “unbounded”" if attribute.startswith("max") else ""
        raise refusal(node, f"@{attribute} is “{value}”. It is a number from 0 on{also}.", attribute)
    number = int(value)
    if number > MOST_OCCURRENCES:
        raise refusal(
            node,
            f"@{attribute} is {number}. RELAX NG has to write each occurrence out; ask for at most "
            f"{MOST_OCCURRENCES}, or for “unbounded”.",
            attribute,
        )
    return number


def alternative_name(node: etree._Element, ident: str) -> str:
    """The name under which something stands in documents: its altIdent, or else its identifier.

    Of several altIdents it is the one in the language that schemaSpec/@targetLang wants, or the first.
    """
    others = node.findall(tei("altIdent"))
    if len(others) > 1:
        spec = next(node.getroottree().iter(tei("schemaSpec")), None)
        language = "" if spec is None else spec.get("targetLang", "")
        others.sort(key=lambda other: other.get(XML_LANG, "") != language)
    for other in others:
        name = " ".join("".join(other.itertext()).split())
        if name:
            return name
    return ident
