"""Annotations of GitHub Actions: workflow commands that mark the lines of a pull request
(https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions)."""

from collections.abc import Iterator, Sequence

from teiproof.diagnostics import Diagnostic, Severity

_COMMANDS = {Severity.INFO: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def report(diagnostics: Sequence[Diagnostic], refusals: Sequence[str] = ()) -> Iterator[str]:
    """A workflow command for each diagnostic, after one for each refusal."""
    for refusal in refusals:  # first, for of many annotations only the first are shown
        yield f"::error title=incomplete check::{refusal.translate(_DATA)}"
    for diagnostic in diagnostics:
        properties = {
            "file": diagnostic.location.path,
            "line": str(diagnostic.location.line),
            "col": str(diagnostic.location.column),
            "title": diagnostic.code,
        }
        written = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
        yield f"::{_COMMANDS[diagnostic.severity]} {written}::{diagnostic.message.translate(_DATA)}"
