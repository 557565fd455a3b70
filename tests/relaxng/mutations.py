"""Changes a document at random, in the ways in which encoders make mistakes."""

from collections.abc import Callable
from copy import deepcopy
from random import Random

from lxml import etree

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_TEI = "{http://www.tei-c.org/ns/1.0}"
_TAGS = (
    "p", "div", "head", "hi", "list", "item", "name", "date", "title", "text", "body", "lb", "note", "sp",
    "speaker", "l", "lg", "seg", "ref", "figure", "quote", "teiHeader", "P", "persname", "foo",
)  # fmt: skip
_ATTRIBUTES = (
    "n",
    "type",
    "rend",
    "when",
    "target",
    "ref",
    _XML_ID,
    "who",
    "unit",
    "corresp",
    "wehn",
    "cert",
    "xml",
)
_VALUES = (
    "", "1", "a", "a b", "1936-08-25", "1936-13-01", "1936", "#p1", "p1", "http://a b", "http://", "high", "-1",
    "x:y",    "true", "3cm", "\u00e9", "1.5",
)  # fmt: skip

Mutation = Callable[[Random, etree._Element], None]


def mutate(random: Random, data: bytes) -> bytes:
    """The document with one or two changes, any of which may be a mistake or not."""
    root = etree.fromstring(data)
    for _ in range(random.choice((1, 1, 1, 2))):
        elements = [element for element in root.iter(etree.Element) if element is not root]
        random.choice(_MUTATIONS)(random, random.choice(elements))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _rename(random: Random, element: etree._Element) -> None:
    element.tag = _TEI + random.choice(_TAGS)


def _move_to_another_namespace(random: Random, element: etree._Element) -> None:
    local = etree.QName(element).localname
    element.tag = random.choice((local, f"{{http://www.w3.org/1999/xhtml}}{local}"))


def _delete(_: Random, element: etree._Element) -> None:
    _parent(element).remove(element)


def _double(_: Random, element: etree._Element) -> None:
    element.addnext(deepcopy(element))


def _swap(_: Random, element: etree._Element) -> None:
    following = element.getnext()
    if following is not None:
        following.addnext(element)


def _unwrap(_: Random, element: etree._Element) -> None:
    for child in reversed(element):
        element.addnext(child)
    _parent(element).remove(element)


def _wrap(random: Random, element: etree._Element) -> None:
    wrapper = etree.Element(_TEI + random.choice(_TAGS))
    element.addprevious(wrapper)
    wrapper.append(element)


def _move(random: Random, element: etree._Element) -> None:
    targets = [
        other for other in element.getroottree().iter(etree.Element) if element not in other.iterancestors()
    ]
    target = random.choice(targets)
    if target is not element:
        target.insert(random.randint(0, len(target)), element)


def _insert_text(random: Random, element: etree._Element) -> None:
    if random.random() < 0.5:
        element.text = (element.text or "") + "text"
    else:
        element.tail = (element.tail or "") + "text"


def _empty(_: Random, element: etree._Element) -> None:
    tail = element.tail
    for child in element:
        element.remove(child)
    element.text, element.tail = None, tail


def _set_attribute(random: Random, element: etree._Element) -> None:
    names = [*element.attrib, *_ATTRIBUTES] if random.random() < 0.5 else _ATTRIBUTES
    element.set(random.choice(names), random.choice(_VALUES))


def _delete_attribute(random: Random, element: etree._Element) -> None:
    if element.attrib:
        del element.attrib[random.choice(list(element.attrib))]


_MUTATIONS: list[Mutation] = [
    _rename,
    _move_to_another_namespace,
    _delete,
    _double,
    _swap,
    _unwrap,
    _wrap,
    _move,
    _insert_text,
    _empty,
    _set_attribute,
    _set_attribute,
    _delete_attribute,
]
