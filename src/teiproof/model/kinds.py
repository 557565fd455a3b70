"""What kind of XML a file is, as its prolog tells: the root element, its namespace, the schemas named."""

from enum import Enum

from teiproof.names import TEI
from teiproof.parsing import Prolog

_P4_ROOTS = ("TEI.2", "teiCorpus.2")
_ROOTS = ("TEI", "teiCorpus")


class Kind(Enum):
    """A kind of file; the value says what one is."""

    P5 = "a TEI P5 document"
    WITHOUT_NAMESPACE = "TEI without its namespace"
    P4 = "TEI P4 or older"
    PART = "a part of a TEI document"
    OTHER = "not TEI"


CHECKED = frozenset({Kind.P5, Kind.WITHOUT_NAMESPACE})
"""What can be checked: a namespace that is wrong is a mistake to be reported."""

REWRITTEN = CHECKED | {Kind.PART}
"""What can be laid out anew and repaired, which asks for no whole document."""

EXPORTED = frozenset({Kind.P5})
"""What has a text to be exported."""

_ADVICE = {
    Kind.WITHOUT_NAMESPACE: f'Give its root element xmlns="{TEI}": teiproof fix --only namespace --write.',
    Kind.P4: "Convert it to TEI P5 first; the TEI's stylesheets have a conversion, p4top5.",
    Kind.PART: "Name the document that includes it; to check it by itself, name its schema in <?xml-model?>.",
    Kind.OTHER: "Only TEI P5 can be read; of other XML it can be said whether it is valid: "
    "teiproof check --only relaxng --schema FILE.",
}


def kind_of(prolog: Prolog) -> Kind:
    """The kind of a file."""
    if prolog.namespace == TEI:
        return Kind.P5 if prolog.root in _ROOTS else Kind.PART
    if prolog.root in _P4_ROOTS:
        return Kind.P4
    return Kind.WITHOUT_NAMESPACE if prolog.root in _ROOTS else Kind.OTHER


def refusal(kind: Kind, prolog: Prolog) -> str:
    """Why a file of a kind is not taken: what it is, by which sign, and what to do."""
    return f"is {kind.value}: its root element is <{prolog.root}>. {_ADVICE[kind]}"
