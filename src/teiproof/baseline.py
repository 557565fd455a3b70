"""Old findings which a project has chosen to live with, so that only new ones fail.

A finding is known again by its file, code, message and the text of its line, not by its line number: so a
baseline survives edits elsewhere in the file. Numbers in a message do not count. The file is JSON, sorted for
readable diffs; paths are relative to its folder, addresses stand as they are.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from teiproof.diagnostics import Diagnostic
from teiproof.errors import UnreadableFileError
from teiproof.parsing import Lines, read

_VERSION = 1
_Fingerprint = tuple[str, str, str, str]


def dump(diagnostics: Iterable[Diagnostic], path: Path) -> bytes:
    """The baseline of some findings, to be written at a path."""
    lines = Lines()
    counted = Counter(_fingerprint(diagnostic, path.parent, lines) for diagnostic in diagnostics)
    findings = [
        {"path": file, "code": code, "message": message, "text": text, "count": count}
        for (file, code, message, text), count in sorted(counted.items())
    ]
    made = json.dumps({"version": _VERSION, "findings": findings}, ensure_ascii=False, indent=1)
    # A byte of a file's name that is no UTF-8 is a surrogate to Python, and has an escape in JSON.
    return f"{made}\n".encode(errors="backslashreplace")


def subtract(diagnostics: Iterable[Diagnostic], path: Path) -> tuple[Diagnostic, ...]:
    """The findings that are not in the baseline at a path; of several alike, as many as are new.

    Raises UnreadableFileError.
    """
    known = _load(path)
    lines = Lines()
    new = []
    for diagnostic in diagnostics:
        fingerprint = _fingerprint(diagnostic, path.parent, lines)
        if known[fingerprint] > 0:
            known[fingerprint] -= 1
        else:
            new.append(diagnostic)
    return tuple(new)


def _load(path: Path) -> Counter[_Fingerprint]:
    try:
        content = json.loads(read(path))
        if content["version"] != _VERSION:
            raise ValueError
        return Counter(
            {
                (entry["path"], entry["code"], entry["message"], entry["text"]): int(entry["count"])
                for entry in content["findings"]
            }
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise UnreadableFileError(
            f"{path} is not a baseline of this version of teiproof. Make it anew with --write-baseline."
        ) from error


def _fingerprint(diagnostic: Diagnostic, folder: Path, lines: Lines) -> _Fingerprint:
    place = diagnostic.location
    is_address = "://" in place.path
    file = place.path if is_address else Path(os.path.relpath(place.path, folder)).as_posix()
    text = lines.at(place.path, place.line).strip()
    return file, diagnostic.code, re.sub(r"\d+", "#", diagnostic.message), text
