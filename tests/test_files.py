"""Folders: replaced as a whole where they are ours, touched file by file where they are not."""

import os
from pathlib import Path, PurePosixPath

import pytest

from teiproof import files
from teiproof.errors import UnwritableTargetError
from teiproof.files import MANIFEST, write_folder


def named(**contents: bytes) -> dict[PurePosixPath, bytes]:
    return {PurePosixPath(name.replace("__", "/").replace("_", ".")): text for name, text in contents.items()}


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


def test_a_file_in_the_place_of_the_folder_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"a file")
    with pytest.raises(UnwritableTargetError, match="cannot write"):
        write_folder(tmp_path / "site", named(x_txt=b"1"))
