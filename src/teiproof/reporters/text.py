"""One line for each finding, `path:line:column: severity: message [code]`, as compilers write them."""

import re
from collections.abc import Iterator, Sequence

from teiproof.diagnostics import Diagnostic

_BREAK = re.compile(r"\s*[\x00-\x1f\x7f-\x9f\u2028\u2029]\s*")


def report(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """A line for each diagnostic."""
    for diagnostic in diagnostics:
        line = f"{diagnostic.location}: {diagnostic.severity.label}: {diagnostic.message} [{diagnostic.code}]"
        yield _BREAK.sub(" ", line)
