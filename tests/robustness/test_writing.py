"""A disk that is full and a folder that may not be written: an error in words, and the old files stay."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

GOOD = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{}</p></body></text></TEI>'


def run(*arguments: str | Path, cwd: Path, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-m", "teiproof", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def found(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KiB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk, and not everywhere")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("export", ["text", "html", "site", "tokens"])
def test_a_full_disk_is_said_in_one_sentence_and_the_old_folder_stays(export: str, small_disk: Path) -> None:
    source = small_disk.parent / "in"
    source.mkdir()
    (source / "a.xml").write_text(GOOD.format("one"), encoding="utf-8")
    assert run("export", "text", "in", "--into", "disk/out", cwd=small_disk.parent).returncode == 0
    before = found(small_disk)
    (source / "b.xml").write_text(GOOD.format("word " * 200_000), encoding="utf-8")
    ran = run("export", export, "in", "--into", "disk/out", cwd=small_disk.parent)
    assert ran.returncode == 2
    assert "no space left on device" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert found(small_disk) == before


def test_a_document_that_cannot_be_written_back_stays_as_it_is(small_disk: Path) -> None:
    document = small_disk / "a.xml"
    document.write_text(GOOD.format("</p>\n<p>".join(["word"] * 6_000)), encoding="utf-8")
    (small_disk / "rest").write_bytes(b"x" * 90_000)
    before = found(small_disk)
    ran = run("format", "--write", "a.xml", cwd=small_disk)
    assert ran.returncode == 2
    assert "cannot write" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert found(small_disk) == before


@pytest.fixture
def as_nobody(tmp_path: Path) -> tuple[str, ...]:
    """The words before a command that is run without rights."""
    if os.geteuid() != 0:
        return ()
    before = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    reads = [*before, sys.executable, "-c", "import teiproof, lxml"]
    if shutil.which("setpriv") is None or subprocess.run(reads, capture_output=True, check=False).returncode:
        pytest.skip("this is root, whose rights cannot be laid down here")
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    return before


@pytest.mark.skipif(sys.platform == "win32", reason="rights are those of POSIX")
def test_without_permission_each_is_said_in_a_sentence_and_the_others_are_done(
    tmp_path: Path, as_nobody: tuple[str, ...]
) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    target.mkdir()
    (source / "a.xml").write_text(GOOD.format("one"), encoding="utf-8")
    (source / "b.xml").write_text(GOOD.format("two"), encoding="utf-8")
    (source / "b.xml").chmod(0)
    target.chmod(0o777)
    try:
        ran = run("inspect", "in", cwd=tmp_path, before=as_nobody)
        assert "permission denied" in ran.stdout
        ran = run("check", "--only", "references", "in", cwd=tmp_path, before=as_nobody)
        assert (ran.returncode, "permission denied" in ran.stderr) == (2, True)
        (source / "b.xml").chmod(0o644)
        target.chmod(0o555)
        ran = run("export", "text", "in", "--into", "out", cwd=tmp_path, before=as_nobody)
        assert (ran.returncode, "permission denied" in ran.stderr) == (2, True)
        assert not list(target.iterdir())
        assert "Traceback" not in ran.stderr
    finally:
        target.chmod(0o755)
