"""Writes files so that each is whole or not there, and folders so that they are the old one or the new one."""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from teiproof.errors import UnwritableTargetError

MANIFEST = ".teiproof"
"""The file in a folder that lists what was written there, so that what is no longer made can be taken away."""

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


def write_file(target: Path, content: bytes) -> None:
    """Write a file in one step, so that an interruption leaves the old one or the new one.

    A file that is replaced keeps its permissions; a symbolic link stays, and its target is written.
    Raises UnwritableTargetError.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target.resolve(), content)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnwritableTargetError(f"cannot write {target}: {reason}.") from error


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


def write_folder(folder: Path, files: Mapping[PurePosixPath, bytes]) -> None:
    """Make a folder hold these files, by their relative paths; one that has not changed is not touched.

    A folder that does not exist, is empty, or was written by this function is replaced in one step, so that an
    interruption leaves the old one or the new one; what was written earlier and is not among the files is gone,
    what others put there stays. In any other folder the files are written one by one. Raises
    UnwritableTargetError.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder = folder.resolve()
        if folder.exists() and not _is_ours(folder):
            for path, content in files.items():
                if not _holds(folder / path, content):
                    write_file(folder / path, content)
            return
        listed = {**files, PurePosixPath(MANIFEST): _manifest(files)}
        if not all(_holds(folder / path, content) for path, content in listed.items()):
            _replace_folder(folder, listed)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnwritableTargetError(f"cannot write {error.filename or folder}: {reason}.") from error


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MANIFEST).is_file() or not any(folder.iterdir()))


def _manifest(files: Mapping[PurePosixPath, bytes]) -> bytes:
    return "".join(f"{path}\n" for path in sorted(files)).encode()


def _holds(file: Path, content: bytes) -> bool:
    """Whether a file has this content."""
    return file.is_file() and file.stat().st_size == len(content) and file.read_bytes() == content


def _replace_folder(folder: Path, files: Mapping[PurePosixPath, bytes]) -> None:
    import tempfile

    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        new.chmod(folder.stat().st_mode & 0o777 if folder.exists() else 0o777 & ~_umask())
        for path, content in files.items():
            target = new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if _holds(folder / path, content):
                _carry(folder / path, target)
            else:
                target.write_bytes(content)
        for path in _foreign(folder):
            if path not in files:
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                _carry(folder / path, new / path)
        _exchange(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _foreign(folder: Path) -> Iterator[PurePosixPath]:
    """The files in a folder that were not written by this function."""
    if not folder.exists():
        return
    manifest = folder / MANIFEST
    ours = set(manifest.read_text(encoding="utf-8").splitlines()) if manifest.is_file() else set()
    for file in sorted(folder.rglob("*")):
        path = PurePosixPath(file.relative_to(folder).as_posix())
        if (file.is_symlink() or not file.is_dir()) and str(path) not in ours and path.name != MANIFEST:
            yield path


def _carry(old: Path, new: Path) -> None:
    """The same file in another folder, with its time; a link where the file system has links."""
    try:
        os.link(old, new, follow_symlinks=False)
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
