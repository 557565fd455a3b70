"""The rules of a schema in ISO Schematron, gathered from its constraintSpecs (Guidelines, 22.5.2).

A rule without a context, and an assertion without a rule, hold where they are declared: for the element, for
the attribute of the element, and in a class for its members. What is in the namespace of Schematron 1.5 is
written in that of ISO Schematron.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from teiproof.names import TEI, TEI_EXAMPLES, XML_LANG, tei
from teiproof.odd.flattened import Flattened
from teiproof.odd.markup import children
from teiproof.odd.problems import refusal
from teiproof.odd.records import Attribute, ClassSpec, Constraint, ElementSpec, MacroSpec

SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
_OLD = "http://www.ascc.net/xml/schematron"
NAMESPACES = (SCHEMATRON, _OLD)
XSL_KEY = "{http://www.w3.org/1999/XSL/Transform}key"
_KNOWN = {"tei": TEI, "teix": TEI_EXAMPLES}
_BUILT_IN = ("xml", "xs", "fn", "math", "map", "array")
_EXPRESSIONS = ("context", "test", "value", "select", "path", "match", "use", "subject")
_PREFIX = re.compile(r"(?:(?<![\w.:-])|(?<=::))([A-Za-z_][\w.-]*):(?=[A-Za-z_*])")
_LITERAL = re.compile(r""""[^"]*"|'[^']*'""")
_HOLDERS = ("pattern", "phase", "diagnostics", "title", "p")


@dataclass(slots=True)
class Rules:
    """All rules of a schema: namespaces by prefix, and what stands in a Schematron schema, in order."""

    namespaces: dict[str, str] = field(default_factory=dict)
    components: list[etree._Element] = field(default_factory=list)


def rules_of(schema: Flattened) -> Rules:
    """The rules of a schema. Raises OddError if a prefix stands for two namespaces."""
    return _Gathering(schema).result()


class _Gathering:
    def __init__(self, schema: Flattened) -> None:
        self._schema = schema
        self._rules = Rules()
        self._identifiers: set[str] = set()
        self._used: dict[str, etree._Element] = {}
        self._taken: set[etree._Element] = set()
        self._members = {
            ident: [member for member in members if isinstance(member, ElementSpec)]
            for ident, members in self._closed(schema.members()).items()
        }

    @staticmethod
    def _closed(
        members: dict[str, list[ElementSpec | ClassSpec]],
    ) -> dict[str, list[ElementSpec | ClassSpec]]:
        """The members of each class, those of its subclasses too."""
        found: dict[str, list[ElementSpec | ClassSpec]] = {}
        for ident in members:
            reached: dict[str, ElementSpec | ClassSpec] = {}
            waiting = [ident]
            while waiting:
                for member in members[waiting.pop()]:
                    if member.ident not in reached:
                        reached[member.ident] = member
                        waiting += [member.ident] if isinstance(member, ClassSpec) else []
            found[ident] = list(reached.values())
        return found

    def result(self) -> Rules:
        schema = self._schema
        for constraint in schema.constraints:
            self._add(constraint, schema.ident, "/")
        groups: tuple[Iterable[MacroSpec | ClassSpec | ElementSpec], ...] = (
            schema.macros.values(),
            schema.classes.values(),
            schema.elements.values(),
        )
        for group in groups:
            for spec in sorted(group, key=lambda spec: (spec.ident.lower(), spec.ident)):
                if isinstance(spec, ClassSpec) and not self._members[spec.ident]:
                    continue  # nothing for which its rules could hold
                for constraint in spec.constraints:
                    self._add(constraint, spec.ident, self._context(spec))
                if not isinstance(spec, MacroSpec):
                    for attribute in _own_attributes(spec):
                        for constraint in attribute.constraints:
                            context = self._attribute_context(spec, attribute)
                            self._add(constraint, f"{spec.ident}-{attribute.ident.replace(':', '')}", context)
        self._check_prefixes()
        used = {prefix for component in self._rules.components for prefix in _prefixes(component)}
        declared = sorted(self._rules.namespaces.items())
        self._rules.namespaces = {prefix: uri for prefix, uri in declared if prefix in used}
        self._rules.components.sort(key=lambda part: _local(part) not in ("let", "key"))  # which come first
        return self._rules

    def _name(self, spec: ElementSpec) -> str:
        """The name of an element in an expression."""
        namespace = self._schema.namespace if spec.namespace is None else spec.namespace
        if not namespace:
            return spec.name
        return f"{self._prefix(namespace, spec)}:{spec.name}"

    def _prefix(self, namespace: str, spec: ElementSpec) -> str:
        """The prefix of a namespace; one of our own where nothing declares one."""
        declared = {**_KNOWN, **self._rules.namespaces}
        found = next((prefix for prefix, uri in declared.items() if uri == namespace), None)
        if found is None:
            known = {prefix: uri for prefix, uri in spec.node.nsmap.items() if prefix and uri == namespace}
            found = next(iter(known), f"ns{len(self._rules.namespaces) + 1}")
        self._declare(found, namespace, spec.node)
        return found

    def _context(self, spec: MacroSpec | ClassSpec | ElementSpec) -> str:
        if isinstance(spec, ElementSpec):
            return self._name(spec)
        if isinstance(spec, ClassSpec):
            return " | ".join(dict.fromkeys(self._name(member) for member in self._members[spec.ident]))
        return ""

    def _attribute_context(self, spec: ClassSpec | ElementSpec, attribute: Attribute) -> str:
        name = attribute.name
        if attribute.namespace and ":" not in name:
            prefix = next((p for p, uri in attribute.nodes[-1].nsmap.items() if uri == attribute.namespace), "")
            name = f"{prefix}:{name}" if prefix else f"*[local-name() = '{name}']"
        return " | ".join(f"{owner}/@{name}" for owner in self._context(spec).split(" | ") if owner)

    def _add(self, constraint: Constraint, owner: str, context: str) -> None:
        """Take the rules of a constraint in."""
        node = constraint.node
        if constraint.scheme not in ("", "schematron", "isoschematron") or not self._is_wanted(node):
            return
        if node in self._taken:  # a class has it, and an element that changes the attribute
            return
        self._taken.add(node)
        for holder in [*node.iterchildren(tei("constraint")), node]:
            parts = [_copied(child) for child in holder if _is_schematron(child)]
            if parts:
                for child in holder:
                    self._declare_used(child)
                self._place(parts, owner, constraint.ident, context)

    def _is_wanted(self, node: etree._Element) -> bool:
        """Whether a constraint is in a language of the schema."""
        language = node.get(XML_LANG)
        return language is None or language in (*self._schema.languages, "en")

    def _place(self, parts: list[etree._Element], owner: str, ident: str, context: str) -> None:
        """Put what a constraint holds into patterns."""
        kinds = {_local(part) for part in parts}
        inner: list[etree._Element] = []
        for part in parts:
            if _local(part) == "ns":
                self._declare(part.get("prefix", ""), part.get("uri", ""), part)
            elif _declares_alone(part):
                self._rules.components += children(part)
            elif _local(part) in _HOLDERS or part.tag == XSL_KEY or not kinds & {"rule", "assert", "report"}:
                self._rules.components.append(part)
            else:
                inner.append(part)
        if not inner:
            return
        pattern = etree.Element(f"{{{SCHEMATRON}}}pattern", {"id": self._identifier(owner, ident)})
        if "rule" in kinds:
            for part in inner:
                if _local(part) == "rule" and not part.get("context") and part.get("abstract") != "true":
                    part.set("context", context)
            pattern.extend(part for part in inner if _local(part) in ("rule", "let"))
        else:
            rule = etree.SubElement(pattern, f"{{{SCHEMATRON}}}rule", {"context": context})
            rule.extend(inner)
        self._rules.components.append(pattern)

    def _identifier(self, owner: str, ident: str) -> str:
        """An identifier that no other pattern has: that of the constraint if that is enough."""
        for name in (ident, f"{owner}-{ident}"):
            if name not in self._identifiers:
                break
        number = 2
        while name in self._identifiers:
            name = f"{owner}-{ident}-{number}"
            number += 1
        self._identifiers.add(name)
        return name

    def _declare_used(self, node: etree._Element) -> None:
        """Declare the prefixes that the expressions of a rule use, as the ODD declares them."""
        for prefix in _prefixes(node):
            uri = node.nsmap.get(prefix) or _KNOWN.get(prefix)
            if uri and prefix not in self._rules.namespaces and prefix not in _BUILT_IN:
                self._declare(prefix, uri, node)
            self._used.setdefault(prefix, node)

    def _check_prefixes(self) -> None:
        """See that each prefix is declared: without that no processor can apply any of the rules."""
        for prefix, node in self._used.items():
            if prefix not in self._rules.namespaces and prefix not in _BUILT_IN:
                raise refusal(node, f"the prefix “{prefix}” of a rule is not declared. Declare it by sch:ns.")

    def _declare(self, prefix: str, uri: str, node: etree._Element) -> None:
        known = self._rules.namespaces.setdefault(prefix, uri)
        if known != uri:
            raise refusal(node, f"the prefix “{prefix}” of rules stands for {known} and for {uri}. Rename one.")


def _own_attributes(spec: ElementSpec | ClassSpec) -> Iterator[Attribute]:
    """The attributes of which an element or a class itself says something."""
    origin = spec.ident if isinstance(spec, ClassSpec) else ""
    for attribute in spec.attributes.attributes():
        if attribute.origin == origin or attribute.is_changed:
            yield attribute


def _prefixes(node: etree._Element) -> list[str]:
    """The prefixes that the expressions of a rule use."""
    return [
        prefix
        for element in node.iter("*")
        for name in _EXPRESSIONS
        for prefix in _PREFIX.findall(_LITERAL.sub("''", element.get(name, "")))
    ]


def _declares_alone(node: etree._Element) -> bool:
    """Whether a pattern has no rules, but variables and keys for those of others: many ODDs have such, for most
    processors of Schematron made these known everywhere."""
    found = [_local(child) for child in node]
    return (
        _local(node) == "pattern"
        and node.get("is-a") is None
        and node.get("abstract") != "true"
        and bool(found)
        and {*found} <= {"let", "key", ""}
    )


def _is_schematron(node: etree._Element) -> bool:
    if not isinstance(node.tag, str):
        return False
    return node.tag == XSL_KEY or etree.QName(node).namespace in NAMESPACES


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _copied(node: etree._Element) -> etree._Element:
    """A copy in the namespace of ISO Schematron, without comments and what follows it."""
    copied = deepcopy(node)
    copied.tail = None
    for element in copied.iter("*"):
        if etree.QName(element).namespace == _OLD:
            element.tag = f"{{{SCHEMATRON}}}{etree.QName(element).localname}"
    etree.strip_tags(copied, etree.Comment)
    return copied
