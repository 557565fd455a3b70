"""The hooks under the real pre-commit: a broken encoding blocks the commit, a repaired one passes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT, absent

RNG = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="TEI"><zeroOrMore><element name="p"><mixed>
    <optional><attribute name="xml:id"><data type="ID"/></attribute></optional>
    <zeroOrMore><element name="ref"><attribute name="target"/><text/></element></zeroOrMore>
  </mixed></element></zeroOrMore></element></start>
</grammar>
"""
TEI = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="small.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  {}
</TEI>
"""
CONFIG = """repos:
- repo: {toolkit}
  rev: {revision}
  hooks:
  - id: teiproof-format
  - id: teiproof-check
    args: [--only, "relaxng,references"]
"""


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
    command = ["git", *identity, *arguments]
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a sound document, whose commits pass through the hooks of this project as it stands."""
    if shutil.which("pre-commit", path=Path(sys.executable).parent) is None:
        absent("pre-commit")
    toolkit = tmp_path_factory.mktemp("toolkit")
    listed = git(PROJECT, "ls-files", "--cached", "--others", "--exclude-standard").stdout.splitlines()
    for name in listed:
        if (PROJECT / name).is_file() and not name.startswith("tests/"):
            (toolkit / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, toolkit / name)
    git(toolkit, "init", "--quiet")
    git(toolkit, "add", ".")
    git(toolkit, "commit", "--quiet", "--message", "as it stands")
    revision = git(toolkit, "rev-parse", "HEAD").stdout.strip()
    repository = tmp_path_factory.mktemp("project")
    git(repository, "init", "--quiet")
    config = CONFIG.format(toolkit=toolkit, revision=revision)
    (repository / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    (repository / "small.rng").write_text(RNG, encoding="utf-8")
    (repository / "register.xml").write_text(TEI.format('<p xml:id="joffe">Joffe</p>'), encoding="utf-8")
    git(repository, "add", ".")
    assert git(repository, "commit", "--message", "begin").returncode == 0
    installed = subprocess.run(
        [Path(sys.executable).parent / "pre-commit", "install"],
        cwd=repository,
        capture_output=True,
        check=False,
    )
    assert installed.returncode == 0
    return repository


def commit(repository: Path, name: str, content: str) -> subprocess.CompletedProcess[str]:
    (repository / name).write_text(content, encoding="utf-8")
    git(repository, "add", name)
    return git(repository, "commit", "--message", name)


def test_a_broken_encoding_blocks_the_commit_and_a_repaired_one_passes(repository: Path) -> None:
    broken = commit(repository, "letter.xml", TEI.format("<pp>one</pp>"))
    assert broken.returncode != 0, broken.stdout + broken.stderr
    assert "letter.xml:4:3: error: <pp>" in broken.stdout + broken.stderr
    repaired = commit(repository, "letter.xml", TEI.format("<p>one</p>"))
    assert repaired.returncode == 0, repaired.stdout + repaired.stderr


def test_a_name_in_capitals_is_looked_at_too(repository: Path) -> None:
    broken = commit(repository, "LETTER.XML", TEI.format("<pp>one</pp>"))
    assert broken.returncode != 0, broken.stdout + broken.stderr
    assert git(repository, "reset", "--quiet", "--hard").returncode == 0


def test_pointers_into_files_that_did_not_change_are_followed(repository: Path) -> None:
    sound = commit(repository, "a.xml", TEI.format('<p><ref target="register.xml#joffe">J.</ref></p>'))
    assert sound.returncode == 0, sound.stdout + sound.stderr
    dangling = commit(repository, "b.xml", TEI.format('<p><ref target="register.xml#jofe">J.</ref></p>'))
    assert dangling.returncode != 0
    assert "references.dangling" in dangling.stdout + dangling.stderr
    assert git(repository, "reset", "--quiet", "--hard").returncode == 0


def test_a_document_that_is_not_laid_out_is_laid_out_and_blocks_the_commit_once(repository: Path) -> None:
    crooked = TEI.format('<p   n="1"\n>one</p>').replace("  <p", "      <p").replace(' n="1"', "")
    first = commit(repository, "crooked.xml", crooked)
    assert first.returncode != 0
    assert "files were modified by this hook" in first.stdout + first.stderr
    laid_out = (repository / "crooked.xml").read_text(encoding="utf-8")
    assert laid_out == TEI.format("<p>one</p>")
    assert commit(repository, "crooked.xml", laid_out).returncode == 0


def test_other_xml_passes_and_is_not_taken_for_tei(repository: Path) -> None:
    passed = commit(repository, "settings.xml", "<settings/>")
    assert passed.returncode == 0, passed.stdout + passed.stderr


def test_a_commit_without_tei_passes_because_the_hook_is_not_called(repository: Path) -> None:
    passed = commit(repository, "notes.txt", "one")
    assert passed.returncode == 0
    assert "Skipped" in passed.stdout + passed.stderr
