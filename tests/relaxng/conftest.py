"""Fixtures for what lies outside the repository: an outside judge, and material that is not ours to copy."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Jing = Callable[[Path, Sequence[Path]], str]

SHARED = Path(__file__).parents[3] / "shared"


def _absent(what: str) -> None:
    """Skip the test; where the whole suite is meant to run, fail it instead."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is absent")
    pytest.skip(f"{what} is absent")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared schemas and documents."""
    if not SHARED.is_dir():
        _absent("the folder ../shared with schemas and documents")
    return SHARED


@pytest.fixture(scope="session")
def jing() -> Jing:
    """Runs jing with a schema on documents and returns what it says, one message on a line."""
    program = shutil.which("jing")
    if program is None:
        _absent("the program jing")
    assert program

    def run(schema: Path, documents: Sequence[Path]) -> str:
        import subprocess

        return subprocess.run(
            [program, str(schema), *map(str, documents)], capture_output=True, text=True, check=False
        ).stdout

    return run
