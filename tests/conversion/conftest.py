"""The documents on which conversions are tried: what is valid of the edition and of the shared corpus."""

import os
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.conftest import PROJECT


@pytest.fixture(scope="session")
def invalid(jing: str, shared: Path) -> Callable[[Iterable[Path], str], dict[Path, str]]:
    """Those of some files that are not valid against a shared schema, with what jing says first of each."""

    def judge(paths: Iterable[Path], schema: str) -> dict[Path, str]:
        said: dict[Path, str] = {}
        rest = list(paths)
        while rest:
            # One process for all, because it starts slowly; it stops at a file that is not well-formed.
            command = [jing, str(shared / "schemas" / schema), *map(str, rest)]
            run = subprocess.run(command, capture_output=True, text=True, check=False)
            stopped = None
            for line in run.stdout.splitlines():
                path, _, message = line.partition(":")
                assert path != "fatal", line
                said.setdefault(Path(path), message)
                stopped = Path(path) if ": fatal: " in line else stopped
            rest = rest[rest.index(stopped) + 1 :] if stopped else []
        return said

    return judge


@pytest.fixture(scope="session")
def valid(shared: Path, invalid: Callable[[Iterable[Path], str], dict[Path, str]]) -> list[Path]:
    """The documents that are valid against tei_all.rng."""
    files = [path for path in (shared / "corpus").rglob("*") if path.suffix in (".xml", ".tei", ".odd")]
    paths = sorted([*files, *(PROJECT / "tei").glob("*.xml")])
    paths = [path for path in paths if b'.dtd"' not in path.read_bytes()[:500]]  # which jing wants to read
    refused = invalid(paths, "tei_all.rng")
    found = [path for path in paths if path not in refused]
    assert len(found) > 150
    return found


@pytest.fixture(scope="session")
def some_valid(valid: list[Path]) -> list[Path]:
    """All of them in continuous integration; else not every letter and diary entry, which are much alike."""
    if os.environ.get("CI"):
        return valid
    alike = [path for path in valid if path.parent.name in ("diary", "letters")]
    return [path for path in valid if path not in alike] + alike[::10]
