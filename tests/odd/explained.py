"""Where our grammars and those made with the TEI's own tools differ, and what in the Guidelines decides it.

Sections are those of TEI P5 4.9.0.
"""

VALUES = """att.combinable: @mode is `add` if it is not given, and 24.5.1: a valList is always carried over.
So the list of values which an element gives for an attribute of its class stands; the TEI's stylesheets lose it
if valList has no @mode."""

REQUIRE = """anyElement/@require: the permitted elements must belong to one of these namespaces. The TEI's
stylesheets leave that to Schematron."""

CHOICE = """attList/@org: `choice` means that only one of the attributes is supplied. The TEI's stylesheets
lose it where it stands on the first attList of an element."""

EMPTIED = """24.5.1: a reference to what is deleted is removed, and with it what surrounds it if nothing is
left. Of an alternative that demands something nothing remains; the TEI's stylesheets leave an empty one, so
that the element may be empty."""

_RELAXNG = "{http://relaxng.org/ns/structure/1.0}*"
_ANNOTATIONS = "{http://relaxng.org/ns/compatibility/annotations/1.0}*"

EXPLAINED: dict[str, dict[str, str]] = {
    "dracor": {"castItem/@type": VALUES},
    "dtabf": {
        "fw/@type": VALUES,
        "idno/@type": VALUES,
        "measure/@type": VALUES,
        "title/@type": VALUES,
        "titlePage/@type": VALUES,
        "typeDesc": EMPTIED,
    },
    "tei_all": {
        f"element {_ANNOTATIONS} | {_RELAXNG}": REQUIRE,
        f"element {_RELAXNG}": REQUIRE,
        "anyElement/@except": CHOICE,
        "castItem/@type": VALUES,
        "classSpec/@type": VALUES,
        "constitution/@type": VALUES,
        "content": REQUIRE,
        "datatype": REQUIRE,
        "factuality/@type": VALUES,
        "interaction/@type": VALUES,
        "recording/@type": VALUES,
        "tag/@type": VALUES,
    },
    "tei_bare": {},
    "tei_basic": {
        "castItem/@type": VALUES,
        "constitution/@type": VALUES,
        "factuality/@type": VALUES,
        "interaction/@type": VALUES,
        "recording/@type": VALUES,
    },
    "tei_corpus": {"constitution/@type": VALUES, "factuality/@type": VALUES, "interaction/@type": VALUES},
    "tei_lite": {},
    "tei_minimal": {},
    "tei_simplePrint": {"castItem/@type": VALUES},
    "tei_xinclude": {},
}
"""For each customisation the element, or the element and attribute, with the reason of the difference."""
