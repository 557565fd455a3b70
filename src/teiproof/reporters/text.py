"""One line for each finding, `path:line:column: severity: message [code]`, as compilers write them."""

from collections.abc import Iterable, Iterator

from teiproof.diagnostics import Diagnostic


def report(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """A line for each diagnostic."""
    for diagnostic in diagnostics:
        message = " ".join(diagnostic.message.split())
        yield f"{diagnostic.location}: {diagnostic.severity.label}: {message} [{diagnostic.code}]"
