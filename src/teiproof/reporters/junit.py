"""JUnit XML, as continuous integration servers read it (https://github.com/testmoapp/junitxml).

Each finding is a test case that has failed. Where nothing was found, one test case that has passed says so,
because servers take an empty report for a mistake.
"""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from teiproof.diagnostics import Diagnostic


def report(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """The lines of an XML document."""
    counts = f'tests="{max(len(diagnostics), 1)}" failures="{len(diagnostics)}" errors="0"'
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="teiproof" {counts}>'
    yield f'  <testsuite name="teiproof" {counts} skipped="0">'
    if not diagnostics:
        yield '    <testcase name="no finding" classname="teiproof"/>'
    for diagnostic in diagnostics:
        place, path = str(diagnostic.location), diagnostic.location.path
        yield f"    <testcase name={_quoted(f'{place} {diagnostic.code}')} classname={_quoted(path)}>"
        kind = _quoted(diagnostic.severity.label)
        yield f"      <failure message={_quoted(diagnostic.message)} type={kind}/>"
        yield "    </testcase>"
    yield "  </testsuite>"
    yield "</testsuites>"


def _quoted(text: str) -> str:
    """An attribute value in its quotation marks, without the control characters that XML forbids."""
    allowed = "".join(
        character if character >= " " or character in "\t\n\r" else "\ufffd" for character in text
    )
    return quoteattr(allowed, {"\n": "&#10;"})
