"""Keeps compiled schemas in the user's cache folder: a schema read before costs a few milliseconds.

An entry is a file of plain values in Python's own notation (`marshal`) with a checksum, followed by the bytes
of all the files it was made from: it is used only if they are still the same. Entries are replaced in one
step, so that concurrent and killed runs do no harm; whatever is damaged, of another version, or could have
been written by somebody else is passed over. A cache that cannot be read or written is no reason to fail.
"""

import marshal
import os
import sys
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from teiproof import __version__
from teiproof.relaxng.patterns import Simple
from teiproof.relaxng.sources import Sources

_MAGIC = b"teiproof schema\n"
_VERSION = (__version__, sys.implementation.cache_tag, sys.version, marshal.version)
_NUMBER = 8  # bytes of the numbers before the values
_OWN_ONLY = 0o022  # nobody else may have been able to write


class Entry(NamedTuple):
    """A compiled schema: definitions in simple form, types of ID attributes, whether a context is needed."""

    definitions: Mapping[str, Simple]
    id_types: dict[str, dict[str, str]]
    needs_context: bool


class _Packed(Mapping[str, Simple]):
    """Definitions that are unpacked when they are asked for: a document needs a tenth of those of TEI."""

    def __init__(self, packed: dict[str, bytes]) -> None:
        self._packed = packed

    def __getitem__(self, key: str) -> Simple:
        simple: Simple = marshal.loads(self._packed[key])  # noqa: S302 - see `load`
        return simple

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def folder() -> Path:
    """The folder of the cache, as the system wants it."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "teiproof"


def load(path: Path, whole: bool = False, has_ids: bool = True) -> Entry | None:
    """The compiled form of the schema in a file, if it is there and up to date; that without IDs is another.

    With `whole` only if the schema is all in that file: which other files it means may depend on a resolver.
    """
    try:
        data = _read_own(_entry(path, has_ids))
        head = len(_MAGIC) + _NUMBER
        start = head + int.from_bytes(data[len(_MAGIC) : head], "big")
        body = memoryview(data)[head + _NUMBER : start]
        if not data.startswith(_MAGIC) or data[head : head + _NUMBER] != _number(zlib.crc32(body)):
            return None
        version, files, packed, *rest = marshal.loads(body)  # noqa: S302 - the file is the user's own, and whole
        if version != _VERSION or (whole and len(files) > 1):
            return None
        for name, size in files:
            # Compared where it stands: to copy a megabyte takes longer than to compare it.
            content = Path(name).read_bytes()
            if len(content) != size or not data.startswith(content, start):
                return None
            start += size
        return Entry(_Packed(packed), *rest)
    except (OSError, RuntimeError, EOFError, ValueError, TypeError):
        return None


def store(path: Path, sources: Sources, entry: Entry, has_ids: bool = True) -> None:
    """Keep the compiled form of the schema in a file, made from these sources."""
    target = _entry(path, has_ids)
    scratch = target.with_suffix(f".{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _clear_away(target)
        files = tuple((str(name.absolute()), len(content)) for name, content in sources.contents.items())
        packed = {key: marshal.dumps(simple) for key, simple in entry.definitions.items()}
        body = marshal.dumps((_VERSION, files, packed, entry.id_types, entry.needs_context))
        head = _MAGIC, _number(_NUMBER + len(body)), _number(zlib.crc32(body))
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.writelines((*head, body, *sources.contents.values()))
            scratch.replace(target)
        except OSError:
            scratch.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return


def _clear_away(target: Path) -> None:
    """Remove what killed runs have left. If it belongs to one that is at work, that one keeps nothing."""
    for left in target.parent.iterdir():
        if left.stem == target.stem and left.suffix[1:].isdigit():
            left.unlink(missing_ok=True)


def _entry(path: Path, has_ids: bool) -> Path:
    """The file for a schema: one for each path and version of Python, so that the folder does not grow."""
    place = zlib.crc32(os.fsencode(path.absolute()))
    kind = "" if has_ids else "-no-ids"
    return folder() / f"{path.stem}-{place:08x}{kind}.{sys.implementation.cache_tag}"


def _number(number: int) -> bytes:
    return number.to_bytes(_NUMBER, "big")


def _read_own(path: Path) -> bytes:
    """The bytes of a file that nobody but the user can have written; b"" for another."""
    with path.open("rb") as stream:
        if hasattr(os, "getuid"):
            status = os.fstat(stream.fileno())
            if status.st_uid != os.getuid() or status.st_mode & _OWN_ONLY:
                return b""
        return stream.read()
