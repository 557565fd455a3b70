"""A schema ready to be run: contexts, variables and tests compiled, what cannot be understood set apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from teiproof.schematron.contexts import DOCUMENT, Alternative, alternatives
from teiproof.schematron.rules import Assertion, Insertion, Let, Pattern, Rule, Schema, Source
from teiproof.schematron.screening import may_be_true, must_be_true
from teiproof.schematron.xpath.expression import Expression, Language
from teiproof.schematron.xpath.parser import parse
from teiproof.schematron.xpath.syntax import Expression as Syntax
from teiproof.schematron.xpath.syntax import Path, Step, XPathSyntaxError
from teiproof.schematron.xpath.writing import written


class _FaultError(Exception):
    """A part of a rule is not understood; the argument is a sentence."""


@dataclass(frozen=True, slots=True)
class CompiledAssertion:
    """An assertion with its expressions; `text` holds plain text and expressions."""

    assertion: Assertion
    test: Expression
    text: tuple[str | tuple[Expression, Insertion], ...]
    subject: Expression | None


class Branch:
    """One alternative of a rule's context, with what the rule says seen from the nodes it matches."""

    def __init__(
        self,
        alternative: Alternative,
        condition: Expression | None,
        rule: Rule,
        outer: Mapping[str, Expression],
        language: Language,
    ) -> None:
        self.alternative = alternative
        self.condition = condition
        self.source = rule.source
        viewpoint: Step | str | None = alternative.step
        if alternative is DOCUMENT:
            viewpoint = "document"
        elif alternative.candidates is None and _finds_no_elements(alternative.condition):
            viewpoint = "text"
        self.lets: dict[str, Expression] = {}
        scope = dict(outer)
        for let in rule.lets:
            made = _expression(
                let.value, language, dict(scope), viewpoint, let.source, f"the variable ${let.name}"
            )
            self.lets[let.name] = scope[let.name] = made
        self.assertions = [_assertion(one, language, scope, viewpoint) for one in rule.assertions]
        self._language = language

    @cached_property
    def screen(self) -> str | None:
        """A native condition for every candidate that matches and breaks the rule; None if there is none."""
        parts = []
        if self.alternative.condition is not None:
            condition = may_be_true(self.alternative.condition, self._language)
            parts += [condition] if condition else []
        broken = [self._may_break(one) for one in self.assertions]
        if all(one is not None for one in broken):
            parts.append(f"({' or '.join(str(one) for one in broken)})" if broken else "false()")
        return " and ".join(parts) if parts else None

    def _may_break(self, assertion: CompiledAssertion) -> str | None:
        test = assertion.test.syntax
        if test is None:
            return None
        if assertion.assertion.is_report:
            return may_be_true(test, self._language)
        must = must_be_true(test, self._language)
        return None if must is None else f"not({must})"


@dataclass(slots=True)
class CompiledRule:
    """A rule: the alternatives of its context."""

    source: Rule
    branches: list[Branch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """A pattern: its rules in order, and its variables."""

    rules: tuple[CompiledRule, ...]
    lets: dict[str, Expression]


class CompiledSchema:
    """A schema. `faults` are the sentences that say which rules are left out, and why."""

    def __init__(self, schema: Schema) -> None:
        self.faults = list(schema.faults)
        self.language = Language(schema.version, schema.namespaces)
        self.lets = self._lets(schema.lets, {})
        self.patterns = [self._pattern(pattern) for pattern in schema.patterns]

    def _lets(self, lets: tuple[Let, ...], outer: Mapping[str, Expression]) -> dict[str, Expression]:
        """Variables of the schema or of a pattern, which are seen from the document node."""
        made: dict[str, Expression] = {}
        for let in lets:
            try:
                scope = {**outer, **made}
                what = f"the variable ${let.name}"
                made[let.name] = _expression(let.value, self.language, scope, "document", let.source, what)
            except _FaultError as fault:
                self.faults.append(str(fault))
        return made

    def _pattern(self, pattern: Pattern) -> CompiledPattern:
        lets = self._lets(pattern.lets, self.lets)
        outer = {**self.lets, **lets}
        rules = []
        for rule in pattern.rules:
            try:
                rules.append(self._rule(rule, outer))
            except _FaultError as fault:
                self.faults.append(str(fault))
                break  # a later rule of the pattern is only for nodes that this one does not match
        return CompiledPattern(tuple(rules), lets)

    def _rule(self, rule: Rule, outer: Mapping[str, Expression]) -> CompiledRule:
        compiled = CompiledRule(rule)
        try:
            _expression(rule.context, self.language, outer, None, rule.source, "the context")
            found = alternatives(parse(rule.context), self.language)
        except XPathSyntaxError as error:
            raise _fault(rule.source, "the context", rule.context, error) from error
        for alternative in found:
            condition = None
            if alternative.condition is not None:
                condition = Expression(written(alternative.condition), self.language, outer)
            compiled.branches.append(Branch(alternative, condition, rule, outer, self.language))
        return compiled


def _assertion(
    assertion: Assertion, language: Language, lets: Mapping[str, Expression], viewpoint: Step | str | None
) -> CompiledAssertion:
    what = "report" if assertion.is_report else "assert"
    text: list[str | tuple[Expression, Insertion]] = []
    for part in assertion.text:
        if isinstance(part, str):
            text.append(part)
        else:
            made = _expression(part.select, language, lets, viewpoint, part.source, "the value in a message")
            text.append((made, part))
    subject = None
    if assertion.subject not in ("", "."):
        subject = _expression(assertion.subject, language, lets, viewpoint, assertion.source, "the subject")
    test = _expression(assertion.test, language, lets, viewpoint, assertion.source, f"the test of this {what}")
    return CompiledAssertion(assertion, test, tuple(text), subject)


def _expression(
    text: str,
    language: Language,
    lets: Mapping[str, Expression],
    viewpoint: Step | str | None,
    source: Source,
    what: str,
) -> Expression:
    try:
        return Expression(text, language, lets, viewpoint)
    except XPathSyntaxError as error:
        raise _fault(source, what, text, error) from error


def _fault(source: Source, what: str, text: str, error: XPathSyntaxError) -> _FaultError:
    return _FaultError(f"{source}: {what} “{' '.join(text.split())}” cannot be evaluated: {error}.")


def _finds_no_elements(condition: Syntax | None) -> bool:
    """Whether a path leads to nodes that libxml2 cannot be given: texts, comments, attributes of any name."""
    last = condition.steps[-1] if isinstance(condition, Path) and condition.steps else None
    return isinstance(last, Step) and (last.axis == "attribute" or last.test.kind != "name")
