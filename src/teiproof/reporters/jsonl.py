"""JSON Lines (https://jsonlines.org/): an object for each finding, with path, line, column, severity, code and
message. A byte of a file's name that is no UTF-8 is an escape, such as \\udcff."""

import json
from collections.abc import Iterator, Sequence

from teiproof.diagnostics import Diagnostic


def report(diagnostics: Sequence[Diagnostic], refusals: Sequence[str] = ()) -> Iterator[str]:
    """A JSON object for each diagnostic."""
    del refusals  # which are said on standard error
    for diagnostic in diagnostics:
        finding = {
            "path": diagnostic.location.path,
            "line": diagnostic.location.line,
            "column": diagnostic.location.column,
            "severity": diagnostic.severity.label,
            "code": diagnostic.code,
            "message": diagnostic.message,
        }
        yield json.dumps(finding, ensure_ascii=False).encode(errors="backslashreplace").decode()
