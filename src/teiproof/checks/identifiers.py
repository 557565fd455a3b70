"""Looks at identifiers of authority files and publications: in <idno> by its @type, in the URIs of pointing
attributes and of <idno> (https://d-nb.info/gnd/118540238), and with the usual prefixes (gnd:118540238). Nothing
is fetched: an identifier that passes is well made, which does not say that it is the right one. Each wrong one
is reported once, at its first place.

identifiers.form
    An identifier is not made as those of its kind are. Compare it with the authority. Valid ones:
    Wikidata Q180981, VIAF 22137425, GND 118540238 or 4079154-3, ISNI 0000 0001 2103 2683, ORCID
    0000-0002-1825-0097, GeoNames 524901, ISBN 978-3-16-148410-0 or 3-16-148410-X, ISSN 0378-5955,
    DOI 10.1000/182, ARK ark:/12148/btv1b8449691v.

identifiers.check-digit
    The last digit of a GND, ISNI, ORCID, ISBN or ISSN is computed from the others, and here it does not agree:
    some digit is wrong, or two are exchanged. Look the identifier up again.
"""

from collections.abc import Iterator

from lxml import etree

from teiproof.diagnostics import Diagnostic
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.identifiers import KINDS, WrongCheckDigitError, in_text, in_uri, judge, kind_of, prefixed
from teiproof.names import tei

_ATTRIBUTES = (
    "ref", "key", "sameAs", "corresp", "source", "target", "resp", "who", "edRef", "nymRef", "ana", "datcat",
    "valueDatcat",
)  # fmt: skip

_Identifier = tuple[str, str]
"""Kind and text."""


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """Identifiers that cannot be right."""
    del edition  # a document's identifiers are its own
    otherwise = _declared_otherwise(document)
    seen: set[_Identifier] = set()
    for idno in document.root.iter(tei("idno")):
        for identifier in _in_idno(idno):
            if identifier not in seen:
                seen.add(identifier)
                yield from _judge(document, idno, identifier, None)
    for attribute in _ATTRIBUTES:
        for element, value in document.attributes.get(attribute, ()):
            if ":" in value:
                for identifier in _in_value(otherwise, attribute, value):
                    if identifier not in seen:
                        seen.add(identifier)
                        yield from _judge(document, element, identifier, attribute)


def _judge(
    document: Document, element: etree._Element, identifier: _Identifier, attribute: str | None
) -> Iterator[Diagnostic]:
    try:
        judge(*identifier)
    except WrongCheckDigitError as error:
        yield document.finding(element, "identifiers.check-digit", f"{error}.", attribute)
    except ValueError as error:
        yield document.finding(element, "identifiers.form", f"{error}.", attribute)


def _in_idno(idno: etree._Element) -> Iterator[_Identifier]:
    """The identifiers in an idno, by its content if that is a URI of an authority, else by its type."""
    if len(idno):
        return  # parts are in idno elements of their own, or there is markup that only a reader understands
    text = " ".join((idno.text or "").split())
    found = in_uri(text)
    if found:
        yield found
        return
    names = (kind_of(idno.get(attribute, "")) for attribute in ("type", "subtype"))
    name = next((name for name in names if name), None)
    if name and text and "://" not in text:
        for identifier in in_text(name, text):
            yield name, identifier


def _in_value(otherwise: set[tuple[str, str]], attribute: str, value: str) -> Iterator[_Identifier]:
    for uri in value.split():
        found = in_uri(uri)
        if found is None and (written := prefixed(uri)):
            prefix, name, text = written
            if (prefix, name) not in otherwise:
                found = name, text
        # Without an identifier the address of an authority may be meant, where a text speaks of it.
        if found and "$" not in found[1] and (found[1] or attribute != "target"):
            yield found


def _declared_otherwise(document: Document) -> set[tuple[str, str]]:
    """The prefixes which prefixDefs declare, each with the kinds of identifiers which it does not stand for."""
    found = set()
    for definition, replacement in document.attributes.get("replacementPattern", ()):
        if definition.tag == tei("prefixDef"):
            identifier = in_uri(replacement)
            meant = identifier[0] if identifier else None
            found |= {(definition.get("ident", ""), kind) for kind in KINDS if kind != meant}
    return found
