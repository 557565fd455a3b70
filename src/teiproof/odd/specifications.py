"""The specifications of a schema as editors and readers want them: names, descriptions, what goes where.

What people read is in the best of the languages of the schema in which it is said. Lists are in the order of
the alphabet, attributes in that of the ODD: those of classes first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from teiproof.names import XML
from teiproof.odd.content import ValList
from teiproof.odd.content_summary import Contents, summary
from teiproof.odd.documentation import Documentation, Said, language_of
from teiproof.odd.flattened import Flattened
from teiproof.odd.records import (
    Attribute,
    AttributeList,
    ClassSpec,
    Constraint,
    ElementSpec,
    MacroSpec,
    Spec,
)
from teiproof.odd.schematron_patterns import SCHEMATRON

USAGES = {"req": "required", "rec": "recommended"}


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a list."""

    value: str
    gloss: Said
    description: Said


@dataclass(frozen=True, slots=True)
class AttributeView:
    """An attribute of an element or a class.

    `usage` is `required`, `recommended` or `optional`; `origin` the class that gives it, if one does, and
    `is_changed` says that the element has it otherwise than the class.
    `datatype` is a summary, of one word; `least` and `most` say how many words (most None: any number).
    `kind` of the values is `closed`, `semi`, `open` or empty.
    """

    name: str
    namespace: str
    usage: str
    origin: str
    is_changed: bool
    gloss: Said
    description: Said
    remarks: Said
    datatype: str
    least: int
    most: int | None
    default: str | None
    kind: str
    values: tuple[ValueView, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """A constraintSpec, with what its assertions say."""

    ident: str
    description: Said
    messages: tuple[Said, ...]

    @property
    def message(self) -> Said:
        """What all assertions say."""
        return Said(" ".join(self.messages), self.messages[0].language)


@dataclass(frozen=True, slots=True)
class SpecView:
    """What all specifications have; `kind` is element, model class, attribute class, macro or datatype."""

    kind: str
    ident: str
    name: str
    module: str
    gloss: Said
    description: Said
    remarks: Said
    classes: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    content: str = ""
    rules: tuple[RuleView, ...] = ()
    attributes: tuple[AttributeView, ...] = ()
    alternatives: tuple[tuple[tuple[str, ...], ...], ...] = ()
    namespace: str = ""
    children: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    has_text: bool = False
    examples: tuple[etree._Element, ...] = ()


class Specifications:
    """Makes the views of the specifications of a schema."""

    def __init__(self, schema: Flattened) -> None:
        self._schema = schema
        self._documentation = Documentation(schema.languages)
        self._contents = Contents(schema)
        self._members = schema.members()
        self._children = {ident: self._contents.children(spec) for ident, spec in schema.elements.items()}
        self._parents: dict[str, list[str]] = {ident: [] for ident in schema.elements}
        for ident in _sorted(schema.elements):
            for child in self._children[ident][0]:
                self._parents[child].append(ident)

    def elements(self) -> Iterator[SpecView]:
        """The elements."""
        for ident in _sorted(self._schema.elements):
            yield self._element(self._schema.elements[ident])

    def classes(self) -> Iterator[SpecView]:
        """The classes."""
        for ident in _sorted(self._schema.classes):
            yield self._class(self._schema.classes[ident])

    def macros(self) -> Iterator[SpecView]:
        """The macros and datatypes."""
        for ident in _sorted(self._schema.macros):
            yield self._macro(self._schema.macros[ident])

    def _element(self, spec: ElementSpec) -> SpecView:
        children, has_text = self._children[spec.ident]
        attributes = _merged(self._attribute(each) for each in spec.attributes.attributes())
        alternatives = tuple(_alternatives(spec.attributes))
        exclusive = {name for choice in alternatives for branch in choice for name in branch}
        return replace(
            self._view("element", spec),
            attributes=tuple(_weakened(each) if each.name in exclusive else each for each in attributes),
            alternatives=alternatives,
            namespace=self._schema.namespace if spec.namespace is None else spec.namespace,
            content=summary(spec.content),
            classes=tuple(member.key for member in spec.memberships or ()),
            children=children,
            parents=tuple(self._parents[spec.ident]),
            has_text=has_text,
        )

    def _class(self, spec: ClassSpec) -> SpecView:
        own = [each for each in spec.attributes.attributes() if each.origin == spec.ident or each.is_changed]
        return replace(
            self._view("model class" if spec.kind == "model" else "attribute class", spec),
            attributes=_merged(map(self._attribute, own)),
            classes=tuple(member.key for member in spec.memberships or ()),
            members=tuple(_sorted(member.ident for member in self._members[spec.ident])),
        )

    def _macro(self, spec: MacroSpec) -> SpecView:
        view = self._view("datatype" if spec.is_data else "macro", spec)
        return replace(view, content=summary(spec.content))

    def _view(self, kind: str, spec: Spec) -> SpecView:
        """What can be said of a specification of any kind."""
        return SpecView(
            kind,
            spec.ident,
            spec.name,
            spec.module,
            self._text(spec.nodes, "gloss"),
            self._text(spec.nodes, "desc"),
            self._text(spec.nodes, "remarks"),
            rules=tuple(self._rules(spec.constraints)),
            examples=self._documentation.examples(spec.nodes),
        )

    def _text(self, nodes: tuple[etree._Element, ...], name: str) -> Said:
        return self._documentation.text(nodes, name)

    def _rules(self, constraints: Iterable[Constraint]) -> Iterator[RuleView]:
        for constraint in constraints:
            messages = [
                Said(_message(node), language_of(node))
                for node in constraint.node.iter(f"{{{SCHEMATRON}}}assert", f"{{{SCHEMATRON}}}report")
            ]
            if messages:
                description = self._text(constraint.nodes, "desc")
                yield RuleView(constraint.ident, description, tuple(messages))

    def _attribute(self, attribute: Attribute) -> AttributeView:
        datatype, values = attribute.datatype, attribute.values
        named = "text"
        if datatype is not None and datatype.content is not None:
            named = summary(datatype.content)
        namespace = attribute.namespace or ""
        return AttributeView(
            attribute.name,
            "" if namespace == XML else namespace,
            USAGES.get(attribute.usage, "optional"),
            attribute.origin,
            attribute.is_changed,
            self._text(attribute.nodes, "gloss"),
            self._text(attribute.nodes, "desc"),
            self._text(attribute.nodes, "remarks"),
            named,
            1 if datatype is None else datatype.occurs.least,
            1 if datatype is None else datatype.occurs.most,
            attribute.default,
            "" if values is None else values.kind or "open",
            self.values(values),
        )

    def values(self, values: ValList | None) -> tuple[ValueView, ...]:
        """The values of a list with what they mean."""
        if values is None:
            return ()
        return tuple(
            ValueView(item.name, self._text(item.nodes, "gloss"), self._text(item.nodes, "desc"))
            for item in values.items
        )


def _sorted(idents: Iterable[str]) -> list[str]:
    return sorted(idents, key=lambda ident: (ident.lower(), ident))


def _merged(attributes: Iterable[AttributeView]) -> tuple[AttributeView, ...]:
    """Attributes, each name once: in lists of alternatives one may stand several times."""
    found: dict[tuple[str, str], AttributeView] = {}
    for attribute in attributes:
        found.setdefault((attribute.namespace, attribute.name), attribute)
    return tuple(found.values())


def _weakened(attribute: AttributeView) -> AttributeView:
    """An attribute of an alternative: the element need not have it."""
    return replace(attribute, usage="optional") if attribute.usage == "required" else attribute


def _alternatives(declared: AttributeList) -> Iterator[tuple[tuple[str, ...], ...]]:
    """The lists of which only one member may be there: for each the names of each member's attributes."""
    if declared.organisation == "choice":
        yield tuple(
            tuple(each.name for each in member.attributes())
            if isinstance(member, AttributeList)
            else (member.name,)
            for member in declared.members
        )
        return
    for member in declared.members:
        if isinstance(member, AttributeList):
            yield from _alternatives(member)


def _message(node: etree._Element) -> str:
    """What an assertion says, with … for what is put in."""
    pieces = [node.text or ""]
    for child in node:
        pieces += ["…" if isinstance(child.tag, str) else "", child.tail or ""]
    return " ".join("".join(pieces).split())
