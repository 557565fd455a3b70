"""Keeps compiled schemas in the user's cache folder: a schema read before costs a few milliseconds.

An entry is a file of plain values in Python's own notation (`marshal`), with a checksum before it. It holds
the bytes of all the files it was made from, and is used only if they are still the same. Entries are replaced
in one step, so that concurrent and killed runs do no harm; whatever is damaged, of another version, or could
have been written by somebody else is passed over. A cache that cannot be read or written is no reason to
fail.
"""

import marshal
import os
import sys
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from teiproof import __version__
from teiproof.relaxng.sources import Sources

_MAGIC = b"teiproof schema\n"
_VERSION = (__version__, sys.implementation.cache_tag, sys.version, marshal.version)
_OWN_ONLY = 0o022  # nobody else may have been able to write


class Entry(NamedTuple):
    """A compiled schema: definitions in simple form, types of ID attributes, whether a context is needed."""

    definitions: dict[str, Any]
    id_types: dict[str, dict[str, str]]
    needs_context: bool


def folder() -> Path:
    """The folder of the cache, as the system wants it."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "teiproof"


def load(path: Path) -> Entry | None:
    """The compiled form of the schema in a file, if it is there and up to date."""
    try:
        data = _read_own(_entry(path))
        body = data[len(_MAGIC) + 4 :]
        if data[: len(_MAGIC) + 4] != _MAGIC + _checksum(body):
            return None
        version, files, *entry = marshal.loads(body)  # noqa: S302 - the file is the user's own, and whole
        if version != _VERSION or not all(Path(name).read_bytes() == content for name, content in files):
            return None
        return Entry(*entry)
    except (OSError, RuntimeError, EOFError, ValueError, TypeError):
        return None


def store(path: Path, sources: Sources, entry: Entry) -> None:
    """Keep the compiled form of the schema in a file, made from these sources."""
    target = _entry(path)
    scratch = target.with_suffix(f".{os.getpid()}")
    files = tuple((str(name), content) for name, content in sources.contents.items())
    body = marshal.dumps((_VERSION, files, *entry))
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.writelines((_MAGIC, _checksum(body), body))
            scratch.replace(target)
        except OSError:
            scratch.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return


def _entry(path: Path) -> Path:
    """The file for a schema: one for each path and version of Python, so that the folder does not grow."""
    place = zlib.crc32(os.fsencode(path.absolute()))
    return folder() / f"{path.stem}-{place:08x}.{sys.implementation.cache_tag}"


def _checksum(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(4, "big")


def _read_own(path: Path) -> bytes:
    """The bytes of a file that nobody but the user can have written; b"" for another."""
    with path.open("rb") as stream:
        if hasattr(os, "getuid"):
            status = os.fstat(stream.fileno())
            if status.st_uid != os.getuid() or status.st_mode & _OWN_ONLY:
                return b""
        return stream.read()
