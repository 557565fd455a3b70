"""Reads Schematron into values (ISO/IEC 19757-3; the older namespace of Schematron 1.5 is read alike)."""

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from teiproof.diagnostics import Severity
from teiproof.schematron.abstraction import children, include, instances, local, statements
from teiproof.schematron.rules import (
    Assertion,
    Insertion,
    Let,
    Pattern,
    Rule,
    Schema,
    UnevaluableRuleError,
)
from teiproof.schematron.sources import Part, parts, source_of

_VERSIONS = {
    **dict.fromkeys(("xslt", "xslt1", "xpath", "xpath1"), 1),
    **dict.fromkeys(("xslt2", "xslt3", "xpath2", "xpath3", "xpath31"), 3),
}
_SEVERITIES = {
    **dict.fromkeys(("debug", "hint", "info", "information", "informational", "note", "trace"), Severity.INFO),
    **dict.fromkeys(("nonfatal", "warn", "warning"), Severity.WARNING),
    **dict.fromkeys(("critical", "error", "fatal"), Severity.ERROR),
}
_UNKNOWN = frozenset({"group", "library", "rules"})
_XML_SCHEMA = "http://www.w3.org/2001/XMLSchema"


def read_schema(path: Path, phase: str = "") -> Schema | None:
    """The rules in a Schematron file, or embedded in a RELAX NG schema; None if there are none.

    `phase` is the identifier of a phase, `#ALL`, or empty for the schema's default. Embedded rules without a
    `queryBinding` are XPath 3.1, as the TEI writes them; a Schematron file without one is XPath 1.0.
    Raises UnreadableFileError, UnevaluableRuleError.
    """
    found = parts(path)
    if not found:
        return None
    schema = _Reader(found, phase).schema(path)
    return schema if schema.faults or any(pattern.rules for pattern in schema.patterns) else None


class _Reader:
    def __init__(self, found: tuple[Part, ...], phase: str) -> None:
        self._phase = phase
        self._faults: list[str] = []
        self._abstract: dict[str, etree._Element] = {}
        self._tops: list[tuple[etree._Element, Path]] = []
        self._bindings = {part.binding for part in found if part.binding}
        self._is_file = any(local(element) == "schema" for part in found for element in part.elements)
        for part in found:
            for topmost in part.elements:
                element = include(topmost, part.path)
                holders = list(element) if local(element) == "schema" else [element]
                self._tops += [(holder, part.path) for holder in holders if local(holder)]
        self._phases = [element for element, _ in self._tops if local(element) == "phase"]
        default = [e.get("defaultPhase") for part in found for e in part.elements if e.get("defaultPhase")]
        self._default = str(default[0]) if default else "#ALL"
        self._diagnostics = {
            diagnostic.get("id", ""): diagnostic
            for element, _ in self._tops
            if local(element) == "diagnostics"
            for diagnostic in children(element, "diagnostic")
        }

    def schema(self, path: Path) -> Schema:
        """Everything, with its faults."""
        namespaces = {"xs": _XML_SCHEMA}
        for element, _ in self._tops:
            if local(element) == "ns":
                namespaces[_required(element, "prefix")] = _required(element, "uri")
            elif local(element) in _UNKNOWN:
                self._faults.append(f"{source_of(element)}: <{local(element)}> is not supported.")
            elif local(element) == "schema":
                self._faults.append(f"{source_of(element)}: a schema in a schema. Include its parts by #id.")
        active, phase_lets = self._active(path)
        lets = [self._let(element) for element, _ in self._tops if local(element) == "let"]
        patterns = [element for element, _ in self._tops if local(element) == "pattern"]
        loose = [element for element, _ in self._tops if local(element) == "rule"]
        self._abstract = _abstract_rules(
            [*loose, *(rule for one in patterns for rule in children(one, "rule"))]
        )
        self._faults += [
            f"{source_of(element)}: <{local(element)}> stands in no rule, so that it has no context."
            for element, _ in self._tops
            if local(element) in ("assert", "report")
        ]
        read = [
            self._pattern(pattern, path)
            for pattern in instances(patterns)
            if active is None or pattern.get("id") in active
        ]
        read += [
            Pattern((), (self._rule(rule, self._abstract, path, None),))
            for rule in loose
            if rule.get("abstract") != "true"
        ]
        return Schema(self._version(path), namespaces, (*lets, *phase_lets), tuple(read), tuple(self._faults))

    def _version(self, path: Path) -> int:
        if len(self._bindings) > 1:
            raise UnevaluableRuleError(f"{path}: the files of this schema name different query languages.")
        binding = next(iter(self._bindings), "xslt" if self._is_file else "xslt3").lower()
        if binding not in _VERSIONS:
            known = ", ".join(sorted(_VERSIONS))
            raise UnevaluableRuleError(f"{path}: the query language “{binding}” is not supported; {known} are.")
        return _VERSIONS[binding]

    def _active(self, path: Path) -> tuple[set[str | None] | None, list[Let]]:
        """The identifiers of the active patterns (None: all), and the variables of the phase."""
        wanted = self._default if self._phase in ("", "#DEFAULT") else self._phase
        if wanted == "#ALL":
            return None, []
        for phase in self._phases:
            if phase.get("id") == wanted:
                active = {one.get("pattern") for one in children(phase, "active")}
                return active, [self._let(let) for let in children(phase, "let")]
        raise UnevaluableRuleError(f"{path}: there is no phase “{wanted}”. Correct the phase of the xml-model.")

    def _pattern(self, pattern: etree._Element, path: Path) -> Pattern:
        if pattern.get("documents") is not None:
            self._faults.append(f"{source_of(pattern)}: pattern/@documents is not supported.")
            return Pattern((), ())
        rules = list(children(pattern, "rule"))
        abstract = {**self._abstract, **_abstract_rules(rules)}
        for child in children(pattern, *_UNKNOWN, "assert", "report"):
            self._faults.append(f"{source_of(child)}: <{local(child)}> is not supported here.")
        return Pattern(
            tuple(self._let(let) for let in children(pattern, "let")),
            tuple(
                self._rule(rule, abstract, path, pattern) for rule in rules if rule.get("abstract") != "true"
            ),
        )

    def _rule(
        self,
        rule: etree._Element,
        abstract: dict[str, etree._Element],
        path: Path,
        pattern: etree._Element | None,
    ) -> Rule:
        lets: list[Let] = []
        assertions: list[Assertion] = []
        for child in statements(rule, abstract, path):
            if local(child) == "let":
                lets.append(self._let(child))
            elif local(child) in ("assert", "report"):
                assertions.append(self._assertion(child, rule, pattern))
        if rule.get("visit-each") is not None:
            self._faults.append(f"{source_of(rule)}: rule/@visit-each is not supported.")
        return Rule(_required(rule, "context"), tuple(lets), tuple(assertions), source_of(rule))

    def _let(self, let: etree._Element) -> Let:
        if let.get("value") is None:
            raise UnevaluableRuleError(
                f"{source_of(let)}: the variable ${let.get('name')} has no value attribute, which is needed."
            )
        return Let(let.get("name", "").removeprefix("$"), _required(let, "value"), source_of(let))

    def _assertion(
        self, element: etree._Element, rule: etree._Element, pattern: etree._Element | None
    ) -> Assertion:
        holders = [element, rule] if pattern is None else [element, rule, pattern]
        text = self._text(element)
        for name in (element.get("diagnostics") or "").split():
            if name in self._diagnostics:
                text += [" ", *self._text(self._diagnostics[name])]
            else:
                self._faults.append(f"{source_of(element)}: there is no diagnostic “{name}”.")
        return Assertion(
            test=_required(element, "test"),
            is_report=local(element) == "report",
            text=tuple(text),
            severity=_severity(holders),
            identifier=next((one.get("id", "") for one in holders if one.get("id")), ""),
            subject=next((one.get("subject", "") for one in holders[:2] if one.get("subject")), ""),
            source=source_of(element),
        )

    def _text(self, element: etree._Element) -> list[str | Insertion]:
        """The text of an element, with what is to be inserted in it."""
        text: list[str | Insertion] = [element.text or ""]
        for child in element:
            name = local(child)
            if name == "value-of":
                text.append(Insertion(_required(child, "select"), source_of(child)))
            elif name == "name":
                text.append(Insertion(f"name({child.get('path') or '.'})", source_of(child)))
            elif isinstance(child.tag, str) and child.tag.startswith("{http://www.w3.org/1999/XSL/Transform}"):
                self._faults.append(f"{source_of(child)}: XSLT in the text of a rule is not supported.")
            elif isinstance(child.tag, str):
                text += self._text(child)
            text.append(child.tail or "")
        return text


def _abstract_rules(rules: Iterable[etree._Element]) -> dict[str, etree._Element]:
    return {rule.get("id", ""): rule for rule in rules if rule.get("abstract") == "true"}


def _required(element: etree._Element, attribute: str) -> str:
    value = element.get(attribute)
    if value is None or not value.strip():
        raise UnevaluableRuleError(f"{source_of(element)}: <{local(element)}> has no {attribute}. Add it.")
    return value


def _severity(holders: list[etree._Element]) -> Severity:
    """The severity that the nearest role or flag states; an error if none does."""
    for holder in holders:
        for attribute in ("role", "flag"):
            value = (holder.get(attribute) or "").strip().lower()
            if value in _SEVERITIES:
                return _SEVERITIES[value]
    return Severity.ERROR
