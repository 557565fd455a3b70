"""Folders: replaced as a whole where they are ours, touched file by file where they are not."""

import os
import subprocess
import sys
from collections.abc import Iterator
from errno import ENOSPC
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from teiproof import files
from teiproof.errors import UnwritableTargetError
from teiproof.files import MANIFEST, Staging, write_folder


def named(**contents: bytes) -> list[tuple[PurePosixPath, bytes]]:
    return [(PurePosixPath(name.replace("__", "/").replace("_", ".")), text) for name, text in contents.items()]


def found(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def times(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(p): (p.stat().st_mtime_ns, p.stat().st_ino) for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_new_folder_holds_the_files(tmp_path: Path) -> None:
    write_folder(tmp_path / "a" / "site", named(x_txt=b"1", sub__y_txt=b"2"))
    assert found(tmp_path / "a" / "site") == {"sub/y.txt": b"2", "x.txt": b"1"}
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["site"]


def test_the_same_files_again_touch_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_folder(folder, named(x_txt=b"1", y_txt=b"2"))
    before = folder.stat().st_ino, times(folder)
    write_folder(folder, named(x_txt=b"1", y_txt=b"2"))
    assert (folder.stat().st_ino, times(folder)) == before


def test_what_changed_is_written_and_what_did_not_keeps_its_time(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_folder(folder, named(x_txt=b"1", y_txt=b"2", z_txt=b"3"))
    os.utime(folder / "x.txt", ns=(1, 1))
    (folder / "mine.txt").write_text("not made here", encoding="utf-8")
    write_folder(folder, named(x_txt=b"1", y_txt=b"new"))
    assert found(folder) == {"mine.txt": b"not made here", "x.txt": b"1", "y.txt": b"new"}
    assert (folder / "x.txt").stat().st_mtime_ns == 1
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_of_others_is_only_added_to(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_bytes(b"mine")
    inode = tmp_path.stat().st_ino
    write_folder(tmp_path, named(x_txt=b"1"))
    write_folder(tmp_path, named(y_txt=b"2"))
    assert found(tmp_path) == {"mine.txt": b"mine", "x.txt": b"1", "y.txt": b"2"}
    assert tmp_path.stat().st_ino == inode


@pytest.mark.parametrize("at_once", [True, False])
def test_an_interruption_leaves_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    folder = tmp_path / "site"
    write_folder(folder, named(x_txt=b"1"))

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(files, "_exchange", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_folder(folder, named(x_txt=b"2"))
    assert found(folder) == {"x.txt": b"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    if not at_once:
        monkeypatch.setattr(files, "_exchanged_at_once", lambda *_: False)
    write_folder(folder, named(x_txt=b"2"))
    assert found(folder) == {"x.txt": b"2"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_that_cannot_be_replaced_is_written_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a volume is that a container has been given."""
    monkeypatch.setattr(files, "_is_replaceable", lambda _: False)
    folder = tmp_path / "site"
    folder.mkdir()
    inode = folder.stat().st_ino
    write_folder(folder, named(x_txt=b"1", y_txt=b"2", z_txt=b"3"))
    (folder / "mine.txt").write_bytes(b"mine")
    before = times(folder)[str(folder / "x.txt")]
    write_folder(folder, named(x_txt=b"1", y_txt=b"new"))
    assert found(folder) == {"mine.txt": b"mine", "x.txt": b"1", "y.txt": b"new"}
    assert times(folder)[str(folder / "x.txt")] == before
    assert folder.stat().st_ino == inode


def test_a_list_that_others_have_written_takes_nothing_away_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_is_replaceable", lambda _: False)
    (tmp_path / "mine.txt").write_bytes(b"mine")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / MANIFEST).write_text(f"../mine.txt\n{tmp_path / 'mine.txt'}\n", encoding="utf-8")
    write_folder(tmp_path / "site", named(x_txt=b"1"))
    assert (tmp_path / "mine.txt").read_bytes() == b"mine"


def test_files_are_taken_one_by_one(tmp_path: Path) -> None:
    """Each is on disk before the next is asked for, and none is in the folder before the last."""
    folder = tmp_path / "site"

    def some() -> Iterator[tuple[PurePosixPath, bytes]]:
        for number in range(5):
            assert len(list(tmp_path.rglob("*.txt"))) == number
            assert not folder.exists()
            yield PurePosixPath(f"{number}.txt"), b"text"

    assert write_folder(folder, some()) == 5
    assert len(found(folder)) == 5


def test_no_file_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert write_folder(folder, []) == 0
    assert list(tmp_path.iterdir()) == []
    write_folder(folder, named(x_txt=b"1"))
    assert write_folder(folder, []) == 0
    assert found(folder) == {"x.txt": b"1"}


@pytest.mark.parametrize("path", ["../x.txt", "/x.txt", "a/../../x.txt", "."])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    with pytest.raises(UnwritableTargetError, match="outside the folder"):
        write_folder(tmp_path / "site", [(PurePosixPath(path), b"")])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("paths", [("x.txt", "x.txt"), ("a/x.txt", "a"), ("a", "a/x.txt")])
@pytest.mark.parametrize("is_old", [False, True])
def test_two_files_of_one_name_are_refused_and_the_folder_stays(
    tmp_path: Path, paths: tuple[str, str], is_old: bool
) -> None:
    folder = tmp_path / "site"
    write_folder(folder, [(PurePosixPath(paths[0]), b"1" if is_old else b"0")])
    before = found(folder)
    with pytest.raises(UnwritableTargetError, match="two documents would both be written as"):
        write_folder(folder, [(PurePosixPath(path), b"1") for path in paths])
    assert found(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("is_ours", [True, False])
def test_of_two_runs_at_once_the_second_is_refused(tmp_path: Path, is_ours: bool) -> None:
    folder = tmp_path / "site"
    if not is_ours:
        folder.mkdir()
        (folder / "mine.txt").write_bytes(b"mine")
    with Staging(folder) as staging:
        staging.add(PurePosixPath("x.txt"), b"1")
        with pytest.raises(UnwritableTargetError, match="another run of teiproof is writing"):
            write_folder(folder, named(y_txt=b"2"))
        staging.finish()
    assert (folder / "x.txt").is_file()
    write_folder(folder, named(y_txt=b"2"))
    assert (folder / "y.txt").is_file()
    assert not list(tmp_path.rglob("*teiproof-new*"))


def test_what_a_killed_run_left_behind_is_cleared_away(tmp_path: Path) -> None:
    left_behind(tmp_path)
    write_folder(tmp_path / "site", named(y_txt=b"2"))
    assert found(tmp_path / "site") == {"y.txt": b"2"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_a_killed_run_left_behind_can_be_gone_on_with(tmp_path: Path) -> None:
    left_behind(tmp_path)
    with Staging(tmp_path / "site", resumes=True) as staging:
        assert staging.journal.read_bytes() == b"x"
        staging.keep(["x.txt"])
        staging.add(PurePosixPath("y.txt"), b"2")
        staging.add(PurePosixPath("z.txt"), b"3")
        staging.finish()
    assert found(tmp_path / "site") == {"x.txt": b"1", "y.txt": b"2", "z.txt": b"3"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_an_interrupted_run_has_staged_stays_where_it_is_to_be_resumed(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Staging(tmp_path / "site", lasts=True) as staging:  # noqa: PT012
        staging.add(PurePosixPath("x.txt"), b"1")
        raise KeyboardInterrupt
    with Staging(tmp_path / "site", resumes=True) as staging:
        staging.keep(["x.txt"])
        staging.finish()
    assert found(tmp_path / "site") == {"x.txt": b"1"}


def left_behind(folder: Path) -> None:
    """Have a run killed that has added two files and noted one."""
    script = (
        "import os, sys\n"
        "from pathlib import Path, PurePosixPath\n"
        "from teiproof.files import Staging\n"
        "with Staging(Path(sys.argv[1]), resumes=True) as staging:\n"
        "    staging.add(PurePosixPath('x.txt'), b'1')\n"
        "    staging.journal.write_bytes(b'x')\n"
        "    staging.add(PurePosixPath('z.txt'), b'3')\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(folder / "site")], check=False)
    assert [path.name for path in folder.iterdir()] == [".site.teiproof-new"]


@pytest.mark.parametrize("resumes", [False, True])
def test_a_full_disk_is_an_error_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, resumes: bool
) -> None:
    folder = tmp_path / "site"
    write_folder(folder, named(x_txt=b"1"))
    opened = Path.open

    def full(path: Path, mode: str = "r") -> Any:
        if mode == "xb":
            raise OSError(ENOSPC, "No space left on device", str(path))
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", full)
    with (
        pytest.raises(UnwritableTargetError, match="no space left on device"),
        Staging(folder, resumes) as staging,
    ):
        staging.add(PurePosixPath("x.txt"), b"2")
    assert found(folder) == {"x.txt": b"1"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_no_permission_is_an_error_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UnwritableTargetError, match="permission denied"):
        write_folder(tmp_path / "site", named(x_txt=b"1"))
    tmp_path.chmod(0o700)


def test_a_file_in_the_place_of_the_folder_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"a file")
    with pytest.raises(UnwritableTargetError, match="cannot write"):
        write_folder(tmp_path / "site", named(x_txt=b"1"))
