"""Makes the flattened ODD of a customisation (Guidelines, 23.5.1 Making a Unified ODD)."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from lxml import etree

from teiproof.names import TEI, tei
from teiproof.odd import content as c
from teiproof.odd.customisation import Customisation
from teiproof.odd.cycles import check_cycles
from teiproof.odd.declarations import open_document, read_declarations, schema_spec
from teiproof.odd.external import external_definitions
from teiproof.odd.flattened import Flattened
from teiproof.odd.inheritance import attributes_of
from teiproof.odd.markup import TYPES, children, words
from teiproof.odd.problems import Note, diagnostics, near, refusal
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
from teiproof.odd.source import Source
from teiproof.odd.sources import Sources
from teiproof.odd.spec_reading import read_constraints

_Described = TypeVar("_Described", ElementSpec, ClassSpec)


def flatten(path: Path, sources: Sources, ident: str | None = None) -> Flattened:
    """The flattened ODD of a file; `ident` names its schemaSpec where there are several.

    Raises OddError with the place, UnreadableFileError, UnparsableError.
    """
    spec = schema_spec(open_document(path), ident)
    return _Flattening(spec, sources).result()


def source_of(tree: etree._ElementTree, sources: Sources) -> Source:
    """The specifications that a file offers to customisations; if it is itself one, that is applied first."""
    found = next(tree.iter(tei("schemaSpec")), None)
    refers = (tei("moduleRef"), tei("specGrpRef"))
    if found is None or not any(child.tag in refers and child.get("url") is None for child in children(found)):
        return Source.of_document(tree)
    declarations = read_declarations(found)
    made = Customisation(declarations, lambda name: sources.of(name or _source(found), found))
    return Source(tree.docinfo.URL or "", "", made.specs.values())


def _source(spec: etree._Element) -> str:
    return " ".join(spec.get("source", "").split())


class _Flattening:
    def __init__(self, spec: etree._Element, sources: Sources) -> None:
        self._node = spec
        self._declarations = read_declarations(spec)
        self._source: Source = sources.of(_source(spec), spec)
        self._made = Customisation(self._declarations, self._find)
        self._sources = sources
        self._external = [
            definition for each in self._declarations.externals for definition in external_definitions(each)
        ]
        self._external_names = {each.attributes["name"] for each in self._external}
        self._notes: list[Note] = []
        self._noted: set[etree._Element] = set()

    def _find(self, name: str) -> Source:
        return self._source if not name else self._sources.of(name, self._node)

    def result(self) -> Flattened:
        node, specs = self._node, self._made.specs
        self._check_memberships()
        specs = {ident: self._connected(spec) for ident, spec in specs.items()}
        check_cycles(specs)
        classes = {ident: spec for ident, spec in specs.items() if isinstance(spec, ClassSpec)}
        elements = {ident: spec for ident, spec in specs.items() if isinstance(spec, ElementSpec)}
        macros = {ident: spec for ident, spec in specs.items() if isinstance(spec, MacroSpec)}
        whole_classes = {
            ident: self._with_attributes(spec, classes) if spec.kind == "atts" else spec
            for ident, spec in classes.items()
        }
        whole_elements = {ident: self._with_attributes(spec, classes) for ident, spec in elements.items()}
        start = self._start(specs)
        languages = words(node, "docLang") or words(node, "targetLang") or ("en",)
        modules = {**self._source.modules}
        modules |= {module.get("ident", ""): module for module in self._declarations.module_specs}
        return Flattened(
            ident=node.get("ident", ""),
            node=node,
            namespace=node.get("ns", TEI),
            prefix=node.get("prefix", ""),
            start=start,
            languages=languages,
            edition=self._source.edition,
            elements=whole_elements,
            classes=whole_classes,
            macros=macros,
            constraints=read_constraints(node),
            modules=modules,
            external=tuple(self._external),
            notes=diagnostics(
                [*self._sources.notes, *self._declarations.notes, *self._made.notes, *self._notes]
            ),
        )

    def _check_memberships(self) -> None:
        """See that the ODD names no class that nobody knows."""
        for spec in self._made.specs.values():
            if isinstance(spec, MacroSpec) or spec.ident not in self._made.own:
                continue
            for member in spec.memberships or ():
                known = {*self._made.known, *self._made.specs}
                if member.key not in known and self._is_own(member.node):
                    raise refusal(
                        member.node, f"there is no class “{member.key}”{near(member.key, known)}.", "key"
                    )

    def _is_own(self, node: etree._Element) -> bool:
        """Whether the ODD itself, and not its source, declares something."""
        return (node.getroottree().docinfo.URL or "") != self._source.path

    def _connected(self, spec: AnySpec) -> AnySpec:
        """A specification without references to what the schema does not have."""
        specs = self._made.specs
        if not isinstance(spec, MacroSpec):
            memberships = tuple(
                member for member in spec.memberships or () if isinstance(specs.get(member.key), ClassSpec)
            )
            spec = replace(spec, memberships=memberships, attributes=self._typed(spec.attributes))
        if isinstance(spec, ClassSpec) or spec.content is None:
            return spec
        return replace(spec, content=self._pruned(spec.content) or c.Empty(spec.content.node))

    def _pruned(self, content: c.Content) -> c.Content | None:
        return pruned(content, self._is_missing)

    def _typed(self, attributes: AttributeList) -> AttributeList:
        """A list of attributes whose datatypes are there."""
        members: list[Attribute | AttributeRef | AttributeList] = []
        for member in attributes.members:
            if isinstance(member, AttributeList):
                members.append(self._typed(member))
            elif isinstance(member, Attribute) and member.datatype is not None and member.datatype.content:
                content = self._pruned(member.datatype.content)
                if content is not member.datatype.content:
                    member = replace(member, datatype=replace(member.datatype, content=content))
                members.append(member)
            else:
                members.append(member)
        return AttributeList(attributes.organisation, tuple(members))

    def _is_missing(self, node: etree._Element, key: str) -> bool:
        if key in self._made.specs or node.get("name", "").strip() in self._external_names:
            return False
        if node in self._noted or not self._is_own(node):
            return True
        self._noted.add(node)
        if key in self._made.deleted:
            message = f"“{key}” is deleted by this ODD, so this reference is left out. Take it away."
            self._notes.append(Note("deleted-reference", node, message, _attribute(node)))
        elif key not in self._made.known:
            self._miss(node, key)
        return True

    def _miss(self, node: etree._Element, key: str) -> None:
        """Refuse a reference to what is nowhere. A datatype may be: its values are then any text."""
        if node.tag == tei("dataRef"):
            advice = (
                f'Did you mean name="{key}", the type of XML Schema?' if key in TYPES else "Correct the name."
            )
            message = f"there is no datatype “{key}”, so any text is allowed. {advice}"
            self._notes.append(Note("unknown-datatype", node, message, "key"))
            return
        known = {*self._made.known, *self._made.specs}
        raise refusal(
            node, f"there is no “{key}”{near(key, known)} in this ODD or its source.", _attribute(node)
        )

    def _with_attributes(self, spec: _Described, classes: Mapping[str, ClassSpec]) -> _Described:
        attributes, notes = attributes_of(spec, classes)
        self._notes += [each for each in notes if spec.ident in self._made.own]
        return replace(spec, attributes=attributes)

    def _start(self, specs: Mapping[str, AnySpec]) -> tuple[str, ...]:
        """The identifiers in @start, or else TEI and teiCorpus."""
        node = self._node
        stated = words(node, "start")
        if not stated:
            return tuple(ident for ident in ("TEI", "teiCorpus") if ident in specs)
        found = []
        for word in stated:
            ident = word if word in specs else word.removeprefix(node.get("prefix", ""))
            if ident in specs:
                found.append(ident)
                continue
            if ident not in self._made.known:
                raise refusal(node, f"@start names “{word}”, which is nowhere{near(word, specs)}.", "start")
            message = f"@start names “{word}”, which is not part of the schema. Include it, or do not name it."
            self._notes.append(Note("not-in-schema", node, message, "start"))
        return tuple(found)


def _attribute(node: etree._Element) -> str:
    return "key" if node.get("key") is not None else "name"
