"""Old findings which a project has chosen to live with, so that only new ones fail.

A finding is known again by its file, code, message and the text of its line, not by its line number: so a
baseline survives edits elsewhere in the file. Numbers in a message do not count, unless they say how many: then
more than before are new. What a pointer misses is known by that alone, wherever the pointer stands. The file is
JSON, sorted for readable diffs; paths are relative to its folder, addresses stand as they are.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from teiproof.diagnostics import Diagnostic
from teiproof.errors import UnreadableFileError
from teiproof.parsing import Lines, read

_VERSION = 2
_Fingerprint = tuple[str, str, str, str]

_POINTERS = ("references.dangling", "references.missing-file")
_HOW_MANY = re.compile(r"\b([0-9][0-9,]{0,14}) (?:more|times|words)\b")


class Comparison(NamedTuple):
    """The findings that are not in a baseline, the number of those that are, and of entries that are gone."""

    new: tuple[Diagnostic, ...]
    known: int
    gone: int


def dump(diagnostics: Iterable[Diagnostic], path: Path, lines: Lines | None = None) -> bytes:
    """The baseline of some findings, to be written at a path; `lines` are those of the documents."""
    lines = lines or Lines()
    counted: Counter[_Fingerprint] = Counter()
    for diagnostic in diagnostics:
        counted[_fingerprint(diagnostic, path.parent, lines)] += _how_many(diagnostic)
    findings = [
        {"path": file, "code": code, "message": message, "text": text, "count": count}
        for (file, code, message, text), count in sorted(counted.items())
    ]
    made = json.dumps({"version": _VERSION, "findings": findings}, ensure_ascii=False, indent=1)
    # A byte of a file's name that is no UTF-8 is a surrogate to Python, and has an escape in JSON.
    return f"{made}\n".encode(errors="backslashreplace")


def compare(
    diagnostics: Iterable[Diagnostic],
    path: Path,
    checked: Iterable[Path] = (),
    names: Collection[str] = (),
    lines: Lines | None = None,
) -> Comparison:
    """The findings that are not in the baseline at a path; of several alike, as many as are new.

    Entries are gone if nothing like them was found in the documents that were `checked`, by the checks of these
    names. Raises UnreadableFileError.
    """
    known = _load(path)
    found: set[_Fingerprint] = set()
    lines = lines or Lines()
    new, count = [], 0
    for diagnostic in diagnostics:
        fingerprint = _fingerprint(diagnostic, path.parent, lines)
        found.add(fingerprint)
        if known[fingerprint] >= _how_many(diagnostic):
            known[fingerprint] -= _how_many(diagnostic)
            count += 1
        else:
            new.append(diagnostic)
    looked_at = {_name(str(document), path.parent) for document in checked}
    gone = sum(
        entry not in found and entry[0] in looked_at and entry[1].partition(".")[0] in names for entry in known
    )
    return Comparison(tuple(new), count, gone)


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


def _how_many(diagnostic: Diagnostic) -> int:
    """For how many places a finding stands."""
    numbers = [int(number.replace(",", "")) for number in _HOW_MANY.findall(diagnostic.message)]
    return 1 + max(numbers, default=0)


def _fingerprint(diagnostic: Diagnostic, folder: Path, lines: Lines) -> _Fingerprint:
    place = diagnostic.location
    file = _name(place.path, folder)
    if diagnostic.code in _POINTERS:
        return file, diagnostic.code, diagnostic.message.partition(", to which @")[0], ""
    text = lines.at(place.path, place.line).strip()
    return file, diagnostic.code, re.sub(r"\d+", "#", diagnostic.message), text


def _name(path: str, folder: Path) -> str:
    return path if "://" in path else Path(os.path.relpath(path, folder)).as_posix()
