"""Makes the specifications of a schema consistent: what they refer to is there, or the reference is not.

A reference in the source's own content models to what the schema does not have disappears silently: that is
how modules can be left out. In what the ODD itself says, it is refused or noted.
"""

from collections.abc import Set
from dataclasses import replace

from lxml import etree

from teiproof.names import tei
from teiproof.odd import content as c
from teiproof.odd.customisation import Customisation
from teiproof.odd.markup import TYPES, words
from teiproof.odd.problems import Note, near, refusal
from teiproof.odd.pruning import pruned
from teiproof.odd.records import (
    AnySpec,
    Attribute,
    AttributeList,
    AttributeRef,
    ClassSpec,
    ElementSpec,
    MacroSpec,
)

_REFERENCES: dict[str, type[AnySpec]] = {
    tei("elementRef"): ElementSpec,
    tei("classRef"): ClassSpec,
    tei("macroRef"): MacroSpec,
    tei("dataRef"): MacroSpec,
}
"""What each reference in a content model is for."""


class Connections:
    """The references between the specifications of a customisation.

    `own` are the paths of the files of the ODD itself, `patterns` the names of the definitions in RELAX NG that
    it takes in. `notes` are warnings on references.
    """

    def __init__(self, made: Customisation, own: Set[str], patterns: Set[str]) -> None:
        self.notes: list[Note] = []
        self._specs = made.specs
        self._deleted = made.deleted
        self._known = {*made.known, *made.specs}
        self._own = own
        self._patterns = patterns
        self._noted: set[tuple[etree._Element, str]] = set()

    def connected(self, spec: AnySpec) -> AnySpec:
        """A specification without references to what the schema does not have. Raises OddError."""
        if not isinstance(spec, MacroSpec):
            memberships = tuple(member for member in spec.memberships or () if self._is_class(member.node))
            spec = replace(spec, memberships=memberships, attributes=self._typed(spec.attributes))
        if isinstance(spec, ClassSpec) or spec.content is None:
            return spec
        return replace(spec, content=self._pruned(spec.content) or c.Empty(spec.content.node))

    def start(self, node: etree._Element) -> tuple[str, ...]:
        """The identifiers in @start of a schemaSpec, or else TEI and teiCorpus. Raises OddError."""
        stated = words(node, "start")
        if not stated:
            return tuple(ident for ident in ("TEI", "teiCorpus") if ident in self._specs)
        found = []
        for word in stated:
            ident = word if word in self._specs else word.removeprefix(node.get("prefix", ""))
            if ident in self._specs:
                found.append(ident)
                continue
            if ident not in self._known:
                renamed = [spec.ident for spec in self._specs.values() if spec.name == word]
                known = f" (do you mean “{renamed[0]}”?)" if renamed else near(word, self._specs)
                raise refusal(
                    node,
                    f"@start names “{word}”, which is nowhere{known}. Give the @ident of an element.",
                    "start",
                )
            message = f"@start names “{word}”, which is not part of the schema. Include it, or do not name it."
            self.notes.append(Note("odd.not-in-schema", node, message, "start"))
        return tuple(found)

    def _is_own(self, node: etree._Element) -> bool:
        """Whether the ODD itself, and not its source, declares something."""
        return (node.getroottree().docinfo.URL or "") in self._own

    def _is_class(self, node: etree._Element) -> bool:
        """Whether a membership is in a class that the schema has."""
        key = " ".join(node.get("key", "").split())
        if isinstance(self._specs.get(key), ClassSpec):
            return True
        if self._is_own(node) and key not in self._deleted:
            if key not in self._known:
                raise refusal(
                    node, f"there is no class “{key}”{near(key, self._known)}. Correct the name.", "key"
                )
            if key in self._specs:
                raise refusal(node, f"“{key}” is no class. Correct the name.", "key")
            message = (
                f"“{key}” is no class of the schema, so this membership has no effect. Include its module."
            )
            self._note("odd.not-in-schema", node, message, "key")
        return False

    def _pruned(self, content: c.Content) -> c.Content | None:
        return pruned(content, self._is_missing)

    def _typed(self, attributes: AttributeList) -> AttributeList:
        """A list of attributes without datatypes and references that are missing."""
        members: list[Attribute | AttributeRef | AttributeList] = []
        for member in attributes.members:
            if isinstance(member, AttributeList):
                members.append(self._typed(member))
            elif isinstance(member, Attribute):
                members.append(self._typed_attribute(member))
            elif self._has_attribute(member):
                members.append(member)
        return AttributeList(attributes.organisation, tuple(members))

    def _has_attribute(self, reference: AttributeRef) -> bool:
        """Whether the schema has the class of an attRef, and this the attribute; or the pattern it names."""
        node, owner = reference.node, self._specs.get(reference.owner)
        if reference.pattern in self._patterns:
            return True
        if not isinstance(owner, ClassSpec):
            if self._is_own(node) and reference.owner not in self._known:
                message = f"there is no class “{reference.owner}”{near(reference.owner, self._known)}."
                raise refusal(node, f"{message} Correct the name.", "class")
            return False
        names = {attribute.ident for attribute in owner.attributes.attributes()}
        if reference.name and reference.name not in names | {name.replace(":", "") for name in names}:
            if self._is_own(node):
                message = f"{owner.ident} has no attribute “{reference.name}”{near(reference.name, names)}."
                self._note("odd.unknown-attribute", node, f"{message} Correct the name.", "name")
            return False
        return True

    def _typed_attribute(self, attribute: Attribute) -> Attribute:
        datatype, values = attribute.datatype, attribute.values
        node = attribute.nodes[-1]
        if values is not None and values.kind == "closed" and not values.items and self._is_own(node):
            message = f"the list of values is closed and empty, so “{attribute.ident}” can never be there. "
            self._note("odd.no-values", node, f"{message}Give values, or delete the attribute.", "ident")
        if datatype is None or datatype.content is None:
            return attribute
        content = self._pruned(datatype.content)
        if content is datatype.content:
            return attribute
        return replace(attribute, datatype=replace(datatype, content=content))

    def _is_missing(self, node: etree._Element, key: str) -> bool:
        """Whether the schema lacks what a node refers to."""
        spec = self._specs.get(key)
        pattern = node.get("name", "").strip()
        if spec is not None or pattern in self._patterns or pattern in self._specs:
            if node.tag == tei("classRef") and isinstance(spec, ClassSpec) and spec.kind != "model":
                raise refusal(node, f"“{key}” is a class of attributes, and has no place in content.", "key")
            if self._is_own(node):
                self._check_kind(node, key)
                self._check_members(node, key)
            return False
        if self._is_own(node):
            self._miss(node, key)
        return True

    def _check_kind(self, node: etree._Element, key: str) -> None:
        """Note a reference to something of another kind."""
        spec, tag = self._specs.get(key), _REFERENCES.get(str(node.tag))
        if spec is not None and tag is not None and not isinstance(spec, tag):
            right = next(tag for tag, kind in _REFERENCES.items() if isinstance(spec, kind))
            declared, right = etree.QName(spec.nodes[0]).localname, etree.QName(right).localname
            message = f"“{key}” is declared by {declared}. Refer to it by {right}."
            self._note("odd.other-kind", node, message, "key")

    def _check_members(self, node: etree._Element, key: str) -> None:
        """Note names in @include and @except of a classRef that are no members of the class."""
        if node.tag != tei("classRef"):
            return
        for attribute in ("include", "except"):
            for name in words(node, attribute) or ():
                spec = self._specs.get(name)
                if name in self._known if spec is None else _is_member(spec, key):
                    continue  # what the schema does not have may be a member elsewhere
                members = (ident for ident, each in self._specs.items() if _is_member(each, key))
                message = f"“{name}” is no member of {key}{near(name, members)}. Correct the name."
                self._note("odd.not-a-member", node, message, attribute)

    def _miss(self, node: etree._Element, key: str) -> None:
        """Refuse or note a reference of the ODD itself to what the schema does not have."""
        attribute = "key" if node.get("key") is not None else "name"
        if key in self._deleted:
            message = f"“{key}” is deleted by this ODD, so this reference is left out. Take it away."
            self._note("odd.deleted-reference", node, message, attribute)
        elif key in self._known:
            return  # content models are often those of TEI with something added
        elif node.tag == tei("dataRef"):
            type_ = f'Did you mean name="{key}", the type of XML Schema?'
            advice = type_ if key in TYPES else "Correct the name."
            message = f"there is no datatype “{key}”{near(key, self._known)}, so any text is allowed. {advice}"
            self._note("odd.unknown-datatype", node, message, attribute)
        else:
            message = (
                f"there is no “{key}”{near(key, self._known)} in this ODD or its source. Correct the name."
            )
            raise refusal(node, message, attribute)

    def _note(self, code: str, node: etree._Element, message: str, attribute: str) -> None:
        """Note something of a node, once: what is restricted is visited more than once."""
        if (node, message) not in self._noted:
            self._noted.add((node, message))
            self.notes.append(Note(code, node, message, attribute))


def _is_member(spec: AnySpec, key: str) -> bool:
    """Whether a specification is itself a member of a class."""
    return not isinstance(spec, MacroSpec) and any(each.key == key for each in spec.memberships or ())
