"""Specifications as values: what elementSpec, classSpec, macroSpec, dataSpec and moduleSpec declare.

A record is made from a declaration, changed by a customisation (`customisation`), and read by the writers.
Its `nodes` are the declarations it was made of: the original one first, then what changed it, in order. What
only people read (descriptions, examples) stays in these and is looked up when it is wanted (`documentation`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Union

from teiproof.names import tei
from teiproof.odd.content import Content, Occurs, ValList

if TYPE_CHECKING:
    from lxml import etree

ADD, CHANGE, DELETE, REPLACE = "add", "change", "delete", "replace"
MODES = (ADD, CHANGE, DELETE, REPLACE)

_DESCRIPTIONS = {tei(name) for name in ("altIdent", "equiv", "gloss", "desc")}


@dataclass(frozen=True, slots=True, eq=False)
class Constraint:
    """A rule outside the grammar (constraintSpec), mostly in Schematron."""

    ident: str
    scheme: str
    mode: str
    nodes: "tuple[etree._Element, ...]"

    @property
    def node(self) -> "etree._Element":
        """The declaration that spoke last of the rule: a change may be one of its description alone."""
        for node in reversed(self.nodes):
            if any(isinstance(child.tag, str) and child.tag not in _DESCRIPTIONS for child in node):
                return node
        return self.nodes[-1]


@dataclass(frozen=True, slots=True, eq=False)
class Datatype:
    """What an attribute's value is made of: so many words, each of one content; None stands for any text."""

    content: Content | None
    occurs: Occurs
    node: "etree._Element"


@dataclass(frozen=True, slots=True, eq=False)
class Attribute:
    """An attribute (attDef). `namespace` is None where the declaration names none; `usage` is `req`, `rec`,
    `opt` or empty; `origin` is the class from which an element has it, and `is_changed` says that the element
    has it otherwise than the class."""

    ident: str
    name: str
    mode: str
    nodes: "tuple[etree._Element, ...]"
    namespace: str | None = None
    usage: str = ""
    datatype: Datatype | None = None
    values: ValList | None = None
    default: str | None = None
    constraints: tuple[Constraint, ...] = ()
    origin: str = ""
    is_changed: bool = False

    @property
    def is_required(self) -> bool:
        """Whether the element must have the attribute."""
        return self.usage == "req"


@dataclass(frozen=True, slots=True, eq=False)
class AttributeRef:
    """A reference to an attribute of a class, or to all of them if `name` is empty (attRef); or to a pattern of
    a grammar that is taken in."""

    owner: str
    name: str
    node: "etree._Element"

    @property
    def pattern(self) -> str:
        """The name of the pattern, if it names none of a class."""
        return "" if self.node.get("class") else self.node.get("name", "").strip()


@dataclass(frozen=True, slots=True, eq=False)
class AttributeList:
    """Attributes, all together (`group`) or one of them alone (`choice`). `origin` is the class they are of."""

    organisation: str = "group"
    members: tuple[Union[Attribute, AttributeRef, "AttributeList"], ...] = ()
    origin: str = ""

    def attributes(self) -> Iterator[Attribute]:
        """The attributes in it, in order, those of inner lists too."""
        for member in self.members:
            if isinstance(member, AttributeList):
                yield from member.attributes()
            elif isinstance(member, Attribute):
                yield member


@dataclass(frozen=True, slots=True, eq=False)
class Membership:
    """The membership of an element or a class in a class (memberOf)."""

    key: str
    mode: str
    node: "etree._Element"
    occurs: Occurs | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Spec:
    """What all specifications have. `name` is what stands in documents: `ident`, or its altIdent."""

    ident: str
    name: str
    module: str
    mode: str
    nodes: "tuple[etree._Element, ...]"
    prefix: str | None = None
    constraints: tuple[Constraint, ...] = ()

    @property
    def node(self) -> "etree._Element":
        """The declaration that spoke last."""
        return self.nodes[-1]


@dataclass(frozen=True, slots=True, eq=False)
class ElementSpec(Spec):
    """An element. `content` is None where nothing is declared; `namespace` where it is the schema's.

    `attributes` are what the declaration says until `inheritance` puts in their place all attributes the
    element has. `models` are the hints for processing (model, modelGrp, modelSequence).
    """

    namespace: str | None = None
    memberships: tuple[Membership, ...] | None = None
    memberships_mode: str = REPLACE
    content: Content | None = None
    attributes: AttributeList = field(default_factory=AttributeList)
    models: "tuple[etree._Element, ...]" = ()


@dataclass(frozen=True, slots=True, eq=False)
class ClassSpec(Spec):
    """A class, `model` or `atts`."""

    kind: str = ""
    memberships: tuple[Membership, ...] | None = None
    memberships_mode: str = REPLACE
    attributes: AttributeList = field(default_factory=AttributeList)


@dataclass(frozen=True, slots=True, eq=False)
class MacroSpec(Spec):
    """A macro, or a datatype (`is_data`)."""

    is_data: bool = False
    content: Content | None = None


AnySpec = ElementSpec | ClassSpec | MacroSpec
