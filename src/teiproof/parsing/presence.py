"""Whether there is a file, asked of names that may come from documents: any text, and so also one that is too
long for a file's name, or names a folder that may not be entered. `pathlib` raises OSError for these. And where
such a name leads, be it to a file or to an address (`parsing.remote`).
"""

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from teiproof.parsing.remote import Remote


def is_remote(path: Path) -> "TypeGuard[Remote]":
    """Whether it is an address, which is read through fsspec."""
    return type(path).__name__ == "Remote"  # without loading what most runs do not need


def exists(path: Path) -> bool:
    """Whether there is a file or folder of this name that can be looked at."""
    return path.exists() if is_remote(path) else os.path.exists(path)  # noqa: PTH110 - that of pathlib raises


def is_file(path: Path) -> bool:
    """Whether there is a file of this name that can be looked at."""
    return path.is_file() if is_remote(path) else os.path.isfile(path)  # noqa: PTH113 - that of pathlib raises


def real(path: Path) -> str:
    """The name of a file without symbolic links; the same for all names of an address. Raises ValueError."""
    return path.key() if is_remote(path) else os.path.realpath(path)


def normal(path: Path) -> Path:
    """A path without `..`, symbolic links being left as they are."""
    return path.resolve() if is_remote(path) else Path(os.path.normpath(path))


def relative(path: Path, folder: Path) -> str:
    """How a path is named from within a folder."""
    if is_remote(path) and is_remote(folder):
        return os.path.relpath(path.key().partition(":")[2], folder.key().partition(":")[2])
    return os.path.relpath(path, folder)


def is_below(path: Path, folder: str) -> bool:
    """Whether a path is in a folder (as by `real`) or below it; an address, whether the user has named it."""
    return path.is_named() if is_remote(path) else os.path.commonpath([folder, real(path)]) == folder


def is_dir(path: Path) -> bool:
    """Whether there is a folder of this name that can be looked at."""
    return path.is_dir() if is_remote(path) else os.path.isdir(path)  # noqa: PTH112 - that of pathlib raises


def is_readable_to_its_end(path: Path) -> bool:
    """Whether it is not a pipe or a device, which whoever reads might wait for ever."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return True  # to be said when it is read
    return stat.S_ISREG(mode)
