"""Writes files so that each is whole or not there, and folders so that they are the old one or the new one."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import ENOTDIR
from pathlib import Path, PurePosixPath
from typing import Self

from teiproof.errors import UnwritableTargetError

MANIFEST = ".teiproof"
"""The file in a folder that lists what was written there, so that what is no longer made can be taken away."""

_SUFFIX = ".teiproof-new"  # of the place beside a folder in which its next state comes to be
_LOCK = "lock"

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


def write_file(target: Path, content: bytes) -> None:
    """Write a file in one step, so that an interruption leaves the old one or the new one.

    A file that is replaced keeps its permissions; a symbolic link stays, and its target is written.
    Raises UnwritableTargetError.
    """
    with _told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target.resolve(), content)


def _replace(target: Path, content: bytes) -> None:
    import tempfile

    permissions = _permissions(target)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(permissions)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _permissions(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    return 0o666 & ~_umask()


def write_folder(folder: Path, files: Iterable[tuple[PurePosixPath, bytes]]) -> int:
    """Make a folder hold these files, by their relative paths, and count them; see `Staging`.

    Files are taken one by one and never kept in memory. If there is none, nothing is done. Raises
    UnwritableTargetError.
    """
    with Staging(folder) as staging:
        for path, content in files:
            staging.add(path, content)
        return staging.finish()


class Staging:
    """The next state of a folder, on disk beside it, until it is whole and takes its place.

    A folder that does not exist, is empty, or was written in this way is replaced in one step, so that an
    interruption leaves the old one or the new one; what was written earlier and is not added again is gone,
    what others put there stays, and a file that has not changed is not touched. Into a folder of others, or one
    that cannot be replaced because it is a mount point, the files are moved one by one when all are there.

    What has been added is known from the disk alone, for there may be very many files.

    Only one process at a time may write a folder. What a process that was killed has left behind is thrown
    away by the next one, unless it `resumes`; with `lasts` an interruption throws nothing away either. All
    methods raise UnwritableTargetError.
    """

    def __init__(self, folder: Path, resumes: bool = False, lasts: bool = False) -> None:
        self._folder = folder
        self._resumes = resumes
        self._lasts = lasts
        self._count = 0
        self._is_new = False  # whether anything differs from what the folder holds

    def __enter__(self) -> Self:
        with _told(self._folder):
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            self._folder = folder = self._folder.resolve()
            if folder.exists() and not folder.is_dir():
                raise NotADirectoryError(ENOTDIR, "it is a file, not a folder", str(folder))
            self._is_ours = not folder.exists() or _is_ours(folder)
            self._is_replaced = self._is_ours and _is_replaceable(folder)
            # Not in the folder for temporary files: only within one file system is moving a single step.
            within = folder / _SUFFIX
            self._place = folder.with_name(f".{folder.name}{_SUFFIX}") if self._is_replaced else within
            self._lock = _locked(self._place, folder)
            self._new = self._place / "files"
            if not self._resumes:
                shutil.rmtree(self._new, ignore_errors=True)
                self.journal.unlink(missing_ok=True)
            self._new.mkdir(exist_ok=True)
        return self

    @property
    def journal(self) -> Path:
        """A file for notes on what has been added, which lasts as long as what they are about."""
        return self._place / "journal"

    def keep(self, names: Iterable[str]) -> None:
        """Count as added what an earlier run has added, by relative paths; whatever else it has left is thrown
        away."""
        with _told(self._folder):
            kept = set(names)
            for name in _names(self._new):
                if name not in kept:
                    (self._new / name).unlink()
            self._count = len(kept)
            self._is_new = self._is_new or bool(kept)

    def add(self, path: PurePosixPath, content: bytes) -> None:
        """Add a file. One that would be outside the folder, or is there already, is refused."""
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise UnwritableTargetError(f"“{path}” would be outside the folder {self._folder}.")
        new, old = self._new / path, self._folder / path
        with _told(old):
            try:
                new.parent.mkdir(parents=True, exist_ok=True)
                if _holds(old, content):
                    _carry(old, new)
                else:
                    with new.open("xb") as stream:
                        stream.write(content)
                    self._is_new = True
            except (FileExistsError, NotADirectoryError):  # for this file system “A” and “a” may be one name
                raise UnwritableTargetError(
                    f"two documents would both be written as {path}. Rename one of them."
                ) from None
        self._count += 1

    def finish(self) -> int:
        """Put what was added in the place of the folder; the number of files.

        If nothing was added, the folder stays as it is.
        """
        with _told(self._folder):
            self.journal.unlink(missing_ok=True)  # first, for it must never be about an old state of the folder
            if self._count and self._is_replaced:
                self._exchange()
            elif self._count:
                self._move()
        return self._count

    def _exchange(self) -> None:
        folder, manifest = self._folder, _manifest(_names(self._new))
        if not self._is_new and _holds(folder / MANIFEST, manifest):
            return
        self._new.chmod(folder.stat().st_mode & 0o777 if folder.exists() else 0o777 & ~_umask())
        ours = _ours(folder)
        for name in _names(folder) if folder.exists() else ():
            new = self._new / name
            if name not in ours and new.name != MANIFEST and not new.exists():
                new.parent.mkdir(parents=True, exist_ok=True)
                _carry(folder / name, new)
        (self._new / MANIFEST).write_bytes(manifest)
        _exchange(self._new, folder)

    def _move(self) -> None:
        manifest = _manifest(_names(self._new))
        for name in _names(self._new):
            new, old = self._new / name, self._folder / name
            if not (old.is_file() and new.samefile(old)):
                old.parent.mkdir(parents=True, exist_ok=True)
                new.chmod(_permissions(old))
                new.replace(old.resolve())
        if self._is_ours:
            for name in _ours(self._folder) - _listed(manifest):
                (self._folder / name).unlink(missing_ok=True)
            (self._folder / MANIFEST).write_bytes(manifest)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if not (self._lasts and isinstance(error, KeyboardInterrupt)):
                shutil.rmtree(self._new, ignore_errors=True)
                with suppress(OSError):  # another process may already stand before the lock
                    self.journal.unlink(missing_ok=True)
                    (self._place / _LOCK).unlink()
                    self._place.rmdir()
        finally:
            os.close(self._lock)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in words what the system says of a file that cannot be written."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnwritableTargetError(f"cannot write {error.filename or path}: {reason}.") from error


def _locked(place: Path, folder: Path) -> int:
    """A handle that keeps other processes away from a place until it is closed, or this process ends.

    Raises UnwritableTargetError if another process has it.
    """
    while True:
        place.mkdir(exist_ok=True)
        try:
            handle = os.open(place / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError:  # another process has just taken the place away
            continue
        try:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(handle), (place / _LOCK).stat()):
                return handle
        except ImportError:  # a system without such locks
            return handle
        except BlockingIOError:
            os.close(handle)
            raise UnwritableTargetError(
                f"another run of teiproof is writing {folder}. Wait for its end, or name another folder."
            ) from None
        except FileNotFoundError:
            pass
        os.close(handle)


def _is_ours(folder: Path) -> bool:
    return (folder / MANIFEST).is_file() or not any(folder.iterdir())


def _names(folder: Path, below: str = "") -> Iterator[str]:
    """The files and links in a folder, and in the folders in it, by their relative paths, in order."""
    with os.scandir(folder / below) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _names(folder, f"{below}{entry.name}/")
        else:
            yield f"{below}{entry.name}"


def _manifest(names: Iterable[str]) -> bytes:
    # A name with a line break is left out: it would be two others. Such a file is kept like those of others.
    return "".join(f"{name}\n" for name in names if "\n" not in name).encode(errors="surrogateescape")


def _listed(manifest: bytes) -> set[str]:
    """The names in a manifest, but those that would be outside its folder."""
    names = filter(None, manifest.decode(errors="surrogateescape").split("\n"))
    return {name for name in names if not name.startswith("/") and ".." not in name.split("/")}


def _holds(file: Path, content: bytes) -> bool:
    """Whether a file has this content."""
    return file.is_file() and file.stat().st_size == len(content) and file.read_bytes() == content


def _is_replaceable(folder: Path) -> bool:
    """Whether another folder can be put in the place of this one."""
    return os.access(folder.parent, os.W_OK) and not os.path.ismount(folder)


def _ours(folder: Path) -> set[str]:
    """The files in a folder that were written by Staging."""
    manifest = folder / MANIFEST
    return _listed(manifest.read_bytes()) if manifest.is_file() else set()


def _carry(old: Path, new: Path) -> None:
    """The same file in another folder, with its time; a link where the file system has links."""
    try:
        os.link(old, new, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def _exchange(new: Path, folder: Path) -> None:
    """Put a folder in the place of another one, in one step where the system can."""
    if not folder.exists():
        new.rename(folder)
        return
    if not _exchanged_at_once(new, folder):
        aside = new.with_name(f"{new.name}.old")
        folder.rename(aside)
        new.rename(folder)
        aside.rename(new)


def _exchanged_at_once(new: Path, folder: Path) -> bool:
    """Whether the kernel exchanged two folders: Linux can (renameat2), if the file system can."""
    import ctypes

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(rename(_HERE, os.fsencode(new), _HERE, os.fsencode(folder), _EXCHANGE) == 0)


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
