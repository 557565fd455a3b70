"""The README is true: every command in it is run, and its output is what stands there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

README = PROJECT / "README.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(commands: list[str], folder: Path) -> str:
    """What a terminal would show: each command, and what it prints."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shown = ""
    for command in commands:
        ran = subprocess.run(
            ["bash", "-c", f"{command} 2>&1"],
            cwd=folder,
            env={**os.environ, "PATH": path},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        shown += f"$ {command}\n{ran.stdout}"
    return shown


def test_the_commands_print_what_the_readme_says(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    for name in ("tei", "schema"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    text = README.read_text(encoding="utf-8")
    made = text
    for block in BLOCK.findall(text):
        commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
        made = made.replace(f"```console\n{block}```", f"```console\n{run(commands, tmp_path)}```")
        (tmp_path / "tei" / "slips.xml").unlink(missing_ok=True)
    if request.config.getoption("--update-golden"):
        README.write_text(made, encoding="utf-8")
        text = made
    assert BLOCK.search(text)
    assert made == text


def test_the_quick_start_is_two_commands() -> None:
    section = README.read_text(encoding="utf-8").partition("## Quick start")[2]
    block = section.partition("```sh\n")[2].partition("```")[0]
    commands = block.splitlines()
    assert len(commands) == 2
    assert "teiproof build" in commands[0]
    assert "pytest" in commands[1]
