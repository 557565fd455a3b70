"""`teiproof format`: what it prints and writes, and with which exit code it leaves."""

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
    assert ran.code == 2
    assert ran.err == f"teiproof: cannot write {folder / 'other.xml'}: permission denied.\n"
