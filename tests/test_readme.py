"""The README is true: every command in it is run, and its output is what stands there."""

import importlib
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


SNIPPETS = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def snippets() -> list[str]:
    """The pieces of configuration to be copied: of pre-commit, of GitHub, of GitLab."""
    return SNIPPETS.findall(README.read_text(encoding="utf-8"))


def test_the_lines_for_pre_commit_are_four_and_name_the_hooks_that_there_are(tmp_path: Path) -> None:
    configuration = snippets()[0]
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text("repos:\n" + configuration, encoding="utf-8")
    for command in (["validate-config", path], ["validate-manifest", PROJECT / ".pre-commit-hooks.yaml"]):
        ran = subprocess.run(
            [sys.executable, "-m", "pre_commit", *map(str, command)], capture_output=True, check=False
        )
        assert ran.returncode == 0, ran.stdout
    repository, revision, _, *hooks = configuration.splitlines()
    assert repository.startswith("- repo: ")
    assert revision.startswith("  rev: ")
    offered = re.findall(r"^- id: (.*)$", (PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"), re.MULTILINE)
    assert sorted(hook.removeprefix("  - id: ") for hook in hooks) == sorted(offered)


@pytest.mark.parametrize("number", [1, 2], ids=["GitHub", "GitLab"])
def test_the_command_for_ci_passes_the_edition_and_stops_a_mistake(number: int, tmp_path: Path) -> None:
    yaml = importlib.import_module("yaml")  # comes with pre-commit, and without types
    configuration = yaml.safe_load(snippets()[number])
    steps = configuration["proof"]["script"] if number == 2 else [step["run"] for step in configuration]
    install, check = steps
    assert install == "pip install teiproof"
    for name in ("tei", "schema"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    assert "ended with 0" in run([f"{check}; echo ended with $?"], tmp_path)
    article = tmp_path / "tei" / "the-end-of-henry-yagoda.xml"
    article.write_text(
        article.read_text("utf-8").replace('ref="register.xml#', 'ref="register.xml#no', 1), "utf-8"
    )
    shown = run([f"{check}; echo ended with $?; cat teiproof.json 2>/dev/null"], tmp_path)
    assert "ended with 1" in shown
    assert "references.dangling" in shown
