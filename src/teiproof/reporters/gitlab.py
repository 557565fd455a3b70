"""Code Quality reports of GitLab, whose findings stand beside the lines of a merge request
(https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).

By its fingerprint GitLab knows a finding again in another version of the file. It is made of file, code and
message, and of the number of those alike before it, but not of the line. Numbers in a message do not count. Why
a check could not look is an entry of its own.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import PurePath

from teiproof.diagnostics import Diagnostic, Location, Severity

_SEVERITIES = {Severity.INFO: "info", Severity.WARNING: "minor", Severity.ERROR: "major"}
_NOWHERE = Location(".")


def report(diagnostics: Sequence[Diagnostic], refusals: Sequence[str] = ()) -> Iterator[str]:
    """The lines of a JSON array."""
    alike: Counter[str] = Counter()
    entries = [_entry(_NOWHERE, "blocker", "incomplete check", refusal, alike) for refusal in refusals]
    for diagnostic in diagnostics:
        severity = _SEVERITIES[diagnostic.severity]
        entries.append(_entry(diagnostic.location, severity, diagnostic.code, diagnostic.message, alike))
    written = json.dumps(entries, ensure_ascii=False, indent=2)
    # A byte of a file's name that is no UTF-8 is a surrogate to Python, and has an escape in JSON.
    yield from written.encode(errors="backslashreplace").decode().split("\n")


def _entry(place: Location, severity: str, code: str, message: str, alike: Counter[str]) -> dict[str, object]:
    path = place.path if "://" in place.path else PurePath(os.path.relpath(place.path)).as_posix()
    known = "\0".join((path, code, re.sub(r"\d+", "#", message)))
    alike[known] += 1
    fingerprint = sha256(f"{known}\0{alike[known]}".encode(errors="surrogateescape")).hexdigest()
    return {
        "description": message,
        "check_name": code,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": place.line}},
    }
