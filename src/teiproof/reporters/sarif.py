"""SARIF 2.1.0, the interchange format of static analysis
(https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). Columns count Unicode characters. Why a
check could not look is a notification of the run (section 3.20.21), which then was not successful."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from urllib.parse import quote

from teiproof import __version__
from teiproof.diagnostics import Diagnostic, Severity

_LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def report(diagnostics: Sequence[Diagnostic], refusals: Sequence[str] = ()) -> Iterator[str]:
    """The lines of a SARIF log with one run."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "teiproof",
                        "version": __version__,
                        "rules": [
                            {"id": code, "help": {"text": f"See teiproof explain {code}"}} for code in codes
                        ],
                    }
                },
                "invocations": [
                    {
                        "executionSuccessful": not refusals,
                        "toolExecutionNotifications": [
                            {"level": "error", "message": {"text": refusal}} for refusal in refusals
                        ],
                    }
                ],
                "columnKind": "unicodeCodePoints",
                "results": [_result(diagnostic, codes.index(diagnostic.code)) for diagnostic in diagnostics],
            }
        ],
    }
    written = json.dumps(log, ensure_ascii=False, indent=2)
    # A byte of a file's name that is no UTF-8 is a surrogate to Python, and has an escape in JSON.
    yield from written.encode(errors="backslashreplace").decode().split("\n")


def _result(diagnostic: Diagnostic, rule: int) -> dict[str, object]:
    place = diagnostic.location
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": diagnostic.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(place.path)},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
    }


def _uri(name: str) -> str:
    """A reference relative to the folder of the run, or the file: URI of an absolute path (section 3.4.4).

    An address is its own.
    """
    if "://" in name:
        return quote(name, safe="/:@?=&%+")
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
