"""Looks at critical apparatus (Guidelines 13): what its readings say of the witnesses.

apparatus.witness-twice
    Two readings of one <app> name the same witness, which cannot have both. Remove it from one of them; or say
    which hand, layer or correction a reading is of (@hand, @varSeq, @type, @cause, <witDetail>). (A warning.)
"""

from collections.abc import Iterator

from lxml import etree

from teiproof.diagnostics import Diagnostic, Severity
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import name_of
from teiproof.names import tei

_READINGS = (tei("lem"), tei("rdg"), tei("rdgGrp"))
_LAYERS = ("hand", "varSeq", "type", "cause", "change", "resp", "source")
"""Attributes by which a reading is one of several that a witness has."""


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """Witnesses that have two readings at once."""
    del edition  # an apparatus is of one document
    seen = set()
    for element, _ in document.attributes.get("wit", ()):
        app = next(element.iterancestors(tei("app")), None)
        if app is not None and app not in seen:
            seen.add(app)
            yield from _check_app(document, app)


def _check_app(document: Document, app: etree._Element) -> Iterator[Diagnostic]:
    if next(app.iterchildren(tei("witDetail")), None) is not None:
        return
    first: dict[str, etree._Element] = {}
    for reading in _readings(app):
        if any(reading.get(name) is not None for name in _LAYERS):
            continue
        for witness in dict.fromkeys(reading.get("wit", "").split()):
            other = first.setdefault(witness, reading)
            if other is not reading:
                line = document.location(other, "wit").line
                message = (
                    f"the witness “{witness}” stands already at <{name_of(other)}> on line {line}. Remove it "
                    "from one of the two, or say of which hand or layer this reading is."
                )
                yield document.finding(reading, "apparatus.witness-twice", message, "wit", Severity.WARNING)


def _readings(app: etree._Element) -> Iterator[etree._Element]:
    """The readings of an app and of its groups, not those of an app within."""
    for child in app.iterchildren(*_READINGS):
        if child.tag == tei("rdgGrp"):
            yield from _readings(child)
        else:
            yield child
