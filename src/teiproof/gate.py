"""Runs checks over an edition and gathers what they find."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from teiproof import checks, registry
from teiproof.diagnostics import Diagnostic, Severity
from teiproof.errors import TeiproofError
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.parsing import UnparsableError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found: sorted diagnostics, and the reasons why a check could not look (each said once)."""

    diagnostics: tuple[Diagnostic, ...]
    refusals: tuple[str, ...]

    def fails(self, at: Severity = Severity.ERROR) -> bool:
        """Whether anything was found of this severity or a greater one."""
        return any(diagnostic.severity >= at for diagnostic in self.diagnostics)


def run(
    edition: Edition, names: Sequence[str], progress: Callable[[Document], None] = lambda _: None
) -> Outcome:
    """Run the named checks on every document; `progress` is told of each document that is done.

    A document that is not well-formed is one diagnostic, whichever check meets it first.
    Raises UnknownNameError.
    """
    plugins = [registry.load(checks, name) for name in names]
    found: set[Diagnostic] = set()
    refusals: dict[str, None] = {}
    for document in edition.documents:
        for plugin in plugins:
            try:
                for diagnostic in plugin.check(document, edition):
                    found.add(diagnostic)
            except UnparsableError as error:
                found.add(error.diagnostic)
            except TeiproofError as error:
                refusals[str(error)] = None
        progress(document)
    return Outcome(tuple(sorted(found)), tuple(refusals))
