"""Runs a compiled schema over a document."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from teiproof.diagnostics import Diagnostic, Severity
from teiproof.model.document import Document
from teiproof.schematron.candidates import Found, Screens, pending
from teiproof.schematron.compiled import Branch, CompiledAssertion, CompiledPattern, CompiledSchema
from teiproof.schematron.contexts import DOCUMENT
from teiproof.schematron.rules import Schema, Source
from teiproof.schematron.xpath.evaluation_error import EvaluationError
from teiproof.schematron.xpath.expression import Expression, Place, Scope, place_of
from teiproof.schematron.xpath.focus import Run
from teiproof.schematron.xpath.native_call import forget_run
from teiproof.schematron.xpath.syntax import XPathSyntaxError

FAILED = "schematron.failed"
UNEVALUABLE = "schematron.unevaluable"


class Evaluator:
    """A schema, to be run over any number of documents."""

    def __init__(self, schema: Schema) -> None:
        self._schema = CompiledSchema(schema)
        self._screens = Screens(self._schema)

    @property
    def faults(self) -> tuple[str, ...]:
        """The sentences that say which rules could not be evaluated so far, and why."""
        return tuple(self._schema.faults)

    def findings(self, document: Document, folders: tuple[Path, ...]) -> Iterator[Diagnostic]:
        """What the schema says of a document.

        `folders` are those below which `document()` may read. Raises UnparsableError.
        """
        run = Run(document, folders)
        waiting = pending(self._schema, self._screens, run)
        outermost = Scope(run, Place(run.root, is_document=True), self._schema.lets)
        try:
            for pattern, found in zip(self._schema.patterns, waiting, strict=True):
                if found.places:
                    yield from _Evaluation(self._schema, pattern, run, outermost).of(found)
        finally:
            forget_run()


class _Evaluation:
    """One pattern on one document."""

    def __init__(self, schema: CompiledSchema, pattern: CompiledPattern, run: Run, outermost: Scope) -> None:
        self._schema = schema
        self._rules = pattern.rules
        self._run = run
        self._scope = Scope(run, outermost.place, pattern.lets, outermost)

    def of(self, found: Found) -> Iterator[Diagnostic]:
        """What the pattern says of the nodes that may break it."""
        for place in found.places:
            for rule in self._rules:
                branch = next((one for one in rule.branches if self._matches(one, place, found)), None)
                if branch is not None:
                    yield from self._judge(branch, place)
                    break

    def _matches(self, branch: Branch, place: Place, found: Found) -> bool:
        alternative = branch.alternative
        if alternative is DOCUMENT or place.is_document:
            return alternative is DOCUMENT and place.is_document
        if alternative.candidates is None:
            return place in found.selected[branch]
        if not found.is_candidate(branch, place):
            return False
        if branch.condition is None:
            return True
        try:
            return branch.condition.truth(Scope(self._run, Place(place.element), {}, self._scope))
        except EvaluationError:
            return False  # as in XSLT: a pattern that raises an error does not match
        except XPathSyntaxError as error:
            self._fault(branch.source, branch.condition.text, error)
            return False

    def _judge(self, branch: Branch, place: Place) -> Iterator[Diagnostic]:
        scope = Scope(self._run, place, branch.lets, self._scope)
        for assertion in branch.assertions:
            source = assertion.assertion.source
            try:
                if assertion.test.truth(scope) is assertion.assertion.is_report:
                    yield self._finding(assertion, scope)
            except EvaluationError as error:
                message = (
                    f"the rule at {source} cannot be evaluated here: {error}. Repair the value, or the rule."
                )
                yield self._at(place, UNEVALUABLE, message, Severity.ERROR)
            except XPathSyntaxError as error:
                self._fault(source, assertion.test.text, error)

    def _fault(self, source: Source, text: str, error: XPathSyntaxError) -> None:
        sentence = f"{source}: “{' '.join(text.split())}” cannot be evaluated: {error}."
        if sentence not in self._schema.faults:
            self._schema.faults.append(sentence)

    def _finding(self, assertion: CompiledAssertion, scope: Scope) -> Diagnostic:
        parts = [part if isinstance(part, str) else self._inserted(part[0], scope) for part in assertion.text]
        text = (
            " ".join("".join(parts).split()) or f"the rule {' '.join(assertion.test.text.split())} is broken."
        )
        if assertion.assertion.identifier:
            text += f" (rule {assertion.assertion.identifier})"
        place = scope.place if assertion.subject is None else self._subject(assertion.subject, scope)
        return self._at(place, FAILED, text, assertion.assertion.severity)

    def _inserted(self, expression: Expression, scope: Scope) -> str:
        try:
            texts = expression.texts(scope)
        except (EvaluationError, XPathSyntaxError) as error:
            return f"[{expression.text}: {error}]"
        return " ".join(texts[:1] if self._schema.language.version == 1 else texts)

    def _subject(self, expression: Expression, scope: Scope) -> Place:
        try:
            found = expression.elements(scope)
        except (EvaluationError, XPathSyntaxError):
            return scope.place
        return place_of(found[0]) or scope.place if found else scope.place

    def _at(self, place: Place, code: str, message: str, severity: Severity) -> Diagnostic:
        document = self._run.document
        if place.text is not None:
            owner = place.text.getparent()
            if owner is not None:
                location = document.text_location(owner, bool(place.text.is_tail), 0)
                return Diagnostic(location, severity, code, message)
        return document.finding(_tagged(place.element), code, message, place.attribute, severity)


def _tagged(node: etree._Element) -> etree._Element:
    """An element itself, or the one that holds a comment or processing instruction."""
    while not isinstance(node.tag, str):
        parent = node.getparent()
        node = parent if parent is not None else node.getroottree().getroot()
    return node
