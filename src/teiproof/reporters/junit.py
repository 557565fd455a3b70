"""JUnit XML, as continuous integration servers read it (https://github.com/testmoapp/junitxml).

Each finding is a test case that has failed, and each reason why a check could not look one with an error. Where
there is neither, one test case that has passed says so, because servers take an empty report for a mistake.
"""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from teiproof.diagnostics import Diagnostic, Severity

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(diagnostics: Sequence[Diagnostic], refusals: Sequence[str] = ()) -> Iterator[str]:
    """The lines of an XML document."""
    failures = [diagnostic for diagnostic in diagnostics if diagnostic.severity > Severity.INFO]
    tests = max(len(diagnostics) + len(refusals), 1)
    counts = f'tests="{tests}" failures="{len(failures)}" errors="{len(refusals)}"'
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="teiproof" {counts}>'
    yield f'  <testsuite name="teiproof" {counts} skipped="0">'
    if not (diagnostics or refusals):
        yield '    <testcase name="no finding" classname="teiproof"/>'
    for diagnostic in diagnostics:
        place, path = str(diagnostic.location), diagnostic.location.path
        yield f"    <testcase name={_quoted(f'{place} {diagnostic.code}')} classname={_quoted(path)}>"
        if diagnostic.severity is Severity.INFO:
            yield f"      <system-out>{escape(_allowed(' '.join(diagnostic.message.split())))}</system-out>"
        else:
            kind = _quoted(diagnostic.severity.label)
            yield f"      <failure message={_quoted(diagnostic.message)} type={kind}/>"
        yield "    </testcase>"
    for refusal in refusals:
        yield '    <testcase name="incomplete check" classname="teiproof">'
        yield f'      <error message={_quoted(refusal)} type="refusal"/>'
        yield "    </testcase>"
    yield "  </testsuite>"
    yield "</testsuites>"


def _quoted(text: str) -> str:
    """An attribute value in its quotation marks."""
    return quoteattr(_allowed(text), {"\n": "&#10;"})


def _allowed(text: str) -> str:
    """A text without the characters that XML forbids (https://www.w3.org/TR/xml/#charsets)."""
    return _FORBIDDEN.sub("\ufffd", text)
