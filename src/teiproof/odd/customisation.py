"""From the declarations of an ODD and its sources to the specifications of its schema (Guidelines, 24.5.1).

What is taken from the sources comes first, in their order: the module `tei`, then `core`, then the others as
they are referred to. Each is deleted, replaced or changed as the ODD says; what the ODD adds follows.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from teiproof.diagnostics import Severity
from teiproof.odd.declarations import Declarations, ModuleRef, Reference
from teiproof.odd.markup import name_of
from teiproof.odd.problems import Note, near, refusal
from teiproof.odd.records import (
    ADD,
    CHANGE,
    DELETE,
    REPLACE,
    AnySpec,
    Attribute,
    AttributeList,
    AttributeRef,
    ClassSpec,
    ElementSpec,
)
from teiproof.odd.source import ELEMENTS, OTHERS, Source
from teiproof.odd.spec_merging import changed
from teiproof.odd.spec_reading import read_spec

SourceOf = Callable[[str, etree._Element], Source]
"""Finds the source that a @source of an element names; the empty name stands for the one of the schemaSpec."""

_FIRST = ("tei", "core")


class Customisation:
    """The work of one schemaSpec.

    `specs` are the specifications by identifier, in order; `known` all that its sources know besides; `own`
    the identifiers of those which the ODD declares or changes; `deleted` those which it deletes; `notes` what
    it would better not say.
    """

    def __init__(self, declarations: Declarations, source_of: SourceOf) -> None:
        self.specs: dict[str, AnySpec] = {}
        self.known: set[str] = set()
        self.own: set[str] = set()
        self.deleted: set[str] = set()
        self.notes: list[Note] = []
        self._declarations = declarations
        self._source_of = source_of
        self._by_mode: dict[str, dict[str, list[AnySpec]]] = {
            mode: {} for mode in (ADD, CHANGE, DELETE, REPLACE)
        }
        self._run()

    def _run(self) -> None:
        declarations = self._declarations
        self._sort()
        referred = {reference.key for reference in declarations.references}
        for module in sorted(declarations.modules, key=_rank):
            self._take_module(module, referred)
        for reference in declarations.references:
            self._take_reference(reference)
        self._check_targets()
        for ident, added in self._by_mode[ADD].items():
            self._add(ident, added[0])

    def _sort(self) -> None:
        """Sort the ODD's own specifications by mode and identifier, and see that they go together."""
        seen: dict[str, AnySpec] = {}
        for node in self._declarations.specs:
            spec = read_spec(node)
            before = seen.get(spec.ident)
            if before is not None and not (before.mode == spec.mode and spec.mode in (CHANGE, DELETE)):
                modes = (
                    f"in mode “{before.mode}”"
                    if before.mode == spec.mode
                    else (f"in the modes “{before.mode}” and “{spec.mode}”")
                )
                raise refusal(
                    node, f"{name_of(node)} is declared twice, {modes}. Take one of them away.", "ident"
                )
            seen[spec.ident] = spec
            self._by_mode[spec.mode].setdefault(spec.ident, []).append(spec)
            if spec.mode == DELETE:
                self.deleted.add(spec.ident)
            else:
                self.own.add(spec.ident)

    def _take_module(self, module: ModuleRef, referred: set[str]) -> None:
        source = self._source(module.source, module.node)
        if not source.has_module(module.key):
            names = source.module_names()
            raise refusal(
                module.node,
                f"{source.path} has no module “{module.key}”{near(module.key, names)}. Known: "
                f"{', '.join(names) or 'none'}.",
                "key",
            )
        elements = dict.fromkeys(source.members(module.key, ELEMENTS))
        self._check_names(module, elements, source)
        for ident in (*source.members(module.key, OTHERS), *elements):
            is_meant = (module.only is None or ident in module.only) and ident not in module.but
            if ident not in referred and (is_meant or ident not in elements):
                self._take(ident, source)

    def _check_names(self, module: ModuleRef, elements: dict[str, None], source: Source) -> None:
        for attribute, names in (("include", module.only or ()), ("except", module.but)):
            for name in names:
                if name not in elements:
                    self._miss(module, attribute, name, elements, source.spec(name))

    def _miss(
        self, module: ModuleRef, attribute: str, name: str, elements: dict[str, None], other: AnySpec | None
    ) -> None:
        """Note that a module does not have an element."""
        if isinstance(other, ElementSpec):
            advice = f"It is in “{other.module}”: name it there"
        else:
            advice = "Classes and macros are always taken: delete it" if other else "Correct the name"
        self.notes.append(
            Note(
                "odd.not-in-module",
                module.node,
                f"the module “{module.key}” has no element “{name}”{near(name, elements)}. {advice}, or "
                "take it away.",
                attribute,
            )
        )

    def _take_reference(self, reference: Reference) -> None:
        source = self._source(reference.source, reference.node)
        if reference.key not in source:
            raise refusal(
                reference.node,
                f"{source.path} declares no “{reference.key}”{near(reference.key, source)}. Correct the name.",
                "key",
            )
        self._take(reference.key, source, reference)
        if reference.node.get("exclude") is not None:
            self.notes.append(
                Note("odd.unknown-markup", reference.node, "there is no @exclude; it is @except.", "exclude")
            )

    def _chosen(self, spec: AnySpec, reference: Reference) -> AnySpec:
        """A class with the attributes which a classRef with @include or @except leaves."""
        if not isinstance(spec, ClassSpec) or spec.kind != "atts":
            raise refusal(
                reference.node,
                f"@include and @except choose attributes here, and “{spec.ident}” has none. What a schema "
                "takes of elements is said by moduleRef and elementRef.",
            )
        names = {attribute.ident for attribute in spec.attributes.attributes()}
        for attribute, stated in (("include", reference.only or frozenset()), ("except", reference.but)):
            for name in sorted(stated - names):
                message = f"{spec.ident} has no attribute “{name}”{near(name, names)}. Correct the name."
                self.notes.append(Note("odd.unknown-attribute", reference.node, message, attribute))
        return replace(spec, attributes=_chosen(spec.attributes, reference))

    def _take(self, ident: str, source: Source, reference: Reference | None = None) -> None:
        """Take a specification from a source, as the ODD wants to have it."""
        spec = source.spec(ident)
        if spec is None or ident in self.deleted or ident in self.specs:
            return
        if reference is not None and (reference.only is not None or reference.but):
            spec = self._chosen(spec, reference)
        replacing = self._by_mode[REPLACE].get(ident)
        if replacing is not None:
            spec = replace(replacing[0], mode=ADD, module=replacing[0].module or spec.module)
        for change in self._by_mode[CHANGE].get(ident, ()):
            spec = changed(spec, change)
        self.specs[ident] = spec

    def _source(self, name: str, node: etree._Element) -> Source:
        source = self._source_of(name, node)
        self.known.update(source)
        return source

    def _check_targets(self) -> None:
        """See that what the ODD changes, deletes or replaces is there."""
        self._source("", self._declarations.node)
        for mode in (CHANGE, DELETE, REPLACE):
            for ident, specs in self._by_mode[mode].items():
                if ident in self.specs or (mode == DELETE and ident in self.known):
                    continue
                self._miss_target(mode, ident, specs[0].node)

    def _miss_target(self, mode: str, ident: str, node: etree._Element) -> None:
        """Say that what is to be changed, deleted or replaced is not part of the schema."""
        if ident in self.known:
            message = (
                f"{name_of(node)} is to be {_done(mode)}, but no moduleRef or reference takes it into the "
                "schema. Include it there, or take this away."
            )
        elif mode == DELETE:
            message = f"there is no “{ident}” to delete in the source."
            self.notes.append(Note("odd.not-there", node, message, "ident", Severity.INFO))
            return
        else:
            message = f"there is no “{ident}” to {mode}{near(ident, self.known)} in the source."
            raise refusal(node, f'{message} Correct the name, or say mode="add".', "ident")
        self.own.discard(ident)
        self.notes.append(Note("odd.not-in-schema", node, message, "ident"))

    def _add(self, ident: str, spec: AnySpec) -> None:
        if ident in self.specs:
            raise refusal(
                spec.node,
                f'{name_of(spec.node)} is in the schema already. Say mode="change" or mode="replace".',
                "ident",
            )
        default = self._declarations.node.get("module", "")
        self.specs[ident] = replace(spec, module=spec.module or default)


def _rank(module: ModuleRef) -> int:
    return _FIRST.index(module.key) if module.key in _FIRST else len(_FIRST)


def _done(mode: str) -> str:
    return {CHANGE: "changed", DELETE: "deleted", REPLACE: "replaced"}[mode]


def _chosen(declared: AttributeList, reference: Reference) -> AttributeList:
    """The attributes of a class which a classRef with @include or @except leaves."""
    return AttributeList(declared.organisation, tuple(_chosen_members(declared, reference)))


def _chosen_members(
    declared: AttributeList, reference: Reference
) -> Iterator[Attribute | AttributeRef | AttributeList]:
    for member in declared.members:
        if isinstance(member, AttributeList):
            yield _chosen(member, reference)
        elif isinstance(member, AttributeRef):
            yield member
        else:
            is_meant = reference.only is None or member.ident in reference.only
            if is_meant and member.ident not in reference.but:
                yield member
