"""`teiproof format`: what it prints and writes, and with which exit code it leaves."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran

LAID_OUT = '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n  <text/>\n</TEI>\n'
OTHERWISE = LAID_OUT.replace("  <text/>", "<text  />")

Run = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "right.xml").write_text(LAID_OUT, encoding="utf-8")
    (tmp_path / "other.xml").write_text(OTHERWISE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("options", [(), ("--check",)])
def test_check_lists_what_would_change(teiproof: Run, folder: Path, options: tuple[str, ...]) -> None:
    ran = teiproof("format", *options, folder)
    assert ran.code == 1
    assert ran.out == f"{folder / 'other.xml'}\n"
    assert ran.err == "2 documents looked at, 1 would change.\n"
    assert (folder / "other.xml").read_text(encoding="utf-8") == OTHERWISE


def test_a_folder_that_is_laid_out_passes(teiproof: Run, folder: Path) -> None:
    ran = teiproof("format", folder / "right.xml")
    assert (ran.code, ran.out) == (0, "")


def test_diff_shows_the_change_and_writes_nothing(teiproof: Run, folder: Path) -> None:
    ran = teiproof("format", "--diff", folder)
    assert ran.code == 1
    assert "-<text  />\n+  <text/>\n" in ran.out
    assert (folder / "other.xml").read_text(encoding="utf-8") == OTHERWISE


def test_write_rewrites_what_changes_and_nothing_else(teiproof: Run, folder: Path) -> None:
    (folder / "other.xml").chmod(0o640)
    before = (folder / "right.xml").stat().st_mtime_ns
    ran = teiproof("format", "--write", folder)
    assert (ran.code, ran.out) == (0, f"{folder / 'other.xml'}\n")
    assert (folder / "other.xml").read_text(encoding="utf-8") == LAID_OUT
    assert (folder / "other.xml").stat().st_mode & 0o777 == 0o640
    assert (folder / "right.xml").stat().st_mtime_ns == before
    assert teiproof("format", folder).code == 0


def test_a_document_that_is_not_well_formed_is_reported_and_the_rest_goes_on(
    teiproof: Run, folder: Path
) -> None:
    (folder / "broken.xml").write_text(LAID_OUT.replace("/>", ">"), encoding="utf-8")
    ran = teiproof("format", "--write", folder)
    assert ran.code == 1
    assert "broken.xml:2:3: error: <text> is never closed" in ran.out
    assert (folder / "other.xml").read_text(encoding="utf-8") == LAID_OUT


def test_a_document_that_cannot_be_proved_is_left_alone(
    teiproof: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("teiproof.formatting.difference", lambda *_: "a word would be lost")
    ran = teiproof("format", "--write", folder)
    assert ran.code == 2
    assert "other.xml is left as it is, because a word would be lost." in ran.err
    assert (folder / "other.xml").read_text(encoding="utf-8") == OTHERWISE


def test_the_style_can_be_chosen(teiproof: Run, folder: Path) -> None:
    assert teiproof("format", "--write", "--indent", "1", folder).code == 0
    assert "\n <text/>" in (folder / "other.xml").read_text(encoding="utf-8")
    assert teiproof("format", "--width", "3", folder).code == 2


def test_hooks_pass_over_other_xml(teiproof: Run, folder: Path) -> None:
    (folder / "settings.xml").write_text("<settings/>", encoding="utf-8")
    assert teiproof("format", folder / "settings.xml").code == 2
    assert teiproof("format", "--only-tei", folder / "settings.xml").code == 0
    assert teiproof("format", "--only-tei", folder / "settings.xml", folder / "right.xml").code == 0


def test_a_file_that_may_not_be_written_is_refused(
    teiproof: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("teiproof.files._replace", refuse)
    ran = teiproof("format", "--write", folder)
    assert (ran.code, ran.out) == (2, "")
    assert f"teiproof: cannot write {folder / 'other.xml'}: permission denied.\n" in ran.err
    assert "1 left alone" in ran.err


def test_one_file_that_may_not_be_read_does_not_stop_the_rest(
    teiproof: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.xml").write_text(LAID_OUT, encoding="utf-8")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.xml":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    ran = teiproof("format", folder)
    assert (ran.code, ran.out) == (2, f"{folder / 'other.xml'}\n")
    assert f"teiproof: cannot read {folder / 'a.xml'}: permission denied" in ran.err


@pytest.mark.parametrize("action", [(), ("--check",), ("--diff",), ("--write",)])
def test_the_number_of_jobs_changes_nothing(
    teiproof: Run, folder: Path, action: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        made = OTHERWISE if number % 3 else LAID_OUT.replace("/>", ">" if number % 2 else " />")
        (folder / f"{number}.xml").write_text(made, encoding="utf-8")
    monkeypatch.setattr("teiproof.workers.documents.WORTHWHILE", 0)
    monkeypatch.setattr("teiproof.workers._ITEMS", 3)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    ends = []
    for jobs in ("1", "3"):
        for path, content in before.items():
            path.write_bytes(content)
        ran = teiproof("format", *action, "--jobs", jobs, folder)
        ends.append((ran, {path: path.read_bytes() for path in folder.iterdir()}))
    assert ends[0] == ends[1]
    assert "[parsing.not-well-formed]" in ends[0][0].out


def given(data: str, *arguments: str) -> Ran:
    """A run of the command line with a document on standard input."""
    command = [sys.executable, "-m", "teiproof", "format", *arguments, "-"]
    ran = subprocess.run(command, input=data, capture_output=True, text=True, check=False)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.parametrize("document", [LAID_OUT, OTHERWISE])
def test_standard_input_goes_laid_out_to_standard_output(document: str) -> None:
    assert given(document) == Ran(0, LAID_OUT, "")


def test_standard_input_can_be_checked_under_a_name() -> None:
    assert given(OTHERWISE, "--check", "--name", "a/b.xml").out == "a/b.xml\n"
    assert given(OTHERWISE, "--check").code == 1
    assert given(LAID_OUT, "--check").code == 0
    ran = given(OTHERWISE, "--diff", "--name", "a/b.xml")
    assert (ran.code, ran.out.splitlines()[0]) == (1, "--- a/b.xml")


def test_a_broken_document_on_standard_input_leaves_standard_output_empty() -> None:
    ran = given("<TEI", "--name", "a.xml")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("a.xml:1:1: error: ")
    assert ran.err.endswith("[parsing.not-well-formed]\n")
