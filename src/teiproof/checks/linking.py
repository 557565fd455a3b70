"""Looks at what pointers within a document lead to: chains (@next, @prev), elements that stand for others
(@sameAs, @copyOf), and the kind of thing that an attribute is for. What leads nowhere is for `references`.

linking.itself
    @next, @prev, @sameAs, @copyOf or @exclude of an element points to the element itself. Point to the other
    one, or remove the attribute.

linking.chain
    @next leads to an element whose @prev leads to another one, or the other way round. Of two fragments that
    follow each other each names the other; correct the one that does not.

linking.kind
    A pointer leads to something that its attribute, or its element, is not for: @wit to a person, @hand to a
    place, @ref of a <placeName> to a person. Point to what is meant. (A warning.)
"""

from collections.abc import Iterator

from lxml import etree

from teiproof.diagnostics import Diagnostic, Severity
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import is_tei, name_of
from teiproof.names import XML_ID

_OF_ANOTHER = ("next", "prev", "sameAs", "copyOf", "exclude")
_OPPOSITE = (("next", "prev"), ("prev", "next"))

_KINDS = {
    name: kind
    for kind, names in {
        "a person": "person personGrp persona",
        "a place": "place",
        "an organisation": "org",
        "an event": "event",
        "a bibliographic entry": "bibl biblStruct biblFull",
        "a category": "category taxonomy",
        "a rendition": "rendition",
        "a calendar": "calendar",
        "a hand": "handNote",
        "a witness": "witness listWit",
        "a change": "change listChange",
        "a page": "surface zone",
    }.items()
    for name in names.split()
}
"""What an element surely is; what is not here may be anything."""

_OF_ATTRIBUTES = {
    "calendar": ("a calendar",),
    "rendition": ("a rendition",),
    "wit": ("a witness", "a bibliographic entry", "a hand"),
    "hand": ("a hand", "a person", "a witness"),
    "scribeRef": ("a person", "an organisation"),
    "change": ("a change",),
    "who": ("a person", "an organisation"),
    "resp": ("a person", "an organisation", "a hand", "a bibliographic entry", "a witness"),
    "facs": ("a page",),
}
"""What the attributes of TEI that are for few things may lead to."""

_PERSON = ("a person", "an organisation")
_PLACE = ("a place", "an organisation")
_OF_NAMES = {
    **dict.fromkeys("author editor forename persName surname".split(), _PERSON),
    **dict.fromkeys("bloc country district geogName placeName region settlement".split(), _PLACE),
    "orgName": ("an organisation", "a person", "a place"),
}
"""What @ref of a name may lead to."""


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """Chains that do not hold together, and pointers to what is not meant."""
    del edition  # what other documents hold is for `references`
    if not document.ids:
        return
    for attribute in _OF_ANOTHER:
        yield from _check_itself(document, attribute)
    yield from _check_chains(document)
    for attribute, kinds in _OF_ATTRIBUTES.items():
        for element, value in document.attributes.get(attribute, ()):
            yield from _check_kind(document, element, attribute, value, kinds)
    for element, value in document.attributes.get("ref", ()):
        if kinds := _OF_NAMES.get(name_of(element), ()):
            yield from _check_kind(document, element, "ref", value, kinds)


def _targets(document: Document, value: str) -> Iterator[tuple[str, etree._Element]]:
    """The elements of the document to which an attribute points, each with its identifier."""
    for uri in value.split():
        found = document.ids.get(uri[1:]) if uri.startswith("#") else None
        if found is not None:
            yield uri[1:], found


def _check_itself(document: Document, attribute: str) -> Iterator[Diagnostic]:
    for element, value in document.attributes.get(attribute, ()):
        if is_tei(element) and any(target is element for _, target in _targets(document, value)):
            message = f"@{attribute} points to this element itself. Point to the other one, or remove it."
            yield document.finding(element, "linking.itself", message, attribute)


def _check_chains(document: Document) -> Iterator[Diagnostic]:
    for attribute, opposite in _OPPOSITE:
        for element, value in document.attributes.get(attribute, ()):
            for identifier, target in _targets(document, value):
                back = target.get(opposite, "")
                others = [other for _, other in _targets(document, back)]
                if target is element or not others or any(other in (element, target) for other in others):
                    continue
                if attribute == "prev" and any(_points_to(document, other, target) for other in others):
                    continue  # said at @next
                message = f"@{attribute} leads to “{identifier}”, whose @{opposite} leads to “{back}” instead."
                mine = element.get(XML_ID)
                remedy = f"Write “#{mine}” there, or correct this one." if mine else "Correct one of the two."
                yield document.finding(element, "linking.chain", f"{message} {remedy}", attribute)


def _points_to(document: Document, element: etree._Element, target: etree._Element) -> bool:
    """Whether @next of an element leads to another, whose own @prev does not come back."""
    found = [other for _, other in _targets(document, element.get("next", ""))]
    return any(other is target for other in found) and not any(
        other is element for _, other in _targets(document, target.get("prev", ""))
    )


def _either(kinds: tuple[str, ...]) -> str:
    return f"{', '.join(kinds[:-1])} or {kinds[-1]}" if len(kinds) > 1 else kinds[0]


def _check_kind(
    document: Document, element: etree._Element, attribute: str, value: str, kinds: tuple[str, ...]
) -> Iterator[Diagnostic]:
    if not is_tei(element):
        return
    for identifier, target in _targets(document, value):
        kind = _KINDS.get(name_of(target), "") if is_tei(target) else ""
        if kind and kind not in kinds:
            where = f"@{attribute}" if attribute != "ref" else f"@ref of <{name_of(element)}>"
            message = f"{where} leads to {kind} (“{identifier}”), and is for {_either(kinds)}."
            yield document.finding(
                element, "linking.kind", f"{message} Point to what is meant.", attribute, Severity.WARNING
            )
