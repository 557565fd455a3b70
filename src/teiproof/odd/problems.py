"""What is wrong with an ODD, with the place: refused (OddError), or noted and worked around (Note).

The codes of what is noted:

odd.deleted-reference
    A content model of the ODD refers to what the same ODD deletes. The reference is left out, as are those in
    the source's own content models. Take the reference away, or keep what it refers to.

odd.missing-group
    A specGrpRef points to no specGrp, so that what may be declared there is missing from the schema.

odd.no-values
    A list of values is closed and has none, so that the attribute can never be there. Give it values, or delete
    the attribute.

odd.not-a-member
    A classRef names, in @include or @except, what is no member of the class.

odd.not-in-module
    A moduleRef names, in @include or @except, an element which the module does not have.

odd.not-in-schema
    The ODD changes, deletes or names something that is not part of the schema, which has no effect. Include it,
    or take the declaration away.

odd.not-there
    The ODD deletes something that is not there in the first place. That does no harm.

odd.other-kind
    A reference names something of another kind: elementRef is for elements, classRef for classes, macroRef for
    macros and dataRef for datatypes. It is followed all the same.

odd.other-release
    The ODD asks for another release of TEI than the one at hand.

odd.other-source
    What @source names is not on this machine, and the source given on the command line is taken.

odd.unknown-attribute
    The ODD changes or replaces an attribute which the element or class does not have, so that the change is
    lost. Correct the name, or say mode="add".

odd.unknown-datatype
    An attribute has a datatype that is nowhere declared; any text is allowed as its value.

odd.unknown-markup
    A declaration has an attribute or an element that means nothing in an ODD, or nothing there, and so has no
    effect. Often it is misspelt.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from lxml import etree

from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.errors import TeiproofError
from teiproof.odd.documents import Places

_LONG = 100  # a longer name is none that somebody has mistyped


class OddError(TeiproofError):
    """An ODD cannot be compiled. The message begins with the place."""


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """Something to be told about a declaration or one of its attributes."""

    code: str
    node: etree._Element
    message: str
    attribute: str | None = None
    severity: Severity = Severity.WARNING


def refusal(node: etree._Element, message: str, attribute: str | None = None) -> OddError:
    """The error that refuses what a declaration says, or one attribute of it says (Clark notation)."""
    return OddError(f"{locate(node, attribute)}: {message}")


def locate(node: etree._Element, attribute: str | None = None) -> Location:
    """The place of a declaration; that costs another pass over its file."""
    return Places(node.getroottree()).of(node, attribute)


def diagnostics(notes: Iterable[Note]) -> tuple[Diagnostic, ...]:
    """Notes with their places, in the order of these."""
    places: dict[str, Places] = {}
    found = []
    for note in notes:
        tree = note.node.getroottree()
        path = tree.docinfo.URL or ""
        if path not in places:
            places[path] = Places(tree)
        where = places[path].of(note.node, note.attribute)
        found.append(Diagnostic(where, note.severity, note.code, note.message))
    return tuple(sorted(found))


def near(name: str, known: Iterable[str]) -> str:
    """` (did you mean “…”?)` for the known name most like this one, or nothing."""
    if len(name) > _LONG:
        return ""
    names = sorted(known)
    alike = [each for each in names if each.lower() == name.lower()]
    matches = alike or get_close_matches(name, names, n=1, cutoff=0.75)
    return f" (did you mean “{matches[0]}”?)" if matches else ""
