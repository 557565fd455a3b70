"""Fixtures for what lies outside the repository: an outside judge, and material that is not ours to copy."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.conftest import absent

Jing = Callable[[Path, Sequence[Path]], str]


@pytest.fixture(scope="session")
def jing() -> Jing:
    """Runs jing with a schema on documents and returns what it says, one message on a line."""
    program = shutil.which("jing")
    if program is None:
        absent("the program jing")
    assert program

    def run(schema: Path, documents: Sequence[Path]) -> str:
        import subprocess

        compact = ["-c"] if schema.suffix == ".rnc" else []
        return subprocess.run(
            [program, *compact, str(schema), *map(str, documents)], capture_output=True, text=True, check=False
        ).stdout

    return run
