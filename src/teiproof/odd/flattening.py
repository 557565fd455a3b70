"""Makes the flattened ODD of a customisation (Guidelines, 24.5.1 Making a Unified ODD)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from lxml import etree

from teiproof.names import TEI, tei
from teiproof.odd.connecting import Connections
from teiproof.odd.content_reading import default_exceptions
from teiproof.odd.customisation import Customisation
from teiproof.odd.cycles import check_cycles
from teiproof.odd.declarations import Declarations, read_declarations, schema_spec
from teiproof.odd.documents import open_document
from teiproof.odd.external import external_definitions
from teiproof.odd.flattened import Flattened
from teiproof.odd.inheritance import attributes_of
from teiproof.odd.known_markup import unknown_markup
from teiproof.odd.markup import children, words
from teiproof.odd.problems import Note, diagnostics, refusal
from teiproof.odd.records import ClassSpec, ElementSpec, MacroSpec
from teiproof.odd.rule_expressions import check_expressions
from teiproof.odd.source import Source
from teiproof.odd.sources import Sources
from teiproof.odd.spec_reading import read_constraint

_Described = TypeVar("_Described", ElementSpec, ClassSpec)


def flatten(path: Path, sources: Sources, ident: str | None = None) -> Flattened:
    """The flattened ODD of a file; `ident` names its schemaSpec where there are several.

    Raises OddError with the place, UnreadableFileError, UnparsableError.
    """
    spec = schema_spec(open_document(path), ident)
    declarations = read_declarations(spec)
    own = [*declarations.specs, *declarations.constraints]
    check_expressions(own)
    declarations.notes += unknown_markup([*declarations.referring(), *own])
    source = sources.of(_source(spec), spec)
    made = Customisation(declarations, lambda name, node: sources.of(name, node) if name else source)
    return _Flattening(declarations, made, source).result(sources.notes)


def source_of(tree: etree._ElementTree, sources: Sources) -> Source:
    """The specifications that a file offers to customisations; if it is itself one, that is applied first."""
    found = next(tree.iter(tei("schemaSpec")), None)
    refers = (tei("moduleRef"), tei("specGrpRef"))
    if found is None or not any(child.tag in refers and child.get("url") is None for child in children(found)):
        return Source.of_document(tree)
    declarations = read_declarations(found)
    source = sources.of(_source(found), found)
    made = Customisation(declarations, lambda name, node: sources.of(name, node) if name else source)
    offered = Source(tree.docinfo.URL or "", source.edition, made.specs.values())
    offered.modules = _modules(source, declarations)
    return offered


def _source(spec: etree._Element) -> str:
    return " ".join(spec.get("source", "").split())


def _prefix(spec: etree._Element) -> str:
    """What stands before the names of patterns. Raises OddError."""
    prefix = spec.get("prefix", "")
    if not re.fullmatch(r"([^\W\d][\w.-]*)?", prefix):
        raise refusal(spec, f"@prefix is “{prefix}”. It is the beginning of a name, or empty.", "prefix")
    return prefix


def _modules(source: Source, declarations: Declarations) -> dict[str, etree._Element]:
    own = {node.get("ident", ""): node for node in declarations.module_specs}
    return {**source.modules, **own}


class _Flattening:
    def __init__(self, declarations: Declarations, made: Customisation, source: Source) -> None:
        self._declarations = declarations
        self._made = made
        self._source = source
        self._external = tuple(
            definition for each in declarations.externals for definition in external_definitions(each)
        )
        names = {definition.attributes["name"] for definition in self._external}
        self._connections = Connections(made, declarations.paths, names)
        self._notes: list[Note] = []

    def result(self, notes: list[Note]) -> Flattened:
        """The flattened ODD, with these notes and those that making it gives."""
        specs = {ident: self._connections.connected(spec) for ident, spec in self._made.specs.items()}
        check_cycles(specs, self._declarations.paths)
        classes = {ident: spec for ident, spec in specs.items() if isinstance(spec, ClassSpec)}
        elements = {ident: spec for ident, spec in specs.items() if isinstance(spec, ElementSpec)}
        node = self._declarations.node
        return Flattened(
            ident=node.get("ident", ""),
            node=node,
            namespace=node.get("ns", TEI),
            prefix=_prefix(node),
            start=self._connections.start(node),
            languages=words(node, "docLang") or words(node, "targetLang") or ("en",),
            edition=self._source.edition,
            elements={ident: self._whole(spec, classes) for ident, spec in elements.items()},
            classes={ident: self._whole(spec, classes) for ident, spec in classes.items()},
            macros={ident: spec for ident, spec in specs.items() if isinstance(spec, MacroSpec)},
            constraints=tuple(map(read_constraint, self._declarations.constraints)),
            exceptions=default_exceptions(node),
            modules=_modules(self._source, self._declarations),
            external=self._external,
            notes=diagnostics(
                [
                    *notes,
                    *self._declarations.notes,
                    *self._made.notes,
                    *self._connections.notes,
                    *self._notes,
                ]
            ),
        )

    def _whole(self, spec: _Described, classes: Mapping[str, ClassSpec]) -> _Described:
        """An element or a class with all its attributes."""
        if isinstance(spec, ClassSpec) and spec.kind == "model":
            return spec
        attributes, notes = attributes_of(spec, classes)
        if spec.ident in self._made.own:
            self._notes += notes
        return replace(spec, attributes=attributes)
