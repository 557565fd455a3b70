"""RELAX NG in XML: one definition for each specification, in the order of the alphabet; then the rules.

What the definitions say is in `content_patterns` and `attribute_patterns`. Nothing in the output depends on
when or where it is made.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from lxml import etree

from teiproof.odd.attribute_patterns import AttributePatterns
from teiproof.odd.content_patterns import ContentPatterns
from teiproof.odd.documentation import Documentation
from teiproof.odd.flattened import Flattened
from teiproof.odd.markup import ANNOTATIONS, RELAXNG, XSD
from teiproof.odd.patterns import Pattern, choice, empty, not_allowed, quoted, reference
from teiproof.odd.problems import refusal
from teiproof.odd.records import ClassSpec, ElementSpec
from teiproof.odd.schematron_lines import rule_lines
from teiproof.odd.schematron_patterns import SCHEMATRON, rules_of
from teiproof.odd.soundness import check_schema


def write(schema: Flattened, docs: bool = False) -> bytes:
    """A schema in RELAX NG, XML syntax; with `docs` what it declares is described.

    Raises OddError if there is nothing that a document may begin with, if the schema would be too large, or if
    RELAX NG cannot say what the ODD declares.
    """
    return _Writer(schema, docs).write()


_Spec = TypeVar("_Spec", ElementSpec, ClassSpec)


class _Writer:
    def __init__(self, schema: Flattened, docs: bool) -> None:
        self._schema = schema
        self._documentation = Documentation(schema.languages) if docs else None
        self._contents = ContentPatterns(schema, self._described)
        self._attributes = AttributePatterns(schema, self._contents, self._described)

    def write(self) -> bytes:
        schema = self._schema
        start = Pattern(
            "start", children=[choice([reference(self._contents.name(ident)) for ident in self._start()])]
        )
        elements = [self._element(spec) for spec in _sorted(schema.elements.values())]
        classes = [self._class(spec) for spec in _sorted(schema.classes.values()) if spec.kind == "model"]
        attributes = [
            definition
            for spec in _sorted(schema.classes.values())
            if spec.kind == "atts"
            for definition in self._attributes.definitions(spec)
        ]
        macros = [self._macro(ident) for ident in _sorted_names(schema.macros)]
        anything = [self._contents.any_elements[name] for name in sorted(self._contents.any_elements)]
        parts = [[start], elements, classes, attributes, macros, anything, list(schema.external)]
        used = _reachable([pattern for part in parts for pattern in part], [start, *elements])
        made = "".join(f"{line}\n" for line in self._lines(parts, used)).encode()
        check_schema(made, schema, self._contents)
        return made

    def _start(self) -> tuple[str, ...]:
        if not self._schema.elements:
            raise refusal(
                self._schema.node,
                "this schema has no elements: it takes none from its source. Name modules of that by "
                "moduleRef, or elements by elementRef.",
            )
        if not self._schema.start:
            raise refusal(
                self._schema.node,
                "nothing is left that a document may begin with. Include TEI, or name another in @start.",
                "start",
            )
        return self._schema.start

    def _lines(self, parts: list[list[Pattern]], used: set[str]) -> Iterator[str]:
        schema = self._schema
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield f'<grammar xmlns="{RELAXNG}"'
        yield f'         xmlns:a="{ANNOTATIONS}"'
        rules = rules_of(schema)
        if rules.components:
            yield f'         xmlns:sch="{SCHEMATRON}"'
        yield f'         datatypeLibrary="{XSD}"'
        yield f'         ns="{quoted(schema.namespace)}">'
        made = f" from {schema.edition}" if schema.edition else ""
        yield f"  <!-- {_comment(f'Schema {schema.ident}, made{made}')} -->"
        for part in parts:
            for definition in part:
                if definition.tag != "define" or definition.attributes["name"] in used:
                    yield from definition.lines(1)
        yield from rule_lines(rules, 1)
        yield "</grammar>"

    def _described(self, nodes: tuple[etree._Element, ...]) -> list[Pattern]:
        return [] if self._documentation is None else self._documentation.of(nodes)

    def _define(self, ident: str, body: list[Pattern]) -> Pattern:
        return Pattern("define", {"name": self._contents.name(ident)}, body)

    def _element(self, spec: ElementSpec) -> Pattern:
        content = empty() if spec.content is None else self._contents.of(spec.content, spec.ident)
        if content.tag == "notAllowed":
            return self._define(spec.ident, [not_allowed()])
        names = {"name": spec.name}
        if spec.namespace is not None and spec.namespace != self._schema.namespace:
            names["ns"] = spec.namespace
        body = [*self._attributes.of(spec)]
        if content.tag == "group":  # in an element, patterns side by side are a group
            body += content.children
        elif content.tag != "empty" or not body:
            body.append(content)
        return self._define(spec.ident, [Pattern("element", names, [*self._described(spec.nodes), *body])])

    def _class(self, spec: ClassSpec) -> Pattern:
        return self._define(spec.ident, [*self._described(spec.nodes), self._contents.of_class(spec)])

    def _macro(self, ident: str) -> Pattern:
        spec = self._schema.macros[ident]
        content = empty() if spec.content is None else self._contents.of(spec.content, ident)
        return self._define(ident, [*self._described(spec.nodes), content])


def _sorted(specs: Iterable[_Spec]) -> list[_Spec]:
    return sorted(specs, key=lambda spec: (spec.ident.lower(), spec.ident))


def _sorted_names(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (name.lower(), name))


def _comment(text: str) -> str:
    """A text as a comment can hold it."""
    while "--" in text:
        text = text.replace("--", "-\u200b-")
    return text


def _reachable(patterns: list[Pattern], roots: list[Pattern]) -> set[str]:
    """The names of the definitions which some patterns refer to, directly or not."""
    by_name: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        if pattern.tag == "define":
            by_name.setdefault(pattern.attributes["name"], []).append(pattern)
    found = {root.attributes["name"] for root in roots if root.tag == "define"}
    waiting = list(roots)
    while waiting:
        pattern = waiting.pop()
        if pattern.tag == "ref" and pattern.attributes["name"] not in found:
            found.add(pattern.attributes["name"])
            waiting += by_name.get(pattern.attributes["name"], [])
        waiting += pattern.children
    return found
