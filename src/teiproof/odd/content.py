"""Content models as values: the vocabulary of the Guidelines, section 23.5.1 (Defining Content Models).

https://www.tei-c.org/release/doc/tei-p5-doc/en/html/TD.html#TDTAGCONT
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True, slots=True)
class Occurs:
    """How often a component may occur; `most` is None where there is no limit."""

    least: int = 1
    most: int | None = 1


ONCE = Occurs()

ALTERNATION = "alternation"
SEQUENCE = "sequence"
EXPANSIONS = {
    ALTERNATION: ONCE,
    SEQUENCE: ONCE,
    "sequenceOptional": Occurs(0, 1),
    "sequenceRepeatable": Occurs(1, None),
    "sequenceOptionalRepeatable": Occurs(0, None),
}
"""The values of classRef/@expand, with how often each member of the class may occur."""


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """A component of a content model; `node` is where it is declared."""

    node: "etree._Element"
    occurs: Occurs = ONCE


@dataclass(frozen=True, slots=True, eq=False)
class Empty(Content):
    """Nothing at all."""


@dataclass(frozen=True, slots=True, eq=False)
class TextNode(Content):
    """Text."""


@dataclass(frozen=True, slots=True, eq=False)
class ElementRef(Content):
    """One element; `key` is its identifier, which need not be its name."""

    key: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class MacroRef(Content):
    """The content of a macro."""

    key: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ClassRef(Content):
    """The members of a model class, as `expand` (a key of EXPANSIONS) says; `only` and `but` choose among them
    by identifier."""

    key: str = ""
    expand: str = ALTERNATION
    only: frozenset[str] | None = None
    but: frozenset[str] = frozenset()

    def takes(self, member: str) -> bool:
        """Whether a member of the class is meant."""
        return member not in self.but and (self.only is None or member in self.only)

    @property
    def is_plain(self) -> bool:
        """Whether simply any one member of the class is meant."""
        return self.expand == ALTERNATION and self.only is None and not self.but


@dataclass(frozen=True, slots=True, eq=False)
class DataRef(Content):
    """A datatype: `key` of a dataSpec or macroSpec, or else `name` of one of XML Schema.

    `patterns` are regular expressions which a value must match besides, `facets` pairs of name and value.
    """

    key: str = ""
    name: str = ""
    patterns: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ValItem:
    """A value of a list: `ident`, or another name for it; `mode` is what a customisation does to it."""

    ident: str
    name: str
    mode: str
    nodes: "tuple[etree._Element, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class ValList(Content):
    """A list of values, `open`, `semi` or `closed`; `kind` is empty where a customisation does not say."""

    kind: str = ""
    mode: str = ""
    items: tuple[ValItem, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Sequence(Content):
    """All of the members, in this order unless `in_order` is false."""

    members: tuple[Content, ...] = ()
    in_order: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Alternate(Content):
    """One of the members."""

    members: tuple[Content, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class AnyElement(Content):
    """Any element: of one of the namespaces `require`, if there are any, and none of `but`, or of the schema's
    default exceptions where `but` is None.

    An item of `but` is a pair of namespace and local name; the name is empty where all of a namespace is meant.
    """

    require: tuple[str, ...] = ()
    but: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class AnyDeclared(Content):
    """Any element of the schema: the processing instruction `NameList` of the TEI's own tools."""


@dataclass(frozen=True, slots=True, eq=False)
class RelaxNG(Content):
    """A pattern in RELAX NG, from before content models had a vocabulary of their own.

    `plain` says that its references are names of patterns and not of specifications (content/@autoPrefix).
    `gone` are the references that are left out.
    """

    plain: bool = False
    gone: "frozenset[etree._Element]" = frozenset()
