"""Writes files so that each is whole or not there."""

import os
from pathlib import Path

from teiproof.errors import UnwritableTargetError


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
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
