"""What `refsDecl` declares (Guidelines, HD54 and SACRCS): kinds of units, each with the XPath of its elements.

A `citeStructure` is taken as it is. A `cRefPattern` is turned about: where its XPath compares `@n` with a group
of the reference, or counts by it, a kind of unit begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from teiproof.model.elements import name_of
from teiproof.model.reading import words_of
from teiproof.names import XML_ID, tei
from teiproof.schematron.xpath.parser import parse
from teiproof.schematron.xpath.syntax import (
    Expression,
    Literal,
    Operation,
    Path,
    Step,
    XPathSyntaxError,
)
from teiproof.schematron.xpath.writing import written

if TYPE_CHECKING:
    from lxml import etree

_DEEPEST = 12  # levels of a tree; a reference of more parts is not made for readers
_POINTER = re.compile(r"#xpath\d?\((.*)\)\s*", re.DOTALL)
_GROUP = re.compile(r"""(["']?)\$(\d)\1""")

Refuse = Callable[["etree._Element", str, str], None]
"""Takes an element, one of its attributes, and the reason why it cannot be heeded."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of units: `match` leads to their elements, `use` from there to the last part of the identifier.

    `delim` stands before that part. `element` is the declaration; `data` are its `citeData`: IRI and XPath.
    """

    element: etree._Element
    match: str
    use: str
    unit: str
    delim: str
    data: tuple[tuple[str, str, etree._Element], ...]
    within: tuple[Kind, ...]

    @property
    def namespaces(self) -> Mapping[str, str]:
        """The prefixes that are declared where the XPath stands."""
        return {prefix: uri for prefix, uri in self.element.nsmap.items() if prefix}


@dataclass(frozen=True, slots=True)
class Declaration:
    """A `refsDecl` that programs can follow."""

    element: etree._Element
    kinds: tuple[Kind, ...]

    @property
    def name(self) -> str:
        """Its `xml:id` or `n`, if it has one."""
        return self.element.get(XML_ID) or " ".join(self.element.get("n", "").split())

    @property
    def description(self) -> str:
        """What it says of itself in words."""
        return " ".join(words_of(desc) for desc in self.element.iter(tei("desc")))


def declarations(root: etree._Element, refuse: Refuse) -> Iterator[Declaration]:
    """The declarations of a document, with the one first that is the default."""
    found = list(root.iter(tei("refsDecl")))
    for element in sorted(found, key=lambda one: one.get("default") != "true"):
        structures = list(element.iterchildren(tei("citeStructure")))
        kinds = tuple(_kind(structure, refuse, 1) for structure in structures)
        if not structures:
            kinds = tuple(_turned(element, refuse))
        if kinds:
            yield Declaration(element, kinds)


def _kind(element: etree._Element, refuse: Refuse, level: int) -> Kind:
    inner = list(element.iterchildren(tei("citeStructure")))
    if inner and level == _DEEPEST:
        refuse(inner[0], "", f"a citation has at most {_DEEPEST} levels here")
        inner = []
    return Kind(
        element,
        element.get("match", ""),
        element.get("use", ""),
        element.get("unit", ""),
        element.get("delim", ""),
        tuple((_iri(datum), datum.get("use", ""), datum) for datum in element.iterchildren(tei("citeData"))),
        tuple(_kind(child, refuse, level + 1) for child in inner),
    )


def _iri(datum: etree._Element) -> str:
    """The IRI of a property, which may be written with a prefix that is bound to a namespace there."""
    text = datum.get("property", "").strip()
    prefix, _, name = text.partition(":")
    namespace = datum.nsmap.get(prefix)
    return f"{namespace}{name}" if namespace else text


def _turned(element: etree._Element, refuse: Refuse) -> Iterator[Kind]:
    """The kinds of units of the pattern with most groups, one in another."""
    patterns = list(element.iterchildren(tei("cRefPattern")))
    if not patterns:
        return
    names = {_groups(one): one.get("n", "") for one in reversed(patterns)}
    deepest = max(patterns, key=_groups)
    if not 0 < _groups(deepest) <= _DEEPEST:
        refuse(deepest, "matchPattern", "its parts are no groups that could be counted")
        return
    steps = _steps(deepest)
    if steps is None:
        refuse(deepest, "replacementPattern", "it is no XPath in which each group stands for @n or a place")
        return
    delims = _delims(deepest.get("matchPattern", ""))
    kind: tuple[Kind, ...] = ()
    for number in range(len(steps), 0, -1):
        match, use = steps[number - 1]
        delim = delims[number - 2] if number > 1 else ""
        kind = (Kind(deepest, match, use, names.get(number, ""), delim, (), kind),)
    yield from kind


def _groups(pattern: etree._Element) -> int:
    return len(re.findall(r"(?<!\\)\((?!\?)", pattern.get("matchPattern", "")))


def _delims(pattern: str) -> list[str]:
    """What stands between the groups of a pattern: `.` for any character is a full stop, `\\s` a space."""
    between = re.findall(r"\)([^()]*)\(", pattern)
    return [re.sub(r"\\s[+*]?", " ", text).replace("\\", "").rstrip("+*?") or "." for text in between]


def _steps(pattern: etree._Element) -> list[tuple[str, str]] | None:
    """The XPath of a pattern, divided where a group is asked for: path and `use` of each part."""
    found = _POINTER.fullmatch(pattern.get("replacementPattern", "").strip())
    if not found:
        return None
    try:
        path = parse(_GROUP.sub(r"'$\2'", found[1]))
    except XPathSyntaxError:
        return None
    if not isinstance(path, Path):
        return None
    parts: list[tuple[str, str]] = []
    waiting: list[Expression] = []
    for step in path.steps:
        use, plain = _use(step, len(parts) + 1)
        waiting.append(plain)
        if use:
            parts.append((written(Path(path.is_absolute and not parts, tuple(waiting))), use))
            waiting = []
    return None if waiting or len(parts) != _groups(pattern) else parts


def _use(step: Expression, group: int) -> tuple[str, Expression]:
    """How a step asks for a group, if it does, and the step without that."""
    if not isinstance(step, Step):
        return "", step
    wanted = Literal(f"${group}")
    for predicate in step.predicates:
        use = ""
        if predicate == wanted:
            use = "position()"
        elif isinstance(predicate, Operation) and predicate == Operation("=", predicate.left, wanted):
            use = written(predicate.left)
        if use:
            rest = tuple(one for one in step.predicates if one is not predicate)
            return use, Step(step.axis, step.test, rest)
    return "", step


def cite_type_of(kind: Kind, elements: list[etree._Element]) -> str:
    """What units of a kind are called: as declared, or else like the elements."""
    return kind.unit or (name_of(elements[0]) if elements else "unit")
