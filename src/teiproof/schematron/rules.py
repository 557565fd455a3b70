"""Schematron as values: what a schema says, abstract patterns and rules resolved (ISO/IEC 19757-3)."""

from dataclasses import dataclass, field

from teiproof.diagnostics import Severity
from teiproof.errors import TeiproofError


class UnevaluableRuleError(TeiproofError):
    """A rule of a schema cannot be evaluated: its expression, or the schema around it, is not understood."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where in which file something stands; `line` counts from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Let:
    """A variable, whose value is an expression."""

    name: str
    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class Insertion:
    """A `value-of` or `name` in a text: an expression of which the text shows the value."""

    select: str
    source: Source


@dataclass(frozen=True, slots=True)
class Assertion:
    """An `assert`, or a `report` (`is_report`), which speaks when its test is true.

    `text` is what it says, its diagnostics included; `identifier` is the nearest one that the schema gives.
    """

    test: str
    is_report: bool
    text: tuple[str | Insertion, ...]
    severity: Severity
    identifier: str
    subject: str
    source: Source


@dataclass(frozen=True, slots=True)
class Rule:
    """A `rule`: which nodes it is about (an XSLT pattern), and what it says of them."""

    context: str
    lets: tuple[Let, ...]
    assertions: tuple[Assertion, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Pattern:
    """A `pattern`: of its rules the first whose context matches a node is the node's."""

    lets: tuple[Let, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """The rules of one schema that apply, phase and abstraction resolved.

    `version` is that of XPath: 1 or 3. `namespaces` go by prefix. `faults` are the sentences that say which
    rules had to be left out.
    """

    version: int
    namespaces: dict[str, str] = field(default_factory=dict)
    lets: tuple[Let, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    faults: tuple[str, ...] = ()
